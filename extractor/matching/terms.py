"""Term lists (patterns/terms/*.csv): words of the field, found by their last or first word, plurals included.

A term is lower-case words; one with capitals (OS, SD) must stand so in the text; `*` stands for any beginning or ending
of the first word (`*itis`, `neutropeni*`, `*-free survival`), and between others for any one word (`adverse * event`).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractor.literals import shortest
from extractor.matching.line import Item
from extractor.resources import patterns_dir

_Entry = tuple[tuple[str, ...], "Term"]
_Word = tuple[int, int, str]  # start, end, lower case
# "30-day-mortality" has a word for what happened.
_WORD = re.compile(r"(?<=\d-)(?:year|month|week|day|hour)s?(?=-)|[A-Za-zα-ωÀ-ÿ][\w'’]*(?:-[A-Za-z0-9][\w'’]*)*")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a term list: what the words name, and the list's further columns (class, role ...)."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_phrase(cls, words: str) -> Term:
        """What no list knows, named by its own words."""
        return cls(words, (("class", "phrase"),))

    @classmethod
    def whole(cls, name: str, of_class: str) -> Term:
        """What goes by a name that is whole: the words around it add nothing."""
        return cls(name, (("class", of_class), ("whole", "1")))

    @property
    def is_phrase(self) -> bool:
        return self.get("class") == "phrase"

    def get(self, key: str) -> str:
        for name, value in self.attributes:
            if name == key:
                return value
        return ""


class TermList:
    """Finds the terms of one list, the longest first, left to right."""

    def __init__(self, rows: list[dict[str, str]], kind: str) -> None:
        self.kind = kind
        self._first: dict[str, list[_Entry]] = defaultdict(list)
        self._endings: list[tuple[str, _Entry]] = []
        self._beginnings: list[tuple[str, _Entry]] = []
        # Of each term the longest word: a text without any of these holds no term.
        longest = {max(row["term"].split(), key=len).strip("*") for row in rows}
        telling = shortest(longest)
        self._telling = tuple(w for w in telling if w == w.lower())
        self._telling_capitals = tuple(w for w in telling if w != w.lower())
        # Words repeat, so what a word can begin is looked up once; the vocabulary of PubMed is some megabytes at most.
        self._seen: dict[str, tuple[list[_Entry], Term | None]] = {}
        self._nothing: set[str] = set()  # the words that begin no term, as most do
        for row in rows:
            row = {**row, "written": row["term"] if row["term"] != row["term"].lower() else ""}
            term = Term(
                row.get("name") or row["term"], tuple((k, v) for k, v in row.items() if k not in ("term", "name"))
            )
            words = tuple(row["term"].lower().split())
            if words[0].startswith("*"):
                self._endings.append((words[0][1:], (words, term)))
            elif words[0].endswith("*"):
                self._beginnings.append((words[0][:-1], (words, term)))
            else:
                self._first[words[0]].append((words, term))
        self._all_endings = tuple(end for end, _ in self._endings)
        self._all_beginnings = tuple(beginning for beginning, _ in self._beginnings)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold a term at all; cheaper than to look for them."""
        small = text.lower()
        return any(word in small for word in self._telling) or any(word in text for word in self._telling_capitals)

    def find(self, text: str, start: int, end: int) -> list[Item]:
        """The list's terms in text[start:end]."""
        words, distinct = _words(text, start, end)
        nothing = self._nothing
        found: list[Item] = []
        if distinct <= nothing:
            return found
        beyond = 0
        for i in [i for i, word in enumerate(words) if word[2] not in nothing]:
            if i < beyond:
                continue
            length, term = self._longest(words, i, *(self._seen.get(words[i][2]) or self._entries(words[i][2])))
            start_char, end_char = words[i][0], words[i + length - 1][1]
            if term and self._is_written(text[start_char:end_char], term):
                found.append(Item(self.kind, start_char, end_char, _named(term, text[start_char:end_char])))
            if term:
                beyond = i + length
        return found

    def _is_written(self, surface: str, term: Term) -> bool:
        """Whether a term given in capitals stands in capitals here."""
        given = term.get("written")
        return not given or surface.rstrip("s") == given or surface == given

    def _longest(
        self, words: list[_Word], i: int, phrases: list[_Entry], alone: Term | None
    ) -> tuple[int, Term | None]:
        for phrase, term in phrases:
            if len(phrase) == 1 or self._follows(words, i, phrase):
                return len(phrase), term
        return 1, alone

    def _entries(self, word: str) -> tuple[list[_Entry], Term | None]:
        """The entries that begin with a word, longest first, and what its ending or beginning alone names."""
        forms = _forms(word)
        parts: list[_Entry] = []
        if any(form.endswith(self._all_endings) for form in forms):
            parts += [e for form in forms for end, e in self._endings if form.endswith(end) and len(form) > 5]
        if word.startswith(self._all_beginnings):
            parts += [e for beginning, e in self._beginnings if word.startswith(beginning)]
        phrases = [entry for form in forms for entry in self._first.get(form, ())]
        phrases += [entry for entry in parts if len(entry[0]) > 1]
        phrases.sort(key=lambda entry: -len(entry[0]))
        alone = next((term for words, term in parts if len(words) == 1), None)
        if phrases or alone:
            self._seen[word] = phrases, alone
        else:
            self._nothing.add(word)
        return phrases, alone

    @staticmethod
    def _follows(words: list[_Word], i: int, phrase: tuple[str, ...]) -> bool:
        if i + len(phrase) > len(words):
            return False
        for k in range(1, len(phrase)):
            if words[i + k][0] - words[i + k - 1][1] > 2 or phrase[k] not in ("*", *_forms(words[i + k][2])):
                return False
        return True


@lru_cache(maxsize=64)  # one list after another looks at the same sentence
def _words(text: str, start: int, end: int) -> tuple[list[_Word], frozenset[str]]:
    """The words of text[start:end] in order, and which words they are."""
    words = [(m.start(), m.end(), m[0].lower().replace("’", "'")) for m in _WORD.finditer(text, start, end)]
    return words, frozenset([word for _, _, word in words])


def _named(term: Term, surface: str) -> Term:
    """A term with a `*` has its name from the text."""
    return Term(surface.lower(), term.attributes) if "*" in term.name else term


@cache
def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands, and as a singular."""
    forms = [word]
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 4:
        forms.append(word[:-2])
    if word.endswith("ses") and len(word) > 6:
        forms.append(word[:-2] + "is")  # metastases
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "is", "us")):
        forms.append(word[:-1])
    return tuple(forms)


@cache
def term_list(name: str, folder: Path | None = None) -> TermList:
    """The list patterns/terms/<name>.csv; the kind of its items is the name's singular."""
    with ((folder or patterns_dir()) / "terms" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["term"] and not row["term"].startswith("#")]
    return TermList(rows, name.removesuffix("s"))
