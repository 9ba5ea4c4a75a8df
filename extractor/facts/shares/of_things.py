"""Numbers that are none of participants: of deaths, of variables, of a model or a method, of those with data, of a
substance, of devices, of countries."""

from __future__ import annotations

import re

from extractor.facts.sentences.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "26% of all deaths occurred in the first week", "5% of relapses"
_EVENTS = (
    r"(?:deaths|fatalities|relapses|recurrences|(?:post-?operative |major )?complications"
    r"|adverse (?:drug )?(?:events|reactions)|AEs|SAEs|TEAEs|ADRs)"
)
_OF_EVENTS = re.compile(
    r"[)\]%]*(?: per ?cent)?\s"
    rf"(?:(?:of|in) (?:(?:all|the|these|those|our|total|other|such|reported) )*(?:[a-z-]+ )?{_EVENTS}"
    r"|of (?:(?:all|the|total|maternal|hospital) )*(?:mortality|global burden))\b",
    re.I,
)
# "... and 35% between the fourth and the seventh day"
_ALSO_OF_EVENTS = sparse(
    rf"\d ?(?:%|per ?cent)[)\]]* of (?:(?:all|the|these) )*(?:[a-z-]+ )?{_EVENTS}\b[^.;%]{{0,90}}(?:,|,? and)"
    r" (?:another |only )?$",
    re.I,
)
# "A review of 340 deaths showed that 20% were avoidable"
_AMONG_EVENTS = sparse(
    rf"\b(?:review|analysis|audit|study|series|examination) of (?:the )?\d[\d,]* (?:[a-z-]+ )?{_EVENTS}\b[^.;]*$", re.I
)
_REVIEWED = re.compile(r"\b(?:review|analysis|audit|study|series|examination)s? of (?:(?:the|all|a total of) )*$", re.I)
_THESE = re.compile(rf" (?:[a-z-]+ )?{_EVENTS}\b", re.I)
# Statistics that are given in per cent.
_SHARES_BEFORE = r"(?:[\d.]+ ?%?(?: \([^()]*\)| (?:for|in) [a-z ]{2,30})?(?:,|,? and|,? to| ?[-–]) ?){0,5}"
_STATISTIC = sparse(
    r"\b(?:NRI|IDI|ICC|CVs?|(?i:net reclassification|integrated discrimination|intra-?class correlation)"
    r"|(?i:coefficients? of variation|attributable (?:fractions?|risks?|proportions?)|under-?report\w+)"
    r"|(?i:(?:mean|average|absolute|extraction|analytical) recover(?:y|ies)|recoveries))\b"
    r"(?: (?:improvement|index))?(?:\s\([^()]*\))?(?:\s|(?:[^.;%()]|\([A-Z]+\)){0,80}?"
    r"(?:\b(?:was|were|is|of|reached|ranged from|between|that)\s[^.;%()\d]{0,30}|[=:]\s?))"
    rf"{_SHARES_BEFORE}$"
)
# "may be improved as much as 30 to 60%"
_AS_MUCH = re.compile(
    r"\b(?:increas|reduc|improv|decreas|declin|lower|rais|enhanc)\w* (?:by )?(?:as much as|up to)"
    r" (?:[\d.]+ ?%? ?(?:to|-|–) ?)?$",
    re.I,
)
# "improved on one of three sleep variables"
_OF_VARIABLES = re.compile(
    r"(?:\s(?!patients?\b|of\b|in\b|with\b|had\b)[\w-]+){0,3}?\s(?:variables|parameters|measures|tests|scales|subscales"
    r"|items|domains|end-?points|criteria|questions|species|viruses|genes|methods|tasks|conditions)\b",
    re.I,
)
_FEW = 13
# "after 12% of the doses", "in 36 of 97 devices", "of all samples, 45% showed necrosis"; eyes, lesions, biopsies and
# procedures stand for people
_UNITS = (
    r"(?:doses|infusions|devices|samples|specimens|cells|measurements|recordings|readings|observations|trials|hospitals"
    r"|wards|cent(?:er|re)s)"
)
_OR_TIMES = rf"(?:{_UNITS}|days|nights|hours)"
# "32% vs 18% of days": of either share
_AND_ANOTHER = (
    r"[)\]%]*(?: ?[(\[][^()]*[)\]])?(?:,? (?:and|or|vs\.?|versus) [\d.]+(?:/\d+)? ?%?(?: ?[(\[][^()]*[)\]])?)?"
)
_NO_NOUN = rf"(?!(?:{PEOPLE}|who|whom|had|have|gave|given|got|with|without|in|of|on|for|after|by|and|or|to)\b)"
_OF_UNITS = re.compile(
    rf"{_AND_ANOTHER}(?: per ?cent)?(?: out)? of (?:(?:all|the|these|our|total) )*(?:{_NO_NOUN}[a-z-]+ ){{0,2}}?"
    rf"{_OR_TIMES}\b(?! (?:of|since|before|after)\b)",
    re.I,
)
_UNITS_NEXT = re.compile(rf"[)\]%]*(?: \([^()]*\))?(?: {_NO_NOUN}[a-z-]+){{0,2}}? {_OR_TIMES}\b", re.I)
_UNITS_BEFORE = re.compile(
    rf"\b[Oo]f (?:(?:all|the|these|our|\d[\d,]*) )*(?:{_NO_NOUN}[a-z-]+ ){{0,2}}?{_UNITS}"
    r"(?: (?:studied|tested|examined|given))?, (?:only |about )?$"
)
# "16 patients were treated surgically with six deaths"
_TREATED_WITH = re.compile(
    rf" (?:[\w-]+ ){{0,2}}?{PEOPLE} (?:were|was) (?:treated|managed|operated)\b[^.;,:()]{{0,60}}? with"
    r" (?:\d+|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.I,
)
# "an average loss of 3 kg was achieved by 40 women"
_MEAN_OF = sparse(
    r"\b(?:mean|average|median) [a-z]+(?: [a-z]+){0,3} of [\d.]+ [^.;()]{1,60} (?:in|by|for|among)"
    r" (?:the |these |all |our )?$",
    re.I,
)
# "Follow-up data were available for 80 of 91", "Sera taken before birth were obtained in 44", "306 completed the second
# visit (92%)"
_TO_LOOK_AT = re.compile(
    r"(?:\bavailable"
    r"|(?<!positive )(?<!negative )(?<!sterile )\b(?:data|samples?|specimens?|cultures?|information|blood|ser(?:um|a)"
    r"|scans|measurements|questionnaires|consent)(?: (?!(?:was|were)\b)[\w-]+){0,9} (?:was|were) (?:only )?"
    r"(?:obtained|collected|taken))"
    r" (?:for|in|from|on|at) (?:(?:only|all|about|the) )*$"
    r"|\bcompleted (?:[^.;()%]{1,40} )?(?:assessments?|surveys?|questionnaires?|interviews?|visits?|forms?) [(\[]$",
    re.I,
)
# "EC50 (50% effective concentration)", "in 4 continents"
_NO_PEOPLE = re.compile(
    r"\s?%?[ -](?:(?:maxim(?:al|um)|minimum|tissue[- ]culture) )?"
    r"(?:effective|inhibitory|lethal|infecti(?:ve|ous)|toxic|maxim(?:al|um)) (?:concentration|dose|inhibition)s?\b"
    r"|\s(?:[\w-]+ )?(?:continents|countries)\b",
    re.I,
)
# "compliance was 97%", "in adherence (97 vs 96%)"
_KEPT_TO_IT = re.compile(
    r"\b(?:compliance|adherence)\b(?: rates?)?(?: (?:to|with|in|of|among) [^.;,()%\d]{1,60}?)?"
    r"(?: (?:was|were|of|averaged|exceeded|reached))?(?: (?:about|over|only))? [(\[]?"
    r"(?:[\d.]+ ?%? (?:vs\.?|versus|and) )?$",
    re.I,
)
_NEAR = 160
_BEFORE = (_ALSO_OF_EVENTS, _AMONG_EVENTS, _STATISTIC, _AS_MUCH, _KEPT_TO_IT)


def is_of_things(line: Line, item: Item) -> bool:
    """Whether a share or a bare count is none of participants."""
    text, start = line.passage, item.start
    first = max(line.start, start - _NEAR)
    if (item.value.percent or 0) > 100:
        return True
    if _TO_LOOK_AT.search(text, first, start) or _NO_PEOPLE.match(text, item.end, line.end):
        return True
    if _OF_UNITS.match(text, item.end, line.end) or _UNITS_BEFORE.search(text, first, start):
        return True
    if item.value.denominator is not None and _UNITS_NEXT.match(text, item.end, line.end):
        return True
    if item.value.percent is not None:
        before = any(regex.search(text, first, start) for regex in _BEFORE)
        return before or _OF_EVENTS.match(text, item.end, line.end) is not None
    if item.value.denominator is not None:
        return item.value.denominator < _FEW and _OF_VARIABLES.match(text, item.end, line.end) is not None
    if _REVIEWED.search(text, first, start) and _THESE.match(text, item.end, line.end):
        return True
    return bool(_TREATED_WITH.match(text, item.end, line.end) or _MEAN_OF.search(text, first, start))
