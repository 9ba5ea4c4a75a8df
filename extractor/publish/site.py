"""What every page of ours needs: the database, the curator, how facts are worded, and how a page is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from extractor.errors import ExtractorError
from extractor.publish.curation import accounts
from extractor.store import FACT_TABLES

# What a reader calls the kinds of fact: one, several.
KINDS = {
    "drugs": ("drug", "Drugs"),
    "doses": ("dose", "Doses"),
    "patient_counts": ("patient count", "Patient counts"),
    "response_rates": ("response rate", "Response rates"),
    "adverse_events": ("adverse event", "Adverse events"),
    "mechanisms": ("mechanism", "Mechanisms"),
}

Row = dict[str, Any]


def database(datasette: Any) -> Any:
    """The database that is served: the only one."""
    return datasette.get_database()


async def rows(datasette: Any, sql: str, parameters: Sequence[Any] | Row = ()) -> list[Row]:
    """The rows of a query, under datasette's time limit."""
    return [dict(row) for row in (await database(datasette).execute(sql, parameters)).rows]


async def row(datasette: Any, sql: str, parameters: Sequence[Any] | Row = ()) -> Row | None:
    return next(iter(await rows(datasette, sql, parameters)), None)


async def facts(datasette: Any, fact_ids: Sequence[str]) -> list[Row]:
    """Rows of the view `facts` in the order of the ids, those that there are."""
    # A list in the statement itself, which SQLite hands down to each table of the view, as it does not a subquery.
    sql = f"SELECT * FROM facts WHERE fact_id IN ({', '.join('?' * len(fact_ids))})"
    found = {fact["fact_id"]: fact for fact in await rows(datasette, sql, list(fact_ids))}
    return [found[fact_id] for fact_id in fact_ids if fact_id in found]


async def totals(datasette: Any, kind: str, *, most: int | None = None) -> dict[str, int]:
    """What the store counted of a kind, by name, the highest first: see `extractor.store.totals`."""
    sql = "SELECT name, n FROM totals WHERE kind = ? ORDER BY n DESC, name LIMIT ?"
    return {total["name"]: total["n"] for total in await rows(datasette, sql, [kind, most or -1])}


async def curated(datasette: Any) -> str:
    """What goes before the names of fact tables to show them as curators left them: nothing where they changed nothing,
    for the views of that name read every row."""
    sql = "SELECT EXISTS (SELECT 1 FROM reviews WHERE decision NOT IN ('accept', 'withdraw')) AS any"
    found = await row(datasette, sql)
    return "curated_" if found and found["any"] else ""


async def decisions_on(datasette: Any, fact_ids: Sequence[str]) -> dict[str, str]:
    """What curators decided, by fact, of those decided on: accept, reject ..., several words where they differ."""
    sql = (
        "SELECT current_fact_id, group_concat(DISTINCT decision) AS decided FROM decisions"
        " WHERE current_fact_id IN (SELECT value FROM json_each(?)) GROUP BY current_fact_id"
    )
    found = await rows(datasette, sql, [json.dumps(list(fact_ids))])
    return {decision["current_fact_id"]: decision["decided"].replace(",", " ") for decision in found}


def curator(datasette: Any, request: Any) -> str | None:
    """Who is logged in and still has an account."""
    name = (request.actor or {}).get("id")
    return name if name and name in accounts.names(Path(database(datasette).path)) else None


def paper_url(paper_id: str) -> str:
    return f"/paper/{quote(paper_id, safe=':')}"


def fact_url(fact_id: str) -> str:
    return f"/fact/{quote(fact_id, safe='')}"


def from_url(request: Any, name: str) -> str:
    """A part of the address, which datasette hands over as it was typed."""
    return unquote(request.url_vars[name])


def plain(value: Any) -> str:
    """A value as a reader writes it: 850, not 850.0; nothing where nothing is stated."""
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def listed(text: str | None) -> list[Any]:
    """A column that holds a JSON list."""
    found = json.loads(text or "[]")
    return found if isinstance(found, list) else []


def link_out(address: str | None) -> str | None:
    """An address that came from a paper, where it is one for a browser to follow."""
    return address if address and address.startswith(("https://", "http://")) else None


async def page(datasette: Any, request: Any, template: str, context: Row, status: int = 200) -> Any:
    """Our pages share their words and helpers with their templates here."""
    from datasette.utils.asgi import Response

    shared = {
        "KINDS": KINDS,
        "FACT_TABLES": FACT_TABLES,
        "curator": curator(datasette, request),
        "db_name": database(datasette).name,
        "json_rows": datasette.setting("max_returned_rows"),
        "paper_url": paper_url,
        "fact_url": fact_url,
        "plain": plain,
    }
    html = await datasette.render_template(template, {**shared, **context}, request=request)
    return Response.html(html, status=status)


async def not_found(datasette: Any, request: Any, sentence: str) -> Any:
    return await page(datasette, request, "sentence.html", {"heading": "Not found", "sentence": sentence}, status=404)


def redirect(address: str) -> Any:
    from datasette.utils.asgi import Response

    return Response.redirect(address)


async def written(datasette: Any, write: Callable[[Any], Any]) -> str | None:
    """Let `write` change the database, all or nothing; None, or in one sentence why it could not."""
    import sqlite3

    def change(connection: Any) -> str | None:
        try:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                write(connection)
        except ExtractorError as error:
            return str(error)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) and "readonly" not in str(error):
                raise
            return "The database cannot be written just now (a run may be writing it); try again in a moment."
        return None

    answer: str | None = await database(datasette).execute_write_fn(change)
    return answer
