"""How many drills a warm-up or cool-down holds, and which: what the coach insists on before all others."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.slot import INSISTED
from alloy_engine.session.doses.dose import Dose
from alloy_engine.session.doses.fitted import Placed


def needed(doses: Sequence[Dose]) -> int:
    """Drills as usual: those that are not optional."""
    return sum(not dose.slot.optional for dose in doses) or len(doses)


def fewest(doses: Sequence[Dose], least: int) -> int:
    """Drills to keep whatever the time: `least`, as far as there are so many, and all that is insisted on."""
    return max(min(least, len(doses)), sum(dose.slot.hold in INSISTED for dose in doses))


def drills(doses: Sequence[Dose], count: int) -> tuple[Placed, ...]:
    """What is insisted on first, the needed ones before the optional ones; in their own order."""
    ranked = sorted(doses, key=lambda dose: (dose.slot.hold not in INSISTED, dose.slot.optional, dose.slot.index))
    kept = sorted(ranked[:count], key=lambda dose: (dose.slot.optional, dose.slot.index))
    return tuple(Placed(dose) for dose in kept)
