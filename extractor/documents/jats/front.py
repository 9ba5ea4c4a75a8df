"""What an article says about itself: its ids, journal, year, authors, registrations, notices and licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extractor.documents.jats.inline import flat
from extractor.documents.jats.passages import LANG, collect, title_elements
from extractor.records import Notice, Paper

_HREF = "{http://www.w3.org/1999/xlink}href"
_REGISTRATION = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d+|\d{4}-\d{6}-\d\d)(?!\d)")
# The year, as MEDLINE has it, before that of the article online.
_DATES = ("ppub", "print", "collection", "epub-ppub", "epub", "electronic")
_NOT_PUBLISHED = ("pmc-release", "nihms-submitted", "preprint", "received", "accepted", "retracted", "corrected")
# JATS's related-article-type as MEDLINE's RefType; other types stay as they are.
_NOTICES = {
    "retracted-article": "RetractionOf",
    "retraction-forward": "RetractionIn",
    "partial-retraction": "PartialRetractionOf",
    "corrected-article": "ErratumFor",
    "correction-forward": "ErratumIn",
    "object-of-concern": "ExpressionOfConcernFor",
    "expression-of-concern-forward": "ExpressionOfConcernIn",
    "commentary-article": "CommentOn",
    "commentary": "CommentIn",
    "updated-article": "UpdateOf",
    "update": "UpdateIn",
    "republished-article": "RepublishedFrom",
}
_OPEN = re.compile(r"open-?access|cc-?(by|0|zero)|creative-?commons|public-?domain")
_CLOSED = re.compile(r"closed|(no|non|not)-?open|subscription|all-?rights-?reserved|restricted")


def pmid(article: Any) -> str | None:
    """The article's PMID, where it states one that is a number."""
    value = _ids(article).get("pmid", "")
    return value if value.isascii() and value.isdigit() else None


def paper(article: Any, path: Path, name: str, number: int) -> Paper:
    """The whole paper of an `<article>`, the `number`th of its file, counted from 1."""
    ids = _ids(article)
    own, doi, pmcid = pmid(article), ids.get("doi"), _pmcid(ids)
    stem = re.sub(r"(\.(xml|nxml|gz))+$", "", path.name) or path.name
    paper_id = (
        (own and f"PMID:{own}")
        or (pmcid and f"PMCID:{pmcid}")
        or (doi and f"DOI:{doi}")
        or (f"ID:{stem}" if number == 1 else f"ID:{stem}-{number}")
    )
    title = _title(article)
    passages = collect(article, paper_id, title)
    licence, is_open = _licence(article)
    kind, body = article.get("article-type"), article.find("body")
    journal = article.find("front/journal-meta//journal-title")
    return Paper(
        paper_id=paper_id,
        passages=passages,
        pmid=own,
        pmcid=pmcid,
        doi=doi,
        title=title or None,
        journal=(flat(journal) or None) if journal is not None else None,
        year=_year(article),
        publication_types=(kind,) if kind else (),
        language=article.get(LANG),
        authors=tuple(_authors(article)),
        registrations=_registrations(article),
        notices=tuple(_notices(article)),
        full_text=body is not None and bool("".join(body.itertext()).strip()),
        licence=licence,
        open_access=is_open,
        source=name,
    )


def _ids(article: Any) -> dict[str, str]:
    found = [(e.get("pub-id-type"), flat(e)) for e in article.iterfind("front/article-meta/article-id")]
    return {kind: value for kind, value in reversed(found) if kind and value}


def _pmcid(ids: dict[str, str]) -> str | None:
    for kind in ("pmcid", "pmc"):
        if found := re.fullmatch(r"(?:PMC)?(\d+)(?:\.\d+)?", ids.get(kind, ""), re.IGNORECASE):
            return f"PMC{found[1]}"
    return None


def _title(article: Any) -> str:
    """Title and subtitle as one; notes in them are left to the passages' order of the line."""
    title = ""
    for part in map(flat, title_elements(article)):
        title += ((" " if title[-1] in ".:;?!–—-" else ": ") if title and part else "") + part
    return title


def _year(article: Any) -> int | None:
    years: dict[str, int] = {}
    for date in article.iterfind("front/article-meta/pub-date"):
        found = re.search(
            r"\d{4}", date.findtext("year") or date.get("iso-8601-date") or date.findtext("string-date") or ""
        )
        kinds = (date.get("pub-type"), date.get("publication-format"), date.get("date-type"))
        if found and not set(kinds) & set(_NOT_PUBLISHED):
            # A collection's date is marked as electronic too.
            kind = "collection" if "collection" in kinds else next((k for k in kinds if k), "other")
            years[kind] = min(int(found[0]), years.get(kind, 9999))
    return next((years[kind] for kind in _DATES if kind in years), min(years.values(), default=None))


def _authors(article: Any) -> Iterator[str]:
    """Names in order, "Family Given"; the members of a collective are not given one by one."""
    for contributor in article.iterfind("front/article-meta/contrib-group/contrib"):
        if contributor.get("contrib-type", "author") not in ("author", "collab"):
            continue
        name = next(contributor.iter("name", "string-name", "collab", "anonymous"), None)
        if name is None:
            continue
        family, given = name.find("surname"), name.find("given-names")
        if name.tag == "collab":
            text = _own_words(name)
        elif name.tag == "anonymous":
            text = "Anonymous"
        elif family is None:
            text = flat(given) if given is not None else flat(name)
        else:
            text = f"{flat(family)} {flat(given) if given is not None else ''}".strip()
        if text:
            yield text


def _own_words(collective: Any) -> str:
    members = collective.find("contrib-group")
    text = flat(collective)
    return text.removesuffix(flat(members)).strip() if members is not None else text


def _registrations(article: Any) -> tuple[str, ...]:
    meta = article.find("front/article-meta")
    texts = (flat(child) for child in meta if isinstance(child.tag, str)) if meta is not None else ()
    return tuple(dict.fromkeys(number for text in texts for number in _REGISTRATION.findall(text)))


def _notices(article: Any) -> Iterator[Notice]:
    for related in article.iter("related-article"):
        if next(related.iterancestors("sub-article", "response", "ref"), None) is not None:
            continue
        kind, scheme = related.get("related-article-type") or "related", related.get("ext-link-type") or ""
        address = related.get(_HREF) or ""
        stated = related.find(".//pub-id[@pub-id-type='pmid']")
        pubmed = flat(stated) if stated is not None else address if scheme in ("pubmed", "pmid") else ""
        citation = flat(related) if stated is not None or not address else f"{scheme}:{address}".lstrip(":")
        if citation.isdigit() and related.get("vol"):
            citation = f"{related.get('vol')}:{related.get('page') or citation}"
        yield Notice(_NOTICES.get(kind, kind), citation, pubmed if pubmed.isdigit() else None)


def _licence(article: Any) -> tuple[str | None, bool | None]:
    """The licence's address, else its words; and whether reading is free, None where nothing says so."""
    address, words, kind = "", "", ""
    for licence in article.iterfind("front/article-meta//license"):
        if next(licence.iterancestors("supplementary-material", "related-object"), None) is None:
            links = [e.get(_HREF) or flat(e) for e in licence.iter("ext-link", "uri", "{*}license_ref")]
            commons = [link for link in links if "creativecommons.org" in link]
            stated = [flat(e) for e in licence.iter("{*}license_ref")]
            address = address or next(filter(None, [licence.get(_HREF), *stated, *commons]), "")
            words = words or flat(licence)
            kind = kind or re.sub(r"[\s_]+", "-", licence.get("license-type") or "").lower()
    custom = {flat(e[0]): flat(e[1]) for e in article.iterfind("front/article-meta//custom-meta") if len(e) > 1}
    prop = custom.get("pmc-prop-open-access", "").lower()
    terms = f"{address} {words}".lower()
    is_open: bool | None = None
    if "creativecommons.org" in terms or "creative commons" in terms or prop == "yes" or _says_open(article):
        is_open = True
    elif _CLOSED.search(kind) or prop == "no":
        is_open = False
    elif _OPEN.match(kind) or kind == "openaccess":
        is_open = True
    return address or words or None, is_open


def _says_open(article: Any) -> bool:
    """PMC's `<?properties open_access?>`, before the front matter."""
    marks = [child for child in article if child.tag is etree.PI]
    if article.getparent() is None:
        marks += article.itersiblings(etree.PI, preceding=True)
    return any(mark.target == "properties" and "open_access" in (mark.text or "").split() for mark in marks)
