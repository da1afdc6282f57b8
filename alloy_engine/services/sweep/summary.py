"""A sweep in a few figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from alloy_engine.services.sweep.firing import as_json, firing_of
from alloy_engine.services.sweep.row import STATUSES, STEPS


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares are 0..1, and 1 where there is nothing to count.

    gates_passed: of all session and microcycle gates. programs_all_gates: programs without a broken one.
    audit_fine: audit rows ok or limited. broken_gates: gate → how often; unforeseen_gates: the same without
    those that the reachability report names for the request. audit_warns, audit_fails: check →
    how many programs. steps: relaxation step → share of exercises chosen at it. median_seconds: planning one.
    programs_per_second: over the whole sweep, with the start of its processes. optimum_share, optimum_worst: of the
    proven optimum, over the optimum_sessions that were measured; None if none was, and optimum_note says why. rules:
    which fired and which never, as `firing.as_json`; {} if nobody counted.
    """

    programs: int
    errors: int
    gates_passed: float
    programs_all_gates: float
    audit_fine: float
    audit: dict[str, int]
    broken_gates: dict[str, int]
    unforeseen_gates: dict[str, int]
    audit_warns: dict[str, int]
    audit_fails: dict[str, int]
    sessions: int
    sessions_failed: int
    sessions_relaxed: int
    sessions_template: int
    steps: dict[str, float]
    median_seconds: float
    programs_per_second: float
    optimum_share: float | None
    optimum_worst: float | None
    optimum_sessions: int
    optimum_note: str
    rules: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def summary_of(frame: pd.DataFrame, seconds: float) -> Summary:
    """frame: as `sweep` returns it. seconds: how long the whole sweep took."""
    gates = int(frame["session_gates"].sum() + frame["microcycle_gates"].sum())
    passed = int(frame["session_gates_passed"].sum() + frame["microcycle_gates_passed"].sum())
    planned = frame[frame["error"] == ""]
    audit = {status: int(frame[f"audit_{status}"].sum()) for status in STATUSES}
    exercises = {step: int(frame[f"step_{step}"].sum()) for step in STEPS}
    return Summary(
        programs=len(frame),
        errors=len(frame) - len(planned),
        gates_passed=_share(passed, gates),
        programs_all_gates=_share(int((planned["broken_gates"] == "").sum()), len(planned)),
        audit_fine=_share(audit["ok"] + audit["limited"], sum(audit.values())),
        audit=audit,
        broken_gates=_totals(frame["broken_gates"]),
        unforeseen_gates=_totals(frame["unforeseen_gates"]),
        audit_warns=_totals(frame["audit_warn_names"]),
        audit_fails=_totals(frame["audit_fail_names"]),
        sessions=int(frame["sessions"].sum()),
        sessions_failed=int(frame["sessions_failed"].sum()),
        sessions_relaxed=int(frame["sessions_relaxed"].sum()),
        sessions_template=int(frame["sessions_template"].sum()),
        steps={str(step): _share(times, sum(exercises.values()), empty=0.0) for step, times in exercises.items()},
        median_seconds=float(planned["seconds"].median()) if len(planned) else 0.0,
        programs_per_second=len(frame) / seconds if seconds > 0 else 0.0,
        **_optimum(frame),
        rules=as_json(firing_of(frame)),
    )


def _optimum(frame: pd.DataFrame) -> dict[str, Any]:
    """Every measured session counts the same."""
    measured = frame[frame["optimum_sessions"] > 0]
    sessions = int(measured["optimum_sessions"].sum())
    notes = [note for note in frame["optimum_note"].unique() if note]
    return {
        "optimum_share": float((measured["optimum_share"] * measured["optimum_sessions"]).sum()) / sessions
        if sessions
        else None,
        "optimum_worst": float(measured["optimum_worst"].min()) if sessions else None,
        "optimum_sessions": sessions,
        "optimum_note": "" if sessions else "; ".join(notes),
    }


def summary_text(summary: Summary) -> str:
    audit = ", ".join(f"{times} {status}" for status, times in summary.audit.items())
    steps = ", ".join(f"{step}: {share:.1%}" for step, share in summary.steps.items())
    pace = f"{summary.programs_per_second:.1f} a second (one takes {summary.median_seconds * 1e3:.0f} ms)"
    fallbacks = f"relaxed again {summary.sessions_relaxed}, from the template {summary.sessions_template}"
    lines = [
        f"{summary.programs} programs, {pace}; {summary.errors} ended in an error",
        f"gates passed: {summary.gates_passed:.2%}; programs with all of them: {summary.programs_all_gates:.1%}",
        *_listed("  broken", summary.broken_gates),
        *_listed("  broken and not foreseen", summary.unforeseen_gates),
        f"audit rows ok or limited: {summary.audit_fine:.2%} ({audit})",
        *_listed("  warn", summary.audit_warns),
        *_listed("  fail", summary.audit_fails),
        f"sessions: {summary.sessions}, failed {summary.sessions_failed}, {fallbacks}",
        f"exercises by relaxation step: {steps}",
        f"share of the proven optimum: {_optimum_text(summary)}",
        *_rules_lines(summary.rules),
    ]
    return "\n".join(lines)


def _optimum_text(summary: Summary) -> str:
    if summary.optimum_share is None or summary.optimum_worst is None:
        return summary.optimum_note
    return f"{summary.optimum_share:.2%}, at worst {summary.optimum_worst:.2%}, in {summary.optimum_sessions} sessions"


def _rules_lines(rules: dict[str, Any]) -> list[str]:
    if not rules:
        return []
    alone = [rule for rule in rules["beside"] if rule not in rules["decided"]]
    return [
        f"rules that never fired: {', '.join(rules['never']) or 'none'}",
        f"rules that fired for others only: {', '.join(alone) or 'none'}",
    ]


def _listed(label: str, times: dict[str, int]) -> list[str]:
    return [f"{label}: {name} × {count}" for name, count in times.items()]


def _totals(texts: pd.Series) -> dict[str, int]:
    """Names with their counts over all rows, commonest first."""
    total: Counter[str] = Counter()
    for text in texts:
        for part in filter(None, text.split(", ")):
            name, _, times = part.rpartition(" ")
            total[name] += int(times)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _share(part: int, whole: int, *, empty: float = 1.0) -> float:
    return part / whole if whole else empty
