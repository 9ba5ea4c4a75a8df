"""Which outcome or event a share is a share of, or that it is none: patterns propose, weights decide.

patterns/weights/terms.csv says what speaks for each of the candidates of term_candidates.py.
"""

from __future__ import annotations

from collections.abc import Sequence

_LEAST = 0.4  # a fact is kept from this chance on: about half the F1 that is reached, which makes the F1 highest
_MOST_DOUBT = 0.3  # below this chance of none there is a fact, though several terms may share the rest


def chosen(likely: Sequence[float]) -> int:
    """The place of the likeliest term among candidates of which the first is that there is none; 0 for none."""
    best = max(range(1, len(likely)), key=lambda i: likely[i], default=0)
    return best if likely[best] >= _LEAST or likely[0] < _MOST_DOUBT else 0
