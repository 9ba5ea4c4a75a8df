"""The evidence table: one row per study arm, its cells made of entries that each point to a fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.review.decisions import Row as Fact
from extractor.review.evidence import wording
from extractor.review.evidence.arms import shown
from extractor.review.evidence.studies import RATES, Study
from extractor.review.evidence.treatments import Arm, Facts, study_arms

# The columns that hold facts, with their headings.
FACT_COLUMNS = {
    "n": "N",
    "drugs": "Drugs",
    "doses": "Doses",
    "schedule": "Schedule",
    "response_rates": "Response rates",
    "adverse_events": "Adverse events",
}
HEADINGS = ("Study", "Paper", "Design", "Arm", *FACT_COLUMNS.values())


@dataclass(frozen=True)
class Entry:
    """A line of a cell: "objective response: 12/40 (30%)" has the label before the colon and the value after it."""

    label: str
    value: str
    fact: Fact | None  # None: a remark on what is left out

    def __str__(self) -> str:
        return ": ".join(part for part in (self.label, self.value) if part)


@dataclass(frozen=True)
class Row:
    """An arm of a study; the cells by the keys of FACT_COLUMNS."""

    study: Study
    arm: str
    cells: dict[str, tuple[Entry, ...]]

    def printed(self, joint: str) -> list[str]:
        """The row under HEADINGS, the lines of a cell joined."""
        cells = [joint.join(map(str, self.cells[column])) for column in FACT_COLUMNS]
        return [self.study.name, self.study.paper_id, ", ".join(self.study.design), self.arm, *cells]

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Each fact that the row prints, once, after the heading it comes first under: a dose has a schedule too."""
        seen = set()
        for column, heading in FACT_COLUMNS.items():
            for entry in self.cells[column]:
                if entry.fact and entry.fact["fact_id"] not in seen:
                    seen.add(entry.fact["fact_id"])
                    yield heading, entry.fact


def evidence_table(studies: Sequence[Study], most: int | None = None) -> list[Row]:
    """The rows of these studies. In a cell the outcomes and events that most studies report come first; `most` is how
    many of them a cell may hold."""
    common = _common_names(studies)
    return [Row(study, arm.name, dict(_cells(arm, common, most))) for study in studies for arm in study_arms(study)]


def _common_names(studies: Sequence[Study]) -> Counter[str]:
    """In how many studies each outcome and event is reported."""
    return Counter(
        name
        for study in studies
        for name in {
            row[column] for table, column in RATES.items() for row in study.facts[table] if row["is_asked_for"]
        }
    )


def _cells(arm: Arm, common: Counter[str], most: int | None) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    facts = arm.facts
    sizes = [_size(row, arm) for row in facts["patient_counts"]]
    yield "n", (*sizes[:most], *_left_out(len(sizes), most))
    drugs = [Entry("", row["drug"], row) for row in facts["drugs"]]
    yield "drugs", (*drugs, *([Entry("", "(whole study)", None)] if arm.shares_treatment and drugs else []))
    yield "doses", tuple(_unlike(Entry(_drug(dose, facts), wording.amount(dose), dose) for dose in facts["doses"]))
    yield "schedule", tuple(_unlike(_schedule(dose, facts) for dose in facts["doses"]))
    for table, name in RATES.items():
        rows = [row for row in facts[table] if row["is_asked_for"]]
        rows.sort(key=lambda row: (-common[row[name]], _first_place(row, facts[table], name)))
        names = list(dict.fromkeys(row[name] for row in rows))
        entries = [_rate(table, row) for row in rows if row[name] in names[:most]]
        yield table, (*entries, *_left_out(len(names), most))


def _left_out(number: int, most: int | None) -> list[Entry]:
    return [Entry("", f"{number - most} more", None)] if most is not None and number > most else []


def _first_place(row: Fact, rows: Sequence[Fact], name: str) -> int:
    """Where its outcome or event comes first, so that those of one name stay together, in reading order."""
    return next(i for i, other in enumerate(rows) if other[name] == row[name])


def _size(row: Fact, arm: Arm) -> Entry:
    """ "40"; "evaluable: 38"; "stroke: 2" of a group that is no arm; "arm: 40" where it is not said of which arm."""
    plain = row["role"] == "total" or (row["role"] == "arm" and row["arm"] in arm.labels)
    group = shown(row["arm"]) if row["arm"] and row["arm"] not in arm.labels else ""
    return Entry("" if plain else group or row["role"], f"{row['n']}", row)


def _drug(dose: Fact, facts: Facts) -> str:
    """The drug of a dose, where the row has several."""
    drugs = {row["drug"] for table in ("doses", "drugs") for row in facts[table]}
    return dose["drug"] or "" if len(drugs) > 1 else ""


def _schedule(dose: Fact, facts: Facts) -> Entry:
    """Of which dose it is the schedule is said where there could be doubt."""
    words = wording.schedule(dose)
    of_drug = [row for row in facts["doses"] if row["drug"] == dose["drug"]]
    doubtful = len({wording.schedule(row) for row in of_drug}) > 1
    label = " ".join(part for part in (_drug(dose, facts), wording.amount(dose) if doubtful else "") if part)
    return Entry(label, words, dose)


def _unlike(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each line once, and none that is empty."""
    seen = set()
    for entry in entries:
        if entry.value and str(entry) not in seen:
            seen.add(str(entry))
            yield entry


def _rate(table: str, row: Fact) -> Entry:
    return Entry(wording.event(row) if table == "adverse_events" else row["outcome"], wording.share(row), row)
