"""Facts that say the same: one stays, at its fullest statement; halves that stand apart become one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.facts.sentences.likeness import likeness, words
from extractor.records import AdverseEvent, Place, ResponseRate

RateFact = ResponseRate | AdverseEvent
_OF_ALL = frozenset(("overall", "objective", "total", "best"))  # an overall response is an objective one

# "5% overall, 5% in men and 6% in women": a part may have as many as the whole.
_IN_ALL = re.compile(r"\d%?[)\]]? (?:overall|in total|in all|altogether)\b|\boverall,", re.I)
_OF_CAUSE = re.compile(r"\b(?:deaths?|discontinuations?|withdrawals?) (?:of|from|due to|because of|owing to) (.+)")

_OPPOSITES = (  # "major bleeding (1%)" is not said again by "minor bleeding (1%)"
    *(frozenset(("minor", "major")), frozenset(("early", "late")), frozenset(("acute", "chronic"))),
    *(frozenset(("mild", "severe")), frozenset(("complete", "partial")), frozenset(("transient", "permanent"))),
)


def merge_restated(facts: Sequence[RateFact], texts: Mapping[int, str]) -> list[RateFact]:
    """One fact per statement: of two that agree wherever both speak, the fuller stays, first come first.

    `texts` are the texts of the paper's passages by ordinal, for the quote of two halves made one.
    """
    kept: list[RateFact] = []
    for fact in facts:
        half = next((i for i, k in enumerate(kept) if _is_other_half(k, fact)), None)
        if half is not None:
            kept[half] = _joined(kept[half], fact, texts[fact.ordinal])
            continue
        twin = next((i for i, k in enumerate(kept) if same_statement(k, fact)), None)
        if twin is None:
            kept.append(fact)
        else:
            kept[twin] = both(kept[twin], fact, fullness(fact) > fullness(kept[twin]))
    return kept


def both(one: RateFact, other: RateFact, other_is_fuller: bool) -> RateFact:
    """One fact of two statements; the place of the one that is left out is kept."""
    kept, left = (other, one) if other_is_fuller else (one, other)
    place = Place(left.ordinal, left.start_char, left.end_char, left.quote)
    return replace(kept, elsewhere=(*kept.elsewhere, place, *left.elsewhere))


def _is_other_half(a: RateFact, b: RateFact) -> bool:
    """`70 of 145 patients responded (response rate 48.3%)`: n/N and a percentage of one sentence that agree."""
    if type(a) is not type(b) or a.sentence != b.sentence or a.ordinal != b.ordinal or b.start_char - a.end_char > 90:
        return False
    counted, shared = (a, b) if a.percent is None else (b, a)
    if not counted.numerator or not counted.denominator or counted.percent is not None:
        return False
    if (
        shared.percent is None
        or shared.numerator is not None
        or not agrees(counted.numerator, counted.denominator, shared.percent)
    ):
        return False
    return likeness(name_of(a), name_of(b)) >= 0.3 and (not a.arm or not b.arm or _same_arm(a.arm, b.arm))


def agrees(numerator: float, denominator: float, percent: float) -> bool:
    """Whether n/N gives the percentage, to the places that are printed."""
    return bool(denominator) and abs(100 * numerator / denominator - percent) <= 0.5001 * last_place(percent)


def last_place(percent: float) -> float:
    """What the last place of a percentage counts: 0.1 for 12.5."""
    is_whole = not isinstance(percent, float) or percent == int(percent)
    return 1.0 if is_whole else 10.0 ** -len(str(percent).partition(".")[2])


def _joined(a: RateFact, b: RateFact, text: str) -> RateFact:
    start, end = min(a.start_char, b.start_char), max(a.end_char, b.end_char)
    fields = ("numerator", "denominator", "denominator_stated", "percent", "ci_low", "ci_high", "timepoint", "arm")
    values = {f: getattr(a, f) if getattr(a, f) is not None else getattr(b, f) for f in fields}
    named = a if a.percent is not None else b  # the percentage stands with the outcome's proper name
    return replace(named, start_char=start, end_char=end, quote=text[start:end], **values)


def same_statement(a: RateFact, b: RateFact) -> bool:
    """Whether two facts agree wherever both speak, name the same outcome and share a number."""
    if type(a) is not type(b) or ((a.start_char, a.ordinal) == (b.start_char, b.ordinal) and name_of(a) != name_of(b)):
        return False
    for field in ("numerator", "percent", "denominator"):
        x, y = getattr(a, field), getattr(b, field)
        if x is not None and y is not None and x != y:
            return False
    if a.percent is None and b.percent is None and a.numerator is None:
        return False
    if not any(getattr(a, f) is not None and getattr(a, f) == getattr(b, f) for f in ("numerator", "percent")):
        return False
    if a.arm and b.arm and not _same_arm(a.arm, b.arm):
        return False
    if a.timepoint and b.timepoint and a.timepoint != b.timepoint and a.sentence == b.sentence:
        return False  # "3 and 5 years after surgery 4% and 4% had relapsed"
    if bool(a.arm) != bool(b.arm) and a.sentence == b.sentence and _IN_ALL.search(a.sentence):
        return False
    if isinstance(a, AdverseEvent) and isinstance(b, AdverseEvent) and a.grade and b.grade and a.grade != b.grade:
        return False
    return _are_alike(name_of(a), name_of(b), told_together=a.sentence == b.sentence)


def _are_alike(a: str, b: str, *, told_together: bool) -> bool:
    """Whether two names may be of one outcome: of a death from pneumonia and one from stroke the causes tell.

    One sentence that has the number twice, by names of which each has a word of its own, means two outcomes.
    """
    causes = [match[1] if (match := _OF_CAUSE.search(name)) else None for name in (a, b)]
    if causes[0] and causes[1] and likeness(causes[0], causes[1]) < 0.5:
        return False
    alike = likeness(a, b)
    if alike < 0.5:
        return False
    own, other = words(a), words(b)
    if any(one <= own ^ other and not one <= own and not one <= other for one in _OPPOSITES):
        return False
    if alike > 0.5 and not told_together:
        return True
    return own <= other or other <= own or own ^ other <= _OF_ALL


def _same_arm(a: str, b: str) -> bool:
    """Labels alike in all but wording; "15 mg" and "30 mg", "group 1" and "group 2" are different arms."""
    return a == b or (likeness(a, b) >= 0.5 and re.findall(r"\d+", a) == re.findall(r"\d+", b) and a[-1:] == b[-1:])


def name_of(fact: RateFact) -> str:
    """The event's term, the outcome's name."""
    return fact.term if isinstance(fact, AdverseEvent) else fact.outcome


def fullness(fact: RateFact) -> tuple[int, int]:
    """How much a fact states, and how long its quote is."""
    stated = sum(
        getattr(fact, f) is not None for f in ("numerator", "denominator", "percent", "ci_low", "arm", "timepoint")
    )
    return stated, len(fact.quote)
