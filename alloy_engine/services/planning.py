"""Use cases without a database: plan a program, or say whether it can be met."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.program import PlannedMicrocycle, ProgramDocument
from alloy_engine.flow import Silent
from alloy_engine.generate import check, foreseen, plan, plan_first, plan_structure
from alloy_engine.quality.reachability import Reachability
from alloy_engine.selection import CandidatePool
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is known of a program before any of it is stored. week: its first microcycle, as it will be planned.
    milliseconds: how long finding that out took."""

    reachability: Reachability
    week: PlannedMicrocycle
    milliseconds: float


def first_look(materials: Materials, document: object) -> FirstLook:
    """Whether a request document can be met, and the first microcycle that comes of it. Raises InvalidRequest."""
    clock, tracer = SystemClock(), Silent()
    start = clock.nanoseconds()
    brief = materials.brief(document, tracer, today=clock.today())
    report = check(brief, materials.catalogue, materials.policy, tracer)
    structure, _ = plan_structure(brief, materials.catalogue, materials.policy, tracer)
    week = plan_first(structure, CandidatePool.of(brief, materials.catalogue, materials.policy), tracer)
    return FirstLook(report, week, (clock.nanoseconds() - start) / 1e6)


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
