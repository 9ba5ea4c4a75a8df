"""The pipeline's promises: the same rows from any number of processes, and one bad paper spoils nothing."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

import extractor.facts
from extractor import pipeline
from extractor.pipeline import Pipeline
from extractor.records import Failure, Paper, Passage, Reading

TEXTS = (
    "We enrolled 88 patients with gout; 44 (50%) responded to colchicine 0.5 mg twice daily.",
    "Of 40 patients given nilotinib 400 mg, 12 (30%) had nausea and two died.",
    "No deaths were reported among 61 participants (n = 30 and 31).",
)


def paper(number: int, text: str) -> Paper:
    paper_id = f"ID:{number}"
    return Paper(paper_id, (Passage(paper_id, 0, "title", ""), Passage(paper_id, 1, "abstract", text)))


def papers() -> list[Paper]:
    return [paper(i, TEXTS[i % len(TEXTS)]) for i in range(250)]


def rows(results: list[Reading | Failure]) -> list[list[dict[str, Any]]]:
    return [[fact.row() for fact in result.facts] for result in results if isinstance(result, Reading)]


def test_any_number_of_processes_gives_the_same_rows_in_the_same_order() -> None:
    pipeline = Pipeline()
    one = rows(list(pipeline.readings(papers(), jobs=1)))
    two = rows(list(pipeline.readings(papers(), jobs=2)))
    assert one == two
    assert len(one) == 250
    assert one == rows(list(Pipeline().readings(papers())))


def test_a_paper_that_the_rules_fail_on_is_a_failure_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    real = extractor.facts.read

    def read(one: Paper, *args: Any) -> Reading:
        if one.paper_id == "ID:1":
            raise KeyError("slot")
        return real(one, *args)

    monkeypatch.setattr(extractor.facts, "read", read)
    first, second, third = Pipeline().readings(papers()[:3])
    assert second == Failure("text", "ID:1", "The rules failed on this paper (KeyError: 'slot'); please report it.")
    assert [r.paper.paper_id for r in (first, third) if isinstance(r, Reading)] == ["ID:0", "ID:2"]


def test_debugging_shows_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_DEBUG", "1")
    monkeypatch.setattr(extractor.facts, "read", lambda *args: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        list(Pipeline().readings(papers()[:1]))


def test_a_paper_that_takes_too_long_is_a_failure_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    real = extractor.facts.read

    def read(one: Paper, *args: Any) -> Reading:
        while one.paper_id == "ID:1":
            with contextlib.suppress(Exception):
                time.sleep(0.01)
        return real(one, *args)

    reader = Pipeline()
    list(reader.readings(papers()[:1]))  # imports and dictionaries are no paper's time
    monkeypatch.setattr(extractor.facts, "read", read)
    monkeypatch.setattr(pipeline, "SECONDS", 0.5)
    first, second, third = reader.readings(papers()[:3])
    assert second == Failure("text", "ID:1", "Reading this paper took longer than 0.5 s.")
    assert [r.paper.paper_id for r in (first, third) if isinstance(r, Reading)] == ["ID:0", "ID:2"]
