"""Numbers in a bracket behind another: the interval of an estimate, the spread of a median."""

from __future__ import annotations

import re

from extractor.facts.left.cues import clause, cue
from extractor.facts.left.places import Place

_LIMITS = re.compile(
    r"(?:[(\[=\s]|^)[-−–]?[\d.·]+(?: [A-Za-z/²³%]{1,7}){0,2}(?P<by>[;,])"
    r"\s?[-−–]?\.?(?P<low>[\d.·]+(?:--?|–|, | to )[-−–]?)?$"
)
_CI_BEFORE = re.compile(
    r"(?:\b(?:B?[CK]I|HPD)|\b(?:confidence|credible|prediction) intervals?)\b\)?[,:;]?(?: \d+ (?:fewer"
    r"|more) to)?[^.;()\[\]A-Za-z]{0,25}(?:\bto )?[-−–]?$"
)
_REACH = 120  # characters before a number, in which the number before its bracket stands
_SIGNS = ("-", "−", "–", "‒")
_OTHER_END = re.compile(r"\s?%?(?:-|–|, ?| to |; ?)\s?[-−–]?\s?[€$]?[\d.]")
_CONFIDENCE = re.compile(r"\bC\.?I|confidence")
_EFFECT = re.compile(
    r"\b(?:hazards?|odds|risks?|ratios?|(?-i:[as]?(?:HR|OR|RR|IRR|PR)s?)|differences?|associat\w+|coefficients?|slopes?"
    r"|predict\w+|β)\b|% (?:vs\.?|versus) [\d.·]+ ?%[,;] $",  # 8% vs 2%, 4.1 (1.2-9.8)
    re.I,
)
_DECIMAL = re.compile(r"[.·]\d+$")
_FOLLOWED = re.compile(r"\s?[(\[][-−–‒]?\d[\d.·]*(?:-|–|‒| to |, ?|; ?)[-−–‒]?\d[\d.·]*[)\]]")  # 1.55 [0.98-2.47]
# (4.07; 2.10-8.24), but no list: 4.1, 4.2, 4.3
_LIMITS_FOLLOW = re.compile(
    r"(?:;\s?[-−–‒]?\d[\d.·]*(?:-|–|‒| to |, )|,\s?[-−–‒]?\d[\d.·]*(?:-|–|‒| to ))[-−–‒]?\d[\d.· ]*[\d)\];,]"
)
_AVERAGED = re.compile(r"\b(?:median|mean|average|IQR|range|SD|SEM?|standard deviation)s?\b")
# -2.8 [-4.6, -0.9], 0.10 (-0.53-0.66): of the estimate, or of the low end
_MINUS = re.compile(
    r"[-−–‒]\d[\d.·]*\s?[(\[]\s?[-−–‒]?(?:\d[\d.·]*(?:, ?| to |; ?)[-−–‒]?)?$"
    r"|[(\[]\s?[-−–‒]\d[\d.·]*(?:-|–|‒|, ?| to |; ?)$"
)
_LIMITS_CLOSED = re.compile(r"\s?(?:(?P<pair>(?:--?|–|, | to )[-−–]?\d[\d.·]*\s?[)\];,.])|[)\];,.])")
_OPENED = re.compile(
    r"\d\s?%?(?: ?[A-Za-zµμ/²³°]{1,9}\d?)?\s?[(\[]\s?[-−–]?\s?(?P<low>\d[\d.·]*\s?%?(?:--?|–|, ?| to |; ?)[-−–]?)?$"
)
_CLOSED = re.compile(r"\s?%?(?:\s?[a-z]+)?\s?(?:[)\]]|(?P<pair>-|–|, ?|; ?| to ))")


def in_bracket(place: Place) -> str | None:
    """What stands in a bracket right behind a number: the interval of an estimate, or the spread of a median."""
    opened, closed = _OPENED.search(place.before, max(0, len(place.before) - _REACH)), _CLOSED.match(place.after)
    if not opened or not closed:
        return None
    is_pair = bool(opened["low"] or closed["pair"])
    if is_pair and _is_of_effect(place.before[: opened.start() + 1], place.before):
        return "confidence_interval"
    if _AVERAGED.search(place.before):
        return "spread"
    is_below_nought = place.value is not None and (place.value < 0 or _MINUS.search(place.before))
    if is_pair and (opened["low"] or _OTHER_END.match(place.after)):
        # of a difference, of a share: -2.8 [-4.6, -0.9], 26% (23-29)
        return "confidence_interval" if is_below_nought or "%" in opened[0] else "spread"
    return None


def of_limits_behind(place: Place) -> str | None:
    """What the limits behind a number say that it is, an estimate or a median: 1.55 [0.98-2.47], 30 (20-40)."""
    followed = _FOLLOWED.match(place.after)
    if not followed:
        is_decimal = "." in place.quote or "·" in place.quote
        return "effect_estimate" if is_decimal and _LIMITS_FOLLOW.match(place.after) else None
    is_below_nought = (place.value or 0) < 0 or place.after.lstrip(" ([")[:1] in _SIGNS
    return "effect_estimate" if is_below_nought or _is_of_effect(place.before + place.quote, place.before) else "median"


def _is_of_effect(before: str, whole: str) -> bool:
    """Whether the words up to an estimate, or all before its limits, speak of an effect or its interval."""
    said = cue(before)
    if said in ("effect_estimate", "statistic") or _CONFIDENCE.search(whole):
        return True
    own = before if _DECIMAL.search(before) else clause(before)  # medians are whole numbers more often than estimates
    return said is None and not _AVERAGED.search(own) and _EFFECT.search(own) is not None


def in_limits(place: Place) -> str | None:
    """The limits behind an estimate in its bracket: (4.07; 2.10-8.24), (OR 2.16; 1.18, 3.95)."""
    if _CI_BEFORE.search(place.before[-60:]) and not _FOLLOWED.match(place.after):
        return "confidence_interval"
    limits, closed = _LIMITS.search(place.before[-60:].rstrip(".·")), _LIMITS_CLOSED.match(place.after)
    if not limits or not closed or not ("." in place.quote or "·" in place.quote):
        return None
    joint = limits["low"] or closed["pair"]
    if not joint or (limits["by"] == "," and ", " in joint):
        return None  # 0.5, 0.3, 0.7 and 4.1: a list
    return "confidence_interval"
