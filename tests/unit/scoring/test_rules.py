"""Every rule of the seven dimensions, one by one."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.decision import Contribution
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    Dimension,
    Discipline,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    Muscle,
    SkillLevel,
)
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.scoring import Ledger, Needs, score_card
from alloy_engine.scoring.dimensions import FORKS
from alloy_engine.scoring.ledger import POSITION
from tests.unit.selection.crafted import brief_of, movement, slot_of

P = MovementPattern
PLAIN = movement("plain")
QUADS = POSITION[Muscle.QUADRICEPS]


def judged(
    dimension: Dimension,
    policy: Policy,
    subject: Movement = PLAIN,
    slot: Slot | None = None,
    step: int = 0,
    ledger: Ledger | None = None,
    **request: object,
) -> Contribution:
    book = ledger or Ledger.empty(Needs.unlimited(policy.scoring.muscle))
    card = score_card(
        subject,
        slot or slot_of(),
        policy.relaxation.steps[step],
        book,
        brief=brief_of(policy, **request),
        policy=policy,
    )
    part = card.contributions[list(Dimension).index(dimension)]
    assert part.dimension is dimension
    assert part.reason
    assert part.rule in REGISTRY[FORKS[dimension]].branches
    return part


@pytest.mark.parametrize(
    ("pattern", "asked", "rule", "raw"),
    [
        (P.SQUAT, P.SQUAT, "exact", 1.0),
        (P.SQUAT, P.HINGE, "compatible", 0.8),
        (P.LUNGE, P.SQUAT, "compatible", 0.7),
        (P.HINGE, P.LUNGE, "compatible", 0.6),
        (P.VERTICAL_PUSH, P.HORIZONTAL_PUSH, "compatible", 0.9),
        (P.HORIZONTAL_PULL, P.VERTICAL_PULL, "compatible", 0.9),
        (P.ROTATION, P.CORE, "compatible", 0.7),
        (P.CORE, P.ISOMETRIC, "compatible", 0.6),
        (P.CARDIO, P.CONDITIONING, "compatible", 0.6),
        (P.HORIZONTAL_PUSH, P.HORIZONTAL_PULL, "none", 0.0),
        (P.VERTICAL_PULL, P.VERTICAL_PUSH, "none", 0.0),
        (P.SQUAT, P.CARRY, "none", 0.0),
    ],
)
def test_pattern_alignment(pattern: P, asked: P, rule: str, raw: float, policy: Policy) -> None:
    part = judged(Dimension.PATTERN_ALIGNMENT, policy, movement("m", pattern=pattern), slot_of(0, asked))
    assert (part.rule, part.raw) == (rule, raw)


def test_a_slot_without_patterns_takes_any(policy: Policy) -> None:
    anything = slot_of()._replace(patterns=())
    assert judged(Dimension.PATTERN_ALIGNMENT, policy, slot=anything).rule == "exact"


@pytest.mark.parametrize(
    ("picks", "rule", "raw"), [(0, "untrained", 1.0), (1, "once", 0.6), (2, "more", 0.3), (5, "more", 0.3)]
)
def test_muscle_coverage_falls_with_every_pick(picks: int, rule: str, raw: float, policy: Policy) -> None:
    ledger = Ledger.empty(Needs.unlimited(policy.scoring.muscle))
    for _ in range(picks):
        ledger = ledger.credit(QUADS, 1.0)
    part = judged(Dimension.MUSCLE_COVERAGE, policy, ledger=ledger)
    assert part.rule == rule
    assert part.raw == pytest.approx(raw, abs=1e-12)


def test_muscle_coverage_scales_with_what_the_week_still_needs(policy: Policy) -> None:
    targets = dict.fromkeys(Muscle, 12.0)
    half = Ledger.empty(Needs.of(targets, {Muscle.QUADRICEPS: 6.0}, policy.scoring.muscle))
    full = Ledger.empty(Needs.of(targets, {Muscle.QUADRICEPS: 15.0}, policy.scoring.muscle))
    assert judged(Dimension.MUSCLE_COVERAGE, policy, ledger=half).raw == pytest.approx(0.5)
    assert "50 %" in judged(Dimension.MUSCLE_COVERAGE, policy, ledger=half).reason
    done = judged(Dimension.MUSCLE_COVERAGE, policy, ledger=full)
    assert (done.rule, done.raw) == ("full", 0.0)


def test_muscle_coverage_ends_when_the_weeks_sets_are_given(policy: Policy) -> None:
    # Three sets are open: one pick brings them, a second finds nothing left to do.
    ledger = Ledger.empty(Needs.of(dict.fromkeys(Muscle, 12.0), {Muscle.QUADRICEPS: 9.0}, policy.scoring.muscle))
    assert judged(Dimension.MUSCLE_COVERAGE, policy, ledger=ledger).rule == "untrained"
    assert judged(Dimension.MUSCLE_COVERAGE, policy, ledger=ledger.credit(QUADS, 1.0)).rule == "full"


@pytest.mark.parametrize(("step", "rule", "raw"), [(1, "unwanted", 0.0), (2, "synergist", 0.8)])
def test_a_wanted_secondary_counts_once_synergists_do(step: int, rule: str, raw: float, policy: Policy) -> None:
    wants_glutes = slot_of(muscles=(Muscle.GLUTES,))
    part = judged(Dimension.MUSCLE_COVERAGE, policy, slot=wants_glutes, step=step)
    assert (part.rule, part.raw) == (rule, raw)


def test_the_fresher_of_primary_and_synergist_is_booked(policy: Policy) -> None:
    ledger = Ledger.empty(Needs.unlimited(policy.scoring.muscle)).credit(QUADS, 1.0)
    part = judged(Dimension.MUSCLE_COVERAGE, policy, step=2, ledger=ledger)
    assert (part.rule, part.raw) == ("synergist", 0.8)


@pytest.mark.parametrize(
    ("own", "shares", "rule", "raw"),
    [
        ((Discipline.BODYBUILDING,), {"bodybuilding": 10}, "match", 1.0),
        ((Discipline.BODYBUILDING,), {"bodybuilding": 6, "yoga": 4}, "match", 0.6),
        ((Discipline.BODYBUILDING,), {"bodybuilding": 6, "powerlifting": 4}, "match", 0.84),
        ((Discipline.BODYBUILDING, Discipline.POWERLIFTING), {"bodybuilding": 6, "powerlifting": 4}, "match", 1.0),
        ((Discipline.STRONGMAN,), {"powerlifting": 10}, "related", 0.6),
        ((Discipline.YOGA,), {"powerlifting": 10}, "none", 0.0),
        ((), {"powerlifting": 10}, "neutral", 0.5),
    ],
)
def test_discipline_preference(
    own: tuple[Discipline, ...], shares: dict[str, int], rule: str, raw: float, policy: Policy
) -> None:
    part = judged(Dimension.DISCIPLINE_PREFERENCE, policy, movement("m", disciplines=own), disciplines=shares)
    assert part.rule == rule
    assert part.raw == pytest.approx(raw, abs=1e-12)


@pytest.mark.parametrize(
    ("kind", "isolating", "rule", "raw"),
    [
        (MovementKind.COMPOUND, False, "compound", 1.0),
        (MovementKind.HYBRID, False, "hybrid", 0.8),
        (MovementKind.ISOLATION, False, "isolation", 0.0),
        (MovementKind.ISOLATION, True, "wanted", 1.0),
        (MovementKind.HYBRID, True, "unwanted", 0.2),
        (MovementKind.COMPOUND, True, "unwanted", 0.0),
    ],
)
def test_compound_bonus(kind: MovementKind, isolating: bool, rule: str, raw: float, policy: Policy) -> None:
    slot = slot_of(wants_isolation=isolating)
    part = judged(Dimension.COMPOUND_BONUS, policy, movement("m", kind=kind), slot)
    assert part.rule == rule
    assert part.raw == pytest.approx(raw)


@pytest.mark.parametrize(
    ("focus", "rule", "raw"),
    [
        (["quadriceps"], "primary", 1.0),
        (["glutes"], "secondary", 0.75),
        (["biceps"], "neutral", 0.5),
        ([], "neutral", 0.5),
    ],
)
def test_specialization(focus: list[str], rule: str, raw: float, policy: Policy) -> None:
    part = judged(Dimension.SPECIALIZATION, policy, athlete={"focus_muscles": focus})
    assert (part.rule, part.raw) == (rule, raw)


@pytest.mark.parametrize(
    ("goal", "pattern", "kind", "rule"),
    [
        ("strength", P.SQUAT, MovementKind.COMPOUND, "strong"),
        ("strength", P.LUNGE, MovementKind.COMPOUND, "fair"),
        ("strength", P.ISOLATION, MovementKind.ISOLATION, "conflict"),
        ("hypertrophy", P.ISOLATION, MovementKind.ISOLATION, "fair"),
        ("hypertrophy", P.VERTICAL_PULL, MovementKind.COMPOUND, "strong"),
        ("endurance", P.CARDIO, MovementKind.COMPOUND, "strong"),
        ("endurance", P.OLYMPIC, MovementKind.COMPOUND, "conflict"),
        ("fat_loss", P.PLYOMETRIC, MovementKind.COMPOUND, "strong"),
        ("mobility", P.STRETCH, MovementKind.ISOLATION, "strong"),
        ("explosiveness", P.OLYMPIC, MovementKind.COMPOUND, "strong"),
        ("explosiveness", P.ISOLATION, MovementKind.ISOLATION, "conflict"),
        ("speed", P.PLYOMETRIC, MovementKind.COMPOUND, "strong"),
    ],
)
def test_goal_alignment(goal: str, pattern: P, kind: MovementKind, rule: str, policy: Policy) -> None:
    part = judged(Dimension.GOAL_ALIGNMENT, policy, movement("m", pattern=pattern, kind=kind), goals={goal: 10})
    assert part.rule == rule
    assert part.raw <= policy.scoring.fit.conflict or rule != "conflict"


def test_goal_alignment_blends_by_dollars_and_resents_too_much_skill(policy: Policy) -> None:
    jump = movement("m", pattern=P.PLYOMETRIC)
    raws = [
        judged(Dimension.GOAL_ALIGNMENT, policy, jump, goals={"strength": 10 - share, "speed": share}).raw
        for share in (1, 5, 9)
    ]
    assert raws == sorted(raws)
    assert raws[1] == pytest.approx((raws[0] + raws[2]) / 2)
    hard = movement("m", pattern=P.PLYOMETRIC, skill=SkillLevel.EXPERT)
    assert judged(Dimension.GOAL_ALIGNMENT, policy, hard, goals={"speed": 10}).rule == "conflict"


@pytest.mark.parametrize(
    ("minutes", "rule", "raw"),
    [
        (5.75, "fits", 1.0),
        (5.5, "fits", 1.0),
        (9.0, "under", 0.85),
        (5.0, "slightly_over", 0.5),
        (3.0, "far_over", 0.0),
    ],
)
def test_time_utilization(minutes: float, rule: str, raw: float, policy: Policy) -> None:
    # Three sets of 45 s, two rests of 75 s and a minute to change: 5.75 minutes.
    part = judged(Dimension.TIME_UTILIZATION, policy, slot=slot_of(role=ExerciseRole.ACCESSORY, minutes=minutes))
    assert (part.rule, part.raw) == (rule, raw)


def test_time_of_circuits_is_the_clocks_and_emergency_gives_more(policy: Policy) -> None:
    finisher = slot_of(role=ExerciseRole.FINISHER, minutes=1.0)
    assert judged(Dimension.TIME_UTILIZATION, policy, slot=finisher).rule == "fits"
    short = slot_of(role=ExerciseRole.ACCESSORY, minutes=4.6)
    assert judged(Dimension.TIME_UTILIZATION, policy, slot=short, step=5).rule == "slightly_over"
    assert judged(Dimension.TIME_UTILIZATION, policy, slot=short, step=6).rule == "fits"
