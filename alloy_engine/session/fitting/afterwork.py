"""What fills the time that a session's lifts leave: easy cardio where it serves, else mobility work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import MINUTE, exercise_seconds, set_seconds
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import CardioPreference, ExerciseRole, Goal
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.circuits import rotated
from alloy_engine.session.doses.dose import Dose
from alloy_engine.session.doses.fitted import FittedBlock, Placed
from alloy_engine.session.doses.stations import steady
from alloy_engine.session.plan import BlockDraft, Composition, with_block

CARDIO, MOBILITY = ExerciseRole.CARDIO, ExerciseRole.MOBILITY


class Rounds(NamedTuple):
    """One length of the mobility work: minutes, rounds of each drill, seconds of each timed one."""

    minutes: float
    rounds: int
    hold: int


Kinds = tuple[tuple[bool, int | None, int], ...]  # of each drill: one side at a time, its reps, its rest


def after_work(
    minutes: int, lifts: int, finisher: float | None, day: DayPlan, pool: CandidatePool, history: History
) -> BlockDraft:
    """Places after the lifts, in case a session that is long, or has few of them, has time, and in a deload.

    minutes: of a usual session. finisher: minutes that a deload's finisher leaves free, None where there is none.
    """
    rules = pool.policy.composition
    short = minutes < rules.easy_cardio.from_minutes and lifts >= rules.easy_cardio.few_lifts
    if short and not day.is_deload:
        return BlockDraft(CARDIO, [])
    return _work(minutes, finisher, day, pool, history)


def with_after_work(
    composition: Composition, day: DayPlan, pool: CandidatePool, history: History
) -> Composition | None:
    """A lifting session with such places, however short it is; None if it has them already."""
    if any(composition.block(role) is not None for role in (CARDIO, MOBILITY)):
        return None
    return with_block(composition, _work(day.target_minutes, None, day, pool, history))


def _work(minutes: int, finisher: float | None, day: DayPlan, pool: CandidatePool, history: History) -> BlockDraft:
    rules = pool.policy.composition
    if pool.once(_cardio_serves):
        length = (finisher if day.is_deload else None) or rules.easy_cardio.low
        place = Slot(0, CARDIO, rules.cardio.patterns, minutes=length, sets=1, rpe=4.0, optional=True)
        return BlockDraft(CARDIO, [place])
    count = next(row.drills for row in rules.after_mobility.drills if minutes <= row.minutes)
    start = count * len(history.facts)
    return BlockDraft(
        MOBILITY,
        [
            Slot(
                0, MOBILITY, rules.mobility.patterns, rotated(rules.mobility.regions, start + place), minutes=5.0,
                sets=2, rpe=3.0, optional=True,
            )
            for place in range(count)
        ],
    )  # fmt: skip


def comes_first(pool: CandidatePool) -> bool:
    """Whether the goals have more use for this work than for longer rests."""
    brief, rules = pool.brief, pool.policy.composition
    if _cardio_serves(pool):
        return brief.dollars(Goal.ENDURANCE, Goal.FAT_LOSS) >= rules.easy_cardio.before_rests_from
    return brief.dollars(Goal.MOBILITY) >= rules.after_mobility.before_rests_from


def kept_minutes(pool: CandidatePool, minutes: int) -> float:
    """Minutes of a session that mobility work has in any case, because the goals pay for it."""
    rules = pool.policy.composition
    dollars = pool.brief.dollars(Goal.MOBILITY)
    if minutes < rules.easy_cardio.from_minutes or not comes_first(pool) or _cardio_serves(pool):
        return 0.0
    return dollars * rules.after_mobility.share * minutes


def lengths(cardio: Sequence[Dose], mobility: Sequence[Dose], pool: CandidatePool) -> tuple[float, ...]:
    """Minutes the work may last, none at all first; there is some in any case where the coach insists on it."""
    rules = pool.policy.composition.easy_cardio
    wished = _is_wished(cardio)
    if mobility and not wished:
        made = tuple(each.minutes for each in pool.once(_rounds, _kinds(mobility)))
    else:
        beside = _shortest(mobility, pool).minutes if wished and _is_wished(mobility) else 0.0
        made = tuple(beside + minutes for minutes in range(rules.low, rules.high + 1)) if cardio else ()
    return made if wished or _is_wished(mobility) or not made else (0.0, *made)


def most_minutes(cardio: Sequence[Dose], mobility: Sequence[Dose], pool: CandidatePool) -> float:
    """Minutes that easy cardio may last where nothing else fills a session; 0 where there is none."""
    return pool.policy.composition.easy_cardio.at_last if cardio and (not mobility or _is_wished(cardio)) else 0.0


def placed_after(
    cardio: Sequence[Dose], mobility: Sequence[Dose], minutes: float, pool: CandidatePool
) -> tuple[FittedBlock, ...]:
    """What lasts so long; nothing if it lasts no time. Mobility work, but for cardio that the coach insists on, beside
    which only what is insisted on as well has a place.
    """
    if not minutes:
        return ()
    if mobility and not _is_wished(cardio):
        return (_drills(mobility, next(e for e in pool.once(_rounds, _kinds(mobility)) if e.minutes == minutes)),)
    beside: tuple[FittedBlock, ...] = ()
    if _is_wished(mobility):
        shortest = _shortest(mobility, pool)
        beside, minutes = (_drills(mobility, shortest),), minutes - shortest.minutes
    easy = steady(cardio[0], minutes * MINUTE, pool.policy.prescription.time)
    return (FittedBlock(CARDIO, (Placed(easy),)), *beside)


def _is_wished(doses: Sequence[Dose]) -> bool:
    return any(not dose.slot.optional for dose in doses)


def _shortest(drills: Sequence[Dose], pool: CandidatePool) -> Rounds:
    return pool.once(_rounds, _kinds(drills))[0]


def _drills(doses: Sequence[Dose], how: Rounds) -> FittedBlock:
    return FittedBlock(MOBILITY, tuple(Placed(_done(dose, how)) for dose in doses))


def _done(dose: Dose, how: Rounds) -> Dose:
    return dose._replace(sets=how.rounds, seconds=None if dose.seconds is None else how.hold)


def _cardio_serves(pool: CandidatePool) -> bool:
    return cardio_serves(pool.brief, pool.policy.composition.easy_cardio.serves_from)


def cardio_serves(brief: Brief, dollars: int) -> bool:
    """Whether easy cardio is what these goals, with so many dollars on endurance and fat loss, or this athlete want."""
    liked = brief.request.athlete.cardio_preference is not CardioPreference.NONE
    return liked or brief.dollars(Goal.ENDURANCE, Goal.FAT_LOSS) >= dollars


def _kinds(drills: Sequence[Dose]) -> Kinds:
    return tuple((dose.movement.unilateral, dose.reps_min, dose.rest) for dose in drills)


def _rounds(pool: CandidatePool, drills: Kinds) -> tuple[Rounds, ...]:
    """All lengths such drills may last, shortest first; of those that last as long, the one with longer holds."""
    rules, time = pool.policy.composition.after_mobility, pool.policy.prescription.time
    made = []
    for rounds in range(rules.rounds.low, rules.rounds.high + 1):
        for hold in rules.holds:
            seconds = sum(
                exercise_seconds(
                    rounds, set_seconds(reps or 0, None if reps else hold, sided, time), rest, 0, False, time
                )
                for sided, reps, rest in drills
            )
            made.append(Rounds(seconds / MINUTE, rounds, hold))
    kept: list[Rounds] = []
    for each in sorted(made, key=lambda each: (each.minutes, each.rounds)):
        if not kept or each.minutes >= kept[-1].minutes + rules.step_minutes:
            kept.append(each)
    return tuple(kept)
