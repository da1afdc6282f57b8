"""Every fault of a request is told at once, with field, value and what is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alloy_engine.catalogue import Catalogue
from alloy_engine.catalogue.validation import FIELDS_OF_FORK, SPLIT_FIELDS, validate
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Dimension, Equipment, Goal
from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Recorder, Silent
from tests.strategies import request_documents

Presets = Mapping[str, frozenset[Equipment]]


def faults(document: object, catalogue: Catalogue, presets: Presets) -> dict[str, Fault]:
    with pytest.raises(InvalidRequest) as raised:
        validate(document, catalogue, presets, Silent())
    return {fault.field: fault for fault in raised.value.faults}


def test_only_goals_are_required(catalogue: Catalogue, presets: Presets) -> None:
    request = validate({"goals": {"strength": 10}}, catalogue, presets, Silent())
    assert (request.duration_weeks, request.days_per_week, request.session_minutes) == (12, 4, 60)
    assert request.athlete.equipment == "full gym"


BAD: list[tuple[str, Any, str, str]] = [
    ("goals", {}, "goals", "one to three"),
    ("goals", {"strength": 9}, "goals", "summing to exactly 10"),
    ("goals", {"strength": 4, "speed": 2, "mobility": 2, "endurance": 2}, "goals", "one to three"),
    ("goals", {"strength": 11}, "goals.strength", "from 1 to 10"),
    ("goals", {"strength": 5, "speed": 5.0}, "goals.speed", "whole number"),
    ("goals", {"power": 10}, "goals.power", "strength, hypertrophy"),
    ("duration_weeks", 9, "duration_weeks", "8, 10, 12"),
    ("days_per_week", 1, "days_per_week", "from 2 to 7"),
    ("days_per_week", "4", "days_per_week", "whole number"),
    ("days_per_week", True, "days_per_week", "whole number"),
    ("session_minutes", 125, "session_minutes", "from 30 to 120 in steps of 5"),
    ("session_minutes", 47, "session_minutes", "steps of 5"),
    ("split", "bro", "split", "full_body"),
    ("split", "hybrid", "hybrid", "days"),
    ("hybrid", {"blocks": [{"kind": "ppl", "days": 3}]}, "hybrid", "any other split"),
    ("microcycle_length_days", 6, "microcycle_length_days", "from 7 to 14"),
    ("progression_style", "linear", "progression_style", "wave_loading"),
    ("deload_every_weeks", 2, "deload_every_weeks", "from 3 to 8"),
    ("disciplines", {"yoga": 3}, "disciplines", "summing to exactly 10"),
    ("weights", {"charm": 0.5}, "weights.charm", "pattern_alignment"),
    ("weights", {"compound_bonus": 1.5}, "weights.compound_bonus", "from 0.0 to 1.0"),
    ("weights", {"compound_bonus": "much"}, "weights.compound_bonus", "from 0.0 to 1.0"),
    ("weights", {one.value: 0 for one in Dimension}, "weights", "not all 0"),
    ("movement_rules", [{"movement": "back_sqat", "rule": "hard_no"}], "movement_rules.0.movement", "back_squat"),
    ("movement_rules", [{"movement": "back_squat", "rule": "never"}], "movement_rules.0.rule", "hard_no"),
    ("activities", [{"activity": "chess"}], "activities.0.activity", "tennis"),
    ("activities", [{"activity": "tennis", "weekdays": ["funday"]}], "activities.0.weekdays.0", "monday"),
    ("activities", [{"activity": "tennis", "recommend_every_days": 6}], "activities.0.recommend_every_days", "7 to 90"),
    ("persona", {"tone": "rude"}, "persona.tone", "drill_sergeant"),
    ("start_date", "tomorrow", "start_date", "YYYY-MM-DD"),
    ("start_date", 5, "start_date", "YYYY-MM-DD"),
    ("seed", 1.5, "seed", "whole number"),
    ("name", "n" * 101, "name", "100 characters"),
    ("name", "a\x00b", "name", "text"),
    ("athlete", {"equipment": "my shed"}, "athlete.equipment", '"full gym"'),
    ("athlete", {"equipment": ["barbell", "spoon"]}, "athlete.equipment.1", "kettlebell"),
    ("athlete", {"limitations": [{"severity": "mild"}]}, "athlete.limitations.0", "exactly one"),
    ("athlete", {"limitations": [{"region": "knee", "pattern": "squat"}]}, "athlete.limitations.0", "exactly one"),
    ("athlete", {"focus_muscles": ["chest", "lats", "glutes", "calves"]}, "athlete.focus_muscles", "up to 3"),
    ("athlete", {"focus_muscles": ["chest", "chest"]}, "athlete.focus_muscles", "up to 3"),
    ("athlete", {"focus_muscles": ["full_body"]}, "athlete.focus_muscles", "up to three"),
    ("athlete", {"one_rep_maxes": {"bench_pres": {"value": 100}}}, "athlete.one_rep_maxes.bench_pres", "bench_press"),
    ("athlete", {"one_rep_maxes": {"bench_press": {"value": 0}}}, "athlete.one_rep_maxes.bench_press.value", "above 0"),
    ("athlete", {"experience": "elite"}, "athlete.experience", "beginner"),
    ("session_minuts", 60, "session_minuts", "did you mean session_minutes?"),
]


@pytest.mark.parametrize(("field", "value", "at", "accepted"), BAD)
def test_a_fault_names_field_value_and_remedy(
    field: str, value: Any, at: str, accepted: str, catalogue: Catalogue, presets: Presets
) -> None:
    found = faults({"goals": {"strength": 10}, field: value}, catalogue, presets)
    assert list(found) == [at]
    assert accepted in found[at].accepted
    assert found[at].message


def test_two_rules_for_one_movement_are_both_told(catalogue: Catalogue, presets: Presets) -> None:
    rules = [{"movement": "back_squat", "rule": "hard_no"}, {"movement": "back_squat", "rule": "hard_yes"}]
    found = faults({"goals": {"strength": 10}, "movement_rules": rules}, catalogue, presets)
    assert list(found) == ["movement_rules.0.movement", "movement_rules.1.movement"]
    assert all(fault.accepted == "one rule per movement" for fault in found.values())


@pytest.mark.parametrize("document", [None, 5, "x", [], [{}]])
def test_a_document_that_is_no_object_is_one_fault(document: object, catalogue: Catalogue, presets: Presets) -> None:
    assert list(faults(document, catalogue, presets)) == ["request"]


def test_all_faults_at_once_whatever_kind_they_are(catalogue: Catalogue, presets: Presets) -> None:
    document = {
        "goals": {"strength": 4},
        "days_per_week": 9,
        "athlete": {"equipment": "my shed", "one_rep_maxes": {"nothing_known": {"value": 5}}},
        "split": "hybrid",
        "movement_rules": [{"movement": "nothing_known", "rule": "hard_no"}],
        "colour": "red",
    }
    assert set(faults(document, catalogue, presets)) == {
        "goals",
        "days_per_week",
        "athlete.equipment",
        "athlete.one_rep_maxes.nothing_known",
        "hybrid",
        "movement_rules.0.movement",
        "colour",
    }


HYBRID: list[tuple[dict[str, Any], str]] = [
    ({}, "either days or blocks"),
    ({"days": [{"day": 1, "type": "upper"}], "blocks": [{"kind": "ppl", "days": 3}]}, "either days or blocks"),
    ({"days": [{"day": 1, "type": "upper"}, {"day": 1, "type": "lower"}]}, "defined 2 times"),
    ({"days": [{"day": 8, "type": "upper"}]}, "beyond the microcycle"),
    ({"blocks": [{"kind": "ppl", "days": 6}, {"kind": "cardio", "days": 2}]}, "longer than the microcycle"),
    ({"days": [{"day": 1, "type": "recovery"}]}, "no training day"),
]


@pytest.mark.parametrize(("hybrid", "message"), HYBRID)
def test_a_hybrid_must_make_sense(hybrid: dict[str, Any], message: str, catalogue: Catalogue, presets: Presets) -> None:
    found = faults({"goals": {"strength": 10}, "split": "hybrid", "hybrid": hybrid}, catalogue, presets)
    assert any(message in fault.message for fault in found.values())


def test_the_order_in_which_dollars_are_written_changes_nothing(catalogue: Catalogue, presets: Presets) -> None:
    one = validate({"goals": {"speed": 4, "strength": 6}}, catalogue, presets, Silent())
    other = validate({"goals": {"strength": 6, "speed": 4}}, catalogue, presets, Silent())
    assert one.model_dump_json() == other.model_dump_json()
    assert list(one.goals) == [Goal.STRENGTH, Goal.SPEED]


def test_both_outcomes_are_traced(catalogue: Catalogue, presets: Presets) -> None:
    tracer = Recorder(lambda: 0)
    validate({"goals": {"strength": 10}}, catalogue, presets, tracer)
    with pytest.raises(InvalidRequest):
        validate({}, catalogue, presets, tracer)
    assert tracer.branch_counts()["1.3"] == {"A": 1, "B": 1}


FORKS: list[tuple[dict[str, Any], str, str]] = [
    ({}, "1.3.1", "A"),
    ({"goals": {"strength": 9}}, "1.3.1", "B"),
    ({}, "1.3.2", "A"),
    ({"duration_weeks": 9}, "1.3.2", "B"),
    ({}, "1.3.3", "A"),
    ({"session_minutes": 20}, "1.3.3", "B"),
    ({"days_per_week": 1}, "1.3.3", "B"),
    ({"split": "ppl"}, "1.3.4", "A"),
    ({"split": "hybrid", "hybrid": {"blocks": [{"kind": "full_body", "days": 3}]}}, "1.3.4", "B"),
    ({"split": "hybrid"}, "1.3.4", "C"),
    ({}, "1.3.4", "D"),
    ({"hybrid": {"blocks": [{"kind": "full_body", "days": 3}]}}, "1.3.4", "E"),
    ({"split": "sideways"}, "1.3.4", "F"),
    ({"split": "hybrid", "hybrid": {"blocks": [{"kind": "full_body", "days": 13}]}}, "1.3.4", "G"),
    ({"movement_rules": [{"movement": "back_squat", "rule": "hard_yes"}]}, "1.3.5", "A"),
    ({"movement_rules": [{"movement": "back_squid", "rule": "hard_yes"}]}, "1.3.5", "B"),
    ({"movement_rules": [{"movement": "back_squat", "rule": "perhaps"}]}, "1.3.5", "C"),
    ({}, "1.3.6", "A"),
    ({"athlete": {"equipment": "castle"}}, "1.3.6", "B"),
    ({}, "1.3.7", "A"),
    ({"colour": "red"}, "1.3.7", "B"),
    ({}, "1.3.8", "A"),
    ({"deload_every_weeks": 2}, "1.3.8", "B"),
    ({}, "1.3.9", "A"),
    ({"persona": {"tone": "shrill"}}, "1.3.9", "B"),
]


@pytest.mark.parametrize(("change", "fork", "branch"), FORKS)
def test_what_was_asked_and_where_the_faults_lie_is_traced(
    change: dict[str, Any], fork: str, branch: str, catalogue: Catalogue, presets: Presets
) -> None:
    tracer = Recorder(lambda: 0)
    with suppress(InvalidRequest):
        validate({"goals": {"strength": 10}, **change}, catalogue, presets, tracer)
    taken = tracer.branch_counts()
    assert taken[fork] == {branch: 1}
    elsewhere = {each: set(taken[each]) for each in taken if each.startswith("1.3.") and each != fork}
    assert all(found <= {"A", "D"} for found in elsewhere.values()), elsewhere


def test_what_is_no_document_is_traced_too(catalogue: Catalogue, presets: Presets) -> None:
    tracer = Recorder(lambda: 0)
    with pytest.raises(InvalidRequest):
        validate(["goals"], catalogue, presets, tracer)
    assert tracer.branch_counts()["1.3.7"] == {"B": 1}


def test_every_field_has_its_fork() -> None:
    told = [field for fields in FIELDS_OF_FORK.values() for field in fields]
    assert sorted([*told, *SPLIT_FIELDS, "movement_rules"]) == sorted(ProgramRequest.model_fields)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(document=request_documents())
def test_a_valid_request_survives_its_own_json(
    document: dict[str, Any], catalogue: Catalogue, presets: Presets
) -> None:
    request = validate(document, catalogue, presets, Silent())
    assert ProgramRequest.model_validate_json(request.model_dump_json()) == request
    assert validate(request.model_dump(mode="json"), catalogue, presets, Silent()) == request


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [*ProgramRequest.model_fields, "nonsense"]


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(document=st.dictionaries(st.sampled_from(FIELDS), JSON_VALUES, max_size=6))
def test_any_json_is_valid_or_faulty_and_never_a_crash(
    document: dict[str, Any], catalogue: Catalogue, presets: Presets
) -> None:
    try:
        validate(document, catalogue, presets, Silent())
    except InvalidRequest as error:
        assert error.faults
        assert all(fault.message and fault.accepted for fault in error.faults)
