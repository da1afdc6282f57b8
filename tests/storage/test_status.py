"""Status as a state machine: legal moves only, one owner, and what goes with every move."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from
from sqlalchemy import text

from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus
from alloy_engine.errors import Conflict, ConstraintRefused
from alloy_engine.storage import sessions, status
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.status import MOVES
from tests.storage.samples import a_session, a_structure, stored_program

PENDING, IN_PROGRESS, COMPLETED, FAILED, CANCELLED = GenerationStatus
DAYS = (1, 3, 5, 7)  # the training days of a made-up week


@pytest.mark.parametrize("table", ["programs", "sessions"])
@pytest.mark.parametrize(("old", "new"), list(product(GenerationStatus, repeat=2)))
def test_the_schema_allows_exactly_the_moves_of_the_owner(
    store: Database, table: str, old: GenerationStatus, new: GenerationStatus
) -> None:
    program = stored_program(store, structure=a_structure(1))
    mine = {"id": program.id}
    key = "id" if table == "programs" else "day = 2 AND program_id"
    extra = "" if table == "programs" else ", reason = 'why'"
    with store.begin() as c:
        for step in _way_to(old):
            c.execute(text(f"UPDATE {table} SET status = :to{extra} WHERE {key} = :id"), {**mine, "to": step.value})
    move = text(f"UPDATE {table} SET status = :to WHERE {key} = :id")
    if new is old or new in MOVES[old]:
        with store.begin() as c:
            assert c.execute(move, {**mine, "to": new.value}).rowcount == 1
        return
    with pytest.raises(ConstraintRefused) as refused, store.begin() as c:
        c.execute(move, {**mine, "to": new.value})
    assert refused.value.constraint == f"{table}_status_move"


def _way_to(wanted: GenerationStatus) -> tuple[GenerationStatus, ...]:
    return {PENDING: (), IN_PROGRESS: (IN_PROGRESS,), CANCELLED: (CANCELLED,)}.get(wanted, (IN_PROGRESS, wanted))


class StatusMachine(RuleBasedStateMachine):
    """One program over one store; a model in plain Python says what must be true of the rows."""

    store: Database

    @initialize()
    def created(self) -> None:
        self.program = stored_program(self.store, structure=a_structure(1))
        self.state, self.run_, self.takes = PENDING, 1, 0
        self.days = dict.fromkeys(DAYS, PENDING)
        self.begun, self.crashes = dict.fromkeys(DAYS, 0), dict.fromkeys(DAYS, 0)

    def key(self, day: int) -> SessionKey:
        return SessionKey(self.program.id, 1, day)

    @rule()
    def take(self) -> None:
        with self.store.begin() as c:
            taken = status.take(c, self.program.id)
        if self.state in (PENDING, IN_PROGRESS):
            self.state, self.takes = IN_PROGRESS, self.takes + 1
            assert taken == status.Taken(self.run_, self.takes)
            assert taken.resumed is (self.takes > 1)
        else:
            assert taken is None

    @rule(day=sampled_from(DAYS))
    def begin(self, day: int) -> None:
        if self.days[day] in (PENDING, IN_PROGRESS):
            with self.store.begin() as c:
                status.begin_sessions(c, [self.key(day)])
            self.days[day], self.begun[day] = IN_PROGRESS, self.begun[day] + 1
        else:
            with pytest.raises(Conflict), self.store.begin() as c:
                status.begin_sessions(c, [self.key(day)])

    @rule(day=sampled_from(DAYS), end=sampled_from([COMPLETED, FAILED]), template=booleans())
    def save(self, day: int, end: GenerationStatus, template: bool) -> None:
        tier = FallbackTier.TEMPLATE if template else FallbackTier.NONE
        planned = a_session(self.program.structure.days[day - 1], note="why").model_copy(update={"fallback": tier})
        with self.store.begin() as c:
            try:
                if end is FAILED:
                    sessions.fail_session(c, self.key(day), planned)
                else:
                    sessions.save_session(c, self.key(day), planned)
            except Conflict:
                assert self.days[day] is not IN_PROGRESS
                return
        assert self.days[day] is IN_PROGRESS
        self.days[day] = end

    @rule(lost=booleans())
    def put_back(self, lost: bool) -> None:
        with self.store.begin() as c:
            status.put_back(c, self.program.id, lost=lost)
        if self.state is IN_PROGRESS:
            self.state = PENDING
        for day in DAYS:
            if self.days[day] is IN_PROGRESS:
                self.days[day] = PENDING
                self.crashes[day] += lost

    @rule(end=sampled_from([COMPLETED, FAILED]))
    def finish(self, end: GenerationStatus) -> None:
        if self.state is IN_PROGRESS:
            with self.store.begin() as c:
                status.finish(c, self.program.id, end, "why" if end is FAILED else None)
            self.state = end
        else:
            with pytest.raises(Conflict), self.store.begin() as c:
                status.finish(c, self.program.id, end)

    @rule()
    def cancel(self) -> None:
        if self.state in (PENDING, IN_PROGRESS):
            with self.store.begin() as c:
                status.cancel(c, self.program.id)
            self.state = CANCELLED
            self.days = {d: CANCELLED if s in (PENDING, IN_PROGRESS) else s for d, s in self.days.items()}
        else:
            with pytest.raises(Conflict), self.store.begin() as c:
                status.cancel(c, self.program.id)

    @precondition(lambda self: self.state not in (PENDING, IN_PROGRESS))
    @rule(day=sampled_from(DAYS))
    def ask_for_one_again(self, day: int) -> None:
        with self.store.begin() as c:
            self.run_ += 1
            assert status.ask_again(c, self.program.id) == self.run_
            assert sessions.reset_sessions(c, self.program.id, [self.key(day)]) == 1
        self.state, self.takes = PENDING, 0
        for again in {day, *(d for d, s in self.days.items() if s is FAILED)}:
            self.days[again], self.begun[again], self.crashes[again] = PENDING, 0, 0

    @precondition(lambda self: self.state in (PENDING, IN_PROGRESS))
    @rule()
    def ask_too_early(self) -> None:
        with pytest.raises(Conflict), self.store.begin() as c:
            status.ask_again(c, self.program.id)

    @rule(new=sampled_from(list(GenerationStatus)), day=integers(0, 7))
    def go_round_the_owner(self, new: GenerationStatus, day: int) -> None:
        """A statement from anywhere else: refused where the move is illegal. Legal ones are not tried."""
        old = self.days.get(day) if day else self.state
        if old is None or new is old or new in MOVES[old]:
            return
        table, where = ("sessions", f"day = {day} AND program_id") if day else ("programs", "id")
        statement = text(f"UPDATE {table} SET status = :new WHERE {where} = :id")
        with pytest.raises(ConstraintRefused), self.store.begin() as c:
            c.execute(statement, {"id": self.program.id, "new": new.value})

    @invariant()
    def the_rows_tell_the_same(self) -> None:
        if not hasattr(self, "program"):
            return
        with self.store.connect() as c:
            mine = {"id": self.program.id}
            program = c.execute(text("SELECT * FROM programs WHERE id = :id"), mine).mappings().one()
            days = c.execute(text("SELECT * FROM sessions WHERE program_id = :id"), mine).mappings().all()
        self._program_is_true(dict(program))
        for day in days:
            if day["day"] in DAYS:
                self._day_is_true(dict(day))

    def _program_is_true(self, row: dict[str, Any]) -> None:
        assert (row["status"], row["run"], row["attempts"]) == (self.state, self.run_, self.takes)
        assert (row["started_at"] is not None) is (self.takes > 0)
        assert (row["finished_at"] is not None) is self.state.is_terminal
        assert self.state is not FAILED or row["error"]

    def _day_is_true(self, row: dict[str, Any]) -> None:
        day = row["day"]
        found = (row["status"], row["attempts"], row["crashes"])
        assert found == (self.days[day], self.begun[day], self.crashes[day])
        assert (row["started_at"] is not None) is (self.begun[day] > 0)
        assert (row["finished_at"] is not None) is self.days[day].is_terminal
        assert self.days[day] is not FAILED or row["reason"]
        assert self.days[day] is not COMPLETED or row["exercises_count"]


def test_status_is_a_state_machine(store: Database) -> None:
    machine: Any = type("Machine", (StatusMachine,), {"store": store})
    machine.TestCase.settings = settings(
        max_examples=120, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine.TestCase().runTest()
