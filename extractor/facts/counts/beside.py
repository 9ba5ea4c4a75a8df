"""What a count is by those told beside it: an arm, the whole of the others, those of whom some were chosen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.context import PaperView
from extractor.facts.counts.candidates import (
    ANOTHER,
    LOOSE_ARMS,
    MOST_GROUPS,
    Candidate,
    in_one_sentence,
    sums_from,
)
from extractor.facts.counts.wording import FEW
from extractor.facts.sentences.series import PEOPLE
from extractor.facts.sentences.treatments import names_treatment
from extractor.literals import sparse
from extractor.measures.numbers import value
from extractor.records import PatientCount

_AGAIN = re.compile(r"\b(?:these|those|the same)(?: \w+)? $", re.I)
_OUT_OF = re.compile(r"(?:^|[.;:]\s)(?:out of|of|among|amongst|from)(?: (?:the|all|these|a total of))* ?$", re.I)
_OF_SOME_PEOPLE = re.compile(r"(?:^|[.;:]\s)(?:out of|of|among|amongst|from) ?$", re.I)
_STUDIED = re.compile(
    r"[^.;]{0,100}?\b(?:were|was) (?:\w+ )?(?:included|evaluated|analy[sz]ed|studied|reviewed|selected)\b(?! for)", re.I
)
_WE_CHOSE = re.compile(r"\bwe (?:\w+ly )?(?:identified|selected|included|studied|analy[sz]ed|enrolled|recruited) $")
_SHARE_OF = re.compile(r"\(\d[\d.]*\s?% of (?:the |all )?$")  # 90 women (30% of the 300 randomised)
_LEAST_PAIRED = 5  # fewer are more often two who had this and two who had that
_ELIGIBLE = ("count.eligible_after", "count.eligible_number")
_ENTERED = re.compile(  # no study: included in the database
    r"\b(?:randomi[sz]ed|enrol\w+|includ\w+(?! in (?:the|a|our) (?:[\w-]+ )?(?:database|registry|register)\b)"
    r"|recruit\w+|entered|registered|treated|underwent)\b",
    re.I,
)
_ENTERING = 0.9  # as plain as "were randomised"
_SIZE = re.compile(
    r"[(\[;,] ?(?:[nN] ?= ?)?(\d{1,3}(?:,\d{3})+|\d+)"
    r"(?: (?:patients|participants|subjects|women|men|children|adults))?[)\]]"
)
_SHARED_OUT = re.compile(r"\b(?:randomi[sz]|assign|allocat|receiv|treated)", re.I)
_SOME = re.compile(r"\b(?:subgroup|substudy|subset|sample|population)$", re.I)
_LEAST_WHOLE = 20
_HEALTHY = re.compile(  # lupus patients (n = 50) compared to healthy individuals (n = 107)
    r"\b(?P<label>(?:healthy|normal|control) (?:[\w-]+ )?(?:individuals|people|subjects|volunteers|participants|persons"
    r"|adults|women|men|children|donors)) [(\[]$",
    re.I,
)
# Controls, normal women, or those whose kidneys work beside those whose don't, but not normal platelet counts
_WELL = re.compile(
    rf"\b(?:controls?|healthy|normal(?! (?!n ?=)[a-z])|normal(?=(?: [\w-]+){{0,3}} (?:{PEOPLE}|function)))\b", re.I
)
_HEALTHY_ONES = re.compile(r"\b(?:healthy|normal)\b", re.I)
_CONTROLS = re.compile(rf"\bcontrols\b|\bcontrol (?:{PEOPLE})\b", re.I)
_COHORTS = sparse(
    r"\b(?:groups?|arms?|cohorts?|receiv\w+|treated|under(?:went|going)|assigned|allocated|randomi[sz]\w+|given|taking"
    r"|compar\w+)\b",
    re.I,
)
_OF_THEM = re.compile(r"\b(?:of|among|in) (?:these|them|those|whom|which|the remaining)\b", re.I)
_FIGURE = re.compile(r"[^;.]{0,70}?\d ?%|[^;]{0,70}\d\.\d+ ?%")
# Serum leptin (n = 92) and zinc levels (n = 81) were measured: in how many each was
_MEASURED = sparse(
    r"\b(?:[\w-]+ ){1,4}?[(\[]n ?= ?\d[\d,]*[)\]](?:,? (?:and )?(?:[\w-]+ ){1,5}[(\[]n ?= ?\d[\d,]*[)\]])*"
    r" (?:was|were) (?:\w+ly )?(?:measured|determined|evaluated|assessed|quantified|analy[sz]ed|available)\b",
    re.I,
)
_LEVELS = re.compile(r"\b(?:levels?|concentrations?|expression|titers?|titres?) [(\[]", re.I)
_DEGREE = re.compile(r"\b(?:low|high|positive|negative|normal|elevated|raised|reduced)\b", re.I)
_SISTER = 0.6  # of a group that is no larger than this part of another, it may be the whole

# "218 women [on zinc were randomised 1:1:1 into three arms]", "we randomised 322 women [to receive zinc or not]"
_ARE_ALL = re.compile(
    r"[^.;]{0,120}? (?:were|was) (?:\w+ly )?(?:randomi[sz]ed|assigned|allocated|divided) (?:\d ?:[\d :]+ )?(?:in)?to"
    r" (?:two|three|four|five|[2-5]) (?:[\w-]+ )?(?:arms|groups)\b"
    r"|(?: \w+){0,2} to (?:receive )?[^.;,()\d]{2,40} or (?:not|no|nothing)\b"
)
_AGAINST = re.compile(r"\b(?:compared (?:with|to)|versus|vs|whereas)\b")


def as_group(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """An arm, where its sentence tells of a larger arm or of a group as large; untreated, as large a part of all.

    "31 patients were included; 51 given placebo were matched", "drug A in 54 patients and drug B in 54 patients".
    """
    fact = candidate.fact
    if fact.pattern_id == "count.arm_size" and _is_of_measured(fact):
        return Candidate(replace(fact, role="evaluable", arm=None), "evaluable")
    if fact.role == "total" and _has_sister(fact):
        return replace(candidate, fact=replace(fact, role="arm" if _SHARED_OUT.search(fact.sentence) else "subgroup"))
    if fact.role != "total" or fact.pattern_id == "count.n_people":
        return candidate
    beside = [c for c in candidates if c is not candidate and in_one_sentence(c.fact, fact)]
    is_among = fact.pattern_id == "count.among" and _are_beside(candidate, beside)
    is_against = fact.pattern_id == "count.share_of" and any(_is_set_against(fact, c.fact) for c in beside)
    if is_among or is_against:
        return replace(candidate, fact=replace(fact, role="subgroup"))
    healthy = _HEALTHY.search(fact.sentence.partition(fact.quote)[0])
    others = [c for c in beside if c.fact.role in ("arm", "subgroup")]
    if healthy and others and fact.n not in (sum(c.fact.n for c in others), *sums_from(others)):
        return replace(candidate, fact=replace(fact, role="subgroup", arm=healthy["label"]))
    larger = any(c.fact.role == "arm" and c.reading != "denominator" and c.fact.n > fact.n for c in beside)
    again = any(_AGAIN.search(f.sentence.partition(f.quote)[0]) for f in (fact, *(c.fact for c in beside)))
    paired = (
        not again
        and fact.n >= _LEAST_PAIRED
        and any(c.fact.n == fact.n and c.reading == candidate.reading == "sample" for c in beside)
    )
    paired = paired or any(c.fact.n == fact.n and c.fact.pattern_id == ANOTHER for c in candidates)
    told = "arm" if larger or _COHORTS.search(fact.sentence) else "subgroup"  # a rise in five women, none in five
    return replace(candidate, fact=replace(fact, role=told)) if larger or paired else candidate


def _is_set_against(fact: PatientCount, other: PatientCount) -> bool:
    """Whether a share of others is set against one of these: "0 of 34 were ill, whereas leaks were seen in 4 of 41"."""
    first, last = sorted((fact, other), key=lambda f: f.start_char)
    between = first.sentence.partition(first.quote)[2].partition(last.quote)[0]
    is_share = other.pattern_id in ("count.share_of", "count.denominator")
    return is_share and fact.n != other.n and _AGAINST.search(between) is not None


def _is_of_measured(fact: PatientCount) -> bool:
    """Whether a size is of those in whom something was measured, and of no group."""
    told = _MEASURED.search(fact.sentence)
    return bool(told and fact.quote in told[0] and _LEVELS.search(told[0]) and not _DEGREE.search(told[0]))


def _are_beside(candidate: Candidate, beside: Sequence[Candidate]) -> bool:
    """Whether a sentence tells of several in turn: "among 40 boys, 3 fell; among 44 girls, 5"."""
    told = [c.fact for c in beside if c.fact.pattern_id == "count.among" and c.fact.n != candidate.fact.n]
    figured = all(_FIGURE.match(f.sentence.partition(f.quote)[2]) for f in (candidate.fact, *told))
    return bool(told) and figured and not _OF_THEM.search(candidate.fact.sentence)


def _has_sister(fact: PatientCount) -> bool:
    """Whether a size in brackets has one about as large beside it: diet (41 women), drug (38 women)."""
    before, _, after = fact.sentence.partition(fact.quote)
    if not re.search(r"[(\[;,]\s?$", before[-2:]) or not re.match(r"\s?[)\]]", after):
        return False
    others = [value(m[1]) for m in _SIZE.finditer(before + "|" + after)]
    return any(n > _SISTER * fact.n for n in others) and (len(others) == 1 or sum(others) > fact.n)


def as_whole(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The total, where an arm is as large as those beside it together: "40 were given drug A (20) or drug B (20)"."""
    fact = candidate.fact
    beside = sorted((c for c in candidates if in_one_sentence(c.fact, fact)), key=lambda c: c.fact.start_char)
    loose = fact.pattern_id in LOOSE_ARMS or candidate.reading == "those" or _SOME.search(fact.arm or "")
    beside = [c for c in beside if c.fact.role == "arm" or candidate.reading != "those" or c is candidate]
    at = next(i for i, c in enumerate(beside) if c is candidate)
    neighbours = (beside[at + 1 :], beside[:at][::-1])
    is_sum = fact.pattern_id == "count.arm_size" and _is_sum_of_arms(candidate, candidates)
    are_parts = (
        loose
        and fact.n >= FEW
        and fact.role in ("arm", "subgroup")
        and any(fact.n in sums_from(run) for run in neighbours)
    )
    is_whole = is_sum or are_parts or _were_shared_out(fact)
    return replace(candidate, fact=replace(fact, role="total", arm=None)) if is_whole else candidate


def _were_shared_out(fact: PatientCount) -> bool:
    """Whether an arm is everyone who was given to arms: "322 women to receive zinc or not"."""
    is_loose = fact.role == "arm" and fact.pattern_id in LOOSE_ARMS
    return is_loose and _ARE_ALL.match(fact.sentence.partition(fact.quote)[2]) is not None


def _is_sum_of_arms(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether a group is as large as the arms that another sentence, or the rest of its own, tells of."""
    by_sentence: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for c in candidates:
        own = in_one_sentence(c.fact, candidate.fact) and c.fact.start_char <= candidate.fact.start_char
        if c.fact.role == candidate.fact.role and c.reading != "denominator" and not own:
            by_sentence[c.fact.ordinal, c.fact.sentence][c.fact.start_char] = c.fact.n
    arms = [list(sizes.values()) for sizes in by_sentence.values() if len(sizes) > 1]
    largest = all(c.fact.n <= candidate.fact.n for c in candidates)
    whole = candidate.fact.role == "arm" or largest
    return whole and candidate.fact.n >= _LEAST_WHOLE and any(sum(sizes) == candidate.fact.n for sizes in arms)


def as_screened(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Those of whom a study chose: "among 300 recipients, 90 were randomised", not "of 80 enrolled, 64 completed"."""
    fact = candidate.fact
    if fact.role != "total" or candidate.reading not in ("sample", "total"):
        return candidate
    before, _, after = fact.sentence.partition(fact.quote)
    chosen = [
        c.fact
        for c in candidates
        if c.reading == "total" and in_one_sentence(c.fact, fact) and c.fact.n < fact.n and c is not candidate
    ]
    if _SHARE_OF.search(before) and any(c.start_char < fact.start_char for c in chosen):
        return replace(candidate, fact=replace(fact, role="screened"))
    studied = [c.fact for c in candidates if c.reading == "sample" and in_one_sentence(c.fact, fact)]
    if _OF_SOME_PEOPLE.search(before) and any(f.n < fact.n and _was_chosen(f) for f in studied):
        return replace(candidate, fact=replace(fact, role="screened"))
    eligible = fact.pattern_id in _ELIGIBLE
    if not (eligible or _OUT_OF.search(before)) or _ENTERED.search(re.split(r"[,;:]| and \d", after)[0]):
        return candidate
    if any(c.confidence >= _ENTERING and c.start_char > fact.start_char for c in chosen):
        return replace(candidate, fact=replace(fact, role="screened"))
    some = _OF_SOME_PEOPLE.search(before) and any(
        f.start_char > fact.start_char and f.n < fact.n and _STUDIED.match(f.sentence.partition(f.quote)[2])
        for f in studied
    )
    return replace(candidate, fact=replace(fact, role="screened")) if some else candidate


def _was_chosen(fact: PatientCount) -> bool:
    """Whether a study chose those counted: "we identified 40 women with lupus"."""
    return _WE_CHOSE.search(fact.sentence.partition(fact.quote)[0]) is not None


def as_cohorts(candidates: Sequence[Candidate], view: PaperView) -> list[Candidate]:
    """Groups set beside controls: arms where something was done to tell them apart or they are called groups.

    "38 controls and 40 users of heat", but "40 patients with gout and 38 healthy people", told apart by a trait.
    """
    by_sentence: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for c in candidates:
        if c.fact.role in ("arm", "subgroup"):
            by_sentence[c.fact.ordinal, c.fact.sentence].append(c)
    roles = {
        _key(c): "subgroup" if _differ_in_health(group, view) else "arm"
        for group in by_sentence.values()
        if _are_cohorts(group)
        for c in group
    }
    return [replace(c, fact=replace(c.fact, role=roles.get(_key(c), c.fact.role))) for c in candidates]


def _key(candidate: Candidate) -> tuple[int, int, str | None]:
    return candidate.fact.ordinal, candidate.fact.start_char, candidate.fact.arm


def _differ_in_health(group: Sequence[Candidate], view: PaperView) -> bool:
    """Whether people are set beside healthy ones or controls, and no sentence tells that groups were made of them."""
    if _COHORTS.search(group[0].fact.sentence):
        return False
    well = [c for c in group if _HEALTHY_ONES.search(f"{c.fact.arm} {c.fact.quote}") or _is_of_controls(c.fact)]
    return bool(well) and not any(names_treatment(view, c.fact.arm) for c in group if c.fact.arm and c not in well)


def _is_of_controls(fact: PatientCount) -> bool:
    """38 controls, but no "control (n = 38)", which may be what others were given."""
    return "=" not in fact.quote and _CONTROLS.search(f"{fact.quote} {fact.arm}") is not None


def _are_cohorts(group: Sequence[Candidate]) -> bool:
    beside = (_WELL.search(f"{c.fact.arm} {c.fact.quote}") and c.reading not in ("denominator", "case") for c in group)
    return 2 <= len(group) <= MOST_GROUPS and any(beside)
