"""The charts, each from rows of a query."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Any

from markupsafe import Markup

from extractor.publish.charts import svg
from extractor.publish.charts.statistics import wilson
from extractor.publish.site import KINDS, fact_url, plain

Row = dict[str, Any]
WIDTH = 760
_LABEL = 230  # the left margin, where rows are named
_RIGHT = 30
_LINE = 24
_TOP = 34
_LONGEST = 36  # characters of a row's name


def papers_by_year(years: Sequence[Row]) -> Markup:
    """Bars: how many papers there are of each year."""
    if not years:
        return Markup()
    first, last, most = years[0]["year"], years[-1]["year"], max(row["papers"] for row in years)
    step, height = WIDTH / (last - first + 1), 120
    parts = []
    for row in years:
        tall = max(1.5, 90 * row["papers"] / most)
        words = f"{row['year']}: {row['papers']:,} papers"
        bar = svg.element(
            "rect", svg.title(words), x=(row["year"] - first) * step, y=100 - tall, width=max(step - 1, 1.0),
            height=tall, class_="bar",
        )  # fmt: skip
        parts.append(bar)
    parts.append(svg.text(0, 116, str(first), class_="tick"))
    if last > first:
        parts.append(svg.text(WIDTH, 116, str(last), class_="tick", text_anchor="end"))
    name = f"Papers by year, {first} to {last}, at most {most:,} in one year"
    return Markup(svg.chart(WIDTH, height, name, parts))


def accuracy(scores: Sequence[Row]) -> Markup:
    """Three bars per kind: precision, recall and F1 of linked facts."""
    if not scores:
        return Markup()
    parts = [_axis([0, 20, 40, 60, 80, 100], lambda value: _x(value / 100), _TOP + len(scores) * 52 - 8, "%")]
    for number, score in enumerate(scores):
        top = _TOP + number * 52
        parts.append(_name(top + 24, KINDS[score["fact_table"]][1]))
        for line, (letter, word) in enumerate((("p", "precision"), ("r", "recall"), ("f1", "F1"))):
            share = score[f"linked_{letter}"]
            words = f"{KINDS[score['fact_table']][1]}: {word} {share:.2f}"
            parts.append(
                svg.element(
                    "rect", svg.title(words), x=_LABEL, y=top + line * 14, width=max(_x(share) - _LABEL, 0.5),
                    height=11, class_=f"bar bar-{letter}",
                )
            )  # fmt: skip
            parts.append(svg.text(_x(share) + 4, top + line * 14 + 9, f"{word} {share:.2f}", class_="tick"))
    name = "Precision, recall and F1 of each kind of fact, linked"
    return Markup(svg.chart(WIDTH, _TOP + len(scores) * 52 + 4, name, parts))


def response_rates(rates: Sequence[Row]) -> Markup:
    """A line per rate with n of N: the percent and its Wilson interval, newest paper last."""
    parts = [_axis([0, 20, 40, 60, 80, 100], lambda value: _x(value / 100), _TOP + len(rates) * _LINE, "%")]
    for number, rate in enumerate(rates):
        y = _TOP + (number + 0.5) * _LINE
        low, high = wilson(rate["numerator"], rate["denominator"])
        share = 100 * rate["numerator"] / rate["denominator"]
        of = f"{plain(rate['numerator'])}/{plain(rate['denominator'])}"
        words = f"{rate['year'] or ''} {rate['outcome']}, {rate['arm'] or 'all patients'}: {of}, {share:.1f} %"
        words += f" (95 % {low:.1f} to {high:.1f}). {rate['title'] or ''}"
        size = min(3.0 + rate["denominator"] ** 0.5 / 4, 9.0)
        drawn = (
            _name(y + 4, f"{rate['year'] or ''} {rate['outcome']}")
            + svg.element("line", x1=_x(low / 100), x2=_x(high / 100), y1=y, y2=y, class_="whisker")
            + svg.element("rect", x=_x(share / 100) - size / 2, y=y - size / 2, width=size, height=size, class_="point")
            + svg.text(WIDTH, y + 4, of, class_="tick", text_anchor="end")
        )
        parts.append(svg.row_link(fact_url(rate["fact_id"]), drawn, words, y - _LINE / 2, WIDTH, _LINE))
    name = "Response rates with Wilson intervals, a line per rate"
    return Markup(svg.chart(WIDTH, _TOP + len(rates) * _LINE + 6, name, parts, holds_links=True))


def dose_ranges(drugs: Sequence[Row], unit: str) -> Markup:
    """A line per drug from its lowest to its highest dose, with a point per dose, on a logarithmic axis."""
    amounts = [amount for drug in drugs for amount in drug["amounts"]]
    grid = svg.powers(min(amounts), max(amounts))
    first, span = log10(grid[0]), max(log10(grid[-1]) - log10(grid[0]), 1)

    def x(amount: float) -> float:
        return _x((log10(amount) - first) / span)

    parts = [_axis(grid, x, _TOP + len(drugs) * _LINE, unit)]
    for number, drug in enumerate(drugs):
        y = _TOP + (number + 0.5) * _LINE
        low, high = min(drug["amounts"]), max(drug["amounts"])
        doses = "1 dose" if drug["doses"] == 1 else f"{drug['doses']:,} doses"
        words = f"{drug['drug']}: {plain(low)} to {plain(high)} {unit}, {doses}"
        points = "".join(svg.element("circle", cx=x(a), cy=y, r=4, class_="dot") for a in sorted(set(drug["amounts"])))
        line = svg.element("line", x1=x(low), x2=x(high), y1=y, y2=y, class_="whisker")
        drawn = _name(y + 4, drug["drug"]) + line + points
        parts.append(svg.row_link(drug["href"], drawn, words, y - _LINE / 2, WIDTH, _LINE))
    name = f"Dose ranges per drug in {unit}"
    return Markup(svg.chart(WIDTH, _TOP + len(drugs) * _LINE + 6, name, parts, holds_links=True))


def events_by_grade(events: Sequence[Row], grades: Sequence[str]) -> Markup:
    """A bar per event, its parts the number of rates reported at each grade."""
    most = max(sum(event["grades"].values()) for event in events)
    parts = [_axis(svg.counts(most), lambda value: _x(value / most), _TOP + len(events) * _LINE, "rates")]
    for number, event in enumerate(events):
        y, x = _TOP + number * _LINE, float(_LABEL)
        parts.append(_name(y + 16, event["term"]))
        for place, grade in enumerate(grades):
            count = event["grades"].get(grade, 0)
            wide = _x(count / most) - _LABEL
            if count:
                words = f"{event['term']}, {grade}: {count} rates"
                parts.append(
                    svg.element(
                        "rect", svg.title(words), x=x, y=y + 4, width=wide, height=_LINE - 8, class_=f"grade g{place}"
                    )
                )
            x += wide
    name = "Adverse events by grade, in numbers of reported rates"
    return Markup(svg.chart(WIDTH, _TOP + len(events) * _LINE + 6, name, parts))


def _x(share: float) -> float:
    """Where a share of the axis, 0 to 1, is drawn."""
    return _LABEL + (WIDTH - _LABEL - _RIGHT - 40) * share


def _name(y: float, words: str) -> str:
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return svg.text(_LABEL - 10, y, short.strip(), class_="name", text_anchor="end")


def _axis(values: Sequence[float], x: Any, bottom: float, unit: str) -> str:
    lines = [svg.element("line", x1=x(v), x2=x(v), y1=_TOP - 8, y2=bottom, class_="grid") for v in values]
    marks = [svg.text(x(v), _TOP - 14, f"{v:g}", class_="tick", text_anchor="middle") for v in values]
    return "".join(lines + marks) + svg.text(WIDTH, _TOP - 14, unit, class_="tick", text_anchor="end")
