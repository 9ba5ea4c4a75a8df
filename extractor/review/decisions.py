"""Which facts stand once curators have looked at them, and what these say then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
_PLACE = ("paper_id", "passage_id", "start_char", "end_char", "quote", "sentence")


def standing(connection: sqlite3.Connection, table: str, rows: Sequence[Row], accepted_only: bool = False) -> list[Row]:
    """The rows of a fact table that stand, each with its `decision` (None, accept, correct or add).

    The latest decision on a fact counts: rejected facts go, corrections are applied, and what curators added to the
    papers of these rows is added. With `accepted_only` those stay that a curator accepted, corrected or added.
    """
    papers = json.dumps(sorted({row["paper_id"] for row in rows}))
    sql = (
        "SELECT * FROM decisions WHERE fact_table = ? AND paper_id IN (SELECT value FROM json_each(?))"
        " ORDER BY reviewed_at, review_id"
    )
    latest = {review["current_fact_id"]: review for review in connection.execute(sql, (table, papers))}
    known = {row["fact_id"] for row in rows}
    added = [_added(review, rows[0]) for i, review in latest.items() if review["decision"] == "add" and i not in known]
    return [
        fact
        for row in [*rows, *added]
        if (fact := _decided(row, latest.get(row["fact_id"]))) is not None
        and not (accepted_only and fact["decision"] is None)
    ]


def _decided(row: Row, review: sqlite3.Row | None) -> Row | None:
    """A fact with its latest decision, None where that is a rejection."""
    decision = review["decision"] if review else None
    if decision == "reject":
        return None
    changed = json.loads(review["correction"] or "{}") if review and decision == "correct" else {}
    return {**row, **{column: value for column, value in changed.items() if column in row}, "decision": decision}


def _added(review: sqlite3.Row, like: Row) -> Row:
    """A fact that a curator added, as a row with the columns of the extracted ones."""
    place = {column: review[column] for column in _PLACE}
    own = {"fact_id": review["current_fact_id"], "pattern_id": "curator", "confidence": 1.0, "derived": 0}
    found = {**dict.fromkeys(like), **place, **own, **json.loads(review["correction"] or "{}")}
    if "quote_at" in like:
        found["quote_at"] = max(0, review["sentence"].find(review["quote"]))
    return found
