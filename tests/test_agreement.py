"""What text and tables of a paper both say is one fact with two places; what they say differently is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, Reading
from tests.tabled import full_text, table_wrap

TABLE = table_wrap(
    "Adverse events, n (%)",
    """
    Event | Ruxadine (n = 40) | Placebo (n = 38)
    ---
    Nausea | 8 (20.0) | 3 (7.9)
    Headache | 10 (25.0) | 4 (10.5)
    """,
)


def reading(folder: Path, abstract: str, *body: str) -> Reading:
    return Pipeline().read(full_text(folder, *body, TABLE, abstract=abstract))


def said(found: Reading) -> list[tuple[object, ...]]:
    """Term, arm, numerator, percent, the quote and the quotes elsewhere of each adverse event."""
    events = [f for f in found.facts if isinstance(f, AdverseEvent)]
    return [(f.term, f.arm, f.numerator, f.percent, f.quote, [p.quote for p in f.elsewhere]) for f in events]


@pytest.mark.parametrize(
    ("abstract", "expected", "differences"),
    [
        (
            "Nausea occurred in 20% of patients with ruxadine and in 7.9% of patients with placebo.",
            [
                ("nausea", "Ruxadine", 8, 20.0, "8 (20.0)", ["20%"]),
                ("nausea", "Placebo", 3, 7.9, "3 (7.9)", ["7.9%"]),
                ("headache", "Ruxadine", 10, 25.0, "10 (25.0)", []),
                ("headache", "Placebo", 4, 10.5, "4 (10.5)", []),
            ],
            [],
        ),
        (
            "Nausea occurred in 24% of patients in the ruxadine group and 7.9% in the placebo group.",
            [
                ("nausea", "ruxadine", None, 24, "24%", []),
                ("nausea", "Placebo", 3, 7.9, "3 (7.9)", ["7.9%"]),
                ("nausea", "Ruxadine", 8, 20.0, "8 (20.0)", []),
                ("headache", "Ruxadine", 10, 25.0, "10 (25.0)", []),
                ("headache", "Placebo", 4, 10.5, "4 (10.5)", []),
            ],
            ["24% here, 8/40 20% there"],
        ),
    ],
)
def test_text_and_table(tmp_path: Path, abstract: str, expected: object, differences: list[str]) -> None:
    found = reading(tmp_path, abstract)
    assert said(found) == expected
    assert [c.difference for c in found.contradictions] == differences
    for fact in found.facts:
        for place in fact.elsewhere:
            text = found.paper.passages[place.ordinal].text
            assert text[place.start_char : place.end_char] == place.quote


def test_a_number_said_again_is_repeated(tmp_path: Path) -> None:
    found = reading(tmp_path, "Nausea occurred in 20% of patients with ruxadine and in 7.9% of patients with placebo.")
    abstract = next(p.ordinal for p in found.paper.passages if p.kind == "abstract")
    left = [(n.quote, n.reason) for n in found.numbers_left if n.ordinal == abstract]
    assert left == [("20", "repeated"), ("7.9", "repeated")]
