"""One effect from many: Mantel-Haenszel, inverse variance, DerSimonian and Laird.

Formulas: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010). The variances of the Mantel-Haenszel
estimates are those of Robins, Breslow and Greenland (1986, odds ratio) and of Greenland and Robins (1985, risk ratio
and risk difference); the prediction interval is that of Higgins, Thompson and Spiegelhalter (2009).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from extractor.review.meta.choices import Measure, Method
from extractor.review.meta.statistics.effects import Z95, Array, Effects, Tables


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Cochran's Q with its degrees of freedom and p value, and I² in percent (Higgins and Thompson 2002)."""

    q: float
    df: int
    p: float
    i2: float

    @classmethod
    def of(cls, y: Array, v: Array, centre: float) -> Heterogeneity | None:
        """None for less than two studies."""
        df = len(y) - 1
        if df < 1:
            return None
        q = float(np.sum((y - centre) ** 2 / v))
        return cls(q, df, float(stats.chi2.sf(q, df)), 100 * max(0.0, (q - df) / q) if q > 0 else 0.0)


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled effect, on the scale of pooling. `weights` are percentages, in the order of the studies pooled."""

    y: float
    se: float
    weights: tuple[float, ...]
    heterogeneity: Heterogeneity | None
    tau2: float | None = None  # of random effects only

    @property
    def low(self) -> float:
        return self.y - Z95 * self.se

    @property
    def high(self) -> float:
        return self.y + Z95 * self.se

    @property
    def z(self) -> float:
        return abs(self.y) / self.se

    @property
    def p(self) -> float:
        return 2 * float(stats.norm.sf(self.z))

    @property
    def prediction(self) -> tuple[float, float] | None:
        """Where the effect of a new study is to be expected; it takes random effects and three studies."""
        k = len(self.weights)
        if self.tau2 is None or k < 3:
            return None
        reach = float(stats.t.ppf(0.975, k - 2)) * math.sqrt(self.tau2 + self.se**2)
        return self.y - reach, self.y + reach


def pool(tables: Tables, effects: Effects, measure: Measure, method: Method) -> Pooled:
    """Pool studies, all of them estimable."""
    y, v = effects.y, effects.v
    if method is Method.mantel_haenszel:
        estimate, variance, weights = _mantel_haenszel(_computable(tables, effects, measure), measure)
        if measure is Measure.risk_difference:  # corrections are for the variance alone, see `two_arm_effects`
            estimate = _mantel_haenszel(tables, measure)[0]
        return _pooled(estimate, variance, weights, Heterogeneity.of(y, v, estimate))
    fixed = float(np.average(y, weights=1 / v))
    spread = Heterogeneity.of(y, v, fixed)
    if method is Method.inverse_variance:
        return _pooled(fixed, float(1 / np.sum(1 / v)), 1 / v, spread)
    tau2 = _tau2(v, spread) if spread else 0.0
    weights = 1 / (v + tau2)
    return _pooled(float(np.average(y, weights=weights)), float(1 / np.sum(weights)), weights, spread, tau2)


def _pooled(
    y: float, variance: float, weights: Array, spread: Heterogeneity | None, tau2: float | None = None
) -> Pooled:
    shares = 100 * weights / np.sum(weights) if np.sum(weights) > 0 else np.full(len(weights), 100 / len(weights))
    return Pooled(y, math.sqrt(variance), tuple(shares.tolist()), spread, tau2)


def _tau2(v: Array, spread: Heterogeneity) -> float:
    """DerSimonian and Laird (1986): the variance between studies by the method of moments, never below zero."""
    w = 1 / v
    return max(0.0, (spread.q - spread.df) / float(np.sum(w) - np.sum(w**2) / np.sum(w)))


def needs_correction(tables: Tables, measure: Measure) -> bool:
    """Whether the Mantel-Haenszel estimate has no value without a correction.

    The Handbook (10.4.4.1): only if the same cell is zero in all studies. RevMan 5 and Stata's metan correct every
    study with a zero cell, which draws the estimate towards no effect.
    """
    a, b, c, d = tables.columns
    if measure is Measure.risk_difference:
        return not np.any(a * b + c * d)
    others = (b, d) if measure is Measure.odds_ratio else (np.ones_like(b), np.ones_like(d))
    return not (np.any(a * others[1]) and np.any(c * others[0]))


def _computable(tables: Tables, effects: Effects, measure: Measure) -> Tables:
    return tables.corrected(effects.corrected) if needs_correction(tables, measure) else tables


def _mantel_haenszel(tables: Tables, measure: Measure) -> tuple[float, float, Array]:
    """The estimate, its variance, and the weights."""
    a, b, c, d = tables.columns
    n1, n2 = a + b, c + d
    n = n1 + n2
    if measure is Measure.odds_ratio:
        r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        all_r, all_s = r.sum(), s.sum()
        variance = ((p * r).sum() / all_r**2 + (p * s + q * r).sum() / (all_r * all_s) + (q * s).sum() / all_s**2) / 2
        return math.log(all_r / all_s), float(variance), s
    if measure is Measure.risk_ratio:
        r, s = a * n2 / n, c * n1 / n
        variance = ((n1 * n2 * (a + c) - a * c * n) / n**2).sum() / (r.sum() * s.sum())
        return math.log(r.sum() / s.sum()), float(variance), s
    weights = n1 * n2 / n
    difference = ((a * n2 - c * n1) / n).sum() / weights.sum()
    variance = ((a * b * n2**3 + c * d * n1**3) / (n1 * n2 * n**2)).sum() / weights.sum() ** 2
    return float(difference), float(variance), weights
