"""What counts as found: the facts of a contender against gold facts or labels, as the figures of a table's lines.

`tables` are the kinds of facts that the contender gives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass

from bench.accuracy.contenders import Rows
from bench.accuracy.corpora import KINDS, Label, label_dose, label_number
from extractor.evaluate import Gold, score
from extractor.evaluate.names import drug_names, likeness, plain_unit
from extractor.evaluate.report import DEPTHS

Figures = dict[str, dict[str, float] | None]  # by line, by heading; None where a contender has no such output
Labels = dict[str, list[Label]]  # by paper

_ALL = frozenset(KINDS)
RATES = frozenset({"response_rates", "adverse_events"})
NUMERIC = tuple(table for table in KINDS if table != "drugs")


@dataclass
class Tally:
    """What was found, found for nothing, and missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def compare(self, wanted: Set[object], found: Set[object]) -> None:
        self.hits += len(wanted & found)
        self.false += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def recall(self) -> dict[str, float]:
        return {"recall": share(self.hits, self.missed)}

    @property
    def figures(self) -> dict[str, float]:
        return figures(share(self.hits, self.false), share(self.hits, self.missed))


def share(part: int, rest: int) -> float:
    """Of both together; 0 of nothing."""
    return part / (part + rest) if part else 0.0


def figures(p: float, r: float) -> dict[str, float]:
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0}


def judge_gold(gold: Gold, rows: Rows, tables: frozenset[str]) -> Figures:
    """F1 of each kind at the three depths, and their mean."""
    report = score(gold, set(gold.papers), rows)
    lines: Figures = {
        table: {depth: found.f1(depth) for depth in DEPTHS} if table in tables else None
        for table, found in report.tables.items()
    }
    lines["mean"] = {depth: report.mean_f1(depth) for depth in DEPTHS} if tables >= _ALL else None
    return lines


def judge_tables(gold: Gold, rows: Rows, tables: frozenset[str]) -> Figures:
    """F1 of the adverse events that stand in the annotated tables; what stands elsewhere was not annotated."""
    annotated = {(row["paper_id"], row["ordinal"]) for row in gold.facts["adverse_events"]}
    found = [row for row in rows["adverse_events"] if (row["paper_id"], row["ordinal"]) in annotated]
    reached = score(gold, set(gold.papers), {"adverse_events": found}).tables["adverse_events"]
    return {"adverse_events": {depth: reached.f1(depth) for depth in DEPTHS}}


def judge_extra(gold: Gold, rows: Rows, tables: frozenset[str]) -> Figures:
    """How many facts of each kind there are whose numbers no gold fact has."""
    extra = Counter(d.table for d in score(gold, set(gold.papers), rows).differences if d.kind == "extra")
    lines: Figures = {table: {"extra": extra[table]} if table in tables else None for table in NUMERIC}
    lines["together"] = {"extra": sum(extra[table] for table in NUMERIC)} if tables >= set(NUMERIC) else None
    return lines


def judge_whole_texts(gold: Gold, rows: Rows, tables: frozenset[str]) -> Figures:
    """The share of texts whose facts are all there, linked, and nothing beside them; F1 over all facts."""
    if not tables >= _ALL:
        return {"whole texts": None, "facts": None}
    report = score(gold, set(gold.papers), rows)
    wrong = {d.paper_id for d in report.differences if d.kind != "incomplete"}
    linked, facts = 0, 0
    for found in report.tables.values():
        linked, facts = linked + found.linked, facts + found.gold + found.predicted
    share = 1 - len(wrong) / len(gold.papers)
    return {"whole texts": {"share": share}, "facts": {"linked F1": 2 * linked / max(1, facts)}}


_PICO = {
    "total-participants": "patient_counts", "intervention-participants": "patient_counts",
    "control-participants": "patient_counts", "iv-bin-abs": "rates", "cv-bin-abs": "rates",
    "iv-bin-percent": "rates", "cv-bin-percent": "rates",
}  # fmt: skip
_CONTROL = re.compile("placebo|control|usual|standard", re.IGNORECASE)


def judge_pico(labels: Labels, rows: Rows, tables: frozenset[str]) -> Figures:
    """Sets of numbers per label and abstract."""
    tallies = {label: Tally() for label in _PICO}
    found = _by_paper(rows)
    for paper_id, marked in labels.items():
        ours = _pico_numbers(marked, found[paper_id])
        for label, tally in tallies.items():
            numbers = {label_number(mark.text) for mark in marked if mark.kind == label}
            tally.compare({round(float(n), 4) for n in numbers if n is not None}, ours[label])
    given = {"patient_counts": "patient_counts" in tables, "rates": tables >= RATES}
    lines: Figures = {label: tally.figures if given[_PICO[label]] else None for label, tally in tallies.items()}
    f1 = sum(tally.figures["F1"] for tally in tallies.values()) / len(tallies)
    return {**lines, "mean": {"F1": f1} if all(given.values()) else None}


def _pico_numbers(marked: list[Label], found: Rows) -> defaultdict[str, set[object]]:
    words = {side: " ".join(m.text for m in marked if m.kind == side) for side in ("intervention", "control")}

    def side(arm: str | None) -> str:
        like_control = arm and likeness(arm, words["control"]) > likeness(arm, words["intervention"])
        return "control" if like_control or _CONTROL.search(arm or "") else "intervention"

    numbers: defaultdict[str, set[object]] = defaultdict(set)
    for row in found["patient_counts"]:
        if row["role"] in ("arm", "total"):
            who = "total" if row["role"] == "total" else side(row["arm"])
            numbers[f"{who}-participants"].add(round(float(row["n"]), 4))
    for row in found["response_rates"] + found["adverse_events"]:
        prefix = "cv" if side(row["arm"]) == "control" else "iv"
        for column, form in (("percent", "percent"), ("numerator", "abs")):
            if row[column] is not None:
                numbers[f"{prefix}-bin-{form}"].add(round(float(row[column]), 4))
    return numbers


def judge_trialsieve(labels: Labels, rows: Rows, tables: frozenset[str]) -> Figures:
    """Recall of labelled doses that have a unit, and of labelled sample sizes; by value, once per abstract."""
    doses, sizes = Tally(), Tally()
    found = _by_paper(rows)
    for paper_id, marked in labels.items():
        amounts = [label_dose(mark.amount) for mark in marked if mark.kind == "Dosage" and mark.amount]
        doses.compare(
            {(dose.low, dose.high, plain_unit(dose.unit)) for dose in amounts if dose},
            {(row["low"], row["high"], plain_unit(row["unit"])) for row in found[paper_id]["doses"]},
        )
        numbers = {label_number(mark.text) for mark in marked if mark.kind == "Sample Size"}
        sizes.compare(numbers - {None}, {row["n"] for row in found[paper_id]["patient_counts"]})
    return {
        "doses": doses.recall if "doses" in tables else None,
        "sample sizes": sizes.recall if "patient_counts" in tables else None,
    }


def judge_ruta(labels: Labels, rows: Rows, tables: frozenset[str]) -> Figures:
    """Recall of labelled response percentages among the response rates of the abstract."""
    tally, found = Tally(), _by_paper(rows)
    for paper_id, marked in labels.items():
        numbers = {label_number(mark.text) for mark in marked if mark.kind == "ORR"}
        tally.compare(numbers - {None}, {row["percent"] for row in found[paper_id]["response_rates"]})
    return {"response rates": tally.recall}


def judge_names(
    wanted: frozenset[str], neutral: frozenset[str], labels: Labels, rows: Rows, tables: frozenset[str]
) -> Figures:
    """Drugs by name: recall over the `wanted` kinds of labels, precision over the drugs not labelled as `neutral`."""
    hit, missed, right, false = 0, 0, 0, 0
    found = _by_paper(rows)
    for paper_id, marked in labels.items():
        concepts: defaultdict[str, set[str]] = defaultdict(set)
        for mark in marked:
            if mark.kind in wanted:
                concepts[mark.concept or mark.text.lower()].add(mark.text.lower())
        names = set().union(*concepts.values())
        uncounted = {mark.text.lower() for mark in marked if mark.kind in neutral} - names
        drugs = [drug_names(row["drug"], row["mentions"]) for row in found[paper_id]["drugs"]]
        named = set().union(*drugs)
        hit += sum(bool(concept & named) for concept in concepts.values())
        missed += sum(not concept & named for concept in concepts.values())
        right += sum(bool(drug & names) for drug in drugs)
        false += sum(not drug & names and not drug & uncounted for drug in drugs)
    return {"drug names": figures(share(right, false), share(hit, missed))}


def _by_paper(rows: Rows) -> defaultdict[str, Rows]:
    grouped: defaultdict[str, Rows] = defaultdict(lambda: {table: [] for table in KINDS})
    for table, found in rows.items():
        for row in found:
            grouped[row["paper_id"]][table].append(row)
    return grouped
