"""Why an extracted fact and a gold fact differ, by rules on what differs. A first guess for who looks into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluate import Difference
from extractor.evaluate.matching import RULES, PaperNames, Row, paper_names
from extractor.evaluate.names import likeness, plain_grade, rate_per_hour
from extractor.records import NumberLeft

_VALUES = ("low", "high", "n", "numerator", "percent")
_NAMES = {"response_rates": "outcome", "adverse_events": "term"}

# What a false number tells of, by words of its sentence; the first that fits.
_CUES = (
    ("accuracy of a test", r"sensitivity|specificity|predictive value|accuracy|concordance"),
    ("a comparison", r"difference|odds|hazard|relative risk|risk ratio|times (?:higher|lower)|reduced by|increased by"),
    ("a survey", r"questionnaire|survey|respondents|adheren|complian"),
    ("a laboratory value", r"serum|plasma|concentration|haemoglobin|hemoglobin|titers?\b|titres?\b"),
    ("baseline", r"baseline|characteristics|\b(?:fe)?males?\b|\bmen\b|\bwomen\b|\baged?\b|history of|comorbid"),
    ("other work", r"previous|reported|literature|worldwide|estimated|incidence"),
    ("a threshold or plan", r"defined as|threshold|cut-?off|\bpower\b|planned|sample size"),
)


@dataclass(frozen=True)
class PaperFacts:
    """What a paper holds beside the difference: gold and extracted rows by table, and the numbers left."""

    gold: dict[str, list[Row]]
    found: dict[str, list[Row]]
    left: tuple[NumberLeft, ...] = ()
    unpaired: frozenset[str] = frozenset()  # fact_id of those extracted that agree with no gold fact

    def names(self, table: str) -> PaperNames:
        return paper_names(self.gold["drugs"], self.found["drugs"], self.gold[table])


def cause(difference: Difference, paper: PaperFacts) -> str:
    """In a few words, the same for differences that one change might mend."""
    gold, found = difference.gold, difference.predicted
    if gold and found:
        return " + ".join(_unlike(difference.table, gold, found, paper.names(difference.table))) or "not all stated"
    if gold:
        return _why_missed(difference.table, gold, paper)
    return f"false: {_why_false(difference.table, found or {}, paper)}"


def _unlike(table: str, gold: Row, found: Row, names: PaperNames) -> Iterator[str]:
    """What differs between two facts of the same numbers, of what links them."""
    if table == "doses":
        if not names.drug(gold, found):
            yield _unlike_name("drug", gold, found)
        if rate_per_hour(gold["frequency"]) != rate_per_hour(found["frequency"]):
            yield _unlike_name("frequency", gold, found)
    elif table == "patient_counts" and not RULES[table].linked(gold, found, names):
        yield f"role {found['role']} for {gold['role']}"
    elif table in _NAMES:
        if likeness(gold[_NAMES[table]], found[_NAMES[table]]) <= 0.5:
            yield _unlike_name("name", {"name": gold[_NAMES[table]]}, {"name": found[_NAMES[table]]})
        if table == "adverse_events" and plain_grade(gold["grade"]) != plain_grade(found["grade"]):
            yield _unlike_name("grade", gold, found)
        if not names.arm(gold, found):
            yield _unlike_name("arm", gold, found)


def _unlike_name(column: str, gold: Row, found: Row) -> str:
    if not found[column]:
        return f"no {column}"
    return f"wrong {column}" if gold[column] else f"{column} where there is none"


def _why_missed(table: str, gold: Row, paper: PaperFacts) -> str:
    if table == "drugs":
        return "drug not recognised"
    numbers = _numbers(gold)
    for other, rows in paper.found.items():
        near = [row for row in rows if _overlap(gold, row) and _numbers(row) & numbers]
        if near and other != table:
            return f"found as {_plain(other)}"
        if near:
            spare = any(row.get("fact_id") in paper.unpaired for row in near)
            return "found with other numbers" if spare else "its number went to another fact"
    left = [number for number in paper.left if _overlap(gold, _place(number))]
    same = [number for number in left if number.low in numbers]
    return f"left: {(same or left)[0].reason}" if left else "no number found"


def _why_false(table: str, found: Row, paper: PaperFacts) -> str:
    if table == "drugs":
        return "no drug of the gold table"
    numbers = _numbers(found)
    if any(RULES[table].value(row, found) for row in paper.gold[table]):
        return "repeated"
    for other, rows in paper.gold.items():
        if any(_overlap(row, found) and _numbers(row) & numbers for row in rows):
            return "other numbers than gold has there" if other == table else f"gold has it as {_plain(other)}"
    return next(
        (name for name, words in _CUES if re.search(words, found.get("sentence") or "", re.I)), "of no known kind"
    )


def _numbers(row: Row) -> set[float]:
    return {round(float(row[column]), 4) for column in _VALUES if row.get(column) not in (None, "")}


def _place(number: NumberLeft) -> Row:
    return {"ordinal": number.ordinal, "start_char": number.start_char, "end_char": number.end_char}


def _overlap(one: Row, other: Row) -> bool:
    columns = ("ordinal", "start_char", "end_char")
    if any(row.get(column) is None for row in (one, other) for column in columns) or one["ordinal"] != other["ordinal"]:
        return False
    return bool(one["start_char"] < other["end_char"] and other["start_char"] < one["end_char"])


def _plain(table: str) -> str:
    return table.replace("_", " ")
