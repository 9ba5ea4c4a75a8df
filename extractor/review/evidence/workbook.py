"""The evidence table as an Excel workbook: the table as printed, and its facts with numbers as numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extractor.review.evidence.table import HEADINGS, Row

_WIDTHS = (18, 16, 24, 22, 16, 20, 30, 30, 44, 44)
_OF_FACT = (
    "n", "role", "drug", "low", "high", "unit", "per", "frequency", "route", "schedule", "stage", "species",
    "outcome", "outcome_class", "term", "grade", "serious", "numerator", "denominator", "denominator_stated",
    "percent", "computed_percent", "ci_low", "ci_high", "timepoint", "derived", "confidence", "decision",
    "quote", "sentence",
)  # fmt: skip
_FACT_HEADINGS = ("fact_id", "column", "study", "paper_id", "arm", *_OF_FACT, "link")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_xlsx(rows: Sequence[Row]) -> bytes:
    """The sheet "evidence table", and the sheet "facts": one line per fact that the table prints, in its order."""
    book = Workbook()
    table = book.active
    assert isinstance(table, Worksheet)
    table.title = "evidence table"
    _fill(table, HEADINGS, (row.printed("\n") for row in rows))
    for number, row in enumerate(rows, 2):
        _link(table, number, 1, row.study.url)
    for column, width in enumerate(_WIDTHS, 1):
        table.column_dimensions[get_column_letter(column)].width = width
    for cells in table.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    facts = book.create_sheet("facts")
    lines = list(_facts(rows))
    _fill(facts, _FACT_HEADINGS, lines)
    for number, line in enumerate(lines, 2):
        _link(facts, number, len(_FACT_HEADINGS), line[-1])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _facts(rows: Sequence[Row]) -> Iterator[list[Any]]:
    for row in rows:
        for heading, fact in row.facts():
            own = [fact.get(name) for name in _OF_FACT]
            yield [fact["fact_id"], heading, row.study.name, row.study.paper_id, row.arm, *own, row.study.url]


def _fill(sheet: Worksheet, headings: Sequence[str], lines: Any) -> None:
    for number, line in enumerate((headings, *lines), 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = _NOT_IN_XML.sub("", value)
                cell.data_type = "s"  # text of a paper that begins with = is no formula
            else:
                cell.value = value
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"


def _link(sheet: Worksheet, row: int, column: int, url: str | None) -> None:
    if url:
        cell = sheet.cell(row, column)
        cell.hyperlink = url
        cell.font = Font(color="0563C1", underline="single")
