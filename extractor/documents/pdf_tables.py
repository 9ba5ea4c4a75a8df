"""Tables of a page: those with lines around their cells, and those with horizontal rules only, as journals set them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from extractor.documents.pdf_layout import Line, Piece, lines_of, pieces_of
from extractor.documents.pdf_repair import Usage, mend
from extractor.documents.pdf_words import Box, Word
from extractor.records import Cell, Repair

_SAME = 3.0  # points: two positions nearer than this are one
_SHORTEST_RULE = 80.0
_MOST_CROSSINGS = 10_000  # of lines; a page with more holds a drawing, in which looking for cells takes minutes
_LONGEST_CELL = 60  # words; a frame with more in one cell is drawn around text
_USUAL_CELL = 30  # characters; a region whose pieces are mostly longer is text in columns


@dataclass(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    lines: tuple[Line, ...]
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its cells with text, by row and column."""

    box: Box
    cells: tuple[GridCell, ...]


def tables_of(page: Any, words: Sequence[Word]) -> list[Grid]:
    """The tables of a pdfplumber page, from its words. No word is in two of them."""
    grids: list[Grid] = []
    for found in page.find_tables() if _may_hold_cells(page) else ():
        grid = _framed(found, words)
        if grid and not _overlaps(grid, grids):
            grids.append(grid)
    for grid in _ruled(page, words):
        if not _overlaps(grid, grids):
            grids.append(grid)
    return grids


def _may_hold_cells(page: Any) -> bool:
    across = {round(edge["top"]) for edge in page.horizontal_edges}
    down = {round(edge["x0"]) for edge in page.vertical_edges}
    return 0 < len(across) * len(down) <= _MOST_CROSSINGS


def text_of(grid: Grid, usage: Usage) -> tuple[str, tuple[Cell, ...], tuple[Repair, ...]]:
    """The text of a table's passage, its cells joined by " | ", with the cells and repairs by their offsets."""
    text = ""
    places: list[tuple[GridCell, int, int, str]] = []
    repairs: list[Repair] = []
    for cell in grid.cells:
        own, mended = mend(*_source(cell.lines, usage))
        if own:
            start = len(text) + 3 if text else 0
            text = f"{text} | {own}" if text else own
            places.append((cell, start, len(text), own))
            repairs += (Repair(start + r.start, start + r.end, r.original) for r in mended)
    return text, tuple(_cells(places)), tuple(repairs)


def _source(lines: Iterable[Line], usage: Usage) -> tuple[str, Usage, str]:
    lines = list(lines)
    return "\n".join(line.text for line in lines), usage, "\n".join(line.scripts for line in lines)


def _cells(places: list[tuple[GridCell, int, int, str]]) -> Iterable[Cell]:
    headers: dict[int, tuple[str, ...]] = defaultdict(tuple)  # by column
    in_section: tuple[str, ...] = ()  # the section row above, which names the rows below it
    width = max((c.column + c.colspan for c, *_ in places), default=0)
    alone = {row for row, count in _counts(places).items() if count == 1}
    names: dict[int, tuple[str, ...]] = {}  # by row
    for cell, start, end, own in places:
        columns = range(cell.column, cell.column + cell.colspan)
        is_section = not cell.is_header and cell.column == 0 and cell.row in alone and width > 1
        is_header = cell.is_header or cell.column == 0
        yield Cell(
            cell.row, cell.column, start, end, cell.rowspan, cell.colspan, is_header,
            row_headers=() if cell.is_header or is_section
            else in_section if cell.column == 0 else names.get(cell.row, in_section),
            column_headers=_unrepeated(h for c in columns for h in headers[c]),
        )  # fmt: skip
        if cell.is_header:
            for column in columns:
                headers[column] = (*headers[column], own)
        elif is_section:
            in_section = (own,)
        elif cell.column == 0:
            for row in range(cell.row, cell.row + cell.rowspan):
                names[row] = (*in_section, own)


def _counts(places: list[tuple[GridCell, int, int, str]]) -> dict[int, int]:
    """How many cells with text each row has; one that reaches over several rows counts in each."""
    counts: dict[int, int] = defaultdict(int)
    for cell, *_ in places:
        for row in range(cell.row, cell.row + cell.rowspan):
            counts[row] += 1
    return counts


def _unrepeated(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _overlaps(grid: Grid, others: Iterable[Grid]) -> bool:
    return any(
        grid.box.x0 < o.box.x1
        and o.box.x0 < grid.box.x1
        and grid.box.top < o.box.bottom
        and o.box.top < grid.box.bottom
        for o in others
    )


# ---- lines around the cells


def _framed(found: Any, words: Sequence[Word]) -> Grid | None:
    boxes = [Box(*cell) for cell in found.cells]
    columns = _positions([box.x0 for box in boxes] + [box.x1 for box in boxes])
    rows = _positions([box.top for box in boxes] + [box.bottom for box in boxes])
    if len(columns) < 3 or len(rows) < 3:
        return None
    cells = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        inside = [word for word in words if box.holds(word.box)]
        if len(inside) > _LONGEST_CELL:
            return None
        row, below = _nearest(rows, box.top), _nearest(rows, box.bottom)
        column, right = _nearest(columns, box.x0), _nearest(columns, box.x1)
        if inside:
            lines = tuple(lines_of(pieces_of(inside)))
            cells.append(GridCell(row, column, lines, below - row, right - column, is_header=row == 0))
    filled = {cell.row for cell in cells}, {cell.column for cell in cells}
    if min(map(len, filled)) < 2 or 2 * len(cells) < len(boxes):
        return None
    return Grid(Box(*found.bbox), tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _positions(values: Iterable[float]) -> list[float]:
    """The values in order, one for those that are nearly the same."""
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > _SAME:
            positions.append(value)
    return positions


def _nearest(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda n: abs(positions[n] - value))


# ---- horizontal rules only


def _ruled(page: Any, words: Sequence[Word]) -> Iterable[Grid]:
    for rules in _rules(page):
        run: list[list[Piece]] = []
        top = bottom = 0.0
        for above, below in [*pairwise(rules), (rules[-1], rules[-1])]:
            region = Box(above.x0 - _SAME, above.top, above.x1 + _SAME, below.bottom)
            pieces = pieces_of(word for word in words if region.holds(word.box))
            if _is_tabular(pieces):
                top = above.top if not run else top
                bottom = below.bottom
                run.append(pieces)
                continue
            if len(run) > 1 and (cells := _unframed(run)):
                yield Grid(Box(above.x0, top, above.x1, bottom), cells)
            run = []


def _rules(page: Any) -> list[list[Box]]:
    """Horizontal lines of the same extent, from top to bottom; pieces of a line are one line."""
    rules: list[Box] = []
    for edge in sorted(page.horizontal_edges, key=lambda e: (round(e["top"]), e["x0"])):
        box = Box(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        if rules and abs(rules[-1].top - box.top) < _SAME and box.x0 - rules[-1].x1 < _SAME:
            rules[-1] = rules[-1].joined(box)
        else:
            rules.append(box)
    alike: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for rule in rules:
        if rule.width > _SHORTEST_RULE:
            alike[round(rule.x0 / _SAME), round(rule.x1 / _SAME)].append(rule)
    return [group for group in alike.values() if len(group) > 2]


def _is_tabular(pieces: list[Piece]) -> bool:
    rows = _rows(pieces)
    lengths = [sum(len(word.chars) + 1 for word in piece.words) for piece in pieces]
    return any(len(row) > 1 for row in rows) and median(lengths) <= _USUAL_CELL and max(map(len, rows)) < 40


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.box.top + p.box.bottom, p.box.x0)):
        if rows and rows[-1][0].box.beside(piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.box.x0) for row in rows]


def _unframed(run: list[list[Piece]]) -> tuple[GridCell, ...]:
    """The cells of a header and of what is between the rules below it; none where no columns are found."""
    head, body = _rows(run[0]), [row for pieces in run[1:] for row in _rows(pieces)]
    columns = _columns([*head, *body])
    if len(columns) < 2:
        return ()
    cells = _header(head, columns)
    first = max(cell.row for cell in cells) + 1
    for number, row in enumerate(_unbroken([_placed(row, columns) for row in body]), first):
        cells += (replace(cell, row=number) for cell in row)
    return tuple(sorted(cells, key=lambda c: (c.row, c.column)))


def _columns(rows: list[list[Piece]]) -> list[Box]:
    """The columns, from what stands in the rows that have most pieces; others may reach over several columns."""
    most = max(map(len, rows))
    columns: list[Box] = []
    pieces = [piece.box for row in rows if len(row) > max(1, most // 2) for piece in row]
    for box in sorted(pieces, key=lambda b: b.x0):
        if columns and box.x0 < columns[-1].x1:
            columns[-1] = columns[-1].joined(box)
        else:
            columns.append(box)
    return columns


def _placed(row: list[Piece], columns: list[Box]) -> list[GridCell]:
    """A row's cells, by the columns that its pieces reach over or stand nearest to."""
    by_columns: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in row:
        under = [n for n, c in enumerate(columns) if min(c.x1, piece.box.x1) - max(c.x0, piece.box.x0) > 1]
        middle = (piece.box.x0 + piece.box.x1) / 2
        under = under or [min(bisect_left([c.x1 for c in columns], middle), len(columns) - 1)]
        by_columns[under[0], len(under)].append(piece)
    return [GridCell(0, c, tuple(lines_of(pieces)), 1, span) for (c, span), pieces in by_columns.items()]


def _header(rows: list[list[Piece]], columns: list[Box]) -> list[GridCell]:
    """Two rows where a text reaches over several columns, else one, with the lines of each column's text together."""
    over: list[GridCell] = []
    own: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        for cell in _placed(row, columns):
            if cell.colspan > 1:
                over.append(replace(cell, is_header=True))
            else:
                own[cell.column] += cell.lines
    number = 1 if over else 0
    return over + [GridCell(number, column, tuple(lines), is_header=True) for column, lines in own.items()]


def _unbroken(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Rows whose first cell goes on in the next line ("Nausea and / vomiting") as one row."""
    whole: list[list[GridCell]] = []
    for row in rows:
        goes_on = row[0].column == 0 and row[0].lines[0].text[:1].islower()
        if whole and goes_on and (len(row) == 1 or len(whole[-1]) == 1) and whole[-1][0].column == 0:
            first, *others = whole[-1]
            whole[-1] = [replace(first, lines=first.lines + row[0].lines), *others, *row[1:]]
        else:
            whole.append(row)
    return whole
