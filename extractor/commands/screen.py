"""`screen` and `prisma`: which papers a review takes, and its flow diagram."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from shlex import quote
from typing import Any

from rich.table import Table
from rich.text import Text

from extractor.commands.meta import Wishes, pool, question
from extractor.commands.progress import Progress
from extractor.commands.selection import paper_id
from extractor.commands.summary import console
from extractor.errors import UsageError
from extractor.files import whole_file
from extractor.review.meta.choices import figure_kind
from extractor.review.meta.reading.database import read_studies
from extractor.review.screening.decided import decided, included, review_name
from extractor.review.screening.duplicates import duplicates as find_duplicates
from extractor.review.screening.duplicates import trials
from extractor.review.screening.flow import Flow, flow_of, total
from extractor.review.screening.rules import read_rules, text_of, yaml_mapping
from extractor.review.screening.screen import flow, papers_of, rules_of, screened
from extractor.store import Store, open_reader
from extractor.store.screening import Answer

DECISIONS = ("include", "exclude", "maybe", "remove")
_COLOURS = {"include": "green", "exclude": "red", "maybe": "yellow", "remove": "dim"}
_ON_SCREEN = 30
_COLUMNS = (
    "review", "paper_id", "title", "year", "url", "decision", "stage", "reason", "evidence", "fact_id", "decided_by",
    "decided_at", "rules_say", "rules_reason",
)  # fmt: skip


def apply(rules_file: Path, db: Path) -> None:
    """Ask the rules of every paper of the review, store the answers, and print what became of how many."""
    rules = read_rules(rules_file)
    with closing(open_reader(db)) as connection, Progress("papers") as progress:
        progress.expect(len(papers_of(connection, rules)))
        answers: list[Answer] = list(screened(connection, rules, progress.one_read))
    with Store(db) as store:
        store.save_screening(rules.review, rules.text, answers)
    with closing(open_reader(db)) as connection:
        rows = decided(connection, rules.review)
    _show_counts(rules.review, rows)
    if any(row["decision"] == "maybe" for row in rows):
        say(f"`extractor screen show {quote(rules.review)} --decision maybe` lists what a person must decide.")


def _show_counts(review: str, rows: Sequence[dict[str, Any]]) -> None:
    groups: dict[tuple[str, str, str], list[bool]] = defaultdict(list)  # of each paper, whether a person decided
    for row in rows:
        groups[row["decision"], row["reason"] or "", row["stage"] or ""].append(row["decided_by"] != "rules")
    table = Table(box=None, pad_edge=False, title=Text(f"{review}: {len(rows):,} papers"), title_justify="left")
    for heading in ("decision", "reason", "stage"):
        table.add_column(heading, overflow="fold")
    for heading in ("papers", "by people"):
        table.add_column(heading, justify="right")
    for key in sorted(groups, key=lambda key: (DECISIONS.index(key[0]), -len(groups[key]), key)):
        decision, reason, stage = key
        people = sum(groups[key])
        mark = Text(decision, style=_COLOURS[decision])
        table.add_row(mark, Text(reason), stage, f"{len(groups[key]):,}", f"{people:,}" if people else "")
    console().print(table)


def show(review: str | None, decision: str | None, as_json: bool, out: Path | None, db: Path) -> None:
    """The papers of a review with the decisions that count, on the terminal, as JSON lines, or in a CSV file."""
    if out and out.suffix.lower() != ".csv":
        raise UsageError(f"{out} must end in .csv.")
    with closing(open_reader(db)) as connection:
        name = review_name(connection, review)
        rows = decided(connection, name)
    rows = [row for row in rows if decision in (None, row["decision"])]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif out:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        with whole_file(out) as half:
            half.write_text(stream.getvalue(), encoding="utf-8")
        say(f"{len(rows):,} papers written to {out}.")
    else:
        for row in rows[:_ON_SCREEN]:
            console().print(_in_lines(row))
        if (more := len(rows) - _ON_SCREEN) > 0:
            say(f"{more:,} more papers are not shown; -o decisions.csv writes all.")
        if not rows:
            say(f"No paper of {name} is of this decision.")


def _in_lines(row: dict[str, Any]) -> Text:
    """A paper with its decision; where a person decided, with what the rules say beside it."""
    rules = ": ".join(part for part in (row["rules_reason"], row["evidence"]) if part)
    why = rules
    if row["decided_by"] != "rules":
        why = f"{row['reason'] or 'decided'} (by {row['decided_by']}; the rules say {row['rules_say']}: {rules})"
    link = f"dim link {row['url']}" if row["url"] else "dim"
    return Text.assemble(
        (row["decision"], _COLOURS[row["decision"]]),
        "  ",
        (row["paper_id"], link),
        f"  {row['title'] or ''}\n    {why}",
    )


def decide(
    paper: str, decision: str, review: str | None, reason: str | None, stage: str | None, reviewer: str, db: Path
) -> None:
    """Note a person's decision. UsageError for an exclusion without a reason."""
    wanted = paper_id(paper)
    with closing(open_reader(db)) as connection:
        name = review_name(connection, review)
    with Store(db) as store:
        store.decide_on_paper(name, wanted, decision, reviewer, stage=stage, reason=reason)
    with closing(open_reader(db)) as connection:
        [row] = [row for row in decided(connection, name) if row["paper_id"] == wanted]
    console().print(_in_lines(row))


def duplicates(review: str | None, as_json: bool, db: Path) -> None:
    """Records of one paper, notices of another record, and papers that report one trial, each with the evidence."""
    with closing(open_reader(db)) as connection:
        papers = papers_of(connection, rules_of(connection, review)) if review else None
        found = find_duplicates(connection, set(papers) if papers is not None else None)
        sentences = trials(connection, included(connection, review) if review else _registered(connection))[1]
    if as_json:
        for duplicate in found:
            print(json.dumps(asdict(duplicate), ensure_ascii=False))
        return
    table = Table("record", "kept", "how it is known", box=None, header_style="bold", pad_edge=False)
    for duplicate in found:
        doubt = "" if duplicate.sure else " (to be decided)"
        table.add_row(duplicate.paper_id, duplicate.kept, Text(f"{duplicate.evidence}{doubt}"))
    console().print(table if found else "No two records are of one paper.")
    for sentence in sentences:
        print(sentence)


def _registered(connection: Any) -> list[str]:
    """Papers that state a registration which another one states too."""
    sql = (
        "SELECT DISTINCT paper_id FROM papers, json_each(registrations) r WHERE r.value IN (SELECT s.value FROM papers,"
        " json_each(registrations) s GROUP BY s.value HAVING count(*) > 1)"
    )
    return [paper for (paper,) in connection.execute(sql)]


def prisma(file: Path | None, wishes: Wishes, outs: Sequence[Path], pooled: int | None, as_json: bool) -> None:
    """Count the flow of a review of the database, or check that of a file, and draw it."""
    for out in outs:
        figure_kind(out)
    if (wishes.grade or wishes.treated or wishes.control or wishes.drug) and not (wishes.outcome or wishes.event):
        raise UsageError("--grade, --treated, --control and --drug need an --outcome or --event to pool.")
    if file:
        if wishes.review or wishes.outcome or wishes.event or pooled is not None:
            raise UsageError("A file states the whole flow; --review, --in-meta and what to pool ask the database.")
        counted = flow_of(yaml_mapping(text_of(file), str(file)), str(file))
    else:
        counted = _counted(wishes, pooled)
    if outs:
        from extractor.review.drawing import save
        from extractor.review.screening.figure import flow_diagram

        figure = flow_diagram(counted)
        for out in outs:
            save(figure, out)
            say(f"{out} written.")
    if as_json:
        print(json.dumps(_as_dict(counted), ensure_ascii=False, indent=1))
    else:
        for line in _in_words(counted):
            print(line)


def _counted(wishes: Wishes, pooled: int | None) -> Flow:
    with closing(open_reader(wishes.db)) as connection:
        rules = rules_of(connection, wishes.review)
        wishes = replace(wishes, review=rules.review)
        if wishes.outcome or wishes.event:
            studies, left = read_studies(connection, question(wishes))
            pooled = len({row.study.paper for row in pool(studies, left, wishes).analysis.total.rows})
        counted = flow(connection, rules, pooled)
        new = set(papers_of(connection, rules)) - {row["paper_id"] for row in decided(connection, rules.review)}
    if new:
        say(f"{_papers(len(new))} not screened yet and not counted; `extractor screen apply` asks them.")
    if waiting := total(counted.main.awaiting):
        say(f"{_papers(waiting)} not decided on yet; `extractor screen show --decision maybe` lists them.")
    return counted


def _papers(number: int) -> str:
    return f"{number:,} papers are" if number != 1 else "1 paper is"


def _in_words(counted: Flow) -> Iterator[str]:
    from extractor.review.screening.boxes import boxes

    for row in boxes(counted):
        for box in row:
            yield from (f"{'  ' * level}{text}" for text, level in box)


def _as_dict(counted: Flow) -> dict[str, Any]:
    main = counted.main
    return {
        **asdict(counted),
        "screened": main.screened,
        "sought": main.sought,
        "assessed": main.assessed,
        "included": counted.reports,
    }


def say(sentence: str) -> None:
    print(f"extractor: {sentence}", file=sys.stderr)
