"""Invented tables for tests: lines of cells to a full text with one table.

A cell may end in `>2`, which spans two columns, or `^2`, which spans two rows. Lines before `---` are the header.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from extractor.documents import jats
from extractor.records import Paper

_SPAN = re.compile(r"\s*(?:>(?P<colspan>\d))?(?:\^(?P<rowspan>\d))?$")


def table_wrap(caption: str, lines: str, notes: tuple[str, ...] = ()) -> str:
    """The JATS of a table."""
    head, _, body = lines.strip().partition("---")
    foot = "".join(f"<fn><p>{escape(note)}</p></fn>" for note in notes)
    return (
        f"<table-wrap><label>Table 1</label><caption><p>{escape(caption)}</p></caption><table>"
        f"<thead>{_rows(head)}</thead><tbody>{_rows(body)}</tbody></table>"
        f"<table-wrap-foot>{foot}</table-wrap-foot></table-wrap>"
    )


def _rows(text: str) -> str:
    return "".join(f"<tr>{''.join(map(_cell, line.split('|')))}</tr>" for line in text.strip().splitlines())


def _cell(text: str) -> str:
    text = text.strip()
    span = _SPAN.search(text)
    assert span
    attributes = "".join(f' {name}="{value}"' for name, value in span.groupdict().items() if value)
    return f"<td{attributes}>{escape(text[: span.start()])}</td>"


def full_text(folder: Path, *parts: str, abstract: str = "", pmcid: str = "1") -> Paper:
    """A paper whose body are these paragraphs and tables (JATS, or plain text)."""
    body = "".join(part if part.startswith("<") else f"<p>{escape(part)}</p>" for part in parts)
    path = folder / f"PMC{pmcid}.nxml"
    path.write_text(
        f'<article><front><article-meta><article-id pub-id-type="pmc">{pmcid}</article-id><title-group><article-title>'
        f"A trial</article-title></title-group><abstract><p>{escape(abstract)}</p></abstract></article-meta></front>"
        f"<body>{body}</body></article>",
        encoding="utf-8",
    )
    (paper,) = jats.read(path, path.name, None)
    assert isinstance(paper, Paper)
    return paper
