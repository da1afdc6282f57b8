"""What a request's own minutes, days, split, kit and rules can hold at proper rests.

Weekly hard sets of a major muscle, if all lifting time went evenly to the seven majors:

    minutes for sets = session minutes - shortest warm-up and cool-down - ramp sets
    seconds a set    = work + rest, for all but an exercise's last set, halved where exercises share it
                       + the change to an exercise, spread over its sets
    ceiling          = lifting days a week × minutes for sets ÷ minutes a set × majors a set credits ÷ 7

Work and rest are the goals' own (by dollars; the rest is the shortest their main lifts ask for), so a plan that
cuts rests short may hold more. A major no allowed movement trains directly gets half, one none trains gets none.
"""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.clock import MINUTE, set_seconds, support_minutes
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, ExerciseRole, MovementPattern
from alloy_engine.quality.hard import forbidden_because

DAYS_A_WEEK = 7
INDIRECT_ONLY = 0.5


@dataclass(frozen=True, slots=True)
class Ceiling:
    """weekly_sets, sessions: by major, in seven days. patterns: those some allowed main lift has.

    loadable: some allowed main lift has a one-rep maximum to load it by.
    """

    weekly_sets: dict[str, float]
    sessions: dict[str, float]
    patterns: frozenset[MovementPattern]
    loadable: bool


def ceiling_of(structure: Structure, brief: Brief, catalogue: Catalogue, policy: Policy) -> Ceiling:
    """Computed from the request alone: nothing that was planned for it enters."""
    rules = policy.audit.ceilings
    work = [microcycle for microcycle in structure.microcycles if not microcycle.is_deload]
    weeks = sum(microcycle.length_days for microcycle in work) / DAYS_A_WEEK
    days = [day for microcycle in work for day in microcycle.days if day.type.is_lifting]
    even = len(days) / weeks * sets_a_session(brief, policy) * rules.credit_per_set / len(MAJOR_MUSCLES)
    allowed = [movement for movement in catalogue.movements if forbidden_because(movement, brief) is None]
    lifts = [movement for movement in allowed if any(role in movement.roles for role in COUNTED_ROLES)]
    mains = [movement for movement in lifts if ExerciseRole.MAIN in movement.roles]
    primary = {movement.primary for movement in lifts}
    secondary = {muscle for movement in lifts for muscle in movement.secondary}
    shares = {}
    for name, muscles in MAJOR_MUSCLES.items():
        direct, indirect = not primary.isdisjoint(muscles), not secondary.isdisjoint(muscles)
        shares[name] = 1.0 if direct else INDIRECT_ONLY if indirect else 0.0
    return Ceiling(
        weekly_sets={name: even * share for name, share in shares.items()},
        sessions={name: sum(name in rules.majors[day.type] for day in days) / weeks for name in MAJOR_MUSCLES},
        patterns=frozenset(movement.pattern for movement in mains),
        loadable=any(movement.ratio is not None for movement in mains),
    )


def sets_a_session(brief: Brief, policy: Policy) -> float:
    """The most hard sets one full session has time for at proper rests."""
    rules, clock = policy.audit.ceilings, policy.prescription.time
    support = sum(support_minutes(role, rules.drills, clock) for role in (ExerciseRole.WARMUP, ExerciseRole.COOLDOWN))
    minutes = brief.request.session_minutes - support - rules.ramp_sets * clock.ramp_set_seconds / MINUTE
    work = sum(share * set_seconds(rules.reps[goal], None, False, clock) for goal, share in brief.goals.items())
    rest = (
        rules.main_share * policy.audit.rest.asked(brief.goals) + (1 - rules.main_share) * rules.accessory_rest_seconds
    )
    idle = rest * (1 - rules.superset_share * (1 - clock.superset_rest))
    alone = 1 - rules.superset_share
    change = alone * clock.change_seconds + rules.superset_share * clock.superset_change_seconds
    sets = rules.sets_per_exercise
    return max(0.0, minutes * MINUTE / (work + idle * (sets - 1) / sets + change / sets))
