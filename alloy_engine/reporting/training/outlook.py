"""What a change would do to a session, before it is made: minutes, muscles, gates and exercises, before and after."""

from __future__ import annotations

import pandas as pd

from alloy_engine.domain.history import hard_sets
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import Muscle, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.wording import title

COLUMNS = ["kind", "what", "before", "after"]
NOTHING = "–"


def differences(before: PlannedSession, after: PlannedSession, units: Units = Units.KG) -> pd.DataFrame:
    """One row a thing that changes; minutes are always there. kind: minutes, sets, gate or exercise."""
    rows = [("minutes", "Session", f"{before.estimated_minutes:.1f} min", f"{after.estimated_minutes:.1f} min")]
    rows += _sets(before, after)
    rows += _gates(before, after)
    rows += _exercises(before, after, units)
    return pd.DataFrame(rows, columns=COLUMNS)


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
