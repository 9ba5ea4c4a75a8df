"""The first page: what there is, how good it is, and where to begin."""

from __future__ import annotations

from typing import Any

from extractor.publish.charts.figures import papers_by_year
from extractor.publish.site import KINDS, curated, database, page, row, rows, totals
from extractor.store import FACT_TABLES
from extractor.store.totals import COUNTED

_TOP = 12


async def home(datasette: Any, request: Any) -> Any:
    """/"""
    counted = await totals(datasette, "rows")
    decided = await row(datasette, "SELECT count(*) AS n FROM decisions")
    years = sorted((int(year), papers) for year, papers in (await totals(datasette, "year")).items())
    there = {name: counted.get(name, 0) for name in (*COUNTED, "full_texts", "retracted")} | {
        "first": years[0][0] if years else None,
        "last": years[-1][0] if years else None,
        "decisions": decided["n"] if decided else 0,
    }
    drugs, events = await totals(datasette, "dosed", most=_TOP), await totals(datasette, "event", most=_TOP)
    if await curated(datasette):
        drugs = await _top(datasette, "drug", "curated_doses WHERE drug IS NOT NULL")
        events = await _top(datasette, "lower(term)", "curated_adverse_events")
    scores, compared = await latest_scores(datasette)
    context = {
        "there": there,
        "kinds": [(table, plural, there[table]) for table, (_, plural) in KINDS.items()],
        "years": papers_by_year([{"year": year, "papers": papers} for year, papers in years]),
        "drugs": drugs,
        "events": events,
        "scores": scores,
        "compared": compared,
        "queries": await datasette.get_canned_queries(database(datasette).name, request.actor),
        "about": datasette.metadata("description_html"),
    }
    return await page(datasette, request, "home.html", context)


async def _top(datasette: Any, name: str, of: str) -> dict[str, int]:
    """The names in most papers, and in how many."""
    sql = (
        f"SELECT {name} AS name, count(DISTINCT paper_id) AS n FROM {of} GROUP BY 1 ORDER BY n DESC, name LIMIT {_TOP}"
    )
    return {found["name"]: found["n"] for found in await rows(datasette, sql)}


async def latest_scores(datasette: Any) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """How the extraction fared in the last comparison by `extractor validate`, by kind; and that comparison."""
    compared = await row(
        datasette, "SELECT * FROM comparisons WHERE compared_by IS NULL ORDER BY compared_at DESC, 1 DESC LIMIT 1"
    )
    if compared is None:
        return [], None
    sql = "SELECT * FROM comparison_scores WHERE comparison_id = ?"
    found = {score["fact_table"]: score for score in await rows(datasette, sql, [compared["comparison_id"]])}
    return [found[table] for table in FACT_TABLES if table in found], compared
