"""Results in the words and digits that journals print."""

from __future__ import annotations

from extractor.review.meta.statistics import Analysis, Ends, Heterogeneity, Pooled


def digits(analysis: Analysis) -> int:
    """Decimals of the effects: two, or three where differences or proportions are small."""
    small = not analysis.measure.is_ratio and analysis.total.ends and abs(analysis.total.ends[1]) < 0.1
    return 3 if small else 2


def number(value: float, decimals: int = 2) -> str:
    if abs(value) >= 10_000:
        return f"{value:.3g}"
    text = f"{value:.{decimals}f}"
    return text if float(text) else text.removeprefix("-")


def effect(ends: Ends | None, decimals: int = 2) -> str:
    """An estimate with its interval."""
    if ends is None:
        return "Not estimable"
    low, estimate, high = ends
    return f"{number(estimate, decimals)} {interval((low, high), decimals)}"


def interval(ends: tuple[float, float], decimals: int = 2) -> str:
    return f"[{number(ends[0], decimals)}, {number(ends[1], decimals)}]"


def p_value(p: float) -> str:
    if p < 0.00001:
        return "P < 0.00001"
    return f"P = {p:.2f}" if p >= 0.00995 else f"P = {float(f'{p:.1g}'):.5f}".rstrip("0")


def chi2(found: Heterogeneity) -> str:
    return f"Chi² = {found.q:.2f}, df = {found.df} ({p_value(found.p)}); I² = {found.i2:.0f}%"


def heterogeneity(pooled: Pooled | None) -> str:
    if pooled is None or pooled.heterogeneity is None:
        return "Heterogeneity: not applicable"
    tau2 = "" if pooled.tau2 is None else f"Tau² = {pooled.tau2:.2f}; "
    return f"Heterogeneity: {tau2}{chi2(pooled.heterogeneity)}"


def overall_effect(analysis: Analysis) -> str | None:
    """The test for an overall effect; a proportion has no value that would mean none."""
    if analysis.measure.no_effect is None:
        return None
    return f"Test for overall effect: Z = {analysis.pooled.z:.2f} ({p_value(analysis.pooled.p)})"


def tests(analysis: Analysis) -> list[str]:
    """What stands below a forest plot."""
    lines = [heterogeneity(analysis.pooled), overall_effect(analysis), difference(analysis)]
    return [line for line in lines if line]


def difference(analysis: Analysis) -> str | None:
    return f"Test for subgroup differences: {chi2(analysis.difference)}" if analysis.difference else None


def heading(analysis: Analysis) -> str:
    return f"{analysis.method.label}, 95% CI"
