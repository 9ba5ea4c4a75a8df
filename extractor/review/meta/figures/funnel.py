"""The funnel plot: effects against their standard errors, for small-study effects (Sterne and Egger 2001)."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from extractor.review.drawing import BLUE, FONT, GREY, SIZE, page, width
from extractor.review.meta.choices import Measure, Transformation
from extractor.review.meta.statistics import Analysis, Row
from extractor.review.meta.statistics.effects import Z95

_COLOURS = (BLUE, "#c0562b", "#3d8b5a", "#7a5195", "#b8892b")
_SHAPES = "osD^v"
_RATIOS = (0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 1, 2, 5, 20, 100, 1000, 10000)
_SHARES = (0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999)


def funnel(analysis: Analysis) -> Figure:
    """Draw each study, and around the pooled effect the 95% limits that hold where studies differ by chance alone."""
    rows = [row for row in analysis.total.rows if row.se]
    names = [group.name or "" for group in analysis.groups]
    legend = 0.5 + max(width(name, SIZE - 1) for name in names) if names else 0.0  # beside the axes, on no study
    wide, high = 5.2 + legend, 4.2
    figure, whole = page(wide, high)
    whole.remove()
    axes = figure.add_axes((0.7 / wide, 0.6 / high, 4.3 / wide, 3.4 / high))
    deepest = 1.08 * max(row.se or 0 for row in rows)
    middle = analysis.pooled.y
    axes.plot([middle - Z95 * deepest, middle, middle + Z95 * deepest], [deepest, 0, deepest], "--", c=GREY, lw=0.9)
    axes.plot([middle, middle], [0, deepest], c=GREY, lw=0.9)
    for i, (name, own) in enumerate(_sets(analysis, rows)):
        colour, shape = _COLOURS[i % 5], _SHAPES[(i + i // 5) % 5]  # 25 pairs
        ys, errors = [row.y or 0.0 for row in own], [row.se or 0.0 for row in own]
        axes.scatter(ys, errors, s=30, c=colour, marker=shape, edgecolor="white", linewidth=0.5, label=name, zorder=3)
    if analysis.groups:
        axes.legend(prop={"family": FONT, "size": SIZE - 1}, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    axes.set_ylim(deepest, 0)
    _label(analysis, axes)
    return figure


def _sets(analysis: Analysis, rows: list[Row]) -> list[tuple[str | None, list[Row]]]:
    if not analysis.groups:
        return [(None, rows)]
    return [(group.name, [row for row in group.rows if row.se]) for group in analysis.groups]


def _label(analysis: Analysis, axes: Axes) -> None:
    """Ticks in the values of the measure, at the places where they are on the scale of pooling."""
    axes.set_ylabel("Standard error", fontfamily=FONT, fontsize=SIZE)
    axes.set_xlabel(analysis.measure.label, fontfamily=FONT, fontsize=SIZE)
    if analysis.measure is not Measure.risk_difference:
        low, high = axes.get_xlim()
        places = {f"{tick:g}": _place(tick, analysis) for tick in (_RATIOS if analysis.measure.is_ratio else _SHARES)}
        axes.set_xticks(*zip(*((x, name) for name, x in places.items() if low <= x <= high), strict=True))
        axes.set_xlim(low, high)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(fontfamily=FONT, fontsize=SIZE - 1)
    axes.spines[["top", "right"]].set_visible(False)


def _place(value: float, analysis: Analysis) -> float:
    if analysis.measure.is_ratio:
        return math.log(value)
    if analysis.transformation is Transformation.logit:
        return math.log(value / (1 - value))
    return math.asin(math.sqrt(value))
