"""A mobility session brought to time: rounds, holds and repetitions, then rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alloy_engine.catalogue.policies.prescription import PrescriptionPolicy
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import MINUTE
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.dose import REST_STEP, Dose, Grouped, length_of, seconds_of
from alloy_engine.session.doses.effort import whole, within
from alloy_engine.session.doses.fitted import Fitted, FittedBlock, Placed
from alloy_engine.session.fitting.fill import checked
from alloy_engine.session.fitting.pacing import LONG_RESTS

MOST_STEPS = 40


def fit_mobility(doses: Grouped, day: DayPlan, pool: CandidatePool, tracer: Tracer) -> Fitted:
    """The rounds whose holds come nearest the usual while the time is met; rests take up what is left. Where that is
    not enough, drills are done for fewer or more repetitions, single ones a round less or more, and rests grow.
    """
    rules, drills = pool.policy.prescription, list(doses.get(ExerciseRole.MOBILITY, ()))
    target, aim, usual = day.target_minutes * MINUTE, rules.fit.aim, whole(rules.mobility.seconds.usual)
    best: tuple[bool, bool, float, float, list[Dose]] | None = None
    for sets in range(whole(rules.mobility.sets.low), whole(rules.mobility.sets.high) + 1):
        rounds = [dose._replace(sets=sets) for dose in drills]
        for counted in _counts(rounds, rules):
            tried = _hold_for(counted, target, rules)
            miss = abs(length_of(tried, rules.time) - target)
            held = next((dose.seconds for dose in tried if dose.seconds is not None), usual)
            option = (miss > aim * target, counted is not rounds, abs(held - usual), miss, tried)
            best = option if best is None or option[:4] < best[:4] else best
            if not option[0]:
                break
    chosen = best[4] if best else []
    if best and best[0]:
        chosen = _one_by_one(chosen, target, rules)
    longest = whole(rules.mobility.rest.high)
    notes = (LONG_RESTS,) if any(dose.rest > longest for dose in chosen) else ()
    block = FittedBlock(ExerciseRole.MOBILITY, tuple(Placed(dose) for dose in chosen))
    return checked(Fitted((block,) if chosen else (), notes), day, pool, tracer)


def _counts(drills: list[Dose], rules: PrescriptionPolicy) -> Iterator[list[Dose]]:
    """The drills as they are; then, where some are counted, for as few and as many repetitions as usual at most."""
    yield drills
    reps = rules.mobility_reps.reps
    if any(dose.seconds is None for dose in drills):
        for count in (whole(reps.low), whole(reps.high)):
            yield [dose if dose.seconds else dose._replace(reps_min=count, reps_max=count) for dose in drills]


def _hold_for(drills: Sequence[Dose], target: float, rules: PrescriptionPolicy) -> list[Dose]:
    """Holds as long as the target asks for, then shorter or longer rests drill by drill."""
    row, time = rules.mobility, rules.time
    shortest = _with_holds(drills, whole(row.seconds.low))
    spare = target - length_of(shortest, time)
    per_second = sum(d.sets * (time.per_side_factor if d.movement.unilateral else 1.0) for d in shortest if d.seconds)
    longer = spare / per_second if per_second else 0.0
    hold = within(row.seconds.low + REST_STEP * whole(longer / REST_STEP), row.seconds.low, row.seconds.high)
    return _rested(_with_holds(drills, whole(hold)), target, whole(row.rest.low), whole(row.rest.high), rules)


def _rested(drills: list[Dose], target: float, low: int, high: int, rules: PrescriptionPolicy) -> list[Dose]:
    """Rests that take up what is left, drill by drill."""
    lengths = [seconds_of(dose, rules.time) for dose in drills]
    for at, dose in enumerate(drills):
        if dose.sets > 1:
            missing = (target - sum(lengths)) / (dose.sets - 1)
            rest = within(dose.rest + REST_STEP * whole(missing / REST_STEP), low, high)
            drills[at] = dose._replace(rest=whole(rest))
            lengths[at] = seconds_of(drills[at], rules.time)
    return drills


def _one_by_one(drills: list[Dose], target: float, rules: PrescriptionPolicy) -> list[Dose]:
    """One round less or more of the drill that brings the session closest, again and again; then longer rests."""
    low, high = whole(rules.mobility.sets.low), whole(rules.mobility.sets.high)

    def missed(doses: Sequence[Dose]) -> float:
        return abs(target - length_of(doses, rules.time))

    for _ in range(MOST_STEPS):
        change = 1 if length_of(drills, rules.time) < target else -1
        options = [
            [*drills[:at], dose._replace(sets=dose.sets + change), *drills[at + 1 :]]
            for at, dose in enumerate(drills)
            if low <= dose.sets + change <= high
        ]
        closest = min(options, key=missed, default=drills)
        if missed(closest) >= missed(drills):
            break
        drills = closest
    if target - length_of(drills, rules.time) <= rules.fit.aim * target:
        return drills
    usual, last = whole(rules.mobility.rest.high), rules.fit.last_rest
    each = (target - length_of(drills, rules.time)) / max(1, sum(dose.sets - 1 for dose in drills))
    grown = usual + REST_STEP * max(1, whole(each / REST_STEP))
    most = min(grown, REST_STEP * int(min(last.most, last.share * usual) / REST_STEP))
    return _rested([dose._replace(rest=usual) for dose in drills], target, usual, most, rules)


def _with_holds(drills: Sequence[Dose], hold: int) -> list[Dose]:
    return [dose if dose.seconds is None else dose._replace(seconds=hold) for dose in drills]
