"""The demo's record file cut into records, as a server of records needs them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

_RECORD = re.compile(r"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
_PMID = re.compile(r'<PMID Version="(\d+)">(\d+)</PMID>')


def real_records(path: Path) -> dict[str, str]:
    """The records by PMID, the first of each."""
    records: dict[str, str] = {}
    for match in _RECORD.finditer(gzip.decompress(path.read_bytes()).decode()):
        found = _PMID.search(match[0])
        assert found
        records.setdefault(found[2], match[0] + "\n")
    return records
