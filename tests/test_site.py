"""The pages, at HTTP level: what they show, who may change what, and that nothing typed or read becomes code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluate import Gold, comparison_of, score, stored_facts
from extractor.pipeline import Pipeline
from extractor.publish.curation import accounts
from extractor.publish.pages.marks import cut
from extractor.publish.serve import SETTINGS
from extractor.records import AdverseEvent, Cell, Drug, NumberLeft, Paper, Passage, PatientCount, Reading
from extractor.store import FACT_TABLES, Store, open_reader
from tests.sample_study import METFORMIN_FACTS, MYELOMA, MYELOMA_FACTS, PAPERS, READINGS
from tests.site import Site, fill, served
from tests.tabled import full_text, table_wrap

DRUG, DOSE, COUNT, RATE, EVENT = MYELOMA_FACTS
# what the pages of the site read from an address, beside the words to search for
ASKED = ("kind", "drug", "outcome", "event", "unit", "verdict", "paper", "reviewer", "decision", "from", "to", "page")
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

GRID = Passage(
    "ID:a/b c", 1, "table", "Event Drug (n = 9) Nausea 3 (33%)",
    cells=(
        Cell(0, 0, 0, 5, is_header=True), Cell(0, 1, 6, 18, is_header=True, colspan=2),
        Cell(1, 0, 19, 25, is_header=True), Cell(1, 1, 26, 33),
    ),
)  # fmt: skip
TABLED = Paper("ID:a/b c", (Passage("ID:a/b c", 0, "title", "Table & title"), GRID), title="Table & title")
IN_GRID = PatientCount(
    paper_id="ID:a/b c", ordinal=1, start_char=12, end_char=17, quote="n = 9", sentence="Drug (n = 9)",
    pattern_id="sample.pattern", confidence=0.9, n=9, role="arm",
)  # fmt: skip
LEFT_IN_GRID = NumberLeft("ID:a/b c", 1, 26, 27, "3", "table")
HOSTILE = Paper(
    "ID:evil", (Passage("ID:evil", 0, "title", EVIL), Passage("ID:evil", 1, "abstract", f"{EVIL} was given.", EVIL)),
    title=EVIL, journal=EVIL, year=2001, authors=(EVIL,), registrations=(EVIL, "NCT01234567"), pmcid=EVIL, doi=EVIL,
    licence="javascript:alert(1)",
)  # fmt: skip
HOSTILE_DRUG = Drug(
    paper_id="ID:evil", ordinal=1, start_char=0, end_char=len(EVIL), quote=EVIL, sentence=f"{EVIL} was given.",
    pattern_id=EVIL, confidence=0.5, drug=EVIL, mentions=(EVIL,), role="studied",
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    papers = (*PAPERS, TABLED, HOSTILE)
    readings = (*READINGS, Reading(TABLED, (IN_GRID,), (LEFT_IN_GRID,)), Reading(HOSTILE, (HOSTILE_DRUG,)))
    path = fill(tmp_path / "facts.db", papers, readings)
    gold = Gold(("PMID:11",), {table: [] for table in FACT_TABLES} | {"doses": [dict(DOSE.row(), low=0.5)]})
    with Store(path) as store:
        store.save_comparison(comparison_of(score(gold, *stored_facts(path, gold)), "myeloma"))
    return path


@pytest.fixture
def site(db: Path) -> Iterator[Site]:
    with served(db, "maria", "jo") as site:
        yield site


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main))).strip()


def marks(page: str) -> list[tuple[str, str, str, str]]:
    """Kind and decision, address, text, and the words that hovering shows, of each highlight."""
    found = re.findall(r'<a class="mark ([^"]+)" href="([^"]+)">(.*?)<span class="tip"><span>(.*?)</span>', page)
    return [(kind, address, html.unescape(text), html.unescape(tip)) for kind, address, text, tip in found]


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_reader(db)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


# What is shown


def test_a_paper_with_every_fact_in_its_place(site):
    page = site.get("/paper/PMID:11")
    assert marks(page) == [
        ("drugs", f"/fact/{DRUG.fact_id}", "Arsenic trioxide", "drug: arsenic trioxide (studied)"),
        ("doses", f"/fact/{DOSE.fact_id}", "0.25 mg/kg/day", "dose: arsenic trioxide 0.25 mg/kg/day, 1/day, iv"),
        ("patient_counts", f"/fact/{COUNT.fact_id}", "24 patients", "patient count: 24 patients (total)"),
        ("response_rates", f"/fact/{RATE.fact_id}", "8 (33.3%)", "response rate: response: 33.3% 8/24"),
        ("adverse_events", f"/fact/{EVENT.fact_id}", "5 of 24 patients (40%)",
         "adverse event: neutropenia grade 3-4: 40% 5/24"),
    ]  # fmt: skip
    assert "Of 24 patients patient count: 24 patients (total) , 8 (33.3%)" in words(page)
    assert re.findall(r'<p class="links">(.*)</p>', page) == [
        '<a href="https://pubmed.ncbi.nlm.nih.gov/11/" rel="noopener">PubMed</a>'
        ' <a href="https://doi.org/10.1/ato" rel="noopener">DOI</a> '
    ]
    assert 'class="left"' not in page


def test_numbers_left_on_demand_with_their_reason(site):
    page = site.get("/paper/PMID:11", left=1)
    assert re.findall(r'<span class="left" title="(\w+)">(\d+)<', page) == [("age", "61")]


def test_a_table_is_drawn_as_one(site):
    page = site.get("/paper/ID:a%2Fb%20c", left=1)
    table = re.search(r'<table class="grid">(.*?)</table>', page, re.DOTALL)
    assert table is not None
    text = re.sub(r'<span class="(tip|vh)">.*?</span>(?=</a>|</span>|<)', "", table[1])
    plain = re.sub(r"<(?!/?t[rhd])[^>]+>", "", text)
    assert re.sub(r"\n", "", plain) == (
        '<tr><th>Event</th><th colspan="2">Drug (n = 9)</th></tr><tr><th>Nausea</th><td>3 (33%)</td></tr>'
    )
    assert marks(page)[0][:3] == ("patient_counts", f"/fact/{IN_GRID.fact_id}", "n = 9")


def test_a_full_text_has_its_own_headings_and_folds_away_what_is_no_text(tmp_path):
    kinds = ("title", "metadata", "heading", "paragraph", "paragraph", "reference", "reference")
    passages = tuple(Passage("ID:1", i, kind, f"text {i}", "SECTION") for i, kind in enumerate(kinds))
    with served(fill(tmp_path / "facts.db", (Paper("ID:1", passages, title="t"),), ())) as site:
        shown = words(site.get("/paper/ID:1"))
    assert "Front matter (1) text 1 text 2 text 3 text 4 References (2) text 5 text 6 Its facts" in shown
    assert "SECTION" not in shown


def test_a_record_has_the_headings_of_its_sections(site):
    assert "for 5 days." in site.get("/paper/PMID:11")
    assert re.findall("<h2>(.*?)</h2>", site.get("/paper/PMID:11")) == ["RESULTS"]


def test_a_fact_in_its_sentence_with_its_neighbours(site):
    page = site.get(f"/fact/{RATE.fact_id}")
    assert [(kind, text) for kind, _, text, _ in marks(page)] == [
        ("patient_counts", "24 patients"), ("response_rates", "8 (33.3%)"),
    ]  # fmt: skip
    shown = words(page)
    assert "Outcome response Class response Patients with it 8 Out of 24 Percent, as printed 33.3" in shown
    assert "Not stated: interval from, interval to, time point, arm." in shown
    assert "Pattern sample.pattern Confidence 0.9 0.90" in shown
    assert "Other facts of the sentence patient count 24 patients (total)" in shown
    assert "Nobody has decided on it yet." in shown


def test_a_pattern_of_the_files_is_explained(tmp_path):
    fact = replace(COUNT, pattern_id="count.each")
    with served(fill(tmp_path / "facts.db", (MYELOMA,), (Reading(MYELOMA, (fact,)),))) as site:
        shown = words(site.get(f"/fact/{fact.fact_id}"))
    assert "25 patients in each group; two groups of 25 patients each; 200 patients per arm" in shown
    assert "Patients were randomised to the warm group or the cold group, with 25 patients in each group." in shown


def test_a_fact_of_a_table_with_its_headers_and_its_other_places(tmp_path):
    table = table_wrap("Adverse events, n (%)", "Event | Drug (n = 40)\n---\nNausea | 8 (20.0)\nRash | 4 (10.0)")
    abstract = "Nausea occurred in 20% of patients in the drug group, and rash in 14% of patients in the drug group."
    paper = full_text(tmp_path, table, abstract=abstract)
    reading = Pipeline().read(paper)
    facts = {f.term: f for f in reading.facts if isinstance(f, AdverseEvent) and f.numerator is not None}
    with served(fill(tmp_path / "facts.db", (paper,), (reading,))) as site:
        page = words(site.get(f"/fact/{facts['nausea'].fact_id}"))
        assert "In the table: row Nausea , column Drug (n = 40) ." in page
        assert "Stated elsewhere too 20% in abstract" in page
        assert "Pattern cell.n_percent_headed" in page
        page = words(site.get(f"/fact/{facts['rash'].fact_id}"))
        assert "The paper also says otherwise adverse event rash: 14% in drug" in page


def test_home_says_what_there_is_and_how_good_it_is(site):
    shown = words(site.get("/"))
    assert "4 Papers 3 Drugs 2 Doses 3 Patient counts 1 Response rates 1 Adverse events" in shown
    assert "Papers of 2001 to 2021. Another 3 numbers are no facts" in shown
    assert "Compared with the hand-made tables myeloma (1 papers" in shown
    assert "Doses 1 1 0.00 0.00 0.00 0.00 0.00" in shown
    assert "Response rates by dose" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "neutropenia"}, [EVENT.fact_id]),
        ({"q": "trioxide"}, [DOSE.fact_id, DRUG.fact_id]),
        ({"q": "trioxide", "kind": "doses"}, [DOSE.fact_id]),
        ({"q": "metformin", "from": 2007}, [fact.fact_id for fact in METFORMIN_FACTS]),
        ({"q": "metformin", "to": 2007}, []),
        ({"q": "patients", "drug": "arsenic trioxide", "kind": "response_rates"}, [RATE.fact_id]),
        ({"q": "patients", "drug": " Arsenic Trioxide", "kind": "response_rates"}, [RATE.fact_id]),
        ({"q": "patients", "drug": "metformin"}, []),
        ({"q": "nothing like it"}, []),
    ],
)  # fmt: skip
def test_search(site, query, found):
    hits = re.findall(r'<p class="what">.*?<a href="/fact/(\w+)">', site.get("/search", **query))
    assert sorted(hits) == sorted(found)


def test_search_in_the_text(site):
    page = site.get("/search", q="age", kind="papers")
    assert re.findall(r'<p class="what"><a href="([^"]+)">(.*?)</a></p>', page) == [("/paper/PMID:11#p2", "RESULTS")]
    assert "Mean <b>age</b> was 61 years." in page


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("PMID:11", "PMID:11"),
        ("11", "PMID:11"),
        ("pmid: 11", "PMID:11"),
        ("ID:a/b", None),
        ("99", None),
        ("nct01234567", "ID:evil"),
        ("NCT01234568", None),
    ],
)
def test_the_id_of_a_paper_leads_to_it(site, typed, leads_to):
    response = site.ask("GET", f"/search?q={typed}")
    assert response.headers.get("location") == (f"/paper/{leads_to}" if leads_to else None)


@pytest.mark.parametrize("path", ["/paper/PMID:404", "/fact/0", "/compare/99", "/paper/%00", "/fact/..%2F..%2Fetc"])
def test_what_is_not_there(site, path):
    assert "There is no such" in (shown := words(site.get(path, status=404))) or "There is no paper" in shown


def test_a_comparison_cell_by_cell(site):
    page = site.get("/compare/1", kind="doses")
    assert "dose number differs PMID:11 · fact" in words(page)
    assert re.findall(r'<td class="differs">(.*?)</td>', page) == ["0.5", "0.25"]
    assert DOSE.sentence in page
    assert "0 rows." in site.get("/compare/1", kind="doses", verdict="match")
    assert "1 rows." in site.get("/compare/1", paper="PMID:11", verdict="number differs")


def test_charts_are_drawn_here(site):
    page = site.get("/charts")
    assert re.findall(r'(?:<svg|<a|role="region")[^>]* aria-label="([^"]+)"', page.partition("<main")[2]) == [
        "Dose ranges per drug in mg", "metformin: 500 to 850 mg, 1 dose",
        "Response rates with Wilson intervals, a line per rate",
        f"2006 response, all patients: 8/24, 33.3 % (95 % 18.0 to 53.3). {MYELOMA.title}", "Response rates",
        "Adverse events by grade, in numbers of reported rates",
        "Precision, recall and F1 of each kind of fact, linked", "Precision, recall and F1 by kind",
    ]  # fmt: skip
    for drug in ("arsenic trioxide", "Arsenic Trioxide "):
        assert "arsenic trioxide: 0.25 to 0.25 mg/kg, 1 dose" in site.get("/charts", drug=drug)
    assert "No doses of aspirin." in site.get("/charts", drug="aspirin")


@pytest.mark.parametrize(
    ("page", "query", "data"),
    [
        ("/paper/PMID:11", {}, {"facts": (5, 5)}),
        ("/compare/1", {}, {"comparison_rows": (5, 5)}),
        ("/decisions", {}, {"reviews": (2, 2)}),
        ("/search", {"q": "patients"}, dict.fromkeys(
            ("doses", "patient_counts", "response_rates", "adverse_events"), (1, None))),
        ("/search", {"q": "patients", "drug": "aspirin"}, {}),
        ("/search", {"q": "of", "kind": "patient_counts"}, {"patient_counts": (1, 1)}),
        ("/search", {"q": "was", "kind": "papers"}, {"passages": (3, 3)}),
        ("/search", {"q": "was", "kind": "papers", "from": 2002}, {"passages": (2, 2)}),
        ("/search", {"q": "was", "kind": "papers", "from": 2002, "to": 2010}, {"passages": (1, 1)}),
        ("/search", {"q": "was", "kind": "papers", "drug": "Metformin"}, {"passages": (1, 1)}),
        ("/search", {"q": "was", "kind": "papers", "to": 2010, "drug": EVIL}, {"passages": (1, 1)}),
        ("/search", {"q": "nothing like it"}, {}),
        ("/search", {"q": '"'}, {}),
    ],
)  # fmt: skip
def test_everything_is_there_as_csv_and_json(db, monkeypatch, page, query, data):
    for setting in ("default_page_size", "max_returned_rows"):
        monkeypatch.setitem(SETTINGS, setting, 1)
    with served(db, "maria") as site:
        site.log_in("maria")
        for fact in (DRUG, RATE):
            site.post(f"/fact/{fact.fact_id}/decide", decision="accept")
        assert site.data_of(site.get(page, **query)) == data


def test_datasettes_tables_lead_to_our_pages(site):
    page = site.get("/facts/facts")
    assert f'<a href="/fact/{COUNT.fact_id}">24 patients</a>' in page
    assert '<a href="/paper/PMID:11">PMID:11</a>' in page


@pytest.mark.parametrize("name", ["paper", "search", "fact", "odd name é"])
def test_a_database_of_any_name_is_served(tmp_path, name):
    with served(fill(tmp_path / f"{name}.db")) as site:
        tables = site.ask("GET", "/tables").headers["location"]
        assert COUNT.fact_id in site.get(f"{tables}/facts.json")
        assert marks(site.get("/paper/PMID:11"))


# Who may change what


def test_visitors_only_read(site, db):
    for path in (f"/fact/{RATE.fact_id}/decide", "/paper/PMID:11/add", "/compare/own", "/compare/1/forget"):
        assert site.post(path, decision="accept").status_code == 403
    assert "Accept" not in site.get(f"/fact/{RATE.fact_id}")
    assert rows(db, "SELECT * FROM reviews") == []


def test_logging_in_takes_the_password(site):
    assert site.log_in("maria", "wrong") == 200
    assert "Add a missed fact" not in site.get("/paper/PMID:11")
    assert site.log_in("maria") == 302
    assert "Add a missed fact" in site.get("/paper/PMID:11")


def test_a_form_of_another_site_changes_nothing(site, db):
    site.log_in("maria")
    assert site.ask("POST", f"/fact/{RATE.fact_id}/decide", data={"decision": "reject"}).status_code == 403
    assert site.get(f"/fact/{RATE.fact_id}/decide", status=404)
    assert rows(db, "SELECT * FROM reviews") == []


def test_an_account_that_was_removed_can_do_no_more(site, db):
    site.log_in("maria")
    accounts.remove(db, "maria")
    assert site.post(f"/fact/{RATE.fact_id}/decide", decision="reject").status_code == 403
    site.log_out()
    assert site.log_in("maria") == 200


def test_a_login_outlives_a_restart(site, db):
    site.log_in("maria")
    with served(db) as again:
        again.cookies = site.cookies
        assert "Add a missed fact" in again.get("/paper/PMID:11")


def test_nobody_can_be_a_curator_by_a_made_up_cookie(site):
    other = Site.__new__(Site)
    other.__dict__.update(site.__dict__, cookies={"ds_actor": site.datasette.sign({"a": {"id": "eve"}}, "actor")})
    assert "Add a missed fact" not in other.get("/paper/PMID:11")
    assert other.post(f"/fact/{RATE.fact_id}/decide", decision="reject").status_code == 403


def test_hashes_are_not_published(site, db):
    stored = (accounts.folder_of(db) / "maria").read_text()
    assert stored.startswith("pbkdf2_sha256$")
    for path in ("/-/metadata.json", "/-/plugins.json", "/-/config", "/-/settings.json"):
        assert stored not in site.ask("GET", path).text
    assert stored.encode() not in db.read_bytes()


# Curation


def test_a_decision_its_history_and_the_next_extraction(site, db):
    site.log_in("maria")
    address = f"/fact/{RATE.fact_id}"
    answer = site.post(f"{address}/decide", decision="reject", note=EVIL)
    assert (answer.status_code, answer.headers["location"]) == (302, f"{address}#decisions")
    fill(db, by="2")
    shown = words(site.get(address))
    assert re.search(r"maria rejected it on \d{4}-\d\d-\d\d \d\d:\d\d \. " + re.escape(EVIL), shown)
    assert ("response_rates reject", "8 (33.3%)") in [(m[0], m[2]) for m in marks(site.get("/paper/PMID:11"))]
    [found] = [mark for mark in marks(site.get("/search", q="responded")) if mark[1] == address]
    assert (found[0], found[3]) == ("response_rates reject", "response rate: response: 33.3% 8/24 (rejected)")
    assert "No response rates with n and N." in site.get("/charts")
    site.post(f"{address}/decide", decision="withdraw")
    assert "No response rates with n and N." not in site.get("/charts")
    assert ("response_rates", "8 (33.3%)") in [(m[0], m[2]) for m in marks(site.get("/paper/PMID:11"))]


def test_a_fact_that_changed_since_it_was_decided_on_is_to_be_looked_at_again(site, db):
    site.log_in("maria")
    site.post(f"/fact/{RATE.fact_id}/decide", decision="reject")
    assert "Facts that changed since" not in site.get("/decisions")
    now = replace(RATE, arm="arsenic trioxide")  # type: ignore[call-arg]
    fill(db, (MYELOMA,), (Reading(MYELOMA, (now,)),), by="2")
    assert "It said then: arm not stated." in words(site.get(f"/fact/{now.fact_id}"))
    assert "Facts that changed since" in site.get("/decisions")
    site.post(f"/fact/{now.fact_id}/decide", decision="accept")
    assert "Facts that changed since" not in site.get("/decisions")


def test_two_curators_disagree(site):
    site.log_in("maria")
    site.post(f"/fact/{RATE.fact_id}/decide", decision="accept")
    site.log_in("jo")
    site.post(f"/fact/{RATE.fact_id}/decide", decision="reject")
    shown = words(site.get("/decisions"))
    assert "Where curators disagree response rate 8 (33.3%)" in shown
    assert "maria: accept; jo: reject" in shown
    assert "response: 33.3% 8/24" in words(site.get("/decisions", reviewer="jo"))


FORM = {"outcome": "response", "outcome_class": "response", "numerator": "8", "denominator": "24", "percent": "33.3"}


@pytest.mark.parametrize(
    ("changed", "correction", "problem"),
    [
        ({"numerator": "9"}, '{"numerator": 9}', None),
        ({"arm": " low dose ", "percent": ""}, '{"arm": "low dose", "percent": null}', None),
        ({}, None, "Nothing was changed; accept the fact if it is right as it is."),
        ({"outcome": " "}, None, "Outcome must be filled in."),
        ({"outcome_class": "good"}, None, "Class must be one of: response, survival, other."),
        ({"numerator": "a few"}, None, "Patients with it must be a number, not 'a few'."),
        ({"numerator": "nan"}, None, "Patients with it must be a number, not 'nan'."),
        ({"numerator": "-1"}, None, "Patients with it must be a number, not '-1'."),
        ({"arm": "x" * 2001}, None, "Arm is too long."),
        ({"numerator": "25"}, None, "Patients with it (25) cannot be more than Out of (24)."),
        ({"percent": "790"}, None, "Percent, as printed must be at most 100, not '790'."),
        ({"ci_low": "20", "ci_high": "18.5"}, None, "Interval from (20) cannot be more than Interval to (18.5)."),
        ({"ci_low": "-2", "ci_high": "101"}, None, "Interval from must be a number, not '-2'."),
        ({"denominator": "25"}, '{"denominator": 25, "denominator_stated": 0}', None),
        ({"denominator": ""}, '{"denominator": null, "denominator_stated": null}', None),
    ],
)
def test_a_correction(site, db, changed, correction, problem):
    site.log_in("maria")
    answer = site.post(f"/fact/{RATE.fact_id}/decide", decision="correct", **{**FORM, **changed})
    assert answer.status_code == (400 if problem else 302)
    assert (problem or "") in html.unescape(answer.text)
    assert rows(db, "SELECT correction FROM reviews") == ([(correction,)] if correction else [])


def form_of(page: str) -> dict[str, str]:
    """What the form of a correction holds, as a browser would send it."""
    form = page.partition("Correct it")[2].partition("</form>")[0]
    chosen = r'name="(\w+)">(?:(?!</select>).)*?<option selected>(.*?)</option>'
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | dict(re.findall(chosen, form))


def test_a_correction_adds_to_the_one_before(site, db):
    site.log_in("maria")
    address = f"/fact/{RATE.fact_id}"
    said = []
    for curator, changed in (
        ("maria", {"denominator": "25"}),
        ("maria", {"timepoint": "week 12"}),
        ("jo", {}),
        ("jo", {"denominator": "24"}),
        ("jo", {"timepoint": ""}),
    ):
        site.log_in(curator)
        form = {**form_of(site.get(address)), **changed, "decision": "correct"}
        assert site.post(f"{address}/decide", **form).status_code == 302
        said += rows(db, "SELECT decision, denominator, timepoint FROM curated_response_rates")
    assert said == [
        ("correct", 25, None),
        *[("correct", 25, "week 12")] * 2,
        ("correct", 24, "week 12"),
        ("accept", 24, None),
    ]


def test_what_a_corrected_fact_says(site, db):
    site.log_in("maria")
    address = f"/fact/{RATE.fact_id}"
    site.post(f"{address}/decide", decision="correct", **{**FORM, "denominator": "25", "percent": ""})
    site.log_in("jo")
    page = site.get(address)
    assert "Patients with it 8 Out of 24 → 25 Percent, as printed 33.3 → not stated" in words(page)
    assert re.findall(r'value="(\w+)">(Accept[^<]*)<', page) == [
        ("correct", "Accept as corrected"), ("accept", "Accept without the correction"),
    ]  # fmt: skip
    shown = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition('class="decide"')[2]))
    site.post(f"{address}/decide", **{**shown, "decision": "correct"})
    agreed = '{"denominator": 25, "denominator_stated": 0, "percent": null}'
    assert rows(db, "SELECT reviewer, correction FROM decisions") == [("maria", agreed), ("jo", agreed)]
    assert rows(db, "SELECT * FROM disagreements") == []
    site.post(f"{address}/decide", decision="reject")
    assert "Out of 24 → 25" in words(site.get(address))


def test_a_correction_leaves_alone_what_no_form_offers(tmp_path):
    fact = replace(DOSE, per="month")  # type: ignore[call-arg]
    with served(fill(tmp_path / "facts.db", (MYELOMA,), (Reading(MYELOMA, (fact,)),)), "maria") as site:
        site.log_in("maria")
        page = site.get(f"/fact/{fact.fact_id}")
        assert re.findall("<option selected>(.*?)</option>", page) == ["month"]
        form = {"drug": "arsenic trioxide", "low": "0.3", "unit": "mg/kg", "per": "month", "frequency": "1/day",
                "route": "iv", "species": "human"}  # fmt: skip
        assert site.post(f"/fact/{fact.fact_id}/decide", decision="correct", **form).status_code == 302
    assert rows(tmp_path / "facts.db", "SELECT correction FROM reviews") == [('{"low": 0.3}',)]


@pytest.mark.parametrize(
    ("quote", "place_of_it", "problem"),
    [
        ("61 years", (2, 71, 79), None),
        ("  61\nyears ", (2, 71, 79), None),
        ("", None, "Say where the fact stands: copy the words from the paper."),
        ("62 years", None, "These words do not stand in the paper; copy them exactly."),
        ("24", None, "These words stand 2 times in the paper; copy more of them."),
    ],
)
def test_a_missed_fact(site, db, quote, place_of_it, problem):
    site.log_in("maria")
    answer = site.post("/paper/PMID:11/add?kind=adverse_events", quote=quote, term=EVIL, serious="0", percent="61")
    assert answer.status_code == (400 if problem else 302)
    assert (problem or "") in html.unescape(answer.text)
    stored = rows(db, "SELECT passage_id, start_char, end_char, decision, reviewer FROM reviews")
    if place_of_it is None:
        assert stored == []
        return
    ordinal, start, end = place_of_it
    assert stored == [(f"PMID:11/{ordinal}", start, end, "add", "maria")]
    [mark] = [mark for mark in marks(site.get("/paper/PMID:11")) if mark[0] == "adverse_events add"]
    assert mark[2] == "61 years"
    assert EVIL in html.unescape(site.get(mark[1]))
    assert site.post(f"{mark[1]}/decide", decision="reject").status_code == 302


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", None), ("3", "3"), ("grade 3–4", "3-4"), ("Grade III", "3"), ("3/4", "3-4"), ("III-IV", "3-4"),
        ("≥3", ">=3"), (">= 3", ">=3"), ("3 or higher", ">=3"), ("<=2", "<=2"), ("0", "0"),
        ("7", ""), ("severe", ""), ("3 (severe)", ""), ("33", ""), ("grade", ""),
    ],
)  # fmt: skip
def test_a_grade_is_kept_as_facts_have_it(site, db, typed, kept):
    site.log_in("maria")
    form = {"quote": "61 years", "term": "rash", "serious": "0", "numerator": "1", "denominator": "61", "grade": typed}
    answer = site.post("/paper/PMID:11/add?kind=adverse_events", **form)
    problem = f"Grade must be 3, 3-4, >=3 or the like, and empty for any grade, not {typed!r}."
    assert (problem in html.unescape(answer.text)) == (kept == "")
    stored = "SELECT grade, denominator_stated FROM curated_adverse_events WHERE term = 'rash'"
    assert rows(db, stored) == ([] if kept == "" else [(kept, 1)])


@pytest.mark.parametrize(
    ("decision", "changed", "shown"),
    [
        ("accept", {}, [("adverse_events accept", "adverse event: rash: 61% (accepted)")]),
        ("correct", {"percent": "60"}, [("adverse_events correct", "adverse event: rash: 60% (corrected)")]),
        ("reject", {}, []),
        ("withdraw", {}, []),
    ],
)
def test_an_added_fact_stays_on_its_page_until_it_is_rejected(site, decision, changed, shown):
    site.log_in("maria")
    form = {"term": "rash", "serious": "0", "percent": "61"}
    site.post("/paper/PMID:11/add?kind=adverse_events", quote="61 years", **form)
    [mark] = [mark for mark in marks(site.get("/paper/PMID:11")) if mark[2] == "61 years"]
    assert (mark[0], mark[3]) == ("adverse_events add", "adverse event: rash: 61% (added)")
    assert site.post(f"{mark[1]}/decide", decision=decision, **{**form, **changed}).status_code == 302
    found = [mark for mark in marks(site.get("/paper/PMID:11")) if mark[2] == "61 years"]
    assert [(kind, tip) for kind, _, _, tip in found] == shown


TABLE = (
    "pmid,drug,low,high,unit,per,frequency,route\r\n11,arsenic trioxide,0.25,,mg/kg,day,1/day,iv\r\n11,ato,9,,mg,,,\r\n"
)


def test_a_curators_own_table(site, db):
    site.log_in("maria")
    answer = site.post("/compare/own", name="mine", kind="doses", table=TABLE)
    assert answer.status_code == 302
    page = site.get(answer.headers["location"])
    assert "1 of 1 papers are in this database" in words(page)
    assert rows(db, "SELECT verdict FROM comparison_rows WHERE comparison_id = 2 ORDER BY row_id") == [
        ("match",), ("missing",),
    ]  # fmt: skip
    assert "Compared with the hand-made tables myeloma" in words(site.get("/"))
    site.log_in("jo")
    assert site.post("/compare/2/forget").status_code == 404
    assert "that is not yours" in site.post("/compare/own", name="mine", kind="doses", table=TABLE).text
    site.log_in("maria")
    assert site.post("/compare/2/forget").status_code == 302
    assert rows(db, "SELECT name FROM comparisons") == [("myeloma",)]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": ""}, "Give the comparison a name."),
        ({"kind": "../../etc"}, "Say which kind of facts the table holds."),
        ({"table": " "}, "Paste a table, or choose a file, of at most 2,000,000 characters."),
        ({"table": "pmid,drug\n1,a\n"}, "The table lacks the column low."),
        ({"table": TABLE.replace("0.25", "much")}, "The table, line 2 holds 'much' as low, where a number belongs."),
        ({"name": "myeloma"}, "There is a comparison 'myeloma' that is not yours; choose another name."),
    ],
)
def test_a_table_that_cannot_be_compared(site, db, changed, problem):
    site.log_in("maria")
    answer = site.post("/compare/own", **{"name": "mine", "kind": "doses", "table": TABLE, **changed})
    assert answer.status_code == 400
    assert problem in html.unescape(answer.text)
    assert rows(db, "SELECT name FROM comparisons") == [("myeloma",)]


# Nothing typed or read becomes code


def test_what_papers_and_users_write_is_text(site):
    site.log_in("maria")
    site.post(f"/fact/{HOSTILE_DRUG.fact_id}/decide", decision="accept", note=EVIL)
    pages = [
        *("/", "/search", "/charts", "/compare", "/compare/1", "/decisions", "/compare/own", "/facts"),
        "/reviews", "/pool",
        "/paper/ID:evil", "/paper/ID:evil/add?kind=drugs", f"/fact/{HOSTILE_DRUG.fact_id}",
        "/facts/drugs", "/facts/facts", "/facts/papers_browse", "/facts/reviews",
    ]  # fmt: skip
    for path in pages:
        assert "<script>alert" not in site.get(path), path
        assert "<img" not in site.get(path), path
        assert "javascript:" not in site.get(path).replace("javascript:alert(1)</td>", ""), path
    for path in ("/search", "/charts", "/compare/1", "/decisions"):
        page = site.get(path, q=EVIL, **dict.fromkeys(ASKED, EVIL))
        assert ("<script>alert" in page, "<img" in page) == (False, False), path
    assert '<a href="https://clinicaltrials.gov/study/NCT01234567" rel="noopener">NCT01234567</a>' in site.get(
        "/paper/ID:evil"
    )


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE papers; --", '" OR 1=1 --', "* NEAR(", 'a" OR b', '"', '""', "%", "\x00", "(" * 400]
)
def test_injection_finds_nothing_and_breaks_nothing(site, db, typed):
    before = rows(db, "SELECT * FROM papers")
    for path in ("/search", "/charts", "/compare/1", "/decisions"):
        assert "Error 500" not in site.get(path, q=typed, **dict.fromkeys(ASKED, typed))
    assert "facts found" in site.get("/search", q=typed) or typed in ("\x00",)
    assert rows(db, "SELECT * FROM papers") == before


@pytest.mark.parametrize(
    "sql", ["delete from papers", "update papers set title = 'x'", "attach 'x.db' as x", "pragma query_only=0"]
)
def test_sql_of_visitors_only_reads(site, db, sql):
    assert site.ask("GET", f"/facts?sql={sql}").status_code == 400
    assert len(rows(db, "SELECT * FROM papers")) == 4


def test_endless_sql_is_stopped(db):
    with served(db) as site:
        site.datasette._settings["sql_time_limit_ms"] = 50
        endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
        assert site.ask("GET", f"/facts?sql={endless}").status_code == 400


@pytest.mark.parametrize("path", ["/site/../serve.py", "/site/%2e%2e/serve.py", "/site//etc/passwd"])
def test_only_the_static_files_are_served(site, path):
    assert site.ask("GET", path).status_code in (404, 403)
    assert site.ask("GET", "/site/site.css").status_code == 200


def test_pages_may_load_nothing_from_elsewhere(site):
    policy = site.ask("GET", "/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


# Cutting


FACTS = [
    {"fact_id": "a", "start_char": 3, "end_char": 9},
    {"fact_id": "b", "start_char": 5, "end_char": 7},
]


@pytest.mark.parametrize(
    ("text", "facts", "pieces"),
    [
        ("0123456789", [], [("0123456789", "", False)]),
        ("0123456789", FACTS, [("012", "", 0), ("34", "a", 0), ("56", "ba", 0), ("78", "a", 0), ("9", "", 0)]),
        ("   3456789", FACTS[:1], [("", "", True), ("345678", "a", False), ("9", "", False)]),
        ("Yes it is.    No.", [], [("Yes it is. ", "", False), ("", "", True), ("No. ", "", False)]),
        ("", [], []),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_facts_begin_and_end(text, facts, pieces):
    cut_up = cut(text, 0, len(text), facts)
    assert [(p.text, "".join(fact["fact_id"] for fact in p.facts), p.gap) for p in cut_up] == pieces
