"""Extracted facts against gold tables: precision, recall and F1 per kind, and each difference.

gold = load_gold(gold_dir() / "pubmed21")
papers_found, rows = stored_facts(Path("db/extractor.db"), gold)
report = score(gold, papers_found, rows)
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from extractor.evaluate.gold import COLUMNS, Gold, load_gold
from extractor.evaluate.matching import Pair, Row, pair_up, paper_names
from extractor.evaluate.report import Difference, Report, TableScore, show_report
from extractor.evaluate.side_by_side import comparison_of
from extractor.records import Fact
from extractor.store import FACT_TABLES, open_reader

__all__ = [
    "COLUMNS",
    "Difference",
    "Gold",
    "Report",
    "comparison_of",
    "fact_rows",
    "load_gold",
    "score",
    "show_report",
    "stored_facts",
]


def stored_facts(db: Path, gold: Gold) -> tuple[set[str], dict[str, list[Row]]]:
    """Which annotated papers a database holds, and their facts by table, with `ordinal`; computed facts stay out."""
    wanted = (json.dumps(gold.papers),)
    of_papers = "paper_id IN (SELECT value FROM json_each(?))"
    with closing(open_reader(db)) as connection:
        found = {
            row["paper_id"] for row in connection.execute(f"SELECT paper_id FROM papers WHERE {of_papers}", wanted)
        }
        rows = {
            table: [
                dict(row)
                for row in connection.execute(
                    f"SELECT f.*, p.ordinal FROM {table} f LEFT JOIN passages p USING (passage_id)"
                    f" WHERE f.{of_papers} AND NOT f.derived ORDER BY f.rowid",
                    wanted,
                )
            ]
            for table in FACT_TABLES
        }
    return found, rows


def fact_rows(facts: Iterable[Fact]) -> dict[str, list[Row]]:
    """Facts as `score` takes them, without a database; computed facts stay out."""
    rows: dict[str, list[Row]] = {table: [] for table in FACT_TABLES}
    for fact in facts:
        if not fact.derived:
            rows[fact.TABLE].append(fact.row() | {"ordinal": fact.ordinal})
    return rows


def score(gold: Gold, papers_found: set[str], rows: dict[str, list[Row]]) -> Report:
    """Compare the facts of the annotated papers, paper by paper and one to one.

    `rows`: by table, dicts with `paper_id`, the table's own columns and, for the nearest to win among equals,
    `ordinal`, `start_char` and `end_char`. Rows of other papers are ignored.
    """
    compared = [table for table in FACT_TABLES if table in gold.facts]
    expected = {table: _by_paper(gold.facts.get(table, ())) for table in FACT_TABLES}
    predicted = {table: _by_paper(rows.get(table, ())) for table in FACT_TABLES}
    differences: list[Difference] = []
    matches: list[Difference] = []
    tables = {}
    for table in compared:
        counts = dict.fromkeys(("gold", "predicted", "value", "linked", "complete"), 0)
        for paper_id in gold.papers:
            gold_rows, own_rows = expected[table][paper_id], predicted[table][paper_id]
            names = paper_names(expected["drugs"][paper_id], predicted["drugs"][paper_id], gold_rows)
            pairs = pair_up(table, gold_rows, own_rows, names)
            counts["gold"] += len(gold_rows)
            counts["predicted"] += len(own_rows)
            counts["value"] += len(pairs)
            counts["linked"] += sum(pair.linked for pair in pairs)
            counts["complete"] += sum(pair.complete for pair in pairs)
            differences += _differences(table, paper_id, gold_rows, own_rows, pairs)
            matches += [
                Difference("match", table, paper_id, gold_rows[pair.gold], own_rows[pair.predicted])
                for pair in pairs
                if pair.complete
            ]
        tables[table] = TableScore(**counts)
    return Report(len(gold.papers), len(papers_found & set(gold.papers)), tables, tuple(differences), tuple(matches))


def _by_paper(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["paper_id"]].append(row)
    return grouped


def _differences(
    table: str, paper_id: str, gold: Sequence[Row], predicted: Sequence[Row], pairs: Sequence[Pair]
) -> Iterator[Difference]:
    for pair in pairs:
        if not pair.complete:
            kind = "incomplete" if pair.linked else "mislinked"
            yield Difference(kind, table, paper_id, gold[pair.gold], predicted[pair.predicted])
    paired_gold, paired = {pair.gold for pair in pairs}, {pair.predicted for pair in pairs}
    for i, row in enumerate(gold):
        if i not in paired_gold:
            yield Difference("miss", table, paper_id, gold=row)
    for j, row in enumerate(predicted):
        if j not in paired:
            yield Difference("extra", table, paper_id, predicted=row)
