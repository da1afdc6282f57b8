"""The fast scorer says what the plain one says; totals are sums; the muscle term is concave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension, ExerciseRole, MovementPattern, Muscle, SkillLevel
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.scoring import Ledger, Needs, Scorer, score_card
from alloy_engine.scoring.dimensions import FORKS
from alloy_engine.scoring.ledger import MUSCLES
from tests.strategies import dollars, values
from tests.unit.selection.crafted import brief_of

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SETS = st.dictionaries(st.sampled_from(list(Muscle)), st.floats(0, 30), max_size=8)
CREDITS = st.lists(st.tuples(st.integers(0, len(MUSCLES) - 1), st.sampled_from([1.0, 0.8, 1.05, 0.84])), max_size=8)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    return Slot(
        index=0,
        role=draw(st.sampled_from(list(ExerciseRole))),
        patterns=tuple(draw(st.lists(st.sampled_from(list(MovementPattern)), max_size=3, unique=True))),
        muscles=tuple(draw(st.lists(st.sampled_from(list(Muscle)), max_size=3, unique=True))),
        wants_isolation=draw(st.booleans()),
        minutes=draw(st.floats(0.5, 20)),
        sets=draw(st.integers(1, 6)),
    )


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    focus = draw(st.lists(st.sampled_from(values(Muscle)), max_size=3, unique=True))
    return {
        "goals": draw(dollars(["strength", "hypertrophy", "endurance", "fat_loss", "mobility", "speed"], 3)),
        "disciplines": draw(dollars(["powerlifting", "bodybuilding", "crossfit", "yoga", "calisthenics"], 3)),
        "athlete": {"experience": draw(st.sampled_from(values(SkillLevel))), "focus_muscles": focus},
    }


def ledger_of(needs: Needs, credits: list[tuple[int, float]]) -> Ledger:
    ledger = Ledger.empty(needs)
    for muscle, amount in credits:
        ledger = ledger.credit(muscle, amount)
    return ledger


@QUICK
@given(request=requests(), slot=slots(), step=st.integers(0, 6), done=SETS, credits=CREDITS, data=st.data())
def test_fast_scores_equal_the_reference(
    request: dict,
    slot: Slot,
    step: int,
    done: dict,
    credits: list,
    data: st.DataObject,
    catalogue: Catalogue,
    policy: Policy,
) -> None:
    brief = brief_of(policy, **request)
    needs = data.draw(
        st.sampled_from(
            [Needs.unlimited(policy.scoring.muscle), Needs.of(dict.fromkeys(Muscle, 12.0), done, policy.scoring.muscle)]
        )
    )
    ledger, rule = ledger_of(needs, credits), policy.relaxation.steps[step]
    rows = np.array(sorted(data.draw(st.sets(st.integers(0, len(catalogue) - 1), min_size=1, max_size=25))))
    board = Scorer(brief, catalogue, policy).board(slot, rule, ledger, rows)
    for place, row in enumerate(rows):
        movement = catalogue.movements[row]
        plain = score_card(movement, slot, rule, ledger, brief=brief, policy=policy)
        fast = board.card(place, movement.id)
        assert abs(plain.total - float(board.totals[place])) <= 1e-12
        assert abs(plain.total - fast.total) <= 1e-12
        assert [(p.rule, p.reason, p.raw) for p in plain.contributions] == [
            (p.rule, p.reason, p.raw) for p in fast.contributions
        ]
        assert [p.dimension for p in fast.contributions] == list(Dimension)
        assert -1e-12 <= fast.total <= 1.0
        assert abs(fast.total - sum(p.value for p in fast.contributions)) <= 1e-12
        assert all(0.0 <= p.raw <= 1.0 and abs(p.value - p.raw * p.weight) <= 1e-15 for p in fast.contributions)
        assert all(p.rule in REGISTRY[FORKS[p.dimension]].branches for p in fast.contributions)


@QUICK
@given(
    done=SETS,
    credits=CREDITS,
    extra=CREDITS,
    muscle=st.integers(0, len(MUSCLES) - 1),
    factor=st.sampled_from([1.0, 0.8]),
)
def test_the_muscle_term_is_monotone_submodular_and_orderless(
    done: dict, credits: list, extra: list, muscle: int, factor: float, policy: Policy
) -> None:
    needs = Needs.of(dict.fromkeys(Muscle, 12.0), done, policy.scoring.muscle)
    small, large = ledger_of(needs, credits), ledger_of(needs, credits + extra)
    gain = small.raw(muscle, factor)
    assert 0.0 <= large.raw(muscle, factor) <= gain + 1e-12
    assert gain <= factor + 1e-12
    assert small.credit(muscle, factor).value() == pytest.approx(small.value() + gain, abs=1e-12)
    assert ledger_of(needs, credits[::-1]).value() == pytest.approx(small.value(), abs=1e-12)
    assert small.credit(muscle, factor).withdraw(muscle, factor).value() == pytest.approx(small.value(), abs=1e-12)
    assert np.allclose(small.raws(factor), [small.raw(m, factor) for m in range(len(MUSCLES))], rtol=0, atol=1e-12)
