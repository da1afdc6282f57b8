"""Use case: log the sets that were done, beside what was prescribed. Planning a session again leaves them alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from alloy_engine.domain.logbook import LoggedSet, SetLog
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Tracer
from alloy_engine.services.afterwards import told
from alloy_engine.services.coaching.checks import MOST_SETS, checked_sets
from alloy_engine.storage import logbook
from alloy_engine.storage.coaching import hold_session
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.owned import Owned

ROLES = tuple(role.value for role in ExerciseRole)
FIELDS = {
    "role": f"one of {', '.join(ROLES)}",
    "movement": "the id of a movement that is prescribed there",
    "sets": f"a list of at most {MOST_SETS} sets; an empty one takes away what was logged",
}
OF_A_SET = tuple(LoggedSet.model_fields)


class Logbook:
    """Of one owner's programs. Every method raises NotFound for what is not theirs or not there."""

    def __init__(self, mine: Owned, tracer: Tracer) -> None:
        self._mine, self.tracer = mine, tracer

    def of(self, program: str, session: str) -> tuple[SetLog, ...]:
        """Everything that was logged of a session, the exercise logged first first."""
        with self._mine.reading(program) as connection:
            return logbook.load_logs(connection, SessionKey.parse(program, session))

    def log_document(self, program: str, session: str, document: object) -> None:
        """The same as `log`, of a document from outside: an object with role, movement and sets.

        Raises InvalidRequest with every fault, by its place in the document.
        """
        if faults := list(_faults(document)):
            raise InvalidRequest(faults)
        assert isinstance(document, dict)  # noqa: S101  or it would have a fault
        try:
            self.log(program, session, ExerciseRole(document["role"]), document["movement"], document["sets"])
        except InvalidRequest as invalid:
            raise InvalidRequest([_as_written(fault) for fault in invalid.faults]) from None

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
            places = logbook.loggable(connection, key)
            if (role, movement) not in places:
                accepted = (
                    ", ".join(f"{role.value} {movement}" for role, movement in places) or "nothing: a day of rest"
                )
                message = f"is no {role.value} exercise of session {key.text}"
                raise InvalidRequest([Fault("movement", movement, message, accepted)])
            done = checked_sets(sets, timed=places[role, movement])
            logbook.save_log(connection, key, SetLog(role=role, movement=movement, sets=done))


def _faults(document: object) -> Iterator[Fault]:
    """What is wrong before anybody knows the session."""
    if not isinstance(document, dict):
        yield Fault("body", document, "is no object", f"an object with {', '.join(FIELDS)}")
        return
    for name in FIELDS.keys() - document.keys():
        yield Fault(name, None, "is missing", FIELDS[name])
    for name, value in document.items():
        if name not in FIELDS:
            yield Fault(name or "body", value, f"{name!r} is not a field of a log", ", ".join(FIELDS))
        elif name == "sets":
            yield from _faults_of_sets(value)
        elif not isinstance(value, str) or (name == "role" and value not in ROLES):
            yield Fault(name, value, "is not usable", FIELDS[name])


def _faults_of_sets(sets: object) -> Iterator[Fault]:
    if not isinstance(sets, list) or len(sets) > MOST_SETS:
        yield Fault("sets", sets, "is not usable", FIELDS["sets"])
        return
    for place, one in enumerate(sets):
        if not isinstance(one, dict):
            yield Fault(f"sets.{place}", one, "is no object", f"an object with {', '.join(OF_A_SET)}")
            continue
        for name in one.keys() - set(OF_A_SET):
            yield Fault(f"sets.{place}.{name}", one[name], "is not a field of a set", ", ".join(OF_A_SET))


def _as_written(fault: Fault) -> Fault:
    """ "2.reps", the second set as people count, is "sets.1.reps" of the document."""
    place, _, name = fault.field.partition(".")
    return replace(fault, field=f"sets.{int(place) - 1}.{name}") if place.isdigit() else fault
