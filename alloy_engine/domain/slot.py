"""A place in a session that a movement has to fill."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle


class Hold(StrEnum):
    """Why a slot already has a movement before anything is scored."""

    MESOCYCLE = "mesocycle"  # main lift carried on, so that it can progress
    MUST_HAVE = "must_have"  # a hard_yes or preferred rule is due
    LOCKED = "locked"  # the coach fixed it
    KEPT = "kept"  # left as it was while the coach exchanged another


# What a person wants there: nothing but a hard constraint may take it away.
INSISTED = (Hold.MUST_HAVE, Hold.LOCKED)


class Slot(NamedTuple):
    """What is wanted at one place.

    index: position within the session, from 0.
    patterns: patterns that count as an exact match, the leading one first.
    muscles: wanted muscles; empty means any.
    wants_isolation: reverses the compound bonus.
    minutes: time the slot may take.
    sets, rpe: what the prescription expects to ask here (for fatigue budgets).
    optional: only used if time is left; dropped first.
    held: movement id already settled for this place, with the reason; still subject to hard constraints.
    own: the week counts on its patterns: no other stands in for them where they can be had at all.
    foremost: asks for a lift that the athlete's week is built on before all others: one that strength is tested by, or
    for a beginner a steady one.
    distinct: asks for a lift of another kind than those that the session has already.
    """

    index: int  # type: ignore[assignment]  # a tuple has a method of that name, which nobody needs of a slot
    role: ExerciseRole
    patterns: tuple[MovementPattern, ...]
    muscles: tuple[Muscle, ...] = ()
    wants_isolation: bool = False
    minutes: float = 5.0
    sets: int = 3
    rpe: float = 7.0
    optional: bool = False
    held: str | None = None
    hold: Hold | None = None
    own: bool = False
    foremost: bool = False
    distinct: bool = False

    def at(self, index: int) -> Slot:
        """The same slot at another place."""
        return Slot(
            index, self.role, self.patterns, self.muscles, self.wants_isolation, self.minutes, self.sets, self.rpe,
            self.optional, self.held, self.hold, self.own, self.foremost,
            self.distinct,
        )  # fmt: skip
