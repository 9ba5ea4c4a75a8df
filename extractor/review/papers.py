"""Papers as reviews cite them: a short name, a link, and what speaks against pooling them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from extractor.review.evidence.studies import study_name

# What pools or retells other people's patients.
_SECONDARY = ("Meta-Analysis", "Systematic Review", "Review", "Comment", "Editorial", "Retraction of Publication")


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper of the database, named by its first author and year."""

    paper_id: str
    name: str
    title: str | None
    year: int | None
    link: str | None
    registrations: tuple[str, ...]
    authors: tuple[str, ...]
    unfit: str | None  # why its numbers must not be pooled


def cited_papers(connection: sqlite3.Connection, paper_ids: Iterable[str]) -> dict[str, Cited]:
    """These papers, the older first. Papers that would have one name get a letter: Kim 2021a, Kim 2021b."""
    rows = connection.execute(
        "SELECT p.*, b.url FROM papers p JOIN papers_browse b USING (paper_id)"
        " WHERE paper_id IN (SELECT value FROM json_each(?))"
        " ORDER BY p.year IS NULL, p.year, length(paper_id), paper_id",
        (json.dumps(list(paper_ids)),),
    ).fetchall()
    names = [study_name(dict(row)) for row in rows]
    many, seen = Counter(names), Counter[str]()
    papers = {}
    for row, name in zip(rows, names, strict=True):
        letter = ascii_lowercase[seen[name]] if 1 < many[name] <= len(ascii_lowercase) else ""
        seen[name] += 1
        papers[row["paper_id"]] = Cited(
            row["paper_id"],
            _lettered(name, row["year"], letter),
            row["title"],
            row["year"],
            row["url"],
            tuple(json.loads(row["registrations"])),
            tuple(json.loads(row["authors"])),
            _unfit(row),
        )
    return papers


def _lettered(name: str, year: int | None, letter: str) -> str:
    if not letter:
        return name
    return name.replace(str(year), f"{year}{letter}", 1) if year else f"{name} {letter}"


def _unfit(row: sqlite3.Row) -> str | None:
    if row["status"] == "retracted":
        return "the paper is retracted"
    kinds = [kind for kind in json.loads(row["publication_types"]) if kind in _SECONDARY]
    return f"the paper is a {kinds[0].lower()}, not a study" if kinds else None
