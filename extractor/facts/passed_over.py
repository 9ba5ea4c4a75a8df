"""Terms that only say of whom or of what else a sentence tells: "sepsis bundles", "the gout group", "a prior stroke".

No share is one of such a term.
"""

from __future__ import annotations

import re

from extractor.facts.series import PEOPLE
from extractor.matching import Item, Line

# "seizure prophylaxis", "the viral hepatitis group": the noun that follows is what is told of.
_OF_ANOTHER = re.compile(
    r"s?(?: disorder| disease)?\s(?:treatments?|therap(?:y|ies)|medications?|drugs|medicines?|prophylaxis|screening"
    r"|tests?|testing|management|care|bundles?|histor(?:y|ies)|knowledge|awareness|units?|wards?|clinics?|services?|codes?|scales?"
    r"|scores?|questionnaires?|guidelines?|prevention|education|mimics|groups?|arms?|cohorts?|patients|vaccin\w+"
    r"|counsel\w+|risk factors?)\b(?!-)",
    re.I,
)
# "the site of infection", "at high risk of recurrence", "a history of stroke"
_ABOUT = re.compile(
    r"\b(?:(?:modes?|mechanisms?|sites?|locations?|origins?|timing|types?|severity|durations?|histor(?:y|ies)|treatments?"
    r"|management|prevention|concepts?|knowledge|awareness|fear|predictors?|causes?|coverage|aspects?) of"
    r"|at (?:(?:a|an|the) )?(?:(?:very )?(?:high|higher|increased|low|lower|intermediate) )?risk (?:of|for)"
    r"|risk factors? (?:of|for))\s(?:(?:the|an?|any|their)\s)?(?:[\w-]+\s)?$",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:prior|previous|pre-?existing|co-?existing|concomitant|comorbid|underlying|antecedent)\s(?:[\w-]+\s)?$", re.I
)
# "in patients with colitis", but not "12 patients with colitis" nor "the number of patients with colitis".
_HAVING = re.compile(
    rf"(?P<lead>(?:[\w%-]+[\])]?\s){{0,3}})(?:{PEOPLE}|those|smokers|survivors|persons|people)\s"
    r"(?:with|without|having|who had|diagnosed with|suffering from)\s(?:(?:an?|the|any)\s)?(?:[\w-]+\s){0,2}$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:(?:\d[\d.,]*|%|[\d%][)\]]|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|more|fewer|no|all|most|several"
    r"|was|were)\s(?:of (?:the |these |our )?)?|\b(?:numbers?|proportions?|percentages?|rates?|incidence|frequency"
    r"|majority) of (?:the |these )?)(?:[\w-]+\s)?$",
    re.I,
)
_ARE_MORE = re.compile(
    r"(?: \([^()]*\))? (?:was|were) (?:\w+ly )?(?:more|less|equally|most|rare|frequent|common|few)", re.I
)
_GROUP = re.compile(r"\s(?:groups?|arms?|cohorts?)\b", re.I)
_DESPITE = re.compile(r"(?:Despite|Given|Besides|Apart from|In addition to|Unlike|In spite of)\b[^,]*$")
_TERMS = ("discontinuation",)


def is_passed_over(line: Line, term: Item) -> bool:
    """Whether a listed term is what no share of the sentence is one of."""
    text, first = line.passage, line.start
    if term.value.is_phrase:
        return _GROUP.match(text, term.end, line.end) is not None
    if term.value.get("class") in _TERMS:
        return False
    if text[term.start : term.end].endswith("ed"):
        return False  # a verb: "patients with two lesions died"
    before = text[max(first, term.start - 90) : term.start]
    if _OF_ANOTHER.match(text, term.end, line.end):
        return True
    if _ABOUT.search(before) or _EARLIER.search(before):
        return True
    having = _HAVING.search(before)
    is_counted = having is None or _COUNTED.search(having["lead"]) or _ARE_MORE.match(text, term.end, line.end)
    return not is_counted


def is_put_aside(line: Line, term: Item, share: Item) -> bool:
    """ "Despite the difference in anaemia, 40% were well": what "despite" leads is another matter."""
    lead = _DESPITE.match(line.passage[line.start : term.start]) if term.end <= share.start else None
    return bool(lead and "," in line.passage[term.end : share.start])
