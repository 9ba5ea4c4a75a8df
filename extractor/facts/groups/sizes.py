"""What the sizes of groups say of whose a share is: of 12/40 the group is one of 40, and 13.3% is no share of 28."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.facts.sentences.rates import Rate
from extractor.facts.sentences.restated import agrees
from extractor.records import Number

_SMALL = 150  # of larger groups nearly every percentage is possible
Sizes = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Told:
    """What the sentences so far have told of groups: the labels of the last one that named some, and sizes."""

    recent: Sequence[str] = ()
    sizes: Sizes = field(default_factory=dict)

    def after(self, shares: Iterable[tuple[Number | None, str | None]]) -> Told:
        """The same after a sentence with these denominators and labels: 48 of 276 on A makes A a group of 276."""
        sizes, labels = dict(self.sizes), []
        for denominator, label in shares:
            if label:
                labels.append(label)
                if isinstance(denominator, int):
                    sizes[label] = sizes.get(label, frozenset()) | {denominator}
        return Told(list(dict.fromkeys(labels)) or self.recent, sizes)

    def fitting(self, rate: Rate) -> frozenset[str]:
        """The groups of which a share can be one, by their sizes."""
        return frozenset(label for label, known in self.sizes.items() if _fits(rate, known))

    def are_crossed(self, pairs: Iterable[tuple[tuple[Rate, str], tuple[Rate, str]]]) -> bool:
        """Whether shares set side by side are possible only the other way round: 26.9% is none of 19, but 7 of 26."""
        crossed = False
        for (rate, label), (other_rate, other) in pairs:
            known = self.sizes.get(label), self.sizes.get(other)
            if known[0] is None or known[1] is None or max(*known[0], *known[1]) > _SMALL:
                continue
            if not all(r.percent is not None and r.percent != int(r.percent) for r in (rate, other_rate)):
                continue
            as_told = _fits(rate, known[0]), _fits(other_rate, known[1])
            turned = _fits(rate, known[1]), _fits(other_rate, known[0])
            if any(as_told) and not all(turned):
                return False
            crossed |= all(turned) and not any(as_told)
        return crossed

    def features(self, rate: Rate, label: str | None, fitting: frozenset[str]) -> Iterator[str]:
        """What sizes say for or against a group, `label` None for all participants; `fitting` as above."""
        how = (
            "denominator" if rate.denominator else "count" if rate.numerator and rate.percent is not None else "percent"
        )
        if label in self.sizes:
            only = "only " if fitting == {label} else ""
            yield f"{only}{how} fits" if label in fitting else f"{how} does not fit"
        elif fitting and how != "percent":
            yield f"{how} of a group" if label is None else f"{how} fits another"


def _fits(rate: Rate, sizes: Collection[int]) -> bool:
    if rate.denominator:
        return rate.denominator in sizes
    if rate.percent is None:
        return rate.numerator is not None and rate.numerator <= max(sizes)
    if rate.numerator is not None:
        return any(agrees(rate.numerator, size, rate.percent) for size in sizes)
    percent = rate.percent
    return any(size > _SMALL or any(agrees(n, size, percent) for n in _near(percent, size)) for size in sizes)


def _near(percent: float, size: int) -> range:
    nearest = round(percent * size / 100)
    return range(max(nearest - 1, 0), nearest + 2)
