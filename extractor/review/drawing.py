"""A page measured in inches from its upper left corner, on which figures are drawn; and saving it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from extractor.files import whole_file
from extractor.review.meta.choices import figure_kind

FONT = "DejaVu Sans"  # comes with matplotlib: every machine draws the same letters
SIZE = 9.0
INK, BLUE, GREY = "#1a1a1a", "#2b5c8a", "#6b6b6b"
_DPI = 200
_MOST_PIXELS = 60_000  # matplotlib draws fewer than 2**16 in a direction
# Whatever the user's own matplotlib settings are, figures look alike, and SVG ids do not change from run to run.
_STYLE = ["default", {"font.family": FONT, "svg.hashsalt": "extractor", "svg.fonttype": "path"}]


def width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Inches that a line of text takes."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / 72 if text else 0.0


def page(wide: float, high: float) -> tuple[Figure, Axes]:
    """A white figure of so many inches, and axes whose units are inches, y downwards."""
    figure = Figure(figsize=(wide, high), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, wide), ylim=(high, 0))
    axes.set_axis_off()
    return figure, axes


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    align: str = "left",
    *,
    size: float = SIZE,
    bold: bool = False,
    colour: str = INK,
) -> None:
    """A line of text, its middle at the height `y`. Signs such as $ are what they are."""
    weight = "bold" if bold else "normal"
    drawn = axes.text(x, y, text, ha=align, va="center_baseline", fontsize=size, fontweight=weight, color=colour)
    drawn.set(fontfamily=FONT, parse_math=False)


def line(axes: Axes, xs: Sequence[float], ys: Sequence[float], thick: float = 0.8, **other: object) -> None:
    axes.plot(xs, ys, **{"color": INK, "linewidth": thick, "solid_capstyle": "butt", **other})  # type: ignore[arg-type]


def save(figure: Figure, path: Path) -> None:
    """Write the figure as its suffix says. UsageError for another suffix."""
    content = _bytes(figure, figure_kind(path))
    with whole_file(path) as half:
        half.write_bytes(content)


def svg(figure: Figure) -> str:
    """The figure as SVG text, to stand inside an HTML page."""
    text = _bytes(figure, "svg").decode("utf-8")
    return text[text.index("<svg") :]


def _bytes(figure: Figure, kind: str) -> bytes:
    out = io.BytesIO()
    options: dict[str, Any] = {"metadata": {"Date": None, "Creator": None}}
    if kind == "png":
        options = {"metadata": {"Software": None}, "pil_kwargs": {"optimize": True}}
    dpi = min(_DPI, _MOST_PIXELS / max(figure.get_size_inches()))
    with style.context(_STYLE):  # type: ignore[arg-type]
        figure.savefig(out, format=kind, dpi=dpi, **options)
    return out.getvalue()
