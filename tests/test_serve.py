"""What datasette shows: every page answers, every column is described, every ready-made query finds what is there."""

from __future__ import annotations

import asyncio
import html
import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from extractor.errors import ExtractorError
from extractor.publish.metadata import load_metadata
from extractor.publish.serve import application, listen
from extractor.store import FACT_TABLES, Store, open_reader
from tests.sample_study import METFORMIN, MYELOMA, PAPERS, READINGS
from tests.site import served

METADATA = load_metadata(Path("facts.db"))["databases"]["facts"]


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("served") / "facts.db"
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], "patterns-1", None)
        store.save_papers(PAPERS, run)
        store.save_readings(READINGS, run)
        store.end_run(run, "done")
    return path


@pytest.fixture(scope="module")
def get(db):
    """Ask the served database for a path: the page's text, or the JSON's content."""
    datasette = application(db)

    def get(path: str, **query: Any) -> Any:
        async def ask() -> Any:
            response = await datasette.client.get(f"{path}?{urlencode(query)}" if query else path)
            assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:500]}"
            return response.json() if ".json" in path else response.text

        return asyncio.run(ask())

    yield get
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_metadata_describes_every_column_and_nothing_else(db):
    described = {table: set(about["columns"]) for table, about in METADATA["tables"].items() if not about.get("hidden")}
    with closing(open_reader(db)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
            " AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        schema = {
            name: {column["name"] for column in connection.execute(f"PRAGMA table_info({name})")} for (name,) in names
        }
    assert described == schema
    undescribed = [
        (table, column)
        for table, about in METADATA["tables"].items()
        for column, text in about.get("columns", {}).items()
        if not (isinstance(text, str) and text.strip())
    ]
    assert undescribed == []
    assert [
        table for table, about in METADATA["tables"].items() if not about.get("hidden") and not about["description"]
    ] == []


def test_facets_and_labels_are_columns():
    for table, about in METADATA["tables"].items():
        facets = [facet if isinstance(facet, str) else facet["array"] for facet in about.get("facets", [])]
        assert set(facets) <= set(about.get("columns", {})), table
        assert about.get("label_column", "description") in {*about.get("columns", {}), "description"}, table


def test_the_database_page(get):
    page = words(get("/facts"))
    for table in (*FACT_TABLES, "papers", "passages", "numbers_left", "runs", "errors", "reviews", "facts"):
        assert table in page
    shown = {table["name"] for table in get("/facts.json")["tables"] if not table["hidden"]}
    assert shown == {
        "papers",
        "passages",
        *FACT_TABLES,
        "numbers_left",
        "reviews",
        "runs",
        "errors",
        "searches",
        "table_cells",
        "fact_places",
        "contradictions",
        "comparisons",
        "comparison_scores",
        "comparison_rows",
        "readings",
        "fact_history",
        "files",
        "deletions",
        "paper_history",
        "finds",
        "screenings",
        "screened",
        "screening_decisions",
        "totals",
    }
    for query in METADATA["queries"].values():
        assert query["title"] in page


@pytest.mark.parametrize("table", [name for name, about in METADATA["tables"].items() if not about.get("hidden")])
def test_every_table_shows_its_description_and_facets(get, table):
    page = words(get(f"/facts/{table}"))
    about = METADATA["tables"][table]
    assert words(about["description"]).strip() in page
    content = get(f"/facts/{table}.json", _shape="objects")
    wanted = {facet if isinstance(facet, str) else facet["array"] for facet in about.get("facets", [])}
    assert set(content["facet_results"]) == wanted


@pytest.mark.parametrize("fact", [fact for reading in READINGS for fact in reading.facts], ids=lambda fact: fact.quote)
def test_every_fact_shows_its_quote_and_sentence(get, fact):
    for path in (f"/facts/{fact.TABLE}", "/facts/facts", f"/facts/{fact.TABLE}/{fact.fact_id}"):
        page = get(path)
        assert fact.quote in page
        assert fact.sentence in page
    title = (MYELOMA if fact.paper_id == "PMID:11" else METFORMIN).title
    assert f">{title}</a>" in get(f"/facts/{fact.TABLE}")


def test_a_view_of_millions_is_not_counted(get, monkeypatch):
    counted = words(get("/facts/facts"))
    monkeypatch.setattr("extractor.publish.plugin._COUNTED", 0)
    assert [re.findall(r"(\d+) rows", page) for page in (counted, words(get("/facts/facts")))] == [["8", "8"], []]
    assert words(get("/facts/facts")).count("PMID:") == counted.count("PMID:") > 0
    assert re.findall(r"(\d+) row", words(get("/facts/facts", name="metformin"))) != []


def test_links_to_pubmed(get):
    link = '<a href="https://pubmed.ncbi.nlm.nih.gov/11/">https://pubmed.ncbi.nlm.nih.gov/11/</a>'
    assert link in get("/facts/facts")
    assert link in get("/facts/papers_browse")


def test_descriptions_of_columns_are_shown(get):
    assert 'data-column-description="The amount, in `unit`; the lower end of a range"' in get("/facts/doses")


@pytest.mark.parametrize(
    ("table", "search", "quotes"),
    [
        ("doses", "metformin", ["500-850 mg"]),
        ("adverse_events", "neutropenia grade", ["5 of 24 patients (40%)"]),
        ("patient_counts", "volunteer", ["12 volunteers"]),
        ("response_rates", "nothing like it", []),
        ("drugs", '0.25 "mg', []),
    ],
)
def test_the_search_box_of_a_table(get, table, search, quotes):
    rows = get(f"/facts/{table}.json", _search=search, _shape="objects")["rows"]
    assert [row["quote"] for row in rows] == quotes


def test_the_search_box_of_passages(get):
    assert 'name="_search"' in get("/facts/passages")
    rows = get("/facts/passages.json", _search="neutropenia", _shape="objects")["rows"]
    assert [row["passage_id"] for row in rows] == ["PMID:11/2"]


NEUTROPENIA = ("adverse_events", "neutropenia grade 3-4: 40% 5/24")
# query, parameters, the columns looked at, the rows they hold
QUERIES = [
    ("search_facts", {"words": ""}, ("fact_table", "label"), []),
    ("search_facts", {"words": "neutropenia"}, ("fact_table", "label"), [NEUTROPENIA]),
    (
        "search_facts",
        {"words": "24 patients"},
        ("fact_table", "label"),
        [NEUTROPENIA, ("patient_counts", "24 patients (total)"), ("response_rates", "response: 33.3% 8/24")],
    ),
    (
        "doses_over_the_years",
        {"drug": ""},
        ("year", "drug", "low", "high", "unit", "paper_id"),
        [
            (2006, "arsenic trioxide", 0.25, None, "mg/kg", "PMID:11"),
            (2021, "metformin", 500, 850, "mg", "PMID:12"),
        ],
    ),
    ("doses_over_the_years", {"drug": "METF"}, ("year", "drug", "low"), [(2021, "metformin", 500)]),
    (
        "response_rates_by_drug",
        {"drug": "arsenic"},
        ("drug", "outcome", "percent", "numerator", "denominator", "year"),
        [("arsenic trioxide", "response", 33.3, 8, 24, 2006)],
    ),
    ("response_rates_by_drug", {"drug": "metformin"}, ("drug",), []),
    (
        "adverse_events_by_grade",
        {"event": "", "drug": "arsenic"},
        ("event", "grade", "papers", "rates", "participants", "lowest_percent", "highest_percent"),
        [("neutropenia", "3-4", 1, 1, 5, 40, 40)],
    ),
    ("adverse_events_by_grade", {"event": "nausea", "drug": ""}, ("event",), []),
    ("adverse_events_by_grade", {"event": "", "drug": "metformin"}, ("event",), []),
    (
        "response_rates_by_dose",
        {"drug": "arsenic"},
        ("drug", "low", "unit", "outcome", "percent"),
        [("arsenic trioxide", 0.25, "mg/kg", "response", 33.3)],
    ),
    ("response_rates_by_dose", {"drug": "metformin"}, ("drug",), []),
    ("mechanisms_by_drug", {"drug": "metformin", "target": ""}, ("drug",), []),
    ("studies_of_at_least", {"at_least": ""}, ("year", "title", "patients"), [(2006, MYELOMA.title, 24)]),
    ("studies_of_at_least", {"at_least": "12"}, ("patients", "paper_id"), [(24, "PMID:11"), (12, "PMID:12")]),
    (
        "rates_that_disagree_with_n",
        {},
        ("difference", "percent", "computed_percent", "name"),
        [(19.17, 40, 20.83, "neutropenia")],
    ),
    (
        "numbers_left_by_reason",
        {},
        ("reason", "numbers", "example"),
        [("age", 1, "61"), ("schedule", 1, "5")],
    ),
]


@pytest.mark.parametrize(("query", "parameters", "columns", "expected"), QUERIES)
def test_ready_made_queries(get, query, parameters, columns, expected):
    rows = get(f"/facts/{query}.json", _shape="objects", **parameters)["rows"]
    assert [tuple(row[column] for column in columns) for row in rows] == expected
    assert METADATA["queries"][query]["title"] in get(f"/facts/{query}", **parameters)


def test_every_ready_made_query_is_tested():
    assert {query for query, *_ in QUERIES} == set(METADATA["queries"])


def test_a_run_may_write_while_the_database_is_served(tmp_path):
    path = tmp_path / "facts.db"
    Store(path).close()
    datasette = application(path)

    async def titles() -> list[str]:
        response = await datasette.client.get("/facts/papers.json?_shape=objects")
        return [row["title"] for row in response.json()["rows"]]

    assert asyncio.run(titles()) == []
    with Store(path) as store:
        store.save_papers(PAPERS, store.begin_run("run", [], "patterns-1", None))
        assert asyncio.run(titles()) == [MYELOMA.title, METFORMIN.title]
    assert asyncio.run(titles()) == [MYELOMA.title, METFORMIN.title]
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


def test_a_busy_port_is_said_in_one_sentence():
    with listen(0) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(ExtractorError) as error:
            listen(port)
        assert str(error.value) == f"Port {port} is in use by another program; try `extractor serve --port {port + 1}`."


@pytest.mark.parametrize("port", [-1, 65536])
def test_an_impossible_port(port):
    with pytest.raises(ExtractorError, match=f"^Port {port} cannot be used: .*$"):
        listen(port)


def test_no_database(tmp_path):
    with pytest.raises(ExtractorError, match="There is no database at .*; make one with `extractor run`."):
        application(tmp_path / "none.db")


def test_a_page_that_is_not_there_prints_nothing(db, capsys):
    with served(db) as site:
        assert "404" in site.get("/nosuch", status=404)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGINT to send here")
def test_the_server_answers_and_ends_quietly(db):
    code = "import sys, pathlib; from extractor.publish.serve import serve; serve(pathlib.Path(sys.argv[1]), 0, False)"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(db)], cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        with urllib.request.urlopen(address[0], timeout=30) as response:
            assert b"Adverse events by grade" in response.read()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (0, "", "")
