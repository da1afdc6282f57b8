"""The slots of a lifting session, block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alloy_engine.domain.balance import side_of_pattern
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.flow import Tracer
from alloy_engine.scoring import is_light
from alloy_engine.selection import CandidatePool
from alloy_engine.session.fitting.afterwork import after_work, kept_minutes
from alloy_engine.session.fitting.balance import sets_ahead
from alloy_engine.session.needs.aims import Aims, session_aims
from alloy_engine.session.needs.bringup import brought_up, left_bare
from alloy_engine.session.needs.reach import fewest_that_reach, left_out, out_of_reach
from alloy_engine.session.needs.rotation import left_to_others
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.plan import BlockDraft, Composition, composed
from alloy_engine.session.slots.accessories import Wanted, accessory_slot, kept_muscles, wanted_accessories
from alloy_engine.session.slots.counts import Counts, choose_counts
from alloy_engine.session.slots.drillslots import cooldown_slots, warmup_slots
from alloy_engine.session.slots.held import BALLISTIC, Carried
from alloy_engine.session.slots.mains import main_slots
from alloy_engine.session.slots.middle import finisher_slots, middle_piece, reserved_minutes
from alloy_engine.session.slots.settled import settled


def lifting(day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer) -> Composition:
    """Warm-up, main lifts, accessories and/or a finisher, cool-down. Deload days have the slots of a normal one."""
    minutes = pool.brief.request.session_minutes if day.is_deload else day.target_minutes
    shelf, aims = pool.once(Shelf), session_aims(day, pool, history)
    patterns = settled(day, pool, shelf, history)
    circuit = middle_piece(day, pool, history, tracer)
    reserved = reserved_minutes(day, pool, history)
    light = is_light(pool.brief, pool.policy)
    most = pool.policy.composition.lifting.mains_of(light=light).high
    lifts = _with_more(patterns, most, aims, day, pool, shelf, history)
    owed = owed_places(lifts[: len(patterns)], reserved, aims, day, pool, history)
    lifted = minutes - round(pool.once(kept_minutes, minutes))
    short = minutes <= pool.policy.composition.lifting.short_minutes
    fewest = fewest_that_reach(lifts, len(patterns), aims, pool) if short else len(patterns)
    counts = pool.once(choose_counts, day.type, lifted, fewest, len(lifts), reserved, owed)
    patterns = lifts[: max(counts.mains, len(patterns))]
    carried = Carried(day, pool, history)
    mains = main_slots(patterns, aims, day, pool, carried, history, tracer)
    accessories = accessory_slots(counts, patterns, aims, day, pool, history, carried)
    finisher = finisher_slots(circuit, pool, history, shelf) if circuit else []
    return composed(
        [
            BlockDraft(ExerciseRole.WARMUP, pool.once(warmup_slots, counts.warmup, tuple(patterns))),
            BlockDraft(ExerciseRole.MAIN, mains),
            BlockDraft(ExerciseRole.ACCESSORY, accessories),
            BlockDraft(ExerciseRole.FINISHER, finisher, circuit),
            after_work(minutes, len(mains) + len(accessories), reserved, day, pool, history),
            BlockDraft(ExerciseRole.COOLDOWN, pool.once(cooldown_slots, counts.cooldown, tuple(patterns))),
        ],
        aims,
    )


def _with_more(
    wanted: list[tuple[MovementPattern, ...]],
    count: int,
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    shelf: Shelf,
    history: History,
) -> list[tuple[MovementPattern, ...]]:
    """Up to `count` main lifts, as long as no muscle gets more than one session should give it. The week's rotation
    was made for the day's own patterns, so that further lifts are variants of these; many light ones, those of a short
    day that is all of one pattern, and those of a day that is the week's only one draw on all the day's type trains.
    """
    rules = pool.policy.composition
    light = is_light(pool.brief, pool.policy)
    groups = rules.types[day.type].groups
    own = [pattern for each in wanted for pattern in each if pattern not in BALLISTIC]
    short = pool.brief.request.session_minutes <= rules.lifting.short_minutes
    alike = short and len(set(own)) < pool.policy.gates.session.patterns_min
    before = [p for fact in history.of_microcycle(day.microcycle) for p, _ in fact.of_role(ExerciseRole.MAIN)]
    alone = not before and not any(kind.is_lifting for _, kind in day.later)
    more = [*own, *(p for group in groups for p in group)] if light or alike or alone else own
    choices = list(dict.fromkeys(more))
    others = left_to_others(day, pool, history) if more is not own and not light else frozenset()
    left, ample = ({p: count(p) - own.count(p) for p in choices} for count in (shelf.proper, shelf.any_main))
    ahead = sets_ahead(history.facts, pool)
    result, bounds, least = list(wanted), aims.most, pool.policy.composition.lifting.mains_of(light=light).low
    while len(result) < count:
        used = [pattern for each in result for pattern in each]
        free = [p for p in choices if left[p] > 0 and p not in others]
        roomy = [p for p in free if _has_room((*result, (p,)), pool, bounds)]
        free = roomy or ((free or [p for p in choices if ample[p] > 0]) if len(result) < least else [])
        if not free:
            break
        missing = set(left_out(result, aims, pool)) if alone and short else set()
        best = min(
            free,
            key=lambda p: (
                0.0 if roomy else _excess((*result, (p,)), pool, bounds),
                -len(missing.intersection(pool.expected_sets((p,)))),
                used.count(p),
                _group_uses(p, groups, used),
                side_of_pattern(p) * ahead,
                _group_uses(p, groups, before),
                choices.index(p),
            ),
        )
        left[best], ample[best] = left[best] - 1, ample[best] - 1
        result.append((best,))
    return result


def owed_places(
    mains: Sequence[tuple[MovementPattern, ...]],
    finisher: float | None,
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
) -> int:
    """Accessories that focus muscles have a right to, and in a deload those of the weeks before. Where a finisher
    stands in the place of accessories, a focus muscle gets one, and so do those that no main lift of the day brings to
    the floor of their week; where time is short, only what no main lift of such a day could train.
    """
    if pool.brief.request.session_minutes <= pool.policy.composition.lifting.short_minutes:
        return len(out_of_reach(aims, day, pool))
    if kept := kept_muscles(day, pool, history):
        return len(kept)
    today = pool.expected_sets(tuple([patterns[0] for patterns in mains]))
    due = len(brought_up(today, aims, day, pool, history))
    if not finisher:
        return due
    return min(due, 1) + min(len(left_bare(today, aims, pool)), pool.policy.composition.accessories.bare_places)


def _has_room(mains: Sequence[tuple[MovementPattern, ...]], pool: CandidatePool, most: Mapping[Muscle, float]) -> bool:
    """True if these lifts, at the fewest sets worth doing, leave every muscle within what one session should give it,
    and its week within bounds.
    """
    sets = pool.expected_sets(tuple([patterns[0] for patterns in mains]))
    cap = pool.policy.prescription.fit.sets_per_muscle_aim
    return all(count <= min(cap, most.get(muscle, cap)) for muscle, count in sets.items())


def _excess(mains: Sequence[tuple[MovementPattern, ...]], pool: CandidatePool, most: Mapping[Muscle, float]) -> float:
    """Sets by which these lifts take muscles beyond what their week has room for, all together."""
    sets = pool.expected_sets(tuple([patterns[0] for patterns in mains]))
    return sum(max(0.0, count - most.get(muscle, count)) for muscle, count in sets.items())


def _group_uses(
    pattern: MovementPattern, groups: Sequence[Sequence[MovementPattern]], used: Sequence[MovementPattern]
) -> int:
    group = next((group for group in groups if pattern in group), (pattern,))
    return sum(used.count(each) for each in group)


def accessory_slots(
    counts: Counts,
    mains: Sequence[tuple[MovementPattern, ...]],
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    carried: Carried,
) -> list[Slot]:
    """The needed ones first, then optional ones; within each, compounds before isolation."""
    wanted = wanted_accessories(
        counts.accessories + counts.optional, tuple([each[0] for each in mains]), aims, day, pool, history
    )

    def slot(want: Wanted, optional: bool) -> Slot:
        return accessory_slot(want, pool, carried.accessory(want.muscle), optional=optional)

    needed, spare = wanted[: counts.accessories], wanted[counts.accessories :]
    ordered = sorted(needed, key=lambda want: want.isolation)
    return [*(slot(want, False) for want in ordered), *(slot(want, True) for want in spare)]
