"""The things that a sentence tells of, as lists: "symptom relief and cure", "pain in the leg, rash and fever".

A thing is an outcome, an event or a noun phrase, with the words that belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.lazy import cached_property
from extractor.matching import Item, Line

_LISTED = re.compile(
    r"(?: rates?)?(?: of (?:the )?[\w-]+| from (?:the )?(?:[\w-]+ )?[\w-]+)?"
    r"(?:\s?\([^()\d%]{1,40}\))?(?:,|/|,? (?:and|or|as well as))\s"
    r"(?:(?:the )?needs? for (?:an? )?|the |an? |of |in |for |(?:\d+|one|two|three|five)-(?:year|month) )?",
    re.I,
)
# "After surgery, pain and fever": the surgery is no thing of the list.
_ADVERBIAL = re.compile(
    r"\W*(?:after|during|in|at|on|following|among|with|for|before|within|by|of|under|despite)\b[^,;.]*", re.I
)
_NEED = re.compile(r"needs? for ", re.I)
_AND = re.compile(r"\b(?:and|or|as well as)\b|/", re.I)
_SEVERAL = re.compile(r",|;|\b(?:and|or)\b")
# Within the name of one thing.
_ITS = re.compile(
    r"(?: rates?)? of (?:the |an? )?|\s(?:\([a-z -]{3,20}\)\s)?"
    r"|\s(?:in|with|without|at|from|to|due to|because of|owing to|along|around|across) (?:the |an? )?",
    re.I,
)
# "a reduction in seizures" is told of, and no seizure.
_CHANGE = re.compile(r"(?:reduction|decrease|decline|fall|drop|loss|change|improvement|control)s?$", re.I)


class Thing(NamedTuple):
    """Where the words of a thing stand, and the term or phrase among them that names it."""

    start: int
    end: int
    term: Item

    @property
    def is_known(self) -> bool:
        """Whether a list of terms has it."""
        return not self.term.value.is_phrase


@dataclass(frozen=True)
class Things:
    """The things of a sentence.

    `row`: its terms and noun phrases, in order; `groups`: those of people that it names; `asides`: where brackets
    without shares stand.
    """

    line: Line
    row: Sequence[Item]
    groups: Sequence[Item]
    asides: Sequence[tuple[int, int]]

    @cached_property
    def all(self) -> list[Thing]:
        """The things outside of the groups' names, in order."""
        found: list[Thing] = []
        for item in self.row:
            if self._is_no_thing(item):
                continue
            before = found[-1] if found else None
            gap = _ITS.fullmatch(self.line.passage, before.end, item.start) if before else None
            if before and gap:
                found[-1] = Thing(before.start, item.end, _head(before, item, gap[0]))
            else:
                found.append(Thing(item.start, item.end, item))
        return found

    @cached_property
    def lists(self) -> list[list[Thing]]:
        """The things that only commas and a last `and` part; one that stands alone is a list of one."""
        found: list[list[Thing]] = []
        for thing in self.all:
            is_first = found and _ADVERBIAL.fullmatch(self.line.passage, self.line.start, found[-1][-1].start)
            if found and not is_first and _LISTED.fullmatch(self.line.passage, found[-1][-1].end, thing.start):
                found[-1].append(thing)
            else:
                found.append([thing])
        return [part for li in found for part in ([li] if self._is_whole(li) else [[thing] for thing in li])]

    def list_of(self, thing: Thing) -> list[Thing]:
        """The list that a thing is in."""
        return next(listed for listed in self.lists if thing in listed)

    def _is_whole(self, things: Sequence[Thing]) -> bool:
        return len(things) > 1 and bool(_AND.search(self.line.passage, things[-2].end, things[-1].start))

    def _is_no_thing(self, item: Item) -> bool:
        """Whether it is part of a group's name, a phrase alone in brackets, "major (above-ankle) amputation", or
        the need for a thing."""
        if _NEED.fullmatch(self.line.passage, item.start, min(item.end + len(" for "), self.line.end)):
            return True
        aside = next(((s, e) for s, e in self.asides if s < item.start and item.end < e), None)
        alone = item.value.is_phrase and aside and not _SEVERAL.search(self.line.passage, *aside)
        return bool(alone) or any(g.start < item.end and item.start < g.end for g in self.groups)


def _head(before: Thing, item: Item, gap: str) -> Item:
    """Which of two that stand side by side names the thing.

    "symptom relief", "in terms of relief", "leukemia relapse"; but "healing of ulcers", "rash in the face".
    """
    is_name = before.is_known or _CHANGE.search(before.term.value.name)
    is_last = not item.value.is_phrase and (not is_name or (gap == " " and before.is_known))
    return item if is_last else before.term
