"""A number where it stands: its measure, its value, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.facts.context import PassageView
from extractor.facts.left.cues import cue
from extractor.lazy import cached_property
from extractor.measures import number_value
from extractor.measures.numbers import SCALES
from extractor.records import Measure, Number

YEAR = re.compile(r"(?:19|20)\d\d$")
_SIGN = re.compile(
    r"(?:(?:^|[\s(\[=,;:<>$€£¥])[-−–‒]|(?:[(\[=,;:<>]|\b(?:to|and|of|was|CI|[SW]?MD|differences?|coefficients?|β))"
    r"\s?[-−–‒]\s)[$€£¥]?$"
)
_SIGN_REACH = len("coefficients - €") + 1
_SPACED = re.compile(r"(?<![\d.,·])\d{1,3}(?: \d{3})+(?:\.\d\d)?(?![\d·]|[.,]\d)")  # 12 958 130
_RAISED = r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
_POWER = rf"\s?[×xX]\s?10\s?(?P<power>{_RAISED})"
# Of p values, which have no unit: "5.62 × 10-7", "2.36E-04". Elsewhere "5 × 10-12" may be two sizes.
_SMALL_POWER = rf"(?:\s?[×xX]\s?10\s?\^?|[eE]\s?)(?P<power>[-−–]\s?\d+|{_RAISED})"
_TIMES_TEN = {is_p_value: re.compile(rf"\d{power}") for is_p_value, power in ((True, _SMALL_POWER), (False, _POWER))}
_SCALED = re.compile(rf" ({'|'.join(SCALES)})\b")
_HALF = re.compile(
    r"(?:(?<![\w.,·/])(?P<whole>\d{1,2}) )?(?<![\d.,·/])(?P<a>[13])/(?P<b>[24])(?=[ -](?:hours?|days?|weeks?|months?"
    r"|years?|hr?s?|min|yrs?)\b)"
)  # 2 1/2 hours
_BEGINS_CLAUSE = re.compile(r", (?:and|but|while|whereas|with) $")  # "..., and 43% smoked"; not the end of a list
_ENDS_LIST = re.compile(
    r"\s?%?\s?(?:[(\[,;.)/±]|$|and\b|or\b|vs\b|\+|for\b|in\b|at\b|(?:month|year|week|day|hour|min)s?\b)"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_WIDE = 16  # characters on either side, within which the other parts of a number stand


@dataclass(frozen=True)
class Place:
    """A number of a passage, with its measure and the words around it."""

    passage: PassageView
    start: int
    end: int
    measure: Measure | None

    @cached_property
    def quote(self) -> str:
        return self.passage.text[self.start : self.end]

    @cached_property
    def value(self) -> Number | None:
        """The number itself, with its sign, its thousands and its power of ten."""
        try:
            bare = self.start and self.passage.text[self.start - 1] in ".·"  # .05 of p < .05
            number = number_value(f"0.{self.quote}" if bare and self.quote.isdigit() else self.quote)
        except ValueError:
            return None
        if YEAR.fullmatch(self.quote):
            return number  # 1993 –2017
        number = self.in_parts if self.in_parts is not None else number
        if (power := self._scientific) and not self.is_power:
            number = float(f"{number}e{power['power'].translate(_SUPERSCRIPT).replace(' ', '')}")
        elif scale := _SCALED.match(self.after):
            number = round(number * SCALES[scale[1]], 6)
        return -number if _SIGN.search(self.before.rstrip(".·")[-_SIGN_REACH:]) else number

    @cached_property
    def is_power(self) -> bool:
        """Whether it is the 10 or the exponent of the number before it: 5.62 × 10-7, 2.36E-04."""
        return self._scientific is not None and self._scientific.start() < self.start

    @cached_property
    def _scientific(self) -> re.Match[str] | None:
        """From the last figure of a number to its power of ten."""
        return self._around(_TIMES_TEN[self.measure is not None and self.measure.kind == "p_value"], self.end - 1)

    @cached_property
    def in_parts(self) -> Number | None:
        """The whole of a number that is written in parts: 12 958 130, 2 1/2 hours."""
        if half := self.half:
            return int(half["whole"] or 0) + int(half["a"]) / int(half["b"])
        whole, measure = self._around(_SPACED), self.measure
        if whole is None or measure is None or whole.start() < measure.start or measure.end < whole.end():
            return None  # "in 2014 125 men"
        return number_value(whole[0]) if "." not in whole[0] else float(whole[0].replace(" ", ""))

    @cached_property
    def half(self) -> re.Match[str] | None:
        """2 1/2 hours."""
        return self._around(_HALF)

    def _around(self, regex: re.Pattern[str], start: int | None = None) -> re.Match[str] | None:
        """The match that holds the number, or, where a start is given, at least what stands from there to its end."""
        found = regex.finditer(self.passage.text, max(0, self.start - _WIDE), self.end + _WIDE)
        first = self.start if start is None else start
        return next((m for m in found if m.start() <= first and self.end <= m.end()), None)

    @cached_property
    def before(self) -> str:
        """The sentence up to the number."""
        sentence = self.passage.sentence_at(self.start)
        return self.passage.text[sentence.start : self.start]

    @cached_property
    def after(self) -> str:
        sentence = self.passage.sentence_at(self.start)
        return self.passage.text[self.end : max(sentence.end, self.end)]

    @cached_property
    def cue(self) -> str | None:
        begins_clause = _BEGINS_CLAUSE.search(self.before[-10:]) and not _ENDS_LIST.match(self.after)
        return None if begins_clause else cue(self.before)
