"""Lists under one number: "no deaths, infections or bumps"; "rash, fever and cough (one each)".

The number stands once, and is the share of each thing of the list. The thing that it stands beside has it as it is; the
others get it here, each at its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.facts.sentences.bare_counts import NEVER_COUNTED, NOT_ANY, OWN_EFFECT, SEEN, is_of_a_share, is_zero
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line, Term

_CUT = re.compile(r",? (?:and|or|nor)(?: no)? (?!more\b|less\b|without\b)|, (?:no )?|/(?=[a-z]{4})")
_CLAUSE = (
    r"[.;:()\[\]]|(?<!grade )(?<!grades )(?<!\d[-/])\d"
    r"|(?<![\w-])(?:was|were|are|is|had|have|has|did|occurred|developed|in|at|on|by|from|for|to|during|within|after|"
    r"among|between|observed|reported|noted|seen|found|detected|related|attributed|requiring|required|that|which|who|but|whereas|although|"
    r"only|just|few|some|all|most|two|three|four|five|six|seven|eight|nine|ten|while|than|with|as|due|associated|leading|resulting|throughout|over|until|patients?|participants?|subjects?)(?![\w-])"
)
_END = re.compile(
    rf"{_CLAUSE}|(?P<verb>\b(?:can|could|may|might|should|will|would|[a-z]+ed (?:the|its|their))(?![\w-]))", re.I
)
# What stands before the things denied, and tells nothing of them.
_LEAD = re.compile(
    r"(?:(?:cases?|instances?|signs?|episodes?|occurrences?|reports?|incidents?) of |(?:other|further|any) "
    r"|grades? [\dIV]+(?:\s?[-–/]\s?[\dIV]+| (?:or|to|and) \w+)? )+"
)
_THING = re.compile(r"[A-Za-z][\w'’/+-]*(?: [A-Za-z][\w'’/+-]*){0,5}")
_ADJECTIVE = re.compile(r"[\w-]*(?:ous|ic|al|ive|ere|jor|nor|ant|ent|early|late|able|ible|less|ed|ar|related|\d)", re.I)
_NOTHING = re.compile(
    rf"(?<![\w-])(?:differen\w+|evidence|{OWN_EFFECT}|relation\w*|associations?|correlations?|changes?|increases?|decreases?|"
    rf"improvements?|reductions?|{NEVER_COUNTED}|benefit|impact|need|history|prior|previous|statistical\w*|"
    r"interactions?|treatment|one|"
    r"therapy|respectively|factors?|others|other (?:group|arm|hand|one))(?![\w-])",
    re.I,
)
_NO_THING = re.compile(
    r"(?:another|other|otherwise|such|both|any|each|none|many|so|thus|hence|its?|their|they|we)\b", re.I
)
# "no redness, and prolonged the wetting time", "no loss, slight fibrosis", "no reaction of the lid or of the lens":
# where the list of what there was none of has ended.
_NOT_DENIED = re.compile(
    r"(?:[a-z]+ly )?(?!(?:adverse|serious|blood)\b)[a-z-]{3,}(?:ed|es|s) (?:the|an?|its|their|our)\b"
    r"|[^,]*\b(?:can|could|may|might|should|would|will|be|gave|made|led)\b"
    r"|(?:occasional|slight|very[ -]slight|minimal|rare|infrequent)\b|(?:of|to|into|onto|through|than)\b",
    re.I,
)
_RATE = re.compile(r"\b(?:rates?|incidences?|frequenc(?:y|ies)|risks?|scores?|levels?)$", re.I)
# "None of the 40 patients developed A, B or C".
_NONE_HAD = (
    rf"(?:(?:no|not a single|not one) (?:[a-z-]+ )?(?:{PEOPLE}|patient|child|participant|subject|woman|man|infant|eye"
    r"|victim|contact|volunteer|donor|recipient)"
    rf"|nobody|none(?: of (?:them|whom|(?:the|these|those|our)(?: [\w-]+){{0,3}}? {PEOPLE}))?)"
    r"(?: (?:in|with|on|receiving|who received) [\w -]{2,40}?)?"
    r" (?:had|developed|experienced|suffered(?: from)?|sustained|required|underwent|reported|presented with|acquired"
    r"|complained of|showed|(?:was|were) (?:diagnosed with|hospitali[sz]ed for|(?:re)?admitted for))(?: an?| any)?"
)
_DENIES = re.compile(rf"(?:{_NONE_HAD}|no|(?<!\bin )neither|absence of|without any|(?P<any>{NOT_ANY}))\s", re.I)
# What stands between things and their "not", and what follows a thing that there was none of: "no A was observed".
_WAS_NOT = re.compile(r"\s(?:(?:was|were|has|have|did)\s)?$")
_NOT_ONE = re.compile(r"(?<! in) any$")  # "was not necessary any", but "was not seen in any patient"
_TOLD = re.compile(rf"\s?(?:(?:was|were) (?:\w+ )?{SEEN}|occurred|developed|happened)(?![\w-])")
# "Neither A nor B give good results": what A and B do, and none had them.
_SUBJECT = re.compile(r"(?:^|[.;:,] |\b(?:and|but|while|whereas|although) )$")
_EACH = re.compile(
    r"(?: (?:patients?|cases?|participants?|subjects?|child(?:ren)?|episodes?))?,? (?:for )?each\b"
    r"(?! (?:group|arm|of|cohort|had|have|developed|experienced|with)\b)",
    re.I,
)
_BEFORE_EACH = re.compile(r"\s?[(\[,]?\s?(?:(?:occurred|developed|was|were)? ?(?:seen|observed|noted|reported)? in )?$")
_AND = re.compile(r"\band $")
_HAPPENED = re.compile(
    r"\s?(?:(?:was|were) [a-z]+|occurred|developed|persisted|recurred) (?:in|by|for|at) (?:only |a |an )?"
    r"(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"
)
_WAS_SO_MANY = re.compile(r"\s?(?:was|were|reached) (?:only |about )?\d")  # "no deaths, and morbidity was 20%"
_SITE = re.compile(
    r"\b(?:hip|knee|vertebra|spine|wound|graft|skin|lung|liver|brain|bladder|bowel|hand|foot|eye)$", re.I
)
_DEGREE = r"(?:severe|acute|early|late|major|minor|mild|moderate|chronic|immediate|delayed|serious|fatal|long-term)"
_DEGREES = re.compile(rf"{_DEGREE}(?: {_DEGREE})*", re.I)
_TAIL = re.compile(r"(?:(?=-[a-z])|(?<=\bpost)|(?<=\bpre)|(?<=\bperi)|(?<=\bintra)(?!-)).+")
_ID, _SURE = "link.shared", 0.7
_FAR = 250  # characters of a list
_SHORT = 3  # characters of a name


def shared_numbers(line: Line, shares: Sequence[Item]) -> Iterator[Link]:
    """The shares told of a list, each with one of its things: the number as it stands with the thing beside it, and
    a share of its own for each other."""
    for share in shares:
        things = _things(line, share)
        if things:
            yield Link(share, things[0], _ID, _SURE)
        for thing in things[1:]:
            if not any(s.start < thing.end and thing.start < s.end for s in shares):
                own = replace(share.value, span=(share.start, share.end))
                yield Link(Item("rate", thing.start, thing.end, own), thing, _ID, _SURE)


def told_by_list(links: Mapping[int, Link], chosen: Sequence[Link]) -> dict[int, Link]:
    """Start of each further share of a list -> its link, where another thing of the list has its own among `chosen`."""
    sure: dict[tuple[int, int], Link] = {}
    for link in chosen:
        own = links.get(link.rate.start)
        if own and own.term.start == link.term.start:
            sure[list_of(link.rate)] = link
    found = {}
    for start, link in links.items():
        other = sure.get(list_of(link.rate)) if link.pattern_id == _ID else None
        if other and all(k.rate.start != start or k.term.start != link.term.start for k in chosen):
            found[start] = replace(link, term=link.term._replace(kind=other.term.kind))
    return found


def alike_in_lists(
    links: Sequence[Link], arms: Sequence[tuple[str | None, float]]
) -> Iterator[tuple[str | None, float]]:
    """The groups of shares, where those told by one number, "no A, B or C in the drug group", have the surest of it."""
    best: dict[tuple[int, int], tuple[str | None, float]] = {}
    for link, arm in zip(links, arms, strict=True):
        place = list_of(link.rate)
        if arm[0] and arm[1] > best.get(place, (None, 0.0))[1]:
            best[place] = arm
    for link, arm in zip(links, arms, strict=True):
        yield best.get(list_of(link.rate), arm)


def list_of(share: Item) -> tuple[int, int]:
    """Where the number of a list stands that a share of one of its things comes from."""
    return share.value.span or (share.start, share.end)


def _things(line: Line, share: Item) -> list[Item]:
    """What a share is of where that is a list, or a phrase that there was none of; what stands beside it first."""
    if is_zero(share.value):
        is_not = share.value.pattern_id == "count.not" and not _DENIES.match(line.passage, share.start, line.end)
        is_not = is_not and not _NOT_ONE.search(line.passage, share.start, share.end)
        was_not = is_not and _WAS_NOT.search(line.passage, line.start, share.start)
        return _before(line, was_not.start(), least=1) if was_not else _denied(line, share)
    if not _EACH.match(line.passage, share.end, line.end):
        return []
    joint = _BEFORE_EACH.search(line.passage, line.start, share.start)
    return _before(line, joint.start() if joint else share.start, least=2)


def _denied(line: Line, zero: Item) -> list[Item]:
    """The things of a list behind a "no", or the one thing where words tell that it did not happen."""
    begin = _DENIES.match(line.passage, zero.start, line.end)
    if not begin:
        return []
    grade = next((i.end for i in line.items if i.kind == "grade" and i.start == begin.end()), None)
    start, limit = grade or begin.end(), min(line.end, zero.start + _FAR)
    stop = _END.search(line.passage, start, limit)
    end = stop.start() if stop else limit
    if _NOTHING.search(line.passage, start, end):
        return []
    spans = _parts(line.passage, start, end)
    told = next((n for n, span in enumerate(spans) if n and _NOT_DENIED.match(line.passage, *span)), len(spans))
    spans = spans[:told]
    if (
        len(spans) > 1
        and (_HAPPENED.match(line.passage, end, line.end) or _WAS_SO_MANY.match(line.passage, end, line.end))
        and _AND.search(line.passage, start, spans[-1][0])
    ):
        spans.pop()  # "no deaths, and leakage occurred in 3 patients"
    elif len(spans) > 1 and stop and stop["verb"] and spans[-1][1] == len(line.passage[:end].rstrip()):
        spans.pop()  # "no toxicity, and the drug may be given"
    if not spans or is_of_a_share(line, zero.start) or any(_RATE.search(line.passage, s, e) for s, e in spans):
        return []
    if _is_quality(line, *spans[0]):
        return []
    is_neither = begin[0].lower().startswith("neither") and _SUBJECT.search(line.passage[line.start : zero.start])
    if is_neither and not _TOLD.match(line.passage, end, line.end):
        return []
    if begin["any"] and not any(i.kind == "event" and start <= i.start < end for i in line.items):
        return []  # we did not find any borderline cases
    is_told = begin["any"] or len(spans) > 1 or spans[0][0] > begin.end() or _TOLD.match(line.passage, end, line.end)
    if not is_told:
        return []
    parts = [line.passage[slice(*span)] for span in spans]
    cut = {span: name for n, span in enumerate(spans[:-1]) if (name := _whole_name(parts[n], parts[n + 1 :]))}
    spans = [s for s in spans if s in cut or s == spans[0] or not _is_quality(line, *s)]  # "serious or otherwise"
    found = (Item("event", *s, Term.of_phrase(cut[s])) if s in cut else _thing(line, *s) for s in spans)
    return [thing for thing in found if thing]


def _whole_name(part: str, following: Sequence[str]) -> str | None:
    """ "No intra- or postoperative complications", "no hip or knee fractures": the end stands with the last alone."""
    last = following[-1]
    if part.endswith("-"):
        tail = _TAIL.search(next((name for name in following if not name.endswith("-")), last))
        return f"{part[:-1]}{tail[0]}" if tail else None
    first, _, rest = last.partition(" ")
    if rest and _DEGREES.fullmatch(part) and _DEGREES.fullmatch(first):
        return f"{part} {rest}"  # "no severe acute or late toxicity"
    *before, head = last.split()
    return f"{part} {head}" if before and _SITE.search(part) and _SITE.search(before[-1]) else None


def _before(line: Line, end: int, least: int) -> list[Item]:
    """The things of a list that ends there, at least so many, the last first."""
    stops = [m.end() for m in _END.finditer(line.passage, max(line.start, end - _FAR), end)]
    starts = [i.end for i in line.items if i.kind == "rate" and i.end <= end]
    spans = _parts(line.passage, max([line.start, *stops, *starts]), end)
    if len(spans) < least or _NOTHING.search(line.passage, spans[0][0], end):
        return []
    return [thing for span in reversed(spans) if (thing := _thing(line, *span))]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the parts of `A, B or C` stand; none where one is too long to be a name."""
    cuts = [(start, start), *(m.span() for m in _CUT.finditer(text, start, end)), (end, end)]
    spans = [_stripped(text, left[1], right[0]) for left, right in pairwise(cuts)]
    spans = [(s, e) for s, e in spans if s < e]
    return spans if all(_THING.fullmatch(text, s, e) for s, e in spans) else []


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _is_quality(line: Line, start: int, end: int) -> bool:
    """ "No serious or fatal events": what "or" joins are no things."""
    is_term = any(i.kind in ("event", "outcome") and i.start < end and start < i.end for i in line.items)
    return not is_term and all(_ADJECTIVE.fullmatch(word) for word in line.passage[start:end].split())


def _thing(line: Line, start: int, end: int) -> Item | None:
    """The term that a list of terms knows where there is one, else the phrase."""
    known = [i for i in line.items if i.kind in ("event", "outcome") and start <= i.start and i.end <= end]
    if known:
        return known[0]
    if end - start < _SHORT or _NO_THING.match(line.passage, start, end):
        return None
    return Item("event", start, end, Term.of_phrase(line.passage[start:end]))
