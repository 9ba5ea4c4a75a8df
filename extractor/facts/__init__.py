"""Slots to facts: one paper in, its facts and the numbers left out."""

from __future__ import annotations

from extractor.facts.context import PaperView, make_view
from extractor.facts.counts.reader import CountReader
from extractor.facts.doses.reader import doses
from extractor.facts.drugs import drug_facts
from extractor.facts.groups.arms import ArmReader
from extractor.facts.left.reader import numbers_left
from extractor.facts.mechanisms import mechanisms
from extractor.facts.shares.agreement import contradictions, united
from extractor.facts.shares.denominators import with_denominators
from extractor.facts.shares.primary_outcome import with_primary_outcome
from extractor.facts.shares.reader import OutcomeReader
from extractor.facts.shares.tabled import Tabled, new_sizes, read_tables
from extractor.facts.shares.told_times import with_timepoints
from extractor.matching import PatternSet
from extractor.nlp import Nlp
from extractor.records import AdverseEvent, Fact, Paper, Reading, ResponseRate


def read(paper: Paper, nlp: Nlp, patterns: PatternSet) -> Reading:
    """All facts of a paper, by kind and then by place, and every number that became none."""
    view = make_view(paper, nlp, patterns)
    arms = ArmReader(view)
    tabled = read_tables(view, arms)
    facts = _facts(view, arms, tabled)
    rates = [fact for fact in facts if isinstance(fact, AdverseEvent | ResponseRate)]
    return Reading(
        paper,
        (*facts, *mechanisms(view)),
        tuple(numbers_left(view, facts, tabled.reasons)),
        tuple(contradictions(rates, paper)),
    )


def make_reader(paper: Paper, nlp: Nlp, patterns: PatternSet) -> OutcomeReader:
    """The reader of a paper's shares alone, for learning and explaining."""
    view = make_view(paper, nlp, patterns)
    return OutcomeReader(view, ArmReader(view))


def _facts(view: PaperView, arms: ArmReader, tabled: Tabled) -> list[Fact]:
    reader = OutcomeReader(view, arms)
    rates = with_timepoints(with_primary_outcome(reader.facts(), view), view)
    counts = [c for c in CountReader(view, arms, rates).facts() if c.ordinal not in _footnotes(view)]
    texts = {v.passage.ordinal: v.text for v in view.passages}
    rates = united(with_denominators(rates, counts, texts, reader.numbers, view.abbreviations), tabled.rates)
    found: list[Fact] = [*drug_facts(view), *doses(view), *counts, *new_sizes(tabled.sizes, counts), *rates]
    return list({f.fact_id: f for f in found}.values())


def _footnotes(view: PaperView) -> frozenset[int]:
    """Passages of footnotes: the patients they count are left out of a table, or had an event of their own."""
    return frozenset(v.passage.ordinal for v in view.passages if v.passage.kind == "footnote")
