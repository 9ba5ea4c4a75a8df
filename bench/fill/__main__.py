"""Fill the form of the annotated trials and compare: all four numbers exact, fields, and the likely causes of misses.

The corpus is llm_meta_analysis (Yun et al. 2024, "Automatically extracting numerical results from randomized controlled
trials with large language models"), read from the folder that EXTRACTOR_DEV_DATA names. As published, a field is right
where it equals the reference as a number or both are empty. Nothing of the filling is trained; its weights are set by
hand, and half of these papers were looked at late.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.accuracy.corpora import NotAtHand, dev_data
from extractor.commands import fill
from extractor.commands.run import Reader
from extractor.documents import parse
from extractor.records import Paper
from extractor.sources import documents

_FIELDS = {
    "intervention_events": "intervention_events",
    "intervention_total": "intervention_group_size",
    "comparator_events": "comparator_events",
    "comparator_total": "comparator_group_size",
}
_ASKED = ("id", "pmcid", "intervention", "comparator", "outcome")


@dataclass(frozen=True)
class Compared:
    """A row of the form: what the reference says, what was filled, and the reason that was given."""

    gold: dict[str, Any]
    wanted: tuple[float | None, ...]
    filled: tuple[float | None, ...]
    reason: str

    @property
    def is_right(self) -> bool:
        return self.wanted == self.filled

    def cause(self, text: str) -> str:
        """Why a row is not right, by rules; a first guess for who looks into it."""
        known = [n for n in self.wanted if n is not None]
        if not known:
            return "the reference is empty, the paper is not"
        if not all(re.search(rf"(?<![\d.]){n:g}(?![\d.]*\d)", text) for n in known if n):
            return "a number of the reference is not printed in the paper"
        if self.filled[0] is None or self.filled[2] is None:
            return f"empty: {self.reason.split(';')[0]}"
        if self.wanted[::2] == self.filled[::2]:
            return "the events are right, a size is another"
        return "other numbers were taken"


def compare(folder: Path, jobs: int) -> tuple[list[Compared], dict[str, str]]:
    """The rows of the reference with what is filled, and the text of each paper."""
    with (folder / "annotated_rct_dataset.dev.json").open(encoding="utf-8") as file:
        gold = [row for row in json.load(file) if row["outcome_type"] == "binary"]
    with tempfile.TemporaryDirectory() as temporary:
        form, out = Path(temporary, "form.csv"), Path(temporary, "filled.csv")
        with form.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _ASKED, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(gold)
        fill.fill(form, str(folder / "nxml"), out, Path("none.db"), Reader(None, None, jobs))
        with out.open(encoding="utf-8", newline="") as file:
            filled = {row["id"]: row for row in csv.DictReader(file)}
    rows = [
        Compared(
            row,
            tuple(number(row[name]) for name in _FIELDS.values()),
            tuple(number(filled[str(row["id"])][name]) for name in _FIELDS),
            filled[str(row["id"])]["reason"],
        )
        for row in gold
    ]
    return rows, {str(row["pmcid"]): "" for row in gold} | dict(_texts(folder))


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for raw in documents([str(folder / "nxml")]):
        for paper in parse(raw):
            if isinstance(paper, Paper) and paper.pmcid:
                text = " ".join(p.text for p in paper.passages if p.kind != "reference")
                yield paper.pmcid.removeprefix("PMC"), re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text)


def number(written: object) -> float | None:
    """A number as the reference or a form writes it; None where there is none."""
    text = str("" if written is None else written).replace(",", "").strip().lower()
    return None if text in ("", "x", "na", "none", "nan") else round(float(text), 4)


def report(rows: Sequence[Compared], texts: dict[str, str]) -> Iterator[str]:
    """The figures, then the causes of the misses, the most frequent first."""
    pairs = [pair for row in rows for pair in zip(row.wanted, row.filled, strict=True)]
    right = sum(w is not None and w == f for w, f in pairs)
    given, known = sum(f is not None for _, f in pairs), sum(w is not None for w, _ in pairs)
    whole = sum(row.is_right for row in rows)
    yield f"{len(rows)} outcomes of {len({row.gold['pmcid'] for row in rows})} trials"
    yield f"all four exact        {whole / len(rows):.3f} ({whole})"
    yield f"fields, precision     {right / max(given, 1):.3f} ({right} of {given})"
    yield f"fields, recall        {right / max(known, 1):.3f} ({right} of {known})"
    causes = Counter(row.cause(texts[str(row.gold["pmcid"])]) for row in rows if not row.is_right)
    yield from (f"{n:5}  {cause}" for cause, n in causes.most_common())


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.fill", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="each miss as well")
    options = parser.parse_args(arguments)
    try:
        rows, texts = compare(dev_data("corpora", "llm_meta_analysis"), options.jobs)
    except NotAtHand as problem:
        sys.exit(f"bench: llm_meta_analysis is {problem}")
    print("\n".join(report(rows, texts)))
    for row in rows if options.misses else ():
        if not row.is_right:
            asked = " | ".join(str(row.gold[name]) for name in _ASKED)
            print(f"{asked}: {row.wanted}, filled {row.filled}; {row.cause(texts[str(row.gold['pmcid'])])}")


if __name__ == "__main__":
    main(sys.argv[1:])
