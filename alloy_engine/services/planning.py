"""Use cases without a database: plan a program, or say whether it can be met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from alloy_engine.domain.decision import Account, Choice, Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedMicrocycle, ProgramDocument
from alloy_engine.errors import AlloyError
from alloy_engine.flow import Silent
from alloy_engine.generate import SessionResult, check, foreseen, plan, plan_first, plan_structure
from alloy_engine.quality.reachability import Reachability
from alloy_engine.replay import replay
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


class Stopped(AlloyError):
    """Whoever asked for the plan does not want it any more."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A program planned on the spot. choices: who was taken for every slot, in program order. milliseconds: how long
    planning it took. accounts: by session, every choice opened up; of those sessions that somebody looked into.
    """

    document: ProgramDocument
    choices: tuple[Choice, ...]
    milliseconds: float
    accounts: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)


def plan_recorded(materials: Materials, document: object, note: Callable[[int, int], bool]) -> Recorded:
    """The whole program with who was chosen, stored nowhere.

    note: told of days planned and days in all after each, and answers whether to go on. Raises InvalidRequest, Stopped.
    """
    clock, tracer = SystemClock(), Silent()
    start = clock.nanoseconds()
    brief = materials.brief(document, tracer, today=clock.today())
    days = plan_structure(brief, materials.catalogue, materials.policy, tracer)[0].days
    sequence = {day.key: day.sequence for day in days}
    choices: list[Choice] = []

    def seen(key: str, result: SessionResult) -> None:
        choices.extend(_choice(key, sequence[key], one) for one in result.decisions)
        if not note(sequence[key] + 1, len(days)):
            raise Stopped("planning was stopped")

    planned = plan(brief, materials.catalogue, materials.policy, tracer, seen)
    return Recorded(planned, tuple(choices), (clock.nanoseconds() - start) / 1e6)


def opened(materials: Materials, recorded: Recorded, sequence: int) -> Recorded:
    """With every choice of the day at that place of the program opened up; as it was where no such day is."""
    brief = materials.brief_of(recorded.document.request, Silent(), today=SystemClock().today())
    structure, _ = plan_structure(brief, materials.catalogue, materials.policy, Silent())
    sessions = [one for week in recorded.document.microcycles for one in week.sessions]
    if sequence >= len(sessions) or not sessions[sequence].blocks:
        return recorded
    history = History()
    for day, session in zip(structure.days[:sequence], sessions, strict=False):
        history = history.then(day, session)
    pool, day = CandidatePool.of(brief, materials.catalogue, materials.policy), structure.days[sequence]
    accounts = replay(day, pool, history).accounts
    return replace(recorded, accounts={**recorded.accounts, day.key: accounts})


def _choice(key: str, sequence: int, one: Decision) -> Choice:
    movement, total = (one.chosen.movement, one.chosen.total) if one.chosen else (None, None)
    return Choice(key, sequence, one.slot, one.role.value, movement, total, one.relaxation_step)


def plan_document(
    materials: Materials,
    document: object,
    seen: Callable[[str, SessionResult], None] | None = None,
    *,
    ranks: bool = True,
) -> ProgramDocument:
    """The whole program of a request document, stored nowhere. seen, ranks: as in `plan`. Raises InvalidRequest."""
    tracer = Silent()
    brief = materials.brief(document, tracer, today=SystemClock().today())
    return plan(brief, materials.catalogue, materials.policy, tracer, seen, ranks=ranks)


def check_document(materials: Materials, document: object) -> Reachability:
    """Whether a request document can be met. Raises InvalidRequest."""
    tracer = Silent()
    brief = materials.brief(document, tracer, today=SystemClock().today())
    return check(brief, materials.catalogue, materials.policy, tracer)


def foreseen_requirements(materials: Materials, document: object) -> tuple[str, ...]:
    """The requirements of a request document that the report says cannot, or may not, be met. Raises InvalidRequest."""
    brief = materials.brief(document, Silent(), today=SystemClock().today())
    return tuple(each.requirement.value for each in foreseen(brief, materials.catalogue, materials.policy))
