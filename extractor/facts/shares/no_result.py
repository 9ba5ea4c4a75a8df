"""Numbers that tell nothing of what became of the participants: what was believed, feared or intended, and what
became of animals."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "Most thought it could bring relief (76%)"
_BELIEVED = re.compile(
    r"\b(?:believ|hop|agre|doubt)ed (?:that |in |they |it |the )?(?:[^.;:%\d]{3,80}|[^;:]{3,160}[(\[])$"
)
_DID = r"(?:discontinu\w+|stopped|withdr\w+|died)"
# "Barriers to vaccination were concerns about fever (40%) and cost (12%)", "70% felt confident in suturing"
_ATTITUDE = sparse(
    r"\b(?:concern(?:s|ed)? (?:about|over|regarding)|worr(?:y|ies|ied) (?:about|over)|barriers? to"
    r"|reasons? for (?:not|refus\w+|declin\w+|hesita\w+)|willing(?:ness)? to|intend(?:ed|ing)? to|hesitan(?:t|cy)"
    r"|confiden(?:t|ce) (?:in|with)|comfortable (?:in|with)|levels? of (?:comfort|confidence))\b"
    rf"(?:(?!\b{_DID}\b)[^.;])*$",
    re.I,
)
_THEN_DID = re.compile(rf"[^.;,(]{{0,40}}?\b(?:{_DID}|had|developed)\b", re.I)  # "concerns arose, and 12% stopped it"
# "In mice given the serum survival was 50%", where no people are named
_ANIMALS = sparse(
    r"\b(?:mice|rats|rabbits|monkeys|piglets|beagles|hamsters|guinea pigs"
    r"|(?:mouse|rat|rabbit|bovine|porcine|murine) (?:oocytes?|embryos?|models?|cells?)"
    r"|(?:\d+|two|four|six|eight|ten|control|treated|experimental|infected|all|these) animals)\b",
    re.I,
)
_PEOPLE = re.compile(rf"\b(?:{PEOPLE}|patient|child|man|woman|humans?)\b", re.I)


def tells_no_result(line: Line, item: Item) -> bool:
    """Whether a number is of what people think, or of animals."""
    text, start = line.passage, line.start
    before = text[start : item.start]
    if _ANIMALS.search(text, start, line.end) and not _PEOPLE.search(text, start, line.end):
        return True
    if _ATTITUDE.search(before) and not _THEN_DID.match(text, item.end, line.end):
        return True
    return _BELIEVED.search(before) is not None
