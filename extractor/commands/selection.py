"""Which papers are meant: sources, lists of PMIDs, ids as a person types them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.progress import Progress
from extractor.errors import UsageError
from extractor.records import Failure, Paper
from extractor.sources import lists

if TYPE_CHECKING:
    from extractor.sources import RawDocument


@dataclass(frozen=True)
class Selection:
    """What of the sources is wanted: at most `max_records` papers, only those in the file `pmids`; with `full_text`
    also PMC's full texts; with `fresh` what a query finds now, not what it found before."""

    max_records: int | None = None
    pmids: Path | None = None
    full_text: bool = False
    fresh: bool = False

    def items(self, sources: Sequence[str], progress: Progress) -> Iterator[Paper | Failure]:
        """The papers wanted, in a stream, and what could not be read.

        Raises UsageError here and now, before a database is made for a mistyped source.
        """
        from extractor.sources import documents
        from extractor.sources.pubmed import Options

        wanted = _pmids(self.pmids) if self.pmids else None
        limit = None if wanted else self.max_records
        options = Options(limit, self.full_text, self.fresh, progress.expect_fetched, progress.say)
        return self.read(documents(sources, options), progress, wanted)

    def read(
        self, raws: Iterator[RawDocument], progress: Progress, wanted: frozenset[str] | None = None
    ) -> Iterator[Paper | Failure]:
        """The papers of these documents, in a stream, as many as are wanted, and what could not be read."""
        from extractor.documents import parse

        bounds = [bound for bound in (self.max_records, len(wanted) if wanted else None) if bound]
        if bounds:
            progress.expect(min(bounds))
        papers = 0
        for raw in raws:
            if not progress.expected_is_set:
                progress.expect_document(raw.kind, raw.path)
            for item in parse(raw, pmids=wanted):
                yield item
                papers += isinstance(item, Paper)
                if papers == self.max_records:
                    return


def _pmids(path: Path) -> frozenset[str]:
    """The PMIDs of a file: a reference manager's list, or one a line, `PMID:` before them or not; lines that begin
    with # are remarks."""
    if path.suffix.lower() in lists.SUFFIXES:
        found = {entry.pmid for entry in lists.read(path) if entry.pmid}
        if not found:
            raise UsageError(f"{path} holds no PMIDs.")
        return frozenset(found)
    found = set()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text file of PMIDs.") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"\s*(?:PMID:\s*)?(\d{1,9})\s*", line, re.IGNORECASE)
        if match:
            found.add(str(int(match[1])))
        elif number > 1 or line.strip().lower() not in ("pmid", "pmids"):  # a header line is welcome
            raise UsageError(f"{path}, line {number}: {line.strip()[:40]!r} is not a PMID.")
    if not found:
        raise UsageError(f"{path} holds no PMIDs.")
    return frozenset(found)


def paper_ids(typed: Sequence[str]) -> list[str]:
    """Ids as stored, from what a person types: `123` and `pmid:123` are `PMID:123`."""
    return [paper_id(one) for one in dict.fromkeys(typed)]


def paper_id(typed: str) -> str:
    """One id as stored. Raises UsageError where it is none."""
    typed = typed.strip()
    if match := re.fullmatch(r"(?:PMID:\s*)?(\d{1,9})", typed, re.IGNORECASE):
        return f"PMID:{int(match[1])}"
    if match := re.fullmatch(r"(?:PMCID:)?(PMC\d+)", typed, re.IGNORECASE):
        return f"PMCID:{match[1].upper()}"
    if re.match(r"(PMCID|DOI|ID):.", typed):
        return typed
    raise UsageError(f"{typed!r} is not a paper; write it as PMID:123, PMC123, DOI:10.1/x or ID:name.")
