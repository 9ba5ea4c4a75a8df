"""The commands by which a review chooses its papers: `screen` and `prisma`."""

from __future__ import annotations

import getpass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.options import DB, Db
from extractor.subcommands import Control, Drug, Event, Grade, Outcome, Treated

screen_app = typer.Typer(no_args_is_help=True, help="Which papers a review takes: by rules, and by people.")

Review = Annotated[str | None, typer.Option("--review", help="Its name; needed where there are several.")]


class Decision(StrEnum):
    """What may have become of a paper."""

    include = "include"
    exclude = "exclude"
    maybe = "maybe"
    remove = "remove"


class PersonsDecision(StrEnum):
    """What a person may decide."""

    include = "include"
    exclude = "exclude"
    withdraw = "withdraw"


class Stage(StrEnum):
    """Where PRISMA 2020 counts an exclusion."""

    screening = "screening"
    retrieval = "retrieval"
    eligibility = "eligibility"


@screen_app.command("apply")
def screen_apply(
    rules: Annotated[
        Path, typer.Argument(metavar="RULES.yml", exists=True, dir_okay=False, help="The rules, as the README shows.")
    ],
    db: Db = DB,
) -> None:
    """Ask the rules of every paper: include, exclude with the first rule that says so, or maybe.

    Maybe is what the database cannot tell; a person decides on it. What people decided stays, however often the rules
    are applied. Duplicates go first, each with the reason.

    \b
    extractor screen apply ato.yml
    """
    from extractor.commands import screen as command

    command.apply(rules, db)


@screen_app.command("show")
def screen_show(
    review: Annotated[str | None, typer.Argument(help="The review's name; needed where there are several.")] = None,
    decision: Annotated[Decision | None, typer.Option("--decision", help="Only papers of this decision.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A CSV file with all of them.")] = None,
    db: Db = DB,
) -> None:
    """List the papers of a review with what was decided on each, why, and what of the database says so.

    \b
    extractor screen show --decision maybe
    extractor screen show ato -o decisions.csv
    """
    from extractor.commands import screen as command

    command.show(review, decision and decision.value, as_json, out, db)


@screen_app.command("decide")
def screen_decide(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="As PMID:123.")],
    decision: Annotated[PersonsDecision, typer.Argument(metavar="include|exclude|withdraw")],
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; the flow diagram prints exclusions by it.")
    ] = None,
    stage: Annotated[Stage | None, typer.Option("--stage", help="Of an exclusion. Default: screening.")] = None,
    review: Review = None,
    reviewer: Annotated[str | None, typer.Option("--by", help="Who decides. Default: who is logged in here.")] = None,
    db: Db = DB,
) -> None:
    """Decide on a paper yourself. It goes before the rules, now and after later screenings, until `withdraw`.

    \b
    extractor screen decide PMID:16705087 include
    extractor screen decide PMID:16705087 exclude --reason "Fewer than 15 patients" --stage eligibility
    extractor screen decide PMID:16705087 withdraw
    """
    from extractor.commands import screen as command

    by = reviewer or getpass.getuser()
    command.decide(paper, decision.value, review, reason, stage and stage.value, by, db)


@screen_app.command("duplicates")
def screen_duplicates(
    review: Review = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
    db: Db = DB,
) -> None:
    """List records of one paper, notices of other records, and papers that report one trial, with the evidence.

    \b
    extractor screen duplicates
    extractor screen duplicates --review ato --json
    """
    from extractor.commands import screen as command

    command.duplicates(review, as_json, db)


def prisma(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FLOW.yml", exists=True, dir_okay=False, help="Counts of a flow; without it, the database is asked."
        ),
    ] = None,
    review: Review = None,
    out: Annotated[
        list[Path] | None, typer.Option("--out", "-o", help="The diagram, .svg or .png; repeatable.")
    ] = None,
    in_meta: Annotated[int | None, typer.Option("--in-meta", min=0, help="Studies in the meta-analysis.")] = None,
    outcome: Outcome = None,
    event: Event = None,
    grade: Grade = None,
    treated: Treated = None,
    control: Control = None,
    drug: Drug = None,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as one JSON object.")] = False,
    db: Db = DB,
) -> None:
    """Draw the PRISMA 2020 flow diagram of a review that was screened, or of counts in a file; every box is checked.

    With --outcome or --event, as for `meta`, the studies that can be pooled are counted as in the meta-analysis.

    \b
    extractor prisma -o flow.svg
    extractor prisma --outcome "objective response" --treated cabozantinib --control placebo -o flow.png
    extractor prisma docs/screening/he2014.yml -o flow.png
    """
    from extractor.commands import screen as command
    from extractor.commands.meta import Wishes

    wishes = Wishes(
        db=db, review=review, outcome=outcome, event=event, grade=grade, treated=treated, control=control, drug=drug
    )
    command.prisma(file, wishes, out or (), in_meta, as_json)
