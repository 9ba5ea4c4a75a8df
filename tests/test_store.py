"""The database: what goes in comes out, whole; a run can be killed, resumed and repeated; trouble is said plainly."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from extractor.errors import ExtractorError
from extractor.records import Dose, Failure, Paper, Passage, PatientCount, Reading
from extractor.store import FACT_TABLES, Store, connect, open_reader, reviews
from extractor.store.connect import open_writer
from extractor.store.schema import migrations
from extractor.store.search import SEARCHED
from extractor.store.totals import count_anew
from tests.sample_study import METFORMIN, METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS, PAPERS, READINGS, left, place

FACTS = (*MYELOMA_FACTS, *METFORMIN_FACTS)
KNOWN = ("PMID:11", "PMID:12", "PMID:13")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "facts.db"


def fill(path: Path, fingerprint: str = "patterns-1") -> None:
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], fingerprint, None)
        store.save_papers(PAPERS, run)
        store.save_readings(READINGS, run)
        store.end_run(run, "done")


def rows(path: Path, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, parameters).fetchall()


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a second run must not change: everything but the runs and their numbers."""
    tables = ("papers", "passages", *FACT_TABLES, "numbers_left")
    with closing(open_reader(path)) as connection:
        columns = {
            table: [r["name"] for r in connection.execute(f"PRAGMA table_info({table})") if r["name"] != "run_id"]
            for table in tables
        }
    return {table: rows(path, f"SELECT {', '.join(columns[table])} FROM {table} ORDER BY 1, 2, 3") for table in tables}


def check_whole(path: Path) -> None:
    """SQLite and the search indexes find nothing wrong, no row points to one that is not there, the totals are true."""
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(path)) as connection:
        for table in SEARCHED:
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
        kept = connection.execute("SELECT * FROM totals ORDER BY kind, name").fetchall()
        count_anew(connection)
        assert kept == connection.execute("SELECT * FROM totals ORDER BY kind, name").fetchall()


def test_papers_come_back_as_they_went_in(path):
    fill(path)
    with Store(path) as store:
        assert list(store.papers()) == [MYELOMA, METFORMIN]
        assert list(store.papers(["PMID:12", "PMID:404"])) == [METFORMIN]


def test_rows_hold_what_the_facts_say(path):
    fill(path)
    stored = []
    with closing(open_reader(path)) as connection:
        for table in FACT_TABLES:
            stored += [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
        numbers = [
            tuple(row) for row in connection.execute("SELECT * FROM numbers_left ORDER BY passage_id, start_char")
        ]
    by_table = sorted(FACTS, key=lambda fact: FACT_TABLES.index(fact.TABLE))
    assert stored == [fact.row() | {"run_id": 1} for fact in by_table]
    assert numbers == [
        ("PMID:11", "PMID:11/1", *_span(1, "5"), "5", "schedule", 5.0, None, "days"),
        ("PMID:11", "PMID:11/2", *_span(2, "61"), "61", "age", 61.0, None, "years"),
    ]


def _span(ordinal: int, quote: str) -> tuple[int, int]:
    where = place(MYELOMA, ordinal, quote)
    return where["start_char"], where["end_char"]


# What others rely on, per table; a column may be added, none may go or change its type.
COMMON = {
    **dict.fromkeys(("fact_id", "paper_id", "passage_id", "quote", "sentence", "pattern_id"), "TEXT"),
    **dict.fromkeys(("start_char", "end_char", "derived", "run_id"), "INTEGER"),
    "confidence": "REAL",
}
RATE = {
    **dict.fromkeys(("numerator", "denominator", "denominator_stated"), "INTEGER"),
    **dict.fromkeys(("percent", "ci_low", "ci_high"), "REAL"),
    "timepoint": "TEXT",
    "arm": "TEXT",
}
COLUMNS = {
    "drugs": COMMON | dict.fromkeys(("drug", "mentions", "role", "drug_ids"), "TEXT"),
    "doses": COMMON
    | dict.fromkeys(("low", "high"), "REAL")
    | dict.fromkeys(("drug", "unit", "per", "frequency", "route", "schedule", "stage", "species", "arm"), "TEXT"),
    "patient_counts": COMMON | {"n": "INTEGER", "role": "TEXT", "arm": "TEXT"},
    "response_rates": COMMON | RATE | {"outcome": "TEXT", "outcome_class": "TEXT"},
    "adverse_events": COMMON | RATE | {"term": "TEXT", "grade": "TEXT", "serious": "INTEGER"},
    "numbers_left": {
        **dict.fromkeys(("paper_id", "passage_id", "quote", "reason", "unit"), "TEXT"),
        **dict.fromkeys(("start_char", "end_char"), "INTEGER"),
        **dict.fromkeys(("low", "high"), "REAL"),
    },
    "passages": dict.fromkeys(("passage_id", "paper_id", "kind", "section", "text", "repairs"), "TEXT")
    | {"ordinal": "INTEGER"},
    "fact_places": dict.fromkeys(("fact_table", "fact_id", "paper_id", "passage_id", "quote"), "TEXT")
    | dict.fromkeys(("start_char", "end_char"), "INTEGER"),
    "contradictions": dict.fromkeys(("paper_id", "fact_table", "fact_id", "other_fact_id", "difference"), "TEXT"),
    "searches": dict.fromkeys(("name", "query", "updated_on", "saved_at"), "TEXT") | {"papers": "INTEGER"},
    "table_cells": dict.fromkeys(("paper_id", "passage_id", "text", "row_headers", "column_headers"), "TEXT")
    | dict.fromkeys(("row_no", "column_no", "rowspan", "colspan", "is_header", "start_char", "end_char"), "INTEGER"),
}


@pytest.mark.parametrize("table", COLUMNS)
def test_columns_and_their_types(path, table):
    Store(path).close()
    assert {name: kind for _, name, kind, *_ in rows(path, f"PRAGMA table_info({table})")} == COLUMNS[table]


def test_the_view_of_all_facts(path):
    fill(path)
    shown = rows(
        path,
        "SELECT fact_table, label, name, n, numerator, denominator, percent, low, high, unit, quote, url FROM facts",
    )
    ato, met = "https://pubmed.ncbi.nlm.nih.gov/11/", "https://pubmed.ncbi.nlm.nih.gov/12/"
    none = (None, None, None)
    assert shown == [
        (
            "drugs", "arsenic trioxide (studied)", "arsenic trioxide", None, *none, *none, "Arsenic trioxide", ato,
        ),
        ("drugs", "metformin (studied)", "metformin", None, *none, *none, "Metformin", met),
        (
            "doses", "arsenic trioxide 0.25 mg/kg/day, 1/day, iv", "arsenic trioxide", None, *none, 0.25, None,
            "mg/kg", "0.25 mg/kg/day", ato,
        ),
        (
            "doses", "metformin 500-850 mg/dose, 2/day", "metformin", None, *none, 500.0, 850.0, "mg",
            "500-850 mg", met,
        ),
        ("patient_counts", "24 patients (total)", "total", 24, *none, *none, "24 patients", ato),
        ("patient_counts", "12 patients (total)", "total", 12, *none, *none, "12 volunteers", met),
        ("response_rates", "response: 33.3% 8/24", "response", None, 8, 24, 33.3, *none, "8 (33.3%)", ato),
        (
            "adverse_events", "neutropenia grade 3-4: 40% 5/24", "neutropenia", None, 5, 24, 40.0, *none,
            "5 of 24 patients (40%)", ato,
        ),
    ]  # fmt: skip


def test_the_views_of_papers_and_of_disagreeing_rates(path):
    fill(path)
    assert rows(path, "SELECT * FROM papers_browse") == [
        ("PMID:11", MYELOMA.title, None, 2006, "Leuk Res", "https://pubmed.ncbi.nlm.nih.gov/11/", 1, 1, 1, 1, 1, 0, 0),
        ("PMID:12", METFORMIN.title, None, 2021, None, "https://pubmed.ncbi.nlm.nih.gov/12/", 1, 1, 1, 0, 0, 0, 0),
    ]
    assert rows(path, "SELECT name, percent, computed_percent, difference FROM rates_that_disagree") == [
        ("neutropenia", 40.0, 20.83, 19.17)
    ]


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("passages", "received", ["PMID:11/1"]),
        ("passages", "volunteer", ["PMID:12/1"]),  # stemmed
        ("drugs", "metformin", ["PMID:12/0"]),
        ("doses", "iv", ["PMID:11/1"]),
        ("patient_counts", "volunteers", ["PMID:12/1"]),
        ("response_rates", "responded", ["PMID:11/1"]),
        ("adverse_events", "neutropenia", ["PMID:11/2"]),
        ("adverse_events", "metformin", []),
    ],
)
def test_search(path, table, words, found):
    fill(path)
    rows(path, "VACUUM")
    sql = f"SELECT passage_id FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    assert rows(path, sql, words) == [(passage_id,) for passage_id in found]


def test_a_second_run_changes_nothing(path):
    fill(path)
    before = content(path)
    fill(path)
    assert content(path) == before
    assert rows(path, "SELECT DISTINCT run_id FROM facts") == [(2,)]
    check_whole(path)


def test_what_is_pending_and_what_is_done(path):
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        assert store.save_papers(PAPERS, run) == 2
        assert [paper.paper_id for paper in store.pending("patterns-1")] == ["PMID:11", "PMID:12"]
        assert store.save_readings(READINGS[:1], run) == 5
        assert [paper.paper_id for paper in store.pending("patterns-1")] == ["PMID:12"]
        assert store.extracted("patterns-1", KNOWN) == {"PMID:11"}
        assert store.extracted("patterns-2", KNOWN) == set()
        assert [paper.paper_id for paper in store.pending("patterns-2")] == ["PMID:11", "PMID:12"]


def test_readings_may_be_saved_while_pending_papers_are_read(path):
    papers = [Paper(f"ID:{i:04}", (Passage(f"ID:{i:04}", 0, "title", "A title"),)) for i in range(700)]
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers(papers, run)
        seen: list[str] = []

        def readings() -> Iterator[Reading]:
            for paper in store.pending("patterns-1"):
                seen.append(paper.paper_id)
                yield Reading(paper)

        store.save_readings(readings(), run)
        assert seen == [paper.paper_id for paper in papers]
        assert list(store.pending("patterns-1")) == []


def test_a_paper_with_the_same_text_keeps_its_facts(path):
    fill(path)
    with Store(path) as store:
        run = store.begin_run("fetch", [], "patterns-1", None)
        assert store.save_papers([replace(MYELOMA, journal="Blood")], run) == 0
        assert store.extracted("patterns-1", KNOWN) == {"PMID:11", "PMID:12"}
        assert [paper.journal for paper in store.papers(["PMID:11"])] == ["Blood"]
    assert rows(path, "SELECT count(*) FROM facts") == [(8,)]


def test_a_paper_with_new_text_is_pending_without_facts(path):
    fill(path)
    corrected = replace(MYELOMA, passages=(*MYELOMA.passages[:2], Passage("PMID:11", 2, "abstract", "No events.")))
    with Store(path) as store:
        run = store.begin_run("fetch", [], "patterns-1", None)
        assert store.save_papers([corrected], run) == 1
        assert list(store.pending("patterns-1")) == [corrected]
    assert rows(path, "SELECT DISTINCT paper_id FROM facts") == [("PMID:12",)]
    assert rows(path, "SELECT count(*) FROM numbers_left") == [(0,)]
    assert rows(path, "SELECT rowid FROM passages_fts WHERE passages_fts MATCH 'neutropenia'") == []
    check_whole(path)


def test_of_equal_papers_in_one_batch_the_last_wins(path):
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        newer = replace(METFORMIN, passages=(Passage("PMID:12", 0, "title", "Metformin, corrected"),))
        store.save_papers([METFORMIN, newer], run)
        assert list(store.papers()) == [newer]
    check_whole(path)


def test_a_fact_found_twice_is_stored_once(path):
    again = replace(MYELOMA_FACTS[2], pattern_id="another.pattern")
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings([Reading(MYELOMA, (MYELOMA_FACTS[2], again))], run)
    assert rows(path, "SELECT pattern_id FROM patient_counts") == [("sample.pattern",)]
    check_whole(path)


def test_reviews_survive_another_extraction(path):
    fill(path)
    event = MYELOMA_FACTS[4]
    with closing(open_writer(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        reviews.decide(connection, event.TABLE, event.fact_id, "reject", "maria")
    fill(path, "patterns-2")
    found = "SELECT f.label, r.decision, r.reviewer FROM decisions r JOIN facts f ON f.fact_id = r.current_fact_id"
    assert rows(path, found) == [("neutropenia grade 3-4: 40% 5/24", "reject", "maria")]


def test_a_reading_of_another_text_than_the_stored_one_is_passed_over(path):
    older = replace(MYELOMA, passages=MYELOMA.passages[:2])
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers([MYELOMA], run)
        assert store.save_readings([Reading(older, MYELOMA_FACTS[:2]), READINGS[1]], run) == 0
        assert [paper.paper_id for paper in store.pending("patterns-1")] == ["PMID:11"]
    check_whole(path)


def test_a_removed_paper_leaves_nothing_but_its_reviews(path):
    fill(path)
    dose = MYELOMA_FACTS[1]
    with closing(open_writer(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        reviews.decide(connection, dose.TABLE, dose.fact_id, "accept", "maria")
    with Store(path) as store:
        assert store.remove(["PMID:11", "PMID:404", "PMID:11"]) == 1
        assert list(store.papers()) == [METFORMIN]
    for table in ("papers", "passages", "facts", "numbers_left"):
        assert rows(path, f"SELECT count(*) FROM {table} WHERE paper_id = 'PMID:11'") == [(0,)]
    assert rows(path, "SELECT count(*) FROM facts") == [(3,)]
    assert rows(path, "SELECT paper_id FROM reviews") == [("PMID:11",)]
    check_whole(path)


def test_runs_and_errors(path):
    with Store(path) as store:
        run = store.begin_run("run", ["a.xml", "β-blocker"], "patterns-1", "en_core_sci_sm")
        store.save_failures([Failure("a.xml", "PMID:7", "no text"), Failure("b.xml", None, "broken")], run)
        store.end_run(run, "failed")
    [(started, ended)] = rows(path, "SELECT started_at, ended_at FROM runs")
    assert started <= ended
    assert rows(path, "SELECT run_id, command, sources, fingerprint, model, status FROM runs") == [
        (1, "run", '["a.xml", "β-blocker"]', "patterns-1", "en_core_sci_sm", "failed")
    ]
    assert rows(path, "SELECT source, document, reason, run_id FROM errors") == [
        ("a.xml", "PMID:7", "no text", 1),
        ("b.xml", None, "broken", 1),
    ]


def test_summary(path):
    fill(path)
    with Store(path) as store:
        summary = store.summary()
    examples = summary.pop("examples")
    assert summary == {
        "papers": 2,
        "extracted": 2,
        "passages": 5,
        "full_texts": 0,
        "retracted": [],
        "errors": 0,
        "facts": {"drugs": 2, "doses": 2, "patient_counts": 2, "response_rates": 1, "adverse_events": 1}
        | {"mechanisms": 0},
        "numbers_left": {"age": 1, "schedule": 1},
    }
    assert {table: [example["label"] for example in examples[table]] for table in examples} == {
        "drugs": ["arsenic trioxide (studied)", "metformin (studied)"],
        "doses": ["arsenic trioxide 0.25 mg/kg/day, 1/day, iv", "metformin 500-850 mg/dose, 2/day"],
        "patient_counts": ["24 patients (total)", "12 patients (total)"],
        "response_rates": ["response: 33.3% 8/24"],
        "adverse_events": ["neutropenia grade 3-4: 40% 5/24"],
        "mechanisms": [],
    }
    assert examples["response_rates"] == [
        {
            "paper_id": "PMID:11",
            "label": "response: 33.3% 8/24",
            "quote": "8 (33.3%)",
            "sentence": "Of 24 patients, 8 (33.3%) responded.",
        }
    ]


def test_a_number_is_never_text_and_a_failed_batch_leaves_what_was(path):
    fill(path)
    before = content(path)
    wrong = Dose(drug="x", low="a lot", unit="mg", **place(MYELOMA, 1, "0.25"))  # type: ignore[arg-type]
    with Store(path) as store:
        run = store.begin_run("extract", [], "patterns-2", None)
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            store.save_readings([Reading(MYELOMA, (wrong,))], run)
    assert content(path) == before
    check_whole(path)


def test_a_number_too_long_for_an_integer_is_stored_as_a_real(path):
    huge = PatientCount(n=10**20, role="total", **place(MYELOMA, 1, "24 patients"))
    digits = left(MYELOMA, 2, "61", "unknown", low=10**400)
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings([Reading(MYELOMA, (huge,), (digits,))], run)
    assert rows(path, "SELECT n FROM patient_counts") == [(1e20,)]
    assert rows(path, "SELECT low FROM numbers_left") == [(float("inf"),)]


KILLED = """
import itertools, sys
from pathlib import Path
from extractor.records import Paper, Passage, PatientCount, Reading
from extractor.store import BATCH, Store
from tests.sample_study import place, READINGS

with Store(Path(sys.argv[1])) as store:
    run = store.begin_run("run", [], "patterns-1", None)
    papers = [Paper(f"ID:{i:05}", (Passage(f"ID:{i:05}", 0, "title", "A title"),)) for i in range(5 * BATCH)]
    store.save_papers(papers, run)
    def readings():
        for i, paper in enumerate(store.pending("patterns-1")):
            if i == 2 * BATCH + 10:
                print("two batches are saved", flush=True)
                sys.stdin.read()
            yield Reading(paper)
    store.save_readings(readings(), run)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL here")
def test_a_killed_run_leaves_a_valid_database_and_is_resumed(path):
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "two batches are saved\n"
        process.send_signal(signal.SIGKILL)
    assert rows(path, "SELECT status FROM runs") == [("running",)]
    check_whole(path)
    with Store(path) as store:
        assert store.count_extracted("patterns-1") == 500
        pending = list(store.pending("patterns-1"))
        assert len(pending) == 750
        store.save_readings(map(Reading, pending), store.begin_run("run", [], "patterns-1", None))
        assert store.count_extracted("patterns-1") == 1250
    check_whole(path)


def test_a_closed_database_is_one_file(path):
    fill(path)
    assert [file.name for file in path.parent.iterdir()] == ["facts.db"]


def test_closing_while_somebody_reads_loses_nothing(path):
    Store(path).close()
    with closing(open_reader(path)) as reader:
        store = Store(path)
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers(PAPERS, run)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM papers").fetchone()[0] == 2
        store.close()
    assert rows(path, "SELECT count(*) FROM papers") == [(2,)]


STEPS = [migration.name for migration in migrations.pending(Database(memory=True))]


@pytest.mark.parametrize("step", STEPS[2:])
@pytest.mark.parametrize("opens", [Store, open_reader])
def test_an_older_file_is_backed_up_and_upgraded(tmp_path, step, opens: Callable[[Path], Any]):
    path = tmp_path / "facts.db"
    fill(tmp_path / "new.db")
    with closing(sqlite3.connect(path)) as connection:  # as a version without this step would have left it
        migrations.apply(Database(connection), stop_before=step)
        connection.execute("ATTACH ? AS new", (str(tmp_path / "new.db"),))
        for table in ("runs", "papers", "passages", *FACT_TABLES, "numbers_left"):
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            if not columns:  # a table that came later
                continue
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
        if step > "m004":
            for table in SEARCHED.keys() - (set() if step > "m040_mechanisms" else {"mechanisms"}):
                connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        if step > "m050_large":
            count_anew(connection)
        connection.commit()
        old_schema = connection.execute("SELECT name FROM main.sqlite_master ORDER BY name").fetchall()
    opens(path).close()
    backup = tmp_path / f"facts.backup-{STEPS.index(step)}.db"
    assert rows(backup, "SELECT name FROM sqlite_master ORDER BY name") == old_schema
    assert rows(backup, "SELECT * FROM doses") == rows(path, "SELECT * FROM doses")
    assert content(path) == content(tmp_path / "new.db")
    check_whole(path)
    schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
    assert rows(path, schema) == rows(tmp_path / "new.db", schema)
    opens(path).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["facts.db", "new.db", backup.name])


def test_an_interrupted_first_opening_is_no_obstacle(path):
    path.parent.mkdir()
    path.write_bytes(b"")
    fill(path)
    check_whole(path)


def _text(path: Path) -> None:
    path.write_text("pmid,drug\n" * 1000)


def _other_program(path: Path) -> None:
    rows(path, "CREATE TABLE bookmarks (url TEXT)")


def _newer(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('extractor', 'm999_mice', 'x')"
        )


@pytest.mark.parametrize("opens", [Store, open_reader])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_text, "{path} is not a SQLite database; give another path with --db."),
        (_other_program, "{path} is a database of another program; give another path with --db."),
        (_newer, "{path} was made by a newer version of extractor; upgrade extractor to use it."),
    ],
)
def test_files_that_are_not_ours(tmp_path, opens, make, sentence):
    path = tmp_path / "facts.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(ExtractorError) as error:
        opens(path)
    assert str(error.value) == sentence.format(path=path)
    assert path.read_bytes() == before


def test_paths_where_no_database_can_be(tmp_path):
    with pytest.raises(ExtractorError) as error:
        Store(tmp_path)
    assert (
        str(error.value) == f"{tmp_path} cannot be opened; check that it is a file and that its folder can be written."
    )
    (tmp_path / "file").write_text("")
    with pytest.raises(ExtractorError) as error:
        Store(tmp_path / "file" / "facts.db")
    assert str(error.value) == f"The folder of {tmp_path / 'file' / 'facts.db'} cannot be made: File exists."


def test_reading_what_is_not_there(tmp_path):
    path = tmp_path / "facts.db"
    with pytest.raises(ExtractorError, match="There is no database at .*; make one with `extractor run`."):
        open_reader(path)
    path.touch()
    with pytest.raises(ExtractorError, match="There is nothing in .* yet; fill it with `extractor run`."):
        open_reader(path)
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        ("max_page_count = 1", "The disk that holds {path} is full; what was saved before is intact."),
        ("query_only = 1", "{path} cannot be written; give a writable path with --db."),
    ],
)
def test_a_file_that_can_no_longer_be_written(path, pragma, sentence):
    fill(path)
    before = content(path)
    papers = [Paper(f"ID:{i}", (Passage(f"ID:{i}", 0, "title", "Long " * 1000),)) for i in range(200)]
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store._connection.execute(f"PRAGMA {pragma}")
        with pytest.raises(ExtractorError) as error:
            store.save_papers(papers, run)
        assert str(error.value) == sentence.format(path=path)
    assert content(path) == before
    check_whole(path)


def test_a_file_that_another_process_writes(path, monkeypatch):
    fill(path)
    monkeypatch.setattr(connect, "_LOCK_TIMEOUT_S", 0.1)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ExtractorError) as error:
            Store(path)
    assert str(error.value) == f"{path} is being written by another process; wait for it to end."


def test_json_columns_are_lists(path):
    fill(path)
    [(types, mesh, mentions, ids)] = rows(
        path,
        "SELECT publication_types, mesh, mentions, drug_ids FROM papers JOIN drugs USING (paper_id) WHERE pmid = '11'",
    )
    assert [json.loads(text) for text in (types, mesh, mentions, ids)] == [
        ["Clinical Trial", "Journal Article"],
        ["Arsenicals/therapeutic use"],
        ["Arsenic trioxide", "arsenic trioxide"],
        ["DB01169"],
    ]
