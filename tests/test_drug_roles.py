"""Whether a study gave a drug: a title and a text in, every drug with its role out."""

from __future__ import annotations

import pytest

from extractor.pipeline import Pipeline
from extractor.records import Drug, Paper, Passage

CASES = [
    ("Aspirin for stroke", "We enrolled 40 patients.", [("aspirin", "studied")]),
    ("A trial in stroke", "Forty patients were randomised to aspirin or placebo.", [("aspirin", "studied")]),
    ("A trial in stroke", "Guidelines recommend aspirin. We studied 40 patients.", [("aspirin", "mentioned")]),
    # what patients had before, also in a list of a bracket
    (
        "Brigatinib in lung cancer",
        "We treated 40 patients after one line of prior therapy (crizotinib 84.1%; ceritinib 50%).",
        [("brigatinib", "studied"), ("crizotinib", "mentioned"), ("ceritinib", "mentioned")],
    ),
    (
        "Brigatinib in lung cancer",
        "We treated 40 crizotinib-resistant patients.",
        [("brigatinib", "studied"), ("crizotinib", "mentioned")],
    ),
    # who had it is counted beside it, wherever that stands
    (
        "Biologics in colitis",
        "Remission was more frequent with infliximab (n = 20). Patients had one of two [12-adalimumab, 9-golimumab].",
        [("infliximab", "studied"), ("adalimumab", "studied"), ("golimumab", "studied")],
    ),
    # what people think of a vaccine
    (
        "Willingness to receive the influenza vaccine",
        "We asked 300 students whether they would receive the influenza vaccine.",
        [("influenza vaccine", "mentioned")],
    ),
    (
        "Influenza vaccine in students",
        "We asked 300 students after they had received the influenza vaccine.",
        [("influenza vaccine", "studied")],
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_roles(title: str, text: str, expected: list[tuple[str, str]]) -> None:
    passages = (Passage("ID:1", 0, "title", title), Passage("ID:1", 1, "abstract", text))
    facts = Pipeline().read(Paper("ID:1", passages)).facts
    assert [(fact.drug, fact.role) for fact in facts if isinstance(fact, Drug)] == expected
