"""The flow of records through a review, box by box as in PRISMA 2020 (Page et al., BMJ 2021;372:n71)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import ExtractorError

Counts = Mapping[str, int]  # by source or reason, in the order in which they are printed
_DUPLICATES, _NO_REASON = "Duplicate records", ""
_MAIN = ("databases", "registers", "removed", "excluded", "not retrieved", "ineligible")
_OTHER = ("identified", "not retrieved", "ineligible")
_STATED = ("screened", "sought", "assessed", "included")
_REST = ("title", "other methods", "studies", "in the meta-analysis")


@dataclass(frozen=True)
class Column:
    """The way of the records of one kind of source. `awaiting` counts, by stage, what nobody has decided on yet."""

    identified: Counts = field(default_factory=dict)
    removed: Counts = field(default_factory=dict)
    excluded: Counts = field(default_factory=dict)
    not_retrieved: int = 0
    ineligible: Counts = field(default_factory=dict)
    awaiting: Counts = field(default_factory=dict)

    @property
    def screened(self) -> int:
        return total(self.identified) - total(self.removed)

    @property
    def sought(self) -> int:
        return self.screened - total(self.excluded) - self.awaiting.get("screening", 0)

    @property
    def assessed(self) -> int:
        return self.sought - self.not_retrieved - self.awaiting.get("retrieval", 0)

    @property
    def included(self) -> int:
        return self.assessed - total(self.ineligible) - self.awaiting.get("eligibility", 0)

    def plus(self, other: Column) -> Column:
        return Column(
            _sum(self.identified, other.identified),
            _sum(self.removed, other.removed),
            _sum(self.excluded, other.excluded),
            self.not_retrieved + other.not_retrieved,
            _sum(self.ineligible, other.ineligible),
            _sum(self.awaiting, other.awaiting),
        )


@dataclass(frozen=True)
class Flow:
    """`main` are databases and registers (those sources that `registers` names), `others` websites, citations ...

    `studies` is how many the included reports are of, `pooled` how many are in the meta-analysis, None where not known.
    """

    main: Column
    registers: tuple[str, ...] = ()
    others: Column = field(default_factory=Column)
    studies: int | None = None
    pooled: int | None = None
    title: str | None = None

    @property
    def reports(self) -> int:
        return self.main.included + self.others.included

    def plus(self, other: Flow) -> Flow:
        """Both together: the records of a database, and those that it does not hold."""
        studies = None
        if self.studies is not None or other.studies is not None:
            studies = sum(flow.reports if flow.studies is None else flow.studies for flow in (self, other))
        pooled = [flow.pooled for flow in (self, other) if flow.pooled is not None]
        return Flow(
            self.main.plus(other.main),
            (*self.registers, *other.registers),
            self.others.plus(other.others),
            studies,
            sum(pooled) if pooled else None,
            self.title or other.title,
        )


def total(counts: Counts) -> int:
    return sum(counts.values())


def _sum(one: Counts, other: Counts) -> Counts:
    return {name: one.get(name, 0) + other.get(name, 0) for name in (*one, *other)}


def flow_of(written: Any, where: str) -> Flow:
    """A flow as it was written down. ExtractorError, in one sentence, where its counts do not add up."""
    if not isinstance(written, dict):
        raise ExtractorError(f"{where} must hold counts by name, as `screened: 38`.")
    known(written, (*_MAIN, *_STATED, *_REST), where)
    others = written.get("other methods") or {}
    if not isinstance(others, dict):
        raise ExtractorError(f"{where}: other methods holds counts by name: {', '.join(_OTHER)}.")
    known(others, _OTHER, f"{where}, other methods")
    databases, registers, removed, excluded, missed, ineligible = (
        _counts(written, name, where, default)
        for name, default in zip(
            _MAIN, ("Databases", "Registers", _DUPLICATES, _NO_REASON, _NO_REASON, _NO_REASON), strict=True
        )
    )
    identified, not_retrieved, unfit = (
        _counts(others, name, f"{where}, other methods", default)
        for name, default in zip(_OTHER, ("Other methods", _NO_REASON, _NO_REASON), strict=True)
    )
    flow = Flow(
        Column(_sum(databases, registers), removed, excluded, total(missed), ineligible),
        tuple(registers),
        Column(identified, {}, {}, total(not_retrieved), unfit),
        _number(written.get("studies"), where, "studies"),
        _number(written.get("in the meta-analysis"), where, "in the meta-analysis"),
        written.get("title"),
    )
    stated = {name: _number(written.get(name), where, name) for name in _STATED}
    check(flow, where, {name: number for name, number in stated.items() if number is not None})
    return flow


def check(flow: Flow, where: str, stated: Counts | None = None) -> None:
    """Every box against those that it follows from, and against what is `stated` of it; ExtractorError if not."""
    stated = stated or {}
    main = flow.main
    identified, removed = total(main.identified), total(main.removed)
    excluded, ineligible = total(main.excluded), total(main.ineligible)
    boxes = {
        "screened": (main.screened, f"{identified} identified less {removed} removed"),
        "sought": (main.sought, f"{main.screened} screened less {excluded} excluded"),
        "assessed": (main.assessed, f"{main.sought} sought less {main.not_retrieved} not retrieved"),
        "included": (flow.reports, f"{main.assessed} assessed less {ineligible} excluded at that stage"),
    }
    if flow.others.identified:
        number, sentence = boxes["included"]
        boxes["included"] = (number, f"{sentence}, and {flow.others.included} from other methods")
    for box in (main.removed, main.excluded, main.ineligible):
        for name, number in box.items():
            if number < 0:
                raise ExtractorError(f"{where} does not add up: {name} would be {number}.")
    for name, (number, sentence) in boxes.items():
        awaited = flow.main.awaiting.get({"sought": "screening", "assessed": "retrieval"}.get(name, "eligibility"), 0)
        sentence += f" and {awaited} not decided on" if awaited and name != "screened" else ""
        if number < 0:
            raise ExtractorError(f"{where} does not add up: {sentence} would be {number}.")
        if name in stated and stated[name] != number:
            raise ExtractorError(f"{where} does not add up: {name} is {stated[name]}, but {sentence} is {number}.")
    if flow.others.included < 0:
        raise ExtractorError(f"{where} does not add up: more reports of other methods are left out than identified.")
    limits = [("studies", flow.studies, flow.reports), ("in the meta-analysis", flow.pooled, flow.studies)]
    for name, number_of, most in limits:
        most = flow.reports if most is None else most
        if number_of is not None and number_of > most:
            raise ExtractorError(f"{where} does not add up: {name} is {number_of}, but only {most} are included.")


def known(written: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    """ExtractorError where something is written under a name that means nothing."""
    if unknown := [name for name in written if name not in names]:
        raise ExtractorError(f"{where}: {unknown[0]!r} is not known here; there is {', '.join(names)}.")


def _counts(written: Mapping[str, Any], name: str, where: str, default: str) -> Counts:
    """Counts by name; a bare number is one of the name `default`."""
    value = written.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        value = {default: value}
    return {str(key): _number(number, where, f"{name}, {key}") or 0 for key, number in value.items()}


def _number(value: Any, where: str, name: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ExtractorError(f"{where}: {name.removesuffix(', ')} is {value!r}, where a whole number is needed.")
    return value
