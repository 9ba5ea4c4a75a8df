"""JATS, NLM and PMC full-text XML, read in a stream of constant memory: one article, or many in a set or OAI answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extractor.documents.jats import front
from extractor.documents.limits import elements
from extractor.documents.normalise import collapse
from extractor.documents.xml import FULL_TEXT_ROOTS, RECORD_ROOTS, UNREADABLE, broken, root_tag, why_unreadable
from extractor.records import Failure, Paper

__all__ = ["read"]

_WANTED = "full text (JATS)"


def read(path: Path, name: str, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """The articles of a `.xml`, `.nxml` or `.gz` file, those of `pmids` where given.

    What cannot be read gives one Failure, after the articles before it.
    """
    seen = 0
    try:
        if problem := _problem(root_tag(path)):
            yield Failure(name, None, problem)
            return
        for element in _elements(path):
            seen += 1
            if item := _item(element, path, name, seen, pmids):
                yield item
    except etree.XMLSyntaxError as error:
        yield Failure(name, None, broken(path, error, seen, _WANTED, "articles"))
    except UNREADABLE as error:
        yield Failure(
            name, None, f"The file cannot be read ({why_unreadable(error)}); articles read before that: {seen:,}."
        )
    else:
        if not seen:
            yield Failure(name, None, "The file holds no article.")


def _item(element: Any, path: Path, name: str, number: int, pmids: frozenset[str] | None) -> Paper | Failure | None:
    _drop_namespace(element)
    if element.tag == "Reply":
        asked = f"PMC{(element.get('Id') or element.get('id') or '?').removeprefix('PMC')}"
        return Failure(name, asked, f"PMC does not give it: {collapse(element.get('error')).rstrip('.')}.")
    if pmids is not None and front.pmid(element) not in pmids:
        return None
    try:
        return front.paper(element, path, name, number)
    except RecursionError:
        return Failure(name, f"article {number}", "The article's elements are nested too deeply.")


def _elements(path: Path) -> Iterator[Any]:
    """Articles, and PMC's replies about those that it does not give; each is forgotten after its turn."""
    # Instructions stay, because PMC says in one whether an article is open.
    for element in elements(path, ("{*}article", "Reply"), remove_pis=False):
        if element.tag != "Reply" or element.get("error"):
            yield element
        element.clear(keep_tail=False)
        for around in (element, *element.iterancestors()):
            parent = around.getparent()
            while parent is not None and around.getprevious() is not None:
                del parent[0]


def _drop_namespace(article: Any) -> None:
    """OAI answers put JATS's elements into a namespace; here they go by their own names."""
    space = etree.QName(article).namespace
    if space:
        for element in article.iter(f"{{{space}}}*"):
            element.tag = etree.QName(element).localname


def _problem(root: str) -> str | None:
    """Why a well-formed file with this root element is not read, or None."""
    local = root.rpartition("}")[2]
    if local in FULL_TEXT_ROOTS:
        return None
    if local.lower() == "html":
        return f"The file is an HTML page, not {_WANTED}."
    if local in RECORD_ROOTS:
        return f"The file is PubMed XML (MEDLINE), not {_WANTED}."
    return f"The file is not {_WANTED}: its root element is <{local}>."
