"""Running the examples that stand in the pattern files: each is a sentence, read as a paper of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.commands.words import in_words
from extractor.documents.text import paper_from_text
from extractor.facts.context import make_view
from extractor.facts.doses.amounts import amounts, grouped
from extractor.facts.doses.schedule import Mark, words_of_frequency
from extractor.facts.sentences.links import phrase_item
from extractor.facts.sentences.rates import rate_line
from extractor.matching import Pattern
from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, Dose, Fact, ResponseRate
from extractor.tables import CellPattern, fitting
from extractor.tables.cells import printed
from extractor.tables.words import HINTS, kind_of, says


@dataclass(frozen=True)
class ExampleResult:
    """One example or counter-example, and where it failed what was expected and what was found instead."""

    pattern_id: str
    text: str
    passed: bool
    detail: str = ""


def run_examples(pipeline: Pipeline) -> Iterator[ExampleResult]:
    """Every example must give each fact it promises, one to one; no counter-example may give one by its pattern.

    A counter-example of a frequency may have no words that its pattern takes, one of a stage no dose of that stage;
    where the pattern is one that denies a stage, there must be a dose that has it.
    """
    for pattern in pipeline.patterns.patterns:
        run = _frequency_example if pattern.kind == "frequency" else _example
        for example in pattern.examples:
            yield run(pattern.id, example["text"], example.get("gives", ()), pipeline)
        for text in pattern.counter_examples:
            fault = _fault(pattern, text, pipeline)
            yield ExampleResult(pattern.id, text, not fault, fault)
    for cell in pipeline.patterns.cells:
        for example in (*cell.examples, *cell.counter_examples):
            yield _cell_example(cell, example, pipeline)


def _example(pattern_id: str, text: str, promised: Any, pipeline: Pipeline) -> ExampleResult:
    facts = _facts(text, pipeline)
    free = list(facts)
    missing = []
    for gives in promised:
        found = next((fact for fact in free if _fits(gives, fact)), None)
        if found is None:
            missing.append(gives)
        else:
            free.remove(found)
    detail = f"expected {'; '.join(map(str, missing))}, found {_listed(facts)}" if missing else ""
    return ExampleResult(pattern_id, text, not missing, detail)


def _frequency_example(pattern_id: str, text: str, promised: Any, pipeline: Pipeline) -> ExampleResult:
    found = [mark.value for mark in _marks(text, pipeline) if mark.value]
    missing = [gives["frequency"] for gives in promised if gives["frequency"] not in found]
    detail = f"expected {', '.join(missing)}, found {', '.join(found) or 'nothing'}" if missing else ""
    return ExampleResult(pattern_id, text, not missing, detail)


def _marks(text: str, pipeline: Pipeline) -> list[Mark]:
    """Words that say how often are tried on their own: what they belong to is for the patterns of doses."""
    view = make_view(paper_from_text(text), pipeline.nlp, pipeline.patterns)
    return [
        mark
        for passage in view.passages
        for sentence in passage.sentences
        for mark in words_of_frequency(
            passage.text,
            sentence.start,
            sentence.end,
            grouped(passage.text, amounts(passage, sentence)),
            pipeline.patterns,
        )
    ]


def _fault(pattern: Pattern, text: str, pipeline: Pipeline) -> str:
    """What a pattern made of its counter-example. No fact names the patterns of its frequency and its stage."""
    if pattern.kind == "frequency":
        marks = [mark for mark in _marks(text, pipeline) if mark.pattern_id == pattern.id]
        taken = ", ".join(mark.value or "words that are no frequency" for mark in marks)
        return f"must not give {taken}" if taken else ""
    if pattern.kind != "stage":
        taken_facts = taken_by(pattern, text, pipeline)
    else:
        doses = [fact for fact in _facts(text, pipeline) if isinstance(fact, Dose)]
        denied = pattern.gives.get("not")
        taken_facts = [dose for dose in doses if _is_of_stage(dose, denied or pattern.gives.get("stage", "once"))]
        if denied:
            return "" if taken_facts else f"must not deny {denied}: {_listed(list(doses))}"
    return f"must not give {_listed(taken_facts)}" if taken_facts else ""


def taken_by(pattern: Pattern, text: str, pipeline: Pipeline) -> list[Fact]:
    """The facts that a pattern gives: by their id, or where shares have another one, by the numbers that it found."""
    shares = _shares_found(pattern, text, pipeline) if pattern.kind in ("rate", "link", "numerator") else []
    return [
        fact
        for fact in _facts(text, pipeline)
        if pattern.id in fact.pattern_id.split("+") or any(_is_of_share(fact, *share) for share in shares)
    ]


def _shares_found(pattern: Pattern, text: str, pipeline: Pipeline) -> list[tuple[int, int, str]]:
    """Where a pattern finds shares, and what it ties them to, if anything.

    The facts' ids do not say it: a rate's pattern leaves none, and a link's or a numerator's gives way where the
    weights decide. Links and numerators are tried alone, whatever stands before them in their file.
    """
    found = []
    for _, line in make_view(paper_from_text(text), pipeline.nlp, pipeline.patterns).lines():
        shares = rate_line(line, pipeline.patterns)
        if pattern.kind == "rate":
            own = [i for i in shares.items if i.kind == "rate" and i.value.pattern_id == pattern.id]
            found += [(i.start, i.end, "") for i in own]
            continue
        for match in pattern.find(shares):
            share = match.slots.get("numerator") or match.slots.get("rate")
            start, end = (share.start, share.end) if share else (match.start, match.end)
            found.append((start, end, (match.slots.get("term") or phrase_item(match)).value.name))
    return found


def _is_of_share(fact: Fact, start: int, end: int, term: str) -> bool:
    if not isinstance(fact, AdverseEvent | ResponseRate) or fact.end_char <= start or end <= fact.start_char:
        return False
    name = fact.term if isinstance(fact, AdverseEvent) else fact.outcome
    return term.lower() in name.lower()


def _is_of_stage(dose: Dose, stage: str) -> bool:
    return bool((dose.frequency if stage == "once" else dose.stage) == stage)


def _cell_example(pattern: CellPattern, example: dict[str, Any], pipeline: Pipeline) -> ExampleResult:
    """A cell alone, below what the example says stands over it."""
    shown = printed(example["text"])
    hint = kind_of(example.get("under", ""), HINTS)
    said = [hint, "percent_interval"] if hint == "percent" and says(example["under"], "interval") else [hint]
    found = fitting(pipeline.patterns.cells, shown, [word for word in said if word])
    if "gives" not in example:
        taken = found is pattern
        return ExampleResult(pattern.id, example["text"], not taken, "must not be taken" if taken else "")
    values = found.values(shown) if found else {}
    passed = found is pattern and values == example["gives"]
    return ExampleResult(pattern.id, example["text"], passed, "" if passed else f"found {values}, below {hint}")


def _facts(text: str, pipeline: Pipeline) -> list[Fact]:
    return list(pipeline.read(paper_from_text(text)).facts)


def _fits(gives: dict[str, Any], fact: Fact) -> bool:
    """All that is promised, and perhaps more. `event` and `outcome` tell the kind of a rate as well as its name."""
    expected = dict(gives)
    if "event" in expected:
        expected["term"] = expected.pop("event")
        if not isinstance(fact, AdverseEvent):
            return False
    if "outcome" in expected and not isinstance(fact, ResponseRate):
        return False
    absent = object()
    return all(_same(value, getattr(fact, name, absent)) for name, value in expected.items())


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, str) and isinstance(found, str):
        return expected.lower() == found.lower()
    return bool(expected == found)


def _listed(facts: list[Fact]) -> str:
    return "; ".join(in_words(fact) for fact in facts) or "nothing"
