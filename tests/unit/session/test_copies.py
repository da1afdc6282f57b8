"""Copies that name every field: none may be forgotten when one is added."""

from __future__ import annotations

from dataclasses import fields

from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from alloy_engine.session.doses.dose import Dose
from alloy_engine.session.fitting.board import Line
from tests.unit.session.crafted import material

SLOT = Slot(3, ExerciseRole.MAIN, (MovementPattern.SQUAT,))


def test_a_slot_at_another_place_differs_in_nothing_else() -> None:
    marked = Slot._make(Slot._fields)
    assert marked.at(7) == marked._replace(index=7)


def test_a_line_goes_back_to_its_mark_in_all_that_changes() -> None:
    catalogue, policy = material()
    dose = Dose(SLOT, catalogue.movements[0], "", 3, 2, 5, 90, 60, 120, 8.0, 5, 5)
    line, as_it_was = (Line.of(dose, policy.prescription.time) for _ in range(2))
    mark = line.mark()
    for field in fields(Line):
        if field.name not in ("muscles", "tired", "side"):  # the movement's own, whatever is asked of it
            setattr(line, field.name, field.name)
    assert line != as_it_was
    line.go_back(mark)
    assert line == as_it_was
