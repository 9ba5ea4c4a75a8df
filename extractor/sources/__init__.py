"""Sources: what a user names (files, folders, PMIDs, PubMed queries) becomes raw documents on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UsageError
from extractor.sources import local
from extractor.sources.raw import RawDocument

if TYPE_CHECKING:
    from extractor.sources.pubmed import Progress

__all__ = ["RawDocument", "documents"]

_PMID = re.compile(r"PMID\s*:\s*(.*)", re.IGNORECASE)
_PMCID = re.compile(r"(PMCID\s*:\s*)?PMC\s*:?\s*\d+", re.IGNORECASE)


def documents(
    sources: Sequence[str], *, max_records: int | None = None, progress: Progress | None = None
) -> Iterator[RawDocument]:
    """The raw documents of the sources: files first, then PMIDs, then PubMed queries.

    A source is a path, `PMID:123`, or else a PubMed query. All are looked at before anything is read or fetched,
    so a UsageError comes at once. `max_records` bounds what is fetched from PubMed, for all PMIDs together and for
    each query; it does not look into files. `progress` is told (records done, records in all) while fetching.
    """
    files: list[RawDocument] = []
    pmids: list[str] = []
    queries: list[str] = []
    for source in map(str.strip, sources):
        if named := _PMID.fullmatch(source):
            pmids.append(_pmid(named[1]))
        elif _PMCID.fullmatch(source):
            raise UsageError(f"{source}: reading full text from PubMed Central is not supported yet.")
        elif not source:
            raise UsageError("A source is empty; it can be a path, PMID:123 or a PubMed query.")
        elif (path := Path(source).expanduser()).exists():
            files += local.find(path)
        elif local.looks_like_path(source):
            raise UsageError(f"There is no file or folder {source}.")
        else:
            queries.append(source)
    return _documents(files, pmids, queries, max_records, progress)


def _documents(
    files: list[RawDocument],
    pmids: list[str],
    queries: list[str],
    max_records: int | None,
    progress: Progress | None,
) -> Iterator[RawDocument]:
    yield from files
    if pmids or queries:
        from extractor.sources import pubmed  # what only the network needs is loaded only then

        yield from pubmed.documents(pmids, queries, max_records=max_records, progress=progress)


def _pmid(text: str) -> str:
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text):
        raise UsageError(f"PMID:{text} is no PubMed id; write PMID: and a number, such as PMID:12345678.")
    return text.lstrip("0")
