"""What printing did to a PDF's text, undone with a record: ligatures, words broken at line ends, signs of other fonts.

Some publishers' fonts print ≥ with the code of `$`, < with that of `,`, ≤ with that of `#` and > with that of `.`.
Whoever copies the text sees "$50%" and "P,0.05". And in a text without its type sizes, the raised numbers of references
stand on the line: "as in others.5,7 We gave".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.documents.normalise import SUPERSCRIPT
from extractor.records import Repair

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LINE_END = re.compile(r"(?P<head>\w+)(?P<cut>(?P<hyphen>[-‐‑\u00ad])\s*\n\s*)(?=(?P<tail>\w+))")
_SOFT_HYPHEN = re.compile(r"(?<=\w)\u00ad(?=\w)")
_SUSPENDED = frozenset("and or nor to versus vs".split())  # "short- and long-term"
# Words that follow a hyphen far more often than they end a word.
_SECOND = frozenset(
    """based blind blinded controlled dose dependent derived free fold group grade induced label level like line
    mediated naive name negative old out positive related refractory resistant responder risk scale sensitive sided
    specific state term threatening treated type up day week month year""".split()
)

_UNIT = (
    r"(?:\s?%|(?:\s|-)?(?:(?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|patients?|participants?|subjects|women|men|"
    r"cases|points?|times|cycles?|courses?|doses|events?|prior|previous|fold|mg|g|kg|µg|μg|ng|ml|mL|dL|L|mm|cm|mmol|"
    r"[µμ]mol|IU|h)\b|[×x]\s?10))"
)
_NUMBER = r"\d+(?:\.\d+)?"
_MONEY = re.compile(
    r"\b(?:US|AU|CA|HK|NZ|[AC])\s?\$|\b(?:USD|AUD|CAD|EUR|dollars?)\b|€|\$\s?\d{1,3}(?:,\d{3})+|"
    r"\$\s?\d[\d.,]*\s?(?:million|billion|thousand)\b",
    re.I,
)
_MONEY_NEAR = re.compile(
    r"\b(?:costs?|prices?|pric|charg|fees?\b|expens|paid|pays?\b|payment|salar|income|budget|fund|reimburs|gift|voucher|"
    r"compensat|remunerat|willing|QALY|econom|cheap|saving|afford)",
    re.I,
)
_NEAR = 80  # characters on either side
_LABEL = re.compile(
    r"\b(?:patients?|cases?|subjects?|no|lots?|batch|grants?|protocols?|study|tables?|figures?|site)\s$", re.I
)

# Signs that are sure by what stands around them, in any document; the group is what to replace. No comma follows
# a word of _BEFORE; after other words it may be a misplaced one: "in group A ,12 patients".
_P = r"\b(?:[PpNnTt]|P[- ](?:for )?(?:values?|trend|interaction|heterogeneity))"
_BEFORE = r"(?:[(\[]|\b(?:of|to|by|was|were|is|are|or|and|than|as|with|from|at|if|for|in|had|grade|aged|age)\s)"
_SURE = {
    "≥": re.compile(rf"(\$)(?={_NUMBER}{_UNIT})|(?:\b[Pp]|\b[Gg]rade\s|\b[Aa]ged\s)(\$)(?=\d|\.\d)"),
    "<": re.compile(rf"{_BEFORE}(,)(?={_NUMBER}{_UNIT})|(?:{_P}(?=,\d|,\.)|\b[Pp]\s(?=,\s))(,)(?=\s?0?\.\d)"),
    "≤": re.compile(rf"(?:\s|[(\[])(#)(?={_NUMBER}{_UNIT})|(?:\b[Pp]|\b[Gg]rade\s)(#)(?=\d|\.\d)"),
    ">": re.compile(r"\b[PpNnTt](\.)(?=0\.\d)|\b[Pp]\s(\.)(?=\s0\.\d)"),
}
# Signs that are sure once the document has shown that it prints such signs.
_SHOWN = {
    "≥": re.compile(r"(\$)(?=\d)"),
    "<": re.compile(rf"\s(,)(?={_NUMBER}{_UNIT})|(?:{_BEFORE}|\b[a-zA-Z](?=,0\.))(,)(?=\d)"),
    "≤": re.compile(r"(#)(?=\d)"),
    ">": re.compile(rf"(?:\s|[(\[])(\.)(?=\d+{_UNIT})"),  # ".25%" is a quarter of a percent elsewhere
}
_SIGNS_SHOWN = re.compile(
    rf"\$\d+(?:\.\d+)?\s?%|{_BEFORE}[,#]{_NUMBER}\s?%|\b[Pp][,$#]0?\.\d|\b(?:[Gg]rade|[Aa]ged)\s[$#]\d"
)
# Numbers of references glued to the end of a clause, but no people ("were treated.12 patients left") or amounts.
_GLUED = r"(?:(?<=[^\W\d][^\W\d)”\"][.,;:])|(?<=et al))[1-9]\d{0,2}(?:[,–-][1-9]\d{0,2})*"
_GLUED_SHOWN = re.compile(rf"{_GLUED}(?=\s+[A-Z][a-z]+\s)")
_GLUED_CITATION = re.compile(rf"{_GLUED}(?=\s|$)(?!{_UNIT})")
_GLUED_LEAST = 5  # of them in a document tell that this is how it cites
_BARE_DECIMAL = re.compile(r"[=<>≤≥]\s?\.\d")

Edit = tuple[int, int, str]  # start, end and what to put there


@dataclass(frozen=True, slots=True)
class Usage:
    """How a document writes: its words and pairs of words joined by a hyphen, and which signs it has shown."""

    words: frozenset[str]
    other_signs: bool  # `$` for ≥ and its like were seen where they can mean nothing else
    bare_decimals: bool  # .05 for 0.05
    money: bool
    glued_citations: bool = False  # the numbers of references stand on the line, right behind a word's full stop


def usage_of(texts: Iterable[str]) -> Usage:
    """The usage of a document, from its paragraphs as extracted."""
    words: set[str] = set()
    signs = bare = money = False
    glued = 0
    for text in texts:
        for word in _WORD.findall(text.lower()):
            parts = word.split("-")
            words.update(parts, (f"{a}-{b}" for a, b in pairwise(parts)))
        signs = signs or bool(_SIGNS_SHOWN.search(text))
        bare = bare or bool(_BARE_DECIMAL.search(text))
        money = money or bool(_MONEY.search(text))
        glued += len(_GLUED_SHOWN.findall(text))
    return Usage(frozenset(words), signs, bare, money, glued >= _GLUED_LEAST)


def mend(text: str, usage: Usage | None = None, scripts: str | None = None) -> tuple[str, tuple[Repair, ...]]:
    """A paragraph as extracted, its lines ended by line feeds, as the text to read and what was replaced in it.

    `scripts` is the text once more, as long, with raised and lowered digits as their Unicode characters. White space
    is collapsed without a record; but for it, `unmend` gives the paragraph back. Without `usage` the paragraph alone
    decides what is sure.
    """
    scripts = text if scripts is None else scripts
    usage = usage or usage_of([scripts])
    edits = [(i, i + 1, new) for i, (old, new) in enumerate(zip(text, scripts, strict=True)) if old != new]
    edits += [(m.start(), m.end(), _LIGATURES[m[0]]) for m in _LIGATURE.finditer(scripts)]
    edits += _hyphens(scripts, usage)
    edits += _signs(scripts, usage)
    if usage.glued_citations:
        edits += [(m.start(), m.end(), m[0].translate(SUPERSCRIPT)) for m in _GLUED_CITATION.finditer(scripts)]
    return _apply(text, sorted(edits))


def unmend(text: str, repairs: Iterable[Repair]) -> str:
    """The text before it was mended, with its white space collapsed."""
    pieces, at = [], 0
    for repair in repairs:
        pieces += [text[at : repair.start], repair.original]
        at = repair.end
    return "".join([*pieces, text[at:]])


def _hyphens(text: str, usage: Usage) -> Iterator[Edit]:
    for match in _LINE_END.finditer(text):
        head, tail = match["head"], match["tail"]
        if match["hyphen"] == "\u00ad" or _is_one_word(head, tail, usage):
            yield match.start("cut"), match.end("cut"), ""
        elif tail.lower() not in _SUSPENDED:
            yield match.start("cut") + 1, match.end("cut"), ""  # the hyphen stays, the line's end goes
    yield from ((m.start(), m.end(), "") for m in _SOFT_HYPHEN.finditer(text))


def _is_one_word(head: str, tail: str, usage: Usage) -> bool:
    """Whether the hyphen between the two is there for the line's end only."""
    if not (head[-1].isalpha() and tail[0].islower()) or tail in _SUSPENDED:
        return False
    joined, pair = (head + tail).lower(), f"{head}-{tail}".lower()
    if joined in usage.words or pair in usage.words:
        return joined in usage.words
    if head[-1].isupper():
        return False  # "ATO-based"
    return not (len(head) > 3 and tail in _SECOND)


def _signs(text: str, usage: Usage) -> Iterator[Edit]:
    rules = [*_SURE.items(), *(_SHOWN.items() if usage.other_signs else ())]
    for sign, regex in rules:
        if sign == ">" and regex is _SHOWN[sign] and usage.bare_decimals:
            continue
        for match in regex.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if not _means_itself(text, start, usage):
                yield start, end, sign


def _means_itself(text: str, at: int, usage: Usage) -> bool:
    """Whether `$` may be a currency's, or `#` the one before the number of a case."""
    if text[at] == "$" and not re.match(rf"\${_NUMBER}\s?%", text[at : at + 20]):
        return usage.money or bool(_MONEY_NEAR.search(text[max(0, at - _NEAR) : at + _NEAR]))
    return text[at] == "#" and bool(_LABEL.search(text[max(0, at - 20) : at]))


def _apply(text: str, edits: list[Edit]) -> tuple[str, tuple[Repair, ...]]:
    out: list[str] = []
    repairs: list[Repair] = []
    length = at = 0
    blank = False  # white space was seen since the last character

    def put(piece: str) -> None:
        nonlocal length, blank
        if blank and length:
            out.append(" ")
            length += 1
        blank = False
        out.append(piece)
        length += len(piece)

    def copy(piece: str) -> None:
        nonlocal blank
        for part in re.split(r"(\s+)", piece):
            if part.isspace():
                blank = True
            elif part:
                put(part)

    for start, end, new in edits:
        if start < at:
            continue  # two rules found the same character
        copy(text[at:start])
        put(new)
        repairs.append(Repair(length - len(new), length, re.sub(r"\s+", " ", text[start:end])))
        at = end
    copy(text[at:])
    return "".join(out), tuple(repairs)
