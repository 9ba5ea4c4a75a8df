"""What changed between two runs: the history that the store keeps, and the report that is made of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.publish.public import export_public
from extractor.records import Deletion, Fact, Notice, Paper, Passage, Reading, ResponseRate
from extractor.review.diff.changes import Change, difference, label, two_runs
from extractor.store import FACT_TABLES, Store, open_reader
from extractor.store.history import show_as_of
from tests.conftest import Call
from tests.sample_study import METFORMIN, METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS, place
from tests.sample_trials import Trial, stored

DRUG, DOSE, COUNT, RESPONSE, EVENT = MYELOMA_FACTS
METFORMIN_DOSE = METFORMIN_FACTS[1]
# The same text with a sentence before it: every fact of that passage moves.
TEXTS = [passage.text for passage in MYELOMA.passages]
LONGER = replace(
    MYELOMA,
    passages=tuple(
        Passage("PMID:11", i, "abstract" if i else "title", "It was open. " + text if i == 1 else text)
        for i, text in enumerate(TEXTS)
    ),
)


def other(fact: Fact, **columns: Any) -> Fact:
    return replace(fact, pattern_id="other.pattern", **columns)


def elsewhere(fact: Fact, ordinal: int, quote: str) -> Fact:
    return other(replace(fact, **place(MYELOMA, ordinal, quote)))


def read(path: Path, *readings: Reading) -> int:
    """One run: save these papers, read them."""
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], f"patterns-{len(readings)}", None)
        store.save_papers([reading.paper for reading in readings], run)
        store.save_readings(readings, run)
        store.end_run(run, "done")
    return run


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def in_words(change: Change) -> tuple[str, ...]:
    sides = [side and f"{label(change.table, side)} [{side['pattern_id']}]" for side in (change.before, change.after)]
    return (change.kind, ",".join(change.columns), *(side or "-" for side in sides))


def changes(path: Path, *runs: int) -> list[tuple[str, ...]]:
    with closing(open_reader(path)) as connection:
        found = difference(connection, *two_runs(connection, runs))
    return [
        (paper.paper.paper_id + (" new" if paper.new else ""), *in_words(change))
        for paper in found.papers
        for change in paper.changes
    ]


ATO = "arsenic trioxide 0.25 mg/kg/day iv, once a day"
P, Q = "[sample.pattern]", "[other.pattern]"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (MYELOMA_FACTS, MYELOMA_FACTS, []),
        # the same fact by another pattern is the same fact
        ((COUNT,), (other(COUNT),), []),
        ((DOSE, COUNT), (COUNT,), [("dropped", "", f"{ATO} {P}", "-")]),
        ((COUNT,), (COUNT, other(DOSE)), [("added", "", "-", f"{ATO} {Q}")]),
        (
            (RESPONSE, EVENT),
            (other(RESPONSE, numerator=9, arm="ATO"), EVENT),
            [
                (
                    "changed", "numerator,arm",
                    f"response: 8/24 (33.3%) {P}", f"response: 9/24 (33.3%), in ATO {Q}",
                )
            ],
        ),
        # a shorter quote at the same place
        (
            (EVENT,),
            (elsewhere(EVENT, 2, "5 of 24 patients"),),
            [("changed", "place", f"neutropenia gr 3-4: 5/24 (40%) {P}", f"neutropenia gr 3-4: 5/24 (40%) {Q}")],
        ),
        # the same said elsewhere in the paper
        (
            (COUNT,),
            (elsewhere(COUNT, 2, "24 patients"),),
            [("changed", "place", f"24 patients (total) {P}", f"24 patients (total) {Q}")],
        ),
        # a fact of another kind at the same place is another fact
        (
            (COUNT,),
            (replace(DRUG, **place(MYELOMA, 1, "24 patients")),),
            [
                ("added", "", "-", f"arsenic trioxide (studied) {P}"),
                ("dropped", "", f"24 patients (total) {P}", "-"),
            ],
        ),
    ],
)  # fmt: skip
def test_changes_of_a_paper(tmp_path, before, after, found):
    path = tmp_path / "a.db"
    read(path, Reading(MYELOMA, before))
    read(path, Reading(MYELOMA, after))
    assert sorted(changes(path)) == sorted(("PMID:11", *change) for change in found)


def test_a_new_paper_and_a_new_text(tmp_path):
    path = tmp_path / "a.db"
    read(path, Reading(MYELOMA, (COUNT, EVENT)))
    moved = replace(COUNT, start_char=COUNT.start_char + 13, end_char=COUNT.end_char + 13)
    read(path, Reading(LONGER, (moved, EVENT)), Reading(METFORMIN, (METFORMIN_DOSE,)))
    assert changes(path) == [
        ("PMID:11", "changed", "place", f"24 patients (total) {P}", f"24 patients (total) {P}"),
        ("PMID:12 new", "added", "", "-", f"metformin 500-850 mg, twice a day {P}"),
    ]
    # what the new text says as the old one did leaves no trace
    assert rows(path, "SELECT change, fact_id FROM fact_history ORDER BY change_id") == [
        ("dropped", COUNT.fact_id),
        ("added", moved.fact_id),
    ]


RUNS: list[list[tuple[Paper, tuple[Fact, ...]]]] = [
    [(MYELOMA, (DRUG, DOSE))],
    [(METFORMIN, METFORMIN_FACTS)],
    [(MYELOMA, (DRUG, COUNT, other(RESPONSE, numerator=9))), (METFORMIN, ())],
    [(MYELOMA, (DRUG, DOSE, RESPONSE))],
    [(METFORMIN, METFORMIN_FACTS)],
    [(MYELOMA, MYELOMA_FACTS)],
]


def stored_rows(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All facts, without the run that read them last."""
    return {
        table: [
            {k: v for k, v in dict(row).items() if k != "run_id"}
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY fact_id")
        ]
        for table in FACT_TABLES
    }


def test_every_state_comes_back_whole(tmp_path):
    path = tmp_path / "a.db"
    states = []
    for readings in RUNS:
        read(path, *(Reading(paper, facts) for paper, facts in readings))
        with closing(open_reader(path)) as connection:
            states.append(stored_rows(connection))
    with closing(open_reader(path)) as connection:
        for number, state in reversed(list(enumerate(states, start=1))):
            show_as_of(connection, number)
            assert stored_rows(connection) == state, number
        show_as_of(connection, 3, ["PMID:12"])
        assert stored_rows(connection) == {table: [] for table in FACT_TABLES}


def test_runs_that_are_far_apart(tmp_path):
    path = tmp_path / "a.db"
    for readings in RUNS:
        read(path, *(Reading(paper, facts) for paper, facts in readings))
    assert changes(path, 2, 5) == [("PMID:11", "added", "", "-", f"response: 8/24 (33.3%) {P}")]
    assert [change[:2] for change in changes(path, 1, 2)] == [("PMID:12 new", "added")] * 3
    assert changes(path, 5) == changes(path) == changes(path, 6, 5)
    assert rows(path, "SELECT count(*) FROM readings") == [(7,)]


def test_a_paper_taken_out_takes_its_history_with_it(tmp_path):
    path = tmp_path / "a.db"
    for readings in RUNS:
        read(path, *(Reading(paper, facts) for paper, facts in readings))
    with Store(path) as store:
        store.remove(["PMID:11"])
    for table in ("fact_history", "readings"):
        assert rows(path, f"SELECT DISTINCT paper_id FROM {table}") == [("PMID:12",)]
    public = tmp_path / "public.db"
    export_public(path, public)
    assert rows(public, "SELECT fact_id FROM fact_history UNION SELECT paper_id FROM readings") == []


def trials(*events: int) -> list[Trial]:
    """Trials of imatinib, with so many responses of 20; 3 of 21 in each control arm."""
    return [
        Trial(i, f"Ada <{i}>", 2018 + i).response(n, 20, "imatinib").response(3, 21, "placebo")
        for i, n in enumerate(events, start=1)
    ]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "trials.db"
    stored(path, trials(9))
    first, second = (trial.reading() for trial in trials(9, 12))
    treated, control = first.facts
    assert isinstance(treated, ResponseRate)
    read(path, Reading(first.paper, (replace(treated, arm="STI571"), control)), second)
    return path


PRINTED = """\
What changed from run 1 (run, DAY) to run 2 (run, DAY)
Papers read in between: 2; with changes: 2, of these new: 1. The runs differ in patterns, version or model.

facts           added  changed  dropped
drugs               0        0        0
doses               0        0        0
patient counts      0        0        0
response rates      2        1        0
adverse events      0        0        0
mechanisms          0        0        0
pattern         added  changed  dropped
sample.pattern      2        1        0

~ changed (arm)  Ada 2019, PMID:1
  before: objective response: 9/20, in imatinib  sample.pattern
    objective response in 9 of 20 with imatinib.
  after: objective response: 9/20, in STI571  sample.pattern
    objective response in 9 of 20 with imatinib.

+ added  Ada 2020, PMID:2
  after: objective response: 12/20, in imatinib  sample.pattern
    objective response in 12 of 20 with imatinib.

+ added  Ada 2020, PMID:2
  after: objective response: 3/21, in placebo  sample.pattern
    objective response in 3 of 21 with placebo.
"""


def dateless(db: Path, text: str) -> str:
    for (started,) in rows(db, "SELECT started_at FROM runs"):
        text = text.replace(started[:16].replace("T", " "), "DAY").replace(started, "DAY")
    return text


def test_on_the_terminal(call: Call, db: Path) -> None:
    done = call("diff", "--db", db)
    assert (done.code, dateless(db, done.out), done.err) == (0, PRINTED, "")
    assert call("diff", 1, "--db", db).out == call("diff", 2, 1, "--db", db).out == done.out


MARKDOWN = r"""# What changed from run 1 (run, DAY) to run 2 (run, DAY)

Papers read in between: 2; with changes: 2, of these new: 1. The runs differ in patterns, version or model.

| Facts | added | changed | dropped |
| --- | ---: | ---: | ---: |
| drugs | 0 | 0 | 0 |
| doses | 0 | 0 | 0 |
| patient\_counts | 0 | 0 | 0 |
| response\_rates | 2 | 1 | 0 |
| adverse\_events | 0 | 0 | 0 |
| mechanisms | 0 | 0 | 0 |

| Pattern | added | changed | dropped |
| --- | ---: | ---: | ---: |
| sample.pattern | 2 | 1 | 0 |

## [Ada 2019](https://pubmed.ncbi.nlm.nih.gov/1/) (PMID:1)

A trial by Ada \<1\>

- **changed** (arm)
  - before: objective response: 9/20, in imatinib [`sample.pattern`] “objective response in 9 of 20 with imatinib.”
  - after: objective response: 9/20, in STI571 [`sample.pattern`] “objective response in 9 of 20 with imatinib.”

## [Ada 2020](https://pubmed.ncbi.nlm.nih.gov/2/) (PMID:2, new)

A trial by Ada \<2\>

- **added**
  - after: objective response: 12/20, in imatinib [`sample.pattern`] “objective response in 12 of 20 with imatinib.”
- **added**
  - after: objective response: 3/21, in placebo [`sample.pattern`] “objective response in 3 of 21 with placebo.”
"""


def test_as_markdown(call: Call, db: Path, tmp_path: Path) -> None:
    done = call("diff", "--db", db, "-o", tmp_path / "new" / "a.md")
    assert (done.code, done.out, done.err) == (0, "", f"extractor: {tmp_path / 'new' / 'a.md'} written.\n")
    assert dateless(db, (tmp_path / "new" / "a.md").read_text(encoding="utf-8")) == MARKDOWN
    assert dateless(db, call("diff", "--db", db, "--format", "markdown").out) == MARKDOWN


def test_as_json(call: Call, db: Path) -> None:
    found = json.loads(dateless(db, call("diff", "--db", db, "--format", "json").out))
    run = {"command": "run", "started_at": "DAY"}
    assert found["before"] == {**run, "run_id": 1, "sources": ["sample"], "fingerprint": "patterns-1"}
    assert found["after"] == {**run, "run_id": 2, "sources": ["sample.xml"], "fingerprint": "patterns-2"}
    assert (found["papers_read"], found["counts"]["response_rates"]) == (2, {"added": 2, "changed": 1})
    kept = [(c["change"], c["paper_id"], c["new_paper"], c["columns"]) for c in found["changes"]]
    assert kept == [
        ("changed", "PMID:1", False, ["arm"]), ("added", "PMID:2", True, []), ("added", "PMID:2", True, []),
    ]  # fmt: skip
    [fact, *_] = trials(9)[0].reading().facts
    row = {k: v for k, v in fact.row().items() if k not in ("paper_id", "derived")}
    assert found["changes"][0]["before"] == {"label": "objective response: 9/20, in imatinib", **row}
    assert "pooled" not in found


VERSUS = ("--outcome", "objective response", "--treated", "imatinib", "--control", "placebo")


def test_forest_plots_of_before_and_after(call: Call, db: Path, tmp_path: Path) -> None:
    done = call("diff", "--db", db, *VERSUS, "-o", tmp_path / "a.html")
    assert (done.code, done.out, done.err) == (0, "", f"extractor: {tmp_path / 'a.html'} written.\n")
    page = dateless(db, (tmp_path / "a.html").read_text(encoding="utf-8"))
    assert page.count("<svg ") == 2
    assert page.index("<figcaption>run 1 (run, DAY)") < page.index("<figcaption>run 2 (run, DAY)")
    # 9/20 v 3/21 before; after, that paper's arm is called otherwise, and 12/20 v 3/21 is there: ad/bc by hand.
    said = ("run 1 (run, DAY): Odds ratio 4.91 [", ", 1 study. run 2 (run, DAY): Odds ratio 9.00 [", ", 1 study.</p>")
    assert [part in page for part in said] == [True] * 3
    assert "A trial by Ada &lt;1&gt;" in page
    assert "<q>objective response in <mark>9 of 20</mark> with imatinib.</q>" in page


def test_markdown_has_its_plots_beside_it(call: Call, db: Path, tmp_path: Path) -> None:
    done = call("diff", "--db", db, *VERSUS, "-o", tmp_path / "news.md")
    plots = [tmp_path / f"news-run-{run}.svg" for run in (1, 2)]
    written = [f"extractor: {path} written.\n" for path in (*plots, tmp_path / "news.md")]
    assert (done.code, done.err) == (0, "".join(written))
    report = dateless(db, (tmp_path / "news.md").read_text(encoding="utf-8"))
    assert [line for line in report.splitlines() if line.startswith("!")] == [
        "![Forest plot, run 1 (run, DAY)](<news-run-1.svg>)", "![Forest plot, run 2 (run, DAY)](<news-run-2.svg>)",
    ]  # fmt: skip
    assert [path.read_text(encoding="utf-8")[:5] for path in plots] == ["<svg ", "<svg "]


def test_what_became_of_a_paper(call: Call, tmp_path: Path) -> None:
    """A retraction in between: the report tells it, and the paper is pooled before and left out after."""
    path = tmp_path / "a.db"
    stored(path, trials(9, 12))
    first, second = (trial.reading() for trial in trials(9, 12))
    retraction = Notice("RetractionIn", "Invented J. 2026;1:2", "999")
    read(path, first, Reading(replace(second.paper, notices=(retraction,)), second.facts))
    said = "status: no notice → retracted (Invented J. 2026;1:2)"
    done = call("diff", "--db", path, *VERSUS)
    lines = dateless(path, done.out).splitlines()
    assert " ".join(lines[1:3]).endswith("model. Papers whose status changed: 1.")
    said_of_runs = [line.partition(" [")[0] + line[line.index("]") + 1 :] for line in lines[3:5]]
    # 9/20 v 3/21 and 12/20 v 3/21, by Mantel-Haenszel; then the first alone: ad/bc by hand.
    assert said_of_runs == [
        "run 1 (run, DAY): Odds ratio 6.63, 2 studies.", "run 2 (run, DAY): Odds ratio 4.91, 1 study.",
    ]  # fmt: skip
    assert f"Ada 2020 (retracted), PMID:2: {said}" in lines
    assert f'<strong class="dropped">{said}</strong>' in call("diff", "--db", path, "--format", "html").out
    heading = r"## [Ada 2020 (retracted)](https://pubmed.ncbi.nlm.nih.gov/2/) (PMID:2)"
    markdown = call("diff", "--db", path, "--format", "markdown").out
    assert markdown.endswith(f"{heading}\n\nA trial by Ada \\<2\\>\n\n**{said}**\n")
    found = json.loads(call("diff", "--db", path, "--format", "json").out)
    assert found["statuses"] == [
        {"paper_id": "PMID:2", "before": None, "after": "retracted", "notice": "Invented J. 2026;1:2"}
    ]


def test_a_record_that_pubmed_deleted(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    stored(path, trials(9, 12))
    with Store(path) as store:
        run = store.begin_run("run", ["pubmed99n0002.xml.gz"], "patterns-1", None)
        store.save_deletion(Deletion("pubmed99n0002.xml.gz", ("PMID:2", "PMID:99")), run)
    done = call("diff", "--db", path, "--format", "json")
    found = json.loads(done.out)
    assert (found["deleted"], found["papers_read"], found["changes"]) == (["PMID:2"], 0, [])
    assert "Deleted by PubMed: PMID:2." in " ".join(call("diff", "--db", path).out.split())


def test_what_cannot_be_pooled_is_said(call: Call, db: Path) -> None:
    done = call("diff", "--db", db, "--event", "nausea")
    assert done.code == 0
    said = "No stored fact in adverse_events is about 'nausea', nor about anything else."
    lines = dateless(db, done.out).splitlines()
    assert lines[2:4] == [f"run 1 (run, DAY): {said}", f"run 2 (run, DAY): {said}"]


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("7",), 2, "No run 7 has read papers; there are 1, 2."),
        (("1", "1"), 2, "Name two different runs; there are 1, 2."),
        (("2",), 2, "Name two different runs; there are 1, 2."),
        (("1", "2", "3"), 2, "No run 3 has read papers; there are 1, 2."),
        (("-o", "a.pdf"), 2, "To write a.pdf, choose --format from markdown, html, json."),
        (("--format", "terminal", "-o", "a.md"), 2, "To write a.md, choose --format from markdown, html, json."),
        (("--treated", "imatinib"), 2, "say what to pool: give --outcome or --event as well."),
        (("--outcome", "x", "--treated", "y"), 2, "To compare two arms give --treated and --control;"),
    ],
)
def test_wrong_use(call: Call, db: Path, options: tuple[str, ...], code: int, sentence: str) -> None:
    done = call("diff", "--db", db, *options)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err


def test_a_single_run_has_nothing_to_compare_with(call: Call, tmp_path: Path) -> None:
    stored(tmp_path / "a.db", trials(9))
    with Store(tmp_path / "a.db") as store:
        store.end_run(store.begin_run("fetch", [], "", None), "done")
    done = call("diff", "--db", tmp_path / "a.db")
    said = "Only one run has read papers so far; compare after `extractor update` or another run."
    assert (done.code, done.out, done.err) == (1, "", f"extractor: {said}\n")


def test_an_older_file_knows_its_last_readings(tmp_path):
    path = tmp_path / "a.db"
    read(path, Reading(MYELOMA, ()), Reading(METFORMIN, METFORMIN_FACTS))
    paper = Paper("ID:a", (Passage("ID:a", 0, "title", "Fetched only"),))
    with Store(path) as store:
        store.save_papers([paper], store.begin_run("fetch", [], "", None))
    known = rows(path, "SELECT * FROM readings")
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("readings", "fact_history"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm022_history'")
    open_reader(path).close()
    assert rows(path, "SELECT * FROM readings") == known == [("PMID:11", 1), ("PMID:12", 1)]
