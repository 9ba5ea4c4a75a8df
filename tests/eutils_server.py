"""A loopback server that speaks esearch, efetch and esummary over records it is given, and misbehaves when told to."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
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
    told_to_wait: float = 0.0  # seconds, by the answer


@dataclass(frozen=True)
class Fault:
    """One bad answer, to the next request for `tool`. `cut` bytes of the good body are sent, then silence; `drip`
    seconds pass between two bytes; `pack` says what becomes of the gzipped body; of the records in it the first
    `drop` are left out or the first `repeat` sent twice."""

    tool: str
    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    truncate: int | None = None
    drip: float | None = None
    pack: Callable[[bytes], bytes] | None = None
    drop: int = 0
    repeat: int = 0


def broken_gzip(packed: bytes) -> bytes:
    """The bytes with some in the middle changed."""
    middle = len(packed) // 2
    return packed[:middle] + b"not deflate at all" + packed[middle + 18 :]


def article(pmcid: int, pmid: int | None = None, *paragraphs: str, front: str = "") -> str:
    """A JATS article as PMC's efetch gives it; without paragraphs one that PMC may not give away."""
    ids = f'<article-id pub-id-type="pmid">{pmid}</article-id>' if pmid else ""
    remark = "<!--The publisher of this article does not allow downloading of the full text in XML form.-->"
    body = f"<body>{''.join(f'<p>{text}</p>' for text in paragraphs)}</body>" if paragraphs else ""
    return (
        f'<article article-type="research-article">{"" if paragraphs else remark}<front><article-meta>'
        f'<article-id pub-id-type="pmcid">PMC{pmcid}</article-id>{ids}<title-group><article-title>Invented article '
        f"{pmcid}</article-title></title-group>{front}</article-meta></front>{body}</article>\n"
    )


class Server:
    """What it knows (`records` by PMID, `searches` by term), what it was asked (`log`), what it does wrong."""

    def __init__(self) -> None:
        self.url = ""
        self.records: dict[str, str] = {}
        self.searches: dict[str, list[str]] = {}
        self.counts: dict[str, int] = {}  # where a search claims more than it lists
        self.articles: dict[str, str] = {}  # full texts by the digits of their PMCIDs
        self.dates: dict[str, dict[str, str]] = {}  # of a PMID: edat and mdat, as 2021/01/31
        self.ids: dict[str, dict[str, str]] = {}  # of a PMID: pmc and doi
        self.most = 9_999  # ids that one search lists
        self.sent: Counter[str] = Counter()  # records that went out in whole, good answers
        self.log: list[Request] = []
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self.weather: Callable[[str], Fault | None] | None = None  # what goes wrong next
        self._histories: dict[str, list[str]] = {}
        self._lock = threading.Lock()

    def asked(self, tool: str) -> list[dict[str, str]]:
        return [request.parameters for request in self.log if request.tool == tool]

    def answer(self, tool: str, method: str, parameters: dict[str, str]) -> tuple[int, str, Fault | None]:
        """Status, body and the fault to add to it."""
        with self._lock:
            at = time.monotonic()
            fault = self._fault(tool)
            wait = float(fault.headers.get("Retry-After", 0)) if fault else 0.0
            self.log.append(Request(at, tool, method, parameters, wait))
            if not hasattr(self, f"_{tool}"):
                return 404, "no such tool", None
            status, body = getattr(self, f"_{tool}")(parameters, fault)
        if fault and (fault.body is not None or fault.status != 200):
            return fault.status, fault.body or "", fault
        return status, body[: fault.truncate] if fault and fault.truncate else body, fault

    def _fault(self, tool: str) -> Fault | None:
        fault = next((f for f in self.faults if f.tool == tool), None)
        if fault:
            self.faults.remove(fault)
        always = self.always if self.always and self.always.tool == tool else None
        return fault or always or (self.weather(tool) if self.weather else None)

    def forget(self) -> None:
        """All histories expire."""
        self._histories = {}

    def _found(self, term: str, parameters: dict[str, str]) -> list[str]:
        """What a term finds: one of `searches`, a DOI, either with a range of PMIDs or dates around it."""
        low, high = 1, 10**9
        if sliced := re.fullmatch(r"\((.*)\) AND (\d+):(\d+)\[uid\]", term, re.DOTALL):
            term, low, high = sliced[1], int(sliced[2]), int(sliced[3])
        if doi := re.fullmatch(r'"(.*)"\[doi\]', term):
            found = [pmid for pmid, ids in self.ids.items() if ids.get("doi") == doi[1]]
        else:
            found = self.searches.get(term, [])
        if "mindate" in parameters:
            since, until, kind = parameters["mindate"], parameters["maxdate"], parameters["datetype"]
            found = [pmid for pmid in found if since <= self.dates[pmid][kind] <= until]
        return [pmid for pmid in found if low <= int(pmid) <= high]

    def _esearch(self, parameters: dict[str, str], _: Fault | None) -> tuple[int, str]:
        found = self._found(parameters["term"], parameters)
        name = f"HISTORY_{len(self.log)}"
        self._histories[name] = found
        ids = "".join(f"<Id>{pmid}</Id>" for pmid in found[: min(self.most, int(parameters.get("retmax", 20)))])
        return 200, (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<eSearchResult>'
            f"<Count>{self.counts.get(parameters['term'], len(found))}</Count><QueryKey>1</QueryKey>"
            f"<WebEnv>{name}</WebEnv><IdList>{ids}</IdList></eSearchResult>"
        )

    def _efetch(self, parameters: dict[str, str], fault: Fault | None) -> tuple[int, str]:
        if "WebEnv" in parameters:
            if parameters["WebEnv"] not in self._histories:
                return 200, "<?xml version='1.0'?><eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>"
            start, count = int(parameters["retstart"]), int(parameters["retmax"])
            asked = self._histories[parameters["WebEnv"]][start : start + count]
        else:
            asked = parameters["id"].split(",")
        if parameters["db"] == "pmc":
            return 200, f"<pmc-articleset>{''.join(self.articles.get(uid, '') for uid in asked)}</pmc-articleset>"
        asked = [*asked, *asked[: fault.repeat]][fault.drop :] if fault else asked
        found = [self.records[pmid] for pmid in asked if pmid in self.records]
        if not found:
            return 400, '{"error":"ID list is empty! Possibly it has no correct IDs."}'
        if not fault:
            self.sent.update(pmid for pmid in asked if pmid in self.records)
        return 200, record_set(*found)

    def _esummary(self, parameters: dict[str, str], _: Fault | None) -> tuple[int, str]:
        summaries = []
        for uid in parameters["id"].split(","):
            pmid = uid if parameters["db"] == "pubmed" else self._pmid_of(f"PMC{uid}")
            if pmid not in self.ids:
                continue
            ids = {("pubmed" if parameters["db"] == "pubmed" else "pmid"): pmid, **self.ids[pmid]}
            items = "".join(f'<Item Name="{name}" Type="String">{value}</Item>' for name, value in ids.items())
            summaries.append(
                f'<DocSum><Id>{uid}</Id><Item Name="ArticleIds" Type="List">{items}</Item></DocSum>',
            )
        return 200, f"<eSummaryResult>{''.join(summaries)}</eSummaryResult>"

    def _pmid_of(self, pmcid: str) -> str:
        return next((pmid for pmid, ids in self.ids.items() if ids.get("pmc") == pmcid), "")


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
            if fault and fault.pack:
                body = fault.pack(gzip.compress(body))
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.end_headers()
            if fault and fault.drip is not None:
                self._drip(body, fault.drip)
            else:
                self.wfile.write(body[: fault.cut] if fault else body)

        def _drip(self, body: bytes, pause: float) -> None:
            for byte in body:
                try:
                    self.wfile.write(bytes([byte]))
                except OSError:
                    return  # the reader has had enough
                time.sleep(pause)

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
