"""`table`: the evidence table, on the terminal or in a file."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.selection import paper_ids
from extractor.commands.summary import console
from extractor.errors import UsageError
from extractor.files import whole_file
from extractor.review.evidence import wording
from extractor.review.evidence.studies import RATES, Selection, find_studies
from extractor.review.evidence.table import Entry, Row, evidence_table
from extractor.store import open_reader

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_FILE_FORMATS = "csv, xlsx, markdown, html"
_SUFFIXES = {".csv": "csv", ".xlsx": "xlsx", ".md": "markdown", ".html": "html", ".htm": "html"}
# What a screen can hold; files hold everything.
_STUDIES_ON_SCREEN = 20
_NAMES_ON_SCREEN = 6
# Shares of the width; 0 takes what it needs.
_SCREEN_COLUMNS = {"Study": 3, "Arm": 3, "N": 0, "Treatment": 4, "Response rates": 5, "Adverse events": 5}


def table(db: Path, selection: Selection, papers: str, form: str | None, out: Path | None, most: int | None) -> None:
    """Print the evidence table of the selection, or write it to `out`, whose suffix may say the format."""
    form = _form(form, out)
    with closing(open_reader(db)) as connection:
        chosen = replace(selection, papers=tuple(_named(connection, papers)))
        studies = find_studies(connection, chosen)
    if form == "terminal":
        console().print(_on_screen(evidence_table(studies[-_STUDIES_ON_SCREEN:], most or _NAMES_ON_SCREEN)))
        if (more := len(studies) - _STUDIES_ON_SCREEN) > 0:
            _say(f"{more:,} older studies are not shown; -o table.html writes all {len(studies):,}.")
        return
    content = _content(form, evidence_table(studies, most), _title(chosen))
    if out is None and isinstance(content, str):
        sys.stdout.write(content)
    elif out is not None:
        with whole_file(out) as half:
            half.write_bytes(content if isinstance(content, bytes) else content.encode())
        _say(f"{len(studies):,} {'study' if len(studies) == 1 else 'studies'} written to {out}.")


def _named(connection: sqlite3.Connection, papers: str) -> list[str]:
    """The ids between commas; names of files may hold commas themselves."""
    whole = papers.strip()
    if connection.execute("SELECT 1 FROM papers WHERE paper_id = ?", (whole,)).fetchone():
        return [whole]
    return paper_ids([paper for paper in papers.split(",") if paper.strip()])


def _form(form: str | None, out: Path | None) -> str:
    """The format, as asked for or as the file's suffix says."""
    form = form or (_SUFFIXES.get(out.suffix.lower()) if out else "terminal")
    if form is None:
        raise UsageError(f"{out} does not say the format by its suffix; choose --format from {_FILE_FORMATS}.")
    if form == "xlsx" and out is None:
        raise UsageError("A workbook needs a file; name it with -o table.xlsx.")
    if form == "terminal" and out is not None:
        raise UsageError(f"To write {out}, choose --format from {_FILE_FORMATS}.")
    return form


def _content(form: str, rows: Sequence[Row], title: str) -> str | bytes:
    if form == "xlsx":
        from extractor.review.evidence.workbook import as_xlsx

        return as_xlsx(rows)
    if form == "html":
        from extractor.review.evidence.page import as_html

        return as_html(rows, title)
    from extractor.review.evidence.plain import as_csv, as_markdown

    return as_csv(rows) if form == "csv" else as_markdown(rows)


def _title(selection: Selection) -> str:
    asked = (selection.drug, selection.search, *selection.designs, *selection.outcomes, *selection.events)
    about = ", ".join(words for words in asked if words)
    return f"Evidence table: {about}" if about else "Evidence table"


def _on_screen(rows: Sequence[Row]) -> Table:
    """Study, paper and design share a column, and so do drugs, doses and schedule, so that the numbers have room."""
    from rich.table import Table

    shown = Table(expand=True, header_style="bold cyan")
    for heading, ratio in _SCREEN_COLUMNS.items():
        shown.add_column(heading, ratio=ratio or None, width=16 if heading == "Study" else None, overflow="fold")
    before = None
    for row, after in zip(rows, (*rows[1:], None), strict=True):
        study = "" if row.study is before else _study(row)
        entries = (row.cells["n"], _treatment(row), *(row.cells[table] for table in RATES))
        cells = [_lines(lines) for lines in entries]
        shown.add_row(study, row.arm, *cells, end_section=after is None or after.study is not row.study)
        before = row.study
    return shown


def _study(row: Row) -> Text:
    from rich.text import Text

    link = f"link {row.study.url}" if row.study.url else ""
    design = "\n" + ", ".join(row.study.design) if row.study.design else ""
    return Text.assemble((row.study.name, "bold"), "\n", (row.study.paper_id, f"dim {link}".strip()), design)


def _treatment(row: Row) -> list[Entry]:
    """The drugs of which no dose is stated, and each dose with its drug and schedule."""
    lines = (*row.cells["doses"], *row.cells["schedule"])
    doses = {entry.fact["fact_id"]: entry.fact for entry in lines if entry.fact}.values()
    bare = [entry for entry in row.cells["drugs"] if not any(entry.value == dose["drug"] for dose in doses)]
    return sorted([*bare, *(Entry("", wording.dose(dose), dose) for dose in doses)], key=lambda entry: not entry.fact)


def _lines(entries: Sequence[Entry]) -> Text:
    from rich.text import Text

    lines = [Text.assemble(f"{e.label}: " if e.label else "", (e.value, "" if e.fact else "dim")) for e in entries]
    return Text("\n").join(lines)


def _say(sentence: str) -> None:
    print(f"extractor: {sentence}", file=sys.stderr)
