"""Bare counts that are no participants because there are not so many: two seizures of the one man of a case report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.context import PaperView
from extractor.facts.sentences.restated import RateFact
from extractor.facts.sentences.series import PEOPLE
from extractor.records import AdverseEvent

_CASE = re.compile(
    r"\b(?:case report|(?:report|describe|present)s? (?:on |here )?(?:an?|the) (?:[\w-]+ ){0,3}case of"
    r"|an? (?:[\w-]+ )?\d{1,3}[- ]year[- ]old)\b",
    re.I,
)
_SEVERAL = re.compile(
    rf"\b(?:(?!one\b)[a-z]+|\d[\d,]*|these|all|both|our|(?:in|of|among|the)) (?:[\w-]+ ){{0,2}}?(?:{PEOPLE})\b", re.I
)
_COUNTED = re.compile(rf"(?: [\w-]+){{0,3}} (?:{PEOPLE}|eyes|knees|hips|procedures|operations|implants|births)\b", re.I)
_FAR = 10  # times the largest number of people: sizes of whole samples may be told otherwise
_MANY = 1_000_000
# What befalls one person more than once, and is told as often as it happened: "there were 143 adverse events".
_AGAIN = re.compile(r"\b(?:adverse|side|safety)[- ](?:events?|effects?|reactions?)|\b(?:complication|event|episode)$")


def of_so_many(view: PaperView, facts: Sequence[RateFact]) -> list[RateFact]:
    """The facts without those that count far more than the paper has participants, or several in a report of one."""
    bare = [f for f in facts if f.percent is None and f.denominator is None and (f.numerator or 0) > 1]
    if not bare:
        return [*facts]
    people = max(_counted(view), default=_MANY)
    most = 1 if _is_of_one(view) else _FAR * people
    return [f for f in facts if f not in bare or (f.numerator or 0) <= (people if _happens_again(f) else most)]


def _happens_again(fact: RateFact) -> bool:
    return isinstance(fact, AdverseEvent) and _AGAIN.search(fact.term) is not None


def _is_of_one(view: PaperView) -> bool:
    """Whether a paper reports on one patient."""
    is_report = any(_CASE.search(v.text) for v in view.passages)
    return is_report and not any(_SEVERAL.search(v.text) for v in view.passages)


def _counted(view: PaperView) -> Iterator[int]:
    """The numbers of people, or of what was done to them, that a paper tells of."""
    for passage in view.passages:
        for m in passage.measures:
            if m.kind in ("int", "word") and isinstance(m.low, int) and _COUNTED.match(passage.text, m.end):
                yield m.low
