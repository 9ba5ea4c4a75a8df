"""Studies of CSV files, and trials that several papers report."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from extractor.errors import ExtractorError
from extractor.review.meta.reading.duplicates import same_trial, several_arms, without_duplicates
from extractor.review.meta.reading.table import read_table
from extractor.review.meta.studies import Counts, Left, Study

TWO = "study,events_treated,n_treated,events_control,n_control\n"
ONE = "study,events,n\n"


def table(folder: Path, content: str) -> Path:
    path = folder / "trials.csv"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "studies"),
    [
        (TWO + "A,1,10,2,20\nB,0,5,5,5\n",
         [Study("A", Counts(1, 10), Counts(2, 20)), Study("B", Counts(0, 5), Counts(5, 5))]),
        (ONE + "A,1,10\n", [Study("A", Counts(1, 10))]),
        ("\ufeffStudy;Events;N;Link;Subgroup\nMüller 1999;3;4;https://example.org/;north\n\n",
         [Study("Müller 1999", Counts(3, 4), None, "north", details={"link": "https://example.org/"})]),
        ("n\tevents\tstudy\tregistration\tsubgroup\n 12.0 \t 3 \t \"A, B\"\tNCT01234567; ISRCTN1\t\n",
         [Study("A, B", Counts(3, 12), registrations=("NCT01234567", "ISRCTN1"))]),
        ("study,events,n,registration\nA,3,12,none\nB,4,12,none\n",
         [Study("A", Counts(3, 12)), Study("B", Counts(4, 12))]),
        ("row," + ONE + "study,A,1,10\nsubgroup,all,1,10\ntotal,Total,1,10\nleft,B,,\n", [Study("A", Counts(1, 10))]),
    ],
    ids=["two arms", "one arm", "semicolons and a byte order mark", "tabs and whole numbers with a point",
         "without a registration", "results"],
)  # fmt: skip
def test_studies_are_read(tmp_path, content, studies):
    assert read_table(table(tmp_path, content)) == studies


def test_columns_for_both(tmp_path):
    path = table(tmp_path, "study,events,n,events_treated,n_treated,events_control,n_control\nA,3,30,1,10,2,20\n")
    assert [(s.treated, s.control) for s in read_table(path)] == [(Counts(1, 10), Counts(2, 20))]
    assert [(s.treated, s.control) for s in read_table(path, single=True)] == [(Counts(3, 30), None)]


def test_subgroups_by_another_column(tmp_path):
    path = table(tmp_path, ONE.strip() + ",country\nA,1,10,Chile\nB,1,10,\n")
    assert [study.subgroup for study in read_table(path, "country")] == ["Chile", None]
    with pytest.raises(ExtractorError) as error:
        read_table(path, "drug")
    assert str(error.value) == f"{path} has no column 'drug' to make subgroups by."


LACKS = (
    "to compare two arms it needs study, events_treated, n_treated, events_control, n_control,"
    " to pool single arms study, events, n."
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", f" lacks the columns study, events_treated, n_treated, events_control, n_control; {LACKS}"),
        ("study,events_treated,n_treated,n_control\nA,1,2,3\n", f" lacks the column events_control; {LACKS}"),
        ("name,events,n\nA,1,2\n",
         f" lacks the columns study, events_treated, n_treated, events_control, n_control; {LACKS}"),
        (TWO, " has a header and no studies below it."),
        (TWO + ",,,,\n", " has a header and no studies below it."),
        (TWO + "A,33,32,14,16\n", ", line 2: events_treated is 33, more than the 32 patients of n_treated."),
        (TWO + "A,3,32,17,16\n", ", line 2: events_control is 17, more than the 16 patients of n_control."),
        (TWO + "A,1,2,3,4\nB,-1,32,14,16\n",
         ", line 3: events_treated is '-1', where a whole number, zero or more, is needed."),
        (TWO + "A,all,32,14,16\n", ", line 2: events_treated is 'all', where a whole number, zero or more, is needed."),
        (TWO + "A,1.5,32,14,16\n", ", line 2: events_treated is '1.5', where a whole number, zero or more, is needed."),
        (TWO + "A,1,,14,16\n", ", line 2: n_treated is '', where a whole number, zero or more, is needed."),
        (TWO + "A,1,2\n", ", line 2: events_control is '', where a whole number, zero or more, is needed."),
        (TWO + "A,1,2,3,4,5\n", ", line 2 has more fields than the header."),
        (TWO + ",1,2,3,4\n", ", line 2: the study has no name."),
        (TWO + "A,0,0,3,4\n", ", line 2: n_treated is 0; an arm without patients cannot be pooled."),
        (ONE + '"A,1,2\n', " cannot be read as CSV in UTF-8: unexpected end of data."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(tmp_path, content, sentence):
    path = table(tmp_path, content)
    with pytest.raises(ExtractorError) as error:
        read_table(path)
    assert str(error.value) == f"{path}{sentence}"


def test_other_files(tmp_path):
    binary = tmp_path / "trials.csv"
    binary.write_bytes(b"study,events,n\n\xff\xfe,1,2\n")
    with pytest.raises(ExtractorError, match=r"trials.csv cannot be read as CSV in UTF-8: "):
        read_table(binary)


# Trials


def study(name: str, treated: int, control: int, paper: str = "", **other: Any) -> Study:
    return Study(name, Counts(1, treated), Counts(1, control), details={"paper_id": paper or name}, **other)


A, B = ("NCT00000001",), ("NCT00000002",)
GROUP = ("Wu Ping", "Li Na", "Chen Hao", "Zhao Min")


@pytest.mark.parametrize(
    ("studies", "kept", "left", "warned"),
    [
        ([study("X", 10, 10, registrations=A), study("Y", 20, 20, registrations=B)], "XY", [], []),
        ([study("X", 10, 10, registrations=A), study("Y", 20, 20, registrations=A)], "Y",
         [("X", "reports the trial NCT00000001, as Y does with no fewer patients")],
         ["X and Y report one trial, NCT00000001."]),
        ([study("X", 10, 10, registrations=A), study("Y", 10, 10, registrations=(*B, *A))], "X",
         [("Y", "reports the trial NCT00000001, as X does with no fewer patients")],
         ["X and Y report one trial, NCT00000001."]),
        ([study("X (arm 1)", 9, 9, "X", registrations=A), study("X (arm 2)", 8, 8, "X", registrations=A)],
         ["X (arm 1)", "X (arm 2)"], [], []),
        ([study("X", 10, 12, authors=GROUP, drugs=("a", "b")), study("Y", 12, 10, authors=GROUP[:2], drugs=("b",))],
         "XY", [], ["X and Y may report one trial: they share authors, drugs and the number of patients."]),
        ([study("X", 10, 12, authors=GROUP, drugs=("a",)), study("Y", 10, 12, authors=GROUP, drugs=("b",))],
         "XY", [], []),
        ([study("X", 10, 12, authors=GROUP, drugs=("a",)), study("Y", 10, 13, authors=GROUP, drugs=("a",))],
         "XY", [], []),
        ([study("X", 10, 12, authors=GROUP, drugs=("a",)),
          study("Y", 10, 12, authors=("Wu Ping", "B", "C"), drugs=("a",))],
         "XY", [], []),
        ([study("X", 10, 12, drugs=("a",)), study("Y", 10, 12, drugs=("a",))], "XY", [], []),
    ],
    ids=["two trials", "the larger stays", "the first of as many stays", "arms of a paper", "alike", "other drugs",
         "other size", "few shared authors", "no authors known"],
)  # fmt: skip
def test_papers_of_one_trial(studies, kept, left, warned):
    details = {s.name: s.details for s in studies}
    expected = [Left(name, reason, details[name]) for name, reason in left]
    assert without_duplicates(studies) == ([s for s in studies if s.name in list(kept)], expected)
    assert same_trial(studies) == warned


def told_of_all_pairs(studies: list[Study]) -> list[str]:
    """What `same_trial` says, found by comparing each study with every other."""
    told = []
    for one, other in combinations(studies, 2):
        trials, authors, drugs = (
            sorted(set(getattr(one, name)) & set(getattr(other, name)))
            for name in ("registrations", "authors", "drugs")
        )
        half = min(len(one.authors), len(other.authors)) / 2
        if one.paper == other.paper:
            continue
        if trials:
            told.append(f"{one.name} and {other.name} report one trial, {trials[0]}.")
        elif authors and len(authors) >= half and drugs and one.patients == other.patients:
            what = "they share authors, drugs and the number of patients"
            told.append(f"{one.name} and {other.name} may report one trial: {what}.")
    return told


def test_studies_that_have_something_in_common_are_found_as_if_all_were_compared():
    random = Random(1)
    studies = [
        study(
            f"S{number}", random.randint(8, 12), 10, f"PMID:{random.randint(1, 200)}",
            registrations=tuple(f"NCT{random.randint(1, 300):08}" for _ in range(random.choice((0, 0, 1, 2)))),
            authors=tuple(random.choices(GROUP, k=random.randint(0, 4))),
            drugs=tuple(random.choices("abcdefgh", k=random.randint(0, 3))),
        )
        for number in range(300)
    ]  # fmt: skip
    told = told_of_all_pairs(studies)
    assert min(sum(words in one for one in told) for words in ("report one trial", "may report one trial")) > 50
    assert same_trial(studies) == told


def test_thousands_of_studies_are_soon_compared():
    studies = [study(f"S{number}", number, 1, authors=GROUP, drugs=("a",)) for number in range(5000)]
    started = time.perf_counter()
    assert same_trial([*studies, replace(studies[7], name="T", details={})]) == [
        "S7 and T may report one trial: they share authors, drugs and the number of patients."
    ]
    assert time.perf_counter() - started < 2


def test_several_arms_of_a_paper_are_told():
    arms = [Study(f"X ({name})", Counts(1, 9), details={"paper_id": "PMID:1"}) for name in "ab"]
    assert several_arms([*arms, Study("Y", Counts(1, 9))]) == [
        "PMID:1 enters with 2 arms; should they share patients, keep one (-o STUDIES.csv, and pool that)."
    ]
