"""Why a number is no fact: what it is, from its measure, and else from the words around it.

The reasons: confidence_interval, p_value, effect_estimate (ratios, differences, changes), statistic (correlations,
accuracy, coefficients), mean, median, spread (deviations, ranges), score, share (a percentage of what is no outcome),
rate (per 100,000, per person-year), baseline, count (of what are no participants, or of some that no pattern knows),
age, threshold, laboratory (anything measured in a unit), timepoint, follow_up, duration, schedule, date, amount, cost,
ratio, range, grade, name (IL-6), numbering, citation, repeated, background, translation, metadata, unknown. Of tables
also: treatment and listing (what the whole table is about), and table, where nothing is known of a cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from extractor.facts.left.brackets import in_bracket, in_limits, of_limits_behind
from extractor.facts.left.counts import counts_some, counts_things, is_integer, of_trait
from extractor.facts.left.cues import STATISTIC, clause
from extractor.facts.left.forms import is_clock, is_ordinal_time, of_form
from extractor.facts.left.lists import shared
from extractor.facts.left.places import Place
from extractor.facts.left.rates import is_rate
from extractor.facts.left.times import of_time
from extractor.facts.left.traits import is_trait
from extractor.facts.left.units import is_measured, is_of_laboratory, of_unit
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.shares.changes import is_change
from extractor.facts.shares.differences import is_difference
from extractor.facts.shares.no_percentage import is_limit
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
_OF_TIME = ("follow_up", "age", "score", "cost", "threshold", "ratio")  # such words make no percentage something else
_CI_AFTER = re.compile(
    r"\s?%?\s?[(\[,;{]\s?(?:9[059](?:\.\d)?\s?(?:%|per ?cent)[ -]*"
    r"(?:B?[CK]I|Cr?[Il]|UI|unc|conf|cred|C\.I|HPD|CL)|CI\b|Cr?I\b)",
    re.I,
)
_SPREAD_AFTER = re.compile(r"\s?%?\s?[,(\[]\s?(?:(SDs?|SEM?|s\.d\.|standard)|IQR|interquartile|range)\b")
_AVERAGES = re.compile(r"\b(?:mean|average|median)\b")
_STATISTIC = re.compile(STATISTIC)
_POWER_OF_TEN = re.compile(r"10[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]")
_SIGN_AFTER = re.compile(r"\s?(?:[≤≥≦≧]|<(?!/)|-\s?<)")
_P_BEFORE = re.compile(
    r"\b[Pp]s?(?:[ _-]?(?:values?|trend|interaction))?(?: of)?(?: (?:less|smaller|lower"
    r"|greater) than)?\s?[<>=≤≥:]*\s?\.?$"
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:(?:greater|less|more|fewer|lower|higher|larger|smaller) than(?: or equal to)?|exceed\w*|at least|at most"
    r"|up to"
    r"|above|below|Over) $"
)
_LIMIT_AFTER = re.compile(r" or (?:more|less|greater|higher|lower|fewer|above|below)\b")
_TIMES = re.compile(r"(?:,? (?:and|or) [\d.]+)?[ -]?(?:times|fold)\b")
_SCALE_TOP = re.compile(r"[≥≤<>=]?\s?\d/$")  # the 10 of >= 4/10


@dataclass(frozen=True)
class Stated:
    """The numbers that the facts of a paper state, by what they are."""

    counts: Set[Number]
    percents: Mapping[Number, Set[int]]  # and the passages where they stand
    amounts: Set[Number]

    @classmethod
    def by(cls, facts: list[Fact]) -> Stated:
        def values(*names: str) -> frozenset[Number]:
            return frozenset(v for f in facts for n in names if (v := getattr(f, n, None)) is not None)

        percents: dict[Number, set[int]] = defaultdict(set)
        for fact in facts:
            if (percent := getattr(fact, "percent", None)) is not None:
                percents[percent].add(fact.ordinal)
        return cls(values("n", "numerator", "denominator"), percents, values("low", "high"))

    def holds(self, measure: Measure, ordinal: int) -> bool:
        """Whether a fact has stated all of a measure. Small counts come again by chance; they prove nothing.

        Nor do percentages of one passage, which says everything once.
        """
        if measure.kind == "percent":
            return bool(self.percents.get(measure.low or 0, set()) - {ordinal})
        if measure.kind == "dose":
            return measure.low in self.amounts
        if measure.kind == "fraction":
            return {measure.numerator, measure.denominator} <= self.counts
        return measure.kind in NUMBERS and measure.low in self.counts and (measure.low or 0) > 12


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
        return of_form(place) or "unknown"
    if measure.kind in _OF_KIND and not (measure.kind == "dose" and stated.holds(measure, passage.passage.ordinal)):
        return _of_measure(place, measure)
    if stated.holds(measure, passage.passage.ordinal):
        return "repeated"
    return of_form(place) or _of_words(place, measure)


def _of_measure(place: Place, measure: Measure) -> str:
    """The lexer's kind, made more exact by the words of the measure and of its clause."""
    text = place.passage.text[measure.start : measure.end]
    if measure.kind == "effect_estimate" and _STATISTIC.match(text):
        return "statistic"
    if measure.kind == "lab" and is_rate(place, measure):
        return "rate"
    if measure.kind == "lab" and re.search(r"(?:points?|scores?)$", text):
        return "score"
    if measure.kind == "dose" and (measure.unit or measure.per) and is_of_laboratory(place, measure):
        return "laboratory"
    if measure.kind == "spread" and re.search(r"±|\+[/-]", text[place.end - measure.start :]):
        return "mean"
    if measure.kind == "timepoint":
        return "spread" if in_bracket(place) else of_time(place, measure)
    if measure.kind == "name" and is_ordinal_time(place):
        return "timepoint"
    if measure.kind == "ratio" and is_clock(place, measure.start):
        return "timepoint"
    return _OF_KIND[measure.kind]


def _of_words(place: Place, measure: Measure) -> str:
    """What the words around a plain number, percentage or range say it is."""
    return (
        _of_figures_beside(place, measure)
        or _of_what_it_counts(place, measure)
        or _of_cue(place, measure)
        or _of_share(place, measure)
        or _of_last(place, measure)
    )


def _of_figures_beside(place: Place, measure: Measure) -> str | None:
    """What the figures and units beside a number say: its interval, its deviation, what it is per."""
    if is_rate(place, measure):
        return "rate"
    if place.half and (timed := next((m for m in place.passage.measures if m.end >= place.half.end()), None)):
        return _of_measure(place, timed) if timed.kind in _OF_KIND else None
    if _POWER_OF_TEN.match(place.quote + place.after[:1]):
        return "laboratory"
    is_bare = measure.kind in ("range", "int", "decimal")
    if (is_bare or measure.kind == "percent_range") and (inside := in_bracket(place) or in_limits(place)):
        return inside
    if place.before.endswith(("± ", "+/- ")):
        return "spread"  # 31.0° ± 9.5 (3 to 57)
    if followed := _SPREAD_AFTER.match(place.after):
        return (
            "mean"
            if followed[1] or _AVERAGES.findall(clause(place.before).lower())[-1:] in (["mean"], ["average"])
            else "median"
        )
    if _CI_AFTER.match(place.after) and measure.kind != "percent":
        cue = place.cue
        return cue if cue in ("median", "mean", "statistic", "score", "follow_up") else "effect_estimate"
    return of_unit(place, measure) if is_bare else None


def _of_what_it_counts(place: Place, measure: Measure) -> str | None:
    if of_trait(place, measure):
        return "baseline"
    alike = shared(place)
    if alike and alike.kind != "percent":
        return _of_measure(place, alike)
    if counts_things(place, measure) and place.cue != "threshold":
        return "count"
    return _of_cue(place, alike) or _of_share(place, alike) if alike else None


def _of_cue(place: Place, measure: Measure) -> str | None:
    cue = place.cue
    is_count_of_effect = is_integer(measure) and cue == "effect_estimate"
    if cue and not is_count_of_effect and not (measure.kind == "percent" and cue in _OF_TIME):
        return cue
    if measure.kind == "decimal" and (said := of_limits_behind(place)):
        return said
    return "background" if place.passage.part == "background" else None


def _of_share(place: Place, measure: Measure) -> str | None:
    """What a percentage or a fraction is."""
    if measure.kind == "percent" and is_limit(place.passage.text, measure.start, measure.end):
        return "threshold"
    if measure.kind == "percent" and (
        is_change(place.passage.text, measure.start, measure.end)
        or is_difference(place.passage.text, 0, measure.start, measure.end)
    ):
        return "effect_estimate"
    if measure.kind not in ("percent", "fraction", "percent_range"):
        return None
    return "baseline" if is_trait(place, measure) else "share"


def _of_last(place: Place, measure: Measure) -> str:
    """What is left: counts of what was named before, values of what is measured."""
    if _P_BEFORE.search(place.before[-60:]) and (place.value or 0) < 1:
        return "p_value"
    if _SIGN_AFTER.match(place.after) or _LIMIT_AFTER.match(place.after) or _LIMIT_BEFORE.search(place.before[-40:]):
        return "threshold"
    if _TIMES.match(place.after):
        return "effect_estimate"
    if _SCALE_TOP.search(place.before):
        return "score"
    if counts_some(place, measure):
        return "count"
    if measure.kind == "int" and (said := of_limits_behind(place)):
        return said  # 4 [3-5]
    if measure.kind != "word" and is_measured(place):
        return "laboratory"
    return "range" if measure.kind == "range" else "unknown"
