"""Which blocks a training day will have, read from the request and the policy alone."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import CardioPreference, ExerciseRole, Goal, SessionType

OTHER_DAYS = {
    SessionType.CARDIO: (ExerciseRole.WARMUP, ExerciseRole.CARDIO, ExerciseRole.COOLDOWN),
    SessionType.CONDITIONING: (ExerciseRole.WARMUP, ExerciseRole.CONDITIONING, ExerciseRole.COOLDOWN),
    SessionType.MOBILITY: (ExerciseRole.MOBILITY,),
    SessionType.RECOVERY: (),
}


@dataclass(frozen=True, slots=True)
class Offers:
    """What the goals and minutes make of a lifting day.

    light: endurance asks for many light main lifts. finisher, accessories: always, on some days, or never.
    powered: a ballistic lift leads leg days. mains_max: main lifts a session holds.
    """

    light: bool
    finisher_always: bool
    finisher_sometimes: bool
    accessories: bool
    powered: bool
    mains_max: int

    @classmethod
    def of(cls, brief: Brief, policy: Policy) -> Offers:
        rules, request = policy.composition, brief.request
        light = brief.dollars(Goal.ENDURANCE) >= rules.lifting.light_from
        burning = brief.dollars(Goal.FAT_LOSS, Goal.ENDURANCE)
        always = (
            burning > brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY)
            or brief.dollars(Goal.FAT_LOSS) >= rules.finisher.fat_loss_from
            or brief.dollars(Goal.ENDURANCE) >= rules.finisher.endurance_from
        )
        liked = request.athlete.cardio_preference in (CardioPreference.FINISHER, CardioPreference.MIXED)
        return cls(
            light=light,
            finisher_always=always,
            finisher_sometimes=liked and not always,
            accessories=not always or (request.session_minutes >= rules.lifting.both_from and not light),
            powered=brief.dollars(Goal.EXPLOSIVENESS, Goal.SPEED) >= rules.lifting.power_from,
            mains_max=rules.lifting.mains_of(light=light).high,
        )

    def roles(self, day: DayPlan, *, sure: bool) -> tuple[ExerciseRole, ...]:
        """Roles with a place on that day. sure: only those that stand whatever time leaves room for."""
        if not day.type.is_lifting:
            return OTHER_DAYS[day.type]
        roles = [ExerciseRole.WARMUP, ExerciseRole.MAIN, ExerciseRole.COOLDOWN]
        if self.accessories and not (sure and self.finisher_sometimes):
            roles.append(ExerciseRole.ACCESSORY)
        if not day.is_deload and (self.finisher_always or (self.finisher_sometimes and not sure)):
            roles.append(ExerciseRole.FINISHER)
        return tuple(roles)

    def wished(self, day: DayPlan) -> tuple[ExerciseRole, ...]:
        """Roles in which a must-have gets a place on that day, one of its own where it needs to; a deload has no
        finisher.
        """
        roles = self.roles(day, sure=False)
        if not day.type.is_lifting:
            return roles
        own = [ExerciseRole.ACCESSORY, ExerciseRole.CARDIO]
        if not day.is_deload:
            own.append(ExerciseRole.FINISHER)
        return tuple(dict.fromkeys((*roles, *own)))
