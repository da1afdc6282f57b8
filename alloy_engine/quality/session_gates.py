"""Gates of one session. Each says what it found, so that a failure explains itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.gates import SessionGates
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import session_minutes
from alloy_engine.domain.program import Gate, PlannedBlock, PlannedSession
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, ExerciseRole, SessionType
from alloy_engine.quality.block_counts import block_faults, is_short
from alloy_engine.quality.hard import violations

STRUCTURE_COMPLETE = "structure_complete"
BLOCK_COUNTS = "block_counts"
MOVEMENT_COUNT = "movement_count"
TIME = "time"
PATTERNS = "patterns"
NO_DUPLICATES = "no_duplicates"
HARD_CONSTRAINTS = "hard_constraints"

TOGETHER = (ExerciseRole.FINISHER, ExerciseRole.MOBILITY)
CENTRE = {
    SessionType.CARDIO: ExerciseRole.CARDIO,
    SessionType.CONDITIONING: ExerciseRole.CONDITIONING,
    SessionType.MOBILITY: ExerciseRole.MOBILITY,
}
ROUNDING_MINUTES = 0.05  # estimates are kept to a tenth of a minute


def session_gates(
    session: PlannedSession, day: DayPlan, brief: Brief, catalogue: Catalogue, policy: Policy
) -> tuple[Gate, ...]:
    """Every gate that applies to the session's type, passed or not; none for a recovery day."""
    if day.type is SessionType.RECOVERY:
        return ()
    rules = policy.gates.session
    gates = [
        _gate(STRUCTURE_COMPLETE, list(_structure_faults(session, day)), "every block has its exercises"),
        _gate(BLOCK_COUNTS, list(block_faults(session, day, brief, rules)), _counts(session)),
        _time(session, day, policy),
        _gate(NO_DUPLICATES, _duplicates(session), "no movement comes twice"),
        _gate(HARD_CONSTRAINTS, list(violations(session, brief, catalogue)), "all hard constraints are kept"),
    ]
    if day.type.is_lifting:
        gates.insert(2, _movement_count(session, day, rules))
        gates.insert(4, _patterns(session, rules))
    return tuple(gates)


def _gate(name: str, faults: Sequence[str], fine: str) -> Gate:
    return Gate(name=name, ok=not faults, detail="; ".join(faults) if faults else fine)


def _structure_faults(session: PlannedSession, day: DayPlan) -> Iterator[str]:
    """What is missing from the session's own shape, whatever the counts."""
    if not session.blocks:
        yield "the session has no blocks"
        return
    roles = [block.role for block in session.blocks]
    centre = CENTRE.get(day.type, ExerciseRole.MAIN)
    wanted = (centre,) if day.type is SessionType.MOBILITY else (ExerciseRole.WARMUP, centre, ExerciseRole.COOLDOWN)
    yield from (f"no {role.value} block" for role in wanted if role not in roles)
    if ExerciseRole.WARMUP in roles and roles[0] is not ExerciseRole.WARMUP:
        yield "the warm-up does not come first"
    if ExerciseRole.COOLDOWN in roles and roles[-1] is not ExerciseRole.COOLDOWN:
        yield "the cool-down does not come last"
    if session.type is not day.type or session.date != day.date or session.day != day.day:
        yield "the session is not the day's"
    for block in session.blocks:
        yield from _block_faults(block)


def _block_faults(block: PlannedBlock) -> Iterator[str]:
    if not block.exercises:
        yield f"the {block.role.value} block is empty"
    if block.role is ExerciseRole.CONDITIONING and block.circuit is None:
        yield "the conditioning block has no circuit"
    for exercise in block.exercises:
        if exercise.reps_min is None and exercise.seconds is None:
            yield f"{exercise.movement} has neither reps nor seconds"


def units(session: PlannedSession) -> int:
    """Movements of a session; a circuit, a finisher or mobility work after the lifts counts as one."""
    return sum(
        1 if block.circuit is not None or block.role in TOGETHER else len(block.exercises) for block in session.blocks
    )


def _movement_count(session: PlannedSession, day: DayPlan, rules: SessionGates) -> Gate:
    low = rules.movements_low_when_short if is_short(day, rules) else rules.movements.low
    found = units(session)
    detail = f"{found} movements, between {low} and {rules.movements.high} wanted"
    return Gate(name=MOVEMENT_COUNT, ok=low <= found <= rules.movements.high, detail=detail)


def _time(session: PlannedSession, day: DayPlan, policy: Policy) -> Gate:
    """Both the estimate the session states and one made anew from its prescription must be within tolerance."""
    tolerance = policy.gates.session.minutes_tolerance * day.target_minutes + ROUNDING_MINUTES
    counted = session_minutes(session, policy.prescription.time)
    stated = session.estimated_minutes
    detail = f"{counted:.1f} of {day.target_minutes} minutes"
    if abs(counted - stated) > tolerance:
        return Gate(name=TIME, ok=False, detail=f"{detail}, although {stated:.1f} are stated")
    ok = max(abs(counted - day.target_minutes), abs(stated - day.target_minutes)) <= tolerance
    return Gate(name=TIME, ok=ok, detail=detail)


def _patterns(session: PlannedSession, rules: SessionGates) -> Gate:
    working = [block for block in session.blocks if block.role not in SUPPORT_ROLES]
    found = sorted({exercise.pattern.value.replace("_", " ") for block in working for exercise in block.exercises})
    detail = f"{len(found)} patterns ({', '.join(found)}), at least {rules.patterns_min} wanted"
    return Gate(name=PATTERNS, ok=len(found) >= rules.patterns_min, detail=detail)


def _duplicates(session: PlannedSession) -> list[str]:
    movements = [exercise.movement for block in session.blocks for exercise in block.exercises]
    if len(set(movements)) == len(movements):
        return []
    return [f"{movement} comes {count} times" for movement, count in sorted(Counter(movements).items()) if count > 1]


def _counts(session: PlannedSession) -> str:
    return ", ".join(f"{block.role.value} {len(block.exercises)}" for block in session.blocks)
