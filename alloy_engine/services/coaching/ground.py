"""One stored session with all that changing it needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from alloy_engine.coached import coached_session
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.changes import Lock, PlaceChange, SessionChanges
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, GenerationStatus, SessionType
from alloy_engine.errors import Conflict, NotFound
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_session
from alloy_engine.selection import CandidatePool
from alloy_engine.services.materials import Materials
from alloy_engine.storage import programs, sessions, structures
from alloy_engine.storage.coaching import load_changes
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.origins import Origin, load_origin


@dataclass(frozen=True, slots=True)
class SessionGround:
    """session: as planned. changes: what the coach decided so far. history: what the days before use now."""

    key: SessionKey
    structure: Structure
    day: DayPlan
    history: History
    pool: CandidatePool
    session: PlannedSession
    decisions: tuple[Decision, ...]
    origin: Origin
    changes: SessionChanges

    def exercise(self, role: ExerciseRole, movement: str) -> PlannedExercise:
        """Raises NotFound."""
        found = (
            one for block in self.session.blocks if block.role is role for one in block.exercises
            if one.movement == movement
        )  # fmt: skip
        if (exercise := next(found, None)) is None:
            raise NotFound(f"{role.value} exercise in session {self.key.text}", movement)
        return exercise

    def changed(self, changes: SessionChanges, session: PlannedSession | None = None) -> PlannedSession:
        """The session, or another one of its day, with these changes in it."""
        return coached_session(session or self.session, changes, self.structure, self.key.text, self.pool)

    def with_swap(self, change: PlaceChange, instead_of: str) -> SwapPlan:
        """The coach's locks with the change's among them; all that stands beside it is left as it was."""
        slots = {(each.role, each.chosen.movement): each.slot for each in self.decisions if each.chosen is not None}
        place = slots.get((change.role, instead_of))
        changes = self.changes.with_place(change.model_copy(update={"slot": place}), instead_of=instead_of)
        locks = [replace(lock, slot=slots.get((lock.role, lock.movement), lock.slot)) for lock in changes.locks]
        asked = {(lock.role, lock.movement) for lock in locks}
        kept = tuple(
            Lock(role, movement, slot, asked=False)
            for (role, movement), slot in slots.items()
            if (role, movement) not in asked and slot != place
        )
        return SwapPlan(changes, (*locks, *kept), self.origin.avoid | {instead_of})

    def planned(self, plan: SwapPlan) -> PlannedSession:
        """The session as the engine plans it then: what the worker will store."""
        return plan_session(
            self.day, self.pool, self.history, Silent(), avoid=plan.avoid, salt=self.origin.variation,
            locks=plan.locks, record=False,
        ).session  # fmt: skip


@dataclass(frozen=True, slots=True)
class SwapPlan:
    """What a swap amounts to: the changes to keep, and what to plan the session around and without."""

    changes: SessionChanges
    locks: tuple[Lock, ...]
    avoid: frozenset[str]


def session_ground(c: Connection, key: SessionKey, materials: Materials, today: dt.date) -> SessionGround:
    """Raises NotFound; Conflict for a session that is not planned."""
    origin = load_origin(c, key)
    if origin.type is SessionType.RECOVERY:
        raise Conflict(f"session {key.text} is a recovery day: there is nothing to change")
    if origin.status is not GenerationStatus.COMPLETED:
        raise Conflict(f"session {key.text} is {origin.status.value}: only a planned one can be changed")
    orders, structure = programs.load_orders(c, key.program), structures.load_structure(c, key.program)
    now = sessions.load_sessions(c, key.program)
    history, days = History(), iter(structure.days)
    while (day := next(days)).key != key.text:
        if (earlier := now.get(day.key)) is not None and earlier.status is GenerationStatus.COMPLETED:
            history = history.then(day, earlier)
    brief = materials.brief_of(orders.request, Silent(), today=today)
    return SessionGround(
        key=replace(key, program=orders.id),
        structure=structure,
        day=day,
        history=history,
        pool=CandidatePool.of(brief, materials.catalogue, materials.policy),
        session=now[key.text],
        decisions=sessions.load_decisions(c, key),
        origin=origin,
        changes=load_changes(c, key.program).get(key.text, SessionChanges()),
    )
