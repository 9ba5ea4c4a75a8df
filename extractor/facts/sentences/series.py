"""Runs of items that only `and`, `vs` or commas part: `12% vs 8%`, `A, B and C`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.matching import Item, Line

PEOPLE = (
    r"(?:patients|participants|subjects|cases|women|men|children|eyes|infants|adults|recipients|individuals|volunteers)"
)
# What may stand in a bracket between two shares side by side: an abbreviation, a standard error, an interval.
_ASIDE = r"(?:[\w-]{2,10}|(?:\+/-|±|SE|SD|SEM|standard (?:error|deviation)|95% CI|[\d.]+; ?95%)[^()]*)"
_JOINT = re.compile(
    rf"^(?:\s\({_ASIDE}\))?[\s)\]%]*(?:of )?(?:{PEOPLE}\s?)?"
    r"(?:,?\s?(?:and|vs?\.?|x|vers[ue]s|or|/|(?:(?:as|when) )?compared (?:with|to)|against|,)\s?)"
    r"(?:only )?[\s(\[]*$|^[)\]]?[,;]\s?$"
    r"|^%?\s$",
    re.I,
)
_LISTED = re.compile(
    r"(?:\s?\([^()]{1,12}\))?(?:,|/|,? (?:and|or|versus|vs?\.?|plus))\s(?:the |in |for |with |of )?"
    r"(?:median |mean |(?:\d+|one|two|three|five)-(?:year|month) )?",
    re.I,
)
_REACH = 40  # characters between the last share of a list and "respectively"
_VERSUS = re.compile(r"\b(?:vs?|x|vers[ue]s|against|compared)\b", re.I)


def series_of(line: Line, *kinds: str) -> list[list[Item]]:
    """All runs of items of these kinds, in order; an item that stands alone is a run of one."""
    return joined(line, (i for i in line.items if i.kind in kinds))


def joined(line: Line, items: Iterable[Item]) -> list[list[Item]]:
    """The runs of these items, in order."""
    runs: list[list[Item]] = []
    for item in items:
        if runs and _is_joint(line.passage[runs[-1][-1].end : item.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def run_of(runs: Sequence[list[Item]], item: Item) -> list[Item]:
    """The items side by side with this one, itself among them; of several runs that hold it, the first."""
    return next((run for run in runs if item in run), [item])


def lone_shares(line: Line) -> list[Item]:
    """The shares of a sentence that have no other beside them."""
    return [run[0] for run in series_of(line, "rate") if len(run) == 1]


def zipped(line: Line, item: Item, row: Sequence[Item], rate: Item, rates: Sequence[Item]) -> str:
    """How an item of a list of things stands to a share of a list of shares: "A, B and C were 1%, 2% and 3%".

    `row`: things of one kind in order of the text, of which those that only commas and `and` part make lists.
    """
    things = list_of(line, item, row)
    if len(things) < 2 or len(rates) < 2:
        return f"lone {'thing' if len(things) < 2 else 'share'}"
    place, of_share = things.index(item), rates.index(rate)
    if len(things) == len(rates):
        told = " respectively" if "respectively" in line.passage[rates[-1].end : rates[-1].end + _REACH] else ""
        return f"{_place(place, of_share)} in even lists{told}"
    if len(rates) % len(things) == 0 and len(rates) > len(things):
        if is_versus(line, rates):  # "52% vs 10% and 34% vs 2%"
            return f"{_place(place, of_share // (len(rates) // len(things)))} in pairs"
        if is_versus(line, rates[len(things) - 1 :]):  # "90% and 85% vs 60% and 40%"
            return f"{_place(place, of_share % len(things))} in each list"
    return f"{_place(place, of_share)} in uneven lists"


def zipped_runs(
    line: Line, item: Item, row: Sequence[Item], rate: Item, runs: Sequence[Sequence[Item]]
) -> Iterator[str]:
    """The same of the lists of shares of a sentence: "A and B were higher (12% vs 8%, P = 0.2, and 9% vs 3%)"."""
    things = list_of(line, item, row)
    after = [run for run in runs if run[0].start >= things[-1].end][: len(things)]
    place = next((at for at, run in enumerate(after) if rate in run), None)
    if len(things) > 1 and len(after) == len(things) and place is not None:
        yield f"{_place(place, things.index(item))} in lists of lists"


def mixed_lists(line: Line) -> list[list[Item]]:
    """Lists of shares and other values: "ORR, PFS and OS were 20%, 5.1 months and 18 months"."""
    runs = series_of(line, "rate", "timepoint", "decimal")
    return [run for run in runs if len({item.kind == "rate" for item in run}) > 1]


def _place(one: int, other: int) -> str:
    return "same place" if one == other else "other place"


@lru_cache(maxsize=1000)  # several rules ask for the runs of a sentence
def _is_joint(gap: str) -> bool:
    return _JOINT.match(gap) is not None


@lru_cache(maxsize=1000)  # asked for each thing and share of a sentence
def _is_listed(gap: str) -> bool:
    return _LISTED.fullmatch(gap) is not None


def list_of(line: Line, item: Item, row: Sequence[Item]) -> list[Item]:
    """The items of a row that only commas and `and` part from this one, itself among them."""
    at = row.index(item)
    first = last = at
    while first and _is_listed(line.passage[row[first - 1].end : row[first].start]):
        first -= 1
    while last + 1 < len(row) and _is_listed(line.passage[row[last].end : row[last + 1].start]):
        last += 1
    return list(row[first : last + 1])


def is_versus(line: Line, run: Sequence[Item]) -> bool:
    """Whether a run of two or more sets its items against each other."""
    return len(run) > 1 and bool(_VERSUS.search(line.passage[run[0].end : run[1].start]))


def are_tested(line: Line, runs: Sequence[Sequence[Item]]) -> bool:
    """Whether pairs of shares have a P value each: "60% and 46% (P = 0.01) and 52% and 39%" are of two groups."""
    tests = [i.start for i in line.items if i.kind == "p_value"]
    gaps = [(a[-1].end, b[0].start) for a, b in pairwise(runs)]
    is_pairs = all(len(run) == 2 for run in runs)
    return is_pairs and bool(gaps) and all(any(start <= test < end for test in tests) for start, end in gaps)


_TIMES = re.compile(
    r"(?P<list>\d+(?:-(?:years?|months?))?-?(?:(?:, ?| ?/ ?|,? and )-?\d+(?:-(?:years?|months?))?-?)+)"
    r"[\s-](?:years?|yr|months?|weeks?|days?|hours?|h)\b(?! (?:groups?|arms?|cohorts?|regimens?|courses?)\b)",
    re.I,
)
_UNIT_FIRST = re.compile(
    r"\b(?:weeks|months|days|years|cycles|visits) (?P<list>\d+(?:, ?\d+)*,? (?:and|&) \d+)\b(?![-%]| ?(?:%|patients))",
    re.I,
)
_GRADES = re.compile(r"\bgrades? (?P<list>\d(?:, ?\d)+,? and \d)\b(?![-%])", re.I)  # of two, arms have one each


def is_timed(line: Line, run: Sequence[Item]) -> bool:
    """Whether shares side by side are those of so many times or grades: "at 1, 3 and 5 years 90%, 80% and 70%"."""
    lists = (
        m["list"]
        for regex in (_TIMES, _UNIT_FIRST, _GRADES)
        for m in regex.finditer(line.passage, line.start, line.end)
    )
    return len(run) > 1 and any(len(re.findall(r"\d+", several)) == len(run) for several in lists)
