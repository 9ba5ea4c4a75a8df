"""Lists under one number: "no deaths, infections or bumps"; "rash, fever and cough (one each)".

The number stands once, and is the share of each thing of the list. The thing that it stands beside has it as it is; the
others get it here, each at its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.facts.bare_counts import is_zero
from extractor.facts.links import Link
from extractor.matching import Item, Line, Term

_CUT = re.compile(r",? (?:and|or|nor)(?: no)? (?!more\b|less\b|without\b)|, (?:no )?|/(?=[a-z]{4})")
_CLAUSE = (
    r"[.;:()\[\]\d]|\b(?:was|were|are|is|had|have|has|did|occurred|developed|in|at|on|by|from|for|to|during|within|after|"
    r"among|between|observed|reported|noted|seen|found|detected|related|attributed|requiring|required|that|which|who|but|"
    r"while|than|with|as|due|associated|leading|resulting|throughout|over|until|patients?|participants?|subjects?)\b"
)
_END = re.compile(_CLAUSE, re.I)
# What stands before the things denied, and tells nothing of them.
_LEAD = re.compile(
    r"(?:(?:cases?|instances?|signs?|episodes?|occurrences?|reports?|incidents?) of |(?:other|further|any) )+"
)
_THING = re.compile(r"[A-Za-z][\w'’/+-]*(?: [A-Za-z][\w'’/+-]*){0,5}")
_ADJECTIVE = re.compile(r"[\w-]*(?:ous|ic|al|ive|ere|jor|nor|ant|ent|early|late|able|ible|less|ed|ar|related|\d)", re.I)
_NOTHING = re.compile(
    r"\b(?:differen\w+|evidence|effects?|relation\w*|associations?|correlations?|changes?|increases?|decreases?|"
    r"improvements?|reductions?|benefit|impact|need|history|prior|previous|statistical\w*|interactions?|treatment|one|"
    r"therapy|respectively|others?)\b",
    re.I,
)
_DENIES = re.compile(r"(?:no|absence of|without any)\s", re.I)
_EACH = re.compile(
    r"(?: (?:patients?|cases?|participants?|subjects?|child(?:ren)?|episodes?))?,? (?:for )?each\b"
    r"(?! (?:group|arm|of|cohort))",
    re.I,
)
_BEFORE_EACH = re.compile(r"\s?[(\[,]?\s?(?:(?:occurred|developed|was|were)? ?(?:seen|observed|noted|reported)? in )?$")
_ID, _SURE = "link.shared", 0.7
_FAR = 250  # characters of a list


def shared_numbers(line: Line, shares: Sequence[Item]) -> Iterator[Link]:
    """The further shares of a sentence, with what they are shares of, for each of these that is one of a list."""
    for share in shares:
        if is_zero(share.value):
            things: Sequence[Item] = _denied(line, share)
        elif _EACH.match(line.passage, share.end, line.end):
            *things, last = _before(line, share) or [share]
            if things:
                yield Link(share, last, _ID, _SURE)
        else:
            continue
        own = replace(share.value, span=(share.start, share.end))
        for thing in things:
            if not any(s.start < thing.end and thing.start < s.end for s in shares):
                yield Link(Item("rate", thing.start, thing.end, own), thing, _ID, _SURE)


def _denied(line: Line, zero: Item) -> list[Item]:
    """The things of a list behind a "no", without the first."""
    begin = _DENIES.match(line.passage, zero.start, line.end)
    if not begin:
        return []
    limit = min(line.end, zero.start + _FAR)
    stop = _END.search(line.passage, begin.end(), limit)
    end = stop.start() if stop else limit
    if _NOTHING.search(line.passage, begin.end(), end):
        return []
    spans = _parts(line.passage, begin.end(), end)
    if not spans or _is_quality(line, *spans[0]):
        return []
    return [thing for start, stop_ in spans[1:] if (thing := _thing(line, start, stop_))]


def _before(line: Line, share: Item) -> list[Item]:
    """The things of a list that a number "each" stands behind."""
    joint = _BEFORE_EACH.search(line.passage, line.start, share.start)
    end = joint.start() if joint else share.start
    stops = [m.end() for m in _END.finditer(line.passage, max(line.start, end - _FAR), end)]
    starts = [i.end for i in line.items if i.kind == "rate" and i.end <= end]
    spans = _parts(line.passage, max([line.start, *stops, *starts]), end)
    if len(spans) < 2 or _NOTHING.search(line.passage, spans[0][0], end):
        return []
    return [thing for start, stop in spans if (thing := _thing(line, start, stop))]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the parts of `A, B or C` stand; none where one is too long to be a name."""
    cuts = [(start, start), *(m.span() for m in _CUT.finditer(text, start, end)), (end, end)]
    spans = [_stripped(text, left[1], right[0]) for left, right in pairwise(cuts)]
    spans = [(s, e) for s, e in spans if s < e]
    return spans if len(spans) > 1 and all(_THING.fullmatch(text, s, e) for s, e in spans) else []


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _is_quality(line: Line, start: int, end: int) -> bool:
    """ "No serious or fatal events": what "or" joins are no things."""
    is_term = any(i.kind in ("event", "outcome") and i.start < end and start < i.end for i in line.items)
    return not is_term and " " not in line.passage[start:end] and bool(_ADJECTIVE.fullmatch(line.passage, start, end))


def _thing(line: Line, start: int, end: int) -> Item | None:
    """The term that a list of terms knows where there is one, else the phrase."""
    known = [i for i in line.items if i.kind in ("event", "outcome") and start <= i.start and i.end <= end]
    if known:
        return known[0]
    return Item("event", start, end, Term.of_phrase(line.passage[start:end])) if end - start > 2 else None
