"""The forest plot as journals and RevMan print it: a table of the studies with their effects drawn beside it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from extractor.review.drawing import BLUE, GREY, INK, SIZE, line, page, width, write
from extractor.review.meta import words
from extractor.review.meta.choices import Measure
from extractor.review.meta.figures.scale import Scale, scale
from extractor.review.meta.statistics import Analysis, Group, Row

_ROW = 0.215  # inches from line to line
_MARGIN, _GAP, _PLOT = 0.25, 0.16, 3.1
_SQUARE = 0.15  # side of the heaviest study's square; areas are in proportion to weights
_LONGEST = 46  # letters of a study's name in a line
_SMALL = 7.5


@dataclass(frozen=True, slots=True)
class Labels:
    """What the arms are called, and whether the events are what is hoped for (responses) or feared (harms)."""

    treated: str = "Treated"
    control: str = "Control"
    title: str | None = None
    beneficial: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table: a name, cells by column, and what is drawn beside it."""

    name: str = ""
    cells: tuple[str, ...] = ()
    bold: bool = False
    row: Row | None = None
    group: Group | None = None
    prediction: tuple[float, float] | None = None

    @property
    def names(self) -> list[str]:
        """The name, in lines if it is long; what has no cells beside it has room."""
        return textwrap.wrap(self.name, _LONGEST) if self.cells else [self.name]


def forest(analysis: Analysis, labels: Labels | None = None) -> Figure:
    """Draw the analysis; the figure is as wide and as high as what stands in it needs."""
    return _Forest(analysis, labels or Labels()).draw()


class _Forest:
    """Where the columns are, and what has been drawn down to which height."""

    def __init__(self, analysis: Analysis, labels: Labels) -> None:
        self.analysis, self.labels = analysis, labels
        self.two_arms = analysis.measure is not Measure.proportion
        self.digits = words.digits(analysis)
        self.lines = list(self._lines())
        self.footer = words.tests(analysis)
        self.arms = [textwrap.wrap(name, 18) for name in (labels.treated, labels.control)] if self.two_arms else []
        self._place_columns()

    # The table

    def _lines(self) -> Iterator[_Line]:
        for group in self.analysis.groups:
            yield _Line(group.name or "", bold=True)
            yield from (_Line(row.study.name, self._study_cells(row), row=row) for row in group.rows)
            yield from self._sums(group, "Subtotal (95% CI)")
            yield _Line(words.heterogeneity(group.pooled))
            yield _Line()
        if not self.analysis.groups:
            yield from (_Line(r.study.name, self._study_cells(r), row=r) for r in self.analysis.total.rows)
        yield from self._sums(self.analysis.total, "Total (95% CI)")
        if self.analysis.total.prediction:
            ends = self.analysis.total.prediction
            blank = ("",) * (5 if self.two_arms else 3)
            yield _Line("Prediction interval", (*blank, words.interval(ends, self.digits)), prediction=ends)

    def _sums(self, group: Group, name: str) -> Iterator[_Line]:
        events, total, control_events, control_total = group.sums()
        ends = (f"{group.weight:.1f}%", words.effect(group.ends, self.digits))
        if self.two_arms:
            yield _Line(name, ("", str(total), "", str(control_total), *ends), bold=True, group=group)
            yield _Line("Total events", (str(events), "", str(control_events), "", "", ""))
        else:
            yield _Line(name, (str(events), str(total), *ends), bold=True, group=group)

    def _study_cells(self, row: Row) -> tuple[str, ...]:
        arms = [row.study.treated, *([row.study.control] if row.study.control else [])]
        counts = [str(number) for arm in arms for number in (arm.events, arm.total)]
        weight = "" if row.weight is None else f"{row.weight:.1f}%"
        return (*counts, weight, words.effect(row.ends, self.digits))

    def _place_columns(self) -> None:
        """Right edges of the columns, wide enough for whatever stands in them; the plot comes last."""
        titles = ["Events", "Total"] * (2 if self.two_arms else 1) + ["Weight", words.heading(self.analysis)]
        self.titles = titles
        widths = [
            max(width(titles[i], bold=True), *(width(x.cells[i], bold=x.bold) for x in self.lines if x.cells))
            for i in range(len(titles))
        ]
        for i, arm in enumerate(self.arms):
            missing = max(width(text, bold=True) for text in arm) - widths[2 * i] - widths[2 * i + 1] - _GAP
            widths[2 * i] += max(0.0, missing)
        names = max(width(text, bold=x.bold) for x in self.lines if x.cells for text in x.names)
        names = max(names, width("Study or Subgroup", bold=True))
        table = names + sum(widths) + _GAP * len(widths)
        wide = [width(text) for text in self.footer] + [width(x.name, bold=x.bold) for x in self.lines if not x.cells]
        names += max(0.0, max(wide) - table)
        self.edges = []
        x = _MARGIN + names
        for column in widths:
            x += _GAP + column
            self.edges.append(x)
        self.plot = (x + 2 * _GAP, x + 2 * _GAP + _PLOT)
        title = width(self.labels.title or "", SIZE + 2, bold=True)
        self.page = max(self.plot[1] + _MARGIN + 0.1, title + 2 * _MARGIN)

    # Drawing

    def draw(self) -> Figure:
        self.scale = scale(self.analysis, *self.plot)
        head = _ROW * (1 + max([1, *map(len, self.arms)]) + (1.4 if self.labels.title else 0))
        body = _ROW * sum(len(x.names) for x in self.lines)
        foot = max(len(self.footer) * _ROW, 0.3 + 0.17 * max(map(len, self._favours()), default=0))
        notes = [
            text for note in self.analysis.notes for text in textwrap.wrap(note, int(self.page / width("n", _SMALL)))
        ]
        high = 0.2 + head + 0.12 + body + 0.1 + foot + 0.16 * len(notes) + 0.25
        figure, self.axes = page(self.page, high)
        y = self._draw_head(0.2)
        top = y
        y += 0.12
        for entry in self.lines:
            self._draw_line(entry, y + _ROW / 2)
            y += _ROW * len(entry.names)
        self._draw_axis(top, y + 0.03)
        for text in self.footer:
            write(self.axes, _MARGIN, y + 0.1 + _ROW / 2, text)
            y += _ROW
        for i, text in enumerate(notes):
            write(self.axes, _MARGIN, high - 0.15 - 0.16 * (len(notes) - 1 - i), text, size=_SMALL, colour=GREY)
        return figure

    def _draw_head(self, y: float) -> float:
        axes, label = self.axes, self.analysis.measure.label
        if self.labels.title:
            write(axes, _MARGIN, y + _ROW / 2, self.labels.title, bold=True, size=SIZE + 2)
            y += 1.4 * _ROW
        rows = max([1, *map(len, self.arms)])
        bottom = y + rows * _ROW
        for i, arm in enumerate(self.arms):
            right, left = self.edges[2 * i + 1], self.edges[2 * i] - width("Events", bold=True)
            for j, text in enumerate(arm):
                write(axes, (left + right) / 2, bottom - (len(arm) - j - 0.5) * _ROW, text, "center", bold=True)
        write(axes, self.edges[-1], bottom - _ROW / 2, label, "right", bold=True)
        write(axes, sum(self.plot) / 2, bottom - _ROW / 2, label, "center", bold=True)
        y = bottom + _ROW / 2
        write(axes, _MARGIN, y, "Study or Subgroup", bold=True)
        for x, title in zip(self.edges, self.titles, strict=True):
            write(axes, x, y, title, "right", bold=True)
        write(axes, sum(self.plot) / 2, y, self.titles[-1], "center", bold=True)
        y += 0.6 * _ROW
        line(axes, (_MARGIN, self.page - _MARGIN), (y, y))
        return y

    def _draw_line(self, entry: _Line, y: float) -> None:
        for i, text in enumerate(entry.names):
            write(self.axes, _MARGIN, y + i * _ROW, text, bold=entry.bold)
        for x, text in zip(self.edges, entry.cells, strict=False):
            write(self.axes, x, y, text, "right", bold=entry.bold)
        if entry.row and (ends := entry.row.ends):
            self._draw_study(entry.row, y, ends)
        elif entry.group and (ends := entry.group.ends):
            self._draw_diamond(y, ends)
        elif entry.prediction:
            self._draw_interval(*entry.prediction, y, thick=1.6, colour=GREY)

    def _draw_study(self, row: Row, y: float, ends: tuple[float, float, float]) -> None:
        heaviest = max(r.weight or 0 for r in self.analysis.total.rows)
        side = max(0.03, _SQUARE * math.sqrt((row.weight or 0) / heaviest))
        low, estimate, high = ends
        if self.scale.holds(estimate):
            x = self.scale.x(estimate)
            corner = (x - side / 2, y - side / 2)
            self.axes.add_patch(Rectangle(corner, side, side, facecolor=BLUE, edgecolor="none", zorder=2))
        self._draw_interval(low, high, y)

    def _draw_interval(self, low: float, high: float, y: float, thick: float = 1.0, colour: str = INK) -> None:
        """A line from low to high, with an arrow where it goes on outside the axis."""
        s = self.scale
        line(self.axes, (s.x(low), s.x(high)), (y, y), thick, color=colour, zorder=3)
        for end, way in ((low, -1), (high, 1)):
            if not s.holds(end):
                x = s.x(end)
                tip = [(x + way * 0.05, y), (x - way * 0.04, y - 0.035), (x - way * 0.04, y + 0.035)]
                self.axes.add_patch(Polygon(tip, facecolor=colour, edgecolor="none", zorder=3))

    def _draw_diamond(self, y: float, ends: tuple[float, float, float]) -> None:
        low, middle, high = map(self.scale.x, ends)
        half = 0.075
        corners = [(low, y), (middle, y - half), (max(high, low + 0.02), y), (middle, y + half)]
        self.axes.add_patch(Polygon(corners, facecolor=INK, edgecolor=INK, linewidth=0.5, zorder=3))

    def _draw_axis(self, top: float, y: float) -> None:
        s: Scale = self.scale
        none = self.analysis.measure.no_effect
        if none is not None:
            line(self.axes, (s.x(none), s.x(none)), (top, y), zorder=1)
        elif self.analysis.total.ends:
            x = s.x(self.analysis.total.ends[1])
            line(self.axes, (x, x), (top, y), color=GREY, linestyle=(0, (4, 3)), zorder=1)
        line(self.axes, (s.left, s.right), (y, y))
        for tick in s.ticks:
            line(self.axes, (s.x(tick), s.x(tick)), (y, y + 0.05))
            write(self.axes, s.x(tick), y + 0.14, f"{tick:g}", "center", size=SIZE - 1)
        for side, text in zip((0.25, 0.75), self._favours(), strict=False):
            x = s.left + side * (s.right - s.left)
            for i, part in enumerate(text):
                write(self.axes, x, y + 0.32 + 0.16 * i, part, "center", size=SIZE - 1)

    def _favours(self) -> list[list[str]]:
        """What the left and the right of the line of no effect speak for, each in lines."""
        if not self.two_arms:
            return []
        names = [self.labels.treated, self.labels.control]
        return [textwrap.wrap(f"Favours {name}", 22) for name in (names[::-1] if self.labels.beneficial else names)]
