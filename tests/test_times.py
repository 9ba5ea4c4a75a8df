"""Time points of shares: in their own sentence, and told of their outcome before."""

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

# the text, then of each share its name, its percentage and the time point
TABLE = [
    (
        "At 30 days mortality was 4%, and 90 days mortality was 6% in the treated patients.",
        [("mortality", 4, "30 days"), ("mortality", 6, "90 days")],
    ),
    (
        "In all 60 patients, ulcer healing was confirmed by a second endoscopy 8 weeks after treatment. "
        "Ulcer healing was seen in 45 (75%) patients.",
        [("ulcer healing", 75, "8 weeks after treatment")],
    ),
    (
        "Cure was assessed by smears at 2 weeks and at 6 weeks. Cure was seen in 80% of patients with drug A.",
        [("cure", 80, None)],
    ),
    (
        "At week 16, a response was seen in 60% with ixekizumab. Additionally, remission was seen in 30%. "
        "Nausea occurred in 12%.",
        [("response", 60, "At week 16"), ("remission", 30, "At week 16"), ("nausea", 12, None)],
    ),
    (
        "Nausea was seen in 20% (4 of 20; p = 0.04) of the patients at 24 h postoperatively.",
        [("nausea", 20, "at 24 h postoperatively")],
    ),
    (
        "During chemoradiotherapy, stomatitis occurred in 35% of patients.",
        [("stomatitis", 35, "During chemoradiotherapy")],
    ),
    ("Stone clearance after the second session was 82%.", [("stone clearance", 82, "after the second session")]),
    (
        "Hypertension occurred in 14% of patients 3 months after starting sunitinib.",
        [("hypertension", 14, "3 months after starting sunitinib")],
    ),
    (
        "Two patients (5%) died in the early postoperative period.",
        [("death", 5, "in the early postoperative period")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_times(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    found = [fact for fact in extractor.extract(text) if isinstance(fact, AdverseEvent | ResponseRate)]
    names = [fact.term if isinstance(fact, AdverseEvent) else fact.outcome for fact in found]
    rates = [(name, fact.percent, fact.timepoint) for name, fact in zip(names, found, strict=True)]
    assert sorted(rates, key=str) == sorted(expected, key=str)
