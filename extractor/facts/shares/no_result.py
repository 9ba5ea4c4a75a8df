"""Numbers that tell nothing of what became of the participants: what was assumed, believed, feared or intended, what
became of animals, how well a model predicts, what there was to look at, how strong a substance is, in how many
countries."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "Assuming a leak rate of 18%, 40 patients were required"
_ASSUMED = re.compile(
    r"(?:Expected (?:results|outcomes)|Assuming|Anticipating|Expecting|Considering an?"
    r"|(?:Based on|With|Given|For) (?:an? |the )?(?:assumed|expected|anticipated|estimated)"
    r"|(?:We|It was|The authors) (?:assumed|expected|anticipated))\b"
)
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
# "improved on the old score (NRI = 41%, IDI 10%)"
_OF_MODEL = re.compile(
    r"\b(?:(?:category-free |continuous )?NRI|IDI|net reclassification(?: improvement| index)?"
    r"|integrated discrimination(?: improvement| index)?)(?: \([^()]*\))?(?: (?:was|of|were)|,|\s?[=:])?\s?[(\[]?$",
    re.I,
)
# "Follow-up data were available for 80 of 91", "Sera taken before birth were obtained in 44"
_TO_LOOK_AT = re.compile(
    r"(?:\b(?:was|were|is|are) (?:only )?available"
    r"|(?<!positive )(?<!negative )(?<!sterile )\b(?:data|samples?|specimens?|cultures?|information|blood|ser(?:um|a)"
    r"|scans|measurements|questionnaires|consent)(?: (?!(?:was|were)\b)[\w-]+){0,9} (?:was|were) (?:only )?"
    r"(?:obtained|collected|taken))"
    r" (?:for|in|from) (?:(?:only|all|about|the) )*$",
    re.I,
)
# "EC50 (50% effective concentration)", "in 4 continents"
_NO_PEOPLE = re.compile(
    r"\s?%?[ -](?:(?:maximal|minimum|tissue[- ]culture) )?(?:effective|inhibitory|lethal|infecti(?:ve|ous)|toxic)"
    r" (?:concentration|dose)s?\b|\s(?:[\w-]+ )?(?:continents|countries)\b",
    re.I,
)


def tells_no_result(line: Line, item: Item) -> bool:
    """Whether a number is of what was assumed, of what people think, of animals, of a model, or of what there was."""
    text, start = line.passage, line.start
    before = text[start : item.start]
    if _ANIMALS.search(text, start, line.end) and not _PEOPLE.search(text, start, line.end):
        return True
    if _ATTITUDE.search(before) and not _THEN_DID.match(text, item.end, line.end):
        return True
    is_of_things = _OF_MODEL.search(before) or _TO_LOOK_AT.search(before) or _NO_PEOPLE.match(text, item.end, line.end)
    return bool(is_of_things or _ASSUMED.match(text, start) or _BELIEVED.search(before))
