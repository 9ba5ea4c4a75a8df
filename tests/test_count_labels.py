"""Sizes whose group the words just before them name only in part: sentences in, n, role and arm out."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import PatientCount

CASES = [
    # two drugs are one group
    (
        "Adults with gout were randomly assigned to naproxen (n=60) or colchicine or febuxostat (n=62).",
        [(60, "arm", "naproxen"), (62, "arm", "colchicine or febuxostat")],
    ),
    (
        "Adults took warfarin (n = 42), apixaban (n = 36), and warfarin and aspirin (n = 33).",
        [(42, "arm", "warfarin"), (36, "arm", "apixaban"), (33, "arm", "warfarin and aspirin")],
    ),
    (
        "The effect of the combination of zinc and iron (n = 65) was greater than that of zinc alone (n = 71).",
        [(65, "arm", "zinc and iron"), (71, "arm", "zinc alone")],
    ),
    # what leads to a number is no part of the label before it
    (
        "Operations were performed in 140 patients (lobectomy in 60, bypass in 53, closure in 27).",
        [(140, "total", None), (60, "arm", "lobectomy"), (53, "arm", "bypass"), (27, "arm", "closure")],
    ),
    # how, how long and with which dummy
    (
        "Adults were randomised to naproxen 250, 500, and 750 mg (n = 127) or placebo (n = 128).",
        [(127, "arm", "naproxen 250, 500, and 750 mg"), (128, "arm", "placebo")],
    ),
    (
        "Adults received aspirin for 3 months (n = 149) or rivaroxaban for 12 months (n = 148).",
        [(149, "arm", "aspirin for 3 months"), (148, "arm", "rivaroxaban for 12 months")],
    ),
    (
        "Adults were randomised to naproxen twice daily plus a placebo cream (n = 56) or ibuprofen gel (n = 55).",
        [(56, "arm", "naproxen twice daily plus a placebo cream"), (55, "arm", "ibuprofen gel")],
    ),
    # what a bracket calls them
    (
        "Overall, 299 patients (95.2%) were treated (naproxen group, 157 [52.5%]; ibuprofen group, 142 [47.5%]).",
        [(299, "total", None), (157, "arm", "naproxen"), (142, "arm", "ibuprofen")],
    ),
    # what they took or were given
    (
        "We enrolled 93 adults. Forty-two adults were taking zinc and iron, 28 were taking zinc, 12 were taking iron, "
        "and 11 were taking iron and naproxen.",
        [
            (93, "total", None),
            (42, "arm", "zinc and iron"),
            (28, "arm", "zinc"),
            (12, "arm", "iron"),
            (11, "arm", "iron and naproxen"),
        ],
    ),
    (
        "We enrolled 95 adults. Naproxen was given to 55 adults, zinc to 23 and iron to 17 adults for their pain.",
        [(95, "total", None), (55, "arm", "Naproxen"), (23, "arm", "zinc"), (17, "arm", "iron")],
    ),
    (
        "We enrolled 135 women. Sixty-one of these were treated with zinc and 74 with iron.",
        [(135, "total", None), (61, "arm", "zinc"), (74, "arm", "iron")],
    ),
    # a measured value is nobody's name
    (
        "We enrolled 30 adults. Mean thickness of their nails was 5.8 mm +/- 1.7 mm (n = 11).",
        [(30, "total", None)],
    ),
    # a share of some of the sample
    (
        "We enrolled 90 women. The rash went in 7 of 19 women.",
        [(90, "total", None), (19, "subgroup", None)],
    ),
    # not their age, what is said of all, a method, or what they are compared with
    (
        "Of 160 adults, 80 (50%) were cases with a mean age of 31 years and 80 (50%) were "
        "controls with a mean age of 27 years.",
        [(160, "total", None), (80, "subgroup", None), (80, "subgroup", "controls")],
    ),
    (
        "We reviewed 210 adults with gout, mostly affecting individuals aged 50-59 years (n=68).",
        [(210, "total", None), (68, "subgroup", "individuals aged 50-59 years")],
    ),
    (
        "We surveyed 185 adults, divided by way of giving insulin, ie pens (n = 131) or pump (n = 54).",
        [(185, "total", None), (131, "subgroup", "pens"), (54, "subgroup", "pump")],
    ),
    (
        "Ferritin was found in the plasma of 60 adults with lupus and 40 healthy adults by ELISA.",
        [(60, "subgroup", "lupus"), (40, "subgroup", "healthy")],
    ),
    (
        "Ferritin was higher in 60 women with lupus than in 42 healthy women.",
        [(60, "subgroup", "lupus"), (42, "subgroup", "healthy")],
    ),
    (
        "We compared 60 children with asthma to 42 children with eczema and 50 healthy children.",
        [(60, "arm", "asthma"), (42, "arm", "eczema"), (50, "arm", "healthy")],
    ),
    # two that would be called the same are told apart
    (
        "In all, 120 obese adults with asthma, 110 obese adults without asthma, and 70 lean "
        "adults without asthma were seen.",
        [
            (120, "subgroup", "obese adults with asthma"),
            (110, "subgroup", "obese adults without asthma"),
            (70, "subgroup", "lean adults without asthma"),
        ],
    ),
    # numbers in a row that are of degrees in a row
    (
        "We saw 300 adults with gout. The number of adults with mild, moderate I, II and severe gout was 85, 138, 61 "
        "and 16, respectively.",
        [
            (300, "total", None),
            (85, "subgroup", "mild"),
            (138, "subgroup", "moderate I"),
            (61, "subgroup", "moderate II"),
            (16, "subgroup", "severe"),
        ],
    ),
    (
        "We saw 90 women with cancer. The number of women at stage I, II and III was 50, 30 and 10, respectively.",
        [(90, "total", None), (50, "subgroup", "stage I"), (30, "subgroup", "stage II"), (10, "subgroup", "stage III")],
    ),
    (
        "We saw 90 women given zinc. The number of women with grade 1, 2 and 3 nausea was 12, 8 and 3, respectively.",
        [(90, "total", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_labels(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert [(f.n, f.role, f.arm) for f in extractor.extract(text) if isinstance(f, PatientCount)] == expected
