"""What a change would do, before it is made: to the session's minutes, muscles, gates and exercises, and to the week
and the audit around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.history import hard_sets
from alloy_engine.domain.program import AuditRow, Gate, PlannedExercise, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import Muscle, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.training.muscles import weekly, weekly_band
from alloy_engine.reporting.wording import title

COLUMNS = ["kind", "what", "before", "after"]
NOTHING = "–"


def differences(before: PlannedSession, after: PlannedSession, units: Units = Units.KG) -> pd.DataFrame:
    """One row a thing that changes; minutes are always there. kind: minutes, sets, gate, circuit or exercise."""
    rows = [("minutes", "Session", f"{before.estimated_minutes:.1f} min", f"{after.estimated_minutes:.1f} min")]
    rows += _sets(before, after)
    rows += _gates(before, after)
    rows += _circuits(before, after)
    rows += _exercises(before, after, units)
    return pd.DataFrame(rows, columns=COLUMNS)


def of_week(
    document: ProgramDocument, changed: Mapping[str, PlannedSession], microcycle: int, policy: Policy
) -> pd.DataFrame:
    """One row a major muscle whose hard sets in that microcycle change, against the audit's band; kind: week.

    changed: sessions as they would be, by key. A deload is held against no band.
    """
    after, band = _with(document, changed), weekly_band(document, policy)
    was, then = (_majors(one, microcycle, policy) for one in (document, after))
    easy = next(week.is_deload for week in document.microcycles if week.index == microcycle)
    rows = [
        ("week", title(major), *(_against(each.get(major, 0.0), None if easy else band) for each in (was, then)))
        for major in {**was, **then}
        if was.get(major) != then.get(major)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def of_judgement(
    gates: tuple[Sequence[Gate], Sequence[Gate]], audits: tuple[Sequence[AuditRow], Sequence[AuditRow]]
) -> pd.DataFrame:
    """One row a gate of the microcycle (kind: week's gate) or row of the audit (audit) that changes. Before, after."""
    rows = [
        ("week's gate", title(new.name), _met(old.ok), f"{_met(new.ok)}: {new.detail}")
        for old, new in zip(*gates, strict=True)
        if old.ok != new.ok
    ]
    old_rows = {row.check: row for row in audits[0]}
    rows += [
        ("audit", title(new.check), _judged(old_rows.get(new.check)), f"{_judged(new)} ({new.band})")
        for new in audits[1]
        if _judged(old_rows.get(new.check)) != _judged(new)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _judged(row: AuditRow | None) -> str:
    return NOTHING if row is None else f"{row.status}: {row.value}"


def _with(document: ProgramDocument, changed: Mapping[str, PlannedSession]) -> ProgramDocument:
    weeks = [
        week.model_copy(
            update={"sessions": tuple(changed.get(f"{week.index}-{one.day}", one) for one in week.sessions)}
        )
        for week in document.microcycles
    ]
    return document.model_copy(update={"microcycles": tuple(weeks)})


def _majors(document: ProgramDocument, microcycle: int, policy: Policy) -> dict[str, float]:
    mine = document.model_copy(
        update={"microcycles": tuple(week for week in document.microcycles if week.index == microcycle)}
    )
    rows = weekly(mine, policy)
    return dict(zip(rows["major"], rows["sets"], strict=True))


def _against(sets: float, band: Band | None) -> str:
    return f"{sets:.1f} sets a week" + ("" if band is None else f", {band.verdict(sets)}")


def _sets(before: PlannedSession, after: PlannedSession) -> list[tuple[str, str, str, str]]:
    old, new = hard_sets(before), hard_sets(after)
    return [
        ("sets", title(muscle.value), f"{old.get(muscle, 0):g} sets", f"{new.get(muscle, 0):g} sets")
        for muscle in Muscle
        if old.get(muscle, 0) != new.get(muscle, 0)
    ]


def _gates(before: PlannedSession, after: PlannedSession) -> list[tuple[str, str, str, str]]:
    """Gates that are met in one and not in the other, with what was found."""
    old = {gate.name: gate for gate in before.gates}
    return [
        ("gate", title(gate.name), _met(old[gate.name].ok), f"{_met(gate.ok)}: {gate.detail}")
        for gate in after.gates
        if gate.name in old and old[gate.name].ok != gate.ok
    ]


def _met(ok: bool) -> str:
    return "met" if ok else "not met"


def _circuits(before: PlannedSession, after: PlannedSession) -> list[tuple[str, str, str, str]]:
    old, new = ({block.role: block.circuit for block in one.blocks if block.circuit} for one in (before, after))
    return [
        ("circuit", title(role), text.circuit(old[role]), text.circuit(new[role]))
        for role in old
        if role in new and (old[role].minutes, text.circuit(old[role])) != (new[role].minutes, text.circuit(new[role]))
    ]


def _exercises(before: PlannedSession, after: PlannedSession, units: Units) -> list[tuple[str, str, str, str]]:
    """Exercises that come, go, or are prescribed otherwise."""
    old, new = _placed(before), _placed(after)
    rows = []
    for key in {**old, **new}:
        then, now = _said(old.get(key), units), _said(new.get(key), units)
        if then != now:
            rows.append(("exercise", (new.get(key) or old[key]).name, then, now))
    return rows


def _said(exercise: PlannedExercise | None, units: Units) -> str:
    return NOTHING if exercise is None else text.line(exercise, units).partition(": ")[2]


def _placed(session: PlannedSession) -> dict[tuple[str, str], PlannedExercise]:
    return {(block.role.value, one.movement): one for block in session.blocks for one in block.exercises}
