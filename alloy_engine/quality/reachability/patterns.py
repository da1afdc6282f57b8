"""Whether every day's main patterns can be trained as planned: main lifts for them, room and freshness enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import LEG_DAYS, MAIN_PATTERNS, ExerciseRole, MovementPattern, RuleType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.stock import count

BALLISTIC = (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)
USES_FOR_EACH = 2  # a pattern that comes once needs a choice of two
ROTATION = Requirement.PATTERN_ROTATION


def pattern_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    yield from _missing_lifts(ask)
    yield from _crowded_out(ask)
    yield from _worn(ask)
    yield from _tiring(ask)
    yield from _alike(ask)
    yield from _own_focus(ask)
    yield from _displaced(ask)


def lifting_days(ask: Ask) -> list[DayPlan]:
    return [day for day in ask.structure.days if day.type.is_lifting]


def words(name: str) -> str:
    return name.replace("_", " ")


def is_powered(ask: Ask, day: DayPlan) -> bool:
    """True where a jump or an olympic lift leads the session."""
    ballistic = ask.stock.of_role(ExerciseRole.MAIN, BALLISTIC)
    return ask.offers.powered and day.type in LEG_DAYS and bool(ballistic.any())


def _missing_lifts(ask: Ask) -> Iterator[Shortfall]:
    """Focus patterns without a main lift the athlete may be given, or only such as relaxing lets in: on the engine's
    own days they are asked for before another stands in.
    """
    focus = Counter(pattern for day in lifting_days(ask) for pattern in day.focus if pattern in MAIN_PATTERNS)
    wanted = ask.policy.reachability.doubts.main_choices
    for pattern in MAIN_PATTERNS:
        if not focus[pattern]:
            continue
        days = f"{focus[pattern]} days have {words(pattern)} as a main pattern"
        anyhow = count(ask.stock.of_role(ExerciseRole.MAIN, (pattern,)))
        if not anyhow:
            detail = f"{days}, and no main lift of it suits the kit, the injuries and the rules"
            yield Shortfall(ROTATION, pattern, Certainty.CANNOT, detail)
        elif ask.has_own_split and (strict := count(ask.stock.mains(pattern))) <= min(
            wanted, USES_FOR_EACH * _most_days(ask, pattern)
        ):
            detail = (
                f"{days}, and {strict} of its {anyhow} main lifts need no relaxed rule, so that others may stand in"
            )
            yield Shortfall(ROTATION, pattern, Certainty.MAY, detail)


def _most_days(ask: Ask, pattern: MovementPattern) -> int:
    """Days of the fullest microcycle on which a main lift of it may come: where all of a session's lifts are main
    lifts, those beyond the focus are of any pattern."""
    if not ask.offers.light:
        return most_uses(ask, pattern)
    return max(sum(day.type.is_lifting for day in microcycle.days) for microcycle in ask.structure.microcycles)


def most_uses(ask: Ask, pattern: MovementPattern) -> int:
    """Days of the fullest microcycle that have it as a main pattern."""
    return max(sum(pattern in day.focus for day in microcycle.days) for microcycle in ask.structure.microcycles)


def _crowded_out(ask: Ask) -> Iterator[Shortfall]:
    """Days on which a ballistic lift takes the place of the last focus pattern."""
    most = ask.policy.composition.lifting.mains.high
    crowded = [day for day in lifting_days(ask) if is_powered(ask, day) and len(day.focus) + 1 > most]
    if crowded:
        detail = (
            f"on {len(crowded)} days a lift for power leads {len(crowded[0].focus)} main patterns, "
            f"and a session holds {most} main lifts"
        )
        yield Shortfall(ROTATION, "power", Certainty.CANNOT, detail)


def _worn(ask: Ask) -> Iterator[Shortfall]:
    """Patterns asked for more often in a microcycle than their main lifts may be used."""
    rules = ask.policy.reachability.doubts
    for pattern in MAIN_PATTERNS:
        choices, uses = count(ask.stock.mains(pattern)), most_uses(ask, pattern)
        if choices and uses > choices * rules.main_uses:
            detail = (
                f"{words(pattern)} is a main pattern {uses} times in a microcycle, and its {choices} main lifts may be "
                f"used {rules.main_uses} times each"
            )
            yield Shortfall(ROTATION, f"{pattern.value} uses", Certainty.MAY, detail)


def _tiring(ask: Ask) -> Iterator[Shortfall]:
    """Days whose lightest main lifts together cost more than the day may tire."""
    budget = ask.policy.relaxation.budget
    most = budget.day(ask.brief)
    factor = budget.role_factor[ExerciseRole.MAIN]
    cost = {pattern: ask.stock.cheapest(ask.stock.mains(pattern)) * factor for pattern in MAIN_PATTERNS}
    lightest = budget.kept_for(ExerciseRole.MAIN, ask.brief) * factor
    for day in lifting_days(ask):
        asked = [cost[pattern] for pattern in day.focus if cost.get(pattern, float("inf")) < float("inf")]
        power = ask.stock.cheapest(ask.stock.of_role(ExerciseRole.MAIN, BALLISTIC)) if is_powered(ask, day) else 0.0
        total = sum(asked) + power * factor
        if total > most and any(each > lightest for each in asked):
            detail = (
                f"the lightest main lifts of a {words(day.type)} day cost {total:g} of the {most:g} points of fatigue "
                "that a day allows"
            )
            yield Shortfall(ROTATION, f"{day.type.value} fatigue", Certainty.MAY, detail)
            return


def _alike(ask: Ask) -> Iterator[Shortfall]:
    """Days all of one pattern that take a lift of another beside it: to have two patterns in few minutes, or two main
    lifts at all.
    """
    rules = ask.policy.gates.session
    short = ask.brief.request.session_minutes <= ask.policy.reachability.doubts.short_minutes
    for day in lifting_days(ask):
        found = sum(count(ask.stock.mains(pattern)) for pattern in day.focus)
        if day.focus and len(set(day.focus)) < rules.patterns_min and (short or found < rules.lifting.main.low):
            detail = (
                f"{words(day.type)} days have only {words(day.focus[0])} as a main pattern and need a lift beside it"
            )
            yield Shortfall(ROTATION, f"{day.type.value} focus", Certainty.MAY, detail)
            return


def _own_focus(ask: Ask) -> Iterator[Shortfall]:
    """A coach's own focus that is no main pattern: the session may not hold enough different lifts for it."""
    odd = {pattern for day in lifting_days(ask) for pattern in day.focus if pattern not in MAIN_PATTERNS}
    for pattern in sorted(odd):
        found = count(ask.stock.of_role(ExerciseRole.MAIN, (pattern,)))
        detail = f"the split names {words(pattern)} as a focus, and {found} main lifts of it are allowed"
        yield Shortfall(Requirement.SESSION_BLOCKS, f"focus {pattern.value}", Certainty.MAY, detail)


def _displaced(ask: Ask) -> Iterator[Shortfall]:
    """Wishes for main lifts that no accessory's place can take: they may take a main pattern's."""
    sure = all(ExerciseRole.ACCESSORY in ask.offers.roles(day, sure=True) for day in lifting_days(ask))
    for rule in ask.brief.request.movement_rules:
        movement = ask.catalogue.get(rule.movement)
        if rule.rule is RuleType.HARD_NO or movement is None or not ask.stock.allows(movement):
            continue
        spared = sure and ExerciseRole.ACCESSORY in movement.roles
        if ExerciseRole.MAIN in movement.roles and not spared:
            detail = f"{movement.name} is asked for and may have to take the place of another main pattern"
            yield Shortfall(ROTATION, movement.id, Certainty.MAY, detail)


def activity_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    """A lift that stands in for another pattern may lie within an activity's window."""
    windows = ask.policy.structure.activities
    near = [habit.activity for habit in ask.brief.request.activities if any(windows.blocked(habit.activity))]
    if near and any(found.requirement is ROTATION for found in pattern_shortfalls(ask)):
        names = ", ".join(sorted({words(activity) for activity in near}))
        detail = f"lifts that stand in for another pattern may come too near to {names}"
        yield Shortfall(Requirement.INTERFERENCE, "activities", Certainty.MAY, detail)
