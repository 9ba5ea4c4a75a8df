"""Shares in sentences: number, denominator and percentage that stand together as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.records import Measure, Number
from extractor.review.filling.records import ArmNumbers, Figure, Spot, decimals

_COUNTS = ("int", "word", "size")
_BEFORE_BRACKET = re.compile(r"\s?(?:(?!and\b|or\b|vs\b|versus\b)[\w-]+\s){0,3}?[(\[]\s?(?:n\s?=\s?)?")
_OUT_OF = re.compile(r"\s?[)\]]?\s?(?:[\w-]+ )?(?:of|out of|from)\s(?:the |a total of |all )?")
_OF = re.compile(r"\s?[)\]]?\s?(?:of|out of)\s(?:the )?")
_BESIDE = re.compile(r"\s?[,;=:]?\s?[(\[]?\s?(?:or |i\.e\.,? |that is,? )?")
_PEOPLE = (
    r"patients?|subjects?|participants?|women|men|children|infants|adults|cases?|individuals|people|persons|mothers|boys|"
    r"girls|students|volunteers|eyes|teeth|sites|deaths?|births?|pregnancies|embryos|residents|controls"
)
_COUNTED = re.compile(rf"\s(?:(?!and\b|or\b)[\w-]+ ){{0,2}}?(?:{_PEOPLE})\b", re.I)
_ASSIGNED = re.compile(  # "50 patients were analysed": a size
    r"\s(?:(?:were|was|had been|who) )?(?:analy[sz]ed|randomi[sz]ed|included|assigned|allocated|enrolled|recruited"
    r"|evaluated|evaluable|assessed)\b",
    re.I,
)
_ENDS = re.compile(r"\s?(?:$|[.,;)(]|in\b|and\b|vs\b|versus\b|compared|for\b|among\b|while|whereas|but\b|of\b)", re.I)
_WAS = re.compile(r"(?:\b(?:was|were|is|had|by|in|to|:|=|,|group|arm|and|versus|vs\.?)|[(;:=,])\s?$", re.I)
_NOTHING = (  # "no difference" is no zero
    r"differences?|other|further|(?<!adverse )(?<!side )effects?|longer|more|less|evidence|data|changes?|need|clear"
    r"|increases?|decreases?|reductions?|improvements?|relationships?|associations?|role|competing|conflicts?|funding"
)
_NONE = re.compile(
    rf"\b(?:(?:none|neither)\b|no (?!(?:[\w-]+ ){{0,3}}?(?:{_NOTHING})\b)"
    r"|did not (?:experience|develop|have|show|occur)"
    r"|(?:was|were) not (?:observed|seen|reported|detected))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class SaidShare:
    """A share of a sentence. `is_bare`: a number without any percentage or denominator; `is_none`: "no deaths"."""

    start: int
    end: int
    events: Measure | None = None
    denominator: Number | None = None
    percent: Measure | None = None
    count: Number | None = None
    is_none: bool = False

    @property
    def is_bare(self) -> bool:
        return self.percent is None and self.denominator is None

    def numbers(self, ordinal: int) -> ArmNumbers:
        """The same as figures with their places."""
        spot = Spot(ordinal, self.start, self.end)
        percent = None
        if self.percent is not None and self.percent.low is not None:
            percent = Figure(
                self.percent.low, Spot(ordinal, self.percent.start, self.percent.end), places=decimals(self.percent.low)
            )
        return ArmNumbers(
            events=None if self.count is None else Figure(self.count, spot, derived=self.is_none),
            total=None if self.denominator is None else Figure(self.denominator, spot),
            percent=percent,
        )


def shares_of(text: str, start: int, end: int, measures: Sequence[Measure]) -> list[SaidShare]:
    """The shares of a sentence in order."""
    here = [m for m in measures if start <= m.start and m.end <= end]
    found = [*_numbered(text, here, end), *_absent(text, start, end)]
    return sorted(found, key=lambda share: share.start)


def _numbered(text: str, here: Sequence[Measure], end: int) -> Iterator[SaidShare]:
    at = 0
    while at < len(here):
        one = here[at]
        after = list(here[at + 1 : at + 3])
        share, taken = _share(text, one, after, end)
        if share:
            yield share
        at += taken


def _share(text: str, one: Measure, after: list[Measure], end: int) -> tuple[SaidShare | None, int]:
    """The share that begins with a measure, and how many measures it takes."""
    two = after[0] if after else None
    gap = text[one.end : two.start] if two else ""
    if one.kind == "fraction":
        if two and two.kind == "percent" and _BESIDE.fullmatch(gap):
            return SaidShare(one.start, two.end, one, one.denominator, two, one.numerator), 2
        return SaidShare(one.start, one.end, one, one.denominator, None, one.numerator), 1
    if one.kind == "percent":
        return _led_by_percent(text, one, two, gap)
    if one.kind not in _COUNTS or isinstance(one.low, float):
        return None, 1
    if two and two.kind in ("percent", "fraction") and _BEFORE_BRACKET.fullmatch(gap):
        return _with_bracket(text, one, two, after[1] if len(after) > 1 else None)
    if one.kind == "size":
        return None, 1
    if two and two.kind in ("int", "word") and _OUT_OF.fullmatch(gap) and (two.low or 0) >= (one.low or 0):
        third = after[1] if len(after) > 1 else None
        if third and third.kind == "percent" and _BEFORE_BRACKET.fullmatch(text[two.end : third.start]):
            return SaidShare(one.start, third.end, one, two.low, third, one.low), 3
        return SaidShare(one.start, two.end, one, two.low, None, one.low), 2
    if _is_count(text, one, end):
        return SaidShare(one.start, one.end, one, None, None, one.low), 1
    return None, 1


def _with_bracket(text: str, one: Measure, two: Measure, third: Measure | None) -> tuple[SaidShare | None, int]:
    """ "8 patients (38.1%)", "8 (8/21)", "84 (80.8%) of 104"."""
    if two.kind == "fraction":
        return SaidShare(one.start, two.end, one, two.denominator, None, one.low), 2
    if third and third.kind in ("int", "word") and _OF.fullmatch(text[two.end : third.start]):
        return SaidShare(one.start, third.end, one, third.low, two, one.low), 3
    return SaidShare(one.start, two.end, one, None, two, one.low), 2


def _led_by_percent(text: str, one: Measure, two: Measure | None, gap: str) -> tuple[SaidShare | None, int]:
    """ "38.1% (8/21)", "45% (n = 23)", "38.1% of 21 patients", "38.1%"."""
    if two and two.kind == "fraction" and _BEFORE_BRACKET.fullmatch(gap):
        return SaidShare(one.start, two.end, two, two.denominator, one, two.numerator), 2
    if two and two.kind in _COUNTS and isinstance(two.low, int):
        if _BEFORE_BRACKET.fullmatch(gap):
            return SaidShare(one.start, two.end, two, None, one, two.low), 2
        if _OF.fullmatch(gap) and _COUNTED.match(text, two.end):
            return SaidShare(one.start, two.end, None, two.low, one), 2
    return SaidShare(one.start, one.end, None, None, one), 1


def _is_count(text: str, one: Measure, end: int) -> bool:
    """Whether a number alone counts people: what follows says so, or it ends a statement that led up to it."""
    if counted := _COUNTED.match(text[one.end : end]):
        return not _ASSIGNED.match(text[one.end + counted.end() : end])
    return one.kind == "int" and bool(_ENDS.match(text[one.end : end]) and _WAS.search(text[: one.start]))


def _absent(text: str, start: int, end: int) -> Iterator[SaidShare]:
    for match in _NONE.finditer(text, start, end):
        yield SaidShare(match.start(), match.end(), count=0, is_none=True)
