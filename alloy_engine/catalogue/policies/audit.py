"""The audit section of the policy: bands, sources, and what the ceilings reckon with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import LIFTING_TYPES, MAJOR_MUSCLES, Goal, MovementPattern, SessionType

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Verdict = Literal["ok", "warn", "fail"]
TOLERANCE = 1e-9
HALF = 0.5


class Band(PolicyPart):
    """ok within [ok_from, ok_to], warn within [warn_from, warn_to], fail beyond; ends included, with a
    hair's breadth because averages of whole sets are not exact.
    """

    ok_from: float = 0.0
    ok_to: float = math.inf
    warn_from: float = 0.0
    warn_to: float = math.inf

    def verdict(self, value: float) -> Verdict:
        if self.ok_from - TOLERANCE <= value <= self.ok_to + TOLERANCE:
            return "ok"
        return "warn" if self.warn_from - TOLERANCE <= value <= self.warn_to + TOLERANCE else "fail"

    @model_validator(mode="after")
    def _nested(self) -> Self:
        if not self.warn_from <= self.ok_from <= self.ok_to <= self.warn_to:
            raise ValueError("the ok band must lie within the warn band")
        return self


class Check(PolicyPart):
    """Where a band comes from, and where authorities disagree ("" where they do not)."""

    source: str
    disagreement: str = ""


class BandCheck(Check):
    band: Band


class WeeklySets(Check):
    """Hard sets a muscle gets in seven days by goal. least: what even few lifting days do not take the band below."""

    least: float
    goals: dict[Goal, Band]

    def blended(self, goals: Mapping[Goal, float], lifting_share: float) -> Band:
        """The goals' bands by their shares; its lower ends by the share of the training days that lift;
        it fails below half of the lower end where that is less than the goals' own failing end."""

        def end(name: str) -> float:
            return sum(share * float(getattr(self.goals[goal], name)) for goal, share in goals.items())

        ok_from = max(self.least, end("ok_from") * lifting_share)
        return Band(
            ok_from=round(ok_from, 1),
            ok_to=round(end("ok_to"), 1),
            warn_from=round(min(end("warn_from"), ok_from * HALF), 1),
            warn_to=round(end("warn_to"), 1),
        )

    @model_validator(mode="after")
    def _every_goal(self) -> Self:
        missing = sorted(set(Goal) - set(self.goals))
        if missing:
            raise ValueError(f"no band for {', '.join(missing)}")
        return self


class FrequencyCheck(BandCheck):
    secondary_sets_min: Count


class StrengthZone(BandCheck):
    """percent_min: of 1RM, less what rounding to a plate moves (percent_rounding). dollars_min: on strength, for the
    check to apply; the band's share of sets is for all ten. heavy_kit: what few
    repetitions can be loaded with.
    """

    heavy_kit: tuple[str, ...]
    percent_min: float
    percent_rounding: float
    reps_max: Count
    dollars_min: Count

    def of_share(self, strength: float) -> Band:
        """The band for a program with that share of strength (0..1)."""
        return Band(ok_from=self.band.ok_from * strength, warn_from=self.band.warn_from * strength)


class RestCheck(BandCheck):
    """seconds: the shortest rest of each goal's main lifts. dollars_min: on strength and hypertrophy, to apply."""

    dollars_min: Count
    seconds: dict[Goal, Count]

    def asked(self, goals: Mapping[Goal, float]) -> float:
        """Seconds for goals with these shares, blended."""
        return sum(share * self.seconds[goal] for goal, share in goals.items())

    @model_validator(mode="after")
    def _every_goal(self) -> Self:
        if set(self.seconds) != set(Goal):
            raise ValueError("seconds needs every goal")
        return self


class DeloadCheck(Check):
    """weeks: between deloads. reduction: of weekly sets, as a share."""

    weeks: Band
    reduction: Band


class PatternsCheck(BandCheck):
    """wanted: each group is met by any of its patterns."""

    from_lifting_days: Count
    wanted: tuple[tuple[MovementPattern, ...], ...]


class RirCheck(Check):
    reps: Count


class Ceilings(PolicyPart):
    """What bounds the sets a week can hold. reps: by goal; majors: by day type."""

    sets_a_session: Annotated[float, Field(gt=0)]
    credit_per_set: Annotated[float, Field(gt=0)]
    majors_per_exercise: Annotated[float, Field(gt=0)]
    exercises: Annotated[int, Field(ge=1)]
    sets_per_exercise: Annotated[int, Field(ge=1)]
    ramp_sets: Count
    drills: Count
    superset_share: Share
    accessory_rest_seconds: Count
    reps: dict[Goal, Count]
    majors: dict[SessionType, tuple[str, ...]]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.reps) != set(Goal) or set(self.majors) != LIFTING_TYPES:
            raise ValueError("reps needs every goal and majors every lifting type")
        unknown = sorted({name for names in self.majors.values() for name in names} - set(MAJOR_MUSCLES))
        if unknown:
            raise ValueError(f"not a major muscle: {', '.join(unknown)}")
        return self


class AuditPolicy(PolicyPart):
    """See data/policy/audit.toml."""

    limited_from: Share
    weekly_sets: WeeklySets
    minimum_useful: BandCheck
    session_sets: BandCheck
    frequency: FrequencyCheck
    strength_zone: StrengthZone
    rest: RestCheck
    weekly_change: BandCheck
    deload: DeloadCheck
    push_pull: BandCheck
    patterns: PatternsCheck
    order: BandCheck
    progression: BandCheck
    rir: RirCheck
    ceilings: Ceilings
