"""`export --public`: a copy of the database that may be given away.

Of papers without a licence that allows it, the copy holds no text but titles and the sentences of facts. What is left
out becomes blanks, so that every span still points to its words.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from extractor.errors import ExtractorError, UsageError
from extractor.files import is_database
from extractor.store import FACT_TABLES, open_reader
from extractor.store.history import HISTORY
from extractor.store.search import SEARCHED
from extractor.store.totals import count_anew

# Creative Commons licences, all of which allow verbatim copies, and the public domain.
_OPEN = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)|Creative Commons|\bCC[ -]?(BY|0)\b|public domain", re.IGNORECASE
)
_BATCH = 500  # papers

Span = tuple[int, int]


def export_public(db: Path, out: Path) -> tuple[int, int]:
    """Write the copy to `out`; how many papers it holds, and of how many the text is left out."""
    if out.resolve() == db.resolve():
        raise UsageError("The public copy needs a path of its own.")
    if is_database(out) and not _is_public(out):
        raise UsageError(f"{out} is a database, not an earlier public copy, and would be lost; name another file.")
    half = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        with closing(open_reader(db)) as source, closing(sqlite3.connect(half)) as copy:
            source.backup(copy)
            copy.row_factory = sqlite3.Row
            counts = _reduce(copy)
        half.replace(out)
    except (OSError, sqlite3.OperationalError) as error:
        half.unlink(missing_ok=True)
        raise ExtractorError(f"{out} cannot be written: {error}.") from error
    return counts


def _is_public(out: Path) -> bool:
    """Whether a database is a public copy: it tells of runs, but not from where they read."""
    try:
        with closing(sqlite3.connect(f"{out.resolve().as_uri()}?mode=ro", uri=True)) as there:
            return not there.execute("SELECT 1 FROM runs WHERE sources != '[]'").fetchall()
    except sqlite3.DatabaseError:
        return False


def _reduce(copy: sqlite3.Connection) -> tuple[int, int]:
    papers = copy.execute("SELECT paper_id, licence FROM papers").fetchall()
    closed = [paper["paper_id"] for paper in papers if not _OPEN.search(paper["licence"] or "")]
    with copy:
        for start in range(0, len(closed), _BATCH):
            _leave_out(copy, closed[start : start + _BATCH])
        copy.execute("UPDATE runs SET process = NULL, sources = '[]'")  # names of this machine and its folders
        copy.execute("UPDATE papers SET source = NULL")
        copy.execute("UPDATE screened SET evidence = NULL WHERE fact_id IS NULL")
        for table in ("errors", "files", "deletions", "finds", *HISTORY):  # the same, and sentences of no present fact
            copy.execute(f"DELETE FROM {table}")
        count_anew(copy)
        for table in SEARCHED:
            copy.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.execute("VACUUM")
    return len(papers), len(closed)


def _leave_out(copy: sqlite3.Connection, paper_ids: list[str]) -> None:
    """The text of these papers but titles and the sentences of facts, and what stands in it."""
    ids = (json.dumps(paper_ids),)
    of_papers = "paper_id IN (SELECT value FROM json_each(?))"
    passages = copy.execute(f"SELECT passage_id, kind, text FROM passages WHERE {of_papers}", ids).fetchall()
    texts = {passage["passage_id"]: passage["text"] for passage in passages}
    kept = _sentences(copy, texts, ids)
    kept |= {passage["passage_id"]: [(0, len(passage["text"]))] for passage in passages if passage["kind"] == "title"}
    copy.executemany(
        "UPDATE passages SET text = ?, repairs = NULL WHERE passage_id = ?",
        [(_blanked(text, kept.get(passage_id, ())), passage_id) for passage_id, text in texts.items()],
    )
    for table in ("numbers_left", "table_cells"):
        for row in copy.execute(
            f"SELECT passage_id, start_char, end_char FROM {table} WHERE {of_papers}", ids
        ).fetchall():
            if not any(start <= row[1] and row[2] <= end for start, end in kept.get(row[0], ())):
                copy.execute(
                    f"DELETE FROM {table} WHERE passage_id = ? AND start_char = ? AND end_char = ?", tuple(row)
                )
    # Without the hash of its text a paper is not read again by mistake, and gets its text back when it is fetched.
    copy.execute(f"UPDATE papers SET abridged = 1, text_hash = '' WHERE {of_papers}", ids)


def _sentences(copy: sqlite3.Connection, texts: dict[str, str], ids: tuple[str]) -> dict[str, list[Span]]:
    """Where the sentences of facts stand, by passage; where one cannot be found, its quote alone."""
    kept: dict[str, list[Span]] = defaultdict(list)
    for table in (*FACT_TABLES, "reviews"):
        sql = (
            f"SELECT passage_id, start_char, end_char, sentence FROM {table}"
            " WHERE paper_id IN (SELECT value FROM json_each(?))"
        )
        for fact in copy.execute(sql, ids):
            text, sentence = texts.get(fact["passage_id"], ""), fact["sentence"]
            start = text.rfind(sentence, 0, fact["start_char"] + len(sentence))
            holds = 0 <= start <= fact["start_char"] and fact["end_char"] <= start + len(sentence)
            span = (start, start + len(sentence)) if holds else (fact["start_char"], fact["end_char"])
            kept[fact["passage_id"]].append(span)
    return kept


def _blanked(text: str, kept: Iterable[Span]) -> str:
    """The text with blanks for all that is not kept; nothing at all where nothing is."""
    left = [" "] * len(text)
    for start, end in kept:
        left[start:end] = text[start:end]
    return "".join(left).rstrip()
