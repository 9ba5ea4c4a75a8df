"""Terms beside a share that tell of something else than what it counts: what "despite" leads, what people had not, of
whom it is one.
"""

from __future__ import annotations

import re

from extractor.facts.sentences.bare_counts import SEEN, is_zero
from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_ARE_PEOPLE = re.compile(rf"\b(?:{PEOPLE}|controls|survivors|users|smokers|carriers|responders)$", re.I)
_OF = re.compile(r"[)\]%]*(?: of(?: (?:the|our|these|those|all))*)? ")
_DESPITE = re.compile(r"(?:Despite|Given|Besides|Apart from|In addition to|Unlike|In spite of)\b[^,]*$")
_HAD_NO = re.compile(
    r"[)\]%]*(?: [\w-]+){0,4}? (?:had|have|experienced|reported|developed|showed|suffered|with) (?:no|neither)\s"
    r"(?:[\w-]+\s){0,3}"
)
# "; a pacemaker was implanted in one": what a clause has for its subject, the clause before has not.
_OWN_SUBJECT = re.compile(
    r"; (?:an? |the )?(?!(?:it|they|this|these|both|which|there)\b)[a-z][a-z-]*(?: [a-z-]+){0,3} (?:was|were) "
    rf"(?!{SEEN})[a-z]+ed (?:in|for|by) (?:only |another )?$"
)
# "Redness (11%) and fever (3%) resolved": all of them did.
_THEN_DID = re.compile(r"\)\s(?:(?:all|also|then|both|had|were|was) )?")
# "12 of 40 men with [gout] died", "rash was seen in 30% of men who had [gout]", "in 4 of the 12 who had a [stroke],
# flutter had been missed": who they were.
_OF_SUCH_PEOPLE = re.compile(
    rf"[)\]%]*(?: (?:of|in) (?:the |our |these |all )*(?:[\w-]+ )?{PEOPLE}|(?: [a-z-]+){{0,3}}? {PEOPLE})?"
    r" (?:with|having|suffering from|(?:who|that) (?:(?:had|have|later|subsequently|then) )?(?:had|developed|suffered"
    r"|experienced|sustained|required|underwent)(?: an?| the| from)?) (?:(?!(?:an?|the|no|at)\b)[\w-]+ ){0,3}"
)
_DID = re.compile(
    r"s?(?: \([^()]*\))?(?: (?:also|later|subsequently|eventually))?"
    r" (?:died|survived|developed|had|have|experienced|required|needed"
    r"|underwent|received|was|were|showed|achieved|responded|recovered|relapsed|suffered|reported)\b"
)
_SEEN_IN = re.compile(r"\b(?:in|among|by) (?:only |about )?$", re.I)
_HAD_OTHER = re.compile(
    rf"[)\]%]*(?: (?:of )?(?:the )?{PEOPLE})? (?:had|have|developed|experienced|reported|required|underwent)"
    r" (?!(?:an? )?(?:and|or|both)\b)(?:[\w-]+ ){0,6}?[a-z-]+,? (?:and|while|whereas|but) (?:only |another )?"
)
# "Three stopped the drug, two for rash and one for nausea"
_STOPPED = re.compile(
    rf"[)\]%]*(?: (?:of )?(?:the )?{PEOPLE})? (?:stopped|left|dropped out|withdrew|discontinued|did not complete"
    r"|(?:was|were) withdrawn)\b[^.;:,()]{0,40}[,:;] (?:of (?:whom|these|which) )?"
)
_NONE_OF_THEM = re.compile(r"none of (?:whom|which|them|these)\b")
# "Obesity was present in 31% of those who died"
_OF_THOSE_WHO = re.compile(
    rf"[)\]%]*(?: (?:of|in|among|for) (?:the |all |our )*(?:[\w-]+ )?(?:those|{PEOPLE})) (?:who|that)"
    r" (?:(?:had|later|subsequently|also|then|have) )*"
)
_INFECTED = re.compile(rf"[)\]%]*(?: (?:of )?(?:the )?(?:[\w-]+ )?{PEOPLE})? infected")
_AMOUNT = re.compile(r"\bblood loss$")  # "higher blood loss (300 vs 200)": so much, not so many
_NEAR = 12  # characters of a limit behind a name, "fever ≥38 °C (3%)"


def is_put_aside(line: Line, term: Item, share: Item) -> bool:
    """ "Despite the difference in anaemia, 40% were well", "40% had no pain": what "despite" leads is another matter,
    and so is what people are told not to have had."""
    if term.value.is_phrase and _OF.fullmatch(line.passage, share.end, term.start):
        return _ARE_PEOPLE.search(line.passage, term.start, term.end) is not None  # none of the five untreated controls
    if (
        share.value.percent is None
        and share.value.denominator is None
        and _AMOUNT.search(line.passage, term.start, term.end)
    ):
        return True
    if is_zero(share.value) and term.end <= share.start and _NONE_OF_THEM.match(line.passage, share.start, line.end):
        return True  # "rash was seen in 3, none of whom had been ill before"
    if term.start >= share.end and not is_zero(share.value):
        if _OF_THOSE_WHO.fullmatch(line.passage, share.end, term.start) or _is_with_germ(line, term, share):
            return True
        had_not = _HAD_NO.fullmatch(line.passage, share.end, term.start)
        return had_not is not None or _is_of_next(line, term, share) or _is_trait_of_whole(line, term, share)
    own = _OWN_SUBJECT.search(line.passage, line.start, share.start)
    if (own and (term.end <= own.start() or term.value.is_phrase)) or _did_all(line, term, share):
        return True
    lead = _DESPITE.match(line.passage[line.start : term.start]) if term.end <= share.start else None
    return bool(lead and "," in line.passage[term.end : share.start])


def _is_with_germ(line: Line, term: Item, share: Item) -> bool:
    """ "Cure was seen in 68 of 82 women (83%) infected with E. coli": who they were."""
    infected = _INFECTED.fullmatch(line.passage, share.end, term.end)
    return infected is not None and line.passage.startswith(" with ", term.end)


def _is_of_next(line: Line, term: Item, share: Item) -> bool:
    """Whether those of a share had something else, and only the next had the term: "9 had a fit and 2 (5%) died"."""
    after = next((i for i in line.items if i.start >= share.end and i.kind in ("rate", "int", "word")), None)
    had = after and (
        _HAD_OTHER.fullmatch(line.passage, share.end, after.start)
        or _STOPPED.fullmatch(line.passage, share.end, after.start)
    )
    return bool(after and had and after.end <= term.start)


def _is_trait_of_whole(line: Line, term: Item, share: Item) -> bool:
    """Whether those of whom a share is one had the term before."""
    is_part = share.value.percent is not None or share.value.denominator is not None
    if not is_part or term.kind != "event" or not _OF_SUCH_PEOPLE.fullmatch(line.passage, share.end, term.start):
        return False
    is_seen = _SEEN_IN.search(line.passage, line.start, share.start)
    return bool(is_seen or _DID.match(line.passage, term.end, line.end))


def _did_all(line: Line, term: Item, share: Item) -> bool:
    """Whether a term is the verb of what a share in brackets belongs to."""
    if term.start < share.end or share.value.numerator is not None or not line.passage.startswith("(", share.start - 1):
        return False
    is_verb = line.passage[term.start : term.end].endswith("ed")
    if not is_verb or not _THEN_DID.fullmatch(line.passage, share.end, term.start):
        return False
    return any(i.kind == "event" and 0 < share.start - i.end <= _NEAR for i in line.items)
