"""Forest and funnel plots, as PNG or SVG: the same file on every run."""

from __future__ import annotations

from extractor.review.meta.figures.forest import Labels, forest
from extractor.review.meta.figures.funnel import funnel
from extractor.review.meta.figures.page import save, svg

__all__ = ["Labels", "forest", "funnel", "save", "svg"]
