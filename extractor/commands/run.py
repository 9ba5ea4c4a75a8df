"""`run`, `fetch`, `extract`, `remove`: papers into the database, facts out of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.progress import Progress
from extractor.commands.selection import Selection, paper_ids
from extractor.commands.summary import counted, print_summary
from extractor.errors import ExtractorError
from extractor.records import Deletion, Failure, Finished, Item, Paper, Reading
from extractor.store import Store

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.sources import RawDocument

__all__ = ["Reader", "Selection", "extract", "fetch", "remove", "run"]

_BATCH = 250  # papers saved together, before they are read


@dataclass(frozen=True)
class Reader:
    """How papers are read: a user's own patterns, a model, the number of processes or a cluster's address."""

    patterns: Path | None
    model: str | None
    jobs: int
    cluster: str | None = None

    def pipeline(self) -> Pipeline:
        """Patterns and dictionaries, loaded; raises ExtractorError where they cannot be."""
        from extractor.pipeline import Pipeline

        return Pipeline(self.patterns, self.model)


def run(sources: Sequence[str], db: Path, reader: Reader, selection: Selection) -> None:
    """Fetch, save and read papers in one stream, and print a summary."""
    started = time.monotonic()
    if not sources:
        sources = [str(_demo_file())]
    progress = Progress("papers")
    documents = selection.documents(sources, progress)
    with Store(db) as store, ExitStack() as opened:
        pipeline = reader.pipeline()
        arriving = Arrivals(store, progress, pipeline.fingerprint)
        # With --max the same papers are meant each time, read or not.
        unfinished = documents if selection.max_records else arriving.unfinished(documents)
        items: Iterator[Item | Reading] = selection.read(unfinished, progress)
        if reader.cluster:
            from extractor import cluster

            client = opened.enter_context(cluster.connect(reader.cluster))
            came = cluster.read(client, unfinished, pipeline, selection.wanted)
            items = selection.chosen(_unpacked(came, progress), progress)
        read_into(arriving, "run", sources, items, pipeline, 1 if reader.cluster else reader.jobs)
        print_summary(store.summary(), db, progress.read, progress.skipped, time.monotonic() - started)


def _unpacked(
    documents: Iterable[tuple[RawDocument, list[bytes]]], progress: Progress
) -> Iterator[tuple[RawDocument, Iterator[Item | Reading]]]:
    from extractor.cluster import unpacked
    from extractor.pipeline import BATCH

    for raw, batches in documents:
        progress.expect_document(raw.path, (BATCH * len(batches)).__int__)
        yield raw, unpacked(batches)


def read_into(
    arriving: Arrivals,
    command: str,
    sources: Sequence[str],
    items: Iterator[Item | Reading],
    pipeline: Pipeline,
    jobs: int,
    *,
    may_be_empty: bool = False,
) -> None:
    """Save papers as they come and read those that are not read yet, in one stream, noted as a run."""
    store, progress = arriving.store, arriving.progress
    with _noted(store, command, sources, pipeline) as run_id, progress:
        papers = arriving.unread(items, run_id)
        store.save_readings(_read(pipeline.readings(papers, jobs), progress, store, run_id), run_id)
        arriving.complain(may_be_empty=may_be_empty)


def fetch(sources: Sequence[str], db: Path, selection: Selection) -> None:
    """Fetch and save papers; print how many."""
    progress = Progress("papers")
    documents = selection.documents(sources, progress)
    with Store(db) as store, _noted(store, "fetch", sources) as run_id, progress:
        arriving = Arrivals(store, progress, "")
        for _ in arriving.unread(selection.read(documents, progress), run_id):
            progress.one_read()
        arriving.complain()
    print(f"{progress.read:,} papers fetched, {arriving.new:,} of them new or changed; `extractor extract` reads them.")


def extract(papers: Sequence[str], again: bool, db: Path, reader: Reader) -> None:
    """Read papers of the database, those pending or, with `again`, all or the ones named; print a summary."""
    started = time.monotonic()
    must_exist(db)
    wanted = paper_ids(papers)
    pipeline = reader.pipeline()
    with Store(db) as store:
        stored = {paper.paper_id for paper in store.papers(wanted)}
        if missing := [paper_id for paper_id in wanted if paper_id not in stored]:
            raise ExtractorError(f"{missing[0]} is not in {db}; `extractor fetch {missing[0]}` gets it.")
        with (
            _noted(store, "extract", papers, pipeline) as run_id,
            Progress("papers") as progress,
        ):
            known = 0 if again else store.count_extracted(pipeline.fingerprint)
            if wanted:
                done = set() if again else store.extracted(pipeline.fingerprint, wanted)
                todo: Iterable[Paper] = (paper for paper in store.papers(wanted) if paper.paper_id not in done)
            else:
                todo = store.papers() if again else store.pending(pipeline.fingerprint)
                progress.expect(store.summary()["papers"] - known)
            store.save_readings(_read(pipeline.readings(todo, reader.jobs), progress, store, run_id), run_id)
        print_summary(store.summary(), db, progress.read, known, time.monotonic() - started)


def remove(papers: Sequence[str], db: Path) -> None:
    """Take papers out of the database; all of them, or with an error none."""
    must_exist(db)
    wanted = paper_ids(papers)
    with Store(db) as store:
        stored = {paper.paper_id for paper in store.papers(wanted)}
        if missing := [paper_id for paper_id in wanted if paper_id not in stored]:
            raise ExtractorError(f"{missing[0]} is not in {db}.")
        store.remove(wanted)
    print(f"Removed {', '.join(wanted)} from {db}.")


def _demo_file() -> Path:
    from extractor.sources import demo

    return demo.record_files()["pubmed21n1298.xml.gz"]


def must_exist(db: Path) -> None:
    """ExtractorError where there is no database."""
    if not db.exists():
        raise ExtractorError(f"There is no database at {db}; make one with `extractor run`.")


def _read(
    results: Iterable[Reading | Failure | Finished], progress: Progress, store: Store, run_id: int
) -> Iterator[Reading | Finished]:
    """The readings, each counted; papers that the rules failed on go to `errors`."""
    failed: Counter[str] = Counter()  # by file, which then is not finished: the next run tries again
    try:
        for result in results:
            if isinstance(result, Finished):
                if result.name not in failed:
                    yield result
                continue
            progress.one_read()
            if isinstance(result, Failure):
                store.save_failures([result], run_id)
                failed[result.source] += 1
            else:
                yield result
    except BrokenProcessPool:
        raise ExtractorError("A process that was reading papers died (too little memory?); try fewer --jobs.") from None
    if failed:
        progress.say(f"{counted(failed.total(), 'paper')} could not be read; the table `errors` says why.")


@contextmanager
def _noted(store: Store, command: str, sources: Sequence[str], pipeline: Pipeline | None = None) -> Iterator[int]:
    """A row in `runs` that says how the job ended, whichever way it did."""
    read_with = (pipeline.fingerprint, pipeline.model) if pipeline else ("", None)
    run_id = store.begin_run(command, sources, *read_with)
    status = "failed"
    try:
        yield run_id
        status = "done"
    except KeyboardInterrupt:
        status = "interrupted"
        sentence = "Interrupted; what was saved is kept, and the same command goes on from there."
        raise ExtractorError(sentence) from None
    finally:
        if status == "done":
            store.end_run(run_id, status)
        else:
            with suppress(ExtractorError):  # a full disk is reported once, by the error on its way out
                store.end_run(run_id, status)


class Arrivals:
    """Papers as they come from the sources: saved in batches, and handed on where they are still to be read."""

    def __init__(self, store: Store, progress: Progress, fingerprint: str) -> None:
        self.store, self.progress = store, progress
        self._fingerprint = fingerprint
        self.new = 0
        self._came = 0
        self._failed = 0
        self._first_failure: Failure | None = None

    def unfinished(self, documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
        """The documents but for files that were read to their end; each file with its digest."""
        for raw in documents:
            if raw.is_file and (digest := raw.digest_of_bytes()):
                papers = self.store.finished(raw.name, digest, self._fingerprint)
                if papers is not None:
                    self.progress.skip_document(raw.path, papers)
                    self._came += papers
                    continue
                raw = replace(raw, digest=digest)
            yield raw

    def unread(self, items: Iterable[Item | Reading], run_id: int) -> Iterator[Paper | Reading | Finished]:
        """The papers to be read, or, where a paper arrives with a reading of what is stored, that."""
        iterator = iter(items)
        while batch := list(islice(iterator, _BATCH)):
            readings = {item.paper.paper_id: item for item in batch if isinstance(item, Reading)}
            arrived = [item.paper if isinstance(item, Reading) else item for item in batch]
            papers = self._save(arrived, run_id)
            done = self.store.extracted(self._fingerprint, [paper.paper_id for paper in papers])
            for paper in papers:
                reading = readings.get(paper.paper_id)
                if paper.paper_id in done:
                    self.progress.one_skipped()
                else:
                    yield reading if reading and reading.paper == paper else paper
            yield from (item for item in batch if isinstance(item, Finished))

    def _save(self, items: Sequence[Item], run_id: int) -> list[Paper]:
        """Save what came, papers and deletions in their order; the papers as they are stored now, each once."""
        papers: dict[str, Paper] = {}
        for _, alike in groupby(items, key=type):
            run = list(alike)
            if came := [item for item in run if isinstance(item, Paper)]:
                papers |= {paper.paper_id: paper for paper in self.store.reconciled(came)}
                self.new += self.store.save_papers(came, run_id)
            for item in run:
                if isinstance(item, Deletion):
                    self.store.save_deletion(item, run_id)
                elif isinstance(item, Failure):
                    self.store.save_failures([item], run_id)
                    self._failed += 1
                    self._first_failure = self._first_failure or item
        self._came += len(papers)
        return list(papers.values())

    def complain(self, *, may_be_empty: bool = False) -> None:
        """Say what could not be read; where nothing at all could, the job has failed."""
        first = self._first_failure
        if first and not self._came and not may_be_empty:
            where = f"{first.source} {first.document}" if first.document else first.source
            raise ExtractorError(f"Nothing could be read: {where}: {first.reason}")
        if first:
            self.progress.say(f"{counted(self._failed, 'document')} could not be read; the table `errors` says why.")
        elif not self._came and not may_be_empty:
            self.progress.say("No papers were found.")
