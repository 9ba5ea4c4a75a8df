"""Grades: one text in, the grades of its shares out."""

from __future__ import annotations

import pytest

import extractor
from extractor.measures import grade_text, lex
from extractor.records import AdverseEvent

WRITTEN = [
    ("grade 3 or 4 nausea", "3-4"),
    ("3/4 grade nausea", "3-4"),
    ("grade ≥ 3 nausea", ">=3"),
    ("> grade 2 nausea", ">2"),
    ("nausea of at least grade 2", ">=2"),
    ("At least a grade 3 rash", ">=3"),
    ("at least one grade 3 rash", "3"),
    ("grade IIIa complications", "3"),
    ("G3/G4 nausea", "3-4"),
    ("severe morbidity (Clavien-Dindo ≥ 3) in 5%", ">=3"),
    ("Clavien–Dindo class II in 5%", "2"),
]

# share (percent, else the number), grade
TABLE: list[tuple[str, list[tuple[float, str | None]]]] = [
    # beside the share
    ("Grade 3 toxicity was seen in 12% and grade 4 in 3%.", [(12, "3"), (3, "4")]),
    ("Neutropenia (grade 3, 12%; grade 4, 5%) was the main toxicity.", [(12, "3"), (5, "4")]),
    ("Hepatitis was seen (3% with grade 1, 12% with grade 2, and 23% with grade 4).", [(3, "1"), (12, "2"), (23, "4")]),
    ("There was less nephrotoxicity in the lenvex arm (0% versus 5% grade III).", [(0, "3"), (5, "3")]),
    ("Diarrhoea of any grade occurred in 40% and of grade 3 in 6%.", [(40, None), (6, "3")]),
    # one for each share of a list, or each pair
    ("Grade 3 and grade 4 neutropenia occurred in 12% and 5% of patients, respectively.", [(12, "3"), (5, "4")]),
    (
        "Grade 2-4 and grade 3-4 acute GVHD were more frequent (39% vs 20% [P = .018] and 19% vs 2%, respectively).",
        [(39, "2-4"), (20, "2-4"), (19, "3-4"), (2, "3-4")],
    ),
    ("Grade 3 or higher neutropenia occurred in 12% and 5% of the groups, respectively.", [(12, ">=3"), (5, ">=3")]),
    ("Grade 3 and above rash occurred in 12% and 5% of the groups, respectively.", [(12, ">=3"), (5, ">=3")]),
    ("Grades III and IV rash occurred in 12% and 5%, respectively.", [(12, "3"), (5, "4")]),
    ("Grade 1/2/3 dermatitis was seen in 40%, 22% and 5%.", [(40, "1"), (22, "2"), (5, "3")]),
    ("Grade 2 and grade 3 colitis developed in 14 (29%) and 3 (6%) patients.", [(29, "2"), (6, "3")]),
    (
        "Toxicities of grade 3 and 4 included rash in 18 and 9 patients, respectively, and fever in 5 and 2.",
        [(18, "3"), (9, "4"), (5, "3"), (2, "4")],
    ),
    ("Grade 3/4 rash occurred in 31% and 18% of the two groups, respectively.", [(31, "3-4"), (18, "3-4")]),
    ("Grade 3 and 4 rash and fever occurred in 12% and 8%, respectively.", [(12, "3-4"), (8, "3-4")]),
    # the part of a grade behind the share of all
    (
        "Rash was seen in 30% (grade 3, 4%) and cough in 22 (44%; grade 3, n = 2).",
        [(30, None), (4, "3"), (44, None), (2, "3")],
    ),
    # what has no grade of another, and what only most of them had
    ("Five patients had grade 2 fatigue, three had alopecia.", [(5, "2"), (3, None)]),
    ("Grade 3 toxicities: rash 42%, fever 7%; toxic deaths 2%.", [(42, "3"), (7, "3"), (2, None)]),
    ("Fatigue, mostly grade 1-2, was noted in 45%.", [(45, None)]),
    # both shares of a comparison in brackets have the grade before them
    ("Toxicity was reduced (grade ≥3 neutropenia 30 [12%] vs 65 [26%]).", [(12, ">=3"), (26, ">=3")]),
    # what opens a sentence, or leads to a list, holds for all of it
    (
        "Among the grade 3 or higher adverse events, neutropenia occurred in 38%, whereas fever occurred in 3%.",
        [(38, ">=3"), (3, ">=3")],
    ),
    (
        "Of the patients, 21 of 30 had grade ≥3 adverse events, most commonly neutropenia (31%) and fever (12%).",
        [(21, ">=3"), (31, ">=3"), (12, ">=3")],
    ),
    # of things denied together only the first has it
    ("No grade 4 toxicity, neutropenia or death occurred among the 40 patients.", [(0, "4"), (0, None), (0, None)]),
    ("No deaths or grade 4 toxicities were noted.", [(0, None), (0, "4")]),
    # what follows a list, or leads to the next, holds for all of it
    ("Neutropenia (32.5%) and fever (9%) were the most common grade 3-4 toxicities.", [(32.5, "3-4"), (9, "3-4")]),
    (
        "Grade 3 events were nausea (5%) and rash (2%), and grade 4 events were neutropenia (9%) and sepsis (1%).",
        [(5, "3"), (2, "3"), (9, "4"), (1, "4")],
    ),
    ("Severe (grade 3+) sepsis was seen in 31% of the women.", [(31, ">=3")]),
    # a clause of its own has none
    ("Grade 3 events were rare; the most common events were rash (24%) and fever (8%).", [(24, None), (8, None)]),
    (
        "Neuropathy developed in 45%, including 5 (8%) with grade 3 neuropathy, and 1 patient developed thrombosis.",
        [(45, None), (8, "3"), (1, None)],
    ),
    ("Two patients had grade 4 sepsis and one died of pneumonia.", [(2, "4"), (1, None)]),
]


@pytest.mark.parametrize(("text", "grade"), WRITTEN)
def test_grades_as_they_are_written(text: str, grade: str) -> None:
    assert [grade_text(measure) for measure in lex(text) if measure.kind == "grade"] == [grade]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_grades_of_shares(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = [fact for fact in extractor.extract(text) if isinstance(fact, AdverseEvent)]
    assert [(f.numerator if f.percent is None else f.percent, f.grade) for f in found] == expected
