"""Full text of real papers: no character is lost or doubled, and grids are what pandas makes of the same tables."""

from __future__ import annotations

import copy
import io
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import etree

from extractor.documents import jats
from extractor.documents.jats import tables
from extractor.documents.normalise import SUBSCRIPT, SUPERSCRIPT
from extractor.records import Cell, Failure, Paper

FOLDERS = {"pmc_fulltext/nxml": 200, "xml_samples/jats": 11, "llm_meta_analysis/nxml": 56}
TABLES = {"pmc_fulltext/nxml": 605, "xml_samples/jats": 30, "llm_meta_analysis/nxml": 157}
# Sub- and superscripts as they were, one kind of minus, and no invisible signs of MathML.
PLAIN: dict[int, int | None] = {0x2061: None, 0x2062: None, 0x2063: None, 0x2064: None, ord("−"): ord("-")}
PLAIN |= {code: key for table in (SUBSCRIPT, SUPERSCRIPT) for key, code in table.items() if chr(key) != "−"}
SIGNS = Counter(dict.fromkeys("|/:^_()[]{}√;,", 10**6))  # what joins cells, terms and formulas


def tree(path: Path) -> Any:
    return etree.parse(
        str(path), etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    ).getroot()


def visible(root: Any) -> str:
    """The text nodes in order, without TeX whose formula is there in MathML; the title first, as in a Paper."""
    for tex in root.xpath(".//alternatives[*[local-name()='math']]/tex-math"):
        tex.text = None
    titles = root.xpath("front/article-meta/title-group/*[self::article-title or self::subtitle]")
    first = "".join("".join(title.itertext()) for title in titles)
    for title in titles:
        title.tail, tail = None, title.tail
        assert not (tail or "").strip()
        title.getparent().remove(title)
    return characters(first + "".join(root.itertext()))


def characters(text: str) -> str:
    return "".join(text.translate(PLAIN).split())


def words(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_character_once(dev_data: Path, folder: str) -> None:
    """Of each file at least 99.9 % of the characters, none of them twice, all letters and digits in their order."""
    files = sorted((dev_data / "corpora" / folder).iterdir())
    wrong: dict[str, object] = {}
    for path in files:
        (paper,) = jats.read(path, path.name)
        if isinstance(paper, Failure):
            wrong[path.name] = paper
            continue
        assert [p.ordinal for p in paper.passages] == list(range(len(paper.passages)))
        assert all(p.text == " ".join(p.text.split()) for p in paper.passages)
        expected, text = visible(tree(path)), characters("".join(p.text for p in paper.passages))
        lost, added = Counter(expected) - Counter(text), Counter(text) - Counter(expected) - SIGNS
        if lost.total() > len(expected) / 1000 or added or words(expected) != words(text):
            wrong[path.name] = (lost, added)
    assert wrong == {}
    assert len(files) == FOLDERS[folder]


def test_twenty_seconds_are_more_than_enough(dev_data: Path) -> None:
    start = time.perf_counter()
    for path in (dev_data / "corpora" / "pmc_fulltext" / "nxml").iterdir():
        assert all(isinstance(item, Paper) for item in jats.read(path, path.name))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("folder", FOLDERS)
def test_grids_are_those_of_pandas(dev_data: Path, folder: str) -> None:
    different, count = [], 0
    for path in sorted((dev_data / "corpora" / folder).iterdir()):
        for table in tree(path).iter("table"):
            for text, cells in tables.grids(table):
                count += 1
                if words_of(filled(text, cells)) != words_of(grid_of_pandas(table)):
                    different.append((path.name, text[:60]))
    assert different == []
    assert count == TABLES[folder]


def filled(text: str, cells: tuple[Cell, ...]) -> list[list[str]]:
    """The grid in rows, with a cell's text at each of its places."""
    height, width = max(c.row + c.rowspan for c in cells), max(c.column + c.colspan for c in cells)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        for row in grid[cell.row : cell.row + cell.rowspan]:
            row[cell.column : cell.column + cell.colspan] = [text[cell.start : cell.end]] * cell.colspan
    return grid


def words_of(grid: list[list[str]]) -> list[list[str]]:
    """Without the blank rows of a grid of one column, which pandas takes for blank lines."""
    return [[words(characters(text)) for text in row] for row in grid if len(row) > 1 or row[0].strip()]


def grid_of_pandas(table: Any) -> list[list[str]]:
    """All rows as texts; pandas reads the table as HTML whose rows are all of its body."""
    table = copy.deepcopy(table)
    table.tail = None
    for element in table.iter("thead", "tfoot"):
        element.tag = "tbody"
    for element in table.iter("th"):
        element.tag = "td"
    html = etree.tostring(table, method="html", encoding="unicode")
    options = {"flavor": "lxml", "keep_default_na": False, "na_values": [], "thousands": None, "displayed_only": False}
    (frame,) = pd.read_html(io.StringIO(html), **options)
    texts = dict.fromkeys(range(frame.shape[1]), str)  # as they stand, not made into numbers
    (frame,) = pd.read_html(io.StringIO(html), converters=texts, **options)
    return [[str(value) for value in row] for row in frame.fillna("").to_numpy().tolist()]
