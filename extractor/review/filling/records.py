"""What travels while a form is filled: the numbers of an arm, and two arms that may answer a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractor.records import Number, Paper

EVENTS, TOTAL, PERCENT = "events", "total", "percent"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: characters of a passage."""

    ordinal: int
    start: int
    end: int

    def shown(self, paper: Paper) -> dict[str, Any]:
        passage = next(p for p in paper.passages if p.ordinal == self.ordinal)
        return {
            "passage_id": passage.passage_id,
            "start": self.start,
            "end": self.end,
            "quote": passage.text[self.start : self.end],
        }


def decimals(value: Number | None) -> int:
    """How many decimals a number was printed with, as far as a float keeps them."""
    return len(str(value).partition(".")[2])


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of an arm. Of a computed one `spot` is where the number stands that it was computed from."""

    value: Number
    spot: Spot
    derived: bool = False
    places: int = 0  # decimals printed

    @property
    def half(self) -> float:
        """Half a unit of the last place, by which rounding may have moved it."""
        return 0.5 * 10**-self.places


@dataclass(frozen=True, slots=True)
class ArmNumbers:
    """Events, total and percent of one arm, as far as they are known."""

    events: Figure | None = None
    total: Figure | None = None
    percent: Figure | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two arms' numbers that may answer a row. `texts`: what is said of them, by how near it stands (row, section,
    column, caption; clause, sentence, before); `surely`: how sure the arms are."""

    intervention: ArmNumbers
    comparator: ArmNumbers
    texts: dict[str, str]
    surely: float
    kind: str  # table, prose
    part: str = ""  # of the paper: results, discussion ...
    grade: str | None = None
    order: int = 0  # of several times of one outcome the later has the higher
    traits: frozenset[str] = field(default_factory=frozenset)
