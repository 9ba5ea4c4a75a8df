"""Saved searches: an update takes what is new or revised, and nothing else; notices reach the paper."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.__main__ import main
from extractor.sources import eutils
from tests.eutils_server import Server, record

RETRACTION = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Invented J. 2024;1:2</RefSource>'
    '<PMID Version="1">999</PMID></CommentsCorrections></CommentsCorrectionsList>'
)


@pytest.fixture
def db(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one saved search, updated once: it found 101 and 102."""
    monkeypatch.setattr(eutils, "_RATE", 1000)
    path = tmp_path / "papers.db"
    server.searches = {"tablet": ["101", "102"]}
    server.dates = {str(pmid): {"edat": "2020/01/01", "mdat": "2020/01/01"} for pmid in range(101, 121)}
    assert main(["search", "save", "tablets", "tablet", "--db", str(path)]) == 0
    assert main(["update", "--db", str(path), "--jobs", "1"]) == 0
    server.log.clear()
    return path


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


def test_first_update_takes_everything(db: Path) -> None:
    assert rows(db, "SELECT paper_id, extracted_with IS NOT NULL FROM papers") == [("PMID:101", 1), ("PMID:102", 1)]
    assert rows(db, "SELECT name, query, papers, updated_on IS NOT NULL FROM searches") == [("tablets", "tablet", 2, 1)]


def test_update_without_news_fetches_nothing(db: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "tablets", "--db", str(db), "--jobs", "1"]) == 0
    assert [r.tool for r in server.log] == ["esearch", "esearch"]
    assert "tablets: 2 papers, 0 of them new or revised." in capsys.readouterr().err


def test_update_takes_what_is_new_and_what_was_revised(
    db: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.searches["tablet"] = ["101", "102", "105"]
    server.records["102"] = record(
        102, "Invented trial 102.", "<AbstractText>Retracted.</AbstractText>", more=RETRACTION
    )
    server.dates["102"]["mdat"] = "2030/01/01"
    assert main(["update", "--db", str(db), "--jobs", "1"]) == 0
    assert sorted(p["id"] for p in server.asked("efetch")) == ["102", "105"]
    assert rows(db, "SELECT paper_id, status FROM papers") == [
        ("PMID:101", None), ("PMID:102", "retracted"), ("PMID:105", None),
    ]  # fmt: skip
    assert rows(db, "SELECT notices FROM papers WHERE paper_id = 'PMID:102'") == [
        ('[["RetractionIn", "Invented J. 2024;1:2", "999"]]',)
    ]
    assert rows(db, "SELECT text FROM passages WHERE passage_id = 'PMID:102/1'") == [("Retracted.",)]
    capsys.readouterr()
    assert main(["diff", "--db", str(db)]) == 0  # the last two runs, which were updates
    told = capsys.readouterr().out
    assert "PMID:102: status: no notice → retracted (Invented J. 2024;1:2)" in told
    assert "PMID:105" in told


def test_papers_that_two_searches_find(db: Path, server: Server) -> None:
    server.searches["pill"] = ["102", "105"]
    assert main(["search", "save", "pills", "pill", "--db", str(db)]) == 0
    assert main(["update", "--db", str(db), "--jobs", "1"]) == 0
    assert [p["id"] for p in server.asked("efetch")] == ["105"]  # 102 is known, and found again all the same
    assert rows(db, "SELECT * FROM finds") == [
        ("PMID:101", "tablet"), ("PMID:102", "pill"), ("PMID:102", "tablet"), ("PMID:105", "pill"),
    ]  # fmt: skip


def test_list_and_remove(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["search", "list", "--json", "--db", str(db)]) == 0
    [search] = map(json.loads, capsys.readouterr().out.splitlines())
    assert (search["name"], search["query"], search["papers"]) == ("tablets", "tablet", 2)
    assert main(["search", "remove", "tablets", "--db", str(db)]) == 0
    assert main(["update", "--db", str(db)]) == 1
    assert "There is no saved search" in capsys.readouterr().err
    assert rows(db, "SELECT count(*) FROM papers") == [(2,)]


def test_unknown_search_is_bad_usage(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "pills", "--db", str(db)]) == 2
    assert capsys.readouterr().err.endswith("There is no saved search 'pills'; there is tablets.\n")


def test_failed_update_is_made_up_for_by_the_next(db: Path, server: Server) -> None:
    before = rows(db, "SELECT updated_on FROM searches")
    server.counts = {"tablet": 5}  # PubMed lists fewer than it says it found
    assert main(["update", "--db", str(db), "--jobs", "1"]) == 1
    assert rows(db, "SELECT updated_on FROM searches") == before
    server.counts = {}
    assert main(["update", "--db", str(db), "--jobs", "1"]) == 0


def test_ids(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.ids = {"105": {"doi": "10.1000/x", "pmc": "PMC55"}, "106": {}}
    assert main(["ids", "--json", "105", "PMC55", "DOI:10.1000/x", "PMID:106", "PMID:107"]) == 0
    whole = {"pmid": "105", "pmcid": "PMC55", "doi": "10.1000/x"}
    assert list(map(json.loads, capsys.readouterr().out.splitlines())) == [
        {"id": "105", **whole},
        {"id": "PMC55", **whole},
        {"id": "DOI:10.1000/x", **whole},
        {"id": "PMID:106", "pmid": "106", "pmcid": None, "doi": None},
        {"id": "PMID:107", "pmid": None, "pmcid": None, "doi": None},
    ]
    assert main(["ids", "PMID:107"]) == 1
    assert main(["ids", "what?"]) == 2
