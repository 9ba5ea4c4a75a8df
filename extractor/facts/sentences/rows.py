"""The shares of a sentence as a table: those side by side, those of one term, and the place of each among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.series import is_timed, is_versus, series_of
from extractor.lazy import cached_property
from extractor.matching import Item, Line

_PARTS = 8  # numbers after a share that may be its parts
_VS_AFTER = re.compile(r"[)\]%]*\s(?:vs?\b|versus\b)", re.I)
_VS_BEFORE = re.compile(r"\b(?:vs?\.?|versus)\s$", re.I)
# "95% (90-98%) at 1 year and 75% at 3 years"
_AT = (
    r"[)\]%]*(?:\s[(\[][^()\[\]]*[)\]])?\s(?:at|after|by|within)\s"
    r"(?:(?:\d+|one|two|three|four|five|six|ten|twelve)[ -](?:years?|months?|weeks?|days?|hours?|min(?:utes)?)"
    r"|(?:week|month|day|year|cycle|visit) \d+)(?: (?:of follow-up|after surgery|post\w*))?"
)
_AT_TIME = re.compile(rf"{_AT}\b", re.I)
_UNTIL_NEXT = re.compile(rf"{_AT}(?:,|,? and|,? but)\s(?:was |were |in )?", re.I)


@dataclass(frozen=True)
class ShareRows:
    """`terms`: the term of each share, by its start."""

    line: Line
    rates: Sequence[Item]
    terms: Mapping[int, Item]

    def run(self, rate: Item) -> list[Item]:
        """The shares side by side with this one, itself among them."""
        return self._runs[rate.start]

    @cached_property
    def _runs(self) -> dict[int, list[Item]]:
        runs: list[list[Item]] = []
        for run in series_of(self.line, "rate"):
            if runs and self._is_carried_on(runs[-1], run):
                runs[-1] += run
            else:
                runs.append(run)
        return {rate.start: run for run in runs for rate in run}

    def _is_carried_on(self, earlier: Sequence[Item], run: Sequence[Item]) -> bool:
        """ "95% at 1 year and 75% at 3 years": shares of one term at a time each are of one group."""
        last, text = earlier[-1], self.line.passage
        return (
            len(run) == 1
            and (len(earlier) == 1 or not is_versus(self.line, earlier))
            and self.terms.get(last.start) == self.terms.get(run[0].start)
            and bool(_UNTIL_NEXT.fullmatch(text, last.end, run[0].start))
            and bool(_AT_TIME.match(text, run[0].end))
        )

    def kind(self, rate: Item) -> str:
        """What the shares side by side with this one are: of groups, of time points, or of several terms."""
        return self._kinds[self.run(rate)[0].start]

    @cached_property
    def _kinds(self) -> dict[int, str]:
        return {at: self._kind_of(run) for at, run in self._runs.items() if run[0].start == at}

    def _kind_of(self, run: Sequence[Item]) -> str:
        if len(run) == 1:
            return "alone"
        if is_timed(self.line, run) or all(_AT_TIME.match(self.line.passage, rate.end) for rate in run):
            return "times"
        terms = {term.start for r in run if (term := self.terms.get(r.start))}
        return "groups" if len(terms) == 1 else "terms" if len(terms) == len(run) else "mixed"

    def unit(self, rate: Item) -> tuple[Item, Item]:
        """First and last of the shares that belong to one group with this one: "OS and PFS were 80% and 75% on A"."""
        run = self.run(rate)
        return (run[0], run[-1]) if self.kind(rate) in ("times", "terms") else (rate, rate)

    def row(self, rate: Item) -> list[Item]:
        """The shares of the same term, in order: one for each group, as in a row of a table."""
        term = self.terms.get(rate.start)
        return self._rows[term.start] if term is not None else [rate]

    @cached_property
    def _rows(self) -> dict[int, list[Item]]:
        """The shares of each term, by its start."""
        rows: dict[int, list[Item]] = {}
        for rate in self.rates:
            if (term := self.terms.get(rate.start)) is not None:
                rows.setdefault(term.start, []).append(rate)
        return rows

    def above(self, rate: Item) -> Item | None:
        """The share at the same place of the row before, if that has as many shares."""
        row = self.row(rate)
        before = [other for other in self._rows.values() if other[0].start < row[0].start]
        return before[-1][row.index(rate)] if before and len(before[-1]) == len(row) else None

    def place(self, rate: Item) -> tuple[int, int]:
        """The place of a share in its row, and how many that has.

        Shares of one group at several times have one place together; what "vs none" is set against is one of two.
        """
        row, text = self.row(rate), self.line.passage
        if self.kind(rate) == "times":
            first, firsts = self.run(rate)[0], [r for r in row if self.run(r)[0] is r]
            if first in firsts:
                return firsts.index(first), len(firsts)
        if len(row) == 1 and _VS_AFTER.match(text, rate.end):
            return 0, 2
        if len(row) == 1 and _VS_BEFORE.search(text[self.line.start : rate.start]):
            return 1, 2
        return row.index(rate), len(row)

    @cached_property
    def totals(self) -> frozenset[int]:
        """The starts of shares whose number is the sum of those after it: "11 died (3 on A and 8 on B)"."""
        numbers = [(i.start, n) for i in self.line.items if (n := _number(i)) is not None]
        found = set()
        for at, (start, total) in enumerate(numbers):
            parts = list(accumulate(n for _, n in numbers[at + 1 :][:_PARTS]))
            if total > 1 and total in parts[1:]:
                found.add(start)
        return frozenset(found)


def _number(item: Item) -> int | None:
    """How many participants an item counts, if it counts some."""
    if item.kind == "rate":
        numerator: int | None = item.value.numerator
        return numerator
    return item.value.low if item.kind in NUMBERS and isinstance(item.value.low, int) else None
