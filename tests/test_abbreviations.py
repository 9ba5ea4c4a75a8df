"""Abbreviations that a paper defines: its texts in, all pairs out."""

from __future__ import annotations

import warnings

import pytest

from extractor.nlp import make_nlp

NLP = make_nlp()

CASES: list[tuple[list[str], dict[str, str]]] = [
    (["The objective response rate (ORR) rose."], {"ORR": "objective response rate"}),
    (["The objective response rate (ORR; 33%) rose."], {"ORR": "objective response rate"}),
    (["The objective response rate [ORR] rose."], {"ORR": "objective response rate"}),
    (["A complete response (CR, 12%) was seen."], {"CR": "complete response"}),
    (["ORR (objective response rate) rose."], {"ORR": "objective response rate"}),
    (["Temozolomide (TMZ) with bevacizumab (BEV)."], {"TMZ": "Temozolomide", "BEV": "bevacizumab"}),
    (["Survival was better (see text). The mean (SD) was 5 (P = 0.03; n = 12)."], {}),
    (["It was given to mice (in water)."], {}),  # a short form without a capital
    (["Overall survival.", "Progression-free survival (PFS)."], {"PFS": "Progression-free survival"}),
    (["Complete response (CR).", "Cardiac risk (CR)."], {"CR": "Complete response"}),  # the first definition holds
    (["Patients died. Response rate (RR) fell."], {"RR": "Response rate"}),
    ([], {}),
]


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_abbreviations(texts: list[str], expected: dict[str, str]) -> None:
    assert NLP.abbreviations(texts) == expected


def test_nothing_is_remembered_and_nothing_is_said() -> None:
    texts = ["The objective response rate (ORR) rose."]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = NLP.abbreviations(texts)
        NLP.abbreviations(["Operating room resources (ORR) fell."])
        assert NLP.abbreviations(texts) == first == {"ORR": "objective response rate"}
