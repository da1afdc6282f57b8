"""Use cases without a database: plan a program, or say whether it can be met."""

from __future__ import annotations

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.flow import Silent
from alloy_engine.generate import check, foreseen, plan
from alloy_engine.quality.reachability import Reachability
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials


def plan_document(materials: Materials, document: object) -> ProgramDocument:
    """The whole program of a request document, stored nowhere. Raises InvalidRequest."""
    tracer = Silent()
    brief = materials.brief(document, tracer, today=SystemClock().today())
    return plan(brief, materials.catalogue, materials.policy, tracer)


def check_document(materials: Materials, document: object) -> Reachability:
    """Whether a request document can be met. Raises InvalidRequest."""
    tracer = Silent()
    brief = materials.brief(document, tracer, today=SystemClock().today())
    return check(brief, materials.catalogue, materials.policy, tracer)


def foreseen_requirements(materials: Materials, document: object) -> tuple[str, ...]:
    """The requirements of a request document that the report says cannot, or may not, be met. Raises InvalidRequest."""
    brief = materials.brief(document, Silent(), today=SystemClock().today())
    return tuple(each.requirement.value for each in foreseen(brief, materials.catalogue, materials.policy))
