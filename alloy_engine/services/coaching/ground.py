"""One stored session with all that changing it needs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from alloy_engine.coached import Judgement, coached_session, judgement
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.changes import Lock, PlaceChange, SessionChanges
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedBlock, PlannedExercise, PlannedSession
from alloy_engine.domain.request import ProgramRequest
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
class ProgramGround:
    """All of a program that changing a session needs. now: the stored sessions, by key. changes: likewise."""

    program: str
    request: ProgramRequest
    structure: Structure
    pool: CandidatePool
    now: Mapping[str, PlannedSession]
    changes: Mapping[str, SessionChanges]

    def coached(self, key: str, session: PlannedSession, changes: SessionChanges | None = None) -> PlannedSession:
        """That session with what the coach decided about it, or with other changes."""
        settled = self.changes.get(key, SessionChanges()) if changes is None else changes
        return coached_session(session, settled, self.structure, key, self.pool)

    def judged(self, microcycle: int, instead: Mapping[str, PlannedSession]) -> Judgement | None:
        """With these sessions, changes and all, in place of theirs. None while not every session is planned."""
        sessions = {key: instead.get(key) or self.coached(key, one) for key, one in self.now.items()}
        if any(sessions.get(day.key) is None for day in self.structure.days):
            return None
        planned = all(one.status is GenerationStatus.COMPLETED for one in sessions.values())
        return judgement(self.structure, sessions, microcycle, self.pool) if planned else None

    def later(self, day: DayPlan, role: ExerciseRole, movement: str) -> tuple[str, ...]:
        """Keys of the later sessions of that day's mesocycle that have the movement in the same place: the same time
        in their microcycle that it comes in that role.
        """
        seen: Counter[int] = Counter()
        times = {}
        for each in self.structure.days:
            held = self.now.get(each.key)
            if held is not None and holds(held, role, movement):
                seen[each.microcycle] += 1
                times[each.key] = seen[each.microcycle]
        return tuple(
            each.key
            for each in self.structure.days
            if each.sequence > day.sequence and each.mesocycle == day.mesocycle
            and times.get(each.key) == times.get(day.key)
        )  # fmt: skip


def holds(session: PlannedSession, role: ExerciseRole, movement: str) -> bool:
    return any(one.movement == movement for block in session.blocks if block.role is role for one in block.exercises)


@dataclass(frozen=True, slots=True)
class SessionGround:
    """session: as planned. changes: what the coach decided so far. history: what the days before use now."""

    key: SessionKey
    around: ProgramGround
    day: DayPlan
    history: History
    session: PlannedSession
    decisions: tuple[Decision, ...]
    origin: Origin
    changes: SessionChanges

    @property
    def pool(self) -> CandidatePool:
        return self.around.pool

    def exercise(self, role: ExerciseRole, movement: str) -> PlannedExercise:
        """Raises NotFound."""
        found = (
            one for block in self.session.blocks if block.role is role for one in block.exercises
            if one.movement == movement
        )  # fmt: skip
        if (exercise := next(found, None)) is None:
            raise NotFound(f"{role.value} exercise in session {self.key.text}", movement)
        return exercise

    def block(self, role: ExerciseRole) -> PlannedBlock:
        """Raises NotFound."""
        found = next((block for block in self.session.blocks if block.role is role and block.exercises), None)
        if found is None:
            raise NotFound(f"block in session {self.key.text}", role.value)
        return found

    def changed(self, changes: SessionChanges, session: PlannedSession | None = None) -> PlannedSession:
        """The session, or another one of its day, with these changes in it."""
        return self.around.coached(self.key.text, session or self.session, changes)

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


def program_ground(c: Connection, program: str, materials: Materials, today: dt.date) -> ProgramGround:
    """Raises NotFound."""
    orders = programs.load_orders(c, program)
    brief = materials.brief_of(orders.request, Silent(), today=today)
    return ProgramGround(
        program=orders.id,
        request=orders.request,
        structure=structures.load_structure(c, program),
        pool=CandidatePool.of(brief, materials.catalogue, materials.policy),
        now=sessions.load_sessions(c, program),
        changes=load_changes(c, program),
    )


def session_ground(
    c: Connection, key: SessionKey, around: ProgramGround, instead: Mapping[str, PlannedSession] | None = None
) -> SessionGround:
    """instead: sessions before it that will be others. Raises NotFound; Conflict for a session that is not planned."""
    origin = load_origin(c, key)
    if origin.type is SessionType.RECOVERY:
        raise Conflict(f"session {key.text} is a recovery day: there is nothing to change")
    if origin.status is not GenerationStatus.COMPLETED:
        raise Conflict(f"session {key.text} is {origin.status.value}: only a planned one can be changed")
    now = {**around.now, **(instead or {})}
    history, days = History(), iter(around.structure.days)
    while (day := next(days)).key != key.text:
        if (earlier := now.get(day.key)) is not None and earlier.status is GenerationStatus.COMPLETED:
            history = history.then(day, earlier)
    return SessionGround(
        key=replace(key, program=around.program),
        around=around,
        day=day,
        history=history,
        session=around.now[key.text],
        decisions=sessions.load_decisions(c, key),
        origin=origin,
        changes=around.changes.get(key.text, SessionChanges()),
    )
