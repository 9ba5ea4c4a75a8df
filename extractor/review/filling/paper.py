"""The rows of a form that ask about one paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.review.filling.answer import NO_QUESTION, Answer, answered, unanswered
from extractor.review.filling.choice import LEAST_COVERED, scored
from extractor.review.filling.groups import SIDES, Sides
from extractor.review.filling.naming import Naming
from extractor.review.filling.prose import prose_candidates
from extractor.review.filling.records import Candidate
from extractor.review.filling.sizes import Sizes, are_same_people, sizes_of
from extractor.review.filling.study import Study
from extractor.review.filling.tabled import table_candidates


@dataclass(frozen=True)
class Question:
    """What a row of a form asks of a paper."""

    intervention: str
    comparator: str
    outcome: str


@dataclass(frozen=True)
class PaperFiller:
    """Answers the questions about one paper."""

    study: Study

    def answer(self, question: Question) -> Answer:
        """The numbers of a row, or why there are none."""
        if not (question.intervention and question.comparator and question.outcome):
            return Answer({}, reasons=(NO_QUESTION,))
        study = self.study
        sides = self._naming.sides(question.intervention, question.comparator)
        sizes = self._sizes(question, sides)
        outcome = study.wording.set_of(study.spelling.mended(question.outcome))
        candidates = list(self._candidates(sides, outcome))
        weights = study.view.patterns.weights["filling"].table
        found = scored(candidates, outcome, study.rarity, study.wording, weights, sizes)
        enough = [s for s in found if s.covered >= LEAST_COVERED]
        if enough:
            return answered(enough, sizes)
        return unanswered(sizes, candidates, study.view.paper)

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.study)

    def _sizes(self, question: Question, sides: Sides) -> Sizes:
        study = self.study
        if are_same_people(question.intervention, question.comparator):
            return Sizes({side: [study.everyone] if study.everyone else [] for side in SIDES}, study.numbers)
        return replace(sizes_of(study.stated, sides, study.wording, study.equal), others=study.numbers)

    def _candidates(self, sides: Sides, outcome: frozenset[str]) -> Iterator[Candidate]:
        study = self.study
        yield from table_candidates(study.readings, sides, study.wording)
        others = self._naming.others(sides) - outcome
        yield from prose_candidates(study.view.passages, sides, others, study.wording)
