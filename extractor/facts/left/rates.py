"""Rates: 19.2 per 10,000 person-years, 584/100,000, 1 in 9 women; neither shares nor counts of participants."""

from __future__ import annotations

import re

from extractor.facts.left.places import Place
from extractor.records import Measure

_EVERY = (
    r"(?:10{0,2}[ ,]?0{3}\b|(?:one |a |1 )?million\b|thousand\b|[\d,]* ?(?:person|patient|wom[ae]n|child|catheter"
    r"|device"
    r"|ventilator)s?[- ](?:years?|months?|days?)\b|(?:year|day)/patient\b)"
)
_RATE_AFTER = re.compile(
    r"(?:\s?(?:-|–|to|and|vs\.?|versus)\s?[\d.,]+)*\s?(?:(?:new )?(?:cases|deaths|events|episodes|infections"
    r"|patients) )?"
    rf"(?:(?:per |/ ?){_EVERY}|per 100\b|p\.?m\.?p\b)"
)
_BASE = re.compile(rf"{_EVERY}|100\b(?! ?[,;%)])")
_PER_BEFORE = re.compile(r"\d ?(?:[a-z-]+ ){0,3}(?:per |/ ?)$")
_ONE_IN = re.compile(r"\b1 in $")
_IN_MANY = re.compile(
    r" in (?:[\d,]*\d\d\b|\d (?:who|patients|women|men|people|children|persons|individuals|births|pregnancies)\b)"
)
_NEAR = 40  # characters


def is_rate(place: Place, measure: Measure) -> bool:
    """Whether a number is a rate, or what a rate is per."""
    before = place.before[-_NEAR:]
    if _ONE_IN.search(before) or (place.quote == "1" and _IN_MANY.match(place.after)):
        return True
    if _PER_BEFORE.search(before):
        return bool(_BASE.match(place.quote + place.after[:_NEAR]))
    return bool(_RATE_AFTER.match(place.after) or _RATE_AFTER.match(place.passage.text, measure.end))
