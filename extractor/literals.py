"""The literal text without which a regular expression cannot match.

Most rules and patterns match in few sentences, and to try one at every character of a sentence costs far more than to
look whether the sentence has any of the words or signs that a match must hold. What those are is read off the
expression itself, so that nobody has to keep a list of them in step with it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

from extractor.expressions import remembered

_COMMON = frozenset((*"abcdefghiklmnoprstuvwy0123456789 .,-()", ", "))  # nearly every sentence has these
_TOO_COMMON = 50
_VERSION = sha256(Path(__file__).read_bytes()).digest()  # what other versions of this file found is not taken


@dataclass(frozen=True, slots=True)
class Needed:
    """Texts of which every match holds at least one; none where nothing is known."""

    options: tuple[str, ...]
    ignores_case: bool = False

    def is_in(self, text: str, folded: str) -> bool:
        """Whether a text may hold a match; `folded` is the same text, case-folded (made once for many expressions)."""
        if not self.options:
            return True
        where = folded if self.ignores_case else text
        for option in self.options:  # noqa: SIM110  # any() of a generator costs more than the search itself
            if option in where:
                return True
        return False


class Sieve:
    """Which of many expressions may match in a text, found in one pass over it."""

    def __init__(self, needs: Sequence[Needed]) -> None:
        self._always = sum(1 << at for at, need in enumerate(needs) if not need.options)
        self._exact = _automaton(needs, ignores_case=False)
        self._folded = _automaton(needs, ignores_case=True)

    def passed(self, text: str, folded: str) -> int:
        """A bit for each expression by its place, set where all it needs is there; `folded` as in Needed.is_in."""
        found = self._always
        for automaton, where in ((self._exact, text), (self._folded, folded)):
            if automaton is not None:
                for _, needing in automaton.iter(where):
                    found |= needing
        return found


def _automaton(needs: Sequence[Needed], *, ignores_case: bool) -> ahocorasick.Automaton | None:
    """Finds the options; each stands for the bits of the expressions that need it."""
    needing: dict[str, int] = defaultdict(int)
    for at, need in enumerate(needs):
        for option in need.options if need.ignores_case == ignores_case else ():
            needing[option] |= 1 << at
    automaton = ahocorasick.Automaton()
    for option, places in needing.items():
        automaton.add_word(option, places)
    automaton.make_automaton()
    return automaton if needing else None


def shortest(texts: Collection[str]) -> list[str]:
    """Those that hold no other of them: "months" is in no text that lacks "month"."""
    automaton = ahocorasick.Automaton()
    for text in texts:
        automaton.add_word(text, text)
    automaton.make_automaton()
    return [text for text in texts if all(found == text for _, found in automaton.iter(text))]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A regular expression for what few sentences hold: it runs only where there can be a match."""

    regex: re.Pattern[str]
    needed: Needed

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.regex.search(text, start, end) if self._may_match(text[start:end]) else None

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        return self.regex.match(text, start, end) if self._may_match(text[start:end]) else None

    def finditer(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        return self.regex.finditer(text, start, end) if self._may_match(text[start:end]) else ()

    def _may_match(self, part: str) -> bool:
        return self.needed.is_in(part, part.casefold() if self.needed.ignores_case else part)


def sparse(pattern: str, flags: int = 0) -> Sparse:
    """Like re.compile."""
    regex = re.compile(pattern, flags)
    return Sparse(regex, needed(regex))


def needed(regex: re.Pattern[str], common: Set[str] = frozenset()) -> Needed:
    """What a match of an expression must hold; texts in `common` are no help."""
    key = ("needed", _VERSION, regex.pattern, regex.flags, tuple(sorted(common)))
    options, ignores_case = remembered(key, lambda: _needed(regex, common))
    return Needed(options, ignores_case)


def _needed(regex: re.Pattern[str], common: Set[str]) -> tuple[tuple[str, ...], bool]:
    ignores_case = bool(regex.flags & re.IGNORECASE)
    options = _of_sequence(_parser.parse(regex.pattern, regex.flags), ignores_case, common)
    if options is None or _commonness(options, common) >= _TOO_COMMON:
        return (), False
    return tuple(sorted(options, key=lambda option: (-len(option), option))), ignores_case


def _of_sequence(sequence: Iterable[tuple[Any, Any]], ignores_case: bool, common: Set[str]) -> frozenset[str] | None:
    """All pieces of a sequence must match: the piece whose options are the rarest tells most."""
    found: list[frozenset[str]] = []
    run: list[tuple[Any, Any]] = []
    for code, argument in [*sequence, (None, None)]:
        if code is op.LITERAL:
            run.append((code, argument))
            continue
        if run:
            text = "".join(chr(char) for _, char in run)
            found.append(frozenset((text.casefold() if ignores_case else text,)))
        if options := _of_piece(run, code, argument, ignores_case, common):
            found.append(options)
        run = []
    return min(found, key=lambda options: _commonness(options, common), default=None)


def _of_piece(
    run: list[tuple[Any, Any]], code: Any, argument: Any, ignores_case: bool, common: Set[str]
) -> frozenset[str] | None:
    """None where a piece may match nothing, or too many things to list; `run`: the letters right before it."""
    if code is op.SUBPATTERN:
        _, added, _, inside = argument
        return _of_sequence(inside, ignores_case, common) if ignores_case or not added & re.IGNORECASE else None
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument, ignores_case, common)
    if code is op.ASSERT:
        direction, inside = argument  # what stands before a match may stand before the text that is searched
        return _of_sequence(inside, ignores_case, common) if direction > 0 else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inside = argument
        return _of_sequence(inside, ignores_case, common) if least else None
    if code is op.IN and all(kind is op.LITERAL for kind, _ in argument):
        return frozenset(chr(char).casefold() if ignores_case else chr(char) for _, char in argument)
    if code is op.BRANCH:
        options: set[str] = set()
        for branch in argument[1]:  # the parser has put the letters that all branches begin with before them
            if (of_branch := _of_sequence([*run, *branch], ignores_case, common)) is None:
                return None
            options |= of_branch
        return frozenset(shortest(options))
    return None


def _commonness(options: frozenset[str], common: Set[str]) -> int:
    return sum(
        _TOO_COMMON if option in _COMMON or option in common else 5 if len(option) < 3 and option.isascii() else 1
        for option in options
    )
