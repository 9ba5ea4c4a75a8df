"""Whose a share is: one text in, the group of each of its shares out, in order."""

from __future__ import annotations

import pytest

import extractor
from extractor.facts.groups.no_groups import is_no_group
from extractor.facts.sentences.likeness import are_set_apart
from extractor.records import AdverseEvent, ResponseRate

PAIR = "Patients were randomised to tirofide (n = 80) or placebo (n = 81). "
# what each share is, its percentage or number, and its group
TABLE: list[tuple[str, list[tuple[str, float, str | None]]]] = [
    # what is set against what by a "v"
    (
        PAIR + "Nausea was more frequent with tirofide than with placebo (24% v 9%; P = .01).",
        [("nausea", 24, "tirofide"), ("nausea", 9, "placebo")],
    ),
    # those in one stage of a disease, where the text tells of others too
    (
        "Those in stage I did well. The local control rate in stage III is 58.5%, and in stage IV it is 22%. "
        "Relapse was seen in 8/17 (47%) stage IIB patients. "
        "Of the 90 stage II patients, 61 are alive.",
        [
            ("local control", 58.5, "stage III"),
            ("local control", 22, "stage IV"),
            ("relapse", 47, "stage IIB"),
            ("alive", 61, "stage II"),
        ],
    ),
    (
        "The disease-free and overall survival for all stage IIIB patients is 61% and 79%, respectively. Mortality was "
        "4%, 9% and 31% for stages I, II and IIIA, respectively. "
        "Seven of nine stage IV children (78%) have survived. Of all 120 children 90 survived.",
        [
            ("disease-free survival", 61, "stage IIIB"),
            ("overall survival", 79, "stage IIIB"),
            ("mortality", 4, "stage I"),
            ("mortality", 9, "stage II"),
            ("mortality", 31, "stage IIIA"),
            ("survival", 78, "stage IV"),
            ("survival", 90, None),
        ],
    ),
    (
        "Survival was 88% (15 of 17) in class A. Survival in class B was 67% (14 of 21), in class C 31% (4 of 13).",
        [("survival", 88, "class A"), ("survival", 67, "class B"), ("survival", 31, "class C")],
    ),
    (
        "Patients with stage III or IV melanoma were studied. "
        "The response rate of patients with stage III or IV disease was 41%.",
        [("response", 41, None)],
    ),
    (
        PAIR + "Some had stage II cancer. Response was seen in 41% of stage III patients on tirofide and in 20% of "
        "stage III patients on placebo.",
        [("response", 41, "tirofide"), ("response", 20, "placebo")],
    ),
    # those in remission, in relapse, and those who are not
    (
        "Patients in SCR had a 5-year OS of 48%, whereas patients not in SCR had a 5-year OS of 21%. "
        "Relapse was seen in 12% of patients in first remission and in 41% of patients in relapse. "
        "Patients in complete remission at transplant had a mortality rate of 9%.",
        [
            ("overall survival", 48, "SCR"),
            ("overall survival", 21, "not in SCR"),
            ("relapse", 12, "first remission"),
            ("relapse", 41, "relapse"),
            ("mortality", 9, "complete remission"),
        ],
    ),
    # a dash of two characters parts words; what is controlled for is no control group
    (
        "Cure was noted in 97.1% of cases in stage I, for the whole period--in 91.7%. Stage II was rarer.",
        [("cure", 97.1, "stage I"), ("cure", 91.7, None)],
    ),
    (
        "After control for age and sex, those with a biopsy had a survival of 31% and those without a biopsy of 24%.",
        [("survival", 31, "biopsy"), ("survival", 24, "without biopsy")],
    ),
    # an arm with a partner, and one that lacks what the other has
    (
        "Patients received capecitabine (n = 70) or capecitabine plus trastuzumab (n = 72). "
        "The response rates were 27% with capecitabine and 48% with capecitabine plus trastuzumab.",
        [("response", 27, "capecitabine"), ("response", 48, "capecitabine plus trastuzumab")],
    ),
    (
        "Men had LRT (n = 80), LRT + sham (n = 81) or LRT + VAM (n = 82). "
        "Recurrence was seen in 19% with LRT, 10% with LRT + sham and 8% with LRT + VAM.",
        [("recurrence", 19, "LRT"), ("recurrence", 10, "LRT + sham"), ("recurrence", 8, "LRT + VAM")],
    ),
    (
        "Women were given a boost (n = 80) or no boost (n = 81). "
        "Recurrence was seen in 12% with a boost and in 17% with no boost. Fibrosis was seen in 4% and 1%.",
        [
            ("recurrence", 12, "boost"),
            ("recurrence", 17, "no boost"),
            ("fibrosis", 4, "boost"),
            ("fibrosis", 1, "no boost"),
        ],
    ),
    # one group named, the other known
    (
        "Patients were randomly assigned to axitinib plus docetaxel or docetaxel plus placebo. "
        "Response was more frequent in the combination arm (41% v 24%).",
        [("response", 41, "combination"), ("response", 24, "docetaxel plus placebo")],
    ),
    (
        "This trial of duloxetine or placebo was blinded. Nausea was commoner in the duloxetine group (78% v 50%).",
        [("nausea", 78, "duloxetine"), ("nausea", 50, "placebo")],
    ),
    (
        "Patients were randomised to letrozole or observation. "
        "Relapse was rarer with letrozole than with observation (4% vs 12%).",
        [("relapse", 4, "letrozole"), ("relapse", 12, "observation")],
    ),
    # lists that their groups close, one after the other
    (
        "Adverse events were rash (30%) and nausea (12%) in the daily arm and rash (25%), vomiting (16%), "
        "and fatigue (9%) in the weekly arm.",
        [
            ("rash", 30, "daily"),
            ("nausea", 12, "daily"),
            ("rash", 25, "weekly"),
            ("vomiting", 16, "weekly"),
            ("fatigue", 9, "weekly"),
        ],
    ),
    (
        "There was one death (2%) and three strokes (6%) in the stent group and two deaths (4%) in the balloon group.",
        [("death", 2, "stent"), ("stroke", 6, "stent"), ("death", 4, "balloon")],
    ),
    (
        "Three children relapsed, one (4%) in the early group and two (9%) in the late group.",
        [("relapse", 3, None), ("relapse", 4, "early"), ("relapse", 9, "late")],
    ),
    (
        "Relapse was seen in 4 cases of 60 (7%) and 9 cases of 70 (13%) in the early and late groups, respectively.",
        [("relapse", 7, "early"), ("relapse", 13, "late")],
    ),
    # labels that stand right beside their shares, and the pairs that follow
    (
        "Aspiration occurred in 40 infants (no tube 3%; early tube 5%; late tube 11%).",
        [
            ("aspiration", 40, None),
            ("aspiration", 3, "no tube"),
            ("aspiration", 5, "early tube"),
            ("aspiration", 11, "late tube"),
        ],
    ),
    (
        "Adverse events were rash (tirofide 32% versus melvacin 1%), cough (9% versus 0%) and fever (7% versus 5%).",
        [
            ("rash", 32, "tirofide"),
            ("rash", 1, "melvacin"),
            ("cough", 9, "tirofide"),
            ("cough", 0, "melvacin"),
            ("fever", 7, "tirofide"),
            ("fever", 5, "melvacin"),
        ],
    ),
    (
        "T+M led to more rash (54 [18%] of 300 patients allocated T+M vs 30 [12%] of 250 patients allocated T), "
        "cough (29 [11%] vs two [1%]) and fever (13 [5%] vs none).",
        [
            ("rash", 18, "T+M"),
            ("rash", 12, "T"),
            ("cough", 11, "T+M"),
            ("cough", 1, "T"),
            ("fever", 5, "T+M"),
            ("fever", 0, "T"),
        ],
    ),
    (
        "Reoperation did not differ between implants (25% without locking vs 27% with locking).",
        [("reoperation", 25, "without locking"), ("reoperation", 27, "locking")],
    ),
    (
        "The complication rate was 12% with and 8% without a drain.",
        [("complication", 12, "drain"), ("complication", 8, "without drain")],
    ),
    (
        "Mortality was 5% (surgery) and 9% (observation) at 1 year, and 15% and 19% at 5 years.",
        [
            ("mortality", 5, "surgery"),
            ("mortality", 9, "observation"),
            ("mortality", 15, "surgery"),
            ("mortality", 19, "observation"),
        ],
    ),
    (
        "Side effects (mild 12%, moderate 5%) were few.",
        [("side effect", 12, None), ("side effect", 5, None)],
    ),
    # the groups that a whole is shared out to
    (
        "A total of 115 adults (60 Corvan and 55 Melivo) were studied. "
        "Overall mortality was 9.6% but lower in the Melivo group (15% vs 3.6%).",
        [("mortality", 9.6, None), ("mortality", 15, "Corvan"), ("mortality", 3.6, "Melivo")],
    ),
    (
        "Ninety-five adults of the trial (MRS = 48, SES = 47) were seen. Stroke was found in 10% versus 2%.",
        [("stroke", 10, "MRS"), ("stroke", 2, "SES")],
    ),
    # of 19 there is no 42.3%, but of 26
    (
        "Of 90 resections, 45 patients were studied, including 19 TLM and 26 CAA. "
        "Leakage was similar in the two groups (42.3% vs 31.6%).",
        [("leakage", 42.3, "CAA"), ("leakage", 31.6, "TLM")],
    ),
    # words with hyphens, and what was offered
    (
        "Men had on-pump (n = 40), off-pump (n = 42) or end-to-end repair (n = 44). Stroke was seen in 5% vs 2% vs 1%.",
        [("stroke", 5, "on-pump"), ("stroke", 2, "off-pump"), ("stroke", 1, "end-to-end repair")],
    ),
    (
        "Men were randomly assigned at a 2:1 ratio to receive bracing or taping. Rash was seen in 41% of both groups.",
        [("rash", 41, "bracing"), ("rash", 41, "taping")],
    ),
    (
        "Men were randomised to receive fentanyl or remifentanil. "
        "Relapse was rarer among Remifentanil recipients (2% vs 31%).",
        [("relapse", 2, "Remifentanil"), ("relapse", 31, "fentanyl")],
    ),
    # traits: risks, exposure, what a group is of, degrees of one thing
    (
        "In patients at high risk the relapse rate was 33% and in patients at low risk it was 11%.",
        [("relapse", 33, "high risk"), ("relapse", 11, "low risk")],
    ),
    (
        "Rash was seen in 9 (5%) women exposed to latex and in 3 (2%) women not exposed to latex.",
        [("rash", 5, "latex"), ("rash", 2, "not exposed to latex")],
    ),
    (
        "In the group of SUVmax >12.85, overall survival was 49%.",
        [("overall survival", 49, "SUVmax >12.85")],
    ),
    (
        "Relapse was more frequent in patients with detectable vs undetectable levels of troponin (79% vs 42%).",
        [("relapse", 79, "detectable levels of troponin"), ("relapse", 42, "undetectable levels of troponin")],
    ),
    (
        "When comparing group A to B, overall survival was 92% and 90%, respectively.",
        [("overall survival", 92, "group A"), ("overall survival", 90, "group B")],
    ),
    # a change in all
    ("Mortality fell from 60% to 20% once packing was done first.", [("mortality", 60, None), ("mortality", 20, None)]),
    # short forms behind two shares, ranges of classes
    (
        "The relapse rate was 17.7% ABC vs. 10.9% MDX (p = 0.27).",
        [("relapse", 17.7, "ABC"), ("relapse", 10.9, "MDX")],
    ),
    (
        "Overall survival was 90%, 70% and 30% for stages I to III, respectively.",
        [
            ("overall survival", 90, "stage I"),
            ("overall survival", 70, "stage II"),
            ("overall survival", 30, "stage III"),
        ],
    ),
    # those assigned to something, the whole trial, what a drug did
    (
        "We studied 170 women. "
        "Of 84 patients randomly assigned to pegavex throughout all cycles, eight (10%) had sepsis.",
        [("sepsis", 10, "pegavex")],
    ),
    (
        "In all, 50 serious adverse events occurred in the trial, with more in the heat group than in the cold group.",
        [("serious adverse event", 50, None)],
    ),
    (
        "Women received carboplatin. Carboplatin hypersensitivity (9%), nausea (6%) and vomiting (5%) were seen.",
        [("carboplatin hypersensitivity", 9, None), ("nausea", 6, None), ("vomiting", 5, None)],
    ),
    # each with a share of its own, and all together
    (
        "ABX patients had a high 92% remission rate and SGX patients a moderate 43% remission rate.",
        [("remission", 92, "ABX"), ("remission", 43, "SGX")],
    ),
    (
        "The infection rate was 4% (3 of 75) in group 1, 8% (6 of 75) in group 2, and overall 6%.",
        [("infection", 4, "group 1"), ("infection", 8, "group 2"), ("infection", 6, None)],
    ),
    # a total with its parts behind, what "overall" opens, nought of either group
    (
        PAIR + "In all, 14 patients died (five in the tirofide group and nine in the placebo group).",
        [("death", 14, None), ("death", 5, "tirofide"), ("death", 9, "placebo")],
    ),
    (
        "Patients received pembrolizumab (n = 40), nivolumab (n = 30) or atezolizumab (n = 20). "
        "Overall, an objective response was seen in 31% and disease control in 60%.",
        [("objective response", 31, None), ("disease control", 60, None)],
    ),
    (PAIR + "No seizures or strokes were observed in either group.", [("seizure", 0, None), ("stroke", 0, None)]),
    (
        "No differences were found between lobectomy and segmentectomy in overall survival (81%) or recurrence (14%).",
        [("overall survival", 81, None), ("recurrence", 14, None)],
    ),
    ("Mortality was 4% in hospital and 11% at 1 year.", [("mortality", 4, None), ("mortality", 11, None)]),
    # a bracket with two shares is not that of the group before it
    (
        "Relapse in the taper group was commoner than in the continuation group (32% vs 18%).",
        [("relapse", 32, "taper"), ("relapse", 18, "continuation")],
    ),
    # the numbers tell whose is the larger
    (
        PAIR + "Chills were increased in the placebo group (2% vs 8%).",
        [("chills", 2, "tirofide"), ("chills", 8, "placebo")],
    ),
    (
        PAIR + "Headache was less common in the placebo group (18% vs 9%).",
        [("headache", 18, "tirofide"), ("headache", 9, "placebo")],
    ),
    (
        "Complications (25% vs 32%) and deaths (3% vs 5%) were higher for octogenarians.",
        [
            ("complication", 25, "non-octogenarians"),
            ("complication", 32, "octogenarians"),
            ("death", 3, "non-octogenarians"),
            ("death", 5, "octogenarians"),
        ],
    ),
    (
        "A total of 310 adults undergoing lung biopsy were enrolled and success was achieved in 91% (282/310).",
        [("success", 91, None)],
    ),
    # those that a clause opens or closes with, or that stand in the bracket of the share
    (
        "We enrolled 90 women. Of the 32 women who stopped early, 4 (12%) relapsed and 9 (28%) had pain.",
        [("relapse", 12, "stopped early"), ("pain", 28, "stopped early")],
    ),
    (
        "Both regimens were tolerated, the toxicities being diarrhoea (18%, FOLFOX) and neutropenia (57%, FOLFIRI).",
        [("diarrhoea", 18, "FOLFOX"), ("neutropenia", 57, "FOLFIRI")],
    ),
    (
        "Four children attempted suicide, all in the usual care group.",
        [("suicide attempt", 4, "usual care")],
    ),
    # what a sentence says of one group
    (
        "Smokers had a higher rate of infection than non-smokers (15% vs 6%).",
        [("infection", 15, "Smokers"), ("infection", 6, "non-smokers")],
    ),
    (
        "Early mobilisation significantly reduced pneumonia (4% vs 11%) and delirium (9% vs 16%).",
        [
            ("pneumonia", 4, "Early mobilisation"),
            ("pneumonia", 11, "no Early mobilisation"),
            ("delirium", 9, "Early mobilisation"),
            ("delirium", 16, "no Early mobilisation"),
        ],
    ),
    # a half of the shares against the other
    (
        "In the triptan and placebo groups, nausea was seen in 12% and 7% vs 5% and 3% at 1 and 2 weeks.",
        [("nausea", 12, "triptan"), ("nausea", 7, "triptan"), ("nausea", 5, "placebo"), ("nausea", 3, "placebo")],
    ),
    # one group named, and those without it
    (
        "Obesity was associated with fewer leaks (3% vs 8%) but more infections (12% vs 5%).",
        [
            ("leak", 3, "Obesity"),
            ("leak", 8, "no Obesity"),
            ("infection", 12, "Obesity"),
            ("infection", 5, "no Obesity"),
        ],
    ),
    (
        "Nodal spread was associated with worse survival (88% vs 76%).",
        [("survival", 88, "no Nodal spread"), ("survival", 76, "Nodal spread")],
    ),
    (
        "Male sex was associated with inferior graft survival (60% vs 69%).",
        [("graft survival", 60, "Male sex"), ("graft survival", 69, "female sex")],
    ),
    (
        "Mortality was higher in smokers (12% vs 5%).",
        [("mortality", 12, "smokers"), ("mortality", 5, "non-smokers")],
    ),
    (
        "The addition of keloplasty significantly reduced stricture (4% vs 11%).",
        [("stricture", 4, "keloplasty"), ("stricture", 11, "no keloplasty")],
    ),
    (
        "Smoking was associated with a significant reduction in graft survival (33% vs 74%).",
        [("graft survival", 33, "Smoking"), ("graft survival", 74, "no Smoking")],
    ),
    # both sides of a trait
    (
        "Overall survival differed between patients with and without ascites (40% vs 62%).",
        [("overall survival", 40, "ascites"), ("overall survival", 62, "without ascites")],
    ),
    (
        "Relapse rates of children who did and did not undergo splenectomy were 12% and 14%, respectively.",
        [("relapse", 12, "splenectomy"), ("relapse", 14, "no splenectomy")],
    ),
    (
        "Women who had received thymoglobulin had better 1-year graft survival than those who did not (91% vs 83%).",
        [("graft survival", 91, "thymoglobulin"), ("graft survival", 83, "without thymoglobulin")],
    ),
    (
        "Fever was seen in 12% of children given paracetamol and 30% of those who were not.",
        [("fever", 12, "paracetamol"), ("fever", 30, "without paracetamol")],
    ),
    # periods
    (
        "Survival improved from 40% in 1990-1999 to 55% in 2000-2009.",
        [("survival", 40, "1990-1999"), ("survival", 55, "2000-2009")],
    ),
    # ages, cases, a short form before the group noun
    (
        "Nausea was reported by 12% of women over 75 and by 8% of women aged 40 to 60 years.",
        [("nausea", 12, "over 75"), ("nausea", 8, "aged 40 to 60 years")],
    ),
    (
        "Response rates of cases and controls were 21% and 46%, respectively.",
        [("response", 21, "cases"), ("response", 46, "controls")],
    ),
    (
        "In the laparoscopic sacral fixation (LSF) group two of 40 women (5%) had mesh exposure.",
        [("mesh exposure", 5, "LSF")],
    ),
    (
        "Boys relapsed more often than girls: relapse was seen in three of 41 placebo recipients (7%).",
        [("relapse", 7, "placebo")],
    ),
    (
        "Rejection occurred in 12 men (12%), eight of 64 (12.5%) white patients and four of 25 (16%) black patients.",
        [("rejection", 12, None), ("rejection", 12.5, "white"), ("rejection", 16, "black")],
    ),
    # one group named, but nothing that tells the two apart
    (
        "MAPT was associated with less bleeding (5% vs 14%) but no difference in stroke (4.2% vs 3.6%).",
        [("bleeding", 5, "MAPT"), ("bleeding", 14, "no MAPT"), ("stroke", 4.2, "MAPT"), ("stroke", 3.6, "no MAPT")],
    ),
    # no groups: what is counted, everyone
    ("The proportion of children who were seizure-free at one year was 40%.", [("seizure-free", 40, None)]),
    ("Nausea was reported by 30% in the overall group.", [("nausea", 30, None)]),
    ("In the intention to treat population (n = 63), the response rate was 44%.", [("response", 44, None)]),
    # one share of both groups, or several of one
    (PAIR + "Nausea was seen in 96% with both treatments.", [("nausea", 96, "tirofide"), ("nausea", 96, "placebo")]),
    (PAIR + "In both groups nausea was seen in 96%.", [("nausea", 96, "tirofide"), ("nausea", 96, "placebo")]),
    (
        PAIR + "In both groups nausea was frequent (96% with tirofide and 92% with placebo).",
        [("nausea", 96, "tirofide"), ("nausea", 92, "placebo")],
    ),
    (
        PAIR + "In the placebo group dermatitis of grade 3, 2, and 1 was seen in 8%, 50%, and 10%, respectively.",
        [("dermatitis", 8, "placebo"), ("dermatitis", 50, "placebo"), ("dermatitis", 10, "placebo")],
    ),
    # "respectively" behind a list of groups with a noun of their own
    (
        "Relapse rates were 61%, 64%, and 69% over a lifetime for the early, late, and watchful strategies, "
        "respectively.",
        [("relapse", 61, "early"), ("relapse", 64, "late"), ("relapse", 69, "watchful")],
    ),
    (
        "Success was achieved in 88% and 71% of all attempts during deep and shallow block, respectively.",
        [("success", 88, "deep block"), ("success", 71, "shallow block")],
    ),
    (
        "Remission was reached by 52% and 12% in the tirofide group and in the placebo group respectively.",
        [("remission", 52, "tirofide"), ("remission", 12, "placebo")],
    ),
    # one noun for two groups, and one for a group of two drugs
    (
        "Remission was alike in the PC and EP arm (81% vs. 77%, P = 0.3) and relapse rarer in the PC arm (8% vs. 19%).",
        [("remission", 81, "PC"), ("remission", 77, "EP"), ("relapse", 8, "PC"), ("relapse", 19, "EP")],
    ),
    (
        "Abscesses were rarer in the mesh and drain group than in the suture group (4% vs 9%).",
        [("abscess", 4, "mesh and drain"), ("abscess", 9, "suture")],
    ),
    # what is studied, the sexes and ages of some
    (
        "Infections in the study group were fewer than those in the control group (8/38 vs. 18/38).",
        [("infection", 8, "study"), ("infection", 18, "control")],
    ),
    (
        "Relapse was seen in 16% of the men and 3% of the women attending.",
        [("relapse", 16, "men"), ("relapse", 3, "women")],
    ),
    ("Relapse was seen in 3% of the women.", [("relapse", 3, None)]),
    (
        "Relapse was seen in 12% in the age group 6 months to 2 years and 31% in the age group 2 to 5 years.",
        [("relapse", 12, "age group 6 months to 2 years"), ("relapse", 31, "age group 2 to 5 years")],
    ),
    # no names of groups: how it was compared; another wording of the same arm
    (
        "In unadjusted comparisons, deaths were more frequent at trauma hospitals (22% versus 21%, P = 0.03).",
        [("death", 22, "trauma hospitals"), ("death", 21, None)],
    ),
    (
        "Mortality was higher in patients with gout (32% vs. 27%; Log Rank p = 0.003).",
        [("mortality", 32, "gout"), ("mortality", 27, "no gout")],
    ),
    (
        "Steroid-treated mothers and controls were alike. Few of the steroid-treated group smoked. "
        "Neonatal deaths were fewer in the steroid group (15% vs. 52%, P < 0.01).",
        [("neonatal death", 15, "steroid"), ("neonatal death", 52, "control")],
    ),
    # those who were not given it, each of two kinds of people
    (
        "The rate of stroke was 4% in patients who received warfarin versus 6% in those who did not receive warfarin.",
        [("stroke", 4, "warfarin"), ("stroke", 6, "no warfarin")],
    ),
    (
        "Stroke occurred in 5 (4%) women on warfarin and in 8 (6%) women not on warfarin.",
        [("stroke", 4, "warfarin"), ("stroke", 6, "no warfarin")],
    ),
    (
        "Stroke was seen in 4% of those on warfarin and 6% of those who were not.",
        [("stroke", 4, "warfarin"), ("stroke", 6, "without warfarin")],
    ),
    (
        "Relapse was seen in 12 of 40 diabetic patients and 3 of 50 nondiabetic patients.",
        [("relapse", 12, "diabetic"), ("relapse", 3, "nondiabetic")],
    ),
    (
        "Success was seen in 14 of 20 on-pump and 16 of 21 off-pump procedures.",
        [("success", 14, "on-pump"), ("success", 16, "off-pump")],
    ),
    (
        "Of the 40 treated with lomitide, 30 (75%) responded as did 20 of 41 (49%) of those treated with placebo.",
        [("response", 75, "lomitide"), ("response", 49, "placebo")],
    ),
    # an arm's short form beside its size; what all were given is no arm beside one
    (
        "Men had lomitide plus radiotherapy (LR; n = 70) or surgery (SU; n = 71). SU was well borne. "
        "Rash was rarer with LR (4% v 9%).",
        [("rash", 4, "LR"), ("rash", 9, "SU")],
    ),
    (
        "Iron was given weekly (W arm) or daily (D arm). The W arm did well. The D arm did well. "
        "More women had remission with iron in the W arm (30% versus 12%).",
        [("remission", 30, "W"), ("remission", 12, "D")],
    ),
    # who stands within the comparison, behind its second share
    (
        "Naproxen did not reduce persistent pain (60% vs 46% with placebo).",
        [("persistent pain", 60, "Naproxen"), ("persistent pain", 46, "placebo")],
    ),
    (
        "Patients treated with the low dose reached remission in 33%, those treated with the high dose in 45%.",
        [("remission", 33, "low dose"), ("remission", 45, "high dose")],
    ),
    (
        PAIR + "Remission was 60% versus 46%, in favor of the tirofide group.",
        [("remission", 60, "tirofide"), ("remission", 46, "placebo")],
    ),
    # a second list that answers the first
    (
        "Fever was seen in 71%, nausea in 53% and edema in 24% in the naproxen group, compared with 46%, 27% and 4% "
        "in the placebo group.",
        [
            ("fever", 71, "naproxen"),
            ("nausea", 53, "naproxen"),
            ("edema", 24, "naproxen"),
            ("fever", 46, "placebo"),
            ("nausea", 27, "placebo"),
            ("edema", 4, "placebo"),
        ],
    ),
    (
        "The rates of fever (71%) and edema (24%) were higher with naproxen than with placebo (46% and 4%).",
        [("fever", 71, "naproxen"), ("edema", 24, "naproxen"), ("fever", 46, "placebo"), ("edema", 4, "placebo")],
    ),
    # a count and its percentage, parted by a group
    (
        "Nausea occurred in 6 patients in the late-feeding group (13%) and 9 in the early-feeding group (19%).",
        [("nausea", 13, "late-feeding"), ("nausea", 19, "early-feeding")],
    ),
    # one group named, which the other is set against
    (
        "Bracing was superior to placebo with respect to remission (31% and 12%, respectively).",
        [("remission", 31, "Bracing"), ("remission", 12, "placebo")],
    ),
    (
        "The cure rate did not differ between bracing and prednisone (80% vs 78%).",
        [("cure", 80, "bracing"), ("cure", 78, "prednisone")],
    ),
    (
        "Bracing was as effective as prednisone (cure rate 80% vs 78%).",
        [("cure", 80, "Bracing"), ("cure", 78, "prednisone")],
    ),
    (
        "The cure rate with bracing was similar to that with prednisone (80% vs 78%).",
        [("cure", 80, "bracing"), ("cure", 78, "prednisone")],
    ),
    (
        "The cure rate was 80% in group I, 61% in II and 40% in III.",
        [("cure", 80, "group I"), ("cure", 61, "group II"), ("cure", 40, "group III")],
    ),
    (
        "Death occurred in 10 (5%) and 20 patients (9%) assigned to stenting and surgery, respectively.",
        [("death", 5, "stenting"), ("death", 9, "surgery")],
    ),
    (
        "Resorption was seen in 2% and 21% of the upper and lower incisors, respectively.",
        [("resorption", 2, None), ("resorption", 21, None)],
    ),
    # lists before their shares, a group of fewer than were studied, one word before and behind a pair
    (
        "Response to stents, surgery, bracing and lomitide monotherapy was 63%, 61%, 25%, and 8% respectively.",
        [
            ("response", 63, "stents"),
            ("response", 61, "surgery"),
            ("response", 25, "bracing"),
            ("response", 8, "lomitide monotherapy"),
        ],
    ),
    (
        "A total of 102 patients were treated. The response rate of the 37 patients given chemotherapy first was 61%.",
        [("response", 61, "chemotherapy first")],
    ),
    (
        "In women with early disease, survival for platinum was 41% (95% CI, 30 to 53) versus 48% for capecitabine.",
        [("survival", 41, "platinum"), ("survival", 48, "capecitabine")],
    ),
    (
        "In the first-line setting, stenting presented a higher patency compared with bypass (64% versus 25%).",
        [("patency", 64, "stenting"), ("patency", 25, "bypass")],
    ),
    # a group by what it lacks, one that had both treatments, the other way round in the next clause
    (
        "Leaks were rarer in the drain group than the no drain group (2.2% vs 8.7%).",
        [("leak", 2.2, "drain"), ("leak", 8.7, "no drain")],
    ),
    (
        "Sixty men had radiotherapy alone and 62 men had it with heat. "
        "In the combined group cure came about in 72%, and nausea was seen in 30%.",
        [("cure", 72, "combined"), ("nausea", 30, "combined")],
    ),
    ("Healing was seen in 66% of the combined cohort.", [("healing", 66, None)]),
    (
        "Leakage was more frequent after the open approach than the keyhole approach (21% vs 9%), "
        "whereas infection was more frequent after the keyhole approach than the open approach (12% vs 3%).",
        [
            ("leakage", 21, "open approach"),
            ("leakage", 9, "keyhole approach"),
            ("infection", 12, "keyhole approach"),
            ("infection", 3, "open approach"),
        ],
    ),
    (
        "Survival in ABX-1, AML and ALL groups was 14.2%, 17.3% and 15.0%.",
        [("survival", 14.2, "ABX-1"), ("survival", 17.3, "AML"), ("survival", 15.0, "ALL")],
    ),
    # from one to the other
    (
        "The infection rate fell from 12 of 150 women (8%) in 2001 to 3 of 160 (1.9%) in 2005.",
        [("infection", 8, "2001"), ("infection", 1.9, "2005")],
    ),
    (
        "The overall relapse rate fell from 31% (95% CI 12%-52%) with plain mesh to 2.6% (95% CI 0.4%-8.8%) with "
        "coated mesh.",
        [("relapse", 31, "plain mesh"), ("relapse", 2.6, "coated mesh")],
    ),
    # what their people are called, and who is likelier
    (
        "Nausea was felt by nine (18%) cases and five (11%) controls.",
        [("nausea", 18, "cases"), ("nausea", 11, "controls")],
    ),
    (
        "Complications occurred in six (9%) diabetics and two (3%) nondiabetics.",
        [("complication", 9, "diabetics"), ("complication", 3, "nondiabetics")],
    ),
    (
        "Patients with diabetes were more prone to infections (21% vs 8%) and less likely to survive (80% vs 92%).",
        [
            ("infection", 21, "diabetes"),
            ("infection", 8, "no diabetes"),
            ("survive", 80, "diabetes"),
            ("survive", 92, "no diabetes"),
        ],
    ),
    # people of two kinds, counted side by side, are what is compared
    (
        "Data came from 810 scarlatina patients and 640 rubella patients. "
        "Rubella patients were taller and had lower mortality (2% vs. 7%).",
        [("mortality", 2, "rubella"), ("mortality", 7, "scarlatina")],
    ),
    (
        "Eight patients underwent a sleeve resection, while 17 patients underwent a bypass. "
        "Patients undergoing bypass had more leaks (62.5% vs. 42.9%).",
        [("leak", 62.5, "bypass"), ("leak", 42.9, "sleeve resection")],
    ),
    # where a label ends and begins, and what is none
    (
        "Relapse was seen in 33 of 60 (55%) women without any difference between the wards.",
        [("relapse", 55, None)],
    ),
    (
        "Survival was 72% for types I and II, 44% for type III, and 19% for type IV.",
        [("survival", 72, "types I and II"), ("survival", 44, "type III"), ("survival", 19, "type IV")],
    ),
    (
        "No difference was found in wound complications comparing women with intact thyroids with those with "
        "mild goitre (4.6% vs 5.8%).",
        [("wound complication", 4.6, "intact thyroids"), ("wound complication", 5.8, "mild goitre")],
    ),
    (
        "Healing was commoner in the group that took warm packs (52% vs. 19%) than in another group that "
        "took cold packs.",
        [("healing", 52, "warm packs"), ("healing", 19, "cold packs")],
    ),
    (
        "Relapse was seen in 9% overall, and 3%, 9% and 21% of women aged <30, 30-44 and ≥45 years, respectively.",
        [
            ("relapse", 9, None),
            ("relapse", 3, "aged <30"),
            ("relapse", 9, "aged 30-44"),
            ("relapse", 21, "aged ≥45"),
        ],
    ),
    (
        "Within the MAB-group, cure was achieved in 84%. QX-patients achieved cure in 72%.",
        [("cure", 84, "MAB"), ("cure", 72, "QX")],
    ),
    ("Fever was seen in 12% of children.", [("fever", 12, None)]),
    (
        "Fever was seen in 12% of children and in 3% of adults.",
        [("fever", 12, "children"), ("fever", 3, "adults")],
    ),
    (
        "Leaks were equivalent (18% vs 12%; NS) and deaths were equally common (2% vs 3%; NS).",
        [("leak", 18, None), ("leak", 12, None), ("death", 2, None), ("death", 3, None)],
    ),
    # groups by number and letter, and all shares in the bracket of the group that another is set against
    (
        "Men were put into group I (n = 20) and group II (n = 22). "
        "Recurrence was seen in 12% of the first group and 30% of the second group.",
        [("recurrence", 12, "group I"), ("recurrence", 30, "group II")],
    ),
    (
        "Patients were randomized to laser (n = 40) or sutures (n = 42). The laser group had a higher early (92%) and "
        "late (96%) healing rate than the suture group (81% and 85%, respectively).",
        [
            ("early healing", 92, "laser"),
            ("late healing", 96, "laser"),
            ("early healing", 81, "sutures"),
            ("late healing", 85, "sutures"),
        ],
    ),
    (
        "There were eight STR and 16 balloon cases. Closure was likelier in the STR group (77% vs. 40%).",
        [("closure", 77, "STR"), ("closure", 40, "balloon")],
    ),
    (
        "Although black women were less often treated than white women, they died as often (2.2% vs 1.7%).",
        [("death", 2.2, "black"), ("death", 1.7, "white")],
    ),
    # one group set against another at the beginning, whatever is told of both
    (
        "Compared with patients without diabetes, more patients with diabetes had kidney injury (12% versus 4%) and"
        " sepsis (9% vs 3%) after surgery.",
        [
            ("kidney injury", 12, "diabetes"),
            ("kidney injury", 4, "without diabetes"),
            ("sepsis", 9, "diabetes"),
            ("sepsis", 3, "without diabetes"),
        ],
    ),
    (
        "Compared with women without anaemia, women with anaemia had lower response rates (32% vs 54%).",
        [("response", 32, "anaemia"), ("response", 54, "without anaemia")],
    ),
    (
        "In comparison with nonsmokers, smokers had a higher mortality (2% vs 5%) after surgery.",
        [("mortality", 2, "nonsmokers"), ("mortality", 5, "smokers")],
    ),
    # a clause may begin with "although", and what others are compared with come first
    (
        "Although older patients had more leaks than younger patients (12% vs 7%), mortality fell after surgery.",
        [("leak", 12, "older"), ("leak", 7, "younger")],
    ),
    (
        "Compared with patients without asthma, more patients with asthma had complications including sepsis (9% versus"
        " 3%) and stroke (4% versus 1%).",
        [
            ("sepsis", 9, "asthma"),
            ("sepsis", 3, "without asthma"),
            ("stroke", 4, "asthma"),
            ("stroke", 1, "without asthma"),
        ],
    ),
    (
        "Compared with those on placebo, patients on tirofide had more tremor (22% vs 6%).",
        [("tremor", 22, "tirofide"), ("tremor", 6, "placebo")],
    ),
    # groups by how long they were treated, and no group but a germ
    (
        "Fever occurred in 8% of the 7-day group and 15% of the 14-day group of 90 treated men.",
        [("fever", 8, "7-day group"), ("fever", 15, "14-day group")],
    ),
    # everyone
    (
        "Of 3506 patients undergoing PCI, 255 (7.3%) had a stroke, and 68 (26.7%) of the 255 had severe bleeding.",
        [("stroke", 7.3, None), ("severe bleeding", 26.7, None)],
    ),
    (
        "All lesions (n = 19) were treated, with no dissections or perforations after surgery.",
        [("dissection", 0, None), ("perforation", 0, None)],
    ),
    (
        "Among them, two treated men were admitted to the intensive care unit due to bleeding.",
        [("intensive care unit admission", 2, None)],
    ),
    # each clause opens with its group
    (
        "With aspirin the bleeding rate was 12%, with heparin 20%.",
        [("bleeding", 12, "aspirin"), ("bleeding", 20, "heparin")],
    ),
    (
        "Sixty women were treated. In urgent operations, the mortality was 36%, in elective ones lasting over 2 h 7%.",
        [("mortality", 36, "urgent operations"), ("mortality", 7, "elective ones lasting over 2 h")],
    ),
    (
        "In patients with stroke the mortality was 12%, in patients with gout 4%.",
        [("mortality", 12, "stroke"), ("mortality", 4, "gout")],
    ),
    (
        "In 1990 the mortality of the treated was 12%, in 1999 4%.",
        [("mortality", 12, None), ("mortality", 4, None)],
    ),
    (
        "No cases of meningitis caused by Group A meningococci were seen among 200 children given vaccine.",
        [("meningitis", 0, None)],
    ),
    # what a sentence opens with sets the order, and names the other group
    (
        "Compared with patients without gout, more patients with gout had stroke (9.8% versus 3.3%) and fractures "
        "(4.2% versus 1.4%).",
        [
            ("stroke", 9.8, "gout"),
            ("stroke", 3.3, "without gout"),
            ("fracture", 4.2, "gout"),
            ("fracture", 1.4, "without gout"),
        ],
    ),
    (
        "Compared with frail patients, fit patients had lower mortality (1.4% vs 3.9%).",
        [("mortality", 1.4, "fit"), ("mortality", 3.9, "frail")],
    ),
    (
        "Restenosis was infrequent (1.5% vs 2.0% with Orsiva and n-DES). Bleeding was rarer in the Orsiva group "
        "(1.6% vs 2.3%).",
        [
            ("restenosis", 1.5, "Orsiva"),
            ("restenosis", 2, "n-DES"),
            ("bleeding", 1.6, "Orsiva"),
            ("bleeding", 2.3, "n-DES"),
        ],
    ),
    # words that are no part of a name: conjunctions, what was adjusted for, a share, bacteria, a letter
    (
        "Sepsis was alike, although women with a stent had more pneumonia (15% vs 7%).",
        [("pneumonia", 15, "stent"), ("pneumonia", 7, "no stent")],
    ),
    (
        "After control for age, patients with a stent had a similar mortality (40% vs 44%) to patients without stents.",
        [("mortality", 40, "stent"), ("mortality", 44, "without stents")],
    ),
    (
        "The pre-wave, post-wave and late-wave groups were alike. The pre-wave group had a stroke rate of 2.4% (n = "
        "25), post-wave 1.2% (n = 16), and late-wave 1.4% (n = 29).",
        [("stroke", 2.4, "pre-wave"), ("stroke", 1.2, "post-wave"), ("stroke", 1.4, "late-wave")],
    ),
    ("No pharyngitis caused by group A streptococci was seen in children given gelfen.", [("pharyngitis", 0, None)]),
    (
        "The rupture rate was 5.9%, 11.4%, and 31.1% in ICA, ACA, and MCA aneurysms, respectively.",
        [("rupture", 5.9, "ICA"), ("rupture", 11.4, "ACA"), ("rupture", 31.1, "MCA aneurysms")],
    ),
    # names that no list knows, told by their places
    (
        "The mortality of surgery was 12% and that of embolization was 5%.",
        [("mortality", 12, "surgery"), ("mortality", 5, "embolization")],
    ),
    (
        "The failure rate for drug users was 20% and the failure rate for abstainers was 5%.",
        [("failure", 20, "drug users"), ("failure", 5, "abstainers")],
    ),
    (
        "The rate of complete response was 20% and of partial response was 35%.",
        [("complete response", 20, None), ("partial response", 35, None)],
    ),
    ("Survival at 1 year was 90% and at 5 years was 70%.", [("survival", 90, None), ("survival", 70, None)]),
    (
        "In emergency operations, the mortality was 36.8%, in elective surgery 7.8%.",
        [("mortality", 36.8, "emergency operations"), ("mortality", 7.8, "elective surgery")],
    ),
    (
        "In patients younger than 60 years, mortality was 5%, in those older than 60 years 12%.",
        [("mortality", 5, "younger than 60 years"), ("mortality", 12, "older than 60 years")],
    ),
    ("In 2010, mortality was 12%, in 2015 8%.", [("mortality", 12, None), ("mortality", 8, None)]),
    (
        "The one- and five-year survival was 81% and 60% with open repair, and 72% and 55% with keyhole repair.",
        [
            ("survival", 81, "open repair"),
            ("survival", 60, "open repair"),
            ("survival", 72, "keyhole repair"),
            ("survival", 55, "keyhole repair"),
        ],
    ),
    # lists of groups with brackets, lists of pairs, groups beside one that is known
    (
        "Patients were sorted as mild (0-3), moderate (4-6) and severe (7-10), with stroke rates of 1%, 4% and 9%, "
        "respectively.",
        [("stroke", 1, "mild"), ("stroke", 4, "moderate"), ("stroke", 9, "severe")],
    ),
    (
        "The NAC and AC groups were alike. Rates of cure were 64%, 65% and 67% for the NU, NAC and AC strategies, "
        "respectively.",
        [("cure", 64, "NU"), ("cure", 65, "NAC"), ("cure", 67, "AC")],
    ),
    (
        "One- and five-year survival rates of the early, usual and late groups were 90% and 70%, 80% and 60%, and "
        "50% and 31%, respectively.",
        [
            ("survival", 90, "early"),
            ("survival", 70, "early"),
            ("survival", 80, "usual"),
            ("survival", 60, "usual"),
            ("survival", 50, "late"),
            ("survival", 31, "late"),
        ],
    ),
    # two shares of which one group is named, or each by a name of its own
    (
        "Patients requiring a transfusion were more likely to need readmission (41% vs 9% of patients without "
        "transfusion).",
        [("readmission", 41, "transfusion"), ("readmission", 9, "without transfusion")],
    ),
    (
        "Leaks (5% vs 12%) and abscesses (4% vs 9%) were more frequent for smokers.",
        [("leak", 5, "non-smokers"), ("leak", 12, "smokers"), ("abscess", 4, "non-smokers"), ("abscess", 9, "smokers")],
    ),
    (
        "Oral steroids and dapsone were less often successful at rates of 24% and 20%.",
        [("success", 24, "Oral steroids"), ("success", 20, "dapsone")],
    ),
    ("Methotrexate and rash were seen in 54% and 40% of patients.", [("rash", 54, None), ("rash", 40, None)]),
    (
        "The open technique resulted in more leaks (9%) compared with the keyhole technique (4%).",
        [("leak", 9, "open technique"), ("leak", 4, "keyhole technique")],
    ),
    ("Pneumonia was more common (12%) than sepsis (4%).", [("pneumonia", 12, None), ("pneumonia", 4, None)]),
    (
        "Relapse was rarer with lasers than with knives or needles (7%, 17% and 24%, respectively).",
        [("relapse", 7, "lasers"), ("relapse", 17, "knives"), ("relapse", 24, "needles")],
    ),
    # a part in a bracket, and the whole before what is said of parts
    (
        "The rate of complete remission was 44% (66% among small adenomas).",
        [("complete remission", 44, None), ("complete remission", 66, "small adenomas")],
    ),
    ("The recurrence rate was 18% (9% in the first months).", [("recurrence", 18, None), ("recurrence", 9, None)]),
    (
        "In all, 37 patients died: 14/26 (54%) treated with CHOP and 23/42 (55%) with EPOCH.",
        [("death", 37, None), ("death", 54, "CHOP"), ("death", 55, "EPOCH")],
    ),
    (
        "Strokes occurred in 55 participants (4% of men vs 7% of women).",
        [("stroke", 55, None), ("stroke", 4, "men"), ("stroke", 7, "women")],
    ),
    (
        "Hospital mortality was 5% and it was >2-fold higher in patients with any contraindication (9% vs 3%).",
        [
            ("hospital mortality", 5, None),
            ("hospital mortality", 9, "any contraindication"),
            ("hospital mortality", 3, "no contraindication"),
        ],
    ),
    (
        "Reoperation occurred in 41 (22%) patients but was not different between the plate cohorts (21% without a "
        "plate vs 24% with a plate).",
        [("reoperation", 22, None), ("reoperation", 21, "without plate"), ("reoperation", 24, "plate")],
    ),
    (
        "Operative mortality for resectable cases was 8%, with a three-year survival rate of 29% for all cases.",
        [("operative mortality", 8, None), ("survival", 29, None)],
    ),
    (
        "We compared the early and late groups. Stroke was seen in 5% and was more common in the late group (8% vs "
        "2%).",
        [("stroke", 5, None), ("stroke", 8, "late"), ("stroke", 2, "early")],
    ),
    # set against each other by name, and a bracket that is that of two groups
    (
        "There was no difference in the leak rate between patients operated on by the trainee vs. consultant (3% vs. "
        "2%).",
        [("leak", 3, "trainee"), ("leak", 2, "consultant")],
    ),
    (
        "In the stage II group, remission rates of T-lymphoid cases were higher than B-lymphoid cases (CR, 81% vs "
        "44%).",
        [("remission", 81, "T-lymphoid"), ("remission", 44, "B-lymphoid")],
    ),
    (
        "There was no difference between baseline and week 12 in cure (12% vs 14%).",
        [("cure", 12, None), ("cure", 14, None)],
    ),
    (
        "Healing in group B was higher than in group C (90% and 96% vs 20% and 10%), but not than in group A (88% "
        "and 92%).",
        [
            ("healing", 90, "group B"),
            ("healing", 96, "group B"),
            ("healing", 20, "group C"),
            ("healing", 10, "group C"),
            ("healing", 88, "group A"),
            ("healing", 92, "group A"),
        ],
    ),
    # what was done in so many, with its result
    (
        "We saw 400 patients. Palliative bypass was done in 31 patients with a mortality of 12.9%.",
        [("mortality", 12.9, "Palliative bypass")],
    ),
    (
        "We saw 400 patients. Taxane-based chemotherapy was given to 34 patients, the response rate being 21%.",
        [("response", 21, "Taxane-based chemotherapy")],
    ),
    # so many of as many who have or were given something
    (
        "We studied 200 women. None of the 18 women with a scar developed uterine rupture.",
        [("uterine rupture", 0, "scar")],
    ),
    ("We studied 18 women. Three of 18 women with a scar developed uterine rupture.", [("uterine rupture", 3, None)]),
    ("We studied 180 women. Three of 18 women without scars had a rupture.", [("rupture", 3, "without scars")]),
    # what a drug did, or a drug that was not given, is no group
    (
        "Forty adults took tirofide. Toxicity was limited to mild rash in two patients and tirofide pneumonitis in one "
        "patient.",
        [("rash", 2, None), ("tirofide pneumonitis", 1, None)],
    ),
    (
        "The ABT arm produced a response rate of 65% among 80 adults and the XY arm a response rate of "
        "44% among 82 adults.",
        [("response", 65, "ABT"), ("response", 44, "XY")],
    ),
    (
        "With the 3-drug combination therapy and 4-drug combination therapy, 57 and 64% of the patients achieved "
        "remission, respectively.",
        [("remission", 57, "3-drug combination therapy"), ("remission", 64, "4-drug combination therapy")],
    ),
    # a share of everyone before those of its parts
    (
        "Cure was reached in 64%; tirofide 43%, tobramycin 84% and placebo 75%. "
        "The relapse rate at 1 year was 12% with no significant difference between the mesh and the suture group.",
        [
            ("cure", 64, None),
            ("cure", 43, "tirofide"),
            ("cure", 84, "tobramycin"),
            ("cure", 75, "placebo"),
            ("relapse", 12, None),
        ],
    ),
    # brackets, and those who were counted, between a share and its group
    (
        "Healing was seen in 58% (30% to 74%; 11/19 patients) with tirofide and 22% (10% to 40%; 4/18 patients) with "
        "placebo.",
        [("healing", 58, "tirofide"), ("healing", 22, "placebo")],
    ),
    (
        "There was nausea (21 [17%] of 122 patients) and rash (18 [15%]) in the early group, and fatigue (35 [29%] of "
        "122 patients), arthralgia (19 [16%]), and cough (16 [13%]) in the late group.",
        [
            ("nausea", 17, "early"),
            ("rash", 15, "early"),
            ("fatigue", 29, "late"),
            ("arthralgia", 16, "late"),
            ("cough", 13, "late"),
        ],
    ),
    (
        "Healing was 85% at 4 weeks and 94% at 8 weeks in the tirofide group, which did not differ from those in the "
        "placebo group (84 and 97%, respectively).",
        [
            ("healing", 85, "tirofide"),
            ("healing", 94, "tirofide"),
            ("healing", 84, "placebo"),
            ("healing", 97, "placebo"),
        ],
    ),
    # two in order, of whom one is known
    (
        "Patients were given BAT (n = 47) or MOT (n = 48). The healing rates with BAT and MOT were 98% and 89%, "
        "respectively, and not seen later.",
        [("healing", 98, "BAT"), ("healing", 89, "MOT")],
    ),
    # those who were not exposed, and what the exposed are called
    (
        "Stroke was more frequent in the heparin group compared with the group not exposed to heparin (32% vs 17%).",
        [("stroke", 32, "heparin"), ("stroke", 17, "not exposed to heparin")],
    ),
    # a word of comparison that is part of a name
    (
        "Deaths were more common in the lower ferritin dose group (27 vs. 4% of patients died in the lower and higher "
        "ferritin dose groups, respectively).",
        [("death", 27, "lower ferritin dose"), ("death", 4, "higher ferritin dose")],
    ),
    # cases beside controls, though numbers stand between
    (
        "We studied 80 women with lupus and 80 controls. Stroke was seen in 45 (56%) cases and 30 (38%) controls.",
        [("stroke", 56, "cases"), ("stroke", 38, "controls")],
    ),
    # those whom their own clause tells from the others
    (
        "We gave zinc for 6 days (n = 150) or 2 days (n = 160). Sepsis developed in 3 of 11 adults in whom zinc was "
        "lacking, compared with 2 of 175 adults whose blood held it.",
        [("sepsis", 3, "in whom zinc was lacking"), ("sepsis", 2, "whose blood held it")],
    ),
    # what is answered to is no group beside those that are set against each other
    (
        "We gave cetuximab to 120 adults with mutated (n = 60) or wild-type (n = 60) tumours. "
        "The mutated group had a lower response rate to cetuximab (12% vs 40%).",
        [("response", 12, "mutated"), ("response", 40, "wild-type")],
    ),
    # those without it, though a later clause names others
    (
        "Early feeding was associated with more bleeding (75% versus 63%); this did not differ among patients treated "
        "with tirofide or tobramycin.",
        [("bleeding", 75, "Early feeding"), ("bleeding", 63, "no Early feeding")],
    ),
    # the order in which the two groups were named before
    (
        "Women had a binder or none. Pain in the treatment and control groups lasted 5 and 7 days, respectively, and "
        "relapse occurred in 13% and 7%, respectively.",
        [("relapse", 13, "treatment"), ("relapse", 7, "control")],
    ),
    (
        "Women given tirofide had a similar probability of nausea (11.7% vs 11.9%).",
        [("nausea", 11.7, "tirofide"), ("nausea", 11.9, "no tirofide")],
    ),
    (
        "Women had pumps or placebo. Preterm birth was as common with pumps as with placebo (12% vs 9%).",
        [("preterm birth", 12, "pumps"), ("preterm birth", 9, "placebo")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_groups_of_shares(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    found = [fact for fact in extractor.extract(text) if isinstance(fact, ResponseRate | AdverseEvent)]
    names = (f.term if isinstance(f, AdverseEvent) else f.outcome for f in found)
    assert [
        (name, f.numerator if f.percent is None else f.percent, f.arm) for name, f in zip(names, found, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("title", "arm"),
    [("Cefoxitin in sepsis.", None), ("Cefoxitin versus amikacin in sepsis.", "Cefoxitin")],
)
def test_drug_that_all_had(title: str, arm: str | None) -> None:
    text = "Forty adults had failed amikacin. Eosinophilia was seen in 7% of patients treated with cefoxitin."
    assert [f.arm for f in extractor.extract(text, title) if isinstance(f, AdverseEvent)] == [arm]


@pytest.mark.parametrize(
    ("label", "other", "expected"),
    [
        ("no boost", "boost", True),
        ("non-users", "users", True),
        ("tirofide 15 mg", "tirofide 30 mg", True),
        ("tirofide", "tirofide 30 mg", False),
        ("tirofide plus placebo", "tirofide", True),
        ("tirofide", "tirofide plus placebo", False),  # which may be short for it
        ("tirofide + placebo", "tirofide plus placebo", False),
        ("early tirofide", "tirofide", False),
        ("low-dose tirofide", "high-dose tirofide", True),
        ("troponin < 5 ng/mL", "troponin ≥ 5 ng/mL", True),
    ],
)
def test_labels_that_are_alike_but_set_apart(label: str, other: str, expected: bool) -> None:
    assert are_set_apart(label, other) is expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("multicentre retrospective", True),
        ("population-based, longitudinal", True),
        ("retrospective", False),
        ("prospective training", False),
        ("including cognitive impairment", True),
        ("in whom healing", True),
    ],
)
def test_how_a_study_was_done_and_what_opens_a_clause_is_no_group(label: str, expected: bool) -> None:
    assert is_no_group(label) is expected
