"""The comparisons that there are, one of them in full, and the form for a curator's own table."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from extractor.errors import ExtractorError
from extractor.publish.comparison.own_table import COLUMNS, compare
from extractor.publish.curation.pages import for_curators
from extractor.publish.site import (
    KINDS,
    Row,
    curator,
    database,
    not_found,
    page,
    redirect,
    row,
    rows,
    written,
)
from extractor.store import FACT_TABLES
from extractor.store.comparisons import forget_comparison, save_comparison

VERDICTS = ("match", "incomplete", "mislinked", "number differs", "missing", "extra")
_PER_PAGE = 50


async def comparisons(datasette: Any, request: Any) -> Any:
    """/compare: all comparisons."""
    found = await rows(
        datasette,
        "SELECT comparisons.*, sum(gold) AS facts, avg(CASE WHEN gold THEN linked_f1 END) AS linked_f1"
        " FROM comparisons LEFT JOIN comparison_scores USING (comparison_id)"
        " GROUP BY comparison_id ORDER BY compared_at DESC, comparison_id DESC",
    )
    return await page(datasette, request, "comparisons.html", {"comparisons": found})


async def comparison(datasette: Any, request: Any) -> Any:
    """/compare/NUMBER?kind=&verdict=&paper=&page=: gold beside extracted."""
    number = int(request.url_vars["number"])
    known = await row(datasette, "SELECT * FROM comparisons WHERE comparison_id = ?", [number])
    if known is None:
        return await not_found(datasette, request, "There is no such comparison; a newer one may have taken its place.")
    wanted = _wanted(request)
    query = {**wanted, "number": number, "limit": _PER_PAGE, "offset": _PER_PAGE * (wanted["page"] - 1)}
    where = (
        "comparison_id = :number AND (:kind IS NULL OR fact_table = :kind) AND (:paper IS NULL OR paper_id = :paper)"
    )
    counted = await rows(
        datasette, f"SELECT verdict, count(*) AS n FROM comparison_rows WHERE {where} GROUP BY verdict", query
    )
    verdicts = {entry["verdict"]: entry["n"] for entry in counted}
    total = verdicts.get(wanted["verdict"], 0) if wanted["verdict"] else sum(verdicts.values())
    found = await rows(
        datasette,
        f"SELECT * FROM comparison_rows WHERE {where} AND (:verdict IS NULL OR verdict = :verdict)"
        " ORDER BY paper_id, fact_table, row_id LIMIT :limit OFFSET :offset",
        query,
    )
    sql = "SELECT * FROM comparison_scores WHERE comparison_id = ?"
    scored = {score["fact_table"]: score for score in await rows(datasette, sql, [number])}
    scores = [scored[table] for table in FACT_TABLES if table in scored and scored[table]["gold"]]
    context = {
        "comparison": known,
        "wanted": wanted,
        "verdicts": [(verdict, verdicts.get(verdict, 0)) for verdict in VERDICTS],
        "total": total,
        "pages": -(-total // _PER_PAGE),
        "found": [_cells(entry) for entry in found],
        "scores": scores,
        "link": lambda **changed: f"/compare/{number}?" + urlencode(_stated({**wanted, "page": 1, **changed})),
    }
    return await page(datasette, request, "comparison.html", context)


def _wanted(request: Any) -> Row:
    kind, verdict = request.args.get("kind"), request.args.get("verdict")
    number = request.args.get("page") or "1"
    return {
        "kind": kind if kind in KINDS else None,
        "verdict": verdict if verdict in VERDICTS else None,
        "paper": (request.args.get("paper") or "").strip() or None,
        "page": int(number) if re.fullmatch(r"[1-9]\d{0,3}", number) else 1,
    }


def _stated(query: Row) -> Row:
    return {name: value for name, value in query.items() if value not in (None, 1)}


def _cells(entry: Row) -> Row:
    """The row with `cells`: (column, gold, found, whether the two differ)."""
    gold, found = json.loads(entry["gold"] or "{}"), json.loads(entry["found"] or "{}")
    differs = set(json.loads(entry["differs"]))
    columns = list(dict.fromkeys([*gold, *found]))
    cells = [(column, gold.get(column), found.get(column), column in differs) for column in columns]
    return entry | {"cells": [cell for cell in cells if cell[1] is not None or cell[2] is not None]}


@for_curators
async def own_table(datasette: Any, request: Any) -> Any:
    """/compare/own: a curator's own table, pasted or chosen as a file, beside what was extracted."""
    typed: Row = {}
    problem = None
    if request.method == "POST":
        typed = await request.post_vars()
        try:
            name = (typed.get("name") or "").strip()[:80]
            curated_by = curator(datasette, request) or ""
            made = await compare(
                database(datasette).path, typed.get("kind", ""), typed.get("table", ""), name, curated_by
            )
            taken = await row(datasette, "SELECT compared_by FROM comparisons WHERE name = ?", [name])
            if taken is not None and taken["compared_by"] != curated_by:
                raise ExtractorError(f"There is a comparison {name!r} that is not yours; choose another name.")
            problem = await written(datasette, lambda connection: save_comparison(connection, made))
            if problem is None:
                stored = await row(datasette, "SELECT comparison_id FROM comparisons WHERE name = ?", [name])
                return redirect(f"/compare/{stored['comparison_id'] if stored else ''}")
        except ExtractorError as error:
            problem = str(error)
    context = {"typed": typed, "error": problem, "columns": COLUMNS}
    return await page(datasette, request, "own_table.html", context, status=400 if problem else 200)


@for_curators
async def forget(datasette: Any, request: Any) -> Any:
    """POST /compare/NUMBER/forget: take one's own comparison away."""
    number = int(request.url_vars["number"])
    known = await row(datasette, "SELECT name, compared_by FROM comparisons WHERE comparison_id = ?", [number])
    if request.method != "POST" or known is None or known["compared_by"] != curator(datasette, request):
        return await not_found(datasette, request, "There is no comparison of yours with this number.")
    await written(datasette, lambda connection: forget_comparison(connection, known["name"]))
    return redirect("/compare")
