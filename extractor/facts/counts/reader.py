"""Patient counts: who was screened, enrolled, evaluated, and how large each group was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.facts.context import PaperView, PassageView
from extractor.facts.counts.candidates import Candidate
from extractor.facts.counts.labels import named_before_regimen, with_partner
from extractor.facts.counts.no_count import CASES, RANDOMISED, group_of, is_no_count
from extractor.facts.counts.parts import PartReader, is_arm
from extractor.facts.counts.samples import settle
from extractor.facts.counts.shares import (
    LEAST_SHARED,
    MONTH,
    PER,
    SCORED,
    THIRD,
    at_own_figure,
    enrolled,
    is_fraction,
    is_of_things,
    is_rough,
    of_share,
)
from extractor.facts.counts.with_outcome import is_in_result, is_whole
from extractor.facts.groups.arms import ArmReader
from extractor.facts.sentences.countable import (
    NUMBERS,
    About,
    closed,
    counts_people,
    is_of_people,
    is_sex_split,
    marked,
)
from extractor.facts.sentences.counted_things import is_human, names_things
from extractor.facts.sentences.rates import rate_line
from extractor.facts.sentences.restated import RateFact
from extractor.facts.sentences.treatments import is_treatment_label, names_treatment
from extractor.facts.sentences.who_they_were import came_with
from extractor.lazy import cached_property
from extractor.literals import sparse
from extractor.matching import Item, Line, Match, term_list
from extractor.measures.numbers import value
from extractor.records import PatientCount

_DISEASE = re.compile(
    r"\b(?:\w{3,}(?:oma|itis|osis|a?emia)|\w*tumou?rs?|diseases?|cancers?|asthma|epilepsy|disorders?)\b", re.I
)
_LABORATORY = re.compile(r"\b(?:cells?|samples?|specimens?|isolates?|strains?|tissues?|genes?|animals?)\b", re.I)
_NO_NAME = re.compile(r"included|enrolled|matched|selected|eligible|consecutive|incident|those", re.I)
_CASE_CONTROL = sparse(
    r"\bcase[- –](?:cohort[- –])?control\b|\bcases (?:were|comprised|included|of)\b[^.]{0,150}\bcontrols\b", re.I
)
_FAILED = re.compile(
    r"\b(?:non-?responders? to|(?:no|without an?|inadequate) response to|refractory to|resistant to) $", re.I
)
_SHARES = ("count.share_of", "count.share", "count.denominator")  # counts that only a share tells
_MEANT = {"estimate": "evaluable", "those": "subgroup", "sample": "total"}
_AGREED = re.compile(
    r"[)\]]?\s?(?:\([^()]*\)\s)?(?:[A-Za-z-]+\s){1,6}?(?:agreed|consented|participated|"
    r"(?:was|were)\s(?:\w+ly\s)?(?:enrolled|recruited|included|randomi[sz]ed))\b",
    re.I,
)
_ENROLLING = re.compile(r"\b(?:enrol+ing|enrolled|recruiting|recruited|accruing|accrued) $", re.I)
_THOSE = re.compile(r"\bthose (?:with|without|who|in whom)\b", re.I)
_MOST_ARMS = 4  # a sentence that names more names drugs
_HOW_MANY = re.compile(r"\b(two|2|three|3|four|4|five|5)[ -](?:\w+\s){0,2}?(?:groups|arms?|cohorts)\b", re.I)
_SHARED_OUT = re.compile(
    r"(?:\s\w+){0,3}(?:,|\s(?:or|and|versus|vs\.?)\s)(?!\s?(?:(?:and|with) )?the (?:rest|others?|remaining)\b)"
    r"(?!\s?(?:plus|then|followed by|and then)\b)"
)
_OR = re.compile(r"\bto [^.;:()\d]{2,60} (?:or|versus|vs\.?) (?:the |an? )?$")
_SHARED_LATER = re.compile(r"^[^.;:]{0,120}\s(?:or|versus|vs\.?)\s(?:the\s)?(?:[A-Za-z]|\d+-)", re.I)
_AS = re.compile(r"\b(?:selected|chosen|enrolled|included|recruited) as\b", re.I)
_INCLUDED = re.compile(
    r"\b(?:included|enrolled|recruited|identified|reviewed|analy[sz]ed|evaluated|studied) "
    r"(?:(?:the )?(?:records|data|charts|files) (?:of|from|on) )?(?:a total of )?$",
    re.I,
)
# What an introduction says of the study itself: "this study aims to compare the scores of 138 patients".
_OWN = re.compile(
    r"\b(?:this|the present|the current|our) (?:[\w-]+ ){0,3}(?:study|trial|analysis|report|review|paper|series)\b"
    r"|\b(?:the |our )?(?:aim|objective|purpose|goal)s? (?:was|is|were|of)\b|\bwe (?:aim\w*|sought|report|present)\b"
    r"|\bhere(?:in)?,? we\b",
    re.I,
)
_SOME = re.compile(r"\b(?:sub(?:group|set|sample|cohort)s?|sub-?study)$", re.I)
_OF_STUDY = re.compile(r"(?: [\w-]+){0,3} (?:trials?|stud(?:y|ies)|protocols?)\b", re.I)  # assigned to our trial
_ENTERED = re.compile(
    r"^[^.;:\d]{0,40}(?:\([^()]*\)\s)?(?:were|was) (?:\w+ )?(?:included|enrolled|recruited|registered|randomi[sz]ed)\b"
)
_WITH_SHARE = re.compile(r"(?:\s\w+){0,2}\s?[(\[;,]\s?\d[\d.·]*\s?%")


@dataclass(frozen=True)
class CountReader:
    """Reads one paper's patient counts; `rates` are its response rates and adverse events, read before."""

    view: PaperView
    arms: ArmReader
    rates: Sequence[RateFact]

    def facts(self) -> list[PatientCount]:
        if self.view.is_animal or not (self.view.has_people and self._has_people):
            return []
        found = [c for passage, line in self._lines for c in self._sentence(passage, line)]
        parts = PartReader(self.arms, self._lines, self._free_numbers)
        found = parts.complete([*found, *self._denominators(), *self._shares()])
        settled = settle([self._as_case(c) for c in found] if self._is_of_cases else found, self.view)
        return [at_own_figure(replace(f, role="subgroup") if self._is_of_outcome(f) else f) for f in settled]

    def _is_of_outcome(self, fact: PatientCount) -> bool:
        """Whether a share is one of those with an outcome: "11 of 90 fell; in 6 of 11 the hip broke"."""
        return fact.role == "evaluable" and fact.pattern_id in _SHARES and fact.n in self._with_outcome

    @cached_property
    def _with_outcome(self) -> set[int]:
        """Numerators of shares told of anywhere in the paper."""
        items = (i for _, line in self.view.lines() for i in rate_line(line, self.view.patterns).items)
        rates = (i.value for i in items if i.kind == "rate" and i.value.numerator and i.value.denominator)
        return {r.numerator for r in rates if r.numerator < r.denominator}

    @cached_property
    def _is_of_cases(self) -> bool:
        """Whether a study compares those who had something with controls: groups that no treatment makes."""
        return any(_CASE_CONTROL.search(v.text) for v in self.view.passages)

    def _as_case(self, candidate: Candidate) -> Candidate:
        """ "164 controls", a group by what they had not."""
        fact = candidate.fact
        match = CASES.search(fact.quote)
        if not match or candidate.reading == "denominator":
            return candidate
        own = fact.arm if fact.arm and not _NO_NAME.fullmatch(fact.arm) else None
        return Candidate(replace(fact, role="subgroup", arm=own or match[0].lower()), "case")

    @cached_property
    def _has_people(self) -> bool:
        """Whether the paper is about people at all, and not about soil samples: it names people, drugs given or a
        disease, or tells how many died, fell ill or were cured."""
        if self.rates or any(v.mentions for v in self.view.passages):
            return True
        if any(i.kind == "people" and is_human(i) for _, line in self.view.lines() for i in line.items):
            return True  # found already; sentences without a number were not looked at
        texts = [v.text for v in self.view.passages]
        if any(is_human(i) for text in texts for i in term_list("people").find(text, 0, len(text))):
            return True
        return any(map(_DISEASE.search, texts)) and not any(map(_LABORATORY.search, texts))

    @cached_property
    def _lines(self) -> list[tuple[PassageView, Line]]:
        """The sentences that may count the study's own people, as the patterns see them."""
        view = self.view
        about = About(self.arms.model.is_comparison, view.compares_sexes, view.is_of_one_sex, view.abbreviations)
        return [
            (passage, marked(line, self.arms.mentions(passage, line), about))
            for passage, line in self.view.lines()
            if any(i.kind in NUMBERS for i in line.items)
            and (not self._is_background(passage) or _OWN.search(passage.text, line.start, line.end))
        ]

    @cached_property
    def _has_own_part(self) -> bool:
        return any(v.part in ("methods", "") for v in self.view.passages)

    def _is_background(self, passage: PassageView) -> bool:
        """Whether a passage is of others' work: what is labelled so, where the methods stand elsewhere."""
        return passage.part == "background" and self._has_own_part

    def _may_count(self, line: Line, item: Item, people: Item | None = None, fewest: int = 2) -> bool:
        if (is_sex_split(line, item) and not self.view.compares_sexes) or not counts_people(line, item, people, fewest):
            return False
        return not (self._is_cause(line, item) or is_in_result(line, item))

    @staticmethod
    def _is_cause(line: Line, item: Item) -> bool:
        """Whether a number is told with its share among causes or complaints: "indications were gout in 12 (40%)"."""
        return _WITH_SHARE.match(line.passage, item.end, line.end) is not None and came_with(line, item)

    def _sentence(self, passage: PassageView, line: Line) -> list[Candidate]:
        """What the patterns find, the first that takes a number deciding."""
        numerators, shares = self._numerators(passage), self._shares_of_arms(passage)
        lines = [line, without] if (without := closed(line)) else [line]
        taken: set[int] = set()
        found: list[Candidate] = []
        for pattern in self.view.patterns.fitting("patient_count", *lines):
            for match in (m for version in lines for m in pattern.find(version)):
                item = next(i for name, i in match.slots.items() if name == "n" or name.startswith("n_"))
                known = item.start in taken or any(start <= item.start < end for start, end in shares)
                known = known or (passage.part == "conclusion" and item.value.low < LEAST_SHARED)  # one in three adults
                outcome = numerators.get(item.start)
                if known or (outcome and not is_whole(match, outcome, self.arms.model.sizes)):
                    continue
                if self._fits(match, line, item):
                    taken.add(item.start)
                    found += self._candidates(passage, line, match, item)
                    if "of" in pattern.gives:
                        taken.add(match.slots["number"].start)
                        found.append(self._whole(passage, line, match))
        return found

    def _fits(self, match: Match, line: Line, item: Item) -> bool:
        return not is_no_count(match, line, item) and self._may_count(line, item, match.slots.get("people"))

    def _free_numbers(self, passage: PassageView, line: Line) -> list[Item]:
        """The numbers of a sentence that belong to no share of people with an outcome."""
        numerators = self._numerators(passage)
        items = rate_line(line, self.view.patterns).items
        shares = [r for r in items if r.kind == "rate" and r.value.denominator is not None]
        return [
            i
            for i in line.items
            if i.kind in NUMBERS
            and i.start not in numerators
            and not any(r.start <= i.start < r.end for r in shares)
            and self._may_count(line, i, fewest=1)
        ]

    def _numerators(self, passage: PassageView) -> dict[int, RateFact]:
        """Where numerators of this passage's rates begin: a number of patients with an outcome is no patient count."""
        here = [r for r in self.rates if r.ordinal == passage.passage.ordinal and r.numerator is not None]
        return {r.start_char: r for r in here if not r.quote.split()[0].endswith("%")}

    def _shares_of_arms(self, passage: PassageView) -> list[tuple[int, int]]:
        """Where "12 of 40" stands with an arm of its own: its 40 are the arm, see `_denominators`."""
        here = [r for r in self.rates if r.ordinal == passage.passage.ordinal]
        return [(r.start_char, r.end_char) for r in here if r.arm and r.denominator_stated]

    def _candidates(self, passage: PassageView, line: Line, match: Match, item: Item) -> Iterator[Candidate]:
        role = match.pattern.gives["role"]
        fact = self._fact(passage, line, match, item)
        if regimen := named_before_regimen(line, item):
            yield Candidate(replace(fact, role="arm", arm=self.arms.model.canonical(regimen)), "group")
        elif role == "each":
            for label in self._arms_shared(passage, line, item.start, fact.n) or (None,):
                yield Candidate(replace(fact, role="arm", arm=label), role)
        elif role == "group":
            yield self._group(passage, line, match, fact)
        elif role == "case":
            yield Candidate(replace(fact, role="subgroup", arm=group_of(match)), role)
        elif role == "sample" and fact.n < LEAST_SHARED and passage.text.endswith("including ", 0, item.start):
            yield Candidate(replace(fact, role="total"), "some")  # a few of those told of before
        elif role in _MEANT:
            yield Candidate(replace(fact, role=_MEANT[role]), role)
        else:
            yield Candidate(fact, role)

    def _group(self, passage: PassageView, line: Line, match: Match, fact: PatientCount) -> Candidate:
        arm = match.slots["arm"]
        if match.pattern.id in ("count.assigned", "count.n_to_arm"):
            drawn = RANDOMISED.search(line.passage, match.start, arm.start) is not None
            if drawn and _OR.search(line.passage, match.start, arm.start):
                return Candidate(replace(fact, role="total", arm=None, confidence=0.9), "total")
            if not drawn and (joined := with_partner(line, arm.start, arm.end)) != line.passage[arm.start : arm.end]:
                fact = replace(fact, arm=self.arms.model.canonical(joined))
            elif _is_shared_out(line, match.slots.get("n", arm), arm, drawn):
                return Candidate(replace(fact, role="total", arm=None, confidence=0.9 if drawn else 0.8), "total")
            if self._is_sample(line, match, arm) or (drawn and _OF_STUDY.match(line.passage, arm.end, line.end)):
                return Candidate(replace(fact, role="total", arm=None, confidence=0.9), "total")
        treated = is_arm(self.view, passage, line, arm, arm.value.label)
        treated = treated and not _FAILED.search(line.passage, line.start, arm.start)
        treated = treated and not _SOME.search(line.passage[arm.start : arm.end])
        reading = "people" if match.pattern.id == "count.arm_size" and is_of_people(line, arm) else "group"
        return Candidate(replace(fact, role="arm" if treated else "subgroup"), reading)

    def _is_sample(self, line: Line, match: Match, arm: Item) -> bool:
        """Whether a trait describes those who entered the study: "32 patients with lupus were included"."""
        others = [i for i in line.items if i.kind in NUMBERS and i is not match.slots.get("n") and i.value.low > 1]
        if _AS.search(line.passage, match.start, arm.start):
            return True  # were selected as research objects
        if not others and _INCLUDED.search(line.passage[max(line.start, match.start - 60) : match.start]):
            return True  # we included 88 patients who underwent surgery
        first = not any(i.kind in NUMBERS for i in line.items if i.end <= match.start)
        entered = _ENTERED.match(line.passage[arm.end : line.end])
        return first and entered is not None and not names_treatment(self.view, arm.value.label)

    def _whole(self, passage: PassageView, line: Line, match: Match) -> Candidate:
        """The other number of "68 of 109 patients were recruited": no sample, unless worded so elsewhere."""
        fact = self._fact(passage, line, match, match.slots["number"])
        reading = match.pattern.gives["of"]
        return Candidate(replace(fact, role=_MEANT[reading], confidence=0.5), reading)

    def _arms_shared(self, passage: PassageView, line: Line, at: int, n: int) -> Sequence[str]:
        """The arms that one size holds for: as many as the sentence says, of those it names or the paper compares."""
        mentions = [m for m in self.arms.mentions(passage, line) if not m.value.trait]
        here = list(dict.fromkeys(m.value.label for m in mentions))
        said = _HOW_MANY.search(passage.text, line.start, line.end)
        wanted = int(value(said[1])) if said else None
        sizes = self.arms.model.sizes
        compared = [label for label in self.arms.model.compared if n in sizes.get(label, {n})]
        written = zip([None, *mentions], mentions, strict=False)  # of control (CT) the long form
        mentions = [m for last, m in written if not (last and passage.text[last.end : m.start] == " (")]
        before = list(dict.fromkeys(m.value.label for m in mentions if m.end <= at))
        if wanted and len(before) > wanted == len(before[-wanted:]):
            here = before[-wanted:]
        lists = [compared, here]
        chosen = next((labels for labels in lists if len(labels) == wanted), max(lists, key=len)[:wanted])
        return chosen if len(chosen) <= _MOST_ARMS else []

    def _fact(self, passage: PassageView, line: Line, match: Match, item: Item) -> PatientCount:
        arm, people = match.slots.get("arm"), match.slots.get("people")
        end = people.end if people is not None and people.start >= item.end else item.end
        return PatientCount(
            **passage.place(item.start, end, line),
            pattern_id=match.pattern.id,
            confidence=match.pattern.confidence,
            n=item.value.low,
            role=match.pattern.gives["role"],
            arm=self.arms.model.canonical(arm.value.label) if arm else None,
        )

    def _denominators(self) -> Iterator[Candidate]:
        """A denominator that the text states is the size of the group it stands for."""
        for rate in self.rates:
            stated = isinstance(rate.denominator, int) and rate.denominator_stated and not MONTH.search(rate.quote)
            before = rate.sentence.partition(rate.quote)[0]
            if rate.denominator in PER or THIRD.fullmatch(rate.quote) or SCORED.search(before) or is_rough(rate):
                continue
            if stated and rate.denominator not in self._numbers_of_things and not self._is_share_of_things(rate):
                fact = PatientCount(
                    paper_id=rate.paper_id,
                    ordinal=rate.ordinal,
                    start_char=rate.start_char,
                    end_char=rate.end_char,
                    quote=rate.quote,
                    sentence=rate.sentence,
                    pattern_id="count.denominator",
                    confidence=0.4,
                    n=int(rate.denominator or 0),
                    role=self._role_of(rate.arm),
                    arm=rate.arm,
                )
                yield Candidate(fact, "denominator")

    def _shares(self) -> Iterator[Candidate]:
        """The wholes of the other shares of people: "more frequent in patients with asthma (10/18)"."""
        for passage, line in self.view.lines():
            told = any(i.kind == "people" and is_human(i) for i in line.items)
            told = told or _THOSE.search(passage.text, line.start, line.end) is not None
            if self._is_background(passage) or not told:
                continue
            shares = (i for i in rate_line(line, self.view.patterns).items if is_fraction(line, i))
            for share in (i for i in shares if i.value.denominator not in self._numbers_of_things):
                if _ENROLLING.search(line.passage[max(line.start, share.start - 20) : share.start]):
                    fact = of_share(passage, line, share, share.value.numerator, 0.91)
                    yield Candidate(fact, "total")  # the trial was stopped after enrolling 1852/4200 children
                    continue
                if _AGREED.match(line.passage, share.end, line.end):
                    yield from enrolled(passage, line, share)
                    continue
                fact = of_share(passage, line, share, share.value.denominator, 0.35)
                yield Candidate(replace(fact, role="evaluable"), "denominator")

    @cached_property
    def _numbers_of_things(self) -> set[int]:
        """Numbers that count something else and no people anywhere: "118 aneurysms"."""
        things: set[int] = set()
        people: set[int] = set()
        for _, line in self._lines:
            for number in (i for i in line.items if i.kind in ("int", "word") and isinstance(i.value.low, int)):
                counted = next((i for i in line.items if i.kind == "people" and i.start == number.end + 1), None)
                if names_things(line.passage, number.end):
                    things.add(number.value.low)
                elif counted is not None:
                    people.add(number.value.low)
        return things - people

    def _role_of(self, arm: str | None) -> str:
        if not arm:
            return "evaluable"
        known = arm in self.arms.model.known
        named = is_treatment_label(self.view, arm) if known else names_treatment(self.view, arm)
        return "arm" if named else "subgroup"

    def _is_share_of_things(self, rate: RateFact) -> bool:
        """Whether a share is one of eyes, cycles or studies."""
        text = next(p.text for p in self.view.passages if p.passage.ordinal == rate.ordinal)
        return is_of_things(text, rate.end_char)


def _is_shared_out(line: Line, number: Item, arm: Item, drawn: bool) -> bool:
    """Whether an arm heads a list: "901 patients were assigned to drug A (n = 300), drug B or placebo"."""
    after = next((i for i in line.items if i.start >= arm.end and i.kind in ("arm", *NUMBERS)), None)
    if after is not None and after.kind == "arm" and _SHARED_OUT.match(line.passage[arm.end : after.start]):
        return True
    after = next((i for i in line.items if i.start >= arm.end and i.kind in NUMBERS and i.value.low > 1), None)
    between = line.passage[arm.end : after.start if after else line.end]
    if after is not None and after.kind == "size" and drawn and number.value.low > after.value.low:
        return True  # 179 were assigned to drug A (10 mg bid; n = 114) or placebo (n = 65)
    if after is not None and after.kind == "size":
        return bool(re.fullmatch(r"[^()\[\];]{0,60}(?:\([^()\[\]\d]*\)\s?)?[(\[]", between))
    return drawn and bool(_SHARED_LATER.match(between))
