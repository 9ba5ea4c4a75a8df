"""Sources: what a user names (files, folders, lists of references, ids, queries) becomes raw documents on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UsageError
from extractor.sources import lists, local
from extractor.sources.raw import RawDocument

if TYPE_CHECKING:
    from extractor.sources.pubmed import Options

__all__ = ["Named", "RawDocument", "documents"]

_PMID = re.compile(r"PMID\s*:\s*(.*)", re.IGNORECASE)
_PMCID = re.compile(r"(?:PMCID\s*:\s*)?PMC\s*:?\s*(\d+)", re.IGNORECASE)
_DOI = re.compile(r"(?:DOI\s*:\s*|https?://(?:dx\.)?doi\.org/)(.*)", re.IGNORECASE)


def documents(sources: Sequence[str], options: Options | None = None) -> Iterator[RawDocument]:
    """The raw documents of the sources: files first, then DOIs, PMIDs, PMCIDs, then PubMed queries.

    A source is a path, `PMID:123`, `PMC123`, `DOI:10.1/x`, or else a PubMed query. All are looked at before anything
    is read or fetched, so a UsageError comes at once. `options` say how to fetch; they do not look into files.
    """
    named = Named()
    for source in map(str.strip, sources):
        named.add(source)
    return named.documents(options)


@dataclass
class Named:
    """What a user named, by kind; ids without prefix but for PMCIDs."""

    files: list[RawDocument] = field(default_factory=list)
    pmids: list[str] = field(default_factory=list)
    pmcids: list[str] = field(default_factory=list)
    dois: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def add(self, source: str) -> None:
        """Any source. UsageError where it is none."""
        if self._is_id(source):
            return
        if not source:
            raise UsageError("A source is empty; it can be a path, PMID:123, PMC123, DOI:10.1/x or a PubMed query.")
        if (path := Path(source).expanduser()).is_file() and path.suffix.lower() in lists.SUFFIXES:
            self._add_list(path)
        elif path.exists():
            self.files += local.find(path)
        elif local.looks_like_path(source):
            raise UsageError(f"There is no file or folder {source}.")
        else:
            self.queries.append(source)

    def add_id(self, source: str) -> None:
        """`PMID:1`, `PMC1` or `DOI:10.1/x`. UsageError where it is none."""
        if not self._is_id(source):
            raise UsageError(f"{source!r} is not a paper; write it as PMID:123, PMC123 or DOI:10.1/x.")

    def _is_id(self, source: str) -> bool:
        if found := _PMID.fullmatch(source):
            self.pmids.append(_pmid(found[1]))
        elif found := _PMCID.fullmatch(source):
            self.pmcids.append(f"PMC{int(found[1])}")
        elif found := _DOI.fullmatch(source):
            self.dois.append(_doi(found[1]))
        return bool(found)

    def _add_list(self, path: Path) -> None:
        for entry in lists.read(path):
            if entry.pmid:
                self.pmids.append(_pmid(entry.pmid))
            elif entry.pmcid:
                self.pmcids.append(entry.pmcid)
            elif entry.doi:
                self.dois.append(entry.doi)
            else:
                problem = f"The entry at line {entry.line} has no PMID, PMCID or DOI, so that it cannot be fetched."
                self.files.append(RawDocument("text", path.name, path, problem=problem))

    def documents(self, options: Options | None) -> Iterator[RawDocument]:
        if options:
            options.files(sum(raw.path.stat().st_size for raw in self.files if raw.path.exists()))
        yield from self.files
        if self.pmids or self.pmcids or self.dois or self.queries:
            from extractor.sources import pubmed  # what only the network needs is loaded only then

            wanted = pubmed.Wanted(self.pmids, self.pmcids, self.dois, self.queries)
            yield from pubmed.documents(wanted, options)


def _pmid(text: str) -> str:
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text):
        raise UsageError(f"PMID:{text} is no PubMed id; write PMID: and a number, such as PMID:12345678.")
    return text.lstrip("0")


def _doi(text: str) -> str:
    if not re.fullmatch(r"10\.\d{4,9}/\S+", text):
        raise UsageError(f"DOI:{text} is no DOI; write DOI: and the name, such as DOI:10.1000/182.")
    return text
