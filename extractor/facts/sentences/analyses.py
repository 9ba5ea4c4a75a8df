"""Which analysis a share is of, where a paper gives it by intention to treat and per protocol: the name tells them
apart, for the people are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.matching import Item, Line

_SET = re.compile(
    r"(?:\b(?P<all>(?:[Mm]odified )?[Ii]ntent(?:ion)?[- ]to[- ]treat|m?ITT)|\b(?P<kept>[Pp]er[- ]protocol|PP))\b"
    r"(?: ?\((?:m?ITT|PP)\))?['’]?"
)
_ANY = re.compile(rf"(?:the )?{_SET.pattern}(?: (?:analys[ie]s|population|set))?", re.I)
_JOINED = re.compile(r",? (?:and|or|vs\.?|versus) (?:(?:by|at|in|on|the|['‘]) ?)*|/ ?")
# "82% (95% CI 75-97) (ITT)", "82% by intention to treat"
_BEHIND = re.compile(
    r"[)\]%]*(?: \([^()]*\d[^()]*\))? (?:[(\[]|(?:of|by|in|on|at|for|according to) )?(?:the )?"
    r"(?=['‘]?(?:[Mm]odified |[Ii]ntent|m?ITT\b|[Pp]er[- ]|PP\b))['‘]?"
)
_OF_SHARE = re.compile(r"[\d%)\]] (?:[(\[]|(?:of|by|in|on|at|for) (?:the )?)?['‘]?$")  # of a share before it
_NEAR = 60  # characters from a list of shares to the analyses behind it


def of_both(text: str) -> bool:
    """Whether a paper tells of either analysis."""
    return len({bool(m["all"]) for m in _SET.finditer(text)}) > 1


def is_analysis(label: str | None) -> bool:
    """Whether a label is of an analysis, and of no group."""
    return label is not None and _ANY.fullmatch(label) is not None


def analysis_of(line: Line, run: Sequence[Item], rate: Item) -> str:
    """The analysis that a share is told of; `run`: the shares side by side with it."""
    text = line.passage
    behind = _BEHIND.match(text, rate.end, line.end)
    if behind and (own := _SET.match(text, behind.end(), line.end)):
        after = [own, *_SET.finditer(text, own.end(), min(line.end, own.end() + _NEAR))]
        if len(run) == 1 or not _is_pair(text, after[:2]):
            return _name(own)
    before = [
        m for m in _SET.finditer(text, line.start, rate.start) if not _OF_SHARE.search(text, line.start, m.start())
    ]
    if before and not _is_pair(text, before[-2:]):
        return _name(before[-1])
    after = [*_SET.finditer(text, run[-1].end, min(line.end, run[-1].end + _NEAR))]
    pair = before[-2:] if before else after[:2] if _is_pair(text, after[:2]) else []
    return _name(pair[run.index(rate)]) if len(pair) == len(run) and rate in run else ""


def with_analysis(name: str, analysis: str) -> str:
    """The name of an outcome by an analysis, unless it tells it: "intention-to-treat cure"."""
    return name if _SET.search(name) else f"{name} ({analysis})"


def _is_pair(text: str, sets: Sequence[re.Match[str]]) -> bool:
    """Whether two analyses are named side by side: "by ITT and PP"."""
    return any(
        _JOINED.fullmatch(text, a.end(), b.start()) and bool(a["all"]) != bool(b["all"]) for a, b in pairwise(sets)
    )


def _name(found: re.Match[str]) -> str:
    return "ITT" if found["all"] else "per-protocol"
