"""Candidates from tables: two shares that differ in nothing but the group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.review.filling.groups import Sides
from extractor.review.filling.records import ArmNumbers, Candidate, Figure, Spot
from extractor.review.filling.wording import Wording
from extractor.tables import TableReading, TableShare

_NO_SHARES = ("laboratory",)
# Where a table names its groups: over the columns, in the sections or in the rows.
_WAYS = ("column", "section", "row")


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands around a share. `rest` is what it says besides the group."""

    share: TableShare
    group: str
    rest: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def table_candidates(readings: Sequence[TableReading], sides: Sides, wording: Wording) -> Iterator[Candidate]:
    """Pairs of shares of the two groups, of all tables."""
    for reading in readings:
        for way in _WAYS:
            found = list(_of_table(reading, way, sides, wording))
            if found:
                yield from found
                break


def _of_table(reading: TableReading, way: str, sides: Sides, wording: Wording) -> Iterator[Candidate]:
    said = [s for share in reading.shares if (s := _said(reading, share, way))]
    groups = list(dict.fromkeys(s.group for s in said))
    chosen = sides.chosen([wording.set_of(group) for group in groups])
    if not chosen or len(groups) > 30:
        return
    (a, b), surely = chosen
    by_rest: dict[tuple[str, ...], dict[str, _Said]] = defaultdict(dict)
    for s in said:
        known = by_rest[s.rest].get(s.group)
        if known is None or (s.share.size or 0) > (known.share.size or 0):  # all before children and adults
            by_rest[s.rest][s.group] = s
    for order, pair in enumerate(by_rest.values()):
        one, other = pair.get(groups[a]), pair.get(groups[b])
        if one and other:
            yield Candidate(
                intervention=_numbers(reading, one.share),
                comparator=_numbers(reading, other.share),
                texts=dict(one.texts),
                surely=surely,
                kind="table",
                part=reading.topic or "",
                grade=one.share.meaning.grade,
                order=order,
                traits=frozenset({f"groups in {way}s"}),
            )


def _said(reading: TableReading, share: TableShare, way: str) -> _Said | None:
    row = next(row for row in reading.grid.rows if row.number == share.row)
    over, label = share.heading, share.meaning.term or row.label
    sections = list(row.sections)
    column = over.arm or ""
    if over.role == "everyone" and way == "column":
        return None
    if way == "column":
        group = column
    elif way == "section":
        group = next((s for s in sections[:1]), "")
        sections = sections[1:]
    else:
        group, label = row.label, column or over.inner
    if not group:
        return None
    time = share.meaning.timepoint or over.timepoint or ""
    severity = over.severity or ""
    place = str(share.row) if way == "column" else str(share.column)
    texts = {
        "row": f"{label} {row.label if way != 'row' else ''}",
        "section": " ".join(sections),
        "column": " ".join((severity, "" if way == "column" else column)),
        "time": time,
        "caption": reading.grid.caption,
    }
    if way == "section":
        place = label
    return _Said(
        share, group, (place, *sections, time, severity, over.grade or "", _kind(share)), tuple(texts.items())
    )


def _kind(share: TableShare) -> str:
    """Counts and percentages of one row in columns of their own are two answers."""
    return "count" if share.numerator is not None else "percent"


def _numbers(reading: TableReading, share: TableShare) -> ArmNumbers:
    spot = Spot(reading.grid.passage.ordinal, share.start, share.end)
    total = share.denominator if share.denominator is not None else share.size
    return ArmNumbers(
        events=None if share.numerator is None else Figure(share.numerator, spot),
        total=None if total is None else Figure(total, _size_spot(reading, share, spot)),
        percent=None if share.percent is None else Figure(share.percent, spot, places=_places(share)),
    )


def _size_spot(reading: TableReading, share: TableShare, own: Spot) -> Spot:
    """The header that states the size, else the cell."""
    if share.denominator is not None:
        return own
    sizes = [s for s in reading.sizes if s.n == share.size and (s.arm is None or s.arm == share.heading.arm)]
    return Spot(own.ordinal, sizes[0].start, sizes[0].end) if sizes else own


def _places(share: TableShare) -> int:
    shown = f"{share.percent}"
    return len(shown.partition(".")[2]) if "." in shown else 0
