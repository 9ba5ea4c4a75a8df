"""PubMed records through the cache: what was fetched once is not fetched again.

<cache>/eutils/ holds each efetch answer as it came, `<hash>.xml.gz`, and beside it `<hash>.pmids`, the PMIDs in it,
one a line. The hash is that of the PMIDs asked for. The list is written last: an answer without one does not count.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractor.sources.cache import cache_dir, make_folder, write_whole
from extractor.sources.eutils import Answer, EUtils, Search
from extractor.sources.raw import RawDocument

Progress = Callable[[int, int], None]  # records done, records in all
_BATCH = 200  # records per request


def documents(
    pmids: Sequence[str],
    queries: Sequence[str],
    *,
    max_records: int | None = None,
    progress: Progress | None = None,
    client: EUtils | None = None,
) -> Iterator[RawDocument]:
    """The records of the PMIDs and of what each query finds, batch by batch while they are fetched.

    A query is always searched anew; only records that the cache lacks are fetched. A PMID that PubMed does not
    know comes as a document with a `problem`. `max_records` holds for the PMIDs together and for each query.
    ExtractorError where PubMed cannot be reached or finds nothing.
    """
    shelf = _Shelf(make_folder(cache_dir() / "eutils"))
    with client or EUtils() as eutils:
        unique = tuple(dict.fromkeys(pmids))[:max_records]
        if unique:
            yield from _fetch(eutils, shelf, "PubMed", unique, None, progress)
        for query in queries:
            search = eutils.search(query, max_records)
            yield from _fetch(eutils, shelf, query, search.pmids, search, progress)


class _Shelf:
    """The cached answers and where each PMID stands in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.where: dict[str, Path] = {}
        for index in sorted(folder.glob("*.pmids")):
            answer = index.with_suffix(".xml.gz")
            if answer.exists():
                self.where |= dict.fromkeys(index.read_text("ascii").split(), answer)

    def keep(self, asked: tuple[str, ...], answer: Answer) -> None:
        if not answer.pmids:
            return
        name = hashlib.blake2b(",".join(sorted(asked)).encode(), digest_size=16).hexdigest()
        path = self._folder / f"{name}.xml.gz"
        write_whole(path, gzip.compress(answer.content, 6, mtime=0))
        write_whole(path.with_name(f"{name}.pmids"), "\n".join(answer.pmids).encode())
        self.where |= dict.fromkeys(answer.pmids, path)


def _fetch(
    eutils: EUtils, shelf: _Shelf, name: str, pmids: tuple[str, ...], search: Search | None, progress: Progress | None
) -> Iterator[RawDocument]:
    for start in range(0, len(pmids), _BATCH):
        batch = pmids[start : start + _BATCH]
        if search and search.history and not any(pmid in shelf.where for pmid in batch):
            shelf.keep(batch, eutils.fetch_found(search, start, len(batch)))
        if lacking := tuple(pmid for pmid in batch if pmid not in shelf.where):
            shelf.keep(lacking, eutils.fetch(lacking))
        yield from _from_shelf(shelf, name, batch)
        if progress:
            progress(start + len(batch), len(pmids))


def _from_shelf(shelf: _Shelf, name: str, batch: tuple[str, ...]) -> Iterator[RawDocument]:
    by_file: dict[Path, list[str]] = defaultdict(list)
    for pmid in batch:
        if pmid in shelf.where:
            by_file[shelf.where[pmid]].append(pmid)
        else:
            problem = "PubMed has no record with this PMID."
            yield RawDocument("medline", f"PMID:{pmid}", Path(), frozenset([pmid]), problem)
    for path, held in by_file.items():
        yield RawDocument("medline", name, path, frozenset(held))
