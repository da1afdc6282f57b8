"""Cardio and conditioning sessions brought to time: their pieces are as long as they have to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alloy_engine.catalogue.policies.prescription import Timed
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import MINUTE, TimeRules, support_minutes
from alloy_engine.domain.program import Circuit
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, CircuitType, ExerciseRole
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.circuits import clocks
from alloy_engine.session.doses.dose import REST_STEP, Dose, Grouped, length_of, seconds_of
from alloy_engine.session.doses.drills import drills, fewest, needed
from alloy_engine.session.doses.effort import half_steps, whole, within
from alloy_engine.session.doses.fitted import Fitted, FittedBlock, Placed
from alloy_engine.session.doses.stations import at_stations
from alloy_engine.session.plan import BlockPlan, Composition

LEAD_SHARE = 0.5
FEWEST_DRILLS = 1
WARMUP, COOLDOWN = ExerciseRole.WARMUP, ExerciseRole.COOLDOWN
LONGEST = 120.0
WORDS = {
    "steady": "Steady: an effort you could talk through.",
    "tempo": "Tempo: comfortably hard, the same pace throughout.",
    "intervals": "Intervals: hard but even, each as fast as the first.",
}


def fit_cardio(composition: Composition, doses: Grouped, day: DayPlan, pool: CandidatePool, tracer: Tracer) -> Fitted:
    """The leading piece in its style, the others as long as the rest of the time."""
    plan = composition.block(ExerciseRole.CARDIO)
    warmup, cooldown = _needed(doses, ExerciseRole.WARMUP), _needed(doses, ExerciseRole.COOLDOWN)
    free = day.target_minutes * MINUTE - _around(warmup, cooldown, pool)
    pieces = _pieces(doses.get(ExerciseRole.CARDIO, ()), plan, free, day, pool)
    blocks = (
        _drills(doses, ExerciseRole.WARMUP, warmup),
        FittedBlock(ExerciseRole.CARDIO, pieces),
        _drills(doses, ExerciseRole.COOLDOWN, cooldown),
    )
    return checked(Fitted(tuple(block for block in blocks if block.exercises)), day, pool, tracer)


def fit_conditioning(
    composition: Composition, doses: Grouped, day: DayPlan, pool: CandidatePool, tracer: Tracer
) -> Fitted:
    """The circuit whose clock comes closest with the drills around it; steady work after it fills a long day."""
    plan = composition.block(ExerciseRole.CONDITIONING)
    stations = doses.get(ExerciseRole.CONDITIONING, ())
    steady = doses.get(ExerciseRole.CARDIO, ())
    if plan is None or plan.circuit is None or not stations:
        return checked(Fitted(()), day, pool, tracer)
    target = day.target_minutes
    if steady:
        warmup, cooldown = _needed(doses, ExerciseRole.WARMUP), _needed(doses, ExerciseRole.COOLDOWN)
        wanted = plan.circuit.minutes
        circuit = min(
            pool.once(_circuits, plan.circuit.type, len(stations)), key=lambda made: abs(made.minutes - wanted)
        )
    else:
        circuit, warmup, cooldown = _closest(plan.circuit.type, len(stations), doses, target, pool)
    blocks = [
        _drills(doses, ExerciseRole.WARMUP, warmup),
        FittedBlock(
            ExerciseRole.CONDITIONING, at_stations(stations, circuit, pool.policy.composition.circuits), circuit
        ),
    ]
    if steady:
        free = (target - circuit.minutes) * MINUTE - _around(warmup, cooldown, pool)
        blocks.append(
            FittedBlock(ExerciseRole.CARDIO, _pieces(steady, composition.block(ExerciseRole.CARDIO), free, day, pool))
        )
    blocks.append(_drills(doses, ExerciseRole.COOLDOWN, cooldown))
    return checked(Fitted(tuple(block for block in blocks if block.exercises)), day, pool, tracer)


def _pieces(
    doses: Sequence[Dose], plan: BlockPlan | None, free: float, day: DayPlan, pool: CandidatePool
) -> tuple[Placed, ...]:
    """Cardio pieces that together last `free` seconds, the change to each included."""
    if not doses or plan is None:
        return ()
    rules = pool.policy.prescription
    styles = dict(zip(plan.slots, plan.styles, strict=True))
    placed: list[Placed] = []
    for at, dose in enumerate(doses):
        left = len(doses) - at
        style = styles[dose.slot.index]
        share = free if left == 1 else free * LEAD_SHARE if at == 0 else free / left
        done = _piece(dose, style, rules.cardio[style], share, day, pool)
        free -= seconds_of(done, rules.time)
        placed.append(Placed(done))
    return tuple(placed)


def _piece(dose: Dose, style: str, row: Timed, seconds: float, day: DayPlan, pool: CandidatePool) -> Dose:
    """Sets and length of one piece so that it lasts `seconds`, with lengths as near the usual as possible."""
    rules = pool.policy.prescription
    factor = rules.time.per_side_factor if dose.movement.unilateral else 1.0
    work = seconds - rules.time.change_seconds
    rest = whole(row.rest.usual)
    options = []
    for sets in range(whole(row.sets.low), whole(row.sets.high) + 1):
        exact = (work - (sets - 1) * rest) / sets / factor
        length = REST_STEP * whole(within(exact, row.seconds.low, row.seconds.high) / REST_STEP)
        miss = abs(sets * length * factor + (sets - 1) * rest - work)
        options.append((miss > work * rules.fit.aim, abs(length - row.seconds.usual), miss, sets, length))
    *_, sets, length = min(options)
    rpe = half_steps(within(row.rpe.usual, 1.0, rules.deload.rpe if day.is_deload else row.rpe.high))
    return dose._replace(sets=sets, seconds=length, rest=rest if sets > 1 else 0, rpe=rpe, note=WORDS[style])


def _circuits(pool: CandidatePool, kind: CircuitType, stations: int) -> tuple[Circuit, ...]:
    rules = pool.policy.composition.circuits
    return clocks(kind, stations, 1.0, LONGEST, rules) or clocks(CircuitType.AMRAP, stations, 1.0, LONGEST, rules)


def _closest(
    kind: CircuitType, stations: int, doses: Grouped, target: int, pool: CandidatePool
) -> tuple[Circuit, int, int]:
    """Circuit, warm-up and cool-down drills nearest the target; of equals, the one with the usual drills."""
    usual = (_needed(doses, ExerciseRole.WARMUP), _needed(doses, ExerciseRole.COOLDOWN))
    rules = pool.policy.composition.conditioning
    wanted, slack = min(rules.circuit_low, rules.circuit_share * target), pool.policy.prescription.fit.aim * target
    around = [
        (warmup, cooldown, _around(warmup, cooldown, pool) / MINUTE)
        for warmup in _numbers(doses.get(WARMUP, ()))
        for cooldown in _numbers(doses.get(COOLDOWN, ()))
    ]

    fitting = pool.policy.prescription.fit.tolerance * target

    def options(which: CircuitType) -> Iterator[tuple[tuple[bool, bool, bool, int, float, int], Circuit, int, int]]:
        for number, circuit in enumerate(pool.once(_circuits, which, stations)):
            short = circuit.minutes < wanted
            for warmup, cooldown, minutes in around:
                miss = abs(circuit.minutes + minutes - target)
                changed = abs(warmup - usual[0]) + abs(cooldown - usual[1])
                rank = (miss > fitting or short, miss > slack or short, miss > slack, changed, miss, number)
                yield rank, circuit, warmup, cooldown

    for which in (kind, CircuitType.AMRAP):
        best = min(options(which), key=lambda option: option[0])
        if not best[0][0]:
            break
    return best[1:]


def _numbers(doses: Sequence[Dose]) -> range:
    """How many drills there may be."""
    return range(fewest(doses, FEWEST_DRILLS), len(doses) + 1)


def _around(warmup: int, cooldown: int, pool: CandidatePool) -> float:
    """Seconds of the drills around the session's centre."""
    time = pool.policy.prescription.time
    minutes = support_minutes(WARMUP, warmup, time) if warmup else 0.0
    return (minutes + (support_minutes(COOLDOWN, cooldown, time) if cooldown else 0.0)) * MINUTE


def _needed(doses: Grouped, role: ExerciseRole) -> int:
    there = doses.get(role, ())
    return max(needed(there), fewest(there, FEWEST_DRILLS))


def _drills(doses: Grouped, role: ExerciseRole, count: int) -> FittedBlock:
    return FittedBlock(role, drills(doses.get(role, ()), count))


def checked(fitted: Fitted, day: DayPlan, pool: CandidatePool, tracer: Tracer) -> Fitted:
    """Report on fork 9.3 whether the pieces fill the time; say so on the session where they cannot."""
    length = sum(_block_seconds(block, pool.policy.prescription.time) for block in fitted.blocks)
    target = day.target_minutes * MINUTE
    if abs(length - target) <= pool.policy.prescription.fit.tolerance * target:
        tracer.take("9.3", "A")
        return fitted
    tracer.take("9.3", "G")
    return replace(fitted, notes=(*fitted.notes, f"Planned {length / MINUTE:.0f} min: its pieces do not fill more."))


def _block_seconds(block: FittedBlock, time: TimeRules) -> float:
    if block.role in SUPPORT_ROLES:
        return support_minutes(block.role, len(block.exercises), time) * MINUTE
    if block.circuit is not None:
        return block.circuit.minutes * MINUTE
    return length_of([placed.dose for placed in block.exercises], time)
