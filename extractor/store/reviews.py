"""Curators' decisions. Every one is written here, from pages and commands alike, and kept: the latest counts.

A decision is on a fact of a paper at a place. `follow` finds the fact again when an extraction gave it another id.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from extractor.errors import ExtractorError
from extractor.store.history import Facts, last_dropped
from extractor.store.rows import insert_sql
from extractor.store.schema import FACT_TABLES

DECISIONS = ("accept", "reject", "correct", "withdraw")
_PLACE = ("paper_id", "passage_id", "start_char", "end_char", "quote", "sentence")
_NOT_SAID = frozenset({*_PLACE, "fact_id", "pattern_id", "confidence", "derived", "run_id", "spans"})
_SEEN = "denominator_stated"  # what a curator's fact has from its sentence, not from the curator
_COLUMNS = (
    "fact_table", "fact_id", "current_fact_id", *_PLACE, "said", "decision", "correction", "note", "reviewer",
    "reviewed_at",
)  # fmt: skip
_REVIEWED = (
    "SELECT fact_table, current_fact_id, paper_id, passage_id, start_char, end_char, quote, sentence,"
    " max(decision = 'add') AS added, coalesce(max(CASE decision WHEN 'add' THEN correction END), max(said)) AS said"
    " FROM reviews WHERE paper_id IN (SELECT value FROM json_each(?)) GROUP BY fact_table, current_fact_id"
)


def own_values(row: sqlite3.Row) -> dict[str, Any]:
    """What a fact says, without its place and provenance."""
    return {column: row[column] for column in row.keys() if column not in _NOT_SAID}  # noqa: SIM118


def decide(
    connection: sqlite3.Connection,
    table: str,
    fact_id: str,
    decision: str,
    reviewer: str,
    correction: dict[str, Any] | None = None,
    note: str | None = None,
) -> None:
    """Note a decision on a fact, extracted or added. `correction`: the columns that change, for `correct` only."""
    if table not in FACT_TABLES or decision not in DECISIONS or bool(correction) != (decision == "correct"):
        raise ExtractorError("A decision is accept, reject, withdraw, or correct with at least one changed value.")
    fact = connection.execute(f"SELECT * FROM {table} WHERE fact_id = ?", (fact_id,)).fetchone()
    if fact is not None:
        place, said = [fact[column] for column in _PLACE], own_values(fact)
    else:
        known = "SELECT * FROM reviews WHERE fact_table = ? AND current_fact_id = ? ORDER BY review_id LIMIT 1"
        first = connection.execute(known, (table, fact_id)).fetchone()
        if first is None:
            raise ExtractorError("This fact is no longer in the database; look at its paper again.")
        place = [first[column] for column in _PLACE]
        said = json.loads((first["correction"] if first["decision"] == "add" else first["said"]) or "{}")
    _write(connection, table, fact_id, place, said, decision, reviewer, correction, note)


def add(
    connection: sqlite3.Connection,
    table: str,
    passage_id: str,
    start_char: int,
    end_char: int,
    sentence: str,
    values: dict[str, Any],
    reviewer: str,
    note: str | None = None,
) -> str:
    """Note a fact that the extraction missed, and return its id."""
    passage = connection.execute("SELECT paper_id, text FROM passages WHERE passage_id = ?", (passage_id,)).fetchone()
    if table not in FACT_TABLES or passage is None or not 0 <= start_char < end_char <= len(passage["text"]):
        raise ExtractorError("A fact stands in a passage of a paper; mark the words that say it.")
    quote = passage["text"][start_char:end_char]
    place = [passage["paper_id"], passage_id, start_char, end_char, quote, sentence]
    typed = {column: value for column, value in values.items() if column != _SEEN}
    identity = json.dumps([table, passage_id, start_char, end_char, typed])
    fact_id = f"added-{hashlib.blake2b(identity.encode(), digest_size=8).hexdigest()}"
    _write(connection, table, fact_id, place, {}, "add", reviewer, values, note)
    return fact_id


def _write(
    connection: sqlite3.Connection,
    table: str,
    fact_id: str,
    place: list[Any],
    said: dict[str, Any],
    decision: str,
    reviewer: str,
    correction: dict[str, Any] | None,
    note: str | None,
) -> None:
    def listed(values: dict[str, Any]) -> str:
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = (
        table, fact_id, fact_id, *place, listed(said), decision, listed(correction) if correction else None,
        note or None, reviewer, now,
    )  # fmt: skip
    connection.execute(insert_sql("reviews", _COLUMNS), row)


def follow(connection: sqlite3.Connection, paper_ids: Iterable[str], before: Facts) -> None:
    """Let the decisions on these papers find their facts again, by place, where an extraction gave them new ids.

    What stood beside a fact in `before`, the facts until now, is not what became of it, nor is what became of another.
    An added fact becomes only one that says all that was added.
    """
    papers = json.dumps(list(paper_ids))
    reviewed = connection.execute(_REVIEWED, (papers,)).fetchall()
    here = {table: _facts_of(connection, table, papers) for table in {row["fact_table"] for row in reviewed}}
    taken = {row["current_fact_id"] for row in reviewed if row["current_fact_id"] in here[row["fact_table"]]}
    dropped = last_dropped(connection, papers)
    for row in reviewed:
        table, gone = row["fact_table"], row["current_fact_id"]
        facts, said = here[table], json.loads(row["said"])
        if gone in facts:
            continue
        ended = math.inf if (table, gone) in before else dropped.get((table, gone), math.inf)
        new = [
            fact for fact_id, fact in facts.items()
            if fact_id not in taken and (table, fact_id) not in before
            and dropped.get((table, fact_id), 0) < ended
            and (not row["added"] or _says_all(fact, said))
        ]  # fmt: skip
        likest = max(new, key=lambda fact: likeness(row, said, fact), default=None)
        rank = likeness(row, said, likest) if likest is not None else (0, 0, 0)
        others = [fact for (kind, fact_id), fact in before.items() if kind == table and fact_id not in {gone, *facts}]
        if likest is None or rank == (0, 0, 0) or any(likeness(o, own_values(o), likest) > rank for o in others):
            continue
        taken.add(likest["fact_id"])
        connection.execute(
            "UPDATE reviews SET current_fact_id = ? WHERE fact_table = ? AND current_fact_id = ?",
            (likest["fact_id"], table, gone),
        )


def _facts_of(connection: sqlite3.Connection, table: str, papers: str) -> dict[str, sqlite3.Row]:
    sql = f"SELECT * FROM {table} WHERE paper_id IN (SELECT value FROM json_each(?))"
    return {fact["fact_id"]: fact for fact in connection.execute(sql, (papers,))}


def _says_all(fact: sqlite3.Row, said: dict[str, Any]) -> bool:
    """Whether a fact says what a curator stated, in whatever capitals."""

    def plain(value: Any) -> Any:
        return value.casefold() if isinstance(value, str) else value

    now, noted = own_values(fact), {column: value for column, value in said.items() if value is not None}
    return all(plain(now.get(column)) == plain(noted[column]) for column in noted.keys() - {_SEEN})


def likeness(before: sqlite3.Row, said: dict[str, Any], fact: sqlite3.Row) -> tuple[int, int, int]:
    """(3 same span, 2 overlapping, 1 the same words elsewhere in the paper, 0 other; shared characters; same values).

    Nothing but the place decides whether `fact` is what stood `before` and said that; its values choose among facts
    of one place.
    """
    shared = min(before["end_char"], fact["end_char"]) - max(before["start_char"], fact["start_char"])
    now = own_values(fact)
    same_values = sum(now.get(column) == value for column, value in said.items())
    if before["passage_id"] == fact["passage_id"] and shared > 0:
        same = before["start_char"] == fact["start_char"] and before["end_char"] == fact["end_char"]
        return (3 if same else 2, shared, same_values)
    if all(before[column] == fact[column] for column in ("paper_id", "quote", "sentence")):
        return (1, 0, same_values)
    return (0, 0, 0)
