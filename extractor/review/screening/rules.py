"""The rules of a review, as a YAML file states them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from extractor.errors import ExtractorError
from extractor.records import STATUS_OF_NOTICE
from extractor.review.evidence.designs import can_be_stated
from extractor.review.screening.flow import Flow, flow_of, known
from extractor.store.screening import STAGES

# What a rule may ask of a paper, with an example for whoever misspells it.
CONDITIONS = {
    "design": "[RCT, phase II]",
    "patients": '">= 15"',
    "drug": "[arsenic trioxide]",
    "language": "[eng, chi]",
    "year": '"2003-2012"',
    "words": '["multiple myeloma"]',
    "mesh": "[Humans]",
    "outcome": "[response]",
    "event": "[neutropenia]",
    "status": "[retracted]",
    "full text": "yes",
    "sql": "SELECT paper_id FROM papers WHERE ...",
}
# MEDLINE's codes, by what people and JATS write.
_LANGUAGES = {
    code: names.split()[0]
    for names in (
        "eng en english", "chi zh chinese", "fre fr french", "ger de german", "spa es spanish", "ita it italian",
        "por pt portuguese", "jpn ja japanese", "rus ru russian", "kor ko korean", "dut nl dutch", "pol pl polish",
        "tur tr turkish", "per fa persian", "ara ar arabic", "hun hu hungarian", "cze cs czech", "dan da danish",
        "swe sv swedish", "nor no norwegian", "fin fi finnish", "gre el greek", "heb he hebrew",
    )
    for code in names.split()
}  # fmt: skip
_UNKNOWN = ("include", "exclude", "maybe")
_OF_RULE = ("reason", "include", "exclude", "stage", "if unknown")
_OF_FILE = ("review", "title", "papers", "duplicates", "rules", "elsewhere")
_COMPARED = re.compile(r"\s*(>=|<=|>|<|=|≥|≤)?\s*(\d+)\s*(?:(?:-|–|to)\s*(\d+)\s*|(or more)\s*)?")


@dataclass(frozen=True)
class Rule:
    """What a paper must be (`must`), or must not be, to stay; `reason` says why one that fails is left out.

    All conditions hold, or the paper is not what they ask; of the values of one condition one is enough.
    """

    reason: str
    must: bool
    conditions: dict[str, tuple[str, ...]]
    stage: str = "screening"
    if_unknown: str = "maybe"


@dataclass(frozen=True)
class Rules:
    """A review: its rules in the order of their stages, which papers it is about, and records that are not here.

    `sources` (queries, saved searches or files, by what the flow diagram calls them) and `sql` say which papers;
    without either all are. `elsewhere` is the flow of the records that this database does not hold.
    """

    review: str
    title: str | None
    rules: tuple[Rule, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    sql: str | None = None
    keep_duplicates: bool = False
    elsewhere: Flow | None = None
    text: str = ""


def read_rules(path: Path) -> Rules:
    """The rules of a file. Raises ExtractorError, in one sentence that names the place, where they are none."""
    return parsed(text_of(path), str(path))


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise ExtractorError(f"{path} cannot be read: {why}.") from error


def parsed(text: str, where: str) -> Rules:
    """As `read_rules`, of a text that is `where` it says."""
    written = yaml_mapping(text, where)
    known(written, _OF_FILE, where)
    name, rules = written.get("review"), written.get("rules")
    if not isinstance(name, str) or not name.strip():
        raise ExtractorError(f"{where} must name the review, as `review: ato`.")
    if not isinstance(rules, list) or not rules:
        raise ExtractorError(f"{where} needs `rules`, a list in the order in which they are to be asked.")
    if (duplicates := written.get("duplicates", "remove")) not in ("remove", "keep"):
        raise ExtractorError(f"{where}: duplicates is {duplicates!r}; it can be remove or keep.")
    papers = written.get("papers") or {}
    if not isinstance(papers, dict):
        raise ExtractorError(f"{where}: papers says which, as `papers: {{found by: [ato]}}` or with sql.")
    known(papers, ("found by", "sql"), f"{where}, papers")
    if not isinstance(papers.get("sql", ""), str) or not isinstance(written.get("title", ""), str):
        raise ExtractorError(f"{where}: the title and the sql of papers are texts.")
    found_by = papers.get("found by") or {}
    if not isinstance(found_by, dict):
        found_by = {source: source for source in _texts(found_by)}
    read = [_rule(rule, f"{where}, rule {i}") for i, rule in enumerate(rules, start=1)]
    if double := next((r.reason for i, r in enumerate(read) if r.reason in [x.reason for x in read[:i]]), None):
        raise ExtractorError(f"{where}: two rules have the reason {double!r}, so that nobody could tell them apart.")
    elsewhere = written.get("elsewhere")
    return Rules(
        name.strip(),
        written.get("title"),
        tuple(sorted(read, key=lambda rule: STAGES.index(rule.stage))),
        {str(name): str(source) for name, source in found_by.items()},
        papers.get("sql"),
        duplicates == "keep",
        flow_of(elsewhere, f"{where}, elsewhere") if elsewhere else None,
        text,
    )


def yaml_mapping(text: str, where: str) -> dict[str, Any]:
    """A YAML text that is a mapping."""
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise ExtractorError(f"{where}{place} is no YAML: {getattr(error, 'problem', None) or error}.") from error
    if not isinstance(written, dict):
        raise ExtractorError(f"{where} must hold names with values, as `review: ato`.")
    return written


def _rule(written: Any, where: str) -> Rule:
    if not isinstance(written, dict):
        raise ExtractorError(f"{where} must have a reason and `include` or `exclude`.")
    known(written, _OF_RULE, where)
    reason, sides = written.get("reason"), [side for side in ("include", "exclude") if side in written]
    if not isinstance(reason, str) or not reason.strip():
        raise ExtractorError(f"{where} has no reason; it is what the flow diagram prints, as `reason: Not in English`.")
    if len(sides) != 1 or not isinstance(asked := written[sides[0]], dict) or not asked:
        raise ExtractorError(f"{where} ({reason}) needs either `include` or `exclude` with conditions.")
    known(asked, CONDITIONS, f"{where} ({reason})")
    conditions = {name: tuple(_texts(value)) for name, value in asked.items()}
    for name, values in conditions.items():
        if not values or not all(map(_IS_VALUE.get(name, bool), values)):
            raise ExtractorError(f"{where} ({reason}): {name} is {asked[name]!r}; write it as {CONDITIONS[name]}.")
    stage, unknown = written.get("stage", "screening"), written.get("if unknown", "maybe")
    for name, value, choices in (("stage", stage, STAGES), ("if unknown", unknown, _UNKNOWN)):
        if value not in choices:
            raise ExtractorError(f"{where} ({reason}): {name} is {value!r}; it can be {', '.join(choices)}.")
    return Rule(reason.strip(), sides[0] == "include", conditions, stage, unknown)


def _texts(value: Any) -> list[str]:
    """One value or a list of them, as text; YAML reads `yes` as true."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return ["yes" if one is True else "no" if one is False else str(one).strip() for one in values]


def _compared(text: str) -> re.Match[str] | None:
    return _COMPARED.fullmatch(text)


def language_code(language: str) -> str:
    """MEDLINE's code of a language; as it is written, where it is none that we know."""
    return _LANGUAGES.get(language.strip().lower(), language.strip().lower())


def bounds(text: str) -> tuple[float, float]:
    """The least and the largest number that are meant: ">= 15", "15 or more", "< 15", "2003-2012", "15"."""
    match = _compared(text)
    assert match  # read_rules looked at it
    sign, number, other, more = match[1], int(match[2]), match[3], match[4]
    if other:
        return number, int(other)
    if more or sign in (">=", "≥"):
        return number, float("inf")
    return {
        ">": (number + 1, float("inf")), "<": (0, number - 1), "<=": (0, number), "≤": (0, number),
    }.get(sign, (number, number))  # fmt: skip


# What the values of a condition must look like, where not any text will do.
_IS_VALUE: dict[str, Callable[[str], object]] = {
    "patients": lambda text: _compared(text) and operator.le(*bounds(text)),
    "year": lambda text: _compared(text) and operator.le(*bounds(text)),
    "design": can_be_stated,
    "language": lambda text: re.fullmatch(r"[a-z]{3}", language_code(text)),
    "status": lambda text: text.lower() in STATUS_OF_NOTICE.values(),
    "full text": lambda text: text.lower() in ("yes", "no"),
}
