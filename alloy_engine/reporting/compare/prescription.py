"""How much and how hard, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedExercise, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Units
from alloy_engine.reporting import prescription_text
from alloy_engine.reporting.compare.side import Side

NOTHING = "–"
MEASURES = ("sets", "reps", "rpe", "percent_1rm", "rest_seconds")


def roles_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """Main and accessory work on average: `role`, `measure` of MEASURES, and a number a side (nan: there is none).

    reps: the most asked for in a set.
    """
    letters = [side.letter for side in sides]
    work = {side.letter: _work(side.document) for side in sides}
    rows = [
        {"role": role.value, "measure": measure, **{letter: _mean(work[letter], role, measure) for letter in letters}}
        for role in COUNTED_ROLES
        for measure in MEASURES
    ]
    return pd.DataFrame(rows, columns=["role", "measure", *letters])


def lifts_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """Movements that are a main lift somewhere: `name`, and their first prescription a side."""
    firsts = {side.letter: _first_lifts(side.document) for side in sides}
    units = {side.letter: side.document.request.athlete.units for side in sides}
    names = {one.movement: one.name for lifts in firsts.values() for one in lifts.values()}
    rows = [
        {"name": name, **{letter: _told(lifts.get(movement), units[letter]) for letter, lifts in firsts.items()}}
        for movement, name in names.items()
    ]
    return pd.DataFrame(rows, columns=["name", *firsts])


def _told(one: PlannedExercise | None, units: Units) -> str:
    if one is None:
        return NOTHING
    load = prescription_text.load(one, units)
    return ", ".join(filter(None, [prescription_text.work_at(one), load]))


def _first_lifts(document: ProgramDocument) -> dict[str, PlannedExercise]:
    lifts: dict[str, PlannedExercise] = {}
    for role, one in _exercises(document):
        if role is ExerciseRole.MAIN:
            lifts.setdefault(one.movement, one)
    return lifts


def _work(document: ProgramDocument) -> pd.DataFrame:
    rows = [
        {"role": role, "sets": one.sets, "reps": one.reps_max, "rpe": one.rpe, "percent_1rm": one.percent_1rm,
         "rest_seconds": one.rest_seconds}
        for role, one in _exercises(document)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["role", *MEASURES])


def _exercises(document: ProgramDocument) -> list[tuple[ExerciseRole, PlannedExercise]]:
    return [
        (block.role, one)
        for week in document.microcycles
        for session in week.sessions
        for block in session.blocks
        for one in block.exercises
    ]


def _mean(work: pd.DataFrame, role: ExerciseRole, measure: str) -> float:
    values = pd.to_numeric(work.loc[work["role"] == role, measure])
    return float(values.mean()) if values.notna().any() else float("nan")
