"""How alike the labels of groups are: whether two of them name one group or tell two apart."""

from __future__ import annotations

import re
from functools import lru_cache

_LACKS = re.compile(r"\b(?:no|non|not|without|never)\b", re.I)
_ADDS = re.compile(r"[+/]|\bplus\b", re.I)
_BOUNDS = re.compile(r"[<>≤≥]|[+−-]$")
_FIGURES = re.compile(r"\d+(?:[a-e]\b)?")
_WORD = re.compile(r"[a-z0-9]+")
ANTONYMS = (
    ("male", "female"),
    ("men", "women"),
    ("boys", "girls"),
    ("positive", "negative"),
    ("high", "low"),
    ("higher", "lower"),
    ("older", "younger"),
    ("favorable", "unfavorable"),
    ("favourable", "unfavourable"),
    ("complete", "incomplete"),
    ("adequate", "inadequate"),
    ("detectable", "undetectable"),
    ("symptomatic", "asymptomatic"),
    ("elective", "emergency"),
    ("good", "poor"),
    ("external", "internal"),
)
_OPPOSITES = tuple(frozenset(pair) for pair in (*ANTONYMS, ("early", "late"), ("short", "long"), ("single", "double")))
_OF_ANY = frozenset(("treated", "treatment", "therapy", "recipient", "patient", "user", "exposed"))


@lru_cache(maxsize=1000)  # the labels of a paper are compared again and again
def words(label: str) -> frozenset[str]:
    """Content words of a label, for telling whether two labels name the same arm."""
    found = _WORD.findall(label.lower())
    kept = [
        w.rstrip("s") if len(w) > 3 else w
        for w in found
        if w not in ("the", "group", "arm", "of", "and", "plus", "with", "a", "patients", "in")
    ]
    if found[-1:] == ["a"]:  # group A
        kept.append("a")
    return frozenset(kept)


def likeness(a: str, b: str) -> float:
    """Dice overlap of the content words of two labels."""
    x, y = words(a), words(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def are_set_apart(label: str, other: str) -> bool:
    """Whether two labels, alike otherwise, tell arms apart: "A" and "no A", "A plus B"; 15 and 30 mg; < 5 and ≥ 5; low
    and high dose."""
    if bool(_LACKS.search(label)) != bool(_LACKS.search(other)):
        return True
    signs = set(_BOUNDS.findall(label)), set(_BOUNDS.findall(other))
    if all(signs) and signs[0].isdisjoint(signs[1]):
        return True
    figures = _FIGURES.findall(label), _FIGURES.findall(other)
    if all(figures) and figures[0] != figures[1]:
        return True
    apart = words(label) ^ words(other)
    if any(pair <= apart for pair in _OPPOSITES) or any(f"un{word}" in apart for word in apart):
        return True  # also treated and untreated
    return words(other) < words(label) and len(_ADDS.findall(label)) > len(_ADDS.findall(other))


def is_wording_of(other: str, label: str, of: int) -> bool:
    """Whether two labels are one arm's: "steroid" and "steroid-treated"; of two, "bypass" is "femoral bypass"."""
    own, its = words(label), words(other)
    shorter = own & its == its != own and not are_set_apart(label, other)
    return bool(own & its) and (own ^ its <= _OF_ANY or (of > 1 and shorter))
