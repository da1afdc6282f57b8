"""From a valid request to a brief: every default settled, every preset opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import TEN, WEIGHTS_ACCEPTED, ProgramRequest
from alloy_engine.domain.vocabulary import Discipline, Equipment, Goal, ProgressionStyle
from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Tracer

K = TypeVar("K", Goal, Discipline)
DAYS_A_WEEK = 7


def brief(
    request: ProgramRequest,
    presets: Mapping[str, frozenset[Equipment]],
    policy: Policy,
    tracer: Tracer,
    *,
    today: dt.date,
) -> Brief:
    """Settle what the request leaves open. `today` is only used when it names no start date.

    Raises InvalidRequest for weights that leave nothing to count, with what the policy has disabled.
    """
    if not any(policy.scoring.base_weights(request.weights).values()):
        own = {name.value: weight for name, weight in request.weights.items()}
        message = "leave nothing to count: all other dimensions are disabled"
        raise InvalidRequest([Fault("weights", own, message, WEIGHTS_ACCEPTED)])
    experience = request.athlete.experience
    given = request.progression_style is not ProgressionStyle.AUTO
    tracer.take("3.3", "A" if given else "B")
    of_athlete = request.athlete.disciplines
    tracer.take("3.4", "A" if request.disciplines else "C" if of_athlete else "B")
    equipment = request.athlete.equipment
    return Brief(
        request=request,
        goals=_shares(request.goals),
        disciplines=_shares(request.disciplines or of_athlete or policy.defaults.disciplines[experience]),
        equipment=presets[equipment] if isinstance(equipment, str) else frozenset(equipment),
        progression=request.progression_style if given else policy.defaults.progression[experience],
        experience=experience,
        start_date=request.start_date or next_monday(today),
    )


def next_monday(today: dt.date) -> dt.date:
    """The first Monday after `today`."""
    return today + dt.timedelta(days=DAYS_A_WEEK - today.weekday())


def default_name(request: ProgramRequest) -> str:
    """The program's name: the request's, else built from its goals, weeks and days."""
    if request.name:
        return request.name
    goals = " & ".join(goal.value.replace("_", " ") for goal in request.goals)
    return f"{goals.capitalize()}, {request.duration_weeks} weeks × {request.days_per_week} days"


def _shares(dollars: Mapping[K, int]) -> dict[K, float]:
    ranked = sorted(dollars.items(), key=lambda item: (-item[1], str(item[0])))
    return {name: amount / TEN for name, amount in ranked}
