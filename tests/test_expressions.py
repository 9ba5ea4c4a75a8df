"""Expressions that come compiled from the cache folder find what others find, and a damaged cache does no harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import expressions
from extractor.expressions import kept, remembered

PATTERNS = [
    (r"(?P<low>\d+)\s?-\s?(?P<high>\d+)%", 0, "from 12 - 45% of them", "12 - 45%"),
    (r"NAUSEA|(?:vomit(?:ing|ed))", re.IGNORECASE, "no Vomiting", "Vomiting"),
    (r"(?x) \bn \s? = \s? (\d+)  # a size", 0, "(n = 45)", "n = 45"),
    (r"[α-ωé]+", 0, "TNF-αβ", "αβ"),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def found() -> list[tuple[str, dict[str, str], int, int]]:
    """What each expression finds, compiled anew by `re` as far as it knows."""
    re.purge()
    regexes = [re.compile(pattern, flags) for pattern, flags, _, _ in PATTERNS]
    matches = [regex.search(text) for regex, (_, _, text, _) in zip(regexes, PATTERNS, strict=True)]
    return [(m[0], m.groupdict(), m.re.flags, m.re.groups) for m in matches if m]


def test_what_is_found_does_not_depend_on_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = found()
    assert [text for text, *_ in plain] == [text for *_, text in PATTERNS]
    with kept():
        assert found() == plain
    (file,) = cache.iterdir()
    content = file.read_bytes()
    monkeypatch.setattr(expressions, "_compiled", None)  # all that follows must come from the file
    with kept():
        assert found() == plain
    assert file.read_bytes() == content
    assert found() == plain


@pytest.mark.parametrize(
    "damage", [lambda b: b"", lambda b: b[:-1], lambda b: b[:99] + b"?" + b[100:], lambda b: b"x" * 99]
)
def test_a_damaged_file_is_made_anew(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    plain = found()
    with kept():
        found()
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    with kept():
        assert found() == plain
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_made_does_no_harm(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    plain = found()
    with kept():
        assert found() == plain
    assert cache.read_text() == "a file where the folder should be"


def test_results_are_remembered_only_while_the_file_is_open(cache: Path) -> None:
    with kept():
        assert [remembered("key", lambda: 1), remembered("key", lambda: 2)] == [1, 1]
    with kept():
        assert remembered("key", lambda: 3) == 1
    assert remembered("key", lambda: 4) == 4
    assert cache.is_dir()
