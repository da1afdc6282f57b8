"""Whether a microcycle's places can hold enough different movements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, ExerciseRole, SessionType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.patterns import words
from alloy_engine.quality.reachability.stock import count

UNIQUE = Requirement.UNIQUE_MOVEMENTS
WORKING = (
    ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER, ExerciseRole.CONDITIONING, ExerciseRole.CARDIO,
    ExerciseRole.MOBILITY,
)  # fmt: skip
ROLES = {
    SessionType.CARDIO: ExerciseRole.CARDIO,
    SessionType.CONDITIONING: ExerciseRole.CONDITIONING,
    SessionType.MOBILITY: ExerciseRole.MOBILITY,
}


def variety_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    """The worst microcycle speaks for all."""
    share = ask.policy.gates.microcycle.unique_share_min
    doubts = ask.policy.reachability.doubts
    worst = max(ask.structure.microcycles, key=lambda microcycle: places(ask, microcycle))
    asked, supply = places(ask, worst), choices(ask, worst)
    forced = forced_repeats(ask, worst)
    head = f"microcycle {worst.index} has at least {asked} places"
    if forced > asked * (1 - share) and supply < asked * share:
        detail = f"{head}, and {supply} different movements are allowed; {share:.0%} of the places need different ones"
        yield Shortfall(UNIQUE, "supply", Certainty.CANNOT, detail)
    elif supply < asked * (doubts.unique_often if _comes_often(ask, worst) else doubts.unique_from) and (
        asked >= doubts.unique_places
    ):
        detail = f"{head} for {supply} movements that need no relaxed rule, so that some come back often"
        yield Shortfall(UNIQUE, "supply", Certainty.MAY, detail)
    else:
        yield from _worn(ask, worst, share)


def _worn(ask: Ask, microcycle: MicrocyclePlan, share: float) -> Iterator[Shortfall]:
    """Days without lifts that come so often that what is allowed for them has to come back."""
    wanted = {kind: _needed(ask, kind) * sum(day.type is kind for day in microcycle.days) for kind in ROLES}
    used = ask.policy.reachability.doubts.used_share
    again = {kind: need - used * count(ask.stock.of_role(ROLES[kind], strict=True)) for kind, need in wanted.items()}
    lifts = sum(_places_of(ask, day) for day in microcycle.days if day.type.is_lifting)
    if sum(max(0.0, each) for each in again.values()) > (1 - share) * (lifts + sum(wanted.values())):
        kind = max(again, key=lambda each: again[each])
        detail = (
            f"microcycle {microcycle.index} has at least {wanted[kind]} places on {words(kind)} days, and "
            f"{count(ask.stock.of_role(ROLES[kind], strict=True))} different movements are allowed there"
        )
        yield Shortfall(UNIQUE, "supply", Certainty.MAY, detail)


def _needed(ask: Ask, kind: SessionType) -> int:
    """Places of such a day at the least, its length counted in."""
    rules, composition = ask.policy.gates.session, ask.policy.composition
    if kind is SessionType.MOBILITY:
        fewest = ceil(ask.brief.request.session_minutes / composition.mobility.minutes_most)
        return max(rules.mobility.mobility.low, fewest)
    return rules.cardio.cardio.low if kind is SessionType.CARDIO else rules.conditioning.conditioning.low


def _comes_often(ask: Ask, microcycle: MicrocyclePlan) -> bool:
    """True where lifting days of one kind come so often that the same lifts serve them, or may: the coach's own."""
    kinds = Counter(day.type for day in microcycle.days if day.type.is_lifting)
    return ask.has_own_split or max(kinds.values(), default=0) >= ask.policy.reachability.doubts.often_days


def places(ask: Ask, microcycle: MicrocyclePlan) -> int:
    """Working places of the microcycle at the least."""
    return sum(_places_of(ask, day) for day in microcycle.days)


def _places_of(ask: Ask, day: DayPlan) -> int:
    rules = ask.policy.gates.session
    if day.type is SessionType.RECOVERY:
        return 0
    if not day.type.is_lifting:
        part = {
            SessionType.CARDIO: rules.cardio.cardio,
            SessionType.CONDITIONING: rules.conditioning.conditioning,
            SessionType.MOBILITY: rules.mobility.mobility,
        }[day.type]
        return part.low
    low = rules.lifting.light_main.low if ask.offers.light else max(rules.lifting.main.low, len(day.focus))
    middle = rules.lifting.accessory.low if ask.offers.accessories else rules.lifting.finisher.low
    return low + middle


def choices(ask: Ask, microcycle: MicrocyclePlan) -> int:
    """Different movements that can fill those places without relaxing."""
    roles = {role for day in microcycle.days for role in ask.offers.roles(day, sure=False)} & set(WORKING)
    masks = [ask.stock.of_role(role, strict=True) for role in WORKING if role in roles]
    total = masks[0].copy() if masks else ask.stock.strict & False
    for mask in masks[1:]:
        total |= mask
    return count(total)


def forced_repeats(ask: Ask, microcycle: MicrocyclePlan) -> int:
    """Places whose main pattern has fewer lifts than the microcycle asks for."""
    repeats = 0
    for pattern in MAIN_PATTERNS:
        uses = sum(pattern in day.focus for day in microcycle.days)
        repeats += max(0, uses - count(ask.stock.of_role(ExerciseRole.MAIN, (pattern,))))
    return repeats
