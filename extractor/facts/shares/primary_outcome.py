"""What a paper's primary outcome is, for the shares that are told of it by that name alone.

"The primary endpoint was a PASI 75 response at week 12. ... The primary endpoint was met by 41%": 41% are of PASI 75.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.context import PaperView
from extractor.facts.sentences.restated import RateFact
from extractor.literals import sparse
from extractor.matching import term_list
from extractor.records import ResponseRate

_PRIMARY = r"primary (?:efficacy )?(?:end[- ]?point|outcome)"
_NAME = re.compile(_PRIMARY, re.I)
_TOLD = sparse(
    rf"\b{_PRIMARY}(?: measure)? was (?:defined as )?"
    r"(?:(?:the )?(?:proportion|percentage|number|rate|frequency) of )?"
    r"(?:(?:patients|participants|subjects|women|men|children|adults|infants)"
    r" (?:with|achieving|reaching|having|who (?:had|achieved|reached)) )?(?:an? |the )?"
    r"(?P<what>(?!(?:met|achieved|reached|not|seen|observed|attained|significantly|similar)\b)[A-Za-z](?:[^.,;:()]|\.(?=\d)){2,60}?)"
    r"(?=[.,](?!\d)|[;:(]"
    r"|\s(?:at|by|within|after|during|from|over|on|following|between|up to|assessed|measured|defined)\b)",
    re.I,
)
# What is no share of people, or a name too long for one.
_NO_SHARE = re.compile(
    r"\b(?:composite|combin\w+|changes?|time|mean|median|differences?|scores?|levels?|duration|incidence|and|or)\b"
    r"|\d ?%",
    re.I,
)
_LONGEST = 6  # words


def with_primary_outcome(facts: Sequence[RateFact], view: PaperView) -> list[RateFact]:
    """The facts, those of "the primary endpoint" by the name that the paper gives it where it defines it in few words.

    A harm keeps the words of its sentence: whether it is the outcome or an event, the paper alone does not tell.
    """
    if not any(_is_unnamed(fact) for fact in facts) or (name := _primary(view)) is None:
        return list(facts)
    return [replace(f, outcome=name) if isinstance(f, ResponseRate) and _is_unnamed(f) else f for f in facts]


def _is_unnamed(fact: RateFact) -> bool:
    return isinstance(fact, ResponseRate) and _NAME.fullmatch(fact.outcome) is not None


def _primary(view: PaperView) -> str | None:
    named = {match["what"] for v in view.passages for match in _TOLD.finditer(v.text, 0, len(v.text))}
    what = named.pop() if len(named) == 1 else ""
    if not what or _NO_SHARE.search(what) or len(what.split()) > _LONGEST:
        return None
    return None if any(term_list("events").find(what, 0, len(what))) else view.abbreviations.get(what, what)
