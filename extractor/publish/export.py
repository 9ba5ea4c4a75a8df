"""The tables as CSV, the facts as JSON lines: streamed, and in the same order whenever the content is the same."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from extractor.errors import UsageError
from extractor.files import whole_file
from extractor.store import FACT_TABLES, open_reader

_BY_PAPER = "paper_id"
_BY_PLACE = "paper_id, length(passage_id), passage_id, start_char, end_char"  # within a paper that is reading order
_ORDER = {
    "papers": _BY_PAPER,
    "passages": "paper_id, ordinal",
    "table_cells": "passage_id, row_no, column_no",
    **dict.fromkeys(FACT_TABLES, f"{_BY_PLACE}, fact_id"),
    "numbers_left": _BY_PLACE,
    "fact_places": f"{_BY_PLACE}, fact_id",
    "contradictions": "paper_id, fact_id, other_fact_id",
    "facts": f"{_BY_PLACE}, fact_id",
    "papers_browse": _BY_PAPER,
    "rates_that_disagree": "paper_id, fact_id",
    "comparable_doses": f"{_BY_PLACE}, fact_id",
    "reviews": "review_id",
    "decisions": "review_id",
    "disagreements": "paper_id, current_fact_id",
    "latest_decisions": "review_id",
    **{f"curated_{table}": f"{_BY_PLACE}, fact_id" for table in FACT_TABLES},
    "screenings": "review",
    "screened": "review, paper_id",
    "screening_decisions": "decision_id",
    "screening": "review, paper_id",
    "finds": "paper_id, source",
    "comparisons": "comparison_id",
    "comparison_scores": "comparison_id, fact_table",
    "comparison_rows": "row_id",
    "searches": "name",
    "errors": "error_id",
    "runs": "run_id",
    "readings": "paper_id, run_id",
    "fact_history": "change_id",
    "paper_history": "change_id",
}
_VIEWS = (
    "facts", "papers_browse", "rates_that_disagree", "comparable_doses", "decisions", "disagreements",
    "latest_decisions", *(f"curated_{table}" for table in FACT_TABLES), "screening",
)  # fmt: skip
FORMATS = ("csv", "jsonl")


def export(db: Path, format: str, out: Path | None = None, table: str | None = None) -> list[Path]:
    """Write the content of `db` and return the files written (none when it went to standard output).

    `csv`: one file per table into the folder `out`, or one `table` (or view) into the file `out` or to standard output.
    `jsonl`: one object per fact, {"table", ...columns}, of one fact table or all, into the file `out` or to standard
    output. What is not stated is empty in CSV and null in JSON.
    """
    if format not in FORMATS:
        raise UsageError(f"There is no format {format!r}; choose from {', '.join(FORMATS)}.")
    known = FACT_TABLES if format == "jsonl" else tuple(_ORDER)
    if table is not None and table not in known:
        raise UsageError(f"There is no table {table!r} to export as {format}; choose from {', '.join(known)}.")
    with closing(open_reader(db)) as connection:
        if format == "jsonl":
            tables = (table,) if table else FACT_TABLES
            return _to(out, partial(_write_json_lines, connection, tables))
        if table is not None:
            return _to(out, partial(_write_csv, connection, table))
        if out is None:
            raise UsageError("Say where the CSV files go, with a folder, or name one table.")
        written = []
        for name in stored_tables():
            written += _to(out / f"{name}.csv", partial(_write_csv, connection, name))
        return written


def _to(out: Path | None, write: Callable[[TextIO], None]) -> list[Path]:
    """Let `write` fill the file `out`, or standard output."""
    if out is None:
        write(sys.stdout)
        return []
    with whole_file(out) as half, half.open("w", encoding="utf-8", newline="") as stream:
        write(stream)
    return [out]


def stored_tables() -> list[str]:
    """The tables that hold what the database knows; views show the same in other ways."""
    return [table for table in _ORDER if table not in _VIEWS]


def in_order(connection: sqlite3.Connection, table: str, query: str | None = None) -> sqlite3.Cursor:
    """The rows of a table, or of a query whose rows are those of the table, in its order."""
    return connection.execute(f"{query or f'SELECT * FROM {table}'} ORDER BY {_ORDER[table]}")


def whole(value: Any) -> Any:
    """Whole numbers without the `.0` that a REAL column gives them."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write_csv(connection: sqlite3.Connection, table: str, stream: TextIO) -> None:
    cursor = in_order(connection, table)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column[0] for column in cursor.description])
    writer.writerows([whole(value) for value in row] for row in cursor)


def _write_json_lines(connection: sqlite3.Connection, tables: tuple[str, ...], stream: TextIO) -> None:
    for line in _json_lines(connection, tables):
        stream.write(line + "\n")


def _json_lines(connection: sqlite3.Connection, tables: tuple[str, ...]) -> Iterator[str]:
    for table in tables:
        for row in in_order(connection, table):
            columns = {name: whole(row[name]) for name in row.keys()}  # noqa: SIM118 (a Row iterates over its values)
            for name in columns.keys() & {"mentions", "drug_ids"}:
                columns[name] = json.loads(columns[name])
            yield json.dumps({"table": table, **columns}, ensure_ascii=False)
