"""The grade that a share of an adverse event carries."""

from __future__ import annotations

import re

from extractor.facts.links import Link
from extractor.matching import Item, Line
from extractor.measures import grade_text

# Up to here, and no further, a grade holds for what follows it.
_ENDS = re.compile(
    r";|\b(?:any|all)[- ]grades?\b|\bwhile\b|\bwhereas\b|\bas was\b|\bas were\b|\bserious\b|(?<!\bvs)\. ", re.I
)
_AFTER_SHARE = re.compile(r"[)\]]?\s?(?:(?:had|were|was|with|of|being) )?")  # "5% grade 3", "5% had grade 3"
# "Rash (24%) and fever (8%), both grade 1"
_OF_ALL = re.compile(
    r"[^;.]{0,120}[,(]\s?(?:all|both)(?: (?:of )?(?:which|them|these))?(?: (?:were|was|being|of|had))? "
)


_BRACKET = re.compile(r"\([^()]*\)")
_ALL = re.compile(r"\b(?:any|all)[- ]grades?\b|\btotal\b|\boverall\b", re.I)


def grade_of(line: Line, link: Link) -> str | None:
    """The grade that qualifies a share: one beside its term, else the nearest before it that its list still carries."""
    text, rate, term = line.passage, link.rate, link.term
    columns, place = _columns(line, rate)
    if columns:
        return columns[place]
    for item in line.items:
        if item.kind != "grade":
            continue
        beside_after = 0 <= item.start - term.end <= 4 and item.start < max(rate.end, item.end)
        beside_before = item.end <= term.start and re.fullmatch(
            r"\s?(?:[A-Za-z-]+\s){0,4}", text[item.end : term.start]
        )
        if beside_after or beside_before:
            return grade_text(item.value)
        gap = text[rate.end : item.start] if item.start >= rate.end else ";"
        if _AFTER_SHARE.fullmatch(gap) or _OF_ALL.fullmatch(gap):
            return grade_text(item.value)
    if link.pattern_id.startswith("numerator.no"):
        return None  # of "no grade 4 toxicity, sepsis or death" the grade belongs to the toxicity
    first = min(rate.start, term.start)
    for item in reversed([i for i in line.items if i.kind == "grade" and i.end <= max(first, rate.start)]):
        before, _, listed = text[item.end : max(first, item.end)].partition(":")
        between = before + listed.replace(";", ",")  # "grade 3 toxicity: leukopenia, 18%; rash, 7%"
        if _ENDS.search(between):
            return None
        inside = [i for i in line.items if i.kind == "rate" and item.end <= i.start < first]
        opened = text.count("(", line.start, item.start) > text.count(")", line.start, item.start)
        if opened and text.count(")", item.end, rate.start) > text.count("(", item.end, rate.start):
            continue  # the bracket that held this grade has closed
        return grade_text(item.value) if not inside or _is_list_head(line, item) else None
    return None


def _columns(line: Line, rate: Item) -> tuple[list[str | None], int]:
    """The grades of shares that stand in pairs, and the place of a share in its pair; no grades where there are none.

    "nausea (40%, grade 3 6%), rash (31%, 4%)", or "(any grade; grade 3) were nausea (40%; 6%)".
    """
    own = _bracket(line, rate)
    if own is None or len(shares := _shares(line, own)) != 2:
        return [], 0
    for other in (m.span() for m in _BRACKET.finditer(line.passage, line.start, own[1])):
        pair = _shares(line, other)
        grades = [i for i in line.items if i.kind == "grade" and other[0] < i.start < other[1]]
        if len(grades) == 1 and (len(pair) == 2 or (not pair and _ALL.search(line.passage, *other))):
            first = grades[0].start < pair[0].start if pair else _ALL.search(line.passage, grades[0].end, other[1])
            given = grade_text(grades[0].value)
            return ([given, None] if first else [None, given]), shares.index(rate)
    return [], 0


def _bracket(line: Line, rate: Item) -> tuple[int, int] | None:
    found = (m.span() for m in _BRACKET.finditer(line.passage, line.start, line.end))
    return next((span for span in found if span[0] < rate.start and rate.end <= span[1]), None)


def _shares(line: Line, bracket: tuple[int, int]) -> list[Item]:
    return [i for i in line.items if i.kind == "rate" and bracket[0] < i.start and i.end <= bracket[1]]


def _is_list_head(line: Line, grade: Item) -> bool:
    """Whether a grade governs a whole list: "grade 3-4 events were neutropenia (29%), thrombocytopenia (22%)"."""
    return bool(re.search(r"[,;]| and ", line.passage[grade.end : line.end])) and not any(
        i.kind == "rate" and i.end <= grade.start for i in line.items
    )
