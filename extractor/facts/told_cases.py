"""Cases that say what they are cases of: "two cases of keratitis were seen", "2 cases (0.04%) of gout occurred"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.bare_counts import SEEN
from extractor.facts.countable import NUMBERS
from extractor.matching import Item, Line, Term

_CASES = re.compile(
    r"[\w,-]+(?: (?!eligible|total|included|consecutive)[a-z-]+)? (?:cases?|episodes?|instances?|occurrences?)"
    r"(?: [(\[][^()\[\]]*[)\]])? of "
)
_NAME = re.compile(
    r"(?:[A-Za-z][\w'’/-]* ){0,6}?[A-Za-z][\w'’/-]*"
    r"(?=[.,;]| \(| (?:was|were|occurred|developed|in|during|among|within|after|along|and|with|on|at|over|per)\b)"
)
_NO_NAME = re.compile(
    r"\b(?:patients?|children|women|men|participants?|the|these|those|our|controls?|cohorts?|groups?|samples?|stud\w+)\b",
    re.I,
)
_HAPPENED = re.compile(
    rf"[^.;:]{{0,120}}?\b(?:(?:was|were|have been|had been) (?:\w+ )?(?:{SEEN}|diagnosed|registered)|occurred|developed"
    r"|arose)\b"
)
_FOUND = re.compile(
    r"\b(?:there (?:was|were|have been)|(?:we|also|authors) (?:observed|noted|noticed|saw|recorded|encountered)"
    r"|including|complications (?:were|included))(?: (?:only|just|also))?(?: an?)? $",
    re.I,
)
_STUDIED = re.compile(
    r"\b(?:total of|in total,|altogether,?|overall,?|report|present|describe|analy[sz]ed) (?:an? )?$", re.I
)
_AMONG = re.compile(r"\b(?:in|among|from) (?:only )?$")


def told_cases(line: Line, shares: Sequence[Item], most: int) -> Iterator[tuple[int, Item]]:
    """Start of each share whose words say what its cases are cases of, and that event. `most`: the largest number of
    people in the paper, of whom cases are some: all of them are the sample."""
    for share in shares:
        count = share.value.numerator
        cases = _CASES.match(line.passage, share.start, line.end)
        name = _NAME.match(line.passage, cases.end(), line.end) if cases else None
        if not count or count >= most or name is None or _NO_NAME.search(name[0]):
            continue
        if _STUDIED.search(line.passage, line.start, share.start) or _is_of_fewer(line, name.end(), count):
            continue
        happened = _HAPPENED.match(line.passage, name.end(), line.end)
        if happened or _FOUND.search(line.passage, line.start, share.start):
            known = [i for i in line.items if i.kind in ("event", "outcome") and name.start() <= i.start < name.end()]
            if not any(i.kind == "outcome" for i in known):
                yield share.start, known[0] if known else Item("event", *name.span(), Term.of_phrase(name[0]))


def _is_of_fewer(line: Line, end: int, count: float) -> bool:
    """Whether fewer people had the cases, some of them several: "40 cases of caries were found in 31 children"."""
    people = next((i for i in line.items if i.start >= end and i.kind in NUMBERS), None)
    return people is not None and people.value.low < count and bool(_AMONG.search(line.passage, end, people.start))
