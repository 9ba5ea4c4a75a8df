"""What a number with a unit of time is: a point in time, an age, or how long something lasted."""

from __future__ import annotations

import re

from extractor.facts.left.cues import clause
from extractor.facts.left.places import Place
from extractor.records import Measure

_POINT_BEFORE = re.compile(r"\b(?:at|through|after|within|by|until|before|beyond|of age|gestation) $", re.I)
_POINT_WHEN = re.compile(r"\b(?:at|after|within|by|until|in|from)(?: (?:the|an?|first|each|every))* $", re.I)
_POINT_AFTER = re.compile(
    r"\s?(?:\w+ )?(?:after|before|later|prior|post|following|ago|postoperatively|of gestation|gestation|thereafter)\b"
    r"|(?:[- ](?:\w+ )?(?:(?:overall|relapse|progression|event|disease|recurrence)[- ])?(?:\w+[- ])?)?"
    r"(?:survival|mortality|OS|PFS|DFS|EFS|RFS|follow-?up|rates?|risks?|outcomes?|re-?admissions?|recurrence"
    r"|relapse)\b",
    re.I,
)
_LASTED_BEFORE = re.compile(
    r"\b(?:for|over|during|throughout|lasting|lasted|lasts|duration of|periods? (?:of|was|were)|course of|took"
    r"|required|stay of"
    r"|survived|spent|past|last|previous|preceding|total of|minimum of|maximum of|times? of|delay of|periods up to"
    r"|shortened by|prolonged by|longer than|shorter than)"
    r"(?: (?:an?|the|about|only|approximately|at least|least|up to|another|more than|over|less than|further|past|last"
    r"|total of|minimum of|maximum of|every|all|each|first|between|either|additional|from))* (?:[<>≤≥~]\s?|\d+ )?$",
    re.I,
)
_FILLED = r"(?:(?!(?:in|of|at|on|for|to|by|the|during|after|before|with|and|or|from|than|was|were|is)\b)[\w-]+,? )"
_LASTED_AFTER = re.compile(
    rf",?[- ]{_FILLED}{{0,3}}?(?:periods?|program\w*|courses?|delays?|intervals?|sessions?|duration|stay|supply"
    rf"|washout"
    r"|experience|half-?life|long|apart)\b"
    rf"|,?[- ]{_FILLED}{{0,2}}?(?:trial|study|studies|intervention|training|infusions?|regimen|recovery"
    rf"|hospitali[sz]ation"
    r"|rest|exercise|exposure|incubation|recalls?|history)\b"
    r"| of (?:[\w-]+ ){0,2}(?:treatment|therapy|training|infusion|exercise|rest|exposure|recovery|intervention|use"
    r"|data)\b",
    re.I,
)
_FOLLOWED = re.compile(r" (?:of )?(?:\w+ )?follow-?up\b", re.I)
_AVERAGE = re.compile(r"\b(median|mean|average)(?: (?:time|duration|period|interval|delay))?(?: of| was)? $", re.I)
_LENGTH = re.compile(
    r"\b(?:half-?(?:life|lives|times?)|durations?|(?:length of |hospital )?stay|LOS|(?:\w+ )?times?|longer|shorter"
    r"|life expectancy|delays?|experience|survival)\b(?! (?:at|points?))[^;.]{0,45}$",
    re.I,
)
_AGED = re.compile(r"\b(?:younger|older|ages?)\b", re.I)
_AGAINST = re.compile(r"(?:\bvs?\.?|\bversus|\bcompared (?:to|with)) $", re.I)
_AGAINST_AFTER = re.compile(r",? (?:(?:in|for) [\w -]{2,30} )?(?:vs?\.?|versus|compared (?:to|with))\s", re.I)
_OF_PEOPLE = re.compile(
    r"\b(?:(?:children|adolescents|adults|women|men|girls|boys|patients|individuals|persons|participants|subjects"
    r"|infants"
    r"|population|inhabitants|volunteers)(?: with \w+){0,1}\s?(?:[(,]\s?)?(?:[<>≤≥]\s?)?"
    r"|(?:children|women|men|girls|boys|adults|individuals|infants|patients) (?:under|younger than|older than|below"
    r"|above)"
    r"(?: the age of)? )$",
    re.I,
)
_PER_TIME = re.compile(r"\s?(?:per|each|a|/) ?(?:day|week|month|year)\b", re.I)
_UNIT = re.compile(r"[a-z]+$", re.I)
_GLUED = re.compile(r"[A-Za-z]-$")


def of_time(place: Place, measure: Measure) -> str:
    """A point in time, an age, a schedule, or a length: of follow-up, a median, how long something lasted."""
    text, whole = place.passage.text, place.passage.text[measure.start : measure.end]
    head, tail = text[max(0, measure.start - 60) : measure.start], text[measure.end : measure.end + 60]
    unit = _UNIT.search(whole)
    if _GLUED.search(head) and re.fullmatch(r"\d+[hdy]", whole):
        return "name"  # let-7d
    if unit and _PER_TIME.match(tail):
        return "schedule"
    if _is_age(place, whole, head, tail):
        return "age"
    if _FOLLOWED.match(tail):
        return "timepoint" if _POINT_WHEN.search(head) else "follow_up"
    if " " in whole and (averaged := _AVERAGE.search(head)):
        return "median" if averaged[1].lower() == "median" else "mean"
    if whole[0].isdigit() and _LASTED_AFTER.match(tail) and not _POINT_WHEN.search(head):
        return "duration"
    if _LASTED_BEFORE.search(head):
        return place.cue if place.cue in ("follow_up", "median", "mean") else "duration"
    return _of_point(place, measure, head, tail)


def _is_age(place: Place, whole: str, head: str, tail: str) -> bool:
    """Women (< 45 years), a mean age of 32 weeks; not ages in a title before a "10-week trial"."""
    if not re.search(r" (?:years?|yrs?|months?|weeks?)$", whole) or _POINT_BEFORE.search(head):
        return False
    in_years = "y" in whole.rsplit(" ", 1)[1]
    if in_years and (_OF_PEOPLE.search(head) or _AGED.search(clause(place.before)[-45:])):
        return True
    return place.cue == "age" and not (_LASTED_BEFORE.search(head) or _LASTED_AFTER.match(tail))


def _of_point(place: Place, measure: Measure, head: str, tail: str) -> str:
    """Of a time that nothing beside it tells to be a length."""
    whole = place.passage.text[measure.start : measure.end]
    if _POINT_BEFORE.search(head) or _POINT_AFTER.match(tail):
        return "timepoint"
    if place.cue in ("follow_up", "median", "mean"):
        return place.cue
    if "-" in whole and re.search(r"\d-? ?[a-z]", whole) and not _AGAINST.search(head):
        return "timepoint"
    own = clause(place.before[: len(place.before) - (place.start - measure.start)])
    is_compared = _AGAINST.search(head) or _AGAINST_AFTER.match(tail)
    return "duration" if whole[0].isdigit() and (is_compared or _LENGTH.search(own)) else "timepoint"
