"""Storms: over the real records, through a server that misbehaves at random, everything arrives and once."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from extractor.__main__ import main
from extractor.sources import eutils, pubmed
from tests.eutils_server import Fault, Server, broken_gzip
from tests.real_records import real_records

HTML = "<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body><p>Busy<br></body></html>"
ERROR = "<?xml version='1.0'?><eFetchResult><ERROR>Cannot load history</ERROR></eFetchResult>"


def faults(tool: str) -> list[Fault]:
    return [
        Fault(tool, 429, "slow down", {"Retry-After": "1"}),
        Fault(tool, 500, "oops"),
        Fault(tool, 502, HTML),
        Fault(tool, body=HTML),
        Fault(tool, body=ERROR),
        Fault(tool, body=""),
        Fault(tool, cut=0),
        Fault(tool, cut=5_000),
        Fault(tool, truncate=5_000),
        Fault(tool, drip=0.01),
        Fault(tool, pack=broken_gzip),
        Fault(tool, pack=lambda packed: packed[: len(packed) // 2]),
    ]


def weather(server: Server, seed: int, share: float) -> None:
    """From now on a share of the requests goes wrong, each in a way drawn by lot; histories expire now and then."""
    lots = random.Random(seed)

    def draw(tool: str) -> Fault | None:
        if lots.random() < 0.02:
            server.forget()
        if lots.random() >= share:
            return None
        harmless = [Fault(tool, drop=3), Fault(tool, repeat=5)] if tool == "efetch" else []
        return lots.choice(faults(tool) + harmless)

    server.weather = draw


def contents(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Papers and passages as stored, but for where and when they came from."""
    with closing(sqlite3.connect(db)) as connection:
        return {
            "papers": connection.execute("SELECT paper_id, title, text_hash FROM papers ORDER BY 1").fetchall(),
            "errors": connection.execute("SELECT document, reason FROM errors ORDER BY 1").fetchall(),
        }


def assert_polite(server: Server, rate: int) -> None:
    """No second with more than `rate` requests (one more is allowed for the time that requests take to arrive)."""
    times = [request.at for request in server.log]
    assert [b - a for a, b in zip(times, times[rate + 1 :], strict=False) if b - a < 0.95] == []
    for before, after in zip(server.log, server.log[1:], strict=False):
        assert after.at - before.at >= 0.95 * before.told_to_wait


def storm(server: Server, records: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Fetch all of these, in fair weather and in foul, and compare."""
    monkeypatch.setattr(eutils, "_LONGEST_ANSWER", 3.0)
    unknown = ["99999998", "99999999"]
    server.records = records
    server.searches = {"everything": [*records, *unknown]}
    for n, pmid in enumerate(server.searches["everything"]):
        server.dates[pmid] = {"edat": f"20{20 + n % 4}/{1 + n % 12:02}/{1 + n % 28:02}"}
    calm = folder / "calm.db"
    assert main(["fetch", "everything", "--db", str(calm)]) == 0
    fair = contents(calm)
    assert {paper_id for paper_id, *_ in fair["papers"]} == {f"PMID:{pmid}" for pmid in records}
    assert fair["errors"] == [(f"PMID:{pmid}", "PubMed has no record with this PMID.") for pmid in unknown]
    assert_polite(server, 10)

    server.log.clear()
    server.sent.clear()
    monkeypatch.setenv("EXTRACTOR_CACHE", str(folder / "second cache"))
    weather(server, 20211129, share)
    rough = folder / "rough.db"
    runs = 0
    while main(["fetch", "everything", "--db", str(rough)]) != 0:  # five faults in a row end a run; the next goes on
        runs += 1
        assert runs < 20
    with closing(sqlite3.connect(rough)) as connection:
        connection.execute("DELETE FROM errors WHERE run_id < (SELECT max(run_id) FROM runs)")
        connection.commit()
    assert contents(rough) == fair
    assert_polite(server, 10)
    assert [pmid for pmid, times in server.sent.items() if times > 1 and pmid not in unknown] == []
    assert Counter(server.sent.values())[1] >= len(records) * 0.5  # the others came in answers with a fault

    server.weather = None
    asked = len(server.log)
    assert main(["fetch", "everything", "--db", str(rough)]) == 0
    assert len(server.log) == asked


def test_storm_over_600_records(
    server: Server, record_files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "sesame")
    monkeypatch.setattr(pubmed, "_BATCH", 25)
    records = dict(list(real_records(record_files["pubmed21n1298.xml.gz"]).items())[:600])
    storm(server, records, tmp_path, monkeypatch, share=0.3)


@pytest.mark.long
def test_storm_over_20000_records(
    server: Server, record_files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "sesame")
    records = dict(list(real_records(record_files["pubmed21n1298.xml.gz"]).items())[:20_000])
    assert len(records) == 20_000
    storm(server, records, tmp_path, monkeypatch, share=0.3)
