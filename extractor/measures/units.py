"""The one place that knows units: patterns/terms/units.csv, and how authors write "per kilogram" and "per day"."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from extractor.resources import patterns_dir

# Body size or volume that an amount is per; the first group that matched names the canonical form.
PER_BODY = {
    "kg": r"\s?/\s?\((?:kg|KG)(?=[·.∙•⋅*×/ -](?:h|d|day|min|hr|wk|week)\))|"
    r"(?:\.?\s?/\s?|[ .·]?per )(?:[kK]g|KG|kilogram(?:me)?)s?"
    r"(?: (?:of )?(?:body ?(?:weight|wt|mass)|bw|weight)\b| b\.w\.|\b)|"
    r"(?:[ .·]| ?[×x*] ?)?kg(?: (?:body ?(?:weight|wt|mass)|bw|b\.w\.))?\s?(?:[-−–]1|\([-−–]1\)|⁻\s?¹)",
    "m2": r"(?:\s?/\s?|[ .·]?per )(?:[mM]2|m²|m\(2\)|m\^2|sqm|sq\.? ?m|square met(?:er|re)|m\s?2)"
    r"(?!(?!q(?:d|w|\d+[dhw])\b)\w)|"
    r"[ .·]?m\s?(?:[-−–]2|\([-−–]2\)|⁻²)",
    "100_g": r"(?:\s?/\s?| per )100 ?g(?:m|rams?)?(?: of)? (?i:body|b\.? ?w\b)(?: ?(?:weight|wt|mass)\b)?",
    "mL": r"(?:\.?\s?/\s?| per )(?:mL|ml|cc)\b|[ .·]?m[lL]\s?(?:-1|[−–]1|⁻¹)",
    "lab": r"(?:\.?\s?/\s?| per )(?:dL|dl|L|l|lit(?:er|re)s?|"
    r"1(?!\d|\.\d| ?(?:m[lL]|cc|h|hr|hours?|d|days?|times?|weeks?|doses?|kg|min)\b)|"
    r"[µμ][lL]|N?m[3³]|t(?!\.)|ton(?:ne)?s?|ha|mol|mmol|100 ?(?:ml|gm?)|g|mg|cell|min/1\.73)\b|"
    r"(?:\s?/\s?| per )cm[23²³]|[ .·∙•⋅]?(?:d?[lL]|m?g|mol|ha)\s?(?:-1|[−–]1|⁻¹)|[ .·]?cm\s?(?:[-−–][23]|⁻[²³])",
}
_GOES_ON = (  # what may follow "per kg": per kg of anything else is no dose
    r"(?:of )?(?:(?i:body\w*|weight|b\.? ?w)|per|a|daily|once|twice|every|and|or|for|in|to|by|as|at|was|were|on|over"
    r"|with|repeated|i\.?[pv])\b|[(\[]"
)
# The same where the substance stands between (10 mg of zinc/kg, 5 mg zinc L⁻¹): of the body, of fluids or of food.
_OF_IT = r"(?: of)?(?: (?:\d+[A-Z]?-)?[A-Za-zα-ω][\w\[\]()⁺²³+-]*){1,2}(?: \([\w-]{2,9}\))?"
PER_WHAT = {
    "kg": rf"{_OF_IT}(?:\s?/\s?kg\b| per (?:kg|kilogram(?:me)?)\b| kg\s?(?:-1|[−–]1|⁻¹))"
    rf"(?! (?!{_GOES_ON}))",
    "m2": rf"{_OF_IT}(?:\s?/\s?m[2²]| per (?:m[2²]|square met(?:er|re))\b)",
    "lab": rf"{_OF_IT}(?:(?:\s?/\s?| per )(?:d?[lL]|m[lL]|lit(?:er|re)s?|k?g|100 ?(?:g|m[lL]))\b"
    r"| (?:d?[lL]|k?g)\s?(?:-1|[−–]1|⁻¹))",
}
_TIMES = r"(?<=kg)(?: ?[.·∙•⋅*×xX] ?|-)"  # 5 µg/kg.min; 0.3 g/kg × h
PER_TIME = {
    "day": r"(?<=kg body weight) ?[-.·×x] ?day\b|[·.∙•⋅*×/ -](?:d|day)\)|[.·](?:d|day)(?![\w.]|\s?[-−–⁻(])|"
    r"(?:\.?\s?/\s?| per | a |/each |-)(?:d|day|die|24 ?(?:h(?:ours?|r)?|HR|H))\b|"
    r"(?:[ .·]| ?[x×] ?)?(?:d|day)\s?(?:[-−–]1|\([-−–]1\)|⁻¹)",
    "hour": rf"{_TIMES}(?:h|hr|hour)\b(?: ?[-−–]1)?|[·.∙•⋅*×/ -](?:h|hr)\)|(?:\.?\s?/\s?| per |/each )(?:h|hr|hour)\b|"
    r" an hour\b(?! (?:before|after|later|prior|apart))|"
    r"[ .·]?(?:h|hr)\s?(?:[-−–]1|\([-−–]1\)|⁻¹)",
    "min": rf"{_TIMES}min\b(?: ?[-−–]1)?|[·.∙•⋅*×/ -]min\)|"
    r"(?:\.?\s?/\s?| per )(?:min|mn|minute)\b|[ .·]?min\s?(?:[-−–]1|\([-−–]1\)|⁻¹)",
    "week": r"[·.∙•⋅*×/ -](?:wk|week)\)|(?:\s?/\s?| per | a )(?:w|wk|week)\b|[ .·]?(?:wk|week)\s?(?:-1|[−–]1|⁻¹)",
    "month": r"(?:\s?/\s?| per | a )(?:month|mo)\b",
    "dose": r"(?:\s?/\s?| per )(?:dose|injection|infusion|cycle|time|inh(?:alation)?|puff|actuation)\b",
}


@cache
def unit_table(path: Path | None = None) -> dict[str, tuple[str, str]]:
    """Surface form -> (unit, dimension) from units.csv."""
    with (path or patterns_dir() / "terms" / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["surface"]: (row["unit"], row["dimension"]) for row in csv.DictReader(file)}


@cache
def unit_regex() -> str:
    """Alternation of all surface forms, the longest first."""
    return "|".join(re.escape(s) for s in sorted(unit_table(), key=len, reverse=True))


def canonical(surface: str) -> str:
    """The unit of a surface form; raises KeyError for one that units.csv does not list."""
    return unit_table()[surface if surface in unit_table() else surface.lower()][0]
