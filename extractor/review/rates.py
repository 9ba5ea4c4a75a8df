"""The rates of one outcome or event that can be pooled, by paper and arm."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractor.errors import ExtractorError
from extractor.evaluate.names import content_words, drug_names, likeness, plain_grade
from extractor.review.decisions import Row, standing

NAME_COLUMN = {"response_rates": "outcome", "adverse_events": "term"}
_NEGATIONS = frozenset({"no", "non", "not", "without", "minus"})
# What a reader needs to find a number again and to judge it.
SHOWN = (
    "fact_id", "arm", "timepoint", "grade", "outcome_class", "sentence", "quote",
    "passage_id", "start_char", "end_char", "derived", "denominator_stated", "confidence", "decision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome of `response_rates` or an event of `adverse_events`; without `grade`, events of whatever grade."""

    table: str
    name: str
    grade: str | None = None

    def fits(self, row: Row) -> bool:
        if content_words(row[NAME_COLUMN[self.table]]) != content_words(self.name):
            return False
        return plain_grade(row.get("grade")) == plain_grade(self.grade)


def wanted_rates(connection: sqlite3.Connection, wanted: Wanted, accepted: bool) -> dict[str, list[Row]]:
    """By paper, the facts about what is wanted, the best first; `accepted` leaves only what a curator confirmed."""
    facts = standing(connection, wanted.table, accepted_only=accepted)
    found = defaultdict(list)
    for fact in facts:
        if wanted.fits(fact):
            found[fact["paper_id"]].append(fact)
    if not found:
        raise ExtractorError(_nothing(facts, wanted, accepted))
    return {paper: sorted(rows, key=trust) for paper, rows in found.items()}


def trust(row: Row) -> tuple[object, ...]:
    """Sorts what is stated before what was computed or taken from elsewhere, then by confidence, then by place."""
    return row["derived"], not row["denominator_stated"], -row["confidence"], *place(row)


def place(row: Row) -> tuple[object, ...]:
    """Sorts the facts of a paper in reading order."""
    return len(row["passage_id"]), row["passage_id"], row["start_char"], row["fact_id"]


def has_counts(row: Row) -> bool:
    """Whether it says how many of how many, in whole patients."""
    numerator, denominator = row["numerator"], row["denominator"]
    if numerator is None or denominator is None:
        return False
    return float(numerator).is_integer() and float(denominator).is_integer() and 0 <= numerator <= denominator > 0


def _nothing(facts: Sequence[Row], wanted: Wanted, accepted: bool) -> str:
    column = NAME_COLUMN[wanted.table]
    same = {row["grade"] or "none stated" for row in facts if wanted.fits({**row, "grade": wanted.grade})}
    kind = "accepted or corrected" if accepted else "stored"
    what = f"{wanted.name!r}" + (f" of grade {wanted.grade}" if wanted.grade else "")
    sentence = f"No {kind} fact in {wanted.table} is about {what}"
    if same:
        return f"{sentence}; grades there are: {', '.join(sorted(same))}."
    names = {row[column] for row in facts if has_counts(row)}
    near = sorted(names, key=lambda name: (-likeness(wanted.name, name) - _letters(wanted.name, name), name))[:5]
    return f"{sentence}; the nearest there are: {', '.join(near)}." if near else f"{sentence}, nor about anything else."


def _letters(one: str, other: str) -> float:
    return SequenceMatcher(a=one.lower(), b=other.lower()).ratio()


def drugs_by_paper(connection: sqlite3.Connection) -> dict[str, dict[str, set[str]]]:
    """By paper, the drugs that were studied, each with all its names in that paper."""
    drugs: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for row in standing(connection, "drugs"):
        if row["role"] == "studied":
            drugs[row["paper_id"]][row["drug"]] = drug_names(row["drug"], row["mentions"])
    return drugs


def arms_like(wanted: str, arms: Iterable[str], drugs: dict[str, set[str]]) -> list[str]:
    """The arms that `wanted` names: all its words, or those of another name of the drug, are among the arm's.

    An arm of just these words goes before arms that have others as well. "Without X" is no arm of X.
    """
    names = [wanted, *sorted({name for known in drugs.values() if wanted.lower() in known for name in known})]
    words = [content_words(name) for name in names]
    arms = [arm for arm in arms if _NEGATIONS & content_words(arm) == _NEGATIONS & content_words(wanted)]
    exact = [arm for arm in arms if content_words(arm) in words]
    return exact or [arm for arm in arms if any(some <= content_words(arm) for some in words)]


def drugs_of_arm(arm: str | None, drugs: dict[str, set[str]]) -> list[str]:
    """The studied drugs that an arm's name holds; all of them where the paper has no arms."""
    if arm is None:
        return sorted(drugs)
    return sorted(drug for drug in drugs if arms_like(drug, [arm], drugs))
