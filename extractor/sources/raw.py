"""A raw document: something on disk that `extractor.documents` can read, or the reason why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["medline", "jats", "pdf", "jsonl", "text"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One file as it came. `name` is what papers and failures give as their source.

    `only` keeps these records of it, by PMID or, in full texts, by PMCID (a kept answer may hold more than was asked
    for this time).
    `problem` is the sentence that says why it cannot be read; reading it then gives one Failure.
    """

    kind: Kind
    name: str
    path: Path
    only: frozenset[str] | None = None
    problem: str | None = None
