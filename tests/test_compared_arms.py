"""Whose the shares are that a sentence sets against each other or lists: one text in, name, share and group out."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

PAIR = "Patients were randomised to tirofide (n = 80) or placebo (n = 81). "
# what each share is, its percentage or number, and its group
TABLE: list[tuple[str, list[tuple[str, float, str | None]]]] = [
    # what opens a sentence of which others are the subject is none of the two
    (
        "Among smokers, women had a higher mortality than men (12% vs 5%).",
        [("mortality", 12, "women"), ("mortality", 5, "men")],
    ),
    (
        "In patients with diabetes, surgery led to a higher cure rate than medical treatment (62% vs 35%).",
        [("cure", 62, "surgery"), ("cure", 35, "medical treatment")],
    ),
    (
        "In a propensity score-matched cohort, patients who underwent local excision were less likely to achieve a "
        "cure (40% vs 90%).",
        [("cure", 40, "local excision"), ("cure", 90, "no local excision")],
    ),
    (
        "In unmatched comparisons, mortality was significantly lower among smokers (3.0% vs. 8.5%).",
        [("mortality", 3.0, "smokers"), ("mortality", 8.5, "non-smokers")],
    ),
    (
        PAIR + "In the tirofide group, mortality was lower among women (3% vs 8%).",
        [("mortality", 3, "women"), ("mortality", 8, "men")],
    ),
    # lookalikes: the group that opens the sentence is one of the two
    (
        "In the placebo group, mortality was higher than in the tirofide group (12% vs 5%).",
        [("mortality", 12, "placebo"), ("mortality", 5, "tirofide")],
    ),
    (
        PAIR + "In the placebo group, mortality was higher (12% vs 5%).",
        [("mortality", 12, "placebo"), ("mortality", 5, "tirofide")],
    ),
    (
        PAIR + "Among patients given tirofide, infection was more common than among those given placebo (13% vs 8%).",
        [("infection", 13, "tirofide"), ("infection", 8, "placebo")],
    ),
    (
        PAIR + "In the placebo group, nausea (12%) and vomiting (5%) were more frequent.",
        [("nausea", 12, "placebo"), ("vomiting", 5, "placebo")],
    ),
    # what is said to be more or less is so, whichever group is named first
    (
        PAIR + "Tirofide reduced relapse compared with placebo: relapse of 62% versus 25%, respectively.",
        [("relapse", 62, "placebo"), ("relapse", 25, "tirofide")],
    ),
    # those who have a trait and those who have another
    (
        "Those with a high calcium score had a higher mortality in comparison with those with a low calcium score "
        "(41% vs. 10%).",
        [("mortality", 41, "high calcium score"), ("mortality", 10, "low calcium score")],
    ),
    # each share of a list is of what stands behind its own small word, the whole of it
    (
        'The response rates were 50% for sunitinib, 43% for imatinib (±surgery), 63% for "other inhibitors," 12% for '
        "combination ipilimumab and nivolumab, and 30% for X-Y, whereas they were 18% for vaccines.",
        [
            ("response", 50, "sunitinib"),
            ("response", 43, "imatinib"),
            ("response", 63, "other inhibitors"),
            ("response", 12, "combination ipilimumab and nivolumab"),
            ("response", 30, "X-Y"),
            ("response", 18, "vaccines"),
        ],
    ),
    (
        "Relapse occurred in 12% after surgery, 9% after the combination of surgery and radiotherapy and 22% after "
        "watchful waiting.",
        [
            ("relapse", 12, "surgery"),
            ("relapse", 9, "combination of surgery and radiotherapy"),
            ("relapse", 22, "watchful waiting"),
        ],
    ),
    # lookalikes: times, places and events
    (
        "Seizure freedom was 60% at 1 year, 50% at 2 years and 40% at 5 years.",
        [("seizure freedom", 60, None), ("seizure freedom", 50, None), ("seizure freedom", 40, None)],
    ),
    (
        "Adverse events were seen in 71% for nausea, 52% for vomiting, and 33% for rash.",
        [("nausea", 71, None), ("vomiting", 52, None), ("rash", 33, None)],
    ),
    # names in order, with what their brackets tell
    (
        "Response to imatinib (±surgery), combination bortezomib-dexamethasone, rechallenge and dexamethasone was 63%, "
        "62% 25% and 10%, respectively.",
        [
            ("response", 63, "imatinib"),
            ("response", 62, "combination bortezomib-dexamethasone"),
            ("response", 25, "rechallenge"),
            ("response", 10, "dexamethasone"),
        ],
    ),
    (
        "Relapse was seen in 12%, 30% and 41% in the low (0-2), middle (3-5) and high risk (6-9) groups, respectively.",
        [("relapse", 12, "low risk"), ("relapse", 30, "middle risk"), ("relapse", 41, "high risk")],
    ),
    # the part that a word shares with a later one
    (
        "Relapse was seen in 12% versus 30% in low- versus high-risk patients. Response was 86% in the high- and 60% "
        "in the low-dose group.",
        [
            ("relapse", 12, "low-risk"),
            ("relapse", 30, "high-risk"),
            ("response", 86, "high-dose"),
            ("response", 60, "low-dose"),
        ],
    ),
    # a limit belongs to the name, however it is worded
    (
        "Survival was 86% for patients with a grade of 1 or less and 46% for those with a grade greater than 1. "
        "Relapse was more common in those with a score of 3 or more than in those with a score of 2 or less "
        "(12% vs 4%).",
        [
            ("survival", 86, "grade of 1 or less"),
            ("survival", 46, "grade greater than 1"),
            ("relapse", 12, "score of 3 or more"),
            ("relapse", 4, "score of 2 or less"),
        ],
    ),
    (
        "Relapse was more common in patients with diabetes than in those with asthma (12% vs 4%).",
        [("relapse", 12, "diabetes"), ("relapse", 4, "asthma")],
    ),
    # babies, and those who use something
    (
        "Infection was more common in babies who received parenteral nutrition (3% vs. 1%).",
        [("infection", 3, "parenteral nutrition"), ("infection", 1, "no parenteral nutrition")],
    ),
    (
        "The recurrence rate was higher in the control group compared with subjects using the new orthosis "
        "(62.5% vs 24.0%).",
        [("recurrence", 62.5, "control"), ("recurrence", 24.0, "new orthosis")],
    ),
    # the subject of what is said, not those in whom it is so
    (
        "Early surgery was associated with increased survival for patients with endocarditis (79% vs 35%).",
        [("survival", 79, "Early surgery"), ("survival", 35, "no Early surgery")],
    ),
    (
        "The use of a drain was associated with fewer leaks in obese patients (4% vs 11%).",
        [("leak", 4, "drain"), ("leak", 11, "no drain")],
    ),
    (
        "Surgery was associated with pain, and leaks were more frequent in obese patients (11% vs 4%).",
        [("leak", 11, "obese"), ("leak", 4, "no obese")],
    ),
    # two groups behind two shares, and the pair that follows; two before them that were alike
    (
        "In children, relapse was seen in 39% versus 9% in high- versus low-risk groups (P < .001) and mortality was "
        "67% versus 92% (P = .001).",
        [
            ("relapse", 39, "high-risk"),
            ("relapse", 9, "low-risk"),
            ("mortality", 67, "high-risk"),
            ("mortality", 92, "low-risk"),
        ],
    ),
    (
        "Success rates for ESP and EAE were comparable (95% and 93%).",
        [("success", 95, "ESP"), ("success", 93, "EAE")],
    ),
    (
        "Early feeding was associated with a relapse rate of 88.5% versus 38.1% with late feeding.",
        [("relapse", 88.5, "Early feeding"), ("relapse", 38.1, "late feeding")],
    ),
    # those who had what a list of complications tells are no group, nor are all of a population; some of them are
    (
        "Complications included one patient (3.2%) with dry eye and two patients (6.4%) with temporary numbness.",
        [("complication", 3.2, None), ("complication", 6.4, None)],
    ),
    (
        "Adverse events included rash in 12% of patients with diabetes and 4% of patients with asthma.",
        [("rash", 12, "diabetes"), ("rash", 4, "asthma")],
    ),
    (
        "Strokes occurred in 18 patients (14.6%) of this unselected population, 9 of whom were smokers (17.6% of the "
        "smokers).",
        [("stroke", 14.6, None), ("stroke", 17.6, "smokers")],
    ),
    # what names nobody
    (
        "On the contrary, there were no differences in thrombosis (10%, 8%, and 22%, respectively).",
        [("thrombosis", 10, None), ("thrombosis", 8, None), ("thrombosis", 22, None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_groups_of_shares(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    found = [fact for fact in extractor.extract(text) if isinstance(fact, ResponseRate | AdverseEvent)]
    names = (f.term if isinstance(f, AdverseEvent) else f.outcome for f in found)
    assert [
        (name, f.numerator if f.percent is None else f.percent, f.arm) for name, f in zip(names, found, strict=True)
    ] == expected
