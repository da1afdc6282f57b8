"""The gates section of the policy."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Step = Annotated[int, Field(ge=1, le=6)]


class CountRange(PolicyPart):
    """From low to high, both allowed."""

    low: Count
    high: Count

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high


class LiftingBlocks(PolicyPart):
    """Movements a block of a lifting session holds; accessories or a finisher stand in the middle."""

    warmup: CountRange
    main: CountRange
    light_main: CountRange
    light_main_dollars: Count
    accessory: CountRange
    finisher: CountRange
    cooldown: CountRange


class CardioBlocks(PolicyPart):
    warmup: CountRange
    cardio: CountRange
    cooldown: CountRange


class ConditioningBlocks(PolicyPart):
    """minutes_min: of the circuit; minutes_share_min: of the target, where that is less."""

    warmup: CountRange
    conditioning: CountRange
    cooldown: CountRange
    minutes_min: Count
    minutes_share_min: Share


class MobilityBlocks(PolicyPart):
    mobility: CountRange


class SessionGates(PolicyPart):
    """Limits of one session."""

    minutes_tolerance: Share
    movements: CountRange
    movements_low_when_short: Count
    short_minutes: Count
    patterns_min: Count
    lifting: LiftingBlocks
    cardio: CardioBlocks
    conditioning: ConditioningBlocks
    mobility: MobilityBlocks


class MicrocycleGates(PolicyPart):
    """Limits of one microcycle."""

    unique_share_min: Share
    majors_from_lifting_days: Count
    secondary_sets_min: Count


class GatesPolicy(PolicyPart):
    """See data/policy/gates.toml.

    retry_steps: relaxation steps a failing session is selected again from. unmoved_by_selection, fatal: gate names.
    """

    retry_steps: tuple[Step, ...]
    unmoved_by_selection: tuple[str, ...]
    fatal: tuple[str, ...]
    session: SessionGates
    microcycle: MicrocycleGates
