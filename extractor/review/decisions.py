"""Which facts stand once curators have looked at them, and what these say then: the database's views `curated_*`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


def standing(
    connection: sqlite3.Connection,
    table: str,
    papers: Iterable[str] | None = None,
    accepted_only: bool = False,
    also: str = "NULL",
) -> list[Row]:
    """The facts of a table that stand, of these papers or of all, in reading order, each with its `decision` (None,
    accept, correct or add).

    The latest decision on a fact counts: rejected facts go, corrections are applied, and what curators added is
    added. With `accepted_only` those stay that a curator accepted, corrected or added. `also` is SQL for a column of
    that name.
    """
    conditions = ["1"] if papers is None else ["paper_id IN (SELECT value FROM json_each(?))"]
    conditions += ["decision IS NOT NULL"] if accepted_only else []
    sql = (
        f"SELECT *, {also} AS also FROM curated_{table} fact WHERE {' AND '.join(conditions)}"
        " ORDER BY paper_id, length(passage_id), passage_id, start_char, end_char, fact_id"
    )
    return [dict(row) for row in connection.execute(sql, () if papers is None else (json.dumps([*papers]),))]
