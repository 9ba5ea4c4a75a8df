"""Sizes in a row that groups in a row share: "drug A or placebo (n = 71 and 68)", "57 and 62 in the A and B arms"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.facts.sentences.countable import are_shares_of_all
from extractor.facts.sentences.respective import by_degree
from extractor.matching import Item, Line

CLOSES = re.compile(  # also (TAM, 64 [48%]; ACT, 65 [52%])
    r"\s?(?:[(\[]\d[\d.]* ?%[)\]]\s?[;)\]]|[),.;\]]|(?:and|versus|vs\.?)\s|$)"
)  # TAM 64, ACT 65: the label has come before
TAKING = re.compile(
    r"\b(?:receiv\w+|underwent|undergoing|taking|took|treated|given|assigned|allocated|randomi[sz]ed"
    r"|treatment (?:groups?|arms?))\b",
    re.I,
)
_WERE_GIVEN = re.compile(
    r" (?:were )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed|treated|received|given)\b", re.I
)
_IN_TURN = re.compile(
    r"\brespective(?:ly)?\b"
    r"|\b(?:assigned|allocated|randomi[sz]ed) to (?:the )?[\w-]+ and (?:the )?[\w-]+ groups\b",
    re.I,
)
_COMMON = re.compile(r"(?:,|\s|and|or|vs\.?|versus|\(\d+(?:[.·]\d+)? ?%\))+")
_SHARES = re.compile(r" ?\(\d+(?:[.·]\d+)? ?%\)")
# 42 and 43 in each treatment group; 57 and 62 patients were enrolled in the early and late groups
_IN_GROUPS = re.compile(
    r" (?:(?:(?:were|was) )?(?:\w+ )?"
    r"(?:enrolled|included|recruited|assigned|allocated|randomi[sz]ed|treated|managed) )?"
    r"(?:in|to|into|for|under|by|with) (?P<labels>[^.;,]{2,70}?) (?:(?:sub)?(?:groups?|arms?|cohorts?)|protocols)\b",
    re.I,
)
_TWO = re.compile(r"(?:the )?(?P<first>[^,]{2,30}?)(?: and | or | vs\.? | versus )(?:the )?(?P<second>[^,]{2,30})")


_NEAR = 160  # characters
_SIZES_OF_GROUPS = re.compile(
    r"\b(?:groups|arms|cohorts) [(\[](?P<sizes>\d+(?:, \d+)*,? (?:and|vs\.?|versus) \d+)"
    r"(?: (?:patients|participants|subjects|women|men|children|adults|infants)| each)?[)\],;]"
)
_STEP = re.compile(r"[IVX]+|\d")  # moderate I, II
_NUMBER = re.compile(r"\d+")
_NAMED_GROUPS = re.compile(
    r"\b(?:the|into|in|between|among|for|to|either) (?P<labels>[^.;:()]{2,110}?(?:,| and| or)[^.;:()]{2,60}?)"
    r"(?P<dose> dose)?(?: treatment)? (?:groups|arms|cohorts) [(\[](?:[nN] ?= ?)?$"
)
_OF_DOSE = re.compile(r"low(?:er)?|high(?:er)?|medium|middle|intermediate|full|half|single|double")
_AND = re.compile(r",? (?:and|or|versus|vs\.?) (?:the )?|, (?:the )?")


_MEASURED = re.compile(
    r"\b(?:medians?|means?|averages?|scores?|counts?|ind(?:ex|ices)|levels?|rates?|values?|titers?|titres?)\b"
    r"[^.;,\d]{0,60}\b(?:was|were|averaged|of)(?: (?:only|about|approximately))? $",
    re.I,
)
_OF_THE = re.compile(r" (?:out )?of (?:the|these|our) (?:[\w-]+ ){0,2}")
# Eighteen and 17 women achieved relief
_HAD = re.compile(
    r" (?:had|achieved|developed|experienced|showed|reported|died|failed|reached|responded|relapsed|improved|required"
    r"|survived|completed)\b"
)


# Group A included 25 women, group B 27
_CONTAINED = re.compile(
    r" (?:comprised|included|contained|consisted of|numbered|there were"
    r"|(?:was|were) (?:composed|made up) of)(?: of)?(?: a total of)? $",
    re.I,
)
_CONTAINED_AT = re.compile(r"\b(?:comprised|included|contained|consisted|numbered|there were|composed|made up)\b")
_OF_NEXT = re.compile(r" (?:of |with |included |there were )?", re.I)
_NEXT = re.compile(r"(?:[,;]|\b(?:and|while|whereas))(?: (?:and|while|whereas))?(?: in)?(?: the)? $", re.I)


class Sized(NamedTuple):
    """A number that is a group's size, what the group is called, and whether its sentence tells of a treatment."""

    number: Item
    label: str | None
    given: bool = False


def listed_sizes(line: Line, numbers: Sequence[Item]) -> Iterator[Sized]:
    """As many sizes as groups before them, or as many numbers as groups after them; `numbers` may count people."""
    arms = [i for i in line.items if i.kind == "arm"]
    for run in (*_size_lists(line), *_bracketed_lists(line, numbers)):
        before = [a.value.label for a in arms if a.end <= run[0].start][-len(run) :]
        labels = before if len(before) == len(run) and run[0].kind == "size" else _groups_before(line, run)
        if len(labels) == len(run):
            yield from (Sized(size, label) for size, label in zip(run, labels, strict=True))
    yield from _by_degree(line, numbers)
    for run, after in _shared_lists(line, numbers):
        given = TAKING.search(line.passage, run[-1].end, line.end) is not None
        for number, label in zip(run, _labels(line, arms, run, after, given), strict=False):
            yield Sized(number, label, given)


def sizes_in_turn(line: Line, numbers: Sequence[Item]) -> list[tuple[Item, str]]:
    """The sizes of groups that share the verb of the first: "group A included 25 women, group B 27"."""
    if not _CONTAINED_AT.search(line.passage, line.start, line.end):
        return []
    found: list[tuple[Item, str]] = []
    is_shared = False
    for arm in (i for i in line.items if i.kind == "arm"):
        number = next((n for n in numbers if n.kind != "size" and n.start > arm.end), None)
        between = line.passage[arm.end : number.start] if number else ""
        follows = bool(found) and _NEXT.search(line.passage, line.start, arm.start) is not None
        is_next = follows and _OF_NEXT.fullmatch(between) is not None
        if number and not _HAD.match(line.passage, number.end) and (is_next or _CONTAINED.fullmatch(between)):
            found.append((number, arm.value.label))
            is_shared = is_shared or is_next
    return found if is_shared else []  # where each has a verb of its own, patterns take them


def _labels(line: Line, arms: Sequence[Item], run: Sequence[Item], after: int, given: bool) -> Sequence[str | None]:
    """What the groups of a run are called: as the groups named after it are, or those before it."""
    named = _IN_GROUPS.match(line.passage, after, line.end)
    two = _TWO.fullmatch(named["labels"]) if named and len(run) == 2 else None
    behind = list({a.value.label: None for a in arms if a.start > run[-1].end})[: len(run)]
    first = list({a.value.label: None for a in arms if a.end < run[0].start})[-len(run) :]
    pair = [two["first"], two["second"]] if two else []
    told = next((labels for labels in (behind, pair, first) if len(labels) == len(run)), [])
    whole = are_shares_of_all(line.passage[run[0].end : after])
    return told or ([None] * len(run) if given or named or whole else [])


def _size_lists(line: Line) -> list[list[Item]]:
    """Runs of sizes under one "n =": (n = 71, 68 and 70)."""
    runs: list[list[Item]] = []
    for size in (i for i in line.items if i.kind == "size"):
        gap = line.passage[runs[-1][-1].end : size.start] if runs else ""
        if runs and re.fullmatch(r"(?:,| |and|vs\.?|versus|/)+", gap) and line.passage[size.start].isdigit():
            runs[-1].append(size)
        else:
            runs.append([size])
    runs = [r for r in runs if CLOSES.match(line.passage, r[-1].end)]  # but (n = 6, 74 visits)
    return [r for r in runs if len(r) > 2 or (len(r) > 1 and line.passage[r[0].end] != "/")]  # n = 33/40 is a share


def _bracketed_lists(line: Line, numbers: Sequence[Item]) -> Iterator[list[Item]]:
    """Numbers in a row behind groups in a row: "in the placebo, low and high dose groups (12, 14 and 13 patients)"."""
    for bracket in _SIZES_OF_GROUPS.finditer(line.passage, line.start, line.end):
        run = [n for n in numbers if bracket.start("sizes") <= n.start < bracket.end("sizes")]
        if len(run) == len(_NUMBER.findall(bracket["sizes"])):
            yield run


def _by_degree(line: Line, numbers: Sequence[Item]) -> Iterator[Sized]:
    """How many there are of each degree: "the number of women with mild and severe gout was 40 and 19"."""
    told = by_degree(line)
    labels = _AND.split(told["labels"]) if told else []
    labels = list(itertools.accumulate(labels, _with_noun))
    run = [n for n in numbers if told and told.start("sizes") <= n.start < told.end("sizes")]
    if told and len(labels) == len(run) == len(_NUMBER.findall(told["sizes"])):
        yield from (Sized(number, label) for number, label in zip(run, labels, strict=True))


def _with_noun(before: str, label: str) -> str:
    """Of stage I, II and III the second is stage II."""
    return f"{before.rpartition(' ')[0]} {label}" if _STEP.fullmatch(label) else label


def _groups_before(line: Line, run: Sequence[Item]) -> list[str]:
    """The names in a row before "groups (": placebo, low dose, high dose."""
    named = _NAMED_GROUPS.search(line.passage[max(line.start, run[0].start - _NEAR) : run[0].start])
    labels = _AND.split(named["labels"].strip().removeprefix("the ")) if named else []
    shared = named["dose"] if named and named["dose"] else ""
    return [label + shared if _OF_DOSE.fullmatch(label) else label for label in labels]


def _shared_lists(line: Line, numbers: Sequence[Item]) -> Iterator[tuple[list[Item], int]]:
    """Numbers that share their people, and where these end: "57 and 62 patients received drug A and placebo"."""
    in_turn = _IN_TURN.search(line.passage, line.start, line.end) is not None
    run: list[Item] = []
    for number, people in with_people(line, [n for n in numbers if n.kind != "size"], shares=True):
        joined = run and _COMMON.fullmatch(line.passage, run[-1].end, number.start)
        run = [*run, number] if joined else [number]
        share = _SHARES.match(line.passage, number.end, line.end)
        last = share.end() if share else number.end
        after = people.end if people is not None else last
        had = _HAD.match(line.passage, after) and not are_shares_of_all(line.passage[run[0].end : last])
        if had or _are_figures(line, run[0]) or _are_some(line, number, people):
            continue
        if not (in_turn or _are_two(line, run, after)):
            continue
        told = people is not None or _WERE_GIVEN.match(line.passage, last) or _IN_GROUPS.match(line.passage, last)
        if len(run) > 1 and told and _are_sizes(line.passage[run[0].end : last]):
            yield run, after


def _are_figures(line: Line, first: Item) -> bool:
    """Whether numbers in a row were measured: "pain scores were 5 and 4 in the heat and cold groups"."""
    return _MEASURED.search(line.passage, max(line.start, first.start - 90), first.start) is not None


def _are_some(line: Line, last: Item, people: Item | None) -> bool:
    """Whether numbers in a row are of those with an outcome: "in 15 and 14 of the women in the A and B groups"."""
    some = people is not None and _OF_THE.fullmatch(line.passage, last.end, people.start)
    return bool(people and some and not _WERE_GIVEN.match(line.passage, people.end))


def _are_two(line: Line, run: Sequence[Item], after: int) -> bool:
    """Whether two groups are named right behind two numbers: "21 and 18 adults treated under the A and B protocols"."""
    named = _IN_GROUPS.match(line.passage, after, line.end)
    return len(run) == 2 and named is not None and _TWO.fullmatch(named["labels"]) is not None


def _are_sizes(text: str) -> bool:
    """Whether numbers in a row have no shares behind them, or those of all: "33 (38%), 17 (20%) and 36 (42%)"."""
    return not _SHARES.search(text) or are_shares_of_all(text)


def with_people(line: Line, numbers: Sequence[Item], shares: bool = False) -> Iterator[tuple[Item, Item | None]]:
    """Each number with the people that it counts, where they follow within three words; `shares` may stand between."""
    for number in numbers:
        nearest = next((i for i in line.items if i.kind == "people" and i.start >= number.end), None)
        share = _SHARES.match(line.passage, number.end, line.end) if shares else None
        gap = line.passage[share.end() if share else number.end : nearest.start] if nearest is not None else ""
        close = nearest is not None and not re.search(r"[\d,;:.()\[\]]", gap) and len(gap.split()) <= 3
        yield number, nearest if close else None
