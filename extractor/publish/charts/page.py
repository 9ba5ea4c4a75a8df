"""The page of charts, for a drug or for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from extractor.publish.charts import figures
from extractor.publish.charts.statistics import wilson
from extractor.publish.pages.home import latest_scores
from extractor.publish.site import Row, page, rows

_LINES = 30  # of a chart: more nobody reads
_GRADES = ("any grade", "grade 1–2", "grade 3 or more", "grade 5")
_OF_DRUG = "(:drug IS NULL OR paper_id IN (SELECT paper_id FROM curated_drugs WHERE drug = :drug AND role = 'studied'))"


async def charts_page(datasette: Any, request: Any) -> Any:
    """/charts?drug=&unit=&event=: dose ranges, response rates, adverse events by grade, accuracy per kind."""
    wanted = {name: (request.args.get(name) or "").strip() or None for name in ("drug", "unit", "outcome", "event")}
    units = await _units(datasette, wanted)
    unit = wanted["unit"] if wanted["unit"] in units else next(iter(units), None)
    doses = await _doses(datasette, wanted, unit) if unit else []
    rates = await _rates(datasette, wanted)
    events = await _events(datasette, wanted)
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


async def _units(datasette: Any, wanted: Row) -> list[str]:
    sql = (
        "SELECT unit FROM curated_doses WHERE low > 0 AND drug IS NOT NULL AND (:drug IS NULL OR drug = :drug)"
        " GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 12"
    )
    return [found["unit"] for found in await rows(datasette, sql, {"drug": wanted["drug"]})]


async def _doses(datasette: Any, wanted: Row, unit: str) -> list[Row]:
    """Drugs with all amounts given in one unit, those with the most doses first."""
    sql = (
        "SELECT drug, low, high FROM curated_doses WHERE unit = :unit AND low > 0 AND drug IS NOT NULL"
        " AND (:drug IS NULL OR drug = :drug)"
    )
    amounts: dict[str, list[float]] = defaultdict(list)
    for dose in await rows(datasette, sql, {"unit": unit, "drug": wanted["drug"]}):
        amounts[dose["drug"]] += [amount for amount in (dose["low"], dose["high"]) if amount]
    most = sorted(amounts.items(), key=lambda item: (-len(item[1]), item[0]))[:_LINES]
    return [
        {"drug": drug, "amounts": found, "href": "/search?" + urlencode({"q": drug, "kind": "doses"})}
        for drug, found in most
    ]


async def _rates(datasette: Any, wanted: Row) -> list[Row]:
    """Rates with n of N, of a drug's papers or of all; the largest studies, in the order of their years."""
    sql = (
        "SELECT fact_id, outcome, arm, numerator, denominator, paper_id, year, title FROM curated_response_rates"
        " JOIN papers USING (paper_id) WHERE outcome_class = 'response' AND denominator > 0 AND numerator >= 0"
        f" AND numerator <= denominator AND {_OF_DRUG}"
        " AND (:outcome IS NULL OR outcome LIKE '%' || :outcome || '%')"
        f" ORDER BY denominator DESC, fact_id LIMIT {_LINES}"
    )
    found = await rows(datasette, sql, {"drug": wanted["drug"], "outcome": wanted["outcome"]})
    for rate in found:
        rate["interval"] = wilson(rate["numerator"], rate["denominator"])
    return sorted(found, key=lambda rate: (rate["year"] or 0, rate["paper_id"], rate["fact_id"]))


async def _events(datasette: Any, wanted: Row) -> list[Row]:
    """The events reported most often, with the number of rates at each of _GRADES."""
    sql = (
        "SELECT lower(term) AS term, grade, count(*) AS n FROM curated_adverse_events"
        f" WHERE {_OF_DRUG} AND (:event IS NULL OR term LIKE '%' || :event || '%') GROUP BY 1, 2"
    )
    grades: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for counted in await rows(datasette, sql, {"drug": wanted["drug"], "event": wanted["event"]}):
        grades[counted["term"]][_grade(counted["grade"])] += counted["n"]
    most: Sequence[tuple[str, dict[str, int]]] = sorted(
        grades.items(), key=lambda item: (-sum(item[1].values()), item[0])
    )[:_LINES]
    return [{"term": term, "grades": dict(found)} for term, found in most]


def _grade(stated: str | None) -> str:
    """One of _GRADES; 2-4 counts with what it reaches."""
    highest = max((int(digit) for digit in stated or "" if digit.isdigit()), default=0)
    if not highest:
        return _GRADES[0]
    if stated == "5":
        return _GRADES[3]
    return _GRADES[2] if highest >= 3 or (stated or "").startswith(">") else _GRADES[1]
