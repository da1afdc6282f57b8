"""What the days before mean for one day's selection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import COUNTED_ROLES, History
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, Activity, ExerciseRole, MovementPattern, Muscle, Weekday
from alloy_engine.scoring import Needs, is_light
from alloy_engine.selection.constraints import PATTERNS, Mask
from alloy_engine.selection.pool import CandidatePool
from alloy_engine.selection.variety import Variety, variety_of

WEEK = 7
WEEKDAYS, MUSCLES = tuple(Weekday), tuple(Muscle)
SEED_BITS = 64


@dataclass(frozen=True, slots=True, eq=False)
class SelectionContext:
    """One day's surroundings; arrays have one entry a catalogue row.

    uses: times used recently. lots: the seeded draw that breaks ties, lower first. worn: used as often as a
    microcycle allows, or to be avoided. avoided: of these the latter. yesterday: accessories of the last training
    day. seen: used this microcycle in a role that counts for variety. variety: how much of the microcycle comes back.
    needs: of the muscles, for hard sets. budget: CNS of the day. kept_off: positions of the patterns that lie within
    the window of one of the athlete's weekly activities. elsewhere: the same of main patterns that are other days' by
    the week's rotation, so that no variant of today's gives way to them.
    """

    day: DayPlan
    uses: NDArray[np.int64]
    lots: NDArray[np.int64]
    worn: Mask
    avoided: Mask
    yesterday: Mask
    seen: Mask
    variety: Variety
    needs: Needs
    idle: Needs
    budget: float
    kept_off: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()

    def needs_of(self, role: ExerciseRole) -> Needs:
        """The muscles' needs as a slot of that role sees them: only hard sets are ever enough."""
        return self.needs if role in COUNTED_ROLES else self.idle


def context_of(
    pool: CandidatePool,
    day: DayPlan,
    history: History,
    *,
    avoid: frozenset[str] = frozenset(),
    salt: int = 0,
) -> SelectionContext:
    """The day's context from what earlier sessions used. avoid: movements to do without, while variety holds;
    salt: another seeded order for the same day.
    """
    rules, variety = pool.policy.scoring, pool.policy.relaxation.variety
    recent = [m for fact in history.within_days(day.date, rules.recent_days) for _, _, m in fact.uses]
    here = [(role, m) for fact in history.of_microcycle(day.microcycle) for role, _, m in fact.uses]
    often = Counter([m for _, m in here])
    worn = [m for m, times in often.items() if times >= variety.uses_a_microcycle]
    varied = {m for role, m in here if role in variety.unique_roles}
    last = history.last
    return SelectionContext(
        day=day,
        uses=np.bincount(_rows(pool, recent), minlength=len(pool.catalogue)),
        lots=_lots(pool, day, salt),
        worn=_mask(pool, (*worn, *avoid)),
        avoided=_mask(pool, avoid),
        yesterday=_mask(pool, last.movements(ExerciseRole.ACCESSORY) if last else ()),
        seen=_mask(pool, varied),
        variety=variety_of(day, history, variety.unique_roles),
        needs=_needs(day, history, pool),
        idle=pool.once(_idle),
        budget=pool.policy.relaxation.budget.day(pool.brief),
        kept_off=pool.once(_positions, kept_off(pool, day)),
        elsewhere=pool.once(_elsewhere, day.focus),
    )


def kept_off(pool: CandidatePool, day: DayPlan) -> frozenset[MovementPattern]:
    """Patterns that lie within the window of one of the athlete's weekly activities, or of one recommended to them."""
    weekly = pool.once(_kept_off, day.date.weekday())
    return weekly | pool.once(_near_invited, day.day, day.invited) if day.invited else weekly


def _kept_off(pool: CandidatePool, weekday: int) -> frozenset[MovementPattern]:
    rules = pool.policy.structure.activities
    return frozenset(
        pattern
        for habit in pool.brief.request.activities
        for shift, pattern in rules.blocked(habit.activity)
        if WEEKDAYS[(weekday - shift) % WEEK] in habit.weekdays
    )


def _near_invited(pool: CandidatePool, number: int, invited: tuple[tuple[int, str], ...]) -> frozenset[MovementPattern]:
    rules = pool.policy.structure.activities
    return frozenset(
        pattern
        for done_on, activity in invited
        for shift, pattern in rules.blocked(Activity(activity))
        if done_on + shift == number
    )


def _positions(_: CandidatePool, patterns: frozenset[MovementPattern]) -> tuple[int, ...]:
    return tuple(sorted([PATTERNS.index(pattern) for pattern in patterns]))


def _elsewhere(pool: CandidatePool, focus: tuple[MovementPattern, ...]) -> tuple[int, ...]:
    """None where the main lifts are light: those do not count for the rotation."""
    if is_light(pool.brief, pool.policy):
        return ()
    return tuple(PATTERNS.index(pattern) for pattern in MAIN_PATTERNS if pattern not in focus)


def _needs(day: DayPlan, history: History, pool: CandidatePool) -> Needs:
    """Of the day. Weeks of a mesocycle often lack the same on the same day: boards made for one serve the next."""
    done = _sets_of_the_week(day, history, pool)
    return pool.once(_needs_after, tuple([done.get(muscle, 0.0) for muscle in MUSCLES]))


def _needs_after(pool: CandidatePool, done: tuple[float, ...]) -> Needs:
    return Needs.of(pool.targets, dict(zip(MUSCLES, done, strict=True)), pool.policy.scoring.muscle)


def _idle(pool: CandidatePool) -> Needs:
    return Needs.unlimited(pool.policy.scoring.muscle)


def _sets_of_the_week(day: DayPlan, history: History, pool: CandidatePool) -> dict[Muscle, float]:
    """Hard sets since the microcycle began, or in the last 7 days where it is longer than that; what the focus of the
    days ahead will bring; and what muscles will get today by helping alone. Glutes that every squat of the week will
    train need no hip thrust.
    """
    days = max(WEEK, pool.brief.request.microcycle_length_days)
    ahead = pool.expected_sets(day.ahead)
    done = {muscle: sets * WEEK / days for muscle, sets in ahead.items()}
    for muscle, sets in pool.expected_sets(day.focus, helpers_only=True).items():
        done[muscle] = done.get(muscle, 0.0) + sets
    for fact in history.within_days(day.date, WEEK - 1):
        if fact.day.microcycle == day.microcycle:
            for muscle, sets in fact.sets.items():
                done[muscle] = done.get(muscle, 0.0) + sets
    return done


def _lots(pool: CandidatePool, day: DayPlan, salt: int) -> NDArray[np.int64]:
    """Raw generator words, not a numpy distribution: their stream is the same in every numpy release."""
    seed = pool.brief.request.seed % (1 << SEED_BITS)
    words = np.random.PCG64([seed, day.sequence, salt % (1 << SEED_BITS)]).random_raw(len(pool.catalogue))
    return (words % np.uint64(pool.policy.scoring.lots)).astype(np.int64)


def _mask(pool: CandidatePool, movements: Iterable[str]) -> Mask:
    mask = np.zeros(len(pool.catalogue), dtype=np.bool_)
    mask[_rows(pool, movements)] = True
    return mask


def _rows(pool: CandidatePool, movements: Iterable[str]) -> NDArray[np.intp]:
    return np.array(pool.catalogue.rows_of(movements), dtype=np.intp)
