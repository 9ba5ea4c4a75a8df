"""The look at one character before an expression is tried."""

from __future__ import annotations

import re

import pytest

from extractor.initials import quick
from extractor.matching import load_patterns
from extractor.measures.rules import rules


@pytest.mark.parametrize(
    ("pattern", "flags", "look"),
    [
        (r"\b(?:men|women|infants?)\b", 0, r"\b(?=[imw])"),
        (r"\b(?:Men|Women)\b", re.I, r"\b(?=[mw])"),
        (r"\bmen|women", 0, ""),  # the boundary is of the first alone
        (r"\bmen|\bwomen", 0, r"\b(?=[mw])"),
        (r"\b(?:the )?(?:men|women)", 0, r"\b(?=[mtw])"),  # what may be missing, and what stands behind it
        (r"\b(?:the )?", 0, ""),  # it may match nothing
        (r"\b(?=[mw])(?!men of )\w+", 0, r"\b(?=[\w])"),  # a look ahead only keeps out
        (r"(?<![\w.])(?:\d+|[a-c]x)", 0, r"(?=[\da-c])"),
        (r"\b(?>one|two)", 0, r"\b(?=[ot])"),
        (r"\b(?:AE|(?-i:SD))s?", re.I, r"\b(?=[as])"),
        (r"\b(?:ae|(?i:sd))s?", 0, ""),  # case counts here and not there
        (r"\b[^m]en", 0, ""),
        (r"\b.en", 0, ""),
        (r"men|women", 0, ""),  # the engine has a look of its own
    ],
)
def test_the_look_is_read_off_the_expression(pattern: str, flags: int, look: str) -> None:
    body = pattern[2:] if look.startswith(r"\b") else pattern
    assert quick(pattern, flags).pattern == (f"{look}(?:{body})" if look else pattern)


def test_the_same_is_found() -> None:
    texts = [example["text"] for p in load_patterns().patterns for example in p.examples if "text" in example]
    assert len(texts) > 100
    expressions = [rule.regex for rule in rules()]
    looks = [quick(regex.pattern, regex.flags & ~re.UNICODE) for regex in expressions]
    assert sum(look.pattern != regex.pattern for look, regex in zip(looks, expressions, strict=True)) > 20
    for text in [*texts, *map(str.upper, texts)]:
        for regex, look in zip(expressions, looks, strict=True):
            assert [m.span() for m in look.finditer(text)] == [m.span() for m in regex.finditer(text)]
