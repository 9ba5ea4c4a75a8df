"""`ids`: PMID, PMCID and DOI of papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from extractor.commands.summary import console
from extractor.errors import ExtractorError
from extractor.sources import Named, entrez
from extractor.sources.entrez import Ids
from extractor.sources.eutils import EUtils

_BATCH = 200


def show(papers: Sequence[str], as_json: bool) -> None:
    """A row for each paper, as typed. Papers that PubMed does not know have no ids; where it knows none, an error."""
    named = [_named(paper) for paper in papers]
    with EUtils() as eutils:
        pmids = {one: entrez.by_doi(eutils, one.removeprefix("DOI:")) for one in named if one.startswith("DOI:")}
        asked = {one: pmids.get(one) or one.removeprefix("PMID:") for one in named}
        found: dict[str, Ids] = {}
        for start in range(0, len(asked), _BATCH):
            batch = tuple(dict.fromkeys(list(asked.values())[start : start + _BATCH]))
            if records := tuple(uid for uid in batch if uid.isdigit()):
                found |= entrez.ids_of(eutils, "pubmed", records)
            if articles := tuple(uid for uid in batch if uid.startswith("PMC")):
                found |= entrez.ids_of(eutils, "pmc", articles)
    rows = [(paper, found.get(asked[one], Ids())) for paper, one in zip(papers, named, strict=True)]
    if not found:
        raise ExtractorError(f"PubMed knows none of these papers: {', '.join(papers[:3])}.")
    if as_json:
        for paper, ids in rows:
            print(json.dumps({"id": paper, **asdict(ids)}))
        return
    table = Table("paper", "PMID", "PMCID", "DOI", box=None, header_style="bold", pad_edge=False)
    for paper, ids in rows:
        table.add_row(paper, *(value or "-" for value in (ids.pmid, ids.pmcid, ids.doi)))
    console().print(table)


def _named(paper: str) -> str:
    """`PMID:1`, `PMC1` or `DOI:10.1/x`; a bare number is a PMID."""
    named = Named()
    named.add_id(f"PMID:{paper}" if paper.strip().isdigit() else paper)
    [one] = (*(f"PMID:{p}" for p in named.pmids), *named.pmcids, *(f"DOI:{d}" for d in named.dois))
    return one
