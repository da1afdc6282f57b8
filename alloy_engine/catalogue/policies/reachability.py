"""The reachability section of the policy: what settings may be loosened to, and what a change costs."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import Equipment, Goal, SkillLevel, SplitTemplate

Cost = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Loosest(PolicyPart):
    """The values tried for a setting that is let go, the most accommodating first."""

    days_per_week: tuple[int, ...]
    session_minutes: tuple[int, ...]
    split: tuple[SplitTemplate, ...]
    microcycle_length_days: tuple[int, ...]
    experience: tuple[SkillLevel, ...]
    goals: tuple[dict[Goal, int], ...]


class Costs(PolicyPart):
    """What one change asks of coach and athlete; only their order matters.

    minutes_step: for each five minutes. day: for each day a week. dollar: for each dollar moved to another goal.
    equipment: every item.
    """

    rule: Cost
    activity: Cost
    minutes_step: Cost
    day: Cost
    split: Cost
    microcycle_length: Cost
    dollar: Cost
    equipment: dict[Equipment, Cost]

    @model_validator(mode="after")
    def _every_item(self) -> Self:
        missing = sorted(set(Equipment) - set(self.equipment))
        if missing:
            raise ValueError(f"no cost for {', '.join(missing)}")
        return self


class Doubts(PolicyPart):
    """Where planning may fall short although nothing forbids it: the margins beyond which that is said.

    unique_from: movements that need no relaxed rule for each place of a microcycle, below which variety is in doubt.
    unique_often: the same where lifting days of one kind come often_days times, or the coach lays the days out.
    unique_places: places of a microcycle from which that is looked at.
    used_share: of the movements allowed for cardio, conditioning or mobility days that a microcycle comes to have.
    main_uses: of one main lift in a microcycle, beyond which another has to stand in.
    main_choices: main lifts of a pattern below which others may stand in.
    spare_mains: main lifts a day type needs beyond the fewest it holds.
    accessory_choices: accessories of a day type, below which its blocks and minutes are in doubt.
    short_minutes: sessions of so many minutes may do without accessories.
    trains_share: of a pattern's main lifts, to count as training a muscle.
    """

    unique_from: float
    unique_often: float
    unique_places: Count
    often_days: Count
    used_share: Share
    main_uses: Count
    main_choices: Count
    spare_mains: Count
    accessory_choices: Count
    short_minutes: Count
    trains_share: Share


class ReachabilityPolicy(PolicyPart):
    """See data/policy/reachability.toml. explained_max: clashes taken apart; probes_max: variants a clash."""

    explained_max: Count
    probes_max: Count
    loosest: Loosest
    costs: Costs
    doubts: Doubts
