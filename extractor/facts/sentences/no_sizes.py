"""Sizes in brackets that are those of no group of people: of things, of those left out, of a statistic."""

from __future__ import annotations

import re

from extractor.matching import Item, Line, term_list

_NEAR = 300  # characters: bounds the work on a "sentence" that never ends
# After excluding adults with gout (n = 28), lupus (n = 12) and those who smoked (
_EXCLUDED = re.compile(
    r"\bexcluding (?:[^.;:(),]{2,80} \([nN] ?= ?\d[\d, ]*\),? (?:and )?){0,8}[^.;:(),]{2,80} [(\[]$", re.I
)
_AFTER_P = re.compile(r"\b[pP] ?[=<>≤] ?0?\.\d+[,;] $")  # (P < 0.001, n = 88)
_BEFORE_P = re.compile(r"[,;] ?[pP] ?[=<>≤]")
_CORRELATED = re.compile(r"\bcorrelat|\br ?= ?[-−–]?0?\.", re.I)
# "31 trials were found, of drugs (n = 19) or diets (n = 12)": what a review sorts by a trait are its studies
_THINGS = re.compile(
    r"(?P<number>\d+|[a-z-]+)(?: (?!(?:in|of|from|with|and|for|at)\b)[a-z][\w-]*){0,3}? "
    r"(?:(?P<studies>studies|trials|RCTs|articles|papers|publications|reviews)"
    r"|isolates|strains|samples|specimens|eyes|knees|hips|teeth|implants|lesions|tumou?rs|aneurysms|procedures"
    r"|operations|images|scans|episodes|events|videos|websites|hospitals|cells|animals|mice|rats)\b",
    re.I,
)


def is_no_size(line: Line, size: Item) -> bool:
    """Whether a size counts no group of people, by the words before it."""
    first = max(line.start, size.start - _NEAR)
    if _EXCLUDED.search(line.passage, first, size.start) or _AFTER_P.search(line.passage, first, size.start):
        return True
    if _BEFORE_P.match(line.passage, size.end, line.end) and _CORRELATED.search(line.passage, line.start, line.end):
        return True
    told = {i.start: i.value.low for i in line.items if i.kind in ("int", "word") and first <= i.start < size.start}
    return any(
        size.value.low <= told.get(things.start("number"), 0)
        and (things["studies"] or not _names_people(line.passage, things.end(), size.start))
        for things in _THINGS.finditer(line.passage, first, size.start)
    )


def _names_people(text: str, start: int, end: int) -> bool:
    return any(p.value.get("human") == "1" for p in term_list("people").find(text, start, end))
