from __future__ import annotations

import datetime as dt

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Account
from alloy_engine.domain.history import History
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_structure
from alloy_engine.replay import replay
from alloy_engine.selection import CandidatePool
from alloy_engine.services import Materials
from alloy_engine.settings import DATA_FOLDER

REQUEST = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 60,
    "start_date": "2026-01-05",
    "athlete": {"experience": "beginner", "focus_muscles": ["glutes"]},
    "movement_rules": [{"movement": "front_squat", "rule": "hard_no"}],
}


@pytest.fixture(scope="session")
def brief() -> Brief:
    return Materials.load(DATA_FOLDER).brief(REQUEST, Silent(), today=dt.date(2026, 1, 1))


@pytest.fixture(scope="session")
def accounts(brief: Brief, catalogue: Catalogue, policy: Policy) -> tuple[Account, ...]:
    """The first session of a real program, every choice opened up."""
    structure, _ = plan_structure(brief, catalogue, policy, Silent())
    return replay(structure.days[0], CandidatePool.of(brief, catalogue, policy), History()).accounts


@pytest.fixture(scope="session")
def scored(accounts: tuple[Account, ...]) -> tuple[Account, ...]:
    """The slots with something to choose."""
    found = tuple(one for one in accounts if one.qualified > 1 and one.decision.chosen and not one.decision.hold)
    assert len(found) > 5
    return found
