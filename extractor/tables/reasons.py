"""Why the numbers of a cell are no share."""

from __future__ import annotations

from extractor.tables.cells import Printed
from extractor.tables.columns import Heading
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
_OF_TABLE = ("baseline", "laboratory")


def no_share(row_role: str | None, over: Heading, hint: str | None) -> str | None:
    """What the row or the column says the numbers are; None where they may be shares."""
    if over.grade == "0":  # those without the harm
        return "share"
    role = over.role if over.role in _OF_ROLE else None
    if row_role in ("p_value", "effect", "no_harm"):
        role = role or row_role
    return _OF_ROLE.get(role or ("events" if hint == "events" else ""))


def why_left(shown: Printed, hint: str | None, topic: str | None, labels: tuple[str, ...]) -> str:
    """What the numbers of a cell are that no pattern takes for a share. `labels` are its row's and its column's."""
    if topic in _OF_TABLE:
        return topic
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
