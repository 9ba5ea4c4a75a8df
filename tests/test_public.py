"""The public copy: no text without a licence beyond titles and the sentences of facts."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ExtractorError, UsageError
from extractor.publish.public import export_public
from extractor.records import Failure, Reading
from extractor.store import FACT_TABLES, Store, open_reader
from tests.sample_study import METFORMIN, METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS, READINGS, left
from tests.site import fill, served

DOSE_SENTENCE = "Patients received arsenic trioxide 0.25 mg/kg/day iv for 5 days."


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_reader(db)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """The first paper without a licence, and of its facts the dose only; the second is open."""
    numbers = (*READINGS[0].numbers_left, left(MYELOMA, 2, "24", "count"))
    readings = (Reading(MYELOMA, MYELOMA_FACTS[1:2], numbers), Reading(METFORMIN, METFORMIN_FACTS[2:]))
    open_paper = replace(METFORMIN, licence="https://creativecommons.org/licenses/by-nc/4.0/")
    return fill(tmp_path / "facts.db", (MYELOMA, open_paper), readings)


def test_what_a_public_copy_holds(db, tmp_path):
    with Store(db) as store:
        store.save_failures([Failure("/home/me/a.xml", None, "broken")], 1)
    copy = tmp_path / "public.db"
    assert export_public(db, copy) == (2, 1)
    assert rows(copy, "SELECT paper_id, abridged, source FROM papers") == [("PMID:11", 1, None), ("PMID:12", 0, None)]
    assert rows(copy, "SELECT passage_id, text FROM passages ORDER BY passage_id") == [
        ("PMID:11/0", MYELOMA.passages[0].text),
        ("PMID:11/1", DOSE_SENTENCE),
        ("PMID:11/2", ""),
        ("PMID:12/0", METFORMIN.passages[0].text),
        ("PMID:12/1", METFORMIN.passages[1].text),
    ]
    assert rows(copy, "SELECT passage_id, quote FROM numbers_left") == [("PMID:11/1", "5")]
    assert rows(copy, "SELECT * FROM errors") == []
    assert rows(copy, "SELECT sources, process FROM runs") == [("[]", None)]
    found = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH '{}'"
    assert [rows(copy, found.format(word)) for word in ("received", "neutropenia", "volunteers")] == [
        [(1,)],
        [(0,)],
        [(1,)],
    ]
    assert b"neutropenia" not in copy.read_bytes()
    assert b"neutropenia" in db.read_bytes()


def test_spans_still_point_to_their_words(db, tmp_path):
    fill(db, by="2")
    export_public(db, tmp_path / "public.db")
    for table in FACT_TABLES:
        assert rows(
            tmp_path / "public.db",
            f"SELECT f.quote FROM {table} f JOIN passages USING (passage_id)"
            " WHERE substr(text, start_char + 1, end_char - start_char) != quote",
        ) == []  # fmt: skip
    texts = dict(rows(tmp_path / "public.db", "SELECT passage_id, text FROM passages"))
    assert texts["PMID:11/2"] == "Grade 3-4 neutropenia occurred in 5 of 24 patients (40%)."


@pytest.mark.parametrize(
    ("licence", "abridged"),
    [
        (None, 1), ("", 1), ("© 2020 The Authors. All rights reserved.", 1), ("https://example.org/terms", 1),
        ("https://creativecommons.org/licenses/by/4.0/", 0), ("http://creativecommons.org/publicdomain/zero/1.0/", 0),
        ("This is an open access article under the CC BY-NC-ND license", 0),
        ("under the terms of the Creative Commons Attribution License", 0), ("CC0", 0), ("Public domain", 0),
        ("Occurring in ACC by 2020", 1),
    ],
)  # fmt: skip
def test_which_licences_are_open(tmp_path, licence, abridged):
    db = fill(tmp_path / "facts.db", (replace(MYELOMA, licence=licence),), READINGS[:1])
    export_public(db, tmp_path / "public.db")
    assert rows(tmp_path / "public.db", "SELECT abridged FROM papers") == [(abridged,)]


def test_where_a_copy_cannot_be(db, tmp_path):
    with pytest.raises(UsageError, match="^The public copy needs a path of its own.$"):
        export_public(db, db)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExtractorError, match="folder cannot be written: "):
        export_public(db, tmp_path / "folder")
    shutil.copy(db, tmp_path / "another.db")
    with pytest.raises(UsageError, match="another.db is a database, not an earlier public copy, and would be lost"):
        export_public(db, tmp_path / "another.db")
    assert not list(tmp_path.glob("*.part"))


def test_an_older_copy_is_replaced(db, tmp_path):
    copy = tmp_path / "public.db"
    export_public(db, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM papers")
    assert export_public(db, copy) == (2, 1)
    assert len(rows(copy, "SELECT * FROM papers")) == 2


def test_a_copy_loses_nothing_when_it_is_read_again_and_gets_its_text_back_when_it_is_fetched(db, tmp_path):
    copy = tmp_path / "public.db"
    export_public(db, copy)
    before = rows(copy, "SELECT fact_id FROM facts ORDER BY 1")
    with Store(copy) as store:
        run = store.begin_run("extract", [], "patterns-2", None)
        abridged = next(store.papers(["PMID:11"]))
        assert store.save_readings([Reading(abridged)], run) == 0
    assert rows(copy, "SELECT fact_id FROM facts ORDER BY 1") == before
    fill(copy, (MYELOMA,), READINGS[:1])
    texts = [passage.text for passage in MYELOMA.passages]
    assert rows(copy, "SELECT text FROM passages WHERE paper_id = 'PMID:11' ORDER BY ordinal") == [(t,) for t in texts]
    assert rows(copy, "SELECT abridged FROM papers") == [(0,), (0,)]


def test_a_page_of_the_copy_says_what_is_left_out(db, tmp_path):
    export_public(db, tmp_path / "public.db")
    with served(tmp_path / "public.db") as site:
        page = site.get("/paper/PMID:11")
        open_page = site.get("/paper/PMID:12")
    assert "This copy holds only the sentences of facts" in page
    assert "0.25 mg/kg/day" in page
    assert "neutropenia" not in page
    assert "This copy holds" not in open_page
