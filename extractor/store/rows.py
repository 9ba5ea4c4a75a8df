"""Papers to rows and back. The order of columns is that of the tuples here; the schema's own order is for readers."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any

from extractor.records import NumberLeft, Paper, Passage

PAPER_COLUMNS = (
    "paper_id", "title", "year", "journal", "publication_types", "mesh", "language", "pmid", "pmcid", "doi",
    "source", "retrieved_at", "text_hash", "run_id",
)  # fmt: skip
PASSAGE_COLUMNS = ("passage_id", "paper_id", "kind", "section", "ordinal", "text")
NUMBER_LEFT_COLUMNS = (
    "paper_id", "passage_id", "start_char", "end_char", "quote", "reason", "low", "high", "unit",
)  # fmt: skip


def storable(value: Any) -> Any:
    """The value, or as a float what is too long for SQLite's integers: papers hold digits of any length."""
    return float(str(value)) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def insert_sql(table: str, columns: tuple[str, ...], verb: str = "INSERT") -> str:
    """An INSERT with one question mark per column."""
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def text_hash(paper: Paper) -> str:
    """Changes when anything that facts point into changes: the passages, not the bibliographic data."""
    parts = [(p.ordinal, p.kind, p.section, p.text) for p in paper.passages]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def paper_row(paper: Paper, run_id: int) -> tuple[Any, ...]:
    return (
        paper.paper_id, paper.title, paper.year, paper.journal, json.dumps(paper.publication_types, ensure_ascii=False),
        json.dumps(paper.mesh, ensure_ascii=False), paper.language, paper.pmid, paper.pmcid, paper.doi,
        paper.source, paper.retrieved_at, text_hash(paper), run_id,
    )  # fmt: skip


def passage_row(passage: Passage) -> tuple[Any, ...]:
    return (passage.passage_id, passage.paper_id, passage.kind, passage.section, passage.ordinal, passage.text)


def number_left_row(left: NumberLeft) -> tuple[Any, ...]:
    return (
        left.paper_id, left.passage_id, left.start_char, left.end_char, left.quote, left.reason,
        storable(left.low), storable(left.high), left.unit,
    )  # fmt: skip


def paper_from_rows(row: sqlite3.Row, passages: list[sqlite3.Row]) -> Paper:
    return Paper(
        paper_id=row["paper_id"],
        passages=tuple(Passage(p["paper_id"], p["ordinal"], p["kind"], p["text"], p["section"]) for p in passages),
        pmid=row["pmid"],
        pmcid=row["pmcid"],
        doi=row["doi"],
        title=row["title"],
        journal=row["journal"],
        year=row["year"],
        publication_types=tuple(json.loads(row["publication_types"])),
        mesh=tuple(json.loads(row["mesh"])),
        language=row["language"],
        source=row["source"],
        retrieved_at=row["retrieved_at"],
    )
