"""A loopback server that speaks esearch and efetch over invented records, and misbehaves when told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


def record(pmid: int | str, title: str = "", *abstract: str, version: int = 1, more: str = "") -> str:
    """A PubmedArticle; `abstract` are whole AbstractText elements, `more` goes into MedlineCitation."""
    texts = f"<Abstract>{''.join(abstract)}</Abstract>" if abstract else ""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="{version}">{pmid}</PMID>'
        f"<Article><ArticleTitle>{title}</ArticleTitle>{texts}</Article>{more}</MedlineCitation></PubmedArticle>\n"
    )


def record_set(*records: str) -> str:
    """The records as efetch gives them, with a document type that must never be fetched."""
    return (
        '<?xml version="1.0" ?>\n'
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"'
        ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        f"<PubmedArticleSet>\n{''.join(records)}</PubmedArticleSet>\n"
    )


def invented(pmid: int) -> str:
    """A record whose text tells its number."""
    text = f"<AbstractText>In trial {pmid}, {pmid % 90 + 5} adults took the study tablet.</AbstractText>"
    return record(pmid, f"Invented trial {pmid}.", text)


@dataclass(frozen=True)
class Request:
    at: float  # seconds, of a clock that only goes forward
    tool: str
    method: str
    parameters: dict[str, str]


@dataclass(frozen=True)
class Fault:
    """One bad answer, to the next request for `tool`. `cut` bytes of the good body are sent, then silence."""

    tool: str
    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    truncate: int | None = None


class Server:
    """What it knows (`records` by PMID, `searches` by term), what it was asked (`log`), what it does wrong."""

    def __init__(self) -> None:
        self.url = ""
        self.records: dict[str, str] = {}
        self.searches: dict[str, list[str]] = {}
        self.counts: dict[str, int] = {}  # where a search claims more than it lists
        self.log: list[Request] = []
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self._histories: list[list[str]] = []
        self._lock = threading.Lock()

    def asked(self, tool: str) -> list[dict[str, str]]:
        return [request.parameters for request in self.log if request.tool == tool]

    def answer(self, tool: str, method: str, parameters: dict[str, str]) -> tuple[int, str, Fault | None]:
        """Status, body and the fault to add to it."""
        with self._lock:
            self.log.append(Request(time.monotonic(), tool, method, parameters))
            status, body = getattr(self, f"_{tool}")(parameters)
            fault = next((f for f in self.faults if f.tool == tool), None)
            if fault:
                self.faults.remove(fault)
            fault = fault or (self.always if self.always and self.always.tool == tool else None)
        if fault and (fault.body is not None or fault.status != 200):
            return fault.status, fault.body or "", fault
        return status, body[: fault.truncate] if fault and fault.truncate else body, fault

    def _esearch(self, parameters: dict[str, str]) -> tuple[int, str]:
        found = self.searches.get(parameters["term"], [])
        self._histories.append(found)
        ids = "".join(f"<Id>{pmid}</Id>" for pmid in found[: int(parameters.get("retmax", 20))])
        return 200, (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<eSearchResult>'
            f"<Count>{self.counts.get(parameters['term'], len(found))}</Count><QueryKey>1</QueryKey>"
            f"<WebEnv>HISTORY_{len(self._histories) - 1}</WebEnv><IdList>{ids}</IdList></eSearchResult>"
        )

    def _efetch(self, parameters: dict[str, str]) -> tuple[int, str]:
        if "WebEnv" in parameters:
            start, count = int(parameters["retstart"]), int(parameters["retmax"])
            asked = self._histories[int(parameters["WebEnv"].removeprefix("HISTORY_"))][start : start + count]
        else:
            asked = parameters["id"].split(",")
        found = [self.records[pmid] for pmid in asked if pmid in self.records]
        if not found:
            return 400, '{"error":"ID list is empty! Possibly it has no correct IDs."}'
        return 200, record_set(*found)


@contextmanager
def serving() -> Iterator[Server]:
    """A running server on a free port of the loopback interface."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _reply(self, query: str) -> None:
            tool = urlsplit(self.path).path.removeprefix("/eutils/").removesuffix(".fcgi")
            status, text, fault = server.answer(tool, self.command, dict(parse_qsl(query)))
            body = text.encode()
            if fault and fault.cut == 0:
                return  # the connection ends without a word
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: fault.cut] if fault else body)

        def log_message(self, *_: Any) -> None:
            """Say nothing: the log is `server.log`."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}/eutils"
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
