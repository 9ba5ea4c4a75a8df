"""The benchmark of filled forms: rows with reference and answer in, figures and causes out."""

from __future__ import annotations

from bench.fill.__main__ import Compared, number, report

ROWS = [
    Compared({"pmcid": 1}, (3, 10, 4, 11), (3, 10, 4, 11), ""),
    Compared({"pmcid": 1}, (3, 10, 4, 11), (3, 12, 4, 11), ""),
    Compared({"pmcid": 1}, (3, 10, 4, 11), (4, 10, 3, 11), ""),
    Compared({"pmcid": 1}, (3, 10, 4, 11), (None, 10, None, 11), "the outcome was not found; and more"),
    Compared({"pmcid": 2}, (3, 10, 5, 11), (None, 10, None, 11), "x"),
    Compared({"pmcid": 2}, (None, None, None, None), (1, 10, None, None), "x"),
]
TEXTS = {"1": "3 of 10 and 4 of 11", "2": "3.5 of 10, 5 of 11"}


def test_report() -> None:
    assert list(report(ROWS, TEXTS)) == [
        "6 outcomes of 2 trials",
        "all four exact        0.167 (1)",
        "fields, precision     0.722 (13 of 18)",
        "fields, recall        0.650 (13 of 20)",
        "    1  the events are right, a size is another",
        "    1  other numbers were taken",
        "    1  empty: the outcome was not found",
        "    1  a number of the reference is not printed in the paper",
        "    1  the reference is empty, the paper is not",
    ]


def test_numbers() -> None:
    assert [number(x) for x in ("1,234", " x ", None, "", 3, "2.50")] == [1234, None, None, None, 3, 2.5]
