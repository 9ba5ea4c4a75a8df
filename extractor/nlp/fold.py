"""Folding: one spelling for the many that a drug's name is printed in, with offsets kept.

`fold` works on a text's characters, `stem` on one token. Both are applied alike to the dictionary and to the text.
"""

from __future__ import annotations

import re
import unicodedata

TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[α-ωΑ-Ω]")

# What may stand between two tokens of one name ("5-fluorouracil", "vitamin B 12", "BNT162b2").
GAPS = frozenset(("", " ", "-", "/", "'", ",", "- ", " -"))

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "Æ": "AE", "æ": "ae", "œ": "oe", "Œ": "OE"}

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip


def _one_for_one() -> dict[int, str]:
    table = {0xA0: " ", 0x2009: " ", 0x202F: " ", 0x00B5: "μ", 0x00D7: "x"}
    table |= {code: "-" for code in (0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0x00AD)}
    table[0x2014] = ";"  # a dash between parts of a sentence joins no names
    table |= {code: "'" for code in (0x2018, 0x2019, 0x02B9, 0x2032, 0x0060, 0x00B4)}
    table |= {0x2080 + digit: str(digit) for digit in range(10)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_TABLE = _one_for_one()


def fold(text: str) -> tuple[str, list[int] | None]:
    """The text with accents, dashes, quotes and ligatures folded, case kept.

    The second value is None where offsets are unchanged, else the original offset of each character, one more at
    the end: original = map[folded].
    """
    if text.isascii():
        return text, None
    folded = text.translate(_TABLE)
    if not any(ligature in folded for ligature in _LIGATURES):
        return folded, None
    pieces: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(folded):
        piece = _LIGATURES.get(char, char)
        pieces.append(piece)
        offsets.extend([at] * len(piece))
    offsets.append(len(folded))
    return "".join(pieces), offsets


def stem(token: str) -> str:
    """One token of a name without its case, British or American spelling, plural and final e.

    Short tokens are only lowered: what tells "ATO" from "ate" is their exact letters.
    """
    token = token.lower()
    if token in _GREEK:
        return _GREEK[token]
    if token == "alfa":
        return "alpha"
    if len(token) < 6:
        return token
    token = token.replace("ph", "f").replace("th", "t").replace("ae", "e").replace("oe", "e").replace("y", "i")
    if token[-1] == "s" and len(token) > 7 and token[-2] not in "sui":
        token = token[:-1]
    return token[:-1] if token[-1] == "e" else token


def key(name: str) -> str:
    """The dictionary key of a name: its tokens' stems, one blank between."""
    return " ".join(stem(token) for token in TOKEN.findall(fold(name)[0]))
