"""Terms that only say of whom or of what else a sentence tells: "sepsis bundles", "the gout group", "a prior stroke".

No share is one of such a term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.series import PEOPLE
from extractor.literals import sparse
from extractor.matching import Item, Line

# "seizure prophylaxis", "the viral hepatitis group": the noun that follows is what is told of.
_OF_ANOTHER = re.compile(
    r"s?(?: disorder| disease)?\s(?:treatments?|therap(?:y|ies)|medications?|drugs|medicines?|prophylaxis|screening"
    r"|tests?|testing|management|care|bundles?|histor(?:y|ies)|knowledge|awareness|units?|wards?|clinics?|services?|codes?|scales?"
    r"|scores?|questionnaires?|guidelines?|prevention|education|mimics|groups?|arms?|cohorts?|patients|vaccin\w+"
    r"|counsel\w+|risk factors?)\b(?!-)"
    r"|s? (?:was|were) the (?:[\w-]+ ){0,3}(?:diagnos[ei]s|indications?|a?etiolog\w+)\b",
    re.I,
)
# "the site of infection", "at high risk of recurrence", "a history of stroke"
_ABOUT = re.compile(
    r"\b(?:(?:modes?|mechanisms?|sites?|locations?|origins?|timing|types?|severity|durations?|histor(?:y|ies)|treatments?"
    r"|management|prevention|concepts?|knowledge|awareness|fear|predictors?|causes?|coverage|aspects?) of"
    r"|at (?:(?:a|an|the) )?(?:(?:very )?(?:high|higher|increased|low|lower|intermediate) )?risk (?:of|for)"
    r"|risk factors? (?:of|for))\s(?:(?:the|an?|any|their)\s)?(?:[^\s,;]+\s)?$",
    re.I,
)
_EARLIER = sparse(
    r"\b(?:prior|previous|pre-?existing|co-?existing|concomitant|comorbid|underlying|antecedent)\s(?:[\w-]+\s)?$", re.I
)
# "in patients with colitis", but not "12 patients with colitis" nor "the number of patients with colitis".
_HAVING = sparse(
    rf"(?P<lead>(?:[\w%-]+[\])]?\s){{0,3}})(?:{PEOPLE}|those|smokers|survivors|persons|people)\s"
    r"(?:with|without|having|who had|diagnosed with|suffering from)\s(?:(?:an?|the|any)\s)?"
    r"(?:(?!(?:an?|the|had|was|were|who|that|in|of)\b)[\w-]+\s){0,3}$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:(?:\d[\d.,]*|%|[\d%][)\]]|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|more|fewer|no|all|most|several"
    r"|was|were)\s(?:of (?:the |these |our )?)?|\b(?:numbers?|proportions?|percentages?|rates?|incidence|frequency"
    r"|majority) of (?:the |these )?)(?:[\w-]+\s)?$",
    re.I,
)
_OF_THINGS = re.compile(
    r"\s(?:data|criteria|versions?|guidelines?|scores?|classifications?|protocols?|editions?|scales?|systems?|definitions?"
    r"|eyes|knees|hips|limbs|teeth|wounds|grafts|implants|lesions)\b"
)
_ARE_MORE = re.compile(
    r"(?: \([^()]*\))? (?:was|were) (?:\w+ly )?(?:more|less|equally|most|rare|frequent|common|few)", re.I
)
_DIAGNOSIS = re.compile(r"(?:diagnos[ei]s|indications?|a?etiolog(?:y|ies)|comorbidit(?:y|ies))$")
_GROUP = re.compile(r"\s(?:groups?|arms?|cohorts?)\b", re.I)
# "the primary outcome, a composite of death or stroke, occurred in 5%": the parts have no shares of their own.
_PARTS = sparse(
    r"\b(?P<what>(?:primary|secondary|composite|co-primary|main)\s(?:[\w-]+\s){0,3}?(?:outcomes?|end[ -]?points?))\b"
    r"(?:,? which (?:was|is)|,? (?:was |is )?defined as|,|:| \(|(?= of\b))\s?(?:(?:an?|the|composite)\s){0,3}"
    r"(?:(?<=composite )of|(?<=[(])|\sof|(?<=as )|(?<=\ba ))(?:(?!\b(?:was|were|occurred|did|had)\b)[^.;:%)])*$",
    re.I,
)
_COMPOSITE = re.compile(r"\bcomposite\b", re.I)
_PARTS_END = re.compile(r"[).;]|\b(?:was|were|occurred|did|had|developed|happened)\b")
# "Cure rates were: pneumonia, 80%; cystitis, 90%": of whom the cure is told.
_BY_DISEASE = sparse(
    r"\b(?P<what>(?:cure|response|success|eradication|recovery|healing|remission)s?(?: rates?)?)\b[^.;:%\d]{0,60}:"
    r"[^.:]*$",
    re.I,
)
# "The mortality of a severe infection was 12%"
_FATE = sparse(
    r"\b(?P<what>(?:mortality|fatality|survival)(?: rates?)?) (?:of|from|in|after|following|due to|caused by)\s"
    r"(?:(?:the|an?)\s)?(?:[^\s,;]+\s)?$",
    re.I,
)
_TERMS = ("event", "outcome")
_NAMED_AFTER = re.compile(r"s?(?:,| was| were| in)?\s[(\[]?\d")
# "in smear-positive (85% vs 50%) and culture-negative (95% vs 60%) women", "90% in group A, 62% in carriers"
_OF_PEOPLE = re.compile(
    rf"\s\([^()]*\)(?:,? (?:and|or) [\w-]+ \([^()]*\))?\s(?:{PEOPLE}|groups?|arms?|subgroups?)\b", re.I
)
_IN_WHOM = re.compile(r"\d\s?%[)\]]*\s(?:in|among)\s(?:the |our |all )?$")
_DESPITE = re.compile(r"(?:Despite|Given|Besides|Apart from|In addition to|Unlike|In spite of)\b[^,]*$")
# Who left a study is no harm unless the sentence tells one.
_LEFT = re.compile(r"drop(?:ped)?[- ]?outs?|attrition|lost", re.I)
_WHY = re.compile(
    r"\b(?:because|due|owing|toxic\w*|adverse|side[- ]effects?|intoleran\w*|complications?|[ST]?E?AEs?)\b", re.I
)


def is_passed_over(line: Line, term: Item) -> bool:
    """Whether a listed term is what no share of the sentence is one of."""
    text, first = line.passage, line.start
    if term.value.is_phrase:
        if _DIAGNOSIS.search(text, term.start, term.end):
            return True
        is_group = _GROUP.match(text, term.end, line.end) or _OF_PEOPLE.match(text, term.end, line.end)
        return bool(is_group or _IN_WHOM.search(text, first, term.start))
    if term.value.get("class") == "discontinuation":
        return _LEFT.match(text, term.start, term.end) is not None and not _WHY.search(text, first, line.end)
    if text[term.start : term.end].endswith("ed"):  # a verb: "patients with two lesions died"; or "the revised data"
        return _OF_THINGS.match(text, term.end, line.end) is not None
    before = text[max(first, term.start - 90) : term.start]
    if _OF_ANOTHER.match(text, term.end, line.end):
        return True
    listed = [i for i in line.items if i.kind in _TERMS and i != term]
    if told_instead(line, term, listed):
        return True
    if _ABOUT.search(before) or _EARLIER.search(before):
        return True
    having = _HAVING.search(before)
    is_counted = having is None or _COUNTED.search(having["lead"]) or _ARE_MORE.match(text, term.end, line.end)
    return not is_counted


def told_instead(line: Line, term: Item, listed: Sequence[Item]) -> Item | None:
    """The term that is told where another only says of what: a composite outcome for its parts, a cure or a mortality
    for the disease ("cure rates were: pneumonia, 80%", "the mortality of sepsis")."""
    start, text = line.start, line.passage
    told = _PARTS.search(text[start : term.start])
    if told and _COMPOSITE.search(told[0]) and not _has_own_share(line, term):
        return _within(listed, start + told.start("what"), start + told.end("what"))
    if term.kind != "event":
        return None
    if fate := _FATE.search(text, max(start, term.start - 60), term.start):
        return _within(listed, *fate.span("what"))
    named = _NAMED_AFTER.match(text, term.end, line.end)
    cure = _BY_DISEASE.search(text, start, term.start) if named else None
    return _within(listed, *cure.span("what")) if cure else None


def _within(listed: Sequence[Item], start: int, end: int) -> Item | None:
    """The term that stands in a place, or ends there."""
    return next((t for t in listed if start < t.end and t.start < end), None)


def _has_own_share(line: Line, term: Item) -> bool:
    """Whether a part of a composite outcome is told for itself: "the composite endpoint included death (5%)"."""
    stop = _PARTS_END.search(line.passage, term.end, line.end)
    end = stop.start() if stop else line.end
    return any(i.kind == "rate" and term.end <= i.start < end for i in line.items)


def is_put_aside(line: Line, term: Item, share: Item) -> bool:
    """ "Despite the difference in anaemia, 40% were well": what "despite" leads is another matter."""
    lead = _DESPITE.match(line.passage[line.start : term.start]) if term.end <= share.start else None
    return bool(lead and "," in line.passage[term.end : share.start])
