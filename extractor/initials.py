"""The characters that a match can begin with, read off a regular expression for the engine's fast scan.

Python's engine passes quickly over a text where it knows which characters can begin a match, but its compiler looks no
further than at a first piece that is a character: of `\\b(?:patients?|women|...)`, of what begins with a look around,
and of nearly all that ignores case it knows nothing, and all words are tried at every character.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from re import _casefix, _compiler  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

_Piece = tuple[Any, Any]  # of an expression or of a character class, as re's parser has them
_Begin = tuple[frozenset[_Piece], bool]  # pieces of a character class, and whether there may be no character at all
_LONG = 3_000  # a range of characters whose other cases are not gone through


def first_characters(parsed: Iterable[_Piece], flags: int) -> list[_Piece] | None:
    """A character class without which no match begins; None where that is not known."""
    begin = _of_sequence(parsed, flags) if flags & re.UNICODE else None
    if begin is None or begin[1]:
        return None
    return sorted(begin[0], key=lambda piece: (int(piece[0]), str(piece[1])))


def _of_sequence(sequence: Iterable[_Piece], flags: int) -> _Begin | None:
    """What the first piece that is there begins with; None where that is not known."""
    begins: frozenset[_Piece] = frozenset()
    for code, argument in sequence:
        if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue  # it only keeps out
        found = _of_piece(code, argument, flags)
        if found is None:
            return None
        begins |= found[0]
        if not found[1]:
            return begins, False
    return begins, True


def _of_piece(code: Any, argument: Any, flags: int) -> _Begin | None:
    if code is op.LITERAL:
        return _character(argument, flags), False
    if code is op.IN:
        return _of_class(argument, flags)
    if code is op.SUBPATTERN:
        _, added, taken, inside = argument
        return _of_sequence(inside, (flags | added) & ~taken)
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument, flags)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inside = argument
        found = _of_sequence(inside, flags)
        return found and (found[0], found[1] or least == 0)
    if code is op.BRANCH:
        branches = [_of_sequence(branch, flags) for branch in argument[1]]
        known = [branch for branch in branches if branch is not None]
        if len(known) == len(branches):
            return frozenset().union(*(begins for begins, _ in known)), any(empty for _, empty in known)
    return None


def _of_class(argument: Iterable[_Piece], flags: int) -> _Begin | None:
    pieces: set[_Piece] = set()
    for kind, what in argument:
        if kind is op.LITERAL:
            pieces |= _character(what, flags)
        elif kind is op.RANGE and not flags & re.IGNORECASE:
            pieces.add((kind, what))
        elif kind is op.RANGE and what[1] - what[0] < _LONG:
            pieces |= {piece for character in range(what[0], what[1] + 1) for piece in _character(character, flags)}
        elif kind is op.CATEGORY:
            pieces.add((kind, what))
        else:
            return None
    return frozenset(pieces), False


def _character(code: int, flags: int) -> frozenset[_Piece]:
    cases = _cases(code) if flags & re.IGNORECASE else {code}
    return frozenset((op.LITERAL, case) for case in cases)


@cache
def _cases(code: int) -> frozenset[int]:
    """The characters that are the same where case does not count: s, S and ſ."""
    small = _compiler._sre.unicode_tolower(code)
    same = (small, *_casefix._EXTRA_CASES.get(small, ()))
    return frozenset((*same, *(large for letter in same for large in _large().get(letter, ()))))


@cache
def _large() -> dict[int, list[int]]:
    """Of each letter what is this letter when it is made small."""
    found: dict[int, list[int]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        if (small := _compiler._sre.unicode_tolower(code)) != code:
            found[small].append(code)
    return found
