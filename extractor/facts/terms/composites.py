"""Several events told as one: "death or stroke was seen in 7%", "the risk of death or stroke was 9%"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.facts.terms.plain_names import clean_name
from extractor.literals import sparse
from extractor.matching import Item, Line

_DENIED = re.compile(r"\b(?:no|none|nor|neither|without|not|or)\b", re.I)
_TERMS = ("event", "outcome")
_REACH = 40  # characters before a term in which it is denied
_NOT_IN = (  # words that no name of an event in a list has
    r"(?:was|were|is|are|had|has|did|and|or|nor|but|than|versus|vs|with|without|in|at|by|on|after|during|before|within"
    r"|between|among|per|as|that|which|who|whom|whose|patients?|participants?|occurred|developed|either|other|more|less"
    r"|both|not|no|\w+ly|considered|thought|grades?|stages?|I{1,3}V?|IV|V)\b"
)
_WORD = rf"(?!{_NOT_IN})[A-Za-z][\w'’/-]*"
_EVENT = rf"{_WORD}(?: {_WORD}){{0,5}}?(?: \([A-Z][\w-]*\))?"
_ONE_OF = rf"{_EVENT}(?:, {_EVENT})*,? or {_EVENT}"
_END = (
    r"(?=,? (?:(?:was|were|is|had|did|occurred|developed|happened|in|at|by|with|after|during|before|within|between"
    r"|among|than|over|compared)\b|[(\[\d])|[,;:])"
)
# "the risk of [death, stroke, or bleeding]"
_OF = r"\b(?: (?!or\b|and\b|of\b)[\w-]+){0,3} of (?:either |the |any |an? )?"
_RATE_OF = sparse(
    r"\b(?:composite|combined|combination|incidence|rates?|risk|occurrence|frequency|probability|likelihood)"
    rf"{_OF}(?P<all>{_ONE_OF}){_END}",
    re.I,
)
# "[Death or severe disability] occurred in 29%"
_BEGINS = re.compile(
    r"(?:The |An? )?(?!(?:No|None|Neither|Not|Any|One|Two|Three|Four|Five|All|Most|Other|Some|Several|Many|Few|Only"
    r"|These|Such)\b)(?!(?:[\w-]+ ){0,4}?(?:composite|combin\w+|rates?|incidence|risk)\b)"
    rf"(?P<all>{_ONE_OF}) (?:occurred|developed|(?:was|were) (?:seen|observed|noted|reported|recorded|required|needed"
    r"|necessary))\b"
)
_IN_ORDER = re.compile(r"\b(?:rates|incidences|risks|frequencies) of .*\brespectively\b")
_SHARES = re.compile(r"(?: was| were)? [(\[]?\d[\d.]*%?(?:,| and|, and) \d[\d.]*%")  # of each one: "(12%, 4% and 5%)"
_SHORT = re.compile(r" \([A-Z][\w-]*\)")


def whole_of(line: Line, item: Item, abbreviations: Mapping[str, str]) -> str:
    """The name of the list of events that a term is one of, where the sentence gives the list one rate."""
    text, first, end = line.passage, line.start, line.end
    if text.find(" or ", first, end) < 0:
        return ""
    for all_of in (_RATE_OF.search, _BEGINS.match):
        found = all_of(text, first, end)
        if found and found.start("all") <= item.start < item.end <= found.end("all"):
            words = _SHORT.sub("", found["all"]).split(" ")
            spelled = (abbreviations.get(bare := word.rstrip(","), bare) + word[len(bare) :] for word in words)
            is_each = _IN_ORDER.search(text, found.start(), end) or _SHARES.match(text, found.end("all"), end)
            return "" if is_each else clean_name(" ".join(spelled))
    return ""


def alternative(line: Line, item: Item) -> Item | None:
    """What "or" ties to a term: "death or stroke occurred in 7%" is one event; "no death or stroke" is two."""
    others = [i for i in line.items if i.kind == item.kind]
    pairs = [(i, item) for i in others if i.end < item.start] + [(item, i) for i in others if item.end < i.start]
    for first, second in pairs:
        if line.passage[first.end : second.start] == " or ":
            denied = _DENIED.search(line.passage, max(line.start, first.start - _REACH), first.start)
            return None if denied else second if first is item else first
    return None


def with_slashes(line: Line, item: Item, head: str) -> str:
    """The head with the terms that slashes tie to it: "nausea/vomiting/diarrhoea" is one event."""
    start, end = item.start, item.end
    while before := _ending_at(line, start - 1):
        start = before.start
    while after := _beginning_at(line, end + 1):
        end = after.end
    return line.passage[start : item.start] + head + line.passage[item.end : end]


def _ending_at(line: Line, end: int) -> Item | None:
    is_joined = line.passage[end : end + 1] == "/"
    return next((i for i in line.items if is_joined and i.end == end and i.kind in _TERMS), None)


def _beginning_at(line: Line, start: int) -> Item | None:
    is_joined = line.passage[start - 1 : start] == "/"
    return next((i for i in line.items if is_joined and i.start == start and i.kind in _TERMS), None)
