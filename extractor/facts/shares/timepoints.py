"""When a share was measured: the time point that belongs to it, in the text's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from extractor.facts.sentences.bare_counts import is_zero
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import is_versus, run_of, series_of
from extractor.facts.shares.own_times import own_time
from extractor.matching import Item, Line
from extractor.measures import split_list
from extractor.measures.builders import TIME

# What leads to a time point. "for" is left out: patients are treated for 12 weeks, and respond at, by or within them.
_LEAD = re.compile(
    r"\b(?:at|after|within|by|during|(?<!for )over|in|through|throughout|until|till|up to|(?<!compared )to|between|"
    r"beyond|following|with(?= (?:a |the )?(?:median|mean|minimum) follow))\s"
    r"(?:the |a |an |first |last |next |about |approximately |median |mean |minimum |maximum |average |end |course |"
    r"period |follow-up |time |of |initial |subsequent )*$",
    re.I,
)
_FROM = re.compile(r"\bfrom [\w-]+(?: [\w-]+)? $", re.I)  # from admission to 30 days
_TAIL = re.compile(
    r"\s(?:of follow[- ]?up|follow[- ]?up|post[- ]?operatively|(?:immediately )?post-?(?!oper)\w+"
    r"|(?:after|following) (?:the )?(?:start(?:ing)? (?:of )?|end(?:ing)? (?:of )?|complet(?:ion|ing) (?:of )?)?"
    r"(?:the )?(?:last |first |second |third |index |initial |original )?(?:surgery|operation|treatment|therapy"
    r"|procedure|intervention|dose|transplant\w*|randomi[sz]ation|discharge|vaccination|immuni[sz]ation|delivery"
    r"|injection|infusion|admission|stenting|chemotherapy|radiotherapy|inclusion|enrol\w+|diagnosis|implantation"
    r"|resection|irradiation|\w{3,}ectomy|emboli[sz]ation|ablation|repair|replacement|onset|initiation)"
    r"|(?:after|following|of|from) (?:start|initiat|begin|complet|stopp|discontinu|commenc)\w*(?: of)? (?:the )?[\w-]+"
    r")\b",
    re.I,
)
_IN_WORDS = re.compile(
    r"\b(?:in[- ]hospital"
    r"|(?:at|by|during|after|until) (?:the )?(?:last|final|latest|long-term|first|end of)[ -]"
    r"(?:the )?(?:[\w-]+ )?(?:follow[- ]?up|visit|review|treatment|therapy|study|trial|assessment|examination)"
    r"|at (?:discharge|(?:the )?follow-up(?! of)|census|(?:data )?cut-?off)"
    r"|at (?:treatment|study|trial) (?:end|completion)"
    r"|(?:in|within|during|over) the first (?:day|week|month|year)(?! of (?:life|age))"
    r"|after (?:a single|one|two|three|four|five|six|\d|all(?: \w+)?"
    r"|(?:the )?(?:first|second|third|fourth|initial|last|final)) (?:[\w-]+ )?(?:courses?|cycles?|doses?|injections?"
    r"|infusions?|sessions?|vaccinations?|treatments?|attempts?|procedures?|rounds?|bolus)"
    r"|(?:at|on|during|in) (?:the )?(?:first|second|third|initial|last|final) (?:[\w-]+ )?(?:attempt|cycle|course|dose"
    r"|evaluation|assessment|visit|examination|session|procedure)"
    r"|(?:during|throughout|over) (?:the )?(?:entire |whole )?(?:[\w-]+ )?"
    r"(?:follow[- ]?up|hospital(?:i[sz]ation| stay)|study|trial|treatment|(?:chemo|radio|chemoradio|immuno)?-?therapy"
    r"|(?:chemo)?radiation|irradiation|surgery|ana?esthesia|induction|maintenance|infusion|pregnancy|period|phase"
    r"|course of (?:the )?[\w-]+)"
    r"(?: (?:period|phase))?"
    r"|in the (?:[\w-]+ )?(?:double-blind|open-label|maintenance|induction|extension|run-in|follow-up|acute|delayed"
    r"|early|late|(?:pre|post|peri)-?\w+) (?:phase|period)"
    r"|(?:post|peri|intra)-?operatively"
    r"|post[- ]?(?:transplant|procedure|discharge|treatment|intervention|injection|vaccination|baseline)"
    r"(?=[.,;:)]|$| (?:in|by|was|were|and|among)\b))\b",
    re.I,
)
_AVERAGE = re.compile(  # with its spread: "after a mean follow-up of 58 ± 7 months"
    rf"\b(?:at|after|during|over|with) (?:a |the )?(?:mean|median|average) follow[- ]?up (?:period |time |duration )?"
    rf"of [\d.·]+ ?(?:±|\+/?-) ?[\d.·]+ {TIME}\b",
    re.I,
)
_OF_RATE = re.compile(
    r"\s(?:overall |actuarial |estimated |cumulative |all-cause )?"
    r"(?:rates?|survival|mortality|incidences?|estimates?)\b",
    re.I,
)
# "during the 30-day period" is a time of its own; "in 5-year survival" only names the survival.
_PERIOD = re.compile(
    r"(?: (?:post|follow|after)[- ]?[\w-]*)?(?: (?:period|follow[- ]?up|visit|time ?points?|mark|interval|course))?"
    r"(?=[,.;:)\]]|$| (?!\w*(?:surviv|mortal|rate|OS|PFS)))",
    re.I,
)
_NAMED = re.compile(r"(?:week|day|month|year|visit|cycle)s?[ -]?\d", re.I)
_NO_TIME = re.compile(r"\b(?:median|mean|every|each|lasting|aged?|older|younger)\b(?:(?! and )[^,;]){0,30}$", re.I)
_PLURAL = re.compile(r"^(week|day|month|year|visit|cycle)s(?= \d+$)", re.I)  # of a list: weeks 12 and 24

_OWN_TIME = re.compile(  # of an outcome that no other's time holds for: "perioperative mortality", "overall mortality"
    r"\b(?:peri-?operative|operative|post-?operative|intra-?operative|(?:in-)?hospital|overall|total|late|early|long-term)"
    r"(?: [\w-]+){0,3}$",
    re.I,
)
_RESOLVED = r"\b(?:all|which|that|most|these|they) (?:[\w-]+ ){0,2}(?:resolv|subsid|disappear|recover|last)"
_NEXT_CLAUSE = re.compile(rf"^,|;|, (?:and|but|while|whereas)\b|\b(?:median|mean)\b|{_RESOLVED}")
# "success was seen at 4 weeks in 12%", "after 1 year 24%"
_JUST_BEFORE = re.compile(r" (?:in |by |it was |was )?(?:only )?[(\[]?")
_OPENS = re.compile(
    r"(?:^|[,;:(] (?:and )?|\b(?:and|but|while|whereas|seen|noted|observed|occurred|achieved|found|reported) )$"
)
# "10-year event-free [survival] and overall survival"
_AND = re.compile(r" [^.;:()\d]{1,60}?(?:,|,? and) (?:the )?(?:[\w-]+ )?")
_TO_DISCHARGE = re.compile(r"\b(?:to|until|at) (?:hospital )?discharge\b")
# "3 years 11 months", "in the 6 day group"
_NO_POINT = re.compile(r",? (?:and )?\d+ months?\b|[ -](?:groups?|arms?|cohorts?|courses?)\b(?! [A-Z\d])")
_YEARS_AND = re.compile(r"\b\d+ years?,? (?:and )?$")
_OTHER_CLAUSE = re.compile(rf";|\b(?:but|while|whereas|median|mean)\b|{_RESOLVED}")
_TERMS = ("event", "outcome")
# Brackets, and what is left of one that a text begins in.
_BRACKETS = re.compile(r"^[^()\[\]]*[)\]]|[(\[][^()\[\]]*[)\]]")
_FAR = 90  # characters between a share and a time
_LEAD_WORDS = 3  # before a time that opens its sentence
_TO_END = 30  # characters that may follow a time that ends its sentence


@dataclass(frozen=True, slots=True)
class Time:
    """A time point of a sentence. `is_name` where it only stands before a noun: 5-year survival."""

    start: int
    end: int
    text: str
    is_name: bool = False


def timepoint_of(line: Line, link: Link, times: list[list[Time]]) -> str | None:
    """The time point that belongs to a share: one listed in step with it, else one that names its outcome, one that
    follows the share, or one that stands before it. `times` are those of the sentence."""
    if beside := own_time(line, [i for i in line.items if i.kind == "rate"], link.rate):
        return beside
    if not times:
        return None
    rates = series_of(line, "rate")
    own = run_of(rates, link.rate)
    if paired := _in_step(line, times, rates, own, link.rate):
        return paired.text
    single = [run[0] for run in times if len(run) == 1]
    best = (
        _naming(link, single)
        or _just_before(line, own, single)
        or _sharing(line, link, single)
        or _following(line, own, single)
        or _preceding(line, link, single)
        or _ending(line, own, times)
    )
    return best.text if best else None


def _in_step(line: Line, times: list[list[Time]], rates: list[list[Item]], own: list[Item], rate: Item) -> Time | None:
    """ "13%, 15% and 18% at 1, 2 and 3 years"; "30-day and 90-day mortality (0.9% vs 0.8% and 1.3% vs 1.2%)"."""
    for run in (run for run in times if len(run) > 1):
        after = [r for r in rates if r[0].start >= run[-1].end]
        before = rates[: len(rates) - len(after)]  # may lack `own`, where that is a bare count
        # "90%, 80% and 70% with A and 85%, 60% and 40% with B": the lists that follow the first are as long
        until_own = after[: after.index(own) + 1] if own in after else []
        is_beside = bool(until_own) or (own[-1].end <= run[0].start and own in before[-1:])
        if is_beside and all(len(r) == len(run) for r in (*until_own, own)) and not is_versus(line, own):
            return run[own.index(rate)]
        if own in after[: len(run)] and len(after) >= len(run) and is_versus(line, own):
            return run[after.index(own)]
    return None


def _naming(link: Link, times: list[Time]) -> Time | None:
    """A time that is a part of the outcome's name, or stands beside it: 5-year overall survival, relapse at 5 years."""
    term = link.term
    before = [t for t in times if not t.is_name and term.end < t.start and t.end <= link.rate.start]
    if len(before) == 1 and before[0].start == term.end + 1:
        return before[0]
    named = (t for t in times if t.is_name and (0 <= term.start - t.end <= 12 or term.start <= t.start < term.end))
    return max(named, key=lambda t: t.start, default=None)  # in-hospital 30-day mortality


def _just_before(line: Line, own: list[Item], times: list[Time]) -> Time | None:
    """The time that stands right before a share or its bracket, behind a verb or at the beginning of its clause."""
    start = own[0].start
    time = next((t for t in reversed(times) if not t.is_name and t.end <= start), None)
    if time is None:
        return None
    between = _JUST_BEFORE.fullmatch(line.passage, time.end, start)
    opens = between and (between[0] == " (" or _OPENS.search(line.passage, line.start, time.start))
    return time if opens else None


def _sharing(line: Line, link: Link, times: list[Time]) -> Time | None:
    """The time that names a list of outcomes, this one among them."""
    time = next((t for t in reversed(times) if t.is_name and t.end < link.term.start), None)
    terms = [i for i in line.items if time and i.kind in _TERMS and time.end < i.start and i.end < link.term.start]
    is_listed = time and terms and link.term.end < link.rate.start
    return time if time and is_listed and _AND.fullmatch(line.passage, time.end, link.term.start) else None


def _following(line: Line, own: list[Item], times: list[Time]) -> Time | None:
    """The time that ends the words of a share, or of a run of shares: 97% of patients within 2 weeks."""
    end = own[-1].end
    found = next((t for t in times if end <= t.start and not t.is_name), None)
    if found is None or any(i.kind == "rate" and end <= i.start < found.start for i in line.items):
        return None
    between = _BRACKETS.sub("", line.passage[end : found.start])
    return None if len(between) > _FAR or _NEXT_CLAUSE.search(between) else found


def _ending(line: Line, own: list[Item], times: list[list[Time]]) -> Time | None:
    """The only time of a sentence, which ends it and holds for all that it lists: "A (92%) and B (72%) at 1 year"."""
    if len(times) > 1 or len(times[0]) > 1 or times[0][0].is_name:
        return None
    time = times[0][0]
    is_last = time.start >= own[-1].end and line.end - time.end <= _TO_END
    behind = _BRACKETS.sub("", line.passage[own[-1].end : line.end])
    return time if is_last and not _OTHER_CLAUSE.search(behind) else None


def _preceding(line: Line, link: Link, times: list[Time]) -> Time | None:
    """The nearest time before a share; one that opens the sentence holds for all of it, one that names an outcome
    ("30-day mortality") not for another that has its share behind the first and is named by its own time."""
    before = [t for t in times if t.end <= max(link.rate.start, link.term.start)]
    if not before or not before[-1].is_name:
        return before[-1] if before and not _is_past(line, before[-1], link) else None
    time, term = before[-1], link.term
    if _TO_DISCHARGE.search(line.passage, term.start, min(term.end + len(" to hospital discharge"), line.end)):
        return None
    is_other = term.kind == "event" and any(
        i.kind == "rate" and time.end <= i.start and i.end <= term.start for i in line.items
    )
    return None if is_other and _OWN_TIME.search(line.passage, time.end, term.end) else time


def _is_past(line: Line, time: Time, link: Link) -> bool:
    """ "All healed in six weeks; there were no deaths": a time within a clause that has ended."""
    if not is_zero(link.rate.value):
        return False
    clause = line.passage.rfind("; ", time.end, min(link.rate.start, link.term.start))
    return clause > 0 and line.passage.count(" ", line.start, time.start) > _LEAD_WORDS


def times_of(line: Line) -> list[list[Time]]:
    """The time points of a sentence; those of one list (at 1, 2 and 3 years) are one run."""
    runs = []
    for items in series_of(line, "timepoint"):
        items = [i for i in items if not _NO_POINT.match(line.passage, i.end, line.end)]
        if not items:
            continue
        lead = _lead(line, items[0])
        runs.append([t for item in items for t in _listed(line, item, lead)])
    in_words = chain.from_iterable(
        found.finditer(line.passage, line.start, line.end) for found in (_AVERAGE, _IN_WORDS)
    )
    for match in in_words:
        if not any(match.start() < t.end and t.start < match.end() for run in runs for t in run):
            runs.append([Time(match.start(), match.end(), match[0], match[0].lower() == "in-hospital")])
    return sorted((run for run in runs if run), key=lambda run: run[0].start)


def _lead(line: Line, item: Item) -> str:
    """The words that lead to a time point: "at the end of ", "from admission to "."""
    before = line.passage[line.start : _begin(line, item)]
    lead = _LEAD.search(before)
    if not lead:
        return ""
    origin = _FROM.search(before, 0, lead.start()) if lead[0].startswith("to ") else None
    return before[(origin or lead).start() :]


def _begin(line: Line, item: Item) -> int:
    """Where the words of a time begin: with its years, where it is the months behind them."""
    years = _YEARS_AND.search(line.passage, line.start, item.start) if item.start > line.start else None
    return years.start() if years else item.start


def _listed(line: Line, item: Item, lead: str) -> list[Time]:
    """The time points that one item holds; none where it is a duration (a median of 4 months)."""
    text = line.passage[item.start : item.end]
    is_noun = bool(re.search(r"- ?[a-z]+$", text)) or bool(_OF_RATE.match(line.passage, item.end, line.end))
    period = _PERIOD.match(line.passage, item.end, line.end) if is_noun and lead else None
    named = bool(_NAMED.match(text))
    tail = period or (None if is_noun or named else _TAIL.match(line.passage, item.end, line.end))
    if not lead and (not (is_noun or named or tail) or _NO_TIME.search(line.passage, line.start, item.start)):
        return []
    is_name = is_noun and not period
    parts = [text] if lead.lower().startswith("between") else split_list(text)
    parts = [_PLURAL.sub(r"\1", re.sub(r"^((?:1|one) [a-z]+?)s$", r"\1", part)) for part in parts]
    if len(parts) > 1:
        return [Time(item.start, item.end, part if is_name else lead + part, is_name) for part in parts]
    end = tail.end() if tail else item.end
    begin = _begin(line, item)
    words = line.passage[begin:end]
    start = begin if is_name or not line.passage.endswith(lead, line.start, begin) else begin - len(lead)
    return [Time(start, end, words if is_name else lead + words, is_name)]
