"""`meta`: pool studies of a CSV file or of the database, and draw them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from warnings import catch_warnings, simplefilter

from rich.table import Table
from rich.text import Text

from extractor.commands.summary import console
from extractor.errors import UsageError
from extractor.files import whole_file
from extractor.review.meta import words
from extractor.review.meta.choices import Measure, Method, Transformation, figure_kind
from extractor.review.meta.pool import pool as pool_studies
from extractor.review.meta.reading.database import Question, read_database
from extractor.review.meta.reading.table import read_table
from extractor.review.meta.report import as_html
from extractor.review.meta.results import Results, as_csv, as_json
from extractor.review.meta.statistics import Group
from extractor.review.meta.studies import Left, Study
from extractor.review.rates import Wanted

_WRITTEN = {".csv", ".json", ".html"}


@dataclass(frozen=True)
class Wishes:
    """What is asked for: of a CSV file, or of the database by outcome or event."""

    file: Path | None = None
    db: Path = Path()
    review: str | None = None
    outcome: str | None = None
    event: str | None = None
    grade: str | None = None
    treated: str | None = None
    control: str | None = None
    drug: str | None = None
    by: str | None = None
    combine_arms: bool = False
    accepted: bool = False
    keep_duplicates: bool = False
    beneficial: bool = False


@dataclass(frozen=True)
class Outputs:
    """Where the results go besides the terminal."""

    plot: Path | None = None
    funnel: Path | None = None
    files: Sequence[Path] = ()
    as_json: bool = False


def meta(
    wishes: Wishes, measure: Measure | None, method: Method | None, transformation: Transformation, outputs: Outputs
) -> None:
    """Pool, print, draw and write. Raises UsageError for wishes that contradict each other."""
    check(wishes, outputs)
    studies, left = _read(wishes, measure is Measure.proportion)
    said = _in_short(studies, left)
    results = pool(studies, left, wishes, measure, method, transformation)
    for sentence in [*said, *results.warnings]:
        print(f"extractor: {sentence}", file=sys.stderr)
    _write(results, wishes, outputs)
    if outputs.as_json:
        print(as_json(results), end="")
    else:
        _show(results)


def pool(
    studies: Sequence[Study],
    left: Sequence[Left],
    wishes: Wishes,
    measure: Measure | None = None,
    method: Method | None = None,
    transformation: Transformation = Transformation.logit,
) -> Results:
    """Pool what was read, as is wished."""
    return pool_studies(
        studies, left, measure, method, transformation,
        keep_duplicates=wishes.keep_duplicates,
        title=wishes.outcome or wishes.event,
        treated=wishes.treated or wishes.drug,
        control=wishes.control,
    )  # fmt: skip


def check(wishes: Wishes, outputs: Outputs) -> None:
    """UsageError for wishes that contradict each other."""
    asked = [wishes.outcome, wishes.event]
    if wishes.file and any((*asked, wishes.grade, wishes.drug, wishes.accepted, wishes.review)):
        raise UsageError(
            "--outcome, --event, --grade, --drug, --accepted and --review ask the database; a CSV file is pooled as it"
            " is."
        )
    if not wishes.file and sum(value is not None for value in asked) != 1:
        raise UsageError("Name a CSV file, or what to pool from the database with either --outcome or --event.")
    arms = [wishes.treated, wishes.control]
    if not wishes.file and ((None in arms) != (arms == [None, None]) or (wishes.drug and arms != [None, None])):
        raise UsageError("To compare two arms give --treated and --control; for single arms of a drug, --drug alone.")
    if wishes.grade and not wishes.event:
        raise UsageError("--grade goes with --event.")
    if not wishes.file and wishes.by not in (None, "drug", "dose"):
        raise UsageError("From the database, subgroups are made --by drug or --by dose.")
    for path in (outputs.plot, outputs.funnel):
        if path:
            figure_kind(path)
    for path in outputs.files:
        if path.suffix.lower() not in _WRITTEN:
            raise UsageError(f"{path} must end in .csv, .json or .html, which say what to write.")


def _read(wishes: Wishes, single: bool) -> tuple[list[Study], list[Left]]:
    if wishes.file:
        return read_table(wishes.file, (wishes.by or "subgroup").lower(), single), []
    return read_database(wishes.db, question(wishes))


def question(wishes: Wishes) -> Question:
    """What is asked of the database."""
    if wishes.outcome:
        wanted = Wanted("response_rates", wishes.outcome)
    else:
        wanted = Wanted("adverse_events", wishes.event or "", wishes.grade)
    treated = wishes.treated or wishes.drug
    return Question(wanted, treated, wishes.control, wishes.by, wishes.accepted, wishes.combine_arms, wishes.review)


def _in_short(studies: Sequence[Study], left: Sequence[Left]) -> list[str]:
    """How many papers were left out and why, in a line; the results list each."""
    if not left:
        return []
    reasons = Counter(entry.reason.split(":")[0] for entry in left)
    papers = len(left) + len({study.paper for study in studies})
    return [f"Left out of {papers} papers: {'; '.join(f'{n} ({reason})' for reason, n in reasons.most_common())}."]


def _write(results: Results, wishes: Wishes, outputs: Outputs) -> None:
    pages = [path for path in outputs.files if path.suffix.lower() == ".html"]
    figures = draw(results, wishes, outputs) if outputs.plot or outputs.funnel or pages else []
    for path in outputs.files:
        kind = path.suffix.lower()
        text = as_html(results, figures) if path in pages else as_json(results) if kind == ".json" else as_csv(results)
        with whole_file(path) as half:
            half.write_text(text, encoding="utf-8")
    for path in filter(None, (outputs.plot, outputs.funnel, *outputs.files)):
        print(f"extractor: {path} written.", file=sys.stderr)


def draw(results: Results, wishes: Wishes, outputs: Outputs) -> list[str]:
    """Save the figures that are asked for, and return them as SVG; a page always has the forest plot."""
    from extractor.review.meta.figures import Labels, forest, funnel, save, svg

    hoped_for = wishes.beneficial or results.is_hoped_for
    labels = Labels(results.treated, results.control, results.title, hoped_for)
    with catch_warnings(record=True) as caught:
        simplefilter("always")
        figures = [(outputs.plot, forest(results.analysis, labels))]
        if outputs.funnel:
            figures.append((outputs.funnel, funnel(results.analysis)))
        for path, figure in figures:
            if path:
                save(figure, path)
        drawn = [svg(figure) for _, figure in figures]
    if any("missing from font" in str(warning.message) for warning in caught):
        print("extractor: The figures' font lacks some letters of the names; boxes stand for them.", file=sys.stderr)
    return drawn


def _show(results: Results) -> None:
    out, analysis = console(), results.analysis
    two_arms = analysis.measure.no_effect is not None
    title = Text(results.title, style="bold") if results.title else None
    table = Table(box=None, pad_edge=False, title=title, title_justify="left")
    table.add_column("study", overflow="fold")
    for name in [results.treated, results.control] if two_arms else ["events"]:
        table.add_column(Text(name), justify="right")
    table.add_column("weight", justify="right")
    table.add_column(f"{analysis.measure.label}, {words.heading(analysis)}", justify="right")
    digits = words.digits(analysis)
    for group in analysis.groups or [analysis.total]:
        if group.name:
            table.add_row(Text(group.name, style="bold"))
        for row in group.rows:
            arms = [row.study.treated, *([row.study.control] if row.study.control else [])]
            counts = [f"{arm.events}/{arm.total}" for arm in arms]
            weight = "" if row.weight is None else f"{row.weight:.1f}%"
            table.add_row(Text(row.study.name), *counts, weight, Text(words.effect(row.ends, digits)))
        if group.name:
            table.add_row(*_sums("Subtotal", group, digits))
    table.add_row(*_sums("Total", analysis.total, digits))
    if analysis.total.prediction:
        empty = [""] * (len(table.columns) - 2)
        table.add_row("Prediction interval", *empty, Text(words.interval(analysis.total.prediction, digits)))
    out.print(table)
    for sentence in (*words.tests(analysis), *analysis.notes):
        out.print(Text(sentence))


def _sums(name: str, group: Group, digits: int) -> list[Text]:
    events, total, control_events, control_total = group.sums()
    counts = [f"{events}/{total}"] + ([] if control_events is None else [f"{control_events}/{control_total}"])
    cells = [name, *counts, f"{group.weight:.1f}%", words.effect(group.ends, digits)]
    return [Text(cell, style="bold") for cell in cells]
