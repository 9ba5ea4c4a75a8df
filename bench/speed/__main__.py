"""One table of how fast abstracts are read, from one run on the same shuffled texts.

Each contender runs several times, in turn with the others and in a fresh process; the medians are shown. The last
column is the time in multiples of what scispaCy's tokenizer alone needs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys

from rich.console import Console
from rich.table import Table

from bench.speed.contenders import CONTENDERS

_MEASURE = "scispaCy tokenizer alone"


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    options.add_argument("--abstracts", type=int, default=2_000, help="how many of the demo's (default 2,000)")
    options.add_argument("--rounds", type=int, default=5, help="runs of each contender (default 5)")
    given = options.parse_args()
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(given.rounds):
        for name, found in rounds.items():
            found.append(_round(name, given.abstracts))
    _show(rounds)


def _round(name: str, abstracts: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.speed.contenders", name, str(abstracts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench.speed: {name}: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _show(rounds: dict[str, list[dict[str, float]]]) -> None:
    def median(name: str, column: str) -> float:
        return statistics.median(r[column] for r in rounds[name])

    first = rounds[_MEASURE][0]
    title = f"{first['abstracts']:,.0f} abstracts, {first['words']:,.0f} words, median of {len(rounds[_MEASURE])}"
    table = Table(
        "contender",
        box=None,
        header_style="bold",
        pad_edge=False,
        title=f"{title}, Python {sys.version.split()[0]}, {os.cpu_count()} cores",
    )
    table.columns[0].no_wrap = True
    for column in ("ms/abstract", "abstracts/s", "words/s", "peak MB", "tokenizers"):
        table.add_column(column, justify="right")
    for name in rounds:
        seconds = median(name, "seconds")
        table.add_row(
            name,
            f"{1000 * seconds / first['abstracts']:.2f}",
            f"{first['abstracts'] / seconds:,.0f}",
            f"{first['words'] / seconds:,.0f}",
            f"{median(name, 'megabytes'):,.0f}",
            f"{seconds / median(_MEASURE, 'seconds'):.1f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
