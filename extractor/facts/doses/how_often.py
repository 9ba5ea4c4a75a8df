"""How often a sentence says that its doses are given, without what it says of other things.

"Blood pressure was measured twice daily", "weekly dialysis" and "patients seen every 4 weeks" tell of no dose, and
"aspirin was given daily, ticagrelor 90 mg in one group" tells of the dose of another drug.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.facts.context import PaperView, PassageView
from extractor.facts.doses.schedule import Mark, frequencies
from extractor.matching import Item
from extractor.records import Mention, Sentence

# How often the dose is changed, not given: was raised weekly to 1800 mg.
_PACE = re.compile(
    r"\b(?:increas|escalat|(?:up-?|down-?)?titrat|rais|taper|reduc|doubl|adjust|decreas)(?:ed|ing) (?:\w+ly )?$", re.I
)
_DONE = (
    r"(?:assess|measur|evaluat|monitor|visit|sampl|scann|test|examin|record|count|check|review|exercis|train|interview"
    r"|contact|weigh|collect|follow|dialy[sz]|irradiat|attend|walk|observ)ed|follow-?up|seen|drawn"
    r"|drank|drink(?:ing)?|smok(?:ed|ing)|exercising|training|walking|radiotherapy|irradiation"
    r"|dialysis|Gy|[x×]-?rays?|scans?|visits?|assessments?|measurements?|samples|exercises?"
)
# A clause that tells of something done to the patients; what is done to the dose itself stands right behind it.
_OTHER_ACT = re.compile(rf"\b(?:{_DONE})\b", re.I)
_OF_THE_DOSE = re.compile(
    r"[\s)\],]*(?:which |that )?(?:(?:was|were|is|are|has been|have been|when|as) )?(?:\w+ed|seen)\b", re.I
)
_GIVEN = re.compile(
    r"\b(?:given|giv(?:es?|ing)|gave|administ\w+|receiv\w+|took|taken|tak(?:es?|ing)|inject\w*|infus\w*|appl(?:y|ied|ying)"
    r"|inhal\w+|instill?ed|ingest\w+|swallow\w*|dos(?:es?|ed|ing|ages?)|treat\w*|therapy|chemotherapy|tablets?|capsules?"
    r"|prescri\w+|supplement\w*)\b",
    re.I,
)
# twice the weekly dose of X: no doses of twice a week
_TIMES_THE = re.compile(r"\b(?:twice|thrice|times|half|double|triple) (?:the|its|their) (?:usual |standard )?$", re.I)
_RADIATION = re.compile(r"\bGy\b[^.;]{0,40}$")  # 2 Gy a day, five days a week
# Where a clause begins that has a subject of its own.
_CLAUSE = re.compile(r"[,;:()\[\]]|\b(?:and|but|while|whereas|who|which|when|where)\b", re.I)
_ENDS = re.compile(
    r"[\s)\]]*(?:[,.;]|$|\b(?:and|but|for|in|at|with|until|during|over|to|from|after|before|while|by|on)\b)"
)
# What is done or comes so often: weekly dialysis, daily life, twice-weekly exercise.
_OTHER_THING = re.compile(
    r"[ -](?:(?!(?:by|in|for|and|or|with|to|on|of|at|from|until|during|after|before|as|was|were|but) )\w+ )?"
    r"(?:visits?|assessments?|measurements?|monitoring|follow-?ups?|scans?|ha?emodialysis|dialysis"
    r"|exercises?|training|activit\w+|life|living|diar(?:y|ies)|walks?|walking|samples?|sampling|calls?|questionnaires?|fractions?"
    r"|radiotherapy|radiation|irradiation|radiochemotherapy|[\d.]+ ?Gy|urine|outputs?|seizures?|attacks?|headaches?"
    r"|episodes?|symptoms?|smok\w+|drink\w+|alcohol|physiotherapy|counsell?ing|evaluations?|examinations?|checks?|tests?"
    r"|blood|monitored|recorded|measured|assessed)\b",
    re.I,
)
# Between a drug and how often it is given: once-daily oral X; single doses of X; X, an antagonist, given once daily.
_BEFORE_NAME = re.compile(
    r"[ -]?(?:(?:oral|intravenous|subcutaneous|intramuscular|inhaled|topical|nasal|low-dose|high-dose|dosing|doses?"
    r"|tablets?|injections?|infusions?|treatment|therapy|administration|use|of|with)[ -]?){0,4}",
    re.I,
)
_AFTER_NAME = re.compile(
    r"(?:[ ,]+\([^()]{1,30}\))?(?:,[^,;.:()\d]{1,60},)?,? ?(?:(?:was|were|is|are|when|treatment|therapy|dosing|tablets?"
    r"|capsules?|orally|subcutaneously|intravenously|intramuscularly|given|administered|taken|used|dosed|injected|infused"
    r"|as|an?) ?){0,4}",
    re.I,
)
_AMOUNT_A_DAY = re.compile(r"[ -](?:doses?|dosages?|intakes?|use|usage|consumption|requirements?)\b")  # daily X dose
_NEAR = 60  # characters between a drug's name and how often it is given
_JOINED = re.compile(
    r"[^.;]*(?:,|\b(?:and|or|plus|with|versus|vs\.?)\b|[/+–-])[^.;]*"
    r"|\s*(?:diluted |dissolved )?in [\d,.]+ ?m[lL] (?:of )?(?:[\d.]+ ?% ?)?",  # 1 g of A in 200 mL of B every 12 h
    re.I,
)
# Once-daily A and B 5 mg: how often goes on to the next drug of the list.
_LIST_ON = re.compile(r"(?:,|,? ?(?:and|or|versus|vs\.?|with|plus)|[/+-])? ?(?:\w+ )?[(\[]?", re.I)
_NEEDED = r"\b(?:on[- ]demand|as[- ]needed|when needed|if needed|as required|when required|p\.?r\.?n)\b"
_AS_NEEDED_AFTER = re.compile(rf"[^.,;\d]{{0,30}}{_NEEDED}", re.I)
_AS_NEEDED_BEFORE = re.compile(rf"{_NEEDED}[^.,;\d]{{0,20}}$", re.I)
_BESIDE = len(" doses, separated by ")
# What single doses add up to: 20 mg daily to a cumulative dose of 3 g; 1 g daily for 3 days (total 3 g)
_IN_ALL = re.compile(
    r"\b(?:total|cumulative|accumulated)(?: (?!daily\b|weekly\b)[^\W\d][\w-]*){0,3}? (?:doses?|dosages?|amounts?)"
    r"(?: (?:of|was|were|is|to|up to|reached|reaching)){0,2}(?: [^\W\d][\w-]*(?: of)?)? ?[:=(]? ?$"
    r"|\btotal(?: of|:)? ?$",
    re.I,
)
# Single doses a week apart: the time between two treatments that are compared.
_APART = re.compile(r"\b(?:apart|separated|intervals?|washout|wash-out)\b", re.I)


def often_said(passage: PassageView, sentence: Sentence, groups: Sequence[Item], view: PaperView) -> list[Mark]:
    """The frequencies of a sentence, without the paper's own short forms: BD (bronchodilator), OD (overdose)."""
    marks = frequencies(passage.text, sentence.start, sentence.end, groups, view.patterns)
    marks = [
        m
        for m in marks
        if passage.text[m.start : m.end] not in view.abbreviations
        and not _PACE.search(passage.text, sentence.start, m.start)
        and not _of_something_else(passage.text, sentence.start, m, groups)
    ]
    single = [m.end for m in marks if m.value == "once"]
    return [
        m
        for m in marks
        if not (_APART.search(passage.text, m.start, m.end) and any(0 <= m.start - end <= _BESIDE for end in single))
    ]


def _of_something_else(text: str, start: int, mark: Mark, groups: Sequence[Item]) -> bool:
    """Whether the words say how often something is done that is no giving of a drug."""
    if _OTHER_THING.match(text, mark.end):
        return True
    if _AMOUNT_A_DAY.match(text, mark.end) and _TIMES_THE.search(text, start, mark.start):
        return True
    last = max((g.end for g in groups if g.end <= mark.start), default=start)
    after_dose = last > start
    clause = last
    for boundary in _CLAUSE.finditer(text, last, mark.start):
        clause = boundary.end()
    if _RADIATION.search(text, last, mark.start):
        return True
    acts = list(_OTHER_ACT.finditer(text, clause, mark.start))
    if not acts or _GIVEN.search(text, acts[-1].end(), mark.start):
        return False
    if after_dose:
        return not _OF_THE_DOSE.match(text, last)
    return bool(_ENDS.match(text, mark.end))


def without_other_drugs(
    passage: PassageView, sentence: Sentence, marks: list[Mark], groups: Sequence[Item], dosed: Collection[str]
) -> list[Mark]:
    """The marks that are not said of a drug whose dose the sentence does not give."""
    here = [m for m in passage.mentions if sentence.start <= m.start < sentence.end]
    others = [
        m
        for m in here
        if m.drug not in dosed and not any(m.start < o.end and o.start < m.end and o.drug in dosed for o in here)
    ]
    return (
        [m for m in marks if not any(_is_of_other(passage.text, m, o, here, groups) for o in others)]
        if others
        else marks
    )


def _is_of_other(text: str, mark: Mark, other: Mention, here: Sequence[Mention], groups: Sequence[Item]) -> bool:
    """Aspirin was given daily; after daily insulin: no part of a list with a drug whose dose is given."""
    if ahead(text, mark, other):
        after = min((m.start for m in here if m.start >= other.end), default=None)
        following = min((g.start for g in groups if g.start >= other.end), default=None)
        ends = [place for place in (after, following) if place is not None]
        return not ends or not _LIST_ON.fullmatch(text, other.end, min(ends))
    if not behind(text, mark, other):
        return False
    before = max((g.end for g in groups if g.end <= other.start), default=None)
    return before is None or not _JOINED.fullmatch(text, before, other.start)


def as_needed(text: str, start: int, end: int) -> bool:
    """Whether an amount is one taken as needed: 20 mg on demand; on-demand use of 20 mg."""
    before = _AS_NEEDED_BEFORE.search(text, max(0, start - _NEAR), start)
    return bool(before or _AS_NEEDED_AFTER.match(text, end))


def in_all(text: str, start: int, end: int) -> bool:
    """Whether an amount is called the sum of a treatment: a total dose of 1 g."""
    return bool(_IN_ALL.search(text, max(start, end - _NEAR), end))


def of_drug(passage: PassageView, sentence: Sentence, marks: Sequence[Mark], drug: str | None) -> Mark | None:
    """What a sentence of several drugs says of one: the one thing it says, else what stands beside the name."""
    if len({m.value for m in marks}) < 2:
        return marks[0] if marks else None
    names = [m for m in passage.mentions if m.drug == drug and sentence.start <= m.start < sentence.end]
    beside = [m for m in marks if any(ahead(passage.text, m, n) or behind(passage.text, m, n) for n in names)]
    return beside[0] if beside else None


def ahead(text: str, mark: Mark, mention: Mention) -> bool:
    """once-daily dulaglutide; single doses of formoterol."""
    if not 0 <= mention.start - mark.end <= _NEAR or _AMOUNT_A_DAY.match(text, mention.end):
        return False
    return bool(_BEFORE_NAME.fullmatch(text, mark.end, mention.start))


def behind(text: str, mark: Mark, mention: Mention) -> bool:
    """montelukast, an antagonist, given once daily."""
    return 0 <= mark.start - mention.end <= _NEAR and bool(_AFTER_NAME.fullmatch(text, mention.end, mark.start))
