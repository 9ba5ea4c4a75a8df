"""The studies of a table: which papers are meant, with what they say of themselves and the facts that stand."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.errors import ExtractorError
from extractor.review.decisions import Row, standing
from extractor.review.evidence.designs import designs, is_design
from extractor.store import FACT_TABLES

RATES = {"response_rates": "outcome", "adverse_events": "term"}
_OF_PAPERS = "paper_id IN (SELECT value FROM json_each(?))"
# Where in its sentence a fact's quote begins, since the same number may stand there twice.
_QUOTE_AT = (
    "(SELECT start_char - first - instr(substr(text, first + 1), sentence) + 1 FROM (SELECT text,"
    " max(end_char - length(sentence), 0) AS first FROM passages p WHERE p.passage_id = fact.passage_id))"
)
_WARNINGS = {"retracted": " (retracted)", "concern": " (expression of concern)"}
_PARTICLES = frozenset("van von der den de del della di da dos du la le el al ten ter bin st.".split())
_COLLECTIVE = re.compile(
    r"\b(?:group|investigators|consortium|collaborat\w+|committee|network|society|team|organi[sz]ation|association)\b",
    re.I,
)


@dataclass(frozen=True)
class Selection:
    """Which papers a table is about, and which of their facts. What is empty chooses nothing: all are meant."""

    papers: tuple[str, ...] = ()  # paper_ids
    search: str = ""  # words that the text holds; "in quotes" as they stand
    drug: str = ""  # a studied drug, by any of its names
    designs: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    accepted_only: bool = False  # facts that a curator accepted or corrected


@dataclass(frozen=True)
class Study:
    """A paper of the table; `name` is what reviews call it: Kang 2021. `facts` are the rows that stand, by table;
    `generic` are the generic names of its drugs by their other forms, lower case."""

    paper_id: str
    name: str
    title: str
    url: str | None
    design: tuple[str, ...]
    facts: dict[str, list[Row]] = field(repr=False)
    generic: dict[str, str] = field(repr=False)


def find_studies(connection: sqlite3.Connection, selection: Selection) -> list[Study]:
    """The studies selected, by year and name. Papers named by their ids are all there, others where they hold facts
    to print. Raises ExtractorError where there are none."""
    papers = [dict(row) for row in connection.execute(*_query(selection))]
    _complain_of_missing(papers, selection)
    ids = json.dumps([paper["paper_id"] for paper in papers])
    texts = titles_and_abstracts(connection, ids)
    facts = {table: _facts(connection, table, ids, selection) for table in FACT_TABLES}
    drugs = _facts(connection, "drugs", ids, Selection())  # an arm is named by drugs that nobody has accepted yet, too
    studies = [
        Study(
            paper["paper_id"],
            study_name(paper),
            paper["title"] or "",
            paper["url"],
            designs(json.loads(paper["publication_types"]), texts[paper["paper_id"]]),
            {table: rows.get(paper["paper_id"], []) for table, rows in facts.items()},
            _generic_names(drugs.get(paper["paper_id"], ())),
        )
        for paper in sorted(papers, key=lambda p: (p["year"] or 0, study_name(p).lower(), p["paper_id"]))
    ]
    found = [study for study in studies if _is_wanted(study, selection)]
    if not found:
        raise ExtractorError(_why_none(studies, selection))
    return found


def _query(selection: Selection) -> tuple[str, list[str]]:
    """SQL for the papers that are meant, as far as the database can tell."""
    conditions, parameters = [], []
    if selection.papers:
        conditions.append(_OF_PAPERS)
        parameters.append(json.dumps(selection.papers))
    if selection.drug:
        conditions.append(
            "paper_id IN (SELECT paper_id FROM drugs WHERE role = 'studied' AND (instr(lower(drug), ?) OR"
            " EXISTS (SELECT 1 FROM json_each(mentions) WHERE instr(lower(value), ?))))"
        )
        parameters += [selection.drug.lower()] * 2
    for words in re.findall(r'"[^"]+"|[^\s"]+', selection.search):
        conditions.append(
            "paper_id IN (SELECT paper_id FROM passages WHERE kind != 'reference' AND rowid IN"
            " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?))"
        )
        parameters.append(f'"{words.strip(chr(34))}"')
    if not selection.papers:
        tables = RATES if not (selection.drug or selection.search) else (*RATES, "doses", "patient_counts")
        some = " UNION ALL ".join(f"SELECT paper_id FROM {table}" for table in tables)
        conditions.append(f"paper_id IN ({some})")
    sql = "SELECT papers.*, url FROM papers JOIN (SELECT paper_id, url FROM papers_browse) USING (paper_id) WHERE "
    return sql + " AND ".join(conditions), parameters


def _complain_of_missing(papers: Sequence[Row], selection: Selection) -> None:
    have = {paper["paper_id"] for paper in papers}
    missing = [paper_id for paper_id in selection.papers if paper_id not in have]
    if missing and not (selection.drug or selection.search):
        raise ExtractorError(f"Not in the database: {', '.join(missing)}; add what is missing with `extractor run`.")


def titles_and_abstracts(connection: sqlite3.Connection, ids: str) -> dict[str, list[tuple[str, str | None, str]]]:
    """Titles and abstracts by paper; `ids` is a JSON list."""
    sql = (
        f"SELECT paper_id, kind, section, text FROM passages WHERE {_OF_PAPERS} AND kind IN ('title', 'abstract')"
        " ORDER BY paper_id, ordinal"
    )
    texts = defaultdict(list)
    for paper_id, kind, section, text in connection.execute(sql, (ids,)):
        texts[paper_id].append((kind, section, text))
    return texts


def _facts(connection: sqlite3.Connection, table: str, ids: str, selection: Selection) -> dict[str, list[Row]]:
    """The facts of a table that stand, by paper, in reading order; each with `quote_at`, `is_asked_for`, and with
    `computed_percent` where its numbers disagree with its percent."""
    rows = standing(connection, table, json.loads(ids), selection.accepted_only, also=_QUOTE_AT)
    asked = {"response_rates": selection.outcomes, "adverse_events": selection.events}.get(table, ())
    disagree = dict(connection.execute("SELECT fact_id, computed_percent FROM rates_that_disagree").fetchall())
    facts = defaultdict(list)
    for row in rows:
        row["quote_at"] = row.pop("also")
        row["is_asked_for"] = not asked or any(name.lower() in row[RATES[table]].lower() for name in asked)
        row["computed_percent"] = None if row["decision"] == "correct" else disagree.get(row["fact_id"])
        facts[row["paper_id"]].append(row)
    return facts


def _generic_names(drugs: Iterable[Row]) -> dict[str, str]:
    """Without the forms that name several drugs: VRd."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in drugs:
        for form in json.loads(row["mentions"]):
            names[form.lower()].add(row["drug"])
    return {form: min(drugs) for form, drugs in names.items() if len(drugs) == 1}


def _is_wanted(study: Study, selection: Selection) -> bool:
    if selection.designs and not any(is_design(asked, study.design) for asked in selection.designs):
        return False
    if selection.papers:
        return True
    asked = [table for table, names in zip(RATES, (selection.outcomes, selection.events), strict=True) if names]
    tables = asked or ("doses", "patient_counts", *RATES)
    return any(row["is_asked_for"] for table in tables for row in study.facts[table])


def _why_none(studies: Sequence[Study], selection: Selection) -> str:
    if not studies:
        return "No paper in the database fits; say less, or fetch papers with `extractor run`."
    if selection.designs:
        stated = sorted({name for study in studies for name in study.design})
        return f"None of the {len(studies):,} papers is of that design; they state: {', '.join(stated) or 'none'}."
    return f"None of the {len(studies):,} papers has such a fact; leave out --outcome, --event or --accepted."


def study_name(paper: Row) -> str:
    """First author's family name and year, as reviews cite: "van der Berg 2019"; the paper's id without authors."""
    authors = json.loads(paper["authors"])
    name = _family(authors[0]) if authors else paper["paper_id"]
    year = f" {paper['year']}" if paper["year"] and authors else ""
    warning = _WARNINGS.get(paper["status"], "")
    return f"{name}{year}{warning}"


def _family(author: str) -> str:
    """The family name of "Family Given". Particles belong to it, lower case or before another; so does all of the name
    of a group."""
    words = author.split()
    if _COLLECTIVE.search(author):
        return author
    end = 0
    while end < len(words) - 2 and words[end].lower() in _PARTICLES:
        end += 1
    return " ".join(words[: end + 1])
