"""Events that the words right beside a number tell: "two cases of keratitis were seen", "in four patients a leak
occurred", "only two infections were reported", "nine deaths, three from sepsis"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractor.facts.sentences.bare_counts import SEEN
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.terms.befell import needing
from extractor.matching import Item, Line, Term

_TERMS = ("event", "outcome")
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
_ADJECTIVES = re.compile(r"(?:(?!(?:of|in|for|to|with|by)\b)[\w-]+ ){0,4}")
_AMONG = re.compile(r"\b(?:in|among|from) (?:only )?$")
_COMPLICATED = re.compile(
    r"[)\]%]*(?: (?:of the |of our )?(?!(?:was|were|and|of)\b)[a-z-]+){0,3} (?:was|were) complicated by "
)
_BY = re.compile(r"[)\]%]*(?: (?:was|were))? by ")
_ARTICLE = re.compile(r"(?:an? |the )?")
_IN = re.compile(r"(?:^|[;:,.] |\b(?:and|but|while|whereas|also) )in (?:only |just |another |a further )?$", re.I)
_IN_PEOPLE = re.compile(
    rf"[)\]%]*(?: [a-z-]+)?(?: (?:{PEOPLE}|patient|case|child))?(?: \([^()]*\))?,? "
    r"(?P<we>we (?:observed|noted|saw|found|encountered) |there (?:was|were) )?(?:an? |the )?"
    r"(?!no\b|neither|any\b|all\b)"
)
_WAS_SEEN = re.compile(
    r"(?: (?:events|episodes))?(?: (?:of|in the) (?:the )?[a-z-]+)?"
    rf" (?:(?:was|were) (?:\w+ )?(?:{SEEN}|proven|confirmed)|occurred|developed)\b"
)
_IN_SO_MANY = re.compile(
    rf"s?(?: (?:(?:was|were) (?:{SEEN}|experienced|achieved|obtained|attained)|occurred|developed))? (?:in|by) "
    r"(?:only |another |a further )?"
)
_THEN = re.compile(
    rf"(?: (?:{PEOPLE}|patient|case|child))?(?: \([^()]*\))?(?:[,;]|[,;]? and) "
    r"(?:(?!(?:of|in|with|had|no)\b)[a-z-]+ ){0,3}"
)
_BESIDE = re.compile(r"[)\]%]* (?:[a-z-]+ ){0,2}")
_ONLY = re.compile(r"\bonly $", re.I)
_BEGINS = re.compile(
    r"(?:^|[;:.] |, (?:and )?|\b(?:and|but|while|whereas|only) )$"
    r"|(?:^|, )(?:In|Among|During|Over|After|Within|At) (?:[^,;.]|\.\d){3,60},? $",
    re.I,
)
_OF_PEOPLE = re.compile(
    rf"[)\]%]*(?: (?!of\b)[a-z-]+)? (?:{PEOPLE}|patient|case|child|eye|participant|woman|man|infant)\b"
)
_SUBJECT = re.compile(
    r"(?:^|[;:,.] |\b(?:and|but|while|whereas) )"
    r"(?:(?!(?:no|not|without|of|in|for|with|after|when|if)\b)[\w/-]+ ){0,4}$",
    re.I,
)
_OCCURRED_IN = re.compile(
    r"s?(?: \([^()]*\))?"
    r"(?: (?:by|during|after|at|on|of|from|within|following|in|due to|requiring) [^.;:,()%]{2,60}?)?"
    r" (?:occurred|developed|arose)(?: (?:during|after|at|within|on) [^.;:,()%]{2,30}?)? in"
    r" (?:only |just |another |one other |a further )?"
)
# "four patients discontinuing the drug due to severe [infections]"
_STOPPED = re.compile(
    rf"[)\]%]*(?: (?:of|in) (?:the |all |our |these )*{PEOPLE})?(?: {PEOPLE})?(?: (?:who|had|have|were|was))*"
    r" (?:discontinu(?:ed|ing)|stopp(?:ed|ing)|withdr(?:ew|awn|awing)|interrupt(?:ed|ing))\b[^.;:,()\d]{0,40}?"
    r" (?:because of|due to|owing to) (?:an? |the |any )?(?:(?!(?:and|or|of|in|to)\b)[\w-]+ ){0,2}"
)
# "complications included five patients with [sepsis]"
_INCLUDED = re.compile(
    r"\b(?:complications?|events?|effects?|reactions?|toxicit\w+|sequelae|morbidity)\b[^.;:()]{0,60}?"
    r"\b(?:included?|including|consisted of|comprised|were)\b",
    re.I,
)
_WHO_HAD = re.compile(
    rf"[)\]%]*(?: [a-z-]+)? (?:{PEOPLE}|patient|case)(?: \([^()]*\))?"
    r" (?:with|who (?:had|developed|experienced|suffered)) (?:an? )?"
)
# "three patients with [partial response] (PR), 23 in [remission]"
_WITH_RESULT = re.compile(
    rf"[)\]%]*(?: (?:{PEOPLE}|patient|case|child))? (?:with|in|having|achieving|showing) (?:an? )?(?:confirmed )?"
)
_NEXT_WITH = re.compile(r"(?: \([\w/-]{1,8}\))?(?:,|;|,? and) (?:another )?")
_OBSERVED = re.compile(rf"(?: \([\w/-]{{1,8}}\))? (?:was|were) (?:\w+ )?{SEEN}\b")
_WERE = re.compile(
    r"\b(?:(?:results|responses|outcomes) (?:were|included)|of whom|there were|with|including):? $", re.I
)
_CLOSED = re.compile(r"(?: \([\w/-]{1,8}\))?(?:[.;)]|$)")
# "sixteen patients in the zinc group [relapsed]"
_OF_GROUP = re.compile(
    rf"[)\]%]*(?: of the)?(?: (?:{PEOPLE}|patient|case))?(?: \([^()]*\))?"
    r" (?:on|in|from|receiving|taking|given|under|undergoing|who (?:received|took|underwent)"
    r"|(?:who )?(?:were )?(?:treated (?:with|by)|(?:assigned|allocated|randomi[sz]ed) to))"
    r" (?:(?!(?:were|was|had|who|which|that|and|or|but|of|\d+) )[\w/+'’-]+ ){1,5}"
    r"(?:(?:were|had|had been|remained|became|eventually|subsequently|later) )?",
    re.I,
)
# "nine (15%) fulfilled the criteria for [remission]", "were judged to be [responders]"
_JUDGED = re.compile(
    rf"[)\]%]*(?: of (?:the |these |all )?)?(?: ?(?:{PEOPLE}|patient|case))?"
    r" (?:(?:met|fulfilled|satisfied) (?:the |our )?(?:[\w-]+ )?criteria (?:for|of)"
    r"|(?:was|were) (?:judged|deemed|considered|classified|rated)(?: to be| as)?) (?:an? |the )?"
)
_ALL = re.compile(r"\b[Aa]ll (?:the |of the )?$")
_VERB = re.compile(r"\w{3,}ed|died")
_STATE = re.compile(r"[\w-]+-free|alive|free (?:of|from) .+|(?:progressive|stable) disease")
_STAYED = re.compile(r"\b(?:had|remained|became|were) $")
_VERB_ENDS = re.compile(
    r"(?: (?:and|or|but|within|in|on|at|to|during|after|before|while|whereas|by|as|compared|versus|vs|from|of|for|with"
    r"|because|due|completely|partially|fully)\b|[.,;:)]|$)"
)
_CAUSE = re.compile(
    r"[)\]%]* (?:(?:was|were) )?(?P<by>from|due to|caused by|because of|attribut(?:ed|able) to) (?:the |an? )?"
)


def told_events(line: Line, shares: Sequence[Item], most: int) -> Iterator[tuple[int, Item]]:
    """Start of each share that the words beside it tie to an event, and that event. `most`: the largest number of
    people in the paper, of whom those with an event are some: all of them are the sample."""
    yield from _in_lists(line, shares)
    yield from _with_results(line, shares)
    complicated = False
    for share in shares:
        count = share.value.numerator
        by = _COMPLICATED.match(line.passage, share.end, line.end) if count else None
        by = by or (_BY.match(line.passage, share.end, line.end) if complicated else None)
        if event := _of_harm(line, by.end()) if by else None:
            complicated = True
            yield share.start, event
        elif (
            event := _judged(line, share)
            or _stopped_for(line, share)
            or needing(line, share)
            or _of_included(line, share)
        ):
            yield share.start, event
        elif (
            count
            and (count < most or _ALL.search(line.passage, line.start, share.start))
            and not _STUDIED.search(line.passage, line.start, share.start)
        ):
            event = _of_cases(line, share) or _in_people(line, share) or _so_many(line, share)
            event = event or _from_cause(line, share) or _occurred_in(line, share) or _did(line, share)
            if event is not None:
                yield share.start, event


def _in_lists(line: Line, shares: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """Headache in two patients, nausea in three and dizziness in one."""
    numbers = {s.start: s for s in shares if s.value.numerator and s.value.percent is None}
    found: list[tuple[Item, Item]] = []
    for event in (i for i in line.items if i.kind in _TERMS and len(numbers) > 1):
        lead = _IN_SO_MANY.match(line.passage, event.end, line.end)
        share = numbers.get(lead.end()) if lead else None
        if share is None:
            continue
        if found and not _THEN.fullmatch(line.passage, found[-1][1].end, event.start):
            yield from _if_several(found)
            found = []
        found.append((event, share))
    yield from _if_several(found)


def _with_results(line: Line, shares: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """Three patients with partial response and 23 with stable disease were observed."""
    numbers = [s for s in shares if s.value.numerator]
    found: list[tuple[Item, Item]] = []
    for share in numbers:
        begin = _WITH_RESULT.match(line.passage, share.end, line.end)
        result = next((i for i in line.items if i.kind == "outcome" and begin and i.start == begin.end()), None)
        if found and (result is None or not _NEXT_WITH.fullmatch(line.passage, found[-1][0].end, share.start)):
            break
        if result and result.value.get("class") in ("response", "other"):
            found.append((result, share))
    if not found:
        return
    opened = _WERE.search(line.passage, line.start, found[0][1].start) or _FOUND.search(
        line.passage, line.start, found[0][1].start
    )
    end = found[-1][0].end
    if _OBSERVED.match(line.passage, end, line.end) or (opened and _CLOSED.match(line.passage, end, line.end)):
        yield from _if_several(found)


def _if_several(found: Sequence[tuple[Item, Item]]) -> Iterator[tuple[int, Item]]:
    if len(found) > 1:
        yield from ((share.start, event) for event, share in found)


def _of_cases(line: Line, share: Item) -> Item | None:
    """Two cases (4%) of keratitis were seen."""
    cases = _CASES.match(line.passage, share.start, line.end)
    name = _NAME.match(line.passage, cases.end(), line.end) if cases else None
    if name is None or _NO_NAME.search(name[0]) or _is_of_fewer(line, name.end(), share.value.numerator):
        return None
    happened = _HAPPENED.match(line.passage, name.end(), line.end)
    if not happened and not _FOUND.search(line.passage, line.start, share.start):
        return None
    known = [i for i in line.items if i.kind in ("event", "outcome") and name.start() <= i.start < name.end()]
    return known[0] if known else Item("event", *name.span(), Term.of_phrase(name[0]))


def _of_harm(line: Line, start: int) -> Item | None:
    """What some were complicated by: "six births were complicated by cord prolapse and two by bleeding"."""
    begin = _ARTICLE.match(line.passage, start, line.end)
    name = _NAME.match(line.passage, begin.end(), line.end) if begin else None
    known = [i for i in line.items if i.kind == "event" and name and name.start() <= i.start < name.end()]
    if name is None or known or _NO_NAME.search(name[0]):
        return known[0] if known else None
    return Item("event", *name.span(), Term.of_phrase(name[0]))


def _stopped_for(line: Line, share: Item) -> Item | None:
    """Four patients discontinued the drug because of a rash."""
    events = (i for i in line.items if i.kind == "event" and i.start > share.end)
    event = next((i for i in events if i.value.get("class") != "discontinuation"), None)
    return event if event and _STOPPED.fullmatch(line.passage, share.end, event.start) else None


def _is_of_fewer(line: Line, end: int, count: float) -> bool:
    """Whether fewer people had the cases, some of them several: "40 cases of caries were found in 31 children"."""
    people = next((i for i in line.items if i.start >= end and i.kind in NUMBERS), None)
    return people is not None and people.value.low < count and bool(_AMONG.search(line.passage, end, people.start))


def _in_people(line: Line, share: Item) -> Item | None:
    """In four patients (5%) a leak occurred; not "in 80 patients leaks were seen in 5%"."""
    people = _IN_PEOPLE.match(line.passage, share.end, line.end)
    if people is None or not _IN.search(line.passage[line.start : share.start]):
        return None
    event = next((i for i in line.items if i.kind in _TERMS and i.start >= people.end()), None)
    if event is None or not _ADJECTIVES.fullmatch(line.passage, people.end(), event.start):
        return None
    told = people["we"] or _WAS_SEEN.match(line.passage, event.end, line.end)
    after = next((i for i in line.items if i.start >= event.end and i.kind in (*NUMBERS, "percent", "rate")), None)
    return event if told and not (after and _AMONG.search(line.passage, event.end, after.start)) else None


def _so_many(line: Line, share: Item) -> Item | None:
    """Two deep infections were reported; of complications only where there were "only" so many, as several may be
    one patient's."""
    events = [i for i in line.items if i.kind == "event" and i.start > share.end]
    event = next((i for i, after in zip_longest(events, events[1:]) if not after or after.start - i.end > 1), None)
    begins = _ONLY if event and event.value.get("class") == "general" else _BEGINS
    if event is None or not begins.search(line.passage[line.start : share.start]):
        return None
    between = line.passage[share.end : event.start]
    is_beside = re.fullmatch(r"[)\]%]* (?:[a-z-]+ ){0,2}", between) and _WAS_SEEN.match(
        line.passage, event.end, line.end
    )
    return event if is_beside and not _is_of_fewer(line, event.end, share.value.numerator) else None


def _judged(line: Line, share: Item) -> Item | None:
    """Nine (15%) fulfilled the criteria for remission."""
    lead = _JUDGED.match(line.passage, share.end, line.end)
    terms = (i for i in line.items if i.kind == "outcome" and i.value.get("class") == "response")
    return next((i for i in terms if lead and i.start == lead.end()), None)


def _did(line: Line, share: Item) -> Item | None:
    """Sixteen patients in the zinc group relapsed."""
    text = line.passage
    for term in (i for i in line.items if i.kind in _TERMS and i.start > share.end):
        is_state = _STAYED.search(text, share.end, term.start) and _STATE.fullmatch(text, term.start, term.end)
        if is_state or _VERB.fullmatch(text, term.start, term.end):
            is_told = _OF_GROUP.fullmatch(text, share.end, term.start) and _VERB_ENDS.match(text, term.end, line.end)
            return term if is_told else None
    return None


def _occurred_in(line: Line, share: Item) -> Item | None:
    """A leak at the stump occurred in two patients."""
    if not _OF_PEOPLE.match(line.passage, share.end, line.end):
        return None
    event = next((i for i in reversed(line.items) if i.kind in _TERMS and i.end <= share.start), None)
    if event is None or event.value.get("class") == "condition":
        return None
    is_subject = _SUBJECT.search(line.passage[line.start : event.start])
    return event if is_subject and _OCCURRED_IN.fullmatch(line.passage, event.end, share.start) else None


def _of_included(line: Line, share: Item) -> Item | None:
    """Complications included five patients with sepsis, four with leaks and two who developed a fever."""
    had = _WHO_HAD.match(line.passage, share.end, line.end) if share.value.numerator else None
    named = _INCLUDED.search(line.passage, line.start, share.start) if had else None
    return _of_harm(line, had.end()) if had and named else None


def _from_cause(line: Line, share: Item) -> Item | None:
    """Of nine deaths, three were from sepsis."""
    deaths = [i for i in line.items if i.kind == "event" and i.end <= share.start and i.value.get("class") == "death"]
    cause = _CAUSE.match(line.passage, share.end, line.end)
    name = _NAME.match(line.passage, cause.end(), line.end) if cause and deaths else None
    if name is None or ";" in line.passage[deaths[-1].end : share.start]:
        return None
    known = [i for i in line.items if i.kind == "event" and name.start() <= i.start < name.end()]
    return known[0] if known else Item("event", *name.span(), Term.of_phrase(name[0]))
