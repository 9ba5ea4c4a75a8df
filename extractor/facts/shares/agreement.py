"""What prose and tables of a paper say of the same thing: one fact with both places, or a contradiction to look at.

Nothing is resolved: two facts that disagree both stay, and the pair is listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.facts.sentences.likeness import words
from extractor.facts.sentences.restated import RateFact, both, fullness, name_of, same_statement
from extractor.records import AdverseEvent, Contradiction, Paper


def united(prose: Sequence[RateFact], tabled: Sequence[RateFact]) -> list[RateFact]:
    """Prose and tables as one list. Of a fact in both the table's stays, unless the text states more of it.

    Cells of one table are never each other's restatement.
    """
    kept: list[RateFact] = list(prose)
    by_number: dict[tuple[str, str, float], list[int]] = defaultdict(list)
    for i, fact in enumerate(kept):
        for key in _keys(fact):
            by_number[key].append(i)
    for fact in tabled:
        near = dict.fromkeys(i for key in _keys(fact) for i in by_number[key])
        at = next((i for i in near if _is_elsewhere(kept[i], fact) and same_statement(kept[i], fact)), len(kept))
        if at == len(kept):
            kept.append(fact)
        else:
            kept[at] = both(kept[at], fact, fullness(fact)[0] >= fullness(kept[at])[0])
        for key in _keys(fact):
            by_number[key].append(at)
    return kept


def _is_elsewhere(fact: RateFact, cell: RateFact) -> bool:
    """Whether no statement of a fact is in the table of a cell."""
    return cell.ordinal not in {fact.ordinal, *(place.ordinal for place in fact.elsewhere)}


def _keys(fact: RateFact) -> Iterator[tuple[str, str, float]]:
    """Numbers that two statements of one fact share."""
    if fact.numerator is not None:
        yield fact.TABLE, "n", fact.numerator
    if fact.percent is not None:
        yield fact.TABLE, "%", float(fact.percent)


def contradictions(facts: Sequence[RateFact], paper: Paper) -> list[Contradiction]:
    """Pairs of facts that name the same outcome, group, grade and time and differ in number, one in the abstract, the
    body or a table, the other in another of these. Within one of them such pairs are other times or other people."""
    parts = {p.ordinal: p.kind if p.kind in ("abstract", "table") else "body" for p in paper.passages}
    groups: dict[tuple[object, ...], list[RateFact]] = defaultdict(list)
    for fact in facts:
        grade = fact.grade if isinstance(fact, AdverseEvent) else None
        groups[(fact.TABLE, words(name_of(fact)), words(fact.arm or ""), grade, fact.timepoint)].append(fact)
    return [
        Contradiction(a.paper_id, a.TABLE, a.fact_id, b.fact_id, f"{_number(a)} here, {_number(b)} there")
        for group in groups.values()
        for i, a in enumerate(group)
        for b in group[i + 1 :]
        if parts[a.ordinal] != parts[b.ordinal] and _differ(a, b)
    ]


def _differ(a: RateFact, b: RateFact) -> bool:
    """Whether the same number is printed differently, of the same number of people."""
    if a.denominator is not None and b.denominator is not None and a.denominator != b.denominator:
        return False  # other people were looked at
    if a.numerator is not None and b.numerator is not None:
        return a.numerator != b.numerator
    return a.percent is not None and b.percent is not None and abs(a.percent - b.percent) >= 1


def _number(fact: RateFact) -> str:
    count = f"{fact.numerator:g}" if fact.numerator is not None else ""
    of = f"/{fact.denominator:g}" if count and fact.denominator is not None else ""
    percent = f"{fact.percent:g}%" if fact.percent is not None else ""
    return " ".join(filter(None, (f"{count}{of}", percent)))
