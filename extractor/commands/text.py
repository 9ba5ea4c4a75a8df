"""`text` and `explain`: what is read in one text, and why."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.commands.selection import paper_id
from extractor.commands.summary import KIND_NAMES, console
from extractor.commands.words import KIND_STYLES, in_words
from extractor.errors import ExtractorError, UsageError
from extractor.records import Fact, Failure, NumberLeft, Paper, Passage, Reading

if TYPE_CHECKING:
    from extractor.facts.shares.weighing import Weighed
    from extractor.pipeline import Pipeline

NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_MAX_TEXT = 50_000_000  # bytes: more than any paper; a mistyped redirection should not fill the memory


def text(as_json: bool, batch: bool, patterns: Path | None, model: str | None) -> None:
    """Facts of standard input: as JSON lines, written as soon as each text is read, or as a table."""
    from extractor.documents.text import paper_from_text
    from extractor.pipeline import Pipeline

    pipeline = Pipeline(patterns, model)
    if batch:
        _read_lines(pipeline)
        return
    if sys.stdin.isatty():
        print("extractor: type or paste a text, then Ctrl-D.", file=sys.stderr)
    content = _decoded(sys.stdin.buffer.read(_MAX_TEXT), "The text")
    if not content.strip():
        raise UsageError("There is no text on standard input.")
    reading = pipeline.read(paper_from_text(content))
    if as_json:
        _print_lines("text", reading)
    else:
        _print_table(reading, console())


def _read_lines(pipeline: Any) -> None:
    """A line that cannot be read is reported and the rest go on; then the job has failed."""
    failed = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            own_id, paper = _paper_of_line(line, number)
        except ExtractorError as error:
            print(f"extractor: {error}", file=sys.stderr)
            failed += 1
            continue
        reading = pipeline.try_to_read(paper)
        if isinstance(reading, Failure):
            print(f"extractor: line {number}: {reading.reason}", file=sys.stderr)
            failed += 1
            continue
        _print_lines(own_id, reading)
    if failed:
        raise ExtractorError(f"{failed} lines could not be read.")


def _paper_of_line(line: bytes, number: int) -> tuple[Any, Paper]:
    from extractor.documents.text import paper_from_text

    try:
        record = json.loads(_decoded(line, f"Line {number}"))
    except (ValueError, RecursionError):
        raise ExtractorError(f"Line {number} is not JSON.") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ExtractorError(f'Line {number} is not an object with an "id" and a "text".')
    own_id = record.get("id")
    if not isinstance(own_id, str | int):
        raise ExtractorError(f'Line {number} has no "id".')
    title = record.get("title")
    return own_id, paper_from_text(record["text"], title if isinstance(title, str) else None, f"ID:{own_id}")


def _decoded(content: bytes, what: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExtractorError(f"{what} is not UTF-8.") from None


def _print_lines(own_id: Any, reading: Reading) -> None:
    for fact in reading.facts:
        print(json.dumps({"id": own_id, "table": fact.TABLE, **_columns(fact)}, ensure_ascii=False))
    sys.stdout.flush()


def _columns(fact: Fact) -> dict[str, Any]:
    """The columns of the fact's table, lists as lists."""
    return {name: list(v) if isinstance(v := getattr(fact, name), tuple) else v for name in fact.row()}


def _print_table(reading: Reading, out: Console) -> None:
    if not reading.facts:
        out.print("No facts.")
        return
    table = Table("kind", "fact", "as written", "pattern", "conf.", box=None, header_style="bold", pad_edge=False)
    for fact in _in_order(reading.facts):
        kind = Text(KIND_NAMES.get(fact.TABLE, fact.TABLE), style=KIND_STYLES.get(fact.TABLE, ""))
        table.add_row(kind, Text(in_words(fact)), Text(fact.quote), Text(fact.pattern_id), f"{fact.confidence:.2f}")
    out.print(table)


_STATUS = {
    "retracted": "This paper has been retracted.",
    "concern": "An expression of concern has been published about this paper.",
    "corrected": "A correction of this paper has been published.",
}


def explain(what: str, why: bool, db: Path, patterns: Path | None, model: str | None) -> None:
    """Every number of a text or stored paper, with what became of it; `why`: what was weighed for each share."""
    from extractor.pipeline import Pipeline

    paper = _paper_meant(what, db)
    pipeline = Pipeline(patterns, model)
    reading = pipeline.read(paper)
    choices = list(_weighed(paper, pipeline)) if why else []
    out = console()
    if paper.status:
        notices = "; ".join(f"{n.kind}: {n.citation}" for n in paper.notices if n.kind.endswith("In"))
        out.print(Text(f"{_STATUS[paper.status]} {notices}\n", style="bold red"))
    for passage in paper.passages:
        if passage.text:
            _explain_passage(passage, reading, out)
            _print_choices([w for w in choices if w.ordinal == passage.ordinal], out)


def _weighed(paper: Paper, pipeline: Pipeline) -> Iterator[Weighed]:
    from extractor.facts import make_reader
    from extractor.facts.shares.weighing import weighed

    return weighed(make_reader(paper, pipeline.nlp, pipeline.patterns))


def _print_choices(choices: Sequence[Weighed], out: Console) -> None:
    """What each share may be a share of and whose, with the chances, and what spoke for (+) and against it (-)."""
    if not choices:
        return
    table = Table("share", "", "answer", "chance", "because", box=None, header_style="bold", padding=(0, 3, 0, 2))
    for weighed in choices:
        for place, answer in enumerate(weighed.answers):
            because = ", ".join(f"{feature} {weight:+.1f}" for feature, weight in answer.reasons)
            lead = (weighed.quote, weighed.question) if place == 0 else ("", "")
            style = "" if place == 0 else "dim"
            cells = (*lead, answer.text, f"{answer.chance:.2f}", because)
            table.add_row(*(Text(cell, style) for cell in cells))
    out.print(table)
    out.print()


def _paper_meant(what: str, db: Path) -> Paper:
    if not re.fullmatch(r"\s*((PMID:\s*)?\d{1,9}|(PMCID:\s*)?PMC\d+|DOI:\S+|ID:\S.*)\s*", what, re.IGNORECASE):
        from extractor.documents.text import paper_from_text

        if not what.strip():
            raise UsageError("There is no text to explain.")
        return paper_from_text(what)
    from extractor.store import Store

    wanted = paper_id(what)
    if db.exists():
        with Store(db, read_only=True) as store:
            for paper in store.papers([wanted]):
                return paper
    gets = "" if wanted.startswith("ID:") else f"; `extractor fetch {wanted.removeprefix('PMCID:')}` gets it"
    raise ExtractorError(f"{wanted} is not in {db}{gets}.")


def _explain_passage(passage: Passage, reading: Reading, out: Console) -> None:
    facts = [fact for fact in reading.facts if fact.ordinal == passage.ordinal]
    left = [number for number in reading.numbers_left if number.ordinal == passage.ordinal]
    shown = Text(passage.text)
    for number in left:
        shown.stylize("dim underline", number.start_char, number.end_char)
    for fact in facts:
        shown.stylize(f"bold {KIND_STYLES.get(fact.TABLE, '')}", fact.start_char, fact.end_char)
    label = passage.section or passage.kind
    out.print(Text(f"{label.lower()} ({passage.passage_id})", style="bold underline"))
    out.print(shown)
    rows = sorted([*_fact_rows(facts), *_left_rows(left), *_other_rows(passage, facts, left)], key=lambda row: row[0])
    if rows:
        table = Table("as written", "became", "by", box=None, header_style="bold", pad_edge=False, padding=(0, 3, 0, 2))
        for _, cells in rows:
            table.add_row(*cells)
        out.print(table)
    out.print()


_Row = tuple[tuple[int, int], tuple[Text, Text, Text]]


def _fact_rows(facts: list[Fact]) -> Iterator[_Row]:
    for fact in facts:
        style = KIND_STYLES.get(fact.TABLE, "")
        kind = KIND_NAMES.get(fact.TABLE, fact.TABLE).removesuffix("s")
        became = Text.assemble((kind, style), f" {in_words(fact)}")
        yield (fact.start_char, fact.end_char), (Text(fact.quote, style), became, Text(fact.pattern_id))


def _left_rows(left: list[NumberLeft]) -> Iterator[_Row]:
    for number in left:
        reason = Text(number.reason.replace("_", " "), "dim")
        became = Text(f"left{_as_typed(number)}", "dim")
        yield (number.start_char, number.end_char), (Text(number.quote, "dim"), became, reason)


def _as_typed(number: NumberLeft) -> str:
    """The typed value, where it says more than the figure as written: its sign, its unit, the other end."""
    if number.low is None:
        return ""
    value = f"{number.low:.12g}" + (f" to {number.high:.12g}" if number.high is not None else "")
    whole = f"{value} {number.unit}" if number.unit else value
    return "" if whole == number.quote else f": {whole}"


def _other_rows(passage: Passage, facts: list[Fact], left: list[NumberLeft]) -> Iterator[_Row]:
    """Numbers that nothing accounts for: there should be none."""
    spans = [(f.start_char, f.end_char) for f in facts] + [(n.start_char, n.end_char) for n in left]
    for match in NUMBER.finditer(passage.text):
        if not any(start <= match.start() and match.end() <= end for start, end in spans):
            yield match.span(), (Text(match[0], "bold red"), Text("unaccounted for", "bold red"), Text(""))


def _in_order(facts: tuple[Fact, ...]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (list(KIND_NAMES).index(fact.TABLE), fact.ordinal, fact.start_char))
