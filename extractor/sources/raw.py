"""A raw document: something on disk that `extractor.documents` can read, or the reason why it cannot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["medline", "jats", "pdf", "jsonl", "text"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One file as it came. `name` is what papers and failures give as their source.

    `only` keeps these records of it, by PMID or, in full texts, by PMCID (a kept answer may hold more than was asked
    for this time).
    `digest` is the SHA-256 of the file's bytes, where it is to be remembered that the file was read.
    `problem` is the sentence that says why it cannot be read; reading it then gives one Failure.
    """

    kind: Kind
    name: str
    path: Path
    only: frozenset[str] | None = None
    problem: str | None = None
    digest: str | None = None

    @property
    def is_file(self) -> bool:
        """Whether it is a whole file of the user's."""
        return self.only is None and self.problem is None

    def digest_of_bytes(self) -> str | None:
        """The SHA-256 of the file's bytes; None where they cannot be read, as whoever parses it will say."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
