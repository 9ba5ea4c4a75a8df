"""The choice: what speaks for each candidate, added up with weights that a person can read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.review.filling.groups import SIDES
from extractor.review.filling.records import Candidate
from extractor.review.filling.sizes import Sizes
from extractor.review.filling.wording import Wording

NEAR = ("row", "clause", "section", "column", "sentence")
FIELDS = ("row", "clause", "section", "column", "time", "sentence", "caption", "heading", "before")
LEAST_COVERED = 0.45  # of the outcome's words, for an answer
TIES = 0.05
_PARTS = ("background", "methods", "abstract", "conclusion")
_OF_GRADE = 0.2  # a grade is the same for all events of a table or list
_MOST = 0.7  # covered; below it the rarest of the outcome's words must be said
_ALIKE = 0.01  # words as rare as each other
_UNKNOWN = 0.6  # the weight of a word that the paper never says
_PART = 0.6  # of a group's size


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score. `covered`: the part of the outcome's words that it says anywhere."""

    candidate: Candidate
    score: float
    covered: float


def scored(
    candidates: Sequence[Candidate],
    outcome: frozenset[str],
    rarity: Mapping[str, float],
    wording: Wording,
    weights: Mapping[str, float],
    sizes: Sizes,
) -> list[Scored]:
    """The candidates, best first; `weights`: patterns/weights/filling.csv."""
    found = []
    for candidate in candidates:
        said = {name: wording.set_of(text) for name, text in candidate.texts.items()}
        if candidate.grade:
            said["column"] = said.get("column", frozenset()).union(f"grade:{n}" for n in _levels(candidate.grade))
        features = {**dict(_features(candidate, said, outcome, rarity)), **dict(_of_sizes(candidate, sizes))}
        covered = _covered(said, outcome, rarity)
        score = sum(value * weights.get(name, 0.0) for name, value in features.items())
        found.append(Scored(candidate, round(score, 4), covered))
    found.sort(key=lambda s: -s.score)
    return found


def _covered(said: Mapping[str, frozenset[str]], outcome: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The part of the outcome's words that are said; those at a distance count half, and none of them where nothing
    near says any: a row "Cough" under "Adverse events" is no answer for adverse events. A grade must be said."""
    everything = frozenset().union(*said.values())
    if _has_grade(outcome) and not _has_grade(everything):
        return 0.0
    near = frozenset().union(*(said.get(name, frozenset()) for name in NEAR)) & outcome
    far = outcome & everything - near
    if not near and said.get("row"):
        return 0.0
    weight = 1.0 if "row" in said else 0.5
    covered = (_sum(near, rarity) + weight * _sum(far, rarity)) / max(_sum(outcome, rarity), 1e-9)
    rarest = max((rarity[word] for word in outcome & rarity.keys()), default=0.0)
    telling = {word for word in outcome & rarity.keys() if rarity[word] >= rarest - _ALIKE}
    return covered if covered >= _MOST or not telling or telling & (near | far) else 0.0


def _has_grade(words: frozenset[str]) -> bool:
    return any(word.startswith("grade:") for word in words)


def _features(
    candidate: Candidate, said: Mapping[str, frozenset[str]], outcome: frozenset[str], rarity: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    left = outcome
    for name in FIELDS:  # a word counts where it stands nearest
        if name in said:
            here = left & said[name]
            if here:
                yield f"coverage {name}", _sum(here, rarity) / _sum(outcome, rarity)
            left -= here
    row = said.get("row", frozenset())
    if row:
        unasked = row - outcome - said.get("caption", frozenset())
        yield "unasked words of the row", _sum(unasked, rarity) / max(_sum(row, rarity), 1e-9)
    yield from _against(candidate, said, outcome)
    yield "surely the groups", min(candidate.surely, 1.0)
    yield "table", float(candidate.kind == "table")
    has_count = all(a.events and a.total for a in (candidate.intervention, candidate.comparator))
    yield "a count and a size", float(has_count)
    yield "a percentage alone", float(not candidate.intervention.events and not candidate.comparator.events)
    yield "later", min(candidate.order, 100) / 100
    for trait in ("bare numbers", "two sentences", "none"):
        if trait in candidate.traits:
            yield trait, 1.0
    if candidate.kind == "prose" and candidate.part in _PARTS:
        yield f"in {candidate.part}", 1.0


def _of_sizes(candidate: Candidate, sizes: Sizes) -> Iterator[tuple[str, float]]:
    """Whether the shares are of a part of the groups only, or of groups that are no pair."""
    totals = [arm.total.value if arm.total else None for arm in (candidate.intervention, candidate.comparator)]
    whole = [max((f.value for f in sizes.by_side[side]), default=None) for side in SIDES]
    if any(t and w and t < _PART * w for t, w in zip(totals, whole, strict=True)):
        yield "part of the group", 1.0
    one, other = totals
    usual = [size for side in SIDES if (size := sizes.of(side))]
    alike = len(usual) == 2 and _PART < usual[0].value / usual[1].value < 1 / _PART
    if one and other and alike and not _PART < one / other < 1 / _PART:
        yield "sizes unlike each other", 1.0


def _against(
    candidate: Candidate, said: Mapping[str, frozenset[str]], outcome: frozenset[str]
) -> Iterator[tuple[str, float]]:
    asked_grades = {w.removeprefix("grade:") for w in outcome if w.startswith("grade:")}
    grades = set(_levels(candidate.grade)) if candidate.grade else set()
    if grades and not asked_grades:
        yield "grade not asked for", 1.0
    if asked_grades and grades and grades != asked_grades:
        yield "other grade", 1.0
    close = frozenset().union(*(said.get(name, frozenset()) for name in ("row", "clause", "column")))
    if any(w.startswith("=qualifier") for w in close - outcome):
        yield "qualifier not asked for", 1.0
    asked = {w for w in outcome if w.startswith("time:")}
    nearest = frozenset().union(*(said.get(name, frozenset()) for name in ("row", "clause", "time", "section")))
    times = {w for w in nearest if w.startswith("time:")}
    if asked and times and not asked & times:
        yield "time asked for and another said", 1.0
    near = frozenset().union(*(said.get(name, frozenset()) for name in ("row", "section", "clause")))
    if ("=without" in near) != ("=without" in outcome) and "none" not in candidate.traits:
        yield f"negative against the form, {candidate.kind}", 1.0


def _levels(grade: str) -> Iterator[str]:
    numbers = [int(c) for c in grade if c.isdigit()]
    if grade.startswith(">="):
        yield from map(str, range(numbers[0], 6))
    elif grade.startswith("<="):
        yield from map(str, range(1, numbers[0] + 1))
    elif numbers:
        yield from map(str, range(numbers[0], numbers[-1] + 1))


def _sum(words: frozenset[str], rarity: Mapping[str, float]) -> float:
    weights = (_OF_GRADE if word.startswith("grade:") else rarity.get(word, _UNKNOWN) for word in words)
    return math.fsum(weights)  # in whatever order
