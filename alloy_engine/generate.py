"""The whole pipeline in order: brief → structure → sessions → gates → audit → document.

Pure: the same brief, catalogue and policy give the same program, byte for byte. `plan` runs all of it
in one go; a worker runs the same steps one by one and stores what each returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.briefing import default_name
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.decision import Decision, Selection
from alloy_engine.domain.history import COUNTED_ROLES, History
from alloy_engine.domain.program import AuditRow, Gate, PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus, SelectionStatus, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.quality import audit, microcycle_gates, session_gates, unmet
from alloy_engine.quality.reachability import (
    Reachability,
    Shortfall,
    found_shortfalls,
    named_shortfalls,
    reachability,
)
from alloy_engine.selection import CandidatePool, context_of, select
from alloy_engine.session import Composition, compose, finish, template_selection, with_after_work
from alloy_engine.session.empty import emptied, rest_day
from alloy_engine.structure import Layouts, assign_focus, goal_warnings, skeleton
from alloy_engine.version import ENGINE_VERSION


@dataclass(frozen=True, slots=True)
class SessionResult:
    """A planned session with its gates, and the record of every choice in it."""

    session: PlannedSession
    decisions: tuple[Decision, ...] = ()
    selection: SelectionStatus | None = None


Seen = Callable[[str, SessionResult], None]


@dataclass(frozen=True, slots=True)
class Closing:
    """What is known once the last session stands."""

    audit: tuple[AuditRow, ...]
    unmet: tuple[str, ...]


def plan(
    brief: Brief, catalogue: Catalogue, policy: Policy, tracer: Tracer, seen: Seen | None = None, *, ranks: bool = True
) -> ProgramDocument:
    """The whole program, planned at once and stored nowhere (its id is None).

    seen: told of each session once it is planned, with the record of its choices; without it none is kept.
    ranks: False leaves out the exercises' scores and substitutes; nothing else depends on them.
    """
    structure, warnings = plan_structure(brief, catalogue, policy, tracer)
    pool = CandidatePool.of(brief, catalogue, policy)
    sessions: dict[str, PlannedSession] = {}
    for key, result in plan_sessions(structure, pool, tracer, record=seen is not None, ranks=ranks):
        sessions[key] = result.session
        if seen is not None:
            seen(key, result)
    gates = {m.index: close_microcycle(m, sessions, pool, tracer) for m in structure.microcycles}
    closing = close_program(structure, sessions, gates, pool, tracer)
    return ProgramDocument(
        name=default_name(brief.request),
        status=status_of(sessions.values()),
        engine_version=ENGINE_VERSION,
        catalogue_version=catalogue.version,
        policy_version=policy.version,
        seed=brief.request.seed,
        request=brief.request.model_copy(update={"start_date": brief.start_date}),
        warnings=(*warnings, *structure.warnings),
        unmet=closing.unmet,
        microcycles=tuple(_document(m, sessions, gates[m.index]) for m in structure.microcycles),
        audit=closing.audit,
    )


def plan_structure(
    brief: Brief, catalogue: Catalogue, policy: Policy, tracer: Tracer
) -> tuple[Structure, tuple[str, ...]]:
    """The calendar with focus patterns, and what to warn about in the goals."""
    with tracer.phase("structure"):
        warnings = goal_warnings(brief, policy, tracer)
        return settle_structure(skeleton(brief, policy, tracer), brief, catalogue, policy, tracer), warnings


def settle_structure(
    structure: Structure, brief: Brief, catalogue: Catalogue, policy: Policy, tracer: Tracer
) -> Structure:
    """The calendar with focus patterns; among its warnings, what cannot be met."""
    settled = assign_focus(structure, brief, policy, tracer)
    named = named_shortfalls(brief, settled, catalogue, policy, tracer)
    return replace(settled, warnings=(*settled.warnings, *named))


def check(brief: Brief, catalogue: Catalogue, policy: Policy, tracer: Tracer) -> Reachability:
    """Whether the request can be met, what clashes if not, and the cheapest way out; nothing is generated."""
    layouts = Layouts(policy)
    return reachability(brief, layouts.of(brief), catalogue, policy, tracer, layouts.of)


def foreseen(brief: Brief, catalogue: Catalogue, policy: Policy) -> tuple[Shortfall, ...]:
    """What `check` would find in the way, without what clashes and how it could be helped: that takes its time."""
    return found_shortfalls(brief, Layouts(policy).of(brief), catalogue, policy)


def plan_sessions(
    structure: Structure, pool: CandidatePool, tracer: Tracer, *, record: bool = True, ranks: bool = True
) -> Iterator[tuple[str, SessionResult]]:
    """Every day in order, each planned from what the days before it used. record, ranks: as in `plan_session`."""
    history = History()
    for day in structure.days:
        result = plan_session(day, pool, history, tracer, record=record, ranks=ranks)
        history = history.then(day, result.session)
        yield day.key, result


def plan_first(structure: Structure, pool: CandidatePool, tracer: Tracer) -> PlannedMicrocycle:
    """The first microcycle of the program, just as `plan` makes it."""
    first = structure.microcycles[0]
    sessions = {key: result.session for key, result in plan_sessions(Structure((first,)), pool, tracer, record=False)}
    return _document(first, sessions, close_microcycle(first, sessions, pool, tracer))


def plan_session(
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    tracer: Tracer,
    *,
    avoid: frozenset[str] = frozenset(),
    salt: int = 0,
    locks: Sequence[Lock] = (),
    record: bool = True,
    ranks: bool = True,
) -> SessionResult:
    """One day. A session whose gates fail is planned again, more relaxed, then from the template; the
    best try is kept if nothing fatal is left in it, else the session is failed with the reason.

    avoid: movements a regenerated session should do without. salt: changes the seeded order.
    locks: movements it is planned around. record: False leaves the decisions out, ranks: False scores and substitutes.
    """
    if day.type is SessionType.RECOVERY:
        return SessionResult(rest_day(day))
    with tracer.phase("compose"):
        composition = compose(day, pool, history, tracer, locks)
    with tracer.phase("recall"):
        context = context_of(pool, day, history, avoid=avoid, salt=salt)
    tracer.take("5.2", "A" if context.needs.scale.all() else "B")
    tries: list[SessionResult] = []
    for laid_out, step in ways(composition, day, pool, history):
        if tries and not _worth_trying(laid_out is not composition, tries[-1].session, pool.policy):
            continue
        if tries:
            tracer.take("9.4", "B")
        with tracer.phase("select"):
            selection = select(laid_out.slots, pool, context, tracer, minimum_step=step, record=record, ranks=ranks)
        fallback = FallbackTier.RELAXATION if step else FallbackTier.NONE
        tries.append(_finished(laid_out, selection, fallback, day, pool, history, tracer))
        if not _broken(tries[-1].session):
            tracer.take("9.4", "A")
            tracer.take("6.2", "A" if step else "D")
            return tries[-1]
    tries.append(plan_template(day, pool, history, tracer, composition=composition))
    return _best(tries, pool.policy, tracer)


def ways(
    composition: Composition, day: DayPlan, pool: CandidatePool, history: History
) -> Iterator[tuple[Composition, int]]:
    """How a session may be laid out, and the relaxation step it is chosen from, in the order they are tried: as usual,
    more relaxed, and with easy work after the lifts for time that nothing else fills.
    """
    yield from ((composition, step) for step in (0, *pool.policy.gates.retry_steps))
    filled = with_after_work(composition, day, pool, history) if day.type.is_lifting else None
    if filled is not None:
        yield filled, 0


def plan_template(
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    tracer: Tracer,
    *,
    composition: Composition | None = None,
    locks: Sequence[Lock] = (),
) -> SessionResult:
    """The last fallback: the best allowed movement for every slot, unscored. Hard constraints hold."""
    if composition is None:
        composition = compose(day, pool, history, tracer, locks)
    worn = [movement for fact in history.of_microcycle(day.microcycle) for movement in fact.movements(*COUNTED_ROLES)]
    selection = template_selection(composition, pool, worn)
    return _finished(composition, selection, FallbackTier.TEMPLATE, day, pool, history, tracer)


def close_microcycle(
    microcycle: MicrocyclePlan, sessions: Mapping[str, PlannedSession], pool: CandidatePool, tracer: Tracer
) -> tuple[Gate, ...]:
    """The gates of a microcycle whose days are all planned. `sessions` by day key."""
    planned = [sessions[day.key] for day in microcycle.days]
    gates = microcycle_gates(microcycle, planned, pool.brief, pool.catalogue, pool.policy)
    tracer.take("10.0", "A" if all(gate.ok for gate in gates) else "B")
    return gates


def close_program(
    structure: Structure,
    sessions: Mapping[str, PlannedSession],
    gates: Mapping[int, Sequence[Gate]],
    pool: CandidatePool,
    tracer: Tracer,
) -> Closing:
    """The coach audit and what could not be met. `sessions` by day key, `gates` by microcycle index."""
    planned = [sessions[day.key] for day in structure.days]
    with tracer.phase("audit"):
        rows = audit(structure, planned, pool.brief, pool.catalogue, pool.policy)
        statuses = {row.status for row in rows}
        tracer.take("10.2", "C" if "fail" in statuses else "B" if "warn" in statuses else "A")
        named = unmet(structure, planned, pool.brief, gates)
    return Closing(rows, named)


def status_of(sessions: Iterable[PlannedSession]) -> GenerationStatus:
    """Completed if any training session was; failed if there were some and none was."""
    training = [session for session in sessions if session.type is not SessionType.RECOVERY]
    done = any(session.status is GenerationStatus.COMPLETED for session in training)
    return GenerationStatus.COMPLETED if done or not training else GenerationStatus.FAILED


def _finished(
    composition: Composition,
    selection: Selection,
    fallback: FallbackTier,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    tracer: Tracer,
) -> SessionResult:
    finished = finish(composition, selection, day, pool, history, tracer)
    with tracer.phase("gates"):
        gates = session_gates(finished.session, day, pool.brief, pool.catalogue, pool.policy)
    session = finished.session.model_copy(update={"gates": gates, "fallback": fallback})
    decisions = tuple(replace(decision, dropped=decision.slot in finished.dropped) for decision in selection.decisions)
    return SessionResult(session, decisions, selection.status)


def _broken(session: PlannedSession) -> tuple[str, ...]:
    return tuple(gate.name for gate in session.gates if not gate.ok)


def _worth_trying(filled: bool, session: PlannedSession, policy: Policy) -> bool:
    """A looser selection can only help where movements are missing; one more piece only where minutes are."""
    missing = any(name not in policy.gates.unmoved_by_selection for name in _broken(session))
    short = session.estimated_minutes < session.target_minutes
    return not missing and short if filled else missing


def _best(tries: Sequence[SessionResult], policy: Policy, tracer: Tracer) -> SessionResult:
    """The try with the fewest broken gates (the earliest of equals), unless a fatal one is among them."""
    best = min(tries, key=lambda result: (_is_fatal(result, policy), len(_broken(result.session))))
    broken = [gate for gate in best.session.gates if not gate.ok]
    reason = "; ".join(f"{gate.name}: {gate.detail}" for gate in broken)
    if _is_fatal(best, policy):
        tracer.take("6.2", "C")
        session = emptied(best.session, reason or "no exercise could be placed")
        return SessionResult(session, best.decisions, SelectionStatus.INFEASIBLE)
    tracer.take("6.2", {FallbackTier.NONE: "D", FallbackTier.RELAXATION: "A"}.get(best.session.fallback, "B"))
    tracer.take("9.4", "C" if broken else "A")
    note = f"{best.session.note} Accepted although {reason}.".strip() if broken else best.session.note
    return SessionResult(best.session.model_copy(update={"note": note}), best.decisions, best.selection)


def _is_fatal(result: SessionResult, policy: Policy) -> bool:
    return not result.session.blocks or any(name in policy.gates.fatal for name in _broken(result.session))


def _document(
    microcycle: MicrocyclePlan, sessions: Mapping[str, PlannedSession], gates: Sequence[Gate]
) -> PlannedMicrocycle:
    planned = tuple(sessions[day.key] for day in microcycle.days)
    return PlannedMicrocycle(
        index=microcycle.index, start_date=microcycle.start_date, length_days=microcycle.length_days,
        phase=microcycle.phase, is_deload=microcycle.is_deload, status=status_of(planned), gates=tuple(gates),
        sessions=planned,
    )  # fmt: skip
