"""Level one: text in, every measure out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.measures import grade_text, lex
from extractor.measures.numbers import value

# kind, quote, then what is set of: low, high, unit, per, numerator, denominator
TABLE: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "It died [46][175] in fewer than 12 patients or 15 or more patients.",
        [
            ("citation", "[46]"),
            ("citation", "[175]"),
            ("threshold", "fewer than 12", 12),
            ("threshold", "15 or more", 15),
        ],
    ),
    (
        "Serum IL-6 and CD4 counts in 2021 (phase 2, NCT01234567).",
        [("name", "IL-6"), ("name", "CD4"), ("date", "in 2021", 2021), ("name", "phase 2"), ("name", "NCT01234567")],
    ),
    # a point that ends a word, a comma without its blank, a one in words
    (
        "At 5,10, 20 and 40 years 100% vs.75% were alive, and a single patient vs.4 had a single dose.",
        [
            ("timepoint", "5,10, 20 and 40 years", 5, 40),
            ("percent", "100%", 100),
            ("percent", "75%", 75),
            ("word", "single", 1),
            ("int", "4", 4),
        ],
    ),
    ("CA 19-9 and CA125 rose.", [("name", "CA 19-9"), ("name", "CA125")]),
    # trials of one name; a number behind a name that has no other
    (
        "In ASCEND 1, unlike in ASCEND 2 and in Rise Up 2, and in Norway 3 died.",
        [("name", "1"), ("name", "2"), ("int", "2", 2), ("int", "3", 3)],
    ),
    (
        "The ORR was 38·9% (95% CI 27·6–51·1; p<0.001).",
        [("percent", "38·9%", 38.9), ("ci", "95% CI 27·6–51·1", 27.6, 51.1), ("p_value", "p<0.001", 0.001)],
    ),
    (
        "COVID-19. Doses P2.5 and 10¹¹, by 15° in 98, 97% and 92%: OR, 72.8%, SD (30%), 88% (78, 98%), 4%/7%.",
        [
            ("name", "COVID-19"),
            ("name", "P2.5"),
            ("name", "10¹¹"),
            ("lab", " 15°", 15),
            ("percent", "98", 98),
            ("percent", "97%", 97),
            ("percent", "92%", 92),
            ("percent", "72.8%", 72.8),
            ("percent", "30%", 30),
            ("percent", "88%", 88),
            ("percent_range", "78, 98%", 78, 98),
            ("percent", "4%", 4),
            ("percent", "7%", 7),
        ],
    ),
    (
        "57% (95% confidence interval [95% CI] 41.6-73.4%), 70% (95% confidence interval (C.I.): 65-75%; SE = 5%).",
        [
            ("percent", "57%", 57),
            ("ci", "95% confidence interval [95% CI] 41.6-73.4%", 41.6, 73.4),
            ("percent", "70%", 70),
            ("ci", "95% confidence interval (C.I.): 65-75%", 65, 75),
            ("spread", "SE = 5%", 5),
        ],
    ),
    (
        "By week 12, 40 adult patients (50%; 95% CI 39-61; n = 40/80) had come, at weeks 4, 8 and 12.",
        [
            ("timepoint", "week 12", 12),
            ("int", "40", 40),
            ("percent", "50%", 50),
            ("ci", "95% CI 39-61", 39, 61),
            ("fraction", "n = 40/80", 40, 80),
            ("timepoint", "weeks 4, 8 and 12", 4),
        ],
    ),
    ("It was 45.2% (CI 95% 40.1-50.3).", [("percent", "45.2%", 45.2), ("ci", "CI 95% 40.1-50.3", 40.1, 50.3)]),
    (
        "It was 3.3 [1.6 to 5.0]% and 12% (n=5/41; exact 95 per cent CI, -2 to 19; SE 4%), later 20.1%-45.2, CI95 3-9.",
        [
            ("percent", "3.3", 3.3),
            ("range", "1.6 to 5.0", 1.6, 5.0),
            ("percent", "12%", 12),
            ("fraction", "n=5/41", 5, 41),
            ("ci", "exact 95 per cent CI, -2 to 19", -2, 19),
            ("spread", "SE 4%", 4),
            ("percent_range", "20.1%-45.2", 20.1, 45.2),
            ("ci", "CI95 3-9", 3, 9),
        ],
    ),
    (
        "In 1043 of 2003 adults, (n = 40/41), 1H NMR, H9C2 cells, 3D, from 2013-2015. P less than .01, 2--3 years.",
        [
            ("int", "1043", 1043),
            ("int", "2003", 2003),
            ("size", "n = 40", 40),
            ("size", "41", 41),
            ("name", "1H"),
            ("name", "H9C2"),
            ("name", "3D"),
            ("date", "from 2013-2015", 2013),
            ("p_value", "P less than .01", 0.01),
            ("timepoint", "2--3 years", 2, 3),
        ],
    ),
    (
        "From 40-67%, then 1.1 and 8.5%, 81, 59 and 77%.",
        [
            ("percent_range", "40-67%", 40, 67),
            ("percent", "1.1", 1.1),
            ("percent", "8.5%", 8.5),
            ("percent", "81", 81),
            ("percent", "59", 59),
            ("percent", "77%", 77),
        ],
    ),
    (
        "Six three-month courses on two twenty-bed wards, twenty two deaths, two thousand five hundred and one births.",
        [
            ("word", "Six", 6),
            ("timepoint", "three-month", 3),
            ("word", "two", 2),
            ("word", "twenty", 20),
            ("word", "twenty two", 22),
            ("word", "two thousand five hundred and one", 2501),
        ],
    ),
    (f"Patients took {'5' * 400} mg.", [("name", "5" * 400)]),
    ("Sixty-three percent, two thirds.", [("percent", "Sixty-three percent", 63), ("ratio", "two thirds")]),
    (
        "Arms (n=45), (n = 71, 68 and 70) and (n 5 79).",
        [("size", "n=45", 45), ("size", "n = 71", 71), ("size", "68", 68), ("size", "70", 70), ("size", "n 5 79", 79)],
    ),
    (
        "Doses of 0.125-0.3 mg/kg/day, 10mg/kg/day, 1,000 and 100 mg/m(2), 3 × 10⁶ IU and 0,5 mg.",
        [
            ("dose", "0.125-0.3 mg/kg/day", 0.125, 0.3, "mg/kg", "day"),
            ("dose", "10mg/kg/day", 10, "mg/kg", "day"),
            ("dose", "1,000", 1000, "mg/m2"),
            ("dose", "100 mg/m(2)", 100, "mg/m2"),
            ("dose", "3 × 10⁶ IU", 3000000, "IU"),
            ("dose", "0,5 mg", 0.5, "mg"),
        ],
    ),
    (
        "5 mg zinc/kg/d, 6 mg of zinc per kg daily; 7 mg zinc kg⁻¹ soil, 8 mg of zinc/L, 9 mg·g⁻¹; 2 mg/100 g b.w.",
        [
            ("dose", "5 mg", 5, "mg/kg"),
            ("dose", "6 mg", 6, "mg/kg"),
            ("lab", "7 mg", 7, "mg"),
            ("lab", "8 mg", 8, "mg"),
            ("lab", "9 mg·g⁻¹", 9, "mg"),
            ("dose", "2 mg/100 g b.w", 2, "mg/100 g"),
        ],
    ),
    (
        "Grade 3/4, grades II-IV, grade ≥3, ≤grade-2; grade 3 or higher events.",
        [
            ("grade", "Grade 3/4", 3, 4),
            ("grade", "grades II-IV", 2, 4),
            ("grade", "grade ≥3", 3, ">="),
            ("grade", "≤grade-2", 2, "<="),
            ("grade", "grade 3 or higher", 3, ">="),
        ],
    ),
    (
        "In total, 1 212 adults, 1,043 neonates and one hundred and twenty-three women.",
        [("int", "1 212", 1212), ("int", "1,043", 1043), ("word", "one hundred and twenty-three", 123)],
    ),
    (
        "A hundred; 1.2 thousand women; Hundred men; several hundred, half a hundred or one and a half thousand men.",
        [("word", "hundred", 100), ("int", "1.2 thousand", 1200), ("word", "Hundred", 100)],
    ),
    ("Two dozen patients, a few thousand and twenty-one.", [("word", "twenty-one", 21)]),
    (
        "HR 0.64, odds ratio 2.1 and a difference of 8 percentage points; a 38% reduction in deaths; LDL fell by 52%.",
        [
            ("effect_estimate", "HR 0.64", 0.64),
            ("effect_estimate", "odds ratio 2.1", 2.1),
            ("effect_estimate", "difference of 8 percentage points", 8),
            ("effect_estimate", "38% reduction", 38),
            ("effect_estimate", "fell by 52%", 52),
        ],
    ),
    (
        "Aged 53.3 years, at week 12, within 28 days, every 3 weeks, q12h.",
        [
            ("age", "Aged 53.3 years", 53.3),
            ("timepoint", "week 12", 12),
            ("timepoint", "28 days", 28),
            ("schedule", "every 3 weeks", 3),
            ("schedule", "q12h", 12),
        ],
    ),
    (
        "Sixty 6- to 12-year-old girls, 45 18-to-30-year-old men, 9 6-month- to 2-year-old boys, aged 8- to 11-years.",
        [
            ("word", "Sixty", 60),
            ("age", "6- to 12-year-old", 6, 12),
            ("int", "45", 45),
            ("age", "18-to-30-year-old", 18, 30),
            ("int", "9", 9),
            ("age", "6-month- to 2-year-old", 6, 2),
            ("age", "aged 8- to 11-years", 8, 11),
        ],
    ),
    (
        "Of those at week 12, 34 (28%), at month 6, 9/24 (38%), at weeks 4, 8 and 12.",
        [
            ("timepoint", "week 12", 12),
            ("int", "34", 34),
            ("percent", "28%", 28),
            ("timepoint", "month 6", 6),
            ("fraction", "9/24", 9, 24),
            ("percent", "38%", 38),
            ("timepoint", "weeks 4, 8 and 12", 4),
        ],
    ),
    (
        "Mean 5.2 ± 1.1, median 4 (IQR 3-6), haemoglobin 80 g/L, volume 252 ml +/- 98, age 60 years ± 9.",
        [
            ("spread", "5.2 ± 1.1", 5.2, 1.1),
            ("int", "4", 4),
            ("spread", "IQR 3-6", 3, 6),
            ("lab", "80 g/L", 80, "g"),
            ("dose", "252 ml", 252, "mL"),
            ("spread", "+/- 98", 98),
            ("age", "age 60 years", 60),
            ("spread", "± 9", 9),
        ],
    ),
    (
        "ACR20, PASI 75 and sPGA 0/1 in 7/12 (58.3%); ratio 2:1; see [12,13].",
        [
            ("name", "ACR20"),
            ("name", "PASI 75"),
            ("name", "sPGA 0/1"),
            ("fraction", "7/12", 7, 12),
            ("percent", "58.3%", 58.3),
            ("ratio", "2:1", 2, 1),
            ("citation", "[12,13]"),
        ],
    ),
    ("At least 50% better, at least one event.", [("threshold", "At least 50%", 50), ("threshold", "at least one")]),
    ("Since Aug 9, 2018, AUC 5.", [("date", "Aug 9, 2018"), ("dose", "AUC 5", 5, "AUC")]),
    ("No figures here, and none there.", []),
    # dates keep one separator, a year may come first; a part of ten is none; a reference's volume and pages are one
    (
        "From 2011/02/01 to 24/12/2013; 18.4/10,000 fell, pain was 6.5/10, not 94/96/93% (Tales 2019;4(2):11-18).",
        [
            ("date", "2011/02/01"),
            ("date", "24/12/2013"),
            ("decimal", "18.4", 18.4),
            ("int", "10,000", 10000),
            ("decimal", "6.5", 6.5),
            ("int", "10", 10),
            ("int", "94", 94),
            ("int", "96", 96),
            ("int", "93", 93),
            ("citation", "2019;4(2):11-18"),
        ],
    ),
    # a bracket behind a number holds its range; selenium and SD1 are no spreads; U.S. is no unit
    (
        "Leaks 8% [2-15]; at 12 years [4-19]. Se was 58.2, SD1 up in 512 U.S. teams, 3:1:1:2, group 2: 61.4, 18:3n-3.",
        [
            ("percent", "8%", 8),
            ("range", "2-15", 2, 15),
            ("timepoint", "12 years", 12),
            ("range", "4-19", 4, 19),
            ("decimal", "58.2", 58.2),
            ("name", "SD1"),
            ("int", "512", 512),
            ("ratio", "3:1:1:2", 3, 1),
            ("int", "2", 2),
            ("decimal", "61.4", 61.4),
            ("name", "18:3n-3"),
        ],
    ),
    (
        "PS \u2264 4 years; ps > .2, p-value: 0.03, P interaction = .6; it cost $14 270.25 (https://a.org/NCT1?b=2).",
        [
            ("timepoint", "4 years", 4),
            ("p_value", "ps > .2", 0.2),
            ("p_value", "p-value: 0.03", 0.03),
            ("p_value", "P interaction = .6", 0.6),
            ("decimal", "14 270.25", 14270.25),
            ("name", "https://a.org/NCT1?b=2)."),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_lex(text: str, expected: list[tuple[Any, ...]]) -> None:
    found = [
        (
            m.kind,
            text[m.start : m.end],
            *(v for v in (m.low, m.high, m.unit, m.per, m.numerator, m.denominator) if v is not None),
        )
        for m in lex(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,043", 1043), ("38·9", 38.9), ("0,5", 0.5), ("1 212", 1212), ("Twenty-six", 26), ("none", 0), (".05", 0.05)],
)
def test_value(text: str, number: float) -> None:
    assert value(text) == number
    assert type(value(text)) is type(number)


def test_words_that_are_no_number() -> None:
    with pytest.raises(ValueError, match="literal"):
        value("one two")


def test_grade_text() -> None:
    grades = [grade_text(m) for m in lex("grade 3; grades 3 to 4; grade ≥3; ≤grade-2; grade II") if m.kind == "grade"]
    assert grades == ["3", "3-4", ">=3", "<=2", "2"]


ALPHABET = "0123456789 .,·%/()[]-–±=<>≥×nNmgkCIpP:;andofvs²⁶µ\n"


@given(st.text(ALPHABET, max_size=120))
def test_measures_never_overlap_and_never_leave_the_text(text: str) -> None:
    measures = lex(text)
    edges = [edge for m in measures for edge in (m.start, m.end)]
    assert edges == sorted(edges)
    assert all(0 <= m.start < m.end <= len(text) for m in measures)


@pytest.mark.parametrize("piece", ["12 (", "10, 20, 30, ", "1-", "12% and ", "(95% CI ", "mg ", "one hundred and "])
def test_long_runs_take_no_time(piece: str) -> None:
    """Rules are linear, or bounded: 2,000 characters of anything are read."""
    assert isinstance(lex((piece * 2_000)[:2_000]), list)
