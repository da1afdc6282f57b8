"""The wizard's draft and the request document are two shapes of one thing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given

from alloy_engine.catalogue import Catalogue
from alloy_engine.catalogue.validation import validate
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.flow import Silent
from alloy_engine.settings import DATA_FOLDER
from tests.strategies import request_documents
from ui import draft as drafts

Presets = Mapping[str, frozenset[Equipment]]
EXAMPLES = sorted((DATA_FOLDER / "examples").glob("*.json"))


@given(request_documents())
def test_a_draft_turns_back_into_the_same_request(document: dict) -> None:
    request = ProgramRequest.model_validate(document)
    again = drafts.document(drafts.of_request(request))
    assert ProgramRequest.model_validate(json.loads(json.dumps(again))) == request


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_survive_the_wizard(path: Path) -> None:
    request = ProgramRequest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    assert ProgramRequest.model_validate(drafts.document(drafts.of_request(request))) == request


def test_the_athletes_own_disciplines_are_apart_from_the_programs() -> None:
    document = {
        "goals": {"strength": 10},
        "athlete": {"name": "Test athlete", "disciplines": {"yoga": 7, "running": 3}},
    }
    request = ProgramRequest.model_validate(document)
    assert ProgramRequest.model_validate(drafts.document(drafts.of_request(request))) == request


def test_a_new_draft_is_a_valid_request() -> None:
    assert ProgramRequest.model_validate(drafts.document(drafts.new())).goals == drafts.FIRST_GOALS


def test_a_dollar_can_be_placed_while_there_is_one_and_a_goal_is_free() -> None:
    goals = drafts.new()["goals"]
    assert not drafts.may_add(goals, "strength", most=3)  # all ten are placed
    goals |= {"strength": 3, "hypertrophy": 3, "speed": 1}
    assert drafts.may_add(goals, "strength", most=3)
    assert not drafts.may_add(goals, "mobility", most=3)  # it would be the fourth
    assert drafts.may_add(goals, "mobility")


def test_the_message_says_what_is_left_to_do() -> None:
    goals = dict.fromkeys(drafts.new()["goals"], 0)
    assert drafts.dollars_message(goals).startswith("Place ten dollars")
    assert drafts.dollars_message(goals | {"speed": 4}, most=3) == "$6 left to place."
    assert "the most there can be" in drafts.dollars_message(goals | {"speed": 1, "strength": 1, "mobility": 1}, most=3)
    assert drafts.dollars_message(goals | {"speed": 10}) == ""
    assert drafts.dollars_message(goals | {"speed": 12}) == "$2 too many."


def test_the_hybrid_days_follow_the_microcycle() -> None:
    draft = drafts.new()
    draft |= {"split": "hybrid", "microcycle_length_days": 9}
    draft["hybrid_days"][0]["type"] = "push"
    days = drafts.document(draft)["hybrid"]["days"]
    assert [day["day"] for day in days] == list(range(1, 10))
    assert [day["type"] for day in days[:2]] == ["push", "lower"]
    draft["microcycle_length_days"] = 7
    assert len(drafts.document(draft)["hybrid"]["days"]) == 7


@pytest.mark.parametrize("way", ["days", "blocks"])
def test_a_hybrid_split_begins_with_a_usable_week(way: str, catalogue: Catalogue, presets: Presets) -> None:
    document = drafts.document(drafts.new() | {"split": "hybrid", "hybrid_by": way})
    request = validate(document, catalogue, presets, Silent())
    again = drafts.document(drafts.of_request(request))
    assert ProgramRequest.model_validate(again) == request


def test_every_part_of_a_request_survives(catalogue: Catalogue, presets: Presets) -> None:
    document = {
        "name": "Everything",
        "athlete": {
            "name": "Somebody", "experience": "expert", "equipment": ["barbell", "rack"],
            "limitations": [{"pattern": "plyometric", "severity": "severe"}], "focus_muscles": ["glutes"],
            "one_rep_maxes": {"back_squat": {"value": 405, "unit": "lb"}}, "cardio_preference": "mixed", "units": "lb",
        },
        "goals": {"strength": 10}, "disciplines": {"powerlifting": 10},
        "weights": {"goal_alignment": 0, "compound_bonus": 0.4}, "start_date": "2026-02-02", "seed": 11,
        "movement_rules": [{"movement": "bench_press", "rule": "hard_yes", "cadence": "weekly", "note": "paused"}],
        "activities": [{"activity": "yoga", "weekdays": ["sunday"], "recommend_every_days": 14}],
        "persona": {"tone": "minimalist", "aggression": "aggressive"},
    }  # fmt: skip
    request = validate(document, catalogue, presets, Silent())
    assert validate(drafts.document(drafts.of_request(request)), catalogue, presets, Silent()) == request


def test_what_is_left_empty_is_left_out() -> None:
    document = drafts.document(drafts.new())
    assert not {"name", "hybrid", "disciplines", "weights", "movement_rules", "activities", "start_date"} & set(
        document
    )
    assert "name" not in document["athlete"]


def test_seed_zero_and_an_empty_kit_are_something() -> None:
    draft = drafts.new() | {"equipment_by": "items", "items": []}
    document = drafts.document(draft)
    assert document["seed"] == 0
    assert document["athlete"]["equipment"] == []
