"""The days that focus patterns are for: which are left to us, what is kept off each, and the sets each may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Focus
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.vocabulary import LEG_DAYS, Goal, MovementPattern, SessionType
from alloy_engine.structure.choices import Choice, choices
from alloy_engine.structure.given import given_focus
from alloy_engine.structure.interference import Blocked, blocked_days

Patterns = tuple[MovementPattern, ...]
Options = Mapping[tuple[SessionType, Patterns], tuple[Choice, ...]]  # by a day's type and what is shut on it


@dataclass(frozen=True, slots=True)
class Site:
    """A calendar as the assignment sees it, whatever patterns its days may have.

    given: sequence → the coach's own focus. open_days: the other lifting days. blocked: the windows of activities.
    shut: sequence of an open day → patterns of its type that lie within one.
    """

    structure: Structure
    rules: Focus
    given: Mapping[int, Patterns]
    open_days: tuple[DayPlan, ...]
    blocked: Blocked
    shut: Mapping[int, Patterns]

    @classmethod
    def of(cls, structure: Structure, brief: Brief, policy: Policy) -> Site:
        rules, days = policy.structure.focus, structure.days
        recommended = [(day.sequence, day.activity) for day in days if day.activity]
        blocked = blocked_days(
            brief.request.activities, brief.start_date, len(days), policy.structure.activities, recommended
        )
        given = given_focus(brief.request, days)
        open_days = tuple([day for day in days if day.type.is_lifting and day.sequence not in given])
        shut = {day.sequence: blocked.among(day.sequence, rules.days[day.type].patterns) for day in open_days}
        return cls(structure, rules, given, open_days, blocked, shut)

    def options(self, brief: Brief, policy: Policy) -> Options:
        """The sets of patterns that each kind of open day may have."""
        rules, minutes = self.rules, brief.request.session_minutes
        kinds = dict.fromkeys([(day.type, self.shut[day.sequence]) for day in self.open_days])
        return {
            (kind, shut): choices(
                rules.days[kind], minutes, rules, brief.main_patterns, most_patterns(kind, brief, policy), shut
            )
            for kind, shut in kinds
        }


def most_patterns(kind: SessionType, brief: Brief, policy: Policy) -> int:
    """Main patterns a session of the type has places for: one place goes to the ballistic lift power asks for."""
    lifting = policy.composition.lifting
    power = kind in LEG_DAYS and brief.dollars(Goal.EXPLOSIVENESS, Goal.SPEED) >= lifting.power_from
    return lifting.mains.high - power
