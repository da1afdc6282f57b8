"""What is left to do for a program, in order: the pending days, each microcycle's end, the program's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.services.compute.requests import CloseMicrocycle, CloseProgram, FallBack, PlanDay, Request
from alloy_engine.storage.sessions import PendingDay

# So many workers may be lost with a session in hand before it is held to be the cause: it then takes the
# template, and after as many again it is failed. A worker is killed by chance far more often than by a
# session, which dies in a process of its own: so not after the first.
CRASHES = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One question to the bench. begins: the days whose planning starts with it, recovery days before it
    included. day: the one it plans, None for a closing."""

    request: Request
    begins: tuple[DayPlan, ...] = ()
    day: DayPlan | None = None

    @property
    def locks(self) -> tuple[Lock, ...]:
        """Movements its day is to be planned around."""
        return self.request.locks if isinstance(self.request, (PlanDay, FallBack)) else ()

    @property
    def is_saved_apart(self) -> bool:
        """Whether what came before is to be saved when this begins. A microcycle's end goes with its last day,
        so that there is no moment with the one stored and not the other."""
        return not isinstance(self.request, CloseMicrocycle)


def steps_of(structure: Structure, pending: Mapping[str, PendingDay]) -> Iterator[Step]:
    """Every step that is left. Recovery days go with the training day after them, the last with the end."""
    resting: list[DayPlan] = []
    for microcycle in structure.microcycles:
        days = [day for day in microcycle.days if day.key in pending]
        for day in days:
            resting.append(day)
            if day.type is not SessionType.RECOVERY:
                yield Step(_asked(day, pending[day.key]), tuple(resting), day)
                resting.clear()
        if days:
            yield Step(CloseMicrocycle(microcycle.index))
    yield Step(CloseProgram(), tuple(resting))


def _asked(day: DayPlan, pending: PendingDay) -> Request:
    if pending.crashes < CRASHES:
        return PlanDay(day.key, pending.variation, pending.avoid, pending.locks)
    reason = f"it is quarantined: {pending.crashes} workers were lost while they planned it"
    return FallBack(day.key, reason, "6.1", "D", hopeless=pending.crashes >= 2 * CRASHES, locks=pending.locks)
