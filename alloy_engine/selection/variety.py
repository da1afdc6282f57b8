"""How much of a microcycle may come back in it: what one session may repeat, with the days after it in mind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from alloy_engine.catalogue import Policy
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import COUNTED_ROLES, History, SessionFacts
from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import ExerciseRole

ROUNDING = 1e-9


class Variety(NamedTuple):
    """A microcycle around one of its days, counted over the roles that have to vary.

    slots, repeats: places so far, and how many of them had a movement again. slots_ahead, repeats_ahead: the same of
    the days after it, as far as the microcycle before had such days: their lifts carry on. asked: not of a deload.
    """

    slots: int
    repeats: int
    slots_ahead: int
    repeats_ahead: int
    asked: bool

    def allowance(self, needed: int, policy: Policy) -> int:
        """How many of this session's `needed` places may repeat a movement, whatever optional places are dropped."""
        usual = _bound(self.slots + needed, policy.relaxation.variety.unique_share) - self.repeats
        if not self.slots_ahead:
            return max(0, usual)
        return max(0, min(usual, self.bound(needed, policy) - self.repeats_ahead))

    def spared(self, role: ExerciseRole, policy: Policy) -> int:
        """How many of these a place of that role leaves to lifts of the days ahead, some of which may find nothing but
        what the microcycle has had: circuits, cardio and drills have more to choose from.
        """
        return policy.relaxation.variety.spare_repeats if self.slots_ahead and role not in COUNTED_ROLES else 0

    def bound(self, needed: int, policy: Policy) -> int:
        """The most that the gate lets pass, were no later day to repeat anything."""
        share = policy.gates.microcycle.unique_share_min
        return _bound(self.slots + needed + self.slots_ahead, share) - self.repeats


def _bound(places: int, share: float) -> int:
    return math.floor((1.0 - share) * places + ROUNDING)


def variety_of(day: DayPlan, history: History, roles: Sequence[ExerciseRole]) -> Variety:
    """roles: those that count for variety."""
    here = Counter([m for fact in history.of_microcycle(day.microcycle) for m in fact.movements(*roles)])
    slots, repeats = sum(here.values()), sum(here.values()) - len(here)
    if day.is_deload or not day.later:
        return Variety(slots, repeats, 0, 0, not day.is_deload)
    today, *others = like_days(day, history)
    seen, again, places = {*here, *carried(today)}, 0, 0
    for fact in others:
        lifts = carried(fact)
        again += len(seen.intersection(lifts))
        seen.update(lifts)
        places += len(fact.movements(*roles)) if fact else 0
    return Variety(slots, repeats, places, again, asked=True)


def fewest_places(
    places: Sequence[str], least: int, day: DayPlan, history: History, roles: Sequence[ExerciseRole], policy: Policy
) -> int:
    """How many of a session's places have to stay for the microcycle to repeat no more than its gate lets pass: `least`
    where that does, or where none of them would help.

    places: their movements, those that give way first last. roles: those that count for variety.
    """
    variety = variety_of(day, history, roles)
    if not variety.asked:
        return least
    seen = {m for fact in history.of_microcycle(day.microcycle) for m in fact.movements(*roles)}
    for count in range(least, len(places) + 1):
        again = sum([movement in seen for movement in places[:count]])
        if again + variety.repeats_ahead <= variety.bound(count, policy):
            return count
    return least


def like_days(day: DayPlan, history: History) -> Iterator[SessionFacts | None]:
    """The same session of the latest microcycle of the mesocycle that had it, for this day and those after it."""
    like = history.like_before(day)
    place = Counter([fact.day.type for fact in history.of_microcycle(day.microcycle)])
    for kind in (day.type, *(kind for _, kind in day.later)):
        yield like.get((kind, place[kind]))
        place[kind] += 1


def carried(fact: SessionFacts | None) -> set[str]:
    """The main lifts and accessories of that session, which the mesocycle carries on."""
    return set(fact.movements(*COUNTED_ROLES)) if fact else set()


def given_up(again: Sequence[Slot], needed: int, variety: Variety, policy: Policy) -> frozenset[int]:
    """Indexes of the places whose lift is not carried on, because the microcycle would repeat more than its gate lets
    pass: accessories before main lifts, the last ones first.

    again: places that are to carry on what the microcycle has had already. needed: places that count for variety.
    """
    over = len(again) - max(0, variety.bound(needed, policy))
    if not variety.asked or over <= 0:
        return frozenset()
    free = [slot for slot in again if slot.hold is Hold.MESOCYCLE]
    free.sort(key=lambda slot: (slot.role is ExerciseRole.MAIN, -slot.index))
    return frozenset([slot.index for slot in free[:over]])
