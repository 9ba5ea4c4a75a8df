"""Shares of participants: rate patterns put numbers of a sentence together into numerator, denominator, percent, CI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line, Match, PatternSet
from extractor.measures.numbers import FIGURE, value
from extractor.records import Measure, Number

_SHARE_KINDS = frozenset(("percent", "fraction", "int", "word", "spread", "percent_range"))
_LABEL = re.compile(
    r"(?:\b(?:groups?|arms?|cohorts?|levels?|scores?|grades?|stages?|types?|cycles?|parts?|version|scores? of)| [x×]|"
    r"[=<>≥≤+]|(?-i:\b[A-Z]{4,})) ?$",
    re.I,
)
_OF_SO_MANY = re.compile(r"\s(?:out\s)?of\s(?:the\s|all\s)?\d")
# "nearly one in five children (19%)", "three times more common with A (19%)"
_ONE_IN = re.compile(r"\b(?<!group )(?<!grade )(?:one|two|three) in $", re.I)
_COMPOUND = re.compile(r"-[a-z]{3}")  # 61% of two-level fusions: of more than two
_TIMES_MORE = re.compile(r"(?:-fold|\s(?:times|fold))\s(?:as|more|less|higher|greater|lower|commoner|the|that)\b", re.I)
_NAMED = re.compile(r"\b(?:control|placebo|sham|intervention|experimental|treated) (?:groups?|arms?|cohorts?) $", re.I)
_NUMBER_NEXT = re.compile(r"\s\d")
_LABEL_REACH = len(" cohorts x ") + 1  # with the character before, which decides whether a word begins
_GRADE = re.compile(r"\s?grade\b", re.I)
# "an acuity of 20/40 or better", "TIMI 2/3", "the pre-TIMI 0/1 group": a measurement, though it is written as a share.
_MEASURED = re.compile(
    r"\b(?:(?:visual )?acuity|BCVA|CDVA|UDVA|UCVA|Snellen|vision)\b[^;:%]{0,80}$"
    r"|\b(?:TIMI|Apgar|mRS|scores?)(?: (?:flow|scores?|of|was|were|is|to)){0,3} $",
    re.I,
)
_COUNTED = re.compile(rf",?\s?[(\[]?\d[\d.·]*\s?%|\s(?:of (?:the )?)?(?:[\w-]+ )?{PEOPLE}\b", re.I)
_PART = re.compile(r"\sof (?:the|all|our|these|those|patients|cases|them|participants)\b")
_MEASURED_REACH = 110  # characters
# "8% of the two age strata"
_OF_GROUPS = re.compile(r" (?:[\w-]+ ){0,2}(?:groups|arms|cohorts|strata|categories|tertiles|quartiles|quintiles)\b")
_SPREAD = re.compile(r"\b(?:I ?(?:²|\(2\)|2)|SD|IQR|heterogeneity)\s?[:=]\s?$")
_STRENGTH = re.compile(r"/[a-z]|\s(?:gel|cream|ointment|lotion|solution|drops|foam|spray|shampoo|mouthwash|w/[vw])\b")
_ASIDE = ("p_value", "effect_estimate")  # what stands in the bracket of a share and is no part of it
_SPREAD_REACH = len("heterogeneity := ")
_PLUS_MINUS = re.compile(r"±|\+/?[-−]")
_NO_SHARE_AFTER = frozenset("([-−–+")  # an interval in brackets, a change
_ESTIMATED = re.compile(
    r"\b(?:survival|incidences?|mortality|probabilit\w+|relapses?|remissions?|freedom from|free (?:of|from)|[a-z]+-free"
    r"|patency|actuarial\w*|(?:success|failure|control|recurrence|cure|event|reoperation|reintervention) rates?)\b",
    re.I,
)

_NUMBERS_FIRST = re.compile(r"[(\[] ?n ?= ?\d[\d,]*[,;] ?[^()\[\]]*$", re.I)


# "cure rates (%) were [41] with A and [20] with B"
_IN_PERCENT = re.compile(
    r"\b(?:(?:rates?|proportions?|frequenc(?:y|ies)|incidences?|prevalences?|percentages?)"
    r"(?: of [^.;:()%\d]{2,50}?)? \(%\)|percentages? of [^.;:()%\d]{2,60}?)"
    r"(?: (?:in|with|for|at) [^.;:()%\d]{2,40})? (?:was|were)"
    r"(?: \d[^.;:()%]{0,60}(?:,|,? and|,? vs\.?|,? versus|,? compared (?:with|to)))? $",
    re.I,
)
_ALL = 100


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
    span: tuple[int, int] | None = None  # from the numerator to the percentage, where words stand between

    @property
    def is_plausible(self) -> bool:
        whole = (self.numerator or 0) <= (self.denominator if self.denominator is not None else float("inf"))
        if self.percent is None:
            return whole
        inside = self.ci_low is None or self.ci_high is None or self.ci_low <= self.percent <= self.ci_high
        return whole and inside and self.percent <= 100


def is_label(line: Line, item: Item) -> bool:
    """Whether a number only tells apart or measures: "group 2", "800 mg x 3", "MONARCH 3", "one in 3".

    Not the 25 of "in the control group 25 of 58" or "in the rituximab arm 25 (43%)".
    """
    if _TIMES_MORE.match(line.passage, item.end, line.end):
        return True
    if _ONE_IN.search(line.passage, max(line.start, item.start - _LABEL_REACH), item.start):
        return True
    label = _LABEL.search(line.passage, max(line.start, item.start - _LABEL_REACH), item.start)
    if label is None or (_OF_SO_MANY.match(line.passage, item.end) and not label[0].lower().startswith("score")):
        return False
    if _NUMBER_NEXT.match(line.passage, item.end):  # in control group 1 12% had nausea
        return True
    of_drug = any(i.kind == "drug" and i.end == label.start() - 1 for i in line.items)
    return not of_drug and not _NAMED.search(line.passage, line.start, item.start)


def rate_line(line: Line, patterns: PatternSet) -> Line:
    """The sentence with every share in it as one item of kind rate, the fullest patterns first."""
    if not any(item.kind in _SHARE_KINDS for item in line.items):
        return line
    for pattern in patterns.fitting("rate", line):
        taken: list[Item] = []
        for match in pattern.find(line):
            rate = _rate(match)
            numerator = match.slots.get("numerator")
            if rate and rate.is_plausible and not (numerator and is_label(line, numerator)) and _is_share(line, match):
                start = min(i.start for i in match.slots.values() if i.kind != "people")
                if pattern.gives:  # its number is the "none"
                    start = match.start
                end = max(i.end for i in match.slots.values() if i.kind not in _ASIDE)
                taken.append(Item("rate", start, end, rate))
        if taken:
            line = line.replace(taken)
    line = line.replace(list(_estimates(line)))
    return line.replace(list(_unsigned(line)))


def _unsigned(line: Line) -> Iterator[Item]:
    """ "Cure rates (%) were 41 with A and 20 with B", "the percentage of patients cured was 41": without the sign."""
    for item in line.items:
        n = item.value.low if item.kind in ("int", "decimal") else None
        if isinstance(n, int | float) and n <= _ALL and _IN_PERCENT.search(line.passage, line.start, item.start):
            yield Item("rate", item.start, item.end, Rate(percent=n, pattern_id="rate.percent"))


def _is_share(line: Line, match: Match) -> bool:
    """Not the 1 of "in group 1 and 74% in group 2", the 3/4 of a grade, nor the measures of a spread."""
    text = line.passage
    if _is_of_two(line, match):
        return False
    for name, item in match.slots.items():
        if name == "denominator" and (_COMPOUND.match(text, item.end) or _OF_GROUPS.match(text, item.end, line.end)):
            return False
        if item.kind == "percent" and _STRENGTH.match(text, item.end) and _is_of_drug(line, item):
            return False
        if item.kind == "fraction" and _is_no_count(line, item):
            return False
        if item.kind == "percent" and (
            (text[item.end - 1].isdigit() and is_label(line, item))
            or _SPREAD.search(text, max(line.start, item.start - _SPREAD_REACH), item.start)
        ):
            return False
    return True


def _is_of_two(line: Line, match: Match) -> bool:
    """Whether a percentage goes with the number before it: the 57% of "(n = 27, 57%, n = 13, 28%)"."""
    percent, number = match.slots.get("percent"), match.slots.get("numerator")
    if percent is None or number is None or number.kind != "size" or number.start < percent.start:
        return False
    return _NUMBERS_FIRST.search(line.passage, line.start, percent.start) is not None


def _is_no_count(line: Line, item: Item) -> bool:
    """Whether a fraction is a grade, an acuity, a score ("20/40 or better"), or "1/3 of the patients"."""
    whole = item.value.denominator
    if _GRADE.match(line.passage, item.end) or (whole < 5 and _PART.match(line.passage, item.end, line.end)):
        return True
    if _COUNTED.match(line.passage, item.end, line.end):
        return False
    return bool(_MEASURED.search(line.passage, max(line.start, item.start - _MEASURED_REACH), item.start))


def _is_of_drug(line: Line, item: Item) -> bool:
    """Whether a percentage stands behind a drug's name: "5-FU 0.5%/salicylic acid 10%"."""
    return any(i.kind == "drug" and i.end == item.start - 1 for i in line.items)


def _estimates(line: Line) -> Iterator[Item]:
    """What the lexer keeps as a spread or a range: "survival was 67 ± 8%", "relapse rates ranged from 8 to 31%"."""
    text = line.passage
    for item in line.items:
        if item.kind not in ("spread", "percent_range") or text[item.end - 1] != "%" or text[item.start] in "-−–+":
            continue
        numbers = [
            Item(
                "rate", item.start + m.start(), item.start + m.end(), Rate(percent=value(m[0]), pattern_id="rate.range")
            )
            for m in re.finditer(FIGURE, text[item.start : item.end])
        ]
        if _PLUS_MINUS.search(text, item.start, item.end):
            if _ESTIMATED.search(text, line.start, item.start):
                yield numbers[0]._replace(start=item.start, end=item.end)
        elif text[item.start - 1 : item.start] not in _NO_SHARE_AFTER and len(numbers) == 2:
            yield from numbers


def _rate(match: Match) -> Rate | None:
    values: dict[str, Any] = {"numerator": match.pattern.gives.get("numerator")}
    for name, item in match.slots.items():
        measure: Measure = item.value
        if item.kind == "fraction":
            values |= {"numerator": measure.numerator, "denominator": measure.denominator}
        elif name.startswith("ci"):
            values |= {"ci_low": measure.low, "ci_high": measure.high}
        elif item.kind not in ("people", *_ASIDE):
            values[name.removesuffix("_2")] = measure.low
    if any(isinstance(values.get(whole), float) for whole in ("numerator", "denominator")):
        return None
    return Rate(**values, pattern_id=match.pattern.id, confidence=match.pattern.confidence)
