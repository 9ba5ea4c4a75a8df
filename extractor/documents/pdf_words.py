"""The words of a PDF's page and where they stand.

Lengths are in points, positions from the page's upper left corner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

WORD_GAP = 0.15  # of the type size: narrower is kerning
_PRINTED_AGAIN = 0.12  # of the type size; the narrowest letters are wider
_DESCENT = 0.21  # of the size, where a font's characters stand above the bottom of their box
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # what pdfminer writes for a character without a Unicode value
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Whether the other's middle is inside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def beside(self, other: Box, share: float = 0.5) -> bool:
        """Whether the two stand in one row: they share half of the smaller height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > share * min(self.height, other.height)

    def joined(self, other: Box) -> Box:
        x0, top = min(self.x0, other.x0), min(self.top, other.top)
        return Box(x0, top, max(self.x1, other.x1), max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Char:
    text: str  # one character, or a few for one glyph
    size: float
    base: float  # where the line would be on which it stands
    font: str


@dataclass(frozen=True, slots=True)
class Word:
    box: Box
    chars: tuple[Char, ...]
    size: float  # the largest character's


def words_of(page: Any) -> tuple[list[Word], str]:
    """The upright words of a pdfplumber page, and the text that stands any other way."""
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    found = page.filter(lambda thing: _is_new(thing, seen)).extract_words(
        x_tolerance_ratio=WORD_GAP, y_tolerance=3, expand_ligatures=False, return_chars=True, keep_blank_chars=False
    )
    upright = [_word(w) for w in found if w["upright"]]
    return upright, " ".join(_turned([w for w in found if not w["upright"]]))


def _word(found: dict[str, Any]) -> Word:
    chars = tuple(
        Char(_storable(c["text"]), c["size"], c["bottom"] - _DESCENT * c["size"], str(c["fontname"]))
        for c in found["chars"]
    )
    return Word(Box(found["x0"], found["top"], found["x1"], found["bottom"]), chars, max(c.size for c in chars))


def _is_new(thing: dict[str, Any], seen: dict[tuple[str, int, int], tuple[float, float]]) -> bool:
    """False for a character printed again nearly at its place, which is how some make bold type."""
    if thing["object_type"] != "char":
        return True
    text, x, y, near = thing["text"], thing["x0"], thing["top"], _PRINTED_AGAIN * thing["size"]
    for key in ((text, round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        if key in seen and abs(seen[key][0] - x) < near and abs(seen[key][1] - y) < near:
            return False
    seen[text, round(x), round(y)] = x, y
    return True


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", _UNKNOWN.sub("\ufffd", text))


def _turned(found: list[dict[str, Any]]) -> list[str]:
    """Words that do not stand upright, from the first letter to the last: pdfplumber reads them downwards."""
    texts = [_storable(w["text"]) for w in found]
    upwards = sum(w["chars"][0]["matrix"][1] > 0 for w in found)
    return [text[::-1] for text in reversed(texts)] if 2 * upwards > len(found) else texts
