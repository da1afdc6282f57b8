"""The constraints nothing may relax, checked on the finished session without trusting whoever filled it."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.catalogue import Catalogue
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.forbidden import forbidden_because
from alloy_engine.domain.program import PlannedSession


def violations(session: PlannedSession, brief: Brief, catalogue: Catalogue) -> Iterator[str]:
    """Every exercise that breaks a hard constraint, in words."""
    for block in session.blocks:
        for exercise in block.exercises:
            movement = catalogue.get(exercise.movement)
            if movement is None:
                yield f"{exercise.movement} is not in the catalogue"
            elif reason := forbidden_because(movement, brief):
                yield f"{exercise.movement} {reason}"
