"""Numbers in a bracket behind another: the interval of an estimate, the spread of a median."""

from __future__ import annotations

import re

from extractor.facts.left.cues import cue
from extractor.facts.left.places import Place

_LIMITS = re.compile(
    r"(?:[(\[=\s]|^)[-−–]?[\d.·]+(?: [A-Za-z/²³%]{1,7}){0,2}(?P<by>[;,])"
    r"\s?[-−–]?\.?(?P<low>[\d.·]+(?:--?|–|, | to )[-−–]?)?$"
)
_CI_BEFORE = re.compile(
    r"(?:\b(?:B?[CK]I|HPD)|\b(?:confidence|credible|prediction) intervals?)\b\)?[,:;]?(?: \d+ (?:fewer"
    r"|more) to)?[^.;()\[\]A-Za-z]{0,25}(?:\bto )?[-−–]?$"
)
_OTHER_END = re.compile(r"\s?%?(?:-|–|, ?| to |; ?)\s?[-−–]?\s?[€$]?[\d.]")
_CONFIDENCE = re.compile(r"\bC\.?I|confidence")
_AVERAGED = re.compile(r"\b(?:median|mean|average|IQR|range|SD|SEM?|standard deviation)s?\b")
_MINUS = re.compile(r"[-−–]\d[\d.·]*\s?[(\[]\s?[-−–]?(?:\d[\d.·]*(?:, ?| to |; ?)[-−–]?)?$")
_LIMITS_CLOSED = re.compile(r"\s?(?:(?P<pair>(?:--?|–|, | to )[-−–]?\d[\d.·]*\s?[)\];,.])|[)\];,.])")
_OPENED = re.compile(
    r"\d\s?%?(?: ?[A-Za-zµμ/²³°]{1,9}\d?)?\s?[(\[]\s?[-−–]?\s?(?P<low>\d[\d.·]*\s?%?(?:--?|–|, ?| to |; ?)[-−–]?)?$"
)
_CLOSED = re.compile(r"\s?%?(?:\s?[a-z]+)?\s?(?:[)\]]|(?P<pair>-|–|, ?|; ?| to ))")


def in_bracket(place: Place) -> str | None:
    """What stands in a bracket right behind a number: the interval of an estimate, or the spread of a median."""
    opened, closed = _OPENED.search(place.before), _CLOSED.match(place.after)
    if not opened or not closed:
        return None
    is_pair = bool(opened["low"] or closed["pair"])
    is_of_effect = cue(place.before[: opened.start() + 1]) in ("effect_estimate", "statistic")
    if is_pair and (is_of_effect or _CONFIDENCE.search(place.before)):
        return "confidence_interval"
    if _AVERAGED.search(place.before):
        return "spread"
    is_below_nought = place.value is not None and (place.value < 0 or _MINUS.search(place.before))
    if is_pair and (opened["low"] or _OTHER_END.match(place.after)):
        # of a difference, of a share: -2.8 [-4.6, -0.9], 26% (23-29)
        return "confidence_interval" if is_below_nought or "%" in opened[0] else "spread"
    return None


def in_limits(place: Place) -> str | None:
    """The limits behind an estimate in its bracket: (4.07; 2.10-8.24), (OR 2.16; 1.18, 3.95)."""
    if _CI_BEFORE.search(place.before[-60:]):
        return "confidence_interval"
    limits, closed = _LIMITS.search(place.before[-60:].rstrip(".·")), _LIMITS_CLOSED.match(place.after)
    if not limits or not closed or not ("." in place.quote or "·" in place.quote):
        return None
    joint = limits["low"] or closed["pair"]
    if not joint or (limits["by"] == "," and ", " in joint):
        return None  # 0.5, 0.3, 0.7 and 4.1: a list
    return "confidence_interval"
