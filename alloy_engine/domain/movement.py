"""A movement as the catalogue knows it."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.vocabulary import (
    BodyRegion,
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    SkillLevel,
    SpinalLoad,
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One exercise an athlete can be given.

    kits: alternatives, each the set of items needed together; an empty tuple, or a tuple holding an
        empty set, means no equipment at all.
    easier / harder: movement ids, nearest first.
    roles: the blocks it may stand in.
    ratio: typical 1RM as a share of the family's main lift (0..1.5), None where that makes no sense.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    pattern: MovementPattern
    primary: Muscle
    secondary: tuple[Muscle, ...]
    kits: tuple[frozenset[Equipment], ...]
    skill: SkillLevel
    kind: MovementKind
    unilateral: bool
    cns: CNSLoad
    spinal: SpinalLoad
    tier: MovementTier
    metric: MetricType
    disciplines: tuple[Discipline, ...]
    family: str
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    contraindications: tuple[BodyRegion, ...]
    roles: tuple[ExerciseRole, ...]
    ratio: float | None
    cue: str

    def usable_with(self, owned: frozenset[Equipment]) -> bool:
        """True if every item of at least one kit is owned (or none is needed)."""
        return not self.kits or any(kit <= owned for kit in self.kits)

    def kit_for(self, owned: frozenset[Equipment]) -> tuple[Equipment, ...]:
        """The first kit the athlete owns whole, sorted; empty when no equipment is needed."""
        for kit in self.kits:
            if kit <= owned:
                return tuple(sorted(kit))
        return ()
