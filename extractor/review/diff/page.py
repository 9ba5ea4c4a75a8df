"""The report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from extractor.review.diff.changes import KINDS, Difference, label
from extractor.review.diff.plain import in_short, title


def as_html(difference: Difference, figures: Sequence[tuple[str, str]] = (), pooled: str = "") -> str:
    """`figures`: captions and SVG texts, such as the forest plots of before and after."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template("page.html").render(
        title=title(difference),
        in_short=in_short(difference),
        counts={"Facts": difference.counts(), "Pattern": difference.patterns()},
        kinds=KINDS,
        papers=difference.papers,
        figures=figures,
        pooled=pooled,
        label=label,
    )
