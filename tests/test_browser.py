"""What a reviewer does in a browser: Debian's chromium, driven by playwright.

The fixtures are our own, of this module, rather than pytest-playwright's: these keep an event loop running until the
session ends, in which no other test could run one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsed import PASSWORD, chromium, invented, serving
from tests.conftest import Call, missing


@pytest.fixture(scope="module")
def executable_path() -> str:
    found = chromium()
    if found is None:
        missing("chromium is not installed: apt-get install chromium")
        raise AssertionError
    return found


@pytest.fixture(scope="module")
def browser(executable_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented(tmp_path_factory.mktemp("browsed") / "facts.db")


@pytest.fixture(scope="module")
def address(db: Path) -> Iterator[str]:
    with serving(db) as address:
        yield address


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    return request.param


@contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """A page of a new visitor. What the console says, and any request to elsewhere, is a failure."""
    trouble: list[str] = []
    visitor = browser.new_context(base_url=address, **context)
    page = visitor.new_page()
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def look(request: Any) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{address}/"):
            trouble.append(f"a request to {request.url}")

    page.on("request", look)
    yield page
    visitor.close()
    assert trouble == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


def log_in(page: Page) -> None:
    page.goto("/-/login")
    page.get_by_label("Name").fill("maria")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_from_a_search_to_a_fact_in_its_sentence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("objective response")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Cabozantinib in an invented cancer").first.click()
    rate = page.locator("a.mark.response_rates")
    tip = rate.locator(".tip")
    expect(tip).to_have_css("clip-path", "inset(50%)")
    rate.hover()
    expect(tip).to_have_css("clip-path", "none")
    expect(tip).to_have_text("response rate: objective response: 52% 46/89")
    rate.click()
    expect(page.locator("blockquote")).to_contain_text("had an objective response to cabozantinib 60 mg")
    expect(page.locator("blockquote a.mark")).to_have_count(3)
    expect(page.get_by_role("definition").filter(has_text="objective response")).to_be_visible()


def test_numbers_left_are_shown_on_demand(page: Page) -> None:
    page.goto("/paper/PMID:1")
    expect(page.locator(".left")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Show the .* numbers left")).click()
    expect(page.locator(".left", has_text="61")).to_have_text("61 (age)")


def test_a_rejected_fact_is_still_rejected_after_another_extraction(page: Page, db: Path, call: Call) -> None:
    log_in(page)
    page.goto("/paper/PMID:1")
    page.locator("a.mark.adverse_events").click()
    fact = page.url
    page.get_by_label("Note").first.fill("for the test")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".history")).to_contain_text("maria rejected it")
    assert call("extract", "--again", "--db", db, "--jobs", 1).code == 0
    page.goto(fact)
    expect(page.locator(".history")).to_contain_text("maria rejected it")
    page.goto("/paper/PMID:1")
    expect(page.locator("a.mark.adverse_events")).to_have_class(re.compile(r"\breject\b"))


def test_logging_out(page: Page) -> None:
    log_in(page)
    page.goto("/paper/PMID:1")
    expect(page.locator("[data-add]")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto("/paper/PMID:1")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    expect(page.locator("[data-add]")).to_have_count(0)


def test_a_missed_fact_is_added_by_marking_its_words(page: Page) -> None:
    log_in(page)
    page.goto("/paper/PMID:2")
    page.locator("#p1").select_text()
    page.locator("[data-add]").get_by_role("link", name="adverse event").click()
    expect(page.get_by_label("The words that say it")).to_have_value("Sunitinib 50 mg daily was given to 12 patients.")
    page.get_by_label("The words that say it").fill("given to 12 patients")
    page.get_by_label("Event").fill("invented event")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("a.mark.add")).to_have_text(re.compile("^given to "))  # what follows is a fact of its own


def test_a_table_of_ones_own_is_compared(page: Page, tmp_path: Path) -> None:
    log_in(page)
    page.goto("/compare/own")
    table = tmp_path / "doses of mine.csv"
    table.write_text("pmid,drug,low,high,unit,per,frequency,route\n2,sunitinib,50,,mg,day,1/day,\n")
    page.get_by_label("File").set_input_files(table)
    expect(page.get_by_label("Name")).to_have_value("doses of mine")
    page.get_by_label("Kind").select_option("Doses")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("doses of mine: gold beside extracted")
    expect(page.locator(".verdict")).to_have_text(["match"])


def test_gold_beside_extracted(page: Page) -> None:
    page.goto("/compare")
    page.get_by_role("link", name="invented").click()
    page.get_by_role("link", name="number differs").click()
    expect(page.locator(".differs")).to_have_text(["40", "60"])
    page.get_by_role("link", name="fact", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("60 mg")


def test_a_chart_leads_to_its_facts(page: Page) -> None:
    page.goto("/charts?drug=cabozantinib")
    chart = page.get_by_role("group", name="Response rates with Wilson intervals")
    box = chart.bounding_box()
    assert box is not None
    assert box["height"] > 40
    chart.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("46 (52%")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/paper/PMID:1")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_class("mark drugs")
    expect(focused.locator(".tip")).to_have_css("clip-path", "none")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cabozantinib")


PAGES = (
    "/", "/search?q=patients", "/search?q=patients&kind=papers", "/paper/PMID:1?left=1", "/charts", "/compare",
    "/compare/1", "/decisions", "/-/login", "/paper/PMID:404", "/facts", "/facts/doses", "/facts/facts",
    "/facts/search_facts?words=patients", "/reviews", "/pool?outcome=objective+response",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everyone(browser: Browser, address: str, scheme: Any, path: str) -> None:
    with opened(browser, address, color_scheme=scheme) as page:
        if path == "/paper/PMID:404":
            page.context.route("**/paper/**", lambda route: route.fulfill(response=route.fetch(), status=200))
        page.goto(path)
        assert severe(page) == []


@pytest.mark.parametrize("path", ["/paper/PMID:1", "/paper/PMID:1/add?kind=doses", "/compare/own"])
def test_a_curators_page_can_be_used_by_everyone(page: Page, path: str) -> None:
    log_in(page)
    page.goto(path)
    assert severe(page) == []
    if path == "/paper/PMID:1":
        page.locator("a.mark.doses").click()
        page.get_by_text("Correct it").click()
        assert severe(page) == []


def severe(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [
        (violation["id"], violation["nodes"][0]["html"])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES[:7])
def test_a_page_fits_a_phone(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address, viewport={"width": 360, "height": 740}) as page:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
