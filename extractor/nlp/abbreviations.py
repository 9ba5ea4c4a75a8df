"""Abbreviations that a paper defines (Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation
definitions in biomedical text").

The rules for what may be a short form, and how far before it its long form may begin, are those of scispaCy's detector.
They are written out here because importing spaCy takes longer than reading a text, and because the detector misses
"(ORR; 33%)", "[ORR]" and "(CR, 12%)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BRACKET = re.compile(r"[(\[]\s?([^()\[\]]{2,100}?)\s?[)\]]")
# The short form that stands first in a bracket, and what may follow it there.
_SHORT = re.compile(r"[\"'“]?([A-Za-zα-ω][\w/+'’.&-]{0,14}(?: [A-Z0-9][\w-]{0,6})?)[\"'”]?(?=$|[;,:=]| \d|\s?[;,:=])")
_SHORT_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z0-9-]{1,9})\s$")
_WINDOW = 200  # characters before the bracket
_TOKEN = re.compile(r"""(?:[^\s()\[\],;:"]|,(?=\S))+|[()\[\],;:"]""")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]+(?![\w-])")  # "(BEV) or placebo": no long form begins with a whole bracket
_SENTENCE_END = re.compile(r"[.;?!]\s+(?=[A-Z])")


def find(texts: Sequence[str]) -> dict[str, str]:
    """Short form -> long form as first defined in the texts of one paper, in order of appearance."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _BRACKET.finditer(text):
            for short, long in _pairs(text, match):
                if any(char.isupper() for char in short):
                    found.setdefault(short, long)
    return found


def _pairs(text: str, bracket: re.Match[str]) -> Iterable[tuple[str, str]]:
    inside = bracket[1]
    before = text[max(0, bracket.start() - _WINDOW) : bracket.start()]
    for end in _SENTENCE_END.finditer(before):
        cut = end.end()
        before = " " * cut + before[cut:]
    before = before.strip()
    if not before:
        return
    short = _SHORT.match(inside)
    if short:
        pair = _long_before(before, short[1].rstrip("."))
        if pair:
            yield pair
            return
    if " " in inside and (name := _SHORT_BEFORE.search(before + " ")):
        pair = _long_inside(name[1], re.split(r"[;,:=]", inside)[0])
        if pair:
            yield pair


def _long_before(before: str, short: str) -> tuple[str, str] | None:
    """ "objective response rate (ORR": the long form ends at the bracket."""
    if not _may_be_short(short):
        return None
    if short.endswith("FS") and before.endswith("-free"):
        before += " survival"  # "progression-free (PFS) and overall survival"
    most = min(len(short) + 5, 2 * len(short))  # words of the long form, as Schwartz and Hearst have it
    tokens = [token.start() for token in _TOKEN.finditer(before)]
    return _checked(before[tokens[-most] :] if len(tokens) > most else before, short)


def _long_inside(short: str, inside: str) -> tuple[str, str] | None:
    """ "ORR (objective response rate)": the long form is in the bracket, all of it."""
    inside = inside.strip()
    if not _may_be_short(short) or len(inside.split()) > 8:
        return None
    pair = _checked(inside, short)
    return pair if pair and len(pair[1]) >= len(inside) - 4 else None


def _may_be_short(text: str) -> bool:
    """At most three words of 2 to 9 characters; half of it letters, and the first of it."""
    words = text.split()
    letters = sum(char.isalpha() for char in text)
    return (
        len(words) <= 3
        and all(2 <= len(word) < 10 for word in words)
        and 2 * letters >= len(text) > 0
        and text[0].isalpha()
    )


def _checked(words: str, short: str) -> tuple[str, str] | None:
    start = _start(words.lower(), short.lower())
    if start is None:
        return None
    long = words[start:].strip("\"'“”‘’")
    if long[:1] in ("(", "[", "{") and any(long.count(a) > long.count(b) for a, b in ("()", "[]", "{}")):
        long = long[1:]
    if any(long.count(a) != long.count(b) for a, b in ("()", "[]")):
        return None
    if len(long) <= len(short) or short in long.split() or _ASIDE.match(long):
        return None
    return short, long


def _start(long: str, short: str) -> int | None:
    """Where a word of `long` begins from which on it holds the letters and figures of `short` in order, the first of
    them first in a word or after a hyphen. The search goes from the end, so that the long form is the shortest."""
    signs = [char for char in short if char.isalnum()]
    at = len(long)
    for char in reversed(signs[1:]):
        at = long.rfind(char, 0, at)
        if at < 0:
            return None
    while (at := long.rfind(signs[0], 0, at)) > 0 and long[at - 1].isalnum():
        pass
    if at < 0:
        return None
    while at and not long[at - 1].isspace():
        at -= 1
    return at
