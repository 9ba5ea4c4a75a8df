"""The tables as an Excel workbook, written line by line: it takes no more memory for a larger database."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from extractor.files import whole_file
from extractor.publish.export import in_order, stored_tables, whole
from extractor.store import FACT_TABLES, open_reader

# What Excel can hold.
MOST_LINES = 1_048_576  # of a sheet, its header included
MOST_LETTERS = 32_767  # of a cell
MOST_LINKS = 65_530  # of a sheet; further addresses are plain text
_CUT = " [cut]"
_LINK = Font(color="0563C1", underline="single")
_BOLD = Font(bold=True)
_WIDE = {"title": 50, "sentence": 70, "text": 90, "quote": 25, "paper_id": 16, "link": 42}  # in letters


def export_workbook(db: Path, out: Path) -> list[Path]:
    """Write a sheet for every table. Beside where they stand, facts carry their paper's title, year and link.

    Numbers are numbers, links can be clicked, and what begins with = is text. A table longer than a sheet goes on in
    another. Prints to standard error how many cells were longer than Excel allows and were cut.
    """
    book = Workbook(write_only=True)
    with closing(open_reader(db)) as connection, whole_file(out) as half:
        cut = sum(_Sheets(book, table).fill(connection) for table in stored_tables())
        book.save(half)
    if cut:
        sentence = f"Cells longer than Excel's {MOST_LETTERS:,} characters, which were cut: {cut}"
        print(f"extractor: {sentence}; --format csv keeps them whole.", file=sys.stderr)
    return [out]


def _query(table: str) -> str:
    if table in FACT_TABLES:
        return f"SELECT t.*, b.title, b.year, b.url AS link FROM {table} t LEFT JOIN papers_browse b USING (paper_id)"
    if table == "papers":
        return "SELECT t.*, b.url AS link FROM papers t LEFT JOIN papers_browse b USING (paper_id)"
    return f"SELECT * FROM {table}"


class _Sheets:
    """The sheet of a table, and those in which it goes on."""

    def __init__(self, book: Workbook, table: str) -> None:
        self.book, self.table = book, table
        self.sheets = self.links = self.cut = 0

    def fill(self, connection: sqlite3.Connection) -> int:
        """Write the table's rows; the number of cells that were cut."""
        cursor = in_order(connection, self.table, _query(self.table))
        columns = [column[0] for column in cursor.description]
        sheet = self._begin(columns)
        for number, row in enumerate(cursor):
            if number and number % (MOST_LINES - 1) == 0:
                sheet = self._begin(columns)
            sheet.append([self._cell(sheet, name, whole(value)) for name, value in zip(columns, row, strict=True)])
        return self.cut

    def _begin(self, columns: list[str]) -> Any:
        self.sheets, self.links = self.sheets + 1, 0
        sheet = self.book.create_sheet(self.table if self.sheets == 1 else f"{self.table} {self.sheets}")
        sheet.freeze_panes = "A2"
        for i, name in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(i)].width = _WIDE.get(name, max(10, len(name) + 2))
        sheet.append([self._styled(sheet, name, _BOLD) for name in columns])
        return sheet

    def _cell(self, sheet: Any, column: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        if len(text) > MOST_LETTERS:
            self.cut += 1
            text = text[: MOST_LETTERS - len(_CUT)] + _CUT
        if column == "link" and self.links < MOST_LINKS:
            self.links += 1
            cell = self._styled(sheet, text, _LINK)
            cell.hyperlink = text
            return cell
        if not text.startswith("="):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # else it were a formula
        return cell

    @staticmethod
    def _styled(sheet: Any, text: str, font: Font) -> Any:
        cell = WriteOnlyCell(sheet, text)
        cell.font = font
        return cell
