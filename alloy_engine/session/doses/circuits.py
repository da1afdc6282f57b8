"""Circuits with their own clocks, and which kind is due when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from alloy_engine.catalogue.policies.composition import CircuitRules
from alloy_engine.domain.program import Circuit
from alloy_engine.domain.vocabulary import CircuitType

T = TypeVar("T")
MINUTE = 60
INTERVALS = ("rounds", "work_seconds", "rest_seconds")
# What can be set by hand of each kind; the rest of its clock follows.
BY_HAND: Mapping[CircuitType, tuple[str, ...]] = {
    CircuitType.AMRAP: ("minutes",), CircuitType.LADDER: ("minutes",), CircuitType.CHIPPER: ("minutes",),
    CircuitType.EMOM: ("rounds", "work_seconds"), CircuitType.TABATA: INTERVALS, CircuitType.STATION: INTERVALS,
    CircuitType.ROUNDS_FOR_TIME: ("rounds",),
}  # fmt: skip


def rotated(choices: Sequence[T], turn: int) -> T:
    """The choice whose turn it is; turns go round."""
    return choices[turn % len(choices)]


def clocks(kind: CircuitType, stations: int, low: float, high: float, rules: CircuitRules) -> tuple[Circuit, ...]:
    """Every circuit of that kind with so many stations that lasts low..high minutes, shortest first.

    Empty if its clock cannot be set to anything in between.
    """
    made = [circuit for circuit in _all(kind, max(1, stations), high, rules) if low <= circuit.minutes <= high]
    return tuple(sorted(made, key=lambda circuit: circuit.minutes))


def set_anew(kind: CircuitType, stations: int, numbers: Mapping[str, int], rules: CircuitRules) -> Circuit:
    """The circuit of that kind with the numbers of BY_HAND given; its minutes follow from them."""
    match kind:
        case CircuitType.AMRAP | CircuitType.LADDER | CircuitType.CHIPPER:
            return _timed(kind, numbers["minutes"])
        case CircuitType.EMOM:
            return _emom(stations, numbers["rounds"], numbers["work_seconds"])
        case CircuitType.TABATA | CircuitType.STATION:
            between = MINUTE if kind is CircuitType.TABATA else 0
            return _interval(
                kind, stations, numbers["rounds"], numbers["work_seconds"], numbers["rest_seconds"], between
            )
        case CircuitType.ROUNDS_FOR_TIME:
            return _rounds(numbers["rounds"], stations * rules.round_seconds / MINUTE)


def _all(kind: CircuitType, stations: int, high: float, rules: CircuitRules) -> list[Circuit]:
    match kind:
        case CircuitType.AMRAP | CircuitType.LADDER | CircuitType.CHIPPER:
            return [_timed(kind, m) for m in range(1, int(high) + 1)]
        case CircuitType.EMOM:
            return [_emom(stations, r, rules.emom_work) for r in range(1, int(high / stations) + 1)]
        case CircuitType.TABATA:
            return _intervals(kind, stations, rules.tabata_work, rules.tabata_rest, high, between=MINUTE)
        case CircuitType.STATION:
            return [c for work, rest in rules.intervals for c in _intervals(kind, stations, work, rest, high)]
        case CircuitType.ROUNDS_FOR_TIME:
            lap = stations * rules.round_seconds / MINUTE
            return [_rounds(r, lap) for r in range(1, int(high / lap) + 1)]


def _timed(kind: CircuitType, minutes: int) -> Circuit:
    notes = {
        CircuitType.AMRAP: f"As many rounds as possible in {minutes} min, at a pace that lasts.",
        CircuitType.LADDER: f"2 reps of each, then 4, 6, 8 … as high as {minutes} min allow.",
        CircuitType.CHIPPER: f"Once through, all reps of one before the next; cap {minutes} min.",
    }
    return Circuit(type=kind, minutes=minutes, rounds=1 if kind is CircuitType.CHIPPER else None, note=notes[kind])


def _emom(stations: int, rounds: int, work: int) -> Circuit:
    note = f"Every minute the next station: {work} s of work, what is left is rest."
    return Circuit(
        type=CircuitType.EMOM, minutes=rounds * stations, rounds=rounds, work_seconds=work, rest_seconds=MINUTE - work,
        note=note,
    )  # fmt: skip


def _rounds(rounds: int, lap: float) -> Circuit:
    note = f"{rounds} rounds for time, clean reps before speed."
    return Circuit(type=CircuitType.ROUNDS_FOR_TIME, minutes=rounds * lap, rounds=rounds, note=note)


def _intervals(kind: CircuitType, stations: int, work: int, rest: int, high: float, between: int = 0) -> list[Circuit]:
    """`rounds` intervals at every station; `between`: seconds to change stations, where all rounds are done at one."""
    most = int((high * MINUTE - between * (stations - 1)) / (stations * (work + rest)))
    return [_interval(kind, stations, rounds, work, rest, between) for rounds in range(1, most + 1)]


def _interval(kind: CircuitType, stations: int, rounds: int, work: int, rest: int, between: int) -> Circuit:
    note = f"{work} s of work, {rest} s of rest"
    note += (
        f"; all rounds at a station, then {between} s to change." if between else " at every station, then round again."
    )
    minutes = (rounds * stations * (work + rest) + between * (stations - 1)) / MINUTE
    return Circuit(type=kind, minutes=minutes, rounds=rounds, work_seconds=work, rest_seconds=rest, note=note)
