"""What the readers of XML share: opening a file, parsing it safely, an element's text, and what is wrong with it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extractor.documents import mathml
from extractor.documents.limits import Plain, what_is_wrong
from extractor.documents.limits import root_tag as root_tag
from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT, collapse, entity

# Root elements of PubMed's records, today's and those before 2016 without PubmedData.
RECORD_ROOTS = (
    "PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle", "MedlineCitationSet",
    "MedlineCitation",
)  # fmt: skip
# Of a full text, a set of them, or an OAI answer, without the namespace.
FULL_TEXT_ROOTS = (
    "article", "pmc-articleset", "articles", "OAI-PMH", "ListRecords", "GetRecord", "record", "records", "metadata",
)  # fmt: skip

UNREADABLE = (OSError, EOFError, zlib.error)  # a compressed file that is cut short or damaged


def why_unreadable(error: Exception) -> str:
    """One of UNREADABLE as half a sentence."""
    return getattr(error, "strerror", None) or "the compressed data is damaged or cut short"


def broken(path: Path, error: etree.XMLSyntaxError, seen: int, wanted: str, unit: str = "records") -> str:
    """What a syntax error after `seen` records means to the user, where XML of the kind `wanted` was expected."""
    with Plain(path) as file:
        head = file.read(1024).strip().lower()
    if not head:
        return "The file is empty."
    if re.match(rb"<(!doctype\s+)?html", head):
        return f"The file is an HTML page, not {wanted}."
    if not seen and not head.removeprefix(b"\xef\xbb\xbf").startswith(b"<") and b"\x00" not in head:
        return "The file is not XML."
    last = error.error_log[-1] if len(error.error_log) else error  # lxml's own message can lack the line
    why, is_refused = what_is_wrong(error)
    what = "refused" if is_refused else "broken"
    line = last.line if isinstance(last, etree._LogEntry) else error.lineno
    return f"The XML is {what} at line {line} ({why}); {unit} read before it: {seen:,}."


def flatten(element: Any) -> str:
    """An element's text without its markup, collapsed; digits and signs in `<sup>` and `<sub>` one for one."""
    if not len(element):
        return collapse(element.text or "")
    return collapse("".join(_pieces(element, None)))


def _pieces(element: Any, script: dict[int, int] | None) -> Iterator[str]:
    script = {"sup": SUPERSCRIPT, "sub": SUBSCRIPT}.get(element.tag, script)
    text = element.text or ""
    yield text.translate(script) if script else text
    for child in element:
        if child.tag is etree.Entity:
            yield entity(child)
        elif child.tag.startswith(mathml.NAMESPACE):
            yield mathml.linear(child)
        else:
            yield from _pieces(child, script)
        tail = child.tail or ""
        yield tail.translate(script) if script else tail
