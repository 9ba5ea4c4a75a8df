"""The same facts from a cluster, where workers are lost, as from processes of this machine."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.__main__ import main
from tests.conftest import Call
from tests.record_files import deleted, trial, write
from tests.test_kills import contents

distributed = pytest.importorskip("distributed", reason="distributed is not installed")

FILES, PAPERS = 10, 350


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files each of which revises some of the papers of the one before, and deletes some."""
    folder = tmp_path_factory.mktemp("files")
    for number in range(1, FILES + 1):
        first = 300 * number
        records = [trial(pmid, number + 1) for pmid in range(first, first + PAPERS)]
        write(folder, f"pubmed99n{number:04}.xml.gz", *records, deleted(first - 20, first + 5))
    (folder / "broken.jsonl").write_text('{"id": "a", "text": "We treated 9 patients."}\nnot JSON\n')
    return folder


@pytest.fixture(scope="module")
def from_one_process(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    db = tmp_path_factory.mktemp("one") / "facts.db"
    assert main(["run", str(folder), "--db", str(db), "--jobs", "1"]) == 0
    return contents(db)


@pytest.mark.long
def test_two_processes_give_the_same(call: Call, folder: Path, tmp_path: Path, from_one_process: Any) -> None:
    assert call("run", folder, "--db", tmp_path / "facts.db", "--jobs", 2).code == 0
    assert contents(tmp_path / "facts.db") == from_one_process


@pytest.mark.long
def test_a_cluster_that_loses_a_worker_gives_the_same(
    call: Call, cluster: Any, folder: Path, tmp_path: Path, from_one_process: Any
) -> None:
    killed: list[int] = []
    ended = threading.Event()

    def kill_one_at_work() -> None:
        seen: set[str] = set()
        while not killed and not ended.wait(0.005):
            busy = [worker for worker in list(cluster.scheduler.workers.values()) if worker.processing]
            at_work = {task.key for worker in busy for task in list(worker.processing)}
            seen |= at_work
            if busy and seen > at_work:  # a file is read, others are under way
                pid = next(nanny.pid for nanny in cluster.workers.values() if nanny.worker_address == busy[-1].address)
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    killer = threading.Thread(target=kill_one_at_work)
    killer.start()
    done = call("run", folder, "--db", tmp_path / "facts.db", "--cluster", cluster.scheduler_address)
    ended.set()
    killer.join()
    assert (done.code, len(killed)) == (0, 1)
    assert contents(tmp_path / "facts.db") == from_one_process
    assert "1 document could not be read" in done.err
    again = call("run", folder, "--db", tmp_path / "facts.db", "--cluster", cluster.scheduler_address)
    assert f"{FILES * PAPERS + 1:,} were known already" in again.out
    assert contents(tmp_path / "facts.db") == from_one_process


def test_a_worker_with_other_patterns_is_told_of(
    call: Call, cluster: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.pipeline.__version__", "another")
    done = call("run", folder, "--db", tmp_path / "facts.db", "--cluster", cluster.scheduler_address)
    assert done.code == 1
    assert done.err.endswith("has another version or other patterns; install the same there.\n")


def test_no_scheduler(call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.cluster.WAIT_S", 1)
    done = call("run", folder, "--db", tmp_path / "facts.db", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert done.err.endswith("No dask scheduler answers at tcp://127.0.0.1:9; start one with: dask scheduler\n")


def test_without_dask(call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = call("run", folder, "--db", tmp_path / "facts.db", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert done.err == "extractor: --cluster needs dask; install it with: pip install 'extractor[cluster]'\n"
