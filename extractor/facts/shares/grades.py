"""The grade that a share of an adverse event carries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.sentences.bare_counts import is_zero
from extractor.facts.sentences.countable import NUMBERS
from extractor.facts.sentences.links import Link
from extractor.facts.sentences.series import is_versus, joined, run_of, series_of
from extractor.matching import Item, Line
from extractor.measures import grade_text, lex

# Up to here, and no further, a grade holds for what follows it.
_ENDS = re.compile(
    r";|\b(?:any|all)[- ]grades?\b|\bwhile\b|\bwhereas\b|\bas was\b|\bas were\b|\bserious\b|(?<!\bvs)\. ", re.I
)
_AFTER_SHARE = re.compile(r"[)\]]?\s?(?:(?:had|were|was|with|of|being) )?")  # "5% grade 3", "5% had grade 3"
_BEFORE_SHARE = re.compile(r"[,:=]?\s?(?:(?:was |were )?(?:seen |observed |reported )?(?:in|for|with) )?[(\[]?")
_WORDS = re.compile(r"[)\]]?\s?(?:[A-Za-z-]+\s){0,4}")
_BEHIND = re.compile(r"[\s()\[,:-]{0,4}(?:of )?")
_LEVELS = re.compile(r"(?:,? and |, |/)(?=\d|[IVGg])")
_BOTH = re.compile(r"\d ?/ ?\d|[IV] ?/ ?[IV]")  # "grade 3/4" is one for all shares
_GRADE = re.compile(r"\bgrade ", re.I)
# "Nausea, mostly grade 1, was seen in 40%": not all of them had it.
_MOSTLY = re.compile(
    r"\b(?:mostly|mainly|predominantly|largely|chiefly|usually|generally|primarily)(?: of| was)? $", re.I
)
# "One patient had grade 4 sepsis and one died": a clause of its own has no grade of another.
_OWN_CLAUSE = re.compile(r"(?:\s[\w-]+)?\s(?:died|developed|had|experienced|discontinued|withdrew|required|suffered)\b")
_OPENS = re.compile(r"(?:among|amongst|of) (?:the |all )?", re.I)
_LISTS = re.compile(
    r":|\b(?:most (?:commonly|frequently)|including|such as|namely|mainly|mostly)\b"
    r"|\b(?:toxicities|events|reactions|effects|complications|AEs) (?:were|included) "
    r"(?!(?:\w+ly )?(?:seen|observed|reported|noted|recorded|found|more|less|rare|infrequent|uncommon)\b)"
)
# "Rash (24%) and fever (8%), both grade 1"
_OF_ALL = re.compile(
    r"[^;.]{0,120}[,(]\s?(?:all|both)(?: (?:of )?(?:which|them|these))?(?: (?:were|was|being|of|had))? "
)
# "Rash (24%) and fever (8%) were the most common grade 3 events"
_WERE_ALL = re.compile(
    r"(?:[^;.]|\.\d){0,160}? (?:was|were) (?:also )?(?:among )?the (?:[\w-]+ ){0,2}"
    r"(?:common(?:est)?|frequent|prevalent|main|major|predominant|only)(?:ly)? (?:[\w-]+ ){0,2}"
)


_BRACKET = re.compile(r"\([^()]*\)")
_ALL_AND = re.compile(r"\b(?:any|all)[- ]grades? (?:and|or) $", re.I)
_ALL = re.compile(r"\b(?:any|all)[- ]grades?\b|\btotal\b|\boverall\b", re.I)


def grade_of(line: Line, link: Link) -> str | None:
    """The grade that qualifies a share: one beside it or its term, else the nearest before that its list carries."""
    grades = [i for i in line.items if i.kind == "grade" and not _MOSTLY.search(line.passage, line.start, i.start)]
    if not grades:
        return None
    columns, place = _columns(line, link.rate)
    if columns:
        return columns[place]
    if in_step := _in_step(line, grades, link.rate) or _in_row(line, grades, link.rate):
        return in_step
    found = _beside_share(line, grades, link.rate) or _beside_term(line, grades, link)
    is_denied = link.pattern_id.startswith("numerator.no") or (link.rate.value.span and is_zero(link.rate.value))
    if found is None and not is_denied:
        found = _carried(line, grades, link)  # of "no grade 4 toxicity, sepsis or death" it belongs to the toxicity
    return grade_text(found.value) if found else None


def _beside_term(line: Line, grades: Sequence[Item], link: Link) -> Item | None:
    """ "Grade 3 treatment-related nausea", "nausea (grade 3)"; and "rash (24%) and fever (8%), both grade 1"."""
    text, rate, term = line.passage, link.rate, link.term
    for item in grades:
        is_behind = item.start >= term.end and _BEHIND.fullmatch(text, term.end, item.start)
        if is_behind and item.start < max(rate.end, item.end):
            return item
        is_near = item.end <= term.start and _WORDS.fullmatch(text, item.end, term.start)
        if is_near and not any(i.kind == "rate" and item.end <= i.start < term.start for i in (*line.items, rate)):
            return item
        if item.start >= rate.end and (
            _OF_ALL.fullmatch(text, rate.end, item.start) or _WERE_ALL.fullmatch(text, rate.end, item.start)
        ):
            return item
    return None


def _carried(line: Line, grades: Sequence[Item], link: Link) -> Item | None:
    """The nearest grade before a share, unless a clause or bracket that held it has ended."""
    text, rate = line.passage, link.rate
    first = min(rate.start, link.term.start)
    if link.term.value.get("class") == "death":
        return None
    if text[rate.start - 4 : rate.start] == "and " and _OWN_CLAUSE.match(text, rate.end):
        return None
    if text[rate.start - 2 : rate.start] == ", " and _OWN_CLAUSE.match(text, rate.end) and _has_share(line, grades[0]):
        return None
    for item in reversed([i for i in grades if i.end <= max(first, rate.start)]):
        before, _, listed = text[item.end : max(first, item.end)].partition(":")
        between = before + listed.replace(";", ",")  # "grade 3 toxicity: leukopenia, 18%; rash, 7%"
        if _ENDS.search(between) and not _OPENS.fullmatch(text, line.start, item.start):
            return None
        inside = [i for i in line.items if i.kind == "rate" and item.end <= i.start < first]
        opened = text.count("(", line.start, item.start) > text.count(")", line.start, item.start)
        if opened and text.count(")", item.end, rate.start) > text.count("(", item.end, rate.start):
            continue  # the bracket that held this grade has closed
        return item if not inside or _is_list_head(line, item) else None
    return None


def _in_step(line: Line, grades: Sequence[Item], rate: Item) -> str | None:
    """ "Grade 2-4 and grade 3-4 GVHD (39% vs 20% and 19% vs 2%, respectively)": one share, or a pair, for each."""
    shares = [i for i in line.items if i.kind == "rate" and i.start > grades[-1].end]
    if len(grades) > 1 or rate not in shares or "respectively" not in line.passage[shares[-1].end : line.end]:
        return None
    levels = _levels(line, grades[0])
    each, rest = divmod(len(shares), len(levels))
    if len(levels) < 2 or rest or each not in (1, 2) or _have_terms(line, grades[0], shares):
        return None
    return _of_level(levels[shares.index(rate) // each])


def _in_row(line: Line, grades: Sequence[Item], rate: Item) -> str | None:
    """ "Grade 1/2/3 rash in 22%, 13% and 4%"; "grade 3 and 4 toxicities were nausea in 8 and 2, respectively, and rash
    in 5 and 1": side by side one for each, as many as the sentence has grades beside each other."""
    grade = next((i for i in reversed(grades) if i.end <= rate.start), None)
    levels = _levels(line, grade) if grade else []
    if grade is None or len(levels) < 2:
        return None
    written = line.passage[grade.start : grade.end]
    is_told = len(levels) > 2 or len(_GRADE.findall(written)) > 1
    is_told = is_told or "respectively" in line.passage[grade.end : line.end]
    numbers = [i for i in line.items if i.kind in ("rate", *NUMBERS)] if is_told else []
    row = next((run for run in joined(line, numbers) if any(i.start == rate.start for i in run)), [])
    if len(row) != len(levels) or is_versus(line, row) or _have_terms(line, grade, row):
        return None
    return _of_level(levels[[i.start for i in row].index(rate.start)])


def _have_terms(line: Line, grade: Item, shares: Sequence[Item]) -> bool:
    """Whether shares are told of as many terms: "grade 3 and 4 nausea and rash in 8 and 2, respectively"."""
    named = [run for run in series_of(line, "event") if grade.end <= run[0].start < shares[0].start]
    return any(len(run) == len(shares) for run in named)


def _levels(line: Line, grade: Item) -> list[str]:
    """The grades that are named beside each other."""
    written = line.passage[grade.start : grade.end]
    levels = _LEVELS.split(written)
    return [written] if len(levels) == 2 and _BOTH.search(written) else levels


def _of_level(level: str) -> str | None:
    read = lex(level if "g" in level.lower() else f"grade {level}")
    return next((grade_text(measure) for measure in read if measure.kind == "grade"), None)


def _beside_share(line: Line, grades: Sequence[Item], rate: Item) -> Item | None:
    """ "Grade 4 in 3%", "grade 4, 5%"; "5% had grade 3", "0% versus 5% grade 3"."""
    before = next((i for i in reversed(grades) if i.end <= rate.start), None)
    if before and line.passage[before.end : rate.start] in (" ", " ("):
        return before
    own = run_of(series_of(line, "rate"), rate)
    last = own[-1].end if is_versus(line, own) else rate.end
    behind = next((i for i in grades if i.start >= last), None)
    if behind and _AFTER_SHARE.fullmatch(line.passage, last, behind.start):
        return behind
    return before if before and _BEFORE_SHARE.fullmatch(line.passage, before.end, rate.start) else None


def _columns(line: Line, rate: Item) -> tuple[list[str | None], int]:
    """The grades of shares that stand in pairs, and the place of a share in its pair; no grades where there are none.

    "nausea (40%, grade 3 6%), rash (31%, 4%)", or "(any grade; grade 3) were nausea (40%; 6%)", or "all-grade and grade
    3 events were nausea (40% and 6%)".
    """
    own = _bracket(line, rate)
    if own is None or len(shares := _shares(line, own)) != 2:
        return [], 0
    for grade in (i for i in line.items if i.kind == "grade" and i.end <= own[0] and not is_versus(line, shares)):
        if _ALL_AND.search(line.passage, line.start, grade.start):
            return [None, grade_text(grade.value)], shares.index(rate)
    for other in (m.span() for m in _BRACKET.finditer(line.passage, line.start, own[1])):
        pair = _shares(line, other)
        grades = [i for i in line.items if i.kind == "grade" and other[0] < i.start < other[1]]
        if (
            len(grades) == 1
            and not is_versus(line, pair)
            and (len(pair) == 2 or (not pair and _ALL.search(line.passage, *other)))
        ):
            first = grades[0].start < pair[0].start if pair else _ALL.search(line.passage, grades[0].end, other[1])
            given = grade_text(grades[0].value)
            return ([given, None] if first else [None, given]), shares.index(rate)
    return [], 0


def _bracket(line: Line, rate: Item) -> tuple[int, int] | None:
    found = (m.span() for m in _BRACKET.finditer(line.passage, line.start, line.end))
    return next((span for span in found if span[0] < rate.start and rate.end <= span[1]), None)


def _shares(line: Line, bracket: tuple[int, int]) -> list[Item]:
    return [i for i in line.items if i.kind == "rate" and bracket[0] < i.start and i.end <= bracket[1]]


def _has_share(line: Line, grade: Item) -> bool:
    """Whether the grade is one that a number before it has: "five had grade 2 fatigue"."""
    return any(i.kind in ("rate", *NUMBERS) and i.end < grade.start for i in line.items)


def _is_list_head(line: Line, grade: Item) -> bool:
    """Whether a grade governs a whole list: "grade 3-4 events were neutropenia (29%), thrombocytopenia (22%)"."""
    if not re.search(r"[,;]| and ", line.passage[grade.end : line.end]):
        return False
    shares = [i for i in line.items if i.kind == "rate"]
    after = next((i.start for i in shares if i.start >= grade.end), line.end)
    return not any(i.end <= grade.start for i in shares) or bool(_LISTS.search(line.passage, grade.end, after))
