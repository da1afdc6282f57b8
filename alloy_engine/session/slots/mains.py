"""The places of a day's main lifts: what each may be filled with, and which carry on what the mesocycle began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import INDIRECT, History
from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, MovementPattern, Muscle
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.doses.mainlift import MainPlace, expected_rpe, main_course, main_places, main_terms
from alloy_engine.session.needs.aims import Aims
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.slots.counts import main_minutes
from alloy_engine.session.slots.held import BALLISTIC, Carried


def main_slots(
    wanted: Sequence[tuple[MovementPattern, ...]],
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    carried: Carried,
    history: History,
    tracer: Tracer,
) -> list[Slot]:
    """One slot a pattern, held where the mesocycle already has a lift for it."""
    minutes, shelf = pool.once(main_minutes), pool.once(Shelf)
    places = main_places((patterns[0] for patterns in wanted), pool)
    slots = []
    for at, (patterns, place) in enumerate(zip(wanted, places, strict=True)):
        held = carried.main(patterns[0])
        tracer.take("5.5", "A" if held else "B")
        terms = main_terms(patterns[0], place, day, pool)
        foremost = held is None and patterns not in wanted[:at] and _foremost_here(patterns[0], day, pool, history)
        slots.append(
            Slot(
                index=at,
                role=ExerciseRole.MAIN,
                patterns=patterns,
                muscles=_movers(patterns, place, {} if foremost else aims.floor, pool, shelf),
                minutes=minutes,
                sets=whole(main_course(pool, terms).blend.sets.usual),
                rpe=expected_rpe(terms, day, pool),
                held=held,
                hold=Hold.MESOCYCLE if held else None,
                own=patterns[0] in day.focus and patterns not in wanted[:at],
                foremost=foremost,
                distinct=held is None,
            )
        )
    return slots


def _movers(
    patterns: Sequence[MovementPattern],
    place: MainPlace,
    floor: Mapping[Muscle, float],
    pool: CandidatePool,
    shelf: Shelf,
) -> tuple[Muscle, ...]:
    """Primary muscles a main lift of the pattern may have: any of its movers, but only the first of them where the
    week's floor would else not be met. The heaviest lift of a strength program is left as it is, it may be a deadlift;
    jumps and olympic lifts are, too: they are there for power.
    """
    movers = pool.policy.prescription.main_movers.get(patterns[0], muscles_of(patterns, pool)[:1])
    free = patterns[0] in BALLISTIC or (place.first and pool.brief.leading_goal is Goal.STRENGTH)
    sets = pool.policy.composition.accessories.expected_main_sets
    if free or len(movers) == 1 or floor.get(movers[0], 0.0) <= INDIRECT * sets:
        return movers
    return movers[:1] if shelf.stock(ExerciseRole.MAIN, patterns, movers[0]) else movers


def _foremost_here(pattern: MovementPattern, day: DayPlan, pool: CandidatePool, history: History) -> bool:
    """Whether the day's first lift of the pattern is to be one that the athlete's week is built on: there are such, the
    week has had none so far, and no day to come has the pattern earlier in its order, when the athlete is fresher.
    """
    lifts = pool.once(_foremost, pattern)
    if not lifts:
        return False
    for fact in history.of_microcycle(day.microcycle):
        if any(movement in lifts for _, movement in fact.of_role(ExerciseRole.MAIN)):
            return False
    mine = _place(pattern, day.focus)
    return all(mine <= _place(pattern, focus) for _, focus in day.coming)


def _foremost(pool: CandidatePool, pattern: MovementPattern) -> frozenset[str]:
    rows = np.flatnonzero(pool.foremost).tolist()
    return frozenset(pool.ids[row] for row in rows if pool.catalogue.movements[row].pattern is pattern)


def _place(pattern: MovementPattern, focus: tuple[MovementPattern, ...]) -> int:
    """Where the pattern comes among a day's; after all of them where it does not."""
    return focus.index(pattern) if pattern in focus else len(focus)


def muscles_of(patterns: Sequence[MovementPattern], pool: CandidatePool) -> tuple[Muscle, ...]:
    """Muscles of a main pattern, the mover first."""
    return pool.policy.prescription.pattern_muscles.get(patterns[0], (Muscle.FULL_BODY,))
