"""What was decided on the papers of a review, by rules and by people."""

from __future__ import annotations

import sqlite3

from extractor.errors import ExtractorError, UsageError
from extractor.review.decisions import Row


def review_name(connection: sqlite3.Connection, asked_for: str | None) -> str:
    """The review that is asked for, or the only one that there is. UsageError where it is none of these."""
    names = [name for (name,) in connection.execute("SELECT review FROM screenings ORDER BY review")]
    if not names:
        raise ExtractorError("No review has been screened yet; `extractor screen apply RULES.yml` does.")
    if asked_for is None and len(names) == 1:
        return str(names[0])
    if asked_for is None or asked_for not in names:
        lead = f"There is no review {asked_for!r}" if asked_for else "Name the review"
        raise UsageError(f"{lead}; there {'is' if len(names) == 1 else 'are'} {', '.join(names)}.")
    return asked_for


def decided(connection: sqlite3.Connection, review: str) -> list[Row]:
    """The papers of a review with the decisions that count, and the link of each paper."""
    sql = (
        "SELECT s.*, b.url FROM screening s JOIN papers_browse b USING (paper_id) WHERE review = ?"
        " ORDER BY length(paper_id), paper_id"
    )
    return [dict(row) for row in connection.execute(sql, (review,))]


def included(connection: sqlite3.Connection, review: str) -> set[str]:
    """The papers that a review includes. UsageError where there is no such review."""
    name = review_name(connection, review)
    return {row["paper_id"] for row in decided(connection, name) if row["decision"] == "include"}
