"""What is promised whatever goes wrong: generation goes on within ten seconds unaided, and its status is true all the
while."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import DatabaseUnavailable
from alloy_engine.services import Alloy, StatusDocument
from tests.durability.processes import Crowd, truthful

LOOK_SECONDS = 0.03  # so seldom that looking on costs the others little


class Fault:
    """From here on generation has to go on: whoever worked was killed, or what stopped everybody is over. The server's
    clock is this machine's."""

    def __init__(self) -> None:
        self._crowd, self._since = Crowd(), dt.datetime.now(dt.UTC)

    def standstill(self, alloy: Alloy, *programs: str) -> float:
        """Seconds: the longest time since, or between two of these: a session of one of the programs ended, the program
        did. None of them may be unfinished."""
        with alloy.database.connect() as c:
            values = {"programs": list(programs), "since": self._since}
            return float(c.execute(STANDSTILL, values).scalar_one())

    def assert_survived(self, alloy: Alloy, *programs: str, besides: float = 0.0) -> None:
        """besides: seconds in which nothing could be done, since something was waited for on purpose."""
        promised = besides + self._crowd.promised_seconds
        assert (seconds := self.standstill(alloy, *programs)) < promised, f"{seconds:.1f} s of {promised:.1f}"


@contextmanager
def watched(alloy: Alloy, *programs: str) -> Iterator[None]:
    """Somebody asks for the status of the programs all the time and holds it against the rows of their sessions."""
    watcher = _Watcher(alloy, programs)
    watcher.start()
    try:
        yield
    finally:
        watcher.end()
    if watcher.error is not None:
        raise watcher.error
    assert all(watcher.compared[program] for program in programs), "nothing was compared"


@dataclass(frozen=True, slots=True)
class _Rows:
    """A program and its training sessions as they are stored: what every move from one status to another changes.
    sessions: microcycle, day, status, attempts."""

    status: str
    attempts: int
    sessions: tuple[tuple[int, int, str, int], ...]

    @property
    def done(self) -> int:
        return sum(status == "completed" for _, _, status, _ in self.sessions)


class _Watcher(threading.Thread):
    def __init__(self, alloy: Alloy, programs: tuple[str, ...]) -> None:
        super().__init__(name="watcher", daemon=True)
        self._alloy, self._programs, self._over = alloy, programs, threading.Event()
        self._done: Counter[str] = Counter()
        self.compared: Counter[str] = Counter()
        self.error: AssertionError | None = None

    def run(self) -> None:
        while self.error is None and not self._over.wait(LOOK_SECONDS):
            self._look()

    def _look(self) -> None:
        try:
            for program in self._programs:
                with suppress(DatabaseUnavailable):  # an answer too, and no wrong one
                    self._compare(program)
        except AssertionError as error:
            self.error = error

    def end(self) -> None:
        """After a last look."""
        self._over.set()
        self.join()
        if self.error is None:
            self._look()

    def _compare(self, program: str) -> None:
        self._done[program] = looked_at(self._alloy, program, self._done[program]).sessions_done
        self.compared[program] += 1


def looked_at(alloy: Alloy, program: str, at_least: int = 0) -> StatusDocument:
    """The program's status, held against its rows. at_least: sessions done before."""
    before = _stored(alloy, program)
    status = alloy.status(program)
    _judge(before, status, _stored(alloy, program), at_least)
    return status


def _stored(alloy: Alloy, program: str) -> _Rows:
    with alloy.database.connect() as c:
        row = c.execute(ROWS, {"id": program}).one()
    return _Rows(row.status, row.attempts, tuple(map(tuple, row.sessions)))


def _judge(before: _Rows, status: StatusDocument, after: _Rows, at_least: int) -> None:
    """The status was read between the two."""
    truthful(status, at_least)
    assert before.done <= status.sessions_done <= after.done, (before, status, after)
    if before != after:
        return
    counted = Counter(state for _, _, state, _ in before.sessions)
    assert status.status == before.status, (before, status)
    assert status.totals == {state: counted[state.value] for state in GenerationStatus}, (before, status)
    in_hand = [(microcycle, day) for microcycle, day, state, _ in before.sessions if state == "in_progress"]
    assert ([(status.current.microcycle, status.current.day)] if status.current else []) == in_hand[:1]


STANDSTILL = text("""
SELECT coalesce(max(extract(epoch FROM pause)), 0) FROM (
    SELECT at - lag(at, 1, CAST(:since AS timestamptz)) OVER (ORDER BY at) AS pause FROM (
        SELECT coalesce(finished_at, clock_timestamp()) AS at FROM programs WHERE CAST(id AS text) = ANY(:programs)
        UNION ALL SELECT finished_at FROM sessions
        WHERE CAST(program_id AS text) = ANY(:programs) AND type <> 'recovery' AND finished_at IS NOT NULL
    ) AS ends WHERE at > :since
) AS pauses
""")

ROWS = text("""
SELECT status, attempts, (
    SELECT json_agg(json_build_array(microcycle, day, status, attempts) ORDER BY sequence)
    FROM sessions WHERE program_id = programs.id AND type <> 'recovery'
) AS sessions
FROM programs WHERE id = :id
""")
