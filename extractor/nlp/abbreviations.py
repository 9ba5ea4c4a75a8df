"""Abbreviations that a paper defines, by scispaCy's detector (Schwartz and Hearst 2003).

The detector runs only on the words before a bracket that may hold a short form, which makes it cheap enough for every
paper; so it also sees forms that it misses on its own: "(ORR; 33%)", "[ORR]", "(CR, 12%)".
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Span

_BRACKET = re.compile(r"[(\[]\s?([^()\[\]]{2,100}?)\s?[)\]]")
# The short form that stands first in a bracket, and what may follow it there.
_SHORT = re.compile(r"[\"'“]?([A-Za-zα-ω][\w/+'’.&-]{0,14}(?: [A-Z0-9][\w-]{0,6})?)[\"'”]?(?=$|[;,:=]| \d|\s?[;,:=])")
_SHORT_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z0-9-]{1,9})\s$")
_WINDOW = 200  # characters before the bracket; the detector looks at 20 tokens at most
_SENTENCE_END = re.compile(r"[.;?!]\s+(?=[A-Z])")


@cache
def _tokenizer() -> Tokenizer:
    """scispaCy's rule tokenizer, made when a text first defines something: importing spaCy takes a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy
        from scispacy.custom_tokenizer import combined_rule_tokenizer
        from spacy.vocab import Vocab

        # An empty vocabulary: the usual one finds out a dozen things about each new word, which nobody asks.
        return combined_rule_tokenizer(spacy.blank("en", vocab=Vocab()))


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
    # The detector looks at no more tokens than this, and a word is a token or several.
    most = min(len(short) + 5, 2 * len(short))
    split = before.rsplit(None, most)
    if len(split) > most:
        before = before[len(split[0]) :].lstrip()
    if len(short) < 2 or not _has_letters(before.lower(), short.lower()):
        return None
    from scispacy.abbreviation import short_form_filter

    doc = _tokenizer()(f"{before} ( {short} )")
    opened = next(i for i in reversed(range(len(doc))) if doc[i].text == "(")
    candidate = doc[opened + 1 : len(doc) - 1]
    if not 0 < len(candidate) <= 3 or not opened or not short_form_filter(candidate):
        return None
    length = sum(len(token) for token in candidate)
    words = min(length + 5, length * 2)
    return _checked(doc[max(opened - words, 0) : opened], candidate)


def _has_letters(long: str, short: str) -> bool:
    """Whether the letters and figures of a short form stand in the words before it, in order."""
    at = len(long)
    return all((at := long.rfind(char, 0, at)) >= 0 for char in reversed(short) if char.isalnum())


def _long_inside(short: str, inside: str) -> tuple[str, str] | None:
    """ "ORR (objective response rate)": the long form is in the bracket, all of it."""
    if not _has_letters(inside.lower(), short.lower()):
        return None
    from scispacy.abbreviation import short_form_filter

    doc = _tokenizer()(f"{inside.strip()} ( {short} )")
    candidate = doc[len(doc) - 2 : len(doc) - 1]
    opened = len(doc) - 3
    if candidate.text != short or not 1 <= opened <= 8 or not short_form_filter(candidate):
        return None
    pair = _checked(doc[0:opened], candidate)
    return pair if pair and len(pair[1]) >= len(inside.strip()) - 4 else None


def _checked(long: Span, short: Span) -> tuple[str, str] | None:
    from scispacy.abbreviation import find_abbreviation

    _, found = find_abbreviation(long, short)
    if found is None:
        return None
    text: str = found.text
    if len(text) <= len(short.text) or short.text in text.split() or text.count("(") != text.count(")"):
        return None
    return short.text, text
