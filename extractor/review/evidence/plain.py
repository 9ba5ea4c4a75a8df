"""The evidence table as CSV and as Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from extractor.review.evidence.table import HEADINGS, Row

_JOINT = "; "
_MARKUP = re.compile(r"([\\|`*_<>\[\]])")


def as_csv(rows: Sequence[Row]) -> str:
    """One line per arm under HEADINGS, the lines of a cell joined with "; "."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(row.printed(_JOINT) for row in rows)
    return stream.getvalue()


def as_markdown(rows: Sequence[Row]) -> str:
    """A table with pipes; each study is a link to its paper."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    for row in rows:
        study, *others = (escaped(" ".join(cell.split())) for cell in row.printed(_JOINT))
        linked = f"[{study}]({row.study.url})" if row.study.url else study
        lines.append("| " + " | ".join((linked, *others)) + " |")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text whose signs Markdown does not take for its own."""
    return _MARKUP.sub(r"\\\1", text)
