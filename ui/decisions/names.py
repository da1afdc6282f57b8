"""Movements by name, as they were called in the catalogue of the session's day."""

from __future__ import annotations

from collections.abc import Callable

from alloy_engine.reporting.wording import title
from alloy_engine.services.explore import Explored


def namer(explored: Explored) -> Callable[[str], str]:
    catalogue = explored.stored.materials.catalogue

    def name(movement: str) -> str:
        known = catalogue.get(movement)
        return known.name if known else title(movement)

    return name
