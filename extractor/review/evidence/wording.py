"""Facts in the words in which reviews print them."""

from __future__ import annotations

import re

from extractor.review.decisions import Row

_LEVEL = re.compile(r"\b(\d{2}(?:\.\d)?)\s?%[- ]?(?:CIs?|confidence)", re.I)
_OFTEN = {"1": "once", "2": "twice", "3": "three times", "4": "four times"}


def number(value: float) -> str:
    """A stored number without the `.0` of a REAL column."""
    return str(int(value)) if float(value).is_integer() else str(value)


def share(fact: Row) -> str:
    """How many had it: "12/40 (30%; 95% CI 17-47), at week 12"; only what the paper states."""
    counted = "" if fact["numerator"] is None else number(fact["numerator"])
    if counted and fact["denominator"] is not None:
        counted += f"/{number(fact['denominator'])}"
    stated = "" if fact["percent"] is None else f"{number(fact['percent'])}%"
    if stated and not counted and fact["denominator"] is not None:
        stated += f" of {number(fact['denominator'])}"
    if fact["computed_percent"] is not None:
        stated += f", though {counted} is {number(fact['computed_percent'])}%"
    interval = _interval(fact)
    if counted:
        inside = "; ".join(part for part in (stated, interval) if part)
        words = f"{counted} ({inside})" if inside else counted
    else:
        words = f"{stated} ({interval})" if interval else stated
    words += ", computed" if fact["derived"] else ""
    return f"{words}, {_lower_first(fact['timepoint'])}" if fact["timepoint"] else words


def _interval(fact: Row) -> str:
    """ "95% CI 17-47", or "CI 17-47" where the sentence does not say which level, or names several."""
    if fact["ci_low"] is None or fact["ci_high"] is None:
        return ""
    levels = set(_LEVEL.findall(fact["sentence"]))
    level = f"{levels.pop()}% " if len(levels) == 1 else ""
    return f"{level}CI {_span(fact['ci_low'], fact['ci_high'])}"


def _span(low: float, high: float) -> str:
    """17-47; "-3 to 5" where a minus sign could be taken for the dash."""
    return f"{number(low)} to {number(high)}" if low < 0 else f"{number(low)}-{number(high)}"


def event(fact: Row) -> str:
    """ "neutropenia gr 3-4", "serious infection"."""
    grade = f" gr {fact['grade'].replace('>=', '≥')}" if fact["grade"] else ""
    serious = "serious " if fact["serious"] and "serious" not in fact["term"] else ""
    return f"{serious}{fact['term']}{grade}"


def dose(fact: Row) -> str:
    """All of a dose: "bortezomib 1.3 mg/m2 iv, on days 1, 4, 8 and 11"."""
    what = f"{fact['drug']} {amount(fact)}" if fact["drug"] else amount(fact)
    return ", ".join(part for part in (what, schedule(fact)) if part)


def amount(fact: Row) -> str:
    """A dose without its drug: "0.25 mg/kg/day iv", "RP2D 45 mg", "4 mg/kg/day (mouse)"."""
    low = number(fact["low"])
    value = low if fact["high"] is None else f"{low}-{number(fact['high'])}"
    unit = fact["unit"]
    of_dose = f"AUC {value}" if unit == "AUC" else f"{value} {unit}"
    per = f"/{fact['per']}" if fact["per"] and fact["per"] != "dose" else ""
    stage = f"{fact['stage']} " if fact["stage"] and fact["stage"] != "level" else ""
    route = f" {fact['route']}" if fact["route"] else ""
    species = f" ({fact['species']})" if fact["species"] not in (None, "human") else ""
    return f"{stage}{of_dose}{per}{route}{species}"


def schedule(fact: Row) -> str:
    """As the paper words it; else its frequency: "twice a day", "every 3 weeks"."""
    if fact["schedule"] or not fact["frequency"]:
        return fact["schedule"] or ""
    match = re.fullmatch(r"(\d+)/(\d*)([a-z]+?)s?", fact["frequency"])
    if not match:
        return str(fact["frequency"])
    times, periods, period = match.groups()
    often = _OFTEN.get(times, f"{times} times")
    if not periods:
        return f"{often} a {period}"
    return f"every {periods} {period}s" if times == "1" else f"{often} every {periods} {period}s"


def _lower_first(words: str) -> str:
    """ "At week 12" inside a line; abbreviations stay."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words
