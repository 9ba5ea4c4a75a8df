"""Effects of single studies, and what they are together."""

from __future__ import annotations

from extractor.review.meta.statistics.analysis import Analysis, Ends, Group, Row, analyse
from extractor.review.meta.statistics.pooling import Heterogeneity, Pooled

__all__ = ["Analysis", "Ends", "Group", "Heterogeneity", "Pooled", "Row", "analyse"]
