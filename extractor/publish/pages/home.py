"""The first page: what there is, how good it is, and where to begin."""

from __future__ import annotations

from typing import Any

from extractor.publish.charts.figures import papers_by_year
from extractor.publish.site import KINDS, database, page, row, rows
from extractor.store import FACT_TABLES

_TOP = 12


async def home(datasette: Any, request: Any) -> Any:
    """/"""
    counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in (*FACT_TABLES, "papers"))
    there = await row(
        datasette,
        f"SELECT {counts}, (SELECT count(*) FROM numbers_left) AS numbers_left,"
        " (SELECT count(*) FROM papers WHERE status = 'retracted') AS retracted,"
        " (SELECT count(*) FROM papers WHERE full_text) AS full_texts, (SELECT min(year) FROM papers) AS first,"
        " (SELECT max(year) FROM papers) AS last, (SELECT count(*) FROM decisions) AS decisions",
    )
    years = await rows(
        datasette, "SELECT year, count(*) AS papers FROM papers WHERE year IS NOT NULL GROUP BY year ORDER BY year"
    )
    drugs = await rows(
        datasette,
        "SELECT drug AS name, count(DISTINCT paper_id) AS papers FROM curated_doses WHERE drug IS NOT NULL"
        f" GROUP BY drug ORDER BY papers DESC, drug LIMIT {_TOP}",
    )
    events = await rows(
        datasette,
        "SELECT lower(term) AS name, count(DISTINCT paper_id) AS papers FROM curated_adverse_events"
        f" GROUP BY lower(term) ORDER BY papers DESC, name LIMIT {_TOP}",
    )
    scores, compared = await latest_scores(datasette)
    context = {
        "there": there,
        "kinds": [(table, plural, there[table] if there else 0) for table, (_, plural) in KINDS.items()],
        "years": papers_by_year(years),
        "drugs": drugs,
        "events": events,
        "scores": scores,
        "compared": compared,
        "queries": await datasette.get_canned_queries(database(datasette).name, request.actor),
        "about": datasette.metadata("description_html"),
    }
    return await page(datasette, request, "home.html", context)


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
