"""What readings changed. A reading replaces a paper's facts; here is kept what it takes to undo that.

Facts that stay leave nothing behind, so that the history grows with what changes and not with what is read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.store.rows import insert_sql
from extractor.store.schema import FACT_TABLES

HISTORY = ("fact_history", "readings", "paper_history")
DELETED = "deleted"
_COLUMNS = ("run_id", "paper_id", "fact_table", "fact_id", "change", "fact")
_OF_PAPERS = "paper_id IN (SELECT value FROM json_each(?))"

Key = tuple[str, str]  # table, fact_id
Facts = dict[Key, sqlite3.Row]


def facts_before(connection: sqlite3.Connection, paper_ids: Iterable[str]) -> Facts:
    """The facts of those of these papers that were read before: what a new reading is to be compared with."""
    papers = json.dumps(sorted(_read_before(connection, paper_ids)))
    return {
        (table, row["fact_id"]): row
        for table in FACT_TABLES
        for row in connection.execute(f"SELECT * FROM {table} WHERE {_OF_PAPERS}", (papers,))
    }


def note_dropped(connection: sqlite3.Connection, dropped: Facts, run_id: int) -> None:
    """Keep facts that are no longer in the database."""
    rows = [(run_id, row["paper_id"], *key, "dropped", _kept(row)) for key, row in dropped.items()]
    connection.executemany(insert_sql("fact_history", _COLUMNS), rows)


def note_reading(connection: sqlite3.Connection, paper_ids: Sequence[str], before: Facts, run_id: int) -> None:
    """After the facts of these papers were replaced: note what is gone, what is new, and that they were read."""
    now = facts_before(connection, paper_ids)
    note_dropped(connection, {key: row for key, row in before.items() if key not in now}, run_id)
    added = {key: row for key, row in now.items() if key not in before}
    # A new text drops all facts; those that the same run finds in it again never were away.
    back = set(_dropped_in(connection, paper_ids, run_id)) & added.keys()
    connection.executemany(
        "DELETE FROM fact_history WHERE run_id = ? AND fact_table = ? AND fact_id = ? AND change = 'dropped'",
        [(run_id, *key) for key in back],
    )
    rows = [(run_id, row["paper_id"], *key, "added", None) for key, row in added.items() if key not in back]
    connection.executemany(insert_sql("fact_history", _COLUMNS), rows)
    connection.executemany(
        insert_sql("readings", ("paper_id", "run_id"), "INSERT OR IGNORE"), [(i, run_id) for i in paper_ids]
    )


def note_statuses(connection: sqlite3.Connection, statuses: Mapping[str, str | None], run_id: int) -> None:
    """Before papers are saved: note those stored whose status (retracted, corrected ...) is about to change."""
    stored = connection.execute(f"SELECT paper_id, status FROM papers WHERE {_OF_PAPERS}", (json.dumps([*statuses]),))
    rows = [(run_id, i, before, statuses[i]) for i, before in stored.fetchall() if before != statuses[i]]
    columns = ("run_id", "paper_id", "status_before", "status")
    connection.executemany(insert_sql("paper_history", columns), rows)


def note_deleted(connection: sqlite3.Connection, paper_ids: Iterable[str], run_id: int) -> None:
    """After papers were taken out because PubMed deleted them."""
    rows = [(run_id, paper_id, DELETED) for paper_id in paper_ids]
    connection.executemany(insert_sql("paper_history", ("run_id", "paper_id", "status")), rows)


def _read_before(connection: sqlite3.Connection, paper_ids: Iterable[str]) -> set[str]:
    sql = f"SELECT DISTINCT paper_id FROM readings WHERE {_OF_PAPERS}"
    return {paper_id for (paper_id,) in connection.execute(sql, (json.dumps(list(paper_ids)),))}


def _dropped_in(connection: sqlite3.Connection, paper_ids: Sequence[str], run_id: int) -> Iterator[Key]:
    sql = f"SELECT fact_table, fact_id FROM fact_history WHERE run_id = ? AND change = 'dropped' AND {_OF_PAPERS}"
    return ((table, fact_id) for table, fact_id in connection.execute(sql, (run_id, json.dumps(list(paper_ids)))))


def last_dropped(connection: sqlite3.Connection, papers: str) -> dict[Key, int]:
    """By fact of these papers, a JSON list of ids, the last run that dropped it."""
    sql = "SELECT fact_table, fact_id, max(run_id) FROM fact_history WHERE change = 'dropped'"
    dropped = connection.execute(f"{sql} AND {_OF_PAPERS} GROUP BY fact_table, fact_id", (papers,))
    return {(table, fact_id): run_id for table, fact_id, run_id in dropped}


def _kept(row: sqlite3.Row) -> str:
    return json.dumps({k: row[k] for k in row.keys() if row[k] is not None}, ensure_ascii=False)  # noqa: SIM118


def changed_papers(connection: sqlite3.Connection, after_run: int, up_to: int) -> list[str]:
    """Papers that runs after the one and up to the other read, or whose text they replaced."""
    sql = " UNION ".join(f"SELECT paper_id FROM {table} WHERE run_id > ? AND run_id <= ?" for table in HISTORY)
    return [paper_id for (paper_id,) in connection.execute(f"{sql} ORDER BY 1", (after_run, up_to) * len(HISTORY))]


def show_as_of(connection: sqlite3.Connection, run_id: int, paper_ids: Sequence[str] | None = None) -> None:
    """Let the fact tables, on this connection, hold what they held after a run, of some papers or of all, and papers
    their status of then.

    Tables of the connection's own, in memory, stand before the database's: every query sees them under the same name.
    """
    show_present(connection)
    connection.execute("PRAGMA temp_store = MEMORY")
    within = "1" if paper_ids is None else _OF_PAPERS
    papers = () if paper_ids is None else (json.dumps(list(paper_ids)),)
    # What the first later change of a fact says is what the fact was: dropped, it was there; added, it was not.
    connection.execute(
        "CREATE TEMP TABLE undone AS SELECT fact_table, fact_id, change, fact, min(change_id) FROM fact_history"
        f" WHERE run_id > {run_id:d} AND {within} GROUP BY fact_table, fact_id",
        papers,
    )
    then_read = f"paper_id IN (SELECT paper_id FROM readings WHERE run_id <= {run_id:d})"
    for table in FACT_TABLES:
        columns = [row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        of_table = f"FROM undone WHERE fact_table = '{table}'"
        was = ", ".join(f"json_extract(fact, '$.{column}') AS {column}" for column in columns)
        connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE {then_read} AND {within}"
            f" AND fact_id NOT IN (SELECT fact_id {of_table})"
            f" UNION ALL SELECT * FROM (SELECT {was} {of_table} AND change = 'dropped') WHERE {then_read}",
            papers,
        )
        [(view,)] = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (f"curated_{table}",))
        connection.execute(view.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    columns = [row["name"] for row in connection.execute("PRAGMA main.table_info(papers)")]
    later = f"FROM main.paper_history later WHERE later.paper_id = paper.paper_id AND later.run_id > {run_id:d}"
    was = f"CASE WHEN EXISTS (SELECT 1 {later}) THEN (SELECT status_before {later} ORDER BY change_id LIMIT 1)"
    shown = ", ".join(f"{was} ELSE status END AS status" if column == "status" else column for column in columns)
    connection.execute(f"CREATE TEMP VIEW papers AS SELECT {shown} FROM main.papers paper")


def show_present(connection: sqlite3.Connection) -> None:
    """Take back `show_as_of`."""
    for view in ("papers", *(f"curated_{table}" for table in FACT_TABLES)):
        connection.execute(f"DROP VIEW IF EXISTS temp.{view}")
    for table in ("undone", *FACT_TABLES):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
