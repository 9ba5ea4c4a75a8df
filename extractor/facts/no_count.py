"""What speaks against a count that a pattern has found: its words count no group, or not this one."""

from __future__ import annotations

import re

from extractor.facts.countable import NUMBERS, has_outcome, is_of_people, is_share
from extractor.matching import Item, Line, Match, term_list

_CLAUSE_START = re.compile(
    r"(?:^|[;:,.)]\s?|\b(?:and|while|whereas|but)\s)"
    r"(?:(?:overall|finally|however|additionally|furthermore|moreover|thus|therefore),? )?$",
    re.I,
)
# Patterns that a number of people with an outcome fits as well: a share behind it tells that it is one.
_BARE = ("count.total_of", "count.reviewed_before", "count.among", "count.in_people", "count.n_people", "count.n_arm")
CASES = re.compile(r"\b(cases|controls)\b", re.I)
_OF_WHOM = re.compile(r"\bof (?:whom|which|these|them)\b", re.I)
_COUNTED_IN = re.compile(  # the things of "60 late relapses in"
    r"\s(?P<things>(?:(?!(?:were|was|had|received|receiv\w+|assigned|allocated|randomi[sz]ed|treated|underwent)\b)"
    r"[A-Za-z\"“”'-]+\s){0,3}[A-Za-z\"“”'-]+s[\"”]?)\s(?:in|on|with|among|for)\b",
    re.I,
)
_IN_TRIAL = re.compile(  # 82 patients in a randomised trial
    r"(?<=\brandomi[sz]ed)(?: (?!(?:were|was|in|into|to|for|from|by|this|the) )[\w-]+){0,3} (?:trials?|study)\b", re.I
)
_FOR_MORE = re.compile(  # eligible for a step within the study
    r" for (?!(?:the|this|our|these|a) |analys|evaluation|assessment|review|inclusion|enrol|randomi[sz]|participation"
    r"|stud|trial)",
    re.I,
)
_HAPPENED = re.compile(r" (?:had|developed|experienced|showed|reported|died|complained|withdrew|dropped)\b", re.I)
_KINDS_OF_GROUP = re.compile(r"(?: dose| treatment)? (?:groups|arms|cohorts)\b", re.I)  # one of 3 placebo groups
_GOES_ON = {
    "count.enrolled_after": _IN_TRIAL,
    "count.eligible_after": _FOR_MORE,
    "count.eligible_number": _FOR_MORE,
    "count.each": _HAPPENED,
}
_ANOTHER = re.compile(r"(?:another|second|other|similar|comparable|further|matched|parallel)\b", re.I)
RANDOMISED = re.compile(r"assigned|allocated|randomi", re.I)
_FEWEST = 3
_BARE_SIZE = re.compile(r"\w [(\[]\d{2,5}[)\]]")


def is_no_count(match: Match, line: Line, item: Item) -> bool:
    """Whether the words around a match tell that its number is no group of people."""
    name, gives = match.pattern.id, match.pattern.gives
    before = line.passage[max(line.start, match.start - 40) : match.start]
    if gives.get("opens") and not _CLAUSE_START.search(before):
        return True
    if name == "count.arm_bare_number" and not _are_drawn(line):
        return True
    if gives["role"] == "case" and not CASES.fullmatch(group_of(match)):
        return True
    if name in _BARE and is_share(match, item):
        return True
    if name in _GOES_ON and _GOES_ON[name].match(line.passage, match.end):
        return True
    if name == "count.share_of" and item.value.low < _FEWEST:
        return True  # one of two surgeons
    which = match.slots.get("which")
    if name == "count.another_group" and which and not _ANOTHER.match(line.passage, which.start):
        return True
    who = match.slots.get("who")
    if who is not None and who.kind == "arm" and not is_of_people(line, who):
        return True
    return _names_other_group(match, line, item) or has_outcome(match, item)


def _names_other_group(match: Match, line: Line, item: Item) -> bool:
    """Whether the group that a match names is not the one that is counted."""
    name, arm = match.pattern.id, match.slots.get("arm")
    if arm is None:
        return False
    if "=" in arm.value.label:
        return True  # r = 0.25, n = 100
    if name == "count.n_arm" and _KINDS_OF_GROUP.match(line.passage, arm.end):
        return True
    if name == "count.made_up_arm" and _OF_WHOM.search(line.passage, item.end, arm.start):
        return True
    return "people" not in match.slots and _counts_things(line, item)


def group_of(match: Match) -> str:
    """What the group of a pattern's match is called."""
    group = match.slots.get("group")
    return match.line.passage[group.start : group.end].lower() if group else ""


def _are_drawn(line: Line) -> bool:
    """Whether a sentence shares participants out to two groups with a figure in brackets each: placebo (48)."""
    text = line.passage[line.start : line.end]
    return bool(RANDOMISED.search(text)) and len(_BARE_SIZE.findall(text)) > 1


def _counts_things(line: Line, item: Item) -> bool:
    """Whether a bare number goes on with what was counted before it: "60 relapses in the early group and 52 in"."""
    before = next((i for i in reversed(line.items) if i.kind in NUMBERS and i.end <= item.start), None)
    counted = _COUNTED_IN.match(line.passage, before.end, item.start) if before else None
    return counted is not None and not term_list("people").find(line.passage, *counted.span("things"))
