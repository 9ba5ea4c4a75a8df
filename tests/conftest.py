"""What tests share: the data they need, and a visible skip, or under EXTRACTOR_NO_SKIPS a failure, without it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from extractor.__main__ import main
from extractor.errors import ExtractorError
from tests.eutils_server import Server, invented, serving

NO_SKIPS = os.environ.get("EXTRACTOR_NO_SKIPS", "") not in ("", "0")  # .ci/run sets it


class Done(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Done]


def missing(what: str) -> None:
    """Skip the test for want of `what`; where nothing may be skipped, fail it."""
    if NO_SKIPS:
        pytest.fail(f"{what}, and EXTRACTOR_NO_SKIPS allows no test to be skipped", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def dev_data() -> Path:
    """The folder of development data that EXTRACTOR_DEV_DATA names."""
    folder = os.environ.get("EXTRACTOR_DEV_DATA")
    if not folder:  # as on any machine without it, CI's too; where .ci/run finds the folder it sets the variable
        pytest.skip("EXTRACTOR_DEV_DATA is not set")
    path = Path(str(folder))
    if not path.is_dir():
        missing(f"EXTRACTOR_DEV_DATA names {path}, which is no folder")
    return path


@pytest.fixture(scope="session")
def record_files() -> dict[str, Path]:
    """The demo's PubMed record files by name, from the cache or the network."""
    from extractor.sources import demo

    try:
        return demo.record_files()
    except ExtractorError as error:
        missing(f"no record files: {error}")
        raise


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """A loopback E-utilities server that knows 20 invented records, with an empty cache."""
    for name in ("NCBI_API_KEY", "NCBI_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "cache"))
    with serving() as server:
        server.records = {str(pmid): invented(pmid) for pmid in range(101, 121)}
        server.searches = {"tablet AND adults": ["103", "101", "107", "104", "102"]}
        monkeypatch.setenv("EXTRACTOR_EUTILS_URL", server.url)
        yield server


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command line in this process."""
    monkeypatch.delenv("EXTRACTOR_DB", raising=False)
    monkeypatch.delenv("EXTRACTOR_MODEL", raising=False)

    def run(*arguments: object, stdin: str | bytes = "") -> Done:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        code = main([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return run
