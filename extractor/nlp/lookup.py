"""Drug names of one text by the dictionary: token by token, longest first, and then the words beside each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.nlp import dictionary, rules
from extractor.nlp.compile import MOST_TOKENS
from extractor.nlp.context import Context
from extractor.nlp.fold import GAPS, TOKEN, key, stem
from extractor.nlp.inn import bears_stem
from extractor.nlp.rules import NEVER, TREATMENT, Entry
from extractor.nlp.terms import read_terms

_AMOUNT = re.compile(r"(?<= )\d+(?:[.,]\d| ?(?:m?g|[µμ]g|mcg|IU|units?)\b)")  # vitamin K 2.5 mg is no vitamin K2
_VITAMIN = re.compile(r"(?: ?, ?| ?/ ?| ?& ?|,? (?:and|or|plus|and/or) )([A-EK]\d{0,2})(?![\w'-])")
_MOST_STEMS = 200_000  # words remembered; old and new PubMed hold some millions


class Hit(NamedTuple):
    """A name found in a folded text. `ambiguous`: by itself it does not say which drug it is ("DEX")."""

    start: int
    end: int
    drugs: tuple[str, ...]
    ids: tuple[str, ...]
    ambiguous: bool = False


class _Word(NamedTuple):
    stem: str
    begins: bool  # a name may begin with it
    alone: bool  # it may be a name by itself
    unknown: bool  # bears the stem of an INN
    seconds: frozenset[str]  # stems of the words after it in names of several


class Lookup:
    """Holds the compiled dictionary and the context rules; remembers words' stems and nothing else."""

    def __init__(self, terms: Path, cache: Path | None) -> None:
        self._dictionary = dictionary.load(terms, cache)
        self.context = Context(terms)
        self._ambiguous = {
            _letters(row["name"]) for row in read_terms(terms / "drugs.csv") if row["note"] == "ambiguous"
        }
        # What the thyroid makes stands in lists with TRH and TSH: not given because that is.
        self._alone = {row["name"] for row in read_terms(terms / "drugs.csv") if row["note"].startswith("with ")}
        self._words: dict[str, _Word] = {}
        self._begins_none: set[str] = set()  # of these, as nearly all do

    def id_of(self, drug: str) -> str:
        """The vocabulary id of a generic name, or an empty string."""
        number = self._dictionary.names.get(key(drug))
        return next(iter(self._dictionary.entries[number][1]), "") if number is not None else ""

    def knows(self, name: str) -> bool:
        """Whether the dictionary or the stop list holds a name, by whatever rule."""
        return key(name) in self._dictionary.names

    def is_no_drug(self, name: str) -> bool:
        """Whether the dictionary holds a name and an amount beside it makes it no drug: a word, or a stopped one."""
        number = self._dictionary.names.get(key(name))
        if number is None:
            return False
        return (
            self._dictionary.entries[number][2] != TREATMENT or not name.isupper() or _letters(name) in self._ambiguous
        )

    def is_stopped(self, name: str) -> bool:
        """Whether the dictionary holds a name and it is never a drug."""
        number = self._dictionary.names.get(key(name))
        return number is not None and self._dictionary.entries[number][2] == NEVER

    def drugs_of(self, name: str) -> tuple[str, ...]:
        """The drugs of a name that the dictionary holds, by whatever rule."""
        number = self._dictionary.names.get(key(name))
        return self._dictionary.entries[number][0] if number is not None else ()

    def generic(self, name: str) -> str:
        """The generic name of a drug that the dictionary holds; of any other its own."""
        drugs = self.drugs_of(name)
        return drugs[0] if len(drugs) == 1 else name

    def names(self, text: str) -> list[Hit]:
        """The names that count, by the text and the words beside them; not sorted."""
        hits: list[Hit] = []
        waiting: list[Hit] = []  # substances that count if a drug stands beside them
        for start, end, number in self._candidates(text):
            if number is None:
                if not text[end : end + 1].isdigit() and not self.context.is_part_of_name(text, start, end):
                    hits.append(Hit(start, end, (text[start:end].lower(),), ()))
                continue
            drugs, ids, rule, exact = self._dictionary.entries[number]
            if rule == NEVER or self.context.is_part_of_name(text, start, end):
                continue
            if rule == TREATMENT and self.context.is_analogue(text, end):
                continue
            hit = Hit(start, end, drugs, ids, bool(exact) and _letters(text[start:end]) in self._ambiguous)
            more = list(self._more_vitamins(text, hit))
            last = more[-1].end if more else end
            if rule == TREATMENT and not self.context.is_given(text, start, last):
                waiting += [hit] if text[start:end] not in self._alone else []
            elif rule != TREATMENT or not self.context.is_measured(text, start, last):
                hits += [hit, *more]
        joined = self.context.is_joined
        beside = [
            hit
            for hit in waiting
            if not self.context.is_measured(text, hit.start, hit.end)
            and any(joined(text, hit.end, drug.start) or joined(text, drug.end, hit.start) for drug in hits)
        ]
        return hits + beside

    def _candidates(self, text: str) -> Iterator[tuple[int, int, int | None]]:
        """Start, end and entry number of each name in the dictionary; None for a word that only bears an INN's stem."""
        printed = TOKEN.findall(text)
        begin = [at for at, token in enumerate(printed) if token not in self._begins_none]
        begin = [at for at in begin if self._may_begin(printed, at)]
        if not begin:
            return
        tokens = list(TOKEN.finditer(text))
        beyond = 0  # the token after the last name
        for at in begin:
            start, end = tokens[at].span()
            if at < beyond or (start and text[start - 1].isalnum()):
                continue
            if found := self._longest(text, printed, tokens, at):
                beyond, end, number = found
                yield start, end, number
            elif self._word(printed[at]).unknown:
                yield start, end, None

    def _may_begin(self, printed: list[str], at: int) -> bool:
        """Whether a name may begin at a token, given the one behind it."""
        word = self._word(printed[at])
        if word.alone or not word.begins:
            return word.alone
        return at + 1 < len(printed) and self._word(printed[at + 1]).stem in word.seconds

    def _word(self, token: str) -> _Word:
        if known := self._words.get(token):
            return known
        stemmed = stem(token)
        seconds = frozenset(self._dictionary.seconds.get(stemmed, "").split())
        unknown = bears_stem(token)
        alone = unknown or stemmed in self._dictionary.names
        word = _Word(stemmed, alone or bool(seconds), alone, unknown, seconds)
        if len(self._words) >= _MOST_STEMS:
            self._words.clear()
            self._begins_none.clear()
        self._words[token] = word
        if not word.begins:
            self._begins_none.add(token)
        return word

    def _longest(
        self, text: str, printed: list[str], tokens: list[re.Match[str]], at: int
    ) -> tuple[int, int, int] | None:
        """The longest name that begins at a token: number of the token after it, its end, its entry."""
        names, entries = self._dictionary.names, self._dictionary.entries
        start, last = tokens[at].start(), min(len(tokens), at + MOST_TOKENS)
        first = self._word(printed[at])
        joined, best = first.stem, None
        for reach in range(at, last):
            if reach > at and text[tokens[reach - 1].end() : tokens[reach].start()] not in GAPS:
                break
            if reach > at:
                added = self._word(printed[reach]).stem
                if reach == at + 1 and added not in first.seconds:
                    break
                joined = f"{joined} {added}"
            if (number := names.get(joined)) is None or (reach > at and _AMOUNT.match(text, tokens[reach].start())):
                continue
            end = tokens[reach].end()
            if (end == len(text) or not text[end].isalnum()) and _printed_so(text[start:end], entries[number]):
                best = (reach + 1, end, number)
        return best

    def _more_vitamins(self, text: str, hit: Hit) -> Iterator[Hit]:
        """ "vitamins A and D": the vitamins that follow by their letters only."""
        if text[hit.start : hit.start + 7].lower() != "vitamin":
            return
        end = hit.end
        while more := _VITAMIN.match(text, end):
            end = more.end()
            if (number := self._dictionary.names.get(key(f"vitamin {more[1]}"))) is not None:
                drugs, ids, *_ = self._dictionary.entries[number]
                yield Hit(more.start(1), end, drugs, ids)


def _letters(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


def _printed_so(surface: str, entry: Entry) -> bool:
    """Whether the name is printed in the case that its entry asks for."""
    rule, exact = entry[2], entry[3]
    if exact:
        letters, allowed = _letters(surface), exact.split()
        if " " in surface and letters[0].lower() + letters[1:] in allowed:
            return True  # Vitamin D3 at the head of a sentence
        return letters in allowed or (letters[-1] == "s" and letters[:-1] in allowed)
    if rule == rules.UPPER:
        return not any(char.islower() for char in surface)
    if rule == rules.TITLE:
        return surface[0].isupper() and surface[1:].islower()
    return rule != rules.CAPITAL or surface[0].isupper()
