"""The rows of one study: its arms, and which of its facts belong to each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.review.decisions import Row
from extractor.review.evidence.arms import amounts, arms, is_without_drug, shown
from extractor.review.evidence.studies import RATES, Study

Facts = dict[str, list[Row]]
TABLES_OF_ARMS = ("doses", "patient_counts", *RATES)
ALL = "all"  # the row of what is said of no arm in a study that has arms
# How the numbers of a study are named in the column N, in order. Subgroups are no arms.
ROLES = ("total", "enrolled", "evaluable", "screened", "arm")


@dataclass
class Arm:
    """A row of the table: its name (empty where the study has no arms), the labels it goes by, and its facts."""

    name: str
    labels: Sequence[str]
    facts: Facts
    named: list[Row] = field(default_factory=list)  # the drugs that its labels name
    shares_treatment: bool = False  # its drugs and doses are those of the whole study

    @cached_property
    def amounts(self) -> frozenset[tuple[float, str]]:
        """The amounts that its labels state: "200 mg"."""
        return frozenset().union(*map(amounts, self.labels))

    def states(self, dose: Row) -> bool:
        """Whether a label states this dose: its amount, and where it names drugs, of one of these."""
        of_named = not self.named or any(_is_of(dose, drug) for drug in self.named)
        return of_named and dose["high"] is None and (dose["low"], dose["unit"]) in self.amounts


def study_arms(study: Study) -> list[Arm]:
    """The arms of a study in the order in which it reports on them, and last the row of what is said of none.

    Where it reports on two arms or more, groups of which it says no more than their size are no arms: these are often
    reasons and events, "stroke (n = 2)". Their sizes stand in the last row.
    """
    facts = study.facts
    found = [Arm(shown(labels[0]), labels, {}) for labels in arms(_labels(facts), study.generic)]
    for arm in found:
        for table in TABLES_OF_ARMS:
            arm.facts[table] = [row for row in facts[table] if row["arm"] in arm.labels]
    reported = [arm for arm in found if any(arm.facts[table] for table in (*RATES, "doses"))]
    found = reported if len(reported) > 1 else found
    rest = Arm(ALL if found else "", (), {"drugs": _studied(facts)})
    for table in TABLES_OF_ARMS:
        rest.facts[table] = [row for row in facts[table] if not any(row["arm"] in arm.labels for arm in found)]
    for arm in (*found, rest):
        arm.facts["patient_counts"] = _sizes(arm)
    _give_treatments(found, rest, facts)
    unplaced = any(all(drug not in arm.facts["drugs"] for arm in found) for drug in rest.facts["drugs"])
    if not found or unplaced or any(rest.facts[table] for table in TABLES_OF_ARMS):
        found.append(rest)
    return found


def _labels(facts: Facts) -> Iterator[str]:
    """The label of each fact that makes an arm: of rates and doses, then of sizes, in reading order."""
    for rows in (
        [row for table in (*RATES, "doses") for row in facts[table]],
        [row for row in facts["patient_counts"] if row["role"] == "arm"],
    ):
        in_order = sorted(rows, key=lambda row: (len(row["passage_id"]), row["passage_id"], row["start_char"]))
        yield from (row["arm"] for row in in_order if row["arm"])


def _sizes(arm: Arm) -> list[Row]:
    """The numbers of participants of a row, each once and the largest first: what follows are parts of it.

    Of the whole study in the order of ROLES, and of no subgroups.
    """
    counts = sorted(arm.facts["patient_counts"], key=lambda row: (-row["n"], row["role"] != "arm"))
    if arm.labels:
        return _first_of_each(counts, lambda row: row["n"])
    of_study = sorted((row for row in counts if row["role"] in ROLES), key=lambda row: ROLES.index(row["role"]))
    return _first_of_each(of_study, lambda row: (row["n"], row["role"], row["arm"]))


def _first_of_each(rows: Sequence[Row], key: Callable[[Row], object]) -> list[Row]:
    first: dict[object, Row] = {}
    for row in rows:
        first.setdefault(key(row), row)
    return list(first.values())


def _give_treatments(found: Sequence[Arm], rest: Arm, facts: Facts) -> None:
    """Sort doses and drugs to the arms; the doses that fit none go to `rest`.

    An arm has the doses that name it, the drugs that its label names or whose dose it names, and the doses of these.
    Where no arm has drugs of its own, all have those of the study, except arms whose label says that they go without.
    """
    for arm in found:
        arm.named = [drug for drug in facts["drugs"] if any(_names(label, drug) for label in arm.labels)]
        own = [dose for dose in facts["doses"] if dose["arm"] in arm.labels or arm.states(dose)]
        dosed = [drug for drug in facts["drugs"] if any(_is_of(dose, drug) for dose in own)]
        arm.facts["drugs"] = [drug for drug in facts["drugs"] if drug in arm.named or drug in dosed]
    if not any(arm.facts["drugs"] for arm in found):
        for arm in found:
            arm.shares_treatment = not is_without_drug(arm.name)
            arm.facts["drugs"] = _studied(facts) if arm.shares_treatment else []
    for arm in found:
        arm.facts["doses"] = [dose for dose in facts["doses"] if _is_given(dose, arm, facts["doses"])]
    placed = [dose for arm in found for dose in arm.facts["doses"]]
    rest.facts["doses"] = [dose for dose in facts["doses"] if dose not in placed]


def _is_given(dose: Row, arm: Arm, doses: Sequence[Row]) -> bool:
    """Whether an arm has this dose: it is said so, or the arm has the drug, and no dose of it is said to be its own."""
    own = [other for other in doses if other["arm"] in arm.labels or arm.states(other)]
    if dose["arm"] or dose in own:
        return dose in own
    has_drug = any(_is_of(dose, drug) for drug in arm.facts["drugs"])
    return has_drug and not any(other["drug"] == dose["drug"] for other in own)


def _studied(facts: Facts) -> list[Row]:
    return [drug for drug in facts["drugs"] if drug["role"] == "studied"]


def _names(label: str, drug: Row) -> bool:
    """By any of its names. Short ones are told from other words by their capitals: ATO. "Non-lorazepam" names none."""
    return any(
        re.search(
            rf"(?<!\w)(?<!non-)(?<!non )(?<!no )(?<!no-)(?<!without ){re.escape(form)}s?(?!\w)",
            label,
            re.I if len(form) > 3 else 0,
        )
        for form in {drug["drug"], *json.loads(drug["mentions"])}
    )


def _is_of(dose: Row, drug: Row) -> bool:
    return drug["drug"] in (dose["drug"] or "").split(" + ")
