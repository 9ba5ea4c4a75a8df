"""Shares of people by what they were before anything was done: "63% male", "hypertension, 91%", "78% at baseline"."""

from __future__ import annotations

import re

from extractor.facts.left.places import Place
from extractor.records import Measure

_TRAIT = (
    r"(?:(?:fe)?males?|girls|boys|women|men|(?:male|female) (?:sex|gender)|(?:non-?)?(?:white|black|hispanic)s?"
    r"|latin\w+|african|asians?|caucasians?|non-?smokers?|smokers?|smoked|smoking|obese|overweight|diabet\w+"
    r"|hypertens\w+|hyperlipid\w+|dyslipid\w+|hypercholesterol\w+|(?:un)?married|(?:un)?employed|(?:un)?insured"
    r"|(?:nulli|primi|multi)par\w+|comorbid\w*|(?:photo|skin )types?|transgender|single)"
)
_GROUP = (
    r"(?:of (?:the |all |these |our |whom|them)?(?:[\w-]+ ){0,2}"
    r"(?:patients|participants|subjects|cases|adults|people|individuals|sample|cohort)\s?)?"
)
_AFTER = re.compile(
    rf"\s?%?\s?(?:[(\[][^()\[\]]{{1,25}}[)\]])?[)\]]?\s?{_GROUP}"
    r"(?:(?:were|was|had|are|being|identified as|self-identified as|current|former|never|previous|known|prior|a|the"
    r"|having|predominantly|mostly|majority)\s){0,4}"
    rf"(?:{_TRAIT}(?=\s*(?:[,.;:()\]–—]|$|and\b|or\b|with (?:an?|the|mean|median)|mean\b|aged\b|vs\b|versus\b"
    rf"|compared\b|\d|[IVX]+\b|in\b|at\b"
    r"|participants|patients|sex|gender|ancestry|race|American|adults|subjects|individuals))|history of\b)",
    re.I,
)
_BEFORE = re.compile(
    rf"\b{_TRAIT}(?: \w+)?(?:[\s,:=]*|\s?[(\[]\s?(?:n\s?=\s?)?(?:\d[\d,]*(?:/\d[\d,]*)?[;,]?\s?[(\[]?)?"
    r"|[:,]? n\s?=\s?\d[\d,]*[,;]?\s?[(\[]?)$",
    re.I,
)
_AT_START = (
    r"(?:at (?:study )?(?:baseline|presentation|admission|entry|enrol\w+|inclusion)|on (?:admission|presentation))"
)
_AT_START_BEFORE = re.compile(
    rf"\b{_AT_START},? (?:(?:was|were|of|in|to|and|had|from"
    rf"|only) ){{0,2}}[(\[]?$|\b(?:baseline|demographic) characteristics\b",
    re.I,
)
_AT_START_AFTER = re.compile(rf"\s?%?[)\]]?,? (?:[\w-]+ ){{0,4}}{_AT_START}", re.I)
_CLOSES = re.compile(r"\s?%?\s?(?:[)\],;.:]|and\b|or\b|vs\b|versus\b|$)")
_NEAR = 60


def is_trait(place: Place, measure: Measure) -> bool:
    """Whether a share is of those with a trait, or of a state at the beginning."""
    text = place.passage.text
    head = place.before[: max(0, len(place.before) - (place.start - measure.start))]
    if _AFTER.match(text, measure.end) or (_CLOSES.match(text, measure.end) and _BEFORE.search(head[-_NEAR:])):
        return True
    return bool(_AT_START_AFTER.match(text, measure.end) or _AT_START_BEFORE.search(head[-2 * _NEAR :]))
