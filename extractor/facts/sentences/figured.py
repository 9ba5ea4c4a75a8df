"""Outcomes whose names hold figures, which no list can hold as words: "PASI 75", "at least a 50% reduction in pain"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.literals import sparse
from extractor.matching import Item, Term
from extractor.records import Sentence

_SCORE = sparse(
    r"\b(?:(?:(?:PASI|EASI|ACR) |(?:SCORAD|[Pp]ediACR|ASAS|SRI|JIA|NAPSI|PSSI|SALT|BASDAI)[ -]?)"  # lists know ACR20
    r"(?:20|25|30|40|50|70|75|90|100)"
    r"|(?:v?IGA(?:-AD)?|s?PGA)[ -](?:0/1|0-1|0–1|0 or 1))(?: respon(?:ses?|ders?)\b)?(?! ?%)(?![\w.])"
)
_CHANGED = r"(?:reductions?|decreases?|improvements?|declines?|falls?|drops?|relief|suppression|regression|shrinkage)"
_OF_WHAT = (
    r"(?:\s(?:in|from|of)\s(?:the |their )?[a-z][\w-]+"
    r"(?:\s(?!(?:was|were|in|at|on|with|by|and|or|after)\b)[a-z][\w-]+){0,3})?"
)
_OR_MORE = (
    r"(?:at least|more than|greater than|over|≥|>)\s?(?:an? )?\d+(?:[.·]\d+)?\s?%(?: or (?:greater|more|better))?"
)
_CHANGE = sparse(
    rf"(?:{_OR_MORE}|\b\d+\s?% or (?:greater|more|better))\s(?:[a-z]+\s)?{_CHANGED}\b{_OF_WHAT}"
    rf"|\b{_CHANGED}\s(?:in (?:the )?[\w-]+ (?:[\w-]+ )?)?of {_OR_MORE}{_OF_WHAT}"
)
# "gained 15 letters or more", "a loss of ≥ 2 lines": how sight is told
_LETTERS = sparse(
    r"\b(?:gain(?:ed|ing|s)?|loss|lost|losing|improved|improvement)\s(?:of |by )?(?:a )?"
    r"(?:at least |more than |fewer than |less than |over |[≥>≤<]\s?)?(?:\d+|two|three|one|ten|fifteen)"
    r"(?:\sor (?:more|fewer))?\s(?:ETDRS\s|Snellen\s|logMAR\s)?(?:letters?|lines?)(?:\sor (?:more|fewer))?\b"
    r"(?:\sof (?:best[- ]corrected )?(?:visual acuity|vision))?",
    re.I,
)
# "TIMI flow grade 3", "mTICI 2b/3": how well blood flows again
_FLOW = sparse(
    r"\b(?:TIMI|[me]?TICI)\)?(?:[- ]flow)?(?: (?:grades?|scores?))?(?: of)? (?:≥ ?)?(?:[23][abc]?(?:[/–-]|\sor\s))*"
    r"(?:3|2[bc])\b(?! \w*min)(?: (?:flow|reperfusion|recanali[sz]ation))?"
)
# "MR grade ≤1", "paravalvular leak of grade 1 or less": hardly any is left
_HARDLY = sparse(
    r"\b(?:(?:(?i:mitral|aortic|tricuspid|valv\w+|paravalvular) )?(?i:regurgitation|insufficiency|leak(?:age)?)"
    r"|MR|TR|PVL)"
    r"(?: \([A-Z]+\))?,? (?:(?:of|severity|grade) )*"
    r"(?:[≤<⩽] ?[012]\b\+?|[01]\+? or (?:less|lower|better)|(?:0|none)(?:[/–-]|\sto\s|\sor\s)1\b\+?)"
)
_DEFINES = re.compile(r"\b(?:defin\w+|definition|criteri\w+|considered|end ?points?|target|aims?)\b", re.I)


def figured_terms(text: str, sentence: Sentence) -> Iterator[Item]:
    """Scores that are reached, and outcomes named by a limit, unless they only define another."""
    for match in _SCORE.finditer(text, sentence.start, sentence.end):
        yield _outcome(match, match[0].removesuffix("s"))
    for match in _CHANGE.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()]
        if before.count("(") == before.count(")") and not _DEFINES.search(before):
            yield _outcome(match, match[0].lower())
    for match in _FLOW.finditer(text, sentence.start, sentence.end):
        yield _outcome(match, match[0].replace(")", ""))
    for match in _HARDLY.finditer(text, sentence.start, sentence.end):
        yield _outcome(match, match[0])
    for match in _LETTERS.finditer(text, sentence.start, sentence.end):
        yield _outcome(match, match[0])


def _outcome(match: re.Match[str], name: str) -> Item:
    return Item("outcome", *match.span(), Term.whole(name, "response"))
