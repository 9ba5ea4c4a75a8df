"""Makes a database of invented facts and times the pages of the site and what datasette shows of its tables.

Each page is asked for three times; the first and the fastest are shown. The database is deleted afterwards, unless it
is named with --db, where one that is there already is used as it is.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.large.generated import generate
from bench.large.pages import Asked, timed_pages, timed_writing

TARGET_MS = 500


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    options.add_argument("--facts", type=int, default=10_000_000, help="how many (default 10,000,000)")
    options.add_argument("--db", type=Path, help="where to make the database, and keep it")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="large-") as folder:
        db = given.db or Path(folder) / "large.db"
        if not db.exists():
            _generate(db, given.facts)
        console = Console()
        console.print(f"\n{db.stat().st_size / 1e9:.1f} GB")
        _show(console, timed_pages(db))
        per_paper = timed_writing(db)
        console.print(f"\nsaving papers and their readings: {1000 * per_paper:.2f} ms each")


def _generate(db: Path, facts: int) -> None:
    began = time.perf_counter()
    for part in generate(db, facts):
        now = time.perf_counter()
        print(f"{now - began:8.1f} s  {part}", flush=True)
        began = now


def _show(console: Console, asked: list[Asked]) -> None:
    table = Table("page", box=None, header_style="bold", pad_edge=False)
    table.columns[0].overflow = "fold"
    for column in ("first ms", "best ms", ""):
        table.add_column(column, justify="right")
    for page in asked:
        late = f"over {TARGET_MS}" if page.best > TARGET_MS else ""
        table.add_row(page.path, f"{page.first:,.0f}", f"{page.best:,.0f}", page.trouble or late)
    console.print(table)


if __name__ == "__main__":
    main()
