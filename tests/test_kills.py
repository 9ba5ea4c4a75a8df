"""kill -9 at any moment of a fetch-and-extract loses nothing: resumed, it gives what an undisturbed run gives."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from extractor.store import FACT_TABLES
from tests.eutils_server import Server
from tests.real_records import real_records
from tests.record_files import deleted, trial, write, write_all

_TABLES = {
    "papers": "paper_id, title, year, status, text_hash, extracted_with",
    "passages": "*",
    "numbers_left": "*",
    "totals": "*",
    **dict.fromkeys(FACT_TABLES, "fact_id, paper_id, passage_id, start_char, end_char, quote, confidence, pattern_id"),
}


def start(db: Path, source: str = "everything") -> subprocess.Popen[bytes]:
    """The command in a process group of its own, so that its workers can be killed with it."""
    command = [sys.executable, "-m", "extractor", "run", source, "--db", str(db), "--jobs", "2"]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(db: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(db)) as connection:
        found = {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table, columns in _TABLES.items()
        }
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in ("passages", *FACT_TABLES):
            connection.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
    return found


def killed_runs(server: Server, records: dict[str, str], folder: Path, kills: int, seed: int) -> None:
    server.records = records
    server.searches = {"everything": list(records)}
    os.environ["EXTRACTOR_CACHE"] = str(folder / "calm cache")
    began = time.monotonic()
    assert start(folder / "calm.db").wait() == 0
    whole = time.monotonic() - began
    undisturbed = contents(folder / "calm.db")
    assert len(undisturbed["papers"]) == len(records)
    assert all(undisturbed[table] for table in FACT_TABLES)

    os.environ["EXTRACTOR_CACHE"] = str(folder / "rough cache")
    server.log.clear()
    lots = random.Random(seed)
    rough = folder / "rough.db"
    for _ in range(kills):
        process = start(rough)
        try:
            process.wait(lots.uniform(0.1, 1.0) * whole)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert start(rough).wait() == 0
    assert contents(rough) == undisturbed
    with closing(sqlite3.connect(rough)) as connection:
        statuses = {status for (status,) in connection.execute("SELECT status FROM runs")}
    assert "killed" in statuses
    assert statuses <= {"killed", "done"}
    # What a kill can cost is the one answer on its way: no other is asked for twice.
    batches = -(-len(records) // 200)
    assert len(server.asked("efetch")) <= batches + kills


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "sesame")
    monkeypatch.setenv("EXTRACTOR_CACHE", "set by the test, put back by this")


@pytest.mark.usefixtures("key")
@pytest.mark.long
def test_killed_at_20_moments(server: Server, record_files: dict[str, Path], tmp_path: Path) -> None:
    records = real_records(record_files["pubmed21n1298.xml.gz"])
    with_numbers = {pmid: text for pmid, text in records.items() if "%" in text}
    killed_runs(server, dict(list(with_numbers.items())[:2000]), tmp_path, kills=20, seed=20260101)


@pytest.mark.long
def test_killed_among_files_and_no_worker_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write_all(folder)
    for number in range(5, 11):  # each overrules some papers of the one before
        first = 1000 + 500 * number
        more = [trial(pmid, number) for pmid in range(first, first + 700)]
        write(folder, f"pubmed99n{number:04}.xml.gz", *more, deleted(first + 10, first - 10))
    assert start(tmp_path / "calm.db", str(folder)).wait() == 0
    undisturbed = contents(tmp_path / "calm.db")
    rough = tmp_path / "rough.db"
    for moment in sorted(random.Random(20260102).sample(range(len(undisturbed["papers"])), 4)):
        process = start(rough, str(folder))
        while process.poll() is None and papers_read(rough) <= moment:
            time.sleep(0.02)
        process.kill()  # this one alone: its workers are to see it themselves
        assert process.wait() == -signal.SIGKILL
        until = time.monotonic() + 30
        while is_alive(process.pid) and time.monotonic() < until:
            time.sleep(0.1)
        assert not is_alive(process.pid)
    assert start(rough, str(folder)).wait() == 0
    assert contents(rough) == undisturbed
    with closing(sqlite3.connect(rough)) as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT name) FROM files").fetchone() == (10, 10)
        assert connection.execute("SELECT count(DISTINCT run_id) FROM files").fetchone() > (1,)


def papers_read(db: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM papers WHERE extracted_with IS NOT NULL").fetchone()
    except sqlite3.Error:  # the file is not made yet
        return -1
    return int(count)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
