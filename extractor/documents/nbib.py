"""PubMed's text format (MEDLINE display, NBIB): tagged lines, a record after the other. Records of it come as .txt.

A list named .nbib is fetched instead (see sources/lists.py): the XML says more, and says it apart.
Source: MEDLINE/PubMed Data Element (Field) Descriptions, NLM.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extractor.documents.medline_details import registered
from extractor.documents.normalise import plain
from extractor.records import Failure, Notice, Paper, Passage

_FIELD = re.compile(r"^([A-Z]{2,4}) *- ?(.*)$")
_CONTINUED = re.compile(r"^ {6}(.*)$")
# Which notices the tags are: what the record comments on or corrects, and what does so to it.
_NOTICES = {
    "RIN": "RetractionIn", "ROF": "RetractionOf", "EIN": "ErratumIn", "EFR": "ErratumFor",
    "ECI": "ExpressionOfConcernIn", "ECF": "ExpressionOfConcernFor", "UIN": "UpdateIn", "UOF": "UpdateOf",
    "CIN": "CommentIn", "CON": "CommentOn",
}  # fmt: skip

_LINE_END = re.compile(r"\r\n?|\n")  # not U+2028 and the like, which stand within a line
_Record = dict[str, list[str]]


def is_nbib(text: str) -> bool:
    """Whether a text is in this format."""
    return bool(re.match(r"\s*PMID- ?\d", text))


def papers(text: str, name: str, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """The records of a text that `is_nbib`, only these if `pmids` are given."""
    for number, record in enumerate(_records(text), 1):
        pmid = record["PMID"][0].strip() if record["PMID"] else ""
        if pmid.isascii() and pmid.isdigit():
            if pmids is None or pmid in pmids:
                yield _paper(record, pmid, name)
        else:
            yield Failure(name, f"record {number}", "The record has no PMID.")


def _records(text: str) -> Iterator[_Record]:
    record: _Record = defaultdict(list)
    last: list[str] = []
    for line in _LINE_END.split(text):
        if (more := _CONTINUED.match(line)) and last:
            last[-1] += f"\n{more[1]}"
        elif field := _FIELD.match(line):
            if field[1] == "PMID" and record:
                yield record
                record = defaultdict(list)
            last = record[field[1]]
            last.append(field[2])
    if record:
        yield record


def _paper(record: _Record, pmid: str, name: str) -> Paper:
    paper_id = f"PMID:{pmid}"
    title = plain(" ".join(record["TI"] or record["BTI"]))
    texts = [("abstract", text) for text in record["AB"]] + [("translation", text) for text in record["OAB"]]
    passages = [Passage(paper_id, n, kind, plain(text)) for n, (kind, text) in enumerate(texts, 1)]
    year = re.search(r"\d{4}", " ".join(record["DP"] or record["DEP"]))
    dois = [value.removesuffix(" [doi]") for tag in ("AID", "LID") for value in record[tag] if value.endswith(" [doi]")]
    authors = [plain(author).replace(",", "") for author in record["FAU"] or record["AU"]]
    banks = (value.partition("/")[::2] for value in record["SI"])
    return Paper(
        paper_id,
        (Passage(paper_id, 0, "title", title), *passages),
        pmid=pmid,
        pmcid=next((value for value in record["PMC"] if value.startswith("PMC")), None),
        doi=next(iter(dois), None),
        title=title or None,
        journal=plain(" ".join(record["JT"] or record["TA"])) or None,
        year=int(year[0]) if year else None,
        publication_types=tuple(map(plain, record["PT"])),
        mesh=tuple(plain(heading).replace("*", "") for heading in record["MH"]),
        language=",".join(record["LA"]) or None,
        authors=(*authors, *map(plain, record["CN"])),
        registrations=registered(banks, [title, *record["AB"]]),
        notices=tuple(_notice(kind, value) for tag, kind in _NOTICES.items() for value in record[tag]),
        source=name,
    )


def _notice(kind: str, value: str) -> Notice:
    pmid = re.search(r"PMID: (\d+)", value)
    return Notice(kind, plain(re.sub(r"\s*PMID: \d+", "", value)), pmid[1] if pmid else None)
