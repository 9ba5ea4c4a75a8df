"""The parts of the evidence table: designs, arms, wordings, decisions. Input in, whole results out."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.review.evidence import wording
from extractor.review.evidence.arms import arms
from extractor.review.evidence.designs import designs, is_design
from extractor.review.evidence.studies import Study, study_name
from extractor.review.evidence.treatments import study_arms


@pytest.mark.parametrize(
    ("types", "title", "abstract", "expected"),
    [
        ((), "Drug A in fever.", (), ()),
        (("Journal Article",), "A randomized, double-blind, placebo-controlled phase 2b/3 trial of drug A.", (),
         ("randomised", "double-blind", "placebo-controlled", "phase IIb/III")),
        (("Randomized Controlled Trial", "Clinical Trial, Phase III", "Clinical Trial"), "Drug A or drug B.", (),
         ("randomised", "phase III")),
        (("Clinical Trial", "Multicenter Study"), "Drug A.", (), ("multicentre",)),
        (("Clinical Trial",), "Drug A.", (), ("clinical trial",)),
        ((), "Drug A in lymphoma", [("METHODS", "In this open-label, single-arm phase II trial, patients had drug A.")],
         ("open-label", "single-arm", "phase II")),
        ((), "Drug A in lymphoma", [(None, "We retrospectively reviewed a nationwide cohort.")],
         ("retrospective", "cohort")),
        # What is said of other studies is no design of this one.
        ((), "Drug A", [(None, "Previous phase II trials were randomised. Prospective studies are needed.")], ()),
        ((), "Drug A", [("BACKGROUND", "We lack a randomised trial."), ("CONCLUSION", "We need a randomised trial.")],
         ()),
        ((), "Drug A", [(None, "The recommended phase 2 dose in this study was 5 mg.")], ()),
        ((), "Drug A", [(None, "We used retrospective data that were prospectively collected.")], ("retrospective",)),
        ((), "Drug A: a non-randomized study", (), ("non-randomised",)),
        ((), "Drug A: a cluster-randomised cross-over trial", (), ("randomised", "cluster", "cross-over")),
        ((), "Protocol-specified final analysis of drug A", (), ()),
        ((), "Drug A: study protocol of a randomised trial", (), ("protocol", "randomised")),
        # What gathers studies has not their designs.
        ((), "Drug A: a systematic review and meta-analysis of randomised trials", (),
         ("systematic review", "meta-analysis")),
        (("Review", "Meta-Analysis"), "Drug A", (), ("meta-analysis",)),
        (("Review",), "Drug A", [(None, "We tell of a randomised trial.")], ("review",)),
        (("Case Reports",), "Drug A", [(None, "We retrospectively looked at one patient.")], ("case report",)),
        # Two phases in the methods: which one this study is, is not said.
        ((), "Drug A", [("METHODS", "A phase I study was followed by a phase II study.")], ()),
    ],
)  # fmt: skip
def test_designs(types, title, abstract, expected):
    texts = [("title", None, title), *(("abstract", section, text) for section, text in abstract)]
    assert designs(types, texts) == expected


@pytest.mark.parametrize(
    ("asked", "found", "expected"),
    [
        ("RCT", ("randomised", "double-blind"), True),
        ("randomized", ("randomised",), True),
        ("RCT", ("non-randomised",), False),
        ("retrospective cohort", ("multicentre", "retrospective", "cohort"), True),
        ("phase 2", ("single-arm", "phase II"), True),
        ("phase 2", ("phase III",), False),
        ("multicenter", ("multicentre",), True),
        ("", ("randomised",), False),
    ],
)
def test_designs_that_are_asked_for(asked, found, expected):
    assert is_design(asked, found) is expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], []),
        (["placebo", "drug A", "Placebo"], [["placebo", "Placebo"], ["drug A"]]),
        (["receive drug B", "drug B", "drug B", "patients with drug A"],
         [["drug B", "receive drug B"], ["patients with drug A"]]),
        (["group A", "B", "group B", "arm A"], [["group A", "arm A"], ["B", "group B"]]),
        # One amount may be left out, where only one arm has it.
        (["cefuroxime", "cefuroxime 1 mg"], [["cefuroxime", "cefuroxime 1 mg"]]),
        (["drug A", "drug A 15 mg", "drug A 30 mg"], [["drug A"], ["drug A 15 mg"], ["drug A 30 mg"]]),
        (["0·25 mg", "drug A 0.25 mg", "drug A 0.75 mg"], [["0·25 mg", "drug A 0.25 mg"], ["drug A 0.75 mg"]]),
        (["MMF", "mycophenolate mofetil", "RTX"], [["MMF", "mycophenolate mofetil"], ["RTX"]]),
        (["HPT", "home physical therapy", "PT"], [["HPT", "home physical therapy"], ["PT"]]),
        (["E-B", "erlotinib plus bevacizumab"], [["E-B", "erlotinib plus bevacizumab"]]),
        (["placebo plus care", "placebo"], [["placebo plus care", "placebo"]]),
        (["placebo plus care", "placebo plus drug A", "placebo"],
         [["placebo plus care"], ["placebo plus drug A"], ["placebo"]]),
        (["group A (XELIRI)", "XELIRI", "group A", "B (FOLFIRI)", "FOLFIRI"],
         [["group A (XELIRI)", "XELIRI", "group A"], ["B (FOLFIRI)", "FOLFIRI"]]),
        (["drug A (part 1)", "drug A (part 2)", "drug A", "drug B (part 1)"],
         [["drug A (part 1)"], ["drug A (part 2)"], ["drug A"], ["drug B (part 1)"]]),
        # What shares words and still is another arm.
        (["TACE", "TACE-RFA", "RFA"], [["TACE"], ["TACE-RFA"], ["RFA"]]),
        (["MIS", "non-MIS", "without MIS"], [["MIS"], ["non-MIS"], ["without MIS"]]),
        (["low dose", "high dose"], [["low dose"], ["high dose"]]),
        (["US +", "US-", "NLR ≥ 3", "NLR < 3"], [["US +"], ["US-"], ["NLR ≥ 3"], ["NLR < 3"]]),
    ],
)  # fmt: skip
def test_labels_of_one_arm(labels, expected):
    assert arms(labels, {"mmf": "mycophenolate mofetil"}) == expected


def rate(**given: Any) -> dict[str, Any]:
    columns = ("numerator", "denominator", "percent", "computed_percent", "ci_low", "ci_high", "timepoint", "grade")
    return {**dict.fromkeys(columns), "derived": 0, "serious": 0, "sentence": "", **given}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (rate(numerator=12, denominator=40, percent=30.0, ci_low=17.0, ci_high=47.0, sentence="(95% CI, 17-47)"),
         "12/40 (30%; 95% CI 17-47)"),
        (rate(numerator=12, denominator=40, ci_low=17.0, ci_high=47.0, sentence="CI 17-47"), "12/40 (CI 17-47)"),
        (rate(percent=30.0, ci_low=-1.5, ci_high=47, sentence="90% confidence interval; 95% CI"),
         "30% (CI -1.5 to 47)"),
        (rate(numerator=12, percent=30.5), "12 (30.5%)"),
        (rate(denominator=40, percent=30.5), "30.5% of 40"),
        (rate(numerator=17, denominator=282, percent=16.0, computed_percent=6.03),
         "17/282 (16%, though 17/282 is 6.03%)"),
        (rate(numerator=0), "0"),
        (rate(numerator=2, denominator=3, timepoint="At week 12"), "2/3, at week 12"),
        (rate(percent=50, timepoint="12-month", derived=1), "50%, computed, 12-month"),
        (rate(numerator=1234567), "1234567"),
    ],
)  # fmt: skip
def test_shares(fact, expected):
    assert wording.share(fact) == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (rate(term="neutropenia", grade="3-4"), "neutropenia gr 3-4"),
        (rate(term="neutropenia", grade=">=3"), "neutropenia gr ≥3"),
        (rate(term="infection", serious=1), "serious infection"),
        (rate(term="serious adverse event", serious=1), "serious adverse event"),
    ],
)
def test_events(fact, expected):
    assert wording.event(fact) == expected


def dose(**given: Any) -> dict[str, Any]:
    columns = ("drug", "high", "per", "frequency", "route", "schedule", "stage", "species")
    return {**dict.fromkeys(columns), **given}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (dose(drug="bortezomib", low=1.3, unit="mg/m2", per="dose", route="iv", schedule="days 1 and 8"),
         "bortezomib 1.3 mg/m2 iv, days 1 and 8"),
        (dose(drug="metformin", low=500.0, high=850.0, unit="mg", frequency="2/day"),
         "metformin 500-850 mg, twice a day"),
        (dose(drug="carboplatin", low=5.0, unit="AUC", frequency="1/3weeks"), "carboplatin AUC 5, every 3 weeks"),
        (dose(low=45.0, unit="mg", stage="RP2D", species="human", frequency="2/3weeks"),
         "RP2D 45 mg, twice every 3 weeks"),
        (dose(low=4.0, unit="mg/kg", per="day", stage="level", species="mouse", frequency="once"),
         "4 mg/kg/day (mouse), once"),
    ],
)  # fmt: skip
def test_doses(fact, expected):
    assert wording.dose(fact) == expected


def study(drugs: str, doses: list[tuple[str, str]], arms: str, counts: str = "") -> Study:
    """Of drugs "a b", doses ("a 5 mg", arm), a rate for each of the arms "x, y" and unplaced totals "12 13"."""
    places = iter(range(100))

    def row(**own: Any) -> dict[str, Any]:
        return {"passage_id": "ID:1/1", "start_char": next(places), **own}

    facts: dict[str, list[dict[str, Any]]] = {
        "drugs": [row(drug=name, mentions="[]", role="studied") for name in drugs.split()],
        "doses": [
            row(**dose(drug=text.split()[0], low=float(text.split()[1]), unit=text.split()[2]), arm=arm or None)
            for text, arm in doses
        ],
        "patient_counts": [row(n=int(n), role="total", arm=None) for n in counts.split()],
        "response_rates": [row(outcome="relief", arm=arm) for arm in arms.split(", ") if arm],
        "adverse_events": [],
    }
    return Study("ID:1", "Doe 2020", "", None, (), facts, {})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (study("asa", [("asa 5 mg", "")], ""), [("", "asa", [5])]),
        (study("asa bor", [("asa 5 mg", ""), ("bor 6 mg", "")], "asa group, drug bor, placebo"),
         [("asa group", "asa", [5]), ("drug bor", "bor", [6]), ("placebo", "", [])]),
        # The dose that a label states, not another of the same drug; that of the other drug as well.
        (study("asa bor", [("asa 5 mg", ""), ("asa 9 mg", ""), ("bor 6 mg", "")], "asa 5 mg plus bor, 9 mg"),
         [("asa 5 mg plus bor", "asa bor", [5, 6]), ("9 mg", "asa", [9])]),
        (study("asa", [("asa 5 mg", "early"), ("asa 9 mg", "")], "early, late"),
         [("early", "asa", [5]), ("late", "", []), ("all", "asa", [9])]),
        # Drugs of their own nobody has: those of the study, but not for who goes without.
        (study("asa bor", [("asa 5 mg", "")], "men, women, controls", "12"),
         [("men", "asa bor", [5]), ("women", "asa bor", [5]), ("controls", "", []), ("all", "asa bor", [])]),
        (study("asa", [("asa 5 mg", "")], "with asa, non-asa"), [("with asa", "asa", [5]), ("non-asa", "", [])]),
        # A drug and a dose that fit no arm.
        (study("asa bor", [("cal 7 mg", "")], "asa, rest"),
         [("asa", "asa", []), ("rest", "", []), ("all", "asa bor", [7])]),
    ],
)  # fmt: skip
def test_what_each_arm_gets(given, expected):
    assert [
        (arm.name, " ".join(d["drug"] for d in arm.facts["drugs"]), [d["low"] for d in arm.facts["doses"]])
        for arm in study_arms(given)
    ] == expected


@pytest.mark.parametrize(
    ("authors", "year", "status", "expected"),
    [
        ('["Kang Jin-Hyoung", "Lee Ki"]', 2021, None, "Kang 2021"),
        ('["van den Berg Martin J"]', 2019, None, "van den Berg 2019"),
        ('["De Luca Luca"]', 2019, "corrected", "De Luca 2019"),
        ('["Du Wei"]', None, None, "Du"),
        ('["The ABC Study Group"]', 2020, "retracted", "The ABC Study Group 2020 (retracted)"),
        ("[]", 2020, None, "PMID:1"),
    ],
)
def test_names_of_studies(authors, year, status, expected):
    assert study_name({"paper_id": "PMID:1", "authors": authors, "year": year, "status": status}) == expected
