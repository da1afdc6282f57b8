"""Kilograms: from a known one-rep maximum, or a related lift's, to what can be put on the bar."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.policies.prescription import LoadRules
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.program import RampSet
from alloy_engine.domain.request import Athlete
from alloy_engine.domain.vocabulary import Units
from alloy_engine.session.doses.effort import whole

KG_PER_LB = 0.45359237
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Maximum:
    """A one-rep maximum in kg. branch: fork 9.2's. note: where it comes from, None if it was given."""

    kg: float
    branch: str
    note: str | None = None


def maximum_of(movement: Movement, athlete: Athlete, catalogue: Catalogue) -> Maximum | None:
    """The athlete's own, else the nearest related lift's by the family's ratios, else None."""
    known = athlete.one_rep_maxes
    if movement.id in known:
        return Maximum(known[movement.id].kg, "B")
    if movement.ratio is None:
        return None
    related = [
        (abs(other.ratio - movement.ratio), other.id, other)
        for other in (catalogue.get(key) for key in sorted(known))
        if other is not None and other.family == movement.family and other.ratio
    ]
    if not related:
        return None
    _, key, other = min(related, key=lambda item: item[:2])
    share = movement.ratio / (other.ratio or 1.0)
    note = f"Load from your {other.name.lower()}: this lift is usually {share:.0%} of it."
    return Maximum(known[key].kg * share, "C", note)


def is_loadable(movement: Movement, kit: tuple[str, ...], rules: LoadRules) -> bool:
    """True if a percentage of a maximum means something: the movement is counted and its kit can be loaded."""
    if movement.id in rules.hung:
        return False
    return movement.metric.value == "reps" and any(item in rules.loadable for item in kit)


def plate(kg: float, units: Units, rules: LoadRules) -> float | None:
    """The nearest load the athlete's plates allow, in kg; None if that is nothing at all."""
    step = rules.plate[units]
    own = kg if units is Units.KG else kg / KG_PER_LB
    rounded = whole(own / step) * step
    if rounded <= 0:
        return None
    return rounded if units is Units.KG else round(rounded * KG_PER_LB, 2)


def load(percent: float | None, maximum: Maximum | None, units: Units, rules: LoadRules) -> float | None:
    """percent: 0..100 of the maximum. None where either is unknown."""
    if percent is None or maximum is None:
        return None
    return plate(maximum.kg * percent / HUNDRED, units, rules)


def ramp_sets(count: int, load_kg: float | None, *, first: bool, units: Units, rules: LoadRules) -> tuple[RampSet, ...]:
    """`count` lighter sets before a main lift, as shares of its working load."""
    if first:
        steps = list(zip(rules.ramp_percents, rules.ramp_reps, strict=True))[len(rules.ramp_percents) - count :]
    else:
        steps = [(rules.later_ramp_percent, rules.later_ramp_reps)] * min(count, 1)
    return tuple(
        RampSet(percent=share, reps=reps, load_kg=None if load_kg is None else plate(load_kg * share, units, rules))
        for share, reps in steps
    )


def ramp_count(percent: float | None, *, first: bool, rules: LoadRules) -> int:
    """The first lift ramps in full unless it is light; a later one once, if it is heavy."""
    if percent is None:
        return 0
    if first:
        return len(rules.ramp_percents) if percent >= rules.light_below else 1
    return 1 if percent >= rules.later_ramp_from else 0
