"""Every lift over the weeks: what it asks for each time it comes."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedExercise, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Units
from alloy_engine.reporting import prescription_text as text

EXPOSURE_COLUMNS = [
    "lift", "movement", "name", "role", "time", "microcycle", "is_deload", "key", "sets", "reps", "rpe",
    "percent_1rm", "load_kg", "prescription",
]  # fmt: skip


def exposures(document: ProgramDocument, units: Units = Units.KG) -> pd.DataFrame:
    """One row each time a lift comes, in order. role: main or accessory. reps: the most of a set, or its seconds.

    lift: the movement's name, numbered where it comes again in the same microcycle (`time` 2 and on).
    """
    rows = []
    for week in document.microcycles:
        seen: Counter[tuple[str, ExerciseRole]] = Counter()
        for one in week.sessions:
            for block in one.blocks:
                if block.role not in COUNTED_ROLES:
                    continue
                for exercise in block.exercises:
                    seen[exercise.movement, block.role] += 1
                    time = seen[exercise.movement, block.role]
                    rows.append(
                        {
                            "lift": exercise.name if time == 1 else f"{exercise.name} ({time})",
                            "movement": exercise.movement,
                            "name": exercise.name,
                            "role": block.role.value,
                            "time": time,
                            "microcycle": week.index,
                            "is_deload": week.is_deload,
                            "key": f"{week.index}-{one.day}",
                            "sets": exercise.sets,
                            "reps": exercise.seconds if exercise.seconds is not None else exercise.reps_max,
                            "rpe": exercise.rpe,
                            "percent_1rm": exercise.percent_1rm,
                            "load_kg": exercise.load_kg,
                            "prescription": _asked(exercise, units),
                        }
                    )
    return pd.DataFrame(rows, columns=EXPOSURE_COLUMNS)


def _asked(exercise: PlannedExercise, units: Units) -> str:
    """ "4 × 5 @ 8 · 120 kg": effort without the word, so that a week fits a column."""
    work = text.work(exercise) + (f" @ {exercise.rpe:g}" if exercise.rpe is not None else "")
    if exercise.load_kg is not None:
        return f"{work} · {text.weight(exercise.load_kg, units)}"
    return f"{work} · {exercise.percent_1rm:.0f} %" if exercise.percent_1rm is not None else work


def progression(shown: pd.DataFrame, role: ExerciseRole) -> pd.DataFrame:
    """One row a lift in the order in which they first come, one column a microcycle; "" where it does not come.

    shown: frame of `exposures`. Columns: "lift", then microcycles as text.
    """
    rows = shown[shown["role"] == role.value]
    weeks = sorted(set(shown["microcycle"]))
    asked = {(row.lift, row.microcycle): row.prescription for row in rows.itertuples()}
    order = list(dict.fromkeys(rows["lift"]))
    table = [{"lift": lift, **{str(week): asked.get((lift, week), "") for week in weeks}} for lift in order]
    return pd.DataFrame(table, columns=["lift", *(str(week) for week in weeks)])
