"""Documents: raw documents become papers and passages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from extractor.documents import jsonlines, medline, text
from extractor.documents.xml import FULL_TEXT_ROOTS, RECORD_ROOTS, UNREADABLE, root_tag
from extractor.records import Failure, Item, Paper
from extractor.sources.raw import RawDocument

__all__ = ["parse"]


def parse(raw: RawDocument, *, pmids: frozenset[str] | None = None) -> Iterator[Item]:
    """The papers of a raw document in a stream of constant memory, a Failure for each part that is unreadable, and
    last what the document deletes.

    `pmids` keeps only these papers; the rest is skipped before its text is looked at.
    """
    if raw.problem:
        if pmids is None or raw.only is None or pmids & raw.only:
            yield Failure(raw.name, str(raw.path) if raw.only is None else raw.name, raw.problem)
        return
    retrieved = _modified(raw)
    for item in _read(raw, pmids):
        yield dataclasses.replace(item, retrieved_at=retrieved) if isinstance(item, Paper) else item


def _read(raw: RawDocument, pmids: frozenset[str] | None) -> Iterator[Item]:
    if raw.kind in ("medline", "jats"):
        return _read_xml(raw, pmids)
    if raw.kind == "jsonl":
        return jsonlines.read(raw.path, raw.name, pmids)
    if raw.kind == "text":
        return text.read(raw.path, raw.name, pmids)
    if pmids is not None:  # a PDF has no PMID
        return iter(())
    from extractor.documents import pdf

    return pdf.read(raw.path, raw.name)


def _read_xml(raw: RawDocument, pmids: frozenset[str] | None) -> Iterator[Item]:
    """Records or full texts, by the root element, whatever the file's name promised."""
    if not _is_full_text(raw):
        wanted = pmids if raw.only is None else raw.only if pmids is None else raw.only & pmids
        yield from medline.read(raw.path, raw.name, wanted)
        return
    from extractor.documents import jats

    for item in jats.read(raw.path, raw.name, pmids):
        if raw.only is None or not isinstance(item, Paper):
            yield item
        elif item.pmcid in raw.only:
            # PMC sends the front matter alone where the publisher does not allow more.
            yield item if item.full_text else dataclasses.replace(item, open_access=False)


def _is_full_text(raw: RawDocument) -> bool:
    try:
        root = root_tag(raw.path).rpartition("}")[2]
    except (etree.XMLSyntaxError, *UNREADABLE):
        return raw.kind == "jats"  # its reader says what is wrong
    return root in FULL_TEXT_ROOTS or (raw.kind == "jats" and root not in RECORD_ROOTS)


def _modified(raw: RawDocument) -> str | None:
    """When the file came here, to the second, UTC."""
    try:
        return datetime.fromtimestamp(raw.path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:
        return None
