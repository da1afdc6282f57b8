"""What each station of a circuit asks for, by the circuit's kind."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.catalogue.policies.composition import CircuitRules
from alloy_engine.domain.clock import TimeRules
from alloy_engine.domain.program import Circuit
from alloy_engine.domain.vocabulary import CircuitType
from alloy_engine.session.doses.dose import Dose
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.doses.fitted import Placed


def at_stations(doses: Sequence[Dose], circuit: Circuit, rules: CircuitRules) -> tuple[Placed, ...]:
    """Work by the circuit's clock where it has one, else by reps; rounds become sets."""
    return tuple(Placed(_station(dose, circuit, rules)) for dose in doses)


def steady(dose: Dose, seconds: float, time: TimeRules) -> Dose:
    """One easy piece that lasts so long, the change to it included."""
    work = seconds - time.change_seconds
    length = whole(work / time.per_side_factor if dose.movement.unilateral else work)
    return dose._replace(sets=1, rest=0, seconds=length, note="Easy and steady: an effort you could talk through.")


def _station(dose: Dose, circuit: Circuit, rules: CircuitRules) -> Dose:
    rounds = circuit.rounds or 1
    if circuit.work_seconds is not None:
        return dose._replace(
            sets=rounds,
            rest=circuit.rest_seconds or 0,
            reps_min=None,
            reps_max=None,
            seconds=circuit.work_seconds,
        )
    if dose.reps_min is None:
        return dose._replace(sets=rounds, rest=0, seconds=rules.timed_station)
    match circuit.type:
        case CircuitType.LADDER:
            return dose._replace(sets=rounds, rest=0, reps_min=rules.ladder[0], reps_max=rules.ladder[1])
        case CircuitType.CHIPPER:
            return dose._replace(sets=1, rest=0, reps_min=rules.chipper_reps, reps_max=rules.chipper_reps)
        case _:
            return dose._replace(sets=rounds, rest=0)
