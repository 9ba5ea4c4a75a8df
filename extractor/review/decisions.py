"""Which facts stand once curators have looked at them, and what these say then."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def standing(connection: sqlite3.Connection, table: str, rows: Sequence[Row], accepted_only: bool = False) -> list[Row]:
    """The rows of a fact table that stand, each with its `decision` (None, accept or correct).

    The latest decision on a fact counts: rejected facts go, corrections are applied. With `accepted_only` those stay
    that a curator accepted or corrected. A decision on a fact that an extraction gave a new id is found by its
    place, where only one fact stands there.
    """
    latest = _latest(connection, table, rows)
    places = Counter(_place(row) for row in rows)
    stand = []
    for row in rows:
        review = latest.get(row["fact_id"]) or (latest.get(_place(row)) if places[_place(row)] == 1 else None)
        decision = review["decision"] if review else None
        if decision == "reject" or (accepted_only and decision is None):
            continue
        changed = json.loads(review["correction"] or "{}") if review and decision == "correct" else {}
        stand.append(
            {**row, **{column: value for column, value in changed.items() if column in row}, "decision": decision}
        )
    return stand


def _latest(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> dict[object, sqlite3.Row]:
    """The latest review of each fact by its id; by its place too, where the fact reviewed is not among the rows."""
    papers, ids = json.dumps(sorted({row["paper_id"] for row in rows})), {row["fact_id"] for row in rows}
    sql = (
        "SELECT * FROM reviews WHERE fact_table = ? AND paper_id IN (SELECT value FROM json_each(?))"
        " ORDER BY reviewed_at, review_id"
    )
    latest: dict[object, sqlite3.Row] = {}
    for review in connection.execute(sql, (table, papers)):
        latest[review["fact_id"] if review["fact_id"] in ids else _place(review)] = review
    return latest


def _place(row: Row | sqlite3.Row) -> tuple[str, int, int]:
    return row["passage_id"], row["start_char"], row["end_char"]
