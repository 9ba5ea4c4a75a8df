"""`extractor meta` as a user meets it: what it prints, what it writes, and one sentence for whatever is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Call
from tests.sample_trials import Trial, review, stored

HE_2014 = (
    "study,events_treated,n_treated,events_control,n_control,link\nOne,25,32,14,16,https://one.org/\nTwo,12,14,13,15,\n"
)
PRINTED = """\
study  Treated  Control  weight  Odds ratio, M-H, Fixed, 95% CI
One      25/32    14/16   69.5%               0.51 [0.09, 2.80]
Two      12/14    13/15   30.5%               0.92 [0.11, 7.62]
Total    37/46    27/31  100.0%               0.64 [0.17, 2.35]
Heterogeneity: Chi² = 0.18, df = 1 (P = 0.67); I² = 0%
Test for overall effect: Z = 0.68 (P = 0.50)
"""


@pytest.fixture
def he(tmp_path: Path) -> Path:
    path = tmp_path / "he.csv"
    path.write_text(HE_2014, encoding="utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Three trials of one drug, two of them one trial, the third of them reviewed."""
    path = tmp_path / "trials.db"
    trials = [
        Trial(1, "Ada A", 2019, registrations=("NCT01",)).response(9, 20, "imatinib").response(3, 21, "placebo"),
        Trial(2, "Bob B", 2021, registrations=("NCT01",)).response(19, 40, "imatinib").response(7, 41, "placebo"),
        Trial(3, "Cem C", 2022).response(8, 30, "imatinib").response(9, 33, "placebo"),
    ]
    facts = stored(path, trials)["PMID:3"]
    review(path, facts[0], "accept")
    review(path, facts[1], "correct", numerator=5)
    return path


VERSUS = ("--outcome", "objective response", "--treated", "imatinib", "--control", "placebo")


def test_what_is_printed(call: Call, he: Path) -> None:
    done = call("meta", he)
    assert (done.code, done.out, done.err) == (0, PRINTED, "")


def test_every_output_of_a_csv_file(call: Call, he: Path, tmp_path: Path) -> None:
    names = ["plot.png", "funnel.svg", "out.csv", "out.json", "out.html"]
    paths = [tmp_path / "new" / name for name in names]
    options = ["--plot", paths[0], "--funnel", paths[1], "-o", paths[2], "-o", paths[3], "-o", paths[4]]
    done = call("meta", he, "--json", *options)
    assert done.code == 0
    assert done.err == "".join(f"extractor: {path} written.\n" for path in paths)
    assert json.loads(done.out) == json.loads(paths[3].read_text(encoding="utf-8"))
    assert paths[0].read_bytes().startswith(b"\x89PNG")
    assert paths[1].read_bytes().startswith(b"<?xml")
    page = paths[4].read_text(encoding="utf-8")
    assert page.count("<svg ") == 2  # the forest and the funnel
    assert '<td><a href="https://one.org/">One</a></td><td class="number">0.51 [0.09, 2.80]</td>' in page
    first = [path.read_bytes() for path in paths]
    call("meta", he, "--json", *options)
    assert [path.read_bytes() for path in paths] == first
    assert call("meta", paths[2]).out == PRINTED  # the studies of a result can be pooled again


def test_json_of_a_csv_file(call: Call, he: Path) -> None:
    """The figures of the total are those of statsmodels' combine_effects."""
    found = json.loads(call("meta", he, "--json", "--method", "DL").out)
    assert found == {
        "title": None, "measure": "OR", "method": "DL", "transformation": None,
        "studies": [
            {"study": "One", "subgroup": None, "events_treated": 25, "n_treated": 32, "events_control": 14,
             "n_control": 16, "estimate": 0.5102040816, "ci_low": 0.09299906691, "ci_high": 2.79904104,
             "weight": 60.60229208, "y": -0.6729444732, "se": 0.8684962373, "corrected": False, "registration": None,
             "link": "https://one.org/"},
            {"study": "Two", "subgroup": None, "events_treated": 12, "n_treated": 14, "events_control": 13,
             "n_control": 15, "estimate": 0.9230769231, "ci_low": 0.1117800906, "ci_high": 7.622743919,
             "weight": 39.39770792, "y": -0.08004270767, "se": 1.07715199, "corrected": False, "registration": None},
        ],
        "subgroups": [],
        "total": {"study": "Total", "subgroup": None, "studies": 2, "events_treated": 37, "n_treated": 46,
                  "events_control": 27, "n_control": 31, "estimate": 0.6444521085, "ci_low": 0.1712739278,
                  "ci_high": 2.424878821, "weight": 100.0, "y": -0.4393547674, "se": 0.6761023825,
                  "z": 0.6498346681, "p": 0.5157990226, "q": 0.1836117885, "df": 1,
                  "p_heterogeneity": 0.6682875255, "i2": 0.0, "tau2": 0.0, "prediction_low": None,
                  "prediction_high": None},
        "subgroup_differences": None, "left": [], "warnings": [], "notes": [],
    }  # fmt: skip


def test_proportions_by_a_column(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "arms.csv"
    path.write_text("study,events,n,country\nA,3,20,Chile\nB,7,25,Peru\nC,5,19,Chile\n", encoding="utf-8")
    lines = call("meta", path, "--by", "Country", "--transformation", "freeman-tukey").out.splitlines()
    assert [line.split("  ")[0] for line in lines[:8]] == [
        "study", "Chile", "A", "C", "Subtotal", "Peru", "B", "Subtotal",
    ]  # fmt: skip
    assert lines[-1].startswith("Proportions were pooled as Freeman-Tukey double arcsines")


def test_one_trial_is_pooled_once(call: Call, db: Path) -> None:
    done = call("meta", "--db", db, *VERSUS)
    assert done.err == (
        "extractor: Ada 2019 and Bob 2021 report one trial, NCT01.\n"
        "extractor: Ada 2019 is left out: it reports the trial NCT01, as Bob 2021 does with no fewer patients"
        " (--keep-duplicates keeps it).\n"
    )
    assert [line.split("  ")[0] for line in done.out.splitlines()[:4]] == [
        "objective response",
        "study",
        "Bob 2021",
        "Cem 2022",
    ]
    kept = call("meta", "--db", db, *VERSUS, "--keep-duplicates")
    assert kept.err == "extractor: Ada 2019 and Bob 2021 report one trial, NCT01.\n"
    assert "Ada 2019" in kept.out


def test_studies_of_the_database_keep_their_sources(call: Call, db: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / f"out.{kind}" for kind in ("csv", "html", "json")]
    done = call("meta", "--db", db, *VERSUS, "--measure", "RR", "-o", outputs[0], "-o", outputs[1], "-o", outputs[2])
    assert done.code == 0
    rows = list(csv.DictReader(outputs[0].open(encoding="utf-8")))
    assert [(row["row"], row["study"]) for row in rows] == [
        ("study", "Bob 2021"), ("study", "Cem 2022"), ("total", "Total"), ("left", "Ada 2019"),
    ]  # fmt: skip
    shown = {name: rows[0][name] for name in ("paper_id", "link", "sentence_treated", "arm_control", "registration")}
    assert shown == {
        "paper_id": "PMID:2",
        "link": "https://pubmed.ncbi.nlm.nih.gov/2/",
        "sentence_treated": "objective response in 19 of 40 with imatinib.",
        "arm_control": "placebo",
        "registration": "NCT01",
    }
    page = outputs[1].read_text(encoding="utf-8")
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/2/">Bob 2021</a>' in page
    assert "objective response in <mark>19 of 40</mark> with imatinib." in page
    assert "<li>Ada 2019: reports the trial NCT01, as Bob 2021 does with no fewer patients.</li>" in page
    studies = json.loads(outputs[2].read_text(encoding="utf-8"))["studies"]
    assert studies[1]["facts_control"][0]["decision"] == "correct"
    assert (studies[1]["events_control"], studies[1]["n_control"]) == (5, 33)


def test_only_what_was_accepted(call: Call, db: Path) -> None:
    done = call("meta", "--db", db, *VERSUS, "--accepted", "--json")
    assert [(s["study"], s["events_treated"], s["events_control"]) for s in json.loads(done.out)["studies"]] == [
        ("Cem 2022", 8, 5)
    ]


def test_more_responses_favour_the_treated_arm(call: Call, db: Path, tmp_path: Path) -> None:
    """By default events are harms; those of an outcome of the database are known to be responses."""
    csv_path = tmp_path / "out.csv"
    call("meta", "--db", db, *VERSUS, "-o", csv_path, "--plot", tmp_path / "database.svg")
    labels = ("--treated", "imatinib", "--control", "placebo")
    call("meta", csv_path, *labels, "--plot", tmp_path / "feared.svg")
    call("meta", csv_path, *labels, "--plot", tmp_path / "hoped.svg", "--beneficial")
    one, other = ((tmp_path / f"{name}.svg").read_text().index("Favours imatinib") for name in ("feared", "hoped"))
    left, right = ((tmp_path / f"{name}.svg").read_text().index("Favours placebo") for name in ("feared", "hoped"))
    assert (one < left, other < right) == (True, False)
    assert "Favours imatinib" in (tmp_path / "database.svg").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["{he}", "--outcome", "cure"], 2,
         "--outcome, --event, --grade, --drug, --accepted and --review ask the database; a CSV file is pooled as it"
         " is."),
        (["--outcome", "cure", "--drug", "x", "--treated", "x", "--control", "y"], 2,
         "To compare two arms give --treated and --control; for single arms of a drug, --drug alone."),
        ([], 2, "Name a CSV file, or what to pool from the database with either --outcome or --event."),
        (["--outcome", "cure", "--event", "pain"], 2,
         "Name a CSV file, or what to pool from the database with either --outcome or --event."),
        (["--outcome", "cure", "--treated", "x"], 2,
         "To compare two arms give --treated and --control; for single arms of a drug, --drug alone."),
        (["--outcome", "cure", "--grade", "3"], 2, "--grade goes with --event."),
        (["--outcome", "cure", "--by", "country"], 2, "From the database, subgroups are made --by drug or --by dose."),
        (["{he}", "--plot", "x.pdf"], 2, "x.pdf must end in .png or .svg, which say what kind of figure it is."),
        (["{he}", "-o", "x.xlsx"], 2, "x.xlsx must end in .csv, .json or .html, which say what to write."),
        (["{he}", "--measure", "PROP"], 2,
         "PROP pools single arms, OR, RR and RD compare two; choose the --measure that fits the studies."),
        (["{he}", "--by", "country"], 1, "{he} has no column 'country' to make subgroups by."),
        (["--outcome", "cure", "--db", "{he}"], 1, "{he} is not a SQLite database; give another path with --db."),
        (["--outcome", "cure", "--db", "none.db"], 1,
         "There is no database at none.db; make one with `extractor run`."),
    ],
)  # fmt: skip
def test_wrong_use(call: Call, he: Path, arguments: list[str], code: int, sentence: str) -> None:
    done = call("meta", *(argument.format(he=he) for argument in arguments))
    assert (done.code, done.out, done.err) == (code, "", f"extractor: {sentence.format(he=he)}\n")


def test_a_file_that_cannot_be_written(call: Call, he: Path) -> None:
    done = call("meta", he, "--plot", he / "plot.png")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"extractor: {he / 'plot.png'} cannot be written: ")


def test_a_link_that_is_none_is_no_link(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "arms.csv"
    path.write_text("study,events,n,link\n<A>,3,20,javascript:alert(1)\n", encoding="utf-8")
    call("meta", path, "-o", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "<td>&lt;A&gt;</td>" in page
    assert "javascript:" not in page


def test_names_in_brackets_and_letters_that_the_font_lacks(call: Call, he: Path, tmp_path: Path) -> None:
    he.write_text(HE_2014.replace("One", "王 [b]"), encoding="utf-8")
    done = call("meta", he, "--treated", "[18F] agent", "--plot", tmp_path / "plot.png")
    assert "  [18F] agent  Control  " in done.out.splitlines()[0]
    assert done.out.splitlines()[1].startswith("王 [b]")
    assert done.err == (
        "extractor: The figures' font lacks some letters of the names; boxes stand for them.\n"
        f"extractor: {tmp_path / 'plot.png'} written.\n"
    )
