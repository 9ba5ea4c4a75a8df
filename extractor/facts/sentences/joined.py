"""A count and its percentage that words part: "three patients in the sham group (8%)", "9 died (mortality 4.5%)".

The patterns of rates.yml read what stands side by side. Here the two halves are brought together over a phrase, and
arithmetic decides where the words do not: n has to be that percentage of some number of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.facts.sentences.bare_counts import SEEN, is_sample_of_events
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.rates import Rate, is_label
from extractor.matching import Item, Line
from extractor.records import Number

_NUMBERS = frozenset(["int", "word", "decimal", "percent", "fraction", "percent_range", "range", "size", "ci", "rate"])
# What stands between the halves: words and then the bracket of the percentage, which may hold its name first; or a
# clause that draws the conclusion, "giving a response rate of".
_BRACKET = re.compile(r"(?P<words>(?: [^\s()\[\];:]+| \([\w-]+\))*)\s?[(\[]\s?")
_ENDS = re.compile(
    r"(?: of (?:all|the (?:full|whole|entire|total|overall|safety|study|intention-to-treat|ITT))\b[A-Za-z -]{0,30})?"
    r"\s?[)\],;]"
)
_NAMED = re.compile(r"[^()\[\];:]*[(\[][A-Za-z][^()\[\];\d]*\s?")
_SO_A_RATE = re.compile(
    r"[^;]*?\b(?:rates?|RR|probability|proportion|incidence|frequency)\b[^;()]{0,30}(?:\([\w-]{2,8}\))?"
    r"(?: of| was|:| =)? "
)
_PEOPLE = re.compile(
    r"(?: [\w-]+){0,3} (?:patients?|participants?|subjects?|cases?|women|men|children|infants|individuals|adults|"
    r"recipients|volunteers|vaccinees)\b",
    re.I,
)
_CASES = re.compile(
    r" (?:cases?|episodes?|instances?) of (?:[a-z-]+ ){1,4}?[a-z-]+(?= (?:in|among|were|was|occurred) )"
)
_ADJECTIVES = re.compile(r" (?:(?!(?:of|in|for|to|with|by|had|were|was|and|or)\b)[\w/-]+ ){0,4}")
_AMONG = re.compile(
    rf"s?(?:,? (?:which )?(?:(?:was|were|have been|had been) )?(?:{SEEN}|occurred|occurring|developed|arose|happened))?"
    r" (?:in|among|amongst|from) (?:the |a total of |our |these |all )*"
)
_SEVERAL = re.compile(r"\b(?:vs?|versus|than|compared|respectively|while|whereas|but)\b", re.I)
_OF_ALL = re.compile(
    r"\b(?:of|among|amongst|total|all|enrolled|included) (?:(?:the|these|our|those|all|a|total|of) )*$", re.I
)
_FAR = 120  # characters between a count and the rate concluded from it
_OF_A_GROUP = re.compile(r" (?:in|of|from) the (?:[\w/+-]+ ){1,4}(?:groups?|arms?|cohorts?)")
_LONGEST = 10  # words between a count and its bracket
_SHORT = 3  # words that leave no doubt


@dataclass(frozen=True, slots=True)
class _Join:
    """The halves' common share, at the place of one of them; `other` is the half that it makes superfluous."""

    item: Item
    other: Item | None


def joined(line: Line, sizes: Collection[int]) -> Line:
    """The line with the parted halves of a share made one. `sizes`: the numbers that a share may be a share of."""
    taken: set[Item] = set()
    for left, right in pairwise([i for i in line.items if i.kind in _NUMBERS]):
        if left in taken:
            continue
        join = _counted(line, left, right, sizes) or _divided(line, left, right) or _occurred(line, left, right)
        if join:
            taken |= {left, right}
            kept = [i for i in line.items if i is not join.other]
            line = Line.of(line.passage, line.start, line.end, [join.item, *kept])
    return line


def _counted(line: Line, left: Item, right: Item, sizes: Collection[int]) -> _Join | None:
    """A count, then its percentage."""
    count, share = _count_of(line, left), _percentage_of(right)
    if count is None or share is None or count.numerator is None or share.percent is None:
        return None
    whole = _whole(count, share, left, right)
    gap = line.passage[left.end : right.start]
    if not whole.is_plausible or _SEVERAL.search(gap) or is_sample_of_events(line, left):
        return None
    of = sizes if count.denominator is None else [count.denominator]
    fits = any(_fits(count.numerator, size, share.percent) for size in of)
    ends = _ENDS.match(line.passage, right.end, line.end)
    if gap == ", ":
        is_one, place = fits and count.denominator is not None, left
    elif ends and (match := _BRACKET.fullmatch(gap)):
        is_one, place = _is_phrase(match["words"]) and (fits or _is_sure(line, left, count, match["words"])), left
    elif ends and _NAMED.fullmatch(gap):
        is_one, place = fits, right
    else:  # the count may have a name of its own, "29 of 67 had a partial response, which is a response rate of 43%"
        return _Join(Item("rate", right.start, right.end, whole), None) if fits and _is_concluded(gap) else None
    other = right if place is left else left
    return _Join(Item("rate", place.start, place.end, whole), other) if is_one else None


def _divided(line: Line, left: Item, right: Item) -> _Join | None:
    """A percentage, then n/N in brackets: "85% in the late group (11/13)"."""
    share, count = _percentage_of(left), right.value if right.kind == "rate" else None
    if share is None or share.percent is None or count is None or count.percent is not None:
        return None
    gap = line.passage[left.end : right.start]
    match = _BRACKET.fullmatch(gap)
    if not match or not _is_phrase(match["words"]) or _SEVERAL.search(gap) or not count.numerator:
        return None
    if not count.denominator or not _fits(count.numerator, count.denominator, share.percent):
        return None
    return _Join(Item("rate", left.start, left.end, _whole(count, share, left, right)), right)


def _occurred(line: Line, left: Item, right: Item) -> _Join | None:
    """Events, then the more people among whom they occurred: "18 fractures occurred in 412 women"."""
    if left.kind not in NUMBERS or right.kind not in NUMBERS or right.start - left.end > _FAR:
        return None
    if not _PEOPLE.match(line.passage, right.end):
        return None
    event = next((i for i in line.items if i.kind in ("event", "outcome") and left.end < i.start < right.start), None)
    cases = _CASES.match(line.passage, left.end, right.start)
    start = cases.end() if cases else event.start if event else right.start
    if cases is None and not _ADJECTIVES.fullmatch(line.passage, left.end, start):
        return None
    if not _AMONG.fullmatch(line.passage, event.end if event else start, right.start):
        return None
    count = _count_of(line, left)
    if count is None or not isinstance(right.value.low, int) or not 0 < (count.numerator or 0) < right.value.low:
        return None
    return _Join(Item("rate", left.start, left.end, replace(count, denominator=right.value.low)), right)


def _whole(count: Rate, share: Rate, left: Item, right: Item) -> Rate:
    return replace(
        share,
        numerator=count.numerator,
        denominator=count.denominator,
        span=(left.start, right.end),
        pattern_id="rate.joined",
    )


def _is_phrase(words: str) -> bool:
    return "," not in words and len(words.split()) <= _LONGEST


def _is_sure(line: Line, left: Item, count: Rate, words: str) -> bool:
    """Whether the words alone say that the percentage is the count's: "two in the late-feeding group (7%)"."""
    if count.denominator is not None:
        return True
    is_near = len(words.split()) <= _SHORT or bool(_PEOPLE.match(words) or _OF_A_GROUP.fullmatch(words))
    return is_near and not _OF_ALL.search(line.passage, line.start, left.start)


def _is_concluded(gap: str) -> bool:
    return len(gap) < _FAR and bool(_SO_A_RATE.fullmatch(gap))


def _count_of(line: Line, item: Item) -> Rate | None:
    """What an item says of a count, n or n/N."""
    if item.kind == "rate":
        return item.value if item.value.percent is None else None
    if item.kind not in NUMBERS or not isinstance(item.value.low, int):
        return None
    return None if is_label(line, item) else Rate(numerator=item.value.low)


def _percentage_of(item: Item) -> Rate | None:
    if item.kind != "rate" or item.value.percent is None or item.value.numerator is not None:
        return None
    return item.value if item.value.denominator is None else None


def _fits(numerator: Number, size: Number, percent: Number) -> bool:
    """Whether n of that many is the percentage, rounded or cut off at its last place."""
    places = len(str(percent).partition(".")[2]) if isinstance(percent, float) and percent != int(percent) else 0
    return bool(size) and -0.5001 <= (100 * numerator / size - percent) * 10**places <= 0.9999
