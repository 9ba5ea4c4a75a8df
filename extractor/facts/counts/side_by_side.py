"""Numbers of people set side by side: "110 operated patients and 252 controls", "lower in 40 women than in 38 men"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractor.matching import Item, Line

_CONTROLS_OR_USERS = re.compile(r" (?:users|takers|controls)\b")
_BESIDE = re.compile(
    r"^(?P<own>(?:[^.;:()\d]|(?:19|20)\d\d\b"
    r"|\((?:[^()\d]|\d+ ?%|\d+ (?:wo)?men\b|\d+ (?:fe)?males?\b){0,40}\)){0,90}?),?\s"
    r"(?:and|versus|vs\.?|(?:(?:as|when) )?compared (?:with|to)|as well as|against)\s"
    r"(?:the |in |of |with |to |data |from |another |matched |an? (?:[\w-]+ )?(?:group|cohort|sample|series) of )*$",
    re.I,
)
# Compared 40 women on heat with 38; lower in 40 women than in 38 men
_OTHERS = re.compile(r"^[^.;:()\d]{0,90}\s(?:with|to)\s(?:the |those of |an? (?:[\w-]+ )?(?:group|cohort) of )*$", re.I)
_COMPARED = re.compile(r"\bcompar(?:ed?|ing)\b[^.;\d]*$", re.I)
_THAN = re.compile(
    r"^[^.;:]{0,120}?\bthan (?:that |those )?(?:in|of|for|among) (?:the |an? (?:group|cohort) of )*$", re.I
)
_OF = re.compile(r" (of|with) (?!(?:the|these|those|them|whom|which|all|our|an?|this|its|\d[\d.,]*)\b)")
_LISTED = re.compile(r"^(?:[^.;:()\d]|\([^()]{0,40}\)){0,90}?,\s$")
_VERB = re.compile(r"(?<!who )(?<!that )(?<!which )\b(?:was|were|had|received|underwent)\b(?! compared)", re.I)


def with_names(line: Line, pairs: Sequence[tuple[Item, Item | None]]) -> list[tuple[Item, Item | None]]:
    """Numbers with their people, also where only a name tells of these, or "of": "40 cases of gout and 32 of lupus"."""
    named: list[tuple[Item, Item | None]] = []
    for number, people in pairs:
        who = people or _named(line, number)
        last = named[-1][1] if named else None
        if who is None and last is not None and number.kind != "size" and (of := _OF.match(line.passage, last.end)):
            again = _OF.match(line.passage, number.end)
            who = Item("people", number.start, number.end, last.value) if again and again[1] == of[1] else None
        named.append((number, who))
    return named


def _named(line: Line, number: Item) -> Item | None:
    """The group that a number counts, where its name is one for people: 38 control subjects, 25 naproxen users."""
    arm = next((i for i in line.items if i.kind == "arm" and i.start == number.end + 1), None)
    named = _CONTROLS_OR_USERS.match(line.passage, arm.end, line.end) if arm else None
    if arm is None or not (named or re.search(r"\bcontrols?$|\bcontrol \w+s$", line.passage[arm.start : arm.end])):
        return None
    return Item("people", arm.start, named.end() if named else arm.end, arm.value)


def side_by_side(line: Line, people: Sequence[tuple[Item, Item | None]]) -> list[tuple[Item, Item | None]]:
    """Numbers of people set side by side: "110 operated patients and 252 controls were included"."""
    found: list[tuple[Item, Item | None]] = []
    counted = [(number, who) for number, who in people if who is not None]
    for (left, left_people), (right, right_people) in itertools.pairwise(counted):
        gap = line.passage[left_people.end : right.start]
        match = _BESIDE.match(gap)
        joined = match is not None and not _VERB.search(re.sub(r" (?:was|were)$", "", match["own"]))
        # "cases" and "controls" say what they are without the name of the disease
        is_case = line.passage.endswith("cases", left.start, left_people.end)
        compared = not is_case and _OTHERS.match(gap) and _COMPARED.search(line.passage, line.start, left.start)
        if joined or compared or _THAN.match(gap):
            before = _listed_before(line, counted, left)
            found += [p for p in (*before, (left, left_people), (right, right_people)) if p not in found]
    return found


def _listed_before(line: Line, counted: Sequence[tuple[Item, Item]], last: Item) -> list[tuple[Item, Item]]:
    """What a list of groups has before the last two: "12 adults on heat (group I), 17 on cold and 13 on neither"."""
    listed: list[tuple[Item, Item]] = []
    for (number, people), (after, _) in reversed(list(itertools.pairwise(counted))):
        gap = line.passage[people.end : after.start]
        if after is last and _LISTED.match(gap) and not _VERB.search(gap):
            listed.insert(0, (number, people))
            last = number
    return listed
