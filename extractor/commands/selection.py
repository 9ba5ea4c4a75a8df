"""Which papers are meant: sources, lists of PMIDs, ids as a person types them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extractor.commands.progress import Progress, papers_in
from extractor.documents.normalise import storable
from extractor.errors import UsageError
from extractor.records import Failure, Finished, Item, Paper, Reading
from extractor.sources import lists

if TYPE_CHECKING:
    from extractor.sources import RawDocument

T = TypeVar("T")


@dataclass(frozen=True)
class Selection:
    """What of the sources is wanted: at most `max_records` papers, only those in the file `pmids`; with `full_text`
    also PMC's full texts; with `fresh` what a query finds now, not what it found before."""

    max_records: int | None = None
    pmids: Path | None = None
    full_text: bool = False
    fresh: bool = False

    def documents(self, sources: Sequence[str], progress: Progress) -> Iterator[RawDocument]:
        """The documents that the sources stand for, in a stream.

        Raises UsageError here and now, before a database is made for a mistyped source.
        """
        from extractor.sources import documents
        from extractor.sources.pubmed import Options

        limit = None if self.wanted else self.max_records
        hears = (progress.expect_fetched, progress.say, progress.expect_files)
        return documents(sources, Options(limit, self.full_text, self.fresh, *hears))

    @cached_property
    def wanted(self) -> frozenset[str] | None:
        """The PMIDs that are wanted; None where all are."""
        return _pmids(self.pmids) if self.pmids else None

    def read(self, raws: Iterable[RawDocument], progress: Progress) -> Iterator[Item]:
        """The papers of these documents, in a stream, as many as are wanted, and what could not be read."""
        from extractor.documents import parse

        def parsed(raw: RawDocument) -> Iterator[Item]:
            progress.expect_document(raw.path, lambda: papers_in(raw.kind, raw.path))
            return parse(raw, pmids=self.wanted)

        return self.chosen(((raw, parsed(raw)) for raw in raws), progress)

    def chosen(
        self, documents: Iterable[tuple[RawDocument, Iterable[T]]], progress: Progress
    ) -> Iterator[T | Failure | Finished]:
        """What came of the documents, up to the last paper wanted; after a file that was read without trouble, that it
        is finished."""
        if bounds := [bound for bound in (self.max_records, len(self.wanted or ())) if bound]:
            progress.expect(min(bounds))
        papers = 0
        named: dict[str, tuple[int, str]] = {}
        for raw, items in documents:
            before, is_whole = papers, self.wanted is None
            for item in items:
                if clash := _clash(item, storable(str(raw.path)), named):
                    yield clash
                    is_whole = False
                    continue
                yield item
                papers += isinstance(item, Paper | Reading)
                is_whole = is_whole and not isinstance(item, Failure)
                if papers == self.max_records:
                    return
            if raw.digest and is_whole:
                yield Finished(raw.name, raw.digest, papers - before)


def _clash(item: object, source: str, named: dict[str, tuple[int, str]]) -> Failure | None:
    """What is wrong with a paper named by its file or line as one of other text was in this run: "a/notes.txt" and
    "b/notes.txt". `named`: by id, the hash of the text and the source of the first."""
    paper = item.paper if isinstance(item, Reading) else item
    if not isinstance(paper, Paper) or not paper.paper_id.startswith("ID:"):
        return None
    text = hash(tuple(passage.text for passage in paper.passages))
    known, first = named.setdefault(paper.paper_id, (text, source))
    if known == text:
        return None
    return Failure(source, paper.paper_id, f"{first} has another paper of the same name; give one of them another.")


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
