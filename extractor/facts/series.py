"""Runs of items that only `and`, `vs` or commas part: `12% vs 8%`, `A, B and C`."""

from __future__ import annotations

import re

from extractor.matching import Item, Line

PEOPLE = (
    r"(?:patients|participants|subjects|cases|women|men|children|eyes|infants|adults|recipients|individuals|volunteers)"
)
_JOINT = re.compile(
    rf"^(?:\s\([\w-]{{2,10}}\))?[\s)\]%]*(?:of )?(?:{PEOPLE}\s?)?"
    r"(?:,?\s?(?:and|vs\.?|vers[ue]s|or|/|compared (?:with|to)|against|,)\s?)(?:only )?[\s(\[]*$|^[)\]]?,\s?$",
    re.I,
)
_VERSUS = re.compile(r"\b(?:vs|vers[ue]s|against|compared)\b", re.I)


def series_of(line: Line, kind: str) -> list[list[Item]]:
    """All runs of items of one kind, in order; an item that stands alone is a run of one."""
    runs: list[list[Item]] = []
    for item in (i for i in line.items if i.kind == kind):
        if runs and _JOINT.match(line.passage[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def is_versus(line: Line, run: list[Item]) -> bool:
    """Whether a run of two or more sets its items against each other."""
    return len(run) > 1 and bool(_VERSUS.search(line.passage[run[0].end : run[1].start]))
