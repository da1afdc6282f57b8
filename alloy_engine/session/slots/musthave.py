"""Movements the coach insists on: when they are due, and where in the session they go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from alloy_engine.catalogue.mix import lifting_week
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import support_minutes
from alloy_engine.domain.forbidden import forbidden_because
from alloy_engine.domain.history import COUNTED_ROLES, History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.slot import INSISTED, Hold, Slot
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, Cadence, ExerciseRole, Muscle, RuleType, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.scoring import is_light
from alloy_engine.selection import CandidatePool
from alloy_engine.selection.variety import carried, like_days
from alloy_engine.session.needs.aims import WEEK, Aims
from alloy_engine.session.plan import Composition
from alloy_engine.session.slots.ownplace import with_own_place

WINDOW = {Cadence.WEEKLY: WEEK, Cadence.BIWEEKLY: 2 * WEEK}
SURE = {
    SessionType.CARDIO: (ExerciseRole.CARDIO,),
    SessionType.CONDITIONING: (ExerciseRole.CONDITIONING,),
    SessionType.MOBILITY: (ExerciseRole.MOBILITY,),
}
NO_PLACE = 99
SPARE = 4  # the rank of a light lift of the wish's kind that only makes up the session's number
TAKEN_FROM_OTHERS = 5  # the rank from which another main lift, a muscle's only lift or another kind's station gives way


@dataclass(frozen=True, slots=True)
class Due:
    """A rule whose movement is wanted now. last_chance: no later day of its window suits the movement."""

    rule: MovementRule
    movement: Movement
    last_chance: bool


def place_due(
    composition: Composition, day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> Composition:
    """Hold the best fitting place for each movement that is due, or give it one of its own; say where neither can be
    done, and why.

    A session of a fitting type takes it at once; any other lifting session takes it only on the last chance.
    """
    unplaced: list[str] = []
    for rule in _wishes(pool):
        movement = pool.catalogue.get(rule.movement)
        if movement is None or not _is_due(rule, day, history):
            tracer.take("5.6", "C")
            continue
        if (reason := forbidden_because(movement, pool.brief)) is not None:
            tracer.take("5.6", "B")
            unplaced.append(f"{movement.name} {reason}")
            continue
        due = Due(rule, movement, _is_last_chance(rule, movement, day, pool))
        placed = _placed(due, composition, day, pool, history)
        if isinstance(placed, Composition):
            composition = placed
            tracer.take("5.6", "A")
        elif due.last_chance:
            tracer.take("5.6", "B")
            unplaced.append(f"{movement.name}: {placed}")
        else:
            tracer.take("5.6", "C")
    return replace(composition, unplaced=tuple(unplaced)) if unplaced else composition


def _placed(
    due: Due, composition: Composition, day: DayPlan, pool: CandidatePool, history: History
) -> Composition | str:
    """The session with the movement in it; else why it has to wait.

    A new place disturbs less than taking a main lift's, and that is only done on the last chance.
    """
    slots = composition.slots
    place = _best_place(due, slots, composition.aims, day, pool)
    there = place is not None and slots[place[1]].held == due.movement.id
    if not there and not due.last_chance:
        if _is_full(slots, day, pool):
            return "a short session has its wishes"
        if _comes_later(due, day, history):
            return "a later day carries it on"
    if place is not None and place[0] < TAKEN_FROM_OTHERS:
        return _with_held(composition, place[1], due.movement)
    if not _is_welcome(due, day, pool):
        return "its day comes later"
    own = with_own_place(composition, due.movement, day, pool, history, can_wait=not due.last_chance)
    if isinstance(own, str) and place is not None and due.last_chance:
        return _with_held(composition, place[1], due.movement)
    return own


def _comes_later(due: Due, day: DayPlan, history: History) -> bool:
    """True if the mesocycle brings it on a later day of the microcycle and the window anyhow: a place of its own today
    would only have it twice.
    """
    last = _window_end(due.rule, day)
    _, *later = like_days(day, history)
    return any(
        number <= last and due.movement.id in carried(fact) for (number, _), fact in zip(day.later, later, strict=True)
    )


def _is_full(slots: Sequence[Slot], day: DayPlan, pool: CandidatePool) -> bool:
    """True for a short session with as many wishes as it has the time for."""
    rules, held = pool.policy.composition.lifting, sum(slot.hold is Hold.MUST_HAVE for slot in slots)
    return day.target_minutes <= rules.short_minutes and held >= rules.short_wishes


def _with_held(composition: Composition, at: int, movement: Movement) -> Composition:
    slots = list(composition.slots)
    slots[at] = holding(slots[at], movement, Hold.MUST_HAVE)
    return replace(composition, slots=tuple(slots))


def _wishes(pool: CandidatePool) -> list[MovementRule]:
    """Hard wishes before preferences, each in the order given."""
    rules = pool.brief.request.movement_rules
    kinds = (RuleType.HARD_YES, RuleType.PREFERRED)
    return [rule for kind in kinds for rule in rules if rule.rule is kind]


def _is_due(rule: MovementRule, day: DayPlan, history: History) -> bool:
    """Not done yet in the rule's window that the day lies in."""
    if rule.window is Cadence.PER_MICROCYCLE:
        facts = history.of_microcycle(day.microcycle)
    else:
        start = _window_start(rule, day)
        facts = [fact for fact in history.facts if fact.day.sequence >= start]
    return all(rule.movement not in fact.movements() for fact in facts)


def _window_start(rule: MovementRule, day: DayPlan) -> int:
    """First day, in the program, of the weeks the window counts by."""
    return day.sequence - day.sequence % WINDOW[rule.window]


def _window_end(rule: MovementRule, day: DayPlan) -> int:
    """Last day of the rule's window, counted from the microcycle's first as 1."""
    if rule.window is Cadence.PER_MICROCYCLE:
        return day.length_days
    return day.day + _window_start(rule, day) + WINDOW[rule.window] - 1 - day.sequence


def _is_last_chance(rule: MovementRule, movement: Movement, day: DayPlan, pool: CandidatePool) -> bool:
    """True if no later day of the window suits the movement. A window that goes on after the microcycle has some."""
    last = _window_end(rule, day)
    if last - day.length_days >= ceil(WEEK / pool.brief.request.days_per_week):
        return False
    return not any(number <= last and _suits(movement, kind, day, pool) for number, kind in day.later)


def _suits(movement: Movement, kind: SessionType, day: DayPlan, pool: CandidatePool) -> bool:
    """True if such a day of the same microcycle is sure to take the movement."""
    if not kind.is_lifting:
        return any(role in movement.roles for role in SURE[kind])
    placed = any(role in movement.roles for role in COUNTED_ROLES) or not day.is_deload
    return placed and _belongs(movement, kind, pool)


def _best_place(
    due: Due, slots: Sequence[Slot], aims: Aims, day: DayPlan, pool: CandidatePool
) -> tuple[int, int] | None:
    """How much the movement disturbs where it disturbs least, and that slot; None if it has to wait."""
    already = next((at for at, slot in enumerate(slots) if slot.held == due.movement.id), None)
    if already is not None:
        return 0, already
    welcome, alone = _is_welcome(due, day, pool), _trained_by_nothing_else(slots, aims, pool)
    others = {rule.movement for rule in _wishes(pool)}  # what one wish has carried on is not the next one's to take
    ranked = [
        (rank, slot.optional, -at if rank else at, at)
        for at, slot in enumerate(slots)
        if slot.role in due.movement.roles and slot.hold is not Hold.MUST_HAVE and slot.held not in others
        if day.type is not SessionType.CONDITIONING or _leaves_time(slot.role, slots, day, pool)
        for rank in (
            SPARE
            if _is_spare(due.movement, slot, day, pool)
            else _rank(due.movement, slot, alone, first=_is_first_main(at, slots), welcome=welcome),
        )
        if rank < NO_PLACE
    ]
    if not ranked:
        return None
    rank, *_, at = min(ranked)
    return rank, at


def _trained_by_nothing_else(slots: Sequence[Slot], aims: Aims, pool: CandidatePool) -> frozenset[Muscle]:
    """Majors that the week would train too rarely, and that no main lift of the session trains: their accessory is
    missed most.
    """
    mains = tuple([slot.patterns[0] for slot in slots if slot.role is ExerciseRole.MAIN])
    return aims.due.intersection(aims.floor).difference(pool.expected_sets(mains))


def _leaves_time(role: ExerciseRole, slots: Sequence[Slot], day: DayPlan, pool: CandidatePool) -> bool:
    """True if one more drill that has to be done leaves a conditioning day the minutes its circuit needs."""
    if role not in SUPPORT_ROLES:
        return True
    insisted = Counter([role, *(slot.role for slot in slots if slot.hold in INSISTED)])
    time, rules = pool.policy.prescription, pool.policy.composition.conditioning
    around = sum(support_minutes(each, max(1, insisted[each]), time.time) for each in SUPPORT_ROLES)
    circuit = ceil(min(rules.circuit_low, rules.circuit_share * day.target_minutes))
    return around + circuit <= (1 + time.fit.tolerance) * day.target_minutes


def _is_welcome(due: Due, day: DayPlan, pool: CandidatePool) -> bool:
    """True on a day that suits the movement, on any day if none of the week's does, and on the last chance."""
    if due.last_chance or not day.type.is_lifting or _belongs(due.movement, day.type, pool):
        return True
    return not any(_belongs(due.movement, kind, pool) for kind in lifting_week(pool.brief, pool.policy.structure))


def _rank(movement: Movement, slot: Slot, alone: frozenset[Muscle], *, first: bool, welcome: bool) -> int:
    """0 is a free main slot of its own pattern; lifts that carry on through the mesocycle are disturbed last, and so is
    an accessory for one of the muscles that nothing else trains (`alone`).
    """
    fits = movement.pattern in slot.patterns
    if slot.role not in COUNTED_ROLES:
        return 1 if fits else 8
    if slot.role is ExerciseRole.MAIN:
        if fits:
            return 0 if slot.held is None else 5
        return 7 if welcome and not first and slot.held is None else NO_PLACE
    if movement.primary in slot.muscles:
        return 1 if fits else 2
    if not welcome:
        return NO_PLACE
    if not alone.isdisjoint(slot.muscles):
        return 6
    return 3 if fits else 4


def _is_spare(movement: Movement, slot: Slot, day: DayPlan, pool: CandidatePool) -> bool:
    """True for one of a short day's many light lifts that stands beside those of the day's own patterns and is of the
    movement's kind: one lift more would leave the others less than they are worth.
    """
    rules = pool.policy.composition
    if slot.role is not ExerciseRole.MAIN or slot.own or slot.held is not None:
        return False
    if day.target_minutes > rules.lifting.short_minutes or not is_light(pool.brief, pool.policy):
        return False
    pattern = slot.patterns[0]
    alike = (group for group in rules.types[day.type].groups if movement.pattern in group)
    return pattern is not movement.pattern and any(pattern in group for group in alike)


def _is_first_main(at: int, slots: Sequence[Slot]) -> bool:
    return at == next((place for place, slot in enumerate(slots) if slot.role is ExerciseRole.MAIN), None)


def _belongs(movement: Movement, kind: SessionType, pool: CandidatePool) -> bool:
    rules = pool.policy.composition.types[kind]
    return any(movement.pattern in group for group in rules.groups) or movement.primary in rules.muscles


def holding(slot: Slot, movement: Movement, hold: Hold) -> Slot:
    """The slot with the movement in it; an accessory's place then asks for just that, and is not optional. What the
    mesocycle carries on is insisted on as well from then on, so that time does not drop it.
    """
    if slot.held == movement.id:
        return slot._replace(optional=False, hold=hold)
    patterns, muscles = slot.patterns, slot.muscles
    if movement.pattern not in patterns:
        patterns, muscles = (movement.pattern,), (movement.primary,)
    return slot._replace(patterns=patterns, muscles=muscles, held=movement.id, hold=hold, optional=False)
