"""Comparisons with gold tables, as stored for the pages that show them. The latest of a name is kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from extractor.store.rows import insert_sql

_ROW = ("comparison_id", "fact_table", "paper_id", "verdict", "gold", "found", "differs", "fact_id", "sentence")


@dataclass(frozen=True)
class Comparison:
    """`papers`: the annotated ones, `papers_found`: those of them in the database. `compared_by`: a curator, if one.

    `scores`: by table, the columns of `comparison_scores`. `rows`: dicts of fact_table, paper_id, verdict (match,
    incomplete, mislinked, number differs, missing, extra), gold and found (dicts or None), differs (columns), fact_id
    and sentence.
    """

    name: str
    papers: int
    papers_found: int
    scores: Mapping[str, Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    compared_by: str | None = None


def save_comparison(connection: sqlite3.Connection, comparison: Comparison) -> int:
    """Store a comparison in place of the one of the same name, and return its number."""
    forget_comparison(connection, comparison.name)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    columns = ("name", "papers", "papers_found", "compared_by", "compared_at")
    counted = (comparison.name, comparison.papers, comparison.papers_found, comparison.compared_by, now)
    number = connection.execute(insert_sql("comparisons", columns), counted).lastrowid
    assert number is not None
    for table, score in comparison.scores.items():
        given = ("comparison_id", "fact_table", *score)
        connection.execute(insert_sql("comparison_scores", given), (number, table, *score.values()))
    connection.executemany(
        insert_sql("comparison_rows", _ROW),
        [
            (
                number, row["fact_table"], row["paper_id"], row["verdict"], _listed(row["gold"]), _listed(row["found"]),
                json.dumps(row["differs"]), row["fact_id"], row["sentence"],
            )
            for row in comparison.rows
        ],
    )  # fmt: skip
    return number


def forget_comparison(connection: sqlite3.Connection, name: str) -> None:
    """Take the comparison of this name out, where there is one."""
    known = connection.execute("SELECT comparison_id FROM comparisons WHERE name = ?", (name,)).fetchall()
    for table in ("comparison_rows", "comparison_scores", "comparisons"):
        connection.executemany(f"DELETE FROM {table} WHERE comparison_id = ?", [tuple(row) for row in known])


def _listed(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)
