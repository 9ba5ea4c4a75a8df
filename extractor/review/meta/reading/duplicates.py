"""Papers of one trial: pooled twice, its patients would count twice (Cochrane Handbook 4.6.2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from extractor.review.meta.studies import Left, Study

_SHARED_AUTHORS = 0.5  # of the shorter list of authors; fewer than that many groups share by their institution


def without_duplicates(studies: Sequence[Study]) -> tuple[list[Study], list[Left]]:
    """The studies without those whose trial another one, of more patients or the first of as many, reports."""
    kept: dict[str, str] = {}  # registration -> paper
    names: dict[str, str] = {}
    left = []
    for study in sorted(studies, key=lambda study: -study.patients):
        trial = next((r for r in study.registrations if kept.get(r, study.paper) != study.paper), None)
        if trial:
            reason = f"reports the trial {trial}, as {names[kept[trial]]} does with no fewer patients"
            left.append(Left(study.name, reason, study.details))
            continue
        names.setdefault(study.paper, study.name)
        kept |= {registration: study.paper for registration in study.registrations if registration not in kept}
    gone = {entry.name for entry in left}
    return [study for study in studies if study.name not in gone], left


def same_trial(studies: Sequence[Study]) -> list[str]:
    """Warnings, in sentences, about pairs that share a registration, or look like one trial without sharing one."""
    warnings = []
    for one, other in _worth_comparing(studies):
        if shared := sorted(set(one.registrations) & set(other.registrations)):
            warnings.append(f"{one.name} and {other.name} report one trial, {shared[0]}.")
        elif _look_alike(one, other):
            warnings.append(
                f"{one.name} and {other.name} may report one trial: they share authors, drugs and the number of"
                " patients."
            )
    return warnings


def _worth_comparing(studies: Sequence[Study]) -> Iterator[tuple[Study, Study]]:
    """Pairs of two papers that share a registration, or a drug and the number of patients, in the order of the studies.

    Thousands of studies make millions of pairs, of which hardly any share these.
    """
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for place, study in enumerate(studies):
        for shared in (*study.registrations, *((drug, study.patients) for drug in study.drugs)):
            alike[shared].append(place)
    pairs = sorted({pair for places in alike.values() for pair in combinations(places, 2)})
    return ((studies[i], studies[j]) for i, j in pairs if studies[i].paper != studies[j].paper)


def several_arms(studies: Sequence[Study]) -> list[str]:
    """Warnings about papers of which more than one arm is pooled."""
    arms = Counter(study.paper for study in studies)
    return [
        f"{paper} enters with {number} arms; should they share patients, keep one (-o STUDIES.csv, and pool that)."
        for paper, number in arms.items()
        if number > 1 and any(study.paper == paper and study.control is None for study in studies)
    ]


def _look_alike(one: Study, other: Study) -> bool:
    authors = set(one.authors) & set(other.authors)
    enough = len(authors) >= _SHARED_AUTHORS * max(1, min(len(one.authors), len(other.authors)))
    return bool(enough and set(one.drugs) & set(other.drugs) and one.patients == other.patients)
