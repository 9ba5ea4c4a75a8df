"""What shares are shares of, where the words leave no choice: one text in, all of its rates out."""

from __future__ import annotations

import pytest

import extractor
from extractor.records import AdverseEvent, ResponseRate

Row = tuple[str, float | None, float | None, str | None]

# name, numerator, percent, arm
TABLE: dict[str, tuple[str, list[Row]]] = {
    "as many things as shares": (
        "Overall, wound closure and limb salvage were achieved in 44% and 58% of cases, respectively.",
        [("wound closure", None, 44, None), ("limb salvage", None, 58, None)],
    ),
    "as many things as comparisons": (
        "Dizziness, rash and fever were more frequent with enalapril than placebo (22 [18%] of 120 vs two [5%] of 40, "
        "p=0.04; 24 [20%] of 120 vs three [8%] of 40, p=0.07; 30 [25%] of 120 vs six [15%] of 40; respectively).",
        [
            ("dizziness", 22, 18, "enalapril"),
            ("dizziness", 2, 5, "placebo"),
            ("rash", 24, 20, "enalapril"),
            ("rash", 3, 8, "placebo"),
            ("fever", 30, 25, "enalapril"),
            ("fever", 6, 15, "placebo"),
        ],
    ),
    "an adjective before a thing, a place behind one": (
        "We operated on 42 women. Complications included banding in the axilla (n = 3, 7.1%), small wound dehiscence "
        "(n = 1, 2.3%) and hypertrophic scarring (n = 2, 4.8%).",
        [("banding", 3, 7.1, None), ("small wound dehiscence", 1, 2.3, None), ("hypertrophic scarring", 2, 4.8, None)],
    ),
    "where a pain was": (
        "We operated on 90 women. Complications were pain along the saphenous vein (12.2%) and paresthesia (17.2%).",
        [("pain", None, 12.2, None), ("paresthesia", None, 17.2, None)],
    ),
    "two comparisons": (
        "The ORR and DCR were higher with afatinib than with placebo (61% vs 30%; P=0.02 and 92% vs 64%; P=0.01).",
        [
            ("objective response", None, 61, "afatinib"),
            ("objective response", None, 30, "placebo"),
            ("disease control", None, 92, "afatinib"),
            ("disease control", None, 64, "placebo"),
        ],
    ),
    "lists that are compared": (
        "The healing rate of fissures and the remission rate were better in group B than in group C "
        "(97% and 90% vs 21% and 6%, respectively).",
        [
            ("healing", None, 97, "group B"),
            ("remission", None, 90, "group B"),
            ("healing", None, 21, "group C"),
            ("remission", None, 6, "group C"),
        ],
    ),
    "a list of shares of each group": (
        "Cough and edema rates were 18.5% and 4.6% in the ramipril group and 9.5% and 3.1% in the placebo group.",
        [
            ("cough", None, 18.5, "ramipril"),
            ("edema", None, 4.6, "ramipril"),
            ("cough", None, 9.5, "placebo"),
            ("edema", None, 3.1, "placebo"),
        ],
    ),
    "shares for each thing": (
        "Adverse events in the losartan and placebo groups were 14% and 11% for headache and 6% and 5% for cough.",
        [
            ("headache", None, 14, "losartan"),
            ("headache", None, 11, "placebo"),
            ("cough", None, 6, "losartan"),
            ("cough", None, 5, "placebo"),
        ],
    ),
    "counts before things": (
        "Local complications were 2 (3%) hematomas, 3 (4%) infected seromas and 1 (1%) abscess.",
        [("hematoma", 2, 3, None), ("seroma", 3, 4, None), ("abscess", 1, 1, None)],
    ),
    "things before shares": (
        "Adverse events included hand stiffness (12%), nausea (10%), odd taste (8%) and rash (5%).",
        [
            ("hand stiffness", None, 12, None),
            ("nausea", None, 10, None),
            ("odd taste", None, 8, None),
            ("rash", None, 5, None),
        ],
    ),
    "a clause that shares open": (
        "Six of 45 eyes (13%) had iritis; 9 of 45 eyes (20%) in the timolol group and 18 of 50 eyes (36%) in the "
        "control group developed glaucoma.",
        [("iritis", 6, 13, None), ("glaucoma", 9, 20, "timolol"), ("glaucoma", 18, 36, "control")],
    ),
    "the most common": (
        "Rashes were the most commonly noted side effects (27%).",
        [("rash", None, 27, None)],
    ),
    "the only one": (
        "The only major complication noted within a year was cardiac tamponade, which was seen in 0.4% of patients.",
        [("cardiac tamponade", None, 0.4, None)],
    ),
    "examples in brackets": (
        "The risk of any side effect (nausea, diarrhea or rash) was 11.6%.",
        [("side effect", None, 11.6, None)],
    ),
    "what another was found at": (
        "Anastomotic leakage was found during reoperation in 4/61 patients.",
        [("anastomotic leakage", 4, None, None)],
    ),
    "a share within a share": (
        "The ORR was 91%, which included a 52% VGPR rate (22% CR).",
        [
            ("objective response", None, 91, None),
            ("very good partial response", None, 52, None),
            ("complete response", None, 22, None),
        ],
    ),
    "a word explained": (
        "Thirty-four (27%) patients underwent major (above-knee) amputation.",
        [("amputation", 34, 27, None)],
    ),
    "shares before what was done": (
        "Forty-nine out of 52 boys and 37 out of 38 girls who were examined again were cured.",
        [("cure", 49, None, None), ("cure", 37, None, None)],
    ),
    "what those did": (
        "Infection developed in 12% of patients, of whom 30% died.",
        [("infection", None, 12, None), ("death", None, 30, None)],
    ),
    "the same word leads to both": (
        "Pathologic complete response was achieved in 40% versus 22%, and breast-conserving surgery in 70% versus 61%.",
        [
            ("pathologic complete response", None, 40, None),
            ("pathologic complete response", None, 22, None),
            ("breast-conserving surgery", None, 70, None),
            ("breast-conserving surgery", None, 61, None),
        ],
    ),
    "a list behind an adverbial": (
        "After surgery, wound infection, seroma and hematoma developed in 5.1, 3.4 and 1.2% of the patients.",
        [("wound infection", None, 5.1, None), ("seroma", None, 3.4, None), ("hematoma", None, 1.2, None)],
    ),
    "shares behind a time": (
        "At week 8, 62.5 and 41.5% of patients achieved PASI 75 and PASI 90, respectively.",
        [("PASI 75", None, 62.5, None), ("PASI 90", None, 41.5, None)],
    ),
    "kinds of response that share one noun": (
        "Three (10%) complete and eight (27%) partial responses were seen.",
        [("complete response", 3, 10, None), ("partial response", 8, 27, None)],
    ),
    "the same, each with its bracket": (
        "Complete (10%) and partial (27%) remissions were induced.",
        [("complete remission", None, 10, None), ("partial remission", None, 27, None)],
    ),
    "the same of people": (
        "Four of 30 children had a complete and 12 a partial remission.",
        [("complete remission", 4, None, None), ("partial remission", 12, None, None)],
    ),
    "a part of those who responded": (
        "Responses were seen in 14 of 37 women (38%), 3 of them complete.",
        [("response", 14, 38, None), ("complete response", 3, None, None)],
    ),
    "parts in a bracket": (
        "Fourteen of 37 women responded (3 complete and 11 partial).",
        [("response", 14, None, None), ("complete response", 3, None, None), ("partial response", 11, None, None)],
    ),
    "parts with their shares": (
        "Twelve patients (40%) responded, including 4 complete (13%) and 8 partial (27%).",
        [("response", 12, 40, None), ("complete response", 4, 13, None), ("partial response", 8, 27, None)],
    ),
    "what a word has a share of its own is no adjective": (
        "Smokers had a lower 24-h survival (75%) and survival to discharge (61%).",
        [("survival", None, 75, "Smokers"), ("survival to discharge", None, 61, "Smokers")],
    ),
    "the figures for another outcome": (
        "The cure rate was 44% with ofloxacin and 29% with cefixime; the corresponding figures for relief were 71% and"
        " 58%.",
        [
            ("cure", None, 44, "ofloxacin"),
            ("cure", None, 29, "cefixime"),
            ("relief", None, 71, "ofloxacin"),
            ("relief", None, 58, "cefixime"),
        ],
    ),
    "two ways to one outcome": (
        "Bleeding was controlled by drugs in 80% and by sclerotherapy in 85% of episodes.",
        [("bleeding control", None, 80, None), ("bleeding control", None, 85, None)],
    ),
    "what a bracket says a response is": (
        "Complete response (no vomiting, no rescue drug) occurred in 76% of the girls.",
        [("complete response", None, 76, None)],
    ),
    "what was well tolerated is no outcome without": (
        "The regimen was well tolerated (no deaths), and 12 of 40 responded.",
        [("death", 0, None, None), ("response", 12, None, None)],
    ),
    "in whom something came to its end": (
        "In 30 of 44 patients (68%) the fistula closed.",
        [("fistula closure", 30, 68, None)],
    ),
    "attained, without a percentage": (
        "The paraprotein became undetectable in 3 of 12 patients.",
        [("paraprotein became undetectable", 3, None, None)],
    ),
    "still in remission": (
        "Among 33 patients, 20 remained in remission at one year.",
        [("remission", 20, None, None)],
    ),
    "by how much it fell in the other group": (
        "Cholesterol fell by 52% with evolocumab and by 3% with placebo, and 40% reached remission.",
        [("remission", None, 40, None)],
    ),
    "history is no result": (
        "Historically, 20% of these patients respond; historical controls had a response rate of 15%.",
        [],
    ),
    "the strength of a cream": (
        "Healing was better with tacrolimus ointment 0.1% (54%) than with vehicle (15%).",
        [("healing", None, 54, "tacrolimus"), ("healing", None, 15, "vehicle")],
    ),
    "a number behind a time": (
        "At week 4, 51 (42.5%) of 120 were abstinent; by day 28, 14/20 (70%) had recovered.",
        [("abstinent", 51, 42.5, None), ("recovered", 14, 70, None)],
    ),
    "a pronoun counts nobody": (
        "Nine patients had a complete response and 5 a partial one.",
        [("complete response", 9, None, None), ("partial response", 5, None, None)],
    ),
    "all but some are not those some": ("All but 3 of 28 children recovered.", []),
    "how often it was given counts nobody": (
        "Remission occurred in 30% after one course and 60% after three.",
        [("remission", None, 30, None), ("remission", None, 60, None)],
    ),
    "a mark is no outcome": (
        "Good results were achieved in 34 hips (85%), fair in 4 (10%) and poor in 2 (5%).",
        [("good result", 34, 85, None)],
    ),
    "a drug does not improve": (
        "Nine of 24 patients taking modafinil improved, compared to 4 of 23 taking placebo.",
        [("improved", 9, None, "modafinil"), ("improved", 4, None, "placebo")],
    ),
    "codes of responses": (
        "We observed CR in 3 patients, PR in 11 and SD in 15.",
        [
            ("complete response", 3, None, None),
            ("partial response", 11, None, None),
            ("stable disease", 15, None, None),
        ],
    ),
    "anaesthesia that served": (
        "Anaesthesia was adequate in 44 of 45 patients given bupivacaine, and in 41 of 45 given lidocaine.",
        [("adequate anaesthesia", 44, None, "bupivacaine"), ("adequate anaesthesia", 41, None, "lidocaine")],
    ),
    "what a death was despite": ("One (4%) died of sepsis despite meropenem.", [("death of sepsis", 1, 4, None)]),
    "as many terms as numbers": (
        "Nausea and rash occurred in 3 and 5 patients given cisplatin.",
        [("nausea", 3, None, None), ("rash", 5, None, None)],
    ),
    "in how many it was looked at": ("Relapse and survival were analysed in 92 and 88 patients.", []),
    "two kinds of response in one term": (
        "Complete and partial response rates were 8% and 20%.",
        [("complete response", None, 8, None), ("partial response", None, 20, None)],
    ),
    "each way to it leads to its share": (
        "Symptom control was obtained with propranolol in 80%, with atenolol in 85% and with both in 91%.",
        [
            ("symptom control", None, 80, "propranolol"),
            ("symptom control", None, 85, "atenolol"),
            ("symptom control", None, 91, None),
        ],
    ),
    "odds are no group": (
        "The odds of remission were doubled (44% vs 28%; OR 2.0).",
        [("remission", None, 44, None), ("remission", None, 28, None)],
    ),
    "words behind a time": ("30-day-mortality was 10.9%.", [("mortality", None, 10.9, None)]),
    "one head, and rates": (
        "Overall and progression-free survival rates were 71% and 48%.",
        [("overall survival", None, 71, None), ("progression-free survival", None, 48, None)],
    ),
    "what stands before a survival of its own": (
        "Progression-free and overall survival rates were 48% and 71%.",
        [("progression-free survival", None, 48, None), ("overall survival", None, 71, None)],
    ),
    "sets that are analysed are no groups": (
        "Progression-free survival was 40% (ITT) and 45% (PP).",
        [
            ("progression-free survival (ITT)", None, 40, None),
            ("progression-free survival (per-protocol)", None, 45, None),
        ],
    ),
    "verbs": (
        "Of 60 women, 22 (36.7%) became pregnant and 4 (7%) miscarried.",
        [("became pregnant", 22, 36.7, None), ("miscarriage", 4, 7, None)],
    ),
    "as many things as counts": (
        "Seroma, wound pain and catheter malfunction occurred in 14, 9 and 5 patients.",
        [("seroma", 14, None, None), ("wound pain", 9, None, None), ("catheter malfunction", 5, None, None)],
    ),
    "which of it": (
        "Hoarseness was transient in 12 (8%) and permanent in 2 (1%) of the patients.",
        [("transient hoarseness", 12, 8, None), ("permanent hoarseness", 2, 1, None)],
    ),
    "what complicated them": (
        "Of 310 women, 15 were complicated by cord prolapse and 2 by haemorrhage.",
        [("cord prolapse", 15, None, None), ("haemorrhage", 2, None, None)],
    ),
    "a clause with a subject of its own": (
        "Tremor was seen in seven patients and ataxia in four; a walking stick was prescribed in one.",
        [("tremor", 7, None, None), ("ataxia", 4, None, None)],
    ),
    "what all of them did": (
        "Redness (12%) and swelling (7%) resolved.",
        [("redness", None, 12, None), ("swelling", None, 7, None)],
    ),
    "no such thing, and so much of another": (
        "There was no operative mortality, and morbidity was 22%.",
        [("operative mortality", 0, None, None), ("morbidity", None, 22, None)],
    ),
    "no shares": (
        "Rash was three times more common (45%); burns in 4 children, scars in 1, neither in the remaining 55; "
        "depression affects about 10%; cough in 12%, and both in 7%; refusal in one in five (20%).",
        [("rash", None, 45, None), ("burn", 4, None, None), ("scar", 1, None, None), ("cough", None, 12, None)],
    ),
    "whose grade it is": (
        "Rash (any grade, 44%; grade 3, 21%) and proteinuria (any grade, 19%; grade 3, 3%) were the main side effects.",
        [
            ("rash", None, 44, None),
            ("rash", None, 21, None),
            ("proteinuria", None, 19, None),
            ("proteinuria", None, 3, None),
        ],
    ),
    "the commonest, and others": (
        "Seroma was the commonest complication (11%), followed by wound dehiscence (4%) and fistula (2%).",
        [("seroma", None, 11, None), ("wound dehiscence", None, 4, None), ("fistula", None, 2, None)],
    ),
    "brought along": (
        "Infection was present on admission in 40% of the women treated with linezolid.",
        [],
    ),
    "a group with a name, and how many": (
        "In the lithium group 3 patients had tremor; in the valproate group 4 had alopecia; no deaths occurred.",
        [("tremor", 3, None, "lithium"), ("alopecia", 4, None, "valproate"), ("death", 0, None, None)],
    ),
    "nobody": ("We gave heparin to 40 women: nobody had a stroke.", [("stroke", 0, None, None)]),
    "overall, with one drug and another": (
        "Overall mortality was 21/90 (23%) with meropenem and 19/92 (21%) with linezolid.",
        [("mortality", 21, 23, "meropenem"), ("mortality", 19, 21, "linezolid")],
    ),
    "a change is no event": (
        "12% achieved sufficient reduction in seizure frequency.",
        [("sufficient reduction in seizure frequency", None, 12, None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE.keys())
def test_told_terms(text: str, expected: list[Row]) -> None:
    found: list[Row] = []
    for fact in extractor.extract(text):
        if isinstance(fact, ResponseRate | AdverseEvent):
            name = fact.term if isinstance(fact, AdverseEvent) else fact.outcome
            found.append((name, fact.numerator, fact.percent, fact.arm))
    assert found == expected
