"""Every missed, false and wrongly linked fact of a folder of gold tables, with its likely cause, as a Markdown table.

The annotated papers are read in the demo's record files with the patterns as they are. The page holds facts, figures
and places, and none of the papers' sentences.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.accuracy.corpora import NotAtHand, gold_papers
from bench.misses.causes import PaperFacts, cause
from bench.misses.page import page, summary
from extractor.errors import ExtractorError
from extractor.evaluate import Difference, Gold, fact_rows, load_gold, score
from extractor.evaluate.matching import Row
from extractor.pipeline import Pipeline
from extractor.records import Paper
from extractor.resources import gold_dir
from extractor.store import FACT_TABLES

_PAGE = Path(__file__).resolve().parent.parent / "misses.md"


def differences(gold: Gold, papers: Sequence[Paper]) -> list[tuple[Difference, str]]:
    """Those in the numbers and in what they belong to, each with its cause."""
    pipeline = Pipeline()
    readings = {paper.paper_id: pipeline.read(paper) for paper in papers}
    found = fact_rows(fact for reading in readings.values() for fact in reading.facts)
    report = score(Gold(tuple(readings), gold.facts), set(readings), found)
    unpaired = frozenset(d.predicted["fact_id"] for d in report.differences if d.kind == "extra" and d.predicted)
    facts = {
        paper_id: PaperFacts(_of(paper_id, gold.facts), _of(paper_id, found), reading.numbers_left, unpaired)
        for paper_id, reading in readings.items()
    }
    return [(d, cause(d, facts[d.paper_id])) for d in report.differences if d.kind != "incomplete"]


def _of(paper_id: str, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: [row for row in rows.get(table, ()) if row["paper_id"] == paper_id] for table in FACT_TABLES}


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.misses", description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=gold_dir() / "pubmed21", metavar="GOLD_DIR")
    parser.add_argument("-o", "--output", type=Path, default=_PAGE, help="default: bench/misses.md")
    options = parser.parse_args(arguments)
    try:
        gold = load_gold(options.gold)
        found = differences(gold, gold_papers(gold))
    except (ExtractorError, NotAtHand) as error:
        sys.exit(f"bench: {error}")
    options.output.write_text(page(options.gold.resolve().name, found), encoding="utf-8")
    print(summary(found), end="")
    print(f"{options.output}: {len(found)} differences", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
