"""Calendars of many variants of one request: whatever variants have in common is laid out once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from alloy_engine.catalogue.mix import day_counts, training_days
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.vocabulary import Goal
from alloy_engine.flow import Silent
from alloy_engine.structure.focus import focused
from alloy_engine.structure.site import Site
from alloy_engine.structure.skeleton import skeleton, target_minutes
from alloy_engine.structure.weeks import Frame, cut


@dataclass(frozen=True, slots=True)
class _Plain:
    """A calendar without focus, and what has been made of it, by the sets of patterns its days may have."""

    site: Site
    focused: dict[Hashable, Structure] = field(default_factory=dict)


class Layouts:
    """`assign_focus` of `skeleton`, for one brief after another. Lives as long as one look at a request.

    Variants mostly differ in kit, injuries, rules, minutes or dollars. Few of these move a day, and few of them change
    which patterns a day may have; where neither is so, the days are those of another variant, in other minutes.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._frames: dict[Hashable, tuple[Frame, ...]] = {}
        self._plain: dict[Hashable, _Plain] = {}

    def of(self, brief: Brief) -> Structure:
        """The brief's calendar with its focus patterns."""
        key = self._days_from(brief)
        plain = self._plain.get(key)
        if plain is None:
            days = skeleton(brief, self._policy, Silent())
            plain = self._plain[key] = _Plain(Site.of(days, brief, self._policy))
        options = plain.site.options(brief, self._policy)
        asked = tuple(options.items())
        structure = plain.focused.get(asked)
        if structure is None:
            structure = plain.focused[asked] = focused(plain.site, options, Silent())
        return in_minutes(structure, brief.request.session_minutes, self._policy)

    def _days_from(self, brief: Brief) -> Hashable:
        """Everything that decides which day is trained, and with what type of session. Goals do by the kinds of days
        they ask for, and by whether they force one.
        """
        request, mix = brief.request, self._policy.structure.mix
        weeks = (
            request.duration_weeks, request.microcycle_length_days, request.deload_every_weeks, brief.start_date,
        )  # fmt: skip
        frames = self._frames.get(weeks)
        if frames is None:
            frames = self._frames[weeks] = cut(brief, self._policy, Silent())
        lengths = {*(frame.length_days for frame in frames), request.microcycle_length_days}
        counts = tuple(day_counts(brief, mix, training_days(brief, days), days) for days in sorted(lengths))
        forced = brief.dollars(Goal.ENDURANCE) >= mix.endurance_dollars_forcing_cardio
        return (
            weeks, request.days_per_week, request.split, request.hybrid, request.activities, brief.experience, counts,
            forced,
        )  # fmt: skip


def in_minutes(structure: Structure, minutes: int, policy: Policy) -> Structure:
    """The same calendar for sessions of so many minutes."""

    def timed(day: DayPlan, microcycle: MicrocyclePlan) -> DayPlan:
        wanted = target_minutes(minutes, policy, deload=microcycle.is_deload) if day.target_minutes else 0
        return day if wanted == day.target_minutes else day._replace(target_minutes=wanted)

    weeks = [replace(m, days=tuple([timed(day, m) for day in m.days])) for m in structure.microcycles]
    return Structure(tuple(weeks), structure.warnings)
