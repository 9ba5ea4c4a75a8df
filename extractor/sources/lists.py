"""Lists of papers from reference managers (RIS, NBIB) and spreadsheets (CSV): the ids in them, not their texts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError

SUFFIXES = (".ris", ".nbib", ".csv")

_DOI_TAGS = ("DO", "M3", "UR")
_RIS_TAG = re.compile(r"^([A-Z][A-Z0-9])\s{1,2}-\s?(.*)$")
_NBIB_TAG = re.compile(r"^([A-Z]{2,4}) *- (.*)$")
_PMID = re.compile(r"(?:PMID\s*:?\s*)?(\d{1,9})", re.IGNORECASE)
_PMCID = re.compile(r"\s*(?:PMCID\s*:?\s*)?(PMC\d+)", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PUBMED_URL = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:entrez/)?pubmed)/(\d{1,9})")
# Where managers put a PMID: EndNote and Zotero in AN (with the database's name in DB or as part of it), PubMed's own
# export in ID or C7, RefWorks in U1, many in a link.
_RIS_PMID_TAGS = ("AN", "ID", "U1", "C7", "M1", "N1")
_OTHER_NUMBERS = ("U1", "C7", "M1", "N1")  # which hold article numbers and notes too: a DOI is better known
_OTHER_DATABASE = re.compile(r"(?:WOS|ISI|EMBASE|rayyan)\b|CN-\d|L\d{6,}", re.IGNORECASE)  # accession numbers of others


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one paper; the best id that it has is used."""

    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    line: int = 0

    def __bool__(self) -> bool:
        return bool(self.pmid or self.pmcid or self.doi)


def read(path: Path) -> list[Entry]:
    """The papers of a list in its order. Entries without any id are kept, false: the user must be told of them.

    UsageError where the file is no such list or holds no id at all.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    readers = {".ris": _ris, ".nbib": _nbib, ".csv": _csv}
    entries = list(readers[path.suffix.lower()](text))
    if not any(entries):
        raise UsageError(f"{path} holds no PMID, PMCID or DOI.")
    return entries


def _ris(text: str) -> Iterator[Entry]:
    """Entries end with ER. A PMID is believed where the tag holds nothing else and no other database is named."""
    tags: list[tuple[str, str]] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), "ER  - "], 1):
        match = _RIS_TAG.match(line.strip("\ufeff "))
        if not match:
            continue
        if match[1] != "ER":
            start = start if tags else number
            tags.append((match[1], match[2].strip()))
        elif tags:
            yield _ris_entry(tags, start)
            tags = []


def _ris_entry(tags: list[tuple[str, str]], line: int) -> Entry:
    database = " ".join(value for tag, value in tags if tag in ("DB", "DP")).lower()
    foreign = bool(database) and not re.search(r"pubmed|medline|nlm|ncbi", database)
    foreign = foreign or any(tag == "AN" and _OTHER_DATABASE.match(value) for tag, value in tags)
    has_doi = any(tag in _DOI_TAGS and _DOI.fullmatch(value) for tag, value in tags)
    pmid = pmcid = doi = None
    for tag, value in tags:
        if (link := _PUBMED_URL.search(value)) and tag in ("UR", "L1", "L2", "LK"):
            pmid = pmid or link[1]
        elif tag in _RIS_PMID_TAGS and (found := _PMID.fullmatch(value)):
            named = value.upper().startswith("PMID")
            doubtful = foreign or len(found[1]) < 5 or (has_doi and tag in _OTHER_NUMBERS)
            pmid = found[1] if named else pmid or (None if doubtful else found[1])
        if found := _PMCID.match(value) if tag in ("C2", "AN", "ID", "N1") else None:
            pmcid = found[1].upper()
        if tag in _DOI_TAGS and (found := _DOI.fullmatch(value)):
            doi = doi or found[1]
    return Entry(pmid, pmcid, doi, line)


def _nbib(text: str) -> Iterator[Entry]:
    """PubMed's own format (MEDLINE display); an entry begins with PMID."""
    entry = Entry()
    for number, line in enumerate(text.splitlines(), 1):
        match = _NBIB_TAG.match(line)
        if not match:
            continue
        tag, value = match[1], match[2].strip()
        if tag == "PMID" and (found := _PMID.fullmatch(value)):
            if entry:
                yield entry
            entry = Entry(found[1], line=number)
        elif tag == "PMC" and (found := _PMCID.match(value)):
            entry = Entry(entry.pmid, found[1].upper(), entry.doi, entry.line)
        elif tag in ("AID", "LID") and value.endswith("[doi]") and (found := _DOI.match(value)):
            entry = Entry(entry.pmid, entry.pmcid, found[1], entry.line)
    if entry:
        yield entry


def _csv(text: str) -> Iterator[Entry]:
    """A table with a column PMID (or PubMed ID), PMCID or DOI, whatever else it holds; commas, semicolons or tabs."""
    lines = text.splitlines()
    header = lines[0] if lines else ""
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(lines, delimiter=delimiter)
    columns = {re.sub(r"[^a-z]", "", (name or "").lower()): name for name in rows.fieldnames or ()}
    names = {
        kind: next((columns[spelling] for spelling in spellings if spelling in columns), None)
        for kind, spellings in {
            "pmid": ("pmid", "pubmedid", "pubmed", "pmids"),
            "pmcid": ("pmcid", "pmc"),
            "doi": ("doi",),
        }.items()
    }
    if not any(names.values()):
        if not _PMID.fullmatch(header.strip()):
            raise UsageError("The table has no column PMID, PMCID or DOI.")
        rows = csv.DictReader(lines, fieldnames=["pmid"])  # a single column of PMIDs without a header
        names = {"pmid": "pmid", "pmcid": None, "doi": None}
    for row in rows:
        values = {kind: (row.get(name) or "").strip() if name else "" for kind, name in names.items()}
        pmid, pmcid, doi = (_PMID.fullmatch(values["pmid"]), _PMCID.match(values["pmcid"]), _DOI.match(values["doi"]))
        yield Entry(
            pmid[1] if pmid else None, pmcid[1].upper() if pmcid else None, doi[1] if doi else None, rows.line_num
        )
