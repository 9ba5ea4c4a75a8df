"""Denominators and time points: one text in, the numbers of its rates and their time points out."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

DENOMINATORS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # those of the sentence before
    ("Forty women were enrolled. Of these, 12 responded and 3 died.", [(12, 40, 0, None), (3, 40, 0, None)]),
    ("Forty women and 30 men were enrolled. Of these, 12 responded.", [(12, None, None, None)]),
    ("Of 40 women, 12 responded. Of these, 5 relapsed.", [(12, 40, 1, None), (5, None, None, None)]),
    # the group that opens the clause, and what a sibling of the sentence is stated to be a share of
    ("Of the 59 patients who started again, 98.3% had remission.", [(None, 59, 1, 98.3)]),
    ("Twelve patients were evaluated for response, with a response rate of 50%.", [(None, 12, 1, 50)]),
    ("Nausea was seen in 37 [26%] of 145 patients, and 20 patients had rash.", [(37, 145, 1, 26), (20, 145, 1, None)]),
    # the whole sample, only of what its share can be a share: 72% of 17 people are none of them
    ("We enrolled 47 patients. The success rate was 87.2%.", [(None, 47, 0, 87.2)]),
    ("We enrolled 17 patients. The success rate was 72%.", [(None, None, None, 72)]),
    ("We enrolled 43 patients. Two patients developed rash.", [(2, 43, 0, None)]),
    # events that nobody had, and a percentage that few other numbers of people have
    ("We enrolled 43 patients. There were no deaths.", [(0, 43, 0, None)]),
    ("We enrolled 43 patients. No deaths occurred in either group.", [(0, None, None, None)]),
    ("We enrolled 43 patients. Nausea occurred in 18.6%.", [(None, 43, 0, 18.6)]),
    ("We enrolled 43 patients. Nausea occurred in 18.7%.", [(None, None, None, 18.7)]),
    ("We enrolled 800 patients. Nausea occurred in 18.5%.", [(None, None, None, 18.5)]),
    # the whole before a part of the same share, and a number that is no size of a group
    (
        "We enrolled 198 patients. The 190 evaluable patients were analysed. Rash was seen in 15 (8%).",
        [(15, 198, 0, 8)],
    ),
    ("We enrolled 57 patients for 132 operations. Bleeding followed 17 (12.9%).", [(17, 132, 0, 12.9)]),
    ("We enrolled 57 patients for 132 operations. Bleeding followed 2 (2%).", [(2, None, None, 2)]),
    # eyes are none of patients, and of an arm those with one kind of germ fewer than all
    ("We treated 52 patients. Seven eyes (13%) bled.", [(7, None, None, 13)]),
    (
        "Patients were assigned to tirofide (n = 60) or placebo (n = 50). Some germs were sensitive to it. The cure "
        "rates for resistant strains were 40% with tirofide and 20% with placebo.",
        [(None, None, None, 40), (None, None, None, 20)],
    ),
    (
        "Patients were assigned to tirofide (n = 60) or placebo (n = 50). The response rate of tirofide was higher "
        "than that of placebo (men: 60% vs 40%; women: 65% vs 30%).",
        [(None, None, None, 60), (None, None, None, 40), (None, None, None, 65), (None, None, None, 30)],
    ),
    # an estimate, a pooled share and a share of a part have none
    ("We enrolled 47 patients. The 2-year overall survival was 80%.", [(None, None, None, 80)]),
    ("Eight studies with 476 patients were included. The pooled success rate was 63%.", [(None, None, None, 63)]),
    ("The 9 patients on tirofide had a response rate of 22%.", [(None, 9, 1, 22)]),
    # the arm
    (
        "Patients were randomised to group A (n = 40) or group B (n = 41). Nausea was seen in 30% of group A and 2% of "
        "group B.",
        [(None, 40, 0, 30), (None, 41, 0, 2)],
    ),
    # of three sizes of an arm an event has that of the other events: those treated, not those randomised
    (
        "Patients were randomised to tirofide (n = 157) or placebo (n = 156). Of those analysed, 80 (53%) of 150 given "
        "tirofide and 40 (27%) of 149 given placebo responded. Adverse events occurred in 92 (59%) of 155 patients in "
        "the tirofide group and 70 (45%) of 154 in the placebo group. Headache was reported by three (2%) patients in "
        "the tirofide group and five (3%) in the placebo group.",
        [
            (80, 150, 1, 53),
            (40, 149, 1, 27),
            (92, 155, 1, 59),
            (70, 154, 1, 45),
            (3, 155, 0, 2),
            (5, 154, 0, 3),
        ],
    ),
    # of 40 people nobody can be 31%; a pooled share of an arm
    (
        "Patients were randomised to group A (n = 40) or group B (n = 41). Nausea was seen in 31% of group A and 2% of "
        "group B.",
        [(None, None, None, 31), (None, 41, 0, 2)],
    ),
    (
        "Of 90 patients, 50 had tirofide and 40 placebo. The pooled rate of remission was 60% with tirofide and 30% "
        "with placebo.",
        [(None, None, None, 60), (None, None, None, 30)],
    ),
    # 24 of 1175 are 2.0%, and of the other arm's 1166 they are none
    (
        "Adults were assigned to heparin (n = 1166) or bivalirudin (n = 1175). Bleeding was seen in 34 (2.9%) with "
        "heparin and 24 (2.1%) with bivalirudin.",
        [(34, 1166, 0, 2.9), (24, None, None, 2.1)],
    ),
    # of both groups together, not of each
    (
        "Patients were randomised to group A (n = 40) or group B (n = 41). Nausea was seen in 9 (22%) of 41 patients "
        "in group B and 12 (15%) of 81 patients in both groups.",
        [(9, 41, 1, 22), (12, 81, 1, 15)],
    ),
    (
        "Patients were randomised to warmth (n = 40) or ice (n = 41). Nausea was seen in 30% with warmth, 2% with ice.",
        [(None, 40, 0, 30), (None, 41, 0, 2)],
    ),
    # an arm by its short form or its letter, and a share that is cut off where others round: 27.2% are 3 of 11
    (
        "We studied 52 women with gastric ulcers and 355 women with peptic ulcers (PU). "
        "The 5-year survival was 21.4% for gastric ulcers and 9.7% for PU.",
        [(None, 52, 0, 21.4), (None, 355, 0, 9.7)],
    ),
    (
        "Two groups were formed: group 1, plain hernia (n = 64), and group 2, hernia with mesh (n = 70). "
        "Leaks occurred in 5 women of group 1 and in 3 women of group 2.",
        [(5, 64, 0, None), (3, 70, 0, None)],
    ),
    (
        "Patients had sleeve resection (n = 11) or gastric bypass (n = 15). "
        "Leaks were commoner in the sleeve resection group than in the gastric bypass group (27.2% vs 6.6%).",
        [(None, 11, 0, 27.2), (None, 15, 0, 6.6)],
    ),
    # those who were left after matching are fewer
    (
        "In all, 850 patients underwent stenting, and 1240 patients underwent bypass. After matching, there were "
        "410 men in each group. Morbidity was higher with bypass than with stenting (12% vs 8%).",
        [(None, 410, 0, 12), (None, 410, 0, 8)],
    ),
    (
        "In all, 850 patients underwent stenting, and 1240 patients underwent bypass. "
        "After matching, morbidity was higher with bypass than with stenting (12% vs 8%).",
        [(None, None, None, 12), (None, None, None, 8)],
    ),
    # the size that closes the sentence
    (
        "This regimen produced one complete response and three partial responses among 29 evaluable patients.",
        [(1, 29, 1, None), (3, 29, 1, None)],
    ),
    # of each group, and of groups that a limit tells apart
    (
        "Each arm had 239 adults. Remission was seen in 91.6% with tirofide and 84.5% with placebo.",
        [(None, 239, 0, 91.6), (None, 239, 0, 84.5)],
    ),
    (
        "Groups had D-dimer > 3.5 mg/L (n = 89) and ≤ 3.5 mg/L (n = 524). Death was more common in patients with "
        "D-dimer > 3.5 mg/L (22.5% vs 7.3%).",
        [(None, 89, 0, 22.5), (None, 524, 0, 7.3)],
    ),
    # of two-level fusions there were more than two; those who could be judged are no responders
    ("Success was seen in 61% of two-level fusions.", [(None, None, None, 61)]),
    (
        "Etoposide produced a response rate of 78% (CR + PR) of short duration in 18 evaluable patients.",
        [(None, 18, 1, 78)],
    ),
]

TIMES: list[tuple[str, list[tuple[Any, ...]]]] = [
    (
        "Remission was seen in 13%, 15% and 18% at 1, 2 and 3 years, respectively.",
        [(13, "at 1 year"), (15, "at 2 years"), (18, "at 3 years")],
    ),
    ("The 5 and 10-year survival rates were 80% and 60%, respectively.", [(80, "5-year"), (60, "10-year")]),
    (
        "Mortality was 0.7% vs 1.9% at 1 year and 2.9% vs 5.1% at 3 years.",
        [(0.7, "at 1 year"), (1.9, "at 1 year"), (2.9, "at 3 years"), (5.1, "at 3 years")],
    ),
    (
        "Mortality was 3.5% in hospital, and 8.2% from admission to 30 days post-discharge.",
        [(3.5, "in hospital"), (8.2, "from admission to 30 days post-discharge")],
    ),
    ("Readmission was 12% during the 30-day period.", [(12, "during the 30-day period")]),
    ("At week 16, nausea occurred in 12% and headache in 8%.", [(12, "At week 16"), (8, "At week 16")]),
    ("With a median of 4 months to progression, remission was seen in 12%.", [(12, None)]),
    # a list with a hyphen and a comma before its last
    (
        "The 6-, 18-, and 30-month patency rates were 81%, 66%, and 52%, respectively.",
        [(81, "6-month"), (66, "18-month"), (52, "30-month")],
    ),
    # a time behind each share, its unit told once or in brackets
    (
        "Survival was 82% at 1, 63% at 3, and 47% at 5 years.",
        [(82, "at 1 year"), (63, "at 3 years"), (47, "at 5 years")],
    ),
    ("Patency was 84% after 6 and 69% after 24 months.", [(84, "after 6 months"), (69, "after 24 months")]),
    (
        "Limb salvage was 84% after 30 days, 61% after one, and 43% after five years.",
        [(84, "after 30 days"), (61, "after one year"), (43, "after five years")],
    ),
    (
        "Survival was 93% at one year, 81% at two, and 72% at three.",
        [(93, "at one year"), (81, "at two years"), (72, "at three years")],
    ),
    (
        "Seizure freedom was 61% (at 1 year), 52% (3 years) and 44% (5 years).",
        [(61, "at 1 year"), (52, "3 years"), (44, "5 years")],
    ),
    (
        "The 6-month (46% vs 43%) and 1-year (19% vs 12%) survival rates did not differ between zinc and placebo.",
        [(46, "6-month"), (43, "6-month"), (19, "1-year"), (12, "1-year")],
    ),
    ("Wound infection occurred in 9% (2 weeks) of the patients.", [(9, None)]),
    ("Limb salvage was 46% five years after inclusion.", [(46, "five years after inclusion")]),
    # what follows the first list of shares goes with the same times
    (
        "At weeks 12 and 24, 60% and 48% of patients had remission, and 20% and 15% had relapse, respectively.",
        [(60, "At week 12"), (48, "At week 24"), (20, "At week 12"), (15, "At week 24")],
    ),
    (
        "The median, 1- and 2-year overall survival were 9.4 months, 41% and 17% in group A, as compared to 11.2 "
        "months, 45% and 12% in group B.",
        [(41, "1-year"), (17, "2-year"), (45, "1-year"), (12, "2-year")],
    ),
    # the only time, at the end of all that was listed
    (
        "Remission was seen with tirofide (91.6%), lenvex (90.2%) and placebo (71.9%) at 12 months.",
        [(91.6, "at 12 months"), (90.2, "at 12 months"), (71.9, "at 12 months")],
    ),
    # what names one outcome's time is not that of another, which has its own
    ("The 30-day mortality was 9% and perioperative mortality 2%.", [(9, "30-day"), (2, None)]),
    ("The 30-day mortality was 9% and the readmission rate 2%.", [(9, "30-day"), (2, "30-day")]),
    ("The 5- year overall survival was 73.6%.", [(73.6, "5- year")]),
    ("Local control was better after resection (5 year rates: 96% vs. 80%).", [(96, "5 year"), (80, "5 year")]),
    ("Eradication was confirmed 4 wk after treatment in 82% of patients.", [(82, "4 wk after treatment")]),
    (
        "After a mean follow-up of 58 ± 7 months, recurrence was noted in 5% of patients.",
        [(5, "After a mean follow-up of 58 ± 7 months")],
    ),
    (
        "With a median follow-up of 37 months, 5% of patients had a relapse.",
        [(5, "With a median follow-up of 37 months")],
    ),
    # times in words
    ("Twelve of 76 patients had rejection post-transplant.", [(None, "post-transplant")]),
    ("Nausea was reported by 80% of patients during the trial.", [(80, "during the trial")]),
    ("The response rate after one course was 61%.", [(61, "after one course")]),
    ("The response rate at treatment end was 66%.", [(66, "at treatment end")]),
    ("Relapse occurred in 21% of patients within the first year.", [(21, "within the first year")]),
    # beside the outcome, though another stands behind the share
    (
        "Remission at 12 weeks was 41% and remission at 24 weeks 52%.",
        [(41, "at 12 weeks"), (52, "at 24 weeks")],
    ),
    # told of the outcome before, unless at several times or none that is fixed
    (
        "The 2-year overall survival was 80%. Women had a worse overall survival (70% vs 85%).",
        [(80, "2-year"), (70, "2-year"), (85, "2-year")],
    ),
    (
        "The primary outcome was remission at 12 weeks. Remission was seen in 41% of patients.",
        [(41, "at 12 weeks")],
    ),
    ("Remission was seen in 41% of patients. Remission at 12 weeks was the primary outcome.", [(41, None)]),
    (
        "Remission at 12 weeks was 41% and remission at 24 weeks 52%. Remission was more frequent in women (45%).",
        [(41, "at 12 weeks"), (52, "at 24 weeks"), (45, None)],
    ),
    (
        "Remission was seen after a median of 16 months in 41%. Remission was more frequent in women (45%).",
        [(41, "after a median of 16 months"), (45, None)],
    ),
    ("The primary outcome was remission at 12 weeks. At 2 years, remission was seen in 41%.", [(41, "At 2 years")]),
    # right before the share; of a list; with its years; not when the harm passed
    (
        "Success was seen at wk4 in 7/17 eyes (41%) and at wk12 in 10/17 eyes (59%).",
        [(41, "at wk4"), (59, "at wk12")],
    ),
    (
        "Mortality during the first stay was 22%, after 1 year 24% and after 5 years 39%.",
        [(22, None), (24, "after 1 year"), (39, "after 5 years")],
    ),
    (
        "The 10-year event-free survival and overall survival were 65% and 90% and rose over a 45-year period.",
        [(65, "10-year"), (90, "10-year")],
    ),
    (
        "Boys had lower 24-h survival (75%) and survival to discharge (61%).",
        [(75, "24-h"), (61, None)],
    ),
    ("At 3 years 11 months after surgery, mortality was 9%.", [(9, "At 3 years 11 months after surgery")]),
    ("Pain relief at 3 months posttreatment was 20%.", [(20, "at 3 months posttreatment")]),
    ("Complications were seen in 23%, all resolving within 3 to 6 months.", [(23, None)]),
    # how long something lasted is no time of a share
    ("Patients with disease for over 5 years had remission in 30%.", [(30, None)]),
    (
        "Relapses were more frequent in the treatment group (12%) than in the induction group (4%).",
        [(12, None), (4, None)],
    ),
    # told before, by a sentence that goes on, in words, and past brackets
    (
        "At 30 days mortality was 4%, and 90 days mortality was 6% in the treated patients.",
        [(4, "30 days"), (6, "90 days")],
    ),
    (
        "In all 60 patients, ulcer healing was confirmed by a second endoscopy 8 weeks after treatment. "
        "Ulcer healing was seen in 45 (75%) patients.",
        [(75, "8 weeks after treatment")],
    ),
    (
        "Cure was assessed by smears at 2 weeks and at 6 weeks. Cure was seen in 80% of patients with drug A.",
        [(80, None)],
    ),
    (
        "At week 16, a response was seen in 60% with ixekizumab. Additionally, remission was seen in 30%. "
        "Nausea occurred in 12%.",
        [(60, "At week 16"), (30, "At week 16"), (12, None)],
    ),
    (
        "Nausea was seen in 20% (4 of 20; p = 0.04) of the patients at 24 h postoperatively.",
        [(20, "at 24 h postoperatively")],
    ),
    (
        "During chemoradiotherapy, stomatitis occurred in 35% of patients.",
        [(35, "During chemoradiotherapy")],
    ),
    (
        "Stone clearance after the second session was 82%.",
        [(82, "after the second session")],
    ),
    (
        "Hypertension occurred in 14% of patients 3 months after starting sunitinib.",
        [(14, "3 months after starting sunitinib")],
    ),
    (
        "Two patients (5%) died in the early postoperative period.",
        [(5, "in the early postoperative period")],
    ),
]


def rates(text: str) -> list[ResponseRate | AdverseEvent]:
    return [fact for fact in extractor.extract(text) if isinstance(fact, ResponseRate | AdverseEvent)]


@pytest.mark.parametrize(("text", "expected"), DENOMINATORS)
def test_denominators(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(r.numerator, r.denominator, r.denominator_stated, r.percent) for r in rates(text)] == expected


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_timepoints(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(r.percent, r.timepoint) for r in rates(text)] == expected
