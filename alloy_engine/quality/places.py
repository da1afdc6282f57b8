"""How many microcycles have the days and minutes for every pattern a full week should hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.vocabulary import MovementPattern

Group = tuple[MovementPattern, ...]


def complete_share(
    structure: Structure, brief: Brief, allowed: Collection[MovementPattern], finisher: bool, policy: Policy
) -> float:
    """Share of the microcycles with enough lifting days (deloads left out) whose days have a place for each group of
    patterns that some allowed lift has; 1 where none has enough days. Fillers count: nobody asks for a press against
    a wall, but where it is the only one it takes a place, so that the other side does not stand alone.

    A day has as many places as main patterns its minutes hold, and its fewest accessories where it has such. finisher:
    a finisher stands in their place.
    """
    rules = policy.audit.patterns
    asked = [
        microcycle
        for microcycle in structure.microcycles
        if not microcycle.is_deload and len(_lifting(microcycle)) >= rules.from_lifting_days
    ]
    groups = [group for group in rules.wanted if not set(group).isdisjoint(allowed)]
    full = [each for each in asked if _has_places(_lifting(each), groups, brief, finisher, policy)]
    return len(full) / len(asked) if asked else 1.0


def _lifting(microcycle: MicrocyclePlan) -> list[DayPlan]:
    return [day for day in microcycle.days if day.type.is_lifting]


def _has_places(days: Sequence[DayPlan], groups: Sequence[Group], brief: Brief, finisher: bool, policy: Policy) -> bool:
    """Whether every group finds a place of its own: groups are moved to other days where that makes room."""
    minutes, lifting, kinds = brief.request.session_minutes, policy.composition.lifting, policy.structure.focus.days
    more = 0 if finisher or minutes <= lifting.short_minutes else lifting.accessories.low
    places = [kinds[day.type].size(minutes) + more for day in days]
    taken: list[list[Group]] = [[] for _ in days]

    def placed(group: Group, tried: set[int]) -> bool:
        for at, day in enumerate(days):
            if at in tried or set(group).isdisjoint(kinds[day.type].patterns):
                continue
            tried.add(at)
            if len(taken[at]) < places[at]:
                taken[at].append(group)
                return True
            for other in taken[at]:
                if placed(other, tried):
                    taken[at][taken[at].index(other)] = group
                    return True
        return False

    return all(placed(group, set()) for group in groups)
