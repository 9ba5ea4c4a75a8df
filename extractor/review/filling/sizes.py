"""How many people were in a group, where a share does not say it: the text, table headers and rows, equal groups."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.context import PassageView
from extractor.records import Measure, Number, PatientCount
from extractor.review.filling.groups import SIDES, Sides
from extractor.review.filling.records import Figure, Spot
from extractor.review.filling.wording import Wording
from extractor.tables import TableReading
from extractor.tables.labels import read_label

_EACH = re.compile(
    r"^\s?(?:[\w-]+ ){0,3}?(?:in|per|for|to|into) (?:each|both|either|every)(?: of)?(?: the)?(?: \w+){0,2}"
    r" (?:groups?|arms?)\b"
    r"|^\s?(?:in )?each\b",
    re.I,
)
_HALVES = re.compile(
    r"\b(?:two|2) (?:equal(?:ly)?(?:[- ]sized)? )(?:\w+ )?(?:groups?|arms?)"
    r"|\bequally (?:\w+ ){0,3}(?:two|2) groups",
    re.I,
)
_OCCURRED = re.compile(r"\b(?:occurred|seen|observed|reported|noted|found|developed) (?:in|by|among) $", re.I)
_CLAUSE = re.compile(r";|, (?=and\b|while\b|whereas\b)")
_SAME_PEOPLE = re.compile(r"\b(?:pre|before|baseline|prior)\b", re.I)
_AGAINST = re.compile(r"\b(?:vs\.?|versus|minus|difference)\b", re.I)
_LABEL = 90  # characters before "(n = 40)" that may name the group
_LEAST = 0.08
_FEWEST = 3  # people in a group
_ALIKE = 0.6  # of the best label's fit: a form says more of a group than its label
_OF_TABLE = 1.2  # headers are exact where sentences tell of parts of a group
_UNSURE = 0.2


@dataclass(frozen=True, slots=True)
class Sized:
    """A size as stated. `trust`: text and headers before rows of numbers."""

    label: str
    figure: Figure
    trust: float


@dataclass(frozen=True)
class Sizes:
    """The sizes that the paper states of a row's two groups, the likelier first."""

    by_side: dict[str, list[Figure]]
    others: tuple[Figure, ...] = ()  # all other whole numbers of tables

    def of(self, side: str) -> Figure | None:
        """The likeliest."""
        return next(iter(self.by_side[side]), None)

    def near(self, side: str, spot: Spot) -> list[Figure]:
        """Those stated nearest first."""
        return sorted(self.by_side[side], key=lambda figure: abs(figure.spot.ordinal - spot.ordinal))


def stated_sizes(
    views: Sequence[PassageView], counts: Sequence[PatientCount], readings: Sequence[TableReading]
) -> list[Sized]:
    """All sizes of groups that a paper states, whosever they are."""
    return [*_of_text(views, counts), *_of_headers(readings), *_of_rows(readings)]


def sizes_of(stated: Sequence[Sized], sides: Sides, wording: Wording, for_all: Sequence[Figure]) -> Sizes:
    """The sizes of a row's two groups; `for_all` holds where no size of a group's own is stated."""
    by_side = {side: list(_of_side(stated, side, sides, wording)) or list(for_all) for side in SIDES}
    return Sizes(by_side)


def _of_side(stated: Sequence[Sized], side: str, sides: Sides, wording: Wording) -> Iterator[Figure]:
    fits = [(sides.fit(wording.set_of(s.label), side), s) for s in stated]
    best = max((fit * s.trust for fit, s in fits), default=0.0)
    fits = [(fit, s) for fit, s in fits if fit >= _LEAST and fit >= _ALIKE * best]
    if any(s.trust >= 1 for _, s in fits):
        fits = [(fit, s) for fit, s in fits if s.trust > _UNSURE]
    support: dict[Number, dict[int, float]] = defaultdict(dict)  # by size and passage
    for fit, s in fits:
        at = s.figure.spot.ordinal
        support[s.figure.value][at] = max(fit * s.trust, support[s.figure.value].get(at, 0.0))
    fits.sort(key=lambda item: -sum(support[item[1].figure.value].values()))
    yield from (s.figure for _, s in fits)


def _of_text(views: Sequence[PassageView], counts: Sequence[PatientCount]) -> Iterator[Sized]:
    for count in counts:
        if count.role == "arm" and count.arm and count.n >= _FEWEST and not _AGAINST.search(count.arm):
            yield Sized(count.arm, Figure(count.n, Spot(count.ordinal, count.start_char, count.end_char)), 1.0)
    for view in views:
        for sentence in view.sentences:
            last = sentence.start
            for m in (m for m in view.measures if sentence.start <= m.start and m.end <= sentence.end):
                if m.kind == "size" and isinstance(m.low, int) and m.low >= _FEWEST:
                    label = _CLAUSE.split(view.text[max(last, m.start - _LABEL) : m.start])[-1]
                    yield Sized(label, Figure(m.low, Spot(view.passage.ordinal, m.start, m.end)), 1.0)
                    last = m.end


def _of_headers(readings: Sequence[TableReading]) -> Iterator[Sized]:
    for reading in readings:
        for size in reading.sizes:
            if size.arm and size.n >= _FEWEST:
                spot = Spot(reading.grid.passage.ordinal, size.start, size.end)
                yield Sized(size.arm, Figure(size.n, spot), _OF_TABLE)


def _of_rows(readings: Sequence[TableReading]) -> Iterator[Sized]:
    """Groups that are rows: their number in a column of numbers, and what a table of baseline values counts."""
    for reading in readings:
        ordinal = reading.grid.passage.ordinal
        for row in reading.grid.rows:
            label = read_label(row.label)
            if label.size and label.size >= _FEWEST:
                yield Sized(label.words, Figure(label.size, Spot(ordinal, row.start, row.end)), _OF_TABLE)
        for share in reading.shares if reading.topic != "laboratory" else ():
            if not isinstance(share.numerator, int) or share.numerator < _FEWEST:
                continue
            is_size = share.percent is None and share.heading.inner.strip().lower() in ("n", "no.", "number")
            if is_size or reading.topic == "baseline" or "baseline" in reading.grid.caption.lower():
                name = f"{share.meaning.term} {share.arm or ''}"
                spot = Spot(ordinal, share.start, share.end)
                yield Sized(name, Figure(share.numerator, spot), 0.3 if is_size else _UNSURE)


def whole_numbers(readings: Sequence[TableReading]) -> Iterator[Figure]:
    """The cells that are a whole number alone: samples, days, people."""
    for reading in readings:
        for row in reading.grid.rows:
            for cell in row.cells:
                shown = reading.grid.printed(cell)
                if shown.shape == "#" and isinstance(shown.figures[0].value, int):
                    spot = Spot(reading.grid.passage.ordinal, cell.start, cell.end)
                    yield Figure(shown.figures[0].value, spot)


def equal_sizes(views: Sequence[PassageView], everyone: Figure | None) -> Iterator[Figure]:
    """ "15 patients in each group"; half of everyone where two equal groups were made."""
    for view in views:
        for measure in view.measures:
            occurred = _OCCURRED.search(view.text, max(0, measure.start - 30), measure.start)
            if _is_people(measure) and not occurred and _EACH.match(view.text[measure.end : measure.end + 80]):
                yield Figure(int(measure.low or 0), Spot(view.passage.ordinal, measure.start, measure.end))
    for view in views:
        if everyone and everyone.value % 2 == 0 and _HALVES.search(view.text):
            yield Figure(int(everyone.value) // 2, everyone.spot, derived=True)


def are_same_people(intervention: str, comparator: str) -> bool:
    """Whether a form compares the same people with themselves, before and after."""
    return bool(_SAME_PEOPLE.search(comparator.replace("-", " "))) and not _SAME_PEOPLE.search(
        intervention.replace("-", " ")
    )


def everyone_of(counts: Sequence[PatientCount]) -> Figure | None:
    """How many people took part."""
    for role in ("total", "enrolled", "evaluable"):
        for count in counts:
            if count.role == role:
                return Figure(count.n, Spot(count.ordinal, count.start_char, count.end_char))
    return None


def _is_people(measure: Measure) -> bool:
    return measure.kind in ("int", "word", "size") and isinstance(measure.low, int) and measure.low >= _FEWEST
