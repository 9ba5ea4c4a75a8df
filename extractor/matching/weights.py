"""A linear model over named features, kept as a table that a reader can follow: what speaks for a choice, how much."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.lazy import cached_property


@dataclass(frozen=True, slots=True)
class Led:
    """Features that all begin with one word and a blank, kept without it: most are never asked for by their names."""

    first: str
    features: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return (f"{self.first} {feature}" for feature in self.features)


@dataclass(frozen=True)
class Weights:
    """What each feature adds to a candidate's score. A feature that the table lacks adds nothing."""

    table: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        return sum(filter(None, map(self.table.get, features)))  # without a loop of Python: some thousand per paper

    @cached_property
    def _of_first(self) -> dict[str, dict[str, float]]:
        """First word of a feature -> the rest of it -> its weight."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for feature, weight in self.table.items():
            first, _, rest = feature.partition(" ")
            found[first][rest] = weight
        return found

    def score_after(self, first: str, features: Iterable[str]) -> float:
        """The score of features that all begin with this word and a blank, given without it."""
        return sum(filter(None, map(self._of_first.get(first, {}).get, features)))

    def probabilities(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """How likely each of the candidates is, given that one of them is right (a softmax of the scores)."""
        return _softmax([self.score(features) for features in candidates])

    def probabilities_of_groups(self, candidates: Sequence[Sequence[tuple[str, ...] | Led]]) -> list[float]:
        """The same of candidates whose features come in groups; a group that several have is added up once."""
        groups = {id(group): group for candidate in candidates for group in candidate}
        scores = {
            at: self.score_after(group.first, group.features) if isinstance(group, Led) else self.score(group)
            for at, group in groups.items()
        }
        return _softmax([sum(scores[id(group)] for group in candidate) for candidate in candidates])


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    whole = sum(shares)
    return [share / whole for share in shares]


def read_weights(file: Path) -> Weights:
    """A table of patterns/weights/ (feature, weight). Raises ExtractorError for one that cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            lines = (line for line in stream if not line.startswith("#"))
            return Weights({row["feature"]: float(row["weight"]) for row in csv.DictReader(lines)})
    except (KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
        raise ExtractorError(f"The table of weights {file} cannot be used: {error}.") from None
