"""Why an exercise is prescribed as it is: the policy's bands, the chart, the maximum and the clock behind it."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.prescription import Row, Timed
from alloy_engine.domain.clock import MINUTE, planned_seconds
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedExercise
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.prescription_text import weight
from alloy_engine.reporting.wording import listed, words
from alloy_engine.session.doses.loads import maximum_of

SAME = 0.6  # % of 1RM: closer than any plate can tell
CLOCKED = (ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.CARDIO, ExerciseRole.MOBILITY)


def reasons(
    one: PlannedExercise, role: ExerciseRole, request: ProgramRequest, catalogue: Catalogue, policy: Policy
) -> tuple[str, ...]:
    """Sentences, in the order sets and repetitions, load, time. The policy is today's."""
    return (*_bands(one, role, request, policy), *_load(one, request, catalogue, policy), *_time(one, role, policy))


def _bands(one: PlannedExercise, role: ExerciseRole, request: ProgramRequest, policy: Policy) -> Iterator[str]:
    rules = policy.prescription
    if one.edited:
        yield f"Written by hand: {listed(one.edited)}. The plan goes by what follows."
    if role is ExerciseRole.MAIN and one.seconds is None:
        rows = [f"{words(goal)} ({dollars} of 10) {_row(rules.main[goal])}" for goal, dollars in request.goals.items()]
        yield f"Main lift, blended by dollars: {'; '.join(rows)}."
        if one.pattern in rules.ballistic:
            yield "Done fast: jumps and olympic lifts take the bands of explosiveness or speed."
    elif (found := _other(one, role, policy)) is not None:
        yield f"{words(role).capitalize()}: {_row(found)}."
    if one.usual_sets is not None and one.usual_sets != one.sets:
        yield f"{one.usual_sets} sets are usual; your coaching style makes it {one.sets}."
    if role in COUNTED_ROLES:
        within = f"{policy.gates.session.minutes_tolerance:.0%}"
        yield f"Within these, sets and rests are what keeps the session within {within} of its minutes."


def _other(one: PlannedExercise, role: ExerciseRole, policy: Policy) -> Row | Timed | None:
    rules, timed = policy.prescription, one.seconds is not None
    table: dict[ExerciseRole, tuple[Row, Row | Timed]] = {
        ExerciseRole.MAIN: (rules.accessory, rules.main_timed),
        ExerciseRole.ACCESSORY: (rules.accessory, rules.accessory_timed),
        ExerciseRole.WARMUP: (rules.warmup, rules.warmup_timed),
        ExerciseRole.COOLDOWN: (rules.support_reps, rules.support_timed),
        ExerciseRole.MOBILITY: (rules.mobility_reps, rules.mobility),
        ExerciseRole.FINISHER: (rules.circuit, rules.circuit),
        ExerciseRole.CONDITIONING: (rules.circuit, rules.circuit),
    }
    return table[role][timed] if role in table else None


def _row(row: Row | Timed) -> str:
    amount = (
        f"{row.seconds.low:g}–{row.seconds.high:g} s"
        if isinstance(row, Timed)
        else f"{row.reps.low:g}–{row.reps.high:g} reps"
    )
    return (
        f"{row.sets.low:g}–{row.sets.high:g} sets, {amount}, RPE {row.rpe.low:g}–{row.rpe.high:g}, "
        f"rest {row.rest.low:g}–{row.rest.high:g} s"
    )


def _load(one: PlannedExercise, request: ProgramRequest, catalogue: Catalogue, policy: Policy) -> Iterator[str]:
    if one.percent_1rm is None:
        return
    rules = policy.prescription
    if one.rpe is not None and one.reps_max is not None:
        chart = percent_of_max(one.reps_max, one.rpe, rules.rpe_table, rules.rpe_table_tail)
        said = f"Tuchscherer's chart has {chart:.1f} % of 1RM for {one.reps_max} repetitions at RPE {one.rpe:g}"
        moved = abs(chart - one.percent_1rm) >= SAME
        yield said + (
            f"; {one.percent_1rm:.1f} % are planned, moved by the progression, the phase or the plates."
            if moved
            else "."
        )
    movement = catalogue.get(one.movement)
    maximum = maximum_of(movement, request.athlete, catalogue) if movement is not None else None
    if maximum is None:
        yield "No 1RM is known for it or a related lift, so that no weight can be said."
    elif one.load_kg is not None:
        units = request.athlete.units
        plate = rules.loads.plate[units]
        yield (
            f"{one.percent_1rm:.1f} % of {weight(round(maximum.kg, 1), units)} is {weight(one.load_kg, units)} to the "
            f"nearest {plate:g} {units.value}." + (f" {maximum.note}" if maximum.note else "")
        )


def _time(one: PlannedExercise, role: ExerciseRole, policy: Policy) -> Iterator[str]:
    if role in CLOCKED:
        minutes = planned_seconds(one, policy.prescription.time) / MINUTE
        yield f"Takes {minutes:.1f} min: sets, the rests between them, ramp sets and the change to it."
