"""The shares of a table: each cell by its pattern, with what its row, columns, caption and notes say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractor.records import Cell, Number
from extractor.tables.blocks import Block, after
from extractor.tables.cells import CellPattern, Printed, fitting
from extractor.tables.columns import Heading, heading
from extractor.tables.grid import Grid, Row
from extractor.tables.labels import PEOPLE, Label, read_label
from extractor.tables.numbers import adds_up, agree, agrees_with, decimals_only
from extractor.tables.reasons import no_share, why_left
from extractor.tables.rows import Meaning, meaning
from extractor.tables.words import SHARE_HINTS, TOPICS, kind_of, says

_NOTES = re.compile(r"\b(?:data|values?|results|numbers|figures|shown|presented|expressed|reported|given)\b", re.I)
_NOUN = re.compile(
    r"(?:(?:treatment[- ]emergent|(?:drug|treatment)[- ]related|serious) )?"
    r"adverse (?:drug )?(?:events?|reactions?|effects?)"
    r"|toxicit\w+|side effects?|complications?|symptoms?",
    re.I,
)
_TOTAL = re.compile(r"(?:total|sum|all)\b(?! patients| subjects| participants)", re.I)
_RESPONSES = re.compile(r"^(?:CR|PR|PD|ORR)\b|\b(?:complete|partial) (?:response|remission)")
_SHORT = re.compile(r"^(?:SD|RR)\b")  # stable disease and response rate, where responses stand beside them


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
    topic: str | None  # one of words.TOPICS, literature or listing; or None
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
    _agreeing: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def topic(self) -> str | None:
        """What the table is about, by the header over its row labels, else by its caption."""
        corner = kind_of(self.grid.corner, ("literature", "listing"))
        numbered = sum(row.label[:1].isdigit() for row in self.grid.rows) > 0.6 * len(self.grid.rows)
        if corner == "literature" or (corner == "listing" and numbered):
            return corner
        return kind_of(self.grid.caption, TOPICS) or kind_of(self.grid.corner, TOPICS)

    @cached_property
    def noun(self) -> str:
        """What all rows are, for rows that only say "any" or "severe"; empty in a table that is not of harms."""
        if self.topic != "adverse":
            return ""
        match = _NOUN.search(self.grid.caption)
        return re.sub(r"toxicit\w+", "toxicity", match[0].lower()).rstrip("s") if match else "adverse event"

    def reading(self) -> TableReading:
        shares = list(_joined(self._shares()))
        return TableReading(self.grid, self.topic, tuple(shares), tuple(self._sizes()), self.reasons)

    @cached_property
    def _counts_events(self) -> bool:
        """Whether a table of harms ends in totals that are the sums of its rows."""
        rows = self.grid.rows
        last = next((i for i, row in enumerate(rows) if i > 2 and _TOTAL.match(row.label)), None)
        if self.topic != "adverse" or last is None or self._says_shares:
            return False
        cells = [c for c in rows[last].cells if self.grid.heading(c).role is None]
        above = [[c for row in rows[:last] for c in row.cells if c.column == cell.column] for cell in cells]
        return adds_up([self.grid.printed(c) for c in cells], [[self.grid.printed(c) for c in col] for col in above])

    @cached_property
    def _says_shares(self) -> bool:
        """Whether the caption, a note or a header says that people, or shares of them, are counted."""
        hints = {self._table_hint, *(self.grid.heading(c).hint for row in self.grid.rows for c in row.cells)}
        return bool(PEOPLE.search(self.grid.caption) or hints & {"n_percent", "percent", "n_N", "n_N_percent"})

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
        block = Block()
        for row in self.grid.rows:
            if (next_block := after(self.grid, row, block)) is not None:
                label = read_label(row.label)
                self.reasons |= {c.start: no_share(label, self.grid.heading(c), None) or "count" for c in row.cells}
                block = next_block
                continue
            sections = block.sections(row)
            about = meaning(row.label, sections, block.above, self.noun, self.topic == "adverse")
            if block.group and not about.arm:
                about = replace(about, arm=block.group)
            yield from self._of_row(replace(row, sections=sections), about, block)
            block = block.then(row)

    def _label(self, row: Row) -> Label:
        """A row's label; SD and RR beside CR and PR are no deviation and no relative risk."""
        label = read_label(row.label)
        is_response = _SHORT.match(row.label) and any(_RESPONSES.search(other.label) for other in self.grid.rows)
        return replace(label, role=None, hint=None) if is_response else label

    def _of_row(self, row: Row, about: Meaning, block: Block) -> Iterator[TableShare]:
        label = self._label(row)
        own = dict[str | None, int]()
        for cell in row.cells:
            over = block.heading(cell, self.grid.heading(cell))
            shown = self.grid.printed(cell)
            if over.role == "patients" and shown.shape == "#":
                own[over.arm] = int(shown.figures[0].value)
            hint = self._hint(label.hint, over, row)
            size = own.get(over.arm) or block.size(cell, over) or about.size or over.size or self._caption[0]
            why = no_share(label, over, hint) or ("count" if self._counts_events and hint != "percent" else None)
            pattern = None if why else fitting(self.patterns, shown, self._said(hint, cell, row, size))
            if pattern is None or (values := pattern.values(shown)).get("percent", 0) > 100:
                labels = (row.label, *row.sections, over.inner)
                self.reasons[cell.start] = why or why_left(shown, hint, self.topic, labels)
                continue
            yield TableShare(
                row=row.number,
                column=cell.column,
                start=cell.start,
                end=cell.end,
                row_start=row.start,
                row_end=row.end,
                pattern_id=pattern.id,
                confidence=pattern.confidence,
                meaning=replace(about, grade=about.grade if about.grade is not None else self._grade(over)),
                heading=over,
                size=size,
                headers=self.grid.path(cell),
                **values,
            )

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

    def _said(self, hint: str | None, cell: Cell, row: Row, size: int | None) -> set[str]:
        """What is said of a cell, as cell patterns ask for it. A header's word counts more than the numbers."""
        if hint in ("mean", "percent_n"):
            return {hint}
        said = {hint} if hint else set()
        shown = self.grid.printed(cell)
        counted = hint == "percent" and shown.shape == "#(#)" and not shown.figures[0].places  # "Drug (%)": 4 (10)
        if self._are_shares(cell.column) or counted or agrees_with(shown, size):
            said.add("shares")
        elif self.topic == "adverse" and hint in (None, "percent"):
            said.add("adverse")
        if shown.shape == "#" and "shares" in said:
            return {"number"}  # a bare 0 among numbers with percentages
        if hint == "percent" and self._says_interval:
            said.add("percent_interval")
        if hint == "n_percent":  # numbers alone below "n (%)" are percentages where they have decimals
            beside = [self.grid.printed(c) for c in row.cells if self.grid.heading(c).role is None]
            if decimals_only(beside) or decimals_only(self._unhinted(cell.column)):
                return {"percent"}
        return said

    @cached_property
    def _says_interval(self) -> bool:
        headers = (self.grid.text(cell) for cell in self.grid.headers)
        labels = (label for row in self.grid.rows for label in (row.label, *row.sections))
        return any(says(text, "interval") for text in (self.grid.caption, *self.grid.notes, *headers, *labels))

    def _unhinted(self, column: int) -> list[Printed]:
        """The values of a column in rows whose labels do not say how they are printed."""
        rows = [row for row in self.grid.rows if read_label(row.label).hint is None]
        return [self.grid.printed(c) for row in rows for c in row.cells if c.column == column]

    def _are_shares(self, column: int) -> bool:
        if column not in self._agreeing:
            cells = [c for row in self.grid.rows for c in row.cells if c.column == column]
            size = next(filter(None, (self.grid.heading(c).size for c in cells)), None)
            self._agreeing[column] = agree(self.grid.column(column), size)
        return self._agreeing[column]


def _joined(shares: Iterator[TableShare]) -> Iterator[TableShare]:
    """Number and percentage that stand in two columns side by side are one share."""
    waiting: TableShare | None = None
    for share in shares:
        if waiting and _is_other_half(waiting, share):
            fields = ("numerator", "denominator", "percent", "ci_low", "ci_high")
            own = {f: getattr(waiting, f) for f in fields}
            values = {f: getattr(share, f) if x is None else x for f, x in own.items()}
            yield replace(waiting, end=share.end, pattern_id="cell.two_columns", confidence=0.9, **values)
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
