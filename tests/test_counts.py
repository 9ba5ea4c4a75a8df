"""Sentences in, all their patient counts out: n, role and arm, in order of the text."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import PatientCount

CASES = [
    # one total, and the other overall figures beside it
    ("A total of 135 adults with gout were enrolled.", [(135, "total", None)]),
    ("We screened 500 women, of whom 210 were randomised.", [(500, "screened", None), (210, "total", None)]),
    ("Out of 2000 patients, 1500 patients qualified.", [(2000, "screened", None), (1500, "total", None)]),
    ("Of 70 patients enrolled, 61 were evaluable for response.", [(70, "total", None), (61, "evaluable", None)]),
    ("Thirty of 32 enrolled patients were evaluable.", [(30, "evaluable", None), (32, "total", None)]),
    ("Bromocriptine was studied on 44 patients.", [(44, "total", None)]),
    ("Among the 753 participants, weight rose.", [(753, "total", None)]),
    ("The study included 80 patients. A total of 80 patients were followed.", [(80, "total", None)]),
    ("Twenty-five women (twelve Asian women; mean age 61 years, range 34-79) were treated.", [(25, "total", None)]),
    ("Only studies of 15 or more patients, none of fewer than 12 patients, were included.", []),
    # numbers with a word of scale, and rough ones
    ("We enrolled 1.2 thousand women with gout.", [(1200, "total", None)]),
    ("Several hundred patients were enrolled and two dozen adults were treated.", []),
    ("Over 2 billion people were exposed to the virus during their lives.", []),
    ("The amlodipine/valsartan 5/160 mg pill was given to patients.", []),
    ("We studied 62 people who took fish oil; the fish oil group had less pain.", [(62, "total", None)]),
    # what no words but other figures stand beside, and what counts documents
    ("Study of patients +XYZ Total 37 12 25 32 14 16 69.5% 30.5% 31 100.0% (Figure 2)", []),
    ("Patients. Records screened (n=38) Studies included in synthesis (meta-analysis) (n=11)", []),
    (
        "Fifteen of the 41 living patients were ill. We followed up 55 patients.",
        [(41, "evaluable", None), (55, "total", None)],
    ),
    ("Of 301 randomised women, 296 were treated.", [(301, "total", None), (296, "evaluable", None)]),
    ("Of the 323 deemed eligible, 107 women were enrolled.", [(323, "screened", None), (107, "total", None)]),
    ("Twenty-six patients, 16 men and 10 women, were enrolled.", [(26, "total", None)]),
    ("We report 31 adults with gout. In twelve adults, the knee was swollen.", [(31, "total", None)]),
    ("Clearance was measured in 18 patients. Bay g 2821 was given orally.", [(18, "total", None)]),
    ("Adults with gout were randomised (N = 96) to heat or cold.", [(96, "total", None)]),
    ("We randomly assigned 45 adults with planned chemotherapy.", [(45, "total", None)]),
    ("Heat was planned in 45 adults.", []),
    (
        "In all, 14 adults in the diet arm and 11 controls were lost to follow-up, leaving 386 of the original 411.",
        [(386, "evaluable", None), (411, "total", None)],
    ),
    # those of whom a sample is made, and the sample
    ("Among 809 recipients, 64 women were randomised.", [(809, "screened", None), (64, "total", None)]),
    (
        "Nine adults out of 138 adults seen at our clinic were enrolled.",
        [(9, "total", None), (138, "screened", None)],
    ),
    (
        "This analysis included 460 patients (40% of the 1146 randomised patients).",
        [(460, "total", None), (1146, "screened", None)],
    ),
    ("Women at risk of gout (N = 64) were recruited from four clinics.", [(64, "total", None)]),
    ("We included four studies (152 adults in total).", [(152, "total", None)]),
    ("We randomised 867 women attending their last invited visit to a film.", [(867, "total", None)]),
    (
        "Planned for 200 adults, the trial was stopped early with 81 evaluable adults.",
        [(81, "evaluable", None)],
    ),
    ("Forty American Society of Anesthesiologists status I to II women were enrolled.", [(40, "total", None)]),
    # numbers as words are written
    ("One-hundred-and-fifty adults were enrolled.", [(150, "total", None)]),
    ("Two hundred and three (203) adults were enrolled.", [(203, "total", None)]),
    ("All 290 one-sided patients were randomised to a film or a book.", [(290, "total", None)]),
    # years
    ("In 2018 eligible patients were randomised.", []),
    ("In 2018 adults, relapse was rare.", [(2018, "total", None)]),
    # arms: sizes in brackets, before and after the label, in lists, shared out
    (
        "Patients were randomised to upadacitinib 15 mg (n=30) or placebo (n=31).",
        [(30, "arm", "upadacitinib 15 mg"), (31, "arm", "placebo")],
    ),
    (
        "Of 119 patients, 57 received tamsulosin and 62 received placebo.",
        [(119, "total", None), (57, "arm", "tamsulosin"), (62, "arm", "placebo")],
    ),
    (
        "In all, 180 patients were randomised (90 ivermectin, 90 placebo).",
        [(180, "total", None), (90, "arm", "ivermectin"), (90, "arm", "placebo")],
    ),
    (
        "Patients were randomised to ozanimod 1 mg, ozanimod 0.5 mg or placebo (n = 71, 68 and 70, respectively).",
        [(71, "arm", "ozanimod 1 mg"), (68, "arm", "ozanimod 0.5 mg"), (70, "arm", "placebo")],
    ),
    (
        "Sixty adults were divided among etanercept, adalimumab and placebo (20 in each group).",
        [(60, "total", None), (20, "arm", "etanercept"), (20, "arm", "adalimumab"), (20, "arm", "placebo")],
    ),
    (
        "Cohort 1 (n = 3), cohort 2 (n = 3) and cohort 3 (n = 7) received venetoclax.",
        [(3, "arm", "Cohort 1"), (3, "arm", "cohort 2"), (7, "arm", "cohort 3")],
    ),
    (
        "Remission was reached by 31 of 60 patients (52%) in group A and 27 of 58 (47%) in group B.",
        [(60, "arm", "group A"), (58, "arm", "group B")],
    ),
    (
        "Forty patients were analysed (22 in the vitamin group and 18 in the plain group) of a trial of 62 patients.",
        [(40, "evaluable", None), (22, "arm", "vitamin"), (18, "arm", "plain"), (62, "total", None)],
    ),
    (
        "Thirty adults received either one inlay (n = 15; 10 men [66.7%]) or one wing (n = 15; 7 men [46.7%]).",
        [(30, "total", None), (15, "arm", "one inlay"), (15, "arm", "one wing")],
    ),
    (
        "Seventy preterm (EI n = 34, SC n = 36) infants were enrolled.",
        [(70, "total", None), (34, "subgroup", "EI"), (36, "subgroup", "SC")],
    ),
    (
        "Patients entered three groups of 25 each who received clonidine, gabapentin or placebo.",
        [(25, "arm", "clonidine"), (25, "arm", "gabapentin"), (25, "arm", "placebo")],
    ),
    (
        "Adults were randomised to receive placebo (48) or triamcinolone (53).",
        [(48, "arm", "placebo"), (53, "arm", "triamcinolone")],
    ),
    (
        "Of 379 patients, 65 placebo patients (95.6%) and 18 rifampin patients (78.3%) recovered.",
        [(379, "total", None)],
    ),
    (
        "Drugs were given to 1,540 recruits: carriage fell in the 389 men receiving rifampin and the 1,151 men "
        "receiving minocycline.",
        [(1540, "total", None), (389, "arm", "rifampin"), (1151, "arm", "minocycline")],
    ),
    (
        "One hundred seventy-nine adults were assigned to marimastat (10 mg bid; n = 114) or placebo (n = 65).",
        [(179, "total", None), (114, "arm", "marimastat"), (65, "arm", "placebo")],
    ),
    (
        "A total of 164 women received chemotherapy either with (n = 85) or without (n = 79) dexrazoxane.",
        [(164, "total", None), (85, "arm", "with"), (79, "arm", "without")],
    ),
    (
        "Of 120 patients, 60 received placebo and 60 metformin.",
        [(120, "total", None), (60, "arm", "placebo"), (60, "arm", "metformin")],
    ),
    (
        "In all, 101 patients were allocated to naproxen (51 patients) or heat (50 patients).",
        [(101, "total", None), (51, "arm", "naproxen"), (50, "arm", "heat")],
    ),
    (
        "Adults were randomised to control (under 75 minutes; 41 adults), walking (150 minutes; 38 adults) or running "
        "(300 minutes; 37 adults).",
        [(41, "arm", None), (38, "arm", None), (37, "arm", None)],
    ),
    (
        "One group consisted of 21 women who took naproxen, the other group consisted of 24 women who did not.",
        [(21, "arm", None), (24, "arm", None)],
    ),
    (
        "Women (n = 96) were given heat (n = 50) or cold (n = 44).",
        [(96, "total", None), (50, "arm", "heat"), (44, "arm", "cold")],
    ),
    (
        "In all, 169 women were randomised (TU arm 87, ACT arm 82).",
        [(169, "total", None), (87, "arm", "TU"), (82, "arm", "ACT")],
    ),
    (
        "Of 150 adults randomised, 147 (arm A, 50; arm B, 46; arm C, 51) were treated.",
        [
            (150, "total", None),
            (147, "evaluable", None),
            (50, "arm", "arm A"),
            (46, "arm", "arm B"),
            (51, "arm", "arm C"),
        ],
    ),
    (
        "Women were assigned to oral naproxen (250 mg daily for 2 years; n = 42) or heat (10 minutes; n = 40).",
        [(42, "arm", "oral naproxen"), (40, "arm", "heat")],
    ),
    (
        "Forty adults were allocated to AX and 42 to BX.",
        [(40, "arm", "AX"), (42, "arm", "BX")],
    ),
    (
        "Forty-one and 39 adults were assigned to the control and the exercise groups.",
        [(41, "arm", "control"), (39, "arm", "exercise")],
    ),
    (
        "In this subgroup (n = 48) 27 women received naproxen, 21 women received ibuprofen.",
        [(48, "total", None), (27, "arm", "naproxen"), (21, "arm", "ibuprofen")],
    ),
    # groups of a model and trials are no arms
    (
        "We studied 184 women, a training set (n = 137) and a validation set (n = 47).",
        [(184, "total", None), (137, "subgroup", "training set"), (47, "subgroup", "validation set")],
    ),
    ("Of 818 women who were eligible, 300 women were randomised.", [(818, "screened", None), (300, "total", None)]),
    ("Data came from 82 adults of a randomised trial.", [(82, "total", None)]),
    ("A total of 116 adults took part in a randomised phase II study.", [(116, "total", None)]),
    (
        "In all, 351 adults (176 given naproxen, 175 given placebo; median age 61 years) were randomised.",
        [(351, "total", None), (176, "arm", "naproxen"), (175, "arm", "placebo")],
    ),
    ("In this trial, women with gout (N = 128) were recruited.", [(128, "total", None)]),
    ("A randomised control trial (RCT; N = 160) compared heat with cold in adults.", [(160, "total", None)]),
    ("Each of 60 adults will interview a nurse.", []),
    # outcomes in arms, and things that are counted in them
    (
        "In all, 829 women were randomised to naproxen (n = 421) or placebo (n = 408). Gout came back in 23 women on "
        "naproxen and 107 women in the placebo group.",
        [(829, "total", None), (421, "arm", "naproxen"), (408, "arm", "placebo")],
    ),
    (
        "We compared naproxen with placebo in 400 women. There were 118 skin cancers in the naproxen group and 102 in "
        "the placebo group.",
        [(400, "total", None)],
    ),
    # cohorts beside controls, told apart by disease
    (
        "We included 588 cases of gout and 2063 matched controls.",
        [(588, "subgroup", "gout"), (2063, "subgroup", "controls")],
    ),
    (
        "The study included 40 patients with gout and 10 healthy controls.",
        [(40, "subgroup", "gout"), (10, "subgroup", "healthy")],
    ),
    (
        "We enrolled 60 adults with gout. Levels were compared to 22 healthy control subjects.",
        [(60, "total", None), (22, "arm", None)],
    ),
    ("We enrolled 62 women. Of these, 29 received radium.", [(62, "total", None), (29, "arm", None)]),
    ("We enrolled 62 women. Of these, 59 received radium.", [(62, "total", None), (59, "evaluable", None)]),
    (
        "Patients were randomised to allopurinol 100 mg/day (n = 25) or febuxostat 20 mg/day (n = 25).",
        [(25, "arm", "allopurinol 100 mg/day"), (25, "arm", "febuxostat 20 mg/day")],
    ),
    (
        "Relief was compared with naproxen 500 mg in 36 adults and with ibuprofen 400 mg in 36 adults.",
        [(36, "arm", None), (36, "arm", None)],
    ),
    (
        "There were 64 adults on naproxen and 42 on no drug.",
        [(64, "arm", "naproxen"), (42, "arm", "no drug")],
    ),
    (
        "A total of 60 adults were treated with naproxen, and 52 adults were treated with ibuprofen.",
        [(60, "arm", "naproxen"), (52, "arm", "ibuprofen")],
    ),
    (
        "In all, 270 adults were randomised to omeprazole (OAC; 90 adults), pantoprazole (PAC; 95 adults) or "
        "lansoprazole (LAC; 85 adults).",
        [(270, "total", None), (90, "arm", "OAC"), (95, "arm", "PAC"), (85, "arm", "LAC")],
    ),
    (
        "A total of 88 adults were treated (29 and 59 adults in the naproxen and placebo groups, respectively).",
        [(88, "total", None), (29, "arm", "naproxen"), (59, "arm", "placebo")],
    ),
    (
        "We reviewed 203 women of 2 eras (era 1, 102 women; era 2, 101 women).",
        [(203, "total", None), (102, "arm", "era 1"), (101, "arm", "era 2")],
    ),
    # wholes: everyone who is shared out, drawn from more, or made up of parts
    ("The 140 women were randomly assigned to letrozole for a year or placebo.", [(140, "total", None)]),
    ("Of the clinic, 31 of 322 women took part.", [(322, "total", None)]),
    (
        "Six patients presented in second relapse and 13 patients in first relapse; 19 patients were seen.",
        [(6, "subgroup", "second relapse"), (13, "subgroup", "first relapse"), (19, "total", None)],
    ),
    ("Postmenopausal women (n = 96) were followed for bone loss.", [(96, "total", None)]),
    ("Of the 59 patients who stopped, most relapsed.", [(59, "total", None)]),
    (
        "We included 126 adults. Of the 59 adults who stopped the drug, most relapsed.",
        [(126, "total", None), (59, "subgroup", None)],
    ),
    ("We enrolled 90 men. Sleep was recorded in a subset of 21 men.", [(90, "total", None), (21, "subgroup", None)]),
    (
        "In a trial, 153 adults were treated with naproxen. A total of 109 adults completed it.",
        [(153, "total", None), (109, "evaluable", None)],
    ),
    ("We studied sleep in a subpopulation of 725 adults.", [(725, "total", None)]),
    (
        "We enrolled 300 adults. Seventy adults, 36 on naproxen and 34 on placebo, were left.",
        [(300, "total", None), (70, "evaluable", None), (36, "arm", "naproxen"), (34, "arm", "placebo")],
    ),
    (
        "Patients with lupus (n = 32) were treated. Thirty-two patients with lupus were included in our study, and "
        "relapse came in five patients.",
        [(32, "total", None)],
    ),
    (
        "We enrolled 110 adults. Shunts were more frequent in adults at low pressure (10/18) than in others (19/92).",
        [(110, "total", None), (18, "subgroup", None), (92, "evaluable", None)],
    ),
    # people with all that describes them
    ("We enrolled 60 breast cancer patients.", [(60, "total", None)]),
    ("We enrolled 42 young, previously untreated Asian patients.", [(42, "total", None)]),
    ("We enrolled 80 elderly (aged 70 years or more) patients.", [(80, "total", None)]),
    ("Breast cancer survivors (BCS) tire easily. We enrolled 71 BCS in a trial.", [(71, "total", None)]),
    (
        "We enrolled 30 patients. It was 100 mg/m(2), and HER2-positive patients were left out.",
        [(30, "total", None)],
    ),
    (
        "Insulin was measured in 12 healthy and 16 diabetic subjects.",
        [(12, "subgroup", "healthy"), (16, "subgroup", "diabetic")],
    ),
    # groups by a trait: parts that add up, groups side by side
    (
        "We included 100 patients with asthma (39 hypersecretors and 61 non-hypersecretors).",
        [(100, "total", None), (39, "subgroup", "hypersecretors"), (61, "subgroup", "non-hypersecretors")],
    ),
    (
        "Overall, 48 men with obese disease and 51 men with lean disease were compared.",
        [(48, "subgroup", "obese disease"), (51, "subgroup", "lean disease")],
    ),
    (
        "We compared naproxen with ibuprofen in 20 black and 15 white adults.",
        [(20, "subgroup", "black"), (15, "subgroup", "white")],
    ),
    (
        "Thirteen women were enrolled: 7 with KRAS, 5 with EGFR and 1 with NRAS mutation.",
        [(13, "total", None), (7, "subgroup", "KRAS"), (5, "subgroup", "EGFR"), (1, "subgroup", "NRAS mutation")],
    ),
    # pooled estimates of a review
    (
        "We included 9 trials with 1500 adults. Pain fell (RR 0.71, 95% CI 0.53 to 0.95; 2 studies, 300 participants).",
        [(1500, "total", None), (300, "evaluable", None)],
    ),
    # numbers that are no counts beside one that is
    ("The trial enrolled 205 women (95 white; 102 black; 8 other).", [(205, "total", None)]),
    ("We enrolled 90 adults. Surgery was repeated in 5 adults (6%).", [(90, "total", None)]),
    ("We enrolled 48 adults. Eleven adults stayed, 7 for pain and 4 for fever.", [(48, "total", None)]),
    ("Pressure fell to 150/96 with captopril and to 148/90 with minoxidil in 25 adults.", [(25, "total", None)]),
    ("We visited six outpatient surgical practices and saw 40 adults.", [(40, "total", None)]),
    ("LAmB cured fever. LAmB was better than no LAmB in 50 patients.", [(50, "total", None)]),
    # numbers told twice, numbers of things between, a size with its label behind it
    ("One hundred and fifty adults (n = 150) aged 18 to 60 years were enrolled.", [(150, "total", None)]),
    (
        "From 2005 to 2020, 46 adults from seven clinics were included. In 60 visits, 37 were men.",
        [(46, "total", None)],
    ),
    (
        "We enrolled 132 adults (n = 74 heat; n = 58 no heat).",
        [(132, "total", None), (74, "subgroup", "heat"), (58, "subgroup", "no heat")],
    ),
    (
        "Adults were low (n = 6, 74 visits), middling (n = 8, 76 visits) or high (n = 15, 29 visits) in strength.",
        [(6, "subgroup", "low"), (8, "subgroup", "middling"), (15, "subgroup", "high")],
    ),
    # a bare number gives way to a larger one before it
    ("Pain was assessed in 20 adults who were warmed. Nine adults had a fever.", [(20, "total", None)]),
    # shares of an arm: of some of it, and of it by another name
    (
        "We randomised 39 adults to naproxen and 71 to placebo. Pain was cured in 5 of 23 adults (22%) on naproxen.",
        [(39, "arm", "naproxen"), (71, "arm", "placebo"), (23, "subgroup", "naproxen")],
    ),
    ("Of 351 subjects, 158 (45%) were males and 193 (55%) were females.", [(351, "total", None)]),
    ("We propose a trial in 70 adults.", []),
    ("No more than 7 adults a day can be seen.", []),
    ("Adults were asked their CAT score, and the CAT score of 40 adults fell.", [(40, "total", None)]),
    # parts that say their shares of both; traits named by what is a treatment elsewhere; the same two told again
    (
        "We saw 1840 (32.7%) adults with gout at rest and 3784 (67.3%) adults with gout at work.",
        [(1840, "subgroup", "gout"), (3784, "subgroup", "gout")],
    ),
    (
        "Iron was given to 105 adults with full iron stores (42), latent (40) or manifest iron deficiency (23).",
        [
            (105, "total", None),
            (42, "subgroup", "full iron stores"),
            (40, "subgroup", "latent"),
            (23, "subgroup", "manifest iron deficiency"),
        ],
    ),
    ("Heat was tried in two male adults; in these two cases it failed.", [(2, "total", None)]),
    ("Pain was seen in a sample of N = 27 adolescents.", [(27, "total", None)]),
    ("A total of 90 women at three outpatient facilities participated.", [(90, "total", None)]),
    ("We treated 101 adults with 118 aneurysms (113/118 in front).", [(101, "total", None)]),
    # no counts
    ("A sample of 320 patients was needed for 80% power.", []),
    ("Forty-three percent of patients were women.", []),
    ("The 25 treated eyes of our patients did well, as did 12 operations.", []),
    ("Soil was sampled at sites with Mucor (n = 21) and Rhizopus (n = 47).", []),
    ("Mice were fed a diet (n = 8) or nothing (n = 8); patients were not studied in mice.", []),
    ("Patients were seen from 2011 to 2014, and in 2020, patients were seen again.", []),
    ("The control group had a cohort (05/2019-03/2020) of patients.", []),
]


def counts(text: str) -> list[PatientCount]:
    return [fact for fact in extractor.extract(text) if isinstance(fact, PatientCount)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_counts(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert [(f.n, f.role, f.arm) for f in counts(text)] == expected


def test_quotes_are_the_shortest_words_that_hold_the_number() -> None:
    text = "We randomised 61 symptomatic patients to upadacitinib 15 mg (n=30) or placebo (n=31)."
    assert [(f.quote, text[f.start_char : f.end_char]) for f in counts(text)] == [
        ("61 symptomatic patients", "61 symptomatic patients"),
        ("n=30", "n=30"),
        ("n=31", "n=31"),
    ]
