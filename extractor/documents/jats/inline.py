"""The text of mixed content: what stands on one line, put together from pieces of markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from extractor.documents import mathml
from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT, collapse, entity

Script = dict[int, int] | None
Block = Callable[[Any], bool]  # makes passages of an element and says so, or leaves it to the line

# Elements whose neighbours belong to the same word. Others (surname, year ...) are data: words of their own.
GLUED = frozenset(
    "italic bold sup sub sc underline overline strike monospace roman sans-serif xref ext-link uri styled-content"
    " named-content abbrev inline-formula inline-graphic chem-struct alternatives milestone-start milestone-end target"
    " private-char glyph-data glyph-ref fixed-case rb rt ruby hr".split()
)
# What stands on lines of its own, and never touches the words around it.
SEPARATE = frozenset(
    "p title label sec list list-item def-list def-item def term table-wrap table thead tbody tfoot tr td th fig"
    " fig-group table-wrap-group table-wrap-foot boxed-text caption disp-formula disp-formula-group disp-quote fn"
    " fn-group break verse-group verse-line speech statement preformat code array supplementary-material media graphic"
    " ref-list ref note contrib aff collab institution addr-line license license-p copyright-statement kwd subject"
    " custom-meta date pub-date award-group tgroup row entry attrib alt-text long-desc".split()
)
_NOTES = frozenset(["bibr", "fn", "table-fn", "aff", "corresp", "author-notes"])
_OPENING = "([{,;–—-−/"
_DOCUMENT = re.compile(r".*?\\begin\{document\}(.*)\\end\{document\}.*", re.DOTALL)


class Line:
    """Text as it is put together; blanks come in where markup, not white space, held two words apart."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._last = " "
        self._between: Callable[[str, str], bool] | None = None  # whether a blank comes between two characters

    def add(self, text: str | None, script: Script = None) -> None:
        if not text:
            return
        text = text.translate(script) if script else text
        if self._between and self._between(self._last, text[0]):
            self._parts.append(" ")
        self._between = None
        self._parts.append(text)
        self._last = text[-1]

    def take(self) -> str:
        """The text so far, collapsed; the line is empty after it."""
        text = collapse("".join(self._parts))
        self._parts, self._last, self._between = [], " ", None
        return text

    def walk(self, element: Any, script: Script = None, block: Block | None = None) -> None:
        """All text of an element, in order; what `block` takes is left out here."""
        self.add(element.text, script)
        for child in element:
            self.child(child, script, block)
            self.add(child.tail, script)

    def child(self, child: Any, script: Script = None, block: Block | None = None) -> None:
        tag = child.tag
        if tag is etree.Entity:
            self.add(entity(child), script)
        elif not isinstance(tag, str) or (block and block(child)):
            return
        elif tag in ("sup", "sub", "xref"):
            self._raised(child, tag, script, block)
        elif tag in SEPARATE:
            self.add(" ")
            self.walk(child, script, block)
            self.add(" ")
        elif tag in GLUED:
            self.walk(child, script, block)
        elif tag.startswith(mathml.NAMESPACE):
            self.add(mathml.linear(child))
        elif tag == "tex-math":
            self._tex(child)
        else:
            self._between = _words_meet
            self.walk(child, script, block)
            self._between = _words_meet

    def _raised(self, element: Any, tag: str, script: Script, block: Block | None) -> None:
        """Super- and subscripts; a mark that leads to a note or reference is never part of the number before it."""
        own = {"sup": SUPERSCRIPT, "sub": SUBSCRIPT}.get(tag, script)
        inner = "xref" if tag == "sup" else "sup"
        mark = tag != "sub" and next(element.iter(inner), None) is not None
        if tag == "xref" and not mark:
            mark = script is SUPERSCRIPT
            if element.get("ref-type") in _NOTES and _touches(self._last, ""):
                mark, own = True, SUPERSCRIPT
        before = _touches if mark else _numbers_meet if tag == "xref" else None
        self._between = before or self._between
        self.walk(element, own, block)
        if mark:
            self._between = _words_meet

    def _tex(self, element: Any) -> None:
        """A formula's source, without its preamble, unless the formula stands beside it in MathML."""
        parent = element.getparent()
        if parent is None or parent.tag != "alternatives" or parent.find(f"{mathml.NAMESPACE}math") is None:
            self.add(_DOCUMENT.sub(r"\1", "".join(element.itertext())))


def flat(element: Any) -> str:
    """An element's text on one line, collapsed."""
    line = Line()
    line.walk(element)
    return line.take()


def _words_meet(left: str, right: str) -> bool:
    return (left.isalnum() or left in ".,;)]%") and (right.isalnum() or right in "([")


def _numbers_meet(left: str, right: str) -> bool:
    return left.isnumeric() and right.isnumeric()


def _touches(left: str, _: str) -> bool:
    return not left.isspace() and left not in _OPENING
