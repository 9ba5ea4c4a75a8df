"""Numbers that share what stands at one end of their list: "4.7, 4.8 and 4.4 ng/mL", "12 vs 31 min"."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.facts.left.places import Place
from extractor.records import Measure

_BARE = ("int", "decimal", "range")
_MOST = 12  # numbers of one list
_JOINED = re.compile(
    r"\s?[-−–+]?\s?(?P<joint>,? (?:and|or|to|vs?\.?|versus|then|compared (?:to|with)|for [\w ]{2,25} and)|[;,/→×]"
    r"| [xX] | ?[-–—]|- to|-,? (?:and|or)?)"
    r"\s?(?:[-−–+]\s?)?"
)
_AHEAD = ("percent", "lab", "timepoint", "age", "dose", "ratio")
_BEHIND = ("age", "p_value")


def shared(place: Place) -> Measure | None:
    """The measure whose unit or words a bare number shares."""
    own = place.measure
    if own is None or own.kind not in _BARE:
        return None
    measures, text = place.passage.measures, place.passage.text
    at = bisect_left(measures, own.start, key=lambda m: m.start)
    joints = []
    for left, right in zip(measures[at : at + _MOST], measures[at + 1 : at + 1 + _MOST], strict=False):
        joint = _JOINED.fullmatch(text, left.end, right.start)
        if joint is None:
            break
        joints.append(joint["joint"])
        if right.kind in _BARE:
            continue
        # "In all 30, 12 months later": a comma alone joins no counts
        is_told = isinstance(own.low, float) or any(j.strip() != "," for j in joints)
        if right.kind == "percent" and (own.kind == "range" or not {j.strip() for j in joints} <= {",", "to", "--"}):
            return None  # "34, or 55%"; "scores of 3-6 and 28%"
        return right if right.kind in _AHEAD and is_told else None
    for right, left in zip(
        reversed(measures[max(0, at - _MOST) : at + 1]), reversed(measures[max(0, at - _MOST) : at]), strict=False
    ):
        if not _JOINED.fullmatch(text, left.end, right.start):
            break
        if left.kind not in _BARE:
            is_so = left.kind in _BEHIND and (left.kind != "p_value" or (own.low or 0) < 1)
            return left if is_so else None
    return None
