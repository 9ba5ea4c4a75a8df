"""The results as one table for a terminal, with the rules below it, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.accuracy.benchmarks import Benchmark
from bench.accuracy.contenders import Contender
from bench.accuracy.scores import Figures


@dataclass(frozen=True)
class Result:
    """One benchmark: each contender's figures, by its name; `problem` says why there are none."""

    benchmark: Benchmark
    papers: int
    figures: dict[str, Figures]
    problem: str = ""

    @property
    def lines(self) -> list[str]:
        return list(dict.fromkeys(line for found in self.figures.values() for line in found))

    def headings(self, line: str) -> str:
        """What the figures of a line are."""
        cells = [found.get(line) for found in self.figures.values()]
        return next((" / ".join(cell) for cell in cells if cell), "")


def show(results: Sequence[Result], contenders: Sequence[Contender], console: Console) -> None:
    table = Table(title="Accuracy, from one run")
    table.add_column("")
    for contender in contenders:
        table.add_column(contender.name, justify="right")
    for number, result in enumerate(results, 1):
        table.add_section()
        about = result.problem or f"{result.papers:,} texts"
        table.add_row(f"[bold]{result.benchmark.name}[/] \\[{number}], {about}")
        before = ""
        for line in result.lines:
            heading = result.headings(line)
            shown = f"  {line}" if heading in ("", before) else f"  {line}: {heading}"
            table.add_row(shown, *(_cell(contender, result, line) for contender in contenders))
            before = heading or before
    console.print(table)
    for number, result in enumerate(results, 1):
        console.print(f"[{number}] {result.benchmark.name}: {result.benchmark.rule}", markup=False, highlight=False)
    console.print(
        "- where a contender has no such output. Baselines by the simplest rule: quantulum3's quantities are doses by"
        " their unit and counts before a word for people, its largest count the total; an amount belongs to the"
        " dictionary's nearest drug in the sentence; a percentage or count to the model's nearest entity, which is an"
        " outcome where it speaks of benefit.",
        markup=False,
        highlight=False,
    )
    for contender in contenders:
        console.print(_about(contender), markup=False, highlight=False)


def as_dict(results: Sequence[Result], contenders: Sequence[Contender]) -> dict[str, Any]:
    """Figures by benchmark, line and contender; None where a contender has no such output."""
    return {
        "contenders": [
            {"name": c.name, "version": c.version, "problem": c.problem, "failures": c.failures} for c in contenders
        ],
        "benchmarks": [
            {
                "name": r.benchmark.name,
                "rule": r.benchmark.rule,
                "papers": r.papers,
                "problem": r.problem,
                "lines": {
                    line: {name: found.get(line) for name, found in r.figures.items()} for line in r.lines
                },
            }
            for r in results
        ],
    }  # fmt: skip


def _cell(contender: Contender, result: Result, line: str) -> str:
    if contender.problem:
        return ""
    cell = result.figures.get(contender.name, {}).get(line)
    return " / ".join(_plain(value) for value in cell.values()) if cell else "-"


def _plain(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _about(contender: Contender) -> str:
    failed = f"; raised an error on {contender.failures} texts" if contender.failures else ""
    return f"{contender.name}: {contender.problem or contender.version + failed}"
