"""What the sizes of groups say of whose a share is."""

from __future__ import annotations

import pytest

from extractor.facts.groups.sizes import Told
from extractor.facts.sentences.rates import Rate

TOLD = Told(sizes={"placebo": frozenset({28}), "tirofide": frozenset({30, 31})})


@pytest.mark.parametrize(
    ("rate", "placebo", "tirofide", "sham", "everybody"),
    [
        (Rate(numerator=4, denominator=28), ["only denominator fits"], ["denominator does not fit"],
         ["denominator fits another"], ["denominator of a group"]),
        (Rate(numerator=4, denominator=90), ["denominator does not fit"], ["denominator does not fit"], [], []),
        (Rate(numerator=4, percent=13.3), ["count does not fit"], ["only count fits"],
         ["count fits another"], ["count of a group"]),
        (Rate(percent=13.3), ["percent does not fit"], ["only percent fits"], [], []),
        (Rate(percent=50), ["percent fits"], ["percent fits"], [], []),
        (Rate(percent=41.7), ["percent does not fit"], ["percent does not fit"], [], []),
    ],
)  # fmt: skip
def test_sizes_tell_groups(
    rate: Rate, placebo: list[str], tirofide: list[str], sham: list[str], everybody: list[str]
) -> None:
    fitting = TOLD.fitting(rate)
    labels = ("placebo", "tirofide", "sham", None)
    assert [list(TOLD.features(rate, label, fitting)) for label in labels] == [placebo, tirofide, sham, everybody]


def test_shares_tell_sizes() -> None:
    """A sentence that names no group leaves the groups last named as they were."""
    first = Told().after([(40, "sham"), (38, "tirofide"), (None, "sham"), (90, None)])
    assert first == Told(["sham", "tirofide"], {"sham": frozenset({40}), "tirofide": frozenset({38})})
    assert first.after([(50, None)]) == first
