"""The shares of a table: each cell by its pattern, with what its row, columns, caption and notes say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractor.records import Cell, Number
from extractor.tables.cells import CellPattern, Printed, fitting
from extractor.tables.columns import PEOPLE, SIZES, Heading, heading
from extractor.tables.grid import Grid, Row
from extractor.tables.labels import Label, read_label
from extractor.tables.numbers import agree, decimals_only
from extractor.tables.rows import Above, Meaning, meaning
from extractor.tables.words import SHARE_HINTS, TOPICS, kind_of

_NOTES = re.compile(r"\b(?:data|values?|results|numbers|figures|shown|presented|expressed|reported|given)\b", re.I)
_NOUN = re.compile(r"toxicit|side effect|complication|adverse (?:drug )?reaction|adverse effect|symptom", re.I)
_PART = re.compile(
    r"(?:part|period|phase|cohort|stage|cycle)\s\w{1,3}\b", re.I
)  # "Part A" with the sizes of its groups
_REASON = {
    "p_value": "p_value",
    "effect": "effect_estimate",
    "patients": "count",
    "no_harm": "share",
    "events": "count",
    "mean": "mean",
}


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many people a header says are in a group; `arm` is None for all of them. Offsets in the table's text."""

    n: int
    arm: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableShare:
    """A share as a table prints it: `start` to `end` is its cell, or its two cells, in the table's text.

    `size` is what the table states as the size of the group, where the cell has no denominator of its own.
    """

    row: int
    column: int
    start: int
    end: int
    row_start: int
    row_end: int
    pattern_id: str
    confidence: float
    meaning: Meaning
    heading: Heading
    numerator: Number | None = None
    denominator: Number | None = None
    percent: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    size: int | None = None
    headers: tuple[str, ...] = ()  # over it, outermost first

    @property
    def arm(self) -> str | None:
        """The group of participants; of a section and a column that both name one, both."""
        named = [arm for arm in (self.meaning.arm, self.heading.arm) if arm]
        return " ".join(dict.fromkeys(named)) or None


@dataclass(frozen=True)
class TableReading:
    """What was read in a table. `reasons`: why the numbers of a cell, by where it begins, are no share."""

    grid: Grid
    topic: str | None  # adverse, baseline, laboratory, efficacy, or None
    shares: tuple[TableShare, ...]
    sizes: tuple[GroupSize, ...]
    reasons: dict[int, str] = field(default_factory=dict)


def read_table(grid: Grid, patterns: Sequence[CellPattern]) -> TableReading:
    """The shares of one table, in the order of its cells."""
    return _Reader(grid, patterns).reading()


@dataclass
class _Reader:
    grid: Grid
    patterns: Sequence[CellPattern]
    reasons: dict[int, str] = field(default_factory=dict)

    @cached_property
    def topic(self) -> str | None:
        return kind_of(f"{self.grid.caption} {self.grid.corner}", TOPICS)

    @cached_property
    def noun(self) -> str:
        """What all rows are, for rows that only say "any" or "severe"."""
        match = _NOUN.search(self.grid.caption)
        words = {"toxicit": "toxicity"}
        return words.get(match[0].lower(), match[0].lower()) if match else "adverse event"

    def reading(self) -> TableReading:
        shares = list(_joined(self._shares()))
        return TableReading(self.grid, self.topic, tuple(shares), tuple(self._sizes()), self.reasons)

    # ---- groups

    def _sizes(self) -> Iterator[GroupSize]:
        for cell in self.grid.headers:
            label = read_label(self.grid.text(cell))
            over = heading((*cell.column_headers, self.grid.text(cell)), self.grid.over_all)
            if label.size and (over.arm or over.role == "everyone"):
                yield GroupSize(label.size, over.arm, cell.start, cell.end)

    @cached_property
    def _caption(self) -> tuple[int | None, str | None]:
        """Size and grade that the caption gives for the whole table."""
        label = read_label(self.grid.caption)
        headings = [self.grid.heading(c) for row in self.grid.rows[:3] for c in row.cells]
        sized = any(h.size for h in headings)
        sections = [read_label(text) for row in self.grid.rows for text in row.sections]
        rows = [x for x in (read_label(row.label) for row in self.grid.rows) if x.grade != label.grade]
        grades = [h.grade for h in headings] + [x.grade for x in (*sections, *rows)]
        graded = any(grade is not None for grade in grades)
        return (None if sized else label.size), (None if graded else label.grade or None)

    # ---- rows and cells

    def _shares(self) -> Iterator[TableShare]:
        above, sizes = Above(), dict[tuple[str | None, str | None], int]()
        for row in self.grid.rows:
            label = read_label(row.label)
            if self._are_sizes(row, label):
                sizes |= {(over.arm, over.timepoint): n for over, n in self._sizes_of(row)}
                self.reasons |= {c.start: "count" for c in row.cells}
                continue
            says = meaning(row.label, row.sections, above, self.noun)
            above = above.then(row.label)
            yield from self._of_row(row, says, sizes)

    def _are_sizes(self, row: Row, label: Label) -> bool:
        """Whether a row gives the sizes of the groups: whole numbers, alone or with 100%, beside "patients treated" or
        the name of a part of the study, or beside "patients" where no number of their columns exceeds them."""
        if label.role not in ("patients", "everyone") and not _PART.match(row.label):
            return False
        is_plain = bool(_PART.match(row.label) or (PEOPLE.search(row.label) and SIZES.search(row.label)))
        cells = [c for c in row.cells if self.grid.heading(c).role not in ("p_value", "effect")]
        cells = [c for c in cells if self.grid.heading(c).hint != "percent" and self.grid.printed(c).shape != "-"]
        return bool(cells) and all(
            self._is_size(self.grid.printed(c), [] if is_plain else self._column(c.column)) for c in cells
        )

    @staticmethod
    def _is_size(shown: Printed, column: Sequence[Printed]) -> bool:
        if not shown.figures or not isinstance(shown.figures[0].value, int):
            return False
        alone = shown.shape == "#" or (len(shown.figures) == 2 and shown.figures[1].value == 100)
        return alone and all(shown.figures[0].value >= x.figures[0].value for x in column if x.figures)

    def _sizes_of(self, row: Row) -> Iterator[tuple[Heading, int]]:
        for cell in row.cells:
            if figures := self.grid.printed(cell).figures:
                yield self.grid.heading(cell), int(figures[0].value)

    def _of_row(self, row: Row, says: Meaning, sizes: dict[tuple[str | None, str | None], int]) -> Iterator[TableShare]:
        label = read_label(row.label)
        own = dict[str | None, int]()
        for cell in row.cells:
            over = self.grid.heading(cell)
            shown = self.grid.printed(cell)
            if over.role == "patients" and shown.shape == "#":
                own[over.arm] = int(shown.figures[0].value)
            hint = self._hint(label.hint, over, row)
            why = self._why_none(label.role, over, hint)
            if why or (not shown.figures and shown.shape not in ("none", "nil")):
                self.reasons[cell.start] = why or "table"
                continue
            pattern = fitting(self.patterns, shown, self._said(hint, cell, row))
            if pattern is None or (values := pattern.values(shown)).get("percent", 0) > 100:
                self.reasons[cell.start] = "mean" if hint == "mean" else "table"
                continue
            stated = own.get(over.arm) or sizes.get((over.arm, over.timepoint)) or sizes.get((over.arm, None))
            share = TableShare(
                row=row.number,
                column=cell.column,
                start=cell.start,
                end=cell.end,
                row_start=row.start,
                row_end=row.end,
                pattern_id=pattern.id,
                confidence=pattern.confidence,
                meaning=replace(says, grade=says.grade if says.grade is not None else self._grade(over)),
                heading=over,
                size=stated or says.size or over.size or self._caption[0],
                headers=self.grid.path(cell),
                **values,
            )
            yield share

    def _grade(self, over: Heading) -> str | None:
        return over.grade if over.grade is not None else self._caption[1]

    def _hint(self, of_row: str | None, over: Heading, row: Row) -> str | None:
        """How the cell is printed: what its row says, its column, its section, the corner, the caption, a note."""
        sections = [read_label(s).hint for s in reversed(row.sections)]
        sections = [hint for hint in sections if hint != "events"]  # a section "AEs" holds their names
        if "mean" in sections:
            return "mean"
        return of_row or over.hint or next(filter(None, sections), None) or self._table_hint

    @cached_property
    def _table_hint(self) -> str | None:
        notes = [note for note in self.grid.notes if _NOTES.search(note)]
        texts = (self.grid.corner, self.grid.caption, *notes)
        return next(filter(None, (kind_of(text, SHARE_HINTS) for text in texts)), None)

    def _why_none(self, row_role: str | None, over: Heading, hint: str | None) -> str | None:
        """Why a cell's numbers are no share; None where they may be one."""
        role = over.role if over.role in _REASON else row_role if row_role in ("p_value", "effect", "no_harm") else None
        role = "no_harm" if over.grade == "0" else role
        if role or hint == "events":
            return _REASON[role or "events"]
        return None

    def _said(self, hint: str | None, cell: Cell, row: Row) -> set[str]:
        """What is said of a cell, as cell patterns ask for it. A header's word counts more than the numbers."""
        if hint in ("mean", "percent_n"):
            return {hint}
        said = {hint} if hint else set()
        if self._are_shares(cell.column):
            said.add("shares")
        elif self.topic == "adverse" and hint in (None, "percent"):
            said.add("adverse")
        if self.grid.printed(cell).shape == "#" and "shares" in said:
            return {"number"}  # a bare 0 among numbers with percentages
        beside = [self.grid.printed(c) for c in row.cells if self.grid.heading(c).role is None]
        if decimals_only(self._column(cell.column)) or (hint != "number" and decimals_only(beside)):
            return {"percent"}
        return said

    def _are_shares(self, column: int) -> bool:
        if column not in self._agreeing:
            cells = self._column(column)
            size = next(
                (
                    h.size
                    for row in self.grid.rows
                    for c in row.cells
                    if c.column == column
                    for h in [self.grid.heading(c)]
                    if h.size
                ),
                None,
            )
            self._agreeing[column] = agree(cells, size)
        return self._agreeing[column]

    @cached_property
    def _agreeing(self) -> dict[int, bool]:
        return {}

    def _column(self, column: int) -> list[Printed]:
        return [self.grid.printed(c) for row in self.grid.rows for c in row.cells if c.column == column]


def _joined(shares: Iterator[TableShare]) -> Iterator[TableShare]:
    """Number and percentage that stand in two columns side by side are one share."""
    waiting: TableShare | None = None
    for share in shares:
        if waiting and _is_other_half(waiting, share):
            yield replace(
                waiting,
                end=share.end,
                numerator=waiting.numerator if waiting.numerator is not None else share.numerator,
                percent=waiting.percent if waiting.percent is not None else share.percent,
                pattern_id="cell.two_columns",
                confidence=0.9,
            )
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = share
    if waiting:
        yield waiting


def _is_other_half(a: TableShare, b: TableShare) -> bool:
    if a.row != b.row or b.column - a.column != 1 or not a.heading.is_beside(b.heading):
        return False
    halves = {
        ("numerator" if x.numerator is not None else "", "percent" if x.percent is not None else "") for x in (a, b)
    }
    return halves == {("numerator", ""), ("", "percent")}
