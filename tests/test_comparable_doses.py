"""Doses in, daily doses out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.records import Dose, Reading
from extractor.store import Store
from tests.sample_study import MYELOMA, MYELOMA_FACTS

KG, M2 = "70 kg", "1.8 m2"


def comparable(path: Path, **columns: Any) -> list[dict[str, Any]]:
    """The view's rows for one dose."""
    dose = MYELOMA_FACTS[1]
    assert isinstance(dose, Dose)
    bare = replace(dose, high=None, per=None, frequency=None)
    with Store(path) as store:
        run = store.begin_run("run", [], "patterns-1", None)
        store.save_papers([MYELOMA], run)
        store.save_readings([Reading(MYELOMA, (replace(bare, **columns),))], run)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM comparable_doses")]


@pytest.mark.parametrize(
    ("dose", "daily", "patient"),
    [
        # amounts per day as they are, in mg
        ({"low": 20, "unit": "mg", "per": "day"}, (20, None, "mg/day"), (20, None, None)),
        ({"low": 1.5, "unit": "g", "per": "day", "frequency": "1/day"}, (1500, None, "mg/day"), (1500, None, None)),
        ({"low": 150, "unit": "ug", "per": "day"}, (0.15, None, "mg/day"), (0.15, None, None)),
        ({"low": 7, "unit": "ng/kg", "per": "day"}, (0.000007, None, "mg/kg/day"), (0.00049, None, KG)),
        # per day, in two doses
        ({"low": 900, "unit": "mg", "per": "day", "frequency": "2/day"}, (900, None, "mg/day"), (900, None, None)),
        # each time so much
        ({"low": 500, "high": 850, "unit": "mg", "per": "dose", "frequency": "2/day"},
         (1000, 1700, "mg/day"), (1000, 1700, None)),
        ({"low": 4, "unit": "mg", "per": "dose", "frequency": "1/6hours"}, (16, None, "mg/day"), (16, None, None)),
        ({"low": 10, "unit": "mg/kg", "per": "dose", "frequency": "1/2days"}, (5, None, "mg/kg/day"), (350, None, KG)),
        ({"low": 70, "unit": "mg", "per": "dose", "frequency": "3/week"}, (30, None, "mg/day"), (30, None, None)),
        ({"low": 70, "unit": "mg", "frequency": "1/week"}, (10, None, "mg/day"), (10, None, None)),
        ({"low": 200, "unit": "mg", "per": "dose", "frequency": "1/3weeks"}, (9.52381, None, "mg/day"),
         (9.52381, None, None)),
        ({"low": 1.25, "unit": "mg/kg", "per": "dose", "frequency": "3/28days"}, (0.133929, None, "mg/kg/day"),
         (9.375, None, KG)),
        ({"low": 100, "unit": "mg/m2", "per": "dose", "frequency": "1/2weeks"}, (7.14286, None, "mg/m2/day"),
         (12.8571, None, M2)),
        ({"low": 15, "unit": "mg", "per": "dose", "frequency": "1/month"}, (0.492813, None, "mg/day"),
         (0.492813, None, None)),
        ({"low": 365.25, "unit": "mg", "per": "dose", "frequency": "1/year"}, (1, None, "mg/day"), (1, None, None)),
        # per week
        ({"low": 25, "unit": "mg/m2", "per": "week", "frequency": "1/week"}, (3.57143, None, "mg/m2/day"),
         (6.42857, None, M2)),
        # an animal is no patient
        ({"low": 5, "unit": "mg/kg", "per": "day", "species": "mouse"}, (5, None, "mg/kg/day"), None),
    ],
)  # fmt: skip
def test_daily_doses(tmp_path, dose, daily, patient):
    [row] = comparable(tmp_path / "a.db", **dose)
    assert (row["daily_low"], row["daily_high"], row["daily_unit"]) == daily
    said = (row["patient_low"], row["patient_high"], row["patient_unit"], row["assumed"])
    assert said == ((patient[0], patient[1], "mg/day", patient[2]) if patient else (None, None, None, None))


@pytest.mark.parametrize(
    "dose",
    [
        {"low": 20, "unit": "mg"},
        {"low": 20, "unit": "mg", "per": "dose"},
        {"low": 20, "unit": "mg", "per": "dose", "frequency": "once"},
        {"low": 20, "unit": "mg", "per": "dose", "frequency": "2-4/day"},
        {"low": 20, "unit": "mg", "per": "dose", "frequency": "1/5min"},
        {"low": 20, "unit": "mg", "per": "dose", "frequency": "1/cycle"},
        {"low": 20, "unit": "mg", "per": "dose", "frequency": "/day"},
        {"low": 20, "unit": "mg", "per": "hour"},
        {"low": 20, "unit": "mg/kg", "per": "min", "frequency": "1/day"},
        {"low": 20, "unit": "mg", "per": "day", "frequency": "1/3weeks"},
        {"low": 20, "unit": "mg", "per": "week", "frequency": "1/2weeks"},
        {"low": 20, "unit": "mg", "per": "day", "frequency": "once"},
        {"low": 5, "unit": "AUC", "per": "dose", "frequency": "1/3weeks"},
        {"low": 20, "unit": "mg/mL", "per": "day"},
        {"low": 20, "unit": "IU", "per": "day"},
    ],
)
def test_doses_that_say_too_little(tmp_path, dose):
    assert comparable(tmp_path / "a.db", **dose) == []


def test_a_row_leads_to_its_fact(tmp_path):
    [row] = comparable(tmp_path / "a.db", low=0.25, unit="mg/kg", per="day")
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.row_factory = sqlite3.Row
        fact = dict(connection.execute("SELECT * FROM doses").fetchone())
    computed = {
        "daily_low": 0.25, "daily_high": None, "daily_unit": "mg/kg/day",
        "patient_low": 17.5, "patient_high": None, "patient_unit": "mg/day", "assumed": "70 kg", "derived": 1,
    }  # fmt: skip
    del fact["schedule"]
    assert row == fact | computed
