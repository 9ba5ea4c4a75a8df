"""Pages stay fast with 100,000 facts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from extractor.records import Paper, Reading
from tests.sample_study import MYELOMA, MYELOMA_FACTS, READINGS
from tests.site import Site, fill, served

A_FACT = replace(MYELOMA_FACTS[2], paper_id="PMID:777").fact_id

pytestmark = pytest.mark.long

PAPERS = 20_000  # of five facts each
DRUGS = 500
LIMIT_S = 1.0


def copies() -> Iterator[tuple[Paper, Reading]]:
    """The sample paper again and again, of other years and with other drugs."""
    for number in range(PAPERS):
        paper_id = f"PMID:{number + 1}"
        paper = replace(
            MYELOMA, paper_id=paper_id, pmid=paper_id[5:], year=1980 + number % 40,
            passages=tuple(replace(passage, paper_id=paper_id) for passage in MYELOMA.passages),
        )  # fmt: skip
        facts = [replace(fact, paper_id=paper_id) for fact in MYELOMA_FACTS]
        facts[:2] = [replace(fact, drug=f"drug {number % DRUGS}") for fact in facts[:2]]  # type: ignore[call-arg]
        left = tuple(entry._replace(paper_id=paper_id) for entry in READINGS[0].numbers_left)
        yield paper, Reading(paper, tuple(facts), left)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    papers, readings = zip(*copies(), strict=True)
    with served(fill(tmp_path_factory.mktemp("large") / "facts.db", papers, readings)) as site:
        site.get("/decisions")  # the first request sets datasette up
        yield site


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search?q=patients", "/search?q=patients&page=400", "/search?q=trioxide&kind=doses&from=1990&to=2000",
        "/search?q=neutropenia&drug=drug+7", "/search?q=mean+age&kind=papers", "/paper/PMID:777",
        f"/fact/{A_FACT}", "/charts", "/charts?drug=drug+7", "/compare", "/decisions", "/facts",
        "/facts/doses", "/facts/facts", "/facts/papers_browse", "/facts/doses_over_the_years?drug=drug+7",
    ],
)  # fmt: skip
def test_a_page_comes_at_once(site: Site, path: str) -> None:
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        site.get(path)
        taken.append(time.perf_counter() - started)
    assert min(taken) < LIMIT_S
