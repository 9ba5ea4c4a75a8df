"""In what a mechanism was seen: cell lines, primary cells, animals, patients."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.facts.context import PaperView, PassageView
from extractor.matching import Item, Line, Term, term_list

KINDS = ("cell line", "primary cells", "cells", "ex vivo", "in vivo", "patients")
# U266 cells, MM.1S and RPMI 8226 cell lines, MAC-T cells: a name of capitals with a figure or a hyphen, before cells.
_LINE = re.compile(
    r"\b(?!CD\d|Th\d|[CG]\d\b|IL-?\d)"
    r"(?P<name>[A-Z][A-Za-z]{0,8}(?:[-‑/. ]?[A-Z]{1,4})?[-‑/. ]?\d[\w.‑/-]*|[A-Z]{2,5}[-‑][A-Z]{1,4})"
    r"(?: (?:human|tumou?r|cancer|myeloma|leuk\w+|and|/|,))* (?:cells?|macrophages)\b"
)
_CELLS = re.compile(r"\b(?!NK|DC|CAR)(?P<name>[A-Z]{2,6}) cells\b")  # MM cells
_BEFORE = 8  # sentences before; of a full text those further back speak of something else
_LONG = 5000  # characters: no abstract, and a model somewhere in it says nothing of a sentence elsewhere
_NAMED = ("cell line", "primary cells")
_UNNAMED = ("cell line", "in vitro", "in vivo")  # say nothing where a model of that kind has a name

Place = tuple[int, int, int]  # ordinal, start, end
Models = tuple[tuple[str, str, Place], ...]  # kind, name, where it stands


def models_of(view: PaperView, passage: PassageView, line: Line, after: int, until: int) -> tuple[Models, bool]:
    """The models that a sentence names after its fact and before it speaks of another drug (after:until), else those
    anywhere in it, in the nearest sentence before it in its passage, in the methods, the title, or what follows; and
    whether it was the sentence itself."""
    if found := _in(passage, after, until) or _in(passage, line.start, line.end):
        return _by_name(found, passage, line.start), True
    for sentence in reversed([s for s in passage.sentences if s.end <= line.start][-_BEFORE:]):
        if found := _in(passage, sentence.start, sentence.end):
            return found, False
    for other in sorted(view.passages, key=lambda v: {"methods": 0, "title": 1}.get(v.part, 2)):
        if len(other.text) < _LONG and (found := _in(other, 0, len(other.text))):
            return found, False
    return (), False


def _by_name(models: Models, passage: PassageView, start: int) -> Models:
    """Cells by the name that an abstract gives them: those last named before, else the first named after."""
    if {kind for kind, _, _ in models} != {"cells"} or len(passage.text) > _LONG:
        return models
    sentences = sorted(passage.sentences, key=lambda s: (s.start > start, abs(s.start - start)))
    named = (tuple(m for m in _in(passage, s.start, s.end) if m[0] in _NAMED) for s in sentences)
    return next(filter(None, named), models)


def _in(passage: PassageView, start: int, end: int) -> Models:
    text, found = passage.text, term_list("models").find(passage.text, start, end)
    for shape, kind in ((_LINE, "cell line"), (_CELLS, "cells")):
        for match in shape.finditer(text, start, end):
            if not any(i.start < match.end("name") and match.start("name") < i.end for i in found):
                found.append(Item("model", *match.span("name"), Term(match["name"], (("kind", kind),))))
    return plain((i.value.get("kind"), i.value.name, (passage.passage.ordinal, i.start, i.end)) for i in found)


def plain(models: Iterable[tuple[str, str, Place]]) -> Models:
    """Each model once, in the order of KINDS; patients stand only where no cells and no animals do."""
    first: dict[str, tuple[str, str, Place]] = {}
    for model in models:
        first.setdefault(model[1], model)
    kinds = {kind for kind, _, _ in first.values()}
    dropped = set()
    if kinds - {"patients"}:
        dropped.add("patients")
    if kinds & {"cell line", "primary cells"}:
        dropped.add("cells")
    named = {kind for kind, name, _ in first.values() if name not in _UNNAMED}
    kept = [m for m in first.values() if m[0] not in dropped and not (m[1] in _UNNAMED and m[0] in named)]
    return tuple(sorted(kept, key=lambda m: (KINDS.index(m[0]), m[2])))
