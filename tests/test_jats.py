"""JATS full text: markup in, whole passages, cells and papers out; what cannot be read gives one sentence."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from lxml import etree

from extractor.documents import jats
from extractor.documents.jats import tables
from extractor.documents.jats.inline import flat
from extractor.records import Failure, Notice, Paper, Passage

MATH = 'xmlns:m="http://www.w3.org/1998/Math/MathML"'
LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
WHOLE = f"""<article {LINKS} article-type="research-article" xml:lang="en"><?properties open_access?><front>
<journal-meta><journal-title-group><journal-title>Invented Heart</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">4711</article-id><article-id pub-id-type="pmc">815</article-id>
<article-id pub-id-type="doi">10.1000/x</article-id><title-group><article-title>Two <i>doses</i></article-title>
<subtitle>a trial</subtitle><trans-title-group xml:lang="de"><trans-title>Zwei</trans-title></trans-title-group>
</title-group><contrib-group><contrib contrib-type="author"><name><surname>Doe</surname><given-names>J A</given-names>
</name><xref ref-type="aff"><sup>1</sup></xref></contrib><contrib contrib-type="author"><collab>The Group</collab>
</contrib></contrib-group><author-notes><fn><label>*</label><p>Equal.</p></fn></author-notes>
<pub-date pub-type="epub"><year>2018</year></pub-date><pub-date pub-type="ppub"><year>2019</year></pub-date>
<permissions><license license-type="open-access" xlink:href="https://creativecommons.org/licenses/by/4.0/">
<license-p>Free.</license-p></license></permissions>
<related-article related-article-type="retraction-forward" ext-link-type="pubmed" xlink:href="99"/>
<abstract><title>Abstract</title><sec><title>Aims</title><p>NCT01234567 and ISRCTN123.</p></sec></abstract>
<abstract abstract-type="teaser"><p>Short.</p></abstract><trans-abstract xml:lang="de"><p>Kurz.</p></trans-abstract>
</article-meta></front><body><sec><label>1</label><title>Methods</title><p>Before<list><title>Steps</title>
<list-item><label>a)</label><p>One</p></list-item><list-item><p>Two<list><list-item><p>Deep</p></list-item></list></p>
</list-item></list>after.</p><sec><title>Dose</title><p>See<fn><p>Note.</p></fn> it.</p><novelty>New <p>inner</p> end
</novelty><boxed-text><caption><title>Box 1</title></caption><p>Boxed.</p></boxed-text>
<fig><label>Figure 1</label><caption><title>Flow</title><p>Arms.</p></caption><graphic/><attrib>CI: interval.</attrib>
</fig></sec></sec></body><back><ack><title>Thanks</title><p>To all.</p></ack><glossary><def-list><def-item>
<term>AE</term><def><p>adverse event</p></def></def-item></def-list></glossary><app-group><app><title>Extra</title>
<p>More.</p></app></app-group><ref-list><title>References</title><ref><label>1</label><element-citation><name>
<surname>Roe</surname><given-names>B</given-names></name><year>2001</year></element-citation></ref></ref-list></back>
<floats-group><table-wrap><label>Table 1</label><caption><p>Events. All.</p></caption><table><thead><tr><th>Event</th>
<th>n</th></tr></thead><tbody><tr><td>Rash</td><td>3</td></tr></tbody></table><table-wrap-foot><fn><label>1</label>
<p>Any.</p></fn></table-wrap-foot></table-wrap></floats-group></article>"""
PASSAGES = [
    ("title", None, "Two doses: a trial"),
    ("metadata", "journal-meta", "Invented Heart"),
    ("metadata", "article-id", "4711"),
    ("metadata", "article-id", "815"),
    ("metadata", "article-id", "10.1000/x"),
    ("translation", "de", "Zwei"),
    ("metadata", "contrib-group", "Doe J A ¹ The Group"),
    ("footnote", None, "* Equal."),
    ("metadata", "pub-date", "2018"),
    ("metadata", "pub-date", "2019"),
    ("metadata", "permissions", "Free."),
    ("heading", None, "Abstract"),
    ("heading", None, "Aims"),
    ("abstract", "AIMS", "NCT01234567 and ISRCTN123."),
    ("abstract", None, "Short."),
    ("translation", "de", "Kurz."),
    ("heading", None, "1 Methods"),
    ("paragraph", "METHODS", "Before"),
    ("heading", "METHODS", "Steps"),
    ("list", "METHODS > STEPS", "a) One"),
    ("list", "METHODS > STEPS", "Two"),
    ("list", "METHODS > STEPS", "Deep"),
    ("paragraph", "METHODS", "after."),
    ("heading", "METHODS", "Dose"),
    ("paragraph", "METHODS > DOSE", "See it."),
    ("footnote", "METHODS > DOSE", "Note."),
    ("paragraph", "METHODS > DOSE", "New"),
    ("paragraph", "METHODS > DOSE", "inner"),
    ("paragraph", "METHODS > DOSE", "end"),
    ("caption", "METHODS > DOSE", "Box 1"),
    ("box", "METHODS > DOSE > BOX 1", "Boxed."),
    ("caption", "METHODS > DOSE", "Figure 1 Flow Arms."),
    ("footnote", "METHODS > DOSE", "CI: interval."),
    ("heading", None, "Thanks"),
    ("paragraph", "THANKS", "To all."),
    ("list", None, "AE: adverse event"),
    ("heading", None, "Extra"),
    ("appendix", "EXTRA", "More."),
    ("heading", None, "References"),
    ("reference", "REFERENCES", "1 Roe B 2001"),
    ("caption", None, "Table 1 Events. All."),
    ("table", "Table 1 Events", "Event | n | Rash | 3"),
    ("footnote", "Table 1 Events", "¹ Any."),
]


def read(folder: Path, content: str | bytes, pmids: frozenset[str] | None = None) -> list[Paper | Failure]:
    path = folder / "one.nxml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(jats.read(path, "one.nxml", pmids))


@pytest.mark.parametrize("packed", [False, True])
def test_whole_article(tmp_path: Path, packed: bool) -> None:
    (paper,) = read(tmp_path, gzip.compress(WHOLE.encode()) if packed else WHOLE)
    assert isinstance(paper, Paper)
    assert [(p.kind, p.section, p.text) for p in paper.passages] == PASSAGES
    assert paper == Paper(
        "PMID:4711",
        paper.passages,
        pmid="4711",
        pmcid="PMC815",
        doi="10.1000/x",
        title="Two doses: a trial",
        journal="Invented Heart",
        year=2019,
        publication_types=("research-article",),
        language="en",
        authors=("Doe J A", "The Group"),
        registrations=("NCT01234567", "ISRCTN123"),
        notices=(Notice("RetractionIn", "pubmed:99", "99"),),
        full_text=True,
        licence="https://creativecommons.org/licenses/by/4.0/",
        open_access=True,
        source="one.nxml",
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("12.5%<sup><xref>3</xref></sup> of", "12.5% ³ of"),
        ("12<xref ref-type='bibr'><sup>3</sup></xref>of", "12 ³ of"),
        ("12<sup>[<xref>3</xref>,<xref>4</xref>]</sup>.", "12 [³,⁴]."),
        ("12.5<xref ref-type='table-fn'>1</xref>", "12.5 ¹"),
        ("seen [<xref ref-type='bibr'>3</xref>], Fig. <xref ref-type='fig'>1</xref>A", "seen [3], Fig. 1A"),
        ("10<sup>6</sup> m<sup>−2</sup> H<sub>2</sub>O", "10⁶ m⁻² H₂O"),
        ("a<break/>b<p>c</p>d &alpha; e", "a b c d α e"),
        ("<surname>Doe</surname><given-names>J</given-names> (<year>2001</year>)", "Doe J (2001)"),
        (f"<m:math {MATH}><m:mfrac><m:mi>a</m:mi><m:mrow><m:mi>b</m:mi><m:mo>+</m:mo><m:mn>1</m:mn></m:mrow></m:mfrac>"
         "<m:mo>≤</m:mo><m:mo>-</m:mo><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>", "a/(b + 1) ≤ -x²"),
        (f"<m:math {MATH}><m:msub><m:mi>t</m:mi><m:mi>max</m:mi></m:msub><m:mo>=</m:mo><m:mfenced><m:mn>1</m:mn>"
         "<m:mn>2</m:mn></m:mfenced><m:msqrt><m:mn>9</m:mn></m:msqrt></m:math>", "t_max = (1, 2)√(9)"),
        (f"<alternatives><tex-math>x</tex-math><m:math {MATH}><m:mi>y</m:mi></m:math></alternatives>", "y"),
        ("<tex-math>\\usepackage{a}\\begin{document}$x$\\end{document}</tex-math>", "$x$"),
    ],
)  # fmt: skip
def test_inline(markup: str, text: str) -> None:
    xml = f'<!DOCTYPE p SYSTEM "none.dtd"><p>{markup}</p>'
    assert flat(etree.fromstring(xml, etree.XMLParser(resolve_entities=False))) == text


def row(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


GRIDS = {
    "spanning headers": (
        "<thead>" + row('<th rowspan="2">Event</th>', '<th colspan="2">Grade 3-4</th>')
        + row("<th>n</th>", "<th>%</th>") + "</thead>" + row("Rash", "3", "5"),
        [("Event", 0, 0, (), ()), ("Grade 3-4", 0, 1, (), ()), ("n", 1, 1, (), ("Grade 3-4",)),
         ("%", 1, 2, (), ("Grade 3-4",)), ("Rash", 2, 0, (), ("Event",)),
         ("3", 2, 1, ("Rash",), ("Grade 3-4", "n")), ("5", 2, 2, ("Rash",), ("Grade 3-4", "%"))],
    ),
    "sections, indented, and one over the whole width": (
        "<thead>" + row("", "n") + "</thead><tbody>" + row('<td colspan="2">Women</td>') + row("Age", "")
        + row("\u2003old", "4") + row("All", "9") + "</tbody>",
        [("", 0, 0, (), ()), ("n", 0, 1, (), ()), ("Women", 1, 0, (), ()), ("Age", 2, 0, ("Women",), ()),
         ("", 2, 1, ("Women",), ()), ("old", 3, 0, ("Women", "Age"), ()),
         ("4", 3, 1, ("Women", "Age", "old"), ("n",)), ("All", 4, 0, ("Women",), ()),
         ("9", 4, 1, ("Women", "All"), ("n",))],
    ),
    "stubs in two columns": (
        "<thead>" + row("Drug", "Dose", "n") + "</thead><tbody>" + row('<td rowspan="2">A</td>', "low", "1")
        + row("high", "2") + "</tbody>",
        [("Drug", 0, 0, (), ()), ("Dose", 0, 1, (), ()), ("n", 0, 2, (), ()), ("A", 1, 0, (), ("Drug",)),
         ("low", 1, 1, ("A",), ("Dose",)), ("1", 1, 2, ("A", "low"), ("n",)), ("high", 2, 1, ("A",), ("Dose",)),
         ("2", 2, 2, ("A", "high"), ("n",))],
    ),
    "panels, and no thead": (
        row("<th>X</th>", "<th>n</th>") + row("a", "1") + row("<th>Y</th>", "<th>m</th>") + row("b", "2"),
        [("X", 0, 0, (), ()), ("n", 0, 1, (), ()), ("a", 1, 0, (), ("X",)), ("1", 1, 1, ("a",), ("n",)),
         ("Y", 2, 0, (), ()), ("m", 2, 1, (), ()), ("b", 3, 0, (), ("Y",)), ("2", 3, 1, ("b",), ("m",))],
    ),
    "first row without numbers": (
        row("Arm", "Patients") + row("A", "12"),
        [("Arm", 0, 0, (), ()), ("Patients", 0, 1, (), ()), ("A", 1, 0, (), ("Arm",)),
         ("12", 1, 1, ("A",), ("Patients",))],
    ),
    "CALS": (
        '<tgroup cols="3"><colspec colname="a"/><colspec colname="b"/><colspec colname="c"/><thead><row>'
        '<entry morerows="1">E</entry><entry namest="b" nameend="c">G</entry></row><row><entry colname="c">n</entry>'
        "</row></thead><tbody><row><entry>R</entry><entry>1</entry><entry>2</entry></row></tbody></tgroup>",
        [("E", 0, 0, (), ()), ("G", 0, 1, (), ()), ("n", 1, 2, (), ("G",)), ("R", 2, 0, (), ("E",)),
         ("1", 2, 1, ("R",), ("G",)), ("2", 2, 2, ("R",), ("G", "n"))],
    ),
    "huge spans": (
        row('<td colspan="1000000" rowspan="99999999999">a</td>'),
        [("a", 0, 0, (), ())],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GRIDS)
def test_grid(name: str) -> None:
    xml, expected = GRIDS[name]
    ((text, cells),) = tables.grids(etree.fromstring(f"<table>{xml}</table>"))
    assert [(text[c.start : c.end], c.row, c.column, c.row_headers, c.column_headers) for c in cells] == expected
    assert text == " | ".join(e[0] for e in expected if e[0])
    assert max(c.colspan for c in cells) <= 1000


def article(pmid: str, title: str = "t") -> str:
    ids = f'<article-id pub-id-type="pmid">{pmid}</article-id>' if pmid else ""
    return (
        f"<article><front><article-meta>{ids}<title-group><article-title>{title}</article-title></title-group>"
        "</article-meta></front></article>"
    )


OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>{}</metadata></record></ListRecords></OAI-PMH>'
SPACED = article("5").replace("<article>", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/">')
FILES: dict[str, tuple[str, list[str]]] = {
    "a set": (f"<pmc-articleset>{article('1')}{article('2')}</pmc-articleset>", ["PMID:1 t", "PMID:2 t"]),
    "OAI": (OAI.format(SPACED), ["PMID:5 t"]),
    "without ids": (f"<articles>{article('')}{article('x')}</articles>", ["ID:one t", "ID:one-2 t"]),
    "PMC's refusal": (
        f'<pmc-articleset><Reply Id="7" error="not available"/>{article("1")}</pmc-articleset>',
        ["PMC7 PMC does not give it: not available.", "PMID:1 t"],
    ),
    "cut short": (f"<articles>{article('1')}<article>",
                  ["PMID:1 t", "None The XML is broken at line 1 (why); articles read before it: 1."]),
    "too deep": (article("1").replace("</article>", "<body>" + "<list><list-item>" * 120 + "</list-item></list>" * 120
                                      + "</body></article>"),
                 ["article 1 The article's elements are nested too deeply."]),
    "far too deep": (article("1", "<i>" * 5000),
                     ["None The XML is refused at line 1 (why); articles read before it: 0."]),
    "empty": ("", ["None The file is empty."]),
    "text": ("none", ["None The file is not XML."]),
    "HTML": ("<!doctype html><html><br></html>", ["None The file is an HTML page, not full text (JATS)."]),
    "MEDLINE": ("<PubmedArticleSet/>", ["None The file is PubMed XML (MEDLINE), not full text (JATS)."]),
    "other": ("<rss/>", ["None The file is not full text (JATS): its root element is <rss>."]),
    "no article": ("<pmc-articleset/>", ["None The file holds no article."]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_file(tmp_path: Path, name: str) -> None:
    content, expected = FILES[name]
    found = [
        f"{item.paper_id} {item.title}" if isinstance(item, Paper) else f"{item.document} {item.reason}"
        for item in read(tmp_path, content)
    ]
    assert [re.sub(r"(line \d+) \(.*\)", r"\1 (why)", text) for text in found] == expected


def test_only_the_papers_asked_for(tmp_path: Path) -> None:
    content = f"<articles>{article('1')}{article('')}{article('2')}</articles>"
    kept = read(tmp_path, content, frozenset(["2", "9"]))
    passages = (Passage("PMID:2", 0, "title", "t"), Passage("PMID:2", 1, "metadata", "2", "article-id"))
    assert kept == [Paper("PMID:2", passages, pmid="2", title="t", source="one.nxml")]


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("", (None, None, None, ())),
        ("<pub-date date-type='pub' publication-format='electronic'><year>2020</year></pub-date>"
         "<pub-date date-type='collection' publication-format='electronic'><year>2021</year></pub-date>",
         (2021, None, None, ())),
        ("<pub-date pub-type='pmc-release'><year>2015</year></pub-date><pub-date pub-type='epub'><year>2014</year>"
         "</pub-date>", (2014, None, None, ())),
        ("<permissions><license license-type='closed'><license-p>All  rights reserved.</license-p></license>"
         "</permissions>", (None, "All rights reserved.", False, ())),
        ("<permissions><license license-type='open-access'><license-p>Free to read.</license-p></license>"
         "</permissions>", (None, "Free to read.", True, ())),
        ("<related-article related-article-type='corrected-article' ext-link-type='doi' xlink:href='10.1/a'/>"
         "<related-article related-article-type='companion' vol='3' page='7'>7</related-article>",
         (None, None, None, (Notice("ErratumFor", "doi:10.1/a"), Notice("companion", "3:7")))),
    ],
)  # fmt: skip
def test_front(tmp_path: Path, meta: str, expected: tuple[object, ...]) -> None:
    xml = article("1").replace("</article-meta>", f"{meta}</article-meta>").replace("<article>", f"<article {LINKS}>")
    (paper,) = read(tmp_path, xml)
    assert isinstance(paper, Paper)
    assert (paper.year, paper.licence, paper.open_access, paper.notices) == expected
