"""What a review's rules and reviewers decide on papers. Rules' answers are replaced, people's decisions are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from extractor.errors import ExtractorError, UsageError
from extractor.store.merge import RELEASES
from extractor.store.rows import insert_sql

STAGES = ("screening", "retrieval", "eligibility")  # of PRISMA 2020, at which papers are left out
_DECISION = ("review", "paper_id", "decision", "stage", "reason", "reviewer", "decided_at")


class Answer(NamedTuple):
    """What rules say of a paper: include, exclude, maybe (they cannot tell) or remove (before the screening)."""

    paper_id: str
    decision: str
    stage: str | None = None
    reason: str | None = None
    evidence: str | None = None
    fact_id: str | None = None


def note_finds(connection: sqlite3.Connection, finds: Iterable[tuple[str, str]]) -> None:
    """Note that these papers were found by these sources; papers that are not stored are passed over.

    PubMed's files, which repeat each other's records, are one source.
    """
    sql = (
        "INSERT OR IGNORE INTO finds SELECT paper_id, CASE WHEN ?2 GLOB ?3 THEN 'PubMed' ELSE ?2 END FROM papers"
        " WHERE paper_id = ?1"
    )
    connection.executemany(sql, [(*find, RELEASES) for find in finds])


def save_screening(connection: sqlite3.Connection, review: str, rules: str, answers: Iterable[Answer]) -> None:
    """Replace what the rules of a review say. `rules` is their text, as it was written."""
    connection.execute(
        f"{insert_sql('screenings', ('review', 'rules', 'screened_at'))} ON CONFLICT (review) DO UPDATE SET"
        " rules = excluded.rules, screened_at = excluded.screened_at",
        (review, rules, _now()),
    )
    connection.execute("DELETE FROM screened WHERE review = ?", (review,))
    sql = insert_sql("screened", ("review", *Answer._fields))
    connection.executemany(sql, ((review, *answer) for answer in answers))


def decide_on_paper(
    connection: sqlite3.Connection,
    review: str,
    paper_id: str,
    decision: str,
    reviewer: str,
    stage: str | None = None,
    reason: str | None = None,
) -> None:
    """Note a person's decision; it goes before the rules' until `withdraw`.

    An exclusion has a `reason` and is of a `stage`, the first where none is given. Raises UsageError for a decision
    that is none, ExtractorError where the paper was not screened in this review.
    """
    reason = (reason or "").strip() or None
    if decision not in ("include", "exclude", "withdraw") or stage not in (None, *STAGES):
        raise UsageError("A decision on a paper is include, exclude or withdraw, at one of the stages.")
    if decision == "exclude" and not reason:
        raise UsageError("An exclusion needs a reason, which the flow diagram prints.")
    stage = (stage or STAGES[0]) if decision == "exclude" else None
    if not connection.execute(
        "SELECT 1 FROM screened WHERE review = ? AND paper_id = ?", (review, paper_id)
    ).fetchone():
        raise ExtractorError(f"{paper_id} was not screened in the review {review!r}; screen it first.")
    row = (review, paper_id, decision, stage, reason, reviewer, _now())
    connection.execute(insert_sql("screening_decisions", _DECISION), row)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
