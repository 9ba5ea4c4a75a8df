"""Events and responses that share one noun, each with its own bracket or behind its own number: "early (4%) and late
infections (6%)", "minor (10% vs 11%) or major (2% vs 8%) bleeding", "9 vascular, 5 renal and 3 infectious events",
"4 complete and 9 partial responses", "14 responses, 3 of them complete"; or that are told apart behind it: "palsy was
transient in 9 and permanent in 2"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.links import of_kind
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_KIND = (
    r"\b(?!(?:control|actual|hospital|general|several|final|initial|clinical|survival|material|animal|removal|scar|trial"
    r"|interval|referral|withdrawal|\w*metal|signal|clinic|mimic|antibiotic|topic|fluor|canal|tear|panic|colic|diuretic)\b)"
    r"(?:[A-Za-z][a-z-]*(?:ous|ic|al|ive|ere|jor|nor|ar)|(?:[Nn]ear-)?[Cc]omplete|[Ee]arly|[Ll]ate|[Mm]ild|[Mm]oderate|[Aa]cute|[Dd]eep"
    r"|[Rr]ecurrent|[Pp]ersistent|[Tt]ransient|[Pp]ermanent)"
)
_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_JOINT = r"(?:,? (?:and|or|nor|and/or) |, )"
_BEFORE = re.compile(  # ends where the noun begins, or the adjective that the last of them has
    rf"(?:{_KIND} {_BRACKET}{_JOINT})*{_KIND} {_BRACKET}(?:(?P<last>{_JOINT}{_KIND}) | )$"
)
_ONE = re.compile(rf"(?P<kind>{_KIND}) (?P<bracket>{_BRACKET})")
_OWN = re.compile(rf"{_KIND} ")
_WHO = re.compile(r"\bwith (?:[\w-]+ )?$")  # 50 patients with mild (36%) and severe (64%) pain
_ANY_KIND = rf"(?:{_KIND}|[a-z-]+(?:ary|ory|iac|-related))"
_HAD = r"(?:(?:had|achieved|showed|were|are|was) )?(?:an? )?"  # 4 had a complete and 9 a partial response
_ASIDE = r"(?: ?[(\[][^()\[\]]*[)\]]|[)\]%]*)"
_COUNTED = re.compile(rf"{_ASIDE}(?: {PEOPLE})? {_HAD}(?P<kind>{_ANY_KIND}){_ASIDE}{_JOINT}")
_COUNTS = re.compile(rf"{_ASIDE} {_HAD}(?P<kind>(?:{_ANY_KIND} )?)")
_WHOSE = re.compile(rf" {PEOPLE}\b")
_HEAD = re.compile(
    r"\b(?:response|remission|regression|resolution|clearance|recovery|relief|healing|closure|occlusion)"
    r"(?=s?(?: rates?)?$)"
)
_RESPONDED = re.compile(r"respond(?:ed|ers?)$")
# "3 of them complete", "(3 complete and 11 partial)", "of which three were complete", "three completely"
_HOW = re.compile(
    rf"{_ASIDE}(?: (?:of (?:them|these|which|whom|those)))?(?: (?:was|were|being|had|having|a))*"
    r" (?P<how>complete|partial)(?:ly| one)?(?=[;:)\]]|[.,](?!\d)| \(\d| (?:and|or|but|in|at|after|for) |$)"
)
# "(complete 34%, partial 29%)", "(complete, 3; partial, 9)"
_HOW_BEFORE = re.compile(r"(?:[(\[]|[,;] |\band )(?P<how>complete|partial)(?:,|:| =)? $")
_CODE = re.compile(r"(?:[nsi]?CR|(?:VG)?PR|SD|NC|MR)")
_OF_CODE = re.compile(r"(?: in|:| =| was| were| \([nN] ?=)? ?(?:only )?")
_OWN_WORDS = re.compile(r"[\w-]+(?= (?:complete|partial))")
# "palsy was transient in 9 patients (4%) and permanent in 2"
_QUALITY = (
    r"(?P<kind>(?:(?:very|clinically) )?(?:transient|temporary|permanent|persistent|mild|moderate|severe|serious|slight"
    r"|minor|major|fatal|(?:ir)?reversible|partial|complete|incomplete|unilateral|bilateral|early|late|superficial|deep"
    r"|(?:a)?symptomatic|acute|chronic|limited|extensive|life-threatening))"
    r" (?:in|for|at) (?:only |another |the other |a further )?[(\[]?"
)
_WAS_KIND = re.compile(
    r"s?(?: \([\w-]+\))?(?: (?:was|were)|,)(?: (?:judged|considered|rated|graded|classed|only|usually|mostly))*"
    rf" {_QUALITY}",
    re.I,
)
_AND_KIND = re.compile(
    rf"{_ASIDE}(?: (?:of (?:the |all |our )?)?(?:{PEOPLE}|patient|case|child|eye))?{_ASIDE}(?:,? and|,? but|,|;)"
    rf" (?:was |were )?{_QUALITY}",
    re.I,
)
_REACH = 200  # characters
_NEAR = 25  # characters of "and" and an adjective


def told_by_heads(line: Line, numbers: Sequence[Item], name_of: Callable[[Item], str]) -> dict[int, Item]:
    """Start of each number whose term the words leave no choice about -> the term. `name_of`: what a term is called."""
    kinds = counted_kinds(line) | kinds_behind(line, numbers, name_of)
    return coded(line, numbers) | degrees(line, numbers) | heads_left_out(line) | kinds


def heads_left_out(line: Line) -> dict[int, Item]:
    """Start of each share whose bracket stands behind an adjective alone -> its term, with the noun that follows."""
    found: dict[int, Item] = {}
    rates = [i for i in line.items if i.kind == "rate" and line.passage[i.start - 1] == "("]
    for term in (i for i in line.items if _may_share(i) and rates and i.start > rates[0].end):
        text = line.passage[max(line.start, term.start - _REACH) : term.start]
        if ")" not in text[-_NEAR:]:
            continue
        own = _OWN.match(line.passage[term.start : term.end])
        before = _BEFORE.search(text) or (_BEFORE.search(f"{text}{own[0]}") if own else None)
        if (
            before is None
            or _WHO.search(text, 0, before.start())
            or (before["last"] and not line.passage.startswith(" (", term.end))
        ):
            continue
        noun = line.passage[term.start + (own.end() if own else 0) : term.end]
        first = term.start - len(text)
        for one in _ONE.finditer(text, before.start()):
            if any(i.end == first + one.end("kind") for i in line.items if i.kind in ("event", "outcome")):
                continue  # "survival (75%) and survival to discharge (61%)"
            named = of_kind(term, f"{one['kind'].lower()} {noun}")
            inside = [i for i in line.items if i.kind == "rate" and one.start("bracket") < i.start - first < one.end()]
            found |= {share.start: named for share in inside}
    return found


def _may_share(term: Item) -> bool:
    """Whether a noun is one that several shares may have: an event, or a kind of response."""
    return term.kind == "event" or (term.kind == "outcome" and term.value.get("class") == "response")


def degrees(line: Line, numbers: Sequence[Item]) -> dict[int, Item]:
    """Start of each number of those who had all or a part of what the sentence told before: "3 of them complete"."""
    found: dict[int, Item] = {}
    for number in numbers:
        own = _OWN_WORDS.match(line.passage, number.start, number.end)  # "4 complete (13%)" is one share
        how = _HOW.match(line.passage, own.end() if own else number.end, line.end)
        how = how or _HOW_BEFORE.search(line.passage, max(line.start, number.start - _NEAR), number.start)
        term = next((i for i in reversed(line.items) if how and _may_share(i) and i.end <= number.start), None)
        if not how or not term or term.kind != "outcome":
            continue
        words = line.passage[term.start : term.end].lower()
        if head := "response" if _RESPONDED.search(words) else (h[0] if (h := _HEAD.search(words)) else ""):
            found[number.start] = of_kind(term, f"{how['how']} {head}")
    return found


def coded(line: Line, numbers: Sequence[Item]) -> dict[int, Item]:
    """Start of each number of a list like "CR in 3, PR in 11 and SD in 15", or "CR 3, PR 11" -> its response."""
    codes = [i for i in line.items if i.kind == "outcome" and _CODE.fullmatch(line.passage, i.start, i.end)]
    if len(codes) < 2:
        return {}
    following = ((code, next((n for n in numbers if n.start >= code.end), None)) for code in codes)
    pairs = [(c, n) for c, n in following if n and _OF_CODE.fullmatch(line.passage, c.end, n.start)]
    return {n.start: c for c, n in pairs} if len(pairs) > 1 else {}


def counted_kinds(line: Line) -> dict[int, Item]:
    """Start of each number that stands before an adjective alone -> its term, with the noun that follows later."""
    found: dict[int, Item] = {}
    numbers = [i for i in line.items if i.kind in NUMBERS or (i.kind == "rate" and i.value.numerator is not None)]
    for term in (i for i in line.items if _may_share(i) and len(numbers) > 1):
        before = [i for i in numbers if i.end <= term.start]
        if line.passage.endswith("ed", term.start, term.end) or _WHOSE.match(line.passage, term.end, line.end):
            continue  # "6 were critical and 3 died", "7 mild and 9 severe arthritis patients"
        last = _COUNTS.fullmatch(line.passage, before[-1].end, term.start) if len(before) > 1 else None
        if not last:
            continue
        own = _OWN.match(line.passage[term.start : term.end])
        noun = line.passage[term.start + (own.end() if own else 0) : term.end]
        for number, following in zip(before[-2::-1], before[:0:-1], strict=True):
            one = _COUNTED.fullmatch(line.passage, number.end, following.start)
            if one is None:
                break
            found[number.start] = of_kind(term, f"{one['kind']} {noun}")
            if term.kind == "outcome":
                found[before[-1].start] = of_kind(term, f"{last['kind']}{line.passage[term.start : term.end]}")
    return found


def kinds_behind(line: Line, shares: Sequence[Item], name_of: Callable[[Item], str]) -> dict[int, Item]:
    """Start of each share that is one of a kind told behind the event, where the next is one of another kind."""
    found: dict[int, Item] = {}
    at = {share.start: share for share in shares}
    for term in (i for i in line.items if i.kind == "event" and len(at) > 1):
        told: list[tuple[str, Item]] = []
        kind = _WAS_KIND.match(line.passage, term.end, line.end)
        while kind and kind.end() in at:
            told.append((kind["kind"], at[kind.end()]))
            kind = _AND_KIND.match(line.passage, told[-1][1].end, line.end)
        for which, share in told if len(told) > 1 else ():
            found[share.start] = of_kind(term, f"{which.lower()} {name_of(term)}")
    return found
