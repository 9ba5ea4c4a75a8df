"""What a row is about: its label read together with the section or the row above that it needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.tables.labels import Label, read_label

_OTHER = re.compile(r"^others?$|^misc\w*$", re.I)
_YES = re.compile(r"^yes$", re.I)
_CHILD = re.compile(r"^\s?[-–—•·]\s?")
_CONSEQUENCE = re.compile(r"\b(?:leading to|resulting in|requiring|causing|due to|withdr\w+|discontinu\w+)\b.*", re.I)
_EVENT = re.compile(r"adverse|toxicit|event|reaction|complication|side effect|\bT?E?S?AEs?\b", re.I)
_BY = re.compile(
    r"\s*\([^()]*\)$| in the (?:population|patients|subset).*"
    r"| by (?:severity|category|intensity|grade|system|type|causality|relationship)\b.*",
    re.I,
)
_KIND = re.compile(r"(?:infections?|bleeding|ha?emorrhages?|fractures?|thrombosis)$", re.I)
_EVENT_ENDING = re.compile(
    r"(?:itis|[aeo]mia|penia|sis|ing|ia|ache|pain|infections?|ness|ema|rrh\w+|disorders?|sepsis|herpes|zoster|influenza|"
    r"fever|cold|abscess)$",
    re.I,
)
_GRADED = re.compile(r"\bgrades?\b|clavien", re.I)
_AES = re.compile(r"AEs?")
_STOPPED = re.compile(r"discontinu|withdr[ae]w|stopped|reason", re.I)
_GROUP_NAME = re.compile(r"(?:group|arm|cohort) \w+", re.I)
_SITE = re.compile(r"\b(?:site|area)\b(?: reactions?)?$", re.I)
_HEADS = re.compile(
    r"^(?:any|total|all|overall|patients|subjects|participants|number|no\.|deaths?|died|discontinu\w+|withdr\w+)\b",
    re.I,
)
_CLASS = re.compile(
    r"\bdisorders?\b|^infections and infestations|^investigations$|^injury, poison|^neoplasms|^surgical and medical",
    re.I,
)
_SERIOUS = re.compile(r"\bserious\b|\bT?E?SAEs?\b", re.I)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a row names. `term` is empty where nothing does; `arm` and `size` where a section is a group of people."""

    term: str
    context: str  # the section, for telling apart rows of the same words
    grade: str | None
    timepoint: str | None
    serious: bool
    arm: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """The rows before: the nearest that needs none itself, and the nearest that is a system organ class."""

    row: str = ""
    sections: tuple[str, ...] = ()  # over that row
    organ_class: str = ""
    is_class: bool = False  # the row right above: a table of classes alone has no rows below them

    def then(self, text: str, sections: tuple[str, ...]) -> Above:
        """What stands above the row after this one."""
        label = read_label(text)
        is_grade = (label.grade is not None and not label.name) or re.fullmatch(r"[0-5]", text)
        if label.role in ("part", "severity") or _CHILD.match(text) or is_grade:
            return self
        row = "" if label.role else label.name
        if _CLASS.search(label.name):
            return Above(row, sections, label.name, True)
        return Above(row, sections, self.organ_class)

    def of(self, sections: Sequence[str]) -> str:
        """The row above that one below the same sections may need."""
        return self.row if self.sections == tuple(sections) else ""


def meaning(text: str, sections: Sequence[str], above: Above, noun: str, graded: bool = False) -> Meaning:
    """What a row is about; `noun`: what all rows of the table are; `graded`: a number alone is a grade."""
    label = read_label(text, graded or any(_GRADED.search(section) for section in sections))
    outer = [read_label(section) for section in sections]
    group = next((s for s in reversed(outer) if s.name and (s.size or _GROUP_NAME.fullmatch(s.name))), None)
    outer = [s for s in outer if s is not group]
    named = [s for s in outer if s.name and not s.timepoint]
    section = named[-1] if named else None
    term = _term(label, text, section, above, above.of(sections), noun)
    times = [x.timepoint for x in (label, *reversed(outer)) if x.timepoint]
    return Meaning(
        term=term,
        context=section.name if section else "",
        grade=_grade(label, outer),
        timepoint=times[0] if times else None,
        serious=bool(_SERIOUS.search(" ".join((text, *sections)))),
        arm=group.name if group else None,
        size=label.size or (group.size if group else None),
    )


def _term(label: Label, text: str, section: Label | None, above: Above, row: str, noun: str) -> str:
    whole = _BY.sub("", section.name) if section else ""
    if label.role == "severity":
        severity = _severity(label.words)
        return label.words if severity != label.words.lower() else f"{severity} {row or whole or noun}"
    if label.role == "any" or _YES.match(label.name):
        return whole or noun
    if not label.name:  # a grade, a time, a unit or words such as "adverse events" alone
        if _AES.fullmatch(label.words):
            return "adverse event"
        own = label.words if _EVENT.search(label.words) and not label.timepoint else ""
        if own and _STOPPED.search(whole):
            return f"{whole} due to {own}"  # "Adverse events" below "Discontinued"
        return own or (row if label.grade is not None else "") or whole or noun
    if _OTHER.match(label.name):
        return f"other {whole or ('' if above.is_class else above.organ_class) or noun}"
    if label.role == "part":
        head = row or whole
        return f"{head} {label.name}" if head else label.name
    if whole and _SITE.search(whole) and "site" not in label.name.lower():
        return f"{whole} {label.name}"
    if (kind := _KIND.search(whole)) and " " not in label.name and not _EVENT_ENDING.search(label.name):
        return f"{label.name} {kind[0].lower()}"  # "Wound" below "Infections"
    if _CHILD.match(text) and (consequence := _CONSEQUENCE.search(row)):
        return f"{label.name} {consequence[0]}"
    return label.name


def _severity(name: str) -> str:
    """The words of severity, without the noun that may follow them."""
    return re.sub(
        r" (?:adverse events?|aes?|teaes?|intensity|events?|reactions?|toxicity)$", "", name, flags=re.I
    ).lower()


def _grade(label: Label, outer: Sequence[Label]) -> str | None:
    """The row's own grade, else that of its section; a row of totals after a section of one grade is not below it."""
    if label.grade is not None:
        return label.grade
    if _HEADS.match(label.text) and label.role != "any":
        return None
    return next((s.grade for s in reversed(outer) if s.grade is not None), None)
