"""NCBI's E-utilities: esearch and efetch over one session that keeps the rate and tries again.

Trying again is done here and not by urllib3's Retry, for two reasons: Retry sends again without asking the rate
limiter (the first time at once), and it cannot see the errors that NCBI sends inside a good answer: an `<ERROR>`
element, an HTML page, XML that breaks off.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from typing import Any

import requests
from lxml import etree
from requests_ratelimiter import LimiterSession
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from extractor.errors import ExtractorError, UsageError

DEFAULT_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
MOST = 9_999  # PubMed lists no more ids than this for one query
_TRIES = 5
_LONGEST_WAIT = 120.0  # seconds; a server that asks for more is reported instead
_LONG_QUERY = 1_000  # characters, beyond which a query is POSTed, as NCBI asks
_RECORDS = ("PubmedArticle/MedlineCitation/PMID", "PubmedBookArticle/BookDocument/PMID")


class Refused(ExtractorError):
    """The server said no (HTTP 4xx), so that asking again is of no use."""


class _Transient(Exception):
    """An answer that may be better next time. `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Search:
    """What esearch found: the PMIDs in its order, and the server's name for the list, empty where it has none."""

    pmids: tuple[str, ...]
    history: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """An efetch answer as it came, and the PMIDs of the records in it."""

    content: bytes
    pmids: tuple[str, ...]


class EUtils:
    """A session with the E-utilities. `rate` is in requests per second, `pause` the first wait in seconds.

    The address, key and email come from EXTRACTOR_EUTILS_URL, NCBI_API_KEY and NCBI_EMAIL.
    """

    def __init__(self, rate: float | None = None, pause: float = 0.5, timeout: float = 60.0) -> None:
        self._url = (os.environ.get("EXTRACTOR_EUTILS_URL") or DEFAULT_URL).rstrip("/") + "/"
        if not re.match(r"https?://[^/]", self._url):
            raise UsageError(f"EXTRACTOR_EUTILS_URL is {self._url}, which is no web address.")
        key, email = os.environ.get("NCBI_API_KEY"), os.environ.get("NCBI_EMAIL")
        self._common = {"db": "pubmed", "tool": "extractor"}
        self._common |= {"email": email} if email else {}
        self._common |= {"api_key": key} if key else {}
        self._session = LimiterSession(per_second=rate or (10 if key else 3))
        self._pause = pause
        self._timeout = timeout

    def __enter__(self) -> EUtils:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def search(self, query: str, max_records: int | None = None) -> Search:
        """The PMIDs that a query finds, at most `max_records`.

        ExtractorError where it finds none, UsageError where it finds more than PubMed lists and no bound is set.
        """
        most = MOST if max_records is None else min(max_records, MOST)
        parameters = {"term": query, "usehistory": "y", "retstart": "0", "retmax": str(most)}
        root, _ = self._ask("esearch", parameters, "eSearchResult", post=len(query) > _LONG_QUERY)
        said = root.findtext("Count") or ""
        if not re.fullmatch("[0-9]+", said):
            raise ExtractorError("PubMed's answer to the search does not say how many papers it finds.")
        count = int(said)
        if not count:
            raise ExtractorError(f"PubMed finds no paper for {query!r}.")
        if count > MOST and (max_records is None or max_records > MOST):
            raise UsageError(
                f"The query finds {count:,} papers and PubMed lists at most {MOST:,}; narrow it or set a maximum."
            )
        pmids = tuple(_texts(root, "IdList/Id"))
        if len(pmids) < min(count, most):
            raise ExtractorError(f"PubMed finds {count:,} papers for {query!r} but lists only {len(pmids):,} of them.")
        history = {"WebEnv": root.findtext("WebEnv") or "", "query_key": root.findtext("QueryKey") or ""}
        return Search(pmids[:most], history if all(history.values()) else {})

    def fetch(self, pmids: tuple[str, ...]) -> Answer:
        """The records of these PMIDs. Those that PubMed does not know are absent from the answer."""
        try:
            return self._fetch({"id": ",".join(pmids)}, post=True)
        except Refused as refusal:
            if "ID list is empty" in str(refusal):  # what NCBI says when it knows none of them
                return Answer(b"", ())
            raise

    def fetch_found(self, search: Search, start: int, count: int) -> Answer:
        """The records `start` to `start + count` of what a search found."""
        return self._fetch({**search.history, "retstart": str(start), "retmax": str(count)}, post=False)

    def _fetch(self, parameters: dict[str, str], *, post: bool) -> Answer:
        root, content = self._ask("efetch", {**parameters, "retmode": "xml"}, "PubmedArticleSet", post=post)
        return Answer(content, tuple(pmid for path in _RECORDS for pmid in _texts(root, path)))

    def _ask(self, tool: str, parameters: dict[str, str], expected: str, *, post: bool) -> tuple[Any, bytes]:
        """The root element and the bytes of the answer, tried again while that may help."""
        for left in reversed(range(_TRIES)):
            try:
                content = self._send(f"{self._url}{tool}.fcgi", self._common | parameters, post)
                return _root(content, expected), content
            except _Transient as problem:
                if not left:
                    raise ExtractorError(f"{tool} failed {_TRIES} times: {problem}; try again later.") from None
                if problem.wait is not None and problem.wait > _LONGEST_WAIT:
                    raise ExtractorError(f"{tool}: {problem} and asks to wait {problem.wait:.0f} s.") from None
                backoff = self._pause * 2 ** (_TRIES - 1 - left)
                time.sleep(backoff if problem.wait is None else problem.wait)
        raise AssertionError("unreachable")

    def _send(self, url: str, parameters: dict[str, str], post: bool) -> bytes:
        # Messages never quote requests' own: they hold the address with the key in it.
        host = re.sub(r"^https?://([^/]*).*", r"\1", url)
        try:
            if post:
                response = self._session.post(url, data=parameters, timeout=self._timeout)
            else:
                response = self._session.get(url, params=parameters, timeout=self._timeout)
        except requests.Timeout:
            raise _Transient(f"{host} did not answer within {self._timeout:.0f} s") from None
        except requests.ConnectionError:
            raise _Transient(f"{host} cannot be reached (is there a network?)") from None
        except requests.exceptions.ChunkedEncodingError:
            raise _Transient(f"{host} cut the connection") from None
        except requests.RequestException as error:
            raise ExtractorError(f"{host} cannot be asked: {type(error).__name__}.") from None
        status = response.status_code
        if status == 429 or status >= 500:
            raise _Transient(f"{host} answered with HTTP {status}", _retry_after(response))
        if status >= 400:
            raise Refused(f"{host} refused the request with HTTP {status}: {_gist(response.text)}.")
        return response.content


def _root(content: bytes, expected: str) -> Any:
    """The answer's root element, or _Transient where it is not a whole, good answer."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        html = re.match(rb"\s*<(!doctype\s+)?html", content, re.IGNORECASE)
        raise _Transient("the answer is an HTML page" if html else "the answer broke off or is no XML") from None
    error = root if root.tag == "ERROR" else root.find("ERROR")
    if error is not None:
        raise _Transient(f"PubMed reports {_gist(error.text or 'an error')!r}")
    if root.tag != expected:
        raise _Transient("the answer is an HTML page" if root.tag == "html" else f"the answer is a <{root.tag}>")
    return root


def _texts(root: Any, path: str) -> list[str]:
    return [(element.text or "").strip() for element in root.iterfind(path)]


def _retry_after(response: requests.Response) -> float | None:
    """The seconds that the server asks to wait, given as a number or as a date."""
    value = response.headers.get("Retry-After")
    try:
        return None if value is None else Retry().parse_retry_after(value)
    except InvalidHeader:
        return None


def _gist(text: str) -> str:
    """The first words of a message, without markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())[:200].rstrip(" .")
