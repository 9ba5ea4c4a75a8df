"""`export --gold`: what curators accepted, corrected and added, as gold tables."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.store import FACT_TABLES, open_reader

# The tables' columns, in the order of `corpora/gold`. Both ids, since not every paper has a PMID.
_RATE = ("numerator", "denominator", "denominator_stated", "percent", "ci_low", "ci_high", "timepoint", "arm")
_OWN = {
    "drugs": ("drug", "mentions", "role"),
    "doses": ("drug", "low", "high", "unit", "per", "frequency", "route", "schedule", "stage", "arm"),
    "patient_counts": ("n", "role", "arm"),
    "response_rates": ("outcome", "outcome_class", *_RATE),
    "adverse_events": ("term", "grade", "serious", *_RATE),
    "mechanisms": ("drug", "target", "effect", "ros", "model", "model_name"),
}
_ID = ("pmid", "paper_id")
_PLACE = ("ordinal", "start_char", "end_char")
_README = """# Gold tables from curation

{facts} facts of {papers} papers, decided on by {curators} between {first} and {last} in `extractor serve`: extracted
facts that were accepted or corrected, and facts that were added. Rejected facts are not here, nor facts that curators
disagree on ({disputed}). Facts that nobody decided on are not here either: precision measured on these tables is a
lower bound unless every fact of the papers was decided on.
"""

Row = dict[str, Any]


def export_gold(db: Path, folder: Path) -> tuple[int, int]:
    """Write the tables, `papers.csv` and a README into `folder`; how many facts, and how many are disputed.

    Raises ExtractorError where nothing was decided, or the folder cannot be written.
    """
    with closing(open_reader(db)) as connection:
        decided = _by_fact(connection)
        disputed = {row[0] for row in connection.execute("SELECT current_fact_id FROM disagreements")}
        kept = [
            decisions[-1] for fact_id, decisions in decided.items()
            if fact_id not in disputed and decisions[-1]["decision"] != "reject"
        ]  # fmt: skip
    if not kept:
        raise ExtractorError("There is nothing to export: no fact was accepted, corrected or added by a curator.")
    tables: dict[str, list[Row]] = defaultdict(list)
    for decision in kept:
        tables[decision["fact_table"]].append(_gold_row(decision))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in FACT_TABLES:
            _write(folder / f"{table}.csv", (*_ID, *_OWN[table], *_PLACE), tables[table])
        papers = list({row["paper_id"]: row for rows in tables.values() for row in rows}.values())
        _write(folder / "papers.csv", _ID, sorted(papers, key=lambda row: str(row["paper_id"])))
        (folder / "README.md").write_text(_about(kept, len(papers), len(disputed)), encoding="utf-8")
    except OSError as error:
        raise ExtractorError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return len(kept), len(disputed)


def _by_fact(connection: sqlite3.Connection) -> dict[str, list[sqlite3.Row]]:
    """The decisions that count, with their papers' PMIDs, by fact, oldest first."""
    sql = (
        "SELECT d.*, pmid FROM decisions d LEFT JOIN papers USING (paper_id)"
        " ORDER BY d.paper_id, d.passage_id, d.start_char, d.review_id"
    )
    found: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(sql):
        found[row["current_fact_id"]].append(row)
    return found


def _gold_row(decision: sqlite3.Row) -> Row:
    """What the curator saw, with what the curator changed; where it stands."""
    says = json.loads(decision["said"]) | json.loads(decision["correction"] or "{}")
    if decision["fact_table"] == "drugs" and not says.get("mentions"):
        says["mentions"] = json.dumps([decision["quote"]], ensure_ascii=False)
    place = {
        "ordinal": decision["passage_id"].rpartition("/")[2],
        "start_char": decision["start_char"],
        "end_char": decision["end_char"],
    }
    own = {column: _plain(says.get(column)) for column in _OWN[decision["fact_table"]]}
    return {"pmid": decision["pmid"], "paper_id": decision["paper_id"], **own, **place}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _about(kept: list[sqlite3.Row], papers: int, disputed: int) -> str:
    days = sorted(decision["reviewed_at"][:10] for decision in kept)
    curators = ", ".join(sorted({decision["reviewer"] for decision in kept}))
    return _README.format(
        facts=len(kept), papers=papers, curators=curators, first=days[0], last=days[-1], disputed=disputed
    )


def _write(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
