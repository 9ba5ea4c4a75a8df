"""Writing a file so that it appears only when it is complete."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import ExtractorError, UsageError

_SQLITE = b"SQLite format 3\0"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The path of a file to write, which becomes `path` in the end; after any trouble nothing is left behind.

    The folder is made where needed. Raises ExtractorError where the file cannot be written, or would replace a
    database: a mistyped `-o` must not cost what curators decided.
    """
    if is_database(path):
        raise UsageError(f"{path} is a database and would be lost; name another file.")
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield half
        half.replace(path)
    except OSError as error:
        raise ExtractorError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        if half.is_file():
            half.unlink()


def is_database(path: Path) -> bool:
    """Whether a file that is there begins as SQLite's do."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
