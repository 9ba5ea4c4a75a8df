"""`patterns list|check|test`: the pattern files, for those who edit them."""

from __future__ import annotations

import json
from pathlib import Path

from rich.table import Table
from rich.text import Text

from extractor.commands.summary import console
from extractor.errors import ExtractorError
from extractor.matching import check as problems_of
from extractor.matching import load_patterns


def show(folder: Path | None, as_json: bool) -> None:
    """List the patterns as a table, or as JSON lines."""
    patterns = load_patterns(folder)
    rows = [(p.id, p.kind, p.file, p.template, p.description) for p in patterns.patterns]
    rows += [(p.id, "cell", p.file, "  ".join(p.shapes), p.description) for p in patterns.cells]
    if as_json:
        for row in rows:
            fields = dict(zip(("id", "kind", "file", "template", "description"), row, strict=True))
            print(json.dumps(fields, ensure_ascii=False))
        return
    table = Table("id", "kind", "file", "template", box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row[:4]))
    console().print(table)


def check(folder: Path | None) -> None:
    """Print each problem; fail where there is one."""
    patterns = load_patterns(folder)
    problems = problems_of(patterns)
    for problem in problems:
        print(problem)
    if problems:
        raise ExtractorError(f"{len(problems)} problems in {len(patterns.patterns) + len(patterns.cells)} patterns.")
    print(f"{len(patterns.patterns) + len(patterns.cells)} patterns, no problems.")


def test(folder: Path | None, model: str | None) -> None:
    """Run the examples in the pattern files; print each that fails; fail where there is one."""
    from extractor.commands.examples import run_examples
    from extractor.pipeline import Pipeline

    results = list(run_examples(Pipeline(folder, model)))
    failed = [result for result in results if not result.passed]
    for result in failed:
        print(f"{result.pattern_id}: {result.text}\n    {result.detail}")
    if failed:
        raise ExtractorError(f"{len(failed)} of {len(results)} examples failed.")
    print(f"{len(results)} examples, all as they should be.")
