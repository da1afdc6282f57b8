"""Status as a state machine: legal moves only, one owner, and what goes with every move."""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from
from sqlalchemy import text

from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus
from alloy_engine.errors import Conflict, ConstraintRefused
from alloy_engine.services.compute.requests import FallBack, PlanDay
from alloy_engine.services.compute.steps import CRASHES, Step, steps_of
from alloy_engine.services.fence import JobLost, fenced
from alloy_engine.storage import sessions, status
from alloy_engine.storage.database import Connection, Database
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.jobs import Ticket, call_off, enqueue
from alloy_engine.storage.queue.loop import Outcome
from alloy_engine.storage.status import MOVES
from tests.stepping import fetched, settled
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
        self.tiers: dict[int, FallbackTier] = {}

    def refused(self) -> bool:
        """Whether whoever works on it may write nothing: see `FencedMachine`."""
        return False

    def writing(self) -> AbstractContextManager[Connection]:
        return self.store.begin()

    def asked_for(self, c: Connection) -> None:
        """What goes with asking for the program again."""

    def called_off(self, c: Connection) -> None:
        """What goes with cancelling it."""

    def key(self, day: int) -> SessionKey:
        return SessionKey(self.program.id, 1, day)

    @rule()
    def take(self) -> None:
        if self.refused():
            return
        with self.writing() as c:
            taken = status.take(c, self.program.id)
        if self.state in (PENDING, IN_PROGRESS):
            self.state, self.takes = IN_PROGRESS, self.takes + 1
            assert taken == status.Taken(self.run_, self.takes)
            assert taken.resumed is (self.takes > 1)
        else:
            assert taken is None

    @rule(day=sampled_from(DAYS))
    def begin(self, day: int) -> None:
        if self.refused():
            return
        if self.days[day] in (PENDING, IN_PROGRESS):
            with self.writing() as c:
                status.begin_sessions(c, [self.key(day)])
            self.days[day], self.begun[day] = IN_PROGRESS, self.begun[day] + 1
        else:
            with pytest.raises(Conflict), self.writing() as c:
                status.begin_sessions(c, [self.key(day)])

    @rule(day=sampled_from(DAYS), end=sampled_from([COMPLETED, FAILED]), template=booleans())
    def save(self, day: int, end: GenerationStatus, template: bool) -> None:
        if self.refused():
            return
        tier = FallbackTier.TEMPLATE if template else FallbackTier.NONE
        planned = a_session(self.program.structure.days[day - 1], note="why").model_copy(update={"fallback": tier})
        with self.writing() as c:
            try:
                if end is FAILED:
                    sessions.fail_session(c, self.key(day), planned)
                else:
                    sessions.save_session(c, self.key(day), planned)
            except Conflict:
                assert self.days[day] is not IN_PROGRESS
                return
        assert self.days[day] is IN_PROGRESS
        self.days[day], self.tiers[day] = end, tier

    @rule(lost=booleans())
    def put_back(self, lost: bool) -> None:
        with self.store.begin() as c:
            status.put_back(c, self.program.id, lost=lost)
        self._is_put_back(lost=lost)

    def _is_put_back(self, *, lost: bool) -> None:
        if self.state is IN_PROGRESS:
            self.state = PENDING
        for day in DAYS:
            if self.days[day] is IN_PROGRESS:
                self.days[day] = PENDING
                self.crashes[day] += lost

    @rule(day=sampled_from(DAYS), times=integers(1, CRASHES))
    def be_lost_with(self, day: int, times: int) -> None:
        for _ in range(times):
            self.begin(day)
            self.put_back(lost=True)

    @rule(end=sampled_from([COMPLETED, FAILED]))
    def finish(self, end: GenerationStatus) -> None:
        if self.refused():
            return
        if self.state is IN_PROGRESS:
            with self.writing() as c:
                status.finish(c, self.program.id, end, "why" if end is FAILED else None)
            self.state = end
        else:
            with pytest.raises(Conflict), self.writing() as c:
                status.finish(c, self.program.id, end)

    @rule()
    def cancel(self) -> None:
        if self.state in (PENDING, IN_PROGRESS):
            with self.store.begin() as c:
                status.cancel(c, self.program.id)
                self.called_off(c)
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
            self.asked_for(c)
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
            waiting = {day.key.text: day for day in sessions.pending_days(c, self.program.id)}
        self._program_is_true(dict(program))
        for day in days:
            if day["day"] in DAYS:
                self._day_is_true(dict(day))
        for step in steps_of(self.program.structure, waiting):
            if step.day is not None:
                self._step_is_right(step.day.day, step)

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
        assert self.days[day] not in (COMPLETED, FAILED) or row["fallback"] == self.tiers[day]

    def _step_is_right(self, day: int, step: Step) -> None:
        """What workers were lost with is in quarantine: it takes the template, and after as many again it fails."""
        assert self.days[day] in (PENDING, IN_PROGRESS)
        if self.crashes[day] < CRASHES:
            assert isinstance(step.request, PlanDay)
            return
        assert isinstance(step.request, FallBack)
        assert f"{self.crashes[day]} workers were lost" in step.request.reason
        assert step.request.hopeless is (self.crashes[day] >= 2 * CRASHES)


class FencedMachine(StatusMachine):
    """The same by two workers and the queue: whoever's job is not its own any more writes nothing."""

    todo: bool
    doing: Ticket | None
    aborted: bool

    @initialize()
    def created(self) -> None:
        with self.store.begin() as c:  # the queue is everybody's: nothing of an earlier example may be in it
            for table in ("programs", "queue.procrastinate_jobs"):
                c.execute(text(f"DELETE FROM {table}"))
        super().created()
        self.tickets: dict[int, Ticket | None] = {0: None, 1: None}
        self.turn = 0
        self.todo, self.doing, self.aborted = True, None, False

    @property
    def mine(self) -> Ticket | None:
        """What the worker whose turn it is believes to have in hand."""
        return self.tickets[self.turn]

    def refused(self) -> bool:
        if self.mine is None:
            self.fetch()
        if self.mine is None:
            return True
        if self.mine == self.doing and not self.aborted:
            return False
        with pytest.raises(JobLost), self.writing():
            pytest.fail("a worker that lost its job was let in")
        return True

    def writing(self) -> AbstractContextManager[Connection]:
        assert self.mine is not None
        return fenced(self.store, self.mine)

    @rule(worker=sampled_from([0, 1]))
    def take_turns(self, worker: int) -> None:
        self.turn = worker

    @rule()
    def fetch(self) -> None:
        ticket = fetched(self.store)
        assert (ticket is not None) is (self.todo and self.doing is None)
        if ticket is not None:
            self.tickets[self.turn] = self.doing = ticket
            self.todo = self.aborted = False

    @rule()
    def rescue(self) -> None:
        """Whoever works is held to be lost. It may not be, and will find out."""
        with self.store.begin() as c:
            rescued = repair.rescue(c, 0.0, everything=True)
        assert rescued == (() if self.doing is None else (self.program.id,))
        if self.doing is not None:
            self.doing, self.todo = None, self.todo or self.state in (PENDING, IN_PROGRESS)
            self._is_put_back(lost=True)

    @rule()
    def hand_back(self) -> None:
        if self.refused() or self.todo:
            return
        assert self.mine is not None
        with self.writing() as c:
            status.put_back(c, self.program.id, lost=False)
        settled(self.store, self.mine, Outcome.AGAIN)
        self._is_put_back(lost=False)
        self.doing, self.todo, self.tickets[self.turn] = None, True, None

    @rule(outcome=sampled_from([Outcome.DONE, Outcome.DROPPED]))
    def report(self, outcome: Outcome) -> None:
        """A worker tells the queue what became of its job; one that has lost it ends nobody else's."""
        if self.mine is None:
            return
        if self.mine == self.doing:
            settled(self.store, self.mine, outcome)
            self.doing = None
        else:
            with pytest.raises(Exception, match="Job was not found"):
                settled(self.store, self.mine, outcome)
        self.tickets[self.turn] = None

    @rule()
    def lose_the_queue(self) -> None:
        with self.store.begin() as c:
            c.execute(text("TRUNCATE queue.procrastinate_jobs CASCADE"))
        self.todo, self.doing = False, None

    @rule()
    def reconcile(self) -> None:
        with self.store.begin() as c:
            c.execute(text("UPDATE programs SET asked_at = asked_at - interval '1 minute'"))
            found = repair.reconcile(c)
        forgotten = self.state in (PENDING, IN_PROGRESS) and not self.todo and self.doing is None
        assert found == ((self.program.id,) if forgotten else ())
        if forgotten:
            self._is_put_back(lost=False)
            self.todo = True

    def put_back(self, lost: bool) -> None:  # no rule here: rescuers and workers that stop do it
        assert lost
        self.rescue()
        self.turn = 1 - self.turn
        self.fetch()

    def asked_for(self, c: Connection) -> None:
        assert enqueue(c, self.program.id) is not self.todo
        self.todo = True

    def called_off(self, c: Connection) -> None:
        call_off(c, self.program.id)
        self.todo, self.aborted = False, self.doing is not None


@pytest.mark.parametrize("kind", [StatusMachine, FencedMachine])
def test_status_is_a_state_machine(store: Database, kind: type[StatusMachine]) -> None:
    machine: Any = type("Machine", (kind,), {"store": store})
    machine.TestCase.settings = settings(
        max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine.TestCase().runTest()
