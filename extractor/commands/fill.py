"""`fill`: a data-extraction form, filled from files or from the database."""

from __future__ import annotations

import os
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extractor.commands.progress import Progress
from extractor.commands.run import Reader
from extractor.commands.selection import Selection
from extractor.errors import ExtractorError, UsageError
from extractor.files import whole_file
from extractor.pipeline import Pipeline
from extractor.records import Failure, Paper
from extractor.review.filling.answer import Answer
from extractor.review.filling.forms import Form, FormRow, read_form, write_form
from extractor.review.filling.paper import PaperFiller, Question
from extractor.review.filling.study import Study
from extractor.store import Store, open_reader


@dataclass(frozen=True)
class _Task:
    """A paper and what the form asks of it: row numbers and questions."""

    paper: Paper
    questions: tuple[tuple[int, Question], ...]


def fill(form_path: Path, source: str | None, out: Path | None, db: Path, reader: Reader) -> None:
    """Fill the form and write it to `out` or to standard output."""
    if out is not None and out.resolve() == form_path.resolve():
        raise UsageError(f"The filled form would replace {form_path}; name another file with -o.")
    if out is not None and not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} for the filled form.")
    if out is not None and out.is_dir():
        raise UsageError(f"{out} is a folder; name a file with -o.")
    form = read_form(form_path)
    progress = Progress("papers")
    papers = _of_source(source, form, progress) if source else _of_database(db, form)
    answers, found = _answers(form, papers, reader, progress)
    if out is None:
        write_form(form, answers, found, sys.stdout)
    else:
        with whole_file(out) as half, half.open("w", encoding="utf-8", newline="") as file:
            write_form(form, answers, found, file)
    print(f"extractor: {_summary(answers)}", file=sys.stderr)


def _summary(answers: Sequence[Answer | None]) -> str:
    whole = sum(a is not None and {"intervention_events", "comparator_events"} <= a.figures.keys() for a in answers)
    absent = sum(a is None for a in answers)
    return f"{len(answers):,} rows: {whole:,} with the events of both groups, {absent:,} whose paper is not there."


def _of_source(source: str, form: Form, progress: Progress) -> Iterator[Paper]:
    wanted = {paper for row in form.rows for paper in row.papers}
    selection = Selection()
    for item in selection.read(selection.documents([source], progress), progress):
        if isinstance(item, Failure):
            progress.say(f"{item.document or item.source}: {item.reason}")
        elif isinstance(item, Paper) and wanted & _ids(item):
            yield item
        elif isinstance(item, Paper):
            progress.one_skipped()


def _of_database(db: Path, form: Form) -> Iterator[Paper]:
    wanted = {paper for row in form.rows for paper in row.papers}
    with closing(open_reader(db)) as connection:
        rows = connection.execute("SELECT paper_id, pmid, pmcid FROM papers").fetchall()
    ids = [paper_id for paper_id, pmid, pmcid in rows if wanted & _named(paper_id, pmid, pmcid)]
    with Store(db, read_only=True) as store:
        yield from store.papers(ids)


def _ids(paper: Paper) -> set[str]:
    return _named(paper.paper_id, paper.pmid, paper.pmcid)


def _named(paper_id: str, pmid: str | None, pmcid: str | None) -> set[str]:
    return {paper_id, *([f"PMID:{pmid}"] if pmid else []), *([f"PMCID:{pmcid}"] if pmcid else [])}


def _answers(
    form: Form, papers: Iterable[Paper], reader: Reader, progress: Progress
) -> tuple[list[Answer | None], list[Paper | None]]:
    """Per row the answer and the paper that gave it. Of a paper that comes as a record and as a full text the fuller
    one counts."""
    rows = _rows_by_paper(form.rows)
    answers: list[Answer | None] = [None] * len(form.rows)
    found: list[Paper | None] = [None] * len(form.rows)
    with progress:
        for task, given in _filled(_tasks(papers, rows), reader):
            for (at, _), answer in zip(task.questions, given, strict=True):
                known = found[at]
                if known is None or len(task.paper.passages) > len(known.passages):
                    answers[at], found[at] = answer, task.paper
            progress.one_read()
    return answers, found


def _rows_by_paper(rows: Sequence[FormRow]) -> dict[str, list[tuple[int, Question]]]:
    by_paper: dict[str, list[tuple[int, Question]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for paper in row.papers:
            by_paper[paper].append((at, row.question))
    return by_paper


def _tasks(papers: Iterable[Paper], rows: dict[str, list[tuple[int, Question]]]) -> Iterator[_Task]:
    for paper in papers:
        asked = dict(question for name in sorted(_ids(paper)) for question in rows.get(name, ()))
        yield _Task(paper, tuple(sorted(asked.items())))


def _filled(tasks: Iterator[_Task], reader: Reader) -> Iterator[tuple[_Task, list[Answer]]]:
    """The tasks with their answers, in order; a few at a time are under way, so that memory stays constant."""
    pipeline = reader.pipeline()
    _ = pipeline.nlp, pipeline.patterns  # a model or pattern file that cannot be used says so here, once
    if reader.jobs <= 1:
        yield from ((task, _fill(pipeline, task)) for task in tasks)
        return
    waiting: deque[tuple[_Task, Future[list[Answer]]]] = deque()
    try:
        with ProcessPoolExecutor(reader.jobs, initializer=_start, initargs=(reader,)) as pool:
            for task in tasks:
                waiting.append((task, pool.submit(_fill_here, task)))
                if len(waiting) >= 4 * reader.jobs:
                    first, future = waiting.popleft()
                    yield first, future.result()
            yield from ((task, future.result()) for task, future in waiting)
    except BrokenProcessPool:
        raise ExtractorError("A process that was reading papers died (too little memory?); try fewer --jobs.") from None


_pipeline: Pipeline | None = None


def _start(reader: Reader) -> None:
    global _pipeline
    _pipeline = reader.pipeline()


def _fill_here(task: _Task) -> list[Answer]:
    assert _pipeline is not None
    return _fill(_pipeline, task)


def _fill(pipeline: Pipeline, task: _Task) -> list[Answer]:
    """The answers of one paper. Where the rules fail on it, its rows say so and the others go on."""
    from extractor.facts.context import make_view

    reading = pipeline.try_to_read(task.paper)
    if isinstance(reading, Failure):
        return [Answer({}, reasons=(reading.reason,))] * len(task.questions)
    view = make_view(task.paper, pipeline.nlp, pipeline.patterns)
    filler = PaperFiller(Study(view, reading.facts, pipeline.nlp))
    try:
        return [filler.answer(question) for _, question in task.questions]
    except Exception as error:
        if os.environ.get("EXTRACTOR_DEBUG"):
            raise
        reason = f"The rules failed on this paper ({type(error).__name__}: {error}); please report it."
        return [Answer({}, reasons=(reason,))] * len(task.questions)
