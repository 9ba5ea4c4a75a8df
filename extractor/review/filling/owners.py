"""Owners: the groups that a sentence names, and which of its shares is whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from extractor.review.filling.groups import SIDES, Sides
from extractor.review.filling.sentences import SaidShare
from extractor.review.filling.wording import Word

OTHER = "other"
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_LISTED_GROUPS = re.compile(
    r"(?:\W|\b(?:and|the|vs|versus|or|in|groups?|arms?|patients|compared|with|to|than|for|of)\b)*", re.I
)
_LISTED_SHARES = re.compile(
    r"(?:[\s,;%()\[\]]|\b(?:and|vs\.?|versus|verses|or|compared (?:with|to)|patients|subjects|participants|cases|women"
    r"|children)(?!\w))*",
    re.I,
)
_AGAINST = re.compile(r"\b(?:vs|versus|verses|compared)\b", re.I)
_TO_GROUP = re.compile(
    r"[^.;]*?\b(?:in|of|with|for|from|receiving|on|among|under|given|treated|within|randomi[sz]ed"
    r"|assigned)\b[^.;,]{0,40}$",
    re.I,
)
_FROM_GROUP = re.compile(
    r"^(?:groups?|arms?|patients|subjects|treatment|therapy|\W)*(?:[(\[:,=]"
    r"|\b(?:was|were|had|is|has|in)\b)",
    re.I,
)
_SCOPE = re.compile(
    r"(?:^|[.;] )(?:In|Among|Within|For) the [^.;,]{0,40}(?:group|arm)\b[^.;]*$"
)  # "In the drug group, women vs men"
_BREAK = re.compile(r";|\.\s|,? (?:and|whereas|while|but|compared|versus|vs\.?)\b")
_COMPARED_WITH = re.compile(
    r"\b(?:compared (?:with|to)|relative to|unlike) (?:the |those |patients |with |in |on )*$", re.I
)
_LEAD = 40  # characters before a name
_APART = re.compile(r"\d|;|\b(?:versus|vs|compared|than|or|whereas|while|but)\b", re.I)
_NAME_GOES_ON = 25  # characters between two words of one group's name
# Between the words of a name that holds another group's name: "drug A plus drug B", "without injury".
_WITH_MORE = re.compile(r"(?:[\s+/,-]|\b(?:plus|with|and|of|the|in|to)\b)*", re.I)
_MORE_BEFORE = re.compile(r"(?:[\s+/-]|\b(?:plus|with)\b)*", re.I)
_JOINED = 1.0  # the nearness of a group that a share surely belongs to


@dataclass(frozen=True, slots=True)
class Named:
    """A group named in a sentence: intervention, comparator or other."""

    side: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Owned:
    """A share with its group, and its place in a list of shares of that group."""

    share: SaidShare
    side: str
    index: int = 0  # in a list of shares of one group
    of: int = 1


_T = TypeVar("_T", SaidShare, Named)


def named_groups(text: str, words: Sequence[Word], sides: Sides, others: frozenset[str]) -> list[Named]:
    """The groups named among the words of a sentence; `text` is that in which the words stand."""
    own = {side: sides.names(side) for side in SIDES}
    part = next((side for side in SIDES if not sides.own(side)), None)  # whose name is a part of the other's
    marked: list[Named] = []
    for word in words:
        side = next((s for s in SIDES if word.text in own[s]), OTHER if word.text in others else None)
        last = marked[-1] if marked else None
        if side is None or (last and word.start < last.end):
            continue
        here = Named(side, word.start, word.end)
        if last and (whole := _as_one(text, last, here, part)):
            marked[-1] = whole
        else:
            marked.append(here)
    return marked


def _as_one(text: str, last: Named, here: Named, part: str | None) -> Named | None:
    """Two words as one name, where they are."""
    between = text[last.end : here.start]
    if len(between) > _NAME_GOES_ON or _APART.search(between):
        return None
    if last.side == here.side:
        return Named(here.side, last.start, here.end)
    if part is None or OTHER in (last.side, here.side):
        return None
    whole = next(side for side in SIDES if side != part)
    joins = _MORE_BEFORE if last.side == part else _WITH_MORE
    return Named(whole, last.start, here.end) if joins.fullmatch(between) else None


@dataclass(frozen=True)
class Statement:
    """The shares and the groups of a sentence, which ends at `end` of `text`."""

    text: str
    end: int
    shares: Sequence[SaidShare]
    named: Sequence[Named]

    def owned(self) -> list[Owned]:
        """Each share with its group. Shares in a list go with groups in a list, or with two groups where "vs" parts
        them; other lists, and single shares, with the group that stands nearest."""
        found: list[Owned] = []
        for run in _runs(self.text, self.shares, _LISTED_SHARES):
            near = [(self._nearness(run, group), -abs(group.start - run[0].start)) for group in self.named]
            if sides := self._in_step(run) or self._in_order(run, max(near)[0]):
                found += [Owned(share, side) for share, side in zip(run, sides, strict=True)]
            else:
                side = self.named[near.index(max(near))].side
                found += [Owned(share, side, index, len(run)) for index, share in enumerate(run)]
        return found

    def _in_step(self, run: Sequence[SaidShare]) -> list[str]:
        """The sides of a list of shares: "80% and 20%, respectively, in A and B", "A ... than B (80% vs 20%)"."""
        if len(run) < 2:
            return []
        lists = [names for names in _runs(self.text, self.named, _LISTED_GROUPS) if len({n.side for n in names}) > 1]
        fitting = [names for names in lists if len(names) == len(run)]
        against = len(run) == 2 and _AGAINST.search(self.text[run[0].end : run[1].start])
        if fitting and (against or _RESPECTIVELY.search(self.text, run[0].start, self.end)):
            gaps = [min(abs(names[0].start - run[-1].end), abs(run[0].start - names[-1].end)) for names in fitting]
            nearest = fitting[gaps.index(min(gaps))]
            return self._as_compared([name.side for name in nearest], nearest[0] if against else None)
        if not against:
            return []
        sides = list(dict.fromkeys(n.side for n in self.named if n.end <= run[0].start))
        sides = sides or list(dict.fromkeys(n.side for n in self.named))
        if len(sides) == 1 and sides[0] in SIDES and not _SCOPE.search(self.text[: run[0].start]):
            sides.append(next(side for side in SIDES if side != sides[0]))
        return self._as_compared(sides, self.named[0]) if len(sides) == 2 else []

    def _as_compared(self, sides: list[str], first: Named | None) -> list[str]:
        """ "Compared with B, A had less (10% vs 20%)" tells of A first."""
        led = first and _COMPARED_WITH.search(self.text, max(first.start - _LEAD, 0), first.start)
        return sides[::-1] if led else sides

    def _in_order(self, run: Sequence[SaidShare], nearest: float) -> list[str]:
        """The sides of a list without names of its own, in a sentence that has named as many groups before."""
        before = [n for n in self.named if n.end <= run[0].start]
        order = list(dict.fromkeys((n.side, self.text[n.start : n.end].lower()) for n in before))
        if len(run) < 3 or len(order) != len(run) or nearest >= _JOINED:
            return []
        return [side for side, _ in order]

    @cached_property
    def _shares_lead(self) -> bool | None:
        """Whether the sentence puts numbers before their groups ("8 in group A and 15 in group B"), or groups first."""
        first, group = self.shares[0], self.named[0]
        if first.end <= group.start:
            return bool(_TO_GROUP.match(self.text[first.end : group.start])) or None
        return False if _FROM_GROUP.match(self.text[group.end : first.start]) else None

    def _nearness(self, run: Sequence[SaidShare], group: Named) -> float:
        """How likely shares are a group's: few words and no other share between them, and the words that join them."""
        if follows := group.start >= run[-1].end:
            gap = self.text[run[-1].end : group.start]
            joins = 2.0 if _TO_GROUP.match(gap) else 0.0
        else:
            gap = self.text[group.end : run[0].start]
            joins = 2.5 if _FROM_GROUP.match(gap) else 0.0
        as_usual = 1.0 if self._shares_lead is follows else 0.0
        first, last = min(run[0].start, group.start), max(run[-1].end, group.end)
        between = sum(s not in run and first <= s.start and s.end <= last for s in self.shares)
        return joins + as_usual - 0.15 * len(gap.split()) - 2.0 * between - 0.7 * len(_BREAK.findall(gap))


def _runs(text: str, items: Sequence[_T], joined: re.Pattern[str]) -> list[list[_T]]:
    """Items that nothing but joining words parts."""
    runs: list[list[_T]] = []
    for item in items:
        if runs and joined.fullmatch(text[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
