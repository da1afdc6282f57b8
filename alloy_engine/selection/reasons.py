"""Why a filter of the funnel removes what it removes, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import Limitation
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, Severity, SkillLevel
from alloy_engine.scoring.verdict import any_of
from alloy_engine.selection import stages

ANYTHING = ("anything",)
HEAVY = ", or cannot be loaded as heavily as others"
TESTED = ", or is no lift that strength is tested by, nor close to one"
STEADY = ", or is not as steady as a beginner's first lifts should be"
USES = {
    ExerciseRole.WARMUP: "a warm-up",
    ExerciseRole.MAIN: "a main lift",
    ExerciseRole.ACCESSORY: "an accessory",
    ExerciseRole.FINISHER: "part of a finisher",
    ExerciseRole.CONDITIONING: "a station of a circuit",
    ExerciseRole.CARDIO: "cardio",
    ExerciseRole.MOBILITY: "mobility work",
    ExerciseRole.COOLDOWN: "a cool-down",
}
ALWAYS = {
    stages.HARD_NO: "a rule of the coach forbids it",
    stages.EQUIPMENT: "it needs equipment that is not there",
}
# The filters that depend on what the session and the microcycle hold already, in their order.
LATER = {
    stages.VARIETY: "it was used too often lately, or in the session that this one replaces, or one like it is here",
    stages.BUDGET: "it would cost more fatigue, or more of a limited kind, than the day has left",
    stages.DUPLICATE: "it is in the session already",
}


def reasons(slot: Slot, step: Step, brief: Brief, single_joint: bool, heavy: bool) -> Mapping[str, str]:
    """Stage → reason, for the filters that depend on slot and step alone. single_joint: such movements may fill it.
    heavy: only such as can be loaded for strength.
    """
    alike = " and cannot stand in for it" if step.compatible_patterns and not slot.own else ""
    skill = list(SkillLevel)[min(brief.experience.rank + step.skill_above, len(SkillLevel) - 1)]
    return {
        **ALWAYS,
        stages.ROLE: f"it is not used as {USES[slot.role]}",
        stages.INJURY: _injury(brief, step),
        stages.SKILL: f"it asks for more skill than {skill.value}",
        stages.PATTERN: f"its pattern is not {any_of(slot.patterns or ANYTHING)}{alike}",
        stages.MUSCLE: _muscle(slot, step),
        stages.TIER: _tier(step, single_joint) + (HEAVY if heavy else "") + (_foremost(brief) if slot.foremost else ""),
    }


def too_low(minimum: float) -> str:
    return f"it scores less than {minimum:.2f}"


def _injury(brief: Brief, step: Step) -> str:
    limited = brief.request.athlete.limitations
    hurt = [f"{part.replace('_', ' ')} ({each.severity.value})" for each in limited for part in _parts(each)]
    easier = ", and is no easier form where that is mild" if step.mild_injuries and _is_mild(brief) else ""
    return f"it loads what is limited: {', '.join(hurt)}{easier}"


def _parts(limitation: Limitation) -> Iterable[str]:
    return [part.value for part in (limitation.region, limitation.pattern) if part is not None]


def _is_mild(brief: Brief) -> bool:
    return any(each.severity is Severity.MILD for each in brief.request.athlete.limitations)


def _muscle(slot: Slot, step: Step) -> str:
    return f"it does not train {any_of(slot.muscles or ANYTHING)}" + ("" if step.synergists else " first of all")


def _foremost(brief: Brief) -> str:
    return STEADY if brief.experience is SkillLevel.BEGINNER else TESTED


def _tier(step: Step, single_joint: bool) -> str:
    generic = f"it is below {step.worst_tier.value}"
    return generic if single_joint or step.isolation else f"{generic}, or moves a single joint in a main lift's place"
