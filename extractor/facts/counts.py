"""Patient counts: who was screened, enrolled, evaluated, and how large each group was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.facts.arms import ArmReader, likeness
from extractor.facts.context import PaperView, PassageView
from extractor.facts.outcomes import RateFact
from extractor.facts.rates import rate_line
from extractor.matching import Item, Line, Match
from extractor.records import PatientCount

_PLANNED = re.compile(
    r"\b(?:sample size|required|needed|power|planned|target(?:ed)? (?:sample|enrol)|will be|expected to|estimated|would be|worldwide|annually|each year|million)\b", re.I
)
_NOT_PEOPLE_AFTER = re.compile(r"^\s?(?:studies|trials|articles|publications|centers|centres|hospitals|countries|sites|RCTs|cycles|events|samples|of them)\b", re.I)
_STUDIES = re.compile(r"^\s?(?:[\w-]+\s){0,3}(?:studies|trials|articles|RCTs|publications|reports)\b", re.I)


@dataclass(frozen=True)
class CountReader:
    """Reads one paper's patient counts; `rates` are its response rates and adverse events, read before."""

    view: PaperView
    arms: ArmReader
    rates: Sequence[RateFact]

    def facts(self) -> list[PatientCount]:
        if self.view.is_animal:
            return []
        found: list[PatientCount] = []
        for passage, line in self.view.lines():
            if passage.part != "background" and not _PLANNED.search(passage.text[line.start : line.end]):
                found += self._sentence(passage, line)
        found += self._denominators()
        return settle(found)

    def _sentence(self, passage: PassageView, line: Line) -> list[PatientCount]:
        if not any(i.kind in ("int", "word", "size") for i in line.items):
            return []
        mentions = self.arms.mentions(passage, line)
        numerators = self._numerators(passage)
        free = [i for i in line.items if i.kind != "people" or all(i.end <= m.start or i.start >= m.end for m in mentions if m.value.strong)]
        usable = [m for m in mentions if not m.value.trait and (m.value.strong or self.arms.model.is_comparison)]
        numbers = [i for i in free if i.kind in ("int", "word", "size", "percent")]
        with_arms = Line.of(passage.text, line.start, line.end, [*numbers, *usable, *free])
        taken: set[int] = set()
        found = []
        for pattern in self.view.patterns.of("patient_count"):
            for match in pattern.find(with_arms):
                item = match.slots["n"]
                if item.start in taken or item.start in numerators or not self._is_count(passage, item):
                    continue
                taken.add(item.start)
                found.append(self._fact(passage, line, match, item))
        return found

    def _is_count(self, passage: PassageView, item: Item) -> bool:
        n = item.value.low
        after = passage.text[item.end : item.end + 40]
        return isinstance(n, int) and n > 1 and not _NOT_PEOPLE_AFTER.match(after) and not _STUDIES.match(after)

    def _numerators(self, passage: PassageView) -> set[int]:
        """Where numerators of this passage's rates begin: a number of patients with an outcome is no patient count."""
        return {
            r.start_char
            for r in self.rates
            if r.ordinal == passage.passage.ordinal and r.numerator is not None and re.match(r"\d|[A-Za-z]", r.quote) and not r.quote.split()[0].endswith("%")
        }

    def _fact(self, passage: PassageView, line: Line, match: Match, item: Item) -> PatientCount:
        arm = match.slots.get("arm")
        people = match.slots.get("people")
        end = max(i.end for i in (item, people) if i)
        return PatientCount(
            paper_id=passage.passage.paper_id,
            ordinal=passage.passage.ordinal,
            start_char=item.start,
            end_char=end,
            quote=passage.text[item.start : end],
            sentence=passage.text[line.start : line.end],
            pattern_id=match.pattern.id,
            confidence=match.pattern.confidence,
            n=item.value.low,
            role=match.pattern.gives["role"],
            arm=self.arms.model.canonical(arm.value.label) if arm else None,
        )

    def _denominators(self) -> Iterable[PatientCount]:
        """A denominator that the text states is the size of the group it stands for."""
        for rate in self.rates:
            if rate.denominator_stated and isinstance(rate.denominator, int):
                at = _number_at(rate)
                yield PatientCount(
                    paper_id=rate.paper_id,
                    ordinal=rate.ordinal,
                    start_char=rate.start_char,
                    end_char=rate.end_char,
                    quote=rate.quote,
                    sentence=rate.sentence,
                    pattern_id="count.denominator",
                    confidence=at,
                    n=rate.denominator,
                    role="arm" if rate.arm else "evaluable",
                    arm=rate.arm,
                )


def _number_at(rate: RateFact) -> float:
    return round(0.8 * rate.confidence, 3)


def settle(found: Sequence[PatientCount]) -> list[PatientCount]:
    """One fact per group, and one total: the largest figure that the paper presents as its sample."""
    kept: list[PatientCount] = []
    for fact in found:
        twin = next((i for i, k in enumerate(kept) if k.n == fact.n and _same_group(k, fact)), None)
        if twin is None:
            kept.append(fact)
        elif (fact.role in ("total", "arm") and kept[twin].role not in ("total", "arm", "screened")) or (fact.arm and not kept[twin].arm and kept[twin].role != "total"):
            kept[twin] = fact
    return _one_total(kept)


def _same_group(a: PatientCount, b: PatientCount) -> bool:
    """Equal figures are one group unless two arms are named apart."""
    return not (a.arm and b.arm) or likeness(a.arm, b.arm) >= 0.5


def _one_total(facts: list[PatientCount]) -> list[PatientCount]:
    totals = [f for f in facts if f.role == "total"]
    if not totals:
        weak = [f for f in facts if f.role in ("subgroup", "evaluable") and f.arm is None]
        largest = max(weak, key=lambda f: f.n, default=None)
        if largest is None or any(f.role == "arm" and f.n > largest.n for f in facts):
            return [f for f in facts if f.pattern_id != "count.n_people"]
        totals = [largest]
    total = max(totals, key=lambda f: f.n)
    out = []
    for fact in facts:
        if fact is total:
            out.append(replace(fact, role="total", arm=None))
        elif fact.pattern_id == "count.n_people":
            continue  # a number of people that nothing explains is a subgroup at best
        elif fact.role == "total":
            out.append(replace(fact, role="evaluable" if fact.n < total.n else "enrolled"))
        else:
            out.append(fact)
    return out
