"""The migration of how facts count that curators added."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema import FACT_TABLES
from extractor.store.schema_large import migrations

__all__ = ["migrations"]


@migrations()
def m060_added_facts(db: Database) -> None:
    """What was added twice is one fact; adding a fact and accepting it are one opinion; `_facts_added` shows added
    facts as `facts` shows extracted ones."""
    added = "first.decision = 'add' AND"
    earlier = (
        "SELECT 1 FROM reviews earlier WHERE decision = 'add' AND earlier.fact_table = first.fact_table"
        " AND earlier.current_fact_id = first.current_fact_id AND earlier.review_id < first.review_id"
    )
    for view in [f"{half}_{table}" for table in FACT_TABLES for half in ("curated", "_added")]:
        sql = _sql(db, view)
        db.execute(f"DROP VIEW {view}")
        db.execute(sql.replace(added, f"{added} NOT EXISTS ({earlier}) AND"))
    db.execute("DROP VIEW disagreements")
    corrected = "CASE decision WHEN 'correct' THEN {} ELSE '' END"
    shown, typed = (
        corrected.format(c) for c in ("' ' || correction", "json_remove(correction, '$.denominator_stated')")
    )
    db.execute(
        "CREATE VIEW disagreements AS SELECT fact_table, current_fact_id, paper_id, quote, sentence,"
        f" group_concat(reviewer || ': ' || decision || {shown}, '; ') AS decisions"
        " FROM decisions GROUP BY fact_table, current_fact_id"
        f" HAVING count(DISTINCT replace(decision, 'add', 'accept') || {typed}) > 1"
    )
    parts = [_sql(db, f"_facts_{table}").partition(" AS ")[2].removesuffix(table) for table in FACT_TABLES]
    arms = [f"{part}_added_{table}" for part, table in zip(parts, FACT_TABLES, strict=True)]
    db.execute(f"CREATE VIEW _facts_added AS {' UNION ALL '.join(arms)}")


def _sql(db: Database, view: str) -> str:
    """The statement that made the view."""
    [(sql,)] = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [view]).fetchall()
    return str(sql)
