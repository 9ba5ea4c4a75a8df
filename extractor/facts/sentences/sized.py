"""Sizes that only a bracket tells: "heat (10 minutes; n = 31) or none (n = 29)", "90 randomised (A, 44; B, 46)"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.treatments import is_lettered
from extractor.matching import Item, Line
from extractor.measures.numbers import value

_LEAST = 10  # smaller groups in brackets are more often those with an outcome
_SMALL = 20  # smaller numbers add up by chance
_CLOSES = re.compile(r"\s?[)\]]")
_SHARES_OUT = re.compile(r"\b(?:randomi[sz]|assign|allocat)", re.I)
# The heat (n = 31) and cold groups (n = 29), the heat (n = 31) and cold (n = 29) groups
_GROUPS_AFTER = re.compile(r"\s?[)\]] (?:\w+ )?(?:groups|arms|cohorts)\b", re.I)
_GROUPS_BEFORE = re.compile(r"\b(?:groups|arms|cohorts) [(\[](?:n ?= ?)?$", re.I)
# Patterns whose one number is the size of each arm; of each that has no other, where they name none.
OF_EACH = ("count.each", "count.people_each", "count.each_before")
BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ENTERED = r"(?:randomi[sz]ed|recruited|enrolled|included|treated|assigned|allocated|analy[sz]ed)\b"
_TO_BRACKET = re.compile(rf"(?:\s\([^()]*%\))?(?P<verb>\s(?:(?:were|was)\s)?(?:\w+ly\s)?{_ENTERED})?\s")
_FROM_BRACKET = re.compile(rf"\s(?:were|was|had been)\s(?:\w+ly\s)?{_ENTERED}")
_LABELLED = re.compile(r"[A-Za-z][\w)+/-]*(?:,|:| =)? ?$|[(\[;,] ?$")
_COUNTED = rf"(?: (?:{PEOPLE}))?"
_NAMED_PART = re.compile(
    rf"(?:{_COUNTED}(?:[,;]|[,;]? and) )?(?!(?:fe)?males?\b|(?:wo)?men\b|boys|girls|with)"
    r"(?P<label>(?:(?:group|arm) )?[A-Za-z][\w+/-]*?)(?: (?:group|arm))?(?:[,:]| =)? "
)
_NO_MORE = re.compile(_COUNTED)
_LABEL_INSIDE = re.compile(
    r" (?!patients|participants|subjects|adults|couples|between|at|aged|or)(?:(?:for|in|on|to|with|the) )*"
    r"(?P<label>[A-Za-z][^,;:()\[\]=]{0,50}?)(?=[;,)\]]| and \w ?=)"
)
_SHARE = re.compile(r" ?[(\[](\d+[.·]\d+) ?%")
_ROUNDED = 0.06
_COMPARED = re.compile(r"\b(?:vs|versus)\b")
_CLAUSE = 200  # characters
# In women with a score below 4.5 [mg/L] and without gout (
_DESCRIBED = re.compile(
    r"\b(?:in|among|for|of|to|from|by) (?:the |all |those |these )?(?:[\w-]+ ){0,3}?"
    r"(?:patients|participants|subjects|adults|women|men|children|infants|individuals|people|those) "
    r"(?:with|without|who|whose|aged|having|undergoing|receiving)\b"
    r"(?:(?!\b(?:was|were|is|are|did|there|had|showed)\b)[^.;:()\[\]]|\d\.\d)*"
    r"\d(?:(?!\b(?:was|were|is|are|did|there|had|showed)\b)[^.;:()\[\]]|\d\.\d)*[(\[]$",
    re.I,
)
# In this subgroup (
_POINTED = re.compile(
    r"\b(?:in|of|for|among|from) (?:this|these|our) (?:[\w-]+ ){0,2}"
    r"(?:sub-?group|sub-?set|cohort|sample|series|group|population|patients) [(\[]$",
    re.I,
)
_DASH = re.compile(
    r"(?: [\w-]+){0,2}? (?:patients|participants|subjects|adults|women|men|children|infants|cases) ?[-–—] ?"
    r"(?P<label>[A-Za-z][\w/+-]*(?: (?:\d|[A-Z]\b|[a-z]+(?=[;,)\]])|stents?|groups?|arm))?)"
)
# 9 women (group 1) had heat, 14 (group 2) cold
_IN_BRACKET = re.compile(
    r"(?: (?:[\w-]+ ){0,2}?(?:patients|participants|subjects|adults|women|men|children|infants|cases)"
    r"|(?: (?!(?:of|in|to|with|and|or|on|by|for|were|was|had|took|got|\w+ed|underwent|given) )[a-z-]+){1,2})? "
    r"[(\[](?P<label>(?:group|arm|cohort|trial|study) (?:\d|[A-Z]{1,3}))\b[^()\[\]\d]{0,30}[)\]]",
    re.I,
)
_TO_SIZE = re.compile(r"(?: [\w-]+){1,6} [(\[]")
_PLACES = re.compile(
    r"\b(?:two|three|four|five|[2-5]) (?:[\w-]+ ){0,2}"
    r"(?:institut(?:e|ion)s|hospitals|cent(?:er|re)s|clinics|sites|countries|cohorts|databases|registries)$"
)
_OWN = re.compile(r"[(\[](?P<own>[^()\[\]]*[\s;,])$")  # what stands before a size in its bracket


def says_again(line: Line, size: Item) -> bool:
    """Whether a size repeats the number before it: "ninety-two women (n = 92)"."""
    before = next((i for i in reversed(line.items) if i.kind in ("int", "word") and i.end <= size.start), None)
    return before is not None and (
        before.value.low == size.value.low and bool(_TO_SIZE.fullmatch(line.passage, before.end, size.start))
    )


def sizes_alike(line: Line, numbers: Sequence[Item]) -> list[Item]:
    """The sizes of a sentence that shares people out or names groups, each at the end of a bracket of its own."""
    sizes = [
        i
        for i in numbers
        if i.kind == "size" and i.value.low >= _LEAST and _CLOSES.match(line.passage, i.end, line.end)
    ]
    if len(sizes) < 2:
        return []
    shared = _SHARES_OUT.search(line.passage, line.start, sizes[0].start)
    return sizes if shared or _are_of_groups(line, sizes[-1]) else []


def _are_of_groups(line: Line, last: Item) -> bool:
    """Whether sizes are those of groups that one noun in the plural names after the last label."""
    before = line.passage[max(line.start, last.start - 20) : last.start]
    return bool(_GROUPS_BEFORE.search(before) or _GROUPS_AFTER.match(line.passage, last.end, line.end))


def parts_in_bracket(line: Line, numbers: Sequence[Item]) -> list[Item]:
    """Numbers of one bracket that add up to the number before it: "90 (arm A, 44; arm B, 46) were treated"."""
    for bracket in BRACKETED.finditer(line.passage, line.start, line.end):
        run = [i for i in numbers if bracket.start() < i.start < bracket.end()]
        whole = next((i for i in reversed(numbers) if i.end <= bracket.start()), None)
        if (
            whole is None
            or len(run) < 2
            or sum(i.value.low for i in run) != whole.value.low
            or whole.value.low < _SMALL
        ):
            continue
        to = _TO_BRACKET.fullmatch(line.passage, whole.end, bracket.start())
        entered = to and (to["verb"] or _FROM_BRACKET.match(line.passage, bracket.end(), line.end))
        if entered and all(_LABELLED.search(line.passage, bracket.start(), i.start) for i in run):
            return run
    return []


def named_in_bracket(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """The parts of a sample with their labels before them in a bracket: "90 cases (AB group 44 cases, C group 46)"."""
    for bracket in BRACKETED.finditer(line.passage, line.start, line.end):
        run = [i for i in numbers if bracket.start() < i.start < bracket.end() and i.kind != "size"]
        ends = [bracket.start() + 1, *(i.end for i in run)]
        labels = [_NAMED_PART.fullmatch(line.passage, *gap) for gap in zip(ends, (i.start for i in run), strict=False)]
        closes = len(run) > 1 and _NO_MORE.fullmatch(line.passage, run[-1].end, bracket.end() - 1)
        whole = sum(i.value.low for i in run)
        if closes and all(labels) and whole >= _SMALL and any(i.value.low == whole for i in numbers if i not in run):
            return [(i, label["label"]) for i, label in zip(run, labels, strict=True) if label]
    return []


def two_parts(line: Line, numbers: Sequence[Item]) -> list[Item]:
    """Two numbers of which each has its share of both behind it: "1840 (32.7%) with gout and 3784 (67.3%) without"."""
    for run in itertools.pairwise(numbers):
        shares = [_SHARE.match(line.passage, i.end, line.end) for i in run]
        whole = sum(i.value.low for i in run)
        compared = _COMPARED.search(line.passage, run[0].end, run[1].start)
        if (
            whole >= _SMALL
            and not compared
            and all(
                share and abs(100 * i.value.low / whole - value(share[1])) < _ROUNDED
                for i, share in zip(run, shares, strict=True)
            )
        ):
            return list(run)
    return []


def labelled(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """The numbers whose labels stand beside them in one bracket or behind a dash."""
    return [*labelled_inside(line, numbers), *labelled_by_dash(line, numbers), *named_in_bracket(line, numbers)]


def labelled_inside(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """The sizes of one bracket that have their labels behind them: "(n = 74 heat; n = 58 no heat)"."""
    sizes = [i for i in numbers if i.kind == "size"]
    for bracket in BRACKETED.finditer(line.passage, line.start, line.end) if len(sizes) > 1 else ():
        inside = [i for i in sizes if bracket.start() < i.start < bracket.end()]
        labels = [_LABEL_INSIDE.match(line.passage, size.end, bracket.end()) for size in inside]
        if len(inside) > 1 and all(labels):
            return [(size, label["label"]) for size, label in zip(inside, labels, strict=True) if label]
    return []


def described(line: Line, numbers: Sequence[Item]) -> list[Item]:
    """The sizes of those whom a clause describes with figures, "in women with a score below 4.5 (n = 31), there", or
    points back to: "in this subgroup (n = 48)"."""
    sizes = (i for i in numbers if i.kind == "size" and _CLOSES.match(line.passage, i.end, line.end))
    left = ((i, line.passage[max(line.start, i.start - _CLAUSE) : i.start]) for i in sizes)
    return [i for i, before in left if _DESCRIBED.search(before) or _POINTED.search(before)]


def labelled_by_dash(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """Numbers whose group follows a dash: "(24 patients-group 1), (53 depleted patients-group 2)"."""
    found = ((n, _DASH.match(line.passage, n.end, line.end)) for n in numbers if n.kind != "size")
    labelled = [(number, dash["label"]) for number, dash in found if dash]
    return labelled if len(labelled) > 1 or any(is_lettered(label) for _, label in labelled) else []


def labelled_by_bracket(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """Numbers whose group a bracket names: "9 women (group 1) had heat, 14 (group 2) cold"."""
    found = ((n, _IN_BRACKET.match(line.passage, n.end, line.end)) for n in numbers if n.kind != "size")
    labelled = [(number, bracket["label"]) for number, bracket in found if bracket]
    return labelled if len({label for _, label in labelled}) == len(labelled) > 1 else []


def names_places(label: str) -> bool:
    """Whether sizes are those of several places: "at three clinics (n = 93, 62 and 63)"."""
    return _PLACES.search(label) is not None


def before_size(line: Line, size: Item) -> str:
    """The text that may name the group of a size: that before its bracket where the bracket tells more of the group."""
    left = line.passage[max(line.start, size.start - 160) : size.start]
    own = _OWN.search(left)
    alone = own and size.kind == "size" and "=" not in own["own"]
    if own and alone and (len(own["own"].split()) > 3 or re.search(r"\d", own["own"])):
        left = left[: own.start() + 1]
    return left[-90:]
