"""One exercise for another, in one session or in every later one of its mesocycle that has it in the same place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alloy_engine.domain.changes import PlaceChange
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import Conflict, InvalidRequest
from alloy_engine.services.coaching.checks import CannotBePlanned, check_movement
from alloy_engine.services.coaching.ground import SessionGround, SwapPlan


@dataclass(frozen=True, slots=True)
class Swapped:
    """A swap in one session. after: the session as it will be planned, without the coach's changes."""

    ground: SessionGround
    plan: SwapPlan
    after: PlannedSession

    @property
    def key(self) -> str:
        return self.ground.key.text

    @property
    def before_and_after(self) -> tuple[PlannedSession, PlannedSession]:
        """The session as the coach has it now and will have it."""
        return self.ground.changed(self.ground.changes), self.ground.changed(self.plan.changes, self.after)


@dataclass(frozen=True, slots=True)
class Swaps:
    """done: in order, the first one being the session that was asked for. left: keys of later sessions that have to
    stay as they are, each with the reason.
    """

    done: tuple[Swapped, ...]
    left: Mapping[str, str]


def swapped(ground: SessionGround, role: ExerciseRole, movement: str, to: str) -> Swapped:
    """Raises InvalidRequest; Conflict where the session could not be planned so."""
    ground.exercise(role, movement)
    check_movement(to, role, ground.session, ground.pool)
    first = ground.changes.place(role, movement).instead_of or movement
    change = PlaceChange(role=role, movement=to, instead_of=None if first == to else first, locked=True)
    plan = ground.with_swap(change, movement)
    after = ground.planned(plan)
    if not any(one.movement == to for block in after.blocks for one in block.exercises):
        raise CannotBePlanned(
            f"with {to} in the place of {movement} session {ground.key.text} cannot be planned: {after.note}"
        )
    return Swapped(ground, plan, after)


def swapped_from_here(
    ground: SessionGround,
    role: ExerciseRole,
    movement: str,
    to: str,
    opened: Callable[[str, Mapping[str, PlannedSession]], SessionGround],
) -> Swaps:
    """The same from that session to the end of its mesocycle, each planned after the ones before it. opened: the ground
    of a session by key, and the sessions before it that will be others. Raises as `swapped`, for the first one.
    """
    done = [swapped(ground, role, movement, to)]
    left: dict[str, str] = {}
    for key in ground.around.later(ground.day, role, movement):
        try:
            done.append(swapped(opened(key, {one.key: one.after for one in done}), role, movement, to))
        except InvalidRequest as refused:
            left[key] = str(refused.faults[0].message)
        except Conflict as refused:
            left[key] = str(refused)
    return Swaps(tuple(done), left)
