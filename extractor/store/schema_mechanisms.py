"""The migration that brings mechanisms: a table of their own, which the views upon all facts show too."""

from __future__ import annotations

from sqlite_utils import Database

from extractor.store.schema import create_fact_table, create_search, facts_arm
from extractor.store.schema_screening import migrations, show_curated

__all__ = ["migrations"]

_IN_FACTS = {
    "name": "drug",
    "label": "drug || ': ' || target || ' ' || effect "
    " || CASE WHEN target != 'ROS' THEN coalesce(' (ROS ' || ros || ')', '') ELSE '' END"
    " || coalesce(', ' || model, '')",
}


@migrations()
def m040_mechanisms(db: Database) -> None:
    create_fact_table(
        db,
        "mechanisms",
        """
    drug TEXT NOT NULL,
    target TEXT NOT NULL,
    effect TEXT NOT NULL,
    ros TEXT,
    model TEXT,
    model_name TEXT,
    spans TEXT NOT NULL""",
    )
    for column in ("paper_id", "passage_id", "drug", "target"):
        db.execute(f"CREATE INDEX mechanisms_by_{column} ON mechanisms({column})")
    create_search(db, "mechanisms", "drug, target, model_name, sentence")
    show_curated(db, "mechanisms")
    _widen(db, "facts", "", f" UNION ALL {facts_arm('mechanisms', _IN_FACTS)}")
    count = "(SELECT count(*) FROM mechanisms WHERE mechanisms.paper_id = papers.paper_id) AS mechanisms"
    _widen(db, "papers_browse", ", full_text FROM papers", f", {count}, full_text FROM papers")


def _widen(db: Database, view: str, end: str, new_end: str) -> None:
    """The view as it was, with another end."""
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?", [view]).fetchone()
    db.execute(f"DROP VIEW {view}")
    db.execute(sql.removesuffix(end) + new_end)
