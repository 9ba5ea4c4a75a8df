"""What stays of the rates of a paper that speaks little of treating people: of one that asks, tests or looks at them.

Most of what such papers count is no outcome, whatever it stands beside: who had a disease, a finding or an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.facts.context import PaperView
from extractor.facts.sentences.restated import RateFact
from extractor.records import AdverseEvent, ResponseRate

# What a paper on the care of people speaks of, again and again.
_CARE = re.compile(
    r"\b(?:treat(?:ed|ments?|ing)|\w*therap(?:y|ies|eutic)|surg(?:ery|ical|eries)|operat(?:ed|ion|ive)\w*|post-?operative\w*"
    r"|trial|randomi[sz]ed|dose[sd]?|mg|drugs?|vaccin\w+|complications?|adverse|side effects?|procedures?"
    r"|interventions?|receiv(?:ed|ing)|administ\w+|transplant\w*|implant\w*|resect\w+|injection|toxicit(?:y|ies)|follow-?up"
    r"|placebo|double-blind|underwent|ablation|stent(?:s|ing)?|emboli[sz]ation|bypass|irradiat(?:ed|ion))\b",
    re.I,
)
# What one speaks of that asks them, tests them or looks at them.
_LOOKS = re.compile(
    r"\b(?:cross-sectional|(?:sero)?prevalence|epidemiolog\w+|questionnaires?|survey\w*|respondents?|interview\w*"
    r"|diagnos\w+|sensitivity|specificity|predictive value|risk factors?|isolate[sd]?|strains?|cultures?|specimens?"
    r"|samples?|ser(?:um|a|olog\w+)|positive|negative|detect\w*|test(?:s|ed|ing)?|characteristics|symptoms?|histo\w+"
    r"|autops\w+|genes?|genetic|mutations?|findings|imag(?:es|ing)|radiograph\w*|scan\w*|measure[sd]?|measurements?)\b",
    re.I,
)
_ASKS = re.compile(r"\b(?:questionnaires?|survey\w*)\b", re.I)
_LITTLE_CARE = 3  # such words

# By cross-validation over 912 papers this raises the F1 of rates and events a little; of 60 random events of other
# papers, 28 of them wrong, it left out 10 wrong ones and 4 right ones. Deaths were right wherever they were told.
_SURE = 0.6
_LIKE = 0.4  # is enough for one told just as a sure one of its sentence: "minor bleeds in 21%, major ones in 3%"
_DEATH = re.compile(r"\b(?:death|mortality|fatality|lethality)\b")
# Of a sentence that tells what became of people, or what was done for them.
_OUTCOME = re.compile(
    r"\b(?:deaths?|mortality|fatality|lethality|surviv\w+|alive|complications?|adverse|side[- ]effects?|toxicity|ICU"
    r"|intensive care|readmission|hospitali[sz]ation|remission|morbidity|transfusions?)\b",
    re.I,
)
_RESPONSE = re.compile(r"\brespon", re.I)
_BECAME = re.compile(
    r"\b(?:followed|develop(?:ed|s)?|incidence|occur\w*|events?|outcomes?|died|drug|resulted|given"
    r"|success\w*|cur(?:ed|e)|relapse\w*|resol\w+|respon\w+|improv\w+"
    r"|(?:after|within) [\w-]+ (?:days?|weeks?|months?|years?))\b",
    re.I,
)


def outcomes_told(view: PaperView, facts: Sequence[RateFact]) -> list[RateFact]:
    """The facts that stay: all where a paper tells of care, or is but a sentence or two."""
    sure = {_way(f) for f in facts if f.confidence >= _SURE}
    unsure = [f for f in facts if not _is_sure(f, sure)]
    doubtful = [f for f in facts if not _is_outcome(view, f)]
    if view.is_excerpt or not (unsure or doubtful):
        return [*facts]
    care = _words(view, _CARE)
    dropped = unsure if care <= _LITTLE_CARE else []
    if doubtful and care < _words(view, _LOOKS):
        dropped = [*dropped, *doubtful]
    return [f for f in facts if f not in dropped]


def _words(view: PaperView, of: re.Pattern[str]) -> int:
    return sum(len(of.findall(v.text)) for v in view.passages)


def _is_sure(fact: RateFact, sure: Collection[tuple[object, ...]]) -> bool:
    """Whether a rate is likely enough, or an event a death or told in one of the ways of sure ones."""
    if fact.confidence >= _SURE or not isinstance(fact, AdverseEvent):
        return fact.confidence >= _SURE
    return _DEATH.search(fact.term) is not None or (fact.confidence >= _LIKE and _way(fact) in sure)


def _way(fact: RateFact) -> tuple[object, ...]:
    return type(fact), fact.ordinal, fact.sentence, fact.pattern_id


def _is_outcome(view: PaperView, fact: RateFact) -> bool:
    """Whether a fact, or the sentence that tells it, is of what became of people in care."""
    if isinstance(fact, ResponseRate) and fact.outcome_class != "other":
        is_reply = _RESPONSE.search(fact.outcome) and any(_ASKS.search(v.text) for v in view.passages)
        return not is_reply  # "the response rate was 45%"
    name = fact.term if isinstance(fact, AdverseEvent) else fact.outcome
    if _OUTCOME.search(name) or any(told.search(fact.sentence) for told in (_OUTCOME, _BECAME, _CARE)):
        return True
    passage = next(v for v in view.passages if v.passage.ordinal == fact.ordinal)
    return any(fact.sentence == passage.place(m.start, m.end)["sentence"] for m in passage.mentions)
