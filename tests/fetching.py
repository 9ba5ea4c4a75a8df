"""What tests of fetching share: asking the loopback server at a rate, and with pauses, that a test can wait for."""

from __future__ import annotations

from typing import Any

from extractor.documents import parse
from extractor.records import Item, Paper
from extractor.sources import pubmed
from extractor.sources.eutils import EUtils
from extractor.sources.pubmed import Options, Wanted


def read(pmids: list[str], queries: list[str], **options: Any) -> list[Item]:
    """What the PMIDs and queries give, asked at a rate and with pauses that a test can wait for."""
    return fetched(Wanted(pmids=pmids, queries=queries), **options)


def quick(**limits: Any) -> EUtils:
    return EUtils(rate=1000, pause=0.01, **limits)


def texts(items: list[Item]) -> dict[str, list[str]]:
    return {p.paper_id: [passage.text for passage in p.passages] for p in items if isinstance(p, Paper)}


def expected(*pmids: int) -> dict[str, list[str]]:
    return {
        f"PMID:{n}": [f"Invented trial {n}.", f"In trial {n}, {n % 90 + 5} adults took the study tablet."]
        for n in pmids
    }


def fetched(wanted: Wanted, **options: Any) -> list[Item]:
    return [item for raw in pubmed.documents(wanted, Options(**options), quick()) for item in parse(raw)]
