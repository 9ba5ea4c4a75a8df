"""Migrations of what the database remembers of earlier runs, and of views upon facts that came later."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema import FACT_TABLES
from extractor.store.schema_review import migrations

__all__ = ["migrations"]


@migrations()
def m022_history(db: Database) -> None:
    """Which run read which paper, and what a later reading added or dropped: enough to undo runs, and no more.

    A paper's first reading leaves no history: all its facts are new. A file from before knows one reading of a paper.
    """
    db.execute(
        """CREATE TABLE readings (
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    PRIMARY KEY (paper_id, run_id)
) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE fact_history (
    change_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'dropped')),
    fact TEXT
)"""
    )
    db.execute("CREATE INDEX fact_history_by_paper_id ON fact_history(paper_id)")
    known = " UNION ".join(f"SELECT paper_id, run_id FROM {table}" for table in FACT_TABLES)
    db.execute(f"INSERT INTO readings {known}")
    db.execute(
        "INSERT INTO readings SELECT paper_id, run_id FROM papers WHERE extracted_with IS NOT NULL"
        " AND paper_id NOT IN (SELECT paper_id FROM readings)"
    )
