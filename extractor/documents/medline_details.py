"""What a MEDLINE record says about a paper beside its title and abstract: ids, authors, registers, notices, headings.

Source: MEDLINE/PubMed Data Element Descriptions, NLM.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.documents.normalise import collapse
from extractor.documents.xml import flatten
from extractor.records import Notice

_DATES = (
    "Journal/JournalIssue/PubDate/Year",
    "Journal/JournalIssue/PubDate/MedlineDate",
    "ArticleDate/Year",
    "Book/PubDate/Year",
)
# Data banks that register trials; the others (GenBank, PDB, Dryad ...) hold data.
_REGISTERS = re.compile(
    r"ClinicalTrials\.gov|ISRCTN|EudraCT|EU ?CTR|CTIS|ANZCTR|ChiCTR|CRiS|CTRI|DRKS|IRCT|JapicCTI|JMACCT|JMA[- ]IIA|"
    r"JPRN|jRCT|KCT|LBCTR|NTRR?|PACTR|PHRR|ReBec|REPEC|RPCEC|SLCTR|TCTR|TPCTR|UMIN[- ]CTR",
    re.IGNORECASE,
)
_NAME_PARTS = ("CollectiveName", "LastName", "ForeName", "Initials", "Suffix")
_TAG = re.compile(r"<[^<>]*>")  # some suffixes are escaped markup: "&lt;Suffix&gt;Jr&lt;/Suffix&gt;"
_NCT = re.compile(r"\bNCT\s?(\d{8})\b", re.IGNORECASE)


def article_ids(record: Any, article: Any) -> dict[str, str]:
    """doi and pmc: from PubMed's list, else the doi that the article itself states."""
    ids = {e.get("EIdType"): collapse(e.text or "") for e in article.iterfind("ELocationID") if e.get("ValidYN") != "N"}
    for path in ("PubmedData/ArticleIdList/ArticleId", "BookDocument/ArticleIdList/ArticleId"):
        ids |= {e.get("IdType"): collapse(e.text or "") for e in record.iterfind(path)}
    return {kind: value for kind, value in ids.items() if value}


def journal(article: Any) -> str | None:
    """The journal's title, or the book's."""
    element = article.find("Journal/Title")
    if element is None:
        element = article.find("Book/BookTitle")
    return (flatten(element) or None) if element is not None else None


def year(article: Any) -> int | None:
    """The year of the issue, of a free-text date ("1998 Dec-1999 Jan"), or of the article online."""
    for path in _DATES:
        if found := re.search(r"[0-9]{4}", article.findtext(path) or ""):
            return int(found[0])
    return None


def mesh(citation: Any) -> tuple[str, ...]:
    """Each heading as "descriptor", or "descriptor/qualifier" once for each of its qualifiers."""
    terms: list[str] = []
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        descriptor, *qualifiers = [e.text or "" for e in heading] or [""]
        terms += [f"{descriptor}/{q}" for q in qualifiers] or [descriptor]
    return tuple(map(collapse, filter(None, terms)))


def authors(article: Any) -> tuple[str, ...]:
    """ "Family Given", with the suffix after it, and the names of groups; names that NLM has withdrawn are left out."""
    return tuple(filter(None, map(_author, article.iterfind("AuthorList/Author"))))


def _author(author: Any) -> str:
    if author.get("ValidYN") == "N":
        return ""
    part: dict[str, str] = {}
    for child in author.iterchildren(*_NAME_PARTS):  # one walk: a file has a hundred thousand authors
        part[child.tag] = flatten(child) if len(child) else collapse(child.text or "")
    if group := part.get("CollectiveName"):
        return group
    names = (part.get("LastName"), part.get("ForeName") or part.get("Initials"), part.get("Suffix"))
    return _TAG.sub("", " ".join(filter(None, names)))


def registrations(article: Any, texts: list[str]) -> tuple[str, ...]:
    """Numbers in trial registers: from the record's data banks, and NCT numbers from its own text."""
    banks = article.find("DataBankList")
    numbers = (
        (bank.findtext("DataBankName") or "", number.text or "")
        for bank in (banks.iterchildren("DataBank") if banks is not None else ())
        for number in bank.iterfind("AccessionNumberList/AccessionNumber")
    )
    return registered(numbers, texts)


def registered(numbers: Iterable[tuple[str, ...]], texts: Iterable[str]) -> tuple[str, ...]:
    """The same, from pairs of a data bank's name and a number in it."""
    found = [collapse(number) for name, number in numbers if _REGISTERS.fullmatch(collapse(name))]
    found += [f"NCT{match[1]}" for text in texts if "NCT" in text.upper() for match in _NCT.finditer(text)]
    return tuple(dict.fromkeys(filter(None, found)))


def notices(citation: Any) -> tuple[Notice, ...]:
    """Retractions, corrections, comments and other versions; the references that a paper cites are none."""
    return tuple(_notices(citation))


def _notices(citation: Any) -> Iterator[Notice]:
    for element in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = element.get("RefType") or ""
        if kind and kind != "Cites":
            said = collapse(f"{element.findtext('RefSource') or ''} {element.findtext('Note') or ''}")
            yield Notice(kind, said, collapse(element.findtext("PMID") or "") or None)
