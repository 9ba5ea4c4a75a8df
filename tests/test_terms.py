"""The vocabulary of outcomes and harms: what the lists know in a sentence, and what they must not take for it."""

from __future__ import annotations

import csv

import pytest

from extractor.matching import term_list
from extractor.resources import patterns_dir

LISTS = ("events", "outcomes")
CLASSES = {
    "events": {"general", "specific", "condition", "death", "discontinuation"},
    "outcomes": {"response", "survival", "other", "no"},
}


def _found(text: str) -> list[tuple[str, str]]:
    """The words that the lists know, in order, with their class."""
    items = [i for name in LISTS for i in term_list(name).find(text, 0, len(text))]
    return [(text[i.start : i.end], i.value.get("class")) for i in sorted(items, key=lambda i: i.start)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "An adverse kidney event and an ill effect.",
            [("adverse kidney event", "general"), ("ill effect", "general")],
        ),
        (
            "The case-fatality ratio; two babies were stillborn.",
            [("case-fatality", "death"), ("stillborn", "specific")],
        ),
        (
            "Alanine aminotransferase increased, ALT elevation, decreased neutrophil count.",
            [
                ("Alanine aminotransferase increased", "specific"),
                ("ALT elevation", "specific"),
                ("decreased neutrophil count", "specific"),
            ],
        ),
        (
            "Bile leaks, wound dehiscence, re-operation and ICU admission.",
            [
                ("leaks", "specific"),
                ("wound dehiscence", "specific"),
                ("re-operation", "specific"),
                ("ICU admission", "specific"),
            ],
        ),
        (
            "Uterine rupture, fetal distress, low birth weight.",
            [("rupture", "specific"), ("fetal distress", "specific"), ("low birth weight", "specific")],
        ),
        (
            "Macular oedema, dry socket, peri-implantitis, laryngospasm.",
            [
                ("Macular oedema", "condition"),
                ("dry socket", "specific"),
                ("peri-implantitis", "specific"),
                ("laryngospasm", "specific"),
            ],
        ),
        (
            "Dose reductions and treatment interruptions; three dropped out.",
            [
                ("Dose reductions", "specific"),
                ("treatment interruptions", "specific"),
                ("dropped out", "discontinuation"),
            ],
        ),
        ("All were converted to open repair.", [("converted to open", "specific")]),
        (
            "Colostomy-free survival and renal-specific survival rates.",
            [("Colostomy-free survival", "survival"), ("renal-specific survival rates", "survival")],
        ),
        (
            "Returned to work, effusion-free, ovulated, extubated, discharged home.",
            [
                ("Returned to work", "response"),
                ("effusion-free", "response"),
                ("ovulated", "response"),
                ("extubated", "response"),
                ("discharged home", "response"),
            ],
        ),
        (
            "Tumour shrinkage, stone clearance, root coverage, en bloc resection.",
            [
                ("Tumour shrinkage", "response"),
                ("clearance", "response"),
                ("root coverage", "response"),
                ("en bloc resection", "response"),
            ],
        ),
        (
            "Residual disease, disease flares and local failure.",
            [("Residual disease", "other"), ("flares", "other"), ("local failure", "other")],
        ),
        # words that look like outcomes and are none
        ("A randomized controlled trial with logistic regression.", []),
        ("Toll-like receptor (TLR) and male (MALE) mice.", []),
        ("A fall in pressure, a mean continence score, tumor infiltration.", []),
        ("Load to failure and potency of the drug.", []),
    ],
)
def test_vocabulary(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_in_order(name: str) -> None:
    """No term twice, a known class for each, and no word that the lists could never find."""
    with (patterns_dir() / "terms" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["term"].startswith("#")]
    terms = [row["term"] for row in rows]
    assert len(terms) == len(set(terms))
    assert {row["class"] for row in rows} == CLASSES[name]
    assert not [t for t in terms if any(word[0].isdigit() or word[-1] in ",;" for word in t.split())]


def test_name_of_a_term_with_a_star_is_the_texts() -> None:
    text = "COLITIS, adverse liver effects."
    assert [i.value.name for i in term_list("events").find(text, 0, len(text))] == ["colitis", "adverse liver effects"]
