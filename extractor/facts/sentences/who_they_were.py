"""Shares that tell who the participants were: what they came with, what caused it, how the groups differed before.

"The commonest causes were sepsis (22%) and stroke (9%)", "the burns were due to steam in 12", "women given A were older
(61 vs 52 years) and had more ascites (30% vs 12%)": none of it befell them in the study.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "Indications for a filter were", "the most frequent underlying diseases were", "fever and cough were the most common
# presenting symptoms": what the participants came with. What they died of or stopped for is told of them.
_NO_HARM = (
    r"(?!(?:\w+ ){0,3}(?:death|mortality|discontinu|withdraw|interrupt|stop|drop|dose|re-?operat|re-?interven"
    r"|re-?admi|revision|revis|remov|failure|conver|delay|exclu))"
)
_CAME_WITH = (
    rf"(?:(?:indications? for|reasons? to {_NO_HARM}|barriers to"
    rf"|(?:reasons?|causes?|a?etiolog(?:y|ies)) (?:for|of) {_NO_HARM})[^.;:%\d]{{0,60}}?(?: ?\([^()]*\))?"
    r"|a?etiologies|(?:principal|main|leading|common|frequent|primary) (?:causes|reasons|indications)"
    r"|(?:presenting|clinical|admission|initial|baseline) (?:symptoms?|signs?|manifestations?|complaints?|features?)"
    r"|(?:(?:clinic|patholog|histolog|histopatholog|radiolog|anatom)[\w-]* )(?:forms?|types?|subtypes?|findings?)"
    r"(?: of [^.;:%\d]{2,40}?)?"
    r"|(?:common|frequent) (?:[\w-]+ )?(?:manifestations?|presentations?|comorbid conditions)"
    r"|(?:symptoms?|signs?|complaints?) (?:on|at) (?:admission|presentation|diagnosis|onset)"
    r"|(?:diseases|diagnoses|comorbidities|co-morbidities|risk factors|mimics|pathogens|organisms)(?: [\w-]+){0,3})"
)
_BRACKET = r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]"
_TOLD = r"was|were|had|occurred|developed|died|achieved|received|underwent"


def _without(words: str) -> str:
    """What may stand between two things where none of these words does, up to a bracket left open."""
    return rf"(?:(?!\b(?:{words})\b)(?:{_BRACKET}|[^.;(\[]|\.(?=\d)))*(?:[(\[](?:[^()\[\].]|\.(?=\d))*)?"


_NOT_HAPPENED = _without(_TOLD)
_ALIKE = (
    r"(?!(?:similar|alike|comparable|equal\w*|different|(?:well[- ])?balanced|not|more|less|higher|lower"
    r"|eradicated|eliminated|cleared|suppressed|killed)\b)"
)
_MAKEUP = sparse(rf"\b{_CAME_WITH} (?:were|was|included?|are|is)(?: as follows)?:?\s{_ALIKE}{_NOT_HAPPENED}$", re.I)
_WAS_MAKEUP = sparse(
    r" (?:was|were) (?:among )?(?:the )?(?:\w+ )?(?:commonest|(?:most )?(?:common(?:ly)?|frequent(?:ly)?|prevalent)"
    rf"|main|major|leading|predominant|usual) (?:\w+ed )?(?:{_CAME_WITH}|(?:causes|reasons)(?! (?:for|of|to)\b))",
    re.I,
)
# "Gout was considered the main cause of the fall in 7".
_WAS_CAUSE = re.compile(
    r"\b(?:was|were) (?:(?:\w+ )?(?:considered|judged|thought|deemed|identified|regarded|felt)(?: as)?(?: to be)? )?"
    rf"(?:the|a) (?:[\w-]+ )?(?:cause|reason|a?etiology) (?:of|for) {_NO_HARM}"
    r"[^.;:,()%\d]{2,60} in (?:only )?[(\[]?$",
    re.I,
)
_IS_LISTED = re.compile(rf"[^()\[\].;]*[)\]]?{_NOT_HAPPENED}(?:;{_NOT_HAPPENED})*", re.I)
# "The burns were due to steam in 12 and fire in 9", "repair was done for pain in 30 or leakage in 4".
_DUE_TO = re.compile(
    r"(?:^|[.;,] |\b(?:and|while|whereas) )(?P<what>[^.;,()\d]{3,80}?) (?:(?:resulted|arose|originated) from"
    r"|(?:was|were) (?:\w+ly )?(?:caused by|due to|secondary to"
    r"|(?:performed|done|undertaken|indicated|placed|inserted)(?:[^.;]|\.(?=\d)){0,60}? for))"
    rf" {_without(_TOLD + '|on|with|using|among|treated')}$",
    re.I,
)
_CAUSED = re.compile(r"\b(?:resulted|arose|originated) from\b|\b(?:due|secondary) to\b|\bcaused by\b|\bfor\b")
_ITS_PLACE = re.compile(
    r"(?:^|\W(?:from|by|to|for|and|or),? |, )(?:(?!(?:in|of|by|with|after)\b)[\w/-]+ ){1,5}?(?:in |[(\[](?:n ?= ?)?)$"
)
_BEFELL = re.compile(  # and words that point back to what did
    r"\b(?:re-?\w*(?:operat|interven|admi|vis|explor|intubat)\w*|(?:conver|deci)sions?|deaths?|died|mortality|fatal\w*"
    r"|hospitali\w+|discontinu\w*|withdraw\w*|drop\w*|stop\w*|interrupt\w*|reduction\w*|complications?|failures"
    r"|loss(?:es)?|(?:treatment|graft|implant|device|technical|therapeutic) failure|adverse|events?|toxicit\w+"
    r"|morbidity|remov\w+|explant\w*|exclu\w+|delay\w*|transfusions?|post-?operative|this|it|they|these|which)\b",
    re.I,
)
# "Baseline traits were alike except for ascites (22% vs 9%)", "before matching the groups differed in".
_AT_START = sparse(
    r"(?:^|[.;] )(?:(?:\w+ ){0,4}(?:baseline|demographic|preoperative|pre-operative)(?:,? (?:and )?[\w-]+){0,3}"
    r" (?:characteristics|demographics|features|variables|data|traits|factors|comorbidities)"
    r"|(?:before|prior to) (?:(?:propensity[- ]?)?(?:score[- ])?match|weight|adjust)ing,? [^.;]{3,80}?)\b[^.,;()%\d]*?"
    rf" (?:were|was|did|differed|showed)\b{_NOT_HAPPENED}$",
    re.I,
)
# What groups are compared for that they bring with them, before the bracket with the shares or means of each.
# How much each says, in tenths, for a list's being one of traits; a drug may cause hypertension and diabetes.
_TRAITS = (
    (
        10,
        re.compile(
            r"\b(?:(?:were|was) (?:\w+ )?(?:older|younger|male|female)\b[^()]*|(?<!\bin )(?<!\bamong )(?<!\bfor )"
            r"(?<!\bbetween )(?:older|younger|(?:fe)?males?|men|age|smok\w+|BMI|body mass index|obes\w+|overweight"
            r"|history of|prior|comorbid\w*|hyperlipid\w+|dyslipid\w+|hypercholesterol\w+|white|black|hispanic"
            r"|caucasian|Charlson|ASA|insur\w+|nullipar\w+|educat\w+|married)(?: [\w-]+){0,3}) ?$",
            re.I,
        ),
    ),
    (
        5,
        re.compile(
            r"\b(?:coronary (?:artery|heart) disease|CAD|COPD|chronic (?:obstructive|kidney|renal|lung)\b[\w ]*|CKD"
            r"|peripheral (?:artery|vascular) disease|(?:cardiac|heart) disease)\s?$",
            re.I,
        ),
    ),
    (3, re.compile(r"\b(?:hypertension|diabet\w+)(?: mellitus)? ?$", re.I)),
    (7, re.compile(r"\blikely to have\b", re.I)),
    (3, re.compile(r"\b(?:prevalence of|presence of)\b", re.I)),
)
_ENOUGH = 10
_COMPARED = re.compile(r"\d ?%? ?(?:±[^;)]*)?(?:vs?\.?|versus|and|,) ?\d|[=<>] ?0?[.·]\d")
_LIST_GAP = re.compile(r"[^.;()\d]{2,90}")
_NO_LIST = re.compile(
    r"\b(?:after|follow\w*|post-?\w*|died|develop\w*|mortality|deaths?|outcomes?|survival|complicat\w+|adverse|toxicit\w+"
    r"|experienced|occur\w+|received|achiev\w+|respon\w+|side|new-onset|during|however|whereas|while|but|reoperation\w*"
    r"|readmission\w*|improv\w+)\b",
    re.I,
)
# "Three had a stroke before treatment was started", "Prior to therapy, attacks had occurred in 15"
_CARE_BEGAN = (
    r"(?:(?:[\w-]+ )?(?:therapy|treatment) (?:was|were|had been|could be) (?:started|begun|instituted|initiated|given)"
    r"|(?:the )?(?:start|initiation|onset|institution|beginning|commencement) of (?:the )?(?:[\w-]+ )?"
    r"(?:therapy|treatment))"
)
_BEFORE_CARE = re.compile(
    rf"(?:(?!\b(?:died|deaths?|withdr\w+|dropped|respon\w+|and|while|whereas|but|later)\b)[^.;()])*"
    rf"\b(?:before|prior to) {_CARE_BEGAN}",
    re.I,
)
_BEFORE_IT = re.compile(r"(?:Before|Prior to) (?:[\w-]+ )?(?:therapy|treatment|surgery|operation),", re.I)
_LATER = re.compile(r"\b(?:after|later|follow\w*|subsequent\w*|during|then|versus|vs)\b", re.I)
# "40 (80%) patients sustained fractures in road accidents"
_HURT = re.compile(
    r"[)\]%]*(?: (?:of (?:the |these |our )*)?[a-z-]+){0,2} (?:had )?(?:sustained|suffered|acquired)"
    r" (?:(?:an?|the|their|this) )?(?:[\w-]+ ){0,3}?(?:fractures?|injur(?:y|ies)|trauma|burns?|wounds?|lesions?)"
    r" (?:due to|from|in|by|after|following|caused by|secondary to|as a result of) (?:(?:an?|the) )?(?:[\w-]+ ){0,3}?"
    r"(?:accidents?|falls?|collisions?|crash\w*|sports?|assaults?|gun\w*|explosions?|blasts?|violence|vehicles?)\b",
    re.I,
)
# 40 women discharged home with fever were treated: who they were
_OF_WHOM = re.compile(
    rf"(?: [\w-]+){{0,3}}? {PEOPLE} \w+ed\b(?! (?:and|or|but|while|after which)\b)"
    r"(?:(?!\b(?:and|but|while|whereas|who|which|that)\b)[^.;,:()\d]){0,80}? (?:were|was) (?:\w+ly )?"
    r"(?:treated|included|enrolled|recruited|studied|reviewed|analy[sz]ed|evaluated|followed|randomi[sz]ed|identified)\b"
)
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def is_of_start(line: Line, item: Item) -> bool:
    """Whether a share is one of those with a disease, a cause, a complaint or a trait that they came with."""
    text, start = line.passage, item.start
    if came_with(line, item) or _AT_START.search(text[line.start : start]):
        return True
    if any(told.match(text, item.end, line.end) for told in (_HURT, _OF_WHOM)) or _is_before_care(line, item):
        return True
    if text.count("(", line.start, start) == text.count(")", line.start, start):
        return False
    return any(begin < start < end for begin, end in _traits(text, line.start, line.end))


def _is_before_care(line: Line, item: Item) -> bool:
    """Whether a share is told of the time before treatment."""
    text = line.passage
    if _BEFORE_IT.match(text, line.start, item.start):
        return _LATER.search(text, line.start, line.end) is None
    return _BEFORE_CARE.match(text, item.end, line.end) is not None


def came_with(line: Line, item: Item) -> bool:
    """Whether a number is of those whom one cause or complaint brought: "the commonest indications were gout in 12"."""
    text, first, start = line.passage, line.start, item.start
    if _MAKEUP.search(text, first, start) or _WAS_CAUSE.search(text, first, start):
        return True
    told = _WAS_MAKEUP.search(text, item.end, line.end)
    if told is not None and _IS_LISTED.fullmatch(text, item.end, told.start()):
        return True
    if not _CAUSED.search(text, first, start) or not _ITS_PLACE.search(text, first, start):
        return False
    due = _DUE_TO.search(text[first:start])
    return due is not None and not _BEFELL.search(due["what"])


def _traits(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the brackets of lists with a trait stand: "were older (61 vs 52) and had more gout (9% vs 4%)"."""
    chain: list[tuple[int, int]] = []
    told, last = 0, start
    for bracket in _BRACKETS.finditer(text, start, end):
        if not _COMPARED.search(bracket[0]):
            continue
        gap = text[last : bracket.start()]
        if chain and (not _LIST_GAP.fullmatch(gap) or _NO_LIST.search(gap)):
            yield from chain if told >= _ENOUGH else ()
            chain, told = [], 0
        told += sum(tenths for tenths, trait in _TRAITS if trait.search(gap))
        chain.append(bracket.span())
        last = bracket.end()
    yield from chain if told >= _ENOUGH and len(chain) > 1 else ()
