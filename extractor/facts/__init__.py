"""Slots to facts: one paper in, its facts and the numbers left out."""

from __future__ import annotations

from extractor.facts.arms import ArmReader
from extractor.facts.context import PaperView, make_view
from extractor.facts.counts import CountReader
from extractor.facts.denominators import with_denominators
from extractor.facts.doses import doses
from extractor.facts.drugs import drug_facts
from extractor.facts.left import numbers_left
from extractor.facts.outcomes import OutcomeReader
from extractor.matching import PatternSet
from extractor.nlp import Nlp
from extractor.records import Fact, Paper, Reading


def read(paper: Paper, nlp: Nlp, patterns: PatternSet) -> Reading:
    """All facts of a paper, by kind and then by place, and every number that became none."""
    view = make_view(paper, nlp, patterns)
    facts = _facts(view)
    return Reading(paper, tuple(facts), tuple(numbers_left(view, facts)))


def make_reader(paper: Paper, nlp: Nlp, patterns: PatternSet) -> OutcomeReader:
    """The reader of a paper's shares alone, for learning and explaining."""
    view = make_view(paper, nlp, patterns)
    return OutcomeReader(view, ArmReader(view))


def _facts(view: PaperView) -> list[Fact]:
    arms = ArmReader(view)
    rates = OutcomeReader(view, arms).facts()
    counts = CountReader(view, arms, rates).facts()
    texts = {v.passage.ordinal: v.text for v in view.passages}
    found: list[Fact] = [*drug_facts(view), *doses(view), *counts, *with_denominators(rates, counts, texts)]
    return list({f.fact_id: f for f in found}.values())
