"""How deep the catalogue is: what a coach can count on finding, area by area, against what is wanted."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    Equipment,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    SkillLevel,
)
from alloy_engine.errors import CatalogueError

NEEDS_FILE, GAPS_FILE = "coverage.toml", "coverage_exceptions.toml"
BODYWEIGHT: frozenset[Equipment] = frozenset()
TRUNK = (Muscle.HIP_FLEXORS, Muscle.CORE, Muscle.OBLIQUES)
SINGLE_MUSCLES = tuple(muscle for muscle in Muscle if muscle is not Muscle.FULL_BODY)

Count = Annotated[int, Field(ge=1)]
Test = Callable[[Movement], bool]


class AllowedGap(PolicyPart):
    """A cell that cannot reach what is wanted, and why. fewest: what it must hold all the same."""

    area: str
    cell: str
    fewest: Annotated[int, Field(ge=0)]
    reason: Annotated[str, Field(min_length=20)]


class CoverageNeeds(PolicyPart):
    """How many movements each area wants at least (coverage.toml), and where less is accepted
    (coverage_exceptions.toml).
    """

    movements: Count
    pattern_cell: Count
    isolation_per_muscle: Count
    stretches_per_muscle: Count
    warmups_per_muscle: Count
    mobility_per_muscle: Count
    roles_with_bodyweight: dict[ExerciseRole, Count]
    patterns: dict[MovementPattern, Count]
    levels: tuple[SkillLevel, ...]
    gaps: tuple[AllowedGap, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One area's cell: how many movements there are and how many are wanted.

    reason: why less than usual is accepted here; None for an ordinary cell.
    """

    area: str
    cell: str
    count: int
    wanted: int
    reason: str | None = None

    @property
    def ok(self) -> bool:
        return self.count >= self.wanted


def load_coverage_needs(folder: Path) -> CoverageNeeds:
    """Read both files of `folder` (data). Raises CatalogueError naming file, or key, and fault."""
    document: dict[str, object] = {}
    for name in (NEEDS_FILE, GAPS_FILE):
        try:
            document |= tomllib.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CatalogueError(f"{name}: {error}") from error
    try:
        return CoverageNeeds.model_validate(document)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise CatalogueError(f"{NEEDS_FILE}, {GAPS_FILE}: {faults}") from error


def coverage(
    catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]], needs: CoverageNeeds
) -> tuple[CoverageRow, ...]:
    """Every area's cells in a fixed order, allowed gaps applied."""
    rows = (
        CoverageRow("catalogue", "movements", len(catalogue), needs.movements),
        *_pattern_cells(catalogue, presets, needs),
        *_per_muscle(catalogue, presets, needs),
        *_roles(catalogue, needs),
        *_patterns(catalogue, needs),
    )
    gaps = {(gap.area, gap.cell): gap for gap in needs.gaps}
    return tuple(
        replace(row, wanted=gap.fewest, reason=gap.reason) if (gap := gaps.get((row.area, row.cell))) else row
        for row in rows
    )


def stands_as_main(movement: Movement) -> bool:
    """Fit to be chosen without any relaxation: not single-joint, not filler, and allowed as a main lift.

    Trunk work has no main lift, so there accessory will do.
    """
    wanted = ExerciseRole.ACCESSORY if movement.pattern is MovementPattern.CORE else ExerciseRole.MAIN
    single_joint = movement.kind is MovementKind.ISOLATION and movement.pattern is not MovementPattern.CORE
    return wanted in movement.roles and not single_joint and movement.tier is not MovementTier.BRONZE


def _pattern_cells(
    catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]], needs: CoverageNeeds
) -> Iterator[CoverageRow]:
    """(seven main patterns + core) × preset × "up to this level"."""
    for pattern in (*MAIN_PATTERNS, MovementPattern.CORE):
        for preset, owned in presets.items():
            for level in needs.levels:
                fits = [
                    movement
                    for movement in catalogue
                    if movement.pattern is pattern
                    and movement.skill.rank <= level.rank
                    and movement.usable_with(owned)
                    and stands_as_main(movement)
                ]
                yield CoverageRow("pattern", f"{pattern} / {preset} / {level}", len(fits), needs.pattern_cell)


def _per_muscle(
    catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]], needs: CoverageNeeds
) -> Iterator[CoverageRow]:
    """Isolation with everything one could own; stretches, warm-ups and mobility with nothing but the floor."""
    everything = frozenset[Equipment]().union(*presets.values())
    for area, wanted, owned, test in (
        ("isolation", needs.isolation_per_muscle, everything, _isolates),
        ("stretch", needs.stretches_per_muscle, BODYWEIGHT, _stretches),
        ("warm-up", needs.warmups_per_muscle, BODYWEIGHT, _warms_up),
        ("mobility", needs.mobility_per_muscle, BODYWEIGHT, _mobilises),
    ):
        for muscle in SINGLE_MUSCLES:
            found = [m for m in catalogue if m.primary is muscle and test(m) and m.usable_with(owned)]
            yield CoverageRow(area, muscle, len(found), wanted)


def _isolates(movement: Movement) -> bool:
    trunk = movement.pattern is MovementPattern.CORE and movement.primary in TRUNK
    return ExerciseRole.ACCESSORY in movement.roles and (movement.pattern is MovementPattern.ISOLATION or trunk)


def _stretches(movement: Movement) -> bool:
    return movement.pattern is MovementPattern.STRETCH and ExerciseRole.COOLDOWN in movement.roles


def _warms_up(movement: Movement) -> bool:
    return ExerciseRole.WARMUP in movement.roles


def _mobilises(movement: Movement) -> bool:
    return ExerciseRole.MOBILITY in movement.roles


def _roles(catalogue: Catalogue, needs: CoverageNeeds) -> Iterator[CoverageRow]:
    for role, wanted in needs.roles_with_bodyweight.items():
        found = [movement for movement in catalogue if role in movement.roles and movement.usable_with(BODYWEIGHT)]
        yield CoverageRow("role with bodyweight", role, len(found), wanted)


def _patterns(catalogue: Catalogue, needs: CoverageNeeds) -> Iterator[CoverageRow]:
    for pattern, wanted in needs.patterns.items():
        found = [movement for movement in catalogue if movement.pattern is pattern]
        yield CoverageRow("all of a pattern", pattern, len(found), wanted)
