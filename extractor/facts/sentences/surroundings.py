"""The words around the items of a sentence, as features that a person can read: "next:of", "gap:was"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.lazy import cached_property
from extractor.matching import Line
from extractor.matching.line import CODE

_TOKEN = re.compile(r"[\ue000-\uf8ff]|[^\W\d_][\w'’-]*|\S")
_NAMES = {code: f"<{kind}>" for kind, code in CODE.items()} | {"v": "vs"}
_FAR = ("0", *["1-2"] * 2, *["3-5"] * 3, *["6-10"] * 5, *["11-20"] * 10, "21-")  # by the number of tokens
_COUNTED = {f"<{kind}>": kind for kind in ("rate", "event", "outcome", "arm", "drug", "people", "timepoint", "grade")}
# Marks and words of a gap that tell whether what it parts belongs together.
_TOLD = frozenset(
    (*_COUNTED, *";:(,)[]", *"vs versus compared than and while whereas but was were had with in of for".split())
)


@lru_cache(maxsize=1000)  # asked anew for each share of a sentence
def edges(passage: str, start: int, end: int, left: int, right: int) -> tuple[tuple[str, ...], str]:
    """Of what stands at left:right in a sentence at start:end: the two words before it, and the word behind it."""
    before, after = passage[start:left].lower().rsplit(None, 2), passage[right:end].lower().split(None, 1)
    return tuple(before[-2:]), after[0] if after else ""


@dataclass(frozen=True)
class Surroundings:
    """A sentence as tokens, each item one token; asks are answered by the items of its line."""

    line: Line

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int]]:
        """The tokens, and where in the passage each begins."""
        found = list(_TOKEN.finditer(self.line.text))
        return [_NAMES.get(m[0], m[0].lower()) for m in found], [self.line.offset(m.start()) for m in found]

    def index(self, offset: int) -> int:
        """The token that begins at, or is the last to begin before, a passage offset."""
        return max(bisect_right(self._tokens[1], offset) - 1, 0)

    def beside(self, start: int, end: int) -> Iterator[str]:
        """The two words on either side, by their places, and those within six, by their side."""
        (tokens, starts), first = self._tokens, self.index(start)
        after = bisect_left(starts, end, min(first + 1, len(starts)))
        left, right = tokens[max(0, first - 6) : first][::-1], tokens[after : after + 6]
        for name, words in (("before", left), ("after", right)):
            yield from (f"{name}{n}:{word}" for n, word in enumerate(words[:2], 1))
            if not words:
                yield f"{name}1:"
            yield from dict.fromkeys(f"{name}:{word}" for word in words)

    def gap(self, left_end: int, right_start: int) -> list[str]:
        """The tokens between two places of the passage."""
        tokens, starts = self._tokens
        between = tokens[bisect_left(starts, left_end) : bisect_left(starts, right_start)]
        return _without_aside(between) if "respectively" in between else between


def _without_aside(gap: list[str]) -> list[str]:
    """ "12% and 9% of those on drugs A and B, respectively, died": these commas part nothing."""
    at = gap.index("respectively")
    is_aside = gap[at - 1 : at] == gap[at + 1 : at + 2] == [","]
    return gap[: at - 1] + gap[at + 2 :] if is_aside else gap


def parting(sort: str, side: str, gap: Sequence[str]) -> Iterator[str]:
    """What parts a share from a thing of this sort before or after it: how much, which items and marks, and a short
    gap whole."""
    extent = _extent(gap)
    yield f"{sort} {side}"
    yield from [f"{side} {feature}" for feature in extent]
    yield from _over(gap, f"{side} ")
    yield from [f"{sort} {side} {feature}" for feature in extent]


def between(gap: Sequence[str], prefix: str = "") -> Iterator[str]:
    """The same of any two places."""
    yield from [f"{prefix}{feature}" for feature in _extent(gap)]
    yield from _over(gap, prefix)


def _over(gap: Sequence[str], prefix: str) -> Iterator[str]:
    """The items, marks and words of a gap that tell."""
    for token in sorted(_TOLD.intersection(gap)):
        kind = _COUNTED.get(token)
        yield f"{prefix}over:{kind}:{min(gap.count(token), 3)}" if kind else f"{prefix}over:{token}"


def _extent(gap: Sequence[str]) -> list[str]:
    far = f"far:{_FAR[min(len(gap), len(_FAR) - 1)]}"
    return [far, f"gap:{' '.join(gap)}"] if len(gap) <= 4 else [far]
