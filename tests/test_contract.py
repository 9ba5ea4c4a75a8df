"""What the database's contract promises of every fact and every number, on 1,000 real records."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.pipeline import Pipeline
from extractor.records import Mechanism, Paper, Reading
from extractor.sources.raw import RawDocument

NUMBER = re.compile(r"\d+([.,·]\d+)*")  # the contract's definition of a number


@pytest.fixture(scope="module")
def papers(record_files: dict[str, Path]) -> list[Paper]:
    """500 papers of either file, those with an abstract."""
    found: list[Paper] = []
    for name, path in record_files.items():
        parsed = (p for p in parse(RawDocument("medline", name, path)) if isinstance(p, Paper) and len(p.passages) > 1)
        found += islice(parsed, 500)
    return found


@pytest.fixture(scope="module")
def readings(papers: list[Paper]) -> list[Reading]:
    pipeline = Pipeline()
    return [pipeline.read(paper) for paper in papers]


def test_there_is_something_to_check(readings: list[Reading]) -> None:
    assert len(readings) == 1000
    assert sum(len(r.facts) for r in readings) > 800
    assert sum(len(r.numbers_left) for r in readings) > 5000


def test_every_fact_quotes_its_passage(readings: list[Reading]) -> None:
    for reading in readings:
        texts = [passage.text for passage in reading.paper.passages]
        for fact in reading.facts:
            assert fact.quote == texts[fact.ordinal][fact.start_char : fact.end_char] != "", fact
            assert fact.quote in fact.sentence, fact
            assert fact.sentence in texts[fact.ordinal], fact
            assert 0 < fact.confidence <= 1, fact


def test_every_number_is_in_a_fact_or_left_with_a_reason_once(readings: list[Reading]) -> None:
    for reading in readings:
        left = [(n.ordinal, n.start_char, n.end_char) for n in reading.numbers_left]
        assert len(left) == len(set(left))
        # A mechanism states no number: what stands in its quote is left with a reason, or another fact's.
        inside = {(f.ordinal, f.start_char, f.end_char) for f in reading.facts if not isinstance(f, Mechanism)}
        for passage in reading.paper.passages:
            for match in NUMBER.finditer(passage.text):
                place = (passage.ordinal, match.start(), match.end())
                held = any(o == place[0] and s <= place[1] and place[2] <= e for o, s, e in inside)
                assert held != (place in left), (reading.paper.paper_id, match[0], place)
        assert all(n.reason for n in reading.numbers_left)


def test_fact_ids_are_unique(readings: list[Reading]) -> None:
    ids = [fact.fact_id for reading in readings for fact in reading.facts]
    assert len(ids) == len(set(ids))


def test_rows_hold_numbers_or_nothing(readings: list[Reading]) -> None:
    numeric = {"n", "low", "high", "numerator", "denominator", "percent", "ci_low", "ci_high", "denominator_stated"}
    for reading in readings:
        for fact in reading.facts:
            row = fact.row()
            assert all(row[name] is None or type(row[name]) in (int, float) for name in numeric & row.keys()), row


def test_reading_again_gives_the_same_rows(papers: list[Paper], readings: list[Reading]) -> None:
    again = list(Pipeline().readings(papers, jobs=2))
    assert again == readings
