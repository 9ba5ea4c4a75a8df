"""One paper and the rows of a form that ask about it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.facts.arms import ArmModel, ArmReader
from extractor.facts.context import PaperView
from extractor.records import Fact, PatientCount
from extractor.review.filling.answer import Answer, answered, unanswered
from extractor.review.filling.choice import LEAST_COVERED, scored
from extractor.review.filling.groups import CODE, COMPARATOR, INTERVENTION, SIDES, Sides, definitions
from extractor.review.filling.prose import prose_candidates
from extractor.review.filling.records import Candidate, Figure
from extractor.review.filling.sizes import Sized, Sizes, are_same_people, equal_sizes, everyone_of, sizes_of, stated_sizes, whole_numbers
from extractor.review.filling.tabled import table_candidates
from extractor.review.filling.wording import NamesDrugs, Spelling, Wording
from extractor.tables import TableReading, grids_of, read_table

_LIKE = 0.3  # the likeness of a label that surely names a group
_LONG = 5  # words; a longer label is a sentence
_NAMED = 0.1  # the least likeness of a label to a group
_AGAINST = re.compile(r"\b(?:vs\.?|versus|minus|difference)\b|(?:after|before|during) ", re.I)


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
        sizes = self._sizes(question, sides)
        outcome = self._outcome(question)
        candidates = list(self._candidates(sides, outcome))
        weights = self.view.patterns.weights["filling"].table
        found = scored(candidates, outcome, self.rarity, self.wording, weights, sizes)
        enough = [s for s in found if s.covered >= LEAST_COVERED]
        if enough:
            return answered(enough, sizes)
        return unanswered(sizes, candidates, self.view.paper)

    def _are_all(self, sides: Sides) -> bool:
        """Whether the two groups together are everyone, so that a third name is another name of one of them."""
        sizes = sizes_of(self._stated, sides, self.wording, ())
        both = [size for side in SIDES if (size := sizes.of(side))]
        return len(both) == 2 and self._everyone is not None and both[0].value + both[1].value == self._everyone.value

    def _is_named(self, sides: Sides, side: str) -> bool:
        """Whether one of the paper's own labels is clearly a group that the form asks for."""
        return any(sides.fit(self.wording.set_of(label), side) >= _LIKE for label in self.labels)

    def _sisters(self, sides: Sides) -> Iterator[tuple[frozenset[str], str]]:
        """Of the two groups that a paper compares the other, where a form's words name only one."""
        for pair in self._pairs:
            fits = [{side: sides.fit(label, side) for side in SIDES} for label in pair]
            for (one, other), label in zip((fits, fits[::-1]), pair[::-1], strict=True):
                for side, opposite in (SIDES, SIDES[::-1]):
                    if one[side] >= _NAMED and abs(other[side]) < _NAMED and abs(other[opposite]) < _NAMED:
                        yield label, opposite

    @cached_property
    def _pairs(self) -> set[tuple[frozenset[str], ...]]:
        """The two groups of the text, and of each table that has two."""
        found = [self.arms.compared]
        for reading in self.readings:
            found.append(list(dict.fromkeys(s.heading.arm for s in reading.shares if s.heading.arm)))
        pairs = [tuple(self.wording.set_of(label) for label in labels) for labels in found if len(labels) == 2]
        return {pair for pair in pairs if all(pair) and pair[0] != pair[1]}

    def _sizes(self, question: Question, sides: Sides) -> Sizes:
        if are_same_people(question.intervention, question.comparator):
            return Sizes({side: [self._everyone] if self._everyone else [] for side in SIDES}, self._numbers)
        return replace(sizes_of(self._stated, sides, self.wording, self._equal), others=self._numbers)

    def _outcome(self, question: Question) -> frozenset[str]:
        """The words of the outcome."""
        return self.wording.set_of(self.spelling.mended(question.outcome))

    def _candidates(self, sides: Sides, outcome: frozenset[str]) -> Iterator[Candidate]:
        yield from table_candidates(self.readings, sides, self.wording)
        yield from prose_candidates(self.view.passages, sides, self._others(sides) - outcome, self.wording)

    def _sides(self, question: Question) -> Sides:
        words = {side: self.wording.set_of(self.spelling.mended(getattr(question, side))) for side in SIDES}
        plain = Sides(words, self.defined, self.rarity)
        named = {side: set(words[side]) for side in SIDES}
        for label in {self.wording.set_of(label) for label in self.labels if not _AGAINST.search(label) and len(label.split()) <= _LONG}:
            fits = {side: plain.fit(label, side) for side in SIDES}
            side = max(SIDES, key=lambda side: fits[side])
            is_code = any(CODE.fullmatch(word) for word in label)
            if fits[side] >= _LIKE and len(label - words[side]) <= 3 and not is_code:
                named[side] |= label
        codes = sorted(self.defined)
        if chosen := plain.chosen([frozenset({code}) for code in codes]):
            for side, at in zip(SIDES, chosen[0], strict=True):
                named[side].add(codes[at])
        for side, name in ((INTERVENTION, "=intervention"), (COMPARATOR, "=control")):
            said = [words for label in self.labels if name in (words := self.wording.set_of(label))]
            if (not self._is_named(plain, side) or self._are_all(plain)) and any("=placebo" not in words for words in said):
                named[side].add(name)
        for label, side in self._sisters(Sides({s: frozenset(named[s]) for s in SIDES}, self.defined, self.rarity)):
            if not self._is_named(plain, side):
                named[side] |= label
        return Sides({side: frozenset(said) for side, said in named.items()}, self.defined, self.rarity)

    def _others(self, sides: Sides) -> frozenset[str]:
        """Words of groups that the row does not ask about."""
        asked = sides.words[INTERVENTION] | sides.words[COMPARATOR]
        labels = [self.wording.set_of(label) for label in self.labels]
        own = [said for said in labels if not said & asked]
        letters = {w.rstrip("0123456789") for w in asked if CODE.fullmatch(w) and not w.startswith("group:")}
        codes = {w for w in self.rarity if CODE.fullmatch(w) and w.rstrip("0123456789") in letters}
        return frozenset(codes).union(*own) - asked

    # ---- the paper

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.nlp, self.view.abbreviations)

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling.of(p.text for p in self.view.paper.passages)

    @cached_property
    def readings(self) -> tuple[TableReading, ...]:
        return tuple(read_table(grid, self.view.patterns.cells) for grid in grids_of(self.view.paper))

    @cached_property
    def arms(self) -> ArmModel:
        return ArmReader(self.view).model

    @cached_property
    def _counts(self) -> list[PatientCount]:
        return [fact for fact in self.facts if isinstance(fact, PatientCount)]

    @cached_property
    def _everyone(self) -> Figure | None:
        return everyone_of(self._counts)

    @cached_property
    def _stated(self) -> list[Sized]:
        return stated_sizes(self.view.passages, self._counts, self.readings)

    @cached_property
    def _numbers(self) -> tuple[Figure, ...]:
        return tuple(whole_numbers(self.readings))

    @cached_property
    def _equal(self) -> list[Figure]:
        return list(equal_sizes(self.view.passages, self._everyone))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the paper calls its groups, in tables and where it states their sizes."""
        of_tables = [share.arm for reading in self.readings for share in reading.shares if share.heading.role is None]
        of_text = [count.arm for count in self._counts if count.role == "arm"]
        return tuple(dict.fromkeys(label for label in [*of_tables, *of_text] if label and len(label.split()) <= 10))

    @cached_property
    def defined(self) -> dict[str, frozenset[str]]:
        texts = [view.text[s.start : s.end] for view in self.view.passages for s in view.sentences]
        texts += [part for r in self.readings for note in r.grid.notes for part in re.split(r"[;.,] ", note)]
        codes = {w for label in self.labels for w in self.wording.set_of(label) if CODE.fullmatch(w)}
        codes |= {w for text in texts for w in self.wording.set_of(text) if w.startswith("group:")}
        return definitions(texts, frozenset(codes), self.wording)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word of the paper tells: the fewer sentences and rows have it, the more."""
        units = [view.text[s.start : s.end] for view in self.view.passages for s in view.sentences]
        units += [row.label for reading in self.readings for row in reading.grid.rows]
        units += [" ".join(reading.grid.text(h) for h in reading.grid.headers) for reading in self.readings]
        seen = Counter(word for unit in units for word in self.wording.set_of(unit))
        most = math.log(1 + len(units))
        return {word: math.log(1 + len(units) / n) / most for word, n in seen.items()}
