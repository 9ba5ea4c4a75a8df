"""Names of outcomes that an adjective and a noun make together: "successful splenic preservation"."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.matching import Item, Line

_ADJECTIVE = re.compile(r"(?:successful|satisfactory|improved|healed|normali[sz]ed)", re.I)
_SMALL = (
    r"(?:in|on|at|by|for|with|to|after|before|from|of|than|as|and|or|but|when|while|during|within|over|under|until|into"
    r"|following|compared|versus|vs|using|through|due|if|because|the|an?|their|his|her|its|this|that|which|who|is|are|was"
    r"|were|be|had|has|have|did|occurred|one|two|three|only|also|again|well|more|less|most|further|patient|group|arm|rates?"
    rf"|{PEOPLE}|\w+ly)"
)
_WORD = rf"(?!{_SMALL}\b)[A-Za-z][\w/-]*"
_NOUNS = re.compile(
    rf" (?P<what>{_WORD}(?: {_WORD}){{0,3}}(?: and/or {_WORD}(?: {_WORD}){{0,2}})?)"
    rf"(?=(?P<rate> rates?)?(?:\s?[,;:.()\[\]]|\s{_SMALL}\b|$))",
    re.I,
)

# "successful achievement of an [INR ≤ 1.3]"
_OF_WHAT = re.compile(
    r" of (?:an? |the )?(?P<what>[A-Za-z][\w-]*(?: (?!(?:was|were|in|at|after|by|of|for)\b)[A-Za-z][\w-]*){0,3}"
    r"(?: ?[<>≤≥]=? ?[\d.]+(?: ?(?:%|mm ?Hg|m?[gm](?:ol)?/d?[lL]))?)?)"
)

# "alive and free of tumour", "survived without disease": in what state.
_ALIVE = re.compile(r"(?:(?:was|were|are|is|still|all) )*(?P<head>alive|survived|surviving)", re.I)
_ENDS = r"(?:an?|at|after|for|in|from|with|and|during|within|to|of|by|on|over|was|were|who|\d+)\b"
_STATE = re.compile(
    r"(?:,? and|,)? (?:well|(?:disease|tumou?r)[- ]free|in (?:\w+ ){0,2}remission"
    r"|(?:free (?:of|from)|without|with(?= (?:no|an?|normal|stable|evidence|active|recurrent|functioning)\b))"
    r"(?: (?:an?|any|no|clinical|evidence|signs?|symptoms?|of))*"
    rf" (?!median|mean|minimum|follow-?up|{_ENDS})[a-z-]+(?: (?!{_ENDS})[a-z-]+){{0,2}})"
    rf"(?=\s?[.,;:()\[\]]|$|\s{_ENDS})",
    re.I,
)

# "thrombolysis in myocardial infarction (TIMI) flow grade 3", "mTICI 2b-3": how much flows again, and no infarction.
_SCALE = re.compile(r"(?:thrombolysis in (?:myocardial|cerebral) infarction|TIMI|[me]?TICI)", re.I)
_FLOW = re.compile(
    r"(?: (?:scale )?\((?P<short>[\w-]{4,8})\))?(?P<grade>(?: (?:flow|grade|score|of))*"
    r" ?[≥>]?=? ?\d[abc]?(?:\s?(?:[/–-]|or|to)\s?\d[abc]?)*(?: flow| reperfusion)?)(?![\w%])"
)
_WORSE = re.compile(
    r" (?!(?:of|in|on|at|by|to|from|with|within|without|for|and|or|than|as|was|were|is|are|had|has|did|occurred|that"
    r"|which|who|during|after|before|between|among|despite|compared|rates?|requiring|over|under)\b)"
    r"[A-Za-z][\w'’-]*(?: (?:disease|failure|function|pain|symptoms|syndrome|infection|status|control|sclerosis))?"
)


def is_scale(line: Line, item: Item) -> bool:
    """Whether a term is only the name of a scale of flow in vessels."""
    return item.kind == "outcome" and _SCALE.fullmatch(line.passage, item.start, item.end) is not None


def flow_of(line: Line, item: Item) -> str:
    """The grade of flow that was seen, by the short name of its scale where one is given."""
    flow = _FLOW.match(line.passage, item.end, line.end) if is_scale(line, item) else None
    return f"{flow['short'] or line.passage[item.start : item.end]}{flow['grade']}" if flow else ""


def state_of(line: Line, item: Item) -> str:
    """How those live who are alive, where that is told: "alive without evidence of disease"."""
    text = line.passage
    alive = _ALIVE.fullmatch(text, item.start, item.end)
    state = _STATE.match(text, item.end, line.end) if alive else None
    return text[alive.start("head") : state.end()].replace(",", "") if alive and state else ""


def attributed(line: Line, item: Item) -> str:
    """What a term that is only an adjective says it of: "successful intubation", "improved detection rates" of what is
    detected; nothing where no noun follows."""
    text = line.passage
    if not _ADJECTIVE.fullmatch(text, item.start, item.end):
        return ""
    nouns = _NOUNS.match(text, item.end, line.end)
    if not nouns:
        return ""
    adjective = text[item.start : item.end]
    if nouns["what"].lower() in ("achievement", "attainment"):
        reached = _OF_WHAT.match(text, nouns.end(), line.end)
        return reached["what"] if reached else nouns["what"]
    return nouns["what"] if nouns["rate"] and adjective.lower() == "improved" else f"{adjective} {nouns['what']}"


def worse(line: Line, item: Item) -> re.Match[str] | None:
    """What got worse: the noun behind "worsening"."""
    is_worse = line.passage[item.start : item.end].lower() == "worsening"
    return _WORSE.match(line.passage, item.end, line.end) if is_worse else None
