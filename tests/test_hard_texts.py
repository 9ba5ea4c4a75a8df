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
        "At week 12, 72% of patients met the urate target and 8% had nausea.",
        [],
        [{"is": "urate target", "percent": 72}, {"is": "nausea", "percent": 8}],
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
        "Stroke occurred in 1.8% of patients on edoxaban and 2.2% of those on warfarin; one-year mortality "
        "was the same (3.1% each).",
        [],
        [
            {"is": "stroke", "percent": 1.8, "arm": "edoxaban"},
            {"is": "stroke", "percent": 2.2, "arm": "warfarin"},
            {"is": "mortality", "percent": 3.1, "arm": "edoxaban"},
            {"is": "mortality", "percent": 3.1, "arm": "warfarin"},
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
        "The most frequent events were anaemia (44%, grade 3-4 12%), nausea (39%, 3%) and vomiting (25%, 2%).",
        [],
        [
            {"is": "anaemia", "percent": 44},
            {"is": "anaemia", "grade": "3-4", "percent": 12},
            {"is": "nausea", "percent": 39},
            {"is": "nausea", "grade": "3-4", "percent": 3},
            {"is": "vomiting", "percent": 25},
            {"is": "vomiting", "grade": "3-4", "percent": 2},
        ],
    ),
    (
        "Toxicities (all grades; grade 3-4) were neutropenia (62%; 41%), fatigue (50%; 8%) and rash (22%; 1%).",
        [],
        [
            {"is": "neutropenia", "percent": 62},
            {"is": "neutropenia", "grade": "3-4", "percent": 41},
            {"is": "fatigue", "percent": 50},
            {"is": "fatigue", "grade": "3-4", "percent": 8},
            {"is": "rash", "percent": 22},
            {"is": "rash", "grade": "3-4", "percent": 1},
        ],
    ),
    (
        "Common toxicities were rash (30%, 4% grade 3) and fatigue (28%, 2%).",
        [],
        [
            {"is": "rash", "percent": 30},
            {"is": "rash", "grade": "3", "percent": 4},
            {"is": "fatigue", "percent": 28},
            {"is": "fatigue", "grade": "3", "percent": 2},
        ],
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
        [
            {"is": "death", "n": 5, "of": 140},
            {"is": "death due to pneumonia", "n": 3, "of": 140},
            {"is": "death due to stroke", "n": 2, "of": 140},
        ],
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
        "Patients who had not responded to sertraline 50 mg at week 6 (n=24) were increased to 100 mg, after "
        "which nine (38%) responded.",
        [(24, "subgroup", "week 6")],
        [{"is": "response", "n": 9, "of": 24, "percent": 38, "arm": "100 mg"}],
    ),
    (
        "Non-responders to adalimumab (n = 31) were switched to ustekinumab, and 12 (39%) achieved remission.",
        [(31, "subgroup", "adalimumab")],
        [{"is": "remission", "n": 12, "of": 31, "percent": 39, "arm": "ustekinumab"}],
    ),
    (
        "Apixaban and rivaroxaban were compared; major bleeding was seen in 4% of the latter and 2% of the "
        "former group.",
        [],
        [
            {"is": "major bleeding", "percent": 4, "arm": "rivaroxaban"},
            {"is": "major bleeding", "percent": 2, "arm": "Apixaban"},
        ],
    ),
    (
        "Patients received infliximab or vedolizumab. Remission was achieved in 31% of the former and 40% of "
        "the latter.",
        [],
        [
            {"is": "remission", "percent": 31, "arm": "infliximab"},
            {"is": "remission", "percent": 40, "arm": "vedolizumab"},
        ],
    ),
    (
        "Lithium was compared with valproate: relapse occurred in 20% with the former and 35% with the latter.",
        [],
        [{"is": "relapse", "percent": 20, "arm": "Lithium"}, {"is": "relapse", "percent": 35, "arm": "valproate"}],
    ),
    (
        "Patients on placebo did worse. Remission was reached by 12% of them and by 35% of those given vedolizumab.",
        [],
        [
            {"is": "remission", "percent": 12, "arm": "placebo"},
            {"is": "remission", "percent": 35, "arm": "vedolizumab"},
        ],
    ),
    (
        "Methotrexate recipients improved less. ACR20 response was seen in 41% of them compared with 63% of "
        "patients on tofacitinib.",
        [],
        [
            {"is": "ACR20 response", "percent": 41, "arm": "Methotrexate"},
            {"is": "ACR20 response", "percent": 63, "arm": "tofacitinib"},
        ],
    ),
    (
        "ACR20, ACR50 and ACR70 were achieved by 62, 41 and 20% of 150 patients on sarilumab.",
        [(150, "total", None)],
        [
            {"is": "ACR20", "of": 150, "percent": 62},
            {"is": "ACR50", "of": 150, "percent": 41},
            {"is": "ACR70", "of": 150, "percent": 20},
        ],
    ),
    (
        "PASI 90 and IGA 0/1 responses were seen in 55 and 68% of patients treated with bimekizumab.",
        [],
        [{"is": "PASI 90", "percent": 55}, {"is": "IGA 0/1 response", "percent": 68}],
    ),
    (
        "Half of the group (18 of 36; 50%) became pain-free on carbamazepine, and a further six (17%) had at "
        "least a 30% reduction in pain.",
        [(36, "total", None)],
        [
            {"is": "pain-free", "n": 18, "of": 36, "percent": 50},
            {"is": "at least a 30% reduction in pain", "n": 6, "of": 36, "percent": 17},
        ],
    ),
    (
        "A reduction of at least 50% in seizure frequency was seen in 24 of 60 patients (40%).",
        [(60, "total", None)],
        [{"is": "reduction of at least 50% in seizure frequency", "n": 24, "of": 60, "percent": 40}],
    ),
    (
        "Overall, 38% of patients had a 50% or greater reduction in migraine days with erenumab.",
        [],
        [{"is": "50% or greater reduction in migraine day", "percent": 38}],
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
        "None of the 12 patients with a KRAS mutation responded to cetuximab, whereas 14 of 40 without it "
        "(35%) had a partial response.",
        [(12, "subgroup", "KRAS mutation"), (40, "subgroup", "without KRAS mutation")],
        [
            {"is": "response", "n": 0, "of": 12, "arm": "KRAS mutation"},
            {"is": "partial response", "n": 14, "of": 40, "percent": 35, "arm": "without KRAS mutation"},
        ],
    ),
    (
        "Relapse occurred in 8 of 20 patients with residual disease (40%) and in 3 of 45 without it (7%).",
        [(20, "subgroup", "residual disease"), (45, "subgroup", "without residual disease")],
        [
            {"is": "relapse", "n": 8, "of": 20, "percent": 40, "arm": "residual disease"},
            {"is": "relapse", "n": 3, "of": 45, "percent": 7, "arm": "without residual disease"},
        ],
    ),
    (
        "Nivolumab was active in PD-L1-high disease (ORR 38% [19/50; 95% CI 25-53]) but less so in PD-L1-low "
        "disease (ORR 10% [4/40; 3-24]).",
        [(50, "subgroup", "PD-L1-high"), (40, "subgroup", "PD-L1-low")],
        [
            {"is": "objective response", "n": 19, "of": 50, "percent": 38, "arm": "PD-L1-high"},
            {"is": "objective response", "n": 4, "of": 40, "percent": 10, "arm": "PD-L1-low"},
        ],
    ),
    (
        "Responses were frequent in HER2-positive tumours (response rate 60%) and rare in HER2-negative "
        "tumours (response rate 8%).",
        [],
        [
            {"is": "response", "percent": 60, "arm": "HER2-positive"},
            {"is": "response", "percent": 8, "arm": "HER2-negative"},
        ],
    ),
    (
        "Clinical cure was seen in 77.5% (155/200) of the intention-to-treat and 86.1% (155/180) of the "
        "per-protocol population.",
        [(200, "total", None), (180, "evaluable", None)],
        [
            {"is": "clinical cure (ITT)", "n": 155, "of": 200, "percent": 77.5},
            {"is": "clinical cure (per-protocol)", "n": 155, "of": 180, "percent": 86.1},
        ],
    ),
    (
        "Eradication rates were 76% (38/50) by intention to treat and 86% (38/44) per protocol.",
        [(50, "total", None), (44, "evaluable", None)],
        [
            {"is": "eradication (ITT)", "n": 38, "of": 50, "percent": 76},
            {"is": "eradication (per-protocol)", "n": 38, "of": 44, "percent": 86},
        ],
    ),
    (
        "Flecainide converted 30 of 50 patients (60%) to sinus rhythm within 2 h, compared with 5 of 48 (10%) "
        "given placebo.",
        [(50, "arm", "Flecainide"), (48, "arm", "placebo")],
        [
            {"is": "conversion to sinus rhythm", "n": 30, "of": 50, "percent": 60, "arm": "Flecainide"},
            {"is": "conversion to sinus rhythm", "n": 5, "of": 48, "percent": 10, "arm": "placebo"},
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
    (
        "The 60 patients in the thalidomide arm had a response rate of 72% and a neuropathy rate of 15%, "
        "against 48% and 5% among the 58 controls.",
        [(60, "arm", "thalidomide"), (58, "arm", "controls")],
        [
            {"is": "response", "of": 60, "percent": 72, "arm": "thalidomide"},
            {"is": "neuropathy", "of": 60, "percent": 15, "arm": "thalidomide"},
            {"is": "response", "of": 58, "percent": 48, "arm": "controls"},
            {"is": "neuropathy", "of": 58, "percent": 5, "arm": "controls"},
        ],
    ),
    (
        "Patients on rituximab had a remission rate of 64% and an infection rate of 22%, compared with 39% "
        "and 12% in the placebo group.",
        [],
        [
            {"is": "remission", "percent": 64, "arm": "rituximab"},
            {"is": "infection", "percent": 22, "arm": "rituximab"},
            {"is": "remission", "percent": 39, "arm": "placebo"},
            {"is": "infection", "percent": 12, "arm": "placebo"},
        ],
    ),
    (
        "Sixty women with cystitis received fosfomycin 3 g once (31) or nitrofurantoin 100 mg twice daily "
        "(29). Cure at day 7 was recorded in 28 (90%) and 25 (86%), respectively.",
        [(60, "total", None), (31, "arm", "fosfomycin 3 g"), (29, "arm", "nitrofurantoin 100 mg")],
        [
            {"is": "cure", "n": 28, "of": 31, "percent": 90, "arm": "fosfomycin 3 g"},
            {"is": "cure", "n": 25, "of": 29, "percent": 86, "arm": "nitrofurantoin 100 mg"},
        ],
    ),
    (
        "Bleeding occurred in 3 per 1000 patients.",
        [],
        [],
    ),
    (
        "Nausea affected 1 in 10 patients and vomiting 12% of them.",
        [],
        [{"is": "vomiting", "percent": 12}],
    ),
    (
        "Half of the 30 patients responded, and 4 died.",
        [(30, "total", None)],
        [{"is": "death", "n": 4, "of": 30}],
    ),
    (
        "Two thirds of the 45 patients responded.",
        [(45, "total", None)],
        [],
    ),
    (
        "A rash developed in one in five patients.",
        [],
        [],
    ),
    (
        "Nausea developed in 12 patients in the early group and in 3 patients in the late group.",
        [],
        [{"is": "nausea", "n": 12, "arm": "early"}, {"is": "nausea", "n": 3, "arm": "late"}],
    ),
    (
        "Eight patients died: five due to sepsis and three due to stroke.",
        [],
        [{"is": "death", "n": 8}, {"is": "death due to sepsis", "n": 5}, {"is": "death due to stroke", "n": 3}],
    ),
    (
        "Of 40 patients, 12 (30%) converted to sinus rhythm on amiodarone.",
        [(40, "total", None)],
        [{"is": "conversion to sinus rhythm", "n": 12, "of": 40, "percent": 30}],
    ),
    (
        "A response, defined as at least a 50% reduction in pain, was seen in 12 of 30 patients (40%).",
        [(30, "total", None)],
        [{"is": "response", "n": 12, "of": 30, "percent": 40}],
    ),
    (
        "Complete remission was achieved in 35% of the children and partial remission in 35%.",
        [],
        [{"is": "complete remission", "percent": 35}, {"is": "partial remission", "percent": 35}],
    ),
    (
        "The endpoint was local control (LC). The actuarial LC rate was 97%.",
        [],
        [{"is": "actuarial local control", "percent": 97}],
    ),
    (
        "The complication rate was 12% overall: 15% in the open group and 9% in the closed group.",
        [],
        [
            {"is": "complication", "percent": 12},
            {"is": "complication", "percent": 15, "arm": "open"},
            {"is": "complication", "percent": 9, "arm": "closed"},
        ],
    ),
    (
        "Vomiting occurred in 18% of group D, 32% of group M and 49% of group RS.",
        [],
        [
            {"is": "vomiting", "percent": 18, "arm": "group D"},
            {"is": "vomiting", "percent": 32, "arm": "group M"},
            {"is": "vomiting", "percent": 49, "arm": "group RS"},
        ],
    ),
    (
        "Diarrhoea was more common with neratinib (40% vs 2%).",
        [],
        [{"is": "diarrhoea", "percent": 40, "arm": "neratinib"}, {"is": "diarrhoea", "percent": 2}],
    ),
    (
        "In the intervention group 14 of 60 infants (23%) and in the control group 25 (43%) developed delirium.",
        [(60, "arm", "intervention")],
        [
            {"is": "delirium", "n": 14, "of": 60, "percent": 23, "arm": "intervention"},
            {"is": "delirium", "n": 25, "percent": 43, "arm": "control"},
        ],
    ),
    (
        "Hypoglycaemia occurred in 18% on sulfonylurea and 3% on empagliflozin.",
        [],
        [
            {"is": "hypoglycaemia", "percent": 18, "arm": "sulfonylurea"},
            {"is": "hypoglycaemia", "percent": 3, "arm": "empagliflozin"},
        ],
    ),
    (
        "Complete remission was reached by 35% and partial remission by 36% of the children.",
        [],
        [{"is": "complete remission", "percent": 35}, {"is": "partial remission", "percent": 36}],
    ),
    (
        "Relapse-free survival at 3 years was significantly better with rituximab (78% v 61%).",
        [],
        [
            {"is": "relapse-free survival", "percent": 78, "arm": "rituximab"},
            {"is": "relapse-free survival", "percent": 61},
        ],
    ),
    (
        "Fewer strokes were seen with ticagrelor (1.2% versus 2.4%).",
        [],
        [{"is": "stroke", "percent": 1.2, "arm": "ticagrelor"}, {"is": "stroke", "percent": 2.4}],
    ),
    (
        "At month 24, 34% of eyes gained at least 15 letters.",
        [],
        [{"is": "gained at least 15 letters", "percent": 34}],
    ),
    (
        "There was an improvement in the rate of adequate sleep in 30% of patients.",
        [],
        [{"is": "improvement in adequate sleep", "percent": 30}],
    ),
    (
        "The ORR, the median PFS and the disease control rate were 44%, 5.1 months and 71%, respectively.",
        [],
        [{"is": "objective response", "percent": 44}, {"is": "disease control", "percent": 71}],
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
