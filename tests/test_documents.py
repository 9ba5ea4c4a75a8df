"""JSON lines and plain text: content in, whole papers out, and a sentence for what cannot be read."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT, plain
from extractor.documents.text import paper_from_text
from extractor.records import Failure, Item, Notice, Paper, Passage, Repair
from extractor.sources import local
from extractor.sources.raw import Kind, RawDocument

TIME = "2001-09-09T01:46:40+00:00"  # second 1,000,000,000, which every file here is said to be from


def read(folder: Path, kind: Kind, name: str, content: str | bytes, **options: frozenset[str]) -> list[Item]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return list(parse(RawDocument(kind, name, path), **options))


def paper(paper_id: str, title: str, text: str, source: str, repairs: tuple[Repair, ...] = ()) -> Paper:
    pmid = paper_id.removeprefix("PMID:") if paper_id.startswith("PMID:") else None
    passages = (Passage(paper_id, 0, "title", title), Passage(paper_id, 1, "abstract", text, repairs=repairs))
    return Paper(paper_id, passages, pmid=pmid, title=title or None, source=source, retrieved_at=TIME)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a \t b\r\nc\u00a0d ", "a b c d"),
        ("pa-\ntients", "patients"),
        ("pa-  \r\n   tients", "patients"),
        ("pa\u2010\ntients and pa\u00ad\ntients", "patients and patients"),
        ("IL-\n6, 10-\nfold, COVID-\nPositive, é-\nà", "IL- 6, 10- fold, COVID- Positive, éà"),
        ("a - b, well-known", "a - b, well-known"),
        ("10⁶ H₂O", "10⁶ H₂O"),
        ("45⋅2% of 38•1 ∙ 2 a⋅b", "45·2% of 38·1 ∙ 2 a⋅b"),
        ("a\ud800b\x00c", "a\ufffdb\ufffdc"),
        ("\U0001d6fc-\nblocker", "\U0001d6fc- blocker".replace("- ", "")),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_scripts_map_one_for_one() -> None:
    assert "0123456789+-−=()n".translate(SUPERSCRIPT) == "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"
    assert "0123456789+-−=()n".translate(SUBSCRIPT) == "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎n"


def test_paper_from_text() -> None:
    expected = paper("ID:text", "", "One two.", "")
    assert paper_from_text("One\n\ntwo. ") == dataclasses.replace(expected, source=None, retrieved_at=None)
    expected = paper("PMID:5", "A title", "", "")
    assert paper_from_text("", " A\ntitle", "PMID:5") == dataclasses.replace(expected, source=None, retrieved_at=None)


TEXTS: dict[str, tuple[str | bytes, Item]] = {
    "text": (
        "One-\ntwo\n\nthree",
        paper("ID:note.v1", "", "Onetwo three", "note.v1.txt", repairs=(Repair(3, 3, "- "),)),
    ),
    "byte order mark": (b"\xef\xbb\xbfOne", paper("ID:note.v1", "", "One", "note.v1.txt")),
    "empty": (" \n", Failure("note.v1.txt", None, "The file is empty.")),
    "Latin-1": ("naïve".encode("latin-1"), Failure("note.v1.txt", None, "The file is not UTF-8 text (byte 2).")),
    "binary": (b"a\x00b", Failure("note.v1.txt", None, "The file is not text.")),
    "PubMed's format": (
        "\nPMID- 12\nOWN - NLM\nDP  - 2019 Mar\nTI  - An invented\n      title.\nAB  - Of 9\n      adults, 3"
        " improved.\nLA  - eng\nFAU - Doe, Jane\nAU  - Doe J\nCN  - The Group\nSI  - ClinicalTrials.gov/NCT00000001\n"
        "SI  - GENBANK/A1\n"
        "PT  - Journal Article\nJT  - Annals of Invention\nPMC - PMC7\nMH  - *Adult/physiology\n"
        "AID - 10.1000/x [doi]\nRIN - Ann Inv. 2020;1:1. PMID: 13\n",
        Paper(
            "PMID:12",
            (
                Passage("PMID:12", 0, "title", "An invented title."),
                Passage("PMID:12", 1, "abstract", "Of 9 adults, 3 improved."),
            ),
            pmid="12",
            pmcid="PMC7",
            doi="10.1000/x",
            title="An invented title.",
            journal="Annals of Invention",
            year=2019,
            publication_types=("Journal Article",),
            mesh=("Adult/physiology",),
            language="eng",
            authors=("Doe Jane", "The Group"),
            registrations=("NCT00000001",),
            notices=(Notice("RetractionIn", "Ann Inv. 2020;1:1.", "13"),),
            source="note.v1.txt",
            retrieved_at=TIME,
        ),
    ),
    "text with its DOI": (
        "See https://doi.org/10.1000/X.1. (doi: 10.1000/x.1)",
        dataclasses.replace(
            paper("DOI:10.1000/X.1", "", "See https://doi.org/10.1000/X.1. (doi: 10.1000/x.1)", "note.v1.txt"),
            doi="10.1000/X.1",
        ),
    ),
    "text with two DOIs": (
        "doi: 10.1000/1, doi: 10.1000/2",
        paper("ID:note.v1", "", "doi: 10.1000/1, doi: 10.1000/2", "note.v1.txt"),
    ),
    "text of a PDF": (
        "Of $15 patients, ,5% had fever (P,0.05 and P,0.001).",
        paper(
            "ID:note.v1",
            "",
            "Of ≥15 patients, <5% had fever (P<0.05 and P<0.001).",
            "note.v1.txt",
            repairs=(Repair(3, 4, "$"), Repair(17, 18, ","), Repair(33, 34, ","), Repair(44, 45, ",")),
        ),
    ),
}


def test_records_of_a_text_file(tmp_path: Path) -> None:
    """Those that are wanted, whole: a line ends where the file says so, not at a separator within it."""
    path = tmp_path / "M\udcfcller.txt"
    path.write_text("PMID- 12\nAB  - Of 9 adults,\u2028 3 improved.\n\nPMID- 13\nAB  - Nobody.\n", encoding="utf-8")
    raw = local.find(path)[0]
    assert raw.name == "M?ller.txt"
    assert [p.passages[1].text for p in parse(raw) if isinstance(p, Paper)] == ["Of 9 adults, 3 improved.", "Nobody."]
    assert [p.paper_id for p in parse(raw, pmids=frozenset({"13"})) if isinstance(p, Paper)] == ["PMID:13"]
    path.write_text("Of 9 adults, 3 improved.")
    assert [p.paper_id for p in parse(raw) if isinstance(p, Paper)] == ["ID:M\ufffdller"]
    assert list(parse(raw, pmids=frozenset({"13"}))) == []


@pytest.mark.parametrize("name", TEXTS)
def test_text_file(tmp_path: Path, name: str) -> None:
    content, expected = TEXTS[name]
    assert read(tmp_path, "text", "note.v1.txt", content) == [expected]
    assert read(tmp_path, "text", "note.v1.txt", content, pmids=frozenset(["1"])) == []


LINES: list[tuple[str | bytes, Paper | str]] = [
    ('{"id": "a", "text": " One\\n two ", "label": 1}', paper("ID:a", "", "One two", "x.jsonl")),
    ('{"id": "b", "pmid": "12", "title": "T", "text": "x"}', paper("PMID:12", "T", "x", "x.jsonl")),
    ('{"pmid": "0014", "text": "x"}', paper("PMID:14", "", "x", "x.jsonl")),
    ('{"pmid": 13, "title": null, "text": ""}', paper("PMID:13", "", "", "x.jsonl")),
    ('{"id": 7, "pmid": "", "text": "x"}', paper("ID:7", "", "x", "x.jsonl")),
    ('{"id": "c", "pmid": null, "text": "\\ud83d\\ude00 \\ud800"}', paper("ID:c", "", "😀 \ufffd", "x.jsonl")),
    ('{"id": "a\\ud800\\u0000", "text": "x"}', paper("ID:a?", "", "x", "x.jsonl")),
    ('{"id": "d", "text": "x"', "The line is not JSON (Expecting ',' delimiter at character 24)."),
    (b'{"id": "\xff", "text": "x"}', "The line is not JSON (unreadable)."),
    ("[" * 100_000, "The line is not JSON (unreadable)."),
    ('{"id": ' + "1" * 5_000 + ', "text": ""}', "The line is not JSON (unreadable)."),
    ('["a", "x"]', "The line is no JSON object."),
    ('{"id": "e"}', 'The line has no "text".'),
    ('{"id": "e", "text": ["x"]}', 'The line has no "text".'),
    ('{"id": "e", "text": "x", "title": 5}', 'The "title" is not a text.'),
    ('{"text": "x"}', 'The line has neither "id" nor "pmid".'),
    ('{"id": " ", "text": "x"}', 'The line has neither "id" nor "pmid".'),
    ('{"id": "e", "pmid": "PMC1", "text": "x"}', 'The "pmid" is not a number.'),
    ('{"pmid": 0, "text": "x"}', 'The "pmid" is not a number.'),
    ('{"id": true, "text": "x"}', 'The "id" is neither a text nor a number.'),
    ('{"id": {}, "text": "x"}', 'The "id" is neither a text nor a number.'),
]


def test_json_lines(tmp_path: Path) -> None:
    """All lines in one file: a bad line never stops the rest."""
    content = b"\xef\xbb\xbf\n" + b"\r\n".join(s.encode() if isinstance(s, str) else s for s, _ in LINES) + b"\n \n"
    expected = [
        Failure("x.jsonl", f"line {number}", item) if isinstance(item, str) else item
        for number, (_, item) in enumerate(LINES, 2)
    ]
    assert read(tmp_path, "jsonl", "x.jsonl", content) == expected


def test_json_lines_of_the_papers_asked_for(tmp_path: Path) -> None:
    content = "\n".join(json.dumps({"id": str(n), "pmid": str(n), "text": f"t{n}"}) for n in (1, 2, 3))
    content += '\n{"id": "2", "text": "no pmid"}\nbad'
    assert read(tmp_path, "jsonl", "x.jsonl", content, pmids=frozenset(["2"])) == [
        paper("PMID:2", "", "t2", "x.jsonl"),
        Failure("x.jsonl", "line 5", "The line is not JSON (Expecting value at character 1)."),
    ]


@pytest.mark.parametrize("kind", ["medline", "jsonl", "text"])
def test_file_that_is_gone(tmp_path: Path, kind: Kind) -> None:
    (failure,) = parse(RawDocument(kind, "gone", tmp_path / "gone"))
    assert isinstance(failure, Failure)
    assert (failure.source, failure.document) == ("gone", None)
    assert failure.reason.startswith("The file cannot be read (No such file or directory)")


def test_problem_is_a_failure(tmp_path: Path) -> None:
    raw = RawDocument("text", "a.pdf", tmp_path / "a.pdf", problem="Reading PDF is not supported yet.")
    assert list(parse(raw)) == [Failure("a.pdf", str(tmp_path / "a.pdf"), "Reading PDF is not supported yet.")]
    raw = RawDocument("medline", "PMID:9", Path(), frozenset(["9"]), "PubMed has no record with this PMID.")
    assert list(parse(raw)) == [Failure("PMID:9", "PMID:9", "PubMed has no record with this PMID.")]
    assert list(parse(raw, pmids=frozenset(["8"]))) == []


def test_json_lines_of_real_abstracts(dev_data: Path) -> None:
    path = dev_data / "corpora" / "pico_corpus" / "dev.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    papers = [p for p in parse(RawDocument("jsonl", path.name, path)) if isinstance(p, Paper)]
    assert [(p.paper_id, p.passages[1].text) for p in papers] == [
        (f"PMID:{row['pmid']}", " ".join(row["text"].split())) for row in rows
    ]
    assert len(papers) == 597
