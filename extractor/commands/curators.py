"""`curator add`, `list`, `remove`: who may decide on facts in `extractor serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from extractor.commands.run import must_exist
from extractor.publish.curation import accounts


def add(name: str, db: Path) -> None:
    """Ask for a password, twice on a terminal, and keep its hash."""
    must_exist(db)
    if sys.stdin.isatty():
        password = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    accounts.add(db, name, password)
    print(f"{name} may log in at /-/login once `extractor serve` is started again.")


def show(db: Path) -> None:
    """The names, one a line."""
    must_exist(db)
    for name in accounts.names(db):
        print(name)


def remove(name: str, db: Path) -> None:
    """Take an account away."""
    must_exist(db)
    accounts.remove(db, name)
    print(f"{name} can no longer log in; what {name} decided stays.")
