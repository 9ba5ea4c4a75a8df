"""What is kept where a paper comes more than once: as a record of PubMed and as a full text, in several versions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from extractor.records import Paper

# What both a record and a full text say of a paper. PubMed curates it, and adds notices for years.
_BIBLIOGRAPHY = (
    "pmid", "pmcid", "doi", "title", "journal", "year", "publication_types", "mesh", "language", "authors",
    "registrations", "notices", "version",
)  # fmt: skip


# PubMed's files, each of which overrules those before it: a year's baseline, then its updates.
RELEASES = "pubmed[0-9][0-9]n[0-9][0-9][0-9][0-9].xml*"  # as SQLite's GLOB
_RELEASE = re.compile(r"(pubmed\d\dn\d{4})\.xml")


def is_older(source: str | None, than: str | None) -> bool:
    """Whether both are record files as PubMed names them, the first of them earlier."""
    first, second = _RELEASE.match(source or ""), _RELEASE.match(than or "")
    return bool(first and second and first[1] < second[1])


def merged(stored: Paper | None, new: Paper) -> Paper:
    """The newer version wins; the text is that of the full text, the bibliography that of the record.

    A full text that PMC may not give away has only its front matter; it says that the paper is not open, and no more.
    """
    if stored is None:
        return new
    if _is_front_only(new) != _is_front_only(stored):
        front, other = (new, stored) if _is_front_only(new) else (stored, new)
        pmcid = other.pmcid or front.pmcid
        return other if other.full_text else replace(other, open_access=False, licence=front.licence, pmcid=pmcid)
    if new.full_text:
        return replace(new, **_bibliography(stored))
    if stored.full_text:
        return replace(stored, **_bibliography(new))
    if new.version < stored.version or is_older(new.source, stored.source):
        return stored
    return replace(new, open_access=stored.open_access, licence=stored.licence) if new.open_access is None else new


def _bibliography(record: Paper) -> dict[str, Any]:
    return {name: value for name in _BIBLIOGRAPHY if (value := getattr(record, name)) not in (None, ())}


def _is_front_only(paper: Paper) -> bool:
    return not paper.full_text and any(passage.kind == "metadata" for passage in paper.passages)
