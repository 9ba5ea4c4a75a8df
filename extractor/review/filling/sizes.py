"""How many people were in a group, where a share does not say it: table headers, the text, equal groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.context import PassageView
from extractor.records import Measure, PatientCount
from extractor.review.filling.groups import SIDES, Sides
from extractor.review.filling.records import Figure, Spot
from extractor.review.filling.wording import Wording
from extractor.tables import TableReading

_EACH = re.compile(
    r"^\s?(?:[\w-]+ ){0,3}?(?:in|per|for|to|into) (?:each|both|either|every)(?: of)?(?: the)?(?: \w+){0,2} (?:groups?|arms?)\b|^\s?(?:in )?each\b",
    re.I,
)
_HALVES = re.compile(r"\b(?:two|2) (?:equal(?:ly)?(?:[- ]sized)? )(?:\w+ )?(?:groups?|arms?)|\bequally (?:\w+ ){0,3}(?:two|2) groups", re.I)
_LEAST = 0.12


@dataclass(frozen=True)
class Sizes:
    """The sizes of a row's two groups, the likelier first, and of everyone."""

    by_side: dict[str, list[Figure]]
    everyone: Figure | None

    def of(self, side: str) -> Figure | None:
        found = self.by_side[side]
        return found[0] if found else None


def sizes_of(
    views: Sequence[PassageView],
    counts: Sequence[PatientCount],
    readings: Sequence[TableReading],
    sides: Sides,
    wording: Wording,
) -> Sizes:
    """What the paper says of the sizes of the two groups."""
    by_side: dict[str, list[Figure]] = {side: [] for side in SIDES}
    stated = list(_stated(counts, readings))
    for side in SIDES:
        fits = [(sides.fit(wording.set_of(label), side), figure) for label, figure in stated]
        fits = [(fit, figure) for fit, figure in fits if fit >= _LEAST]
        times = {f.value: sum(g.value == f.value for _, g in fits) for _, f in fits}
        fits.sort(key=lambda item: (-round(item[0], 1), -times[item[1].value]))
        by_side[side] = [figure for _, figure in fits]
    totals = [c for c in counts if c.role in ("total", "enrolled", "evaluable")]
    whole = next((c for c in totals if c.role == "total"), totals[0] if totals else None)
    everyone = None if whole is None else Figure(whole.n, Spot(whole.ordinal, whole.start_char, whole.end_char))
    equal = next(_equal(views, everyone), None)
    for side in SIDES:
        if equal is not None and not by_side[side]:
            by_side[side].append(equal)
    return Sizes(by_side, everyone)


def _stated(counts: Sequence[PatientCount], readings: Sequence[TableReading]) -> Iterator[tuple[str, Figure]]:
    for reading in readings:
        for size in reading.sizes:
            if size.arm:
                yield size.arm, Figure(size.n, Spot(reading.grid.passage.ordinal, size.start, size.end))
    for count in counts:
        if count.role == "arm" and count.arm:
            yield count.arm, Figure(count.n, Spot(count.ordinal, count.start_char, count.end_char))


def _equal(views: Sequence[PassageView], everyone: Figure | None) -> Iterator[Figure]:
    """ "15 patients in each group"; half of everyone where two equal groups were made."""
    for view in views:
        for measure in view.measures:
            if _is_people(measure) and _EACH.match(view.text[measure.end :]):
                yield Figure(int(measure.low or 0), Spot(view.passage.ordinal, measure.start, measure.end))
    for view in views:
        if everyone and everyone.value % 2 == 0 and _HALVES.search(view.text):
            yield Figure(int(everyone.value) // 2, everyone.spot, derived=True)


def _is_people(measure: Measure) -> bool:
    return measure.kind in ("int", "word", "size") and isinstance(measure.low, int) and measure.low > 1
