"""Whole sessions: what is in them, how they are prescribed, and what changes them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.clock import session_minutes
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Hold
from alloy_engine.domain.vocabulary import (
    LIFTING_TYPES,
    CircuitType,
    ExerciseRole,
    GenerationStatus,
    MovementPattern,
    Phase,
    SessionType,
)
from alloy_engine.flow import Recorder
from alloy_engine.session import compose, template_selection
from tests.unit.session.crafted import (
    block,
    day_of,
    exercises,
    hard_sets,
    mains,
    mesocycle_of,
    planned,
    pool_of,
    session_of,
)

LIFTING = sorted(LIFTING_TYPES)


@pytest.mark.parametrize("kind", LIFTING)
def test_a_lifting_session_has_every_block_in_order(kind: SessionType) -> None:
    session = session_of(day_of(kind), pool_of())
    roles = [each.role for each in session.blocks]
    assert roles == [ExerciseRole.WARMUP, ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.COOLDOWN]
    counts = {each.role: len(each.exercises) for each in session.blocks}
    assert 2 <= counts[ExerciseRole.WARMUP] <= 5
    assert 2 <= counts[ExerciseRole.MAIN] <= 5
    assert 2 <= counts[ExerciseRole.ACCESSORY] <= 4
    assert 2 <= counts[ExerciseRole.COOLDOWN] <= 5
    assert session.status is GenerationStatus.COMPLETED
    assert session.note


def test_the_focus_leads_the_main_lifts() -> None:
    focus = (MovementPattern.VERTICAL_PULL, MovementPattern.HORIZONTAL_PUSH)
    session = session_of(day_of(SessionType.UPPER, focus=focus, later=((3, SessionType.LOWER),)), pool_of())
    assert [exercise.pattern for exercise in mains(session)[:2]] == list(focus)
    assert {exercise.pattern for exercise in mains(session)} == set(focus)


def test_the_weeks_only_lifting_day_draws_on_all_it_may_train() -> None:
    focus = (MovementPattern.VERTICAL_PULL, MovementPattern.HORIZONTAL_PUSH)
    session = session_of(day_of(SessionType.UPPER, focus=focus, later=((3, SessionType.CARDIO),)), pool_of())
    patterns = [exercise.pattern for exercise in mains(session)]
    assert patterns[:2] == list(focus)
    assert len(set(patterns)) == len(patterns) > 2


def test_half_an_hour_and_two_hours_are_different_sessions() -> None:
    short = session_of(day_of(SessionType.UPPER, 30), pool_of(session_minutes=30))
    long = session_of(day_of(SessionType.UPPER, 120), pool_of(session_minutes=120))
    assert hard_sets(long) >= 2 * hard_sets(short)
    assert len(list(exercises(long))) >= len(list(exercises(short))) + 3


def test_estimates_are_what_the_time_model_says(policy: Policy) -> None:
    for kind in (SessionType.LEGS, SessionType.CARDIO, SessionType.CONDITIONING, SessionType.MOBILITY):
        session = session_of(day_of(kind), pool_of())
        assert session.estimated_minutes == pytest.approx(session_minutes(session, policy.prescription.time), abs=0.051)


def test_each_goal_prescribes_in_its_own_band(policy: Policy) -> None:
    for goal in ("strength", "hypertrophy", "endurance", "fat_loss"):
        row = policy.prescription.main[goal]  # type: ignore[index]
        session = session_of(day_of(SessionType.UPPER), pool_of(goals={goal: 10}))
        for exercise in mains(session):
            if exercise.percent_1rm is not None:
                assert exercise.reps_max is not None
                assert row.reps.low <= exercise.reps_max <= row.reps.high
                assert row.percent.low <= exercise.percent_1rm <= row.percent.high
                assert exercise.sets <= row.sets.high


def test_power_opens_leg_days_and_is_done_fast() -> None:
    session = session_of(day_of(SessionType.LOWER), pool_of(goals={"explosiveness": 6, "strength": 4}))
    first = mains(session)[0]
    assert first.pattern in (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)
    assert first.tempo == "X"
    assert first.reps_max is not None
    assert first.reps_max <= 5
    upper = session_of(day_of(SessionType.UPPER), pool_of(goals={"explosiveness": 6, "strength": 4}))
    assert mains(upper)[0].pattern not in (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)


def test_the_first_lift_ramps_up_with_kilograms_where_they_are_known() -> None:
    maxes = {"back_squat": {"value": 150}}
    rules = [{"movement": "back_squat", "rule": "hard_yes"}]
    pool = pool_of(goals={"strength": 10}, athlete={"one_rep_maxes": maxes}, movement_rules=rules)
    first = mains(session_of(day_of(SessionType.LOWER), pool))[0]
    assert first.movement == "back_squat"
    assert first.load_kg is not None
    assert first.load_kg % 2.5 == 0
    assert first.percent_1rm is not None
    assert first.load_kg == pytest.approx(150 * first.percent_1rm / 100, abs=1.3)
    assert [ramp.percent for ramp in first.ramp_sets] == [0.4, 0.6, 0.8]
    assert all(ramp.load_kg is not None and ramp.load_kg < first.load_kg for ramp in first.ramp_sets)


def test_main_lifts_and_accessories_stay_through_a_mesocycle() -> None:
    weeks = mesocycle_of(pool_of(days_per_week=4), [SessionType.UPPER, SessionType.LOWER])
    for place in range(2):
        lifts = [[exercise.movement for exercise in mains(week[place])] for week in weeks]
        assert all(each == lifts[0] for each in lifts)
        others = [{e.movement for e in exercises(week[place], ExerciseRole.ACCESSORY)} for week in weeks]
        assert all(each == others[0] for each in others)


def test_every_week_of_a_mesocycle_asks_something_else() -> None:
    weeks = mesocycle_of(pool_of(progression_style="wave_loading"), [SessionType.UPPER])
    asked = [[(e.reps_max, e.percent_1rm) for e in mains(week[0])] for week in weeks]
    assert len({tuple(each) for each in asked}) == len(asked)


@pytest.mark.parametrize("minutes", [30, 60, 90])
def test_a_deload_halves_the_sets_and_lightens_the_load(minutes: int) -> None:
    pool = pool_of(session_minutes=minutes, days_per_week=4)
    *work, deload = mesocycle_of(pool, [SessionType.UPPER, SessionType.LOWER], minutes)
    assert 0.4 <= hard_sets(*deload) / hard_sets(*work[-1]) <= 0.7
    for before, after in zip(work[-1], deload, strict=True):
        for heavy, light in zip(mains(before), mains(after), strict=True):
            assert light.movement == heavy.movement
            assert light.rpe is not None
            assert light.rpe <= 6
            if heavy.percent_1rm and light.percent_1rm:
                assert 0.8 <= light.percent_1rm / heavy.percent_1rm <= 0.9


@pytest.mark.parametrize("minutes", [30, 45, 60, 90, 120])
def test_sets_hold_still_from_week_to_week(minutes: int) -> None:
    pool = pool_of(session_minutes=minutes, days_per_week=4)
    *work, _ = mesocycle_of(pool, [SessionType.UPPER, SessionType.LOWER], minutes)
    counts = [hard_sets(*week) for week in work]
    assert all(later <= earlier * 1.2 for earlier, later in pairwise(counts))


def test_no_muscle_gets_more_than_ten_sets_in_a_session() -> None:
    history = History()
    for kind in (SessionType.PUSH, SessionType.PULL, SessionType.LEGS, SessionType.FULL_BODY):
        day = day_of(kind, 120)
        facts = history.then(day, session_of(day, pool_of(session_minutes=120, days_per_week=6))).facts[-1]
        assert max(facts.sets.values()) <= 10


def test_aggression_moves_volume_within_the_band() -> None:
    def sets(aggression: str) -> int:
        pool = pool_of(goals={"strength": 10}, session_minutes=90, persona={"aggression": aggression})
        return sum(exercise.sets for exercise in mains(session_of(day_of(SessionType.UPPER, 90), pool)))

    assert sets("conservative") <= sets("balanced") <= sets("aggressive")


def test_tone_changes_words_only() -> None:
    day = day_of(SessionType.UPPER)
    one = session_of(day, pool_of(persona={"tone": "supportive"}))
    other = session_of(day, pool_of(persona={"tone": "drill_sergeant"}))
    assert one.note != other.note
    assert one.blocks == other.blocks


def test_supersets_come_in_pairs_that_do_not_compete() -> None:
    for minutes in (30, 45, 60):
        session = session_of(day_of(SessionType.UPPER, minutes), pool_of(session_minutes=minutes))
        for each in session.blocks:
            letters = [exercise.superset for exercise in each.exercises if exercise.superset]
            assert all(letters.count(letter) == 2 for letter in letters)
        if "tire each other" not in session.note:
            for letter in {e.superset for e in exercises(session) if e.superset}:
                one, other = (e for e in exercises(session) if e.superset == letter)
                assert one.primary_muscle is not other.primary_muscle


def test_same_day_same_session() -> None:
    day, pool = day_of(SessionType.FULL_BODY), pool_of()
    assert session_of(day, pool) == session_of(day, pool_of())


def test_a_fit_that_cannot_be_is_reported() -> None:
    day = day_of(SessionType.PUSH)._replace(target_minutes=400)
    tracer = Recorder(lambda: 0)
    _, finished = planned(day, pool_of(), tracer=tracer)
    assert finished.session.estimated_minutes < 380
    assert tracer.branches["9.3", "G"] == 1
    assert "do not fit 400" in finished.session.note


def test_the_template_uses_allowed_movements_once_each() -> None:
    banned = ["back_squat", "bench_press", "plank"]
    rules = [{"movement": movement, "rule": "hard_no"} for movement in banned]
    pool = pool_of(athlete={"equipment": "bodyweight"}, movement_rules=rules)
    for kind in SessionType:
        if kind is SessionType.RECOVERY:
            continue
        day = day_of(kind)
        composition = compose(day, pool, History(), Recorder(lambda: 0))
        selection = template_selection(composition, pool)
        chosen = [pick.movement for pick in selection.picks if pick.movement]
        assert len(chosen) == len(set(chosen))
        for slot, pick in zip(composition.slots, selection.picks, strict=True):
            if pick.movement:
                movement = pool.catalogue[pick.movement]
                assert pool.allowed[pool.catalogue.index(pick.movement)]
                assert slot.role in movement.roles
                assert movement.usable_with(pool.brief.equipment)


class TestFinishers:
    def test_goals_decide_between_accessories_and_finisher(self) -> None:
        day = day_of(SessionType.UPPER)
        kept = session_of(day, pool_of(goals={"strength": 6, "fat_loss": 4}))
        burnt = session_of(day, pool_of(goals={"fat_loss": 6, "strength": 4}))
        assert block(kept, ExerciseRole.ACCESSORY)
        assert not block(kept, ExerciseRole.FINISHER)
        assert block(burnt, ExerciseRole.FINISHER)
        assert not block(burnt, ExerciseRole.ACCESSORY)

    def test_the_goal_has_its_own_circuit(self) -> None:
        day = day_of(SessionType.UPPER)
        for goals, kind in (({"fat_loss": 10}, CircuitType.AMRAP), ({"endurance": 10}, CircuitType.EMOM)):
            finisher = block(session_of(day, pool_of(goals=goals)), ExerciseRole.FINISHER)
            assert finisher is not None
            assert finisher.circuit is not None
            assert finisher.circuit.type is kind

    def test_they_rotate_from_week_to_week(self) -> None:
        *work, _ = mesocycle_of(pool_of(goals={"fat_loss": 10}), [SessionType.UPPER, SessionType.LOWER], weeks=4)
        finishers = [block(session, ExerciseRole.FINISHER) for week in work for session in week]
        kinds = {each.circuit.type for each in finishers if each and each.circuit}
        trios = {tuple(e.movement for e in each.exercises) for each in finishers if each}
        assert len(kinds) >= 3
        assert len(trios) >= 6

    def test_a_deload_has_none(self) -> None:
        *_, deload = mesocycle_of(pool_of(goals={"fat_loss": 10}), [SessionType.UPPER])
        assert block(deload[0], ExerciseRole.FINISHER) is None

    def test_an_athlete_who_likes_them_gets_one_every_other_day(self) -> None:
        pool = pool_of(goals={"strength": 10}, athlete={"cardio_preference": "finisher"})
        week = mesocycle_of(pool, [SessionType.UPPER, SessionType.LOWER])[0]
        assert [block(session, ExerciseRole.FINISHER) is not None for session in week] == [False, True]


class TestOtherDays:
    @pytest.mark.parametrize("minutes", [30, 45, 60, 90, 120])
    def test_conditioning_has_five_stations_and_its_own_clock(self, minutes: int) -> None:
        session = session_of(day_of(SessionType.CONDITIONING, minutes), pool_of(session_minutes=minutes))
        centre = block(session, ExerciseRole.CONDITIONING)
        assert centre is not None
        assert centre.circuit is not None
        assert len({exercise.movement for exercise in centre.exercises}) >= 5
        assert centre.circuit.minutes >= min(20, minutes / 2)
        assert centre.minutes == pytest.approx(centre.circuit.minutes, abs=0.05)

    def test_conditioning_circuits_rotate(self) -> None:
        weeks = mesocycle_of(pool_of(), [SessionType.CONDITIONING], weeks=5)
        centres = [block(week[0], ExerciseRole.CONDITIONING) for week in weeks]
        assert len({each.circuit.type for each in centres if each and each.circuit}) >= 4

    def test_cardio_changes_its_style_and_is_easy_in_a_deload(self) -> None:
        weeks = mesocycle_of(pool_of(), [SessionType.CARDIO], weeks=3)
        leads = [next(exercises(week[0], ExerciseRole.CARDIO)) for week in weeks]
        assert len({lead.note for lead in leads[:3]}) == 3
        assert leads[-1].rpe is not None
        assert leads[-1].rpe <= 6

    def test_mobility_goes_through_the_regions(self) -> None:
        session = session_of(day_of(SessionType.MOBILITY), pool_of())
        drills = list(exercises(session, ExerciseRole.MOBILITY))
        assert 6 <= len(drills) <= 10
        assert len({drill.primary_muscle for drill in drills}) >= 5


class TestMustHaves:
    def test_a_lift_takes_the_main_place_of_its_pattern(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "front_squat", "rule": "hard_yes"}])
        composition, finished = planned(day_of(SessionType.LOWER), pool)
        held = [slot for slot in composition.slots if slot.hold is Hold.MUST_HAVE]
        assert [(slot.role, slot.held) for slot in held] == [(ExerciseRole.MAIN, "front_squat")]
        assert "front_squat" in {exercise.movement for exercise in mains(finished.session)}

    def test_isolation_takes_an_accessory_place(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "hammer_curl", "rule": "hard_yes"}])
        _, finished = planned(day_of(SessionType.UPPER), pool)
        assert "hammer_curl" in {e.movement for e in exercises(finished.session, ExerciseRole.ACCESSORY)}

    def test_it_waits_for_a_day_that_fits(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "front_squat", "rule": "hard_yes"}])
        composition, _ = planned(day_of(SessionType.UPPER, later=((2, SessionType.LOWER),)), pool)
        assert all(slot.held is None for slot in composition.slots)
        assert composition.unplaced == ()

    def test_but_not_beyond_its_window(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "front_squat", "rule": "hard_yes"}], days_per_week=3)
        _, finished = planned(day_of(SessionType.PUSH, day=7), pool)
        assert "front_squat" in {exercise.movement for exercise in exercises(finished.session)}

    def test_once_done_it_is_not_due_again_in_the_window(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "hammer_curl", "rule": "preferred"}])
        first = day_of(SessionType.UPPER)
        history = History().then(first, session_of(first, pool))
        composition, _ = planned(day_of(SessionType.UPPER, day=3), pool, history)
        assert all(slot.hold is not Hold.MUST_HAVE for slot in composition.slots)

    def test_what_is_impossible_is_named(self) -> None:
        pool = pool_of(
            athlete={"equipment": "bodyweight"}, movement_rules=[{"movement": "back_squat", "rule": "hard_yes"}]
        )
        composition, finished = planned(day_of(SessionType.LOWER), pool)
        assert len(composition.unplaced) == 1
        assert "Back Squat" in composition.unplaced[0]
        assert "Back Squat" in finished.session.note

    def test_a_deload_keeps_it(self) -> None:
        pool = pool_of(movement_rules=[{"movement": "front_squat", "rule": "hard_yes"}])
        session = session_of(day_of(SessionType.LOWER, week=3, phase=Phase.DELOAD), pool)
        assert "front_squat" in {exercise.movement for exercise in mains(session)}
