"""MathML as one line of text: a/b, x², xₙ or x_max, √(x), with blanks around relations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT, collapse, entity

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_RELATIONS = frozenset("=≠<>≤≥≦≧⩽⩾≈≃≅∼~≡∝±∓+-−×÷·∗*→←⇒⇔∈∉∪∩∧∨⋅")
_UNARY = frozenset("+-−±∓~∼")
_INVISIBLE = dict.fromkeys([0x2061, 0x2062, 0x2063, 0x2064], " ")  # function application, invisible times ...


def linear(element: Any) -> str:
    """A formula's text, collapsed; no letter or digit is lost or added, and they keep their order."""
    return collapse(_read(element).translate(_INVISIBLE))


def _read(element: Any) -> str:
    if element.tag is etree.Entity:
        return entity(element)
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2]
    if name in ("annotation", "annotation-xml"):  # the source of the same formula
        return ""
    if name == "mspace":
        return " "
    return _BUILDERS.get(name, _row)(element)


def _parts(element: Any) -> list[str]:
    return [_read(child) for child in element if isinstance(child.tag, str)]


def _row(element: Any) -> str:
    """Children one after the other; a sign at the beginning or after another sign belongs to what follows it."""
    text = element.text or ""
    for child in element:
        part = _read(child)
        sign = part.strip()
        if isinstance(child.tag, str) and child.tag.endswith("}mo") and sign in _RELATIONS:
            before = text.rstrip()[-1:]
            part = sign if sign in _UNARY and (not before or before in _RELATIONS or before in "([{,/") else f" {sign} "
        text += part + (child.tail or "")
    return text


def _bracketed(text: str) -> str:
    text = text.strip()
    plain = len(text) <= 1 or text.isalnum() or (text[0] == "(" and text.find(")") == len(text) - 1)
    return text if plain else f"({text})"


def _fraction(element: Any) -> str:
    return "/".join(map(_bracketed, _parts(element)))


def _script(table: dict[int, int], sign: str) -> Callable[[str], str]:
    def raised(text: str) -> str:
        text = text.strip()
        if text and all(ord(character) in table for character in text):
            return text.translate(table)
        return sign + _bracketed(text) if text else ""

    return raised


_above, _below = _script(SUPERSCRIPT, "^"), _script(SUBSCRIPT, "_")


def _superscript(element: Any) -> str:
    base, *rest = _parts(element) or [""]
    return _bracketed(base) + "".join(map(_above, rest))


def _subscript(element: Any) -> str:
    base, *rest = _parts(element) or [""]
    return _bracketed(base) + "".join(map(_below, rest))


def _both(element: Any) -> str:
    base, *rest = _parts(element) or [""]
    return _bracketed(base) + "".join(map(_below, rest[:1])) + "".join(map(_above, rest[1:]))


def _root(element: Any) -> str:
    return f"√({', '.join(map(str.strip, _parts(element)))})"


def _square_root(element: Any) -> str:
    return f"√({_row(element).strip()})"


def _fenced(element: Any) -> str:
    opening, closing = element.get("open", "("), element.get("close", ")")
    separator = (element.get("separators", ",").strip() or " ")[0]
    return opening + f"{separator} ".join(map(str.strip, _parts(element))) + closing


def _table(element: Any) -> str:
    return " " + "; ".join(_parts(element)) + " "


def _cells(element: Any) -> str:
    return " ".join(_parts(element))


_BUILDERS: dict[str, Callable[[Any], str]] = {
    "mfrac": _fraction,
    "msup": _superscript,
    "mover": _superscript,
    "msub": _subscript,
    "munder": _subscript,
    "msubsup": _both,
    "munderover": _both,
    "msqrt": _square_root,
    "mroot": _root,
    "mfenced": _fenced,
    "mtable": _table,
    "mtr": _cells,
    "mlabeledtr": _cells,
}
