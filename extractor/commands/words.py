"""Facts in a few words, for a terminal."""

from __future__ import annotations

from dataclasses import fields

from extractor.records import AdverseEvent, Dose, Drug, Fact, Mechanism, Number, PatientCount, ResponseRate

_SHARED = frozenset(field.name for field in fields(Fact))
KIND_STYLES = {
    "drugs": "cyan",
    "doses": "green",
    "patient_counts": "yellow",
    "response_rates": "magenta",
    "adverse_events": "red",
    "mechanisms": "blue",
}


def in_words(fact: Fact) -> str:
    """What a fact says, without where: "overall response: 12/40, 30%, CI 17 to 47; arm A"."""
    match fact:
        case Drug():
            others = [m for m in fact.mentions if m.lower() != fact.drug]
            return f"{fact.drug}: {fact.role}" + (f" (also {', '.join(others)})" if others else "")
        case Dose():
            amount = _plain(fact.low) + (f" to {_plain(fact.high)}" if fact.high is not None else "")
            amount += f" {fact.unit}" + (f" per {fact.per}" if fact.per else "")
            return _listed(
                f"{fact.drug or 'drug not named'}: {amount}",
                fact.frequency, fact.route, fact.schedule, fact.stage, fact.species, _arm(fact.arm),
            )  # fmt: skip
        case PatientCount():
            return _listed(f"{_plain(fact.n)} {fact.role}", _arm(fact.arm))
        case ResponseRate() | AdverseEvent():
            return _rate(fact)
        case Mechanism():
            model = fact.model and f"{fact.model} ({fact.model_name})"
            ros = f"ROS {fact.ros}" if fact.ros and fact.target != "ROS" else None
            return _listed(f"{fact.drug}: {fact.target} {fact.effect}", ros, model)
    own = [(f.name, getattr(fact, f.name)) for f in fields(fact) if f.name not in _SHARED]
    return ", ".join(f"{name} {value}" for name, value in own if value is not None)


def _rate(fact: ResponseRate | AdverseEvent) -> str:
    if isinstance(fact, AdverseEvent):
        name = fact.term + (f", grade {fact.grade}" if fact.grade else "") + (", serious" if fact.serious else "")
    else:
        name = fact.outcome
    count = None
    if fact.numerator is not None:
        count = _plain(fact.numerator) + (f"/{_plain(fact.denominator)}" if fact.denominator is not None else "")
    elif fact.denominator is not None:
        count = f"of {_plain(fact.denominator)}"
    percent = f"{_plain(fact.percent)}%" if fact.percent is not None else None
    interval = f"CI {_plain(fact.ci_low)} to {_plain(fact.ci_high)}" if fact.ci_low is not None else None
    values = ", ".join(part for part in (count, percent, interval) if part)
    return _listed(f"{name}: {values}", fact.timepoint, _arm(fact.arm), "computed" if fact.derived else None)


def _arm(arm: str | None) -> str | None:
    return f"arm {arm}" if arm else None


def _listed(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


def _plain(number: Number | None) -> str:
    if number is None:
        return ""
    return f"{number:g}" if isinstance(number, float) and abs(number) < 1e6 else str(number)
