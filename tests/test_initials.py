"""What the engine is told of the characters that can begin a match."""

from __future__ import annotations

import re
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]

import pytest

from extractor.expressions import kept
from extractor.initials import first_characters
from extractor.matching import load_patterns
from extractor.measures.rules import rules


@pytest.mark.parametrize(
    ("pattern", "flags", "characters"),
    [
        (r"\b(?:men|women|infants?)\b", 0, "imw"),
        (r"\b(?:Men|Women)\b", re.I, "MWmw"),
        (r"\b(?:side|kidney)", re.I, "KSksſ\u212a"),  # with all that is the same where case does not count
        (r"\bmen|\bwomen", 0, "mw"),
        (r"\b(?:the )?(?:men|women)", 0, "mtw"),  # what may be missing, and what stands behind it
        (r"\b(?:the )?", 0, None),  # it may match nothing
        (r"\b(?=[mw])(?!men of )[ab]+", 0, "ab"),  # a look ahead only keeps out
        (r"(?<![\w.])(?:[0-3]+|[a-c]x)", 0, "0123abc"),
        (r"\b(?>one|two)", 0, "ot"),
        (r"\b(?:AE|(?-i:SD))s?", re.I, "AaS"),
        (r"\b[^m]en", 0, None),
        (r"\b.en", 0, None),
        (r"(?a:\bmen)", re.A, None),
    ],
)
def test_first_characters_are_read_off_the_expression(pattern: str, flags: int, characters: str | None) -> None:
    parsed = _parser.parse(pattern, flags)
    pieces = first_characters(parsed, flags | parsed.state.flags)
    if characters is None:
        assert pieces is None
    else:
        assert pieces is not None
        assert {chr(c) for c in range(0x3000) if any(_holds(piece, c) for piece in pieces)} == set(characters)


def _holds(piece: tuple[object, object], code: int) -> bool:
    kind, what = piece
    if str(kind) == "RANGE":
        assert isinstance(what, tuple)
        return bool(what[0] <= code <= what[1])
    return what == code


def test_the_same_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [example["text"] for p in load_patterns().patterns for example in p.examples if "text" in example]
    assert len(texts) > 100
    given = [(rule.regex.pattern, rule.regex.flags & ~re.UNICODE) for rule in rules()]
    re.purge()
    plain = [re.compile(*pattern) for pattern in given]
    re.purge()
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))
    with kept():
        told = [re.compile(*pattern) for pattern in given]
    re.purge()
    for text in [*texts, *map(str.upper, texts)]:
        for regex, other in zip(plain, told, strict=True):
            assert [m.span() for m in regex.finditer(text)] == [m.span() for m in other.finditer(text)]
