"""What the shares to the left, with the terms that were chosen for them, say of a term for this one, as features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.sentences.series import PEOPLE, list_of
from extractor.facts.terms.passed_over import is_passed_over
from extractor.matching import Item, Line

_VERSUS = re.compile(r"\b(?:vs?|versus|compared|than)\b")
_AGAINST = re.compile(
    r"[)\]%]* (?:was|were) (?:\w+ ){0,2}(?:higher|lower|greater|less|more|fewer|better|worse|similar)\b[\w -]{0,40}"
    r" than(?: those)?(?: in| with| on| for)? [\w -]{2,30} [(\[]"
    r"|[)\]%]*,? (?:(?:in|with) [\w -]{2,30})?,?\s?"
    r"(?:against|versus|vs\.?|(?:(?:as|when) )?compared (?:with|to)|while|whereas)"
    r"(?: (?:only|rates of|those of))?(?: in [\w -]{2,30})?[ (]*"
)
_ALONE = re.compile(r"[)\]%]*(?:,|,? and) ")
_RATE_OF = re.compile(
    r"\b(?:rates?|incidence|frequency|probability|risk|survival|mortality)\s(?:of|was|were)\s(?:only )?$"
)
_NAMES_IT = re.compile(
    r"\s?[(\[]|(?: (?:was|were)(?: (?:observed|seen|reported|noted|recorded|found))?| occurred| developed)? (?:in|by) "
)
_AND = re.compile(r"[)\]%]*(?: of (?:the )?[a-z]+)?,? (?:and|but|while|whereas) (?:an? |the )?")
_STOP = re.compile(r"[;.] ")
_LEADS_TO_VALUES = re.compile(r"[^.;]{0,80}?\b(?:was|were|is|are|of|being|amounted to)\s(?:only |about )?[(\[]?", re.I)
# What may tell the parts of a number: a bracket, or the rest of a clause behind a comma or a colon.
_PARTS = re.compile(r"[(\[](?P<parts>[^()\[\]]*)[)\]]|[,:] (?P<rest>[^.;:()\[\]]*)")
# "Relief was good in 60%, [poor in] 12%": the second has not what the first had.
_OTHER_MARK = re.compile(
    r"[)\]%]*(?: (?:of|in) [^.;:,()]{1,40}?)?,?(?: (?:and|or|but))? "
    r"(?:(?:fair|poor|bad|worse|none|incomplete|inadequate|insufficient|unchanged|absent|failed)(?: in(?: only)?)?"
    r"|(?:moderate|minimal|slight) in(?: only)?) [(\[]?"
)
_THAT = re.compile(
    r"[,;] (?:(?:and|while|whereas|but) )?(?:that|those|the (?:corresponding )?(?:rate|figure|proportion)s?)"
    r" (?:in|for|with|among|on) [^.;:,()%]{2,60}? (?:was|were) (?:only )?$"
)
_OF_THEM = re.compile(
    rf"[)\]%]*(?: of(?: the)?)?(?:(?: [a-z-]+)? {PEOPLE} with| in| for) (?:the |an? )?"
    r"(?:(?!(?:was|were|had)\b)[\w-]+ ){0,5}"
)
_THEN_MORE = re.compile(r"s?(?:,|;|,? and) (?:and )?(?:(?:in|for) )?(?:all |only )?(?:of )?\d")
# "[bleeding was controlled] by drugs in 80% and by banding in 85%"
_BY_ONE = re.compile(r" (?P<by>by|with|after|under) [^.;:,()%\d]{2,60}? in (?:only )?[(\[]?$")
_BY_OTHER = re.compile(
    r"[)\]%]*(?: per ?cent)?(?: of (?:the )?[a-z]+)?(?:,|;|,? (?:and|but|or))(?: and)? (?P<by>by|with|after|under)"
    r" [^.;:,()%\d]{2,60}? in (?:only )?[(\[]?"
)
_TERMS = ("event", "outcome")
_CLOSE = 60  # characters between two shares of one list


@dataclass(frozen=True)
class Before:
    """A share further left in the sentence, and the term that was chosen for it."""

    rate: Item
    term: Item | None


def answering(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share of a second list -> that of the share of the first list that it answers.

    "a cure rate of 60% and a rash rate of 8%, against 35% and 1% in the controls".
    """
    found: dict[int, int] = {}
    terms = [i for i in line.items if i.kind in _TERMS]
    for at in range(1, len(rates)):
        if not _AGAINST.fullmatch(line.passage, rates[at - 1].end, rates[at].start):
            continue
        asked, run = list(_named_rates(line, rates[:at], terms)), [rates[at]]
        while len(run) < len(rates) - at and _ALONE.fullmatch(line.passage, run[-1].end, rates[at + len(run)].start):
            run.append(rates[at + len(run)])
        if len(run) == len(asked) > 1:
            found |= {answer.start: share.start for answer, share in zip(run, reversed(asked), strict=True)}
    return found


def told_again(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share of what a share before is one of, in a higher grade or in another group -> that of the share
    before."""
    return (
        _graded_again(line, rates)
        | _after_aside(line, rates)
        | _after_parts(line, rates)
        | _respectively(line, rates)
        | _did_so(line, rates)
    )


_IN_BRACKET = r"\((?:[^()\[\]]|\[[^\[\]]*\]|\([^()]*\))*\)"
# "deaths occurred in two (1%) on A (one sepsis, one stroke) and three (2%) on B"
_ASIDE = re.compile(rf"[)\]%]*[^.;()\[\]]{{1,80}} (?P<aside>{_IN_BRACKET})")
# "responses were 63% (CR 34%, PR 29%) with A and 48% (CR 17%, PR 31%) with B"
_OWN_PARTS = re.compile(rf"[)\]%]* (?P<aside>{_IN_BRACKET})")
_GOES_ON = re.compile(
    r"(?:,? (?:and|but|versus|vs\.?|while|whereas|(?:(?:as|when) )?compared (?:with|to)|than|against)|[,;])"
    r"(?: (?:only|in|with|for))* "
)
_THEN_GROUP = re.compile(rf"(?: (?:in|of|with|on|among|for|after) [^.;:()%]{{1,60}}?)?{_GOES_ON.pattern}")
_IN_GROUP = re.compile(
    rf"[)\]%]*(?: {_IN_BRACKET})?(?: (?:of )?(?:the )?{PEOPLE})? (?:in|of|with|on|among|for|receiving|given|treated)\b"
)


def _after_aside(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share behind a bracket that sorts the share before it -> that of the share before."""
    found: dict[int, int] = {}
    for at, before in enumerate(rates):
        aside = _ASIDE.match(line.passage, before.end, line.end)
        behind = next((r for r in rates[at + 1 :] if aside and r.start >= aside.end()), None)
        if aside is None or behind is None or not _GOES_ON.fullmatch(line.passage, aside.end(), behind.start):
            continue
        inside = [i for i in line.items if aside.start("aside") <= i.start < aside.end()]
        names = any(i.kind in _TERMS for i in inside) and not any(i.kind == "percent" for i in inside)
        if names and _IN_GROUP.match(line.passage, behind.end, line.end):
            found[behind.start] = before.start
    return found


_GROUP_DID = re.compile(
    rf"[)\]%]*(?: (?:of )?(?:the )?{PEOPLE})? (?:in|of|with|on|among|for|receiving|given|taking|treated|who)\b"
    r"[^.;:,()%\d]{1,60}? (?:did|had|were)(?: so| one)?(?=\s?[.;,)]|$)"
)


def _did_so(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share of those who did so too -> that of the share before: "and 10% on placebo did so"."""
    return {
        second.start: first.start
        for first, second in pairwise(rates)
        if _GROUP_DID.match(line.passage, second.end, line.end)
    }


# "more early (92%) and late (96%) healing than sutures (81% and 85%, respectively)"
_AND_OWN = re.compile(r"%?[)\]] and [^.;:()\d]{1,40}[(\[]")
_THAN = re.compile(
    r"%?[)\]][^.;:()]{2,80}? (?:than|(?:(?:as|when) )?compared (?:with|to)|versus|vs\.?) [^.;:()]{2,60} [(\[]"
)
_BOTH = re.compile(r"%? and ")
_TOLD = re.compile(r"%?,? respectively\b")
# "nausea in 12% and headache in 8% on A, compared with 6% and 7% on B"
_THEN_OWN = re.compile(r"%?(?: of [^.;:,()\d]{2,40}?)?,? and [^.;:()\d%]{2,60}? in (?:only )?")
_ACROSS = re.compile(
    r"%?[^.;:()%\d]{0,60}?(?:,? (?:(?:(?:as|when) )?compared (?:with|to)|versus|vs\.?|than)\b"
    r"|,? and(?= in )|, (?:while|whereas|but)\b)"
    r"(?: (?:in|by|only|of))* "
)


def _respectively(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each of two shares that answer two with a bracket each -> that of the share that it answers."""
    text = line.passage
    found: dict[int, int] = {}
    for a, b, c, d in zip(rates, rates[1:], rates[2:], rates[3:], strict=False):
        gaps = ((_AND_OWN, a, b), (_THAN, b, c), (_BOTH, c, d))
        told = all(p.fullmatch(text, x.end, y.start) for p, x, y in gaps) and _TOLD.match(text, d.end, line.end)
        gaps = ((_THEN_OWN, a, b), (_ACROSS, b, c), (_BOTH, c, d))
        named = [i.start for i in line.items if i.kind in _TERMS and a.end <= i.start < d.start]
        own = named and all(start < b.start for start in named)
        if told or (own and all(p.fullmatch(text, x.end, y.start) for p, x, y in gaps)):
            found |= {c.start: a.start, d.start: b.start}
    return found


def _after_parts(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share behind a bracket that holds the parts of the share before it -> that of the share before."""
    found: dict[int, int] = {}
    for at, before in enumerate(rates):
        parts = _OWN_PARTS.match(line.passage, before.end, line.end)
        others = [r for r in rates[at + 1 :] if parts and r.start > parts.start("aside")]
        behind = next((r for r in others if parts and r.start >= parts.end("aside")), None)
        if parts is None or behind is None or behind == others[0]:
            continue
        gap = _THEN_GROUP.fullmatch(line.passage, parts.end("aside"), behind.start)
        if gap and _IN_GROUP.match(line.passage, behind.end, line.end):
            found[behind.start] = before.start
    return found


# "in 22 (44%; grade 3, n = 2)", "40% (grade 3-4, 6%)"
_BEFORE_GRADE = re.compile(r"(?:%?[;,] ?|[)%]? ?[(\[])(?:including |with )?")
_BEHIND_GRADE = re.compile(r"[,:]? ?(?:(?:in|only) )?")


def _graded_again(line: Line, rates: Sequence[Item]) -> dict[int, int]:
    """Start of each share that is the part of a higher grade of the share right before -> that of the share before."""
    found: dict[int, int] = {}
    for grade in (i for i in line.items if i.kind == "grade" and len(rates) > 1):
        before = next((r for r in reversed(rates) if r.end <= grade.start), None)
        behind = next((r for r in rates if r.start >= grade.end), None)
        if before is None or behind is None:
            continue
        is_next = _BEFORE_GRADE.fullmatch(line.passage, before.end, grade.start)
        opened = line.passage.rfind("(", line.start, grade.start) > line.passage.rfind(")", line.start, grade.start)
        if is_next and opened and _BEHIND_GRADE.fullmatch(line.passage, grade.end, behind.start):
            found[behind.start] = before.start
    return found


def shared_out(line: Line, shares: Sequence[Item], groups: Sequence[Item]) -> dict[int, int]:
    """Start of each number that is one group's part of the number before -> that of the number before.

    "18 infants died (drug A: 5; drug B: 2; no drug: 11)", "7 falls were seen, 4 in the drug group and 3 in the other".
    `shares`: the shares and bare counts of the sentence, in order.
    """
    found: dict[int, int] = {}
    terms = [i for i in line.items if i.kind in _TERMS]
    for opening in _PARTS.finditer(line.passage, line.start, line.end) if len(groups) > 1 else ():
        start, end = opening.span(opening.lastgroup or 0)
        before = [s for s in shares if s.end <= start]
        parts = [s for s in shares if start <= s.start < end]
        named = [g for g in groups if start <= g.start < end]
        if (
            not before
            or len(parts) < 2
            or len(named) < len(parts)
            or any(start <= t.start < end and not is_passed_over(line, t) for t in terms)
        ):
            continue
        if sum(s.value.numerator or 0 for s in parts) == before[-1].value.numerator and all(
            s.value.numerator for s in parts
        ):
            found |= {part.start: before[-1].start for part in parts}
    return found


def _named_rates(line: Line, rates: Sequence[Item], terms: Sequence[Item]) -> Iterator[Item]:
    """The last shares of some that each follow the name of a rate of their own, from the last to the first."""
    seen: set[int] = set()
    for rate in reversed(rates):
        term = max((t for t in terms if t.end <= rate.start), key=lambda t: t.end, default=None)
        if term is None or term.start in seen:
            return
        is_named = _NAMES_IT.fullmatch(line.passage, term.end, rate.start)  # "diarrhoea (31%) and rash in 9%"
        if not is_named and not _RATE_OF.search(line.passage, line.start, rate.start):
            return
        seen.add(term.start)
        yield rate


def among_values(line: Line, row: Sequence[Item], lists: Sequence[Sequence[Item]]) -> dict[int, Item]:
    """Start of each share of a list with other values -> the term at its place in a list of as many things before it.

    "ORR, median PFS and OS were 20%, 5.1 months and 18 months, respectively; on drug B they were 9%, 4 and 11 months".
    `row`: the terms and noun phrases of the sentence, in order; `lists`: its lists of shares and other values.
    """
    found: dict[int, Item] = {}
    things: list[Item] = []
    for values in lists:
        before = [i for i in row if not i.value.is_phrase and i.end <= values[0].start]
        named = list_of(line, before[-1], row) if before else []
        if len(named) == len(values) and _LEADS_TO_VALUES.fullmatch(line.passage, named[-1].end, values[0].start):
            things = named
        elif before and before[-1] not in things:
            things = []
        if len(things) == len(values):
            pairs = zip(values, things, strict=True)
            found |= {v.start: term for v, term in pairs if v.kind == "rate" and not term.value.is_phrase}
    return found


def coordinated(line: Line, before: Before, rate: Item, term: Item, terms: Sequence[Item]) -> Item | None:
    """The term between two shares whose clauses are alike, where the term of the first was chosen for the second too.

    "Relief was reached by 35% and cure by 36%".
    """
    if before.term is None or before.term.start != term.start or before.term.end > before.rate.start:
        return None
    between = [t for t in terms if before.rate.end <= t.start and t.end <= rate.start]
    if len(between) != 1 or not _AND.fullmatch(line.passage, before.rate.end, between[0].start):
        return None
    lead = line.passage[before.term.end : before.rate.start].rsplit(None, 1)[-1:]  # by
    return between[0] if lead and line.passage[between[0].end : rate.start].split() == lead else None


def referred(line: Line, given: Sequence[Before], first: Item) -> Item | None:
    """The term of the share before, where a pronoun refers to it before the first share of a run, or the outcome that
    the pronoun is said of; or where two ways to it have their shares.

    "The cure rate was 40% in men, and that in patients with sepsis was 12%"; "the figures for relief were 60%".
    """
    before = next((b for b in reversed(given) if b.rate.end <= first.start), None)
    if before is None or before.term is None or before.rate.value.percent is None:
        return None
    other = _BY_OTHER.fullmatch(line.passage, before.rate.end, first.start)
    one = _BY_ONE.search(line.passage, line.start, before.rate.start) if other else None
    if other and one and one["by"] == other["by"]:
        return before.term
    that = _THAT.search(line.passage, before.rate.end, first.start)
    own = [i for i in line.items if that and i.kind == "outcome" and that.start() < i.start and i.end < first.start]
    return (own[0] if own else before.term) if that else None


def is_other_mark(line: Line, given: Sequence[Before], rate: Item) -> bool:
    """Whether a share is one of those who have not what the share before counts: "good in 60%, poor in 12%"."""
    return bool(given) and _OTHER_MARK.fullmatch(line.passage, given[-1].rate.end, rate.start) is not None


def is_theirs(line: Line, given: Sequence[Before], term: Item) -> bool:
    """Whether a term only says of whom a share further left was one: "45 of 47 patients with [sepsis], and 10 of"."""
    before = next((b for b in reversed(given) if b.rate.end <= term.start), None)
    if before is None or before.term is None or before.term.end > before.rate.start or term.value.is_phrase:
        return False
    of_them = _OF_THEM.fullmatch(line.passage, before.rate.end, term.start)
    return of_them is not None and _THEN_MORE.match(line.passage, term.end, line.end) is not None


def joint(line: Line, before: Before, rate: Item) -> str:
    """How a share is joined to one further left."""
    gap = line.passage[before.rate.end : rate.start].lower()
    return "vs" if _VERSUS.search(gap) else "list" if len(gap) < _CLOSE and not _STOP.search(gap) else "apart"


def carried(before: Before | None, how: str, term: Item | None) -> str:
    """What the share before says: in a comparison it has the same term, in a list another of the same kind."""
    if before is None:
        return "first"
    if before.term is None:
        return f"after none {how}"
    if term is None:
        return f"after {before.term.kind} {how}"
    same = "same" if _is_same(before.term, term) else "other"
    kind = "kind" if before.term.kind == term.kind else "other kind"
    return f"{same} term {kind} {how}"


def in_order(rate: Item, named: Sequence[Before], how: str, term: Item, terms: Sequence[Item]) -> Iterator[str]:
    """How a term follows those of the shares before: on their side of its share, and the next one of the sentence.

    `named`: the shares to the left that have a term; `how` the last of them is joined to this one.
    """
    if not named or (last := named[-1].term) is None:
        return
    yield f"{_side(rate, term)} like {_side(named[-1].rate, last)} {how}"
    if not _is_same(last, term):
        first, second = (last, term) if last.start < term.start else (term, last)
        over = sum(first.end <= t.start and t.end <= second.start for t in terms)
        yield f"{'on' if second is term else 'back'} over {min(over, 2)} {how}"
        if any(b.term is not None and _is_same(b.term, term) for b in named):
            yield f"taken earlier {how}"


def _side(rate: Item, term: Item) -> str:
    return "term before" if term.end <= rate.start else "term after"


def _is_same(one: Item, other: Item) -> bool:
    return (one.start, one.end) == (other.start, other.end)
