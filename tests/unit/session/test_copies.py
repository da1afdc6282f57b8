"""Copies that name every field: none may be forgotten when one is added."""

from __future__ import annotations

from dataclasses import fields

from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from alloy_engine.session.board import Line
from alloy_engine.session.dose import Dose
from tests.unit.session.crafted import material

SLOT = Slot(3, ExerciseRole.MAIN, (MovementPattern.SQUAT,))


def test_a_slot_at_another_place_differs_in_nothing_else() -> None:
    marked = Slot(**{field.name: field.name for field in fields(Slot)})  # type: ignore[arg-type]
    moved = marked.at(7)
    assert {f.name: getattr(moved, f.name) for f in fields(Slot)} == {f.name: f.name for f in fields(Slot)} | {
        "index": 7
    }


def test_a_twin_has_all_of_a_line_and_changes_on_its_own() -> None:
    catalogue, policy = material()
    line = Line.of(Dose(SLOT, catalogue.movements[0], "", 3, 2, 5, 90, 60, 120, 8.0, 5, 5), policy.prescription.time)
    for field in fields(Line):
        setattr(line, field.name, field.name)
    twin = line.twin()
    assert twin == line
    twin.sets = 1
    assert twin != line
