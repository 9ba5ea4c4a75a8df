"""Studies of a CSV file: one a line, counts in columns of their own, whatever else is known of them in others."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.review.meta.studies import Counts, Study

TWO_ARMS = ("study", "events_treated", "n_treated", "events_control", "n_control")
ONE_ARM = ("study", "events", "n")
_OF_ITS_OWN = {"row", "subgroup", "registration", *TWO_ARMS, *ONE_ARM}


def read_table(path: Path, subgroup: str = "subgroup", single: bool = False) -> list[Study]:
    """The studies of a CSV file, all of two arms or all of one, `single` if it has the columns for both.

    `subgroup` is the column that names the subgroup; every column that is not counted with goes to `Study.details`.
    What this program writes as CSV can be read again: its lines of sums are passed over (column `row`).
    """
    lines = list(_lines(path))
    header = lines[0][1] if lines else {}
    needed = ONE_ARM if set(ONE_ARM) <= header.keys() and (single or set(TWO_ARMS) - header.keys()) else TWO_ARMS
    missing = [column for column in needed if column not in header]
    if missing:
        raise ExtractorError(
            f"{path} lacks {_listed('column', missing)}; to compare two arms it needs {', '.join(TWO_ARMS)},"
            f" to pool single arms {', '.join(ONE_ARM)}."
        )
    if subgroup != "subgroup" and subgroup not in header:
        raise ExtractorError(f"{path} has no column {subgroup!r} to make subgroups by.")
    studies = [
        _study(row, f"{path}, line {number}", needed, subgroup)
        for number, row in lines[1:]
        if (row.get("row") or "study") == "study"
    ]
    if not studies:
        raise ExtractorError(f"{path} has a header and no studies below it.")
    return studies


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers with their fields by column; the first is the header, mapped to itself. Empty lines are left out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            separator = max(",;\t", key=first.count)  # spreadsheets write what their country is used to
            reader = csv.reader(stream, delimiter=separator, skipinitialspace=True, strict=True)
            columns: list[str] = []
            for fields in reader:
                fields = [field.strip() for field in fields]
                if not any(fields):
                    continue
                if len(fields) > len(columns) > 0:
                    raise ExtractorError(f"{path}, line {reader.line_num} has more fields than the header.")
                columns = columns or [field.lower() for field in fields]
                yield reader.line_num, dict(zip(columns, fields, strict=False))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ExtractorError(f"{path} cannot be read as CSV in UTF-8: {error}.") from error
    except OSError as error:
        raise ExtractorError(f"{path} cannot be read: {error.strerror or error}.") from error


def _study(row: dict[str, str], where: str, columns: tuple[str, ...], subgroup: str) -> Study:
    name, *numbers = (row.get(column, "") for column in columns)
    if not name:
        raise ExtractorError(f"{where}: the study has no name.")
    counts = [_whole(number, f"{where}: {column}") for column, number in zip(columns[1:], numbers, strict=True)]
    return Study(
        name,
        _counts(counts[0], counts[1], where, columns[1:3]),
        _counts(counts[2], counts[3], where, columns[3:]) if columns is TWO_ARMS else None,
        row.get(subgroup) or None,
        registrations=tuple(re.findall(r"[^;,\s]*\d[^;,\s]*", row.get("registration", ""))),  # "none" is none
        details={column: text for column, text in row.items() if text and column not in _OF_ITS_OWN},
    )


def _whole(text: str, where: str) -> int:
    """A count; `12.0`, as spreadsheets write whole numbers, is one too."""
    if not re.fullmatch(r"\d{1,15}(\.0*)?", text):
        raise ExtractorError(f"{where} is {text!r}, where a whole number, zero or more, is needed.")
    return int(text.split(".")[0])


def _counts(events: int, total: int, where: str, columns: tuple[str, ...]) -> Counts:
    if total == 0:
        raise ExtractorError(f"{where}: {columns[1]} is 0; an arm without patients cannot be pooled.")
    if events > total:
        raise ExtractorError(f"{where}: {columns[0]} is {events}, more than the {total} patients of {columns[1]}.")
    return Counts(events, total)


def _listed(what: str, names: list[str]) -> str:
    return f"the {what}{'s' if len(names) > 1 else ''} {', '.join(names)}"
