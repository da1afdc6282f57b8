"""Whether the seven majors can be trained in every microcycle that lifts often enough to be asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, ExerciseRole, Muscle, SessionType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.patterns import words

WORKING = (
    ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER, ExerciseRole.CONDITIONING, ExerciseRole.CARDIO,
    ExerciseRole.MOBILITY,
)  # fmt: skip
MAJORS = Requirement.MAJOR_MUSCLES


def major_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    asked_from = ask.policy.gates.microcycle.majors_from_lifting_days
    weeks = [
        tuple(day for day in microcycle.days if day.type is not SessionType.RECOVERY)
        for microcycle in ask.structure.microcycles
    ]
    asked = [days for days in weeks if sum(day.type.is_lifting for day in days) >= asked_from]
    if not asked:
        return
    kinds = {_kind(day): day for days in asked for day in days}
    for name, muscles in MAJOR_MUSCLES.items():
        if not ask.stock.training(muscles, WORKING).any():
            detail = f"no movement that suits the kit, the injuries and the rules trains the {words(name)}"
            yield Shortfall(MAJORS, name, Certainty.CANNOT, detail)
            continue
        if not _is_in_doubt(ask):
            continue
        trains = {kind: _trains(ask, day, muscles) for kind, day in kinds.items()}
        bare = [days for days in asked if sum(trains[_kind(day)] for day in days) < _least(ask, days)]
        if bare:
            detail = f"{len(bare)} microcycles have hardly a day whose main patterns train the {words(name)}"
            yield Shortfall(MAJORS, name, Certainty.MAY, detail)


def _is_in_doubt(ask: Ask) -> bool:
    """The engine's own days leave no major out, unless minutes are few or an injury takes a pattern away."""
    short = ask.brief.request.session_minutes <= ask.policy.reachability.doubts.short_minutes
    barred = any(limit.pattern for limit in ask.brief.request.athlete.limitations)
    return ask.has_own_split or short or barred


def _kind(day: DayPlan) -> tuple[object, ...]:
    """All of a day that decides which majors it trains."""
    return day.type, day.focus, day.is_deload, day.target_minutes


def _least(ask: Ask, days: Sequence[DayPlan]) -> int:
    """Days a microcycle should have for a major: one, or two where few movements stand in each."""
    short = ask.brief.request.session_minutes <= ask.policy.reachability.doubts.short_minutes
    return 2 if short or days[0].is_deload else 1


def _trains(ask: Ask, day: DayPlan, muscles: Sequence[Muscle]) -> bool:
    """True if most main lifts of one of the day's patterns train the major, or its accessories are chosen for it."""
    least = ask.policy.reachability.doubts.trains_share
    if any(ask.stock.share_training(pattern, muscles) >= least for pattern in day.focus):
        return True
    short = day.is_deload or day.target_minutes <= ask.policy.reachability.doubts.short_minutes
    if short or ExerciseRole.ACCESSORY not in ask.offers.roles(day, sure=True):
        return False
    rules = ask.policy.composition
    asked = [muscle for muscle in muscles if muscle in rules.types[day.type].muscles and muscle in rules.muscles]
    return any(bool(ask.stock.training((m,), (ExerciseRole.ACCESSORY,)).any()) for m in asked)
