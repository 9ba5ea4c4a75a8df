"""Why the numbers of a cell are no share."""

from __future__ import annotations

from extractor.tables.cells import Printed
from extractor.tables.columns import Heading
from extractor.tables.labels import Label
from extractor.tables.words import kind_of

_OF_ROLE = {
    "p_value": "p_value",
    "effect": "effect_estimate",
    "patients": "count",
    "no_harm": "share",
    "events": "count",
}
_QUANTITIES = {
    "effect": "effect_estimate",
    "interval": "confidence_interval",
    "age": "age",
    "score": "score",
    "concentration": "laboratory",
    "duration": "duration",
    "amount": "amount",
}
_OF_TABLE = {
    "baseline": "baseline",
    "laboratory": "laboratory",
    "literature": "background",
    "listing": "listing",
    "treatment": "treatment",
}


def reason_of(topic: str | None) -> str | None:
    """Why the shares of a table about something else than outcomes are left; None for other tables."""
    return _OF_TABLE.get(topic or "")


def no_share(label: Label, over: Heading, hint: str | None) -> str | None:
    """What the row or the column says the numbers are; None where they may be shares."""
    if "0" in (over.grade, label.grade):  # those without the harm
        return "share"
    role = over.role if over.role in _OF_ROLE else None
    if label.role in ("p_value", "effect", "no_harm"):
        role = role or label.role
    return _OF_ROLE.get(role or ("events" if hint == "events" else ""))


def is_quantity(label: str) -> bool:
    """Whether a row's label names something measured: a concentration, a score, an age, a duration, an amount."""
    return kind_of(label, tuple(_QUANTITIES)) is not None


def why_left(shown: Printed, hint: str | None, topic: str | None, labels: tuple[str, ...]) -> str:
    """What the numbers of a cell are that no pattern takes for a share. `labels` are its row's and its column's."""
    if about := reason_of(topic):
        return about
    quantity = kind_of(" | ".join(labels), tuple(_QUANTITIES))
    if quantity in ("effect", "interval"):
        return _QUANTITIES[quantity]
    if "±" in shown.shape or hint == "mean":
        return "mean"
    if quantity:
        return _QUANTITIES[quantity]
    if "-#" in shown.shape or ",#" in shown.shape:
        return "range"
    return "count" if shown.shape == "#" and isinstance(shown.figures[0].value, int) else "table"
