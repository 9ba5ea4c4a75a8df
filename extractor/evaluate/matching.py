"""The three depths at which an extracted fact agrees with a gold fact, per table, and the pairing of a paper's facts.

value: the numbers. linked: also what they belong to. complete: also the rest that a reviewer copies into a form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.evaluate.names import (
    Aliases,
    drug_names,
    likeness,
    plain_grade,
    plain_unit,
    rate_per_hour,
    same_arm,
    same_drug,
)

Row = dict[str, Any]  # columns of a fact table; None, or a gold table's empty text, where nothing is stated

# Overall figures beside the total, between which abstracts hardly distinguish.
_ONE_ROLE = {"enrolled": "other", "evaluable": "other", "subgroup": "other"}

# To inhibit an enzyme and to lower its level are one direction.
_DIRECTION = {"increase": 1, "activation": 1, "decrease": -1, "inhibition": -1, "none": 0}


@dataclass(frozen=True)
class PaperNames:
    """What names mean in one paper: the names of each drug, and the arms of the gold facts of the table at hand."""

    aliases: Aliases
    arms: frozenset[str]

    def drug(self, gold: Row, predicted: Row) -> bool:
        return same_drug(gold["drug"], predicted["drug"], self.aliases)

    def arm(self, gold: Row, predicted: Row) -> bool:
        return same_arm(gold["arm"], predicted["arm"], self.arms, self.aliases)


@dataclass(frozen=True)
class Rules:
    """How facts of one table are compared. `linked` and `complete` ask only what the depth adds to the one before."""

    value: Callable[[Row, Row], bool]
    linked: Callable[[Row, Row, PaperNames], bool]
    complete: Callable[[Row, Row, PaperNames], bool]


@dataclass(frozen=True)
class Pair:
    """Indexes of a gold and a predicted fact of one paper and table that agree in value, and how deep they agree."""

    gold: int
    predicted: int
    linked: bool
    complete: bool


def _number(row: Row, column: str) -> float | None:
    value = row.get(column)
    return None if value in (None, "") else round(float(value), 4)


def _same_numbers(gold: Row, predicted: Row, *columns: str) -> bool:
    return all(_number(gold, column) == _number(predicted, column) for column in columns)


def _same_words(gold: Row, predicted: Row, *columns: str) -> bool:
    return all((gold.get(column) or None) == (predicted.get(column) or None) for column in columns)


def _drug_named(gold: Row, predicted: Row) -> bool:
    return not drug_names(gold["drug"], gold["mentions"]).isdisjoint(
        drug_names(predicted["drug"], predicted["mentions"])
    )


def _dose_amount(gold: Row, predicted: Row) -> bool:
    return _same_numbers(gold, predicted, "low", "high") and plain_unit(gold["unit"]) == plain_unit(predicted["unit"])


def _dose_of_drug(gold: Row, predicted: Row, names: PaperNames) -> bool:
    return names.drug(gold, predicted) and rate_per_hour(gold["frequency"]) == rate_per_hour(predicted["frequency"])


def _count_role(gold: Row, predicted: Row, names: PaperNames) -> bool:
    one, other = gold["role"], predicted["role"]
    return bool(_ONE_ROLE.get(one, one) == _ONE_ROLE.get(other, other))


def _count_arm(gold: Row, predicted: Row, names: PaperNames) -> bool:
    return gold["role"] != "arm" or names.arm(gold, predicted)


def _share(gold: Row, predicted: Row) -> bool:
    return _same_numbers(gold, predicted, "numerator", "percent")


def _outcome_in_arm(gold: Row, predicted: Row, names: PaperNames) -> bool:
    return names.arm(gold, predicted) and likeness(gold["outcome"], predicted["outcome"]) > 0.5


def _event_in_arm(gold: Row, predicted: Row, names: PaperNames) -> bool:
    same_event = likeness(gold["term"], predicted["term"]) > 0.5
    return same_event and plain_grade(gold["grade"]) == plain_grade(predicted["grade"]) and names.arm(gold, predicted)


def _whole_rate(gold: Row, predicted: Row, names: PaperNames) -> bool:
    timepoint = gold.get("timepoint")
    # The reference scorer takes an extracted 0 here for "not stated"; so do we, for the numbers to be comparable.
    same = all(_number(gold, c) == (_number(predicted, c) or None) for c in ("denominator", "ci_low", "ci_high"))
    return same and (not timepoint or likeness(timepoint, predicted.get("timepoint")) >= 0.5)


def _same_mechanism(gold: Row, predicted: Row) -> bool:
    return _drugs_of(gold) == _drugs_of(predicted) and gold["target"].lower() == predicted["target"].lower()


def _drugs_of(row: Row) -> set[str]:
    return {part.strip().lower() for part in row["drug"].split(" + ")}


def _same_effect(gold: Row, predicted: Row, names: PaperNames) -> bool:
    return _DIRECTION.get(gold["effect"]) == _DIRECTION.get(predicted["effect"])


def _same_models(gold: Row, predicted: Row, names: PaperNames) -> bool:
    one, other = (set((row.get("model") or "").split("; ")) for row in (gold, predicted))
    return one == other and _same_words(gold, predicted, "ros")


RULES = {
    "drugs": Rules(
        value=_drug_named,
        linked=lambda gold, predicted, names: True,
        complete=lambda gold, predicted, names: _same_words(gold, predicted, "role"),
    ),
    "doses": Rules(
        value=_dose_amount,
        linked=_dose_of_drug,
        complete=lambda gold, predicted, names: _same_words(gold, predicted, "per", "route"),
    ),
    "patient_counts": Rules(
        value=lambda gold, predicted: _same_numbers(gold, predicted, "n"), linked=_count_role, complete=_count_arm
    ),
    "response_rates": Rules(value=_share, linked=_outcome_in_arm, complete=_whole_rate),
    "adverse_events": Rules(value=_share, linked=_event_in_arm, complete=_whole_rate),
    "mechanisms": Rules(value=_same_mechanism, linked=_same_effect, complete=_same_models),
}


def paper_names(gold_drugs: Sequence[Row], predicted_drugs: Sequence[Row], gold_facts: Sequence[Row]) -> PaperNames:
    """A predicted drug adds its names to a gold drug's, if it is the same as one gold drug and no other."""
    known = [drug_names(row["drug"], row["mentions"]) for row in gold_drugs]
    aliases = list(known)
    for row in predicted_drugs:
        own = drug_names(row["drug"], row["mentions"])
        shared = [names for names in known if names & own]
        if len(shared) == 1:
            aliases.append(own | shared[0])
    return PaperNames(aliases, frozenset(row["arm"] for row in gold_facts if row.get("arm")))


def pair_up(table: str, gold: Sequence[Row], predicted: Sequence[Row], names: PaperNames) -> list[Pair]:
    """Pair facts of one paper one to one: the deepest agreement first, then the nearest in the text, then in order."""
    rules = RULES[table]
    ranked = []
    for i, gold_row in enumerate(gold):
        for j, row in enumerate(predicted):
            if rules.value(gold_row, row):
                linked = rules.linked(gold_row, row, names)
                complete = linked and rules.complete(gold_row, row, names)
                rank = 8 * linked + 4 * complete + _nearness(gold_row, row)
                ranked.append((-rank, i, j, Pair(i, j, linked, complete)))
    pairs: list[Pair] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j, pair in sorted(ranked, key=lambda entry: entry[:3]):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append(pair)
    return pairs


def _nearness(gold: Row, predicted: Row) -> int:
    """3 for overlapping spans, 1 for the same passage, 0 for other passages and where gold has no place."""
    place = [_number(row, column) for row in (gold, predicted) for column in ("ordinal", "start_char", "end_char")]
    ordinal, start, end, other_ordinal, other_start, other_end = place
    if ordinal is None or ordinal != other_ordinal:
        return 0
    if start is None or end is None or other_start is None or other_end is None:
        return 1
    return 3 if start < other_end and other_start < end else 1
