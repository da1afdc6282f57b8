"""Gates of one microcycle: what no single session can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.gates import MicrocycleGates
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import MicrocyclePlan
from alloy_engine.domain.program import Gate, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SUPPORT_ROLES, Cadence, Muscle, RuleType
from alloy_engine.quality.rotation import interference_faults, rotation_faults

MAJOR_MUSCLES_TRAINED = "major_muscles"
UNIQUE_MOVEMENTS = "unique_movements"
PATTERN_ROTATION = "pattern_rotation"
INTERFERENCE = "interference"
MUST_HAVE = "must_have"

DAYS_A_WEEK = 7


def microcycle_gates(
    microcycle: MicrocyclePlan,
    sessions: Sequence[PlannedSession],
    brief: Brief,
    catalogue: Catalogue,
    policy: Policy,
) -> tuple[Gate, ...]:
    """The five gates of a microcycle; `sessions` in the order of its days.

    A rule that gave way on record (in a day's `yields`) is said but does not fail the gate.
    """
    del catalogue  # the document's own fields suffice; the argument keeps the gates' calls alike
    rules = policy.gates.microcycle
    return (
        _majors(microcycle, sessions, rules),
        _unique(microcycle, sessions, rules),
        _ruled(PATTERN_ROTATION, rotation_faults(microcycle, sessions, brief, policy), "main patterns rotate"),
        _ruled(INTERFERENCE, interference_faults(microcycle, sessions, brief, policy), "no activity is in the way"),
        _must_have(microcycle, sessions, brief),
    )


def working_exercises(session: PlannedSession) -> Iterator[PlannedExercise]:
    """Everything but warm-up and cool-down."""
    for block in session.blocks:
        if block.role not in SUPPORT_ROLES:
            yield from block.exercises


def trained_muscles(sessions: Sequence[PlannedSession], secondary_sets_min: int) -> set[Muscle]:
    """Muscles trained as primary, or with at least so many sets as secondary muscle."""
    primary: set[Muscle] = set()
    secondary: dict[Muscle, int] = {}
    for session in sessions:
        for exercise in working_exercises(session):
            primary.add(exercise.primary_muscle)
            for muscle in exercise.secondary_muscles:
                secondary[muscle] = secondary.get(muscle, 0) + exercise.sets
    return primary | {muscle for muscle, sets in secondary.items() if sets >= secondary_sets_min}


def _majors(microcycle: MicrocyclePlan, sessions: Sequence[PlannedSession], rules: MicrocycleGates) -> Gate:
    lifting = sum(day.type.is_lifting for day in microcycle.days)
    if lifting < rules.majors_from_lifting_days:
        detail = f"{lifting} lifting days; asked from {rules.majors_from_lifting_days} on"
        return Gate(name=MAJOR_MUSCLES_TRAINED, ok=True, detail=detail)
    trained = trained_muscles(sessions, rules.secondary_sets_min)
    missing = [name for name, muscles in MAJOR_MUSCLES.items() if trained.isdisjoint(muscles)]
    detail = f"{len(MAJOR_MUSCLES) - len(missing)} of {len(MAJOR_MUSCLES)} trained"
    if missing:
        detail += f"; missing: {', '.join(missing).replace('_', ' ')}"
    return Gate(name=MAJOR_MUSCLES_TRAINED, ok=not missing, detail=detail)


def _unique(microcycle: MicrocyclePlan, sessions: Sequence[PlannedSession], rules: MicrocycleGates) -> Gate:
    """A deload has the lifts of the weeks before it, and none of the finishers that made these varied."""
    if microcycle.is_deload:
        return Gate(name=UNIQUE_MOVEMENTS, ok=True, detail="not asked of a deload, which keeps its mesocycle's lifts")
    slots = [exercise.movement for session in sessions for exercise in working_exercises(session)]
    if not slots:
        return Gate(name=UNIQUE_MOVEMENTS, ok=True, detail="no movement slots")
    share = len(set(slots)) / len(slots)
    detail = (
        f"{len(set(slots))} different movements in {len(slots)} slots ({share:.1%}, {rules.unique_share_min:.0%} asked)"
    )
    return Gate(name=UNIQUE_MOVEMENTS, ok=share >= rules.unique_share_min, detail=detail)


def _ruled(name: str, faults: Sequence[tuple[str, bool]], fine: str) -> Gate:
    """faults: what was found, and whether it stands on record as a rule that gave way."""
    if not faults:
        return Gate(name=name, ok=True, detail=fine)
    detail = "; ".join(
        f"{text} (accepted: the week leaves no other way)" if recorded else text for text, recorded in faults
    )
    return Gate(name=name, ok=all(recorded for _, recorded in faults), detail=detail)


def whole_weeks(microcycle: MicrocyclePlan) -> range:
    """The program's weeks that lie wholly within the microcycle: the place of each one's first day in it."""
    first = -microcycle.days[0].sequence % DAYS_A_WEEK
    return range(first, microcycle.length_days - DAYS_A_WEEK + 1, DAYS_A_WEEK)


def _must_have(microcycle: MicrocyclePlan, sessions: Sequence[PlannedSession], brief: Brief) -> Gate:
    """Movements asked for in every microcycle, or in every week of the program that lies in it; windows beyond its ends
    are looked at over the program.
    """
    wanted = [rule for rule in brief.request.movement_rules if rule.rule is RuleType.HARD_YES]
    missing = []
    for rule in wanted:
        if rule.window is Cadence.PER_MICROCYCLE and rule.movement not in _used(sessions):
            missing.append(f"{rule.movement} is not in the microcycle")
        if rule.window is Cadence.WEEKLY:
            for first in whole_weeks(microcycle):
                if rule.movement not in _used(sessions[first : first + DAYS_A_WEEK]):
                    missing.append(f"{rule.movement} is not in days {first + 1} to {first + DAYS_A_WEEK}")
    fine = f"{len(wanted)} must-have movements placed" if wanted else "no must-have movements"
    return Gate(name=MUST_HAVE, ok=not missing, detail="; ".join(missing) or fine)


def _used(sessions: Sequence[PlannedSession]) -> set[str]:
    return {exercise.movement for session in sessions for block in session.blocks for exercise in block.exercises}
