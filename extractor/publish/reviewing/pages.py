"""The reviews that were screened, one of them paper by paper, and a meta-analysis that is asked for in a form."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from markupsafe import Markup

from extractor.errors import ExtractorError
from extractor.publish.curation.pages import for_curators
from extractor.publish.site import Row, curator, database, from_url, not_found, page, redirect, rows, written
from extractor.review.meta import words
from extractor.review.meta.pool import pool
from extractor.review.meta.reading.database import Question, read_studies
from extractor.review.rates import Wanted
from extractor.review.screening.decided import decided
from extractor.review.screening.rules import Rules
from extractor.review.screening.screen import flow, rules_of
from extractor.store import open_reader
from extractor.store.screening import STAGES, decide_on_paper

_PER_PAGE = 100
_LONGEST_REASON = 200
_FIELDS = ("outcome", "event", "grade", "treated", "control", "drug", "review", "accepted")
T = TypeVar("T")


async def reviews(datasette: Any, request: Any) -> Any:
    """/reviews: all reviews, with how many papers each includes."""
    sql = (
        "SELECT review, screened_at, count(*) AS papers, sum(decision = 'include') AS included,"
        " sum(decision = 'maybe') AS maybe FROM screening JOIN screenings USING (review) GROUP BY review ORDER BY 1"
    )
    return await page(datasette, request, "reviews.html", {"reviews": await rows(datasette, sql), "review_url": _url})


async def review(datasette: Any, request: Any) -> Any:
    """/reviews/NAME?decision=&reason=&page=: the flow diagram, and the papers with what was decided on each."""
    name = from_url(request, "review")
    if not await rows(datasette, "SELECT 1 FROM screenings WHERE review = ?", [name]):
        return await not_found(datasette, request, f"There is no review {name}.")
    wanted = {key: request.args.get(key) or None for key in ("decision", "reason")}
    found, rules, drawn = await _aside(
        datasette, lambda c: (decided(c, name), rules_of(c, name), _flow(c, rules_of(c, name)))
    )
    counts = Counter((row["decision"], row["reason"]) for row in found)
    chosen = [row for row in found if all(value in (None, row[key]) for key, value in wanted.items())]
    typed = request.args.get("page") or ""
    pages = max(1, -(-len(chosen) // _PER_PAGE))
    number = min(max(int(typed), 1), pages) if typed.isdecimal() and len(typed) < 6 else 1
    context = {
        "review": name,
        "address": _url(name),
        "drawn": drawn,
        "counts": sorted(counts.items(), key=lambda item: (item[0][0], -item[1])),
        "papers": chosen[(number - 1) * _PER_PAGE : number * _PER_PAGE],
        "wanted": wanted,
        "reasons": [rule.reason for rule in rules.rules],
        "stages": STAGES,
        "page": number,
        "pages": pages,
        "link": lambda **other: "?" + urlencode({k: v for k, v in {**wanted, **other}.items() if v}),
    }
    return await page(datasette, request, "review.html", context)


@for_curators
async def decide(datasette: Any, request: Any) -> Any:
    """POST /reviews/NAME/decide with `paper_id`, `decision`, and for an exclusion `reason` and `stage`."""
    name = from_url(request, "review")
    typed = await request.post_vars() if request.method == "POST" else {}
    paper_id, decision, who = typed.get("paper_id", ""), typed.get("decision", ""), curator(datasette, request) or ""
    other = {key: typed.get(key, "")[:_LONGEST_REASON] or None for key in ("stage", "reason")}
    problem = await written(
        datasette, lambda connection: decide_on_paper(connection, name, paper_id, decision, who, **other)
    )
    if problem:
        return await page(datasette, request, "sentence.html", {"heading": "Not decided", "sentence": problem}, 400)
    kept = {key: typed.get(f"of_{key}") for key in ("decision", "reason", "page")}
    return redirect(f"{_url(name)}?{urlencode({k: v for k, v in kept.items() if v})}#papers")


def _url(name: str) -> str:
    return f"/reviews/{quote(name, safe='')}"


def _flow(connection: Connection, rules: Rules) -> Markup:
    from extractor.review.drawing import svg
    from extractor.review.screening.figure import flow_diagram

    return Markup(svg(flow_diagram(flow(connection, rules))))


async def pooled(datasette: Any, request: Any) -> Any:
    """/pool?outcome=&event=&grade=&treated=&control=&drug=&review=&accepted=: the forest plot, each number a link."""
    wanted = {name: (request.args.get(name) or "").strip() or None for name in _FIELDS}
    reviews = await rows(datasette, "SELECT review FROM screenings ORDER BY review")
    context: Row = {"wanted": wanted, "reviews": reviews, "results": None, "problem": None, "words": words}
    if wanted["outcome"] or wanted["event"]:
        try:
            context |= await _aside(datasette, lambda connection: _pool(connection, wanted))
        except ExtractorError as error:
            context["problem"] = str(error)
    return await page(datasette, request, "pool.html", context, status=400 if context["problem"] else 200)


def _pool(connection: Connection, wanted: dict[str, str | None]) -> Row:
    from extractor.review.meta.figures import Labels, forest, svg

    outcome, event, treated, control = (wanted[name] for name in ("outcome", "event", "treated", "control"))
    if outcome and event:
        raise ExtractorError("Name an outcome or an event, not both.")
    if bool(treated) != bool(control):
        raise ExtractorError("To compare two arms, name both; for single arms, name a drug or nothing.")
    asked = Wanted("response_rates", outcome) if outcome else Wanted("adverse_events", event or "", wanted["grade"])
    question = Question(
        asked, treated or wanted["drug"], control, accepted=bool(wanted["accepted"]), review=wanted["review"]
    )
    results = pool(
        *read_studies(connection, question), title=asked.name, treated=treated or wanted["drug"], control=control
    )
    labels = Labels(results.treated, results.control, results.title, results.is_hoped_for)
    drawn = Markup(svg(forest(results.analysis, labels)))
    return {"results": results, "drawn": drawn, "digits": words.digits(results.analysis)}


async def _aside(datasette: Any, ask: Callable[[Connection], T]) -> T:
    """The answer of a function that reads the database and draws, away from the loop that answers others."""
    path = Path(database(datasette).path)

    def answer() -> T:
        with closing(open_reader(path)) as connection:
            return ask(connection)

    return await asyncio.to_thread(answer)
