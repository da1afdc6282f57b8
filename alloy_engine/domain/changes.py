"""What a coach decided about one session, apart from what the engine planned for it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from alloy_engine.domain.program import Circuit, Part
from alloy_engine.domain.vocabulary import ExerciseRole


@dataclass(frozen=True, slots=True)
class Lock:
    """A movement that a session is planned around.

    asked: the coach wants it there, come what may; else it is only left as it was while something beside it changes,
    and may be dropped where time has no room. slot: the place it is to take, None for the best fitting one.
    """

    role: ExerciseRole
    movement: str
    slot: int | None = None
    asked: bool = True


class Edit(Part):
    """A prescription by hand; None leaves what the engine planned. Units as in `PlannedExercise`."""

    sets: int | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    seconds: int | None = None
    rpe: float | None = None
    load_kg: float | None = None
    rest_seconds: int | None = None
    tempo: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """What was written by hand."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)


class PlaceChange(Part):
    """What the coach decided about one exercise: the movement in its role. instead_of: what it replaced.

    slot: the place it took in exchange. An edited exercise is locked too: numbers by hand are for that lift.
    """

    role: ExerciseRole
    movement: str
    instead_of: str | None = None
    slot: int | None = None
    locked: bool = False
    edit: Edit = Field(default_factory=Edit)
    note: str = ""

    @property
    def is_held(self) -> bool:
        return self.locked or bool(self.edit.fields)

    @property
    def is_empty(self) -> bool:
        return not self.is_held and not self.note


class CircuitChange(Part):
    """The clock that the block of that role runs by, whatever circuit is planned for it."""

    role: ExerciseRole
    circuit: Circuit


class SessionChanges(Part):
    """All that the coach decided about one session."""

    note: str = ""
    places: tuple[PlaceChange, ...] = ()
    circuits: tuple[CircuitChange, ...] = ()

    def place(self, role: ExerciseRole, movement: str) -> PlaceChange:
        """What was decided about that exercise; a change that changes nothing if nothing was."""
        found = (each for each in self.places if (each.role, each.movement) == (role, movement))
        return next(found, PlaceChange(role=role, movement=movement))

    def with_place(self, change: PlaceChange, *, instead_of: str | None = None) -> SessionChanges:
        """With that one in place of what was decided about its exercise, and about the one it replaces."""
        gone = {(change.role, change.movement), (change.role, instead_of)}
        kept = tuple(each for each in self.places if (each.role, each.movement) not in gone)
        return self.model_copy(update={"places": kept if change.is_empty else (*kept, change)})

    def circuit(self, role: ExerciseRole) -> Circuit | None:
        """The clock by hand of the block of that role."""
        return next((each.circuit for each in self.circuits if each.role is role), None)

    def with_circuit(self, role: ExerciseRole, circuit: Circuit | None) -> SessionChanges:
        """With that clock for the block of that role; None gives it back what is planned."""
        kept = tuple(each for each in self.circuits if each.role is not role)
        added = () if circuit is None else (CircuitChange(role=role, circuit=circuit),)
        return self.model_copy(update={"circuits": (*kept, *added)})

    @property
    def locks(self) -> tuple[Lock, ...]:
        """What the session has to be planned around."""
        return tuple(Lock(each.role, each.movement, each.slot) for each in self.places if each.is_held)

    @property
    def is_empty(self) -> bool:
        return not self.note and not self.places and not self.circuits
