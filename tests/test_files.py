"""PubMed's files: one that was read is not opened again, and the later file counts in whatever order they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import extractor.documents
from extractor.sources.raw import RawDocument
from extractor.store import Store
from tests.conftest import Call
from tests.record_files import RECORDS, STANDING, deleted, trial, write, write_all
from tests.sample_study import MYELOMA
from tests.test_store import check_whole


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed."""
    names: list[str] = []
    parse = extractor.documents.parse

    def noted(raw: RawDocument, **how: Any) -> Any:
        names.append(raw.name)
        return parse(raw, **how)

    monkeypatch.setattr(extractor.documents, "parse", noted)
    return names


N1, N2, N3, N4 = RECORDS


@pytest.mark.parametrize(
    "runs",
    [
        [[N1, N2, N3, N4]],
        [[N1], [N2], [N3], [N4]],
        [[N4], [N3], [N2], [N1]],
        [[N3], [N1, N4], [N2]],
        [[N4, N2, N3, N1]],
    ],
)
def test_the_later_file_counts_in_any_order(call: Call, tmp_path: Path, runs: Sequence[Sequence[str]]) -> None:
    files, db = write_all(tmp_path / "files"), tmp_path / "facts.db"
    for names in runs:
        assert call("run", *(files[name] for name in names), "--db", db, "--jobs", 1).code == 0
    adults = rows(db, "SELECT CAST(substr(paper_id, 6) AS INTEGER), max(n) FROM patient_counts GROUP BY 1")
    assert dict(adults) == STANDING
    assert rows(db, "SELECT count(*), sum(extracted_with IS NULL) FROM papers") == [(len(STANDING), 0)]
    check_whole(db)
    assert rows(db, "SELECT name, papers FROM files ORDER BY 1") == [(N1, 6), (N2, 3), (N3, 3), (N4, 2)]


def renamed(folder: Path) -> None:
    (folder / N1).rename(folder / "other.xml.gz")


def moved(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / N1).rename(folder / "sub" / N1)


def changed(folder: Path) -> None:
    write(folder, N2, *RECORDS[N2], trial(11, 50))


@pytest.mark.parametrize(
    ("before", "meanwhile", "again"),
    [
        ([], lambda folder: None, []),
        ([], moved, []),
        ([], renamed, ["other.xml.gz"]),
        ([], changed, [N2]),
        (["--max", 7], lambda folder: None, [N1, N2, N3, N4]),  # what --max cut short says nothing of files
        (["--pmids", "wanted.txt"], lambda folder: None, [N1, N2, N3, N4]),
    ],
)
def test_a_finished_file_is_not_opened_again(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: list[str],
    before: list[str],
    meanwhile: Callable[[Path], None],
    again: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wanted.txt").write_text("2\n")
    folder = tmp_path / "files"
    write_all(folder)
    arguments = ("run", folder, "--db", "facts.db", "--jobs", 1)
    assert call(*arguments, *before).code == 0
    opened.clear()
    meanwhile(folder)
    done = call(*arguments)
    assert (done.code, opened) == (0, again)
    assert "No papers were found" not in done.err
    if not again:
        assert "14 were known already" in done.out


def test_a_file_is_opened_again_for_what_was_removed_and_with_other_patterns(
    call: Call, tmp_path: Path, opened: list[str]
) -> None:
    files, db = write_all(tmp_path / "files"), tmp_path / "facts.db"
    arguments = ("run", files[N1], files[N2], "--db", db, "--jobs", 1)
    call(*arguments)
    call("remove", "PMID:8", "--db", db)
    opened.clear()
    call(*arguments)
    assert opened == [N1, N2]  # either may hold it
    assert rows(db, "SELECT count(*) FROM papers WHERE paper_id = 'PMID:8'") == [(1,)]
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yml").write_text("kind: patient_count\npatterns: []\n")
    opened.clear()
    assert call(*arguments, "--patterns", own).code == 0
    assert call(*arguments).code == 0  # and back again: the papers are read as the first time
    assert opened == [N1, N2, N1, N2]
    [(current,)] = rows(db, "SELECT fingerprint FROM runs ORDER BY run_id LIMIT 1")
    assert rows(db, "SELECT DISTINCT extracted_with FROM papers") == [(current,)]


def test_a_file_that_could_not_be_read_is_tried_again(call: Call, tmp_path: Path, opened: list[str]) -> None:
    path = write_all(tmp_path / "files")[N1]
    path.write_bytes(path.read_bytes()[:-30])
    for _ in range(2):
        done = call("run", path, "--db", tmp_path / "facts.db", "--jobs", 1)
        assert "could not be read" in done.err or done.code == 1
    assert opened == [N1, N1]


def test_a_full_text_outlives_the_deletion_of_its_record(call: Call, tmp_path: Path) -> None:
    full = MYELOMA.__class__(MYELOMA.paper_id, MYELOMA.passages, pmid=MYELOMA.pmid, pmcid="PMC1", full_text=True)
    with Store(tmp_path / "facts.db") as store:
        store.save_papers([full], store.begin_run("run", [], "", None))
    path = write(tmp_path / "files", N3, trial(1, 10), deleted(int(MYELOMA.pmid or 0)))
    assert call("run", path, "--db", tmp_path / "facts.db", "--jobs", 1).code == 0
    assert rows(tmp_path / "facts.db", "SELECT count(*) FROM papers") == [(2,)]
