"""Regular expressions that look at one character before they try what they are made of.

At every beginning of a word `\\b(?:patients?|women|...)` tries all its words, one by one. Which characters can begin
a match is read off the expression itself, so that nobody has to keep a list of them in step with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from extractor.expressions import remembered

_VERSION = sha256(Path(__file__).read_bytes()).digest()  # what other versions of this file found is not taken
_CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}
_MANY = 24  # of the alphabet: then the look keeps nothing out
_Begin = tuple[frozenset[str], bool]  # pieces of a character class, and whether there may be no character at all


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, for expressions that begin with `\\b` or with a look at what stands before: finds the same."""
    key = ("initials", _VERSION, pattern, int(flags))
    return re.compile(remembered(key, lambda: _with_look(pattern, flags)), flags)


def _with_look(pattern: str, flags: int) -> str:
    tree = list(_parser.parse(pattern, flags))
    found = _of_sequence(tree, bool(flags & re.IGNORECASE))
    if found is None or found[1] or tree[0][0] not in (op.AT, op.ASSERT_NOT) or len(found[0]) >= _MANY:
        return pattern
    look = f"(?=[{''.join(sorted(found[0]))}])"
    if tree[0] == (op.AT, op.AT_BOUNDARY) and pattern.startswith(r"\b"):
        return rf"\b{look}(?:{pattern[2:]})"  # in this order: most characters begin no word
    return f"{look}(?:{pattern})"


def _of_sequence(sequence: Iterable[tuple[Any, Any]], ignores_case: bool) -> _Begin | None:
    """What the first piece that is there begins with; None where that is not known."""
    begins: frozenset[str] = frozenset()
    for code, argument in sequence:
        if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue  # it only keeps out
        found = _of_piece(code, argument, ignores_case)
        if found is None:
            return None
        begins |= found[0]
        if not found[1]:
            return begins, False
    return begins, True


def _of_piece(code: Any, argument: Any, ignores_case: bool) -> _Begin | None:
    if code is op.LITERAL:
        return frozenset((_character(argument, ignores_case),)), False
    if code is op.IN:
        return _of_class(argument, ignores_case)
    if code is op.SUBPATTERN:
        _, added, _, inside = argument
        return _of_sequence(inside, ignores_case) if ignores_case or not added & re.IGNORECASE else None
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument, ignores_case)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inside = argument
        found = _of_sequence(inside, ignores_case)
        return found and (found[0], found[1] or least == 0)
    if code is op.BRANCH:
        branches = [_of_sequence(branch, ignores_case) for branch in argument[1]]
        known = [branch for branch in branches if branch is not None]
        if len(known) == len(branches):
            return frozenset().union(*(begins for begins, _ in known)), any(empty for _, empty in known)
    return None


def _of_class(argument: Iterable[tuple[Any, Any]], ignores_case: bool) -> _Begin | None:
    pieces = set()
    for kind, what in argument:
        if kind is op.LITERAL:
            pieces.add(_character(what, ignores_case))
        elif kind is op.RANGE:
            pieces.add("-".join(re.escape(chr(end)) for end in what))
        elif kind is op.CATEGORY and what in _CATEGORIES:
            pieces.add(_CATEGORIES[what])
        else:
            return None
    return frozenset(pieces), False


def _character(code: int, ignores_case: bool) -> str:
    return re.escape(chr(code).lower() if ignores_case else chr(code))
