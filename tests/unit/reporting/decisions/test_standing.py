"""Whoever is taken below another says why: carried on, due, exchanged, equal or locked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.decision import Account
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_structure
from alloy_engine.replay import replay
from alloy_engine.reporting.decisions import frames
from alloy_engine.reporting.decisions.standing import Standing, first_session, standing
from alloy_engine.selection import CandidatePool
from alloy_engine.services import Materials
from alloy_engine.settings import DATA_FOLDER

RULE = {"movement": "step_up", "rule": "hard_yes", "cadence": "weekly"}
REQUEST = {
    "goals": {"hypertrophy": 6, "fat_loss": 4},
    "duration_weeks": 8,
    "days_per_week": 4,
    "session_minutes": 60,
    "start_date": "2026-01-05",
    "athlete": {"experience": "intermediate", "equipment": "full gym"},
    "movement_rules": [RULE],
}


@pytest.fixture(scope="module")
def planned(catalogue: Catalogue, policy: Policy) -> tuple[Structure, dict[str, PlannedSession], list[Account]]:
    """Two weeks of a real program; the second one's last session is planned around a lock."""
    brief = Materials.load(DATA_FOLDER).brief(REQUEST, Silent(), today=dt.date(2026, 1, 1))
    structure, _ = plan_structure(brief, catalogue, policy, Silent())
    pool, history = CandidatePool.of(brief, catalogue, policy), History()
    sessions: dict[str, PlannedSession] = {}
    accounts: list[Account] = []
    for day in structure.days[:14]:
        locks = [Lock(ExerciseRole.ACCESSORY, "face_pull")] if day.key == "2-1" else []
        found = replay(day, pool, history, locks=locks)
        sessions[day.key] = found.result.session
        accounts += found.accounts
        history = history.then(day, found.result.session)
    return structure, sessions, accounts


def test_whoever_is_taken_below_another_says_why(
    planned: tuple[Structure, dict[str, PlannedSession], list[Account]],
) -> None:
    told: dict[str, list[tuple[Account, Standing]]] = defaultdict(list)
    for account in planned[2]:
        found = standing(account)
        if found is None:
            continue
        if found.behind:
            assert found.said, account.decision
            assert found.ahead == account.candidates[0].movement
        told[found.short].append((account, found))
    assert {"", "carried on", "a rule was due", "by lot", "used less", "exchanged", "locked"} <= set(told)
    assert any(found.behind > account.margin for account, found in told["carried on"])
    for account, found in told[""]:
        assert (found.place, found.behind) == (1, 0.0), account.decision
    for account, found in told["by lot"]:
        assert found.behind <= account.margin
        rows = frames.ranking(account, str.title, found.short)
        assert rows["standing"].iloc[found.place - 1] == "chosen: by lot"
        assert set(rows["standing"].iloc[: found.place - 1]) == {frames.EQUAL}


def test_a_carried_lift_names_the_first_session_of_its_mesocycle(
    planned: tuple[Structure, dict[str, PlannedSession], list[Account]],
) -> None:
    structure, sessions, _ = planned
    first = next(block.exercises[0].movement for block in sessions["1-1"].blocks if block.role is ExerciseRole.MAIN)
    assert first_session(structure, sessions, "2-7", ExerciseRole.MAIN, first) == "1-1"
    assert first_session(structure, sessions, "1-1", ExerciseRole.MAIN, first) is None
    assert first_session(structure, sessions, "2-7", ExerciseRole.FINISHER, first) is None
