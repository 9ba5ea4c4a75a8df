"""What words alone tell a share to be of: comparisons, what was attained, what ended, clauses of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_outcomes import as_table

Facts = list[dict[str, Any]]


def _check(text: str, expected: Facts) -> None:
    assert as_table(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the yoga group 42% (16/38) reported improvement in headache compared to 27% (10/37) in the sham group.",
            [
                {"is": "improvement in headache", "n": 16, "of": 38, "percent": 42, "arm": "yoga"},
                {"is": "improvement in headache", "n": 10, "of": 37, "percent": 27, "arm": "sham"},
            ],
        ),
        (
            "More boys on the patch (31%) than on gum (19%) remained abstinent.",
            [
                {"is": "abstinent", "percent": 31, "arm": "patch"},
                {"is": "abstinent", "percent": 19, "arm": "gum"},
            ],
        ),
        (
            "More lithium patients (33 of 60 [55%]; 95% CI, 42-68) than valproate patients (28 of 70 [40%]) relapsed.",
            [
                {"is": "relapse", "n": 33, "of": 60, "percent": 55, "arm": "lithium"},
                {"is": "relapse", "n": 28, "of": 70, "percent": 40, "arm": "valproate"},
            ],
        ),
        (
            "Two fifths (41%) of the ring group vs 17% of the patch group reached the uric acid goal.",
            [
                {"is": "uric acid goal", "percent": 41, "arm": "ring"},
                {"is": "uric acid goal", "percent": 17, "arm": "patch"},
            ],
        ),
        (
            "There were 16 (34.8%) and 22 (43.1%) recurrences in the ring and patch groups, respectively.",
            [
                {"is": "recurrence", "n": 16, "percent": 34.8, "arm": "ring"},
                {"is": "recurrence", "n": 22, "percent": 43.1, "arm": "patch"},
            ],
        ),
        ("More men (61%) than women (48%) had hypertension at baseline.", []),
        ("Subtypes were A = 32%, B = 48%, and C = 20% with a survival of 45, 31 and 46 months.", []),
    ],
)
def test_both_shares_of_a_comparison_have_its_term(text: str, expected: Facts) -> None:
    _check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oral feeding was restored within 5 days in most cases (61%).",
         [{"is": "oral feeding", "percent": 61, "at": "within 5 days"}]),
        ("Dry weight was reached by 61% of patients.", [{"is": "dry weight", "percent": 61}]),
        ("Overall 45% of the women regained their previous weight.", [{"is": "previous weight", "percent": 45}]),
        (
            "Of all, 59% of infants in the early group achieved the highest score compared to 17% in the late group.",
            [
                {"is": "highest score", "percent": 59, "arm": "early"},
                {"is": "highest score", "percent": 17, "arm": "late"},
            ],
        ),
        ("Consensus was achieved in 80% of items.", []),
        ("Mean doses of 20 mg were reached in 75% of patients.", []),
        (
            "Throat cultures became negative in 45 of 60 patients (75%).",
            [{"is": "throat cultures became negative", "n": 45, "of": 60, "percent": 75}],
        ),
        (
            "HCV RNA became undetectable in 67% of the ribavirin group and 60% of the placebo group.",
            [
                {"is": "HCV RNA became undetectable", "percent": 67, "arm": "ribavirin"},
                {"is": "HCV RNA became undetectable", "percent": 60, "arm": "placebo"},
            ],
        ),
        ("Liver enzymes returned to normal in 32 (80%) patients.",
         [{"is": "liver enzymes returned to normal", "n": 32, "percent": 80}]),
        ("After treatment 67% of the women became culture-negative.", [{"is": "culture-negative", "percent": 67}]),
        (
            "Results were excellent in 24 (60%), good in 10 (25%) and poor in 6 (15%) knees.",
            [{"is": "excellent result", "n": 24, "percent": 60}, {"is": "good result", "n": 10, "percent": 25}],
        ),
        (
            "More girls achieved the target weight in the soy group (61% vs 40%).",
            [
                {"is": "target weight", "percent": 61, "arm": "soy"},
                {"is": "target weight", "percent": 40, "arm": "no soy"},
            ],
        ),
        ("At last follow-up, 70% were asymptomatic.",
         [{"is": "asymptomatic", "percent": 70, "at": "At last follow-up"}]),
        ("Of the mothers, 30% were HIV-negative at enrolment.", []),
        ("In the end 33% of patients given placebo were rated as very good or good.",
         [{"is": "very good or good", "percent": 33, "arm": "placebo"}]),
        ("Knowledge was good in 40% and excellent in 10% of the nurses.", []),
        ("Cannulation was successful in 98% of cases.", [{"is": "successful cannulation", "percent": 98}]),
        ("The shunt was patent in 45 of 52 (87%).", [{"is": "patent shunt", "n": 45, "of": 52, "percent": 87}]),
    ],
)  # fmt: skip
def test_what_was_attained_is_an_outcome(text: str, expected: Facts) -> None:
    _check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bleeding was controlled in 45 of 50 patients (90%).",
         [{"is": "bleeding control", "n": 45, "of": 50, "percent": 90}]),
        ("The fistula closed in 14 (70%) patients.", [{"is": "fistula closure", "n": 14, "percent": 70}]),
        (
            "Vomiting was prevented in 80% of the ginger group and 45% of the placebo group.",
            [
                {"is": "vomiting prevention", "percent": 80, "arm": "ginger"},
                {"is": "vomiting prevention", "percent": 45, "arm": "placebo"},
            ],
        ),
        ("Twelve of 40 patients (30%) failed to achieve remission.",
         [{"is": "failed to achieve remission", "n": 12, "of": 40, "percent": 30}]),
        ("A 50% reduction in seizure frequency was seen in 12 (40%) patients.",
         [{"is": "50% reduction in seizure frequency", "n": 12, "percent": 40}]),
        ("At discharge, 64% of the stroke survivors could walk without aid.", []),
        ("Fewer men in the ketamine group did not have any pain or vertigo (37%).",
         [{"is": "did not have any pain or vertigo", "percent": 37, "arm": "ketamine"}]),
        ("Vomiting was seen in 80% of the men.", [{"is": "vomiting", "percent": 80}]),
        # what "and" alone joins is no comparison
        ("HDL rose by 11% and weight by 0.7%, and 33 of 60 patients (55%) reached the target weight.",
         [{"is": "target weight", "n": 33, "of": 60, "percent": 55}]),
    ],
)  # fmt: skip
def test_an_event_that_ended_is_no_event(text: str, expected: Facts) -> None:
    _check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fever resolved in 80% and 15% of patients had cough.",
         [{"is": "fever resolution", "percent": 80}, {"is": "cough", "percent": 15}]),
        ("Symptoms improved in 7 (70%) patients and 3 (30%) remained the same.",
         [{"is": "symptoms improved", "n": 7, "percent": 70}]),
        ("Good pain relief was obtained in 70% of patients, moderate in 20% and none in 10%.",
         [{"is": "good pain relief", "percent": 70}]),
        ("Seroprotection was reached by 96% after dose two.", [{"is": "seroprotection", "percent": 96}]),
        ("Euthyroidism was achieved in 24 of 30 patients (80%) after one course.",
         [{"is": "euthyroidism", "n": 24, "of": 30, "percent": 80, "at": "after one course"}]),
        ("The cure rate was 40% in men (P = 0.07), and that in patients with sepsis was 35%.",
         [{"is": "cure", "percent": 40, "arm": "men"}, {"is": "cure", "percent": 35, "arm": "sepsis"}]),
        ("The cure rate was 80% and 60%, respectively, and the overall survival was 55% and 42%.",
         [{"is": "cure", "percent": 80}, {"is": "cure", "percent": 60},
          {"is": "overall survival", "percent": 55}, {"is": "overall survival", "percent": 42}]),
    ],
)  # fmt: skip
def test_a_clause_of_its_own_has_a_term_of_its_own(text: str, expected: Facts) -> None:
    _check(text, expected)
