"""Pages of reviews: what was decided on each paper, flow diagram and forest plot; facts as curators left them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.review.screening.rules import parsed
from extractor.review.screening.screen import screened
from extractor.store import Store, open_reader
from extractor.store.reviews import add, decide
from tests.conftest import Call
from tests.sample_trials import Trial, review, stored
from tests.site import Site, served

RULES = """
review: <a/b>
rules:
  - reason: Small & old
    include: {patients: ">= 15"}
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "ato.db"
    trials = [Trial(i, f"Ada <{i}>", 2018 + i).count(n).response(e, 20, "imatinib").response(3, 20, "placebo")
              for i, n, e in ((1, 40, 8), (2, 9, 9))]  # fmt: skip
    stored(path, trials)
    with closing(open_reader(path)) as connection:
        answers = list(screened(connection, parsed(RULES, "rules.yml")))
    with Store(path) as store:
        store.save_screening("<a/b>", RULES, answers)
    return path


@pytest.fixture
def site(db: Path) -> Iterator[Site]:
    with served(db) as site:
        yield site


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<h1>") : page.index("</main>")]).split())


def test_the_reviews(site: Site) -> None:
    page = site.get("/reviews")
    assert re.search(r"&lt;a/b&gt; 2 1 0 \d{4}-\d\d-\d\d \d\d:\d\d", words(page))
    assert 'href="/reviews/%3Ca%2Fb%3E"' in page


def test_a_review_paper_by_paper(site: Site, db: Path) -> None:
    page = site.get("/reviews/%3Ca%2Fb%3E")
    assert page.count("<svg ") == 1
    assert site.data_of(page) == {"screening": (2, 2)}
    listed = words(page.partition("</figure>")[2].join(["<h1>", ""]))
    seen = "{0} patients (total): “We saw {0} patients.” rules"
    assert listed.endswith(
        f"A trial by Ada &lt;1&gt; 2019 include {seen.format(40)}"
        f" A trial by Ada &lt;2&gt; 2020 exclude screening Small &amp; old {seen.format(9)}"
    )
    assert '<a href="/paper/PMID:2">' in page
    with Store(db) as store:
        store.decide_on_paper("<a/b>", "PMID:2", "include", "ann", reason="Large enough")
    decided = words(site.get("/reviews/%3Ca%2Fb%3E").partition("</figure>")[2].join(["<h1>", ""]))
    assert decided.endswith(
        "2020 include Large enough The rules say exclude: Small &amp; old. 9 patients (total): “We saw 9 patients.” ann"
    )
    only = site.get("/reviews/%3Ca%2Fb%3E", decision="include", reason="Large enough")
    assert ("/paper/PMID:1" in only, "/paper/PMID:2" in only) == (False, True)
    assert site.get("/reviews/x", status=404)


def test_a_curator_decides(db: Path) -> None:
    address = "/reviews/%3Ca%2Fb%3E/decide"
    sent = {"paper_id": "PMID:2", "decision": "exclude", "reason": "Wrong dose", "stage": "eligibility"}
    with served(db, "ann") as site:
        assert site.post(address, **sent).status_code == 403
        assert "/decide" not in site.get("/reviews/%3Ca%2Fb%3E")
        site.log_in("ann")
        assert "/reviews/%3Ca%2Fb%3E/decide" in site.get("/reviews/%3Ca%2Fb%3E")
        refused = [site.post(address, **{**sent, **changed}) for changed in
                   ({"reason": " "}, {"decision": "maybe"}, {"stage": "x"}, {"paper_id": "PMID:9"})]  # fmt: skip
        assert [answer.status_code for answer in refused] == [400] * 4
        done = site.post(address, **sent, of_decision="exclude")
        assert (done.status_code, done.headers["location"]) == (302, "/reviews/%3Ca%2Fb%3E?decision=exclude#papers")
    with closing(sqlite3.connect(db)) as connection:
        sql = "SELECT paper_id, decision, stage, reason, decided_by FROM screening WHERE decided_by != 'rules'"
        assert connection.execute(sql).fetchall() == [("PMID:2", "exclude", "eligibility", "Wrong dose", "ann")]


VERSUS = {"outcome": "objective response", "treated": "imatinib", "control": "placebo"}


@pytest.mark.parametrize(
    ("asked", "studies", "total"),
    [  # Mantel-Haenszel by hand: (8·17 + 9·17) / (12·3 + 11·3), and 8·17 / 12·3
        (VERSUS, ["Ada 2019 8/20 3/20", "Ada 2020 9/20 3/20"], "4.19"),
        ({**VERSUS, "review": "<a/b>"}, ["Ada 2019 8/20 3/20"], "3.78"),
    ],
)
def test_a_forest_plot(site: Site, asked: dict[str, Any], studies: list[str], total: str) -> None:
    page = site.get("/pool", **asked)
    assert page.count("<svg ") == 1
    table = words(page.partition("<tbody>")[2].join(["<h1>", ""]))
    assert re.findall(r"Ada \d+ \d+/\d+ \d+/\d+", table) == studies
    assert re.findall(r"Total ([\d.]+)", table) == [total]
    assert len(re.findall(r'<a href="/fact/[0-9a-f]+" title="objective response in', page)) == 2 * len(studies)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"outcome": "x", "event": "y"}, "Name an outcome or an event, not both."),
        ({"outcome": "x", "treated": "y"}, "To compare two arms, name both; for single arms, name a drug"),
        ({"outcome": "<img>"}, "is about &#39;&lt;img&gt;&#39;"),
        ({**VERSUS, "accepted": "1"}, "No accepted or corrected fact in response_rates is about"),
        ({**VERSUS, "review": "x"}, "There is no review &#39;x&#39;; there is &lt;a/b&gt;."),
    ],
)
def test_what_cannot_be_pooled(site: Site, asked: dict[str, Any], sentence: str) -> None:
    assert sentence in words(site.get("/pool", status=400, **asked))


# Facts as curators left them


def curated(path: Path, table: str, columns: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        sql = f"SELECT {columns}, decision FROM curated_{table} ORDER BY paper_id, start_char"
        return connection.execute(sql).fetchall()


def test_curated_facts(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    facts = stored(path, [Trial(i, "A").response(i, 20, "imatinib") for i in range(1, 6)])
    rates = [facts[f"PMID:{i}"][0] for i in range(1, 6)]
    review(path, rates[0], "accept")
    review(path, rates[1], "reject")
    review(path, rates[2], "correct", numerator=13, arm=None)
    review(path, rates[3], "correct", at=1, numerator=14)
    review(path, rates[3], "accept", at=2, reviewer="bob")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        values = {"outcome": "survival", "outcome_class": "survival", "numerator": 9, "denominator": 22, "arm": "x"}
        place = (rates[4].passage_id, rates[4].start_char + 1, rates[4].end_char, "A sentence.")
        ids = [add(connection, "response_rates", *place, {**values, "numerator": n}, "ann") for n in (9, 10, 11)]
        decide(connection, "response_rates", ids[1], "correct", "ann", {"numerator": 12, "arm": None})
        decide(connection, "response_rates", ids[2], "reject", "ann")
    assert curated(path, "response_rates", "outcome, numerator, denominator, arm") == [
        ("objective response", 1, 20, "imatinib", "accept"),
        ("objective response", 13, 20, None, "correct"),
        ("objective response", 4, 20, "imatinib", "accept"),
        ("objective response", 5, 20, "imatinib", None),
        ("survival", 9, 22, "x", "add"),
        ("survival", 12, 22, None, "correct"),
    ]


def test_corrected_facts_are_drawn_and_compared(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    facts = stored(path, [Trial(1, "A").drug("aspirin").dose("aspirin", 100).response(7, 20).event(3, 20)])
    _, dose, rate, event = facts["PMID:1"]
    review(path, dose, "correct", low=250, frequency="2/day", per="dose")
    review(path, rate, "correct", numerator=9)
    review(path, event, "correct", term="nausea")
    with served(path) as site:
        page = site.get("/charts")
    assert [part in page for part in ("aspirin: 250 to 250 mg, 1 dose", ">9/20<", "nausea")] == [True] * 3
    assert [part in page for part in ("100 to 100", ">7/20<", "neutropenia")] == [False] * 3
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT daily_low, daily_unit FROM comparable_doses").fetchall() == [(500, "mg/day")]


def test_an_added_fact_in_the_evidence_table(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "a.db"
    [rate] = stored(path, [Trial(1, "A").response(7, 20, "x")])["PMID:1"]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        values = {"outcome": "survival", "outcome_class": "survival", "numerator": 9, "denominator": 22, "arm": "x"}
        add(connection, "response_rates", rate.passage_id, rate.start_char, rate.end_char, rate.sentence, values, "ann")
    done = call("table", "--papers", "PMID:1", "--db", path, "-o", tmp_path / "a.html")
    assert done.code == 0, done.err
    assert "added by a curator" in (tmp_path / "a.html").read_text(encoding="utf-8")
