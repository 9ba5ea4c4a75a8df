"""Studies of the database: for each paper the two arms, or the one, that answer the question, with the sentences."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.review.decisions import Row, standing
from extractor.review.meta.studies import Counts, Left, Study
from extractor.review.papers import Cited, cited_papers
from extractor.review.rates import (
    SHOWN,
    Wanted,
    arms_like,
    drugs_by_paper,
    drugs_of_arm,
    has_counts,
    trust,
    wanted_rates,
)
from extractor.review.screening.decided import included
from extractor.store import open_reader

Drugs = dict[str, set[str]]
_TRIED = 6  # rates of an arm that are tried with those of the other arms, the best first


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the database. With `control` two arms are compared, without it single arms are pooled.

    `treated` names the arm, or of single arms the drug. `by` makes subgroups: "drug" or "dose".
    """

    wanted: Wanted
    treated: str | None = None
    control: str | None = None
    by: str | None = None
    accepted: bool = False
    combine: bool = False  # several arms of one name are one arm
    review: str | None = None  # whose included papers are pooled, and no others


class _Unfit(Exception):
    """A paper cannot be pooled; the message says why."""


def read_database(db: Path, question: Question) -> tuple[list[Study], list[Left]]:
    """The studies that answer the question, and the papers about it that do not, with the reason."""
    with closing(open_reader(db)) as connection:
        return read_studies(connection, question)


def read_studies(connection: sqlite3.Connection, question: Question) -> tuple[list[Study], list[Left]]:
    """As `read_database`, of a database that is open."""
    rates = wanted_rates(connection, question.wanted, question.accepted)
    if question.review:
        taken = included(connection, question.review)
        rates = {paper_id: rows for paper_id, rows in rates.items() if paper_id in taken}
        if not rates:
            raise ExtractorError(f"No paper that {question.review!r} includes is about {question.wanted.name!r}.")
    papers = cited_papers(connection, rates)
    drugs = drugs_by_paper(connection)
    doses = _doses(connection) if question.by == "dose" else {}
    studies: list[Study] = []
    left: list[Left] = []
    for paper_id, paper in papers.items():
        try:
            studies += _studies(paper, rates[paper_id], question, drugs.get(paper_id, {}), doses.get(paper_id, []))
        except _Unfit as reason:
            left.append(Left(paper.name, str(reason), _details(paper)))
    if not studies:
        raise ExtractorError(
            f"No paper about {question.wanted.name!r} can be pooled ({len(left)} looked at; the first, {left[0].name}:"
            f" {left[0].reason})."
        )
    return studies, left


def _studies(paper: Cited, rates: list[Row], question: Question, drugs: Drugs, doses: list[Row]) -> Iterator[Study]:
    if paper.unfit:
        raise _Unfit(paper.unfit)
    rates = [rate for rate in rates if has_counts(rate)]
    if not rates:
        raise _Unfit("no rate says how many of how many patients")
    if question.control is None:
        chosen: list[tuple[list[Row], list[Row]]] = [
            ([rate], []) for rate in _single_arms(rates, question.treated, drugs)
        ]
    else:
        chosen = [_two_sides(rates, question, drugs)]
    for treated, control in chosen:
        named = treated[0]["arm"] if len(chosen) > 1 else None
        yield Study(
            f"{paper.name} ({named})" if named else paper.name,
            _counts(treated),
            _counts(control) if control else None,
            _subgroup(treated, question, drugs, doses),
            paper.registrations,
            paper.authors,
            tuple(sorted(drugs)),
            _details(paper) | _notes([*treated, *control], len(rates)),
        )


def _single_arms(rates: list[Row], drug: str | None, drugs: Drugs) -> list[Row]:
    """The best rate of each arm that is wanted. What is said of no arm is said of all the patients, arms included."""
    by_arm: dict[str | None, list[Row]] = defaultdict(list)
    for rate in rates:
        by_arm[rate["arm"]].append(rate)
    named = [arm for arm in by_arm if arm is not None]
    if drug is not None:
        arms = arms_like(drug, named, drugs)
        if arms:
            return [by_arm[arm][0] for arm in arms]
        if not arms_like(drug, list(drugs), drugs):
            raise _Unfit(f"{drug} is not a drug that it studied")
        if None not in by_arm:
            raise _Unfit(f"none of its arms is named {drug}: {', '.join(named)}")
    return [by_arm[None][0]] if None in by_arm else [by_arm[arm][0] for arm in named]


def _two_sides(rates: list[Row], question: Question, drugs: Drugs) -> tuple[list[Row], list[Row]]:
    """A rate for each arm that is compared, which belong together: of one time point, if possible of one sentence."""
    arms = list(dict.fromkeys(rate["arm"] for rate in rates if rate["arm"]))
    controls = arms_like(question.control or "", arms, drugs)
    treated = [arm for arm in arms_like(question.treated or "", arms, drugs) if arm not in controls]
    for wanted, found in ((question.treated, treated), (question.control, controls)):
        if not found:
            raise _Unfit(f"no arm is named {wanted}" + (f"; its arms: {', '.join(arms)}" if arms else ""))
        if len(found) > 1 and not question.combine:
            raise _Unfit(f"several arms are named {wanted}, to choose from or to combine: {', '.join(found)}")
    by_arm = [[rate for rate in rates if rate["arm"] == arm][:_TRIED] for arm in (*treated, *controls)]
    fitting = [rows for rows in product(*by_arm) if _of_one_time(rows)]
    if not fitting:
        raise _Unfit("its arms are reported at different time points")
    best = min(fitting, key=lambda rows: (_sentences(rows) > 1, [trust(row) for row in rows]))
    return list(best[: len(treated)]), list(best[len(treated) :])


def _of_one_time(rows: Sequence[Row]) -> bool:
    """All of one time point; or of one sentence, which may state it for one of them only."""
    times = {row["timepoint"] for row in rows}
    return len(times) == 1 or (_sentences(rows) == 1 and len(times - {None}) == 1)


def _sentences(rows: Sequence[Row]) -> int:
    return len({row["sentence"] for row in rows})


def _counts(rates: Sequence[Row]) -> Counts:
    """The patients of one arm, or of several together (Cochrane Handbook 23.3.4)."""
    shown = tuple({column: rate[column] for column in SHOWN if column in rate} for rate in rates)
    return Counts(sum(int(r["numerator"]) for r in rates), sum(int(r["denominator"]) for r in rates), shown)


def _details(paper: Cited) -> dict[str, object]:
    return {"paper_id": paper.paper_id, "title": paper.title, "year": paper.year, "link": paper.link}


def _notes(used: Sequence[Row], usable: int) -> dict[str, object]:
    notes = []
    if any(rate["derived"] for rate in used):
        notes.append("a number was computed")
    elif not all(rate["denominator_stated"] for rate in used):
        notes.append("a denominator stands elsewhere in the paper")
    if usable > len(used):
        notes.append(f"not used: {usable - len(used)} more of the paper's rates of this outcome")
    return {"timepoint": used[0]["timepoint"], "note": "; ".join(notes) or None}


def _doses(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    doses = defaultdict(list)
    for row in standing(connection, "doses"):
        doses[row["paper_id"]].append(row)
    return doses


def _subgroup(treated: Sequence[Row], question: Question, drugs: Drugs, doses: list[Row]) -> str | None:
    if question.by is None:
        return None
    own = sorted({drug for rate in treated for drug in drugs_of_arm(rate["arm"], drugs)})
    if question.by == "drug":
        return " + ".join(own) or "Not stated"
    arms = {None, *(rate["arm"] for rate in treated)}
    given = {_in_words(dose) for dose in doses if dose["drug"] in own and dose["arm"] in arms}
    return given.pop() if len(given) == 1 else "Several doses" if given else "Not stated"


def _in_words(dose: Row) -> str:
    amount = f"{dose['low']:g}" + (f"-{dose['high']:g}" if dose["high"] is not None else "")
    return f"{dose['drug']} {amount} {dose['unit']}" + (f"/{dose['per']}" if dose["per"] else "")
