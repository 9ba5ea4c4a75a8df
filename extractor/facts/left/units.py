"""Numbers with a unit of what is measured, not given, and numbers of what is measured though no unit is beside them."""

from __future__ import annotations

import re

from extractor.facts.left.cues import clause
from extractor.facts.left.places import Place
from extractor.records import Measure

_UNIT_AFTER = re.compile(
    r"(?:\s?[×xX]\s?10\S*)?[ -]?(?:(?:m|c|k)?rads?|(?:M|k)?eV|MEV|kV|inch(?:es)?|[mµμk]?u?Ci|(?:[µμnpmd]|mu)?l"
    r"|lit(?:er|re)s?"
    r"|(?:[µμunpmf]|mu)?mol(?:es)?|(?:[µμ]|micro|milli(?!on)|nano|pico|mu)[a-zA-Z]+|[pnk]g|lbs?|pounds?|m?Eq|meq"
    r"|(?:[mµμ]|mu)U|u/h(?:our)?"
    r"|(?:vol|g|mol|wt|w/v|v/v)\.? ?%|% ?(?:vol|w/v|v/v)|k?cal(?:ories)?|ppb|ppm|[dc]pm|torr|atm|letters|pixels|METs?"
    r"|[CMFPG]FU|cfu|HU|(?:million|billion)(?= (?:cells|sperm))|(?:[Mm]?[mµμnpg]g|ml|mL|l|L|cm|mm|beats)?/(?:min|h"
    r"|hr|ml|mL|l|L|dl|dL|mm3|kg|s|sec|m2)"
    r"|°|cm|mm|µm|μm|k?m|mm ?Hg|kPa|Bq|[mkM]J|[mc]?Gy|mega\w+|(?<=\d)T|[mµkM]V|[km]W|[kMG]?Hz)(?![A-Za-z])"
)
_MORE_TIME = re.compile(
    r"[ -]?(?:s|sec)\b|[ -](?:additional|consecutive|more|further|successive|full|working)"
    r" (?:seconds|minutes|hours|days|nights|weeks|months|years)\b"
)
_TIME_BEFORE = re.compile(r"\b(?:PND|POD|GD|DIV|(?:days?|weeks?|months?|years?) \(\w+\))[ :]*(?:\d+(?:, |-|–))*$")
_PER_VOLUME = re.compile(r"(?: per |/ ?)(?:1(?:00?)? ?(?:m?[lLg]|gm)\b|[dm]?[lL](?:it(?:er|re)s?)?\b|[\d.]+ ng)", re.I)
_MEASURED = re.compile(
    r"\b(?:levels?|concentrations?|titers?|titres?|densit(?:y|ies)|volumes?|pressures?|clearances?|thickness"
    r"|diameters?"
    r"|weights?|heights?|lengths?|depths?|temperatures?|(?:heart|pulse|pacing|respiratory|flow) rates?|body mass index"
    r"|(?-i:BMI|pH|SUV\w*|logMAR|e?GFR|HbA1c|PSA|TSH|LDL|HDL|Hb)|ha?emoglobin|creatinine|albumin|glucose|uptake"
    r"|activity"
    r"|intake|expression|potency|acuity|quotient|distribution|excretion|secretion|resistance|vitamin|acid|counts?)\b"
    r"[^;.:]{0,45}$",
    re.I,
)


def of_unit(place: Place, measure: Measure) -> str | None:
    """What a unit that the lexer does not know says, or a word of time."""
    after = place.passage.text[measure.end : measure.end + 60]
    if _UNIT_AFTER.match(after):
        return place.cue if place.cue in ("mean", "median", "spread") else "laboratory"
    if _MORE_TIME.match(after):
        return "duration"
    return "timepoint" if _TIME_BEFORE.search(place.before[-40:]) else None


def is_of_laboratory(place: Place, measure: Measure) -> bool:
    """Amounts per volume, per minute, per 100 g: measured, not given."""
    unit, after = measure.unit or "", place.passage.text[measure.end : measure.end + 12]
    if "/" in unit and re.search(r"/m?L$|^AUC$", unit):
        return True
    is_flow = unit.startswith("mL") and measure.per in ("min", "hour", "second")
    is_base = place.passage.text.endswith("/", 0, measure.start) and measure.low in (1, 10, 100, 1000)
    return is_flow or is_base or bool(_PER_VOLUME.match(after))


def is_measured(place: Place) -> bool:
    """Whether the words before a bare number name what is measured: "thiamin level of 0.18"."""
    return bool(_MEASURED.search(clause(place.before)[-80:]))
