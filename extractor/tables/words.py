"""What the words around a table say (patterns/terms/table_words.csv)."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache

from extractor.resources import patterns_dir

# How numbers are printed below, beside or above a text.
HINTS = (
    "n_percent_events",
    "n_N_percent",
    "n_N",
    "percent_n",
    "n_percent",
    "mean",
    "events",
    "percent",
    "number",
)
SHARE_HINTS = tuple(hint for hint in HINTS if hint not in ("mean", "events"))  # what captions say of all cells
TOPICS = ("baseline", "treatment", "adverse", "laboratory", "efficacy")
WITHOUT_RATES = ("baseline", "treatment", "laboratory", "literature", "listing")  # what holds no outcome


@cache
def rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Kind, regular expression and example of each line, in the file's order."""
    with (patterns_dir() / "terms" / "table_words.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return tuple((row["kind"], re.compile(row["cue"]), row["example"]) for row in csv.DictReader(lines))


@lru_cache(maxsize=20_000)  # the same headers stand over hundreds of cells
def kind_of(text: str, kinds: tuple[str, ...]) -> str | None:
    """The first of `kinds`, in the file's order, whose words are in a text."""
    folded = text.lower().strip()
    return next((kind for kind, cue, _ in rules() if kind in kinds and cue.search(folded)), None)


def says(text: str, kind: str) -> bool:
    """Whether a text has the words of one kind."""
    return kind_of(text, (kind,)) is not None
