"""Files and folders."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import UsageError
from extractor.sources.lists import SUFFIXES
from extractor.sources.raw import Kind, RawDocument

# What an .xml file holds, records or full text, its root element tells when it is read.
_KINDS: dict[str, Kind] = {
    ".xml": "medline",
    ".xml.gz": "medline",
    ".nxml": "jats",
    ".nxml.gz": "jats",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".txt": "text",
}


def looks_like_path(source: str) -> bool:
    """Whether a source that does not exist was meant as a path, and not as a PubMed query.

    MeSH terms have slashes too ("asthma/drug therapy"), so a slash counts only without blanks or brackets, or
    after the name of a folder that exists.
    """
    if source.startswith(("/", "./", "../", "~/")) or _suffix(Path(source)):
        return True
    return "/" in source and (not any(c in source for c in " [\"'") or Path(source.split("/")[0]).is_dir())


def find(path: Path) -> list[RawDocument]:
    """The documents that a path stands for: itself, or what a folder holds, sub-folders too, in sorted order.

    Files of other kinds in a folder are passed over; named themselves they are a UsageError, as is a folder that
    holds nothing to read.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if _suffix(p) and p.is_file() and not _hidden(p, path))
        if not files:
            raise UsageError(f"The folder {path} holds no documents ({', '.join(_KINDS)}); lists are named one by one.")
        return [_document(p) for p in files]
    if not _suffix(path):
        raise UsageError(f"{path} is of an unknown kind; it can be {', '.join((*_KINDS, *SUFFIXES))}.")
    return [_document(path)]


def _document(path: Path) -> RawDocument:
    """Its name is text that can be stored, whatever bytes the file's name has."""
    return RawDocument(_KINDS[_suffix(path)], path.name.encode("utf-8", "replace").decode(), path)


def _suffix(path: Path) -> str:
    """The known suffix that the name ends with, or an empty string."""
    name = path.name.lower()
    known = [s for s in _KINDS if name.endswith(s)]
    return max(known, key=len, default="")


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
