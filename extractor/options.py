"""The options that several commands take."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Db = Annotated[Path, typer.Option("--db", envvar="EXTRACTOR_DB", help="The database.")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        envvar="EXTRACTOR_MODEL",
        help="A scispaCy model, by name or folder, for sentences, tags and entities.",
    ),
]
Patterns = Annotated[
    Path | None,
    typer.Option("--patterns", exists=True, file_okay=False, help="A folder of your own patterns, used as well."),
]
Max = Annotated[int | None, typer.Option("--max", min=1, help="Read at most this many papers.", show_default=False)]
Pmids = Annotated[
    Path | None,
    typer.Option("--pmids", exists=True, dir_okay=False, help="A file of PMIDs, one a line; only these are read."),
]
FullText = Annotated[
    bool, typer.Option("--full-text", help="Fetch PubMed Central's full texts too, where papers have one.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Search again; else a query gives what it found the first time, offline.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, default_factory=cores, help="Processes to extract with.")]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Read on a cluster of dask, by its scheduler: tcp://host:8786.",
        show_default=False,
    ),
]
OptionalSources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="A PubMed query, PMID:123, PMC123, DOI:10.1/x, or a path: MEDLINE or JATS XML (.xml, .nxml, .gz), PDF,"
        " plain text (.txt), JSON lines (.jsonl), a folder of these, or a list of references (.ris, .nbib, .csv).",
    ),
]
DB = Path("db/extractor.db")
