"""Candidates from the text: in each sentence which share is whose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.context import PassageView
from extractor.review.filling.groups import COMPARATOR, INTERVENTION, SIDES, Sides
from extractor.review.filling.records import ArmNumbers, Candidate
from extractor.review.filling.sentences import SaidShare, shares_of
from extractor.review.filling.wording import Word, Wording

OTHER = "other"
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_LISTED = re.compile(r"(?:\W|\b(?:and|the|vs|versus|or|in|groups?|arms?|patients|compared|with|to|than|for|of)\b)*", re.I)
_TO_GROUP = re.compile(
    r"[^.;]*?\b(?:in|of|with|for|from|receiving|on|among|under|given|treated|within|randomi[sz]ed|assigned)\b[^.;,]{0,40}$", re.I
)
_FROM_GROUP = re.compile(
    r"^[\s\"”)]*(?:groups?|arms?|patients|subjects|treatment|therapy|\W)*(?:[(\[:,=]|\b(?:was|were|had|is|has|in)\b)", re.I
)
_BREAK = re.compile(r";|\.\s|,? (?:and|whereas|while|but|compared|versus|vs\.?)\b")
_BOTH = re.compile(
    r"\b(?:both|either|any of the|all|each|the two|two|three) (?:study |treatment )?(?:groups?|arms?)\b|\bneither group\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A group named in a sentence: intervention, comparator or other."""

    side: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Owned:
    share: SaidShare
    side: str
    index: int = 0  # in a list of shares of one group
    of: int = 1


def named_groups(words: Sequence[Word], sides: Sides, others: frozenset[str]) -> list[Named]:
    """The groups named among the words of a sentence."""
    own = {side: sides.own(side) or sides.words[side] for side in SIDES}
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


def owned_shares(text: str, shares: Sequence[SaidShare], named: Sequence[Named], end: int) -> list[_Owned]:
    """Each share with its group: by order where a sentence says "respectively", else by what stands nearest."""
    if mapped := _in_step(text, shares, named, end):
        return mapped
    owned = []
    for i, share in enumerate(shares):
        scored = [(_nearness(text, share, group, shares), -abs(group.start - share.start), group) for group in named]
        if scored:
            best = max(scored, key=lambda item: item[:2])
            owned.append((i, best[2]))
    groups = Counter(id(group) for _, group in owned)
    place = Counter[int]()
    found = []
    for i, group in owned:
        found.append(_Owned(shares[i], group.side, place[id(group)], groups[id(group)]))
        place[id(group)] += 1
    return found


def _in_step(text: str, shares: Sequence[SaidShare], named: Sequence[Named], end: int) -> list[_Owned]:
    """ "80% and 20%, respectively, in A and B", "in A and B 80% and 20%, respectively"."""
    if not _RESPECTIVELY.search(text, shares[0].start if shares else end, end):
        return []
    runs = _runs(text, shares)
    lists = _runs(text, named)
    found = []
    for run in runs:
        fitting = [names for names in lists if len(names) == len(run) > 1 and len({n.side for n in names}) > 1]
        if fitting:
            names = min(fitting, key=lambda names: min(abs(names[0].start - run[-1].end), abs(run[0].start - names[-1].end)))
            found += [_Owned(share, name.side) for share, name in zip(run, names, strict=True)]
    return found


def _runs(text: str, items: Sequence) -> list[list]:  # type: ignore[type-arg]
    """Items that nothing but commas and joining words part."""
    runs: list[list] = []  # type: ignore[type-arg]
    for item in items:
        if runs and _LISTED.fullmatch(text[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _nearness(text: str, share: SaidShare, group: Named, shares: Sequence[SaidShare]) -> float:
    """How likely a share is a group's: few words and no other share between them, and the words that join them."""
    if group.start >= share.end:
        gap, joined = text[share.end : group.start], 2.0
        joins = bool(_TO_GROUP.match(gap))
    else:
        gap, joined = text[group.end : share.start], 2.5
        joins = bool(_FROM_GROUP.match(gap))
    first, last = min(share.start, group.start), max(share.end, group.end)
    between = sum(s is not share and first <= s.start and s.end <= last for s in shares)
    return (
        (joined if joins else 0.0) - 0.15 * len(gap.split()) - 2.0 * between - 0.7 * len(_BREAK.findall(gap))
    )


def prose_candidates(
    views: Sequence[PassageView], sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[Candidate]:
    """Pairs of shares of the two groups, of all sentences; where one sentence has one group only, with the next."""
    for view in views:
        before, alone = "", list[tuple[_Owned, str]]()
        for sentence in view.sentences:
            text = view.text[sentence.start : sentence.end]
            found = list(_of_sentence(view, sentence.start, sentence.end, sides, others, wording))
            pairs = list(_pairs(found))
            for number, (one, other) in enumerate(pairs):
                window = _window(view.text, sentence.start, sentence.end, pairs, number)
                yield _candidate(view, one, other, window, text, before)
            single = [owned for owned in found if owned.side in SIDES] if not pairs else []
            for owned in single:
                for past, past_text in alone:
                    if past.side != owned.side:
                        one, other = (past, owned) if past.side == INTERVENTION else (owned, past)
                        yield _candidate(view, one, other, text, past_text, before, "two sentences")
            alone = [(owned, text) for owned in single] or alone
            before = text


def _of_sentence(
    view: PassageView, start: int, end: int, sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[_Owned]:
    shares = shares_of(view.text, start, end, view.measures)
    if not shares:
        return
    words = [Word(w.text, w.start + start, w.end + start) for w in wording.words(view.text[start:end])]
    named = named_groups(words, sides, others)
    absent = [share for share in shares if share.is_none]
    if absent and (not named or _BOTH.search(view.text, start, end)) and len(absent) == len(shares):
        yield from (_Owned(absent[0], side) for side in SIDES)  # "No deaths occurred": in neither group
        return
    if any(group.side != OTHER for group in named):
        yield from owned_shares(view.text, shares, named, end)


def _pairs(found: Sequence[_Owned]) -> Iterator[tuple[_Owned, _Owned]]:
    """Shares of the two groups that belong together: the first with the first, and so on."""
    one = [o for o in found if o.side == INTERVENTION]
    other = [o for o in found if o.side == COMPARATOR]
    yield from zip(one, other, strict=False)


def _window(text: str, start: int, end: int, pairs: Sequence[tuple[_Owned, _Owned]], number: int) -> str:
    """What is said of one pair: from the end of the pair before to the beginning of the pair after."""
    here = pairs[number]
    is_list = any(owned.of > 1 for owned in here)
    if is_list:
        return _listed_outcome(text[start:end], here[0].index, here[0].of)
    ends = [max(o.share.end for o in pair) for pair in pairs[:number]]
    begins = [min(o.share.start for o in pair) for pair in pairs[number + 1 :]]
    return text[max(ends, default=start) : min(begins, default=end)]


def _listed_outcome(text: str, index: int, count: int) -> str:
    """Of "calm and sedated" the one that belongs to the share at `index`."""
    pattern = r"([\w-]+)" + r"(?:,| and|, and| or) ([\w-]+)" * (count - 1)
    for match in re.finditer(pattern, text):
        if not re.search(r"\d", match[0]):
            return match[index + 1] if index < count else ""
    return ""


def _candidate(
    view: PassageView, one: _Owned, other: _Owned, window: str, sentence: str, before: str, *traits: str
) -> Candidate:
    ordinal = view.passage.ordinal
    is_bare = one.share.is_bare or other.share.is_bare
    numbers: list[ArmNumbers] = [owned.share.numbers(ordinal) for owned in (one, other)]
    return Candidate(
        intervention=numbers[0],
        comparator=numbers[1],
        texts={"clause": window, "sentence": sentence, "before": before, "heading": view.passage.section or ""},
        surely=0.8,
        kind="prose",
        part="abstract" if view.passage.kind == "abstract" else view.part,
        order=ordinal,
        traits=frozenset([*traits, *(["bare numbers"] if is_bare else []), *(["none"] if one.share.is_none and other.share.is_none else [])]),
    )
