"""Denominators and time points: one text in, the numbers of its rates and their time points out."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

DENOMINATORS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # the group that opens the clause, and what a sibling of the sentence is stated to be a share of
    ("Of the 59 patients who started again, 98.3% had remission.", [(None, 59, 1, 98.3)]),
    ("Twelve patients were evaluated for response, with a response rate of 50%.", [(None, 12, 1, 50)]),
    ("Nausea was seen in 37 [26%] of 145 patients, and 20 patients had rash.", [(37, 145, 1, 26), (20, 145, 1, None)]),
    # the whole sample, only of what its share can be a share: 72% of 17 people are none of them
    ("We enrolled 47 patients. The success rate was 87.2%.", [(None, 47, 0, 87.2)]),
    ("We enrolled 17 patients. The success rate was 72%.", [(None, None, None, 72)]),
    ("We enrolled 43 patients. Two patients developed rash.", [(2, 43, 0, None)]),
    # an estimate, a pooled share and a share of a part have none
    ("We enrolled 47 patients. The 2-year overall survival was 80%.", [(None, None, None, 80)]),
    ("Eight studies with 476 patients were included. The pooled success rate was 63%.", [(None, None, None, 63)]),
    # the arm
    (
        "Patients were randomised to warmth (n = 40) or ice (n = 41). Nausea was seen in 30% with warmth, 2% with ice.",
        [(None, 40, 0, 30), (None, 41, 0, 2)],
    ),
]

TIMES: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "Remission was seen in 13%, 15% and 18% at 1, 2 and 3 years, respectively.",
        [(13, "at 1 year"), (15, "at 2 years"), (18, "at 3 years")],
    ),
    ("The 5 and 10-year survival rates were 80% and 60%, respectively.", [(80, "5-year"), (60, "10-year")]),
    (
        "Mortality was 0.7% vs 1.9% at 1 year and 2.9% vs 5.1% at 3 years.",
        [(0.7, "at 1 year"), (1.9, "at 1 year"), (2.9, "at 3 years"), (5.1, "at 3 years")],
    ),
    (
        "Mortality was 3.5% in hospital, and 8.2% from admission to 30 days post-discharge.",
        [(3.5, "in hospital"), (8.2, "from admission to 30 days post-discharge")],
    ),
    ("Readmission was 12% during the 30-day period.", [(12, "during the 30-day period")]),
    ("At week 16, nausea occurred in 12% and headache in 8%.", [(12, "At week 16"), (8, "At week 16")]),
    ("With a median of 4 months to progression, remission was seen in 12%.", [(12, None)]),
]


def rates(text: str) -> list[ResponseRate | AdverseEvent]:
    return [fact for fact in extractor.extract(text) if isinstance(fact, ResponseRate | AdverseEvent)]


@pytest.mark.parametrize(("text", "expected"), DENOMINATORS)
def test_denominators(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(r.numerator, r.denominator, r.denominator_stated, r.percent) for r in rates(text)] == expected


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_timepoints(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(r.percent, r.timepoint) for r in rates(text)] == expected
