"""Tables of full texts: grids in, whole lists of facts out."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, PatientCount, ResponseRate
from extractor.tables.labels import read_label
from tests.tabled import full_text, table_wrap

# What a fact says, in short: kind, name, grade or class, arm, numerator, denominator, percent, ci, time point.
Said = tuple[object, ...]

TABLES: dict[str, tuple[str, str, tuple[str, ...], list[Said]]] = {
    "numbers and percentages below sizes": (
        "Table 1. Adverse events, n (%)",
        """
        Event | Ruxadine (n = 40) | Placebo (n = 38) | P value
        ---
        Any adverse event | 20 (50) | 19 (50.0) | 0.99
        – Nausea† | 8 (20) | 0 | 0.01
        – Rash | 1 (2.5%) | - | 0.4
        """,
        (),
        [
            ("size", 40, "Ruxadine"),
            ("size", 38, "Placebo"),
            ("adverse_events", "adverse event", None, "Ruxadine", 20, 40, 50, None),
            ("adverse_events", "adverse event", None, "Placebo", 19, 38, 50.0, None),
            ("adverse_events", "nausea", None, "Ruxadine", 8, 40, 20, None),
            ("adverse_events", "nausea", None, "Placebo", 0, 38, None, None),
            ("adverse_events", "rash", None, "Ruxadine", 1, 40, 2.5, None),
        ],
    ),
    "grades over two arms": (
        "Toxicity by CTCAE grade",
        """
        Toxicity | Arm A (n=20)>2 | Arm B (n=22)>2
         | Grade 1-2 | Grade ≥3 | Grade 1-2 | Grade ≥3
        ---
        Haematological>5
        Neutropenia | 5 (25) | 2 (10) | 4 (18) | 0 (0)
        Neuropathy | 1 (5) | | 3 (14) | 1 (<5)
        """,
        (),
        [
            ("size", 20, "Arm A"),
            ("size", 22, "Arm B"),
            ("adverse_events", "neutropenia", "1-2", "Arm A", 5, 20, 25, None),
            ("adverse_events", "neutropenia", ">=3", "Arm A", 2, 20, 10, None),
            ("adverse_events", "neutropenia", "1-2", "Arm B", 4, 22, 18, None),
            ("adverse_events", "neutropenia", ">=3", "Arm B", 0, 22, 0, None),
            ("adverse_events", "neuropathy", "1-2", "Arm A", 1, 20, 5, None),
            ("adverse_events", "neuropathy", "1-2", "Arm B", 3, 22, 14, None),
            ("adverse_events", "neuropathy", ">=3", "Arm B", 1, 22, None, None),
        ],
    ),
    "grades as rows, the caption's noun": (
        "Toxicities during treatment (n = 31)",
        """
         | No. of patients | %
        ---
        Leukopenia | |
        Grade 3 | 6 | 19.4
        Grade 4 | 1 | 3.2
        Any grade 3/4 | 7 | 22.6
        """,
        (),
        [
            ("adverse_events", "leukopenia", "3", None, 6, 31, 19.4, None),
            ("adverse_events", "leukopenia", "4", None, 1, 31, 3.2, None),
            ("adverse_events", "leukopenia", "3-4", None, 7, 31, 22.6, None),
        ],
    ),
    "events beside participants": (
        "Adverse events",
        """
         | Vaccine (N = 120)>2 | Control (N = 60)>2
         | Participants, n (%) | Events, n | Participants, n (%) | Events, n
        ---
        Fever | 12 (10.0) | 15 | 3 (5.0) | 3
        Pain at injection site | 30 (25.0) | 41 | 9 (15.0) | 10
        """,
        (),
        [
            ("size", 120, "Vaccine"),
            ("size", 60, "Control"),
            ("adverse_events", "fever", None, "Vaccine", 12, 120, 10.0, None),
            ("adverse_events", "fever", None, "Control", 3, 60, 5.0, None),
            ("adverse_events", "pain at injection site", None, "Vaccine", 30, 120, 25.0, None),
            ("adverse_events", "pain at injection site", None, "Control", 9, 60, 15.0, None),
        ],
    ),
    "fractions, sections and what needs them": (
        "Complications of surgery",
        """
        Complication | Open | Laparoscopic
        ---
        Infection>3
        Wound | 3/30 (10.0) | 1/32 (3.1)
        Other | 0/30 | 2/32 (6.3)
        Bleeding | 2/30 (6.7) | 1/32 (3.1)
        requiring transfusion | 1/30 (3.3) | 0/32
        """,
        (),
        [
            ("adverse_events", "wound infection", None, "Open", 3, 30, 10.0, None),
            ("adverse_events", "wound infection", None, "Laparoscopic", 1, 32, 3.1, None),
            ("adverse_events", "other infection", None, "Open", 0, 30, None, None),
            ("adverse_events", "other infection", None, "Laparoscopic", 2, 32, 6.3, None),
            ("adverse_events", "bleeding", None, "Open", 2, 30, 6.7, None),
            ("adverse_events", "bleeding", None, "Laparoscopic", 1, 32, 3.1, None),
            ("adverse_events", "bleeding requiring transfusion", None, "Open", 1, 30, 3.3, None),
            ("adverse_events", "bleeding requiring transfusion", None, "Laparoscopic", 0, 32, None, None),
        ],
    ),
    "sizes in a row, percentages alone": (
        "Percentage of patients with adverse events",
        """
        | Drug 5 mg | Drug 10 mg | Placebo
        ---
        Patients treated | 101 | 99 | 100
        Headache | 12.9 | 14.1 | 10.0
        Serious adverse events | 2.0 | 3.0 | 1.0
        """,
        (),
        [
            ("adverse_events", "headache", None, "Drug 5 mg", None, 101, 12.9, None),
            ("adverse_events", "headache", None, "Drug 10 mg", None, 99, 14.1, None),
            ("adverse_events", "headache", None, "Placebo", None, 100, 10.0, None),
            ("adverse_events", "serious adverse event", None, "Drug 5 mg", None, 101, 2.0, None),
            ("adverse_events", "serious adverse event", None, "Drug 10 mg", None, 99, 3.0, None),
            ("adverse_events", "serious adverse event", None, "Placebo", None, 100, 1.0, None),
        ],
    ),
    "responses, with intervals": (
        "Best response",
        """
         | Cohort 1 (n = 25) | Cohort 2 (n = 30)
        ---
        Complete response, n (%) | 2 (8) | 3 (10)
        Partial response, n (%) | 5 (20) | 9 (30)
        Objective response, % (95% CI) | 28 (12–49) | 40 (23–59)
        Median PFS, months (95% CI) | 5.1 (3.2–6.0) | 7.7 (5.5–9.1)
        """,
        (),
        [
            ("size", 25, "Cohort 1"),
            ("size", 30, "Cohort 2"),
            ("response_rates", "complete response", "response", "Cohort 1", 2, 25, 8, None),
            ("response_rates", "complete response", "response", "Cohort 2", 3, 30, 10, None),
            ("response_rates", "partial response", "response", "Cohort 1", 5, 25, 20, None),
            ("response_rates", "partial response", "response", "Cohort 2", 9, 30, 30, None),
            ("response_rates", "objective response", "response", "Cohort 1", None, 25, 28, 12, 49, None),
            ("response_rates", "objective response", "response", "Cohort 2", None, 30, 40, 23, 59, None),
        ],
    ),
    "outcomes as columns": (
        "Response by group",
        """
        Group | Complete response, n (%) | Partial response, n (%) | Progressive disease, n (%)
        ---
        Low dose (n = 12) | 1 (8.3) | 3 (25.0) | 8 (66.7)
        High dose (n = 10) | 2 (20.0) | 4 (40.0) | 4 (40.0)
        """,
        (),
        [
            ("response_rates", "complete response", "response", "Low dose", 1, 12, 8.3, None),
            ("response_rates", "partial response", "response", "Low dose", 3, 12, 25.0, None),
            ("response_rates", "complete response", "response", "High dose", 2, 10, 20.0, None),
            ("response_rates", "partial response", "response", "High dose", 4, 10, 40.0, None),
        ],
    ),
    "parts of a study with groups of one name": (
        "Adverse events, n (%)",
        """
        Event | Part A>2 | Part B>2
         | Placebo (n = 4) | Drug (n = 11) | Placebo (n = 6) | Drug (n = 14)
        ---
        Any event | 3 (75) | 10 (91) | 1 (17) | 3 (21)
        """,
        (),
        [
            ("size", 4, "Placebo"),
            ("size", 11, "Drug"),
            ("size", 6, "Placebo"),
            ("size", 14, "Drug"),
            ("adverse_events", "adverse event", None, "Placebo Part A", 3, 4, 75, "Part A"),
            ("adverse_events", "adverse event", None, "Drug Part A", 10, 11, 91, "Part A"),
            ("adverse_events", "adverse event", None, "Placebo Part B", 1, 6, 17, "Part B"),
            ("adverse_events", "adverse event", None, "Drug Part B", 3, 14, 21, "Part B"),
        ],
    ),
    "headers over gaps, a mark at a grade": (
        "Safety analysis",
        """
         | Drug (n = 29) | | Observation (n = 28) |
        Event | Any grade | Grade 3a | Any grade | Grade 3a
        ---
        Anaemia, n (%) | 7 (24.1) | 1 (3.4) | 2 (7.1) | 0
        """,
        ("aNo grade 4 occurred.",),
        [
            ("size", 29, "Drug"),
            ("size", 28, "Observation"),
            ("adverse_events", "anaemia", None, "Drug", 7, 29, 24.1, None),
            ("adverse_events", "anaemia", "3", "Drug", 1, 29, 3.4, None),
            ("adverse_events", "anaemia", None, "Observation", 2, 28, 7.1, None),
            ("adverse_events", "anaemia", "3", "Observation", 0, 28, None, None),
        ],
    ),
    "headers as the first rows of the body": (
        "Adverse events",
        """
        Class | Day 1>2
        ---
         | Inhaled salt | Saline
        n | 62 | 63
        Cough | 10 (16.1) | 8 (12.7)
        Other | 1 (1.6) | 0 (0.0)
        """,
        (),
        [
            ("adverse_events", "cough", None, "Inhaled salt", 10, 62, 16.1, "Day 1"),
            ("adverse_events", "cough", None, "Saline", 8, 63, 12.7, "Day 1"),
            ("adverse_events", "other adverse event", None, "Inhaled salt", 1, 62, 1.6, "Day 1"),
            ("adverse_events", "other adverse event", None, "Saline", 0, 63, 0.0, "Day 1"),
        ],
    ),
    "no rates: events that add up": (
        "Adverse events by severity",
        """
        Event | Drug | Placebo
        ---
        Headache | 5 | 3
        Nausea | 4 | 2
        Rash | 2 | 1
        Total events | 11 | 6
        """,
        (),
        [],
    ),
    "rows that need the row above": (
        "Adverse events, n (%)",
        """
        Event | Drug (n = 50) | Placebo (n = 50)
        ---
        Nausea | 10 (20) | 5 (10)
        Mild | 8 (16) | 5 (10)
        leading to withdrawal | 1 (2) | 0 (0)
        """,
        (),
        [
            ("size", 50, "Drug"),
            ("size", 50, "Placebo"),
            ("adverse_events", "nausea", None, "Drug", 10, 50, 20, None),
            ("adverse_events", "nausea", None, "Placebo", 5, 50, 10, None),
            ("adverse_events", "mild nausea", None, "Drug", 8, 50, 16, None),
            ("adverse_events", "mild nausea", None, "Placebo", 5, 50, 10, None),
            ("adverse_events", "nausea leading to withdrawal", None, "Drug", 1, 50, 2, None),
            ("adverse_events", "nausea leading to withdrawal", None, "Placebo", 0, 50, 0, None),
        ],
    ),
    "no rates: other studies": (
        "Response to the drug",
        """
        Study | Patients | Complete response, n (%)
        ---
        Doe 2001 | 20 | 3 (15)
        Roe 2004 | 31 | 6 (19)
        """,
        (),
        [],
    ),
    "rows that only look like units or groups": (
        "Adverse events in pre-treated patients who received ruxadine, n (%)",
        """
        Event | G1 (n = 40) | G2 (n = 38)
        ---
        None | 30 (75,0) | 28 (73.7)
        Nose bleeding | 2 (5) | 1 (2.6)
        Arm pain | 3 (7.5) | 1 (2.6)
        Headache | 4 (10) | 2 (5.3)
        """,
        (),
        [
            ("size", 40, "G1"),
            ("size", 38, "G2"),
            ("adverse_events", "nose bleeding", None, "G1", 2, 40, 5, None),
            ("adverse_events", "nose bleeding", None, "G2", 1, 38, 2.6, None),
            ("adverse_events", "arm pain", None, "G1", 3, 40, 7.5, None),
            ("adverse_events", "arm pain", None, "G2", 1, 38, 2.6, None),
            ("adverse_events", "headache", None, "G1", 4, 40, 10, None),
            ("adverse_events", "headache", None, "G2", 2, 38, 5.3, None),
        ],
    ),
    "percentages after a slash, decimal commas, two columns with an interval": (
        "Adverse events",
        """
        Event | Drug (n = 40) | Placebo (n = 38)>2
         | | n | % (95% CI)
        ---
        Nausea | 10/25 | 2 | 5,3 (0,6-17,7)
        Rash | 8/20 | 1 | 2,6 (0,1-13,8)
        """,
        (),
        [
            ("size", 40, "Drug"),
            ("size", 38, "Placebo"),
            ("adverse_events", "nausea", None, "Placebo", 2, 38, 5.3, 0.6, 17.7, None),
            ("adverse_events", "rash", None, "Placebo", 1, 38, 2.6, 0.1, 13.8, None),
        ],
    ),
    "severities that add up are still people": (
        "Adverse events by severity, n (%)",
        """
        Severity | Drug (n = 50)
        ---
        Mild | 5 (10)
        Moderate | 3 (6)
        Severe | 2 (4)
        Total | 10 (20)
        """,
        (),
        [
            ("size", 50, "Drug"),
            ("adverse_events", "mild adverse event", None, "Drug", 5, 50, 10, None),
            ("adverse_events", "moderate adverse event", None, "Drug", 3, 50, 6, None),
            ("adverse_events", "severe adverse event", None, "Drug", 2, 50, 4, None),
            ("adverse_events", "adverse event", None, "Drug", 10, 50, 20, None),
        ],
    ),
    "no rates: baseline": (
        "Baseline characteristics of the patients",
        """
         | Drug (n = 40) | Placebo (n = 38)
        ---
        Women, n (%) | 20 (50) | 19 (50)
        Hypertension, n (%) | 9 (23) | 8 (21)
        Age, years | 54 (12) | 55 (11)
        """,
        (),
        [
            ("size", 40, "Drug"),
            ("size", 38, "Placebo"),
        ],
    ),
    "no rates: laboratory values and means": (
        "Laboratory values at week 12",
        """
         | Drug (n = 40) | Placebo (n = 38)
        ---
        ALT (U/L) | 32 (12) | 29 (10)
        Creatinine, mg/dl | 1.1 ± 0.2 | 1.0 ± 0.3
        """,
        (),
        [
            ("size", 40, "Drug"),
            ("size", 38, "Placebo"),
        ],
    ),
    "an arm below another": (
        "Clinical response at each visit",
        """
         | Week 4 | Week 8
        ---
        Active arm | 50 | 48
        Remission | 10 (20.0) | 24 (50.0)
        Placebo arm | 52 | 51
        Remission | 5 (9.6) | 6 (11.8)
        """,
        (),
        [
            ("response_rates", "remission", "response", "Active", 10, 50, 20.0, "Week 4"),
            ("response_rates", "remission", "response", "Active", 24, 48, 50.0, "Week 8"),
            ("response_rates", "remission", "response", "Placebo", 5, 52, 9.6, "Week 4"),
            ("response_rates", "remission", "response", "Placebo", 6, 51, 11.8, "Week 8"),
        ],
    ),
}


def facts_of(folder: Path, caption: str, lines: str, notes: tuple[str, ...]) -> list[Said]:
    paper = full_text(folder, table_wrap(caption, lines, notes))
    return [said(fact) for fact in Pipeline().read(paper).facts if not hasattr(fact, "drug")]


def said(fact: object) -> Said:
    if isinstance(fact, PatientCount):
        return "size", fact.n, fact.arm
    assert isinstance(fact, AdverseEvent | ResponseRate)
    name = (fact.term, fact.grade) if isinstance(fact, AdverseEvent) else (fact.outcome, fact.outcome_class)
    interval = () if fact.ci_low is None else (fact.ci_low, fact.ci_high)
    return fact.TABLE, *name, fact.arm, fact.numerator, fact.denominator, fact.percent, *interval, fact.timepoint


@pytest.mark.parametrize("table", TABLES)
def test_facts_of_a_table(tmp_path: Path, table: str) -> None:
    caption, lines, notes, expected = TABLES[table]
    assert facts_of(tmp_path, caption, lines, notes) == expected


@pytest.mark.parametrize("table", TABLES)
def test_every_number_is_in_a_fact_or_left_once(tmp_path: Path, table: str) -> None:
    caption, lines, notes, _ = TABLES[table]
    found = Pipeline().read(full_text(tmp_path, table_wrap(caption, lines, notes)))
    left = [(n.ordinal, n.start_char, n.end_char) for n in found.numbers_left]
    assert len(left) == len(set(left))
    for fact in found.facts:
        text = found.paper.passages[fact.ordinal].text
        assert fact.quote == text[fact.start_char : fact.end_char]
        assert fact.quote in fact.sentence
        assert fact.sentence in text
    for passage in found.paper.passages:
        for match in re.finditer(r"\d+([.,·]\d+)*", passage.text):
            held = any(
                f.ordinal == passage.ordinal and f.start_char <= match.start() and match.end() <= f.end_char
                for f in found.facts
            )
            assert held != ((passage.ordinal, match.start(), match.end()) in left), match[0]


# A cell alone, what stands over it, and why its numbers are left.
REASONS = [
    ("Baseline characteristics", "Women, n (%)", "Drug (n = 40)", "20 (50)", "baseline"),
    ("Adverse events", "Nausea", "P value", "0.04", "p_value"),
    ("Adverse events", "Nausea", "Odds ratio (95% CI)", "1.4 (0.8-2.5)", "effect_estimate"),
    ("Outcomes", "ALT (U/L)", "Drug (n = 40)", "32.5", "laboratory"),
    ("Outcomes", "Pain score", "Drug (n = 40)", "3.1 ± 0.4", "mean"),
    ("Outcomes", "Hospital stay (days)", "Drug (n = 40)", "4", "duration"),
    ("Adverse events", "Nausea", "Events, n", "14", "count"),
    ("Concomitant medication, n (%)", "Paracetamol", "Drug (n = 40)", "10 (25)", "treatment"),
]


@pytest.mark.parametrize(("caption", "row", "column", "cell", "reason"), REASONS)
def test_why_a_number_is_left(tmp_path: Path, caption: str, row: str, column: str, cell: str, reason: str) -> None:
    paper = full_text(tmp_path, table_wrap(caption, f"Variable | {column}\n---\n{row} | {cell}"))
    grid = next(p for p in paper.passages if p.kind == "table")
    at = grid.text.rindex(cell)
    left = [n for n in Pipeline().read(paper).numbers_left if n.ordinal == grid.ordinal and n.start_char >= at]
    assert {n.reason for n in left} == {reason}


@pytest.mark.parametrize(
    "text",
    [
        "Total" + " ." * 4000 + " Ruxadine",
        "(" + "no. " * 4000 + "x)",
        "day 1, " * 4000 + "x",
        "n (%)" + " -" * 4000 + " kg",
    ],
)
def test_no_label_takes_long(text: str) -> None:
    """A header with dot leaders once took minutes."""
    started = time.process_time()
    read_label(text)
    assert time.process_time() - started < 5
