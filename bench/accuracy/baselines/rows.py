"""Fact rows of a baseline: what a rule does not know stays empty."""

from __future__ import annotations

import re
from typing import Any

from extractor.evaluate.matching import Row
from extractor.records import Number, Passage

PEOPLE = (
    r"(?:patients?|participants?|subjects?|individuals|people|persons|volunteers|adults|children|infants|women|men)\b"
)
_COLUMNS = {
    "drugs": ("drug", "mentions", "role"),
    "doses": ("drug", "low", "high", "unit", "per", "frequency", "route", "arm"),
    "patient_counts": ("n", "role", "arm"),
    "response_rates": ("outcome", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"),
    "adverse_events": ("term", "grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"),
}


def fact(table: str, passage: Passage, span: tuple[int, int], **values: Any) -> Row:
    place = {"paper_id": passage.paper_id, "ordinal": passage.ordinal, "start_char": span[0], "end_char": span[1]}
    return {**dict.fromkeys(_COLUMNS[table]), **place, **values}


def number(text: str) -> Number:
    """A plain figure; commas separate thousands."""
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() else value


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of what lies between full stops."""
    ends = [match.start() + 1 for match in re.finditer(r"[.;?!] (?=[A-Z])", text)] + [len(text)]
    return list(zip([0, *ends], ends, strict=False))


def nearest(span: tuple[int, int], others: list[tuple[int, int]]) -> int | None:
    """Index of the span with the fewest characters between; the earlier of two."""
    if not others:
        return None
    gaps = [max(other[0] - span[1], span[0] - other[1], 0) for other in others]
    return gaps.index(min(gaps))


def with_roles(counts: list[Row]) -> list[Row]:
    """One row for each number of people of a paper: the largest is the total, the others are arms."""
    total = max((row["n"] for row in counts), default=None)
    return [{**row, "role": "total" if row["n"] == total else "arm"} for row in distinct(counts, "n")]


def distinct(rows: list[Row], *columns: str) -> list[Row]:
    """The first of the rows that agree in these columns: a fact restated is one fact."""
    return list({tuple(row[column] for column in columns): row for row in reversed(rows)}.values())[::-1]
