"""Studies of a database: which rates of which papers are pooled, and why others are not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ExtractorError
from extractor.records import Notice, ResponseRate
from extractor.review.meta.reading.database import Question, read_database
from extractor.review.rates import Wanted
from extractor.store.reviews import add, follow
from tests.sample_trials import Trial, review, stored

RESPONSE = Wanted("response_rates", "objective response")
NEUTROPENIA = Wanted("adverse_events", "NEUTROPENIA")
VERSUS = Question(RESPONSE, "arsenic trioxide", "placebo")


def ato(pmid: int, author: str, *events: int, **other: Any) -> Trial:
    """A trial of arsenic trioxide, called ATO, against placebo."""
    trial = Trial(pmid, author, **other).drug("arsenic trioxide", "ATO")
    return trial.response(events[0], 40, "ATO").response(events[1], 42, "placebo")


def found(path: Path, question: Question) -> tuple[dict[str, Any], dict[str, str]]:
    """Studies as (events, total) of their arms and subgroup, and the reasons why others were left out."""
    studies, left = read_database(path, question)
    shown = {}
    for study in studies:
        arms = [study.treated, *([study.control] if study.control else [])]
        counts = [number for arm in arms for number in (arm.events, arm.total)]
        shown[study.name] = (*counts, study.subgroup) if study.subgroup else tuple(counts)
    return shown, {entry.name: entry.reason for entry in left}


def test_two_arms_with_where_they_stand(tmp_path):
    path = tmp_path / "a.db"
    facts = stored(path, [ato(11, "de la Cruz Ana", 20, 10, registrations=("NCT01",), pmcid="PMC5")])["PMID:11"]
    [study], left = read_database(path, VERSUS)
    assert left == []
    assert (study.name, study.registrations, study.drugs) == ("de la Cruz 2020", ("NCT01",), ("arsenic trioxide",))
    assert study.details == {
        "paper_id": "PMID:11",
        "title": "A trial by de la Cruz Ana",
        "year": 2020,
        "link": "https://pubmed.ncbi.nlm.nih.gov/11/",
        "timepoint": None,
        "note": None,
    }
    [fact] = study.treated.facts
    assert fact == {
        "fact_id": facts[1].fact_id, "arm": "ATO", "timepoint": None, "outcome_class": "response",
        "sentence": "objective response in 20 of 40 with ATO.", "quote": "20 of 40", "passage_id": "PMID:11/2",
        "start_char": 22, "end_char": 30, "derived": 0, "denominator_stated": 1, "confidence": 0.9, "decision": None,
    }  # fmt: skip
    assert study.control is not None
    assert [f["sentence"] for f in study.control.facts] == ["objective response in 10 of 42 with placebo."]


PAIRS = {
    "by the names of the drug": ([ato(1, "A", 20, 10)], {"A 2020": (20, 40, 10, 42)}, {}),
    "names that are alike": (
        [ato(1, "Kim J", 20, 10), ato(2, "Kim S", 30, 11, year=2019), ato(3, "Kim T", 5, 6),
         ato(4, "Kim U", 1, 2, year=None), ato(5, "Kim V", 3, 4, year=None)],
        {"Kim 2019": (30, 40, 11, 42), "Kim 2020a": (20, 40, 10, 42), "Kim 2020b": (5, 40, 6, 42),
         "Kim a": (1, 40, 2, 42), "Kim b": (3, 40, 4, 42)},
        {},
    ),
    "the plainer name of two": (
        [ato(1, "A", 20, 10).response(7, 20, "ATO and dexamethasone")],
        {"A 2020": (20, 40, 10, 42)},
        {},
    ),
    "without the drug is not with it": (
        [Trial(1, "A").drug("arsenic trioxide").response(9, 20, "no arsenic trioxide").response(3, 9, "placebo"),
         ato(2, "B", 20, 10)],
        {"B 2020": (20, 40, 10, 42)},
        {"A 2020": "no arm is named arsenic trioxide; its arms: no arsenic trioxide, placebo"},
    ),
    "an arm of the drug and placebo is the drug's": (
        [Trial(1, "A").response(9, 20, "arsenic trioxide plus placebo").response(3, 9, "placebo")],
        {"A 2020": (9, 20, 3, 9)},
        {},
    ),
    "several arms": (
        [Trial(1, "A").response(9, 20, "arsenic trioxide 5 mg").response(8, 20, "arsenic trioxide 10 mg")
         .response(3, 9, "placebo"), ato(2, "B", 20, 10)],
        {"B 2020": (20, 40, 10, 42)},
        {"A 2020": "several arms are named arsenic trioxide, to choose from or to combine: arsenic trioxide 5 mg,"
                   " arsenic trioxide 10 mg"},
    ),
    "one time point": (
        [Trial(1, "A").response(9, 20, "arsenic trioxide", timepoint="at week 4")
         .response(12, 20, "arsenic trioxide", timepoint="at week 8")
         .response(3, 19, "placebo", timepoint="at week 8")],
        {"A 2020": (12, 20, 3, 19)},
        {},
    ),
    "different time points": (
        [Trial(1, "A").response(9, 20, "arsenic trioxide", timepoint="at week 4")
         .response(3, 19, "placebo", timepoint="at week 8"), ato(2, "B", 20, 10)],
        {"B 2020": (20, 40, 10, 42)},
        {"A 2020": "its arms are reported at different time points"},
    ),
    "the stated before the computed": (
        [ato(1, "A", 20, 10).response(21, 41, "ATO", derived=1).response(9, 38, "placebo", denominator_stated=0)],
        {"A 2020": (20, 40, 10, 42)},
        {},
    ),
    "no counts": (
        [Trial(1, "A").response(None, 20, "ATO").response(3, None, "placebo"), ato(2, "B", 20, 10)],
        {"B 2020": (20, 40, 10, 42)},
        {"A 2020": "no rate says how many of how many patients"},
    ),
    "no study, or no longer one": (
        [ato(1, "A", 20, 10, publication_types=("Journal Article", "Meta-Analysis")),
         ato(2, "B", 20, 10, notices=(Notice("RetractionIn", "J Test 2021"),)), ato(3, "C", 20, 10)],
        {"C 2020": (20, 40, 10, 42)},
        {"A 2020": "the paper is a meta-analysis, not a study", "B 2020 (retracted)": "the paper is retracted"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("trials", "studies", "left"), PAIRS.values(), ids=PAIRS)
def test_pairs_of_arms(tmp_path, trials, studies, left):
    stored(tmp_path / "a.db", trials)
    assert found(tmp_path / "a.db", VERSUS) == (studies, left)


def test_arms_taken_together(tmp_path):
    """Of one time point, and only if it is asked for."""
    trial = Trial(1, "A").drug("imatinib").dose("imatinib", 400, "imatinib 400 mg").dose("imatinib", 600)
    for week, counts in (("at week 4", (9, 8, 3)), ("at week 8", (12, 11, 5))):
        for events, arm in zip(counts, ("imatinib 400 mg", "imatinib 800 mg", "placebo"), strict=True):
            if (week, arm) != ("at week 4", "placebo"):
                trial.response(events, 20, arm, timepoint=week)
    stored(tmp_path / "a.db", [trial])
    question = Question(RESPONSE, "imatinib", "placebo", by="dose", combine=True)
    [study], _ = read_database(tmp_path / "a.db", question)
    assert (study.treated.events, study.treated.total, study.subgroup) == (23, 40, "Several doses")
    assert [fact["arm"] for fact in study.treated.facts] == ["imatinib 400 mg", "imatinib 800 mg"]
    assert study.control is not None
    assert (study.control.events, study.control.total) == (5, 20)
    assert (study.details["timepoint"], study.details["note"]) == (
        "at week 8",
        "not used: 2 more of the paper's rates of this outcome",
    )
    with pytest.raises(ExtractorError, match="several arms are named imatinib, to choose from or to combine: "):
        read_database(tmp_path / "a.db", replace(question, combine=False))


SINGLE = {
    "all patients rather than arms": (
        Question(RESPONSE), Trial(1, "A").response(9, 20, "young").response(15, 40), {"A 2020": (15, 40)},
    ),
    "each arm": (
        Question(RESPONSE), Trial(1, "A").response(9, 20, "young").response(6, 20, "old"),
        {"A 2020 (young)": (9, 20), "A 2020 (old)": (6, 20)},
    ),
    "the arm of a drug": (
        Question(RESPONSE, "imatinib"),
        Trial(1, "A").drug("imatinib").response(9, 20, "imatinib").response(6, 20, "placebo").response(15, 40),
        {"A 2020": (9, 20)},
    ),
    "all patients, who had the drug": (
        Question(RESPONSE, "imatinib"), Trial(1, "A").drug("imatinib").response(9, 20), {"A 2020": (9, 20)},
    ),
    "events without a grade": (
        Question(NEUTROPENIA), Trial(1, "A").event(5, 20, grade="3-4").event(9, 20), {"A 2020": (9, 20)},
    ),
    "events of a grade": (
        Question(replace(NEUTROPENIA, grade="3–4")), Trial(1, "A").event(5, 20, grade="3-4").event(9, 20),
        {"A 2020": (5, 20)},
    ),
    "by drug": (
        Question(RESPONSE, by="drug"),
        Trial(1, "A").drug("imatinib").drug("aspirin").response(9, 20, "imatinib").response(6, 20, "imatinib + aspirin")
        .response(1, 20, "placebo"),
        {"A 2020 (imatinib)": (9, 20, "imatinib"), "A 2020 (imatinib + aspirin)": (6, 20, "aspirin + imatinib"),
         "A 2020 (placebo)": (1, 20, "Not stated")},
    ),
    "by dose": (
        Question(RESPONSE, by="dose"),
        Trial(1, "A").drug("imatinib").dose("imatinib", 400, "imatinib low").dose("imatinib", 800, "imatinib high")
        .response(9, 20, "imatinib low").response(6, 20, "imatinib high"),
        {"A 2020 (imatinib low)": (9, 20, "imatinib 400 mg/day"),
         "A 2020 (imatinib high)": (6, 20, "imatinib 800 mg/day")},
    ),
    "by dose, several": (
        Question(RESPONSE, by="dose"),
        Trial(1, "A").drug("imatinib").dose("imatinib", 400).dose("imatinib", 800).response(9, 20),
        {"A 2020": (9, 20, "Several doses")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "trial", "studies"), SINGLE.values(), ids=SINGLE)
def test_single_arms(tmp_path, question, trial, studies):
    stored(tmp_path / "a.db", [trial])
    assert found(tmp_path / "a.db", question) == (studies, {})


NOTHING = {
    "another outcome": (
        Question(Wanted("response_rates", "objective respons")),
        "No stored fact in response_rates is about 'objective respons'; the nearest there are: objective response.",
    ),
    "another grade": (
        Question(Wanted("adverse_events", "neutropenia", "3-4")),
        "No stored fact in adverse_events is about 'neutropenia' of grade 3-4; grades there are: none stated.",
    ),
    "another drug": (
        Question(RESPONSE, "imatinib"),
        "No paper about 'objective response' can be pooled (1 looked at; the first, A 2020: imatinib is not a drug that"
        " it studied).",
    ),
    "nothing accepted": (
        Question(RESPONSE, accepted=True),
        "No accepted or corrected fact in response_rates is about 'objective response', nor about anything else.",
    ),
}


@pytest.mark.parametrize(("question", "sentence"), NOTHING.values(), ids=NOTHING)
def test_nothing_to_pool(tmp_path, question, sentence):
    stored(tmp_path / "a.db", [Trial(1, "A").drug("aspirin").response(9, 20).event(3, 20)])
    with pytest.raises(ExtractorError) as error:
        read_database(tmp_path / "a.db", question)
    assert str(error.value) == sentence


# What curators decided


def test_decisions_of_curators(tmp_path):
    path = tmp_path / "a.db"
    facts = stored(path, [Trial(i, f"A{i}").response(i, 20) for i in range(1, 7)])
    rate = {i: facts[f"PMID:{i}"][0] for i in range(1, 7)}
    review(path, rate[1], "accept")
    review(path, rate[2], "reject")
    review(path, rate[3], "correct", numerator=13, denominator=30)
    review(path, rate[4], "accept", at=1)
    review(path, rate[4], "reject", at=2, reviewer="bob")
    review(path, rate[5], "reject", at=3)
    review(path, rate[5], "accept", at=4, reviewer="bob")
    confirmed = {"A1 2020": (1, 20), "A3 2020": (13, 30), "A5 2020": (5, 20)}
    assert found(path, Question(RESPONSE, accepted=True)) == (confirmed, {})
    assert found(path, Question(RESPONSE)) == (confirmed | {"A6 2020": (6, 20)}, {})


@pytest.mark.parametrize(
    ("decision", "correction", "studies"),
    [("correct", {"numerator": 8}, {"A 2020": (8, 20)}), ("accept", {}, {"A 2020": (7, 20)})],
)
def test_a_decision_survives_that_the_paper_is_read_again(tmp_path, decision, correction, studies):
    path = tmp_path / "a.db"
    [fact] = stored(path, [Trial(1, "A").response(7, 20)])["PMID:1"]
    assert isinstance(fact, ResponseRate)
    review(path, replace(fact, arm="as it was read before"), decision, **correction)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        follow(connection, ["PMID:1"], {})  # as an extraction does
    assert found(path, Question(RESPONSE, accepted=True))[0] == studies


def test_a_fact_that_a_curator_added(tmp_path):
    path = tmp_path / "a.db"
    [fact] = stored(path, [Trial(1, "A").response(7, 20)])["PMID:1"]
    said = {"outcome": "objective response", "outcome_class": "response", "numerator": 9, "denominator": 22}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        place = (fact.passage_id, fact.start_char, fact.start_char + 1)
        add(connection, "response_rates", *place, fact.sentence, said, "ann")
    review(path, fact, "reject")
    assert found(path, Question(RESPONSE))[0] == {"A 2020": (9, 22)}


def test_a_decision_about_one_of_two_facts_in_a_place(tmp_path):
    path = tmp_path / "a.db"
    trial = Trial(1, "A").response(7, 20)
    trial.made.append(trial.made[0])
    trial.sentences.append(trial.sentences[-1])
    one, _ = stored(path, [trial])["PMID:1"]
    review(path, one, "reject")
    assert found(path, Question(RESPONSE))[0] == {"A 2020": (7, 20)}
