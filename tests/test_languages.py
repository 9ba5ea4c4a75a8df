"""Other languages are told apart from English, and English from them."""

from __future__ import annotations

import pytest

from extractor.documents.text import paper_from_text
from extractor.languages import foreign_spans, language_of
from extractor.pipeline import Pipeline

SPANISH = (
    "El objetivo de este estudio fue evaluar la eficacia de la tableta en los adultos con dolor. De los 40 pacientes"
    " incluidos, 12 (30%) mejoraron con el tratamiento y 4 de los pacientes tuvieron náuseas durante la primera semana."
    " La tableta es una opción para los pacientes que no toleran otros medicamentos."
)
ENGLISH = (
    "We studied the tablet in adults with pain. Of 40 patients, 12 (30%) improved with the tablet. It is an option for"
    " patients who do not tolerate others."
)
GERMAN = (
    "Die Studie untersuchte, ob das Medikament bei Erwachsenen mit Schmerzen wirkt und ob es von den Patienten gut"
    " vertragen wurde. Das Ergebnis ist, dass 12 von 40 sich nach einer Woche besser fühlten."
)


@pytest.mark.parametrize(
    ("text", "label", "language"),
    [
        (SPANISH, None, "SPA"),
        (GERMAN, None, "GER"),
        (ENGLISH, None, None),
        (f"{ENGLISH} {SPANISH}", None, None),
        ("Evaluar la eficacia de la tableta en el dolor.", "OBJETIVOS", "SPA"),
        ("To assess the tablet.", "OBJETIVOS", None),
        ("De novo variants were found by de la Cruz and van der Berg in the Los Angeles cohort.", None, None),
        ("本研究的目的是评估 40 名患者", None, "CHI"),
        ("", None, None),
        ("β-blockers and α-agonists in Δ9-THC users: 12%.", None, None),
    ],
)
def test_language_of(text: str, label: str | None, language: str | None) -> None:
    assert language_of(text, label) == language


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (f"{ENGLISH} {SPANISH}", [SPANISH]),
        (f"{ENGLISH} RESUMEN: {SPANISH}", [f"RESUMEN: {SPANISH}"]),
        (f"{SPANISH} {ENGLISH}", [SPANISH + " "]),
        (ENGLISH, []),
        ("The word del and the word und occur in the names of the patients. " * 5, []),
    ],
)
def test_foreign_spans(text: str, foreign: list[str]) -> None:
    assert [text[start:end] for start, end in foreign_spans(text)] == foreign


def test_a_glued_translation_gives_no_facts_and_its_numbers_say_why() -> None:
    reading = Pipeline().read(paper_from_text(f"{ENGLISH} {SPANISH}"))
    begin = len(ENGLISH)
    assert {fact.start_char < begin for fact in reading.facts} == {True}
    assert [(n.quote, n.reason) for n in reading.numbers_left if n.start_char > begin] == [
        ("40", "translation"), ("12", "translation"), ("30", "translation"), ("4", "translation"),
    ]  # fmt: skip
