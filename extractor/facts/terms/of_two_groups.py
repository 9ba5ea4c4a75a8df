"""Numbers that two groups have of one thing, named once: "3 relapses with A and 5 with B", "falls occurred in 3 men on
A and 5 on B", "three on A and five on B relapsed"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.facts.sentences.bare_counts import SEEN
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_TERMS = ("event", "outcome")
_SURE = 0.7
_WHO = rf"(?: (?:{PEOPLE}|patient|participant|woman|man|child|case))?"
_HOW = (
    r" (?:with|in|on|among|of|for|after|given|receiving|taking|under|assigned to|(?:(?:who|that) )?(?:received|took"
    r"|underwent|had)|treated (?:with|by))(?: the)? "
)
# From a number to its group: " patients on ", and " " before "drug A-treated".
_TO_GROUP = re.compile(rf"[)\]%]*{_WHO}(?:{_HOW}| )")
# From the first group to the second number.
_TO_NEXT = re.compile(
    rf"(?:-treated|-group| group| arm| cohort)?{_WHO}(?: \([^()]*\))?,?"
    r" ?(?:and|but|versus|vs?\.?|while|whereas|(?:(?:as|when) )?compared (?:with|to)|against|than|;|(?<=,)(?= \d))"
    r"(?: (?:only|in|with|for|by|among))* "
)
_ADJECTIVES = re.compile(rf"[)\]%]* (?:(?!(?:{PEOPLE}|with|of|in|on|and|or|no|other)\b)[a-z-]+ ){{0,2}}")
_AND = re.compile(r"[)\]%]*(?: groups?| arms?)? (?:and|versus|vs\.?) (?:the )?")
# One may have had several: "6 flares with A and 44 with B".
_AGAIN_AND_AGAIN = re.compile(
    r"\b(?:flare|relapse|exacerbation|episode|attack|fall|seizure|event|reaction|effect)s?$", re.I
)
_PLURAL = re.compile(rf"e?s?(?: (?:was|were) (?:{SEEN})| occurred| developed)?{_HOW}")
_IN_SO_MANY = re.compile(
    rf"e?s?(?: \([^()]*\))? (?:(?:(?:was|were) (?:\w+ )?(?:{SEEN}|diagnosed|confirmed)|occurred|developed|appeared)"
    r" (?:in|by|among)|affected) (?:only )?"
)
_SORTED = re.compile(
    rf"e?s?(?: events)?(?: \([^()]*\))?(?: (?:(?:was|were) (?:\w+ )?(?:{SEEN})|occurred|developed))?"
    r"(?:,|:| \(|--| ?[—–])(?: (?:in|with))? ?"
)
# "no difference in recurrences: 60 in A versus 48 in B"
_COLON = re.compile(r"(?:(?:e?s|ies)|(?<=s)|s? events)(?: \([^()]*\))?(?::|--) ?")
_EVENTS = re.compile(r" events\b")
_THERE_WERE = re.compile(
    r"(?: group| arm| cohort)?(?: \([^()]*\))?,?(?: (?:there (?:was|were)|had|showed|saw))?(?: only)? "
)
_AND_IN = re.compile(
    r"e?s?(?: (?:occurred|(?:was|were) (?:seen|noted|observed)))?"
    r"(?:;|,? (?:and|but|versus|vs\.?|while|whereas|(?:(?:as|when) )?compared (?:with|to)))"
    r" (?:(?:in|with|on|among|of) )?(?:those (?:on|given|receiving|treated with) )?(?:the )?"
)
_WAS_MORE = r"[^.;:()]*\s(?:was|were)\s(?:[a-z]+\s){0,2}(?:higher|lower|greater|smaller|larger|less)\b"
# "more deaths on A than on B (12 vs 5)", "fewer women on A had leaks (2) than on B (9)"
_MORE = re.compile(
    rf"\b(?:more|fewer|(?:higher|lower|greater|smaller|larger) numbers? of|numbers? of(?={_WAS_MORE}))\b"
    rf"(?P<who> (?:[\w-]+ )?{PEOPLE}\b)?[^.;:()]*[(\[]$",
    re.I,
)
_AGAINST = re.compile(
    rf"{_WHO} (?:vs?\.?|versus) | ?[)\]],? (?:than|(?:(?:as|when) )?compared (?:with|to)) [^.;:()]{{1,60}} [(\[]"
)
# "[rash] was more frequent with A (n = 12) than with B (n = 5)"
_OFTENER = re.compile(
    r"s?(?: \([^()]*\))? (?:(?:was|were|occurred|developed) )?(?:\w+ )?(?:more|less)"
    r" (?:(?:frequent|common)(?:ly)?|often) (?:reported |observed |seen )?"
    r"(?:with|in|on|among|after|for|by) [^.;:()]{1,50} [(\[]"
)
_IN_ORDER = (re.compile(rf"{_WHO} and "), re.compile(rf"{_WHO}, respectively\b"))
_CLOSES = re.compile(rf"{_WHO}[,;)\]]")
_ENDS = re.compile(r"[.;,)]|$")
# "16 patients on A [responded] compared with only two on B"
_DID = re.compile(
    r"(?:-treated| group| arm| cohort)?(?: (?:patients|subjects))?(?: \([^()]*\))?"
    r" (?:(?:had|have|developed|experienced|suffered|showed|reported|required|achieved|sustained|were|was)"
    r" )?(?:(?:an?|the|their|some) )?(?:(?!(?:failed|to|not|no|never|did|in|of|with)\b)[a-z-]+ ){0,2}"
)
_SET_AGAINST = re.compile(
    r"(?:s|es)?(?: (?:in|on|to|within|after|during|at) [^.;,()]{2,30})?,?"
    r" (?P<how>versus|vs?\.?|while|whereas|and|but|(?:(?:as|when) )?compared (?:with|to)|against)(?: only)? "
)
_DID_SO = re.compile(
    r"(?:-treated| group| arm| cohort)?(?: (?:patients|subjects))? (?:did|had|were)(?: so)?\s?(?:[.;,)]|$)"
)
_HAD = re.compile(
    rf"(?:-treated| group| arm| cohort)?{_WHO}(?: \([^()]*\))? (?:had |developed |experienced |suffered |showed"
    r" |reported |required |achieved |sustained )?(?:(?:an?|the|their|some) )?"
    r"(?:(?!(?:failed|to|not|no|never|did)\b)[a-z-]+ ){0,3}"
)


def of_two_groups(
    line: Line,
    rates: Sequence[Item],
    groups: Sequence[Item],
    links: Mapping[int, Link],
    sizes: Mapping[str, Collection[int]],
) -> Iterator[Link]:
    """The links of bare counts of two groups that have none yet, to the one term that is told of both. `sizes`: those
    of the arms, which stand in brackets too."""
    known = {max(several) for several in sizes.values() if several}
    terms = [i for i in line.items if i.kind in _TERMS and _may_befall(line, i)]
    for first, second in pairwise(rates) if terms and groups else ():
        if {first.start, second.start}.isdisjoint(links) and (term := _of_pair(line, first, second, groups, terms)):
            yield from (Link(r, term, "link.two_groups", _SURE) for r in (first, second))
            continue
        if any(r.value.percent is not None for r in (first, second)) or {first.start, second.start} <= links.keys():
            continue
        both = (line, first, second, groups, terms)
        counted = {first.value.numerator, second.value.numerator}
        is_size = first.value.pattern_id == "count.size"  # "with gout (n = 50) than without (n = 70)"
        if counted <= known or (is_size and not max(counted) < max(known, default=0)):
            continue
        if second.value.numerator and (term := next((t for tell in _WAYS if (t := tell(*both))), None)):
            yield from (Link(r, term, "link.two_groups", _SURE) for r in (first, second) if r.start not in links)


def _of_pair(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term behind two numbers with percentages: "17 (7%) and 28 (12%) relapses in the A and B groups"."""
    text = line.passage
    if any(None in (r.value.numerator, r.value.percent) for r in (first, second)):
        return None
    named = next((t for t in terms if t.start >= second.end), None)
    own = [g for g in groups if named and g.start >= named.end][:2]
    is_told = (
        named
        and len(own) > 1
        and _AND.fullmatch(text, first.end, second.start)
        and _ADJECTIVES.fullmatch(text, second.end, named.start)
        and _PLURAL.fullmatch(text, named.end, own[0].start)
        and _AND.fullmatch(text, own[0].end, own[1].start)
    )
    return named if is_told else None


def _may_befall(line: Line, term: Item) -> bool:
    """Whether a term is no disease that people came with: "breast cancer events" are none."""
    kind = term.value.get("class")
    return kind not in ("condition", "no") or _EVENTS.match(line.passage, term.end, line.end) is not None


def _is_sum(line: Line, term: Item, first: Item, second: Item) -> bool:
    """ "Eight recurrences were seen, three in the A group and five in the B group"."""
    whole = next((i for i in reversed(line.items) if i.end <= term.start and i.kind in NUMBERS), None)
    is_of_term = whole and _ADJECTIVES.fullmatch(line.passage, whole.end, term.start)
    is_sum = whole and whole.value.low == first.value.numerator + second.value.numerator
    return bool(is_of_term and is_sum and _SORTED.fullmatch(line.passage, term.end, first.start))


def _told_after(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term of two counts, each of which has its group before it: "on A there were 3 leaks, and on B 5"."""
    text = line.passage
    own = next((g for g in reversed(groups) if g.end <= first.start), None)
    other = next((g for g in groups if first.end <= g.start and g.end <= second.start), None)
    named = next((t for t in terms if other and first.end <= t.start and t.end <= other.start), None)
    if own is None or other is None or named is None or own.value.label == other.value.label:
        return None
    is_told = (
        _THERE_WERE.fullmatch(text, own.end, first.start)
        and _ADJECTIVES.fullmatch(text, first.end, named.start)
        and _AND_IN.fullmatch(text, named.end, other.start)
        and _THERE_WERE.fullmatch(text, other.end, second.start)
        and _ENDS.match(text, second.end, line.end)
    )
    return named if is_told and not _AGAIN_AND_AGAIN.search(text, named.start, named.end) else None


def _in_brackets(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term of which more or fewer had one than the other, as the brackets behind it tell."""
    text = line.passage
    more = _MORE.search(text, line.start, first.start)
    joint, end = _IN_ORDER
    is_pair = _AGAINST.fullmatch(text, first.end, second.start) and _CLOSES.match(text, second.end, line.end)
    are_told = joint.fullmatch(text, first.end, second.start) and end.match(text, second.end, line.end)
    if more is None or not (is_pair or are_told) or not any(more.start() <= g.start < second.start for g in groups):
        return None
    named = [t for t in terms if more.start() <= t.start and t.end < first.start and not t.value.is_phrase]
    one = named[0] if len(named) == 1 else None
    return one if one and (more["who"] or not _AGAIN_AND_AGAIN.search(text, one.start, one.end)) else None


def _told_between(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term between two counts that have their groups behind them, or the first before it: "16 patients on A
    responded compared with only two on B"."""
    text = line.passage
    other = next((g for g in groups if g.start >= second.end), None)
    own = next((g for g in reversed(groups) if g.end <= second.start), None)
    if own is None or other is None or own.value.label == other.value.label:
        return None
    begin = max(own.end, first.end)
    named = next((t for t in terms if begin <= t.start and t.end <= second.start), None)
    is_told = (
        named
        and (joint := _SET_AGAINST.fullmatch(text, named.end, second.start))
        and (joint["how"] not in ("and", "but") or _DID_SO.match(text, other.end, line.end))
        and (own.end <= first.start or _TO_GROUP.fullmatch(text, first.end, own.start))
        and _DID.fullmatch(text, begin, named.start)
        and _TO_GROUP.fullmatch(text, second.end, other.start)
    )
    return named if is_told else None


def _oftener(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term before two counts in brackets: "rash was more frequent with A (n = 12) than with B (n = 5)"."""
    text = line.passage
    is_pair = _AGAINST.fullmatch(text, first.end, second.start) and _CLOSES.match(text, second.end, line.end)
    named = next((t for t in reversed(terms) if t.end <= first.start), None)
    own = next((g for g in groups if named and named.end <= g.start and g.end <= first.start), None)
    return named if named and is_pair and own and _OFTENER.fullmatch(text, named.end, first.start) else None


def _told(line: Line, first: Item, second: Item, groups: Sequence[Item], terms: Sequence[Item]) -> Item | None:
    """The term of two counts, each of which has its group behind it."""
    text = line.passage
    own = next((g for g in groups if first.end <= g.start and g.end <= second.start), None)
    other = next((g for g in groups if g.start >= second.end), None)
    if own is None or other is None or own.value.label == other.value.label:
        return None
    named = next((t for t in terms if first.end <= t.start and t.end <= own.start), None)
    begin = named.end if named else first.end
    if not _TO_NEXT.fullmatch(text, own.end, second.start) or not _TO_GROUP.fullmatch(text, second.end, other.start):
        return None
    if named:
        is_beside = _ADJECTIVES.fullmatch(text, first.end, named.start) and _PLURAL.fullmatch(text, begin, own.start)
        return named if is_beside and not _AGAIN_AND_AGAIN.search(text, named.start, begin) else None
    if not _TO_GROUP.fullmatch(text, first.end, own.start):
        return None
    before = next((t for t in reversed(terms) if t.end <= first.start), None)
    if before and (
        _IN_SO_MANY.fullmatch(text, before.end, first.start)
        or _COLON.fullmatch(text, before.end, first.start)
        or _is_sum(line, before, first, second)
    ):
        return before
    behind = next((t for t in terms if t.start >= other.end), None)
    return behind if behind and _HAD.fullmatch(text, other.end, behind.start) else None


_WAYS = (_told, _told_after, _told_between, _in_brackets, _oftener)
