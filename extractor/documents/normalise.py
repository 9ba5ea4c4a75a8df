"""The one place where text is normalised. After it every span is offsets into the passage's text."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

SUPERSCRIPT = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
SUBSCRIPT = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

# Half of a surrogate pair, and the null character: JSON can hold them, SQLite and UTF-8 cannot.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DOI = re.compile(r"(?:\bdoi\s?:?\s?|\bdoi\.org/)(10\.\d{4,9}/[^\s\"<>]+)", re.I)
_DECIMAL_DOT = re.compile(r"(?<=\d)[⋅∙•](?=\d)")
_LINE_END_HYPHEN = re.compile(r"([^\W\d_])[-\u2010\u00ad][^\S\n]*\n\s*([^\W\d_])")


def collapse(text: str) -> str:
    """White space collapsed to single blanks and trimmed, and the decimal points that some journals print as a dot
    operator or a bullet made middle dots, so that 45⋅2% is one number everywhere. Nothing else changes."""
    return _DECIMAL_DOT.sub("·", " ".join(text.split()))


def entity(reference: Any) -> str:
    """What an unresolved entity stands for: &alpha; of an HTML writer; one of the file's own stays as it is written."""
    return html5.get(f"{reference.name};", str(reference.text))


def plain(text: str) -> str:
    """Text that came as characters, not markup: words broken at a line's end joined, then collapsed."""
    return collapse(_LINE_END_HYPHEN.sub(_join, storable(text)))


def stated_doi(first_page: str) -> str | None:
    """The DOI that a paper's first page states, where it states one only: others may be those of other papers."""
    found: dict[str, str] = {}  # a DOI's case says nothing; the first is as the paper writes it
    for match in _DOI.finditer(first_page):
        doi = match[1].rstrip(".,;:)]")
        found.setdefault(doi.lower(), doi)
    return next(iter(found.values())) if len(found) == 1 else None


def storable(text: str) -> str:
    """Characters that no database takes, each replaced by the replacement character."""
    return _UNSTORABLE.sub("\ufffd", text)


def _join(match: re.Match[str]) -> str:
    return match[1] + match[2] if match[2].islower() else match[0]
