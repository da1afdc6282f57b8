"""Whether every kind of session that occurs can be filled: block by block, and as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.catalogue.policies.gates import CountRange
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, ExerciseRole, MovementPattern, SessionType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.patterns import is_powered, words
from alloy_engine.quality.reachability.stock import count

BLOCKS = Requirement.SESSION_BLOCKS
FIXED = {
    SessionType.CARDIO: (ExerciseRole.WARMUP, ExerciseRole.CARDIO, ExerciseRole.COOLDOWN),
    SessionType.CONDITIONING: (ExerciseRole.WARMUP, ExerciseRole.CONDITIONING, ExerciseRole.COOLDOWN),
    SessionType.MOBILITY: (ExerciseRole.MOBILITY,),
}


def block_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    for kind in sorted({day.type for day in ask.structure.days} - {SessionType.RECOVERY}):
        yield from _support(ask, kind)
        if kind.is_lifting:
            yield from _lifts(ask, kind)
    yield from _low_stress(ask)


def _support(ask: Ask, kind: SessionType) -> Iterator[Shortfall]:
    """Blocks any movement of the role can fill."""
    for role in FIXED.get(kind, SUPPORT_ROLES):
        wanted, found = _range(ask, kind, role).low, count(ask.stock.of_role(role))
        if found < wanted:
            detail = f"{words(kind)} days need {wanted} different movements in {role.value}, and {found} are allowed"
            yield Shortfall(BLOCKS, f"{kind.value} {role.value}", Certainty.CANNOT, detail)
        elif count(ask.stock.of_role(role, strict=True)) < wanted:
            detail = (
                f"{words(kind)} days fill {role.value} only by relaxing: no more than {found} movements are allowed"
            )
            yield Shortfall(BLOCKS, f"{kind.value} {role.value}", Certainty.MAY, detail)


def _range(ask: Ask, kind: SessionType, role: ExerciseRole) -> CountRange:
    rules = ask.policy.gates.session
    part = {
        SessionType.CARDIO: rules.cardio,
        SessionType.CONDITIONING: rules.conditioning,
        SessionType.MOBILITY: rules.mobility,
    }.get(kind, rules.lifting)
    found: CountRange = getattr(part, role.value)
    return found


def _lifts(ask: Ask, kind: SessionType) -> Iterator[Shortfall]:
    """Main lifts and accessories: enough different ones for the gate, and for the time of the session."""
    rules, doubts = ask.policy.gates.session.lifting, ask.policy.reachability.doubts
    low = (rules.light_main if ask.offers.light else rules.main).low
    patterns = _patterns(ask, kind)
    mains = count(ask.stock.of_role(ExerciseRole.MAIN, patterns))
    strict = sum(count(ask.stock.mains(pattern)) for pattern in patterns)
    named = f"{words(kind)} days"
    if mains < low:
        detail = f"{named} need {low} different main lifts, and {mains} are allowed"
        yield Shortfall(BLOCKS, f"{kind.value} main", Certainty.CANNOT, detail)
    elif strict < low + doubts.spare_mains:
        detail = f"{named} have {strict} main lifts to choose from that need no relaxed rule"
        yield Shortfall(BLOCKS, f"{kind.value} main", Certainty.MAY, detail)
    yield from _narrow(ask, kind, low)
    muscles = ask.policy.composition.types[kind].muscles
    accessories = count(ask.stock.training(muscles, (ExerciseRole.ACCESSORY,)) & ask.stock.strict)
    if ask.offers.accessories and accessories < doubts.accessory_choices:
        detail = f"{named} have {accessories} accessories to choose from"
        yield Shortfall(BLOCKS, f"{kind.value} accessory", Certainty.MAY, detail)
    if strict + accessories < doubts.accessory_choices + low + doubts.spare_mains:
        detail = f"{named} have {strict + accessories} lifts to fill their minutes with"
        yield Shortfall(Requirement.TIME, kind.value, Certainty.MAY, detail)


def _narrow(ask: Ask, kind: SessionType, low: int) -> Iterator[Shortfall]:
    """Days whose own focus, as the coach wrote it, has too few lifts."""
    for day in ask.structure.days:
        if day.type is not kind:
            continue
        found = count(ask.stock.of_role(ExerciseRole.MAIN, day.focus))
        alike = len(day.focus) < ask.policy.gates.session.patterns_min
        if found < low or alike:
            named = ", ".join(words(pattern) for pattern in day.focus)
            detail = f"{words(kind)} days have {named} as their focus, with {found} main lifts"
            yield Shortfall(BLOCKS, f"{kind.value} focus", Certainty.MAY, detail)
            return


def _patterns(ask: Ask, kind: SessionType) -> tuple[MovementPattern, ...]:
    """Main patterns of that type, and those that may lead it for power."""
    found = [pattern for group in ask.policy.composition.types[kind].groups for pattern in group]
    day = next(day for day in ask.structure.days if day.type is kind)
    if is_powered(ask, day):
        found += [MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC]
    return tuple(found)


def _low_stress(ask: Ask) -> Iterator[Shortfall]:
    """Training every day of the week needs an easy one."""
    for microcycle in ask.structure.microcycles:
        kinds = [day.type for day in microcycle.days]
        if SessionType.RECOVERY in kinds:
            continue
        if not any(kind in (SessionType.CARDIO, SessionType.MOBILITY) for kind in kinds):
            detail = f"microcycle {microcycle.index} trains every day and has no easy one"
            yield Shortfall(Requirement.LOW_STRESS_DAY, "easy day", Certainty.CANNOT, detail)
            return
