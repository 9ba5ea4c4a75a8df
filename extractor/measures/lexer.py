"""Characters to typed measures: every number of a text gets one kind, decided from the characters around it.

Rules run in order and a character belongs to the first rule that takes it, so `95% CI 12-30` is one interval and never
a percent. What a rule does not recognise stays an `int`, `decimal` or `word`, for the patterns to give a meaning.

Kinds: ci, p_value, effect_estimate, grade, name, dose, lab, age, timepoint, schedule, date, spread, size (n = 45),
fraction (7/12), percent, percent_range, range, threshold, ratio, citation, int, decimal, word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.literals import Sieve, needed
from extractor.measures.builders import Match, Rule, grade_text
from extractor.measures.numbers import ONE, WORDS
from extractor.measures.rules import rules
from extractor.records import Measure

__all__ = ["grade_text", "lex"]


_BREAK = re.compile(r" (?=[A-Z])(?<=[.;?!)] )")  # no measure runs over such a place, not even "P. = .03"
_DIGIT = re.compile(r"[\d₀-₉]")
_NUMBER_WORD = re.compile(rf"\bgrades? [IV]|{WORDS}|{ONE}", re.I)
_NEEDED_BY_WORDS = needed(_NUMBER_WORD)


_HYPHENS = ("\u2010", "\u2011", "\u2012")  # COVID‑19, with a hyphen that does not break; 12‒15, with a figure dash


def lex(text: str) -> list[Measure]:
    """All measures of a text, in order, without overlap."""
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    taken = bytearray(len(text))
    found: list[Measure] = []
    for start, end in _stretches(text):
        stretch = text[start:end]
        passed = _sieve().passed(stretch, stretch.casefold())
        begins: dict[re.Pattern[str] | None, list[int] | None] = {None: None}
        for at, rule in enumerate(rules()):
            if not passed >> at & 1 or (rule.holds and not rule.holds.search(text, start, end)):
                continue
            if rule.begins is not None and rule.begins not in begins:  # many rules begin alike
                begins[rule.begins] = [match.start() for match in rule.begins.finditer(text, start, end)]
            places = begins[rule.begins]
            if not places and (places is not None or not rule.regex.search(text, start, end)):
                continue  # so with most rules
            for match in _free(rule, text, start, end, taken, places):
                for measure in _measures(rule, match):
                    found.append(measure)
                    taken[measure.start : measure.end] = b"\1" * (measure.end - measure.start)
    return sorted(map(_decimal, found), key=lambda m: m.start)


@cache
def _sieve() -> Sieve:
    return Sieve([rule.needed for rule in rules()])


def _free(
    rule: Rule, text: str, start: int, end: int, taken: bytearray, begins: Sequence[int] | None
) -> Iterator[Match]:
    """A rule's matches among the characters that no earlier rule took; past such a character it looks again."""
    while match := _next(rule.regex, text, start, end, taken, begins):
        first = taken.find(1, match.start(), match.end())
        if first < 0:
            start = max(match.end(), match.start() + 1)
            if match.end() > match.start():
                yield match
        else:
            free = taken.find(0, first, end)
            start = free if free >= 0 else end


def _next(
    regex: re.Pattern[str], text: str, start: int, end: int, taken: bytearray, begins: Sequence[int] | None
) -> Match | None:
    """The next match, at one of the places where it can begin, if these are known."""
    if begins is None:
        return regex.search(text, start, end)
    for at in begins:
        if at >= start and not taken[at] and (match := regex.match(text, at, end)):
            return match
    return None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text that hold a number: most hold none, and need no rule."""
    start = 0
    for end in [*(m.start() for m in _BREAK.finditer(text)), len(text)]:
        if _DIGIT.search(text, start, end) or _holds_word(text, start, end):
            yield start, end
        start = end


def _holds_word(text: str, start: int, end: int) -> bool:
    """Whether there is a number in words."""
    stretch = text[start:end]
    return _NEEDED_BY_WORDS.is_in(stretch, stretch.casefold()) and bool(_NUMBER_WORD.search(text, start, end))


def _measures(rule: Rule, match: Match) -> list[Measure]:
    """A rule's measures; none where its text only looked like numbers ("one two")."""
    try:
        return rule.build(rule.kind, match)
    except ValueError:
        return []


def _decimal(measure: Measure) -> Measure:
    if measure.kind == "int" and isinstance(measure.low, float):
        return Measure("decimal", measure.start, measure.end, measure.low)
    return measure
