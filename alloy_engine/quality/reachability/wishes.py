"""Whether must-have movements are allowed, and have a place in every window in which they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.forbidden import forbidden_because
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.vocabulary import Cadence, ExerciseRole, RuleType, SessionType
from alloy_engine.quality.microcycle_gates import whole_weeks
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall

WEEK = 7
MUST_HAVE = Requirement.MUST_HAVE


def must_haves(ask: Ask) -> list[tuple[MovementRule, Movement]]:
    rules = [rule for rule in ask.brief.request.movement_rules if rule.rule is RuleType.HARD_YES]
    return [(rule, ask.catalogue[rule.movement]) for rule in rules]


def wish_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    placeable = []
    for rule, movement in must_haves(ask):
        found = _shortfall(ask, rule, movement)
        if found is None:
            placeable.append((rule, movement))
        else:
            yield found
    yield from _too_many(ask, placeable)
    yield from _too_long(ask, placeable)


def _shortfall(ask: Ask, rule: MovementRule, movement: Movement) -> Shortfall | None:
    reason = forbidden_because(movement, ask.brief)
    if reason is not None:
        return Shortfall(MUST_HAVE, movement.id, Certainty.CANNOT, f"{movement.name} is a must-have and {reason}")
    if rule.window is Cadence.BIWEEKLY:
        return None
    missing = [window for window in _windows(ask, rule) if not _takes(ask, movement, window, sure=False)]
    if missing:
        detail = (
            f"{movement.name} is a must-have, and {len(missing)} windows (the first from "
            f"{missing[0][0].date.isoformat()}) have no block it can stand in"
        )
        return Shortfall(MUST_HAVE, movement.id, Certainty.CANNOT, detail)
    doubtful = [window for window in _windows(ask, rule) if not _takes(ask, movement, window, sure=True)]
    if doubtful:
        detail = (
            f"{movement.name} is a must-have, and in {len(doubtful)} windows (the first from "
            f"{doubtful[0][0].date.isoformat()}) only a block that may be left out or taken can hold it"
        )
        return Shortfall(MUST_HAVE, movement.id, Certainty.MAY, detail)
    return None


def _windows(ask: Ask, rule: MovementRule) -> Iterator[Sequence[DayPlan]]:
    """As the gate looks: every microcycle, or every week of the program that lies within one."""
    for microcycle in ask.structure.microcycles:
        if rule.window is Cadence.PER_MICROCYCLE:
            yield microcycle.days
            continue
        for first in whole_weeks(microcycle):
            yield microcycle.days[first : first + WEEK]


def _takes(ask: Ask, movement: Movement, window: Sequence[DayPlan], *, sure: bool) -> bool:
    return any(_fits(ask, movement, day, sure=sure) for day in window)


def _fits(ask: Ask, movement: Movement, day: DayPlan, *, sure: bool) -> bool:
    """sure: a place of its own pattern, or one that is made for it where the minutes leave room for that."""
    roles = [role for role in ask.offers.wished(day) if role in movement.roles]
    if not day.type.is_lifting or not sure or not roles:
        return bool(roles)
    if ExerciseRole.MAIN in roles and movement.pattern in day.focus:
        return True
    return ask.brief.request.session_minutes > ask.policy.reachability.doubts.short_minutes


def _too_many(ask: Ask, wanted: Sequence[tuple[MovementRule, Movement]]) -> Iterator[Shortfall]:
    """More must-haves in a window than its days have places for."""
    lifted = [movement for _, movement in wanted if any(role in COUNTED_ROLES for role in movement.roles)]
    for microcycle in ask.structure.microcycles:
        lifting = [day for day in microcycle.days if day.type.is_lifting]
        places = len(lifting) * ask.policy.gates.session.lifting.main.low
        if len(lifted) > places:
            detail = (
                f"{len(lifted)} must-have lifts are due in microcycle {microcycle.index}, "
                f"whose {len(lifting)} lifting days have places for {places} beside their main patterns"
            )
            yield Shortfall(MUST_HAVE, "too many", Certainty.MAY, detail)
            return


def _too_long(ask: Ask, wanted: Sequence[tuple[MovementRule, Movement]]) -> Iterator[Shortfall]:
    """More must-haves for the days of a microcycle than short sessions have the time for."""
    rules = ask.policy.composition.lifting
    for microcycle in ask.structure.microcycles:
        training = [day for day in microcycle.days if day.type is not SessionType.RECOVERY]
        short = [day for day in training if day.target_minutes <= rules.short_minutes]
        if training and len(short) == len(training) and len(wanted) > rules.short_wishes * len(short):
            detail = (
                f"{len(wanted)} must-haves are due in microcycle {microcycle.index}, "
                f"whose {len(short)} short sessions may take longer with them"
            )
            yield Shortfall(Requirement.TIME, "must-haves", Certainty.MAY, detail)
            return
