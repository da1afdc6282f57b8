"""What a coach may write: every fault with its field, its value and what would be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeGuard

from alloy_engine.catalogue.policies.composition import CircuitRules
from alloy_engine.domain.changes import Edit
from alloy_engine.domain.forbidden import forbidden_because
from alloy_engine.domain.logbook import LoggedSet
from alloy_engine.domain.program import Circuit, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import CircuitType, ExerciseRole
from alloy_engine.errors import Conflict, Fault, InvalidRequest
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.circuits import BY_HAND, set_anew

LONGEST_NOTE = 1000
NEWLINES = "\n\t"
# field → least, most, in words what is accepted, and whether halves are.
WHOLE: dict[str, tuple[int, int, str]] = {
    "sets": (1, 20, "whole sets from 1 to 20"),
    "reps_min": (1, 100, "whole repetitions from 1 to 100"),
    "reps_max": (1, 100, "whole repetitions from 1 to 100"),
    "seconds": (5, 7200, "whole seconds from 5 to 7200"),
    "rest_seconds": (0, 900, "whole seconds from 0 to 900"),
}
TEMPO = re.compile(r"(?:X|[0-9](?:-[0-9X]){2,3})")
TEMPO_ACCEPTED = 'seconds down, held and up, such as "3-1-2" or "2-0-X"; "X" for as fast as can be'
CLOCK: dict[str, tuple[int, int, str]] = {
    "minutes": (1, 60, "whole minutes from 1 to 60"),
    "rounds": (1, 50, "whole rounds from 1 to 50"),
    "work_seconds": (5, 300, "whole seconds from 5 to 300"),
    "rest_seconds": (0, 300, "whole seconds from 0 to 300"),
}
MOST_KG = 1000.0
EMOM_SECONDS = 60
RPE_ACCEPTED = "1 to 10 in half steps"
REPS_DONE = (0, 200, "whole repetitions from 0 to 200")
MOST_SETS = 30
COUNTED, TIMED = ("reps_min", "reps_max"), ("seconds",)


class CannotStand(InvalidRequest):
    """A movement that may not have a place. branch: why, of fork 11.5."""

    def __init__(self, branch: str, movement: str, message: str, accepted: str) -> None:
        super().__init__([Fault("movement", movement, message, accepted)])
        self.branch = branch


class CannotBePlanned(Conflict):
    """It may stand there, but the session around it cannot be planned."""


@contextmanager
def standing(tracer: Tracer) -> Iterator[None]:
    """Around a swap that is made: whether the movement may stand there, fork 11.5."""
    try:
        yield
    except CannotStand as refused:
        tracer.take("11.5", refused.branch)
        raise
    except CannotBePlanned:
        tracer.take("11.5", "F")
        raise
    tracer.take("11.5", "A")


def checked_edit(numbers: Mapping[str, object], one: PlannedExercise) -> Edit:
    """Raises InvalidRequest with every fault. numbers: field of `Edit` → value; None and what is missing stay as
    planned."""
    given = {name: value for name, value in numbers.items() if value is not None}
    if faults := list(_faults(given, one)):
        raise InvalidRequest(faults)
    return Edit.model_validate(given)


def _faults(given: Mapping[str, object], one: PlannedExercise) -> Iterator[Fault]:
    for name, value in given.items():
        if name in WHOLE:
            yield from _whole(name, value, WHOLE[name])
        elif name == "tempo":
            if not isinstance(value, str) or not TEMPO.fullmatch(value):
                yield Fault(name, value, "is not usable", TEMPO_ACCEPTED)
        elif name == "rpe":
            yield from _rpe(value)
        elif name == "load_kg":
            if not _is_number(value) or not 0 < value <= MOST_KG:
                yield Fault(name, value, "is not usable", f"more than 0 and at most {MOST_KG:g} kg")
        else:
            yield Fault(name, value, "cannot be prescribed", f"one of {', '.join(Edit.model_fields)}")
    for name in COUNTED if one.seconds is not None else TIMED:
        if name in given:
            unit = "seconds" if one.seconds is not None else "reps_min and reps_max"
            yield Fault(name, given[name], f"does not fit {one.name}", unit)
    low, high = given.get("reps_min", one.reps_min), given.get("reps_max", one.reps_max)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield Fault("reps_min", low, "is more than reps_max", f"at most {high}")


def _whole(name: str, value: object, rule: tuple[int, int, str]) -> Iterator[Fault]:
    least, most, accepted = rule
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        yield Fault(name, value, "is not usable", accepted)


def checked_circuit(numbers: Mapping[str, object], planned: Circuit, stations: int, rules: CircuitRules) -> Circuit:
    """The clock with these numbers; what is missing stays as planned. Raises InvalidRequest with every fault."""
    fields = BY_HAND[planned.type]
    given = {name: value for name, value in numbers.items() if value is not None}
    faults = [fault for name, value in given.items() if name in fields for fault in _whole(name, value, CLOCK[name])]
    faults += [
        Fault(name, value, f"is not what a circuit of this kind ({planned.type.value}) goes by", ", ".join(fields))
        for name, value in given.items()
        if name not in fields
    ]
    work = given.get("work_seconds")
    if planned.type is CircuitType.EMOM and isinstance(work, int) and work >= EMOM_SECONDS:
        faults.append(Fault("work_seconds", work, "leaves no rest in the minute", f"less than {EMOM_SECONDS}"))
    if faults:
        raise InvalidRequest(faults)
    settled = {name: int(given.get(name, getattr(planned, name))) for name in fields}  # type: ignore[call-overload]
    return set_anew(planned.type, stations, settled, rules).model_copy(update={"edited": True})


def checked_sets(sets: Sequence[Mapping[str, object]], *, timed: bool) -> tuple[LoggedSet, ...]:
    """Sets as they were done; one that says nothing is left out. timed: the exercise is counted in seconds.

    Raises InvalidRequest with every fault, its field as "2.reps": the place, from 1, and what of it.
    """
    named = [{name: value for name, value in one.items() if value is not None} for one in sets]
    given = {place: one for place, one in enumerate(named, 1) if one.keys() - {"rpe"}}
    if len(given) > MOST_SETS:
        raise InvalidRequest([Fault("sets", len(given), "are too many", f"at most {MOST_SETS}")])
    faults = [
        Fault(f"{place}.{fault.field}", fault.value, fault.message, fault.accepted)
        for place, one in given.items()
        for fault in _done_faults(one, "seconds" if timed else "reps")
    ]
    if faults:
        raise InvalidRequest(faults)
    return tuple(LoggedSet.model_validate(one) for one in given.values())


def _done_faults(one: Mapping[str, object], amount: str) -> Iterator[Fault]:
    yield from _whole(amount, one.get(amount), WHOLE["seconds"] if amount == "seconds" else REPS_DONE)
    for name, value in one.items():
        if name == "weight_kg":
            if not _is_number(value) or not 0 <= value <= MOST_KG:
                yield Fault(name, value, "is not usable", f"from 0 to {MOST_KG:g} kg")
        elif name == "rpe":
            yield from _rpe(value)
        elif name != amount:
            yield Fault(name, value, "is not what this exercise is logged by", f"weight_kg, {amount}, rpe")


def _rpe(value: object) -> Iterator[Fault]:
    if not _is_number(value) or not 1 <= value <= 10 or value * 2 % 1:
        yield Fault("rpe", value, "is not usable", RPE_ACCEPTED)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value  # noqa: PLR0124  not NaN


def checked_note(note: str) -> str:
    """The words without blanks around them; "" takes the note away. Raises InvalidRequest."""
    note = note.strip()
    if len(note) > LONGEST_NOTE or any(ord(letter) < ord(" ") and letter not in NEWLINES for letter in note):
        shown = note[:40]
        raise InvalidRequest([Fault("note", shown, "is not usable", f"text of at most {LONGEST_NOTE} characters")])
    return note


def check_movement(movement: str, role: ExerciseRole, session: PlannedSession, pool: CandidatePool) -> None:
    """Raises CannotStand for what cannot stand there, whatever the score."""
    found = pool.catalogue.get(movement)
    if found is None:
        raise CannotStand("B", movement, "is not in the catalogue", "the id of a movement")
    if reason := forbidden_because(found, pool.brief):
        raise CannotStand("C", movement, reason, "a movement the athlete may be given")
    if role not in found.roles:
        roles = ", ".join(each.value for each in found.roles)
        message = f"is no {role.value} exercise (it is for {roles})"
        raise CannotStand("D", movement, message, f"a movement for {role.value}")
    if any(one.movement == movement for block in session.blocks for one in block.exercises):
        raise CannotStand("E", movement, "is in the session already", "a movement that is not")


def allowed_instead(role: ExerciseRole, session: PlannedSession, pool: CandidatePool) -> tuple[tuple[str, str], ...]:
    """(id, name), by name, of every movement that `check_movement` lets stand in a place of that role."""
    there = {one.movement for block in session.blocks for one in block.exercises}
    allowed = (
        (movement.id, movement.name)
        for movement in pool.catalogue
        if role in movement.roles and movement.id not in there and forbidden_because(movement, pool.brief) is None
    )
    return tuple(sorted(allowed, key=lambda pair: pair[1].lower()))
