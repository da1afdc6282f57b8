"""Planning a day again gives the same day, at whatever step or fallback it was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import Equipment, FallbackTier, SessionType
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_session, plan_structure, plan_template
from alloy_engine.replay import replay
from alloy_engine.selection import CandidatePool
from alloy_engine.services.materials import Materials

REQUEST: dict[str, Any] = {
    "goals": {"strength": 8, "hypertrophy": 2},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 45,
    "start_date": "2026-01-05",
    "athlete": {"equipment": "bodyweight", "experience": "beginner"},
}


def test_sessions_kept_at_a_later_try_are_accounted_for_at_that_try(
    catalogue: Catalogue, policy: Policy, presets: Mapping[str, frozenset[Equipment]]
) -> None:
    tiers = set[FallbackTier]()
    for asked in (5, 6):  # so many patterns some sessions have only when relaxed
        session = policy.gates.session.model_copy(update={"patterns_min": asked})
        strict = policy.model_copy(update={"gates": policy.gates.model_copy(update={"session": session})})
        brief = Materials(catalogue, strict, presets).brief(REQUEST, Silent(), today=dt.date(2026, 1, 1))
        structure, _ = plan_structure(brief, catalogue, strict, Silent())
        pool, history = CandidatePool.of(brief, catalogue, strict), History()
        for day in structure.days:
            if day.type is SessionType.RECOVERY:
                continue
            wishes: dict[str, Any] = {"avoid": frozenset({"push_up"}), "salt": day.sequence % 3}
            result = plan_session(day, pool, history, Silent(), **wishes)
            again = replay(day, pool, history, **wishes)
            assert again.result == result
            assert tuple(account.decision for account in again.accounts) == result.decisions
            for account in again.accounts:
                assert tuple(fallen.stage for fallen in account.funnel) == account.decision.funnel
            tiers.add(result.session.fallback)
            history = history.then(day, result.session)
    assert {FallbackTier.NONE, FallbackTier.RELAXATION} <= tiers


def test_a_rest_day_and_a_template_have_nothing_to_account_for(
    catalogue: Catalogue, policy: Policy, presets: Mapping[str, frozenset[Equipment]]
) -> None:
    brief = Materials(catalogue, policy, presets).brief(REQUEST, Silent(), today=dt.date(2026, 1, 1))
    structure, _ = plan_structure(brief, catalogue, policy, Silent())
    pool = CandidatePool.of(brief, catalogue, policy)
    training = next(day for day in structure.days if day.type is not SessionType.RECOVERY)
    resting = next(day for day in structure.days if day.type is SessionType.RECOVERY)
    assert replay(resting, pool, History()).accounts == ()
    again = replay(training, pool, History(), from_template=True)
    assert again.result == plan_template(training, pool, History(), Silent())
    assert again.accounts
    assert all(account.candidates == account.funnel == () for account in again.accounts)
