"""How a sentence leads from a term to a share or back, in so few words that ways repeat from paper to paper.

"Remission at week 12 (by both readers) was seen in 41%" leads `when be occur in` from its term to its share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_WORDS = {
    "be": "was were is are be been being remained became",
    "have": "had have has having showed show shows presented suffered exhibited displayed demonstrated evidenced",
    "occur": "occurred occurring occurs occur developed develop developing observed reported noted seen found recorded "
    "experienced experiencing experience detected documented arose appeared",
    "reach": "achieved achieving achieve reached met attained obtained regained maintained responded",
    "receive": "received underwent undergoing required requiring needed given treated used",
    "than": "vs versus compared than against",
    "and": "and or plus",
    "of": "of",
    "in": "in among for at on from by to after during within between with without due because",
    "but": "while whereas but although though however",
    "who": "who whom which that those these patients participants subjects cases women men children",
    "rate": "rate rates incidence frequency proportion percentage probability estimates estimate",
    "respectively": "respectively",
    "not": "no not none neither nor",
}
_OF_WORD = {word: name for name, words in _WORDS.items() for word in words.split()}
_OF_ITEM = {
    "<event>": "term",
    "<outcome>": "term",
    "<rate>": "share",
    "<people>": "who",
    "<arm>": "who",
    "<group>": "who",
    "<drug>": "who",
    "<timepoint>": "when",
}
_MARKS = frozenset("();:,[]")
_LONGEST = 7


def way(gap: Sequence[str]) -> str:
    """The words between, by what they do; brackets that open and close between are passed over."""
    steps: list[str] = []
    for token in _outside_brackets(gap):
        step = _step(token)
        if step and (not steps or steps[-1] != step):
            steps.append(step)
    return " ".join(steps) if len(steps) <= _LONGEST else "long"


def _step(token: str) -> str:
    if token in _MARKS:
        return token
    if token.startswith("<"):
        return _OF_ITEM.get(token, "figure")
    return _OF_WORD.get(token, "word" if token[0].isalpha() else "")


def _outside_brackets(tokens: Iterable[str]) -> list[str]:
    """The tokens without those of brackets that close again."""
    kept: list[str] = []
    opened: list[int] = []
    for token in tokens:
        if token in "([":
            opened.append(len(kept))
        elif token in ")]" and opened:
            del kept[opened.pop() :]
            continue
        kept.append(token)
    return kept
