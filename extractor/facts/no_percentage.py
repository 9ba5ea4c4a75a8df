"""Percentages that are no shares of participants: limits, changes, powers, strengths, averages, answers to a survey."""

from __future__ import annotations

import re

from extractor.literals import sparse
from extractor.matching import Item, Line

# "a EuroSCORE-predicted mortality of 9%", "the expected rate of death was 12%": what a model gives.
_PREDICTED = re.compile(
    r"(?:\b|-)(?:predicted|expected|projected)\s(?:[\w-]+\s){0,3}?(?:mortality|survival|risks?|rates?|incidence"
    r"|probability|deaths?)(?:\s(?:of|for|at)\s[\w-]+)?(?:\s(?:rates?|risk))?"
    r"(?:\s\([\w-]+\))?\s(?:of|was|were|is|being)?\s?(?:only |about )?[(\[]?$",
    re.I,
)
# "a 15% non-inferiority margin", "tested against a threshold of 40%", "61% of full information"
_LIMIT_BEFORE = re.compile(r"\b(?:thresholds?|margins?|cut-?offs?|null hypothesis) (?:value )?of (?:a )?$", re.I)
_LIMIT_AFTER = re.compile(
    r"\s?%?\s(?:(?:non-?inferiority|equivalence|superiority|safety)\s)?(?:margin|threshold|cut-?off)\b"
    r"|\s?%?\sof (?:the )?(?:full |total |planned )?information\b"
    r"|\s?%? or (?:more|greater|higher|less|lower|better|above|below)\b(?! of\b| in\b|\s?[(\[])",
    re.I,
)
_MORE = re.compile(r"\s?%?\s(?:more|fewer)\s(?!than\b)", re.I)  # "5% more women withdrew"
# "The majority of relapses (78%) occurred after a year", "most adverse events were mild (60%)": shares of the events.
_OF_EVENTS = sparse(
    r"\b(?:majority|most(?! (?:common|frequent|often|prevalent|important|serious|severe|likely)\b)"
    r"|(?:greatest|largest|highest) proportion) (?:of )?(?:the |these |all |reported )*"
    r"(?:(?!patients|cases|women|men|children|participants|subjects|adults|infants)[\w-]+ ){0,2}?(?P<what>[\w-]+s)"
    r"(?: (?:\([\w-]+\) )?(?:occurred|were|was|had|developed) [^.;:%]{0,60})?\s?[(\[]?$",
    re.I,
)
_ANNUAL = re.compile(
    r"\bannual(?:i[sz]ed)? (?:[\w-]+ ){0,2}(?:rates?|incidence|risk)(?: (?:of|was))?(?: [\w-]+){0,2} [(\[]?$", re.I
)
_LABELLED = re.compile(  # "95% in genotype 1 and 88%": the 1 is no percentage
    r"\b(?:genotypes?|types?|groups?|arms?|cohorts?|stages?|phases?|parts?|class(?:es)?|levels?|quartiles?|tertiles?"
    r"|weeks?|days?|months?|years?|cycles?|visits?)\s$",
    re.I,
)
# "occurring in at least 20% of patients were", "with > or = 10% incidence included"
_LEAST_BEFORE = re.compile(
    r"(?:(?P<in>\b(?:occurr(?:ing|ed)|seen|reported|observed|experienced|noted|found|present|affecting)"
    r"(?: (?:in|by|with|at))?|[(\[]) )?"
    r"(?:[><] or =|[>≥⩾<≤⩽]\s?=?|(?:at least|at most|more than|less than|over|exceeding)"
    r"|(?:larger|greater|higher|lower|smaller)\sthan(?: or equal to)?)\s?$",
    re.I,
)
_OF_PEOPLE_WERE = re.compile(
    r"\s?%?\s(?:of|in) (?:all |the |treated )*(?:patients|participants|subjects|cases|recipients|either (?:group|arm))"
    r"[)\]]?,?\s(?:were|was|included?|being|are)\b",
    re.I,
)
_OR_EQUAL = re.compile(r"\bor (?:=|equal to)\s?$")
_OF_PEOPLE = re.compile(r"\s?%?\s(?:of|in)\b")
_INCIDENCE = re.compile(r"\s?%?\s(?:incidence|frequency)\b(?! of)", re.I)
# "(+ 60%)", "95% CI: -0.7%": a change or a difference has a sign.
_SIGNED = re.compile(r"(?:^|[(\[:,;/=]\s?|(?<![\d%])\s)(?:\+\s?|[−-])$|[(\[:=]–$")
_CHANGE_AFTER = re.compile(
    r"\s?%?\s(?:(?:relative|absolute|mean|average|overall|further|significant|risk|rate|weight|volume|[a-z]+ity)\s){0,3}"
    r"(?:decreases?|reductions?|increases?|declines?|drop|rise|fall|increment)\b",
    re.I,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:decreases?|reductions?|increases?|declines?) (?:in|of) (?:the )?(?:[\w-]+ ){0,3}?"
    r"(?:area|size|volume|thickness|length|diameter|width|density|concentrations?|flow|mass)"
    r"\s?[(\[](?:[^()\[\]]*[\s,])?$",
    re.I,
)
_POWER = re.compile(r"\s?%?\s(?:statistical\s)?(?:power|confidence|significance)\b", re.I)
_AVERAGE = re.compile(
    r"\b(?:average|mean|median)\s(?:percent(?:age)?s?)\b[^.;,()]{0,60}?\s(?:was|were|of|is|reached)\s"
    r"(?:only |about )?[(\[]?$",
    re.I,
)
# "20% intravenous lipid emulsion", "5% glucose"
_STRENGTH = re.compile(
    r"\s?%?\s(?:(?!(?:of|in|on|to|by|for|with|and|or|had|have|was|were|\w+ed)\b)[\w-]+\s){0,3}?(?:emulsions?|solutions?|ointment|cream|lotion|mouthwash|shampoo|saline|dextrose|formalin)\b",
    re.I,
)
# Who is asked, and no patient: "known by 31% of doctors".
_OTHERS = re.compile(
    r"[)\]%]*\s(?:of |among )?(?:the |all |our )?(?:(?:responding|participating|surveyed|medical|nursing|dental) )?"
    r"(?:doctors|physicians|surgeons|clinicians|nurses|pharmacists|dentists|practitioners|respondents|responders to|"
    r"caregivers|hospitals|cent(?:er|re)s|institutions|students|trainees|studies|trials|articles)\b",
    re.I,
)
# "Of 14 studies, five (36%) found higher mortality"
_OF_PAPERS = re.compile(
    r"\b(?:of|among)\s(?:the |these |all |our )?(?:[\w-]+ ){0,3}(?:studies|trials|articles|papers|publications)"
    r"(?: [^.;%\d,]{0,30})?,\s(?:only |just )?$",
    re.I,
)
# "Smith et al. reported a mortality of 15%"
_CITED = re.compile(
    r"\bet al\b\.?(?:'s|’s)?[^;]*?\b(?:reported|found|observed|showed|described|noted|demonstrated|documented)\b", re.I
)
_ANSWERED = re.compile(
    r"[)\]%\s]*(?:[\w-]+\s){0,2}(?:responded to|answered|completed|returned|filled (?:in|out))\s(?:the |a |our |this )?"
    r"(?:[\w-]+\s)?(?:questionnaires?|surveys?|invitations?|interviews?)\b",
    re.I,
)
_SURVEY = re.compile(r"\b(?:questionnaires?|surveys?|surveyed|invitations?|mailed|invited)\b", re.I)
_REPLIED = re.compile(
    r"[)\]%]*(?: (?:patients|participants|people|women|men|parents|of them|who|they|nurses|physicians)){0,2}"
    r" (?:responded|replied|answered|returned|took part)\b",
    re.I,
)
_REPLIES = re.compile(
    r"\b(?:response|participation|completion|return) rates?,?\s(?:(?:was|of|equal|to|being|is) ){0,3}[(\[]?$",
    re.I,
)


def is_answered(line: Line, item: Item) -> bool:
    """Whether a share is of those who answered a survey."""
    text = line.passage
    if _ANSWERED.match(text, item.end, line.end):
        return True
    is_reply = _REPLIED.match(text, item.end, line.end) or _REPLIES.search(text, line.start, item.start)
    return bool(is_reply and _SURVEY.search(text, line.start, line.end))


def is_of_others(line: Line, item: Item) -> bool:
    """Whether a share is not of the participants: of doctors, of trials, or of another's work."""
    text = line.passage
    if _OF_PAPERS.search(text, line.start, item.start):
        return True
    return bool(_OTHERS.match(text, item.end, line.end) or _CITED.search(text, line.start, item.start))


def is_no_percentage_of_people(line: Line, item: Item) -> bool:
    """A model's percentage, a difference, a strength, a label, or what results are held against."""
    text, first = line.passage, line.start
    if _LABELLED.search(text, first, item.start) and not text.startswith(("%", " %", " per"), item.end):
        return text[item.start : item.end].isdigit()
    before = _PREDICTED.search(text, first, item.start) or _AVERAGE.search(text, first, item.start)
    before = before or _ANNUAL.search(text, first, item.start)
    after = any(regex.match(text, item.end) for regex in (_MORE, _POWER, _STRENGTH))
    if before or _is_of_events(line, item):
        return True
    return after or is_limit(text, item.start, item.end) or is_change(text, item.start, item.end)


def _is_of_events(line: Line, item: Item) -> bool:
    """Whether a percentage is one of events, of which so many were early or mild."""
    part = _OF_EVENTS.search(line.passage, line.start, item.start)
    if part is None:
        return False
    start, end = part.span("what")
    return any(i.kind in ("event", "outcome") and i.start < end and start < i.end for i in line.items)


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether a percentage is one that results are held against: "a 15% margin", "a threshold of 40%"."""
    if _LIMIT_BEFORE.search(text, max(0, start - 40), start) or _LIMIT_AFTER.match(text, end):
        return True
    if _OR_EQUAL.search(text, max(0, start - 20), start) and not _OF_PEOPLE.match(text, end):
        return True
    least = _LEAST_BEFORE.search(text, max(0, start - 40), start)
    return bool(least and (_INCIDENCE.match(text, end) or (least["in"] and _OF_PEOPLE_WERE.match(text, end))))


def is_change(text: str, start: int, end: int) -> bool:
    """Whether a percentage tells by how much something changed: "(+ 60%)", "a 53% mortality decrease"."""
    before = _SIGNED.search(text, max(0, start - 3), start) or _CHANGE_BEFORE.search(text, max(0, start - 120), start)
    return bool(before or _CHANGE_AFTER.match(text, end))
