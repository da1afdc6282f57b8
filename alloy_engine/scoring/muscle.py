"""Dimension 2: does the pick train something this session and this week still need?"""

from __future__ import annotations

from typing import NamedTuple

from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.scoring.ledger import MUSCLES, POSITION, Ledger
from alloy_engine.scoring.verdict import Verdict, any_of, words

PRIMARY = 1.0
PERCENT = 100


class Credit(NamedTuple):
    """The muscle a pick is booked under (position in MUSCLES; None: none the slot asks for) and its factor."""

    muscle: int | None
    factor: float


NO_CREDIT = Credit(None, 0.0)


def options(movement: Movement, slot: Slot, step: Step, synergist: float) -> list[Credit]:
    """What the pick may be booked under: its primary, and once synergists count its secondaries,
    as far as the slot asks for them (a slot that names no muscle asks for any).
    """
    found = []
    if _wanted(movement.primary, slot):
        found.append(Credit(POSITION[movement.primary], PRIMARY))
    if step.synergists:
        reached = sorted(POSITION[muscle] for muscle in movement.secondary if _wanted(muscle, slot))
        found += [Credit(muscle, synergist) for muscle in reached]
    return found


def best_credit(found: list[Credit], ledger: Ledger, relative: float) -> tuple[Credit, float]:
    """The most valuable of these and its raw score; the first of equals."""
    best, most = NO_CREDIT, 0.0
    for credit in found:
        raw = 0.0 if credit.muscle is None else ledger.raw(credit.muscle, credit.factor, relative)
        if best is NO_CREDIT or raw > most:
            best, most = credit, raw
    return best, most


def verdict(credit: Credit, raw: float, slot: Slot, ledger: Ledger) -> Verdict:
    """untrained, synergist, once, more, full or unwanted."""
    if credit.muscle is None:
        return Verdict(0.0, "unwanted", f"does not train {any_of(slot.muscles)}")
    name = words(MUSCLES[credit.muscle])
    if raw <= 0.0:
        return Verdict(0.0, "full", f"{name} has had its sets for the week")
    need = _need(ledger, credit.muscle)
    count = ledger.count(credit.muscle)
    if credit.factor < PRIMARY:
        return Verdict(raw, "synergist", f"reaches {name} as a synergist{need}")
    if count == 0:
        return Verdict(raw, "untrained", f"{name} is not trained yet here{need}")
    if count == 1:
        return Verdict(raw, "once", f"{name} is trained once already{need}")
    return Verdict(raw, "more", f"{name} is trained {count} times already{need}")


def _need(ledger: Ledger, muscle: int) -> str:
    scale = float(ledger.needs.scale[muscle])
    return "" if scale >= 1.0 else f"; {round(scale * PERCENT)} % of its weekly sets are open"


def _wanted(muscle: Muscle, slot: Slot) -> bool:
    return not slot.muscles or muscle in slot.muscles
