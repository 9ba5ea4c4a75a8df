"""Studies that were read become results: papers of one trial once, by the usual measure where none is named."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.review.meta.choices import Measure, Method, Transformation
from extractor.review.meta.reading.duplicates import same_trial, several_arms, without_duplicates
from extractor.review.meta.results import Results
from extractor.review.meta.statistics import analyse
from extractor.review.meta.studies import Left, Study


def pool(
    studies: Sequence[Study],
    left: Sequence[Left],
    measure: Measure | None = None,
    method: Method | None = None,
    transformation: Transformation = Transformation.logit,
    *,
    keep_duplicates: bool = False,
    title: str | None = None,
    treated: str | None = None,
    control: str | None = None,
) -> Results:
    """Pool what was read. The names are those that the figures print."""
    warnings = same_trial(studies) + several_arms(studies)
    if not keep_duplicates:
        studies, doubled = without_duplicates(studies)
        left = [*left, *doubled]
        warnings += [f"{entry.name} is left out: it {entry.reason} (--keep-duplicates keeps it)." for entry in doubled]
    measure = measure or (Measure.odds_ratio if studies[0].control else Measure.proportion)
    single = measure is Measure.proportion
    method = method or (Method.dersimonian_laird if single else Method.mantel_haenszel)
    analysis = analyse(studies, measure, method, transformation)
    return Results(analysis, left, warnings, title, treated or "Treated", control or "Control")
