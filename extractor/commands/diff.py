"""`diff`: what is new, changed or gone between two runs."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from extractor.commands.meta import Outputs, Wishes, check, draw, pool, question
from extractor.commands.summary import KIND_NAMES, console, highlighted
from extractor.errors import ExtractorError, UsageError
from extractor.files import whole_file
from extractor.review.diff.changes import KINDS, Change, Difference, Run, difference, label, two_runs
from extractor.review.diff.plain import MARKS, as_json, as_markdown, in_short, title
from extractor.review.meta import words
from extractor.review.meta.reading.database import read_studies
from extractor.review.meta.results import Results, as_dict
from extractor.store import open_reader
from extractor.store.history import show_as_of

_SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}
_COLOURS = {"added": "green", "changed": "yellow", "dropped": "red"}
# What a screen can hold; files hold everything.
_ON_SCREEN = 20
_PATTERNS_ON_SCREEN = 10


@dataclass(frozen=True)
class Pooled:
    """A meta-analysis of the facts after one run, or why there is none."""

    run: Run
    results: Results | None
    reason: str = ""

    def sentence(self) -> str:
        if self.results is None:
            return f"{self.run.name}: {self.reason}"
        analysis = self.results.analysis
        effect = words.effect(analysis.total.ends, words.digits(analysis))
        studies = len(analysis.total.rows)
        return (
            f"{self.run.name}: {analysis.measure.label} {effect}, {studies} {'study' if studies == 1 else 'studies'}."
        )


def diff(runs: Sequence[int], form: str | None, out: Path | None, wishes: Wishes) -> None:
    """Print the report, or write it to `out`, whose suffix may say the format."""
    form = _form(form, out)
    pooling = bool(wishes.outcome or wishes.event)
    if not pooling and any((wishes.treated, wishes.control, wishes.drug, wishes.grade)):
        raise UsageError(
            "--grade, --treated, --control and --drug say what to pool: give --outcome or --event as well."
        )
    if pooling:
        check(wishes, Outputs())
    with closing(open_reader(wishes.db)) as connection:
        before, after = two_runs(connection, runs)
        found = difference(connection, before, after)
        pooled = [_pooled(connection, run, wishes) for run in (before, after)] if pooling else []
    if form == "terminal":
        _show(found, pooled)
        return
    drawn = _drawn(pooled, wishes) if form == "html" or (form == "markdown" and out) else []
    plots = [(run.name, _beside(out, run, plot) if form == "markdown" and out else plot) for run, plot in drawn]
    content = _content(form, found, pooled, plots)
    if out is None:
        sys.stdout.write(content)
        return
    with whole_file(out) as half:
        half.write_text(content, encoding="utf-8")
    print(f"extractor: {out} written.", file=sys.stderr)


def _form(form: str | None, out: Path | None) -> str:
    form = form or (_SUFFIXES.get(out.suffix.lower()) if out else "terminal")
    if form is None or (form == "terminal" and out is not None):
        raise UsageError(f"To write {out}, choose --format from markdown, html, json.")
    return form


def _pooled(connection: sqlite3.Connection, run: Run, wishes: Wishes) -> Pooled:
    show_as_of(connection, run.run_id)
    try:
        return Pooled(run, pool(*read_studies(connection, question(wishes)), wishes))
    except ExtractorError as error:
        return Pooled(run, None, str(error))


def _drawn(pooled: Sequence[Pooled], wishes: Wishes) -> list[tuple[Run, str]]:
    """The forest plots of before and after, as SVG."""
    return [(side.run, draw(side.results, wishes, Outputs())[0]) for side in pooled if side.results]


def _beside(out: Path, run: Run, plot: str) -> str:
    """Write a plot of a Markdown report beside it, and return the name of its file."""
    path = out.with_name(f"{out.stem}-run-{run.run_id}.svg")
    with whole_file(path) as half:
        half.write_text(plot, encoding="utf-8")
    print(f"extractor: {path} written.", file=sys.stderr)
    return path.name


def _content(form: str, found: Difference, pooled: Sequence[Pooled], plots: Sequence[tuple[str, str]]) -> str:
    if form == "json":
        sides = {str(side.run.run_id): as_dict(side.results) if side.results else side.reason for side in pooled}
        return as_json(found, sides)
    said = " ".join(side.sentence() for side in pooled)
    if form == "markdown":
        return as_markdown(found, said, plots)
    from extractor.review.diff.page import as_html

    return as_html(found, plots, said)


def _show(found: Difference, pooled: Sequence[Pooled]) -> None:
    out = console()
    out.print(Text(title(found), style="bold"))
    out.print(Text(in_short(found)))
    for side in pooled:
        out.print(Text(side.sentence()))
    out.print()
    out.print(_counts({KIND_NAMES[table]: counter for table, counter in found.counts().items()}, "facts"))
    if patterns := dict(list(found.patterns().items())[:_PATTERNS_ON_SCREEN]):
        out.print(_counts(patterns, "pattern"))
    for paper in found.papers:
        if paper.status:
            out.print(
                Text(f"\n{paper.paper.name}, {paper.paper.paper_id}: {paper.status.sentence()}", style="bold red")
            )
    changes = [(paper, change) for paper in found.papers for change in paper.changes]
    # What a new paper says is news; what changed in known ones is what a reviewer must look at.
    changes.sort(key=lambda entry: entry[0].new)
    for paper, change in changes[:_ON_SCREEN]:
        out.print(Text.assemble("\n", _heading(change), (f"  {paper.paper.name}, {paper.paper.paper_id}", "dim")))
        for word, fact in (("before", change.before), ("after", change.after)):
            if fact is not None:
                said = Text.assemble(
                    f"  {word}: ", (label(change.table, fact), "bold"), f"  {fact['pattern_id']}\n    "
                )
                out.print(said + highlighted(fact["sentence"], fact["quote"]))
    if (more := len(changes) - _ON_SCREEN) > 0:
        print(f"extractor: {more:,} more changes are not shown; -o changes.html writes all.", file=sys.stderr)


def _heading(change: Change) -> Text:
    columns = f" ({', '.join(change.columns)})" if change.columns else ""
    return Text(f"{MARKS[change.kind]} {change.kind}{columns}", style=_COLOURS[change.kind])


def _counts(rows: Mapping[str, Counter[str]], heading: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(heading, overflow="fold")
    for kind in KINDS:
        table.add_column(kind, justify="right")
    for name, counter in rows.items():
        table.add_row(Text(name), *(f"{counter[kind]:,}" for kind in KINDS))
    return table
