"""Facts as curators left them: rejected ones are gone, corrected ones say what they were corrected to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
Place = tuple[str, int, int]


def decided_facts(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a fact table that nobody rejected, corrections applied, with a column `decision`.

    The latest decision about a fact counts, whoever made it. A decision about a fact that is no longer there, because
    the paper was read again in between, holds for what stands in its place now, unless it was an acceptance: what was
    accepted is not what stands there now.
    """
    by_fact: dict[str, sqlite3.Row] = {}
    by_place: dict[Place, sqlite3.Row] = {}
    reviews = connection.execute("SELECT * FROM reviews WHERE fact_table = ? ORDER BY reviewed_at, review_id", (table,))
    for review in reviews:
        by_fact[review["fact_id"]] = review
        by_place[_place(review)] = review
    stored = {
        fact_id
        for (fact_id,) in connection.execute(
            f"SELECT fact_id FROM {table} WHERE fact_id IN (SELECT value FROM json_each(?))", (json.dumps([*by_fact]),)
        )
    }
    for fact in connection.execute(f"SELECT * FROM {table} ORDER BY rowid"):
        review = by_fact.get(fact["fact_id"])
        if review is None and (found := by_place.get(_place(fact))) is not None:
            review = None if found["fact_id"] in stored or found["decision"] == "accept" else found
        decision = review["decision"] if review else None
        if decision != "reject":
            correction = json.loads(review["correction"] or "{}") if review and decision == "correct" else {}
            yield {**dict(fact), **correction, "decision": decision}


def _place(row: sqlite3.Row) -> Place:
    return row["passage_id"], row["start_char"], row["end_char"]
