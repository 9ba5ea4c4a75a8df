"""Tables: XHTML and CALS grids, and which header stands over which cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.documents.jats.inline import flat
from extractor.records import Cell

_WIDEST = 1000  # columns that a cell may span, as in HTML
_INDENT = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2007\u2009\u3000"
_NUMERIC = re.compile(r"[<>≤≥=~±+\-−–(\[]?\s*\d")
_BETWEEN = " | "
_SHORT = 200  # characters of a caption that name a table


@dataclass(slots=True)
class _Place:
    """A cell in its grid. `head` is set in a header row, `th` by the source."""

    element: Any
    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    head: bool
    th: bool

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.colspan)

    @property
    def indent(self) -> int:
        raw = "".join(self.element.itertext()).lstrip(" \t\r\n")
        return len(raw) - len(raw.lstrip(_INDENT))


@dataclass(slots=True)
class _Section:
    """A row that heads the rows below it. `level` is its indentation, -1 where it spans the whole table."""

    text: str
    level: int
    indented_below: bool = False


@dataclass(slots=True)
class _Headers:
    """What stands over the cells of the next row."""

    rows: list[list[_Place]] = field(default_factory=list)
    sections: list[_Section] = field(default_factory=list)
    stubs: list[_Place] = field(default_factory=list)  # of the row, and of rows above that reach into it

    def above(self, place: _Place) -> tuple[str, ...]:
        """Texts of the header cells over any of the cell's columns, outermost first, without repeats."""
        first, after = place.column, place.column + place.colspan
        over = [h for row in self.rows for h in row if h.column < after and first < h.column + h.colspan]
        return tuple(dict.fromkeys(h.text for h in over if h.text and h is not place))

    def left(self, place: _Place) -> tuple[str, ...]:
        """Texts of the sections around the row, then of its stubs left of the cell, without repeats."""
        stubs = [stub.text for stub in self.stubs if stub.column < place.column]
        return tuple(dict.fromkeys(text for text in [*(s.text for s in self.sections), *stubs] if text))

    def enter(self, text: str, level: int) -> None:
        while self.sections and self.sections[-1].level >= level:
            self.sections.pop()
        if level > 0 and self.sections:
            self.sections[-1].indented_below = True
        self.sections.append(_Section(text, level))

    def leave(self, indent: int) -> None:
        """A row of data that stands further left than rows before it is no longer below their section."""
        while self.sections and 0 <= indent <= self.sections[-1].level and self.sections[-1].indented_below:
            self.sections.pop()
        if self.sections and indent > self.sections[-1].level >= 0:
            self.sections[-1].indented_below = True


def name(wrap: Any) -> str:
    """Label and caption title, or the caption's first sentence, as the name of a table."""
    label, caption = wrap.find("label"), wrap.find("caption")
    words = [flat(label)] if label is not None else []
    if caption is not None:
        title = caption.find("title")
        text = flat(title) if title is not None else ""
        words.append(text or re.split(r"(?<=[.:])\s", flat(caption), maxsplit=1)[0])
    text = " ".join(filter(None, words)).rstrip(" .:")
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0]


def grids(table: Any) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Text and cells of each grid in a `<table>` or `<array>`: one, or one for each `<tgroup>`. Empty grids are left.

    The text is the cells' texts in reading order; an empty cell has a place in the grid and no text.
    """
    groups = [child for child in table if child.tag == "tgroup"]
    for group in groups or [table]:
        rows = list(_rows(group))
        if any(place.text for row in rows for place in row):
            yield _text_and_cells(rows)


def _text_and_cells(rows: list[list[_Place]]) -> tuple[str, tuple[Cell, ...]]:
    _find_header(rows)
    width = max(place.column + place.colspan for row in rows for place in row)
    headers, parts, cells, end = _Headers(), [], [], 0
    for row in rows:
        section = _take_row(row, headers, width)
        for place in row:
            start = end + len(_BETWEEN) if end and place.text else end
            end = start + len(place.text)
            parts += [place.text] if place.text else []
            cells.append(
                Cell(
                    place.row,
                    place.column,
                    start,
                    end,
                    place.rowspan,
                    place.colspan,
                    place.head or place.th,
                    () if place.head else headers.left(place) if not section else _outer(headers),
                    () if section else headers.above(place),
                )
            )
        if row and row[0].head:
            headers.rows.append(row)
    return _BETWEEN.join(parts), tuple(cells)


def _outer(headers: _Headers) -> tuple[str, ...]:
    return tuple(dict.fromkeys(section.text for section in headers.sections[:-1]))


def _take_row(row: list[_Place], headers: _Headers, width: int) -> bool:
    """Headers as they are for this row's cells; whether the row heads a section."""
    filled = [place for place in row if place.text]
    if not row or row[0].head:
        if row and headers.rows and headers.rows[-1][0].row != row[0].row - 1:  # a panel's own headers
            headers.rows, headers.sections, headers.stubs = [], [], []
        return False
    headers.stubs = [stub for stub in headers.stubs if stub.row + stub.rowspan > row[0].row]
    if len(filled) == 1 and not headers.stubs and width > 1:
        (only,) = filled
        if only.colspan >= width or (only.column == 0 and only.rowspan == 1):
            headers.enter(only.text, -1 if only.colspan > 1 else only.indent)
            return True
    first = next((place for place in row if place.column == 0), None)
    if first is not None and first.text:
        headers.leave(first.indent)
    _take_stubs(row, headers)
    return False


def _take_stubs(row: list[_Place], headers: _Headers) -> None:
    """The first column's cell; where it covers several rows the next column's too, and row headers of the source."""
    column = max((stub.column + stub.colspan for stub in headers.stubs), default=0)
    for place in row:
        wider = headers.stubs and headers.stubs[-1].rowspan > 1 and not _NUMERIC.match(place.text)
        if place.column == column and (column == 0 or place.th or wider) and place is not row[-1]:
            headers.stubs.append(place)
            column += place.colspan


# ---- which rows are headers, where the source has no thead


def _find_header(rows: list[list[_Place]]) -> None:
    """Mark header rows: those of a thead are; of a table without one its first; later ones all of row headers."""
    if not any(not place.head for row in rows for place in row):  # all in the thead: it says nothing
        for place in (place for row in rows for place in row):
            place.head = False
    if not any(place.head for row in rows for place in row):
        for row in rows[: _first_rows(rows)]:
            for place in row:
                place.head = True
    for row in rows:
        filled = [place for place in row if place.text]
        if len(filled) > 1 and all(place.th for place in filled):
            for place in row:
                place.head = True


def _first_rows(rows: list[list[_Place]]) -> int:
    """How many rows at the top are headers: those all of bold or th cells, else one without numbers over some."""
    count = 0
    for row in rows[:-1]:
        filled = [place for place in row if place.text]
        if len(filled) < 2 or not all(place.th or _is_bold(place) for place in filled):
            break
        count += 1
    if count == 0 and len(rows) > 1:
        filled = [place for place in rows[0] if place.text]
        numbers = any(_NUMERIC.match(place.text) for row in rows[1:] for place in row[1:])
        if len(filled) > 1 and numbers and not any(_NUMERIC.match(place.text) for place in filled):
            count = 1
    spans = [place.row + place.rowspan for row in rows[:count] for place in row if place.rowspan < len(rows)]
    return min(max(spans, default=0), len(rows) - 1)


def _is_bold(place: _Place) -> bool:
    bold = "".join("".join(found.itertext()) for found in place.element.iter("bold"))
    return len(bold.split()) >= len(place.text.split()) > 0


# ---- the grid


def _rows(group: Any) -> Iterator[list[_Place]]:
    """Rows of places in reading order. What spans rows ends with its thead, tbody or tfoot, as in HTML."""
    parts = [child for child in group if isinstance(child.tag, str)]
    parts.sort(key=lambda part: part.tag == "tfoot")  # HTML lets it stand before the body
    names = _column_names(group)
    number, loose = 0, []
    for part in [*parts, None]:
        if part is not None and part.tag in ("tr", "row"):
            loose.append(part)
            continue
        found = list(part.iterchildren("tr", "row")) if part is not None and part.tag in _PARTS else []
        for block, head in ((loose, False), (found, part is not None and part.tag == "thead")):
            yield from _block(block, number, head, names)
            number += len(block)
        loose = []


_PARTS = ("thead", "tbody", "tfoot")


def _block(rows: list[Any], first: int, head: bool, names: dict[str, int]) -> Iterator[list[_Place]]:
    taken: dict[int, int] = {}  # column: the first row that is free again
    last = first + len(rows)
    for number, row in enumerate(rows, first):
        places, column = [], 0
        for element in row.iterchildren("td", "th", "entry"):
            colspan, rowspan, named = _spans(element, names)
            column = column if named is None else max(named, column)
            while taken.get(column, 0) > number:
                column += 1
            rowspan = min(rowspan or last, last - number)
            places.append(_Place(element, flat(element), number, column, rowspan, colspan, head, element.tag == "th"))
            if rowspan > 1:
                taken.update(dict.fromkeys(range(column, column + colspan), number + rowspan))
            column += colspan
        yield places


def _spans(element: Any, names: dict[str, int]) -> tuple[int, int, int | None]:
    """Columns, rows (0: all that are left) and, where CALS names it, the column of a cell."""
    if element.tag != "entry":
        return min(_number(element, "colspan", 1) or 1, _WIDEST), _number(element, "rowspan", 1), None
    named = names.get(element.get("namest") or element.get("colname") or element.get("spanname") or "")
    to = names.get(element.get("nameend") or f"{element.get('spanname')} end", named)
    width = to - named + 1 if named is not None and to is not None and to > named else 1
    return min(width, _WIDEST), _number(element, "morerows", 0) + 1, named


def _column_names(group: Any) -> dict[str, int]:
    """CALS: columns by name; a named span by its name, its last column by the name and " end"."""
    names: dict[str, int] = {}
    column = -1
    for spec in group.iter("colspec"):
        column = min(_number(spec, "colnum", column + 2), _WIDEST) - 1
        names[spec.get("colname") or f"column {column}"] = column
    for spec in group.iter("spanspec"):
        first, last = names.get(spec.get("namest") or ""), names.get(spec.get("nameend") or "")
        if first is not None and last is not None:
            names |= {spec.get("spanname") or "": first, f"{spec.get('spanname')} end": last}
    return names


def _number(element: Any, name: str, default: int) -> int:
    value = (element.get(name) or "").strip()
    return int(value[:9]) if value.isascii() and value.isdigit() else default
