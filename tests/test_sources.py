"""What a user may name as a source, and what is said about what cannot be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.sources import documents, pubmed
from extractor.sources.raw import RawDocument


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with documents in it."""
    for name in ("b.xml", "a.XML.GZ", "c.jsonl", "sub/d.txt", "sub/e.md", "sub/f.nxml", ".hidden/g.xml", "empty/h.md"):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], list[str], int | None]]:
    """What would have been asked of PubMed: PMIDs, queries, bound."""
    log: list[tuple[list[str], list[str], int | None]] = []

    def ask(pmids: list[str], queries: list[str], *, max_records: int | None, progress: object) -> list[RawDocument]:
        log.append((pmids, queries, max_records))
        return [RawDocument("medline", "asked", Path("answer"))]

    monkeypatch.setattr(pubmed, "documents", ask)
    return log


def test_folder_is_read_in_sorted_order(folder: Path) -> None:
    assert list(documents([str(folder)])) == [
        RawDocument("medline", "a.XML.GZ", folder / "a.XML.GZ"),
        RawDocument("medline", "b.xml", folder / "b.xml"),
        RawDocument("jsonl", "c.jsonl", folder / "c.jsonl"),
        RawDocument("text", "d.txt", folder / "sub/d.txt"),
        RawDocument(
            "text", "f.nxml", folder / "sub/f.nxml", problem="Reading full text (JATS) is not supported yet."
        ),
    ]  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_files_then_pmids_then_queries(asked: list[tuple[list[str], list[str], int | None]]) -> None:
    sources = ["aspirin AND asthma", "PMID:0012", "c.jsonl", " pmid: 34 ", "asthma/drug therapy[MeSH]", "b.xml"]
    assert [raw.name for raw in documents(sources, max_records=7)] == ["c.jsonl", "b.xml", "asked"]
    assert asked == [(["12", "34"], ["aspirin AND asthma", "asthma/drug therapy[MeSH]"], 7)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.xml", "There is no file or folder missing.xml."),
        ("my papers.pdf", "There is no file or folder my papers.pdf."),
        ("no/such/thing", "There is no file or folder no/such/thing."),
        ("./missing", "There is no file or folder ./missing."),
        ("sub/no such thing", "There is no file or folder sub/no such thing."),
        ("sub/e.md", "sub/e.md is of an unknown kind; it can be .xml, .xml.gz, .jsonl, .txt."),
        ("sub/f.nxml", "sub/f.nxml: Reading full text (JATS) is not supported yet."),
        ("empty", "The folder empty holds no documents (.xml, .xml.gz, .jsonl, .txt)."),
        ("PMC123", "PMC123: reading full text from PubMed Central is not supported yet."),
        ("PMCID:PMC123", "PMCID:PMC123: reading full text from PubMed Central is not supported yet."),
        ("PMID:", "PMID: is no PubMed id; write PMID: and a number, such as PMID:12345678."),
        ("PMID:12a", "PMID:12a is no PubMed id; write PMID: and a number, such as PMID:12345678."),
        (" ", "A source is empty; it can be a path, PMID:123 or a PubMed query."),
    ],
)
def test_bad_source_is_known_before_anything_is_asked(
    source: str, message: str, asked: list[tuple[list[str], list[str], int | None]]
) -> None:
    with pytest.raises(UsageError) as caught:
        documents(["PMID:1", source])
    assert (str(caught.value), asked) == (message, [])
