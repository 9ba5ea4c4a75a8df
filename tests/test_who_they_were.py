"""Shares that tell who the participants were are no outcomes; one text in, all rates and events out; invented."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate
from tests.test_hard_texts import of_share

CASES: list[tuple[str, list[dict[str, Any]]]] = [
    # how the groups differed before anything was done
    (
        "Women given surgery were older (61 vs 52 years), more often smokers (40% vs 22%), and had more effusions (31%"
        " vs 12%) and more urinary catheters (18% vs 5%) than those given radiotherapy.",
        [],
    ),
    (
        "Those treated with stents were more likely to have diabetes (41.9% vs 30.0%), coronary heart disease (22.5% vs"
        " 13.0%) and kidney failure (14.2% vs 7.2%, P<.001) than those treated with patches.",
        [],
    ),
    ("The arms had similar baseline characteristics, and fever was seen in 5%.", [{"is": "fever", "percent": 5}]),
    (
        "Baseline characteristics were alike in both arms except for rates of ascites (22 vs 39%) and gout (9% vs 4%).",
        [],
    ),
    ("Before matching, the treated groups differed in presence of jaundice (33.8% versus 14.0%).", []),
    # what drugs cause, and outcomes that stand beside an age
    (
        "Women given letrozole had more hypertension (12% vs 5%) and arthralgia (18% vs 13%) than those given placebo.",
        [
            {"is": "hypertension", "percent": 12, "arm": "letrozole"},
            {"is": "hypertension", "percent": 5, "arm": "placebo"},
            {"is": "arthralgia", "percent": 18, "arm": "letrozole"},
            {"is": "arthralgia", "percent": 13, "arm": "placebo"},
        ],
    ),
    (
        "Patients given cisplatin were older (70 vs 61 years) and had a higher mortality (12% vs 5%) than those given"
        " placebo.",
        [
            {"is": "mortality", "percent": 12, "arm": "cisplatin"},
            {"is": "mortality", "percent": 5, "arm": "placebo"},
        ],
    ),
    # what they came with, though a figure has a point or a bracket a semicolon
    ("The most common causes of effusion were lupus (22.4%), heart failure (18.2%) and empyema (9.1%).", []),
    ("Principal causes were dehydration (98; 20%), acute tubular necrosis (74; 15%) and heart failure (51; 11%).", []),
    ("Most common clinical manifestations were hearing loss (6.5%), otitis (1.6%) and vertigo (1.3%).", []),
    ("The most common presentation was headache (60%), then fatigue (36%) and thirst (9%).", []),
    # where it came from, and why something was done
    ("The burns were due to steam in 12 children, infection in 9 and vasculitis in 4.", []),
    ("Defects resulted from burns (n = 12), bites (n = 5) or soft tissue infections (n = 3) in the 20 patients.", []),
    ("Grafting was done in 21.4% of patients, for necrosis in 33/39 or for scarring in 6/39.", []),
    (
        "Two complications were due to bleeding in 12 patients and infection in 9 of the 100 treated patients.",
        [{"is": "bleeding", "n": 12, "of": 100}, {"is": "infection", "n": 9, "of": 100}],
    ),
    ("The etiology of the other twelve (ascites in 4) was as follows: sepsis (n=8), gout (n=4) and rupture (n=3).", []),
    ("Reasons to repeat the scan were fracture in 22 (13%) and infection in 19 (11%) of the treated men.", []),
    (
        "The reasons to stop were rash (4%) and nausea (3%).",
        [{"is": "rash", "percent": 4}, {"is": "nausea", "percent": 3}],
    ),
    ("Seizures were the main cause of the fall in 7 patients (17.5%) who were treated.", []),
    ("Heart block (14 men, 35%) and seizures (6 men, 15%) were the most frequently suspected causes.", []),
    ("Barriers to vaccination included fear of side effects (57%), fatigue (37%) and pain (12%).", []),
    # what had become of them before they came
    ("Between April and July, 106 patients discharged home with lasting fatigue were treated.", []),
    ("Forty women relapsed after surgery were enrolled.", []),
    ("Forty women relapsed, and they were treated.", [{"is": "relapse", "n": 40}]),
    ("Eighty patients discharged home with a stoma were followed up.", []),
    # how many there are of each degree
    ("The number of adults with mild, moderate and severe gout was 85, 199 and 16, respectively.", []),
    # what it looked like
    ("The clinical forms of the disease were: pneumonia (55%), colitis (3%) and meningitis (0.5%).", []),
    ("Histological findings were oedema (40%) and necrosis (12%) in the treated women.", []),
]


@pytest.mark.parametrize(("text", "rates"), CASES, ids=[text[:50] for text, _ in CASES])
def test_who_they_were(text: str, rates: list[dict[str, Any]]) -> None:
    assert [of_share(f) for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)] == rates


def test_of_a_paper_that_looks_at_people_stays_what_became_of_them() -> None:
    looks = (
        "We estimated the prevalence of lung findings among shepherds of nine valleys by a survey with questionnaires, "
        "and tested samples of serum. Radiographs were read twice, sensitivity and specificity were computed, and "
        "symptoms were noted by trained interviewers in each of the valleys, one of which lies above the lake. "
        "None of the valleys has a road. They took part from spring until the first snow, and each was seen twice. "
        "They were asked about smoking, about their dogs and about the heating of their houses. "
    )
    care = (
        "The drug was given after surgery, at two doses, in a randomized trial of treatment with follow-up. "
        "Patients were treated, operated, received implants, underwent surgery, and had therapy. "
    )
    seen = "Headache was noted in 12 (30%) of 40 men. "
    became = "Within two years pneumonia had been treated in 6 (15%) of 40 men, and 2 (5%) died."
    told = [
        {"is": "pneumonia", "n": 6, "of": 40, "percent": 15},
        {"is": "death", "n": 2, "of": 40, "percent": 5},
    ]

    def facts(text: str) -> list[dict[str, Any]]:
        found = extractor.extract(text)
        return [of_share(f) for f in found if isinstance(f, AdverseEvent | ResponseRate)]

    assert facts(looks + seen + became) == told
    assert facts(looks + 2 * care + seen + became)[0] == {"is": "headache", "n": 12, "of": 40, "percent": 30}
