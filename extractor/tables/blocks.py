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
_GROUP = re.compile(r"\b(?:arm|group|cohort|regimen)\b", re.I)  # "FEC arm" with its sizes: the rows below are of it


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
        return replace(self, above=self.above.then(row.label), when=when)


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
    if _are_sizes(grid, row, label):
        given = [(c, int(grid.printed(c).figures[0].value)) for c in row.cells if grid.printed(c).figures]
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


def _are_sizes(grid: Grid, row: Row, label: Label) -> bool:
    """Whether a row gives the sizes of the groups: whole numbers, alone or with 100%, beside "patients treated" or
    the name of a part of the study, or beside "patients" where no number of their columns exceeds them."""
    names_part = bool(_PART.match(row.label) or (_GROUP.search(row.label) and not label.hint))
    if label.role not in ("patients", "everyone") and not names_part:
        return False
    is_plain = names_part or bool(PEOPLE.search(row.label) and SIZES.search(row.label))
    cells = [c for c in row.cells if grid.heading(c).role not in ("p_value", "effect")]
    cells = [c for c in cells if grid.heading(c).hint != "percent" and grid.printed(c).shape != "-"]
    return bool(cells) and all(_is_size(grid.printed(c), [] if is_plain else grid.column(c.column)) for c in cells)


def _is_size(shown: Printed, column: Sequence[Printed]) -> bool:
    if not shown.figures or not isinstance(shown.figures[0].value, int):
        return False
    alone = shown.shape == "#" or (len(shown.figures) == 2 and shown.figures[1].value == 100)
    return alone and all(shown.figures[0].value >= x.figures[0].value for x in column if x.figures)
