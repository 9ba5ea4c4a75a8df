"""Each paper of a review gets the answer of its rules: the first that excludes it, or that cannot tell."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extractor.errors import ExtractorError
from extractor.review.screening.conditions import Ask, Candidate, asked, candidates, rows_of
from extractor.review.screening.decided import decided, review_name
from extractor.review.screening.duplicates import DUPLICATE, duplicates, trials
from extractor.review.screening.flow import Column, Flow, check
from extractor.review.screening.rules import Rule, Rules, parsed
from extractor.store.screening import Answer


def rules_of(connection: sqlite3.Connection, review: str | None) -> Rules:
    """The rules with which a review was screened last."""
    name = review_name(connection, review)
    [(text,)] = connection.execute("SELECT rules FROM screenings WHERE review = ?", (name,))
    return parsed(text, f"The review {name}")


def papers_of(connection: sqlite3.Connection, rules: Rules) -> list[str]:
    """The papers that a review is about. ExtractorError where there are none."""
    sql = "SELECT paper_id FROM papers WHERE 1"
    if rules.sources:
        sql += " AND paper_id IN (SELECT paper_id FROM finds WHERE source IN (SELECT value FROM json_each(?)))"
    found = connection.execute(
        f"{sql} ORDER BY length(paper_id), paper_id",
        (json.dumps(_queries(connection, rules)),) if rules.sources else (),
    )
    wanted = {row["paper_id"] for row in rows_of(connection, rules.sql)} if rules.sql else None
    papers = [paper_id for (paper_id,) in found if wanted is None or paper_id in wanted]
    if not papers:
        sources = [source for (source,) in connection.execute("SELECT DISTINCT source FROM finds ORDER BY 1 LIMIT 6")]
        raise ExtractorError(
            f"No paper of the database is of the review {rules.review!r}; papers were found by"
            f" {', '.join(map(repr, sources)) or 'nothing yet'}."
        )
    return papers


def _queries(connection: sqlite3.Connection, rules: Rules) -> list[str]:
    """The sources as the database names them: a saved search is named by its query there."""
    saved = dict(connection.execute("SELECT name, query FROM searches").fetchall())
    return [saved.get(source, source) for source in rules.sources.values()]


def screened(connection: sqlite3.Connection, rules: Rules, done: Callable[[], None] = lambda: None) -> Iterator[Answer]:
    """What the rules say of each paper, as rows to store. Records that are no papers of their own go first."""
    papers = papers_of(connection, rules)
    twice = {} if rules.keep_duplicates else {d.paper_id: d for d in duplicates(connection, set(papers))}
    asks = [(rule, asked(connection, rule)) for rule in rules.rules]
    for paper in candidates(connection, rules.rules, papers):
        done()
        answer = _answer(paper, asks)
        if duplicate := twice.get(answer.paper_id):
            if duplicate.sure:
                answer = Answer(answer.paper_id, "remove", None, duplicate.kind, duplicate.evidence)
            elif answer.decision == "include":
                answer = Answer(answer.paper_id, "maybe", "screening", "Possible duplicate", duplicate.evidence)
        yield answer


def _answer(paper: Candidate, asks: Sequence[tuple[Rule, Ask]]) -> Answer:
    paper_id = paper.paper["paper_id"]
    unsure: Answer | None = None
    told = []
    for rule, ask in asks:
        known = ask(paper)
        verdict = rule.if_unknown if known.holds is None else "include" if known.holds == rule.must else "exclude"
        answer = Answer(paper_id, verdict, rule.stage, rule.reason, known.evidence, known.fact_id)
        if verdict == "exclude":
            return answer
        if verdict == "maybe":
            unsure = unsure or answer
        told.append(known)
    fact_id = next((known.fact_id for known in told if known.fact_id), None)
    return unsure or Answer(paper_id, "include", evidence="; ".join(known.evidence for known in told), fact_id=fact_id)


def flow(connection: sqlite3.Connection, rules: Rules, pooled: int | None = None) -> Flow:
    """The flow of a review that was screened, the records that are elsewhere among it, every box checked."""
    rows = decided(connection, rules.review)
    removed, excluded, ineligible, awaiting = (Counter[str]() for _ in range(4))
    not_retrieved = 0
    identified = _identified(connection, rules, [row["paper_id"] for row in rows])
    removed[DUPLICATE] = sum(identified.values()) - len(rows)  # found by several sources
    for row in rows:
        match row["decision"], row["stage"]:
            case "remove", _:
                removed[row["reason"]] += 1
            case "maybe", stage:
                awaiting[stage] += 1
            case "exclude", "retrieval":
                not_retrieved += 1
            case "exclude", "eligibility":
                ineligible[row["reason"]] += 1
            case "exclude", _:
                excluded[row["reason"]] += 1
    included = [row["paper_id"] for row in rows if row["decision"] == "include"]
    order = {rule.reason: i for i, rule in enumerate(rules.rules)}

    def in_order(counts: Counter[str]) -> dict[str, int]:
        return dict(sorted(counts.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))

    own = Flow(
        Column(identified, dict(removed), in_order(excluded), not_retrieved, in_order(ineligible), dict(awaiting)),
        studies=trials(connection, included)[0],
        title=rules.title,
    )
    whole = own.plus(rules.elsewhere) if rules.elsewhere else own
    whole = replace(whole, pooled=whole.pooled if pooled is None else pooled)
    check(whole, f"The flow of {rules.review!r}")
    return whole


def _identified(connection: sqlite3.Connection, rules: Rules, papers: Sequence[str]) -> dict[str, int]:
    """How many of these papers each source found. A paper that two sources found counts with both."""
    of_papers = json.dumps([*papers])
    sql = (
        "SELECT source, count(*) FROM finds WHERE paper_id IN (SELECT value FROM json_each(?)) GROUP BY source"
        " ORDER BY 2 DESC, 1"
    )
    found = dict(connection.execute(sql, (of_papers,)).fetchall())
    names = dict(zip(_queries(connection, rules), rules.sources, strict=True))
    names = names or {query: name for name, query in connection.execute("SELECT name, query FROM searches")}
    identified = Counter[str]()  # a search and a file may be called the same
    for source, n in found.items():
        if source in names or not rules.sources:
            identified[str(names.get(source, source))] += n
    sources = json.dumps([*names] if rules.sources else [*found])
    sql = (
        "SELECT count(*) FROM json_each(?) WHERE value NOT IN"
        " (SELECT paper_id FROM finds WHERE source IN (SELECT value FROM json_each(?)))"
    )
    [(unknown,)] = connection.execute(sql, (of_papers, sources))
    return identified | ({"Source not recorded": unknown} if unknown else {})
