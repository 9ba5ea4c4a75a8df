"""Language: sentences, abbreviations, drug names; and noun phrases where a spaCy model is given.

Without a model everything is rules and dictionaries. spaCy itself is imported only when it is first needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.cache import cache_dir
from extractor.nlp import abbreviations, sentences
from extractor.nlp.drugs import DrugFinder
from extractor.records import Mention, Sentence
from extractor.resources import patterns_dir

if TYPE_CHECKING:
    from extractor.nlp.model import Model

__all__ = ["Annotation", "Nlp", "make_nlp"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was read in one text. `phrases` are (start, end) of noun phrases and entities; () without a model."""

    sentences: tuple[Sentence, ...]
    phrases: tuple[tuple[int, int], ...] = ()


class Nlp:
    """One per process; keeps nothing of the papers it reads, so the same input always gives the same answer."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model

    def annotate(self, text: str) -> Annotation:
        """Sentences (and phrases, with a model) of one passage."""
        if self._model is None:
            return Annotation(sentences.split(text))
        return Annotation(*self._model.annotate(text))

    def abbreviations(self, texts: Sequence[str]) -> dict[str, str]:
        """Short form -> long form, as the texts of one paper define them."""
        return abbreviations.find(texts)

    def drugs(self, texts: Sequence[str], abbreviations: Mapping[str, str]) -> list[list[Mention]]:
        """Drug mentions of each text of one paper, sorted; `drug` is the generic name in lower case.

        Mentions do not overlap, but a name of several drugs ("FOLFIRI", "co-trimoxazole") gives one mention per
        ingredient, all with the span of the name.
        """
        return self._drugs.mentions(texts, abbreviations)

    @cached_property
    def _drugs(self) -> DrugFinder:
        return DrugFinder(patterns_dir() / "terms", cache_dir())


def make_nlp(model: str | None = None) -> Nlp:
    """The built-in pipeline, or one with the spaCy model of this name or folder (ExtractorError if there is none)."""
    if model is None:
        return Nlp()
    from extractor.nlp.model import load_model

    return Nlp(load_model(model))
