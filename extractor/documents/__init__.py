"""Documents: raw documents become papers and passages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

from extractor.documents import jsonlines, medline, text
from extractor.records import Failure, Paper
from extractor.sources.raw import RawDocument

__all__ = ["parse"]


def parse(raw: RawDocument, *, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """The papers of a raw document in a stream of constant memory, and a Failure for each part that is unreadable.

    `pmids` keeps only these papers; the rest is skipped before its text is looked at.
    """
    if raw.problem:
        if pmids is None or raw.pmids is None or pmids & raw.pmids:
            yield Failure(raw.name, str(raw.path) if raw.pmids is None else raw.name, raw.problem)
        return
    if raw.pmids is not None:
        pmids = raw.pmids if pmids is None else raw.pmids & pmids
    retrieved = _modified(raw)
    for item in _read(raw, pmids):
        yield dataclasses.replace(item, retrieved_at=retrieved) if isinstance(item, Paper) else item


def _read(raw: RawDocument, pmids: frozenset[str] | None) -> Iterator[Paper | Failure]:
    if raw.kind == "medline":
        return medline.read(raw.path, raw.name, pmids)
    if raw.kind == "jsonl":
        return jsonlines.read(raw.path, raw.name, pmids)
    return text.read(raw.path, raw.name) if pmids is None else iter(())


def _modified(raw: RawDocument) -> str | None:
    """When the file came here, to the second, UTC."""
    try:
        return datetime.fromtimestamp(raw.path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:
        return None
