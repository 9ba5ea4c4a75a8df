"""A paper: its text with every fact highlighted where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import Any

from extractor.publish.pages.marks import cut, table_rows
from extractor.publish.site import KINDS, Row, decisions_on, from_url, link_out, listed, not_found, page, row, rows

_FACTS = "SELECT fact_table, fact_id, label, confidence, passage_id, start_char, end_char FROM {} WHERE paper_id = ?"
_TRIAL = re.compile(r"NCT\d{8}")


async def paper_page(datasette: Any, request: Any) -> Any:
    """/paper/PAPER_ID; with ?left=1 the numbers that became no fact are shown as well."""
    paper_id = from_url(request, "paper_id")
    paper = await row(datasette, "SELECT * FROM papers WHERE paper_id = ?", [paper_id])
    if paper is None:
        return await not_found(datasette, request, f"There is no paper {paper_id} in this database.")
    facts = await _facts(datasette, paper_id)
    show_left = request.args.get("left") == "1"
    left = await rows(datasette, "SELECT * FROM numbers_left WHERE paper_id = ?", [paper_id])
    context = {
        "paper": paper,
        "links": links(paper),
        "authors": listed(paper["authors"]),
        "notices": listed(paper["notices"]),
        "blocks": _blocks(await _passages(datasette, paper_id, facts, left if show_left else [])),
        "counts": [
            (table, plural, sum(f["fact_table"] == table for f in facts)) for table, (_, plural) in KINDS.items()
        ],
        "facts": facts,
        "show_left": show_left,
        "left_count": len(left),
    }
    return await page(datasette, request, "paper.html", context)


async def _facts(datasette: Any, paper_id: str) -> list[Row]:
    """The paper's facts, extracted and added, in reading order, with what curators decided."""
    facts = [
        fact for view in ("facts", "_facts_added") for fact in await rows(datasette, _FACTS.format(view), [paper_id])
    ]
    decided = await decisions_on(datasette, [fact["fact_id"] for fact in facts])
    for fact in facts:
        fact["decided"] = decided.get(fact["fact_id"], "")
    return sorted(facts, key=lambda fact: (int(fact["passage_id"].rpartition("/")[2]), fact["start_char"]))


async def _passages(datasette: Any, paper_id: str, facts: list[Row], left: list[Row]) -> list[Row]:
    """Rows of `passages` with `pieces`, or with `table` for those that have cells."""
    cells: dict[str, list[Row]] = defaultdict(list)
    sql = "SELECT * FROM table_cells WHERE paper_id = ? ORDER BY passage_id, row_no, column_no"
    for cell in await rows(datasette, sql, [paper_id]):
        cells[cell["passage_id"]].append(cell)
    passages = await rows(datasette, "SELECT * FROM passages WHERE paper_id = ? ORDER BY ordinal", [paper_id])
    for passage in passages:
        own_facts, own_left = (
            [entry for entry in entries if entry["passage_id"] == passage["passage_id"]] for entries in (facts, left)
        )
        text, own_cells = passage["text"], cells[passage["passage_id"]]
        if own_cells:
            passage["table"] = table_rows(text, own_cells, own_facts, own_left)
        else:
            passage["pieces"] = cut(text, 0, len(text), own_facts, own_left)
    return passages


# Passages that few want to read, folded away under these words.
_FOLDED = {"metadata": "Front matter", "reference": "References", "translation": "Translations"}


def _blocks(passages: list[Row]) -> list[tuple[str | None, list[Row]]]:
    """The passages in runs that are folded away under a word, or shown (None).

    Each has `title`, the words above it: where the paper has headings of its own these are enough, else its section.
    """
    has_headings = any(passage["kind"] == "heading" for passage in passages)
    section = None
    for passage in passages:
        named = not has_headings and passage["kind"] not in _FOLDED and "table" not in passage
        passage["title"] = passage["section"] if named and passage["section"] != section else None
        section = passage["section"]
    shown = [passage for passage in passages if passage["text"]]
    return [(word, list(run)) for word, run in groupby(shown, key=lambda passage: _FOLDED.get(passage["kind"]))]


def links(paper: Row) -> list[tuple[str, str]]:
    """Where else the paper can be read: what a link is called, and where it leads."""
    found = []
    if paper["pmid"]:
        found.append(("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{paper['pmid']}/"))
    if paper["pmcid"]:
        found.append(("PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{paper['pmcid']}/"))
    if paper["doi"]:
        found.append(("DOI", f"https://doi.org/{paper['doi']}"))
    trials = [number for number in listed(paper["registrations"]) if _TRIAL.fullmatch(str(number))]
    found += [(number, f"https://clinicaltrials.gov/study/{number}") for number in trials]
    if link_out(paper["licence"]):
        found.append(("licence", paper["licence"]))
    return found
