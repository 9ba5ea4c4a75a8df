"""Exports for programs that pool, and the workbook: whole contents."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor.publish import workbook
from extractor.publish.export import stored_tables
from extractor.records import Paper, Passage, Reading
from extractor.store import Store
from tests.conftest import Call
from tests.sample_study import PAPERS, READINGS
from tests.sample_trials import Trial, review, stored

HEADER = (
    "study,year,paper_id,fact_table,outcome,grade,timepoint,arm1,arm2,ai,n1i,ci,n2i,registration,link,"
    "sentence1,sentence2,fact1,fact2"
)


@pytest.fixture
def trials(tmp_path: Path) -> Path:
    path = tmp_path / "trials.db"
    facts = stored(
        path,
        [
            Trial(1, "Ada A", registrations=("NCT01", "NCT02"))
            .response(3, 21, "placebo").response(9, 20, "imatinib").response(8, 20)
            .event(5, 20, "imatinib", grade="3-4").event(1, 21, "placebo", grade="3-4").event(7, 20, "imatinib"),
            Trial(2, "Bob B", publication_types=("Meta-Analysis",)).response(1, 2, "a").response(1, 2, "b"),
            Trial(3, "Cem C", 2019).response(1, 10, "low").response(2, 11, "mid").response(3, 12, "high"),
            Trial(4, "Dan D").response(1, 10, "old").response(2, 11, "young"),
        ],
    )  # fmt: skip
    review(path, facts["PMID:3"][2], "reject")
    review(path, facts["PMID:4"][0], "correct", numerator=4, arm="older")
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_metafor(call: Call, trials: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pooling"
    assert call("export", "--db", trials, "--format", "metafor", "-o", folder) == (0, "", "")
    rows = read(folder / "comparisons.csv")
    assert ",".join(rows[0]) == HEADER
    own = ("study", "outcome", "grade", "arm1", "arm2", "ai", "n1i", "ci", "n2i")
    assert [tuple(row[name] for name in own) for row in rows] == [
        ("Cem 2019", "objective response", "", "low", "mid", "1", "10", "2", "11"),
        ("Ada 2020", "neutropenia", "3-4", "imatinib", "placebo", "5", "20", "1", "21"),
        ("Ada 2020", "objective response", "", "imatinib", "placebo", "9", "20", "3", "21"),
        ("Dan 2020", "objective response", "", "older", "young", "4", "10", "2", "11"),
    ]
    first = rows[2]
    assert (first["registration"], first["link"]) == ("NCT01; NCT02", "https://pubmed.ncbi.nlm.nih.gov/1/")
    assert first["sentence1"] == "objective response in 9 of 20 with imatinib."
    script = (folder / "analysis.R").read_text(encoding="utf-8")
    assert 'read.csv("comparisons.csv"' in script
    assert all(f"{name} = {name}" in script for name in ("ai", "n1i", "ci", "n2i"))  # the columns that are there


def test_revman(call: Call, trials: Path, tmp_path: Path) -> None:
    folder = tmp_path / "revman"
    assert call("export", "--db", trials, "--format", "revman", "-o", folder) == (0, "", "")
    assert read(folder / "study-arms.csv")[:3] == [
        {"Study": "Cem 2019", "Arm": "low", "Description": "", "Intervention": "low"},
        {"Study": "Cem 2019", "Arm": "mid", "Description": "", "Intervention": "mid"},
        {"Study": "Ada 2020", "Arm": "imatinib", "Description": "", "Intervention": "imatinib"},
    ]
    results = [{name: text for name, text in row.items() if text} for row in read(folder / "study-results.csv")]
    assert len(results) == 8
    assert results[2] == {
        "Study": "Ada 2020", "Outcome": "neutropenia, grade 3-4", "Data type": "Dichotomous", "Arm": "imatinib",
        "Sample size": "20", "Cases": "5", "Footnotes": "PMID:1: neutropenia in 5 of 20 with imatinib.",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["metafor", "revman"])
def test_nothing_to_compare(call: Call, tmp_path: Path, format: str) -> None:
    path = tmp_path / "one.db"
    stored(path, [Trial(1, "A").response(3, 20)])
    done = call("export", "--db", path, "--format", format, "-o", tmp_path / "out")
    assert done == (1, "", f"extractor: No paper of {path} states events and patients of one outcome in two arms.\n")


@pytest.mark.parametrize(
    ("format", "what"), [("metafor", "a folder"), ("revman", "a folder"), ("xlsx", "a file .xlsx")]
)
def test_a_place_is_needed(call: Call, trials: Path, format: str, what: str) -> None:
    done = call("export", "--db", trials, "--format", format)
    assert done == (2, "", f"extractor: Say where it goes: --out and {what}.\n")


@pytest.mark.parametrize("format", ["metafor", "revman", "xlsx"])
def test_what_cannot_be_written(call: Call, trials: Path, tmp_path: Path, format: str) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "out"
    done = call("export", "--db", trials, "--format", format, "-o", out)
    assert (done.code, done.err.startswith(f"extractor: {out}"), " cannot be written: " in done.err) == (1, True, True)


# The workbook


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.db"
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings(READINGS, run)
    return path


def test_workbook(call: Call, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.xlsx"
    assert call("export", "--db", sample, "--format", "xlsx", "-o", out) == (0, "", "")
    book = load_workbook(out)
    assert book.sheetnames == stored_tables()
    assert [cell.value for cell in book["reviews"][1]][:3] == ["review_id", "fact_table", "fact_id"]
    sheet = book["doses"]
    assert (sheet.freeze_panes, sheet.max_row) == ("A2", 3)
    columns = {cell.value: i for i, cell in enumerate(sheet[1])}
    first, second = sheet[2], sheet[3]
    shown = {name: first[columns[name]].value for name in ("drug", "low", "high", "unit", "sentence", "title", "year")}
    assert shown == {
        "drug": "arsenic trioxide", "low": 0.25, "high": None, "unit": "mg/kg",
        "sentence": "Patients received arsenic trioxide 0.25 mg/kg/day iv for 5 days.",
        "title": "Arsenic trioxide in relapsed multiple myeloma.", "year": 2006,
    }  # fmt: skip
    assert [type(second[columns[name]].value) for name in ("low", "high", "confidence")] == [int, int, float]
    link = first[columns["link"]]
    assert link.hyperlink is not None
    assert (link.value, link.hyperlink.target) == ("https://pubmed.ncbi.nlm.nih.gov/11/",) * 2


def test_texts_that_excel_would_misread(call: Call, tmp_path: Path) -> None:
    texts = ("=1+1", "form\x0bfeed", "x" * 40_000, "+1", "@a")
    paper = Paper("ID:a", tuple(Passage("ID:a", i, "paragraph", text) for i, text in enumerate(texts)))
    path, out = tmp_path / "odd.db", tmp_path / "odd.xlsx"
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers([paper], run)
        store.save_readings([Reading(paper)], run)
    done = call("export", "--db", path, "--format", "xlsx", "-o", out)
    assert done.err == (
        "extractor: Cells longer than Excel's 32,767 characters, which were cut: 1; --format csv keeps them whole.\n"
    )
    sheet = load_workbook(out)["passages"]
    column = [cell.value for cell in sheet[1]].index("text")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=1+1", "formfeed", "x" * 32_761 + " [cut]", "+1", "@a"]


def test_a_table_longer_than_a_sheet(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_LINES", 3)
    monkeypatch.setattr(workbook, "MOST_LINKS", 1)
    workbook.export_workbook(sample, tmp_path / "facts.xlsx")
    book = load_workbook(tmp_path / "facts.xlsx")
    assert [name for name in book.sheetnames if name.startswith("passages")] == ["passages", "passages 2", "passages 3"]
    assert [book[name].max_row for name in book.sheetnames if name.startswith("passages")] == [3, 3, 2]
    links = [row[-1] for row in book["papers"].iter_rows(min_row=2)]
    assert [(cell.value, cell.hyperlink is None) for cell in links] == [
        ("https://pubmed.ncbi.nlm.nih.gov/11/", False), ("https://pubmed.ncbi.nlm.nih.gov/12/", True),
    ]  # fmt: skip
