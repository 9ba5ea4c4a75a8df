"""The page of charts, for a drug or for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from extractor.publish.charts import figures
from extractor.publish.charts.statistics import wilson
from extractor.publish.pages.home import latest_scores
from extractor.publish.site import Row, curated, page, rows, totals
from extractor.store.totals import SEPARATOR

_LINES = 30  # of a chart: more nobody reads
_GRADES = ("any grade", "grade 1–2", "grade 3 or more", "grade 5")
_OF_DRUG = "paper_id IN (SELECT paper_id FROM {}drugs WHERE drug = :drug AND role = 'studied')"


async def charts_page(datasette: Any, request: Any) -> Any:
    """/charts?drug=&unit=&event=: dose ranges, response rates, adverse events by grade, accuracy per kind."""
    wanted = {name: (request.args.get(name) or "").strip() or None for name in ("drug", "unit", "outcome", "event")}
    wanted["drug"] = (wanted["drug"] or "").lower() or None  # as facts name it
    of = await curated(datasette)
    units = await _units(datasette, wanted, of)
    unit = wanted["unit"] if wanted["unit"] in units else next(iter(units), None)
    doses = await _doses(datasette, wanted, of, unit) if unit else []
    rates = await _rates(datasette, wanted, of)
    events = await _events(datasette, wanted, of)
    scores, compared = await latest_scores(datasette)
    context = {
        "wanted": wanted,
        "units": units,
        "unit": unit,
        "doses": doses,
        "dose_chart": figures.dose_ranges(doses, unit or "") if doses else None,
        "rates": rates,
        "rate_chart": figures.response_rates(rates) if rates else None,
        "events": events,
        "event_chart": figures.events_by_grade(events, _GRADES) if events else None,
        "grades": _GRADES,
        "scores": scores,
        "compared": compared,
        "accuracy": figures.accuracy(scores),
    }
    return await page(datasette, request, "charts.html", context)


async def _units(datasette: Any, wanted: Row, of: str) -> list[str]:
    if not wanted["drug"] and not of:
        return list(await totals(datasette, "unit", most=12))
    sql = (
        f"SELECT unit FROM {of}doses WHERE low > 0 AND {'drug = :drug' if wanted['drug'] else 'drug IS NOT NULL'}"
        " GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 12"
    )
    return [found["unit"] for found in await rows(datasette, sql, {"drug": wanted["drug"]})]


async def _doses(datasette: Any, wanted: Row, of: str, unit: str) -> list[Row]:
    """Drugs with all amounts given in one unit, each once, and the number of doses; those with the most doses first."""
    drugs = [wanted["drug"]] if wanted["drug"] else [] if of else await _drugs_in(datasette, unit)
    chosen = f"drug IN ({', '.join('?' * len(drugs))})" if drugs else "drug IS NOT NULL"
    sql = (
        f"SELECT drug, low, high, count(*) AS n FROM {of}doses WHERE unit = ? AND low > 0 AND {chosen}"
        " GROUP BY drug, low, high"
    )
    amounts: dict[str, set[float]] = defaultdict(set)
    doses: dict[str, int] = defaultdict(int)
    for dose in await rows(datasette, sql, [unit, *drugs]):
        amounts[dose["drug"]] |= {amount for amount in (dose["low"], dose["high"]) if amount}
        doses[dose["drug"]] += dose["n"]
    return [
        {
            "drug": drug,
            "amounts": sorted(amounts[drug]),
            "doses": n,
            "href": "/search?" + urlencode({"q": drug, "kind": "doses"}),
        }
        for drug, n in sorted(doses.items(), key=lambda item: (-item[1], item[0]))[:_LINES]
    ]


async def _drugs_in(datasette: Any, unit: str) -> list[str]:
    """The drugs with the most doses in a unit."""
    sql = "SELECT name FROM totals WHERE kind = 'unit, drug' AND name > ?1 AND name < ?1 || char(0x10ffff)"
    found = await rows(datasette, f"{sql} ORDER BY n DESC, name LIMIT {_LINES}", [unit + SEPARATOR])
    return [total["name"].partition(SEPARATOR)[2] for total in found]


async def _rates(datasette: Any, wanted: Row, of: str) -> list[Row]:
    """Rates with n of N, of a drug's papers or of all; the largest studies, in the order of their years."""
    sql = (
        f"SELECT fact_id, outcome, arm, numerator, denominator, paper_id, year, title FROM {of}response_rates"
        " JOIN papers USING (paper_id) WHERE outcome_class = 'response' AND denominator > 0 AND numerator >= 0"
        f" AND numerator <= denominator AND {_OF_DRUG.format(of) if wanted['drug'] else 1}"
        " AND (:outcome IS NULL OR outcome LIKE '%' || :outcome || '%')"
        f" ORDER BY denominator DESC, fact_id LIMIT {_LINES}"
    )
    found = await rows(datasette, sql, {"drug": wanted["drug"], "outcome": wanted["outcome"]})
    for rate in found:
        rate["interval"] = wilson(rate["numerator"], rate["denominator"])
    return sorted(found, key=lambda rate: (rate["year"] or 0, rate["paper_id"], rate["fact_id"]))


async def _events(datasette: Any, wanted: Row, of: str) -> list[Row]:
    """The events reported most often, with the number of rates at each of _GRADES."""
    grades: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for term, grade, n in await _counted(datasette, wanted, of):
        grades[term][_grade(grade)] += n
    most: Sequence[tuple[str, dict[str, int]]] = sorted(
        grades.items(), key=lambda item: (-sum(item[1].values()), item[0])
    )[:_LINES]
    return [{"term": term, "grades": dict(found)} for term, found in most]


async def _counted(datasette: Any, wanted: Row, of: str) -> list[tuple[str, str | None, int]]:
    """Events, grades and how many rates there are of them."""
    if not wanted["drug"] and not of:
        parts = [(*name.partition(SEPARATOR), n) for name, n in (await totals(datasette, "event, grade")).items()]
        return [(term, grade, n) for term, _, grade, n in parts if (wanted["event"] or "").lower() in term]
    sql = (
        f"SELECT lower(term) AS term, grade, count(*) AS n FROM {of}adverse_events"
        f" WHERE {_OF_DRUG.format(of) if wanted['drug'] else 1} AND (:event IS NULL OR term LIKE '%' || :event || '%')"
        " GROUP BY 1, 2"
    )
    found = await rows(datasette, sql, {"drug": wanted["drug"], "event": wanted["event"]})
    return [(one["term"], one["grade"], one["n"]) for one in found]


def _grade(stated: str | None) -> str:
    """One of _GRADES; 2-4 counts with what it reaches."""
    highest = max((int(digit) for digit in stated or "" if digit.isdigit()), default=0)
    if not highest:
        return _GRADES[0]
    if stated == "5":
        return _GRADES[3]
    return _GRADES[2] if highest >= 3 or (stated or "").startswith(">") else _GRADES[1]
