"""The name of an outcome or event: the noun phrase around its head word, in the paper's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.matching import Item, Line, Term

_WORD_BEFORE = re.compile(r"([\w'’/+.-]+)\s$")
# Reading leftwards from the head, a name ends before one of these.
_STOP = frozenset(
    "became become the a an of in to for with by on at from and or but nor as than that which who whom was were "
    "is are be been being had has have having did do does no not any all both each other some most more less "
    "least many few common commonly frequent frequently reported observed noted seen occurred occurring developed "
    "experienced experiencing achieved achieving reached attained obtained showed showing including included "
    "include significant significantly similar higher lower highest lowest greater rate rates incidence "
    "incidences frequency proportion percentage prevalence risk number numbers patients patient participants "
    "subjects women men children infants eyes one two three four five six seven eight nine ten this these those "
    "their its there also only overall respectively while whereas mean median cumulative estimated we our without "
    "after before during between among within per vs versus mainly mostly new additional main leading such "
    "following treated due mild moderate therapy when if then thus however suffered underwent undergoing required "
    "requiring respective first second third increased decreased possible any-grade all-grade grade grades total "
    "corresponding better worse good-quality group groups arm arms cohort".split()
)
# "decreased neutrophil count" is an event, though "decreased diarrhoea" would not be: no list knows a phrase's head.
_STOP_OF_PHRASE = _STOP - {"decreased", "increased"}
_RIGHT = re.compile(
    r"^ (?P<how>leading to|due to|because of|resulting in|of|from|in|with a|requiring) (?:the |a |an |study |"
    r"any )?(?P<what>[A-Za-z][\w-]*(?: [a-z][\w-]*){0,4}?)(?=\s?(?:[,;:.()\[\]]|$|was|were|in|at|on|occurred|had|"
    r"\b(?:and|or|with|for|rate|rates|of|than|by|after|during|within|as|between|among|did|is)\b))"
)
_RIGHT_HEADS = {
    "leading to": re.compile(r"event|effect|reaction|toxicit", re.I),
    "requiring": re.compile(r"complication|event|bleeding|reaction", re.I),
    "with a": re.compile(r"adverse event", re.I),
    "due to": re.compile(r"death|died|dying|mortality|discontinu|withdr", re.I),
    "because of": re.compile(r"death|discontinu|withdr", re.I),
    "from": re.compile(r"freedom|death|died|dying", re.I),
    "of": re.compile(
        r"died|dying|loss|recurrence|freedom|resolution|discontinuation|elevation|disappearance|absence|relief|"
        r"cure|closure|improvement|eradication|normali[sz]ation|exacerbation",
        re.I,
    ),
    "in": re.compile(r"improvement|reduction|decrease|increase|elevation", re.I),
}


def outcome_name(
    line: Line, item: Item, abbreviations: Mapping[str, str], phrases: Sequence[tuple[int, int]] = ()
) -> str:
    """The name of an outcome or event, abbreviations spelled out, lower case unless capitals carry meaning.

    `phrases` are a model's noun phrases and entities: where one holds the head, the name begins with it.
    """
    term: Term = item.value
    if term.get("class") == "phrase":
        name = " ".join(_without_lead(term.name.split()))
        return _clean(abbreviations.get(name, name))
    surface = re.sub(r"\s?[(\[][^)\]]*[)\]]$", "", line.passage[item.start : item.end])
    if term.get("whole"):
        return _clean(term.name)
    if term.name.isupper():
        head = surface  # GVHD: better known by its abbreviation
    elif surface.isupper() or _is_verb(surface):
        head = abbreviations.get(surface, term.name)
    elif term.name and (len(term.name.split()) > len(surface.split()) or re.search(r" (?:and|or) ", surface)):
        head = term.name
    else:
        head = re.sub(r"(?: rates?)$", "", surface)
    left = _left_of_phrase(line, item, phrases) if phrases else _left(line, item)
    right = _right(line, item, surface)
    return _clean(f"{left} {head} {right}")


def _without_lead(words: list[str]) -> list[str]:
    """A phrase without the articles and small words that it begins with."""
    start = next((i for i, w in enumerate(words) if w.lower() not in _STOP_OF_PHRASE), len(words))
    return words[start:]


def _is_verb(surface: str) -> bool:
    return (
        bool(re.search(r"(?:ed|ied|ing|died|alive|fatal|febrile|successful|withdrew|fatalities)$", surface.lower()))
        and " " not in surface
    )


def _left(line: Line, item: Item) -> str:
    """Up to four words that qualify the head: "treatment-emergent", "confirmed", "biochemical recurrence-free"."""
    words: list[str] = []
    before = line.passage[line.start : item.start]
    taken = {i.end for i in line.items if i.kind not in ("name", "drug")}
    at = item.start
    while len(words) < 4:
        match = _WORD_BEFORE.search(before)
        if (
            not match
            or at - 1 in taken
            or match[1].lower().strip(".") in _STOP
            or re.search(r"\d[%.]?$|^\d|\.$", match[1])
        ):
            break
        if _is_verb(match[1]) and not re.search(
            r"related|emergent|confirmed|combined|associated|induced|limited|perceived|sustained|acquired|"
            r"delayed|impaired|drug",
            match[1].lower(),
        ):
            break
        words.insert(0, match[1])
        before = before[: match.start()]
        at = line.start + len(before)
    return " ".join(words)


def _left_of_phrase(line: Line, item: Item, phrases: Sequence[tuple[int, int]]) -> str:
    """The words before the head in the model's phrase around it, up to an item that is none of its words."""
    begin = max((s for s, e in phrases if s <= item.start < e), default=item.start)
    begin = max([begin, *(i.end for i in line.items if i.end <= item.start and i.kind not in ("name", "drug"))])
    return " ".join(_without_lead(line.passage[begin : item.start].split()))


def _right(line: Line, item: Item, surface: str) -> str:
    match = _RIGHT.match(line.passage[item.end : line.end])
    if match and match["how"] in _RIGHT_HEADS and _RIGHT_HEADS[match["how"]].search(surface):
        return f"{match['how']} {match['what']}"
    return ""


@lru_cache(maxsize=1000)  # a phrase is named for each share that it may belong to
def _clean(name: str) -> str:
    name = re.sub(r" rates?$", "", re.sub(r"\s+", " ", name).strip(" -"))
    words = [w if any(c.isupper() for c in w[1:]) or any(c.isdigit() for c in w) else w.lower() for w in name.split()]
    if words:
        words[-1] = _singular(words[-1])
    return " ".join(words)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if re.search(r"(?:s|ss|us|is|as|rigors|chills|news)$", word) and (
        not word.endswith("s") or re.search(r"(?:ss|us|is|as)$", word)
    ):
        return word
    return word[:-1] if word.endswith("s") and len(word) > 3 and word.lower() != "chills" else word
