"""PubMed through the E-utilities: what is asked, what comes back, what is kept, and what happens when it goes wrong."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.documents import parse
from extractor.errors import ExtractorError, UsageError
from extractor.records import Failure, Item, Paper
from extractor.sources import documents, entrez, pubmed
from extractor.sources.eutils import EUtils
from extractor.sources.pubmed import Options, Wanted
from tests.eutils_server import Fault, Server, broken_gzip, invented, record_set
from tests.fetching import expected, quick, read, texts

HTML = "<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body><p>Busy<br></body></html>"
BACKEND = "<?xml version='1.0'?><eSearchResult><ERROR>Search backend failed</ERROR></eSearchResult>"
FETCH_ERROR = "<?xml version='1.0'?><eFetchResult><ERROR>Cannot load history</ERROR></eFetchResult>"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pubmed, "_BATCH", 2)


def test_query_gives_what_it_finds_and_a_second_run_fetches_nothing(server: Server) -> None:
    def run() -> list[Item]:
        return [item for raw in documents(["tablet AND adults"]) for item in parse(raw)]

    first = run()
    assert texts(first) == expected(101, 102, 103, 104, 107)
    assert {p.source for p in first if isinstance(p, Paper)} == {"tablet AND adults"}
    assert [(r.tool, r.method, r.parameters) for r in server.log] == [
        (
            "esearch",
            "GET",
            {
                "db": "pubmed",
                "tool": "extractor",
                "term": "tablet AND adults",
                "usehistory": "y",
                "retstart": "0",
                "retmax": "9999",
            },
        ),
        (
            "efetch",
            "GET",
            {
                "db": "pubmed",
                "tool": "extractor",
                "WebEnv": "HISTORY_1",
                "query_key": "1",
                "retstart": "0",
                "retmax": "5",
                "retmode": "xml",
            },
        ),
    ]
    assert run() == first
    assert [r.tool for r in server.log] == ["esearch", "efetch"]


def test_answers_are_kept_as_they_came(server: Server, tmp_path: Path) -> None:
    read(["105", "106"], [])
    kept = sorted((tmp_path / "cache" / "eutils" / "pubmed").iterdir())
    assert [re.sub("^[0-9a-f]{32}", "*", path.name) for path in kept] == ["*.ids", "*.xml.gz"]
    assert gzip.decompress(kept[1].read_bytes()).decode() == record_set(invented(105), invented(106))
    assert kept[0].read_text() == "105\n106"


@pytest.mark.usefixtures("small_batches")
def test_pmids_are_posted_and_only_those_lacking(server: Server) -> None:
    assert texts(read(["101", "102", "103"], [])) == expected(101, 102, 103)
    assert texts(read(["104", "102", "105", "103", "104"], [])) == expected(102, 103, 104, 105)
    assert {r.method for r in server.log} == {"POST"}
    assert [p["id"] for p in server.asked("efetch")] == ["101,102", "103", "104", "105"]
    assert texts(read(["105", "101"], [])) == expected(101, 105)
    assert len(server.log) == 4


@pytest.mark.usefixtures("small_batches")
def test_query_uses_the_history_only_for_batches_that_the_cache_lacks_whole(server: Server) -> None:
    read(["101"], [])
    assert texts(read([], ["tablet AND adults"])) == expected(101, 102, 103, 104, 107)
    asked = [{k: p[k] for k in ("id", "retstart", "retmax") if k in p} for p in server.asked("efetch")]
    assert asked == [
        {"id": "101"},
        {"id": "103"},
        {"retstart": "2", "retmax": "2"},
        {"retstart": "4", "retmax": "1"},
    ]


def test_kept_answer_without_its_list_does_not_count(server: Server, tmp_path: Path) -> None:
    read(["101"], [])
    next((tmp_path / "cache").rglob("*.ids")).unlink()
    assert texts(read(["101"], [])) == expected(101)
    assert len(server.log) == 2


SPOILT: list[Callable[[Path], object]] = [
    Path.unlink,
    lambda answer: answer.write_bytes(b""),
    lambda answer: answer.write_bytes(broken_gzip(answer.read_bytes())),
    lambda answer: answer.write_bytes(answer.read_bytes()[:-9]),
]


@pytest.mark.parametrize("spoil", SPOILT, ids=["lost", "empty", "changed", "cut"])
def test_kept_answer_that_cannot_be_read_is_fetched_again(
    server: Server, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    read(["101", "102"], [])
    spoil(next((tmp_path / "cache").rglob("*.xml.gz")))
    read(["103"], [])
    for _ in range(2):
        assert texts(read(["101", "103"], [])) == expected(101, 103)
    assert [p["id"] for p in server.asked("efetch")] == ["101,102", "103", "101"]


def test_unknown_pmids_are_failures_and_the_rest_goes_on(server: Server) -> None:
    def unknown(pmid: str) -> Failure:
        return Failure(f"PMID:{pmid}", f"PMID:{pmid}", "PubMed has no record with this PMID.")

    items = read(["999", "101"], [])
    assert texts(items) == expected(101)
    assert [item for item in items if isinstance(item, Failure)] == [unknown("999")]
    assert read(["998"], []) == [unknown("998")]


@pytest.mark.parametrize(("options", "found"), [({"most": 2}, (101, 103)), ({"most": 100}, (101, 102, 103, 104, 107))])
def test_maximum(server: Server, options: dict[str, int], found: tuple[int, ...]) -> None:
    assert texts(read([], ["tablet AND adults"], **options)) == expected(*found)
    assert server.asked("esearch")[0]["retmax"] == str(options["most"])
    pmids = ["103", "101", "107", "104", "102"]
    assert texts(read(pmids, [], **options)) == expected(*found)
    assert len(server.log) == 2


def test_long_query_is_posted_with_key_and_email(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "sesame")
    monkeypatch.setenv("NCBI_EMAIL", "curator@example.org")
    query = " OR ".join(f"invented{n}[tiab]" for n in range(100))
    server.searches[query] = ["110"]
    assert texts(read([], [query])) == expected(110)
    assert [r.method for r in server.log] == ["POST", "GET"]
    assert {(r.parameters["api_key"], r.parameters["email"]) for r in server.log} == {("sesame", "curator@example.org")}


FAULTS = {
    "429": Fault("efetch", 429, "slow down"),
    "500": Fault("efetch", 500, "oops"),
    "502 at the search": Fault("esearch", 502, HTML),
    "HTML page": Fault("efetch", body=HTML),
    "HTML page at the search": Fault("esearch", body=HTML),
    "ERROR element": Fault("efetch", body=FETCH_ERROR),
    "ERROR element at the search": Fault("esearch", body=BACKEND),
    "truncated XML": Fault("efetch", truncate=700),
    "cut connection": Fault("efetch", cut=300),
    "no answer": Fault("efetch", cut=0),
    "empty answer": Fault("efetch", body=" "),
    "broken gzip": Fault("efetch", pack=broken_gzip),
    "cut gzip": Fault("efetch", pack=lambda packed: packed[: len(packed) // 2]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_passing_fault_is_tried_again(server: Server, name: str) -> None:
    server.faults = [FAULTS[name], FAULTS[name]]
    assert texts(read([], ["tablet AND adults"])) == expected(101, 102, 103, 104, 107)
    assert sorted(r.tool for r in server.log) == sorted(["esearch", "efetch", *[FAULTS[name].tool] * 2])


MESSAGES = {
    "429": "efetch failed 5 times: HOST answered with HTTP 429; try again later.",
    "500": "efetch failed 5 times: HOST answered with HTTP 500; try again later.",
    "502 at the search": "esearch failed 5 times: HOST answered with HTTP 502; try again later.",
    "HTML page": "efetch failed 5 times: the answer is an HTML page; try again later.",
    "HTML page at the search": "esearch failed 5 times: the answer is an HTML page; try again later.",
    "ERROR element": "efetch failed 5 times: PubMed reports 'Cannot load history'; try again later.",
    "ERROR element at the search": "esearch failed 5 times: PubMed reports 'Search backend failed'; try again later.",
    "truncated XML": "efetch failed 5 times: the answer broke off or is no XML; try again later.",
    "cut connection": "efetch failed 5 times: HOST cut the connection; try again later.",
    "no answer": "efetch failed 5 times: HOST cannot be reached (is there a network?); try again later.",
    "empty answer": "efetch failed 5 times: the answer broke off or is no XML; try again later.",
    "broken gzip": "efetch failed 5 times: the compressed answer is damaged; try again later.",
    "cut gzip": "efetch failed 5 times: the answer broke off or is no XML; try again later.",
}


@pytest.mark.parametrize("name", FAULTS)
def test_lasting_fault_is_one_sentence(
    server: Server, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "sesame")
    server.always = FAULTS[name]
    with pytest.raises(ExtractorError) as caught:
        read([], ["tablet AND adults"])
    assert re.sub(r"127\.0\.0\.1:\d+", "HOST", str(caught.value)) == MESSAGES[name]
    assert list((tmp_path / "cache" / "eutils" / "pubmed").iterdir()) == []


def test_retry_after_is_honoured(server: Server) -> None:
    server.faults = [Fault("efetch", 429, "", {"Retry-After": "1"})]
    assert texts(read(["101"], [])) == expected(101)
    first, second = (request.at for request in server.log)
    assert 1.0 <= second - first < 3.0


def test_too_long_a_wait_is_reported(server: Server) -> None:
    server.faults = [Fault("efetch", 503, "", {"Retry-After": "3600"})]
    with pytest.raises(ExtractorError, match=r"answered with HTTP 503 and asks to wait 3600 s\.$"):
        read(["101"], [])
    assert len(server.log) == 1


def test_redirect_to_no_address(server: Server) -> None:
    server.always = Fault("esearch", 302, "", {"Location": "http://[bad"})
    with pytest.raises(ExtractorError, match=r"^127\.0\.0\.1:\d+ cannot be asked: \w+\.$"):
        read([], ["tablet AND adults"])


def test_refusal_is_not_tried_again(server: Server) -> None:
    server.always = Fault("esearch", 400, '{"error":"API key invalid"}')
    with pytest.raises(ExtractorError, match=r'refused the request with HTTP 400: {"error":"API key invalid"}\.$'):
        read([], ["tablet AND adults"])
    assert len(server.log) == 1


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("nothing at all", ExtractorError, "PubMed finds no paper for 'nothing at all'."),
        ("half", ExtractorError, "PubMed finds 6 papers for 'half' but lists only 3 of them."),
    ],
)
def test_search_that_cannot_be_used(server: Server, query: str, error: type[Exception], message: str) -> None:
    server.searches |= {"half": ["101", "102", "103"]}
    server.counts = {"half": 6}
    with pytest.raises(error) as caught:
        read([], [query])
    assert str(caught.value) == message
    assert server.asked("efetch") == []


def test_more_hits_than_pubmed_lists_are_no_error_below_a_maximum(server: Server) -> None:
    server.searches["everything"] = ["101", "102"]
    server.counts = {"everything": 12345}
    assert texts(read([], ["everything"], most=2)) == expected(101, 102)


@pytest.mark.usefixtures("server")
def test_no_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("EXTRACTOR_EUTILS_URL", f"http://127.0.0.1:{port}/")
    with pytest.raises(ExtractorError) as caught:
        read([], ["tablet AND adults"])
    assert str(caught.value) == (
        f"esearch failed 5 times: 127.0.0.1:{port} cannot be reached (is there a network?); try again later."
    )


def test_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_EUTILS_URL", "nowhere")
    with pytest.raises(UsageError, match=r"^EXTRACTOR_EUTILS_URL is nowhere/, which is no web address\.$"):
        EUtils()


@pytest.mark.parametrize("faults", [0, 3])
def test_rate_is_kept_by_first_and_repeated_requests(server: Server, faults: int) -> None:
    server.faults = [Fault("efetch", 500, "")] * faults
    with EUtils(rate=4, pause=0.001) as client:
        for pmid in range(101, 110 - faults):
            entrez.records(client, "pubmed", (str(pmid),))
    times = [request.at for request in server.log]
    assert len(times) == 9
    # Of five requests in a row, the last comes a second after the first, but for the time they take to arrive.
    assert [later - earlier for earlier, later in zip(times, times[4:], strict=False) if later - earlier < 0.95] == []
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_progress_is_told_after_each_batch(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pubmed, "_BATCH", 3)
    told: list[tuple[int, int]] = []
    list(documents(["tablet AND adults"], Options(progress=lambda done, total: told.append((done, total)))))
    assert told == [(3, 5), (5, 5)]
    assert len(server.log) == 3


def test_drip_and_flood_end(server: Server) -> None:
    server.always = Fault("efetch", drip=0.02)
    with pytest.raises(ExtractorError, match="efetch failed 5 times: .* did not send its answer within 0 s; try"):
        list(pubmed.documents(Wanted(pmids=["101"]), client=quick(longest_answer=0.1)))
    server.always = None
    with pytest.raises(ExtractorError, match=r"sent an answer of more than 100 bytes\.$"):
        list(pubmed.documents(Wanted(pmids=["101"]), client=quick(largest_answer=100)))


@pytest.mark.parametrize("fault", [Fault("efetch", drop=2), Fault("efetch", repeat=3)], ids=["missing", "twice"])
def test_records_missing_or_twice_in_an_answer(server: Server, fault: Fault) -> None:
    server.faults = [fault]
    items = read([], ["tablet AND adults"])
    assert texts(items) == expected(101, 102, 103, 104, 107)
    lacking = [p["id"] for p in server.asked("efetch") if "id" in p]
    assert lacking == (["103,101"] if fault.drop else [])


@pytest.mark.usefixtures("small_batches")
def test_expired_history_is_replaced_by_ids(server: Server) -> None:
    documents = pubmed.documents(Wanted(queries=["tablet AND adults"]), client=quick())
    items = list(parse(next(documents)))
    server.forget()
    items += [item for raw in documents for item in parse(raw)]
    assert texts(items) == expected(101, 102, 103, 104, 107)
    assert [p.get("id") or "history" for p in server.asked("efetch")] == [
        "history", "history", "history", "107,104", "history", "history", "102",
    ]  # fmt: skip


def test_record_that_cannot_be_sent_costs_no_other(server: Server) -> None:
    server.records["104"] = "<PubmedArticle><MedlineCitation>broken"
    items = read(["101", "102", "103", "104", "107"], [])
    assert texts(items) == expected(101, 102, 103, 107)
    reason = "efetch failed 5 times: the answer broke off or is no XML; try again later."
    assert [item for item in items if isinstance(item, Failure)] == [Failure("PMID:104", "PMID:104", reason)]
    assert texts(read(["101", "102", "103", "107"], [])) == expected(101, 102, 103, 107)


def test_unknown_pmid_is_asked_for_once(server: Server) -> None:
    for _ in range(2):
        assert [item.reason for item in read(["999"], []) if isinstance(item, Failure)] == [
            "PubMed has no record with this PMID."
        ]
    assert len(server.log) == 2  # what one answer lacks, the next might have held
    server.records["999"] = invented(999)
    assert texts(read(["999"], [], fresh=True)) == expected(999)
