"""One row of a sweep: what was asked for, and how the program that came of it stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from alloy_engine.domain.program import Gate, PlannedSession, ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus, SessionType
from alloy_engine.reporting.frames import WEEK, working_sets
from alloy_engine.reporting.settings_text import SETTINGS, settings_of
from alloy_engine.services.sweep.firing import RULES, Firing
from alloy_engine.services.sweep.optimum import NOT_ASKED, Optimum

STEPS = range(7)
STATUSES = ("ok", "limited", "warn", "fail")
OPTIMUM = ("optimum_share", "optimum_worst", "optimum_sessions", "optimum_note")
OUTCOME = (
    "session_gates", "session_gates_passed", "microcycle_gates", "microcycle_gates_passed", "broken_gates",
    "unforeseen_gates",
    *(f"audit_{status}" for status in STATUSES), "audit_warn_names", "audit_fail_names", "sessions",
    "sessions_completed", "sessions_failed", "sessions_relaxed", "sessions_template",
    "minutes", "weekly_sets", *OPTIMUM, *RULES,
    *(f"step_{step}" for step in STEPS), "unmet", "seconds", "error", "request",
)  # fmt: skip
# Gates that the reachability report knows by another name.
REQUIREMENT = {
    "structure_complete": "session_blocks", "block_counts": "session_blocks", "patterns": "session_blocks",
}  # fmt: skip
COLUMNS = ("index", *SETTINGS, *OUTCOME)


def row_of(
    index: int,
    document: ProgramDocument,
    seconds: float,
    foreseen: Collection[str] = (),
    optimum: Optimum = NOT_ASKED,
    firing: Firing | None = None,
) -> dict[str, Any]:
    """A flat row with the columns of COLUMNS.

    foreseen: the requirements that the reachability report names. optimum: of some of its sessions; optimum_share and
    optimum_worst are None, and optimum_note says why, where none was measured. broken_gates, audit_warn_names,
    audit_fail_names: names with how often, "time 3, unique_movements 1"; unforeseen_gates: those of the
    broken ones that the report did not name.
    rules_decided, rules_beside: which rules of the seven dimensions fired and how often, as `Firing` has them; "" where
    nobody counted.
    step_0 … step_6: exercises chosen at that relaxation step. sessions: training sessions. sessions_relaxed,
    sessions_template: those that took a fallback. minutes: of a training session;
    weekly_sets: working sets in seven days; both on average. unmet: how many shortfalls the program names. seconds: of
    planning. error: empty here. request: the whole request as JSON, to plan it again from.
    """
    training = [s for m in document.microcycles for s in m.sessions if s.type is not SessionType.RECOVERY]
    of_sessions = [gate for session in training for gate in session.gates]
    of_microcycles = [gate for microcycle in document.microcycles for gate in microcycle.gates]
    broken = broken_gates(document)
    audits = Counter(row.status for row in document.audit)
    return {
        "index": index,
        **settings_of(document.request),
        "session_gates": len(of_sessions),
        "session_gates_passed": _passed(of_sessions),
        "microcycle_gates": len(of_microcycles),
        "microcycle_gates_passed": _passed(of_microcycles),
        "broken_gates": _counted(broken),
        "unforeseen_gates": _counted(name for name in broken if REQUIREMENT.get(name, name) not in foreseen),
        **{f"audit_{status}": audits[status] for status in STATUSES},  # type: ignore[index]
        "audit_warn_names": _counted(row.check for row in document.audit if row.status == "warn"),
        "audit_fail_names": _counted(row.check for row in document.audit if row.status == "fail"),
        **_sessions(training),
        **_work(document, training),
        **dict(zip(OPTIMUM, optimum, strict=True)),
        **(firing or Firing.nothing()).cells,
        "unmet": len(document.unmet),
        "seconds": seconds,
        "error": "",
        "request": _json(document.request.model_dump(mode="json")),
    }


def broken_gates(document: ProgramDocument) -> list[str]:
    """The names of the gates that did not pass, session by session, then microcycle by microcycle."""
    of_sessions = (gate for m in document.microcycles for s in m.sessions for gate in s.gates)
    of_microcycles = (gate for microcycle in document.microcycles for gate in microcycle.gates)
    return [gate.name for gate in (*of_sessions, *of_microcycles) if not gate.ok]


def row_of_error(index: int, document: Mapping[str, Any], error: str) -> dict[str, Any]:
    """The row of a request whose planning ended in a defect; everything about its program is 0 or empty."""
    request = ProgramRequest.model_validate(document)
    nothing: dict[str, Any] = dict.fromkeys(OUTCOME, 0)
    texts = ("broken_gates", "unforeseen_gates", "audit_warn_names", "audit_fail_names", *RULES)
    nothing |= dict(zip(OPTIMUM, Optimum.unknown("no program"), strict=True))
    nothing |= dict.fromkeys(texts, "") | {"seconds": 0.0, "error": error, "request": _json(document)}
    return {"index": index, **settings_of(request), **nothing}


def _sessions(training: list[PlannedSession]) -> dict[str, int]:
    status = Counter(session.status for session in training)
    fallback = Counter(session.fallback for session in training)
    steps = Counter(e.relaxation_step for s in training for block in s.blocks for e in block.exercises)
    return {
        "sessions": len(training),
        "sessions_completed": status[GenerationStatus.COMPLETED],
        "sessions_failed": status[GenerationStatus.FAILED],
        "sessions_relaxed": fallback[FallbackTier.RELAXATION],
        "sessions_template": fallback[FallbackTier.TEMPLATE],
        **{f"step_{step}": steps[step] for step in STEPS},
    }


def _work(document: ProgramDocument, training: list[PlannedSession]) -> dict[str, float]:
    days = sum(microcycle.length_days for microcycle in document.microcycles)
    return {
        "minutes": sum(one.estimated_minutes for one in training) / max(1, len(training)),
        "weekly_sets": sum(working_sets(one) for one in training) * WEEK / max(1, days),
    }


def _passed(gates: Iterable[Gate]) -> int:
    return sum(gate.ok for gate in gates)


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in Counter(names).most_common())


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))
