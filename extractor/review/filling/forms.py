"""Forms: CSV files with a paper, an intervention, a comparator and an outcome in each row; read, and written filled."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from extractor.errors import UsageError
from extractor.records import Number, Paper
from extractor.review.filling.answer import NO_ID, NO_PAPER, RETRACTED, Answer
from extractor.review.filling.groups import SIDES
from extractor.review.filling.paper import Question
from extractor.review.filling.records import EVENTS, PERCENT, TOTAL

_ASKED = ("intervention", "comparator", "outcome")
_PAPERS = ("pmid", "pmcid")
NUMBERS = tuple(f"{side}_{name}" for side in SIDES for name in (EVENTS, TOTAL, PERCENT))
ADDED = (*NUMBERS, "derived", "confidence", "reason", "where")


@dataclass(frozen=True)
class FormRow:
    """A row as it stands in the form. `papers`: the paper's ids, PMID:1 and PMCID:PMC1."""

    cells: Mapping[str, str]
    papers: tuple[str, ...]

    @property
    def question(self) -> Question:
        return Question(*(self.cells[name].strip() for name in _ASKED))


@dataclass(frozen=True)
class Form:
    """A form with its columns in their order."""

    columns: tuple[str, ...]
    rows: tuple[FormRow, ...]


def read_form(path: Path) -> Form:
    """The form of a file. UsageError, with what to do, where it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a CSV file in UTF-8; save the form as CSV UTF-8.") from None
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise UsageError(f"{path} is empty; a form has the columns id, pmid or pmcid, {', '.join(_ASKED)}.")
    reader = csv.DictReader(lines, delimiter=_delimiter(lines[0]), restkey="", strict=True)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = [name.lower() if name.lower() in (*_ASKED, *_PAPERS, "id") else name for name in names]
        cells = [{name: value or "" for name, value in row.items() if name} for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path} cannot be read as CSV ({error}).") from None
    _check(path, reader.fieldnames)
    rows = tuple(FormRow(row, _papers(row, path, number)) for number, row in enumerate(cells, 2) if any(row.values()))
    if not rows:
        raise UsageError(f"{path} has a header and no rows.")
    return Form(tuple(name for name in reader.fieldnames if name), rows)


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _check(path: Path, columns: Sequence[str]) -> None:
    missing = [name for name in _ASKED if name not in columns]
    if not set(_PAPERS) & set(columns):
        missing.insert(0, "pmid or pmcid")
    if missing:
        raise UsageError(
            f"{path} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)};"
            f" a form has the columns id, pmid or pmcid, {', '.join(_ASKED)}."
        )


_IDS = {
    "pmid": ("PMID:", re.compile(r"(?:PMID:?\s*)?0*(\d+)(?:\.0+)?", re.I | re.ASCII)),
    "pmcid": ("PMCID:PMC", re.compile(r"(?:PMCID:?\s*)?(?:PMC\s*)?0*(\d+)(?:\.\d+)?", re.I | re.ASCII)),
}


def _papers(row: Mapping[str, str], path: Path, number: int) -> tuple[str, ...]:
    """The ids of a row's paper, as spreadsheets and people write them: 123, 123.0, PMID:123, PMC123."""
    found = []
    for column, (prefix, spelt) in _IDS.items():
        written = row.get(column, "").strip()
        if written.lower() in ("", "na", "n/a", "-"):
            continue
        match = spelt.fullmatch(written)
        if not match:
            raise UsageError(f"{path}, line {number}: {written[:40]!r} is not a {column.upper()}; write its digits.")
        found.append(prefix + match[1])
    return tuple(found)


def write_form(form: Form, answers: Sequence[Answer | None], papers: Sequence[Paper | None], out: TextIO) -> None:
    """The form with the answers beside its own columns; a column of ours that it has already is written anew."""
    kept = [name for name in form.columns if name not in ADDED]
    writer = csv.DictWriter(out, [*kept, *ADDED], lineterminator="\n")
    writer.writeheader()
    for row, answer, paper in zip(form.rows, answers, papers, strict=True):
        own = {name: row.cells.get(name, "") for name in kept}
        nothing = Answer({}, reasons=(NO_PAPER if row.papers else NO_ID,))
        writer.writerow(own | dict(_cells(answer or nothing, paper)))


def _cells(answer: Answer, paper: Paper | None) -> Iterator[tuple[str, str]]:
    yield from ((name, _printed(figure.value)) for name, figure in answer.figures.items())
    yield "derived", " ".join(answer.derived)
    yield "confidence", "" if answer.confidence is None else f"{answer.confidence:g}"
    retracted = (RETRACTED,) if paper is not None and paper.status == "retracted" else ()
    yield "reason", "; ".join((*retracted, *answer.reasons))
    if paper is not None and answer.figures:
        places = {name: figure.spot.shown(paper) for name, figure in answer.figures.items()}
        yield "where", json.dumps(places, ensure_ascii=False)


def _printed(value: Number) -> str:
    return f"{value:.12g}"
