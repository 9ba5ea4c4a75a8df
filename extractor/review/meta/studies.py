"""What is pooled: studies with events among patients, in two arms or in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """So many of `total` patients had the event. `facts` says where the numbers stand, if they came from a paper."""

    events: int
    total: int
    facts: tuple[dict[str, Any], ...] = ()

    @property
    def others(self) -> int:
        return self.total - self.events


@dataclass(frozen=True, slots=True)
class Study:
    """One line of the analysis; `control` is None in an analysis of single arms.

    `details` travels to the results as it is: the link, the source and whatever else is known of the study.
    """

    name: str
    treated: Counts
    control: Counts | None = None
    subgroup: str | None = None
    registrations: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def paper(self) -> str:
        """What tells one paper from another: several arms of a paper may be studies of their own."""
        return str(self.details.get("paper_id") or self.name)

    @property
    def patients(self) -> int:
        return self.treated.total + (self.control.total if self.control else 0)


@dataclass(frozen=True, slots=True)
class Left:
    """A study that is not in the analysis, and why."""

    name: str
    reason: str
    details: dict[str, Any] = field(default_factory=dict)


def by_subgroup(studies: Sequence[Study]) -> dict[str, list[int]]:
    """The places of each subgroup's studies, in order of first mention; nothing if no study names a subgroup."""
    groups: dict[str, list[int]] = {}
    for i, study in enumerate(studies):
        groups.setdefault(study.subgroup or "Not stated", []).append(i)
    return groups if any(study.subgroup for study in studies) else {}
