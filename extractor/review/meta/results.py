"""The results for other programs: JSON, CSV (whose studies can be pooled again), and a page to read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.review.meta.statistics import Analysis, Ends, Group, Heterogeneity, Pooled, Row
from extractor.review.meta.studies import Counts, Left, Study


@dataclass(frozen=True)
class Results:
    """An analysis with what was left out of it and what its reader must know."""

    analysis: Analysis
    left: Sequence[Left]
    warnings: Sequence[str]
    title: str | None = None
    treated: str = "Treated"
    control: str = "Control"

    @property
    def is_hoped_for(self) -> bool:
        """Responses and survival are; of a CSV file only its user knows."""
        facts = [fact for row in self.analysis.total.rows for fact in row.study.treated.facts]
        return bool(facts) and all(fact.get("outcome_class") in ("response", "survival") for fact in facts)


def as_dict(results: Results) -> dict[str, Any]:
    analysis = results.analysis
    return {
        "title": results.title,
        "measure": str(analysis.measure),
        "method": str(analysis.method),
        "transformation": str(analysis.transformation) if analysis.measure.no_effect is None else None,
        "studies": [_study(row) for row in analysis.total.rows],
        "subgroups": [_group(group, analysis) for group in analysis.groups],
        "total": _group(analysis.total, analysis),
        "subgroup_differences": _heterogeneity(analysis.difference) if analysis.difference else None,
        "left": [{"study": left.name, "reason": left.reason, **left.details} for left in results.left],
        "warnings": list(results.warnings),
        "notes": list(analysis.notes),
    }


def as_json(results: Results) -> str:
    return json.dumps(as_dict(results), ensure_ascii=False, indent=2) + "\n"


def as_csv(results: Results) -> str:
    """Studies, then subgroups, total and what was left out; `row` says which of these a line is."""
    found = as_dict(results)
    lines = [{"row": "study", **_flat(study)} for study in found["studies"]]
    lines += [{"row": "subgroup", **group} for group in found["subgroups"]]
    lines += [{"row": "total", **found["total"]}]
    lines += [{"row": "left", **{k: v for k, v in left.items() if k != "reason"}, "note": left["reason"]}
              for left in found["left"]]  # fmt: skip
    columns = list(dict.fromkeys(column for line in lines for column in line))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _study(row: Row) -> dict[str, Any]:
    study = row.study
    own = {
        "study": study.name,
        "subgroup": study.subgroup,
        **_counts(study.treated, study.control),
        **_effect(row.ends, row.weight),
        "y": _short(row.y),
        "se": _short(row.se),
        "corrected": row.corrected,
        "registration": "; ".join(study.registrations) or None,
        **_sources(study),
    }
    return own | {name: value for name, value in study.details.items() if name not in own}


def _effect(ends: Ends | None, weight: float | None) -> dict[str, float | None]:
    low, estimate, high = ends or (None, None, None)
    return {"estimate": _short(estimate), "ci_low": _short(low), "ci_high": _short(high), "weight": _short(weight)}


def _counts(treated: Counts, control: Counts | None) -> dict[str, int]:
    if control is None:
        return {"events": treated.events, "n": treated.total}
    return {
        "events_treated": treated.events,
        "n_treated": treated.total,
        "events_control": control.events,
        "n_control": control.total,
    }


def _sources(study: Study) -> dict[str, Any]:
    """The facts that each arm's numbers are, with their sentences."""
    arms = {"treated": study.treated, "control": study.control}
    return {f"facts_{name}": list(arm.facts) for name, arm in arms.items() if arm and arm.facts}


def _flat(study: dict[str, Any]) -> dict[str, Any]:
    """A study as a line of a table: of its facts the ids, arms and sentences."""
    line = {name: value for name, value in study.items() if not name.startswith("facts_")}
    for name in ("treated", "control"):
        for column, of in (("fact", "fact_id"), ("arm", "arm"), ("sentence", "sentence")):
            if facts := study.get(f"facts_{name}"):
                line[f"{column}_{name}"] = "; ".join(str(fact[of]) for fact in facts if fact[of] is not None)
    return line


def _group(group: Group, analysis: Analysis) -> dict[str, Any]:
    events, total, control_events, control_total = group.sums()
    control = None if control_events is None or control_total is None else Counts(control_events, control_total)
    return {
        "study": group.name or "Total",
        "subgroup": group.name,
        "studies": sum(row.ends is not None for row in group.rows),
        **_counts(Counts(events, total), control),
        **_effect(group.ends, group.weight),
        **(_pooled(group.pooled, group, analysis) if group.pooled else {}),
    }


def _pooled(pooled: Pooled, group: Group, analysis: Analysis) -> dict[str, Any]:
    tested = analysis.measure.no_effect is not None
    spread = _heterogeneity(pooled.heterogeneity) if pooled.heterogeneity else {}
    low, high = group.prediction or (None, None)
    return {
        "y": _short(pooled.y),
        "se": _short(pooled.se),
        "z": _short(pooled.z) if tested else None,
        "p": _short(pooled.p) if tested else None,
        **spread,
        "tau2": _short(pooled.tau2),
        "prediction_low": _short(low),
        "prediction_high": _short(high),
    }


def _heterogeneity(found: Heterogeneity) -> dict[str, Any]:
    return {"q": _short(found.q), "df": found.df, "p_heterogeneity": _short(found.p), "i2": _short(found.i2)}


def _short(value: float | None) -> float | None:
    """Ten digits: what is beyond them differs from machine to machine."""
    return None if value is None else float(f"{value:.10g}")
