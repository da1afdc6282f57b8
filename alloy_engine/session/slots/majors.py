"""All major muscles in every microcycle: what its days leave out, the last of them makes room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import INSISTED, Slot
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SUPPORT_ROLES, ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.needs.bringup import accessory_patterns
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.plan import BlockDraft, Composition, with_block
from alloy_engine.session.slots.accessories import Wanted, accessory_slot, wanted_for

ACCESSORY, FINISHER = ExerciseRole.ACCESSORY, ExerciseRole.FINISHER


def with_missing_majors(composition: Composition, day: DayPlan, pool: CandidatePool, history: History) -> Composition:
    """The last lifting session of a microcycle with an accessory, or a station of its finisher, for each major that
    nothing else trains in it; as it was where the microcycle has too few lifting days to be asked for all of them. A
    deload whose weeks have a finisher in the accessories' place gets an accessory of its own for it.
    """
    facts = history.of_microcycle(day.microcycle)
    lifting = 1 + sum(fact.day.type.is_lifting for fact in facts)
    asked = lifting >= pool.policy.gates.microcycle.majors_from_lifting_days
    if not asked or any(kind.is_lifting for _, kind in day.later):
        return composition
    trained = {*_trained_before(day, pool, history), *_trained_today(composition.slots, day, pool)}
    made: dict[int, Slot] = {}
    more: list[Wanted] = []
    for muscles in MAJOR_MUSCLES.values():
        if trained.isdisjoint(muscles):
            free = [slot for slot in composition.slots if slot.index not in made]
            place = next(_places(muscles, free, pool), None)
            made |= {place.index: place} if place is not None else {}
            if place is None and day.is_deload:
                more += [want for muscle in muscles if (want := wanted_for(muscle, pool))][:1]
    if made:
        composition = replace(composition, slots=tuple([made.get(slot.index, slot) for slot in composition.slots]))
    if more:
        composition = with_block(composition, BlockDraft(ACCESSORY, [accessory_slot(want, pool) for want in more]))
    return composition


def _trained_before(day: DayPlan, pool: CandidatePool, history: History) -> Iterator[Muscle]:
    """As the gate counts: first of all, or by so many sets beside others."""
    beside: dict[Muscle, int] = {}
    for fact in history.of_microcycle(day.microcycle):
        for role, _, name in fact.uses:
            movement = pool.catalogue.get(name)
            if role in SUPPORT_ROLES or movement is None:
                continue
            yield movement.primary
            for muscle in movement.secondary:
                beside[muscle] = beside.get(muscle, 0) + fact.doses.get(name, 1)
    least = pool.policy.gates.microcycle.secondary_sets_min
    yield from (muscle for muscle, sets in beside.items() if sets >= least)


def _trained_today(slots: Sequence[Slot], day: DayPlan, pool: CandidatePool) -> Iterator[Muscle]:
    """By what is settled already, by the muscles asked for, and by what the day's main patterns usually train. A lift
    of a deload may be left with one set.
    """
    least = pool.policy.gates.microcycle.secondary_sets_min
    beside = Counter[Muscle]()
    for slot in slots:
        if slot.optional or slot.role in SUPPORT_ROLES:
            continue
        held = pool.catalogue.get(slot.held) if slot.held else None
        if held is not None:
            yield held.primary
            beside.update(dict.fromkeys(held.secondary, 1 if day.is_deload else least))
        elif slot.role in (ExerciseRole.MAIN, ACCESSORY):
            yield from slot.muscles[:1]
    expected = {} if day.is_deload else pool.expected_sets(day.focus)
    yield from (muscle for sets in (beside, expected) for muscle, count in sets.items() if count >= least)


def _places(muscles: Sequence[Muscle], slots: Sequence[Slot], pool: CandidatePool) -> Iterator[Slot]:
    """Places that could be for the major, the one that is missed least first."""
    shelf = pool.once(Shelf)
    free = [slot for slot in slots if slot.role is ACCESSORY and slot.hold not in INSISTED]
    for slot in sorted(free, key=lambda slot: (not slot.optional, slot.held is not None, -slot.index)):
        for muscle in muscles:
            patterns = accessory_patterns(muscle, pool)
            if shelf.stock(ACCESSORY, patterns, muscle):
                alone = patterns[0] is MovementPattern.ISOLATION
                yield slot._replace(
                    patterns=patterns, muscles=(muscle,), wants_isolation=alone, optional=False, held=None, hold=None
                )
    for slot in reversed([slot for slot in slots if slot.role is FINISHER and slot.held is None and not slot.muscles]):
        for muscle in muscles:
            patterns = tuple(p for p in MovementPattern if shelf.stock(FINISHER, (p,), muscle))
            if patterns:
                yield slot._replace(patterns=patterns, muscles=(muscle,))
