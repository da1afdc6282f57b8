"""Use case: a stored session is planned again with what it was planned with then, and every choice opened up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.decision import Account, Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import Conflict
from alloy_engine.flow import Silent
from alloy_engine.generate import SessionResult, plan_session
from alloy_engine.replay import Replay, replay
from alloy_engine.selection import CandidatePool
from alloy_engine.services.materials import Materials
from alloy_engine.storage import programs, sessions, structures
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.material_rows import KeptMaterials, WrittenMaterials, load_materials
from alloy_engine.storage.origins import Origin, load_origin, sessions_as_known
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.programs import Orders
from alloy_engine.version import ENGINE_VERSION


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A session's full record, worked out again.

    matches: session and decisions equal the stored ones, to the last digit; else `differences` says where not.
    remarks: what else to know, such as another version of the engine. The versions are those of its day.
    """

    program: str
    session: str
    engine_version: str
    catalogue_version: str
    policy_version: str
    matches: bool
    differences: tuple[str, ...]
    remarks: tuple[str, ...]
    slots: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """All that was read of one session and of what it was planned from. key: such as "3-2". known: the sessions
    before it, then.
    """

    key: str
    orders: Orders
    structure: Structure
    origin: Origin
    materials: KeptMaterials
    known: Mapping[str, PlannedSession]
    session: PlannedSession
    decisions: tuple[Decision, ...]


def kept(materials: Materials) -> KeptMaterials:
    """The materials as they are stored."""
    return KeptMaterials(
        materials.version, ENGINE_VERSION, materials.catalogue, materials.policy, dict(materials.presets)
    )


def recompute(mine: Owned, program: str, session: str) -> Recomputed:
    """Plan the session again: with the catalogue, policy and presets of its day, knowing what was known then.

    Raises NotFound, also for materials that were not kept; Conflict for a session that is not planned, or was
    before materials were kept; CatalogueError or PolicyError for materials this engine cannot read any more.
    """
    stored = read_stored(mine, program, session)
    return recomputed(stored, replayed(stored))


def read_stored(mine: Owned, program: str, session: str) -> Stored:
    """All that a session is planned again from. Raises as `recompute`."""
    key = SessionKey.parse(program, session)
    with mine.snapshot(program) as connection:
        written, stored = _found(connection, key)
    return stored(materials=written.read())


def recomputed(stored: Stored, anew: Replay) -> Recomputed:
    """The session planned again, held against what was stored."""
    differences = tuple(_differences(stored, anew.result))
    return Recomputed(
        program=stored.orders.id,
        session=stored.key,
        engine_version=stored.materials.engine_version,
        catalogue_version=stored.materials.catalogue.version,
        policy_version=stored.materials.policy.version,
        matches=not differences,
        differences=differences,
        remarks=tuple(_remarks(stored)),
        slots=anew.accounts,
    )


def _found(c: Connection, key: SessionKey) -> tuple[WrittenMaterials, Callable[..., Stored]]:
    """The materials, and all else of what was stored."""
    orders = programs.load_orders(c, key.program)
    origin = load_origin(c, key)
    if origin.type is SessionType.RECOVERY:
        raise Conflict(f"session {key.text} is a recovery day: nothing was chosen for it")
    if origin.status is not GenerationStatus.COMPLETED:
        raise Conflict(f"session {key.text} is {origin.status.value}: only a completed one can be recomputed")
    if origin.planned_with is None:
        raise Conflict(f"session {key.text} was planned before catalogue and policy were kept: regenerate it first")
    now = sessions.load_sessions(c, key.program)
    return load_materials(c, origin.planned_with), partial(
        Stored,
        key=key.text,
        orders=orders,
        structure=structures.load_structure(c, key.program),
        origin=origin,
        known=sessions_as_known(c, key, now),
        session=now[key.text],
        decisions=sessions.load_decisions(c, key),
    )


def brief_of(stored: Stored, request: ProgramRequest) -> Brief:
    """The request's standing orders with the materials of the session's day."""
    of_the_day = stored.materials
    materials = Materials(of_the_day.catalogue, of_the_day.policy, of_the_day.presets)
    return materials.brief_of(request, Silent(), today=stored.orders.created_at.date())


def replayed(stored: Stored) -> Replay:
    """Plan the session as it was planned, with every choice opened up."""
    day, pool, history = _surroundings(stored, stored.orders.request)
    origin = stored.origin
    return replay(
        day, pool, history, avoid=origin.avoid, salt=origin.variation, locks=origin.locks,
        from_template=origin.fell_back,
    )  # fmt: skip


def planned_for(stored: Stored, request: ProgramRequest) -> SessionResult:
    """Plan the session for another request. What was known then stays, and so does the day, but for the minutes that
    the request changes. A session that was taken from the template is planned as any other.
    """
    day, pool, history = _surroundings(stored, request)
    more = request.session_minutes - stored.orders.request.session_minutes
    day = day._replace(target_minutes=day.target_minutes + more)
    origin = stored.origin
    return plan_session(day, pool, history, Silent(), avoid=origin.avoid, salt=origin.variation, locks=origin.locks)


def _surroundings(stored: Stored, request: ProgramRequest) -> tuple[DayPlan, CandidatePool, History]:
    history, day = _history(stored)
    return (
        day,
        CandidatePool.of(brief_of(stored, request), stored.materials.catalogue, stored.materials.policy),
        history,
    )


def _history(stored: Stored) -> tuple[History, DayPlan]:
    """What was known when the day was planned, and the day."""
    history, days = History(), iter(stored.structure.days)
    while (day := next(days)).key != stored.key:
        session = stored.known.get(day.key)
        if session is not None and session.status is GenerationStatus.COMPLETED:
            history = history.then(day, session)
    return history, day


def _differences(stored: Stored, anew: SessionResult) -> Iterator[str]:
    if stored.origin.selection_status is not anew.selection:
        yield f"selection: {stored.origin.selection_status} then, {anew.selection} now"
    if len(stored.decisions) != len(anew.decisions):
        yield f"slots: {len(stored.decisions)} then, {len(anew.decisions)} now"
    for then, now in zip(stored.decisions, anew.decisions, strict=False):
        if then != now:
            yield f"slot {then.slot}: {_chosen(then)} then, {_chosen(now)} now ({', '.join(_unequal(then, now))})"
    # The reason for a fall-back is part of its note: what the clock said that day.
    note = {"note": anew.session.note} if stored.origin.fell_back else {}
    then_session = stored.session.model_copy(update=note)
    names = [n for n in type(then_session).model_fields if getattr(then_session, n) != getattr(anew.session, n)]
    if names:
        yield f"session: its {', '.join(names)} came out differently"


def _chosen(decision: Decision) -> str:
    return decision.chosen.movement if decision.chosen else "nobody"


def _unequal(then: Decision, now: Decision) -> Sequence[str]:
    return [field.name for field in fields(then) if getattr(then, field.name) != getattr(now, field.name)]


def _remarks(stored: Stored) -> Iterator[str]:
    if stored.materials.engine_version != ENGINE_VERSION:
        yield f"planned by engine {stored.materials.engine_version}, recomputed by {ENGINE_VERSION}"
    if stored.origin.fell_back:
        yield "taken from the template, where nothing is scored, after its planning ran out of time or failed"
