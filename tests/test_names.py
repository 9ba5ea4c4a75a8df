"""The names of outcomes and events: the noun phrase around the head, in the paper's words."""

from __future__ import annotations

from typing import Any

import pytest

import extractor
from extractor.facts.sentences.chunks import chunks
from extractor.facts.terms.names import outcome_name
from extractor.matching import Item, Line, term_list
from extractor.records import AdverseEvent, ResponseRate
from tests.test_hard_texts import of_share


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("A confirmed objective response was seen.", None, "confirmed objective response"),
        ("The most common treatment-emergent adverse events were mild.", None, "treatment-emergent adverse event"),
        ("ORR was high.", None, "objective response"),
        ("Two patients died from sepsis.", None, "death from sepsis"),
        ("Freedom from reintervention was high.", None, "freedom from reintervention"),
        ("Recurrence of rectocele was seen.", None, "recurrence of rectocele"),
        ("In 40% the moniliasis fungus was successfully eradicated.", None, "moniliasis fungus eradication"),
        ("T. cruzi was eradicated in half of them.", None, "T. cruzi eradication"),
        ("The plaques healed completely.", None, "plaques healed completely"),
        ("Four were still alive.", None, "alive"),
        ("Four were alive.", None, "alive"),
        ("A PASI 75 response was seen.", None, "PASI 75 response"),
        ("The 5- year mortality was low.", None, "mortality"),
        ("There was + partial response.", None, "partial response"),
        ("PCR adjusted cure was seen.", None, "PCR adjusted cure"),
        ("The intention-to-treat (ITT) eradication rate was low.", None, "intention-to-treat eradication"),
        ("Some renal, cardiac or cerebrovascular events were seen.", None, "renal, cardiac or cerebrovascular event"),
        ("Normalization of supine diastolic BP was seen.", None, "normalization of supine diastolic BP"),
        ("Complete or partial remissions were seen.", None, "complete or partial remission"),
        ("Two on the placebo withdrew because of nausea.", None, "withdrawal because of nausea"),
        ("Three discontinued treatment early due to rash.", None, "discontinuation due to rash"),
        ("Adverse events that led to withdrawal were rare.", None, "adverse event leading to withdrawal"),
        ("Five stopped therapy.", None, "discontinuation"),
        ("AEs resulted in treatment discontinuation.", None, "adverse event leading to treatment discontinuation"),
        ("AEs resulting in dose reduction were rare.", None, "adverse event leading to dose reduction"),
        ("Withdrawals owing to dizziness were few.", None, "withdrawal owing to dizziness"),
        ("Dose reductions due to serious adverse events.", None, "dose reduction due to serious adverse event"),
        ("Hospitalization for asthma was rare.", None, "hospitalization for asthma"),
        ("Hospitalization for a mean of 6 days.", None, "hospitalization"),
        ("Lamotrigine was discontinued in 16 (8%) due to vertigo.", None, "discontinuation due to vertigo"),
        ("The dose was reduced in 9% owing to fatigue.", None, "dose reduction owing to fatigue"),
        ("Infusions were stopped in 2.4% because of flushing.", None, "discontinuation because of flushing"),
        ("Three had to stop the drug because of flushing.", None, "discontinuation because of flushing"),
        ("There were no thrombi.", None, "thrombus"),
        ("Two were withdrawn on account of rash.", None, "withdrawal on account of rash"),
        ("Mortality as a result of hepatitis was rare.", None, "mortality as a result of hepatitis"),
        ("Two women sustained wound infections.", None, "wound infection"),
        ("A sustained remission was seen.", None, "sustained remission"),
        ("There was all cause mortality.", None, "all cause mortality"),
        ("Most often nausea was seen.", None, "nausea"),
        ("Rectovaginal fistulas were seen.", None, "rectovaginal fistula"),
        ("Eight stopped it; rash was seen due to the drug.", None, "rash"),
        ("Death or stroke was seen.", None, "death or stroke"),
        ("No death or stroke was seen.", None, "death"),
        ("Nine withdrew for no reason (5%) or for side effects (2%).", None, "withdrawal"),
        ("Worsening neuralgia was seen.", None, "worsening neuralgia"),
        ("Worsening of spasticity was seen.", None, "worsening of spasticity"),
        ("Life-threatening sepsis was seen.", None, "life-threatening sepsis"),
        ("Stroke or severe deafness occurred in 4%.", None, "stroke or severe deafness"),
        ("The rate of sepsis, ileus, or late wound leak was 4%.", None, "sepsis, ileus, or late wound leak"),
        ("The incidence of ileus or vomiting (4% and 3%) was low.", None, "ileus or vomiting"),
        ("The incidence of ileus, rash or fever (4%, 2% and 3%) was low.", None, "ileus"),
        ("Nausea/vomiting was seen.", None, "nausea/vomiting"),
        ("A favourable response was seen.", None, "response"),
        ("Gestational diabetes was seen.", None, "gestational diabetes"),
        ("Hearing losses were seen.", None, "hearing loss"),
        ("Deep thromboses were seen.", None, "deep thrombosis"),
        ("The low relapse rate was noted.", None, "relapse"),
        ("A high infection rate was seen.", None, "infection"),
        ("They had been weaned from the ventilator.", None, "weaned from ventilator"),
        ("Two died from sepsis together with gangrene.", None, "death from sepsis"),
        ("Three discontinued treatment due to loss of vision.", None, "discontinuation due to loss of vision"),
        ("The second attempt success was low.", None, "second attempt success"),
        ("The cumulative incidence of relapse was low.", None, "relapse"),
        ("Two died from uraemia secondary to return of a lymphoma.", None, "death from uraemia"),
        ("A trend towards longer survival was seen.", None, "survival"),
        # a model's noun phrase says where the name begins, whatever the word before it is
        ("We saw severe oral mucositis.", "severe oral mucositis", "severe oral mucositis"),
        ("It led to increased severe mild oral mucositis.", "mild oral mucositis", "oral mucositis"),
    ],
)
def test_outcome_name(text: str, phrase: str | None, name: str) -> None:
    found = [t for kind in ("events", "outcomes") for t in term_list(kind).find(text, 0, len(text))]
    terms = [Item("event", t.start, t.end, t.value) for t in found]
    head = min(terms, key=lambda t: t.start)
    phrases = [(text.index(phrase), text.index(phrase) + len(phrase))] if phrase else []
    assert outcome_name(Line.of(text, 0, len(text), terms), head, {}, phrases) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They kept an HbA1c <7% for a year.", ["HbA1c <7%"]),
        ("They reached ferritin of at least 50 ug/L.", ["ferritin of at least 50 ug/L"]),
        ("They had lactate of 4 mmol/L or lower.", ["lactate of 4 mmol/L or lower"]),
        ("They achieved a TO and an SVR.", ["TO", "SVR"]),
        ("They had fractures of the hip.", ["fractures", "hip", "fractures of the hip"]),
    ],
)
def test_phrases(text: str, found: list[str]) -> None:
    """A limit belongs to the phrase before it; small words in capitals are abbreviations."""
    phrases = list(chunks(Line.of(text, 0, len(text), [])))
    assert [text[p.start : p.end] for p in phrases if p.value.name not in ("kept", "year", "They")] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Clinical and radiographic fusion was seen.", ["Clinical fusion", "radiographic fusion"]),
        ("Early, delayed and late union was seen.", ["Early union", "delayed union", "late union"]),
        ("Distal and proximal blistering was seen.", ["Distal blistering", "proximal"]),
        ("Fusion and bony union was seen.", ["Fusion", "bony union"]),
        ("Cardiac or renal toxicity was seen.", ["Cardiac toxicity"]),
        ("Major and minor bleeding was seen.", ["Major bleeding", "minor"]),
        ("Deep and organ-space infection was seen.", ["Deep infection", "organ-space"]),
    ],
)
def test_qualities_share_a_head(text: str, names: list[str]) -> None:
    terms = [Item("event", t.start, t.end, t.value) for t in term_list("events").find(text, 0, len(text))]
    assert [p.value.name for p in chunks(Line.of(text, 0, len(text), terms))] == names


RFS = [("abcamab", 60, 51), ("defamib", 63, 42)]
# Whole facts whose names are not those of the nearest word of a list.
NAMED: list[tuple[str, list[dict[str, Any]]]] = [
    # an adjective shares the noun that follows; a noun that ends like one does not
    (
        "The findings were retinal scar (5.1%), scleral rupture (2.2%) and iris atrophy (1.3%).",
        [
            {"is": "retinal scar", "percent": 5.1},
            {"is": "scleral rupture", "percent": 2.2},
            {"is": "iris atrophy", "percent": 1.3},
        ],
    ),
    (
        "At 3 years metastasis-free survival (66%) or renal-specific mortality (5%) was similar.",
        [{"is": "metastasis-free survival", "percent": 66}, {"is": "renal-specific mortality", "percent": 5}],
    ),
    # of what there was less, or little
    ("Pain suppression was noted in 70% of the women.", [{"is": "pain suppression", "percent": 70}]),
    ("Eighty percent had a > 40% seizure reduction.", [{"is": "> 40% seizure reduction", "percent": 80}]),
    (
        "Control of vomiting was achieved in 62% and complete control of nausea in 41%.",
        [{"is": "control of vomiting", "percent": 62}, {"is": "complete control of nausea", "percent": 41}],
    ),
    (
        "Oedema grade ≤1 was seen in 33/40 (82%) at discharge.",
        [{"is": "oedema grade ≤1", "n": 33, "of": 40, "percent": 82}],
    ),
    # what follows mortality only says of whom
    ("The mortality after surgery for hip fracture was 12%.", [{"is": "mortality", "percent": 12}]),
    # a phrase that a share is told of
    (
        "Technical success was 98%, and immediate RR2 filling was 71%.",
        [{"is": "technical success", "percent": 98}, {"is": "immediate RR2 filling", "percent": 71}],
    ),
    # scales of flow are no infarctions
    (
        "Thrombolysis in myocardial infarction (TIMI) flow grade 3 was restored in 91% of patients.",
        [{"is": "TIMI flow grade 3", "percent": 91}],
    ),
    ("TIMI major bleeding was seen in 4%.", [{"is": "TIMI major bleeding", "percent": 4}]),
    ("Hypoxic liver injury was seen in 4%.", [{"is": "hypoxic liver injury", "percent": 4}]),
    ("mTICI 2b-3 was reached in 84% of patients.", [{"is": "mTICI 2b-3", "percent": 84}]),
    # what was done for a purpose
    (
        "Two women had a second operation to further improve the contour of the chin.",
        [{"is": "second operation", "n": 2}],
    ),
    # numbers that stand behind what they count
    (
        "There were 9 serious adverse events (pneumonia, n = 4; stroke, n = 3; ketoacidosis, n = 2).",
        [
            {"is": "serious adverse event", "n": 9},
            {"is": "pneumonia", "n": 4},
            {"is": "stroke", "n": 3},
            {"is": "ketoacidosis", "n": 2},
        ],
    ),
    # a share in brackets, and its name behind it
    (
        "Eighty-eight percent improved with induction (12% primary non-response).",
        [{"is": "improved", "percent": 88}, {"is": "primary non-response", "percent": 12}],
    ),
    (
        "We saw an amenorrhoea rate of 21% and a larger proportion (39%) of breakthrough bleedings.",
        [{"is": "amenorrhoea", "percent": 21}, {"is": "breakthrough bleeding", "percent": 39}],
    ),
    # an analysis is no outcome, an achievement is one of something, what improves is the rate
    (
        "Survival analysis showed that most children recovered: 71% in wards, 74% at home.",
        [{"is": "recovered", "percent": 71}, {"is": "recovered", "percent": 74}],
    ),
    ("Successful achievement of an INR ≤ 1.3 was seen in 70% of patients.", [{"is": "INR ≤ 1.3", "percent": 70}]),
    (
        "The serrated polyp detection rate (SPDR) was assessed. Water improved SPDR (6.1% vs 3.8%).",
        [
            {"is": "serrated polyp detection", "percent": 6.1, "arm": "Water"},
            {"is": "serrated polyp detection", "percent": 3.8, "arm": "no Water"},
        ],
    ),
    (
        "At the end 36% had achieved PASI75 response and 24% had achieved PASI90 response.",
        [{"is": "PASI75", "percent": 36}, {"is": "PASI90", "percent": 24}],
    ),
    # causes in step with shares
    (
        "Tablets were discontinued in 12% and 28% due to lack of efficacy and adverse events, respectively.",
        [
            {"is": "discontinuation due to lack of efficacy", "percent": 12},
            {"is": "discontinuation due to adverse event", "percent": 28},
        ],
    ),
    # who is counted, and what: nobody had it
    (
        "One colitis patient (6.7% [1/15]) recovered at 12 months.",
        [{"is": "recovered", "n": 1, "of": 15, "percent": 6.7}],
    ),
    ("The outcomes of 100, 27 and nine embryo transfer cycles were analysed.", []),
    # "arm B and" is followed by an outcome
    (
        "ORR was 31% in arm A versus 25% in arm B and DCR was 70% versus 56%, respectively.",
        [
            {"is": "objective response", "percent": 31, "arm": "arm A"},
            {"is": "objective response", "percent": 25, "arm": "arm B"},
            {"is": "disease control", "percent": 70, "arm": "arm A"},
            {"is": "disease control", "percent": 56, "arm": "arm B"},
        ],
    ),
    # each of a list of causes
    (
        "Treatment was discontinued because of rash (3%), nausea (2%) and fatigue (1%).",
        [
            {"is": "discontinuation because of rash", "percent": 3},
            {"is": "discontinuation because of nausea", "percent": 2},
            {"is": "discontinuation because of fatigue", "percent": 1},
        ],
    ),
    # a word in brackets breaks no list
    (
        "The incidence of contracture (Baker grade III/IV), infection and rupture was 4.7%, 0.1% and 1.6%.",
        [
            {"is": "contracture", "percent": 4.7},
            {"is": "infection", "percent": 0.1},
            {"is": "rupture", "percent": 1.6},
        ],
    ),
    # who had it not
    (
        "The survival rates in patients with (81%) and without residual sepsis (90%) were similar.",
        [{"is": "survival", "percent": 81}, {"is": "survival", "percent": 90}],
    ),
    # whole names
    (
        "There was complete loco-regional tumour control in 51% of all patients.",
        [{"is": "complete loco-regional tumour control", "percent": 51}],
    ),
    (
        "Amputation free survival was 43% and recurrence free survival 61%.",
        [{"is": "amputation free survival", "percent": 43}, {"is": "recurrence free survival", "percent": 61}],
    ),
    (
        "There were no severe acute or late adverse events.",
        [{"is": "severe acute adverse event", "n": 0}, {"is": "late adverse event", "n": 0}],
    ),
    # a time inside of a name; those who lived are no share of an improvement; what was failed to reach
    (
        "The disease-free 5-year survival rate was 81%, and the overall two-year survival 90%.",
        [{"is": "disease-free survival", "percent": 81}, {"is": "overall survival", "percent": 90}],
    ),
    (
        "A significant improvement in survival was achieved with tirofide (71%) as compared to placebo (41%).",
        [
            {"is": "survival", "percent": 71, "arm": "tirofide"},
            {"is": "survival", "percent": 41, "arm": "placebo"},
        ],
    ),
    (
        "Three recipients (7.5%) failed to mount an IgG response.",
        [{"is": "failed to mount an IgG response", "n": 3, "percent": 7.5}],
    ),
    # a complaint that improved is no harm, nor are those listed with it
    ("Cough improved in 64% of patients.", [{"is": "cough improved", "percent": 64}]),
    (
        "Fits ceased in 60%, and 20% benefited.",
        [{"is": "fits ceased", "percent": 60}, {"is": "benefited", "percent": 20}],
    ),
    (
        "Rhinorrhoea, headache and snoring improved in 62%, 71% and 60% of patients, respectively.",
        [
            {"is": "rhinorrhoea improved", "percent": 62},
            {"is": "headache improved", "percent": 71},
            {"is": "snoring improved", "percent": 60},
        ],
    ),
    (
        "Dyspnoea was improved in 64%, and fatigue in 40%.",
        [{"is": "dyspnoea improved", "percent": 64}, {"is": "fatigue improved", "percent": 40}],
    ),
    (
        "Headache improved in 60% and nausea was seen in 10%.",
        [{"is": "headache improved", "percent": 60}, {"is": "nausea", "percent": 10}],
    ),
    ("Pain improved by 40%.", []),
    ("Nobody fell. Range of motion improved in 31%.", [{"is": "range of motion improved", "percent": 31}]),
    ("Signs of infection resolved in 61%.", [{"is": "signs of infection resolution", "percent": 61}]),
    # what is good is no harm, though a harm be told with it
    (
        "The cure and mortality rates were 93 and 7%, respectively. The curability rate was 61% in the other series.",
        [{"is": "cure", "percent": 93}, {"is": "mortality", "percent": 7}, {"is": "curability", "percent": 61}],
    ),
    # a change is of something, and counts nobody
    ("There were no changes in headache.", []),
    (
        "There was no change in wound dehiscence (9% vs 7%).",
        [{"is": "wound dehiscence", "percent": 9}, {"is": "wound dehiscence", "percent": 7}],
    ),
    # short forms in full, also in the plural, and those that two others make
    (
        "Atypical seizures (AtySs) were recorded. AtySs occurred in 4%, severe AtySs in 1%.",
        [{"is": "atypical seizure", "percent": 4}, {"is": "severe atypical seizure", "percent": 1}],
    ),
    (
        "Local (LO) recurrence-free survival (RFS) was assessed. The 1- and 2-year LO-RFS was 60% and 51% after "
        "abcamab versus 63% and 42% after defamib.",
        [{"is": "local recurrence-free survival", "percent": n, "arm": arm} for arm, *two in RFS for n in two],
    ),
    (
        "Recurrence-free survival (RFS) was assessed. The 1- and 2-year QZ-RFS was 60% and 51% after "
        "abcamab versus 63% and 42% after defamib.",
        [{"is": "QZ-RFS", "percent": n, "arm": arm} for arm, *two in RFS for n in two],
    ),
    (
        "Acute graft-versus-host diseases (GVHD) were seen. Acute GVHD was seen in 7%.",
        [{"is": "acute GVHD", "percent": 7}],
    ),
    # what a graft, a device and a patient share, and a time with the word beside it
    (
        "Graft and patient survival were 95% and 90%.",
        [{"is": "graft survival", "percent": 95}, {"is": "patient survival", "percent": 90}],
    ),
    (
        "Device and procedural success were reached in 99% and 98%.",
        [{"is": "device success", "percent": 99}, {"is": "procedural success", "percent": 98}],
    ),
    (
        "Hospital and 6-month mortality were 4% and 7%.",
        [{"is": "hospital mortality", "percent": 4}, {"is": "mortality", "percent": 7}],
    ),
    (
        "Wound infection and mesh rejection were seen in 5% and 2%.",
        [{"is": "wound infection", "percent": 5}, {"is": "mesh rejection", "percent": 2}],
    ),
    ("The 1- and 5-year survival rates were 80% and 60%.", [{"is": "survival", "percent": n} for n in (80, 60)]),
    # where a name ends
    (
        "The 3-year recurrence-free survival rates of the stent and bypass groups were 58% and 81%, respectively.",
        [
            {"is": "recurrence-free survival", "percent": 58, "arm": "stent"},
            {"is": "recurrence-free survival", "percent": 81, "arm": "bypass"},
        ],
    ),
    ("Two (4%) died of other tumours that may be related.", [{"is": "death of other tumour", "n": 2, "percent": 4}]),
    (
        "One (2%) died from organ failure caused by bleeding.",
        [{"is": "death from organ failure", "n": 1, "percent": 2}],
    ),
]


@pytest.mark.parametrize(("text", "rates"), NAMED, ids=[text[:50] for text, _ in NAMED])
def test_names_of_shares(text: str, rates: list[dict[str, Any]]) -> None:
    assert [of_share(f) for f in extractor.extract(text) if isinstance(f, AdverseEvent | ResponseRate)] == rates


def test_praise_is_no_harm() -> None:
    text = "Optimal field condition was rated in 87% (449/516) and 72% (370/512) during deep and moderate blockade."
    rates = [f for f in extractor.extract(text) if isinstance(f, ResponseRate)]
    assert [f.outcome for f in rates] == ["optimal field condition"] * 2


def test_of_whom_a_share_was_is_no_name_of_the_next() -> None:
    text = (
        "Cure occurred in 45 of 47 patients with soft tissue infections, in all of 16 patients with pneumonia, "
        "and in 10 of 12 patients with cystitis."
    )
    assert not [f.term for f in extractor.extract(text) if isinstance(f, AdverseEvent)]
