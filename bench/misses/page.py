"""The differences as a Markdown page. Facts and figures only: the sentences belong to the papers' publishers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bench.accuracy.corpora import KINDS
from extractor.evaluate import Difference

_LONGEST_NAME = 40  # of an outcome or arm; a wrong one may be half a sentence
_KINDS = {"miss": "missed", "extra": "false", "mislinked": "wrongly linked"}


Causes = Sequence[tuple[Difference, str]]


def page(name: str, differences: Causes) -> str:
    """The summary, and then every difference in the summary's order."""
    order = {cause: place for place, cause in enumerate(_ranked(differences))}
    rows = [_row(*entry) for entry in sorted(differences, key=lambda e: (order[e[1]], e[0].table, e[0].paper_id))]
    columns = ("cause", "kind", "paper", "place", "", "gold", "ours", "pattern")
    parts = (f"# What differs from {name}", "Written by `python -m bench.misses`.", summary(differences).rstrip())
    return "\n\n".join([*parts, _table(columns, rows)])


def summary(differences: Causes) -> str:
    """Counts by cause and kind of fact, the most frequent cause first."""
    counts = Counter((cause, difference.table) for difference, cause in differences)
    kinds = Counter((_KINDS[difference.kind], difference.table) for difference, _ in differences)
    names = [(name, kinds) for name in _KINDS.values()] + [(name, counts) for name in _ranked(differences)]
    rows = [(name, *(str(of[name, table] or "") for table in KINDS), str(_sum(of, name))) for name, of in names]
    return _table(("", *KINDS, "all"), rows)


def _ranked(differences: Causes) -> list[str]:
    counts = Counter(cause for _, cause in differences)
    return sorted(counts, key=lambda cause: (-counts[cause], cause))


def _sum(counts: Counter[tuple[str, str]], name: str) -> int:
    return sum(counts[name, table] for table in KINDS)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(headings)} |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _row(difference: Difference, cause: str) -> tuple[str, ...]:
    sides = difference.as_dict()
    row = difference.predicted or difference.gold or {}
    place = "" if row.get("start_char") is None else f"{row['ordinal']}:{row['start_char']}-{row['end_char']}"
    kind, pattern = _KINDS[difference.kind], (difference.predicted or {}).get("pattern_id") or ""
    gold, ours = _in_words(sides["gold"]), _in_words(sides["predicted"])
    return cause, difference.table, difference.paper_id.removeprefix("PMID:"), place, kind, gold, ours, pattern


def _in_words(row: dict[str, Any] | None) -> str:
    stated = [(column, value) for column, value in (row or {}).items() if value not in (None, "")]
    return ", ".join(f"{column} {_short(value)}" for column, value in stated)


def _short(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
