"""MEDLINE/PubMed XML, as PubMed's record files and efetch give it, read in a stream of constant memory."""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from lxml import etree

from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT, collapse
from extractor.records import Failure, Paper, Passage

_ROOTS = ("PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle")
_OLD_ROOTS = ("MedlineCitationSet", "MedlineCitation")  # before 2016, without PubmedData
_DATES = (
    "Journal/JournalIssue/PubDate/Year",
    "Journal/JournalIssue/PubDate/MedlineDate",
    "ArticleDate/Year",
    "Book/PubDate/Year",
)
_FULL_TEXT = ("article", "pmc-articleset", "articles")
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_UNREADABLE = (OSError, EOFError, zlib.error)  # a compressed file that is cut short or damaged
# Only the second and later versions: records that have them are so few that they can be kept in mind.
_LATER_VERSION = re.compile(rb'<MedlineCitation\b[^>]*>\s*<PMID Version="0*([2-9]|[1-9]\d+)"[^>]*>\s*(\d+)')
_CHUNK = 1 << 18


def read(path: Path, name: str, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """The records of a `.xml` or `.xml.gz` file, those of `pmids` where given; of several versions the highest.

    What cannot be read gives one Failure, after the records before it. Records that the file lists as deleted
    from PubMed (DeleteCitation) are not papers and are passed over.
    """
    seen = 0
    try:
        root = _root_tag(path)
        problem = _problem(root)
        if problem:
            yield Failure(name, None, problem)
            return
        versions = _later_versions(path)
        for record in _records(path, root):
            seen += 1
            paper = _paper(record, name, seen, pmids, versions)
            if paper:
                yield paper
    except etree.XMLSyntaxError as error:
        yield Failure(name, None, _broken(path, error, seen))
    except _UNREADABLE as error:
        reason = getattr(error, "strerror", None) or "the compressed data is damaged or cut short"
        yield Failure(name, None, f"The file cannot be read ({reason}); records read before that: {seen:,}.")
    else:
        if not seen:
            yield Failure(name, None, "The file holds no PubMed record.")


def flatten(element: Any) -> str:
    """An element's text without its markup, collapsed; digits and signs in `<sup>` and `<sub>` one for one."""
    if not len(element):
        return collapse(element.text or "")
    return collapse("".join(_pieces(element, None)))


def _pieces(element: Any, script: dict[int, int] | None) -> Iterator[str]:
    script = {"sup": SUPERSCRIPT, "sub": SUBSCRIPT}.get(element.tag, script)
    text = element.text or ""
    yield text.translate(script) if script else text
    for child in element:
        if child.tag is etree.Entity:
            yield html.unescape(child.text)  # &alpha; of an HTML writer; entities of the file's own stay unresolved
        else:
            yield from _pieces(child, script)
        tail = child.tail or ""
        yield tail.translate(script) if script else tail


def _paper(
    record: Any, name: str, number: int, pmids: frozenset[str] | None, versions: dict[str, int]
) -> Paper | Failure | None:
    citation = record if record.tag == "MedlineCitation" else record.find("MedlineCitation")
    if citation is None:
        citation = record.find("BookDocument")
    id_element = citation.find("PMID") if citation is not None else None
    pmid = (id_element.text or "").strip() if id_element is not None else ""
    if not (pmid.isascii() and pmid.isdigit()):
        return Failure(name, f"record {number}", "The record has no PMID.")
    if pmids is not None and pmid not in pmids:
        return None
    if pmid in versions and _version(id_element) < versions[pmid]:
        return None
    article = citation.find("Article")
    is_book = article is None
    article = citation if is_book else article
    paper_id = f"PMID:{pmid}"
    title_element = article.find("ArticleTitle")
    if title_element is None:
        title_element = article.find("Book/BookTitle")
    title = flatten(title_element) if title_element is not None else ""
    passages = [Passage(paper_id, 0, "title", title)]
    for ordinal, element in enumerate(article.iterfind("Abstract/AbstractText"), 1):
        section = collapse(element.get("Label") or "").upper() or None
        passages.append(Passage(paper_id, ordinal, "abstract", flatten(element), section))
    ids = _article_ids(record, article)
    return Paper(
        paper_id=paper_id,
        passages=tuple(passages),
        pmid=pmid,
        pmcid=ids.get("pmc"),
        doi=ids.get("doi"),
        title=title or None,
        journal=_journal(article),
        year=_year(article),
        publication_types=_texts(article, "PublicationType" if is_book else "PublicationTypeList/PublicationType"),
        mesh=_mesh(citation),
        language=",".join(_texts(article, "Language")) or None,
        source=name,
    )


def _article_ids(record: Any, article: Any) -> dict[str, str]:
    """doi and pmc: from PubMed's list, else the doi that the article itself states."""
    ids = {e.get("EIdType"): collapse(e.text or "") for e in article.iterfind("ELocationID") if e.get("ValidYN") != "N"}
    for path in ("PubmedData/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/ArticleId"):
        ids |= {e.get("IdType"): collapse(e.text or "") for e in record.iterfind(path)}
    return {kind: value for kind, value in ids.items() if value}


def _journal(article: Any) -> str | None:
    element = article.find("Journal/Title")
    if element is None:
        element = article.find("Book/BookTitle")
    return (flatten(element) or None) if element is not None else None


def _year(article: Any) -> int | None:
    """The year of the issue, of a free-text date ("1998 Dec-1999 Jan"), or of the article online."""
    for path in _DATES:
        if found := re.search(r"[0-9]{4}", article.findtext(path) or ""):
            return int(found[0])
    return None


def _mesh(citation: Any) -> tuple[str, ...]:
    """Each heading as "descriptor", or "descriptor/qualifier" once for each of its qualifiers."""
    terms: list[str] = []
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        descriptor, *qualifiers = [e.text or "" for e in heading] or [""]
        terms += [f"{descriptor}/{q}" for q in qualifiers] or [descriptor]
    return tuple(map(collapse, filter(None, terms)))


def _texts(element: Any, path: str) -> tuple[str, ...]:
    """The texts of elements that have no markup inside."""
    return tuple(collapse(found.text) for found in element.iterfind(path) if found.text)


# ---- the file


def _open(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where it is gzip, whatever its name says."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def _records(path: Path, root: str) -> Iterator[Any]:
    tags = "MedlineCitation" if root in _OLD_ROOTS else ("PubmedArticle", "PubmedBookArticle")
    with _open(path) as file:
        for _, record in etree.iterparse(file, events=("end",), tag=tags, **_SAFE):
            yield record
            record.clear(keep_tail=False)
            parent = record.getparent()
            while parent is not None and record.getprevious() is not None:
                del parent[0]


def _root_tag(path: Path) -> str:
    with _open(path) as file:
        for _, element in etree.iterparse(file, events=("start",), **_SAFE):
            return str(element.tag)
    return ""


def _problem(root: str) -> str | None:
    """Why a well-formed file with this root element is not read, or None."""
    if root in _ROOTS or root in _OLD_ROOTS:
        return None
    if root.rpartition("}")[2].lower() == "html":
        return "The file is an HTML page, not PubMed XML."
    if root in _FULL_TEXT:
        return "The file is full text (JATS), which is not supported yet."
    return f"The file is not PubMed XML: its root element is <{root}>."


def _broken(path: Path, error: etree.XMLSyntaxError, seen: int) -> str:
    """What a syntax error means to the user."""
    with _open(path) as file:
        head = file.read(1024).strip().lower()
    if not head:
        return "The file is empty."
    if re.match(rb"<(!doctype\s+)?html", head):
        return "The file is an HTML page, not PubMed XML."
    if not seen and not head.removeprefix(b"\xef\xbb\xbf").startswith(b"<") and b"\x00" not in head:
        return "The file is not XML."
    last = error.error_log[-1] if len(error.error_log) else None  # lxml's own message can lack the line
    line, what = (last.line, last.message) if last else (error.lineno, error.msg or "broken off")
    return f"The XML is broken at line {line} ({collapse(what)}); records read before it: {seen:,}."


def _later_versions(path: Path) -> dict[str, int]:
    """The highest version of each record that has a second or later one.

    They stand anywhere in a file, before or after the earlier ones, so a first pass over the bytes looks for them
    (0.6 s for 230 MB of XML). A damaged file is reported by the second pass.
    """
    versions: dict[str, int] = {}
    tail = b""
    try:
        with _open(path) as file:
            while chunk := file.read(_CHUNK):
                text = tail + chunk
                for version, pmid in _LATER_VERSION.findall(text):
                    key = pmid.decode()
                    versions[key] = max(versions.get(key, 0), int(version))
                tail = text[-512:]
    except _UNREADABLE:
        pass
    return versions


def _version(id_element: Any) -> int:
    version = id_element.get("Version") or ""
    return int(version) if version.isascii() and version.isdigit() else 1
