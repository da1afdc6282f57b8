"""Whether a microcycle's places can hold enough different movements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, ExerciseRole, SessionType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.stock import count

UNIQUE = Requirement.UNIQUE_MOVEMENTS
WORKING = (
    ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER, ExerciseRole.CONDITIONING, ExerciseRole.CARDIO,
    ExerciseRole.MOBILITY,
)  # fmt: skip


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
