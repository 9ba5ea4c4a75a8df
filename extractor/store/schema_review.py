"""Migrations of what people add to the facts: curators' decisions, and comparisons with gold tables."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema import migrations

__all__ = ["migrations"]


@migrations()
def m020_curation(db: Database) -> None:
    """Decisions become a history: each is kept, the latest of a curator on a fact counts.

    `said` keeps what the fact said when it was decided on, and `current_fact_id` follows it through extractions.
    `papers.abridged` marks the papers of a public copy whose text is left out.
    """
    db.execute("ALTER TABLE reviews RENAME TO reviews_before")
    db.execute(
        """CREATE TABLE reviews (
    review_id INTEGER PRIMARY KEY,
    fact_table TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    current_fact_id TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    said TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accept', 'reject', 'correct', 'add', 'withdraw')),
    correction TEXT,
    note TEXT,
    reviewer TEXT NOT NULL,
    reviewed_at TEXT NOT NULL
)"""
    )
    db.execute(
        "INSERT INTO reviews SELECT review_id, fact_table, fact_id, fact_id, paper_id, passage_id, start_char,"
        " end_char, '', '', '{}', decision, correction, note, coalesce(reviewer, ''), reviewed_at FROM reviews_before"
    )
    db.execute("DROP TABLE reviews_before")
    db.execute("CREATE INDEX reviews_by_paper_id ON reviews(paper_id)")
    db.execute("CREATE INDEX reviews_by_current_fact_id ON reviews(current_fact_id)")
    db.execute(
        "CREATE VIEW decisions AS SELECT * FROM reviews WHERE decision != 'withdraw' AND NOT EXISTS (SELECT 1"
        " FROM reviews later WHERE later.current_fact_id = reviews.current_fact_id"
        " AND later.reviewer = reviews.reviewer AND later.review_id > reviews.review_id)"
    )
    db.execute(
        "CREATE VIEW disagreements AS SELECT fact_table, current_fact_id, paper_id, quote, sentence,"
        " group_concat(reviewer || ': ' || decision || coalesce(' ' || correction, ''), '; ') AS decisions"
        " FROM decisions GROUP BY fact_table, current_fact_id"
        " HAVING count(DISTINCT replace(decision, 'add', 'accept') || coalesce(correction, '')) > 1"
    )
    db.execute("ALTER TABLE papers ADD COLUMN abridged INTEGER NOT NULL DEFAULT 0")


@migrations()
def m021_comparisons(db: Database) -> None:
    """What `extractor validate` found, for the pages that show gold beside extracted."""
    db.execute(
        """CREATE TABLE comparisons (
    comparison_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    papers INTEGER NOT NULL,
    papers_found INTEGER NOT NULL,
    compared_by TEXT,
    compared_at TEXT NOT NULL
)"""
    )
    shares = ", ".join(
        f"{depth}_{figure} REAL" for depth in ("value", "linked", "complete") for figure in "p r f1".split()
    )
    db.execute(
        "CREATE TABLE comparison_scores (comparison_id INTEGER NOT NULL REFERENCES comparisons(comparison_id),"
        f" fact_table TEXT NOT NULL, gold INTEGER NOT NULL, found INTEGER NOT NULL, {shares},"
        " PRIMARY KEY (comparison_id, fact_table)) WITHOUT ROWID"
    )
    db.execute(
        """CREATE TABLE comparison_rows (
    row_id INTEGER PRIMARY KEY,
    comparison_id INTEGER NOT NULL REFERENCES comparisons(comparison_id),
    fact_table TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    gold TEXT,
    found TEXT,
    differs TEXT NOT NULL,
    fact_id TEXT,
    sentence TEXT
)"""
    )
    db.execute("CREATE INDEX comparison_rows_by_table ON comparison_rows(comparison_id, fact_table)")
    db.execute("CREATE INDEX comparison_rows_by_paper ON comparison_rows(comparison_id, paper_id)")
