"""How a rule's match becomes measures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.literals import Needed, needed
from extractor.measures import units
from extractor.measures.numbers import FIGURE, SCALES, value
from extractor.records import Measure, Number

Match = re.Match[str]
N = FIGURE
FIGURE_BEGINS = re.compile(r"[\d.·]")
TO = r"\s?(?:--?|∼|~|–|—|−|‐|to|through|and)\s?"
TO_AGE = rf"(?:-(?:(?:year|month|week|day)s?-)? ?)?{TO}-?"  # 6- to 12-year-old, 18-to-30-year-old
DASH = r"\s?(?:--?|∼|~|–|—|−|‐|to)\s?"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
TIME = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|(?-i:[hdy])"
    r"|decades?|fortnights?|cycles?|visits?|trimesters?)"
)
# "1920 women were given to zinc and 1944[ to placebo]": no year
TO_ARM = r" to (?:receive|placebo|control|the (?:control|placebo))\b"
_LEVEL = r"(?:\d|IV|III|II|I|V)[ab]?"
LEVELS = (  # of toxicity or of a complication, behind "grade"
    rf"(?P<ge>> ?or ?= ?|[≥>$]=? ?|at least (?:a )?)?(?P<levels>{_LEVEL}"
    rf"(?:\s?(?:-|–|/|,|or|and|to|through|, or|, and)\s?(?:grade )?{_LEVEL}\b)*)(?![\w%]|\.\d|\s?/\s?\d)"
    r"(?P<more>\s?(?:\+|or[ -](?:higher|greater|more|above|worse)|and (?:higher|greater|above)))?"
)
# Beside a unit or a percent sign a decimal comma is safe: 2,5 mg; not in a list without blanks: 5,10,20 mg.
SINGLE = rf"(?:(?<!\d,)\d+,\d{{1,2}}(?!\d|,\d)|{N})"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


_DIGIT = re.compile(r"\d")
Build = Callable[[str, Match], list[Measure]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing one kind of measure. `build` turns a match into measures; none means: not this after all.

    Where `begins` is given a match can begin only at the beginning of one of its matches, which are found faster.
    """

    kind: str
    regex: re.Pattern[str]
    build: Build
    needed: Needed
    begins: re.Pattern[str] | None = None
    holds: re.Pattern[str] | None = None  # without a match of this, which is found fast, there is none


def _groups(match: Match) -> list[tuple[int, int, Number]]:
    """The numbers of a match's named groups a, b, c ..., with their offsets."""
    return [(match.start(k), match.end(k), value(v)) for k, v in match.groupdict().items() if v and len(k) == 1]


def plain(kind: str, match: Match) -> list[Measure]:
    numbers = _groups(match)
    low = numbers[0][2] if numbers else None
    high = numbers[1][2] if len(numbers) > 1 else None
    return [Measure(kind, match.start(), match.end(), low, high)]


def interval(kind: str, match: Match) -> list[Measure]:
    (_, _, low), (_, _, high) = _groups(match)[:2]
    named = match.groupdict()
    low, high = -low if named.get("minus") else low, -high if named.get("minus_b") else high
    return [Measure(kind, match.start(), match.end(), low, high)] if low <= high else []


def scaled(kind: str, match: Match) -> list[Measure]:
    """1.2 thousand, with the integer that is meant."""
    number = value(match["a"]) * SCALES[match["scale"].lower()]
    return [Measure(kind, match.start(), match.end(), round(number) if abs(number - round(number)) < 1e-6 else number)]


def each(kind: str, match: Match) -> list[Measure]:
    """A list that shares one sign or word at its end: one measure per number, with the sign its end has."""
    found = [(m.start(), m.end(), value(m[0])) for m in re.finditer(N, match["list"])]
    base, last = match.start("list"), len(found) - 1
    return [
        Measure(kind, base + s if i else match.start(), match.end() if i == last else base + e, v)
        for i, (s, e, v) in enumerate(found)
    ]


def name(kind: str, match: Match) -> list[Measure]:
    """A word that holds a figure (IL-6, T315I, 5-FU); words without one are no measures."""
    return [Measure(kind, match.start(), match.end())] if _DIGIT.search(match[0]) else []


def numbered(kind: str, match: Match) -> list[Measure]:
    """A trial of several that bear one name: ASCEND 1 and ASCEND 2. One alone may be a number behind any name."""
    other = re.search(rf"\b{re.escape(match['study'])} (?!{match['digit']})[1-9]\b", match.string)
    return [Measure(kind, match.start("digit"), match.end("digit"))] if other else []


def fraction(kind: str, match: Match) -> list[Measure]:
    a, b = value(match["a"]), value(match["b"])
    if not isinstance(a, int) or not isinstance(b, int) or a > b or b < 2:
        return []
    return [Measure(kind, match.start(), match.end(), numerator=a, denominator=b)]


def grade(kind: str, match: Match) -> list[Measure]:
    """Low and high as integers, unit ">=" for "or higher", ">", "<="; `grade_text` puts it in words."""
    levels = [ROMAN.get(g) or int(g) for g in re.findall(r"\d|IV|III|II|I|V", match["levels"])]
    if not levels or max(levels) > 5:
        return []
    said = (match["pre"] or match["ge"] or match["more"] or "").strip()
    sign = "<=" if said.startswith("≤") else ">" if said == ">" else ">=" if said else None
    high = max(levels) if max(levels) > min(levels) else None
    return [Measure(kind, match.start(), match.end(), min(levels), high, unit=sign)]


def grade_text(measure: Measure) -> str:
    """ "3", "3-4" or ">=3"."""
    if measure.unit:
        return f"{measure.unit}{measure.low}"
    return f"{measure.low}-{measure.high}" if measure.high is not None else f"{measure.low}"


def dose(kind: str, match: Match) -> list[Measure]:
    """One measure per amount, the elided units of "100, 200 and 400 mg" filled in; laboratory units become `lab`."""
    whole, per = _unit(match)
    if not whole:
        return [Measure("lab", match.start(), match.end(), value(match["first"]), unit=match["unit"])]
    times = 10 ** int(match["power"].translate(_SUPERSCRIPT)) if match["power"] else SCALES.get(match["scale"], 1)
    text, base = match["list"], match.start("list")
    parts: list[tuple[int, int, Number, Number | None]] = []
    for m in re.finditer(rf"(?P<low>{SINGLE})(?:{DASH}(?P<high>{SINGLE}))?", text):
        parts.append((m.start(), m.end(), value(m["low"]), value(m["high"]) if m["high"] else None))
    if len(parts) == 2 and match["between"]:
        parts = [(parts[0][0], parts[1][1], parts[0][2], parts[1][2])]
    return [
        Measure(
            kind,
            base + s,
            match.end() if i == len(parts) - 1 else base + e,
            low * times,
            high * times if high is not None else None,
            unit=whole,
            per=per,
        )
        for i, (s, e, low, high) in enumerate(parts)
    ]


def dose_in_words(kind: str, match: Match) -> list[Measure]:
    """The same of one amount in words: fifty milligrams."""
    whole, per = _unit(match)
    try:
        low = value(match["first"])
    except ValueError:
        return []
    return [Measure(kind if whole else "lab", match.start(), match.end(), low, unit=whole or match["unit"], per=per)]


def _unit(match: Match) -> tuple[str | None, str | None]:
    """The whole unit of an amount and the time it is per; no unit where it is one of the laboratory."""
    unit, dimension = units.unit_table()[match["unit"]]
    body = next((k for k in units.PER_BODY if match[f"body_{k}"]), None)
    per = next((k for k in units.PER_TIME if match[f"per_{k}"]), None)
    if not body and not per:
        body = next((k for k in units.PER_WHAT if match[f"what_{k}"]), None)
    if body == "lab" or (dimension == "mass" and body != "kg"):
        return None, per
    return (f"{unit}/{body.replace('_', ' ')}" if body else unit), per


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def compiled(
    kind: str,
    pattern: str,
    build: Build = plain,
    flags: int = 0,
    begins: re.Pattern[str] | None = None,
    holds: re.Pattern[str] | None = None,
) -> Rule:
    """A rule of the lexer."""
    regex = re.compile(pattern, flags)
    return Rule(kind, regex, build, needed(regex), begins, holds)
