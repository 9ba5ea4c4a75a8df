"""SVG by the piece. Colours come from classes of the style sheet, so that charts follow light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import ceil, floor, log10
from typing import Any


def element(name: str, content: str = "", **attributes: Any) -> str:
    """An element; `class_` is `class`, `text_anchor` is `text-anchor`. `content` is SVG already."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>"


def text(x: float, y: float, words: str, **attributes: Any) -> str:
    return element("text", escape(words), x=x, y=y, **attributes)


def title(words: str) -> str:
    """What a browser shows when the pointer rests on the element around it."""
    return element("title", escape(words))


def row_link(address: str, content: str, words: str, y: float, width: float, height: float) -> str:
    """A row of a chart that leads somewhere, wherever in the row one clicks; `words` show when the pointer rests."""
    surface = element("rect", x=0, y=y, width=width, height=height, class_="surface")
    return element("a", title(words) + surface + content, href=address, aria_label=words)


def chart(width: int, height: float, name: str, parts: Iterable[str], *, holds_links: bool = False) -> str:
    """A whole chart with an accessible name; one with links is a group, so that they stay reachable."""
    return element(
        "svg", "".join(parts), class_="chart", viewBox=f"0 0 {width} {_number(height)}",
        role="group" if holds_links else "img", aria_label=name,
    )  # fmt: skip


def counts(most: int, wanted: int = 5) -> list[float]:
    """Round whole numbers from 0 to `most`, which is at least 1, at most about as many as wanted."""
    power = 10 ** floor(log10(max(most / wanted, 1)))
    step = next(power * factor for factor in (1, 2, 5, 10) if most / (power * factor) <= wanted)
    return [float(n) for n in range(0, most + 1, step)]


def powers(low: float, high: float) -> list[float]:
    """1, 10, 100 ... that span two positive numbers."""
    return [10.0**n for n in range(floor(log10(low)), ceil(log10(high)) + 1)]


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
