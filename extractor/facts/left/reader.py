"""Every number that became no fact, with the reason it was left and its typed value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.facts.context import PaperView, PassageView
from extractor.facts.left.places import Place
from extractor.facts.left.reasons import Stated, reason
from extractor.records import Fact, Measure, Number, NumberLeft

NUMBER = re.compile(r"\d+([.,·]\d+)*")  # what the contract counts as a number
_SPREAD = re.compile(r"±|\+/?[-−]")
_UNTYPED = ("name", "citation", "numbering", "table", "metadata", "translation")
_RANGES = ("ci", "spread", "dose", "range", "percent_range", "ratio", "grade")
_JOINED = re.compile(r"\d[^\d\s]{0,3}\s?(?:--?|∼|~|–|—|−|‐|\bto|\bthrough)\s?[-−–]?[\d.·]")
_BETWEEN = re.compile(r"\b(?:between|from|extremes of) [\d.·]|\b(?:between|from)\b")
_OF_LIMITS = ("confidence_interval", "spread")
_PAIR = re.compile(
    r"(?:[(\[{]|\d[;,] |\b[BC]I(?: 9\d ?%)?[:,=]? ?)\s?[-−–‒]?\s?(?=(?P<low>\.?\d[\d.·]*)\s?%?"
    r"(?:, ?|; ?| ?(?:--?|–|—|‒) ?| to )(?:[-−–‒]\s?)?(?P<high>\.?\d[\d.·]*)\s?%?\s?[)\]};,])"
)
_WIDEST = 30  # characters of an interval beside one of its ends
_WITH_UNIT = ("timepoint", "age", "lab", "schedule", "spread")


CellReasons = Mapping[int, Sequence[tuple[int, int, str]]]  # by passage: cells, and why their numbers are no fact


def numbers_left(view: PaperView, facts: Sequence[Fact], cells: CellReasons | None = None) -> list[NumberLeft]:
    """In order of the text; a number inside a fact's span is not listed."""
    stated = Stated.by(list(facts))
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    repeated: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for fact in facts:
        spans[fact.ordinal].append((fact.start_char, fact.end_char))
        for place in fact.elsewhere:
            repeated[place.ordinal].append((place.start_char, place.end_char, "repeated"))
    passages = sorted((*view.passages, *view.unread), key=lambda v: v.passage.ordinal)
    return [
        left
        for passage in passages
        for at in [passage.passage.ordinal]
        for left in _in_passage(passage, spans[at], [*repeated[at], *(cells or {}).get(at, ())], stated)
    ]


def _in_passage(
    passage: PassageView, spans: Sequence[tuple[int, int]], known: Sequence[tuple[int, int, str]], stated: Stated
) -> Iterator[NumberLeft]:
    for match in NUMBER.finditer(passage.text):
        if any(s <= match.start() and match.end() <= e for s, e in spans):
            continue
        place = Place(passage, match.start(), match.end(), _measure_at(passage, match.start(), match.end()))
        why = next((r for s, e, r in known if s <= match.start() and match.end() <= e), None) or reason(place, stated)
        low, high = _values(place, why) if why not in _UNTYPED else (None, None)
        yield NumberLeft(
            paper_id=passage.passage.paper_id,
            ordinal=passage.passage.ordinal,
            start_char=match.start(),
            end_char=match.end(),
            quote=match[0],
            reason=why,
            low=low,
            high=high,
            unit=None if low is None else _unit(passage.text, place.measure),
        )


def _measure_at(passage: PassageView, start: int, end: int) -> Measure | None:
    """The measure that holds a number, else one that shares a part of it."""
    first = bisect_right(passage.measures, start, key=lambda m: m.end)
    measure = passage.measures[first] if first < len(passage.measures) else None
    return measure if measure and measure.start < end else None


def _values(place: Place, why: str) -> tuple[Number | None, Number | None]:
    """Low and high of the measure where the number is one of them, as in a range; else the number alone.

    The 95 of a 95% interval and the deviation of 5.2 ± 1.1 are numbers of their own.
    """
    measure, own = place.measure, place.value
    if place.is_power or (why == "p_value" and own is not None and own > 1):
        return None, None  # the point of "p = 003" is lost
    if why in _OF_LIMITS and (limits := _limits(place)):
        return limits
    if measure is None or own is None or _SPREAD.search(place.passage.text, measure.start, measure.end):
        return own, None
    if measure.kind == "ratio" and why == "timepoint":
        return own, None  # 11:30 am
    ends = [v for v in (measure.low, measure.high) if v is not None]
    is_ordered = len(ends) > 1 and (ends[0] <= ends[1] or measure.kind == "ratio")  # not "from 13.6 to 7.9"
    if is_ordered and abs(own) in map(abs, ends) and _is_range(place.passage.text, measure):
        return measure.low, measure.high
    if measure.kind == "dose" and measure.low is not None and measure.high is None:
        return (-measure.low if own < 0 else measure.low), None
    return own, None


def _limits(place: Place) -> tuple[Number, Number] | None:
    """Both ends, with their signs, where a number is one of two that stand alone in a bracket or behind an estimate:
    (1.27, 1.57), 0.10 (-0.53-0.66), (0.82; 0.70 to 0.95)."""
    text = place.passage.text
    for pair in _PAIR.finditer(text, max(0, place.start - _WIDEST), place.end + _WIDEST):
        if place.start in (pair.start("low"), pair.start("high")):
            low, high = (Place(place.passage, *pair.span(end), place.measure).value for end in ("low", "high"))
            if low is not None and high is not None and low <= high:  # else an estimate before its interval
                return low, high
    return None


def _is_range(text: str, measure: Measure) -> bool:
    """Whether low and high are the ends of a range, not two of a list: "2 to 9 hr", no "2 and 9 hr"."""
    whole = text[measure.start : measure.end]
    if measure.kind in _RANGES:
        return True
    if re.search(r",\s", whole):
        return False
    return bool(_JOINED.search(whole) or _BETWEEN.search(text, max(0, measure.start - 20), measure.end))


_UNIT_BEHIND = re.compile(r"\d[\s-]?([^\d\s±+()]+(?: ?[A-Z][a-z]*)?)$")
# 300 mg/L is another thing than 300 mg
_PER = re.compile(
    r"(?:\s?/\s?(?:\d+ )?(?:[dmµμnpfk]?[Llgm][²³23]?|mm[²³23]|cm[²³23]?|[mµμnp]?mol|k?cal|k?J|min|h(?:r|our)?|s(?:ec)?|"
    r"d(?:ay)?|w(?:ee)?k|month|y(?:ea)?r?|kg|cells?|animal|egg|plant|ha)\b)+"
)
_UNIT_BEFORE = re.compile(r"[A-Za-z]+(?=[ -]?\d)")


def _unit(text: str, measure: Measure | None) -> str | None:
    """The unit as written, with what it is per where that is measured."""
    if measure is None:
        return None
    if measure.kind in ("percent", "percent_range"):
        return "%"
    unit = measure.unit or _unit_as_written(text, measure)
    if unit is None or measure.kind != "lab":
        return unit
    per = _PER.match(text, text.find(unit, measure.start) + len(unit))
    return unit + per[0].replace(" ", "") if per else unit


def _unit_as_written(text: str, measure: Measure) -> str | None:
    if measure.kind not in _WITH_UNIT:
        return None
    tail = _UNIT_BEHIND.search(text[measure.start : measure.end])
    head = _UNIT_BEFORE.match(text, measure.start, measure.end) if measure.kind == "timepoint" else None
    return tail[1] if tail else head[0] if head else None
