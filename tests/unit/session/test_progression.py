"""Each style really changes the weeks, and in its own way."""

from __future__ import annotations

import itertools

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.vocabulary import Goal, MovementPattern, Phase, ProgressionStyle, SessionType
from alloy_engine.session.doses.bands import main_blend
from alloy_engine.session.doses.mainlift import MainPlace, fewest_reps, main_step, main_terms
from alloy_engine.session.doses.progression import STYLES, Course, Step, course, steps
from tests.unit.session.crafted import brief_of, day_of, pool_of

ALL_STYLES = list(STYLES)


def course_of(policy: Policy, goal: Goal, weeks: int = 4, *, loaded: bool = True, mesocycle: int = 1) -> Course:
    blend = main_blend(brief_of(goals={goal.value: 10}), policy.prescription, leads=True)
    return course(blend, policy.prescription, mesocycle=mesocycle, weeks=weeks, rpe_shift=0.0, loaded=loaded)


def weeks_of(style: ProgressionStyle, plan: Course) -> list[Step]:
    return list(steps(style, plan))


def test_single_keeps_the_reps_and_adds_load_and_effort(policy: Policy) -> None:
    weeks = weeks_of(ProgressionStyle.SINGLE_PROGRESSION, course_of(policy, Goal.HYPERTROPHY, 3))
    assert len({step.reps for step in weeks}) == 1
    loads = [step.percent for step in weeks]
    assert all(later / earlier == pytest.approx(1.025, abs=0.002) for earlier, later in itertools.pairwise(loads))  # type: ignore[operator]
    assert [later.rpe - earlier.rpe for earlier, later in itertools.pairwise(weeks)] == [0.5, 0.5]


def test_double_climbs_at_one_load_then_starts_over_heavier(policy: Policy) -> None:
    weeks = weeks_of(ProgressionStyle.DOUBLE_PROGRESSION, course_of(policy, Goal.HYPERTROPHY, 4))
    reps = [step.reps for step in weeks]
    assert reps[0] < reps[1] < reps[2]
    assert reps[3] == reps[0]
    assert weeks[0].percent == weeks[1].percent == weeks[2].percent
    assert weeks[3].percent / weeks[0].percent == pytest.approx(1.05, abs=0.005)  # type: ignore[operator]


def test_paused_holds_longer_each_week_then_drops_the_pause(policy: Policy) -> None:
    weeks = weeks_of(ProgressionStyle.PAUSED_VARIATIONS, course_of(policy, Goal.HYPERTROPHY, 4))
    assert [step.pause for step in weeks] == [1, 2, 3, 0]
    assert weeks[3].percent / weeks[0].percent == pytest.approx(1.05, abs=0.005)  # type: ignore[operator]
    assert "Pause 2 s" in weeks[1].note


def test_build_to_drop_builds_three_weeks_and_falls_to_the_minimum(policy: Policy) -> None:
    plan = course_of(policy, Goal.FAT_LOSS, 4)
    weeks = weeks_of(ProgressionStyle.BUILD_TO_DROP, plan)
    reps = [step.reps for step in weeks]
    assert reps[0] < reps[1] < reps[2]
    assert reps[3] == plan.low
    assert weeks[3].percent / weeks[2].percent == pytest.approx(1.05, abs=0.005)  # type: ignore[operator]


def test_waves_get_fewer_and_heavier_and_each_tops_the_last(policy: Policy) -> None:
    weeks = weeks_of(ProgressionStyle.WAVE_LOADING, course_of(policy, Goal.HYPERTROPHY, 6))
    first, second = weeks[:3], weeks[3:]
    for wave in (first, second):
        assert wave[0].reps > wave[1].reps > wave[2].reps
        assert wave[0].percent < wave[1].percent < wave[2].percent  # type: ignore[operator]
    assert second[-1].percent > first[-1].percent  # type: ignore[operator]


@pytest.mark.parametrize("style", [*ALL_STYLES])
def test_a_mesocycle_of_one_microcycle_has_no_easy_start(policy: Policy, style: ProgressionStyle) -> None:
    """Where deloads come every other microcycle, nothing would ever get beyond the first step."""
    (alone,), three = (weeks_of(style, course_of(policy, Goal.STRENGTH, weeks)) for weeks in (1, 3))
    assert (alone.reps, alone.rpe, alone.percent, alone.pause) == (
        three[1].reps,
        three[1].rpe,
        three[1].percent,
        three[1].pause,
    )


@pytest.mark.parametrize("goal", [Goal.STRENGTH, Goal.HYPERTROPHY, Goal.ENDURANCE, Goal.FAT_LOSS])
def test_no_two_styles_plan_the_same_weeks(policy: Policy, goal: Goal) -> None:
    plan = course_of(policy, goal, 4)
    seen = {style: tuple((s.reps, s.percent, s.pause) for s in weeks_of(style, plan)) for style in ALL_STYLES}
    assert len(set(seen.values())) == len(ALL_STYLES)


@pytest.mark.parametrize("style", ALL_STYLES)
@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("weeks", [2, 3, 4, 7])
@pytest.mark.parametrize("loaded", [True, False])
def test_load_or_reps_rise_across_every_mesocycle(
    policy: Policy, style: ProgressionStyle, goal: Goal, weeks: int, loaded: bool
) -> None:
    plan = course_of(policy, goal, weeks, loaded=loaded)
    steps = weeks_of(style, plan)
    first, last = steps[0], steps[-1]
    assert last.reps > first.reps or (last.percent or 0) > (first.percent or 0)
    for step in steps:
        assert plan.blend.rpe.low - 0.25 <= step.rpe <= plan.blend.rpe.high + 0.25
        assert plan.low <= step.reps <= plan.high
        if step.percent is not None:
            assert step.percent <= plan.blend.percent.high + 0.1


def test_later_mesocycles_start_heavier(policy: Policy) -> None:
    early = steps(ProgressionStyle.SINGLE_PROGRESSION, course_of(policy, Goal.STRENGTH, 3, mesocycle=1))[0]
    late = steps(ProgressionStyle.SINGLE_PROGRESSION, course_of(policy, Goal.STRENGTH, 3, mesocycle=3))[0]
    assert late.reps < early.reps
    assert late.percent > early.percent  # type: ignore[operator]


def test_maximal_strength_stays_in_its_zone(policy: Policy) -> None:
    for style in ALL_STYLES:
        for step in weeks_of(style, course_of(policy, Goal.STRENGTH, 4)):
            assert 1 <= step.reps <= 6
            assert step.percent is not None
            assert 80 <= step.percent <= 95


def test_an_unloaded_wave_rises_from_one_to_the_next_even_at_the_fewest_reps(policy: Policy) -> None:
    weeks = weeks_of(ProgressionStyle.WAVE_LOADING, course_of(policy, Goal.ENDURANCE, 6, loaded=False, mesocycle=3))
    assert [later.reps - step.reps for step, later in zip(weeks, weeks[3:], strict=False)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("lift", "pattern", "fewest"),
    [
        ("bench_press", "horizontal_push", 1), ("sumo_deadlift", "hinge", 1), ("weighted_chin_up", "vertical_pull", 1),
        ("front_squat", "squat", 1), ("barbell_row", "horizontal_pull", 3), ("romanian_deadlift", "hinge", 3),
        ("leg_press", "squat", 3), ("dumbbell_bench_press", "horizontal_push", 3), ("lat_pulldown", "vertical_pull", 3),
        ("barbell_lunge", "lunge", 5),
    ],
)  # fmt: skip
def test_only_lifts_whose_maximum_is_tested_peak_in_singles(lift: str, pattern: str, fewest: int) -> None:
    pool = pool_of(goals={"strength": 10}, progression_style="wave_loading")
    peak = day_of(SessionType.FULL_BODY, phase=Phase.PEAKING, mesocycle=3)
    leads = MainPlace(first=True, leads=True, variant=False)
    terms = main_terms(MovementPattern(pattern), leads, peak, pool, fewest=fewest_reps(pool, lift))
    assert min(main_step(pool, terms, week).reps for week in range(peak.weeks)) == fewest
