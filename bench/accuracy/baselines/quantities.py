"""quantulum3: its quantities are doses where they have the unit of one, and counts where people are counted."""

from __future__ import annotations

import re
from typing import Any

from quantulum3 import classifier, parser

from bench.accuracy.baselines.rows import PEOPLE, distinct, fact, with_roles
from bench.accuracy.contenders import Read, Rows
from extractor.evaluate.matching import Row
from extractor.records import Paper, Passage

# quantulum3's names of units, as the fact tables write them.
_AMOUNTS = {
    "gram": "g", "milligram": "mg", "microgram": "ug", "nanogram": "ng", "kilogram": "kg", "millilitre": "mL",
    "cubic centimetre": "mL", "international unit": "IU", "enzyme unit": "U",
    "milliequivalent": "mEq", "millimole": "mmol",
}  # fmt: skip
_BODIES = {("kilogram", -1): "/kg", ("metre", -2): "/m2"}
_TIMES = {"day": "day", "hour": "hour", "minute": "min", "week": "week", "dose": "dose"}
_COUNTED = re.compile(rf"\W*(?:\w+\W+){{0,2}}{PEOPLE}", re.IGNORECASE)


def make_reader() -> Read:
    # Its classifier of ambiguous units is a pickle that only one release of scikit-learn reads; without, it has rules.
    classifier.USE_CLF = False
    return read


def read(paper: Paper) -> Rows:
    doses: list[Row] = []
    counts: list[Row] = []
    for passage in paper.passages:
        for quantity in parser.parse(passage.text):
            doses += _dose(passage, quantity)
            counts += _count(passage, quantity)
    return {"doses": distinct(doses, "low", "high", "unit"), "patient_counts": with_roles(counts)}


def _dose(passage: Passage, quantity: Any) -> list[Row]:
    first, *others = quantity.unit.dimensions or [{}]
    unit, per = _AMOUNTS.get(first.get("base")), None
    if unit is None or first["power"] != 1:
        return []
    for other in others:
        body, time = _BODIES.get((other["base"], other["power"])), _TIMES.get(other["base"])
        if body:
            unit += body
        elif time and other["power"] == -1:
            per = time
        else:
            return []
    spread = quantity.uncertainty  # how it gives a range: the middle, and half the width
    low, high = (quantity.value - spread, quantity.value + spread) if spread else (quantity.value, None)
    return [fact("doses", passage, quantity.span, low=low, high=high, unit=unit, per=per)]


def _count(passage: Passage, quantity: Any) -> list[Row]:
    start, end = quantity.span
    whole = quantity.unit.name == "dimensionless" and float(quantity.value).is_integer()
    counted = _COUNTED.match(passage.text, end) or re.search(r"\bn ?= ?$", passage.text[:start], re.IGNORECASE)
    return [fact("patient_counts", passage, quantity.span, n=int(quantity.value))] if whole and counted else []
