"""Recovery days on which the athlete is invited to do something enjoyable, at the cadence asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alloy_engine.domain.request import ActivityHabit
from alloy_engine.structure.interference import WEEKDAYS


def recommendations(habits: Sequence[ActivityHabit], start: dt.date, resting: Sequence[int]) -> dict[int, str]:
    """Sequence of a recovery day → activity recommended on it.

    Each activity comes first on the first recovery day that suits it and then no sooner than
    `recommend_every_days` after its last; one that has set weekdays only on those. The one waiting longest wins.
    """
    last: dict[int, int] = {}
    chosen: dict[int, str] = {}
    for sequence in resting:
        weekday = WEEKDAYS[(start + dt.timedelta(days=sequence)).weekday()]
        due: list[tuple[int, int]] = []
        for number, habit in enumerate(habits):
            every = habit.recommend_every_days
            if every is None or (habit.weekdays and weekday not in habit.weekdays):
                continue
            waiting = sequence - last.get(number, -every) - every
            if waiting >= 0:
                due.append((-waiting, number))
        if due:
            _, number = min(due)
            last[number] = sequence
            chosen[sequence] = habits[number].activity.value
    return chosen
