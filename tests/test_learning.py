"""Learning: examples from gold rows and lessons, weights from examples, and what the weights then choose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.errors import ExtractorError
from extractor.facts import make_reader
from extractor.facts.shares.weighing import weighed
from extractor.facts.terms.choice import chosen
from extractor.learning.examples import Example, examples_of
from extractor.learning.fit import Penalty, fit
from extractor.learning.lessons import lessons
from extractor.matching import Weights, load_patterns
from extractor.matching.patterns import LESSONS
from extractor.matching.weights import read_weights
from extractor.nlp import make_nlp
from extractor.records import Paper, Passage
from extractor.resources import patterns_dir
from tests.conftest import Call


def test_the_lessons_are_in_order() -> None:
    found = list(lessons(patterns_dir() / LESSONS))
    texts = [paper.passages[0].text for paper, _ in found]
    facts = sum(len(rows) for _, by_table in found for rows in by_table.values())
    assert len(texts) == len(set(texts))
    assert len(texts) > 400
    assert facts > 1000


@pytest.mark.parametrize(
    ("lesson", "wrong"),
    [
        ('- text: "Rash in 4%."\n  facts: [{term: rash, percent: 4, quote: "5%"}]', "quote found once"),
        ('- text: "Rash in 4%, 4%."\n  facts: [{term: rash, percent: 4, quote: "4%"}]', "quote found once"),
        ('- text: "Rash in 4%."\n  facts: [{percent: 4, quote: "4%"}]', "an outcome or a term"),
        ('- text: "Rash in 4%."\n  facts: [{term: rash, share: 4, quote: "4%"}]', "an outcome or a term"),
    ],
)
def test_a_lesson_in_disorder_is_named(tmp_path: Path, lesson: str, wrong: str) -> None:
    (tmp_path / "new.yml").write_text(lesson)
    with pytest.raises(ExtractorError, match=f"new.yml:1.*{wrong}"):
        list(lessons(tmp_path))


def test_what_is_always_right_is_learned() -> None:
    right_is_near = [Example((("none",), ("near", f"word {n % 2}"), ("far",)), (1,)) for n in range(20)]
    weights = fit(right_is_near, Penalty(rest=0.1, words=0.1))
    assert weights.score(["near"]) > 1 > 0 > weights.score(["far"])
    assert weights.score(["never seen"]) == 0
    likely = weights.probabilities([("none",), ("near",), ("far",)])
    assert sum(likely) == pytest.approx(1)
    assert max(likely) == likely[1] > 0.9


def test_a_dear_weight_stays_smaller() -> None:
    examples = [Example((("none",), ("near", "word:a")), (1,)) for _ in range(20)]
    table = fit(examples, Penalty(rest=0.1, words=1)).table
    assert 0 < table["word:a"] < table["near"] / 5


@pytest.mark.parametrize(
    ("likely", "names", "expected"),
    [
        ([0.7, 0.2, 0.1], "-ab", (0, 0.7)),
        ([0.4, 0.45, 0.15], "-ab", (1, 0.45)),
        ([0.2, 0.35, 0.25, 0.2], "-abc", (1, 0.35)),  # surely something, though several terms share the chance
        ([0.25, 0.25, 0.125, 0.375], "-aba", (3, 0.625)),  # what the sentence names twice is likelier than each mention
        ([0.4, 0.25, 0.15, 0.2], "-abb", (0, 0.4)),  # not likely enough all the same
        ([0.35, 0.3, 0.35], "-ab", (0, 0.35)),
        ([1.0], "-", (0, 1.0)),
    ],
)
def test_when_a_share_is_a_fact(likely: list[float], names: str, expected: tuple[int, float]) -> None:
    assert chosen(likely, names.__getitem__) == expected


def test_a_broken_table_of_weights_is_named(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("feature,weight\nnear,much\n")
    with pytest.raises(ExtractorError, match=r"terms\.csv cannot be used"):
        read_weights(tmp_path / "terms.csv")


def test_gold_rows_become_examples() -> None:
    text = "Nausea occurred in 12% of the placebo group and 8% of the tirofide group. The mean age was 61."
    paper = Paper("ID:1", (Passage("ID:1", 1, "abstract", text, "RESULTS"),))
    row: dict[str, Any] = {"ordinal": 1, "numerator": None, "term": "nausea", "grade": None}
    rows = [
        {**row, "percent": 12, "arm": "placebo", "start_char": text.index("12%"), "end_char": text.index("12%") + 3},
        {**row, "percent": 8, "arm": "tirofide", "start_char": text.index("8%"), "end_char": text.index("8%") + 2},
    ]
    gold = {"response_rates": [], "adverse_events": rows, "drugs": []}
    examples = examples_of(paper, gold, make_nlp(), load_patterns())
    assert [e.right == (0,) for e in examples.terms] == [False, False]
    assert all("event listed:event" in e.candidates[i] for e in examples.terms for i in e.right)
    assert [0 in e.right for e in examples.arms] == [False, False]
    nothing = examples_of(paper, {**gold, "adverse_events": []}, make_nlp(), load_patterns())
    assert [e.right for e in nothing.terms] == [(0,), (0,)]
    assert nothing.arms == ()


def test_two_shares_of_a_comparison_have_different_arms() -> None:
    text = "Patients received tirofide or placebo. Relapse was rarer with tirofide than with placebo (12% vs 31%)."
    rates = [f for f in extractor.extract(text) if f.TABLE in ("response_rates", "adverse_events")]
    assert [(f.row()["percent"], f.row()["arm"]) for f in rates] == [(12, "tirofide"), (31, "placebo")]
    assert all(0 < f.confidence <= 1 for f in rates)


def test_what_was_weighed_is_what_became() -> None:
    text = "Remission was more frequent with tirofide than with placebo (45% vs 20%). Of all, 55% were women."
    paper = Paper("ID:1", (Passage("ID:1", 1, "abstract", text, "RESULTS"),))
    patterns = load_patterns()
    found = list(weighed(make_reader(paper, make_nlp(), patterns)))
    assert [(w.ordinal, w.quote, w.question, w.answers[0].text) for w in found] == [
        (1, "45%", "what", "outcome remission"),
        (1, "20%", "what", "outcome remission"),
        (1, "45%", "whose", "tirofide"),
        (1, "20%", "whose", "placebo"),
        (1, "55%", "what", "no fact"),
    ]
    for w in found:
        chances = [answer.chance for answer in w.answers]
        assert chances == sorted(chances, reverse=True)
        assert 0 < sum(chances) <= 1 + 1e-9
        tables = patterns.weights["terms" if w.question == "what" else "arms"].table
        assert all(tables[feature] == weight for answer in w.answers for feature, weight in answer.reasons)


def test_explain_says_why(call: Call) -> None:
    done = call("explain", "--why", "Nausea occurred in 12% of patients.")
    assert done.code == 0
    shown = [line.split() for line in done.out.splitlines()]
    assert ["share", "answer", "chance", "because"] in shown
    assert ["12%", "what", "event", "nausea"] in [line[:4] for line in shown]
    assert ["12%", "whose", "the", "whole", "population"] in [line[:5] for line in shown]
    assert "share" not in call("explain", "Nausea occurred in 12% of patients.").out


def test_weights_are_a_table_of_their_own() -> None:
    patterns = load_patterns()
    assert set(patterns.weights) == {"terms", "arms", "filling"}
    assert all(isinstance(table, Weights) for table in patterns.weights.values())
    assert all(len(patterns.weights[name].table) > 100 for name in ("terms", "arms"))  # these are learned


@pytest.mark.long
def test_learning_tells_how_often_it_is_right(call: Call, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    columns = "pmid,ordinal,start_char,end_char,term,grade,numerator,denominator,percent,ci_low,ci_high,timepoint,arm"
    papers = [{"id": str(n), "pmid": str(n), "text": f"Nausea occurred in {n}% of patients."} for n in range(11, 17)]
    rows = [f"{n},1,19,22,nausea,,,,{n},,,," for n in range(11, 17)]
    (gold / "adverse_events.csv").write_text("\n".join([columns, *rows]) + "\n")
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    done = call("patterns", "learn", str(gold), "--texts", str(texts))
    assert done.code == 0
    assert "6 papers" in done.err
    assert done.out.splitlines() == [
        "terms: precision 1.000, recall 1.000 of 6",
        "arms: precision 1.000, recall 1.000 of 6",
    ]


def test_learning_without_gold_is_bad_usage(call: Call, tmp_path: Path) -> None:
    done = call("patterns", "learn", str(tmp_path), "--texts", str(tmp_path))
    assert (done.code, done.out) == (2, "")
