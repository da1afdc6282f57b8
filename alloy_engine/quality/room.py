"""How many hard sets the minutes of one session hold at proper rests.

    minutes for sets = session minutes - shortest warm-up and cool-down - ramp sets - the finisher its goals ask for
                       - on days with legs, the jump or olympic lift that power asks for first
    seconds a set    = work + rest, for all but an exercise's last set, halved where exercises share it
                       + the change to an exercise, spread over its sets

The main lifts of the day's focus come first, with few sets each and the shortest rest their goals ask for; they share
rests only where some spare what others tire, so not on days of pushes, of pulls or of legs alone. What time is left
goes to more of these or to accessories at their shorter rests, whichever brings more.
"""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.clock import MINUTE, exercise_seconds, set_seconds, support_minutes
from alloy_engine.domain.vocabulary import LEG_DAYS, SUPPORT_ROLES, CardioPreference, Goal, SessionType

# Squats, lunges and most hinges tire one another as presses do.
ALIKE = (SessionType.PUSH, SessionType.PULL, SessionType.LEGS, SessionType.LOWER)
FAST_GOALS = (Goal.EXPLOSIVENESS, Goal.SPEED)
# An athlete who only likes finishers gets one every other session.
EVERY_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Room:
    """sets: hard sets of one session. credits: what they count for the majors, all of them together."""

    sets: float
    credits: float


def room_of(kind: SessionType, brief: Brief, policy: Policy) -> Room:
    """The most that a full session of that lifting type has time and places for."""
    rules = policy.audit.ceilings
    free = _free_seconds(kind, brief, policy)
    rest, work = policy.audit.rest.asked(brief.goals), _work(brief, policy)
    main = _seconds_a_set(work, rest, kind not in ALIKE, policy)
    reps = int(policy.prescription.accessory.reps.usual)
    curl = set_seconds(reps, None, False, policy.prescription.time)
    accessory = _seconds_a_set(curl, rules.accessory_rest_seconds, True, policy)
    first = policy.structure.focus.days[kind].size(brief.request.session_minutes) * rules.sets_per_exercise
    mains = min(float(first), free / main)
    left = max(0.0, free - mains * main)
    places = rules.exercises * rules.sets_per_exercise - mains
    worth_main, worth_accessory = rules.credit_per_set / main, 1.0 / accessory
    if worth_main >= worth_accessory:
        more = min(places, left / main)
        return Room(mains + more, (mains + more) * rules.credit_per_set)
    more = min(places, left / accessory)
    return Room(mains + more, mains * rules.credit_per_set + more)


def finisher_minutes(brief: Brief, policy: Policy) -> float:
    """Minutes of a session that go to its finisher, on average: none where neither goals nor athlete ask for one."""
    rules = policy.composition.finisher
    burning = brief.dollars(Goal.FAT_LOSS, Goal.ENDURANCE)
    lasting, losing = brief.dollars(Goal.ENDURANCE), brief.dollars(Goal.FAT_LOSS)
    if (
        burning > brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY)
        or losing >= rules.fat_loss_from
        or lasting >= rules.endurance_from
    ):
        return rules.emom_minutes if lasting > losing else rules.amrap_minutes
    liked = brief.request.athlete.cardio_preference in (CardioPreference.FINISHER, CardioPreference.MIXED)
    return rules.minutes * EVERY_OTHER if liked else 0.0


def _free_seconds(kind: SessionType, brief: Brief, policy: Policy) -> float:
    """Seconds for the sets that count."""
    rules, clock = policy.audit.ceilings, policy.prescription.time
    support = sum(support_minutes(role, rules.drills, clock) for role in SUPPORT_ROLES)
    minutes = brief.request.session_minutes - support - finisher_minutes(brief, policy)
    seconds = minutes * MINUTE - rules.ramp_sets * clock.ramp_set_seconds
    if kind in LEG_DAYS and brief.dollars(*FAST_GOALS) >= policy.composition.lifting.power_from:
        seconds -= _fast_seconds(brief, policy)
    return max(0.0, seconds)


def _fast_seconds(brief: Brief, policy: Policy) -> float:
    """What the fewest sets of a jump or an olympic lift take."""
    goal = max(FAST_GOALS, key=lambda each: brief.goals.get(each, 0.0))
    clock = policy.prescription.time
    work = set_seconds(policy.audit.ceilings.reps[goal], None, False, clock)
    sets = int(policy.prescription.main[goal].sets.low)
    return exercise_seconds(sets, work, policy.audit.rest.seconds[goal], 0, False, clock)


def _work(brief: Brief, policy: Policy) -> float:
    """Seconds of a main lift's set, by dollars."""
    reps, clock = policy.audit.ceilings.reps, policy.prescription.time
    return sum(share * set_seconds(reps[goal], None, False, clock) for goal, share in brief.goals.items())


def _seconds_a_set(work: float, rest: float, shared: bool, policy: Policy) -> float:
    """With its share of the rests and of the change. shared: some of the exercises share their rests."""
    rules, clock = policy.audit.ceilings, policy.prescription.time
    paired = rules.superset_share if shared else 0.0
    idle = rest * (1 - paired * (1 - clock.superset_rest))
    change = (1 - paired) * clock.change_seconds + paired * clock.superset_change_seconds
    sets = rules.sets_per_exercise
    return work + idle * (sets - 1) / sets + change / sets
