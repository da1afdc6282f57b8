"""Selection: every slot in turn gets the movement that adds most to the session, strictly if it can be,
relaxing only where it must; then picks are exchanged while that helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.relaxation import RelaxationPolicy
from alloy_engine.domain.decision import Selection
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import SelectionStatus
from alloy_engine.flow import Tracer
from alloy_engine.selection.claims import claimed
from alloy_engine.selection.context import SelectionContext
from alloy_engine.selection.draft import Draft, Taken
from alloy_engine.selection.entry import Entry
from alloy_engine.selection.funnel import filter_candidates
from alloy_engine.selection.pool import CandidatePool
from alloy_engine.selection.record import bare_pick, decision_of, pick_of, report
from alloy_engine.selection.swaps import improve
from alloy_engine.selection.ties import winner
from alloy_engine.selection.turns import turn


def select(
    slots: Sequence[Slot],
    pool: CandidatePool,
    context: SelectionContext,
    tracer: Tracer,
    *,
    minimum_step: int = 0,
    record: bool = True,
    ranks: bool = True,
) -> Selection:
    """Fill the slots. minimum_step: the relaxation step (0..6) every slot starts from. record: False leaves the
    decisions out. ranks: False leaves out how picks stand among the others, their scores and substitutes.

    Hard constraints hold at every step. A slot nobody may fill stays open and is in the decisions with the
    funnel of the last step.
    """
    filled = fill(slots, pool, context, tracer, minimum_step=minimum_step)
    return _selection(filled, tracer, record=record, ranks=ranks)


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A session with its picks made. left_open: the record of every slot nobody may fill, by slot index."""

    draft: Draft
    left_open: Mapping[int, Entry]

    @property
    def entries(self) -> list[Entry]:
        """The record of every slot, in slot order."""
        entries = {**self.left_open, **{index: pick.entry for index, pick in self.draft.taken.items()}}
        return [entries[slot.index] for slot in sorted(self.draft.slots, key=lambda slot: slot.index)]


def fill(
    slots: Sequence[Slot],
    pool: CandidatePool,
    context: SelectionContext,
    tracer: Tracer,
    *,
    minimum_step: int = 0,
) -> Filled:
    """The picks of `select` with what they are booked under, before they are written up."""
    draft = Draft(slots, pool, context)
    left_open: dict[int, Entry] = {}
    with tracer.phase("fill"):
        waiting, given_up = [], draft.given_up() | claimed(draft)
        for slot in sorted(slots, key=lambda slot: slot.index):
            if slot.index in given_up or not _settle_held(slot, draft):
                waiting.append(slot)
        for slot in sorted(waiting, key=lambda slot: (turn(slot), slot.index)):
            nobody = _fill(slot, draft, minimum_step)
            if nobody is not None:
                left_open[slot.index] = nobody
        tracer.count(draft.scored)
    before = draft.scored
    with tracer.phase("swap"):
        improve(draft, tracer)
        tracer.count(draft.scored - before)
    return Filled(draft, left_open)


def _settle_held(slot: Slot, draft: Draft) -> bool:
    """Put the held movement in, scored for the record, unless a hard constraint or a duplicate forbids it."""
    catalogue = draft.pool.catalogue
    if slot.held is None or slot.held not in catalogue:
        return False
    row = catalogue.index(slot.held)
    if not draft.pool.allowed[row] or not draft.free[row]:
        return False
    draft.release(slot)
    field = filter_candidates(slot, draft.pool.stands.at(slot, 0), draft, also=row)
    place = field.stand.places.get(row, len(field.stand.rows))
    hold = slot.hold.value if slot.hold else "held"
    entry = Entry(slot, field, place, hold=hold)
    draft.add(Taken.at(place, field.board, slot, field.stand.number, entry))
    return True


def _fill(slot: Slot, draft: Draft, minimum_step: int) -> Entry | None:
    """Fill the slot at the first step at which somebody qualifies; the record of the last step if nobody does."""
    policy = draft.pool.policy
    last: Entry | None = None
    draft.release(slot)
    for asked, step in _ways(slot, minimum_step, policy.relaxation):
        field = filter_candidates(asked, draft.pool.stands.at(asked, step), draft)
        last = Entry(asked, field, None)
        best = winner(field.ranked(), field.board, draft.context, policy.scoring.tie_margin)
        if best is not None:
            entry = Entry(asked, field, best.place, tie=best.rule)
            draft.add(Taken.at(best.place, field.board, asked, step, entry))
            return None
    if last is None:
        raise ValueError(f"minimum_step {minimum_step} is beyond the last step")
    return last


def _ways(slot: Slot, minimum_step: int, rules: RelaxationPolicy) -> Iterator[tuple[Slot, int]]:
    """The slot as it is asked for, and at which step, one try after the other: a place that wants one of the
    foremost lifts asks for these before any rule is relaxed, and then one that wants a lift of another kind than the
    session has; one that wants its own pattern asks for that alone first, at the steps it has of its own.
    """
    steps = range(minimum_step, len(rules.steps))
    if slot.foremost:
        yield slot, minimum_step
        slot = slot._replace(foremost=False)
    if slot.distinct:
        yield slot, minimum_step
        slot = slot._replace(distinct=False)
    if slot.own:
        yield from ((slot, step) for step in steps if step in rules.own_pattern)
        slot = slot._replace(own=False)
    yield from ((slot, step) for step in steps)


def _selection(filled: Filled, tracer: Tracer, *, record: bool, ranks: bool) -> Selection:
    draft, ids, ordered = filled.draft, filled.draft.pool.ids, filled.entries
    status = _status(draft)
    decisions = tuple(decision_of(entry, draft.pool) for entry in ordered) if record or tracer.keeps else ()
    if tracer.keeps:
        report(ordered, decisions, status, tracer)
        tracer.count(sum(len(one.others) + (one.chosen is not None) for one in decisions))
    return Selection(
        picks=tuple([pick_of(entry, ids) if ranks else bare_pick(entry, ids) for entry in ordered]),
        decisions=decisions if record else (),
        status=status,
        objective=draft.value(),
    )


def _status(draft: Draft) -> SelectionStatus:
    """Over the slots that must be filled: optional ones may stay open or be relaxed without harm."""
    if not draft.taken:
        return SelectionStatus.INFEASIBLE
    required = [slot.index for slot in draft.slots if not slot.optional]
    if any(index not in draft.taken for index in required):
        return SelectionStatus.PARTIAL
    relaxed = any(draft.taken[index].entry.relaxation_step for index in required)
    return SelectionStatus.FEASIBLE if relaxed else SelectionStatus.OPTIMAL
