"""Lists that "respectively" pairs off: bare counts, "in 12 and 9 patients, respectively", and events behind their
shares, "5% and 8% of patients developed acute and chronic rejection, respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.sentences.bare_counts import SEEN
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.rates import Rate, is_label
from extractor.facts.sentences.series import PEOPLE, series_of
from extractor.literals import sparse
from extractor.matching import Item, Line, Term

_TERMS = ("event", "outcome")
_FOLLOWS = re.compile(r"(?:\([^()]*\)|[^.;()])*?(?P<end>,? respectively)\b", re.I)
_JOINT = re.compile(r",? and |, ")
_COUNTED = re.compile(rf" (?:[a-z-]+ ){{0,2}}{PEOPLE}\b", re.I)
_ALLOTTED = re.compile(  # "17 and 19 patients had gout and lupus, respectively": who they are
    r"\b(?:received|underwent|treated|assigned|allocated|randomi[sz]ed|enrolled|included|available|(?:study|control)\s"
    r"|groups?|arms?|cohorts?|at baseline|entered|with|from|were in)\b",
    re.I,
)
_HAD = re.compile(
    r"(?:(?: of)?(?: (?:the|all|these|our))?(?: [a-z-]+){0,2}? (?:(?P<harm>developed|suffered(?: from)?)"
    r"|experienced|showed|sustained|reported|achieved|reached)|:) (?:an? )?"
)
# "[Nausea and rash] were seen in 3 and 5 patients"
_SEEN_IN = re.compile(
    rf"s?(?: rates?)? (?:(?:was|were) (?:{SEEN}|achieved|obtained|diagnosed|present)|occurred|developed|appeared)"
    r"(?: only)? in "
)
_ENDS = re.compile(r"[.;,)]|$| (?:after|during|at|within|on|with|given|treated|receiving)\b")
_BOTH_KINDS = re.compile(r"complete and partial ", re.I)
_LONGEST = 5  # blanks in a name

_DEGREE = (  # grades are those of harms
    r"(?:(?:mild|moderate|severe|critical|low|intermediate|medium|high|early|late|advanced)(?: [IVX]+)?"
    r"|(?:(?:stage|class|type) )?(?:[IVX]+|\d)[A-C]?)"
)
# The number of women with mild, moderate and severe gout was 40, 31 and 19
_OF_DEGREES = sparse(
    rf"\bnumbers? of {PEOPLE} (?:with|in|of|at) (?P<labels>(?!\d){_DEGREE}(?:, {_DEGREE})*,? and {_DEGREE})"
    r"(?: [a-z-]+){0,3}? (?:was|were) (?P<sizes>\d+(?:, \d+)*,? and \d+)\b",
    re.I,
)


def respective_counts(line: Line) -> list[Item]:
    """The bare counts of people of a list that goes with a list of events, as shares."""
    found: list[Item] = []
    for run in _runs([i for i in line.items if i.kind in NUMBERS], line):
        people = _COUNTED.match(line.passage, run[-1].end, line.end)
        if not people or is_label(line, run[0]):
            continue
        follows = _FOLLOWS.match(line.passage, people.end(), line.end)
        is_told = follows and not _ALLOTTED.search(line.passage, people.end(), follows.end())
        if is_told or (_ENDS.match(line.passage, people.end(), line.end) and _answers_list(line, run)):
            found += [
                Item("rate", i.start, i.end, Rate(numerator=i.value.low, pattern_id=f"count.{i.kind}")) for i in run
            ]
    return found


def _answers_list(line: Line, run: Sequence[Item]) -> bool:
    """Whether as many terms as numbers were seen in those: "nausea and rash were seen in 3 and 5 patients"."""
    for kind in _TERMS:
        for terms in series_of(line, kind):
            is_lead = _SEEN_IN.fullmatch(line.passage, terms[-1].end, run[0].start)
            many = 2 if _BOTH_KINDS.match(line.passage, terms[-1].start, terms[-1].end) else len(terms)
            if many == len(run) and terms[-1].end <= run[0].start and is_lead:
                return True
    return False


def _runs(numbers: Sequence[Item], line: Line) -> Iterator[list[Item]]:
    """Numbers that only commas and `and` part, two at least."""
    run: list[Item] = []
    for item in (i for i in numbers if isinstance(i.value.low, int)):
        if run and _JOINT.fullmatch(line.passage, run[-1].end, item.start):
            run.append(item)
        else:
            if len(run) > 1:
                yield run
            run = [item]
    if len(run) > 1:
        yield run


def terms_behind(line: Line, run: Sequence[Item]) -> list[Item]:
    """The events of a list behind as many shares; where only the last has a noun, it is the noun of all."""
    begin = _HAD.match(line.passage, run[-1].end, line.end) if len(run) > 1 else None
    end = _FOLLOWS.match(line.passage, begin.end(), line.end) if begin else None
    if begin is None or end is None:
        return []
    start, stop = begin.end(), end.start("end")
    cuts = [start, *(x for m in _JOINT.finditer(line.passage, start, stop) for x in m.span()), stop]
    spans = list(zip(cuts[::2], cuts[1::2], strict=True))
    known = [next((i for i in line.items if i.kind in _TERMS and s <= i.start and i.end <= e), None) for s, e in spans]
    wide = next((i for i in line.items if i.kind in _TERMS and i.start < spans[-1][0] < i.end), None)
    if wide is not None:  # "complete and partial responses" is one term of the list
        own = Term.whole(line.passage[slice(*spans[-1])], wide.value.get("class"))
        known[-1] = Item(wide.kind, *spans[-1], own)
    is_named = any(known) or (begin["harm"] and " " in line.passage[slice(*spans[-1])])
    if len(spans) != len(run) or not is_named or any(line.passage[s:e].count(" ") > _LONGEST for s, e in spans):
        return []
    if any(term and term.kind == "outcome" and term.value.get("class") != "response" for term in known):
        return []  # relapses and survival are results in some papers only
    return [term or _unknown(line, span, spans[-1], known) for term, span in zip(known, spans, strict=True)]


def _unknown(line: Line, span: tuple[int, int], last: tuple[int, int], known: Sequence[Item | None]) -> Item:
    """A name of a list that no list of terms has: "acute" of "acute and chronic rejection", or a noun phrase."""
    words, noun = line.passage[slice(*span)], line.passage[slice(*last)].partition(" ")[2]
    kind = next((i.kind for i in known if i is not None), "event")
    of_class, place = (known[-1].value.get("class"), known[-1][1:3]) if known[-1] else ("phrase", last)
    if " " in words or not noun:
        return Item(kind, *span, Term.of_phrase(words))
    return Item(kind, *place, Term.whole(f"{words} {noun}", of_class))


def by_degree(line: Line) -> re.Match[str] | None:
    """Where a sentence tells how many are of each degree: "the number with mild and severe gout was 40 and 19"."""
    return _OF_DEGREES.search(line.passage, line.start, line.end)
