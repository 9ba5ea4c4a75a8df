"""What a user can choose of an analysis. Nothing heavy is imported here: the command line's help needs it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from extractor.errors import UsageError


class Measure(StrEnum):
    """What is pooled."""

    odds_ratio = "OR"
    risk_ratio = "RR"
    risk_difference = "RD"
    proportion = "PROP"

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def is_ratio(self) -> bool:
        return self in (Measure.odds_ratio, Measure.risk_ratio)

    @property
    def no_effect(self) -> float | None:
        """The value that means no difference between the arms; single arms have none."""
        return None if self is Measure.proportion else float(self.is_ratio)


class Method(StrEnum):
    """How studies are pooled: Mantel-Haenszel, inverse variance, or random effects (DerSimonian and Laird)."""

    mantel_haenszel = "MH"
    inverse_variance = "IV"
    dersimonian_laird = "DL"

    @property
    def label(self) -> str:
        return {"MH": "M-H, Fixed", "IV": "IV, Fixed", "DL": "IV, Random"}[self.value]


class Transformation(StrEnum):
    """How proportions are made fit for pooling."""

    logit = "logit"
    freeman_tukey = "freeman-tukey"


def figure_kind(path: Path) -> str:
    """png or svg, as the file's suffix says."""
    if path.suffix.lower() not in (".png", ".svg"):
        raise UsageError(f"{path} must end in .png or .svg, which say what kind of figure it is.")
    return path.suffix.lower().removeprefix(".")
