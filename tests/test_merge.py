"""A paper that comes more than once: what is kept of which, and that tables, notices and the rest survive storing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.records import Cell, Notice, Paper, Passage, Repair
from extractor.store import Store
from extractor.store.merge import merged

PAPER_ID = "PMID:7"
RECORD = Paper(
    PAPER_ID,
    (Passage(PAPER_ID, 0, "title", "A trial."), Passage(PAPER_ID, 1, "abstract", "Of 9 adults, 3 improved.")),
    pmid="7",
    title="A trial.",
    year=2020,
    publication_types=("Randomized Controlled Trial",),
    mesh=("Adult",),
    notices=(Notice("ErratumIn", "J Test. 2021;1:1", "8"),),
    authors=("Doe Jane", "The Testers"),
    registrations=("NCT00000001",),
    version=2,
)
FRONT = Paper(
    PAPER_ID,
    (Passage(PAPER_ID, 0, "title", "A trial."), Passage(PAPER_ID, 1, "metadata", "J Test 2020")),
    pmid="7",
    pmcid="PMC5",
    open_access=False,
    licence="All rights reserved.",
)
FULL = Paper(
    PAPER_ID,
    (
        Passage(PAPER_ID, 0, "title", "A trial."),
        Passage(PAPER_ID, 1, "paragraph", "Of ≥9 adults, 3 improved.", "RESULTS", repairs=(Repair(3, 4, "$"),)),
        Passage(
            PAPER_ID, 2, "table", "Event | Drug | Pain | 3", "Table 1",
            cells=(
                Cell(0, 0, 0, 5, is_header=True), Cell(0, 1, 8, 12, is_header=True),
                Cell(1, 0, 15, 19, row_headers=("Pain",), column_headers=("Event",)),
                Cell(1, 1, 22, 23, row_headers=("Pain",), column_headers=("Drug",)),
            ),
        ),
    ),
    pmid="7",
    pmcid="PMC5",
    publication_types=("research-article",),
    full_text=True,
    licence="https://creativecommons.org/licenses/by/4.0/",
    open_access=True,
)  # fmt: skip
BOTH = replace(
    FULL,
    title="A trial.", year=2020, publication_types=RECORD.publication_types, mesh=RECORD.mesh, notices=RECORD.notices,
    authors=RECORD.authors, registrations=RECORD.registrations, version=2,
)  # fmt: skip
CLOSED = replace(RECORD, open_access=False, licence="All rights reserved.", pmcid="PMC5")
OLDER = replace(RECORD, version=1, year=2019)
CASES = {
    "the first": (None, RECORD, RECORD),
    "a newer version": (OLDER, RECORD, RECORD),
    "an older version": (RECORD, OLDER, RECORD),
    "a full text after its record": (RECORD, FULL, BOTH),
    "a record after its full text": (FULL, RECORD, BOTH),
    "a record after both": (BOTH, RECORD, BOTH),
    "a full text after both": (BOTH, FULL, BOTH),
    "a closed full text after its record": (RECORD, FRONT, CLOSED),
    "a record after its closed full text": (FRONT, RECORD, CLOSED),
    "a record again": (CLOSED, replace(RECORD, pmcid="PMC5"), CLOSED),
    "a closed full text after the open one": (FULL, FRONT, FULL),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_kept(case: str) -> None:
    stored, new, kept = CASES[case]
    assert merged(stored, new) == kept


@pytest.mark.parametrize("case", CASES)
def test_the_store_keeps_it_and_gives_it_back_whole(case: str, tmp_path: Path) -> None:
    stored, new, kept = CASES[case]
    with Store(tmp_path / "papers.db") as store:
        run = store.begin_run("fetch", [], "", None)
        for paper in (stored, new):
            store.save_papers([paper] if paper else [], run)
        assert list(store.papers()) == [kept]


def test_cells_and_status_are_rows_that_a_reader_can_use(tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    with Store(path) as store:
        store.save_papers([BOTH], store.begin_run("fetch", [], "", None))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT status, full_text, open_access, notices FROM papers").fetchall() == [
            ("corrected", 1, 1, '[["ErratumIn", "J Test. 2021;1:1", "8"]]')
        ]
        assert connection.execute(
            "SELECT c.text, row_headers, column_headers, substr(p.text, start_char + 1, end_char - start_char) = c.text"
            " FROM table_cells c JOIN passages p USING (passage_id) WHERE NOT is_header"
        ).fetchall() == [("Pain", '["Pain"]', '["Event"]', 1), ("3", '["Pain"]', '["Drug"]', 1)]
    with Store(path) as store:
        store.remove([PAPER_ID])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM table_cells").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("kinds", "types", "status"),
    [
        (("RetractionIn", "ErratumIn"), (), "retracted"),
        (("ErratumIn", "ExpressionOfConcernIn"), (), "concern"),
        (("ErratumIn",), (), "corrected"),
        (("CommentIn", "RetractionOf"), (), None),
        ((), ("Retracted Publication",), "retracted"),
    ],
)
def test_status(kinds: tuple[str, ...], types: tuple[str, ...], status: str | None) -> None:
    paper = Paper(PAPER_ID, (), notices=tuple(Notice(kind, "J") for kind in kinds), publication_types=types)
    assert paper.status == status


def test_a_run_that_was_killed_says_so_when_the_next_begins(tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    code = (
        "import os, sys, pathlib; from extractor.store import Store;"
        "Store(pathlib.Path(sys.argv[1])).begin_run('run', [], '', None); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    with Store(path) as store:
        store.begin_run("run", [], "", None)
        store.begin_run("run", [], "", None)  # this process lives
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT status, process LIKE '%:' || ? FROM runs", (os.getpid(),)).fetchall()
    assert found == [("killed", 0), ("running", 1), ("running", 1)]
