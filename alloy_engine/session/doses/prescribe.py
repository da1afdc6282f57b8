"""Sets, repetitions, load, effort and rest of every chosen movement, before time is fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from alloy_engine.catalogue.policies.prescription import Band, Timed
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MetricType, MovementPattern, ProgressionStyle
from alloy_engine.flow import Silent, Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.dose import REST_STEP, Dose
from alloy_engine.session.doses.effort import half_steps, whole, within
from alloy_engine.session.doses.higheffort import HighEffort
from alloy_engine.session.doses.loads import is_loadable, load, maximum_of, ramp_count
from alloy_engine.session.doses.mainlift import (
    NOT_MAIN,
    MainPlace,
    fewest_reps,
    main_course,
    main_places,
    main_step,
    main_terms,
    place_kept,
    push_of,
)
from alloy_engine.session.doses.progression import with_pause
from alloy_engine.session.doses.rising import rising_step

MAIN, ACCESSORY, MOBILITY = ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.MOBILITY
WARMUP, COOLDOWN = ExerciseRole.WARMUP, ExerciseRole.COOLDOWN
STATIONS = (ExerciseRole.FINISHER, ExerciseRole.CONDITIONING)
REPS, PLYOMETRIC = MetricType.REPS, MovementPattern.PLYOMETRIC


@dataclass(frozen=True, slots=True)
class Desk:
    """What every prescription of a session looks up. push: RPE that the coach's aggression adds."""

    day: DayPlan
    pool: CandidatePool
    history: History
    tracer: Tracer
    push: float

    @property
    def rpe_shift(self) -> float:
        return self.pool.policy.prescription.phases[self.day.phase].rpe + self.push


def prescribe(
    filled: Sequence[tuple[Slot, Movement]], day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> tuple[Dose, ...]:
    """One dose for each filled slot, in the same order."""
    desk, mains = Desk(day, pool, history, tracer, push_of(pool)), [slot for slot, _ in filled if slot.role is MAIN]
    standing, mesocycle = main_places((slot.patterns[0] for slot in mains), pool), history.of_mesocycle(day.mesocycle)
    places = {slot.index: place for slot, place in zip(mains, standing, strict=True)}
    limit = HighEffort(pool.policy.relaxation.budget)
    doses: list[Dose] = []
    for slot, movement in filled:
        place = places.get(slot.index, NOT_MAIN)
        if slot.index in places:
            # Jumps need no ramp and are none: the first lift after them is the one to ramp up to.
            first = all(dose.movement.pattern is PLYOMETRIC for dose in doses if dose.slot.role is MAIN)
            place = place_kept(movement.id, place, mesocycle, pool)._replace(first=first)
        dose = _dose(slot, movement, place, desk)
        if desk.push > 0 and limit.is_passed_by(dose):
            usual = _dose(slot, movement, place, replace(desk, push=0.0, tracer=Silent()))
            dose = dose if limit.is_passed_by(usual) else usual
        limit.count(dose)
        doses.append(dose)
        tracer.take("9.0", dose.family)
    return tuple(doses)


def _dose(slot: Slot, movement: Movement, place: MainPlace, desk: Desk) -> Dose:
    rules = desk.pool.policy.prescription
    counted = movement.metric is REPS
    role = slot.role
    if role is MAIN:
        return _main(slot, movement, place, desk) if counted else _timed(slot, movement, rules.main_timed, desk)
    if role is ACCESSORY:
        return _accessory(slot, movement, desk) if counted else _timed(slot, movement, rules.accessory_timed, desk)
    if role is WARMUP:
        return _drill(slot, movement, desk)
    if role is COOLDOWN:
        return _stretch(slot, movement, desk)
    if role in STATIONS:
        return _station(slot, movement, desk)
    if role is MOBILITY:
        return _mobility(slot, movement, desk)
    return _support(slot, movement, rules.cardio["steady"], "endurance", desk)


def _main(slot: Slot, movement: Movement, place: MainPlace, desk: Desk) -> Dose:
    pool, day = desk.pool, desk.day
    rules, athlete = pool.policy.prescription, pool.brief.request.athlete
    jump = movement.pattern is PLYOMETRIC
    wanted = movement.pattern if movement.pattern in rules.ballistic else slot.patterns[0]
    loaded = not jump and pool.once(_loadable, movement.id)
    asked = partial(main_terms, wanted, place, day, pool, loaded=loaded, fewest=pool.once(fewest_reps, movement.id))
    terms, step = rising_step(asked(push=desk.push), movement.id, day, pool, desk.history)
    blend, style = main_course(pool, terms).blend, pool.brief.progression
    reps, rpe, percent, note = step.reps, step.rpe, step.percent, step.note
    usual = percent
    if desk.push:
        plain = asked()._replace(leads=terms.leads)
        usual = main_step(pool, plain, desk.history.times_done(movement.id, day)).percent
    if day.is_deload:
        eased, rpe = "lighter" if loaded else "fewer reps", min(rpe, rules.deload.rpe)
        note = f"Deload: same lift, {eased} and fewer sets."
        percent, usual = (None if each is None else round(each * rules.deload.load, 1) for each in (percent, usual))
        if not loaded or reps >= rules.deload.long_set:
            reps = max(1, whole(reps * rules.deload.reps))
    _trace_progress(style, desk)
    maximum = maximum_of(movement, athlete, pool.catalogue) if loaded else None
    desk.tracer.take("9.2", "D" if percent is None else maximum.branch if maximum else "A")
    sets, carried = _sets(slot, movement, blend.sets, desk)
    return Dose(
        slot=slot,
        movement=movement,
        family=blend.family.value,
        sets=sets,
        sets_low=whole(blend.sets.low),
        sets_high=whole(blend.sets.high),
        rest=_fives(blend.rest.usual),
        rest_low=REST_STEP * ceil(blend.rest.low / REST_STEP),
        rest_high=_fives(blend.rest.usual if day.is_deload else blend.rest.high),
        rpe=rpe,
        reps_min=reps,
        reps_max=reps,
        percent=percent,
        load_kg=load(percent, maximum, athlete.units, rules.loads),
        tempo=with_pause(blend.tempo, 0 if day.is_deload else step.pause),
        ramps=ramp_count(usual, first=place.first, rules=rules.loads),
        first=place.first,
        carried=carried,
        note=" ".join(part for part in (note, maximum.note if maximum else None) if part),
    )


def _accessory(slot: Slot, movement: Movement, desk: Desk) -> Dose:
    """A window of reps that climbs by one a week at the same load."""
    pool, day = desk.pool, desk.day
    rules, athlete = pool.policy.prescription, pool.brief.request.athlete
    row, blending = rules.accessory, rules.blending
    likes = sum(share * blending.accessory_reps[goal] for goal, share in pool.brief.goals.items())
    place = within(likes + rules.phases[day.phase].accessory_reps, 0.0, 1.0)
    width = 2
    start = whole(row.reps.low + place * (row.reps.high - width - row.reps.low))
    week = min(day.week, max(0, day.weeks - 1))
    low = min(start + week * row.rep_step, whole(row.reps.high) - width)
    rpe = half_steps(within(row.rpe.usual + desk.rpe_shift, row.rpe.low, row.rpe.high))
    percent: float | None = None
    if pool.once(_loadable, movement.id):
        chart = percent_of_max(start + width, rpe, rules.rpe_table, rules.rpe_table_tail)
        percent = within(chart, row.percent.low, row.percent.high)
    if day.is_deload:
        rpe = min(rpe, rules.deload.rpe)
        percent = None if percent is None else percent * rules.deload.load
    maximum = maximum_of(movement, athlete, pool.catalogue) if percent is not None else None
    desk.tracer.take("9.2", "D" if percent is None else maximum.branch if maximum else "A")
    sets, carried = _sets(slot, movement, row.sets, desk)
    return Dose(
        slot=slot,
        movement=movement,
        family=pool.brief.leading_goal.value,
        sets=sets,
        sets_low=whole(row.sets.low),
        sets_high=whole(row.sets.high),
        rest=_fives(row.rest.usual),
        rest_low=_fives(row.rest.low),
        rest_high=_fives(row.rest.usual if day.is_deload else row.rest.high),
        rpe=rpe,
        reps_min=low,
        reps_max=low + width,
        percent=None if percent is None else round(percent, 1),
        load_kg=load(percent, maximum, athlete.units, rules.loads),
        tempo=row.tempo,
        carried=carried,
        note=(maximum.note or "") if maximum else "",
    )


def _timed(slot: Slot, movement: Movement, row: Timed, desk: Desk) -> Dose:
    """Holds and carries: seconds instead of reps, five more a week."""
    rules, day = desk.pool.policy.prescription, desk.day
    sets, carried = _sets(slot, movement, row.sets, desk)
    week = min(day.week, max(0, day.weeks - 1))
    seconds = min(_fives(row.seconds.usual) + REST_STEP * week, whole(row.seconds.high))
    rpe = half_steps(within(row.rpe.usual + desk.rpe_shift, row.rpe.low, row.rpe.high))
    if day.is_deload:
        seconds, rpe = _fives(seconds * rules.deload.reps), min(rpe, rules.deload.rpe)
    if slot.role is MAIN:
        _trace_progress(desk.pool.brief.progression, desk)
    desk.tracer.take("9.2", "D")
    return Dose(
        slot=slot,
        movement=movement,
        family=desk.pool.brief.leading_goal.value,
        sets=sets,
        sets_low=whole(row.sets.low),
        sets_high=whole(row.sets.high),
        rest=_fives(row.rest.usual),
        rest_low=_fives(row.rest.low),
        rest_high=_fives(row.rest.high),
        rpe=rpe,
        seconds=seconds,
        carried=carried,
        note="Deload: shorter and easier." if day.is_deload else "",
    )


def _station(slot: Slot, movement: Movement, desk: Desk) -> Dose:
    """A circuit's station: the circuit's clock decides the rest."""
    rules = desk.pool.policy.prescription
    row = rules.circuit
    rpe = rules.deload.rpe if desk.day.is_deload else half_steps(row.rpe.usual + desk.rpe_shift)
    counted = movement.metric is REPS
    reps = whole(row.reps.usual)
    return Dose(
        slot, movement, "circuit", 1, 1, 1, 0, 0, 0, within(rpe, 1.0, row.rpe.high),
        reps_min=reps if counted else None,
        reps_max=reps if counted else None,
        seconds=None if counted else 40,
    )  # fmt: skip


def _drill(slot: Slot, movement: Movement, desk: Desk) -> Dose:
    rules = desk.pool.policy.prescription
    if movement.metric is not REPS:
        return _support(slot, movement, rules.warmup_timed, "support", desk)
    return _counted_support(slot, movement, rules.warmup.sets, rules.warmup.reps, rules.warmup.rest, 2.0)


def _stretch(slot: Slot, movement: Movement, desk: Desk) -> Dose:
    rules = desk.pool.policy.prescription
    if movement.metric is not REPS:
        return _support(slot, movement, rules.support_timed, "support", desk)
    row = rules.support_reps
    return _counted_support(slot, movement, row.sets, row.reps, row.rest, row.rpe.usual)


def _mobility(slot: Slot, movement: Movement, desk: Desk) -> Dose:
    rules = desk.pool.policy.prescription
    if movement.metric is not REPS:
        return _support(slot, movement, rules.mobility, "mobility", desk)
    row = rules.mobility_reps
    return _counted_support(slot, movement, row.sets, row.reps, row.rest, row.rpe.usual, family="mobility")


def _support(slot: Slot, movement: Movement, row: Timed, family: str, desk: Desk) -> Dose:
    rpe = min(row.rpe.usual, desk.pool.policy.prescription.deload.rpe) if desk.day.is_deload else row.rpe.usual
    return Dose(
        slot, movement, family, whole(row.sets.usual), whole(row.sets.low), whole(row.sets.high),
        whole(row.rest.usual), whole(row.rest.low), whole(row.rest.high), rpe, seconds=whole(row.seconds.usual),
    )  # fmt: skip


def _counted_support(
    slot: Slot, movement: Movement, sets: Band, reps: Band, rest: Band, rpe: float, family: str = "support"
) -> Dose:
    return Dose(
        slot, movement, family, whole(sets.usual), whole(sets.low), whole(sets.high),
        whole(rest.usual), whole(rest.low), whole(rest.high), rpe,
        reps_min=whole(reps.usual), reps_max=whole(reps.usual),
    )  # fmt: skip


def _sets(slot: Slot, movement: Movement, band: Band, desk: Desk) -> tuple[int, bool]:
    """Last time's sets in this mesocycle, so that weeks compare; else the usual ones, of focus muscles all that go."""
    for fact in reversed(desk.history.facts):
        if fact.day.mesocycle != desk.day.mesocycle:
            break
        if movement.id in fact.doses and not fact.day.is_deload:
            return fact.doses[movement.id], True
    wished = slot.role is ACCESSORY and movement.primary in desk.pool.brief.request.athlete.focus_muscles
    return whole(band.high if wished else band.usual), False


def _loadable(pool: CandidatePool, movement_id: str) -> bool:
    movement = pool.catalogue[movement_id]
    return is_loadable(movement, movement.kit_for(pool.brief.equipment), pool.policy.prescription.loads)


def _trace_progress(style: ProgressionStyle, desk: Desk) -> None:
    branch = "deload" if desk.day.is_deload else style.value if desk.day.week else "first"
    desk.tracer.take("9.1", branch)


def _fives(seconds: float) -> int:
    return REST_STEP * whole(seconds / REST_STEP)
