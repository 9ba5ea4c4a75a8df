"""What curators do: decide on a fact, add one, look at all decisions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from extractor.errors import ExtractorError
from extractor.publish.curation.fields import FIELDS, parsed
from extractor.publish.pages.fact import fact_context
from extractor.publish.site import (
    KINDS,
    curator,
    fact_url,
    facts,
    from_url,
    not_found,
    page,
    paper_url,
    redirect,
    row,
    rows,
    written,
)
from extractor.store import reviews

_PAGE = 100
_LONGEST_NOTE = 2000


def for_curators(view: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The view, which others than curators are told to log in for."""

    async def guarded(datasette: Any, request: Any) -> Any:
        if curator(datasette, request) is None:
            sentence = "Only curators may do this; log in first."
            return await page(datasette, request, "sentence.html", {"heading": "Log in", "sentence": sentence}, 403)
        return await view(datasette, request)

    return guarded


@for_curators
async def decide(datasette: Any, request: Any) -> Any:
    """POST /fact/FACT_ID/decide with `decision`, and for a correction the fields of the fact.

    A correction is kept as all that differs from the fact, what earlier ones changed included; one that takes all of
    them back accepts the fact.
    """
    fact_id = from_url(request, "fact_id")
    context = await fact_context(datasette, fact_id)
    if context is None or request.method != "POST":
        return await not_found(datasette, request, "There is no such fact to decide on.")
    typed = await request.post_vars()
    fact, decision, name = context["fact"], typed.get("decision", ""), curator(datasette, request) or ""
    try:
        values = parsed(fact["fact_table"], typed, fact) if decision == "correct" else {}
        correction = {column: value for column, value in values.items() if value != fact.get(column)}
        if decision == "correct" and not correction:
            if context["stands"] == fact:
                raise ExtractorError("Nothing was changed; accept the fact if it is right as it is.")
            decision = "accept"
        problem = await written(
            datasette,
            lambda connection: reviews.decide(
                connection, fact["fact_table"], fact_id, decision, name, correction,
                typed.get("note", "").strip()[:_LONGEST_NOTE],
            ),
        )  # fmt: skip
    except ExtractorError as error:
        problem = str(error)
    if problem:
        return await page(datasette, request, "fact.html", {**context, "error": problem, "typed": typed}, status=400)
    return redirect(fact_url(fact_id) + "#decisions")


@for_curators
async def add(datasette: Any, request: Any) -> Any:
    """/paper/PAPER_ID/add: the form for a missed fact of ?kind=, and what becomes of it when sent."""
    paper_id = from_url(request, "paper_id")
    paper = await row(datasette, "SELECT paper_id, title FROM papers WHERE paper_id = ?", [paper_id])
    kind = request.args.get("kind", "response_rates")
    if paper is None or kind not in KINDS:
        return await not_found(datasette, request, "There is no such paper, or no such kind of fact.")
    typed = {name: request.args.get(name) for name in ("quote", "passage") if request.args.get(name)}
    problem = None
    if request.method == "POST":
        typed = await request.post_vars()
        try:
            place = await _place(datasette, paper_id, typed.get("quote", ""), typed.get("passage", ""))
            values = parsed(kind, typed, {"sentence": place[-1]})
            note = typed.get("note", "").strip()[:_LONGEST_NOTE]
            name = curator(datasette, request) or ""
            problem = await written(datasette, lambda c: reviews.add(c, kind, *place, values, name, note))
            if problem is None:
                return redirect(paper_url(paper_id) + f"#p{place[0].rpartition('/')[2]}")
        except ExtractorError as error:
            problem = str(error)
    context = {"paper": paper, "kind": kind, "fields": FIELDS[kind], "typed": typed, "error": problem}
    return await page(datasette, request, "add.html", context, status=400 if problem else 200)


async def _place(datasette: Any, paper_id: str, typed: str, passage_id: str) -> tuple[str, int, int, str]:
    """Where in the paper the typed words stand: passage, start, end, and the text around them as their sentence."""
    quote = " ".join(typed.split())
    if not quote:
        raise ExtractorError("Say where the fact stands: copy the words from the paper.")
    sql = "SELECT passage_id, text FROM passages WHERE paper_id = ? ORDER BY ordinal"
    passages = [
        p for p in await rows(datasette, sql, [paper_id]) if quote in p["text"] and passage_id in ("", p["passage_id"])
    ]
    times = sum(p["text"].count(quote) for p in passages)
    if times == 0:
        raise ExtractorError("These words do not stand in the paper; copy them exactly.")
    if times > 1:
        raise ExtractorError(f"These words stand {times} times in the paper; copy more of them.")
    text = passages[0]["text"]
    start = text.index(quote)
    end = start + len(quote)
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    last = text.find(". ", end)
    return passages[0]["passage_id"], start, end, text[first : last + 1 if last >= 0 else len(text)]


async def decisions(datasette: Any, request: Any) -> Any:
    """/decisions: where curators disagree, which facts changed since, and the latest decisions, of ?decision= and
    ?reviewer= if given."""
    wanted = {name: request.args.get(name) or None for name in ("decision", "reviewer")}
    latest = await rows(
        datasette,
        "SELECT * FROM reviews WHERE (:decision IS NULL OR decision = :decision)"
        f" AND (:reviewer IS NULL OR reviewer = :reviewer) ORDER BY review_id DESC LIMIT {_PAGE}",
        wanted,
    )
    changed = await rows(
        datasette,
        "SELECT * FROM decisions WHERE fact_id != current_fact_id AND decision != 'add'"
        f" ORDER BY review_id DESC LIMIT {_PAGE}",
    )
    ids = [decision["current_fact_id"] for decision in (*latest, *changed)]
    labels = {fact["fact_id"]: fact["label"] for fact in await facts(datasette, ids)}
    counts = await rows(
        datasette, "SELECT reviewer, decision, count(*) AS n FROM decisions GROUP BY reviewer, decision ORDER BY 1, 2"
    )
    disagreements = await rows(datasette, f"SELECT * FROM disagreements LIMIT {_PAGE}")
    context = {
        "latest": latest,
        "labels": labels,
        "counts": counts,
        "disagreements": disagreements,
        "changed": changed,
        "wanted": wanted,
    }
    return await page(datasette, request, "decisions.html", context)
