"""Charts: intervals as the literature gives them, and drawings that show what they are given."""

from __future__ import annotations

import re

import pytest

from extractor.publish.charts import figures, svg
from extractor.publish.charts.statistics import wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        # Newcombe RG, Stat Med 1998;17:857-872, Table I, method 3 (score without continuity correction)
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
        (20, 20, 83.89, 100.0),
    ],
)
def test_wilson(numerator, denominator, low, high):
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=0.005)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(1, [0, 1]), (3, [0, 1, 2, 3]), (7, [0, 2, 4, 6]), (49, [0, 10, 20, 30, 40]), (1200, [0, 500, 1000])],
)
def test_whole_ticks(most, ticks):
    assert svg.counts(most) == ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(1, 1, [1]), (0.3, 20, [0.1, 1, 10, 100]), (10, 100, [10, 100])],
)
def test_powers(low, high, ticks):
    assert svg.powers(low, high) == pytest.approx(ticks)


def test_what_is_drawn_is_escaped():
    drawn = svg.element("g", svg.text(1, 2.5, "<b>&"), data_x='"<')
    assert drawn == '<g data-x="&quot;&lt;"><text x="1" y="2.5">&lt;b&gt;&amp;</text></g>'


def numbers(chart: str, tag: str, attribute: str) -> list[float]:
    return [float(n) for n in re.findall(rf'<{tag}[^>]* {attribute}="([^"]+)"', chart)]


def test_a_point_stands_where_its_share_is():
    rate = {"fact_id": "f", "title": None, "outcome": "response", "arm": None, "year": 2006}
    chart = figures.response_rates([rate | {"numerator": n, "denominator": 10} for n in (0, 5, 10)])
    points = re.findall(r'<rect x="([^"]+)"[^>]* width="([^"]+)"[^>]* class="point"', chart)
    middles = [float(x) + float(width) / 2 for x, width in points]
    grid = [float(x) for x in re.findall(r'<line x1="([^"]+)"[^>]* class="grid"', chart)]
    assert middles == pytest.approx([grid[0], (grid[0] + grid[-1]) / 2, grid[-1]], abs=0.01)
    assert chart.count('<a href="/fact/f"') == 3


def test_a_bar_is_as_long_as_its_count():
    grades = ("any", "severe")
    events = [{"term": "nausea", "grades": {"any": 3, "severe": 1}}, {"term": "rash", "grades": {"severe": 2}}]
    widths = numbers(figures.events_by_grade(events, grades), "rect", "width")
    assert widths == pytest.approx([3 * widths[1], widths[1], 2 * widths[1]])


def test_a_chart_of_one_dose_is_drawn():
    chart = figures.dose_ranges([{"drug": "x", "amounts": [5.0], "doses": 1, "href": "/search"}], "mg")
    assert "x: 5 to 5 mg, 1 dose" in chart
    assert len(re.findall("<circle", chart)) == 1


def test_nothing_is_drawn_of_nothing():
    assert (figures.papers_by_year([]), figures.accuracy([])) == ("", "")
