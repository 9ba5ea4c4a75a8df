"""A scispaCy model: each percentage, and each number beside people, belongs to the nearest entity of its sentence.

People are no outcome, so a percentage looks past them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain

import scispacy.custom_tokenizer  # noqa: F401  registers the tokenizer that scispaCy's models ask for
import spacy
from spacy.tokens import Span

from bench.accuracy.baselines.rows import PEOPLE, distinct, fact, nearest, number, with_roles
from bench.accuracy.contenders import Read, Rows
from bench.accuracy.corpora import NotAtHand, dev_data
from extractor.evaluate.matching import Row
from extractor.records import Paper, Passage

MODEL = "en_core_sci_sm"
_SHARE = re.compile(
    r"(?:(\d+)(?: ?/ ?(\d+)| of (\d+))?[^\d().;]{0,20}\()?(?<![\d.])(\d+(?:\.\d+)?) ?%(?! ?(?:CI|C\.I|confidence))"
)
_WHOLE = re.compile(r"(?<![\d.,·/-])\d+(?:,\d{3})*(?![\d%/–-]|[.·,]\d| ?%)")
_PEOPLE = re.compile(PEOPLE, re.IGNORECASE)
_BENEFIT = re.compile(
    r"(?i:respon|remission|surviv|cure|success|clearance|benefit|efficacy|free)|\b(?:O?RR|CRs?|PRs?|DCR|[OPDE]F?S)\b"
)


def make_reader() -> Read:
    """With the model of the development data, else the installed one."""
    try:
        model = str(dev_data("models", MODEL))
    except NotAtHand:
        model = MODEL
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(model, exclude=["lemmatizer"])
    except OSError as error:
        raise NotAtHand(f"not at hand (no model {MODEL})") from error

    def read(paper: Paper) -> Rows:
        counts: list[Row] = []
        rates: Rows = {"response_rates": [], "adverse_events": []}
        for passage in paper.passages:
            for sentence in nlp(passage.text).sents:
                counts += _counts(passage, sentence)
                for table, row in _rates(passage, sentence):
                    rates[table].append(row)
        return {
            "patient_counts": with_roles(counts),
            "response_rates": distinct(rates["response_rates"], "outcome", "numerator", "percent"),
            "adverse_events": distinct(rates["adverse_events"], "term", "numerator", "percent"),
        }

    return read


def _joined(entities: list[Span], matches: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Each number, by its offsets in the passage, with the words of the nearest entity."""
    places = [(entity.start_char, entity.end_char) for entity in entities]
    for match in matches:
        at = nearest(match.span(), places)
        if at is not None:
            yield match, entities[at].text


def _counts(passage: Passage, sentence: Span) -> list[Row]:
    numbers = _WHOLE.finditer(passage.text, sentence.start_char, sentence.end_char)
    return [
        fact("patient_counts", passage, match.span(), n=number(match[0]))
        for match, entity in _joined(list(sentence.ents), numbers)
        if _PEOPLE.search(entity)
    ]


def _rates(passage: Passage, sentence: Span) -> list[tuple[str, Row]]:
    shares = _SHARE.finditer(passage.text, sentence.start_char, sentence.end_char)
    rows = []
    for match, entity in _joined([entity for entity in sentence.ents if not _PEOPLE.search(entity.text)], shares):
        part, *wholes = (group and number(group) for group in match.groups()[:3])
        whole = next(filter(None, chain(wholes)), None)
        values = {"numerator": part, "denominator": whole, "percent": number(match[4])}
        table, name = ("response_rates", "outcome") if _BENEFIT.search(entity) else ("adverse_events", "term")
        rows.append((table, fact(table, passage, match.span(), **values, **{name: entity})))
    return rows
