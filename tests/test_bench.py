"""The benchmark: invented corpora in, figures out; the baselines on stand-ins for their libraries."""

from __future__ import annotations

import io
import json
import sys
from importlib import import_module, reload
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import spacy
from rich.console import Console

from bench.accuracy import scores, table
from bench.accuracy.__main__ import main as accuracy
from bench.accuracy.__main__ import run
from bench.accuracy.baselines import dictionary
from bench.accuracy.benchmarks import BENCHMARKS, Benchmark, chosen
from bench.accuracy.contenders import Contender, contenders
from bench.accuracy.corpora import KINDS, Label, label_dose, label_number, labelled, papers_without_rates
from extractor.documents.text import paper_from_text
from extractor.evaluate import Gold
from extractor.records import Paper

Row = dict[str, Any]
ALL = frozenset(KINDS)
NOTHING: dict[str, list[Row]] = {name: [] for name in KINDS}

DRUG: Row = {"paper_id": "ID:1", "drug": "x", "mentions": ["x"], "role": "studied"}
DOSE: Row = {"paper_id": "ID:1"} | dict.fromkeys(("drug", "low", "high", "unit", "per", "frequency", "route", "arm"))
COUNT = {"paper_id": "ID:1", "n": 20, "role": "total", "arm": None}
SHARE: Row = {"paper_id": "ID:1"} | dict.fromkeys(
    ("numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm", "grade")
)


def rows(**tables: list[Row]) -> dict[str, list[Row]]:
    return {**NOTHING, **tables}


def stated(found: list[Row]) -> list[Row]:
    """Rows without their place and without what a baseline leaves empty."""
    places = ("paper_id", "ordinal", "start_char", "end_char")
    return [{k: v for k, v in row.items() if v is not None and k not in places} for row in found]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of development data."""
    monkeypatch.setenv("EXTRACTOR_DEV_DATA", str(tmp_path))
    return tmp_path


# The words of labels


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20", 20), ("1 043", 1043), ("1,043", 1043), ("13\u2009339", 13339), ("45.5%", 45.5), ("8·9", 8.9),
        ("Twenty-one", 21), ("one hundred and\nnine", 109), ("several", None),
    ],
)  # fmt: skip
def test_number_of_a_label(text: str, number: float | None) -> None:
    assert label_number(text) == number


def test_dose_of_a_label() -> None:
    dose = label_dose("20-30\u2009mg")
    assert dose
    assert (dose.low, dose.high, dose.unit) == (20, 30, "mg")
    assert label_dose("twice daily") is None


def test_a_corpus_is_read_as_papers_and_labels(data: Path) -> None:
    path = data / "corpora" / "tiny" / "dev.jsonl"
    path.parent.mkdir(parents=True)
    label = {"kind": "dose", "start": 0, "end": 2, "text": "20", "attrs": {"native": "Dosage"}}
    amount = {**label, "attrs": {"native": "Dosage", "with_units_guess": [0, 5, "20 mg"]}}
    chemical = {**label, "text": "x\ny", "attrs": {"native": "Chemical", "mesh": "D1"}}
    unknown = {**label, "text": "z", "attrs": {"native": "Chemical", "mesh": "-1"}}
    lines: list[Row] = [{"id": "a", "pmid": "7", "text": "20 mg", "labels": [label, amount]}]
    lines += [{"id": "b", "pmid": None, "text": "x\r\ny", "labels": [chemical, unknown]}]
    path.write_text("\n".join(map(json.dumps, lines)))
    papers, labels = labelled("tiny")
    assert [(paper.paper_id, paper.passages[1].text) for paper in papers] == [("PMID:7", "20 mg"), ("ID:b", "x y")]
    assert labels == {
        "PMID:7": [Label("Dosage", "20"), Label("Dosage", "20", amount="20 mg")],
        "ID:b": [Label("Chemical", "x y", "D1"), Label("Chemical", "z")],
    }


@pytest.mark.parametrize(
    ("listed", "kept"),
    [
        ("pmid,stratum\n1,full\n2,animal\n3,distractor\n", {"PMID:2", "PMID:3"}),
        ("pmid\n1\n2\n3\n", {"PMID:2", "PMID:3"}),
    ],
)
def test_papers_where_facts_are_extra(tmp_path: Path, listed: str, kept: set[str]) -> None:
    (tmp_path / "papers.csv").write_text(listed)
    gold = Gold(("PMID:1", "PMID:2", "PMID:3"), rows(patient_counts=[{**COUNT, "paper_id": "PMID:1"}]))
    assert papers_without_rates(tmp_path, gold) == kept


# What counts as found

GOLD = Gold(("ID:1", "ID:2"), rows(drugs=[DRUG], patient_counts=[COUNT]))
EXACT = rows(drugs=[DRUG], patient_counts=[COUNT])
EXTRA = rows(drugs=[DRUG], patient_counts=[COUNT, {**COUNT, "n": 7}])


def test_gold_tables() -> None:
    full, none = dict.fromkeys(("value", "linked", "complete"), 1.0), dict.fromkeys(("value", "linked", "complete"), 0)
    by_kind = {"doses": none, "response_rates": none, "adverse_events": none}
    mean = dict.fromkeys(("value", "linked", "complete"), 0.4)
    assert scores.judge_gold(GOLD, EXACT, ALL) == {"drugs": full, "patient_counts": full, **by_kind, "mean": mean}
    only_drugs = scores.judge_gold(GOLD, EXACT, frozenset({"drugs"}))
    assert only_drugs == dict.fromkeys([*KINDS, "mean"]) | {"drugs": full}


def test_extra_facts() -> None:
    none = {"doses": {"extra": 0}, "response_rates": {"extra": 0}, "adverse_events": {"extra": 0}}
    one = {"extra": 1}
    assert scores.judge_extra(GOLD, EXTRA, ALL) == {**none, "patient_counts": one, "together": one}
    assert scores.judge_extra(GOLD, EXTRA, frozenset({"patient_counts"})) == {
        **dict.fromkeys([*none, "together"]),
        "patient_counts": one,
    }


@pytest.mark.parametrize(
    ("found", "share", "f1"),
    [(EXACT, 1.0, 1.0), (EXTRA, 0.5, 0.8), (rows(drugs=[DRUG]), 0.5, 2 / 3), (NOTHING, 0.5, 0.0)],
)
def test_whole_texts(found: dict[str, list[Row]], share: float, f1: float) -> None:
    """The second text has no fact, and is whole when none is found."""
    lines = scores.judge_whole_texts(GOLD, found, ALL)
    assert lines == {"whole texts": {"share": share}, "facts": {"linked F1": pytest.approx(f1)}}
    assert scores.judge_whole_texts(GOLD, found, ALL - {"drugs"}) == {"whole texts": None, "facts": None}


def test_pico() -> None:
    labels = {
        "ID:1": [
            Label("intervention", "aspirin"), Label("control", "usual care"), Label("total-participants", "Forty"),
            Label("intervention-participants", "20"), Label("control-participants", "21"),
            Label("iv-bin-percent", "45%"), Label("iv-bin-percent", "50%"), Label("cv-bin-percent", "30%"),
            Label("cv-bin-abs", "six"),
        ]
    }  # fmt: skip
    found = rows(
        patient_counts=[
            {**COUNT, "n": 40}, {**COUNT, "n": 20, "role": "arm", "arm": "aspirin"},
            {**COUNT, "n": 21, "role": "arm", "arm": "usual care"}, {**COUNT, "n": 3, "role": "subgroup"},
        ],
        response_rates=[{**SHARE, "percent": 45.0, "arm": "aspirin"}, {**SHARE, "percent": 31, "arm": "control group"}],
        adverse_events=[{**SHARE, "numerator": 6, "arm": "usual care"}],
    )  # fmt: skip
    whole, none = {"P": 1.0, "R": 1.0, "F1": 1.0}, {"P": 0.0, "R": 0.0, "F1": 0.0}
    counts = {f"{who}-participants": whole for who in ("total", "intervention", "control")}
    rates = {
        "iv-bin-abs": none, "cv-bin-abs": whole,
        "iv-bin-percent": {"P": 1.0, "R": 0.5, "F1": pytest.approx(2 / 3)}, "cv-bin-percent": none,
    }  # fmt: skip
    assert scores.judge_pico(labels, found, ALL) == {**counts, **rates, "mean": {"F1": pytest.approx(14 / 21)}}
    without_rates = scores.judge_pico(labels, found, frozenset({"patient_counts"}))
    assert without_rates == {**counts, **dict.fromkeys([*rates, "mean"])}


def test_trialsieve() -> None:
    labels = {
        "ID:1": [
            Label("Dosage", "20", amount="20 mg"), Label("Dosage", "20", amount="20 mg"), Label("Dosage", "5"),
            Label("Dosage", "10", amount="10 micrograms"), Label("Sample Size", "Sixteen"), Label("Sample Size", "9"),
        ]
    }  # fmt: skip
    doses = [{**DOSE, "low": 20.0, "unit": "mg"}, {**DOSE, "low": 10, "unit": "mg"}]
    found = rows(doses=doses, patient_counts=[{**COUNT, "n": 16}, {**COUNT, "n": 9, "paper_id": "ID:2"}])
    lines = scores.judge_trialsieve(labels, found, ALL)
    assert lines == {"doses": {"recall": 0.5}, "sample sizes": {"recall": 0.5}}
    assert scores.judge_trialsieve(labels, found, frozenset({"doses"})) == {**lines, "sample sizes": None}


def test_ruta() -> None:
    labels = {"ID:1": [Label("ORR", "50"), Label("ORR", "30.0%"), Label("PFSRate", "12%")]}
    found = rows(response_rates=[{**SHARE, "percent": 30}, {**SHARE, "percent": 12}])
    assert scores.judge_ruta(labels, found, ALL) == {"response rates": {"recall": 0.5}}


def test_names() -> None:
    labels = {
        "ID:1": [
            Label("drug", "MTX", "D1"), Label("drug", "methotrexate", "D1"), Label("drug", "Aspirin"),
            Label("drug", "lithium"), Label("group", "statins"),
        ]
    }  # fmt: skip
    drugs = [("methotrexate", ["MTX"]), ("statin", ["Statins"]), ("aspirin", []), ("water", ["water"])]
    found = rows(drugs=[{**DRUG, "drug": drug, "mentions": mentions} for drug, mentions in drugs])
    lines = scores.judge_names(frozenset({"drug"}), frozenset({"group"}), labels, found, ALL)
    assert lines["drug names"] == pytest.approx({"P": 2 / 3, "R": 2 / 3, "F1": 2 / 3})


# The baselines


def test_the_dictionary_and_the_nearest_amount() -> None:
    text = (
        "Aspirin 100 mg and 5 µg/kg of digoxin were given. Then aspirin 1,000 mg. Later 30 mg, and 4 mg/L was measured."
    )
    found = dictionary.read(paper_from_text(text))
    assert stated(found["drugs"]) == [
        {"drug": "aspirin", "mentions": ["Aspirin", "aspirin"], "role": "studied"},
        {"drug": "digoxin", "mentions": ["digoxin"], "role": "studied"},
    ]
    assert stated(found["doses"]) == [
        {"drug": "aspirin", "low": 100, "unit": "mg"},
        {"drug": "digoxin", "low": 5, "unit": "µg/kg"},
        {"drug": "aspirin", "low": 1000, "unit": "mg"},
    ]


def quantity(value: float, span: tuple[int, int], *bases: tuple[str, int], spread: float | None = None) -> Any:
    dimensions = [{"base": base, "power": power} for base, power in bases]
    name = " ".join(base for base, _ in bases)
    return SimpleNamespace(
        value=value, span=span, uncertainty=spread, unit=SimpleNamespace(name=name, dimensions=dimensions)
    )


def test_quantities_become_doses_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What quantulum3 gives for this text, so that the test needs no quantulum3."""
    text = "20 of 54 adult patients (n = 30 men) took 10-20 mg/kg daily, 5 mg/L and 1.3 mg/m2 for 7 days."
    plain = ("dimensionless", 1)
    given = [
        quantity(20, (0, 2), plain),
        quantity(54, (6, 8), plain),
        quantity(30, (29, 31), plain),
        quantity(15, (42, 53), ("milligram", 1), ("kilogram", -1), spread=5),
        quantity(5, (61, 67), ("milligram", 1), ("litre", -1)),
        quantity(1.3, (72, 81), ("milligram", 1), ("metre", -2)),
        quantity(0.5, (72, 81), ("milligram", 1), ("hour", -1)),
        quantity(7, (86, 92), ("day", 1)),
    ]
    library, classifier = ModuleType("quantulum3"), ModuleType("quantulum3.classifier")
    monkeypatch.setattr(library, "parser", SimpleNamespace(parse=lambda text: given if text else []), raising=False)
    monkeypatch.setattr(library, "classifier", classifier, raising=False)
    monkeypatch.setitem(sys.modules, "quantulum3", library)
    monkeypatch.setitem(sys.modules, "quantulum3.classifier", classifier)
    module = reload(import_module("bench.accuracy.baselines.quantities"))
    found = module.make_reader()(paper_from_text(text))
    assert stated(found["doses"]) == [
        {"low": 10, "high": 20, "unit": "mg/kg"},
        {"low": 1.3, "unit": "mg/m2"},
        {"low": 0.5, "unit": "mg", "per": "hour"},
    ]
    assert stated(found["patient_counts"]) == [{"n": 54, "role": "total"}, {"n": 30, "role": "arm"}]


def test_entities_and_the_nearest_share(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ENTITY", "pattern": p} for p in ("patients", "response", "ORR", "nausea", "tumour")])
    monkeypatch.setattr(spacy, "load", lambda *_, **__: nlp)
    text = (
        "A response was seen in 9 of 20 patients (45%; 95% CI 23-68). The ORR was 45.5% in 1,000 patients. "
        "There was nausea in 3 (5%) and tumour size was 4. Then 50%."
    )
    found = import_module("bench.accuracy.baselines.entities").make_reader()(paper_from_text(text))
    assert stated(found["response_rates"]) == [
        {"outcome": "response", "numerator": 9, "denominator": 20, "percent": 45},
        {"outcome": "ORR", "percent": 45.5},
    ]
    assert stated(found["adverse_events"]) == [{"term": "nausea", "numerator": 3, "percent": 5}]
    counts = [(row["n"], row["role"]) for row in found["patient_counts"]]
    assert counts == [(9, "arm"), (20, "arm"), (1000, "total")]


# The run


def test_a_contender_that_raises_has_found_nothing_there() -> None:
    def read(paper: Paper) -> dict[str, list[Row]]:
        if paper.paper_id == "ID:bad":
            raise ValueError("a text that it cannot take")
        return {"drugs": [DRUG]}

    contender = Contender("x", frozenset({"drugs"}), read=read)
    papers = [paper_from_text("a", paper_id=paper_id) for paper_id in ("ID:1", "ID:bad")]
    assert contender.read_all(papers) == rows(drugs=[DRUG])
    assert contender.failures == 1


def test_what_is_missing_is_not_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EXTRACTOR_DEV_DATA", raising=False)
    monkeypatch.setitem(sys.modules, "quantulum3", None)  # importing it then raises ImportError
    monkeypatch.delitem(sys.modules, "bench.accuracy.baselines.quantities", raising=False)
    problems = {contender.name: contender.problem for contender in contenders()}
    assert problems["extractor"] == ""
    assert problems["quantulum3"] == "not at hand (quantulum3 is not installed)"
    outside = [run(benchmark, []) for benchmark in BENCHMARKS[3:]]
    assert {result.problem for result in outside} == {"not at hand (EXTRACTOR_DEV_DATA is not set)"}


def test_all_of_it_on_two_invented_texts(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"drugs": [{"drug": "bortezomib", "role": "studied"}], "doses": [], "response_rates": []}
    dose = {"drug": "bortezomib", "low": 1.3, "unit": "mg/m2"}
    items = [
        {"id": "a", "text": "Bortezomib 1.3 mg/m2 was given.", "facts": {**facts, "doses": [dose]}},
        {"id": "b", "text": "Bortezomib 1.3 mg/m2 was given.", "facts": facts},
    ]
    (data / "gold").mkdir()
    (data / "gold" / "phenomena.jsonl").write_text("\n".join(map(json.dumps, items)))
    accuracy(["Phenomena", "--json"])
    report = json.loads(capsys.readouterr().out)
    (benchmark,) = report["benchmarks"]
    assert (benchmark["name"], benchmark["papers"], benchmark["problem"]) == ("phenomena", 2, "")
    assert benchmark["lines"]["whole texts"]["extractor"] == {"share": 0.5}
    assert benchmark["lines"]["facts"]["extractor"] == {"linked F1": pytest.approx(6 / 7)}
    assert benchmark["lines"]["whole texts"]["drug dictionary"] is None


def test_a_benchmark_of_no_such_name() -> None:
    with pytest.raises(SystemExit) as stopped:
        accuracy(["nosuch"])
    assert stopped.value.code == 2
    assert [benchmark.name for benchmark in chosen(["bc5cdr", "Train"])] == ["BC5CDR", "train"]


def test_the_table() -> None:
    ours = Contender("ours", ALL, "ours 1.0", read=lambda _: {}, failures=2)
    theirs = Contender("theirs", ALL, problem="not at hand (theirs is not installed)")
    one = Benchmark("one", ALL, "the rule.", lambda: ([], lambda *_: {}))
    two = Benchmark("two", ALL, "another rule.", lambda: ([], lambda *_: {}))
    results = [
        table.Result(one, 3, {"ours": {"a": {"P": 0.5, "R": 1.0}, "b": None, "c": {"extra": 4}}}),
        table.Result(two, 0, {}, "not at hand (no two)"),
    ]
    console = Console(width=100, record=True, file=io.StringIO())
    table.show(results, [ours, theirs], console)
    shown = [" ".join(line.replace("│", " ").split()) for line in console.export_text().splitlines()]
    assert shown[4:11] == [
        "one [1], 3 texts",
        "a: P / R 0.500 / 1.000",
        "b -",
        "c: extra 4",
        "├───────────────────────────────┼───────────────┼────────┤",
        "two [2], not at hand (no two)",
        "└───────────────────────────────┴───────────────┴────────┘",
    ]
    assert shown[11:13] == ["[1] one: the rule.", "[2] two: another rule."]
    assert shown[-2:] == [
        "ours: ours 1.0; raised an error on 2 texts",
        "theirs: not at hand (theirs is not installed)",
    ]
