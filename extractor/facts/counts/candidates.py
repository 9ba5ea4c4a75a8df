"""A count as one place of a paper tells it, before the paper as a whole settles what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.records import PatientCount

CONTROLS = re.compile(r"\b(?:controls?|healthy|normal)\b", re.I)
LOOSE_ARMS = ("count.n_to_arm", "count.assigned")  # may be the number of those in a known arm who had an outcome
MOST_GROUPS = 5
UNEXPLAINED = ("count.n_people", "count.in_people")  # patterns that name people and say nothing else
ANOTHER = "count.another_group"  # the one before is a group too


@dataclass(frozen=True, slots=True)
class Candidate:
    """A count as read in one place, with the reading that its pattern asks for (`group`, `sample`, `each` ...)."""

    fact: PatientCount
    reading: str


def in_one_sentence(a: PatientCount, b: PatientCount) -> bool:
    return a.sentence == b.sentence and a.ordinal == b.ordinal


def wholes_of(candidates: Sequence[Candidate]) -> Iterator[int]:
    """What neighbouring groups add up to: the whole that they are the parts of."""
    groups = sorted({(c.fact.ordinal, c.fact.start_char): c.fact for c in candidates if c.fact.role != "total"}.items())
    for size in range(2, MOST_GROUPS + 1):
        for first in range(len(groups) - size + 1):
            run = [fact for _, fact in groups[first : first + size]]
            if run[-1].sentence == run[0].sentence and all(f.role in ("arm", "subgroup") for f in run):
                yield sum(f.n for f in run)


def sums_from(candidates: Sequence[Candidate]) -> Iterator[int]:
    """What the first two, the first three ... of some groups add up to."""
    sizes: dict[int, int] = {}
    for c in (c for c in candidates if c.fact.role in ("arm", "subgroup")):
        sizes.setdefault(c.fact.start_char, c.fact.n)
        if len(sizes) > MOST_GROUPS:
            return
        if len(sizes) > 1:
            yield sum(sizes.values())
