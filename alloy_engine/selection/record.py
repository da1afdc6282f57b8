"""The record of a choice, and its report to the tracer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from operator import itemgetter

from alloy_engine.domain.decision import Decision, FunnelStage, Pick
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle, SelectionStatus
from alloy_engine.flow import Tracer
from alloy_engine.scoring import report as report_rules
from alloy_engine.scoring import report_levels
from alloy_engine.selection import stages
from alloy_engine.selection.entry import Entry, Ids
from alloy_engine.selection.pool import CandidatePool
from alloy_engine.selection.reasons import LATER, reasons, too_low
from alloy_engine.selection.sieve import asks_for_load, takes_single_joint

OTHERS, ALTERNATIVES = 8, 5
BY_TOTAL = itemgetter(0)
BRANCHES = {
    stages.HARD_NO: "A",
    stages.EQUIPMENT: "B",
    stages.INJURY: "C",
    stages.SKILL: "D",
    stages.DUPLICATE: "E",
    stages.VARIETY: "F",
    stages.BUDGET: "G",
    stages.PATTERN: "H",
    stages.TIER: "I",
    stages.ROLE: "J",
    stages.MUSCLE: "K",
}
STATUS_BRANCHES = {
    SelectionStatus.OPTIMAL: "A",
    SelectionStatus.FEASIBLE: "B",
    SelectionStatus.PARTIAL: "C",
    SelectionStatus.INFEASIBLE: "D",
}


def decision_of(entry: Entry, pool: CandidatePool) -> Decision:
    """The whole record of a slot: the funnel with its reasons, who was taken, the best others with their cards, best
    first, and what exchanges changed.
    """
    slot, field, ids = entry.slot, entry.field, pool.ids
    cards = [field.board.card(other, ids[field.board.rows[other]]) for other, _ in _best_others(entry)]
    swaps = tuple(exchange.swap(ids) for exchange in entry.exchanges)
    return Decision(
        slot=slot.index,
        role=slot.role,
        patterns=slot.patterns,
        muscles=slot.muscles,
        relaxation_step=entry.relaxation_step,
        funnel=_with_reasons(entry, pool),
        chosen=entry.card(ids),
        others=tuple(sorted(cards, key=lambda card: -card.total)),
        hold=entry.hold,
        swapped_from=swaps[-1].replaced.movement if swaps else None,
        tie=entry.tie,
        swaps=swaps,
    )


def _with_reasons(entry: Entry, pool: CandidatePool) -> tuple[FunnelStage, ...]:
    """The funnel, with why in words wherever somebody fell."""
    slot, field, stand = entry.slot, entry.field, entry.field.stand
    why = pool.once(
        _why, slot.role, slot.patterns, slot.muscles, slot.wants_isolation, slot.own, slot.foremost, stand.number,
        stand.minimum,
    )  # fmt: skip
    return tuple(
        [
            FunnelStage(each.stage, each.removed, each.left, why[each.stage]) if each.removed else each
            for each in field.funnel()
        ]
    )


def _why(
    pool: CandidatePool,
    role: ExerciseRole,
    patterns: tuple[MovementPattern, ...],
    muscles: tuple[Muscle, ...],
    wants_isolation: bool,
    own: bool,
    foremost: bool,
    step_index: int,
    minimum: float,
) -> Mapping[str, str]:
    """Stage → reason, for every slot that asks for these at that step."""
    slot, step = (
        Slot(0, role, patterns, muscles, wants_isolation, own=own, foremost=foremost),
        pool.policy.relaxation.steps[step_index],
    )
    return {
        **reasons(slot, step, pool.brief, takes_single_joint(slot), asks_for_load(slot, step, pool.light)),
        **LATER,
        stages.QUALIFIED: too_low(minimum),
    }


def pick_of(entry: Entry, ids: Ids) -> Pick:
    """What the rest of the session needs of it."""
    field, board, place = entry.field, entry.field.board, entry.place
    others = _best_others(entry)
    # Candidates qualify by their total alone, so the qualified ones come first.
    qualified = sum([total >= field.stand.minimum for _, total in others])
    # The board adds in another order than a card: equals may differ in the last bit.
    cards, rows = board.card_totals, board.rows
    ranked = sorted([(cards[other], other) for other, _ in others], key=BY_TOTAL, reverse=True)
    alternatives = tuple([(ids[rows[other]], total) for total, other in ranked[: min(qualified, ALTERNATIVES)]])
    if place is None:
        return Pick(entry.slot.index, None, None, entry.relaxation_step, alternatives)
    return Pick(entry.slot.index, ids[rows[place]], cards[place], entry.relaxation_step, alternatives)


def bare_pick(entry: Entry, ids: Ids) -> Pick:
    """The same for those who will not ask how it stands among the others: without its score and its substitutes."""
    movement = None if entry.place is None else ids[entry.field.board.rows[entry.place]]
    return Pick(entry.slot.index, movement, None, entry.relaxation_step)


def _best_others(entry: Entry) -> list[tuple[int, float]]:
    """Place and total of the best candidates that were not taken, best first as the board has it."""
    standing, taken = entry.field.standing, entry.place
    others = (other for other in entry.field.board.ranking if standing[other[0]] and other[0] != taken)
    return list(islice(others, OTHERS))


def report(entries: Sequence[Entry], decisions: Sequence[Decision], status: SelectionStatus, tracer: Tracer) -> None:
    """Forks 7.0, 7.1, 7.2, 7.4, 8.0 to 8.9 for a whole session, each branch once with its count. decisions: of the
    entries, which have counted already what is told here."""
    taken: dict[tuple[str, str], int] = defaultdict(int)
    removed: dict[str, int] = defaultdict(int)
    passed = 0
    for decision in decisions:
        taken["7.0", _outcome(decision)] += 1
        if decision.hold is None:
            taken["7.1", str(decision.relaxation_step)] += 1
            taken["8.8", decision.tie] += decision.chosen is not None
        for stage in decision.funnel:
            if stage.removed:
                removed[stage.stage] += stage.removed
        passed += decision.funnel[-1].left
    for name, branch in BRANCHES.items():
        taken["7.2", branch] = removed[name]
    taken["7.2", "passed"] = taken["8.9", "A"] = passed
    taken["8.9", "B"] = removed[stages.QUALIFIED]
    taken["8.9", "C"] = sum([entry.field.stand.sifted.told.no_match for entry in entries])
    for (fork, branch), times in taken.items():
        if times:
            tracer.take(fork, branch, times)
    report_levels(
        [
            (each.chosen, each.others[0] if each.others else None)
            for each in decisions
            if each.chosen is not None and each.hold is None
        ],
        tracer,
    )
    report_rules([decision.chosen for decision in decisions if decision.chosen is not None], tracer)
    tracer.take("7.4", STATUS_BRANCHES[status])


def _outcome(decision: Decision) -> str:
    if decision.chosen is None:
        return "C"
    if decision.hold is not None:
        return "D"
    return "B" if decision.relaxation_step else "A"
