"""Which outcome or event a share is a share of, or that it is none: patterns propose, weights decide.

patterns/weights/terms.csv says what speaks for each of the candidates of candidates.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from extractor.facts.sentences.links import Link
from extractor.facts.terms.candidates import KINDS, Share, TermCandidate
from extractor.matching import Item, Weights

_LEAST = 0.4  # a fact is kept from this chance on: about half the F1 that is reached, which makes the F1 highest
_MOST_DOUBT = 0.25  # below this chance of none there is a fact, though several terms may share the rest
_CLEAR = 0.5  # above it no other name can be likelier
_HARDLY = 0.01  # a candidate that adds nothing to its name's chance
# Most numbers are shares of nothing, and what is said of them whatever their term tells so: then no term is weighed.
# By how much that may at most speak against a share that becomes a fact was measured on 3,000 abstracts and 67 full
# texts: 3.5, and 0.6 where the sentence has no term that a list or a pattern knows; in 8,000 further abstracts one fact
# had more against it than is asked for here.
_HOPELESS = 4.0
_HOPELESS_UNNAMED = 1.0


class WeighedShare(NamedTuple):
    """A share, what it may be a share of, how likely each of these is, and its link where it is a fact."""

    rate: Item
    found: list[TermCandidate]
    likely: list[float]
    link: Link | None


def weighed(share: Share, weights: Weights) -> tuple[list[TermCandidate], list[float]]:
    """What a share may be a share of, the first that it is one of nothing, and how likely each of these is."""
    best = max(weights.score_after(kind, share.beside) for kind in KINDS)
    against = weights.score_after("none", share.beside_none) - best
    is_named = share.link is not None or bool(share.sentence.listed)
    if against > (_HOPELESS if is_named else _HOPELESS_UNNAMED):
        return [share.as_none], [1.0]
    found = share.candidates()
    return found, weights.probabilities_of_groups([c.told for c in found])


def settled(found: Sequence[TermCandidate], likely: Sequence[float], told: Item, *, listed: bool) -> list[float]:
    """The same chances where words tell the term.

    A known term, or one of a list of which some are known, has those of all others, shared between its two kinds as
    those of all are. Any other phrase may be no name of an outcome or event: it has its own, weighed against none.
    """
    own = [c.term is not None and (c.term.start, c.term.end) == (told.start, told.end) for c in found]
    if own[max(range(len(likely)), key=lambda i: likely[i])]:
        return list(likely)
    if told.value.is_phrase and not listed:
        parts = [chance if is_own else 0.0 for chance, is_own in zip(likely, own, strict=True)]
        others = 1 / (likely[0] + sum(parts)) if sum(parts) else 0.0
    else:
        named = list(zip(likely, found, strict=True))
        of_kind = {kind: sum(c for c, f in named if f.term and f.term.kind == kind) for kind in KINDS}
        parts = [c * of_kind[f.term.kind] if o and f.term else 0.0 for (c, f), o in zip(named, own, strict=True)]
        others = (1 - likely[0]) / sum(parts) if sum(parts) else 0.0
    if not others:
        return list(likely)  # it is no candidate
    none = likely[0] * others if told.value.is_phrase and not listed else likely[0]
    return [none, *(part * others for part in parts[1:])]


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
