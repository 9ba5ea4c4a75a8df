"""Forest and funnel plots, as PNG or SVG: the same file on every run."""

from __future__ import annotations

from extractor.review.drawing import save, svg
from extractor.review.meta.figures.forest import Labels, forest
from extractor.review.meta.figures.funnel import funnel

__all__ = ["Labels", "forest", "funnel", "save", "svg"]
