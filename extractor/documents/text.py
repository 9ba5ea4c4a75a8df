"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.documents import limits, nbib
from extractor.documents.normalise import plain, stated_doi, storable
from extractor.documents.pdf_repair import mend, usage_of
from extractor.records import Failure, Paper, Passage

_HEAD = 1000  # bytes, which tell what a file is
_FIRST_PAGE = 6000  # characters; further on, a DOI is that of a reference


def paper_from_text(text: str, title: str | None = None, paper_id: str = "ID:text") -> Paper:
    """A paper of two passages: the title, ordinal 0 even where empty, and the whole text as one, ordinal 1."""
    title = plain(title or "")
    return Paper(
        paper_id=paper_id,
        passages=(Passage(paper_id, 0, "title", title), Passage(paper_id, 1, "abstract", plain(text))),
        pmid=paper_id.removeprefix("PMID:") if paper_id.startswith("PMID:") else None,
        title=title or None,
    )


def read(path: Path, name: str, pmids: frozenset[str] | None = None) -> Iterator[Paper | Failure]:
    """The file as one paper, DOI:<doi> where its first page states its own, else ID:<its name without the suffix>;
    or the records of an export of PubMed's, of which `pmids` keeps some. A paper of a plain text has no PMID.

    A Failure where it is not UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            has_records = nbib.is_nbib(file.read(_HEAD).decode("utf-8-sig", "replace"))
        if pmids is not None and not has_records:
            return
        most = limits.RECORDS if has_records else limits.TEXT
        if path.stat().st_size > most:
            yield Failure(name, None, f"The file is longer than {most:,} bytes, as no paper is.")
            return
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        yield Failure(name, None, f"The file cannot be read ({error.strerror}).")
        return
    except UnicodeDecodeError as error:
        yield Failure(name, None, f"The file is not UTF-8 text (byte {error.start:,}).")
        return
    if not text.strip():
        yield Failure(name, None, "The file is empty.")
    elif "\x00" in text:
        yield Failure(name, None, "The file is not text.")
    elif nbib.is_nbib(text):
        yield from nbib.papers(text, name, pmids)
    else:
        yield _document(text, f"ID:{storable(path.stem)}", name)


def _document(text: str, paper_id: str, name: str) -> Paper:
    """The whole text as one passage. It often comes out of a PDF, and is named and mended like one."""
    if doi := stated_doi(text[:_FIRST_PAGE]):
        paper_id = f"DOI:{doi}"
    mended, repairs = mend(storable(text), usage_of([text]))
    passages = (Passage(paper_id, 0, "title", ""), Passage(paper_id, 1, "abstract", mended, repairs=repairs))
    return Paper(paper_id, passages, doi=doi, source=name)
