"""Naming: by which words a paper calls the two groups that a form asks for, and by which it calls others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.review.filling.groups import CODE, COMPARATOR, INTERVENTION, SIDES, Sides
from extractor.review.filling.sizes import sizes_of
from extractor.review.filling.study import Study

_LIKE = 0.3  # the likeness of a label that surely names a group
_NAMED = 0.1  # the least likeness of a label to a group
_LONG = 5  # words; a longer label is a sentence
_NEARLY = 0.05
_MORE = 3  # words that a label may add to those of the form
_AGAINST = re.compile(r"\b(?:vs\.?|versus|minus|difference)\b|(?:after|before|during) ", re.I)
_NAMES = ((INTERVENTION, "=intervention"), (COMPARATOR, "=control"))


@dataclass(frozen=True)
class Naming:
    """The names of a paper's groups."""

    study: Study

    def sides(self, intervention: str, comparator: str) -> Sides:
        """The two groups, by the form's words and by all names that the paper has for the same."""
        asked = {INTERVENTION: intervention, COMPARATOR: comparator}
        mended = {side: self.study.spelling.mended(text) for side, text in asked.items()}
        plain = self._sides({side: set(self.study.wording.set_of(text)) for side, text in mended.items()})
        named = {side: set(words) for side, words in plain.words.items()}
        for side, label in (*self._labelled(plain), *self._coded(plain), *self._usual(plain)):
            named[side] |= label
        for side, label in self._sisters(self._sides(named)):
            if not self._is_named(plain, side):
                named[side] |= label
        return self._sides(named)

    def others(self, sides: Sides) -> frozenset[str]:
        """Words of groups that a row does not ask about."""
        asked = sides.words[INTERVENTION] | sides.words[COMPARATOR]
        own = [said for said in self._labels.values() if not said & asked]
        letters = {w.rstrip("0123456789") for w in asked if CODE.fullmatch(w) and not w.startswith("group:")}
        codes = {w for w in self.study.rarity if CODE.fullmatch(w) and w.rstrip("0123456789") in letters}
        return frozenset(codes).union(*own) - asked

    def _sides(self, words: dict[str, set[str]]) -> Sides:
        found = {side: frozenset(said) for side, said in words.items()}
        return Sides(found, self.study.defined, self.study.rarity)

    @cached_property
    def _labels(self) -> dict[str, frozenset[str]]:
        return {label: self.study.wording.set_of(label) for label in self.study.labels}

    def _labelled(self, plain: Sides) -> Iterator[tuple[str, frozenset[str]]]:
        """Labels that say most of what the form says; of several that do, those most like it."""
        for side in SIDES:
            best = max((plain.likeness(said, side) for said in self._labels.values()), default=0.0)
            for label, said in self._labels.items():
                if _AGAINST.search(label) or len(label.split()) > _LONG or any(map(CODE.fullmatch, said)):
                    continue
                is_best = plain.likeness(said, side) >= best - _NEARLY
                if is_best and plain.fit(said, side) >= _LIKE and len(said - plain.words[side]) <= _MORE:
                    yield side, said

    def _coded(self, plain: Sides) -> Iterator[tuple[str, frozenset[str]]]:
        """ "Group A" and "H1", where the paper says what they stand for."""
        codes = [frozenset({code}) for code in sorted(self.study.defined)]
        if chosen := plain.chosen(codes):
            yield from ((side, codes[at]) for side, at in zip(SIDES, chosen[0], strict=True))

    def _usual(self, plain: Sides) -> Iterator[tuple[str, frozenset[str]]]:
        """ "Intervention group" and "controls", where no label is nearer to the form or there are but two groups."""
        for side, name in _NAMES:
            is_said = any(name in said and "=placebo" not in said for said in self._labels.values())
            opposite = {"=intervention": {"=control", "=placebo"}, "=control": {"=intervention"}}[name]
            if plain.words[side] & opposite:  # the form names them the other way round
                continue
            if is_said and (not self._is_named(plain, side) or self._are_all(plain)):
                yield side, frozenset({name})

    def _sisters(self, sides: Sides) -> Iterator[tuple[str, frozenset[str]]]:
        """Of the two groups that a paper compares the other, where a form's words name only one."""
        for pair in self._pairs:
            fits = [{side: sides.fit(label, side) for side in SIDES} for label in pair]
            for (one, other), label in zip((fits, fits[::-1]), pair[::-1], strict=True):
                for side, opposite in (SIDES, SIDES[::-1]):
                    if one[side] >= _NAMED and abs(other[side]) < _NAMED and abs(other[opposite]) < _NAMED:
                        yield opposite, label

    @cached_property
    def _pairs(self) -> list[tuple[frozenset[str], ...]]:
        """The two groups of the text, and of each table that has two."""
        found = [self.study.arms.compared]
        for reading in self.study.readings:
            found.append(list(dict.fromkeys(s.heading.arm for s in reading.shares if s.heading.arm)))
        pairs = [tuple(map(self.study.wording.set_of, labels)) for labels in found if len(labels) == 2]
        return list(dict.fromkeys(pair for pair in pairs if all(pair) and pair[0] != pair[1]))

    def _is_named(self, sides: Sides, side: str) -> bool:
        """Whether one of the paper's own labels is clearly a group that the form asks for."""
        return any(sides.fit(said, side) >= _LIKE for said in self._labels.values())

    def _are_all(self, sides: Sides) -> bool:
        """Whether the two groups together are everyone, so that a third name is another name of one of them."""
        sizes, everyone = sizes_of(self.study.stated, sides, self.study.wording, ()), self.study.everyone
        both = [size.value for side in SIDES if (size := sizes.of(side))]
        return len(both) == 2 and everyone is not None and sum(both) == everyone.value
