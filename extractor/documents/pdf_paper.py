"""A paper from the paragraphs of a PDF: which is the title, the abstract, a heading, a caption, a reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.documents.normalise import collapse, stated_doi
from extractor.documents.pdf_layout import Line
from extractor.documents.pdf_paragraphs import Paragraph, Sheet, body_size, paragraphs_of
from extractor.documents.pdf_repair import Usage, mend, usage_of
from extractor.documents.pdf_tables import Grid, text_of
from extractor.records import Paper, Passage

_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s+(?=\D)")
_ABSTRACT = re.compile(r"(?:ABSTRACT|SUMMARY)", re.I)
_RUN_IN_ABSTRACT = re.compile(r"(?:abstract|summary)\s?[:.—–-]\s*\S|ABSTRACT\s\S", re.I)
_KEYWORDS = re.compile(r"(?:key\s?words|index terms)\b", re.I)
_REFERENCES = re.compile(r"(?:references(?: and notes)?|bibliography|literature(?: cited)?|works cited)", re.I)
_LABEL = re.compile(
    r"(?:background|introduction|context|rationale|aims?|purpose|objectives?|design|setting|participants|patients|"
    r"interventions?|measurements?|main outcome measures?|methods?|results?|findings|conclusions?|interpretation|"
    r"discussion|trial registration|funding)(?:\s(?:and|&|/)\s\w+)?",
    re.I,
)
_MAIN = re.compile(
    r"(?:introduction|background|(?:patients|materials?|subjects|participants)(?:,? and |\s?/\s?)methods?|methods?|"
    r"methods and materials|methodology|results?|results and discussion|discussion|conclusions?|acknowledge?ments?|"
    r"funding|disclosures?|(?:conflicts?|competing|declaration)s? of interests?|competing interests?|appendix|"
    r"supplementary (?:material|data|information)|author contributions?|ethics statement|abbreviations|limitations)",
    re.I,
)
_LONGEST_HEADING = 120  # characters
_ENTRY = re.compile(r"^\[?(\d{1,3})(?:\]|[.)]|(?=\s))\s*(?=\D)")


@dataclass(slots=True)
class _Reader:
    """Reads paragraphs in order and keeps what the headings before them said."""

    paper_id: str
    usage: Usage
    body: float
    passages: list[Passage] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    references: list[Paragraph] = field(default_factory=list)
    main: str | None = None
    sub: str | None = None
    main_style: tuple[float, bool, bool] | None = None
    part: str = "body"  # abstract, references
    abstract_size: float = 0.0  # its heading's, then its text's
    labels: set[str] = field(default_factory=set)  # of the abstract

    def read(self, paragraph: Paragraph) -> None:
        grid = paragraph.lines[0].place
        if isinstance(grid, Grid):
            text, cells, repairs = text_of(grid, self.usage)
            own = Passage(self.paper_id, len(self.passages), "table", text, self.section, cells, repairs)
            self.passages.append(own)
        elif paragraph.is_caption:
            self.put("caption", paragraph)
        elif self._is_heading(paragraph):
            self._heading(paragraph)
        elif self.part == "references":
            self.references.append(paragraph)
        else:
            self._text(paragraph)

    @property
    def section(self) -> str | None:
        if self.part == "abstract":
            return self.sub
        return f"{self.main}: {self.sub}" if self.main and self.sub else self.main or self.sub

    def put(self, kind: str, paragraph: Paragraph, section: str | None = None) -> None:
        """Adds a passage of the paragraph's text; a paragraph of blanks adds none."""
        text, repairs = mend(paragraph.text, self.usage, paragraph.scripts)
        if text:
            own = Passage(self.paper_id, len(self.passages), kind, text, section or self.section, repairs=repairs)
            self.passages.append(own)

    def finish(self) -> None:
        """The references, one passage for each entry where they can be told apart."""
        for entry in _entries(self.references):
            self.put("reference", entry, "REFERENCES")
        self.references.clear()

    def _text(self, paragraph: Paragraph) -> None:
        text = collapse(paragraph.text)
        if _RUN_IN_ABSTRACT.match(text) and not self.main:
            self.part, self.sub, self.abstract_size = "abstract", None, paragraph.size
        elif self.part == "abstract" and (_KEYWORDS.match(text) or self._is_other_size(paragraph)):
            self.part, self.sub = "body", None
        if self.part != "abstract":
            self.put("paragraph", paragraph)
            return
        self.abstract_size = paragraph.size
        label = _LABEL.match(text)
        own = label[0].upper() if label and re.match(r"\s?[:.—]\s", text[label.end() :] + " ") else None
        self.put("abstract", paragraph, own)

    def _is_other_size(self, paragraph: Paragraph) -> bool:
        """Whether text below the abstract's first paragraph is set in another size: it is not the abstract's."""
        seen = any(passage.kind == "abstract" for passage in self.passages)
        return seen and abs(paragraph.size - self.abstract_size) > 0.4

    def _is_heading(self, paragraph: Paragraph) -> bool:
        text = collapse(paragraph.text)
        if len(text) > _LONGEST_HEADING or len(paragraph.lines) > 3 or len(re.findall(r"[^\W\d_]", text)) < 3:
            return False
        name = _NUMBERING.sub("", text).rstrip(" :.")
        known = (_MAIN, _ABSTRACT, _REFERENCES, _LABEL) if self.part == "abstract" else (_MAIN, _ABSTRACT, _REFERENCES)
        if any(regex.fullmatch(name) for regex in known):
            return True
        if text.endswith((".", ",", ";", "-")) or not re.match(r"[A-Z\dΑ-Ω]", text) or self.part == "references":
            return False
        by_type = paragraph.bold or paragraph.size > self.body + 0.6
        return by_type or (text.isupper() and len(text) < 60 and not re.search(r"\d", text))

    def _heading(self, paragraph: Paragraph) -> None:
        text = mend(paragraph.text, self.usage, paragraph.scripts)[0]
        name = _NUMBERING.sub("", text).rstrip(" :.")
        self.headings.append(text)
        if _REFERENCES.fullmatch(name):
            self.part, self.main, self.sub = "references", name.upper(), None
        elif _ABSTRACT.fullmatch(name) and not self.main:
            self.part, self.sub, self.abstract_size = "abstract", None, paragraph.size
        elif self.part == "abstract" and self._is_label(name, paragraph):
            self.sub = name.upper()
            self.labels.add(self.sub)
        else:
            self.part = "body"
            style = (paragraph.size, paragraph.bold, text.isupper())
            nested = re.match(r"\d{1,2}\.\d", text)
            if not nested and (_MAIN.fullmatch(name) or style == self.main_style or not self.main):
                self.main, self.sub = name.upper(), None
                self.main_style = style if _MAIN.fullmatch(name) else self.main_style
            else:
                self.sub = name.upper()

    def _is_label(self, name: str, paragraph: Paragraph) -> bool:
        """Whether a heading below "Abstract" names a part of the abstract, not the paper's first section."""
        begins_again = name.upper() in self.labels or (name.lower() == "introduction" and self.labels)
        if begins_again or not _LABEL.fullmatch(name):
            return False
        begun = any(passage.kind == "abstract" for passage in self.passages)
        return not begun or bool(self.labels) or paragraph.size < self.abstract_size - 0.3


def paper_of(sheets: Sequence[Sheet], name: str, stem: str, title: str = "") -> Paper:
    """The paper: DOI:<doi> where its first page states one only, else ID:<stem>. `title` is the file's own."""
    paragraphs, apart = paragraphs_of(sheets)
    usage = usage_of([*(p.scripts for p in paragraphs), *_cell_texts(paragraphs)])
    body = body_size(line for paragraph in paragraphs for line in paragraph.lines)
    doi = _doi(sheets[0])
    paper_id = f"DOI:{doi}" if doi else f"ID:{stem}"
    reader = _Reader(paper_id, usage, body)
    chosen = _title(paragraphs, body, title, usage)
    reader.put("title", Paragraph(tuple(line for p in chosen for line in p.lines), 0, 0))
    if not reader.passages:
        reader.passages.append(Passage(paper_id, 0, "title", ""))
    own_title = reader.passages[0].text
    for paragraph in paragraphs:
        if not any(paragraph is part for part in chosen):
            left = reader.part == "references"
            reader.read(paragraph)
            if left and reader.part != "references":
                reader.finish()
    reader.finish()
    sections = {passage.section for passage in reader.passages}
    apart = [h for h in reader.headings if not any(_is_said(h, s) for s in sections if s)] + apart
    if apart:
        ordinal = len(reader.passages)
        reader.passages.append(Passage(paper_id, ordinal, "metadata", collapse(" | ".join(apart))))
    passages = tuple(reader.passages)
    return Paper(paper_id, passages, doi=doi, title=own_title or None, full_text=True, source=name)


def _is_said(heading: str, section: str) -> bool:
    return _NUMBERING.sub("", heading).rstrip(" :.").upper() in section


def _cell_texts(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    for paragraph in paragraphs:
        if isinstance(grid := paragraph.lines[0].place, Grid):
            yield from ("\n".join(line.scripts for line in cell.lines) for cell in grid.cells)


def _doi(first: Sheet) -> str | None:
    """The one DOI that the first page states."""
    text = " ".join("".join(char.text for char in word.chars) for piece in first.pieces for word in piece.words)
    return stated_doi(text)


def _title(paragraphs: list[Paragraph], body: float, stated: str, usage: Usage) -> list[Paragraph]:
    """The paragraphs of the title: what the file calls its title where the page has it, else the largest type."""
    first = [p for p in paragraphs if p.page == 0 and not p.lines[0].place]
    wanted = _letters(stated)
    for paragraph in first:
        if len(wanted) > 15 and _letters(mend(paragraph.text, usage)[0]) == wanted:
            return [paragraph]
    large = [p for p in first if p.size > 1.15 * body and len(p.text.split()) > 1]  # one word is a publisher's sign
    size = max((p.size for p in large), default=0.0)
    same = [p for p in large if abs(p.size - size) < 0.1]
    is_one = len({p.column for p in same}) == 1 and len(same) < 3
    return same if is_one and sum(len(p.text.split()) for p in same) > 3 else []


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _entries(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """References one by one: by their numbers, else by their hanging lines, else as they were."""
    lines = [(p, line) for p in paragraphs for line in p.lines]
    starts, number = [], 1
    for n, (_, line) in enumerate(lines):
        if (match := _ENTRY.match(line.text)) and int(match[1]) == number:
            starts.append(n)
            number += 1
    if len(starts) < 2:
        starts = _hanging(lines)
    if len(starts) < 2:
        return paragraphs
    ends = [*starts[1:], len(lines)]
    spans = [(0, starts[0]), *zip(starts, ends, strict=True)]
    return [
        Paragraph(tuple(line for _, line in lines[a:b]), lines[a][0].page, lines[a][0].column)
        for a, b in spans
        if a < b
    ]


def _hanging(lines: list[tuple[Paragraph, Line]]) -> list[int]:
    """Lines that stand left of the one below or above, where many do."""
    lefts: dict[int, float] = {}
    for paragraph, line in lines:
        lefts[paragraph.column] = min(lefts.get(paragraph.column, line.box.x0), line.box.x0)
    starts = [n for n, (p, line) in enumerate(lines) if line.box.x0 - lefts[p.column] < 0.5 * line.size]
    return starts if len(starts) < 0.8 * len(lines) else []
