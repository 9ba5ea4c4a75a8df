"""Curators' decisions: kept as a history, found again after another extraction, turned into gold tables."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from extractor.errors import ExtractorError
from extractor.evaluate import load_gold
from extractor.publish.gold import export_gold
from extractor.records import Fact, Passage, Reading
from extractor.store import open_reader, reviews
from extractor.store.connect import open_writer
from extractor.store.schema_review import migrations
from tests.sample_study import METFORMIN, METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS, READINGS, place
from tests.site import fill

DRUG, DOSE, COUNT, RATE = MYELOMA_FACTS[:4]
EVENT: Any = MYELOMA_FACTS[4]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return fill(tmp_path / "facts.db")


@contextmanager
def writing(db: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writer(db)) as connection, connection:
        connection.row_factory = sqlite3.Row
        yield connection


def decide(db: Path, fact: Fact, decision: str, reviewer: str = "maria", **how: Any) -> None:
    with writing(db) as connection:
        reviews.decide(connection, fact.TABLE, fact.fact_id, decision, reviewer, **how)


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_reader(db)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


def read_again(db: Path, *events: Fact, paper=MYELOMA) -> None:
    """Another extraction, in which these are the adverse events of the paper."""
    fill(db, (paper, METFORMIN), (Reading(paper, (*MYELOMA_FACTS[:4], *events)), READINGS[1]), by="2")


def test_a_decision_keeps_what_was_said_and_where(db):
    decide(db, EVENT, "reject", note="the sentence says otherwise")
    [(said, *rest)] = rows(
        db,
        "SELECT said, fact_table, fact_id, current_fact_id, paper_id, passage_id, start_char, end_char, quote,"
        " sentence, decision, correction, note, reviewer FROM reviews",
    )
    where = (EVENT.fact_id, EVENT.fact_id, "PMID:11", "PMID:11/2", EVENT.start_char, EVENT.end_char)
    words = (EVENT.quote, EVENT.sentence, "reject", None, "the sentence says otherwise", "maria")
    assert rest == ["adverse_events", *where, *words]
    assert json.loads(said) == {
        "term": "neutropenia", "grade": "3-4", "serious": 0, "numerator": 5, "denominator": 24,
        "denominator_stated": 1, "percent": 40.0, "ci_low": None, "ci_high": None, "timepoint": None, "arm": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("decisions", "counting", "disputed"),
    [
        ([("maria", "accept")], [("maria", "accept")], 0),
        ([("maria", "accept"), ("maria", "reject")], [("maria", "reject")], 0),
        ([("maria", "accept"), ("maria", "withdraw")], [], 0),
        ([("maria", "accept"), ("jo", "accept")], [("maria", "accept"), ("jo", "accept")], 0),
        ([("maria", "accept"), ("jo", "reject")], [("maria", "accept"), ("jo", "reject")], 1),
        ([("maria", "accept"), ("jo", "reject"), ("jo", "withdraw")], [("maria", "accept")], 0),
    ],
)
def test_the_latest_decision_of_each_curator_counts(db, decisions, counting, disputed):
    for reviewer, decision in decisions:
        decide(db, EVENT, decision, reviewer)
    assert rows(db, "SELECT reviewer, decision FROM decisions ORDER BY review_id") == counting
    assert len(rows(db, "SELECT * FROM disagreements")) == disputed
    assert len(rows(db, "SELECT * FROM reviews")) == len(decisions)


def test_two_corrections_may_disagree(db):
    decide(db, EVENT, "correct", "maria", correction={"numerator": 7, "denominator_stated": 0})
    decide(db, EVENT, "correct", "jo", correction={"numerator": 7})
    assert rows(db, "SELECT * FROM disagreements") == []
    decide(db, EVENT, "correct", "maria", correction={"numerator": 6})
    decide(db, EVENT, "correct", "jo", correction={"numerator": 7})
    assert rows(db, "SELECT current_fact_id, quote, decisions FROM disagreements") == [
        (EVENT.fact_id, EVENT.quote, 'maria: correct {"numerator": 6}; jo: correct {"numerator": 7}')
    ]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"table": "papers"}, "A decision is accept, reject, withdraw, or correct with at least one changed value."),
        ({"decision": "maybe"}, "A decision is accept, reject, withdraw, or correct with at least one changed value."),
        (
            {"decision": "correct"},
            "A decision is accept, reject, withdraw, or correct with at least one changed value.",
        ),
        ({"fact_id": "x"}, "This fact is no longer in the database; look at its paper again."),
    ],
)
def test_what_is_no_decision(db, how, sentence):
    asked = {"table": EVENT.TABLE, "fact_id": EVENT.fact_id, "decision": "accept", "reviewer": "maria", **how}
    with writing(db) as connection, pytest.raises(ExtractorError) as error:
        reviews.decide(connection, **asked)
    assert str(error.value) == sentence
    assert rows(db, "SELECT * FROM reviews") == []


OTHER_ARM = replace(EVENT, arm="arsenic trioxide")
WIDER = replace(EVENT, **place(MYELOMA, 2, "neutropenia occurred in 5 of 24 patients (40%)"))
ELSEWHERE = replace(EVENT, **place(MYELOMA, 2, "61 years"))
ANOTHER = replace(EVENT, term="anaemia", percent=41)
ANOTHER_ARM = replace(ANOTHER, arm="arsenic trioxide")
MOVED_PAPER = replace(
    MYELOMA,
    passages=(
        *MYELOMA.passages[:2],
        Passage("PMID:11", 2, "paragraph", "New."),
        replace(MYELOMA.passages[2], ordinal=3),
    ),
)
MOVED = replace(EVENT, ordinal=3)


@pytest.mark.parametrize(
    ("found", "followed", "paper"),
    [
        ((EVENT,), EVENT, MYELOMA),
        ((OTHER_ARM,), OTHER_ARM, MYELOMA),
        ((WIDER,), WIDER, MYELOMA),
        ((ANOTHER, OTHER_ARM), OTHER_ARM, MYELOMA),
        ((OTHER_ARM, WIDER), OTHER_ARM, MYELOMA),
        ((ELSEWHERE,), None, MYELOMA),
        ((), None, MYELOMA),
        ((MOVED,), MOVED, MOVED_PAPER),
    ],
    ids=["same id", "same place", "wider", "liker of two", "nearer of two", "elsewhere", "gone", "moved"],
)
def test_a_decision_finds_its_fact_again(db, found, followed, paper):
    decide(db, EVENT, "reject")
    read_again(db, *found, paper=paper)
    now = rows(db, "SELECT f.fact_id FROM decisions d JOIN facts f ON f.fact_id = d.current_fact_id")
    assert now == ([(followed.fact_id,)] if followed else [])
    assert rows(db, "SELECT fact_id, decision FROM decisions") == [(EVENT.fact_id, "reject")]


def test_a_decision_comes_back_with_its_fact(db):
    decide(db, EVENT, "reject")
    followed = []
    for found in ((), (OTHER_ARM,), (EVENT,), (OTHER_ARM,), (EVENT,)):
        read_again(db, *found)
        followed += rows(db, "SELECT current_fact_id FROM decisions")
    assert followed == [(fact.fact_id,) for fact in (EVENT, OTHER_ARM, EVENT, OTHER_ARM, EVENT)]


NEW_TEXT = replace(
    MYELOMA, passages=(*MYELOMA.passages[:2], replace(MYELOMA.passages[2], text=MYELOMA.passages[2].text + " New."))
)


@pytest.mark.parametrize(
    ("before", "found", "paper", "followed"),
    [
        ((EVENT, ANOTHER), (ANOTHER,), MYELOMA, None),
        ((EVENT, ANOTHER), (ANOTHER,), NEW_TEXT, None),
        ((EVENT, ANOTHER), (ANOTHER_ARM,), MYELOMA, None),
        ((EVENT, ANOTHER), (ANOTHER, WIDER), MYELOMA, WIDER),
        ((EVENT, ANOTHER), (ANOTHER_ARM, OTHER_ARM), MYELOMA, OTHER_ARM),
        ((EVENT,), (ANOTHER,), MYELOMA, ANOTHER),
    ],
    ids=["stood beside it", "in a new text", "became of another", "new beside it", "both became others", "alone"],
)
def test_a_decision_stays_with_its_fact(db, before, found, paper, followed):
    read_again(db, *before)
    decide(db, EVENT, "reject")
    read_again(db, *found, paper=paper)
    assert rows(db, "SELECT current_fact_id FROM decisions") == [((followed or EVENT).fact_id,)]


def test_a_decision_does_not_take_the_place_of_another(db):
    decide(db, EVENT, "reject")
    read_again(db, EVENT, ANOTHER)
    decide(db, ANOTHER, "accept")
    read_again(db, ANOTHER)
    assert rows(db, "SELECT current_fact_id, decision FROM decisions ORDER BY review_id") == [
        (EVENT.fact_id, "reject"), (ANOTHER.fact_id, "accept"),
    ]  # fmt: skip


ANAEMIA = {"term": "anaemia", "grade": None, "serious": 0, "percent": 61}


def add(db: Path, **changed: Any) -> str:
    spot = place(MYELOMA, 2, "61 years")
    asked = {
        "table": "adverse_events", "passage_id": "PMID:11/2", "start_char": spot["start_char"],
        "end_char": spot["end_char"], "sentence": spot["sentence"], "values": ANAEMIA, "reviewer": "maria",
    }  # fmt: skip
    with writing(db) as connection:
        return reviews.add(connection, **{**asked, **changed})


SAME = replace(ELSEWHERE, term="Anaemia", grade="2", percent=61.0)


@pytest.mark.parametrize(
    ("before", "found", "becomes"),
    [
        ((), (SAME,), SAME),
        ((SAME,), (SAME,), None),
        ((), (ELSEWHERE,), None),
        ((), (ELSEWHERE, SAME), SAME),
        ((), (replace(SAME, percent=6.1),), None),
        ((), (replace(SAME, serious=1),), None),
        ((), (replace(SAME, **place(MYELOMA, 2, "neutropenia")),), None),
    ],
    ids=["new", "stood beside it", "another", "liker of two", "other number", "other severity", "elsewhere"],
)
def test_an_added_fact_becomes_the_extracted_one_that_says_the_same(db, before, found, becomes):
    read_again(db, *before)
    added = add(db)
    assert rows(db, "SELECT current_fact_id, decision, quote FROM decisions") == [(added, "add", "61 years")]
    read_again(db, *found)
    now = becomes.fact_id if becomes else added
    assert rows(db, "SELECT fact_id, current_fact_id FROM decisions") == [(added, now)]
    ours = f"SELECT decision FROM curated_adverse_events WHERE fact_id IN ('{now}', '{added}')"
    assert rows(db, ours) == [("add",)]


@pytest.mark.parametrize(
    ("decisions", "stands", "disputed"),
    [
        ([("maria", "add"), ("maria", "add")], [("add", 61)], []),
        ([("maria", "add"), ("jo", "add")], [("add", 61)], []),
        ([("maria", "add"), ("jo", "add"), ("maria", "withdraw")], [("add", 61)], []),
        ([("maria", "add"), ("maria", "withdraw")], [], []),
        ([("maria", "add"), ("maria", "accept")], [("accept", 61)], []),
        ([("maria", "add"), ("jo", "accept")], [("accept", 61)], []),
        ([("maria", "add"), ("jo", "reject")], [], ["maria: add; jo: reject"]),
        ([("maria", "add"), ("jo", "correct")], [("correct", 60)], ['maria: add; jo: correct {"percent": 60}']),
        ([("maria", "add"), ("jo", "correct"), ("maria", "correct")], [("correct", 60)], []),
    ],
)
def test_an_added_fact_counts_once_and_adding_it_accepts_it(db, decisions, stands, disputed):
    for reviewer, decision in decisions:
        if decision == "add":
            added = add(db, reviewer=reviewer)
            continue
        with writing(db) as connection:
            correction = {"percent": 60} if decision == "correct" else None
            reviews.decide(connection, "adverse_events", added, decision, reviewer, correction)
    assert rows(db, "SELECT decision, percent FROM curated_adverse_events WHERE term = 'anaemia'") == stands
    assert rows(db, "SELECT decisions FROM disagreements") == [(said,) for said in disputed]


@pytest.mark.parametrize(
    "changed", [{"passage_id": "PMID:11/9"}, {"end_char": 999}, {"start_char": -1}, {"table": "x"}]
)
def test_a_fact_is_added_where_there_are_words(db, changed):
    with pytest.raises(ExtractorError, match="^A fact stands in a passage of a paper; mark the words that say it.$"):
        add(db, **changed)


def test_gold_from_decisions(db, tmp_path):
    decide(db, DRUG, "accept")
    decide(db, DOSE, "reject")
    decide(db, COUNT, "accept")
    decide(db, COUNT, "reject", "jo")
    decide(db, RATE, "correct", correction={"numerator": 9, "arm": "all"})
    add(db)
    assert export_gold(db, tmp_path / "gold") == (3, 1)
    tables = {
        path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in (tmp_path / "gold").glob("*.csv")
    }
    start, end = str(RATE.start_char), str(RATE.end_char)
    both = {"pmid": "11", "paper_id": "PMID:11"}
    spot = {"ordinal": "1", "start_char": start, "end_char": end}
    nothing = {"ci_low": "", "ci_high": "", "timepoint": ""}
    assert tables["response_rates"] == [
        both | {"outcome": "response", "outcome_class": "response", "numerator": "9", "denominator": "24",
                "denominator_stated": "1", "percent": "33.3", "arm": "all"} | nothing | spot
    ]  # fmt: skip
    assert [row["mentions"] for row in tables["drugs"]] == ['["Arsenic trioxide", "arsenic trioxide"]']
    assert [(row["term"], row["percent"], row["ordinal"]) for row in tables["adverse_events"]] == [
        ("anaemia", "61", "2")
    ]
    assert (tables["doses"], tables["patient_counts"], tables["papers"]) == ([], [], [both])
    gold = load_gold(tmp_path / "gold")
    assert gold.papers == ("PMID:11",)
    assert {table: len(facts) for table, facts in gold.facts.items() if facts} == {
        "drugs": 1, "response_rates": 1, "adverse_events": 1,
    }  # fmt: skip
    about = (tmp_path / "gold" / "README.md").read_text(encoding="utf-8")
    assert "3 facts of 1 papers, decided on by maria between 20" in about


def test_gold_of_an_added_drug_names_its_mention(db, tmp_path):
    spot = place(MYELOMA, 1, "arsenic trioxide")
    at = {name: spot[name] for name in ("start_char", "end_char", "sentence")}
    add(db, table="drugs", passage_id="PMID:11/1", values={"drug": "ato", "role": "studied"}, **at)
    export_gold(db, tmp_path / "gold")
    assert load_gold(tmp_path / "gold").facts["drugs"][0]["mentions"] == ["arsenic trioxide"]


def test_no_gold_without_decisions(db, tmp_path):
    decide(db, DOSE, "reject")
    with pytest.raises(ExtractorError, match="^There is nothing to export: no fact was accepted, corrected or added"):
        export_gold(db, tmp_path / "gold")


def test_decisions_of_an_older_database_are_kept(tmp_path):
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="m020_curation")
        connection.execute(
            "INSERT INTO reviews"
            " VALUES (7, 'doses', 'x', 'PMID:12', 'PMID:12/1', 10, 20, 'accept', NULL, 'n', NULL, 'd')"
        )
        connection.commit()
    fill(path)
    dose = METFORMIN_FACTS[1]
    assert rows(path, "SELECT review_id, fact_id, current_fact_id, decision, note, reviewer FROM reviews") == [
        (7, "x", dose.fact_id, "accept", "n", "")
    ]
    assert (path.parent / "old.backup-8.db").is_file()
