"""The pages of the site and of datasette, asked for as a browser does, and the time each takes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from extractor.publish.serve import application
from extractor.records import Paper, Passage, PatientCount, Reading
from extractor.store import Store

PAGES = (
    "/", "/search?q=patients", "/search?q=patients&page=40", "/search?q=drug0&kind=doses&from=1990&to=2000",
    "/search?q=event+1999", "/search?q=patients&drug=drug7", "/search?q=w7&kind=papers", "/search?q=NCT01234567",
    "/paper/PMID:10000777", "/paper/PMID:10000777?left=1", "/fact/0000000004c4cc48", "/charts", "/charts?drug=drug0",
    "/charts?drug=drug1234", "/compare", "/decisions", "/{db}", "/{db}/drugs", "/{db}/doses", "/{db}/doses?drug=drug7",
    "/{db}/adverse_events?_sort=percent", "/{db}/adverse_events?_facet=grade", "/{db}/numbers_left",
    "/{db}/adverse_events?_search=event", "/{db}/papers", "/{db}/papers?year=2001", "/{db}/papers_browse",
    "/{db}/facts", "/{db}/facts?name=drug7", "/{db}/comparable_doses", "/{db}/rates_that_disagree",
    "/{db}/search_facts?words=drug1234", "/{db}/search_facts?words=patients",
    "/{db}/doses_over_the_years?drug=drug1234", "/{db}/response_rates_by_drug?drug=drug1234",
    "/{db}/response_rates_by_dose?drug=drug1234", "/{db}/adverse_events_by_grade?event=&drug=",
    "/{db}/adverse_events_by_grade?event=event+1999&drug=", "/{db}/studies_of_at_least?at_least=400",
    "/{db}/rates_that_disagree_with_n", "/{db}/numbers_left_by_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A page, the milliseconds until it was answered, and what was wrong with it."""

    path: str
    first: float
    best: float
    trouble: str


def timed_pages(db: Path, times: int = 3) -> list[Asked]:
    """Each page, asked for so many times."""
    served = application(db)

    async def ask() -> list[Asked]:
        await served.client.get("/decisions")  # the first request sets datasette up
        asked = []
        for page in PAGES:
            path, taken = page.format(db=served.get_database().name), []
            for _ in range(times):
                began = time.perf_counter()
                answer = await served.client.get(path, follow_redirects=True)
                taken.append(1000 * (time.perf_counter() - began))
            trouble = "" if answer.status_code in (200, 404) else str(answer.status_code)
            trouble = "interrupted" if "interrupted" in answer.text.lower() else trouble
            asked.append(Asked(path, taken[0], min(taken), trouble))
        return asked

    return asyncio.run(ask())


def timed_writing(db: Path, papers: int = 1000) -> float:
    """Seconds of processor time per paper for saving new ones with a fact each."""
    made = [_paper(number) for number in range(papers)]
    with Store(db) as store:
        run = store.begin_run("run", ["written"], "written", None)
        began = time.process_time()
        store.save_papers(made, run)
        store.save_readings(map(_reading, made), run)
        seconds = time.process_time() - began
        store.remove([paper.paper_id for paper in made])
    return seconds / papers


def _paper(number: int) -> Paper:
    paper_id = f"ID:written {number}"
    return Paper(paper_id, (Passage(paper_id, 0, "title", f"We treated {number} patients with tablets."),))


def _reading(paper: Paper) -> Reading:
    text = paper.passages[0].text
    count = PatientCount(
        paper_id=paper.paper_id, ordinal=0, start_char=11, end_char=12, quote=text[11:12], sentence=text,
        pattern_id="count.among", confidence=0.5, n=1, role="total",
    )  # fmt: skip
    return Reading(paper, (count,))
