"""Ties every share of a sentence to its outcome or event, by the patterns of links.yml and numerators.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.facts.sentences.bare_counts import NEVER_COUNTED, is_of_a_share, is_sample_of_events
from extractor.facts.sentences.rates import Rate
from extractor.facts.sentences.respective import respective_counts, terms_behind
from extractor.facts.sentences.series import is_versus, series_of
from extractor.matching import Item, Line, Match, Pattern, PatternSet, Term

# "rates of A and B were", "the A and B rates were", before the shares.
_NAMES = re.compile(
    r"(?:(?:rates?|incidences?|frequenc(?:y|ies)|prevalences?|proportions?|risks?) of (?P<after>[^.;:()]{3,160}?)"
    r"|\b(?P<before>[^.;:(),]{3,80}?) rates?) (?:were|was) (?:\w+ )?$",
    re.IGNORECASE,
)
# "[complete and partial responses] were seen in 8% and 20%": one term of the list
_BOTH = ("first", "second")
_BOTH_KINDS = re.compile(r"(?P<first>complete) and (?P<second>partial) (?P<noun>[a-z]+(?: rates?)?)", re.I)
_NEAR_LIST = 60  # characters
_COMMA_OR_AND = re.compile(r",? and |, ")
_TIMES = re.compile(r"\d|\b(?:one|two|three|five|ten)\b|\b(?:year|month|week|day)s?\b", re.I)  # of no qualifier
# "..., respectively, and the OS": no qualifiers of a head.
_NO_QUALIFIER = frozenset("respectively the a an their its in of rate rates was were".split())
# What stands before a bracket and is no event: "discontinuation of study drug was infrequent (four [1%])".
_NO_EVENT = re.compile(
    r"(?:\w+ )?(?:study|trial) (?:drug|treatment|medication)s?|treatments?|therapy|medications?", re.I
)
# "No difference in survival", "no evidence of": nothing that was counted.
_NOT_COUNTED = re.compile(
    r"\b(?:differen\w+|eviden\w+|associations?|correlations?|effects?|improvements?|impact|increases?|decreases?|changes?"
    r"|reductions? (?:in|of|with)(?! (?:the )?dos)"
    r"|(?:data|reports?|information) (?:on|of|about)|(?:trials?|stud(?:y|ies)) [a-z]+ed"
    rf"|{NEVER_COUNTED}|further|more|longer|prior|previous|history)\b"
)
IN_STEP = "link.in_step"  # a list of shares and one of as many terms, "respectively": nothing is left to weigh


@dataclass(frozen=True, slots=True)
class Link:
    """A share (an item of kind rate) and the term it is a share of."""

    rate: Item
    term: Item
    pattern_id: str
    confidence: float


def link_rates(line: Line, patterns: PatternSet) -> list[Link]:
    """Links of one sentence, in order of the shares; a share that nothing ties to a term is left out."""
    line, links = _numerators(line.replace(respective_counts(line)), patterns)
    links.update(_respectively(line))
    rates = [item for item in line.items if item.kind == "rate"]
    for pattern in patterns.fitting("link", line):
        for match in _overlapping(pattern, line):
            rate, term = match.slots["rate"], match.slots.get("term") or phrase_item(match)
            if term.value.is_phrase and _PRONOUN.match(term.value.name):
                continue  # "they have occurred in 5%"
            if pattern.id == "link.bracket_phrase" and not (
                _in_event_list(line, rate, links) and _is_noun_phrase(term)
            ):
                continue
            if rate.start not in links:
                links[rate.start] = Link(rate, term, pattern.id, pattern.confidence)
    _inherit(line, rates, links)
    return [links[start] for start in sorted(links)]


def phrase_item(match: Match) -> Item:
    """What a pattern's {phrase} slot caught, as an event that no list knows."""
    start, end = match.span_of("phrase")
    return Item("event", start, end, Term.of_phrase(match.line.passage[start:end]))


def _is_noun_phrase(term: Item) -> bool:
    """Whether a {phrase} reads like the name of an event, with no verb or comparison in it."""
    return not _CLAUSE.search(term.value.name) and not _NO_EVENT.fullmatch(term.value.name)


def _in_event_list(line: Line, rate: Item, links: dict[int, Link]) -> bool:
    """Whether another share in brackets belongs to an event, or the sentence opens with adverse events."""
    listed = any(link.term.kind == "event" and link.pattern_id == "link.bracket" for link in links.values())
    return listed or any(
        i.kind == "event" and i.value.get("class") == "general" and i.end < rate.start for i in line.items
    )


def _overlapping(pattern: Pattern, line: Line) -> list[Match]:
    """All matches of a pattern that end at different shares, also where they overlap, nearest pairs first."""
    found, at = [], 0
    if not pattern.may_match(line):
        return []
    while match := pattern.regex.search(line.text, at):
        found.append(Match(pattern, line, match))
        at = match.start() + 1
    if not found or "term" not in found[0].slots:
        return found  # a {phrase} is read from its first word, so the longest comes first
    return sorted(found, key=lambda m: abs(m.slots["rate"].start - m.slots["term"].start))


def _numerators(line: Line, patterns: PatternSet) -> tuple[Line, dict[int, Link]]:
    """Bare counts of participants with an outcome become shares of their own."""
    links: dict[int, Link] = {}
    for pattern in patterns.fitting("numerator", line):
        added: list[Item] = []
        for match in pattern.find(line):
            numerator, term = match.slots.get("numerator"), match.slots["term"]
            if not _counts_people(pattern.id, term, match):
                continue
            item = _numerator_item(match, numerator, term)
            if item and all(item.end <= a.start or item.start >= a.end for a in added):
                added.append(item)
                links[item.start] = Link(item, term, pattern.id, pattern.confidence)
        if added:
            line = line.replace(added)
    return line, links


def _numerator_item(match: Match, numerator: Item | None, term: Item) -> Item | None:
    """The share that a bare count stands for, with the percentage that follows its term ("two deaths (5%)")."""
    value = numerator.value.low if numerator else match.pattern.gives["numerator"]
    start, end = (numerator.start, numerator.end) if numerator else (match.start, match.start + 2)  # just the "no"
    share = Rate(numerator=value, pattern_id=match.pattern.id, confidence=match.pattern.confidence)
    following = match.slots.get("rate")
    if following:
        if following.value.numerator is not None:
            return None
        share = replace(following.value, numerator=value, pattern_id=match.pattern.id)
        end = following.end
    return Item("rate", start, end, share) if isinstance(value, int) and share.is_plausible else None


_PRONOUN = re.compile(r"(?:it|they|this|these|those|that|which|who|we|he|she|there)\b", re.I)
_CLAUSE = re.compile(
    r"\b(?:was|were|is|are|had|have|has|occurred|reported|observed|than|versus|vs|respectively|likely|compared|common"
    r"|frequent|higher|lower|greater|including|included|patients?|group|rate|most|only|who|which|discharged|all|leading|due"
    r"|because|requiring|discontinuation|similar|different)\b",
    re.I,
)
_NO_RESULT = re.compile(
    r"(?:\b(?:for|or|than|have|having|has|with|from|presented|virtually|almost|practically|in the)|=) ?$", re.I
)
_NOT = re.compile(r"\bnot $", re.I)
_NO_COUNT = re.compile(r"[\w-]+ (?:sub)?(?:groups|clusters|categories|strata|stages)\b|1[5-9]\d\d\b|20[012]\d\b")
_NO_GAIN = re.compile(
    r" (?:rate |rates )?(?:differen\w+|benefits?|advantages?|gains?|improvements?|reductions?|changes?|trends?)\b", re.I
)


def _counts_people(pattern_id: str, term: Item, match: Match) -> bool:
    """Whether the number is one of people: "three deaths", not "143 adverse events" or "no difference in survival"."""
    words = match.match[0].lower()
    if pattern_id.startswith("numerator.no") and is_of_a_share(match.line, match.start):
        return False
    if pattern_id.startswith("numerator.no") and _NO_GAIN.match(match.line.passage, term.end, match.line.end):
        return False  # "no mortality benefit"
    if pattern_id.startswith("numerator.no") and _NO_RESULT.search(match.line.passage[match.line.start : match.start]):
        return False  # "0 for no pain", "no or", "more than no"
    if pattern_id.startswith("numerator.no") and _NOT_COUNTED.search(words):
        return False
    number = match.slots.get("numerator")
    if number and "people" not in match.slots and _NO_COUNT.match(match.line.passage, number.start, match.line.end):
        return False  # "four groups with mortality rates of", "his death in 1832"
    if pattern_id == "numerator.count_percent":
        return not is_sample_of_events(match.line, match.slots["numerator"])
    if _NOT.search(match.line.passage, match.line.start, match.start):
        return False  # "not one patient died"
    if re.search(r"\brates?\b", match.line.passage[term.start : term.end + 6]):
        return False  # "the 48 patients had a response rate of 67%"
    bare = (
        not re.search(r"[A-Za-z]", match.line.between(match.slots["numerator"], term))
        if "numerator" in match.slots
        else False
    )
    verb = match.line.passage[term.start : term.end].lower().endswith(("ed", "alive", "free"))
    if pattern_id != "numerator.count_of_term" and (verb or not bare or "people" in match.slots):
        return True
    return (
        pattern_id == "numerator.bracket"
        or not bare
        or (
            term.value.get("class") in ("death", "response")
            and term.value.name not in ("response", "success", "recovery")
        )
    )


def _respectively(line: Line) -> dict[int, Link]:
    """`A and B were 12% and 8%`: a run of terms and a run of as many shares are paired in order."""
    links: dict[int, Link] = {}
    shares = series_of(line, "rate")
    for run in shares:
        links.update(_listed_names(line, run))
        links.update(_shared_head(line, run))
        links.update({r.start: Link(r, t, IN_STEP, 0.85) for r, t in zip(run, terms_behind(line, run), strict=False)})
    terms = [run for kind in ("event", "outcome") for run in series_of(line, kind) if len(run) > 1]
    for run in shares:
        for group in terms:
            if len(run) != len(group) or is_versus(line, run):
                continue
            gap = (
                line.passage[group[-1].end : run[0].start]
                if group[-1].end <= run[0].start
                else line.passage[run[-1].end : group[0].start]
            )
            if (
                len(gap) < 60
                and ";" not in gap
                and not any(g.end <= r.start < h.start for g, h in pairwise(group) for r in run)
            ):
                for rate, term in zip(run, group, strict=True):
                    links[rate.start] = Link(rate, term, "link.respectively", 0.85)
    for run in shares:
        links.update(_in_pairs(line, run, terms))
    return links


def _in_pairs(line: Line, run: list[Item], terms: list[list[Item]]) -> dict[int, Link]:
    """`nausea and rash were seen in 5% and 9%, 4% and 8%, and 2% and 3%`: each pair has both."""
    breaks = ["," in line.passage[a.end : b.start] for a, b in pairwise(run)]
    if len(run) < 4 or breaks != [n % 2 == 1 for n in range(len(run) - 1)]:
        return {}
    both: list[Item] = []
    for two in (t for t in terms if len(t) == 2 and t[-1].end <= run[0].start):
        gap = line.passage[two[-1].end : run[0].start]
        both = two if len(gap) < _NEAR_LIST and ";" not in gap else both
    both = both or [link.term for link in _shared_head(line, run[:2]).values()]
    return {r.start: Link(r, both[n % 2], IN_STEP, 0.85) for n, r in enumerate(run) if both}


def _listed_names(line: Line, run: list[Item]) -> dict[int, Link]:
    """`rates of hospitalization and NYHA class III were 4% and 7%, respectively`: where one name of a list is known,
    the others are names too, if there are as many as shares."""
    after = line.passage[run[-1].end : run[-1].end + 30]
    if len(run) < 2 or "respectively" not in after:
        return {}
    match = _NAMES.search(line.passage, line.start, run[0].start)
    if not match:
        return {}
    spans = _parts_of(line.passage, *match.span("after" if match["after"] else "before"))
    known = {
        span: next((i for i in line.items if i.kind in ("event", "outcome") and span[0] <= i.start < span[1]), None)
        for span in spans
    }
    kinds = {item.kind for item in known.values() if item}
    is_name = all(
        item or line.passage[start].isalpha() for (start, _), item in known.items()
    )  # not "the 6 and 12 month"
    if len(spans) != len(run) or len(kinds) != 1 or not is_name:
        return {}
    [kind] = kinds
    found = {}
    for rate, (start, end) in zip(run, spans, strict=True):
        phrase = Item(kind, start, end, Term.of_phrase(line.passage[start:end]))
        found[rate.start] = Link(rate, known[start, end] or phrase, "link.respectively", 0.8)
    return found


def _parts_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the parts of `A, B and C` stand."""
    cuts = [(start, start), *(m.span() for m in _COMMA_OR_AND.finditer(text, start, end)), (end, end)]
    return [(left[1], right[0]) for left, right in pairwise(cuts)]


def _shared_head(line: Line, run: list[Item]) -> dict[int, Link]:
    """`progression-free and overall survival were 48% and 71%`: one head, as many qualifiers as shares."""
    term = next((i for i in reversed(line.items) if i.kind in ("event", "outcome") and i.end <= run[0].start), None)
    if len(run) < 2 or term is None or is_versus(line, run):
        return {}
    if (both := _BOTH_KINDS.fullmatch(line.passage, term.start, term.end)) and len(run) == len(_BOTH):
        gap = line.passage[term.end : run[0].start]
        groups = [i for i in line.items if i.kind in ("drug", "arm") and i.start >= run[-1].end]
        if len(groups) > 1:
            return {}  # "45% and 20% with drug A and drug B"
        return {
            rate.start: Link(rate, of_kind(term, f"{both[kind]} {both['noun']}"), "link.respectively", 0.85)
            for rate, kind in zip(run, _BOTH, strict=True)
            if len(gap) < _NEAR_LIST and ";" not in gap
        }
    qualified = rf"(?P<list>(?:[\w-]+, ){{{len(run) - 2}}}[\w-]+,? and [\w-]+) "
    before, head = line.passage[line.start : term.start], line.passage[term.start : term.end]
    match = re.search(qualified + "$", before) or re.search(qualified + r"[\w-]+(?: rates?)?$", before + head)
    if (
        not match
        or all(map(_TIMES.search, qualifiers := re.split(r",? and |, ", match["list"])))
        or any(i.kind == "rate" and term.end <= i.start < run[0].start for i in line.items)
    ):
        return {}
    if not _NO_QUALIFIER.isdisjoint(qualifiers) or any(
        i.kind in ("people", "arm", "drug") and i.end > line.start + match.start("list") and i.end <= term.start
        for i in line.items
    ):
        return {}
    # Two whole terms ("nausea and vomiting") are no qualifiers of one head.
    if any(
        i.end <= term.start
        and i.end > line.start + match.start("list")
        and i.kind == term.kind
        and i.value.get("class") != "survival"
        for i in line.items
    ):
        return {}
    head = line.passage[line.start + match.end("list") + 1 : term.end]
    names = [head if _TIMES.search(qualifier) else f"{qualifier} {head}" for qualifier in qualifiers]
    return {
        rate.start: Link(rate, of_kind(term, name), "link.respectively", 0.85)
        for rate, name in zip(run, names, strict=True)  # "in-hospital and 1-year mortality"
    }


def of_kind(term: Item, name: str) -> Item:
    """A term under a whole name: that of one of its kinds."""
    return term._replace(value=Term.whole(name, term.value.get("class")))


def _inherit(line: Line, rates: list[Item], links: dict[int, Link]) -> None:
    """`12% in A and 8% in B`: a share without a term of its own takes that of the share before it."""
    for previous, rate in pairwise(rates):
        if previous.start not in links:
            continue
        between = [i for i in line.items if i.kind in ("event", "outcome") and previous.end <= i.start < rate.start]
        known = links.get(rate.start)
        weak = known is None or known.pattern_id in ("link.term_after", "link.rate_adjacent")
        if weak and not between and "." not in line.passage[previous.end : rate.start].replace("vs.", ""):
            before = links[previous.start]
            links[rate.start] = Link(rate, before.term, before.pattern_id, before.confidence * 0.95)
