"""What a sentence says of how often its amounts are given: their own words first, then those shared along lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.doses.amounts import VOLUMES
from extractor.facts.doses.how_often import as_needed
from extractor.facts.doses.schedule import BREAK, DAY_DOSE, DAY_TOTAL, Mark, in_cycle, on_days, share
from extractor.matching import Item, Line

FILL = "¤"  # stands for the letters of drugs and routes, so that what joins an adjective to its dose is plain
ADJECTIVE = re.compile(
    rf"[\s(\[-]*(?:(?:{FILL}+|doses?|dosing|dosage|of|an?|treatment|therapy|with|at|regimen|injections?|infusions?|tablets?"
    r"|(?:matching )?placebo(?:,|,? or)"
    r"|total|in|group|arm|administration|delivery|use|gavage|given|administered|gel|cream|ointment|lotion|drops|spray)[\s(]*){0,6}"
    rf"(?:(?<={FILL}), )?"
)
ENDS_LIST = re.compile(r"[;]|\.\s|\bthen\b|\blater\b|\bfollowed by\b|\bwhereas\b|\bgroup\b", re.I)
# What stands in the bracket of the other arm or of the next clause is its own; as is what is given around something.
_OWN_CLAUSE = re.compile(r"\b(?:compared (?:with|to)|was|were)\b.*[(\[]$|\b(?:before|after|prior to) (?!which)")
_SHORT_NAME = re.compile(r"[(\[][\w-]{2,10};")  # tenofovir (TDF; 300 mg): no end of a list
_GROUP_NAME = re.compile(r"[(\[][\w -]{0,20}group[\w -]{0,20}[)\]]")  # 1 mg (low-dose group), 5 mg (group B): no end
_NEXT_GROUP = re.compile(r"(, |,? and )(?:the )?(?:group [\w-]+|[\w-]+ group)\b", re.I)  # A 5 mg, group 2 A 10 mg daily
_MORE_THAN_ONCE = re.compile(r"\b(?:days?|weeks?|months?|cycles?|courses?)\b", re.I)  # 1 g/kg on 2 days, 0.8 g/kg once
_BRACKET = re.compile(r"[(\[][^)\]]*[)\]]")
_NAMED_CYCLE = re.compile(
    r"\b(\d+)[- ](day|week)s? (?:treatment )?cycles?\b"
    r"|\bcycles?(?: length| duration)?(?: of| lasting| lasted| is| was|,| =|:)? (\d+) (day|week)s?\b"
    r"|\b(\d+)[- ]?(d|day|week)s? (?:(?:as|for|in) (?:an?|one|1|each|every)|per|an?) (?:treatment )?(?:cycle|course)\b",
    re.I,
)
_CYCLES_OF = re.compile(r"\b\d+[- ](?:day|week)s? (?:treatment )?cycles? of [^.;\d]*$", re.I)
_GOES_ON = re.compile(r"\b(?:then|and|thereafter) $")
_AFTER_CYCLES = re.compile(r"\b(?:then|thereafter|subsequent(?:ly)?|followed by|followed)\b")
_THEN = re.compile(r"\bthen\b|\bfollowed by\b")
_FOR_DAYS = re.compile(r"(?:for|over) (?:the next )?\d+ (?:days|weeks|months)", re.I)
_NEXT = re.compile(r"\b(?:then|thereafter|afterwards|after which|subsequently)\b", re.I)
_AT_FIRST = re.compile(
    r"\b(?:on|at|upon) (?:arrival|admission|presentation|diagnosis|induction)\b|\bimmediately\b", re.I
)
_ALL = re.compile(
    r"\b(?:all|each|both|all drugs|both drugs)(?: of (?:them|these|which))?(?: (?:were|was|being))?"
    r"(?: (?:given|administered|repeated|delivered|taken|injected|infused|used|applied|inhaled))? $"
    r"|; (?:(?:it|this|they|these|(?:(?:the|both|all|each|every) (?:\w+ )?)?(?:drugs?|doses?|treatments?|medications?"
    r"|tablets?|capsules?|injections?|infusions?|agents?|regimens?|cycles?|courses?)) (?:was|were|is|are) )"
    r"(?:given|administered|repeated|delivered|taken|injected|infused|used|applied|inhaled|swallowed)(?: \w+ly)? $",
    re.I,
)
_ALL_REACH = 60
_THEN_REACH = 40  # characters from a loading dose to the "then" of the next
_A_DAY = re.compile(r"\b(?:days? ?|[dD] ?)\d")
ALONE = ("maximum", "mean")  # amounts that say nothing of how often
CYCLE = re.compile(r"\d/(?:\d+(?:days|weeks|months)|month)$")
_BESIDE = len(" was ")
_LOADING_REACH = 40  # more where a loading dose of the next drug stands between
_LIST_REACH, _RIGHT_REACH = 120, 60  # characters between two amounts of a list


@dataclass(slots=True)
class Said:
    """What a sentence says of a group of amounts (an item whose value is the tuple of measures)."""

    item: Item
    drug: str | None
    frequency: str | None = None
    frequency_after: bool = False  # the words stand after the amount, so that amounts before it may share them
    route: str | None = None
    route_after: bool = False
    also_by: tuple[str, ...] = ()  # other routes by which as much is given: by the im, sc and iv routes
    schedule: str | None = None
    stage: str | None = None
    once: bool = False
    total: bool = False  # what the drug's other doses add up to
    own: bool = False  # its frequency stands right after it, so that words further on are said of others
    passed: str | None = None  # a cycle's length behind an amount a day: 30 mg/m2 of A and 80 mg/d of B every 2 weeks

    @property
    def per(self) -> str | None:
        """The time in the unit itself: mg/day; "mg per injection" leaves open how often."""
        per: str | None = self.item.value[-1].per
        return None if per == "dose" else per

    @property
    def alone(self) -> bool:
        """A maximum, a mean or a sum takes no part in what is said of how often."""
        return self.total or self.stage in ALONE

    @property
    def loading(self) -> bool:
        """Given once whatever is said of the doses after it; a bolus may be one of every cycle."""
        return self.once and self.stage is not None

    @property
    def is_chemotherapy(self) -> bool:
        """By the body's surface or area under the curve, or an antibody: once a cycle where no days are named."""
        return (self.unit or "").endswith(("/m2", "AUC")) or (self.drug or "").endswith("mab")

    @property
    def is_volume(self) -> bool:
        """Of a solution: how fast it runs in says nothing of what was dissolved in it."""
        return (self.unit or "").startswith(VOLUMES)

    @property
    def unit(self) -> str | None:
        """The unit of the group's first amount."""
        unit: str | None = self.item.value[0].unit
        return unit


def filled(text: str, line: Line) -> str:
    """The passage with drugs and routes filled in, offsets unchanged."""
    out = text
    for item in line.items:
        if item.kind in ("drug", "route"):
            out = out[: item.start] + FILL * (item.end - item.start) + out[item.end :]
    return out


def give_frequencies(flat: str, everyone: list[Said], often: list[Mark], when: list[Mark]) -> None:
    """Gives each group its frequency and schedule, then shares them.

    A loading dose takes no part where the sentence goes on to the doses after it: how often is said of those.
    """
    flat = _without_loading(_without_then(flat, everyone), everyone)
    kept_up = {one.drug for one in everyone if not one.loading}
    for one in everyone:
        if one.alone:  # a maximum of 300 mg daily; a mean daily dose of 20 mg
            total = any(m.value == DAY_TOTAL and 0 <= one.item.start - m.end <= _BESIDE for m in often)
            own = next((m.value for m in often if 0 <= m.start - one.item.end <= 1), None)
            one.frequency = DAY_TOTAL if total else own
    said = [one for one in everyone if not one.alone and not (one.loading and one.drug in kept_up)]
    spans = [(one.item.start, one.item.end) for one in said]
    for one, marks in zip(said, share(flat, spans, when, ADJECTIVE), strict=True):
        near = sorted((m for m in marks if _is_near(flat, one.item, m)), key=lambda m: not on_days(m.value))
        one.schedule = near[0].value if near else None  # 4-week cycles of 150 mg/m2 on days 1-5: the days
    cycles: list[tuple[int, str]] = []
    for index, (one, marks) in enumerate(zip(said, share(flat, spans, often, ADJECTIVE), strict=True)):
        _choose(flat, one, marks)
        cycles += [(index, m.value) for m in marks if CYCLE.match(m.value)]
    _pair_respectively(flat, said, often)
    _after_bracket(flat, said, often, when)
    _given_first(flat, said)
    _share_left(flat, said)
    _of_all(flat, said, often)
    _share_right(flat, said)
    _before_bracket(flat, said, often)
    named = _cycles_named(flat, spans)
    for index, cycle in [*cycles, *named]:
        for one in said[: index + 1]:
            if one.frequency in (None, "once") and not one.per and on_days(one.schedule):
                one.frequency = in_cycle(one.schedule, cycle)
            elif named and not (one.frequency or one.per or one.loading) and one.is_chemotherapy:
                one.frequency = cycle


def _cycles_named(flat: str, spans: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """The cycle's length where no frequency says it: on days 1 and 8, in 21-day cycles; six 21-day cycles of A."""
    if not spans:
        return []
    last = len(spans) - 1
    named = _NAMED_CYCLE.search(flat, spans[0][0], spans[-1][1] + _LIST_REACH)
    if not named and (led := _CYCLES_OF.search(flat, max(0, spans[0][0] - _LIST_REACH), spans[0][0])):
        named = _NAMED_CYCLE.search(led[0])
        last = sum(not _AFTER_CYCLES.search(flat, spans[0][1], start) for start, _ in spans) - 1
    length, unit = next((n, u) for n, u in pairwise(named.groups()) if n and u) if named else ("", "")
    return [(last, f"1/{length}{'week' if unit.lower() == 'week' else 'day'}s")] if named else []


def _is_near(flat: str, item: Item, mark: Mark) -> bool:
    """Schedule words stand close by; "At week 16, X 15 mg was better" is a time of measurement."""
    if mark.end <= item.start:
        close = len(flat[mark.end : item.start].split()) <= 4
        measured = mark.value.lower().startswith(("at ", "after", "week"))
        return close and ")" not in flat[mark.end : item.start] and not measured
    return len(_BRACKET.sub("", flat[item.end : mark.start]).split()) <= 5


def _choose(flat: str, one: Said, marks: list[Mark]) -> None:
    """The first mark, but "once" only where nothing else is said; a cycle's length counts the days listed.

    Not so what comes after the days: on days 1 and 15, then every 4 months.
    """
    if one.per == "day":  # "daily dose (5 mg/day)" says no more than the unit
        marks = [m for m in marks if not (m.value == "1/day" and m.end - m.start == len("daily"))]
    if one.per:  # 100 mg/day on days 1-5, every 3 weeks, a cycle's length: no frequency
        one.passed = next((m.value for m in marks if CYCLE.match(m.value) and m.start >= one.item.end), None)
        marks = [m for m in marks if not CYCLE.match(m.value)]
    if not marks:
        return
    first = min(marks, key=lambda m: (m.value in ("once", DAY_DOSE, DAY_TOTAL), m.start))
    one.frequency, one.frequency_after = first.value, first.start >= one.item.end
    one.own = one.frequency_after
    goes_on = _GOES_ON.search(flat, max(0, first.start - len("and then ")), first.start)
    listed = not goes_on or _A_DAY.match(flat, first.start)  # on day 1 and day 8 of a 21-day cycle
    counted = CYCLE.match(first.value) and first.value.startswith("1/") and listed
    if counted and one.schedule and _A_DAY.search(one.schedule):
        one.frequency = in_cycle(one.schedule, first.value)


def _pair_respectively(flat: str, said: list[Said], often: list[Mark]) -> None:
    """40 mg or 5000 units, once daily and every eight hours, respectively."""
    for first, second in pairwise(often):
        joined = re.fullmatch(r",? (?:and|or) ", flat[first.end : second.start])
        before = [one for one in said if one.item.end <= first.start]
        if joined and len(before) >= 2 and re.match(r",? respectively", flat[second.end :]):
            before[-2].frequency, before[-1].frequency = first.value, second.value


def _after_bracket(flat: str, said: list[Said], often: list[Mark], when: list[Mark]) -> None:
    """FOLFIRINOX (oxaliplatin 85 mg/m2, ..., then 2400 mg/m2) every 2 weeks: said of all doses in the bracket."""
    for mark in often:
        end = len(flat[: mark.start].rstrip(" ,"))
        inside = [one for one in said if one.item.end < end and one.item.start > _opening(flat, end - 1)]
        if flat[end - 1 : end] == ")" and len(inside) > 1:
            for one in inside:
                if one.frequency in (None, "once") and not one.per and not one.loading:
                    one.frequency, one.frequency_after = mark.value, True
                    one.schedule = one.schedule or next((w.value for w in when if w.start <= mark.start < w.end), None)


def _before_bracket(flat: str, said: list[Said], often: list[Mark]) -> None:
    """once daily in one pill (A, 12.5 mg; B, 50 mg): what stands before the bracket is said of all doses in it."""
    for before, one in pairwise(said):
        opening = _unclosed(flat, before.item.start)
        told = not before.per and any(m.value == before.frequency and m.end <= opening for m in often)
        open_ = not (one.frequency or one.per or one.loading or on_days(one.schedule))
        if told and open_ and opening == _unclosed(flat, one.item.start):
            one.frequency = before.frequency


def _unclosed(flat: str, at: int) -> int:
    """The bracket in which a place stands; -1 for none."""
    depth = 0
    for place in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(flat[place], 0)
        if depth < 0:
            return place
    return -1


def _of_all(flat: str, said: list[Said], often: list[Mark]) -> None:
    """A followed by B, all given every 3 weeks; A 75 mg/m2 and B AUC 6 in 3-week cycles: said of the doses before."""
    for mark in often:
        if _ALL.search(flat, max(0, mark.start - _ALL_REACH), mark.start):
            for one in said:
                if one.item.end < mark.start and not (one.frequency or one.per or one.loading):
                    one.frequency, one.frequency_after = mark.value, True


def _given_first(flat: str, said: list[Said]) -> None:
    """An amount before a rate or the regular doses of the same drug is given once.

    1 µg/kg over 10 min, then 0.7 µg/kg/h; 40 mg intravenously, followed by 20 mg daily.
    """
    for before, one in pairwise(said):
        if before.drug != one.drug or before.per or before.frequency:
            continue
        gap = flat[before.item.end : one.item.start]
        kept_up = one.frequency or on_days(one.schedule) or (one.schedule and _FOR_DAYS.match(one.schedule))
        regular = bool(kept_up) and one.frequency != "once"
        larger = (before.item.value[0].low or 0) > (one.item.value[0].low or 0) and _NEXT.search(gap)
        loads = "followed by" in gap or larger or _AT_FIRST.search(gap)
        first = regular and before.unit == one.unit and not (before.schedule or before.stage) and bool(loads)
        if first or (one.per in ("hour", "min") and not one.is_volume):
            before.once = True


def _opening(flat: str, closing: int) -> int:
    """Where the bracket that closes here was opened; its own place if it never was."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += {")": 1, "(": -1}.get(flat[at], 0)
        if depth == 0:
            return at
    return closing


def _without_then(flat: str, everyone: list[Said]) -> str:
    """Blanks the "then" after a dose given once, which is no end of the list; offsets unchanged."""
    for one in everyone:
        if one.once and (then := _THEN.search(flat, one.item.end, one.item.end + _THEN_REACH)):
            flat = flat[: then.start()] + " " * len(then[0]) + flat[then.end() :]
    return flat


def _without_loading(flat: str, everyone: list[Said]) -> str:
    """Trastuzumab (600 mg; loading dose 8 mg/kg) every 3 weeks: the semicolon is no end of the list."""
    for before, one in pairwise(everyone):
        if one.loading != before.loading and one.drug == before.drug:
            start, end = before.item.end, one.item.end
            flat = flat[:start] + flat[start:end].replace(";", ",") + flat[end:]
    return flat


def _gap(flat: str, said: list[Said], left: int, right: int) -> str:
    """What stands between two amounts; between those of one drug a group's name or a semicolon ends no list."""
    gap = _SHORT_NAME.sub("(", _GROUP_NAME.sub(" ", flat[said[left].item.end : said[right].item.start]))
    if said[left].drug != said[right].drug or ")" in gap:
        return gap
    return _NEXT_GROUP.sub(r"\1", gap.replace(";", ","))


def _share_left(flat: str, said: list[Said]) -> None:
    """aspirin 100 mg and clopidogrel 75 mg once daily: what follows a list is said of all of it."""
    takers = [i for i, one in enumerate(said) if not one.loading]
    for i, j in reversed(list(pairwise(takers))):
        one, after, gap = said[i], said[j], _gap(flat, said, i, j)
        if len(gap) > _LIST_REACH or ENDS_LIST.search(gap) or _OWN_CLAUSE.search(gap):
            continue
        if one.per or one.frequency or on_days(one.schedule):
            continue
        if after.frequency == "once" and _MORE_THAN_ONCE.search(gap):
            continue
        if after.frequency_after and not after.per:
            one.frequency, one.frequency_after = after.frequency, True
            one.schedule = one.schedule or after.schedule
        elif after.passed and one.is_chemotherapy:
            one.frequency, one.frequency_after = after.passed, True
        elif after.schedule and not after.frequency:
            one.schedule = one.schedule or after.schedule


def _share_right(flat: str, said: list[Said]) -> None:
    """once daily A 10 mg or B 20 mg; 960 mg twice daily, reduced to 720 mg."""
    takers = [i for i, one in enumerate(said) if not one.loading]
    for i, j in pairwise(takers):
        before, one = said[i], said[j]
        if one.frequency or one.per or not before.frequency or before.per:
            continue
        if as_needed(flat, one.item.start, one.item.end):
            continue
        gap = _gap(flat, said, i, j)
        reach = _RIGHT_REACH + (_LOADING_REACH if j > i + 1 else 0)
        listed = not before.frequency_after and len(gap) < reach and not BREAK.search(gap)
        if listed or _goes_on(before, one):
            one.frequency, one.schedule = before.frequency, one.schedule or before.schedule


def _goes_on(before: Said, one: Said) -> bool:
    """The same drug in the same unit is given as often as before, unless days of its own are named."""
    if one.drug != before.drug or one.unit != before.unit or before.frequency in (None, "once"):
        return False
    return (before.frequency or "").endswith("/day") or not on_days(one.schedule)
