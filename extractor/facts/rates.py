"""Shares of participants: rate patterns put numbers of a sentence together into numerator, denominator, percent, CI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.matching import Item, Line, Match, PatternSet
from extractor.records import Measure, Number


@dataclass(frozen=True, slots=True)
class Rate:
    """A share as written. What the text leaves out is None."""

    numerator: Number | None = None
    denominator: Number | None = None
    percent: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    pattern_id: str = ""
    confidence: float = 0.0

    @property
    def is_plausible(self) -> bool:
        whole = (self.numerator or 0) <= (self.denominator if self.denominator is not None else float("inf"))
        return whole and (self.percent is None or self.percent <= 100)


def rate_line(line: Line, patterns: PatternSet) -> Line:
    """The sentence with every share in it as one item of kind rate, the fullest patterns first."""
    if not any(item.kind in ("percent", "fraction", "int", "word") for item in line.items):
        return line
    for pattern in patterns.of("rate"):
        taken: list[Item] = []
        for match in pattern.find(line):
            rate = _rate(match)
            if rate and rate.is_plausible:
                start = min(i.start for i in match.slots.values() if i.kind != "people")
                end = max(i.end for i in match.slots.values())
                taken.append(Item("rate", start, end, rate))
        if taken:
            line = line.replace(taken)
    return line


def _rate(match: Match) -> Rate | None:
    values: dict[str, Any] = {"numerator": match.pattern.gives.get("numerator")}
    for name, item in match.slots.items():
        measure: Measure = item.value
        if item.kind == "fraction":
            values |= {"numerator": measure.numerator, "denominator": measure.denominator}
        elif name.startswith("ci"):
            values |= {"ci_low": measure.low, "ci_high": measure.high}
        elif item.kind != "people":
            values[name.removesuffix("_2")] = measure.low
    if any(isinstance(values.get(whole), float) for whole in ("numerator", "denominator")):
        return None
    return Rate(**values, pattern_id=match.pattern.id, confidence=match.pattern.confidence)
