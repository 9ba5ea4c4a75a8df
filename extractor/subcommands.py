"""Commands that have commands, as `patterns` and `search`; and `meta`, `table` and `diff`, for their options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.options import DB, Db, Model, Patterns
from extractor.review.meta.choices import Measure, Method, Transformation

patterns_app = typer.Typer(no_args_is_help=True, help="The pattern files: list, check and test them.")
search_app = typer.Typer(no_args_is_help=True, help="Saved PubMed searches, for `extractor update`.")
model_app = typer.Typer(no_args_is_help=True, help="scispaCy models: which there are, and installing one.")

curator_app = typer.Typer(no_args_is_help=True, help="Who may decide on facts in `extractor serve`.")


@curator_app.command("add")
def curator_add(name: Annotated[str, typer.Argument(help="Letters, digits, hyphens.")], db: Db = DB) -> None:
    """Make a curator's account, or give it another password, which is asked for or read from standard input.

    The password's hash is kept in a folder beside the database, never in it.

    \b
    extractor curator add maria
    extractor curator add maria --db db/mine.db < password.txt
    """
    from extractor.commands import curators as command

    command.add(name, db)


@curator_app.command("list")
def curator_list(db: Db = DB) -> None:
    """List the curators.

    \b
    extractor curator list
    """
    from extractor.commands import curators as command

    command.show(db)


@curator_app.command("remove")
def curator_remove(name: Annotated[str, typer.Argument(help="As `curator list` shows it.")], db: Db = DB) -> None:
    """Take a curator's account away; what was decided stays.

    \b
    extractor curator remove maria
    """
    from extractor.commands import curators as command

    command.remove(name, db)


@search_app.command("save")
def search_save(
    name: Annotated[str, typer.Argument(help="What to call it.")],
    query: Annotated[str, typer.Argument(help="A PubMed query.")],
    db: Db = DB,
) -> None:
    """Keep a PubMed query under a name, for `extractor update`.

    \b
    extractor search save ato "arsenic trioxide AND multiple myeloma"
    """
    from extractor.commands import searches as command

    command.save(name, query, db)


@search_app.command("list")
def search_list(
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
    db: Db = DB,
) -> None:
    """List the saved searches and when each was last updated.

    \b
    extractor search list
    """
    from extractor.commands import searches as command

    command.show(as_json, db)


@search_app.command("remove")
def search_remove(name: Annotated[str, typer.Argument(help="As `search list` shows it.")], db: Db = DB) -> None:
    """Forget a saved search; its papers stay.

    \b
    extractor search remove ato
    """
    from extractor.commands import searches as command

    command.remove(name, db)


@patterns_app.command("list")
def patterns_list(
    patterns: Patterns = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """List the patterns: id, kind, file, template.

    \b
    extractor patterns list
    """
    from extractor.commands import patterns as command

    command.show(patterns, as_json)


@patterns_app.command("check")
def patterns_check(patterns: Patterns = None) -> None:
    """Check that pattern files load and have what they need.

    \b
    extractor patterns check --patterns my-patterns/
    """
    from extractor.commands import patterns as command

    command.check(patterns)


@patterns_app.command("test")
def patterns_test(patterns: Patterns = None, model: Model = None) -> None:
    """Run the examples that stand in the pattern files.

    \b
    extractor patterns test --patterns my-patterns/
    """
    from extractor.commands import patterns as command

    command.test(patterns, model)


@patterns_app.command("learn")
def patterns_learn(
    gold: Annotated[list[Path], typer.Argument(help="Folders of gold tables.")],
    texts: Annotated[list[Path], typer.Option("--texts", help="A file or folder with the annotated papers.")],
    write: Annotated[bool, typer.Option("--write", help="Write the tables of patterns/weights.")] = False,
) -> None:
    """Learn from gold tables which outcome and arm a number belongs to.

    Tells, by cross-validation over papers, how often the choice is right.

    \b
    extractor patterns learn corpora/gold/pubmed21-train --texts records/ --write
    """
    from extractor.commands import learn as command

    command.learn(gold, texts, write)


@model_app.command("list")
def model_list() -> None:
    """List the scispaCy models, and which are installed.

    \b
    extractor model list
    """
    from extractor.commands import model as command

    command.show()


@model_app.command("install")
def model_install(name: Annotated[str, typer.Argument(help="As `extractor model list` shows it.")]) -> None:
    """Install a scispaCy model from AllenAI's release address.

    Its hash is recorded at the first install and compared at later ones; spaCy stays as it is.

    \b
    extractor model install en_core_sci_sm
    extractor run ... --model en_core_sci_sm
    """
    from extractor.commands import model as command

    command.install(name)


Outcome = Annotated[str | None, typer.Option("--outcome", help="An outcome of response_rates to pool.")]
Event = Annotated[str | None, typer.Option("--event", help="A term of adverse_events to pool.")]
Grade = Annotated[str | None, typer.Option("--grade", help="Of the event, as 3-4; else events without one.")]
Treated = Annotated[str | None, typer.Option("--treated", help="The treated arm, by words of its name or by its drug.")]
Control = Annotated[str | None, typer.Option("--control", help="The control arm. For a CSV: its label.")]
Drug = Annotated[str | None, typer.Option("--drug", help="Single arms of this drug only.")]


class DiffFormat(StrEnum):
    """What `extractor diff` can write."""

    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"


def diff(
    runs: Annotated[
        list[int] | None,
        typer.Argument(metavar="RUN RUN", help="Two runs; one, to compare with the latest; or none, for the last two."),
    ] = None,
    outcome: Outcome = None,
    event: Event = None,
    grade: Grade = None,
    treated: Treated = None,
    control: Control = None,
    drug: Drug = None,
    to: Annotated[DiffFormat | None, typer.Option("--format", help="Else by the suffix of OUT, else terminal.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="The file to write.")] = None,
    db: Db = DB,
) -> None:
    """Show what is new, changed or gone between two runs, each fact with its sentence and the pattern responsible.

    The table `runs` numbers the runs. With --outcome or --event, as for `meta`, the facts of both runs are pooled; an
    HTML report then has both forest plots side by side.

    \b
    extractor update && extractor diff -o news.html
    extractor diff 3 5 --format markdown
    extractor diff --outcome "objective response" --treated cabozantinib --control placebo -o news.html
    """
    from extractor.commands import diff as command
    from extractor.commands.meta import Wishes

    wishes = Wishes(db=db, outcome=outcome, event=event, grade=grade, treated=treated, control=control, drug=drug)
    command.diff(runs or [], to.value if to else None, out, wishes)


def meta(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE.csv",
            exists=True,
            dir_okay=False,
            help="Columns study, events_treated, n_treated, events_control, n_control; for PROP study, events, n."
            " Optional: subgroup, registration, link and any others. Without it, the database is asked.",
        ),
    ] = None,
    measure: Annotated[
        Measure | None, typer.Option("--measure", case_sensitive=False, help="Default: OR; PROP for single arms.")
    ] = None,
    method: Annotated[
        Method | None,
        typer.Option(
            "--method",
            case_sensitive=False,
            help="Mantel-Haenszel or inverse variance (fixed), DerSimonian-Laird (random). Default: MH; DL for PROP.",
        ),
    ] = None,
    transformation: Annotated[
        Transformation, typer.Option("--transformation", help="Of proportions.")
    ] = Transformation.logit,
    outcome: Outcome = None,
    event: Event = None,
    grade: Grade = None,
    treated: Treated = None,
    control: Control = None,
    drug: Drug = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Subgroups: a column of the CSV; drug or dose from the database.")
    ] = None,
    combine_arms: Annotated[
        bool, typer.Option("--combine-arms", help="Take several arms of that name, such as doses, as one.")
    ] = False,
    accepted: Annotated[
        bool, typer.Option("--accepted", help="Only facts that a curator accepted or corrected; rejected never enter.")
    ] = False,
    review: Annotated[
        str | None, typer.Option("--review", help="Only papers that this review includes (`extractor screen`).")
    ] = None,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Pool papers of one registered trial all the same.")
    ] = False,
    beneficial: Annotated[
        bool, typer.Option("--beneficial", help="Events are hoped for: more of them favour the treated arm.")
    ] = False,
    plot: Annotated[Path | None, typer.Option("--plot", help="The forest plot, .png or .svg.")] = None,
    funnel: Annotated[Path | None, typer.Option("--funnel", help="The funnel plot, .png or .svg.")] = None,
    out: Annotated[
        list[Path] | None, typer.Option("--out", "-o", help="Results as .csv, .json or .html; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The results as one JSON object.")] = False,
    db: Db = DB,
) -> None:
    """Pool studies: odds ratios, risk ratios, risk differences or proportions, with forest and funnel plots.

    From a CSV file, or from the database, where every number keeps its paper, link and sentence. Papers of one
    registered trial are pooled once. Zero cells are handled as the Cochrane Handbook advises; what was done is said.

    \b
    extractor meta trials.csv --plot forest.png
    extractor meta trials.csv --measure RR --method DL --by country --funnel funnel.svg
    extractor meta --outcome "objective response" --treated cabozantinib --control placebo --plot forest.svg
    extractor meta --event neutropenia --grade 3-4 --accepted -o neutropenia.html -o neutropenia.csv
    """
    from extractor.commands import meta as command

    wishes = command.Wishes(
        file,
        db,
        review,
        outcome,
        event,
        grade,
        treated,
        control,
        drug,
        by,
        combine_arms,
        accepted,
        keep_duplicates,
        beneficial,
    )
    command.meta(wishes, measure, method, transformation, command.Outputs(plot, funnel, out or (), as_json))


class TableFormat(StrEnum):
    """What `extractor table` can write."""

    terminal = "terminal"
    csv = "csv"
    xlsx = "xlsx"
    markdown = "markdown"
    html = "html"


def table(
    papers: Annotated[str, typer.Option("--papers", metavar="PMID:1,PMID:2", help="These papers.")] = "",
    search: Annotated[str, typer.Option("--search", metavar="WORDS", help="Papers whose text holds the words.")] = "",
    drug: Annotated[str, typer.Option("--drug", metavar="NAME", help="Papers that study the drug.")] = "",
    design: Annotated[
        list[str] | None,
        typer.Option("--design", metavar="WORDS", help="Papers of a design: RCT, single-arm, phase II."),
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", metavar="WORDS", help="Only outcomes with these words.")
    ] = None,
    event: Annotated[
        list[str] | None, typer.Option("--event", metavar="WORDS", help="Only adverse events with these words.")
    ] = None,
    most: Annotated[
        int | None,
        typer.Option("--most", min=1, help="Outcomes and events in a cell, those most reported. [6 on the terminal]"),
    ] = None,
    accepted: Annotated[bool, typer.Option("--accepted", help="Only facts that a curator accepted.")] = False,
    to: Annotated[
        TableFormat | None, typer.Option("--format", help="Else by the suffix of OUT, else terminal.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="The file to write.")] = None,
    db: Db = DB,
) -> None:
    """Print the evidence table: one row per study arm.

    Study, design, N, drugs, doses, schedule, response rates, and adverse events by grade. Options that select papers
    narrow each other; --design, --outcome and --event may be given several times. In HTML each number is a link to
    its sentence; the workbook has the facts on a second sheet.

    \b
    extractor table --drug bortezomib
    extractor table --search "arsenic trioxide" --design RCT --outcome response -o table.html
    extractor table --papers PMID:33191408,PMID:34097368 --format markdown
    """
    from extractor.commands import table as command
    from extractor.review.evidence.studies import Selection

    selection = Selection(
        search=search,
        drug=drug,
        designs=tuple(design or ()),
        outcomes=tuple(outcome or ()),
        events=tuple(event or ()),
        accepted_only=accepted,
    )
    command.table(db, selection, papers, to.value if to else None, out, most)
