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
    (['Scored by the "quick pain score" (QPS).'], {"QPS": "quick pain score"}),
    (["Given (S)-ketamine oral solution (SKOS)."], {"SKOS": "(S)-ketamine oral solution"}),
    (["Bevacizumab (BEV) or lomustine (BOL) was given."], {"BEV": "Bevacizumab"}),
    (["We gave 1,4-butyl diamine (BDA)."], {"BDA": "1,4-butyl diamine"}),
    (["Of 25(OH)D and zinc(II) nothing is said."], {}),
    ([], {}),
]


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_abbreviations(texts: list[str], expected: dict[str, str]) -> None:
    assert NLP.abbreviations(texts) == expected


def test_long_forms_are_those_that_scispacy_finds() -> None:
    """Where its detector sees a definition at all: ours is written out to do without importing spaCy."""
    import spacy
    from scispacy.abbreviation import AbbreviationDetector
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = combined_rule_tokenizer(nlp)
    detect = AbbreviationDetector(nlp)
    texts = [
        "The objective response rate (ORR) rose.",
        "Temozolomide (TMZ) was given with bevacizumab (BEV).",
        "Non-small-cell lung cancer (NSCLC) and anti-tumour necrosis factor (TNF) were seen.",
        "We assigned them to best supportive care (BSC) or to the quick and easy diet (QED).",
        "The left ventricular ejection fraction (LVEF) and the six-minute walk (6MW) rose.",
        "Rates of graft-versus-host disease (GVHD) and of invasive fungal infection (IFIs) fell.",
    ]
    for text in texts:
        theirs = {found.text: found._.long_form.text for found in detect(nlp(text))._.abbreviations}
        assert NLP.abbreviations([text]) == theirs


def test_nothing_is_remembered_and_nothing_is_said() -> None:
    texts = ["The objective response rate (ORR) rose."]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = NLP.abbreviations(texts)
        NLP.abbreviations(["Operating room resources (ORR) fell."])
        assert NLP.abbreviations(texts) == first == {"ORR": "objective response rate"}
