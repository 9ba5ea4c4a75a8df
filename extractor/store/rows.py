"""Papers to rows and back. The order of columns is that of the tuples here; the schema's own order is for readers."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from extractor.records import Cell, Fact, Notice, NumberLeft, Paper, Passage, Repair

PAPER_COLUMNS = (
    "paper_id", "title", "year", "journal", "publication_types", "mesh", "language", "pmid", "pmcid", "doi",
    "authors", "registrations", "status", "notices", "version", "full_text", "licence", "open_access",
    "source", "retrieved_at", "text_hash", "run_id",
)  # fmt: skip
PASSAGE_COLUMNS = ("passage_id", "paper_id", "kind", "section", "ordinal", "text", "repairs")
CELL_COLUMNS = (
    "paper_id", "passage_id", "start_char", "end_char", "row_no", "column_no", "rowspan", "colspan", "is_header",
    "row_headers", "column_headers", "text",
)  # fmt: skip
NUMBER_LEFT_COLUMNS = (
    "paper_id", "passage_id", "start_char", "end_char", "quote", "reason", "low", "high", "unit",
)  # fmt: skip

PLACE_COLUMNS = ("fact_table", "fact_id", "paper_id", "passage_id", "start_char", "end_char", "quote")
CONTRADICTION_COLUMNS = ("paper_id", "fact_table", "fact_id", "other_fact_id", "difference")


def storable(value: Any) -> Any:
    """The value, or as a float what is too long for SQLite's integers: papers hold digits of any length."""
    return float(str(value)) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def _listed(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def insert_sql(table: str, columns: tuple[str, ...], verb: str = "INSERT") -> str:
    """An INSERT with one question mark per column."""
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def text_hash(paper: Paper) -> str:
    """Changes when anything that facts point into changes: the passages, not the bibliographic data."""
    parts = [
        (p.ordinal, p.kind, p.section, p.text, *(map(astuple, p.cells)), *(map(astuple, p.repairs)))
        for p in paper.passages
    ]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def paper_row(paper: Paper, run_id: int) -> tuple[Any, ...]:
    return (
        paper.paper_id, paper.title, paper.year, paper.journal, _listed(paper.publication_types),
        _listed(paper.mesh), paper.language, paper.pmid, paper.pmcid, paper.doi,
        _listed(paper.authors), _listed(paper.registrations), paper.status, _listed(map(astuple, paper.notices)),
        paper.version, int(paper.full_text), paper.licence,
        None if paper.open_access is None else int(paper.open_access),
        paper.source, paper.retrieved_at, text_hash(paper), run_id,
    )  # fmt: skip


def passage_row(passage: Passage) -> tuple[Any, ...]:
    return (
        passage.passage_id, passage.paper_id, passage.kind, passage.section, passage.ordinal, passage.text,
        _listed(map(astuple, passage.repairs)) if passage.repairs else None,
    )  # fmt: skip


def cell_row(passage: Passage, cell: Cell) -> tuple[Any, ...]:
    return (
        passage.paper_id, passage.passage_id, cell.start, cell.end, cell.row, cell.column, cell.rowspan, cell.colspan,
        int(cell.is_header), _listed(cell.row_headers), _listed(cell.column_headers),
        passage.text[cell.start : cell.end],
    )  # fmt: skip


def place_rows(fact: Fact) -> list[tuple[Any, ...]]:
    """One row for each other place of a fact."""
    own = (fact.TABLE, fact.fact_id, fact.paper_id)
    return [(*own, f"{fact.paper_id}/{p.ordinal}", p.start_char, p.end_char, p.quote) for p in fact.elsewhere]


def number_left_row(left: NumberLeft) -> tuple[Any, ...]:
    return (
        left.paper_id, left.passage_id, left.start_char, left.end_char, left.quote, left.reason,
        storable(left.low), storable(left.high), left.unit,
    )  # fmt: skip


def _passage_from_row(row: sqlite3.Row, cells: Iterable[sqlite3.Row]) -> Passage:
    return Passage(
        row["paper_id"], row["ordinal"], row["kind"], row["text"], row["section"],
        cells=tuple(
            Cell(
                c["row_no"], c["column_no"], c["start_char"], c["end_char"], c["rowspan"], c["colspan"],
                bool(c["is_header"]), tuple(json.loads(c["row_headers"])), tuple(json.loads(c["column_headers"])),
            )
            for c in cells
        ),
        repairs=tuple(Repair(*r) for r in json.loads(row["repairs"] or "[]")),
    )  # fmt: skip


def paper_from_rows(
    row: sqlite3.Row, passages: Iterable[sqlite3.Row], cells: Mapping[str, Sequence[sqlite3.Row]]
) -> Paper:
    """`cells` are those of the paper's tables, in reading order, by passage_id."""
    return Paper(
        paper_id=row["paper_id"],
        passages=tuple(_passage_from_row(p, cells.get(p["passage_id"], ())) for p in passages),
        pmid=row["pmid"],
        pmcid=row["pmcid"],
        doi=row["doi"],
        title=row["title"],
        journal=row["journal"],
        year=row["year"],
        publication_types=tuple(json.loads(row["publication_types"])),
        mesh=tuple(json.loads(row["mesh"])),
        language=row["language"],
        authors=tuple(json.loads(row["authors"])),
        registrations=tuple(json.loads(row["registrations"])),
        notices=tuple(Notice(*n) for n in json.loads(row["notices"])),
        version=row["version"],
        full_text=bool(row["full_text"]),
        licence=row["licence"],
        open_access=None if row["open_access"] is None else bool(row["open_access"]),
        source=row["source"],
        retrieved_at=row["retrieved_at"],
    )
