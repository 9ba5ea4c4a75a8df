"""How often, when and by which route a dose is given: marks found in a sentence and shared out among its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.matching import Item, Line, PatternSet, term_list
from extractor.measures.numbers import FIGURE, WORDS, value
from extractor.records import Measure

# "one" stays a word: "one dose" is a way of saying single, not a figure. Hyphens belong to the figure (21-day),
# but for "3-weekly doses", which are not three weekly doses.
_NUMBER = re.compile(
    rf"(?:(?<![\w.])|(?<=\bevery)(?=-))-?(?P<n>{FIGURE}|(?!one\b){WORDS})(?:-(?!(?:week|month)ly))?(?![.·]?\d)", re.I
)
_Q_NUMBER = re.compile(r"(?<=\b[qQ])(?P<n>\d{1,2})(?=[hdwHDW]|mo?\b|\s?(?:weeks|days|hours|months|wk|hr)\b)")
# 3x/day, 2 × weekly, × 3/die: so many times
_CROSSED = re.compile(
    r"(?<![\w.])(?:(?P<n>\d{1,2}) ?[x×X](?=[ -]?(?:/|(?:a|per|each|every) (?:day|week)\b|daily|weekly))"
    r"|[x×X] ?(?P<m>\d{1,2})(?= ?(?:/|(?:a|per|each) day\b)))"
)
_TRIGGER = re.compile(
    r"daily|week|wk|month|year|annual|night|day|\b[bqt]\.?i\.?[dw]|\b[qot]\.?d|\bb\.?d\b|hour|every|\bq|\btwice|\bonce|times|single|\bone\b|doses|eow"
    r"|\bdie\b|[x×] ?/ ?d\b|/ ?\d+ ?h|\dq\d?[dw]\b|each|interval|apart|separated"
    r"|injection|bedtime|breakfast|meals|morning|evening|\bmane\b|\bnocte\b|fortnight|alternate",
    re.I,
)
_LEAD = re.compile(
    r"(?:\b(?:on|at|in|for|over|from|during|until|within|of|each|every|the|an?|up to|all|total|continued|then|next"
    r"|period|first|last|consecutive|only|study)\s|\d+(?:st|nd|rd|th)(?: and |, | or ))+$",
    re.I,
)
_CYCLE_NOUN = re.compile(r"[ -](?:treatment )?(?:cycles?|courses?)\b", re.I)
_JOIN = re.compile(r"[\s,;]*(?:and|then|of|in|for|the|an?|each|every|at|on|to|cycle|cycles)?[\s,]*$", re.I)
_DAYS = re.compile(
    r"\bdays? ?(?:\d|one\b)|\bd ?\d|\b(?:weeks|months|cycles|visits) ?\d|\bat birth|\d(?:st|nd|rd|th)\b"
    r"|\bat \d+(?:, ?\d+)*,? and \d+ (?:days|weeks|months|h)",
    re.I,
)
_RUN_OF_DAYS = re.compile(r"\bdays? ?\d+ ?(?:[-–—−]|to|through) ?\d+", re.I)
_LISTED_DAYS = re.compile(
    r"\b(?:days? ?|d ?)(\d+(?:(?:, ?| and |, and | ?[&+] ?|/)(?:days? ?|d ?)?\d+)*)(?![\d-])", re.I
)
# IV as a number: phase IV, NYHA class IV.
_ROMAN = re.compile(
    r"\b(?:phases?|stages?|grades?|class|classes|type|factor|part|level|group|table)[- ]+"
    r"(?:I{1,3}[-/ ,]+(?:(?:or|and|to) )?)*$",
    re.I,
)
_DAY_ONE = re.compile(r"\bday one\b", re.I)
# d1,8 q21d; D1, D8 of a 21-day cycle: D1 alone may be a vitamin or a receptor.
_SHORT_DAYS = re.compile(
    r"\bd1(?:(?:,| and |, and | ?& ?|/| ?\+ ?| ) ?d?\d{1,2})*"
    r"(?=[,;]? \(?(?:(?:every|(?:of|in) (?:an?|each|every|the)|\d+[- ]day)\b|q ?\d))",
    re.I,
)
_DAILY_DOSES = re.compile(r"(?:(?:in|as|into) )?[\w-]+ (?:equal |separate )?daily (?:doses|portions)", re.I)
_IN_A_DAY = 6  # doses
DAY_TOTAL = "/day"  # the amount of a day, which does not say in how many doses
DAY_DOSE = "~1/day"  # the same, given daily: once, if nothing else is said
# three times, as a figure before the amount says: 3 x 500 mg daily; not so two tablets once daily
TIMES_BEFORE = re.compile(r"(?<![\w.,])(?P<n>[2-6]) ?[x×X] ?$")
_A_DAY = re.compile(
    r"(?:(?!\bonce\b|\btablets?\b|\bcapsules?\b)[^;,)\d]){0,25}?(?:\bdaily\b|\b(?:a|per|each) day\b|/ ?d(?:ay)?\b)",
    re.I,
)
# 3 x 500 mg or 3 x 1000 mg for 12 weeks: each day, which goes without saying
_FOR_WEEKS = re.compile(
    r"(?:(?!\b(?:every|cycles?|pulses?|infus\w*|intraven\w*|i\.?v|inject\w*)\b)[^.;]){0,80}?"
    r"\bfor (?:the )?(?:first |last |next )?[\w-]+ (?:weeks|months)\b"
)
_CYCLE_LENGTH = re.compile(r"1/(\d*)(days|weeks?|months?)$")
# Words between an amount and a mark that end the amount's reach.
BREAK = re.compile(
    r"[;]|\.\s|\bthen\b|\bfollowed by\b|\bwhereas\b|\bwhile\b|\bversus\b|\bvs\b|\bcompared\b|\bbefore\b"
    r"|\bafter which\b|\band group\b|\bwas associated\b|\b(?:improv|reduc|increas|decreas|caus|result)\w*",
    re.I,
)
# A single injection 2 days before surgery at the dose of 5 mg: no end of what is said of the dose.
_TIME_BEFORE = re.compile(r"\b\d+ (?:days?|h|hours?|min\w*) before\b(?! and)")
_OPEN_BRACKET = re.compile(r"[(\[][^)\]]*$")
_BRACKET_ENDS = re.compile(r"[)\]]")
_THEN_EVERY = re.compile(r"\bthen $")  # at weeks 0, 2 and 6, then every 8 weeks: of the amount before
_PLACEBO_LAST = re.compile(
    r",? (?:and|or) (?:the )?(?:group \w+|\w+ group)(?: \w+){0,2}? (?:an? )?(?:matching )?placebo,? $", re.I
)
_POINTED = re.compile(r"\b[a-z]\.\s?[a-z](?:\.\s?[a-z])?\.$", re.I)
_PUNCTUATION = re.compile(r"[\s;,.¤]*(?:\b(?:at|on|in|as|by|with) (?:an? )?)?")  # drugs and routes are filled in with ¤
_REACH = 90  # characters from an amount to what is said of it
_FAR_REACH = 180  # and to the interval of a whole regimen


@dataclass(frozen=True, slots=True)
class Mark:
    """A frequency, route or stretch of schedule words in a sentence."""

    start: int
    end: int
    value: str
    pattern_id: str = ""  # of a frequency


def frequencies(text: str, start: int, end: int, doses: Sequence[Item], patterns: PatternSet) -> list[Mark]:
    """Frequencies of text[start:end] as the contract writes them, in order; `doses` are the amounts in it."""
    return [mark for mark in words_of_frequency(text, start, end, doses, patterns) if mark.value]


def words_of_frequency(text: str, start: int, end: int, doses: Sequence[Item], patterns: PatternSet) -> list[Mark]:
    """The same with the words that look like a frequency and are none, which have no value."""
    if not _TRIGGER.search(text, start, end):
        return []
    line = Line.of(text, start, end, [*doses, *_numbers(text, start, end)])
    found: list[Mark] = []
    for pattern in patterns.fitting("frequency", line):
        for match in pattern.find(line):
            first, last = _start(match.start, text), _end(match.end, text)
            if all(last <= f.start or first >= f.end for f in found):
                value = _written(str(pattern.gives["frequency"]), list(match.slots.values()))
                times = value.removesuffix("/day")
                if times.isdigit() and int(times) > _IN_A_DAY and _DAILY_DOSES.match(text, first, last):
                    value = "1/day"  # seven daily doses: those of seven days
                found.append(Mark(first, last, value, pattern.id))
    return sorted(found, key=lambda f: f.start)


def _start(start: int, text: str) -> int:
    """A match may begin with a blank that the template allowed."""
    while text[start : start + 1] == " ":
        start += 1
    return start


def _end(end: int, text: str) -> int:
    """Or end with one; the last point of "b.i.d." belongs to it."""
    while text[end - 1 : end] == " ":
        end -= 1
    return end + 1 if _POINTED.search(text, max(0, end - 6), end + 1) else end


def _numbers(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _CROSSED.finditer(text, start, end):
        yield Item("word", match.start(), match.end(), value(match["n"] or match["m"]))
    for regex in (_Q_NUMBER, _NUMBER):
        for match in regex.finditer(text, start, end):
            try:
                yield Item("int", match.start(), match.end(), value(match["n"]))
            except ValueError:  # "one hundred and" without an end
                continue


def _written(frequency: str, slots: Sequence[Item]) -> str:
    """The frequency with its numbers filled in, in the order of the words; 1/1weeks is 1/week."""
    numbers = [item.value for item in slots if item.kind in ("int", "word")]
    names = ["number", *(f"number_{n}" for n in range(2, len(numbers) + 1))]
    return re.sub(r"/1([a-z]+?)s?$", r"/\1", frequency.format(**dict(zip(names, numbers, strict=False))))


def routes(
    text: str, start: int, end: int, short_forms: Mapping[str, str] | None = None, *, forms: bool = False
) -> list[Mark]:
    """Routes of administration named in text[start:end]; with `forms` those that only a dosage form tells of.

    What the paper's own `short_forms` say counts more: IP, the investigational product.
    """
    found = [i for i in term_list("routes").find(text, start, end) if forms == bool(i.value.get("form"))]
    found = [i for i in found if i.value.name in _told((short_forms or {}).get(text[i.start : i.end]), i.value.name)]
    return [Mark(i.start, _end(i.end, text), i.value.name) for i in found if not _is_number_four(text, i)]


def _told(meaning: str | None, route: str) -> list[str]:
    """The routes that a short form of the paper means, where it has such a meaning."""
    return [route] if meaning is None else [i.value.name for i in term_list("routes").find(meaning, 0, len(meaning))]


def _is_number_four(text: str, route: Item) -> bool:
    return text[route.start : route.end] == "IV" and bool(_ROMAN.search(text, max(0, route.start - 20), route.start))


@cache
def once_routes() -> frozenset[str]:
    """Routes of procedures that happen once: a spinal anaesthetic is not repeated."""
    found = term_list("routes")
    return frozenset(t.name for e in found._first.values() for _, t in e if t.get("once"))


def schedules(text: str, start: int, end: int, often: Sequence[Mark], measures: Sequence[Measure]) -> list[Mark]:
    """Stretches of schedule words ("on days 1 and 8 of each 21-day cycle"), verbatim, neighbours joined."""
    pieces = [(m.start, m.end) for m in often if m.value != "once"]
    here = [m for m in measures if start <= m.start and m.end <= end]
    pieces += [(m.start, m.end) for m in here if m.kind in ("timepoint", "schedule")]
    pieces += [m.span() for regex in (_DAY_ONE, _SHORT_DAYS) for m in regex.finditer(text, start, end)]
    joined: list[tuple[int, int]] = []
    for s, e in sorted(pieces):
        lead = _LEAD.search(text, max(start, s - 40), s)
        s = lead.start() if lead else s
        if joined and (s <= joined[-1][1] or _JOIN.match(text[joined[-1][1] : s])):
            joined[-1] = (joined[-1][0], max(e, joined[-1][1]))
        else:
            joined.append((s, e))
    ends = [_CYCLE_NOUN.match(text, e) for _, e in joined]
    return [Mark(s, m.end() if m else e, text[s : m.end() if m else e]) for (s, e), m in zip(joined, ends, strict=True)]


def per_of(measure: Measure, frequency: str | None, schedule: str | None) -> str | None:
    """The time an amount is per: its own, the day or week of "daily" and "weekly", else a dose at a time."""
    if measure.per or measure.unit == "%":
        return measure.per
    if frequency in ("1/day", DAY_DOSE, DAY_TOTAL) or (
        frequency == "1/week" and not re.search(r"\bevery\b|\bcycle", schedule or "")
    ):
        return frequency.rsplit("/")[-1]
    return "dose" if frequency or on_days(schedule) else None


def times_before(text: str, measure: Measure) -> tuple[str, str] | None:
    """How often the figure before an amount says it is given, and the time it is per: 3 x 500 mg daily."""
    times = TIMES_BEFORE.search(text, max(0, measure.start - len("3 x ")), measure.start)
    a_day = measure.per == "day" or _A_DAY.match(text, measure.end) or _FOR_WEEKS.match(text, measure.end)
    return (f"{times['n']}/day", "dose") if times and a_day else None


def on_days(schedule: str | None) -> bool:
    """Whether a schedule names the days, weeks or months of single doses."""
    return bool(schedule and _DAYS.search(schedule))


def in_cycle(schedule: str | None, frequency: str) -> str | None:
    """What a cycle's length makes of the days listed: days 1 and 8 with 1/21days is 2/21days; a run makes nothing."""
    length = _CYCLE_LENGTH.match(frequency)
    if not length or not schedule or _RUN_OF_DAYS.search(schedule):
        return None
    if _DAY_ONE.search(schedule):
        return frequency
    days = _LISTED_DAYS.search(schedule)
    return f"{len(re.findall(r'[0-9]+', days[1]))}/{length[1]}{length[2]}" if days else None


def share(
    text: str, spans: Sequence[tuple[int, int]], marks: Sequence[Mark], joins: re.Pattern[str]
) -> list[list[Mark]]:
    """For each amount (start, end) the marks said of it alone: those that follow it, or stand right before it."""
    own: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        left = max((i for i, (_, e) in enumerate(spans) if e <= mark.start), default=None)
        right = min((i for i, (s, _) in enumerate(spans) if s >= mark.end), default=None)
        inside = next((i for i, (s, e) in enumerate(spans) if s < mark.end and mark.start < e), None)  # single 50-mg
        if inside is not None:
            own[inside].append(mark)
        elif left is not None and _follows(text, spans, left, mark, right, joins):
            own[left].append(mark)
        elif right is not None and not BREAK.search(_TIME_BEFORE.sub("", text[mark.end : spans[right][0]])):
            own[right].append(mark)
    return own


def _follows(
    text: str, spans: Sequence[tuple[int, int]], left: int, mark: Mark, right: int | None, joins: re.Pattern[str]
) -> bool:
    """Whether a mark belongs to the amount before it and not, as an adjective, to the one after it."""
    gap = _PLACEBO_LAST.sub(" ", text[spans[left][1] : mark.start])
    leads = right is not None and joins.fullmatch(text[mark.end : spans[right][0]])
    if leads and ("-" in text[mark.start : mark.end] or gap == " with "):
        return False  # A 4 mg, twice-daily A 2 mg; oral A 4 mg with subcutaneous B 2 mg
    if _PUNCTUATION.fullmatch(gap):
        return True  # (10 mg/kg; i.p.; once daily)
    if right is not None and _OPEN_BRACKET.search(gap) and not _BRACKET_ENDS.search(text, mark.end, spans[right][0]):
        return False  # A (twice daily, 5 mg) or B (once daily, 2 mg)
    if not leads:
        gap = _THEN_EVERY.sub("", gap)
    if ";" in gap and "¤" not in gap and _OPEN_BRACKET.search(text, max(0, spans[left][0] - _REACH), mark.start):
        gap = gap.replace(";", ",")  # (75 mg/m2; days 1 and 8; every 3 weeks)
    if len(gap) > (_FAR_REACH if _CYCLE_LENGTH.match(mark.value) else _REACH) or BREAK.search(gap):
        return False
    return not (leads and re.search(r"[,)]|\b(?:and|or|plus|with)\b", gap))
