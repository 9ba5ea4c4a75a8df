"""JSON lines: `{"id", "pmid"?, "title"?, "text"}`, one document a line; other keys are ignored."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.documents import limits
from extractor.documents.text import paper_from_text
from extractor.records import Failure, Paper


class BadLine(ValueError):
    """What is wrong with a line, as one sentence."""


def read(path: Path, name: str, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """A paper for each good line and a Failure, with the line's number, for each bad one. Blank lines are nothing."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_lines(file), 1):
                if len(line) > limits.TEXT:
                    yield Failure(name, f"line {number}", f"The line is longer than {limits.TEXT:,} bytes.")
                    continue
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if not line.strip():
                    continue
                try:
                    paper = paper_from_line(line.strip())
                except BadLine as error:
                    yield Failure(name, f"line {number}", str(error))
                    continue
                if pmids is None or paper.pmid in pmids:
                    yield dataclasses.replace(paper, source=name)
    except OSError as error:
        yield Failure(name, None, f"The file cannot be read ({error.strerror}).")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only so much that this can be seen."""
    while line := file.readline(limits.TEXT + 1):
        rest = line
        while len(rest) > limits.TEXT and not rest.endswith(b"\n"):
            rest = file.readline(limits.TEXT + 1)
        yield line


def paper_from_line(line: bytes | str) -> Paper:
    """The paper of one line, PMID:<pmid> where it has one, else ID:<id>. BadLine says what is wrong."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        what = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "unreadable"
        raise BadLine(f"The line is not JSON ({what}).") from None
    if not isinstance(record, dict):
        raise BadLine("The line is no JSON object.")
    text, title = record.get("text"), record.get("title")
    if not isinstance(text, str):
        raise BadLine('The line has no "text".')
    if title is not None and not isinstance(title, str):
        raise BadLine('The "title" is not a text.')
    return paper_from_text(text, title, _paper_id(record))


def _paper_id(record: dict[str, object]) -> str:
    pmid, own = (_name(record, key) for key in ("pmid", "id"))
    if pmid:
        if not (pmid.isascii() and pmid.isdigit() and int(pmid)):
            raise BadLine('The "pmid" is not a number.')
        return f"PMID:{int(pmid)}"
    if not own:
        raise BadLine('The line has neither "id" nor "pmid".')
    return f"ID:{own}"


def _name(record: dict[str, object], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadLine(f'The "{key}" is neither a text nor a number.')
    return str(value).encode("utf-8", "replace").decode().replace("\x00", "").strip()
