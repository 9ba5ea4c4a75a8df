"""Records of one paper that came under several ids, and notices of another record: found, shown, never dropped."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, replace

from extractor.review.decisions import Row, standing
from extractor.review.evidence.studies import study_name
from extractor.review.meta.reading.duplicates import same_trial
from extractor.review.meta.studies import Counts, Study

DUPLICATE, NOTICE = "Duplicate records", "Errata and notices of other records"
_NOTICES = {
    "ErratumFor": "an erratum of", "RetractionOf": "the retraction notice of",
    "ExpressionOfConcernFor": "an expression of concern about",
}  # fmt: skip
_NOTICE_TYPES = {"Published Erratum", "Retraction of Publication", "Expression of Concern"}
_VERSIONS = ("UpdateOf", "UpdateIn", "RepublishedFrom", "RepublishedIn")
_SHORTEST = 25  # characters of a title that tells a paper from others: not "Reply" or "Case report"
_READ = "paper_id, pmid, pmcid, doi, title, year, journal, authors, publication_types, notices, full_text"
_PREPRINT_YEARS = 3  # from preprint to paper


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that says the same as another that is `kept`, or is a notice of it; `evidence` says how that is known.

    What is not `sure` is for a person to decide.
    """

    paper_id: str
    kept: str
    kind: str
    evidence: str
    sure: bool = True


def duplicates(connection: sqlite3.Connection, papers: Collection[str] | None = None) -> list[Duplicate]:
    """The duplicates and notices among these papers, or all; each record once, the surest reason first."""
    rows = [dict(row) for row in connection.execute(f"SELECT {_READ} FROM papers ORDER BY length(paper_id), paper_id")]
    rows = [row for row in rows if papers is None or row["paper_id"] in papers]
    found: dict[str, Duplicate] = {}
    for duplicate in (*_notices(rows), *_same(rows)):
        kept = duplicate.kept
        while kept in found:
            kept = found[kept].kept
        if duplicate.paper_id not in found and kept != duplicate.paper_id:
            found[duplicate.paper_id] = replace(duplicate, kept=kept)
    return sorted(found.values(), key=lambda one: (one.kind, len(one.kept), one.kept, one.paper_id))


def _notices(rows: list[Row]) -> Iterator[Duplicate]:
    """Of records that are here, by the record's own links."""
    here = {row["pmid"]: row["paper_id"] for row in rows if row["pmid"]}
    for row in rows:
        if _NOTICE_TYPES.isdisjoint(json.loads(row["publication_types"])):
            continue  # a paper may carry the erratum of another
        for kind, _, pmid in json.loads(row["notices"]):
            if kind in _NOTICES and pmid in here:
                evidence = f"it is {_NOTICES[kind]} {here[pmid]}, as its record says"
                yield Duplicate(row["paper_id"], here[pmid], NOTICE, evidence)


def _same(rows: list[Row]) -> Iterator[Duplicate]:
    ways: tuple[tuple[str, Callable[[Row], Hashable]], ...] = (
        ("DOI", lambda row: (row["doi"] or "").lower() or None),
        ("PMCID", lambda row: (row["pmcid"] or "").upper() or None),
        ("title, first author and year", lambda row: (title, row["year"]) if (title := _title(row)) else None),
    )
    for words, key in ways:
        for group in _groups(rows, key):
            kept, *others = sorted(group, key=_worth)
            for row in others:
                yield Duplicate(row["paper_id"], kept["paper_id"], DUPLICATE, f"the same {words} as {kept['paper_id']}")
    here = {row["pmid"]: row for row in rows if row["pmid"]}
    for row in rows:
        for kind, _, pmid in json.loads(row["notices"]):
            if kind in _VERSIONS and (other := here.get(pmid)) and other is not row:
                kept, gone = sorted((row, other), key=_worth)
                evidence = f"another version of {kept['paper_id']}, as its record says"
                yield Duplicate(gone["paper_id"], kept["paper_id"], DUPLICATE, evidence)
    for group in _groups(rows, _title):
        kept, *others = sorted(group, key=_worth)
        for row in others:
            near = abs((row["year"] or 0) - (kept["year"] or 0)) <= _PREPRINT_YEARS
            sure = near and _is_preprint(row) and not _is_preprint(kept)
            what = "the preprint" if sure else "the same title and first author in another year"
            yield Duplicate(row["paper_id"], kept["paper_id"], DUPLICATE, f"{what}: {kept['paper_id']}", sure)


def _groups(rows: list[Row], key: Callable[[Row], Hashable]) -> Iterator[list[Row]]:
    found: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return (group for name, group in found.items() if name and len(group) > 1)


def _title(row: Row) -> tuple[str, str] | None:
    """Title and first author without case, accents and punctuation; None where they could be any paper's."""
    authors = json.loads(row["authors"])
    title = _folded(row["title"] or "")
    if len(title) < _SHORTEST or not authors or not _NOTICE_TYPES.isdisjoint(json.loads(row["publication_types"])):
        return None
    return title, _folded(authors[0].split()[0])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return re.sub(r"[^\w]+", " ", plain.lower()).strip()


def _is_preprint(row: Row) -> bool:
    return "Preprint" in json.loads(row["publication_types"]) or "rxiv" in (row["journal"] or "").lower()


def _worth(row: Row) -> tuple[object, ...]:
    """Sorts the record first that is to be kept: no preprint, known to PubMed, with its full text, the older."""
    return _is_preprint(row), row["pmid"] is None, not row["full_text"], len(row["paper_id"]), row["paper_id"]


def trials(connection: sqlite3.Connection, papers: Collection[str]) -> tuple[int, list[str]]:
    """How many studies these papers report, and sentences on those that report one.

    Papers that state one and the same registration are one study; a paper of several trials is one of its own.
    """
    sql = "SELECT * FROM papers WHERE paper_id IN (SELECT value FROM json_each(?)) ORDER BY year, paper_id"
    rows = [dict(row) for row in connection.execute(sql, (json.dumps([*papers]),))]
    studied: dict[str, list[str]] = defaultdict(list)
    for drug in standing(connection, "drugs", papers):
        if drug["role"] == "studied":
            studied[drug["paper_id"]].append(drug["drug"])
    sizes: dict[str, int] = {}
    for count in standing(connection, "patient_counts", papers):
        if count["role"] in ("total", "enrolled"):
            sizes[count["paper_id"]] = max(count["n"], sizes.get(count["paper_id"], 0))
    studies = [
        Study(
            f"{study_name(row)} ({row['paper_id']})",
            Counts(0, sizes.get(row["paper_id"], 0)),
            registrations=tuple(json.loads(row["registrations"])),
            authors=tuple(json.loads(row["authors"])),
            # Without a size two papers are not alike for having the same none.
            drugs=tuple(studied[row["paper_id"]]) if row["paper_id"] in sizes else (),
            details={"paper_id": row["paper_id"]},
        )
        for row in rows
    ]
    of_one = {study.registrations if len(study.registrations) == 1 else (study.paper,) for study in studies}
    return len(of_one), same_trial(studies)
