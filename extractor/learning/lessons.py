"""Lessons: invented texts with all of their rates, patterns/lessons/*.yml, which an expert may add to.

- text: "Remission was more frequent with tirofide than with placebo (45% vs 20%)."
  facts:
  - {outcome: remission, percent: 45, arm: tirofide, quote: "45% vs"}
  - {outcome: remission, percent: 20, arm: placebo, quote: "20%)"}

`outcome` names a response rate, `term` an adverse event; `quote` holds the numbers and stands once in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from extractor.errors import ExtractorError
from extractor.evaluate.matching import Row
from extractor.records import Paper, Passage

_COLUMNS = ("numerator", "denominator", "percent", "grade", "arm")


def lessons(folder: Path) -> Iterator[tuple[Paper, dict[str, list[Row]]]]:
    """Each text as a paper of one passage, with its rows by table. Raises ExtractorError for a lesson in disorder."""
    for file in sorted(folder.glob("*.yml")):
        for number, entry in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1):
            yield _lesson(entry, f"{file.name}:{number}")


def _lesson(entry: dict[str, Any], name: str) -> tuple[Paper, dict[str, list[Row]]]:
    text = entry["text"]
    rows: dict[str, list[Row]] = {"response_rates": [], "adverse_events": [], "drugs": []}
    for fact in entry.get("facts") or []:
        unknown = fact.keys() - {*_COLUMNS, "outcome", "term", "quote"}
        if unknown or ("outcome" in fact) == ("term" in fact) or text.count(fact.get("quote") or "\0") != 1:
            raise ExtractorError(f"Lesson {name}: {fact} needs an outcome or a term, and a quote found once.")
        start = text.index(fact["quote"])
        place = {"ordinal": 1, "start_char": start, "end_char": start + len(fact["quote"])}
        rows["response_rates" if "outcome" in fact else "adverse_events"].append(
            {**dict.fromkeys(_COLUMNS), **fact, **place}
        )
    paper_id = f"ID:{name}"
    return Paper(paper_id, (Passage(paper_id, 1, "abstract", text),)), rows
