"""A text cut where facts begin and end, so that a template can highlight each in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A stretch of text, the facts that lie over it (the shortest first), and why its number was left, if it was."""

    text: str
    facts: tuple[Row, ...] = ()
    left: str | None = None
    gap: bool = False  # text that a public copy leaves out


def cut(text: str, start: int, end: int, facts: Iterable[Row], left: Iterable[Row] = ()) -> list[Piece]:
    """`text[start:end]` in pieces; facts and left numbers are rows with start_char and end_char in `text`."""
    facts = sorted(facts, key=lambda fact: (fact["end_char"] - fact["start_char"], fact["start_char"]))
    left = list(left)
    edges = {start, end}
    for row in (*facts, *left):
        edges |= {place for place in (row["start_char"], row["end_char"]) if start < place < end}
    ordered = sorted(edges)
    pieces: list[Piece] = []
    for first, last in pairwise(ordered):
        over = tuple(fact for fact in facts if fact["start_char"] <= first and last <= fact["end_char"])
        reason = next((n["reason"] for n in left if n["start_char"] <= first and last <= n["end_char"]), None)
        pieces += _with_gaps(text[first:last], over, None if over else reason)
    return pieces


def _with_gaps(text: str, facts: tuple[Row, ...], left: str | None) -> Iterable[Piece]:
    """Texts have single blanks; two or more stand for what a public copy leaves out."""
    if facts or "  " not in text:
        return [Piece(text, facts, left)]
    parts = [part for part in text.split("  ") if part.strip()]
    found = [Piece("", gap=True)] if text.startswith("  ") or not parts else []
    for number, part in enumerate(parts):
        found += [Piece("", gap=True)] if number else []
        found.append(Piece(part.strip() + " ", facts, left))
    return [*found, Piece("", gap=True)] if parts and text.endswith("  ") else found


@dataclass(frozen=True)
class TableCell:
    pieces: list[Piece]
    header: bool
    rowspan: int
    colspan: int


def table_rows(text: str, cells: Iterable[Row], facts: list[Row], left: list[Row]) -> list[list[TableCell]]:
    """A table passage as rows of cells, each cut as `cut` does. `cells` are rows of `table_cells` in reading order."""
    drawn: dict[int, list[TableCell]] = {}
    for cell in cells:
        start, end = cell["start_char"], cell["end_char"]

        def inside(row: Row, start: int = start, end: int = end) -> bool:
            return bool(row["start_char"] < end and start < row["end_char"])

        pieces = cut(text, start, end, filter(inside, facts), filter(inside, left)) if end > start else []
        drawn.setdefault(cell["row_no"], []).append(
            TableCell(pieces, bool(cell["is_header"]), cell["rowspan"], cell["colspan"])
        )
    return [drawn[row] for row in sorted(drawn)]
