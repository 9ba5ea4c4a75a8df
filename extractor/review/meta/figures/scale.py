"""The horizontal axis of a forest plot: which values it shows and where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.review.meta.choices import Measure
from extractor.review.meta.statistics import Analysis, Ends

# RevMan's axes. The first that holds most of what there is to show; what lies outside gets an arrow.
_RATIOS = (
    (0.5, 0.7, 1, 1.5, 2),
    (0.2, 0.5, 1, 2, 5),
    (0.1, 0.2, 0.5, 1, 2, 5, 10),
    (0.05, 0.2, 1, 5, 20),
    (0.01, 0.1, 1, 10, 100),
    (0.001, 0.1, 1, 10, 1000),
)
_DIFFERENCES = tuple((-x, -x / 2, 0, x / 2, x) for x in (0.1, 0.2, 0.5, 1))
_SHARES = tuple(tuple(x * i / 5 for i in range(6)) for x in (0.05, 0.1, 0.25, 0.5, 1))
_HELD = 0.8  # of the studies' intervals; the pooled ones are always held, if an axis is wide enough


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of `ticks`, drawn from `left` to `right` (inches)."""

    ticks: tuple[float, ...]
    is_log: bool
    left: float
    right: float

    def x(self, value: float) -> float:
        """Where a value stands; what lies outside the axis stands at its end."""
        low, high, at = (self._linear(v) for v in (self.ticks[0], self.ticks[-1], value))
        return self.left + (self.right - self.left) * min(1.0, max(0.0, (at - low) / (high - low)))

    def holds(self, value: float) -> bool:
        return self.ticks[0] <= value <= self.ticks[-1]

    def _linear(self, value: float) -> float:
        return math.log(max(value, 1e-300)) if self.is_log else value


def scale(analysis: Analysis, left: float, right: float) -> Scale:
    choice = {Measure.proportion: _SHARES, Measure.risk_difference: _DIFFERENCES}.get(analysis.measure, _RATIOS)
    pooled = [group.ends for group in (*analysis.groups, analysis.total) if group.ends]
    studies = [row.ends for row in analysis.total.rows if row.ends]
    ticks = next((ticks for ticks in choice if _fits(ticks, pooled, 1.0) and _fits(ticks, studies, _HELD)), choice[-1])
    return Scale(tuple(map(float, ticks)), analysis.measure.is_ratio, left, right)


def _fits(ticks: Sequence[float], ends: Sequence[Ends], share: float) -> bool:
    return sum(ticks[0] <= low and high <= ticks[-1] for low, _, high in ends) >= share * len(ends)
