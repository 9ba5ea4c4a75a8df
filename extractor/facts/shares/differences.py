"""Percentages that are differences, reductions or averages of what stands before them: no shares of participants."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse

_UP_OR_DOWN = r"(?:decreases?|reductions?|increases?|declines?|changes?|improvements?)"
_KINDS = (
    r"(?:adjusted|unadjusted|weighted|absolute|relative|risk|rate|estimated|treatment|between-group|inter-?group"
    r"|between-treatment|percentage|point|effect)"
)
# What the share of one group is told against: nobody's share is such a thing.
_SURELY = (
    rf"(?:{_KINDS}[ -])+differences?\b|\b(?:risk|odds|hazard) (?:reductions?|increases?)\b|\b(?:ARR|RRR)\b"
    rf"|\b{_UP_OR_DOWN} in (?:the )?(?:relative |absolute )?(?:risks?|odds|hazards?)\b"
    rf"|\b(?:average|mean|median) (?:percent(?:age)?s?|(?:[\w-]+ ){{0,2}}(?:{_UP_OR_DOWN}|weight loss|differences?))\b"
)
_HEAD = sparse(
    rf"(?P<surely>{_SURELY})|\b(?P<perhaps>differences?|{_UP_OR_DOWN}) (?:in|of|between|for|from|vs\.?|versus"
    r"|compared (?:with|to)|over|relative to)\b",
    re.I,
)
# "there was a significant reduction in": the verb that follows is of something else
_THERE_WAS = re.compile(
    r"\b(?:was|were|is|are|showed|found|had|saw|no|without|any|with|by|to|led|causing|a (?:significant|marked|clear))"
    r" (?:an? |no |any |the )?(?:[\w-]+ly )?(?:[\w-]+ )?$",
    re.I,
)
_OTHER_CLAUSE = re.compile(
    r"[;%()\[\]]|\.(?!\d)|, (?:and|but|while|with)\b|\b(?:while|whereas|although|but|who|which)\b"
)
# "was 12%", "(n=40) of about 12%", ", 12%", ": drug A 12%"
_IS = re.compile(
    r"(?: \([^()%]*\))?(?P<is> (?:was|were|is|are|of|reached|equal to|equalled|being|averaged)|[,:])"
    r" (?:(?:only|about|approximately|estimated at|at|up to) )*"
)
_SHORT_NAME = r"(?:(?!\b(?:was|were|had)\b)[^.;:,()%\[\]]){1,60}?"
# The earlier of them: "12% (95% CI, 5 to 19) with A, 9% for B and ", "A 12%, B ".
_MEMBERS = re.compile(
    rf"(?:{_SHORT_NAME} )??(?:(?:{_SHORT_NAME} )??[-−–+]?[\d.·]+(?: ?%| per ?cent)(?: ?[\[(][^\])]*[\])])?"
    rf"(?: (?:for|with|in|at|on|after|among|of) {_SHORT_NAME})?"
    rf"(?:[,;]? (?:and|vs\.?|versus|or|than)|,? compared (?:with|to)|[,;]) (?:(?:{_SHORT_NAME} )??(?:of |by )"
    rf"|(?:that |those )?(?:in|for|of|at) {_SHORT_NAME} (?:was |were ))?"
    rf"(?:only |about )?(?:{_SHORT_NAME} )??){{0,4}}",
    re.I,
)
_HAPPENED = re.compile(
    rf"\b(?:{PEOPLE} (?:had|were|was|died|who)|died|developed|experienced|achieved|responded|occurred|survived"
    r"|relapsed|withdrew|discontinued|had|reported|observed|seen|noted)\b"
)
_IS_PAIR = re.compile(
    r"[-−–+]?[\d.·]+ ?%?\s(?:\([^()]*\) )?(?:(?:in|for|with|among) [^.;,()%]{2,40} )?(?:vs\.?|versus|compared|and \d)"
)
_PART_OF = re.compile(rf"\s?%?\s(?:of|in) (?:all |the |our |these )*(?:[\w-]+ )?{PEOPLE}\b", re.I)
# "was significantly lower, by 52%"
_BY = re.compile(r"\b(?:lower|higher|less|more|greater|longer|shorter|better|worse)[,:]? by (?:about |up to |only )?$")
# "23.8% vs 13.5%, 10.4%; 0.0-20.7, p = 0.04": what the first and the second differ by
_OF_TWO = re.compile(
    r"(?<![\d.·])(?P<a>\d+(?:[.·]\d+)?) ?%?(?: \([^()]*\))? (?:vs\.?|versus|and|compared with)"
    r" (?P<b>\d+(?:[.·]\d+)?) ?%(?: \([^()]*\))?[,;] [-−–+]?$"
)
_WITH_INTERVAL = re.compile(
    r"(?: ?%)?(?:[;,]? ?[(\[]?(?:95 ?%|[-−–]?\d+(?:[.·]\d+)? ?%?(?: ?[-–−‒]| to |,) ?[-−–]?\d)|[;,] [pP]\b)"
)
_NUMBER = re.compile(r"\d+(?:[.·]\d+)?")
_BELOW = re.compile(
    r" ?%? (?:below|above) (?:the )?(?:(?:healthy|normal) )?(?:controls?|normal|baseline|placebo|those|that)\b"
)
_REACH = 260  # characters between the word and the last percentage of its list


def is_difference(text: str, first: int, start: int, end: int) -> bool:
    """Whether a percentage is a difference or an average: "risk reductions for death were 12% with A and 9% with B".

    `first` is where the sentence begins, `start` and `end` hold the percentage. Of a word that may also lead to the
    shares themselves ("the difference in response was 40% vs 20%") only a lone figure is one.
    """
    if _BY.search(text, max(first, start - 40), start) or _BELOW.match(text, end):
        return True
    if _is_of_two(text, first, start, end):
        return True
    heads = list(_HEAD.finditer(text, max(first, start - _REACH), start))
    return any(_leads_to(text, m, first, start, end) for m in heads[-2:])


def _is_of_two(text: str, first: int, start: int, end: int) -> bool:
    """Whether a percentage with an interval is as much as the two set against each other before it differ by."""
    pair = _OF_TWO.search(text, max(first, start - 60), start)
    number = _NUMBER.match(text, start)
    if not pair or not number or not _WITH_INTERVAL.match(text, number.end()):
        return False
    a, b, told = (float(n.replace("·", ".")) for n in (pair["a"], pair["b"], number[0]))
    last_place = 10.0 ** -max(len(n.replace("·", ".").partition(".")[2]) for n in (pair["a"], pair["b"], number[0]))
    return abs(abs(a - b) - told) <= 1.5 * last_place


def _leads_to(text: str, head: re.Match[str], first: int, start: int, end: int) -> bool:
    if _PART_OF.match(text, end):
        return False
    of_other = _THERE_WAS.search(text, max(first, head.start() - 40), head.start())
    named = _OTHER_CLAUSE.search(text, head.end(), start)
    for told in _IS.finditer(text, head.end(), start):
        if named and named.start() < told.start():
            return False
        if not _MEMBERS.fullmatch(text, told.end(), start) or _HAPPENED.search(text, head.end(), start):
            continue
        if (of_other and told["is"] != " of") or (told["is"] in (",", ":") and not head["surely"]):
            continue
        return head["surely"] is not None or not _IS_PAIR.match(text, told.end())
    return False
