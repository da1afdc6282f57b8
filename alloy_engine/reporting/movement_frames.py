"""The movement catalogue as frames: what there is, what is missing where, and what a new item would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from alloy_engine.catalogue import Catalogue
from alloy_engine.catalogue.coverage import stands_as_main
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    BodyRegion,
    Equipment,
    ExerciseRole,
    MovementPattern,
    Muscle,
    SkillLevel,
)

MOVEMENT_COLUMNS = ("id", "name", "pattern", "primary", "skill", "kit", "tier", "kind", "roles")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. Empty lets everything through.

    text: as typed, slips forgiven. owned: the equipment there is; None for any. level: the athlete's, which every
    movement must be within; None for any. spared: a body region that must not be loaded.
    """

    text: str = ""
    patterns: Collection[MovementPattern] = field(default_factory=tuple)
    muscles: Collection[Muscle] = field(default_factory=tuple)
    roles: Collection[ExerciseRole] = field(default_factory=tuple)
    owned: frozenset[Equipment] | None = None
    level: SkillLevel | None = None
    spared: BodyRegion | None = None

    def fits(self, movement: Movement) -> bool:
        muscles = {movement.primary, *movement.secondary}
        return (
            (not self.patterns or movement.pattern in self.patterns)
            and (not self.muscles or bool(muscles & set(self.muscles)))
            and (not self.roles or bool(set(self.roles) & set(movement.roles)))
            and (self.owned is None or movement.usable_with(self.owned))
            and (self.level is None or movement.skill.rank <= self.level.rank)
            and self.spared not in movement.contraindications
        )


def found(catalogue: Catalogue, wanted: Wanted) -> pd.DataFrame:
    """One row a movement (MOVEMENT_COLUMNS): best match first if there is a text, else by name."""
    text = wanted.text.strip()
    movements = catalogue.search(text, limit=len(catalogue)) if text else sorted(catalogue, key=lambda m: m.name)
    rows = [_row(movement) for movement in movements if wanted.fits(movement)]
    return pd.DataFrame(rows, columns=list(MOVEMENT_COLUMNS))


def coverage_grid(catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]], level: SkillLevel) -> pd.DataFrame:
    """Movements fit to stand without relaxation: index pattern (main patterns and core), a column a preset, counts."""
    able = [m for m in catalogue if m.skill.rank <= level.rank and stands_as_main(m)]
    patterns = (*MAIN_PATTERNS, MovementPattern.CORE)
    return pd.DataFrame(
        {
            name: [sum(m.pattern is pattern and m.usable_with(owned) for m in able) for pattern in patterns]
            for name, owned in presets.items()
        },
        index=[pattern.value for pattern in patterns],
    )


def muscle_grid(catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]]) -> pd.DataFrame:
    """Movements that train a muscle first: index muscle, a column a preset, counts."""
    muscles = [muscle for muscle in Muscle if muscle is not Muscle.FULL_BODY]
    return pd.DataFrame(
        {
            name: [sum(m.primary is muscle and m.usable_with(owned) for m in catalogue) for muscle in muscles]
            for name, owned in presets.items()
        },
        index=[muscle.value for muscle in muscles],
    )


def unlocked(catalogue: Catalogue, owned: frozenset[Equipment], new: frozenset[Equipment]) -> pd.DataFrame:
    """Movements that `new` items would bring beside what is owned (MOVEMENT_COLUMNS), by pattern and name."""
    rows = [_row(m) for m in catalogue if not m.usable_with(owned) and m.usable_with(owned | new)]
    return pd.DataFrame(rows, columns=list(MOVEMENT_COLUMNS)).sort_values(["pattern", "name"], ignore_index=True)


def worth_of_items(catalogue: Catalogue, owned: frozenset[Equipment]) -> pd.DataFrame:
    """Each item not owned, bought alone: item, movements (how many more), mains (of these fit as a main lift),
    patterns (of these, the most frequent first), most movements first. Items that bring nothing alone are left out."""
    rows = []
    for item in Equipment:
        more = [m for m in catalogue if not m.usable_with(owned) and m.usable_with(owned | {item})]
        if item in owned or not more:
            continue
        often = Counter(m.pattern.value for m in more)
        patterns = sorted(often, key=lambda pattern: (-often[pattern], pattern))
        rows.append((item.value, len(more), sum(stands_as_main(m) for m in more), patterns))
    frame = pd.DataFrame(rows, columns=["item", "movements", "mains", "patterns"])
    return frame.sort_values("movements", ascending=False, kind="stable", ignore_index=True)


def family(catalogue: Catalogue, movement: Movement) -> pd.DataFrame:
    """The others of its substitution group, easiest first (MOVEMENT_COLUMNS)."""
    others = [m for m in catalogue if m.family == movement.family and m.id != movement.id]
    rows = [_row(m) for m in sorted(others, key=lambda m: (m.skill.rank, m.name))]
    return pd.DataFrame(rows, columns=list(MOVEMENT_COLUMNS))


def _row(movement: Movement) -> tuple[object, ...]:
    return (
        movement.id,
        movement.name,
        movement.pattern.value,
        movement.primary.value,
        movement.skill.value,
        kits_in_words(movement),
        movement.tier.value,
        movement.kind.value,
        [role.value for role in movement.roles],
    )


def kits_in_words(movement: Movement) -> str:
    """ "barbell + rack, or dumbbell"; "nothing" where the floor will do."""
    kits = [" + ".join(item.value.replace("_", " ") for item in sorted(kit)) or "nothing" for kit in movement.kits]
    return ", or ".join(kits) or "nothing"
