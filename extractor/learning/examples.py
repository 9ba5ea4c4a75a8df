"""Examples for the choice of terms and arms: the shares of annotated papers, with the candidates that are right.

A share is an example where a gold fact of the same numbers, or none at its place, says what is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluate.matching import Row, paper_names
from extractor.evaluate.names import Aliases, likeness, same_arm
from extractor.facts import make_reader
from extractor.facts.groups.choice import carried
from extractor.facts.groups.sizes import Told
from extractor.facts.sentences.links import Link
from extractor.facts.shares.reader import OutcomeReader, SharesOfSentence
from extractor.facts.terms.order import Before
from extractor.matching import Item, PatternSet
from extractor.nlp import Nlp
from extractor.records import Number, Paper

TABLES = {"response_rates": ("outcome", "outcome"), "adverse_events": ("event", "term")}  # kind of item, column


@dataclass(frozen=True)
class Example:
    """The candidates of one share by their features, which of them are right, and how much the example counts.

    `names`: of candidates for its term, which of them are the same outcome or event.
    """

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    counts: float = 1.0
    names: tuple[tuple[str, str] | None, ...] = ()


@dataclass(frozen=True)
class PaperExamples:
    """What one paper teaches."""

    paper_id: str
    terms: tuple[Example, ...]
    arms: tuple[Example, ...]

    def of(self, name: str) -> tuple[Example, ...]:
        """The examples for the table of weights of this name."""
        return self.terms if name == "terms" else self.arms


def examples_of(paper: Paper, gold: dict[str, list[Row]], nlp: Nlp, patterns: PatternSet) -> PaperExamples:
    """`gold`: the paper's rows by table."""
    reader = make_reader(paper, nlp, patterns)
    own = [{"drug": m.drug, "mentions": [v.text[m.start : m.end]]} for v in reader.view.passages for m in v.mentions]
    rows = [(kind, column, row) for table, (kind, column) in TABLES.items() for row in gold[table]]
    aliases = paper_names(gold["drugs"] or own, own, ()).aliases
    teacher = _Teacher(reader, rows, aliases)
    terms: list[Example] = []
    arms: list[Example] = []
    if not reader.view.is_animal:
        told = reader.told
        for sentence in reader.sentences():
            lessons = teacher.lessons(sentence, told)
            terms += lessons.terms
            arms += lessons.arms
            told = told.after(lessons.labels)
    return PaperExamples(paper.paper_id, tuple(terms), tuple(arms))


@dataclass(frozen=True)
class _Lessons:
    terms: list[Example]
    arms: list[Example]
    labels: list[tuple[Number | None, str | None]]  # of each share its denominator and its group


@dataclass(frozen=True)
class _Teacher:
    reader: OutcomeReader
    rows: Sequence[tuple[str, str, Row]]
    aliases: Aliases

    def lessons(self, sentence: SharesOfSentence, told: Told) -> _Lessons:
        """The examples of one sentence; `told` as the reader has it."""
        lessons = _Lessons([], [], [])
        known: list[tuple[Link, Row]] = []
        given: list[Before] = []
        for rate in sorted([*sentence.rates, *sentence.counts], key=lambda i: i.start):
            found = self.reader.share(sentence, rate, given).candidates()
            rows = self._rows_of(sentence, rate)
            if rows is None:
                continue
            right = {
                i: row
                for i, c in enumerate(found)
                for kind, column, row in rows
                if c.term is not None and c.term.kind == kind and self._is_named(sentence, c.term, row[column])
            }
            if right or rate not in sentence.counts:
                given.append(Before(rate, found[next(iter(right))].term if right else None))
            if right or not rows:
                names = tuple(self.reader.key_of(sentence, c) for c in found)
                lessons.terms.append(Example(tuple(c.features for c in found), tuple(right) or (0,), names=names))
            if right:
                first, row = next(iter(right.items()))
                known.append((Link(rate, found[first].term, found[first].pattern_id, 1.0), row))  # type: ignore[arg-type]
        self._arms(sentence, known, told, lessons)
        return lessons

    def _arms(self, sentence: SharesOfSentence, known: list[tuple[Link, Row]], told: Told, lessons: _Lessons) -> None:
        arms = self.reader.arms_of(sentence, [link for link, _ in known], told)
        all_arms = {r["arm"] for _, _, r in self.rows if r["arm"]}
        before: list[tuple[Item, str | None]] = []
        for link, row in known:
            found = arms.candidates(link.rate)
            right = [i for i, c in enumerate(found) if same_arm(row["arm"], c.label, all_arms, self.aliases)]
            if right:
                features = ((*c.features, *carried(arms, link.rate, c.label, before)) for c in found)
                lessons.arms.append(Example(tuple(features), tuple(right)))
            label = found[right[0]].label if right else row["arm"]
            before.append((link.rate, label))
            lessons.labels.append((link.rate.value.denominator, label))

    def _is_named(self, sentence: SharesOfSentence, term: Item, name: str) -> bool:
        return likeness(name, self.reader.name_of(sentence, term)) > 0.5

    def _rows_of(self, sentence: SharesOfSentence, rate: Item) -> list[tuple[str, str, Row]] | None:
        """The gold facts with a share's numbers, those of its place first; None where gold is of no help."""
        here = [r for r in self.rows if self._overlaps(r[2], sentence, rate)]
        if rate in sentence.counts and not here:
            return []
        same = [
            r for r in self.rows if (r[2]["numerator"], r[2]["percent"]) == (rate.value.numerator, rate.value.percent)
        ]
        both = [r for r in here if r in same]
        if here and not both:
            return None  # its numbers were read otherwise
        return both or same

    @staticmethod
    def _overlaps(row: Row, sentence: SharesOfSentence, rate: Item) -> bool:
        place = (row["ordinal"], row["start_char"], row["end_char"])
        if place[0] != sentence.passage.passage.ordinal or place[1] is None:
            return False
        spans = ((rate.start, rate.end), rate.value.span or (0, 0))  # a number that a list shares stands elsewhere
        return any(place[1] < end and start < place[2] for start, end in spans)
