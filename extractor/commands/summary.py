"""What a person sees after a run: how much was found, examples, how fast, what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

KIND_NAMES = {
    "drugs": "drugs",
    "doses": "doses",
    "patient_counts": "patient counts",
    "response_rates": "response rates",
    "adverse_events": "adverse events",
    "mechanisms": "mechanisms",
}
_REASONS_SHOWN = 8
_DEFAULT_DB = Path("db/extractor.db")


def console() -> Console:
    """Standard output, in colour where it is a terminal, and wide enough for a table where it is not."""
    plain = Console(highlight=False)
    return plain if plain.is_terminal else Console(highlight=False, width=120)


def counted(n: int, noun: str) -> str:
    """1 paper, 2,000 papers."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def print_summary(summary: dict[str, Any], db: Path, read: int, skipped: int, seconds: float) -> None:
    """Print `Store.summary()`, after a job that read and skipped so many papers in so many seconds."""
    out = console()
    facts = summary["facts"]
    left = summary["numbers_left"]
    out.print()
    out.print(
        Text.assemble(
            (f"{summary['papers']:,}", "bold"), f" papers in {db}, ", (f"{sum(facts.values()):,}", "bold"), " facts"
        )
    )
    out.print()
    out.print(_side_by_side(facts, left))
    for kind, examples in summary["examples"].items():
        if examples:
            out.print(Text(f"\n{KIND_NAMES.get(kind, kind)}", style="bold cyan"))
        for example in examples:
            out.print(Text.assemble("  ", (example["label"], "bold"), ("  " + example["paper_id"], "dim")))
            out.print(Padding(highlighted(example["sentence"], example["quote"]), (0, 0, 0, 4), expand=False))
    out.print()
    rate = f", {read / seconds:,.0f} a second" if read > 1 and seconds > 0 else ""
    known = f"; {skipped:,} were known already" if skipped else ""
    out.print(f"{counted(read, 'paper')} read in {_duration(seconds)}{rate}{known}.")
    if retracted := summary["retracted"]:
        some = ", ".join(retracted[:3]) + (", ..." if len(retracted) > 3 else "")
        out.print(f"[bold red]{len(retracted):,} of the papers are retracted[/]: {some} (papers.status).")
    if summary["errors"]:
        out.print(f"{counted(summary['errors'], 'document')} could not be read: see the table errors.")
    option = "" if db == _DEFAULT_DB else f" --db {db}"
    steps = Table.grid(padding=(0, 3))
    steps.add_row(Text(f"  extractor serve{option} --open", style="bold"), "browse it (in a checkout: make serve)")
    live = 'extractor run "arsenic trioxide AND multiple myeloma"'
    steps.add_row(Text(f"  {live}{option}", style="bold"), "papers from PubMed, live")
    out.print(Text("\nNext", style="bold cyan"))
    out.print(steps)


def highlighted(sentence: str, quote: str) -> Text:
    """A sentence with the quote marked, where it stands in it."""
    shown = Text(sentence)
    start = sentence.find(quote)
    if quote and start >= 0:
        shown.stylize("bold black on yellow", start, start + len(quote))
    return shown


def _side_by_side(facts: dict[str, int], left: dict[str, int]) -> Table:
    both = Table.grid(padding=(0, 6))
    table = Table(title="facts", title_justify="left", title_style="bold", box=None, show_header=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    for kind, number in facts.items():
        table.add_row(KIND_NAMES.get(kind, kind), f"{number:,}")
    reasons = Table(
        title="numbers left, by reason", title_justify="left", title_style="bold", box=None, show_header=False
    )
    reasons.add_column(justify="left")
    reasons.add_column(justify="right")
    for reason, number in list(left.items())[:_REASONS_SHOWN]:
        reasons.add_row(reason.replace("_", " "), f"{number:,}")
    others = sum(list(left.values())[_REASONS_SHOWN:])
    if others:
        reasons.add_row("others", f"{others:,}")
    both.add_row(table, reasons)
    return both


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
