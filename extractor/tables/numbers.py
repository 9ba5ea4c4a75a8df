"""What the numbers of a column tell by themselves: whether pairs are a number and its percentage."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.cells import Figure, Printed

_PAIRS = ("#(#)", "#(#%)", "#,#", "##", "#(#)#", "#(#)(#)")
_ENOUGH = 0.6  # of the pairs; tables have slips


def agree(cells: Sequence[Printed], size: int | None) -> bool:
    """Whether the pairs of a column are numbers with percentages: of its size, or of one size whatever it is."""
    fractions = [c for c in cells if c.shape == "#/#"]
    if fractions and any(c.shape in ("#/#(#)", "#/#(#%)") for c in cells):
        return True
    if size and fractions and sum(c.figures[1].value == size for c in fractions) >= _ENOUGH * len(fractions):
        return True
    pairs = [(c.figures[0], c.figures[1]) for c in cells if c.shape in _PAIRS]
    pairs = [(a, b) for a, b in pairs if isinstance(a.value, int) and a.value > 0]
    if not pairs:
        return False
    if size and _agreeing(pairs, size) >= _ENOUGH * len(pairs):
        return True
    if len(pairs) < 3:
        return False
    candidates = {round(100 * a.value / b.value) for a, b in pairs if b.value}
    return max((_agreeing(pairs, n) for n in candidates), default=0) >= _ENOUGH * len(pairs)


def agrees_with(cell: Printed, size: int | None) -> bool:
    """Whether a cell is a number and its percentage of a size."""
    return bool(size) and cell.shape in _PAIRS and _agreeing([(cell.figures[0], cell.figures[1])], size or 0) > 0


def _agreeing(pairs: Sequence[tuple[Figure, Figure]], size: int) -> int:
    return sum(b.is_share_of(a.value, size) for a, b in pairs)


def decimals_only(cells: Sequence[Printed]) -> bool:
    """Whether a column or row of single numbers is one of percentages: enough have decimals, none is over 100."""
    numbers = [c.figures[0] for c in cells if c.shape == "#"]
    counted = [f for f in numbers if f.value]
    alone = all(c.shape in ("#", "", "-", "<#") for c in cells)
    return (
        alone
        and sum(f.places > 0 for f in counted) >= 0.5 * max(len(counted), 1)
        and all(f.value <= 100 for f in numbers)
    )


def adds_up(total: Sequence[Printed], columns: Sequence[Sequence[Printed]]) -> bool:
    """Whether each number of a row of totals is the sum of the numbers above it: then events are counted, since
    people have more than one."""
    sums = [
        (
            whole.figures[0].value,
            sum(c.figures[0].value for c in above if c.figures),
            sum(bool(c.figures) for c in above),
        )
        for whole, above in zip(total, columns, strict=True)
        if whole.figures
    ]
    return any(whole for whole, _, _ in sums) and all(whole == parts and n > 2 for whole, parts, n in sums)
