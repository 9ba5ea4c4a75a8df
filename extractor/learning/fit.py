"""Weights from examples: a conditional logit over the candidates of each (McFadden 1974), kept small by a penalty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor.learning.examples import Example
from extractor.matching import Weights

_LEAST = 3
_WORD = re.compile(r"(?<!way )\b(?:before[12]?|after[12]?|name|word|head|lead|follow|gap):")
_SMALLEST = 0.02  # a weight below changes no choice and is left out


@dataclass(frozen=True)
class Penalty:
    """What a weight costs: `words` for single words of a text, which a few papers cannot teach, else `rest`."""

    rest: float
    words: float


def fit(examples: Iterable[Example], penalty: Penalty) -> Weights:
    """Weights that make the right candidates likely. Features seen in fewer than three examples are left out."""
    usable = [e for e in examples if 0 < len(e.right) < len(e.candidates)]
    seen = Counter(f for e in usable for f in {f for c in e.candidates for f in c})
    names = sorted(f for f, n in seen.items() if n >= _LEAST)
    column = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    starts, right = [0], list[bool]()
    for example in usable:
        for i, features in enumerate(example.candidates):
            for name in features:
                if name in column:
                    rows.append(len(right))
                    columns.append(column[name])
            right.append(i in example.right)
        starts.append(len(right))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(names)))
    costs = np.array([penalty.words if _WORD.search(name) else penalty.rest for name in names])
    counts = np.array([example.counts for example in usable])
    found = _minimum(matrix, np.array(starts), np.array(right), counts, costs)
    return Weights({name: round(float(w), 3) for name, w in zip(names, found, strict=True) if abs(w) >= _SMALLEST})


def _minimum(
    matrix: csr_matrix, starts: np.ndarray, right: np.ndarray, counts: np.ndarray, costs: np.ndarray
) -> np.ndarray:
    groups = np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        scores -= np.maximum.reduceat(scores, starts[:-1])[groups]
        shares = np.exp(scores)
        all_of = np.add.reduceat(shares, starts[:-1])
        right_of = np.add.reduceat(np.where(right, shares, 0.0), starts[:-1])
        wrong = shares / all_of[groups] - np.where(right, shares, 0.0) / right_of[groups]
        gradient = matrix.T @ (counts[groups] * wrong)
        return float(counts @ np.log(all_of / right_of) + costs @ (w * w)), gradient + 2 * costs * w

    return np.asarray(
        minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    )
