"""Cutting the program into mesocycles and microcycles, and naming each one's phase."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Calendar
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import Phase
from alloy_engine.flow import Tracer

DAYS_A_WEEK = 7
BRANCH_OF_PHASE = {Phase.ACCUMULATION: "A", Phase.INTENSIFICATION: "B", Phase.PEAKING: "C", Phase.DELOAD: "D"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A microcycle before its days are known; fields as in MicrocyclePlan. first: sequence of its first day."""

    index: int
    first: int
    start_date: dt.date
    length_days: int
    phase: Phase
    is_deload: bool
    mesocycle: int
    week: int
    weeks: int


def cut(brief: Brief, policy: Policy, tracer: Tracer) -> tuple[Frame, ...]:
    """The program's microcycles in order; their lengths sum to duration_weeks × 7 days exactly."""
    calendar = policy.structure.calendar
    request = brief.request
    frames: list[Frame] = []
    for mesocycle, stretch in enumerate(stretches(request.duration_weeks, request.deload_every_weeks), start=1):
        lengths = lengths_of(stretch.work_days, request.microcycle_length_days, calendar)
        even = all(length == request.microcycle_length_days for length in lengths)
        tracer.take("4.2.1", "A" if even else "B")
        phases = phases_of(len(lengths), last=stretch.last, calendar=calendar)
        if stretch.deload:
            lengths, phases = [*lengths, calendar.deload_days], [*phases, Phase.DELOAD]
        weeks = len(lengths) - stretch.deload
        for week, (length, phase) in enumerate(zip(lengths, phases, strict=True)):
            first = frames[-1].first + frames[-1].length_days if frames else 0
            start = brief.start_date + dt.timedelta(days=first)
            deload = phase is Phase.DELOAD
            frames.append(Frame(len(frames) + 1, first, start, length, phase, deload, mesocycle, week, weeks))
            tracer.take("4.2.4", BRANCH_OF_PHASE[phase])
    return tuple(frames)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days between two deloads, whether a deload ends them, and whether the program ends with them."""

    work_days: int
    deload: bool
    last: bool


def stretches(duration_weeks: int, deload_every_weeks: int) -> Iterator[Stretch]:
    """One stretch a mesocycle. Every `deload_every_weeks`-th week is a deload, the last week never is."""
    deloads = range(deload_every_weeks, duration_weeks, deload_every_weeks)
    done = 0
    for week in deloads:
        yield Stretch((week - 1 - done) * DAYS_A_WEEK, deload=True, last=False)
        done = week
    yield Stretch((duration_weeks - done) * DAYS_A_WEEK, deload=False, last=True)


def lengths_of(days: int, asked: int, calendar: Calendar) -> list[int]:
    """Cut `days` into microcycles as near the asked length as they go, none under a week.

    The remainder is spread: lengths differ by at most one day, longer ones first.
    """
    most = days // calendar.microcycle_days_min
    count = min(range(1, most + 1), key=lambda parts: (abs(days / parts - asked), parts))
    short, longer = divmod(days, count)
    return [short + 1] * longer + [short] * (count - longer)


def phases_of(weeks: int, *, last: bool, calendar: Calendar) -> list[Phase]:
    """Accumulation, then intensification, then (only in the last mesocycle) peaking."""
    peaking = max(1, math.floor(weeks * calendar.peaking_share + 0.5)) if last else 0
    accumulation = math.ceil((weeks - peaking) * calendar.accumulation_share)
    intensification = weeks - peaking - accumulation
    return [Phase.ACCUMULATION] * accumulation + [Phase.INTENSIFICATION] * intensification + [Phase.PEAKING] * peaking
