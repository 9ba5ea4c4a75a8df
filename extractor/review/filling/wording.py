"""Words: two texts brought to the same words, so that what a form asks can be looked for in what a paper prints.

Words are stems (Snowball English; Porter 1980); abbreviations give the words of their long forms, drugs their generic
names, "1 mg" and "week 24" are one word each, and what means the same (patterns/terms/meanings.csv) is the same word.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import snowballstemmer

from extractor.nlp.fold import fold
from extractor.records import Mention
from extractor.resources import patterns_dir

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_UNITS = {"hr": "h", "hour": "h", "wk": "week", "mo": "month", "yr": "year", "y": "year", "minute": "min", "d": "day"}
_TIME_UNIT = r"hours?|hrs?|h|days?|d|weeks?|wks?|months?|mo|years?|yrs?|minutes?|min"
_TOKEN = re.compile(
    r"(?P<group>\b(?i:groups?|arms?|cohorts?)\s[\"'“”‘’]*(?P<name>[A-Z](?:/[A-Z])?|\d{1,2}|[IVX]{1,4})\b[\"'“”‘’]*"
    r"|\b(?i:groups?|arms?)\s?\((?P<name3>[A-Z](?:/[A-Z])?)\)"
    r"|(?<![\w/])(?P<name2>[A-Z](?:/[A-Z])?)[- ](?i:groups?|arms?)\b)"
    r"|(?P<grade>\b(?i:grades?)\s?(?P<levels>(?:[1-5]|IV|V|I{1,3})(?:\s?(?:[-–/,&]|or|and|to)\s?(?:[1-5]|IV|V|I{1,3}))*)\b)"
    r"|(?P<dose>\b(?P<amount>\d[\d.,]*)\s?(?P<measure>mg|mcg|[µμu]g|g|ml|mL|IU|%)(?!\w))"
    r"|(?P<since>\b(?P<unit1>(?i:weeks?|months?|days?|years?|hours?))\s?(?P<n1>\d+)\b)"
    rf"|(?P<time>\b(?P<n2>\d+(?:[.]\d+)?)(?:st|nd|rd|th)?[- ]?(?P<unit2>(?i:{_TIME_UNIT}))\b)"
    r"|(?P<heading>\b(?i:nos?)\.)"  # "No. of patients"
    r"|(?P<letter>(?<![\w'’-])[B-HJ-Z](?![\w'’-])|(?<=\w )A(?![\w'’-]))"
    r"|(?P<word>[A-Za-zα-ω]+\d+[a-z]?\b|[A-Za-zα-ω]+(?:'[a-z]+)?)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
)
_STOP = frozenset(
    "a an the of in on at by to for from with and or as was were is are be been had has have who that which this these"
    " those their its it than all any both each per rate rates incidence incidences occurrence occurrences number"
    " numbers proportion proportions percentage percentages percent frequency n patient patients subject subjects"
    " participant participants people person persons case cases group groups arm arms cohort total least one s during"
    " patient's event events between versus vs compared receive received receiving given used using use treated"
    " treatment treatments therapy dose doses after before study".split()
)
_DIFFERS = re.compile(r"signific|statistic|differ")  # "no significant difference" denies no event
_NEGATIVE = frozenset(("without", "no", "not", "non", "free"))
_BEFORE_OR_AFTER = re.compile(
    r"\b(?:(?P<before>before|baseline|prior to|pre(?:-?\s?(?:training|intervention|treatment|test|implementation))?)"
    r"|after|post(?:-?\s?(?:training|intervention|treatment|test|implementation))?)\b",
    re.I,
)
_LESS = re.compile(r"(stent|drain|tube|suture|mesh|steroid|opioid|pain|symptom|event)less")
_stemmer = snowballstemmer.stemmer("english")


class NamesDrugs(Protocol):
    """What is asked of `extractor.nlp.Nlp`."""

    def drugs(self, texts: list[str], abbreviations: Mapping[str, str]) -> list[list[Mention]]:
        """Drug mentions of each text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as compared; start and end are where it stands in its text."""

    text: str
    start: int
    end: int


@cache
def stem(word: str) -> str:
    """The stem of one word in small letters; a name such as `group:a` and a number stay as they are."""
    return str(_stemmer.stemWord(word.lower())) if word.isalpha() else word.lower()


@cache
def _meanings() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Stems of each phrase, or its exact words, and the meanings that stand for it."""
    with (patterns_dir() / "terms" / "meanings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        words = row["term"].split()
        phrase = tuple(words if row["how"] == "exact" else map(stem, words))
        found[phrase] = (*found.get(phrase, ()), f"={row['meaning']}")
    return found


@cache
def _longest_phrase() -> int:
    return max(map(len, _meanings()))


@dataclass
class Wording:
    """The words of one paper's texts. `abbreviations`: as the paper defines them."""

    nlp: NamesDrugs
    abbreviations: Mapping[str, str]
    _known: dict[str, tuple[Word, ...]] = field(default_factory=dict)

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text in order; one place may give several."""
        if text not in self._known:
            self._known[text] = tuple(self._words(text))
        return self._known[text]

    def set_of(self, *texts: str) -> frozenset[str]:
        """The words of some texts."""
        return frozenset(word.text for text in texts for word in self.words(text))

    def _words(self, text: str) -> Iterator[Word]:
        folded, _ = fold(text)
        drugs: dict[int, list[Mention]] = defaultdict(list)  # a regimen is several at one place
        for mention in self.nlp.drugs([text], self.abbreviations)[0]:
            drugs[mention.start].append(mention)
        taken, run = 0, list[Word]()
        for token in _TOKEN.finditer(folded):
            if token.start() < taken:
                continue
            if found := drugs.get(token.start()):
                yield from _same_meaning(run)
                run, taken = [], found[0].end
                yield from (Word(part, m.start, m.end) for m in found for part in _of_drug(m))
                continue
            long = self.abbreviations.get(text[token.start() : token.end()]) if token["word"] else None
            if long and long != text:
                yield from _same_meaning(run)
                run = []
                inside = Wording(self.nlp, {})
                yield from (Word(w.text, token.start(), token.end()) for w in inside.words(long))
                continue
            run += [Word(part, token.start(), token.end()) for part in _parts(token)]
        yield from _same_meaning(run)


def _of_drug(mention: Mention) -> Iterator[str]:
    yield from (stem(part) for part in re.findall(r"[a-z]{3,}|\d\w*", mention.drug))
    if mention.drug == "placebo":
        yield "=control"


def _parts(token: re.Match[str]) -> Iterator[str]:
    if token["group"]:
        name = (token["name"] or token["name2"] or token["name3"]).lower()
        yield f"group:{_ROMAN.get(name, name)}"
    elif token["grade"]:
        levels = re.findall(r"\d|iv|v|i+", token["levels"].lower())
        yield from (f"grade:{_ROMAN.get(level, level)}" for level in levels)
    elif token["heading"]:
        return
    elif token["letter"]:
        yield f"letter:{token['letter'].lower()}"
    elif token["dose"]:
        yield token["amount"] + token["measure"].lower().replace("µ", "u").replace("μ", "u").replace("mcg", "ug")
    elif token["since"] or token["time"]:
        unit = (token["unit1"] or token["unit2"]).lower()
        unit = unit.rstrip("s") if len(unit) > 1 else unit
        yield f"time:{token['n1'] or token['n2']}{_UNITS.get(unit, unit)}"
    else:
        yield (token["word"] or token["number"]).lower()


def before_or_after(text: str) -> frozenset[str]:
    """Whether a header says that a group was looked at before the intervention, or after it."""
    found = {"=before" if match["before"] else "=after" for match in _BEFORE_OR_AFTER.finditer(text)}
    return frozenset(found) if len(found) == 1 else frozenset()


def _same_meaning(run: list[Word]) -> Iterator[Word]:
    """Stems without stop words, phrases of one meaning as that meaning; the longest phrase counts."""
    stems = [stem(word.text) for word in run]
    at = 0
    while at < len(run):
        for length in range(min(_longest_phrase(), len(run) - at), 0, -1):
            exact = tuple(word.text for word in run[at : at + length])
            if found := _meanings().get(exact) or _meanings().get(tuple(stems[at : at + length])):
                yield from (Word(name, run[at].start, run[at + length - 1].end) for name in found)
                at += length
                break
        else:
            word = run[at]
            after = run[at + 1].text if at + 1 < len(run) else ""
            if word.text in _NEGATIVE and not _DIFFERS.match(after):
                yield Word("=without", word.start, word.end)
            elif match := _LESS.fullmatch(word.text):
                yield Word(stem(match[1]), word.start, word.end)
                yield Word("=without", word.start, word.end)
            elif word.text not in _STOP:
                yield Word(stems[at], word.start, word.end)
            at += 1


_LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Spelling:
    """The words of a paper as they are spelt."""

    known: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Spelling:
        return cls(frozenset(word.lower() for text in texts for word in _LETTERS.findall(text)))

    def mended(self, text: str) -> str:
        """A form's text with slips of the pen put right: a word that the paper lacks gives way to one of its words that
        differs by a letter too many, too few, or two in the wrong order. Another letter may make another word."""
        return _LETTERS.sub(lambda match: self._mended(match[0]), text)

    def _mended(self, word: str) -> str:
        low = word.lower()
        if len(low) < 6 or low in self.known:
            return word
        return next((other for other in sorted(_slips(low)) if other in self.known), word)


def _slips(word: str) -> set[str]:
    """What a word may have been meant to be; its first letter stands."""
    ends = range(1, len(word))
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in ends if i + 1 < len(word)}
    shorter = {word[:i] + word[i + 1 :] for i in ends}
    longer = {word[:i] + letter + word[i:] for i in (*ends, len(word)) for letter in "abcdefghijklmnopqrstuvwxyz"}
    return swapped | shorter | longer
