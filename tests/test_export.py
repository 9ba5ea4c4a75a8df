"""Exports: whole files, the same every time, or one clear sentence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractor.errors import ExtractorError, UsageError
from extractor.publish import export as export_module
from extractor.publish.export import export
from extractor.records import Paper, Passage, PatientCount, Reading
from extractor.store import FACT_TABLES, Store
from tests.sample_study import METFORMIN_FACTS, MYELOMA_FACTS, PAPERS, READINGS

TABLES = (
    "papers", "passages", "table_cells", *FACT_TABLES, "numbers_left", "fact_places", "contradictions", "reviews",
    "screenings", "screened", "screening_decisions", "finds", "comparisons", "comparison_scores", "comparison_rows",
    "searches", "errors", "runs", "readings", "fact_history", "paper_history",
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "facts.db"
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings(reversed(READINGS), run)
    return path


def test_csv_of_every_table(db, tmp_path):
    files = export(db, "csv", tmp_path / "out")
    assert files == [tmp_path / "out" / f"{table}.csv" for table in TABLES]
    assert sorted(files) == sorted((tmp_path / "out").iterdir())
    lines = {file.stem: len(list(csv.reader(file.open(encoding="utf-8")))) - 1 for file in files}
    assert lines == {
        "papers": 2, "passages": 5, "drugs": 2, "doses": 2, "patient_counts": 2, "response_rates": 1,
        "adverse_events": 1, "mechanisms": 0, "numbers_left": 2, "reviews": 0, "errors": 0, "runs": 1, "searches": 0,
        "table_cells": 0, "fact_places": 0, "contradictions": 0,
        "comparisons": 0, "comparison_scores": 0, "comparison_rows": 0, "readings": 2, "fact_history": 0,
        "screenings": 0, "screened": 0, "screening_decisions": 0, "finds": 2, "paper_history": 0,
    }  # fmt: skip
    before = [file.read_bytes() for file in files]
    assert [file.read_bytes() for file in export(db, "csv", tmp_path / "out")] == before


def test_csv_of_one_table(db, tmp_path, capsys):
    written = (
        "fact_id,paper_id,n,role,arm,quote,sentence,confidence,derived,pattern_id,passage_id,start_char,end_char,run_id\n"
        f'{MYELOMA_FACTS[2].fact_id},PMID:11,24,total,,24 patients,"Of 24 patients, 8 (33.3%) responded.",'
        "0.9,0,sample.pattern,PMID:11/1,68,79,1\n"
        f"{METFORMIN_FACTS[2].fact_id},PMID:12,12,total,,12 volunteers,"
        "Metformin 500-850 mg twice daily was given to 12 volunteers.,0.9,0,sample.pattern,PMID:12/1,46,59,1\n"
    )
    assert export(db, "csv", table="patient_counts") == []
    assert capsys.readouterr().out == written
    assert export(db, "csv", tmp_path / "counts.csv", table="patient_counts") == [tmp_path / "counts.csv"]
    assert (tmp_path / "counts.csv").read_text(encoding="utf-8") == written


def test_csv_of_a_view(db, capsys):
    export(db, "csv", table="rates_that_disagree")
    assert capsys.readouterr().out.splitlines()[1].split(",")[3:10] == [
        "neutropenia",
        "",
        "5",
        "24",
        "40",
        "20.83",
        "19.17",
    ]


def test_json_lines(db, tmp_path, capsys):
    assert export(db, "jsonl") == []
    printed = capsys.readouterr().out
    facts = sorted(MYELOMA_FACTS + METFORMIN_FACTS, key=lambda fact: (FACT_TABLES.index(fact.TABLE), fact.paper_id))
    expected = []
    for fact in facts:
        row = {"table": fact.TABLE, **fact.row(), "run_id": 1}
        if fact.TABLE == "drugs":
            row["mentions"], row["drug_ids"] = json.loads(row["mentions"]), json.loads(row["drug_ids"])
        expected.append(row)
    assert [json.loads(line) for line in printed.splitlines()] == expected
    assert '"low": 500,' in printed  # as written, not 500.0
    export(db, "jsonl", tmp_path / "facts.jsonl")
    assert (tmp_path / "facts.jsonl").read_text(encoding="utf-8") == printed
    export(db, "jsonl", table="doses")
    assert capsys.readouterr().out.splitlines() == [line for line in printed.splitlines() if '"table": "doses"' in line]


def test_facts_come_in_reading_order(tmp_path, capsys):
    path = tmp_path / "facts.db"
    places = [(10, 0), (2, 4), (2, 0), (9, 0)]
    paper = Paper("ID:a", tuple(Passage("ID:a", i, "abstract", "7 or 8 patients") for i in range(11)))
    counts = tuple(
        PatientCount(
            n=7, role="total", paper_id="ID:a", ordinal=ordinal, start_char=start, end_char=start + 1, quote="7",
            sentence="", pattern_id="p", confidence=1,
        )
        for ordinal, start in places
    )  # fmt: skip
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers([paper], run)
        store.save_readings([Reading(paper, counts)], run)
    export(path, "jsonl")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["passage_id"], row["start_char"]) for row in rows] == [
        ("ID:a/2", 0), ("ID:a/2", 4), ("ID:a/9", 0), ("ID:a/10", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("format", "table", "sentence"),
    [
        ("csv", None, "Say where the CSV files go, with a folder, or name one table."),
        ("xml", None, "There is no format 'xml'; choose from csv, jsonl."),
        ("csv", "mice", "There is no table 'mice' to export as csv; choose from papers, passages, "),
        ("jsonl", "papers", "There is no table 'papers' to export as jsonl; choose from drugs, doses, "),
    ],
)
def test_wrong_use(db, format, table, sentence):
    with pytest.raises(UsageError) as error:
        export(db, format, table=table)
    assert str(error.value).startswith(sentence)


def test_what_cannot_be_written_leaves_nothing_behind(db, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExtractorError, match=r"file/facts.jsonl cannot be written: (File exists|Not a directory)\.$"):
        export(db, "jsonl", tmp_path / "file" / "facts.jsonl")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_module, "_write_json_lines", full)
    with pytest.raises(ExtractorError, match=r"facts.jsonl cannot be written: No space left on device\.$"):
        export(db, "jsonl", tmp_path / "facts.jsonl")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["facts.db", "file"]


def test_no_database(tmp_path):
    with pytest.raises(ExtractorError, match="There is no database at"):
        export(tmp_path / "none.db", "jsonl")
