"""Shares of a sentence that only points back: "The corresponding figures in the control group were 40% and 8%".

They are shares of what those of the sentence before were, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.context import PassageView
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.restated import RateFact
from extractor.facts.sentences.series import is_versus
from extractor.matching import Item, Line, Term
from extractor.records import AdverseEvent

_VALUES = (
    r"(?:figures?|rates?|percentages?|proportions?|values?|numbers?|frequenc(?:y|ies)|incidences?|results?|shares?)"
)
# "The corresponding rates", "These figures", "After a year, rates"
_POINTS_BACK = re.compile(
    r"(?:(?:However|In contrast|Similarly|In|After|At|By|For|Among|With)\b[^.;:()%]{0,80}, )?"
    rf"(?:(?:the )?(?:corresponding|respective|same|equivalent|comparable) {_VALUES}|these {_VALUES}|rates)"
    r"(?: (?:in|for|with|at|after|among|on|of|by|during|to|from) [^.;:()%]{1,80}?| \([^()%]*\))*"
    r" (?:was|were|had (?:been|fallen to|risen to)|did not differ)\b",
    re.I,
)
# "They were significantly higher than those of the drug A group"
_IT = re.compile(
    r"(?P<word>It|They|This|These|Both)(?: rates?| values?)? (?:was|were) (?:\w+ly )?"
    r"(?:higher|lower|better|superior|greater|worse|less|more|similar|comparable|inferior)\b[^.;:()%]{0,20}?"
    r" (?:than|to|with|compared (?:with|to)) (?:that|those) (?:of|in|for|with|after) [^.;:()%]{1,60}[(\[]"
)
_VALUE = re.compile(r"(?:figure|rate|percentage|proportion|value|number|frequenc|incidence|result|share)\w*", re.I)
_SURE = 0.7


def referring(passage: PassageView, line: Line, rates: Sequence[Item], earlier: Sequence[RateFact]) -> list[Link]:
    """The links of shares that point back. `earlier`: the facts of the sentences before."""
    it = _IT.match(line.passage, line.start, line.end) if earlier else None
    opened = it or (_POINTS_BACK.match(line.passage, line.start, line.end) if earlier else None)
    shares = [r for r in rates if opened and r.start >= opened.end() and r.value.percent is not None]
    word = it or _VALUE.search(line.passage, line.start, line.end)
    if not shares or word is None or len(shares) != len(rates):
        return []
    if any(i.kind in ("event", "outcome") for i in line.items):
        return []
    before = [_term_of(fact) for fact in _just_before(passage, line, earlier)]
    kinds = list(dict.fromkeys(before))
    terms = kinds * len(shares) if len(kinds) == 1 else kinds if len(kinds) == len(shares) else before
    if not before or (len(kinds) > 1 and len(terms) != len(shares)):
        return []
    if len(shares) > len(before) and not is_versus(line, shares):
        return []
    links = []
    for rate, (kind, term) in zip(shares, terms, strict=False):
        start = word.start() + kinds.index((kind, term))  # no two terms stand at one place
        end = word.end("word") if it else word.end()
        links.append(Link(rate, Item(kind, start, end, term), "link.referring", _SURE))
    return links


def _term_of(fact: RateFact) -> tuple[str, Term]:
    """What a fact is of, and whether that is an event or an outcome."""
    if isinstance(fact, AdverseEvent):
        return "event", Term.whole(fact.term, "specific")
    return "outcome", Term.whole(fact.outcome, fact.outcome_class)


def _just_before(passage: PassageView, line: Line, earlier: Sequence[RateFact]) -> list[RateFact]:
    """The facts of the sentence before, in order."""
    ends = [other for other in passage.lines if other.end <= line.start]
    here = [f for f in earlier if ends and f.ordinal == passage.passage.ordinal]
    return sorted((f for f in here if ends[-1].start <= f.start_char < line.start), key=lambda f: f.start_char)
