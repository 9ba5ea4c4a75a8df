"""Groups: which of a paper's groups a form means by its intervention and by its comparator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from extractor.review.filling.wording import Wording

INTERVENTION, COMPARATOR = "intervention", "comparator"
SIDES = (INTERVENTION, COMPARATOR)
_CODE = re.compile(r"group:\w+|[a-z]{1,3}\d")
_LEAST = 0.12  # of the words that tell one group from the other
_NAME = r"(?:\b(?:[Gg]roups?|[Aa]rms?|[Cc]ohorts?|GROUPS?)\s[\"“”‘’']*(?:[A-Z]|\d{1,2}|[IVX]{1,4})\b[\"“”‘’']*|\b[A-Z]{1,3}\d\b)"
_IS = re.compile(
    rf"(?P<name>{_NAME})(?:\s?\([^()]*\))?,?\s?(?:=|:|–|-|(?:who |which |that |patients |participants |subjects )?"
    r"(?:were |was |had )?(?:instructed to apply|to receive|receiv\w+|given|treated with|treated by|allocated to|assigned to|"
    r"got|took|underwent|consist\w+ of|includ\w+|administered|injected with|managed with|with))\s(?P<what>[^;.]{3,120})"
)
_CALLED = re.compile(rf"(?P<what>[^;.()]{{3,80}})\s[(\[](?:the )?(?P<name>{_NAME})(?=[,;:) \]])")
_NEXT_NAME = re.compile(rf",? (?:and |while |whereas |or )?(?:in |those in |patients in )?(?:the )?{_NAME}")


def definitions(texts: Iterable[str], wording: Wording) -> dict[str, frozenset[str]]:
    """What names such as "Group I" and "H1" stand for: the words by which the paper tells them apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for match in (*_IS.finditer(text), *_CALLED.finditer(text)):
            what = match["what"]
            cut = _NEXT_NAME.search(what)
            said = wording.set_of(what[: cut.start()] if cut else what)
            for name in wording.set_of(match["name"]):
                if _CODE.fullmatch(name):
                    found[name] |= {word for word in said if not _CODE.fullmatch(word)}
    return {name: frozenset(words) for name, words in found.items()}


@dataclass(frozen=True)
class Sides:
    """The two groups that a row of a form asks for. `words`: all that each is called by."""

    words: Mapping[str, frozenset[str]]
    defined: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]

    def own(self, side: str) -> frozenset[str]:
        """The words that tell a group from the other."""
        return self.words[side] - self.words[_other(side)]

    def expanded(self, label: frozenset[str]) -> frozenset[str]:
        """The words of a label, with those that its name stands for."""
        return label.union(*(self.defined[name] for name in label & self.defined.keys()))

    def fit(self, label: frozenset[str], side: str) -> float:
        """How much a label speaks for a group, from -1 (it is the other) to 1 (it says all that tells it apart)."""
        said = self.expanded(label)
        for_it, against = self._part(self.own(side), said), self._part(self.own(_other(side)), said)
        if not self.own(side):  # "with stent" where the other is "without stent"
            for_it = 0.5 * self._part(self.words[side], said)
        return for_it - against

    def _part(self, words: frozenset[str], said: frozenset[str]) -> float:
        whole = sum(map(self._weight, words))
        return sum(self._weight(w) for w in words & said) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        return self.weights.get(word, 1.0)

    def chosen(self, labels: Sequence[frozenset[str]]) -> tuple[tuple[int, int], float] | None:
        """Which of some labels are the intervention's and the comparator's, and how sure that is.

        Of two labels one is enough: the other follows.
        """
        fits = {side: [self.fit(label, side) for label in labels] for side in SIDES}
        best: tuple[tuple[int, int], float] | None = None
        for a, b in permutations(range(len(labels)), 2):
            one, other = fits[INTERVENTION][a], fits[COMPARATOR][b]
            sure = max(one, other) if len(labels) == 2 else min(one, other)
            if sure < _LEAST or min(one, other) < -0.3:
                continue
            extra = 0.01 * (len(labels[a]) + len(labels[b]))  # "Placebo" before "Adolescents Placebo"
            score = one + other - extra
            if best is None or score > best[1]:
                best = (a, b), score
        return best


def _other(side: str) -> str:
    return COMPARATOR if side == INTERVENTION else INTERVENTION
