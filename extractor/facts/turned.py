"""Terms near a share that it is not of: what was not had, and what only tells of what there was a change."""

from __future__ import annotations

import re

from extractor.facts.bare_counts import is_zero
from extractor.matching import Item, Line, Term

# "60 did not need a [transfusion]", "38% became free of [attacks]": the share is of those who had it not.
_NOT_HAD = re.compile(
    r"\b(?:(?:did|does|do|had|have|has|were|was|are|could|would) (?:not|never)|without|no longer"
    r"|(?:free|freed|cured|rid|weaned|recovered) (?:of|off|from)|negative for|avoided|lacked)"
    r"(?: (?:have|had|experience|develop|need|require|report|show|suffer|undergo|receive|achieve|reach"
    r"|attain|obtain|get|gain|meet|any|an?|the|their|all|further"
    r"|[\w-]+,? n?or|(?!had)[\w-]+(?:al|ic|ous|ive|ent|ed|ing)))* $"
)
_COPULA = re.compile(r"^(?:was|were|are) (?=not)")
# "recurrence of [uveitis]", "resolution of their [diarrhoea]"
_CHANGE = re.compile(
    r"recurrence|resol|relief|disappear|absence|freedom|improve|cure|regress|clearance|eradicat|healing|normali[sz]",
    re.I,
)
_OF_CHANGE = re.compile(r"(?: rates?)? (?:of|from|in) (?:(?:the|their|his|her|an?|all|any) )?(?:[\w-]+ )?")


def not_had(line: Line, share: Item, term: Item) -> Item | None:
    """A term behind a share that those whom it counts had not, as the outcome that they had it not."""
    if term.start < share.end or is_zero(share.value):
        return None
    match = _NOT_HAD.search(line.passage, share.end, term.start)
    if match is None:
        return None
    name = _COPULA.sub("", line.passage[match.start() : term.end])
    return Item("outcome", term.start, term.end, Term(name, (("class", "response"), ("whole", "1"))))


def only_changes(line: Line, before: Item, term: Item) -> bool:
    """Whether a term only says of what the one before it was a change, as a part of that one's name."""
    return bool(
        _OF_CHANGE.fullmatch(line.passage, before.end, term.start)
        and _CHANGE.search(line.passage, before.start, before.end)
    )
