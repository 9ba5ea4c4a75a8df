"""Sentences in, patient counts out: where numbers of people are samples, arms or others, and where they are none."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import PatientCount

CASES = [
    # arms by what was drawn, shared, left out
    (
        "We enrolled 64 women. Thirty-nine women were randomised to zinc, plus placebo for 4 weeks. The other 25 women "
        "were randomised to double placebo.",
        [(64, "total", None), (39, "arm", "zinc"), (25, "arm", "placebo")],
    ),
    (
        "We randomised 130 adults, with 65 adults allocated to each of the zinc and placebo groups.",
        [(130, "total", None), (65, "arm", "zinc"), (65, "arm", "placebo")],
    ),
    (
        "Ninety-one women received iron after birth, whereas 37 did not receive iron and served as controls.",
        [(91, "arm", "iron"), (37, "arm", "controls")],
    ),
    (
        "Of the 715 adults we reviewed, 169 adults received zinc within 5 days of surgery, and 546 adults did not.",
        [(715, "total", None), (169, "arm", "zinc"), (546, "arm", None)],
    ),
    (
        "Adults were given zinc (n = 94) or placebo (n = 101). It helped in girls (n = 117), but not in boys (n = 78).",
        [(94, "arm", "zinc"), (101, "arm", "placebo"), (117, "subgroup", None), (78, "subgroup", None)],
    ),
    # a sample by what the people are called, before a share, before a verb
    ("A total of 8173 Iranians aged over 20 years were included.", [(8173, "total", None)]),
    ("Asthma was mild in 395 of 1241 (32%) adults.", [(1241, "total", None)]),
    ("The effect of thiamine on sleep was estimated in 19 adults with gout.", [(19, "total", None)]),
    ("Forty adults with gout were given naproxen.", [(40, "total", None)]),
    (
        "A total of 180 adults from a potential sample of 1176 adults took part.",
        [(180, "total", None), (1176, "screened", None)],
    ),
    (
        "We studied 90 adults. Of 47 adults eligible for response, two slept.",
        [(90, "total", None), (47, "evaluable", None)],
    ),
    (
        "Data of 583 operations were held, of which 537 (from 525 adults) were eligible.",
        [(525, "total", None)],
    ),
    ("The trial was stopped after 310 of a planned 600 adults had entered it.", [(310, "total", None)]),
    (
        "We enrolled 1150 adults, of whom 1098 (95%) had follow-up at one year.",
        [(1150, "total", None), (1098, "evaluable", None)],
    ),
    (
        "We treated 611 adults, and the per-protocol population comprised 548 adults.",
        [(611, "total", None), (548, "evaluable", None)],
    ),
    # those of whom some were chosen
    (
        "Of 1020 women contacted, 212 met the criteria and 150 entered the trial.",
        [(1020, "screened", None), (212, "screened", None), (150, "total", None)],
    ),
    ("Among 800 outpatients, 64 adults with gout were evaluated.", [(800, "screened", None), (64, "total", None)]),
    (
        "A total of 75/950 (8%) women who were asked agreed to take part.",
        [(75, "total", None), (950, "screened", None)],
    ),
    (
        "We treated 420 women with gout who had had two or more bouts. They were seen by one of two surgeons.",
        [(420, "total", None)],
    ),
    # groups that one noun names, groups that share a verb, each with a number
    (
        "We saw 743 adults. Adults in the heat (n = 384) and usual care groups (n = 359) were alike.",
        [(743, "total", None), (384, "arm", "heat"), (359, "arm", "usual care")],
    ),
    (
        "Ten adults received heat, 14 received cold, nine received other care, and three received none.",
        [(10, "arm", "heat"), (14, "arm", "cold"), (9, "arm", "other care"), (3, "arm", "none")],
    ),
    (
        "Gout came back in 2.4% among 425 adults receiving naproxen and in 3.9% among 255 adults receiving aspirin.",
        [(425, "arm", "naproxen"), (255, "arm", "aspirin")],
    ),
    (
        "Two matched cohorts, each with 1047 adults, were compared (heat plus cold and heat only).",
        [(1047, "arm", "heat plus cold"), (1047, "arm", "heat")],
    ),
    ("Naproxen was given to 34 women and a placebo to 36 women.", [(34, "arm", "Naproxen"), (36, "arm", "placebo")]),
    (
        "We treated 40 adults with naproxen. A similar group of 40 adults was given a placebo.",
        [(40, "arm", None), (40, "arm", None)],
    ),
    (
        "The study included 120 naproxen users, 145 aspirin users (8% on both), and 48 ibuprofen users.",
        [(120, "arm", "naproxen"), (145, "arm", "aspirin"), (48, "arm", "ibuprofen")],
    ),
    ("We asked 21 of 22 adults who had been randomised to the control group.", [(22, "arm", "control")]),
    (
        "Of these 96 adults, 41 had previously received naproxen and 55 had not.",
        [(96, "total", None), (41, "subgroup", "previously received naproxen"), (55, "subgroup", "not")],
    ),
    # those of a sample who were given something later
    (
        "We studied 90 adults. Of 12 adults who later received heat, four slept.",
        [(90, "total", None), (12, "subgroup", None)],
    ),
    # no groups: traits and outcomes with their shares, parts of a few, those who fell ill, numbers of groups, things
    ("We enrolled 70 adults. Fifty-seven (81.4%) had asthma and 13 (18.6%) had gout.", [(70, "total", None)]),
    ("We reviewed six cases of gout (five bilateral and one unilateral).", [(6, "total", None)]),
    ("We included 8173 adults. In time, 260 cases of incident gout were identified.", [(8173, "total", None)]),
    ("Adults were randomised to 1 of 3 naproxen dose groups.", []),
    ("We saw 330 adults. In both groups, seven adults in each group had fever.", [(330, "total", None)]),
    ("We saw 330 adults. Twelve adults (4%) underwent surgery. In six adults, it failed.", [(330, "total", None)]),
    ("We saw 330 adults. Three individual signs were mild.", [(330, "total", None)]),
    ("We saw 330 adults. Pain went with age in the heat group (r = 0.25, n = 100).", [(330, "total", None)]),
    (
        "We saw 330 adults. Fever was seen in two adults given naproxen, and a rash in another two adults.",
        [(330, "total", None)],
    ),
    ("We saw 330 adults. There were 256 short fusions and 74 long fusions.", [(330, "total", None)]),
    # more than one run of parts, those outside of brackets first; what numbers of a list mark
    (
        "Of 480 adults, 40 had grade A, 160 grade B and 280 grade C gout; 130 (27.1%) were mild vs 350 (72.9%) severe.",
        [
            (480, "total", None),
            (40, "subgroup", "grade A"),
            (160, "subgroup", "grade B"),
            (280, "subgroup", "grade C gout"),
            (130, "subgroup", "mild"),
            (350, "subgroup", "severe"),
        ],
    ),
    (
        "Thirty adults, 11 with gout (five old, four new, two both) and 19 with asthma (three old, 16 new), were seen.",
        [
            (30, "total", None),
            (11, "subgroup", "gout"),
            (5, "subgroup", "old"),
            (4, "subgroup", "new"),
            (2, "subgroup", None),
            (19, "subgroup", "asthma"),
            (3, "subgroup", "old"),
            (16, "subgroup", "new"),
        ],
    ),
    (
        "We enrolled 66 adults who came for a scan of the knee (n = 21) or for follow-up (n = 45).",
        [(66, "total", None), (21, "subgroup", "knee"), (45, "subgroup", "follow-up")],
    ),
    (
        "Two groups were made of 64 adults: (1) 41 adults with gout and (2) 23 adults with asthma.",
        [(64, "total", None), (41, "subgroup", "gout"), (23, "subgroup", "asthma")],
    ),
    # some of an arm, and some of a sample who were given something, but no arm
    (
        "We saw 90 adults. In the subgroup with gout (9 adults in the heat group and 12 in the cold group), pain fell.",
        [(90, "total", None), (9, "subgroup", "heat"), (12, "subgroup", "cold")],
    ),
    (
        "We gave 90 adults naproxen or placebo. Of the nine adults in the naproxen group who fell, one slept.",
        [(90, "total", None), (9, "subgroup", "naproxen")],
    ),
    (
        "We enrolled 300 adults. Eighty adults bled and 31 received iron.",
        [(300, "total", None), (31, "subgroup", None)],
    ),
    # groups by a treatment, by a protocol, by a stage of all; a group that is all there is
    (
        "We retrieved 5834 adults (bowel resection 3830 and polyp enucleation 2004 adults).",
        [(5834, "total", None), (3830, "arm", "bowel resection"), (2004, "arm", None)],
    ),
    (
        "We saw 70 adults, 41 pre-protocol, 29 post-protocol.",
        [(70, "total", None), (41, "arm", "pre-protocol"), (29, "arm", "post-protocol")],
    ),
    (
        "Adults with gout (n = 378) were sorted by stage (B1, n = 123; B2, n = 225; B3, n = 30).",
        [(378, "total", None), (123, "subgroup", "B1"), (225, "subgroup", "B2"), (30, "subgroup", "B3")],
    ),
    ("The research group was made up of 107 adults operated on at home.", [(107, "total", None)]),
    ("Out of 625 warfarin users, 340 (54.4%) stopped.", [(625, "total", None)]),
    # reviews: all people of a review, those of some studies, and numbers of studies
    (
        "We identified 32 trials in 1148 adults. Two trials with 77 adults told of pain, one trial (40 adults) not.",
        [(1148, "total", None), (77, "evaluable", None), (40, "evaluable", None)],
    ),
    ("Eleven trials (13 datasets, n = 311) of heat in adults were found.", [(311, "total", None)]),
    (
        "We saw 90 adults. In all, 32 trials of heat were pooled: by night (n = 24), by day (n = 14).",
        [(90, "total", None)],
    ),
    # those with data, those whom a clause with figures describes, those compared
    ("Scans were available for 140 of 151 adults.", [(140, "evaluable", None), (151, "total", None)]),
    (
        "In all, 110 of the 116 adults enrolled before were eligible for analysis (HT n = 56, CD n = 54).",
        [(110, "evaluable", None), (116, "total", None), (56, "subgroup", "HT"), (54, "subgroup", "CD")],
    ),
    (
        "Sleep was examined in the north of the country in women with a history of 1 or 2 falls (N = 5407).",
        [(5407, "total", None)],
    ),
    (
        "We saw 300 adults. In 12 normal adults the pulse was significantly higher.",
        [(300, "total", None), (12, "evaluable", None)],
    ),
    # no counts: things, those left out, person-time, a ratio of sexes, months
    ("We saw 330 adults. The early group had 28 hips compared with 304 in the late group.", [(330, "total", None)]),
    ("We reviewed data of 330 adults, excluding 25 adults who received heat.", [(330, "total", None)]),
    ("Of the 133 eligible patient ICU days, 80 scans were done in 40 adults.", [(40, "total", None)]),
    (
        "A study of 21 adults (F/M = 12/9), mean age 55 years, with gout (n = 9), asthma (n = 8) or both (n = 4).",
        [(21, "total", None), (9, "subgroup", "gout"), (8, "subgroup", "asthma"), (4, "subgroup", "both")],
    ),
    ("In all, 650 adults came between 5/74 and 4/79.", [(650, "total", None)]),
    (
        "We saw women of a larger trial. In this subgroup (n = 48) 27 adults received drugs, 21 adults had surgery.",
        [(48, "total", None), (27, "arm", "drugs"), (21, "arm", "surgery")],
    ),
    # no sample: the other group is told beside it; the sample: it is divided
    (
        "The weekly arm had 52 assessable adults; the every-3-weeks arm had 51 assessable adults.",
        [(52, "arm", "weekly"), (51, "evaluable", None)],
    ),
    (
        "We report on 68 women who were randomized into an intervention group trained for walking, and a usual group.",
        [(68, "total", None)],
    ),
    (
        "We treated 198 adults, of whom 52 were women and 146 were smokers.",
        [(198, "total", None), (52, "subgroup", "women"), (146, "subgroup", "smokers")],
    ),
    # groups set against each other, and the last of a list whose people are named once
    (
        "We compared 176 adults not taking any diazepam with 73 adults taking lorazepam.",
        [(176, "arm", None), (73, "arm", "lorazepam")],
    ),
    (
        "Clearance in 56 Asian women was 40% slower than in 72 White women.",
        [(56, "subgroup", "Asian"), (72, "subgroup", "White")],
    ),
    (
        "We included 37 RA, 25 healthy control, and 46 subjects at risk.",
        [(37, "subgroup", "RA"), (25, "subgroup", "healthy"), (46, "subgroup", None)],
    ),
    (
        "Zinc and iron were compared; after matching, 52 adults remained in each of the zinc and iron groups.",
        [(52, "arm", "zinc"), (52, "arm", "iron")],
    ),
    # parts of all by what they had, where the paper goes on to speak of them; normal figures make nobody a control
    (
        "Of 300 women, 200 (67%) had normal ferritin levels and 100 (33%) had mild anaemia. Falls were as common in "
        "women with normal ferritin as in those with mild anaemia.",
        [(300, "total", None), (200, "subgroup", "normal ferritin levels"), (100, "subgroup", "mild anaemia")],
    ),
    ("Of 300 women, 200 (67%) had solid tumours and 100 (33%) had lymphoma. All were well.", [(300, "total", None)]),
    ("Of 300 women, 200 (67%) showed relief and 100 (33%) showed none. Relief was lasting.", [(300, "total", None)]),
    (
        "At entry 90 adults were obese (n = 40) or of normal weight (n = 50).",
        [(90, "total", None), (40, "subgroup", "obese"), (50, "subgroup", "normal weight")],
    ),
    (
        "Clearance was 67% in adults with decreased renal function (n = 8), 69% in adults with normal renal function "
        "(n = 7).",
        [(8, "subgroup", "decreased renal function"), (7, "subgroup", "normal renal function")],
    ),
    (
        "Ferritin was measured in the blood of 40 women with gout and 38 controls.",
        [(40, "subgroup", "gout"), (38, "subgroup", "controls")],
    ),
    # what people are told to have makes no arm of them, though all were treated
    (
        "Fourteen women (seven with gout, five with ABCD and two with lupus) underwent phototherapy.",
        [(14, "total", None), (7, "subgroup", "gout"), (5, "subgroup", "ABCD"), (2, "subgroup", "lupus")],
    ),
    (
        "Twenty women with asthma (n = 12) or lupus (n = 8) received zinc.",
        [(20, "total", None), (12, "subgroup", "asthma"), (8, "subgroup", "lupus")],
    ),
    (
        "Zinc was given daily for a week to 10 lean women and 12 women with primary gout.",
        [(10, "subgroup", "lean"), (12, "subgroup", "primary gout")],
    ),
    (
        "Eight studies with 1283 adults were included; 710 adults were treated with Ruck, and 573 ones with Tuck.",
        [(1283, "total", None), (710, "arm", "Ruck"), (573, "arm", "Tuck")],
    ),
    (
        "We randomised 40 women with gout: women with zinc patches (n = 22) and women with heat (n = 18).",
        [(40, "total", None), (22, "arm", "zinc patches"), (18, "arm", "heat")],
    ),
    # two of a size, of whom the sentence tells no treatment
    (
        "Zinc was tried in 40 women. Ferritin rose at least once in 12 women, while in the remaining 12 women it fell.",
        [(40, "total", None), (12, "subgroup", None)],
    ),
    (
        "Zinc was tried in 40 women. In the pilot phase, 12 women received 5 mg and 12 women received 10 mg.",
        [(40, "total", None), (12, "arm", "5 mg"), (12, "arm", "10 mg")],
    ),
    # beside controls: arms where a treatment tells them apart, or where they are called groups or are compared
    (
        "Ferritin was measured in 40 women using naproxen and 38 controls.",
        [(40, "arm", "naproxen"), (38, "arm", "controls")],
    ),
    (
        "Fourteen studies of 1300 surgical patients and 2400 control subjects were included.",
        [(1300, "arm", "surgical"), (2400, "arm", "control")],
    ),
    (
        "Ferritin was measured in a gout group (n = 40) and a healthy control group (n = 38).",
        [(40, "arm", "gout"), (38, "arm", "healthy control")],
    ),
    (
        "Women with gout (n = 40) were compared with healthy controls (n = 38).",
        [(40, "arm", "gout"), (38, "arm", "healthy controls")],
    ),
    (
        "Ferritin was measured in 40 inpatients (20 gout, 15 lupus, 5 controls).",
        [(40, "total", None), (20, "subgroup", "gout"), (15, "subgroup", "lupus"), (5, "subgroup", "controls")],
    ),
    ("Measurements of clearance have been made in 128 office workers.", [(128, "total", None)]),
    # those of a later stage
    (
        "The effect of zinc in 30 adults with gout was tested. The second stage comprised 14 adults who took iron.",
        [(30, "total", None), (14, "subgroup", None)],
    ),
    # in how many something was measured
    (
        "A cohort of 1116 women was followed. Tumour leptin (n = 920) and zinc levels (n = 816) were evaluated.",
        [(1116, "total", None), (920, "evaluable", None), (816, "evaluable", None)],
    ),
    (
        "We enrolled 90 adults. Those with high zinc levels (n = 40) and low zinc levels (n = 50) were evaluated.",
        [(90, "total", None), (40, "subgroup", "high zinc levels"), (50, "subgroup", "low zinc levels")],
    ),
    # no counts: those who fell ill beside all, a score, a threshold of centres, shares of several wholes, what an
    # outcome consisted of
    (
        "Zinc use (8 studies, 281,180 participants, 19,466 gout cases) was associated with a higher risk (OR 1.1).",
        [(281180, "evaluable", None)],
    ),
    ("In 101 adults, the median pain score was 188/193 (97.4%).", [(101, "total", None)]),
    ("A survey was sent to programs for adults that reported more than 100 cases of gout.", []),
    (
        "Of the 160 adults, 80 (50%) had gout. The AC genotype was seen in 45 (56%) cases and 30 (38%) controls, AA in "
        "25 (31%) cases and 30 (38%) controls, and CC in 10 (13%) cases and 20 (25%) controls.",
        [(160, "total", None)],
    ),
    (
        "Eight children were treated. Five children (63%) felt better, and five (63%) showed a gain, through ulcer "
        "stage (n = 5) and best-corrected visual acuity (n = 2).",
        [(8, "total", None)],
    ),
]


def counts(text: str) -> list[PatientCount]:
    return [fact for fact in extractor.extract(text) if isinstance(fact, PatientCount)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_counts(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert [(f.n, f.role, f.arm) for f in counts(text)] == expected


def test_sexes_are_groups_where_the_title_speaks_of_them() -> None:
    late = (
        "We treated all who came to our clinic for gout of the knee, of the foot or of the hand and who had been ill "
    )
    late += "for long enough to be known there by name. "
    assert [f.n for f in counts(late + "A total of 54 adults (30 males, 24 females) were given naproxen.")] == [54]
