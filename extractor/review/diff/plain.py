"""The report as Markdown and as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from extractor.review.diff.changes import KINDS, Change, Difference, Run, label
from extractor.review.evidence.plain import escaped
from extractor.store.reviews import own_values

MARKS = {"added": "+", "changed": "~", "dropped": "−"}


def title(difference: Difference) -> str:
    return f"What changed from {difference.before.name} to {difference.after.name}"


def in_short(difference: Difference) -> str:
    """How many papers were read and how many changed, and whether the runs read alike."""
    new = sum(paper.new for paper in difference.papers)
    same = difference.before.fingerprint == difference.after.fingerprint
    told = sum(paper.status is not None for paper in difference.papers)
    said = f" Papers whose status changed: {told:,}." if told else ""
    said += f" Deleted by PubMed: {', '.join(difference.deleted)}." if difference.deleted else ""
    return (
        f"Papers read in between: {difference.read:,}; with changes: {len(difference.papers):,}, of these new: {new:,}."
        f" The runs {'agree' if same else 'differ'} in patterns, version {'and' if same else 'or'} model.{said}"
    )


def as_markdown(difference: Difference, pooled: str = "", figures: Sequence[tuple[str, str]] = ()) -> str:
    """`pooled`: what became of a meta-analysis, if one was asked for; `figures`: captions and files of its plots."""
    parts = [f"# {title(difference)}", in_short(difference), *([escaped(pooled)] if pooled else [])]
    parts += [f"![Forest plot, {escaped(caption)}](<{file}>)" for caption, file in figures]
    parts.append(_table("Facts", difference.counts()))
    if difference.papers:
        parts.append(_table("Pattern", difference.patterns()))
    for paper in difference.papers:
        name = f"[{escaped(paper.paper.name)}]({paper.paper.link})" if paper.paper.link else escaped(paper.paper.name)
        new = ", new" if paper.new else ""
        parts.append(f"## {name} ({paper.paper.paper_id}{new})")
        parts.append(escaped(paper.paper.title or ""))
        parts.append(f"**{escaped(paper.status.sentence())}**" if paper.status else "")
        parts.append("\n".join(line for change in paper.changes for line in _lines(change)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(heading: str, counts: Mapping[str, Counter[str]]) -> str:
    lines = [f"| {heading} | {' | '.join(KINDS)} |", "| --- |" + " ---: |" * len(KINDS)]
    for name, counter in counts.items():
        numbers = " | ".join(f"{counter[kind]:,}" for kind in KINDS)
        lines.append(f"| {escaped(name)} | {numbers} |")
    return "\n".join(lines)


def _lines(change: Change) -> Iterator[str]:
    columns = f" ({', '.join(change.columns)})" if change.columns else ""
    yield f"- **{change.kind}**{columns}"
    for word, fact in (("before", change.before), ("after", change.after)):
        if fact is not None:
            sentence = escaped(" ".join(fact["sentence"].split()))
            yield f"  - {word}: {escaped(label(change.table, fact))} [`{fact['pattern_id']}`] “{sentence}”"


def as_json(difference: Difference, pooled: Mapping[str, Any] | None = None) -> str:
    """One object: both runs, how many papers were read, and every change with its paper."""
    runs = {word: _run(run) for word, run in (("before", difference.before), ("after", difference.after))}
    changes = [
        {
            "change": change.kind,
            "table": change.table,
            "paper_id": paper.paper.paper_id,
            "new_paper": paper.new,
            "columns": list(change.columns),
            "before": _fact(change.table, change.before),
            "after": _fact(change.table, change.after),
        }
        for paper in difference.papers
        for change in paper.changes
    ]
    statuses = [
        {"paper_id": paper.paper.paper_id, **asdict(paper.status)} for paper in difference.papers if paper.status
    ]
    content = {
        **runs, "papers_read": difference.read, "counts": difference.counts(), "statuses": statuses,
        "deleted": difference.deleted, "changes": changes,
    }  # fmt: skip
    return json.dumps(content | ({"pooled": pooled} if pooled else {}), ensure_ascii=False, indent=1) + "\n"


def _run(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in ("run_id", "command", "sources", "fingerprint", "started_at")}


def _fact(table: str, fact: sqlite3.Row | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    place = ("fact_id", "pattern_id", "confidence", "passage_id", "start_char", "end_char", "quote", "sentence")
    return {"label": label(table, fact), **own_values(fact), **{column: fact[column] for column in place}}
