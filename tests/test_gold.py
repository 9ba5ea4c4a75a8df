"""The floors: what must keep being reached on corpora/gold/pubmed21. They only rise.

Three things may lower one: a documented correction of a gold table (its README says why); a change that raises the
linked figure of the same table, which is the one that counts; and, by a fact or two, one that cross-validation over the
papers learned from is clearly for (docs/decisions/0006), since a hundred papers tell no finer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.evaluate import Report, fact_rows, load_gold, score
from extractor.pipeline import Pipeline
from extractor.records import Paper
from extractor.resources import gold_dir
from extractor.sources.raw import RawDocument

# F1 in thousandths: value, linked, complete
FLOORS = {
    "drugs": (978, 978, 878),
    "doses": (917, 764, 650),
    "patient_counts": (914, 796, 770),
    "response_rates": (837, 704, 525),
    "adverse_events": (886, 731, 530),
}


@pytest.fixture(scope="module")
def report(record_files: dict[str, Path]) -> Report:
    """The gold papers read with the patterns as they are, and scored."""
    gold = load_gold(gold_dir() / "pubmed21")
    pmids = frozenset(paper_id.removeprefix("PMID:") for paper_id in gold.papers)
    raws = [RawDocument("medline", name, path) for name, path in record_files.items()]
    papers = [p for raw in raws for p in parse(raw, pmids=pmids) if isinstance(p, Paper)]
    pipeline = Pipeline()
    facts = [fact for paper in papers for fact in pipeline.read(paper).facts]
    return score(gold, {paper.paper_id for paper in papers}, fact_rows(facts))


def test_every_gold_paper_is_read(report: Report) -> None:
    assert (report.papers_found, report.papers) == (100, 100)


@pytest.mark.parametrize("table", FLOORS)
def test_floor(report: Report, table: str) -> None:
    reached = report.tables[table]
    got = tuple(round(1000 * reached.f1(depth)) for depth in ("value", "linked", "complete"))
    assert all(have >= floor for have, floor in zip(got, FLOORS[table], strict=True)), (got, FLOORS[table])
