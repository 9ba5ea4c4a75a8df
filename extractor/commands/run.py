"""`run`, `fetch`, `extract`, `remove`: papers into the database, facts out of them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.progress import Progress
from extractor.commands.selection import Selection, paper_ids
from extractor.commands.summary import print_summary
from extractor.errors import ExtractorError
from extractor.records import Failure, Paper, Reading
from extractor.store import Store

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

__all__ = ["Reader", "Selection", "extract", "fetch", "remove", "run"]

_BATCH = 250  # papers saved together, before they are read


@dataclass(frozen=True)
class Reader:
    """How papers are read: a user's own patterns, a model, the number of processes."""

    patterns: Path | None
    model: str | None
    jobs: int

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
    items = selection.items(sources, progress)
    with Store(db) as store:
        read_into(store, "run", sources, items, reader, progress)
        print_summary(store.summary(), db, progress.read, progress.skipped, time.monotonic() - started)


def read_into(
    store: Store,
    command: str,
    sources: Sequence[str],
    items: Iterator[Paper | Failure],
    reader: Reader,
    progress: Progress,
    *,
    may_be_empty: bool = False,
) -> None:
    """Save papers as they come and read those that are not read yet, in one stream, noted as a run."""
    pipeline = reader.pipeline()
    fingerprint = pipeline.fingerprint
    with _noted(store, command, sources, fingerprint, reader.model) as run_id, progress:
        arriving = _Arrivals(store, run_id, progress, fingerprint)
        papers = arriving.unread(items)
        store.save_readings(_read(pipeline.readings(papers, reader.jobs), progress, store, run_id), run_id)
        arriving.complain(may_be_empty=may_be_empty)


def fetch(sources: Sequence[str], db: Path, selection: Selection) -> None:
    """Fetch and save papers; print how many."""
    progress = Progress("papers")
    items = selection.items(sources, progress)
    with Store(db) as store, _noted(store, "fetch", sources, "", None) as run_id, progress:
        arriving = _Arrivals(store, run_id, progress, "")
        for _ in arriving.unread(items):
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
            _noted(store, "extract", papers, pipeline.fingerprint, reader.model) as run_id,
            Progress("papers") as progress,
        ):
            done = set() if again else store.extracted(pipeline.fingerprint)
            if wanted:
                todo: Iterable[Paper] = (paper for paper in store.papers(wanted) if paper.paper_id not in done)
            else:
                todo = store.papers() if again else store.pending(pipeline.fingerprint)
                progress.expect(store.summary()["papers"] - len(done))
            store.save_readings(_read(pipeline.readings(todo, reader.jobs), progress, store, run_id), run_id)
        print_summary(store.summary(), db, progress.read, len(done), time.monotonic() - started)


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


def _read(results: Iterable[Reading | Failure], progress: Progress, store: Store, run_id: int) -> Iterator[Reading]:
    """The readings, each counted; a paper that the rules failed on goes to `errors` when all others are read."""
    failures = []
    try:
        for result in results:
            progress.one_read()
            if isinstance(result, Failure):
                failures.append(result)
            else:
                yield result
    except BrokenProcessPool:
        raise ExtractorError("A process that was reading papers died (too little memory?); try fewer --jobs.") from None
    if failures:
        store.save_failures(failures, run_id)
        progress.say(f"{len(failures):,} papers could not be read; the table `errors` says why.")


@contextmanager
def _noted(store: Store, command: str, sources: Sequence[str], fingerprint: str, model: str | None) -> Iterator[int]:
    """A row in `runs` that says how the job ended, whichever way it did."""
    run_id = store.begin_run(command, sources, fingerprint, model)
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


class _Arrivals:
    """Papers as they come from the sources: saved in batches, and handed on where they are still to be read."""

    def __init__(self, store: Store, run_id: int, progress: Progress, fingerprint: str) -> None:
        self._store, self._run_id, self._progress = store, run_id, progress
        self._fingerprint = fingerprint
        self.new = 0
        self.came = 0
        self.failures: list[Failure] = []

    def unread(self, items: Iterator[Paper | Failure]) -> Iterator[Paper]:
        done = self._store.extracted(self._fingerprint)
        while batch := list(islice(items, _BATCH)):
            arrived = self._store.reconciled(item for item in batch if isinstance(item, Paper))
            papers = {paper.paper_id: paper for paper in arrived}
            failures = [item for item in batch if isinstance(item, Failure)]
            changed = self._store.save_papers(papers.values(), self._run_id)
            self._store.save_failures(failures, self._run_id)
            self.new += changed
            self.came += len(papers)
            self.failures += failures
            if changed and not done.isdisjoint(papers):
                done = self._store.extracted(self._fingerprint)  # a paper whose text changed is to be read again
            for paper_id, paper in papers.items():
                if paper_id in done:
                    self._progress.one_skipped()
                else:
                    yield paper

    def complain(self, *, may_be_empty: bool = False) -> None:
        """Say what could not be read; where nothing at all could, the job has failed."""
        if self.failures and not self.came and not may_be_empty:
            first = self.failures[0]
            where = f"{first.source} {first.document}" if first.document else first.source
            raise ExtractorError(f"Nothing could be read: {where}: {first.reason}")
        if self.failures:
            self._progress.say(f"{len(self.failures):,} documents could not be read; the table `errors` says why.")
        elif not self.came and not may_be_empty:
            self._progress.say("No papers were found.")
