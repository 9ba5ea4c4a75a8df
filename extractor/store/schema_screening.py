"""Migrations for reviews: facts as curators left them, what became of papers, and the screening of papers."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.merge import RELEASES
from extractor.store.schema import FACT_TABLES
from extractor.store.schema_history import migrations

__all__ = ["migrations"]

_PLACE = ("paper_id", "passage_id", "start_char", "end_char", "quote", "sentence")
_STAGES = ("screening", "retrieval", "eligibility")  # of PRISMA 2020
_OF_ADDED = {"pattern_id": "'curator'", "confidence": "1.0", "derived": "0", "run_id": "NULL"}


@migrations()
def m030_curated_facts(db: Database) -> None:
    """Each fact table as curators left it: without what they rejected, with their corrections and additions.

    The latest decision on a fact counts. A corrected column that is null in the correction is NULL here.
    """
    db.execute(
        "CREATE VIEW latest_decisions AS SELECT * FROM decisions WHERE NOT EXISTS (SELECT 1 FROM decisions later"
        " WHERE later.current_fact_id = decisions.current_fact_id AND later.fact_table = decisions.fact_table"
        " AND (later.reviewed_at, later.review_id) > (decisions.reviewed_at, decisions.review_id))"
    )
    for table in FACT_TABLES:
        if db[table].exists():
            show_curated(db, table)
    # What compares doses is to compare those that stand.
    [(sql,)] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'comparable_doses'").fetchall()
    db.execute("DROP VIEW comparable_doses")
    db.execute(sql.replace("FROM doses", "FROM curated_doses doses"))


def show_curated(db: Database, table: str) -> None:
    """Make the view `curated_<table>`: the columns of the fact table and `decision` (NULL, accept, correct or add)."""
    columns = [column.name for column in db[table].columns]
    own = {column for column in columns if column not in {"fact_id", *_PLACE, *_OF_ADDED}}
    corrected = ", ".join(_overlaid(c, "correction", f"fact.{c}") if c in own else f"fact.{c}" for c in columns)
    first = {"fact_id": "first.current_fact_id", **_OF_ADDED}
    added = ", ".join(
        _overlaid(c, "latest.correction", f"json_extract(first.correction, '$.{c}')")
        if c in own
        else f"{first.get(c, f'first.{c}')} AS {c}"
        for c in columns
    )
    db.execute(
        f"CREATE VIEW curated_{table} AS SELECT {corrected}, decision FROM {table} fact"
        " LEFT JOIN (SELECT current_fact_id, decision, CASE WHEN decision = 'correct' THEN correction END AS correction"
        f" FROM latest_decisions WHERE fact_table = '{table}') ON current_fact_id = fact_id"
        " WHERE coalesce(decision, '') != 'reject'"
        f" UNION ALL SELECT {added}, latest.decision FROM reviews first"
        " JOIN latest_decisions latest USING (current_fact_id, fact_table)"
        f" WHERE first.decision = 'add' AND fact_table = '{table}' AND latest.decision != 'reject'"
        f" AND first.current_fact_id NOT IN (SELECT fact_id FROM {table})"
    )


def _overlaid(column: str, correction: str, else_: str) -> str:
    """SQL for a column as the correction says, where it says anything of it."""
    said = f"'$.{column}'"
    return (
        f"CASE WHEN json_type({correction}, {said}) IS NULL THEN {else_} ELSE json_extract({correction}, {said})"
        f" END AS {column}"
    )


@migrations()
def m031_paper_history(db: Database) -> None:
    """What became of a paper that was stored before: corrected, retracted, deleted. A first status is no change."""
    db.execute(
        """CREATE TABLE paper_history (
    change_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(run_id),
    paper_id TEXT NOT NULL,
    status_before TEXT,
    status TEXT
)"""
    )
    db.execute("CREATE INDEX paper_history_by_paper_id ON paper_history(paper_id)")


@migrations()
def m032_screening(db: Database) -> None:
    """Which searches and files found a paper; for each review its rules, what they say, and what people decided.

    `screened` is made anew by each screening; `screening_decisions` is a history that nothing overwrites.
    """
    db.execute(
        """CREATE TABLE finds (
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    source TEXT NOT NULL,
    PRIMARY KEY (paper_id, source)
) WITHOUT ROWID"""
    )
    db.execute(
        "INSERT INTO finds SELECT paper_id, CASE WHEN source GLOB ? THEN 'PubMed' ELSE source END FROM papers"
        " WHERE source IS NOT NULL",
        [RELEASES],
    )
    db.execute(
        """CREATE TABLE screenings (
    review TEXT PRIMARY KEY NOT NULL,
    rules TEXT NOT NULL,
    screened_at TEXT NOT NULL
)"""
    )
    db.execute(
        f"""CREATE TABLE screened (
    review TEXT NOT NULL REFERENCES screenings(review),
    paper_id TEXT NOT NULL REFERENCES papers(paper_id),
    decision TEXT NOT NULL CHECK (decision IN ('include', 'exclude', 'maybe', 'remove')),
    stage TEXT CHECK (stage IN {_STAGES}),
    reason TEXT,
    evidence TEXT,
    fact_id TEXT,
    PRIMARY KEY (review, paper_id)
) WITHOUT ROWID"""
    )
    db.execute(
        f"""CREATE TABLE screening_decisions (
    decision_id INTEGER PRIMARY KEY,
    review TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('include', 'exclude', 'withdraw')),
    stage TEXT CHECK (stage IN {_STAGES}),
    reason TEXT,
    reviewer TEXT NOT NULL,
    decided_at TEXT NOT NULL
)"""
    )
    db.execute("CREATE INDEX screening_decisions_by_paper ON screening_decisions(review, paper_id)")
    db.execute(
        """CREATE VIEW screening AS
WITH latest AS (SELECT * FROM screening_decisions d WHERE decision != 'withdraw' AND decision_id =
  (SELECT max(decision_id) FROM screening_decisions WHERE review = d.review AND paper_id = d.paper_id))
SELECT review, paper_id, title, year, coalesce(latest.decision, screened.decision) AS decision,
  CASE WHEN latest.decision IS NULL THEN screened.stage ELSE latest.stage END AS stage,
  CASE WHEN latest.decision IS NULL THEN screened.reason ELSE latest.reason END AS reason,
  coalesce(reviewer, 'rules') AS decided_by, coalesce(decided_at, screened_at) AS decided_at,
  screened.decision AS rules_say, screened.reason AS rules_reason, evidence, fact_id
FROM screened JOIN screenings USING (review) JOIN papers USING (paper_id) LEFT JOIN latest USING (review, paper_id)"""
    )
