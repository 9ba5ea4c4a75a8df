"""One table of how accurate the extractor is, with baselines beside it, from one run and without a network.

Other people's corpora and the scispaCy model are read from the folder that EXTRACTOR_DEV_DATA names; what is missing
there, or not installed (pip install -e '.[bench]'), is "not at hand".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from rich.console import Console

from bench.accuracy.benchmarks import BENCHMARKS, Benchmark, chosen
from bench.accuracy.contenders import Contender, contenders
from bench.accuracy.corpora import NotAtHand
from bench.accuracy.table import Result, as_dict, show

_TABLE_WIDTH = 150  # of a table that goes to a file


def run(benchmark: Benchmark, taking_part: Sequence[Contender]) -> Result:
    """Every contender that gives any of the kinds of facts that are asked for."""
    try:
        papers, judge = benchmark.load()
    except NotAtHand as problem:
        return Result(benchmark, 0, {}, str(problem))
    figures = {
        contender.name: judge(contender.read_all(papers), contender.tables)
        for contender in taking_part
        if contender.read and contender.tables & benchmark.tables
    }
    return Result(benchmark, len(papers), figures)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example: python -m bench.accuracy pubmed21 phenomena --json",
    )
    names = ", ".join(benchmark.name for benchmark in BENCHMARKS)
    parser.add_argument("benchmark", nargs="*", help=f"default: all of {names}")
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")
    options = parser.parse_args(arguments)
    try:
        benchmarks = chosen(options.benchmark)
    except KeyError as unknown:
        parser.error(f"there is no benchmark {unknown}; choose from {names}")
    taking_part = contenders()
    results = []
    for benchmark in benchmarks:
        print(f"bench: {benchmark.name}", file=sys.stderr, flush=True)
        results.append(run(benchmark, taking_part))
    if options.json:
        print(json.dumps(as_dict(results, taking_part), indent=1))
    else:
        console = Console()
        show(results, taking_part, console if console.is_terminal else Console(width=_TABLE_WIDTH))


if __name__ == "__main__":
    main(sys.argv[1:])
