"""Studies of the database: for each paper the two arms, or the one, that answer the question, with the sentences."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.review.decisions import Row, decided_facts
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
from extractor.store import open_reader

Drugs = dict[str, set[str]]


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


class _Unfit(Exception):
    """A paper cannot be pooled; the message says why."""


def read_database(db: Path, question: Question) -> tuple[list[Study], list[Left]]:
    """The studies that answer the question, and the papers about it that do not, with the reason."""
    with closing(open_reader(db)) as connection:
        rates = wanted_rates(connection, question.wanted, question.accepted)
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
            f"None of the {len(left)} papers about {question.wanted.name!r} can be pooled"
            f" (of {left[0].name}: {left[0].reason})."
        )
    return studies, left


def _studies(paper: Cited, rates: list[Row], question: Question, drugs: Drugs, doses: list[Row]) -> Iterator[Study]:
    if paper.unfit:
        raise _Unfit(paper.unfit)
    rates = [rate for rate in rates if has_counts(rate)]
    if not rates:
        raise _Unfit("no rate says how many of how many patients")
    if question.control is None:
        chosen: list[tuple[Row, Row | None]] = [(rate, None) for rate in _single_arms(rates, question.treated, drugs)]
    else:
        chosen = [_pair(rates, question.treated or "", question.control, drugs)]
    for treated, control in chosen:
        named = treated["arm"] if len(chosen) > 1 else None
        yield Study(
            f"{paper.name} ({named})" if named else paper.name,
            _counts(treated),
            _counts(control) if control else None,
            _subgroup(treated, question, drugs, doses),
            paper.registrations,
            paper.authors,
            tuple(sorted(drugs)),
            _details(paper) | _notes(treated, control, len(rates)),
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


def _pair(rates: list[Row], treated: str, control: str, drugs: Drugs) -> tuple[Row, Row]:
    """The two rates that belong together: of one time point, and if possible of one sentence."""
    arms = list(dict.fromkeys(rate["arm"] for rate in rates if rate["arm"]))
    controls = arms_like(control, arms, drugs)
    sides = [_one(treated, [arm for arm in arms_like(treated, arms, drugs) if arm not in controls], arms)]
    sides.append(_one(control, controls, arms))
    ones, others = ([rate for rate in rates if rate["arm"] == arm] for arm in sides)
    pairs = [(t, c) for t, c in product(ones, others) if t["timepoint"] == c["timepoint"] or _together(t, c)]
    if not pairs:
        raise _Unfit("its two arms are reported at different time points")
    return min(pairs, key=lambda pair: (not _together(*pair), trust(pair[0]), trust(pair[1])))


def _together(one: Row, other: Row) -> bool:
    same_time = None in (one["timepoint"], other["timepoint"]) or one["timepoint"] == other["timepoint"]
    return bool(one["sentence"] == other["sentence"] and same_time)


def _one(wanted: str, found: list[str], arms: list[str]) -> str:
    if not found:
        raise _Unfit(f"no arm is named {wanted}" + (f"; its arms: {', '.join(arms)}" if arms else ""))
    if len(found) > 1:
        raise _Unfit(f"several arms are named {wanted}, so say which one: {', '.join(found)}")
    return found[0]


def _counts(rate: Row) -> Counts:
    shown = {column: rate[column] for column in SHOWN if column in rate}
    return Counts(int(rate["numerator"]), int(rate["denominator"]), (shown,))


def _details(paper: Cited) -> dict[str, object]:
    return {"paper_id": paper.paper_id, "title": paper.title, "year": paper.year, "link": paper.link}


def _notes(treated: Row, control: Row | None, usable: int) -> dict[str, object]:
    used = [treated] + ([control] if control else [])
    notes = []
    if any(rate["derived"] for rate in used):
        notes.append("a number was computed")
    elif not all(rate["denominator_stated"] for rate in used):
        notes.append("a denominator stands elsewhere in the paper")
    if usable > len(used):
        notes.append(f"{usable - len(used)} other rates of this outcome in the paper")
    return {"timepoint": treated["timepoint"], "note": "; ".join(notes) or None}


def _doses(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    doses = defaultdict(list)
    for row in decided_facts(connection, "doses"):
        doses[row["paper_id"]].append(row)
    return doses


def _subgroup(rate: Row, question: Question, drugs: Drugs, doses: list[Row]) -> str | None:
    if question.by is None:
        return None
    own = drugs_of_arm(rate["arm"], drugs)
    if question.by == "drug":
        return " + ".join(own) or "Not stated"
    given = {_in_words(dose) for dose in doses if dose["drug"] in own and dose["arm"] in (None, rate["arm"])}
    return given.pop() if len(given) == 1 else "Several doses" if given else "Not stated"


def _in_words(dose: Row) -> str:
    amount = f"{dose['low']:g}" + (f"-{dose['high']:g}" if dose["high"] is not None else "")
    return f"{dose['drug']} {amount} {dose['unit']}" + (f"/{dose['per']}" if dose["per"] else "")
