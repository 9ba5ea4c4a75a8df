"""How fast abstracts are read, beside libraries, and whether time and memory grow as they should.

Three tables from one run, each contender in fresh processes: readers on the same shuffled abstracts, medians of several
rounds in which they take turns; a whole record file to a database, beside the tokenizer on its records; and databases
of ever more abstracts. Times are of the wall clock; CPU counts all processes, peak MB is the largest of them.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.speed.contenders import CONTENDERS, FILE, TOKENIZER, abstracts, records
from extractor.records import Paper
from extractor.sources import demo

Figures = dict[str, float]
TABLES = ("readers", "file", "growth")

# Runs the command line, and then says what all its processes took.
_MEASURED = """
import json, resource, sys
from extractor.__main__ import main
code = main(sys.argv[1:])
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
peak = max(usage.ru_maxrss for usage in used) / 1024
print(json.dumps({"processors": sum(u.ru_utime + u.ru_stime for u in used), "megabytes": peak}))
sys.exit(code)
"""


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    options.add_argument("tables", nargs="*", metavar="TABLE", help=f"some of {', '.join(TABLES)} (default all)")
    options.add_argument("--abstracts", type=int, default=2_000, help="how many the readers get (default 2,000)")
    options.add_argument("--rounds", type=int, default=5, help="runs of each contender (default 5)")
    options.add_argument("--growth", default="1000,5000,10000,50000", help="numbers of abstracts (default %(default)s)")
    given = options.parse_args()
    if unknown := set(given.tables) - set(TABLES):
        options.error(f"there is no table {unknown.pop()!r}; there is {', '.join(TABLES)}")
    chosen = given.tables or TABLES
    console = Console()
    console.print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {given.rounds} rounds")
    if "readers" in chosen:
        _readers(console, given.abstracts, given.rounds)
    if "file" in chosen:
        _file(console, given.rounds)
    if "growth" in chosen:
        _growth(console, [int(size) for size in given.growth.split(",")])


def _readers(console: Console, count: int, rounds: int) -> None:
    with _kept(abstracts(count)) as papers:
        runs = {name: partial(_reader, name, papers) for name in CONTENDERS}
        _show(console, f"{count:,} abstracts", _in_turn(runs, rounds))


def _file(console: Console, rounds: int) -> None:
    path, every = demo.record_files()[FILE], records()
    with _kept(every) as papers:
        runs = {
            f"extractor run --jobs {jobs}, gz to database": partial(_run, path, len(every), jobs) for jobs in (1, 2)
        }
        runs[TOKENIZER] = partial(_reader, TOKENIZER, papers)
        _show(console, f"{FILE}, {len(every):,} records", _in_turn(runs, rounds))


@contextmanager
def _kept(papers: Sequence[Paper]) -> Iterator[Path]:
    """The papers in a file, from which each process takes them at once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "papers")
        path.write_bytes(pickle.dumps(papers))
        yield path


def _growth(console: Console, sizes: Sequence[int]) -> None:
    """Each size once, with one process and with two. Where there are too few abstracts they come again."""
    drawn = abstracts(max(sizes))
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for size in sizes:
            path = Path(folder, f"{size}.jsonl")
            with path.open("w", encoding="utf-8") as file:
                for number, paper in enumerate(islice(cycle(drawn), size)):
                    text = " ".join(passage.text for passage in paper.passages[1:])
                    file.write(json.dumps({"id": str(number), "title": paper.title, "text": text}) + "\n")
            for jobs in (1, 2):
                runs[f"{size:,} abstracts, --jobs {jobs}"] = partial(_run, path, size, jobs)
        _show(console, "growth", _in_turn(runs, 1))


def _in_turn(runs: Mapping[str, Callable[[], Figures]], rounds: int) -> dict[str, Figures]:
    """The medians of what the contenders took."""
    found: dict[str, list[Figures]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            found[name].append(run())
    return {name: _median(figures) for name, figures in found.items()}


def _median(runs: Sequence[Figures]) -> Figures:
    return runs[0] if "problem" in runs[0] else {c: statistics.median(run[c] for run in runs) for c in runs[0]}


def _reader(name: str, papers: Path) -> Figures:
    return _figures([sys.executable, "-m", "bench.speed.contenders", name, str(papers)])


def _run(path: Path, papers: int, jobs: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run", str(path), "--db", str(Path(folder, "speed.db")), "--jobs", str(jobs)]
        began = time.perf_counter()
        found = _figures([sys.executable, "-c", _MEASURED, *arguments])
        return {**found, "seconds": time.perf_counter() - began, "abstracts": papers}


def _figures(command: list[str]) -> Figures:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench.speed: {' '.join(command[3:])}: {done.stderr.strip().splitlines()[-1]}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(console: Console, title: str, medians: dict[str, Figures]) -> None:
    table = Table(title, box=None, header_style="bold", pad_edge=False)
    table.columns[0].no_wrap = True
    for column in ("ms/abstract", "abstracts/s", "words/s", "CPU ms", "peak MB", "tokenizers"):
        table.add_column(column, justify="right")
    measure = medians.get(TOKENIZER)
    for name, took in medians.items():
        if "problem" in took:
            table.add_row(name, str(took["problem"]))
            continue
        each = took["seconds"] / took["abstracts"]
        table.add_row(
            name,
            f"{1000 * each:.2f}",
            f"{1 / each:,.0f}",
            f"{took['words'] / took['seconds']:,.0f}" if "words" in took else "",
            f"{1000 * took['processors'] / took['abstracts']:.2f}",
            f"{took['megabytes']:,.0f}",
            f"{took['seconds'] / measure['seconds']:.1f}" if measure else "",
        )
    console.print()
    console.print(table)


if __name__ == "__main__":
    main()
