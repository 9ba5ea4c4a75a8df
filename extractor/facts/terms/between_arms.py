"""Shares of two arms of a randomised trial that no list has a name for: what a trial compares after treatment is an
outcome of its, in the words that it is told in. "More women on A returned to work (60% vs 45%)", "60% on A and 45% on B
slept through the night"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line, Term
from extractor.measures.builders import TIME

_TERMS = ("event", "outcome")
_SURE = 0.6
# Who they were before, how they took part or were examined, and how much something changed: no outcomes of people.
_NO_OUTCOME = re.compile(
    r"\b(?:baseline|initial|before|at (?:entry|admission|inclusion|presentation|enrolment)|adher\w+|complian\w+"
    r"|complet\w+|drop-?out|attrition|withdr\w+|follow(?:ed)?[- ]up|participat\w+|lost|sensitiv\w+|specific\w*"
    r"|predictive|accura\w+|intensity|survey\w*|questionnaires?|interview\w*|agree\w+|concord\w+|prefer\w+|recommend\w*"
    r"|correct\w*|costs?|fe?males?|smok\w+|comorbid\w*|histor\w+|married|educat\w+|ethnic\w*|obes\w+|diabet\w+"
    r"|reduc\w+|increas\w+|decreas\w+|declin\w+|improv\w+ (?:of|by)|chang\w+|means?|medians?|averages?|variance"
    r"|receiv\w+|receive|underwent|treated|randomi[sz]ed|assigned|analy[sz]\w+|expression|mutat\w+|alleles?|genotyp\w*"
    r"|doses?|bioavailab\w+|absorption|weight|volume|area|levels? (?:was|were|of)|concentrations?|studies|reviews?"
    r"|meta-analys\w+|annual\w*|per year|significan\w+|patients?|it|they|this|these|those|which)\b|\d|§",
    re.I,
)
_CLAUSE = re.compile(r"(?:^|[;:.] |, (?:(?:and|while|whereas|but) )|\b(?:and|whereas|while) (?=more |fewer ))")
_ARM = r"§+(?:-treated)?(?: (?:groups?|arms?|patients|women|men|children|recipients|users))?"
_OF = (
    r"(?:in|on|with|of|for|from|by|among|after|receiving|given|taking|using|(?:treated|managed) with"
    r"|(?:randomi[sz]ed|assigned|allocated) to(?: receive)?|who (?:received|took|had|used))"
)
_OF_ARM = rf"(?: (?:{PEOPLE}|those))? {_OF}(?: (?:the|those|{PEOPLE}|{_OF})){{0,4}} {_ARM}"
_THAN = r"(?:than|vs?\.?|versus|(?:(?:as|when) )?compared (?:with|to)|against|and|while|whereas|but|;|,)"
_MORE = re.compile(
    r"(?:(?:significantly|substantially|considerably|slightly|numerically|far|many) )?"
    r"(?:more|fewer|(?:an? |the )?(?:\w+ly )?(?:higher|lower|greater|larger|smaller)"
    r" (?:proportion|percentage|number)s? of)"
    rf" (?:[\w-]+ )?{PEOPLE}(?:{_OF_ARM})?(?: {_THAN}(?:{_OF_ARM}| {_ARM}))? (?P<what>[a-z][^()§%]*?)"
    rf"(?: {_THAN} [^()]*)? ?[(\[]$",
    re.I,
)
_WAS_MORE = re.compile(
    r"(?P<what>[^()§%]+?)(?: (?:in|at|after|within|during) [^()§%]+?)?"
    r" (?:was|were|did not|remained) [^()§%]*?\b(?:higher|lower|greater|smaller|similar|comparable|differ\w*|equal"
    r"|the same|(?:more|less) (?:often|frequent(?:ly)?|common(?:ly)?|likely))\b[^()]*§[^()]* ?[(\[]$"
)
_LIKELY = re.compile(rf"§[^()]* likely to (?:have |be )?(?P<what>[^()§%]+?)(?: {_THAN} [^()]*)? ?[(\[]$")
_IN_BRACKETS = re.compile(rf"[)\]%]*(?:{_OF_ARM}| {_ARM})?,? (?:vs?\.?|versus|and|compared (?:with|to)) ")
# From the first share by its arm to the second, and from there on.
_TO_NEXT = re.compile(
    rf"[)\]%]*(?:{_OF_ARM}| {_ARM})(?P<what> [a-z][^()§%;]*?)?(?: \([^()%]*\))?,? ?{_THAN} (?:only )?"
    r"(?:in |with |by |for )?"
)
_AT_LAST = re.compile(rf"[)\]%]*(?:{_OF_ARM}| {_ARM})(?P<what> [a-z][^()§%;,.]*)?")
_WAS = re.compile(r"(?P<what>[^()§%]+?)(?: at [^()§%]+?)? (?:was|were|reached)(?: \w+ly)? $")
_WAS_IN = re.compile(
    r"(?P<what>[^()§%]+? (?:was|were|became|rose|fell|occurred|remained|could be)\b[^()§%]*?) (?:in|by|for)(?: only)? $"
)
_ACTED = re.compile(r"(?:had|has|were|was|did|could|made|met|used|returned|slept|kept|felt|gave|went|came|\w+ed)\b")
# What leads to the name of what people had.
_LEAD = re.compile(
    r"(?:(?:however|moreover|overall|in addition|also|at [^,]{2,30}|after [^,]{2,30}|within [^,]{2,30}), )?"
    r"(?:(?:the|an?) )?"
    r"(?:(?:overall|cumulative|crude|[\w-]+-(?:year|month|week|day)) )*"
    r"(?:(?:proportion|percentage|number|rate|incidence|frequency|prevalence|likelihood)s? of )?"
    rf"(?:(?:[\w-]+ )?{PEOPLE} )?(?:(?:who|that) )?(?:(?:with|were|was|had|having|being|made|met|experienced|showed"
    r"|reported|an?|the|their|able to) )*",
    re.I,
)
_COUNTED = re.compile(
    rf"\b(?:proportion|percentage|number)s? of (?:[\w-]+ )?{PEOPLE}\b|\b(?:rate|incidence|frequency|likelihood)s? of\b"
    r"|\brates?$",
    re.I,
)
_OFTEN = re.compile(r" (?:more|less) (?:often|frequent(?:ly)?|common(?:ly)?|likely)\b")
_TIME = re.compile(rf" (?:within|at|after|by|in) (?:the (?:first|next) )?(?:\d+|one|two|three|four|six) {TIME}\b")
_BEFELL = re.compile(r" (?:occurred|developed)$")
_VERB_WITHIN = re.compile(r" (?:was|were|could be|became)(?= )")
_LONGEST = 8  # words


def between_arms(
    line: Line,
    rates: Sequence[Item],
    groups: Sequence[Item],
    links: Mapping[int, Link],
    is_arm: Callable[[Item], bool],
    may_be_of: Callable[[Item, Item], bool],
) -> Iterator[Link]:
    """The links of two shares in a row that have none, each of another arm, to what the words tell of both. `is_arm`:
    whether the trial compares a group; `may_be_of`: whether nothing says that a share is none of a term."""
    left = {r.start for r in rates if r.value.percent is not None} - links.keys()
    pairs = [pair for pair in pairwise(rates) if left.issuperset(r.start for r in pair)]
    arms = [g for g in groups if is_arm(g)] if pairs else []  # to tell them takes longer than all the rest
    text = _masked(line, arms) if arms else ""
    for first, second in pairs if arms else ():
        what = _told(text, line, first, second)
        term = _term(line, text, *what) if what else None
        if term and may_be_of(second, term):  # "of 409 women" may follow the first
            yield from (Link(r, term, "link.between_arms", _SURE) for r in (first, second))


def _masked(line: Line, arms: Sequence[Item]) -> str:
    """The passage up to a sentence's end, with a sign for each letter of an arm's name."""
    text = line.passage[: line.end]
    for arm in arms:
        text = f"{text[: arm.start]}{'§' * (arm.end - arm.start)}{text[arm.end :]}"
    return text


def _told(text: str, line: Line, first: Item, second: Item) -> tuple[int, int] | None:
    """Where the words stand that tell what two shares are of."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, line.start, first.start)), default=line.start)
    before = text[begin : first.start]
    if before.endswith(("(", "[")) and _IN_BRACKETS.fullmatch(text, first.end, second.start):
        ways = (way.search(text, begin, first.start) for way in (_MORE, _WAS_MORE, _LIKELY) if "§" in before)
        found = next((found for found in ways if found), None)
        return found.span("what") if found and (found.re is not _WAS_MORE or _is_counted(found)) else None
    joint, end = _TO_NEXT.fullmatch(text, first.end, second.start), _AT_LAST.match(text, second.end)
    if not joint or not end:
        return None
    for told in (end, joint):
        if told["what"] and _ACTED.match(told["what"], 1):
            return told.start("what") + 1, told.end("what")
    was, was_in = (way.match(text, begin, first.start) for way in (_WAS, _WAS_IN))
    found = was if was and _is_counted(was) else was_in
    return found.span("what") if found else None


def _is_counted(told: re.Match[str]) -> bool:
    """Whether people are counted, not something measured in percent: "haematocrit was higher on A (54% vs 45%)"."""
    return bool(_COUNTED.search(told["what"]) or _OFTEN.search(told[0]))


def _term(line: Line, text: str, start: int, end: int) -> Item | None:
    """The outcome or event of so many words: a listed one that they hold, else in their own words."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    befell = _BEFELL.search(text, start, end)
    words = text[start : befell.start() if befell else end].removesuffix(" rate").removesuffix(" rates").strip()
    words = _TIME.sub("", words)
    if len(words) < 4 or len(words.split()) > _LONGEST or _NO_OUTCOME.search(words):
        return None
    known = [i for i in line.items if i.kind in _TERMS and start <= i.start and i.end <= end]
    if any(i.value.get("class") in ("condition", "no") for i in known):
        return None
    if len(known) == 1 and (known[0].start == start or not _ACTED.match(words)):  # not of "required morphine for pain"
        return known[0]
    kind = "event" if befell else "outcome"
    return Item(kind, start, end, Term.whole(_VERB_WITHIN.sub("", words), "other"))
