"""Two groups told by a number each, and groups that are given more than one thing: whose a share is elsewhere."""

from __future__ import annotations

import pytest

from extractor.documents.text import paper_from_text
from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, PatientCount, Reading


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def shares(reading: Reading) -> list[tuple[float | None, str | None, float | None]]:
    return [(f.percent, f.arm, f.denominator) for f in reading.facts if isinstance(f, AdverseEvent)]


def sizes(reading: Reading) -> list[tuple[int, str | None]]:
    return [(f.n, f.arm) for f in reading.facts if isinstance(f, PatientCount) and f.role == "arm"]


TWO = [
    "We randomly assigned 153 patients to lithium and 147 to valproate.",
    "In total, 153 patients were assigned to receive lithium and 147 to receive valproate.",
    "A total of 300 patients underwent randomization: 153 to lithium and 147 to valproate.",
    "Of 300 patients, 153 received lithium and 147 valproate.",
    "Of 300 patients, 153 were treated with lithium and 147 with valproate.",
    "Of 300 patients, lithium was given to 153 and valproate to 147.",
]


@pytest.mark.parametrize("text", TWO)
def test_in_step_with_two_groups(text: str, pipeline: Pipeline) -> None:
    reading = pipeline.read(paper_from_text(f"{text} Nausea occurred in 20% and 30%, respectively."))
    assert [(percent, (arm or "").lower(), of) for percent, arm, of in shares(reading)] == [
        (20, "lithium", 153),
        (30, "valproate", 147),
    ]


NOT_TWO = [
    "Of 400 patients, 153 were given lithium and 147 valproate.",  # others had neither, or some had both
    "Of 450 patients, 153 were assigned to lithium, 147 to valproate, and 150 to placebo.",
]


@pytest.mark.parametrize("text", NOT_TWO)
def test_not_in_step(text: str, pipeline: Pipeline) -> None:
    reading = pipeline.read(paper_from_text(f"{text} Nausea occurred in 20% and 30%, respectively."))
    assert [(percent, arm) for percent, arm, _ in shares(reading)] == [(20, None), (30, None)]


JOINED = ("lenalidomide and dexamethasone", "daratumumab plus lenalidomide and dexamethasone")
ASSIGNED = [
    "Three hundred patients were randomly assigned to {} (n=153) or {} (n=147).",
    "Three hundred patients were randomised to receive either {} (n = 153) or {} (n = 147).",
    "Patients received {} (n = 153) or {} (n = 147).",
    "The {} arm included 153 patients and the {} arm 147 patients.",
]


@pytest.mark.parametrize("text", ASSIGNED)
@pytest.mark.parametrize("arms", [JOINED, JOINED[::-1]])
def test_groups_given_more_than_one_thing(text: str, arms: tuple[str, str], pipeline: Pipeline) -> None:
    one, other = arms
    nausea = f"Nausea occurred in 20% of the {one} group and 30% of the {other} group."
    reading = pipeline.read(paper_from_text(f"{text.format(one, other)} {nausea}"))
    assert (sizes(reading), shares(reading)) == ([(153, one), (147, other)], [(20, one, 153), (30, other, 147)])


def test_sizes_of_lists(pipeline: Pipeline) -> None:
    three = "Forty patients were assigned to receive lithium, 38 to receive valproate, and 41 to receive placebo."
    assert sizes(pipeline.read(paper_from_text(three))) == [(40, "lithium"), (38, "valproate"), (41, "placebo")]
    blocks = "In blocks of two or four to receive lithium, 80 patients were randomised."
    assert sizes(pipeline.read(paper_from_text(blocks))) == []
