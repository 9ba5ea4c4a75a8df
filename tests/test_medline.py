"""MEDLINE XML: records in, whole papers out; broken files give what stands before the break and one sentence."""

from __future__ import annotations

import csv
import gzip
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.records import Deletion, Failure, Item, Notice, Paper, Passage
from extractor.sources import documents
from extractor.sources.raw import RawDocument
from tests.eutils_server import invented, record, record_set

FULL = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">4711</PMID>
<Article PubModel="Print"><Journal><ISSN>0000-0000</ISSN><JournalIssue><Volume>3</Volume><PubDate><Year>2019</Year>
<Month>May</Month></PubDate></JournalIssue><Title>Annals of  Invented
Medicine</Title></Journal><ArticleTitle>Dose of <i>x</i> at 10<sup>6</sup> cells: H<sub>2</sub>O
  or not?</ArticleTitle><ELocationID EIdType="doi" ValidYN="Y">10.1000/own</ELocationID>
<Abstract><AbstractText Label="Background" NlmCategory="BACKGROUND">  One<b> two</b>
  three. </AbstractText><AbstractText Label="RESULTS"/><AbstractText>Last &lt; 5%
&#xB1; 2 (NCT00000002, nct 00000001).</AbstractText>
<CopyrightInformation>Nobody</CopyrightInformation></Abstract>
<AuthorList><Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane A</ForeName><Initials>JA</Initials></Author>
<Author ValidYN="Y"><LastName>Roe</LastName><Initials>R</Initials><Suffix>Jr</Suffix></Author>
<Author ValidYN="N"><LastName>Rho</LastName></Author>
<Author ValidYN="Y"><CollectiveName>H<sub>2</sub>O Study Group</CollectiveName></Author></AuthorList>
<Language>eng</Language><Language>fre</Language>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
<AccessionNumber>NCT00000001</AccessionNumber></AccessionNumberList></DataBank><DataBank>
<DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>AB1</AccessionNumber></AccessionNumberList>
</DataBank></DataBankList><PublicationTypeList>
<PublicationType UI="D1">Journal Article</PublicationType>
<PublicationType UI="D2">Randomized Controlled Trial</PublicationType></PublicationTypeList>
<ArticleDate><Year>2018</Year></ArticleDate></Article>
<MeshHeadingList><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName>Water</DescriptorName><QualifierName>administration &amp; dosage</QualifierName>
<QualifierName>toxicity</QualifierName></MeshHeading></MeshHeadingList>
<OtherAbstract Language="fre"><AbstractText>Un deux.</AbstractText></OtherAbstract>
<CommentsCorrectionsList><CommentsCorrections RefType="Cites"><PMID Version="1">999</PMID></CommentsCorrections>
<CommentsCorrections RefType="RetractionIn"><RefSource>Ann Inv. 2020;1:1</RefSource><PMID Version="1">998</PMID>
</CommentsCorrections><CommentsCorrections RefType="UpdateOf"><RefSource>Ann Inv. 2010;1:1</RefSource><Note>old</Note>
</CommentsCorrections>
</CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">4711</ArticleId>
<ArticleId IdType="doi">10.1000/listed</ArticleId><ArticleId IdType="pmc">PMC815</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="pmc">PMC1</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle>"""

BOOK = """<PubmedBookArticle><BookDocument><PMID Version="1">55</PMID><ArticleIdList><ArticleId IdType="bookaccession">
NBK1</ArticleId></ArticleIdList><Book><BookTitle>Invented <i>reviews</i></BookTitle><PubDate><Year>1999</Year></PubDate>
</Book><ArticleTitle>A chapter</ArticleTitle><Language>eng</Language><PublicationType>Review</PublicationType>
<Abstract><AbstractText>Chapter text.</AbstractText></Abstract></BookDocument></PubmedBookArticle>"""

OLD = """<MedlineCitationSet><MedlineCitation><PMID>7</PMID><Article><Journal><JournalIssue><PubDate>
<MedlineDate>1975 Nov-1976 Jan</MedlineDate></PubDate></JournalIssue></Journal><ArticleTitle/></Article>
</MedlineCitation></MedlineCitationSet>"""


def passages(
    paper_id: str, title: str, *texts: tuple[str | None, str], after: tuple[Passage, ...] = ()
) -> tuple[Passage, ...]:
    abstract = (Passage(paper_id, n, "abstract", text, label) for n, (label, text) in enumerate(texts, 1))
    return (Passage(paper_id, 0, "title", title), *abstract, *after)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Item]]:
    """What a file of this content and name gives, without the time it was written."""

    def read(content: str | bytes, name: str = "set.xml", pmids: frozenset[str] | None = None) -> list[Item]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return [without_time(item) for item in parse(RawDocument("medline", name, path), pmids=pmids)]

    return read


def without_time(item: Item) -> Item:
    if not isinstance(item, Paper):
        return item
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", item.retrieved_at or "")
    return Paper(**{n: getattr(item, n) for n in Paper.__dataclass_fields__ if n != "retrieved_at"})


PAPERS = {
    "all fields": (
        record_set(FULL),
        Paper(
            "PMID:4711",
            passages(
                "PMID:4711",
                "Dose of x at 10⁶ cells: H₂O or not?",
                ("BACKGROUND", "One two three."),
                ("RESULTS", ""),
                (None, "Last < 5% ± 2 (NCT00000002, nct 00000001)."),
                after=(Passage("PMID:4711", 4, "translation", "Un deux.", "FRE"),),
            ),
            pmid="4711",
            pmcid="PMC815",
            doi="10.1000/listed",
            title="Dose of x at 10⁶ cells: H₂O or not?",
            journal="Annals of Invented Medicine",
            year=2019,
            publication_types=("Journal Article", "Randomized Controlled Trial"),
            mesh=("Humans", "Water/administration & dosage", "Water/toxicity"),
            language="eng,fre",
            authors=("Doe Jane A", "Roe R Jr", "H₂O Study Group"),
            registrations=("NCT00000001", "NCT00000002"),
            notices=(
                Notice("RetractionIn", "Ann Inv. 2020;1:1", "998"),
                Notice("UpdateOf", "Ann Inv. 2010;1:1 old"),
            ),
            source="set.xml",
        ),
    ),
    "book chapter": (
        record_set(BOOK),
        Paper(
            "PMID:55",
            passages("PMID:55", "A chapter", (None, "Chapter text.")),
            pmid="55",
            title="A chapter",
            journal="Invented reviews",
            year=1999,
            publication_types=("Review",),
            language="eng",
            source="set.xml",
        ),
    ),
    "only an abstract for other readers": (
        record_set(
            record(6, "T", more='<OtherAbstract Language="eng"><AbstractText>Nine.</AbstractText></OtherAbstract>')
        ),
        Paper(
            "PMID:6",
            passages("PMID:6", "T", ("ENG", "Nine.")),
            pmid="6",
            title="T",
            source="set.xml",
        ),
    ),
    "old form, empty title": (
        OLD,
        Paper("PMID:7", passages("PMID:7", ""), pmid="7", year=1975, source="set.xml"),
    ),
    "the record alone": (
        record("8", "Alone."),
        Paper("PMID:8", passages("PMID:8", "Alone."), pmid="8", title="Alone.", source="set.xml"),
    ),
    "no article": (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>9</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>",
        Paper("PMID:9", passages("PMID:9", ""), pmid="9", source="set.xml"),
    ),
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("packed", [False, True])
def test_record(read: Callable[..., list[Item]], name: str, packed: bool) -> None:
    xml, paper = PAPERS[name]
    assert read(gzip.compress(xml.encode()) if packed else xml) == [paper]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a\n  b\t c", "a b c"),
        ("  a\u00a0\u2009b\u2003 ", "a b"),
        ("10<sup>-3</sup> and 10<sup> + 6 </sup>", "10⁻³ and 10 ⁺ ⁶"),
        ("m<sup>−2</sup> x<sup>n</sup> (<sup>(1=2)</sup>)", "m⁻² xⁿ (⁽¹⁼²⁾)"),
        ("CO<sub>2</sub>, n<sub>n+1</sub>", "CO₂, nₙ₊₁".replace("ₙ₊", "n₊")),
        ("t<sub>1/2</sub>; <sup>a,b</sup>", "t₁/₂; a,b"),
        ("C<sub><i>0</i></sub>5 <i>C<sub>0</sub>5</i>", "C₀5 C₀5"),
        ("<b>a<i>b</i></b>c <u>d</u>", "abc d"),
        ('<mml:math xmlns:mml="m"><mml:msup><mml:mi>R</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>=0.9', "R2=0.9"),
        ("5<!-- 6 -->7<?p 8?>9", "579"),
        ("1&#8201;&lt;&#x2009;2 &amp; 3", "1 < 2 & 3"),
        ("p&nbsp;&alpha;&unknown;", "p α&unknown;"),
        ("&small;", "&small;"),
        ("", ""),
    ],
)
def test_text(read: Callable[..., list[Item]], markup: str, text: str) -> None:
    xml = record_set(record(1, "T", f"<AbstractText>{markup}</AbstractText>"))
    xml = xml.replace('250101.dtd">', '250101.dtd" [<!ENTITY small "a value of the file\'s own">]>')
    (paper,) = read(xml)
    assert isinstance(paper, Paper)
    assert [p.text for p in paper.passages] == ["T", text]


def texts(items: list[Item]) -> list[str | Item]:
    """PMID and title of each paper, and what is none, without the XML library's own wording."""
    return [
        replace(item, reason=re.sub(r"(line \d+) \(.*\)", r"\1 (why)", item.reason))
        if isinstance(item, Failure)
        else f"{item.pmid} {item.title}"
        if isinstance(item, Paper)
        else item
        for item in items
    ]


@pytest.mark.parametrize(
    ("records", "kept"),
    [
        ([(1, "a", 1), (2, "x", 1), (1, "b", 2), (1, "c", 3)], ["2 x", "1 c"]),
        ([(1, "c", 3), (1, "a", 1), (2, "x", 1), (1, "b", 2)], ["1 c", "2 x"]),
        ([(1, "a", 9), (1, "b", 10)], ["1 b"]),
        ([(1, "a", 2)], ["1 a"]),
    ],
)
def test_highest_version_wins(
    read: Callable[..., list[Item]], records: list[tuple[int, str, int]], kept: list[str]
) -> None:
    xml = record_set(*(record(pmid, title, version=version) for pmid, title, version in records))
    assert texts(read(xml)) == kept


def test_version_of_a_cited_record_does_not_count(read: Callable[..., list[Item]]) -> None:
    cites = '<CommentsCorrections><PMID Version="2">1</PMID></CommentsCorrections>'
    cites = f"<CommentsCorrectionsList>{cites}</CommentsCorrectionsList>"
    assert texts(read(record_set(record(1, "a"), record(2, "b", more=cites)))) == ["1 a", "2 b"]


def test_only_the_papers_asked_for(read: Callable[..., list[Item]]) -> None:
    xml = record_set(record(1, "a"), record(2, "b"), record(3, "c"))
    assert texts(read(xml, pmids=frozenset(["3", "1", "9"]))) == ["1 a", "3 c"]
    assert read(xml, pmids=frozenset(["9"])) == []


def test_deleted_citations_come_last(read: Callable[..., list[Item]]) -> None:
    gone = "<DeleteCitation><PMID Version='1'>1</PMID><PMID>2</PMID></DeleteCitation>"
    xml = record_set(record(1, "a"), gone)
    assert texts(read(xml)) == ["1 a", Deletion("set.xml", ("PMID:1", "PMID:2"))]
    assert texts(read(xml, pmids=frozenset(["2"]))) == [Deletion("set.xml", ("PMID:2",))]
    assert texts(read(record_set(gone))) == [Deletion("set.xml", ("PMID:1", "PMID:2"))]


def broken(reason: str) -> Failure:
    return Failure("set.xml", None, reason)


GOOD = record_set(record(1, "é"), record(2, "b"), record(3, "c"))
PACKED = gzip.compress(record_set(*(invented(n) for n in range(1, 3000))).encode(), mtime=0)
BROKEN: dict[str, tuple[str | bytes, list[str | Failure]]] = {
    "cut short": (
        GOOD[: GOOD.index("<PMID", GOOD.index("<PMID Version=\"1\">2"))],
        ["1 é", broken("The XML is broken at line 5 (why);"
                       " records read before it: 1.")],
    ),
    "mismatched tag": (
        GOOD.replace(">b<", "><bad><"),
        ["1 é", broken("The XML is broken at line 5 (why);"
                       " records read before it: 1.")],
    ),
    "undefined entity": (
        "<PubmedArticleSet>\n" + record(1, "a") + record(2, "&beta;"),
        ["1 a", broken("The XML is broken at line 3 (why); records read before it: 1.")],
    ),
    "wrong encoding": (
        GOOD.replace('"1.0" ', '"1.0" encoding="utf-8"').encode("latin-1"),
        [broken("The XML is broken at line 4 (why); records read before it: 0.")],
    ),
    "unknown encoding": (
        GOOD.replace('"1.0" ', '"1.0" encoding="klingon"'),
        [broken("The XML is broken at line 1 (why); records read before it: 0.")],
    ),
    "UTF-16": (GOOD.replace('"1.0" ', '"1.0" encoding="utf-16"').encode("utf-16"), ["1 é", "2 b", "3 c"]),
    "record without PMID": (
        record_set(record(1, "a"), "<PubmedArticle/>", record("x", "b"), record(4, "d")),
        [
            "1 a",
            Failure("set.xml", "record 2", "The record has no PMID."),
            Failure("set.xml", "record 3", "The record has no PMID."),
            "4 d",
        ],
    ),
    "cut gzip": (
        gzip.compress(GOOD.encode())[:-30],
        [broken("The file cannot be read (the compressed data is damaged or cut short); records read before that: 0.")],
    ),
    "no gzip after its first bytes": (
        b"\x1f\x8b nothing of the kind",
        [broken("The file cannot be read (the compressed data is damaged or cut short); records read before that: 0.")],
    ),
    "empty": ("", [broken("The file is empty.")]),
    "blank": (" \n", [broken("The file is empty.")]),
    "empty gzip": (gzip.compress(b""), [broken("The file is empty.")]),
    "text": ("Too many requests", [broken("The file is not XML.")]),
    "HTML": ("<!doctype html>\n<html><br></html>", [broken("The file is an HTML page, not PubMed XML.")]),
    "XHTML": (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        [broken("The file is an HTML page, not PubMed XML.")],
    ),
    "other XML": ("<rss/>", [broken("The file is not PubMed XML: its root element is <rss>.")]),
    "no records": (record_set(), [broken("The file holds no PubMed record.")]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file(read: Callable[..., list[Item]], name: str) -> None:
    content, expected = BROKEN[name]
    assert texts(read(content)) == expected


def test_records_before_the_end_of_a_cut_gzip_are_kept(read: Callable[..., list[Item]]) -> None:
    *papers, failure = texts(read(PACKED[: len(PACKED) // 2]))
    assert len(papers) > 1000
    assert papers == [f"{n} Invented trial {n}." for n in range(1, len(papers) + 1)]
    assert failure == broken(
        "The file cannot be read (the compressed data is damaged or cut short);"
        f" records read before that: {len(papers):,}."
    )


def test_entities_never_read_files(read: Callable[..., list[Item]], tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    entity = f'<!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">'
    xml = f"<!DOCTYPE PubmedArticleSet [{entity}]><PubmedArticleSet>{record(1, 'a &f; b')}</PubmedArticleSet>"
    assert texts(read(xml)) == ["1 a &f; b"]


def test_entities_never_blow_up(read: Callable[..., list[Item]]) -> None:
    entities = "".join(f'<!ENTITY e{n} "{"ten" if n == 0 else f"&e{n - 1};" * 10}">' for n in range(12))
    xml = f"<!DOCTYPE PubmedArticleSet [{entities}]><PubmedArticleSet>{record(1, 'a &e11;')}</PubmedArticleSet>"
    why = "it declares entities that hold markup or other entities"
    assert texts(read(xml)) == [broken(f"The file cannot be read ({why}); records read before that: 0.")]


MEASURE = """
import resource, sys
from pathlib import Path
from extractor.documents import parse
from extractor.sources.raw import RawDocument
papers = sum(1 for _ in parse(RawDocument("medline", "x", Path(sys.argv[1]))))
print(papers, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(records: int) -> int:
        path = tmp_path / f"{records}.xml"
        path.write_text(record_set(*(invented(n) for n in range(1, records + 1))))
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(path)], check=True, capture_output=True, text=True, cwd=Path.cwd()
        )
        papers, kilobytes = map(int, done.stdout.split())
        assert papers == records
        return kilobytes

    assert peak(60_000) - peak(2_000) < 4_000


# ---- real records, where they are in the cache


def test_record_files_whole(record_files: dict[str, Path]) -> None:
    """Every record once; the one with four versions in its fourth, wherever the others stand."""
    for name, papers in {"pubmed21n1298.xml.gz": 20_783, "pubmed20n0014.xml.gz": 30_000}.items():
        (raw,) = documents([str(record_files[name])])
        seen: set[str] = set()
        for paper in parse(raw):
            if isinstance(paper, Deletion):
                assert seen.isdisjoint(paper.paper_ids)
                continue
            assert isinstance(paper, Paper)
            assert [p.ordinal for p in paper.passages] == list(range(len(paper.passages)))
            assert all(p.text == " ".join(p.text.split()) for p in paper.passages)
            assert paper.paper_id not in seen
            seen.add(paper.paper_id)
        assert len(seen) == papers


def test_gold_spans_hold_the_numbers(record_files: dict[str, Path], dev_data: Path) -> None:
    """A gold fact's span, cut from our text, holds the fact's numbers unless they are written as words."""
    rows = [
        row
        for table in ("doses", "patient_counts", "response_rates", "adverse_events")
        for gold in ("dev", "train")
        for row in csv.DictReader((dev_data / "gold" / gold / f"{table}.csv").open())
    ]
    wanted = frozenset(row["pmid"] for row in rows)
    text = {
        (paper.pmid, str(passage.ordinal)): passage.text
        for raw in documents([str(path) for path in record_files.values()])
        for paper in parse(raw, pmids=wanted)
        if isinstance(paper, Paper)
        for passage in paper.passages
    }
    checked, wrong = 0, []
    for row in rows:
        quote = text[row["pmid"], row["ordinal"]][int(row["start_char"]) : int(row["end_char"])]
        digits = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", quote).replace("·", ".")
        numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", digits)}
        values = [float(row[c]) for c in ("low", "high", "n", "numerator", "percent") if row.get(c)]
        checked += sum(value in numbers for value in values)
        # A whole number may stand as a word; one with decimals, and a dose, may not.
        if any(v not in numbers and (v % 1 or "unit" in row or not re.search("[A-Za-z]{2}", quote)) for v in values):
            wrong.append((row["pmid"], values, quote))
    assert wrong == []
    assert checked > 1_600


SAMPLES = {
    "biopython_efetch_pmc.xml": (1, None),
    "biopython_pubmed1.xml": (2, None),
    "biopython_pubmed2.xml": (2, None),
    "biopython_pubmed4.xml": (1, None),
    "biopython_pubmed5.xml": (1, None),
    "biopython_pubmed6.xml": (1, None),
    "biopython_pubmed7.xml": (1, None),
    "biopython_pubmed_result1.txt": (1, None),
    "biopython_pubmed_result2.txt": (4, None),
    "biopython_pubmed_result3.txt": (1, None),
    "pubmed-29768149.xml": (1, None),
    "pubmed20n1015.xml.gz": (754, None),
}


def test_samples(dev_data: Path) -> None:
    found: dict[str, tuple[int, str | None]] = {}
    for raw in documents([str(dev_data / "corpora" / "xml_samples" / "medline")]):
        items = list(parse(raw))
        failures = [item.reason for item in items if isinstance(item, Failure)]
        assert len(failures) <= 1
        found[raw.name] = (len(items) - len(failures), failures[0] if failures else None)
    assert found == SAMPLES
