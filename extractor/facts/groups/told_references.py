"""Whose the shares of "Compared with A, B had more falls (9% vs 4%) and leaks (7% vs 2%)" are: B's first, then A's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.groups.arms import ArmModel
from extractor.facts.sentences.rates import Rate
from extractor.facts.sentences.series import PEOPLE, is_versus, series_of
from extractor.matching import Item, Line

OPENED = re.compile(
    r"(?:(?:Overall|Similarly|However|Moreover|Furthermore|Also|In addition|Additionally), )?"
    r"(?:(?:(?:as |when )?compared|in (?:comparison|contrast)|relative) (?:with|to)|versus|unlike)"
    rf"(?: (?:the|those|that|in|of|with|who|had|received|underwent|{PEOPLE}))*"
    r" (?P<label>[A-Za-z0-9≥≤<>][^,;:()\[\]]{1,70}?)"
    rf"(?: (?:groups?|arms?|cohorts?|{PEOPLE}))?(?: \([^()]*\))?, ",
    re.I,
)
_MORE = re.compile(r"\b(?<! or )(?:(?P<more>more|higher|greater|larger)|(?P<less>less|lower|fewer|smaller))\b", re.I)


@dataclass(frozen=True)
class GroupsOfReferences:
    """The shares of a sentence with its groups."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel

    def labels(self) -> Iterator[tuple[int, str]]:
        """Start of each share of a pair -> the label, where the sentence sets one group against another."""
        opening = OPENED.match(self.line.passage, self.line.start, self.line.end)
        pairs = [run for run in series_of(self.line, "rate") if len(run) == 2 and is_versus(self.line, run)]
        pairs = [run for run in pairs if opening and run[0].start > opening.end()]
        if opening is None or not pairs:
            return
        set_against = [g for g in self.groups if g.end <= opening.end()]
        named = [g for g in self.groups if opening.end() <= g.start and g.end <= pairs[0][0].start]
        labels = {self.model.canonical(g.value.label) for g in (*set_against, *named)}
        if len(set_against) != 1 or len(named) != 1 or len(labels) != 2:
            return
        after = opening.end()
        for first, second in pairs:
            said = list(_MORE.finditer(self.line.passage, after, first.start))
            after = second.end
            own, other = (first, second) if not said or _fits(said[-1], first, second) else (second, first)
            yield own.start, self.model.canonical(named[0].value.label)
            yield other.start, self.model.canonical(set_against[0].value.label)


def _fits(said: re.Match[str], first: Item, second: Item) -> bool:
    """Whether the first of two shares is the larger where one has more, the smaller where it has less."""
    one, other = amount(first.value), amount(second.value)
    return one is None or other is None or one == other or (one > other) == bool(said["more"])


def amount(rate: Rate) -> float | None:
    if rate.percent is not None:
        return float(rate.percent)
    return float(rate.numerator) if rate.numerator is not None else None
