"""The facts of two runs, compared paper by paper."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.errors import ExtractorError, UsageError
from extractor.records import STATUS_OF_NOTICE
from extractor.review.evidence import wording
from extractor.review.papers import Cited, cited_papers
from extractor.store import FACT_TABLES
from extractor.store.history import DELETED, changed_papers, show_as_of, show_present
from extractor.store.reviews import likeness, own_values

ADDED, CHANGED, DROPPED = KINDS = ("added", "changed", "dropped")

Facts = dict[str, dict[str, sqlite3.Row]]  # by table and id


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the report names it."""

    run_id: int
    command: str
    sources: tuple[str, ...]
    fingerprint: str
    started_at: str

    @property
    def name(self) -> str:
        return f"run {self.run_id} ({self.command}, {self.started_at[:16].replace('T', ' ')})"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact `before` and `after`, None where there was or is none; `columns` are those that say something else."""

    table: str
    before: sqlite3.Row | None
    after: sqlite3.Row | None
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return ADDED if self.before is None else DROPPED if self.after is None else CHANGED

    @property
    def pattern(self) -> str:
        """The pattern responsible; of a change both, where they differ."""
        sides = [side["pattern_id"] for side in (self.before, self.after) if side is not None]
        return " → ".join(dict.fromkeys(sides))


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a paper: corrected, concern, retracted, or None; `notice` is the one that says so."""

    before: str | None
    after: str | None
    notice: str | None

    def sentence(self) -> str:
        return f"status: {self.before or 'no notice'} → {self.after or 'no notice'}" + (
            f" ({self.notice})" if self.notice else ""
        )


@dataclass(frozen=True, slots=True)
class PaperChanges:
    """The changes of one paper, which is `new` where no run up to the earlier one had read it."""

    paper: Cited
    new: bool
    changes: tuple[Change, ...]
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two runs; `read` is how many papers were read in between, changed or not."""

    before: Run
    after: Run
    read: int
    papers: tuple[PaperChanges, ...]
    deleted: tuple[str, ...] = ()  # ids of papers that PubMed deleted

    def counts(self) -> dict[str, Counter[str]]:
        """By table, how many facts were added, changed and dropped."""
        found = {table: Counter[str]() for table in FACT_TABLES}
        for change in self._changes():
            found[change.table][change.kind] += 1
        return found

    def patterns(self) -> dict[str, Counter[str]]:
        """By pattern likewise, those with the most changes first."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for change in self._changes():
            found[change.pattern][change.kind] += 1
        return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))

    def _changes(self) -> Iterator[Change]:
        return (change for paper in self.papers for change in paper.changes)


def two_runs(connection: sqlite3.Connection, asked: Sequence[int]) -> tuple[Run, Run]:
    """The runs asked for, the earlier first: two, one to be compared with the latest, or none for the latest two.

    Raises UsageError for a run that there is not, ExtractorError where there is only one.
    """
    # `fetch` runs read nothing: they have no patterns.
    rows = connection.execute("SELECT * FROM runs WHERE fingerprint != '' ORDER BY run_id").fetchall()
    runs = {row["run_id"]: _run(row) for row in rows}
    if len(runs) < 2:
        raise ExtractorError("Only one run has read papers so far; compare after `extractor update` or another run.")
    known = ", ".join(map(str, runs)) if len(runs) <= 10 else f"{min(runs)} to {max(runs)} (see the table runs)"
    if unknown := [number for number in asked if number not in runs]:
        raise UsageError(f"No run {unknown[0]} has read papers; there are {known}.")
    latest = list(runs)
    chosen = sorted({*asked} if len(asked) == 2 else {*asked, latest[-1]} if asked else latest[-2:])
    if len(chosen) != 2:
        raise UsageError(f"Name two different runs; there are {known}.")
    return runs[chosen[0]], runs[chosen[1]]


def _run(row: sqlite3.Row) -> Run:
    sources = tuple(json.loads(row["sources"]))
    return Run(row["run_id"], row["command"], sources, row["fingerprint"], row["started_at"])


def difference(connection: sqlite3.Connection, before: Run, after: Run) -> Difference:
    """What the runs after `before`, up to `after`, changed. Papers without a change are counted only."""
    papers = changed_papers(connection, before.run_id, after.run_id)
    old = _facts(connection, before, papers)
    new = _facts(connection, after, papers)
    show_present(connection)
    statuses = _statuses(connection, before, after)
    changes = {paper: tuple(_changes(old[paper], new[paper])) for paper in papers}
    known = _read_by(connection, before)
    cited = cited_papers(connection, [paper for paper in papers if changes[paper] or paper in statuses])
    shown = tuple(PaperChanges(paper, i not in known, changes[i], statuses.get(i)) for i, paper in cited.items())
    sql = (
        "SELECT DISTINCT paper_id FROM paper_history WHERE status = ? AND run_id > ? AND run_id <= ?"
        " AND paper_id NOT IN (SELECT paper_id FROM papers) ORDER BY 1"
    )
    deleted = [i for (i,) in connection.execute(sql, (DELETED, before.run_id, after.run_id))]
    return Difference(before, after, len(papers) - len(deleted), shown, tuple(deleted))


def _statuses(connection: sqlite3.Connection, before: Run, after: Run) -> dict[str, Status]:
    """By paper, what it was before the first change after one run, and after the last up to the other."""
    sql = (
        "SELECT h.paper_id, status_before, h.status, notices FROM paper_history h JOIN papers USING (paper_id)"
        " WHERE h.run_id > ? AND h.run_id <= ? ORDER BY change_id"
    )
    found: dict[str, Status] = {}
    for paper_id, was, status, notices in connection.execute(sql, (before.run_id, after.run_id)):
        first = found[paper_id].before if paper_id in found else was
        said = [citation for kind, citation, _ in json.loads(notices) if STATUS_OF_NOTICE.get(kind) == status]
        found[paper_id] = Status(first, status, said[-1] if said else None)
    return {paper_id: status for paper_id, status in found.items() if status.before != status.after}


def _facts(connection: sqlite3.Connection, run: Run, papers: Sequence[str]) -> dict[str, Facts]:
    """By paper, its facts after a run."""
    show_as_of(connection, run.run_id, papers)
    found: dict[str, Facts] = defaultdict(lambda: {table: {} for table in FACT_TABLES})
    for table in FACT_TABLES:
        order = "length(passage_id), passage_id, start_char, fact_id"
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            found[row["paper_id"]][table][row["fact_id"]] = row
    return found


def _read_by(connection: sqlite3.Connection, run: Run) -> set[str]:
    rows = connection.execute("SELECT DISTINCT paper_id FROM readings WHERE run_id <= ?", (run.run_id,))
    return {paper_id for (paper_id,) in rows}


def _changes(old: Facts, new: Facts) -> Iterator[Change]:
    """A fact that is gone and one that is new are one that changed where they stand in one place or say the same."""
    for table in FACT_TABLES:
        gone = [row for fact_id, row in old[table].items() if fact_id not in new[table]]
        come = [row for fact_id, row in new[table].items() if fact_id not in old[table]]
        pairs = {after["fact_id"]: before for before, after in _pairs(gone, come)}
        yield from (_change(table, pairs.get(after["fact_id"]), after) for after in come)
        paired = {before["fact_id"] for before in pairs.values()}
        yield from (Change(table, before, None) for before in gone if before["fact_id"] not in paired)


def _pairs(gone: Sequence[sqlite3.Row], come: Sequence[sqlite3.Row]) -> Iterator[tuple[sqlite3.Row, sqlite3.Row]]:
    """The likest first, each fact once."""
    said = {row["fact_id"]: own_values(row) for row in (*gone, *come)}
    ranked = []
    for before in gone:
        for after in come:
            rank = likeness(before, said[before["fact_id"]], after)
            if rank > (0, 0, 0) or said[before["fact_id"]] == said[after["fact_id"]]:
                ranked.append((rank, before, after))
    taken: set[str] = set()
    for _, before, after in sorted(ranked, key=lambda entry: entry[0], reverse=True):
        if taken.isdisjoint((before["fact_id"], after["fact_id"])):
            taken |= {before["fact_id"], after["fact_id"]}
            yield before, after


def _change(table: str, before: sqlite3.Row | None, after: sqlite3.Row) -> Change:
    if before is None:
        return Change(table, None, after)
    was, now = own_values(before), own_values(after)
    return Change(table, before, after, tuple(column for column in now if was[column] != now[column]) or ("place",))


def label(table: str, fact: sqlite3.Row) -> str:
    """The fact in a line, as the evidence table words it."""
    row = dict(fact)
    if table == "drugs":
        return f"{row['drug']} ({row['role']})"
    if table == "mechanisms":
        return f"{row['drug']}: {row['target']} {row['effect']}"
    if table == "doses":
        words = wording.dose(row)
    elif table == "patient_counts":
        words = f"{row['n']} patients ({row['role']})"
    else:
        name = row["outcome"] if table == "response_rates" else wording.event(row)
        words = f"{name}: {wording.share({**row, 'computed_percent': None})}"
    return f"{words}, in {row['arm']}" if row["arm"] else words
