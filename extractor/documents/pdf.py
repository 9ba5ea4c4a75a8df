"""PDF: a file becomes one paper, as far as its pages can be read."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.documents.normalise import collapse, storable
from extractor.documents.pdf_layout import Piece, pieces_of
from extractor.documents.pdf_paper import paper_of
from extractor.documents.pdf_paragraphs import Sheet
from extractor.documents.pdf_tables import tables_of
from extractor.documents.pdf_words import words_of
from extractor.records import Failure, Paper

MOST_BYTES = 100_000_000
MOST_PAGES = 2_000
MOST_SECONDS = 60.0  # for a document, looked at between pages
_MOST_UNKNOWN = 0.3  # of the characters; fonts that do not say what they show leave nothing to read
_HEAD, _TAIL = 1024, 65_536  # bytes in which a PDF begins and ends


def read(path: Path, name: str) -> Iterator[Paper | Failure]:
    """The file as one paper, DOI:<doi> where its first page states its own, else ID:<its name without the suffix>.

    Where only some pages can be read, the paper of these comes first and then the Failure that says so.
    """
    try:
        problem = _problem(path)
        if problem is None:
            yield from _read(path, name)
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror})."
    if problem:
        yield Failure(name, None, problem)


def _problem(path: Path) -> str | None:
    """Why the file is not opened as a PDF, or None. OSError where it cannot be read."""
    size = path.stat().st_size
    if not size:
        return "The file is empty."
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(_HEAD):
            return "The file is not a PDF."
    if size > MOST_BYTES:
        return f"The PDF has {size / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:,.0f} MB are read."
    return None


def _read(path: Path, name: str) -> Iterator[Paper | Failure]:
    sheets, title, problem = _opened(path)
    unreadable = _unreadable(sheets) if sheets else None
    if sheets and not unreadable:
        yield paper_of(sheets, name, storable(path.stem), title)
    if reason := problem or unreadable:
        yield Failure(name, None, reason)


def _opened(path: Path) -> tuple[list[Sheet], str, str | None]:
    """The pages that can be read, what the file calls its title, and what is wrong with the rest."""
    import pdfplumber

    _silence()
    with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
        try:
            pdf = pdfplumber.open(file)
        except Exception as error:  # pdfminer raises whatever its parsers meet: KeyError, struct.error ...
            return [], "", _unopened(error)
        sheets, problem = _sheets(pdf, not _is_whole(path))
        return sheets, _title(pdf), problem


def _sheets(pdf: Any, is_cut: bool) -> tuple[list[Sheet], str | None]:
    """The pages that can be read, and what is wrong with the others."""
    from pdfplumber.page import Page

    pages, complete = _pages(pdf)
    if len(pages) > MOST_PAGES:
        return [], f"The PDF has more than {MOST_PAGES:,} pages, the most that are read."
    sheets: list[Sheet] = []
    unread: list[int] = []
    end = time.monotonic() + MOST_SECONDS
    for number, raw in enumerate(pages, 1):
        if time.monotonic() > end:
            return sheets, f"Reading took longer than {MOST_SECONDS:g} s; pages read: {number - 1:,} of {len(pages):,}."
        try:
            page = Page(pdf, raw, number)
            sheets.append(_sheet(page))
            page.close()
        except Exception:  # see above
            unread.append(number)
    if not sheets:
        return sheets, "The PDF is damaged or cut short; none of its pages can be read."
    if is_cut or not complete:
        return sheets, f"The PDF is {'cut short' if is_cut else 'damaged'}; pages read: {len(sheets):,}."
    if unread:
        which = ", ".join(map(str, unread[:10])) + (" ..." if len(unread) > 10 else "")
        return sheets, f"Pages of the PDF that cannot be read: {which} (of {len(pages):,})."
    return sheets, None


def _pages(pdf: Any) -> tuple[list[Any], bool]:
    """pdfminer's pages, at most one more than are read, and whether the list of them was whole."""
    from pdfminer.pdfpage import PDFPage

    pages: list[Any] = []
    try:
        for page in PDFPage.create_pages(pdf.doc):
            pages.append(page)
            if len(pages) > MOST_PAGES:
                break
    except Exception:  # see above
        return pages, False
    return pages, True


def _sheet(page: Any) -> Sheet:
    words, turned = words_of(page)
    grids = tables_of(page, words)
    free = [word for word in words if not any(grid.box.holds(word.box) for grid in grids)]
    places = [Piece(grid.box, place=grid) for grid in grids]
    return Sheet(float(page.height), tuple(pieces_of(free) + places), turned)


def _unreadable(sheets: list[Sheet]) -> str | None:
    """Why pages that were read hold no text."""
    texts = [c.text for sheet in sheets for piece in sheet.pieces for word in piece.words for c in word.chars]
    has_tables = any(piece.place for sheet in sheets for piece in sheet.pieces)
    if not texts and not has_tables:
        return "The PDF holds no text; it may be a scan, which has to go through text recognition first."
    if texts.count("\ufffd") > _MOST_UNKNOWN * len(texts):
        return "The PDF's fonts do not say which characters they show, so its text cannot be read."
    return None


def _unopened(error: Exception) -> str:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    causes = (error, *error.args, error.__cause__, error.__context__)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return "The PDF is protected by a password."
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return "The PDF is encrypted in a way that cannot be read."
    return "The PDF is damaged or cut short; none of its pages can be read."


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return b"%%EOF" in file.read()


def _title(pdf: Any) -> str:
    title = (pdf.metadata or {}).get("Title")
    return collapse(title) if isinstance(title, str) else ""


def _silence() -> None:
    """pdfminer's warnings about odd fonts and syntax stay off the user's terminal."""
    for library in ("pdfminer", "pdfplumber", "pypdfium2"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        logger.propagate = False
