"""Groups that open a clause and stand before the share of the next: "with drug A the rate was 12%, with drug B 20%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.no_groups import is_no_label
from extractor.matching import Item, Line

_HOW = r"(?P<how>with|in|after|for|among|on|under|during|following|without)"
_THE = r"(?:(?:the|an?|those|patients|receiving|given) )*"
_OPENING = re.compile(rf"(?:^|[;.] |, (?:and|but|while|whereas) ){_HOW} {_THE}", re.I)
_WAS = re.compile(
    r",? [^;()%]{3,90}? (?:was|were|of|reached|occurred in|developed in|died in) (?:only |about )?[(\[]?$"
)
_NEXT = re.compile(
    rf"[)\]%]*(?: of [a-z]+)?[,;] (?:and |but |while |whereas )?{_HOW} {_THE}"
    r"(?P<label>[^,;:()%]{2,50}?)(?: groups?| arm| patients)?,? (?:it was |was |were |in )?(?:only |about )?[(\[]?$",
    re.I,
)
_UP_TO_COMMA = re.compile(r"[^,;:()%]{2,60}(?=, )")
_LIMIT = re.compile(r"(?:\b(?:than|over|under|above|below|least|aged)|[<>≤≥]) ?\d")  # a number that tells groups apart
_WHEN = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|period|follow-up|first|second|third|total|all|overall)\b", re.I
)
_LONGEST = 7  # words of a label


def opened(line: Line, groups: Sequence[Item], rates: Sequence[Item], model: ArmModel) -> Iterator[tuple[int, str]]:
    """Start of each share of such a pair -> the label of its group."""
    for first, second in pairwise(rates):
        following = _NEXT.fullmatch(line.passage, first.end, second.start)
        opening = _last(line, first.start) if following else None
        if not following or not opening or opening["how"].lower() != following["how"].lower():
            continue
        own = _named_first(line, groups, line.start + opening.end(), first.start)
        other = _label(groups, model, *following.span("label"), words=following["label"])
        if own is None or other is None:
            continue
        label = _label(groups, model, *own, words=line.passage[slice(*own)])
        if label and label != other:
            yield first.start, label
            yield second.start, other


def _last(line: Line, end: int) -> re.Match[str] | None:
    """The last opening of a clause before a share, if no other share stands between."""
    start = max((i.end for i in line.items if i.kind == "rate" and i.end <= end), default=line.start) - line.start
    found = [m for m in _OPENING.finditer(line.passage[line.start : end]) if m.start() >= start]
    return found[-1] if found else None


def _named_first(line: Line, groups: Sequence[Item], start: int, share: int) -> tuple[int, int] | None:
    """Where the group stands that opens a clause which leads to a share: up to a comma, or a known one."""
    comma = _UP_TO_COMMA.match(line.passage, start, share)
    ends = [comma.end()] if comma else [g.end for g in groups if g.start == start]
    return next(((start, end) for end in ends if _WAS.fullmatch(line.passage, end, share)), None)


def _label(groups: Sequence[Item], model: ArmModel, start: int, end: int, *, words: str) -> str | None:
    inside = [g for g in groups if g.start < end and start < g.end]
    label = inside[0].value.label if len(inside) == 1 else words.strip()
    is_named = _LIMIT.search(label) or not (_WHEN.search(label) or re.search(r"\d", label))
    is_plain = len(label.split()) <= _LONGEST and bool(is_named)
    return model.canonical(label) if is_plain and not is_no_label(label) else None
