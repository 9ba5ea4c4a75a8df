"""PubMed's records and PubMed Central's full texts, through the shelf: what was fetched once is not asked for again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractor.sources import entrez
from extractor.sources.entrez import Db, Search
from extractor.sources.eutils import TRIES, EUtils, Unusable
from extractor.sources.raw import Kind, RawDocument
from extractor.sources.shelf import FoundBefore, Shelf, keep_search, recall_search

Progress = Callable[[int, int], None]  # records done, records in all
_BATCH = 200  # records per request
_ARTICLE_BATCH = 20  # full texts per request: a hundred times as long as a record
_KINDS: dict[Db, Kind] = {"pubmed": "medline", "pmc": "jats"}
_UNKNOWN: dict[Db, str] = {
    "pubmed": "PubMed has no record with this PMID.",
    "pmc": "PubMed Central has no full text with this PMCID.",
}


@dataclass(frozen=True)
class Wanted:
    """What is to be fetched: ids without prefix but for PMCIDs, and PubMed queries."""

    pmids: Sequence[str] = ()
    pmcids: Sequence[str] = ()
    dois: Sequence[str] = ()
    queries: Sequence[str] = ()


@dataclass(frozen=True)
class Options:
    """How to fetch. `most` bounds the PMIDs together and each query; `full_text` takes PMC's full texts as well;
    `fresh` asks again for what was searched before or not known. `progress` and `tell` hear of records done and of
    what a user should know, `files` of how many bytes of files there are to read."""

    most: int | None = None
    full_text: bool = False
    fresh: bool = False
    progress: Progress | None = None
    tell: Callable[[str], None] = lambda sentence: None
    files: Callable[[int], None] = lambda size: None


def documents(wanted: Wanted, options: Options | None = None, client: EUtils | None = None) -> Iterator[RawDocument]:
    """The raw documents, batch by batch while they are fetched.

    An id that the server does not know comes as a document with a `problem`. ExtractorError where NCBI cannot be
    reached or a query finds nothing.
    """
    with client or EUtils() as eutils:
        yield from Fetcher(eutils, options or Options()).documents(wanted)


class Fetcher:
    """Fetches what the shelves lack."""

    def __init__(self, eutils: EUtils, options: Options) -> None:
        self._eutils, self._options = eutils, options
        self._shelves: dict[Db, Shelf] = {"pubmed": Shelf("pubmed"), "pmc": Shelf("pmc")}
        self._problems: dict[str, str] = {}
        if options.fresh:
            for shelf in self._shelves.values():
                shelf.unknown.clear()  # what was unknown may have come since

    def documents(self, wanted: Wanted) -> Iterator[RawDocument]:
        pmids = list(dict.fromkeys(wanted.pmids))
        for doi in dict.fromkeys(wanted.dois):
            if pmid := self._pmid_of(doi):
                pmids.append(pmid)
            else:
                problem = "PubMed knows no paper, or several, with this DOI."
                yield RawDocument("medline", f"DOI:{doi}", Path(), problem=problem, only=frozenset())
        unique = tuple(dict.fromkeys(pmids))[: self._options.most]
        yield from self._records("PubMed", [Search(unique, {}, len(unique))] if unique else [])
        yield from self._articles("PubMed Central", tuple(dict.fromkeys(wanted.pmcids)))
        for query in wanted.queries:
            yield from self._records(query, self.search(query))

    def search(self, query: str) -> list[Search]:
        """What the query finds: as it was found before, or else now."""
        before = None if self._options.fresh else recall_search(query)
        if before and before.serves(self._options.most):
            said = f"{len(before.pmids):,} papers were found for {query!r} on {before.at[:10]}; --fresh searches again."
            self._options.tell(said)
            pmids = before.pmids[: self._options.most]
            return [Search(pmids, {}, len(pmids))]
        found = entrez.search(self._eutils, query, self._options.most)
        pmids = tuple(dict.fromkeys(pmid for one in found for pmid in one.ids))
        keep_search(query, FoundBefore(pmids, max(found[0].count, len(pmids)), _now()))
        return found

    def renew(self, pmids: Iterable[str]) -> None:
        """Fetch these records again, whatever the shelf holds."""
        everything = sorted(set(pmids), key=int)
        for start in range(0, len(everything), _BATCH):
            self._get("pubmed", tuple(everything[start : start + _BATCH]), is_last=True)

    def _pmid_of(self, doi: str) -> str | None:
        query = f'"{doi}"[doi]'
        before = recall_search(query)
        if not before or self._options.fresh:
            pmid = entrez.by_doi(self._eutils, doi)
            before = FoundBefore((pmid,) if pmid else (), int(bool(pmid)), _now())
            keep_search(query, before)
        return before.pmids[0] if before.pmids else None

    def _records(self, name: str, searches: list[Search]) -> Iterator[RawDocument]:
        total = sum(len(found.ids) for found in searches)
        done = 0
        for found in searches:
            for start in range(0, len(found.ids), _BATCH):
                batch = found.ids[start : start + _BATCH]
                yield from self._batch("pubmed", name, batch, found, start)
                if self._options.full_text:
                    pmcids = self._shelves["pubmed"].pmcids
                    yield from self._articles(name, tuple(pmcids[pmid] for pmid in batch if pmid in pmcids))
                done += len(batch)
                if self._options.progress:
                    self._options.progress(done, total)

    def _articles(self, name: str, pmcids: tuple[str, ...]) -> Iterator[RawDocument]:
        for start in range(0, len(pmcids), _ARTICLE_BATCH):
            yield from self._batch("pmc", name, pmcids[start : start + _ARTICLE_BATCH])

    def _batch(
        self, db: Db, name: str, ids: tuple[str, ...], found: Search | None = None, start: int = 0
    ) -> Iterator[RawDocument]:
        shelf = self._shelves[db]
        shelf.forget_unreadable(ids)
        if found and found.history and not any(uid in shelf for uid in ids):
            answer = entrez.found_records(self._eutils, found, start, len(ids))
            if answer:
                shelf.keep(ids, answer)
        for is_last in (False, True):  # what one answer lacks, the next may hold
            if lacking := tuple(uid for uid in ids if uid not in shelf and uid not in self._problems):
                self._get(db, lacking, is_last=is_last)
        yield from self._from_shelf(db, name, ids)

    def _get(self, db: Db, ids: tuple[str, ...], *, is_last: bool) -> None:
        try:
            self._keep(db, ids, is_last)
        except Unusable as error:
            self._rescue(db, ids, is_last, error, is_alive=False)

    def _keep(self, db: Db, ids: tuple[str, ...], is_last: bool, patience: int = TRIES) -> None:
        self._shelves[db].keep(ids, entrez.records(self._eutils, db, ids, patience), all_came=is_last)

    def _rescue(self, db: Db, ids: tuple[str, ...], is_last: bool, error: Unusable, *, is_alive: bool) -> None:
        """One record that cannot be sent does not cost the others: the batch is halved until it stands alone. Where
        nothing of a batch can be sent, the trouble is the server's, and raised."""
        if len(ids) == 1 and is_alive:
            self._problems[ids[0]] = str(error)
            return
        bad = []
        for half in filter(None, (ids[: len(ids) // 2], ids[len(ids) // 2 :])):
            try:
                self._keep(db, half, is_last, patience=2)
            except Unusable:
                bad.append(half)
        if sum(map(len, bad)) == len(ids) and not is_alive:
            raise error
        for half in bad:
            self._rescue(db, half, is_last, error, is_alive=True)

    def _from_shelf(self, db: Db, name: str, ids: tuple[str, ...]) -> Iterator[RawDocument]:
        shelf = self._shelves[db]
        by_file: dict[Path, list[str]] = defaultdict(list)
        for uid in ids:
            if uid in shelf.where:
                by_file[shelf.where[uid]].append(uid)
            else:
                full = uid if db == "pmc" else f"PMID:{uid}"
                problem = self._problems.get(uid, _UNKNOWN[db])
                yield RawDocument(_KINDS[db], full, Path(), frozenset([uid]), problem)
        for path, held in by_file.items():
            yield RawDocument(_KINDS[db], name, path, frozenset(held))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
