"""Shares that stand right beside the name of a rate, or between which a rate is told to have changed.

"a mortality of 9%", "(conversion rate 4%)", "24% 5-year survival", "a 35% incidence of leaks", "sepsis fell from 25%
to 4%".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.matching import Item, Line

RATE = r"(?:rates?|incidences?|frequenc(?:y|ies)|risks?|probabilit(?:y|ies)|proportions?)"
IS_RATE = re.compile(r"(?:rates?|mortality|lethality|morbidity|survival|survivorship)$", re.I)
_ABOUT = r"(?: (?:only|just|about|approximately|around|nearly|almost|estimated (?:at|to be)|as (?:high|low) as))?"
_AT_ONCE = re.compile(
    r"s?(?: \([^()]*\))?(?P<named> rates?| incidences?)?(?: \([^()]*\))?,?"
    rf"(?: (?:was|were|is|of|at|reached))?{_ABOUT}[:=]? ?"
)
_RATE_OF = re.compile(rf"\b{RATE} (?:of|for) (?:(?:the|an?|any|such) )?(?:[\w-]+ )?$", re.I)
# Where the words begin that tell of what a rate is a rate.
_BEGINS = re.compile(r"[,;:(] ?|\b(?:and|with|but|while|whereas) ")
_OTHERS = re.compile(
    r"\b(?:reduc\w+|decreas\w+|increas\w+|improv\w+|differen\w+|ratio|predict\w+|expected|estimat\w+|assum\w+|margin|threshold"
    r"|changes?|relative|means?|medians?|averages?|if|would|will|could|may|can|literature|studies|reviews|reports|[\w-]*analyses|historical"
    r"|published|previous\w*|annual\w*|baseline|national|population|lower|higher)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|did|been|\w{3,}ed)\b")
_NO_MORE = re.compile(
    r"s? (?:reduction|benefit|difference|advantage|risk|decrease|increase|gain|improvement|threshold)s?\b"
)
_SPAN = r"(?:(?:\d+|one|two|three|five|ten)[- ](?:year|month|week|day)s? )?"
_THEN_RATE = re.compile(rf"[)\]%]* {_SPAN}(?:(?:overall|operative|hospital|actuarial|crude|total) ){{0,2}}{_SPAN}")
_THEN_RATE_OF = re.compile(
    r"[)\]%]* (?:(?!increas|decreas|reduc|low|high|great|relativ|excess|absolut|addition|estimat)[\w-]+ ){0,2}?"
    r"(?:incidence|rate|frequency) of (?:(?:the|an?|any) )?(?:[\w-]+ ){0,2}?",
)
_FROM = re.compile(r"\bfrom(?: about)? $")
_TO = re.compile(r"[)\]%]* (?:\([^()]*\) )?to(?: only| just| about)? $")
_CHANGED = r"(?:fell|dropped|declined|decreased|rose|increased|went down|went up|was (?:reduced|lowered)|were reduced)"
_THAT_FELL = re.compile(
    rf"s?(?: \([^()]*\))?(?: rates?)?(?: (?:in|after|with|of|for|at|during) [^.;:,()%]{{2,40}}?)? (?:\w+ly )?{_CHANGED}"
    r"(?: \w+ly)? from(?: about)? "
)
_CHANGE_OF = re.compile(
    r"\b(?:(?:reduction|decrease|decline|fall|drop|rise|increase)s? (?:of|in)"
    r"|(?<!\bhas )(?<!\bhave )(?:reduced|lowered|decreased|increased|raised))"
    rf" (?:(?:the|our|their) )?(?:{RATE} of (?:the )?)?(?:[\w-]+ ){{0,2}}$",
    re.I,
)
_OF_THAT = re.compile(
    r"s?(?: \([^()]*\))?(?: rates?)?(?: (?:in|after|with|of|for) [^.;:,()%]{2,40}?)? from(?: about)? "
)
_REACH = 70  # characters


def told_rate(line: Line, rate: Item, terms: Sequence[Item]) -> Item | None:
    """The term that a share stands beside as its rate. `terms`: those of the sentence."""
    if rate.value.percent is None or not _PAST.search(line.passage, line.start, line.end):
        return None
    before = next((t for t in reversed(terms) if t.end <= rate.start), None)
    is_before = before is not None and before.value.get("class") != "condition"
    if before and is_before and (_is_at_once(line, rate, before) or _has_changed(line, rate, before)):
        return before
    after = next((t for t in terms if t.start >= rate.end), None)
    return after if after and after.value.get("class") != "condition" and _is_followed(line, rate, after) else None


def _is_at_once(line: Line, rate: Item, term: Item) -> bool:
    """Whether a rate's name stands right before a share, and no words say that it is another's."""
    text = line.passage
    gap = _AT_ONCE.fullmatch(text, term.end, rate.start)
    if gap is None:
        return False
    reach = max(line.start, term.start - _REACH)
    start = max((m.end() for m in _BEGINS.finditer(text, reach, term.start)), default=reach)
    is_rate = gap["named"] or IS_RATE.search(text, term.start, term.end) or _RATE_OF.search(text, start, term.start)
    return bool(is_rate) and not _OTHERS.search(text, start, rate.start)


def _has_changed(line: Line, rate: Item, term: Item) -> bool:
    """Whether a term's rate fell or rose from a share on."""
    text = line.passage
    if not _FROM.search(text, term.end, rate.start):
        return False
    if _THAT_FELL.fullmatch(text, term.end, rate.start):
        return bool(IS_RATE.search(text, term.start, term.end) or term.kind == "event")
    is_change = _CHANGE_OF.search(text, line.start, term.start) and _OF_THAT.fullmatch(text, term.end, rate.start)
    return bool(is_change) and term.kind == "event"


def _is_followed(line: Line, rate: Item, term: Item) -> bool:
    """Whether a rate's name stands right behind a share."""
    text = line.passage
    if _NO_MORE.match(text, term.end, line.end):
        return False
    if IS_RATE.search(text, term.start, term.end) and _THEN_RATE.fullmatch(text, rate.end, term.start):
        return True
    return bool(_THEN_RATE_OF.fullmatch(text, rate.end, term.start))
