"""What the database knows of a paper that a rule asks about: yes, no, or that it cannot tell; and how it knows."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.errors import ExtractorError
from extractor.evaluate.names import drug_names
from extractor.review.decisions import Row, standing
from extractor.review.evidence.designs import Texts, designs, is_design
from extractor.review.evidence.studies import titles_and_abstracts
from extractor.review.screening.rules import Rule, bounds, language_code

_BATCH = 500  # papers whose facts are held at a time
_TABLES = {
    "patients": "patient_counts", "drug": "drugs", "outcome": "response_rates", "event": "adverse_events",
}  # fmt: skip
_WHOLE = ("total", "enrolled", "evaluable")  # roles of counts that are the size of a study
_PART = ("arm", "subgroup")  # of counts that a study is at least as large as


class Answer(NamedTuple):
    """`holds` is None where the database cannot tell; `evidence` says why, `fact_id` names the fact, if it is one."""

    holds: bool | None
    evidence: str
    fact_id: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A paper that is screened: its row, its title and abstract, and the facts that stand, by table."""

    paper: Row
    texts: Texts
    facts: Mapping[str, Sequence[Row]]

    @property
    def lacks_text(self) -> str | None:
        """Why the absence of something proves nothing."""
        if not self.paper["extracted_with"]:
            return "it is not extracted yet"
        if not self.paper["full_text"] and all(kind == "title" for kind, _, _ in self.texts):
            return "only its title is known"
        return None


Ask = Callable[[Candidate], Answer]


def candidates(connection: sqlite3.Connection, rules: Iterable[Rule], paper_ids: Sequence[str]) -> Iterator[Candidate]:
    """These papers with what the rules ask of them, in constant memory."""
    tables = {_TABLES[name] for rule in rules for name in rule.conditions if name in _TABLES}
    for start in range(0, len(paper_ids), _BATCH):
        batch = paper_ids[start : start + _BATCH]
        ids = json.dumps(batch)
        texts = titles_and_abstracts(connection, ids)
        facts: dict[str, dict[str, list[Row]]] = {table: defaultdict(list) for table in tables}
        for table in tables:
            for row in standing(connection, table, batch):
                facts[table][row["paper_id"]].append(row)
        sql = "SELECT * FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
        papers = {row["paper_id"]: dict(row) for row in connection.execute(sql, (ids,))}
        for paper_id in batch:
            own = {table: rows.get(paper_id, []) for table, rows in facts.items()}
            yield Candidate(papers[paper_id], texts[paper_id], own)


def asked(connection: sqlite3.Connection, rule: Rule) -> Ask:
    """A function that says of a paper whether the conditions of a rule hold, all of them."""
    conditions = [_condition(connection, name, values) for name, values in rule.conditions.items()]

    def ask(paper: Candidate) -> Answer:
        answers = [condition(paper) for condition in conditions]
        for decisive in (False, None):
            if found := next((answer for answer in answers if answer.holds is decisive), None):
                return found
        fact_id = next((answer.fact_id for answer in answers if answer.fact_id), None)
        return Answer(True, "; ".join(answer.evidence for answer in answers), fact_id)

    return ask


def _condition(connection: sqlite3.Connection, name: str, values: Sequence[str]) -> Ask:
    if name == "words":
        return _found_in_text(connection, values)
    if name == "sql":
        return _found_by_query(connection, values)
    ask = _ASKED[name]
    return lambda paper: ask(paper, values)


def _design(paper: Candidate, values: Sequence[str]) -> Answer:
    found = designs(json.loads(paper.paper["publication_types"]), paper.texts)
    if not found:
        return Answer(None, "it states no design")
    return Answer(any(is_design(value, found) for value in values), f"design: {', '.join(found)}")


def _patients(paper: Candidate, values: Sequence[str]) -> Answer:
    """Of several sizes the largest; where only groups are counted, the study is at least as large as the largest."""
    counts, ranges = paper.facts["patient_counts"], [bounds(value) for value in values]
    whole, part = (
        max((row for row in counts if row["role"] in roles), key=lambda row: row["n"], default=None)
        for roles in (_WHOLE, _PART)
    )
    if whole:
        return Answer(any(low <= whole["n"] <= high for low, high in ranges), *_size(whole))
    if part:
        beyond = all(part["n"] > high for _, high in ranges)
        enough = any(low <= part["n"] and high == float("inf") for low, high in ranges)
        return Answer(False if beyond else enough or None, *_size(part))
    return Answer(None, paper.lacks_text or "no number of its patients was read")


def _size(count: Row) -> tuple[str, str]:
    return f"{count['n']} patients ({count['role']}): “{count['sentence']}”", count["fact_id"]


def _drug(paper: Candidate, values: Sequence[str]) -> Answer:
    studied = [row for row in paper.facts["drugs"] if row["role"] == "studied"]
    for row in studied:
        names = {name.lower() for name in drug_names(row["drug"], row["mentions"])}
        if any(value.lower() in names for value in values):
            return Answer(True, f"studied drug {row['drug']}: “{row['sentence']}”", row["fact_id"])
    if paper.lacks_text:
        return Answer(None, paper.lacks_text)
    return Answer(False, f"studied drugs: {', '.join(sorted({row['drug'] for row in studied})) or 'none'}")


def _rate(table: str, column: str) -> Callable[[Candidate, Sequence[str]], Answer]:
    def ask(paper: Candidate, values: Sequence[str]) -> Answer:
        for row in paper.facts[table]:
            if any(value.lower() in row[column].lower() for value in values):
                return Answer(True, f"{row[column]}: “{row['sentence']}”", row["fact_id"])
        # What an abstract does not report the paper may.
        unknown = paper.lacks_text or (None if paper.paper["full_text"] else "its abstract reports none")
        return Answer(None, unknown) if unknown else Answer(False, "its full text reports none")

    return ask


def _language(paper: Candidate, values: Sequence[str]) -> Answer:
    written = paper.paper["language"]
    if not written:
        return Answer(None, "its language is not known")
    codes = {language_code(part) for part in written.split(",")}
    return Answer(not codes.isdisjoint(map(language_code, values)), f"language: {written}")


def _year(paper: Candidate, values: Sequence[str]) -> Answer:
    year = paper.paper["year"]
    if year is None:
        return Answer(None, "its year is not known")
    return Answer(any(low <= year <= high for low, high in map(bounds, values)), f"year: {year}")


def _mesh(paper: Candidate, values: Sequence[str]) -> Answer:
    headings = {heading.partition("/")[0].strip("*").lower() for heading in json.loads(paper.paper["mesh"])}
    if not headings:
        return Answer(None, "it has no MeSH headings")
    found = [value for value in values if value.lower() in headings]
    return Answer(bool(found), f"MeSH: {', '.join(found)}" if found else f"MeSH: none is {' or '.join(values)}")


def _status(paper: Candidate, values: Sequence[str]) -> Answer:
    status = paper.paper["status"]
    return Answer(status in [value.lower() for value in values], f"status: {status or 'no notice'}")


def _full_text(paper: Candidate, values: Sequence[str]) -> Answer:
    known = bool(paper.paper["full_text"])
    return Answer(
        known == (values[0].lower() == "yes"), "its full text is here" if known else "its full text is not here"
    )


_ASKED: dict[str, Callable[[Candidate, Sequence[str]], Answer]] = {
    "design": _design,
    "patients": _patients,
    "drug": _drug,
    "outcome": _rate("response_rates", "outcome"),
    "event": _rate("adverse_events", "term"),
    "language": _language,
    "year": _year,
    "mesh": _mesh,
    "status": _status,
    "full text": _full_text,
}


def _found_in_text(connection: sqlite3.Connection, values: Sequence[str]) -> Ask:
    """The words as they stand, in any form that has the same stem."""
    sql = (
        "SELECT paper_id, min(ordinal), kind FROM passages WHERE kind != 'reference' AND rowid IN"
        " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?) GROUP BY paper_id"
    )
    places: dict[str, str] = {}
    for value in values:
        phrase = '"{}"'.format(value.replace('"', " "))
        for paper_id, _, kind in connection.execute(sql, (phrase,)):
            places.setdefault(paper_id, f"its {kind} has the words “{value}”")

    def ask(paper: Candidate) -> Answer:
        if found := places.get(paper.paper["paper_id"]):
            return Answer(True, found)
        if paper.lacks_text:
            return Answer(None, paper.lacks_text)
        return Answer(False, f"its text has not the words {' or '.join(f'“{value}”' for value in values)}")

    return ask


def _found_by_query(connection: sqlite3.Connection, values: Sequence[str]) -> Ask:
    """Papers that the SELECT returns; of its columns, paper_id is needed, `fact_id` and `evidence` are told."""
    found = {row["paper_id"]: row for sql in values for row in rows_of(connection, sql)}

    def ask(paper: Candidate) -> Answer:
        row = found.get(paper.paper["paper_id"])
        if row is None:
            return Answer(False, "the query does not return it")
        return Answer(True, str(row.get("evidence") or "the query returns it"), row.get("fact_id"))

    return ask


def _no_other_file(action: int, *_: object) -> int:
    """A rule reads the database; ATTACH and VACUUM INTO would write a file beside it."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def rows_of(connection: sqlite3.Connection, sql: str) -> list[Row]:
    """The rows of a user's SELECT. ExtractorError where it is none, or has no paper_id."""
    connection.set_authorizer(_no_other_file)
    try:
        cursor = connection.execute(sql)
        rows = [dict(row) for row in cursor]
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise ExtractorError(f"The query {sql[:60]!r} cannot be run: {error}.") from error
    finally:
        connection.set_authorizer(None)
    if "paper_id" not in [column[0] for column in cursor.description or ()]:
        raise ExtractorError(f"The query {sql[:60]!r} must return a column paper_id.")
    return rows
