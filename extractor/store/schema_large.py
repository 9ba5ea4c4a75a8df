"""The migration that keeps pages quick over millions of facts."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema_mechanisms import migrations
from extractor.store.totals import count_anew

__all__ = ["migrations"]


@migrations()
def m050_large(db: Database) -> None:
    """What keeps pages quick over millions of facts: totals (see `extractor.store.totals`), and indexes that hold what
    the charts and the search for a trial's number ask for."""
    db.execute(
        """CREATE TABLE totals (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID"""
    )
    count_anew(db.conn)
    [(sql,)] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'facts'").fetchall()
    for arm in sql.partition(" AS ")[2].split(" UNION ALL "):  # in parts, to which SQLite hands down what is asked for
        db.execute(f"CREATE VIEW _facts_{arm.rpartition(' ')[2]} AS {arm}")
    db.execute("CREATE INDEX doses_by_amount ON doses(unit, drug, low, high, fact_id)")
    db.execute(
        "CREATE INDEX response_rates_by_size ON response_rates(denominator, fact_id) WHERE outcome_class = 'response'"
        " AND denominator > 0 AND numerator >= 0 AND numerator <= denominator"
    )
    db.execute("CREATE INDEX papers_registered ON papers(registrations, paper_id) WHERE registrations != '[]'")


@migrations()
def m051_halves_of_curated_facts(db: Database) -> None:
    """`_standing_<table>` and `_added_<table>`: stored facts as corrected, and what curators added. SQLite joins each
    by its index, whereas of both together, `curated_<table>`, it reads every row."""
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' AND name LIKE 'curated!_%' ESCAPE '!'")
    for name, sql in views.fetchall():
        standing, added = sql.partition(" AS ")[2].split(" UNION ALL ")
        table = name.removeprefix("curated_")
        db.execute(f"CREATE VIEW _standing_{table} AS {standing}")
        db.execute(f"CREATE VIEW _added_{table} AS {added}")
