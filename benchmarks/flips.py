"""Every setting of a request, each with a way to change it and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from alloy_engine.domain.vocabulary import Dimension, Goal, Muscle, PersonaAggression, PersonaTone, SkillLevel, Units

Request = dict[str, Any]
Flip = Callable[[Request], Request]


@dataclass(frozen=True, slots=True)
class Setting:
    """One change of one setting.

    after: makes the change in a base request. before: what it is compared with, where that is not the
    base itself. rule: instead of `after`, a rule of this kind about a movement the program before does
    (hard_no) or does not use.
    """

    name: str
    after: Flip | None = None
    before: Flip | None = None
    rule: str | None = None


# Done with nothing but a floor, so that every athlete can be asked for them.
ANYWHERE = ("bear_crawl", "glute_bridge", "side_plank", "bird_dog", "mountain_climber", "plank", "burpee")
MAXES = {"back_squat": {"value": 140}, "bench_press": {"value": 100}, "deadlift": {"value": 180}}
STYLES = ("single_progression", "double_progression", "paused_variations", "build_to_drop", "wave_loading")
SPLITS = ("auto", "full_body", "upper_lower", "ppl")
EQUIPMENT = ("full gym", "home: dumbbells + bench + bands", "barbell garage", "kettlebells", "bodyweight")
DISCIPLINES = (
    "powerlifting", "olympic_weightlifting", "bodybuilding", "crossfit", "strongman", "calisthenics", "yoga", "running",
)  # fmt: skip


def settings() -> Iterator[Setting]:
    """All of them; an `after` that finds its value there already returns an equal request."""
    for goal in Goal:
        yield Setting(f"goals: {goal.value} 10", to("goals", {goal.value: 10}))
    yield Setting("goals: one dollar moved", one_dollar)
    yield from schedule()
    yield from wishes()
    yield from athlete()
    for tone in PersonaTone:
        yield Setting(f"persona.tone: {tone.value}", to("persona.tone", tone.value))
    for aggression in PersonaAggression:
        yield Setting(f"persona.aggression: {aggression.value}", to("persona.aggression", aggression.value))
    yield Setting("seed: + 1", more("seed", 1, 2**62))
    yield Setting("name", to("name", "Another name"))


def schedule() -> Iterator[Setting]:
    for weeks in (8, 10, 12):
        yield Setting(f"duration_weeks: {weeks}", to("duration_weeks", weeks))
    yield Setting("days_per_week: + 1", more("days_per_week", 1, 7))
    yield Setting("session_minutes: + 5", more("session_minutes", 5, 120))
    yield Setting("session_minutes: + 30", more("session_minutes", 30, 120))
    for split in SPLITS:
        yield Setting(f"split: {split}", to("split", split))
    blocks = [{"kind": "ppl", "days": 3}, {"kind": "rest", "days": 1}, {"kind": "mobility", "days": 1}]
    yield Setting("split: hybrid, blocks", hybrid({"blocks": blocks}))
    days = [{"day": 1, "type": "upper"}, {"day": 3, "type": "lower"}, {"day": 5, "type": "cardio"}]
    yield Setting("split: hybrid, days", hybrid({"days": days}))
    unfocused = [{"day": 1, "type": "full_body"}, *days[1:]]
    focused = [{"day": 1, "type": "full_body", "focus": ["lunge", "vertical_pull"]}, *days[1:]]
    yield Setting("hybrid.days.focus", hybrid({"days": focused}), before=hybrid({"days": unfocused}))
    yield Setting("microcycle_length_days: 10", to("microcycle_length_days", 10))
    for style in STYLES:
        yield Setting(f"progression_style: {style}", to("progression_style", style))
    yield Setting("deload_every_weeks: + 1", more("deload_every_weeks", 1, 8))
    yield Setting("start_date: a day later", to("start_date", "2026-01-06"))


def wishes() -> Iterator[Setting]:
    for discipline in DISCIPLINES:
        yield Setting(f"disciplines: {discipline} 10", to("disciplines", {discipline: 10}))
    yield Setting("athlete.disciplines: strongman 10", to("athlete.disciplines", {"strongman": 10}))
    for dimension in Dimension:
        yield Setting(f"weights: {dimension.value} 0", to("weights", {dimension.value: 0.0}))
        yield Setting(f"weights: {dimension.value} 1", to("weights", {dimension.value: 1.0}))
    for kind in ("hard_no", "hard_yes", "preferred"):
        yield Setting(f"movement_rules: {kind}", rule=kind)
    yield Setting("movement_rules.cadence", must_have("biweekly"), before=must_have("weekly"))
    for activity, weekdays in (("climbing", ["tuesday"]), ("hiking", ["monday"]), ("football", ["thursday"])):
        yield Setting(f"activities: {activity}", to("activities", [{"activity": activity, "weekdays": weekdays}]))
    yield Setting(
        "activities.recommend_every_days", to("activities", [{"activity": "yoga", "recommend_every_days": 10}])
    )


def athlete() -> Iterator[Setting]:
    for level in SkillLevel:
        yield Setting(f"athlete.experience: {level.value}", to("athlete.experience", level.value))
    for kit in EQUIPMENT:
        yield Setting(f"athlete.equipment: {kit}", to("athlete.equipment", kit))
    for severity in ("mild", "severe"):
        for part in ({"region": "knee"}, {"region": "shoulder"}, {"pattern": "squat"}):
            name = next(iter(part.values()))
            yield Setting(
                f"athlete.limitations: {name} {severity}", to("athlete.limitations", [{**part, "severity": severity}])
            )
    for muscle in (muscle for muscle in Muscle if muscle is not Muscle.FULL_BODY):
        yield Setting(f"athlete.focus_muscles: {muscle.value}", to("athlete.focus_muscles", [muscle.value]))
    yield Setting("athlete.one_rep_maxes", to("athlete.one_rep_maxes", MAXES))
    yield Setting("athlete.units", with_maxes(Units.LB), before=with_maxes(Units.KG))
    for preference in ("none", "finisher", "dedicated_day", "mixed"):
        yield Setting(f"athlete.cardio_preference: {preference}", to("athlete.cardio_preference", preference))


def to(path: str, value: Any) -> Flip:
    """Set a dotted field."""

    def flip(request: Request) -> Request:
        changed = copy.deepcopy(request)
        *above, last = path.split(".")
        place = changed
        for part in above:
            place = place.setdefault(part, {})
        place[last] = value
        return changed

    return flip


def more(field: str, step: int, most: int) -> Flip:
    """A whole number a step up, or down where it would be too much."""

    def flip(request: Request) -> Request:
        value = request[field]
        return {**request, field: value + step if value + step <= most else value - step}

    return flip


def one_dollar(request: Request) -> Request:
    """One dollar from the largest goal to the smallest, or to one that had none."""
    goals = dict(request["goals"])
    largest = max(goals, key=lambda goal: goals[goal])
    other = min((goal for goal in goals if goal != largest), key=lambda goal: goals[goal], default="mobility")
    other = "strength" if other == largest else other
    goals[largest] -= 1
    goals[other] = goals.get(other, 0) + 1
    return {**request, "goals": goals}


def hybrid(definition: Request) -> Flip:
    return lambda request: {**request, "split": "hybrid", "hybrid": definition}


def must_have(cadence: str) -> Flip:
    rule = {"movement": ANYWHERE[0], "rule": "hard_yes", "cadence": cadence}
    return lambda request: {**request, "movement_rules": [rule]}


def with_maxes(units: Units) -> Flip:
    """Units matter where loads are known."""
    return lambda request: to("athlete.units", units.value)(to("athlete.one_rep_maxes", MAXES)(request))
