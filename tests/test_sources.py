"""What a user may name as a source, and what is said about what cannot be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.sources import documents, pubmed
from extractor.sources.pubmed import Options, Wanted
from extractor.sources.raw import RawDocument

KINDS = ".xml, .xml.gz, .nxml, .nxml.gz, .pdf, .jsonl, .txt, .ris, .nbib, .csv."
IN_FOLDERS = KINDS.partition(", .ris")[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with documents in it."""
    for name in (
        "b.xml",
        "a.XML.GZ",
        "c.jsonl",
        "sub/d.txt",
        "sub/e.md",
        "sub/e.pdf",
        "sub/f.nxml",
        ".hidden/g.xml",
        "empty/h.md",
    ):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Wanted, Options | None]]:
    """What would have been asked of PubMed."""
    log: list[tuple[Wanted, Options | None]] = []

    def ask(wanted: Wanted, options: Options | None) -> list[RawDocument]:
        log.append((wanted, options))
        return [RawDocument("medline", "asked", Path("answer"))]

    monkeypatch.setattr(pubmed, "documents", ask)
    return log


def test_folder_is_read_in_sorted_order(folder: Path) -> None:
    assert list(documents([str(folder)])) == [
        RawDocument("medline", "a.XML.GZ", folder / "a.XML.GZ"),
        RawDocument("medline", "b.xml", folder / "b.xml"),
        RawDocument("jsonl", "c.jsonl", folder / "c.jsonl"),
        RawDocument("text", "d.txt", folder / "sub/d.txt"),
        RawDocument("pdf", "e.pdf", folder / "sub/e.pdf"),
        RawDocument("jats", "f.nxml", folder / "sub/f.nxml"),
    ]  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_files_then_pmids_then_queries(asked: list[tuple[Wanted, Options | None]]) -> None:
    Path("refs.nbib").write_text("PMID- 56\n\nPMID- 57\n")
    Path("refs.csv").write_text("title,doi\nx,10.1000/y\nno id,\n")
    sources = ["aspirin AND asthma", "PMID:0012", "c.jsonl", " pmid: 34 ", "asthma/drug therapy[MeSH]", "b.xml"]
    sources += ["refs.nbib", "PMC0078", "pmcid:PMC79", "doi:10.1000/x", "https://doi.org/10.1000/z", "refs.csv"]
    found = list(documents(sources, Options(most=7)))
    assert [raw.name for raw in found] == ["c.jsonl", "b.xml", "refs.csv", "asked"]
    assert found[2].problem == "The entry at line 3 has no PMID, PMCID or DOI, so that it cannot be fetched."
    wanted = Wanted(
        pmids=["12", "34", "56", "57"],
        pmcids=["PMC78", "PMC79"],
        dois=["10.1000/x", "10.1000/z", "10.1000/y"],
        queries=["aspirin AND asthma", "asthma/drug therapy[MeSH]"],
    )
    assert asked == [(wanted, Options(most=7))]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.xml", "There is no file or folder missing.xml."),
        ("my papers.pdf", "There is no file or folder my papers.pdf."),
        ("no/such/thing", "There is no file or folder no/such/thing."),
        ("./missing", "There is no file or folder ./missing."),
        ("sub/no such thing", "There is no file or folder sub/no such thing."),
        ("sub/e.md", "sub/e.md is of an unknown kind; it can be " + KINDS),
        ("refs.ris", "refs.ris holds no PMID, PMCID or DOI."),
        ("empty", f"The folder empty holds no documents ({IN_FOLDERS}); lists are named one by one."),
        ("DOI:11.1/x", "DOI:11.1/x is no DOI; write DOI: and the name, such as DOI:10.1000/182."),
        ("PMID:", "PMID: is no PubMed id; write PMID: and a number, such as PMID:12345678."),
        ("PMID:12a", "PMID:12a is no PubMed id; write PMID: and a number, such as PMID:12345678."),
        (" ", "A source is empty; it can be a path, PMID:123, PMC123, DOI:10.1/x or a PubMed query."),
    ],
)
def test_bad_source_is_known_before_anything_is_asked(
    source: str, message: str, asked: list[tuple[Wanted, Options | None]]
) -> None:
    Path("refs.ris").write_text("TY  - JOUR\nER  - \n")
    with pytest.raises(UsageError) as caught:
        list(documents(["PMID:1", source]))
    assert (str(caught.value), asked) == (message, [])
