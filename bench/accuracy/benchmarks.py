"""The benchmarks: which papers, which kinds of facts, and what counts as found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from bench.accuracy import scores
from bench.accuracy.contenders import Rows
from bench.accuracy.corpora import KINDS, gold_folder, gold_set, labelled, papers_without_rates, table_set, whole_texts
from bench.accuracy.scores import NUMERIC, RATES, Figures, Labels
from extractor.evaluate import Gold
from extractor.records import Paper

Judge = Callable[[Rows, frozenset[str]], Figures]

_ALL = frozenset(KINDS)


@dataclass(frozen=True)
class Benchmark:
    """`tables` are the kinds of facts it asks for, `rule` is the footnote; `load` raises NotAtHand."""

    name: str
    tables: frozenset[str]
    rule: str
    load: Callable[[], tuple[list[Paper], Judge]]


def _gold(name: str) -> tuple[list[Paper], Judge]:
    papers, gold = gold_set(name)
    return papers, partial(scores.judge_gold, gold)


def _tables(name: str) -> tuple[list[Paper], Judge]:
    papers, gold = table_set(name)
    return papers, partial(scores.judge_tables, gold)


def _extra() -> tuple[list[Paper], Judge]:
    papers, gold = gold_set("pubmed21")
    kept = papers_without_rates(gold_folder("pubmed21"), gold)
    return [paper for paper in papers if paper.paper_id in kept], partial(
        scores.judge_extra, Gold(tuple(kept), gold.facts)
    )


def _whole_texts() -> tuple[list[Paper], Judge]:
    papers, gold = whole_texts()
    return papers, partial(scores.judge_whole_texts, gold)


def _labelled(corpus: str, judge: Callable[[Labels, Rows, frozenset[str]], Figures]) -> tuple[list[Paper], Judge]:
    papers, labels = labelled(corpus)
    return papers, partial(judge, labels)


def _of(*tables: str) -> frozenset[str]:
    return frozenset(tables)


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark(
        "pubmed21",
        _ALL,
        "100 PubMed abstracts with every fact; F1 at the three depths of `extractor validate`.",
        partial(_gold, "pubmed21"),
    ),
    Benchmark(
        "train",
        _ALL,
        "149 further abstracts, annotated in the same way, on which the patterns were developed: an upper bound.",
        partial(_gold, "train"),
    ),
    Benchmark(
        "extra facts",
        _of(*NUMERIC),
        "Facts whose numbers no gold fact has, in the papers of pubmed21 that are distractors (percentages that are no"
        " facts) or about animals; a count, and the fewer the better.",
        _extra,
    ),
    *(
        Benchmark(
            name,
            _of("adverse_events"),
            f"Adverse-event tables of {papers} open-access trials, cell by cell; F1 at the three depths. Its README"
            " says what it came to before its misses were read.",
            partial(_tables, name),
        )
        for name, papers in (("tables", 20), ("tables-2", 20), ("tables-3", 13), ("tables-train", 20))
    ),
    Benchmark(
        "phenomena",
        _ALL,
        "Short texts. Whole: each fact found and linked, and nothing beside; facts: linked F1 over all five kinds.",
        _whole_texts,
    ),
    Benchmark(
        "PICO-Corpus",
        _of("patient_counts", *RATES),
        "Breast cancer trials. Per label and abstract the set of labelled numbers against the set of extracted ones,"
        " P, R and F1; an arm is the control where its name is more like the labelled control's. About two thirds of"
        " the percentages are labelled, third arms never, so precision reads low for everybody.",
        partial(_labelled, "pico_corpus", scores.judge_pico),
    ),
    Benchmark(
        "TrialSieve",
        _of("doses", "patient_counts"),
        "Recall of labelled doses that carry a unit (amount and unit) and of labelled sample sizes, once per abstract;"
        " labels are not exhaustive, so there is no precision.",
        partial(_labelled, "trialsieve", scores.judge_trialsieve),
    ),
    Benchmark(
        "ruta ORR",
        _of("response_rates"),
        "Recall of labelled objective response percentages among the abstract's response rates, by number.",
        partial(_labelled, "ruta_trials", scores.judge_ruta),
    ),
    Benchmark(
        "BC5CDR",
        _of("drugs"),
        "Chemicals by name, once per abstract; P, R and F1. A chemical counts as found under any of its names there."
        " Chemicals are more than drugs (ions, metabolites, poisons), so recall reads low.",
        partial(_labelled, "bc5cdr", partial(scores.judge_names, _of("Chemical"), _of())),
    ),
    Benchmark(
        "DDI2013",
        _of("drugs"),
        "Drugs and brands by name, once per text; P, R and F1. A drug whose name is labelled as a group or as a"
        " substance that is no medicine counts neither way.",
        partial(_labelled, "ddi2013", partial(scores.judge_names, _of("drug", "brand"), _of("group", "drug_n"))),
    ),
)


def chosen(names: Iterable[str]) -> list[Benchmark]:
    """Those of these names, in any case; all where none is named. Raises KeyError for a name that is none of theirs."""
    known = {benchmark.name.lower(): benchmark for benchmark in BENCHMARKS}
    return [known[name.lower()] for name in names] or list(BENCHMARKS)
