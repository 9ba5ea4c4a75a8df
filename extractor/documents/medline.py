"""MEDLINE/PubMed XML, as PubMed's record files and efetch give it, read in a stream of constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extractor.documents import medline_details as details
from extractor.documents.limits import Plain, elements
from extractor.documents.normalise import collapse
from extractor.documents.xml import RECORD_ROOTS, UNREADABLE, broken, flatten, root_tag, why_unreadable
from extractor.languages import language_of
from extractor.records import Deletion, Failure, Item, Paper, Passage

_OLD_ROOTS = ("MedlineCitationSet", "MedlineCitation")  # before 2016, without PubmedData
# Only the second and later versions: records that have them are so few that they can be kept in mind.
_LATER_VERSION = re.compile(rb'<MedlineCitation\b[^<>]*>\s*<PMID Version="0*([2-9]|[1-9]\d{1,8})"[^<>]*>\s*(\d+)')
_CHUNK = 1 << 18


def read(path: Path, name: str, pmids: frozenset[str] | None = None) -> Iterator[Item]:
    """The records of a `.xml` or `.xml.gz` file, those of `pmids` where given; of several versions the highest.

    What cannot be read gives one Failure, after the records before it. What the file lists as deleted from PubMed
    (DeleteCitation) comes last.
    """
    seen = 0
    deleted: list[str] = []
    try:
        root = root_tag(path)
        problem = _problem(root)
        if problem:
            yield Failure(name, None, problem)
            return
        versions = _later_versions(path)
        for record in _records(path, root):
            seen += 1
            if record.tag == "DeleteCitation":
                deleted += _texts(record, "PMID")
                continue
            try:
                paper = _paper(record, name, seen, pmids, versions)
            except RecursionError:
                paper = Failure(name, f"record {seen}", "The record's elements are nested too deeply.")
            if paper:
                yield paper
    except etree.XMLSyntaxError as error:
        yield Failure(name, None, broken(path, error, seen, "PubMed XML"))
    except UNREADABLE as error:
        yield Failure(
            name, None, f"The file cannot be read ({why_unreadable(error)}); records read before that: {seen:,}."
        )
    else:
        if not seen:
            yield Failure(name, None, "The file holds no PubMed record.")
    if gone := tuple(f"PMID:{pmid}" for pmid in deleted if pmids is None or pmid in pmids):
        yield Deletion(name, gone)


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
        passages.append(_abstract(paper_id, ordinal, flatten(element), section))
    passages += _other_abstracts(citation, paper_id, len(passages))
    ids = details.article_ids(record, article)
    return Paper(
        paper_id=paper_id,
        passages=tuple(passages),
        pmid=pmid,
        pmcid=ids.get("pmc"),
        doi=ids.get("doi"),
        title=title or None,
        journal=details.journal(article),
        year=details.year(article),
        publication_types=_texts(article, "PublicationType" if is_book else "PublicationTypeList/PublicationType"),
        mesh=details.mesh(citation),
        language=",".join(_texts(article, "Language")) or None,
        authors=details.authors(article),
        registrations=details.registrations(article, [p.text for p in passages]),
        notices=details.notices(citation),
        version=_version(id_element),
        source=name,
    )


def _abstract(paper_id: str, ordinal: int, text: str, section: str | None) -> Passage:
    """One AbstractText element. Publishers put translations among them: those are not read as the abstract."""
    language = language_of(text, section)
    return Passage(paper_id, ordinal, "translation" if language else "abstract", text, language or section)


def _other_abstracts(citation: Any, paper_id: str, ordinal: int) -> list[Passage]:
    """Abstracts in other languages or for other readers, after the abstract itself. An English one is read as the
    abstract where there is no other, as in the records of the Population Information Program."""
    found: list[Passage] = []
    is_only = ordinal == 1
    for other in citation.iterfind("OtherAbstract"):
        label = collapse(other.get("Language") or other.get("Type") or "").upper() or None
        kind = "abstract" if is_only and label == "ENG" else "translation"
        texts = [flatten(element) for element in other.iterfind("AbstractText")]
        found += [Passage(paper_id, ordinal + len(found) + i, kind, text, label) for i, text in enumerate(texts)]
    return found


def _texts(element: Any, path: str) -> tuple[str, ...]:
    """The texts of elements that have no markup inside."""
    return tuple(collapse(found.text) for found in element.iterfind(path) if found.text)


# ---- the file


def _records(path: Path, root: str) -> Iterator[Any]:
    citation = ("MedlineCitation",) if root in _OLD_ROOTS else ("PubmedArticle", "PubmedBookArticle")
    for record in elements(path, (*citation, "DeleteCitation")):
        yield record
        record.clear(keep_tail=False)
        parent = record.getparent()
        while parent is not None and record.getprevious() is not None:
            del parent[0]


def _problem(root: str) -> str | None:
    """Why a well-formed file with this root element is not read, or None."""
    if root in RECORD_ROOTS:
        return None
    if root.rpartition("}")[2].lower() == "html":
        return "The file is an HTML page, not PubMed XML."
    return f"The file is not PubMed XML: its root element is <{root}>."


def _later_versions(path: Path) -> dict[str, int]:
    """The highest version of each record that has a second or later one.

    They stand anywhere in a file, before or after the earlier ones, so a first pass over the bytes looks for them
    (0.6 s for 230 MB of XML). A damaged file is reported by the second pass.
    """
    versions: dict[str, int] = {}
    tail = b""
    try:
        with Plain(path) as file:
            while chunk := file.read(_CHUNK):
                text = tail + chunk
                for version, pmid in _LATER_VERSION.findall(text):
                    key = pmid.decode()
                    versions[key] = max(versions.get(key, 0), int(version))
                tail = text[-512:]
    except UNREADABLE:
        pass
    return versions


def _version(id_element: Any) -> int:
    version = id_element.get("Version") or ""
    return int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 1
