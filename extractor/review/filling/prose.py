"""Candidates from the text: in each sentence which share is whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.context import PassageView
from extractor.review.filling.groups import COMPARATOR, INTERVENTION, SIDES, Sides
from extractor.review.filling.owners import OTHER, Owned, Statement, named_groups
from extractor.review.filling.records import ArmNumbers, Candidate
from extractor.review.filling.sentences import shares_of
from extractor.review.filling.wording import Word, Wording

_LEADING_TIME = re.compile(r"(?:At|By|After|Within|During|In)\b[^,;.]{0,30}\d[^,;.]{0,20},")
_TIME_AFTER = re.compile(r"[\s)\]]*(?:at|by|after|within|in)\s(?:week|month|day|year)?s?\s?\d+[- ]?\w*", re.I)
_LED_BY_NUMBERS = 12  # characters before the first number of a sentence that says afterwards of what it is
_OF_NONE = 90  # characters after "no" that say of what
_BOTH = re.compile(
    r"\b(?:both|either|any of the|all|each|the two|two|three) (?:study |treatment )?(?:groups?|arms?)\b"
    r"|\bneither group\b",
    re.I,
)


def prose_candidates(
    views: Sequence[PassageView], sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[Candidate]:
    """Pairs of shares of the two groups, of all sentences; where one sentence has one group only, with the next."""
    for view in views:
        before, alone = "", dict[str, Owned]()
        for sentence in view.sentences:
            text = view.text[sentence.start : sentence.end]
            found = list(_of_sentence(view, sentence.start, sentence.end, sides, others, wording))
            pairs = _pairs(found)
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
            alone = single
            before = text


def _of_sentence(
    view: PassageView, start: int, end: int, sides: Sides, others: frozenset[str], wording: Wording
) -> Iterator[Owned]:
    shares = shares_of(view.text, start, end, view.measures)
    if not shares:
        return
    words = [Word(w.text, w.start + start, w.end + start) for w in wording.words(view.text[start:end])]
    named = named_groups(view.text, words, sides, others)
    absent = [share for share in shares if share.is_none]
    if absent and view.part not in ("results", ""):
        return
    if absent and (not named or _BOTH.search(view.text, start, end)) and len(absent) == len(shares):
        yield from (Owned(absent[0], side) for side in SIDES)  # "No deaths occurred": in neither group
        return
    if any(group.side != OTHER for group in named):
        yield from Statement(view.text, end, shares, named).owned()


def _pairs(found: Sequence[Owned]) -> list[tuple[Owned, Owned]]:
    """Shares of the two groups that belong together; percentages with percentages, since "of 40 patients given A, 12
    (30%) died" holds a size as well."""
    pairs = []
    for is_bare in (False, True):
        pairs += _nearest(*([o for o in found if o.side == side and o.share.is_bare == is_bare] for side in SIDES))
    pairs = pairs or _nearest(*([o for o in found if o.side == side] for side in SIDES))
    return sorted(pairs, key=lambda pair: min(owned.share.start for owned in pair))


def _nearest(one: Sequence[Owned], other: Sequence[Owned]) -> list[tuple[Owned, Owned]]:
    """Each share of the fewer with the one of the others that stands nearest; equally many in their order."""
    if len(one) == len(other):
        return list(zip(one, other, strict=True))
    if len(one) > len(other):
        return [(a, b) for b, a in _nearest(other, one)]
    left, pairs = list(other), []
    for owned in one:
        nearest = min(left, key=lambda o: abs(o.share.start - owned.share.start))
        left.remove(nearest)
        pairs.append((owned, nearest))
    return pairs


def _window(text: str, start: int, end: int, pairs: Sequence[tuple[Owned, Owned]], number: int) -> str:
    """What is said of one pair: from the end of the pair before to the beginning of the pair after."""
    here = pairs[number]
    if all(owned.share.is_none for owned in here):
        return text[here[0].share.start : min(here[0].share.start + _OF_NONE, end)]
    is_list = any(owned.of > 1 for owned in here)
    if is_list:
        return _listed_outcome(text[start:end], here[0].index, here[0].of)
    ends = [_with_time(text, max(o.share.end for o in pair), end) for pair in pairs]
    begins = [min(o.share.start for o in pair) for pair in pairs]
    if begins[0] - start < _LED_BY_NUMBERS:  # "8 (38%) and 15 (71%) had pain at 4 h, 6 and 18 at 12 h"
        return text[begins[number] : begins[number + 1] if number + 1 < len(pairs) else end]
    lead = _LEADING_TIME.match(text, start, end) if number else None  # "At 12 months, ..." holds for all that follows
    own = text[ends[number - 1] if number else start : ends[number] if number + 1 < len(pairs) else end]
    return f"{lead[0]} {own}" if lead else own


def _with_time(text: str, at: int, end: int) -> int:
    """Where a pair ends, with the time that follows it: "2% vs 3% at 1 year and 4% vs 6% at 3 years"."""
    time = _TIME_AFTER.match(text, at, end)
    return time.end() if time else at


def _listed_outcome(text: str, index: int, count: int) -> str:
    """Of "calm and sedated" the one that belongs to the share at `index`."""
    word = r"(\b\w[\w-]{0,40})"
    pattern = word + rf"(?:,? and|,? or|,) {word}" * (count - 1)
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
