"""The evidence table as one self-contained HTML page, every number a link to its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from extractor.review.decisions import Row as Fact
from extractor.review.evidence.studies import Study
from extractor.review.evidence.table import FACT_COLUMNS, Row


@dataclass(frozen=True)
class Source:
    """A sentence in three parts, the quoted number in the middle, and what a reader should know of it."""

    study: Study
    anchor: str
    before: str
    quote: str
    after: str
    notes: tuple[str, ...]


def as_html(rows: Sequence[Row], title: str) -> str:
    """`title` says what the table was asked for."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    studies = [(study, list(arms)) for study, arms in groupby(rows, key=lambda row: row.study)]
    sources = list(_sources(rows))
    return pages.get_template("page.html").render(
        title=title, columns=FACT_COLUMNS, studies=studies, sources=sources, rows=len(rows)
    )


def _sources(rows: Sequence[Row]) -> Iterator[Source]:
    """The sentence of each fact, once, in the order of the table."""
    found = {fact["fact_id"]: (row.study, fact) for row in rows for _, fact in row.facts()}
    return (_source(study, fact) for study, fact in found.values())


def _source(study: Study, fact: Fact) -> Source:
    sentence, quote, start = fact["sentence"], fact["quote"], fact["quote_at"]
    if not sentence.startswith(quote, start):  # what stands for the sentence of a table's cell is no stretch of text
        start = max(sentence.find(quote), 0)
    end = start + len(quote) if sentence.startswith(quote, start) else start
    notes = []
    if fact["decision"]:
        done = {"accept": "accepted", "correct": "corrected", "add": "added"}
        notes.append(f"{done[fact['decision']]} by a curator")
    if fact["derived"]:
        notes.append("computed")
    if fact.get("denominator") is not None and not fact["denominator_stated"]:
        notes.append("the denominator is from elsewhere in the paper")
    return Source(study, fact["fact_id"], sentence[:start], sentence[start:end], sentence[end:], tuple(notes))
