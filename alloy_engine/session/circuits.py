"""Circuits with their own clocks, and which kind is due when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from alloy_engine.catalogue.policies.composition import CircuitRules
from alloy_engine.domain.program import Circuit
from alloy_engine.domain.vocabulary import CircuitType

T = TypeVar("T")
MINUTE = 60


def rotated(choices: Sequence[T], turn: int) -> T:
    """The choice whose turn it is; turns go round."""
    return choices[turn % len(choices)]


def clocks(kind: CircuitType, stations: int, low: float, high: float, rules: CircuitRules) -> tuple[Circuit, ...]:
    """Every circuit of that kind with so many stations that lasts low..high minutes, shortest first.

    Empty if its clock cannot be set to anything in between.
    """
    made = [circuit for circuit in _all(kind, max(1, stations), high, rules) if low <= circuit.minutes <= high]
    return tuple(sorted(made, key=lambda circuit: circuit.minutes))


def _all(kind: CircuitType, stations: int, high: float, rules: CircuitRules) -> list[Circuit]:
    match kind:
        case CircuitType.AMRAP:
            return [
                Circuit(type=kind, minutes=m, note=f"As many rounds as possible in {m} min, at a pace that lasts.")
                for m in range(1, int(high) + 1)
            ]
        case CircuitType.LADDER:
            return [
                Circuit(type=kind, minutes=m, note=f"2 reps of each, then 4, 6, 8 … as high as {m} min allow.")
                for m in range(1, int(high) + 1)
            ]
        case CircuitType.CHIPPER:
            return [
                Circuit(
                    type=kind, minutes=m, rounds=1, note=f"Once through, all reps of one before the next; cap {m} min."
                )
                for m in range(1, int(high) + 1)
            ]
        case CircuitType.EMOM:
            work = rules.emom_work
            return [
                Circuit(type=kind, minutes=r * stations, rounds=r, work_seconds=work, rest_seconds=MINUTE - work,
                        note=f"Every minute the next station: {work} s of work, what is left is rest.")
                for r in range(1, int(high / stations) + 1)
            ]  # fmt: skip
        case CircuitType.TABATA:
            return _intervals(kind, stations, rules.tabata_work, rules.tabata_rest, high, between=MINUTE)
        case CircuitType.STATION:
            return [c for work, rest in rules.intervals for c in _intervals(kind, stations, work, rest, high)]
        case CircuitType.ROUNDS_FOR_TIME:
            lap = stations * rules.round_seconds / MINUTE
            return [
                Circuit(type=kind, minutes=r * lap, rounds=r, note=f"{r} rounds for time, clean reps before speed.")
                for r in range(1, int(high / lap) + 1)
            ]


def _intervals(kind: CircuitType, stations: int, work: int, rest: int, high: float, between: int = 0) -> list[Circuit]:
    """`rounds` intervals at every station; `between`: seconds to change stations, where all rounds are done at one."""
    lap = stations * (work + rest)
    pauses = between * (stations - 1)
    most = int((high * MINUTE - pauses) / lap)
    note = f"{work} s of work, {rest} s of rest"
    note += (
        f"; all rounds at a station, then {between} s to change." if between else " at every station, then round again."
    )
    return [
        Circuit(
            type=kind, minutes=(r * lap + pauses) / MINUTE, rounds=r, work_seconds=work, rest_seconds=rest, note=note
        )
        for r in range(1, most + 1)
    ]
