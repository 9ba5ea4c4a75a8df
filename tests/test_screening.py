"""Screening by rules and by people, duplicates, and the flow that is counted of them."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.errors import ExtractorError
from extractor.publish.public import export_public
from extractor.records import Notice
from extractor.review.screening.duplicates import duplicates, trials
from extractor.review.screening.rules import bounds, parsed, read_rules
from extractor.review.screening.screen import flow, screened
from extractor.store import Store, open_reader
from tests.conftest import Call
from tests.sample_trials import Trial, review, stored

REASON = "Out"
SEEN = "We saw {} patients."


def written(*rules: dict[str, Any], **other: Any) -> str:
    return yaml.safe_dump({"review": "ato", **other, "rules": [*rules]}, sort_keys=False)


def rule(reason: str = REASON, **other: Any) -> dict[str, Any]:
    return {"reason": reason, **{name.replace("_", " "): value for name, value in other.items()}}


def answers(path: Path, text: str) -> dict[str, tuple[str | None, ...]]:
    """Decision, stage, reason and evidence by paper."""
    with closing(open_reader(path)) as connection:
        return {one.paper_id: one[1:5] for one in screened(connection, parsed(text, "rules.yml"))}


RCT: dict[str, Any] = {"publication_types": ("Randomized Controlled Trial",)}
A = "Ada B"
# The condition, the trial, whether it holds (None: the database cannot tell), and what is said of it.
CONDITIONS: list[tuple[dict[str, Any], Trial, bool | None, str]] = [
    ({"patients": ">= 15"}, Trial(1, A).count(15), True, f"15 patients (total): “{SEEN.format(15)}”"),
    ({"patients": ">= 15"}, Trial(1, A).count(14), False, f"14 patients (total): “{SEEN.format(14)}”"),
    ({"patients": "15 or more"}, Trial(1, A).count(9).count(40, "enrolled"), True,
     f"40 patients (enrolled): “{SEEN.format(40)}”"),
    ({"patients": ">= 15"}, Trial(1, A).count(20, "arm", "x"), True, f"20 patients (arm): “{SEEN.format(20)}”"),
    ({"patients": ">= 15"}, Trial(1, A).count(9, "arm", "x"), None, f"9 patients (arm): “{SEEN.format(9)}”"),
    ({"patients": "< 15"}, Trial(1, A).count(15, "arm", "x"), False, f"15 patients (arm): “{SEEN.format(15)}”"),
    ({"patients": "10-20"}, Trial(1, A).count(15, "arm", "x"), None, f"15 patients (arm): “{SEEN.format(15)}”"),
    ({"patients": ">= 15"}, Trial(1, A).count(900, "screened"), None, "no number of its patients was read"),
    ({"patients": ">= 15"}, Trial(1, A), None, "only its title is known"),
    ({"design": ["case report", "RCT"]}, Trial(1, A, **RCT), True, "design: randomised"),
    ({"design": "case report"}, Trial(1, A, **RCT), False, "design: randomised"),
    ({"design": "RCT"}, Trial(1, A), None, "it states no design"),
    ({"drug": "ATO"}, Trial(1, A).drug("arsenic trioxide", "ATO"), True,
     "studied drug arsenic trioxide: “arsenic trioxide was studied.”"),
    ({"drug": "aspirin"}, Trial(1, A).drug("arsenic trioxide"), False, "studied drugs: arsenic trioxide"),
    ({"drug": "aspirin"}, Trial(1, A), None, "only its title is known"),
    ({"language": ["English", "Chinese"]}, Trial(1, A, language="eng,spa"), True, "language: eng,spa"),
    ({"language": "eng"}, Trial(1, A, language="en"), True, "language: en"),
    ({"language": "eng"}, Trial(1, A, language="ger"), False, "language: ger"),
    ({"language": "eng"}, Trial(1, A), None, "its language is not known"),
    ({"year": ["< 1990", "2003-2020"]}, Trial(1, A), True, "year: 2020"),
    ({"year": "> 2020"}, Trial(1, A), False, "year: 2020"),
    ({"words": "were seen"}, Trial(1, A).event(1, 2), False, "its text has not the words “were seen”"),
    ({"words": "trials by Ada"}, Trial(1, A), True, "its title has the words “trials by Ada”"),
    ({"words": "leukaemia"}, Trial(1, A), None, "only its title is known"),
    ({"mesh": "humans"}, Trial(1, A, mesh=("Humans", "Arsenicals/therapeutic use")), True, "MeSH: humans"),
    ({"mesh": "Mice"}, Trial(1, A, mesh=("Humans",)), False, "MeSH: none is Mice"),
    ({"mesh": "Mice"}, Trial(1, A), None, "it has no MeSH headings"),
    ({"outcome": "response"}, Trial(1, A).response(1, 2), True,
     "objective response: “objective response in 1 of 2 with None.”"),
    ({"event": "nausea"}, Trial(1, A).event(1, 2), None, "its abstract reports none"),
    ({"event": "nausea"}, Trial(1, A, full_text=True).event(1, 2), False, "its full text reports none"),
    ({"status": "retracted"}, Trial(1, A, publication_types=("Retracted Publication",)), True, "status: retracted"),
    ({"status": "retracted"}, Trial(1, A), False, "status: no notice"),
    ({"full text": True}, Trial(1, A), False, "its full text is not here"),
    ({"sql": "SELECT paper_id, 'its year' AS evidence FROM papers WHERE year > 2000"}, Trial(1, A), True, "its year"),
    ({"sql": "SELECT paper_id FROM papers WHERE year > 2030"}, Trial(1, A), False, "the query does not return it"),
    ({"year": "2020", "language": "eng"}, Trial(1, A), None, "its language is not known"),
    ({"language": "eng", "year": "2021"}, Trial(1, A), False, "year: 2020"),
    ({"language": "eng", "year": "2020"}, Trial(1, A, language="eng"), True, "language: eng; year: 2020"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "trial", "holds", "evidence"), CONDITIONS)
def test_what_a_rule_asks(tmp_path, asked, trial, holds, evidence):
    stored(tmp_path / "a.db", [trial])
    no = ("exclude", "screening", REASON, evidence)
    maybe = ("maybe", "screening", REASON, evidence)
    yes = ("include", None, None, evidence)
    given = [answers(tmp_path / "a.db", written(rule(**{side: asked})))["PMID:1"] for side in ("include", "exclude")]
    assert given == {True: [yes, no], False: [no, yes], None: [maybe, maybe]}[holds]


ENGLISH, LARGE = rule("Not English", include={"language": "eng"}), rule("Small", include={"patients": ">= 15"})
UNKNOWN = "its language is not known"


@pytest.mark.parametrize(
    ("rules", "trial", "answer"),
    [
        ([ENGLISH, LARGE], Trial(1, A, language="ger").count(9),
         ("exclude", "screening", "Not English", "language: ger")),
        # What is sure goes before what is not, and a later stage after an earlier one.
        ([ENGLISH, LARGE], Trial(1, A).count(9),
         ("exclude", "screening", "Small", f"9 patients (total): “{SEEN.format(9)}”")),
        ([ENGLISH, LARGE], Trial(1, A), ("maybe", "screening", "Not English", UNKNOWN)),
        ([{**ENGLISH, "stage": "eligibility"}, LARGE], Trial(1, A, language="ger"),
         ("exclude", "eligibility", "Not English", "language: ger")),
        ([{**ENGLISH, "stage": "eligibility"}, LARGE], Trial(1, A),
         ("maybe", "screening", "Small", "only its title is known")),
        ([{**ENGLISH, "if unknown": "include"}], Trial(1, A), ("include", None, None, UNKNOWN)),
        ([{**ENGLISH, "if unknown": "exclude"}], Trial(1, A), ("exclude", "screening", "Not English", UNKNOWN)),
    ],
)  # fmt: skip
def test_the_first_rule_that_excludes(tmp_path, rules, trial, answer):
    stored(tmp_path / "a.db", [trial])
    assert answers(tmp_path / "a.db", written(*rules)) == {"PMID:1": answer}


def test_curators_decide_how_large_a_study_is(tmp_path):
    path = tmp_path / "a.db"
    [fact] = stored(path, [Trial(1, A).count(9)])["PMID:1"]
    review(path, fact, "correct", n=19)
    assert answers(path, written(LARGE))["PMID:1"][0] == "include"


@pytest.mark.parametrize(
    ("text", "ends"),
    [(">= 15", (15, float("inf"))), ("≥15", (15, float("inf"))), ("15 or more", (15, float("inf"))),
     ("> 15", (16, float("inf"))), ("< 15", (0, 14)), ("<= 15", (0, 15)), ("2003 to 2012", (2003, 2012)),
     ("15", (15, 15))],
)  # fmt: skip
def test_ranges(text, ends):
    assert bounds(text) == ends


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [", "r.yml, line 1 is no YAML: expected the node content, but found '<stream end>'."),
        ("- a", "r.yml must hold names with values, as `review: ato`."),
        ("rules: []", "r.yml must name the review, as `review: ato`."),
        ("review: a", "r.yml needs `rules`, a list in the order in which they are to be asked."),
        ("review: a\nrule: []", "r.yml: 'rule' is not known here; there is review, title, papers, duplicates, rules,"
         " elsewhere."),
        (written({"include": {"year": 1}}), "r.yml, rule 1 has no reason; it is what the flow diagram prints, as"
         " `reason: Not in English`."),
        (written(rule()), "r.yml, rule 1 (Out) needs either `include` or `exclude` with conditions."),
        (written(rule(include={"year": 1}, exclude={"year": 2})),
         "r.yml, rule 1 (Out) needs either `include` or `exclude` with conditions."),
        (written(rule(include={"patients": "many"})),
         "r.yml, rule 1 (Out): patients is 'many'; write it as \">= 15\"."),
        (written(rule(include={"year": "2012-2003"})),
         "r.yml, rule 1 (Out): year is '2012-2003'; write it as \"2003-2012\"."),
        (written(rule(include={"design": ["phase II", "randomly"]})),
         "r.yml, rule 1 (Out): design is ['phase II', 'randomly']; write it as [RCT, phase II]."),
        (written(rule(include={"language": "Englisch"})),
         "r.yml, rule 1 (Out): language is 'Englisch'; write it as [eng, chi]."),
        (written(rule(exclude={"status": "withdrawn"})),
         "r.yml, rule 1 (Out): status is 'withdrawn'; write it as [retracted]."),
        (written(rule(include={"year": 1}), papers={"sql": 5}), "r.yml: the title and the sql of papers are texts."),
        (written(rule(include={"drugs": "x"})), "r.yml, rule 1 (Out): 'drugs' is not known here; there is design,"
         " patients, drug, language, year, words, mesh, outcome, event, status, full text, sql."),
        (written(rule(include={"year": 1}, stage="late")),
         "r.yml, rule 1 (Out): stage is 'late'; it can be screening, retrieval, eligibility."),
        (written(rule(include={"year": 1}), rule(include={"year": 2})),
         "r.yml: two rules have the reason 'Out', so that nobody could tell them apart."),
        (written(rule(include={"year": 1}), duplicates="x"), "r.yml: duplicates is 'x'; it can be remove or keep."),
        (written(rule(include={"year": 1}), elsewhere={"databases": 2, "excluded": 3}),
         "r.yml, elsewhere does not add up: 2 screened less 3 excluded would be -1."),
    ],
)  # fmt: skip
def test_rules_that_are_none(text, sentence):
    with pytest.raises(ExtractorError) as error:
        parsed(text, "r.yml")
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("SELECT year FROM papers", "The query 'SELECT year FROM papers' must return a column paper_id."),
        ("SELECT x", "The query 'SELECT x' cannot be run: no such column: x."),
        ("ATTACH 'other.db' AS other", "The query \"ATTACH 'other.db' AS other\" cannot be run: not authorized."),
        ("DELETE FROM papers", "The query 'DELETE FROM papers' cannot be run: attempt to write a readonly database."),
    ],
)
def test_queries_that_are_none(tmp_path, sql, sentence):
    stored(tmp_path / "a.db", [Trial(1, A)])
    with pytest.raises(ExtractorError) as error:
        answers(tmp_path / "a.db", written(rule(include={"sql": sql})))
    assert str(error.value) == sentence


# Duplicates

TITLE = "Invented tablets in adults with headache"


def record(pmid: int, title: str = TITLE, author: str = "Müller A", year: int = 2020, **other: Any) -> Trial:
    trial = Trial(pmid, author, year, **other)
    trial.sentences[0] = title
    return trial


PREPRINT: dict[str, Any] = {"publication_types": ("Preprint",), "journal": "medRxiv"}
ERRATUM: dict[str, Any] = {"publication_types": ("Published Erratum",)}


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([record(1), record(2, "Invented Tablets, in adults with HEADACHE.", "Muller B")],
         [("PMID:2", "PMID:1", "the same title, first author and year as PMID:1", True)]),
        ([record(1), record(2, author="Other A")], []),
        ([record(1, "Reply"), record(2, "Reply")], []),
        ([record(1), record(2, year=2023)],
         [("PMID:2", "PMID:1", "the same title and first author in another year: PMID:1", False)]),
        ([record(1, year=2020, **PREPRINT), record(2, year=2022)],
         [("PMID:1", "PMID:2", "the preprint: PMID:2", True)]),
        ([record(1, "One", doi="10.1/X"), record(2, "Two", doi="10.1/x")],
         [("PMID:2", "PMID:1", "the same DOI as PMID:1", True)]),
        ([record(1, "One", pmcid="PMC7"), record(2, "Two", pmcid="PMC7", full_text=True)],
         [("PMID:1", "PMID:2", "the same PMCID as PMID:2", True)]),
        ([record(1), record(2, "Erratum", notices=(Notice("ErratumFor", "J", "1"),), **ERRATUM)],
         [("PMID:2", "PMID:1", "it is an erratum of PMID:1, as its record says", True)]),
        ([record(1), record(2, "A study", notices=(Notice("ErratumFor", "J", "1"),))], []),
        ([record(1, "A"), record(2, "B", notices=(Notice("UpdateOf", "J", "1"),), **PREPRINT)],
         [("PMID:2", "PMID:1", "another version of PMID:1, as its record says", True)]),
    ],
)  # fmt: skip
def test_duplicates(tmp_path, records, found):
    stored(tmp_path / "a.db", records)
    with closing(open_reader(tmp_path / "a.db")) as connection:
        assert [(d.paper_id, d.kept, d.evidence, d.sure) for d in duplicates(connection)] == found


def test_reports_of_one_trial(tmp_path):
    registered = [("NCT1",), ("NCT1",), ("NCT2",), ("NCT1", "NCT2")]
    many = [Trial(i, A, registrations=names) for i, names in enumerate(registered, start=1)]
    stored(tmp_path / "a.db", [*many, *(Trial(i, A).drug("aspirin").count(40) for i in (5, 6))])
    with closing(open_reader(tmp_path / "a.db")) as connection:
        studies, sentences = trials(connection, [f"PMID:{i}" for i in range(1, 7)])
    assert studies == 5
    assert sentences == [
        "Ada 2020 (PMID:1) and Ada 2020 (PMID:2) report one trial, NCT1.",
        "Ada 2020 (PMID:1) and Ada 2020 (PMID:4) report one trial, NCT1.",
        "Ada 2020 (PMID:2) and Ada 2020 (PMID:4) report one trial, NCT1.",
        "Ada 2020 (PMID:3) and Ada 2020 (PMID:4) report one trial, NCT2.",
        "Ada 2020 (PMID:5) and Ada 2020 (PMID:6) may report one trial: they share authors, drugs and the number of"
        " patients.",
    ]


# People, and the whole flow


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Six records: one large, one small, one of unknown size, one in German, and two that are one paper."""
    path = tmp_path / "ato.db"
    about: dict[str, Any] = {"language": "eng"}
    stored(
        path,
        [
            Trial(1, "Ada B", **about).count(40).response(8, 20, "imatinib").response(3, 20, "placebo"),
            Trial(2, "Bea B", **about).count(9).response(2, 5, "imatinib").response(1, 4, "placebo"),
            Trial(3, "Cleo B", **about).response(9, 20, "imatinib").response(4, 20, "placebo"),
            Trial(4, "Dora B", language="ger").count(40),
            record(5, registrations=("NCT1",), **about).count(40),
            record(6, **about),
        ],
    )
    with Store(path) as store:
        store.save_search("PubMed", "tablets")
        store.search_done("PubMed", "2026-01-01", [f"PMID:{i}" for i in range(1, 5)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO finds SELECT paper_id, 'zotero.ris' FROM papers WHERE paper_id > 'PMID:3'")
    (tmp_path / "ato.yml").write_text(
        written(
            ENGLISH,
            {**LARGE, "stage": "eligibility"},
            title="Tablets",
            elsewhere={"databases": {"WoS": 2}, "excluded": {"Small": 2}},
        )
    )
    return path


def screen(call: Call, db: Path) -> str:
    done = call("screen", "apply", db.with_name("ato.yml"), "--db", db)
    assert done.code == 0, done.err
    return done.out


def test_on_the_terminal(call: Call, db: Path) -> None:
    lines = [line.split() for line in screen(call, db).splitlines()]
    assert lines == [
        "ato: 6 papers".split(),
        "decision reason stage papers by people".split(),
        "include 2".split(),
        "exclude Not English screening 1".split(),
        "exclude Small eligibility 1".split(),
        "maybe Small eligibility 1".split(),
        "remove Duplicate records 1".split(),
    ]
    done = call("screen", "show", "--decision", "maybe", "--db", db)
    assert done.out.split() == "maybe PMID:3 A trial by Cleo B Small: no number of its patients was read".split()


def counted(call: Call, db: Path, *options: object) -> dict[str, Any]:
    done = call("prisma", "--db", db, "--json", *options)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_people_go_before_rules(call: Call, db: Path, tmp_path: Path) -> None:
    screen(call, db)
    decide = ("screen", "decide", "--db", db, "--by", "ann")
    assert call(*decide, 3, "include").code == 0
    assert call(*decide, "PMID:1", "exclude", "--reason", "Wrong dose", "--stage", "eligibility").code == 0
    assert call(*decide, "PMID:4", "include").code == 0
    assert call(*decide, "PMID:4", "withdraw").code == 0
    screen(call, db)  # again: what people decided stays
    assert call("screen", "show", "--db", db, "-o", tmp_path / "a.csv").code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8") as stream:
        rows = [
            (r["paper_id"], r["decision"], r["reason"], r["decided_by"], r["rules_say"]) for r in csv.DictReader(stream)
        ]
    assert rows == [
        ("PMID:1", "exclude", "Wrong dose", "ann", "include"),
        ("PMID:2", "exclude", "Small", "rules", "exclude"),
        ("PMID:3", "include", "", "ann", "maybe"),
        ("PMID:4", "exclude", "Not English", "rules", "exclude"),
        ("PMID:5", "include", "", "rules", "include"),
        ("PMID:6", "remove", "Duplicate records", "rules", "remove"),
    ]


def test_the_flow_of_a_review(call: Call, db: Path, tmp_path: Path) -> None:
    screen(call, db)
    waiting = "extractor: 1 paper is not decided on yet; `extractor screen show --decision maybe` lists them.\n"
    assert call("prisma", "--db", db, "--json").err == waiting
    versus = ("--outcome", "objective response", "--treated", "imatinib", "--control", "placebo")
    assert counted(call, db, *versus) == {
        "main": {
            # Six papers, one of them found by both; two more are not in the database.
            "identified": {"PubMed": 4, "zotero.ris": 3, "WoS": 2},
            "removed": {"Duplicate records": 2},
            "excluded": {"Not English": 1, "Small": 2},
            "not_retrieved": 0,
            "ineligible": {"Small": 1},
            "awaiting": {"eligibility": 1},
        },
        "registers": [],
        "others": {
            "identified": {},
            "removed": {},
            "excluded": {},
            "not_retrieved": 0,
            "ineligible": {},
            "awaiting": {},
        },
        "studies": 2,
        "pooled": 1,
        "title": "Tablets",
        "screened": 7,
        "sought": 4,
        "assessed": 4,
        "included": 2,
    }
    assert call("prisma", "--db", db, "-o", tmp_path / "a.svg", "-o", tmp_path / "a.png").code == 0
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_only_what_a_review_includes_is_pooled(call: Call, db: Path) -> None:
    versus = (
        "meta",
        "--db",
        db,
        "--outcome",
        "objective response",
        "--treated",
        "imatinib",
        "--control",
        "placebo",
        "--json",
    )
    assert [s["study"] for s in json.loads(call(*versus).out)["studies"]] == ["Ada 2020", "Bea 2020", "Cleo 2020"]
    screen(call, db)
    assert [s["study"] for s in json.loads(call(*versus, "--review", "ato").out)["studies"]] == ["Ada 2020"]


def test_a_flow_that_is_written_down(call: Call) -> None:
    """The first seed of the project: 36 + 2 records, 38 screened, 28 excluded, 10 included, 2 in the meta-analysis."""
    done = call("prisma", Path(__file__).parents[1] / "docs" / "screening" / "he2014.yml")
    assert (done.code, done.err) == (0, "")
    assert [line.strip() for line in done.out.splitlines()] == [
        "Records identified from:", "Databases (n = 38)", "PubMed (n = 36)", "Web of Science (n = 2)",
        "Registers (n = 0)",
        "Records removed before screening:", "Duplicate records (n = 0)",
        "Records screened (n = 38)", "Records excluded (n = 28)",
        "Reports sought for retrieval (n = 10)", "Reports not retrieved (n = 0)",
        "Reports assessed for eligibility (n = 10)", "Reports excluded (n = 0)",
        "Studies included in review (n = 10)", "Studies included in the meta-analysis (n = 2)",
    ]  # fmt: skip


def test_the_same_flow_from_a_database(call: Call, tmp_path: Path) -> None:
    """36 records here and 2 elsewhere: 26 and 2 are too small, 2 of the other 10 compare two arms."""
    db = tmp_path / "a.db"
    pooled = [Trial(i, f"Ada{i} B").count(40).response(e, n, "ATO").response(f, m, "control")
              for i, (e, n, f, m) in enumerate([(25, 32, 14, 16), (12, 14, 13, 15)], start=1)]  # fmt: skip
    others = [Trial(i, f"Ada{i} B").count(15 if i <= 10 else 14) for i in range(3, 37)]
    stored(db, [*pooled, *others])
    elsewhere = {"databases": {"Web of Science": 2}, "excluded": {"Small": 2}}
    (tmp_path / "ato.yml").write_text(written(LARGE, elsewhere=elsewhere), encoding="utf-8")
    screen(call, db)
    found = counted(call, db, "--outcome", "objective response", "--treated", "ATO", "--control", "control")
    boxes = ("screened", "sought", "assessed", "included", "studies", "pooled")
    assert [found[box] for box in boxes] == [38, 10, 10, 10, 10, 2]
    assert (found["main"]["identified"], found["main"]["excluded"]) == (
        {"Source not recorded": 36, "Web of Science": 2}, {"Small": 28},
    )  # fmt: skip


def test_the_rules_that_the_readme_shows() -> None:
    rules = read_rules(Path(__file__).parents[1] / "docs" / "screening" / "ato.yml")
    assert (rules.review, [rule.stage for rule in rules.rules]) == ("ato", [*["screening"] * 4, "eligibility"])
    assert rules.elsewhere is not None
    assert dict(rules.elsewhere.main.excluded) == {rules.rules[2].reason: 2}


HE = {"databases": {"PubMed": 36, "Web of Science": 2}, "screened": 38, "excluded": 28, "included": 10}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"removed": 1}, "f.yml does not add up: screened is 38, but 38 identified less 1 removed is 37."),
        ({"excluded": 27},
         "f.yml does not add up: included is 10, but 11 assessed less 0 excluded at that stage is 11."),
        ({"sought": 9}, "f.yml does not add up: sought is 9, but 38 screened less 28 excluded is 10."),
        ({"not retrieved": 11}, "f.yml does not add up: 10 sought less 11 not retrieved would be -1."),
        ({"other methods": {"identified": {"Citations": 3}, "ineligible": 1}},
         "f.yml does not add up: included is 10, but 10 assessed less 0 excluded at that stage, and 2 from other"
         " methods is 12."),
        ({"other methods": {"identified": 1, "not retrieved": 2}, "included": 9},
         "f.yml does not add up: more reports of other methods are left out than identified."),
        ({"in the meta-analysis": 11}, "f.yml does not add up: in the meta-analysis is 11, but only 10 are included."),
        ({"studies": 9, "in the meta-analysis": 10},
         "f.yml does not add up: in the meta-analysis is 10, but only 9 are included."),
        ({"excluded": -1}, "f.yml: excluded is -1, where a whole number is needed."),
        ({"databases": {"PubMed": "36"}}, "f.yml: databases, PubMed is '36', where a whole number is needed."),
        ({"exclude": 28}, "f.yml: 'exclude' is not known here; there is databases, registers, removed, excluded,"
         " not retrieved, ineligible, screened, sought, assessed, included, title, other methods, studies,"
         " in the meta-analysis."),
    ],
)  # fmt: skip
def test_a_flow_that_does_not_add_up(
    call: Call, tmp_path: Path, monkeypatch: Any, changed: dict[str, Any], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.yml").write_text(yaml.safe_dump(HE | changed), encoding="utf-8")
    done = call("prisma", "f.yml", "-o", "flow.svg")
    assert (done.code, done.out, done.err) == (1, "", f"extractor: {sentence}\n")
    assert not Path("flow.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("screen", "show"), 1, "No review has been screened yet; `extractor screen apply RULES.yml` does."),
        (("screen", "show", "-o", "a.pdf"), 2, "a.pdf must end in .csv."),
        (("prisma", "-o", "a.pdf"), 2, "a.pdf must end in .png or .svg, which say what kind of figure it is."),
        (("prisma", "--drug", "x"), 2,
         "--grade, --treated, --control and --drug need an --outcome or --event to pool."),
        (("meta", "--outcome", "objective response", "--review", "x"), 1,
         "No review has been screened yet; `extractor screen apply RULES.yml` does."),
    ],
)  # fmt: skip
def test_wrong_use(call: Call, db: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    done = call(*arguments, "--db", db)
    assert (done.code, done.out, done.err) == (code, "", f"extractor: {sentence}\n")


def test_wrong_names(call: Call, db: Path) -> None:
    screen(call, db)
    done = call("screen", "show", "x", "--db", db)
    assert (done.code, done.err) == (2, "extractor: There is no review 'x'; there is ato.\n")
    done = call("screen", "decide", 1, "exclude", "--reason", " ", "--db", db)
    assert (done.code, done.err) == (2, "extractor: An exclusion needs a reason, which the flow diagram prints.\n")
    done = call("screen", "decide", 77, "include", "--db", db)
    assert (done.code, done.err) == (
        1, "extractor: PMID:77 was not screened in the review 'ato'; screen it first.\n",
    )  # fmt: skip


def test_which_papers_a_review_is_about(db: Path) -> None:
    everything = rule(include={"year": "2020"})
    found_by: dict[str, dict[str, Any]] = {
        "PubMed": {"papers": {"found by": ["PubMed"]}},
        "a file": {
            "papers": {"found by": {"Zotero": "zotero.ris"}, "sql": "SELECT paper_id FROM papers WHERE pmid < 6"}
        },
    }
    chosen = {name: sorted(answers(db, written(everything, **papers))) for name, papers in found_by.items()}
    assert chosen == {"PubMed": ["PMID:1", "PMID:2", "PMID:3", "PMID:4"], "a file": ["PMID:4", "PMID:5"]}
    with pytest.raises(ExtractorError) as error:
        answers(db, written(everything, papers={"found by": "Embase"}))
    assert (
        str(error.value)
        == "No paper of the database is of the review 'ato'; papers were found by 'tablets', 'zotero.ris'."
    )


def test_two_reviews_of_one_database(db: Path) -> None:
    with Store(db) as store, closing(open_reader(db)) as connection:
        for name, rules in (("one", [ENGLISH]), ("two", [LARGE])):
            text = written(*rules).replace("ato", name)
            store.save_screening(name, text, screened(connection, parsed(text, "r")))
        store.decide_on_paper("one", "PMID:1", "exclude", "ann", stage="retrieval", reason="No copy")
        found = [flow(connection, parsed(written(*rules).replace("ato", name), "r")).main
                 for name, rules in (("one", [ENGLISH]), ("two", [LARGE]))]  # fmt: skip
    assert [(f.screened, dict(f.excluded), f.not_retrieved, dict(f.awaiting), f.included) for f in found] == [
        (5, {"Not English": 1}, 1, {}, 3), (5, {"Small": 1}, 0, {"screening": 1}, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "papers", "identified"),
    [
        ("UPDATE finds SET source = 'PubMed' WHERE source = 'zotero.ris'", {}, {"PubMed": 7}),
        ("DELETE FROM finds WHERE paper_id = 'PMID:4' AND source = 'tablets'", {"papers": {"found by": ["PubMed"]}},
         {"PubMed": 3, "Source not recorded": 1}),
    ],
    ids=["a file named like a search", "screened and no longer found"],
)  # fmt: skip
def test_no_record_is_lost_or_counted_below_zero(
    db: Path, change: str, papers: dict[str, Any], identified: dict[str, int]
) -> None:
    rules = parsed(written(ENGLISH, **papers), "r")
    with Store(db) as store, closing(open_reader(db)) as connection:
        store.save_screening(rules.review, rules.text, screened(connection, rules))
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(change)
    with closing(open_reader(db)) as connection:
        found = flow(connection, rules).main
    assert (dict(found.identified), found.removed["Duplicate records"]) == (
        identified, sum(identified.values()) - found.screened,
    )  # fmt: skip


def test_a_public_copy_names_no_files_and_quotes_no_more_than_facts(call: Call, db: Path, tmp_path: Path) -> None:
    screen(call, db)
    export_public(db, tmp_path / "public.db")
    with closing(sqlite3.connect(tmp_path / "public.db")) as connection:
        assert connection.execute("SELECT * FROM finds").fetchall() == []
        kept = connection.execute("SELECT paper_id, evidence IS NOT NULL FROM screened").fetchall()
    assert kept == [("PMID:1", 1), ("PMID:2", 1), ("PMID:3", 0), ("PMID:4", 0), ("PMID:5", 1), ("PMID:6", 0)]
