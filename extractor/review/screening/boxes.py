"""What stands in the boxes of a flow diagram, in the words of PRISMA 2020 (Page et al., BMJ 2021;372:n71, Figure 1)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.review.screening.flow import Column, Counts, Flow, total

Text = list[tuple[str, int]]  # lines, each with how far in it stands


def boxes(flow: Flow) -> Iterator[list[Text]]:
    """Rows of up to four boxes: what goes on and what is left out, of databases and of other methods."""
    main, others = flow.main, flow.others
    removed = _listed("Records removed before screening:", main.removed or {"Duplicate records": 0})
    yield [list(_sources(flow)), removed, _listed("Records identified from:", others.identified)]
    yield [[_n("Records screened", main.screened)], _left_out("Records excluded", main.excluded, main, "screening")]
    columns = (main, others) if others.identified else (main,)
    yield [text for column in columns for text in _retrieval(column)]
    yield [text for column in columns for text in _eligibility(column)]
    yield [list(_included(flow))]
    if flow.pooled is not None:
        yield [[_n("Studies included in the meta-analysis", flow.pooled)]]


def _n(words: str, number: int, indent: int = 0) -> tuple[str, int]:
    return f"{words} (n = {number:,})", indent


def _listed(heading: str, counts: Counts) -> Text:
    return [(heading, 0), *(_n(name, number, 1) for name, number in counts.items())] if counts else []


def _sources(flow: Flow) -> Iterator[tuple[str, int]]:
    """Databases and registers, each kind with its sum and, where several are named, each of them."""
    yield "Records identified from:", 0
    registers = {name: n for name, n in flow.main.identified.items() if name in flow.registers}
    databases = {name: n for name, n in flow.main.identified.items() if name not in flow.registers}
    for kind, counts in (("Databases", databases), ("Registers", registers)):
        yield _n(kind, total(counts), 1)
        yield from (_n(name, number, 2) for name, number in counts.items() if name != kind)


def _left_out(words: str, counts: Counts, column: Column, stage: str) -> Text:
    """So many were left out, why, and how many wait for a decision."""
    reasons = [_n(reason, number, 1) for reason, number in counts.items() if reason]
    waiting = column.awaiting.get(stage, 0)
    return [_n(words, total(counts)), *reasons, *([_n("Not decided on yet", waiting)] if waiting else [])]


def _retrieval(column: Column) -> tuple[Text, Text]:
    left = _left_out("Reports not retrieved", {"": column.not_retrieved}, column, "retrieval")
    return [_n("Reports sought for retrieval", column.sought)], left


def _eligibility(column: Column) -> tuple[Text, Text]:
    left = _left_out("Reports excluded", column.ineligible, column, "eligibility")
    return [_n("Reports assessed for eligibility", column.assessed)], left


def _included(flow: Flow) -> Iterator[tuple[str, int]]:
    studies = flow.reports if flow.studies is None else flow.studies
    yield _n("Studies included in review", studies)
    if studies != flow.reports:
        yield _n("Reports of included studies", flow.reports)
