"""Pooled effects: printed figures to the digit, other libraries on simulated studies, zeros, subgroups."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pimeta import rma_mh
from pimeta.metabin import metabin
from pimeta.metaprop import metaprop
from pimeta.pooling import pool_yv
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.meta_analysis import combine_effects, effectsize_2proportions

from extractor.errors import ExtractorError, UsageError
from extractor.review.meta import words
from extractor.review.meta.choices import Measure, Method, Transformation
from extractor.review.meta.reading.table import read_table
from extractor.review.meta.statistics import Analysis, Heterogeneity, analyse
from extractor.review.meta.studies import Counts, Study

BCG = Path(__file__).parents[1] / "docs" / "meta" / "bcg.csv"
HE_2014 = [("Study 1", 25, 32, 14, 16), ("Study 2", 12, 14, 13, 15)]


def two_arms(*rows: tuple[Any, ...]) -> list[Study]:
    """Studies of (name, events, total, events of controls, total of controls) and perhaps a subgroup."""
    return [Study(r[0], Counts(r[1], r[2]), Counts(r[3], r[4]), *r[5:]) for r in rows]


def printed(analysis: Analysis) -> dict[str, Any]:
    """What a journal prints of an analysis."""
    rows = {row.study.name: (words.effect(row.ends), f"{row.weight or 0:.1f}%") for row in analysis.total.rows}
    return {"studies": rows, "total": words.effect(analysis.total.ends), "tests": words.tests(analysis)}


def test_figure_2_of_he_2014() -> None:
    """Arsenic trioxide in myeloma, He et al. 2014, Figure 2; its header says Mantel-Haenszel, fixed."""
    assert printed(analyse(two_arms(*HE_2014), Measure("OR"), Method("MH"))) == {
        "studies": {
            "Study 1": ("0.51 [0.09, 2.80]", "69.5%"),
            "Study 2": ("0.92 [0.11, 7.62]", "30.5%"),
        },
        "total": "0.64 [0.17, 2.35]",
        "tests": [
            "Heterogeneity: Chi² = 0.18, df = 1 (P = 0.67); I² = 0%",
            "Test for overall effect: Z = 0.68 (P = 0.50)",
        ],
    }


@pytest.mark.parametrize(
    ("method", "y", "se", "q", "tau2"),
    # As the documentation of R's metafor prints them for its data set dat.bcg (Colditz et al. 1994)
    [("MH", -0.4537, 0.0393, 152.5676, None), ("DL", -0.7141, 0.1787, 152.2330, 0.3088)],
)
def test_bcg_vaccine(method: str, y: float, se: float, q: float, tau2: float | None) -> None:
    pooled = analyse(read_table(BCG), Measure("RR"), Method(method)).pooled
    assert pooled.heterogeneity is not None
    found = (pooled.y, pooled.se, pooled.heterogeneity.q, pooled.tau2)
    assert [None if value is None else round(value, 4) for value in found] == [y, se, q, tau2]


# Against other libraries


def simulated(number: int = 100) -> Iterator[list[Study]]:
    """Meta-analyses of 2 to 12 studies, no cell of them zero, alike in one half and different in the other."""
    chance = random.Random(2026)
    for i in range(number):
        spread = 0.08 * (i % 2)
        studies = []
        for k in range(chance.randint(2, 12)):
            totals = [chance.randint(12, 400) for _ in range(2)]
            shares = [min(0.9, max(0.1, share + chance.gauss(0, spread))) for share in (0.45, 0.35)]
            events = [
                min(total - 1, max(1, sum(chance.random() < share for _ in range(total))))
                for total, share in zip(totals, shares, strict=True)
            ]
            studies.append(Study(f"Study {k}", Counts(events[0], totals[0]), Counts(events[1], totals[1])))
        yield studies


def columns(studies: list[Study]) -> tuple[np.ndarray, ...]:
    """Events and totals of the treated, events and totals of the controls."""
    arms = [(s.treated.events, s.treated.total, s.control.events, s.control.total) for s in studies if s.control]
    return tuple(np.array(column, dtype=float) for column in zip(*arms, strict=True))


def close(found: Any, expected: Any) -> None:
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_mantel_haenszel_odds_ratio_as_statsmodels_and_pimeta() -> None:
    for studies in simulated():
        a, n1, c, n2 = columns(studies)
        pooled = analyse(studies, Measure("OR"), Method("MH")).pooled
        tables = [[[x, n - x], [y, m - y]] for x, n, y, m in zip(a, n1, c, n2, strict=True)]
        other = StratifiedTable(tables)
        close([pooled.y, pooled.se], [other.logodds_pooled, other.logodds_pooled_se])
        metafor = rma_mh(a, n1 - a, c, n2 - c, measure="OR")
        spread = pooled.heterogeneity
        assert spread is not None
        close(
            [pooled.y, pooled.se, pooled.low, pooled.high, pooled.z, pooled.p, spread.q, spread.p, spread.i2],
            [metafor.beta, metafor.se, metafor.ci_lb, metafor.ci_ub, abs(metafor.zval), metafor.pval,
             metafor.QE, metafor.QEp, metafor.I2],
        )  # fmt: skip


def test_mantel_haenszel_risk_ratio_and_difference_as_statsmodels_and_pimeta() -> None:
    for studies in simulated():
        a, n1, c, n2 = columns(studies)
        ratio = analyse(studies, Measure("RR"), Method("MH")).pooled
        tables = [[[x, n - x], [y, m - y]] for x, n, y, m in zip(a, n1, c, n2, strict=True)]
        close(math.exp(ratio.y), StratifiedTable(tables).riskratio_pooled)
        other = rma_mh(a, n1 - a, c, n2 - c, measure="RR")
        close([ratio.y, ratio.se], [other.beta, other.se])
        difference = analyse(studies, Measure("RD"), Method("MH")).pooled
        meta = metabin(a, n1, c, n2, sm="RD", method="MH", method_tau="DL").fixed
        close([difference.y, difference.se], [meta.pooled_est, meta.pooled_se])


@pytest.mark.filterwarnings("ignore:invalid value encountered in sqrt")  # statsmodels, of variances below zero
@pytest.mark.parametrize(
    ("measure", "statistic"), [("OR", "odds-ratio"), ("RR", "risk-ratio"), ("RD", "diff"), ("PROP", None)]
)
def test_inverse_variance_and_random_effects_as_statsmodels(measure: str, statistic: str | None) -> None:
    random_effects = 0
    for studies in simulated():
        a, n1, c, n2 = columns(studies)
        if statistic:
            y, v = effectsize_2proportions(a, n1, c, n2, statistic=statistic)
        else:
            studies = [Study(s.name, s.treated) for s in studies]
            y, v = np.log(a / (n1 - a)), 1 / a + 1 / (n1 - a)
        other = combine_effects(y, v, method_re="dl")
        fixed = analyse(studies, Measure(measure), Method("IV")).pooled
        drawn = analyse(studies, Measure(measure), Method("DL")).pooled
        assert fixed.heterogeneity == drawn.heterogeneity
        assert fixed.heterogeneity is not None
        close(
            [fixed.y, fixed.se, fixed.heterogeneity.q], [other.mean_effect_fe, math.sqrt(other.var_eff_w_fe), other.q]
        )
        close(fixed.weights, 100 * other.weights_rel_fe)
        close(drawn.tau2, max(0.0, other.tau2))  # statsmodels lets the variance between studies go below zero
        if other.tau2 > 0:
            random_effects += 1
            close([drawn.y, drawn.se], [other.mean_effect_re, math.sqrt(other.var_eff_w_re)])
            close(drawn.weights, 100 * other.weights_rel_re)
        else:
            close([drawn.y, drawn.se], [fixed.y, fixed.se])
        pimeta = pool_yv(list(y), list(v), None, "MD", model="random", method="DL")
        if len(studies) > 2:
            close(drawn.prediction, (pimeta.pi_lower, pimeta.pi_upper))
        else:
            assert drawn.prediction is None
    assert 30 < random_effects < 90


def test_double_arcsines_as_pimeta() -> None:
    for studies in simulated():
        a, n1, _, _ = columns(studies)
        single = [Study(s.name, s.treated) for s in studies]
        found = analyse(single, Measure("PROP"), Method("DL"), Transformation("freeman-tukey"))
        other = metaprop(a, n1, sm="PFT", method_tau="DL")
        close(found.total.ends, (other.random_lower, other.random_prop, other.random_upper))


# Zeros

NONE = ("None", 0, 20, 0, 25)
EVERYBODY = ("Everybody", 20, 20, 25, 25)
ZERO = ("Zero", 0, 30, 4, 30)
SOME = ("Some", 10, 40, 15, 40)


@pytest.mark.parametrize("measure", ["OR", "RR"])
@pytest.mark.parametrize("method", ["MH", "IV", "DL"])
def test_without_events_or_with_nothing_else_a_study_says_nothing_of_ratios(measure: str, method: str) -> None:
    with_them = analyse(two_arms(NONE, SOME, EVERYBODY, ZERO), Measure(measure), Method(method))
    without = analyse(two_arms(SOME, ZERO), Measure(measure), Method(method))
    assert with_them.pooled == without.pooled
    assert [words.effect(row.ends) == "Not estimable" for row in with_them.total.rows] == [True, False, True, False]
    assert [row.weight is None for row in with_them.total.rows] == [True, False, True, False]
    assert with_them.total.sums() == (30, 110, 44, 120)
    assert any(note.startswith("2 studies, in which nobody or everybody") for note in with_them.notes)


def test_a_study_without_events_has_its_weight_among_differences() -> None:
    found = analyse(two_arms(NONE, SOME), Measure("RD"), Method("MH"))
    assert found.total.rows[0].weight == pytest.approx(100 * (20 * 25 / 45) / (20 * 25 / 45 + 20))
    assert found.pooled.y == pytest.approx(-(5 / 40 * 20) / (20 * 25 / 45 + 20))
    # 0.5 in each of its cells for its variance, and for nothing else
    row = found.total.rows[0]
    close([row.y, (row.se or 0) ** 2], [0, 0.5 * 20.5 / 21**3 + 0.5 * 25.5 / 26**3])


def test_zero_cells_are_corrected_for_inverse_variance() -> None:
    # By hand: zero_correction=0.5 of statsmodels 0.15 adds to the events of the other studies as well.
    a, n1, c, n2 = columns(two_arms(ZERO, SOME)) + np.outer((0.5, 1, 0.5, 1), (1, 0))
    y, v = effectsize_2proportions(a, n1, c, n2, statistic="odds-ratio")
    other = combine_effects(y, v)
    found = analyse(two_arms(ZERO, SOME), Measure("OR"), Method("IV"))
    close([found.pooled.y, found.pooled.se], [other.mean_effect_fe, math.sqrt(other.var_eff_w_fe)])
    assert [row.corrected for row in found.total.rows] == [True, False]
    assert found.notes == (
        "For want of a value without it, 0.5 was added to all four cells of one study for the study's own effect"
        " (Cochrane Handbook 10.4.4).",
    )


def test_mantel_haenszel_takes_zero_cells_as_they_are() -> None:
    found = analyse(two_arms(ZERO, SOME), Measure("OR"), Method("MH"))
    other = StratifiedTable([[[0, 30], [4, 26]], [[10, 30], [15, 25]]])
    close([found.pooled.y, found.pooled.se], [other.logodds_pooled, other.logodds_pooled_se])
    assert found.notes[0].endswith("the pooled one is computed from the cells as they are (Cochrane Handbook 10.4.4).")


@pytest.mark.parametrize("measure", ["OR", "RR"])
def test_unless_the_same_cell_is_zero_in_all_studies(measure: str) -> None:
    studies = two_arms(ZERO, ("Zero too", 0, 40, 6, 50))
    found = analyse(studies, Measure(measure), Method("MH"))
    a, n1, c, n2 = columns(studies)
    other = rma_mh(a + 0.5, n1 - a + 0.5, c + 0.5, n2 - c + 0.5, measure=measure)
    close([found.pooled.y, found.pooled.se], [other.beta, other.se])
    assert "0.5 was added to all four cells of 2 studies" in found.notes[0]
    assert found.notes[0].endswith("own effect and for the pooled one (Cochrane Handbook 10.4.4).")


def test_a_risk_ratio_needs_no_correction_where_all_of_one_arm_had_the_event() -> None:
    found = analyse(two_arms(("All treated", 20, 20, 10, 20)), Measure("RR"), Method("IV"))
    assert not found.total.rows[0].corrected
    close(found.total.rows[0].y, math.log(2))


@pytest.mark.parametrize("method", ["MH", "IV", "DL"])
@pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
def test_studies_that_agree_exactly(measure: str, method: str) -> None:
    """Q is zero then, by which nothing may be divided (as pimeta 1.1 does)."""
    pooled = analyse(two_arms(("A", 5, 10, 5, 10), ("B", 10, 20, 10, 20)), Measure(measure), Method(method)).pooled
    assert pooled.heterogeneity == Heterogeneity(0.0, 1, 1.0, 0.0)
    assert (pooled.y, pooled.z, pooled.p) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("transformation", ["logit", "freeman-tukey"])
def test_proportions_of_nobody_and_of_everybody(transformation: str) -> None:
    studies = [Study("None", Counts(0, 12)), Study("All", Counts(9, 9)), Study("Some", Counts(7, 20))]
    found = analyse(studies, Measure("PROP"), Method("DL"), Transformation(transformation))
    shown = [words.effect(row.ends) for row in found.total.rows]
    assert shown == ["0.00 [0.00, 0.26]", "1.00 [0.66, 1.00]", "0.35 [0.15, 0.59]"]
    assert found.total.ends is not None
    low, estimate, high = found.total.ends
    assert 0 <= low < estimate < high < 1


def test_one_study_is_its_own_total() -> None:
    found = analyse(two_arms(SOME), Measure("OR"), Method("DL"))
    assert found.total.ends == found.total.rows[0].ends
    assert words.tests(found)[0] == "Heterogeneity: not applicable"
    assert (found.pooled.tau2, found.total.prediction, found.total.rows[0].weight) == (0.0, None, 100.0)


@st.composite
def any_studies(draw: st.DrawFn) -> list[Study]:
    arms = st.integers(1, 60).flatmap(lambda n: st.builds(Counts, st.integers(0, n), st.just(n)))
    return draw(
        st.lists(st.builds(Study, st.just("A"), arms, arms, st.sampled_from([None, "x", "y"])), min_size=1, max_size=6)
    )


@settings(max_examples=300, deadline=None)
@given(
    any_studies(), st.sampled_from(list(Measure)), st.sampled_from(list(Method)), st.sampled_from(list(Transformation))
)
def test_whatever_the_counts_the_results_are_numbers(studies, measure, method, transformation) -> None:
    """Finite and in order; where studies have weights of their own, pooled effects lie between them."""
    if measure is Measure.proportion:
        method = Method.dersimonian_laird if method is Method.mantel_haenszel else method
        studies = [replace(study, control=None) for study in studies]
    assume(not measure.is_ratio or any(0 < s.treated.events + s.control.events < s.patients for s in studies))
    found = analyse(studies, measure, method, transformation)
    for ends in [part.ends for part in found.total.rows] + [part.ends for part in (*found.groups, found.total)]:
        assert ends is None or (all(map(math.isfinite, ends)) and list(ends) == sorted(ends))
    assert found.total.weight == pytest.approx(100)
    assert all(map(math.isfinite, (found.pooled.z, found.pooled.p, found.pooled.se)))
    ys = [row.y for row in found.total.rows if row.y is not None]
    if method is not Method.mantel_haenszel:
        assert min(ys) - 1e-9 <= found.pooled.y <= max(ys) + 1e-9


# Subgroups


def test_subgroups_and_their_difference() -> None:
    found = analyse(read_table(BCG, "allocation"), Measure("RR"), Method("DL"))
    names = [group.name for group in found.groups]
    assert names == ["random", "alternate", "systematic"]
    for group in found.groups:
        alone = analyse([row.study for row in group.rows], Measure("RR"), Method("DL"))
        assert (group.pooled, group.ends) == (alone.pooled, alone.total.ends)
    assert sum(group.weight for group in found.groups) == pytest.approx(100)
    pooled = [group.pooled for group in found.groups if group.pooled]
    other = combine_effects(np.array([p.y for p in pooled]), np.array([p.se**2 for p in pooled]))
    assert found.difference is not None
    close([found.difference.q, found.difference.df], [other.q, 2])
    assert words.difference(found) == "Test for subgroup differences: Chi² = 1.54, df = 2 (P = 0.46); I² = 0%"


def test_a_subgroup_that_tells_nothing() -> None:
    found = analyse(two_arms((*NONE, "empty"), (*SOME, "full")), Measure("OR"), Method("MH"))
    assert [group.pooled is None for group in found.groups] == [True, False]
    assert found.difference is None


# What cannot be pooled


@pytest.mark.parametrize(
    ("studies", "measure", "method", "error", "sentence"),
    [
        ([], "OR", "MH", ExtractorError, "There are no studies to pool."),
        (two_arms(NONE, EVERYBODY), "OR", "MH", ExtractorError,
         "In every study nobody, or everybody, had the event in both arms, so that no odds ratio can be estimated;"
         " --measure RD pools differences."),
        (two_arms(SOME), "PROP", "DL", UsageError,
         "PROP pools single arms, OR, RR and RD compare two; choose the --measure that fits the studies."),
        ([Study("A", Counts(1, 2))], "OR", "IV", UsageError,
         "PROP pools single arms, OR, RR and RD compare two; choose the --measure that fits the studies."),
        ([Study("A", Counts(1, 2))], "PROP", "MH", UsageError,
         "Mantel-Haenszel compares two arms; pool proportions with --method IV or DL."),
    ],
)  # fmt: skip
def test_what_cannot_be_pooled(studies, measure, method, error, sentence) -> None:
    with pytest.raises(error) as raised:
        analyse(studies, Measure(measure), Method(method))
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.636, 2, "0.64"),
        (-0.001, 2, "0.00"),
        (-0.0121, 3, "-0.012"),
        (9999.0, 2, "9999.00"),
        (123456.0, 2, "1.23e+05"),
    ],
)
def test_numbers(value: float, decimals: int, shown: str) -> None:
    assert words.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("p", "shown"),
    [(0.5, "P = 0.50"), (0.0499, "P = 0.05"), (0.01, "P = 0.01"), (0.0062, "P = 0.006"), (0.00031, "P = 0.0003"),
     (0.00002, "P = 0.00002"), (0.000001, "P < 0.00001"), (0.0, "P < 0.00001"), (1.0, "P = 1.00")],
)  # fmt: skip
def test_p_values(p: float, shown: str) -> None:
    assert words.p_value(p) == shown
