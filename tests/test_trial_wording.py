"""Percentages that are differences, and how reports of trials word results; the texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, PatientCount, ResponseRate
from tests.test_hard_texts import of_share

# One text in, all patient counts and shares out.
TEXTS: list[tuple[str, list[tuple[int, str, str | None]], list[dict[str, Any]]]] = [
    # differences, reductions and averages are no shares; what only differs is
    (
        "The relative risk reduction for death was 53.3% with sorafenib and 41.4% with tofacitinib.",
        [],
        [],
    ),
    (
        (
            "The adjusted difference in remission rate vs placebo was 53% [46-60] for the 15 mg group; 63% "
            "[57-69] for the 30 mg group."
        ),
        [],
        [],
    ),
    (
        "Risk differences for nausea: sorafenib 12%, tofacitinib 7%.",
        [],
        [],
    ),
    (
        ("Patients on sorafenib had an absolute risk difference for relapse of 12% versus 7% for tofacitinib."),
        [],
        [],
    ),
    (
        ("The mean reduction in pain in patients with gout was 41% (n=40) and in those with lupus 22% (n=38)."),
        [],
        [],
    ),
    (
        "The increase in response rate was 12% for 15 mg; 18% for 30 mg.",
        [],
        [],
    ),
    (
        "The risk difference for nausea was 12% and mortality was 5%.",
        [],
        [{"is": "mortality", "percent": 5}],
    ),
    (
        "A reduction in the risk of stroke was seen (4.3% vs 8.1%).",
        [],
        [{"is": "stroke", "percent": 4.3}, {"is": "stroke", "percent": 8.1}],
    ),
    (
        "There was a difference in mortality, which was 40% with sorafenib and 20% with placebo.",
        [],
        [{"is": "mortality", "percent": 40, "arm": "sorafenib"}, {"is": "mortality", "percent": 20, "arm": "placebo"}],
    ),
    (
        "Improvement in pain was seen in 40% with sorafenib and 20% with placebo.",
        [],
        [
            {"is": "improvement in pain", "percent": 40, "arm": "sorafenib"},
            {"is": "improvement in pain", "percent": 20, "arm": "placebo"},
        ],
    ),
    # who was treated how, who they were, and what befell them
    (
        (
            "A total of 846 children (mean [SD] age, 9.1 [1.4] years; 407 boys [48.1%]) were included, of "
            "whom 67 (7.9%) died."
        ),
        [(846, "total", None)],
        [{"is": "death", "n": 67, "of": 846, "percent": 7.9}],
    ),
    (
        (
            "Of 600 randomized patients, 562 entered the analysis (median age [Q1, Q3]: 62 [50, 71] years; "
            "237 [42.2%] women), of whom 336 (59.8%) survived to discharge."
        ),
        [(600, "total", None), (562, "evaluable", None)],
        [{"is": "survival", "n": 336, "of": 562, "percent": 59.8}],
    ),
    (
        (
            "We compared internet therapy (n = 150) with face-to-face therapy (n = 151). Remission was seen "
            "in 40% after internet therapy and in 42% after face-to-face therapy."
        ),
        [(150, "arm", "internet therapy"), (151, "arm", "face-to-face therapy")],
        [
            {"is": "remission", "of": 150, "percent": 40, "arm": "internet therapy"},
            {"is": "remission", "of": 151, "percent": 42, "arm": "face-to-face therapy"},
        ],
    ),
    (
        (
            "Outcomes after laparoscopic repair (n=40) and open repair (n=41) were compared. Leaks occurred "
            "in 12% after laparoscopic repair."
        ),
        [(40, "arm", "laparoscopic repair"), (41, "arm", "open repair")],
        [{"is": "leak", "of": 40, "percent": 12, "arm": "laparoscopic repair"}],
    ),
    (
        (
            "Forty patients were managed with laparoscopic repair and 41 with open repair. Leaks occurred in "
            "12% and 5%, respectively."
        ),
        [(40, "arm", "laparoscopic repair"), (41, "arm", "open repair")],
        [
            {"is": "leak", "of": 40, "percent": 12, "arm": "laparoscopic repair"},
            {"is": "leak", "of": 41, "percent": 5, "arm": "open repair"},
        ],
    ),
    (
        "A total of 81 patients were included: yoga (n=40) and stretching (n=41).",
        [(81, "total", None), (40, "arm", "yoga"), (41, "arm", "stretching")],
        [],
    ),
    (
        (
            "We randomised 101 patients to sorafenib (n=50) or placebo (n=51). At week 12, 56% and 39% of "
            "patients in the sorafenib and placebo groups, respectively, achieved remission."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "remission", "of": 50, "percent": 56, "arm": "sorafenib"},
            {"is": "remission", "of": 51, "percent": 39, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 101 patients to sorafenib (n=50) or placebo (n=51). Twenty-eight patients (56%) on"
            " sorafenib and 20 (39%) on placebo relapsed."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "relapse", "n": 28, "of": 50, "percent": 56, "arm": "sorafenib"},
            {"is": "relapse", "n": 20, "of": 51, "percent": 39, "arm": "placebo"},
        ],
    ),
    (
        "Of 450 patients, 9 (2.0%) were admitted to the ICU and 45 (10%) died.",
        [(450, "total", None)],
        [
            {"is": "ICU admission", "n": 9, "of": 450, "percent": 2.0},
            {"is": "death", "n": 45, "of": 450, "percent": 10},
        ],
    ),
    # groups that are only counted, strata, those with a degree of something
    (
        (
            "Patients were randomized to ticagrelor, prasugrel or clopidogrel. Bleeding occurred in 5.3%, "
            "8.8%, and 12.9% of patients in the three groups, respectively."
        ),
        [],
        [
            {"is": "bleeding", "percent": 5.3, "arm": "ticagrelor"},
            {"is": "bleeding", "percent": 8.8, "arm": "prasugrel"},
            {"is": "bleeding", "percent": 12.9, "arm": "clopidogrel"},
        ],
    ),
    (
        (
            "Patients were randomized to ticagrelor or clopidogrel. Blood transfusion was reported for 179 "
            "(5.3%), 165 (8.8%), and 129 (12.9%) patients in the three weight categories, respectively."
        ),
        [],
        [
            {"is": "blood transfusion", "n": 179, "percent": 5.3},
            {"is": "blood transfusion", "n": 165, "percent": 8.8},
            {"is": "blood transfusion", "n": 129, "percent": 12.9},
        ],
    ),
    (
        (
            "Patients were randomized to ticagrelor or clopidogrel. Bleeding occurred in 5.3%, 8.8% and 12.9%"
            " by tertile of weight, respectively."
        ),
        [],
        [{"is": "bleeding", "percent": 5.3}, {"is": "bleeding", "percent": 8.8}, {"is": "bleeding", "percent": 12.9}],
    ),
    (
        (
            "Patients were randomized to ticagrelor or clopidogrel. Bleeding on aspirin occurred in 5.3% and "
            "8.8% of the two age strata, respectively."
        ),
        [],
        [{"is": "bleeding", "percent": 5.3}, {"is": "bleeding", "percent": 8.8}],
    ),
    (
        (
            "Patients were randomized to ticagrelor or clopidogrel. Bleeding occurred in 5.3%, 8.8% and 12.9%"
            " of those with mild, moderate and severe anaemia, respectively."
        ),
        [],
        [
            {"is": "bleeding", "percent": 5.3, "arm": "mild anaemia"},
            {"is": "bleeding", "percent": 8.8, "arm": "moderate anaemia"},
            {"is": "bleeding", "percent": 12.9, "arm": "severe anaemia"},
        ],
    ),
    (
        (
            "Survival with ticagrelor versus clopidogrel was 96% versus 90%, 93% versus 83%, and 92% versus "
            "68% across the three age groups, respectively."
        ),
        [],
        [
            {"is": "survival", "percent": 96, "arm": "ticagrelor"},
            {"is": "survival", "percent": 90, "arm": "clopidogrel"},
            {"is": "survival", "percent": 93, "arm": "ticagrelor"},
            {"is": "survival", "percent": 83, "arm": "clopidogrel"},
            {"is": "survival", "percent": 92, "arm": "ticagrelor"},
            {"is": "survival", "percent": 68, "arm": "clopidogrel"},
        ],
    ),
    (
        (
            "Participants were allocated to cryoablation (40 patients) or radiofrequency ablation (41 "
            "patients). Nausea occurred in 12% and 5%, respectively."
        ),
        [(40, "arm", "cryoablation"), (41, "arm", "radiofrequency ablation")],
        [
            {"is": "nausea", "of": 40, "percent": 12, "arm": "cryoablation"},
            {"is": "nausea", "of": 41, "percent": 5, "arm": "radiofrequency ablation"},
        ],
    ),
    # a bracket sorts the share before it, or tells whose its number is
    (
        (
            "We randomised 149 patients to zanubrutinib and 147 to chlorambucil. Treatment-related deaths "
            "occurred in two (1%) patients in the zanubrutinib group (one sepsis and one cardiac arrest) and "
            "three (2%) in the chlorambucil group."
        ),
        [(149, "arm", "zanubrutinib"), (147, "arm", "chlorambucil")],
        [
            {"is": "treatment-related death", "n": 2, "of": 149, "percent": 1, "arm": "zanubrutinib"},
            {"is": "sepsis", "n": 1, "of": 149, "arm": "zanubrutinib"},
            {"is": "cardiac arrest", "n": 1, "of": 149, "arm": "zanubrutinib"},
            {"is": "treatment-related death", "n": 3, "of": 147, "percent": 2, "arm": "chlorambucil"},
        ],
    ),
    (
        (
            "We randomised 149 patients to zanubrutinib and 147 to chlorambucil. Serious adverse events "
            "occurred in 12 (8%) patients in the zanubrutinib group (mostly pneumonia), compared with 14 "
            "(10%) in the chlorambucil group (six pneumonia, eight rash)."
        ),
        [(149, "arm", "zanubrutinib"), (147, "arm", "chlorambucil")],
        [
            {"is": "serious adverse event", "n": 12, "of": 149, "percent": 8, "arm": "zanubrutinib"},
            {"is": "serious adverse event", "n": 14, "of": 147, "percent": 10, "arm": "chlorambucil"},
            {"is": "pneumonia", "n": 6, "of": 147, "arm": "chlorambucil"},
            {"is": "rash", "n": 8, "of": 147, "arm": "chlorambucil"},
        ],
    ),
    (
        (
            "Patients received XYZ-101 at 200 mg (n = 12) or 400 mg (n = 10) twice daily. Dose-limiting "
            "toxicities were grade 3 rash (two patients at 400 mg) and grade 4 thrombocytopenia (one patient "
            "at 200 mg)."
        ),
        [(12, "arm", "200 mg"), (10, "arm", "400 mg")],
        [
            {"is": "rash", "grade": "3", "n": 2, "of": 10, "arm": "400 mg"},
            {"is": "thrombocytopenia", "grade": "4", "n": 1, "of": 12, "arm": "200 mg"},
        ],
    ),
    # whose, of how many, and of what
    (
        (
            "From 2015 to 2019, 96 children were randomised to mesalazine 50 mg/kg/day (n=64) or placebo "
            "(n=32). Headache was reported in 14% with mesalazine and 9% with placebo."
        ),
        [(96, "total", None), (64, "arm", "mesalazine 50 mg/kg/day"), (32, "arm", "placebo")],
        [
            {"is": "headache", "of": 64, "percent": 14, "arm": "mesalazine"},
            {"is": "headache", "of": 32, "percent": 9, "arm": "placebo"},
        ],
    ),
    (
        "Of 200 patients, 40 (20%) had xanthic plaques and 10 (5%) died.",
        [(200, "total", None)],
        [{"is": "death", "n": 10, "of": 200, "percent": 5}],
    ),
    (
        (
            "One hundred patients took degludec (n=50) or glargine (n=50). One participant on degludec died "
            "of myocardial infarction."
        ),
        [(100, "total", None), (50, "arm", "degludec"), (50, "arm", "glargine")],
        [{"is": "death of myocardial infarction", "n": 1, "of": 50, "arm": "degludec"}],
    ),
    (
        "Cure was achieved by 97% with genotype 1a (n=142), 99% with genotype 1b (n=88).",
        [(142, "subgroup", "genotype 1a"), (88, "subgroup", "genotype 1b")],
        [
            {"is": "cure", "of": 142, "percent": 97, "arm": "genotype 1a"},
            {"is": "cure", "of": 88, "percent": 99, "arm": "genotype 1b"},
        ],
    ),
    (
        "Fever was seen in 12 vaccine recipients and 14 placebo recipients.",
        [],
        [{"is": "fever", "n": 12, "arm": "vaccine"}, {"is": "fever", "n": 14, "arm": "placebo"}],
    ),
    # counts of two groups, named once
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). There were 3"
            " recurrences with sorafenib and 5 with placebo."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "recurrence", "n": 3, "of": 50, "arm": "sorafenib"},
            {"is": "recurrence", "n": 5, "of": 51, "arm": "placebo"},
        ],
    ),
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). Relapse was "
            "documented in 3 sorafenib-treated and 5 placebo-treated patients."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "relapse", "n": 3, "of": 50, "arm": "sorafenib"},
            {"is": "relapse", "n": 5, "of": 51, "arm": "placebo"},
        ],
    ),
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). Three "
            "patients in the sorafenib group and five in the placebo group had relapses."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "relapse", "n": 3, "of": 50, "arm": "sorafenib"},
            {"is": "relapse", "n": 5, "of": 51, "arm": "placebo"},
        ],
    ),
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). There were 3"
            " deaths in the sorafenib group compared with 5 in the placebo group."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [{"is": "death", "n": 3, "of": 50, "arm": "sorafenib"}, {"is": "death", "n": 5, "of": 51, "arm": "placebo"}],
    ),
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). There were 6"
            " disease flares with sorafenib and 44 with placebo."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [],
    ),
    # more of them, and those who stopped
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). Eight "
            "recurrences were reported, three in the sorafenib group and five in the placebo group."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [
            {"is": "recurrence", "n": 3, "of": 50, "arm": "sorafenib"},
            {"is": "recurrence", "n": 5, "of": 51, "arm": "placebo"},
        ],
    ),
    (
        (
            "One hundred and one patients were randomised to sorafenib (n=50) or placebo (n=51). In the "
            "sorafenib group there were 3 deaths, and in the placebo group 5."
        ),
        [(101, "total", None), (50, "arm", "sorafenib"), (51, "arm", "placebo")],
        [{"is": "death", "n": 3, "of": 50, "arm": "sorafenib"}, {"is": "death", "n": 5, "of": 51, "arm": "placebo"}],
    ),
    (
        (
            "Thirty patients were treated with cenobamate. Three patients stopped the drug, two for rash and "
            "one for nausea."
        ),
        [(30, "total", None)],
        [{"is": "rash", "n": 2, "of": 30}, {"is": "nausea", "n": 1, "of": 30}],
    ),
    # lists with the verb at their end, thresholds, whom a rate is told of
    (
        (
            "We treated 231 patients. 79% of patients in stage I, 61% in stage II and 33% in stage III were "
            "alive at five years."
        ),
        [(231, "total", None)],
        [
            {"is": "alive", "percent": 79, "arm": "stage I"},
            {"is": "alive", "percent": 61, "arm": "stage II"},
            {"is": "alive", "percent": 33, "arm": "stage III"},
        ],
    ),
    (
        (
            "We randomised 897 patients. The proportion of responders (at least 50% reduction in headache) "
            "was 44% with lithium and 28% with placebo."
        ),
        [(897, "total", None)],
        [{"is": "responder", "percent": 44, "arm": "lithium"}, {"is": "responder", "percent": 28, "arm": "placebo"}],
    ),
    (
        "Of 100 patients, herpes zoster was reported in five (5%), none of whom had received prophylaxis.",
        [(100, "total", None)],
        [{"is": "herpes zoster", "n": 5, "of": 100, "percent": 5}],
    ),
    (
        (
            "Patients were randomised to sorafenib or placebo. Common adverse events reported in more than "
            "10% of patients in either group were neutropenia (59% vs 1%)."
        ),
        [],
        [
            {"is": "neutropenia", "percent": 59, "arm": "sorafenib"},
            {"is": "neutropenia", "percent": 1, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients were randomised to sorafenib (n=40) or placebo (n=40). The response rate among patients"
            " with measurable disease was 52% and 37%, respectively."
        ),
        [(40, "arm", "sorafenib"), (40, "arm", "placebo")],
        [
            {"is": "response", "of": 40, "percent": 52, "arm": "sorafenib"},
            {"is": "response", "of": 40, "percent": 37, "arm": "placebo"},
        ],
    ),
    # of whom a share is one
    (
        "Obesity was present in 31% of those who died.",
        [],
        [],
    ),
    (
        (
            "Clinical cure was documented in 68 of 82 women (83%) infected with susceptible strains and in 11"
            " of 27 (41%) infected with resistant strains."
        ),
        [(82, "subgroup", "susceptible strains"), (27, "subgroup", "resistant strains")],
        [
            {"is": "clinical cure", "n": 68, "of": 82, "percent": 83, "arm": "susceptible strains"},
            {"is": "clinical cure", "n": 11, "of": 27, "percent": 41, "arm": "resistant strains"},
        ],
    ),
    # groups that open a sentence, months as dates, doses as labels, tests with their sides
    (
        (
            "Eligible patients (n = 370) were randomized. For HCT (181 patients) and BSC (189 patients), "
            "respective remission rates were 64% and 63%. Survival for HCT and BSC was 60% and 46%, "
            "respectively."
        ),
        [(370, "total", None), (181, "arm", "HCT"), (189, "arm", "BSC")],
        [
            {"is": "remission", "of": 181, "percent": 64, "arm": "HCT"},
            {"is": "remission", "of": 189, "percent": 63, "arm": "BSC"},
            {"is": "survival", "of": 181, "percent": 60, "arm": "HCT"},
            {"is": "survival", "of": 189, "percent": 46, "arm": "BSC"},
        ],
    ),
    (
        ("Between 09/92 and 12/96, 61 patients were randomised between iron (32 patients) and zinc (29 patients)."),
        [(61, "total", None), (32, "arm", "iron"), (29, "arm", "zinc")],
        [],
    ),
    (
        (
            "A total of 121 patients received a daily dose of 2.5 mg of risedronate and 1,000 IU of "
            "ergocalciferol, and the remaining 121 received placebo and 1,000 IU of ergocalciferol."
        ),
        [(121, "arm", "2.5 mg of risedronate"), (121, "arm", "placebo")],
        [],
    ),
    (
        (
            "The response rate was 58% (80% CI 41% to 74%; one-sided P < 0.001; 11/19 patients) with "
            "abiraterone and 22% (10% to 40%; one-sided P = 0.01; 4/18 patients) with radium-223."
        ),
        [(19, "arm", "abiraterone"), (18, "arm", "radium-223")],
        [
            {"is": "response", "n": 11, "of": 19, "percent": 58, "arm": "abiraterone"},
            {"is": "response", "n": 4, "of": 18, "percent": 22, "arm": "radium-223"},
        ],
    ),
    (
        "The cure rate of patients with cystitis was 93% with fosfomycin and 80% with ampicillin.",
        [],
        [{"is": "cure", "percent": 93, "arm": "fosfomycin"}, {"is": "cure", "percent": 80, "arm": "ampicillin"}],
    ),
    (
        "The risk of a stroke was larger for women (23% vs 17% men).",
        [],
        [{"is": "stroke", "percent": 23, "arm": "women"}, {"is": "stroke", "percent": 17, "arm": "men"}],
    ),
    (
        (
            "In the zinc arm, 450 of 495 patients had a baseline and one later score versus 445 of 496 "
            "patients in the iron arm."
        ),
        [(495, "arm", None), (496, "arm", "iron")],
        [],
    ),
    # with and without, parts in brackets, what stopped them
    (
        (
            "In total, 1790 patients (25%) with gout and 7931 patients (15%) without gout died. Of these, "
            "1225 (17%) with and 5377 (10%) without gout had a stroke."
        ),
        [],
        [
            {"is": "death", "n": 1790, "percent": 25, "arm": "gout"},
            {"is": "death", "n": 7931, "percent": 15, "arm": "without gout"},
            {"is": "stroke", "n": 1225, "percent": 17, "arm": "gout"},
            {"is": "stroke", "n": 5377, "percent": 10, "arm": "without gout"},
        ],
    ),
    (
        (
            "Patients received zinc (n=40) or iron (n=42). The overall response rate was 63% (complete "
            "response 34% and partial response 29%) for zinc and 48% (CR 17% and PR 31%) for iron."
        ),
        [(40, "arm", "zinc"), (42, "arm", "iron")],
        [
            {"is": "overall response", "of": 40, "percent": 63, "arm": "zinc"},
            {"is": "complete response", "percent": 34, "arm": "zinc"},
            {"is": "partial response", "percent": 29, "arm": "zinc"},
            {"is": "overall response", "of": 42, "percent": 48, "arm": "iron"},
            {"is": "complete response", "of": 42, "percent": 17, "arm": "iron"},
            {"is": "partial response", "of": 42, "percent": 31, "arm": "iron"},
        ],
    ),
    (
        (
            "Patients received zinc (n=40) or iron (n=42). The response rate was 63% (complete 34%, partial "
            "29%) with zinc and 48% (complete 17%, partial 31%) with iron."
        ),
        [(40, "arm", "zinc"), (42, "arm", "iron")],
        [
            {"is": "response", "of": 40, "percent": 63, "arm": "zinc"},
            {"is": "complete response", "percent": 34, "arm": "zinc"},
            {"is": "partial response", "percent": 29, "arm": "zinc"},
            {"is": "response", "of": 42, "percent": 48, "arm": "iron"},
            {"is": "complete response", "of": 42, "percent": 17, "arm": "iron"},
            {"is": "partial response", "of": 42, "percent": 31, "arm": "iron"},
        ],
    ),
    (
        "Premature discontinuation for toxicity occurred in 14/59 during venlafaxine and 5/53 during clonidine.",
        [(59, "arm", "venlafaxine"), (53, "arm", "clonidine")],
        [
            {"is": "discontinuation for toxicity", "n": 14, "of": 59, "arm": "venlafaxine"},
            {"is": "discontinuation for toxicity", "n": 5, "of": 53, "arm": "clonidine"},
        ],
    ),
    (
        "One hundred patients were enrolled. Seventy patients had a confirmed diagnosis of pneumonia.",
        [(100, "total", None)],
        [],
    ),
    # more of these in one group than in the other
    (
        "There were more deaths in the zinc group than in the iron group (12% v 5%).",
        [],
        [{"is": "death", "percent": 12, "arm": "zinc"}, {"is": "death", "percent": 5, "arm": "iron"}],
    ),
    (
        (
            "There was more pain after open repair than after mesh repair (12 v 5). Leaks were commoner after"
            " open repair as compared to mesh repair (9% vs 3%)."
        ),
        [],
        [{"is": "leak", "percent": 9, "arm": "open repair"}, {"is": "leak", "percent": 3, "arm": "mesh repair"}],
    ),
    (
        "More patients in the zinc group required rescue medication (21 vs. 8; p = 0.01).",
        [],
        [{"is": "rescue medication", "n": 21, "arm": "zinc"}, {"is": "rescue medication", "n": 8, "arm": "non-zinc"}],
    ),
    (
        "There were more deaths in the zinc group (12) than in the iron group (5).",
        [],
        [{"is": "death", "n": 12, "arm": "zinc"}, {"is": "death", "n": 5, "arm": "iron"}],
    ),
    (
        "There was no difference in recurrences: 60 in the HRT group versus 48 in the control group.",
        [],
        [{"is": "recurrence", "n": 60, "arm": "HRT"}, {"is": "recurrence", "n": 48, "arm": "control"}],
    ),
    (
        (
            "Memory complaints were reported by 28% of tamoxifen users, 24% of exemestane users and 6% of "
            "healthy controls."
        ),
        [],
        [
            {"is": "memory complaint", "percent": 28, "arm": "tamoxifen"},
            {"is": "memory complaint", "percent": 24, "arm": "exemestane"},
            {"is": "memory complaint", "percent": 6, "arm": "healthy controls"},
        ],
    ),
    (
        (
            "Patients received omega-3 (n = 30) or placebo (n = 27). Twenty one patients (70%) of the group "
            "taking omega-3 did well."
        ),
        [(30, "arm", "omega-3"), (27, "arm", "placebo")],
        [],
    ),
    (
        (
            "The amenorrhea rate was 90% with zinc and 72% with iron at 1 year, and 67% and 59%, "
            "respectively, at 3 years."
        ),
        [],
        [
            {"is": "amenorrhea", "percent": 90, "arm": "zinc"},
            {"is": "amenorrhea", "percent": 72, "arm": "iron"},
            {"is": "amenorrhea", "percent": 67, "arm": "zinc"},
            {"is": "amenorrhea", "percent": 59, "arm": "iron"},
        ],
    ),
    # two outcomes of each group in turn; what is no label
    (
        (
            "The 5-year overall and disease-free survival rates were 95.6% and 89.7%, and 94.9% and 88.4%, "
            "respectively, in the zinc and iron groups."
        ),
        [],
        [
            {"is": "overall survival", "percent": 95.6, "arm": "zinc"},
            {"is": "disease-free survival", "percent": 89.7, "arm": "zinc"},
            {"is": "overall survival", "percent": 94.9, "arm": "iron"},
            {"is": "disease-free survival", "percent": 88.4, "arm": "iron"},
        ],
    ),
    (
        (
            "Nausea and rash were seen in 5% and 9%, 4% and 8%, and 2% and 3% of the zinc, iron and gold "
            "groups, respectively."
        ),
        [],
        [
            {"is": "nausea", "percent": 5, "arm": "zinc"},
            {"is": "rash", "percent": 9, "arm": "zinc"},
            {"is": "nausea", "percent": 4, "arm": "iron"},
            {"is": "rash", "percent": 8, "arm": "iron"},
            {"is": "nausea", "percent": 2, "arm": "gold"},
            {"is": "rash", "percent": 3, "arm": "gold"},
        ],
    ),
    (
        (
            "Four patients died because of adverse events, three from infections (two during induction and "
            "one during consolidation)."
        ),
        [],
        [
            {"is": "death because of adverse event", "n": 4},
            {"is": "death from infection", "n": 3},
            {"is": "death from infection", "n": 2},
            {"is": "death from infection", "n": 1},
        ],
    ),
    # amounts and reductions; treatments by letter; what came after
    (
        "The incidence of unstable angina was significantly lower, by 52% (p = 0.007).",
        [],
        [],
    ),
    (
        "Controls had significantly higher intraoperative blood loss (300 vs 200).",
        [],
        [],
    ),
    (
        "The response rates were 4.6%, 7.9% and 12.5% in treatments A, B and C, respectively.",
        [],
        [
            {"is": "response", "percent": 4.6, "arm": "treatment A"},
            {"is": "response", "percent": 7.9, "arm": "treatment B"},
            {"is": "response", "percent": 12.5, "arm": "treatment C"},
        ],
    ),
    (
        ("The frequency of recurrence after initial resolution was low (12%, 23%, and 42% in groups A, B and C)."),
        [],
        [
            {"is": "recurrence", "percent": 12, "arm": "group A"},
            {"is": "recurrence", "percent": 23, "arm": "group B"},
            {"is": "recurrence", "percent": 42, "arm": "group C"},
        ],
    ),
    # groups by amount; what a sentence points back to; counts of two groups
    (
        (
            "Relapse was seen in 7% and 12% in the 10- and 20-mg groups, respectively. Nausea was seen in 3%,"
            " 4% and 9% in the 10-, 20- and 40-mg groups."
        ),
        [],
        [
            {"is": "relapse", "percent": 7, "arm": "10-mg"},
            {"is": "relapse", "percent": 12, "arm": "20-mg"},
            {"is": "nausea", "percent": 3, "arm": "10-mg"},
            {"is": "nausea", "percent": 4, "arm": "20-mg"},
            {"is": "nausea", "percent": 9, "arm": "40-mg"},
        ],
    ),
    (
        "In the 6- and 12-month groups, relapse was seen in 12% and 7%, respectively.",
        [],
        [
            {"is": "relapse", "percent": 12, "arm": "6-month group"},
            {"is": "relapse", "percent": 7, "arm": "12-month group"},
        ],
    ),
    (
        (
            "The complete remission rate of the docetaxel group was 28.6%. It was significantly higher than "
            "that of the paclitaxel group (10.4%)."
        ),
        [],
        [
            {"is": "complete remission", "percent": 28.6, "arm": "docetaxel"},
            {"is": "complete remission", "percent": 10.4, "arm": "paclitaxel"},
        ],
    ),
    (
        (
            "Five patients in the control group and ten patients of the study group experienced complete "
            "pathological response."
        ),
        [],
        [
            {"is": "complete pathological response", "n": 5, "arm": "control"},
            {"is": "complete pathological response", "n": 10, "arm": "study"},
        ],
    ),
    (
        "There were 1 CR, 5 PR, 19 SD, and 9 PD in the control group.",
        [],
        [
            {"is": "complete response", "n": 1, "arm": "control"},
            {"is": "partial response", "n": 5, "arm": "control"},
            {"is": "stable disease", "n": 19, "arm": "control"},
            {"is": "progressive disease", "n": 9, "arm": "control"},
        ],
    ),
    (
        (
            "Patients received gemcitabine (n=190) or epirubicin (n=192). Of the 28 on-study deaths (17 "
            "gemcitabine, 11 epirubicin), three were related to treatment."
        ),
        [(190, "arm", "gemcitabine"), (192, "arm", "epirubicin")],
        [],
    ),
    # brackets with the name of each group, or behind one
    (
        (
            "Twenty-eight (30.4%) patients (Group A=9 out of 45, 20%; Group B=19 out of 47, 42%) developed a "
            "wound seroma."
        ),
        [(45, "arm", "group A"), (47, "arm", "group B")],
        [
            {"is": "wound seroma", "n": 28, "percent": 30.4},
            {"is": "wound seroma", "n": 9, "of": 45, "percent": 20, "arm": "group A"},
            {"is": "wound seroma", "n": 19, "of": 47, "percent": 42, "arm": "group B"},
        ],
    ),
    (
        (
            "The most common adverse events were neutropenia (ribociclib, 72.0% [n = 72]; placebo, 4.6% [n = "
            "5]) and nausea (ribociclib, 69.0% [n = 69]; placebo, 44.0% [n = 48])."
        ),
        [],
        [
            {"is": "neutropenia", "n": 72, "percent": 72.0, "arm": "ribociclib"},
            {"is": "neutropenia", "n": 5, "percent": 4.6, "arm": "placebo"},
            {"is": "nausea", "n": 69, "percent": 69.0, "arm": "ribociclib"},
            {"is": "nausea", "n": 48, "percent": 44.0, "arm": "placebo"},
        ],
    ),
    (
        (
            "Rates of pathological complete response (3% vs 6%) and disease progression (9% vs 8%) did not "
            "differ significantly in the endocrine therapy or chemotherapy group."
        ),
        [],
        [
            {"is": "pathological complete response", "percent": 3, "arm": "endocrine therapy"},
            {"is": "pathological complete response", "percent": 6, "arm": "chemotherapy"},
            {"is": "disease progression", "percent": 9, "arm": "endocrine therapy"},
            {"is": "disease progression", "percent": 8, "arm": "chemotherapy"},
        ],
    ),
    (
        (
            "Grade III-IV toxicity occurred in 69% of patients in arm A (fatigue 31%, pain 11%, neutropenia "
            "8%) and 11% in arm B."
        ),
        [],
        [
            {"is": "toxicity", "grade": "3-4", "percent": 69, "arm": "arm A"},
            {"is": "fatigue", "grade": "3-4", "percent": 31, "arm": "arm A"},
            {"is": "pain", "grade": "3-4", "percent": 11, "arm": "arm A"},
            {"is": "neutropenia", "grade": "3-4", "percent": 8, "arm": "arm A"},
            {"is": "toxicity", "grade": "3-4", "percent": 11, "arm": "arm B"},
        ],
    ),
    (
        "Grade 3 or 4 neutropenia was more common in Arm B (60 %) than Arms A (16 %) or C (22 %).",
        [],
        [
            {"is": "neutropenia", "grade": "3-4", "percent": 60, "arm": "arm B"},
            {"is": "neutropenia", "grade": "3-4", "percent": 16, "arm": "arm A"},
            {"is": "neutropenia", "grade": "3-4", "percent": 22, "arm": "arm C"},
        ],
    ),
    (
        (
            "Complete response was reached by more NCT patients than NET patients using MRI (NCT 83.7% vs. "
            "NET 52.9%, 95% CI 17.6-44.0, p < 0.001)."
        ),
        [],
        [
            {"is": "complete response", "percent": 83.7, "arm": "NCT"},
            {"is": "complete response", "percent": 52.9, "arm": "NET"},
        ],
    ),
    # a limit is no comparison; who improves something does not improve
    (
        (
            "Patients received GM1 (n=103) or placebo (n=103). The GM1 group had a significantly lower "
            "incidence of grade 1 or higher neurotoxicity (26.4% vs 97.8%, P < .001)."
        ),
        [(103, "arm", "GM1"), (103, "arm", "placebo")],
        [
            {"is": "neurotoxicity", "grade": ">=1", "percent": 26.4, "arm": "GM1"},
            {"is": "neurotoxicity", "grade": ">=1", "percent": 97.8, "arm": "placebo"},
        ],
    ),
    (
        "Zinc significantly improved the response rate from 26% to 35% (P = .0085).",
        [],
        [{"is": "response", "percent": 26}, {"is": "response", "percent": 35}],
    ),
    # amounts of one drug as groups, lists that a group closes, parts by grade, with and without
    (
        (
            "The eradication rate was 91.8% (101 patients from a total of 110) in group A, 85.8% (97 patients"
            " from a total of 113) in group B."
        ),
        [(110, "arm", "group A"), (113, "arm", "group B")],
        [
            {"is": "eradication", "n": 101, "of": 110, "percent": 91.8, "arm": "group A"},
            {"is": "eradication", "n": 97, "of": 113, "percent": 85.8, "arm": "group B"},
        ],
    ),
    (
        ("Improvement was reported by 58.3% ( n = 21/36) of bupropion versus 27.7% ( n = 10/36) of placebo patients."),
        [(36, "arm", "bupropion"), (36, "arm", "placebo")],
        [
            {"is": "improvement", "n": 21, "of": 36, "percent": 58.3, "arm": "bupropion"},
            {"is": "improvement", "n": 10, "of": 36, "percent": 27.7, "arm": "placebo"},
        ],
    ),
    (
        (
            "No side effects were reported by 88% of subjects in the ceftibuten group and by 93% of subjects "
            "in the amoxicillin group."
        ),
        [],
        [],
    ),
    (
        (
            "Patients received AS + RT (n = 281) or AS + RT + CT (n = 282). The 4-year overall survival rate "
            "was 89% for AS + RT and 93% for AS + RT + CT. There were 59 deaths in the AS + RT arm and 43 in "
            "the AS + RT + CT arm."
        ),
        [(281, "arm", "AS + RT"), (282, "arm", "AS + RT + CT")],
        [
            {"is": "overall survival", "of": 281, "percent": 89, "arm": "AS + RT"},
            {"is": "overall survival", "of": 282, "percent": 93, "arm": "AS + RT + CT"},
            {"is": "death", "n": 59, "of": 281, "arm": "AS + RT"},
            {"is": "death", "n": 43, "of": 282, "arm": "AS + RT + CT"},
        ],
    ),
    (
        (
            "The primary endpoint, death within 5 years, was reduced from 26.1% to 20.2% with icosapent ethyl"
            " vs placebo."
        ),
        [],
        [
            {"is": "primary endpoint", "percent": 26.1, "arm": "placebo"},
            {"is": "primary endpoint", "percent": 20.2, "arm": "icosapent ethyl"},
        ],
    ),
    (
        (
            "The 3-year event-free survival was 71% [95% CI 61-78; n=36 events] with trastuzumab, vs 56% "
            "[46-65; n=51 events] without."
        ),
        [],
        [
            {"is": "event-free survival", "percent": 71, "arm": "trastuzumab"},
            {"is": "event-free survival", "percent": 56, "arm": "without trastuzumab"},
        ],
    ),
    (
        "Leaks occurred in 8% with a drain and 12% without (p = 0.4).",
        [],
        [{"is": "leak", "percent": 8, "arm": "drain"}, {"is": "leak", "percent": 12, "arm": "without drain"}],
    ),
    (
        (
            "Grade III-IV leukopenia was found in 71.4% cases, liver dysfunction in 53.1% cases and edema in "
            "24.5% cases among docetaxel group."
        ),
        [],
        [
            {"is": "leukopenia", "grade": "3-4", "percent": 71.4, "arm": "docetaxel"},
            {"is": "liver dysfunction", "grade": "3-4", "percent": 53.1, "arm": "docetaxel"},
            {"is": "edema", "grade": "3-4", "percent": 24.5, "arm": "docetaxel"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 40) or placebo (n = 41). Nausea was reported by 4 patients, rash by "
            "2 and pain by one in the zinc group."
        ),
        [(40, "arm", "zinc"), (41, "arm", "placebo")],
        [
            {"is": "nausea", "n": 4, "of": 40, "arm": "zinc"},
            {"is": "rash", "n": 2, "of": 40, "arm": "zinc"},
            {"is": "pain", "n": 1, "of": 40, "arm": "zinc"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 40) or placebo (n = 41). Nausea was reported in 12%, rash in 5% of "
            "the zinc group and in 3% of the placebo group."
        ),
        [(40, "arm", "zinc"), (41, "arm", "placebo")],
        [
            {"is": "nausea", "of": 40, "percent": 12, "arm": "zinc"},
            {"is": "rash", "of": 40, "percent": 5, "arm": "zinc"},
            {"is": "rash", "percent": 3, "arm": "placebo"},
        ],
    ),
    (
        (
            "In 73 patients serious toxicities included 5 patients with gastrointestinal perforations, 4 "
            "patients with thrombotic events, and 11 patients who developed grade 2 or 3 left ventricular "
            "dysfunction."
        ),
        [(73, "total", None)],
        [
            {"is": "gastrointestinal perforation", "n": 5, "of": 73},
            {"is": "thrombotic event", "n": 4, "of": 73},
            {"is": "left ventricular dysfunction", "grade": "2-3", "n": 11, "of": 73},
        ],
    ),
    (
        (
            "The response rates of cetuximab plus oxaliplatin and irinotecan were 54% and 40%, respectively. "
            "The most common side effects of cetuximab plus chemotherapy were rash (80.4%, grade 3-4 in 9.8%)"
            " and diarrhea (19.6%, grade 3-4 in 5.9%)."
        ),
        [],
        [
            {"is": "response", "percent": 54, "arm": "cetuximab plus oxaliplatin"},
            {"is": "response", "percent": 40, "arm": "irinotecan"},
            {"is": "rash", "percent": 80.4, "arm": "cetuximab plus chemotherapy"},
            {"is": "rash", "grade": "3-4", "percent": 9.8, "arm": "cetuximab plus chemotherapy"},
            {"is": "diarrhea", "percent": 19.6, "arm": "cetuximab plus chemotherapy"},
            {"is": "diarrhea", "grade": "3-4", "percent": 5.9, "arm": "cetuximab plus chemotherapy"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 40) or placebo (n = 41). Rash (80.4%, 9.8% grade 3-4) and nausea "
            "(12.1%, 3% severe) were common."
        ),
        [(40, "arm", "zinc"), (41, "arm", "placebo")],
        [
            {"is": "rash", "percent": 80.4},
            {"is": "rash", "grade": "3-4", "percent": 9.8},
            {"is": "nausea", "percent": 12.1},
            {"is": "nausea", "grade": "3-4", "percent": 3},
        ],
    ),
    (
        (
            "Pimozide was not more effective than placebo: two (18.2%) of 11 subjects responded to pimozide "
            "and three (17.6%) of 17 subjects responded to placebo."
        ),
        [(11, "arm", "pimozide"), (17, "arm", "placebo")],
        [
            {"is": "response", "n": 2, "of": 11, "percent": 18.2, "arm": "pimozide"},
            {"is": "response", "n": 3, "of": 17, "percent": 17.6, "arm": "placebo"},
        ],
    ),
    (
        (
            "In this trial of zinc versus placebo, patients were randomly assigned to zinc or placebo. Of 84 "
            "women randomly assigned to zinc, eight (10%) had fever. In contrast, of 83 women randomly "
            "assigned to placebo, 30 (36%) had fever."
        ),
        [(84, "arm", "zinc"), (83, "arm", "placebo")],
        [
            {"is": "fever", "n": 8, "of": 84, "percent": 10, "arm": "zinc"},
            {"is": "fever", "n": 30, "of": 83, "percent": 36, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received telmisartan 20 mg (n = 206), 40 mg (n = 210), 80 mg (n = 207) or placebo (n = "
            "211). Headache occurred in 19.9, 17.6 and 20.3% receiving telmisartan 20, 40 and 80 mg, "
            "respectively, and in 20.9% receiving placebo."
        ),
        [
            (206, "arm", "telmisartan 20 mg"),
            (210, "arm", "telmisartan 40 mg"),
            (207, "arm", "telmisartan 80 mg"),
            (211, "arm", "placebo"),
        ],
        [
            {"is": "headache", "of": 206, "percent": 19.9, "arm": "telmisartan 20 mg"},
            {"is": "headache", "of": 210, "percent": 17.6, "arm": "telmisartan 40 mg"},
            {"is": "headache", "of": 207, "percent": 20.3, "arm": "telmisartan 80 mg"},
            {"is": "headache", "of": 211, "percent": 20.9, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients were randomised to tofacitinib 5 or 10 mg or placebo. ACR20 response rates with "
            "tofacitinib 5 and 10 mg were 52% and 60%, respectively, versus 27% with placebo."
        ),
        [],
        [
            {"is": "ACR20 response", "percent": 52, "arm": "tofacitinib 5 mg"},
            {"is": "ACR20 response", "percent": 60, "arm": "tofacitinib 10 mg"},
            {"is": "ACR20 response", "percent": 27, "arm": "placebo"},
        ],
    ),
    (
        "Patients received tofacitinib 10 mg (n = 1,002), 5 mg (n = 998), or placebo (n = 500).",
        [(1002, "arm", "tofacitinib 10 mg"), (998, "arm", "tofacitinib 5 mg"), (500, "arm", "placebo")],
        [],
    ),
    # differences told without the word, lists of several groups, what a p value compares
    (
        (
            "Patients received zinc 200 mg (n = 245), zinc 100 mg (n = 277) or placebo (n = 137). At week 10,"
            " a greater proportion of patients given zinc 200 mg had clinical remission than those given "
            "placebo (study A 26.1% vs 15.3%, difference 10.8%; study B 11.5% vs 4.2%, 7.2%; 1.6-12.8, "
            "p=0.0103)."
        ),
        [(245, "arm", "zinc 200 mg"), (277, "arm", "zinc 100 mg"), (137, "arm", "placebo")],
        [
            {"is": "clinical remission", "of": 245, "percent": 26.1, "arm": "zinc 200 mg"},
            {"is": "clinical remission", "of": 137, "percent": 15.3, "arm": "placebo"},
            {"is": "clinical remission", "percent": 11.5, "arm": "zinc 200 mg"},
            {"is": "clinical remission", "percent": 4.2, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received zinc 200 mg (n = 245), zinc 100 mg (n = 277) or placebo (n = 137). Remission "
            "was not different between zinc 100 mg and placebo at week 10, but was significant by week 58 "
            "(23.8% vs 13.5%, 10.4%; 0.0-20.7)."
        ),
        [(245, "arm", "zinc 200 mg"), (277, "arm", "zinc 100 mg"), (137, "arm", "placebo")],
        [
            {"is": "remission", "of": 277, "percent": 23.8, "arm": "zinc 100 mg"},
            {"is": "remission", "percent": 13.5, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received nintedanib (n = 37) or ifosfamide (n = 38). The most common adverse events "
            "were diarrhoea (35.1%) and fatigue (18.9%) for nintedanib and fatigue (52.6%), nausea (44.7%), "
            "vomiting, anorexia, and alopecia (28.9% each) for ifosfamide."
        ),
        [(37, "arm", "nintedanib"), (38, "arm", "ifosfamide")],
        [
            {"is": "diarrhoea", "of": 37, "percent": 35.1, "arm": "nintedanib"},
            {"is": "fatigue", "of": 37, "percent": 18.9, "arm": "nintedanib"},
            {"is": "fatigue", "of": 38, "percent": 52.6, "arm": "ifosfamide"},
            {"is": "nausea", "of": 38, "percent": 44.7, "arm": "ifosfamide"},
            {"is": "vomiting", "of": 38, "percent": 28.9, "arm": "ifosfamide"},
            {"is": "anorexia", "of": 38, "percent": 28.9, "arm": "ifosfamide"},
            {"is": "alopecia", "of": 38, "percent": 28.9, "arm": "ifosfamide"},
        ],
    ),
    (
        "Patients received nintedanib (n = 37) or ifosfamide (n = 38). Rash was common (12% each).",
        [(37, "arm", "nintedanib"), (38, "arm", "ifosfamide")],
        [{"is": "rash", "percent": 12, "arm": "nintedanib"}, {"is": "rash", "percent": 12, "arm": "ifosfamide"}],
    ),
    (
        (
            "There were no differences between eradication rates of high-dose and low-dose groups (92% vs. "
            "90%, respectively, P > 0.05)."
        ),
        [],
        [
            {"is": "eradication", "percent": 92, "arm": "high-dose"},
            {"is": "eradication", "percent": 90, "arm": "low-dose"},
        ],
    ),
    (
        (
            "Of 227 PET responders in group B, 86 (37.9%, 95% CI 31.6-44.5; p<0.0001 compared with the "
            "historical rate) had a pathological complete response."
        ),
        [(227, "arm", "group B")],
        [{"is": "pathological complete response", "n": 86, "of": 227, "percent": 37.9, "arm": "group B"}],
    ),
    (
        (
            "Patients received drugone (n = 80) or placebo (n = 41). The remission rate was 22% with drugone,"
            " in line with trials to date falling between 15% and 30%."
        ),
        [(80, "arm", "drugone"), (41, "arm", "placebo")],
        [{"is": "remission", "of": 80, "percent": 22, "arm": "drugone"}],
    ),
    (
        ("In all, 40 patients were treated. One patient died of pneumonitis more than 30 days after the last dose."),
        [(40, "total", None)],
        [{"is": "death of pneumonitis", "n": 1}],
    ),
    (
        "In all, 40 patients were treated. There was a single treatment-related death.",
        [(40, "total", None)],
        [{"is": "treatment-related death", "n": 1, "of": 40}],
    ),
    # two things of one group, then of the other
    (
        (
            "Patients received zinc (n = 40) or placebo (n = 41). Nausea was seen in 12% and rash in 5% of "
            "patients in the zinc group, and in 2% and 1% of those in the placebo group."
        ),
        [(40, "arm", "zinc"), (41, "arm", "placebo")],
        [
            {"is": "nausea", "of": 40, "percent": 12, "arm": "zinc"},
            {"is": "rash", "of": 40, "percent": 5, "arm": "zinc"},
            {"is": "nausea", "of": 41, "percent": 2, "arm": "placebo"},
            {"is": "rash", "percent": 1, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 120) or placebo (n = 118). Nausea occurred in 12.5% and headache in "
            "8.3% of zinc-treated patients, compared with 5.9% and 7.6% of placebo-treated patients."
        ),
        [(120, "arm", "zinc"), (118, "arm", "placebo")],
        [
            {"is": "nausea", "of": 120, "percent": 12.5, "arm": "zinc"},
            {"is": "headache", "of": 120, "percent": 8.3, "arm": "zinc"},
            {"is": "nausea", "of": 118, "percent": 5.9, "arm": "placebo"},
            {"is": "headache", "of": 118, "percent": 7.6, "arm": "placebo"},
        ],
    ),
    # sizes right behind their group; what people had before they came
    (
        "Arm 1 (120 patients) received zinc and arm 2 (118 patients) received placebo.",
        [(120, "arm", "arm 1"), (118, "arm", "arm 2")],
        [],
    ),
    (
        "In all, 45 patients with lymphoma (31 previously treated, 14 untreated) were enrolled.",
        [(45, "total", None), (31, "subgroup", "previously treated"), (14, "subgroup", "untreated")],
        [],
    ),
    # times of one group, two times of two groups; more of two than of the third; all grades and the high ones
    (
        (
            "Patients received zinc 10 mg (n = 120), zinc 20 mg (n = 118) or placebo (n = 119). Response at "
            "weeks 4, 8 and 12 was 20.8%, 30.8% and 40.8% with zinc 10 mg."
        ),
        [(120, "arm", "zinc 10 mg"), (118, "arm", "zinc 20 mg"), (119, "arm", "placebo")],
        [
            {"is": "response", "of": 120, "percent": 20.8, "arm": "zinc 10 mg"},
            {"is": "response", "of": 120, "percent": 30.8, "arm": "zinc 10 mg"},
            {"is": "response", "of": 120, "percent": 40.8, "arm": "zinc 10 mg"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 120) or placebo (n = 119). Response rates were 20.8% vs 10.1% at "
            "week 4 and 40.8% vs 20.2% at week 12."
        ),
        [(120, "arm", "zinc"), (119, "arm", "placebo")],
        [
            {"is": "response", "of": 120, "percent": 20.8, "arm": "zinc"},
            {"is": "response", "of": 119, "percent": 10.1, "arm": "placebo"},
            {"is": "response", "of": 120, "percent": 40.8, "arm": "zinc"},
            {"is": "response", "of": 119, "percent": 20.2, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received zinc (n = 120) or placebo (n = 119). More patients receiving zinc (40.8%) than"
            " placebo (20.2%) achieved PASI 75."
        ),
        [(120, "arm", "zinc"), (119, "arm", "placebo")],
        [
            {"is": "PASI 75", "of": 120, "percent": 40.8, "arm": "zinc"},
            {"is": "PASI 75", "of": 119, "percent": 20.2, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received zinc 10 mg (n = 120), zinc 20 mg (n = 118) or placebo (n = 119). More patients"
            " receiving zinc 10 mg (40.8%) or 20 mg (51.7%) than placebo (20.2%) achieved PASI 75."
        ),
        [(120, "arm", "zinc 10 mg"), (118, "arm", "zinc 20 mg"), (119, "arm", "placebo")],
        [
            {"is": "PASI 75", "of": 120, "percent": 40.8, "arm": "zinc 10 mg"},
            {"is": "PASI 75", "of": 118, "percent": 51.7, "arm": "zinc 20 mg"},
            {"is": "PASI 75", "of": 119, "percent": 20.2, "arm": "placebo"},
        ],
    ),
    (
        (
            "Eighty patients were treated. All-grade and grade 3-4 adverse events included neutropenia (45% "
            "and 24%) and anemia (38% and 12%)."
        ),
        [(80, "total", None)],
        [
            {"is": "neutropenia", "percent": 45},
            {"is": "neutropenia", "grade": "3-4", "percent": 24},
            {"is": "anemia", "percent": 38},
            {"is": "anemia", "grade": "3-4", "percent": 12},
        ],
    ),
    # of responders; of whom
    (
        ("In 40 patients, 12 (30%) responded. At 12 months, 60% of responders had an ongoing objective response."),
        [(40, "total", None)],
        [
            {"is": "response", "n": 12, "of": 40, "percent": 30},
            {"is": "objective response", "percent": 60, "arm": "responders"},
        ],
    ),
    (
        "Twelve patients received extended field radiotherapy, ten of whom had a complete response.",
        [(12, "total", None)],
        [{"is": "complete response", "n": 10}],
    ),
    # each beside its own group
    (
        (
            "Patients received STPP (n = 54) or TAU (n = 56). In the analysis, 44% of the STPP group achieved"
            " highly significantly more remission than TAU (23%)."
        ),
        [(54, "arm", "STPP"), (56, "arm", "TAU")],
        [
            {"is": "remission", "of": 54, "percent": 44, "arm": "STPP"},
            {"is": "remission", "of": 56, "percent": 23, "arm": "TAU"},
        ],
    ),
    # of the whole set; below controls; for other reasons; in the bracket
    (
        ("Overall 3420 patients were treated. 93 patients (3% of the full analysis set) died during the study."),
        [(3420, "total", None)],
        [{"is": "death", "n": 93, "of": 3420, "percent": 3}],
    ),
    (
        (
            "Atorvastatin normalized direct cholesterol in 77 patients (29% below controls), triglycerides "
            "(8% above controls), and remnants (10% below normal)."
        ),
        [(77, "total", None)],
        [],
    ),
    (
        (
            "In all, 620 patients took lisinopril. Of these, 21 (3.4%) were withdrawn because of adverse "
            "laboratory findings, and 56 (9.0%) withdrew for reasons unrelated to treatment."
        ),
        [(620, "total", None)],
        [{"is": "withdrawal because of adverse laboratory finding", "n": 21, "of": 620, "percent": 3.4}],
    ),
    (
        (
            "Patients received denosumab (n = 1711) or placebo (n = 1709). Of 93 deaths, one death (in the "
            "denosumab group) was thought to be related to the study drug."
        ),
        [(1711, "arm", "denosumab"), (1709, "arm", "placebo")],
        [{"is": "death", "n": 93}, {"is": "death", "n": 1, "of": 1711, "arm": "denosumab"}],
    ),
    # lists of those with a response; fewer in the one group than in the other; of one group at two times
    (
        (
            "Forty patients were recruited and treated with apatinib. Three patients with partial response "
            "(PR) and 23 with stable disease (SD) were observed."
        ),
        [(40, "total", None)],
        [{"is": "partial response", "n": 3}, {"is": "stable disease", "n": 23}],
    ),
    (
        (
            "Forty patients were treated with apatinib, with 3 patients having a partial response and 23 "
            "having stable disease."
        ),
        [(40, "total", None)],
        [{"is": "partial response", "n": 3}, {"is": "stable disease", "n": 23}],
    ),
    (
        ("Of the 40 patients, 3 were complete responders, 23 were partial responders and 14 were non-responders."),
        [(40, "total", None)],
        [
            {"is": "complete responder", "n": 3, "of": 40},
            {"is": "partial responder", "n": 23, "of": 40},
            {"is": "non-responder", "n": 14, "of": 40},
        ],
    ),
    (
        (
            "Patients received zinc (n = 21) or placebo (n = 21). The number of patients with relapse was "
            "significantly lower in the zinc group (4) than in the placebo group (16)."
        ),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "relapse", "n": 4, "of": 21, "arm": "zinc"}, {"is": "relapse", "n": 16, "of": 21, "arm": "placebo"}],
    ),
    (
        (
            "Patients received zinc (n = 21) or placebo (n = 21). More patients in the placebo group than in "
            "the zinc group relapsed (16 and 4, respectively)."
        ),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "relapse", "n": 16, "of": 21, "arm": "placebo"}, {"is": "relapse", "n": 4, "of": 21, "arm": "zinc"}],
    ),
    (
        (
            "Regrowth was noted in 26% (11/42) in the observation group after 2 years, disease-free survival "
            "was 94.5% (80-99%) at 1 year and 74.9% (44-76%) at 3 years. Recurrence was noted in 45% (10/22) "
            "in the surgery group."
        ),
        [(42, "arm", "observation")],
        [
            {"is": "regrowth", "n": 11, "of": 42, "percent": 26, "arm": "observation"},
            {"is": "disease-free survival", "of": 42, "percent": 94.5, "arm": "observation"},
            {"is": "disease-free survival", "of": 42, "percent": 74.9, "arm": "observation"},
            {"is": "recurrence", "n": 10, "of": 22, "percent": 45, "arm": "surgery"},
        ],
    ),
    # how many of a group did something
    (
        (
            "Patients received zinc (n = 21) or placebo (n = 21). Sixteen patients on zinc relapsed compared "
            "with only two patients in the placebo group."
        ),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "relapse", "n": 16, "of": 21, "arm": "zinc"}, {"is": "relapse", "n": 2, "of": 21, "arm": "placebo"}],
    ),
    (
        ("Patients received zinc (n = 21) or placebo (n = 21). Sixteen patients on zinc and two on placebo improved."),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "improved", "n": 16, "of": 21, "arm": "zinc"}, {"is": "improved", "n": 2, "of": 21, "arm": "placebo"}],
    ),
    (
        (
            "Patients received zinc (n = 21) or placebo (n = 21). Sixteen patients receiving zinc responded "
            "and only two receiving placebo did so."
        ),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "response", "n": 16, "of": 21, "arm": "zinc"}, {"is": "response", "n": 2, "of": 21, "arm": "placebo"}],
    ),
    (
        ("Patients received zinc (n = 21) or placebo (n = 21). Sixteen patients in the zinc group relapsed."),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "relapse", "n": 16, "of": 21, "arm": "zinc"}],
    ),
    (
        (
            "Patients received zinc (n = 21) or placebo (n = 21). Sixteen patients on zinc were evaluated and"
            " 5 relapsed."
        ),
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "relapse", "n": 5, "of": 21, "arm": "zinc"}],
    ),
    (
        ("Patients received zinc (n = 21) or placebo (n = 21). The 16 patients on zinc who relapsed were older."),
        [(21, "arm", "zinc"), (21, "arm", "placebo"), (16, "subgroup", "zinc")],
        [],
    ),
    (
        ("Patients received zinc (n = 21) or placebo (n = 20). All 21 patients in the zinc group were cured."),
        [(21, "arm", "zinc"), (20, "arm", "placebo")],
        [{"is": "cure", "n": 21, "of": 21, "arm": "zinc"}],
    ),
    (
        "Patients received zinc (n = 21) or placebo (n = 21). In the zinc group 16 patients improved.",
        [(21, "arm", "zinc"), (21, "arm", "placebo")],
        [{"is": "improved", "n": 16, "of": 21, "arm": "zinc"}],
    ),
    # in brackets and clauses of two groups; did so; PD beside CR and PR
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Rash was more frequent with cisplatin "
            "(n = 12) than with placebo (n = 5)."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [{"is": "rash", "n": 12, "of": 60, "arm": "cisplatin"}, {"is": "rash", "n": 5, "of": 50, "arm": "placebo"}],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Of the patients on cisplatin, 12 had a"
            " rash; of those on placebo, 5."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [{"is": "rash", "n": 12, "of": 60, "arm": "cisplatin"}, {"is": "rash", "n": 5, "of": 50, "arm": "placebo"}],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Twelve patients treated with cisplatin"
            " remained seizure-free."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [{"is": "seizure-free", "n": 12, "of": 60, "arm": "cisplatin"}],
    ),
    (
        ("Patients received cisplatin (n = 60) or placebo (n = 50). 12 patients randomized to cisplatin recovered."),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [{"is": "recovered", "n": 12, "of": 60, "arm": "cisplatin"}],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). 20% of patients on cisplatin relapsed "
            "and 10% on placebo did so."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "relapse", "of": 60, "percent": 20, "arm": "cisplatin"},
            {"is": "relapse", "of": 50, "percent": 10, "arm": "placebo"},
        ],
    ),
    (
        "Of 38 evaluable patients, 1 had CR, 5 PR, 20 SD and 12 PD.",
        [(38, "evaluable", None)],
        [
            {"is": "complete response", "n": 1, "of": 38},
            {"is": "partial response", "n": 5, "of": 38},
            {"is": "stable disease", "n": 20, "of": 38},
            {"is": "progressive disease", "n": 12, "of": 38},
        ],
    ),
    (
        "Best response: CR 1 (3%), PR 5 (13%), SD 20 (53%), PD 12 (32%).",
        [],
        [
            {"is": "complete response", "n": 1, "percent": 3},
            {"is": "partial response", "n": 5, "percent": 13},
            {"is": "stable disease", "n": 20, "percent": 53},
            {"is": "progressive disease", "n": 12, "percent": 32},
        ],
    ),
    (
        "In 38 patients the CR, PR, SD and PD rates were 3%, 13%, 53% and 32%.",
        [(38, "total", None)],
        [
            {"is": "complete response", "of": 38, "percent": 3},
            {"is": "partial response", "of": 38, "percent": 13},
            {"is": "stable disease", "of": 38, "percent": 53},
            {"is": "progressive disease", "of": 38, "percent": 32},
        ],
    ),
    (
        "In 20 patients with PD (Parkinson disease), 5 (25%) fell; PR was 2.4 (1.1-3.3).",
        [(20, "total", None)],
        [],
    ),
    # lists of things counted are of the group behind the last
    (
        (
            "There were 1 CR, 5 PR, 19 SD, and 9 PD in the control group and 2 CR, 8 PR, 15 SD and 5 PD in "
            "the zinc group."
        ),
        [],
        [
            {"is": "complete response", "n": 1, "arm": "control"},
            {"is": "partial response", "n": 5, "arm": "control"},
            {"is": "stable disease", "n": 19, "arm": "control"},
            {"is": "progressive disease", "n": 9, "arm": "control"},
            {"is": "complete response", "n": 2, "arm": "zinc"},
            {"is": "partial response", "n": 8, "arm": "zinc"},
            {"is": "stable disease", "n": 15, "arm": "zinc"},
            {"is": "progressive disease", "n": 5, "arm": "zinc"},
        ],
    ),
    (
        "There were 3 strokes, 2 deaths and 4 infections in the placebo group.",
        [],
        [
            {"is": "stroke", "n": 3, "arm": "placebo"},
            {"is": "death", "n": 2, "arm": "placebo"},
            {"is": "infection", "n": 4, "arm": "placebo"},
        ],
    ),
    # percentages without their sign; from one group's share to the other's
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). The percentage of patients in "
            "remission was 41 for cisplatin and 20 for placebo."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "remission", "percent": 41, "arm": "cisplatin"},
            {"is": "remission", "of": 50, "percent": 20, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Remission rates (%) were 41 with "
            "cisplatin and 20 with placebo."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "remission", "percent": 41, "arm": "cisplatin"},
            {"is": "remission", "of": 50, "percent": 20, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Cisplatin improved 2-year survival "
            "from 60% to 72%."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "survival", "of": 50, "percent": 60, "arm": "placebo"},
            {"is": "survival", "of": 60, "percent": 72, "arm": "cisplatin"},
        ],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). The addition of cisplatin increased "
            "the complete response rate from 30% to 45%."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "complete response", "of": 50, "percent": 30, "arm": "placebo"},
            {"is": "complete response", "of": 60, "percent": 45, "arm": "cisplatin"},
        ],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). The incidence of infection was reduced"
            " from 30% to 20% by cisplatin."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "infection", "of": 50, "percent": 30, "arm": "placebo"},
            {"is": "infection", "of": 60, "percent": 20, "arm": "cisplatin"},
        ],
    ),
    # compared with a group in brackets
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Compared with placebo (20%), cisplatin"
            " gave more nausea (40%)."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "nausea", "of": 50, "percent": 20, "arm": "placebo"},
            {"is": "nausea", "of": 60, "percent": 40, "arm": "cisplatin"},
        ],
    ),
    (
        (
            "Patients received cisplatin (n = 60) or placebo (n = 50). Compared with placebo (20%), cisplatin"
            " (41%) led to more remissions."
        ),
        [(60, "arm", "cisplatin"), (50, "arm", "placebo")],
        [
            {"is": "remission", "of": 50, "percent": 20, "arm": "placebo"},
            {"is": "remission", "percent": 41, "arm": "cisplatin"},
        ],
    ),
    # a sample of two groups; grades with an old sign
    (
        "Out of 127 analyzable patients, a response occurred in 66% for FV and 54% for FP.",
        [(127, "evaluable", None)],
        [{"is": "response", "percent": 66, "arm": "FV"}, {"is": "response", "percent": 54, "arm": "FP"}],
    ),
    (
        (
            "Saforis reduced the incidence of WHO grade >or=2 oral mucositis (38.7% vs. 49.7%; P = .026) and "
            "of severe WHO grade > or =3 mucositis (1.2% vs. 6.7%)."
        ),
        [],
        [
            {"is": "oral mucositis", "grade": ">=2", "percent": 38.7, "arm": "Saforis"},
            {"is": "oral mucositis", "grade": ">=2", "percent": 49.7, "arm": "no Saforis"},
            {"is": "mucositis", "grade": ">=3", "percent": 1.2, "arm": "Saforis"},
            {"is": "mucositis", "grade": ">=3", "percent": 6.7, "arm": "no Saforis"},
        ],
    ),
    # who met the criteria
    (
        "Of 60 patients on zinc, 9 (15%) fulfilled the criteria for remission.",
        [(60, "total", None)],
        [{"is": "remission", "n": 9, "of": 60, "percent": 15}],
    ),
    (
        "Of 60 patients on zinc, 9 (15%) were classified as responders.",
        [(60, "total", None)],
        [{"is": "response", "n": 9, "of": 60, "percent": 15, "arm": "zinc"}],
    ),
    # RR in percent; groups A to D; lists that occurred in a group; regimens told before their size
    (
        "Forty-four patients were treated with docetaxel. Overall RR was 52.3%.",
        [(44, "total", None)],
        [{"is": "response", "of": 44, "percent": 52.3}],
    ),
    (
        "Eradication rates in groups A to D were 84.1%, 90.7%, 65.4% and 80.4%, respectively.",
        [],
        [
            {"is": "eradication", "percent": 84.1, "arm": "group A"},
            {"is": "eradication", "percent": 90.7, "arm": "group B"},
            {"is": "eradication", "percent": 65.4, "arm": "group C"},
            {"is": "eradication", "percent": 80.4, "arm": "group D"},
        ],
    ),
    (
        (
            "Patients received placebo (n = 60) or pravastatin (n = 50). Six myocardial infarctions, 5 cases "
            "of unstable angina and 1 sudden cardiac death occurred in the placebo group."
        ),
        [(60, "arm", "placebo"), (50, "arm", "pravastatin")],
        [
            {"is": "myocardial infarction", "n": 6, "of": 60, "arm": "placebo"},
            {"is": "unstable angina", "n": 5, "of": 60, "arm": "placebo"},
            {"is": "sudden cardiac death", "n": 1, "of": 60, "arm": "placebo"},
        ],
    ),
    (
        (
            "Patients received ticlopidine (n = 154) or clopidogrel (n = 153). A major adverse cardiac event "
            "occurred in 3 patients (approximately 1.9%; P = 1.00) in each group."
        ),
        [(154, "arm", "ticlopidine"), (153, "arm", "clopidogrel")],
        [
            {"is": "major adverse cardiac event", "n": 3, "of": 154, "percent": 1.9, "arm": "ticlopidine"},
            {"is": "major adverse cardiac event", "n": 3, "percent": 1.9, "arm": "clopidogrel"},
        ],
    ),
    (
        (
            "Patients were randomized to OMC (omeprazole 20 mg b.i.d., metronidazole 400 mg b.i.d., "
            "clarithromycin 250 mg b.i.d.) (n = 64) or OP (omeprazole 20 mg and placebo) (n = 61)."
        ),
        [(64, "arm", "OMC"), (61, "arm", "OP")],
        [],
    ),
    # 'A' may be a drug
    (
        (
            "Patients received six cycles of A+CHP (N = 226) or CHOP (N = 226). The 5-year PFS rate was 51.4%"
            " with A+CHP versus 43.0% with CHOP."
        ),
        [(226, "arm", "A+CHP"), (226, "arm", "CHOP")],
        [
            {"is": "progression-free survival", "of": 226, "percent": 51.4, "arm": "A+CHP"},
            {"is": "progression-free survival", "of": 226, "percent": 43.0, "arm": "CHOP"},
        ],
    ),
    # what two arms of a trial are compared by; sizes with their labels before them in a bracket
    (
        (
            "We randomised 480 patients to zinc (n = 240) or placebo (n = 240). The proportion of women "
            "breastfeeding at 3 months was 60% in the zinc group and 45% in the placebo group (P = 0.01)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "placebo")],
        [
            {"is": "breastfeeding", "of": 240, "percent": 60, "arm": "zinc"},
            {"is": "breastfeeding", "of": 240, "percent": 45, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or placebo (n = 240). More patients in the zinc "
            "group had normal shoulder function than in the placebo group (60% vs 45%; P = 0.01)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "placebo")],
        [
            {"is": "normal shoulder function", "of": 240, "percent": 60, "arm": "zinc"},
            {"is": "normal shoulder function", "of": 240, "percent": 45, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or placebo (n = 240). The optic nerve was spared in"
            " 60% of patients with zinc and 45% with placebo."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "placebo")],
        [
            {"is": "optic nerve spared", "of": 240, "percent": 60, "arm": "zinc"},
            {"is": "optic nerve spared", "of": 240, "percent": 45, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or placebo (n = 240). Good bowel preparation was "
            "more frequent with zinc than placebo (60% vs 45%)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "placebo")],
        [
            {"is": "good bowel preparation", "of": 240, "percent": 60, "arm": "zinc"},
            {"is": "good bowel preparation", "of": 240, "percent": 45, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or placebo (n = 240). At 6 months, 60% of the zinc "
            "group and 45% of the placebo group were employed (P = 0.01)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "placebo")],
        [
            {"is": "employed", "of": 240, "percent": 60, "arm": "zinc"},
            {"is": "employed", "of": 240, "percent": 45, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 817 women to a decision aid (n = 409) or control (n = 408). 99 (24%) of 409 women "
            "in the decision aid group made an informed choice compared with 63 (15%) of 408 in the control "
            "group."
        ),
        [(817, "total", None), (409, "arm", "decision aid"), (408, "arm", "control")],
        [
            {"is": "informed choice", "n": 99, "of": 409, "percent": 24, "arm": "decision aid"},
            {"is": "informed choice", "n": 63, "of": 408, "percent": 15, "arm": "control"},
        ],
    ),
    (
        (
            "We randomised 817 women to zinc (n = 409) or control (n = 408). Ejection fraction was higher in "
            "the zinc group than in the control group (54% vs 45%)."
        ),
        [(817, "total", None), (409, "arm", "zinc"), (408, "arm", "control")],
        [],
    ),
    (
        (
            "We randomised 817 women to zinc (n = 409) or control (n = 408). Body fat was 34% in the zinc "
            "group and 35% in the control group."
        ),
        [(817, "total", None), (409, "arm", "zinc"), (408, "arm", "control")],
        [],
    ),
    (
        (
            "We randomised 817 women to zinc (n = 409) or control (n = 408). Adherence was 94% in the zinc "
            "group and 85% in the control group."
        ),
        [(817, "total", None), (409, "arm", "zinc"), (408, "arm", "control")],
        [],
    ),
    (
        (
            "We randomised 817 women to zinc (n = 409) or control (n = 408). Chemotherapy was given to 24% of"
            " women in the zinc group and 15% in the control group."
        ),
        [(817, "total", None), (409, "arm", "zinc"), (408, "arm", "control")],
        [],
    ),
    (
        (
            "We studied 817 women, 409 with zinc and 408 without. The optic nerve was spared in 60% of women "
            "with zinc and 45% without."
        ),
        [(817, "total", None), (409, "subgroup", "zinc"), (408, "subgroup", "without")],
        [],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or iron (n = 240). After 47 months, there were 17 "
            "(7.1%) and 28 (11.7%) disease relapses in the zinc and iron groups (P = 0.08)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "iron")],
        [
            {"is": "disease relapse", "n": 17, "of": 240, "percent": 7.1, "arm": "zinc"},
            {"is": "disease relapse", "n": 28, "of": 240, "percent": 11.7, "arm": "iron"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or iron (n = 240). There were 14 second cancers in "
            "the zinc group and four in the iron group (HR = 3.6)."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "iron")],
        [
            {"is": "second cancer", "n": 14, "of": 240, "arm": "zinc"},
            {"is": "second cancer", "n": 4, "of": 240, "arm": "iron"},
        ],
    ),
    (
        (
            "Patients were randomly assigned to zinc and iron (ZI) or zinc alone (Z). We registered 136 cases"
            " (ZI group 68 cases, Z group 68 cases)."
        ),
        [(136, "total", None), (68, "arm", "ZI"), (68, "arm", "Z")],
        [],
    ),
    (
        ("Two hundred and fifteen patients were recruited, and 195 patients were randomized (T, 100; C, 95)."),
        [(215, "total", None), (195, "evaluable", None), (100, "arm", "T"), (95, "arm", "C")],
        [],
    ),
    (
        ("3864 women were recruited. 1920 women were randomly assigned to 5 years anastrozole and 1944 to placebo."),
        [(3864, "total", None), (1920, "arm", "anastrozole"), (1944, "arm", "placebo")],
        [],
    ),
    (
        (
            "We compared three groups of recipients: those who had been randomised between 1980 and 1983 to "
            "receive zinc (group 1) or iron (group 2)."
        ),
        [],
        [],
    ),
    (
        (
            "The 191 patients were divided into two groups: study group (n = 96, treated with zinc capsules "
            "and one tablet of iron), and control group (n = 95, treated with iron)."
        ),
        [(191, "total", None), (96, "arm", "study"), (95, "arm", "control")],
        [],
    ),
    # times before a bracket; shares that rose from baseline
    (
        (
            "We randomised 120 patients to zinc (n = 60) or placebo (n = 60). The 6-month (40% versus 43%) "
            "and 1-year (9% versus 11%) progression-free survival estimates did not differ between zinc and "
            "placebo."
        ),
        [(120, "total", None), (60, "arm", "zinc"), (60, "arm", "placebo")],
        [
            {"is": "progression-free survival", "of": 60, "percent": 40, "arm": "zinc"},
            {"is": "progression-free survival", "of": 60, "percent": 43, "arm": "placebo"},
            {"is": "progression-free survival", "of": 60, "percent": 9, "arm": "zinc"},
            {"is": "progression-free survival", "of": 60, "percent": 11, "arm": "placebo"},
        ],
    ),
    (
        (
            "We randomised 480 patients to zinc (n = 240) or iron (n = 240). The 6-month (40% versus 43%), "
            "1-year (9% versus 11%) and 2-year (4% versus 5%) overall survival rates did not differ."
        ),
        [(480, "total", None), (240, "arm", "zinc"), (240, "arm", "iron")],
        [
            {"is": "overall survival", "of": 240, "percent": 40, "arm": "zinc"},
            {"is": "overall survival", "of": 240, "percent": 43, "arm": "iron"},
            {"is": "overall survival", "of": 240, "percent": 9, "arm": "zinc"},
            {"is": "overall survival", "of": 240, "percent": 11, "arm": "iron"},
            {"is": "overall survival", "of": 240, "percent": 4, "arm": "zinc"},
            {"is": "overall survival", "of": 240, "percent": 5, "arm": "iron"},
        ],
    ),
    (
        "The proportion of patients in remission increased from 12% at baseline to 47% at 3 months.",
        [],
        [{"is": "remission", "percent": 47}],
    ),
    (
        ("The proportion of patients reaching the glucose target increased from 12% at baseline to 47% at 3 months."),
        [],
        [{"is": "glucose target", "percent": 47}],
    ),
    (
        ("The proportion of patients reaching the glucose target doubled from 12% at baseline to 47% at 3 months."),
        [],
        [{"is": "glucose target", "percent": 47}],
    ),
    (
        "The proportion of patients with HbA1c below 7% rose from 12% at baseline to 47% at 3 months.",
        [],
        [{"is": "HbA1c below 7%", "percent": 47}],
    ),
    (
        "The percentage of patients achieving HbA1c <7% rose from 12% at baseline to 47% at week 24.",
        [],
        [{"is": "HbA1c <7%", "percent": 47}],
    ),
    (
        ("The proportion of patients without pain was 12% at baseline, 47% at 3 months and 60% at 6 months."),
        [],
        [{"is": "without pain", "percent": 47}, {"is": "without pain", "percent": 60}],
    ),
    (
        "The proportion of patients in severe pain fell from 60% at baseline to 20% at 3 months.",
        [],
        [],
    ),
    (
        ("The proportion of patients with uncontrolled asthma fell from 60% at baseline to 20% at 3 months."),
        [],
        [],
    ),
    (
        "The percentage of patients at goal rose from 20% before treatment to 60% at 3 months.",
        [],
        [{"is": "at goal", "percent": 60}],
    ),
    (
        "The percentage of patients in NYHA class I rose from 5% at baseline to 60% at 3 months.",
        [],
        [{"is": "NYHA class i", "percent": 60}],
    ),
    # shares of others set against one another; samples that were shared out
    (
        (
            "Sixteen out of 48 patients (33%) treated with 90 min of cooling needed no wig, compared with 21 "
            "out of 46 patients (45%) treated with 150 min of cooling."
        ),
        [(48, "subgroup", None), (46, "subgroup", None)],
        [],
    ),
    (
        (
            "In patients with early cancer, 0 of 34 (0%) patients receiving ablation had positive margins, "
            "whereas positive margins occurred in 4 of 41 (9.8%) of patients receiving surgery."
        ),
        [(34, "subgroup", None), (41, "arm", "surgery")],
        [{"is": "positive margin", "n": 4, "of": 41, "percent": 9.8, "arm": "surgery"}],
    ),
    (
        (
            "This randomised trial tested zinc. The authors randomized 322 patients to receive zinc or not at"
            " the second stage. One hundred sixty-two patients were allocated to the zinc group and 160 "
            "patients to the control group."
        ),
        [(322, "total", None), (162, "arm", "zinc"), (160, "arm", "control")],
        [],
    ),
    (
        (
            "Two groups received the proposed biosimilar, and two groups the reference. A total of 218 "
            "patients receiving 5 µg/kg/day filgrastim over six chemotherapy cycles were randomised 1:1:1:1 "
            "into four arms. Two arms received one product only (biosimilar, n = 52; reference, n = 52)."
        ),
        [(218, "total", None), (52, "arm", "biosimilar"), (52, "arm", "reference")],
        [],
    ),
    # a verb ends a group's name
    (
        "Twelve of 60 women (20%) on zinc and 20 of 60 women (33%) on iron relapsed.",
        [(60, "subgroup", "zinc"), (60, "subgroup", "iron")],
        [
            {"is": "relapse", "n": 12, "of": 60, "percent": 20, "arm": "zinc"},
            {"is": "relapse", "n": 20, "of": 60, "percent": 33, "arm": "iron"},
        ],
    ),
    (
        "20% of women with ablation and 33% with surgery relapsed.",
        [],
        [{"is": "relapse", "percent": 20, "arm": "ablation"}, {"is": "relapse", "percent": 33, "arm": "surgery"}],
    ),
    (
        "20% of women with early disease and 33% with advanced disease survived.",
        [],
        [
            {"is": "survival", "percent": 20, "arm": "early disease"},
            {"is": "survival", "percent": 33, "arm": "advanced disease"},
        ],
    ),
]


@pytest.mark.parametrize(("text", "counts", "shares"), TEXTS)
def test_wording(text: str, counts: list[tuple[int, str, str | None]], shares: list[dict[str, Any]]) -> None:
    facts = extractor.extract(text)
    assert [(f.n, f.role, f.arm) for f in facts if isinstance(f, PatientCount)] == counts
    assert [of_share(f) for f in facts if isinstance(f, AdverseEvent | ResponseRate)] == shares
