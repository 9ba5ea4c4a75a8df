"""What the E-utilities are asked and what their answers mean: searches, records, full texts, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from extractor.errors import ExtractorError
from extractor.sources.eutils import TRIES, EUtils, Refused, Unusable

Db = Literal["pubmed", "pmc"]
DateType = Literal["edat", "mdat"]  # when PubMed took a record in; when it last changed it

MOST = 9_999  # PubMed lists no more ids than this for one search
_LONG_QUERY = 1_000  # characters, beyond which a query is POSTed, as NCBI asks
_FIRST_DAY, _LAST_DAY = date(1780, 1, 1), date(3000, 1, 1)  # as PubMed's own searches write "from then on"
_LAST_UID = 999_999_999
_SETS = {"pubmed": "PubmedArticleSet", "pmc": "pmc-articleset"}
_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_ID_PATHS = ("MedlineCitation/PMID", "BookDocument/PMID")
_PMC_PATHS = (
    "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']",
    "BookDocument/ArticleIdList/ArticleId[@IdType='pmc']",
)
_PMC_ID_TYPES = ("pmc", "pmcid", "pmcaid")  # PMC has changed the name of its id twice


@dataclass(frozen=True, slots=True)
class Search:
    """What esearch found: the ids in its order, and the server's name for the list, empty where it has none."""

    ids: tuple[str, ...]
    history: dict[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An efetch answer as it came, the ids of the records in it, and the PMCIDs that PubMed records state."""

    content: bytes
    ids: tuple[str, ...]
    pmcids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ids:
    """One paper's ids: PMID as digits, PMCID as PMC and digits, DOI."""

    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None


def search(eutils: EUtils, query: str, most: int | None = None) -> list[Search]:
    """Everything that a PubMed query finds, at most `most`, as one search or, beyond what PubMed lists, as several.

    ExtractorError where it finds none, or where PubMed lists fewer than it says it found.
    """
    first = _search(eutils, query, MOST if most is None else min(most, MOST))
    if not first.count:
        raise ExtractorError(f"PubMed finds no paper for {query!r}.")
    wanted = first.count if most is None else min(first.count, most)
    found = [first] if wanted <= MOST else list(_sliced(eutils, query, "edat", _FIRST_DAY, _LAST_DAY, wanted))
    listed = len({pmid for one in found for pmid in one.ids})
    if listed < wanted:
        raise ExtractorError(f"PubMed finds {first.count:,} papers for {query!r} but lists only {listed:,} of them.")
    return found


def changed_since(eutils: EUtils, query: str, day: date) -> frozenset[str]:
    """The PMIDs among what a query finds that PubMed added or revised on that day or later."""
    found = _sliced(eutils, query, "mdat", day, _LAST_DAY, None)
    return frozenset(pmid for one in found for pmid in one.ids)


def records(eutils: EUtils, db: Db, ids: tuple[str, ...], patience: int = TRIES) -> Answer:
    """The records of these ids, POSTed. Those that the database does not know are absent from the answer."""
    try:
        return _fetch(eutils, db, {"id": ",".join(i.removeprefix("PMC") for i in ids)}, post=True, patience=patience)
    except Refused as refusal:
        if "ID list is empty" in str(refusal):  # what NCBI says when it knows none of them
            return Answer(b"", ())
        raise


def found_records(eutils: EUtils, found: Search, start: int, count: int) -> Answer | None:
    """The records `start` to `start + count` of what a search found; None where the server no longer knows the search.

    NCBI keeps histories for some hours and drops them at will, in several wordings, so that any refusal counts.
    """
    parameters = {**found.history, "retstart": str(start), "retmax": str(count)}
    try:
        return _fetch(eutils, "pubmed", parameters, post=False, patience=2)
    except (Refused, Unusable):
        return None


def ids_of(eutils: EUtils, db: Db, uids: tuple[str, ...]) -> dict[str, Ids]:
    """The ids of papers, by PMID or, of the database pmc, by PMCID (esummary's ArticleIds); unknown ones are absent."""
    parameters = {"db": db, "id": ",".join(u.removeprefix("PMC") for u in uids), "retmode": "xml"}
    root, _ = eutils.ask("esummary", parameters, "eSummaryResult", post=True)
    found = {}
    for summary in root.iterfind("DocSum"):
        items = {
            (item.get("Name") or "").lower(): (item.text or "").strip()
            for item in summary.iterfind("Item[@Name='ArticleIds']/Item")
        }
        pmcid = _pmcid(items.get("pmcid") or items.get("pmc") or (summary.findtext("Id") if db == "pmc" else ""))
        pmid = items.get("pmid") or items.get("pubmed") or (summary.findtext("Id") if db == "pubmed" else None)
        key = pmid if db == "pubmed" else pmcid
        if key:
            found[key] = Ids(pmid if pmid != "0" else None, pmcid, items.get("doi") or None)
    return found


def by_doi(eutils: EUtils, doi: str) -> str | None:
    """The PMID of a DOI, where PubMed knows exactly one."""
    found = _search(eutils, f'"{doi}"[doi]', 2)
    return found.ids[0] if len(found.ids) == 1 else None


def _search(eutils: EUtils, query: str, most: int, **dates: str) -> Search:
    parameters = {"db": "pubmed", "term": query, "usehistory": "y", "retstart": "0", "retmax": str(most), **dates}
    root, _ = eutils.ask("esearch", parameters, "eSearchResult", post=len(query) > _LONG_QUERY)
    said = root.findtext("Count") or ""
    if not re.fullmatch("[0-9]+", said):
        raise ExtractorError("PubMed's answer to the search does not say how many papers it finds.")
    history = {"WebEnv": root.findtext("WebEnv") or "", "query_key": root.findtext("QueryKey") or ""}
    ids = tuple((element.text or "").strip() for element in root.iterfind("IdList/Id"))
    return Search(ids[:most], history if all(history.values()) else {}, int(said))


def _sliced(
    eutils: EUtils, query: str, kind: DateType, first: date, last: date, wanted: int | None
) -> Iterator[Search]:
    """The search cut by date until each part is short enough to be listed; a single day is cut by PMID."""
    left = wanted
    waiting: list[tuple[date, date, int, int]] = [(first, last, 1, _LAST_UID)]
    while waiting and (left is None or left > 0):
        since, until, low, high = waiting.pop()
        term = query if (low, high) == (1, _LAST_UID) else f"({query}) AND {low}:{high}[uid]"
        dates = {"datetype": kind, "mindate": f"{since:%Y/%m/%d}", "maxdate": f"{until:%Y/%m/%d}"}
        found = _search(eutils, term, MOST, **dates)
        if found.count > MOST and since < until:
            middle = since + (until - since) // 2
            waiting += [(since, middle, low, high), (middle + timedelta(days=1), until, low, high)]
        elif found.count > MOST and low < high:
            cut = (low + high) // 2
            waiting += [(since, until, low, cut), (since, until, cut + 1, high)]
        elif found.count:
            kept = found.ids if left is None else found.ids[:left]
            left = None if left is None else left - len(kept)
            yield Search(kept, found.history, found.count)


def _fetch(eutils: EUtils, db: Db, parameters: dict[str, str], *, post: bool, patience: int = TRIES) -> Answer:
    parameters = {"db": db, **parameters, "retmode": "xml"}
    root, content = eutils.ask("efetch", parameters, _SETS[db], post=post, patience=patience)
    if db == "pmc":
        return Answer(content, tuple(filter(None, map(_article_pmcid, root.iterfind("article")))))
    ids: list[str] = []
    pmcids: dict[str, str] = {}
    for record in root.iterchildren(*_RECORDS):
        pmid = next((text.strip() for path in _ID_PATHS if (text := record.findtext(path))), "")
        pmcid = next((_pmcid(text) for path in _PMC_PATHS if (text := record.findtext(path))), None)
        ids.append(pmid)
        pmcids |= {pmid: pmcid} if pmcid else {}
    return Answer(content, tuple(dict.fromkeys(filter(None, ids))), pmcids)


def _article_pmcid(article: Any) -> str | None:
    stated = {e.get("pub-id-type"): e.text or "" for e in article.iterfind("front/article-meta/article-id")}
    return next((_pmcid(stated[kind]) for kind in _PMC_ID_TYPES if kind in stated), None)


def _pmcid(text: str | None) -> str | None:
    """PMC and digits, however the number was written: `123`, `PMC123`, `PMC123.1`, `pmc-id: PMC123;`."""
    match = re.search(r"(?:PMC)?(\d+)", text or "", re.IGNORECASE)
    return f"PMC{match[1]}" if match else None
