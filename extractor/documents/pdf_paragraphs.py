"""Paragraphs from the lines of a PDF's columns; what repeats on its pages set apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractor.documents.pdf_layout import Line, Piece, columns_of, lines_of

_MARGIN = 0.1  # of the page's height: running heads and feet stand in it
_SAME_PLACE = 4.0  # points
_PAGE_NUMBER = re.compile(r"(?:page )?(?:e|S)?\d{1,6}(?: ?(?:of|/) ?\d{1,4})?|[ivxl]{1,6}", re.I)
_FINISHED = re.compile(r"[.?!:][\"'”’)\]]*[\s\d⁰¹²³⁴⁵⁶⁷⁸⁹,–-]*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]")
_NOT_A_CAPTION = (
    "shows?|lists?|presents?|summari[sz]es?|describes?|gives?|displays?|illustrates?|depicts?|demonstrates?|is|are|was|"
    "were|provides?|reports?|compares?|indicates?|details?|contains?|includes?|and|also|in|to"
)
_CAPTION = re.compile(
    r"(?:(?:supplement\w*|extended data|online)\s)?(?:fig(?:ure|\.)?|table|box|scheme)\s?[Se]?(?:\d{1,2}|[IVX]{1,4})\b"
    rf"(?![a-z]?\)?\s(?:{_NOT_A_CAPTION})\b)(?![,;)])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, the pieces of its text and tables, and the text that does not stand upright."""

    height: float
    pieces: tuple[Piece, ...]
    turned: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, or a table's place; `page` and `column` count from 0, columns over all pages."""

    lines: tuple[Line, ...]
    page: int
    column: int

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def scripts(self) -> str:
        return "\n".join(line.scripts for line in self.lines)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def is_caption(self) -> bool:
        return bool(_CAPTION.match(self.text))


def paragraphs_of(sheets: Sequence[Sheet]) -> tuple[list[Paragraph], list[str]]:
    """Paragraphs in reading order, and the texts of running heads, feet, page numbers and turned text, each once."""
    margins = _margins(sheets)
    columns: list[tuple[int, list[Line]]] = []
    apart: list[str] = []
    for page, sheet in enumerate(sheets):
        running = [piece for n, piece in enumerate(sheet.pieces) if (page, n) in margins]
        apart += [line.scripts for line in lines_of(running)]
        apart += [sheet.turned] if sheet.turned else []
        rest = [piece for n, piece in enumerate(sheet.pieces) if (page, n) not in margins]
        columns += ((page, column) for column in columns_of(rest))
    body = body_size(line for _, lines in columns for line in lines)
    pitches = _pitches([lines for _, lines in columns])
    paragraphs: list[Paragraph] = []
    for number, (page, lines) in enumerate(columns):
        own = [Paragraph(tuple(group), page, number) for group in _groups(lines, body, pitches)]
        _continue(paragraphs, own)
        paragraphs += own
    return paragraphs, list(dict.fromkeys(apart))


def body_size(lines: Iterable[Line]) -> float:
    """The type size of most characters; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


# ---- what repeats


def _margins(sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """Page and number of each piece in the upper or lower margin that another page repeats there, but for digits."""
    places: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for page, sheet in enumerate(sheets):
        for n, piece in enumerate(sheet.pieces):
            inside = piece.box.bottom < _MARGIN * sheet.height or piece.box.top > (1 - _MARGIN) * sheet.height
            text = " ".join("".join(char.text for char in word.chars) for word in piece.words)
            if not (inside and text):
                continue
            if _PAGE_NUMBER.fullmatch(text) and _is_outermost(piece, sheet):
                found.add((page, n))
            elif re.search(r"[^\W\d_]{2}", text):
                places[re.sub(r"\d+", "#", text)].append((page, n, piece.box.top))
    for same in places.values():
        for page, n, top in same:
            if any(page != other and abs(top - there) < _SAME_PLACE for other, _, there in same):
                found.add((page, n))
    return found | _beside(found, sheets)


def _beside(found: set[tuple[int, int]], sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """What no other page repeats: pieces beside a running head or page number, or alone at its place on their page."""
    heads = [(page, sheets[page].pieces[n]) for page, n in found if _is_outermost(sheets[page].pieces[n], sheets[page])]
    places = {(round(head.box.top), round(head.size)) for _, head in heads}
    more: set[tuple[int, int]] = set()
    for page, sheet in enumerate(sheets):
        own = [head.box for number, head in heads if number == page]
        for n, piece in enumerate(sheet.pieces):
            same_place = (round(piece.box.top), round(piece.size)) in places and _is_outermost(piece, sheet)
            if piece.words and (same_place or any(piece.box.beside(box) for box in own)):
                more.add((page, n))
    return more


def _is_outermost(piece: Piece, sheet: Sheet) -> bool:
    """Whether a number stands in the first or last row, alone or beside a running head."""
    above = [p for p in sheet.pieces if p.box.bottom < piece.box.top]
    below = [p for p in sheet.pieces if p.box.top > piece.box.bottom]
    return not above or not below


# ---- paragraphs


def _pitches(columns: list[list[Line]]) -> dict[float, float]:
    """The usual distance from a line to the next, by type size."""
    steps: dict[float, list[float]] = defaultdict(list)
    for lines in columns:
        for above, below in pairwise(lines):
            step = below.box.bottom - above.box.bottom
            if above.size == below.size and 0 < step < 3 * above.size:
                steps[above.size].append(step)
    return {size: median(found) for size, found in steps.items()}


def _groups(lines: list[Line], body: float, pitches: dict[float, float]) -> list[list[Line]]:
    right = max((line.box.x1 for line in lines), default=0.0)
    groups: list[list[Line]] = []
    for n, line in enumerate(lines):
        last = lines[n - 1] if n else None
        following = lines[n + 1] if n + 1 < len(lines) else None
        if last is None or _begins(last, line, following, right, body, pitches):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _begins(
    last: Line, line: Line, following: Line | None, right: float, body: float, pitches: dict[float, float]
) -> bool:
    """Whether a line begins a paragraph, after the last line of its column."""
    if last.place or line.place or abs(last.size - line.size) > 0.6 or last.bold != line.bold:
        return True
    if line.bold and (line.font != last.font or _NUMBERED.match(line.text)):
        return True  # a heading below a heading
    step = line.box.bottom - last.box.bottom
    if step > 1.3 * pitches.get(line.size, 1.3 * line.size) or step > 2.2 * line.size or step < 0:
        return True
    finished = bool(_FINISHED.search(last.text))
    if _CAPTION.match(line.text) and (finished or line.bold):
        return True
    if line.size > body + 0.6:
        return False  # titles and headings may be centred
    indent = line.box.x0 - last.box.x0
    if 0.8 * line.size < indent < 5 * line.size:
        back = following is None or line.box.x0 - following.box.x0 > 0.5 * line.size
        return finished or (back and line.text[:1].isupper() and last.box.x1 < right - line.size)
    is_short = last.box.x1 < right - 0.15 * (right - last.box.x0)
    return finished and is_short and not line.text[:1].islower()


def _continue(before: list[Paragraph], own: list[Paragraph]) -> None:
    """Moves the first text of a column to the paragraph of an earlier one that it goes on from."""
    n = next((n for n, p in enumerate(own) if not (p.lines[0].place or p.is_caption)), None)
    if n is None or not before:
        return
    at = next((i for i in reversed(range(len(before))) if _may_go_on(before[i], own[n])), None)
    if at is None or before[at].column < own[n].column - 4:
        return
    last, first = before[at].text, own[n].text
    broken = last.endswith(("-", "\u2010", "\u00ad"))
    if broken or (not _FINISHED.search(last) and (first[:1].islower() or len(before[at].lines) > 2)):
        before[at] = replace(before[at], lines=before[at].lines + own.pop(n).lines)


def _may_go_on(last: Paragraph, first: Paragraph) -> bool:
    same = abs(last.size - first.size) < 0.3 and last.bold == first.bold
    return same and not last.bold and not (last.lines[0].place or last.is_caption)
