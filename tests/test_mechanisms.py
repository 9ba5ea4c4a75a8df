"""Mechanisms: texts in, whole facts out; and what is reached on abstracts that a reader judged."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import extractor
from extractor.documents import parse
from extractor.documents.text import paper_from_text
from extractor.evaluate import fact_rows, load_gold, score
from extractor.pipeline import Pipeline
from extractor.records import Fact, Mechanism, Paper
from extractor.resources import gold_dir
from extractor.sources.raw import RawDocument

# A text, and of each mechanism: drug, target, effect, what becomes of ROS, kinds of models, their names.
TEXTS = [
    (
        "Auranofin inhibited thioredoxin reductase, depleted GSH and increased ROS in RPMI 8226 cells.",
        [
            ("auranofin", "TXNRD", "inhibition", "increase", "cell line", "RPMI 8226"),
            ("auranofin", "glutathione", "decrease", "increase", "cell line", "RPMI 8226"),
            ("auranofin", "ROS", "increase", "increase", "cell line", "RPMI 8226"),
        ],
    ),
    (
        "In U266 cells, melphalan did not increase ROS and had no effect on glutathione levels.",
        [
            ("melphalan", "ROS", "none", "none", "cell line", "U266"),
            ("melphalan", "glutathione", "none", "none", "cell line", "U266"),
        ],
    ),
    ("Acetylcysteine did not restore the decreased glutathione levels.", []),
    ("Acetylcysteine did not inhibit LPS induced oxidative stress.", []),
    ("Auranofin failed to lead to the depletion of glutathione.", []),
    ("TrxR was not inhibited by auranofin.", [("auranofin", "TXNRD", "none", None, None, None)]),
    (  # a combination is one giver, a list is several
        "Auranofin combined with bortezomib increased ROS in xenografts.",
        [("auranofin + bortezomib", "ROS", "increase", "increase", "in vivo", "xenograft")],
    ),
    (
        "Auranofin and bortezomib increased ROS in mice.",
        [
            ("auranofin", "ROS", "increase", "increase", "in vivo", "mouse"),
            ("bortezomib", "ROS", "increase", "increase", "in vivo", "mouse"),
        ],
    ),
    (  # what is prevented is turned round, and what did the harm is a fact of its own
        "In rats, resveratrol prevented cisplatin-induced depletion of glutathione.",
        [
            ("cisplatin", "glutathione", "decrease", None, "in vivo", "rat"),
            ("resveratrol", "glutathione", "increase", None, "in vivo", "rat"),
        ],
    ),
    (  # "it" is the drug of the sentence before
        "Mice received auranofin daily. It inhibited thioredoxin reductase.",
        [("auranofin", "TXNRD", "inhibition", None, "in vivo", "mouse")],
    ),
    (  # the models that follow a fact are its own
        "Auranofin increased ROS in primary cells, whereas resveratrol lowered ROS in U266 cells.",
        [
            ("auranofin", "ROS", "increase", "increase", "primary cells", "primary cells"),
            ("resveratrol", "ROS", "decrease", "decrease", "cell line", "U266"),
        ],
    ),
    (  # the shorthand of tables
        "Auranofin/bortezomib TXNRD1i HMCL [4]",
        [("auranofin + bortezomib", "TXNRD1", "inhibition", None, "cell line", "human myeloma cell line")],
    ),
    (  # short forms that the paper defines
        "Lipid peroxidation (LPO) was measured. Resveratrol reduced LPO in rats.",
        [("resveratrol", "lipid peroxidation", "decrease", None, "in vivo", "rat")],
    ),
    ("We asked whether auranofin increases ROS.", []),
    ("Knockdown of KEAP1 in cells given auranofin increased ROS.", []),
    ("Computed axial tomography (CAT) was done, and cisplatin increased CAT.", []),
    ("Amphotericin B inhibits the metabolism of tacrolimus (TAC); amphotericin B raised TAC.", []),
    ("Of 40 patients given bortezomib, 12 (30%) had a partial response and 4 (10%) neuropathy.", []),
]


def mechanisms(facts: list[Fact]) -> list[Mechanism]:
    return [fact for fact in facts if isinstance(fact, Mechanism)]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_texts(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = mechanisms(extractor.extract(text))
    said = [(f.drug, f.target, f.effect, f.ros, f.model, f.model_name) for f in found]
    assert sorted(said, key=str) == sorted(expected, key=str)
    for fact in found:
        assert {name: text[start:end] for name, _, start, end in fact.spans if name != "model"}.keys() >= {
            "drug",
            "target",
        }
        assert fact.quote == text[fact.start_char : fact.end_char]
        assert fact.quote in fact.sentence


def test_what_is_said_twice_is_one_fact_with_both_places_and_all_models() -> None:
    text = "Auranofin increased ROS in mice. In U266 cells, auranofin increased ROS."
    [fact] = mechanisms(extractor.extract(text))
    assert (fact.quote, [place.quote for place in fact.elsewhere], fact.model, fact.spans) == (
        "Auranofin increased ROS",
        ["auranofin increased ROS"],
        "cell line; in vivo",
        (
            ("drug", 1, 0, 9), ("target", 1, 20, 23), ("effect", 1, 10, 19),
            ("model", 1, 36, 40), ("model", 1, 27, 31),
        ),
    )  # fmt: skip


def test_numbers_in_a_mechanism_are_still_left_with_a_reason() -> None:
    reading = Pipeline().read(paper_from_text("Auranofin raised H2O2 by 12% in U266 cells."))
    [fact] = mechanisms(list(reading.facts))
    left = [(n.quote, n.reason) for n in reading.numbers_left]
    assert (fact.quote, left) == (
        "Auranofin raised H2O2",
        [("2", "name"), ("2", "name"), ("12", "share"), ("266", "name")],
    )


GOLD = gold_dir() / "mechanisms"


@pytest.fixture(scope="module")
def found(record_files: dict[str, Path]) -> dict[str, list[Fact]]:
    """The facts of all papers that were judged, by paper_id."""
    with (GOLD / "judged.csv").open(encoding="utf-8", newline="") as stream:
        pmids = frozenset(row["pmid"] for row in csv.DictReader(stream))
    pipeline = Pipeline()
    raws = [RawDocument("medline", name, path) for name, path in record_files.items()]
    papers = [p for raw in raws for p in parse(raw, pmids=pmids) if isinstance(p, Paper)]
    return {paper.paper_id: list(pipeline.read(paper).facts) for paper in papers}


def test_floor_on_the_papers_read_in_full(found: dict[str, list[Fact]]) -> None:
    """Precision and recall in thousandths: drug and target; also the effect; also ROS and model. They only rise."""
    gold = load_gold(GOLD)
    assert list(gold.facts) == ["mechanisms"]
    facts = [fact for paper_id in gold.papers for fact in found[paper_id]]
    reached = score(gold, set(found), fact_rows(facts)).tables["mechanisms"]
    got = [
        round(1000 * figure(depth))
        for depth in ("value", "linked", "complete")
        for figure in (reached.precision, reached.recall)
    ]
    floors = [926, 562, 926, 562, 676, 411]
    assert all(have >= floor for have, floor in zip(got, floors, strict=True)), (got, floors)


def test_what_a_reader_found_right_stays_and_what_was_wrong_goes(found: dict[str, list[Fact]]) -> None:
    with (GOLD / "judged.csv").open(encoding="utf-8", newline="") as stream:
        judged = list(csv.DictReader(stream))
    said = {
        (fact.paper_id, fact.drug, fact.target, fact.effect) for facts in found.values() for fact in mechanisms(facts)
    }
    kept = {"right": 0, "wrong": 0}
    for row in judged:
        right = row["drug_right"] == row["effect_right"] == "1"
        kept["right" if right else "wrong"] += (
            f"PMID:{row['pmid']}", row["drug"], row["target"], row["effect"]
        ) in said  # fmt: skip
    assert len(judged) == 50
    assert kept["right"] >= 39, kept
    assert kept["wrong"] <= 6, kept
