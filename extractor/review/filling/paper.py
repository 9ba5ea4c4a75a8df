"""One paper and the rows of a form that ask about it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.facts.context import PaperView
from extractor.records import Fact, PatientCount
from extractor.review.filling.answer import Answer, answered, unanswered
from extractor.review.filling.choice import LEAST_COVERED, scored
from extractor.review.filling.groups import COMPARATOR, INTERVENTION, Sides, definitions
from extractor.review.filling.prose import prose_candidates
from extractor.review.filling.records import Candidate
from extractor.review.filling.sizes import sizes_of
from extractor.review.filling.tabled import table_candidates
from extractor.review.filling.wording import NamesDrugs, Wording, spelt_as
from extractor.tables import TableReading, grids_of, read_table

_UNKNOWN = 0.5  # the weight of a word that the paper never says, beside the rarest of its words


@dataclass(frozen=True)
class Question:
    """What a row of a form asks of a paper."""

    intervention: str
    comparator: str
    outcome: str


@dataclass(frozen=True)
class PaperFiller:
    """Answers the questions about one paper."""

    view: PaperView
    facts: Sequence[Fact]
    nlp: NamesDrugs

    def answer(self, question: Question) -> Answer:
        """The numbers of a row, or why there are none."""
        sides = self._sides(question)
        sizes = sizes_of(self.view.passages, self._counts, self.readings, sides, self.wording)
        candidates = list(self._candidates(sides))
        outcome = spelt_as(self.wording.set_of(question.outcome), self.rarity) - sides.words[INTERVENTION]
        outcome = outcome or self.wording.set_of(question.outcome)
        weights = self.view.patterns.weights["filling"].table
        found = scored(candidates, outcome, self.rarity, self.wording, weights)
        enough = [s for s in found if s.covered >= LEAST_COVERED]
        if enough:
            return answered(enough, sizes)
        return unanswered(sizes, candidates, self.view.paper)

    def _candidates(self, sides: Sides) -> Iterator[Candidate]:
        yield from table_candidates(self.readings, sides, self.wording)
        yield from prose_candidates(self.view.passages, sides, self._others(sides), self.wording)

    def _sides(self, question: Question) -> Sides:
        words = {
            INTERVENTION: spelt_as(self.wording.set_of(question.intervention), self.rarity),
            COMPARATOR: spelt_as(self.wording.set_of(question.comparator), self.rarity),
        }
        plain = Sides(words, self.defined, self.rarity)
        named = {side: set(words[side]) for side in words}
        for side in words:  # the names that stand for a group, "Group I", are words of it too
            for label in self.labels:
                said = self.wording.set_of(label)
                if plain.fit(said, side) >= 0.3:
                    named[side] |= said
            for name in self.defined:
                other = COMPARATOR if side == INTERVENTION else INTERVENTION
                if plain.fit(frozenset({name}), side) > max(0.2, plain.fit(frozenset({name}), other)):
                    named[side].add(name)
        return Sides({side: frozenset(said) for side, said in named.items()}, self.defined, self.rarity)

    def _others(self, sides: Sides) -> frozenset[str]:
        """Words of groups that the row does not ask about."""
        asked = sides.words[INTERVENTION] | sides.words[COMPARATOR]
        labels = [self.wording.set_of(label) for label in self.labels]
        own = [said for said in labels if not said & asked]
        return frozenset().union(*own) - asked if own else frozenset()

    # ---- the paper

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.nlp, self.view.abbreviations)

    @cached_property
    def readings(self) -> tuple[TableReading, ...]:
        return tuple(read_table(grid, self.view.patterns.cells) for grid in grids_of(self.view.paper))

    @cached_property
    def _counts(self) -> list[PatientCount]:
        return [fact for fact in self.facts if isinstance(fact, PatientCount)]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the paper calls its groups, in tables and where it states their sizes."""
        of_tables = [share.arm for reading in self.readings for share in reading.shares if share.heading.role is None]
        of_text = [count.arm for count in self._counts if count.role == "arm"]
        return tuple(dict.fromkeys(label for label in [*of_tables, *of_text] if label and len(label.split()) <= 10))

    @cached_property
    def defined(self) -> dict[str, frozenset[str]]:
        texts = [view.text[s.start : s.end] for view in self.view.passages for s in view.sentences]
        return definitions([*texts, *(note for r in self.readings for note in r.grid.notes)], self.wording)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word of the paper tells: the fewer sentences and rows have it, the more."""
        units = [view.text[s.start : s.end] for view in self.view.passages for s in view.sentences]
        units += [row.label for reading in self.readings for row in reading.grid.rows]
        units += [" ".join(reading.grid.text(h) for h in reading.grid.headers) for reading in self.readings]
        seen = Counter(word for unit in units for word in self.wording.set_of(unit))
        most = math.log(1 + len(units))
        return {word: math.log(1 + len(units) / n) / most for word, n in seen.items()}
