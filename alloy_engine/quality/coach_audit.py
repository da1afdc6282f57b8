"""The coach audit: thirteen checks over the whole program, each with its band and its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.audit import AuditPolicy, Check
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.program import AuditRow, PlannedSession
from alloy_engine.quality import pattern_rows, training_rows, volume_rows
from alloy_engine.quality.ceilings import ceiling_of
from alloy_engine.quality.finding import Finding, Ground, not_asked
from alloy_engine.quality.tally import tally_of

# The row's name, where its source stands, and what finds it.
CHECKS: tuple[tuple[str, Callable[[AuditPolicy], Check], Callable[[Ground], Finding]], ...] = (
    ("hard sets per muscle a week", lambda policy: policy.weekly_sets, volume_rows.weekly_sets),
    ("minimum useful sets", lambda policy: policy.minimum_useful, volume_rows.minimum_useful),
    ("sets per muscle in one session", lambda policy: policy.session_sets, volume_rows.session_sets),
    ("frequency per major muscle", lambda policy: policy.frequency, volume_rows.frequency),
    ("strength zone", lambda policy: policy.strength_zone, training_rows.strength_zone),
    ("rest", lambda policy: policy.rest, training_rows.rest),
    ("weekly sets change", lambda policy: policy.weekly_change, volume_rows.weekly_change),
    ("deload", lambda policy: policy.deload, volume_rows.deload),
    ("push : pull sets", lambda policy: policy.push_pull, pattern_rows.push_pull),
    ("patterns a week", lambda policy: policy.patterns, pattern_rows.patterns),
    ("order", lambda policy: policy.order, training_rows.order),
    ("progression", lambda policy: policy.progression, training_rows.progression),
    ("RIR honesty", lambda policy: policy.rir, training_rows.rir_honesty),
)


def audit(
    structure: Structure, sessions: Sequence[PlannedSession], brief: Brief, catalogue: Catalogue, policy: Policy
) -> tuple[AuditRow, ...]:
    """One row a check. `sessions` in the order of the structure's days. An audit warns; it never blocks."""
    tally = tally_of(structure, sessions)
    lifts = any(day.type.is_lifting for day in structure.days)
    ground = Ground(tally, ceiling_of(structure, brief, catalogue, policy), brief, policy)
    rows = []
    for name, source_of, find in CHECKS:
        check = source_of(policy.audit)
        found = find(ground) if lifts else not_asked("the program has no lifting days", "–")
        rows.append(_row(name, check, found))
    return tuple(rows)


def _row(name: str, check: Check, found: Finding) -> AuditRow:
    detail = ". ".join(text.rstrip(".") for text in (found.detail, check.disagreement) if text)
    return AuditRow(
        check=name,
        status=found.status,
        value=found.value,
        band=found.band,
        detail=f"{detail}." if detail else "",
        source=check.source,
        ceiling=found.ceiling,
    )
