"""Keeps the full-text indexes true, in the transaction that changes the rows: a killed run leaves none stale.

Not by triggers: SQLite opens a savepoint for each row that a trigger writes and FTS5 flushes at each, which made saving
a record file take twice as long. Not by a rebuild at the end of a run: a single paper would wait for all the others.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

SEARCHED = {
    "passages": ("text",),
    "drugs": ("drug", "mentions", "sentence"),
    "doses": ("drug", "sentence"),
    "patient_counts": ("arm", "sentence"),
    "response_rates": ("outcome", "arm", "sentence"),
    "adverse_events": ("term", "arm", "sentence"),
    "mechanisms": ("drug", "target", "model_name", "sentence"),
}
_OF_PAPERS = "WHERE paper_id IN (SELECT value FROM json_each(?))"


def delete_rows_of(connection: sqlite3.Connection, tables: Iterable[str], paper_ids: Sequence[str]) -> None:
    """Delete these papers' rows, and what the indexes hold of them, which FTS5 must be told while the rows exist."""
    ids = (json.dumps(paper_ids),)
    for table in tables:
        if table in SEARCHED:
            columns = ", ".join(SEARCHED[table])
            connection.execute(
                f"INSERT INTO {table}_fts ({table}_fts, rowid, {columns})"
                f" SELECT 'delete', rowid, {columns} FROM {table} {_OF_PAPERS}",
                ids,
            )
        connection.execute(f"DELETE FROM {table} {_OF_PAPERS}", ids)


def index_rows_of(connection: sqlite3.Connection, tables: Iterable[str], paper_ids: Sequence[str]) -> None:
    """Add these papers' rows, which must be new, to the indexes."""
    ids = (json.dumps(paper_ids),)
    for table in tables:
        columns = ", ".join(SEARCHED[table])
        connection.execute(
            f"INSERT INTO {table}_fts (rowid, {columns}) SELECT rowid, {columns} FROM {table} {_OF_PAPERS}", ids
        )
