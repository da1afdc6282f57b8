"""Every rule a coach can set changes the program in the way it says, and nothing it should not."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import (
    Activity,
    BodyRegion,
    CardioPreference,
    ExerciseRole,
    MovementPattern,
    Muscle,
    SessionType,
    Weekday,
)
from tests.property.programs import (
    BASES,
    BODYWEIGHT,
    GYM,
    days_of,
    exercises,
    in_window,
    materials,
    offered,
    plan,
    sessions,
    template_sessions,
    training,
    used,
    weekly,
    windows,
)

# Rules


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_a_forbidden_movement_is_nowhere(base: dict[str, Any]) -> None:
    """The commonest of each role are forbidden, so that the rule has to be obeyed in every block."""
    before = sessions(plan(base))
    banned = {
        next(iter(Counter(e.movement for e in exercises(*before, role=role)).most_common(1)))[0]
        for role in ExerciseRole
        if any(exercises(*before, role=role))
    }
    assert banned <= offered(*before)
    rules = [{"movement": movement, "rule": "hard_no"} for movement in sorted(banned)]
    after = training(plan(base, movement_rules=rules))
    assert after
    assert not banned & offered(*after)


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_a_forbidden_movement_is_not_in_the_template_either(base: dict[str, Any]) -> None:
    banned = {movement for movement, _ in used(*template_sessions(base)).most_common(8)}
    rules = [{"movement": movement, "rule": "hard_no"} for movement in sorted(banned)]
    after = template_sessions(base, movement_rules=rules)
    assert all(session.blocks for session in after)
    assert not banned & offered(*after)


WISHES = [
    ("gym", "back_squat"),
    ("gym", "pull_up"),
    ("gym", "lateral_raise"),
    ("gym", "pallof_press"),
    ("home", "goblet_squat"),
    ("home", "dumbbell_bench_press"),
    ("bodyweight", "push_up"),
    ("bodyweight", "burpee"),
]


@pytest.mark.parametrize("rule", ["hard_yes", "preferred"])
@pytest.mark.parametrize("cadence", ["per_microcycle", "weekly", "biweekly"])
@pytest.mark.parametrize(("base", "movement"), WISHES)
def test_a_wish_comes_in_every_window(base: str, movement: str, cadence: str, rule: str) -> None:
    document = plan(BASES[base], movement_rules=[{"movement": movement, "rule": rule, "cadence": cadence}])
    missing = [window[0].date for window in windows(document, cadence) if movement not in used(*window)]
    assert missing == []


def test_half_of_the_wishes_ask_for_what_would_not_come_anyway() -> None:
    rare = [(b, m) for b, m in WISHES if any(m not in used(*w) for w in windows(plan(BASES[b]), "weekly"))]
    assert len(rare) >= len(WISHES) // 2


# Injuries


@pytest.mark.parametrize("region", list(BodyRegion))
@pytest.mark.parametrize("base", [GYM, BODYWEIGHT], ids=["gym", "bodyweight"])
def test_a_severe_injury_excludes_what_loads_it(base: dict[str, Any], region: BodyRegion) -> None:
    athlete = {"limitations": [{"region": region, "severity": "severe"}]}
    assert loading(region, offered(*sessions(plan(GYM))))
    assert not loading(region, offered(*sessions(plan(base, athlete=athlete))))
    assert not loading(region, offered(*template_sessions(base, athlete=athlete)))


@pytest.mark.parametrize("pattern", [MovementPattern.SQUAT, MovementPattern.HINGE, MovementPattern.HORIZONTAL_PUSH])
def test_a_severe_limitation_of_a_pattern_excludes_the_pattern(pattern: MovementPattern) -> None:
    athlete = {"limitations": [{"pattern": pattern, "severity": "severe"}]}
    catalogue = materials().catalogue
    assert any(catalogue[movement].pattern is pattern for movement in offered(*sessions(plan(GYM))))
    for planned in (sessions(plan(GYM, athlete=athlete)), template_sessions(GYM, athlete=athlete)):
        assert not any(catalogue[movement].pattern is pattern for movement in offered(*planned))


@pytest.mark.parametrize("region", list(BodyRegion))
def test_a_mild_injury_leaves_only_easier_forms(region: BodyRegion) -> None:
    """What loads the region comes at the last relaxation step only, and then in a form fit for beginners or
    an easier form of another movement."""
    catalogue = materials().catalogue
    easier = {name for movement in catalogue.movements for name in movement.easier}
    athlete = {"limitations": [{"region": region, "severity": "mild"}]}
    before, after = sessions(plan(GYM)), sessions(plan(GYM, athlete=athlete))
    assert len(loading(region, offered(*after))) < len(loading(region, offered(*before)))
    for exercise in exercises(*after):
        if loading(region, {exercise.movement}):
            assert exercise.relaxation_step == 6, exercise.movement
            assert exercise.movement in easier or exercise.skill == "beginner"


@pytest.mark.parametrize("region", list(BodyRegion))
@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_a_mild_injury_leaves_only_easier_forms_in_the_template_too(base: dict[str, Any], region: BodyRegion) -> None:
    catalogue = materials().catalogue
    easier = {name for movement in catalogue.movements for name in movement.easier}
    athlete = {"limitations": [{"region": region, "severity": "mild"}]}
    before, after = template_sessions(base), template_sessions(base, athlete=athlete)
    assert all(session.blocks for session in after)
    spared = loads(region, before) - loads(region, after)
    assert spared > 0 or not loads(region, before)
    for exercise in exercises(*after):
        if loading(region, {exercise.movement}):
            assert exercise.movement in easier or exercise.skill == "beginner"


def loads(region: BodyRegion, planned: list[PlannedSession]) -> int:
    """Exercises that load the region."""
    return sum(bool(loading(region, {exercise.movement})) for exercise in exercises(*planned))


def loading(region: BodyRegion, movements: set[str]) -> set[str]:
    return {movement for movement in movements if region in materials().catalogue[movement].contraindications}


# Activities


# Days of the week, counted from the activity's, on which these patterns should not be main lifts.
ACTIVITY_RULES: list[tuple[Activity, set[str], int, int]] = [
    (Activity.HIKING, {"squat", "lunge", "hinge"}, 0, 1),
    (Activity.RUNNING, {"squat", "lunge", "hinge"}, 0, 1),
    (Activity.FOOTBALL, {"squat", "lunge"}, 0, 2),
    (Activity.BASKETBALL, {"squat", "lunge"}, 0, 2),
    (Activity.MARTIAL_ARTS, {"squat", "hinge"}, 0, 2),
    (Activity.TENNIS, {"squat", "lunge", "horizontal_push"}, 0, 1),
    (Activity.CYCLING, {"squat", "hinge", "lunge"}, 0, 0),
    (Activity.SWIMMING, {"horizontal_pull", "vertical_pull"}, 0, 0),
    (Activity.ROWING, {"horizontal_pull", "vertical_pull"}, 0, 0),
    (Activity.CLIMBING, {"horizontal_pull", "vertical_pull"}, -1, 2),
    (Activity.BOULDERING, {"horizontal_pull", "vertical_pull"}, -1, 2),
]


@pytest.mark.parametrize(("activity", "patterns", "first", "last"), ACTIVITY_RULES)
@pytest.mark.parametrize("weekday", list(Weekday))
def test_an_activity_keeps_its_window_clear(
    activity: Activity, patterns: set[str], first: int, last: int, weekday: Weekday
) -> None:
    """Three full-body days a week leave room to go round the activity: nothing has to give way, and both pushes, both
    pulls and legs come every week.
    """
    habit = [{"activity": activity, "weekdays": [weekday]}]
    assert in_window(plan(THREE_DAYS, activities=habit), patterns, weekday, first, last) == []
    days = days_of(THREE_DAYS, activities=habit)
    assert not [day for day in days if any("activity_window" in text for text in day.yields)]
    for microcycle in range(1, 9):
        trained = {pattern for day in days if day.microcycle == microcycle for pattern in day.focus}
        assert trained >= {*PULLS, MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH}


@pytest.mark.parametrize(("activity", "patterns", "first", "last"), ACTIVITY_RULES[:-2])
@pytest.mark.parametrize("weekday", list(Weekday))
@pytest.mark.parametrize(("split", "days"), [("upper_lower", 4), ("ppl", 3)])
def test_a_split_turns_until_an_activity_fits(
    split: str, days: int, activity: Activity, patterns: set[str], first: int, last: int, weekday: Weekday
) -> None:
    """It begins with the type of day that leaves the activity's window clear."""
    habit = [{"activity": activity, "weekdays": [weekday]}]
    for day in days_of({**GYM, "split": split, "days_per_week": days}, activities=habit):
        since = (day.date.weekday() - list(Weekday).index(weekday)) % 7
        inside = since in {shift % 7 for shift in range(first, last + 1)}
        assert not (inside and patterns & set(day.focus)), day


@pytest.mark.parametrize("activity", [Activity.CLIMBING, Activity.BOULDERING])
@pytest.mark.parametrize("weekday", list(Weekday))
def test_climbing_keeps_pulls_away_or_it_is_on_record(activity: Activity, weekday: Weekday) -> None:
    """Its window takes four days of seven, so with two upper days some weeks have to give way, and say so."""
    base = {**GYM, "split": "upper_lower"}
    habit = [{"activity": activity, "weekdays": [weekday]}]
    yielded = {day.date for day in days_of(base, activities=habit) if any("activity_window" in y for y in day.yields)}
    found = in_window(plan(base, activities=habit), set(PULLS), weekday, -1, 2)
    assert {date for date, _ in found} <= yielded
    assert len(found) < len(in_window(plan(base), set(PULLS), weekday, -1, 2)) or not found


def test_windows_are_not_clear_where_nobody_asks_for_it() -> None:
    unclear = [
        (activity, weekday)
        for activity, patterns, first, last in ACTIVITY_RULES
        for weekday in Weekday
        if in_window(plan(THREE_DAYS), patterns, weekday, first, last)
    ]
    assert len(unclear) >= len(ACTIVITY_RULES) * 3


THREE_DAYS = {**GYM, "days_per_week": 3}
PULLS = (MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL)


def test_a_recommended_activity_comes_at_its_cadence() -> None:
    document = plan(GYM, activities=[{"activity": "hiking", "recommend_every_days": 14}])
    dates = [session.date for session in sessions(document) if "hiking" in session.note]
    gaps = [(after - before).days for before, after in itertools.pairwise(dates)]
    assert len(dates) >= 3
    assert all(14 <= gap <= 21 for gap in gaps)


# The athlete's wishes


FOCUSABLE = [muscle for muscle in Muscle if muscle is not Muscle.FULL_BODY]


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
@pytest.mark.parametrize("muscle", FOCUSABLE)
def test_a_focus_muscle_gets_more_sets(muscle: Muscle, base: dict[str, Any]) -> None:
    before, after = plan(base), plan(base, athlete={"focus_muscles": [muscle]})
    assert weekly(after, muscle) > weekly(before, muscle)
    assert not [gate for session in training(after) for gate in session.gates if not gate.ok]


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_three_focus_muscles_share_what_there_is(base: dict[str, Any]) -> None:
    muscles = [Muscle.CALVES, Muscle.REAR_DELTS, Muscle.TRICEPS]
    before, after = plan(base), plan(base, athlete={"focus_muscles": muscles})
    assert sum(weekly(after, muscle) for muscle in muscles) > sum(weekly(before, muscle) for muscle in muscles)
    for muscle in muscles:
        assert weekly(after, muscle) >= weekly(before, muscle)


@pytest.mark.parametrize("goals", [{"strength": 10}, {"hypertrophy": 10}], ids=["strength", "hypertrophy"])
def test_cardio_comes_as_the_athlete_prefers_it(goals: dict[str, int]) -> None:
    base = {**GYM, "goals": goals}

    def shape(preference: CardioPreference) -> tuple[int, int]:
        planned = training(plan(base, athlete={"cardio_preference": preference}))
        finishers = sum(block.role is ExerciseRole.FINISHER for session in planned for block in session.blocks)
        return sum(session.type is SessionType.CARDIO for session in planned), finishers

    assert shape(CardioPreference.NONE) == (0, 0)
    days, finishers = shape(CardioPreference.FINISHER)
    assert days == 0
    assert finishers >= 6
    days, finishers = shape(CardioPreference.DEDICATED_DAY)
    assert days >= 8
    assert finishers == 0
    days, finishers = shape(CardioPreference.MIXED)
    assert days >= 8
    assert finishers >= 6


# Splits


SPLITS = {
    "full_body": {SessionType.FULL_BODY},
    "upper_lower": {SessionType.UPPER, SessionType.LOWER},
    "ppl": {SessionType.PUSH, SessionType.PULL, SessionType.LEGS},
}


@pytest.mark.parametrize("days", [3, 4, 6])
@pytest.mark.parametrize("split", SPLITS)
def test_a_split_lifts_on_its_own_kinds_of_day(split: str, days: int) -> None:
    document = plan({**GYM, "split": split, "days_per_week": days})
    assert {session.type for session in training(document)} == SPLITS[split]
    counts = Counter(session.type for session in training(document))
    assert max(counts.values()) - min(counts.values()) <= 1


def test_a_split_decides_which_patterns_are_trained() -> None:
    for session in training(plan({**GYM, "split": "ppl", "days_per_week": 3})):
        patterns = {exercise.pattern for exercise in exercises(session, role=ExerciseRole.MAIN)}
        if session.type is SessionType.PULL:
            assert patterns <= set(PULLS)
        if session.type is SessionType.LEGS:
            assert patterns <= {MovementPattern.SQUAT, MovementPattern.HINGE, MovementPattern.LUNGE}


def test_a_hybrid_of_days_is_laid_out_as_written() -> None:
    days = [
        {"day": 1, "type": "upper", "focus": ["vertical_pull", "horizontal_push"]},
        {"day": 3, "type": "conditioning"},
        {"day": 4, "type": "legs", "focus": ["hinge", "squat"]},
        {"day": 6, "type": "mobility"},
    ]
    document = plan({**GYM, "split": "hybrid", "hybrid": {"days": days}})
    written = {day["day"]: day for day in days}
    for microcycle in document.microcycles:
        for session in microcycle.sessions:
            day = written.get(session.day, {"type": "recovery"})
            assert session.type == day["type"]
            if "focus" in day:
                assert list(session.focus[:2]) == day["focus"]
                mains = [exercise.pattern for exercise in exercises(session, role=ExerciseRole.MAIN)]
                assert set(day["focus"]) <= set(mains)


def test_a_hybrid_of_blocks_follows_their_order() -> None:
    blocks = [{"kind": "ppl", "days": 3}, {"kind": "rest", "days": 1}, {"kind": "cardio", "days": 1}]
    document = plan({**GYM, "split": "hybrid", "hybrid": {"blocks": blocks}})
    wanted = ["push", "pull", "legs", "recovery", "cardio", "recovery", "recovery"]
    assert [[s.type.value for s in microcycle.sessions] for microcycle in document.microcycles] == [wanted] * 8
