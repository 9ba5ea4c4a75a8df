"""What a comparison with gold tables found: numbers, differences, and how a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractor.evaluate.matching import Row

DEPTHS = ("value", "linked", "complete")

SHOWN = {
    "drugs": ("drug", "role"),
    "doses": ("drug", "low", "high", "unit", "per", "frequency", "route", "arm"),
    "patient_counts": ("n", "role", "arm"),
    "response_rates": ("outcome", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm"),
    "adverse_events": (
        "term", "grade", "numerator", "denominator", "percent", "ci_low", "ci_high", "timepoint", "arm",
    ),
    "mechanisms": ("drug", "target", "effect", "ros", "model"),
}  # fmt: skip
# What is wrong, how it is marked, and in which colour.
_MARKS = {"miss": ("-", "red"), "extra": ("+", "yellow"), "mislinked": ("~", "magenta"), "incomplete": ("…", "cyan")}


@dataclass(frozen=True)
class Difference:
    """A `miss` has a gold side only, an `extra` a predicted one; `mislinked` and `incomplete` facts have both.

    So has a `match`, which is complete and listed for those who look at both sides.
    """

    kind: str
    table: str
    paper_id: str
    gold: Row | None = None
    predicted: Row | None = None

    def as_dict(self) -> dict[str, Any]:
        sides = {"gold": self.gold, "predicted": self.predicted}
        shown = {side: row and {c: row[c] for c in SHOWN[self.table] if c in row} for side, row in sides.items()}
        sentence = (self.predicted or {}).get("sentence")
        return {"kind": self.kind, "table": self.table, "paper_id": self.paper_id, **shown, "sentence": sentence}


@dataclass(frozen=True)
class TableScore:
    """Counts of one fact table: gold facts, predicted facts, and how many of them agree at each depth."""

    gold: int
    predicted: int
    value: int
    linked: int
    complete: int

    def precision(self, depth: str) -> float:
        return float(getattr(self, depth)) / self.predicted if self.predicted else 0.0

    def recall(self, depth: str) -> float:
        return float(getattr(self, depth)) / self.gold if self.gold else 0.0

    def f1(self, depth: str) -> float:
        p, r = self.precision(depth), self.recall(depth)
        return 2 * p * r / (p + r) if p + r else 0.0

    def as_dict(self) -> dict[str, Any]:
        depths = {
            depth: {
                "p": round(self.precision(depth), 3),
                "r": round(self.recall(depth), 3),
                "f1": round(self.f1(depth), 3),
            }
            for depth in DEPTHS
        }
        return {"gold": self.gold, "pred": self.predicted, **depths}


@dataclass(frozen=True)
class Report:
    """The whole comparison. `papers` are the annotated ones, `papers_found` those of them in the database."""

    papers: int
    papers_found: int
    tables: dict[str, TableScore]
    differences: tuple[Difference, ...]
    matches: tuple[Difference, ...] = ()

    def mean_f1(self, depth: str) -> float:
        """Mean over the tables of F1 as printed, to three places."""
        return round(sum(round(score.f1(depth), 3) for score in self.tables.values()) / len(self.tables), 3)

    def as_dict(self) -> dict[str, Any]:
        """The numbers, to three places: papers, papers_found, per table gold, pred and p, r, f1 by depth, and means."""
        tables = {table: score.as_dict() for table, score in self.tables.items()}
        means = {f"mean_{depth}_f1": self.mean_f1(depth) for depth in DEPTHS}
        return {"papers": self.papers, "papers_found": self.papers_found, **tables, **means}


def show_report(report: Report, console: Console, differences: bool = True) -> None:
    """Print the report's table, and below it each difference with both of its sides."""
    console.print(_score_table(report))
    if report.papers_found < report.papers:
        console.print(
            f"{report.papers - report.papers_found} of {report.papers} annotated papers are not in the database;"
            " their facts count as missed."
        )
    if differences:
        show_differences(report.differences, console)


def _score_table(report: Report) -> Table:
    table = Table(title=f"{report.papers_found} of {report.papers} annotated papers", caption="P, R and F1 by depth")
    for heading in ("", "gold", "found"):
        table.add_column(heading, justify="right" if heading else "left")
    for depth in DEPTHS:
        table.add_column(f"{depth}\nP / R / F1", justify="right")
    for name, score in report.tables.items():
        cells = [f"{score.precision(d):.3f} {score.recall(d):.3f} [bold]{score.f1(d):.3f}[/]" for d in DEPTHS]
        table.add_row(name, str(score.gold), str(score.predicted), *cells)
    table.add_section()
    table.add_row("mean", "", "", *(f"[bold]{report.mean_f1(depth):.3f}[/]" for depth in DEPTHS))
    return table


def show_differences(differences: Iterable[Difference], console: Console) -> None:
    """One line or two per difference: - missed, + not in gold, ~ belongs to something else, … lacks something."""
    for difference in differences:
        mark, colour = _MARKS[difference.kind]
        sides = [_in_words(difference.table, row) for row in (difference.gold, difference.predicted) if row]
        line = f"[{colour}]{mark} {difference.kind}[/] {difference.table} {difference.paper_id}  {escape(sides[0])}"
        console.print(line, soft_wrap=True, highlight=False)
        for side in sides[1:]:
            console.print(f"    found: {escape(side)}", soft_wrap=True, highlight=False)


def _in_words(table: str, row: Row) -> str:
    stated = [(column, row.get(column)) for column in SHOWN[table]]
    return " ".join(f"{column}={_plain(value)}" for column, value in stated if value not in (None, ""))


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
