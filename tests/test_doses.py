"""Doses: a text in, its whole list of doses out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.commands.examples import ExampleResult, run_examples
from extractor.documents.text import paper_from_text
from extractor.facts.context import make_view
from extractor.facts.doses.elsewhere import TOLD_ELSEWHERE
from extractor.facts.doses.reader import doses
from extractor.facts.doses.schedule import frequencies, words_of_frequency
from extractor.matching import PatternSet, load_patterns
from extractor.nlp import Nlp, make_nlp
from extractor.pipeline import Pipeline
from extractor.records import Dose, Paper, Passage

COLUMNS = ("drug", "low", "high", "unit", "per", "frequency", "route", "stage")


@pytest.fixture(scope="module")
def nlp() -> Nlp:
    return make_nlp()


@pytest.fixture(scope="module")
def patterns() -> PatternSet:
    return load_patterns()


def read(text: str, nlp: Nlp, patterns: PatternSet, title: str | None = None) -> list[Dose]:
    return doses(make_view(paper_from_text(text, title), nlp, patterns))


def failing(folder: Path) -> list[ExampleResult]:
    return [result for result in run_examples(Pipeline(folder)) if not result.passed]


def short(dose: Dose) -> tuple[Any, ...]:
    return tuple(getattr(dose, name) for name in COLUMNS)


# fmt: off
TEXTS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # under the skin, every morning, X 3 daily, as needed, mean per day; no siemens, puffs, volumes, levels or flows
    ("Patients received filgrastim, at a dose of 2 micro g/kg/day s.c., for a week.",
     [("filgrastim", 2, None, "ug/kg", "day", None, "sc", None)]),
    ("Patients received oral prednisone 20 mg with intravenous rituximab 500 mg.",
     [("prednisone", 20, None, "mg", None, None, "oral", None),
      ("rituximab", 500, None, "mg", None, None, "iv", None)]),
    ("Patients received prednisone 10 mg X 3 daily.", [("prednisone", 10, None, "mg", "dose", "3/day", None, None)]),
    ("Patients received omeprazole 20 mg om and cimetidine 400 mg bd.",
     [("omeprazole", 20, None, "mg", "day", "1/day", None, None),
      ("cimetidine", 400, None, "mg", "dose", "2/day", None, None)]),
    ("Patients received codeine tablets 30 mg as needed after surgery.",
     [("codeine", 30, None, "mg", None, None, "oral", None)]),
    ("The mean dose of prednisone in patients was 9 ± 5 mg/day.",
     [("prednisone", 9, None, "mg", "day", None, None, None)]),
    ("Patients were treated with fluticasone (88 microg [2 puffs of 44 microg] twice daily).",
     [("fluticasone", 88, None, "ug", "dose", "2/day", None, None)]),
    ("Patients were assigned to budesonide (1 mg/4 mL) twice daily.",
     [("budesonide", 1, None, "mg", "dose", "2/day", None, None)]),
    ("Patients with AER between 10 and 200 microg/min received 50 mg losartan daily.",
     [("losartan", 50, None, "mg", "day", "1/day", None, None)]),
    ("The flow in patients was lower after furosemide (4.25 ml/min; p < 0.025).", []),
    # two amounts with a drug on either side are no list; an amount joined to one that is no dose is none
    ("Patients took metoprolol 50 mg and 75 mg aspirin.",
     [("metoprolol", 50, None, "mg", None, None, None, None), ("aspirin", 75, None, "mg", None, None, None, None)]),
    ("Patients took metoprolol 50 mg or 100 mg metoprolol succinate.",
     [("metoprolol", 50, None, "mg", None, None, None, None), ("metoprolol", 100, None, "mg", None, None, None, None)]),
    ("In patients the alcohol intake was 24 g/day for mirtazapine and 15 g/day for trazodone.", []),
    # How often, and what the amount is per
    ("Patients took 15 mg lansoprazole and 250 mg metronidazole at 9 am and 9 pm for 10 days.",
     [("lansoprazole", 15, None, "mg", "dose", "2/day", None, None),
      ("metronidazole", 250, None, "mg", "dose", "2/day", None, None)]),
    ("Adults received albendazole in two daily doses of 12 mg/kg.",
     [("albendazole", 12, None, "mg/kg", "dose", "2/day", None, None)]),
    ("Women with 12 g% or less were given lithium 60 mg/day; nobody had taken lithium >30 mg/day before.",
     [("lithium", 60, None, "mg", "day", None, None, None)]),
    ("Patients received lithium 900 mg. Patients walked twice daily.",
     [("lithium", 900, None, "mg", None, None, None, None)]),
    ("The daily dose of tolvaptan was 30 mg.", [("tolvaptan", 30, None, "mg", "day", None, None, None)]),
    ("In this phase IV trial patients received candesartan 16 mg.",
     [("candesartan", 16, None, "mg", None, None, None, None)]),
    ("Adults were randomized to DRV/r 600/100 mg twice daily.",
     [("darunavir", 600, None, "mg", "dose", "2/day", None, None),
      ("ritonavir", 100, None, "mg", "dose", "2/day", None, None)]),
    ("Patients were given rifaximin 550 mg tablets.", [("rifaximin", 550, None, "mg", None, None, "oral", None)]),
    ("Group A received esomeprazole 40 mg once daily. Group B received esomeprazole 40 mg once daily.",
     [("esomeprazole", 40, None, "mg", "day", "1/day", None, None),
      ("esomeprazole", 40, None, "mg", "day", "1/day", None, None)]),
    ("Part A tested BAY 12-3456 (4 or 8 mg once daily). BAY 12-3456 was well tolerated.",
     [("bay 12-3456", 4, None, "mg", "day", "1/day", None, None),
      ("bay 12-3456", 8, None, "mg", "day", "1/day", None, None)]),
    ("Bortezomib 1.3 mg/m2 was given on day one and lenalidomide 25 mg twice daily, every 21 days.",
     [("bortezomib", 1.3, None, "mg/m2", "dose", "1/21days", None, None),
      ("lenalidomide", 25, None, "mg", "dose", "2/day", None, None)]),
    ("Patients took lithium 900 mg daily.",
     [("lithium", 900, None, "mg", "day", "1/day", None, None)]),
    ("Patients took neratinib 240 mg per day and capecitabine 750 mg/m² twice daily, orally.",
     [("neratinib", 240, None, "mg", "day", None, "oral", None),
      ("capecitabine", 750, None, "mg/m2", "dose", "2/day", "oral", None)]),
    ("Atezolizumab 1200 mg was given intravenously every 3 weeks.",
     [("atezolizumab", 1200, None, "mg", "dose", "1/3weeks", "iv", None)]),
    ("Patients received methotrexate 15 mg weekly.",
     [("methotrexate", 15, None, "mg", "week", "1/week", None, None)]),
    ("Rats received a single intraperitoneal injection of streptozotocin at a dose of 55 mg/kg.",
     [("streptozocin", 55, None, "mg/kg", "dose", "once", "intraperitoneal", None)]),
    ("Gemcitabine 1000 mg/m2 was given on days 1, 8 and 15 of each 28-day cycle.",
     [("gemcitabine", 1000, None, "mg/m2", "dose", "3/28days", None, None)]),
    ("Patients received single-agent docetaxel 75 mg/m2 every 3 weeks.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None)]),
    ("Patients received docetaxel 75 mg/m2 and cisplatin 60 mg/m2. Cycles were repeated every 21 days.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/21days", None, None),
      ("cisplatin", 60, None, "mg/m2", "dose", "1/21days", None, None)]),
    ("Single oral doses of 20 mg famotidine and 30 mg lansoprazole were compared.",
     [("famotidine", 20, None, "mg", "dose", "once", "oral", None),
      ("lansoprazole", 30, None, "mg", "dose", "once", "oral", None)]),
    ("Volunteers took atenolol 50 mg two hours or 90 min before exercise.",
     [("atenolol", 50, None, "mg", "dose", "once", None, None)]),
    ("Premedication with ketamine 15 mg/kg and midazolam 1 mg/kg was given.",
     [("ketamine", 15, None, "mg/kg", "dose", "once", None, None),
      ("midazolam", 1, None, "mg/kg", "dose", "once", None, None)]),
    ("Cefixime 8 mg/kg was given as a single daily dose, and lovastatin 20 mg/night.",
     [("cefixime", 8, None, "mg/kg", "day", "1/day", None, None),
      ("lovastatin", 20, None, "mg", "day", "1/day", None, None)]),
    ("Vitamin D3 (50,000 IU/week) and amoxicillin (500 mg/8 h) were given.",
     [("cholecalciferol", 50000, None, "IU", "week", None, None, None),
      ("amoxicillin", 500, None, "mg", "dose", "1/8hours", None, None)]),
    ("Patients received docetaxel 75 mg/m2 and carboplatin AUC 6 in 3-week cycles and aspirin 100 mg.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("carboplatin", 6, None, "AUC", "dose", "1/3weeks", None, None),
      ("aspirin", 100, None, "mg", None, None, None, None)]),
    ("Patients received epirubicin 90 mg/m2 followed by docetaxel 100 mg/m2, all given every 3 weeks.",
     [("epirubicin", 90, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("docetaxel", 100, None, "mg/m2", "dose", "1/3weeks", None, None)]),
    # How often, as other sentences say it
    ("Patients received docetaxel 75 mg/m2 and cisplatin 60 mg/m2. All consented. Both drugs were given weekly.",
     [("docetaxel", 75, None, "mg/m2", "week", "1/week", None, None),
      ("cisplatin", 60, None, "mg/m2", "week", "1/week", None, None)]),
    ("Patients received loratadine 10 mg and montelukast 5 mg. Montelukast was given twice daily. "
     "Symptoms were assessed weekly.",
     [("loratadine", 10, None, "mg", None, None, None, None),
      ("montelukast", 5, None, "mg", "dose", "2/day", None, None)]),
    ("Montelukast, an antagonist, given once daily, is known. Patients were assigned to montelukast 10 mg.",
     [("montelukast", 10, None, "mg", "day", "1/day", None, None)]),
    ("Azathioprine 100 mg daily was given. After 8 weeks the dosage was increased to azathioprine, 150 mg.",
     [("azathioprine", 100, None, "mg", "day", "1/day", None, None),
      ("azathioprine", 150, None, "mg", "day", "1/day", None, None)]),
    # No doses given: limits, feed and soil, what a drug's name describes
    ("Women took folic acid in doses greater than 5 mg, or iron at 4 mg/d or less.", []),
    ("Hens ate virginiamycin (110 mg/kg of feed).", []),
    # ... contents per kilogram, wherever a paper says so; lists; what animals weigh; areas and tons
    ("Hens ate virginiamycin (30, 60 or 90 mg/kg of feed). They lived with virginiamycin 90 mg/kg.", []),
    ("Quails were fed a basal diet with 0, 15 or 45 mg/kg lutein, or the basal diet + 70 mg/kg tylosin.", []),
    ("Calves ate biotin (0, 2 and 8 mg/kg), which was mixed into a starter feed, or biotin at 5 g/kg HGX diets.", []),
    ("Rats were kept on soils containing 0.6 mg/kg, 2.2 mg/kg (medium) and 9 mg/kg of cadmium.", []),
    ("Mice were fed a high-fat diet and treated with metformin (150 mg/kg); others ate a diet"
     " containing zinc (5 mg/kg body weight).",
     [("metformin", 150, None, "mg/kg", None, None, None, None), ("zinc", 5, None, "mg/kg", None, None, None, None)]),
    ("Cocaine was injected into 220 g Wistar rats that pressed with a 12-g force.", []),
    ("Limonene (12 µg cm⁻²) was put on rats, which ate amprolium at 130 g/t or 400 g per ton.", []),
    ("Students ate bread (40 g available carbohydrate) and had a scan with 60 mL iodine contrast.", []),
    # The unit of the second is that of the first
    ("Children took 90 mg of lithium and 400 mg of zinc per square meter per day.",
     [("lithium", 90, None, "mg/m2", "day", None, None, None), ("zinc", 400, None, "mg/m2", "day", None, None, None)]),
    ("Rats got dopamine 4 µg/kg-min or epinephrine (3 µg kg body wt-1 min-1).",
     [("dopamine", 4, None, "ug/kg", "min", None, None, None),
      ("epinephrine", 3, None, "ug/kg", "min", None, None, None)]),
    ("The mean daily intakes of lead and nickel were 0.04 mg/kg; rats with lithium contents of 5 mg had an ED25 of"
     " lithium of 7 mg/kg.", []),
    ("Infants got amino acids (0.3 g N/kg) and lithium chains with lengths of 7 units.", []),
    ("Women were treated with 7 or 14 mg of sodium etidronate (EHDP)/kg body weight; cells got 5 mg zinc (Zn)/mL.",
     [("etidronic acid", 7, None, "mg/kg", None, None, None, None),
      ("etidronic acid", 14, None, "mg/kg", None, None, None, None)]),
    # What runs by weight and time runs into a vein
    ("Women got dexmedetomidine 0.6 µg/kg over 12 min, propofol 30-90 µg/kg/min, or oral ketamine 5 mg over 2 min.",
     [("dexmedetomidine", 0.6, None, "ug/kg", None, None, "iv", None),
      ("propofol", 30, 90, "ug/kg", "min", None, "iv", None), ("ketamine", 5, None, "mg", None, None, "oral", None)]),
    ("Women got epidural fentanyl 2 µg/kg/h or treprostinil 8 ng/kg/min subcutaneously.",
     [("fentanyl", 2, None, "ug/kg", "hour", None, "epidural", None),
      ("treprostinil", 8, None, "ng/kg", "min", None, "sc", None)]),
    ("Women took oral aspirin 90 mg and zinc 8 mg, and were maintained with heparin 4000 U.",
     [("aspirin", 90, None, "mg", None, None, "oral", None), ("zinc", 8, None, "mg", None, None, "oral", None),
      ("heparin", 4000, None, "U", None, None, None, None)]),
    ("With lithium faecal N was alike (8 g/d), total N was 20, 30 and 40 g/d, and the secretion rate of T3 was"
     " 7.5 µg/day.", []),
    ("Women on lithium took 30 mg quorizan twice daily.", [(None, 30, None, "mg", "dose", "2/day", None, None)]),
    ("Women used tretinoin 0.1% cream nightly; others took aspirin 60 mg and applied an ointment.",
     [("tretinoin", 0.1, None, "%", None, "1/day", "topical", None),
      ("aspirin", 60, None, "mg", None, None, None, None)]),
    ("Mice were gavage-fed with lithium at 7 mg/kg, or got zinc 9 mg/kg intratumorally and 3 mg/kg via the tail vein.",
     [("lithium", 7, None, "mg/kg", None, None, "oral", None),
      ("zinc", 9, None, "mg/kg", None, None, "intratumoral", None),
      ("zinc", 3, None, "mg/kg", None, None, "iv", None)]),
    # What a verb or a bracket says of something else
    ("After lithium, lotus extract was given by gavage to mice in doses of 0.3 g/kg (low) or 0.9 g/kg (high).",
     [(None, 0.3, None, "g/kg", None, None, "oral", None), (None, 0.9, None, "g/kg", None, None, "oral", None)]),
    ("Mice were treated with aldolin (4 injections of 25 mg/kg) or lithium (3 injections of 70 mg/kg).",
     [(None, 25, None, "mg/kg", None, None, None, None), ("lithium", 70, None, "mg/kg", None, None, None, None)]),
    ("Dopamine was given to children in two doses: first 3 and then 6 µg/kg per min.",
     [("dopamine", 3, None, "ug/kg", "min", None, "iv", None),
      ("dopamine", 6, None, "ug/kg", "min", None, "iv", None)]),
    ("Levels of phenformin were up to 241 ng./ml and of lithium 20 mmol/1.", []),
    ("The extract was given at 200 mg/kg to streptozotocin-induced diabetic rats.",
     [(None, 200, None, "mg/kg", None, None, None, None)]),
    # Lists
    ("Mice were pretreated with metformin (100, 200 or 400 mg/kg; i.p.; once daily for 7 days).",
     [("metformin", n, None, "mg/kg", "day", "1/day", "intraperitoneal", None) for n in (100, 200, 400)]),
    ("Gemcitabine and oxaliplatin were given at 1,000 and 100 mg/m2, respectively.",
     [("gemcitabine", 1000, None, "mg/m2", None, None, None, None),
      ("oxaliplatin", 100, None, "mg/m2", None, None, None, None)]),
    ("Children took artemether–lumefantrine 20/120 mg twice daily.",
     [("artemether", 20, None, "mg", "dose", "2/day", None, None),
      ("lumefantrine", 120, None, "mg", "dose", "2/day", None, None)]),
    ("They received aspirin 100 mg and clopidogrel 75 mg once daily.",
     [("aspirin", 100, None, "mg", "day", "1/day", None, None),
      ("clopidogrel", 75, None, "mg", "day", "1/day", None, None)]),
    ("Volunteers got 50-, 100- and 200-mg doses of metformin.",
     [("metformin", n, None, "mg", None, None, None, None) for n in (50, 100, 200)]),
    ("Patients received FOLFOX (oxaliplatin 85 mg/m2, leucovorin 400 mg/m2, fluorouracil 400 mg/m2 as a bolus "
     "followed by 2400 mg/m2) every 2 weeks.",
     [("oxaliplatin", 85, None, "mg/m2", "dose", "1/2weeks", None, None),
      ("leucovorin", 400, None, "mg/m2", "dose", "1/2weeks", None, None),
      ("fluorouracil", 400, None, "mg/m2", "dose", "1/2weeks", None, None),
      ("fluorouracil", 2400, None, "mg/m2", "dose", "1/2weeks", None, None)]),
    ("Mice were given iron dextran at 0.1 g/kg (LF group), 0.5 g/kg (MF group) and 1.0 g/kg (HF group) once a week.",
     [("iron dextran", n, None, "g/kg", "week", "1/week", None, None) for n in (0.1, 0.5, 1.0)]),
    # Ranges
    ("Patients took baclofen 20-120 mg daily.",
     [("baclofen", 20, 120, "mg", "day", "1/day", None, None)]),
    ("Patients took baclofen in doses between 5 mg and 10 mg daily.",
     [("baclofen", 5, 10, "mg", "day", "1/day", None, None)]),
    ("Vemurafenib was increased from 480 to 960 mg twice daily.",
     [("vemurafenib", 480, None, "mg", "dose", "2/day", None, None),
      ("vemurafenib", 960, None, "mg", "dose", "2/day", None, None)]),
    # Stages
    ("Trastuzumab 8 mg/kg loading dose, then 6 mg/kg every three weeks, was given.",
     [("trastuzumab", 8, None, "mg/kg", "dose", "once", None, "loading"),
      ("trastuzumab", 6, None, "mg/kg", "dose", "1/3weeks", None, None)]),
    ("Patients received heparin 80 U/kg bolus then 18 U/kg/h.",
     [("heparin", 80, None, "U/kg", "dose", "once", "iv", None),
      ("heparin", 18, None, "U/kg", "hour", None, "iv", None)]),
    ("Dose levels of tivantinib were 120 and 200 mg b.i.d.; 200 mg b.i.d. was the maximum tolerated dose.",
     [("tivantinib", 120, None, "mg", "dose", "2/day", None, None),
      ("tivantinib", 200, None, "mg", "dose", "2/day", None, "MTD")]),
    # Units
    ("Ketamine was infused at 0.5 mg/(kg·h) and remifentanil at 0.1 μg·kg⁻¹·min⁻¹.",
     [("ketamine", 0.5, None, "mg/kg", "hour", None, "iv", None),
      ("remifentanil", 0.1, None, "ug/kg", "min", None, "iv", None)]),
    ("Patients received carboplatin AUC 5 and pemetrexed 500 mg/m2.",
     [("carboplatin", 5, None, "AUC", None, None, None, None),
      ("pemetrexed", 500, None, "mg/m2", None, None, None, None)]),
    ("They received 3 mL of 0.5% isobaric levobupivacaine intrathecally.",
     [("levobupivacaine", 3, None, "mL", "dose", "once", "intrathecal", None),
      ("levobupivacaine", 0.5, None, "%", None, None, "intrathecal", None)]),
    ("Patients received 1.5 million units of benzathine penicillin.",
     [("penicillin g benzathine", 1500000, None, "U", None, None, None, None)]),
    ("The group received a supplement of 2000 IU/d vitamin A.",
     [("vitamin a", 2000, None, "IU", "day", None, None, None)]),
    # Substances that the dictionary does not know
    ("The experimental dose (4 mg/kg) caused no observable changes in mice.",
     [(None, 4, None, "mg/kg", None, None, None, None)]),
    ("Rats received morphine or the extract CzE (20 mg/kg).",
     [("cze", 20, None, "mg/kg", None, None, None, None)]),
    ("Rats received morphine or tolurixine (20 mg/kg) or 50 µg of QX-71 orally.",
     [("tolurixine", 20, None, "mg/kg", None, None, "oral", None),
      ("qx-71", 50, None, "ug", None, None, "oral", None)]),
    ("Women took raloxifene. RLX 60 mg/d was compared with placebo.",
     [("raloxifene", 60, None, "mg", "day", None, None, None)]),
    # What stands before and behind the name
    ("They took 20 mg omeprazole b.i.d., 1000 mg amoxicillin b.i.d. and 500 mg metronidazole t.i.d.",
     [("omeprazole", 20, None, "mg", "dose", "2/day", None, None),
      ("amoxicillin", 1000, None, "mg", "dose", "2/day", None, None),
      ("metronidazole", 500, None, "mg", "dose", "3/day", None, None)]),
    ("Patients got 5 mg. indapamide daily or 100 mg aspirin per day.",
     [("indapamide", 5, None, "mg", "day", "1/day", None, None),
      ("aspirin", 100, None, "mg", "day", None, None, None)]),
    ("They took amiloride/hydrochlorothiazide 5 mg/50 mg daily.",
     [("amiloride", 5, None, "mg", "day", "1/day", None, None),
      ("hydrochlorothiazide", 50, None, "mg", "day", "1/day", None, None)]),
    ("Mice were given 7--14 mg/kg of etoposide, 250 mg kg(-1) of metformin or 5 mg/kg.d of melphalan.",
     [("etoposide", 7, 14, "mg/kg", None, None, None, None),
      ("metformin", 250, None, "mg/kg", None, None, None, None),
      ("melphalan", 5, None, "mg/kg", "day", None, None, None)]),
    # One sentence for two arms; an amount that elsewhere is of another drug
    ("Women got fulvestrant 500 mg or fulvestrant 500 mg plus palbociclib 125 mg.",
     [("fulvestrant", 500, None, "mg", None, None, None, None),
      ("fulvestrant", 500, None, "mg", None, None, None, None),
      ("palbociclib", 125, None, "mg", None, None, None, None)]),
    ("Osocimab 0.6 mg/kg or enoxaparin 40 mg was given. It was no worse than enoxaparin when dosed at 0.6 mg/kg.",
     [("osocimab", 0.6, None, "mg/kg", None, None, None, None),
      ("enoxaparin", 40, None, "mg", None, None, None, None)]),
    # Given once because the procedure is done once
    ("Dexmedetomidine (1 µg/kg) was given 30 min before induction of anaesthesia.",
     [("dexmedetomidine", 1, None, "ug/kg", "dose", "once", None, None)]),
    # A first dose, and those after it
    ("Patients received aspirin 300 mg on arrival, then 75 mg daily.",
     [("aspirin", 300, None, "mg", "dose", "once", None, None),
      ("aspirin", 75, None, "mg", "day", "1/day", None, None)]),
    ("Ticagrelor 180 mg was given on admission. Thereafter patients took ticagrelor 90 mg twice daily.",
     [("ticagrelor", 180, None, "mg", "dose", "once", None, None),
      ("ticagrelor", 90, None, "mg", "dose", "2/day", None, None)]),
    ("Women took an oral dose of 2 g metronidazole followed by 1 g metronidazole 12 hours later.",
     [("metronidazole", 2, None, "g", "dose", "once", "oral", None),
      ("metronidazole", 1, None, "g", "dose", "once", "oral", None)]),
    ("Adults took fosfomycin 3 g once (31) or nitrofurantoin 100 mg twice daily (29).",
     [("fosfomycin", 3, None, "g", "dose", "once", None, None),
      ("nitrofurantoin", 100, None, "mg", "dose", "2/day", None, None)]),
    ("Carmustine 300mg/m2qd X 3 and 500mg/m2qd X 3 was given.",
     [("carmustine", 300, None, "mg/m2", "day", "1/day", None, None),
      ("carmustine", 500, None, "mg/m2", "day", "1/day", None, None)]),
    # Routes
    ("The rats got oral (7 mg/kg) and topical (14 mg/kg) doses of nitroglycerin.",
     [("nitroglycerin", 7, None, "mg/kg", None, None, "oral", None),
      ("nitroglycerin", 14, None, "mg/kg", None, None, "topical", None)]),
    ("We compared intravenous nalbuphine and tramadol. Group N got nalbuphine 4 mg, group T tramadol 50 mg.",
     [("nalbuphine", 4, None, "mg", None, None, "iv", None),
      ("tramadol", 50, None, "mg", None, None, "iv", None)]),
    # The same dose said again, once less fully
    ("Patients received ivermectin 12 mg once daily. No harm was seen with ivermectin 12 mg/day.",
     [("ivermectin", 12, None, "mg", "day", "1/day", None, None)]),
    # No doses
    ("The soil held 732 mg/kg and the grain 27 mg kg-1.", []),
    ("The mean AUC was 3360 µg h/L for prednisone.", []),
    ("The AUC of the model was 0.85 and serum lithium was 0.8 mmol.", []),
    ("We excluded patients weighing under 40 kg and those with haemoglobin below 80 g/L.", []),
    ("The mean morphine consumption was 25.3 mg in group A and 40.1 mg in group B (p<0.001).", []),
    ("The total dose of propofol was 120 mg vs 150 mg (P=0.02).", []),
    ("The LD50 of tobramycin in mice was 77 mg/kg.", []),
    ("ALI was induced in mice by LPS (10 mg/kg).", []),
    ("Blood loss was 300 mL with oxytocin and two units of red cells were given.", []),
    ("Patients were fed 2 mg of cholesterol per g of food beside lithium.", []),
    ("The median total dose of melphalan prior to a reaction was 90 mg.", []),
    ("The daily intake of zinc oxide was estimated to be 2 mg/kg.", []),
    ("Cells were incubated with 10 µg/mL doxorubicin.", []),
    # The substance between the unit and what it is per; ranges whose units differ; ranges of doses
    ("Rats were given 5 mg lithium carbonate/kg body weight per day, zolpidem (5 microgram/100 g b.w.), 10 mg valproate"
     " kg⁻¹ diet and 3 mg of tolvaptan per litre.",
     [("lithium", 5, None, "mg/kg", "day", None, None, None),
      ("zolpidem", 5, None, "ug/100 g", None, None, None, None)]),
    ("Zolpidem was given in doses of 5 mg-20 mg/kg; doses of lithium ranged from 5 to 20 mg.",
     [("zolpidem", 5, 20, "mg/kg", None, None, None, None), ("lithium", 5, 20, "mg", None, None, None, None)]),
    ("Lithium balances were negative (-4 g); one took lithium (over 360 mg) and zolpidem (1 mL contains 20 mg).", []),
    ("Intakes of caffeine were estimated to be 26 and 2.0 mg/kg in children given lithium 900 mg.",
     [("lithium", 900, None, "mg", None, None, None, None)]),
    ("Lithium clearance fell at 250 and 375 mg twice daily.",
     [("lithium", 250, None, "mg", "dose", "2/day", None, None),
      ("lithium", 375, None, "mg", "dose", "2/day", None, None)]),
    ("They were given 2.4 X 10(6) units of penicillin G.",
     [("benzylpenicillin", 2400000, None, "U", None, None, None, None)]),
    # Amounts of something else than the drug named before: unknown substances, codes, vehicles
    ("Rats were given either lithium (10 mg/kg) or a root extract (25 mg/kg).",
     [("lithium", 10, None, "mg/kg", None, None, None, None), (None, 25, None, "mg/kg", None, None, None, None)]),
    ("Rats received lithium 20 mg/kg for ulcers caused by quabinic acid (QA) 15 mg/kg, then 60 mg/kg of the tincture.",
     [("lithium", 20, None, "mg/kg", None, None, None, None), (None, 15, None, "mg/kg", None, None, None, None),
      (None, 60, None, "mg/kg", None, None, None, None)]),
    ("Rats received lithium (1 mg/kg) after injection of saline (2 mL/kg).",
     [("lithium", 1, None, "mg/kg", None, None, None, None)]),
    ("Lithium was given at discharge (median 5 mg/kg) as tablets (20 mg).",
     [("lithium", 5, None, "mg/kg", None, None, "oral", "mean"),
      ("lithium", 20, None, "mg", None, None, "oral", None)]),
    ("Rats pretreated with 10 mg/kg (ip) of fluoxetine received 30 mg/kg of lithium and 0.5 g/kg of 95% ethanol.",
     [("fluoxetine", 10, None, "mg/kg", None, None, "intraperitoneal", None),
      ("lithium", 30, None, "mg/kg", None, None, None, None), ("ethanol", 0.5, None, "g/kg", None, None, None, None)]),
    ("Lithium pellets (75 mg) were implanted in rats.", [("lithium", 75, None, "mg", None, None, None, None)]),
    # Days of a cycle, days of treatment
    ("Temozolomide was given in six 4-week cycles of 150 mg/m2 temozolomide on days 1-5.",
     [("temozolomide", 150, None, "mg/m2", "dose", None, None, None)]),
    ("Women received vaginal progesterone (400 mg everyday) or oral cefixime 1 g for one month of treatment.",
     [("progesterone", 400, None, "mg", "day", "1/day", "vaginal", None),
      ("cefixime", 1, None, "g", None, None, "oral", None)]),
    # The name in brackets, its route, what follows an amount; names of the paper's drugs that stand there otherwise
    ("Rats received lithium (1 mg/kg) after quabinic toxin (QT, 10 mg/kg) and zolpidem (p.o. 20 mg/kg).",
     [("lithium", 1, None, "mg/kg", None, None, None, None), (None, 10, None, "mg/kg", None, None, None, None),
      ("zolpidem", 20, None, "mg/kg", None, None, "oral", None)]),
    ("Rats were given lithium. A 2 mg/kg intravenous dose of frumelac did not help; 5 mg of the salt, lithium, did.",
     [(None, 2, None, "mg/kg", None, None, "iv", None), ("lithium", 5, None, "mg", None, None, None, None)]),
    ("Doxycycline healed rats. Doxy (3 mg/kg) was given with venom (4 mg/kg).",
     [("doxycycline", 3, None, "mg/kg", None, None, None, None), (None, 4, None, "mg/kg", None, None, None, None)]),
    ("Physostigmine was given to cats in two doses, 16 and 32 mug/kg.",
     [("physostigmine", 16, None, "ug/kg", None, None, None, None),
      ("physostigmine", 32, None, "ug/kg", None, None, None, None)]),
    # Titrated to an amount that is the maximum elsewhere: one dose
    ("Adults were titrated to lithium 600 mg/day. Most reached the maximum dose of lithium 600 mg/day.",
     [("lithium", 600, None, "mg", "day", None, None, "escalated")]),
    ("Children drank lithium 5 mg and milk with low levels of calcium (LC, ∼50 mg/day); calcium injected helped.",
     [("lithium", 5, None, "mg", None, None, None, None), ("calcium", 50, None, "mg", "day", None, None, None)]),
    ("XQMF was injected to male rats once a day for 10 days at a dose of 10 mg/day, then 5 mg/kg fremulin-A.",
     [("xqmf", 10, None, "mg", "day", "1/day", None, None), ("fremulin-a", 5, None, "mg/kg", None, None, None, None)]),
    ("Adults took a single high-dose (140 mg/kg) of valproic acid. The FDA-approved dose of 30 mg/kg was given later.",
     [("valproic acid", 140, None, "mg/kg", "dose", "once", None, None),
      ("valproic acid", 30, None, "mg/kg", None, None, None, None)]),
    ("Men were given 0.7 g alcohol per kg body weight. Others took dexamethasone 2.5 mg on two successive days a week.",
     [(None, 0.7, None, "g/kg", None, None, None, None),
      ("dexamethasone", 2.5, None, "mg", "dose", "2/week", None, None)]),
    ("Adults were given 0.2 units of heparin per kilogram body weight per hour.",
     [("heparin", 0.2, None, "U/kg", "hour", None, None, None)]),
    # An "or" after the vehicle; a name with its treatment; a single dose in a bracket; a drug of which little is said
    ("Rats had vehicle or 0.4 mg/kg of lithium.", [("lithium", 0.4, None, "mg/kg", None, None, None, None)]),
    ("Rats had QBF treatment at 5 mg/kg, then 7 mg/kg body wt. quabaserine, or lithium in a single oral (25 mg) dose.",
     [("qbf", 5, None, "mg/kg", None, None, None, None), ("quabaserine", 7, None, "mg/kg", None, None, None, None),
      ("lithium", 25, None, "mg", "dose", "once", "oral", None)]),
    ("Rats had lithium. They were old. They were well. A dose of 1 mg/kg was given.",
     [(None, 1, None, "mg/kg", None, None, None, None)]),
    # What is spun, weighed, counted or fed
    ("Cells of rats given lithium 5 mg/kg were spun at 9500 g; urea was 3 mg/250 g body weight. Insulin fell"
     " (- 1.6 units).", [("lithium", 5, None, "mg/kg", None, None, None, None)]),
    # Days before amounts, points and dashes in units
    ("On day 3, 20 mg nifedipine was taken orally by nine healthy volunteers.",
     [("nifedipine", 20, None, "mg", "dose", "once", "oral", None)]),
    ("Children received azithromycin 10 mg/kg on day 1 and 5 mg/kg on days 2-5.",
     [("azithromycin", 10, None, "mg/kg", "dose", "once", None, None),
      ("azithromycin", 5, None, "mg/kg", "dose", None, None, None)]),
    ("Dogs received glucose (6 mg./kg./min) intravenously.",
     [("glucose", 6, None, "mg/kg", "min", None, "iv", None)]),
    ("Patients got 150 mg of trimethoprim per square meter per day.",
     [("trimethoprim", 150, None, "mg/m2", "day", None, None, None)]),
    ("Doses of quetiapine went from 150mg∼900 mg/d in patients.",
     [("quetiapine", 150, 900, "mg", "day", None, None, None)]),
    # Strengths in percent
    ("One drop of latanoprost 0.005% was instilled once daily in patients with glaucoma.",
     [("latanoprost", 0.005, None, "%", None, "1/day", None, None)]),
    ("Eyes of patients were randomised to topical tobramycin 0.3% or topical vancomycin 4% every hour.",
     [("tobramycin", 0.3, None, "%", None, "1/hour", "topical", None),
      ("vancomycin", 4, None, "%", None, "1/hour", "topical", None)]),
    ("Recurrence occurred in aspirin 5% and placebo 8% of patients given eye drops.",
     []),
    # Names that no dictionary lists
    ("The WM group of patients received abidor capsule 0.2 g tid and lopinavir-ritonavir tablets 500 mg bid.",
     [(None, 0.2, None, "g", "dose", "3/day", "oral", None),
      ("lopinavir + ritonavir", 500, None, "mg", "dose", "2/day", "oral", None)]),
    ("A woman received follitropin 300 units, porcine luteinising lutropic hormone 7,000 units and leuprolide 3 mg.",
     [("follitropin", 300, None, "U", None, None, None, None),
      (None, 7000, None, "U", None, None, None, None),
      ("leuprolide", 3, None, "mg", None, None, None, None)]),
    ("In patients dalbavancin was given at 900 mg daily for mild RI, 710 mg daily for worse RI, and 300 mg "
     "daily for ESRD.",
     [("dalbavancin", 900, None, "mg", "day", "1/day", None, None),
      ("dalbavancin", 710, None, "mg", "day", "1/day", None, None),
      ("dalbavancin", 300, None, "mg", "day", "1/day", None, None)]),
    ("Patients received fluticasone MDI (880 μg) twice daily or budesonide DPI at 200 µg bid.",
     [("fluticasone", 880, None, "ug", "dose", "2/day", None, None),
      ("budesonide", 200, None, "ug", "dose", "2/day", None, None)]),
    ("Patients took high-dose (60 mg b.d.) or low-dose (15 mg o.d.) lansoprazole for one week.",
     [("lansoprazole", 60, None, "mg", "dose", "2/day", None, None),
      ("lansoprazole", 15, None, "mg", "day", "1/day", None, None)]),
    ("Rats were injected with Zugol 4218 (30 mg/kg, sc) and later treated with bosentan (80 mg/kg/day).",
     [(None, 30, None, "mg/kg", None, None, "sc", None),
      ("bosentan", 80, None, "mg/kg", "day", None, None, None)]),
    ("Low-risk patients got basiliximab, while doses of AQG were reduced to 5-6 mg/kg.",
     [(None, 5, 6, "mg/kg", None, None, None, "reduced")]),
    ("Low-risk patients got basiliximab, while doses of ATG were reduced to 5-6 mg/kg.",
     [("antithymocyte globulin", 5, 6, "mg/kg", None, None, None, "reduced")]),
    ("Patients received levothyroxine (T4). After 150 µg T4 daily there was no response to 400 µg protirelin.",
     [("levothyroxine", 150, None, "ug", "day", "1/day", None, None),
      ("protirelin", 400, None, "ug", None, None, None, None)]),
    ("Mice received ginsenoside Rb1 and cyclophosphamide. Mice were injected with Rb1 (40 mg/kg).",
     [("ginsenoside rb1", 40, None, "mg/kg", None, None, None, None)]),
    # Lists, brackets and pairs
    ("Patients received omeprazole and ranitidine in doses of 20 mg once daily and 150 mg twice daily, respectively.",
     [("omeprazole", 20, None, "mg", "day", "1/day", None, None),
      ("ranitidine", 150, None, "mg", "dose", "2/day", None, None)]),
    ("Patients took amlodipine/valsartan 5/80 mg, increased to 10/160 mg after four weeks.",
     [("amlodipine", 5, None, "mg", None, None, None, None),
      ("valsartan", 80, None, "mg", None, None, None, None),
      ("amlodipine", 10, None, "mg", None, None, None, "escalated"),
      ("valsartan", 160, None, "mg", None, None, None, "escalated")]),
    ("Patients received tranexamic acid (loading dose 1 g over 10 min then infusion of 1 g over 8 h).",
     [("tranexamic acid", 1, None, "g", "dose", "once", "iv", "loading"),
      ("tranexamic acid", 1, None, "g", None, None, "iv", None)]),
    ("The dose was increased up to a maximum of 350 mg daily in patients given lamotrigine.",
     [("lamotrigine", 350, None, "mg", "day", "1/day", None, "maximum")]),
    ("Adults took nitrate supplements (400 mg sodium nitrate/day) or placebo.",
     [("sodium nitrate", 400, None, "mg", "day", None, None, None)]),
    ("Volunteers received 0.7 mg/kg tetrahydrocannabinol, or 1.0 ml/kg 95% ethanol.",
     [("tetrahydrocannabinol", 0.7, None, "mg/kg", None, None, None, None),
      ("ethanol", 1.0, None, "mL/kg", None, None, None, None)]),
    ("Patients were injected with bupivacaine (3 mL) and dexamethasone (8 mg; 2 mL).",
     [("bupivacaine", 3, None, "mL", None, None, None, None),
      ("dexamethasone", 8, None, "mg", None, None, None, None),
      ("dexamethasone", 2, None, "mL", None, None, None, None)]),
    ("Patients received colestipol 20 g/d (10 g BID at mealtimes).",
     [("colestipol", 20, None, "g", "day", None, None, None),
      ("colestipol", 10, None, "g", "dose", "2/day", None, None)]),
    ("Omeprazole (3-30 mg/kg) was tested in the indomethacin-induced gastric damage model (30 mg/kg) in rats.",
     [("omeprazole", 3, 30, "mg/kg", None, None, None, None),
      ("indomethacin", 30, None, "mg/kg", None, None, None, None)]),
    ("A daily capsule of three drugs (hydrochlorothiazide, 25 mg; bisoprolol, 10 mg; enalapril, 20 mg) was given "
     "to patients.",
     [("hydrochlorothiazide", 25, None, "mg", "day", "1/day", "oral", None),
      ("bisoprolol", 10, None, "mg", "day", "1/day", None, None),
      ("enalapril", 20, None, "mg", "day", "1/day", None, None)]),
    ("Children got ipratropium (250 µg), compared with salbutamol in large doses (0.25 mg/kg every 40 minutes).",
     [("ipratropium", 250, None, "ug", None, None, None, None),
      ("albuterol", 0.25, None, "mg/kg", "dose", "1/40min", None, None)]),
    ("Patients took fluticasone furoate (FF) and vilanterol (VI). FF/VI 100/25 μg once daily was better than "
     "placebo.",
     [("fluticasone furoate", 100, None, "ug", "day", "1/day", None, None),
      ("vilanterol", 25, None, "ug", "day", "1/day", None, None)]),
    # Whose an amount or a frequency is
    ("FEV1 rose in patients with fluticasone, 182 ml; 95% CI, 127, 236, and with salmeterol, 212 mL (95% CI, "
     "160-265).",
     []),
    ("Patients were allocated to receive heparin or 4 or 1.5 mg twice daily (BID) carvedilol.",
     [("carvedilol", 4, None, "mg", "dose", "2/day", None, None),
      ("carvedilol", 1.5, None, "mg", "dose", "2/day", None, None)]),
    ("Intravenous atenolol (10 mg) was given within 12 h, and oral treatment (100 mg daily) was kept up in "
     "patients.",
     [("atenolol", 10, None, "mg", None, None, "iv", None),
      ("atenolol", 100, None, "mg", "day", "1/day", "oral", None)]),
    ("Patients received fluorouracil 200 mg/body/day and mitomycin 6 mg/m2 twice weekly.",
     [("fluorouracil", 200, None, "mg", "day", None, None, None),
      ("mitomycin", 6, None, "mg/m2", "dose", "2/week", None, None)]),
    ("Patients were treated with budesonide 800-1200 microg x day(-1).",
     [("budesonide", 800, 1200, "ug", "day", None, None, None)]),
    ("Group 1 of the patients received 100 mg aspirin, Group 2 100 mg aspirin plus 75 mg clopidogrel.",
     [("aspirin", 100, None, "mg", None, None, None, None),
      ("aspirin", 100, None, "mg", None, None, None, None),
      ("clopidogrel", 75, None, "mg", None, None, None, None)]),
    ("Regular-dose (RD, 30 mg/day) was compared with low-dose (LD, 15 mg/day) meloxicam in patients.",
     [("meloxicam", 30, None, "mg", "day", None, None, None),
      ("meloxicam", 15, None, "mg", "day", None, None, None)]),
    ("Patients received prednisone 2 mg/kg/day (<or=80 mg every day).",
     [("prednisone", 2, None, "mg/kg", "day", "1/day", None, None)]),
    ("Patients received ibuprofen 400 mg before and 8 hours after each dose or prednisone 50 mg daily.",
     [("ibuprofen", 400, None, "mg", None, None, None, None),
      ("prednisone", 50, None, "mg", "day", "1/day", None, None)]),
    ("Patients took metformin 500 mg on an empty stomach.",
     [("metformin", 500, None, "mg", None, None, None, None)]),
    ("Patients received bi-weekly docetaxel 40 mg/m2.",
     [("docetaxel", 40, None, "mg/m2", None, None, None, None)]),
    ("The drug lowered pain in patients by 5 mg on a numeric scale.",
     []),
    ("Patients had six three-weekly cycles of docetaxel 75 mg/m2.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None)]),
    ("Women of group A took metformin 500 mg and those of group B 1000 mg; tablets were taken three times a day.",
     [("metformin", 500, None, "mg", "dose", "3/day", "oral", None),
      ("metformin", 1000, None, "mg", "dose", "3/day", "oral", None)]),
    ("Patients took metformin 500 mg; meals were taken three times a day.",
     [("metformin", 500, None, "mg", None, None, None, None)]),
    ("Docetaxel was given to patients in a three-weekly (75 mg/m2) or weekly (35 mg/m2) schedule.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("docetaxel", 35, None, "mg/m2", "week", "1/week", None, None)]),
    ("Insulin response to carvedilol was measured in patients by a 0.5 g/kg intravenous glucose tolerance test.",
     []),
    # Amounts before their drugs
    ("Dosages in patients were 20-60 mg/day for paroxetine and 75-375 mg/day for venlafaxine.",
     [("paroxetine", 20, 60, "mg", "day", None, None, None),
      ("venlafaxine", 75, 375, "mg", "day", None, None, None)]),
    ("Patients inhaled 200 micrograms/inh of salbutamol plus 50 micrograms/inh of ipratropium.",
     [("albuterol", 200, None, "ug", "dose", None, "inhaled", None),
      ("ipratropium", 50, None, "ug", "dose", None, "inhaled", None)]),
    ("Patients received amoxicillin 2 g and tinidazole 250 mg b.i.d., bismuth 120 mg b.i.d. and ranitidine 75 mg.",
     [("amoxicillin", 2, None, "g", "dose", "2/day", None, None),
      ("tinidazole", 250, None, "mg", "dose", "2/day", None, None),
      (None, 120, None, "mg", "dose", "2/day", None, None),
      ("ranitidine", 75, None, "mg", None, None, None, None)]),
    ("Patients on cyclosporine were randomised to the usual (50 mg) or low-dose (20 mg) basiliximab.",
     [("basiliximab", 50, None, "mg", None, None, None, None),
      ("basiliximab", 20, None, "mg", None, None, None, None)]),
    # For both, for neither
    ("Losartan and candesartan (both 4.0-60.0 mg/kg) were inactive in mice.",
     [("losartan", 4.0, 60.0, "mg/kg", None, None, None, None),
      ("candesartan", 4.0, 60.0, "mg/kg", None, None, None, None)]),
    ("Tobramycin medium contained (in each litre) 30.0 g of agar, 2.0 g of glucose, and 3.5 mg of tobramycin for "
     "injection.",
     []),
    ("Patients received thiabendazole in two doses each of 35 mg/kg.",
     [("thiabendazole", 35, None, "mg/kg", None, None, None, None)]),
    # Whose doses
    ("The dose was 25 and 45 mg in the bisoprolol and pindolol groups, respectively, of patients.",
     [("bisoprolol", 25, None, "mg", None, None, None, None),
      ("pindolol", 45, None, "mg", None, None, None, None)]),
    ("Forty patients received olanzapine 10 mg daily. Ten healthy controls received olanzapine 10 mg daily. The "
     "patients received olanzapine 10 mg daily at home.",
     [("olanzapine", 10, None, "mg", "day", "1/day", None, None),
      ("olanzapine", 10, None, "mg", "day", "1/day", None, None)]),
    # Short names, and what is measured
    ("Rats pretreated with PB (40 mg/kg, twice daily) were studied, and phenobarbital and methylcholanthrene "
     "compared.",
     [("phenobarbital", 40, None, "mg/kg", "dose", "2/day", None, None)]),
    ("Children received 400 microgram of folic acid, 5 microgram of vitamin b12 plus 60 mg of vitamin C.",
     [("folic acid", 400, None, "ug", None, None, None, None),
      ("cyanocobalamin", 5, None, "ug", None, None, None, None),
      ("ascorbic acid", 60, None, "mg", None, None, None, None)]),
    ("Patients were given protirelin, and prolactin rose to 41.5 and 118.2 ng/ml after the injection.",
     []),
    ("Asthmatic children used betamethasone valerate (BV, 800 microgram daily).",
     [("betamethasone", 800, None, "ug", "day", "1/day", None, None)]),
    # Lists of loading doses, drugs added
    ("Patients received a loading dose of 300 mg clopidogrel, 30 mg prasugrel, or 90 mg ticagrelor.",
     [("clopidogrel", 300, None, "mg", "dose", "once", None, "loading"),
      ("prasugrel", 30, None, "mg", "dose", "once", None, "loading"),
      ("ticagrelor", 90, None, "mg", "dose", "once", None, "loading")]),
    ("Rats received saline, memantine, or memantine + ivabradine (1 mg/kg, i.v.).",
     [("ivabradine", 1, None, "mg/kg", None, None, "iv", None)]),
    ("Losartan was started on the second day (daily subcutaneous injection, 3 mg/kg) in rats.",
     [("losartan", 3, None, "mg/kg", "day", "1/day", "sc", None)]),
    ("Patients took amlodipine + valsartan 5/160 mg once daily.",
     [("amlodipine", 5, None, "mg", "day", "1/day", None, None),
      ("valsartan", 160, None, "mg", "day", "1/day", None, None)]),
    # Pace, loading lists, whose amount
    ("Dexamethasone 12 mg on day 1 and 8 mg on days 2-4 was given to patients with ondansetron 8 mg twice daily.",
     [("dexamethasone", 12, None, "mg", "dose", "once", None, None),
      ("dexamethasone", 8, None, "mg", "dose", None, None, None),
      ("ondansetron", 8, None, "mg", "dose", "2/day", None, None)]),
    ("Patients received vitamin K 2.5 mg orally or 10 mg intravenously.",
     [("vitamin k", 2.5, None, "mg", None, None, "oral", None),
      ("vitamin k", 10, None, "mg", None, None, "iv", None)]),
    ("Topiramate 25 mg was increased weekly to 200 mg/day in patients with migraine.",
     [("topiramate", 25, None, "mg", None, None, None, None),
      ("topiramate", 200, None, "mg", "day", None, None, "escalated")]),
    # How often: of something else, of another drug
    ("Patients received valsartan 160 mg; their pulse was measured twice daily.",
     [("valsartan", 160, None, "mg", None, None, None, None)]),
    ("Patients received lisinopril 10 mg and were seen every 4 weeks.",
     [("lisinopril", 10, None, "mg", None, None, None, None)]),
    ("Patients exercised three times a week and took creatine 5 g.",
     [("creatine", 5, None, "g", None, None, None, None)]),
    ("In patients undergoing weekly haemodialysis, cefazolin 2 g was given.",
     [("cefazolin", 2, None, "g", None, None, None, None)]),
    ("Radiotherapy (2 Gy, five times a week) was given to patients with cisplatin 40 mg/m2.",
     [("cisplatin", 40, None, "mg/m2", None, None, None, None)]),
    ("Aspirin was given daily in both groups of patients and ticagrelor 90 mg in one.",
     [("ticagrelor", 90, None, "mg", None, None, None, None)]),
    ("We assessed twice-daily pregabalin (75 mg) and carvedilol 25 mg, which was tested once daily in patients.",
     [("pregabalin", 75, None, "mg", "dose", "2/day", None, None),
      ("carvedilol", 25, None, "mg", "day", "1/day", None, None)]),
    ("Patients took clopidogrel 75 mg with aspirin once daily.",
     [("clopidogrel", 75, None, "mg", "day", "1/day", None, None)]),
    ("Patients took 40 mg of pantoprazole daily or 20 mg as needed.",
     [("pantoprazole", 40, None, "mg", "day", "1/day", None, None),
      ("pantoprazole", 20, None, "mg", None, None, None, None)]),
    # How often: behind a semicolon, within the bracket, after "then"
    ("Women received letrozole in a dose of 2.5 mg and calcium 500 mg; both were taken every day.",
     [("letrozole", 2.5, None, "mg", "day", "1/day", None, None),
      ("calcium", 500, None, "mg", "day", "1/day", None, None)]),
    ("Patients received apixaban 5 mg or, if frail, 2.5 mg; it was taken twice a day.",
     [("apixaban", 5, None, "mg", "dose", "2/day", None, None),
      ("apixaban", 2.5, None, "mg", "dose", "2/day", None, None)]),
    ("Patients were given fluticasone (twice daily, 250 µg) or montelukast (once daily, 10 mg).",
     [("fluticasone", 250, None, "ug", "dose", "2/day", None, None),
      ("montelukast", 10, None, "mg", "day", "1/day", None, None)]),
    ("Patients received 150 mg of secukinumab at weeks 0, 1 and 2 and then every 4 weeks.",
     [("secukinumab", 150, None, "mg", "dose", "1/4weeks", None, None)]),
    ("The once-weekly group of patients received 35 mg risedronate, the daily group 5 mg.",
     [("risedronate", 35, None, "mg", "week", "1/week", None, None),
      ("risedronate", 5, None, "mg", "day", "1/day", None, None)]),
    ("Patients were given omalizumab, 300 mg per injection, once every four weeks.",
     [("omalizumab", 300, None, "mg", "dose", "1/4weeks", None, None)]),
    ("Volunteers took linezolid 600 mg at 12-hour intervals and mirtazapine 15 mg at bedtime.",
     [("linezolid", 600, None, "mg", "dose", "1/12hours", None, None),
      ("mirtazapine", 15, None, "mg", "day", "1/day", None, None)]),
    ("Volunteers took zolmitriptan 5 mg and placebo as single doses one week apart.",
     [("zolmitriptan", 5, None, "mg", "dose", "once", None, None)]),
    ("Patients took tiotropium; each morning they took 18 µg.",
     [("tiotropium", 18, None, "ug", "day", "1/day", None, None)]),
    # A daily dose that is given, and one in so many parts
    ("Patients received paroxetine at a daily dose of 20 mg or lithium at a daily dose of 900 mg in three doses.",
     [("paroxetine", 20, None, "mg", "day", "1/day", None, None),
      ("lithium", 900, None, "mg", "dose", "3/day", None, None)]),
    ("The mean daily dose of paroxetine in the patients was 30 mg.",
     [("paroxetine", 30, None, "mg", "day", None, None, None)]),
    ("Patients were given 13.5 mg 5-fluorouracil/kg repeated every 5 weeks.",
     [("fluorouracil", 13.5, None, "mg/kg", "dose", "1/5weeks", None, None)]),
    # Three times a day, as a figure before the amount
    ("Patients took 2X500 mg tetracycline daily or cefotaxime 3 x 2 g/day or mezlocillin 3x5 g.",
     [("tetracycline", 500, None, "mg", "dose", "2/day", None, None),
      ("cefotaxime", 2, None, "g", "dose", "3/day", None, None),
      ("mezlocillin", 5, None, "g", None, None, None, None)]),
    # An equals sign, an ester's name, the salt before the name; amounts in words
    ("Groups of volunteers: 1. Atenolol = 40 mg t.d.s.; 2. Reserpine = 0.2 mg t.d.s.",
     [("atenolol", 40, None, "mg", "dose", "3/day", None, None),
      ("reserpine", 0.2, None, "mg", "dose", "3/day", None, None)]),
    ("In women, estriol hemisuccinate (8 mg/day) was as good as 1 or 2 g of sodium valproate.",
     [("estriol", 8, None, "mg", "day", None, None, None), ("valproic acid", 1, None, "g", None, None, None, None),
      ("valproic acid", 2, None, "g", None, None, None, None)]),
    ("Fifty milligrams of sertraline were given once daily to the patients, later a hundred and ten milligrams/day.",
     [("sertraline", 50, None, "mg", "day", "1/day", None, None),
      ("sertraline", 110, None, "mg", "day", None, None, None)]),
    # As much of both
    ("We gave volunteers equal doses of azosemide and furosemide (20 and 80 mg).",
     [("azosemide", 20, None, "mg", None, None, None, None), ("furosemide", 20, None, "mg", None, None, None, None),
      ("azosemide", 80, None, "mg", None, None, None, None), ("furosemide", 80, None, "mg", None, None, None, None)]),
    ("Patients received the same dose (10 mg) of enalapril or lisinopril.",
     [("enalapril", 10, None, "mg", None, None, None, None), ("lisinopril", 10, None, "mg", None, None, None, None)]),
    ("Patients took amlodipine/valsartan (5 mg daily/80 mg daily), or lithium 300 mg daily and 600 mg weekly.",
     [("amlodipine", 5, None, "mg", "day", "1/day", None, None),
      ("valsartan", 80, None, "mg", "day", "1/day", None, None),
      ("lithium", 300, None, "mg", "day", "1/day", None, None),
      ("lithium", 600, None, "mg", "week", "1/week", None, None)]),
    # Given, though what is measured stands before; measured or allowed, though a drug is named
    ("Cortisol levels of patients were lowered with 6 mg/day of dexamethasone.",
     [("dexamethasone", 6, None, "mg", "day", None, None, None)]),
    ("Sputum concentrations from 1.5 to 2 microgram/ml were seen in patients after intravenous tetracycline.", []),
    ("Values for zinc were 64 and 77 ug in women; a tolerable daily intake (TDI) of 4 ug/kg of lithium was derived.",
     []),
    ("Prednisolone, begun at 40 mg daily, was tapered by 5 mg in patients; others took placebo (5 mg of zinc).",
     [("prednisolone", 40, None, "mg", "day", "1/day", None, None)]),
    # By the hour, by kilogram of weight; a bolus
    ("Heparin was infused at 900 units an hour, oxytocin as 5 units of oxytocin as a slow intravenous bolus; "
     "0.3 units of insulin per kilogram of weight each hour were given to women.",
     [("heparin", 900, None, "U", "hour", None, "iv", None), ("oxytocin", 5, None, "U", "dose", "once", "iv", None),
      ("insulin", 0.3, None, "U/kg", "hour", None, None, None)]),
    # How often, as the sentence before says, or one after it that names no drug
    ("Treatment was given once daily for six weeks. Group A of patients got ramipril 5 mg and group B atenolol 50 mg.",
     [("ramipril", 5, None, "mg", "day", "1/day", None, None),
      ("atenolol", 50, None, "mg", "day", "1/day", None, None)]),
    ("Patients received ramipril (5 mg) or placebo. Dosing was twice daily. Pulse was taken daily.",
     [("ramipril", 5, None, "mg", "dose", "2/day", None, None)]),
    ("We compared omalizumab 300 mg with placebo in patients. Injections took place every 4 weeks.",
     [("omalizumab", 300, None, "mg", "dose", "1/4weeks", None, None)]),
    ("We compared omalizumab 300 mg with placebo. Patients received subcutaneous injections at 4-week intervals.",
     [("omalizumab", 300, None, "mg", "dose", "1/4weeks", None, None)]),
    ("We compared ramipril 5 mg with placebo in adults. Once-daily treatment lasted 12 weeks.",
     [("ramipril", 5, None, "mg", "day", "1/day", None, None)]),
    ("We compared ramipril 5 mg with placebo in adults. Weekly assessments lasted 12 weeks.",
     [("ramipril", 5, None, "mg", None, None, None, None)]),
    # Given once
    ("Volunteers took either 20 mg of tadalafil or placebo. Each treatment was a single dose, separated by 10 days.",
     [("tadalafil", 20, None, "mg", "dose", "once", None, None)]),
    ("Volunteers received 100 mg of the drug atenolol on a single occasion.",
     [("atenolol", 100, None, "mg", "dose", "once", None, None)]),
    ("Patients had an intra-articular injection of 40 mg triamcinolone.",
     [("triamcinolone", 40, None, "mg", "dose", "once", "intra-articular", None)]),
    ("Women swallowed mifepristone (200 mg) and two days later misoprostol (800 µg) vaginally.",
     [("mifepristone", 200, None, "mg", "dose", "once", None, None),
      ("misoprostol", 800, None, "ug", "dose", "once", "vaginal", None)]),
    ("The TSH response to intravenous injection of 250 µg of protirelin was blunted in patients.",
     [("protirelin", 250, None, "ug", "dose", "once", "iv", None)]),
    ("Patients received 20 mg rabeprazole intravenously, followed by 20 mg oral rabeprazole for 6 days.",
     [("rabeprazole", 20, None, "mg", "dose", "once", "iv", None),
      ("rabeprazole", 20, None, "mg", None, None, "oral", None)]),
    ("The infants were given a 20-mg/kg loading dose of caffeine and then 5 mg/kg every 24 hours.",
     [("caffeine", 20, None, "mg/kg", "dose", "once", None, "loading"),
      ("caffeine", 5, None, "mg/kg", "dose", "1/24hours", None, None)]),
    ("Patients with spasms were given 10 or 20 mg of diazepam, with a second dose 4 hours later if needed.",
     [("diazepam", 10, None, "mg", None, None, None, None), ("diazepam", 20, None, "mg", None, None, None, None)]),
    # What a paper says that its short forms are counts more
    ("Patients took the investigational product (IP). The dose of IP was aspirin 20 mg/kg, and by IP route none.",
     [("aspirin", 20, None, "mg/kg", None, None, None, None)]),
    # By several routes
    ("Volunteers got 0.2 U/kg of insulin by the im, sc, and iv routes, and 20 mg of famotidine orally or rectally.",
     [("insulin", 0.2, None, "U/kg", None, None, "im", None), ("insulin", 0.2, None, "U/kg", None, None, "sc", None),
      ("insulin", 0.2, None, "U/kg", None, None, "iv", None),
      ("famotidine", 20, None, "mg", None, None, "oral", None)]),
    ("Dexamethasone 8 mg was given intravenously, and topical and oral antibiotics were used by patients.",
     [("dexamethasone", 8, None, "mg", None, None, "iv", None)]),
    # Needed, transfused, weighed, eaten
    ("Patients needed 12 mg of morphine; platelet concentrate use was 4 units after tranexamic acid; a 15-g stone was "
     "removed.", []),
    ("Rats were fed 5 g/kg of cholesterol and given simvastatin 10 mg/kg.",
     [("simvastatin", 10, None, "mg/kg", None, None, None, None)]),
    # Each drug as often as is said of it
    ("Patients received enalapril (10 mg) or losartan (50 mg). Enalapril was taken twice daily, losartan once daily.",
     [("enalapril", 10, None, "mg", "dose", "2/day", None, None),
      ("losartan", 50, None, "mg", "day", "1/day", None, None)]),
    ("Patients were assigned to once-daily budesonide 400 µg, twice-daily budesonide 200 µg, or placebo.",
     [("budesonide", 400, None, "ug", "day", "1/day", None, None),
      ("budesonide", 200, None, "ug", "dose", "2/day", None, None)]),
    ("Adults took melatonin: 3 mg of melatonin an hour before sleep; benznidazole, 5 mg/kg, in two daily portions.",
     [("melatonin", 3, None, "mg", None, None, None, None),
      ("benznidazole", 5, None, "mg/kg", "dose", "2/day", None, None)]),
    ("Patients took sevelamer 800 mg with meals and calcium acetate 667 mg.",
     [("sevelamer", 800, None, "mg", None, None, None, None),
      ("calcium acetate", 667, None, "mg", None, None, None, None)]),
    # Rates whose units are multiplied, and what is no amount
    ("Dogs were infused with esmolol 25 and 75 microgram/kg.min; others got landiolol 0.4 mg/kg X hour-1.",
     [("esmolol", 25, None, "ug/kg", "min", None, None, None),
      ("esmolol", 75, None, "ug/kg", "min", None, None, None),
      ("landiolol", 0.4, None, "mg/kg", "hour", None, None, None)]),
    ("Subjects were given 3, 6 or 12 mg of ibandronate/kg body weight - day.",
     [("ibandronate", 3, None, "mg/kg", "day", None, None, None),
      ("ibandronate", 6, None, "mg/kg", "day", None, None, None),
      ("ibandronate", 12, None, "mg/kg", "day", None, None, None)]),
    ("Infants got a caudal block with 0.8 ml.kg⁻ ¹ of levobupivacaine 0.25%.",
     [("levobupivacaine", 0.8, None, "mL/kg", "dose", "once", "caudal", None),
      ("levobupivacaine", 0.25, None, "%", None, None, "caudal", None)]),
    # Crosses, strokes and Latin for how often
    ("Adults took ranitidine 150 mg 2x/day, propranolol 40 mg × 3/die or etanercept 50 mg once/week.",
     [("ranitidine", 150, None, "mg", "dose", "2/day", None, None),
      ("propranolol", 40, None, "mg", "dose", "3/day", None, None),
      ("etanercept", 50, None, "mg", "week", "1/week", None, None)]),
    ("One group took lithium 8 mEq ter in die.",
     [("lithium", 8, None, "mEq", "dose", "3/day", None, None)]),
    ("Mice were injected with streptozocin (70 mg/kg, i.v.) once.",
     [("streptozocin", 70, None, "mg/kg", "dose", "once", "iv", None)]),
    # How often for a whole regimen
    ("Women received paclitaxel (175 mg/m2 iv), carboplatin (AUC 5) and bevacizumab (10 mg/kg; loading "
     "dose 15 mg/kg) every 3 weeks.",
     [("paclitaxel", 175, None, "mg/m2", "dose", "1/3weeks", "iv", None),
      ("carboplatin", 5, None, "AUC", "dose", "1/3weeks", None, None),
      ("bevacizumab", 10, None, "mg/kg", "dose", "1/3weeks", None, None),
      ("bevacizumab", 15, None, "mg/kg", "dose", "once", None, "loading")]),
    ("They had six 28-day cycles of bendamustine 90 mg/m2 on days 1 and 2 and ofatumumab 1000 mg on day 1.",
     [("bendamustine", 90, None, "mg/m2", "dose", "2/28days", None, None),
      ("ofatumumab", 1000, None, "mg", "dose", "1/28days", None, None)]),
    ("Patients were given melphalan (9 mg/m2) and prednisone (60 mg/d x 4) every 6 weeks.",
     [("melphalan", 9, None, "mg/m2", "dose", "1/6weeks", None, None),
      ("prednisone", 60, None, "mg", "day", None, None, None)]),
    ("Adults got vincristine (1.4 mg/m2, day 1) and dexamethasone (20 mg/m2, days 1-4) each month.",
     [("vincristine", 1.4, None, "mg/m2", "dose", "1/month", None, None),
      ("dexamethasone", 20, None, "mg/m2", "dose", None, None, None)]),
    ("Adults on folic acid 5 mg daily were allocated to twelve once-weekly injections of placebo, "
     "tocilizumab 162 mg, or tocilizumab 81 mg.",
     [("folic acid", 5, None, "mg", "day", "1/day", None, None),
      ("tocilizumab", 162, None, "mg", "week", "1/week", None, None),
      ("tocilizumab", 81, None, "mg", "week", "1/week", None, None)]),
    # Once: beside a procedure, or what something was seen after
    ("Women were given etoricoxib 120 mg orally 2 h preoperatively and paracetamol 1 g every 8 hours.",
     [("etoricoxib", 120, None, "mg", "dose", "once", "oral", None),
      ("acetaminophen", 1, None, "g", "dose", "1/8hours", None, None)]),
    ("Each and every patient got a 4 mg tablet of ondansetron before surgery.",
     [("ondansetron", 4, None, "mg", "dose", "once", "oral", None)]),
    ("Blood was drawn after intramuscular injection of 80 mg of tobramycin.",
     [("tobramycin", 80, None, "mg", None, None, "im", None)]),
    ("Adults received an oral dose of 40 mg pravastatin for 8 weeks.",
     [("pravastatin", 40, None, "mg", None, None, "oral", None)]),
    ("A single epoetin alfa injection 2 days before ischemia at the dose of 300 and 900 IU/kg helped rats.",
     [("epoetin alfa", 300, None, "IU/kg", "dose", "once", None, None),
      ("epoetin alfa", 900, None, "IU/kg", "dose", "once", None, None)]),
    ("Boys were given gamma globulin 0.5 g/kg on 3 consecutive days, 0.9 g/kg once, or dexamethasone 20 "
     "mg once daily.",
     [("human immunoglobulin g", 0.5, None, "g/kg", None, None, None, None),
      ("human immunoglobulin g", 0.9, None, "g/kg", "dose", "once", None, None),
      ("dexamethasone", 20, None, "mg", "day", "1/day", None, None)]),
    ("Men received papaverine intravenously (i.v.) and nitroglycerin (5 µg per kg b.w.) 10 min before "
     "angiography.",
     [("nitroglycerin", 5, None, "ug/kg", "dose", "once", "iv", None)]),
    # As many amounts as drugs, each with its unit
    ("Patients took enalapril plus lercanidipine at 20 mg and 10 mg daily.",
     [("enalapril", 20, None, "mg", "day", "1/day", None, None),
      ("lercanidipine", 10, None, "mg", "day", "1/day", None, None)]),
    # A solution's strength and volume share no unit with masses; blocks are given once
    ("Children had a caudal block with bupivacaine 0.25% and 30 µg/kg morphine.",
     [("bupivacaine", 0.25, None, "%", None, None, "caudal", None),
      ("morphine", 30, None, "ug/kg", "dose", "once", "caudal", None)]),
    ("Women got ropivacaine 0.5% 20 mL and 4 mg dexamethasone through a supraclavicular brachial plexus "
     "block.",
     [("ropivacaine", 0.5, None, "%", None, None, None, None),
      ("ropivacaine", 20, None, "mL", "dose", "once", None, None),
      ("dexamethasone", 4, None, "mg", "dose", "once", None, None)]),
    ("Men were given 0.5% levofloxacin four times a day or 5% albumin infusion.",
     [("levofloxacin", 0.5, None, "%", None, "4/day", None, None),
      ("albumin human", 5, None, "%", None, None, "iv", None)]),
    ("Women used hydroquinone 2% gel at night.",
     [("hydroquinone", 2, None, "%", None, "1/day", None, None)]),
    # What was consumed or saved is an outcome; concentrations in dust are none
    ("One arm consumed a mean of 14 mg of hydromorphone versus 19 mg in the other (p = 0.2).",
     []),
    ("Ketamine was given; patients saved 25 mg of oxycodone.",
     []),
    ("Homes held twice as much lead (410 µg PCBs/kg) as patients' cars.",
     []),
    # Names and routes
    ("Men underwent CB154 therapy (5-10 mg daily) or took levothyroxine perorally 100 µg daily.",
     [("bromocriptine", 5, 10, "mg", "day", "1/day", None, None),
      ("levothyroxine", 100, None, "ug", "day", "1/day", "oral", None)]),
    ("Women got PGF2α (20 mg) by intra-amniotic injection.",
     [("dinoprost", 20, None, "mg", None, None, "intra-amniotic", None)]),
    ("Boys were tested after the BTX-11 therapy (2-4 mg daily).",
     [("btx-11", 2, 4, "mg", "day", "1/day", None, None)]),
    ("Clotting was measured 6 h after the stent and the ticagrelor loading dose (180 mg).",
     [("ticagrelor", 180, None, "mg", "dose", "once", None, "loading")]),
    # What a bracket says is taken so often is given, whatever it is of; food is not
    ("Adults took a herbal pill (4 g, tid) or thymus extracts (30-60 mg orally q.d.).",
     [(None, 4, None, "g", "dose", "3/day", "oral", None),
      (None, 30, 60, "mg", "day", "1/day", "oral", None)]),
    ("Patients were given kefir (150 g daily).", []),
    # So many injections, one a week or a month
    ("Eyes of ten patients got three weekly intravitreal injections of methotrexate 400 µg.",
     [("methotrexate", 400, None, "ug", "week", "1/week", "intravitreal", None)]),
    ("Patients were given 3 monthly injections of ranibizumab 0.5 mg.",
     [("ranibizumab", 0.5, None, "mg", "dose", "1/month", None, None)]),
    # An hour between two doses; cycles end where something follows
    ("Women received 200 mg mifepristone followed 36-48 h later by 400 µg misoprostol.",
     [("mifepristone", 200, None, "mg", "dose", "once", None, None),
      ("misoprostol", 400, None, "ug", "dose", "once", None, None)]),
    ("They had four 28-day cycles of ixazomib (4 mg, days 1, 8 and 15) and subsequent melphalan (200 mg/m2).",
     [("ixazomib", 4, None, "mg", "dose", "3/28days", None, None),
      ("melphalan", 200, None, "mg/m2", None, None, None, None)]),
    # Days, then an interval; a tablet's form is no score
    ("Risdiplam 5 mg was given on days 1, 8 and 22, then every 3 months, or gliclazide MR 30 mg daily.",
     [("risdiplam", 5, None, "mg", "dose", "1/3months", None, None),
      ("gliclazide", 30, None, "mg", "day", "1/day", None, None)]),
    # A treatment and its dose in brackets; ASA is no score before an amount
    ("Mean serum potassium rose significantly with eplerenone therapy (25 to 50 mg/day) from 4.1 ± 0.3 to "
     "4.6 ± 0.4 mmol/L (P < 0.001).",
     [("eplerenone", 25, 50, "mg", "day", None, None, None)]),
    ("Adults took acetylsalicylic acid (ASA 1,5 g/daily), others had an oral intake of 50 mg tapentadol.",
     [("aspirin", 1.5, None, "g", "day", "1/day", None, None),
      ("tapentadol", 50, None, "mg", None, None, None, None)]),
    # the point of a route may end the sentence; a time in a unit is no frequency, and a sum has none
    ("Ten men received metoprolol 5 mg i.v. and nine pindolol 0.4 mg i.v. Their pulse slowed.",
     [("metoprolol", 5, None, "mg", None, None, "iv", None), ("pindolol", 0.4, None, "mg", None, None, "iv", None)]),
    ("Scopolamine (0.3 mg i.m. q 4 h) dried the mouth in six volunteers.",
     [("scopolamine", 0.3, None, "mg", "dose", "1/4hours", "im", None)]),
    ("In these patients protein loss was 3 g/24 h, and after 4 mg betamethasone it was less.",
     [("betamethasone", 4, None, "mg", None, None, None, None)]),
    ("Thirty men took acitretin 25 mg daily up to a cumulative dose of 2500 mg.",
     [("acitretin", 25, None, "mg", "day", "1/day", None, None),
      ("acitretin", 2500, None, "mg", None, None, None, None)]),
    ("Women received ferric carboxymaltose 500 mg once weekly (total 1500 mg).",
     [("ferric carboxymaltose", 500, None, "mg", "week", "1/week", None, None),
      ("ferric carboxymaltose", 1500, None, "mg", None, None, None, None)]),
    ("Children were given 2 mg/m2 of vincristine with oral dexamethasone, 6 mg/m2/day.",
     [("vincristine", 2, None, "mg/m2", None, None, None, None),
      ("dexamethasone", 6, None, "mg/m2", "day", None, "oral", None)]),
    # what a drug is dissolved in, what infants weigh and what is lost are no doses
    ("Eight volunteers swallowed 10 mg glipizide in 40 ml saline.",
     [("glipizide", 10, None, "mg", None, None, None, None)]),
    ("Patients received cefazolin 2 g in 100 mL dextrose every 8 hours.",
     [("cefazolin", 2, None, "g", "dose", "1/8hours", None, None)]),
    ("Rats pressed one bar after nalorphine (3 mg/kg) and another after a saline injection (2 ml/kg).",
     [("nalorphine", 3, None, "mg/kg", None, None, None, None)]),
    ("Theophylline was infused in 20 premature infants, 900 to 1,400 g.", []),
    ("Losses of magnesium amounted to 0.4 g/24 h in patients on magnesium therapy.", []),
    ("Alfentanil was given in increments of 0.2-0.5 mg during the anaesthesia of forty patients.",
     [("alfentanil", 0.2, 0.5, "mg", None, None, None, None)]),
    ("Women received two 5-IU boluses of carbetocin before closure of the abdomen.",
     [("carbetocin", 5, None, "IU", None, None, None, None)]),
    # thyroid hormones by their short names
    ("Subjects with a thyroid nodule took 0.15 mg T4 daily, then 40 µg T3 daily.",
     [("levothyroxine", 0.15, None, "mg", "day", "1/day", None, None),
      ("liothyronine", 40, None, "ug", "day", "1/day", None, None)]),
    # a dose that is changed; how often is said where the drug is named first
    ("Twelve men received cabazitaxel 25 mg/m2 every 3 weeks. Cabazitaxel was lowered to 20 mg/m2 in two.",
     [("cabazitaxel", 25, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("cabazitaxel", 20, None, "mg/m2", "dose", "1/3weeks", None, "reduced")]),
    ("Sheep were killed after injection of 30 ± 4 mg/kg of thiopental.",
     [("thiopental", 30, None, "mg/kg", None, None, None, None)]),
    ("The groups were given Red Peony (80 g po, tid), Salvia drops (40 ml iv, bid) or blood (200 ml).",
     [(None, 80, None, "g", "dose", "3/day", "oral", None), (None, 40, None, "mL", "dose", "2/day", "iv", None)]),
    ("Women received a vaginal suppository containing 4 mg carboprost.",
     [("carboprost", 4, None, "mg", None, None, "vaginal", None)]),
    ("Trinitrin was infused at 0.05 mg/mn in ten patients after urapidil, 0.2 mg/mn.",
     [("nitroglycerin", 0.05, None, "mg", "min", None, "iv", None),
      ("urapidil", 0.2, None, "mg", "min", None, None, None)]),
    # seven daily doses are those of seven days; twice the weekly dose; what a bottle holds, what was bled
    ("Patients received fourteen daily doses of lithium 300 mg.",
     [("lithium", 300, None, "mg", "day", "1/day", None, None)]),
    ("Patients received two daily doses of lithium 300 mg.",
     [("lithium", 300, None, "mg", "dose", "2/day", None, None)]),
    ("Patients received 60 mg, half the weekly dose of methotrexate.",
     [("methotrexate", 60, None, "mg", None, None, None, None)]),
    ("Patients received aspirin. Ibuprofen syrup (100 mL bottle) was handed out.", []),
    ("In forty patients carbetocin lowered aspirin-induced bleeding (90 mL).", []),
    # a loading dose before the regular ones ends no list; cycles by their length; each day goes without saying
    ("Women received docetaxel (75 mg/m2) plus trastuzumab (600 mg) plus pertuzumab (840 mg loading dose; "
     "420 mg thereafter) every 3 weeks.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("trastuzumab", 600, None, "mg", "dose", "1/3weeks", None, None),
      ("pertuzumab", 840, None, "mg", "dose", "once", None, "loading"),
      ("pertuzumab", 420, None, "mg", "dose", "1/3weeks", None, None)]),
    ("Women received docetaxel 75 mg/m2 and carboplatin AUC 6. Each cycle lasted 21 days.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/21days", None, None),
      ("carboplatin", 6, None, "AUC", "dose", "1/21days", None, None)]),
    ("Women received docetaxel 75 mg/m2 and carboplatin AUC 6, 21 days as a cycle.",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/21days", None, None),
      ("carboplatin", 6, None, "AUC", "dose", "1/21days", None, None)]),
    ("Women received docetaxel (75 mg/m2) and trastuzumab (6 mg/kg) (group A) or trastuzumab alone (group B). "
     "Both groups received six cycles of treatment (every 3 weeks).",
     [("docetaxel", 75, None, "mg/m2", "dose", "1/3weeks", None, None),
      ("trastuzumab", 6, None, "mg/kg", "dose", "1/3weeks", None, None)]),
    ("Women received docetaxel 75 mg/m2. Women in the study had visits every 3 weeks.",
     [("docetaxel", 75, None, "mg/m2", None, None, None, None)]),
    ("Adults took metformin (3 x 500 mg in group A and 3 x 1000 mg in group B) for 12 weeks.",
     [("metformin", 500, None, "mg", "dose", "3/day", None, None),
      ("metformin", 1000, None, "mg", "dose", "3/day", None, None)]),
    ("Adults were given methylprednisolone 3 x 1000 mg intravenously for 2 weeks.",
     [("methylprednisolone", 1000, None, "mg", None, None, "iv", None)]),
    ("Women were given rituximab 375 mg/m(2) and doxorubicin 50 mg/m(2), all IV day 1, and prednisone "
     "100 mg/m(2) orally days 1-5.",
     [("rituximab", 375, None, "mg/m2", "dose", None, "iv", None),
      ("doxorubicin", 50, None, "mg/m2", "dose", None, "iv", None),
      ("prednisone", 100, None, "mg/m2", "dose", None, "oral", None)]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text[:50] for text, _ in TEXTS])
def test_doses_of_a_text(text: str, expected: list[tuple[Any, ...]], nlp: Nlp, patterns: PatternSet) -> None:
    assert [short(d) for d in read(text, nlp, patterns)] == expected


def test_every_dose_quotes_its_passage_and_names_its_pattern(nlp: Nlp, patterns: PatternSet) -> None:
    known = {p.id: p.confidence for p in patterns.of("dose")}
    for text, expected in TEXTS:
        for dose in read(text, nlp, patterns):
            assert text[dose.start_char : dose.end_char] == dose.quote
            assert dose.sentence in text
            elsewhere = round(known[dose.pattern_id] * TOLD_ELSEWHERE, 3)  # another sentence says how often
            assert dose.confidence in (known[dose.pattern_id], elsewhere)
        assert len(expected) == len(read(text, nlp, patterns))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients took tolvaptan 15 mg once daily.", [("1/day", 0.95)]),
        ("Patients took tolvaptan 15 mg. Treatment was given once daily.", [("1/day", 0.76)]),
        (
            "Patients took tolvaptan 15 mg once daily. Later, tolvaptan 30 mg was tried.",
            [("1/day", 0.95), ("1/day", 0.76)],
        ),
        ("Patients took tolvaptan 15 mg.", [(None, 0.95)]),
    ],
)
def test_how_often_told_by_another_sentence_is_less_sure(
    text: str, expected: list[tuple[str | None, float]], nlp: Nlp, patterns: PatternSet
) -> None:
    assert [(d.frequency, d.confidence) for d in read(text, nlp, patterns)] == expected


SOIL = "Lithium 500 mg and zinc 5 mg/kg were mixed into soil, and copper 3 g was put on the crop. " * 8


@pytest.mark.parametrize(
    ("text", "found"), [(SOIL, False), (SOIL + "It fed rats.", True), (SOIL + "Adults ate.", True)]
)
def test_a_paper_without_recipients_gives_no_doses(text: str, found: bool, nlp: Nlp, patterns: PatternSet) -> None:
    assert bool(read(text, nlp, patterns)) == found


@pytest.mark.parametrize(
    ("section", "text", "found"),
    [
        ("METHODS", "Adults were studied.", []),
        ("RESULTS", "Adults were studied.", [20]),
    ],
)
def test_a_background_tells_of_earlier_work_where_methods_follow(
    section: str, text: str, found: list[int], nlp: Nlp, patterns: PatternSet
) -> None:
    before = Passage("ID:x", 1, "abstract", "Patients were given lithium 20 mg.", "BACKGROUND")
    paper = Paper("ID:x", (before, Passage("ID:x", 2, "abstract", text, section)))
    assert [d.low for d in doses(make_view(paper, nlp, patterns))] == found


def test_a_background_goes_on_to_the_study(nlp: Nlp, patterns: PatternSet) -> None:
    text = "Lithium 10 mg was given earlier. We asked whether it helps. Lithium 20 mg was given to patients."
    passages = (Passage("ID:x", 1, "abstract", text, "BACKGROUND"), Passage("ID:x", 2, "abstract", "Good.", "METHODS"))
    assert [d.low for d in doses(make_view(Paper("ID:x", passages), nlp, patterns))] == [20]


def test_schedule_is_verbatim(nlp: Nlp, patterns: PatternSet) -> None:
    text = "Capecitabine 1000 mg/m2 was given orally twice daily on days 1-14 of each 21-day cycle."
    assert [d.schedule for d in read(text, nlp, patterns)] == ["twice daily on days 1-14 of each 21-day cycle"]


def test_species_only_in_animal_studies(nlp: Nlp, patterns: PatternSet) -> None:
    rats = "Wistar rats were given metformin 100 mg/kg. The rats were killed and their livers weighed."
    people = "Patients were given metformin 500 mg, although in rats it had failed. Patients were followed up."
    assert [d.species for d in read(rats, nlp, patterns)] == ["rat"]
    assert [d.species for d in read(people, nlp, patterns)] == ["human"]


def test_a_sentence_without_a_drug_speaks_of_the_drug_before(nlp: Nlp, patterns: PatternSet) -> None:
    text = "We treated adults with apatinib. The dose of 500 mg was taken orally once daily."
    assert [short(d) for d in read(text, nlp, patterns)] == [
        ("apatinib", 500, None, "mg", "day", "1/day", "oral", None)
    ]


@pytest.mark.parametrize("kind", ["dose", "stage"])
def test_examples_of_the_pattern_files(kind: str, nlp: Nlp, patterns: PatternSet) -> None:
    failed: list[tuple[Any, ...]] = []
    for pattern in patterns.of(kind):
        for example in pattern.examples:
            found = read(example["text"], nlp, patterns)
            own = [d for d in found if kind != "dose" or d.pattern_id == pattern.id]
            missing = [
                g for g in example["gives"] if not any(all(getattr(d, k) == v for k, v in g.items()) for d in own)
            ]
            if missing:
                failed.append((pattern.id, example["text"], [(d.pattern_id, *short(d)) for d in found]))
        if kind == "dose":
            for text in pattern.counter_examples:
                failed += [
                    (pattern.id, text, short(d)) for d in read(text, nlp, patterns) if d.pattern_id == pattern.id
                ]
    assert failed == []


def test_examples_of_the_frequencies(patterns: PatternSet) -> None:
    failed = []
    for pattern in patterns.of("frequency"):
        for example in pattern.examples:
            text = example["text"]
            found = [mark.value for mark in frequencies(text, 0, len(text), [], patterns)]
            if found != [gives["frequency"] for gives in example["gives"]]:
                failed.append((pattern.id, text, found))
        for text in pattern.counter_examples:
            marks = words_of_frequency(text, 0, len(text), [], patterns)
            failed += [(pattern.id, text, [mark.value]) for mark in marks if mark.pattern_id == pattern.id]
    assert failed == []


def test_counter_examples_of_frequencies_and_stages_can_fail(tmp_path: Path) -> None:
    (tmp_path / "my_frequencies.yml").write_text("""kind: frequency
patterns:
  - id: my.no_frequency
    template: "on moonless nights"
    gives: {frequency: ""}
    not: [Lithium 300 mg was given on moonlit nights., Lithium 300 mg was given on moonless nights.]
  - id: my.frequency
    template: "on moonlit nights"
    gives: {frequency: 1/month}
    not: [Lithium 300 mg was given on moonlit nights., Lithium 300 mg was given on moonless nights.]
""")
    (tmp_path / "my_stages.yml").write_text("""kind: stage
patterns:
  - id: my.no_stage
    template: "{dose} after prelude"
    gives: {not: loading}
    not: [Lithium 300 mg after prelude was given., Lithium 300 mg for prelude was given.]
  - id: my.stage
    template: "{dose} [..] prelude"
    gives: {stage: loading, once: yes}
    not: [Lithium 300 mg after prelude was given., Lithium 300 mg for prelude was given.]
  - id: my.once
    template: "{dose} gulp"
    gives: {once: yes}
    not: [Lithium 300 mg gulp was given., Lithium 300 mg tablet was given.]
""")
    found = [(result.pattern_id, result.text.split(" ", 3)[3], result.detail) for result in failing(tmp_path)]
    assert found == [
        ("my.no_frequency", "was given on moonless nights.", "must not give words that are no frequency"),
        ("my.frequency", "was given on moonlit nights.", "must not give 1/month"),
        ("my.no_stage", "after prelude was given.", "must not deny loading: lithium: 300 mg; human"),
        ("my.stage", "for prelude was given.", "must not give lithium: 300 mg per dose; once; loading; human"),
        ("my.once", "gulp was given.", "must not give lithium: 300 mg per dose; once; human"),
    ]
