"""Which outcome or event a share is a share of, or that it is none: patterns propose, weights decide.

patterns/weights/terms.csv says what speaks for each of the candidates of term_candidates.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from extractor.facts.term_candidates import KINDS, Share, TermCandidate
from extractor.matching import Weights

_LEAST = 0.4  # a fact is kept from this chance on: about half the F1 that is reached, which makes the F1 highest
_MOST_DOUBT = 0.25  # below this chance of none there is a fact, though several terms may share the rest
_CLEAR = 0.5  # above it no other name can be likelier
_HARDLY = 0.01  # a candidate that adds nothing to its name's chance
# Most numbers are shares of nothing, and what is said of them whatever their term tells so: then no term is weighed.
# By how much that may at most speak against a share that becomes a fact was measured on 3,000 abstracts and 67 full
# texts: 3.5, and 0.6 where the sentence has no term that a list or a pattern knows.
_HOPELESS = 4.5
_HOPELESS_UNNAMED = 1.6


def weighed(share: Share, weights: Weights) -> tuple[list[TermCandidate], list[float]]:
    """What a share may be a share of, the first that it is one of nothing, and how likely each of these is."""
    best = max(weights.score_after(kind, share.beside) for kind in KINDS)
    against = weights.score_after("none", share.beside_none) - best
    is_named = share.link is not None or bool(share.sentence.listed)
    if against > (_HOPELESS if is_named else _HOPELESS_UNNAMED):
        return [share.as_none], [1.0]
    found = share.candidates()
    return found, weights.probabilities_of_groups([c.told for c in found])


def chosen(likely: Sequence[float], name: Callable[[int], Hashable]) -> tuple[int, float]:
    """The place and chance of the likeliest term among candidates of which the first is that there is none.

    Candidates of one `name` (a term that the sentence has twice) share their chance. (0, its chance) for none.
    """
    best = max(range(1, len(likely)), key=lambda i: likely[i], default=0)
    chance = likely[best]
    if best and chance < _CLEAR:
        chances: dict[Hashable, float] = defaultdict(float)
        for i in (i for i in range(1, len(likely)) if likely[i] >= _HARDLY or i == best):
            chances[name(i)] += likely[i]
        first = max(chances, key=lambda key: chances[key])
        chance = chances[first]
        best = max((i for i in range(1, len(likely)) if name(i) == first), key=lambda i: likely[i])
    return (best, chance) if chance >= _LEAST or likely[0] < _MOST_DOUBT else (0, likely[0])
