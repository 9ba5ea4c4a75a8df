"""Where the data files stand that a domain expert edits: patterns, gold tables, datasette's metadata.

In a checkout they are the top-level folders; a wheel carries copies of them in `extractor/_data`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_data"
_ROOT = _PACKED if _PACKED.is_dir() else _PACKAGE.parent


def patterns_dir() -> Path:
    """The pattern files (`*.yml`) and, in `terms/`, the term lists (`*.csv`)."""
    return _ROOT / "patterns"


def gold_dir() -> Path:
    """One folder per gold set: `pubmed21/`, ..."""
    return _ROOT / "corpora" / "gold"


def db_dir() -> Path:
    """What datasette is told about the tables. Built databases never go here when it is package data."""
    return _ROOT / "db"
