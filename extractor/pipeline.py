"""Composes the layers: papers in, readings out."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypeVar

from extractor import __version__
from extractor.expressions import kept
from extractor.records import Fact, Failure, Paper, Reading

SECONDS = 120  # that one paper may take; a full text takes half a second, the longest ones some seconds
T = TypeVar("T")
# Reading makes many small things and next to no cycles: to look for these at the usual rate is a tenth of the time,
# since the dictionaries are gone over each time.
_SELDOM = 50_000  # new objects
BATCH = 100  # papers per task: large enough that pickling does not count, small enough for even progress


class Pipeline:
    """Reads papers with one set of patterns and, where given, a scispaCy model. Loads both at first use."""

    def __init__(self, patterns: Path | None = None, model: str | None = None) -> None:
        self.extra = patterns
        self.model = model
        self._warm = False  # the first reading compiles what it needs

    @cached_property
    def patterns(self):  # type: ignore[no-untyped-def]  # the type's import is what is put off
        """The compiled PatternSet."""
        with kept():  # they are asked for before the first reading, for the fingerprint
            from extractor.matching import load_patterns

            return load_patterns(self.extra)

    @cached_property
    def nlp(self):  # type: ignore[no-untyped-def]
        """Tokenizer, sentences, abbreviations and drug dictionary."""
        from extractor.nlp import make_nlp

        return make_nlp(self.model)

    @property
    def fingerprint(self) -> str:
        """Tells one way of reading from another: version, pattern files and model. A release that reads differently
        has a new version; while developing, `extract --again` reads papers again."""
        parts = "\n".join([__version__, self.patterns.fingerprint, self.model or ""])
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def read(self, paper: Paper) -> Reading:
        """One paper's facts and the numbers left."""
        if self._warm:
            return self._read(paper)
        with kept(), _uncollected():
            found = self._read(paper)
        self._warm = True
        return found

    def _read(self, paper: Paper) -> Reading:
        from extractor.facts import read

        return read(paper, self.nlp, self.patterns)

    def try_to_read(self, paper: Paper) -> Reading | Failure:
        """A reading, or, where a paper is more than the rules can take, what went wrong (raised instead where
        EXTRACTOR_DEBUG is set). A missing model or a broken pattern file raises ExtractorError: it is no paper's."""
        _ = self.nlp, self.patterns
        try:
            with _at_most(SECONDS):
                return self.read(paper)
        except _TooSlow:
            return Failure(paper.source or "text", paper.paper_id, f"Reading this paper took longer than {SECONDS} s.")
        except Exception as error:
            if os.environ.get("EXTRACTOR_DEBUG"):
                raise
            reason = f"The rules failed on this paper ({type(error).__name__}: {error}); please report it."
            return Failure(paper.source or "text", paper.paper_id, reason)

    def readings(self, items: Iterable[Paper | T], jobs: int = 1) -> Iterator[Reading | Failure | T]:
        """In the order of the papers, whatever the number of processes; what is no paper goes through in its place.
        Constant memory."""
        gc.set_threshold(_SELDOM)
        if jobs <= 1:
            yield from (self.try_to_read(item) if isinstance(item, Paper) else item for item in items)
            return
        batches = in_batches(items)
        pool = ProcessPoolExecutor(jobs, initializer=start_worker, initargs=(self.extra, self.model))
        try:
            waiting: list[Future[list[Reading | Failure | T]]] = [
                pool.submit(read_batch, b) for b in islice(batches, 2 * jobs)
            ]
            while waiting:
                done = waiting.pop(0).result()
                waiting += [pool.submit(read_batch, b) for b in islice(batches, 1)]
                yield from done
        finally:
            with _undisturbed():
                pool.shutdown(cancel_futures=True)

    def papers(self, papers: Iterable[Paper]) -> Iterator[tuple[Paper, list[Fact]]]:
        """Each paper with its facts. A paper that cannot be read raises, as `read` does."""
        for paper in papers:
            yield paper, list(self.read(paper).facts)


def in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Of the size that a worker is given."""
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


@contextmanager
def _uncollected() -> Iterator[None]:
    """Loading makes no cycles: not to look for them saves a tenth of the time. As before afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _TooSlow(BaseException):
    """Not an Exception, so that no rule's own handling of errors takes it."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stop what goes on too long; only where there are signals, and in the thread that gets them."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and again: the interpreter swallows what a callback raises
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not stop the end of a pool half-way: the interpreter would then wait for its workers for
    ever. They have a batch each to finish."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker: Pipeline | None = None


def start_worker(patterns: Path | None, model: str | None) -> Pipeline:
    """Make this process one that reads batches. As a child it ends with its parent, even where that is killed."""
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = Pipeline(patterns, model)
    return _worker


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def read_batch(items: Sequence[Paper | T]) -> list[Reading | Failure | T]:
    """What every worker does, on this machine or another."""
    assert _worker is not None
    return list(_worker.readings(items))
