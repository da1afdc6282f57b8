"""The persona's tone changes words only, its aggression numbers only."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import Any

import pytest

from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import (
    ExerciseRole,
    MovementPattern,
    PersonaAggression,
    PersonaTone,
)
from alloy_engine.services.planning import plan_document
from alloy_engine.services.sweep.draw import draw_requests
from tests.property.programs import BASES, exercises, materials, plan, sessions, training


def without_words(document: ProgramDocument) -> Any:
    """The program without its request and without anything a coach says."""
    return strip(document.model_dump(mode="json", exclude={"request", "name"}))


def strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: strip(item) for key, item in value.items() if key != "note"}
    return [strip(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_the_tone_changes_words_and_nothing_else(base: dict[str, Any]) -> None:
    programs = [plan(base, persona={"tone": tone}) for tone in PersonaTone]
    assert all(without_words(program) == without_words(programs[0]) for program in programs)
    spoken = [tuple(session.note for session in training(program)) for program in programs]
    assert len(set(spoken)) == len(PersonaTone)
    assert all(len({notes[at] for notes in spoken}) == len(PersonaTone) for at in range(len(spoken[0])))


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_aggression_leaves_the_calendar_alone_and_asks_for_more(base: dict[str, Any]) -> None:
    programs = [plan(base, persona={"aggression": aggression}) for aggression in PersonaAggression]
    calendars = [[(s.date, s.type, s.focus, s.target_minutes) for s in sessions(p)] for p in programs]
    assert all(calendar == calendars[0] for calendar in calendars)
    efforts = [effort(program) for program in programs]
    volumes = [volume(program) for program in programs]
    assert efforts == sorted(efforts)
    assert volumes == sorted(volumes)
    assert efforts[0] < efforts[-1]
    assert volumes[0] < volumes[-1]


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_each_step_of_aggression_changes_numbers_of_the_same_movements(base: dict[str, Any]) -> None:
    programs = [plan(base, persona={"aggression": aggression}) for aggression in PersonaAggression]
    assert all(movements(program) == movements(programs[0]) for program in programs)
    for mild, bold in itertools.pairwise(programs):
        assert numbers(mild) != numbers(bold)


@pytest.mark.parametrize("index", range(12))
def test_no_aggression_changes_a_movement_of_any_program(index: int) -> None:
    """Requests at random: their bodies, kits, splits, rules and activities."""
    asked = draw_requests(materials(), index + 1, seed=7)[index]
    mild, usual, bold = (
        plan_document(materials(), {**asked, "persona": {"aggression": aggression}})
        for aggression in ("conservative", "balanced", "aggressive")
    )
    assert movements(mild) == movements(usual) == movements(bold)
    assert volume(mild) <= volume(usual) <= volume(bold)
    for session in (*training(mild), *training(bold)):
        assert "time" not in [gate.name for gate in session.gates if not gate.ok]


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
@pytest.mark.parametrize("aggression", [PersonaAggression.MODERATE_AGGRESSIVE, PersonaAggression.AGGRESSIVE])
def test_a_pushing_coach_keeps_the_days_limits(base: dict[str, Any], aggression: PersonaAggression) -> None:
    """What aggression adds stays within its own budget of fatigue, and adds no set at high effort beyond the limit."""
    rules, scales = materials().policy.relaxation.budget, materials().policy.prescription
    dear = 1.0 + rules.effort_cost * (scales.aggression[aggression] - 1) * scales.aggression_rpe
    usual, pushed = plan(base), plan(base, persona={"aggression": aggression})
    for before, after in zip(training(usual), training(pushed), strict=True):
        added = [(b.role, e) for b in after.blocks for e in b.exercises if (e.usual_sets or e.sets) < e.sets]
        lifted = [(b.role, e) for b in after.blocks for e in b.exercises if b.role in COUNTED_ROLES]
        if added and not microcycle_of(after, pushed).is_deload:
            cost = sum(
                rules.cost[materials().catalogue[e.movement].cns]
                * rules.role_factor[role]
                * e.sets
                / (e.usual_sets or e.sets)
                for role, e in lifted
            )
            assert dear * cost <= rules.cns[aggression] + 1e-9
        for pattern, most in rules.high_rpe_sets.items():
            assert at_high_effort(after, pattern) <= max(most, at_high_effort(before, pattern))


def at_high_effort(session: PlannedSession, pattern: MovementPattern) -> int:
    high = materials().policy.relaxation.budget.high_rpe
    lifts = (e for role in COUNTED_ROLES for e in exercises(session, role=role))
    return sum(e.sets for e in lifts if e.pattern is pattern and (e.rpe or 0.0) >= high)


def microcycle_of(session: PlannedSession, document: ProgramDocument) -> PlannedMicrocycle:
    return next(m for m in document.microcycles if session in m.sessions)


def movements(document: ProgramDocument) -> list[tuple[dt.date, Counter[tuple[ExerciseRole, str]]]]:
    """By day; partners of a superset stand side by side, so that the order within a block may differ."""
    return [(s.date, Counter((b.role, e.movement) for b in s.blocks for e in b.exercises)) for s in sessions(document)]


def effort(document: ProgramDocument) -> float:
    """Target RPEs of the main lifts, added up."""
    return sum(e.rpe or 0.0 for e in exercises(*sessions(document), role=ExerciseRole.MAIN))


def volume(document: ProgramDocument) -> int:
    return sum(e.sets for role in COUNTED_ROLES for e in exercises(*sessions(document), role=role))


def numbers(document: ProgramDocument) -> dict[tuple[dt.date, str], tuple[Any, ...]]:
    """Each main lift and accessory with all that is prescribed for it."""
    return {
        (s.date, e.movement): (e.sets, e.reps_min, e.reps_max, e.seconds, e.rpe, e.percent_1rm, e.rest_seconds)
        for s in sessions(document)
        for role in COUNTED_ROLES
        for e in exercises(s, role=role)
    }
