"""Why a share became the fact that it became, or none: the answers that were weighed, and what spoke for each."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.groups.choice import carried, choose_arms
from extractor.facts.groups.sizes import Told
from extractor.facts.sentences.links import Link
from extractor.facts.shares.reader import OutcomeReader, SharesOfSentence
from extractor.matching import Item, Weights

_ANSWERS = 2  # shown of each question
_REASONS = 4  # shown of each answer


@dataclass(frozen=True)
class Answer:
    """One possible answer, its chance (0 to 1), and what spoke most for and against it: features with weights."""

    text: str
    chance: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Weighed:
    """The likeliest answers to what a share is a share of ("what") or to whose it is ("whose"), the best first."""

    ordinal: int
    quote: str
    question: str
    answers: tuple[Answer, ...]


def weighed(reader: OutcomeReader) -> Iterator[Weighed]:
    """Every share of a paper, in order; whose it is only where it became a fact."""
    told = reader.told
    for sentence in reader.sentences():
        links = []
        for rate, found, likely, link in reader.weighed_terms(sentence):
            names = [f"{c.term.kind} {reader.name_of(sentence, c.term)}" if c.term else "no fact" for c in found]
            features = [c.features for c in found]
            yield _weighed(sentence, rate, "what", names, likely, features, reader.view.patterns.weights["terms"])
            if link:
                links.append(link)
        told = yield from _whose(reader, sentence, links, told)


def _whose(
    reader: OutcomeReader, sentence: SharesOfSentence, links: Sequence[Link], told: Told
) -> Generator[Weighed, None, Told]:
    """The groups that were weighed for the shares of a sentence; returns what is told after it."""
    weights = reader.view.patterns.weights["arms"]
    arms = reader.arms_of(sentence, links, told)
    labels = [label for label, _ in choose_arms(arms, weights)]
    for place, rate in enumerate(arms.rates):
        found, given = arms.candidates(rate), list(zip(arms.rates, labels, strict=True))[:place]
        features = [(*c.features, *carried(arms, rate, c.label, given)) for c in found]
        names = [c.label or "the whole population" for c in found]
        yield _weighed(sentence, rate, "whose", names, weights.probabilities(features), features, weights)
    return told.after((rate.value.denominator, label) for rate, label in zip(arms.rates, labels, strict=True))


def _weighed(
    sentence: SharesOfSentence,
    rate: Item,
    question: str,
    names: Sequence[str],
    likely: Sequence[float],
    features: Sequence[Iterable[str]],
    weights: Weights,
) -> Weighed:
    """Answers of one name (a group named twice) share their chance; the reasons are those of the likeliest of them."""
    chances: dict[str, float] = {}
    by_chance = sorted(range(len(names)), key=lambda i: -likely[i])
    for i in by_chance:
        chances[names[i]] = chances.get(names[i], 0.0) + likely[i]
    best = sorted(chances, key=lambda name: -chances[name])[:_ANSWERS]
    firsts = [next(i for i in by_chance if names[i] == name) for name in best]
    answers = tuple(Answer(names[i], chances[names[i]], _reasons(features[i], weights)) for i in firsts)
    passage = sentence.passage
    return Weighed(passage.passage.ordinal, passage.text[rate.start : rate.end], question, answers)


def _reasons(features: Iterable[str], weights: Weights) -> tuple[tuple[str, float], ...]:
    known = {feature: weights.table[feature] for feature in features if feature in weights.table}
    return tuple(sorted(known.items(), key=lambda entry: (-abs(entry[1]), entry[0]))[:_REASONS])
