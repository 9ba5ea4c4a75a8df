"""Settles a paper's patient counts: one fact per group, one total, and what the other overall figures are to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.context import PaperView
from extractor.facts.counts.beside import as_cohorts, as_group, as_screened, as_whole
from extractor.facts.counts.candidates import (
    ANOTHER,
    CONTROLS,
    LOOSE_ARMS,
    UNEXPLAINED,
    Candidate,
    in_one_sentence,
    wholes_of,
)
from extractor.facts.counts.wording import (
    FEW,
    TREATED,
    has_share,
    is_analysed_share,
    is_bare_case,
    is_chosen_from,
    is_of_outcome,
    is_seen,
    is_some,
    is_validation,
    was_measured,
)
from extractor.facts.sentences.likeness import likeness
from extractor.measures.numbers import FIGURE, WORDS, value
from extractor.records import PatientCount

_RECEIVED = re.compile(
    r"^(?! ?\(\d[\d.]*\s?%)(?:(?!\b(?:never|not)\b)[^.;]){0,80}?\b(?:received|underwent|treated (?:with|by)|given)\b",
    re.I,
)
_OF_SOME_WHO = re.compile(r"(?:^|[,;] )(?:of|among)(?: (?:the|these))? $", re.I)
# What of a known arm is another number of it, and no number with an outcome.
_STAYED = re.compile(r"\b(?:complet(?:ed|ing)|evaluable|assessable|per[- ]protocol|followed up|available)\b", re.I)
_WITHOUT = re.compile(r"\b(?:without|not?|non)\b", re.I)
_DIGITS = re.compile(r"\d+")
# Those without a response, who were switched: others had one. "without asthma" may be all.
_LACKING = re.compile(
    r"\b(?:non-?responders?|(?:without|not|no|failed)\b[^.;,]{0,30}\b(?:respon\w+|remission|improve\w*|control\w*))\b[^.;,]*$",
    re.I,
)
# "19 evaluable patients" and "17 of 19 were evaluable" say that there were others
_NEVER_ALL = ("count.share", "count.evaluable_share", "count.evaluable_before")
_GIVEN = re.compile(r"\b(?:received|underwent|treated|given)\b", re.I)
_NUMBERS = re.compile(rf"{FIGURE}|{WORDS}", re.I)
_TOLD_OF = (*LOOSE_ARMS, "count.n_arm", "count.part")
_PART_OF_ARM = 0.5
_OF_SOME = ("denominator", "group")
_LISTED = ({"each"}, {"part"}, {"group"})  # readings of which one sentence may have several of a size
_ALONE = ("count.arm_size", "count.assigned", "count.arm_had", "count.n_arm")  # of one group: the sample
_HALF = re.compile(r"\b(?:training|validation|derivation|development|discovery|test|intervention|experimental)\b", re.I)
_OF_CONTROLS = re.compile(r"\bcontrols?(?: subjects| group| participants)?$", re.I)
_TRIAL = re.compile(r"\b(?:trial|study)$", re.I)
_IN_SUBGROUP = re.compile(r"\b(?:subgroup|subset|sub-?sample) (?:analysis )?(?:of|with|without|who|in)\b[^.;]*$", re.I)
_WHO_OF_ARM = re.compile(r" (?:in|of|on|from) [^,.;:()]{2,60}? (?:who|whose|in whom)\b")  # 5 on heat who fell
_HAD = re.compile(
    r" (?:\([^()]*\) )?(?:had|saw|achieved|developed|experienced|showed|reported|died|failed|responded|relapsed"
    r"|improved|survived)\b"
)
_FELL_ILL = re.compile(r" (?:\([^()]*\) )?(?:had|developed|experienced|showed|reported|died|failed|relapsed)\b")
_HAD_DONE = re.compile(
    r" had (?:[\w-]+ ){0,3}(?:surgery|operations?|resections?|treatment|therapy|transplant\w*|follow-up|data"
    r"|screening|tests?|testing|scans?|\w+ectom(?:y|ies)|\w+plast(?:y|ies))\b"
)
_MOST = 0.8  # from here on "were treated" tells of a study's conduct
_PART = 0.7  # above this share of the sample it is the sample that was treated
_SOME = 2 / 3  # below this share of the sample people of whom something is told are some of it, and not those evaluated
_EVALUATED_IN = re.compile(r"\bin $", re.I)  # bone density was measured in 126 women
_EVALUATED = re.compile(r"(?: \([^()]*\))? (?:(?:were|was) )?(?:analy[sz]|evalua|assess|eligible|review)")
_OF_SOME_TOLD = (
    "count.share",
    "count.share_of",
    "count.denominator",
    "count.among",
    "count.treated_after",
    "count.treated_number",
    "count.reviewed_before",
)


def settle(found: Sequence[Candidate], view: PaperView) -> list[PatientCount]:
    """The facts of a paper, in order of the text. An excerpt may leave the sample unsaid."""
    distinct = _distinct([as_whole(c, found) for c in found])
    distinct = [as_screened(c, distinct) for c in distinct]
    kept = as_cohorts([as_group(c, distinct) for c in distinct], view)
    total = sample_of(kept) or (None if view.is_excerpt else _evaluated(kept))
    kept = _without_outcomes(_as_parts_of_arms(kept, found), total)
    wholes = set(wholes_of(kept))
    facts = [fact for c in kept if (fact := _placed(c, total, wholes)) is not None]
    if total is not None:  # nearly all, with no name, are no arm: "226 were randomised, 225 with a dose"
        nearly = [f for f in facts if _is_nearly(f, total.fact.n) and not _has_other(f, facts, total.fact.n)]
        facts = [replace(f, role="evaluable") if f in nearly else f for f in facts]
        facts = [replace(f, role="subgroup") if _are_some(f, total.fact.n) else f for f in facts]
    else:  # what is smaller than an arm is no sample
        least = max((f.n for f in facts if f.role in ("arm", "subgroup")), default=0)
        facts = [replace(f, role="evaluable") if f.role == "total" and f.n < least else f for f in facts]
    return sorted(facts, key=lambda f: (f.ordinal, f.start_char))


def _is_nearly(fact: PatientCount, sample: int) -> bool:
    unnamed = fact.role == "arm" and not fact.arm and fact.pattern_id == "count.part"
    return unnamed and _PART * sample <= fact.n <= sample


def _are_some(fact: PatientCount, sample: int) -> bool:
    """Whether people are some of the sample: "the rash went in 7 of 19 women with gout", of 90 women."""
    if fact.role != "evaluable" or fact.pattern_id not in _OF_SOME_TOLD or fact.n >= _SOME * sample:
        return False
    before, _, after = fact.sentence.partition(fact.quote)
    return not (_EVALUATED_IN.search(before) or _EVALUATED.match(after))


def _has_other(fact: PatientCount, facts: Sequence[PatientCount], sample: int) -> bool:
    """Whether another part of the whole stands in the sentence: of 35 "who had two (n = 5), one (n = 26) or no"."""
    others = [f for f in facts if f is not fact and in_one_sentence(f, fact)]
    return any(f.pattern_id == fact.pattern_id or f.n + fact.n == sample for f in others)


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate per group: of two that say the same the plainer stays."""
    kept: list[Candidate] = []
    for new in found:
        twin = next((i for i, old in enumerate(kept) if _is_same(old, new)), None)
        if twin is None:
            loose = new.fact.pattern_id in LOOSE_ARMS and new.fact.arm is not None and new.reading == "group"
            if not (loose and any(k.fact.arm == new.fact.arm and not _are_listed(k.fact, new.fact) for k in kept)):
                kept.append(new)
            elif _STAYED.search(new.fact.sentence):
                kept.append(replace(new, fact=replace(new.fact, role="subgroup")))
        else:
            kept[twin] = _plainer(kept[twin], new)
    return kept


def _plainer(old: Candidate, new: Candidate) -> Candidate:
    """The one of two equal figures that says more; a bare number of people that some share is of is explained by it."""
    better, other = (new, old) if _rank(new) > _rank(old) else (old, new)
    if better.reading == "denominator" and other.fact.role == "total":
        return replace(other, reading="denominator")
    if other.reading == "denominator" and other.fact.role == "arm" and better.fact.role == "subgroup":
        return replace(better, fact=replace(better.fact, role="arm", arm=other.fact.arm))
    return better


def _are_listed(a: PatientCount, b: PatientCount) -> bool:
    """Whether two groups are told in one sentence as given the same in two ways: 22 on low and 21 on high doses."""
    return a.pattern_id == b.pattern_id == "count.assigned" and in_one_sentence(a, b)


def _rank(candidate: Candidate) -> tuple[bool, float]:
    """Arms and what is worded as the sample outrank what only a preposition tells; else the plainer wording."""
    grouped = candidate.fact.role in ("arm", "screened") and candidate.reading not in ("denominator", "people")
    return grouped or candidate.reading == "total", candidate.fact.confidence


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Equal figures are one group unless two groups are named apart, or told apart in one sentence."""
    a, b = one.fact, other.fact
    if a.n != b.n or ANOTHER in (a.pattern_id, b.pattern_id):
        return False
    readings = {one.reading, other.reading}
    if readings == {"sample"} and in_one_sentence(a, b):
        return False
    listed = readings in _LISTED or (readings <= {"group", "people"} and a.n >= FEW)
    if listed and in_one_sentence(a, b):
        return a.arm is not None and a.arm == b.arm
    if not a.arm or not b.arm:
        return True
    if in_one_sentence(a, b) and _are_opposed(a.arm, b.arm):
        return False
    if "denominator" in readings and _words(a.arm) & _words(b.arm) in (_words(a.arm), _words(b.arm)):
        return True  # placebo, of the arm of placebo and diet
    if "denominator" in readings and len(readings) > 1 and not in_one_sentence(a, b) and a.n >= FEW:
        return True  # the same arm by another name
    return likeness(a.arm, b.arm) >= 0.5 and a.arm[-1:] == b.arm[-1:]


def _are_opposed(label: str, other: str) -> bool:
    """Whether two labels differ in a "without" or in their numbers: 45 mg and 80 mg, mutated and not mutated."""
    return bool(_WITHOUT.search(label)) != bool(_WITHOUT.search(other)) or (
        set(_DIGITS.findall(label)) != set(_DIGITS.findall(other))
    )


def _words(label: str) -> set[str]:
    return set(label.lower().split())


def sample_of(candidates: Sequence[Candidate]) -> Candidate | None:
    """The total: the figure that the paper words most plainly as its sample, of equals the largest.

    Where no wording tells, it is the largest figure that stands alone: one group is no arm of anything.
    """
    named = [c for c in candidates if c.fact.role == "total" and c.reading != "some" and not has_share(c.fact)]
    if len(candidates) > 1:
        named = [c for c in named if not is_validation(c.fact)]
    sums = set(wholes_of(candidates))
    best = max(named, key=lambda c: (3 if c.fact.n in sums else _plainness(c), c.fact.n), default=None)
    largest_arm = max(
        (c.fact.n for c in candidates if c.fact.role in ("arm", "subgroup") and c.reading in ("group", "part")),
        default=0,
    )
    plain = best is not None and _plainness(best) > 1 and best.fact.pattern_id not in UNEXPLAINED
    plain = plain and best is not None and not is_some(best.fact)
    plain = plain and best is not None and (_plainness(best) > 2 or best.fact.n >= largest_arm)
    if plain and best is not None and best.fact.pattern_id == "count.among":
        plain = not any(_told_before(best, candidates))
    if best is not None and (plain or best.fact.n in sums):
        return best
    if best is not None and any(c.fact.role in ("arm", "subgroup") and c.fact.n > best.fact.n for c in candidates):
        best = None
    elif best is not None:
        best = max((best, *_told_before(best, candidates)), key=lambda c: c.fact.n)
    if best is None and (
        summed := [
            c
            for c in candidates
            if c.fact.n in sums
            and c.reading != "estimate"
            and (c.fact.role not in ("arm", "subgroup") or _TRIAL.search(c.fact.arm or ""))
            and not has_share(c.fact)
        ]
    ):
        return max(summed, key=lambda c: c.fact.n)
    alone = [
        c for c in candidates if _stands_alone(c, candidates) and (best is None or c.reading in ("people", "those"))
    ]
    largest = max(alone, key=lambda c: c.fact.n, default=None)
    larger = (c for c in candidates if c.fact.role in ("total", "arm") or c.reading == "part")
    if largest is None or any(c.fact.n > largest.fact.n for c in larger):
        return best
    return largest


def _evaluated(candidates: Sequence[Candidate]) -> Candidate | None:
    """The largest number of people evaluated: the sample of a paper that tells no other."""
    known = (c for c in candidates if c.reading == c.fact.role == "evaluable" and not is_chosen_from(c.fact))
    largest = max(known, key=lambda c: c.fact.n, default=None)
    return None if largest is None or any(c.fact.n > largest.fact.n for c in candidates) else largest


def _told_before(bare: Candidate, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Larger numbers of people than a bare one that stand before it: "pain was assessed in 20 adults; 9 adults had"."""
    for c in candidates:
        before = (c.fact.ordinal, c.fact.start_char) < (bare.fact.ordinal, bare.fact.start_char)
        told = c.reading in ("sample", "denominator") and c.fact.role == "total"
        told = told or (c.fact.pattern_id == "count.evaluated_in" and c.fact.role == "evaluable")
        if before and told and c.fact.n > bare.fact.n:
            yield c


def _without_outcomes(candidates: Sequence[Candidate], total: Candidate | None) -> list[Candidate]:
    """Without the small numbers told of arms that add up to the sample elsewhere: "relapses: 12 on A and 9 on B"."""
    by_sentence: dict[tuple[int, str], list[PatientCount]] = defaultdict(list)
    for c in candidates:
        if c.fact.role == "arm" and c.reading != "denominator":
            by_sentence[c.fact.ordinal, c.fact.sentence].append(c.fact)
    arms = next((a for a in by_sentence.values() if total and sum(f.n for f in a) == total.fact.n and len(a) > 1), [])
    smallest = min((f.n for f in arms), default=0)

    def is_outcome(fact: PatientCount) -> bool:
        had = _HAD.search(fact.sentence) and not _STAYED.search(fact.sentence) and not _RECEIVED.search(fact.sentence)
        return fact.pattern_id in _TOLD_OF and fact.n < (1 if had else _PART_OF_ARM) * smallest

    return [c for c in candidates if not (c.fact.role == "arm" and is_outcome(c.fact))]


def _as_parts_of_arms(candidates: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """Of a known arm's size, a share of fewer is one of some of them: "5/23 in the LE group", of 39."""
    largest: dict[str, int] = defaultdict(int)
    for c in found:
        if c.fact.role == "arm" and c.fact.arm:
            largest[c.fact.arm] = max(largest[c.fact.arm], c.fact.n)
    return [
        replace(c, fact=replace(c.fact, role="subgroup"))
        if c.fact.role == "arm"
        and (
            _of_subgroup(c.fact, candidates)
            or (c.reading in _OF_SOME and c.fact.n < _PART * largest.get(c.fact.arm or "", 0))
        )
        else c
        for c in candidates
    ]


def _of_subgroup(fact: PatientCount, candidates: Sequence[Candidate]) -> bool:
    """Whether those of an arm are only some of it: "in the subgroup without gout (9 on heat and 12 on cold)"."""
    if not any(c.fact.n > fact.n and not in_one_sentence(c.fact, fact) for c in candidates):
        return False
    before, _, after = fact.sentence.partition(fact.quote)
    some = fact.pattern_id == "count.the_n_in_arm" and _WHO_OF_ARM.match(after)
    return bool(some or _IN_SUBGROUP.search(before))


def _stands_alone(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """The only group of a paper, all those evaluated, or people of whom no more is told: "Women (n = 96)"."""
    fact = candidate.fact
    if fact.role in ("arm", "subgroup") and (
        CONTROLS.search(f"{fact.arm} {fact.quote}") or any(whole > fact.n for whole in wholes_of(candidates))
    ):
        return False
    if candidate.reading in ("estimate", "some") or fact.role == "screened" or fact.pattern_id in _NEVER_ALL:
        return False
    if fact.role not in ("arm", "subgroup"):
        return not is_chosen_from(fact)
    if _LACKING.search(fact.sentence.partition(fact.quote)[0]):
        return False
    if candidate.reading == "those":
        return all(c.fact.n <= fact.n for c in candidates)
    others = [c.fact for c in candidates if c.fact.role in ("arm", "subgroup") and c is not candidate]
    if candidate.reading == "people":
        return not any(in_one_sentence(g, fact) and g.n >= fact.n for g in others)
    # "The weekly arm had 52 patients, the daily arm had 51 evaluable ones."
    others += [
        c.fact
        for c in candidates
        if c.fact.role == "evaluable" and c.fact.n <= fact.n and in_one_sentence(c.fact, fact)
    ]
    is_half = fact.pattern_id != "count.assigned" and _HALF.search(fact.arm or "")  # those assigned are divided
    return not others and fact.pattern_id in _ALONE and not is_half


def _plainness(candidate: Candidate) -> int:
    """Three steps: worded as the sample; treated, reviewed or introduced; a bare number of people."""
    confidence = candidate.fact.confidence
    fact = candidate.fact
    if fact.pattern_id == "count.total_of" and _had(fact, _HAD):
        return 1  # a total of 24 adults had fever
    return 3 if confidence >= 0.85 else 2 if confidence >= 0.5 else 1


def _had(fact: PatientCount, had: re.Pattern[str]) -> bool:
    """Whether those counted are told to have had something that nobody did to them."""
    after = fact.sentence.partition(fact.quote)[2]
    return had.match(after) is not None and not _HAD_DONE.match(after)


def _placed(candidate: Candidate, total: Candidate | None, wholes: set[int]) -> PatientCount | None:
    """The fact with its role beside the total; None for a number of people that neither words nor parts explain."""
    fact = candidate.fact
    if candidate is total:
        return replace(fact, role="total", arm=None)
    if fact.role != "total":
        return fact
    if total is not None and _MOST * total.fact.n <= fact.n < total.fact.n and is_analysed_share(fact):
        return replace(fact, role="evaluable")
    if has_share(fact) or not _is_explained(candidate, total, wholes):
        return None
    if total is None:
        return replace(fact, role="subgroup") if candidate.reading == "some" else fact
    if is_validation(fact):
        return replace(fact, role="subgroup")
    if (fact.pattern_id in UNEXPLAINED and CONTROLS.search(fact.quote)) or _OF_CONTROLS.search(fact.quote):
        return replace(fact, role="arm")
    if fact.n > total.fact.n:
        return replace(fact, role="screened")
    return replace(fact, role="arm" if _is_treated_part(fact, total.fact) else "evaluable")


def _is_explained(candidate: Candidate, total: Candidate | None, wholes: set[int]) -> bool:
    """Whether a number of people is more than that: worded, made of parts, the whole of a share, all those seen."""
    fact = candidate.fact
    if candidate.reading in ("sample", "some") and total and fact.n < total.fact.n and is_some(fact):
        return False
    if fact.pattern_id == "count.total_of" and total and fact.n < total.fact.n and _had(fact, _FELL_ILL):
        return False  # overall, 24 adults had fever
    if is_bare_case(fact) and candidate.reading != "denominator" and total is not None and fact.n < total.fact.n:
        return False
    if is_seen(fact) or is_of_outcome(fact):
        return False
    if fact.pattern_id not in UNEXPLAINED or fact.n in wholes or candidate.reading == "denominator":
        return True
    if was_measured(fact):
        return True
    if CONTROLS.search(fact.quote):
        return True  # 22 healthy control subjects, beside the patients
    return total is not None and fact.n > total.fact.n and fact.pattern_id == "count.in_people"


def _is_treated_part(fact: PatientCount, total: PatientCount) -> bool:
    """Most of a sample received what the study is about; a smaller part received what tells it from the others."""
    if fact.pattern_id == "count.given_to":
        return fact.n < total.n
    before, _, after = fact.sentence.partition(fact.quote)
    received = _RECEIVED.search(after) and not (_OF_SOME_WHO.search(before) and after.startswith(" who"))
    if fact.pattern_id == "count.treated_number" and not _GIVEN.search(before):
        some = (value(m[0]) for m in _NUMBERS.finditer(before))
        if any(fact.n <= n < total.n for n in some):
            return False  # of 90 women, "40 bled; of these, 29 received iron"
    return fact.pattern_id in TREATED and bool(received) and fact.n < _PART * total.n
