"""Tables of full texts: grids in, whole lists of facts out."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, PatientCount, ResponseRate
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
        [],
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
