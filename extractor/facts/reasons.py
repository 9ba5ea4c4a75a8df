"""Why a number is no fact: what it is, from its measure, and else from the words around it.

The reasons: confidence_interval, p_value, effect_estimate (ratios, differences, changes), statistic (correlations,
accuracy, coefficients), mean, median, spread (deviations, ranges), score, share (a percentage of what is no outcome),
baseline, count (of what are no participants, or of some that no pattern knows), age, threshold, laboratory, timepoint,
follow_up, duration, schedule, date, amount, cost, ratio, range, grade, name (IL-6), numbering, citation, repeated,
background, translation, metadata, unknown. Of tables also: treatment and listing (what the whole table is about), and
table, where nothing is known of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from extractor.facts.context import PassageView
from extractor.facts.countable import NUMBERS
from extractor.facts.no_percentage import is_change, is_limit
from extractor.lazy import cached_property
from extractor.measures import number_value
from extractor.records import Fact, Measure, Number

# What the lexer's kinds are called; the others have a meaning only through the words around them.
_OF_KIND = {
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
    "ratio": "ratio",
    "grade": "grade",
    "dose": "amount",
}
_IN_LABELS = {**_OF_KIND, "size": "count", "dose": "amount"}  # of a table's headers and row labels
_OF_TIME = ("follow_up", "age", "score")  # such words make no percentage something else

_STATISTIC = (
    r"sensitivity|specificity|accurac\w+|predictive values?|kappa|κ|ICCs?|correlat\w+|coefficients?|Cronbach\w*"
    r"|AU(?:RO)?Cs?|ROC|area under the|c[- ](?:index|statistic)|concordance|heterogeneity|likelihood ratios?"
    r"|Youden\w*|R²|r2|r(?= ?[=(])|rho|ρ|β|χ²|I²|[Ftzdg](?= ?=)|effect sizes?|η²|recall|precision"
)
_EFFECT = (
    r"(?:hazard|odds|risk|rate|prevalence) ratios?|relative risks?|[as]?(?-i:HRs?|ORs?|RRs?)|IRR|SMD|WMD|(?-i:MD)"
    r"|differences?|fold"
    r"|(?:reduc|increas|decreas|declin|improve|drop|fell|rose|gain)\w*(?: (?!median|mean|average)[\w-]+){0,4} (?:by|of)"
)
# The nearest of these before a number says what the number is.
_CUES = re.compile(
    rf"\b(?:(?P<statistic>{_STATISTIC})|(?P<effect_estimate>(?:{_EFFECT})\b)"
    r"|(?P<follow_up>follow(?:ed)?[- ]?up\b)|(?P<age>(?:aged?|ages)\b)"
    r"|(?P<spread>(?:range[sd]?|ranging|IQR|"
    r"(?-i:SDs?|SEM|SE)|standard (?:deviations?|errors?)|quartiles?|interquartile)\b)"
    r"|(?P<score>(?:sub)?(?:scores?|scales?|scored|ratings?|questionnaire|inventory|(?-i:VAS)|index)\b)"
    r"|(?P<median>medians?\b)|(?P<mean>(?:means?|averag\w+)\b))"
    r"|(?P<cost>\b(?:costs?|charges|price)\b|[$€£¥])",
    re.I,
)
_REACH = 60  # how far before a number such a word may stand, in characters
_CLAUSE = re.compile(r";\s|\. |, (?:and|but|while|whereas|with) |\b(?:while|whereas|although|but)\b")
_LABEL = re.compile(
    r"(?:\b(?:experiments?|groups?|arms?|cohorts?|eras?|periods?|cases?|patients?|subunits?|isoforms?|caspase"
    r"|collagen|histones?|interleukin|coronavirus|consortium|patterns?|"
    r"pattern \d \+|domains?|models?|receptors?|clusters?"
    r"|questions?|items?|aims?|hypothesis|scenarios?|numbers?|no\.|days?|stud(?:y|ies)|trials?|rule|method|score|kinase"
    r"|tasks?|sites?|types?|grades?|stages?|samples?|proteins?|genes?|factors?|versions?|region|segment|lead|quintile"
    r"|quartile|tertile|CN) ?(?:\d+[a-z]?(?:, | and | or |, and |-|/))*"
    r"|\b[A-Z][\w]*\)-|[A-Za-z]-|\b[a-z]?[A-Z]{2,}\d*/|\d['′]-)$",
    re.I,
)
_POINT = r"(?:^|[.:;,)]\s"  # where a numbered point begins; "to 65. Only" ends a sentence
_NUMBERED = re.compile(rf"{_POINT}|\b(?:and|or|to|into)\s)[(\[]?$")
_NUMBERED_DOTTED = re.compile(rf"{_POINT})$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTH_BEFORE_YEAR = re.compile(r"/(?:19|20)\d\d\b")
_THING = re.compile(
    r"\s?[(\[]|\sof\b|(?:[ -][\w'’/-]+){0,4}?[ -](?!this\b|thus\b|plus\b|versus\b|less\b|does\b|always\b)"
    r"[A-Za-z][\w'’-]+(?:[^su\W]s|ae|ren|men|women|people|ata)\b"
)
_SIGN = re.compile(r"(?:^|[\s(\[=,;:<>])[-−–]$")
_BASELINE = re.compile(
    r"\b(?:baseline|characteristics?|females?|males?|women|men|sex|aged?|history of|comorbid\w*|"
    r"smok\w+|white|black|hispanic|demograph\w+|ethnic\w*|diabetes|hypertension|at presentation|on admission)\b",
    re.I,
)


@dataclass(frozen=True)
class Stated:
    """The numbers that the facts of a paper state, by what they are."""

    counts: Set[Number]
    percents: Set[Number]
    amounts: Set[Number]

    @classmethod
    def by(cls, facts: list[Fact]) -> Stated:
        def values(*names: str) -> frozenset[Number]:
            return frozenset(v for f in facts for n in names if (v := getattr(f, n, None)) is not None)

        return cls(values("n", "numerator", "denominator"), values("percent"), values("low", "high"))

    def holds(self, measure: Measure) -> bool:
        """Whether a fact has stated all of a measure. Small counts come again by chance; they prove nothing."""
        if measure.kind == "percent":
            return measure.low in self.percents
        if measure.kind == "dose":
            return measure.low in self.amounts
        if measure.kind == "fraction":
            return {measure.numerator, measure.denominator} <= self.counts
        return measure.kind in NUMBERS and measure.low in self.counts and (measure.low or 0) > 12


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
        """The number itself, with its sign."""
        try:
            bare = self.start and self.passage.text[self.start - 1] in ".·"  # .05 of p < .05
            number = number_value(f"0.{self.quote}" if bare and self.quote.isdigit() else self.quote)
        except ValueError:
            return None
        if _YEAR.fullmatch(self.quote):
            return number  # 1993 –2017
        return -number if _SIGN.search(self.before.rstrip(".·")[-3:]) else number

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
        return _cue(self.before)


def _cue(before: str) -> str | None:
    """What the nearest word of its kind in the clause before a number says the number is."""
    clause = _CLAUSE.split(before[-140:])[-1]
    found = [match for match in _CUES.finditer(clause) if match.end() >= len(clause) - _REACH]
    return found[-1].lastgroup if found else None


def reason(place: Place, stated: Stated) -> str:
    """Why the number is no fact: one of the words listed above."""
    passage, measure = place.passage, place.measure
    if unread := passage.passage.why_not_prose:
        known = measure.kind if measure and unread == "table" else ""
        return _IN_LABELS.get(known, unread)
    if any(begin <= place.start and place.end <= finish for begin, finish in passage.foreign):
        return "translation"
    if any(m.start <= place.start and place.end <= m.end for m in passage.mentions):
        return "name"
    if measure is None:
        return _of_form(place) or "unknown"
    if measure.kind in _OF_KIND and not (measure.kind == "dose" and stated.holds(measure)):
        return _of_measure(place, measure)
    if stated.holds(measure):
        return "repeated"
    return _of_form(place) or _of_words(place, measure)


def _of_measure(place: Place, measure: Measure) -> str:
    """The lexer's kind, made more exact by the words of the measure and of its clause."""
    text = place.passage.text[measure.start : measure.end]
    if measure.kind == "effect_estimate" and re.match(rf"(?:{_STATISTIC})", text):
        return "statistic"
    if measure.kind == "lab" and re.search(r"(?:points?|scores?)$", text):
        return "score"
    if measure.kind == "dose" and measure.unit and re.search(r"/m?L$|^AUC$", measure.unit) and "/" in measure.unit:
        return "laboratory"
    if measure.kind == "spread" and re.search(r"±|\+[/-]", text[place.end - measure.start :]):
        return "mean"
    if measure.kind == "timepoint":
        return _of_time(place, text)
    return _OF_KIND[measure.kind]


def _of_time(place: Place, text: str) -> str:
    """A time is a point, or a length: of follow-up, a median, the spread of one, or how long something lasted."""
    if _in_bracket(place):
        return "spread"
    if re.search(r"-[a-z]", text) or re.match(r"\s?\w+ (?:after|before|later|prior|post)\b", place.after):
        return "timepoint"
    if re.search(r"\b(?:at|through|after|within|by|until) $", place.before):
        return "timepoint"
    if place.cue in ("follow_up", "median", "mean", "age"):
        return place.cue
    if re.search(r"\b(?:for|lasting|lasted|duration of|period of|took)(?: \w+)? $", place.before, re.I):
        return "duration"
    return "timepoint"


def _of_form(place: Place) -> str | None:
    """What the form of a number alone tells: a numbered point, a label, a year, a cost."""
    head, tail = place.before[-40:], place.after[:30]
    is_count = place.quote.isdigit()
    if is_count and len(place.quote) < 3 and _is_numbering(place, head, tail):
        return "numbering"
    if _YEAR.fullmatch(place.quote) and not re.match(r"\s(?:patients|participants|women|men|[a-z]+s\b)", tail):
        return "citation" if re.search(r"et al\.?,? \(?$", head) else "date"
    if is_count and len(place.quote) < 3 and _MONTH_BEFORE_YEAR.match(tail):
        return "date"
    if _MONEY_BEFORE.search(head) or _MONEY_AFTER.match(tail):
        return "cost"
    if is_count and _PAGES.search(head):
        return "citation"
    if _PRIME.match(tail):
        return "name"  # 3'-UTR
    if is_count and _LABEL.search(head) and not re.match(r"\s?(?:%|of\b|[a-z]+s\b)", tail):
        return "name"
    return None


_MONEY_BEFORE = re.compile(r"[$€£¥]\s?$|\b(?:USD|EUR|US\$)\s?$")
_MONEY_AFTER = re.compile(r"\s?[$€£¥]")
_PAGES = re.compile(r"\bpp\.?\s?(?:\d+[-–])?$|\d\($")
_PRIME = re.compile(r"['′]-")
_SPREAD_AFTER = re.compile(r"\s?%?\s?[,(\[]\s?(?:(SDs?|SEM?|s\.d\.|standard)|IQR|interquartile|range)\b")
_INTERVAL_AFTER = re.compile(r"\s?%?\s?[(\[,;]\s?(?:9\d ?%|CI\b|Cr?I\b)")


def _is_numbering(place: Place, head: str, tail: str) -> bool:
    """ "1. Cells were", "... and (2) pain"; "(1)" anywhere, where the passage has a "(2)"."""
    is_inside = place.before.count("(") > place.before.count(")") and not head.endswith("(")
    if not is_inside and _NUMBERED.search(head) and re.match(r"[)\]]\s", tail):
        return True
    if not is_inside and _NUMBERED_DOTTED.search(head) and re.match(r"\.(?:\s(?=[A-Z])|$)", tail):
        return True
    if not head.strip() and re.match(r"[.)]?\s[A-Z]", tail):
        return True
    beside = (f"({int(place.quote) + step})" for step in (-1, 1))
    return head.endswith("(") and tail.startswith(")") and any(other in place.passage.text for other in beside)


def _of_words(place: Place, measure: Measure) -> str:
    """What the words around a plain number, percentage or range say it is."""
    if measure.kind in ("range", "percent_range", "int", "decimal") and (inside := _in_bracket(place)):
        return inside
    if followed := _SPREAD_AFTER.match(place.after):
        return "mean" if followed[1] else "median"
    follows_ci = _INTERVAL_AFTER.match(place.after)
    cue = place.cue
    if follows_ci and measure.kind != "percent":
        return cue if cue in ("median", "mean", "statistic", "score", "follow_up") else "effect_estimate"
    is_count = measure.kind in NUMBERS and isinstance(measure.low, int)
    if is_count and (measure.kind == "size" or _THING.match(place.passage.text, measure.end)):
        return "count"
    if cue and not (is_count and cue == "effect_estimate") and not (measure.kind == "percent" and cue in _OF_TIME):
        return cue
    if measure.kind == "decimal" and re.match(r"\s?[(\[]\d[\d.·]*(?:-|–| to |, )\d[\d.·]*[)\]]", place.after):
        return "effect_estimate"  # 1.55 [0.98-2.47]
    if place.passage.part == "background":
        return "background"
    if measure.kind == "percent" and is_limit(place.passage.text, measure.start, measure.end):
        return "threshold"
    if measure.kind == "percent" and is_change(place.passage.text, measure.start, measure.end):
        return "effect_estimate"
    if measure.kind in ("percent", "fraction", "percent_range"):
        return "baseline" if _BASELINE.search(place.before[-_REACH:] + place.after[:_REACH]) else "share"
    return "range" if measure.kind == "range" else "unknown"


_OPENED = re.compile(
    r"\d\s?%?(?: ?[a-zµμ/²]{1,9}\d?)?\s?[(\[]\s?[-−–]?(?P<low>\d[\d.·]*\s?%?(?:--?|–|, | to |; ?)[-−–]?)?$"
)
_CLOSED = re.compile(r"\s?%?(?:\s?[a-z]+)?\s?(?:[)\]]|(?P<pair>-|–|, |; | to ))")


def _in_bracket(place: Place) -> str | None:
    """What stands in a bracket right behind a number: the interval of an estimate, or the spread of a median."""
    opened, closed = _OPENED.search(place.before), _CLOSED.match(place.after)
    if not opened or not closed:
        return None
    is_pair = bool(opened["low"] or closed["pair"])
    if is_pair and (
        _cue(place.before[: opened.start() + 1]) in ("effect_estimate", "statistic")
        or re.search(r"\bC\.?I|confidence", place.before)
    ):
        return "confidence_interval"
    if re.search(r"\b(?:median|mean|average|IQR|range|SD|SEM?|standard deviation)s?\b", place.before) or is_pair:
        return "spread"
    return None
