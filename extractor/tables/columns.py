"""What a column is about: the headers over it, read together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.tables.labels import PEOPLE, Label, read_label

GRADES_BELOW = re.compile(r"(?i:\bgrad(?:es?|ing)\b|ctc|toxicit|intensity|severity)|\bWHO\b")
SIZES = re.compile(r"^N$|(?i:total|treated|evaluable|assess|evaluated|exposed|at risk|tested|analy[sz]ed|randomi)")
_NO_SHARES = ("p_value", "effect", "patients", "no_harm")
_SHORT = 3  # words of a header that is part of an arm's name
_NAMELESS = (*_NO_SHARES, "severity", "any")


@dataclass(frozen=True, slots=True)
class Heading:
    """`arm` is None for a column of everyone and where no header names a group; `role` one of p_value, effect,
    patients, no_harm, everyone or None; `severity` a word such as "severe"."""

    arm: str | None
    size: int | None
    grade: str | None
    hint: str | None
    role: str | None
    timepoint: str | None
    severity: str | None
    inner: str = ""  # the innermost header, as it stands

    def is_beside(self, other: Heading) -> bool:
        """Whether two columns are of the same people, grade and time."""
        return (self.arm, self.grade, self.timepoint, self.severity) == (
            other.arm,
            other.grade,
            other.timepoint,
            other.severity,
        )

    def is_numbered_by(self, other: Heading) -> bool:
        """Whether another column holds numbers of the same people, so that this one may hold their size."""
        return self.arm == other.arm and other.role is None and other.hint in ("number", "n_percent")


@lru_cache(maxsize=5000)
def heading(headers: tuple[str, ...], over_all: frozenset[str] = frozenset(), graded: bool = False) -> Heading:
    """The headers over a cell, outermost first, as one.

    Those of `over_all` are over all columns and name no group;
    `graded`: the table's corner says "grade", so that bare numbers are grades."""
    labels: list[Label] = []
    for text in headers:
        labels.append(read_label(text, graded or any(GRADES_BELOW.search(label.text) for label in labels)))
    named = [x for x in labels if x.name and x.role not in _NAMELESS and x.text not in over_all]
    if len(named) > 1 and named[-1].size and len(named[0].name.split()) > _SHORT:
        named = named[1:]  # "Centres providing ..." says where, "Drug (n = 40)" says who
    names = list(dict.fromkeys(x.name for x in named))
    role = _role(labels, bool(names))
    inner = labels[::-1]
    return Heading(
        arm=" ".join(names) or None,
        size=next((x.size for x in inner if x.size), None),
        grade=next((x.grade for x in inner if x.grade is not None), None),
        hint=next((x.hint for x in inner if x.hint), None),
        role=role,
        timepoint=next((x.timepoint for x in inner if x.timepoint), None),
        severity=next((x.words for x in inner if x.role == "severity"), None),
        inner=headers[-1] if headers else "",
    )


def _role(labels: list[Label], has_arm: bool) -> str | None:
    """What the innermost header that says so makes of the column. A total below an arm is one of its grades, or its
    size."""
    for label in reversed(labels):
        if label.role == "everyone" and not has_arm:
            return "everyone"
        is_size = label.hint in (None, "number") and SIZES.search(label.text)
        if label.role in ("patients", "everyone"):
            if (is_size and PEOPLE.search(label.text)) or label.text == "N":
                return "patients"
        elif label.role in _NO_SHARES:
            return label.role
    return None
