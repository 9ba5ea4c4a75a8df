"""Searches longer than PubMed lists, ids of papers, full texts: what is asked and what comes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extractor.records import Failure, Paper
from extractor.sources import entrez
from extractor.sources.entrez import Ids
from extractor.sources.pubmed import Wanted
from tests.eutils_server import Server, article, invented
from tests.fetching import expected, fetched, quick, read, texts

EVERYTHING = [str(pmid) for pmid in range(101, 121)]


@pytest.fixture
def long_search(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A search that finds 20 papers, where PubMed lists 4: nine of one day, the others of a day each."""
    monkeypatch.setattr(entrez, "MOST", 4)
    server.most = 4
    server.searches["everything"] = EVERYTHING
    for position, pmid in enumerate(EVERYTHING):
        day = date(2019, 12, 25) + timedelta(days=max(position - 8, 0))
        server.dates[pmid] = {"edat": f"{day:%Y/%m/%d}", "mdat": "2021/01/01"}
    return server


@pytest.mark.parametrize(("most", "papers"), [(None, 20), (7, 7), (3, 3)])
def test_search_longer_than_pubmed_lists_is_cut_by_date_and_then_by_pmid(
    long_search: Server, most: int | None, papers: int
) -> None:
    items = read([], ["everything"], most=most)
    assert len(texts(items)) == papers
    assert {"PMID:" + pmid for pmid in EVERYTHING} >= set(texts(items))
    asked = long_search.asked("esearch")
    assert all(a["datetype"] == "edat" for a in asked[1:])
    assert any("[uid]" in a["term"] for a in asked) == (most is None)
    assert all(count == 1 for count in long_search.sent.values())
    before = len(long_search.log)
    assert read([], ["everything"], most=most) == items
    assert len(long_search.log) == before


def test_papers_without_the_date_that_slices_are_made_by_are_missed_aloud(long_search: Server) -> None:
    long_search.dates["120"]["edat"] = "1066/10/14"
    with pytest.raises(Exception, match=r"^PubMed finds 20 papers for 'everything' but lists only 19 of them\.$"):
        read([], ["everything"])


def test_changed_since(long_search: Server) -> None:
    for pmid in EVERYTHING[3:9]:
        long_search.dates[pmid]["mdat"] = "2024/05/05"
    with quick() as eutils:
        assert entrez.changed_since(eutils, "everything", date(2024, 5, 5)) == set(EVERYTHING[3:9])
        assert entrez.changed_since(eutils, "everything", date(2024, 5, 6)) == set()


def test_fresh_searches_again_and_fetches_only_what_is_new(server: Server) -> None:
    read([], ["tablet AND adults"])
    server.searches["tablet AND adults"].append("110")
    said: list[str] = []
    assert texts(read([], ["tablet AND adults"], tell=said.append)) == expected(101, 102, 103, 104, 107)
    [sentence] = said
    assert sentence.startswith("5 papers were found for 'tablet AND adults' on 20")
    assert texts(read([], ["tablet AND adults"], fresh=True)) == expected(101, 102, 103, 104, 107, 110)
    assert server.sent == dict.fromkeys(("101", "102", "103", "104", "107", "110"), 1)


def test_doi_names_a_paper_and_is_looked_up_once(server: Server) -> None:
    server.ids = {"105": {"doi": "10.1000/x(5)", "pmc": "PMC55"}}
    for _ in range(2):
        items = fetched(Wanted(dois=["10.1000/x(5)", "10.1000/none"]))
        assert texts(items) == expected(105)
        assert [item for item in items if isinstance(item, Failure)] == [
            Failure("DOI:10.1000/none", "DOI:10.1000/none", "PubMed knows no paper, or several, with this DOI.")
        ]
    assert [r.tool for r in server.log] == ["esearch", "esearch", "efetch"]


def test_ids_of_papers(server: Server) -> None:
    server.ids = {"105": {"doi": "10.1000/x", "pmc": "PMC55"}, "106": {"doi": "10.1000/y"}}
    with quick() as eutils:
        assert entrez.ids_of(eutils, "pubmed", ("105", "106", "107")) == {
            "105": Ids("105", "PMC55", "10.1000/x"),
            "106": Ids("106", None, "10.1000/y"),
        }
        assert entrez.ids_of(eutils, "pmc", ("PMC55", "PMC56")) == {"PMC55": Ids("105", "PMC55", "10.1000/x")}


def with_pmcid(pmid: int, pmcid: int) -> str:
    ids = f'<PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC{pmcid}</ArticleId></ArticleIdList></PubmedData>'
    return invented(pmid).replace("</PubmedArticle>", f"{ids}</PubmedArticle>")


def test_full_texts_come_with_their_records_and_are_fetched_once(server: Server) -> None:
    server.records |= {"101": with_pmcid(101, 11), "103": with_pmcid(103, 13)}
    server.articles = {"11": article(11, 101, "Twelve adults were given the tablet.")}
    for _ in range(2):
        items = read([], ["tablet AND adults"], full_text=True)
        assert [(p.paper_id, p.full_text) for p in items if isinstance(p, Paper)] == [
            *[(f"PMID:{pmid}", False) for pmid in (103, 101, 107, 104, 102)], ("PMID:101", True),
        ]  # fmt: skip
        problem = "PubMed Central has no full text with this PMCID."
        assert [item for item in items if isinstance(item, Failure)] == [Failure("PMC13", "PMC13", problem)]
    assert [(r.tool, r.parameters["db"]) for r in server.log] == [
        ("esearch", "pubmed"), ("efetch", "pubmed"), ("efetch", "pmc"), ("efetch", "pmc"),
    ]  # fmt: skip


def test_full_text_that_pmc_may_not_give_away_says_so(server: Server) -> None:
    server.articles = {"11": article(11, 101), "12": article(12, None, "Nine adults.")}
    items = fetched(Wanted(pmcids=["PMC11", "PMC12"]))
    assert [(p.paper_id, p.full_text, p.open_access) for p in items if isinstance(p, Paper)] == [
        ("PMID:101", False, False),
        ("PMCID:PMC12", True, None),
    ]
