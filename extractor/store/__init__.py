"""The database: papers, passages, facts, what was left and what failed. One process writes; anyone may read.

with Store(Path("db/extractor.db")) as store:
    run = store.begin_run("run", ["records.xml.gz"], pipeline.fingerprint, None)
    store.save_papers(papers, run)
    store.save_readings(pipeline.readings(store.pending(pipeline.fingerprint)), run)
    store.end_run(run, "done")
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from extractor.records import Deletion, Fact, Failure, Finished, Paper, Reading
from extractor.store.alive import is_gone, this_process
from extractor.store.comparisons import Comparison, save_comparison
from extractor.store.connect import close_writer, open_reader, open_writer, plain_errors
from extractor.store.files import delete_citations, forget_files, note_finished, without_deleted
from extractor.store.history import HISTORY, facts_before, note_deleted, note_dropped, note_reading, note_statuses
from extractor.store.merge import RELEASES, merged
from extractor.store.reviews import follow
from extractor.store.rows import (
    CELL_COLUMNS,
    CONTRADICTION_COLUMNS,
    NUMBER_LEFT_COLUMNS,
    PAPER_COLUMNS,
    PASSAGE_COLUMNS,
    PLACE_COLUMNS,
    cell_row,
    insert_sql,
    number_left_row,
    paper_from_rows,
    paper_row,
    passage_row,
    place_rows,
    storable,
    text_hash,
)
from extractor.store.schema import FACT_TABLES, OF_FACTS
from extractor.store.screening import Answer, decide_on_paper, note_finds, save_screening
from extractor.store.search import delete_rows_of, index_rows_of
from extractor.store.summary import summary
from extractor.store.totals import tallied

__all__ = ["FACT_TABLES", "Comparison", "Store", "open_reader"]

BATCH = 250  # papers in one transaction: what a killed run can lose

T = TypeVar("T")


def _batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """A database. Raises ExtractorError, in one sentence, for any trouble with the file.

    Every batch is one transaction, so that a run killed at any moment leaves a valid database and can be resumed.
    With `read_only` a file that must not be written will do; without, one that is missing is made.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._close = sqlite3.Connection.close if read_only else close_writer
        self._connection = (open_reader if read_only else open_writer)(self.path)
        self._connection.row_factory = sqlite3.Row

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        self._close(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with plain_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with plain_errors(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    # Runs

    def begin_run(self, command: str, sources: Sequence[str], fingerprint: str, model: str | None) -> int:
        """Note what is about to be done, and with which patterns; the number goes with every row written."""
        sources_row = json.dumps(list(sources), ensure_ascii=False).encode("utf-8", "replace").decode()
        row = (command, sources_row, fingerprint, model, "running", _now(), this_process())
        columns = ("command", "sources", "fingerprint", "model", "status", "started_at", "process")
        running = self._rows("SELECT run_id, process FROM runs WHERE status = 'running'")
        killed = [(run["run_id"],) for run in running if is_gone(run["process"])]
        with self._transaction() as connection:
            connection.executemany("UPDATE runs SET status = 'killed' WHERE run_id = ?", killed)
            run_id = connection.execute(insert_sql("runs", columns), row).lastrowid
        assert run_id is not None
        return run_id

    def end_run(self, run_id: int, status: str) -> None:
        """`status`: done, failed or interrupted. A run that ends without saying so is `killed`, the next one notes."""
        with self._transaction() as connection:
            connection.execute("UPDATE runs SET status = ?, ended_at = ? WHERE run_id = ?", (status, _now(), run_id))

    # Writing

    def save_papers(self, papers: Iterable[Paper], run_id: int) -> int:
        """Store papers and return how many are new or have new text.

        A paper whose text is the same keeps its facts; one whose text has changed loses them and is pending again.
        """
        return sum(self._save_paper_batch(batch, run_id) for batch in _batches(papers))

    def reconciled(self, papers: Iterable[Paper]) -> list[Paper]:
        """The papers as they should be stored, given what is: see `extractor.store.merge`."""
        latest: dict[str, Paper] = {}
        with plain_errors(self.path):
            kept = without_deleted(self._connection, list(papers))
        for paper in kept:
            latest[paper.paper_id] = merged(latest.get(paper.paper_id), paper)
        sql = (
            "SELECT paper_id FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
            " AND (full_text OR version > 1 OR open_access = 0 OR ? OR (source GLOB ? AND source > ?))"
        )
        unlike = any(paper.full_text or paper.open_access is False for paper in latest.values())
        first = min((paper.source or "" for paper in latest.values()), default="")
        for (paper_id,) in self._rows(sql, (json.dumps(list(latest)), unlike, RELEASES, first)):
            [stored] = self.papers([paper_id])
            latest[paper_id] = merged(stored, latest[paper_id])
        return list(latest.values())

    def _save_paper_batch(self, papers: list[Paper], run_id: int) -> int:
        latest = {paper.paper_id: paper for paper in self.reconciled(papers)}
        with self._transaction() as connection, tallied(connection, latest):
            stored = self._text_hashes(list(latest))
            note_statuses(connection, {paper.paper_id: paper.status for paper in latest.values()}, run_id)
            changed = [paper for paper in latest.values() if stored.get(paper.paper_id) != text_hash(paper)]
            rewritten = [paper.paper_id for paper in changed if paper.paper_id in stored]
            note_dropped(connection, facts_before(connection, rewritten), run_id)
            delete_rows_of(connection, ("table_cells", "passages", "numbers_left", *OF_FACTS, *FACT_TABLES), rewritten)
            connection.executemany(
                "UPDATE papers SET extracted_with = NULL, abridged = 0 WHERE paper_id = ?",
                [(paper_id,) for paper_id in rewritten],
            )
            updates = ", ".join(f"{column} = excluded.{column}" for column in PAPER_COLUMNS[1:])
            connection.executemany(
                f"{insert_sql('papers', PAPER_COLUMNS)} ON CONFLICT (paper_id) DO UPDATE SET {updates}",
                [paper_row(paper, run_id) for paper in latest.values()],
            )
            connection.executemany(
                insert_sql("passages", PASSAGE_COLUMNS), [passage_row(p) for paper in changed for p in paper.passages]
            )
            connection.executemany(
                insert_sql("table_cells", CELL_COLUMNS),
                [cell_row(p, cell) for paper in changed for p in paper.passages for cell in p.cells],
            )
            index_rows_of(connection, ("passages",), [paper.paper_id for paper in changed])
            # A full text of a known paper was sought, not found.
            found = [p for p in papers if p.source and not (p.full_text and p.paper_id in stored)]
            note_finds(connection, [(paper.paper_id, paper.source or "") for paper in found])
        return len(changed)

    def _text_hashes(self, paper_ids: list[str]) -> dict[str, str]:
        """The hashes of the stored texts of these papers, those that are stored."""
        sql = "SELECT paper_id, text_hash FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(sql, (json.dumps(paper_ids),)).fetchall())

    def save_readings(self, readings: Iterable[Reading | Finished], run_id: int) -> int:
        """Replace the facts and left numbers of these papers and return the count of facts. A file that is finished is
        noted in the transaction that saves the last of what came before it.

        A reading of a text that is not the stored one (a newer version came in between, or the paper was taken out)
        is passed over, since its facts would point into nothing; the paper is then still pending.
        """
        [(fingerprint,)] = self._rows("SELECT fingerprint FROM runs WHERE run_id = ?", (run_id,))
        return sum(self._save_reading_batch(batch, run_id, fingerprint) for batch in _batches(readings))

    def _save_reading_batch(self, batch: list[Reading | Finished], run_id: int, fingerprint: str) -> int:
        facts: dict[str, list[Fact]] = defaultdict(list)
        readings = [item for item in batch if isinstance(item, Reading)]
        paper_ids = [reading.paper.paper_id for reading in readings]
        with self._transaction() as connection, tallied(connection, paper_ids):
            forget_files(connection, fingerprint)
            stored = self._text_hashes(paper_ids)
            latest = {
                reading.paper.paper_id: reading
                for reading in readings
                if stored.get(reading.paper.paper_id) == text_hash(reading.paper)
            }
            for reading in latest.values():
                for fact in reading.facts:
                    facts[fact.TABLE].append(fact)
            before = facts_before(connection, latest)
            delete_rows_of(connection, ("numbers_left", *OF_FACTS, *FACT_TABLES), list(latest))
            for table, found in facts.items():
                rows = [fact.row() | {"run_id": run_id} for fact in found]
                # Two patterns may state the same fact of the same span, hence the same id: the first one stays.
                # (INSERT OR IGNORE would also ignore a row that breaks a CHECK.)
                sql = f"{insert_sql(table, tuple(rows[0]))} ON CONFLICT (fact_id) DO NOTHING"
                connection.executemany(sql, [tuple(map(storable, row.values())) for row in rows])
            connection.executemany(
                insert_sql("numbers_left", NUMBER_LEFT_COLUMNS, "INSERT OR REPLACE"),
                [number_left_row(left) for reading in latest.values() for left in reading.numbers_left],
            )
            connection.executemany(
                insert_sql("fact_places", PLACE_COLUMNS, "INSERT OR REPLACE"),
                [row for found in facts.values() for fact in found for row in place_rows(fact)],
            )
            connection.executemany(
                insert_sql("contradictions", CONTRADICTION_COLUMNS, "INSERT OR REPLACE"),
                [astuple(pair) for reading in latest.values() for pair in reading.contradictions],
            )
            index_rows_of(connection, FACT_TABLES, list(latest))
            follow(connection, latest, before)
            note_reading(connection, list(latest), before, run_id)
            connection.executemany(
                "UPDATE papers SET extracted_with = ? WHERE paper_id = ?", [(fingerprint, i) for i in latest]
            )
            note_finished(connection, [item for item in batch if isinstance(item, Finished)], run_id)
        return sum(map(len, facts.values()))

    def save_failures(self, failures: Iterable[Failure], run_id: int) -> None:
        """Note the documents that could not be read, with the reason."""
        sql = insert_sql("errors", ("source", "document", "reason", "run_id"))
        for batch in _batches(failures):
            with self._transaction() as connection:
                connection.executemany(sql, [(f.source, f.document, f.reason, run_id) for f in batch])

    def remove(self, paper_ids: Iterable[str]) -> int:
        """Take papers out, with all that was read in them, and return how many there were.

        Curators' reviews stay: they apply again if the paper comes back, as it does when its file is read again.
        """
        removed = 0
        for batch in _batches(sorted(set(paper_ids))):
            with self._transaction() as connection:
                removed += len(self._text_hashes(batch))
                forget_files(connection)
                self._remove(connection, batch)
        return removed

    def _remove(self, connection: sqlite3.Connection, paper_ids: list[str]) -> None:
        read = (*HISTORY, *FACT_TABLES, *OF_FACTS, "numbers_left", "finds", "screened")
        with tallied(connection, paper_ids):
            delete_rows_of(connection, (*read, "table_cells", "passages", "papers"), paper_ids)

    def save_deletion(self, deletion: Deletion, run_id: int) -> None:
        """Take out what is no longer in PubMed, and let no earlier file bring it back: see `extractor.store.files`."""
        with self._transaction() as connection:
            deleted = delete_citations(connection, deletion, run_id)
            self._remove(connection, deleted)
            note_deleted(connection, deleted, run_id)

    def finished(self, name: str, digest: str, fingerprint: str) -> int | None:
        """How many papers this file held, if it was read to its end with this fingerprint."""
        sql = "SELECT papers FROM files WHERE name = ? AND digest = ? AND fingerprint = ?"
        return next((row["papers"] for row in self._rows(sql, (name, digest, fingerprint))), None)

    def save_comparison(self, comparison: Comparison) -> int:
        """Store a comparison with gold tables in place of the one of the same name, and return its number."""
        with self._transaction() as connection:
            return save_comparison(connection, comparison)

    # Saved searches

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name; another query of the same name is replaced, and counts as never run."""
        sql = (
            f"{insert_sql('searches', ('name', 'query', 'saved_at'))} ON CONFLICT (name) DO UPDATE SET"
            " query = excluded.query, saved_at = excluded.saved_at, updated_on = NULL, papers = NULL"
        )
        with self._transaction() as connection:
            connection.execute(sql, (name, query, _now()))

    def searches(self) -> list[dict[str, Any]]:
        """name, query, saved_at, updated_on (a date, UTC; None before the first update) and papers found, by name."""
        return [dict(row) for row in self._rows("SELECT * FROM searches ORDER BY name")]

    def search_done(self, name: str, day: str, paper_ids: Sequence[str]) -> None:
        """Note what a saved search found, known papers too."""
        with self._transaction() as connection:
            sql = "UPDATE searches SET updated_on = ?, papers = ? WHERE name = ?"
            connection.execute(sql, (day, len(paper_ids), name))
            [(query,)] = connection.execute("SELECT query FROM searches WHERE name = ?", (name,))
            note_finds(connection, [(paper_id, query) for paper_id in paper_ids])

    def forget_search(self, name: str) -> None:
        """Its papers stay."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM searches WHERE name = ?", (name,))

    # Screening

    def save_screening(self, review: str, rules: str, answers: Iterable[Answer]) -> None:
        """What the rules of a review say, in place of what they said before; people's decisions stay."""
        with self._transaction() as connection:
            save_screening(connection, review, rules, answers)

    def decide_on_paper(self, review: str, paper_id: str, decision: str, reviewer: str, **other: str | None) -> None:
        """A person's decision, with its `stage` and `reason`: see `extractor.store.screening`."""
        with self._transaction() as connection:
            decide_on_paper(connection, review, paper_id, decision, reviewer, **other)

    # Reading

    def papers(self, ids: Iterable[str] | None = None) -> Iterator[Paper]:
        """The stored papers, or those of `ids` that are stored, with their passages, in the order of their ids."""
        if ids is None:
            yield from self._pages("paper_id > ?")
            return
        for batch in _batches(sorted(set(ids))):
            wanted = json.dumps(batch)
            yield from self._load(
                self._rows(
                    "SELECT * FROM papers WHERE paper_id IN (SELECT value FROM json_each(?)) ORDER BY paper_id",
                    (wanted,),
                )
            )

    def ids(self) -> set[str]:
        """Of all stored papers."""
        return {row[0] for row in self._rows("SELECT paper_id FROM papers")}

    def pending(self, fingerprint: str) -> Iterator[Paper]:
        """Papers not yet extracted with this fingerprint. They may be saved while this goes on."""
        yield from self._pages("paper_id > ? AND extracted_with IS NOT ?", fingerprint)

    def extracted(self, fingerprint: str, paper_ids: Iterable[str]) -> set[str]:
        """Those of the papers whose facts were extracted, from the text now stored, with this fingerprint."""
        sql = "SELECT paper_id FROM papers WHERE extracted_with = ? AND paper_id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._rows(sql, (fingerprint, json.dumps(list(paper_ids))))}

    def count_extracted(self, fingerprint: str) -> int:
        """How many papers were extracted with this fingerprint."""
        return int(self._rows("SELECT count(*) FROM papers WHERE extracted_with = ?", (fingerprint,))[0][0])

    def summary(self) -> dict[str, Any]:
        """Counts and examples for a person: see `extractor.store.summary`."""
        with plain_errors(self.path):
            return summary(self._connection)

    def _pages(self, where: str, *parameters: str) -> Iterator[Paper]:
        """Papers in pages, each its own statement: constant memory, and nobody's writing is seen half-way."""
        last = ""
        while True:
            sql = f"SELECT * FROM papers WHERE {where} ORDER BY paper_id LIMIT {BATCH}"
            rows = self._rows(sql, (last, *parameters))
            if not rows:
                return
            yield from self._load(rows)
            last = rows[-1]["paper_id"]

    def _load(self, rows: list[sqlite3.Row]) -> Iterator[Paper]:
        ids = json.dumps([row["paper_id"] for row in rows])
        passages = self._grouped("passages", "paper_id", "paper_id, ordinal", ids)
        cells = self._grouped("table_cells", "passage_id", "passage_id, row_no, column_no", ids)
        for row in rows:
            yield paper_from_rows(row, passages[row["paper_id"]], cells)

    def _grouped(self, table: str, key: str, order: str, paper_ids: str) -> dict[str, list[sqlite3.Row]]:
        groups: dict[str, list[sqlite3.Row]] = defaultdict(list)
        where = "WHERE paper_id IN (SELECT value FROM json_each(?))"
        for row in self._rows(f"SELECT * FROM {table} {where} ORDER BY {order}", (paper_ids,)):
            groups[row[key]].append(row)
        return groups
