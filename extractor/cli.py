"""The command line: what each command takes, and its help. What it does is in `extractor.commands`.

Nothing heavy is imported before a command runs, so that `extractor --help` is instant.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.options import (
    DB,
    Cluster,
    Db,
    Fresh,
    FullText,
    Jobs,
    Max,
    Model,
    OptionalSources,
    Patterns,
    Pmids,
)
from extractor.reviewing import prisma, screen_app
from extractor.subcommands import curator_app, diff, meta, model_app, patterns_app, search_app, table

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)
app.add_typer(patterns_app, name="patterns")
app.add_typer(model_app, name="model")
app.add_typer(search_app, name="search")
app.add_typer(curator_app, name="curator")
app.add_typer(screen_app, name="screen")


def _show_version(wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read clinical literature and write what it reports to SQLite: drugs, doses, patient numbers, response rates
    and adverse events, each with the sentence it stands in.

    \b
    extractor run                                        the demo: 20,783 PubMed records
    extractor run "arsenic trioxide AND multiple myeloma" PubMed, live
    extractor serve                                      look at the database in a browser
    """


class ExportFormat(StrEnum):
    """What `extractor export` can write."""

    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"
    datapackage = "datapackage"
    metafor = "metafor"
    revman = "revman"


@app.command()
def run(
    sources: OptionalSources = None,
    db: Db = DB,
    max_records: Max = None,
    pmids: Pmids = None,
    patterns: Patterns = None,
    full_text: FullText = False,
    fresh: Fresh = False,
    model: Model = None,
    cluster: Cluster = None,
    *,
    jobs: Jobs,
) -> None:
    """Fetch papers, extract their facts, and show what was found. Without a SOURCE: the demo corpus.

    Papers already extracted with the same patterns are skipped, and files that were read to their end are not opened
    again, so an interrupted run goes on where it was.

    \b
    extractor run "arsenic trioxide AND multiple myeloma" --max 200
    extractor run PMID:24938862 records/ --db db/mine.db
    extractor run pubmed21n1298.xml.gz --pmids wanted.txt --jobs 4
    extractor run zotero.ris --full-text
    extractor run baseline/ --cluster tcp://10.0.0.5:8786
    """
    from extractor.commands import run as command

    selection = command.Selection(max_records, pmids, full_text, fresh)
    command.run(sources or [], db, command.Reader(patterns, model, jobs, cluster), selection)


@app.command()
def fetch(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="As for `run`.")],
    db: Db = DB,
    max_records: Max = None,
    pmids: Pmids = None,
    full_text: FullText = False,
    fresh: Fresh = False,
) -> None:
    """Fetch papers only; `extractor extract` reads them later.

    \b
    extractor fetch "venetoclax AND acute myeloid leukemia" --max 500
    extractor fetch PMC4166211 DOI:10.2147/OTT.S67165
    """
    from extractor.commands import run as command

    command.fetch(sources, db, command.Selection(max_records, pmids, full_text, fresh))


@app.command()
def update(
    name: Annotated[str | None, typer.Argument(help="A saved search; without a name all of them.")] = None,
    db: Db = DB,
    patterns: Patterns = None,
    full_text: FullText = False,
    model: Model = None,
    *,
    jobs: Jobs,
) -> None:
    """Take what is new or revised since the last update of the saved searches, and extract it.

    \b
    extractor search save ato "arsenic trioxide AND multiple myeloma"
    extractor update
    """
    from extractor.commands import searches as command
    from extractor.commands.run import Reader

    command.update(name, db, Reader(patterns, model, jobs), full_text)


@app.command()
def ids(
    papers: Annotated[list[str], typer.Argument(metavar="PAPER", help="PMID:123, PMC123 or DOI:10.1/x.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Show the PMID, PMCID and DOI of papers, as PubMed knows them.

    \b
    extractor ids PMID:25246802 PMC4166211 DOI:10.2147/OTT.S67165
    """
    from extractor.commands import ids as command

    command.show(papers, as_json)


@app.command()
def extract(
    papers: Annotated[list[str] | None, typer.Argument(metavar="PAPER", help="Only these, as PMID:123.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also papers that were extracted already.")] = False,
    db: Db = DB,
    patterns: Patterns = None,
    model: Model = None,
    *,
    jobs: Jobs,
) -> None:
    """Extract the facts of papers in the database.

    Without --again only papers that were not yet extracted with these patterns are read.

    \b
    extractor extract
    extractor extract --again
    extractor extract --again PMID:24938862
    """
    from extractor.commands import run as command

    command.extract(papers or [], again, db, command.Reader(patterns, model, jobs))


@app.command()
def text(
    as_json: Annotated[bool, typer.Option("--json", help='JSON lines {"id", "table", ...columns}.')] = False,
    batch: Annotated[bool, typer.Option("--batch", help='The input is JSON lines {"id", "text"}.')] = False,
    patterns: Patterns = None,
    model: Model = None,
) -> None:
    """Show the facts of one text, read from standard input.

    \b
    echo "Bortezomib 1.3 mg/m2 was given to 54 patients." | extractor text
    extractor text --json --batch < texts.jsonl
    """
    from extractor.commands import text as command

    command.text(as_json or batch, batch, patterns, model)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(metavar="TEXT|PMID", help="A text, or a paper as PMID:123.")],
    why: Annotated[
        bool, typer.Option("--why", help="Show what was weighed: the likeliest outcomes and groups of each share.")
    ] = False,
    db: Db = DB,
    patterns: Patterns = None,
    model: Model = None,
) -> None:
    """Show every number of a text or paper, and what became of it.

    Beside each number stands the fact and the pattern that took it, or the reason why it was left.

    \b
    extractor explain "Of 40 patients, 12 (30%) responded."
    extractor explain PMID:24938862 --why
    """
    from extractor.commands import text as command

    command.explain(what, why, db, patterns, model)


@app.command()
def serve(
    db: Db = DB,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free port.")] = 8001,
    open_browser: Annotated[bool, typer.Option("--open", help="Open a browser as well.")] = False,
) -> None:
    """Browse the database with datasette, on this machine only.

    \b
    extractor serve --open
    extractor serve --db db/mine.db --port 8080
    """
    from extractor.publish.serve import serve as serve_database

    serve_database(db, port, open_browser)


@app.command()
def validate(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="GOLD_DIR", exists=True, file_okay=False, help="Default: the gold set pubmed21."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    db: Db = DB,
    patterns: Patterns = None,
    model: Model = None,
) -> None:
    """Compare the facts with gold tables: precision, recall, F1.

    Lists each difference as well, unless --json is given.
    Papers that the database lacks are read from the demo's record files and extracted on the spot.

    \b
    extractor validate
    extractor validate corpora/gold/pubmed21 --json
    """
    from extractor.commands import validate as command

    command.validate(gold, as_json, db, patterns, model)


app.command()(meta)
app.command()(table)
app.command()(diff)
app.command()(prisma)


@app.command()
def fill(
    form: Annotated[Path, typer.Argument(metavar="FORM.csv", exists=True, dir_okay=False, help="The form.")],
    source: Annotated[
        str | None,
        typer.Option("--source", help="Read the papers here (a file or folder, as for `run`), without a database."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to; default standard output.")] = None,
    db: Db = DB,
    patterns: Patterns = None,
    model: Model = None,
    *,
    jobs: Jobs,
) -> None:
    """Fill a data-extraction form: events and size of both groups for each paper, intervention, comparator and outcome.

    The form is a CSV file with the columns id, pmid or pmcid, intervention, comparator, outcome; others are kept.
    Numbers that were computed are named in `derived`, `where` says where each number stands, `reason` why one is empty.

    \b
    extractor fill form.csv -o filled.csv
    extractor fill form.csv --source articles/ > filled.csv
    """
    from extractor.commands import fill as command
    from extractor.commands.run import Reader

    command.fill(form, source, out, db, Reader(patterns, model, jobs))


@app.command()
def export(
    to: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            help="csv: a folder of tables; jsonl: one line per fact; xlsx: a workbook; datapackage: a folder"
            " with papers and facts as CSV and their description (Frictionless); metafor: a folder with the 2x2"
            " tables and an R script that pools them; revman: a folder with study arms and results for RevMan Web"
            " (not yet tried in RevMan itself).",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to; jsonl: default standard output.")] = None,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="A folder for gold tables of what curators accepted, corrected, added."),
    ] = None,
    public: Annotated[
        Path | None, typer.Option("--public", help="A copy without the text of papers that have no open licence.")
    ] = None,
    db: Db = DB,
) -> None:
    """Write the facts for other tools: as files, as gold tables, or as a database to give away.

    \b
    extractor export --format csv -o facts/
    extractor export --format jsonl > facts.jsonl
    extractor export --format xlsx -o facts.xlsx
    extractor export --format datapackage -o package/
    extractor export --format metafor -o pooling/
    extractor export --gold my-gold/
    extractor export --public public.db
    """
    from extractor.commands import export as command

    command.export(db, to and to.value, out, gold, public)


@app.command()
def remove(
    papers: Annotated[list[str], typer.Argument(metavar="PAPER", help="As PMID:123.")],
    db: Db = DB,
) -> None:
    """Take papers, with their facts, out of the database.

    \b
    extractor remove PMID:24938862
    """
    from extractor.commands import run as command

    command.remove(papers, db)
