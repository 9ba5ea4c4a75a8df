"""The lines of a page in reading order, from where its words stand. Nothing here knows what a line means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT
from extractor.documents.pdf_words import WORD_GAP, Box, Char, Word

_PIECE_GAP = 0.7  # wider is another column or cell
_SMALL = 0.88  # of the line's size: raised and lowered characters are smaller
_WIDE = 0.2  # of the text's width: a line of a column is wider, most cells of a table are not
_LEVEL = 0.25  # of the lower height shared: the lines of two columns need not be level
_FEWEST_ROWS = 3  # side by side, before a gap is one between columns
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row without a wide gap between them; or, without words, the place of something else."""

    box: Box
    words: tuple[Word, ...] = ()
    place: Any = None

    @property
    def size(self) -> float:
        return self.words[0].size if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """`scripts` is the text with raised and lowered digits as Unicode characters, one for one."""

    box: Box
    text: str
    scripts: str
    size: float  # most characters'
    font: str  # most characters'
    bold: bool
    place: Any = None


def pieces_of(words: Iterable[Word]) -> list[Piece]:
    """Words put together with their neighbours in the row."""
    rows: list[list[Word]] = []
    open_rows: list[list[Word]] = []  # those that a word so far right can still continue
    for word in sorted(words, key=lambda w: w.box.x0):
        open_rows = [r for r in open_rows if word.box.x0 - r[-1].box.x1 < _PIECE_GAP * max(r[-1].size, 2 * word.size)]
        near = [row for row in open_rows if _continues(row, word)]
        if near:
            min(near, key=lambda row: abs(row[-1].box.bottom - word.box.bottom)).append(word)
        else:
            rows.append([word])
            open_rows.append(rows[-1])
    return [Piece(_around(w.box for w in row), tuple(row)) for row in rows]


def columns_of(pieces: Sequence[Piece]) -> list[list[Line]]:
    """Columns in reading order, each its lines from top to bottom. What crosses columns stands between them."""
    return [lines for column in _columns(list(pieces)) if (lines := lines_of(column))]


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of one column, those side by side joined."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.box.top, p.box.x0)):
        row = next((r for r in rows[-3:] if piece.words and r[0].words and r[0].box.beside(piece.box)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_line(row) for row in rows]


def _continues(row: list[Word], word: Word) -> bool:
    """Whether a word stands next to the last of a row; raised and lowered ones only touch the row's height."""
    size = max(row[-1].size, word.size)
    gap = word.box.x0 - row[-1].box.x1
    if not -0.5 * size < gap < _PIECE_GAP * size:
        return False
    if any(last.box.beside(word.box) for last in row[-2:]):
        return True
    is_script = word.size < _SMALL * row[-1].size and gap < WORD_GAP * size
    return is_script and row[-1].box.beside(word.box, 0.2)


def _around(boxes: Iterable[Box]) -> Box:
    first, *others = boxes
    for box in others:
        first = first.joined(box)
    return first


# ---- columns


def _columns(pieces: list[Piece]) -> list[list[Piece]]:
    x = _gutter(pieces)
    if x is None:
        return [pieces]
    columns: list[list[Piece]] = []
    for crossing, rest in _zones(pieces, x):
        columns.append(crossing)
        columns += _columns([p for p in rest if p.box.x1 <= x])
        columns += _columns([p for p in rest if p.box.x0 >= x])
    return columns


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a gap between wide pieces side by side is found in most rows, and in several that follow each other."""
    gaps = _gaps(pieces)
    if len(gaps) < _FEWEST_ROWS:
        return None
    edges = sorted([(x0, 0) for x0, _ in gaps] + [(x1, 1) for _, x1 in gaps])
    best = open_gaps = 0
    start = end = 0.0
    for n, (x, closes) in enumerate(edges):
        open_gaps += -1 if closes else 1
        if open_gaps > best:
            best, start, end = open_gaps, x, edges[n + 1][0]
    x = (start + end) / 2
    rows = max((len(_gaps([p for p in rest if not p.place])) for _, rest in _zones(pieces, x)), default=0)
    return x if best >= _FEWEST_ROWS and rows >= _FEWEST_ROWS else None


def _gaps(pieces: list[Piece]) -> list[tuple[float, float]]:
    """From the right end of each wide piece to its wide neighbour in the row."""
    if not pieces:
        return []
    width = _around(p.box for p in pieces).width
    wide = [p.box for p in pieces if p.words and p.box.width > _WIDE * width]
    gaps = []
    for left in wide:
        starts = [box.x0 for box in wide if box.x0 > left.x1 and left.beside(box, _LEVEL)]
        if starts:
            gaps.append((left.x1, min(starts)))
    return gaps


def _zones(pieces: list[Piece], x: float) -> list[tuple[list[Piece], list[Piece]]]:
    """Pieces that cross x (and what stands beside them), then the pieces below them on either side of x."""
    crossing = sorted((p for p in pieces if p.box.x0 < x < p.box.x1), key=lambda p: p.box.top)
    zones: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    for piece in crossing:
        zones.append(([piece], []))
    tops = [p.box.top for p in crossing]
    for piece in sorted((p for p in pieces if not p.box.x0 < x < p.box.x1), key=lambda p: p.box.top):
        n = bisect_left(tops, (piece.box.top + piece.box.bottom) / 2)
        beside = n > 0 and piece.words and crossing[n - 1].words and piece.box.beside(crossing[n - 1].box)
        zones[n][0 if beside else 1].append(piece)
    for above, rest in zones:
        _last_line(above, rest)
    return _merged(zones)


def _last_line(above: list[Piece], rest: list[Piece]) -> None:
    """Moves the short last line of a wide paragraph to the paragraph; it does not reach the gap by chance only."""
    if not (above and rest and above[0].words and rest[0].words):
        return
    last, first = above[0], rest[0]
    alone = not any(p.box.beside(first.box) or p.box.top < first.box.top for p in rest[1:])
    near = first.box.top - last.box.bottom < 0.6 * last.box.height
    if alone and near and abs(first.size - last.size) < 0.3 and abs(first.box.x0 - last.box.x0) < last.size:
        above.append(rest.pop(0))


def _merged(zones: list[tuple[list[Piece], list[Piece]]]) -> list[tuple[list[Piece], list[Piece]]]:
    """Crossing pieces with nothing between them are one text."""
    merged: list[tuple[list[Piece], list[Piece]]] = []
    for above, rest in zones:
        if merged and not merged[-1][1]:
            merged[-1] = ([*merged[-1][0], *above], rest)
        else:
            merged.append((above, rest))
    return merged


# ---- lines


def _line(row: list[Piece]) -> Line:
    if not row[0].words:
        return Line(row[0].box, "", "", 0.0, "", False, row[0].place)
    words = sorted((word for piece in row for word in piece.words), key=lambda w: w.box.x0)
    chars = [char for word in words for char in word.chars]
    sizes = Counter(round(char.size, 1) for char in chars)
    size = max(sizes, key=lambda s: (sizes[s], s))
    bases = Counter(round(char.base, 1) for char in chars if abs(char.size - size) < 0.1)
    base = max(bases, key=lambda b: bases[b])
    text, scripts, end = "", "", words[0].box.x1
    for n, word in enumerate(words):
        blank = " " if n and not _is_attached(words[n - 1], word, end, size) else ""
        end = word.box.x1
        text += blank + "".join(c.text for c in word.chars)
        scripts += blank + "".join(_script(c, size, base) for c in word.chars)
    font = Counter(char.font for char in chars).most_common(1)[0][0]
    box = _around(p.box for p in row)
    high = _around([w.box for w in words if w.size > _SMALL * size] or [box])  # without what stands above or below it
    return Line(Box(box.x0, high.top, box.x1, high.bottom), text, scripts, size, font, bool(_BOLD.search(font)))


def _is_attached(last: Word, word: Word, end: float, size: float) -> bool:
    """A raised or lowered character belongs to the word it touches."""
    small = min(last.chars[-1].size, word.chars[0].size) < _SMALL * size
    return small and word.box.x0 - end < WORD_GAP * size


def _script(char: Char, size: float, base: float) -> str:
    if char.size > _SMALL * size or len(char.text) != 1:
        return char.text
    if base - char.base > 0.15 * size:
        return char.text.translate(SUPERSCRIPT)
    return char.text.translate(SUBSCRIPT) if char.base - base > 0.06 * size else char.text
