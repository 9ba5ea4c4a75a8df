"""The evidence table of two invented papers, in every format, as the command writes it."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from extractor.records import AdverseEvent, Dose, Drug, Fact, Paper, Passage, PatientCount, Reading, ResponseRate
from extractor.store import Store
from tests.conftest import Call
from tests.sample_study import place

_TRIAL_TEXTS = (
    "Aspirin or placebo: a randomised, double-blind trial",
    "Patients were to receive aspirin 100 mg (n = 40) or placebo (n = 41) daily. In all 81 took part, 2 of whom had a"
    " stroke; 30 of 40 had aspirin.",
    "Relief occurred in 12 of 40 (30%; 95% CI 17-47) with ASA and 4 of 41 with placebo. Grade 3-4 bleeding"
    " occurred in 5 (12.5%) with aspirin. Serious headache occurred in 3 (3%). Of 21 patients asked, 1 patient died.",
)
_CASE_TEXTS = (
    "Drug <b>B</b> | a report",
    "Of 24 patients, 20 were evaluable. =cure & <i>more</i> was seen in 8 of 24.",
)


def _paper(paper_id: str, texts: tuple[str, ...], **other: Any) -> Paper:
    passages = tuple(Passage(paper_id, i, "abstract" if i else "title", text) for i, text in enumerate(texts))
    return Paper(paper_id, passages, pmid=paper_id.removeprefix("PMID:"), title=texts[0], **other)


def _last_place(paper: Paper, ordinal: int, quote: str) -> dict[str, Any]:
    """The place of a quote that stands in its sentence before as well."""
    start = paper.passages[ordinal].text.rindex(quote)
    return {**place(paper, ordinal, quote), "start_char": start, "end_char": start + len(quote)}


TRIAL = _paper("PMID:21", _TRIAL_TEXTS, authors=("van Doe Jane", "Roe Richard"), year=2020)
CASES = _paper(
    "PMID:22",
    _CASE_TEXTS,
    authors=("Poe Ann",),
    year=2021,
    publication_types=("Retracted Publication", "Clinical Trial"),
)
NOTHING = _paper("PMID:23", ("A letter",), authors=("Moe Ben",), year=2022)
TRIAL_FACTS: tuple[Fact, ...] = (
    Drug(drug="aspirin", mentions=("Aspirin", "ASA"), role="studied", **place(TRIAL, 0, "Aspirin")),
    Dose(drug="aspirin", low=100, unit="mg", per="dose", frequency="1/day", route="oral", **place(TRIAL, 1, "100 mg")),
    PatientCount(n=40, role="arm", arm="receive aspirin", **place(TRIAL, 1, "n = 40")),
    PatientCount(n=41, role="arm", arm="placebo", **place(TRIAL, 1, "n = 41")),
    PatientCount(n=81, role="total", **place(TRIAL, 1, "81")),
    PatientCount(n=2, role="arm", arm="stroke", **place(TRIAL, 1, "2 of whom")),  # an event, and no arm
    PatientCount(n=30, role="arm", arm="aspirin", **place(TRIAL, 1, "30 of 40")),
    ResponseRate(
        outcome="relief", outcome_class="response", numerator=12, denominator=40, denominator_stated=1, percent=30.0,
        ci_low=17, ci_high=47, arm="ASA", **place(TRIAL, 2, "12 of 40 (30%; 95% CI 17-47"),
    ),
    ResponseRate(
        outcome="relief", outcome_class="response", numerator=4, denominator=41, denominator_stated=1, arm="placebo",
        **place(TRIAL, 2, "4 of 41"),
    ),
    AdverseEvent(
        term="bleeding", grade="3-4", numerator=5, denominator=40, denominator_stated=0, percent=12.5, arm="aspirin",
        **place(TRIAL, 2, "5 (12.5%)"),
    ),
    AdverseEvent(
        term="headache", serious=1, numerator=3, denominator=40, denominator_stated=0, percent=3, arm="aspirin",
        **place(TRIAL, 2, "3 (3%)"),
    ),
    AdverseEvent(term="death", numerator=1, **_last_place(TRIAL, 2, "1 patient")),
)  # fmt: skip
CASE_FACTS: tuple[Fact, ...] = (
    PatientCount(n=24, role="total", **place(CASES, 1, "24 patients")),
    PatientCount(n=20, role="evaluable", **place(CASES, 1, "20")),
    ResponseRate(
        outcome="=cure & <i>more</i>", outcome_class="response", numerator=8, denominator=24, denominator_stated=1,
        **place(CASES, 1, "8 of 24"),
    ),
)  # fmt: skip
HEADINGS = "Study,Paper,Design,Arm,N,Drugs,Doses,Schedule,Response rates,Adverse events"
DESIGN = "randomised, double-blind"
ROWS = [
    ["van Doe 2020", "PMID:21", DESIGN, "aspirin", "40; 30", "aspirin", "100 mg oral", "once a day",
     "relief: 12/40 (30%; 95% CI 17-47)", "bleeding gr 3-4: 5/40 (12.5%); serious headache: 3/40 (3%,"
     " though 3/40 is 7.5%)"],
    ["van Doe 2020", "PMID:21", DESIGN, "placebo", "41", "", "", "", "relief: 4/41", ""],
    ["van Doe 2020", "PMID:21", DESIGN, "all", "81; stroke: 2", "aspirin", "", "", "", "death: 1"],
    ["Poe 2021 (retracted)", "PMID:22", "clinical trial", "", "24; evaluable: 20", "", "", "",
     "=cure & <i>more</i>: 8/24", ""],
]  # fmt: skip


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "facts.db"
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], "patterns-1", None)
        store.save_papers([TRIAL, CASES, NOTHING], run)
        store.save_readings([Reading(TRIAL, TRIAL_FACTS), Reading(CASES, CASE_FACTS)], run)
    return path


def printed(call: Call, db: Path, *options: str) -> list[list[str]]:
    """The rows of the table as CSV, after its headings."""
    done = call("table", "--db", db, "--format", "csv", *options)
    assert (done.code, done.err) == (0, "")
    headings, *rows = csv.reader(io.StringIO(done.out))
    assert headings == HEADINGS.split(",")
    return rows


def test_csv(call: Call, db: Path) -> None:
    assert printed(call, db) == ROWS


def test_markdown(call: Call, db: Path) -> None:
    done = call("table", "--db", db, "--papers", "22", "--format", "markdown")
    assert done == (0, (
        "| " + HEADINGS.replace(",", " | ") + " |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| [Poe 2021 (retracted)](https://pubmed.ncbi.nlm.nih.gov/22/) | PMID:22 | clinical trial |  |"
        " 24; evaluable: 20 |  |  |  | =cure & \\<i\\>more\\</i\\>: 8/24 |  |\n"
    ), "")  # fmt: skip


def test_terminal(call: Call, db: Path) -> None:
    done = call("table", "--db", db, "--most", 1)
    assert (done.code, done.err) == (0, "")
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.out.splitlines() if line[0] == "│"]
    assert lines == [
        ["van Doe 2020", "aspirin", "40", "aspirin 100 mg", "relief: 12/40 (30%; 95%", "bleeding gr 3-4: 5/40"],
        ["PMID:21", "", "1 more", "oral, once a day", "CI 17-47)", "(12.5%)"],
        ["randomised,", "", "", "", "", "1 more"],
        ["double-blind", "", "", "", "", ""],
        ["", "placebo", "41", "", "relief: 4/41", ""],
        ["", "all", "81", "aspirin", "", "death: 1"],
        ["", "", "1 more", "", "", ""],
        ["Poe 2021", "", "24", "", "=cure & <i>more</i>:", ""],
        ["(retracted)", "", "1 more", "", "8/24", ""],
        ["PMID:22", "", "", "", "", ""],
        ["clinical trial", "", "", "", "", ""],
    ]


def test_html_page(call: Call, db: Path) -> None:
    done = call("table", "--db", db, "-o", "out/table.html")
    assert done == (0, "", "extractor: 2 studies written to out/table.html.\n")
    assert [path.name for path in Path("out").iterdir()] == ["table.html"]
    text = Path("out/table.html").read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert page.xpath("//script|//link|//img|//@src|//b|//i") == []  # one file, and nothing of a paper is markup
    cells = [row.xpath("./td") for row in page.xpath("//tbody/tr")]
    assert [
        ["; ".join(line.text_content() for line in cell.xpath(".//li") or [cell]) for cell in row] for row in cells
    ] == [row[3:] for row in ROWS]
    assert [" ".join(head.text_content().split()) for head in page.xpath("//tbody//th")] == [
        "van Doe 2020randomised, double-blindPMID:21", "Poe 2021 (retracted)clinical trialPMID:22",
    ]  # fmt: skip
    sentences = {item.get("id"): (item.xpath("string(mark)"), item.text_content()) for item in page.xpath("//ol/li")}
    facts = {fact.fact_id: fact for fact in (*TRIAL_FACTS, *CASE_FACTS)}
    assert {anchor: mark for anchor, (mark, _) in sentences.items()} == {i: fact.quote for i, fact in facts.items()}
    notes = dict.fromkeys((f.fact_id for f in TRIAL_FACTS[9:11]), "; the denominator is from elsewhere in the paper")
    assert {anchor: said for anchor, (_, said) in sentences.items()} == {
        i: f"{f.sentence} {'van Doe 2020' if f.paper_id == 'PMID:21' else 'Poe 2021 (retracted)'}, {f.paper_id}"
        f"{notes.get(i, '')}"
        for i, f in facts.items()
    }
    death = page.get_element_by_id(TRIAL_FACTS[11].fact_id)
    assert (death.text, death.xpath("string(mark)")) == ("Of 21 patients asked, ", "1 patient")
    links = page.xpath("//td//a/@href")
    assert {link[1:] for link in links} == set(facts)
    assert set(page.xpath("//a/@href")) - set(links) == {f"https://pubmed.ncbi.nlm.nih.gov/{n}/" for n in (21, 22)}


def test_workbook(call: Call, db: Path) -> None:
    assert call("table", "--db", db, "-o", "table.xlsx").code == 0
    book = openpyxl.load_workbook("table.xlsx")
    assert book.sheetnames == ["evidence table", "facts"]
    table = [list(row) for row in book["evidence table"].values]
    assert table == [HEADINGS.split(","), *([cell.replace("; ", "\n") or None for cell in row[:8]]
                                             + [row[8] or None, row[9].replace("; ", "\n") or None]
                                             for row in ROWS)]  # fmt: skip
    assert book["evidence table"]["A2"].hyperlink.target == "https://pubmed.ncbi.nlm.nih.gov/21/"
    headings, *lines = book["facts"].values
    rows = [{name: value for name, value in zip(headings, line, strict=True) if value is not None} for line in lines]
    common = {"study": "Poe 2021 (retracted)", "paper_id": "PMID:22", "confidence": 0.9, "derived": 0,
              "link": "https://pubmed.ncbi.nlm.nih.gov/22/"}  # fmt: skip
    assert rows[-1] == {
        **common, "fact_id": CASE_FACTS[2].fact_id, "column": "Response rates", "outcome": "=cure & <i>more</i>",
        "outcome_class": "response", "numerator": 8, "denominator": 24, "denominator_stated": 1, "quote": "8 of 24",
        "sentence": "=cure & <i>more</i> was seen in 8 of 24.",
    }  # fmt: skip
    assert [row["fact_id"] for row in rows] == [
        TRIAL_FACTS[i].fact_id for i in (2, 6, 0, 1, 7, 9, 10, 3, 8, 4, 5, 0, 11)
    ] + [fact.fact_id for fact in CASE_FACTS]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--papers", "PMID:22"], ["PMID:22"]),
        (["--papers", "22,pmid:23"], ["PMID:22", "PMID:23"]),  # named, and shown although nothing was found in it
        (["--drug", "asa"], ["PMID:21"]),
        (["--search", "placebo 'Relief'"], ["PMID:21"]),
        (["--search", '"aspirin 100 mg"'], ["PMID:21"]),
        (["--search", "patients"], ["PMID:21", "PMID:22"]),
        (["--search", "patients", "--design", "RCT"], ["PMID:21"]),
        (["--design", "rct", "--design", "clinical trial"], ["PMID:21", "PMID:22"]),
        (["--outcome", "Cure"], ["PMID:22"]),
        (["--event", "head"], ["PMID:21"]),
    ],
)
def test_selection(call: Call, db: Path, options: list[str], expected: list[str]) -> None:
    assert list(dict.fromkeys(row[1] for row in printed(call, db, *options))) == expected


def test_a_paper_whose_name_has_a_comma(call: Call, tmp_path: Path) -> None:
    (tmp_path / "Smith, 2020.txt").write_text("Of 40 patients, 10 responded.")
    assert call("run", tmp_path / "Smith, 2020.txt", "--db", tmp_path / "x.db", "--jobs", 1).code == 0
    rows = printed(call, tmp_path / "x.db", "--papers", "ID:Smith, 2020")
    assert {row[1] for row in rows} == {"ID:Smith, 2020"}


def test_only_the_outcomes_and_events_asked_for(call: Call, db: Path) -> None:
    rows = printed(call, db, "--papers", "21", "--outcome", "none", "--event", "bleed")
    assert [row[8:] for row in rows] == [["", "bleeding gr 3-4: 5/40 (12.5%)"], ["", ""], ["", ""]]


def review(db: Path, fact: Fact, decision: str, day: int, correction: str | None = None, fact_id: str = "") -> None:
    row = (fact.TABLE, fact_id or fact.fact_id, fact.fact_id, fact.paper_id, fact.passage_id, fact.start_char,
           fact.end_char, fact.quote, fact.sentence, decision, correction, f"reader {day}",
           f"2026-01-0{day}")  # fmt: skip
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(
            "INSERT INTO reviews (fact_table, fact_id, current_fact_id, paper_id, passage_id, start_char, end_char,"
            " quote, sentence, decision, correction, reviewer, reviewed_at, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')",
            row,
        )


def test_what_curators_decided(call: Call, db: Path) -> None:
    relief, bleeding, headache, death = TRIAL_FACTS[7], TRIAL_FACTS[9], TRIAL_FACTS[10], TRIAL_FACTS[11]
    review(db, relief, "accept", 1)
    review(db, relief, "correct", 2, '{"numerator": 13, "percent": 32.5, "no column": 1}')
    review(db, bleeding, "reject", 1)
    review(db, bleeding, "accept", 2)
    review(db, headache, "reject", 2)
    review(db, headache, "accept", 1)  # the earlier one, though it was written later
    review(db, death, "reject", 1, fact_id="the id of an earlier extraction")
    rows = printed(call, db, "--papers", "21")
    assert [row[3:] for row in rows] == [
        ["aspirin", "40; 30", "aspirin", "100 mg oral", "once a day", "relief: 13/40 (32.5%; 95% CI 17-47)",
         "bleeding gr 3-4: 5/40 (12.5%)"],
        ["placebo", "41", "", "", "", "relief: 4/41", ""],
        ["all", "81; stroke: 2", "aspirin", "", "", "", ""],
    ]  # fmt: skip
    accepted = printed(call, db, "--accepted")
    assert [row[3:] for row in accepted] == [
        ["ASA", "", "", "", "", "relief: 13/40 (32.5%; 95% CI 17-47)", "bleeding gr 3-4: 5/40 (12.5%)"],
    ]


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--papers", "98,22,99"], 1,
         "Not in the database: PMID:98, PMID:99; add what is missing with `extractor run`."),
        (["--papers", "cats"], 2, "'cats' is not a paper; write it as PMID:123, PMC123, DOI:10.1/x or ID:name."),
        (["--search", "nowhere"], 1, "No paper in the database fits; say less, or fetch papers with `extractor run`."),
        (["--design", "phase 9"], 1,
         "None of the 2 papers is of that design; they state: clinical trial, double-blind, randomised."),
        (["--event", "nausea"], 1, "None of the 2 papers has such a fact; leave out --outcome, --event or --accepted."),
        (["--format", "xlsx"], 2, "A workbook needs a file; name it with -o table.xlsx."),
        (["-o", "table.doc"], 2,
         "table.doc does not say the format by its suffix; choose --format from csv, xlsx, markdown, html."),
        (["-o", "t.txt", "--format", "terminal"], 2,
         "To write t.txt, choose --format from csv, xlsx, markdown, html."),
        (["-o", "facts.db", "--format", "csv"], 2, "facts.db is a database and would be lost; name another file."),
        (["-o", "facts.db/table.csv"], 1, "facts.db/table.csv cannot be written: File exists."),
        (["--db", "none.db"], 1, "There is no database at none.db; make one with `extractor run`."),
    ],
)  # fmt: skip
def test_errors_are_one_sentence(call: Call, db: Path, options: list[str], code: int, sentence: str) -> None:
    assert call("table", *(() if "--db" in options else ("--db", db)), *options) == (
        code,
        "",
        f"extractor: {sentence}\n",
    )


def test_unknown_format(call: Call, db: Path) -> None:
    done = call("table", "--db", db, "--format", "pdf")
    assert (done.code, done.out) == (2, "")
    assert "'pdf' is not one of 'terminal', 'csv', 'xlsx', 'markdown', 'html'" in done.err


def test_empty_database(call: Call, tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db"):
        pass
    assert call("table", "--db", tmp_path / "empty.db") == (
        1, "", "extractor: No paper in the database fits; say less, or fetch papers with `extractor run`.\n",
    )  # fmt: skip
