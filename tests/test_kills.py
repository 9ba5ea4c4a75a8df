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

_TABLES = {
    "papers": "paper_id, title, year, status, text_hash, extracted_with",
    "passages": "*",
    "numbers_left": "*",
    **dict.fromkeys(FACT_TABLES, "fact_id, paper_id, passage_id, start_char, end_char, quote, confidence, pattern_id"),
}


def start(db: Path) -> subprocess.Popen[bytes]:
    """The command in a process group of its own, so that its workers can be killed with it."""
    command = [sys.executable, "-m", "extractor", "run", "everything", "--db", str(db), "--jobs", "2"]
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
