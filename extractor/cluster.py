"""The same work on a cluster of dask: each document is a task, and this process writes what comes back.

A worker hands its documents to a process of its own (`python -m extractor.cluster`), which reads them with the
functions of the local pool. There a paper's time limit holds, which needs a main thread, and dask's worker answers its
scheduler whatever a paper does. Documents are read where the workers are, so their paths must be the same there.
"""

from __future__ import annotations

import os
import pickle
import socket
import sys
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, Any

from extractor.documents import parse
from extractor.errors import ExtractorError
from extractor.pipeline import Pipeline, in_batches, read_batch, start_worker
from extractor.records import Failure, Item, Reading
from extractor.sources.raw import RawDocument

if TYPE_CHECKING:
    from distributed import Client

WAIT_S = 60  # for a scheduler to answer and a first worker to join
_RETRIES = 3  # of a document whose process died; those of a lost worker dask counts itself


@dataclass(frozen=True)
class Task:
    """A document, and the way of reading it that `fingerprint` stands for."""

    raw: RawDocument
    pmids: frozenset[str] | None
    patterns: Path | None
    model: str | None
    fingerprint: str


def connect(address: str) -> Client:
    """A client of the scheduler, with one worker at the least."""
    try:
        from distributed import Client
    except ImportError:
        raise ExtractorError("--cluster needs dask; install it with: pip install 'extractor[cluster]'") from None
    try:
        client = Client(address, timeout=WAIT_S)
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise ExtractorError(f"No dask scheduler answers at {address}; start one with: dask scheduler") from error
    try:
        client.wait_for_workers(1, timeout=WAIT_S)
    except TimeoutError as error:
        client.close()
        raise ExtractorError(f"No worker has joined {address}; start one with: dask worker {address}") from error
    return client


def read(
    client: Client, raws: Iterable[RawDocument], pipeline: Pipeline, pmids: frozenset[str] | None
) -> Iterator[tuple[RawDocument, list[bytes]]]:
    """Each document with its batches, to be `unpacked`, in the order of the documents, whichever is read first. No more
    are under way than two for each thread, and their results stay with the workers until they are asked for."""
    patterns = pipeline.extra.absolute() if pipeline.extra else None
    waiting: deque[tuple[RawDocument, Any]] = deque()
    for raw in raws:
        task = Task(replace(raw, path=raw.path.absolute()), pmids, patterns, pipeline.model, pipeline.fingerprint)
        waiting.append((raw, client.submit(read_document, task, pure=False, retries=_RETRIES)))
        if len(waiting) >= 2 * max(1, sum(client.nthreads().values())):
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


def _result(raw: RawDocument, future: Any) -> tuple[RawDocument, list[bytes]]:
    from distributed import KilledWorker

    try:
        return raw, future.result()
    except (KilledWorker, _Died):
        died = Failure(raw.name, None, "The processes that read it died, one after the other (too little memory?).")
        return raw, [_packed([died])]
    except (CancelledError, OSError) as error:
        raise ExtractorError("The cluster was lost; the same command goes on from where it was.") from error


def unpacked(batches: Iterable[bytes]) -> Iterator[Item | Reading]:
    """Readings, and what is none: failures, deletions, and the few papers that the worker failed on."""
    for batch in batches:
        yield from pickle.loads(zlib.decompress(batch))


def _packed(batch: list[Item | Reading]) -> bytes:
    return zlib.compress(pickle.dumps(batch), 1)


# ---- in dask's worker


class _Died(Exception):
    """The process that reads is gone."""


_of_thread = threading.local()


def read_document(task: Task) -> list[bytes]:
    """The document's batches, packed, from this thread's own process."""
    child: Popen[bytes] | None = getattr(_of_thread, "child", None)
    if child is None or child.poll() is not None:
        command = [sys.executable, "-m", "extractor.cluster"]
        # A session of its own: an interrupt is the business of whoever started the worker. It ends with its input.
        child = _of_thread.child = Popen(command, stdin=PIPE, stdout=PIPE, start_new_session=True)
    assert child.stdin is not None
    assert child.stdout is not None
    batches: list[bytes] = []
    try:
        pickle.dump(task, child.stdin)
        child.stdin.flush()
        while (batch := pickle.load(child.stdout)) is not None:
            if isinstance(batch, ExtractorError):
                raise batch
            batches.append(batch)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        child.kill()  # after half an answer nobody knows where the next begins
        raise _Died from error
    return batches


# ---- in its process


def main() -> None:
    """Read tasks from standard input and write their batches, an error where there is one, and None."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between
    pipeline: Pipeline | None = None
    with suppress(EOFError, BrokenPipeError):  # dask's worker is gone
        while task := pickle.load(sys.stdin.buffer):
            try:
                if pipeline is None or pipeline.fingerprint != task.fingerprint:
                    pipeline = _pipeline(task)
                for batch in in_batches(parse(task.raw, pmids=task.pmids)):
                    # A paper that the rules failed on goes back as it came, to be saved and told of by the writer.
                    done: list[Item | Reading] = list(read_batch(batch))
                    pairs = zip(batch, done, strict=True)
                    pickle.dump(_packed([b if isinstance(b, Reading) else a for a, b in pairs]), out)
                pickle.dump(None, out)
            except ExtractorError as error:
                pickle.dump(error, out)
            out.flush()


def _pipeline(task: Task) -> Pipeline:
    pipeline = start_worker(task.patterns, task.model)
    if pipeline.fingerprint != task.fingerprint:
        where = socket.gethostname()
        raise ExtractorError(f"The worker on {where} has another version or other patterns; install the same there.")
    return pipeline


if __name__ == "__main__":
    main()
