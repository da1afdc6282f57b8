"""What a session has time for serves its goals: rests follow what the sets are for, easy cardio stands where it serves,
and mobility work where it is paid for or nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, Goal
from tests.property.programs import GYM, exercises, materials, plan, training

MAIN, ACCESSORY, CARDIO, MOBILITY = (
    ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.CARDIO, ExerciseRole.MOBILITY,
)  # fmt: skip
UNSERVED: dict[str, dict[str, Any]] = {
    "size, two hours": {"goals": {"hypertrophy": 10}, "session_minutes": 120},
    "mobility, two hours": {"goals": {"mobility": 10}, "days_per_week": 2, "session_minutes": 120},
    "mobility, an hour": {"goals": {"mobility": 10}, "days_per_week": 3},
}
PAID = ("mobility, two hours", "mobility, an hour")
SERVED: dict[str, dict[str, Any]] = {
    "fat": {"goals": {"fat_loss": 10}, "session_minutes": 120},
    "liked": {"goals": {"strength": 10}, "session_minutes": 120, "athlete": {"cardio_preference": "mixed"}},
}


def lifting(request: dict[str, Any]) -> list[PlannedSession]:
    return [session for session in training(plan({**GYM, **request})) if session.type.is_lifting]


def has(session: PlannedSession, role: ExerciseRole) -> bool:
    return any(block.role is role for block in session.blocks)


@pytest.mark.parametrize("who", UNSERVED)
def test_no_rest_is_longer_than_half_again_what_its_goals_ask_for(who: str) -> None:
    rules = materials().policy.prescription
    fast = max(rules.main[goal].rest.high for goal in map(Goal, UNSERVED[who]["goals"]))
    for role, most in ((MAIN, fast), (ACCESSORY, rules.accessory.rest.high)):
        rests = [each.rest_seconds for each in exercises(*lifting(UNSERVED[who]), role=role)]
        assert max(rests) <= rules.fit.far_rest.share * most, role


@pytest.mark.parametrize("who", UNSERVED)
def test_easy_cardio_fills_no_session_that_it_does_not_serve(who: str) -> None:
    planned = lifting(UNSERVED[who])
    assert not [session.date for session in planned if has(session, CARDIO)]
    assert any(has(session, MOBILITY) for session in planned)


@pytest.mark.parametrize("who", SERVED)
def test_easy_cardio_stands_where_it_serves(who: str) -> None:
    planned = lifting(SERVED[who])
    assert any(has(session, CARDIO) for session in planned)
    assert not any(has(session, MOBILITY) for session in planned)


@pytest.mark.parametrize("who", PAID)
def test_who_pays_for_mobility_has_some_after_every_lifting_session(who: str) -> None:
    rules = materials().policy.composition.after_mobility
    share = rules.share * UNSERVED[who]["goals"]["mobility"]
    planned = lifting(UNSERVED[who])
    minutes = sum(block.minutes for session in planned for block in session.blocks if block.role is MOBILITY)
    assert minutes >= 0.8 * share * sum(session.target_minutes for session in planned)
    for session in planned:
        roles = [block.role for block in session.blocks]
        assert roles[-2:] == [MOBILITY, ExerciseRole.COOLDOWN]
