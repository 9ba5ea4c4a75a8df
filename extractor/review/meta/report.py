"""A page of HTML that stands alone: the forest plot, and below it where each number comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from extractor.review.meta import words
from extractor.review.meta.results import Results
from extractor.review.meta.studies import Counts, Study

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
svg { max-width: 100%; height: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ddd }
td.number { white-space: nowrap }
mark { background: #fff0b3 }
"""


def as_html(results: Results, figures: Iterable[str]) -> str:
    """`figures` are SVG texts."""
    title = escape(results.title or "Meta-analysis")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>',
            f"<h1>{title}</h1>",
            *(f"<figure>{figure}</figure>" for figure in figures),
            *_list("Take note", results.warnings),
            *_studies(results),
            *_list("How it was done", results.analysis.notes),
            *_list("Left out", [f"{left.name}: {left.reason}." for left in results.left]),
            "</body></html>\n",
        ]
    )


def _studies(results: Results) -> Iterator[str]:
    effect = f"{results.analysis.measure.label}, {words.heading(results.analysis)}"
    yield f"<h2>Studies</h2><table><tr><th>Study</th><th>{effect}</th><th>Numbers, and where they stand</th></tr>"
    digits = words.digits(results.analysis)
    for row in results.analysis.total.rows:
        study = row.study
        arms = [(results.treated, study.treated), (results.control, study.control)]
        places = "".join(_place(name if study.control else "", arm) for name, arm in arms if arm)
        if study.details.get("note"):
            places += f"<p><small>{escape(str(study.details['note']))}</small></p>"
        number = words.effect(row.ends, digits)
        yield f'<tr><td>{_name(study)}</td><td class="number">{number}</td><td>{places}</td></tr>'
    yield "</table>"


def _name(study: Study) -> str:
    link, title = study.details.get("link"), study.details.get("title")
    name = escape(study.name)
    # A CSV file may hold any text as its link; only addresses of the web become links.
    if isinstance(link, str) and link.startswith(("https://", "http://")):
        name = f'<a href="{escape(link)}">{name}</a>'
    return name + (f"<br><small>{escape(str(title))}</small>" if title else "")


def _place(name: str, arm: Counts) -> str:
    sentences = "".join(f"<br>“{_marked(fact['sentence'], fact['quote'])}”" for fact in arm.facts)
    return f"<p>{escape(name)} {arm.events}/{arm.total}{sentences}</p>"


def _marked(sentence: str, quote: str) -> str:
    before, found, after = sentence.partition(quote)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(sentence)


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    points = "".join(f"<li>{escape(item)}</li>" for item in items)
    if points:
        yield f"<h2>{heading}</h2><ul>{points}</ul>"
