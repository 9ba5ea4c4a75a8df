"""The command line as a user meets it: whole runs, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import gzip
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractor.commands.examples import taken_by
from extractor.pipeline import Pipeline
from extractor.store import FACT_TABLES, Store
from tests.conftest import Call

RECORD = """<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID>
<Article><Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>J Test</Title></Journal>
<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{text}</AbstractText></Abstract>
<Language>eng</Language></Article></MedlineCitation></PubmedArticle>
"""
RECORDS = (
    (101, "Bortezomib in myeloma.", "Bortezomib 1.3 mg/m2 was given intravenously to 54 patients."),
    (102, "Aspirin and fever.", "A total of 80 patients were enrolled. The overall response rate was 30% (24/80)."),
    (103, "Rituximab.", "Grade 3 neutropenia occurred in 6 of 40 patients (15%) treated with rituximab."),
    (104, "No numbers here.", "This is a letter about nothing in particular."),
)
TEXT = "Bortezomib 1.3 mg/m2 was given intravenously to 54 patients; 12 of 54 patients (22%) had neutropenia."


def medline(path: Path, records: tuple[tuple[int, str, str], ...] = RECORDS) -> Path:
    body = "".join(RECORD.format(pmid=pmid, title=title, text=text) for pmid, title, text in records)
    content = f'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n{body}</PubmedArticleSet>\n'.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default database is relative to the folder one stands in."""
    monkeypatch.chdir(tmp_path)


def rows(db: Path, table: str, leave: tuple[str, ...] = ("run_id",)) -> list[dict[str, object]]:
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        found = [{k: r[k] for k in r.keys() if k not in leave} for r in connection.execute(f"SELECT * FROM {table}")]  # noqa: SIM118
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def everything(db: Path) -> dict[str, list[dict[str, object]]]:
    """All that a run finds, and nothing of when it did."""
    return {table: rows(db, table) for table in (*FACT_TABLES, "numbers_left", "passages")}


FORM = "id,pmid,intervention,comparator,outcome\n1,102,bortezomib,placebo,neutropenia\n"


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        (["explain", "PMID:102"], 0, "102"),
        (["search", "list"], 0, "tablet AND adults"),
        (["fill", "form.csv", "--jobs", "1"], 0, "neutropenia"),
        (["screen", "duplicates"], 0, "No two records are of one paper"),
        (["search", "save", "more", "more tablets"], 1, "cannot be written; give a writable path with --db."),
    ],
)
def test_what_only_reads_asks_for_a_database_that_can_be_read(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, shown: str
) -> None:
    call("run", medline(tmp_path / "x.xml"), "--jobs", 1)
    call("search", "save", "tablets", "tablet AND adults")
    Path("form.csv").write_text(FORM)
    connect = sqlite3.connect

    def read_only(path: Path | str, **options: Any) -> sqlite3.Connection:
        connection = connect(path, **options)
        connection.execute("PRAGMA query_only = 1")
        return connection

    monkeypatch.setattr("sqlite3.connect", read_only)
    done = call(*arguments)
    assert (done.code, shown in done.out + done.err) == (code, True), done


# Whole runs


@pytest.mark.parametrize("name", ["records.xml", "records.xml.gz"])
def test_run_fills_the_database_and_shows_what_it_found(call: Call, tmp_path: Path, name: str) -> None:
    done = call("run", medline(tmp_path / name), "--jobs", 1)
    assert (done.code, "Traceback" in done.err) == (0, False)
    db = tmp_path / "db" / "extractor.db"
    assert [row["paper_id"] for row in rows(db, "papers")] == ["PMID:101", "PMID:102", "PMID:103", "PMID:104"]
    assert [(row["drug"], row["low"], row["unit"]) for row in rows(db, "doses")] == [("bortezomib", 1.3, "mg/m2")]
    assert [(row["status"], row["command"]) for row in rows(db, "runs")] == [("done", "run")]
    for shown in (
        "4 papers in db/extractor.db",
        "4 papers read in",
        "adverse events",
        "neutropenia",
        "extractor serve",
    ):
        assert shown in done.out


def test_every_quote_stands_where_it_says(call: Call, tmp_path: Path) -> None:
    call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    with closing(sqlite3.connect("db/extractor.db")) as connection:
        for table in (*FACT_TABLES, "numbers_left"):
            wrong = connection.execute(
                f"SELECT quote, substr(text, start_char + 1, end_char - start_char) FROM {table}"
                " JOIN passages USING (passage_id) WHERE quote != substr(text, start_char + 1, end_char - start_char)"
            ).fetchall()
            assert wrong == [], table


def test_the_same_input_gives_the_same_rows(call: Call, tmp_path: Path) -> None:
    source = medline(tmp_path / "records.xml")
    assert call("run", source, "--db", "one.db", "--jobs", 1).code == 0
    assert call("run", source, "--db", "two.db", "--jobs", 2).code == 0
    assert call("fetch", source, "--db", "halves.db").code == 0
    assert call("extract", "--db", "halves.db", "--jobs", 1).code == 0
    one = everything(Path("one.db"))
    assert sum(map(len, one.values())) > 15
    assert everything(Path("two.db")) == one
    assert everything(Path("halves.db")) == one


def test_a_second_run_reads_only_what_is_new(call: Call, tmp_path: Path) -> None:
    call("run", medline(tmp_path / "records.xml", RECORDS[:2]), "--jobs", 1)
    again = call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    assert "2 papers read in" in again.out
    assert "2 were known already" in again.out
    assert len(rows(Path("db/extractor.db"), "papers")) == 4
    changed = ((101, "Bortezomib in myeloma.", "Bortezomib 1.5 mg/m2 was given to 12 patients."), *RECORDS[1:])
    third = call("run", medline(tmp_path / "records.xml", changed), "--jobs", 1)
    assert "1 paper read in" in third.out
    assert [row["low"] for row in rows(Path("db/extractor.db"), "doses")] == [1.5]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--max", 2], ["PMID:101", "PMID:102"]),
        (["--pmids", "wanted.txt"], ["PMID:102", "PMID:104"]),
        (["--pmids", "wanted.txt", "--max", 1], ["PMID:102"]),
    ],
)
def test_only_the_papers_asked_for(call: Call, tmp_path: Path, options: list[object], expected: list[str]) -> None:
    Path("wanted.txt").write_text("pmid\n102\n# a remark\n\nPMID:104\n999\n")
    assert call("run", medline(tmp_path / "records.xml"), "--jobs", 1, *options).code == 0
    assert [row["paper_id"] for row in rows(Path("db/extractor.db"), "papers")] == expected


def test_extract_again_and_remove(call: Call, tmp_path: Path) -> None:
    call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    db = Path("db/extractor.db")
    before = everything(db)
    assert "0 papers read in" in call("extract", "--jobs", 1).out
    assert "4 papers read in" in call("extract", "--again", "--jobs", 1).out
    assert "1 paper read in" in call("extract", "--again", "101", "--jobs", 1).out
    assert everything(db) == before
    assert call("remove", "PMID:101").out == "Removed PMID:101 from db/extractor.db.\n"
    after = everything(db)
    assert [row["paper_id"] for row in rows(db, "papers")] == ["PMID:102", "PMID:103", "PMID:104"]
    assert after == {table: [r for r in found if r["paper_id"] != "PMID:101"] for table, found in before.items()}


def test_papers_of_one_name_are_told(call: Call, tmp_path: Path) -> None:
    """The first counts; a second of other text is an error, one of the same text is none."""
    for folder, n in (("a", 40), ("b", 77), ("c", 40)):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "notes.txt").write_text(f"We enrolled {n} patients.")
    assert call("run", tmp_path / "in", "--jobs", 1).code == 0
    assert [row["n"] for row in rows(Path("db/extractor.db"), "patient_counts")] == [40]
    told = [(Path(str(row["source"])).parent.name, row["reason"]) for row in rows(Path("db/extractor.db"), "errors")]
    assert [(folder, str(reason).partition(" has ")[2]) for folder, reason in told] == [
        ("b", "another paper of the same name; give one of them another.")
    ]


def test_a_failed_document_does_not_stop_the_batch(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "a_broken.xml").write_text("<PubmedArticleSet><PubmedArticle>")
    medline(folder / "b_good.xml")
    (folder / "c.jsonl").write_text('{"id": "x", "text": "Aspirin 100 mg daily was given to 7 patients."}\nnot JSON\n')
    done = call("run", folder, "--jobs", 1)
    assert done.code == 0
    assert "2 documents could not be read" in done.err
    papers = sorted(str(row["paper_id"]) for row in rows(Path("db/extractor.db"), "papers"))
    assert papers == ["ID:x", "PMID:101", "PMID:102", "PMID:103", "PMID:104"]
    assert len(rows(Path("db/extractor.db"), "errors")) == 2
    assert "could not be read" not in call("run", medline(tmp_path / "another.xml"), "--jobs", 1).err


def test_a_damaged_file_alone_fails(call: Call, tmp_path: Path) -> None:
    whole = medline(tmp_path / "records.xml.gz").read_bytes()
    Path("cut.xml.gz").write_bytes(whole[:40])
    done = call("run", "cut.xml.gz", "--jobs", 1)
    assert done.code == 1
    assert "extractor: Nothing could be read: " in done.err
    assert [row["status"] for row in rows(Path("db/extractor.db"), "runs")] == ["failed"]


# Texts


def test_text_as_json(call: Call) -> None:
    done = call("text", "--json", stdin=TEXT)
    facts = [json.loads(line) for line in done.out.splitlines()]
    assert {fact["table"] for fact in facts} >= {"drugs", "doses", "patient_counts", "adverse_events"}
    assert {fact["id"] for fact in facts} == {"text"}
    [dose] = [fact for fact in facts if fact["table"] == "doses"]
    assert (dose["drug"], dose["low"], dose["unit"], dose["route"]) == ("bortezomib", 1.3, "mg/m2", "iv")
    [drug] = [fact for fact in facts if fact["table"] == "drugs"]
    assert drug["mentions"] == ["Bortezomib"]
    assert all(TEXT[fact["start_char"] : fact["end_char"]] == fact["quote"] for fact in facts)


def test_text_in_a_batch(call: Call) -> None:
    lines = [{"id": "a", "text": TEXT}, {"id": 7, "text": "Nothing."}, {"id": "c", "text": TEXT}]
    done = call("text", "--json", "--batch", stdin="".join(json.dumps(line) + "\n" for line in lines))
    facts = [json.loads(line) for line in done.out.splitlines()]
    by_id = {own: [{**f, "id": 0} for f in facts if f["id"] == own] for own in ("a", 7, "c")}
    assert (len(by_id["a"]) > 3, by_id[7], len(by_id["c"])) == (True, [], len(by_id["a"]))


def test_a_bad_line_leaves_the_other_lines(call: Call) -> None:
    lines = [
        "{",
        json.dumps({"id": "b", "text": TEXT}),
        "[1]",
        '{"id": 1}',
        '{"text": "x"}',
        '{"id": "\\ud800", "text": ""}',
    ]
    done = call("text", "--batch", stdin="\n".join(lines))
    assert done.code == 1
    assert {json.loads(line)["id"] for line in done.out.splitlines()} == {"b"}
    assert done.err.splitlines() == [
        "extractor: Line 1 is not JSON.",
        'extractor: Line 3 is not an object with an "id" and a "text".',
        'extractor: Line 4 is not an object with an "id" and a "text".',
        'extractor: Line 5 has no "id".',
        "extractor: 4 lines could not be read.",
    ]


def test_a_batch_streams() -> None:
    """The facts of one text come before the next text is sent."""
    command = [sys.executable, "-m", "extractor", "text", "--json", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for own in ("first", "second"):
            process.stdin.write(json.dumps({"id": own, "text": "Aspirin was given."}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == own
        process.stdin.close()
    assert process.returncode == 0


def test_text_as_a_table(call: Call) -> None:
    done = call("text", stdin=TEXT)
    assert done.code == 0
    for shown in ("bortezomib: 1.3 mg/m2", "neutropenia: 12/54, 22%", "1.3 mg/m2"):
        assert shown in done.out
    assert call("text", stdin="Nothing at all.").out == "No facts.\n"


def test_explain_accounts_for_every_number(call: Call, tmp_path: Path) -> None:
    text = "Mean age was 54 years. The complete response rate was 30% (12/40; 95% CI 17-47; p = 0.03) with aspirin."
    done = call("explain", text)
    assert done.code == 0
    assert "unaccounted" not in done.out
    for shown in ("p value", "age", "response rate", "12/40"):
        assert shown in done.out
    call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    stored = call("explain", "PMID:101")
    assert stored.code == 0
    assert "bortezomib: 1.3 mg/m2" in stored.out


# Other commands


def test_export_follows_the_database(call: Call, tmp_path: Path) -> None:
    call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    lines = [json.loads(line) for line in call("export", "--format", "jsonl").out.splitlines()]
    assert [line["drug"] for line in lines if line["table"] == "doses"] == ["bortezomib"]
    assert call("export", "--format", "csv", "-o", "out").code == 0
    assert {path.name for path in Path("out").iterdir()} >= {f"{table}.csv" for table in (*FACT_TABLES, "papers")}


def test_validate_reads_what_the_database_lacks(call: Call, record_files: dict[str, Path]) -> None:
    done = call("validate", "--json", "--db", "none.db")
    assert done.code == 0
    report = json.loads(done.out)
    assert report["papers"] == report["papers_found"] > 0
    assert {difference["table"] for difference in report["differences"]} <= set(FACT_TABLES)
    assert not Path("none.db").exists()


def test_validate_takes_facts_from_the_database(call: Call, tmp_path: Path) -> None:
    call("run", medline(tmp_path / "records.xml"), "--jobs", 1)
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "papers.csv").write_text("pmid\n101\n102\n")
    (gold / "doses.csv").write_text(
        "pmid,drug,low,high,unit,per,frequency,route\n101,bortezomib,1.3,,mg/m2,,,iv\n102,aspirin,100,,mg,,,\n"
    )
    done = call("validate", gold)
    assert done.code == 0
    assert "extractor: 2 of 2 annotated papers are in db/extractor.db." in done.err
    assert "- miss doses PMID:102  drug=aspirin low=100 unit=mg" in done.out
    figures = json.loads(call("validate", gold, "--json").out)["doses"]
    assert figures["value"] == {"p": 1.0, "r": 0.5, "f1": 0.667}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "none.yml").write_text("kind: rate\npatterns: []\n")
    assert "2 of these were extracted with other patterns" in call("validate", gold, "--patterns", "mine").err


def test_patterns(call: Call) -> None:
    listed = [json.loads(line) for line in call("patterns", "list", "--json").out.splitlines()]
    assert len(listed) > 10
    assert all(pattern["id"] and pattern["template"] for pattern in listed)
    assert listed[0]["id"] in call("patterns", "list").out
    assert call("patterns", "check").code == 0
    assert call("patterns", "test").code == 0


@pytest.mark.parametrize(
    ("pattern_id", "text", "taken"),
    [  # a fact of a share holds the id of another pattern, or of the weights
        ("rate.percent", "Remission was reached by 44%.", 1),
        ("rate.n_of_N", "Remission was reached by 44%.", 0),
        ("link.bracket_gap", "Nausea was more common with the new drug (12%).", 1),
        ("link.term_after", "Nausea was more common with the new drug (12%).", 0),
        ("numerator.count_of_term", "There were three complete responses.", 1),
        ("numerator.no", "There were three complete responses.", 0),
    ],
)
def test_a_counter_example_can_fail(pattern_id: str, text: str, taken: int) -> None:
    pipeline = Pipeline()
    pattern = next(p for p in pipeline.patterns.patterns if p.id == pattern_id)
    assert len(taken_by(pattern, text, pipeline)) == taken


def test_help_of_every_command_shows_an_example(call: Call) -> None:
    single = "run fetch extract text explain serve validate meta export remove".split()
    grouped = ["patterns list", "patterns check", "patterns test", "model list", "model install"]
    for command in [*single, *grouped]:
        done = call(*command.split(), "--help")
        assert (done.code, f"extractor {command}" in done.out.split("Usage:")[1].split("\n", 1)[1]) == (0, True), (
            command
        )


def test_model_list(call: Call) -> None:
    assert "en_core_sci_sm" in call("model", "list").out


def test_a_model_is_used(call: Call, dev_data: Path) -> None:
    done = call("text", "--json", "--model", dev_data / "models" / "en_core_sci_sm", stdin=TEXT)
    assert done.code == 0
    assert [json.loads(line)["low"] for line in done.out.splitlines() if '"doses"' in line] == [1.3]


def test_a_reader_that_stops_early_is_no_fault() -> None:
    script = f"{sys.executable} -m extractor patterns list --json | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")


# Bad input


def _pattern_folder(content: str) -> str:
    folder = Path("patterns_of_mine")
    folder.mkdir()
    (folder / "mine.yml").write_text(content)
    return str(folder)


BAD = [
    # arguments, standard input, exit code, part of the sentence
    (["frobnicate"], "", 2, "No such command 'frobnicate'"),
    (["run", "--frobnicate"], "", 2, "No such option: --frobnicate"),
    (["run", "absent.xml"], "", 2, "There is no file or folder absent.xml."),
    (["run", "folder/absent"], "", 2, "There is no file or folder folder/absent."),
    (["run", "PMID:abc"], "", 2, "PMID:abc is no PubMed id"),
    (["run", "DOI:x"], "", 2, "DOI:x is no DOI"),
    (["update"], "", 1, "There is no database at db/extractor.db"),
    (["search", "save", " ", "query"], "", 2, "A saved search needs a name and a query."),
    (["explain", "PMC9"], "", 1, "PMCID:PMC9 is not in db/extractor.db; `extractor fetch PMC9` gets it."),
    (["run", ""], "", 2, "A source is empty"),
    (["run", "good.xml", "--max", "0"], "", 2, "Invalid value for '--max'"),
    (["run", "good.xml", "--jobs", "many"], "", 2, "Invalid value for '--jobs'"),
    (["run", "good.xml", "--pmids", "absent.txt"], "", 2, "'absent.txt' does not exist"),
    (["run", "good.xml", "--pmids", "words.txt"], "", 2, "words.txt, line 1: 'some words' is not a PMID."),
    (["run", "good.xml", "--pmids", "empty.txt"], "", 2, "empty.txt holds no PMIDs."),
    (["run", "good.xml", "--pmids", "image.bin"], "", 2, "image.bin is not a text file of PMIDs."),
    (["run", "good.xml", "--db", "words.txt"], "", 1, "words.txt is not a SQLite database"),
    (["run", "good.xml", "--db", "words.txt/x.db"], "", 1, "words.txt"),
    (["run", "good.xml", "--db", "."], "", 1, "cannot be opened"),
    (["run", "good.xml", "--patterns", "absent"], "", 2, "'absent' does not exist"),
    (["run", "good.xml", "--patterns", "BROKEN"], "", 1, "mine.yml cannot be used"),
    (["run", "good.xml", "--jobs", "1", "--model", "en_no_such_model"], "", 1, "en_no_such_model"),
    (["run", "good.xml", "--jobs", "2", "--model", "folder/absent"], "", 1, "There is no model folder folder/absent"),
    (["fetch"], "", 2, "Missing argument 'SOURCE"),
    (["extract"], "", 1, "There is no database at db/extractor.db; make one with `extractor run`."),
    (["extract", "some words", "--db", "real.db"], "", 2, "'some words' is not a paper"),
    (["extract", "PMID:9", "--db", "real.db"], "", 1, "PMID:9 is not in real.db"),
    (["remove", "PMID:9", "--db", "real.db"], "", 1, "PMID:9 is not in real.db."),
    (["remove", "PMID:9"], "", 1, "There is no database"),
    (["explain", "PMID:9"], "", 1, "PMID:9 is not in db/extractor.db; `extractor fetch PMID:9` gets it."),
    (["explain", "  "], "", 2, "There is no text to explain."),
    (["text"], "", 2, "There is no text on standard input."),
    (["text"], b"\xff\xfe\x00", 1, "The text is not UTF-8."),
    (["text", "--batch"], b"\xff\n", 1, "Line 1 is not UTF-8."),
    (["serve"], "", 1, "There is no database at db/extractor.db"),
    (["serve", "--port", "99999"], "", 2, "Invalid value for '--port'"),
    (["validate", "absent"], "", 2, "'absent' does not exist"),
    (["validate", "."], "", 2, "There are no gold tables"),
    (
        ["export"],
        "",
        2,
        "Say what to write: --format csv, jsonl, xlsx, datapackage, metafor or revman, --gold FOLDER,",
    ),
    (["export", "--format", "docx"], "", 2, "Invalid value for '--format'"),
    (["export", "--format", "csv", "-o", "out"], "", 1, "There is no database"),
    (["export", "--format", "csv", "--db", "real.db"], "", 2, "Say where the CSV files go"),
    (["patterns", "check", "--patterns", "BROKEN"], "", 1, "mine.yml cannot be used"),
    (["model", "install", "en_no_such_model"], "", 2, "There is no scispaCy model 'en_no_such_model'"),
]


@pytest.mark.parametrize(("arguments", "stdin", "code", "sentence"), BAD, ids=[" ".join(bad[0]) or "-" for bad in BAD])
def test_bad_input_gets_one_sentence(
    call: Call, tmp_path: Path, arguments: list[str], stdin: str | bytes, code: int, sentence: str
) -> None:
    medline(tmp_path / "good.xml")
    Path("words.txt").write_text("some words\n")
    Path("empty.txt").write_text("\n")
    Path("image.bin").write_bytes(b"\x89PNG\xff\xfe")
    Store(Path("real.db")).close()
    given = [_pattern_folder("patterns: [{id: x}]\n") if argument == "BROKEN" else argument for argument in arguments]
    done = call(*given, stdin=stdin)
    said = " ".join(done.err.split())
    assert (done.code, done.out, sentence in said) == (code, "", True), said
    assert "Traceback" not in done.err
    assert "fault of the program" not in done.err
    assert code != 2 or not Path("db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("times", [1, 2])  # somebody in a hurry
def test_an_interrupted_run_is_noted_and_goes_on(tmp_path: Path, times: int) -> None:
    command = [sys.executable, "-m", "extractor", "run", "many.jsonl", "--jobs", "2"]
    many = "".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in range(3_000))
    (tmp_path / "many.jsonl").write_text(many)
    heeded = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs inherit it ignored
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeded) as process:  # noqa: PLW1509
        _wait_for(lambda: _count("db/extractor.db", "papers WHERE extracted_with IS NOT NULL") > 0)
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 1, said
    assert said.splitlines()[-1].startswith("extractor: Interrupted; what was saved is kept")
    assert "Traceback" not in said
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    counts = re.search(r"([\d,]+) papers read in .*; ([\d,]+) were known already", again.stdout)
    assert counts is not None, again.stderr
    read, known = (int(count.replace(",", "")) for count in counts.groups())
    assert (read + known, read > 0, known > 0) == (3_000, True, True)
    assert sorted(str(row["status"]) for row in rows(Path("db/extractor.db"), "runs")) == ["done", "interrupted"]


def _count(db: str, what: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
    except sqlite3.Error:
        return 0


def _wait_for(happened: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)
