"""Times that stand beside each share of a list, their unit told once or in brackets: "80% at 1, 60% at 3 and 45% at 5
years", "61% (1 year), 50% (3 years)", "6-month (40%) and 1-year (9%)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.matching import Item, Line
from extractor.measures.builders import TIME

_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_BEHIND = re.compile(
    rf"[)\]%]*\s(?:(?P<lead>at|after|within|by)\s(?P<number>{_NUMBER})(?:[ -](?P<unit>{TIME}))?"
    rf"|\((?P<own>(?:at |after )?{_NUMBER}[ -]{TIME})\))(?=\s?[,;.()]|\s(?:and|or|but)\b|$)",
    re.I,
)
# "67%, 73% and 59%, respectively, at 3 years"
_AND_NEXT = re.compile(r"[)\]%]*(?:,? and |, )")
_OF_ALL = re.compile(
    rf"[)\]%]*,? respectively,? (?P<time>(?:at|after|within|by) {_NUMBER}[ -]{TIME})(?=\s?[,;.()]|$)", re.I
)
# "the 6-month (40% vs 43%) and 1-year (9% vs 11%) rates"
_BEFORE_BRACKET = re.compile(rf"\b(?P<time>{_NUMBER}-{TIME}) [(\[](?P<inside>\d[^()\[\]]*)[)\]]", re.I)
_JOINT = re.compile(r"[,;]?\s?(?:(?:and|but|or)\s)?(?:(?:only|about|to)\s)?")


def own_time(line: Line, rates: Sequence[Item], rate: Item) -> str | None:
    """The time beside a share, if the others of its list have theirs; None where it has all its words beside it."""
    told = [*_BEFORE_BRACKET.finditer(line.passage, line.start, line.end)]
    own = next((m["time"] for m in told if m.start("inside") <= rate.start < m.end("inside")), None)
    if own and len(told) > 1:
        return own
    time = _behind(line, rate)
    if time is None and (of_all := _of_all(line, rates, rate)):
        return of_all
    if time is None or (time["own"] is None and time["unit"]):
        return None
    place = next((n for n, other in enumerate(rates) if other.start == rate.start), None)
    if place is None:
        return None
    later = _list_from(line, rates[place:])
    earlier = next((row for n in range(place) if len(row := _list_from(line, rates[n:])) > place - n), later)
    if time["own"]:
        return time["own"] if len(earlier) > 1 and all(t["own"] for t in earlier) else None
    row = [*later, *reversed(earlier[: len(earlier) - len(later)])]
    unit = next((t["unit"] for t in row if t["unit"]), None)
    if unit is None or any(t["lead"] != time["lead"] for t in row):
        return None
    singular, one = unit.rstrip("s"), time["number"].lower() in ("1", "one")
    return f"{time['lead']} {time['number']} {singular if one else singular + 's'}"


def _of_all(line: Line, rates: Sequence[Item], rate: Item) -> str | None:
    """The time behind "respectively" that all shares of a list have."""
    for other in (r for r in rates if r.start > rate.start):
        if not _AND_NEXT.fullmatch(line.passage, rate.end, other.start):
            break
        rate = other
    told = _OF_ALL.match(line.passage, rate.end, line.end)
    return told["time"] if told else None


def _list_from(line: Line, rates: Sequence[Item]) -> list[re.Match[str]]:
    """The times behind shares that follow one another."""
    found: list[re.Match[str]] = []
    for rate in rates:
        if found and not _JOINT.fullmatch(line.passage, found[-1].end(), rate.start):
            break
        time = _behind(line, rate)
        if time is None:
            break
        found.append(time)
    return found


def _behind(line: Line, rate: Item) -> re.Match[str] | None:
    return _BEHIND.match(line.passage, max(rate.end, *(rate.value.span or (0,))), line.end)
