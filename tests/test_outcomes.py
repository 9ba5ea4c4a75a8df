"""Response rates and adverse events: one text in, all of its rates out, compared entirely."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.rates import Rate
from extractor.facts.shares.timepoints import timepoint_of, times_of
from extractor.matching import Item, Line
from extractor.pipeline import Pipeline
from extractor.records import AdverseEvent, Paper, Passage, ResponseRate

# outcome or term, then what the text states of: grade, numerator, denominator, percent, ci, timepoint, arm
TABLE: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Of the 48 patients, 29 (60%) responded and 3 died.",
        [{"is": "response", "n": 29, "of": 48, "percent": 60}, {"is": "death", "n": 3, "of": 48}],
    ),
    (
        "Common grade 3 or 4 adverse events were neutropenia (37 [26%] of 145 patients) and anaemia (20 [14%]).",
        [
            {"is": "neutropenia", "grade": "3-4", "n": 37, "of": 145, "percent": 26},
            {"is": "anaemia", "grade": "3-4", "n": 20, "of": 145, "percent": 14},
        ],
    ),
    (
        "Mucositis developed in 95 (89%) patients, of which 53% had grade 1, 28% grade 2, and 0.9% grade 4.",
        [{"is": "mucositis", "n": 95, "percent": 89}]
        + [{"is": "mucositis", "grade": grade, "percent": p} for grade, p in (("1", 53), ("2", 28), ("4", 0.9))],
    ),
    (
        "Temporary and permanent facial palsy was seen in 12% and 1% of the ears.",
        [{"is": "temporary facial palsy", "percent": 12}, {"is": "permanent facial palsy", "percent": 1}],
    ),
    (
        "After surgery 79% of the patients had improved visual acuity and 5% of the patients had worse visual acuity.",
        [{"is": "improved visual acuity", "percent": 79}, {"is": "worse visual acuity", "percent": 5}],
    ),
    (
        "Haematoma was seen in 17 patients, 3 of whom died.",
        [{"is": "haematoma", "n": 17}, {"is": "death", "n": 3}],
    ),
    (
        "Leaks were rarer with glue than clips on day 1 (34% vs. 47%) and at 1 month postoperatively (9% vs. 19%).",
        [
            {"is": "leak", "percent": percent, "at": at, "arm": arm}
            for at, row in (("day 1", (34, 47)), ("at 1 month postoperatively", (9, 19)))
            for arm, percent in zip(("glue", "clips"), row, strict=True)
        ],
    ),
    (
        "Reoperation for bleeding was needed in 4 patients (3%).",
        [{"is": "reoperation for bleeding", "n": 4, "percent": 3}],
    ),
    (
        "Nocturnal hypovigilance (NHV) was looked for. Brief NHV was observed in 9% of patients.",
        [{"is": "brief nocturnal hypovigilance", "percent": 9}],
    ),
    # what was not had, or what there was a change of, is no event of those counted
    (
        "Five women (4%) had resolution of their diarrhoea.",
        [{"is": "resolution of diarrhoea", "n": 5, "percent": 4}],
    ),
    ("81% became free from all seizures.", [{"is": "free from all seizure", "percent": 81}]),
    ("Of the 90 men, 30% did not achieve remission.", [{"is": "did not achieve remission", "of": 90, "percent": 30}]),
    ("Sixty of the patients did not require any transfusion.", []),
    (
        "There were no cases of graft kinking or sepsis.",
        [{"is": "graft kinking", "n": 0}, {"is": "sepsis", "n": 0}],
    ),
    (
        "Rash (24%) and fever (8%) were seen, both grade 1/2.",
        [{"is": "rash", "grade": "1-2", "percent": 24}, {"is": "fever", "grade": "1-2", "percent": 8}],
    ),
    (
        "7/23 (30.4%) patients had neutropenia grade 3 and 2/23 had anaemia grade 4.",
        [
            {"is": "neutropenia", "grade": "3", "n": 7, "of": 23, "percent": 30.4},
            {"is": "anaemia", "grade": "4", "n": 2, "of": 23},
        ],
    ),
    (
        "Grade 3/4 events: leukopenia (18.5%); neutropenia (55.5%); rash (7.4%).",
        [
            {"is": name, "grade": "3-4", "percent": p}
            for name, p in (("leukopenia", 18.5), ("neutropenia", 55.5), ("rash", 7.4))
        ],
    ),
    (
        "There was more 3/4 grade nausea (30% vs 14%).",
        [{"is": "nausea", "grade": "3-4", "percent": p} for p in (30, 14)],
    ),
    (
        "Ulcers were healed in 76.9% of the patients in group 1 and 74.1% of those in group 2.",
        [
            {"is": "ulcers healed", "percent": 76.9, "arm": "group 1"},
            {"is": "ulcers healed", "percent": 74.1, "arm": "group 2"},
        ],
    ),
    ("One patient had Gr 3 diarrhoea.", [{"is": "diarrhoea", "grade": "3", "n": 1}]),
    (
        "Treatment-related grade 3 adverse events were seen in 12%.",
        [{"is": "treatment-related adverse event", "grade": "3", "percent": 12}],
    ),
    ("No deaths were reported.", [{"is": "death", "n": 0}]),
    (
        "Rates of hospitalization and new pacemaker implantation were 3.6% and 7%, respectively.",
        [{"is": "hospitalization", "percent": 3.6}, {"is": "pacemaker implantation", "percent": 7}],
    ),
    ("No visually significant complications occurred.", [{"is": "visually significant complication", "n": 0}]),
    (
        "Nausea occurred in 12 of 40 patients (30%) in the placebo group and 20 of 41 (49%) in the tirofide group.",
        [
            {"is": "nausea", "n": 12, "of": 40, "percent": 30, "arm": "placebo"},
            {"is": "nausea", "n": 20, "of": 41, "percent": 49, "arm": "tirofide"},
        ],
    ),
    (
        "Remission was higher in the early group (54%) than in the late group (35%).",
        [{"is": "remission", "percent": 54, "arm": "early"}, {"is": "remission", "percent": 35, "arm": "late"}],
    ),
    (
        "The 2-year progression-free survival was 48% (95% CI 39-57).",
        [{"is": "progression-free survival", "percent": 48, "ci": (39, 57), "at": "2-year"}],
    ),
    (
        "Response rates were 79%, 63% and 75% for T-ALL, T-LBL and B-ALL, respectively.",
        [{"is": "response", "percent": p, "arm": arm} for p, arm in ((79, "T-ALL"), (63, "T-LBL"), (75, "B-ALL"))],
    ),
    (
        "Mortality was 7% of men vs 20% of women (P < 0.001).",
        [{"is": "mortality", "percent": 7, "arm": "men"}, {"is": "mortality", "percent": 20, "arm": "women"}],
    ),
    (
        "Headache was seen in 12% and dizziness in 8%.",
        [{"is": "headache", "percent": 12}, {"is": "dizziness", "percent": 8}],
    ),
    ("There were two treatment-related deaths (5%).", [{"is": "treatment-related death", "n": 2, "percent": 5}]),
    (
        "Pacemaker dependency was observed in 36 of 97 patients.",
        [{"is": "pacemaker dependency", "n": 36, "of": 97}],
    ),
    (
        "Seventy of 145 patients had a complete or partial response (overall response rate 48.3%).",
        [{"is": "overall response", "n": 70, "of": 145, "percent": 48.3}],
    ),
    (
        "Acne was seen in the 15 mg group (30 [10%] of 300 patients), the 30 mg group (41 [14%] of 297) and the "
        "placebo group (six [2%] of 304).",
        [
            {"is": "acne", "n": 30, "of": 300, "percent": 10, "arm": "15 mg"},
            {"is": "acne", "n": 41, "of": 297, "percent": 14, "arm": "30 mg"},
            {"is": "acne", "n": 6, "of": 304, "percent": 2, "arm": "placebo"},
        ],
    ),
    # a count and its percentage that words part
    (
        "The death rate was two patients in the sham group (5%) versus three patients (7.5%) in the tirofide group.",
        [
            {"is": "death", "n": 2, "percent": 5, "arm": "sham"},
            {"is": "death", "n": 3, "percent": 7.5, "arm": "tirofide"},
        ],
    ),
    (
        "Of 160 patients, 9 died (mortality rate 5.6%) and 12 had a stroke (7.5%).",
        [
            {"is": "mortality", "n": 9, "of": 160, "percent": 5.6},
            {"is": "stroke", "n": 12, "of": 160, "percent": 7.5},
        ],
    ),
    ("One case of wound infection (2%) occurred.", [{"is": "wound infection", "n": 1, "percent": 2}]),
    (
        "The response rate was 60% in the whole group and 45.5% in the late group (5/11).",
        [
            {"is": "response", "percent": 60},
            {"is": "response", "n": 5, "of": 11, "percent": 45.5, "arm": "late"},
        ],
    ),
    (
        "A partial response was seen in 12/30 patients, corresponding to an overall response rate (ORR) of 40%.",
        [
            {"is": "partial response", "n": 12, "of": 30},
            {"is": "overall response", "n": 12, "of": 30, "percent": 40},
        ],
    ),
    ("Nausea was seen in group 2 (15%) only.", [{"is": "nausea", "percent": 15, "arm": "group 2"}]),
    # intervals without a label, ranges and estimates with their errors
    (
        "Rash occurred in 30 (75%; 62, 88%) and nausea in nine patients (22%; 10-35).",
        [
            {"is": "rash", "n": 30, "percent": 75, "ci": (62, 88)},
            {"is": "nausea", "n": 9, "percent": 22, "ci": (10, 35)},
        ],
    ),
    (
        "Rash occurred in 6% ([3/50] 95% CI 1-16) and nausea in 8% (4/50, p = 0.4).",
        [
            {"is": "rash", "n": 3, "of": 50, "percent": 6, "ci": (1, 16)},
            {"is": "nausea", "n": 4, "of": 50, "percent": 8},
        ],
    ),
    # the primary outcome by what it is, where the paper says so in few words and it is no harm
    (
        "The primary endpoint was the proportion of patients with a PASI 75 response at week 12. The primary endpoint "
        "was met by 41% of patients.",
        [{"is": "PASI 75 response", "percent": 41, "at": "at week 12"}],
    ),
    (
        "The primary outcome was a composite of death and stroke. The primary outcome was seen in 7% of patients.",
        [{"is": "primary outcome", "percent": 7}],
    ),
    (
        "The primary outcome was death. The primary outcome occurred in 7% of patients.",
        [{"is": "primary outcome", "percent": 7}],
    ),
    (
        "The 5-year overall survival was 61.2 ± 4.5% and 70.4 ± 5.1% in the sham and tirofide groups, respectively.",
        [
            {"is": "overall survival", "percent": 61.2, "at": "5-year", "arm": "sham"},
            {"is": "overall survival", "percent": 70.4, "at": "5-year", "arm": "tirofide"},
        ],
    ),
    ("Nausea occurred in 14%/9%/21% of patients.", [{"is": "nausea", "percent": p} for p in (14, 9, 21)]),
    # nothing, counted
    (
        "None of the patients in the tirofide group had a seizure.",
        [{"is": "seizure", "n": 0, "arm": "tirofide"}],
    ),
    ("No cases of graft failure were seen.", [{"is": "graft failure", "n": 0}]),
    # one number for a list
    (
        "There were no cases of wound dehiscence, seroma or mesh infection.",
        [{"is": name, "n": 0} for name in ("wound dehiscence", "seroma", "mesh infection")],
    ),
    ("No deaths or major complications occurred.", [{"is": name, "n": 0} for name in ("death", "major complication")]),
    (
        "Grade 3 toxicities were pneumonia (n = 2) and neutropenia, seizure and cardiac tamponade (one each).",
        [{"is": "pneumonia", "grade": "3", "n": 2}]
        + [{"is": name, "grade": "3", "n": 1} for name in ("neutropenia", "seizure", "cardiac tamponade")],
    ),
    # what there was none of, in lists and behind it
    (
        "There were no cases of blindness, corneal haze, or endophthalmitis.",
        [{"is": name, "n": 0} for name in ("blindness", "corneal haze", "endophthalmitis")],
    ),
    (
        "No retinal tears or vitreous loss were seen in either group.",
        [{"is": name, "n": 0} for name in ("retinal tear", "vitreous loss")],
    ),
    (
        "No serious adverse events or sedation-related complications were identified.",
        [{"is": name, "n": 0} for name in ("serious adverse event", "sedation-related complication")],
    ),
    ("Neither haematoma nor seroma was seen.", [{"is": name, "n": 0} for name in ("haematoma", "seroma")]),
    (
        "Bone marrow suppression was not encountered in 32 children.",
        [{"is": "bone marrow suppression", "n": 0, "of": 32}],
    ),
    # a change that was not seen, or a thing under a condition
    ("Significant reductions in mortality were not seen with warfarin.", []),
    ("Effects on survival were not observed.", []),
    ("Bleeding was not encountered in the absence of fever.", []),
    ("Adverse effects of warfarin were not observed.", [{"is": "adverse effect", "n": 0}]),
    (
        "Neutropenia, alopecia and ototoxicity were not observed.",
        [{"is": name, "n": 0} for name in ("neutropenia", "alopecia", "ototoxicity")],
    ),
    (
        "Patients took warfarin (n = 276) or apixaban (n = 266). Grade 3 events were rash (29 [11%] vs two [1%]) and "
        "fatigue (13 [5%] vs none).",
        [
            {"is": "rash", "grade": "3", "n": 29, "of": 276, "percent": 11, "arm": "warfarin"},
            {"is": "rash", "grade": "3", "n": 2, "of": 266, "percent": 1, "arm": "apixaban"},
            {"is": "fatigue", "grade": "3", "n": 13, "of": 276, "percent": 5, "arm": "warfarin"},
            {"is": "fatigue", "grade": "3", "n": 0, "of": 266, "arm": "apixaban"},
        ],
    ),
    (
        "Keratitis developed in two eyes, and endophthalmitis in none.",
        [{"is": "keratitis", "n": 2}, {"is": "endophthalmitis", "n": 0}],
    ),
    ("No one died.", [{"is": "death", "n": 0}]),
    ("When relapse did not occur, the drug was stopped.", []),
    ("There were no deaths and only mild rashes.", [{"is": "death", "n": 0}]),
    (
        "No infections, two haematomas and one seroma were seen.",
        [{"is": name, "n": n} for name, n in (("infection", 0), ("haematoma", 2), ("seroma", 1))],
    ),
    ("Retinopathy was identified in six patients.", [{"is": "retinopathy", "n": 6}]),
    (
        "Neutropenia, alopecia and ototoxicity were not seen in the treated group.",
        [{"is": name, "n": 0, "arm": "treated"} for name in ("neutropenia", "alopecia", "ototoxicity")],
    ),
    (
        "There were no deaths, strokes or treatment-related perforations in the laser group.",
        [{"is": name, "n": 0, "arm": "laser"} for name in ("death", "stroke", "treatment-related perforation")],
    ),
    # a number and the groups that it is shared out to
    (
        "There were 16 deaths: 9 in the placebo group and 7 in the warfarin group.",
        [{"is": "death", "n": 16}]
        + [{"is": "death", "n": n, "arm": arm} for arm, n in (("placebo", 9), ("warfarin", 7))],
    ),
    (
        "Sixteen of 280 patients discontinued therapy because of side effects (Group C, 5; Group D, 11).",
        [{"is": "discontinuation because of side effect", "n": 16, "of": 280}]
        + [
            {"is": "discontinuation because of side effect", "n": n, "arm": f"group {x}"}
            for x, n in (("C", 5), ("D", 11))
        ],
    ),
    ("Four children are all alive.", [{"is": "alive", "n": 4}]),
    ("Two had a stroke and another developed hepatitis.", [{"is": "stroke", "n": 2}, {"is": "hepatitis", "n": 1}]),
    (
        "Treatment was discontinued in 7 patients (9%) due to adverse events.",
        [{"is": "discontinuation due to adverse event", "n": 7, "percent": 9}],
    ),
    # events with a few in brackets are no groups
    (
        "The complications were haematoma [n=1] and stroke [n=2] in the laser group, and bile leak [n=2] in the "
        "control group.",
        [{"is": name, "n": n, "arm": "laser"} for name, n in (("haematoma", 1), ("stroke", 2))]
        + [{"is": "bile leak", "n": 2, "arm": "control"}],
    ),
    ("Bile leak and rash were seen in two patients each.", [{"is": name, "n": 2} for name in ("bile leak", "rash")]),
    (
        "After 16 weeks, 63.8 and 44.7% of patients achieved PASI 90 and PASI 100 responses, respectively.",
        [
            {"is": name, "percent": p, "at": "After 16 weeks"}
            for name, p in (("PASI 90", 63.8), ("PASI 100 response", 44.7))
        ],
    ),
    # a time before the count
    (
        "At one year 15 of 40 patients (37.5%) were alive.",
        [{"is": "alive", "n": 15, "of": 40, "percent": 37.5, "at": "At one year"}],
    ),
    ("There was no significant difference in mortality.", []),
    # what is no share of participants with an outcome
    ("LDL fell by 52%, and 63% of participants were women.", []),
    ("The drug led to a 38% reduction in mortality (HR 0.62, 95% CI 0.51-0.80).", []),
    ("Response was defined as a fall of at least 50%.", []),
    ("Patients presented with vomiting (10.5%) and fever (20%).", []),
    ("The prevalence of depression was 23% in this survey.", []),
    ("Mice had tumour regression in 45% of cases; of the mice, 12% died, and rats did not.", []),
    ("Seven patients (14%) discontinued the drug.", []),
    ("Approximately 5% more women withdrew because of adverse events.", []),
    (
        "Freedom from amputation (FFA) was better: FFA was 87% in the stent group.",
        [{"is": "freedom from amputation", "percent": 87, "arm": "stent"}],
    ),
    (
        "The rate of response was 95% in genotype 1 and 88% in genotype 3.",
        [
            {"is": "response", "percent": 95, "arm": "genotype 1"},
            {"is": "response", "percent": 88, "arm": "genotype 3"},
        ],
    ),
    (
        "Common events were nausea (31%) and rash (9%), compared with 12% and 8% of patients on placebo.",
        [{"is": "nausea", "percent": 31}, {"is": "rash", "percent": 9}]
        + [{"is": name, "percent": p, "arm": "placebo"} for name, p in (("nausea", 12), ("rash", 8))],
    ),
    # limits, other units, arms and answers are no shares of participants
    ("Response rates were tested with a 15% non-inferiority margin.", []),
    ("Remission was reached by 65% (against a threshold of 40%).", [{"is": "remission", "percent": 65}]),
    ("Sixty patients in remission were randomised to one of the two arms.", []),
    ("Eighty patients (47%) responded to the questionnaire.", []),
    (
        "Remission was seen in 77% with tirofide and 65% with placebo, and survival was longer (33 vs 26 months).",
        [
            {"is": "remission", "percent": 77, "arm": "tirofide"},
            {"is": "remission", "percent": 65, "arm": "placebo"},
        ],
    ),
]


def as_table(text: str) -> list[dict[str, Any]]:
    found = []
    for fact in extractor.extract(text):
        if isinstance(fact, ResponseRate | AdverseEvent):
            values = {
                "is": fact.term if isinstance(fact, AdverseEvent) else fact.outcome,
                "grade": fact.grade if isinstance(fact, AdverseEvent) else None,
                "n": fact.numerator,
                "of": fact.denominator,
                "percent": fact.percent,
                "ci": (fact.ci_low, fact.ci_high) if fact.ci_low is not None else None,
                "at": fact.timepoint,
                "arm": fact.arm,
            }
            found.append({k: v for k, v in values.items() if v is not None})
    return found


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_rates(text: str, expected: list[dict[str, Any]]) -> None:
    assert as_table(text) == expected


def test_the_same_statement_twice_is_one_fact_at_its_fullest() -> None:
    text = "Remission was reached by 12 of 40 patients (30%). In conclusion, remission was seen in 30%."
    assert as_table(text) == [{"is": "remission", "n": 12, "of": 40, "percent": 30}]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The 2-, 4- and 6-year rates of ileus were 3.1%, 5.2%, and 5.2%, respectively.", ["ileus"] * 3),
        (
            "Major bleeding occurred in 0.7% with heparin. Minor bleeding occurred in 0.7% with heparin.",
            ["major bleeding", "minor bleeding"],
        ),
        (
            "Rates of deaths due to sepsis (4%, 7%) and discontinuations due to sepsis (9%, 8%) were alike.",
            ["death due to sepsis"] * 2 + ["discontinuation due to sepsis"] * 2,
        ),
        ("Of 90 catheters, 6 catheters (7%) became infected.", ["infection"]),
        ("SREs were reported in 23% of women.", ["skeletal-related event"]),
        ("Cold extremities were seen less often with A than with B (6% versus 9%).", ["cold extremity"] * 2),
        (
            "Serious adverse events and discontinuations because of adverse events were higher with sunitinib than "
            "with prednisone (61% v 46% and 33% v 12%, respectively).",
            ["serious adverse event"] * 2 + ["discontinuation because of adverse event"] * 2,
        ),
        ("Fewer aspirin patients (4%) had a stroke compared with those taking placebo (12%).", ["stroke"] * 2),
        ("Patients had no unexpected or serious adverse events.", ["unexpected or serious adverse event"]),
    ],
)
def test_terms_of_shares_told_together(text: str, terms: list[str]) -> None:
    assert [f.term for f in extractor.extract(text) if isinstance(f, AdverseEvent)] == terms


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("In-hospital 28-day mortality was 40.7% in the treated women.", ["28-day"]),
        ("After surgery all ulcers of the 20 women healed in 6 weeks; there were no infections.", [None]),
        ("At 6 weeks, nausea was seen in 12% of 20 treated women; there were no infections.", ["At 6 weeks"] * 2),
        ("Fever developed in 12% of the treated women in the 5 day group.", [None]),
    ],
)
def test_when_events_were_seen(text: str, times: list[str | None]) -> None:
    assert [f.timepoint for f in extractor.extract(text) if isinstance(f, AdverseEvent)] == times


def test_a_bare_count_beside_listed_times_has_none_of_them() -> None:
    text = "Improvement in 12 (p < .05 at weeks 6 and 8)."
    term, rate = Item("outcome", 0, 11, None), Item("rate", 15, 17, Rate(numerator=12))
    times = [Item("timepoint", text.index("weeks 6"), text.index(")"), None)]
    line = Line.of(text, 0, len(text), [term, *times])  # the count is no share of the line
    assert timepoint_of(line, Link(rate, term, "link.weighed", 1.0), times_of(line)) is None


def test_a_paper_that_hardly_speaks_of_care_needs_surer_facts() -> None:
    village = (
        "We describe children of one village. Their families had lived there for long, and the houses had no water. "
        "Teachers filled in a form on each child, and a nurse measured height and weight. "
    )
    found = "Wheezing was present in 12 (30%) of 40 children with a dog at home and rupture in 2. In all, 3% died."
    care = "They were treated at home, received drugs, and underwent surgery; the trial had two doses. "
    assert as_table(3 * village + found) == [{"is": "death", "of": 40, "percent": 3}]
    assert [fact["is"] for fact in as_table(3 * village + care + found)] == ["wheezing", "rupture", "death"]


def test_the_results_of_a_review_stand_under_data_synthesis() -> None:
    told = "Twelve trials were included. More children on phenytoin required intubation (21% vs. 14%, RR = 0.5)."
    paper = Paper("ID:x", (Passage("ID:x", 1, "abstract", told, "DATA SYNTHESIS"),))
    assert [f.percent for f in Pipeline().read(paper).facts if isinstance(f, AdverseEvent)] == [21, 14]


def test_each_share_has_its_time_where_times_hang_on_hyphens() -> None:
    text = "The 3-, 5-, and 10-year overall survival rates after surgery were 77%, 62%, and 48%, respectively."
    assert [(f["percent"], f["at"]) for f in as_table(text)] == [(77, "3-year"), (62, "5-year"), (48, "10-year")]
