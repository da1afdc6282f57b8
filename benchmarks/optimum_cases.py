"""Random valid requests, and sessions out of the programs they lead to, each up to its slots."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    BodyRegion,
    Discipline,
    Goal,
    Muscle,
    PersonaAggression,
    SessionType,
    Severity,
    SkillLevel,
    SplitTemplate,
)
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_session, plan_structure
from alloy_engine.selection import CandidatePool, SelectionContext, context_of
from alloy_engine.services import Materials
from alloy_engine.session import compose

START = dt.date(2026, 1, 5)
SESSIONS_A_REQUEST = 2
DOLLARS = 10
PLAIN_SPLITS = [split.value for split in SplitTemplate if split is not SplitTemplate.HYBRID]


@dataclass(frozen=True, slots=True)
class Case:
    """One session to be filled, with all that came before it in its program. name: for people."""

    name: str
    slots: tuple[Slot, ...]
    pool: CandidatePool
    context: SelectionContext


def cases(materials: Materials, sessions: int, seed: int) -> Iterator[Case]:
    """So many sessions, a few of each request; the same for the same seed, catalogue and policy."""
    draw = random.Random(seed)
    left = sessions
    while left > 0:
        document = random_request(draw, sorted(materials.presets))
        for case in cases_of(materials, document, draw, min(SESSIONS_A_REQUEST, left)):
            left -= 1
            yield case


def random_request(draw: random.Random, presets: Sequence[str]) -> dict[str, Any]:
    """A valid request document: goals, days, minutes, kit, experience and wishes of any kind."""
    return {
        "goals": _dollars(draw, [goal.value for goal in Goal], draw.randint(1, 3)),
        "duration_weeks": draw.choice([8, 10, 12]),
        "days_per_week": draw.randint(2, 7),
        "session_minutes": 5 * draw.randint(6, 24),
        "split": draw.choice(PLAIN_SPLITS),
        "disciplines": _dollars(draw, [one.value for one in Discipline], draw.randint(0, 2)),
        "persona": {"aggression": draw.choice([one.value for one in PersonaAggression])},
        "start_date": START.isoformat(),
        "seed": draw.randint(0, 10**6),
        "athlete": {
            "experience": draw.choice([level.value for level in SkillLevel]),
            "equipment": draw.choice(presets),
            "focus_muscles": draw.sample([one.value for one in Muscle if one is not Muscle.FULL_BODY], _seldom(draw)),
            "limitations": [
                {"region": region.value, "severity": draw.choice([*Severity]).value}
                for region in draw.sample([*BodyRegion], _seldom(draw))
            ],
        },
    }


def cases_of(materials: Materials, document: Mapping[str, Any], draw: random.Random, most: int) -> Iterator[Case]:
    """So many training sessions of the request's program, any of them, or all if it has no more."""
    tracer = Silent()
    brief = materials.brief(document, tracer, today=START)
    structure, _ = plan_structure(brief, materials.catalogue, materials.policy, tracer)
    pool = CandidatePool.of(brief, materials.catalogue, materials.policy)
    training = [day.key for day in structure.days if day.type is not SessionType.RECOVERY]
    wanted = set(draw.sample(training, min(most, len(training))))
    history = History()
    for day in structure.days:
        if day.key in wanted:
            slots = compose(day, pool, history, tracer).slots
            yield Case(_name(document, day.key, day.type), slots, pool, context_of(pool, day, history))
            wanted.remove(day.key)
        if not wanted:
            return
        history = history.then(day, plan_session(day, pool, history, tracer).session)


def _name(document: Mapping[str, Any], key: str, kind: SessionType) -> str:
    goals = "+".join(f"{goal} {dollars}" for goal, dollars in document["goals"].items())
    athlete = document["athlete"]
    return (
        f"{goals}; {document['days_per_week']} × {document['session_minutes']} min; {athlete['equipment']}; "
        f"{athlete['experience']}; {kind.value} {key}"
    )


def _dollars(draw: random.Random, names: Sequence[str], count: int) -> dict[str, int]:
    """Whole dollars, at least one each, together ten."""
    if not count:
        return {}
    cuts = [0, *sorted(draw.sample(range(1, DOLLARS), count - 1)), DOLLARS]
    chosen = draw.sample(names, count)
    return {name: high - low for name, low, high in zip(chosen, cuts, cuts[1:], strict=False)}


def _seldom(draw: random.Random) -> int:
    """How many of something most people have none of."""
    return draw.choice([0, 0, 1, 2])
