"""The floors of the gold adverse-event tables: what must keep being reached. They only rise.

The texts are not in the project: EXTRACTOR_DEV_DATA names the folder that holds them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.documents import jats
from extractor.evaluate import Report, fact_rows, load_gold, score
from extractor.pipeline import Pipeline
from extractor.records import Paper
from extractor.resources import gold_dir

# F1 in thousandths: value, linked, complete. tables-train was developed on.
FLOORS = {"tables": (998, 957, 947), "tables-train": (892, 873, 860)}


def report_of(name: str, texts: Path) -> Report:
    """The facts that stand in the annotated tables, scored; what stands elsewhere in these papers was not annotated."""
    gold = load_gold(gold_dir() / name)
    tables = {(row["paper_id"], row["ordinal"]) for row in gold.facts["adverse_events"]}
    pipeline, facts = Pipeline(), []
    for pmcid in {row["pmcid"] for row in gold.facts["adverse_events"]}:
        (paper,) = jats.read(texts / f"{pmcid}.nxml", pmcid, None)
        assert isinstance(paper, Paper)
        facts += [fact for fact in pipeline.read(paper).facts if (fact.paper_id, fact.ordinal) in tables]
    events = [fact for fact in facts if fact.TABLE == "adverse_events"]
    return score(gold, set(gold.papers), fact_rows(events))


@pytest.mark.parametrize("name", FLOORS)
def test_floor(dev_data: Path, name: str) -> None:
    reached = report_of(name, dev_data / "corpora" / "pmc_fulltext" / "nxml").tables["adverse_events"]
    got = tuple(int(1000 * reached.f1(depth)) for depth in ("value", "linked", "complete"))
    assert all(have >= floor for have, floor in zip(got, FLOORS[name], strict=True)), (got, FLOORS[name])
