"""Candidates from tables: two shares that differ in nothing but the group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.review.filling.groups import COMPARATOR, INTERVENTION, Sides
from extractor.review.filling.records import ArmNumbers, Candidate, Figure, Spot, decimals
from extractor.review.filling.wording import Wording, before_or_after
from extractor.tables import Row, TableReading, TableShare

# Where a table names its groups: over the columns, in one level of the headers there, in the sections, in the rows.
_WAYS = ("column", "level", "section", "row")
_MOST = 40  # different labels; a table with more names no groups


def table_candidates(readings: Sequence[TableReading], sides: Sides, wording: Wording) -> Iterator[Candidate]:
    """Pairs of shares of the two groups, of all tables."""
    for reading in readings:
        seen: set[tuple[int, int, int, int]] = set()
        for way in _WAYS:
            for places, candidate in _of_table(reading, way, sides, wording):
                if places not in seen or way == "level":
                    yield candidate
                seen.add(places)
            if seen and way != "column":
                break


def _of_table(
    reading: TableReading, way: str, sides: Sides, wording: Wording
) -> Iterator[tuple[tuple[int, int, int, int], Candidate]]:
    shares = reading.shares
    named = {i: names for i, share in enumerate(shares) if (names := _names(reading, share, way))}
    labels = {name: _words(name, wording) for names in named.values() for name in names}
    different = list(dict.fromkeys(labels.values()))
    chosen = sides.chosen(different) if len(different) <= _MOST else None
    if not chosen:
        return
    (a, b), surely = chosen
    wanted = {different[a]: INTERVENTION, different[b]: COMPARATOR}
    by_rest: dict[tuple[str, ...], dict[str, tuple[TableShare, dict[str, str]]]] = defaultdict(dict)
    for i, names in named.items():
        own = [name for name in names if labels[name] in wanted]
        if len(own) != 1:
            continue
        texts, place = _said(reading, shares[i], way, own[0])
        known = by_rest[place].get(side := wanted[labels[own[0]]])
        if known is None or (shares[i].size or 0) > (known[0].size or 0):  # all before children and adults
            by_rest[place][side] = shares[i], texts
    for order, pair in enumerate(by_rest.values()):
        if len(pair) == 2:
            (one, texts), (other, _) = pair[INTERVENTION], pair[COMPARATOR]
            yield (
                (one.row, one.column, other.row, other.column),
                Candidate(
                    intervention=_numbers(reading, one),
                    comparator=_numbers(reading, other),
                    texts=texts,
                    surely=surely,
                    kind="table",
                    part=reading.topic or "",
                    grade=one.meaning.grade,
                    order=order,
                ),
            )


def _words(name: str, wording: Wording) -> frozenset[str]:
    return wording.set_of(name) | before_or_after(name)


def _names(reading: TableReading, share: TableShare, way: str) -> tuple[str, ...]:
    """What may name the group of a share: the headers over it read as one, each of them, its sections, its row."""
    if way == "column":
        return (share.heading.arm,) if share.heading.arm and share.heading.role != "everyone" else ()
    if way == "level":
        return share.headers
    row = _row(reading, share)
    return row.sections if way == "section" else (row.label,)


def _said(reading: TableReading, share: TableShare, way: str, group: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What stands around a share besides its group, by where, and what tells it from the group's other shares."""
    row, over = _row(reading, share), share.heading
    label = f"{share.meaning.term or row.label} {row.label}" if way != "row" else ""
    sections = [section for section in row.sections if way != "section" or section != group]
    time = share.meaning.timepoint or over.timepoint or ""
    severity = over.severity or ""
    headers = "" if way == "column" else " ".join(h for h in share.headers if h != group)
    texts = {
        "row": label or headers,
        "section": " ".join(sections),
        "column": severity if way == "row" else f"{severity} {headers}",
        "time": time,
        "caption": f"{reading.grid.caption} {reading.grid.corner}",
    }
    at = {"column": str(share.row), "level": str(share.row), "section": row.label}.get(way, "")
    beside = str(share.column) if way in ("section", "row") else headers if way == "level" else ""
    return texts, (at, beside, *sections, time, severity, over.grade or "", _kind(share))


def _row(reading: TableReading, share: TableShare) -> Row:
    return next(row for row in reading.grid.rows if row.number == share.row)


def _kind(share: TableShare) -> str:
    """Counts and percentages of one row in columns of their own are two answers."""
    return "count" if share.numerator is not None else "percent"


def _numbers(reading: TableReading, share: TableShare) -> ArmNumbers:
    spot = Spot(reading.grid.passage.ordinal, share.start, share.end)
    total = share.denominator if share.denominator is not None else share.size
    return ArmNumbers(
        events=None if share.numerator is None else Figure(share.numerator, spot),
        total=None if total is None else Figure(total, _size_spot(reading, share, spot)),
        percent=None if share.percent is None else Figure(share.percent, spot, places=decimals(share.percent)),
    )


def _size_spot(reading: TableReading, share: TableShare, own: Spot) -> Spot:
    """The header that states the size, else the cell."""
    if share.denominator is not None:
        return own
    sizes = [s for s in reading.sizes if s.n == share.size and (s.arm is None or s.arm == share.heading.arm)]
    return Spot(own.ordinal, sizes[0].start, sizes[0].end) if sizes else own
