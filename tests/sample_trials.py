"""Invented trials with their facts in a database, for the tests of what reviews make of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.records import AdverseEvent, Dose, Drug, Fact, Paper, Passage, PatientCount, Reading, ResponseRate
from extractor.store import Store
from extractor.store.rows import insert_sql


def _stands(paper: Paper, ordinal: int, quote: str, start: int = 0) -> dict[str, Any]:
    text = paper.passages[ordinal].text
    start = text.index(quote, start)
    return {
        "paper_id": paper.paper_id, "ordinal": ordinal, "start_char": start, "end_char": start + len(quote),
        "quote": quote, "sentence": text, "pattern_id": "sample.pattern", "confidence": 0.9,
    }  # fmt: skip


class Trial:
    """A paper of one sentence a passage, made fact by fact: each call adds a sentence and what it states."""

    def __init__(self, pmid: int, author: str, year: int = 2020, **other: Any) -> None:
        self.about = {"pmid": str(pmid), "year": year, "authors": (author,), **other}
        self.paper_id = f"PMID:{pmid}"
        self.sentences = [f"A trial by {author}"]
        self.made: list[tuple[type[Fact], str, dict[str, Any]]] = []

    def _add(self, kind: type[Fact], sentence: str, quote: str, **columns: Any) -> Trial:
        self.sentences.append(sentence)
        self.made.append((kind, quote, columns))
        return self

    def drug(self, name: str, *mentions: str) -> Trial:
        return self._add(Drug, f"{name} was studied.", name, drug=name, mentions=(name, *mentions), role="studied")

    def dose(self, drug: str, amount: int, arm: str | None = None) -> Trial:
        quote = f"{amount} mg"
        return self._add(Dose, f"{drug} {quote} daily.", quote, drug=drug, low=amount, unit="mg", per="day", arm=arm)

    def count(self, n: int, role: str = "total", arm: str | None = None) -> Trial:
        quote = f"{n} patients"
        return self._add(PatientCount, f"We saw {quote}.", quote, n=n, role=role, arm=arm)

    def response(self, numerator: int | None, denominator: int | None, arm: str | None = None, **other: Any) -> Trial:
        columns = {"outcome": "objective response", "outcome_class": "response", **other}
        return self._rate(ResponseRate, numerator, denominator, arm, columns)

    def event(self, numerator: int, denominator: int, arm: str | None = None, **other: Any) -> Trial:
        return self._rate(AdverseEvent, numerator, denominator, arm, {"term": "neutropenia", **other})

    def _rate(
        self, kind: type[Fact], numerator: int | None, denominator: int | None, arm: str | None, columns: dict[str, Any]
    ) -> Trial:
        quote = f"{numerator} of {denominator}"
        what = columns.get("outcome") or columns.get("term")
        when = f" {columns['timepoint']}" if columns.get("timepoint") else ""
        rate = {"numerator": numerator, "denominator": denominator, "denominator_stated": 1, "arm": arm}
        return self._add(kind, f"{what} in {quote} with {arm}{when}.", quote, **{**rate, **columns})

    def reading(self) -> Reading:
        passages = tuple(
            Passage(self.paper_id, i, "abstract" if i else "title", text) for i, text in enumerate(self.sentences)
        )
        paper = Paper(self.paper_id, passages, title=self.sentences[0], **self.about)
        facts = [
            kind(**_stands(paper, i, quote), **columns) for i, (kind, quote, columns) in enumerate(self.made, start=1)
        ]
        return Reading(paper, tuple(facts))


def stored(path: Path, trials: Iterable[Trial], patterns: str = "patterns-1") -> dict[str, Sequence[Fact]]:
    """Write the trials into a database, as one run; the facts by paper."""
    readings = [trial.reading() for trial in trials]
    with Store(path) as store:
        run = store.begin_run("run", ["sample"], patterns, None)
        store.save_papers([reading.paper for reading in readings], run)
        store.save_readings(readings, run)
        store.end_run(run, "done")
    return {reading.paper.paper_id: reading.facts for reading in readings}


def review(path: Path, fact: Fact, decision: str, at: int = 1, reviewer: str = "ann", **correction: Any) -> None:
    """A curator's decision about a fact; `at` is the minute in which it was made."""
    row = {
        "fact_table": fact.TABLE,
        "fact_id": fact.fact_id,
        "current_fact_id": fact.fact_id,
        "paper_id": fact.paper_id,
        "passage_id": fact.passage_id,
        "start_char": fact.start_char,
        "end_char": fact.end_char,
        "quote": fact.quote,
        "sentence": fact.sentence,
        "said": "{}",
        "decision": decision,
        "correction": json.dumps(correction) if correction else None,
        "reviewer": reviewer,
        "reviewed_at": f"2026-01-01T00:{at:02}:00+00:00",
    }
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(insert_sql("reviews", tuple(row)), tuple(row.values()))
