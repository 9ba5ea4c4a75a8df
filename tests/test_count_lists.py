"""Sizes that groups share in a row, and numbers that count no people: sentences in, n, role and arm out."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import PatientCount

CASES = [
    # sizes of groups that brackets tell, behind a colon, before an age, each the same
    (
        "Boys were assigned to three groups (group 1: heat, n = 14; group 2: cold, n = 15; group 3: none, n = 13).",
        [(14, "arm", "group 1: heat"), (15, "arm", "group 2: cold"), (13, "arm", "group 3: none")],
    ),
    (
        "We had an early group (24 adults, mean age 61 years) and a late group (31 adults, aged 62).",
        [(24, "arm", "early"), (31, "arm", "late")],
    ),
    ("Cells came from obese and lean men during elective surgery, respectively (n = 6 each).", [(6, "arm", None)]),
    ("We compared men with gout, men with lupus and healthy men (each n = 25).", [(25, "arm", None)]),
    (
        "Sixty candidates for a stent were divided into a zinc group and a control group (30 adults each).",
        [(60, "total", None), (30, "arm", "zinc"), (30, "arm", "control")],
    ),
    # sizes of things, of those left out, of a statistic
    ("Adults took part. Forty eyes were given naproxen (n = 20) or placebo (n = 20).", []),
    ("Adults took part. Of 251 aneurysms, 175 were large aneurysms and 76 were small aneurysms.", []),
    (
        "Residents (n = 33) and consultants (n = 46) did repeated measurements (n = 415).",
        [(33, "subgroup", "Residents"), (46, "subgroup", "consultants")],
    ),
    (
        "We saw 12,000 adults. After excluding adults with gout (n = 28), lupus (n = 124) and those on zinc (n = 8).",
        [(12000, "total", None)],
    ),
    ("We enrolled 30 boys. Zinc went with iron (r = 0.3) and lead levels (n = 19, P = .005).", [(30, "total", None)]),
    ("Women took part. In quality appraisal, trust was high (n = 5), medium (n = 8) or low (n = 3).", []),
    ("Women were studied. Studies evaluating naproxen (n = 8) and ibuprofen (n = 4) were found.", []),
    # groups by an adjective or a trait
    ("Thirty obese and 32 lean adults drank juice.", [(30, "subgroup", "obese"), (32, "subgroup", "lean")]),
    ("Twenty-two smokers and 25 non-smokers were seen.", [(22, "subgroup", None), (25, "subgroup", None)]),
    (
        "We studied 19 adults with and 21 adults without gout.",
        [(19, "subgroup", None), (21, "subgroup", "without gout")],
    ),
    # sizes of places have no name; trials are no group
    (
        "Scans of 90 adults with gout from two centres (n = 40 and 50) were read.",
        [(90, "total", None), (40, "subgroup", None), (50, "subgroup", None)],
    ),
    ("All gout trials (n = 41) at our clinic were read. The registry held 1204 adults.", [(1204, "total", None)]),
    # groups that share the verb of the first; what a noun or a dash leaves out
    (
        "Group A included 25 boys given naproxen, Group B 27 boys given ibuprofen, and group C 24 untreated boys.",
        [(25, "arm", "group A"), (27, "arm", "group B"), (24, "arm", "group C")],
    ),
    (
        "The diet group comprised 58 mothers and the control group 61.",
        [(58, "arm", "diet"), (61, "arm", "control")],
    ),
    ("Group 1 consisted of 61 adults and group 2 of 72 adults.", [(61, "arm", "group 1"), (72, "arm", "group 2")]),
    (
        "In the heat group there were 40 women and in the control group 44.",
        [(40, "arm", "heat"), (44, "arm", "control")],
    ),
    (
        "We had three groups: 20 boys with gout, 20 with lupus and 20 healthy controls.",
        [(20, "arm", "gout"), (20, "arm", "lupus"), (20, "arm", "healthy")],
    ),
    (
        "Heat was used in 61 adults (41 adults-inside stent; 20 adults-usual stent).",
        [(61, "total", None), (41, "arm", "inside stent"), (20, "arm", "usual stent")],
    ),
    (
        "Twelve healthy boys and 14 boys with gout received one dose of naproxen.",
        [(12, "arm", "healthy"), (14, "arm", "gout")],
    ),
    (
        "We enrolled 90 boys. Naproxen helped 14 boys with fits, 18 with jerks and 10 with spasms.",
        [(90, "total", None)],
    ),
    (
        "In a trial of 16 608 women, 8506 were randomised to receive zinc and 8102, placebo.",
        [(16608, "total", None), (8506, "arm", "zinc"), (8102, "arm", "placebo")],
    ),
    (
        "In all, 41 adults started naproxen and 43 started ibuprofen.",
        [(41, "arm", "naproxen"), (43, "arm", "ibuprofen")],
    ),
    (
        "We read files to identify 100 boys with gout, 659 with lupus, and 90 controls.",
        [(100, "subgroup", "gout"), (659, "subgroup", "lupus"), (90, "subgroup", "controls")],
    ),
    (
        "Of 302 adults, 238 (79%) adults were treated with heat and 64 (21%) adults with cold.",
        [(302, "total", None), (238, "arm", "heat"), (64, "arm", "cold")],
    ),
    (
        "Among 423 children, 107 (25%) fell; among 854 youths, 250 (29%) fell; and among 282 adults, 59 (20%) fell.",
        [(423, "subgroup", None), (854, "subgroup", None), (282, "subgroup", None)],
    ),
    # parts of which none is the whole
    ("Thirteen men had low, 64 had normal and seven had high pressure. They took naproxen.", []),
    (
        "We found two trials of naproxen, one with 183 adults and one with 174 children.",
        [(183, "subgroup", None), (174, "subgroup", None)],
    ),
    (
        "Forty cases of gout and 32 of lupus were studied.",
        [(40, "subgroup", "gout"), (32, "subgroup", "lupus")],
    ),
    ("We tell of four adults with gout and three adults with lupus. All took naproxen.", []),
    ("Two women with gout and one woman with lupus took naproxen.", []),
    (
        "We enrolled 35 adults with gout who had two (n = 5), one (n = 26) or none (n = 4).",
        [(35, "total", None), (5, "subgroup", None), (26, "subgroup", None), (4, "subgroup", "none")],
    ),
    # groups named in a row, whatever the words between and behind
    (
        "In all, 52 and 61 adults were enrolled in the early and late groups, respectively.",
        [(52, "subgroup", "early"), (61, "subgroup", "late")],
    ),
    (
        "Of 73 adults seen, 60 were randomised (29 and 31 adults in each respective treatment group).",
        [(73, "screened", None), (60, "total", None), (29, "arm", None), (31, "arm", None)],
    ),
    (
        "Blood was taken from women (Oslo; 718 and 656 in the naproxen and control arm, respectively).",
        [(718, "arm", "naproxen"), (656, "arm", "control")],
    ),
    (
        "Groups 1, 2 and 3 included 40 (40.0%), 35 (35.0%) and 25 (25.0%) adults, respectively.",
        [(40, "arm", "group 1"), (35, "arm", "group 2"), (25, "arm", "group 3")],
    ),
    ("In 50 adults, 4 (8.0%) and 6 (12.0%) adults had a rash and fever, respectively.", [(50, "total", None)]),
    (
        "Twenty adults were seen: nine received naproxen, 12 received ibuprofen, three received heat and two others.",
        [(20, "total", None), (9, "arm", "naproxen"), (12, "arm", "ibuprofen"), (3, "arm", "heat")],
    ),
    (
        "Of 90 women with gout, 57 underwent surgery and 33 received naproxen.",
        [(90, "total", None), (57, "arm", "surgery"), (33, "arm", "naproxen")],
    ),
    (
        "In all, 139 women were randomised, 70 to weekly and 69 to daily naproxen.",
        [(139, "total", None), (70, "arm", "weekly"), (69, "arm", "daily naproxen")],
    ),
    (
        "Fever was seen in 18 of 90 (20%) men treated with naproxen and 14 of 70 (20%) treated with ibuprofen.",
        [(90, "arm", "naproxen"), (70, "arm", "ibuprofen")],
    ),
    (
        "Thirty women using naproxen and 50 women using ibuprofen underwent interviews.",
        [(30, "arm", "naproxen"), (50, "arm", "ibuprofen")],
    ),
    (
        "Seventy women were enrolled, of whom 30 were selected to receive naproxen, the rest receiving placebo.",
        [(70, "total", None), (30, "arm", "naproxen")],
    ),
    (
        "Of 228 who had the dose, 115 received naproxen and 113 received ibuprofen.",
        [(228, "total", None), (115, "arm", "naproxen"), (113, "arm", "ibuprofen")],
    ),
    (
        "We enrolled 400 adults; 346 of these adults were treated with naproxen (n = 173) or placebo (n = 173).",
        [(400, "total", None), (346, "evaluable", None), (173, "arm", "naproxen"), (173, "arm", "placebo")],
    ),
    (
        "Women were randomised: 67 women were analysed in the early heat (control) group and 66 in the late group.",
        [(67, "arm", "early heat"), (66, "arm", "late")],
    ),
    (
        "There were 21 and 18 adults treated under the early and late protocols.",
        [(21, "subgroup", "early"), (18, "subgroup", "late")],
    ),
    (
        "Adults were divided into three groups of heat group, cold group and control (CT) group with 35 in each group.",
        [(35, "arm", "heat"), (35, "arm", "cold"), (35, "arm", "control")],
    ),
    (
        "In each group (N = 12), adults took naproxen or placebo.",
        [(12, "arm", "naproxen"), (12, "arm", "placebo")],
    ),
    (
        "Sixty adults were split into two groups (Group X and Group Y) of 30 each.",
        [(60, "total", None), (30, "arm", "group X"), (30, "arm", "group Y")],
    ),
    (
        "Forty-four adults performed early walks; 25 adults performed late walks; and 17 adults performed none.",
        [(44, "arm", "early walks"), (25, "arm", "late walks"), (17, "arm", "none")],
    ),
    (
        "Forty-five adults from 2006 to 2009 and 64 adults from 2016 were included.",
        [(45, "subgroup", None), (64, "subgroup", None)],
    ),
    (
        "Of these adults, 158 adults had lobectomy (n = 78, 49.4%) or segmentectomy (n = 80, 50.6%).",
        [(158, "total", None), (78, "arm", "lobectomy"), (80, "arm", "segmentectomy")],
    ),
    (
        "Data from 107 adults suffering from pancreatic (n = 76, 71.0%) or rectal (n = 31, 29.0%) cancer were read.",
        [(107, "total", None), (76, "subgroup", "pancreatic"), (31, "subgroup", "rectal")],
    ),
    # what a group is called
    (
        "We identified 614 adults with gout and 1228 matched adults without gout.",
        [(614, "subgroup", "gout"), (1228, "subgroup", "without gout")],
    ),
    (
        "We enrolled 112 adults. Group A had 41 adults, while group B had 71.",
        [(112, "total", None), (41, "arm", "group A"), (71, "arm", "group B")],
    ),
    (
        "Sixty-one doctors answered (45 urologists, 16 pathologists).",
        [(61, "total", None), (45, "subgroup", "urologists"), (16, "subgroup", "pathologists")],
    ),
    (
        "We randomised babies to a rocking (study) group (n = 31) and a control group of babies with reflux (n = 28).",
        [(31, "arm", "rocking"), (28, "arm", "control")],
    ),
    (
        "In a nursing subgroup (n = 52) of a larger cohort (n = 310) of adults, sleep was scored.",
        [(52, "subgroup", "nursing subgroup"), (310, "total", None)],
    ),
    (
        "We enrolled 128 adults with gout. Scans were also made of 22 age- and sex-matched healthy controls.",
        [(128, "total", None), (22, "arm", None)],
    ),
    # samples
    ("Undergraduate students (N =235, 78% female) had the test.", [(235, "total", None)]),
    ("Twelve pre- and postmenopausal women were enrolled.", [(12, "total", None)]),
    (
        "Planned for 250 adults, the trial was closed with 81 adults, of whom 41 took naproxen and 40 took heat.",
        [(81, "total", None), (41, "arm", "naproxen"), (40, "arm", "heat")],
    ),
    (
        "We saw it in 572 adults with gout. We then tried it in another dataset with 984 adults.",
        [(572, "total", None), (984, "subgroup", None)],
    ),
    (
        "From May, 33 cases of gout of which 29 were evaluable were treated. In 12 adults the knee was swollen.",
        [(33, "total", None), (29, "evaluable", None)],
    ),
    (
        "Of the 1420 members who were sent a link, 318 responded to our survey.",
        [(1420, "screened", None), (318, "total", None)],
    ),
    ("We found that 130 adults out of 469 underwent surgery.", [(469, "total", None)]),
    ("Finally, 24 adults (weight 70 kg (52-90), age 48 years) were included.", [(24, "total", None)]),
    (
        "Adults who slept badly before a visit (n = 252) came in two arms (naproxen, n = 128; placebo, n = 124).",
        [(252, "total", None), (128, "arm", "naproxen"), (124, "arm", "placebo")],
    ),
    (
        "Adults (n = 7516) took part. A total of 500 adults saw a warning.",
        [(7516, "total", None), (500, "evaluable", None)],
    ),
    ("From our files we included 88 adults who underwent resection of the liver.", [(88, "total", None)]),
    (
        "A total of 3322 adults were screened for malaria; 557/2872 did well.",
        [(3322, "total", None), (2872, "evaluable", None)],
    ),
    ("The survey was sent to 1357 nurses.", [(1357, "screened", None)]),
    ("The trial was stopped after enrolling 1852/4200 children.", [(1852, "total", None)]),
    (
        "Adults (n = 90) were seen. Sleep was scored in a subset of adults (n = 21).",
        [(90, "total", None), (21, "subgroup", None)],
    ),
    (
        "The data of 163 adults were read: elderly (≥65 years, 80 cases) and others (<65 years, 83 cases).",
        [(163, "total", None), (80, "subgroup", "≥65 years"), (83, "subgroup", "<65 years")],
    ),
    # outcomes told of the arms
    (
        "Fifty adults were randomised: 25 received heat (group A) and 25 received cold (group B). "
        "Twenty adults in group A and 18 adults in group B had a cure. Five adults in each group failed.",
        [(50, "total", None), (25, "arm", "heat"), (25, "arm", "cold")],
    ),
    # numbers of money, papers, time, things, scores, and of those in whom something was seen
    ("Adults were seen. The cost was $542,328 for naproxen and €1,204,740 for ibuprofen.", []),
    ("Of 910 studies of adults, 800 were excluded based on title, 70 on the abstract and 31 on the full text.", []),
    ("Seven adults received naproxen for a total of 150 patient months.", [(7, "total", None)]),
    ("We included 90 adults. Surgery was the most performed treatment, with 53 such cases.", [(90, "total", None)]),
    ("We included 90 adults, operated on by one of two surgeons.", [(90, "total", None)]),
    ("Cells were exposed to nine antibiotics and adults were treated after relapse.", []),
    ("Adults were treated. The knee scored 4 in both groups.", []),
    ("Fever was present in seven adults. Naproxen was given to 25 adults.", [(25, "total", None)]),
    (
        "We found that 54 adults screened positive. A total of 240 adults were screened.",
        [(54, "total", None), (240, "screened", None)],
    ),
    ("Twenty-five men were included; 22 available scans showed no change.", [(25, "total", None)]),
    ("We enrolled 90 adults. Twelve adults who could not read or write were excluded.", [(90, "total", None)]),
    ("We enrolled 90 adults. A total of 24 incident gout cases occurred.", [(90, "total", None)]),
    (
        "We enrolled 90 adults with gout. In four of the adults to whom heat was given, it failed.",
        [(90, "total", None)],
    ),
    ("Adults on placebo were seen. We heard tales, including five cases of gout.", [(5, "subgroup", None)]),
    ("The median was 10 in the early heat group and 11 in the late heat group of adults.", []),
    ("Antigen 19-9 in adults was known. We enrolled 90 adults.", [(90, "total", None)]),
    (
        "We treated 49 adults. By each nerve (n = 250) it was high; on a root basis (n = 50) it was low.",
        [(49, "total", None)],
    ),
    ("We saw 90 adults. Up to four adults were matched to each.", [(90, "total", None)]),
    ("We saw 90 adults. Of these, 66 completed two sessions and seven completed no session.", [(90, "total", None)]),
    ("We saw 90 adults. The effect was large, F (1, 22) = 4.5.", [(90, "total", None)]),
    (
        "Preterm children (n = 48; age 22 weeks, 30 males) and others (n = 41, 18 males) came.",
        [(48, "subgroup", "Preterm children"), (41, "subgroup", "others")],
    ),
    ("We saw 90 adults. Two independent reviewers assessed adults.", [(90, "total", None)]),
    ("We saw 90 adults: 52.1% (n = 47) had gout and in most (n=68 [75%]) it was mild.", [(90, "total", None)]),
    ("We saw 90 adults (42/48 male/female). Deaths were 61/1000; 1/3 of the adults had pain.", [(90, "total", None)]),
    (
        "We saw 90 adults. All two groups were evaluated, of which 35 adults had five vaccinations.",
        [(90, "total", None)],
    ),
    (
        "We saw 170 adults. In all 36 (40%) adults in one arm and 32 (40%) in the control arm slept.",
        [(170, "total", None)],
    ),
    ("Heat was given to 90 ASA Physical Status Classes I and II adults.", [(90, "total", None)]),
    ("We assessed 194 schizophrenics.", [(194, "total", None)]),
    ("A total of 1298 papers were read, and 11 were eligible. Adults were ill.", []),
    ("We saw 90 adults. Those who died early were excluded (n = 12).", [(90, "total", None)]),
    (
        "We saw 90 adults. Reasons for calls included wishes (N = 14), access (N = 9) and fear (N = 8).",
        [(90, "total", None)],
    ),
    (
        "There were 113 children with gout. Of the 67 children born in May, few slept.",
        [(113, "total", None), (67, "subgroup", None)],
    ),
    ("Three surgeons with skill analysed the scans of 90 adults.", [(90, "total", None)]),
    ("We included four studies (152 adults in total).", [(152, "total", None)]),
    ("We saw 47 adults. Rash (n = 8, 17%) and fever (n = 4, 9%) were rare.", [(47, "total", None)]),
    ("We saw 90 adults with a Glasgow Coma Scale (GCS) 13/14 of adults.", [(90, "total", None)]),
    ("We analysed data from 290 adults undergoing surgery in the Oslo Interventional Group.", [(290, "total", None)]),
    ("We saw 90 adults. Stroke came in COVID‑19 positive adults.", [(90, "total", None)]),
    ("We saw 90 adults. Many had anomalies, including cysts (n = 12) and webs (n = 15).", [(90, "total", None)]),
    ("In 51 adults there were falls: 36 adults had 1 fall, 9 adults had 2 falls.", [(51, "total", None)]),
    ("Sleep was scored in men (humans, n = 16; female rats, n = 10).", [(16, "subgroup", "humans")]),
    ("Adults diagnosed with gout in the far north (N = 10,518; median height, 170 cm) came.", [(10518, "total", None)]),
    ("Gout was common among treated episodes (n = 652) in adults.", []),
    # names in a row before sizes in a bracket, users in a row, a group behind a dash
    (
        "We saw 90 adults. Pain fell in the placebo, low and high dose groups (12, 14 and 13 adults).",
        [(90, "total", None), (12, "arm", "placebo"), (14, "arm", "low dose"), (13, "arm", "high dose")],
    ),
    (
        "We included 918 oral bisphosphonate users (78% men), 455 denosumab users, and 314 IV bisphosphonate users.",
        [(918, "arm", "oral bisphosphonate"), (455, "arm", "denosumab"), (314, "arm", "IV bisphosphonate")],
    ),
    (
        "Eighty adults were seen. Heat was tried early (24 adults-group 1) or late (53 weak adults-group 2).",
        [(80, "total", None), (24, "arm", "group 1"), (53, "arm", "group 2")],
    ),
    (
        "Adults were randomised to naproxen or placebo (naproxen n = 56, placebo n = 54).",
        [(56, "arm", "naproxen"), (54, "arm", "placebo")],
    ),
    (
        "The gene was sought in adults. Here, 178 adults with gout and 182 control subjects were included.",
        [(178, "subgroup", "gout"), (182, "subgroup", "control")],
    ),
]


def counts(text: str) -> list[tuple[int, str, str | None]]:
    return [(f.n, f.role, f.arm) for f in extractor.extract(text) if isinstance(f, PatientCount)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_counts(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert counts(text) == expected


def test_a_size_behind_a_schedule_is_one_of_an_arm() -> None:
    facts = extractor.extract("Patients received aspirin (n = 58) or naproxen on days 1-7 of each 28-d cycle (n = 57).")
    assert [(f.n, f.role) for f in facts if isinstance(f, PatientCount)] == [(58, "arm"), (57, "arm")]
