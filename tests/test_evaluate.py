"""The comparison with gold tables: whole reports on invented facts, and the reference scorer's numbers."""

from __future__ import annotations

import csv
import io
import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extractor.errors import ExtractorError, UsageError
from extractor.evaluate import Gold, fact_rows, load_gold, score, show_report, stored_facts
from extractor.evaluate.matching import PaperNames, pair_up
from extractor.evaluate.names import (
    content_words,
    likeness,
    plain_grade,
    plain_unit,
    rate_per_hour,
    same_arm,
    same_drug,
)
from extractor.records import Fact
from extractor.resources import gold_dir
from extractor.store import FACT_TABLES, Store
from tests.sample_study import METFORMIN_FACTS, MYELOMA_FACTS, PAPERS, READINGS

Row = dict[str, Any]

PUBMED21 = gold_dir() / "pubmed21"

DEFAULTS: dict[str, Row] = {
    "drugs": {"mentions": [], "role": "studied"},
    "doses": dict.fromkeys(("drug", "high", "per", "frequency", "route", "arm")),
    "patient_counts": {"arm": None},
    "response_rates": dict.fromkeys(("numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm")),
    "adverse_events": dict.fromkeys(
        ("grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm")
    ),
}


def facts(table: str, *rows: Row) -> dict[str, list[Row]]:
    return {table: [{"paper_id": "PMID:1", **DEFAULTS[table], **row} for row in rows]}


def compare(table: str, gold_rows: list[Row], rows: list[Row]) -> tuple[tuple[int, ...], list[tuple[Any, ...]]]:
    """Counts (gold, predicted, value, linked, complete) of the table, and the differences by what they are about."""
    gold = Gold(("PMID:1",), {name: [] for name in FACT_TABLES} | facts(table, *gold_rows))
    report = score(gold, {"PMID:1"}, facts(table, *rows))
    found = report.tables[table]
    about = {"drugs": "drug", "doses": "low", "patient_counts": "n"}.get(table, "percent")
    differences = [(d.kind, d.gold and d.gold[about], d.predicted and d.predicted[about]) for d in report.differences]
    return (found.gold, found.predicted, found.value, found.linked, found.complete), differences


ORR = {"outcome": "objective response", "percent": 40, "numerator": 8}
DEATH = {"term": "death", "numerator": 0, "percent": 5}
CASES = [
    pytest.param("drugs", [{"drug": "aspirin"}], [{"drug": "aspirin"}], (1, 1, 1, 1, 1), [], id="a drug by name"),
    pytest.param(
        "drugs",
        [{"drug": "acetylsalicylic acid", "mentions": ["Aspirin", "ASA"]}],
        [{"drug": "aspirin", "mentions": ["asa"], "role": "mentioned"}],
        (1, 1, 1, 1, 0),
        [("incomplete", "acetylsalicylic acid", "aspirin")],
        id="a drug by surface form, with another role",
    ),
    pytest.param(
        "drugs",
        [{"drug": "aspirin"}],
        [{"drug": "aspirin"}, {"drug": "aspirin"}, {"drug": "placebo"}],
        (1, 3, 1, 1, 1),
        [("extra", None, "aspirin"), ("extra", None, "placebo")],
        id="one to one",
    ),
    pytest.param(
        "doses",
        [{"drug": "x", "low": 10, "unit": "mg/m²", "frequency": "1/2weeks", "per": "dose", "route": "iv"}],
        [{"drug": "X", "low": 10.0, "unit": "mg/m2", "frequency": "1/14days", "per": "dose", "route": "iv"}],
        (1, 1, 1, 1, 1),
        [],
        id="a dose in other words",
    ),
    pytest.param(
        "doses",
        [{"drug": "x", "low": 10, "unit": "mg", "per": "day"}],
        [{"drug": "x", "low": 10, "unit": "mg", "per": None}],
        (1, 1, 1, 1, 0),
        [("incomplete", 10, 10)],
        id="a dose without its time",
    ),
    pytest.param(
        "doses",
        [{"drug": "x", "low": 10, "unit": "mg"}, {"drug": "x", "low": 20, "high": 30, "unit": "mg"}],
        [{"drug": "y", "low": 10, "unit": "mg"}, {"drug": "x", "low": 20, "unit": "mg"}],
        (2, 2, 1, 0, 0),
        [("mislinked", 10, 10), ("miss", 20, None), ("extra", None, 20)],
        id="the wrong drug, half a range",
    ),
    pytest.param(
        "patient_counts",
        [{"n": 24, "role": "total"}, {"n": 20, "role": "evaluable"}, {"n": 12, "role": "arm", "arm": "placebo"}],
        [{"n": 24, "role": "arm"}, {"n": 20, "role": "subgroup"}, {"n": 12, "role": "arm", "arm": "metformin"}],
        (3, 3, 3, 2, 1),
        [("incomplete", 12, 12), ("mislinked", 24, 24)],
        id="counts and their roles",
    ),
    pytest.param(
        "response_rates",
        [{**ORR, "arm": "group A"}, {**ORR, "percent": 55.5, "numerator": None, "arm": "group B"}],
        [{**ORR, "arm": "B"}, {**ORR, "percent": 55.5, "numerator": None, "arm": "B", "outcome": "response rate"}],
        (2, 2, 2, 1, 1),
        [("mislinked", 40, 40)],
        id="the wrong arm",
    ),
    pytest.param(
        "response_rates",
        [{**ORR, "denominator": 20, "ci_low": 19.1, "ci_high": 63.9, "timepoint": "at week 12"}],
        [{**ORR, "denominator": 20, "ci_low": 19.1, "ci_high": 63.9, "timepoint": "week 12"}],
        (1, 1, 1, 1, 1),
        [],
        id="a whole rate",
    ),
    pytest.param(
        "response_rates",
        [{**ORR, "denominator": 20}],
        [{**ORR, "outcome": "rate of objective response", "denominator": 24}],
        (1, 1, 1, 1, 0),
        [("incomplete", 40, 40)],
        id="the wrong denominator",
    ),
    pytest.param(
        "response_rates", [ORR], [{**ORR, "numerator": None}], (1, 1, 0, 0, 0),
        [("miss", 40, None), ("extra", None, 40)], id="a numerator is part of the value",
    ),
    pytest.param(
        "adverse_events",
        [{**DEATH, "grade": "≥3"}, {**DEATH, "grade": "3-4"}],
        [{**DEATH, "grade": "grade 3/4"}, {**DEATH, "grade": ">=3"}],
        (2, 2, 2, 2, 2),
        [],
        id="equal numbers are paired by what they belong to",
    ),
    pytest.param(
        "adverse_events",
        [{**DEATH, "term": "tumour lysis"}],
        [{**DEATH, "term": "nausea"}],
        (1, 1, 1, 0, 0),
        [("mislinked", 5, 5)],
        id="the wrong event",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "gold_rows", "rows", "counts", "differences"), CASES)
def test_reports(table, gold_rows, rows, counts, differences):
    assert compare(table, gold_rows, rows) == (counts, differences)


def test_of_equal_facts_the_nearest_are_paired():
    here = {"n": 24, "role": "total", "ordinal": 2, "start_char": 10, "end_char": 15}
    far = here | {"ordinal": 1, "arm": "far"}
    beside = here | {"start_char": 30, "end_char": 35, "arm": "beside"}
    overlapping = here | {"start_char": 14, "end_char": 20, "arm": "overlapping"}
    for rows, left_over in (([far, beside, overlapping], ["far", "beside"]), ([far, beside], ["far"])):
        gold = facts("patient_counts", here)["patient_counts"]
        predicted = facts("patient_counts", *rows)["patient_counts"]
        [pair] = pair_up("patient_counts", gold, predicted, PaperNames([], frozenset()))
        assert [row["arm"] for i, row in enumerate(predicted) if i != pair.predicted] == left_over


def write_gold(folder: Path, tables: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


SMALL_GOLD = {
    "papers": "pmid,file\n11,a.xml\n12,a.xml\n99,a.xml\n",
    "drugs": 'pmid,drug,mentions,role\n11,arsenic trioxide,"[""ATO""]",studied\n99,thalidomide,[],mentioned\n',
    "doses": "pmid,drug,low,high,unit,per,frequency,route,ordinal,start_char,end_char\n"
    "11,ATO,0.25,,mg/kg,day,1/day,iv,1,26,40\n12,metformin,500,850,mg,dose,3/day,,1,10,20\n",
    "patient_counts": "pmid,n,role,arm\n11,24,total,\n12,12,arm,placebo\n",
    "response_rates": "pmid,outcome,numerator,denominator,percent,ci_low,ci_high,timepoint,arm\n"
    "11,response,8,24,33.3,,,at week 4,\n",
    "adverse_events": "pmid,term,grade,numerator,denominator,percent,ci_low,ci_high,timepoint,arm\n"
    "11,neutropenia,3-4,5,24,40,,,,\n",
}


@pytest.fixture
def sample_db(tmp_path: Path) -> Path:
    path = tmp_path / "facts.db"
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings(READINGS, run)
    return path


def test_a_whole_report(tmp_path, sample_db):
    gold = load_gold(write_gold(tmp_path / "gold", SMALL_GOLD))
    found, rows = stored_facts(sample_db, gold)
    report = score(gold, found, rows)
    perfect = {"p": 1.0, "r": 1.0, "f1": 1.0}
    half = {"p": 0.5, "r": 0.5, "f1": 0.5}
    nothing = {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert report.as_dict() == {
        "papers": 3,
        "papers_found": 2,
        "drugs": {"gold": 2, "pred": 2, "value": half, "linked": half, "complete": half},
        "doses": {"gold": 2, "pred": 2, "value": perfect, "linked": half, "complete": half},
        "patient_counts": {"gold": 2, "pred": 2, "value": perfect, "linked": half, "complete": half},
        "response_rates": {"gold": 1, "pred": 1, "value": perfect, "linked": perfect, "complete": nothing},
        "adverse_events": {"gold": 1, "pred": 1, "value": perfect, "linked": perfect, "complete": perfect},
        "mean_value_f1": 0.9,
        "mean_linked_f1": 0.7,
        "mean_complete_f1": 0.5,
    }
    sentence = "Metformin 500-850 mg twice daily was given to 12 volunteers."
    dose = {"drug": "metformin", "low": 500, "high": 850, "unit": "mg", "per": "dose", "route": None}
    differences = [difference.as_dict() for difference in report.differences]
    assert [(d["kind"], d["table"], d["paper_id"]) for d in differences] == [
        ("extra", "drugs", "PMID:12"),
        ("miss", "drugs", "PMID:99"),
        ("mislinked", "doses", "PMID:12"),
        ("mislinked", "patient_counts", "PMID:12"),
        ("incomplete", "response_rates", "PMID:11"),
    ]
    assert differences[2] == {
        "kind": "mislinked",
        "table": "doses",
        "paper_id": "PMID:12",
        "gold": {**dose, "frequency": "3/day"},
        "predicted": {**dose, "frequency": "2/day", "arm": None},
        "sentence": sentence,
    }
    assert json.loads(json.dumps(differences)) == differences


def test_gold_takes_the_id_that_a_paper_came_under(tmp_path):
    papers = "pmid,pmcid,doi\n11,PMC5,10.1000/X\n12,,10.1000/y\n13,PMC7,\n"
    gold = load_gold(write_gold(tmp_path / "gold", {**SMALL_GOLD, "papers": papers}))
    named = gold.as_named(["DOI:10.1000/x", "PMID:12", "DOI:10.1000/y", "PMCID:PMC8"])
    assert named.papers == ("DOI:10.1000/x", "PMID:12", "PMID:13")
    renamed = {"PMID:11": "DOI:10.1000/x"}
    for table, rows in gold.facts.items():
        assert named.facts[table] == [{**r, "paper_id": renamed.get(r["paper_id"], r["paper_id"])} for r in rows]


def test_facts_without_a_database_score_the_same(tmp_path, sample_db):
    gold = load_gold(write_gold(tmp_path / "gold", SMALL_GOLD))
    kept: tuple[Fact, ...] = MYELOMA_FACTS + METFORMIN_FACTS
    without = score(gold, {"PMID:11", "PMID:12"}, fact_rows(kept))
    stored = score(gold, *stored_facts(sample_db, gold))
    assert without.as_dict() == stored.as_dict()
    assert [d.as_dict() for d in without.differences] == [d.as_dict() for d in stored.differences]


def test_computed_facts_are_not_judged(tmp_path, sample_db):
    gold = load_gold(write_gold(tmp_path / "gold", SMALL_GOLD))
    with closing(sqlite3.connect(sample_db)) as connection, connection:
        connection.execute("UPDATE adverse_events SET derived = 1")
    assert score(gold, *stored_facts(sample_db, gold)).tables["adverse_events"].predicted == 0


def test_what_the_terminal_shows(tmp_path, sample_db):
    gold = load_gold(write_gold(tmp_path / "gold", SMALL_GOLD))
    stream = io.StringIO()
    show_report(score(gold, *stored_facts(sample_db, gold)), Console(file=stream, width=100))
    shown = stream.getvalue()
    table, differences = shown.split("P, R and F1 by depth")
    assert [line.split() for line in table.splitlines() if "doses" in line] == [
        "│ doses │ 2 │ 2 │ 1.000 1.000 1.000 │ 0.500 0.500 0.500 │ 0.500 0.500 0.500 │".split()
    ]
    assert [line.rstrip() for line in differences.strip().splitlines()] == [
        "1 of 3 annotated papers are not in the database; their facts count as missed.",
        "+ extra drugs PMID:12  drug=metformin role=studied",
        "- miss drugs PMID:99  drug=thalidomide role=mentioned",
        "~ mislinked doses PMID:12  drug=metformin low=500 high=850 unit=mg per=dose frequency=3/day",
        "    found: drug=metformin low=500 high=850 unit=mg per=dose frequency=2/day",
        "~ mislinked patient_counts PMID:12  n=12 role=arm arm=placebo",
        "    found: n=12 role=total",
        "… incomplete response_rates PMID:11  outcome=response numerator=8 denominator=24 percent=33.3"
        " timepoint=at week 4",
        "    found: outcome=response numerator=8 denominator=24 percent=33.3",
    ]


def test_gold_rows_are_typed(tmp_path):
    long = "very " * 40_000 + "long name"  # more than csv reads by default
    folder = write_gold(
        tmp_path / "gold",
        {
            "drugs": f'pmid,drug,mentions,role\n7,aspirin,"[""ASA"", ""{long}""]",studied\n',
            "patient_counts": "\ufeffpaper_id,n,role,arm,ordinal\nID:x,24,total,,3\n",
            "response_rates": "pmid,outcome,numerator,denominator,percent,ci_low,ci_high,timepoint,arm\n"
            "7,pain,,,33.5,,,,\n",
        },
    )
    gold = load_gold(folder)
    assert gold.papers == ("PMID:7", "ID:x")  # without papers.csv, those that have facts
    none = dict.fromkeys(("numerator", "denominator", "ci_low", "ci_high", "timepoint", "arm"))
    assert gold.facts == {
        "drugs": [{"pmid": "7", "drug": "aspirin", "mentions": ["ASA", long], "role": "studied", "paper_id": "PMID:7"}],
        "doses": [],
        "patient_counts": [{"paper_id": "ID:x", "n": 24, "role": "total", "arm": None, "ordinal": 3}],
        "response_rates": [{"pmid": "7", "outcome": "pain", "percent": 33.5, "paper_id": "PMID:7", **none}],
        "adverse_events": [],
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pmid,n,role\n1,2,total\n", "{path} lacks the column arm."),
        ("pmid,n,role,arm\n1,2,total,\n1,many,arm,x\n", "{path}, line 3 holds 'many' as n, where a number belongs."),
        ("pmid,n,role,arm\n1,2,total,x,y\n", "{path}, line 2 has more fields than the header."),
        ("pmid,n,role,arm\n,2,total,x\n", "{path}, line 2 has neither a pmid nor a paper_id."),
        ('pmid,n,role,arm\n1,2,"total,x\n', "{path} cannot be read as CSV: unexpected end of data."),
    ],
)
def test_gold_that_cannot_be_read(tmp_path, text, sentence):
    folder = write_gold(tmp_path / "gold", {"patient_counts": text})
    with pytest.raises(ExtractorError) as error:
        load_gold(folder)
    assert str(error.value) == sentence.format(path=folder / "patient_counts.csv")


@pytest.mark.parametrize("mentions", ["aspirin", '"aspirin"', "[1]"])
def test_mentions_that_are_no_list(tmp_path, mentions):
    folder = tmp_path / "gold"
    folder.mkdir()
    with (folder / "drugs.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["pmid", "drug", "mentions", "role"], ["1", "aspirin", mentions, "studied"]])
    with pytest.raises(ExtractorError, match="line 2 holds .* as mentions, where a JSON list of texts belongs"):
        load_gold(folder)


def test_a_folder_without_gold(tmp_path):
    with pytest.raises(UsageError, match=r"There are no gold tables \(drugs, doses, .*\.csv\) in "):
        load_gold(tmp_path / "nothing")


def test_the_gold_set_of_the_project():
    gold = load_gold(PUBMED21)
    assert len(gold.papers) == 100
    assert {table: len(rows) for table, rows in gold.facts.items()} == {
        "drugs": 141, "doses": 80, "patient_counts": 267, "response_rates": 149, "adverse_events": 231,
    }  # fmt: skip
    assert {row["paper_id"] for rows in gold.facts.values() for row in rows} <= set(gold.papers)
    report = score(gold, set(gold.papers), gold.facts)
    assert report.as_dict()["mean_complete_f1"] == 1.0
    assert report.differences == ()
    readme = (PUBMED21 / "README.md").read_text(encoding="utf-8")
    for table, rows in gold.facts.items():
        assert f"| `{table}.csv` | {len(rows)} |" in readme


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Anaemia of the patients", {"anemia"}),
        ("adverse event", {"adverse"}),
        ("any event", {"any", "event"}),
        ("Tumour responses, grade 3", {"tumor", "respons", "grade", "3"}),
        ("toxicities", {"toxicit"}),
        ("", set()),
        (None, set()),
    ],
)
def test_content_words(name, words):
    assert content_words(name) == words


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("a b", "b c", 2 / 3), ("", None, 1.0), ("", "x", 0.0), ("nausea", "severe nausea", 2 / 3)],
)
def test_likeness(one, other, expected):
    assert likeness(one, other) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("function", "written", "plain"),
    [
        (plain_unit, "μg / kg", "ug/kg"),
        (plain_unit, "mcg", "ug"),
        (plain_unit, None, ""),
        (plain_grade, "Grade ≥3", ">=3"),
        (plain_grade, "grades 3 or 4", "3-4"),
        (plain_grade, None, ""),
        (rate_per_hour, "2/day", 0.083333),
        (rate_per_hour, "1/12hours", 0.083333),
        (rate_per_hour, " Once ", "once"),
        (rate_per_hour, None, None),
    ],
)
def test_plain_values(function, written, plain):
    assert function(written) == plain


ALIASES = [{"acetylsalicylic acid", "aspirin", "asa"}, {"metformin"}]


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("aspirin", "ASA", True),
        ("aspirin", "metformin", False),
        ("ASA + metformin", "metformin", True),
        ("sulfamethoxazole/trimethoprim", "trimethoprim", True),
        (None, "", True),
        ("aspirin", None, False),
    ],
)
def test_same_drug(gold, predicted, same):
    assert same_drug(gold, predicted, ALIASES) is same


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("filgotinib 200 mg", "200 mg", True),
        ("filgotinib 100 mg", "filgotinib 200 mg", False),
        ("filgotinib 100 mg", "filgotinib", True),  # as like the other arm, but not less
        ("aspirin", "asa", True),
        ("placebo", "filgotinib", False),
        (None, None, True),
        ("placebo", None, False),
    ],
)
def test_same_arm(gold, predicted, same):
    arms = {"filgotinib 200 mg", "filgotinib 100 mg", "placebo", "aspirin"}
    assert same_arm(gold, predicted, arms, ALIASES) is same


# Against the reference scorer


def _spoil(gold_rows: list[Row], table: str, rng: random.Random) -> list[Row]:
    """The gold facts with some left out, some doubled, and some of their columns changed or exchanged."""
    spoiled = []
    for row in gold_rows:
        if rng.random() < 0.1:
            continue
        copies = 2 if rng.random() < 0.1 else 1
        for _ in range(copies):
            changed = dict(row)
            for column in sorted(changed.keys() - {"paper_id", "pmid", "ordinal", "start_char", "end_char"}):
                if rng.random() < 0.12:
                    other = rng.choice(gold_rows)[column]
                    if other is not None or column not in ("drug", "low", "unit", "n", "role", "outcome", "term"):
                        changed[column] = other
            if isinstance(changed.get("arm"), str) and rng.random() < 0.2:
                changed["arm"] = changed["arm"].split()[0].upper()
            if table == "drugs" and rng.random() < 0.3:
                changed["drug"] = rng.choice(changed["mentions"] or [changed["drug"]]).lower()
            spoiled.append(changed)
    rng.shuffle(spoiled)
    return spoiled


def _write_database(path: Path, papers: list[str], facts: dict[str, list[Row]]) -> None:
    """The rows as they are, through the schema only: what is spoiled need not be a true fact."""
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO runs VALUES (1, 'run', '[]', 'x', NULL, 'done', '', '', NULL)")
        for paper_id in papers:
            connection.execute(
                "INSERT INTO papers (paper_id, publication_types, mesh, text_hash, run_id)"
                " VALUES (?, '[]', '[]', '', 1)",
                (paper_id,),
            )
            for ordinal in range(12):
                connection.execute(
                    "INSERT INTO passages (passage_id, paper_id, kind, ordinal, text) VALUES (?, ?, 'abstract', ?, '')",
                    (f"{paper_id}/{ordinal}", paper_id, ordinal),
                )
        for table, rows in facts.items():
            for i, row in enumerate(rows):
                ordinal = row.get("ordinal") or 0
                values = {
                    "start_char": 0, "end_char": 1, "serious": 0, "drug_ids": "[]", **row, "fact_id": f"{i:016}",
                    "passage_id": f"{row['paper_id']}/{ordinal}", "quote": "", "sentence": "", "run_id": 1,
                    "pattern_id": "", "confidence": 1, "derived": int(i % 40 == 39),
                }  # fmt: skip
                columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
                kept = {column: values.get(column) for column in columns}
                kept = {c: json.dumps(v) if isinstance(v, list) else v for c, v in kept.items()}
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})",
                    list(kept.values()),
                )


@pytest.mark.parametrize("seed", range(6))
def test_the_same_numbers_as_the_reference_scorer(dev_data, tmp_path, seed):
    gold_folder, scorer = dev_data / "gold" / ("dev", "train")[seed % 2], dev_data / "tools" / "score.py"
    gold = load_gold(gold_folder)
    rng = random.Random(seed)
    papers = [paper_id for paper_id in gold.papers if rng.random() < 0.95] + ["PMID:404"]
    predicted = {table: _spoil(rows, table, rng) for table, rows in gold.facts.items()}
    db = tmp_path / "spoiled.db"
    _write_database(db, papers, predicted)
    command = [sys.executable, str(scorer), "--db", str(db), "--gold", str(gold_folder), "--json", "--diff"]
    *lines, numbers = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    report = score(gold, *stored_facts(db, gold))
    assert report.as_dict() == json.loads(numbers)
    assert 0.3 < report.mean_f1("linked") < report.mean_f1("value") < 0.97  # spoiled enough to tell, and not all
    signs = {"miss": "-", "extra": "+", "mislinked": "~"}
    ours = [(signs[d.kind], d.table, d.paper_id) for d in report.differences if d.kind in signs]
    theirs = [(sign, table, f"PMID:{pmid}") for sign, table, pmid, *_ in (line.split("\t") for line in lines)]
    assert sorted(ours) == sorted(theirs)
