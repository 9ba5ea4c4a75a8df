"""Counts that the words around them explain or deny: sentences in, all their counts out, in order of the text."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import PatientCount

CASES: list[tuple[str, list[tuple[int, str, str | None]]]] = [
    # ratios, those who treat, things with people in their name, sexes
    ("We enrolled 900 women. Approximately 1 out of 7 women had migraine.", [(900, "total", None)]),
    ("Nearly 2 out of 3 adults fell ill again on lithium.", []),
    ("A total of 412 boys operated on by 14 orthopaedic surgeons were included.", [(412, "total", None)]),
    ("A form was filled in by 80 nurses on lithium.", [(80, "total", None)]),
    ("6120 adults with gout from three surveys among Danish adults were analysed.", [(6120, "total", None)]),
    ("Eleven studies included adults with gout who received colchicine.", []),
    ("Among 31 adults (mean age 60 years; Female/Male: 14/17) with gout, bouts were counted.", [(31, "total", None)]),
    # those who stayed, with their share; those with an outcome are none
    (
        "A total of 269 (89.4%) adults completed all visits. We enrolled 301 adults with gout.",
        [(269, "evaluable", None), (301, "total", None)],
    ),
    (
        "Of 400 women randomised to diet or naproxen, 384 provided baseline and late data.",
        [(400, "total", None), (384, "evaluable", None)],
    ),
    (
        "Of 379 eligible adults who filled in a form, 330 agreed to randomisation to naproxen or placebo.",
        [(379, "screened", None), (330, "total", None)],
    ),
    ("A total of 260 adults (29.5%) in the heat group and 253 (28.6%) in the cold group took naproxen at home.", []),
    # what stands between a number, its people and what was done with them
    (
        "A total of 4048 (mild: 2015 [49.8%] vs. severe 2033 [50.2%]) adults with gout were treated.",
        [(4048, "total", None)],
    ),
    (
        "Eighty-one adults with dry mild gout (DMG) who underwent heat (HT) first were enrolled; 61 adults had ice.",
        [(81, "total", None)],
    ),
    ("This study was of men treated with naproxen who had at least 3 tests (N = 154).", [(154, "total", None)]),
    ("The weight of 127 adults was noted. A total of 218 adults had surgery for gout.", [(218, "total", None)]),
    ("Fusion was done on 44 adults. Heat had previously been tried in 17 adults.", [(44, "total", None)]),
    ("Of 2944 new referrals with gout, 762 met the criteria.", [(2944, "screened", None), (762, "total", None)]),
    ("Women were studied. The form was verified by ten experts.", []),
    ("A panel of 12 experts rated how 44 women with gout fared on naproxen.", [(44, "total", None)]),
    ("Of 1,000 adults invited, 640 (64%) took part.", [(1000, "screened", None), (640, "total", None)]),
    ("Four GPs invited all adults to a talk. In total, 225 adults came.", [(225, "total", None)]),
    ("Overall, 16, 32, and 12 adults had mild, severe and no gout, respectively.", []),
    (
        "We enrolled 538 adults. Gout was found in 27.5% (148 adults) and lupus in 3.7% (20 adults).",
        [(538, "total", None)],
    ),
    # wholes of cases, other sets, years of observation
    (
        "We enrolled 408 adults with gout. There were 58 cases of fever out of 368 adults.",
        [(408, "total", None), (368, "evaluable", None)],
    ),
    (
        "We enrolled 410 adults with gout. The score was tested in a further 212 adults.",
        [(410, "total", None), (212, "evaluable", None)],
    ),
    (
        "The training set contained 77 adults with gout, and the testing set had 20 adults.",
        [(77, "subgroup", None), (20, "subgroup", None)],
    ),
    ("In all, 31 volunteers took part in 12 diets (126 days per person per year).", [(31, "total", None)]),
    (
        "Nine women with lupus were identified from 812 women seen at our clinic.",
        [(9, "total", None), (812, "screened", None)],
    ),
    (
        "Of 1917 adults who had surgery, 208 (11%) were treated early and met the criteria.",
        [(1917, "screened", None), (208, "total", None)],
    ),
    (
        "We enrolled 356 adults. There were two cases with absence of a kidney and three cases with a double kidney.",
        [(356, "total", None)],
    ),
    (
        "We studied 113 children. Pain was seen in 11 of 113 children (10%). In 6 of 11 children a plaster was given.",
        [(113, "total", None), (11, "subgroup", None)],
    ),
    ("People with epilepsy (PWE) often fall. We enrolled 40 PWE at our clinic.", [(40, "total", None)]),
    (
        "We saw 50 men. There were more falls in the plaster group (four adults) than in the bare group (one adult).",
        [(50, "total", None)],
    ),
    (
        "We randomised 80 adults. In the naproxen group 16 fell compared with only two adults in the placebo group.",
        [(80, "total", None)],
    ),
    (
        "We assigned 65 adults to the walking group (WG) (n = 32), where they met, or the sitting group (SG) (n = 33).",
        [(65, "total", None), (32, "arm", "WG"), (33, "arm", "SG")],
    ),
    ("We used data from a survey with a sample size of 14,625 girls.", [(14625, "total", None)]),
    (
        "At one year, 72 senior adults (35 women) and 71 junior adults (17 women) were seen.",
        [(72, "subgroup", "senior"), (71, "subgroup", "junior")],
    ),
    (
        "Blood was drawn from adults who received naproxen (maintenance dose 900 mg, n = 12) or placebo (n = 19).",
        [(12, "arm", "naproxen"), (19, "arm", "placebo")],
    ),
    (
        "On naproxen, adults were split into subgroups with early relief (ERL, n = 19) and late relief (LRL, n = 17).",
        [(19, "subgroup", "ERL"), (17, "subgroup", "LRL")],
    ),
    (
        "We tried the scale in 65 adults. In a separate cohort comprised of 68 adults treated with heat, all slept.",
        [(65, "total", None), (68, "subgroup", None)],
    ),
    (
        "Survivors who had surgery (median months since = 33) and were seen in trials by us (N = 146) were phoned.",
        [(146, "total", None)],
    ),
    (
        "Fever was more frequent in gout patients (n = 50) compared to healthy individuals (n = 107).",
        [(50, "arm", "gout patients"), (107, "arm", "healthy individuals")],
    ),
    (
        "We treated 490 adults. None of 27 adults with a large tumour had a cure, and all 41 adults asked were glad.",
        [(490, "total", None), (27, "subgroup", "large tumour"), (41, "evaluable", None)],
    ),
    (
        "We enrolled 1485 adults. In 57 adults, we explored the role of white cells.",
        [(1485, "total", None), (57, "evaluable", None)],
    ),
    (
        "Out of the per-protocol set (n = 620), adults with asthma (n = 482) were included.",
        [(620, "evaluable", None), (482, "total", None)],
    ),
    (
        "The drug was tried in 44 adults. It was found excellent in 12 adults who had never received heat.",
        [(44, "total", None)],
    ),
    ("Naproxen was given to 44 adults at our clinic.", [(44, "total", None)]),
    ("We enrolled 120 adults. Naproxen was then given to 44 adults (37%).", [(120, "total", None), (44, "arm", None)]),
    (
        "We enrolled 62 women. Twenty-one women (34%) required hearing aids; of these, 13 received cisplatin.",
        [(62, "total", None)],
    ),
    (
        "We enrolled 40 adults. Twenty-one adults, 18 with gout or asthma, received naproxen.",
        [(40, "total", None), (18, "subgroup", None)],
    ),
    (
        "A comparison was made between the 38 with dementia and the others in 81 adults.",
        [(38, "subgroup", None), (81, "total", None)],
    ),
    (
        "We saw 200 adults. Mean weight was 80 ± 12 kg in 34 women with asthma.",
        [(200, "total", None), (34, "evaluable", None)],
    ),
    (
        "Nine women (group 1) were treated with heat, 14 (group 2) with cold, and 15 women (group 3) with neither.",
        [(9, "arm", "group 1"), (14, "arm", "group 2"), (15, "arm", "group 3")],
    ),
    (
        "We saw 910 adults. Here, 660 (72.5%) and 250 (27.5%) adults had no virus and virus, respectively.",
        [(910, "total", None), (660, "subgroup", None), (250, "subgroup", None)],
    ),
    (
        "Diets were kept in person (n = 15) or by phone (n = 14) by 29 adults.",
        [(15, "subgroup", "in person"), (14, "subgroup", "phone"), (29, "total", None)],
    ),
    ("We included 561 surgical candidates and followed them.", [(561, "total", None)]),
    ("In total, 3206 clinic staff responded to the survey.", [(3206, "total", None)]),
    (
        "Adults were sorted by outcome (group 1: score of IV or V, n = 24) and (group 2: lower score, n = 31).",
        [(24, "arm", "group 1"), (31, "arm", "group 2")],
    ),
    (
        "The aetiology was known in 40 adults. The aetiologies were gout (n = 6), sprain (n = 5) and others.",
        [(40, "total", None)],
    ),
    ("The total number of burn patients recorded was 44,369.", [(44369, "total", None)]),
    (
        "Of 1983 women treated with heat, we identified 91 women with lupus.",
        [(1983, "screened", None), (91, "total", None)],
    ),
    ("Women with gout took naproxen or placebo. Traits were balanced between arms (N = 724).", [(724, "total", None)]),
    ("We saw 40 adults. Trials of adults were of moderate (n = 14) or poor (n = 12) quality.", [(40, "total", None)]),
    ("The value was high for samples taken late (n = 243) and for samples taken early (n = 119) in adults.", []),
    ("Joint surgery: results from 54 cases in 42 patients.", [(42, "total", None)]),
    (
        "Of the 2266 patients included in the database, 312 received heat and were selected for our analysis.",
        [(2266, "screened", None), (312, "total", None)],
    ),
    (
        "Using data of 9572 adults undergoing cutting (n = 4734) vs. warming (n = 4838), we drew a map.",
        [(9572, "total", None), (4734, "subgroup", "cutting"), (4838, "subgroup", "warming")],
    ),
    # how many controls there are to a case, thresholds, units, the name of a group
    ("We studied 9000 women. Each case of gout was matched with 20 control subjects by age.", [(9000, "total", None)]),
    ("We enrolled 300 women with gout and matched 10 controls to every case.", [(300, "total", None)]),
    ("For each case of gout, 10 controls were selected at one clinic.", []),
    ("Adults whose fatigue score was more than 33 were recruited; 90 adults completed it.", [(90, "total", None)]),
    (
        "Adults with a total score >or=18 were randomized to heat (n=82) or cold (n=88).",
        [(82, "arm", "heat"), (88, "arm", "cold")],
    ),
    ("Group one had 55 women given naproxen. Group two assigned to receive placebo were men.", [(55, "total", None)]),
    ("We treated 40 adults; six patients were deemed ineligible after review.", [(40, "total", None)]),
    ("We studied 23 women with gout (F/M = 9/14; age 64).", [(23, "total", None)]),
    # those with an outcome, harms and figures in lists
    (
        "We enrolled 800 adults. In all, 90 women (25%) with asthma and 240 women (15%) without asthma died.",
        [(800, "total", None)],
    ),
    ("We enrolled 90 adults with gout. Overall, 11 adults had a dry cough on lithium.", [(90, "total", None)]),
    ("We treated 90 adults. Toxicities were mild but included 5 women with bleeding.", [(90, "total", None)]),
    ("We enrolled 40 adults. Pain scores were 15 and 14 in the heat and cold groups.", [(40, "total", None)]),
    ("Relapses were observed in 12 women in the heat group of 80 women.", [(80, "total", None)]),
    # each of two groups, those who served, took nothing, finished or were measured
    (
        "We enrolled 120 women, 60 in each of the lithium and placebo groups.",
        [(120, "total", None), (60, "arm", "lithium"), (60, "arm", "placebo")],
    ),
    (
        "Ninety boys took lithium, whereas 37 took nothing and served as controls.",
        [(90, "arm", "lithium"), (37, "arm", "controls")],
    ),
    (
        "We enrolled 106 women. The first phase was completed by 84 women (79%).",
        [(106, "total", None), (84, "evaluable", None)],
    ),
    (
        "We randomised 100 adults. Later 96 adults (96.0%) were analysed.",
        [(100, "total", None), (96, "evaluable", None)],
    ),
    ("We randomised 100 women. Later 26 women (26.0%) were treated with heat.", [(100, "total", None)]),
    (
        "A total of 386 adults (10.7%) of 3898 adults with gout met the inclusion criteria.",
        [(386, "total", None), (3898, "screened", None)],
    ),
    # sizes written in other ways, groups in brackets, groups that share their noun
    (
        "Adults of group 1 (n-49) had heat and those of group 2 (n-34) cold.",
        [(49, "arm", "group 1"), (34, "arm", "group 2")],
    ),
    (
        "The women formed a heat group (<i>n</i>=31) and a cold group (<i>n</i> = 51).",
        [(31, "arm", "heat"), (51, "arm", "cold")],
    ),
    ("We compared 42 lean (group A) with 24 obese (group B) boys.", [(42, "arm", "group A"), (24, "arm", "group B")]),
    (
        "Sleep was recorded in 52 obese women (OW), 14 stout (SW), 12 lean and 15 healthy women.",
        [(52, "subgroup", "obese"), (14, "subgroup", "stout"), (12, "subgroup", "lean"), (15, "subgroup", "healthy")],
    ),
    # events of groups, shares of a group that had something, and what is no plan
    ("Numbers of adverse events (75 in women on lithium and 74 on placebo) were alike.", []),
    ("We treated 300 adults. A total of 116 falls were recorded in Arm A and 41 in Arm B.", [(300, "total", None)]),
    (
        "We randomised 300 adults. Later 17 lithium users (35.4% of those asked) reported tremor.",
        [(300, "total", None)],
    ),
    ("We studied 98 adults. At the end of therapy 43 were in CR.", [(98, "total", None)]),
    ("We studied 800 adults. Bleeding was alike among the 3 antithrombotic regimens.", [(800, "total", None)]),
    ("For each case, we randomly selected 10 controls from the 9000 women.", [(9000, "total", None)]),
    ("Eighteen women entered this trial made to tell whether heat would be superior to cold.", [(18, "total", None)]),
    ("A cohort of 2401 women had 93 fractures (rate, 15.2 per 1,000 per year).", [(2401, "total", None)]),
    ("A sample of 300 women would be needed.", []),
    # groups of one size, where something was done, those who remain, names with a capital
    (
        "We enrolled 428 women. They were assigned to four groups of 107 women.",
        [(428, "total", None), (107, "arm", None)],
    ),
    ("We enrolled 103 women. Monitoring was carried out in 12 women.", [(103, "total", None), (12, "evaluable", None)]),
    ("We enrolled 150 women. Doses fell in the remaining 69 women.", [(150, "total", None), (69, "subgroup", None)]),
    ("We enrolled 150 women. Fever was seen in the remaining 69 women.", [(150, "total", None)]),
    (
        "We treated 43 boys. Symptoms were analysed in 11 H. pylori-positive and 31 H. pylori-negative boys.",
        [(43, "total", None), (11, "subgroup", "H. pylori-positive"), (31, "subgroup", "H. pylori-negative")],
    ),
    # sizes behind a dose, and some that were measured beside large arms
    (
        "Women were treated with lithium, 40 mg twice daily (n = 18), or with naproxen, 100 mg twice daily (n = 14).",
        [(18, "arm", "lithium"), (14, "arm", "naproxen")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_counts(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert [(f.n, f.role, f.arm) for f in extractor.extract(text) if isinstance(f, PatientCount)] == expected
