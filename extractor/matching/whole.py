"""Where a paper's own name for something stands by itself: no expression is compiled for a name that one paper has."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IN_A_WORD = re.compile(r"[\w-]")
_BEHIND = re.compile(r"(?![\w-])")
_PLURAL = re.compile(r"(?:s|es)?(?![\w-])")


def spans_of(
    name: str, text: str, start: int, end: int, *, ignores_case: bool = True, plural: bool = False
) -> Iterator[tuple[int, int]]:
    """Where a name stands in text[start:end], no word or hyphen right before or behind it; a plural with its ending."""
    part = text[start:end]
    if ignores_case:
        part, name = _folded(part), _folded(name)
    behind = _PLURAL if plural else _BEHIND
    at = part.find(name)
    while at >= 0:
        after = behind.match(part, at + len(name))
        if after and not (at and _IN_A_WORD.match(part, at - 1)):
            yield start + at, start + after.end()
            at = part.find(name, max(after.end(), at + 1))
        else:
            at = part.find(name, at + 1)


def _folded(text: str) -> str:
    """In small letters, every one of them in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
