"""Sentences of biomedical text by rules on characters: fast, and the same on every machine.

A full stop ends a sentence when what follows can begin one and what precedes is no abbreviation. Measured against a
trained splitter: docs/decisions.
"""

from __future__ import annotations

import re

from extractor.records import Sentence

# A stop, what closes with it, raised numbers of references, and the white space; or a stop glued to the next sentence
# ("(n = 12).The").
_STOP = re.compile(
    r"([.?!]+)([\"'”’»)\]]*(?:(?<=[^\W\d]\.)[⁰¹²³⁴⁵⁶⁷⁸⁹](?:[⁰¹²³⁴⁵⁶⁷⁸⁹⁻,–]*[⁰¹²³⁴⁵⁶⁷⁸⁹])?)?)"
    r"(?:\s+|(?<=[a-z)\]%][.?!])(?=[A-Z](?:[a-z]+|[A-Z]{3,})[\s:])|(?<=[)\]])(?=[A-Z][a-z]+\s))"
)
_UP_TO_WORD = re.compile(r".*[\s(\[,;/\"“]", re.S)  # the last word is what it leaves; it looks from the end
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*([^\s]+)")

# Never the end of a sentence.
_NEVER = frozenset(
    """vs viz cf e.g i.e eg ie fig figs tab no nos ref refs eq eqs dr drs mr mrs prof st vol vols pp approx ca resp
    ed eds suppl inc. incl excl et sect ser subsp var aff rel exp dept univ spp. vers
    jan feb apr aug sept nov dec""".split()
)
# The end of one only before a word that plainly begins another.
_SELDOM = frozenset(
    """al sp spp ssp inc corp co ltd wk wks mo mos yr yrs hr hrs min mins sec secs max avg est conc sol inj tab
    tabs""".split()
)
_STARTERS = frozenset(
    """the a an in we our this these those it its there they patients at for of on after all both among by from no
    to when during although however moreover furthermore results methods conclusion conclusions background objective
    compared overall as only one two three four five six with using while treatment median mean thus therefore
    participants subjects adverse data secondary primary most median mean group each further future another although
    here he she his her blood total""".split()
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_COUNTRIES = re.compile(r"(?:U\.S|U\.K|U\.S\.A|D\.C|Ph\.D|M\.D)$")
_LOWER_START = re.compile(r"(?:[a-z]{1,3}[A-Z0-9]|(?:nab|pegylated|α|β|γ|p|n|anti|alpha|beta|mTOR)-)")


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of one passage, in order, white space between them left out; () for an empty text."""
    sentences: list[Sentence] = []
    start = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    for match in _STOP.finditer(text, start, stop):
        if match.end() < stop and _ends(text, start, match):
            sentences.append(Sentence(start, match.end(2)))
            start = match.end()
    if start < stop:
        sentences.append(Sentence(start, stop))
    return tuple(sentences)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    follows = _NEXT_WORD.match(text, stop.end())
    if follows is None:
        return False
    word = follows[1]
    if word[0].islower() and not _LOWER_START.match(word):
        return False
    if not (word[0].isalnum() or word[0] in "≥≤<>~±+=$€£-–—•*#&'\"“‘"):
        return False
    if word[0] in "<>=±+&" or word == "-":
        return False
    if _in_bracket(text, start, stop.start(), stop.end()):
        return False
    if stop[1] != ".":
        return True
    before = _UP_TO_WORD.match(text, start, stop.start())
    at = before.end() if before else start
    if stop[2] and not _DOTTED.match(text[at : stop.start()]):  # "(i.v.) 15 min later" goes on
        return True
    return _word_may_end(text, start, at, text[at : stop.start()], word)


def _word_may_end(text: str, start: int, at: int, last: str, word: str) -> bool:
    """Whether the word before a lone full stop can be a sentence's last, given the word after it."""
    low = last.lower()
    begins = word.rstrip(",:;.)").lower() in _STARTERS and not word[0].isdigit()
    if low in _NEVER:
        # "no" and "tab" are words too: an abbreviation only before a number
        return low in ("no", "nos", "fig", "tab") and not word[0].isdigit() and begins
    if low in _SELDOM:
        return begins or (low not in ("al", "sp", "spp", "ssp", "inc", "corp", "co", "ltd") and word[0].isupper())
    if _DOTTED.match(last):
        if _COUNTRIES.match(last):
            return begins
        return word[0].isupper() and (len(word) > 1 or word == "A") and not word[1:2].isupper()
    if len(last) == 1 and last.isupper():
        return _initial_may_end(text, start, at, begins)
    return not (last.isdigit() and at == start)  # "1. Patients": the number of a list


def _initial_may_end(text: str, start: int, at: int, begins: bool) -> bool:
    """ "vitamin C. Patients" ends a sentence; "J. Smith", "by S. aureus" and "K. D. Jones" do not."""
    before = text[start:at].rstrip()
    if not before or before[-1] in "(.,;&":
        return begins and bool(before) and before[-1] not in "(.&"
    previous = before.rsplit(None, 1)[-1]
    return begins or (previous.islower() and previous not in ("by", "of", "and", "with", "to", "in", "from", "for"))


def _in_bracket(text: str, start: int, stop: int, end: int) -> bool:
    """Inside a bracket that closes soon: "(Fig. 2. Table 1)", "[J. Phys. Chem. 36, 407]"."""
    for left, right in ("()", "[]"):
        opened = text.rfind(left, start, stop)
        if opened >= 0 and text.find(right, opened, stop) < 0:
            closed = text.find(right, end, end + 80)
            if closed >= 0 and text.find(left, end, closed) < 0:
                return True
    return False
