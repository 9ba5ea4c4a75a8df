"""A sentence as patterns see it: every measure, drug and term is one character, words stay words.

`12 of 40 patients (30%) had nausea` becomes `␣ of ␣ ␣ (␣) had ␣`, each ␣ the private-use character of the item's kind.
A slot of a pattern is then a character class, so a compiled pattern is a plain regular expression, and a match leads
back to the items, with their offsets, by position.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from extractor.lazy import cached_property

# The order gives each kind its character; new kinds go to the end.
KINDS = (
    "int word decimal percent fraction percent_range range size ci p_value effect_estimate grade name dose lab age "
    "timepoint schedule date spread threshold ratio citation drug event outcome people group rate arm frequency route "
    "baseline target direction change agent"
).split()
_BASE = 0xE000
CODE = {kind: chr(_BASE + i) for i, kind in enumerate(KINDS)}
_BIT = {kind: 1 << i for i, kind in enumerate(KINDS)}


def bits(kinds: Iterable[str]) -> int:
    """A number with the bit of each kind set."""
    found = 0
    for kind in kinds:
        found |= _BIT[kind]
    return found


class Item(NamedTuple):  # some hundred per abstract: a frozen dataclass takes three times as long to make
    """Something recognised in a passage: a kind, its offsets, and what it is (a Measure, a Mention, a Term ...)."""

    kind: str
    start: int
    end: int
    value: Any = None


@dataclass(frozen=True)
class Line:
    """A sentence (passage offsets start:end) with its items, in order, none overlapping."""

    passage: str
    start: int
    end: int
    items: tuple[Item, ...]

    @classmethod
    def of(cls, passage: str, start: int, end: int, items: Iterable[Item]) -> Line:
        """Items that overlap an earlier one of the list are dropped: the caller puts the strongest first."""
        kept: list[Item] = []  # in order, so that only the one before may overlap the next
        starts: list[int] = []
        for item in items:
            at = bisect_left(starts, item.end)
            if item.start >= start and item.end <= end and (not at or kept[at - 1].end <= item.start):
                kept.insert(at, item)
                starts.insert(at, item.start)
        return cls(passage, start, end, tuple(kept))

    @cached_property
    def _masked(self) -> tuple[str, list[int], dict[int, int]]:
        out: list[str] = []
        offsets: list[int] = []
        where: dict[int, int] = {}
        at = self.start
        for index, item in enumerate(self.items):
            out.append(self.passage[at : item.start])
            offsets.extend(range(at, item.start))
            where[len(offsets)] = index
            out.append(CODE[item.kind])
            offsets.append(item.start)
            at = item.end
        out.append(self.passage[at : self.end])
        offsets.extend(range(at, self.end + 1))
        return "".join(out), offsets, where

    @property
    def text(self) -> str:
        """The masked sentence."""
        return self._masked[0]

    @cached_property
    def folded(self) -> str:
        """The masked sentence, case-folded."""
        return self.text.casefold()

    @cached_property
    def kinds(self) -> int:
        """The kinds of its items, a bit each: every pattern asks for them, and numbers answer fastest."""
        return bits(item.kind for item in self.items)

    def item_at(self, position: int) -> Item:
        """The item at a position of the masked text; KeyError where there is a plain character."""
        return self.items[self._masked[2][position]]

    def offset(self, position: int) -> int:
        """Passage offset of a position of the masked text."""
        return self._masked[1][position]

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {index: position for position, index in self._masked[2].items()}

    def position(self, item: Item) -> int:
        """Where an item stands in the masked text."""
        return self._positions[self.items.index(item)]

    def between(self, left: Item, right: Item) -> str:
        """The masked text between two items."""
        return self.text[self.position(left) + 1 : self.position(right)]

    def replace(self, items: Sequence[Item]) -> Line:
        """The same sentence with these items put in place of those that they cover."""
        return Line.of(self.passage, self.start, self.end, [*items, *self.items]) if items else self
