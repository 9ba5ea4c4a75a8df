"""Texts that are hard to read: one text in, all of its patient counts, response rates and adverse events out.

Each says something in a way that many papers do; the texts are invented.
"""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, PatientCount, ResponseRate

# text; size, role and arm of each group; each share with what the text states of it
TABLE: list[tuple[str, list[tuple[int, str, str | None]], list[dict[str, Any]]]] = [
    (
        "Of the cohort, 31 of 62 patients (50%) achieved the blood pressure goal.",
        [(62, "total", None)],
        [{"is": "blood pressure goal", "n": 31, "of": 62, "percent": 50}],
    ),
    (
        "The HbA1c target was reached by 44 of 90 adults (49%).",
        [(90, "total", None)],
        [{"is": "HbA1c target", "n": 44, "of": 90, "percent": 49}],
    ),
    (
        "A total of 212 adverse events occurred in 64 of 120 patients (53%).",
        [(120, "total", None)],
        [{"is": "adverse event", "n": 64, "of": 120, "percent": 53}],
    ),
    (
        "There were 37 infections in 22 patients (31%).",
        [],
        [{"is": "infection", "n": 22, "percent": 31}],
    ),
    (
        "Eighteen bleeding episodes were reported in 11 (14%) of 80 patients.",
        [(80, "total", None)],
        [{"is": "bleeding", "n": 11, "of": 80, "percent": 14}],
    ),
    (
        "Overall, 9 serious adverse events were noted in 7 participants.",
        [],
        [{"is": "serious adverse event", "n": 7}],
    ),
    (
        "Four patients died during follow-up in the methotrexate arm (n = 52) and nine in the placebo arm (n = 50).",
        [(52, "arm", "methotrexate"), (50, "arm", "placebo")],
        [{"is": "death", "n": 4, "of": 52, "arm": "methotrexate"}, {"is": "death", "n": 9, "of": 50, "arm": "placebo"}],
    ),
    (
        "Three deaths occurred in the early group (n = 40) and five in the late group (n = 41).",
        [(40, "arm", "early"), (41, "arm", "late")],
        [{"is": "death", "n": 3, "of": 40, "arm": "early"}, {"is": "death", "n": 5, "of": 41, "arm": "late"}],
    ),
    (
        "Nausea developed in 12 patients in the tramadol group (n = 60) and in 3 patients in the control "
        "group (n = 61).",
        [(60, "arm", "tramadol"), (61, "arm", "control")],
        [{"is": "nausea", "n": 12, "of": 60, "arm": "tramadol"}, {"is": "nausea", "n": 3, "of": 61, "arm": "control"}],
    ),
    (
        "In-hospital mortality was 12% (18/150), compared with a EuroSCORE-predicted mortality of 9%.",
        [(150, "total", None)],
        [{"is": "in-hospital mortality", "n": 18, "of": 150, "percent": 12}],
    ),
    (
        "The predicted mortality was 15%, whereas the observed mortality was 8% (16/200).",
        [(200, "total", None)],
        [{"is": "mortality", "n": 16, "of": 200, "percent": 8}],
    ),
    (
        "Thirty-day mortality was 6.0%, lower than the expected mortality of 11.2% by SOFA score.",
        [],
        [{"is": "mortality", "percent": 6.0}],
    ),
    (
        "Headache occurred in 14 of 70 patients (20%), and two discontinued nitroglycerin because of it.",
        [(70, "total", None)],
        [
            {"is": "headache", "n": 14, "of": 70, "percent": 20},
            {"is": "discontinuation because of headache", "n": 2, "of": 70},
        ],
    ),
    (
        "Nausea was reported in 21% of the sertraline group and 12% of the placebo group; insomnia did not "
        "differ (6% in each group).",
        [],
        [
            {"is": "nausea", "percent": 21, "arm": "sertraline"},
            {"is": "nausea", "percent": 12, "arm": "placebo"},
            {"is": "insomnia", "percent": 6, "arm": "sertraline"},
            {"is": "insomnia", "percent": 6, "arm": "placebo"},
        ],
    ),
    (
        "Of 60 patients, one (2%) had fatal pneumonia and three (5%) had fatal bleeding.",
        [(60, "total", None)],
        [
            {"is": "fatal pneumonia", "n": 1, "of": 60, "percent": 2},
            {"is": "fatal bleeding", "n": 3, "of": 60, "percent": 5},
        ],
    ),
    (
        "Fatal myocardial infarction occurred in 4 of 210 patients (1.9%).",
        [(210, "total", None)],
        [{"is": "fatal myocardial infarction", "n": 4, "of": 210, "percent": 1.9}],
    ),
    (
        "Adverse events occurred in 61 of 90 patients (68%), were judged treatment related in 22 (24%) and "
        "were severe in five (6%).",
        [(90, "total", None)],
        [
            {"is": "adverse event", "n": 61, "of": 90, "percent": 68},
            {"is": "treatment-related adverse event", "n": 22, "of": 90, "percent": 24},
            {"is": "severe adverse event", "n": 5, "of": 90, "percent": 6},
        ],
    ),
    (
        "Adverse events were seen in 70% of patients and were considered related to study drug in 31%.",
        [],
        [{"is": "adverse event", "percent": 70}, {"is": "drug-related adverse event", "percent": 31}],
    ),
    (
        "Among 96 patients given cisplatin, three died of toxicity (two of sepsis and one of renal failure).",
        [(96, "total", None)],
        [
            {"is": "death of toxicity", "n": 3, "of": 96},
            {"is": "death of sepsis", "n": 2, "of": 96},
            {"is": "death of renal failure", "n": 1, "of": 96},
        ],
    ),
    (
        "There were five deaths (three due to pneumonia and two due to stroke) among 140 patients.",
        [(140, "total", None)],
        [{"is": "death", "n": 5}, {"is": "death due to pneumonia", "n": 3}, {"is": "death due to stroke", "n": 2}],
    ),
    (
        "Thirty healthy volunteers received ondansetron; three withdrew consent and 27 completed the study.",
        [(30, "total", None), (27, "evaluable", None)],
        [],
    ),
    (
        "Of 44 participants, four withdrew before the second visit and 40 completed the trial.",
        [(44, "total", None), (40, "evaluable", None)],
        [],
    ),
    (
        "Two of 50 patients (4%) withdrew because of nausea.",
        [(50, "total", None)],
        [{"is": "withdrawal because of nausea", "n": 2, "of": 50, "percent": 4}],
    ),
    (
        "Two cohorts were analysed: treatment-naive (n = 41) and pretreated (n = 38) disease.",
        [(41, "subgroup", "treatment-naive"), (38, "subgroup", "pretreated")],
        [],
    ),
    (
        "Patients were stratified as mild (n = 25), moderate (n = 30) and severe (n = 12) asthma.",
        [(25, "subgroup", "mild"), (30, "subgroup", "moderate"), (12, "subgroup", "severe")],
        [],
    ),
    (
        "Results are given for HPV-positive (n=52) and HPV-negative (n=47) tumours.",
        [(52, "subgroup", "HPV-positive"), (47, "subgroup", "HPV-negative")],
        [],
    ),
    (
        "Cases were 82 women with breast cancer; 164 controls were matched for age.",
        [(82, "subgroup", "cases"), (164, "subgroup", "controls")],
        [],
    ),
    (
        "We compared 120 cases of pancreatitis with 240 controls matched 1:2 by sex.",
        [(120, "subgroup", "cases"), (240, "subgroup", "controls")],
        [],
    ),
    (
        "In this case-control study, cases were 64 children with asthma and controls were 128 children without asthma.",
        [(64, "subgroup", "cases"), (128, "subgroup", "controls")],
        [],
    ),
    (
        "No objective responses were seen in 22 evaluable patients, and seven (32%) had stable disease.",
        [(22, "evaluable", None)],
        [{"is": "objective response", "n": 0}, {"is": "stable disease", "n": 7, "of": 22, "percent": 32}],
    ),
    (
        "Among 31 evaluable patients, six (19%) had a partial response.",
        [(31, "evaluable", None)],
        [{"is": "partial response", "n": 6, "of": 31, "percent": 19}],
    ),
    (
        "Clinical cure was achieved in 81.0% (162/200) of the intention-to-treat and 90.0% (162/180) of the "
        "per-protocol population.",
        [(200, "total", None), (180, "evaluable", None)],
        [
            {"is": "clinical cure", "n": 162, "of": 200, "percent": 81.0},
            {"is": "clinical cure", "n": 162, "of": 180, "percent": 90.0},
        ],
    ),
    (
        "Eradication rates were 76% (38/50) by intention to treat and 86% (38/44) per protocol.",
        [(50, "total", None), (44, "evaluable", None)],
        [
            {"is": "eradication", "n": 38, "of": 50, "percent": 76},
            {"is": "eradication", "n": 38, "of": 44, "percent": 86},
        ],
    ),
    (
        "Ivermectin cured 45 of 50 patients (90%), as compared with 20 of 48 (42%) given albendazole.",
        [(50, "arm", "Ivermectin"), (48, "arm", "albendazole")],
        [
            {"is": "cure", "n": 45, "of": 50, "percent": 90, "arm": "Ivermectin"},
            {"is": "cure", "n": 20, "of": 48, "percent": 42, "arm": "albendazole"},
        ],
    ),
]


def of_share(fact: AdverseEvent | ResponseRate) -> dict[str, Any]:
    values = {
        "is": fact.term if isinstance(fact, AdverseEvent) else fact.outcome,
        "grade": fact.grade if isinstance(fact, AdverseEvent) else None,
        "n": fact.numerator,
        "of": fact.denominator,
        "percent": fact.percent,
        "arm": fact.arm,
    }
    return {k: v for k, v in values.items() if v is not None}


@pytest.mark.parametrize(("text", "counts", "rates"), TABLE, ids=[text[:50] for text, _, _ in TABLE])
def test_hard_text(text: str, counts: list[tuple[int, str, str | None]], rates: list[dict[str, Any]]) -> None:
    facts = extractor.extract(text)
    assert [(f.n, f.role, f.arm) for f in facts if isinstance(f, PatientCount)] == counts
    assert [of_share(f) for f in facts if isinstance(f, AdverseEvent | ResponseRate)] == rates
