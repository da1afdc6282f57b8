"""The table of parameters is true: who reads each field, and what changes with it, when programs are planned."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest
from pydantic import BaseModel

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Units
from alloy_engine.flow import Recorder
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.parameters import PARAMETERS, Parameter
from alloy_engine.generate import plan
from benchmarks.flips import MAXES, Request, hybrid, must_have, to, with_maxes
from benchmarks.sensitivity import differences
from tests.property.programs import materials
from tests.property.reads import Reads, recorded
from ui.wizard import STEPS as WIZARD
from ui.wizard.form import within

BASE: Request = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 45,
    "deload_every_weeks": 4,
    "start_date": "2026-01-05",
    "athlete": {"experience": "intermediate", "equipment": "full gym"},
}
LONGER: Request = {**BASE, "days_per_week": 4, "session_minutes": 60}
DAYS = [{"day": 1, "type": "upper"}, {"day": 3, "type": "lower"}, {"day": 5, "type": "cardio", "focus": []}]
BLOCKS = [{"kind": "ppl", "days": 3}, {"kind": "rest", "days": 1}, {"kind": "mobility", "days": 1}]
# field → (request before, request after): it and nothing else is changed.
CHANGES: dict[str, tuple[Request, Request]] = {
    "goals": (LONGER, {**LONGER, "goals": {"mobility": 10}}),
    "duration_weeks": (BASE, {**BASE, "duration_weeks": 10}),
    "days_per_week": (BASE, {**BASE, "days_per_week": 4}),
    "session_minutes": (BASE, {**BASE, "session_minutes": 75}),
    "split": (BASE, {**BASE, "split": "ppl"}),
    "hybrid.days": (BASE, hybrid({"days": DAYS})(BASE)),
    "hybrid.blocks": (BASE, hybrid({"blocks": BLOCKS})(BASE)),
    "microcycle_length_days": (BASE, {**BASE, "microcycle_length_days": 10}),
    "progression_style": (BASE, {**BASE, "progression_style": "wave_loading"}),
    "deload_every_weeks": (BASE, {**BASE, "deload_every_weeks": 3}),
    "start_date": (BASE, {**BASE, "start_date": "2026-01-06"}),
    "athlete.name": (BASE, to("athlete.name", "Somebody")(BASE)),
    "athlete.experience": (BASE, to("athlete.experience", "beginner")(BASE)),
    "athlete.equipment": (BASE, to("athlete.equipment", "bodyweight")(BASE)),
    "athlete.limitations": (BASE, to("athlete.limitations", [{"region": "knee", "severity": "severe"}])(BASE)),
    "athlete.focus_muscles": (BASE, to("athlete.focus_muscles", ["glutes"])(BASE)),
    "athlete.one_rep_maxes": (BASE, to("athlete.one_rep_maxes", MAXES)(BASE)),
    "athlete.cardio_preference": (BASE, to("athlete.cardio_preference", "mixed")(BASE)),
    "athlete.units": tuple(with_maxes(units)(BASE) for units in Units),  # type: ignore[dict-item, arg-type]
    "athlete.disciplines": (BASE, to("athlete.disciplines", {"yoga": 10})(BASE)),
    "disciplines": (BASE, {**BASE, "disciplines": {"yoga": 10}}),
    "weights": (BASE, {**BASE, "weights": {"compound_bonus": 0.0, "goal_alignment": 0.6}}),
    "movement_rules": (BASE, must_have("weekly")(BASE)),
    "activities": (BASE, {**BASE, "activities": [{"activity": "climbing", "weekdays": ["tuesday"]}]}),
    "name": (BASE, {**BASE, "name": "Another"}),
    "persona.tone": (BASE, to("persona.tone", "drill_sergeant")(BASE)),
    "persona.aggression": (BASE, to("persona.aggression", "aggressive")(BASE)),
    "seed": (BASE, {**BASE, "seed": 7}),
}
# What is read of a field: by (class, field). The brief's fields are what the request's were made into.
READ_AS: dict[str, list[tuple[str, str]]] = {
    "goals": [("ProgramRequest", "goals"), ("Brief", "goals")],
    "progression_style": [("ProgramRequest", "progression_style"), ("Brief", "progression")],
    "start_date": [("ProgramRequest", "start_date"), ("Brief", "start_date")],
    "athlete.experience": [("Athlete", "experience"), ("Brief", "experience")],
    "athlete.equipment": [("Athlete", "equipment"), ("Brief", "equipment")],
    "athlete.disciplines": [("Athlete", "disciplines"), ("Brief", "disciplines")],
    "disciplines": [("ProgramRequest", "disciplines"), ("Brief", "disciplines")],
    "movement_rules": [("ProgramRequest", "movement_rules"), ("MovementRule", "rule"), ("MovementRule", "movement")],
    "activities": [("ProgramRequest", "activities"), *(("ActivityHabit", n) for n in ("activity", "weekdays"))],
    "hybrid.days": [("Hybrid", "days"), ("ProgramRequest", "hybrid")],
    "hybrid.blocks": [("Hybrid", "blocks"), ("ProgramRequest", "hybrid")],
    "athlete.limitations": [("Athlete", "limitations"), *(("Limitation", n) for n in ("region", "severity"))],
}
# Kept and shown, never read to plan.
ONLY_KEPT = {("Athlete", "name"), ("MovementRule", "note")}
# What changes the document in nothing but the request it states.
SAME = {"name", "athlete.name"}


@cache
def _planned(key: str) -> tuple[dict[str, dict[str, int]], ProgramDocument]:
    tracer = Recorder(lambda: 0)
    brief = materials().brief(json.loads(key), tracer, today=dt.date(2026, 1, 1))
    document = plan(brief, materials().catalogue, materials().policy, tracer)
    return tracer.branch_counts(), document


def planned(request: Request) -> tuple[dict[str, dict[str, int]], ProgramDocument]:
    return _planned(json.dumps(request, sort_keys=True))


@pytest.fixture(scope="module")
def reads() -> Iterator[Reads]:
    """From planning every one of them, which the other tests then find done."""
    with pytest.MonkeyPatch.context() as patch, recorded(patch) as seen:
        for before, after in CHANGES.values():
            planned(before)
            planned(after)
        planned({**BASE, "activities": [{"activity": "yoga", "recommend_every_days": 10}]})
        planned(to("athlete.limitations", [{"pattern": "squat", "severity": "mild"}])(BASE))
    return seen


def test_every_field_is_in_the_table_once() -> None:
    told = [each.field for each in PARAMETERS]
    assert sorted(told) == sorted(_leaves(ProgramRequest))
    assert set(CHANGES) == set(told)


def _leaves(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Fields that are no part of their own; what is listed, or held by name, is one."""
    for name, field in model.model_fields.items():
        kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
        inner = next((kind for kind in kinds if issubclass(kind, BaseModel)), None)
        if inner is None or (field.annotation is not inner and type(None) not in get_args(field.annotation)):
            yield above + name
        else:
            yield from _leaves(inner, f"{above}{name}.")


@pytest.mark.parametrize("each", PARAMETERS, ids=lambda each: each.field)
def test_the_wizard_asks_for_it_where_the_table_says(each: Parameter) -> None:
    fields = next(module.FIELDS for _, module, branch in WIZARD if branch == each.step)
    assert any(within(each.field, field) for field in fields)


def test_every_field_is_read_and_those_named_read_it(reads: Reads) -> None:
    classes = {part.__name__: part for part in [*ProgramRequest.__base__.__subclasses__()]}  # type: ignore[union-attr]
    everything = {(name, field) for name, part in classes.items() for field in part.model_fields}
    unread = everything - set(reads) - ONLY_KEPT - {("OneRepMax", "value"), ("OneRepMax", "unit")}  # by `kg`
    assert unread == {("MovementRule", "cadence")}  # by `window`
    for each in PARAMETERS:
        readers = {module for place in _read_as(each) for module in reads.get(place, ())}
        assert set(each.read) <= readers, (each.field, sorted(set(each.read) - readers))


def _read_as(each: Parameter) -> list[tuple[str, str]]:
    *above, field = each.field.split(".")
    owner = {"athlete": "Athlete", "persona": "Persona"}.get(above[0], "Hybrid") if above else "ProgramRequest"
    return READ_AS.get(each.field, [(owner, field)])


@pytest.mark.parametrize("each", PARAMETERS, ids=lambda each: each.field)
def test_changing_it_changes_what_the_table_says(each: Parameter, reads: Reads) -> None:
    before, after = CHANGES[each.field]
    (was, one), (now, other) = planned(before), planned(after)
    still = [fork for fork in (*each.forks, *each.dimensions) if was.get(fork) == now.get(fork)]
    assert not still, f"{each.field} changes nothing at {still}"
    found = differences(one, other)
    assert found == set() if each.field in SAME else set(each.changes) <= found


def test_the_table_names_only_what_there_is() -> None:
    for each in PARAMETERS:
        for fork in (*each.forks, *each.dimensions):
            assert REGISTRY[fork]
        assert all(fork.startswith("8.") for fork in each.dimensions)
