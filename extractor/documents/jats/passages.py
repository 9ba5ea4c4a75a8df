"""All text of an article as passages: elements known as blocks make their own, all others are part of a line.

Every text node is visited once, whatever its element is called, so that nothing is left out silently.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from extractor.documents.jats import tables
from extractor.documents.jats.inline import GLUED, Line, flat
from extractor.documents.normalise import SUPERSCRIPT
from extractor.records import Cell, Passage

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Kinds that everything inside keeps.
_STICKY = frozenset(["abstract", "translation", "metadata", "footnote"])
_PLAIN_ABSTRACT = re.compile(r"(abstract|summary)\W*$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the kind of passage it makes, the titles above it, and a label instead of them."""

    kind: str = "paragraph"
    path: tuple[str, ...] = ()
    label: str | None = None

    @property
    def section(self) -> str | None:
        return self.label or " > ".join(self.path) or None

    def of(self, kind: str) -> _Place:
        return self if self.kind in _STICKY else dataclasses.replace(self, kind=kind)

    def under(self, title: Any) -> _Place:
        text = flat(title).upper() if title is not None else ""
        return dataclasses.replace(self, path=(*self.path, text)) if text else self


def collect(article: Any, paper_id: str, title: str) -> tuple[Passage, ...]:
    """The passages of an `<article>`; `title` is the first, and its `<article-title>` is not given again."""
    collector = _Collector(article, paper_id)
    collector.put("title", title, None)
    collector.container(article, _Place())
    return tuple(collector.passages)


class _Collector:
    def __init__(self, article: Any, paper_id: str) -> None:
        self.passages: list[Passage] = []
        self._article = article
        self._paper_id = paper_id
        self._line = Line()
        self._labelled = False  # the line holds a label, which belongs to the block that follows
        self._later: list[tuple[Any, _Place]] = []  # footnotes inside a sentence

    def put(self, kind: str, text: str, section: str | None, cells: tuple[Cell, ...] = ()) -> None:
        self.passages.append(Passage(self._paper_id, len(self.passages), kind, text, section, cells))

    def flush(self, place: _Place) -> None:
        """What stands on the line becomes a passage."""
        self._labelled = False
        if text := self._line.take():
            self.put(place.kind, text, place.section)

    def _start(self, place: _Place) -> None:
        if not self._labelled:
            self.flush(place)

    # ---- blocks

    def _block(self, element: Any, place: _Place) -> bool:
        handler = _HANDLERS.get(element.tag)
        if handler is None:
            return False
        parent = element.getparent().tag
        if element.tag in _NOTES and (parent == "p" or parent in GLUED):
            self._later.append((element, place))
        else:
            handler(self, element, place)
        return True

    def flow(self, element: Any, place: _Place) -> None:
        """Mixed content: a passage for what stands before, between and after the blocks in it."""
        self._start(place)
        self._line.walk(element, block=lambda child: self._block(child, place))
        self.flush(place)
        later, self._later = self._later, []
        for note, around in later:
            _HANDLERS[note.tag](self, note, around)

    def container(self, element: Any, place: _Place) -> None:
        """Structure: each child is a passage at least."""
        self._each(element, place, lambda child: self._block(child, place))

    def _each(self, element: Any, place: _Place, block: Callable[[Any], bool]) -> None:
        self._start(place)
        self._line.add(element.text)
        for child in element:
            self._line.child(child, None, block)
            self._line.add(child.tail)
            self._start(place)
        self.flush(place)

    def atomic(self, element: Any, place: _Place, kind: str, section: str | None = None) -> None:
        """One passage for all text of an element, whatever is in it."""
        self._start(place)
        self._line.walk(element)
        self.flush(dataclasses.replace(place.of(kind), label=section or place.label))

    def section(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.container(element, place.under(element.find("title")))

    def title(self, element: Any, place: _Place) -> None:
        """A heading; the titles above it are its section."""
        path = place.path[:-1] if place.path[-1:] == (flat(element).upper(),) else place.path
        kind = "translation" if place.kind == "translation" else "heading"
        self._start(place)
        self._line.walk(element)
        self.flush(dataclasses.replace(place, kind=kind, path=path))

    def label(self, element: Any, place: _Place) -> None:
        """The beginning of what follows. A footnote's number is raised, as it is where it is referred to."""
        self._line.add(" ")
        self._line.walk(element, SUPERSCRIPT if place.kind == "footnote" else None)
        self._line.add(" ")
        self._labelled = True

    def abstract(self, element: Any, place: _Place) -> None:
        language = element.get(LANG) or ""
        foreign = language and _primary(language) != _primary(self._article.get(LANG) or language)
        if element.tag == "trans-abstract" or foreign:
            self.container(element, _Place("translation", label=language or None))
            return
        title = element.find("title")
        plain = title is None or _PLAIN_ABSTRACT.match(flat(title))
        place = place.of("abstract")
        self.container(element, place if plain else place.under(title))

    def list_item(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.flow(element, place.of("list"))

    def definition(self, element: Any, place: _Place) -> None:
        """A term and what it means, as one passage."""
        self.flush(place)
        for child in element:
            if child.tag == "def" and (term := self._line.take()):
                self._line.add(f"{term}: " if term[-1].isalnum() else f"{term} ")
            self._line.child(child)
            self._line.add(child.tail)
        self.flush(place.of("list"))

    def formula(self, element: Any, place: _Place) -> None:
        """A formula on a line of its own; one that is only a picture does not split the sentence around it."""
        if flat(element):
            self.flush(place)
            self.flow(element, place)

    # ---- floats

    def float(self, element: Any, place: _Place) -> None:
        """A figure, table or box: its label and caption are one passage, all else in it its own."""
        caption, inner = place.of("caption"), place
        if element.tag == "table-wrap":
            inner = dataclasses.replace(place, label=tables.name(element) or place.label)
        elif element.tag == "boxed-text":
            inner = place.of("box").under(element.find("caption/title"))
        self.flush(place)
        self._line.add(element.text)
        for child in element:
            if child.tag in ("label", "caption", "title"):
                self._line.child(child)
            else:
                self.flush(caption)
                self._line.child(child, None, lambda child: self._block(child, inner))
            self._line.add(child.tail)
            if child.tag not in ("label", "caption", "title"):
                self.flush(inner)
        self.flush(caption)

    def graphic(self, element: Any, place: _Place) -> None:
        if flat(element):
            self.float(element, place)

    def table(self, element: Any, place: _Place) -> None:
        self.flush(place)
        for child in element.iterchildren("caption", "title", "label"):
            self.atomic(child, place, "caption")
        kind = "translation" if place.kind == "translation" else "table"
        for text, cells in tables.grids(element):
            self.put(kind, text, place.section, cells)
        if next(element.iter("tr", "row"), None) is None:
            self.flow(element, place)

    # ---- front matter and back matter

    def front(self, element: Any, place: _Place) -> None:
        def block(child: Any) -> bool:
            handler = _FRONT.get(child.tag)
            if handler:
                handler(self, child, place)
            else:
                self.atomic(child, _Place(place.kind), "metadata", None if place.kind in _STICKY else child.tag)
            return True

        self._each(element, place, block)

    def article_title(self, element: Any, place: _Place) -> None:
        """The article's own is the first passage already; a sub-article's is a heading."""
        if element not in title_elements(self._article):
            self.atomic(element, place, "heading")

    def translated_title(self, element: Any, place: _Place) -> None:
        language = element.get(LANG) or next(element.iterancestors()).get(LANG)
        child = element.find("trans-title")
        language = language or (child.get(LANG) if child is not None else None)
        self.atomic(element, _Place("translation"), "translation", language)

    def footnotes(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.container(element, place.of("footnote").under(element.find("title")))

    def footnote(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.flow(element, place.of("footnote"))

    def appendix(self, element: Any, place: _Place) -> None:
        self.section(element, place.of("appendix"))

    def reference(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.atomic(element, _Place(path=place.path), "reference")

    def metadata(self, element: Any, place: _Place) -> None:
        self.flush(place)
        self.atomic(element, place, "metadata")

    def sub_article(self, element: Any, place: _Place) -> None:
        self.flush(place)
        if element.get("article-type") == "translation":
            self.container(element, _Place("translation", label=element.get(LANG)))
        else:
            self.container(element, place.under(element.find(".//article-title")))


def title_elements(article: Any) -> list[Any]:
    """The article's title and subtitle, not those of its sub-articles."""
    group = article.find("front/article-meta/title-group")
    return [child for child in group if child.tag in ("article-title", "subtitle")] if group is not None else []


def _primary(language: str) -> str:
    return re.split("[-_]", language.lower())[0]


_Handler = Callable[[_Collector, Any, _Place], None]
_NOTES = ("fn", "alt-text", "long-desc")
_STRUCTURE = (
    "body back sec ack notes glossary list def-list ref-list app-group floats-group floats-wrap fig-group bio speech"
    " table-wrap-group disp-formula-group disp-quote statement verse-group question-wrap question answer explanation"
    " sig-block"
).split()
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(["front", "front-stub", "article-meta", "title-group"], _Collector.front),
    **dict.fromkeys(["sub-article", "response"], _Collector.sub_article),
    **dict.fromkeys(_STRUCTURE, _Collector.section),
    **dict.fromkeys(["p", "preformat", "code", "verse-line"], _Collector.flow),
    **dict.fromkeys(["table-wrap", "fig", "boxed-text", "supplementary-material", "chem-struct-wrap"],
                    _Collector.float),
    **dict.fromkeys(["media", "graphic"], _Collector.graphic),
    **dict.fromkeys(["table", "array"], _Collector.table),
    **dict.fromkeys(["fn-group", "table-wrap-foot", "author-notes"], _Collector.footnotes),
    **dict.fromkeys(["fn", "attrib"], _Collector.footnote),
    **dict.fromkeys(["alt-text", "long-desc", "permissions", "object-id", "copyright-statement", "processing-meta"],
                    _Collector.metadata),
    "app": _Collector.appendix,
    "title": _Collector.title,
    "label": _Collector.label,
    "list-item": _Collector.list_item,
    "def-item": _Collector.definition,
    "disp-formula": _Collector.formula,
    "ref": _Collector.reference,
    "abstract": _Collector.abstract,
    "trans-abstract": _Collector.abstract,
}  # fmt: skip
_FRONT: dict[str, _Handler] = {
    **dict.fromkeys(["article-meta", "title-group"], _Collector.front),
    **dict.fromkeys(["article-title", "subtitle"], _Collector.article_title),
    **dict.fromkeys(["trans-title-group", "trans-title", "trans-subtitle"], _Collector.translated_title),
    **dict.fromkeys(["abstract", "trans-abstract"], _Collector.abstract),
    **dict.fromkeys(["author-notes", "fn-group"], _Collector.footnotes),
    **dict.fromkeys(["supplementary-material"], _Collector.float),
    "notes": _Collector.section,
}
