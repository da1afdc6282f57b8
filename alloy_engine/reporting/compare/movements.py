"""Which movements are on which side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.compare.side import Side

ROLES = [role.value for role in ExerciseRole]
COLUMNS = ("movement", "name", "role", "pattern")


def movements_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a movement, by role and name: COLUMNS, and in how many sessions it stands, a column a side.

    role: the one it has most prominently, main before accessory and so on.
    """
    letters = [side.letter for side in sides]
    rows: dict[str, dict[str, object]] = {}
    for side in sides:
        for week in side.document.microcycles:
            for session in week.sessions:
                counted: set[str] = set()
                for block in session.blocks:
                    for one in block.exercises:
                        row = rows.setdefault(one.movement, {
                            "movement": one.movement, "name": one.name, "role": block.role.value,
                            "pattern": one.pattern.value, **dict.fromkeys(letters, 0),
                        })  # fmt: skip
                        row["role"] = min(str(row["role"]), block.role.value, key=_prominence)
                        if one.movement not in counted:
                            counted.add(one.movement)
                            row[side.letter] = int(str(row[side.letter])) + 1
    frame = pd.DataFrame(list(rows.values()), columns=[*COLUMNS, *letters])
    return frame.sort_values(
        ["role", "name"], key=lambda column: column.map(_prominence) if column.name == "role" else column,
        kind="stable", ignore_index=True,
    )  # fmt: skip


def _prominence(role: str) -> int:
    if role == ExerciseRole.MAIN:
        return -2
    return -1 if role == ExerciseRole.ACCESSORY else ROLES.index(role)


def gained(movements: pd.DataFrame, letter: str, against: str) -> pd.DataFrame:
    """The rows of movements that are on side `letter` and not on side `against`."""
    return movements[(movements[letter] > 0) & (movements[against] == 0)]


def shared(movements: pd.DataFrame, letters: Sequence[str]) -> int:
    """How many movements are on every side."""
    return int((movements[list(letters)] > 0).all(axis=1).sum())
