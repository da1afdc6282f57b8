"""Use case: log the sets that were done, beside what was prescribed. Planning a session again leaves them alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alloy_engine.domain.logbook import SetLog
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import NotFound
from alloy_engine.flow import Tracer
from alloy_engine.services.afterwards import told
from alloy_engine.services.coaching.checks import checked_sets
from alloy_engine.storage import logbook
from alloy_engine.storage.coaching import hold_session
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.owned import Owned


class Logbook:
    """Of one owner's programs. Every method raises NotFound for what is not theirs or not there."""

    def __init__(self, mine: Owned, tracer: Tracer) -> None:
        self._mine, self.tracer = mine, tracer

    def of(self, program: str, session: str) -> tuple[SetLog, ...]:
        """Everything that was logged of a session, the exercise logged first first."""
        with self._mine.reading(program) as connection:
            return logbook.load_logs(connection, SessionKey.parse(program, session))

    @told(lambda given: "R" if given["sets"] else "S")
    def log(
        self, program: str, session: str, role: ExerciseRole, movement: str, sets: Sequence[Mapping[str, object]]
    ) -> None:
        """Keep these sets of an exercise that is prescribed there, or was when sets of it were logged, in place of
        those logged before; none at all take them away. sets: fields of `LoggedSet`, weights in kg.

        Raises InvalidRequest with every fault.
        """
        key = SessionKey.parse(program, session)
        with self._mine.changing(program) as connection:
            hold_session(connection, key)
            found = logbook.loggable(connection, key, role, movement)
            if found is None:
                raise NotFound(f"{role.value} exercise in session {key.text}", movement)
            done = checked_sets(sets, timed=found.timed)
            logbook.save_log(connection, key, SetLog(role=role, movement=movement, sets=done))
