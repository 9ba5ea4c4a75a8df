"""The search over sentences and facts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from extractor.publish.pages.marks import cut
from extractor.publish.site import Row, decisions_on, facts, page, paper_url, redirect, row, rows
from extractor.store import FACT_TABLES

PER_PAGE = 25
MOST = 5_000  # matches of a kind
_PAPERS = "papers"
_SNIPPET = "snippet(passages_fts, 0, char(2), char(3), ' … ', 40)"  # no markup: a paper may hold any
_DRUGS_SHOWN = 12
_TRIAL = re.compile(r"NCT\d{8}", re.IGNORECASE)
_LONGEST = 500  # characters of a search


async def search_page(datasette: Any, request: Any) -> Any:
    """/search?q=&kind=&from=&to=&drug=&page=: facts of one kind or all, or with kind=papers passages."""
    wanted = _wanted(request)
    if known := await _known_paper(datasette, wanted["q"]):
        return redirect(paper_url(known))
    context: Row = {
        "wanted": wanted,
        "total": 0,
        "found": [],
        "kinds": {},
        "drugs": [],
        "pages": 0,
        "link": _links(wanted),
    }
    if wanted["q"]:
        context |= await _found(datasette, wanted)
    return await page(datasette, request, "search.html", context)


def _wanted(request: Any) -> Row:
    def year(name: str) -> int | None:
        text = request.args.get(name) or ""
        return int(text) if re.fullmatch(r"\d{4}", text) else None

    number = request.args.get("page") or "1"
    kind = request.args.get("kind") or ""
    return {
        "q": " ".join(re.sub(r"[\x00-\x1f]", " ", request.args.get("q") or "").split())[:_LONGEST],
        "kind": kind if kind in (*FACT_TABLES, _PAPERS) else "",
        "from": year("from"),
        "to": year("to"),
        "drug": (request.args.get("drug") or "").strip().lower(),  # as facts name it
        "page": int(number) if re.fullmatch(r"[1-9]\d{0,3}", number) else 1,
    }


def _links(wanted: Row) -> Any:
    def link(**changed: Any) -> str:
        query = {**wanted, "page": 1, **changed}
        return "/search?" + urlencode({k: v for k, v in query.items() if v not in (None, "", 1) or k == "q"})

    return link


def _chosen(wanted: Row) -> dict[str, str]:
    """What to ask datasette's tables for, to get all that was found."""
    ends = (("from", ">="), ("to", "<="))
    papers = [f"papers where year {sign} {wanted[end]}" for end, sign in ends if wanted[end] is not None]
    if drug := wanted["drug"].replace("'", "''"):
        papers.append(f"drugs where drug = '{drug}'")
    where = " and ".join(f"paper_id in (select paper_id from {those})" for those in papers)
    return {"_search": wanted["q"], **({"_where": where} if where else {})}


async def _known_paper(datasette: Any, q: str) -> str | None:
    """The paper that an id names: PMID:1, a bare PMID, PMC1, a DOI, a trial's number if it is one paper's."""
    if _TRIAL.fullmatch(q):
        registered = (
            "SELECT paper_id FROM papers WHERE registrations != '[]' AND registrations LIKE '%\"' || ? || '\"%' LIMIT 2"
        )
        papers = await rows(datasette, registered, [q.upper()])
        return papers[0]["paper_id"] if len(papers) == 1 else None
    if not re.fullmatch(r"(PMID:\s?)?\d{1,9}|PMC\d+|(doi:\s?)?10\.\d+/\S+|(PMCID|DOI|ID):\S+", q, re.IGNORECASE):
        return None
    bare = re.sub(r"^(PMID|DOI):\s?", "", q, flags=re.IGNORECASE)
    sql = "SELECT paper_id FROM papers WHERE paper_id IN (:q, 'PMID:' || :q, 'PMCID:' || :q, 'DOI:' || :q)"
    found = await row(datasette, sql, {"q": bare}) or await row(datasette, sql, {"q": q})
    return found["paper_id"] if found else None


async def _found(datasette: Any, wanted: Row) -> Row:
    from datasette.utils import escape_fts

    query = {
        "typed": escape_fts(wanted["q"]) or '""', "from": wanted["from"], "to": wanted["to"],
        "drug": wanted["drug"] or None, "limit": PER_PAGE, "offset": PER_PAGE * (wanted["page"] - 1), "most": MOST,
    }  # fmt: skip
    counts = f"WITH {_matches((*FACT_TABLES, _PAPERS))} SELECT kind, count(*) AS n FROM matches GROUP BY kind"
    kinds = {counted["kind"]: counted["n"] for counted in await rows(datasette, counts, query)}
    shown = (wanted["kind"],) if wanted["kind"] else FACT_TABLES
    total = sum(kinds.get(kind, 0) for kind in shown)
    held = [f"SELECT count(*) AS n FROM ({_held_by(kind)})" for kind in shown]
    most = max(counted["n"] for counted in await rows(datasette, " UNION ALL ".join(held), query))
    best = f"WITH {_matches(shown, ranked=True)} SELECT id FROM matches ORDER BY rank, id LIMIT :limit OFFSET :offset"
    ids = [match["id"] for match in await rows(datasette, best, query)]
    return {
        "total": total,
        "most": MOST if most == MOST else None,
        "tables": ["passages" if kind == _PAPERS else kind for kind in shown if kinds.get(kind)],
        "chosen": _chosen(wanted),
        "kinds": kinds,
        "pages": -(-total // PER_PAGE),
        "found": await _passages(datasette, ids, query) if shown == (_PAPERS,) else await _facts(datasette, ids),
        "drugs": await rows(datasette, f"WITH {_matches(shown)} {_DRUGS}", query),
    }


_DRUGS = (
    "SELECT drug, count(DISTINCT paper_id) AS papers FROM drugs WHERE role = 'studied' AND paper_id IN"
    f" (SELECT paper_id FROM matches) GROUP BY drug ORDER BY papers DESC, drug LIMIT {_DRUGS_SHOWN}"
)


def _matches(kinds: Sequence[str], *, ranked: bool = False) -> str:
    """SQL of a table `matches`: kind, id, paper_id and rank of what holds the words :typed.

    A word in the name of a fact, the first column of its index, counts ten times one in its sentence. Of each kind no
    more than MOST are looked at, since what everything holds would take seconds to rank.
    """
    arms = []
    for kind in kinds:
        table, key = ("passages", "passage_id") if kind == _PAPERS else (kind, "fact_id")
        arms.append(
            f"SELECT '{kind}' AS kind, {table}.{key} AS id, papers.paper_id, held.rank FROM"
            f" ({_held_by(kind, ranked=ranked)}) held JOIN {table} ON {table}.rowid = held.at"
            f" JOIN papers ON papers.paper_id = {table}.paper_id"
            " WHERE (:from IS NULL OR year >= :from) AND (:to IS NULL OR year <= :to)"
            " AND (:drug IS NULL OR papers.paper_id IN (SELECT paper_id FROM drugs WHERE drug = :drug))"
        )
    return f"matches AS ({' UNION ALL '.join(arms)})"


def _held_by(kind: str, *, ranked: bool = False) -> str:
    """SQL of rowids and ranks of the first rows of a kind that hold the words."""
    index = "passages_fts" if kind == _PAPERS else f"{kind}_fts"
    rank = f"bm25({index}, 10.0)" if ranked else "0"
    return f"SELECT rowid AS at, {rank} AS rank FROM {index} WHERE {index} MATCH :typed LIMIT :most"


async def _facts(datasette: Any, ids: Sequence[str]) -> list[Row]:
    """The facts with their papers, their sentences in pieces."""
    found = await facts(datasette, ids)
    papers = await _papers(datasette, [fact["paper_id"] for fact in found])
    decided = await decisions_on(datasette, [fact["fact_id"] for fact in found])
    for fact in found:
        fact["decided"] = decided.get(fact["fact_id"], "")
        start = max(fact["sentence"].find(fact["quote"]), 0)
        place = {**fact, "start_char": start, "end_char": start + len(fact["quote"])}
        fact["pieces"] = cut(fact["sentence"], 0, len(fact["sentence"]), [place])
        fact["paper"] = papers[fact["paper_id"]]
    return found


async def _passages(datasette: Any, ids: Sequence[str], query: Row) -> list[Row]:
    """The passages with their papers; `snippet` is the text around the words, in parts, every second one a match."""
    sql = (
        f"SELECT passages.passage_id, passages.paper_id, section, ordinal, {_SNIPPET} AS snippet FROM passages_fts"
        " JOIN passages ON passages.rowid = passages_fts.rowid WHERE passages_fts MATCH :typed"
        " AND passages.passage_id IN (SELECT value FROM json_each(:ids)) ORDER BY passages_fts.rank, passage_id"
    )
    found = await rows(datasette, sql, {"typed": query["typed"], "ids": json.dumps(list(ids))})
    papers = await _papers(datasette, [passage["paper_id"] for passage in found])
    for passage in found:
        passage["snippet"] = re.split("[\x02\x03]", passage["snippet"])
        passage["paper"] = papers[passage["paper_id"]]
    return found


async def _papers(datasette: Any, paper_ids: Sequence[str]) -> dict[str, Row]:
    sql = "SELECT paper_id, title, year, status FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
    return {paper["paper_id"]: paper for paper in await rows(datasette, sql, [json.dumps(list(paper_ids))])}
