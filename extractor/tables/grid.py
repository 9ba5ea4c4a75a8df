"""A table as it is read: its rows, its caption and its notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from extractor.records import Cell, Paper, Passage
from extractor.tables.cells import Printed, printed
from extractor.tables.columns import GRADES_BELOW, Heading, heading
from extractor.tables.labels import read_label


@dataclass(frozen=True)
class Row:
    """A row of the body: its label, the sections and outer labels over it (outermost first), the cells with values."""

    number: int
    start: int
    end: int
    label: str
    sections: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One table. `caption` and `notes` are the texts beside it; `number` counts the paper's grids from 1."""

    passage: Passage
    number: int
    caption: str = ""
    notes: tuple[str, ...] = ()

    def text(self, cell: Cell) -> str:
        return self.passage.text[cell.start : cell.end]

    def heading(self, cell: Cell) -> Heading:
        """What the headers over a cell say. "N" is a size only beside numbers of the same people, or means."""
        over = heading(self.path(cell), self.over_all, self._graded)
        if over.role == "patients" and over.inner == "N":
            numbered = any(map(over.is_numbered_by, self._headings))
            of_means = any(other.hint == "mean" for other in self._headings)
            return over if numbered or of_means else replace(over, role=None, hint="number")
        return over

    @cached_property
    def _graded(self) -> bool:
        return bool(GRADES_BELOW.search(self.corner) or GRADES_BELOW.search(self.caption))

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        return tuple({heading(self.path(c), self.over_all, self._graded): None for row in self.rows for c in row.cells})

    def path(self, cell: Cell) -> tuple[str, ...]:
        """The headers over a cell, with those that the source gives as rows of the body."""
        first, after = cell.column, cell.column + cell.colspan
        over = [h for h in self._more_headers if h.column < after and first < h.column + h.colspan and h.end > h.start]
        return (*self._left_of_gaps.get(cell.column, ()), *cell.column_headers, *(self.text(h) for h in over))

    @cached_property
    def _left_of_gaps(self) -> dict[int, tuple[str, ...]]:
        """Headers that hold for the empty cells right of them too: `Drug (n = 29) | | Placebo (n = 28) |` over
        `Any grade | Grade 3 | Any grade | Grade 3`, by column."""
        rows = [
            list(cells) for _, cells in groupby((c for c in self.passage.cells if c.is_header), key=lambda c: c.row)
        ]
        for row in rows:
            values = [c for c in row if c.column >= self._stubs and c.colspan == 1]
            filled = [c for c in values if c.end > c.start]
            width = len(values) // len(filled) if filled else 0
            regular = width > 1 and [c.column for c in filled] == [c.column for c in values[::width]]
            if len(filled) > 1 and regular and any(read_label(self.text(c)).size for c in filled):
                return {c.column + i: (self.text(c),) for c in filled for i in range(1, width)}
        return {}

    @cached_property
    def _more_headers(self) -> tuple[Cell, ...]:
        """Cells of the body's first rows that hold grades, units, sizes or times and no number: headers, in fact."""
        found: list[Cell] = []
        for _, cells in groupby(self._body, key=lambda cell: cell.row):
            filled = [c for c in cells if c.end > c.start]
            row = [c for c in filled if c.column >= self._stubs]
            named = len(row) > 1 and row == filled and all(self._is_name(c) for c in row)
            if not row or not (named or all(map(self.is_header, row))):
                break
            found += row
        return tuple(found) if len({c.row for c in found}) < 4 else ()

    def _is_name(self, cell: Cell) -> bool:
        """Whether a cell holds words, over a column of numbers."""
        below = [c for c in self._body if c.column == cell.column and c.row > cell.row and c.end > c.start]
        numbers = sum(bool(self.printed(c).shape) for c in below)
        return not self.printed(cell).shape and numbers > 0.6 * len(below)

    def is_header(self, cell: Cell) -> bool:
        """Whether a cell of the body holds a grade, a unit, a size or a time and no number, as a header does."""
        label = read_label(self.text(cell), grades_below=True)
        says = (label.grade is not None, label.hint, label.size, label.timepoint, label.role)
        return not self.printed(cell).shape and any(says)

    def printed(self, cell: Cell) -> Printed:
        return printed(self.text(cell))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that hold values, in order."""
        found: list[Row] = []
        loose = ""  # a row of words alone that the source does not give as a header of those below
        outer = ""
        for _, group in groupby(self.passage.cells, key=lambda cell: cell.row):
            cells = list(group)
            outer = self._outer(cells, outer)
            filled = [c for c in cells if c.end > c.start]
            if row := self._row(filled, outer):
                if loose and loose not in row.sections and loose != row.label:
                    row = replace(row, sections=(*row.sections, loose))
                found.append(row)
            elif filled and all(c.column < self._stubs and c in self._values for c in filled):
                loose = self.text(filled[-1])
        return tuple(found)

    def _outer(self, cells: Sequence[Cell], above: str) -> str:
        """The label in the first of several columns of labels; where only the next has one, that of the row above."""
        first, second = (next((c for c in cells if c.column == at), None) for at in (0, 1))
        if self._stubs < 2 or first is None or second is None or first.is_header or second.start == second.end:
            return ""
        return self.text(first) or above

    def column(self, number: int) -> list[Printed]:
        """The values of a column."""
        return self._columns.get(number, [])

    @cached_property
    def _columns(self) -> dict[int, list[Printed]]:
        found: dict[int, list[Printed]] = defaultdict(list)
        for row in self.rows:
            for cell in row.cells:
                found[cell.column].append(self.printed(cell))
        return found

    @cached_property
    def headers(self) -> tuple[Cell, ...]:
        """The header cells over the columns."""
        return tuple(c for c in self.passage.cells if c.is_header and not c.row_headers and c.end > c.start)

    @cached_property
    def corner(self) -> str:
        """What the headers over the row labels say: "Adverse event, n (%)"."""
        return " ".join(self.text(c) for c in self.headers if c.column + c.colspan <= self._stubs)

    @cached_property
    def over_all(self) -> frozenset[str]:
        """The headers that stand over every column with values, where others tell the columns apart."""
        paths = {self.path(c) for row in self.rows for c in row.cells}
        common = frozenset.intersection(*map(frozenset, paths)) if paths else frozenset()
        return common if len(paths) > 1 else frozenset()

    @cached_property
    def _stubs(self) -> int:
        """How many columns on the left hold labels: the first, and those after it that hold words, not numbers."""
        width = 1
        while True:
            here = [c for c in self._body if c.column == width and c.end > c.start]
            if not here or sum(bool(self.printed(c).shape) for c in here) > 0.2 * len(here):
                return width
            width += 1

    @cached_property
    def _body(self) -> tuple[Cell, ...]:
        return tuple(c for c in self.passage.cells if not c.is_header or c.row_headers)

    @cached_property
    def _values(self) -> frozenset[Cell]:
        return frozenset(self._body).difference(self._more_headers)

    def _row(self, filled: list[Cell], outer: str) -> Row | None:
        values = tuple(c for c in filled if c.column >= self._stubs and c in self._values)
        if not values:
            return None
        labels = [self.text(c) for c in filled if c.column < self._stubs]
        titles = list(dict.fromkeys([*values[0].row_headers, *labels]))
        if outer and outer not in titles:
            titles.insert(max(len(titles) - 1, 0), outer)
        return Row(
            values[0].row, filled[0].start, filled[-1].end, titles[-1] if titles else "", tuple(titles[:-1]), values
        )


def grids_of(paper: Paper) -> Iterator[Grid]:
    """The tables of a paper in order, each with the caption before it and the footnotes after it."""
    passages = paper.passages
    number, caption = 0, ""
    for at, passage in enumerate(passages):
        if passage.kind == "caption":
            caption = passage.text
        elif passage.kind == "table" and passage.cells:
            number += 1
            notes = []
            for after in passages[at + 1 :]:
                if after.kind != "footnote":
                    break
                notes.append(after.text)
            before = passages[at - 1].kind if at else ""
            own = caption if before in ("caption", "table", "footnote") else passage.section or ""
            yield Grid(passage, number, own, tuple(notes))
        elif passage.kind not in ("footnote", "table", "metadata"):
            caption = ""
