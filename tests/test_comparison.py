"""A comparison as rows: gold beside extracted, and which cells differ."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from extractor.evaluate import Gold, comparison_of, score
from extractor.store import FACT_TABLES, Store, open_reader
from tests.site import fill

PLACE = {"paper_id": "PMID:1", "fact_id": "f1", "sentence": "So it was."}


def event(**changed: Any) -> dict[str, Any]:
    values = dict.fromkeys(("grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"))
    return {"paper_id": "PMID:1", "term": "nausea", **values, **changed}


def compared(gold: list[dict[str, Any]], found: list[dict[str, Any]], table: str = "adverse_events") -> Any:
    tables = {name: gold if name == table else [] for name in FACT_TABLES}
    report = score(Gold(("PMID:1",), tables), {"PMID:1"}, {table: [PLACE | row for row in found]})
    return comparison_of(report, "set", "maria")


@pytest.mark.parametrize(
    ("gold", "found", "rows"),
    [
        ([event(percent=40)], [event(percent=40.0)], [("match", "f1", [])]),
        ([event(percent=40, denominator=20)], [event(percent=40)], [("incomplete", "f1", ["denominator"])]),
        ([event(percent=40, arm="a")], [event(percent=40, arm="b")], [("mislinked", "f1", ["arm"])]),
        ([event(percent=40)], [event(percent=41)], [("number differs", "f1", ["percent"])]),
        ([event(percent=40, arm="a")], [event(percent=41)], [("number differs", "f1", ["percent", "arm"])]),
        ([event(percent=40, arm="a")], [event(percent=41, arm="b")], [("missing", None, []), ("extra", "f1", [])]),
        ([event(percent=40)], [event(percent=41, term="rash")], [("missing", None, []), ("extra", "f1", [])]),
        ([event(percent=40)], [], [("missing", None, [])]),
        ([], [event(percent=40)], [("extra", "f1", [])]),
    ],
)
def test_verdicts(gold, found, rows):
    comparison = compared(gold, found)
    assert [(row["verdict"], row["fact_id"], row["differs"]) for row in comparison.rows] == rows


def test_a_drug_of_another_name_is_no_number_that_differs():
    drug = {"paper_id": "PMID:1", "role": "studied"}
    comparison = compared(
        [drug | {"drug": "ibuprofen", "mentions": ["ibuprofen"]}],
        [drug | {"drug": "aspirin", "mentions": "[]"}],
        "drugs",
    )
    assert [row["verdict"] for row in comparison.rows] == ["missing", "extra"]


def test_the_whole_row_and_the_scores():
    comparison = compared([event(percent=40.0)], [event(percent=41)])
    shown = {"term": "nausea", "grade": None, "numerator": None, "denominator": None}
    rest = {"ci_low": None, "ci_high": None, "timepoint": None, "arm": None}
    assert comparison.rows == [
        {
            "fact_table": "adverse_events", "paper_id": "PMID:1", "verdict": "number differs",
            "gold": shown | {"percent": 40} | rest, "found": shown | {"percent": 41} | rest,
            "differs": ["percent"], "fact_id": "f1", "sentence": "So it was.",
        }
    ]  # fmt: skip
    assert (comparison.name, comparison.papers, comparison.papers_found, comparison.compared_by) == (
        "set",
        1,
        1,
        "maria",
    )
    nothing = {f"{depth}_{figure}": 0.0 for depth in ("value", "linked", "complete") for figure in ("p", "r", "f1")}
    assert comparison.scores["adverse_events"] == {"gold": 1, "found": 1} | nothing


def test_the_latest_comparison_of_a_name_is_kept(tmp_path):
    path = tmp_path / "facts.db"
    with Store(path) as store:
        store.save_comparison(compared([event(percent=1)], []))
        store.save_comparison(compared([event(percent=1)], [event(percent=1)]))
    with closing(open_reader(path)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("comparisons", "comparison_scores", "comparison_rows")
        }
        [verdict] = connection.execute("SELECT verdict FROM comparison_rows").fetchone()
    assert (counts, verdict) == ({"comparisons": 1, "comparison_scores": 6, "comparison_rows": 1}, "match")


def test_validate_stores_its_comparison(call, tmp_path):
    db = fill(tmp_path / "facts.db")
    folder = tmp_path / "my tables"
    folder.mkdir()
    (folder / "doses.csv").write_text(
        "pmid,drug,low,high,unit,per,frequency,route\n11,arsenic trioxide,0.25,,mg/kg,day,1/day,iv\n", encoding="utf-8"
    )
    done = call("validate", folder, "--db", db, "--json")
    assert (done.code, json.loads(done.out)["doses"]["complete"]["f1"]) == (0, 1.0)
    with closing(open_reader(db)) as connection:
        sql = "SELECT name, papers_found, compared_by, fact_table, verdict FROM comparisons JOIN comparison_rows"
        stored = {tuple(row) for row in connection.execute(f"{sql} USING (comparison_id)")}
    assert ("my tables", 1, None, "doses", "match") in stored
    assert {row[4] for row in stored} == {"match", "extra"}


def test_half_a_comparison_is_not_stored(tmp_path):
    path = tmp_path / "facts.db"
    comparison = compared([event(percent=1)], [])
    comparison.scores["drugs"]["no such column"] = 1
    with Store(path) as store, pytest.raises(sqlite3.OperationalError):
        store.save_comparison(comparison)
    with closing(open_reader(path)) as connection:
        assert connection.execute("SELECT count(*) FROM comparisons").fetchone()[0] == 0
