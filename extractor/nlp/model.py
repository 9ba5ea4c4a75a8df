"""A spaCy model in the place of the rules: its sentences, tags and entities."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError
from extractor.records import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Spans = tuple[tuple[int, int], ...]


class Model:
    """Wraps a loaded pipeline. Components that nobody asks for here (lemmatizer ...) are switched off."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        for name in ("lemmatizer", "attribute_ruler_lemmas"):
            if name in nlp.pipe_names:
                nlp.disable_pipe(name)

    def annotate(self, text: str) -> tuple[tuple[Sentence, ...], Spans]:
        """Sentences and phrases of one text."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            doc = self._nlp(text)
        return _sentences(doc), _phrases(doc)


def _sentences(doc: Doc) -> tuple[Sentence, ...]:
    found = []
    for span in doc.sents:
        start = span.start_char + len(span.text) - len(span.text.lstrip())
        end = span.start_char + len(span.text.rstrip())
        if start < end:
            found.append(Sentence(start, end))
    return tuple(found)


def _phrases(doc: Doc) -> Spans:
    """Runs of adjectives and nouns that hold a noun, joined with the entities that overlap them."""
    spans = {(entity.start, entity.end) for entity in doc.ents}
    start: int | None = None
    for token in [*doc, None]:
        inside = token is not None and token.tag_.startswith(("JJ", "NN", "HYPH", "AFX"))
        if inside and start is None and token is not None and token.tag_ != "HYPH":
            start = token.i
        elif start is not None and not inside:
            end = token.i if token is not None else len(doc)
            while end > start and doc[end - 1].tag_ == "HYPH":
                end -= 1
            if any(word.tag_.startswith("NN") for word in doc[start:end]):
                spans.add((start, end))
            start = None
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple((doc[low].idx, doc[high - 1].idx + len(doc[high - 1])) for low, high in joined)


def load_model(name: str) -> Model:
    """The model of a folder or an installed package; ExtractorError, in one sentence, where it cannot be had."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import scispacy.custom_tokenizer  # noqa: F401  registers the tokenizer that scispaCy's models ask for
        import spacy

        if any(mark in name for mark in "/\\") and not Path(name).is_dir():
            raise ExtractorError(
                f"There is no model folder {name}; give the name of a model and install it with: "
                "extractor model install NAME"
            )
        try:
            return Model(spacy.load(name))
        except OSError as problem:
            if Path(name).is_dir():
                raise ExtractorError(f"The folder {name} holds no spaCy model that can be read.") from problem
            raise ExtractorError(
                f"The model {name} is not installed; install it with: extractor model install {name}"
            ) from problem
        except (ValueError, ImportError) as problem:
            raise ExtractorError(
                f"The model {name} does not fit this version of spaCy; install one that does with: "
                "extractor model install NAME"
            ) from problem
