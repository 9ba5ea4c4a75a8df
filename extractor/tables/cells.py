"""Cells: the shape of what is printed, and the pattern that says what each of its numbers is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.measures import number_value
from extractor.measures.numbers import FIGURE
from extractor.records import Number

_MARKS = re.compile(
    r"[*†‡§¶‖║⁎∗^~#$]+|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᶻ]+|(?<=[\d)%\]])\s?[a-h](?:\s?,\s?[a-h])*$|(?<=[\d)%\]])[a-h](?=\s?\()"
)
_NAMES_OF_INTERVALS = re.compile(r"\b(?:95 ?% ?)?(?:CI|CrI|confidence interval)\b:?,?", re.I)
_DASH = re.compile(r"\s?(?:--|[-–—−]|\bto\b)\s?")
_NUMBER = re.compile(FIGURE)
_COMMA = re.compile(r"(?<![\d.,·])(\d{1,3}),(?=\d{1,2}(?![\d.,·]))")  # 12,5%
# A shape has these characters; anything else is a text.
_SHAPE = re.compile(r"[#%()/,;<±\-]*|#of#(?:\(#%?\))?|none|nil")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a cell; start and end are offsets in the cell's text."""

    value: Number
    start: int
    end: int
    places: int  # decimals that are printed

    def is_share_of(self, numerator: float, size: float) -> bool:
        """Whether this is 100 * numerator / size, to the places printed."""
        return size > 0 and abs(100 * numerator / size - self.value) <= 0.51 * 10**-self.places + 1e-9


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell's numbers and its shape, without blanks; the shape is empty for a text, `-` for a dash."""

    shape: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class CellPattern:
    """How a share is printed in a cell. See patterns/cells.yml."""

    id: str
    shapes: tuple[str, ...]
    gives: tuple[str, ...]
    file: str
    under: frozenset[str] = frozenset()
    confidence: float = 0.8
    description: str = ""
    examples: tuple[dict[str, Any], ...] = ()
    counter_examples: tuple[dict[str, Any], ...] = ()

    def values(self, printed: Printed) -> dict[str, Number]:
        """Column names and values."""
        if self.gives == ("none",):
            return {"numerator": 0}
        return {name: f.value for name, f in zip(self.gives, printed.figures, strict=True) if name != "_"}


def read_cell_patterns(content: dict[str, Any], file: str) -> Iterator[CellPattern]:
    """The patterns of a file of kind `cell`. Raises KeyError or TypeError for one that is not as it should be."""
    for entry in content["patterns"]:
        yield CellPattern(
            id=entry["id"],
            shapes=tuple(_squeezed(shape) for shape in entry["shapes"]),
            gives=tuple(entry["gives"]),
            file=file,
            under=frozenset(entry.get("under", ())),
            confidence=float(entry.get("confidence", 0.8)),
            description=entry.get("about", ""),
            examples=tuple(entry.get("examples", ())),
            counter_examples=tuple(entry.get("not", ())),
        )


def _squeezed(shape: str) -> str:
    return shape.replace(" ", "")


@lru_cache(maxsize=5000)
def printed(text: str) -> Printed:
    """The shape and the numbers of a cell.

    >>> printed("12 (18.5 %)†").shape, printed("3 [1–8]").shape, printed("< 1").shape, printed("nausea 3").shape
    ('#(#%)', '#(#-#)', '<#', '')
    """
    bare = _COMMA.sub(r"\1.", _NAMES_OF_INTERVALS.sub(_blanks, _MARKS.sub(_blanks, text)))
    figures, parts, end = [], [], 0
    for match in _NUMBER.finditer(bare):
        parts += [bare[end : match.start()], "#"]
        figures.append(_figure(match))
        end = match.end()
    shape = "".join([*parts, bare[end:]]).translate(_BRACKETS).lower()
    shape = _squeezed(re.sub(r"\s+", " ", _DASH.sub("-", shape))).rstrip(".,;")
    return Printed(shape if _SHAPE.fullmatch(shape) else "", tuple(figures))


_BRACKETS = str.maketrans("[]{}≤", "()()<")


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _figure(match: re.Match[str]) -> Figure:
    number = number_value(match[0])
    places = len(re.split(r"[.·,]", match[0])[-1]) if isinstance(number, float) else 0
    return Figure(number, match.start(), match.end(), places)


def fitting(patterns: Sequence[CellPattern], cell: Printed, said: Collection[str]) -> CellPattern | None:
    """The first pattern of a cell's shape whose headers are among what is `said`."""
    return next((p for p in patterns if cell.shape in p.shapes and (not p.under or p.under & set(said))), None)
