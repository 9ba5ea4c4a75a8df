"""Events counted or denied in words: one text in, its events with their numbers and groups out."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

WE = "We treated 40 patients with a coated stent. "
Row = tuple[str, float | None, float | None, str | None]

TABLE: list[tuple[str, list[Row]]] = [
    # nought in words, also where the sentence has no figure at all
    ("In-hospital mortality was nil.", [("in-hospital mortality", 0, None, None)]),
    ("Perioperative mortality nil.", [("perioperative mortality", 0, None, None)]),
    ("Wound sepsis fell from 25% to nil.", [("wound sepsis", None, 25, None), ("wound sepsis", 0, None, None)]),
    ("The median pain score was zero.", []),
    ("Dizziness was not remarked.", [("dizziness", 0, None, None)]),
    ("Any serious side effect was not found.", [("serious side effect", 0, None, None)]),
    # there was not any
    (
        "We did not observe any dislocation or any nerve palsy.",
        [("dislocation", 0, None, None), ("nerve palsy", 0, None, None)],
    ),
    ("The series did not identify any readmission.", [("readmission", 0, None, None)]),
    ("The coating did not cause any side effects.", [("side effect", 0, None, None)]),
    ("We did not find any difference in mortality.", []),
    ("We did not find any borderline cases.", []),
    ("Patients who did not have any rash fared worse.", []),
    ("Scans did not reveal any harmful side effects.", [("harmful side effect", 0, None, None)]),
    # who had none is counted, and what was not given
    ("Only 4 of 35 patients experienced no side effects.", []),
    ("In the end, 60% had no seizures.", []),
    ("All 40 patients had no seizures.", [("seizure", 0, None, None)]),
    ("All received aspirin, no heparin, and a filter.", []),
    ("There was no increased risk of bleeding and stroke.", []),
    ("There were no unexpected toxicities and no new safety signals.", []),
    # names of a list cut short
    (
        "There were no intra- or postoperative complications.",
        [("intraoperative complication", 0, None, None), ("postoperative complication", 0, None, None)],
    ),
    (
        "No catheter- or drug-related infections were seen.",
        [("catheter-related infection", 0, None, None), ("drug-related infection", 0, None, None)],
    ),
    ("There were no hip or knee fractures.", [("hip fracture", 0, None, None), ("knee fracture", 0, None, None)]),
    # a list that has ended
    (
        "There was no mortality, and leakage occurred in 3 patients.",
        [("mortality", 0, None, None), ("leakage", 3, None, None)],
    ),
    # lists that "respectively" pairs off
    (
        "Five and eight patients developed acute and chronic rejection, respectively.",
        [("acute rejection", 5, None, None), ("chronic rejection", 8, None, None)],
    ),
    (
        "Mild, moderate and severe dizziness was reported by 4%, 3% and 11% of patients, respectively.",
        [
            ("mild dizziness", None, 4, None),
            ("moderate dizziness", None, 3, None),
            ("severe dizziness", None, 11, None),
        ],
    ),
    (
        "In all, 4% and 11% of patients reported mild and severe dizziness, respectively.",
        [("mild dizziness", None, 4, None), ("severe dizziness", None, 11, None)],
    ),
    (
        "Twelve and 6 patients achieved complete and partial responses, respectively.",
        [("complete response", 12, None, None), ("partial response", 6, None, None)],
    ),
    (
        "Renal and gastric toxicities were seen in 12 and 9 patients, respectively.",
        [("renal toxicity", 12, None, None), ("gastric toxicity", 9, None, None)],
    ),
    ("Of these, 17 and 19 patients had gout and lupus, respectively.", []),
    # cases that say what they are cases of
    ("Two cases (5%) of melanoma were reported.", [("melanoma", 2, 5, None)]),
    (
        "Two cases of melanoma and one case of sarcoma occurred.",
        [("melanoma", 2, None, None), ("sarcoma", 1, None, None)],
    ),
    ("A single case of candidal oesophagitis was recorded.", [("candidal oesophagitis", 1, None, None)]),
    (
        "Three cases of death from sepsis were observed, and perforation occurred in another two patients.",
        [("death from sepsis", 3, None, None), ("perforation", 2, None, None)],
    ),
    ("A total of 40 cases of peritonitis were seen.", []),
    ("A total of two patients had nausea.", [("nausea", 2, None, None)]),
    ("A total of 12 patients (30%) had nausea and five died.", [("nausea", 12, 30, None), ("death", 5, None, None)]),
    ("Among a total of 12 patients, two had nausea.", [("nausea", 2, None, None)]),
    ("Twelve cases of caries were found in seven children.", []),
    # in so many people
    ("In one patient, nausea was noted.", [("nausea", 1, None, None)]),
    ("In another patient, nausea was noted.", [("nausea", 1, None, None)]),
    ("In two patients, a relapse was noted.", [("relapse", 2, None, None)]),
    ("Two cases of stable disease were seen.", [("stable disease", 2, None, None)]),
    ("Early recurrence (within a week) occurred in one case after repair.", [("early recurrence", 1, None, None)]),
    (
        "Complete remission was achieved in five patients and partial remission in seven.",
        [("complete remission", 5, None, None), ("partial remission", 7, None, None)],
    ),
    (
        "The score was very satisfied in two, satisfied in 3 and poor in five.",
        [("very satisfied", 2, None, None), ("satisfied", 3, None, None)],
    ),
    ("In six further patients (ten stents), a deep infection was seen.", [("deep infection", 6, None, None)]),
    (
        "In four patients, we observed severe bleeding, and one patient had a leak.",
        [("severe bleeding", 4, None, None), ("leak", 1, None, None)],
    ),
    (
        "Complications occurred in 20 (50%), and in 8 patients (20%) bacterial infections were proven.",
        [("complication", 20, 50, None), ("bacterial infection", 8, 20, None)],
    ),
    ("In 30 patients, complications were observed in 10%.", [("complication", None, 10, None)]),
    ("In 30 patients no complications were observed.", [("complication", 0, None, None)]),
    ("Of the 40 patients in this report, only 2 deep infections were noted.", [("deep infection", 2, None, None)]),
    ("There were 9 deaths, including 5 from sepsis.", [("death", 9, None, None), ("death from sepsis", 5, None, None)]),
    (
        "Of nine deaths, three were due to sepsis and two from stroke.",
        [("death", 9, None, None), ("death due to sepsis", 3, None, None), ("death from stroke", 2, None, None)],
    ),
    (
        "Side effects were headache in two patients, nausea in three and dizziness in one.",
        [("headache", 2, None, None), ("nausea", 3, None, None), ("dizziness", 1, None, None)],
    ),
    (
        "Injection-site pain was reported by 12 patients and local reactions by 4.",
        [("injection-site pain", 12, None, None), ("local reaction", 4, None, None)],
    ),
    (
        "Complications included fever in two and bleeding in three patients.",
        [("fever", 2, None, None), ("bleeding", 3, None, None)],
    ),
    # one more, without its noun
    (
        "Hypotension occurred in three patients and bradycardia in another.",
        [("hypotension", 3, None, None), ("bradycardia", 1, None, None)],
    ),
    # those who died of something else
    (
        "One patient died of sepsis and two of unknown cause.",
        [("death of sepsis", 1, None, None), ("death of unknown cause", 2, None, None)],
    ),
    (
        "Five patients died and two of the survivors relapsed.",
        [("death", 5, None, None), ("relapse", 2, None, "survivors")],
    ),
    (
        "The causes of death were sepsis (n = 4) and stroke (n = 2).",
        [("death from sepsis", 4, None, None), ("death from stroke", 2, None, None)],
    ),
    ("Two deaths were due to drug-related infection.", [("death due to drug-related infection", 2, None, None)]),
    ("Deaths due to infection occurred in two patients.", [("death due to infection", 2, None, None)]),
    ("Deaths from any cause occurred in 5 (12%).", [("death from any cause", 5, 12, None)]),
    ("Sepsis was the main cause of death (34%).", [("death from sepsis", None, 34, None)]),
    (
        "One patient had hypertension and another bradycardia.",
        [("hypertension", 1, None, None), ("bradycardia", 1, None, None)],
    ),
    # a noun that only follows with the last number
    (
        "There were 13 vascular, 11 pulmonary, 7 renal and 5 infectious events.",
        [
            ("vascular event", 13, None, None),
            ("pulmonary event", 11, None, None),
            ("renal event", 7, None, None),
            ("infectious event", 5, None, None),
        ],
    ),
    (
        "Six minor (15%) and two major complications (5%) were seen.",
        [("minor complication", 6, 15, None), ("major complication", 2, 5, None)],
    ),
    # a noun that only follows with the next bracket
    (
        "Early (5%) and late infections (8%) were treated.",
        [("early infection", None, 5, None), ("late infection", None, 8, None)],
    ),
    (
        "There was little minor (10%), moderate (8%) or major (2%) bleeding.",
        [("minor bleeding", None, 10, None), ("moderate bleeding", None, 8, None), ("major bleeding", None, 2, None)],
    ),
    ("We included adults with mild (30%) and moderate (70%) pain.", []),
    # "out of" so many
    ("Of all, 2 (5%) out of 38 patients had a stroke.", [("stroke", 2, 5, None)]),
    # numbers that stand before their things, also where no list knows them
    (
        "We saw 1 neuroma of the ulnar nerve, 3 CRPS and 9 revision surgeries.",
        [("neuroma", 1, None, None), ("CRPS", 3, None, None), ("revision surgery", 9, None, None)],
    ),
    (
        "There were 6 (15%) seizures, 4 (10%) migraines and 3 (8%) falls.",
        [("seizure", 6, 15, None), ("migraine", 4, 10, None), ("fall", 3, 8, None)],
    ),
    ("There were no more seizures.", []),
    # lists that nobody had
    (
        "None of the patients developed rash, fever or a stricture.",
        [("rash", 0, None, None), ("fever", 0, None, None), ("stricture", 0, None, None)],
    ),
    (
        "No significant sedation or any other adverse effect was noted.",
        [("sedation", 0, None, None), ("adverse effect", 0, None, None)],
    ),
    (
        "None of the 40 patients developed hypotension or other side effects.",
        [("hypotension", 0, None, None), ("side effect", 0, None, None)],
    ),
    ("No patient required intubation or transfusion.", [("intubation", 0, None, None), ("transfusion", 0, None, None)]),
    ("None of them had rash or infections.", [("rash", 0, None, None), ("infection", 0, None, None)]),
    ("Not a single patient developed neutropenia.", [("neutropenia", 0, None, None)]),
    ("Not one patient died.", []),
    ("No adverse events, serious or otherwise, were recorded.", [("adverse event", 0, None, None)]),
    ("No deaths or grade 4 toxicities were noted.", [("death", 0, None, None), ("toxicity", 0, None, None)]),
    # what a word of absence denies nothing of
    ("Neither the relapse rate (P = 0.4; chi-square test) nor the death rate differed.", []),
    ("Neither relapse nor death occurred.", [("relapse", 0, None, None), ("death", 0, None, None)]),
    ("Stents of this kind have virtually no side effects and their price is low.", []),
    (
        "Pneumonia was seen with a tube (no tube 2.7%; thin tube 5.2%).",
        [("pneumonia", None, 2.7, "no tube"), ("pneumonia", None, 5.2, "thin tube")],
    ),
]


def events(text: str) -> list[Row]:
    facts = [f for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)]
    names: list[Any] = [f.term if isinstance(f, AdverseEvent) else f.outcome for f in facts]
    return [(n, f.numerator, f.percent, f.arm) for n, f in zip(names, facts, strict=True)]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_events(text: str, expected: list[Row]) -> None:
    assert events(WE + text) == expected
