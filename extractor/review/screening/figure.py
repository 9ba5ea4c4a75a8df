"""The flow diagram of PRISMA 2020 for new reviews (Page et al., BMJ 2021;372:n71, Figure 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from extractor.review.drawing import INK, SIZE, line, page, width, write
from extractor.review.screening.boxes import Text, boxes
from extractor.review.screening.flow import Flow

_LINE, _PAD, _INDENT = 0.165, 0.1, 0.15  # inches from line to line, from a box's edge to its text, and further in
_MARGIN, _GAP, _BETWEEN = 0.2, 0.36, 0.3  # around the page, between columns, between rows
_PHASE = 0.28  # width of the bars that name the phases
_WIDE, _NARROW = 2.95, 2.45  # boxes of databases, and of other methods
_HEAD = 0.3
_BLUE, _YELLOW = "#a9c3e4", "#f4c653"  # as PRISMA's own template has them


@dataclass
class _Box:
    """Lines of text in a column; `y` and `high` are set when the rows are."""

    lines: list[tuple[str, float]]
    x: float
    wide: float
    y: float = 0.0
    high: float = 0.0

    @property
    def needs(self) -> float:
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


def flow_diagram(flow: Flow) -> Figure:
    """Draw the flow; the figure is as high as the sources and reasons need, and has a column for other methods where
    there are any."""
    return _Diagram(flow).draw()


class _Diagram:
    """Rows of up to four boxes: what goes on and what is left out, of databases and of other methods."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.has_others = bool(flow.others.identified)
        first = _MARGIN + _PHASE + 0.15
        self.xs = [first, first + _WIDE + _GAP]
        end = self.xs[1] + _WIDE
        if self.has_others:
            self.xs += [end + _GAP, end + _GAP + _NARROW + _GAP]
            end = self.xs[3] + _NARROW
        self.page = end + _MARGIN
        self.rows = [self._row(texts) for texts in boxes(flow)]
        # The phases with their first and last rows.
        self.phases = (("Identification", 0, 0), ("Screening", 1, 3), ("Included", 4, len(self.rows) - 1))

    def _row(self, texts: Sequence[Text]) -> list[_Box | None]:
        boxes: list[_Box | None] = []
        for i, x in enumerate(self.xs):
            wide = _WIDE if i < 2 else _NARROW
            text = texts[i] if i < len(texts) else ()
            lines = [part for words, level in text for part in _wrapped(words, level * _INDENT, wide - 2 * _PAD)]
            boxes.append(_Box(lines, x, wide) if lines else None)
        return boxes

    def draw(self) -> Figure:
        top = _MARGIN + (0.35 if self.flow.title else 0)
        y = top + _HEAD + 0.2
        named = [width(words, bold=True) + 0.2 if first == last else 0 for words, first, last in self.phases]
        least = dict(zip([first for _, first, _ in self.phases], named, strict=True))
        for i, row in enumerate(self.rows):
            high = max(least.get(i, 0), *(box.needs for box in row if box))
            for box in filter(None, row):
                box.y, box.high = y, high
            y += high + _BETWEEN
        figure, self.axes = page(self.page, y - _BETWEEN + _MARGIN)
        if self.flow.title:
            write(self.axes, _MARGIN, _MARGIN + 0.08, self.flow.title, bold=True, size=SIZE + 2)
        heads = ["databases and registers", "other methods"]
        for i, words in enumerate(heads[: len(self.xs) // 2]):
            wide = self.xs[2 * i + 1] + (_NARROW if i else _WIDE) - self.xs[2 * i]
            bar = FancyBboxPatch(
                (self.xs[2 * i] + 0.05, top + 0.05), wide - 0.1, _HEAD - 0.1,
                boxstyle="round,pad=0.05", facecolor=_YELLOW, edgecolor=INK, linewidth=0.6,
            )  # fmt: skip
            self.axes.add_patch(bar)
            text = f"Identification of studies via {words}"
            write(self.axes, self.xs[2 * i] + wide / 2, top + _HEAD / 2, text, "center", bold=True)
        for box in (box for row in self.rows for box in row if box):
            self._draw_box(box)
        self._draw_arrows()
        for words, first, last in self.phases:
            self._draw_phase(words, first, last)
        return figure

    def _draw_box(self, box: _Box) -> None:
        frame = Rectangle((box.x, box.y), box.wide, box.high, facecolor="white", edgecolor=INK, linewidth=0.8)
        self.axes.add_patch(frame)
        start = box.middle - (len(box.lines) - 1) * _LINE / 2
        for i, (text, indent) in enumerate(box.lines):
            write(self.axes, box.x + _PAD + indent, start + i * _LINE, text)

    def _draw_phase(self, words: str, first: int, last: int) -> None:
        start, end = self.rows[first][0], self.rows[last][0]
        assert start
        assert end
        high = end.y + end.high - start.y
        bar = FancyBboxPatch(
            (_MARGIN + 0.04, start.y + 0.04), _PHASE - 0.08, high - 0.08,
            boxstyle="round,pad=0.04", facecolor=_BLUE, edgecolor=INK, linewidth=0.6,
        )  # fmt: skip
        self.axes.add_patch(bar)
        drawn = self.axes.text(
            _MARGIN + _PHASE / 2, start.y + high / 2, words, rotation=90, ha="center", va="center",
            fontsize=SIZE, fontweight="bold", color=INK,
        )  # fmt: skip
        drawn.set(fontfamily="DejaVu Sans", parse_math=False)

    def _draw_arrows(self) -> None:
        for row in self.rows:
            for i in range(0, len(self.xs), 2):
                main, side = row[i], row[i + 1]
                if main and side:
                    _arrow(self.axes, [(main.x + main.wide, main.middle), (side.x, side.middle)])
        for i in range(0, len(self.xs), 2):
            boxes = [box for row in self.rows if (box := row[i])]
            for above, below in pairwise(boxes):
                x = above.x + above.wide / 2
                _arrow(self.axes, [(x, above.y + above.high), (x, below.y)])
        if self.has_others:
            last, included = self.rows[3][2], self.rows[4][0]
            assert last
            assert included
            x, y = last.x + last.wide / 2, included.middle
            _arrow(self.axes, [(x, last.y + last.high), (x, y), (included.x + included.wide, y)])


def _arrow(axes: Axes, points: Sequence[tuple[float, float]]) -> None:
    """A line through the points with a head at the last."""
    line(axes, [x for x, _ in points], [y for _, y in points], color=INK)
    (x0, y0), (x, y) = points[-2:]
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back, half = 0.09, 0.04
    corners = [(x, y), (x - back * dx + half * dy, y - back * dy + half * dx),
               (x - back * dx - half * dy, y - back * dy - half * dx)]  # fmt: skip
    axes.add_patch(Polygon(corners, facecolor=INK, edgecolor="none"))


def _wrapped(text: str, indent: float, wide: float) -> Iterator[tuple[str, float]]:
    """The text in lines no wider than so many inches; what goes on stands further in. A word too long is cut."""
    row, further = "", indent + 0.1
    for word in text.replace("(n = ", "(n\u00a0=\u00a0").split(" "):
        longer = f"{row} {word}".strip()
        if width(longer) <= wide - indent:
            row = longer
            continue
        if row:
            yield row, indent
            row, indent = "", further
        while width(word) > wide - indent:
            fits = next(n for n in range(len(word), 0, -1) if width(word[:n]) <= wide - indent)
            yield word[:fits], indent
            word = word[fits:]
        row = word
    yield row, indent
