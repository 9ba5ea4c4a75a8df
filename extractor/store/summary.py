"""What a person wants to see after a run: how much there is, and a few facts with their sentences."""

from __future__ import annotations

import sqlite3
from typing import Any

from extractor.store.schema import FACT_TABLES

EXAMPLES_PER_TABLE = 2
USUAL_LENGTH = 110  # characters; what fits into two lines of a terminal

# The columns that make a fact of this kind a good example when they are filled.
_TELLING = {
    "drugs": ("drug",),
    "doses": ("drug", "frequency", "route"),
    "patient_counts": ("arm",),
    "response_rates": ("numerator", "denominator", "percent", "ci_low"),
    "adverse_events": ("grade", "numerator", "denominator", "percent"),
    "mechanisms": ("ros", "model"),
}


_ERRORS = "SELECT count(*) FROM errors WHERE run_id = (SELECT max(run_id) FROM runs)"


def summary(connection: sqlite3.Connection) -> dict[str, Any]:
    """Counts of `papers`, `extracted` papers, `passages`, `full_texts`, `errors` of the last run; ids of `retracted`
    papers; `facts` by table; `numbers_left` by reason, most frequent first; `examples` by table: dicts of paper_id,
    label, quote and sentence."""

    total = dict(connection.execute("SELECT name, n FROM totals WHERE kind = 'rows'").fetchall())
    reasons = connection.execute("SELECT name, n FROM totals WHERE kind = 'reason' ORDER BY n DESC, name").fetchall()
    return {
        **{name: total.get(name, 0) for name in ("papers", "extracted", "passages", "full_texts")},
        "retracted": [
            row[0]
            for row in connection.execute("SELECT paper_id FROM papers WHERE status = 'retracted' ORDER BY paper_id")
        ],
        "errors": int(connection.execute(_ERRORS).fetchone()[0]),
        "facts": {table: total.get(table, 0) for table in FACT_TABLES},
        "numbers_left": {row[0]: row[1] for row in reasons},
        "examples": {table: _examples(connection, table) for table in FACT_TABLES},
    }


def _examples(connection: sqlite3.Connection, table: str) -> list[dict[str, str]]:
    """The surest and fullest facts of papers that report responses, where there are any (a catalyst is no drug), in
    sentences of the usual length (the shortest are headings and fragments), each of another paper."""
    filled = " + ".join(f"({column} IS NOT NULL)" for column in _TELLING[table])
    best = connection.execute(
        f"SELECT fact_id, paper_id FROM {table} ORDER BY round(confidence, 1) DESC,"
        f" paper_id IN (SELECT paper_id FROM response_rates) DESC, {filled} DESC,"
        f" abs(length(sentence) - {USUAL_LENGTH}), fact_id LIMIT 100"
    ).fetchall()
    of_papers = {paper_id: fact_id for fact_id, paper_id in reversed(best)}
    chosen = [fact_id for fact_id, paper_id in best if of_papers[paper_id] == fact_id][:EXAMPLES_PER_TABLE]
    columns = ("paper_id", "label", "quote", "sentence")
    sql = f"SELECT {', '.join(columns)} FROM facts WHERE fact_table = ? AND fact_id = ?"
    rows = [connection.execute(sql, (table, fact_id)).fetchone() for fact_id in chosen]
    return [dict(zip(columns, row, strict=True)) for row in rows]
