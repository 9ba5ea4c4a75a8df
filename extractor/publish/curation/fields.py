"""What a curator can fill in of each kind of fact, and how what was typed becomes values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.errors import ExtractorError
from extractor.measures import grade_text, lex


@dataclass(frozen=True)
class Field:
    """A column of a fact table: how it is called on a page, and what may be typed.

    `kind`: text, number, whole, percent or grade; `within`: the column whose number it may not be more than.
    """

    column: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    within: str = ""


_ARM = Field("arm", "Arm")
_RATE = (
    Field("numerator", "Patients with it", "number", within="denominator"),
    Field("denominator", "Out of", "number"),
    Field("percent", "Percent, as printed", "percent"),
    Field("ci_low", "Interval from", "number", within="ci_high"),
    Field("ci_high", "Interval to", "number"),
    Field("timepoint", "Time point"),
    _ARM,
)
_STAGES = (
    "level", "MTD", "RP2D", "starting", "loading", "maintenance", "reduced", "escalated", "maximum", "mean",
)  # fmt: skip
FIELDS = {
    "drugs": (
        Field("drug", "Drug", required=True),
        Field("role", "Role", required=True, choices=("studied", "mentioned")),
    ),
    "doses": (
        Field("drug", "Drug"),
        Field("low", "Amount", "number", required=True, within="high"),
        Field("high", "Up to", "number"),
        Field("unit", "Unit", required=True),
        Field("per", "Per", choices=("day", "week", "hour", "min", "dose")),
        Field("frequency", "Frequency"),
        Field("route", "Route"),
        Field("schedule", "Schedule"),
        Field("stage", "Stage", choices=_STAGES),
        Field("species", "Species"),
        _ARM,
    ),
    "patient_counts": (
        Field("n", "Patients", "whole", required=True),
        Field("role", "Role", required=True, choices=("screened", "total", "enrolled", "evaluable", "arm", "subgroup")),
        _ARM,
    ),
    "response_rates": (
        Field("outcome", "Outcome", required=True),
        Field("outcome_class", "Class", required=True, choices=("response", "survival", "other")),
        *_RATE,
    ),
    "adverse_events": (
        Field("term", "Event", required=True),
        Field("grade", "Grade", "grade"),
        Field("serious", "Serious", "whole", required=True, choices=("0", "1")),
        *_RATE,
    ),
    "mechanisms": (
        Field("drug", "Drug or combination (a + b)", required=True),
        Field("target", "Target", required=True),
        Field("effect", "Effect", required=True, choices=("inhibition", "activation", "increase", "decrease", "none")),
        Field("ros", "Reactive oxygen species", choices=("increase", "decrease", "none")),
        Field("model", "Models (cell line; primary cells; cells; ex vivo; in vivo; patients)"),
        Field("model_name", "Names of the models"),
    ),
}
_LONGEST = 2000
_GRADE = re.compile(r"[0-5]|[0-4]-[1-5]|[<>]=?[0-5]")


def parsed(table: str, typed: Mapping[str, str], fact: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form, typed; None where a field is empty. Raises ExtractorError, naming the field.

    What stands in `fact` may stay as it is, whatever it is. Its sentence tells whether another denominator is stated.
    """
    fields = {field.column: field for field in FIELDS[table]}
    values = {
        column: _value(field, typed.get(column, "").strip(), fact.get(column)) for column, field in fields.items()
    }
    changed = {column for column, value in values.items() if value != fact.get(column)}
    for column, field in fields.items():
        low, high = values[column], values.get(field.within)
        if changed & {column, field.within} and low is not None and high is not None and low > high:
            raise ExtractorError(f"{field.label} ({low}) cannot be more than {fields[field.within].label} ({high}).")
    if "denominator" in changed:
        size = values["denominator"]
        stated = any(size in (measure.low, measure.high, measure.denominator) for measure in lex(fact["sentence"]))
        values["denominator_stated"] = None if size is None else int(stated)
    return values


def _value(field: Field, text: str, now: Any) -> Any:
    if now is not None and text == str(now):
        return now
    if not text:
        if field.required:
            raise ExtractorError(f"{field.label} must be filled in.")
        return None
    if len(text) > _LONGEST:
        raise ExtractorError(f"{field.label} is too long.")
    if field.choices and text not in field.choices:
        raise ExtractorError(f"{field.label} must be one of: {', '.join(field.choices)}.")
    if field.kind == "text":
        return text
    if field.kind == "grade":
        return _grade(text)
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e15 or (field.kind == "whole" and not number.is_integer()):
        raise ExtractorError(
            f"{field.label} must be a {'whole ' if field.kind == 'whole' else ''}number, not {text!r}."
        )
    if field.kind == "percent" and number > 100:
        raise ExtractorError(f"{field.label} must be at most 100, not {text!r}.")
    return int(number) if number.is_integer() else number


def _grade(text: str) -> str:
    """A grade as facts have it, however it is written: "grade III", "3–4", "3 or higher"."""
    whole = f"grade {re.sub('^grades? *', '', text, flags=re.IGNORECASE)}"
    read = [grade_text(m) for m in lex(whole) if (m.kind, m.start, m.end) == ("grade", 0, len(whole))]
    grade = read[0] if read else text
    if not _GRADE.fullmatch(grade):
        raise ExtractorError(f"Grade must be 3, 3-4, >=3 or the like, and empty for any grade, not {text!r}.")
    return grade
