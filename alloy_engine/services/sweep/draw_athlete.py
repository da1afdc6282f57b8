"""Random athletes: who they are, what they own, what hurts, what they can lift."""

from __future__ import annotations

from typing import Any

from numpy.random import Generator

from alloy_engine.catalogue import Catalogue
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    BodyRegion,
    CardioPreference,
    Equipment,
    Muscle,
    Severity,
    SkillLevel,
    Units,
)
from alloy_engine.services.materials import Materials
from alloy_engine.services.sweep.chance import pick, several

MOST_FOCUS, MOST_LIMITATIONS, MOST_MAXES = 3, 2, 4
KG, LB = (40, 200), (90, 440)


def draw_athlete(materials: Materials, random: Generator) -> dict[str, Any]:
    athlete: dict[str, Any] = {
        "experience": pick(random, list(SkillLevel)).value,
        "equipment": _equipment(materials, random),
        "cardio_preference": pick(random, list(CardioPreference)).value,
        "units": pick(random, list(Units)).value,
    }
    if random.random() < 0.25:
        athlete["limitations"] = _limitations(random)
    if random.random() < 0.4:
        muscles = [muscle for muscle in Muscle if muscle is not Muscle.FULL_BODY]
        athlete["focus_muscles"] = [muscle.value for muscle in several(random, muscles, MOST_FOCUS)]
    if random.random() < 0.4:
        athlete["one_rep_maxes"] = _maxes(random, materials.catalogue)
    if random.random() < 0.1:
        athlete["name"] = "An athlete"
    return athlete


def _equipment(materials: Materials, random: Generator) -> str | list[str]:
    """Mostly a preset; now and then a gym of somebody's own."""
    if random.random() < 0.85:
        return pick(random, list(materials.presets))
    return [item.value for item in Equipment if random.random() < 0.5]


def _limitations(random: Generator) -> list[dict[str, Any]]:
    limitations = []
    for region in several(random, list(BodyRegion), MOST_LIMITATIONS):
        part = {"region": region.value} if random.random() < 0.75 else {"pattern": pick(random, MAIN_PATTERNS).value}
        limitations.append({**part, "severity": pick(random, list(Severity)).value})
    return limitations


def _maxes(random: Generator, catalogue: Catalogue) -> dict[str, Any]:
    """Loads for lifts that have one; the numbers are no athlete's, only possible."""
    lifts = [movement.id for movement in catalogue.movements if movement.ratio == 1]
    maxes = {}
    for lift in several(random, lifts, MOST_MAXES):
        unit = pick(random, list(Units))
        low, high = KG if unit is Units.KG else LB
        maxes[lift] = {"value": int(random.integers(low, high)), "unit": unit.value}
    return maxes
