"""Groups: which of a paper's groups a form means by its intervention and by its comparator."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from extractor.review.filling.wording import Wording

INTERVENTION, COMPARATOR = "intervention", "comparator"
SIDES = (INTERVENTION, COMPARATOR)
# Names that say which group is meant in whatever study, where nothing else does.
_ANY_NAME = {"=intervention": INTERVENTION, "=control": COMPARATOR}
_BY_NAME = 0.2
_TIMES = {"=after": INTERVENTION, "=before": COMPARATOR}
_BY_TIME = 0.5
_OVERLAP = 0.3
CODE = re.compile(r"group:[\w/]+|[a-z]{1,3}\d")  # names of groups that mean nothing by themselves
_DOSE = re.compile(r"(\d[\d.]*)(?:mg|ug|g|ml|iu|%)")
_LEAST = 0.08  # of the words that tell one group from the other
_ENOUGH = 1.5  # times as often beside one name as beside any other
_BEFORE = 12  # words before a name in brackets that may be what it stands for


def definitions(texts: Iterable[str], codes: frozenset[str], wording: Wording) -> dict[str, frozenset[str]]:
    """What names such as "Group I" and "H1" stand for: the words that stand beside one of them and not the others.

    Beside it are the words after the name, up to the next name; of a name in brackets those before it.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        words = wording.words(text)
        places = [i for i, word in enumerate(words) if word.text in codes]
        for n, at in enumerate(places):
            before = text[: words[at].start].rstrip(" \"“‘'")
            if before.endswith(("(", "[", "(the", "(in")):
                first = places[n - 1] + 1 if n else 0
                said = words[max(first, at - _BEFORE) : at]
            else:
                said = words[at + 1 : places[n + 1] if n + 1 < len(places) else len(words)]
            seen[words[at].text].update({word.text for word in said} - codes)
    rates = {name: {w: k / (1 + found.total()) for w, k in found.items()} for name, found in seen.items()}
    return {name: frozenset(w for w in own if _is_of(w, name, rates)) for name, own in rates.items()}


def _is_of(word: str, name: str, rates: Mapping[str, Mapping[str, float]]) -> bool:
    others = [found.get(word, 0.0) for other, found in rates.items() if other != name]
    return rates[name][word] >= _ENOUGH * max(others, default=0.0)


@dataclass(frozen=True)
class Sides:
    """The two groups that a row of a form asks for. `words`: all that each is called by."""

    words: Mapping[str, frozenset[str]]
    defined: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]

    def own(self, side: str) -> frozenset[str]:
        """The words that tell a group from the other."""
        return self.words[side] - self.words[_other(side)]

    def names(self, side: str) -> frozenset[str]:
        """The words by which a sentence names a group: where it has a code, "IG3", the code alone."""
        own = self.own(side) or self.words[side]
        return frozenset(w for w in own if CODE.fullmatch(w)) or own

    def expanded(self, label: frozenset[str]) -> frozenset[str]:
        """The words of a label, with those that its name stands for; "25" below "mg" is 25 mg."""
        said = label.union(*(self.defined[name] for name in label & self.defined.keys()))
        if any(_DOSE.fullmatch(word) for word in label):
            return said
        asked = self.words[INTERVENTION] | self.words[COMPARATOR]
        doses = {word: match[1] for word in asked if (match := _DOSE.fullmatch(word))}
        return said | {word for word, amount in doses.items() if amount in label}

    def fit(self, label: frozenset[str], side: str) -> float:
        """How much a label speaks for a group, from -1 (it is the other) to 1 (it says all that tells it apart)."""
        said = self.expanded(label)
        for_it, against = self._part(self.own(side), said), self._part(self.own(_other(side)), said)
        if not self.own(side):  # "with stent" where the other is "without stent"
            for_it = 0.5 * self._part(self.words[side], said)
        if abs(for_it - against) < _LEAST and "=placebo" not in said:
            named = next((meant for name, meant in _ANY_NAME.items() if name in said), None)
            return 0.0 if named is None else _BY_NAME if named == side else -_BY_NAME
        return for_it - against

    def likeness(self, label: frozenset[str], side: str) -> float:
        """Fit, and of labels that fit alike the one that says just this: "Placebo" before "Adolescents Placebo"."""
        return self.fit(label, side) + self._alike(label, side)

    def _alike(self, label: frozenset[str], side: str) -> float:
        """Overlap of all words (Jaccard), at a weight that decides only between like fits."""
        asked = self.words[side]
        return _OVERLAP * len(label & asked) / len(label | asked) if label or asked else 0.0

    def _part(self, words: frozenset[str], said: frozenset[str]) -> float:
        whole = math.fsum(map(self._weight, words))
        return math.fsum(map(self._weight, words & said)) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        return self.weights.get(word, 1.0)

    def chosen(self, labels: Sequence[frozenset[str]]) -> tuple[tuple[int, int], float] | None:
        """Which of some labels are the intervention's and the comparator's, and how sure that is.

        Of two labels one is enough: the other follows. "Before" and "after" count where no label names the comparator.
        """
        fits = {side: [self.fit(label, side) for label in labels] for side in SIDES}
        if max(fits[COMPARATOR], default=0.0) < _LEAST and _TIMES.keys() <= frozenset().union(*labels):
            fits = {side: [_by_time(label, side) for label in labels] for side in SIDES}
        best: tuple[tuple[int, int], float] | None = None
        for a, b in permutations(range(len(labels)), 2):
            one, other = fits[INTERVENTION][a], fits[COMPARATOR][b]
            sure = max(one, other) if len(labels) == 2 else min(one, other)
            if sure < _LEAST or min(one, other) < -0.3:
                continue
            score = one + other + self._alike(labels[a], INTERVENTION) + self._alike(labels[b], COMPARATOR)
            if best is None or score > best[1]:
                best = (a, b), score
        return best


def _by_time(label: frozenset[str], side: str) -> float:
    """How much a label speaks for a group by saying when it was looked at."""
    meant = next((meant for name, meant in _TIMES.items() if name in label), None)
    return 0.0 if meant is None else _BY_TIME if meant == side else -_BY_TIME


def _other(side: str) -> str:
    return COMPARATOR if side == INTERVENTION else INTERVENTION
