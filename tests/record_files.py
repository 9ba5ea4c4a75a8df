"""Invented record files, named as PubMed names its own: a baseline of two and two updates."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.eutils_server import record, record_set


def trial(pmid: int, adults: int) -> str:
    text = f"Of {adults} adults given nilotinib 400 mg, {adults // 2} (50%) had nausea and two died."
    return record(pmid, f"Trial {pmid}", f"<AbstractText>{text}</AbstractText>")


def deleted(*pmids: int) -> str:
    return f"<DeleteCitation>{''.join(f'<PMID>{pmid}</PMID>' for pmid in pmids)}</DeleteCitation>"


RECORDS = {
    "pubmed99n0001.xml.gz": [trial(pmid, 10) for pmid in range(1, 7)],
    "pubmed99n0002.xml.gz": [trial(pmid, 20) for pmid in range(7, 10)],
    "pubmed99n0003.xml.gz": [trial(2, 30), trial(7, 30), trial(10, 30), deleted(3, 8, 99)],
    "pubmed99n0004.xml.gz": [trial(8, 40), trial(10, 40), deleted(4)],
}
# What there is at the end: the number of adults by PMID.
STANDING = {1: 10, 2: 30, 5: 10, 6: 10, 7: 30, 8: 40, 9: 20, 10: 40}


def write(folder: Path, name: str, *records: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(gzip.compress(record_set(*records).encode(), mtime=0))
    return path


def write_all(folder: Path) -> dict[str, Path]:
    return {name: write(folder, name, *records) for name, records in RECORDS.items()}
