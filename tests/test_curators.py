"""The commands that make and remove curators' accounts, and those that export what curators did."""

from __future__ import annotations

from pathlib import Path

import pytest
from datasette_auth_passwords.utils import verify_password

from extractor.publish.curation import accounts
from tests.site import fill


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return fill(tmp_path / "facts.db")


def test_an_account_comes_and_goes(call, db):
    done = call("curator", "add", "maria", "--db", db, stdin="eight letters\n")
    said = "maria may log in at /-/login once `extractor serve` is started again.\n"
    assert done == (0, said, "")
    file = accounts.folder_of(db) / "maria"
    assert verify_password("eight letters", file.read_text())
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert oct(file.parent.stat().st_mode)[-3:] == "700"
    assert call("curator", "list", "--db", db).out == "maria\n"
    assert (
        call("curator", "remove", "maria", "--db", db).out == "maria can no longer log in; what maria decided stays.\n"
    )
    assert call("curator", "list", "--db", db).out == ""
    assert not verify_password("eight letters", file.read_text())


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "sentence"),
    [
        (("add", "maria"), "short", 2, "The password is too short; use at least 8 characters."),
        (("add", "../maria"), "eight letters", 2, "'../maria' is no name for a curator; use up to 40 letters"),
        (("add", ".key"), "eight letters", 2, "'.key' is no name for a curator; use up to 40 letters"),
        (("remove", "jo"), "", 1, "There is no curator 'jo'; `extractor curator list` shows them."),
        (("remove", ".key"), "", 1, "There is no curator '.key'; `extractor curator list` shows them."),
    ],
)
def test_what_is_no_account(call, db, arguments, stdin, code, sentence):
    done = call("curator", *arguments, "--db", db, stdin=stdin)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
    assert not accounts.folder_of(db).exists()


def test_no_database(call, tmp_path):
    done = call("curator", "add", "maria", "--db", tmp_path / "none.db", stdin="eight letters")
    assert (done.code, "There is no database at" in done.err) == (1, True)


def test_the_key_of_logins_is_kept(db):
    assert accounts.signing_key(db) is None
    accounts.add(db, "maria", "eight letters")
    assert accounts.signing_key(db) == accounts.signing_key(db)
    assert accounts.names(db) == ["maria"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Say what to write: --format csv, jsonl, xlsx, datapackage, metafor or revman, --gold FOLDER,"),
        (("--gold", "g", "--public", "p.db"), 2, "Say what to write"),
        (("--gold", "g"), 1, "There is nothing to export: no fact was accepted, corrected or added by a curator."),
        (("--public", "p.db"), 0, "p.db holds 2 papers, 2 of them without their text."),
    ],
)
def test_export(call, db, tmp_path, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    done = call("export", "--db", db, *arguments)
    assert (done.code, done.out, said in done.err) == (code, "", True)
