"""A spaCy model in the place of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.nlp import make_nlp


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no_such_model", "The model no_such_model is not installed; install it with: extractor model install"),
        ("./no/such/folder", "There is no model folder ./no/such/folder; give the name of a model and install it"),
    ],
)
def test_a_missing_model_is_one_sentence(name: str, message: str) -> None:
    with pytest.raises(ExtractorError) as error:
        make_nlp(name)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="holds no spaCy model that can be read"):
        make_nlp(str(tmp_path))


def test_model(dev_data: Path) -> None:
    nlp = make_nlp(str(dev_data / "models" / "en_core_sci_sm"))
    text = (
        "Patients with relapsed multiple myeloma received 1.3 mg/m2 bortezomib twice weekly. "
        "The objective response rate (ORR) was 38%. "
        "Grade 3 peripheral neuropathy occurred in their second cycle."
    )
    annotation = nlp.annotate(text)
    assert [text[one.start : one.end] for one in annotation.sentences] == [
        "Patients with relapsed multiple myeloma received 1.3 mg/m2 bortezomib twice weekly.",
        "The objective response rate (ORR) was 38%.",
        "Grade 3 peripheral neuropathy occurred in their second cycle.",
    ]
    phrases = {text[start:end] for start, end in annotation.phrases}
    assert {"Patients", "objective response rate", "peripheral neuropathy", "second cycle"} & phrases
    assert not any(phrase.startswith(("their", "The ")) for phrase in phrases)
    assert nlp.abbreviations([text]) == {"ORR": "objective response rate"}
    assert [[mention.drug for mention in mentions] for mentions in nlp.drugs([text], {})] == [["bortezomib"]]
    assert nlp.annotate("") == make_nlp().annotate("")
