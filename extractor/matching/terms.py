"""Term lists (patterns/terms/*.csv): words of the field, found by their last or first word, plurals included.

A term is lower-case words; one with capitals (OS, SD) must stand so in the text; `*` stands for any beginning or ending
of one word (`*itis`, `neutropeni*`).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.matching.line import Item
from extractor.resources import patterns_dir

_WORD = re.compile(r"[A-Za-zα-ωÀ-ÿ][\w'’]*(?:-[A-Za-z0-9][\w'’]*)*")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a term list: what the words name, and the list's further columns (class, role ...)."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        return dict(self.attributes).get(key, "")


class TermList:
    """Finds the terms of one list, the longest first, left to right."""

    def __init__(self, rows: list[dict[str, str]], kind: str) -> None:
        self.kind = kind
        self._first: dict[str, list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
        self._endings: list[tuple[str, Term]] = []
        # Words repeat, so what a word can begin is looked up once; the vocabulary of PubMed is some megabytes at most.
        self._seen: dict[str, tuple[list[tuple[tuple[str, ...], Term]], Term | None]] = {}
        self._beginnings: list[tuple[str, Term]] = []
        for row in rows:
            row = {**row, "written": row["term"] if row["term"] != row["term"].lower() else ""}
            term = Term(
                row.get("name") or row["term"], tuple((k, v) for k, v in row.items() if k not in ("term", "name"))
            )
            words = tuple(row["term"].lower().split())
            if len(words) == 1 and words[0].startswith("*"):
                self._endings.append((words[0][1:], term))
            elif len(words) == 1 and words[0].endswith("*"):
                self._beginnings.append((words[0][:-1], term))
            else:
                self._first[words[0]].append((words, term))
        for entries in self._first.values():
            entries.sort(key=lambda e: -len(e[0]))

    def find(self, text: str, start: int, end: int) -> list[Item]:
        """The list's terms in text[start:end]."""
        words = [(m.start(), m.end(), m[0].lower().replace("’", "'")) for m in _WORD.finditer(text, start, end)]
        found, i = [], 0
        while i < len(words):
            length, term = self._longest(words, i)
            if term and self._is_written(text[words[i][0] : words[i + length - 1][1]], term):
                found.append(Item(self.kind, words[i][0], words[i + length - 1][1], term))
            i += length if term else 1
        return found

    def _is_written(self, surface: str, term: Term) -> bool:
        """Whether a term given in capitals stands in capitals here."""
        given = term.get("written")
        return not given or surface.rstrip("s") == given or surface == given

    def _longest(self, words: list[tuple[int, int, str]], i: int) -> tuple[int, Term | None]:
        phrases, alone = self._entries(words[i][2])
        for phrase, term in phrases:
            if len(phrase) == 1 or self._follows(words, i, phrase):
                return len(phrase), term
        return 1, alone

    def _entries(self, word: str) -> tuple[list[tuple[tuple[str, ...], Term]], Term | None]:
        """The entries that begin with a word, and the one whose ending or beginning it has; kept per word."""
        if word not in self._seen:
            forms = _forms(word)
            phrases = [entry for form in forms for entry in self._first.get(form, ())]
            endings = (t for form in forms for ending, t in self._endings if form.endswith(ending) and len(form) > 5)
            beginnings = (term for beginning, term in self._beginnings if word.startswith(beginning))
            self._seen[word] = (phrases, next(endings, None) or next(beginnings, None))
        return self._seen[word]

    @staticmethod
    def _follows(words: list[tuple[int, int, str]], i: int, phrase: tuple[str, ...]) -> bool:
        if i + len(phrase) > len(words):
            return False
        for k in range(1, len(phrase)):
            if words[i + k][0] - words[i + k - 1][1] > 2 or phrase[k] not in _forms(words[i + k][2]):
                return False
        return True


@cache
def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands, and as a singular."""
    forms = [word]
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 4:
        forms.append(word[:-2])
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "is", "us")):
        forms.append(word[:-1])
    return tuple(forms)


@cache
def term_list(name: str, folder: Path | None = None) -> TermList:
    """The list patterns/terms/<name>.csv; the kind of its items is the name's singular."""
    with ((folder or patterns_dir()) / "terms" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["term"] and not row["term"].startswith("#")]
    return TermList(rows, name.removesuffix("s"))
