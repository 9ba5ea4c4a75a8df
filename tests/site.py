"""A served database for the tests of pages: asked at HTTP level, without a browser."""

from __future__ import annotations

import asyncio
import csv
import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette_auth_passwords.utils import hash_password

from extractor.publish.curation import accounts
from extractor.publish.serve import application
from extractor.records import Paper, Reading
from extractor.store import Store
from tests.sample_study import PAPERS, READINGS

PASSWORD = "correct horse"
_HASH = hash_password(PASSWORD, iterations=1000)  # what `curator add` writes takes a third of a second


def fill(
    path: Path, papers: tuple[Paper, ...] = PAPERS, readings: tuple[Reading, ...] = READINGS, by: str = "1"
) -> Path:
    """A database of these papers; `by` stands for the patterns they were read with."""
    with Store(path) as store:
        run = store.begin_run("run", ["sample.xml"], f"patterns-{by}", None)
        store.save_papers(papers, run)
        store.save_readings(readings, run)
        store.end_run(run, "done")
    return path


class Site:
    """What a visitor, or after `log_in` a curator, gets from the server."""

    def __init__(self, db: Path) -> None:
        self.datasette = application(db)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **how: Any) -> Any:
        async def ask() -> Any:
            return await self.datasette.client.request(method, path, cookies=self.cookies, **how)

        return asyncio.run(ask())

    def get(self, path: str, status: int = 200, **query: Any) -> str:
        response = self.ask("GET", f"{path}?{urlencode(query)}" if query else path)
        assert response.status_code == status, f"{path}: {response.status_code} {response.text[:300]}"
        return str(response.text)

    def data_of(self, page: str) -> dict[str, tuple[int, int | None]]:
        """By the tables that a page links as data: how many rows the CSV has, and how many the JSON says there are."""
        found: dict[str, dict[str, int]] = {}
        for address in map(html.unescape, re.findall(r'<a href="([^"]+\.(?:csv|json)\?[^"]*)"', page)):
            table, kind = address.partition("?")[0].rpartition("/")[2].split(".")
            text = self.get(address)
            rows = len(list(csv.DictReader(text.splitlines())))
            found.setdefault(table, {})[kind] = rows if kind == "csv" else json.loads(text)["filtered_table_rows_count"]
        return {table: (data["csv"], data.get("json")) for table, data in found.items()}

    def post(self, path: str, **fields: Any) -> Any:
        """Send a form as a browser does: with the token of the page it is on."""
        page = self.ask("GET", "/-/login")
        token = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
        assert token is not None
        self.cookies.update(page.cookies)
        return self.ask("POST", path, data={**fields, "csrftoken": token[1]})

    def log_in(self, name: str, password: str = PASSWORD) -> int:
        response = self.post("/-/login", username=name, password=password)
        self.cookies.update(response.cookies)
        return int(response.status_code)

    def log_out(self) -> None:
        self.cookies.pop("ds_actor", None)


@contextmanager
def served(db: Path, *curators: str) -> Iterator[Site]:
    for name in curators:
        accounts.folder_of(db).mkdir(exist_ok=True)
        (accounts.folder_of(db) / name).write_text(_HASH)
    site = Site(db)
    try:
        yield site
    finally:
        site.datasette.executor.shutdown()
        for database in site.datasette.databases.values():
            database.close()
