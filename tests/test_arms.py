"""Whose a share is: one text in, the group of each of its shares out, in order."""

from __future__ import annotations

import pytest

import extractor
from extractor.facts.arms import are_set_apart
from extractor.records import AdverseEvent, ResponseRate

PAIR = "Patients were randomised to tirofide (n = 80) or placebo (n = 81). "
# what each share is, its percentage or number, and its group
TABLE: list[tuple[str, list[tuple[str, float, str | None]]]] = [
    # what is set against what by a "v"
    (
        PAIR + "Nausea was more frequent with tirofide than with placebo (24% v 9%; P = .01).",
        [("nausea", 24, "tirofide"), ("nausea", 9, "placebo")],
    ),
    # an arm with a partner, and one that lacks what the other has
    (
        "Patients received capecitabine (n = 70) or capecitabine plus trastuzumab (n = 72). "
        "The response rates were 27% with capecitabine and 48% with capecitabine plus trastuzumab.",
        [("response", 27, "capecitabine"), ("response", 48, "capecitabine plus trastuzumab")],
    ),
    (
        "Men had LRT (n = 80), LRT + sham (n = 81) or LRT + VAM (n = 82). "
        "Recurrence was seen in 19% with LRT, 10% with LRT + sham and 8% with LRT + VAM.",
        [("recurrence", 19, "LRT"), ("recurrence", 10, "LRT + sham"), ("recurrence", 8, "LRT + VAM")],
    ),
    (
        "Women were given a boost (n = 80) or no boost (n = 81). "
        "Recurrence was seen in 12% with a boost and in 17% with no boost. Fibrosis was seen in 4% and 1%.",
        [
            ("recurrence", 12, "boost"),
            ("recurrence", 17, "no boost"),
            ("fibrosis", 4, "boost"),
            ("fibrosis", 1, "no boost"),
        ],
    ),
    # one group named, the other known
    (
        "Patients were randomly assigned to axitinib plus docetaxel or docetaxel plus placebo. "
        "Response was more frequent in the combination arm (41% v 24%).",
        [("response", 41, "combination"), ("response", 24, "docetaxel plus placebo")],
    ),
    (
        "This trial of duloxetine or placebo was blinded. Nausea was commoner in the duloxetine group (78% v 50%).",
        [("nausea", 78, "duloxetine"), ("nausea", 50, "placebo")],
    ),
    (
        "Patients were randomised to letrozole or observation. "
        "Relapse was rarer with letrozole than with observation (4% vs 12%).",
        [("relapse", 4, "letrozole"), ("relapse", 12, "observation")],
    ),
    # one share of both groups, or several of one
    (PAIR + "In both groups nausea was seen in 96%.", [("nausea", 96, "tirofide"), ("nausea", 96, "placebo")]),
    (
        PAIR + "In both groups nausea was frequent (96% with tirofide and 92% with placebo).",
        [("nausea", 96, "tirofide"), ("nausea", 92, "placebo")],
    ),
    (
        PAIR + "In the placebo group dermatitis of grade 3, 2, and 1 was seen in 8%, 50%, and 10%, respectively.",
        [("dermatitis", 8, "placebo"), ("dermatitis", 50, "placebo"), ("dermatitis", 10, "placebo")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_groups_of_shares(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    found = [fact for fact in extractor.extract(text) if isinstance(fact, ResponseRate | AdverseEvent)]
    names = (f.term if isinstance(f, AdverseEvent) else f.outcome for f in found)
    assert [(name, f.percent, f.arm) for name, f in zip(names, found, strict=True)] == expected


@pytest.mark.parametrize(
    ("label", "other", "expected"),
    [
        ("no boost", "boost", True),
        ("non-users", "users", True),
        ("tirofide 15 mg", "tirofide 30 mg", True),
        ("tirofide", "tirofide 30 mg", False),
        ("tirofide plus placebo", "tirofide", True),
        ("tirofide", "tirofide plus placebo", False),  # which may be short for it
        ("tirofide + placebo", "tirofide plus placebo", False),
        ("early tirofide", "tirofide", False),
    ],
)
def test_labels_that_are_alike_but_set_apart(label: str, other: str, expected: bool) -> None:
    assert are_set_apart(label, other) is expected
