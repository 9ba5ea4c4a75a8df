"""A fact: its sentence, what it says and why, what curators decided on it."""

from __future__ import annotations

import json
from typing import Any

from extractor.publish.curation.fields import FIELDS
from extractor.publish.pages.marks import cut
from extractor.publish.pages.patterns import described
from extractor.publish.site import Row, from_url, not_found, page, row, rows
from extractor.store import FACT_TABLES

_CELL = (
    "SELECT row_headers, column_headers FROM table_cells WHERE passage_id = ? AND start_char <= ? AND end_char > ?"
    " AND NOT is_header"
)
_PLACES = (
    "SELECT f.passage_id, f.quote, kind, section FROM fact_places f JOIN passages USING (passage_id)"
    " WHERE fact_id = ? ORDER BY ordinal, start_char"
)
_CONTRADICTIONS = (
    "SELECT facts.label, facts.fact_table, facts.fact_id FROM contradictions c"
    " JOIN facts ON facts.fact_id = CASE c.fact_id WHEN ?1 THEN c.other_fact_id ELSE c.fact_id END"
    " WHERE ?1 IN (c.fact_id, c.other_fact_id) ORDER BY label"
)
_CORRECTED = (
    "SELECT CASE decision WHEN 'correct' THEN correction END AS correction FROM decisions"
    " WHERE current_fact_id = ? AND decision != 'reject' ORDER BY reviewed_at DESC, review_id DESC LIMIT 1"
)
_HISTORY = "SELECT * FROM reviews WHERE current_fact_id = ? ORDER BY review_id"


async def fact_page(datasette: Any, request: Any) -> Any:
    """/fact/FACT_ID, of an extracted fact or of one that a curator added."""
    fact_id = from_url(request, "fact_id")
    context = await fact_context(datasette, fact_id)
    if context is None:
        sentence = "There is no such fact; another extraction may have found it elsewhere in its paper."
        return await not_found(datasette, request, sentence)
    return await page(datasette, request, "fact.html", context)


async def fact_context(datasette: Any, fact_id: str) -> Row | None:
    """What the page of a fact shows; None where there is no such fact. `stands` is the fact as it is now corrected."""
    history = await rows(datasette, _HISTORY, [fact_id])
    fact = await extracted(datasette, fact_id) or _added(history)
    if fact is None:
        return None
    others = await rows(
        datasette,
        "SELECT fact_table, fact_id, label, start_char, end_char FROM facts"
        " WHERE passage_id = ? AND sentence = ? ORDER BY start_char",
        [fact["passage_id"], fact["sentence"]],
    )
    latest = await row(datasette, _CORRECTED, [fact_id]) or {}
    stands = fact | json.loads(latest.get("correction") or "{}")
    paper = await row(datasette, "SELECT title, year, status FROM papers WHERE paper_id = ?", [fact["paper_id"]])
    return {
        "fact": fact,
        "stands": stands,
        "values": [(field, stands.get(field.column)) for field in FIELDS[fact["fact_table"]]],
        "paper": paper or {"title": None, "year": None, "status": None},
        "sentence": await _sentence(datasette, fact, others),
        "others": [other for other in others if other["fact_id"] != fact_id],
        "pattern": described(fact["pattern_id"]),
        "cell": await _cell(datasette, fact),
        "places": await rows(datasette, _PLACES, [fact_id]),
        "contradictions": await rows(datasette, _CONTRADICTIONS, [fact_id]),
        "history": [
            decision | {"changes": _changes(decision), "since": _since(decision, fact)} for decision in history
        ],
        "error": None,
        "typed": {},
    }


async def extracted(datasette: Any, fact_id: str) -> Row | None:
    """The fact as a row of its table, with `fact_table`."""
    for table in FACT_TABLES:
        fact = await row(datasette, f"SELECT '{table}' AS fact_table, * FROM {table} WHERE fact_id = ?", [fact_id])
        if fact is not None:
            return fact
    return None


async def _cell(datasette: Any, fact: Row) -> dict[str, list[str]]:
    """What stands left of and over the cell that a fact was read from; empty for a fact of prose."""
    found = await row(datasette, _CELL, [fact["passage_id"], fact["start_char"], fact["start_char"]])
    return {name: json.loads(text) for name, text in found.items()} if found else {}


def _added(history: list[Row]) -> Row | None:
    """A fact that a curator added, or one that is gone but was decided on, as a row of its table."""
    if not history:
        return None
    first = history[0]
    said = json.loads((first["correction"] if first["decision"] == "add" else first["said"]) or "{}")
    origin = f"added by {first['reviewer']}" if first["decision"] == "add" else "no longer extracted"
    unknown = {"confidence": None, "derived": 0, "pattern_id": origin}
    place = ("fact_table", "paper_id", "passage_id", "start_char", "end_char", "quote", "sentence")
    return said | unknown | {"fact_id": first["current_fact_id"]} | {column: first[column] for column in place}


async def _sentence(datasette: Any, fact: Row, others: list[Row]) -> list[Any]:
    """The sentence in pieces, this fact and the others in it highlighted."""
    passage = await row(datasette, "SELECT text FROM passages WHERE passage_id = ?", [fact["passage_id"]])
    text = passage["text"] if passage else ""
    if text[fact["start_char"] : fact["end_char"]] != fact["quote"]:  # the paper is gone, or its text was revised
        return cut(fact["sentence"], 0, len(fact["sentence"]), [])
    start = text.rfind(fact["sentence"], 0, fact["end_char"] + len(fact["sentence"]))
    if start < 0 or start > fact["start_char"]:
        start = fact["start_char"]
    end = max(start + len(fact["sentence"]), fact["end_char"])
    known = {other["fact_id"] for other in others}
    own = [] if fact["fact_id"] in known else [fact | {"label": fact["quote"]}]
    return cut(text, start, min(end, len(text)), [*others, *own])


def _since(decision: Row, fact: Row) -> list[tuple[str, Any, Any]]:
    """What another extraction has changed since: the column, what it said, what it says now."""
    said = json.loads(decision["said"])
    return [(column, value, fact.get(column)) for column, value in said.items() if value != fact.get(column)]


def _changes(decision: Row) -> list[tuple[str, Any, Any]]:
    """Of a correction: the column, what it said, what it should say."""
    said = json.loads(decision["said"])
    return [(column, said.get(column), value) for column, value in json.loads(decision["correction"] or "{}").items()]
