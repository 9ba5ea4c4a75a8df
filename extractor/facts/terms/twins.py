"""Shares that a comparison ties together: what one of them is a share of, the other is too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE, is_versus, joined
from extractor.facts.terms.turned import not_had
from extractor.matching import Item, Line
from extractor.measures.builders import TIME

_WORDS = r"[^.;:=()\[\]%\d]{1,60}?"
_SET_AGAINST = r"(?:than|vs?\.?|versus|while|whereas|but|against|(?:(?:as|when) )?(?:compared|opposed) (?:with|to))"
# Between two shares of one thing only people are told: "64% [of men and] 31% of women recovered".
_LEADS = (
    r"(?:of|in|on|at|among|from|for|with|without|by|after|given|receiving|using|taking|undergoing|who|whose"
    r"|while (?:taking|receiving|on))"
)
_OTHERS = rf"(?:those|that|(?:the )?(?:other |remaining )?(?:{PEOPLE}|controls))"
_TIME = rf"(?: (?:at|after) [\d.]+[ -]{TIME})?"
_BESIDE = re.compile(
    rf"[)\]%]*(?: (?:[\w-]+ )?{PEOPLE})?{_TIME}(?: {_LEADS} {_WORDS})?(?: \([^()%]*\))?,?"
    rf" (?:and|{_SET_AGAINST})(?: only| just)?"
    rf"(?: {_OTHERS})?(?: {_LEADS}(?: {_WORDS})?)? ?[(\[]?"
)
# "40% [with A, ]52% [with B] and 71% with C"
_IN_LIST = re.compile(rf"[)\]%]*(?: {PEOPLE})? {_LEADS} [^.;:=,()\[\]%]{{1,60}}?,? (?:and )?")
_OF_PEOPLE = re.compile(rf"\b{PEOPLE}\b")
_LED_ON = re.compile(rf"[)\]%]* {_LEADS} ")
# "5 (8%) and 9 (12%) [recurrences in the two groups], respectively"
_EACH_OF = re.compile(
    r"s?(?: [a-z-]+)? (?:in|with|among|for|after|on) [^.;:()%]{3,60}? and [^.;:()%]{1,40}?"
    r"(?: (?:groups?|arms?)\b|,? respectively\b)"
)
# "was rarer at one year (6% vs 20%[; P = 0.02) and at two years (]7% vs 18%)"
_AGAIN = re.compile(
    r"(?:[;,] [^()\[\]]{1,90}|\s?\[[^\[\]]*\])*[)\]][,;]?(?: and| or)? (?:(?:at|by|after|within) )?"
    rf"(?:(?:[\d–-]+|one|two|three|five)[ -](?:to \d+ )?{TIME}(?: [a-z-]+)?"
    r"|(?:the|this) difference (?:remained|persisted)[^.;:()]{0,60}?"
    r"|(?:(?:in|among|for|with) )(?:the )?(?:(?!rate|incidence)[\w-]+ ){0,4}?[\w-]+) [(\[]"
)
# "6-month (40% vs 43%[) and 1-year (]9% vs 11%) survival"
_EARLIER = re.compile(rf"[)\]](?:,|,? and) (?:\d+|one|two|three|five)[ -]{TIME} [(\[]")
# "64% of men recovered [compared with] 31% of women".
_HAD = re.compile(
    r"[)\]%]*(?: (?:of|in|on|among|from|for|with) [^.;:,()\[\]%\d]{1,50}?)?"
    r" (?:had|have|reported|experienced|showed|demonstrated|evidenced|achieved|reached|attained|developed|met|exhibited"
    r"|gained|regained|maintained|remained|survived|underwent|required|discontinued)\b[^.;:()\[\]]{0,60}"
)
_AGAINST = re.compile(rf"[^.;:]{{0,80}}?\b{_SET_AGAINST}\s[^.;:%]{{0,60}}")
_VERB = (
    r"\b(?:was|were|is|are|had|has|have|did|developed|experienced|reported|showed|achieved|required|underwent|survived"
    r"|died|recovered|improved|responded|relapsed|discontinued|withdrew|completed|dropped|failed|considered|regarded"
    r"|judged|received|refused|became|remained|needed|used|no|not|none)\b"
)
_ANY_VERB = re.compile(_VERB)
_AT_ONCE = re.compile(r"[)\]%]* (?:[a-z-]+ ){0,2}")
_ENDS = re.compile(
    rf"[)\]%]*(?![)\]%]){_TIME}(?: (?:of|in|on|among|from|for|with|given|while (?:taking|receiving|on))"
    rf" (?:(?!{_VERB})[^.;:()=%])+?)?\s*(?:[.;,)(\[]|$)"
)
# "[More men] (64%) than women (31%) recovered", "[a greater share of men] (64%) recovered than of women (31%)".
_MORE = re.compile(
    r"\b(?:more|fewer|(?:higher|greater|larger|smaller|lower) (?:proportion|percentage|number|share|fraction)s? of)"
    rf" (?!than\b){_WORDS} ?[(\[]$",
    re.I,
)
_THAN = re.compile(rf"[)\]]* (?:than|(?:(?:as|when) )?compared (?:with|to)) (?:{_WORDS} )?[(\[]")
_MORE_GIVEN = re.compile(_MORE.pattern.replace(_WORDS, r"[^.;:()\[\]%]{1,60}?"), re.I)  # receiving zinc 10 mg (40%)
_OR_ON = re.compile(r"[)\]]*,? (?:and|or) (?:[^.;:()\[\]%]{1,40} )?[(\[]")
_ASIDE = r"[)\]]*(?:[;,] [^()\[\]]{1,60})?[)\]]*"  # (18%, P = 0.01)
_ANEW = re.compile(r"\b(?:while|whereas|but) ")  # "(7%), while 5% died"
_ONLY_ASIDE = re.compile(_ASIDE)
_CLOSED = re.compile(rf"{_ASIDE}(?<=[)\]]) ")
_DID = re.compile(
    r"(?:also |still |then )?(?:(?:had|experienced|developed|suffered|reported|showed|exhibited|evidenced"
    r"|achieved|attained|reached|gained|were|was|became|remained|underwent|required|discontinued)"
    r"\b(?: [\w-]+){0,3}? )?(?:an? |the |their )?"
)
_TERMS = ("event", "outcome")
_SURE = 0.7
_KIND_OF = "link.answer"  # "(complete 34%)": but a kind of what the clause tells


# "increased the [response] rate from 30% to 45%"
_CHANGED = re.compile(
    r"\b(?:improved|increased|raised|reduced|decreased|lowered|cut|halved|doubled) (?:the |overall )*"
    r"(?:(?:rates?|incidence|risk) of )?(?:[\w-]+ ){0,2}$"
)
_FROM = re.compile(r"(?: rates?)?(?: (?:at|by|after|within) [^.;:,()%]{2,20})? from (?:about )?")
_TO = re.compile(r"%?(?: \([^()]*\))? to (?:about )?")


_COMPARED_WITH = re.compile(
    r"(?:Compared|In comparison|Relative|In contrast) (?:with|to) (?:the )?(?:[\w/+-]+ ){1,5}(?:\([^()]*\) )?\(", re.I
)
_THEN_GROUP = re.compile(r"%?\), (?:the )?(?:[\w/+-]+ ){1,5}\(")
_GAVE_MORE = re.compile(
    r"%?\)(?:, (?:the )?(?:[\w/+-]+ ){1,5}?)? ?"
    r"(?:was|were|had|gave|led to|caused|showed|produced|resulted in|achieved|experienced"
    r"|reported|developed|was associated with|were associated with) (?:an? )?(?:[a-z]+ly )?"
    r"(?:more|fewer|less|higher|lower|increased|reduced|better|greater) (?:rates? of |incidences? of |frequency of )?"
)
_ADJECTIVES = re.compile(r"(?:[\w-]+ ){0,2}")
_OPENS = re.compile(r"(?:e?s)?(?: rates?)? \(")


def twins(line: Line, rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of shares without one whose neighbour on the right, or else on the left, has one."""
    rates = [r for r in rates if r.value.percent is not None or r.value.denominator is not None]
    if not links or all(rate.start in links for rate in rates):
        return
    terms = [i for i in line.items if i.kind in _TERMS]
    given = dict(links)
    for is_twin, pairs in ((_is_twin, reversed([*pairwise(rates)])), (_is_last, pairwise(rates))):
        for left, right in pairs:
            rate, other = (left, right) if is_twin is _is_twin else (right, left)
            link = given.get(other.start)
            if link and rate.start not in given and is_twin(line, left, right, link.term, terms):
                given[rate.start] = Link(rate, link.term, link.pattern_id, link.confidence)
                yield given[rate.start]


def _is_twin(line: Line, rate: Item, other: Item, term: Item, terms: Sequence[Item]) -> bool:
    """Whether a share is of the term of the share on its right."""
    if other.end <= term.start:
        if _is_of_each(line, rate, other, term):
            return True
        return not _ANEW.search(line.passage, rate.end, other.start) and _is_beside(line, rate, other, terms)
    if term.end <= rate.start:
        return is_versus(line, (rate, other)) and _is_beside(line, rate, other, terms)
    return _is_between(line, rate, other, term)


def _is_last(line: Line, rate: Item, other: Item, term: Item, terms: Sequence[Item]) -> bool:
    """Whether a clause that tells of a term and its share ends with the other share of it."""
    if term.end <= rate.start:
        is_one = _is_beside(line, rate, other, terms) or _is_next(line, rate, other)
    else:
        is_one = _is_between(line, rate, other, term)
    return is_one and bool(_ENDS.match(line.passage, other.end, line.end))


def _is_between(line: Line, rate: Item, other: Item, term: Item) -> bool:
    """Whether the first had a term and are set against the second."""
    if not rate.end <= term.start or not term.end <= other.start:
        return False
    before, after = line.passage[rate.end : term.start], line.passage[term.end : other.start]
    return bool(_HAD.fullmatch(before) and _AGAINST.fullmatch(after))


def again(line: Line, rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of pairs in brackets behind a pair that has one, told for another time or of others."""
    if len(links) < 2 or all(rate.start in links for rate in rates):
        return
    pairs = [run for run in joined(line, rates) if len(run) > 1 and is_versus(line, run)]
    given = dict(links)
    for before, run in pairwise(pairs):
        own = [given.get(rate.start) for rate in before]
        first = own[0]
        if not first or any(rate.start in given for rate in run) or len(run) != len(before):
            continue
        is_one = first.term.end <= before[0].start and all(k and k.term[:3] == first.term[:3] for k in own)
        if is_one and _AGAIN.fullmatch(line.passage, before[-1].end, run[0].start):
            given |= {rate.start: Link(rate, first.term, first.pattern_id, first.confidence) for rate in run}
            yield from (given[rate.start] for rate in run)
    for run, behind in reversed([*pairwise(pairs)]):
        last = given.get(behind[0].start)
        is_free = last and last.term.start >= behind[-1].end and not any(rate.start in given for rate in run)
        if last and is_free and _EARLIER.fullmatch(line.passage, run[-1].end, behind[0].start):
            given |= {rate.start: replace(last, rate=rate) for rate in run}
            yield from (given[rate.start] for rate in run)


def _is_of_each(line: Line, rate: Item, other: Item, term: Item) -> bool:
    """Whether two shares count the same thing behind them, one for each of two groups."""
    is_pair = line.passage[rate.end : other.start].strip("%)] ") == "and"
    is_next = is_pair and _AT_ONCE.fullmatch(line.passage, other.end, term.start)
    return bool(is_next and _EACH_OF.match(line.passage, term.end, line.end))


def _is_beside(line: Line, rate: Item, other: Item, terms: Sequence[Item]) -> bool:
    """Whether nothing but people stands between two shares."""
    gap = line.passage[rate.end : other.start]
    if any(rate.end <= t.start and t.end <= other.start for t in terms) or _ANY_VERB.search(gap):
        return False
    if gap.strip("%)],; ") == "and":
        return all(_OF_PEOPLE.search(line.passage, share.start, share.end) for share in (rate, other))
    return bool(_BESIDE.fullmatch(gap))


def _is_next(line: Line, rate: Item, other: Item) -> bool:
    """Whether two shares of a list are told apart by people alone."""
    gap = line.passage[rate.end : other.start]
    is_listed = _IN_LIST.fullmatch(gap) and _LED_ON.match(line.passage, other.end, line.end)
    return bool(is_listed) and not _ANY_VERB.search(gap)


def likewise(rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of shares behind one that is of all of a clause, "bleeding stopped", which have but a word of it."""
    told: Item | None = None
    for link in (links[rate.start] for rate in rates if rate.start in links):
        is_whole = link.term.kind == "outcome" and bool(link.term.value.get("whole")) and link.pattern_id != _KIND_OF
        if told and not is_whole and told.start <= link.term.start and link.term.end <= told.end:
            yield replace(link, term=told)
        else:
            told = link.term if is_whole else None


def contrasted(line: Line, rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """The links of two shares without one, where the words say that more of some than of others had a term."""
    terms = [i for i in line.items if i.kind in _TERMS]
    for rate, other in pairwise(rates) if terms else ():
        changed = next((t for t in reversed(terms) if t.end <= rate.start), None)
        if changed and _is_changed(line, changed, rate, other):
            yield from (Link(share, changed, "link.contrast", _SURE) for share in (rate, other))
        if against := _set_against(line, rate, other, terms):
            yield from (Link(share, against, "link.contrast", _SURE) for share in (rate, other))
        if rate.start in links or other.start in links or not _MORE.search(line.passage, line.start, rate.start):
            continue
        than = _THAN.search(line.passage, rate.end, other.start)
        if than and than.end() == other.start:
            last = other if _ONLY_ASIDE.fullmatch(line.passage, rate.end, than.start()) else rate
            if term := _behind(line, last, terms):
                told = not_had(line, last, term) or term
                yield from (Link(share, told, "link.contrast", _SURE) for share in (rate, other))


def _set_against(line: Line, rate: Item, other: Item, terms: Sequence[Item]) -> Item | None:
    """ "Compared with B (15%), A gave more nausea (30%)", "compared with B (15%), A (30%) led to more nausea"."""
    text = line.passage
    if not _COMPARED_WITH.fullmatch(text, line.start, rate.start):
        return None
    gave = _GAVE_MORE.match(text, rate.end, other.start) or _GAVE_MORE.match(text, other.end, line.end)
    term = next((t for t in terms if gave and gave.end() <= t.start), None)
    if term is None or not gave or not _ADJECTIVES.fullmatch(text, gave.end(), term.start):
        return None
    if gave.start() == rate.end:
        return term if _OPENS.fullmatch(text, term.end, other.start) else None
    return term if _THEN_GROUP.fullmatch(text, rate.end, other.start) else None


def _is_changed(line: Line, term: Item, rate: Item, other: Item) -> bool:
    """ "A increased the response rate from 30% to 45%"."""
    text, kind = line.passage, term.value.get("class")
    return bool(
        kind in ("response", "survival", "death")
        and _CHANGED.search(text, line.start, term.start)
        and _FROM.fullmatch(text, term.end, rate.start)
        and _TO.fullmatch(text, rate.end, other.start)
    )


def before_than(line: Line, rates: Sequence[Item], links: Mapping[int, Link]) -> Iterator[Link]:
    """ "More on zinc (40%) or iron (30%) than on placebo (20%) achieved PASI 75": all have the link of the last."""
    for at, last in enumerate(rates):
        row: list[Item] = []
        for rate in reversed(rates[:at] if last.start in links else []):
            gap = _THAN if not row else _OR_ON
            if rate.start in links or not gap.fullmatch(line.passage, rate.end, (row or [last])[-1].start):
                break
            row.append(rate)
        if row and _MORE_GIVEN.search(line.passage, line.start, row[-1].start):
            yield from (replace(links[last.start], rate=rate, pattern_id="link.contrast") for rate in row)


def _behind(line: Line, rate: Item, terms: Sequence[Item]) -> Item | None:
    """What a share's people had or did, where the words behind its bracket say no more."""
    closed = _CLOSED.match(line.passage, rate.end, line.end)
    term = next((t for t in terms if closed and t.start >= closed.end()), None)
    return term if closed and term and _DID.fullmatch(line.passage, closed.end(), term.start) else None
