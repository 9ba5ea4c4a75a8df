"""Sentences by rules: texts with their sentences, compared whole."""

from __future__ import annotations

import pytest

from extractor.nlp import make_nlp

CASES = [
    ("", []),
    ("One sentence without a stop", ["One sentence without a stop"]),
    ("Drug was given i.v. daily. It was safe.", ["Drug was given i.v. daily.", "It was safe."]),
    ("They took 5 mg p.o. Patients did well.", ["They took 5 mg p.o.", "Patients did well."]),
    ("Doses were 10 mg b.i.d. for 3 days.", ["Doses were 10 mg b.i.d. for 3 days."]),
    ("Response was 20% vs. 10% (95% C.I. 3-9).", ["Response was 20% vs. 10% (95% C.I. 3-9)."]),
    ("Survival rose (P < .001). Toxicity fell.", ["Survival rose (P < .001).", "Toxicity fell."]),
    ("The rate was 38·9%. It fell.", ["The rate was 38·9%.", "It fell."]),
    ("Arm A (n = 3). Then arm B (n = 4).", ["Arm A (n = 3).", "Then arm B (n = 4)."]),
    ("Smith et al. reported no. 5 of Fig. 2.", ["Smith et al. reported no. 5 of Fig. 2."]),
    ("J. Smith and K. D. Jones agreed.", ["J. Smith and K. D. Jones agreed."]),
    ("All had hepatitis C. The virus was cleared.", ["All had hepatitis C.", "The virus was cleared."]),
    ("C. difficile was found. E. coli was not.", ["C. difficile was found.", "E. coli was not."]),
    ("They took vitamin C. Patients improved.", ["They took vitamin C.", "Patients improved."]),
    ("CONCLUSION: It works. Use it.", ["CONCLUSION: It works.", "Use it."]),
    ("It was safe.The drug worked.", ["It was safe.", "The drug worked."]),
    ("See the review (Lancet. 2001. Part 2). It is good.", ["See the review (Lancet. 2001. Part 2).", "It is good."]),
    ("Is it safe? Yes! mTOR-driven growth fell.", ["Is it safe?", "Yes!", "mTOR-driven growth fell."]),
    ("1. Patients were old. 2. They died.", ["1. Patients were old.", "2. They died."]),
    ("It grew in all.⁵,⁷ It fell in most.⁸–¹⁰", ["It grew in all.⁵,⁷", "It fell in most.⁸–¹⁰"]),
    ("  Spaces around. ", ["Spaces around."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    annotation = make_nlp().annotate(text)
    assert [text[sentence.start : sentence.end] for sentence in annotation.sentences] == expected
    assert annotation.phrases == ()


def test_sentences_cover_every_word() -> None:
    for text, _ in CASES:
        kept = "".join(text[one.start : one.end] for one in make_nlp().annotate(text).sentences)
        assert kept.split() == kept.split()
        assert "".join(kept.split()) == "".join(text.split())
