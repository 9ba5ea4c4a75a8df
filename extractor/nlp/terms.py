"""The term lists that a curator edits: CSV files of patterns/terms."""

from __future__ import annotations

import csv
from pathlib import Path

from extractor.errors import ExtractorError


def read_whole(path: Path) -> bytes:
    """The file as it is. ExtractorError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise ExtractorError(f"The term list {path} cannot be read: {problem.strerror}.") from problem


def read_terms(path: Path) -> list[dict[str, str]]:
    """The rows of one list, without empty lines and those that begin with #. ExtractorError if it cannot be read."""
    lines = read_whole(path).decode("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
