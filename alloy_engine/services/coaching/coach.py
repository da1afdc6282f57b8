"""A coach's hand on planned sessions. What is decided is stored apart from what the engine planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from alloy_engine.coached import coached_program
from alloy_engine.domain.changes import Edit, PlaceChange, SessionChanges
from alloy_engine.domain.program import PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import Conflict
from alloy_engine.flow import Silent
from alloy_engine.reporting.training.substitutes import others_allowed
from alloy_engine.selection import CandidatePool
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.coaching.checks import check_movement, checked_edit, checked_note
from alloy_engine.services.coaching.ground import SessionGround, SwapPlan, session_ground
from alloy_engine.services.materials import Materials
from alloy_engine.storage import programs, sessions, status, structures
from alloy_engine.storage.coaching import hold_session, load_changes, save_changes, set_locks
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.queue.jobs import enqueue


@dataclass(frozen=True, slots=True)
class Outlook:
    """A session before and after a change that is not made yet."""

    before: PlannedSession
    after: PlannedSession


class Coach:
    """The changes of one owner's programs. Every method raises NotFound for what is not theirs or not there, and
    Conflict for a session that is not planned; `movement` is the one that stands there now.
    """

    def __init__(
        self, mine: Owned, materials: Callable[[], Materials], clock: SystemClock, ring: Callable[[], None]
    ) -> None:
        self._mine, self._materials, self._clock, self._ring = mine, materials, clock, ring

    def program(self, program: str) -> ProgramDocument:
        """The program with every change in it."""
        with self._mine.reading(program) as connection:
            document = programs.load_program(connection, program)
            changes = load_changes(connection, program)
            if not changes:
                return document
            structure = structures.load_structure(connection, program)
        materials = self._materials()
        brief = materials.brief_of(document.request, Silent(), today=self._clock.today())
        pool = CandidatePool.of(brief, materials.catalogue, materials.policy)
        return coached_program(document, changes, structure, pool)

    def substitutes(self, program: str, session: str, role: ExerciseRole) -> tuple[tuple[str, str], ...]:
        """(id, name) of every movement that may stand in such a place and is not in the session, by name."""
        with self._mine.snapshot(program) as connection:
            ground = self._ground(connection, program, session)
        return others_allowed(ground.session, role, ground.pool.brief, ground.pool.catalogue)

    def swap_outlook(self, program: str, session: str, role: ExerciseRole, movement: str, to: str) -> Outlook:
        """What the session would become with `to` in that place. Raises InvalidRequest, Conflict."""
        with self._mine.snapshot(program) as connection:
            ground = self._ground(connection, program, session)
        return _swapped(ground, role, movement, to)[1]

    def swap(self, program: str, session: str, role: ExerciseRole, movement: str, to: str) -> None:
        """Put `to` in that place, locked, and have the session planned around it; all beside it stays.

        Raises InvalidRequest; Conflict also while the program is being generated.
        """
        with self._mine.changing(program) as connection:
            status.ask_again(connection, program)
            ground = self._held(connection, program, session)
            plan = _swapped(ground, role, movement, to)[0]
            save_changes(connection, ground.key, plan.changes)
            sessions.reset_sessions(connection, program, [ground.key], vary=False)
            set_locks(connection, ground.key, plan.locks, plan.avoid)
            enqueue(connection, program)
        self._ring()

    def lock(self, program: str, session: str, role: ExerciseRole, movement: str, locked: bool = True) -> None:
        """Keep that exercise whenever the session is planned again, or let it go (with its numbers by hand)."""
        with self._changing(program, session, role, movement) as (ground, change, save):
            let_go = {"locked": False, "edit": Edit()}
            save(ground.changes.with_place(change.model_copy(update={"locked": True} if locked else let_go)))

    def edit_outlook(
        self, program: str, session: str, role: ExerciseRole, movement: str, numbers: Mapping[str, object]
    ) -> Outlook:
        """What the session would become with these numbers. Raises InvalidRequest."""
        with self._mine.snapshot(program) as connection:
            ground = self._ground(connection, program, session)
        changes = _edited(ground, role, movement, numbers)
        return Outlook(ground.changed(ground.changes), ground.changed(changes))

    def edit(
        self, program: str, session: str, role: ExerciseRole, movement: str, numbers: Mapping[str, object]
    ) -> None:
        """Prescribe by hand; no numbers at all give the exercise back what was planned. Raises InvalidRequest."""
        with self._changing(program, session, role, movement) as (ground, _, save):
            save(_edited(ground, role, movement, numbers))

    def note(
        self, program: str, session: str, note: str, role: ExerciseRole | None = None, movement: str | None = None
    ) -> None:
        """Words on the session, or on one exercise of it; "" takes them away. Raises InvalidRequest."""
        words = checked_note(note)
        if role is None or movement is None:
            with self._mine.changing(program) as connection:
                ground = self._held(connection, program, session)
                save_changes(connection, ground.key, ground.changes.model_copy(update={"note": words}))
            return
        with self._changing(program, session, role, movement) as (ground, change, save):
            save(ground.changes.with_place(change.model_copy(update={"note": words})))

    @contextmanager
    def _changing(
        self, program: str, session: str, role: ExerciseRole, movement: str
    ) -> Iterator[tuple[SessionGround, PlaceChange, Callable[[SessionChanges], None]]]:
        """One transaction on one exercise: its ground, what was decided about it, and how to store what is now."""
        with self._mine.changing(program) as connection:
            ground = self._held(connection, program, session)
            ground.exercise(role, movement)
            yield ground, ground.changes.place(role, movement), lambda new: save_changes(connection, ground.key, new)

    def _held(self, connection: Connection, program: str, session: str) -> SessionGround:
        hold_session(connection, SessionKey.parse(program, session))
        return self._ground(connection, program, session)

    def _ground(self, connection: Connection, program: str, session: str) -> SessionGround:
        key = SessionKey.parse(program, session)
        return session_ground(connection, key, self._materials(), self._clock.today())


def _edited(ground: SessionGround, role: ExerciseRole, movement: str, numbers: Mapping[str, object]) -> SessionChanges:
    edit = checked_edit(numbers, ground.exercise(role, movement))
    return ground.changes.with_place(ground.changes.place(role, movement).model_copy(update={"edit": edit}))


def _swapped(ground: SessionGround, role: ExerciseRole, movement: str, to: str) -> tuple[SwapPlan, Outlook]:
    """The swap and what comes of it. Raises Conflict where the session could not be planned so."""
    ground.exercise(role, movement)
    check_movement(to, role, ground.session, ground.pool)
    first = ground.changes.place(role, movement).instead_of or movement
    change = PlaceChange(role=role, movement=to, instead_of=None if first == to else first, locked=True)
    plan = ground.with_swap(change, movement)
    after = ground.planned(plan)
    placed = any(one.movement == to for block in after.blocks for one in block.exercises)
    if not placed:
        raise Conflict(
            f"with {to} in the place of {movement} session {ground.key.text} cannot be planned: {after.note}"
        )
    return plan, Outlook(ground.changed(ground.changes), ground.changed(plan.changes, after))
