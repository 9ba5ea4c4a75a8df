"""`search save|list|remove` and `update`: saved PubMed searches, and what is new or revised since."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from rich.table import Table

from extractor.commands.progress import Progress
from extractor.commands.run import Arrivals, Reader, must_exist, read_into
from extractor.commands.selection import Selection
from extractor.commands.summary import console, print_summary
from extractor.errors import ExtractorError, UsageError
from extractor.records import Item
from extractor.store import Store


def save(name: str, query: str, db: Path) -> None:
    """Keep a query under a name."""
    if not name.strip() or not query.strip():
        raise UsageError("A saved search needs a name and a query.")
    with Store(db) as store:
        store.save_search(name.strip(), query.strip())
    print(f"Saved {name.strip()!r}; `extractor update` fetches what it finds.")


def show(as_json: bool, db: Path) -> None:
    """The saved searches."""
    with Store(db, read_only=True) as store:
        searches = store.searches()
    if as_json:
        for search in searches:
            print(json.dumps(search, ensure_ascii=False))
        return
    table = Table("name", "query", "papers", "updated", box=None, header_style="bold", pad_edge=False)
    for search in searches:
        papers = "-" if search["papers"] is None else f"{search['papers']:,}"
        table.add_row(search["name"], search["query"], papers, search["updated_on"] or "never")
    console().print(table)


def remove(name: str, db: Path) -> None:
    """Forget a search."""
    must_exist(db)
    with Store(db) as store:
        _wanted(store, name)
        store.forget_search(name)
    print(f"Forgot {name!r}; its papers stay.")


def update(name: str | None, db: Path, reader: Reader, full_text: bool) -> None:
    """Fetch what the searches find that is new, or revised since their last update; extract it; print a summary."""
    started = time.monotonic()
    must_exist(db)
    progress = Progress("papers")
    with Store(db) as store:
        searches = _wanted(store, name)
        done: list[tuple[str, str, list[str]]] = []
        pipeline = reader.pipeline()

        def items() -> Iterator[Item]:
            for search in searches:
                yield from _changed(search, store.ids(), done, progress, full_text)

        arriving = Arrivals(store, progress, pipeline.fingerprint)
        names = [search["name"] for search in searches]
        read_into(arriving, "update", names, items(), pipeline, reader.jobs, may_be_empty=True)
        for one in done:
            store.search_done(*one)
        print_summary(store.summary(), db, progress.read, progress.skipped, time.monotonic() - started)
    progress.say("`extractor diff` tells what this changed.")


def _wanted(store: Store, name: str | None) -> list[dict[str, str]]:
    searches = store.searches()
    if not searches:
        raise ExtractorError('There is no saved search; `extractor search save NAME "QUERY"` makes one.')
    if name is None:
        return searches
    if named := [search for search in searches if search["name"] == name]:
        return named
    raise UsageError(f"There is no saved search {name!r}; there is {', '.join(s['name'] for s in searches)}.")


def _changed(
    search: dict[str, str],
    known: set[str],
    done: list[tuple[str, str, list[str]]],
    progress: Progress,
    full_text: bool,
) -> Iterator[Item]:
    """The papers of a search that are not `known` or were revised; at its end the search is noted in `done`.

    The day of the last update counts as since: what was revised later that day must not be missed.
    """
    from extractor.sources import entrez, pubmed
    from extractor.sources.eutils import EUtils

    today = datetime.now(UTC).date().isoformat()
    options = pubmed.Options(full_text=full_text, fresh=True, progress=progress.expect_fetched, tell=progress.say)
    with EUtils() as eutils:
        fetcher = pubmed.Fetcher(eutils, options)
        found = [pmid for one in fetcher.search(search["query"]) for pmid in one.ids]
        wanted = {pmid for pmid in found if f"PMID:{pmid}" not in known}
        if since := search["updated_on"]:
            revised = entrez.changed_since(eutils, search["query"], date.fromisoformat(since)).intersection(found)
            fetcher.renew(revised)
            wanted |= revised
        progress.say(f"{search['name']}: {len(found):,} papers, {len(wanted):,} of them new or revised.")
        if wanted:
            raws = fetcher.documents(pubmed.Wanted(pmids=[pmid for pmid in found if pmid in wanted]))
            yield from Selection().read((replace(raw, name=search["query"]) for raw in raws), progress)
    done.append((search["name"], today, [f"PMID:{pmid}" for pmid in found]))
