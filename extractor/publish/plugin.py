"""The datasette plugin: our pages at their addresses. Registered by `serve`, so that no other datasette is changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from extractor.publish.charts.page import charts_page
from extractor.publish.comparison.pages import comparison, comparisons, forget, own_table
from extractor.publish.curation.pages import add, decide, decisions
from extractor.publish.pages.fact import fact_page
from extractor.publish.pages.home import home
from extractor.publish.pages.paper import paper_page
from extractor.publish.pages.search import search_page
from extractor.publish.reviewing.pages import decide as decide_on_paper
from extractor.publish.reviewing.pages import pooled, review, reviews
from extractor.publish.site import database, fact_url, paper_url, redirect, totals

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

# Nothing is loaded from elsewhere, by anyone; styles in the page are datasette's own pages'.
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


_WHOLE_VIEWS = ("facts", "comparable_doses")
_COUNTED = 2_000_000  # rows of all tables, up to which counting a view takes less than a second


async def tables(datasette: Any, request: Any) -> Any:
    """/tables: datasette's own page of the database."""
    return redirect(datasette.urls.database(database(datasette).name))


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    return [
        (r"^/$", home),
        (r"^/tables$", tables),
        (r"^/search$", search_page),
        (r"^/paper/(?P<paper_id>[^/]+)/add$", add),
        (r"^/paper/(?P<paper_id>[^/]+)$", paper_page),
        (r"^/fact/(?P<fact_id>[^/]+)/decide$", decide),
        (r"^/fact/(?P<fact_id>[^/]+)$", fact_page),
        (r"^/decisions$", decisions),
        (r"^/charts$", charts_page),
        (r"^/reviews$", reviews),
        (r"^/reviews/(?P<review>[^/]+)$", review),
        (r"^/reviews/(?P<review>[^/]+)/decide$", decide_on_paper),
        (r"^/pool$", pooled),
        (r"^/compare$", comparisons),
        (r"^/compare/own$", own_table),
        (r"^/compare/(?P<number>\d{1,9})/forget$", forget),
        (r"^/compare/(?P<number>\d{1,9})$", comparison),
    ]


@hookimpl
def render_cell(row: Any, value: Any, column: str) -> Markup | None:
    """In datasette's tables, papers and facts lead to our pages of them."""
    if not value:
        return None
    if column == "paper_id":
        paper_id, words = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
        return _link(paper_url(str(paper_id)), words)
    if column in ("fact_id", "current_fact_id"):
        return _link(fact_url(str(value)), value)
    if column in ("quote", "label"):
        of = next((row[name] for name in ("current_fact_id", "fact_id") if name in row.keys()), None)  # noqa: SIM118
        return _link(fact_url(str(of)), value) if of else None
    return None


def _link(address: str, words: Any) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


async def _without_count(datasette: Any, scope: Any) -> Any:
    """Datasette says how many rows a view has, which takes seconds where it joins millions: then it is not asked."""
    asked = scope.get("path", "").rpartition("/")[2] in _WHOLE_VIEWS and not scope.get("query_string")
    is_large = asked and sum((await totals(datasette, "rows")).values()) > _COUNTED
    return {**scope, "query_string": b"_nocount=1"} if is_large else scope


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Answers carry a policy that forbids a page to load anything from another machine."""
    headers = [
        (b"content-security-policy", _POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]

    def wrap(app: Any) -> Any:
        async def with_policy(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_policy(message: Any) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": [*message.get("headers", []), *headers]}
                await send(message)

            await app(await _without_count(datasette, scope), receive, send_with_policy)

        return with_policy

    return wrap
