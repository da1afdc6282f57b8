"""The relaxation section of the policy: what each step admits, and the limits no step lifts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    Goal,
    MovementPattern,
    MovementTier,
    PersonaAggression,
    SkillLevel,
)

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Limit = Annotated[float, Field(ge=0.0)]
STEP_NAMES = (
    "strict",
    "pattern_expansion",
    "synergist_inclusion",
    "discipline_weight_reduction",
    "isolation_allowance",
    "generic_allowance",
    "emergency_mode",
)


class Minimum(PolicyPart):
    """The total a candidate needs (0..1) where hard sets are done, and in supporting blocks."""

    hard: Share
    support: Share


class Step(PolicyPart):
    """Everything one step admits.

    unloaded: main lifts that cannot be loaded where strength is trained. compatible_patterns: patterns that stand in
    for the slot's. synergists: wanted muscles reached as secondary.
    discipline_factor: × the discipline dimension's weight. isolation: single-joint movements as main lifts.
    worst_tier, skill_above: how generic, and how far above the athlete's skill. time_factor: × the slot's minutes.
    any_muscle: muscles the slot did not ask for. variety: whether variety limits hold. mild_injuries: regressions
    that load a mildly injured region. budget_factor: × the day's CNS budget. reserve: whether some of it is kept
    back for the slots to come.
    """

    name: str
    minimum: Minimum
    unloaded: bool = False
    compatible_patterns: bool = False
    synergists: bool = False
    discipline_factor: Share = 1.0
    isolation: bool = False
    worst_tier: MovementTier = MovementTier.SILVER
    skill_above: Annotated[int, Field(ge=0, le=3)] = 0
    time_factor: Annotated[float, Field(ge=1.0)] = 1.0
    any_muscle: bool = False
    variety: bool = True
    mild_injuries: bool = False
    budget_factor: Annotated[float, Field(ge=1.0)] = 1.0
    reserve: bool = True

    @property
    def leniency(self) -> tuple[float, ...]:
        """Every knob as a number that only grows from step to step."""
        return (
            -self.minimum.hard,
            -self.minimum.support,
            self.unloaded,
            self.compatible_patterns,
            self.synergists,
            -self.discipline_factor,
            self.isolation,
            list(MovementTier).index(self.worst_tier),
            self.skill_above,
            self.time_factor,
            self.any_muscle,
            not self.variety,
            self.mild_injuries,
            self.budget_factor,
            not self.reserve,
        )


class HeldLifts(PolicyPart):
    """Families of lifts that the hands' hold limits, and from which experience on that is too little."""

    families: frozenset[str]
    experience: SkillLevel


class LoadedRules(PolicyPart):
    """Dollars for these goals together from which main lifts are such as can be loaded for heavy or fast sets."""

    goals: tuple[Goal, ...]
    dollars: int
    held: HeldLifts


class BodyweightLifts(PolicyPart):
    """Families of lifts that the body's own weight makes heavy enough, and from which skill on."""

    families: frozenset[str]
    skill: SkillLevel


class MeasuredRules(PolicyPart):
    """Dollars for these goals together from which main lifts are such as the next plate makes heavier, as long as the
    athlete is not one for these disciplines.
    """

    goals: tuple[Goal, ...]
    dollars: int
    unless: tuple[Discipline, ...]
    bodyweight: BodyweightLifts

    def asked_of(self, brief: Brief) -> bool:
        """Whether they are asked of the athlete."""
        return brief.dollars(*self.goals) >= self.dollars and not brief.disciplines.keys() & set(self.unless)


class RatioBand(PolicyPart):
    """Of a lift's one-rep maximum to that of its family's main lift."""

    low: float
    high: float


class CompetitionRules(PolicyPart):
    """Who is to have the lift that strength is tested by, and what counts as it or as close to it: of these families by
    pattern, with a ratio to the family's main lift in that band, at home in one of the disciplines.
    """

    goals: tuple[Goal, ...]
    dollars: int
    experience: SkillLevel
    families: dict[MovementPattern, frozenset[str]]
    ratio: RatioBand
    disciplines: frozenset[Discipline]

    def asked_of(self, brief: Brief) -> bool:
        """Whether the athlete is one of them."""
        return brief.experience.rank >= self.experience.rank and brief.dollars(*self.goals) >= self.dollars

    def holds(self, movement: Movement) -> bool:
        """Whether the movement is such a lift."""
        if movement.ratio is None or not self.ratio.low <= movement.ratio <= self.ratio.high:
            return False
        own = movement.family in self.families.get(movement.pattern, ())
        return own and not self.disciplines.isdisjoint(movement.disciplines)


class SteadyRules(PolicyPart):
    """What makes a loaded lift steady, and in which patterns a beginner is to have such a one first, as long as there
    are so many to choose from.
    """

    patterns: tuple[MovementPattern, ...]
    equipment: frozenset[Equipment]
    choice: int


class VarietyRules(PolicyPart):
    """uses_a_microcycle: of one movement. unique_share: of the microcycle's slots in `unique_roles`. spare_repeats: of
    what the gate lets pass, left by circuits, cardio and drills to the lifts of the days ahead.
    """

    uses_a_microcycle: Annotated[int, Field(ge=1)]
    unique_share: Share
    spare_repeats: Annotated[int, Field(ge=0)]
    unique_roles: tuple[ExerciseRole, ...]


class Accustomed(PolicyPart):
    """Whose days may tire more, and by which factor: who trains for these goals above all, and is no beginner.

    reserve: what is kept back for a place of such a role instead of what is for others.
    """

    goals: tuple[Goal, ...]
    dollars: int
    experience: SkillLevel
    factor: Annotated[float, Field(ge=1.0)]
    reserve: dict[ExerciseRole, CNSLoad]

    def is_used(self, brief: Brief) -> bool:
        """Whether the athlete is one of them."""
        return brief.experience.rank >= self.experience.rank and brief.dollars(*self.goals) >= self.dollars


class BudgetRules(PolicyPart):
    """Fatigue of one day. cost × role_factor (× deload_factor) of the picks stays within cns.

    cns: movements are chosen within the balanced budget. A coach who pushes harder or less adds or takes sets and
    effort, and adds sets within their own. A movement costs in proportion to its sets, and effort_cost more of that
    for each point of RPE above its usual one.
    """

    cns: dict[PersonaAggression, Limit]
    accustomed: Accustomed
    effort_cost: Limit
    cost: dict[CNSLoad, Limit]
    role_factor: dict[ExerciseRole, Limit]
    deload_factor: Limit
    reserve: dict[ExerciseRole, CNSLoad]
    very_high_cns: int
    plyometric_mains: int
    olympic_mains: int
    olympic_mains_of_lifters: int
    high_rpe: float
    high_rpe_sets: dict[MovementPattern, int]

    def day(self, brief: Brief, aggression: PersonaAggression = PersonaAggression.BALANCED) -> float:
        """The day's budget. Movements are chosen within the balanced one, whatever the coach's aggression."""
        return self.cns[aggression] * (self.accustomed.factor if self.accustomed.is_used(brief) else 1.0)

    def kept_for(self, role: ExerciseRole, brief: Brief) -> float:
        """CNS that is kept back for a place of that role, before the role's own factor."""
        own = self.accustomed.reserve if self.accustomed.is_used(brief) else {}
        return self.cost[own.get(role, self.reserve[role])]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _complete("cns", self.cns, PersonaAggression)
        _complete("cost", self.cost, CNSLoad)
        _complete("role_factor", self.role_factor, ExerciseRole)
        _complete("reserve", self.reserve, ExerciseRole)
        return self


class RelaxationPolicy(PolicyPart):
    """See data/policy/relaxation.toml. Steps are cumulative: none is stricter than the one before.

    own_pattern: those at which a day's main patterns are looked for before others stand in for them.
    """

    own_pattern: tuple[int, ...]
    steps: tuple[Step, ...]
    loaded: LoadedRules
    measured: MeasuredRules
    competition: CompetitionRules
    steady: SteadyRules
    variety: VarietyRules
    budget: BudgetRules

    @model_validator(mode="after")
    def _cumulative(self) -> Self:
        names = tuple(step.name for step in self.steps)
        if names != STEP_NAMES:
            raise ValueError(f"the steps are {', '.join(STEP_NAMES)}, in this order")
        for before, after in pairwise(self.steps):
            grown = [b <= a for b, a in zip(before.leniency, after.leniency, strict=True)]
            if not all(grown) or before.leniency == after.leniency:
                raise ValueError(f"step {after.name} must admit all that {before.name} does, and more")
        if list(self.own_pattern) != sorted(set(self.own_pattern) & set(range(len(self.steps)))):
            raise ValueError(f"own_pattern names steps from 0 to {len(self.steps) - 1}, each once and in order")
        return self


def _complete(name: str, table: Iterable[object], vocabulary: Iterable[str]) -> None:
    missing = [word for word in vocabulary if word not in set(table)]
    if missing:
        raise ValueError(f"{name} lacks {', '.join(missing)}")
