"""What was fetched from NCBI, kept as it came: what is here is never asked for again.

<cache>/eutils/<db>/ holds each efetch answer, `<hash>.xml.gz`, and beside it `<hash>.ids`: a line for each record in
it, its id and, where a PubMed record states it, its PMCID; ids that the server does not know have a minus before them.
The list is written last: an answer without one does not count. <cache>/eutils/searches/ holds what a query found.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.cache import cache_dir, make_folder, write_whole
from extractor.sources.entrez import Answer, Db

_STALE = 86_400  # seconds after which nobody can be writing a file any more


class Shelf:
    """The kept answers of one database, and where each id stands in them. Of several answers the newest counts."""

    def __init__(self, db: Db) -> None:
        self._folder = make_folder(cache_dir() / "eutils" / db)
        self.where: dict[str, Path] = {}
        self.pmcids: dict[str, str] = {}
        self.unknown: set[str] = set()
        for part in self._folder.glob(".*"):  # what a killed run was writing
            if time.time() - part.stat().st_mtime > _STALE:
                part.unlink(missing_ok=True)
        for index in sorted(self._folder.glob("*.ids"), key=lambda path: (path.stat().st_mtime_ns, path.name)):
            self._note(index.read_text("ascii").splitlines(), index.with_suffix(".xml.gz"))

    def __contains__(self, uid: str) -> bool:
        return uid in self.where or uid in self.unknown

    def forget_unreadable(self, uids: Iterable[str]) -> None:
        """What stands in an answer that was lost or damaged on the disk is asked for again."""
        for path in {self.where[uid] for uid in uids if uid in self.where}:
            try:
                is_there = bool(gzip.decompress(path.read_bytes()))
            except (OSError, EOFError, zlib.error):
                is_there = False
            if not is_there:
                self.where = {uid: answer for uid, answer in self.where.items() if answer != path}

    def keep(self, asked: tuple[str, ...], answer: Answer, *, all_came: bool = False) -> None:
        """Keep an answer; with `all_came` those asked for that are not in it are noted as unknown to the server."""
        unknown = [f"-{uid}" for uid in asked if uid not in answer.ids] if all_came else []
        lines = [f"{uid} {answer.pmcids.get(uid, '')}".strip() for uid in answer.ids] + unknown
        if not lines:
            return
        name = hashlib.blake2b(",".join(sorted(asked)).encode(), digest_size=16).hexdigest()
        path = self._folder / f"{name}.xml.gz"
        write_whole(path, gzip.compress(answer.content, 6, mtime=0))
        write_whole(path.with_name(f"{name}.ids"), "\n".join(lines).encode())
        self._note(lines, path)

    def _note(self, lines: list[str], answer: Path) -> None:
        for line in lines:
            uid, _, pmcid = line.partition(" ")
            if uid.startswith("-"):
                self.unknown.add(uid[1:])
                continue
            self.where[uid] = answer
            self.unknown.discard(uid)
            if pmcid:
                self.pmcids[uid] = pmcid


@dataclass(frozen=True, slots=True)
class FoundBefore:
    """What a query found: PMIDs, how many there were in all, and when (ISO 8601)."""

    pmids: tuple[str, ...]
    count: int
    at: str

    def serves(self, most: int | None) -> bool:
        """Whether it holds as many as are wanted now."""
        return len(self.pmids) >= (self.count if most is None else min(most, self.count))


def recall_search(query: str) -> FoundBefore | None:
    """What the query found when it was last asked, or None."""
    try:
        kept = json.loads(_search_file(query).read_text("utf-8"))
        return FoundBefore(tuple(kept["pmids"]), int(kept["count"]), str(kept["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_search(query: str, found: FoundBefore) -> None:
    kept = {"query": query, "at": found.at, "count": found.count, "pmids": found.pmids}
    write_whole(_search_file(query), json.dumps(kept, ensure_ascii=False).encode())


def _search_file(query: str) -> Path:
    name = hashlib.blake2b(query.encode(), digest_size=16).hexdigest()
    return make_folder(cache_dir() / "eutils" / "searches") / f"{name}.json"
