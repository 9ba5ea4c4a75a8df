"""Every number that became no fact, with the reason it was left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.context import PaperView, PassageView
from extractor.records import Fact, Measure, Number, NumberLeft

NUMBER = re.compile(r"\d+([.,·]\d+)*")  # what the contract counts as a number
_REASON = {
    "ci": "confidence_interval",
    "p_value": "p_value",
    "effect_estimate": "effect_estimate",
    "age": "age",
    "threshold": "threshold",
    "lab": "laboratory",
    "timepoint": "timepoint",
    "schedule": "schedule",
    "date": "date",
    "name": "name",
    "citation": "citation",
    "spread": "spread",
    "range": "range",
    "percent_range": "range",
    "ratio": "ratio",
    "grade": "grade",
    "dose": "amount",
}
_BASELINE = re.compile(
    r"\b(?:baseline|characteristic|female|male|women|men|sex|age|aged|history|comorbid|prevalence|diagnosed|smok|white|black|demographic|ethnic)\w*\b",
    re.I,
)
_VALUE_FIELDS = ("n", "low", "high", "numerator", "denominator", "percent", "ci_low", "ci_high")


def numbers_left(view: PaperView, facts: Sequence[Fact]) -> list[NumberLeft]:
    """In order of the text; a number inside a fact's span is not listed."""
    values = {v for f in facts for name in _VALUE_FIELDS if (v := getattr(f, name, None)) is not None}
    passages = sorted((*view.passages, *view.unread), key=lambda v: v.passage.ordinal)
    return [left for passage in passages for left in _in_passage(passage, facts, values)]


def _in_passage(passage: PassageView, facts: Sequence[Fact], values: set[Number]) -> Iterator[NumberLeft]:
    spans = [(f.start_char, f.end_char) for f in facts if f.ordinal == passage.passage.ordinal]
    for match in NUMBER.finditer(passage.text):
        if any(s <= match.start() and match.end() <= e for s, e in spans):
            continue
        measure = next((m for m in passage.measures if m.start <= match.start() and match.end() <= m.end), None)
        yield NumberLeft(
            paper_id=passage.passage.paper_id,
            ordinal=passage.passage.ordinal,
            start_char=match.start(),
            end_char=match.end(),
            quote=match[0],
            reason=_reason(passage, match.start(), match.end(), measure, values),
            low=measure.low if measure else None,
            high=measure.high if measure else None,
            unit=_unit(measure),
        )


def _unit(measure: Measure | None) -> str | None:
    if measure is None:
        return None
    return "%" if measure.kind in ("percent", "percent_range") else measure.unit


def _reason(passage: PassageView, start: int, end: int, measure: Measure | None, values: set[Number]) -> str:
    if unread := passage.passage.why_not_prose:
        return unread
    if any(begin <= start and end <= finish for begin, finish in passage.foreign):
        return "translation"
    if any(m.start <= start and end <= m.end for m in passage.mentions):
        return "name"
    if measure is None:
        return "unknown"
    if measure.kind in _REASON and not (measure.kind == "dose" and measure.low in values):
        return _REASON[measure.kind]
    stated = {v for v in (measure.low, measure.numerator) if v is not None}
    if stated and stated <= values:
        return "repeated"
    if passage.part == "background":
        return "background"
    sentence = passage.sentence_at(start)
    return "baseline" if _BASELINE.search(passage.text[sentence.start : sentence.end]) else "unknown"
