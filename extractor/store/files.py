"""Files that were read to their end, and papers that PubMed deleted: what need not, or must not, be read again.

A file is known by its name and the SHA-256 of its bytes, wherever it lies; a run that knows it does not open it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from extractor.records import Deletion, Finished, Paper
from extractor.store.merge import is_older
from extractor.store.rows import insert_sql

_OF_PAPERS = "WHERE paper_id IN (SELECT value FROM json_each(?))"


def note_finished(connection: sqlite3.Connection, files: Sequence[Finished], run_id: int) -> None:
    """Note files all of whose papers were read by this run or before it."""
    connection.executemany(
        "INSERT OR REPLACE INTO files (name, digest, fingerprint, papers, run_id)"
        " SELECT ?, ?, fingerprint, ?, run_id FROM runs WHERE run_id = ?",
        [(file.name, file.digest, file.papers, run_id) for file in files],
    )


def forget_files(connection: sqlite3.Connection, kept: str = "") -> None:
    """Forget which files were read, but for those read with the fingerprint `kept`: papers were taken out, which any
    file may hold, or are read in another way now. What is known of the papers themselves spares most of the work."""
    connection.execute("DELETE FROM files WHERE fingerprint IS NOT ?", (kept,))


def delete_citations(connection: sqlite3.Connection, deletion: Deletion, run_id: int) -> list[str]:
    """Note what a file deletes, and return which of the stored papers are to be taken out: not full texts, which PMC
    has still, and not what a later file brought back."""
    ids = (json.dumps(deletion.paper_ids),)
    noted = dict(connection.execute(f"SELECT paper_id, source FROM deletions {_OF_PAPERS}", ids).fetchall())
    connection.executemany(
        insert_sql("deletions", ("paper_id", "source", "run_id"), "INSERT OR REPLACE"),
        [(i, deletion.source, run_id) for i in deletion.paper_ids if not is_older(deletion.source, noted.get(i))],
    )
    stored = connection.execute(f"SELECT paper_id, source FROM papers {_OF_PAPERS} AND NOT full_text", ids)
    return [paper_id for paper_id, source in stored if not is_older(deletion.source, source)]


def without_deleted(connection: sqlite3.Connection, papers: Sequence[Paper]) -> list[Paper]:
    """The papers but for those that a later file deletes."""
    ids = json.dumps([paper.paper_id for paper in papers])
    deleted = dict(connection.execute(f"SELECT paper_id, source FROM deletions {_OF_PAPERS}", (ids,)).fetchall())
    return [paper for paper in papers if not is_older(paper.source, deleted.get(paper.paper_id))]
