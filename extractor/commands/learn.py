"""`patterns learn`: the tables of patterns/weights from gold tables and lessons."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractor.documents import parse
from extractor.evaluate import Gold, load_gold
from extractor.evaluate.matching import Row
from extractor.facts.terms.choice import chosen
from extractor.learning.examples import Example, PaperExamples, examples_of
from extractor.learning.fit import Penalty, fit
from extractor.learning.lessons import lessons
from extractor.matching import Weights, load_patterns
from extractor.matching.patterns import LESSONS
from extractor.nlp import make_nlp
from extractor.records import Paper
from extractor.resources import patterns_dir
from extractor.sources.local import find

FOLDS = 5
PENALTY = {"terms": Penalty(rest=1.2, words=3), "arms": Penalty(rest=2, words=2)}
OF_A_LESSON = 0.5  # what an invented text counts beside one of a paper, which is as papers are
# The rules of assign.py stand for more texts than the annotated ones, so what they say weighs this much more.
PRIOR = {"terms": {}, "arms": {"ruled": 1.0}}
_READ = ("title", "abstract")  # what the readers of the gold tables read


def learn(gold: Sequence[Path], texts: Sequence[Path], write: bool) -> None:
    """Tell by cross-validation over papers how often the choice is right, and write the tables if asked."""
    patterns, nlp = load_patterns(), make_nlp()
    annotated = list(_annotated([load_gold(folder) for folder in gold], texts))
    papers = [examples_of(paper, rows, nlp, patterns) for paper, rows in annotated]
    invented = [examples_of(paper, rows, nlp, patterns) for paper, rows in lessons(patterns_dir() / LESSONS)]
    print(f"{len(papers)} papers, {len(invented)} lessons", file=sys.stderr)
    for name in PENALTY:
        print(f"{name}: {_validated(papers, invented, name)}")
        if write:
            _write(_learned(papers, invented, name), name)


def _annotated(golds: Sequence[Gold], texts: Sequence[Path]) -> Iterator[tuple[Paper, dict[str, list[Row]]]]:
    """The papers in the order of the tables, whatever the order of the files: the weights must not depend on it."""
    wanted: dict[str, dict[str, list[Row]]] = {}
    for gold in golds:
        wanted |= {paper_id: {table: [] for table in gold.facts} for paper_id in gold.papers}
        for table, rows in gold.facts.items():
            for row in rows:
                wanted[row["paper_id"]][table].append(row)
    found = {paper.paper_id: paper for paper in _papers(texts, frozenset(wanted))}
    return ((found[paper_id], rows) for paper_id, rows in wanted.items() if paper_id in found)


def _papers(texts: Sequence[Path], wanted: frozenset[str]) -> Iterator[Paper]:
    pmids = frozenset(paper_id.removeprefix("PMID:") for paper_id in wanted)
    for raw in (raw for path in texts for raw in find(path)):
        for paper in parse(raw, pmids=pmids):
            if isinstance(paper, Paper):
                yield replace(paper, passages=tuple(p for p in paper.passages if p.kind in _READ))


def _learned(papers: Sequence[PaperExamples], invented: Sequence[PaperExamples], name: str) -> Weights:
    of_papers = (e for paper in papers for e in paper.of(name))
    of_lessons = (replace(e, counts=OF_A_LESSON) for lesson in invented for e in lesson.of(name))
    table = dict(fit((*of_papers, *of_lessons), PENALTY[name]).table)
    for feature, more in PRIOR[name].items():
        table[feature] = round(table.get(feature, 0.0) + more, 3)
    return Weights(table)


def _validated(papers: Sequence[PaperExamples], invented: Sequence[PaperExamples], name: str) -> str:
    """Precision and recall of what is chosen, each fifth of the papers with weights learned from all the others."""
    right = chosen = known = 0
    for fold in range(FOLDS):
        weights = _learned([paper for i, paper in enumerate(papers) if i % FOLDS != fold], invented, name)
        for example in (e for paper in papers[fold::FOLDS] for e in paper.of(name)):
            best = _best(example, weights, name)
            nothing = name == "terms"  # the first candidate of a term is that there is none
            known += not (nothing and 0 in example.right)
            chosen += not (nothing and best == 0)
            right += best in example.right and not (nothing and best == 0)
    return f"precision {right / max(chosen, 1):.3f}, recall {right / max(known, 1):.3f} of {known}"


def _best(example: Example, weights: Weights, name: str) -> int:
    likely = weights.probabilities(example.candidates)
    return (
        chosen(likely, example.names.__getitem__)[0]
        if name == "terms"
        else max(range(len(likely)), key=lambda i: likely[i])
    )


def _write(weights: Weights, name: str) -> None:
    path = patterns_dir() / "weights" / f"{name}.csv"
    strongest_first = sorted(weights.table.items(), key=lambda entry: (-abs(entry[1]), entry[0]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows(strongest_first)
    print(f"{path}: {len(weights.table)} features")
