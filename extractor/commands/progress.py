"""A progress bar on standard error, and how many papers there are to come."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tqdm import tqdm

_CHUNK = 1 << 20
_RECORD_TAG = b"</PubmedArticle>"
_ARTICLE_TAG = b"</article>"


class Progress:
    """Counts papers that were read and papers that needed no reading."""

    def __init__(self, unit: str) -> None:
        self.read = 0
        self.skipped = 0
        self.expected_is_set = False
        self._unit = unit
        self._files, self._opened, self._counted = 0, 0, 0  # bytes of all files, of those opened; papers in the latter

    def __enter__(self) -> Progress:
        tqdm.monitor_interval = 0  # no thread of its own: worker processes are forked from this one
        self._live = live = sys.stderr.isatty()
        self._bar = tqdm(
            unit=f" {self._unit}",
            file=sys.stderr,
            dynamic_ncols=live,
            mininterval=0.2 if live else 10,  # a log file wants a line now and then
            miniters=1,
            delay=0 if live else 2,
            smoothing=0.05,
            leave=live,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._bar.total is not None:
            self._bar.total = self._bar.n  # fewer came than were asked for
        self._bar.close()

    def expect(self, papers: int) -> None:
        """No more than so many papers will come."""
        self.expected_is_set = True
        self._total(papers)

    def expect_files(self, size: int) -> None:
        """So many bytes of files are to be read, after which others may come."""
        self._files = size

    def expect_document(self, path: Path, papers: Callable[[], int]) -> None:
        """One more document, with so many papers; how many the files after it hold is guessed by their size."""
        if self.expected_is_set:
            return
        self._counted += papers()
        if self._opened < self._files and path.exists():
            self._opened += path.stat().st_size
        to_come = max(self._files - self._opened, 0) / max(self._opened, 1)
        self._total(self._counted + round(self._counted * to_come))

    def skip_document(self, path: Path, papers: int) -> None:
        """A document that needs no reading; it leaves the rate as it is."""
        self.expect_document(path, lambda: papers)
        self.skipped += papers
        for count in ("n", "initial", "last_print_n"):
            setattr(self._bar, count, getattr(self._bar, count) + papers)

    def expect_fetched(self, done: int, total: int) -> None:
        """So many records come over the network, after those counted so far; called again as they arrive."""
        if not self.expected_is_set:
            self.expect(self._counted + total)

    def _total(self, papers: int) -> None:
        self._bar.total = papers
        if self._live:
            self._bar.refresh()

    def one_read(self) -> None:
        self.read += 1
        self._bar.update()

    def one_skipped(self) -> None:
        self.skipped += 1
        self._bar.update()

    def say(self, sentence: str) -> None:
        """A remark that leaves the bar whole."""
        tqdm.write(f"extractor: {sentence}", file=sys.stderr)


def papers_in(kind: str, path: Path) -> int:
    """About how many papers a document holds; a document that cannot be read counts as one."""
    mark = {"medline": _RECORD_TAG, "jats": _ARTICLE_TAG, "jsonl": b"\n"}.get(kind)
    if mark is None:
        return 1
    count, tail = 0, b""
    try:
        with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw as stream:
            while chunk := stream.read(_CHUNK):
                chunk = tail + chunk
                count += chunk.count(mark)
                tail = chunk[-(len(mark) - 1) :] if len(mark) > 1 else b""
    except (OSError, EOFError, zlib.error):
        return max(count, 1)
    return count
