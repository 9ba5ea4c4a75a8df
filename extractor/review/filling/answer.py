"""Answers: the chosen numbers, computed ones marked, and the reason for what is empty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.records import Number, Paper
from extractor.review.filling.choice import TIES, Scored
from extractor.review.filling.groups import SIDES
from extractor.review.filling.records import EVENTS, PERCENT, TOTAL, ArmNumbers, Candidate, Figure
from extractor.review.filling.sizes import Sizes

NO_PAPER = "the paper is not among those given"
RETRACTED = "the paper is retracted"
NO_ID = "the row names no paper"
NO_QUESTION = "the row lacks an intervention, a comparator or an outcome"
NO_TEXT = "the paper has no text to read"
NO_ARM = "the two groups were not found in the paper"
NO_OUTCOME = "the outcome was not found for these groups"
ABSTRACT_ONLY = "only the abstract is at hand, and the outcome is not in it"
NO_SIZE = "only percentages are given, and the size of the group was not found"
NOT_UNIQUE = "no single number of events agrees with the percentage and the size of the group"
SEVERAL = "other numbers fit as well (of another time, or elsewhere in the paper); the likeliest are given"
_ROOM = 0.05  # half a unit of the last place, as a part of the percentage
NO_IDEA = "the group's size was not found"
NO_FIT = "the percentage does not agree with the number of events and the size of the group"


@dataclass(frozen=True)
class Answer:
    """What a row gets. `figures`: column -> figure."""

    figures: dict[str, Figure]
    confidence: float | None = None
    reasons: tuple[str, ...] = ()

    @property
    def derived(self) -> list[str]:
        return [name for name, figure in self.figures.items() if figure.derived]


def answered(found: Sequence[Scored], sizes: Sizes) -> Answer:
    """The best candidate's numbers, completed with the sizes of the groups."""
    best = found[0]
    figures: dict[str, Figure] = {}
    reasons: list[str] = []
    for side, arm in zip(SIDES, (best.candidate.intervention, best.candidate.comparator), strict=True):
        whole, why = completed(arm, sizes, side)
        reasons += [why] if why and why not in reasons else []
        parts = {EVENTS: whole.events, TOTAL: whole.total, PERCENT: whole.percent}
        figures |= {f"{side}_{name}": figure for name, figure in parts.items() if figure is not None}
    rivals = [s for s in found[1:] if best.score - s.score < TIES and _differ(s.candidate, best.candidate)]
    reasons += [SEVERAL] if rivals else []
    return Answer(figures, _confidence(best, bool(rivals)), tuple(reasons))


def unanswered(sizes: Sizes, candidates: Sequence[Candidate], paper: Paper) -> Answer:
    """The sizes of the groups alone, and why there is no more."""
    figures = {f"{side}_{TOTAL}": size for side in SIDES if (size := sizes.of(side)) is not None}
    if not any(p.text for p in paper.passages):
        why = NO_TEXT
    elif not candidates and not figures:
        why = NO_ARM
    else:
        why = NO_OUTCOME if paper.full_text else ABSTRACT_ONLY
    return Answer(figures, None, (why,))


def completed(arm: ArmNumbers, sizes: Sizes, side: str) -> tuple[ArmNumbers, str | None]:
    """Events from percentage and size, size and percentage where they are missing; and why events stay empty.

    Of several sizes the first is taken with which number and percentage agree: 78.2% is 79 of 101 and no part of 112.
    """
    totals = [arm.total] if arm.total else sizes.by_side[side]
    if arm.events is not None:
        possible = [t for t in totals if t.value >= arm.events.value]
        agreeing = [t for t in possible if arm.percent is None or arm.events.value in events_of(arm.percent, t.value)]
        inferred = [] if agreeing or arm.total else _only_one(arm.events, arm.percent, sizes)
        total = next(iter(agreeing or inferred or possible), None)
        why = None if agreeing or inferred else NO_FIT if total else NO_IDEA
        return replace(arm, total=total), why
    if arm.percent is None:
        return replace(arm, total=next(iter(totals), None)), None
    if not totals:
        return arm, NO_SIZE
    for total in totals if arm.total else sizes.near(side, arm.percent.spot):
        fitting = events_of(arm.percent, total.value)
        if len(fitting) == 1:
            return replace(arm, total=total, events=Figure(fitting[0], arm.percent.spot, derived=True)), None
    return replace(arm, total=totals[0]), NOT_UNIQUE


def _only_one(events: Figure, percent: Figure | None, sizes: Sizes) -> list[Figure]:
    """The one whole number of the paper's tables with which a count and its percentage agree, where they leave little
    room: 60 (0.79%) is of 7557 when no other number from 7547 to 7643 is printed."""
    if percent is None or not events.value or not percent.value:
        return []
    if percent.half > _ROOM * percent.value:
        return []
    fitting = [n for n in sizes.others if int(events.value) in events_of(percent, n.value)]
    return [replace(fitting[0], derived=True)] if len({n.value for n in fitting}) == 1 else []


def events_of(percent: Figure, total: Number) -> list[int]:
    """The whole numbers that are this percentage of a total, to the places printed.

    Half a unit of the last place either way, as rounding has it.
    """
    low = math.ceil((percent.value - percent.half) * total / 100 - 1e-9)
    high = math.floor((percent.value + percent.half) * total / 100 + 1e-9)
    return list(range(max(low, 0), min(high, int(total)) + 1))


def _differ(a: Candidate, b: Candidate) -> bool:
    def numbers(c: Candidate) -> list[Number | None]:
        arms = (c.intervention, c.comparator)
        return [f.value if f else None for arm in arms for f in (arm.events, arm.percent)]

    return any(x != y for x, y in zip(numbers(a), numbers(b), strict=True) if x is not None and y is not None)


def _confidence(best: Scored, is_tied: bool) -> float:
    sure = 0.25 + 0.5 * best.covered + 0.2 * min(max(best.candidate.surely, 0), 1)
    return round(min(max(sure * (0.7 if is_tied else 1), 0.05), 0.95), 2)
