"""Numbers that count no people whatever stands beside them: things, money, records, time, names, figures in a row."""

from __future__ import annotations

import re

from extractor.facts.sentences.no_sizes import is_no_size
from extractor.literals import sparse
from extractor.matching import Item, Line, term_list
from extractor.measures.builders import TO_ARM

_FEW = 10
_NEAR = 300  # characters: bounds the work on a "sentence" that never ends
# 3 per 1000 patients, 1 in 10 patients, about two out of three patients
_OF_EVERY = re.compile(
    r"(?:\bper|\b(?:in|of) every|(?<![\w-])(?<!grade )(?:one|1) (?:in|out of)"
    r"|\b(?:about|approximately|around|nearly|almost|roughly|up to) (?:one|two|three|four|[1-4]) (?:in|out of|of)) $",
    re.I,
)
_ONE_OF = re.compile(r"(?<![\w-])(?:one|1|either) of (?:the |our )?$", re.I)  # seen by one of two surgeons
_CHOICE = 4
_NUMBERED = re.compile(r"\b(?:group|arm|cohort|era|phase|type|stage|grade|day|week|level|class|part) $", re.I)  # era 2
_SEX_RATIO = re.compile(  # F/M = 12/9
    r"\b(?:[MF][/:][MF]|(?:fe)?males?[/:](?:fe)?males?|sex ratio)(?: ratio)?(?: (?:of|was)|,| ?[=:])? ?"
    r"(?:\d+ ?[/:] ?)?$",
    re.I,
)
_MONEY = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CNY|JPY|Rs\.?))\s?$")
_UP_TO = re.compile(r"\b(?:up to|at most|a maximum of) $", re.I)  # up to four controls for every case
_STATISTIC = re.compile(r"(?:\b[FtrzH]|χ²?) ?[(\[](?:\d+, ?)?$")  # F (1, 22)
# the 2 of HER2 and of mg/m(2), the 96 of a blood pressure 148/96, the 2821 of Bay g 2821, the 9 of antigen 19-9
_IN_NAME = re.compile(r"(?:[A-Za-z][-‐‑–(]?|\d[/-]|\b[B-Zb-z] )\d$")
_OF_GROUP = re.compile(r"\b(?:group|arm|cohort) [A-Z] $", re.I)  # group A had 25 women, group B 27
# Documents, as a flow chart of a review counts them: "Records screened (n=38)", "60 on the abstract".
_DOCUMENTS = re.compile(
    r"\b(?:records|articles|publications|citations|abstracts|reports|(?:studies|trials) (?:included|excluded|identified"
    r"|retrieved|selected|screened|assessed|eligible|evaluating|examining|investigating|testing))\b"
    r"(?P<which>(?:[^.;:\d]|[(\[][nN] ?= ?\d+){0,90})[(\[]$",
    re.I,
)
_READ = re.compile(
    r" (?:(?:were )?(?:excluded|removed|rejected) )?(?:based )?(?:on|by|after|from) (?:reading )?(?:the |their )?"
    r"(?:titles?|abstracts?|full[- ]?texts?|(?:full )?manuscripts?)\b",
    re.I,
)
_IN_PATIENTS = re.compile(
    r" (?:[\w-]+ )?cases (?:in|of|from) (?P<people>\d+) (?:[\w-]+ )?(?:patients|people|adults|children)\b"
)
_LEAST_OF = re.compile(
    r"\b(?:stud(?:y|ies)|trials|series|reports|articles|centers|centres)\b[^.;]{0,40}\bat least $"
    # programmes that reported more than 100 cases
    r"|\b(?:stud|trial|report|article|cent(?:er|re)|program|programme|hospital|clinic|countr|institution|unit|site)(?:ie)?s\b"
    r"[^.;]{0,40}\b(?:that|which|with|\w{4,}ing)(?: \w+(?:ed|en))? (?:more|fewer|less) than $",
    re.I,
)
# A score of more than 30, a total score >or= 18
_THRESHOLD = re.compile(
    r"(?:\b(?:scores?|ind(?:ex|ices)|BMI|levels?|values?|scales?|counts?|pressure|ratio|rate|titers?|titres?"
    r"|concentrations?)\b[^.,;:\d]{0,30}\b(?:(?:more|greater|less|higher|lower|fewer) than|at least|above|below|over"
    r"|under|exceeding)(?: or equal to)?|[≥≤<>](?: ?or ?)?=?) ?$",
    re.I,
)
_OF_QUALITY = re.compile(
    r"\bquality (?:appraisal|assessment)\b"
    r"|\b(?:quality|risk of bias)\b(?=.*\b(?:stud(?:y|ies)|trials|articles|papers|reviews|RCTs)\b)"
    r"|\b(?:stud(?:y|ies)|trials|articles|papers|reviews|RCTs)\b.*\b(?:quality|risk of bias)\b",
    re.I,
)
_GRADED = re.compile(
    r"\b(?:low|moderate|medium|high|poor|fair|good|unclear|serious|critical)(?: (?:quality|risk(?: of bias)?))? [(\[]$"
)
_PERSON_TIME = re.compile(
    r"[ -](?:(?:cumulative |total )?(?:patient|person|participant|subject|wom[ae]n|child|infant)s?[’']?[ -]"
    r"|(?:\w+ )?(?:patient|person)[ -](?:ICU |hospital )?)(?:hour|day|week|month|year)s?\b",
    re.I,
)
_LEFT_OUT = re.compile(r"\b(?:excluding|omitting|(?:exclusion|removal) of)(?: the| another| a further)? $", re.I)
_LIST_MARK = re.compile(r"(?:[:;,]|\b(?:and|or|to|by|into|for)) ?\($", re.I)  # heat: (1) 20 adults, and (2) 21 children
# Figures in a row with nothing between: cells of a table or a plot whose columns a text has lost.
_ROW_BEFORE = re.compile(r"(?:(?<![\w.])[\d.·]+%? ){1,2}$")
_ROW_AFTER = re.compile(r"(?: [\d.·]+%?(?![\w.])){1,2}")
_WHEN = re.compile(r"\b(?:in|since|until|during|before|after) $", re.I)
_TO_ARM = re.compile(TO_ARM)
_YEAR_AND = re.compile(r"(?:19|20)\d\d (?:and|to|through|until) $")
_OF_YEAR = re.compile(r" (?:cohort|season|outbreak|pandemic|census|edition|survey|guidelines?)\b")
_CLAUSE_GOES_ON = re.compile(r"[^,;:.()]{1,80}\b(?:were|was|had been|received|underwent|entered)\b", re.I)
_NOUN_END = re.compile(
    r"[.;:,()\[\]]|\d(?![\d-])|\b(?:patients|participants|subjects|adults|women|men|children|cases)-"
    r"|(?<=s )(?:included|enrolled|recruited|involved|including|involving|comprising)\b"
    r"|\b(?:of|in|at|by|from|with|among|amongst|between|and|or|who|that|were|was|had|have|to|for|on|the|an?|this|completed"
    r"|received|given|assigned|allocated|underwent|required|needed|developed|experienced|reported|showed|attended|returned|remain|remained"
    r"|achieved|reached|maintained|became|sustained|suffered|survived|provided|continued|stopped|entered|took)\b"
)
_OF_PEOPLE = re.compile(r"[^sn] (?:[a-z]+al )?")  # what joins one person to a thing: outpatient surgical visits
# What is chosen for each case: "each case was matched with 20 controls", "we matched 10 controls to every case".
_ONE = (
    r"(?: (?!of\b)[a-z-]+){0,3}? (?:case|patient|participant|subject|woman|man|child|infant|recipient|user|person"
    r"|individual|control|exposed)s?\b(?! (?:groups?|arms?|cohorts?)\b)"
)
_FOR_EACH = sparse(
    rf"\b(?:each|every|per){_ONE}[^.;\d]{{0,80}}?(?:\bmatch\w+\b[^.;,\d]{{0,40}}? "
    r"|, (?:we )?(?:\w+ly )?(?:(?:selected|chose|matched|identified|sampled|drew|had) )?)$",
    re.I,
)
_TO_EACH = sparse(
    rf"(?=[^.;]{{0,80}}\b(?:controls?|match\w*|comparators?)\b)[^.;,\d]{{0,80}}?"
    rf"\b(?:(?:to|for|with|by|against) (?:almost |nearly )?(?:each|every)|per){_ONE}",
    re.I,
)
_CONTROLS = re.compile(
    r"(?: [a-z-]+){0,4}? (?:controls?|comparators?|patients|subjects|women|men|individuals|persons|people|participants"
    r"|children|infants|adults)\b"
)
_MOST_CONTROLS = 50  # for one case
# Those who do a study: "two pathologists read", "five surgeons recruited".
_DOER = (
    r" (?:[\w-]+ ){0,2}(?:\w+ologists?|physicians|surgeons|doctors|clinicians|nurses|experts|dentists|authors|reviewers"
    r"|readers|raters|observers|examiners|investigators|researchers|an?esthetists|therapists|operators|midwives)\b"
)
_DOERS = re.compile(
    rf"{_DOER} (?:\w+ly )?(?:recruited|performed|assessed"
    r"|evaluated|reviewed|examined|read|scored|rated|graded|screened|selected|extracted|collected|searched"
    r"|analy[sz]ed)\b",
    re.I,
)
_DOER_AFTER = re.compile(_DOER, re.I)
_DONE_BY = re.compile(  # operated on by 14 surgeons; not "a form filled in by 80 nurses"
    r"\b(?:treated|operated(?: up)?(?: ?on)?|seen|performed|managed|cared for|examined|assessed|evaluated|interviewed"
    r"|read|reviewed|rated|scored|delivered|done"
    r"|verified|validated|tested|judged|confirmed|checked) by $"
    r"|\b(?:panel|committee|board) of $"
)
_ARE = re.compile(r" (?:were|are) (?!\w+(?:ed|en)\b)(?=[\w-]+ )")  # 175 were ICA aneurysms
_SUCH = re.compile(r" such\b")  # with 53 such cases


# What no count of people follows, and how far before a number it begins.
_NONE_AFTER = ((_OF_EVERY, 30), (_UP_TO, 16), (_LEFT_OUT, 30), (_LEAST_OF, 70))


def counts_other(line: Line, item: Item, people: Item | None) -> bool:
    """Whether a number counts something else than people; `people` is what a pattern says that it counts."""
    text, n = line.passage, item.value.low
    if any(regex.search(text, max(0, item.start - window), item.start) for regex, window in _NONE_AFTER):
        return True
    if (n <= _MOST_CONTROLS and _is_for_each(line, item)) or (people is None and _is_limit(line, item)):
        return True
    if n < _FEW and (_DOERS.match(text, item.end) or _marks_list(text, item)):
        return True
    if _DONE_BY.search(text, max(0, item.start - 20), item.start) and _DOER_AFTER.match(text, item.end):
        return True
    if n < _CHOICE and _ONE_OF.search(text, max(0, item.start - 16), item.start):
        return True
    if is_in_row(text, item.start, item.end):
        return True
    if (cases := _IN_PATIENTS.match(text, item.end)) and n > int(cases["people"]):
        return True  # 54 cases in 42 patients
    if item.kind == "size" and any(test(line, item) for test in (_is_of_documents, _is_of_quality, is_no_size)):
        return True
    if item.kind == "int" and _is_named(text, item):
        return True
    if item.kind == "int" and 1900 <= n <= 2100 and _is_year(line, item, people):
        return True
    if _SUCH.match(text, item.end) or _READ.match(text, item.end) or _PERSON_TIME.match(text, item.end):
        return True
    are = _ARE.match(text, item.end)
    return names_things(text, are.end() if are else item.end)


def _is_for_each(line: Line, number: Item) -> bool:
    """Whether a number is one of controls for each case."""
    if _TO_EACH.match(line.passage, number.end, line.end):
        return True
    return (
        _FOR_EACH.search(line.passage, max(line.start, number.start - 160), number.start) is not None
        and _CONTROLS.match(line.passage, number.end, line.end) is not None
    )


def _is_limit(line: Line, number: Item) -> bool:
    """Whether a number that no noun follows is a threshold or a group's name."""
    before = line.passage[max(line.start, number.start - 70) : number.start]
    if _THRESHOLD.search(before):
        return True
    return number.kind == "word" and number.value.low < _FEW and _NUMBERED.search(before) is not None


def _is_of_quality(line: Line, size: Item) -> bool:
    """Whether a size counts studies by their quality: "trials of moderate (n = 4) or poor (n = 2) quality"."""
    graded = _GRADED.search(line.passage, max(line.start, size.start - 40), size.start)
    return graded is not None and _OF_QUALITY.search(line.passage, line.start, line.end) is not None


def _is_named(text: str, item: Item) -> bool:
    """Whether an integer is part of a name, a numbering, a statistic or a sum of money."""
    if _IN_NAME.search(text[max(0, item.start - 3) : item.start + 1]):
        return not _OF_GROUP.search(text, max(0, item.start - 9), item.start)
    if _SEX_RATIO.search(text, max(0, item.start - 30), item.start):
        return True
    before = text[max(0, item.start - 12) : item.start]
    if _MONEY.search(before) or _STATISTIC.search(before):
        return True
    return item.value.low < _FEW and bool(_NUMBERED.search(before))


def _is_year(line: Line, item: Item, counted: Item | None) -> bool:
    """ "Since 1998", "in 2018 eligible patients were enrolled"; not "in 2018 patients, relapse was rare"."""
    text = line.passage
    if "," in text[item.start : item.end]:
        return False
    if _TO_ARM.match(text, item.end):
        return _YEAR_AND.search(text, max(line.start, item.start - 12), item.start) is not None
    if _OF_YEAR.match(text, item.end):
        return True
    if counted is None and not any(i.kind in ("people", "arm") and i.start == item.end + 1 for i in line.items):
        return True
    return bool(_WHEN.search(text, max(line.start, item.start - 12), item.start)) and bool(
        _CLAUSE_GOES_ON.match(text, item.end, line.end)
    )


def is_in_row(text: str, start: int, end: int) -> bool:
    """Whether two more figures stand right beside a figure: "37 12 25 32"."""
    before, after = _ROW_BEFORE.search(text, max(0, start - 20), start), _ROW_AFTER.match(text, end)
    return sum(len(found[0].split()) for found in (before, after) if found) > 1


def _marks_list(text: str, item: Item) -> bool:
    after = text[item.end : item.end + 2] == ") "
    return after and _LIST_MARK.search(text, max(0, item.start - 8), item.start) is not None


def _is_of_documents(line: Line, item: Item) -> bool:
    label = _DOCUMENTS.search(line.passage, max(line.start, item.start - _NEAR), item.start)
    return label is not None and not any(
        is_human(p) for p in term_list("people").find(line.passage, *label.span("which"))
    )


def names_things(text: str, after: int) -> bool:
    """Whether the noun that follows is no person: "25 treated eyes", "6 outpatient clinics", not "30 hip patients"."""
    stop = _NOUN_END.search(text, after, after + 60)
    limit = stop.start() if stop else min(after + 60, len(text))
    people = term_list("people").find(text, after, limit)
    things = term_list("things").find(text, after, limit)
    humans = [p for p in people if is_human(p)]
    if humans:
        return any(_OF_PEOPLE.fullmatch(text, humans[-1].end - 1, thing.start) for thing in things)
    nouns = [*people, *things]
    return any(len(text[after : noun.start].split()) <= 3 for noun in nouns)


def is_human(item: Item) -> bool:
    """Whether an item of the people list is a person, and no eye or operation."""
    return bool(item.value.get("human") == "1")
