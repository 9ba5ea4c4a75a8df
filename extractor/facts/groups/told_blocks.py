"""Lists of shares, each closed by its group: "rash (30%) and fever (9%) on A and rash (6%) and itching (2%) on B".

A share belongs to the group that closes its own list, not to the one that closed the list before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.groups.arms import ArmModel
from extractor.facts.groups.told_labels import end_of
from extractor.facts.groups.told_runs import HEADS
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_WORD = r"(?:[\w'’/+≥≤-]+)"
_NO_LIST = (
    r"(?:vs?|versus|than|compared|against|while|whereas|but|including|included|comprising|which|whom|who|overall)\b"
)
_PLAIN_WORDS = rf"(?:\s(?!{_NO_LIST}){_WORD})"
# What may stand between a share and the group that closes its list: ") patients in the", " had a relapse with".
_CLOSES = re.compile(
    rf"(?: each)?[)\]%]*{_PLAIN_WORDS}{{0,8}}?"
    r"\s(?:of|in|for|with|on|among|after|by|during|receiving|given|taking|under|undergoing)"
    rf"(?:\s(?:the|those|an?|all|{PEOPLE}|who|were|had|been|treated|given|receiving|received|underwent|on|with|in"
    r"|assigned|allocated|randomi[sz]ed|to))*\s",
    re.I,
)
# What the mention of a group may begin with.
_WITH = re.compile(r"(?:with|without|receiving|given|on|taking|undergoing|who)\b", re.I)
# What may stand between two shares of one list: "%) and fever (", " had nausea and three (".
_LIST = re.compile(
    rf"(?: {PEOPLE})?[)\]%]*{_PLAIN_WORDS}{{0,9}}?(?:,? (?:and|or|plus)|,)"
    rf"(?:{_PLAIN_WORDS}{{1,3}},(?: and)?){{0,4}}{_PLAIN_WORDS}{{0,9}}?\s?[(\[]?(?:n ?= ?)?",
    re.I,
)
# What follows a group that closes a list: not another group joined to it, nor what it is a part of.
_PLAIN = re.compile(r"[)\]%]*(?:,? (?:and|or)|,)\s[(\[]?")  # what parts two shares side by side
_NOUN = r"(?:\s(?:sub)?(?:groups?|arms?|cohorts?|alone|recipients|patients))?"
_CLOSED = re.compile(
    rf"{_NOUN}(?:\s?\([^()]*\)|\s?\[[^\[\]]*\])*\s?"
    r"(?:$|[.;:,)\]]|(?:and|versus|vs?|while|whereas|but|than|(?:(?:as|when) )?compared)\b)",
    re.I,
)
_JOINED = re.compile(rf"{_NOUN}(?:,|,? (?:and|or|versus|vs\.?))\s(?:the )?", re.I)


@dataclass(frozen=True)
class GroupsOfBlocks:
    """The shares of a sentence with its groups; `terms`: what each is a share of, by its start."""

    line: Line
    groups: Sequence[Item]
    rates: Sequence[Item]
    model: ArmModel
    terms: Mapping[int, Item]

    def labels(self) -> dict[int, str]:
        """Start of each share of the lists that groups close -> the label; none where there are fewer than two."""
        found: dict[int, str] = {}
        for group in self.groups:
            last = next((r for r in reversed(self.rates) if end_of(r) <= group.start), None)
            if last and self._closes(last, group):
                label = self.model.canonical(group.value.label)
                found.update({rate.start: label for rate in self._list_up_to(last)})
        return {**(found if len(set(found.values())) > 1 else {}), **self._in_turn()}

    def _in_turn(self) -> dict[int, str]:
        """ "5 cases in 90 men (6%) and 13 in 80 men (16%) in the open and closed groups": as many shares as groups."""
        found: dict[int, str] = {}
        for row in self._rows_of_groups():
            last = next((r for r in reversed(self.rates) if end_of(r) <= row[0].start), None)
            labels = [self.model.canonical(g.value.label) for g in row]
            if last is None or len(set(labels)) < len(row) or not _CLOSES.fullmatch(self._lead(last, row[0])):
                continue
            shares = [last]
            for own, following in reversed(list(pairwise(r for r in self.rates if r.start <= last.start))):
                between = any(own.end <= g.start < following.start for g in self.groups)
                if between or not _LIST.fullmatch(self.line.passage, end_of(own), following.start):
                    break
                shares.insert(0, own)
            terms = {t.start if (t := self.terms.get(r.start)) else -r.start for r in shares}
            if len(shares) == len(row) and len(terms) == 1:
                found.update({rate.start: label for rate, label in zip(shares, labels, strict=True)})
        return found

    def _rows_of_groups(self) -> Iterator[list[Item]]:
        """The groups that only commas and "and" part, where there are several."""
        row: list[Item] = []
        for group in self.groups:
            if row and not _JOINED.fullmatch(self.line.passage, row[-1].end, group.start):
                if len(row) > 1:
                    yield row
                row = []
            row.append(group)
        if len(row) > 1:
            yield row

    def _lead(self, last: Item, group: Item) -> str:
        """What stands between the last share of a list and a group behind it."""
        lead = self.line.passage[end_of(last) : group.start]
        return f"{lead}in " if _WITH.match(self.line.passage, group.start) else lead

    def _closes(self, last: Item, group: Item) -> bool:
        text, line = self.line.passage, self.line
        is_first = not any(last.end <= g.start < group.start for g in self.groups)
        after = next((g for g in self.groups if g.start >= group.end), None)
        is_joined = after and _JOINED.fullmatch(text, group.end, after.start)
        is_closed = _CLOSED.match(text, group.end, line.end)
        return bool(is_first and not is_joined and is_closed and _CLOSES.fullmatch(self._lead(last, group)))

    def _list_up_to(self, last: Item) -> list[Item]:
        """The shares of the list that ends with one, and those that share a number of it: "fever, rash (9% each)"."""
        ahead = [r for r in self.rates if r.value.span and r.value.span[0] >= r.end]
        before = [r for r in self.rates if r.start <= last.start and r not in ahead]
        found = [last]
        for own, following in reversed(list(pairwise(before))):
            between = any(own.end <= g.start < following.start for g in self.groups)
            is_list = _LIST.fullmatch(self.line.passage, end_of(own), following.start)
            is_end = self._is_headed(own) or self._is_total(own, following) or self._closes_list(own)
            if between or not is_list or is_end:
                break
            found.append(own)
        return found + [r for r in ahead if found[-1].start < r.start < last.start]

    def _closes_list(self, rate: Item) -> bool:
        """Whether a share is the last of several in a bracket: "69% in A (nausea 31%, pain 8%) and 11% in B"."""
        text = self.line.passage
        opening = text.rfind("(", self.line.start, rate.start)
        is_open = opening >= 0 and text.find(")", opening, rate.start) < 0
        return (
            is_open and any(opening < r.start < rate.start for r in self.rates) and text.startswith(")", end_of(rate))
        )

    def _is_headed(self, rate: Item) -> bool:
        """ "32% for A (n = 31) and 41% for B": what stands right behind a group is its own."""
        before = next((g for g in reversed(self.groups) if g.end <= rate.start), None)
        return before is not None and HEADS.fullmatch(self.line.passage, before.end, rate.start) is not None

    def _is_total(self, rate: Item, following: Item) -> bool:
        """ "three relapsed, one in group A and two in group B": no list of several things."""
        own, other = self.terms.get(rate.start), self.terms.get(following.start)
        return (
            own is not None and own == other and not _PLAIN.fullmatch(self.line.passage, end_of(rate), following.start)
        )
