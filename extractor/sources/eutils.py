"""NCBI's E-utilities: one session that keeps the rate, tries again, and never waits or reads without end.

What is asked, and what the answers mean, is in `entrez.py`.

Trying again is done here and not by urllib3's Retry, for two reasons: Retry sends again without asking the rate
limiter (the first time at once), and it cannot see the errors that NCBI sends inside a good answer: an `<ERROR>`
element, an HTML page, XML that breaks off. Source: Entrez Programming Utilities Help (NBK25501), NCBI.
"""

from __future__ import annotations

import os
import re
import time
from typing import Any

import requests
import urllib3
from lxml import etree
from requests_ratelimiter import LimiterSession
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from extractor.errors import ExtractorError, UsageError

DEFAULT_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
TRIES = 5
_RATE, _RATE_WITH_KEY = 3, 10  # requests a second that NCBI allows
_LONGEST_WAIT = 120.0  # seconds; a server that asks for more is reported instead
_LONGEST_ANSWER = 600.0  # seconds for one answer to arrive whole: a drip that never stops is a failure
_LARGEST_ANSWER = 400_000_000  # bytes, unpacked
_CHUNK = 1 << 16


class Refused(ExtractorError):
    """The server said no (HTTP 4xx), so that asking again is of no use."""


class Unusable(ExtractorError):
    """Answers came, each time one that cannot be used: broken XML, an HTML page, an `<ERROR>` inside."""


class _Transient(Exception):
    """An answer that may be better next time. `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None, *, unusable: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.unusable = unusable


class EUtils:
    """A session with the E-utilities. `rate` is in requests per second, `pause` the first wait in seconds.

    The address, key and email come from EXTRACTOR_EUTILS_URL, NCBI_API_KEY and NCBI_EMAIL.
    """

    def __init__(
        self,
        rate: float | None = None,
        pause: float = 0.5,
        timeout: float = 60.0,
        longest_answer: float | None = None,
        largest_answer: int | None = None,
    ) -> None:
        self._url = (os.environ.get("EXTRACTOR_EUTILS_URL") or DEFAULT_URL).rstrip("/") + "/"
        if not re.match(r"https?://[^/]", self._url):
            raise UsageError(f"EXTRACTOR_EUTILS_URL is {self._url}, which is no web address.")
        self._host = re.sub(r"^https?://([^/]*).*", r"\1", self._url)
        key, email = os.environ.get("NCBI_API_KEY"), os.environ.get("NCBI_EMAIL")
        self._common = {"tool": "extractor"}
        self._common |= {"email": email} if email else {}
        self._common |= {"api_key": key} if key else {}
        self._session = LimiterSession(per_second=rate or (_RATE_WITH_KEY if key else _RATE))
        self._pause = pause
        self._timeout = timeout
        self._longest, self._largest = longest_answer or _LONGEST_ANSWER, largest_answer or _LARGEST_ANSWER

    def __enter__(self) -> EUtils:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(
        self, tool: str, parameters: dict[str, str], expected: str, *, post: bool = False, patience: int = TRIES
    ) -> tuple[Any, bytes]:
        """The root element, an `expected`, and the bytes of the answer, asked again while that may help.

        `patience` is how many unusable answers are taken. Refused, Unusable, or an ExtractorError where the server
        cannot be reached.
        """
        unusable = 0
        for tried in range(1, TRIES + 1):
            try:
                content = self._send(f"{self._url}{tool}.fcgi", self._common | parameters, post)
                return _root(content, expected), content
            except _Transient as problem:
                unusable += problem.unusable
                if tried == TRIES or unusable == patience:
                    kind = Unusable if problem.unusable else ExtractorError
                    times = f"{tried} times" if tried > 1 else "once"
                    raise kind(f"{tool} failed {times}: {problem}; try again later.") from None
                if problem.wait is not None and problem.wait > _LONGEST_WAIT:
                    raise ExtractorError(f"{tool}: {problem} and asks to wait {problem.wait:.0f} s.") from None
                time.sleep(self._pause * 2 ** (tried - 1) if problem.wait is None else problem.wait)
        raise AssertionError("unreachable")

    def _send(self, url: str, parameters: dict[str, str], post: bool) -> bytes:
        # Messages never quote requests' own: they hold the address with the key in it.
        request = requests.Request("POST" if post else "GET", url)
        request.data, request.params = (parameters, {}) if post else ({}, parameters)
        try:
            prepared = self._session.prepare_request(request)
            settings = self._session.merge_environment_settings(prepared.url, {}, True, None, None)
            with self._session.send(prepared, timeout=self._timeout, **settings) as response:
                content = self._body(response)
        except requests.Timeout:
            raise _Transient(f"{self._host} did not answer within {self._timeout:.0f} s") from None
        except requests.ConnectionError:
            raise _Transient(f"{self._host} cannot be reached (is there a network?)") from None
        except (requests.RequestException, ValueError) as error:  # a redirect to what is no address
            raise ExtractorError(f"{self._host} cannot be asked: {type(error).__name__}.") from None
        status = response.status_code
        if status == 429 or status >= 500:
            raise _Transient(f"{self._host} answered with HTTP {status}", _retry_after(response))
        if status >= 400:
            gist = _gist(content.decode("utf-8", "replace"))
            raise Refused(f"{self._host} refused the request with HTTP {status}: {gist}.")
        return content

    def _body(self, response: requests.Response) -> bytes:
        """The whole body, unpacked, read as it arrives: a time limit between bytes would let a drip go on for ever."""
        until = time.monotonic() + self._longest
        body = bytearray()
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > self._largest:
                    raise ExtractorError(f"{self._host} sent an answer of more than {self._largest:,} bytes.")
                if time.monotonic() > until:
                    raise _Transient(f"{self._host} did not send its answer within {self._longest:.0f} s")
        except urllib3.exceptions.ReadTimeoutError:
            raise _Transient(f"{self._host} stopped in the middle of its answer") from None
        except urllib3.exceptions.DecodeError:
            raise _Transient("the compressed answer is damaged", unusable=True) from None
        except urllib3.exceptions.HTTPError:
            raise _Transient(f"{self._host} cut the connection") from None
        return bytes(body)


def _root(content: bytes, expected: str) -> Any:
    """The answer's root element, or _Transient where it is not a whole, good answer."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        html = re.match(rb"\s*<(!doctype\s+)?html", content, re.IGNORECASE)
        reason = "the answer is an HTML page" if html else "the answer broke off or is no XML"
        raise _Transient(reason, unusable=True) from None
    error = root if root.tag == "ERROR" else root.find("ERROR")
    if error is not None:
        raise _Transient(f"PubMed reports {_gist(error.text or 'an error')!r}", unusable=True)
    if root.tag != expected:
        reason = "the answer is an HTML page" if root.tag == "html" else f"the answer is a <{root.tag}>"
        raise _Transient(reason, unusable=True)
    return root


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
