"""A coach's hand on planned sessions. What is decided is stored apart from what the engine planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from alloy_engine.coached import Judgement, coached_program
from alloy_engine.domain.changes import Edit, PlaceChange, SessionChanges
from alloy_engine.domain.program import PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import Conflict
from alloy_engine.flow import Silent, Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.services.afterwards import told
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.coaching.checks import (
    allowed_instead,
    checked_circuit,
    checked_edit,
    checked_note,
    standing,
)
from alloy_engine.services.coaching.ground import ProgramGround, SessionGround, program_ground, session_ground
from alloy_engine.services.coaching.swapping import Swaps, swapped, swapped_from_here
from alloy_engine.services.materials import Materials
from alloy_engine.storage import programs, sessions, status, structures
from alloy_engine.storage.coaching import hold_session, load_changes, save_changes, set_locks
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.queue.jobs import enqueue


@dataclass(frozen=True, slots=True)
class Outlook:
    """A session before and after a change that is not made yet. judged: the week's gates and the program's audit before
    and after; None while not every session is planned. others: later sessions that change with it, by key, likewise
    before and after. left: keys of later ones that stay as they are, each with the reason.
    """

    before: PlannedSession
    after: PlannedSession
    judged: tuple[Judgement, Judgement] | None = None
    others: Mapping[str, tuple[PlannedSession, PlannedSession]] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


class Coach:
    """The changes of one owner's programs. Every method raises NotFound for what is not theirs or not there, and
    Conflict for a session that is not planned; `movement` is the one that stands there now.
    """

    def __init__(
        self,
        mine: Owned,
        materials: Callable[[], Materials],
        clock: SystemClock,
        ring: Callable[[], None],
        tracer: Tracer,
    ) -> None:
        self._mine, self._materials, self._clock, self._ring, self.tracer = mine, materials, clock, ring, tracer

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
        return allowed_instead(role, ground.session, ground.pool)

    def swap_outlook(
        self, program: str, session: str, role: ExerciseRole, movement: str, to: str, *, later: bool = False
    ) -> Outlook:
        """What would become of the session with `to` in that place. later: as in `swap`. Raises as `swap`."""
        with self._mine.snapshot(program) as connection:
            found = self._swaps(connection, program, session, role, movement, to, later)
        pairs = {one.key: one.before_and_after for one in found.done}
        ground = found.done[0].ground
        judged = _judged(ground, {key: after for key, (_, after) in pairs.items()})
        return Outlook(*pairs.pop(ground.key.text), judged, pairs, found.left)

    @told(lambda _: "C")
    def swap(
        self, program: str, session: str, role: ExerciseRole, movement: str, to: str, *, later: bool = False
    ) -> None:
        """Put `to` in that place, locked, and have the session planned around it; all beside it stays. later: also in
        every later session of the mesocycle that has the movement in the same place, as far as it may stand there.

        Raises InvalidRequest; Conflict also while the program is being generated.
        """
        with self._mine.changing(program) as connection:
            status.ask_again(connection, program)
            hold_session(connection, SessionKey.parse(program, session))
            with standing(self.tracer):
                found = self._swaps(connection, program, session, role, movement, to, later)
            for one in found.done:
                hold_session(connection, one.ground.key)
                save_changes(connection, one.ground.key, one.plan.changes)
            sessions.reset_sessions(connection, program, [one.ground.key for one in found.done], vary=False)
            for one in found.done:
                set_locks(connection, one.ground.key, one.plan.locks, one.plan.avoid)
            enqueue(connection, program)
        self.tracer.take("11.6", "A", len(found.done) - 1)
        self.tracer.take("11.6", "B", len(found.left))
        self._ring()

    def locked(self, program: str, session: str) -> tuple[PlaceChange, ...]:
        """What the coach fixed in that session, planned or not."""
        with self._mine.reading(program) as connection:
            changes = load_changes(connection, program).get(SessionKey.parse(program, session).text, SessionChanges())
        return tuple(each for each in changes.places if each.is_held)

    @told(lambda given: "D" if given["locked"] else "L")
    def lock(self, program: str, session: str, role: ExerciseRole, movement: str, locked: bool = True) -> None:
        """Keep that exercise whenever the session is planned again, or let it go (with its numbers by hand)."""
        if not locked and self._let_go(program, session, role, movement):
            return
        with self._changing(program, session, role, movement) as (ground, change, save):
            save(ground.changes.with_place(change.model_copy(update={"locked": locked})))

    def _let_go(self, program: str, session: str, role: ExerciseRole, movement: str) -> bool:
        """Whether there was anything to let go. It asks for no planned session: a lock may be what keeps it from being
        planned.
        """
        key = SessionKey.parse(program, session)
        with self._mine.changing(program) as connection:
            hold_session(connection, key)
            changes = load_changes(connection, program).get(key.text, SessionChanges())
            change = changes.place(role, movement)
            if change.is_held:
                let_go = change.model_copy(update={"locked": False, "edit": Edit()})
                save_changes(connection, key, changes.with_place(let_go))
            return change.is_held

    def edit_outlook(
        self, program: str, session: str, role: ExerciseRole, movement: str, numbers: Mapping[str, object]
    ) -> Outlook:
        """What the session would become with these numbers. Raises InvalidRequest."""
        with self._mine.snapshot(program) as connection:
            ground = self._ground(connection, program, session)
        return _outlook(ground, _edited(ground, role, movement, numbers))

    @told(lambda given: "E" if _any(given["numbers"]) else "M")
    def edit(
        self, program: str, session: str, role: ExerciseRole, movement: str, numbers: Mapping[str, object]
    ) -> None:
        """Prescribe by hand; no numbers at all give the exercise back what was planned. Raises InvalidRequest."""
        with self._changing(program, session, role, movement) as (ground, _, save):
            save(_edited(ground, role, movement, numbers))

    def circuit_outlook(self, program: str, session: str, role: ExerciseRole, numbers: Mapping[str, object]) -> Outlook:
        """What the session would become with these numbers for that block's clock. Raises InvalidRequest."""
        with self._mine.snapshot(program) as connection:
            ground = self._ground(connection, program, session)
        return _outlook(ground, _clocked(ground, role, numbers))

    @told(lambda given: "P" if _any(given["numbers"]) else "Q")
    def set_circuit(self, program: str, session: str, role: ExerciseRole, numbers: Mapping[str, object]) -> None:
        """Set a block's clock by hand; no numbers at all give it back what was planned. Raises InvalidRequest."""
        with self._mine.changing(program) as connection:
            ground = self._held(connection, program, session)
            save_changes(connection, ground.key, _clocked(ground, role, numbers))

    @told(lambda given: "N" if given["note"].strip() else "O")
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
        return session_ground(connection, key, self._around(connection, program))

    def _around(self, connection: Connection, program: str) -> ProgramGround:
        return program_ground(connection, program, self._materials(), self._clock.today())

    def _swaps(
        self,
        connection: Connection,
        program: str,
        session: str,
        role: ExerciseRole,
        movement: str,
        to: str,
        later: bool,
    ) -> Swaps:
        ground = self._ground(connection, program, session)
        if not later:
            return Swaps((swapped(ground, role, movement, to),), {})
        return swapped_from_here(
            ground, role, movement, to,
            lambda key, instead: session_ground(connection, SessionKey.parse(program, key), ground.around, instead),
        )  # fmt: skip


def _outlook(ground: SessionGround, changes: SessionChanges) -> Outlook:
    after = ground.changed(changes)
    return Outlook(ground.changed(ground.changes), after, _judged(ground, {ground.key.text: after}))


def _judged(ground: SessionGround, after: Mapping[str, PlannedSession]) -> tuple[Judgement, Judgement] | None:
    around, week = ground.around, ground.day.microcycle
    before, then = around.judged(week, {}), around.judged(week, after)
    return None if before is None or then is None else (before, then)


def _edited(ground: SessionGround, role: ExerciseRole, movement: str, numbers: Mapping[str, object]) -> SessionChanges:
    edit = checked_edit(numbers, ground.exercise(role, movement))
    return ground.changes.with_place(ground.changes.place(role, movement).model_copy(update={"edit": edit}))


def _clocked(ground: SessionGround, role: ExerciseRole, numbers: Mapping[str, object]) -> SessionChanges:
    block = ground.block(role)
    if block.circuit is None:
        raise Conflict(f"the {role.value} block of session {ground.key.text} goes by no clock of its own")
    if not _any(numbers):
        return ground.changes.with_circuit(role, None)
    rules = ground.pool.policy.composition.circuits
    circuit = checked_circuit(numbers, block.circuit, len(block.exercises), rules)
    return ground.changes.with_circuit(role, circuit)


def _any(numbers: Mapping[str, object]) -> bool:
    """Whether any number is given; none at all means as planned."""
    return any(number is not None for number in numbers.values())
