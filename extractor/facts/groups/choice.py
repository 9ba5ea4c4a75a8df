"""Which group of participants each share of a sentence belongs to: the likeliest labels for all of them together.

patterns/weights/arms.csv says what speaks for each candidate. A share is seen with the one before it: two that are set
against each other have different groups, two of a list of events have the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.candidates import ArmCandidate, SharesAndGroups
from extractor.facts.sentences.series import is_versus
from extractor.matching import Item, Weights

_WIDTH = 4  # readings of a sentence that are followed at a time
_SURE = 0.95  # how likely a label is that the words leave no choice about
_MARKS = (
    ("vs", re.compile(r"\b(?:vs?|versus|compared|than)\b", re.I)),
    ("while", re.compile(r"\b(?:while|whereas|but)\b", re.I)),
    (";", re.compile(";")),
    ("and", re.compile(r"\band\b", re.I)),
)
_SHARED_PART = re.compile(
    r"(?:,? (?:and|or|versus|vs\.?|than|compared (?:with|to)|while|whereas) |, )[^;:()]{0,40}?"
    r"(?<![\w-])[A-Za-z0-9]+-(?P<part>[a-z]{3,})\b"
)
Given = tuple[Item, str | None]  # a share and its label


@dataclass(frozen=True)
class _Reading:
    """Labels for the shares so far, how likely each is, and the sum of their logarithms."""

    given: tuple[Given, ...] = ()
    likely: tuple[float, ...] = ()
    score: float = 0.0


def choose_arms(sentence: SharesAndGroups, weights: Weights) -> list[tuple[str | None, float]]:
    """Label (None: the whole population) and probability for each share of the sentence, in order."""
    readings = [_Reading()]
    for rate in sentence.rates:
        is_certain = rate.start in sentence.certain
        found = [] if is_certain else sentence.candidates(rate)
        sure = [(sentence.certain[rate.start], _SURE)] if is_certain else None
        further = [
            _Reading((*r.given, (rate, label)), (*r.likely, share), r.score + math.log(share))
            for r in readings
            for label, share in sure or _labels(sentence, rate, found, r.given, weights)
            if sure or not _is_taken(sentence, rate, label, r.given)
        ]
        readings = sorted(further, key=lambda r: -r.score)[:_WIDTH]
    best = readings[0]
    labels = [_completed(sentence, label) for _, label in best.given]
    return _uncrossed(sentence, list(zip(labels, best.likely, strict=True)))


def _completed(sentence: SharesAndGroups, label: str | None) -> str | None:
    """A label with the part that a later word shares: "high-" of "in the high- and 60% in the low-dose group"."""
    line = sentence.line
    if label is None or not label.endswith("-"):
        return label
    at = line.passage.find(label, line.start, line.end)
    shared = _SHARED_PART.match(line.passage, at + len(label), line.end) if at >= 0 else None
    return sentence.model.canonical(label + shared["part"]) if shared else label


def _uncrossed(sentence: SharesAndGroups, chosen: list[tuple[str | None, float]]) -> list[tuple[str | None, float]]:
    """The labels of the shares, those of pairs the other way round where the sizes of the groups allow no other."""
    pairs = {}
    for n, (first, second) in enumerate(pairwise(sentence.rates)):
        one, other = chosen[n][0], chosen[n + 1][0]
        is_told = first.start in sentence.certain or second.start in sentence.certain
        if one and other and one != other and not is_told and sentence.rows.run(first) == [first, second]:
            pairs[n] = (first.value, one), (second.value, other)
    if sentence.told.are_crossed(pairs.values()):
        for n in pairs:
            chosen[n : n + 2] = chosen[n + 1], chosen[n]
    return chosen


def _labels(
    sentence: SharesAndGroups,
    rate: Item,
    found: Sequence[ArmCandidate],
    given: Sequence[Given],
    weights: Weights,
) -> list[tuple[str | None, float]]:
    """The likeliest labels of one share, the chances of its mentions added up."""
    likely: dict[str | None, float] = {}
    features = [(*c.features, *carried(sentence, rate, c.label, given)) for c in found]
    for candidate, share in zip(found, weights.probabilities(features), strict=True):
        likely[candidate.label] = likely.get(candidate.label, 0.0) + share
    kept = sorted(likely.items(), key=lambda entry: -entry[1])[: 2 * _WIDTH]
    no_group = (None, likely[None])  # never taken by another share: one label at least is left
    return kept if no_group in kept else [*kept, no_group]


def _is_taken(sentence: SharesAndGroups, rate: Item, label: str | None, given: Sequence[Given]) -> bool:
    """Whether another share of the same comparison and term has the label."""
    run = sentence.rows.run(rate)
    if label is None or not is_versus(sentence.line, run):
        return False
    term = sentence.terms.get(rate.start)
    told = [(r, sentence.certain.get(r.start)) for r in run if r.start > rate.start]
    return any(other == label and r in run and sentence.terms.get(r.start) == term for r, other in (*given, *told))


def carried(sentence: SharesAndGroups, rate: Item, label: str | None, given: Sequence[Given]) -> Iterator[str]:
    """What the share before, with its label, says of a label for this one."""
    if not given:
        yield "first"
        return
    last, other = given[-1]
    same = "as before" if other == label else "unlike before"
    in_run = f"run of {sentence.rows.kind(rate)}" if last in sentence.rows.run(rate) else "apart"
    own, before = sentence.terms.get(rate.start), sentence.terms.get(last.start)
    term = "same term" if own and before and own.start == before.start else "other term"
    yield f"{'all' if label is None else 'group'} {same} {in_run} {term}"
    above = sentence.rows.above(rate)
    labels = [g for r, g in given if r is above]
    if labels:
        yield f"{'all' if label is None else 'group'} {'as' if labels[0] == label else 'unlike'} above"
    gap = sentence.line.passage[last.end : rate.start]
    mark = next((name for name, regex in _MARKS if regex.search(gap)), ",")
    yield f"{same} {mark}"
    is_free = label is None or sentence.rows.kind(rate) == "times"  # a group may have a share for each time point
    if not is_free and any(g == label and sentence.terms.get(r.start) == own for r, g in given):
        yield "taken for this term"
