"""The two reviews that the project began with, read from their texts and held against their gold tables.

The texts are not in the project: EXTRACTOR_DEV_DATA names the folder that holds them.
"""

from __future__ import annotations

import csv
import json
from itertools import chain
from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.evaluate import load_gold
from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, Dose, Drug, PatientCount, Reading, ResponseRate
from extractor.resources import gold_dir
from extractor.sources import documents
from tests.conftest import Call, missing

SEEDS = ("he2014", "sola")
# Forms of names that gold has and the program does not find: misprints, and what a code's letters stand for.
MISSED = {
    "sr18292": {"ST18292"},
    "hk2-aso": {"HK2-antisens oligonucleotide"},
    "prima-1": {"p53 reactivation and induction of massive apoptosis-1"},
}
# Precision and recall in thousandths: value, linked. They only rise. Kinds of which gold has nothing must stay empty.
FLOORS = {
    "he2014": {
        "drugs": [(1000, 1000), (1000, 1000)],
        "doses": [(1000, 1000), (1000, 1000)],
        "patient_counts": [(1000, 300), (667, 200)],
        "response_rates": [(0, 0), (0, 0)],
    },
    "sola": {"drugs": [(1000, 1000), (1000, 1000)], "mechanisms": [(463, 613), (463, 613)]},
}


@pytest.fixture(scope="module")
def texts(dev_data: Path) -> dict[str, Path]:
    """The files of the two reviews by name."""
    found = {name: dev_data / "seeds" / f"{name}.txt" for name in SEEDS}
    for path in found.values():
        if not path.is_file():
            missing(f"{path} is missing")
    return found


@pytest.fixture(scope="module")
def readings(texts: dict[str, Path]) -> dict[str, Reading]:
    pipeline = Pipeline()
    return {
        name: pipeline.read(paper)  # type: ignore[arg-type]  # a Failure has no passages, and fails here
        for name, path in texts.items()
        for raw in documents([str(path)])
        for paper in parse(raw)
    }


def test_ids(readings: dict[str, Reading]) -> None:
    found = {name: (reading.paper.paper_id, reading.paper.doi) for name, reading in readings.items()}
    assert found == {"he2014": ("DOI:10.2147/OTT.S67165", "10.2147/OTT.S67165"), "sola": ("ID:sola", None)}


@pytest.mark.parametrize("name", SEEDS)
def test_every_drug_with_every_form_of_its_name(readings: dict[str, Reading], name: str) -> None:
    gold = {row["drug"]: set(row["mentions"]) for row in load_gold(gold_dir() / name).facts["drugs"]}
    found = {fact.drug: set(fact.mentions) for fact in readings[name].facts if isinstance(fact, Drug)}
    assert found == {drug: forms - MISSED.get(drug, set()) for drug, forms in gold.items()}


def test_the_drugs_of_each_mechanism_at_its_place(readings: dict[str, Reading]) -> None:
    """Each row of the table as the text prints it, and the drugs that are found in its name."""
    text = readings["sola"].paper.passages[1].text
    nlp = Pipeline().nlp
    (mentions,) = nlp.drugs([text], nlp.abbreviations([text]))
    with (gold_dir() / "sola" / "mechanisms.csv").open(encoding="utf-8", newline="") as stream:
        rows = list({row["row"]: row for row in csv.DictReader(stream)}.values())
    found = []
    at = text.index("Drugs targeting redox metabolism")
    for row in rows:
        start = (
            text.index(f" {row['combination']} {row['effect_printed']} {row['model_printed'].replace('; ', ' ')} [", at)
            + 1
        )
        at = start + len(row["combination"])
        found.append(" + ".join(m.drug for m in mentions if start <= m.start and m.end <= at))
    assert (len(found), found) == (19, [row["drug"] for row in rows])


def test_the_dose_range(readings: dict[str, Reading]) -> None:
    found = [
        (fact.drug, fact.low, fact.high, fact.unit, fact.per, fact.quote)
        for reading in readings.values()
        for fact in reading.facts
        if isinstance(fact, Dose)
    ]
    assert found == [("arsenic trioxide", 0.125, 0.3, "mg/kg", "day", "0.125 mg/kg/day to 0.3 mg/kg/day")]


def test_no_number_of_studies_records_or_lost_columns_counts_patients(readings: dict[str, Reading]) -> None:
    """Of he2014 the patients that its sentences count; of the flow chart, the forest plot and Table 2 nothing wrong."""
    found = [
        (name, fact.n, fact.role, fact.arm)
        for name, reading in readings.items()
        for fact in reading.facts
        if isinstance(fact, PatientCount)
    ]
    assert found == [
        ("he2014", 77, "total", None),
        ("he2014", 16, "evaluable", None),
        ("he2014", 19, "evaluable", None),
    ]
    rates = [f for r in readings.values() for f in r.facts if isinstance(f, ResponseRate | AdverseEvent)]
    assert rates == []


def test_why_15_and_65_are_left(readings: dict[str, Reading]) -> None:
    text = readings["he2014"].paper.passages[1].text
    found = [
        (text[: n.start_char].split()[-1], n.quote, n.reason)
        for n in readings["he2014"].numbers_left
        if n.quote in ("15", "65") and text[n.start_char - 2].isalpha()  # in words, not in a row of figures
    ]
    assert found == [
        ("containing", "15", "threshold"),
        ("from", "15", "spread"),
        ("to", "65", "spread"),
        ("than", "15", "threshold"),
        ("than", "15", "threshold"),
        ("than", "15", "threshold"),
        ("of", "15", "count"),
        ("to", "65", "unknown"),
    ]


@pytest.mark.parametrize("name", SEEDS)
def test_validate_on_a_database_of_the_text(call: Call, texts: dict[str, Path], tmp_path: Path, name: str) -> None:
    db = tmp_path / "seeds.db"
    assert call("run", texts[name], "--db", db, "--jobs", 1).code == 0
    report = json.loads(call("validate", gold_dir() / name, "--json", "--db", db).out)
    assert (report["papers"], report["papers_found"]) == (1, 1)
    for table, figures in ((t, f) for t, f in report.items() if isinstance(f, dict)):
        floors = FLOORS[name].get(table)
        if floors is None:
            assert (table, figures["gold"], figures["pred"]) == (table, 0, 0)
        else:
            got = [tuple(round(1000 * figures[depth][part]) for part in "pr") for depth in ("value", "linked")]
            pairs = zip(chain.from_iterable(got), chain.from_iterable(floors), strict=True)
            assert all(have >= floor for have, floor in pairs), (table, got, floors)
