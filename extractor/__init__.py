"""Reads clinical literature and writes what it reports to SQLite: drugs, doses, patient numbers, response rates, harms.

    >>> import extractor
    >>> extractor.extract("Bortezomib 1.3 mg/m2 was given to 54 patients.")

The names below are loaded when first used, so that `import extractor` costs nothing.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import ExtractorError, UsageError
    from extractor.pipeline import Pipeline
    from extractor.records import (
        AdverseEvent,
        Dose,
        Drug,
        Fact,
        Failure,
        Mechanism,
        NumberLeft,
        Paper,
        Passage,
        PatientCount,
        Reading,
        ResponseRate,
    )

__version__ = "0.1.0"

__all__ = [
    "AdverseEvent",
    "Dose",
    "Drug",
    "ExtractorError",
    "Fact",
    "Failure",
    "Mechanism",
    "NumberLeft",
    "Paper",
    "Passage",
    "PatientCount",
    "Pipeline",
    "Reading",
    "ResponseRate",
    "UsageError",
    "extract",
]

_HOMES = {"Pipeline": "pipeline", "ExtractorError": "errors", "UsageError": "errors"}


def extract(text: str, title: str | None = None) -> list[Fact]:
    """The facts of one text. Offsets count within the text, or within the title where `ordinal` is 0.

    Patterns and dictionaries are loaded at the first call (some seconds) and kept.
    """
    from extractor.documents.text import paper_from_text

    return list(_default_pipeline().read(paper_from_text(text, title)).facts)


@functools.cache
def _default_pipeline() -> Pipeline:
    from extractor.pipeline import Pipeline

    return Pipeline()


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(importlib.import_module(f"extractor.{_HOMES.get(name, 'records')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
