"""When two names, units, grades or frequencies mean the same. Gold comes first, the extracted value second."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from typing import Any

# Digraphs of British spelling, by their American counterparts.
_SPELLINGS = {"aem": "em", "oed": "ed", "oea": "ea", "oes": "es", "paed": "ped", "tumour": "tumor", "sulph": "sulf"}
_EMPTY_WORDS = frozenset(
    {"the", "a", "an", "of", "in", "on", "rate", "any", "and", "or", "at", "to", "with",
     "group", "arm", "patient", "participant", "event"}
)  # fmt: skip
_UNITS = {"mcg": "ug", "mcg/kg": "ug/kg", "units": "u", "unit": "u", "gm": "g"}
_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
_LEAST_ARM_LIKENESS = 0.34

Aliases = Sequence[Collection[str]]  # sets of names of one drug each


def content_words(name: str | None) -> set[str]:
    """Words of a name, spelling and plurals folded, without those that tell nothing unless there are no others."""
    folded = (name or "").lower()
    for british, american in _SPELLINGS.items():
        folded = folded.replace(british, american)
    words = {re.sub(r"(?<=[a-z]{3})(ies|es|s)$", "", word) for word in re.findall(r"[a-z0-9]+", folded)}
    return words - _EMPTY_WORDS or words


def likeness(one: str | None, other: str | None) -> float:
    """Overlap of the content words (Dice), 0 to 1. An empty name is like an empty one only."""
    words, others = content_words(one), content_words(other)
    if not words or not others:
        return 1.0 if words == others else 0.0
    return 2 * len(words & others) / (len(words) + len(others))


def plain_unit(unit: str | None) -> str:
    written = (unit or "").replace(" ", "").replace("²", "2").replace("μ", "u").replace("µ", "u").lower()
    return _UNITS.get(written, written)


def plain_grade(grade: str | None) -> str:
    written = (grade or "").replace("≥", ">=").replace("–", "-").replace("/", "-").replace("or", "-").lower()
    return re.sub(r"\s|grades?", "", written)


def rate_per_hour(frequency: str | None) -> float | str | None:
    """Times per hour, so that 1/14days equals 1/2weeks; what is no rate ("once") stays a word."""
    written = (frequency or "").strip().lower()
    rate = re.fullmatch(r"(\d+(?:\.\d+)?)/(\d*)\s*(hour|day|week|month|year)s?", written)
    if not rate:
        return written or None
    times, periods, period = rate.groups()
    return round(float(times) / (float(periods or 1) * _HOURS[period]), 6)


def drug_names(drug: str | None, mentions: str | Sequence[str] | None) -> set[str]:
    """The generic name and the surface forms of one `drugs` row, lower case."""
    forms: Any = json.loads(mentions) if isinstance(mentions, str) else mentions
    return {form.lower().strip() for form in [drug or "", *(forms or [])]} - {""}


def same_drug(gold: str | None, predicted: str | None, aliases: Aliases) -> bool:
    """The same name or two names of one drug. A combination is matched by any of its ingredients."""
    if not gold or not predicted:
        return not gold and not predicted
    return _one_drug(gold.lower(), predicted.lower(), aliases) or any(
        _one_drug(one, other, aliases) for one in _ingredients(gold) for other in _ingredients(predicted)
    )


def _one_drug(one: str, other: str, aliases: Aliases) -> bool:
    return one == other or any(one in names and other in names for names in aliases)


def _ingredients(drug: str) -> set[str]:
    return {part.strip() for part in re.split(r"\+|,| and |/", drug.lower())} - {""}


def same_arm(gold: str | None, predicted: str | None, arms: Collection[str], aliases: Aliases) -> bool:
    """The predicted arm is like this gold arm, and no other gold arm of the paper (`arms`) is more alike."""
    if not gold or not predicted:
        return not gold and not predicted
    here = 1.0 if same_drug(gold, predicted, aliases) else likeness(gold, predicted)
    return here >= _LEAST_ARM_LIKENESS and here >= max((likeness(arm, predicted) for arm in arms), default=0.0)
