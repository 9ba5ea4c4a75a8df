"""Totals that pages show, kept by whoever writes: counting ten million rows for each visitor would take seconds.

Every total is a sum over papers, so that what a batch of papers changed is the difference of their own counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from extractor.store.schema import FACT_TABLES

COUNTED = ("papers", "passages", *FACT_TABLES, "numbers_left")
SEPARATOR = "\x1f"  # between two parts of a name

# Kind of total, and what it counts: names and numbers of rows that {of} chooses.
_TOTALS = (
    *(("rows", f"'{table}', count(*) FROM {table} WHERE {{of}}") for table in COUNTED),
    ("rows", "'full_texts', count(*) FROM papers WHERE {of} AND full_text"),
    ("rows", "'retracted', count(*) FROM papers WHERE {of} AND status = 'retracted'"),
    ("rows", "'extracted', count(*) FROM papers WHERE {of} AND extracted_with IS NOT NULL"),
    ("year", "year, count(*) FROM papers WHERE {of} AND year IS NOT NULL GROUP BY year"),
    ("reason", "reason, count(*) FROM numbers_left WHERE {of} GROUP BY reason"),
    # papers with doses of a drug, and with an event
    ("dosed", "drug, count(DISTINCT paper_id) FROM doses WHERE {of} AND drug IS NOT NULL GROUP BY drug"),
    ("event", "lower(term), count(DISTINCT paper_id) FROM adverse_events WHERE {of} GROUP BY lower(term)"),
    ("unit", "unit, count(*) FROM doses WHERE {of} AND low > 0 AND drug IS NOT NULL GROUP BY unit"),
    (
        "unit, drug",
        f"unit || '{SEPARATOR}' || drug, count(*) FROM doses WHERE {{of}} AND low > 0 AND drug IS NOT NULL"
        " GROUP BY unit, drug",
    ),
    (
        "event, grade",
        f"lower(term) || '{SEPARATOR}' || coalesce(grade, ''), count(*) FROM adverse_events WHERE {{of}}"
        " GROUP BY lower(term), grade",
    ),
)
_SELECT = " UNION ALL ".join(f"SELECT '{kind}', {counted}" for kind, counted in _TOTALS)
_OF_PAPERS = _SELECT.format(of="paper_id IN (SELECT value FROM json_each(?1))")
_ALL = _SELECT.format(of="1")


@contextmanager
def tallied(connection: sqlite3.Connection, paper_ids: Iterable[str]) -> Iterator[None]:
    """Let the totals follow what is done inside, in a transaction, to these papers and to no others."""
    papers = (json.dumps(list(paper_ids)),)
    change = Counter({(kind, name): -n for kind, name, n in connection.execute(_OF_PAPERS, papers)})
    yield
    for kind, name, n in connection.execute(_OF_PAPERS, papers):
        change[kind, name] += n
    changed = [(kind, name, n) for (kind, name), n in change.items() if n]
    connection.executemany(
        "INSERT INTO totals VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET n = n + excluded.n", changed
    )
    gone = [(kind, name) for kind, name, n in changed if n < 0]
    connection.executemany("DELETE FROM totals WHERE kind = ? AND name = ? AND n = 0", gone)


def count_anew(connection: sqlite3.Connection) -> None:
    """Count all there is, after changes that `tallied` did not see."""
    connection.execute("DELETE FROM totals")
    connection.execute(f"WITH counted (kind, name, n) AS ({_ALL}) INSERT INTO totals SELECT * FROM counted WHERE n")
