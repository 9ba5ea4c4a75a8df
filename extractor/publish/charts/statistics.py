"""Intervals of proportions."""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054  # 97.5th percentile of the standard normal distribution


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """Wilson's 95 % score interval of a proportion, in percent.

    Wilson EB, J Am Stat Assoc 1927;22:209-212; recommended by Brown, Cai, DasGupta, Stat Sci 2001;16:101-133.
    """
    p, z2 = numerator / denominator, _Z * _Z
    middle = p + z2 / (2 * denominator)
    half = _Z * sqrt(p * (1 - p) / denominator + z2 / (4 * denominator * denominator))
    scale = 100 / (1 + z2 / denominator)
    return max(0.0, (middle - half) * scale), min(100.0, (middle + half) * scale)
