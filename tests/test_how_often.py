"""How often a dose is given: every wording in a few sentences, and every sentence with a few wordings."""

from __future__ import annotations

import pytest

from extractor.documents.text import paper_from_text
from extractor.pipeline import Pipeline
from extractor.records import Dose


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def often(pipeline: Pipeline, text: str) -> list[tuple[str | None, float | None, str | None]]:
    facts = pipeline.read(paper_from_text(text[0].upper() + text[1:])).facts
    return [(fact.drug, fact.low, fact.frequency) for fact in facts if isinstance(fact, Dose)]


WORDINGS = {
    "1/3weeks": """every 3 weeks|every three weeks|every third week|3-weekly|three-weekly|q3w|Q3wk|q3 weeks|every 3 wks
        once every 3 weeks|once per 3 weeks|at 3-week intervals|at intervals of 3 weeks|day 1, every 3 weeks|d1 q3w
        on day 1 of each 3-week cycle|on day 1, repeated every 3 weeks|on an every-3-weeks schedule""",
    "2/21days": """on days 1 and 8 of a 21-day cycle|on days 1 and 8, repeated every 21 days|d1, d8 q21d|d1,8 q21d
        on days 1 & 8 of a 21-day cycle|on day 1 and day 8 of each 21-day cycle|D1 and D8 every 21 days""",
    "3/28days": """on days 1, 8 and 15 of a 28-day cycle|on days 1, 8, 15 of 28-day cycles|d1, d8, d15 q28d""",
    "1/3months": "every 3 months|3-monthly|q3mo|q3m|at 3-month intervals|once in 3 months",
    "1/month": "monthly|once a month|one time a month|every month",
    "1/week": """weekly|once a week|one time a week|one time per week|QW|qwk|at weekly intervals|at one-week intervals
        one injection per week|one dose a week|every seventh day|at intervals of one week""",
    "3/day": "three times daily|tid|with breakfast, lunch and dinner|morning, noon and night|with three meals",
    "3/week": "three times a week|3x/week|3×/wk|3 d/wk|thrice weekly|TIW",
    "2/day": """twice daily|b.i.d.|b.d.|BD|2 x daily|in two divided doses daily|morning and evening
        after breakfast and dinner""",
    "1/2days": "every other day|on alternate days|qod|once every two days",
    "1/year": "yearly|once a year|every year",
    "once": "as a single dose|in one dose|as a single injection|one time",
}
ANY_DOSE = ("Patients received metformin 75 mg {}.", "Patients received metformin (75 mg; {}) or placebo.")


@pytest.mark.parametrize(("frequency", "wordings"), WORDINGS.items())
def test_wordings(frequency: str, wordings: str, pipeline: Pipeline) -> None:
    said = [words.strip() for line in wordings.splitlines() for words in line.split("|")]
    found = {(text, words): often(pipeline, text.format(words)) for text in ANY_DOSE for words in said}
    assert found == {key: [("metformin", 75, frequency)] for key in found}


# A cycle's length says how often chemotherapy and antibodies are given, and nothing of tablets.
CYCLES = (
    "in 3-week cycles|for six 3-week cycles|in cycles of 3 weeks|with each cycle lasting 3 weeks"
    "|with a cycle length of 3 weeks"
)


@pytest.mark.parametrize("words", CYCLES.split("|"))
def test_cycles(words: str, pipeline: Pipeline) -> None:
    given = "Patients received docetaxel 75 mg/m2, carboplatin AUC 6 and trastuzumab 600 mg {}."
    assert often(pipeline, given.format(words)) == [
        ("docetaxel", 75, "1/3weeks"),
        ("carboplatin", 6, "1/3weeks"),
        ("trastuzumab", 600, "1/3weeks"),
    ]
    assert often(pipeline, f"Patients received metformin 75 mg {words}.") == [("metformin", 75, None)]


# Each with all that it gives, whatever words stand for {}.
# fmt: off
SENTENCES = [
    ("Group A received metformin 500 mg, group B metformin 1000 mg and group C placebo {}.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Group A received metformin 500 mg, group B received metformin 1000 mg and group C received placebo, {}.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients were randomized to metformin 500 mg, metformin 1000 mg or placebo {}.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients were randomized to metformin 500 mg (n=20), metformin 1000 mg (n=21) or placebo (n=20) {}.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients were randomized to receive {} metformin 500 mg (n=20), metformin 1000 mg (n=21) or placebo (n=20).",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients were randomized to receive 500 mg metformin, 1000 mg metformin, or placebo {} for 12 weeks.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients received {} either metformin 500 mg or 1000 mg.", [("metformin", 500), ("metformin", 1000)]),
    ("Patients received either 500 mg or 1000 mg of metformin {}.", [("metformin", 500), ("metformin", 1000)]),
    ("Patients were randomly assigned to three groups: metformin 500 mg, metformin 1000 mg, and placebo, all given {}.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients were divided into three groups (metformin 500 mg, metformin 1000 mg, and placebo), {} for 4 weeks.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Metformin (500 or 1000 mg) or placebo was given {} for 4 weeks.", [("metformin", 500), ("metformin", 1000)]),
    ("Metformin was given at 500 mg or 1000 mg {}.", [("metformin", 500), ("metformin", 1000)]),
    ("Metformin was given {} at 500 mg or 1000 mg.", [("metformin", 500), ("metformin", 1000)]),
    ("Metformin was administered {} at doses of 500 and 1000 mg.", [("metformin", 500), ("metformin", 1000)]),
    ("Metformin at doses of 500 and 1000 mg was administered orally {} for 4 weeks.",
     [("metformin", 500), ("metformin", 1000)]),
    ("Patients received metformin 500 mg plus sitagliptin 100 mg {}.", [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg, each {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg, both {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg, both given orally {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients in the study group received metformin (500 mg) and sitagliptin (100 mg) {} for 4 weeks.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg. All drugs were given {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg. Both were given {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg and sitagliptin 100 mg. Both drugs were administered orally {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. The study drugs were taken {} for 12 weeks.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Each drug was taken {} for 12 weeks.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Patients took the study drug {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Participants were instructed to take the tablets {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Tablets were taken {} with meals.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Dosing was {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. The dosing frequency was {}.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received metformin 500 mg or sitagliptin 100 mg. Medication was administered {} for 12 weeks.",
     [("metformin", 500), ("sitagliptin", 100)]),
    ("Patients received capsules of metformin 500 mg {}.", [("metformin", 500)]),
    ("Patients received one capsule of metformin 500 mg {}.", [("metformin", 500)]),
    ("Patients received one capsule {} containing metformin 500 mg.", [("metformin", 500)]),
    ("Patients received capsules containing metformin 500 mg {}.", [("metformin", 500)]),
    ("Patients received capsules ({}) containing metformin 500 mg.", [("metformin", 500)]),
    ("Patients took one capsule (metformin 500 mg) {}.", [("metformin", 500)]),
    ("The treatment group took metformin capsules (500 mg, {}) for 12 weeks.", [("metformin", 500)]),
    ("The treatment group took metformin capsules, 500 mg each, {} for 12 weeks.", [("metformin", 500)]),
    ("The treatment group took metformin capsules (500 mg each) {} for 12 weeks.", [("metformin", 500)]),
    ("The treatment group took {} 500 mg metformin and the control group took placebo for 12 weeks.",
     [("metformin", 500)]),
    ("The treatment group took 500 mg metformin and the control group took placebo {} for 12 weeks.",
     [("metformin", 500)]),
    ("The treatment group took 500 mg metformin {} and the control group took placebo for 12 weeks.",
     [("metformin", 500)]),
    ("The treatment group was given metformin at a dosage of 500 mg {} by mouth.", [("metformin", 500)]),
    ("The treatment group was given metformin, the dose being 500 mg {}.", [("metformin", 500)]),
    ("Metformin was started at 500 mg {} and increased to 1000 mg {}.", [("metformin", 500), ("metformin", 1000)]),
    ("Metformin was started at 500 mg {}.", [("metformin", 500)]),
    ("Metformin 500 mg, taken {}, was compared with placebo.", [("metformin", 500)]),
    ("Metformin (500 mg, orally, {}) was compared with placebo.", [("metformin", 500)]),
    ("Metformin (oral, 500 mg, {}) was compared with placebo.", [("metformin", 500)]),
    ("Metformin (500 mg tablet {}) was compared with placebo.", [("metformin", 500)]),
    ("Metformin (500 mg/dose {}) was compared with placebo.", [("metformin", 500)]),
    ("Metformin [500 mg {}] was compared with placebo.", [("metformin", 500)]),
    ("{} metformin 500 mg was compared with placebo.", [("metformin", 500)]),
    ("{} oral metformin (500 mg) was compared with placebo.", [("metformin", 500)]),
    ("Patients took metformin {} (500 mg).", [("metformin", 500)]),
    ("Patients took metformin {} (500 mg per dose).", [("metformin", 500)]),
    ("Patients took metformin {}, 500 mg per dose.", [("metformin", 500)]),
    ("Patients took metformin {} in a dose of 500 mg.", [("metformin", 500)]),
    ("Patients took metformin {}; the dose was 500 mg.", [("metformin", 500)]),
    ("Patients took metformin {} at a dose of 500 mg orally for 12 weeks.", [("metformin", 500)]),
    ("Metformin was taken {}. The dose was 500 mg.", [("metformin", 500)]),
    ("Metformin was given {}, 500 mg in adults and 250 mg in children.", [("metformin", 500), ("metformin", 250)]),
    ("Metformin 500 mg in adults and 250 mg in children was given {}.", [("metformin", 500), ("metformin", 250)]),
    ("Metformin was given {} (500 mg in adults; 250 mg in children).", [("metformin", 500), ("metformin", 250)]),
    ("Metformin was given {}: 500 mg in group 1 and 1000 mg in group 2.",
     [("metformin", 500), ("metformin", 1), ("metformin", 1000)]),
    ("Adults received metformin 500 mg, and children 250 mg, {}.", [("metformin", 500), ("metformin", 250)]),
    ("Collagenase was injected {}. The dose was 0.9 mg.", [("collagenase", 0.9)]),
]
# fmt: on


@pytest.mark.parametrize(("text", "doses"), SENTENCES)
def test_sentences(text: str, doses: list[tuple[str, float]], pipeline: Pipeline) -> None:
    said = {"every 3 weeks": "1/3weeks", "three times daily": "3/day", "once daily": "1/day", "weekly": "1/week"}
    found = {words: often(pipeline, text.replace("{}", words)) for words in said}
    assert found == {words: [(*dose, frequency) for dose in doses] for words, frequency in said.items()}


NO_FREQUENCY = [
    ("Patients took vitamin D1 in 2019 and docetaxel 75 mg/m2.", "docetaxel", 75),
    ("The metabolites D1 and D8 of lithium 300 mg were measured.", "lithium", 300),
    ("Aspirin was given daily and seizures stopped. Metformin 500 mg was bought.", "metformin", 500),
    ("Group A received metformin 500 mg; in group B scans were done every 3 weeks.", "metformin", 500),
]


@pytest.mark.parametrize(("text", "drug", "low"), NO_FREQUENCY)
def test_words_of_other_things(text: str, drug: str, low: float, pipeline: Pipeline) -> None:
    assert often(pipeline, text) == [(drug, low, None)]
