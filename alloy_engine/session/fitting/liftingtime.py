"""A lifting session's doses brought to time: the sheet is set up, fitted and read off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from math import ceil, floor, inf
from string import ascii_uppercase

from alloy_engine.catalogue.policies.composition import Count
from alloy_engine.catalogue.policies.prescription import FitRules
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import MINUTE
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.program import Circuit
from alloy_engine.domain.slot import INSISTED
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, CircuitType, ExerciseRole, Goal, Muscle
from alloy_engine.flow import Tracer
from alloy_engine.scoring import is_light
from alloy_engine.selection import CandidatePool
from alloy_engine.selection.variety import fewest_places
from alloy_engine.session.doses.circuits import clocks
from alloy_engine.session.doses.dose import Dose, Grouped
from alloy_engine.session.doses.drills import drills, fewest, needed
from alloy_engine.session.doses.fitted import Fitted, FittedBlock, Placed
from alloy_engine.session.doses.stations import at_stations
from alloy_engine.session.fitting.afterwork import comes_first, kept_minutes, lengths, most_minutes, placed_after
from alloy_engine.session.fitting.balance import spans_ahead
from alloy_engine.session.fitting.board import NO_BOUND, Board, Line
from alloy_engine.session.fitting.easing import ease
from alloy_engine.session.fitting.fit import fit
from alloy_engine.session.fitting.levers import Limits
from alloy_engine.session.fitting.order import in_order
from alloy_engine.session.fitting.push import Push, push
from alloy_engine.session.needs.aims import Aims, asked_floors, pushed_most
from alloy_engine.session.plan import CircuitPlan, Composition

UNCHANGED = 1.0
FEWEST_DRILLS = 2


def fit_lifting(
    composition: Composition, doses: Grouped, day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> Fitted:
    """Sets, accessories, supersets, rests, finisher and drills so that the session lasts its target minutes."""
    plan = composition.block(ExerciseRole.FINISHER)
    stations = doses.get(ExerciseRole.FINISHER, ())
    circuits, usual = _finishers(plan.circuit if plan else None, len(stations), pool)
    wished = any(dose.slot.hold in INSISTED for dose in stations)
    if circuits and not wished and day.target_minutes <= pool.policy.composition.lifting.short_minutes:
        circuits, usual = (None, *circuits), usual + 1
    pieces = tuple(circuit.minutes if circuit else 0.0 for circuit in circuits)
    before = sets_before(day, history)
    board = _sheet(doses, pieces, usual, before, composition.aims, day, pool, history)
    kept = _kept_for_variety(doses, day, pool, history)
    limits = _limits(doses, day, pool, kept)
    _bring_in(board, kept)
    fit(board, limits, tracer, settled=before is not None or day.is_deload)
    how = Push.of(day, pool)
    if how.scale != UNCHANGED:
        most, floor = pushed_most(day, pool, history, board.by_muscle()), asked_floors(day, pool, history)
        board.aims = replace(board.aims, most=most, floor=floor)
        push(board, limits, how)
    return Fitted(_blocks(board, doses, circuits, pool), tuple(board.notes))


def sets_before(day: DayPlan, history: History) -> int | None:
    """Hard sets of the same session in the mesocycle's latest microcycle, if there was one."""
    fact = history.last_like(day)
    return sum(fact.doses.values()) if fact else None


def sets_in_last_mesocycle(day: DayPlan, history: History) -> int | None:
    """The same of the mesocycles before: the last one that had that session."""
    fact = history.last_like(day, this_mesocycle=False)
    return sum(fact.doses.values()) if fact else None


def _finishers(plan: CircuitPlan | None, stations: int, pool: CandidatePool) -> tuple[tuple[Circuit | None, ...], int]:
    """All lengths the finisher may have, and which of them is the usual one."""
    if plan is None or not stations:
        return (), 0
    made = pool.once(_circuits, plan, stations)
    return made, min(range(len(made)), key=lambda at: abs(made[at].minutes - plan.minutes))


def _circuits(pool: CandidatePool, plan: CircuitPlan, stations: int) -> tuple[Circuit, ...]:
    rules = pool.policy.composition.circuits
    made = clocks(plan.type, stations, plan.low, plan.high, rules)
    return made or clocks(CircuitType.AMRAP, stations, plan.low, plan.high, rules)


def _sheet(
    doses: Grouped,
    pieces: tuple[float, ...],
    usual: int,
    before: int | None,
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
) -> Board:
    rules = pool.policy.prescription
    working = (*doses.get(ExerciseRole.MAIN, ()), *doses.get(ExerciseRole.ACCESSORY, ()))
    lines = [Line.of(dose, rules.time) for dose in working]
    after = lengths(doses.get(ExerciseRole.CARDIO, ()), doses.get(ExerciseRole.MOBILITY, ()), pool)
    kept = pool.once(kept_minutes, day.target_minutes)
    board = Board(
        lines=lines,
        warmup=needed(doses.get(ExerciseRole.WARMUP, ())),
        cooldown=needed(doses.get(ExerciseRole.COOLDOWN, ())),
        pieces=pieces,
        piece=usual,
        after=after,
        after_at=max(0, sum([length <= kept for length in after]) - 1),
        time=rules.time,
        target=day.target_minutes * MINUTE,
        aims=aims,
        pulls_ahead=spans_ahead(day, pool, history),
    )
    if day.is_deload:
        ease(board, before, day, pool, history)
    else:
        _bound(board, before, sets_in_last_mesocycle(day, history), history.latest_of_type(day), rules.fit)
    _unload(board, pool)
    return board


def _bound(board: Board, before: int | None, last: int | None, alike: Sequence[SessionFacts], rules: FitRules) -> None:
    """Sets go on from where they were: those of the same session, or of the mesocycle before where it comes for the
    first time; and as a whole, with what the coach's aggression adds, from the latest sessions of its type.

    before, last: see above, None where there is none. alike: the latest microcycle's sessions of that type.
    """
    rise = 1 + rules.weekly_rise
    if before is not None:
        board.sets_low = ceil(before * (1 - rules.weekly_rise))
        board.sets_high = max(before, floor(before * rise))
    elif last is not None:
        board.sets_high = max(last, floor(last * rise))
    if alike:
        usual = sum(sum(fact.doses.values()) for fact in alike) / len(alike)
        if before is None:
            board.sets_high = min(board.sets_high, max(ceil(usual), floor(usual * rise)))
        board.usual_high = max(board.sets_high, floor(usual * (1 + rules.planned_rise)))
        planned = sum(fact.planned for fact in alike) / len(alike)
        board.planned_high = max(ceil(planned), floor(planned * (1 + rules.planned_rise)))


def _unload(board: Board, pool: CandidatePool) -> None:
    """No muscle above what one session, and its week, should give it, as far as bands go; none above the cap, or far
    beyond its week, even below them.
    """
    rules, most = pool.policy.prescription.fit, board.aims.most
    _cap(board, lambda muscle: min(rules.sets_per_muscle_aim, most.get(muscle, inf)), below_band=0)
    for least in (rules.tight_sets, 1):
        _cap(board, lambda muscle: most.get(muscle, inf) + 1.0, below_band=NO_BOUND, least=least)
    for least in (rules.tight_sets, 1):
        _cap(board, lambda _: rules.sets_per_muscle, below_band=NO_BOUND, least=least)


def _cap(board: Board, cap: Callable[[Muscle], float], *, below_band: int, least: int = 1) -> None:
    """Sets go where they tire an overloaded muscle: accessories' first, then those of the lifts that are for it, most
    above their band's low end, of equals the later lift.
    """
    for _ in range(NO_BOUND):
        over = {muscle for muscle, sets in board.by_muscle().items() if sets > cap(muscle)}
        if not over:
            return
        at_fault = [
            line for line in board.active
            if line.sets > max(least, line.dose.sets_low - below_band) and any(m in over for m, _ in line.tired)
        ]  # fmt: skip
        if not at_fault or (not below_band and board.hard_sets() <= board.sets_low):
            return
        blamed = [
            (not line.is_main, _share_in(over, line), line.sets - line.dose.sets_low, place)
            for place, line in enumerate(at_fault)
        ]
        at_fault[max(blamed)[-1]].sets -= 1


def _share_in(muscles: Collection[Muscle], line: Line) -> float:
    """The most that a set of the line counts for one of these muscles."""
    return max(weight for muscle, weight in line.tired if muscle in muscles)


def _limits(doses: Grouped, day: DayPlan, pool: CandidatePool, kept: int) -> Limits:
    """kept: accessories that even a short session does not do without."""
    lifting = pool.policy.composition.lifting
    short = day.target_minutes <= lifting.short_minutes
    low = kept if short else lifting.accessories.low
    total = pool.policy.gates.session.movements_low_when_short if short or day.is_deload else lifting.total.low
    around = {
        role: pool.once(_count, fewest(doses.get(role, ()), FEWEST_DRILLS), len(doses.get(role, ())))
        for role in SUPPORT_ROLES
    }
    return Limits(
        rules=pool.policy.prescription.fit,
        mains=lifting.mains_of(light=is_light(pool.brief, pool.policy)),
        accessories=pool.once(_count, low, lifting.accessories.high),
        warmup=around[ExerciseRole.WARMUP],
        cooldown=around[ExerciseRole.COOLDOWN],
        total_low=total,
        total_high=lifting.total.high,
        deload=day.is_deload,
        after_first=pool.once(comes_first),
        after_most=most_minutes(doses.get(ExerciseRole.CARDIO, ()), doses.get(ExerciseRole.MOBILITY, ()), pool),
        rested=not day.is_deload
        and pool.brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY) >= pool.policy.audit.rest.dollars_min,
        focus=pool.brief.request.athlete.focus_muscles,
    )


def _kept_for_variety(doses: Grouped, day: DayPlan, pool: CandidatePool, history: History) -> int:
    """Accessories of a short session that its microcycle cannot do without, as its main lifts repeat too much of it."""
    if day.target_minutes > pool.policy.composition.lifting.short_minutes:
        return 0
    lifts = [*doses.get(ExerciseRole.MAIN, ()), *doses.get(ExerciseRole.ACCESSORY, ())]
    mains = sum(dose.slot.role is ExerciseRole.MAIN for dose in lifts)
    roles = pool.policy.relaxation.variety.unique_roles
    return fewest_places([dose.movement.id for dose in lifts], mains, day, history, roles, pool.policy) - mains


def _bring_in(board: Board, kept: int) -> None:
    """The first so many accessories, with the fewest sets worth doing where time was to decide about them."""
    for line in [line for line in board.lines if not line.is_main][:kept]:
        if not line.active:
            line.active, line.sets = True, line.dose.sets_low


def _count(_: CandidatePool, low: int, high: int) -> Count:
    return Count(low=low, high=high)


def _blocks(
    board: Board, doses: Grouped, circuits: Sequence[Circuit | None], pool: CandidatePool
) -> tuple[FittedBlock, ...]:
    working = in_order(board.active)
    letters = _letters(working)
    done = [(line, Placed(_final(line), letters.get(line.pair))) for line in working]
    blocks = [
        FittedBlock(ExerciseRole.WARMUP, drills(doses.get(ExerciseRole.WARMUP, ()), board.warmup)),
        FittedBlock(ExerciseRole.MAIN, tuple(placed for line, placed in done if line.is_main)),
        FittedBlock(ExerciseRole.ACCESSORY, tuple(placed for line, placed in done if not line.is_main)),
    ]
    circuit = circuits[board.piece] if circuits else None
    if circuit is not None:
        placed = at_stations(doses[ExerciseRole.FINISHER], circuit, pool.policy.composition.circuits)
        blocks.append(FittedBlock(ExerciseRole.FINISHER, placed, circuit))
    cardio, mobility = doses.get(ExerciseRole.CARDIO, ()), doses.get(ExerciseRole.MOBILITY, ())
    blocks.extend(placed_after(cardio, mobility, board.after_minutes, pool))
    blocks.append(FittedBlock(ExerciseRole.COOLDOWN, drills(doses.get(ExerciseRole.COOLDOWN, ()), board.cooldown)))
    return tuple(block for block in blocks if block.exercises)


def _final(line: Line) -> Dose:
    usual = line.usual if line.usual not in (0, line.sets) else None
    return line.dose._replace(sets=line.sets, rest=line.rest, ramps=line.ramps, usual_sets=usual)


def _letters(lines: Sequence[Line]) -> dict[int | None, str]:
    """A, B … in the order the supersets come."""
    found = dict.fromkeys(line.pair for line in lines if line.pair is not None)
    return dict(zip(found, ascii_uppercase, strict=False))
