"""The whole analysis: each study, each subgroup, all together, and what was done to zeros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from extractor.errors import ExtractorError, UsageError
from extractor.review.meta.choices import Measure, Method, Transformation
from extractor.review.meta.statistics.effects import (
    CORRECTION,
    Z95,
    Effects,
    Tables,
    back,
    exact_interval,
    proportion_effects,
    two_arm_effects,
)
from extractor.review.meta.statistics.pooling import Heterogeneity, Pooled, needs_correction, pool
from extractor.review.meta.studies import Study, by_subgroup

Ends = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A study: lower end, estimate and upper end of its effect, and its weight in percent; None if not estimable.

    `y` and `se` are on the scale of pooling.
    """

    study: Study
    ends: Ends | None = None
    weight: float | None = None
    y: float | None = None
    se: float | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Studies pooled: a subgroup, or all of them (`name` is None). `pooled` is None if none of them is estimable."""

    name: str | None
    rows: tuple[Row, ...]
    pooled: Pooled | None
    ends: Ends | None = None
    prediction: tuple[float, float] | None = None

    @property
    def weight(self) -> float:
        return sum(row.weight or 0 for row in self.rows)

    def sums(self) -> tuple[int, int, int | None, int | None]:
        """Events and patients of the treated, then of the controls (None in single arms), of all rows."""
        treated = [row.study.treated for row in self.rows]
        controls = [row.study.control for row in self.rows if row.study.control]
        events, total = sum(c.events for c in treated), sum(c.total for c in treated)
        if not controls:
            return events, total, None, None
        return events, total, sum(c.events for c in controls), sum(c.total for c in controls)


@dataclass(frozen=True)
class Analysis:
    """`difference` is the test for differences between subgroups; `notes` say what was done, in sentences."""

    measure: Measure
    method: Method
    transformation: Transformation
    total: Group
    groups: tuple[Group, ...]
    difference: Heterogeneity | None
    notes: tuple[str, ...]

    @cached_property
    def pooled(self) -> Pooled:
        assert self.total.pooled is not None  # `analyse` refuses studies of which none is estimable
        return self.total.pooled


def analyse(
    studies: Sequence[Study],
    measure: Measure,
    method: Method,
    transformation: Transformation = Transformation.logit,
) -> Analysis:
    """Pool `studies`, in all and by subgroup. ExtractorError where there is nothing to pool."""
    _check(studies, measure, method)
    tables = Tables.of(studies)
    if measure is Measure.proportion:
        effects = proportion_effects(tables, transformation)
    else:
        effects = two_arm_effects(tables, measure)
    if not effects.estimable.any():
        raise ExtractorError(
            f"In every study nobody, or everybody, had the event in both arms, so that no {measure.label.lower()} can"
            " be estimated; --measure RD pools differences."
        )
    whole = _Part(measure, method, transformation, tables, effects, list(range(len(studies))))
    rows = _rows(studies, whole)
    groups = tuple(
        replace(whole, members=members).group(name, tuple(rows[i] for i in members))
        for name, members in by_subgroup(studies).items()
    )
    total = whole.group(None, rows)
    return Analysis(measure, method, transformation, total, groups, _difference(groups), tuple(_notes(whole)))


def _check(studies: Sequence[Study], measure: Measure, method: Method) -> None:
    if not studies:
        raise ExtractorError("There are no studies to pool.")
    single = measure is Measure.proportion
    if any((study.control is None) != single for study in studies):
        raise UsageError(
            "PROP pools single arms, OR, RR and RD compare two; choose the --measure that fits the studies."
        )
    if single and method is Method.mantel_haenszel:
        raise UsageError("Mantel-Haenszel compares two arms; pool proportions with --method IV or DL.")


@dataclass(frozen=True)
class _Part:
    """Some of the studies: indexes into tables and effects."""

    measure: Measure
    method: Method
    transformation: Transformation
    tables: Tables
    effects: Effects
    members: list[int]

    @property
    def estimable(self) -> list[int]:
        return [i for i in self.members if self.effects.estimable[i]]

    @cached_property
    def pooled(self) -> Pooled:
        i, e = self.estimable, self.effects
        some = Effects(e.y[i], e.v[i], e.estimable[i], e.corrected[i])
        return pool(Tables(self.tables.cells[i]), some, self.measure, self.method)

    def group(self, name: str | None, rows: tuple[Row, ...]) -> Group:
        if not self.estimable:
            return Group(name, rows, None)
        pooled = self.pooled
        totals = [row.study.treated.total for row in rows if row.ends]
        value = back(self.measure, self.transformation, totals)
        expected = pooled.prediction
        return Group(
            name,
            rows,
            pooled,
            (value(pooled.low), value(pooled.y), value(pooled.high)),
            (value(expected[0]), value(expected[1])) if expected else None,
        )


def _rows(studies: Sequence[Study], whole: _Part) -> tuple[Row, ...]:
    rows, weights = [], dict(zip(whole.estimable, whole.pooled.weights, strict=True))
    for i, study in enumerate(studies):
        if i not in weights:
            rows.append(Row(study))
            continue
        y, se = float(whole.effects.y[i]), float(np.sqrt(whole.effects.v[i]))
        if whole.measure is Measure.proportion:
            estimate = study.treated.events / study.treated.total
            low, high = exact_interval(study.treated.events, study.treated.total)
        else:
            value = back(whole.measure, whole.transformation, ())
            estimate, low, high = value(y), value(y - Z95 * se), value(y + Z95 * se)
        rows.append(Row(study, (low, estimate, high), weights[i], y, se, bool(whole.effects.corrected[i])))
    return tuple(rows)


def _difference(groups: Sequence[Group]) -> Heterogeneity | None:
    """Whether subgroups differ: Q of their pooled effects (Borenstein and Higgins 2013; RevMan does the same)."""
    pooled = [group.pooled for group in groups if group.pooled]
    if len(pooled) < 2:
        return None
    y, v = np.array([p.y for p in pooled]), np.array([p.se**2 for p in pooled])
    return Heterogeneity.of(y, v, float(np.average(y, weights=1 / v)))


def _notes(whole: _Part) -> list[str]:
    notes = []
    corrected = int(whole.effects.corrected.sum())
    left_out = len(whole.members) - len(whole.estimable)
    arms = "both" if whole.measure is Measure.proportion else "all four"
    if corrected:
        where = "variance" if whole.measure is Measure.risk_difference else "effect"
        sentence = (
            f"For want of a value without it, {CORRECTION} was added to {arms} cells of {_studies(corrected)}"
            f" for the study's own {where}"
        )
        if whole.method is Method.mantel_haenszel:
            estimable = Tables(whole.tables.cells[whole.estimable])
            needed = needs_correction(estimable, whole.measure)
            sentence += (
                " and for the pooled one" if needed else "; the pooled one is computed from the cells as they are"
            )
        notes.append(sentence + " (Cochrane Handbook 10.4.4).")
    if left_out:
        notes.append(
            f"{_studies(left_out).capitalize()}, in which nobody or everybody had the event in both arms,"
            f" {'says' if left_out == 1 else 'say'} nothing of the {whole.measure.label.lower()} and"
            f" {'has' if left_out == 1 else 'have'} no weight."
        )
    if whole.measure is Measure.proportion:
        kind = "logits" if whole.transformation is Transformation.logit else "Freeman-Tukey double arcsines"
        notes.append(f"Proportions were pooled as {kind}; the studies' own intervals are exact (Clopper-Pearson).")
    return notes


def _studies(number: int) -> str:
    return "one study" if number == 1 else f"{number} studies"
