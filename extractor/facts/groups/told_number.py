"""Shares of groups that are only counted: "1%, 2% and 3% in the three groups", "5% and 9% in the two age strata"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.groups.arms import ArmModel
from extractor.facts.sentences.series import PEOPLE, is_versus, series_of
from extractor.matching import Item, Line

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_SORTS = r"(?:categor(?:y|ies)|strat(?:um|a)|tertiles?|quartiles?|quintiles?|deciles?)"
_GROUPS = rf"(?:groups|arms|cohorts|regimens|treatments|{_SORTS})"
_HOW = r"(?:in|of|for|among|across|with|by|between)"
# Behind the shares: " of patients in the three treatment groups".
_BEHIND = re.compile(
    rf"[)\]%]*(?: \([^()]*\))?(?: (?:of )?(?:(?:the|all) )?{PEOPLE})? {_HOW} (?:each of )?(?:the|these|our|all)"
    rf" (?P<many>two|three|four|five|[2-5]) (?P<kind>(?:[\w-]+ ){{0,3}}?){_GROUPS}\b",
    re.I,
)
# Behind the shares: " by tertile of weight", " across age groups".
_BY = re.compile(
    rf"[)\]%]*(?: \([^()]*\))?(?: (?:of )?(?:(?:the|all) )?{PEOPLE})? (?:by|according to|across|per) (?:the )?"
    rf"(?:{_SORTS}\b|(?:[\w-]+ )?(?:age|risk|weight|severity|stage|sex) (?:groups?|{_SORTS})\b)",
    re.I,
)
# What a paper's own groups may be called; others are sorted by something that the sentence alone tells.
_OWN = re.compile(
    r"(?:(?:study|treatment|treated|dose|drug|dosage|intervention|patient|therapy|trial|experimental|randomi[sz]ed|therapeutic"
    r"|medication|parallel|comparison|different) )*",
    re.I,
)


@dataclass(frozen=True)
class CountedGroups:
    """The shares of a sentence, and the groups of the paper."""

    line: Line
    rates: Sequence[Item]
    model: ArmModel

    def labels(self) -> Iterator[tuple[int, str | None]]:
        """Start of each share of groups that are counted -> the label; None where the paper does not name them so."""
        for run in series_of(self.line, "rate"):
            if len(run) < 2 or any(r not in self.rates for r in run) or is_versus(self.line, run):
                continue
            behind = (self.line.passage, run[-1].end, self.line.end)
            told = _BEHIND.match(*behind)
            if told and len(run) == _NUMBERS[told["many"].lower()]:
                yield from zip((r.start for r in run), self._named(told, run), strict=False)
            elif _BY.match(*behind):
                yield from ((r.start, None) for r in run)

    def _named(self, told: re.Match[str], run: Sequence[Item]) -> Sequence[str | None]:
        """The paper's groups, where it has as many; no group where these are others; empty where it is left open."""
        if not _OWN.fullmatch(told["kind"]):
            return [None] * len(run)
        return next((k for k in (self.model.defined, self.model.allotted) if len(k) == len(run)), [])
