"""Where a paper's own name for something stands by itself."""

import pytest

from extractor.matching.whole import spans_of

PLACES = [
    ("EC", "EC and EC-T, TEC; (EC)", {}, ["EC", "EC"]),
    ("EC", "ec or EC", {"ignores_case": False}, ["EC"]),
    ("placebo", "Placebos, placebo-treated, placebo", {"plural": True}, ["Placebos", "placebo"]),
    ("placebo", "placebos", {}, []),
    ("C+", "C+ or C++", {}, ["C+", "C+"]),
    ("ab", "ab_ ab", {}, ["ab"]),
    ("drug a", "İ İ Drug A", {}, ["Drug A"]),  # a letter whose small form is two
]


@pytest.mark.parametrize(("name", "text", "how", "found"), PLACES)
def test_where_a_name_stands_by_itself(name: str, text: str, how: dict[str, bool], found: list[str]) -> None:
    assert [text[start:end] for start, end in spans_of(name, text, 0, len(text), **how)] == found


def test_only_a_part_of_the_text_is_looked_at() -> None:
    assert list(spans_of("A", "A, A, A", 3, 5)) == [(3, 4)]
