"""What the rows above a row say of it: sizes of groups, groups as rows, headers that come again, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.records import Cell
from extractor.tables.cells import Printed
from extractor.tables.columns import SIZES, Heading
from extractor.tables.grid import Grid, Row
from extractor.tables.labels import PEOPLE, Label, read_label
from extractor.tables.rows import Above

_PART = re.compile(
    r"(?:part|period|phase|cohort|stage|cycle)\s\w{1,3}\b", re.I
)  # "Part A" with the sizes of its groups
_TREATED = re.compile(
    r"(?:total )?(?:number|no\.?|n) of (?:patients|subjects|participants|women|men|children) (?:who were )?"
    r"(?:treated|evaluable|assess\w+|evaluated|exposed|at risk|analy[sz]ed|randomi[sz]ed|in the (?:safety|analysis))",
    re.I,
)
_GROUP = re.compile(  # "FEC arm" with its sizes: the rows below are of it
    r"^(?:arm|group|cohort|regimen) \w+$|(?<!sore )\b(?:arm|group|cohort|regimen)$", re.I
)


@dataclass(frozen=True, slots=True)
class Block:
    """The state at a row. Columns are those of the grid."""

    above: Above = field(default_factory=Above)
    sizes: dict[int, int] = field(default_factory=dict)  # by column
    sizes_of_arms: dict[tuple[str | None, str | None], int] = field(default_factory=dict)  # by arm and time
    headers: dict[int, Label] = field(default_factory=dict)  # that come again in the body, by column
    group: str | None = None
    section: tuple[str, tuple[str, ...]] | None = None  # a section in a column of values, and the sections around it
    when: str = ""  # a row that is a time alone, with the values of all: its parts are below
    tested: str = ""  # a row with nothing but a p value: of it are the rows below that name nothing

    def size(self, cell: Cell, over: Heading) -> int | None:
        """What the rows above state as the size of a cell's group."""
        known = self.sizes_of_arms
        return self.sizes.get(cell.column) or known.get((over.arm, over.timepoint)) or known.get((over.arm, None))

    def heading(self, cell: Cell, over: Heading) -> Heading:
        """The headers over a cell, with those that came again right above it."""
        label = self.headers.get(cell.column)
        if label is None:
            return over
        arms = dict.fromkeys(filter(None, (over.arm, label.name)))
        return replace(
            over,
            arm=" ".join(arms) or None,
            size=label.size or over.size,
            grade=label.grade if label.grade is not None else over.grade,
            hint=label.hint or over.hint,
            timepoint=label.timepoint or over.timepoint,
        )

    def sections(self, row: Row) -> tuple[str, ...]:
        """The sections over a row."""
        own = (self.section[0],) if self.section and self.section[1] == row.sections else ()
        of_test = (self.tested,) if self.tested and not read_label(row.label).name else ()
        time = (self.when,) if self.when and not read_label(row.label).timepoint and not row.sections else ()
        return (*row.sections, *time, *own, *of_test)

    def then(self, row: Row) -> Block:
        """The state after a row of values."""
        label = read_label(row.label)
        is_time = bool(label.timepoint and not label.name)
        when = label.text if is_time and not row.sections else "" if is_time else self.when
        return replace(self, above=self.above.then(row.label, self.sections(row)), when=when)


def after(grid: Grid, row: Row, block: Block) -> Block | None:
    """The state after a row that heads others; None for a row of values."""
    if _is_section(grid, row):
        return replace(block, section=(grid.text(row.cells[0]), row.sections), headers={}, sizes={})
    if row.label and all(grid.heading(c).role in ("p_value", "effect") for c in row.cells):
        return replace(block, tested=row.label)
    if all(grid.is_header(c) for c in row.cells):
        labels = {column: read_label(grid.text(c)) for c in row.cells for column in _columns(c)}
        sizes = {column: label.size for column, label in labels.items() if label.size}
        section = (row.label, row.sections) if row.label else None  # "Intensive care unit" with the sizes there
        known = {} if sizes else block.sizes_of_arms
        return replace(block, headers=labels, sizes=sizes or block.sizes, sizes_of_arms=known, section=section)
    label = read_label(row.label)
    if given := _sizes(grid, row, label):
        arms = {(grid.heading(c).arm, grid.heading(c).timepoint): n for c, n in given}
        by_column = {column: n for c, n in given for column in _columns(c)}
        return replace(
            block, sizes=by_column, sizes_of_arms=arms, group=label.name if _GROUP.search(row.label) else None
        )
    return None


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.colspan)


def _is_section(grid: Grid, row: Row) -> bool:
    """Whether a row without a label holds one text that spans columns."""
    return not row.label and len(row.cells) == 1 and row.cells[0].colspan > 1 and not grid.printed(row.cells[0]).shape


def _sizes(grid: Grid, row: Row, label: Label) -> list[tuple[Cell, int]]:
    """The sizes of the groups that a row gives: whole numbers, alone or with 100%, that no number of the rows they head
    exceeds, beside "patients", a group's name or that of a part of the study; beside "patients treated" in any case."""
    is_plain = _TREATED.match(row.label) or (PEOPLE.search(row.label) and SIZES.search(row.label))
    heads = _heads(row.label) and not label.hint
    if label.role not in ("patients", "everyone") and not heads and not is_plain:
        return []
    below = _below(grid, row) if heads else grid.rows
    cells = [c for c in row.cells if grid.heading(c).role not in ("p_value", "effect")]
    cells = [c for c in cells if grid.heading(c).hint != "percent" and grid.printed(c).shape != "-"]
    for cell in cells:
        column = [grid.printed(c) for other in below for c in other.cells if c.column == cell.column]
        if (heads and not below) or not _is_size(grid.printed(cell), [] if is_plain else column):
            return []
    return [(c, int(grid.printed(c).figures[0].value)) for c in cells]


def _heads(label: str) -> bool:
    """Whether a label names a group, or a part of the study, and so may head rows."""
    return bool(_PART.match(label) or _GROUP.search(label))


def _below(grid: Grid, row: Row) -> list[Row]:
    """The rows after one that names a group, up to the next that does."""
    rows = [other for other in grid.rows if other.number > row.number]
    end = next((i for i, other in enumerate(rows) if _heads(other.label)), len(rows))
    return rows[:end]


def _is_size(shown: Printed, column: Sequence[Printed]) -> bool:
    if not shown.figures or not isinstance(shown.figures[0].value, int):
        return False
    alone = shown.shape in ("#", "#(%)") or (len(shown.figures) == 2 and shown.figures[1].value == 100)
    return alone and all(shown.figures[0].value >= x.figures[0].value for x in column if x.figures)
