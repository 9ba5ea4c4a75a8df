"""What a share is a share of: one text in, all response rates and adverse events out; the texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate
from tests.test_hard_texts import of_share

# Lists of shares answer a list of terms by their places, again and again.
LISTS: list[tuple[str, list[dict[str, Any]]]] = [
    # a list of those in whom one thing was seen, and of what was seen
    (
        "The rate of fever for hernia, gallstones and volvulus was 3%, 4% and 8%, respectively.",
        [
            {"is": "fever", "percent": 3, "arm": "hernia"},
            {"is": "fever", "percent": 4, "arm": "gallstones"},
            {"is": "fever", "percent": 8, "arm": "volvulus"},
        ],
    ),
    (
        "The mortality rate for pneumonia, sepsis and stroke was 3%, 20% and 12%, respectively.",
        [
            {"is": "mortality", "percent": 3, "arm": "pneumonia"},
            {"is": "mortality", "percent": 20, "arm": "sepsis"},
            {"is": "mortality", "percent": 12, "arm": "stroke"},
        ],
    ),
    (
        "The incidence of discontinuation for nausea and rash was 5% and 3%.",
        [{"is": "nausea", "percent": 5}, {"is": "rash", "percent": 3}],
    ),
    ("The rate of hospitalization for gout was 5%.", [{"is": "hospitalization for gout", "percent": 5}]),
    (
        "The relapse rate and mortality rate were 21% and 8% in the plasty group and 12% and 4% in the mesh group.",
        [
            {"is": "relapse", "percent": 21, "arm": "plasty"},
            {"is": "mortality", "percent": 8, "arm": "plasty"},
            {"is": "relapse", "percent": 12, "arm": "mesh"},
            {"is": "mortality", "percent": 4, "arm": "mesh"},
        ],
    ),
    (
        "Fusion and complication rates were higher with cages (66% and 17% in the cage group versus 57% and 11% in the"
        " graft group, respectively).",
        [
            {"is": "fusion", "percent": 66, "arm": "cage"},
            {"is": "complication", "percent": 17, "arm": "cage"},
            {"is": "fusion", "percent": 57, "arm": "graft"},
            {"is": "complication", "percent": 11, "arm": "graft"},
        ],
    ),
    (
        "Overall morbidity and mortality was 33% versus 27% (p = 0.4), and 0% versus 1% (p = 0.9) in the open and"
        " laparoscopic groups, respectively.",
        [
            {"is": "morbidity", "percent": 33, "arm": "open"},
            {"is": "morbidity", "percent": 27, "arm": "laparoscopic"},
            {"is": "mortality", "percent": 0, "arm": "open"},
            {"is": "mortality", "percent": 1, "arm": "laparoscopic"},
        ],
    ),
    (
        "Nausea and vomiting were more frequent in men than in women (12% vs 5%, p = 0.01; 7% vs 3%, p = 0.2).",
        [
            {"is": "nausea", "percent": 12, "arm": "men"},
            {"is": "nausea", "percent": 5, "arm": "women"},
            {"is": "vomiting", "percent": 7, "arm": "men"},
            {"is": "vomiting", "percent": 3, "arm": "women"},
        ],
    ),
    (
        "They took 52 and 39 minutes, respectively, and the blood transfusion rate was 23% and 17%, respectively.",
        [{"is": "blood transfusion", "percent": 23}, {"is": "blood transfusion", "percent": 17}],
    ),
    (
        "The healing rate of ulcers and the eradication rate were 61% and 80%.",
        [{"is": "healing", "percent": 61}, {"is": "eradication", "percent": 80}],
    ),
    (
        "Disease-free and overall survival were 57% vs 22% and 58% vs 32%, respectively.",
        [
            {"is": "disease-free survival", "percent": 57},
            {"is": "disease-free survival", "percent": 22},
            {"is": "overall survival", "percent": 58},
            {"is": "overall survival", "percent": 32},
        ],
    ),
]

# Numbers that are no shares of participants, and what stands beside them.
OF_NOBODY: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Stroke was less frequent with the filter (no filter 8%, filter 3%).",
        [{"is": "stroke", "percent": 8, "arm": "no filter"}, {"is": "stroke", "percent": 3, "arm": "filter"}],
    ),
    ("It was of little use in petit mal (n = 20, no more attacks in 40%).", []),
    ("No pain was reported in 75 (54%) of 140 women.", []),
    # of things, of deaths, of those asked, of the time before treatment, of animals
    ("Of the 90 operated patients 12 died. 40% of all deaths occurred in the first week, and 25% within the next.",
     [{"is": "death", "n": 12}]),
    ("A review of 340 deaths showed that 20% had been treated with heparin and 12% were avoidable.", []),
    ("Barriers to treatment included worries about side effects (45%), cost (30%), and fear of needles (12%).", []),
    ("Concerns about safety arose, and 12% discontinued treatment because of rash.",
     [{"is": "discontinuation because of rash", "percent": 12}]),
    ("Net reclassification improvement was 20% and the integrated discrimination improvement was 5.5%.", []),
    ("The intraobserver coefficients of variation were 12.5% for flow and 9.4% for pressure response.", []),
    ("Mean recoveries of propranolol from plasma were 95% and 98%.", []),
    ("Three of the 40 developed pneumonia before treatment was started.", []),
    ("Of 50 treated patients, 14 had urinary infection at the time of first examination.", []),
    ("Two died before treatment was started.", [{"is": "death", "n": 2}]),
    ("Patients given melatonin improved on two of five sleep variables.", []),
    ("Thirty (60%) patients sustained fracture due to a fall; 12 sustained injuries in road accidents.", []),
    ("In three of 9 women who had preeclampsia, delivery was by section.", []),
    ("Infection was confirmed in 90 of 1200 vaccinated (7.5%), of which 30 (33%) were asymptomatic.",
     [{"is": "infection", "n": 90, "of": 1200, "percent": 7.5}]),
    ("Twenty patients were treated medically with four deaths, 30 patients were treated surgically with nine deaths.",
     [{"is": "death", "n": 4}, {"is": "death", "n": 9}]),
    ("Closure succeeded in all but two cases (97%).", []),
    ("Expected results: exercise should decrease falls in 25% of those treated.", []),
    ("The annual incidence of ischaemic stroke was lowest among women on a diet (0.8%).", []),
    ("The spray gave no pain and relieved the itching in treated patients.", [{"is": "pain", "n": 0}]),
    ("With its low price and no toxicity, the compound can be promoted as a food for patients.",
     [{"is": "toxicity", "n": 0}]),
    ("There was no visible reaction of the cornea or of the adjoining lens in the five treated patients.",
     [{"is": "visible reaction", "n": 0, "of": 5}]),
    ("Four of 15 patients with no detectable gentamicin in their sera during surgery developed wound infection.",
     [{"is": "wound infection", "n": 4, "of": 15}]),
    ("We report the case of a 61-year-old woman given infliximab. She suffered two seizures and three falls.", []),
    ("Neutropenia (300 and 1400) occurred in two of 15 treated patients.", [{"is": "neutropenia", "n": 2, "of": 15}]),
    ("In tumor-bearing rats given the drug, 40% survived and 12% had a rash.", []),
    ("These authors reported survival in 80% and fever in 12% of patients treated at home.", []),
    ("There were no complications in 95% of the cases.", []),
    ("There were no deaths in 30 patients.", [{"is": "death", "n": 0, "of": 30}]),
    ("There were no leaks, strokes or infections in the 30 patients.",
     [{"is": "leak", "n": 0, "of": 30}, {"is": "stroke", "n": 0, "of": 30}, {"is": "infection", "n": 0, "of": 30}]),
    ("In 30 patients three deep infections were seen.", [{"is": "deep infection", "n": 3, "of": 30}]),
    ("Two of these nine women had a stroke.", [{"is": "stroke", "n": 2, "of": 9}]),
    ("In one year, 18 hip fractures occurred in 400 women.", [{"is": "hip fracture", "n": 18, "of": 400}]),
    ("Two cases of severe listeriosis were seen in 80 women.", [{"is": "severe listeriosis", "n": 2, "of": 80}]),
    ("Twelve strokes occurred in nine patients.", [{"is": "stroke", "n": 9}]),
    ("The most common presenting symptoms were fever (40%) and cough (33%).", []),
    ("Sepsis (80%), shock (43%) and burns (26%) were the main reasons for admission.", []),
    ("We studied gas exchange and the incidence of pneumothorax in 35 ill infants.", []),
    ("The effect of heparin on bleeding was assessed in 40 patients.", []),
    ("They have occurred in 5.5% of cases.", []),
    ("Dose reduction was required in five patients owing to fatigue.",
     [{"is": "dose reduction owing to fatigue", "n": 5}]),
    ("Three withdrew: two because of rash and one because of nausea.",
     [{"is": "withdrawal", "n": 3}, {"is": "withdrawal because of rash", "n": 2},
      {"is": "withdrawal because of nausea", "n": 1}]),
    ("Principal causes were sepsis (22%) and burns (20%).", []),
    ("The majority of relapses (78%) occurred after a year.", []),
    ("Most adverse events were mild (60%).", []),
    ("Seizures were seen in 12/100,000 children.", []),
    ("The annual stroke rate was 12.6%.", []),
    ("Any side effect (nausea, fever or rash) was more frequent with the stent (12%).",
     [{"is": "side effect", "percent": 12}]),
    ("The most common adverse event was major bleeding, with an estimated rate of 29%.",
     [{"is": "major bleeding", "percent": 29}]),
    ("Eleven of the patients (n = 80) had a stroke.", [{"is": "stroke", "n": 11, "of": 80}]),
    ("The most frequent side effects were fever (40%) and cough (33%).",
     [{"is": "fever", "percent": 40}, {"is": "cough", "percent": 33}]),
    ("Neither the cure rates nor relapse rates differed.", []),
    ("A questionnaire was mailed to 900 women, and 640 (71%) responded.", []),
    ("Of 160 outpatients 75 took part in the survey, with a response rate of 46.9%.", []),
    ("We needed 300 women to show better survival with 80% power.", []),
    ("Checklists led to a 40% mortality decrease.", []),
    ("Conversion to open surgery was not inferior (+0.7%, 95% CI:-0.6%,+2.1%).", []),
    ("The mean percentage of pain relief was 64%.", []),
    ("Each child had a 20% lipid emulsion and made a full recovery.", []),
    ("Twelve percent required intravenous saline for hypotension.", [{"is": "hypotension", "percent": 12}]),
    ("Smith et al. reported a mortality of 15% with early surgery.", []),
    ("Brain death was well explained by 31% of doctors and 14% of students.", []),
    ("Common adverse events occurring in at least 20% of patients were nausea (35%) and fatigue (31%).",
     [{"is": "nausea", "percent": 35}, {"is": "fatigue", "percent": 31}]),
    ("Toxicities with > or = 15% incidence were cough (29%).", [{"is": "cough", "percent": 29}]),
    ("Bleeding was more frequent with TIMI 2/3 flow than with TIMI 0/1 flow.", []),
    ("The uncorrected visual acuity was 9/10 on the left.", []),
    ("Visual acuity was 20/40 or better in 12/30 eyes (40%).",
     [{"is": "visual acuity", "n": 12, "of": 30, "percent": 40}]),
    ("The response in the treated group fell by 30 per cent.", []),
    ("The mortality increased by 12% and 20% on the two wards.", []),
    ("Molecular response was lower in smokers (log mean 3.5% v 40.2%).", []),
    ("The optimal cut-offs for predicting response were 33% and 45%.", []),
    ("Improvement was reported by 40% of women.", [{"is": "improvement", "percent": 40, "arm": "women"}]),
    ("Yeasts were recovered from 12% and 14% of the swabs.", []),
    ("Urinary recovery was 40% at noon, and the recovery of group A streptococci was 22%.", []),
    ("Nadolol was given to 14 euthyroid women.", []),
    ("Bread gave 90% of energy in the starved and 40% in the recovered children.", []),
    ("There were 3 fatal cases and 12 cured patients.", [{"is": "death", "n": 3}, {"is": "cure", "n": 12}]),
    ("The rate of stone-free women was 81%.", [{"is": "stone-free", "percent": 81}]),
    ("Forty patients had abnormal node recovery time.", []),
    ("The disease-free interval was 7 months and the relapse rate 29%.", [{"is": "relapse", "percent": 29}]),
    ("Patency was 82% after 30 days, 58% after one, and 41% after five years.",
     [{"is": "patency", "percent": 82}, {"is": "patency", "percent": 58}, {"is": "patency", "percent": 41}]),
    ("Survival was 72% for 31 men with sarcoma and 40% for 55 men with carcinoma.",
     [{"is": "survival", "of": 31, "percent": 72, "arm": "sarcoma"},
      {"is": "survival", "of": 55, "percent": 40, "arm": "carcinoma"}]),
    ("Of 210 boys, 44 (21%) were in remission at baseline.", []),
    ("At study entry, 35% of women were in remission.", []),
    ("Remission was present in 35% of patients at baseline and in 60% at 12 weeks.",
     [{"is": "remission", "percent": 60}]),
    ("Fever resolved in 12 (40%) of 30 patients with rash at baseline.",
     [{"is": "fever resolution", "n": 12, "of": 30, "percent": 40, "arm": "rash"}]),
    ("The literature reports good results in 75% of cases.", []),
    ("In earlier studies cure was reported in 30% and relapse in 12%.", []),
    ("With surgery alone, five-year survivals have not exceeded 15-20%.", []),
    ("The accuracy of recovery in predicting disease was 90% (37 of 41 patients).", []),
    ("Range of motion was unchanged in 33 hips and the same in 5 (8%).", []),
    ("Improvement was seen in 93% of women and only in 3% it had grown worse.",
     [{"is": "improvement", "percent": 93, "arm": "women"}]),
    ("Neither ether nor regional methods warrant satisfactory results.", []),
    ("Of those eligible for response assessment, 71% (2641/3715) were evaluated.", []),
    ("Follow-up data were obtained in 83% and telephone contact in 91% of the patients.", []),
    ("Gentamicin clearance was 49% of normal, and the clearance of digoxin was 30%.", []),
    ("A reduction of gentamicin clearance by 61% to 74% and of urate clearance by 32% to 58% was seen in adults.", []),
    ("Survival was 75%, not unlike the 72% rate in the general population.", [{"is": "survival", "percent": 75}]),
    ("The percentage of weight loss (9% vs. 2%) was noted.", []),
    ("The 50% actuarial survival is approximately 4 years.", []),
    ("The cost to gain one favourable neurological outcome was low.", []),
    ("In 40% of the patients no pain was felt after surgery.", []),
    ("An improvement was noted in 40%, no change in 38%.", [{"is": "improvement", "percent": 40}]),
    ("Seven patients had operations seeking relief of chronic pain.", []),
    ("The drug cut the relapse rate by 56% and 60% (p < 0.01), and risk of progression by 71% (p = 0.01) and 47%.", []),
    ("Sixty-seven women were evaluable for response.", []),
    ("Of 90 patients, 72 attempted treatment-free remission.", []),
    ("The response was best for tea (SUCRA 92% vs 5%), and the sensitivity of response prediction 23%.", []),
    ("The average improvement rate was 85%, and a weight loss of 31% was produced.", []),
    ("Cell survival was 40% and mice survival 20%.", []),
    ("The adjusted difference in response vs placebo, 38% [30-45] for tea and 50% [44-57] for rum, was large.", []),
    ("The difference in survival between the groups was 12%.", []),
    ("Most had progressive deterioration except in 4 cases.", []),
    ("At entry 1/3 of the patients had pain.", []),
    ("The healing rate was 64% in 28 patients.", [{"is": "healing", "of": 28, "percent": 64}]),
    ("Clinical remission was seen in more than 40% of patients.", [{"is": "clinical remission", "percent": 40}]),
    # what was assumed or believed, who people were, what brought about or asked for what is told
    ("Assuming a rate of anastomotic leak of 18% (margin: 12%), 40 patients were required per group.", []),
    ("Most women believed that tea could bring pain relief (76%) and cure (12%).", []),
    ("Before matching, the groups differed in the presence of jaundice (45% vs 12%; p = 0.002) and cough (22% vs 9%).",
     []),
    ("Baseline data of the groups were balanced except for rates of neuropathy (19 vs 36%).", []),
    ("The difference from placebo was 47% (95% CI 40-54) for naproxen 15 mg and 57% (51-64) for naproxen 30 mg.", []),
    ("They were more likely to have diabetes (68% vs 54%), renal failure (14% vs 7%) and angina (45% vs 36%).", []),
    ("Women with colitis were younger (33 vs 43 years) and had more fistulas (29% vs 8%).", []),
    ("The wounds resulted from crush injuries (n = 4), burns (n = 5) or soft tissue infections (n = 2).", []),
    ("A stent was placed for bleeding in 12 patients and for perforation in five.", []),
    ("Thirty percent were prescribed a drug with a rash rate > 5%.", []),
    # how well a model predicts, what there was to look at, how strong a substance is, in how many countries
    ("The score was an improvement on the old one (NRI = 43.3%, IDI = 10.5%). The net reclassification was 31%.", []),
    ("Follow-up glucose was available for 301 out of 433 (69.5%) surviving patients.", []),
    ("Follow-up cultures taken within 20 days of therapy were obtained in 71 of the 99 patients treated.", []),
    ("The EC50 (50% effective concentration) was 0.2 mg/L.", []),
    ("We report the discussions among 120 attendees from 4 continents.", []),
    ("Higher mortality was observed in patients who received no supplement.", []),
    ("The infection rate was 2% (95% CI <0.1% to 8%).", [{"is": "infection", "percent": 2}]),
    ("Small artery occlusion was higher in stroke (23% vs 12%).",
     [{"is": "small artery occlusion", "percent": 23}, {"is": "small artery occlusion", "percent": 12}]),
    ("The reduction in cardiac mortality was 8.4% in the first area and 1.3% in the second.", []),
    # by how much something measured changed, also in a list or a bracket; but not how many had such a change
    ("Tremor scores decreased by 62% in the tea group, 40% in the milk group, and 9% in the placebo group.", []),
    ("One more stone predicted increases in hazards of 12% for colic, 28% for sepsis, and 34% for death.", []),
    ("LDL-C reductions were greater in both tea groups than in the milk group (42% [P <.01] vs 7%).", []),
    ("Tea gave greater improvements at week 4 in FEV1 (12.9% vs 4.5%, P < .001) and peak flow (14% vs 5%).", []),
    ("Tea went with a 37% intracranial bleeding risk reduction in women.", []),
    ("Asthma scores improved in more patients on tea than on milk (60% vs 30%).",
     [{"is": "asthma score improvement", "percent": 60, "arm": "tea"},
      {"is": "asthma score improvement", "percent": 30, "arm": "milk"}]),
    ("HbA1c improved in 60% of the patients on insulin and 40% of those on diet.",
     [{"is": "HbA1c improvement", "percent": 60, "arm": "insulin"},
      {"is": "HbA1c improvement", "percent": 40, "arm": "diet"}]),
    ("Adverse events included weight gain (12%), blood pressure increased (8%) and hot flashes (4%).",
     [{"is": "weight gain", "percent": 12},
      {"is": "blood pressure increased", "percent": 8}, {"is": "hot flash", "percent": 4}]),
    # who they were, whom a drug was given, what was denied of no one, when, how many a group has, germs, days and data
    ("Sixty women had a confirmed diagnosis of meningitis.", []),
    ("The most common diagnosis was mumps in 30 women and mastitis in 12.", []),
    ("The use of tea did not differ in any patient subgroup.", []),
    ("Tea caused no reduction of stroke risk in women, and no increase in bleeding in men.", []),
    ("Relief of pain was better with tea than with milk at weeks 6 through 12.", []),
    ("Ninety deceased donor kidneys were randomly assigned to tea or milk.", []),
    ("There was no difference in compliance (97.5 vs 96.3%) and incidence of nausea (27.5 vs 27.9%).",
     [{"is": "nausea", "percent": 27.5}, {"is": "nausea", "percent": 27.9}]),
    ("After treatment 83% of ADRs in women with asthma and 94% of ADRs in those without were mild.", []),
    ("Outcome data were 100% complete for death and 99.7% for stroke.", []),
    ("Fewer women on tea than on milk withdrew for any reason (18% versus 27%).", []),
    ("Nine of the 64 women (14.1%) taking tea had positive cultures at test of cure.", []),
    # a part of the deaths, a score, a rate of years, an error of measuring, those who were reviewed or operated on
    ("After surgery 26% of all deaths occurred in the first week, and 35% in the second.", []),
    (
        "Bleeding was rarer in treated men with a score of 1 (8%) than in those with a score of 3 (19%).",
        [{"is": "bleeding", "percent": 8, "arm": "score of 1"}, {"is": "bleeding", "percent": 19, "arm": "score of 3"}],
    ),
    ("The annual incidence of stroke was low in treated women at low risk (0.8%).", []),
    ("The coefficients of variation for measuring oedema after surgery were 28.1%, 17.7% and 15.3%.", []),
    ("The rates of complications of stents are reviewed in 102 cases.", []),
    (
        "Twenty women were treated medically with five deaths and 16 women were treated surgically with six deaths.",
        [{"is": "death", "n": 5}, {"is": "death", "n": 6}],
    ),
    # planned, assumed, aimed at, or what a size was reckoned from
    ("The trial was designed for a cure rate of 31% with the drug. A cure rate of 20% was assumed with placebo.", []),
    ("The sample size was calculated from a mortality of 12%.", []),
    ("Our calculation of power assumed mortality (12%), and 90 deaths were needed.", []),
    ("With a target ORR of 35%, the trial needed 44 patients.", []),
    ("We planned for six deaths.", []),
    ("Mortality was expected to be lower with the drug (12%).", []),
    ("A 40% cure rate was anticipated.", []),
    ("A cure rate of 40% and a survival of 60% was expected.", []),
    ("A 40% response threshold was chosen.", []),
    ("Nausea was rarer than thought (power 60%).", []),
    ("We planned for a mortality of 20%, but mortality was 12%.", [{"is": "mortality", "percent": 12}]),
    # what another study saw
    ("In an earlier trial of the drug, 45% had nausea.", []),
    ("However, in a previous study of ours, nausea (40%) was common.", []),
    ("Another study of 41 patients found nausea in 12%.", []),
    ("Nausea was seen in 20%, compared with 40% in a previous trial.", [{"is": "nausea", "percent": 20}]),
    ("As in earlier trials, nausea was rare (5%).", [{"is": "nausea", "percent": 5}]),
    # of doses, devices, cells, days
    ("Nausea was seen after 12% of the doses and after 30 [20%] of 150 infusions.", []),
    ("Pump failure was observed in 36 of 97 implanted devices (37%).", []),
    ("Of all samples, 45% showed necrosis. Of the cells, 30% had died.", []),
    ("Hypoxia was seen on 32% vs 18% of days.", []),
    ("Response was seen in 30 of 60 lesions.", [{"is": "response", "n": 30, "of": 60}]),
    ("Over 60 days, 12 of 80 patients died.", [{"is": "death", "n": 12, "of": 80}]),
    # values that are measured, strengths, changes, levels, scores
    ("Women with an ejection fraction of 35% had rash.", []),
    ("Rash was treated with dextrose 5% or a 5% glucose drip.", []),
    ("Fever was worse at a higher oxygen saturation (92%).", []),
    ("The haematocrit in anaemia was 23%.", []),
    ("The response was 40% of the maximum.", []),
    ("The dose was cut for neutropenia (by 26%).", []),
    ("Two deaths (5% level) were foreseen.", []),
    ("A score of 18 of 40 meant depression.", []),
    ("A lower ejection fraction was seen in 5%.", [{"is": "ejection fraction", "percent": 5}]),
    # events that are none
    ("At baseline, two patients had nausea. At entry, twelve were still in remission.", []),
    ("None of the patients had received treatment for nausea.", []),
    ("None of the women were asked about nausea.", []),
    ("None of the women who developed neutropenia stopped the drug.", []),
    ("Two death certificates were missing. No death certificate was lost.", []),
    ("There were three complete response categories.", []),
    ("The 48 women had a response rate that fell.", []),
    # more events than people
    ("We treated 80 women. There were 143 adverse events.", []),
    ("We treated 80 women. There were 3 serious adverse events.", [{"is": "serious adverse event", "n": 3, "of": 80}]),
]  # fmt: skip

# A share that is the subject of a clause of its own is one of what that clause tells.
OWN_CLAUSES: list[tuple[str, list[dict[str, Any]]]] = [
    ("Ten women (20%) developed sepsis and 30 (60%) received antibiotics.", [{"is": "sepsis", "n": 10, "percent": 20}]),
    ("Response was seen in 40%, and 12 (20%) were smokers.", [{"is": "response", "percent": 40}]),
    ("Remission was reached by 30 women (60%) and 5 (10%) were lost to follow-up.",
     [{"is": "remission", "n": 30, "percent": 60}]),
    ("Graft failure was seen in 5 (10%), of whom 2 (4%) were retransplanted.",
     [{"is": "graft failure", "n": 5, "percent": 10}]),
    ("Nine (14%) suffered wound infections and 8 (13%) required spinal fusion.",
     [{"is": "wound infection", "n": 9, "percent": 14},
      {"is": "spinal fusion", "n": 8, "percent": 13}]),
    ("Eight women had scars and 3 died; in the other ward 5 had scars and none died.",
     [{"is": "scar", "n": 8}, {"is": "death", "n": 3}, {"is": "scar", "n": 5}, {"is": "death", "n": 0}]),
    ("Half a year later 7 of the 19 patients remain alive.", [{"is": "alive", "n": 7, "of": 19}]),
    ("During treatment-free follow-up, 82% relapsed.", [{"is": "relapse", "percent": 82}]),
    ("Eight of twelve women on tea responded to rest.", [{"is": "response", "n": 8, "of": 12}]),
    ("Of these, 31% achieved a textbook outcome while 69% failed to achieve a textbook outcome.",
     [{"is": "textbook outcome", "percent": 31}, {"is": "failed to achieve a textbook outcome", "percent": 69}]),
    ("Healing was complete in 78%, 9% experienced some deterioration in continence.",
     [{"is": "complete healing", "percent": 78}, {"is": "deterioration", "percent": 9}]),
    ("Closure rate was 42% and two patients (8%) had a stroke.",
     [{"is": "closure", "percent": 42}, {"is": "stroke", "n": 2, "percent": 8}]),
    ("Twenty (40%) achieved remission and 10 (20%) failed all treatments.",
     [{"is": "remission", "n": 20, "percent": 40}]),
    ("Success was seen in 30 (60%) in week 2 whereas 12 (30%) in the placebo group regarded it as a failure.",
     [{"is": "success", "n": 30, "percent": 60}]),
    ("Cure was seen in 75% of women who used patches.", [{"is": "cure", "percent": 75}]),
    ("Toxicity occurred in 40 men (50%); 12 (15%) had grade 3 toxicity.",
     [{"is": "toxicity", "n": 40, "percent": 50}, {"is": "toxicity", "grade": "3", "n": 12, "percent": 15}]),
]  # fmt: skip

# Terms that only say of whom or of what else a sentence tells.
OTHER_MATTERS: list[tuple[str, list[dict[str, Any]]]] = [
    # a scale of flow, a treatment, a germ, a view of a duct, a change
    ("Thrombolysis in myocardial infarction (TIMI) flow grade 3 was achieved in 91% of patients.",
     [{"is": "TIMI flow grade 3", "percent": 91}]),
    ("Therapeutic hypothermia was used in 54% of women treated for cardiac arrest.", []),
    ("Helicobacter pylori was positive in 26 (26%) of the 100 treated patients.", []),
    ("In 50 patients given cerulein, the hepatic duct was seen in 37 (74%).", []),
    ("Tumor DNA was detected in 35 (64%) patients given lapatinib.", []),
    ("Residual MR grade ≤1 was reached in 40 of 50 patients.", [{"is": "MR grade ≤1", "n": 40, "of": 50}]),
    ("No changes in readmission (18% vs 16%) were seen.",
     [{"is": "readmission", "percent": 18}, {"is": "readmission", "percent": 16}]),
    ("Control of seizures was achieved in 43% of the treated children.",
     [{"is": "control of seizure", "percent": 43}]),
    ("The mortality rate after surgery for appendicitis was 3%.", [{"is": "mortality", "percent": 3}]),
    # what all of a list came to
    ("In 30 of 44 patients the cough, snoring and fever resolved.",
     [{"is": "cough resolution", "n": 30, "of": 44}]),
    # what was planned, what was given at once, and shares of events
    ("Assuming a mortality of 30% with placebo and 20% with heparin, 300 patients were needed.", []),
    ("With a leak rate of 8% (margin: 15%; power: 80%), 90 patients were required per group.",
     [{"is": "leak", "percent": 8}]),
    ("Fever was seen in 8% if it was given in one dose.", [{"is": "fever", "percent": 8}]),
    ("The mortality was 45%, 69% of which were cardiac deaths.", [{"is": "mortality", "percent": 45}]),
    # whose events are told, and which number a percentage goes with
    ("The most common adverse events in 80 treated men were bruises (5%) and cramps (4%).",
     [{"is": "bruise", "percent": 5}, {"is": "cramp", "percent": 4}]),
    ("Adverse events were common (n = 27, 57.4%, n = 13, 27.7%).",
     [{"is": "adverse event", "n": 27, "percent": 57.4}, {"is": "adverse event", "n": 13, "percent": 27.7}]),
    # by how much fewer had one, and a difference
    ("Vaccine effectiveness against admission was 72% (95% CI 60-80) and against death 81%.", []),
    ("The vaccine was effective against croup, and 12% of the vaccinated children had fever.",
     [{"is": "fever", "percent": 12}]),
    ("Conversion to open surgery was no commoner (5.2%, 95% CI: -4.3 to 14.8).", []),
    # who die, and an illness told by its short form
    ("Women on placebo were more likely to die than women on aspirin (12% vs 8%).",
     [{"is": "death", "percent": 12, "arm": "placebo"}, {"is": "death", "percent": 8, "arm": "aspirin"}]),
    ("After surgery 16% had SIRS and 4% had sepsis.",
     [{"is": "systemic inflammatory response syndrome", "percent": 16}, {"is": "sepsis", "percent": 4}]),
    # nouns that look like adjectives take no noun of another
    ("Relapse-free survival (70% vs 72%) and cancer-specific mortality (7% vs 10%) were similar.",
     [{"is": "relapse-free survival", "percent": 70}, {"is": "relapse-free survival", "percent": 72},
      {"is": "cancer-specific mortality", "percent": 7}, {"is": "cancer-specific mortality", "percent": 10}]),
    ("Larval mortality reached 79% with spinosad; nymphs were spared.", []),
    ("The coverage of hookworm infection treatment was higher in boys than girls (86% vs. 56%).", []),
    ("Seizure prophylaxis was used in 60% of patients.", []),
    ("Among men at high risk of relapse, the use of statins was 25%.", []),
    ("The mode of injury was accidental in 6 (75%).", []),
    ("The site of infection was the lung in 45% and the bladder in 22%.", []),
    ("Previous stroke was present in 12% of patients.", []),
    ("Smoking was commoner in patients with relapse than in those without (64% vs 50%).", []),
    ("Despite the difference in anemia, values were normal as often (37% vs 42%).", []),
    ("Indications for a shunt were: cerebral bleeding in 30/60 (50%) and infection in 12 (20%).", []),
    ("The commonest heart diseases were myocarditis in 25 (21%) and cardiomyopathy in 17 (14%).", []),
    ("Results revealed more visits among smokers with gout than those without gout (46% vs 32%).", []),
    ("Cancer developed in 30 (3%), including 18 (4%) in the hepatitis group and 12 (2%) in the control group.",
     [{"is": "cancer", "n": 30, "percent": 3}, {"is": "cancer", "n": 18, "percent": 4, "arm": "hepatitis"},
      {"is": "cancer", "n": 12, "percent": 2, "arm": "control"}]),
    ("Patients with rheumatic side effects were more frequent among the old (15%).",
     [{"is": "rheumatic side effect", "percent": 15}]),
    ("Although fatal bleeding occurred in 9% of patients, few complained.", [{"is": "fatal bleeding", "percent": 9}]),
    ("The primary outcome, a composite of death from cardiac causes, stroke, or bleeding, was seen in 5% of cases.",
     [{"is": "primary outcome", "percent": 5}]),
    ("The composite endpoint (death, stroke or bleeding) was reached by 15 women (12%).",
     [{"is": "composite endpoint", "n": 15, "percent": 12}]),
    ("The primary composite endpoint included death (5%) and stroke (3%).",
     [{"is": "death", "percent": 5}, {"is": "stroke", "percent": 3}]),
    ("Cure rates were: pneumonia, 80%; cystitis, 90%.", [{"is": "cure", "percent": 80}, {"is": "cure", "percent": 90}]),
    ("An improvement in cure rate was seen in smear-positive (85%) and smear-negative (95%) women.",
     [{"is": "cure", "percent": 85, "arm": "smear-positive"}, {"is": "cure", "percent": 95, "arm": "smear-negative"}]),
    ("Nine more women showed engraftment but death occurred before remission.", []),
    ("Ward B saw 30 infected knees in 28 women.", []),
    ("Two implants (5%) were revised.", [{"is": "revision", "n": 2, "percent": 5}]),
    ("There was no mortality benefit (12% vs 11%).",
     [{"is": "mortality", "percent": 12}, {"is": "mortality", "percent": 11}]),
    ("Toxicity analyses based on 300 evaluable patients showed that toxicities were similar.", []),
    ("Complete responses (58% of men) and a decrease in tumor area (61% in men and 32% in women) were seen.",
     [{"is": "complete response", "percent": 58, "arm": "men"}]),
    ("Dropouts were 12% in the drug group and 15% in the placebo group.", []),
    ("Of 14 studies, five (36%) found higher mortality.", []),
    ("Mortality was variable among the included studies ranging between 21% and 90%.",
     [{"is": "mortality", "percent": 21}, {"is": "mortality", "percent": 90}]),
    ("The mortality of a SARS-CoV‑2 infection was 12%.", [{"is": "mortality", "percent": 12}]),
    ("Pneumonia was the principal diagnosis in 21 (6%).", []),
    ("Most had pain (87%), and 45% reported ≥4 comorbidities.", [{"is": "pain", "percent": 87}]),
    ("There were 13 (6%) seizures, 9 (4%) cramps, 3 (1%) hiccups, and 2 (1%) deaths.",
     [{"is": "seizure", "n": 13, "percent": 6}, {"is": "cramp", "n": 9, "percent": 4},
      {"is": "hiccup", "n": 3, "percent": 1}, {"is": "death", "n": 2, "percent": 1}]),
    ("Among 300 adults 34 (11%) died, and 30 (10%) defaulted.", [{"is": "death", "n": 34, "of": 300, "percent": 11}]),
    ("Cataract surgery was performed in 5 (42%) women.", [{"is": "cataract surgery", "n": 5, "percent": 42}]),
    # when it was, what grew less, what is told of lesions, and a clause behind a "no"
    (
        "The incidence of delirium after surgery was 2.2% at one day since ICU admission and 3.2% on day three.",
        [{"is": "delirium", "percent": 2.2}, {"is": "delirium", "percent": 3.2}],
    ),
    (
        "Of 108 treated women, 51 (47%) reported a seizure decrease and 29 (27%) had rash resolution.",
        [
            {"is": "seizure decrease", "n": 51, "of": 108, "percent": 47},
            {"is": "rash resolution", "n": 29, "of": 108, "percent": 27},
        ],
    ),
    (
        "Seven treated babies had jaundice, five had seizures, and one each had rash and fever.",
        [{"is": "jaundice", "n": 7}, {"is": "seizure", "n": 5}, {"is": "rash", "n": 1}],
    ),
    # whose criteria were met, and when something was seen
    ("Criteria for sepsis were met in 12% of the treated women.", [{"is": "sepsis", "percent": 12}]),
    ("After surgery fever was seen in 30% of the women.", [{"is": "fever", "percent": 30}]),
    (
        "During anaesthesia hypotension was noted in 12 of 40 men.",
        [{"is": "hypotension", "n": 12, "of": 40}],
    ),
    # who they were of whom a share is one, and a part of those who had something
    ("Twelve of 40 patients with pneumonia died after treatment.", [{"is": "death", "n": 12, "of": 40}]),
    ("Similar changes were noted in 12 (63%) of 19 treated women with colitis.", []),
    ("There were 12 of 40 treated women with pneumonia.", [{"is": "pneumonia", "n": 12, "of": 40}]),
    (
        "Infection was confirmed in 18 (9%) of the treated women, of which 4 (2%) were asymptomatic.",
        [{"is": "infection", "n": 18, "percent": 9}],
    ),
    (
        "Bleeding occurred in 30 (25%) of 120 treated women, with 6 (5%) needing transfusion and 2 (1.7%) requiring"
        " surgery.",
        [
            {"is": "bleeding", "n": 30, "of": 120, "percent": 25},
            {"is": "transfusion", "n": 6, "of": 120, "percent": 5},
            {"is": "surgery", "n": 2, "of": 120, "percent": 1.7},
        ],
    ),
    ("A scheduled visit was missed by 31 (92%) treated women.", []),
    ("Gene variants were observed in 10 of 14 treated women.", []),
    ("The gel led to no blurring, and prolonged the rest in 20 treated patients.", []),
    (
        "There were no intra- or postoperative bleeds, including haematomas, in 15 treated men.",
        [
            {"is": "intraoperative bleed", "n": 0, "of": 15},
            {"is": "postoperative bleed", "n": 0, "of": 15},
            {"is": "haematoma", "n": 0, "of": 15},
        ],
    ),
]  # fmt: skip

# What kind of an outcome it is: an adjective before a noun or behind it, an adverb, an "or", an absence.
KINDS: list[tuple[str, list[dict[str, Any]]]] = [
    ("Satisfactory immobility was obtained in 40 of 50 children.",
     [{"is": "satisfactory immobility", "n": 40, "of": 50}]),
    ("Successful cannulation was possible in 95% of attempts.", [{"is": "successful cannulation", "percent": 95}]),
    ("The new lamp was associated with improved polyp detection rates (6% vs 3%).",
     [{"is": "polyp detection", "percent": 6, "arm": "new lamp"},
      {"is": "polyp detection", "percent": 3, "arm": "no new lamp"}]),
    ("Patients called themselves cured or improved in 78% of cases.", [{"is": "cure or improvement", "percent": 78}]),
    ("Thirty percent of men responded incompletely.", [{"is": "incomplete response", "percent": 30}]),
    ("Recovery was complete in 60%, partial in 30% and poor in 10%.",
     [{"is": "complete recovery", "percent": 60}, {"is": "partial recovery", "percent": 30}]),
    ("Healing of the skin was incomplete in 12 patients (30%).",
     [{"is": "incomplete healing", "n": 12, "percent": 30}]),
    ("Absence of visual loss was found in 225 patients (57%).",
     [{"is": "absence of visual loss", "n": 225, "percent": 57}]),
    ("The overall response rate was 56% (24% complete, 32% partial).",
     [{"is": "overall response", "percent": 56}, {"is": "complete response", "percent": 24},
      {"is": "partial response", "percent": 32}]),
    ("Of those who stopped, 58% did not have a loss of molecular response.",
     [{"is": "did not have a loss of molecular response", "percent": 58, "arm": "stopped"}]),
    ("At 90 days of follow-up, 68% were functionally independent.",
     [{"is": "functionally independent", "percent": 68}]),
    ("Sixty-five percent of women benefited.", [{"is": "benefit", "percent": 65}]),
    ("Seventeen of 80 women on a placebo acquired pneumonitis.", [{"is": "pneumonitis", "n": 17, "of": 80}]),
    ("The healed wound rate was 81% vs 70%.",
     [{"is": "healed wound", "percent": 81}, {"is": "healed wound", "percent": 70}]),
    ("Forty-six women (90%) are alive and free of tumor a minimum of 3 years.",
     [{"is": "alive and free of tumor", "n": 46, "percent": 90}]),
    ("Overall 49 of 50 (98%) are alive, without evidence of disease.",
     [{"is": "alive without evidence of disease", "n": 49, "of": 50, "percent": 98}]),
    ("Ten (25%) survived without disease and 5 (12%) are alive with a median follow-up of 3 years.",
     [{"is": "survived without disease", "n": 10, "percent": 25}, {"is": "alive", "n": 5, "percent": 12}]),
    ("Cure in intention to treat (ITT) and per protocol (PP) analyses was: group A, 75% and 79%; group B, 72% and 77%.",
     [{"is": "cure (intention-to-treat)", "percent": 75, "arm": "group A"},
      {"is": "cure (per-protocol)", "percent": 79, "arm": "group A"},
      {"is": "cure (intention-to-treat)", "percent": 72, "arm": "group B"},
      {"is": "cure (per-protocol)", "percent": 77, "arm": "group B"}]),
    ("The ITT cure rates were 81% with tea and 85% with rum, while the PP cure rates were 89% and 96%.",
     [{"is": "ITT cure", "percent": 81, "arm": "tea"}, {"is": "ITT cure", "percent": 85, "arm": "rum"},
      {"is": "PP cure", "percent": 89, "arm": "tea"},
      {"is": "PP cure", "percent": 96, "arm": "rum"}]),
    ("Cure rates were 85% by intention to treat and 90% per protocol.",
     [{"is": "cure (intention-to-treat)", "percent": 85}, {"is": "cure (per-protocol)", "percent": 90}]),
    ("In the ITT population the response rate was 40%.", [{"is": "response", "percent": 40}]),
    ("Blood pressure was controlled in 60%.", [{"is": "controlled blood pressure", "percent": 60}]),
    ("Symptoms disappeared or improved in 70%.", [{"is": "symptom disappearance or improvement", "percent": 70}]),
    ("The splint gave excellent results in 60% and moderate results in 20%.",
     [{"is": "excellent result", "percent": 60}, {"is": "moderate result", "percent": 20}]),
    ("A fourfold rise in titre was found in 80%.", [{"is": "fourfold rise", "percent": 80}]),
    ("Pyrantel gave cure rates of 94%.", [{"is": "cure", "percent": 94}]),
]  # fmt: skip

# Sentences that only point back to the one before.
POINTING: list[tuple[str, list[dict[str, Any]]]] = [
    ("Sixty percent of the ulcers healed, and 15% were improved with tea. Corresponding frequencies in the rum "
     "group were 74% and 11%, respectively.",
     [{"is": "ulcer healing", "percent": 60},
      {"is": "improvement", "percent": 15},
      {"is": "ulcer healing", "percent": 74, "arm": "rum"},
      {"is": "improvement", "percent": 11, "arm": "rum"}]),
    ("At week 4, pain relief was reached in 47%, 53%, and 70% of patients in groups 1-3, respectively. The "
     "corresponding results at week 8 were 50%, 58% and 90%.",
     [{"is": "pain relief", "percent": 47, "arm": "group 1"},
      {"is": "pain relief", "percent": 53, "arm": "group 2"},
      {"is": "pain relief", "percent": 70, "arm": "group 3"},
      {"is": "pain relief", "percent": 50, "arm": "group 1"},
      {"is": "pain relief", "percent": 58, "arm": "group 2"},
      {"is": "pain relief", "percent": 90, "arm": "group 3"}]),
    ("Nausea was reported by 12% of the patients on drug A and 8% of those on placebo. These figures were 20% "
     "and 9% at week 12.",
     [{"is": "nausea", "percent": 12, "arm": "drug A"},
      {"is": "nausea", "percent": 8, "arm": "placebo"},
      {"is": "nausea", "percent": 20, "arm": "drug A"},
      {"is": "nausea", "percent": 9, "arm": "placebo"}]),
    ("Relapse was seen in 26% with lithium and 48% with placebo at week 26. At week 62, rates were similar "
     "between the groups (lithium, 10%; placebo, 16%).",
     [{"is": "relapse", "percent": 26, "arm": "lithium"},
      {"is": "relapse", "percent": 48, "arm": "placebo"},
      {"is": "relapse", "percent": 10, "arm": "lithium"},
      {"is": "relapse", "percent": 16, "arm": "placebo"}]),
    ("The mean age was 45 years. The corresponding figures in the control group were 40% and 8%.",
     []),
    ("Nausea was seen in 12% of all. These figures were 20%, 14% and 9%.",
     [{"is": "nausea", "percent": 12}]),
]  # fmt: skip

# Outcomes that the words around a list, an analysis or a bracket tell.
WORDED: list[tuple[str, list[dict[str, Any]]]] = [
    ("The relapse-free survival (RFS) and overall survival (OS) at 3 years were 41% (SE = 4%) and 52% (SE = "
     "6%), respectively.",
     [{"is": "relapse-free survival", "percent": 41},
      {"is": "overall survival", "percent": 52}]),
    ("The global and disease-free survival were 78% (0.78; 95% CI, 0.73-0.83) and 65% (0.65; 95% CI, "
     "0.59-0.70), respectively.",
     [{"is": "global survival", "percent": 78},
      {"is": "disease-free survival", "percent": 65}]),
    ("The cure rates for urinary infection were 81% with ciprofloxacin and 72% with norfloxacin.",
     [{"is": "cure", "percent": 81, "arm": "ciprofloxacin"},
      {"is": "cure", "percent": 72, "arm": "norfloxacin"}]),
    ("After three visits, 75% of women (30/40) attained the target weight.",
     [{"is": "target weight", "n": 30, "of": 40, "percent": 75}]),
    ("Of these, 12 (40%) evidenced remission.",
     [{"is": "remission", "n": 12, "percent": 40}]),
    ("The 3-year freedom from progression (FFP) and survival were 38% and 59%, respectively.",
     [{"is": "freedom from progression", "percent": 38},
      {"is": "survival", "percent": 59}]),
    ("Pathogens were eradicated or presumed to be eradicated in 84% with tea and in 76% with rum.",
     [{"is": "pathogen eradication", "percent": 84, "arm": "tea"},
      {"is": "eradication", "percent": 76, "arm": "rum"}]),
    ("The clinical cure/improvement rate of 97% and 94% pleased all.",
     [{"is": "clinical cure/improvement", "percent": 97},
      {"is": "clinical cure/improvement", "percent": 94}]),
    ("By week four, 63% of patients were off all opioids and 20% of them needed no paracetamol or tramadol.",
     [{"is": "off all opioid", "percent": 63},
      {"is": "no paracetamol or tramadol", "percent": 20}]),
    ("The ulcer healed in 60% by day 30; by day 90 it had healed in 85%.",
     [{"is": "ulcer healing", "percent": 60},
      {"is": "healing", "percent": 85}]),
    ("By week 4, 79% of the lithium patients and 13% of the controls showed much to very much improvement.",
     [{"is": "very much improvement", "percent": 79, "arm": "lithium"},
      {"is": "very much improvement", "percent": 13, "arm": "controls"}]),
    ("We studied progression-free (PFS) and overall survival (OS). The PFS was 40% at 2 years.",
     [{"is": "progression-free survival", "percent": 40}]),
    ("Of 51 men given interferon alpha, 36 (71%) had a remission.",
     [{"is": "remission", "n": 36, "of": 51, "percent": 71}]),
    ("Tea was not more effective than rum: two (18%) of 11 men responded to tea.",
     [{"is": "response", "n": 2, "of": 11, "percent": 18}]),
    ("Survival and relapse rates were 60% and 46% (P = 0.01) and 12% and 20% (P = 0.2), respectively.",
     [{"is": "survival", "percent": 60},
      {"is": "survival", "percent": 46},
      {"is": "relapse", "percent": 12},
      {"is": "relapse", "percent": 20}]),
    ("Cure was higher with tea than with rum (72% x 43%, p < 0.01).",
     [{"is": "cure", "percent": 72, "arm": "tea"},
      {"is": "cure", "percent": 43, "arm": "rum"}]),
    ("The primary endpoint was lactate below 2.5 mmol. The primary endpoint was reached in 30%.",
     [{"is": "lactate below 2.5 mmol", "percent": 30}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rates"), KINDS, ids=[text[:50] for text, _ in KINDS])
def test_kinds_of_outcomes(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), LISTS, ids=[text[:50] for text, _ in LISTS])
def test_lists_answer_lists(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), OF_NOBODY, ids=[text[:50] for text, _ in OF_NOBODY])
def test_numbers_of_nobody(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), OWN_CLAUSES, ids=[text[:50] for text, _ in OWN_CLAUSES])
def test_share_with_a_clause_of_its_own(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), OTHER_MATTERS, ids=[text[:50] for text, _ in OTHER_MATTERS])
def test_terms_of_other_matters(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), POINTING, ids=[text[:50] for text, _ in POINTING])
def test_sentences_that_point_back(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


@pytest.mark.parametrize(("text", "rates"), WORDED, ids=[text[:50] for text, _ in WORDED])
def test_wordings_of_outcomes(text: str, rates: list[dict[str, Any]]) -> None:
    assert _shares(text) == rates


def _shares(text: str) -> list[dict[str, Any]]:
    return [of_share(f) for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)]
