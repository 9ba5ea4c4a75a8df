"""Dose facts: amounts of a drug given, planned or recommended, with how often, by which route and for whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

from extractor.facts.context import PaperView, PassageView
from extractor.facts.doses.amounts import amounts, grouped, has_recipient, is_dosing, is_earlier_work
from extractor.facts.doses.by_route import ROUTE_ENDS, give_forms, give_rates, give_routes
from extractor.facts.doses.contents import held_amounts
from extractor.facts.doses.elsewhere import said_nearby, told_elsewhere, with_known_frequencies
from extractor.facts.doses.how_often import in_all, of_drug, often_said, without_other_drugs
from extractor.facts.doses.links import Link, drug_items, drug_names, link, main_drug
from extractor.facts.doses.merging import by_certain_links, merged, without_day_sums
from extractor.facts.doses.once import at_procedures, is_given_once, is_stepwise
from extractor.facts.doses.schedule import (
    DAY_DOSE,
    DAY_TOTAL,
    Mark,
    in_cycle,
    on_days,
    once_routes,
    per_of,
    routes,
    schedules,
    times_before,
)
from extractor.facts.doses.sharing import CYCLE, Said, filled, give_frequencies
from extractor.lazy import cached_property
from extractor.matching import Item, Line, PatternSet, term_list
from extractor.measures.units import PER_BODY, PER_TIME
from extractor.records import Dose, Measure, Mention, Number, Sentence

_ON_ONE_DAY = re.compile(r"on (?:the )?(?:study )?day \d+", re.I)
_IN_CYCLES = re.compile(r"\b(?:cycles?|courses?|every|each|repeated|weekly|weeks)\b", re.I)
_IS_A = re.compile(r"\s?(?:\([^)]{1,30}\),? )?(?:is|was|,) an? (?:[\w-]+,? ){1,4}", re.I)
_ADDED = re.compile(r"[^.;]{0,40}?(?:\bplus\b|\bwith\b|\+|\band\b)[^.;]{0,40}")
_RANGE_OPENS = re.compile(r"\s?[(\[](?:range,?:? ?)?", re.I)
_BESIDE_IT = re.compile(r"[)\]]?,? (?:(?:and|plus|with) )?(?:[^\W\d][\w-]* ?){1,3}[(\[]?")
_OR_IT = re.compile(r"[)\]]?(?: (?:of )?[^\W\d][\w-]*)?(?:, (?:or )?| or )(?:[^\W\d][\w-]* ?){0,2}[(\[]?")
_POINT = re.compile(r"\.(?= [a-z])")
_PLAIN_FREQUENCY: dict[str, str | None] = {DAY_TOTAL: None, DAY_DOSE: "1/day"}
_LISTED = re.compile(r"(?:,|,? ?(?:and|or|versus|vs\.?|with|plus)|[/+-])? ?", re.I)
# 3 mg of a drug per kg of weight each day; 5 mg of a drug per square metre per day
_EACH = {"hour": r"| (?:each|every) hour\b"}
_PER_AFTER = re.compile(
    rf"(?:{PER_BODY['kg']}|{PER_BODY['m2']})?"
    rf"(?:{'|'.join(f'(?P<{name}>{regex}{_EACH.get(name, str())})' for name, regex in PER_TIME.items())})"
)


def doses(view: PaperView) -> list[Dose]:
    """All doses of a paper in order of the text, each once, at its fullest statement."""
    reader = _Reader(view)
    found = [dose for passage in view.passages for s in passage.sentences for dose in reader.sentence(passage, s)]
    if not found or not has_recipient(view):
        return []
    if any(d.unit.endswith("/kg") and not d.per for d in found) and (held := held_amounts(view)):
        found = [d for d in found if d.per or (d.low, d.unit) not in held]
    kept = [
        told_elsewhere(d) if (d.ordinal, d.start_char) in reader.told_later else d
        for d in merged(by_certain_links(found))
    ]
    return without_day_sums(with_known_frequencies(kept, view))


class _Reader:
    """Reads sentences in order; what was spoken of last goes on into the next."""

    def __init__(self, view: PaperView) -> None:
        self._view = view
        self._has_methods = any(passage.part == "methods" for passage in view.passages)
        self._species: str | None = None
        self._routes: dict[str, str | None] = {}
        self.told_later: set[tuple[int, int]] = set()  # where doses stand of which a later sentence says how often

    @cached_property
    def _main(self) -> str | None:
        return main_drug(self._view)

    @cached_property
    def _drugs(self) -> frozenset[str]:
        return frozenset(m.drug for passage in self._view.passages for m in passage.mentions)

    @cached_property
    def _names(self) -> dict[str, str]:
        return drug_names(self._view)

    def sentence(self, passage: PassageView, sentence: Sentence) -> list[Dose]:
        """The doses of one sentence."""
        found = amounts(passage, sentence)
        if not found or (self._has_methods and is_earlier_work(passage, sentence)):
            return []
        groups = _parted(passage, grouped(passage.text, found))
        often = often_said(passage, sentence, groups, self._view)
        ways = routes(passage.text, sentence.start, sentence.end, self._view.abbreviations)
        often = _without_units(passage, often, groups)
        line = _line(passage, sentence, groups, often, ways, self._drugs)
        before = self._before(passage, sentence) or self._main
        dosing = cache(partial(is_dosing, passage, sentence))  # asked of every amount of a list
        links = link(line, self._view.patterns, dosing, before, self._names)
        if not links:
            return []
        said = [Said(g, _drug_of(g, links)) for g in groups]
        if all(one.drug for one in said):
            dosed = {
                name
                for found in links.values()
                for drug in (found.drug, *found.also)
                for name in (drug or "").split(" + ")
            }
            often = without_other_drugs(passage, sentence, often, groups, dosed)
        _stages(line, said, self._view.patterns)
        _sums(line, said)
        flat = filled(passage.text, line)
        when = schedules(passage.text, sentence.start, sentence.end, often, passage.measures)
        human = not self._view.is_animal
        if human:
            at_procedures(passage.text, sentence, said)
        give_frequencies(flat, said, often, when)
        self._repeats(passage, sentence, said)
        if human and is_given_once(passage.text, sentence):
            for one in said:
                one.once = not one.total and not is_stepwise(passage.text, one)
        give_routes(passage.text, flat, said, ways)
        self._block_routes(flat, said)
        self._routes_by_form(passage, sentence, flat, said)
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
        """What the sentences beside it say of all the doses: "Cycles were repeated every 3 weeks." """
        if all(one.frequency or one.per for one in said):
            return
        after, often = said_nearby(passage, sentence, self._view)
        told = {m.drug for m in passage.mentions if after.start <= m.start < after.end}
        for one in said:
            if told and one.drug not in told:
                continue
            mark = of_drug(passage, after, often, one.drug) if len(told) > 1 else often[0] if often else None
            if mark and not one.frequency and not one.per and not one.loading and not one.alone:
                cycle = on_days(one.schedule) and CYCLE.match(mark.value)
                one.frequency = in_cycle(one.schedule, mark.value) if cycle else mark.value
                self.told_later |= {(passage.passage.ordinal, measure.start) for measure in one.item.value}

    def _block_routes(self, flat: str, said: list[Said]) -> None:
        """What is added to a local anaesthetic goes its way: caudal ropivacaine 0.2% plus dexamethasone 0.1 mg/kg."""
        for one, other in [*pairwise(said), *((b, a) for a, b in pairwise(said))]:
            if one.drug and one.drug.endswith("caine") and not other.route:
                gap = flat[min(one.item.end, other.item.end) : max(one.item.start, other.item.start)]
                if _ADDED.fullmatch(gap):
                    other.route = one.route or self._route_of(one.drug)

    def _routes_by_form(self, passage: PassageView, sentence: Sentence, flat: str, said: list[Said]) -> None:
        """Where no route is named: tablets are swallowed, an infusion runs into a vein unless it is an anaesthetic."""
        for one in said:
            one.route = one.route or self._route_of(one.drug)
        if self._view.is_animal or any((one.drug or "").endswith("caine") for one in said):
            return
        give_rates(passage.text, said)
        forms = routes(passage.text, sentence.start, sentence.end, forms=True)
        give_forms(flat, said, forms)

    def _facts(
        self, passage: PassageView, sentence: Sentence, said: Sequence[Said], links: dict[Measure, Link]
    ) -> Iterator[Dose]:
        measured = {one.drug for one in said if one.unit != "%"}
        for one in said:
            if one.unit == "%" and (one.frequency == "once" or one.drug in measured):
                one.frequency = one.schedule = None  # told of the amount, not of the strength of the solution
            for measure in one.item.value:
                if measure not in links or measure.low is None or not measure.unit:
                    continue
                link = links[measure]
                for drug in (link.drug, *link.also):
                    for way in (one.route, *one.also_by):
                        yield self._dose(passage, sentence, one, way, measure, replace(link, drug=drug))

    def _dose(
        self, passage: PassageView, sentence: Sentence, one: Said, way: str | None, measure: Measure, found: Link
    ) -> Dose:
        strength = measure.unit == "%"
        frequency, schedule = one.frequency, one.schedule
        route = way or self._route_of(found.drug)
        after = _per_after(passage, measure, one.item.value[-1], frequency)
        open_ = not (frequency or on_days(schedule) or measure.per or after or strength)
        if schedule and _ON_ONE_DAY.fullmatch(schedule) and not frequency and not measure.per:
            frequency = None if _IN_CYCLES.search(passage.text, sentence.start, sentence.end) else "once"
        elif open_ and (one.once or (route in once_routes() and not one.total and not self._view.is_animal)):
            frequency = "once"
        times = times_before(passage.text, measure)
        frequency, per = times or (frequency, None)
        per = per or after or per_of(measure, frequency, schedule)
        return Dose(
            **passage.place(measure.start, measure.end, sentence),
            pattern_id=found.pattern.id,
            confidence=found.pattern.confidence,
            drug=found.drug,
            low=_whole(measure.low or 0),
            high=_whole(measure.high) if measure.high is not None else None,
            unit=measure.unit or "",
            per=per,
            frequency=_PLAIN_FREQUENCY.get(frequency, frequency) if frequency else None,
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


def _sums(line: Line, said: list[Said]) -> None:
    """Which amounts are the sum of smaller ones that the sentence gives of the same drug."""
    for one in said:
        low = one.item.value[0].low or 0
        parts = any(s.drug == one.drug and s.unit == one.unit and (s.item.value[0].low or 0) < low for s in said)
        rated = any(m.per for m in one.item.value)
        one.total = parts and not rated and in_all(line.passage, line.start, one.item.start)


def _routes_beside(passage: PassageView, drug: str) -> Iterator[str]:
    """oral pomalidomide; streptozotocin i.p.; upadacitinib is an oral inhibitor."""
    text = passage.text
    first = 0  # where the list began that the drug stands in: intravenous nalbuphine and tramadol
    last: Mention | None = None
    for m in passage.mentions:
        first = first if last and _LISTED.fullmatch(text, last.end, m.start) else m.start
        last = m
        if m.drug != drug:
            continue
        yield from (r.value for r in routes(text, max(0, first - 16), first) if not text[r.end : first].strip())
        for r in routes(text, m.end, m.end + 16):
            if not text[m.end : r.start].strip() and ROUTE_ENDS.match(text, r.end):
                yield r.value
        if is_a := _IS_A.match(text, m.end):
            yield from (r.value for r in routes(text, m.end, is_a.end())[:1])


def _per_after(passage: PassageView, measure: Measure, last: Measure, frequency: str | None) -> str | None:
    """The time that stands behind the drug's name: 100 mg aspirin per day; 200 or 400 mg of etidronate/day.

    `last` is the last amount of the list. A range in a bracket has the time before it: 20 mg/d (10-30 mg); an amount
    of which the bracket says how often has its own: 16 g/d (8 g twice daily).
    """
    if measure.per:
        return None
    for before in passage.measures:
        near = before.per and before.unit == measure.unit and before.end < measure.start
        if near and not frequency and _RANGE_OPENS.fullmatch(passage.text, before.end, measure.start):
            return before.per
    after = _time_after(passage, last)
    return after.lastgroup if after else None


def _without_units(passage: PassageView, often: list[Mark], groups: Sequence[Item]) -> list[Mark]:
    """Without the times that are part of a unit: 5 mg per day, 600 g/24 hours."""
    if not often:
        return often
    units = [after.span() for g in groups if (after := _time_after(passage, g.value[-1]))]
    units += [(m.start, m.end) for m in passage.measures if m.per and m.kind == "dose"]
    return [m for m in often if not any(start <= m.start < end for start, end in units)]


def _time_after(passage: PassageView, amount: Measure) -> re.Match[str] | None:
    """What an amount is per, where that stands behind the drug's name: 5 units of a drug per kg each hour."""
    drug = next((m for m in passage.mentions if 0 < m.start - amount.end <= len(" of ")), None)
    point = _POINT.match(passage.text, amount.end)  # 2 mg. per hour
    end = drug.end if drug else point.end() if point else None
    return _PER_AFTER.match(passage.text, end) if end else None


def _parted(passage: PassageView, groups: list[Item]) -> list[Item]:
    """Two amounts with a drug on either side are no list: A 50 mg and 75 mg B."""
    parted: list[Item] = []
    for group in groups:
        *first, last = group.value
        if first and _is_between_two(passage, group):
            parted += [
                group._replace(end=first[-1].end, value=tuple(first)),
                Item("dose", last.start, last.end, (last,)),
            ]
        else:
            parted.append(group)
    return parted


def _is_between_two(passage: PassageView, group: Item) -> bool:
    text = passage.text
    if len(group.value) != 2 or not text[group.value[0].end - 1].isalpha():
        return False
    before = next((m for m in passage.mentions if m.end + 1 == group.start and text[m.end] == " "), None)
    after = next((m for m in passage.mentions if m.start == group.end + 1 and text[group.end] == " "), None)
    return bool(before and after and before.drug != after.drug)


def _line(
    passage: PassageView,
    sentence: Sentence,
    groups: list[Item],
    often: list[Mark],
    ways: list[Mark],
    drugs: frozenset[str],
) -> Line:
    """The sentence as the patterns of doses.yml and stages.yml see it."""
    start, end = sentence.start, sentence.end
    # "5 mg. indapamide": the point of an abbreviated unit is no end
    groups = [g._replace(end=g.end + bool(_POINT.match(passage.text, g.end))) for g in groups]
    items = [*groups, *drug_items(passage.text, [m for m in passage.mentions if start <= m.start < end], drugs)]
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
    barred: set[tuple[int, str]] = set()  # where an amount stands, and the stage it is said not to have
    for pattern in patterns.fitting("stage", line):
        bars = pattern.gives.get("not")
        stage = pattern.gives.get("stage")
        for match in pattern.find(line):
            for name, item in match.slots.items():
                one = by_start.get(item.start) if name.startswith("dose") else None
                if one and bars:
                    barred.add((item.start, bars))
                elif one and not one.stage and not one.once and (item.start, stage or "once") not in barred:
                    one.stage = stage
                    one.once = bool(pattern.gives.get("once"))
    for before, one in pairwise(said):  # premedication with A 2 mg and B 1 mg
        if before.once and not (before.stage or one.stage or one.once):
            one.once = bool(_BESIDE_IT.fullmatch(line.passage, before.item.end, one.item.start))
    for before, one in pairwise(said):  # a loading dose of A 300 mg, B 60 mg or C 180 mg
        other = before.stage == "loading" and not one.stage and before.drug != one.drug
        if other and _OR_IT.fullmatch(line.passage, before.item.end, one.item.start):
            one.stage, one.once = before.stage, before.once
    for before, one in pairwise(said):  # dose level: 40 mg, 1/9; 60 mg, 4/12
        if before.stage == "level" and not one.stage and (one.drug, one.unit) == (before.drug, before.unit):
            one.stage = "level"


def _whole(number: Number) -> Number:
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) >= 1000 else number
