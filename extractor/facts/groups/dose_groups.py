"""Groups that are told by what they were given: "the 10- and 20-mg groups", "telmisartan 20, 40 and 80 mg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.facts.groups.traits import Group
from extractor.literals import sparse
from extractor.matching import Item
from extractor.records import Measure, Mention

NOUN = r"(?:sub)?(?:groups?|arms?|cohorts?)"
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_AMOUNTS = sparse(
    r"(?<![\d.-])(?:\d[\d.]*-(?:, | to ))*\d[\d.]*-,? (?:and|or|versus|vs\.?) (?P<last>\d[\d.]*)-"
    r"(?P<unit>mg(?:/kg)?|[µμ]g|mcg|g|m[lL]|IU|U|days?|weeks?|months?|years?|hours?|drug) (?:(?:dose|treatment) )?"
    rf"{NOUN}\b"
)
_SPAN = re.compile(r"\d+[ -](?:days?|weeks?|months?|years?|hours?)", re.I)
_NEXT = re.compile(  # 20, 40 and 80 mg; 20 mg (n = 206) or 40 mg (5%)
    r"(?:,|,? (?:and|vs\.?|versus)) | [(\[](?:[\d.]+ ?%|[nN] ?= ?[\d,]+)[)\]](?:,|,? (?:and|or|vs\.?|versus)) "
)


def is_span(label: str) -> bool:
    """Whether a label is how long something was given: alone it would be a time."""
    return _SPAN.fullmatch(label) is not None


def amount_groups(text: str, start: int, end: int) -> Iterator[Item]:
    """The 10- and 20-mg groups; the 2-, 4- and 6-week arms."""
    for match in _AMOUNTS.finditer(text, start, end):
        noun = " group" if is_span(f"1-{match['unit']}") else ""
        for number in _FIGURE.finditer(text, match.start(), match.end("last")):
            last = number.end() == match.end("last")
            stop = match.end() if last else number.end() + 1
            yield Item("arm", number.start(), stop, Group(f"{number[0]}-{match['unit']}{noun}"))


def dose_groups(
    text: str, start: int, end: int, mentions: Sequence[Mention], measures: Sequence[Measure]
) -> Iterator[Item]:
    """Telmisartan 20, 40 and 80 mg: each amount of one drug is a group."""
    doses = {m.start: m for m in measures if m.kind == "dose" and start <= m.start < end}
    drugs = {m.start for m in mentions}
    for drug in (m for m in mentions if start <= m.start < end):
        levels = [doses[drug.end + 1]] if drug.end + 1 in doses else []
        while levels and (gap := _NEXT.match(text, levels[-1].end, end)) and gap.end() in doses:
            levels.append(doses[gap.end()])
        if len(levels) < 2 or drugs & {levels[-1].end + 1, levels[-1].end + 4}:  # 5 mg, and 10 mg (of) another drug
            continue
        name, unit = text[drug.start : drug.end], _FIGURE.sub("", text[levels[-1].start : levels[-1].end]).strip()
        for level in levels:
            number = _FIGURE.match(text, level.start)
            if number:
                first = drug.start if level is levels[0] else level.start
                yield Item("arm", first, level.end, Group(f"{name} {number[0]} {unit}", strong=False))
