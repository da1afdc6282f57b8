"""How the work is spread: effort over the weeks, pushes and pulls, patterns, and where the minutes go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from alloy_engine.domain.balance import side_of
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedExercise, PlannedMicrocycle, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern

EFFORT_COLUMNS = ["microcycle", "is_deload", "rpe", "percent_1rm", "sets", "loaded_sets"]
SIDE_COLUMNS = ["microcycle", "is_deload", "pushes", "pulls", "ratio"]
PATTERN_COLUMNS = ["microcycle", "pattern", "sets"]
MINUTE_COLUMNS = ["microcycle", "role", "minutes", "share"]


def effort(document: ProgramDocument) -> pd.DataFrame:
    """One row a microcycle: RPE and % of 1RM of its main lifts, each the mean over sets that have one.

    loaded_sets: those of `sets` that carry a % of 1RM. None where no set says.
    """
    rows = []
    for week in document.microcycles:
        mains = [exercise for role, exercise in _lifts(week) if role is ExerciseRole.MAIN]
        if mains:
            rows.append(
                {
                    "microcycle": week.index,
                    "is_deload": week.is_deload,
                    "rpe": _mean([(one.rpe, one.sets) for one in mains]),
                    "percent_1rm": _mean([(one.percent_1rm, one.sets) for one in mains]),
                    "sets": sum(one.sets for one in mains),
                    "loaded_sets": sum(one.sets for one in mains if one.percent_1rm is not None),
                }
            )
    return pd.DataFrame(rows, columns=EFFORT_COLUMNS)


def _mean(values: list[tuple[float | None, int]]) -> float | None:
    known = [(value, sets) for value, sets in values if value is not None]
    return sum(value * sets for value, sets in known) / sum(sets for _, sets in known) if known else None


def sides(document: ProgramDocument) -> pd.DataFrame:
    """One row a microcycle: sets of pushes and of pulls, by pattern, of main lifts and compound accessories.

    ratio: pushes over pulls, None without pulls.
    """
    rows = []
    for week in document.microcycles:
        pushes, pulls = _sides(week)
        if pushes or pulls:
            ratio = pushes / pulls if pulls else None
            rows.append(
                {
                    "microcycle": week.index,
                    "is_deload": week.is_deload,
                    "pushes": pushes,
                    "pulls": pulls,
                    "ratio": ratio,
                }
            )
    return pd.DataFrame(rows, columns=SIDE_COLUMNS)


def _sides(week: PlannedMicrocycle) -> tuple[int, int]:
    pushes = pulls = 0
    for role, one in _lifts(week):
        side = side_of(one.pattern, role, compound=one.compound)
        pushes += one.sets * (side < 0)
        pulls += one.sets * (side > 0)
    return pushes, pulls


def whole_ratio(both: pd.DataFrame) -> float | None:
    """Pushes over pulls of the whole program, deloads included, as the audit has it. both: frame of `sides`."""
    pulls = int(both["pulls"].sum())
    return int(both["pushes"].sum()) / pulls if pulls else None


def patterns(document: ProgramDocument) -> pd.DataFrame:
    """One row a microcycle and pattern that it lifts: sets of main and accessory work, as planned."""
    rows = []
    for week in document.microcycles:
        sets: Counter[MovementPattern] = Counter()
        for _, one in _lifts(week):
            sets[one.pattern] += one.sets
        rows += [
            {"microcycle": week.index, "pattern": pattern.value, "sets": sets[pattern]}
            for pattern in MovementPattern
            if pattern in sets
        ]
    return pd.DataFrame(rows, columns=PATTERN_COLUMNS)


def minutes(document: ProgramDocument) -> pd.DataFrame:
    """One row a microcycle and kind of block: its minutes, and their share (0..1) of the microcycle's."""
    rows = []
    for week in document.microcycles:
        spent: dict[ExerciseRole, float] = {}
        for one in week.sessions:
            for block in one.blocks:
                spent[block.role] = spent.get(block.role, 0.0) + block.minutes
        whole = sum(spent.values())
        rows += [
            {"microcycle": week.index, "role": role.value, "minutes": spent[role], "share": spent[role] / whole}
            for role in ExerciseRole
            if spent.get(role)
        ]
    return pd.DataFrame(rows, columns=MINUTE_COLUMNS)


def _lifts(week: PlannedMicrocycle) -> Iterator[tuple[ExerciseRole, PlannedExercise]]:
    return (
        (block.role, exercise)
        for one in week.sessions
        for block in one.blocks
        if block.role in COUNTED_ROLES
        for exercise in block.exercises
    )
