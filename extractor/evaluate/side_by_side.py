"""A comparison as rows for a person: gold beside extracted, and which cells of the two differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.evaluate.matching import Row
from extractor.evaluate.names import likeness
from extractor.evaluate.report import DEPTHS, SHOWN, Difference, Report
from extractor.store import Comparison

# What names a fact of a table, apart from its numbers: a missed fact and an extra one of the same name are one fact
# whose number differs.
_NAMED_BY = {
    "doses": ("drug", "unit"),
    "patient_counts": ("role", "arm"),
    "response_rates": ("outcome", "arm"),
    "adverse_events": ("term", "grade", "arm"),
    "mechanisms": ("drug", "target"),
}
_ALIKE = 0.5  # of two names, as where rates are linked
_VERDICTS = {"miss": "missing"}  # the report's words are those of the command line


def comparison_of(report: Report, name: str, compared_by: str | None = None) -> Comparison:
    """The report as it is stored."""
    scores = {}
    for table, score in report.tables.items():
        figures: dict[str, Any] = {"gold": score.gold, "found": score.predicted}
        for depth in DEPTHS:
            shares = (score.precision(depth), score.recall(depth), score.f1(depth))
            figures |= {f"{depth}_{letter}": share for letter, share in zip(("p", "r", "f1"), shares, strict=True)}
        scores[table] = figures
    rows = [_row(entry) for entry in _with_numbers_that_differ([*report.matches, *report.differences])]
    rows.sort(key=lambda row: (row["fact_table"], row["paper_id"]))
    return Comparison(name, report.papers, report.papers_found, scores, rows, compared_by)


def _with_numbers_that_differ(entries: Iterable[Difference]) -> Iterator[Difference]:
    """The entries; what is missed and what is extra under the same name in the same paper are joined in one."""
    extras: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    missed = []
    for entry in entries:
        if entry.kind == "miss":
            missed.append(entry)
        elif entry.kind == "extra":
            extras[entry.table, entry.paper_id].append(entry)
        else:
            yield entry
    for entry in missed:
        here = extras[entry.table, entry.paper_id]
        same = next((extra for extra in here if _same_name(entry.table, entry.gold or {}, extra.predicted or {})), None)
        if same is None:
            yield entry
        else:
            here.remove(same)
            yield Difference("number differs", entry.table, entry.paper_id, entry.gold, same.predicted)
    for rest in extras.values():
        yield from rest


def _same_name(table: str, gold: Row, found: Row) -> bool:
    def same(column: str) -> bool:
        one, other = gold.get(column), found.get(column)
        if column == "arm" and not (one and other):
            return True
        return one == other or bool(one and other and likeness(str(one), str(other)) > _ALIKE)

    return table in _NAMED_BY and all(map(same, _NAMED_BY[table]))


def _row(entry: Difference) -> dict[str, Any]:
    gold, found = _shown(entry.table, entry.gold), _shown(entry.table, entry.predicted)
    differs = [c for c in SHOWN[entry.table] if gold and found and c in gold and gold[c] != found.get(c)]
    predicted = entry.predicted or {}
    return {
        "fact_table": entry.table,
        "paper_id": entry.paper_id,
        "verdict": _VERDICTS.get(entry.kind, entry.kind),
        "gold": gold,
        "found": found,
        "differs": differs,
        "fact_id": predicted.get("fact_id"),
        "sentence": predicted.get("sentence"),
    }


def _shown(table: str, row: Row | None) -> Row | None:
    return row and {column: _plain(row[column]) for column in SHOWN[table] if column in row}


def _plain(value: Any) -> Any:
    """Numbers alike however they were read: 40, not 40.0; an empty text is nothing."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value
