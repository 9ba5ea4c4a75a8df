"""Forms filled from invented papers: whole rows in, whole rows out; bad forms give one sentence."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from extractor.records import Paper
from extractor.review.filling.answer import NO_ID, NO_OUTCOME, NO_PAPER, NO_QUESTION, SEVERAL, Answer, events_of
from extractor.review.filling.forms import ADDED, NUMBERS, read_form, write_form
from extractor.review.filling.records import Figure, Spot
from extractor.review.filling.wording import Spelling, Wording
from tests.conftest import Call

ARTICLE = """<article><front><article-meta><article-id pub-id-type="pmid">{pmid}</article-id>
<article-id pub-id-type="pmc">{pmc}</article-id><title-group><article-title>{title}</article-title></title-group>
</article-meta></front><body><sec><title>Methods</title><p>{methods}</p></sec><sec><title>Results</title><p>{results}</p>
{tables}</sec></body></article>"""
TABLE = """<table-wrap><label>Table {n}</label><caption><p>{caption}</p></caption><table><thead>{head}</thead>
<tbody>{body}</tbody></table></table-wrap>"""


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def table(n: int, caption: str, head: tuple[str, ...], *body: tuple[str, ...]) -> str:
    return TABLE.format(n=n, caption=caption, head=row(*head, tag="th"), body="".join(row(*cells) for cells in body))


# A trial of two drugs with a table of harms, shares in prose, a zero, and a percentage alone.
TWO_DRUGS = ARTICLE.format(
    pmid=801,
    pmc=9801,
    title="Tramadol versus placebo after knee surgery",
    methods="Patients were randomized to tramadol 50 mg (n = 60) or placebo (n = 62). Pain was measured daily.",
    results="Complete pain relief at 24 h was reported by 45 patients (75.0%) in the tramadol group and 31 (50.0%) in "
    "the placebo group. Rescue analgesia was needed by 20.0% of the patients given tramadol and 41.9% of those given "
    "placebo. No deaths occurred in either group.",
    tables=table(
        1,
        "Adverse events",
        ("Event, n (%)", "Tramadol (n = 60)", "Placebo (n = 62)"),
        ("Any adverse event", "30 (50.0)", "20 (32.3)"),
        ("Nausea", "12 (20.0)", "5 (8.1)"),
        ("Dizziness", "9 (15.0)", "4 (6.5)"),
        ("Serious adverse events", "2 (3.3)", "1 (1.6)"),
    ),
)
# Groups with letters, doses over columns, times in sections, several sections' rows under one label.
LETTERS = ARTICLE.format(
    pmid=802,
    pmc=9802,
    title="Ondansetron in two doses",
    methods="In group A (n = 40) ondansetron 4 mg was given, and in group B (n = 41) ondansetron 8 mg was given; group "
    "C (n = 39) had saline.",
    results="Vomiting in the first day was rare.",
    tables=table(
        1,
        "Postoperative nausea and vomiting (PONV)",
        ("", "Group A", "Group B", "Group C"),
        ("0-2 h", "", "", ""),
        ("Nausea, n (%)", "4 (10.0)", "2 (4.9)", "10 (25.6)"),
        ("2-24 h", "", "", ""),
        ("Nausea, n (%)", "6 (15.0)", "3 (7.3)", "12 (30.8)"),
    )
    + table(
        2,
        "Characteristics of the patients, n (%)",
        ("", "", "Group A", "Group B", "Group C"),
        ("History", "smoker", "8 (20.0)", "9 (22.0)", "7 (17.9)"),
        ("", "motion sickness", "11 (27.5)", "10 (24.4)", "9 (23.1)"),
    ),
)
# Before and after, sizes in another table, and two groups that are each looked at twice.
PROGRAMME = ARTICLE.format(
    pmid=803,
    pmc=9803,
    title="A hygiene programme in two wards",
    methods="Samples were counted before and after the hygiene programme.",
    results="Rejection became rarer.",
    tables=table(
        1,
        "Rejected samples",
        ("Ward", "Before the hygiene programme, n (%)", "After the hygiene programme, n (%)"),
        ("Ward A", "60 (0.79)", "79 (0.77)"),
        ("Ward B", "45 (1.13)", "48 (1.17)"),
    )
    + table(2, "All samples", ("Ward", "May", "July"), ("Ward A", "7557", "10 218"), ("Ward B", "3973", "4114")),
)
TWO_TIMES = ARTICLE.format(
    pmid=804,
    pmc=9804,
    title="Salbutamol or placebo",
    methods="Salbutamol (n = 50) or placebo (n = 50) was inhaled.",
    results="Wheezing was counted before and after inhalation.",
    tables=TABLE.format(
        n=1,
        caption="Symptoms, n (%)",
        head='<tr><th rowspan="2">Symptom</th><th colspan="2">Salbutamol</th><th colspan="2">Placebo</th></tr>'
        + row("Before", "After", "Before", "After", tag="th"),
        body=row("Wheezing", "30 (60)", "10 (20)", "31 (62)", "28 (56)")
        + row("Cough", "20 (40)", "12 (24)", "22 (44)", "21 (42)"),
    ),
)
FORM = """id,pmid,pmcid,intervention,comparator,outcome,reviewer
1,801,,tramadol,placebo,adverse effects,AB
2,,PMC9801,Tramadol 50 mg,Placbeo,nausea,AB
3,801,,tramadol,placebo,complete pain relief,
4,801,,tramadol,placebo,need of rescue analgesia,
5,801,,tramadol,placebo,mortality,
6,801,,tramadol,placebo,wound infection,
7,802,,ondansetron 8 mg,saline,nausea,
8,802,,ondansetron 4 mg,ondansetron 8 mg,history of motion sickness,
9,899,,tramadol,placebo,nausea,
10,801,,tramadol,,nausea,
11,,,tramadol,placebo,nausea,
12,803,,Hygiene programme,Control,Rejected samples: ward A,
13,804,,salbutamol,placebo,wheezing after inhalation,
"""
# id, the six numbers, what is derived, the reason
FILLED = {
    "1": ("30", "60", "50", "20", "62", "32.3", "", ""),
    "2": ("12", "60", "20", "5", "62", "8.1", "", ""),
    "3": ("45", "60", "75", "31", "62", "50", "", ""),
    "4": ("12", "60", "20", "26", "62", "41.9", "intervention_events comparator_events", ""),
    "5": ("0", "60", "", "0", "62", "", "intervention_events comparator_events", ""),
    "6": ("", "60", "", "", "62", "", "", NO_OUTCOME),
    "7": ("3", "41", "7.3", "12", "39", "30.8", "", SEVERAL),  # the later of two times
    "8": ("11", "40", "27.5", "10", "41", "24.4", "", ""),
    "9": ("", "", "", "", "", "", "", NO_PAPER),
    "10": ("", "", "", "", "", "", "", NO_QUESTION),
    "11": ("", "", "", "", "", "", "", NO_ID),
    "12": ("79", "10218", "0.77", "60", "7557", "0.79", "intervention_total comparator_total", ""),
    "13": ("10", "50", "20", "28", "50", "56", "", SEVERAL),  # the later again
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.nxml").write_text(TWO_DRUGS)
    for name, article in (("two", LETTERS), ("three", PROGRAMME), ("four", TWO_TIMES)):
        (folder / f"{name}.nxml").write_text(article)
    return folder


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_text(FORM)
    return path


def numbers(rows: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    return {row["id"]: tuple(row[name] for name in (*NUMBERS, "derived", "reason")) for row in rows}


def test_a_form_is_filled_from_files(call: Call, papers: Path, form: Path) -> None:
    done = call("fill", form, "--source", papers, "--jobs", 1)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert (done.code, list(rows[0])) == (0, [*FORM.splitlines()[0].split(","), *ADDED])
    assert [row["reviewer"] for row in rows] == ["AB", "AB", *[""] * 11]
    assert numbers(rows) == FILLED
    assert done.err.endswith("extractor: 13 rows: 9 with the events of both groups, 2 whose paper is not there.\n")


def test_a_retracted_paper_is_told(form: Path) -> None:
    read, out = read_form(form), io.StringIO()
    papers = [Paper("PMID:1", (), publication_types=("Retracted Publication",)), *[None] * (len(read.rows) - 1)]
    write_form(read, [Answer({}, reasons=(NO_OUTCOME,)), *[None] * (len(read.rows) - 1)], papers, out)
    assert next(csv.DictReader(io.StringIO(out.getvalue())))["reason"] == f"the paper is retracted; {NO_OUTCOME}"


def test_the_database_gives_the_same(call: Call, papers: Path, form: Path, tmp_path: Path) -> None:
    db, out = tmp_path / "x.db", tmp_path / "filled.csv"
    assert call("run", papers, "--db", db, "--jobs", 1).code == 0
    assert call("fill", form, "--db", db, "-o", out, "--jobs", 2).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        assert numbers(list(csv.DictReader(file))) == FILLED


def test_every_number_says_where_it_stands(call: Call, papers: Path, form: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("fill", form, "--source", papers, "--jobs", 1).out)))
    places = [json.loads(row["where"]) if row["where"] else {} for row in rows]
    for row, where in zip(rows, places, strict=True):
        assert set(where) == {name for name in NUMBERS if row[name]}
    assert {name: (where["passage_id"], where["quote"]) for name, where in places[0].items()} == {
        "intervention_events": ("PMID:801/8", "30 (50.0)"),
        "intervention_total": ("PMID:801/8", "Tramadol (n = 60)"),
        "intervention_percent": ("PMID:801/8", "30 (50.0)"),
        "comparator_events": ("PMID:801/8", "20 (32.3)"),
        "comparator_total": ("PMID:801/8", "Placebo (n = 62)"),
        "comparator_percent": ("PMID:801/8", "20 (32.3)"),
    }


def test_a_record_gives_way_to_the_full_text(call: Call, papers: Path, form: Path) -> None:
    (papers / "a.jsonl").write_text(
        '{"id": "a", "pmid": "801", "title": "Tramadol", "text": "Tramadol was studied."}\n'
    )
    shutil.copy(papers / "a.jsonl", papers / "z.jsonl")
    rows = list(csv.DictReader(io.StringIO(call("fill", form, "--source", papers, "--jobs", 1).out)))
    assert numbers(rows) == FILLED


HEADER = "id,pmid,intervention,comparator,outcome\n"
BAD_FORMS = {
    "empty": (b"", "f.csv is empty; a form has the columns id, pmid or pmcid, intervention, comparator, outcome."),
    "no rows": (HEADER.encode(), "f.csv has a header and no rows."),
    "no columns": (
        b"id,pmid,drug\n1,801,tramadol\n",
        "f.csv lacks the columns intervention, comparator, outcome;"
        " a form has the columns id, pmid or pmcid, intervention, comparator, outcome.",
    ),
    "no paper": (
        b"id,intervention,comparator,outcome\n1,a,b,c\n",
        "f.csv lacks the column pmid or pmcid;"
        " a form has the columns id, pmid or pmcid, intervention, comparator, outcome.",
    ),
    "no csv": (b"PK\x03\x04\xff\xfe\x00", "f.csv is not a CSV file in UTF-8; save the form as CSV UTF-8."),
    "no id": (f"{HEADER}1,Smith 2001,a,b,c\n".encode(), "f.csv, line 2: 'Smith 2001' is not a PMID; write its digits."),
    "open quote": (f'{HEADER}1,801,"a,b,c\n'.encode(), "f.csv cannot be read as CSV (unexpected end of data)."),
}


@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_bad_form_gives_one_sentence(
    call: Call, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    content, sentence = BAD_FORMS[name]
    (tmp_path / "f.csv").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    done = call("fill", "f.csv", "--source", papers)
    assert (done.code, done.out, done.err) == (2, "", f"extractor: {sentence}\n")


def test_a_form_is_not_written_over(call: Call, papers: Path, form: Path) -> None:
    done = call("fill", form, "--source", papers, "-o", form)
    assert (done.code, done.err) == (
        2,
        f"extractor: The filled form would replace {form}; name another file with -o.\n",
    )
    assert form.read_text() == FORM


def test_a_folder_that_is_not_there(call: Call, papers: Path, form: Path, tmp_path: Path) -> None:
    done = call("fill", form, "--source", papers, "-o", tmp_path / "no" / "x.csv")
    assert (done.code, done.err) == (2, f"extractor: There is no folder {tmp_path / 'no'} for the filled form.\n")


def test_without_a_database(call: Call, form: Path, tmp_path: Path) -> None:
    done = call("fill", form, "--db", tmp_path / "no.db")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"extractor: There is no database at {tmp_path / 'no.db'}; make one with `extractor run`.\n"


@pytest.mark.parametrize(
    ("percent", "places", "total", "found"),
    [
        (78.2, 1, 101, [79]),
        (78.2, 1, 112, []),  # no part of 112 is 78.2%
        (91, 0, 103, [94]),
        (65, 0, 1000, list(range(645, 656))),
        (100, 0, 20, [20]),
        (0, 0, 20, [0]),
    ],
)
def test_events_that_are_a_percentage(percent: float, places: int, total: int, found: list[int]) -> None:
    assert events_of(Figure(percent, Spot(0, 0, 1), places=places), total) == found


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("Placbeo", "placebo"),  # two letters in the wrong order
        ("reurrent", "recurrent"),  # one too few
        ("nauseea", "nausea"),  # one too many
        ("hypertension", "hypertension"),  # another letter may make another word
        ("pain", "pain"),
    ],
)
def test_slips_of_the_pen(word: str, mended: str) -> None:
    assert Spelling.of(["Placebo, recurrent nausea, hypotension"]).mended(word) == mended


class NoDrugs:
    def drugs(self, texts: list[str], abbreviations: object) -> list[list[object]]:
        return [[] for _ in texts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Adverse events", {"=adverse event"}),
        ("patients who died", {"=death"}),
        ("grade III/IV mucositis", {"grade:3", "grade:4", "mucos"}),
        ("at week 24", {"time:24week"}),
        ("after 24 weeks", {"time:24week"}),
        ("Group II", {"group:2"}),
        ("the D/E group", {"group:d/e"}),
        ("stentless", {"stent", "=without"}),
        ("PFS", {"progress", "surviv", "=without"}),
        ("10 mg", {"10mg"}),
        ("No. of patients", set()),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    wording = Wording(NoDrugs(), {"PFS": "progression free survival"})  # type: ignore[arg-type]
    assert wording.set_of(text) == words
