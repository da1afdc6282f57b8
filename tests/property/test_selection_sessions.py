"""Whole sessions from the real catalogue: constraints, limits, records and determinism for random requests."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.briefing import brief as settle
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Selection
from alloy_engine.domain.history import History
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    CNSLoad,
    Equipment,
    ExerciseRole,
    MovementPattern,
    Muscle,
    RuleType,
    SelectionStatus,
    Severity,
)
from alloy_engine.flow import Silent
from alloy_engine.selection import CandidatePool, SelectionContext, context_of, select
from tests.strategies import SOME_MOVEMENTS, request_documents
from tests.unit.selection.crafted import TODAY, catalogue_of, day_of, movement, slot_of

P, R = MovementPattern, ExerciseRole
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    document = draw(request_documents())
    banned = draw(st.lists(st.sampled_from(SOME_MOVEMENTS), max_size=3, unique=True))
    document["movement_rules"] = [{"movement": name, "rule": "hard_no"} for name in banned]
    return document


@st.composite
def sessions(draw: st.DrawFn) -> list[Slot]:
    """Mains, accessories by muscle, a warm-up and a cool-down; nothing held."""
    mains = draw(st.lists(st.sampled_from([*P][:7]), min_size=2, max_size=5))
    muscles = draw(st.lists(st.sampled_from([*Muscle][:19]), min_size=1, max_size=4))
    rpe = draw(st.sampled_from([7.0, 8.0, 9.0]))
    plan = [(R.MAIN, (p,), (), {"sets": 3, "rpe": rpe, "minutes": 12.0}) for p in mains]
    plan += [(R.ACCESSORY, (P.ISOLATION, P.CORE), (m,), {"wants_isolation": True, "minutes": 6.0}) for m in muscles]
    plan += [(R.WARMUP, (P.MOBILITY,), (), {"sets": 1, "minutes": 1.5})] * 3
    plan += [(R.COOLDOWN, (P.STRETCH, P.MOBILITY), (), {"sets": 1, "minutes": 1.5})] * 3
    return [Slot(i, role, p, m, **rest) for i, (role, p, m, rest) in enumerate(plan)]


def settled(document: dict[str, Any], presets: Mapping[str, frozenset[Equipment]], policy: Policy) -> Brief:
    return settle(ProgramRequest.model_validate(document), presets, policy, Silent(), today=TODAY)


def check_hard_constraints(selection: Selection, slots: list[Slot], brief: Brief, catalogue: Catalogue) -> None:
    picked = [pick.movement for pick in selection.picks if pick.movement]
    assert len(picked) == len(set(picked))
    banned = {r.movement for r in brief.request.movement_rules if r.rule is RuleType.HARD_NO}
    assert not banned & set(picked)
    severe = {hurt.region for hurt in brief.request.athlete.limitations if hurt.severity is Severity.SEVERE}
    for pick, slot in zip(selection.picks, slots, strict=True):
        for name in filter(None, (pick.movement, *(alternative for alternative, _ in pick.alternatives))):
            found = catalogue[name]
            assert found.usable_with(brief.equipment)
            assert not severe & set(found.contraindications)
            assert slot.role in found.roles
            assert name not in banned


def check_limits(selection: Selection, slots: list[Slot], brief: Brief, catalogue: Catalogue, policy: Policy) -> None:
    rules = policy.relaxation.budget
    taken = [(s, catalogue[p.movement], p) for s, p in zip(slots, selection.picks, strict=True) if p.movement]
    assert sum(m.cns is CNSLoad.VERY_HIGH for _, m, _ in taken) <= rules.very_high_cns
    for pattern, most in rules.high_rpe_sets.items():
        high = [s.sets for s, m, _ in taken if m.pattern is pattern and s.rpe >= rules.high_rpe]
        assert sum(high) <= most
    if all(pick.relaxation_step < 6 for _, _, pick in taken):
        cost = sum(rules.cost[m.cns] * rules.role_factor[s.role] for s, m, _ in taken)
        lightest = sum(rules.cost[rules.reserve[s.role]] * rules.role_factor[s.role] for s in slots)
        assert cost <= max(rules.day(brief), lightest) + 1e-9


def check_record(selection: Selection, policy: Policy) -> None:
    margin = policy.scoring.tie_margin
    assert 0.0 <= selection.objective <= len(selection.picks)
    swaps = [swap for decision in selection.decisions for swap in decision.swaps]
    assert not swaps or max(swap.after for swap in swaps) == pytest.approx(selection.objective, abs=1e-9)
    for pick, decision in zip(selection.picks, selection.decisions, strict=True):
        assert len(decision.others) <= 8
        assert len(pick.alternatives) <= 5
        totals = [card.total for card in decision.others]
        assert totals == sorted(totals, reverse=True)
        assert all(b.left == a.left - b.removed for a, b in zip(decision.funnel, decision.funnel[1:], strict=False))
        assert all(swap.after > swap.before for swap in decision.swaps)
        assert decision.swapped_from == (decision.swaps[-1].replaced.movement if decision.swaps else None)
        if decision.chosen is None:
            assert pick.movement is None
            continue
        assert decision.chosen.total == pick.score
        assert all(decision.chosen.total >= total - margin - 1e-12 for total in totals)
        minimum = policy.relaxation.steps[decision.relaxation_step].minimum
        wanted = minimum.hard if decision.role in (R.MAIN, R.ACCESSORY) else minimum.support
        assert decision.chosen.total >= wanted - 1e-12
        assert decision.chosen.contributions[0].raw > 0


@SLOW
@given(document=documents(), slots=sessions(), day=st.integers(0, 80), minimum=st.sampled_from([0, 0, 0, 2, 4, 6]))
def test_random_sessions_keep_every_rule(
    document: dict,
    slots: list[Slot],
    day: int,
    minimum: int,
    catalogue: Catalogue,
    policy: Policy,
    presets: Mapping[str, frozenset[Equipment]],
) -> None:
    brief = settled(document, presets, policy)
    pool = CandidatePool.of(brief, catalogue, policy)
    history, plan = History(), day_of(day)
    selection = select(slots, pool, context_of(pool, plan, history), Silent(), minimum_step=minimum)
    check_hard_constraints(selection, slots, brief, catalogue)
    check_limits(selection, slots, brief, catalogue, policy)
    check_record(selection, policy)
    assert all(pick.relaxation_step >= minimum for pick in selection.picks)
    # A pool of its own, and one that has answered other questions before, come to the same.
    fresh = CandidatePool.of(brief, catalogue, policy)
    assert select(slots, fresh, context_of(fresh, plan, history), Silent(), minimum_step=minimum) == selection
    select(slots[::-1][:3], pool, context_of(pool, plan, history, salt=1), Silent())
    assert select(slots, pool, context_of(pool, plan, history), Silent(), minimum_step=minimum) == selection


@pytest.mark.parametrize("preset", ["full gym", "bodyweight", "kettlebells"])
def test_a_full_session_can_be_filled_with_every_preset(
    preset: str, catalogue: Catalogue, policy: Policy, presets: Mapping[str, frozenset[Equipment]]
) -> None:
    document = {"goals": {"strength": 5, "hypertrophy": 5}, "athlete": {"equipment": preset}}
    pool = CandidatePool.of(settled(document, presets, policy), catalogue, policy)
    slots = [slot_of(i, p, rpe=8.0) for i, p in enumerate((P.SQUAT, P.HORIZONTAL_PUSH, P.HINGE, P.HORIZONTAL_PULL))]
    slots += [slot_of(i, P.MOBILITY, role=R.WARMUP, sets=1, minutes=1.5) for i in range(4, 8)]
    selection = select(slots, pool, context_of(pool, day_of(), History()), Silent())
    assert selection.status is SelectionStatus.OPTIMAL


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kinds=st.lists(
        st.tuples(st.sampled_from([*P][:3]), st.sampled_from([*Muscle][:3]), st.booleans()), min_size=3, max_size=6
    ),
    asked=st.lists(st.sampled_from([*P][:3]), min_size=2, max_size=3),
)
def test_the_outcome_is_a_local_optimum_and_not_far_from_the_best(kinds: list, asked: list, policy: Policy) -> None:
    movements = [
        movement(f"m{i}", pattern=pattern, primary=muscle, secondary=(), disciplines=() if odd else ("bodybuilding",))
        for i, (pattern, muscle, odd) in enumerate(kinds)
    ]
    catalogue = catalogue_of(*movements)
    brief = settle(
        ProgramRequest.model_validate({"goals": {"strength": 10}, "athlete": {"equipment": []}}),
        {},
        policy,
        Silent(),
        today=TODAY,
    )
    pool = CandidatePool.of(brief, catalogue, policy)
    context = context_of(pool, day_of(), History())
    slots = [slot_of(i, p, role=R.ACCESSORY, minutes=6.0) for i, p in enumerate(asked)]
    selection = select(slots, pool, context, Silent())
    assume(selection.status is SelectionStatus.OPTIMAL)
    names = [pick.movement for pick in selection.picks]
    margin = policy.scoring.tie_margin + 1e-9
    assert valued(names, slots, pool, context) == pytest.approx(selection.objective, abs=1e-12)
    for index, slot in enumerate(slots):
        for other in sorted(fitting(slot, pool) - set(names)):
            changed = [*names[:index], other, *names[index + 1 :]]
            assert valued(changed, slots, pool, context) <= selection.objective + margin
    ways = [way for way in product(*(sorted(fitting(slot, pool)) for slot in slots)) if len(set(way)) == len(way)]
    best = max(valued(list(way), slots, pool, context) for way in ways)
    assert best / 2 <= selection.objective <= best + 1e-9


def fitting(slot: Slot, pool: CandidatePool) -> set[str]:
    return {found.id for found in pool.catalogue.movements if found.pattern in slot.patterns}


def valued(names: list[str], slots: list[Slot], pool: CandidatePool, context: SelectionContext) -> float:
    """The session objective with exactly these movements in the slots."""
    held = [slot._replace(held=name) for slot, name in zip(slots, names, strict=True)]
    return select(held, pool, context, Silent()).objective
