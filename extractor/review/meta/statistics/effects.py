"""The effect in each study, with its variance, on the scale on which it is pooled.

Formulas: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010), for the measures of two arms; Freeman
and Tukey (1950) and Miller (1978) for the double arcsine of proportions.

Zero cells follow the Cochrane Handbook (version 6, section 10.4.4): 0.5 is added to all four cells of a study where a
zero leaves its effect or its standard error without a value; a study in which nobody, or everybody, had the event in
both arms says nothing of a ratio and is not estimable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from extractor.review.meta.choices import Measure, Transformation
from extractor.review.meta.studies import Study

Array = NDArray[np.float64]
Z95 = float(stats.norm.ppf(0.975))
CORRECTION = 0.5


@dataclass(frozen=True)
class Tables:
    """The cells of studies' 2x2 tables, one study a row: treated with and without event, control with and without."""

    cells: Array

    @classmethod
    def of(cls, studies: Sequence[Study]) -> Tables:
        rows = [
            (s.treated.events, s.treated.others, *((s.control.events, s.control.others) if s.control else (0, 0)))
            for s in studies
        ]
        return cls(np.array(rows, dtype=float).reshape(-1, 4))

    def corrected(self, where: NDArray[np.bool_]) -> Tables:
        return Tables(self.cells + CORRECTION * where[:, None])

    @property
    def columns(self) -> tuple[Array, Array, Array, Array]:
        a, b, c, d = self.cells.T
        return a, b, c, d


@dataclass(frozen=True)
class Effects:
    """Effects `y` and variances `v`, and for each study whether it is estimable and whether cells were corrected."""

    y: Array
    v: Array
    estimable: NDArray[np.bool_]
    corrected: NDArray[np.bool_]


def two_arm_effects(tables: Tables, measure: Measure) -> Effects:
    """Log odds ratios, log risk ratios or risk differences. What is not estimable is NaN."""
    a, b, c, d = tables.columns
    none, all_of_them = (a == 0) & (c == 0), (b == 0) & (d == 0)
    if measure is Measure.risk_difference:
        # Only the variance fails, where both arms are at 0% or 100%: the difference itself stays as it is.
        wrong = ((a == 0) | (b == 0)) & ((c == 0) | (d == 0))
        y = a / (a + b) - c / (c + d)
        a, b, c, d = tables.corrected(wrong).columns
        treated, control = a / (a + b), c / (c + d)
        v = treated * (1 - treated) / (a + b) + control * (1 - control) / (c + d)
        return Effects(y, v, np.full(len(y), True), wrong)
    estimable = ~(none | all_of_them)
    zero = (a == 0) | (c == 0)
    if measure is Measure.odds_ratio:
        zero |= (b == 0) | (d == 0)
    wrong = zero & estimable
    a, b, c, d = tables.corrected(wrong).columns
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure is Measure.odds_ratio:
            y, v = np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
        else:
            y, v = np.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return Effects(np.where(estimable, y, np.nan), np.where(estimable, v, np.nan), estimable, wrong)


def proportion_effects(tables: Tables, transformation: Transformation) -> Effects:
    """Logits or double arcsines of the proportions in the first arm."""
    events, others = tables.columns[:2]
    everywhere = np.full(len(events), True)
    if transformation is Transformation.freeman_tukey:
        n = events + others
        y = (np.arcsin(np.sqrt(events / (n + 1))) + np.arcsin(np.sqrt((events + 1) / (n + 1)))) / 2
        return Effects(y, 1 / (4 * n + 2), everywhere, ~everywhere)
    wrong = (events == 0) | (others == 0)
    events, others = events + CORRECTION * wrong, others + CORRECTION * wrong
    return Effects(np.log(events / others), 1 / events + 1 / others, everywhere, wrong)


def back(measure: Measure, transformation: Transformation, totals: Sequence[int]) -> Callable[[float], float]:
    """From the scale of pooling to that of the measure. `totals`: the sizes of the studies that were pooled."""
    if measure.is_ratio:
        return math.exp
    if measure is Measure.risk_difference:
        return float
    if transformation is Transformation.logit:
        return lambda y: 1 / (1 + math.exp(-y))
    n = len(totals) / sum(1 / total for total in totals)  # the harmonic mean, as Miller advises
    return lambda y: _inverse_freeman_tukey(y, n)


def _inverse_freeman_tukey(y: float, n: float) -> float:
    """Miller (1978), The American Statistician 32:138; outside what n patients can give it is 0 or 1."""
    least = math.asin(math.sqrt(1 / (n + 1))) / 2
    if y <= least or y >= math.pi / 2 - least:
        return 0.0 if y <= least else 1.0
    sine = math.sin(2 * y)
    root = math.sqrt(max(0.0, 1 - (sine + (sine - 1 / sine) / n) ** 2))
    return (1 - math.copysign(1.0, math.cos(2 * y)) * root) / 2


def exact_interval(events: int, total: int) -> tuple[float, float]:
    """Clopper and Pearson's interval of a proportion."""
    low = float(stats.beta.ppf(0.025, events, total - events + 1)) if events else 0.0
    high = float(stats.beta.ppf(0.975, events + 1, total - events)) if events < total else 1.0
    return low, high
