"""A main lift's step, held to what it asked before: within its mesocycle a lift that comes back asks for more."""

from __future__ import annotations

from dataclasses import replace

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import Demand, History, pause_of
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import within
from alloy_engine.session.doses.mainlift import Terms, main_course, main_step
from alloy_engine.session.doses.progression import Step, with_pause


def rising_step(terms: Terms, movement: str, day: DayPlan, pool: CandidatePool, history: History) -> tuple[Terms, Step]:
    """The step the lift is at, by its style. Where that asks for no more than the lift's first time in the mesocycle,
    and no time between did, it is the step of the other leaning, which the lift may have begun with, or one load or
    repetition more.
    """
    week = history.times_done(movement, day)
    step, before = main_step(pool, terms, week), history.demands_before(movement, day)
    if day.is_deload or not before:
        return terms, step
    first = before[0]
    if any(demand.exceeds(first) for demand in (*before, _demand(terms, step, pool))):
        return terms, step
    other = terms._replace(leads=not terms.leads)
    leaning = main_step(pool, other, week)
    if not terms.ballistic and _demand(other, leaning, pool).exceeds(first):
        return other, leaning
    return terms, _one_more(terms, step, first, pool)


def _demand(terms: Terms, step: Step, pool: CandidatePool) -> Demand:
    tempo = with_pause(main_course(pool, terms).blend.tempo, step.pause)
    return Demand(step.percent, None, step.reps, None, step.rpe, pause_of(tempo))


def _one_more(terms: Terms, step: Step, first: Demand, pool: CandidatePool) -> Step:
    course, rules = main_course(pool, terms), pool.policy.prescription.progression
    if step.percent is not None and first.percent is not None:
        percent = min(round(first.percent * (1 + rules.load_step), 1), max(course.blend.percent.high, first.percent))
        if percent > first.percent:
            return replace(step, percent=percent)
    if first.reps is not None and first.reps < course.high:
        reps = first.reps + rules.unloaded_rep_step
        return replace(step, reps=reps, note=f"{reps} repetitions: one more than at first.")
    rpe = within(step.rpe + rules.rpe_step, step.rpe, max(step.rpe, course.blend.rpe.high))
    return replace(step, rpe=rpe)
