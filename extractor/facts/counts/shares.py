"""Shares written "10/18": whether their whole counts people, and the counts that are read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.facts.context import PassageView
from extractor.facts.counts.candidates import Candidate
from extractor.facts.sentences.counted_things import names_things
from extractor.facts.sentences.restated import RateFact
from extractor.matching import Item, Line
from extractor.measures.numbers import FIGURE, value
from extractor.records import PatientCount

LEAST_SHARED = 10  # below, "4/6" may be a name
PER = (1000, 10_000, 100_000)
SCORED = re.compile(r"\b(?:GCS|scale|score|index)\)? (?:of |was |were )?$", re.I)
_ACUITY = re.compile(r"20 ?/ ?(?:[2-9]\d|[1-9]00)")
_SIGHT = re.compile(r"\b(?:vision|visual|acuit(?:y|ies)|BC?D?VA|Snellen|sighted|eyes?)\b", re.I)
_OF_NOBODY = re.compile(r" (?:HLA|match(?:ed|es)?|mismatch\w*)\b|\s?(?:m?g|[µμ]g|mcg|m[lL]|IU|mm ?Hg|m[Mm])\b")
MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b")  # 05/2019 is no share
THIRD = re.compile(r"[1-3]/[2-5]")  # a third of the women
_MONTHS = re.compile(
    r"\b(?:between (?P<from>{0}) and|from (?P<since>{0}) to) (?P<to>{0})\b".format(r"(?:0?[1-9]|1[0-2])/\d\d")
)
_FRACTION = re.compile(r"(?<![\d/])\d+\s?/\s?\d+\b(?!/)")
_TWO_SEXES = r"(?:(?:fe)?males?|(?:wo)?m[ae]n|[MF])[/:](?:(?:fe)?males?|(?:wo)?m[ae]n|[MF])"
_OF_SEXES = re.compile(rf"\)? ?{_TWO_SEXES}\b", re.I)
_SEXES_BEFORE = re.compile(rf"\b{_TWO_SEXES} ?[:=]? ?$", re.I)
_ROUGHLY = re.compile(r"\b(?:about|approximately|around|nearly|almost|roughly|up to) $", re.I)
_OF_THE = re.compile(r"[\s)\]%]*(?:(?:of|in)\s)?(?:the\s|all\s|these\s)?")


def is_rough(rate: RateFact) -> bool:
    """Whether a share is no figure of a study: "about two out of three women"."""
    few = isinstance(rate.denominator, int) and rate.denominator < LEAST_SHARED
    return few and _ROUGHLY.search(rate.sentence.partition(rate.quote)[0]) is not None


def enrolled(passage: PassageView, line: Line, share: Item) -> Iterator[Candidate]:
    """The sample, and those of whom it is a share: "75/950 women agreed"."""
    for n, plain, reading in ((share.value.numerator, 0.91, "total"), (share.value.denominator, 0.5, "sample")):
        yield Candidate(of_share(passage, line, share, n, plain), reading)


def of_share(passage: PassageView, line: Line, share: Item, n: int, plain: float) -> PatientCount:
    place = passage.place(share.start, share.end, line)
    return PatientCount(**place, pattern_id="count.share", confidence=plain, n=n, role="total", arm=None)


def at_own_figure(fact: PatientCount) -> PatientCount:
    """A count that a share was read for, at its own figure: what else the share says is no count, and is left."""
    if fact.pattern_id != "count.share":
        return fact
    figures = [m for m in re.finditer(FIGURE, fact.quote) if value(m[0]) == fact.n]
    beside = [m for m in figures if "/" in fact.quote[max(0, m.start() - 2) : m.end() + 2]]
    for figure in [*beside, *figures][:1]:
        start = fact.start_char + figure.start()
        return replace(fact, start_char=start, end_char=start + len(figure[0]), quote=figure[0])
    return fact


def is_of_things(text: str, after: int) -> bool:
    lead = _OF_THE.match(text, after)
    return names_things(text, lead.end() if lead else after)


def is_fraction(line: Line, item: Item) -> bool:
    """Whether an item is a share written "10/18" that may be one of people."""
    whole, quote = getattr(item.value, "denominator", None), line.passage[item.start : item.end]
    if item.kind != "rate" or not isinstance(whole, int) or whole < LEAST_SHARED:
        return False
    written = _FRACTION.search(quote) and not MONTH.search(quote)
    if SCORED.search(line.passage[max(line.start, item.start - 12) : item.start]):
        return False  # Glasgow Coma Scale 13/14
    if _OF_NOBODY.match(line.passage, item.end, line.end):
        return False  # 9/10 HLA-matched donors, amlodipine/valsartan 5/160 mg
    if _ACUITY.search(quote) and _SIGHT.search(line.passage, line.start, line.end):
        return False  # eyes worse than 20/200
    if whole in PER or _OF_SEXES.match(line.passage, item.end, line.end):
        return False  # 61/1000 births, 23/33 male/female
    if _SEXES_BEFORE.search(line.passage, max(line.start, item.start - 20), item.start):
        return False  # women/men: 14/17
    return bool(written) and not is_of_things(line.passage, item.end) and not _is_month(line, item)


def _is_month(line: Line, item: Item) -> bool:
    """Whether a share is a date: between 5/74 and 4/79."""
    found = _MONTHS.finditer(line.passage, line.start, line.end)
    return any(item.start in (m.start("from"), m.start("since"), m.start("to")) for m in found)
