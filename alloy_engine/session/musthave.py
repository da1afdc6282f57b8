"""Movements the coach insists on: when they are due, and where in the session they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import Cadence, ExerciseRole, RuleType
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.aims import WEEK, microcycle_days
from alloy_engine.session.plan import Composition

WINDOW = {Cadence.WEEKLY: WEEK, Cadence.BIWEEKLY: 2 * WEEK}
LIFTED = (ExerciseRole.MAIN, ExerciseRole.ACCESSORY)
NO_PLACE = 99


@dataclass(frozen=True, slots=True)
class Due:
    """A rule whose movement is wanted now. last_chance: no later day of its window is sure to train."""

    rule: MovementRule
    movement: Movement
    last_chance: bool


def place_due(
    composition: Composition, day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> Composition:
    """Hold the best fitting place for each movement that is due; say which found none and why.

    A session of a fitting type takes it at once; any other lifting session takes it only on the last chance.
    """
    slots = list(composition.slots)
    unplaced: list[str] = []
    for rule in _wishes(pool):
        movement = pool.catalogue.get(rule.movement)
        if movement is None or not _is_due(rule, day, pool, history):
            tracer.take("5.6", "C")
            continue
        if not pool.allowed[pool.catalogue.index(movement.id)]:
            tracer.take("5.6", "B")
            unplaced.append(f"{movement.name}: equipment, an injury or another rule excludes it")
            continue
        due = Due(rule, movement, _is_last_chance(rule, day, pool, history))
        place = _best_place(due, slots, day, pool)
        if place is not None:
            tracer.take("5.6", "A")
            slots[place] = _holding(slots[place], movement)
        elif due.last_chance:
            tracer.take("5.6", "B")
            unplaced.append(f"{movement.name}: no place for it on a {day.type.value.replace('_', ' ')} day")
        else:
            tracer.take("5.6", "C")
    return replace(composition, slots=tuple(slots), unplaced=tuple(unplaced))


def _wishes(pool: CandidatePool) -> list[MovementRule]:
    """Hard wishes before preferences, each in the order given."""
    rules = pool.brief.request.movement_rules
    kinds = (RuleType.HARD_YES, RuleType.PREFERRED)
    return [rule for kind in kinds for rule in rules if rule.rule is kind]


def _is_due(rule: MovementRule, day: DayPlan, pool: CandidatePool, history: History) -> bool:
    """Not done in this microcycle; or not in so many days that the next session like this may come too late."""
    if rule.window is Cadence.PER_MICROCYCLE:
        facts = history.of_microcycle(day.microcycle)
    else:
        again = ceil(WEEK * pool.policy.prescription.exposures[day.type] / pool.brief.request.days_per_week)
        facts = history.within_days(day.date, max(0, WINDOW[rule.window] - again))
    return all(rule.movement not in fact.movements() for fact in facts)


def _is_last_chance(rule: MovementRule, day: DayPlan, pool: CandidatePool, history: History) -> bool:
    """True if the window may end before the next training day."""
    gap = ceil(WEEK / pool.brief.request.days_per_week)
    if rule.window is Cadence.PER_MICROCYCLE:
        return day.day + gap > microcycle_days(day, pool)
    uses = [fact.day.date for fact in history.facts if rule.movement in fact.movements()]
    since = (day.date - (uses[-1] if uses else pool.brief.start_date)).days
    return since + gap >= WINDOW[rule.window]


def _best_place(due: Due, slots: Sequence[Slot], day: DayPlan, pool: CandidatePool) -> int | None:
    """The slot where the movement disturbs least; None if it has to wait."""
    already = next((at for at, slot in enumerate(slots) if slot.held == due.movement.id), None)
    if already is not None:
        return already
    welcome = due.last_chance or not day.type.is_lifting or _belongs(due.movement, day, pool)
    ranked = [
        (rank, slot.optional, -at if rank else at, at)
        for at, slot in enumerate(slots)
        if slot.role in due.movement.roles and slot.hold is not Hold.MUST_HAVE
        for rank in (_rank(due.movement, slot, first=_is_first_main(at, slots), welcome=welcome),)
        if rank < NO_PLACE
    ]
    return min(ranked)[-1] if ranked else None


def _rank(movement: Movement, slot: Slot, *, first: bool, welcome: bool) -> int:
    """0 is a free main slot of its own pattern; lifts that carry on through the mesocycle are disturbed last."""
    fits = movement.pattern in slot.patterns
    if slot.role not in LIFTED:
        return 1 if fits else 8
    if slot.role is ExerciseRole.MAIN:
        if fits:
            return 0 if slot.held is None else 5
        return 7 if welcome and not first and slot.held is None else NO_PLACE
    if movement.primary in slot.muscles:
        return 1 if fits else 2
    if not welcome:
        return NO_PLACE
    return 3 if fits else 4


def _is_first_main(at: int, slots: Sequence[Slot]) -> bool:
    return at == next((place for place, slot in enumerate(slots) if slot.role is ExerciseRole.MAIN), None)


def _belongs(movement: Movement, day: DayPlan, pool: CandidatePool) -> bool:
    rules = pool.policy.composition.types[day.type]
    return any(movement.pattern in group for group in rules.groups) or movement.primary in rules.muscles


def _holding(slot: Slot, movement: Movement) -> Slot:
    """The slot with the movement in it; an accessory's place then asks for just that, and is not optional."""
    if slot.held == movement.id:
        return replace(slot, optional=False)
    patterns, muscles = slot.patterns, slot.muscles
    if movement.pattern not in patterns:
        patterns, muscles = (movement.pattern,), (movement.primary,)
    return replace(slot, patterns=patterns, muscles=muscles, held=movement.id, hold=Hold.MUST_HAVE, optional=False)
