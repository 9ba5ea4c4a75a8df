"""What the words around one count tell of it, whatever the rest of the paper says."""

from __future__ import annotations

import re

from extractor.records import PatientCount

FEW = 10  # smaller groups of people, "diabetic patients (n = 4)", are more often those with a trait
TREATED = ("count.treated_after", "count.treated_number")
_OF_FEW = ("count.among", "count.reviewed_before", "count.total_of", "count.none_of", "count.given_to")
_FIGURES = re.compile(r"%|\bsignifican\w+|\bper ?cent\b|\b(?:mean|median|average|range)\b|±|\d ?/ ?\d", re.I)
_SHARED = re.compile(r" ?\(\d[\d.·]* ?%\)")
_ANALYSED_SHARE = re.compile(
    _SHARED.pattern + r" (?:were|could be) (?:\w+ )?(?:analy[sz]ed|evaluated|treated|followed|assessed|studied)\b"
    r"(?! (?:for|with|by|using)\b)"
)
_CASES_SEEN = re.compile(
    r"\bcases (?:\([^()]*\) )?(?:occurred|developed|arose|of [^.;]{3,80} (?:was|were) (?:\w+ )?"
    r"(?:observed|noted|seen|detected|registered|recorded|reported|identified|diagnosed|found))\b",
    re.I,
)
# Those in whom a finding was tried again: "an independent cohort of 98 adults", "validated in 98 adults".
_VALIDATION = re.compile(
    r"(?:\b(?:external|independent|validation|replication|confirmatory|another|separate|second)\b[^.;,]{0,30}"
    r"\b(?:cohort|data ?set|sample|population|series|group)\b[^.;,\d]{0,25}"
    r"|\b(?:second|third) (?:stage|phase|part|step)\b[^.;,\d]{0,40}|\bvalidated (?:\w+ly )?(?:in|on) )$",
    re.I,
)
_TO_VALIDATE = re.compile(r"[^.;,]{0,40}\bfor (?:\w+ )?validation\b", re.I)
# The half-life averaged 3.1 h in 12 adults; a mean weight of 80 ± 12 kg in 34 women
_AVERAGED = re.compile(
    r"(?:\b(?:averaged|(?:mean|average|median)\b[^.;]{0,80}?\b(?:was|were|of)) \d|±|\+/-)"
    r"[^.;,%]{0,40}\b(?:in|for) (?:the )?$",
    re.I,
)
_OUT_OF_SET = re.compile(r"\b(?:out of|of|among|from) the [\w -]{0,40}[(\[]$", re.I)
_WE = re.compile(r"(?: [^,.;]{1,60})?, we\b")  # in 57 adults, we explored: what was done with a part
_OF_THOSE_WITH = re.compile(r"\(\d[\d.]* ?%\)[^.]{0,80}\bof (?:these|them|those|whom)\b[^.;\d]{0,20}$", re.I)
_EXPERTS = re.compile(r"(?:ologists?|physicians|surgeons|doctors|clinicians|experts|nurses)$", re.I)


def is_chosen_from(fact: PatientCount) -> bool:
    """Whether others were chosen from those counted: "out of the safety set (n = 620), adults with data were"."""
    in_set = fact.pattern_id == "count.of_analysis_set"
    return in_set and _OUT_OF_SET.search(fact.sentence.partition(fact.quote)[0]) is not None


def is_validation(fact: PatientCount) -> bool:
    before, _, after = fact.sentence.partition(fact.quote)
    return bool(_VALIDATION.search(before) or _TO_VALIDATE.match(after))


def is_some(fact: PatientCount) -> bool:
    """A few of a sample, or those with a share behind them: more often a number with an outcome than a group."""
    if fact.n < FEW and _EXPERTS.search(fact.quote):
        return True  # three physicians analysed the scans
    return has_share(fact) or (fact.n < FEW and fact.pattern_id in _OF_FEW)


def has_share(fact: PatientCount) -> bool:
    """Twelve adults (4%) underwent surgery."""
    return fact.pattern_id in TREATED and bool(_SHARED.match(fact.sentence.partition(fact.quote)[2]))


def is_analysed_share(fact: PatientCount) -> bool:
    """96 adults (96%) were analysed."""
    return _ANALYSED_SHARE.match(fact.sentence.partition(fact.quote)[2]) is not None


def is_bare_case(fact: PatientCount) -> bool:
    """ "In nine cases, thiamine was not given": those who had something, where no figure of theirs follows."""
    opens = fact.pattern_id == "count.among" and fact.sentence.startswith("In ")
    return opens and not _FIGURES.search(fact.sentence) and not _WE.match(fact.sentence.partition(fact.quote)[2])


def is_of_outcome(fact: PatientCount) -> bool:
    """Whether people are some of those with an outcome: "21 women (5%) fell; of these, 13 received a drug"."""
    return fact.pattern_id in TREATED and _OF_THOSE_WITH.search(fact.sentence.partition(fact.quote)[0]) is not None


def is_seen(fact: PatientCount) -> bool:
    """Whether people are those who fell ill: beside a sample, "six cases of gout were registered"."""
    return _CASES_SEEN.search(fact.quote + fact.sentence.partition(fact.quote)[2]) is not None


def was_measured(fact: PatientCount) -> bool:
    """Whether a figure was measured in people: "averaged 3.1 h in 12 adults"."""
    return _AVERAGED.search(fact.sentence.partition(fact.quote)[0]) is not None
