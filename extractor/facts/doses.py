"""Dose facts: amounts of a drug given, planned or recommended, with how often, by which route and for whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from extractor.facts.amounts import amounts, grouped, is_dosing
from extractor.facts.context import PaperView, PassageView
from extractor.facts.dose_links import Link, drug_items, link, main_drug
from extractor.facts.dose_sharing import ALONE, CYCLE, ROUTE_ENDS, Said, filled, give_frequencies, give_routes
from extractor.facts.schedule import (
    Mark,
    frequencies,
    in_cycle,
    on_days,
    once_routes,
    per_of,
    routes,
    schedules,
)
from extractor.matching import Item, Line, PatternSet, term_list
from extractor.records import Dose, Measure, Number, Sentence

_ON_ONE_DAY = re.compile(r"on (?:the )?(?:study )?day \d+", re.I)
_IN_CYCLES = re.compile(r"\b(?:cycles?|courses?|every|each|repeated|weekly|weeks)\b", re.I)
_IS_A = re.compile(r"\s?(?:\([^)]{1,30}\),? )?(?:is|was|,) an? (?:[\w-]+,? ){1,4}", re.I)
# The beginning of a sentence that goes on about the doses of the one before it.
_REPEATED = re.compile(
    r"(?:(?:These|The|All|Each|Both|Study) )?(?:cycles?|courses?|treatments?|therapy|chemotherapy|regimens?|injections?"
    r"|infusions?|doses?|drugs?|medications?|it|they|this) (?:[a-z]+ ){0,3}?(?:repeated|given|administered|delivered"
    r"|recycled|applied|taken|scheduled|consisted)\b",
    re.I,
)


def doses(view: PaperView) -> list[Dose]:
    """All doses of a paper in order of the text, each once, at its fullest statement."""
    reader = _Reader(view)
    found = [dose for passage in view.passages for s in passage.sentences for dose in reader.sentence(passage, s)]
    return _merged(found)


class _Reader:
    """Reads sentences in order; what was spoken of last goes on into the next."""

    def __init__(self, view: PaperView) -> None:
        self._view = view
        self._main = main_drug(view)
        self._species: str | None = None
        self._routes: dict[str, str | None] = {}

    def sentence(self, passage: PassageView, sentence: Sentence) -> list[Dose]:
        """The doses of one sentence."""
        found = amounts(passage, sentence)
        if not found:
            return []
        groups = grouped(passage.text, found)
        often = frequencies(passage.text, sentence.start, sentence.end, groups, self._view.patterns)
        ways = routes(passage.text, sentence.start, sentence.end)
        line = _line(passage, sentence, groups, often, ways)
        before = self._before(passage, sentence) or self._main
        dosing = partial(is_dosing, passage, sentence)
        links = link(line, self._view.patterns, dosing, before, self._view.abbreviations)
        said = [Said(g, _drug_of(g, links)) for g in groups if any(m in links for m in g.value)]
        if not said:
            return []
        _stages(line, said, self._view.patterns)
        flat = filled(passage.text, line)
        when = schedules(passage.text, sentence.start, sentence.end, often, passage.measures)
        give_frequencies(flat, said, often, when)
        self._repeats(passage, sentence, said)
        give_routes(flat, said, ways)
        return list(self._facts(passage, sentence, said, links))

    def _before(self, passage: PassageView, sentence: Sentence) -> str | None:
        """The drug of the sentence before, where it names one only."""
        earlier = [s for s in passage.sentences if s.end <= sentence.start]
        if not earlier:
            return None
        last = earlier[-1]
        names = {m.drug for m in passage.mentions if last.start <= m.start < last.end}
        return names.pop() if len(names) == 1 else None

    def _repeats(self, passage: PassageView, sentence: Sentence, said: list[Said]) -> None:
        """What the next sentence says of all the doses: "Cycles were repeated every 3 weeks." """
        after = next((s for s in passage.sentences if s.start >= sentence.end), None)
        if not after or not _REPEATED.match(passage.text, after.start):
            return
        if any(m.kind == "dose" and after.start <= m.start < after.end for m in passage.measures):
            return
        often = frequencies(passage.text, after.start, after.end, [], self._view.patterns)
        for one in said:
            if often and not one.frequency and not one.per and not one.loading and one.stage not in ALONE:
                cycle = on_days(one.schedule) and CYCLE.match(often[0].value)
                one.frequency = in_cycle(one.schedule, often[0].value) if cycle else often[0].value

    def _facts(
        self, passage: PassageView, sentence: Sentence, said: Sequence[Said], links: dict[Measure, Link]
    ) -> Iterator[Dose]:
        text = passage.text
        for one in said:
            for measure in one.item.value:
                if measure not in links or measure.low is None or not measure.unit:
                    continue
                yield self._dose(text, passage, sentence, one, measure, links[measure])

    def _dose(
        self, text: str, passage: PassageView, sentence: Sentence, one: Said, measure: Measure, found: Link
    ) -> Dose:
        strength = measure.unit == "%"
        frequency = None if strength else one.frequency
        schedule = None if strength else one.schedule
        route = one.route or self._route_of(found.drug)
        open_ = not (frequency or on_days(schedule) or measure.per or strength)
        if schedule and _ON_ONE_DAY.fullmatch(schedule) and not frequency and not measure.per:
            frequency = None if _IN_CYCLES.search(text, sentence.start, sentence.end) else "once"
        elif open_ and (one.once or (route in once_routes() and not self._view.is_animal)):
            frequency = "once"
        return Dose(
            **passage.place(measure.start, measure.end, sentence),
            pattern_id=found.pattern.id,
            confidence=found.pattern.confidence,
            drug=found.drug,
            low=_whole(measure.low or 0),
            high=_whole(measure.high) if measure.high is not None else None,
            unit=measure.unit or "",
            per=per_of(measure, frequency, schedule),
            frequency=frequency,
            route=route,
            schedule=schedule,
            stage=one.stage,
            species=self._species_of(passage, measure),
        )

    def _route_of(self, drug: str | None) -> str | None:
        """The route that stands beside the drug's name anywhere in the paper, where it is one only."""
        if not drug:
            return None
        if drug not in self._routes:
            found = {r for passage in self._view.passages for r in _routes_beside(passage, drug)}
            if drug.endswith("caine"):  # a block names its route once for the whole paper
                named = {r.value for p in self._view.passages for r in routes(p.text, 0, len(p.text))} & once_routes()
                found = named if len(named) == 1 else found
            self._routes[drug] = found.pop() if len(found) == 1 else None
        return self._routes[drug]

    def _species_of(self, passage: PassageView, measure: Measure) -> str:
        if not self._view.is_animal:
            return "human"
        named = term_list("species").find(passage.text, 0, len(passage.text))
        if named:
            nearest: str = min(named, key=lambda i: abs(i.start - measure.start)).value.name
            return nearest
        if self._species is None:
            texts = [p.text for p in self._view.passages]
            count = Counter(i.value.name for text in texts for i in term_list("species").find(text, 0, len(text)))
            self._species = count.most_common(1)[0][0] if count else "animal"
        return self._species


def _routes_beside(passage: PassageView, drug: str) -> Iterator[str]:
    """oral pomalidomide; streptozotocin i.p.; upadacitinib is an oral inhibitor."""
    text = passage.text
    for m in passage.mentions:
        if m.drug != drug:
            continue
        yield from (r.value for r in routes(text, max(0, m.start - 16), m.start) if not text[r.end : m.start].strip())
        for r in routes(text, m.end, m.end + 16):
            if not text[m.end : r.start].strip() and ROUTE_ENDS.match(text, r.end):
                yield r.value
        if is_a := _IS_A.match(text, m.end):
            yield from (r.value for r in routes(text, m.end, is_a.end())[:1])


def _line(passage: PassageView, sentence: Sentence, groups: list[Item], often: list[Mark], ways: list[Mark]) -> Line:
    """The sentence as the patterns of doses.yml and stages.yml see it."""
    start, end = sentence.start, sentence.end
    items = [*groups, *drug_items(passage.text, [m for m in passage.mentions if start <= m.start < end])]
    items += [Item("frequency", m.start, m.end, m.value) for m in often]
    items += [Item("route", m.start, m.end, m.value) for m in ways]
    # An amount that is no dose must not fill a dose's place.
    here = [m for m in passage.measures if start <= m.start and m.end <= end]
    items += [Item("lab" if m.kind == "dose" else m.kind, m.start, m.end, m) for m in here]
    return Line.of(passage.text, start, end, items)


def _drug_of(group: Item, links: dict[Measure, Link]) -> str | None:
    return next((links[m].drug for m in group.value if m in links), None)


def _stages(line: Line, said: list[Said], patterns: PatternSet) -> None:
    by_start = {one.item.start: one for one in said}
    for pattern in patterns.of("stage"):
        for match in pattern.find(line):
            for name, item in match.slots.items():
                one = by_start.get(item.start) if name.startswith("dose") else None
                if one and not one.stage and not one.once:
                    one.stage = pattern.gives.get("stage")
                    one.once = bool(pattern.gives.get("once"))
    for before, one in pairwise(said):  # dose level: 40 mg, 1/9; 60 mg, 4/12
        if before.stage == "level" and not one.stage and (one.drug, one.unit) == (before.drug, before.unit):
            one.stage = "level"


def _whole(number: Number) -> Number:
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) >= 1000 else number


def _merged(found: list[Dose]) -> list[Dose]:
    """One fact per dose: the fullest of the compatible statements, in order of the text."""
    kept: list[Dose] = []
    for dose in found:
        twin = next((i for i, k in enumerate(kept) if _same(k, dose)), None)
        if twin is None:
            kept.append(dose)
            continue
        full, other = (kept[twin], dose) if _fullness(kept[twin]) >= _fullness(dose) else (dose, kept[twin])
        kept[twin] = replace(full, stage=full.stage or other.stage, route=full.route or other.route)
    return sorted(kept, key=lambda d: (d.ordinal, d.start_char))


def _same(a: Dose, b: Dose) -> bool:
    if (a.low, a.high, a.unit) != (b.low, b.high, b.unit):
        return False
    if a.drug != b.drug and a.drug and b.drug:
        return False
    for name in ("frequency", "per", "stage"):
        x, y = getattr(a, name), getattr(b, name)
        if x and y and x != y:
            return False
    return True


def _fullness(dose: Dose) -> float:
    values = (dose.drug, dose.frequency, dose.per, dose.route, dose.schedule, dose.stage)
    return sum(v is not None for v in values) + dose.confidence / 2
