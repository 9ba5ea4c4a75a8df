"""Candidates from the text: in each sentence which share is whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractor.facts.context import PassageView
from extractor.review.filling.groups import COMPARATOR, INTERVENTION, SIDES, Sides
from extractor.review.filling.records import ArmNumbers, Candidate
from extractor.review.filling.sentences import SaidShare, shares_of
from extractor.review.filling.wording import Word, Wording

OTHER = "other"
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_LISTED_GROUPS = re.compile(
    r"(?:\W|\b(?:and|the|vs|versus|or|in|groups?|arms?|patients|compared|with|to|than|for|of)\b)*", re.I
)
_LISTED_SHARES = re.compile(
    r"(?:[\s,;%()\[\]]|\b(?:and|vs\.?|versus|or|compared (?:with|to)|patients|subjects|participants|cases|women"
    r"|children)(?!\w))*",
    re.I,
)
_AGAINST = re.compile(r"\b(?:vs|versus|compared)\b", re.I)
_TO_GROUP = re.compile(
    r"[^.;]*?\b(?:in|of|with|for|from|receiving|on|among|under|given|treated|within|randomi[sz]ed|assigned)\b[^.;,]{0,40}$",
    re.I,
)
_FROM_GROUP = re.compile(
    r"^[\s\"”)]*(?:groups?|arms?|patients|subjects|treatment|therapy|\W)*(?:[(\[:,=]|\b(?:was|were|had|is|has|in)\b)",
    re.I,
)
_BREAK = re.compile(r";|\.\s|,? (?:and|whereas|while|but|compared|versus|vs\.?)\b")
_LED_BY_NUMBERS = 12  # characters before the first number of a sentence that says afterwards of what it is
_OF_NONE = 90  # characters after "no" that say of what
_BOTH = re.compile(
    r"\b(?:both|either|any of the|all|each|the two|two|three) (?:study |treatment )?(?:groups?|arms?)\b"
    r"|\bneither group\b",
    re.I,
)


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


def named_groups(words: Sequence[Word], sides: Sides, others: frozenset[str]) -> list[Named]:
    """The groups named among the words of a sentence."""
    own = {side: sides.names(side) for side in SIDES}
    marked: list[Named] = []
    for word in words:
        side = next((s for s in SIDES if word.text in own[s]), OTHER if word.text in others else None)
        if side is None:
            continue
        last = marked[-1] if marked else None
        if last and last.side == side and word.start - last.end <= 25:
            marked[-1] = Named(side, last.start, word.end)
        elif last and word.start < last.end:
            continue
        else:
            marked.append(Named(side, word.start, word.end))
    return marked


def owned_shares(text: str, shares: Sequence[SaidShare], named: Sequence[Named], end: int) -> list[Owned]:
    """Each share with its group. Shares in a list go with groups in a list, or with two groups where "vs" parts them;
    other lists, and single shares, with the group that stands nearest."""
    found: list[Owned] = []
    runs = _runs(text, shares, _LISTED_SHARES)
    respectively = bool(_RESPECTIVELY.search(text, shares[0].start, end)) if shares else False
    for run in runs:
        names = _in_step(text, run, named, respectively)
        if names:
            found += [Owned(share, side) for share, side in zip(run, names, strict=True)]
            continue
        scored = [(_nearness(text, run, group, shares), -abs(group.start - run[0].start), group) for group in named]
        side = max(scored, key=lambda item: item[:2])[2].side
        found += [Owned(share, side, index, len(run)) for index, share in enumerate(run)]
    return found


def _in_step(text: str, run: Sequence[SaidShare], named: Sequence[Named], respectively: bool) -> list[str]:
    """The sides of a list of shares: "80% and 20%, respectively, in A and B", "A ... than B (80% vs 20%)"."""
    if len(run) < 2:
        return []
    lists = [names for names in _runs(text, named, _LISTED_GROUPS) if len({n.side for n in names}) > 1]
    fitting = [names for names in lists if len(names) == len(run)]
    against = len(run) == 2 and _AGAINST.search(text[run[0].end : run[1].start])
    if (respectively or against) and fitting:
        names = min(
            fitting, key=lambda names: min(abs(names[0].start - run[-1].end), abs(run[0].start - names[-1].end))
        )
        return [name.side for name in names]
    if against:
        sides = list(dict.fromkeys(n.side for n in named if n.end <= run[0].start))
        sides = sides or list(dict.fromkeys(n.side for n in named))
        if len(sides) == 1 and sides[0] in SIDES:
            sides.append(next(side for side in SIDES if side != sides[0]))
        return sides if len(sides) == 2 else []
    return []


def _runs(text: str, items: Sequence[_T], joined: re.Pattern[str]) -> list[list[_T]]:
    """Items that nothing but joining words parts."""
    runs: list[list[_T]] = []
    for item in items:
        if runs and joined.fullmatch(text[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _nearness(text: str, run: Sequence[SaidShare], group: Named, shares: Sequence[SaidShare]) -> float:
    """How likely shares are a group's: few words and no other share between them, and the words that join them."""
    if group.start >= run[-1].end:
        gap, joined = text[run[-1].end : group.start], 2.0
        joins = bool(_TO_GROUP.match(gap))
    else:
        gap, joined = text[group.end : run[0].start], 2.5
        joins = bool(_FROM_GROUP.match(gap))
    first, last = min(run[0].start, group.start), max(run[-1].end, group.end)
    between = sum(s not in run and first <= s.start and s.end <= last for s in shares)
    return (joined if joins else 0.0) - 0.15 * len(gap.split()) - 2.0 * between - 0.7 * len(_BREAK.findall(gap))


def prose_candidates(
    views: Sequence[PassageView], sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[Candidate]:
    """Pairs of shares of the two groups, of all sentences; where one sentence has one group only, with the next."""
    for view in views:
        before, alone = "", dict[str, Owned]()
        for sentence in view.sentences:
            text = view.text[sentence.start : sentence.end]
            found = list(_of_sentence(view, sentence.start, sentence.end, sides, others, wording))
            pairs = list(_pairs(found))
            for number, (one, other) in enumerate(pairs):
                window = _window(view.text, sentence.start, sentence.end, pairs, number)
                yield _candidate(view, one, other, window, text, before)
            single = {side: own[0] for side in SIDES if len(own := [o for o in found if o.side == side]) == 1}
            if not pairs:
                for side, other_side in (SIDES, SIDES[::-1]):
                    if side in single and other_side in alone:
                        both = {side: single[side], other_side: alone[other_side]}
                        one, other = both[INTERVENTION], both[COMPARATOR]
                        yield _candidate(view, one, other, text, before, "", "two sentences")
            alone = single or alone
            before = text


def _of_sentence(
    view: PassageView, start: int, end: int, sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[Owned]:
    shares = shares_of(view.text, start, end, view.measures)
    if not shares:
        return
    words = [Word(w.text, w.start + start, w.end + start) for w in wording.words(view.text[start:end])]
    named = named_groups(words, sides, others)
    absent = [share for share in shares if share.is_none]
    if absent and view.part in ("methods", "background"):
        return
    if absent and (not named or _BOTH.search(view.text, start, end)) and len(absent) == len(shares):
        yield from (Owned(absent[0], side) for side in SIDES)  # "No deaths occurred": in neither group
        return
    if any(group.side != OTHER for group in named):
        yield from owned_shares(view.text, shares, named, end)


def _pairs(found: Sequence[Owned]) -> Iterator[tuple[Owned, Owned]]:
    """Shares of the two groups that belong together: the first with the first, and so on."""
    one = [o for o in found if o.side == INTERVENTION]
    other = [o for o in found if o.side == COMPARATOR]
    yield from zip(one, other, strict=False)


def _window(text: str, start: int, end: int, pairs: Sequence[tuple[Owned, Owned]], number: int) -> str:
    """What is said of one pair: from the end of the pair before to the beginning of the pair after."""
    here = pairs[number]
    if all(owned.share.is_none for owned in here):
        return text[here[0].share.start : min(here[0].share.start + _OF_NONE, end)]
    is_list = any(owned.of > 1 for owned in here)
    if is_list:
        return _listed_outcome(text[start:end], here[0].index, here[0].of)
    ends = [max(o.share.end for o in pair) for pair in pairs]
    begins = [min(o.share.start for o in pair) for pair in pairs]
    if begins[0] - start < _LED_BY_NUMBERS:  # "8 (38%) and 15 (71%) had pain at 4 h, 6 and 18 at 12 h"
        return text[begins[number] : begins[number + 1] if number + 1 < len(pairs) else end]
    return text[ends[number - 1] if number else start : ends[number] if number + 1 < len(pairs) else end]


def _listed_outcome(text: str, index: int, count: int) -> str:
    """Of "calm and sedated" the one that belongs to the share at `index`."""
    pattern = r"([\w-]+)" + r"(?:,| and|, and| or) ([\w-]+)" * (count - 1)
    for match in re.finditer(pattern, text):
        if not re.search(r"\d", match[0]):
            return match[index + 1] if index < count else ""
    return ""


def _candidate(
    view: PassageView, one: Owned, other: Owned, window: str, sentence: str, before: str, *traits: str
) -> Candidate:
    ordinal = view.passage.ordinal
    said = {*traits, "bare numbers"} if one.share.is_bare or other.share.is_bare else set(traits)
    texts = {"clause": window, "sentence": sentence, "before": before, "heading": view.passage.section or ""}
    if one.share.is_none and other.share.is_none:
        texts = {"clause": window}  # of nothing else is it said that there was none
        said.add("none")
    numbers: list[ArmNumbers] = [owned.share.numbers(ordinal) for owned in (one, other)]
    return Candidate(
        intervention=numbers[0],
        comparator=numbers[1],
        texts=texts,
        surely=0.8,
        kind="prose",
        part="abstract" if view.passage.kind == "abstract" else view.part,
        order=ordinal,
        traits=frozenset(said),
    )
