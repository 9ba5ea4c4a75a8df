"""PDF: files drawn here, whole papers out, and one sentence for what cannot be read."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import pdf
from extractor.documents.pdf_repair import mend, unmend, usage_of
from extractor.records import Cell, Failure, Paper, Passage, Repair

WIDTH, HEIGHT = 595.0, 842.0  # points, A4
LEFT, RIGHT, COLUMN = 50, 306, 240  # where the columns begin, and their width
BODY, BOLD = "Times-Roman", "Times-Bold"

Text = tuple[float, float, str, str, float]  # x, y from the top, text, font, size
Draw = Callable[..., Path]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """A PDF of pages, each a list of texts and, as functions of reportlab's canvas, of anything else."""

    def draw(*pages: Sequence[Text | Callable], name: str = "study.v1.pdf", title: str = "", **options: object) -> Path:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        canvas = Canvas(str(tmp_path / name), pagesize=(WIDTH, HEIGHT), invariant=1, **options)
        canvas.setTitle(title)
        for page in pages:
            for item in page:
                if callable(item):
                    item(canvas)
                    continue
                x, y, text, font, size = item
                canvas.setFont(font, size)
                canvas.drawString(x, HEIGHT - y, text)
            canvas.showPage()
        canvas.save()
        return tmp_path / name

    return draw


def lines(x: float, y: float, *texts: str, font: str = BODY, size: float = 10) -> list[Text]:
    """Lines below each other; a first line that begins with a tab is indented."""
    return [(x + 12 * t.startswith("\t"), y + 12 * n, t.strip("\t"), font, size) for n, t in enumerate(texts)]


def column(x: float, y: float, *texts: str) -> list[Callable]:
    """Lines as wide as a column: their words are spread."""

    def spread(canvas) -> None:
        for n, text in enumerate(texts):
            indent = 12 * text.startswith("\t")
            words = text.split()
            width = sum(canvas.stringWidth(w, BODY, 10) for w in words)
            gap = min((COLUMN - indent - width) / max(1, len(words) - 1), 6)
            at = x + indent
            canvas.setFont(BODY, 10)
            for word in words:
                canvas.drawString(at, HEIGHT - y - 12 * n, word)
                at += canvas.stringWidth(word, BODY, 10) + gap

    return [spread]


def only_paper(path: Path) -> Paper:
    (paper,) = pdf.read(path, path.name)
    assert isinstance(paper, Paper)
    return paper


def outline(paper: Paper) -> list[tuple[str, str | None, str]]:
    assert [p.ordinal for p in paper.passages] == list(range(len(paper.passages)))
    assert {p.paper_id for p in paper.passages} == {paper.paper_id}
    return [(p.kind, p.section, p.text) for p in paper.passages]


# ---- repairs

# text as extracted, text to read, what was replaced
MENDED = [
    ("adults with $15 visits, $50% better", "adults with ≥15 visits, ≥50% better", ["$", "$"]),
    ("had $15 patients (P,0.05) and P , 0.001", "had ≥15 patients (P<0.05) and P < 0.001", ["$", ",", ","]),
    ("grade $3 and aged $65 years", "grade ≥3 and aged ≥65 years", ["$", "$"]),
    ("P#0.05, t,0.5, n,0.7, P.0.05, p . 0.2", "P≤0.05, t<0.5, n<0.7, P>0.05, p > 0.2", ["#", ",", ",", ".", "."]),
    ("in (,5%) and to ,0.2 g", "in (<5%) and to <0.2 g", [",", ","]),
    ("grew by $50%; then .25% or ,12 mg", "grew by ≥50%; then >25% or <12 mg", ["$", ".", ","]),
    ("grew by $50% (P=.03); then .25%", "grew by ≥50% (P=.03); then .25%", ["$"]),
    ("tumours #3 cm", "tumours ≤3 cm", ["#"]),
    ("participants received $25 each", "participants received $25 each", []),
    ("a cost of $15 days, paid $3 times", "a cost of $15 days, paid $3 times", []),
    ("US$ 3 and $20 patients", "US$ 3 and $20 patients", []),
    ("US$ 3 but $20% more", "US$ 3 but ≥20% more", ["$"]),
    ("patient #3 years later, case #12", "patient #3 years later, case #12", []),
    ("In group A ,12 patients; 3,5 and P, 0.05", "In group A ,12 patients; 3,5 and P, 0.05", []),
    ("eﬃcacy of the ﬁrst ﬂow, eﬀect", "efficacy of the first flow, effect", ["ﬃ", "ﬁ", "ﬂ", "ﬀ"]),
    ("refrac-\ntory pa\u00ad\ntients, pro\u00adgress", "refractory patients, progress", ["- ", "\u00ad ", "\u00ad"]),
    ("XYZ-\nbased, IL-\n6, 10-\nfold, Abou-\nZed", "XYZ-based, IL-6, 10-fold, Abou-Zed", [" ", " ", " ", " "]),
    ("progression-\nfree and short-\nor long-term", "progression-free and short- or long-term", [" "]),
    ("a rechal-\nlenge; dose-limit-\ning", "a rechallenge; dose-limiting", ["- ", "- "]),
    ("cross-over; cross-\nover. reentry; re-\nentry", "cross-over; cross-over. reentry; reentry", [" ", "- "]),
    ("  a \n - \n b  ", "a - b", []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "expected", "originals"), MENDED)
def test_mend(text: str, expected: str, originals: list[str]) -> None:
    mended, repairs = mend(text)
    assert (mended, [repair.original for repair in repairs]) == (expected, originals)
    assert unmend(mended, repairs) == " ".join(text.split())


def test_repairs_say_where() -> None:
    assert mend("the ﬁ-\nnal (P,0.05)") == (
        "the final (P<0.05)",
        (Repair(4, 6, "ﬁ"), Repair(6, 6, "- "), Repair(12, 13, ",")),
    )


def test_raised_digits_are_repairs() -> None:
    assert mend("10 6 x106", scripts="10 6 x10⁶") == ("10 6 x10⁶", (Repair(8, 9, "6"),))


def test_the_document_decides() -> None:
    """What one paragraph leaves open, others tell: how a word is written, and that `$` is ≥ here."""
    usage = usage_of(["a re-entry, at least $30%"])
    assert mend("re-\nentry of $12 and ,5", usage)[0] == "re-entry of ≥12 and <5"
    assert mend("re-\nentry of $12 and ,5")[0] == "reentry of $12 and ,5"
    assert mend("$12 patients", usage_of(["20 dollars"]))[0] == "$12 patients"


def test_glued_citations_are_raised_where_the_document_cites_so() -> None:
    cites = "as before.1 We saw, as others,2,3 that it grew.4 More was found.5–7 It fell by 0.5.8 An end.9 "
    raised = "as before.¹ We saw, as others,²,³ that it grew.⁴ More was found.⁵–⁷ It fell by 0.5.8 An end.⁹ "
    cites += "Then a group et al.10 Then all"
    raised += "Then a group et al.¹⁰ Then all"
    one = "They were treated.12 Most left."
    assert mend(cites)[0] == raised
    assert mend(one)[0] == one
    people = "They were treated.12 patients left. Drug,5 mg"
    assert mend(people, usage_of([cites]))[0] == people


PIECES = st.sampled_from(
    [*"$ , . # % - \u00ad ﬁ ﬃ \n P p a B 0 0.05 5% patients grade ² 1 \x1c \u00a0".split(" "), " "]
)


@given(st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join))
def test_what_was_extracted_can_be_rebuilt(text: str) -> None:
    mended, repairs = mend(text)
    assert unmend(mended, repairs) == " ".join(text.split())
    assert mended == " ".join(mended.split())
    assert all(0 <= r.start <= r.end <= len(mended) for r in repairs)


# ---- pages


def test_whole_paper(draw: Draw) -> None:
    path = draw(
        [
            (50, 60, "Once daily zorab in invented lymphoma", BOLD, 16),
            (50, 90, "Published online. https://doi.org/10.1234/Inv.2020-7.", BODY, 10),
            (50, 120, "Abstract", BOLD, 11),
            *lines(50, 140, "Methods: We treated 40 adults with", "zorab. They came from two centres."),
            *lines(50, 176, "Results: Of 40, 12 (30%) responded."),
            (50, 210, "Introduction", BOLD, 11),
            *lines(50, 230, "Zorab is new.1 It was made in 2001 and the ef-", "fect is not known."),
        ]
    )
    own = "DOI:10.1234/Inv.2020-7"
    title = "Once daily zorab in invented lymphoma"
    assert only_paper(path) == Paper(
        own,
        (
            Passage(own, 0, "title", title),
            Passage(own, 1, "paragraph", "Published online. https://doi.org/10.1234/Inv.2020-7."),
            Passage(
                own,
                2,
                "abstract",
                "Methods: We treated 40 adults with zorab. They came from two centres.",
                "METHODS",
            ),
            Passage(own, 3, "abstract", "Results: Of 40, 12 (30%) responded.", "RESULTS"),
            Passage(
                own,
                4,
                "paragraph",
                "Zorab is new.1 It was made in 2001 and the effect is not known.",
                "INTRODUCTION",
                repairs=(Repair(45, 45, "- "),),
            ),
            Passage(own, 5, "metadata", "Abstract"),
        ),
        doi="10.1234/Inv.2020-7",
        title=title,
        full_text=True,
        source="study.v1.pdf",
    )


L = [
    "\tThe left column begins with this line of text and",
    "goes on below it, with words that are broken at a li-",
    "ne end and words that are not. There were 21 adults.",
    "\tA second paragraph of the left column reports that",
    "12 of them (57%) had a response, and this sentence is",
]
R = [
    "continued in the right column, after eight weeks.",
    "\tThe right column has a second paragraph too, which",
    "says that nausea was seen in 5 patients (24%) and in",
    "none of those who had taken the invented placebo for",
    "at least three of the four weeks of the first cycle.",
]
LEFT_TEXT = (
    "The left column begins with this line of text and goes on below it, with words that are broken at a line end and "
    "words that are not. There were 21 adults."
)
SHARED_TEXT = (
    "A second paragraph of the left column reports that 12 of them (57%) had a response, and this sentence is "
    "continued in the right column, after eight weeks."
)
RIGHT_TEXT = (
    "The right column has a second paragraph too, which says that nausea was seen in 5 patients (24%) and in none of "
    "those who had taken the invented placebo for at least three of the four weeks of the first cycle."
)
WIDE = [
    "This line reaches over both columns because it belongs to the summary of the whole paper, which has 2 lines and a",
    "bit.",
]


def test_two_columns(draw: Draw) -> None:
    page = [
        (50, 60, "An invented trial of something quite new", BOLD, 16),
        (50, 90, "Summary", BOLD, 11),
        *lines(50, 110, *WIDE),
        *column(LEFT, 150, *L),
        *column(RIGHT, 155, *R),  # the columns' lines are not level
        *lines(
            50, 240, "Figure 1 Flow of the patients through the study, drawn over the whole width of the page.", size=8
        ),
        *column(
            LEFT, 270, "Below the figure the left column says so and then it", "ends with a point.", "Last left line."
        ),
        *column(RIGHT, 270, "Below the figure the right one has a few lines of its", "own, and it ends.", "Last line."),
    ]
    assert outline(only_paper(draw(page))) == [
        ("title", None, "An invented trial of something quite new"),
        ("abstract", None, " ".join(WIDE)),
        ("abstract", None, LEFT_TEXT),
        ("abstract", None, SHARED_TEXT),
        ("abstract", None, RIGHT_TEXT),
        ("caption", None, "Figure 1 Flow of the patients through the study, drawn over the whole width of the page."),
        ("abstract", None, "Below the figure the left column says so and then it ends with a point."),
        ("abstract", None, "Last left line."),
        ("abstract", None, "Below the figure the right one has a few lines of its own, and it ends."),
        ("abstract", None, "Last line."),
        ("metadata", None, "Summary"),
    ]


def test_three_columns(draw: Draw) -> None:
    texts = [[f"{name} line {n} of a narrow text" for n in range(6)] for name in ("First", "Second", "Third")]
    page = [item for n, text in enumerate(texts) for item in lines(50 + 170 * n, 100, *text)]
    (_, passage) = only_paper(draw(page)).passages
    assert passage.text == " ".join(line for text in texts for line in text)


def test_heads_feet_and_turned_text(draw: Draw) -> None:
    def stamp(canvas) -> None:
        canvas.setFont(BODY, 7)
        canvas.saveState()
        canvas.translate(20, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "downloaded by nobody")
        canvas.restoreState()

    def page(number: int, head: str, *texts: str) -> list:
        foot = (290, 820, str(number), BODY, 8)
        return [(50, 30, head, BODY, 8), (50, 812, "Invented Press", BODY, 8), foot, *lines(50, 100, *texts), stamp]

    path = draw(
        page(101, "Writer et al", "A sentence that goes on from the first page to the next one, with 30 patients and"),
        page(102, "J Inv 2020", "with 15 controls."),
        page(103, "Writer et al", "The end."),
    )
    assert outline(only_paper(path)) == [
        ("title", None, ""),
        (
            "paragraph",
            None,
            "A sentence that goes on from the first page to the next one, with 30 patients and with 15 controls.",
        ),
        ("paragraph", None, "The end."),
        ("metadata", None, "Writer et al | Invented Press | 101 | downloaded by nobody | J Inv 2020 | 102 | 103"),
    ]


def test_sections_captions_and_references(draw: Draw) -> None:
    path = draw(
        [
            (50, 60, "METHODS", BOLD, 10),
            (50, 80, "Patients", "Times-BoldItalic", 10),
            *lines(50, 94, "Adults with a tumour #3 cm were included."),
            *lines(50, 130, "Table 1 shows them. Fig. 2, too, has some."),
            *lines(50, 160, "Table 2. Those who came", size=8),
            *lines(50, 190, "Figure S1: Those who went", size=8),
            (50, 220, "3. Results", BOLD, 10),
            (50, 240, "3.1 Response", BOLD, 10),
            *lines(50, 254, "All of them responded."),
            (50, 280, "References", BOLD, 10),
            *lines(
                50,
                300,
                "1. Writer A. A study of 20 adults. J Inv",
                "2001;1:2.",
                "2. Writer B. Another. doi:10.1/x",
                size=8,
            ),
            (50, 350, "Appendix", BOLD, 10),
            *lines(50, 370, "More."),
        ]
    )
    assert outline(only_paper(path)) == [
        ("title", None, ""),
        ("paragraph", "METHODS: PATIENTS", "Adults with a tumour ≤3 cm were included."),
        ("paragraph", "METHODS: PATIENTS", "Table 1 shows them. Fig. 2, too, has some."),
        ("caption", "METHODS: PATIENTS", "Table 2. Those who came"),
        ("caption", "METHODS: PATIENTS", "Figure S1: Those who went"),
        ("paragraph", "RESULTS: RESPONSE", "All of them responded."),
        ("reference", "REFERENCES", "1. Writer A. A study of 20 adults. J Inv 2001;1:2."),
        ("reference", "REFERENCES", "2. Writer B. Another. doi:10.1/x"),
        ("paragraph", "APPENDIX", "More."),
    ]


def test_ligatures_and_raised_digits(draw: Draw) -> None:
    path = draw(
        [(50, 60, "The ﬁrst ﬂow of 10", "Vera", 10), (141, 56.5, "6", "Vera", 6), (149, 60, "cells", "Vera", 10)]
    )
    (_, passage) = only_paper(path).passages
    assert (passage.text, passage.repairs) == (
        "The first flow of 10⁶ cells",
        (Repair(4, 6, "ﬁ"), Repair(10, 12, "ﬂ"), Repair(20, 21, "6")),
    )


def test_type_printed_twice_is_read_once(draw: Draw) -> None:
    twice = [*lines(50, 60, "All 111 will fill it."), *lines(50.4, 60, "All 111 will fill it.")]
    small = lines(50, 80, "All 111 will fill it...", size=6)
    paper = only_paper(draw([*twice, *small]))
    assert [passage.text for passage in paper.passages] == ["All 111 will fill it.", "All 111 will fill it..."]


@pytest.mark.parametrize(
    ("first_page", "doi"),
    [
        ("doi: 10.1234/a.b(3)c.", "10.1234/a.b(3)c"),
        ("https://doi.org/10.1234/AB DOI 10.1234/ab", "10.1234/AB"),
        ("doi:10.1234/one doi:10.1234/two", None),
        ("10.1234/bare is not said to be one", None),
    ],
)
def test_doi(draw: Draw, first_page: str, doi: str | None) -> None:
    paper = only_paper(draw(lines(50, 60, first_page, "Text.")))
    assert (paper.paper_id, paper.doi) == (f"DOI:{doi}" if doi else "ID:study.v1", doi)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", "The title of the paper is the largest"),
        ("It is what the file says it is", "It is what the file says it is"),
        ("Microsoft Word - final2.doc", "The title of the paper is the largest"),
    ],
)
def test_title(draw: Draw, stated: str, expected: str) -> None:
    page = [
        (50, 40, "InvPress", BOLD, 24),
        (50, 80, "The title of the paper is the largest", BOLD, 16),
        (50, 120, "It is what the file says it is", BOLD, 12),
        *lines(50, 150, "Most of the text of the page is of this smaller size.", "And it goes on."),
    ]
    paper = only_paper(draw(page, title=stated))
    assert (paper.title, paper.passages[0].text) == (expected, expected)
    assert outline(only_paper(draw(page[3:])))[0] == ("title", None, "")


# ---- tables

ROWS = [["Event", "Zorab (n=50)", "Placebo (n=48)"], ["Nausea", "12 (24%)", "3 (6%)"], ["Rash", "", ",5%"]]


def cells(text: str, *places: tuple) -> tuple[Cell, ...]:
    """Cells from their texts, in order, with row, column and the rest as in Cell."""
    found, at = [], 0
    for own, row, number, *rest in places:
        start = text.index(own, at)
        at = start + len(own)
        found.append(Cell(row, number, start, at, *rest))
    return tuple(found)


def test_table_with_lines(draw: Draw) -> None:
    def table(canvas) -> None:
        canvas.grid([50, 150, 250, 350], [HEIGHT - y for y in (100, 120, 140, 160)])

    texts = [(55 + 100 * c, 114 + 20 * r, t, BODY, 10.0) for r, row in enumerate(ROWS) for c, t in enumerate(row)]
    page = [*lines(50, 60, "Text above, with $20% in it."), *texts, table, *lines(50, 200, "Text below.")]
    text = "Event | Zorab (n=50) | Placebo (n=48) | Nausea | 12 (24%) | 3 (6%) | Rash | ,5%"
    one = (1, 1)
    expected = cells(
        text,
        ("Event", 0, 0, *one, True),
        ("Zorab (n=50)", 0, 1, *one, True),
        ("Placebo (n=48)", 0, 2, *one, True),
        ("Nausea", 1, 0, *one, True, (), ("Event",)),
        ("12 (24%)", 1, 1, *one, False, ("Nausea",), ("Zorab (n=50)",)),
        ("3 (6%)", 1, 2, *one, False, ("Nausea",), ("Placebo (n=48)",)),
        ("Rash", 2, 0, *one, True, (), ("Event",)),
        (",5%", 2, 2, *one, False, ("Rash",), ("Placebo (n=48)",)),
    )
    own = "ID:study.v1"
    assert only_paper(draw(page)).passages == (
        Passage(own, 0, "title", ""),
        Passage(own, 1, "paragraph", "Text above, with ≥20% in it.", repairs=(Repair(17, 18, "$"),)),
        Passage(own, 2, "table", text, cells=expected),
        Passage(own, 3, "paragraph", "Text below."),
    )


def test_table_with_horizontal_rules(draw: Draw) -> None:
    def rules(canvas) -> None:
        for y in (100, 134, 190):
            canvas.line(50, HEIGHT - y, 350, HEIGHT - y)

    texts = lines(180, 112, "Zorab dose") + lines(50, 126, "Item") + lines(150, 126, "Low") + lines(220, 126, "High")
    rows = [("Age, median", "61", "63"), ("Sex", "", ""), ("Male", "20 (40%)", "22"), ("Female, as", "30", "28")]
    texts += [
        (50.0 + (0, 100, 170)[c], 146 + 11.0 * r, t, BODY, 9.0) for r, row in enumerate(rows) for c, t in enumerate(row)
    ]
    texts += lines(50, 188, "stated", size=9)
    (_, table) = only_paper(draw([*texts, rules])).passages
    text = (
        "Zorab dose | Item | Low | High | Age, median | 61 | 63 | Sex | Male | 20 (40%) | 22 | "
        "Female, as stated | 30 | 28"
    )
    low, high, one = ("Zorab dose", "Low"), ("Zorab dose", "High"), (1, 1)
    female = "Female, as stated"
    assert (table.kind, table.text, table.cells) == (
        "table",
        text,
        cells(
            text,
            ("Zorab dose", 0, 1, 1, 2, True),
            ("Item", 1, 0, *one, True),
            ("Low", 1, 1, *one, True, (), ("Zorab dose",)),
            ("High", 1, 2, *one, True, (), ("Zorab dose",)),
            ("Age, median", 2, 0, *one, True, (), ("Item",)),
            ("61", 2, 1, *one, False, ("Age, median",), low),
            ("63", 2, 2, *one, False, ("Age, median",), high),
            ("Sex", 3, 0, *one, True, (), ("Item",)),
            ("Male", 4, 0, *one, True, ("Sex",), ("Item",)),
            ("20 (40%)", 4, 1, *one, False, ("Sex", "Male"), low),
            ("22", 4, 2, *one, False, ("Sex", "Male"), high),
            (female, 5, 0, *one, True, ("Sex",), ("Item",)),
            ("30", 5, 1, *one, False, ("Sex", female), low),
            ("28", 5, 2, *one, False, ("Sex", female), high),
        ),
    )


def test_text_between_rules_is_no_table(draw: Draw) -> None:
    def rules(canvas) -> None:
        for y in (80, 90, 230):
            canvas.line(50, HEIGHT - y, 546, HEIGHT - y)
        canvas.rect(45, HEIGHT - 320, 505, 60)

    boxed = lines(
        50, 280, "A box with a frame around it is no table, which is as true of a box as wide as the whole page."
    )
    page = [rules, *column(LEFT, 110, *L), *column(RIGHT, 110, *R), *boxed]
    assert [kind for kind, *_ in outline(only_paper(draw(page)))] == ["title", *["paragraph"] * 4]


def test_squared_paper_is_no_table(draw: Draw) -> None:
    def squares(canvas) -> None:
        canvas.grid([50 + 2.5 * n for n in range(200)], [50 + 3.5 * n for n in range(200)])

    page = [squares, *lines(60, 100, "A curve is drawn here.")]
    assert outline(only_paper(draw(page)))[1:] == [("paragraph", None, "A curve is drawn here.")]


# ---- what cannot be read


def page_of(text: str = "A text of one line.") -> list[Text]:
    return lines(50, 60, text)


def image(canvas) -> None:
    canvas.rect(50, 50, 300, 300, fill=1)


def failures(path: Path) -> list[str]:
    """The reasons, after at most one paper."""
    papers = [item for item in pdf.read(path, path.name) if isinstance(item, Paper)]
    found = [item for item in pdf.read(path, path.name) if isinstance(item, Failure)]
    assert len(papers) < 2
    assert all((f.source, f.document) == (path.name, None) for f in found)
    return [*["a paper"] * len(papers), *(f.reason for f in found)]


def test_files_that_are_no_pdf(tmp_path: Path, draw: Draw) -> None:
    whole = draw(page_of(), page_of("Another.")).read_bytes()
    path = tmp_path / "bad.pdf"
    for content, reason in {
        b"": "The file is empty.",
        b"PK\x03\x04 a document of another kind": "The file is not a PDF.",
        b"%PDF-1.4\n": "The PDF is damaged or cut short; none of its pages can be read.",
        b"%PDF-1.4\n" + b"\xff\x00" * 500 + b"%%EOF": "The PDF is damaged or cut short; none of its pages can be read.",
        whole[: len(whole) // 3]: "The PDF is damaged or cut short; none of its pages can be read.",
    }.items():
        path.write_bytes(content)
        assert failures(path) == [reason]
    assert failures(tmp_path / "gone.pdf") == ["The file cannot be read (No such file or directory)."]
    assert failures(tmp_path) == ["The file cannot be read (Is a directory)."]


def test_cut_at_any_place(tmp_path: Path, draw: Draw) -> None:
    whole = draw(page_of(), page_of("Another.")).read_bytes()
    path = tmp_path / "cut.pdf"
    for size in range(0, len(whole) - 6, 37):
        path.write_bytes(whole[:size])
        assert failures(path)[-1].startswith(
            ("The file is ", "The PDF is cut short", "The PDF is damaged or cut short")
        )


def test_bytes_changed_anywhere(tmp_path: Path, draw: Draw) -> None:
    """Whatever stands in a file, it becomes papers and failures, and nothing is raised."""
    whole = draw(page_of(), page_of("Another.")).read_bytes()
    path = tmp_path / "changed.pdf"
    for at in range(8, len(whole), 41):
        path.write_bytes(whole[:at] + b"<" + whole[at + 1 :])
        assert failures(path)


def test_password(draw: Draw) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    asked = draw(page_of(), encrypt=StandardEncryption("secret", strength=128))
    assert failures(asked) == ["The PDF is protected by a password."]
    printable = draw(page_of(), encrypt=StandardEncryption("", ownerPassword="secret", strength=128))
    assert outline(only_paper(printable))[1:] == [("paragraph", None, "A text of one line.")]


def test_scan(draw: Draw) -> None:
    reason = "The PDF holds no text; it may be a scan, which has to go through text recognition first."
    assert failures(draw([image], [image])) == [reason]


def test_page_that_fails(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = pdf._sheet

    def sheet(page):
        if page.page_number == 2:
            raise KeyError("Font")
        return usual(page)

    monkeypatch.setattr(pdf, "_sheet", sheet)
    path = draw(page_of("One."), page_of("Two."), page_of("Three."))
    paper, failure = pdf.read(path, path.name)
    assert isinstance(paper, Paper)
    assert [p.text for p in paper.passages] == ["", "One.", "Three."]
    assert failure == Failure(path.name, None, "Pages of the PDF that cannot be read: 2 (of 3).")
    monkeypatch.setattr(pdf, "_sheet", lambda page: page.nothing)
    assert failures(path) == ["The PDF is damaged or cut short; none of its pages can be read."]


def test_bounds(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    path = draw(page_of("One."), page_of("Two."), page_of("Three."))
    monkeypatch.setattr(pdf, "MOST_SECONDS", -1.0)
    assert failures(path) == ["Reading took longer than -1 s; pages read: 0 of 3."]
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert failures(path) == ["The PDF has more than 2 pages, the most that are read."]
    monkeypatch.setattr(pdf, "MOST_BYTES", 10)
    assert failures(path) == ["The PDF has 0 MB; at most 0 MB are read."]


def test_pages_read_in_time_are_kept(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    clock: Iterator[float] = iter([0.0, 1.0, 2.0, 61.0])
    monkeypatch.setattr("extractor.documents.pdf.time.monotonic", lambda: next(clock))
    path = draw(page_of("One."), page_of("Two."), page_of("Three."))
    paper, failure = pdf.read(path, path.name)
    assert isinstance(paper, Paper)
    assert [p.text for p in paper.passages] == ["", "One.", "Two."]
    assert failure == Failure(path.name, None, "Reading took longer than 60 s; pages read: 2 of 3.")


def test_nothing_on_the_terminal(tmp_path: Path, draw: Draw, capfd: pytest.CaptureFixture[str]) -> None:
    whole = draw(page_of()).read_bytes()
    path = tmp_path / "odd.pdf"
    path.write_bytes(whole.replace(b"/Type /Font", b"/Type /Fint").replace(b"/MediaBox", b"/MediaBax"))
    list(pdf.read(path, "odd.pdf"))
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pdfminer").propagate is False


def test_libraries_are_loaded_when_a_pdf_is_read() -> None:
    code = "import sys, extractor.documents.pdf; print({'pdfplumber', 'pdfminer', 'PIL'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "set()\n"
