"""Runs of items that only `and`, `vs` or commas part: `12% vs 8%`, `A, B and C`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.matching import Item, Line

PEOPLE = (
    r"(?:patients|participants|subjects|cases|women|men|children|eyes|infants|adults|recipients|individuals|volunteers)"
)
_JOINT = re.compile(
    rf"^(?:\s\([\w-]{{2,10}}\))?[\s)\]%]*(?:of )?(?:{PEOPLE}\s?)?"
    r"(?:,?\s?(?:and|vs\.?|vers[ue]s|or|/|compared (?:with|to)|against|,)\s?)(?:only )?[\s(\[]*$|^[)\]]?[,;]\s?$",
    re.I,
)
_LISTED = re.compile(
    r"(?:\s?\([^()]{1,12}\))?(?:,|/|,? (?:and|or|versus|vs\.?|plus))\s(?:the |in |for |with |of )?", re.I
)
_VERSUS = re.compile(r"\b(?:vs|vers[ue]s|against|compared)\b", re.I)


def series_of(line: Line, kind: str) -> list[list[Item]]:
    """All runs of items of one kind, in order; an item that stands alone is a run of one."""
    runs: list[list[Item]] = []
    for item in (i for i in line.items if i.kind == kind):
        if runs and _is_joint(line.passage[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def zipped(line: Line, item: Item, row: Sequence[Item], rate: Item, rates: Sequence[Item]) -> str:
    """How an item of a list of things stands to a share of a list of shares: "A, B and C were 1%, 2% and 3%".

    `row`: things of one kind in order of the text, of which those that only commas and `and` part make lists.
    """
    things = _list_of(line, item, row)
    if len(things) < 2 or len(rates) < 2:
        return f"lone {'thing' if len(things) < 2 else 'share'}"
    same = "same place" if things.index(item) == rates.index(rate) else "other place"
    return f"{same} in {'even' if len(things) == len(rates) else 'uneven'} lists"


@lru_cache(maxsize=1000)  # several rules ask for the runs of a sentence
def _is_joint(gap: str) -> bool:
    return _JOINT.match(gap) is not None


@lru_cache(maxsize=1000)  # asked for each thing and share of a sentence
def _is_listed(gap: str) -> bool:
    return _LISTED.fullmatch(gap) is not None


def _list_of(line: Line, item: Item, row: Sequence[Item]) -> list[Item]:
    at = row.index(item)
    first = last = at
    while first and _is_listed(line.passage[row[first - 1].end : row[first].start]):
        first -= 1
    while last + 1 < len(row) and _is_listed(line.passage[row[last].end : row[last + 1].start]):
        last += 1
    return list(row[first : last + 1])


def is_versus(line: Line, run: list[Item]) -> bool:
    """Whether a run of two or more sets its items against each other."""
    return len(run) > 1 and bool(_VERSUS.search(line.passage[run[0].end : run[1].start]))


_TIMES = re.compile(
    r"(?P<list>\d+(?:-(?:years?|months?))?-?(?:(?:, ?| ?/ ?|,? and )-?\d+(?:-(?:years?|months?))?-?)+)"
    r"[\s-](?:years?|yr|months?|weeks?|days?|hours?|h)\b",
    re.I,
)


def is_timed(line: Line, run: Sequence[Item]) -> bool:
    """Whether shares side by side are those of so many time points: "at 1, 3 and 5 years 90%, 80% and 70%"."""
    lists = (m["list"] for m in _TIMES.finditer(line.passage, line.start, line.end))
    return len(run) > 1 and any(len(re.findall(r"\d+", times)) == len(run) for times in lists)
