"""The program's days: what `structure` decides and everything later reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from alloy_engine.domain.vocabulary import MovementPattern, Phase, SessionType


class DayPlan(NamedTuple):
    """One calendar day.

    microcycle, day: 1-based. sequence: 0-based position in the whole program.
    focus: main patterns, leading one first; empty until focus is assigned and on non-lifting days.
    mesocycle: 1-based. week: 0-based microcycle position within its mesocycle (the deload is last).
    weeks: microcycles in the mesocycle, deload not counted. target_minutes: 0 on recovery days.
    yields: rules that had to give way for this day's focus, in words.
    coming: the later days of the microcycle that have focus patterns, each with its number and these.
    later: its later training days, each with its number and type. length_days: of the microcycle.
    invited: the microcycle's days on which an activity is recommended, each with its number and that.
    """

    sequence: int
    microcycle: int
    day: int
    date: dt.date
    type: SessionType
    phase: Phase
    is_deload: bool
    mesocycle: int
    week: int
    weeks: int
    target_minutes: int
    focus: tuple[MovementPattern, ...] = ()
    activity: str | None = None
    yields: tuple[str, ...] = ()
    coming: tuple[tuple[int, tuple[MovementPattern, ...]], ...] = ()
    later: tuple[tuple[int, SessionType], ...] = ()
    length_days: int = 7
    invited: tuple[tuple[int, str], ...] = ()

    @property
    def ahead(self) -> tuple[MovementPattern, ...]:
        """Focus patterns of the later days, in order: what the week will still train of itself."""
        return tuple([pattern for _, focus in self.coming for pattern in focus])

    @property
    def key(self) -> str:
        """The session's id within its program: "<microcycle>-<day>"."""
        return f"{self.microcycle}-{self.day}"


@dataclass(frozen=True, slots=True)
class MicrocyclePlan:
    """One microcycle: `length_days` consecutive days from `start_date`."""

    index: int
    start_date: dt.date
    length_days: int
    phase: Phase
    is_deload: bool
    mesocycle: int
    week: int
    weeks: int
    days: tuple[DayPlan, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The whole calendar. `warnings`: what had to give way, in words. days: those of all microcycles in a row."""

    microcycles: tuple[MicrocyclePlan, ...]
    warnings: tuple[str, ...] = ()
    days: tuple[DayPlan, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple([day for week in self.microcycles for day in week.days]))


Focused = tuple[tuple[MovementPattern, ...], tuple[str, ...]]  # a day's focus and yields


def looking_ahead(microcycle: MicrocyclePlan, focused: Mapping[int, Focused] | None = None) -> MicrocyclePlan:
    """The same microcycle, every day knowing its length, where activities are recommended, and the focus and type of
    the days after it.

    focused: by sequence, what is written into days first.
    """
    focused = focused or {}
    coming: tuple[tuple[int, tuple[MovementPattern, ...]], ...] = ()
    later: tuple[tuple[int, SessionType], ...] = ()
    days: list[DayPlan] = []
    length = microcycle.length_days
    invited = tuple([(day.day, day.activity) for day in microcycle.days if day.activity])
    for day in reversed(microcycle.days):
        focus, yields = focused.get(day.sequence, (day.focus, day.yields))
        days.append(
            day._replace(
                focus=focus, yields=yields, coming=coming, later=later, length_days=length, invited=invited
            )
        )  # fmt: skip
        if focus:
            coming = ((day.day, focus), *coming)
        if day.type is not SessionType.RECOVERY:
            later = ((day.day, day.type), *later)
    return replace(microcycle, days=tuple(reversed(days)))
