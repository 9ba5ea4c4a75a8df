"""Which language a text is in, told by its function words: publishers put translations among PubMed's abstracts.

Meant to be sure and not complete: English must never be taken for another language, so that words which English has
too (die, in, per) do not count, and names of drugs, places and people cannot decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to with was were for that by is are from or as at this these which be been than had has have".split()
)
# ISO 639-2 codes, as MEDLINE writes them.
_FUNCTION_WORDS = {
    "SPA": "de la el los las en que del con por para una un se al como más fue fueron entre sin sobre este esta y su",
    "POR": "de o os em que da dos das com por para uma um não foi foram entre sem sobre na ao à e se mais são pelo nos",
    "FRE": "de la le les des du et en que un une dans pour par sur est ont été avec aux au ces cette sont qui à ou",
    "GER": "der das und von zu mit des auf für ist im nicht eine ein einer wurde wurden bei nach zur oder sich dem als",
    "ITA": "di la il che del della dei delle con una sono nel nella è stato stati tra gli un e da al alla i le sia",
    "DUT": "de het een en van op te met voor zijn werd werden bij dat aan ook niet naar uit tot deze",
}
_LANGUAGES = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
# A quick look, before words are counted; English texts rarely have one of these, and none of them has eight.
_HINT = re.compile(
    r" (?:de la|del|und|der|van het|della|dos|les|los|een|nel|das|foram|sont|wurden?|di|che|dei|gli|que|para|uma|une|"
    r"dans|von|mit|eine[rnms]?|wird|werden|worden|il) "
)
_SCRIPTS = {
    "CHI": re.compile(r"[\u4e00-\u9fff]"),
    "JPN": re.compile(r"[\u3040-\u30ff]"),
    "KOR": re.compile(r"[\uac00-\ud7af]"),
    "ARA": re.compile(r"[\u0600-\u06ff]"),
    "RUS": re.compile(r"[\u0400-\u04ff]"),
}
_LABELS = re.compile(
    r"RESUM[EO]N?|ZUSAMMENFASSUNG|HINTERGRUND|ERGEBNISSE|METHODEN?|OBJETIVOS?|M[ÉE]TODOS?|RESULTADOS?|CONCLUS(?:IONES|ÕES|"
    r"ÃO)|ANTECEDENTES|RÉSUMÉ|RÉSULTATS|CONTEXTE|OBJECTIFS?|RIASSUNTO|OBIETTIVI|METODI|RISULTATI|CONCLUSIONI|"
    r"SCHLUSSFOLGERUNG(?:EN)?"
)
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+(?=\s|$)|[.!?]+(?=\S)[^.!?]*)*[.!?]*\s*")
_SURE, _SHORT = 8, 3  # function words that a whole text, and one sentence or labelled part, must have
_LEAST_SPAN = 40  # words


def language_of(text: str, label: str | None = None) -> str | None:
    """The language of a text that is wholly in one other than English, as an ISO 639-2 code in capitals; else None.

    A label in another language ("RESUMEN") makes a short text believed as well.
    """
    if text.count(" the ") + text.count(" of ") + text.count(" and ") > len(text) / 150:
        return None  # plainly English, as nearly all are: the careful look costs a third of reading a record
    letters = 0 if text.isascii() else sum(map(str.isalpha, text))
    for code in ("JPN", "CHI", "KOR", "ARA", "RUS"):
        if letters and len(_SCRIPTS[code].findall(text)) > 0.3 * letters:
            return code
    labelled = bool(label and _LABELS.fullmatch(label.upper()))
    if not labelled and not _HINT.search(text):
        return None
    return _spoken(text, _SHORT if labelled else _SURE, beats_english=4)


def foreign_spans(text: str) -> list[tuple[int, int]]:
    """Where a text turns to another language for at least 40 words: the translation glued to an English abstract."""
    if not _HINT.search(text):
        return []
    return [(start, end) for start, end in _runs(text) if len(_WORD.findall(text, start, end)) >= _LEAST_SPAN]


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Sentences in another language, those that follow each other as one. A sentence too short to tell by goes with
    those around it."""
    start = end = None
    for match in _SENTENCE.finditer(text):
        if not match[0]:
            continue
        words = [word.lower() for word in _WORD.findall(match[0])]
        if _spoken(match[0], _SHORT):
            start, end = (match.start() if start is None else start), match.end()
        elif sum(word in _ENGLISH for word in words) >= 2 and start is not None and end is not None:
            yield start, end
            start = end = None
        elif start is not None:
            end = match.end()
    if start is not None and end is not None:
        yield start, end


def _spoken(text: str, least: int, beats_english: int = 2) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    best, code = max((sum(word in own for word in words), code) for code, own in _LANGUAGES.items())
    return code if best >= least and best > beats_english * english else None
