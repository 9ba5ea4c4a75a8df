"""Lists of references: the ids that are read from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.sources import lists
from extractor.sources.lists import Entry

RIS = """TY  - JOUR
TI  - An invented trial
AN  - 30000001
DB  - PubMed
DO  - 10.1000/one
ER  -

TY  - JOUR
TI  - Of another database, whose numbers are no PMIDs
AN  - 2004567890
DB  - Embase
DO  - https://doi.org/10.1000/two
ER  -
TY  - JOUR
C2  - PMC44
UR  - https://pubmed.ncbi.nlm.nih.gov/30000003/
ER  -
TY  - BOOK
TI  - A book without any id, of 1999 pages
M1  - 1999
ER  -
"""
NBIB = """
PMID- 30000001
OWN - NLM
TI  - An invented trial of 20000002 tablets
AID - 10.1000/one [doi]
PMC - PMC77

PMID- 30000002
LID - S0000-0000(20)00000-0 [pii]
LID - 10.1000/two [doi]
"""
CASES = {
    "ris": (
        "refs.ris",
        RIS,
        [
            Entry("30000001", None, "10.1000/one", 1),
            Entry(None, None, "10.1000/two", 8),
            Entry("30000003", "PMC44", None, 14),
            Entry(line=18),
        ],
    ),
    "ris whose unnamed numbers are no PMIDs beside a DOI": (
        "refs.ris",
        "TY  - JOUR\nAN  - WOS:000512345600001\nC7  - 33191408\nDO  - 10.1000/three\nER  -\n"
        "TY  - JOUR\nC7  - 123456\nDO  - 10.1000/four\nER  -\n"
        "TY  - JOUR\nC7  - 30000005\nER  -\n",
        [Entry(None, None, "10.1000/three", 1), Entry(None, None, "10.1000/four", 6), Entry("30000005", line=10)],
    ),
    "ris with Windows line ends and single blanks": (
        "refs.RIS",
        "\ufeffTY - JOUR\r\nID - 30000009\r\nER - \r\n",
        [Entry("30000009", line=1)],
    ),
    "nbib": (
        "refs.nbib",
        NBIB,
        [Entry("30000001", "PMC77", "10.1000/one", 2), Entry("30000002", None, "10.1000/two", 8)],
    ),
    "csv as PubMed writes it": (
        "refs.csv",
        '\ufeffPMID,Title,PMCID,DOI\n1,"a, b",PMC2,10.1000/a\n,c,,10.1000/c\n,d,,\n',
        [Entry("1", "PMC2", "10.1000/a", 2), Entry(None, None, "10.1000/c", 3), Entry(line=4)],
    ),
    "csv with semicolons": ("refs.csv", "Title;PubMed ID\nx;PMID: 12\n", [Entry("12", line=2)]),
    "csv of PMIDs alone": ("refs.csv", "12\n13\n", [Entry("12", line=1), Entry("13", line=2)]),
}


@pytest.mark.parametrize("case", CASES)
def test_list_gives_ids(case: str, tmp_path: Path) -> None:
    name, text, entries = CASES[case]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    assert lists.read(path) == entries


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("refs.ris", "TY  - JOUR\nTI  - Nothing\nER  - \n", "holds no PMID, PMCID or DOI."),
        ("refs.nbib", "", "holds no PMID, PMCID or DOI."),
        ("refs.csv", "Title,Year\nx,1999\n", "The table has no column PMID, PMCID or DOI."),
        ("refs.csv", "PMID\n\n", "holds no PMID, PMCID or DOI."),
    ],
)
def test_list_without_ids(name: str, text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        lists.read(path)
    assert str(caught.value).removeprefix(f"{path} ") == message
